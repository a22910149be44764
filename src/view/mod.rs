//! Results in the form for their readers: one value for all formats.

pub mod about;
pub mod apply;
pub mod burki_contacts;
pub mod calendar;
pub mod campaign;
pub mod contact_list;
pub mod creation;
pub mod diff;
pub mod doctor;
pub mod done;
pub mod exit_code;
pub mod explanation;
pub mod export;
pub mod failure;
pub mod finding_report;
pub mod halt;
pub mod html;
pub mod ics;
pub mod import;
pub mod init;
pub mod journal;
pub mod kore_contacts;
pub mod licenses;
pub mod lifecycle;
pub mod live_schedule;
pub mod moment;
pub mod plan;
pub mod platform_contacts;
pub mod preview;
pub mod profile;
pub mod raw;
pub mod reach;
pub mod request;
pub mod sandbox;
pub mod schedule;
pub mod schedule_change;
pub mod shown_numbers;
pub mod token;
pub mod update;
pub mod watch;
pub mod wording;
pub mod written;

/// The words after the outcome of a write whose answer was lost; none for any other.
const fn read_back(answer_lost: bool) -> &'static str {
    if answer_lost { " (the answer was lost; read back)" } else { "" }
}
