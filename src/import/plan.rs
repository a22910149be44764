//! How a file of contacts is read and sent.

use super::area_code::AreaCodeColumn;
use super::columns::Columns;
use super::country_column::CountryColumn;
use super::dialect::Dialect;
use super::do_not_contact::DoNotContact;
use super::intake::DestinationRules;
use super::left_out::{LeftOut, OptOutSource};
use super::number_memory::NumberMemory;
use super::opt_out::OptOutColumns;
use super::parts::FurtherParts;
use crate::domain::number::{DncEntry, Number, NumberForm, Numbers, PhoneLine};

/// How a file is read and sent.
#[derive(Debug)]
pub struct Plan {
    /// The format of the file.
    pub dialect: Dialect,
    /// The limits and fields of the destination.
    pub intake: &'static DestinationRules,
    /// The mapping of the columns.
    pub columns: Columns,
    /// How numbers are read.
    pub numbers: Numbers,
    /// The column with the country of each row's number.
    pub country: Option<CountryColumn>,
    /// The column with the area codes of the numbers.
    pub area_code: Option<AreaCodeColumn>,
    /// The form in which numbers are sent.
    pub form: NumberForm,
    /// The people in do-not-contact files, who are left out.
    pub do_not_contact: DoNotContact,
    /// The columns that show who opted out; these people are left out too.
    pub opt_outs: OptOutColumns,
    /// The parts of numbers in further phones, which may be those of such people.
    pub parts: FurtherParts,
    /// The numbers that an earlier import left out, which are left out again.
    pub left_out: LeftOut,
    /// The numbers that were sent before.
    pub sent: NumberMemory,
    /// Whether the file may have invisible characters. Only then are its cells checked for them.
    pub may_have_unseen: bool,
}

impl Plan {
    /// Whether a row of somebody who must not be contacted can have other numbers, which other rows have too.
    pub fn may_share_numbers(&self) -> bool {
        self.columns.have_further_phones() && !self.know_nobody()
    }

    /// Whether nobody is known yet who must not be contacted.
    pub(super) fn know_nobody(&self) -> bool {
        self.do_not_contact.is_empty() && self.left_out.is_empty() && self.opt_outs.know_nobody()
    }

    /// Finds the people whose number a part in the file may be, among those who are known now: a do-not-contact file or a
    /// row has their numbers.
    pub fn find_whom_parts_mean(&mut self) {
        let listed = self.do_not_contact.lines().map(|line| (line, OptOutSource::File));
        self.parts.find(listed.chain(self.opt_outs.lines()));
    }

    /// The reason for which nobody with this number is contacted. `in_row` is one that the row itself has.
    pub(super) fn reason_for_number(
        &self,
        is_in_a_file: bool,
        in_row: Option<OptOutSource>,
        number: Number,
    ) -> Option<OptOutSource> {
        let by_file = is_in_a_file.then_some(OptOutSource::File);
        let all = [by_file, in_row, self.opt_outs.of_line(number.line()), self.left_out.source(number)];
        all.into_iter().flatten().min()
    }

    /// The reason for which one of these numbers is not contacted, each of which may stand in a cell without being all
    /// of it.
    pub(super) fn reason_inside(&self, numbers: impl IntoIterator<Item = Number>) -> Option<OptOutSource> {
        let reason =
            |number: Number| self.reason_for_number(false, None, number).filter(|_| number.is_in_a_plan());
        numbers.into_iter().filter_map(reason).min()
    }

    /// The reason for an entry of a row, which may mean two numbers.
    pub(super) fn reason_for_entry(
        &self,
        entry: DncEntry,
        in_row: Option<OptOutSource>,
    ) -> Option<OptOutSource> {
        let is_in_a_file = self.do_not_contact.has_entry(entry);
        let numbers = entry.lines().map(PhoneLine::short_form);
        numbers.filter_map(|number| self.reason_for_number(is_in_a_file, in_row, number)).min()
    }
}
