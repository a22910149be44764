//! The person of a row: whom its number means, and whether they opted out.

use csv::ByteRecord;

use super::cell_numbers::{CellNumbers, NUMBERS_OF_ROW_MAX, add_possible};
use super::columns::PART_DIGITS_MIN;
use super::country_column::{Countries, RowCountry};
use super::counts::Rejection;
use super::dates::is_date;
use super::left_out::OptOutSource;
use super::plan::Plan;
use super::records::text;
use crate::domain::number::{
    DncEntry, Number, NumberRegion, PartialNumber, PhoneLine, ReadNumber, WrongNumber, has_words,
    is_rounded_away, numbers_inside, partial_numbers, without_scheme,
};

/// Signs that a program writes where there is no number.
const NO_NUMBER: &str = "0 -.+()";

/// The person of a row. Whether somebody must not be contacted is decided before anything else about the row. Such a
/// row never gets into the rejects, from where it would be sent after a fix.
pub(super) enum Person {
    /// A person who must not be contacted, by any number that the row may mean.
    OptedOut {
        numbers: Vec<Number>,
        /// The reason.
        said_by: OptOutSource,
        /// Where not each number of the row can be read whole, why it is left out all the same.
        unread: Option<UnreadPerson>,
        /// The row's own number, where nothing but another number of the row, or another row with its number, ever was
        /// the reason in a do-not-contact file: it may be contacted again.
        unlisted: Option<Number>,
        /// Whether that is the reason now, and no column of this file or of an earlier one.
        is_by_another: bool,
    },
    /// A person with this number.
    Reachable(NumberOfRow),
    /// The row has no number that can be called.
    Unread(Rejection),
}

/// How somebody is known whose number cannot be read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum UnreadPerson {
    /// A number that must not be contacted stands inside of a cell.
    Listed,
    /// The row says it: every number that may stand in the row, and every number that fits a known part of one. `None`
    /// if too little is known.
    ByRow(Option<Vec<PartialNumber>>),
}

/// A number as it was read from a row.
#[derive(Debug, Clone, Copy)]
pub(super) struct NumberOfRow {
    pub(super) reading: ReadNumber,
    /// The country from the row.
    pub(super) own: Option<NumberRegion>,
    /// Whether the number was read with the row's country, but another column of the row has a different country.
    pub(super) is_contradicted: bool,
}

/// Reads the person of a row.
pub(super) fn read_person(record: &ByteRecord, plan: &Plan, countries: &mut Countries) -> Person {
    let country = country_of(record, plan, countries);
    // In a row with too many or too few cells each cell is looked at.
    let is_even = record.len() == plan.columns.count;
    let by_row = plan.opt_outs.of_row(record, plan.columns.count).map(OptOutSource::Column);
    let number = read_number(record, country, plan, countries);
    let cells = CellNumbers::of(country, number.as_ref().ok().map(|it| it.reading.number), plan);
    let by_further = is_even.then(|| by_further_phone(record, &cells, plan)).flatten();
    let in_row = by_row.into_iter().chain(by_further).min();
    let mut person = person_of_number(record, number, country, in_row, plan);
    if let Person::OptedOut { is_by_another, .. } = &mut person {
        *is_by_another &= by_row.is_none();
        if by_row.is_some() || plan.columns.have_further_phones() {
            return with_further_phones(person, record, &cells, plan);
        }
    }
    match person {
        Person::Reachable(number) if is_even => by_part(number, record, &cells, plan),
        person => person,
    }
}

fn country_of(record: &ByteRecord, plan: &Plan, countries: &mut Countries) -> RowCountry {
    let column = plan.country.as_ref();
    column.map_or(RowCountry::Unsaid, |column| column.country(record, plan.numbers, countries))
}

/// The reason for which somebody with a further number of this row must not be contacted.
fn by_further_phone(record: &ByteRecord, cells: &CellNumbers, plan: &Plan) -> Option<OptOutSource> {
    if plan.know_nobody() {
        return None;
    }
    plan.columns.further_phones().filter_map(|place| cells.reason(record, place, plan)).min()
}

/// A person who must not be contacted where a part of a number in a further phone may be that of somebody who must not.
/// Others are not out for having such a part too: whose it is is not known.
fn by_part(number: NumberOfRow, record: &ByteRecord, cells: &CellNumbers, plan: &Plan) -> Person {
    let own = number.reading.number;
    let of_place = |place| plan.parts.reason(|| cells.parts(record, place, plan));
    // Who is contacted again is so whatever else the row has.
    let said_by =
        plan.columns.further_phones().filter_map(of_place).min().filter(|_| !plan.left_out.lifts(own));
    said_by.map_or(Person::Reachable(number), |said_by| Person::OptedOut {
        numbers: vec![own],
        said_by,
        unread: None,
        unlisted: Some(own),
        is_by_another: plan.left_out.source(own).is_none(),
    })
}

/// The parts of numbers in the further phones of a row that are few people's.
pub fn parts_of_further_phones(record: &ByteRecord, plan: &Plan) -> Vec<PartialNumber> {
    if record.len() != plan.columns.count {
        return Vec::new();
    }
    let cells = CellNumbers::of(country_of(record, plan, &mut Countries::default()), None, plan);
    plan.columns.further_phones().flat_map(|place| cells.parts(record, place, plan)).collect()
}

/// The numbers of a row whom only a column of an earlier file left out, where these are contacted again.
pub(super) fn lifted_numbers(record: &ByteRecord, number: Number, plan: &Plan) -> Vec<Number> {
    if !plan.left_out.lifts_columns() {
        return Vec::new();
    }
    let country = country_of(record, plan, &mut Countries::default());
    let cells = CellNumbers::of(country, Some(number), plan);
    let lifts = |number| plan.left_out.lifts(number);
    let further = plan.columns.further_phones().flat_map(|place| cells.sought(record, place, plan, lifts));
    Some(number).filter(|number| lifts(*number)).into_iter().chain(further).collect()
}

fn person_of_number(
    record: &ByteRecord,
    number: Result<NumberOfRow, Rejection>,
    country: RowCountry,
    in_row: Option<OptOutSource>,
    plan: &Plan,
) -> Person {
    // In a row with too many or too few cells, a cell may belong to another column.
    let is_even = record.len() == plan.columns.count;
    if let Ok(NumberOfRow { reading, .. }) = &number
        && (is_even || in_row.is_none())
        && let is_in_a_file = plan.do_not_contact.has(reading)
        && let Some(said_by) = plan.reason_for_number(is_in_a_file, in_row, reading.number)
    {
        let before = plan.left_out.source(reading.number);
        let is_listed = is_in_a_file || before == Some(OptOutSource::EarlierImport { by_column: false });
        return Person::OptedOut {
            numbers: vec![reading.number],
            said_by,
            unread: None,
            unlisted: (!is_listed).then_some(reading.number),
            is_by_another: !is_in_a_file && before.is_none(),
        };
    }
    match number {
        Ok(number) if is_even => Person::Reachable(number),
        number => match opted_out(record, country, in_row, number.as_ref().err(), plan) {
            // Without a country it is nobody's number, as it is in a do-not-contact file.
            Some(Person::OptedOut { numbers, .. })
                if is_even
                    && numbers.is_empty()
                    && matches!(number, Err(Rejection::Number(WrongNumber::NoCountry))) =>
            {
                Person::Unread(Rejection::Number(WrongNumber::NoCountry))
            }
            Some(person) => person,
            None => number.map_or_else(Person::Unread, Person::Reachable),
        },
    }
}

/// Finds the person by the numbers in the other columns too, in a row of somebody who must not be contacted: a column
/// for further numbers may have a part of one, and any other a whole one. In a row with too many or too few cells any
/// cell may be that of a number.
fn with_further_phones(person: Person, record: &ByteRecord, cells: &CellNumbers, plan: &Plan) -> Person {
    let Person::OptedOut { mut numbers, said_by, mut unread, unlisted, is_by_another } = person else {
        return person;
    };
    let is_even = record.len() == plan.columns.count;
    let (mut parts, mut is_anybodys) = (Vec::new(), false);
    for (at, cell) in record.iter().enumerate().filter(|(at, _)| !is_even || *at != plan.columns.phone) {
        let cell = String::from_utf8_lossy(cell);
        let cell = without_scheme(&cell);
        let is_for_numbers = is_even && plan.columns.may_have_part(at, &cell);
        if !(is_for_numbers || cell.contains(char::is_numeric)) || is_date(&cell) {
            continue;
        }
        let (entries, is_whole) = cells.entries(record, at, plan);
        let read = entries.into_iter().flat_map(DncEntry::lines).map(PhoneLine::short_form);
        if is_whole {
            numbers.extend(read);
        } else if !is_even {
            numbers.extend(read.chain(cells.inside(&cell).filter(|number| number.is_in_a_plan())));
        } else if let Some(known) = is_for_numbers.then(|| partial_numbers(&cell))
            && known != Some(Vec::new())
        {
            numbers.extend(read);
            cells.add_possible(&cell, &mut numbers);
            is_anybodys |= known.is_none() && cell.contains(|sign| !NO_NUMBER.contains(sign));
            parts.extend(known.unwrap_or_default());
        }
    }
    if is_anybodys {
        unread = Some(UnreadPerson::ByRow(None));
    } else if !parts.is_empty() {
        match &mut unread {
            Some(UnreadPerson::ByRow(Some(known))) => known.extend(parts),
            Some(UnreadPerson::ByRow(None)) => {}
            Some(UnreadPerson::Listed) | None => unread = Some(UnreadPerson::ByRow(Some(parts))),
        }
    }
    Person::OptedOut { numbers, said_by, unread, unlisted, is_by_another }
}

/// A person who must not be contacted, in a row whose number is in the wrong place or cannot be called as it is
/// written. The cells are read like the entries of a do-not-contact file: one match too many is right.
fn opted_out(
    record: &ByteRecord,
    country: RowCountry,
    in_row: Option<OptOutSource>,
    wrong: Option<&Rejection>,
    plan: &Plan,
) -> Option<Person> {
    if plan.do_not_contact.is_empty() && plan.left_out.is_empty() && plan.opt_outs.is_empty() {
        return None;
    }
    let own = country.reads_with(plan.numbers).1;
    let countries: Vec<NumberRegion> = own.into_iter().chain(plan.numbers.region()).collect();
    let (mut numbers, mut said_by) = (Vec::new(), in_row);
    let (mut is_listed, mut is_read) = (false, false);
    for cell in cells_with_numbers(record, plan) {
        let mut entries: Vec<DncEntry> =
            [own, None].iter().filter_map(|own| plan.numbers.read_entry(&cell, *own).ok()).collect();
        let is_inside = entries.is_empty();
        if is_inside {
            entries = [own, None].iter().flat_map(|own| plan.numbers.entries_in(&cell, *own)).collect();
            let listed = plan.do_not_contact.listed_in(&cell, &countries);
            if !listed.is_empty() {
                is_listed = true;
                said_by = Some(OptOutSource::File);
                numbers.extend(listed);
            }
            if in_row.is_some() {
                add_possible(&cell, own, &countries, plan.numbers, &mut numbers);
            } else {
                for number in numbers_inside(&cell, &countries) {
                    let said = plan.reason_inside([number]);
                    is_listed |= said.is_some();
                    numbers.extend(said.map(|_| number));
                    said_by = said_by.into_iter().chain(said).min();
                }
            }
        }
        // Words that say that somebody opted out are no part of a number.
        let is_beside_words = in_row == Some(OptOutSource::Column(plan.columns.phone))
            && !entries.is_empty()
            && has_only_whole(&cell);
        is_read |= !is_inside || is_beside_words;
        entries.dedup();
        for entry in entries {
            is_listed |= is_inside && plan.do_not_contact.has_entry(entry);
            let said = plan.reason_for_entry(entry, in_row);
            if said.is_some() {
                said_by = said_by.into_iter().chain(said).min();
                numbers.extend(entry.lines().map(PhoneLine::short_form));
            }
        }
    }
    let unread = match in_row {
        _ if is_listed => Some(UnreadPerson::Listed),
        Some(_) if !is_read => {
            Some(UnreadPerson::ByRow(partial(record, wrong, countries.is_empty(), &numbers, plan)))
        }
        _ => None,
    };
    // Several readings of a cell have most of their digits in common. Of too many not all are here, and their row is
    // refused.
    if numbers.len() <= NUMBERS_OF_ROW_MAX {
        numbers.sort_unstable();
        numbers.dedup();
        numbers.shrink_to_fit();
    }
    said_by.map(|said_by| Person::OptedOut { numbers, said_by, unread, unlisted: None, is_by_another: false })
}

/// Whether no part of a number stands in a cell, other than whole ones.
fn has_only_whole(cell: &str) -> bool {
    partial_numbers(cell).is_some_and(|parts| parts.iter().all(PartialNumber::is_whole))
}

/// The known parts of the number in a row whose number cannot be read. There has to be one, unless a number that
/// somebody may have stands there.
fn partial(
    record: &ByteRecord,
    wrong: Option<&Rejection>,
    is_of_any_country: bool,
    numbers: &[Number],
    plan: &Plan,
) -> Option<Vec<PartialNumber>> {
    let lacks = match wrong {
        Some(Rejection::CountryUnreadable | Rejection::PrefixUnclear) => true,
        Some(Rejection::Number(wrong)) => wrong.lacks_digits() || is_of_any_country,
        _ => false,
    };
    let cell = String::from_utf8_lossy(record.get(plan.columns.phone).unwrap_or_default());
    if is_rounded_away(&cell) {
        return None;
    }
    let known = partial_numbers(&without_scheme(&cell));
    if record.len() != plan.columns.count || known.as_ref().is_some_and(Vec::is_empty) {
        return partial_of_any_cell(record, numbers, plan);
    }
    let is_somebodys = !lacks && numbers.iter().any(|number| number.is_in_a_plan());
    if is_somebodys { Some(known.unwrap_or_default()) } else { known }
}

/// The known parts of the numbers in a row with more or fewer cells than there are columns, or with none in the column
/// of its number, which may stand in any other cell. Where a cell hides a number that may be anybody's, it has to be
/// known by another one.
fn partial_of_any_cell(record: &ByteRecord, numbers: &[Number], plan: &Plan) -> Option<Vec<PartialNumber>> {
    let (phone, count) = (plan.columns.phone, plan.columns.count);
    let first = phone.saturating_sub(count.saturating_sub(record.len()));
    let phones = first..=phone + record.len().saturating_sub(count);
    let (mut found, mut is_anybodys, mut is_hidden) = (Vec::new(), false, false);
    for (place, cell) in record.iter().map(String::from_utf8_lossy).enumerate() {
        let has_words = has_words(&cell);
        let is_long = cell.chars().filter(|sign| sign.is_numeric()).count() >= PART_DIGITS_MIN;
        // Where each cell has its column, digits in another one are an id, and no beginning of a number.
        let may_be_part = |part: &PartialNumber| {
            record.len() != count
                || (is_long || part.is_hidden() && !has_words)
                    && !matches!(part, PartialNumber::Beginning { .. })
        };
        match partial_numbers(&without_scheme(&cell)) {
            Some(known) => found.extend(known.into_iter().filter(may_be_part)),
            None if phones.contains(&place) => is_anybodys = true,
            None => {
                let is_number = record.len() != count || cell.contains(char::is_numeric);
                let is_masked = || plan.numbers.read_entry(&cell, None) == Err(WrongNumber::Masked);
                is_hidden |= is_number && !has_words && is_masked();
            }
        }
    }
    let is_known = !(is_anybodys || is_hidden && found.is_empty());
    (is_known || numbers.iter().any(|number| number.is_in_a_plan())).then_some(found)
}

/// The cells of a row in which its number may stand: that of its column, alone and behind the codes that other columns
/// have. Where there is none, or where the cells may be those of other columns, every cell.
fn cells_with_numbers(record: &ByteRecord, plan: &Plan) -> Vec<String> {
    // In another encoding the space between digits is no text.
    let text = |cell: &[u8]| String::from_utf8_lossy(cell).replace(char::REPLACEMENT_CHARACTER, " ");
    let cell = text(record.get(plan.columns.phone).unwrap_or_default());
    if record.len() != plan.columns.count || !cell.contains(char::is_numeric) {
        return record.iter().map(text).collect();
    }
    let area = plan.area_code.as_ref().map(|column| column.cell(record));
    let country = plan.country.as_ref().map(|column| column.cell(record));
    let codes =
        [area, country].into_iter().flatten().map(text).filter(|code| code.contains(char::is_numeric));
    let behind_codes: Vec<String> = codes.map(|code| format!("{code} {cell}")).collect();
    [vec![cell], behind_codes].concat()
}

fn read_number(
    record: &ByteRecord,
    country: RowCountry,
    plan: &Plan,
    countries: &mut Countries,
) -> Result<NumberOfRow, Rejection> {
    let (numbers, own) = country.reads_with(plan.numbers);
    let cell = text(record, plan.columns.phone)?;
    match numbers.read(cell, own) {
        Ok(reading) if plan.area_code.as_ref().is_some_and(|column| column.is_apart(record, &reading)) => {
            Err(Rejection::Number(WrongNumber::AreaCodeApart))
        }
        Ok(reading) => {
            let said = own.filter(|_| reading.assumed.is_some()).zip(plan.country.as_ref());
            let is_contradicted =
                said.is_some_and(|(own, column)| column.contradiction(record, own, countries).is_some());
            Ok(NumberOfRow { reading, own, is_contradicted })
        }
        Err(WrongNumber::NoCountry) if country == RowCountry::Unreadable => Err(Rejection::CountryUnreadable),
        Err(WrongNumber::NoCountry) if country == RowCountry::Prefix && plan.numbers.have_country() => {
            let reading = read_with_area_code(record, plan, cell).ok_or(Rejection::PrefixUnclear)?;
            Ok(NumberOfRow { reading, own, is_contradicted: false })
        }
        Err(wrong) => Err(Rejection::Number(wrong)),
    }
}

/// Reads the number of a row that has an area code in a separate column, and all of its digits in the number column.
fn read_with_area_code(record: &ByteRecord, plan: &Plan, cell: &str) -> Option<ReadNumber> {
    let reading = plan.numbers.read(cell, None).ok()?;
    let is_whole = plan.country.as_ref()?.is_area_code_of(record, reading.number, reading.assumed?);
    is_whole.then_some(reading)
}
