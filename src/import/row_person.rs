//! The person of a row: whom its number means, and whether they opted out.

use csv::ByteRecord;

use super::country_column::{Countries, RowCountry};
use super::counts::Rejection;
use super::dates::is_date;
use super::plan::Plan;
use super::records::text;
use crate::domain::number::{
    Entry, Number, NumberRange, NumberRegion, Numbers, PartialNumber, PhoneLine, ReadNumber, WrongNumber,
    each_number_that_may_be_meant, has_words, is_rounded_away, partial_numbers, whole_parts, without_scheme,
};

/// How many numbers may stand in the row of somebody who opted out: in more nobody is meant.
pub(super) const NUMBERS_OF_ROW_MAX: usize = 20_000;

/// Signs that a program writes where there is no number.
const NO_NUMBER: &str = "0 -.+()";

/// How many digits a cell beside an empty one for the number has that may be a part of it: fewer are an id.
const PART_DIGITS_MIN: usize = 7;

/// The person of a row. Whether somebody must not be contacted is decided before anything else about the row. Such a
/// row never gets into the rejects, from where it would be sent after a fix.
pub(super) enum Person {
    /// A person who must not be contacted, by any number that the row may mean.
    OptedOut {
        /// The numbers.
        numbers: Vec<Number>,
        /// The reason.
        said_by: OptOutSource,
        /// Where not each number of the row can be read whole, why it is left out all the same.
        unread: Option<UnreadPerson>,
    },
    /// A person with this number.
    Reachable(NumberOfRow),
    /// The row has no number that can be called.
    Unread(Rejection),
}

/// How somebody is known whose number cannot be read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum UnreadPerson {
    /// A do-not-contact file names a number that stands inside of a cell.
    Listed,
    /// The row says it: every number that may stand in the row, and every number that fits a known part of one. `None` if too
    /// little is known.
    ByRow(Option<Vec<PartialNumber>>),
}

/// Why somebody must not be contacted. If there are several reasons, the first of these counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum OptOutSource {
    /// A do-not-contact file.
    File,
    /// The opt-out column with this index, in this row or in another one with the number.
    Column(usize),
    /// Only an earlier import, which left them out.
    EarlierImport,
}

impl OptOutSource {
    /// The reason for a number of a row's person.
    fn of_number(is_in_a_file: bool, in_row: Option<usize>, number: Number, plan: &Plan) -> Option<Self> {
        let by_column = || in_row.or_else(|| plan.opt_outs.of_line(number.line())).map(Self::Column);
        let by_memory = || plan.left_out.has(number).then_some(Self::EarlierImport);
        is_in_a_file.then_some(Self::File).or_else(by_column).or_else(by_memory)
    }
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
    let country = plan
        .country
        .as_ref()
        .map_or(RowCountry::Unsaid, |column| column.country(record, plan.numbers, countries));
    // In a row with too many or too few cells each cell is looked at.
    let has_further = record.len() == plan.columns.count && !plan.columns.further_phones.is_empty();
    let by_further = || by_further_phone(record, country, plan).filter(|_| has_further);
    let in_row = plan.opt_outs.of_row(record, plan.columns.count).or_else(by_further);
    let person = person_of_number(record, country, in_row, plan, countries);
    match in_row.or_else(|| by_other_row(&person, plan).filter(|_| has_further)) {
        Some(place) if record.len() == plan.columns.count => {
            with_further_phones(person, place, record, country, plan)
        }
        _ => person,
    }
}

/// The column by which somebody with a further number of this row opted out in another row.
fn by_further_phone(record: &ByteRecord, country: RowCountry, plan: &Plan) -> Option<usize> {
    let (read_with, own) = country.reads_with(plan.numbers);
    plan.columns.further_phones.iter().filter(|_| !plan.opt_outs.know_nobody()).find_map(|place| {
        let cell = String::from_utf8_lossy(record.get(*place)?);
        let entry = read_with.read_entry(&cell, own).ok()?;
        entry.lines().find_map(|line| plan.opt_outs.of_line(line))
    })
}

/// The column by which this person opted out in another row.
fn by_other_row(person: &Person, plan: &Plan) -> Option<usize> {
    let Person::OptedOut { numbers, .. } = person else { return None };
    numbers.iter().find_map(|number| plan.opt_outs.of_line(number.line()))
}

fn person_of_number(
    record: &ByteRecord,
    country: RowCountry,
    in_row: Option<usize>,
    plan: &Plan,
    countries: &mut Countries,
) -> Person {
    let number = read_number(record, country, plan, countries);
    // In a row with too many or too few cells, a cell may belong to another column.
    let is_even = record.len() == plan.columns.count;
    if let Ok(NumberOfRow { reading, .. }) = &number
        && (is_even || in_row.is_none())
        && let Some(said_by) =
            OptOutSource::of_number(plan.do_not_contact.has(reading), in_row, reading.number, plan)
    {
        return Person::OptedOut { numbers: vec![reading.number], said_by, unread: None };
    }
    match number {
        Ok(number) if is_even => Person::Reachable(number),
        number => match opted_out(record, country, in_row, number.as_ref().err(), plan) {
            // Without a country it is nobody's number, as it is in a do-not-contact file.
            Some(Person::OptedOut { numbers, said_by: OptOutSource::Column(_), .. })
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

/// Finds the person by the numbers in the other columns too, in a row of somebody who opted out by the column with this index, there or
/// in another row: a column for further numbers may have a part of one, and any other a whole one.
fn with_further_phones(
    person: Person,
    place: usize,
    record: &ByteRecord,
    country: RowCountry,
    plan: &Plan,
) -> Person {
    let Person::OptedOut { mut numbers, mut said_by, mut unread } = person else { return person };
    let (read_with, own) = country.reads_with(plan.numbers);
    let countries: Vec<NumberRegion> = own.into_iter().chain(read_with.region()).collect();
    let (mut parts, mut is_anybodys) = (Vec::new(), false);
    for (at, cell) in record.iter().enumerate().filter(|(at, _)| *at != plan.columns.phone) {
        let cell = String::from_utf8_lossy(cell);
        let cell = without_scheme(&cell);
        let is_for_numbers = plan.columns.further_phones.contains(&at);
        if !(is_for_numbers || cell.contains(char::is_numeric)) || is_date(&cell) {
            continue;
        }
        if let Ok(entry) = read_with.read_entry(&cell, own) {
            said_by = OptOutSource::Column(place);
            numbers.extend(entry.lines().map(PhoneLine::short_form));
        } else if let Some(known) = is_for_numbers.then(|| partial_numbers(&cell))
            && known != Some(Vec::new())
        {
            said_by = OptOutSource::Column(place);
            let inside = read_with.entries_in(&cell, own);
            numbers.extend(inside.into_iter().flat_map(Entry::lines).map(PhoneLine::short_form));
            add_possible(&cell, own, &countries, read_with, &mut numbers);
            is_anybodys |= known.is_none() && cell.contains(|sign| !NO_NUMBER.contains(sign));
            parts.extend(known.unwrap_or_default());
        }
    }
    if is_anybodys {
        unread = Some(UnreadPerson::ByRow(None));
    } else if !parts.is_empty() {
        match &mut unread {
            Some(UnreadPerson::ByRow(Some(known))) => known.extend(parts),
            Some(_) => {}
            None => unread = Some(UnreadPerson::ByRow(Some(parts))),
        }
    }
    Person::OptedOut { numbers, said_by, unread }
}

/// A person who must not be contacted, in a row whose number is in the wrong place or cannot be called as it is
/// written. The cells are read like the entries of a do-not-contact file: one match too many is right.
fn opted_out(
    record: &ByteRecord,
    country: RowCountry,
    in_row: Option<usize>,
    wrong: Option<&Rejection>,
    plan: &Plan,
) -> Option<Person> {
    if plan.do_not_contact.is_empty() && plan.left_out.is_empty() && plan.opt_outs.is_empty() {
        return None;
    }
    let own = country.reads_with(plan.numbers).1;
    let countries: Vec<NumberRegion> = own.into_iter().chain(plan.numbers.region()).collect();
    let (mut numbers, mut said_by) = (Vec::new(), in_row.map(OptOutSource::Column));
    let (mut is_listed, mut is_read) = (false, false);
    for cell in cells_with_numbers(record, plan) {
        let mut entries: Vec<Entry> =
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
            }
        }
        // Words that say that somebody opted out are no part of a number.
        let is_beside_words =
            in_row == Some(plan.columns.phone) && !entries.is_empty() && has_only_whole(&cell);
        is_read |= !is_inside || is_beside_words;
        entries.dedup();
        for entry in entries {
            let lines = || entry.lines().map(PhoneLine::short_form);
            let is_in_a_file = plan.do_not_contact.has_entry(entry);
            is_listed |= is_inside && is_in_a_file;
            let said = lines()
                .filter_map(|number| OptOutSource::of_number(is_in_a_file, in_row, number, plan))
                .min();
            if said.is_some() {
                said_by = said_by.into_iter().chain(said).min();
                numbers.extend(lines());
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
    // Several readings of a cell have most of their digits in common. Of too many not all are here, and their row is refused.
    if numbers.len() <= NUMBERS_OF_ROW_MAX {
        numbers.sort_unstable();
        numbers.dedup();
        numbers.shrink_to_fit();
    }
    said_by.map(|said_by| Person::OptedOut { numbers, said_by, unread })
}

/// Whether no part of a number stands in a cell, other than whole ones.
fn has_only_whole(cell: &str) -> bool {
    partial_numbers(cell).is_some_and(|parts| parts.iter().all(PartialNumber::is_whole))
}

/// The known parts of the number in a row whose number cannot be read. There has to be one, unless a number that somebody may have
/// stands there.
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

/// The known parts of the numbers in a row with more or fewer cells than there are columns, or with none in the column of its number, which may
/// stand in any other cell. Where a cell hides a number that may be anybody's, it has to be known by another one.
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

/// Adds every number that may stand in a cell that cannot be read, as of an entry of a do-not-contact file.
fn add_possible(
    cell: &str,
    own: Option<NumberRegion>,
    countries: &[NumberRegion],
    read_with: Numbers,
    numbers: &mut Vec<Number>,
) {
    let of_ranges = read_with.ranges_in(cell, own).into_iter().flat_map(NumberRange::numbers);
    numbers.extend(of_ranges.take(NUMBERS_OF_ROW_MAX + 1));
    for part in whole_parts(cell, read_with, own) {
        each_number_that_may_be_meant(&part, countries, |possible| {
            if numbers.len() <= NUMBERS_OF_ROW_MAX {
                numbers.extend(possible.numbers);
            }
        });
    }
}

/// The cells of a row in which its number may stand: that of its column, alone and behind the codes that other columns have. Where
/// there is none, or where the cells may be those of other columns, every cell.
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
