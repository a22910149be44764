//! The contacts that a campaign reaches, and when. Shown before a start or a schedule, and with the result.

use jiff::Timestamp;
use serde::Serialize;

use super::moment::{local, rfc3339};
use crate::domain::calling_hours::CallingHours;
use crate::domain::live::Audience;
use crate::domain::plural::counted;
use crate::ui::Cell;

/// How many contacts a campaign has, and when they may be reached.
#[derive(Debug, Clone, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct ReachView {
    /// How many contacts it has; `null` where that is not known. Who is in two of its lists is counted twice.
    contacts: Option<u64>,
    /// Its contact lists; none where contacts are the campaign's own.
    contact_lists: Vec<ListSizeView>,
    /// Whether calling hours are open when it begins; `null` where there are none, or they are not known.
    calling_hours_open: Option<bool>,
    /// When the calling hours open that are open when it begins, or that are the next; RFC 3339.
    calling_hours_open_at: Option<String>,
    /// When those close; RFC 3339.
    calling_hours_close_at: Option<String>,
    #[serde(skip)]
    hours: Option<Cell>,
}

/// A contact list of a campaign.
#[derive(Debug, Clone, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
struct ListSizeView {
    /// The contact list's name.
    name: String,
    /// How many contacts it holds; `null` where that is not known.
    contacts: Option<u64>,
}

impl ReachView {
    /// A view of a campaign that starts at an instant. Times are in the time zone of its calling hours.
    pub fn new(audience: Audience, hours: Option<&CallingHours>, begins: Timestamp) -> Self {
        let span = hours.and_then(|hours| Some((hours.governing(begins)?, &hours.zone)));
        let is_open = span.map(|(span, _)| span.contains(begins));
        let lists =
            audience.lists.into_iter().map(|list| ListSizeView { name: list.name, contacts: list.contacts });
        Self {
            contacts: audience.total,
            contact_lists: lists.collect(),
            calling_hours_open: is_open.or_else(|| hours.map(|_| false)),
            calling_hours_open_at: span.map(|(span, zone)| rfc3339(span.opens, zone)),
            calling_hours_close_at: span.map(|(span, zone)| rfc3339(span.closes, zone)),
            hours: span.map(|(span, zone)| {
                let words = if span.contains(begins) {
                    format!("open until {}", local(span.closes, zone))
                } else {
                    format!("closed until {}", local(span.opens, zone))
                };
                Cell::with_value(
                    words,
                    format!("{}/{}", rfc3339(span.opens, zone), rfc3339(span.closes, zone)),
                )
            }),
        }
    }

    /// Such as `168 contacts in 2 lists ("Renewals": 48, "Customers": 120)`.
    pub fn contacts_in_words(&self) -> String {
        let unknown = || "an unknown number of contacts".to_owned();
        let total = self.contacts.map_or_else(unknown, |number| counted(number, "contact"));
        match self.contact_lists.as_slice() {
            [] => total,
            [only] => format!("{total} in the list {:?}", only.name),
            lists => {
                let size = |list: &ListSizeView| {
                    let number = list.contacts.map_or_else(|| "unknown".to_owned(), |it| it.to_string());
                    format!("{:?}: {number}", list.name)
                };
                let sizes: Vec<String> = lists.iter().map(size).collect();
                format!("{total} in {} lists ({})", lists.len(), sizes.join(", "))
            }
        }
    }

    /// The message before the start: `"Renewals" has 48 contacts in the list "July"; now the calling hours are open
    /// until …`. `when` is the time of the start, such as `now`.
    pub fn talk(&self, campaign: &str, when: &str) -> String {
        let hours = self.hours.as_ref().map(|hours| format!("; {when} the calling hours are {}", &**hours));
        format!("{campaign:?} has {}{}", self.contacts_in_words(), hours.unwrap_or_default())
    }

    /// The fields of a result. In CSV, the contacts are a number, and the calling hours the time in which they are
    /// open.
    pub fn fields(&self) -> Vec<(&'static str, Cell)> {
        let hours = self.hours.clone().map(|hours| ("calling hours", hours));
        let number = self.contacts.map(|number| number.to_string()).unwrap_or_default();
        let contacts = Cell::with_value(self.contacts_in_words(), number);
        std::iter::once(("contacts", contacts)).chain(hours).collect()
    }
}

#[cfg(test)]
mod tests {
    use jiff::Timestamp;

    use super::ReachView;
    use crate::domain::calling_hours::CallingHours;
    use crate::domain::live::{Audience, ListSize, LiveCallingHours, LiveWindow};

    fn hours() -> Option<CallingHours> {
        let window = LiveWindow { day: "MO".into(), start: "9:00 AM".into(), end: "6:00 PM".into() };
        LiveCallingHours { frequency: None, timezone: Some("Asia/Kolkata".into()), windows: vec![window] }
            .known()
    }

    #[test]
    fn contacts_are_counted_in_words() {
        let list = |name: &str, contacts| ListSize { name: name.to_owned(), contacts };
        for (total, lists, words) in [
            (Some(1), vec![], "1 contact"),
            (Some(250), vec![], "250 contacts"),
            (None, vec![], "an unknown number of contacts"),
            (Some(48), vec![list("July", Some(48))], "48 contacts in the list \"July\""),
            (
                None,
                vec![list("July", Some(48)), list("June", None)],
                "an unknown number of contacts in 2 lists (\"July\": 48, \"June\": unknown)",
            ),
        ] {
            let view = ReachView::new(Audience { total, lists }, None, Timestamp::UNIX_EPOCH);
            assert_eq!(view.contacts_in_words(), words);
            assert_eq!(view.talk("A", "now"), format!("\"A\" has {words}"));
        }
    }

    #[test]
    fn the_hours_are_those_that_are_open_or_open_next() -> Result<(), Box<dyn std::error::Error>> {
        let hours = hours().ok_or("not read")?;
        for (begins, is_open, words) in [
            ("2026-12-07T03:30:00Z", true, "open until Mon 2026-12-07 18:00 Asia/Kolkata"),
            ("2026-12-07T12:29:59Z", true, "open until Mon 2026-12-07 18:00 Asia/Kolkata"),
            ("2026-12-07T12:30:00Z", false, "closed until Mon 2026-12-14 09:00 Asia/Kolkata"),
            ("2026-12-07T03:29:59Z", false, "closed until Mon 2026-12-07 09:00 Asia/Kolkata"),
        ] {
            let view = ReachView::new(Audience::own(Some(2)), Some(&hours), begins.parse()?);
            assert_eq!(view.calling_hours_open, Some(is_open), "{begins}");
            assert_eq!(
                view.talk("A", "now"),
                format!("\"A\" has 2 contacts; now the calling hours are {words}")
            );
            assert_eq!(view.fields().last().map(|(_, hours)| &**hours), Some(words));
        }
        Ok(())
    }
}
