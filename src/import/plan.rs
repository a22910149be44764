//! How a file of contacts is read.

use super::area_code::AreaCodeColumn;
use super::columns::Columns;
use super::country_column::CountryColumn;
use super::dialect::Dialect;
use super::do_not_contact::DoNotContact;
use super::intake::Intake;
use super::number_memory::NumberMemory;
use super::opt_out::OptOutColumns;
use crate::domain::number::{NumberForm, Numbers};

/// How a file is read.
#[derive(Debug)]
pub struct Plan {
    /// How it is written.
    pub dialect: Dialect,
    /// The limits and fields of the destination.
    pub intake: &'static Intake,
    /// Which column is what.
    pub columns: Columns,
    /// How numbers are read.
    pub numbers: Numbers,
    /// Which column says in which country a row's number is.
    pub country: Option<CountryColumn>,
    /// Which column has the area codes of the numbers.
    pub area_code: Option<AreaCodeColumn>,
    /// How numbers are sent.
    pub form: NumberForm,
    /// The people that do-not-contact files name: they are left out.
    pub do_not_contact: DoNotContact,
    /// The columns that say who opted out: these people are left out too.
    pub opt_outs: OptOutColumns,
    /// The numbers that an earlier import left out: this one leaves them out too.
    pub left_out: NumberMemory,
    /// The numbers to which something was sent before.
    pub sent: NumberMemory,
    /// Whether the file may have characters that nobody sees: only then are its cells looked at for them.
    pub may_have_unseen: bool,
}
