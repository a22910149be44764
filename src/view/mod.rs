//! What a reader sees of the domain: one value for every format.

pub mod calendar;
pub mod campaign;
pub mod contact_list;
pub mod creation;
pub mod dialled;
pub mod doctor;
pub mod exit_code;
pub mod explanation;
pub mod export;
pub mod html;
pub mod ics;
pub mod import;
pub mod journal;
pub mod lifecycle;
pub mod live_schedule;
pub mod moment;
pub mod outreach;
pub mod preview;
pub mod profile;
pub mod raw;
pub mod request;
pub mod sandbox;
pub mod schedule;
pub mod token;
pub mod update;
pub mod watch;
