//! The last values of a campaign's fields that this machine sent.

use super::{AccountPlace, JournalEntry};
use crate::domain::action_name;

/// The last create or update of this campaign that is known to have happened: the fingerprints of its values are
/// those of the campaign. `None` if the outcome of the last one is not known, or if a `kcamp api` call may have
/// changed the campaign since.
pub fn last_sent<'entries>(
    entries: &'entries [JournalEntry],
    place: &AccountPlace,
    id: &str,
) -> Option<&'entries JournalEntry> {
    let concerns = |entry: &&JournalEntry| {
        let write = &entry.write;
        match write.action.as_str() {
            action_name::CREATE_CAMPAIGN => {
                entry.outcome.as_ref().is_some_and(|(_, outcome)| outcome.id.as_deref() == Some(id))
            }
            action_name::UPDATE_CAMPAIGN => write.evidence.target.as_deref() == Some(id),
            action => {
                matches!(action_name::raw_method(action), Some("PUT" | "PATCH")) && write.subject.contains(id)
            }
        }
    };
    let at_place = entries.iter().filter(|entry| entry.write.is_at(place));
    let last = at_place.filter(concerns).rfind(|entry| entry.may_be_done())?;
    (last.is_done() && !action_name::is_raw(&last.write.action)).then_some(last)
}

#[cfg(test)]
mod tests {
    use super::super::{AccountPlace, JournalEntry};
    use super::last_sent;
    use crate::domain::evidence::Evidence;

    fn place() -> AccountPlace {
        AccountPlace::of_key("https://h")
    }

    fn entry(
        key: &str,
        action: &str,
        exit_code: Option<u8>,
        id: Option<&str>,
        target: Option<&str>,
    ) -> JournalEntry {
        let evidence = Evidence { target: target.map(str::to_owned), ..Evidence::default() };
        let subject = if action.starts_with("api ") { "/campaign/cd-1" } else { "Spring" };
        let outcome = exit_code.map(|exit_code| (exit_code, id));
        JournalEntry {
            key: key.into(),
            ..JournalEntry::sample(place(), [action, subject], outcome, evidence)
        }
    }

    #[test]
    fn only_what_certainly_happened_last_is_known() {
        let created = || entry("a", "campaign create", Some(0), Some("cd-1"), None);
        let updated = |exit| entry("b", "campaign update", exit, None, Some("cd-1"));
        for (entries, known) in [
            (vec![], None),
            (vec![created()], Some("a")),
            (vec![created(), updated(Some(0))], Some("b")),
            (vec![created(), updated(Some(7))], Some("a")),
            (vec![created(), updated(Some(9))], None),
            (vec![created(), updated(None)], None),
            (vec![updated(Some(9)), updated(Some(0))], Some("b")),
            (vec![created(), entry("c", "campaign update", Some(0), None, Some("cd-2"))], Some("a")),
            (vec![created(), entry("c", "campaign stop", Some(0), None, Some("cd-1"))], Some("a")),
            (vec![created(), entry("c", "api PUT", Some(0), None, None)], None),
            (vec![entry("c", "campaign create", Some(0), Some("cd-2"), None)], None),
        ] {
            let found = last_sent(&entries, &place(), "cd-1").map(|entry| entry.key.as_str());
            assert_eq!(found, known, "{entries:?}");
        }
        let mut elsewhere = created();
        elsewhere.write.place.host = "https://other".into();
        assert_eq!(last_sent(&[elsewhere], &place(), "cd-1"), None);
    }
}
