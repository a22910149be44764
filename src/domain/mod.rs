//! What campaigns are and which rules they obey. Pure: no files, network, clock, terminal or async.

pub mod calendar;
pub mod calling_hours;
pub mod campaign;
pub mod choice;
pub mod duration;
pub mod finding;
pub mod live;
pub mod masked;
pub mod message;
pub mod message_encoding;
pub mod occurrence;
pub mod phone_number;
pub mod platform_kind;
pub mod preview;
pub mod recurrence;
pub mod run_pattern;
pub mod schedule;
pub mod wall_clock;
pub mod wall_time;
pub mod weekday;
pub mod zone;
