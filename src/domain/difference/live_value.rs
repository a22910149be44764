//! A field's live value, as a campaign file has it and as it is compared.

use super::OldValue;
use crate::domain::calling_hours::{parse_time, wire_time};
use crate::domain::live::LiveWindow;
use crate::domain::plain::PlainValue;
use crate::domain::weekday::Weekday;

/// A field's live value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Live {
    /// Its value; `None` where it has none.
    Read(Option<LiveValue>),
    /// A value that the platform derives from another field; no file needs it.
    Implied(LiveValue),
    /// The platform returns a value in a form that kcamp does not read: what is known of it, where that shows that no file has it.
    Unread(Option<String>),
    /// The platform does not return the value.
    NotReturned {
        /// The value that the platform returns instead, if any.
        instead: Option<String>,
    },
}

/// A value of a live campaign.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum LiveValue {
    /// Names whose order has no meaning.
    Names(Vec<String>),
    /// A text, a number, words or pairs.
    Plain(PlainValue),
    /// Blocks of calling hours.
    Windows(Vec<LiveWindow>),
}

impl Live {
    pub(super) fn text(text: Option<String>) -> Self {
        Self::Read(text.map(PlainValue::Text).map(LiveValue::Plain))
    }

    pub(super) fn number(number: Option<u64>) -> Self {
        Self::Read(number.map(PlainValue::Number).map(LiveValue::Plain))
    }
}

impl From<Live> for OldValue {
    fn from(live: Live) -> Self {
        match live {
            Live::Read(value) => Self::Read(value.map(LiveValue::compared)),
            Live::Implied(value) => Self::Read(Some(value.compared())),
            Live::Unread(Some(known)) => Self::Read(Some(known)),
            Live::NotReturned { .. } | Live::Unread(None) => Self::NotReadable,
        }
    }
}

impl LiveValue {
    /// The form of the value that is compared.
    pub(super) fn compared(self) -> String {
        match self {
            Self::Names(mut names) => {
                names.sort_unstable();
                names.join(", ")
            }
            Self::Plain(value) => value.text(),
            Self::Windows(live) => windows(live.into_iter().map(|it| {
                let span = format!("{}-{}", same_time(&it.start), same_time(&it.end));
                (it.day.parse().ok(), it.day, span)
            })),
        }
    }
}

/// A time, spelled as kcamp sends it.
fn same_time(time: &str) -> String {
    parse_time(time).map_or_else(|_| time.to_owned(), wire_time)
}

/// The windows as text, such as `MO TU 9:00 AM-6:00 PM; SA 10:00 AM-2:00 PM`. They are in the order of the week, and
/// consecutive days with the same hours are joined.
pub(super) fn windows(windows: impl Iterator<Item = (Option<Weekday>, String, String)>) -> String {
    let mut windows: Vec<_> = windows.collect();
    windows.sort_by_key(|(day, ..)| day.map(|day| day as u8));
    let mut groups: Vec<(String, Vec<String>)> = Vec::new();
    for (_, day, span) in windows {
        match groups.last_mut() {
            Some((known, days)) if *known == span => days.push(day),
            _ => groups.push((span, vec![day])),
        }
    }
    let shown: Vec<String> = groups.iter().map(|(span, days)| format!("{} {span}", days.join(" "))).collect();
    shown.join("; ")
}
