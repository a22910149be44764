//! What this machine knows of the schedules that it switched on.

use jiff::Timestamp;
use serde_json::Value;

use super::{Entry, Place};
use crate::domain::name::NameKey;

/// The schedule that a campaign has, as it stood in the body when this machine switched it on, and when that was. `None` where
/// the last thing that this machine did to the schedule was not to switch it on, or what became of that is not known: then
/// somebody else may have switched on another one.
#[must_use]
pub fn last_enabled<'entries>(
    entries: &'entries [Entry],
    place: &Place,
    id: &str,
    name: &str,
) -> Option<(Timestamp, &'entries Value)> {
    let key = NameKey::of(name);
    let concerns = |entry: &&Entry| {
        if !entry.write.is_at(place) {
            return false;
        }
        // Which campaign a call in the user's own words meant is not read out of its path.
        if entry.write.action.starts_with("api ") {
            return entry.write.subject.contains("schedule");
        }
        let target = entry.write.trace.target.as_deref();
        match entry.outcome.as_ref().and_then(|(_, outcome)| outcome.id.as_deref()).or(target) {
            Some(known) => known == id,
            None => NameKey::of(&entry.write.subject) == key || entry.write.subject == id,
        }
    };
    let last = entries.iter().filter(concerns).rfind(|entry| {
        let exit_code = entry.outcome.as_ref().map(|(_, outcome)| outcome.exit_code);
        let may_have_happened = matches!(exit_code, None | Some(0 | 9 | 10));
        let action = entry.write.action.as_str();
        let is_switch =
            matches!(action, "schedule enable" | "schedule disable") || action.starts_with("api ");
        is_switch && may_have_happened
    })?;
    let is_done = last.outcome.as_ref().is_some_and(|(_, outcome)| outcome.exit_code == 0);
    if last.write.action != "schedule enable" || !is_done {
        return None;
    }
    let trace = &last.write.trace;
    Some((last.at, trace.remembered.as_ref().or(trace.schedule.as_ref())?))
}

#[cfg(test)]
mod tests {
    use jiff::Timestamp;
    use serde_json::json;

    use super::super::{Entry, Outcome, Place, Trace, Write};
    use super::last_enabled;

    fn place() -> Place {
        Place { host: "https://h".into(), account: Some("6777".into()), stream: None }
    }

    fn entry(action: &str, subject: &str, exit_code: Option<u8>, id: Option<&str>, start: &str) -> Entry {
        let Place { host, account, stream } = place();
        let trace = Trace { remembered: Some(json!(start)), ..Trace::default() };
        let (action, subject) = (action.into(), subject.into());
        let write = Write { action, subject, profile: None, host, account, stream, trace };
        let outcome =
            exit_code.map(|exit_code| Outcome { exit_code, message: "x".into(), id: id.map(str::to_owned) });
        let at = Timestamp::UNIX_EPOCH;
        let outcome = outcome.map(|outcome| (at, outcome));
        Entry { key: String::new(), is_told: false, at, write, outcome, is_said: false }
    }

    #[test]
    fn only_what_this_machine_did_last_is_known() {
        let on = |start| entry("schedule enable", "Spring", Some(0), Some("cd-1"), start);
        let other = |action, exit_code| entry(action, "Spring", exit_code, None, "x");
        for (entries, known) in [
            (vec![], None),
            (vec![on("a")], Some("a")),
            (vec![on("a"), on("b")], Some("b")),
            (vec![on("a"), other("schedule disable", Some(0))], None),
            (vec![on("a"), other("schedule disable", Some(9))], None),
            (vec![on("a"), other("schedule disable", None)], None),
            (vec![on("a"), other("schedule disable", Some(7))], Some("a")),
            (vec![on("a"), other("schedule enable", Some(9))], None),
            (vec![on("a"), other("schedule enable", Some(7))], Some("a")),
            (vec![on("a"), other("campaign stop", Some(0))], Some("a")),
            (vec![on("a"), entry("api POST", "/x/campaign/schedule", Some(0), None, "x")], None),
            (vec![on("a"), entry("api POST", "/x/campaign", Some(0), None, "x")], Some("a")),
            (vec![other("schedule disable", Some(0)), on("c")], Some("c")),
            (vec![entry("schedule enable", "SPRING", Some(0), None, "d")], Some("d")),
            (vec![entry("schedule enable", "Spring", Some(0), Some("cd-2"), "e")], None),
            (vec![entry("schedule enable", "Autumn", Some(0), None, "f")], None),
        ] {
            let found = last_enabled(&entries, &place(), "cd-1", "Spring").map(|(_, body)| body.clone());
            assert_eq!(found, known.map(|start| json!(start)), "{entries:?}");
            let elsewhere = Place { host: "https://other".into(), ..place() };
            assert_eq!(last_enabled(&entries, &elsewhere, "cd-1", "Spring"), None);
        }
    }
}
