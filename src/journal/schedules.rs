//! This machine's knowledge about the schedules that it switched on and off.

use jiff::{SignedDuration, Timestamp};

use super::{AccountPlace, Fate, JournalEntry};
use crate::domain::action_name;
use crate::domain::name::NameKey;
use crate::domain::plan::SentSchedule;

/// How much older than a campaign an entry may look and still be about it. The campaign's time is from the platform's
/// clock and the entry's from this machine's clock, which may be minutes slow.
const MACHINE_SLOW_MAX: SignedDuration = SignedDuration::from_mins(10);

/// The campaign of a schedule.
#[derive(Debug, Clone, Copy)]
pub struct CampaignKey<'live> {
    pub id: &'live str,
    /// Its name, which may have belonged to another campaign before.
    pub name: &'live str,
    /// When it was created, by the platform's clock; `None` if that is not known.
    pub created_at: Option<Timestamp>,
}

/// The last action of this machine on a campaign's schedule. Somebody else may have changed the schedule since.
#[derive(Debug, Clone, PartialEq)]
pub enum LastScheduleAction<'entries> {
    /// Not known: this machine did nothing, or sent a `kcamp api` call.
    NotKnown,
    /// This machine switched this schedule on, at this instant.
    On(Timestamp, SentSchedule<'entries>),
    /// This machine switched the schedule off.
    Off {
        /// Whether it was switched off only until another one is on.
        in_between: bool,
    },
    /// This machine sent a call whose outcome is not known.
    InDoubt {
        /// When the call was sent.
        at: Timestamp,
        /// The schedules of which one is on if any is, each with the instant of sending; `None` if another one
        /// is possible too.
        candidates: Option<Vec<(Timestamp, SentSchedule<'entries>)>>,
    },
}

/// The state to which a call switches a schedule, as far as the outcome is known.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Switched {
    On,
    Off,
    /// The call may have switched a schedule on.
    PerhapsOn,
    /// The call may have switched the schedule off.
    PerhapsOff,
    /// A `kcamp api` call, which may have done anything.
    Anyhow,
}

impl Switched {
    /// The state after a write; `None` if the write certainly switched nothing.
    fn by(entry: &JournalEntry) -> Option<Self> {
        match (entry.write.action.as_str(), entry.fate()) {
            (action_name::ENABLE_SCHEDULE, Fate::Happened) => Some(Self::On),
            (action_name::DISABLE_SCHEDULE, Fate::Happened) => Some(Self::Off),
            // The schedule had been switched off before this call.
            (action_name::ENABLE_SCHEDULE, Fate::DidNotHappen) if entry.write.evidence.in_between => {
                Some(Self::Off)
            }
            (_, Fate::DidNotHappen) => None,
            (action_name::ENABLE_SCHEDULE, Fate::MayHaveHappened) => Some(Self::PerhapsOn),
            (action_name::DISABLE_SCHEDULE, Fate::MayHaveHappened) => Some(Self::PerhapsOff),
            (action, _) => action_name::is_raw(action).then_some(Self::Anyhow),
        }
    }
}

/// Whether an entry is the create of exactly this campaign.
fn is_own_create(entry: &JournalEntry, place: &AccountPlace, id: &str) -> bool {
    entry.write.action == action_name::CREATE_CAMPAIGN
        && entry.write.is_at(place)
        && entry.id_made() == Some(id)
}

/// The entries that are, or may be, about the schedule of this campaign. An entry without the campaign's id that is
/// older than the campaign is about a former campaign of the same name.
fn of_schedule<'entries>(
    entries: &'entries [JournalEntry],
    place: &AccountPlace,
    CampaignKey { id, name, created_at }: CampaignKey<'_>,
) -> impl DoubleEndedIterator<Item = &'entries JournalEntry> {
    let key = NameKey::of(name);
    let create = entries.iter().rposition(|entry| is_own_create(entry, place, id)).unwrap_or_default();
    let is_older = move |at: usize, entry: &JournalEntry| {
        let heard = entry.last_sign().saturating_add(MACHINE_SLOW_MAX).unwrap_or(Timestamp::MAX);
        at < create || created_at.is_some_and(|created| heard < created)
    };
    let concerns = move |at: usize, entry: &JournalEntry| {
        // The campaign of a `kcamp api` call is not read from its path.
        if action_name::is_raw(&entry.write.action) {
            return entry.write.subject.contains("schedule") && !is_older(at, entry);
        }
        match entry.campaign_id() {
            Some(known) => known == id,
            None => {
                (NameKey::of(&entry.write.subject) == key || entry.write.subject == id)
                    && !is_older(at, entry)
            }
        }
    };
    let here = entries.iter().enumerate().filter(|(_, entry)| entry.write.is_at(place));
    let own: Vec<&JournalEntry> =
        here.filter(|(at, entry)| concerns(*at, entry)).map(|(_, entry)| entry).collect();
    own.into_iter()
}

/// The schedule that a write sent, and when.
fn schedule(entry: &JournalEntry) -> Option<(Timestamp, SentSchedule<'_>)> {
    let evidence = &entry.write.evidence;
    let body = evidence.remembered.as_ref().or(evidence.schedule.as_ref())?;
    Some((
        entry.at,
        SentSchedule::with_zone_names(body, evidence.clock.as_deref(), evidence.reader.as_deref()),
    ))
}

/// The last action of this machine on the schedule of a campaign, as far as it may have happened.
pub fn last_word<'entries>(
    entries: &'entries [JournalEntry],
    place: &AccountPlace,
    whose: CampaignKey<'_>,
) -> LastScheduleAction<'entries> {
    // The state and the instant of the write in doubt; an enable takes precedence over a disable.
    let mut doubt: Option<(Switched, Timestamp)> = None;
    let mut candidates = Vec::new();
    let switches = of_schedule(entries, place, whose).rev();
    // Before its create, the campaign had no schedule.
    let mut is_known = entries.iter().any(|entry| is_own_create(entry, place, whose.id));
    for (entry, switched) in switches.filter_map(|entry| Some((entry, Switched::by(entry)?))) {
        match (switched, doubt) {
            (Switched::PerhapsOn, None | Some((Switched::PerhapsOff, _))) | (Switched::PerhapsOff, None) => {
                doubt = Some((switched, entry.at));
            }
            (Switched::PerhapsOn | Switched::PerhapsOff, Some(_)) => {}
            (Switched::On, None) => {
                return schedule(entry)
                    .map_or(LastScheduleAction::NotKnown, |(at, sent)| LastScheduleAction::On(at, sent));
            }
            (Switched::Off, None) => {
                return LastScheduleAction::Off { in_between: entry.write.evidence.in_between };
            }
            (Switched::Anyhow, None) => return LastScheduleAction::NotKnown,
            (Switched::On | Switched::Off, Some(_)) => is_known = true,
            (Switched::Anyhow, Some(_)) => is_known = false,
        }
        if matches!(switched, Switched::On | Switched::PerhapsOn) {
            candidates.push(schedule(entry));
        }
        if !matches!(switched, Switched::PerhapsOn | Switched::PerhapsOff) {
            break;
        }
    }
    let Some((_, at)) = doubt else { return LastScheduleAction::NotKnown };
    let candidates: Option<Vec<_>> = candidates.into_iter().collect();
    LastScheduleAction::InDoubt { at, candidates: candidates.filter(|_| is_known) }
}

/// The last call to the schedule of a campaign that was begun and has no end, and that no later call with a known
/// outcome has replaced: its process was killed, or still runs. Else the last one that may have switched a schedule on
/// although its answer did not tell, where this machine knows of none that was on before: the one that is on may be
/// somebody else's.
pub fn interrupted_call<'entries>(
    entries: &'entries [JournalEntry],
    place: &AccountPlace,
    whose: CampaignKey<'_>,
) -> Option<&'entries JournalEntry> {
    let mut unanswered = None;
    let calls = of_schedule(entries, place, whose).rev();
    for (entry, switched) in calls.filter_map(|entry| Some((entry, Switched::by(entry)?))) {
        match switched {
            Switched::On => return None,
            Switched::Off => break,
            Switched::PerhapsOn | Switched::PerhapsOff if entry.outcome.is_none() => return Some(entry),
            Switched::PerhapsOn => unanswered = unanswered.or(Some(entry)),
            Switched::PerhapsOff | Switched::Anyhow => {}
        }
    }
    unanswered
}

/// The writes to the schedule of a campaign whose outcomes are not known and that may still be applied.
pub fn writes_under_way<'entries>(
    entries: &'entries [JournalEntry],
    place: &AccountPlace,
    whose: CampaignKey<'_>,
    now: Timestamp,
) -> impl Iterator<Item = &'entries JournalEntry> {
    let is_open = |entry: &&JournalEntry| {
        matches!(Switched::by(entry), Some(Switched::PerhapsOn | Switched::PerhapsOff))
    };
    of_schedule(entries, place, whose).filter(move |entry| entry.may_still_come(now)).filter(is_open)
}

#[cfg(test)]
mod tests {
    use jiff::Timestamp;
    use serde_json::json;

    use super::super::{AccountPlace, JournalEntry};
    use super::{
        CampaignKey, LastScheduleAction, SentSchedule, interrupted_call, last_word, writes_under_way,
    };
    use crate::domain::evidence::Evidence;

    const SPRING: CampaignKey<'_> = CampaignKey { id: "cd-1", name: "Spring", created_at: None };

    fn place() -> AccountPlace {
        AccountPlace::of_ids("https://h", "6777", None)
    }

    fn entry(
        action: &str,
        subject: &str,
        exit_code: Option<u8>,
        id: Option<&str>,
        start: &str,
    ) -> JournalEntry {
        let evidence = Evidence { remembered: Some(json!(start)), ..Evidence::default() };
        let outcome = exit_code.map(|exit_code| (exit_code, id));
        JournalEntry::sample(place(), [action, subject], outcome, evidence)
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
            let enabled = |place: AccountPlace| match last_word(&entries, &place, SPRING) {
                LastScheduleAction::On(_, sent) => Some(sent.body.clone()),
                _ => None,
            };
            let found = enabled(place());
            assert_eq!(found, known.map(|start| json!(start)), "{entries:?}");
            let elsewhere = AccountPlace { host: "https://other".into(), ..place() };
            assert_eq!(enabled(elsewhere), None);
        }
    }

    #[test]
    fn a_call_without_an_end_counts_until_a_later_one_has_a_known_outcome() {
        let call = |action, exit_code| entry(action, "Spring", exit_code, None, "x");
        let (on, off, raw) = ("schedule enable", "schedule disable", "api POST");
        for killed in [on, off] {
            for (others, is_interrupted) in [
                (vec![], true),
                (vec![call(on, Some(9)), call(off, Some(7)), call("campaign stop", Some(0))], true),
                (vec![entry(raw, "/x/campaign/schedule", Some(0), None, "x")], true),
                (vec![call(on, Some(0))], false),
                (vec![call(on, Some(9)), call(off, Some(0))], false),
            ] {
                let entries = [vec![call(on, Some(0)), call(killed, None)], others].concat();
                let found = interrupted_call(&entries, &place(), SPRING);
                assert_eq!(found, is_interrupted.then_some(&entries[1]), "{entries:?}");
                let other = CampaignKey { id: "cd-2", name: "Autumn", created_at: None };
                assert_eq!(interrupted_call(&entries, &place(), other), None);
            }
        }
        let settled =
            [call(on, Some(0)), call(on, Some(9)), entry(raw, "/x/campaign/schedule", None, None, "x")];
        assert_eq!(interrupted_call(&settled, &place(), SPRING), None);
    }

    #[test]
    fn a_call_without_an_answer_counts_where_no_schedule_was_on_before() {
        let call = |action, exit_code| entry(action, "Spring", exit_code, None, "x");
        let (on, off) = ("schedule enable", "schedule disable");
        for (entries, is_in_doubt) in [
            (vec![call(on, Some(9))], true),
            (vec![call(off, Some(0)), call(on, Some(9)), call(off, Some(7))], true),
            (vec![call(on, Some(9)), call(off, Some(9))], true),
            (vec![call(on, Some(0)), call(on, Some(9))], false),
            (vec![call(on, Some(9)), call(on, Some(0))], false),
            (vec![call(off, Some(9))], false),
            (vec![call(on, Some(7))], false),
        ] {
            assert_eq!(interrupted_call(&entries, &place(), SPRING).is_some(), is_in_doubt, "{entries:?}");
        }
    }

    #[test]
    fn what_was_for_another_campaign_of_the_name_that_is_gone_says_nothing() {
        let other = |action, exit_code| entry(action, "Spring", exit_code, None, "x");
        let old = entry("campaign create", "Spring", Some(0), Some("cd-0"), "x");
        let made = || entry("campaign create", "Spring", Some(0), Some("cd-1"), "x");
        let off = LastScheduleAction::Off { in_between: false };
        for (action, exit_code, before) in [
            ("schedule disable", Some(0), off.clone()),
            (
                "schedule disable",
                Some(9),
                LastScheduleAction::InDoubt { at: Timestamp::UNIX_EPOCH, candidates: None },
            ),
            (
                "schedule disable",
                None,
                LastScheduleAction::InDoubt { at: Timestamp::UNIX_EPOCH, candidates: None },
            ),
            (
                "schedule enable",
                Some(0),
                LastScheduleAction::On(
                    Timestamp::UNIX_EPOCH,
                    SentSchedule { body: &json!("x"), clock: None, reader: None },
                ),
            ),
            (
                "schedule enable",
                Some(9),
                LastScheduleAction::InDoubt { at: Timestamp::UNIX_EPOCH, candidates: None },
            ),
        ] {
            // The create of this campaign came later.
            let entries = [old.clone(), other(action, exit_code)];
            assert_eq!(last_word(&entries, &place(), SPRING), before, "{action} {exit_code:?}");
            let entries = [old.clone(), other(action, exit_code), made()];
            assert_eq!(
                last_word(&entries, &place(), SPRING),
                LastScheduleAction::NotKnown,
                "{action} {exit_code:?}"
            );
            assert_eq!(writes_under_way(&entries, &place(), SPRING, Timestamp::UNIX_EPOCH).count(), 0);
            // The platform's time of the create decides, with tolerance for two clocks.
            let entries = [old.clone(), other(action, exit_code)];
            for (seconds, known) in [(0, true), (600, true), (601, false)] {
                let created_at =
                    Timestamp::UNIX_EPOCH.checked_add(jiff::SignedDuration::from_secs(seconds)).ok();
                let found = last_word(&entries, &place(), CampaignKey { created_at, ..SPRING });
                assert_eq!(found == before, known, "{action} {exit_code:?} {seconds}");
            }
            // An entry that names this campaign is about it, wherever it is.
            let entries = [entry("schedule disable", "Spring", Some(0), Some("cd-1"), "x"), made()];
            assert_eq!(last_word(&entries, &place(), SPRING), off);
        }
    }
}
