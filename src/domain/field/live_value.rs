//! The value of a field, as a campaign file has it and as it is compared.

use crate::domain::calling_hours::{parse_time, wire_time};
use crate::domain::live::LiveWindow;
use crate::domain::plain::PlainValue;
use crate::domain::weekday::Weekday;

/// A field's live value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Live {
    /// Its value; `None` where it has none.
    Read(Option<CampaignValue>),
    /// A value that the platform derives from another field; no file needs it.
    Implied(CampaignValue),
    /// The platform returns a value in a form that kcamp does not read: what is known of it, where that shows that no
    /// file has it.
    Unread(Option<String>),
    /// The platform does not return the value.
    NotReturned {
        /// The value that the platform returns instead, if any.
        instead: Option<String>,
    },
}

/// The value of a field of a campaign, live or sent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum CampaignValue {
    /// Names whose order has no meaning.
    Names(Vec<String>),
    /// A text, a number, words or pairs.
    Plain(PlainValue),
    /// Blocks of calling hours.
    Windows(Vec<LiveWindow>),
}

impl Live {
    pub(crate) fn text(text: Option<String>) -> Self {
        Self::Read(text.map(CampaignValue::text))
    }

    pub(crate) fn number(number: Option<u64>) -> Self {
        Self::Read(number.map(PlainValue::Number).map(CampaignValue::Plain))
    }
}

impl CampaignValue {
    pub(crate) const fn text(text: String) -> Self {
        Self::Plain(PlainValue::Text(text))
    }

    /// The form of the value that is compared.
    pub(crate) fn compared(self) -> String {
        match self {
            Self::Names(mut names) => {
                names.sort_unstable();
                names.join(", ")
            }
            Self::Plain(value) => value.text(),
            Self::Windows(live) => windows(live),
        }
    }
}

/// A time, spelled as kcamp sends it.
fn same_time(time: &str) -> String {
    parse_time(time).map_or_else(|_| time.to_owned(), wire_time)
}

/// The windows as text, such as `MO TU 9:00 AM-6:00 PM; SA 10:00 AM-2:00 PM`. They are in the order of the week, and
/// consecutive days with the same hours are joined.
fn windows(windows: Vec<LiveWindow>) -> String {
    let mut windows = windows;
    windows.sort_by_key(|it| it.day.parse().ok().map(|day: Weekday| day as u8));
    let mut groups: Vec<(String, Vec<String>)> = Vec::new();
    for LiveWindow { day, start, end } in windows {
        let span = format!("{}-{}", same_time(&start), same_time(&end));
        match groups.last_mut() {
            Some((known, days)) if *known == span => days.push(day),
            _ => groups.push((span, vec![day])),
        }
    }
    let shown: Vec<String> = groups.iter().map(|(span, days)| format!("{} {span}", days.join(" "))).collect();
    shown.join("; ")
}
