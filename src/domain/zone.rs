//! Time zones, from the database that kcamp carries.

use jiff::tz::TimeZone;

/// A time zone: one of the IANA database that is built in, or a fixed offset that came with a time.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Zone(TimeZone);
