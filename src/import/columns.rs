//! Maps the columns of a file to the fields of a contact.

use std::collections::{BTreeMap, BTreeSet};

use csv::ByteRecord;

use super::country_candidates::CountryEvidence;
use super::dates::{is_compact_date, is_date};
use super::entry_column::EntryColumn;
use super::headers::{ColumnContent, plain};
use super::intake::{DestinationRules, OtherColumns};
use super::map_choice::{Chosen, MapChoice, OptOutChoice, choice, is_country, map_flag, near_field};
use super::numbers_in_cell::{NumbersInCell, with_digits};
use super::records::{is_blank, looks_like_a_number};
use crate::domain::finding::Problem;

/// How many digits a cell that is not known to have a number has at least if it may have a part of one: fewer are an
/// id.
pub(super) const PART_DIGITS_MIN: usize = 7;

/// Whether a file's first line names its columns.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Header {
    /// The first line is a header, unless it contains a phone number.
    Detect,
    /// The first line is a contact like the others.
    None,
}

/// The columns of one file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Columns {
    pub(super) count: usize,
    pub(super) phone: usize,
    pub(super) time_zone: Option<usize>,
    /// The other columns that are sent, with their keys.
    pub(super) others: Vec<(usize, String)>,
    /// The key of the phone number.
    phone_key: &'static str,
    header: Option<Vec<String>>,
    left_out: Vec<String>,
    /// The column that was set by hand as the country of its row's number.
    country: Option<usize>,
    /// The indexes of the columns that were left out by hand.
    left_out_by_hand: Vec<usize>,
    /// The choices about opt-outs that were made by hand.
    opt_outs: Vec<OptOutChoice>,
    /// The indexes of the columns with a field that is not a country, by hand or by their headers.
    known_fields: Vec<usize>,
    /// The indexes of the other columns with phone numbers, which are not called: those of a second phone or a
    /// landline.
    further_phones: Vec<usize>,
    /// The indexes of columns whose header may be of phones, such as `Home`: whether a cell looks like one.
    unknown: Vec<(usize, bool)>,
    /// Whether a row has more or fewer cells than there are columns.
    has_uneven_rows: bool,
}

impl Columns {
    /// Whether rows may have other numbers than their own: in other columns with phone numbers, or in a cell too many.
    pub fn have_further_phones(&self) -> bool {
        self.has_uneven_rows || self.further_phones().next().is_some()
    }

    /// The indexes of the other columns with phone numbers, by their headers or their cells.
    pub(super) fn further_phones(&self) -> impl Iterator<Item = usize> {
        let by_cells = self.unknown.iter().filter(|(_, has_numbers)| *has_numbers).map(|(place, _)| *place);
        self.further_phones.iter().copied().chain(by_cells)
    }

    /// The names of the other columns with phone numbers.
    pub fn names_of_further_phones(&self) -> Vec<String> {
        self.further_phones().map(|place| self.name(place)).collect()
    }

    /// Takes the cells of a row that may show that a column has phone numbers.
    pub fn take_cells(&mut self, record: &ByteRecord) {
        self.has_uneven_rows |= record.len() != self.count && !is_blank(record);
        for (place, has_numbers) in self.unknown.iter_mut().filter(|(_, has_numbers)| !has_numbers) {
            let cell = String::from_utf8_lossy(record.get(*place).unwrap_or_default());
            let is_number = || looks_like_a_number(&cell) && !is_date(&cell) && !is_compact_date(&cell);
            let has_one_inside = || {
                let found = NumbersInCell::of(&cell, looks_like_a_number);
                let of_digits = || NumbersInCell::of(&with_digits(&cell), looks_like_a_number);
                !found.read.is_empty() || found.is_hard && !of_digits().read.is_empty()
            };
            *has_numbers = is_number() || has_one_inside();
        }
    }

    /// Whether a cell without a whole number may have a part of one: any in a column of phones, and in one that has
    /// some a long one.
    pub(super) fn may_have_part(&self, place: usize, cell: &str) -> bool {
        let is_long = || cell.chars().filter(|sign| sign.is_numeric()).count() >= PART_DIGITS_MIN;
        self.further_phones.contains(&place) || self.unknown.contains(&(place, true)) && is_long()
    }

    /// Maps the columns of a file from its first record. Choices come first, then the destination's own columns, then
    /// the common headers. If two columns could be the same field, it is an error; kcamp never guesses.
    ///
    /// # Errors
    ///
    /// The file has too many columns, a choice names a missing column, two columns are or could be the same field, or
    /// no column has phone numbers.
    pub fn map(
        first: &[String],
        header: Header,
        choices: &[MapChoice],
        intake: &DestinationRules,
        own_columns: &[(String, String)],
    ) -> Result<Self, Problem> {
        if let Some(most) = intake.columns_max.filter(|most| first.len() > *most) {
            return Err(Problem::error(
                "import/too-many-columns",
                format!("the file has {} columns, the platform takes {most}", first.len()),
            )
            .help("leave out the columns that campaigns do not need"));
        }
        let is_header = header == Header::Detect && !first.iter().any(|cell| looks_like_a_number(cell));
        let names: Vec<String> = if is_header {
            first.iter().map(|cell| cell.trim().to_owned()).collect()
        } else {
            (1..=first.len()).map(|place| place.to_string()).collect()
        };
        let Chosen { fields: chosen_fields, opt_outs } = Chosen::among(&names, choices, intake)?;
        let mut fields = chosen_fields.clone();
        take_known_fields(&names, is_header, &mut fields, intake, own_columns)?;
        if is_header {
            take_whole_names(&names, &mut fields, intake);
        }
        if !is_header && !is_settled(&fields, intake.phone) {
            let numbers: Vec<usize> =
                (0..first.len()).filter(|place| looks_like_a_number(&first[*place])).collect();
            match numbers.as_slice() {
                [only] => fields[*only] = Some(intake.phone.to_owned()),
                [] => {}
                several => return Err(ambiguous(intake.phone, several, &names)),
            }
        }
        let is_known_field =
            |field: &Option<String>| field.as_deref().is_some_and(|it| !it.is_empty() && !is_country(it));
        let known_fields = (0..fields.len()).filter(|place| is_known_field(&fields[*place])).collect();
        // Under a header that names the field of another column, the platform would read it as that field.
        if is_header && intake.others == OtherColumns::Sent {
            for (field, name) in fields.iter_mut().zip(&names) {
                if field.is_none() && !name.is_empty() && intake.known_field(name).is_none() {
                    *field = Some(name.clone());
                }
            }
        }
        // Only a choice by hand makes a column the country, whatever header is sent as a field of that name.
        let country = chosen_fields.iter().position(|field| field.as_deref().is_some_and(is_country));
        if !is_settled(&fields, intake.phone) {
            return Err(no_phone_column(&names, is_header, intake.phone, near_field(choices, intake)));
        }
        let is_phone = |place: &usize| match EntryColumn::of_header(&names[*place]) {
            EntryColumn::Phone | EntryColumn::FurtherPhone => is_header,
            _ => !is_header && looks_like_a_number(&first[*place]),
        };
        let phones: Vec<usize> = (0..names.len()).filter(is_phone).collect();
        let is_unknown = |place: &usize| {
            EntryColumn::of_header(&names[*place]) == EntryColumn::Unknown && !is_phone(place)
        };
        let unknown: Vec<usize> = (0..names.len()).filter(is_unknown).collect();
        let columns = Self::finish(names, is_header, &fields, intake, own_columns)?;
        let further_phones = phones.into_iter().filter(|place| *place != columns.phone).collect();
        let unknown = unknown.into_iter().filter(|place| *place != columns.phone);
        let unknown = unknown.map(|place| (place, false)).collect();
        Ok(Self { country, opt_outs, known_fields, further_phones, unknown, ..columns })
    }

    fn finish(
        names: Vec<String>,
        is_header: bool,
        fields: &[Option<String>],
        intake: &DestinationRules,
        own_columns: &[(String, String)],
    ) -> Result<Self, Problem> {
        let place = |wanted: &str| fields.iter().position(|field| field.as_deref() == Some(wanted));
        let phone =
            place(intake.phone).ok_or_else(|| no_phone_column(&names, is_header, intake.phone, None))?;
        let key = |field: &str| {
            let own = own_columns.iter().find(|(name, column)| name == field && !column.trim().is_empty());
            own.map_or(field, |(_, column)| column.trim()).to_owned()
        };
        let sent = fields.iter().enumerate().filter_map(|(place, field)| Some((place, field.as_deref()?)));
        let others: Vec<(usize, String)> = sent
            .filter(|(_, field)| *field != intake.phone && !field.is_empty())
            .map(|(place, field)| (place, key(field)))
            .collect();
        if intake.others == OtherColumns::Sent {
            sent_by_name(&names, phone, &others)?;
        }
        let label = |(place, name): (usize, &String)| {
            if name.is_empty() { format!("column {}", place + 1) } else { name.clone() }
        };
        let left_out =
            names.iter().enumerate().filter(|(place, _)| fields[*place].is_none()).map(label).collect();
        let by_hand =
            |(place, field): (usize, &Option<String>)| (field.as_deref() == Some("")).then_some(place);
        Ok(Self {
            count: names.len(),
            left_out_by_hand: fields.iter().enumerate().filter_map(by_hand).collect(),
            phone,
            time_zone: intake.time_zone.and_then(place),
            others,
            phone_key: intake.phone,
            country: None,
            opt_outs: Vec::new(),
            known_fields: Vec::new(),
            further_phones: Vec::new(),
            unknown: Vec::new(),
            has_uneven_rows: false,
            left_out,
            header: is_header.then_some(names),
        })
    }

    /// The number of columns.
    pub const fn count(&self) -> usize {
        self.count
    }

    /// The headers, if the file has them.
    pub fn header(&self) -> Option<&[String]> {
        self.header.as_deref()
    }

    /// The columns that are not sent, except those that were left out on purpose.
    pub fn left_out(&self) -> &[String] {
        &self.left_out
    }

    /// Whether a column, by its index, may be the country of a row's number. A column that was left out with `COLUMN=`,
    /// and the number itself, may not.
    pub(super) fn may_be_country(&self, place: usize) -> bool {
        place != self.phone && !self.left_out_by_hand.contains(&place)
    }

    /// Whether a column, by its index, may be the country of a row's number, and on what evidence.
    pub fn may_say_country(&self, place: usize) -> CountryEvidence {
        match (self.may_be_country(place), self.known_fields.contains(&place)) {
            (false, _) => CountryEvidence::Nothing,
            (true, true) => CountryEvidence::ByHeader,
            (true, false) => CountryEvidence::ByCells,
        }
    }

    /// Whether a column, by its index, has a field, by hand or by its header.
    pub(super) fn is_known(&self, place: usize) -> bool {
        self.known_fields.contains(&place)
    }

    /// The choices that were made by hand about a column, by its index, and about cells in it: whether somebody opted
    /// out by them.
    pub(super) fn opt_out_choices(&self, place: usize) -> impl Iterator<Item = &OptOutChoice> {
        self.opt_outs.iter().filter(move |choice| choice.place == place)
    }

    /// The column's name for `--map`: its header, with its place among those that have the same one.
    pub fn choice(&self, place: usize) -> String {
        self.header.as_ref().map_or_else(|| self.name(place), |header| choice(header, place))
    }

    /// The column that was mapped to `country` by hand. It has the country of each row's number, and is sent too.
    pub const fn country(&self) -> Option<usize> {
        self.country
    }

    /// Each sent column with its key, such as `mobile=phoneNumber`; the phone number first.
    pub fn sent(&self) -> Vec<String> {
        let phone = std::iter::once((self.phone, self.phone_key));
        let others = self.others.iter().map(|(place, key)| (*place, key.as_str()));
        phone.chain(others).map(|(place, key)| format!("{}={key}", self.name(place))).collect()
    }

    /// The indexes of the columns that are sent.
    pub fn sent_places(&self) -> impl Iterator<Item = usize> {
        std::iter::once(self.phone).chain(self.others.iter().map(|(place, _)| *place))
    }

    /// The field names for a platform that reads the file itself, by column name: for the phone number, and for the
    /// columns that are sent under another name.
    pub fn renamed(&self) -> BTreeMap<String, String> {
        let others = self.others.iter().map(|(place, key)| (self.name(*place), key.clone()));
        let mut renamed: BTreeMap<String, String> = others.filter(|(name, key)| name != key).collect();
        renamed.insert(self.name(self.phone), self.phone_key.to_owned());
        renamed
    }

    /// The indexes of the sent columns, in the order of the file.
    pub(super) fn places(&self) -> Vec<usize> {
        let mut places: Vec<usize> = self.others.iter().map(|(place, _)| *place).collect();
        places.push(self.phone);
        places.sort_unstable();
        places
    }

    /// The column's header, or its number if there is no header.
    pub fn name(&self, place: usize) -> String {
        match &self.header {
            Some(header) => header[place].clone(),
            None => (place + 1).to_string(),
        }
    }
}

fn is_settled(fields: &[Option<String>], field: &str) -> bool {
    fields.iter().flatten().any(|known| known == field)
}

/// Gives each field that no choice settled its column: the destination's own, else the one with a usual header.
fn take_known_fields(
    names: &[String],
    is_header: bool,
    fields: &mut [Option<String>],
    intake: &DestinationRules,
    own_columns: &[(String, String)],
) -> Result<(), Problem> {
    for known in intake.fields {
        let field = known.name;
        if is_settled(fields, field) {
            continue;
        }
        let own = own_columns.iter().find(|(name, _)| name == field).map(|(_, column)| column.trim());
        let matching = |wanted: &dyn Fn(&str) -> bool| -> Vec<usize> {
            let places = names.iter().enumerate().filter(|(place, _)| fields[*place].is_none());
            places.filter(|(_, name)| wanted(name)).map(|(place, _)| place).collect()
        };
        let mut found = matching(&|name| own.is_some_and(|own| name.eq_ignore_ascii_case(own)));
        if found.is_empty() && is_header {
            found = matching(&|name| ColumnContent::of_header(name) == Some(known.meaning));
            // Beside a number, `WhatsApp` says who has it.
            let is_other = |place: &usize| plain(&names[*place]) != "whatsapp";
            if found.iter().any(is_other) {
                found.retain(is_other);
            }
        }
        match found.as_slice() {
            [] => {}
            [only] => fields[*only] = Some(field.to_owned()),
            several => return Err(ambiguous(field, several, names)),
        }
    }
    Ok(())
}

/// Where the destination knows a first and a last name, and the file has a column of whole names and neither of them,
/// the whole name goes out as the first one: messages greet people by it.
fn take_whole_names(names: &[String], fields: &mut [Option<String>], intake: &DestinationRules) {
    let name_of = |meaning: ColumnContent| intake.fields.iter().find(|field| field.meaning == meaning);
    let (Some(first), Some(last)) = (name_of(ColumnContent::FirstName), name_of(ColumnContent::LastName))
    else {
        return;
    };
    if fields.iter().flatten().any(|field| field == first.name || field == last.name) {
        return;
    }
    let places = (0..names.len()).filter(|place| fields[*place].is_none());
    let whole: Vec<usize> = places
        .filter(|place| ColumnContent::of_header(&names[*place]) == Some(ColumnContent::FullName))
        .collect();
    // If there are several, such as a customer's and a contact's, none is used, and a message says that
    // they are not sent.
    if let [only] = whole.as_slice() {
        fields[*only] = Some(first.name.to_owned());
    }
}

/// Checks the names for a platform that reads the file itself by column name: each must be there once and be readable.
fn sent_by_name(names: &[String], phone: usize, others: &[(usize, String)]) -> Result<(), Problem> {
    let sent: Vec<usize> = std::iter::once(phone).chain(others.iter().map(|(place, _)| *place)).collect();
    let twice = |texts: &[&str]| -> Option<usize> {
        let mut seen = BTreeSet::new();
        texts.iter().position(|text| !seen.insert(*text))
    };
    let headers: Vec<&str> = sent.iter().map(|place| names[*place].as_str()).collect();
    let keys: Vec<&str> = others.iter().map(|(_, key)| key.as_str()).collect();
    let (by_header, by_key) = (twice(&headers), twice(&keys));
    let place = by_header.map(|place| sent[place]).or(by_key.map(|place| others[place].0));
    if let Some(place) = place {
        let name = by_header.map_or_else(|| keys[by_key.unwrap_or_default()], |place| headers[place]);
        return Err(Problem::error("import/column-twice", format!("two columns would be sent as {name:?}"))
            .help(format!(
                "leave one of them out with {}, or rename it in the file",
                map_flag(&choice(names, place), "")
            )));
    }
    if let Some(name) = headers.iter().find(|name| name.contains(char::REPLACEMENT_CHARACTER)) {
        return Err(Problem::error("import/not-utf8", format!("the header {name:?} is not UTF-8"))
            .help("export the file again as \"CSV UTF-8\""));
    }
    Ok(())
}

fn ambiguous(field: &str, places: &[usize], names: &[String]) -> Problem {
    let columns: Vec<String> = places.iter().map(|place| format!("{:?}", choice(names, *place))).collect();
    Problem::error(
        "import/column-ambiguous",
        format!("{field} could be any one of the columns {}", columns.join(", ")),
    )
    .help(format!("choose one: {}", map_flag(&choice(names, places[0]), field)))
}

/// `near` is a choice whose field is spelled almost like the one of the phone number, as it is meant.
fn no_phone_column(names: &[String], is_header: bool, phone: &str, near: Option<String>) -> Problem {
    let problem = Problem::error("import/no-phone-column", "kcamp found no column with phone numbers");
    if let Some(near) = near {
        problem.help(format!("did you mean {near}?"))
    } else if is_header {
        problem.help(format!(
            "say which: --map 'COLUMN={phone}'; the columns are: {}; if the first line is a contact, add --no-header",
            names.join(", ")
        ))
    } else {
        problem.help(format!("say which, counted from 1: --map 1={phone}"))
    }
}

#[cfg(test)]
mod tests;
