//! When contacts may be reached: windows of a week in a zone.

use std::str::FromStr;

use jiff::civil::Time;

use super::choice::choose;
use super::finding::Problem;
use super::serialized::serialized_as_text;
use super::weekday::{Weekday, WeekdaySet};
use super::zone::Zone;
use serde::Serialize;

mod governing;

pub use governing::{OpenSpan, Reach};

/// The note beside calling hours: Kore.ai contract §17.
pub const OWN_ZONE_FIRST: &str = "a contact with its own time zone in the list is called in that time zone";

/// `dialingStrategy.callingHours`: when contacts may be reached. Kore.ai contract §6 and §17.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct CallingHours {
    /// `frequency`.
    pub frequency: Frequency,
    /// The zone in which the windows are local time.
    pub zone: Zone,
    /// One entry for each block of the platform's `days` array, in the order of the file. Never empty.
    pub windows: Vec<CallingWindow>,
}

/// One block of `callingHours.days`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(into = "(Weekday, Time, Time)")]
pub struct CallingWindow {
    /// The day.
    pub day: Weekday,
    /// The first minute, local time.
    pub start: Time,
    /// The end, local time, after `start`.
    pub end: Time,
}

impl CallingWindow {
    /// A window of one day.
    ///
    /// # Errors
    /// `campaign/calling-hours-backwards` if the end is not after the start. The platform does not document how it
    /// treats a window over midnight.
    pub fn new(day: Weekday, start: Time, end: Time) -> Result<Self, Problem> {
        if start < end {
            return Ok(Self { day, start, end });
        }
        let (from, to) = (wire_time(start), wire_time(end));
        let problem = if start == end {
            Problem::error("campaign/calling-hours-backwards", format!("the window is empty: {from} to {to}"))
        } else {
            Problem::error(
                "campaign/calling-hours-backwards",
                format!(
                    "the window runs backwards: {from} to {to}, and the platform does not document windows over midnight"
                ),
            )
        };
        Err(problem.help(format!(
            "end it after {from} on the same day; for a night, write one window to 11:59 PM and one from 12:00 AM \
             on the next day"
        )))
    }

    /// Whether both windows are on the same day and share a minute.
    pub fn overlaps(&self, other: &Self) -> bool {
        self.day == other.day && self.start < other.end && other.start < self.end
    }

    /// The span as findings name it: `9:00 AM to 6:00 PM`.
    pub fn span_in_words(&self) -> String {
        format!("{} to {}", wire_time(self.start), wire_time(self.end))
    }

    /// Reads the windows of a text such as `Mon-Fri 9:00 AM-6:00 PM` or `MO,WE 09:00-18:00`: one for each day.
    ///
    /// # Errors
    /// `campaign/calling-hours-unreadable`, or what is wrong with the days or the times.
    pub fn parse_all(text: &str) -> Result<Vec<Self>, Problem> {
        let unreadable = || {
            Problem::error(
                "campaign/calling-hours-unreadable",
                format!("{text:?} is not days and a span of time"),
            )
            .help("write it as \"Mon-Fri 9:00 AM-6:00 PM\" or \"Mon,Wed 09:00-18:00\"")
        };
        let first_digit = text.find(|character: char| character.is_ascii_digit()).ok_or_else(unreadable)?;
        let (days, times) = text.split_at(first_digit);
        let (start, end) = times.split_once('-').ok_or_else(unreadable)?;
        if days.trim().is_empty() {
            return Err(unreadable());
        }
        let days: WeekdaySet = days.trim().parse()?;
        let (start, end) = (parse_time(start.trim())?, parse_time(end.trim())?);
        days.iter().map(|day| Self::new(day, start, end)).collect()
    }
}

impl CallingHours {
    /// Whether both are open at the same times. The order of the windows has no meaning.
    pub fn open_as(&self, other: &Self) -> bool {
        let in_order = |hours: &Self| {
            let mut windows = hours.windows.clone();
            windows.sort_by_key(|window| (window.day as u8, window.start, window.end));
            windows
        };
        self.zone.is_same_clock(&other.zone) && in_order(self) == in_order(other)
    }
}

impl From<CallingWindow> for (Weekday, Time, Time) {
    fn from(CallingWindow { day, start, end }: CallingWindow) -> Self {
        (day, start, end)
    }
}

/// `callingHours.frequency`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Frequency {
    /// `WEEKLY`.
    #[default]
    Weekly,
    /// `DAILY`.
    Daily,
    /// `CUSTOM`.
    Custom,
}

impl Frequency {
    /// Every frequency.
    pub const ALL: [Self; 3] = [Self::Weekly, Self::Daily, Self::Custom];

    /// The platform's word: `WEEKLY`, `DAILY` or `CUSTOM`.
    pub const fn wire_name(self) -> &'static str {
        match self {
            Self::Weekly => "WEEKLY",
            Self::Daily => "DAILY",
            Self::Custom => "CUSTOM",
        }
    }
}

impl FromStr for Frequency {
    type Err = Problem;

    fn from_str(text: &str) -> Result<Self, Problem> {
        let all = Self::ALL.map(|value| (value.wire_name(), value));
        choose(text, "frequency of calling hours", "campaign/frequency-unknown", &all)
    }
}

/// Reads a time of day to the minute: `9:00 AM`, `9 AM`, `09:00` or `18:00`.
///
/// # Errors
/// `campaign/time-invalid`.
pub fn parse_time(text: &str) -> Result<Time, Problem> {
    let wrong = || {
        Problem::error("campaign/time-invalid", format!("{text:?} is not a time of day"))
            .help("write it as 9:00 AM or 09:00, from 12:00 AM to 11:59 PM or 00:00 to 23:59")
    };
    let upper = text.to_ascii_uppercase();
    let (clock, half) = match (upper.strip_suffix("AM"), upper.strip_suffix("PM")) {
        (Some(clock), _) => (clock.trim_end(), Some(0)),
        (_, Some(clock)) => (clock.trim_end(), Some(12)),
        _ => (upper.as_str(), None),
    };
    let (hour, minute) = match (clock.split_once(':'), half) {
        (Some((hour, minute)), _) if minute.len() == 2 => (hour, minute),
        (None, Some(_)) => (clock, "00"),
        _ => return Err(wrong()),
    };
    let number = |digits: &str| -> Option<i8> {
        let plain = (1..=2).contains(&digits.len()) && digits.bytes().all(|byte| byte.is_ascii_digit());
        plain.then(|| digits.parse().ok()).flatten()
    };
    let (hour, minute) = (number(hour).ok_or_else(wrong)?, number(minute).ok_or_else(wrong)?);
    let hour = match half {
        Some(offset) if (1..=12).contains(&hour) => hour % 12 + offset,
        Some(_) => return Err(wrong()),
        None => hour,
    };
    Time::new(hour, minute, 0, 0).map_err(|_| wrong())
}

/// A time of day as the platform writes it: `9:00 AM`. Seconds are not shown.
pub fn wire_time(time: Time) -> String {
    let (hour, half) = match time.hour() {
        0 => (12, "AM"),
        hour @ 1..=11 => (hour, "AM"),
        12 => (12, "PM"),
        hour => (hour - 12, "PM"),
    };
    format!("{hour}:{:02} {half}", time.minute())
}

serialized_as_text!(Frequency.wire_name);

#[cfg(test)]
mod tests {
    use jiff::civil::{Time, time};

    use super::{CallingWindow, parse_time, wire_time};
    use crate::domain::finding::Problem;
    use crate::domain::weekday::Weekday;

    fn code<T>(result: Result<T, Problem>) -> Option<&'static str> {
        result.err().map(|problem| problem.code)
    }

    #[test]
    fn times_are_read_in_both_clocks() {
        for (text, hour, minute) in [
            ("9:00 AM", 9, 0),
            ("9 am", 9, 0),
            ("09:00", 9, 0),
            ("9:30", 9, 30),
            ("18:00", 18, 0),
            ("6:00PM", 18, 0),
            ("12:00 AM", 0, 0),
            ("12:30 PM", 12, 30),
            ("23:59", 23, 59),
        ] {
            assert_eq!(parse_time(text), Ok(time(hour, minute, 0, 0)), "{text}");
        }
        for text in [
            "25:00", "24:00", "9", "9:5", "13:00 PM", "0:00 AM", "9:00:00", "-9:00", "+9:00", "", "noon",
            "9:60",
        ] {
            assert_eq!(code(parse_time(text)), Some("campaign/time-invalid"), "{text}");
        }
    }

    #[test]
    fn windows_end_after_they_start() {
        let nine = time(9, 0, 0, 0);
        let six = time(18, 0, 0, 0);
        assert!(CallingWindow::new(Weekday::Monday, nine, six).is_ok());
        for (start, end) in [(six, nine), (nine, nine)] {
            let window = CallingWindow::new(Weekday::Monday, start, end);
            assert_eq!(code(window), Some("campaign/calling-hours-backwards"));
        }
    }

    #[test]
    fn windows_overlap_on_one_day_only_and_may_touch() {
        let window =
            |day, start, end| CallingWindow { day, start: time(start, 0, 0, 0), end: time(end, 0, 0, 0) };
        let morning = window(Weekday::Monday, 9, 12);
        assert!(morning.overlaps(&window(Weekday::Monday, 11, 13)));
        assert!(!morning.overlaps(&window(Weekday::Monday, 12, 13)));
        assert!(!morning.overlaps(&window(Weekday::Tuesday, 9, 12)));
    }

    #[test]
    fn a_flag_says_days_and_span() {
        let (nine, six) = (time(9, 0, 0, 0), time(18, 0, 0, 0));
        let expected = |days: &[Weekday]| -> Vec<CallingWindow> {
            days.iter().map(|day| CallingWindow { day: *day, start: nine, end: six }).collect()
        };
        assert_eq!(
            CallingWindow::parse_all("Mon-Tue 9:00 AM-6:00 PM"),
            Ok(expected(&[Weekday::Monday, Weekday::Tuesday]))
        );
        assert_eq!(CallingWindow::parse_all("MO 09:00 - 18:00"), Ok(expected(&[Weekday::Monday])));
        for text in ["", "Mon-Fri", "9:00 AM-6:00 PM", "Mon 9:00 AM"] {
            assert_eq!(
                code(CallingWindow::parse_all(text)),
                Some("campaign/calling-hours-unreadable"),
                "{text}"
            );
        }
        assert_eq!(code(CallingWindow::parse_all("Mon 6 PM-9 AM")), Some("campaign/calling-hours-backwards"));
    }

    proptest::proptest! {
        #[test]
        fn the_wire_form_reads_back(hour in 0_i8..24, minute in 0_i8..60) {
            let time = Time::constant(hour, minute, 0, 0);
            proptest::prop_assert_eq!(parse_time(&wire_time(time)), Ok(time));
        }
    }
}
