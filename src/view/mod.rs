//! What a reader sees of the domain: one value for every format.

pub mod calendar;
pub mod campaign;
pub mod contact_list;
pub mod creation;
pub mod doctor;
pub mod exit_code;
pub mod findings;
pub mod html;
pub mod ics;
pub mod import;
pub mod journal;
pub mod lifecycle;
pub mod moment;
pub mod preview;
pub mod profile;
pub mod request;
pub mod sandbox;
pub mod schedule;
pub mod token;
