//! This machine's memory of campaigns: the journal's entries by their names, earlier reads of them, and the schedules
//! that were switched on from here. Every command may ask it; it knows none of them.

mod enable_again;
pub(super) mod interrupted;
pub(super) mod journal_index;
pub(super) mod other_clock;
mod schedules;
pub(super) mod seen;

pub(super) use enable_again::{enable_again_command, enable_command, enable_command_with};
pub(super) use schedules::{
    Remembered, Schedules, halted_schedule, is_of_over, is_spent, planned_again, restored, zone_of,
};
