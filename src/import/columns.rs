//! Which column of a file becomes which field of a contact.

use std::str::FromStr;

use super::COLUMNS_MAX;
use crate::domain::finding::Problem;

/// The platform's fields, with the headers that are taken for them: in small letters, without anything but letters and
/// digits. Contract section 12.
const FIELDS: [(&str, &[&str]); 6] = [
    (
        PHONE_NUMBER,
        &[
            "phonenumber",
            "phone",
            "phoneno",
            "mobile",
            "mobilenumber",
            "mobileno",
            "mobilephone",
            "cell",
            "cellphone",
            "cellnumber",
            "telephone",
            "telephonenumber",
            "tel",
            "contactnumber",
            "msisdn",
            "number",
        ],
    ),
    ("firstName", &["firstname", "first", "givenname", "forename"]),
    ("lastName", &["lastname", "last", "surname", "familyname"]),
    (TIME_ZONE, &["timezone", "tz", "zone"]),
    ("uniqueId", &["uniqueid", "id", "customerid", "externalid"]),
    ("contactPriority", &["contactpriority", "priority"]),
];

/// The one field that a contact must have.
const PHONE_NUMBER: &str = "phoneNumber";
/// The field that beats the calling hours' zone, and so is checked.
const TIME_ZONE: &str = "timeZone";
/// Fewest digits of a first line's cell that make it a contact rather than a header.
const NUMBER_DIGITS_MIN: usize = 7;

/// Whether a file's first line names its columns.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Header {
    /// It does, unless there is a phone number in it.
    Detect,
    /// It is a contact like the others.
    None,
}

/// `--map COLUMN=FIELD`; an empty field leaves the column out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MapChoice {
    column: String,
    field: String,
}

impl FromStr for MapChoice {
    type Err = Problem;

    fn from_str(text: &str) -> Result<Self, Problem> {
        let (column, field) =
            text.rsplit_once('=').filter(|(column, _)| !column.trim().is_empty()).ok_or_else(|| {
                Problem::error("import/map-unreadable", format!("{text:?} is not COLUMN=FIELD"))
                    .help("write it as in \"Customer mobile=phoneNumber\"; COLUMN= leaves a column out")
            })?;
        let field = field.trim();
        let known =
            FIELDS.iter().find(|(name, aliases)| *name == field || aliases.contains(&plain(field).as_str()));
        let field = known.map_or(field, |(name, _)| name);
        Ok(Self { column: column.trim().to_owned(), field: field.to_owned() })
    }
}

/// The columns of one file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Columns {
    pub(super) count: usize,
    pub(super) phone: usize,
    pub(super) time_zone: Option<usize>,
    /// The other columns that are sent, each with its key.
    pub(super) others: Vec<(usize, String)>,
    header: Option<Vec<String>>,
    left_out: Vec<String>,
}

impl Columns {
    /// Maps the columns of a file whose first record this is. Choices come first, then the list's own columns, then the
    /// usual headers; a field that two columns could be is an error, never a guess.
    pub fn map(
        first: &[String],
        header: Header,
        choices: &[MapChoice],
        list_mapping: &[(String, String)],
    ) -> Result<Self, Problem> {
        if first.len() > COLUMNS_MAX {
            return Err(Problem::error(
                "import/too-many-columns",
                format!("the file has {} columns, the platform takes {COLUMNS_MAX}", first.len()),
            )
            .help("leave out the columns that campaigns do not need"));
        }
        let is_header = header == Header::Detect && !first.iter().any(|cell| looks_like_a_number(cell));
        let names: Vec<String> = if is_header {
            first.iter().map(|cell| cell.trim().to_owned()).collect()
        } else {
            (1..=first.len()).map(|place| place.to_string()).collect()
        };
        let mut fields = chosen(&names, choices)?;
        let is_settled =
            |fields: &[Option<String>], field: &str| fields.iter().flatten().any(|known| known == field);
        for (field, aliases) in FIELDS {
            if is_settled(&fields, field) {
                continue;
            }
            let own = list_mapping.iter().find(|(name, _)| name == field).map(|(_, column)| column.trim());
            let matching = |wanted: &dyn Fn(&str) -> bool| -> Vec<usize> {
                let places = names.iter().enumerate().filter(|(place, _)| fields[*place].is_none());
                places.filter(|(_, name)| wanted(name)).map(|(place, _)| place).collect()
            };
            let mut found = matching(&|name| own.is_some_and(|own| name.eq_ignore_ascii_case(own)));
            if found.is_empty() && is_header {
                found = matching(&|name| aliases.contains(&plain(name).as_str()));
            }
            match found.as_slice() {
                [] => {}
                [only] => fields[*only] = Some(field.to_owned()),
                several => return Err(ambiguous(field, several, &names)),
            }
        }
        if !is_header && !is_settled(&fields, PHONE_NUMBER) {
            let numbers: Vec<usize> =
                (0..first.len()).filter(|place| looks_like_a_number(&first[*place])).collect();
            match numbers.as_slice() {
                [only] => fields[*only] = Some(PHONE_NUMBER.to_owned()),
                [] => {}
                several => return Err(ambiguous(PHONE_NUMBER, several, &names)),
            }
        }
        Self::finish(names, is_header, &fields, list_mapping)
    }

    fn finish(
        names: Vec<String>,
        is_header: bool,
        fields: &[Option<String>],
        list_mapping: &[(String, String)],
    ) -> Result<Self, Problem> {
        let place = |wanted: &str| fields.iter().position(|field| field.as_deref() == Some(wanted));
        let phone = place(PHONE_NUMBER).ok_or_else(|| no_phone_column(&names, is_header))?;
        let key = |field: &str| {
            let own = list_mapping.iter().find(|(name, column)| name == field && !column.trim().is_empty());
            own.map_or(field, |(_, column)| column.trim()).to_owned()
        };
        let sent = fields.iter().enumerate().filter_map(|(place, field)| Some((place, field.as_deref()?)));
        let others = sent
            .filter(|(_, field)| *field != PHONE_NUMBER && !field.is_empty())
            .map(|(place, field)| (place, key(field)))
            .collect();
        let left_out =
            names.iter().zip(fields).filter(|(_, field)| field.is_none()).map(|(name, _)| name.clone());
        Ok(Self {
            count: names.len(),
            phone,
            time_zone: place(TIME_ZONE),
            others,
            left_out: left_out.collect(),
            header: is_header.then_some(names),
        })
    }

    /// The headers, where the file has them.
    #[must_use]
    pub fn header(&self) -> Option<&[String]> {
        self.header.as_deref()
    }

    /// Columns that are not sent, without those that were left out on purpose.
    #[must_use]
    pub fn left_out(&self) -> &[String] {
        &self.left_out
    }

    /// Each column that is sent with its key, such as `mobile=phoneNumber`.
    #[must_use]
    pub fn sent(&self) -> Vec<String> {
        let name = |place: usize| match &self.header {
            Some(header) => header[place].clone(),
            None => (place + 1).to_string(),
        };
        let phone = std::iter::once(format!("{}={PHONE_NUMBER}", name(self.phone)));
        phone.chain(self.others.iter().map(|(place, key)| format!("{}={key}", name(*place)))).collect()
    }
}

/// The fields that were chosen by hand, by place. A chosen column without a field is an empty text.
fn chosen(names: &[String], choices: &[MapChoice]) -> Result<Vec<Option<String>>, Problem> {
    let mut fields: Vec<Option<String>> = vec![None; names.len()];
    for MapChoice { column, field } in choices {
        let exact = names.iter().position(|name| name == column);
        let place = exact.or_else(|| names.iter().position(|name| plain(name) == plain(column)));
        let place = place.ok_or_else(|| {
            Problem::error("import/map-column-unknown", format!("the file has no column {column:?}"))
                .help(format!("its columns are: {}", names.join(", ")))
        })?;
        if !field.is_empty() && fields.iter().flatten().any(|known| known == field) {
            return Err(Problem::error(
                "import/map-field-twice",
                format!("two columns are mapped to {field}"),
            )
            .help("map one of them, and leave the other out with COLUMN="));
        }
        fields[place] = Some(field.clone());
    }
    Ok(fields)
}

fn ambiguous(field: &str, places: &[usize], names: &[String]) -> Problem {
    let columns: Vec<String> = places.iter().map(|place| format!("{:?}", names[*place])).collect();
    Problem::error(
        "import/column-ambiguous",
        format!("{field} could be any of the columns {}", columns.join(", ")),
    )
    .help(format!("choose one: --map '{}={field}'", names[places[0]]))
}

fn no_phone_column(names: &[String], is_header: bool) -> Problem {
    let problem = Problem::error("import/no-phone-column", "no column is known to hold phone numbers");
    if is_header {
        problem
            .help(format!("say which: --map 'COLUMN={PHONE_NUMBER}'; the columns are: {}", names.join(", ")))
    } else {
        problem.help(format!("say which, counted from 1: --map 1={PHONE_NUMBER}"))
    }
}

/// A header's letters and digits, small: `Phone Number`, `phone_number` and `PhoneNumber` are one.
fn plain(name: &str) -> String {
    name.chars().filter(|letter| letter.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

fn looks_like_a_number(cell: &str) -> bool {
    let digits = cell.chars().filter(char::is_ascii_digit).count();
    digits >= NUMBER_DIGITS_MIN && !cell.chars().any(char::is_alphabetic)
}

#[cfg(test)]
mod tests {
    use super::{Columns, Header, MapChoice};

    fn map(first: &[&str], choices: &[&str]) -> Result<Columns, &'static str> {
        map_for(first, choices, &[])
    }

    fn map_for(first: &[&str], choices: &[&str], mapping: &[(&str, &str)]) -> Result<Columns, &'static str> {
        let first: Vec<String> = first.iter().map(ToString::to_string).collect();
        let choices: Result<Vec<MapChoice>, _> = choices.iter().map(|choice| choice.parse()).collect();
        let mapping: Vec<(String, String)> =
            mapping.iter().map(|(field, column)| (field.to_string(), column.to_string())).collect();
        let mapped = choices.and_then(|choices| Columns::map(&first, Header::Detect, &choices, &mapping));
        mapped.map_err(|problem| problem.code)
    }

    #[test]
    fn headers_are_known_in_every_spelling() {
        for phone in ["phone", "Phone Number", "phone_number", "MOBILE", "Mobile No.", "msisdn"] {
            let columns = map(&["First Name", phone, "time_zone", "Note"], &[]);
            let sent = columns.as_ref().map(Columns::sent);
            let expected = [&format!("{phone}=phoneNumber"), "First Name=firstName", "time_zone=timeZone"];
            assert_eq!(sent, Ok(expected.map(ToString::to_string).to_vec()), "{phone}");
            assert_eq!(columns.map(|columns| columns.left_out), Ok(vec!["Note".to_owned()]));
        }
    }

    #[test]
    fn the_lists_own_columns_win_over_the_usual_headers_and_name_the_keys() {
        let mapping = [("phoneNumber", "Work"), ("firstName", "Vorname")];
        let columns = map_for(&["Work", "Phone", "vorname"], &[], &mapping);
        let sent = columns.map(|columns| columns.sent());
        assert_eq!(sent, Ok(vec!["Work=phoneNumber".to_owned(), "vorname=Vorname".to_owned()]));
    }

    #[test]
    fn a_choice_beats_everything_and_settles_what_is_ambiguous() {
        assert_eq!(map(&["phone", "mobile"], &[]).err(), Some("import/column-ambiguous"));
        let sent =
            |choices: &[&str]| map(&["phone", "mobile", "Plan"], choices).map(|columns| columns.sent());
        assert_eq!(sent(&["mobile=phone"]), Ok(vec!["mobile=phoneNumber".to_owned()]));
        assert_eq!(sent(&["phone="]), Ok(vec!["mobile=phoneNumber".to_owned()]));
        let with_plan = vec!["mobile=phoneNumber".to_owned(), "Plan=tariff".to_owned()];
        assert_eq!(sent(&["mobile=phoneNumber", "plan=tariff"]), Ok(with_plan));
    }

    #[test]
    fn wrong_choices_are_named() {
        for (choices, code) in [
            (&["nothing"][..], "import/map-unreadable"),
            (&["=phone"], "import/map-unreadable"),
            (&["fax=phone"], "import/map-column-unknown"),
            (&["phone=phone", "mobile=phone"], "import/map-field-twice"),
        ] {
            assert_eq!(map(&["phone", "mobile"], choices).err(), Some(code), "{choices:?}");
        }
        assert_eq!(map(&["Kontakt", "Name"], &[]).err(), Some("import/no-phone-column"));
        assert_eq!(map(&["c"; 151], &[]).err(), Some("import/too-many-columns"));
    }

    #[test]
    fn a_file_without_a_header_has_its_numbers_where_they_are() {
        let columns = map(&["Ada", "+91 98765 43210"], &[]);
        assert_eq!(columns.as_ref().map(Columns::sent), Ok(vec!["2=phoneNumber".to_owned()]));
        assert_eq!(columns.map(|columns| columns.header), Ok(None));
        assert_eq!(map(&["9876543210", "9876543211"], &[]).err(), Some("import/column-ambiguous"));
        let chosen = map(&["9876543210", "9876543211"], &["1=phone", "2=id"]).map(|columns| columns.sent());
        assert_eq!(chosen, Ok(vec!["1=phoneNumber".to_owned(), "2=uniqueId".to_owned()]));
    }
}
