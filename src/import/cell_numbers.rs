//! The numbers that a cell of another column than that of the phone may mean. They are looked up among those that must
//! not be contacted, and never called: a match too many is right.

use csv::ByteRecord;

use super::country_column::RowCountry;
use super::dates::is_date;
use super::left_out::OptOutSource;
use super::plan::Plan;
use crate::domain::number::{
    DncEntry, Number, NumberRange, NumberRegion, Numbers, PartialNumber, PhoneLine,
    each_number_that_may_be_meant, numbers_inside, partial_numbers, whole_parts, without_scheme,
};

/// How many numbers may stand in the row of somebody who opted out: in more nobody is meant.
pub(super) const NUMBERS_OF_ROW_MAX: usize = 20_000;

/// How the further numbers of a row are read.
pub(super) struct CellNumbers {
    read_with: Numbers,
    /// The country of the row, and that of its own number: a number without a country code may be of either.
    owns: Vec<Option<NumberRegion>>,
    countries: Vec<NumberRegion>,
}

impl CellNumbers {
    pub(super) fn of(country: RowCountry, number: Option<Number>, plan: &Plan) -> Self {
        let (read_with, own) = country.reads_with(plan.numbers);
        let mut countries: Vec<NumberRegion> = own.into_iter().chain(read_with.region()).collect();
        let by_number = number.and_then(NumberRegion::of_number);
        let by_number = by_number
            .filter(|it| countries.iter().all(|country| country.calling_code() != it.calling_code()));
        countries.extend(by_number);
        let owns = std::iter::once(own).chain(by_number.map(Some)).collect();
        Self { read_with, owns, countries }
    }

    /// The whole numbers that a cell may be, or that stand in it beside something else, and whether it is one. A cell
    /// that is none is read behind the area code of the row too. A date has none.
    pub(super) fn entries(&self, record: &ByteRecord, place: usize, plan: &Plan) -> (Vec<DncEntry>, bool) {
        let cell = text_of(record, place);
        if is_date(&cell) {
            return (Vec::new(), true);
        }
        let read = |text: &str| -> Vec<DncEntry> {
            self.owns.iter().filter_map(|own| self.read_with.read_entry(text, *own).ok()).collect()
        };
        let whole = read(&cell);
        if !whole.is_empty() || cell.is_empty() {
            return (whole, true);
        }
        let area = plan.area_code.as_ref().map(|column| String::from_utf8_lossy(column.cell(record)));
        let behind_area = area.iter().filter(|area| area.contains(char::is_numeric));
        let behind_area = behind_area.flat_map(|area| read(&format!("{area} {cell}")));
        let inside = self.owns.iter().flat_map(|own| self.read_with.entries_in(&cell, *own));
        (behind_area.chain(inside).collect(), false)
    }

    /// The numbers that a cell may mean which is none as a whole: any digits of it in a row, and those of a range.
    pub(super) fn inside(&self, cell: &str) -> impl Iterator<Item = Number> {
        let ranges = self.owns.iter().flat_map(move |own| self.read_with.ranges_in(cell, *own));
        let of_ranges = ranges.flat_map(NumberRange::numbers).take(NUMBERS_OF_ROW_MAX);
        numbers_inside(cell, &self.countries).into_iter().chain(of_ranges)
    }

    /// The numbers of a cell for which `is_sought` holds.
    pub(super) fn sought(
        &self,
        record: &ByteRecord,
        place: usize,
        plan: &Plan,
        is_sought: impl Fn(Number) -> bool,
    ) -> Vec<Number> {
        let (entries, is_whole) = self.entries(record, place, plan);
        let cell = text_of(record, place);
        let inside = (!is_whole).then(|| self.inside(&cell)).into_iter().flatten();
        let inside = inside.filter(|number| is_sought(*number) && number.is_in_a_plan());
        let whole = entries.into_iter().flat_map(DncEntry::lines).map(PhoneLine::short_form);
        whole.filter(|number| is_sought(*number)).chain(inside).collect()
    }

    /// The reason for which somebody with a number in this cell must not be contacted.
    pub(super) fn reason(&self, record: &ByteRecord, place: usize, plan: &Plan) -> Option<OptOutSource> {
        let (entries, is_whole) = self.entries(record, place, plan);
        let by_entry = entries.iter().filter_map(|entry| plan.reason_for_entry(*entry, None)).min();
        if by_entry.is_some() || is_whole {
            return by_entry;
        }
        let cell = text_of(record, place);
        if !plan.do_not_contact.listed_in(&cell, &self.countries).is_empty() {
            return Some(OptOutSource::File);
        }
        plan.reason_inside(self.inside(&cell))
    }

    /// The parts of numbers in a cell without a whole one that are few people's. What is whole behind an area code is no
    /// part.
    pub(super) fn parts(&self, record: &ByteRecord, place: usize, plan: &Plan) -> Vec<PartialNumber> {
        let (entries, is_whole) = self.entries(record, place, plan);
        let cell = text_of(record, place);
        let is_behind_area = plan.area_code.is_some() && !entries.is_empty();
        let may_be = !is_whole && !is_behind_area && plan.columns.may_have_part(place, &cell);
        let mut parts = may_be.then(|| partial_numbers(&cell)).flatten().unwrap_or_default();
        parts.retain(PartialNumber::is_of_few);
        parts
    }

    /// Adds every number that may stand in a cell that cannot be read, as of an entry of a do-not-contact file.
    pub(super) fn add_possible(&self, cell: &str, numbers: &mut Vec<Number>) {
        for own in &self.owns {
            add_possible(cell, *own, &self.countries, self.read_with, numbers);
        }
    }
}

fn text_of(record: &ByteRecord, place: usize) -> String {
    without_scheme(&String::from_utf8_lossy(record.get(place).unwrap_or_default())).into_owned()
}

/// Adds every number that may stand in a cell that cannot be read, as of an entry of a do-not-contact file.
pub(super) fn add_possible(
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
