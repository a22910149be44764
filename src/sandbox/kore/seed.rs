//! The initial content of a sandbox. Every value is made up.

use jiff::{Timestamp, civil::date, tz::TimeZone};

use super::state::{ContactList, DncList, State, Template};

/// The state of a new account: contact lists, do-not-call lists and templates, but no campaigns.
pub(super) fn state(seed: u64) -> State {
    let created_at = date(2026, 1, 5)
        .at(9, 0, 0, 0)
        .to_zoned_datetime(TimeZone::UTC)
        .map_or(Timestamp::UNIX_EPOCH, |zoned| zoned.timestamp());
    let mut state = State { seed, ..State::default() };
    for (name, description, records) in [
        ("CL Only 2020 Dec 4", "Customers since December 2020", 120),
        ("Renewal Due July", "Customers due in July", 48),
        ("Event Guests", "Guests of the spring event", 200),
    ] {
        let id = state.next_id("cl", 7, 4);
        state.contact_lists.push(ContactList {
            id,
            name: name.into(),
            description: description.into(),
            total_record_count: records,
            arrivals: Vec::new(),
            created_at,
            updated_at: created_at,
            allow_duplicates: true,
        });
    }
    for name in ["testdnc", "DNC CL Dec 4"] {
        let id = state.next_id("cl", 7, 4);
        state.dnc_lists.push(DncList { id, name: name.into() });
    }
    for (name, body) in [
        ("Welcome", "<p>Welcome to our service.</p>"),
        ("Payment Reminder", "<p>Your payment is due this week.</p>"),
    ] {
        let id = state.next_id("cmt", 8, 5);
        state.templates.push(Template { id, name: name.into(), body: body.into() });
    }
    state
}
