//! Whether a create and the enabling of its schedule, which belong together, were interrupted between the two.

use jiff::Timestamp;

use super::{AccountPlace, Fate, HALT_LIFTED, JournalEntry, NotedWrite};
use crate::domain::action_name;
use crate::domain::live::CampaignId;
use crate::domain::name::NameKey;

impl NotedWrite {
    /// Whether the write is about the campaign with this id or name.
    pub fn is_of(&self, id: &str, name: &str) -> bool {
        self.subject == name || self.subject == id || self.evidence.target.as_deref() == Some(id)
    }
}

/// The journal's history of a campaign's schedule since kcamp created the campaign from this machine.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ScheduleHistory {
    /// Not known: kcamp did not create the campaign from this machine, its schedule was on since, or somebody switched
    /// the schedule off.
    NotKnown,
    /// A call that may have switched the schedule on has no known outcome. If it did, somebody may have switched the
    /// schedule off since.
    InDoubt {
        /// The call's key.
        key: String,
    },
    /// Lines after the one of the create cannot be read, and one of them may be about the schedule.
    Damaged {
        /// The number of such lines.
        lines: usize,
    },
    /// The schedule has never been on, so nobody can have switched it off.
    NeverOn {
        /// The key of the create.
        created: String,
        /// When this machine last wrote to the campaign after the create; `None` if it did not.
        last_write: Option<Timestamp>,
        /// Whether somebody started or stopped the campaign by hand meanwhile.
        by_hand: bool,
        /// Whether a schedule was to follow the create; `None` if an earlier version recorded it, which does not say.
        was_to_follow: Option<bool>,
    },
}

/// The history of this campaign's schedule in these entries. An enable that certainly failed did not switch it on. A
/// disable that was sent is somebody's decision, and so is a halt of the account.
pub fn schedule_history(
    entries: &[JournalEntry],
    place: &AccountPlace,
    id: &str,
    name: &str,
) -> ScheduleHistory {
    let entries: Vec<&JournalEntry> = entries.iter().filter(|entry| entry.write.is_at(place)).collect();
    let is_create = |entry: &&JournalEntry| {
        entry.write.action == action_name::CREATE_CAMPAIGN && entry.id_made() == Some(id)
    };
    let Some(at) = entries.iter().rposition(is_create) else { return ScheduleHistory::NotKnown };
    let created = entries[at];
    let concerns = |entry: &JournalEntry| {
        let subject = &entry.write.subject;
        match entry.outcome.as_ref().and_then(|(_, outcome)| outcome.id.as_deref()) {
            Some(other) => other == id,
            None => {
                subject == id
                    || [name, &created.write.subject].iter().any(|it| NameKey::of(it) == NameKey::of(subject))
            }
        }
    };
    let mut in_doubt = None;
    let mut last_write = None;
    let mut by_hand = false;
    for entry in &entries[at + 1..] {
        let is_done = entry.may_be_done();
        let is_switch = match entry.write.action.as_str() {
            action_name::DISABLE_SCHEDULE if is_done && concerns(entry) => return ScheduleHistory::NotKnown,
            action_name::START_CAMPAIGN
            | action_name::STOP_CAMPAIGN
            | action_name::PAUSE_CAMPAIGN
            | action_name::RE_EXECUTE_CAMPAIGN => {
                by_hand |= is_done && concerns(entry);
                false
            }
            // A halt switches off every schedule in the account, and after it people decide which ones come back.
            HALT_LIFTED if is_done => return ScheduleHistory::NotKnown,
            action_name::ENABLE_SCHEDULE | action_name::DISABLE_SCHEDULE => concerns(entry),
            // The campaign of a `kcamp api` call is not read from its path.
            action => action_name::is_raw(action) && entry.write.subject.contains("schedule"),
        };
        match entry.fate() {
            Fate::Happened if is_switch => return ScheduleHistory::NotKnown,
            Fate::MayHaveHappened if is_switch => in_doubt = Some(entry.key.clone()),
            _ => {}
        }
        if is_done && concerns(entry) {
            last_write = Some(entry.last_sign());
        }
    }
    match in_doubt {
        Some(_) if by_hand => ScheduleHistory::NotKnown,
        Some(key) => ScheduleHistory::InDoubt { key },
        None => ScheduleHistory::NeverOn {
            created: created.key.clone(),
            last_write,
            by_hand,
            was_to_follow: created.write.evidence.schedule_follows,
        },
    }
}

/// The last create of this name whose outcome is not known. The live campaign of this name may be somebody else's.
pub fn open_create<'entries>(
    entries: &'entries [JournalEntry],
    place: &AccountPlace,
    name: &str,
) -> Option<&'entries JournalEntry> {
    creates_of(entries, place, name).filter(|entry| entry.is_open()).last()
}

/// Whether kcamp created, or may have created, another campaign of this name from this machine.
pub fn may_have_created_another(
    entries: &[JournalEntry],
    place: &AccountPlace,
    id: &str,
    name: &str,
) -> bool {
    creates_of(entries, place, name)
        .any(|entry| if entry.is_done() { entry.id_made() != Some(id) } else { entry.is_open() })
}

/// The campaigns of recent creates of this name.
pub fn created_lately(
    entries: &[JournalEntry],
    place: &AccountPlace,
    name: &str,
    now: Timestamp,
) -> Vec<CampaignId> {
    let lately = creates_of(entries, place, name).filter(|entry| entry.may_still_come(now));
    lately.filter_map(|entry| Some(CampaignId::reported(entry.id_made()?.to_owned()))).collect()
}

/// The creates of this name, in every spelling that counts as the same name.
fn creates_of<'entries>(
    entries: &'entries [JournalEntry],
    place: &AccountPlace,
    name: &str,
) -> impl Iterator<Item = &'entries JournalEntry> {
    let key = NameKey::of(name);
    entries.iter().filter(move |entry| {
        let NotedWrite { action, subject, .. } = &*entry.write;
        action == action_name::CREATE_CAMPAIGN && entry.write.is_at(place) && NameKey::of(subject) == key
    })
}

#[cfg(test)]
mod tests {
    use super::super::{HALT_LIFTED, JournalEntry};
    use super::{
        AccountPlace, ScheduleHistory, created_lately, may_have_created_another, open_create,
        schedule_history,
    };
    use crate::domain::evidence::Evidence;

    fn place() -> AccountPlace {
        AccountPlace::of_ids("https://h", "6777", Some("st-1"))
    }

    /// A write to this test's place, with the exit code and the id of its outcome.
    fn entry(action: &str, subject: &str, exit_code: Option<u8>, id: Option<&str>) -> JournalEntry {
        let outcome = exit_code.map(|exit_code| (exit_code, id));
        JournalEntry::sample(place(), [action, subject], outcome, Evidence::default())
    }

    fn created() -> JournalEntry {
        entry("campaign create", "Spring", Some(0), Some("cd-1"))
    }

    fn history(entries: &[JournalEntry]) -> ScheduleHistory {
        schedule_history(entries, &place(), "cd-1", "Spring")
    }

    fn is_interrupted(entries: &[JournalEntry]) -> bool {
        matches!(history(entries), ScheduleHistory::NeverOn { by_hand: false, .. })
    }

    #[test]
    fn only_a_create_of_this_very_campaign_begins_a_pair() {
        assert!(is_interrupted(&[created()]));
        assert!(!is_interrupted(&[]));
        assert!(!is_interrupted(&[entry("campaign create", "Spring", Some(0), Some("cd-2"))]));
        assert!(!is_interrupted(&[entry("campaign create", "Spring", None, None)]));
        assert!(!is_interrupted(&[entry("campaign create", "Spring", Some(9), None)]));
        for other in [
            AccountPlace::of_ids("https://other", "6777", Some("st-1")),
            AccountPlace::of_ids("https://h", "6778", Some("st-1")),
            AccountPlace::of_ids("https://h", "6777", Some("st-2")),
        ] {
            let mut elsewhere = created();
            elsewhere.write.place = other;
            assert!(!is_interrupted(&[elsewhere.clone()]), "{elsewhere:?}");
        }
        let mut old = created();
        old.write.place = AccountPlace::of_ids("https://h", "6777", None);
        assert!(is_interrupted(&[old]), "lines of before name no stream");
    }

    #[test]
    fn other_creates_of_a_name_are_known_in_every_spelling_of_it() {
        let of = |exit_code, id| {
            let mut entry = entry("campaign create", "Cafe\u{301} ", exit_code, id);
            entry.key = "7-0".into();
            entry
        };
        for (exit_code, id, is_open, is_another) in [
            (Some(0), Some("cd-1"), false, false),
            (Some(0), Some("cd-2"), false, true),
            (Some(0), None, false, true),
            (Some(7), None, false, false),
            (Some(9), None, true, true),
        ] {
            let entries = [of(exit_code, id)];
            assert_eq!(
                open_create(&entries, &place(), "Caf\u{e9}").is_some(),
                is_open,
                "{exit_code:?} {id:?}"
            );
            let another = may_have_created_another(&entries, &place(), "cd-1", "caf\u{e9}");
            assert_eq!(another, is_another, "{exit_code:?} {id:?}");
            assert!(!may_have_created_another(&entries, &place(), "cd-1", "Other"));
            let elsewhere = AccountPlace { host: "https://other".into(), ..place() };
            assert!(!may_have_created_another(&entries, &elsewhere, "cd-1", "Caf\u{e9}"));
        }
        // A campaign created a moment ago is not from another create; for an older one, the time shows that.
        let made = [of(Some(0), Some("cd-1")), of(Some(9), None), of(Some(0), Some("cd-2"))];
        let lately = |seconds: i64| {
            let now = made[0].last_sign() + jiff::SignedDuration::from_secs(seconds);
            created_lately(&made, &place(), "cafe\u{301}", now).iter().map(ToString::to_string).collect()
        };
        for (seconds, ids) in [(0, vec!["cd-1", "cd-2"]), (2, vec!["cd-1", "cd-2"]), (600, vec![])] {
            let found: Vec<String> = lately(seconds);
            assert_eq!(found, ids, "{seconds}");
        }
        let open = of(Some(9), None);
        assert_eq!(open_create(std::slice::from_ref(&open), &place(), "Caf\u{e9}"), Some(&open));
    }

    #[test]
    fn a_schedule_that_was_on_since_or_was_switched_off_ends_it() {
        for (action, subject, exit_code, id, interrupted) in [
            ("schedule enable", "Spring", Some(7), None, true),
            ("schedule enable", "Spring", Some(9), None, false),
            ("schedule enable", "Spring", Some(10), None, false),
            ("schedule enable", "Spring", None, None, false),
            ("schedule enable", "Spring", Some(0), Some("cd-1"), false),
            ("schedule enable", "SPRING", Some(0), None, false),
            ("schedule enable", "cd-1", Some(0), None, false),
            ("schedule enable", "Spring", Some(0), Some("cd-2"), true),
            ("schedule enable", "Autumn", Some(0), None, true),
            ("schedule disable", "Spring", Some(0), Some("cd-1"), false),
            ("schedule disable", "Spring", Some(9), None, false),
            ("schedule disable", "Spring", None, None, false),
            ("schedule disable", "Spring", Some(7), None, true),
            ("campaign update", "Spring", Some(0), Some("cd-1"), true),
            ("campaign start", "Spring", Some(0), Some("cd-1"), false),
            ("campaign start", "cd-1", Some(9), None, false),
            ("campaign start", "Spring", Some(7), None, true),
            ("campaign start", "Autumn", Some(0), Some("cd-2"), true),
            ("campaign stop", "SPRING", Some(0), None, false),
            ("campaign stop", "Spring", None, None, false),
            ("campaign pause", "Spring", Some(0), Some("cd-1"), false),
            ("campaign re-execute", "Spring", Some(0), Some("cd-1"), false),
            (HALT_LIFTED, "all campaigns", Some(0), None, false),
            ("api POST", "/campaign/schedule?enableSchedule=true&campaignName=Spring", Some(0), None, false),
            ("api POST", "/campaign/schedule?enableSchedule=true&campaignName=Other", None, None, false),
            ("api POST", "/campaign/schedule?enableSchedule=true&campaignName=Spring", Some(7), None, true),
            ("api POST", "/campaign/trigger/cd-1", Some(0), None, true),
        ] {
            let entries = [created(), entry(action, subject, exit_code, id)];
            assert_eq!(is_interrupted(&entries), interrupted, "{action} {subject} {exit_code:?} {id:?}");
        }
        let mut doubtful = entry("schedule enable", "Spring", Some(9), None);
        doubtful.key = "7-0".into();
        let in_doubt = ScheduleHistory::InDoubt { key: "7-0".into() };
        assert_eq!(history(&[created(), doubtful.clone()]), in_doubt);
        let later = entry("schedule enable", "Spring", Some(0), Some("cd-1"));
        assert_eq!(history(&[created(), doubtful, later]), ScheduleHistory::NotKnown);
        let before = entry("schedule enable", "Spring", Some(0), Some("cd-1"));
        assert!(is_interrupted(&[before, created()]), "what was before the create does not count");
    }
}
