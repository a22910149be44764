#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::io::Write as _;

use jiff::Timestamp;

use proptest::prelude::{prop, prop_assert_eq};

use super::{
    AccountPlace, Agreement, Journal, JournalError, NotedOutcome, NotedWrite, Record, ShownWrite,
    WriteReport, parse,
};
use crate::domain::change::{Change, ScheduleTarget};
use crate::domain::evidence::Evidence;
use crate::domain::live::ReportedTimes;
use crate::files::Patience;

fn write(subject: &str) -> NotedWrite {
    NotedWrite {
        action: "campaign create".into(),
        subject: subject.into(),
        profile: Some("acme".into()),
        place: AccountPlace::of_key("https://platform.kore.ai"),
        evidence: Evidence::default(),
    }
}

fn agreed() -> Agreement {
    let target = ScheduleTarget { key: "cd-1".into(), label: "a".into() };
    Agreement(ShownWrite::of(&Change::DisableSchedule(target)))
}

fn done() -> NotedOutcome {
    NotedOutcome { exit_code: 0, message: "created".into(), id: Some("cd-1".into()) }
}

fn now() -> Timestamp {
    "2026-12-03T08:00:00Z".parse().unwrap()
}

fn journal() -> (tempfile::TempDir, Journal) {
    let folder = tempfile::tempdir().unwrap();
    let journal = Journal::new(folder.path().join("state/journal.jsonl"), Patience::default());
    (folder, journal)
}

/// The lines on disk are what this and earlier versions read: keys, order, and no value that may be private.
#[test]
fn a_line_keeps_its_form_and_no_value() {
    let whole = r#"{"action":"campaign create","subject":"a","profile":"acme","host":"https://platform.kore.ai","account":null,"key_from":"unknown","trace":{"target":"cd-1","status":"Ready","updated_at":"2026-12-03T08:00:00Z","changes":2,"fields":{"name":"f1"},"key":"k1","schedule":{"a":1},"remembered":{"b":2},"clock":"Asia/Kolkata","reader":"UTC","in_between":true,"schedule_follows":false,"calls":"Promo","batch":"b1","contacted_again":3,"lead":"PT3S"}}"#;
    let mut read: NotedWrite = serde_json::from_str(whole).unwrap();
    assert_eq!(read.evidence.clock.as_deref(), Some("Asia/Kolkata"));
    read.evidence.values = vec![("message", Some("private".into()))];
    assert_eq!(serde_json::to_string(&read).unwrap(), whole);
    let bare =
        r#"{"action":"campaign create","subject":"a","profile":"acme","host":"https://platform.kore.ai"}"#;
    assert_eq!(serde_json::from_str::<NotedWrite>(bare).unwrap(), write("a"));
}

#[test]
fn outcomes_find_their_writes() {
    let (_folder, journal) = journal();
    assert_eq!(journal.entries().unwrap(), []);
    let first = journal.begin_write(write("a"), agreed(), now()).unwrap();
    let second = journal.begin_write(write("b"), agreed(), now()).unwrap();
    journal.end(second, done(), WriteReport::default(), now()).unwrap();
    drop(first);
    let entries = journal.entries().unwrap();
    assert_eq!(entries.len(), 2);
    assert_eq!((entries[0].write.subject.as_str(), &entries[0].outcome), ("a", &None));
    assert_eq!((entries[1].write.subject.as_str(), &entries[1].outcome), ("b", &Some((now(), done()))));
}

#[test]
fn what_is_open_is_told_once_and_can_be_settled() {
    let (_folder, journal) = journal();
    let unknown = NotedOutcome { exit_code: 9, message: "no answer".into(), id: None };
    drop(journal.begin_write(write("dead"), agreed(), now()).unwrap());
    let pending = journal.begin_write(write("lost"), agreed(), now()).unwrap();
    journal.end(pending, unknown, WriteReport::default(), now()).unwrap();
    let pending = journal.begin_write(write("known"), agreed(), now()).unwrap();
    journal.end(pending, done(), WriteReport::default(), now()).unwrap();
    let untold = journal.untold().unwrap();
    let subjects: Vec<&str> = untold.iter().map(|entry| entry.write.subject.as_str()).collect();
    assert_eq!(subjects, ["dead", "lost"]);
    journal.tell(&untold, now()).unwrap();
    assert_eq!(journal.untold().unwrap(), []);
    assert!(journal.entries().unwrap()[0].is_open(), "told is not settled");
    journal.settle(&untold[0].key, done(), now()).unwrap();
    let entries = journal.entries().unwrap();
    assert_eq!(entries[0].outcome, Some((now(), done())));
    assert!(!entries[0].is_open() && entries[1].is_open());
}

#[test]
fn the_last_word_counts_and_whether_a_person_said_it_is_known() {
    let (_folder, journal) = journal();
    let key = journal.begin_write(write("a"), agreed(), now()).unwrap().key().unwrap().to_owned();
    let not_done = NotedOutcome { exit_code: 8, message: "not done".into(), id: None };
    let last = || journal.entries().unwrap().pop().map(|entry| (entry.outcome, entry.is_said));
    assert_eq!(last(), Some((None, false)));
    journal.settle_as_said(&key, not_done.clone(), now()).unwrap();
    assert_eq!(last(), Some((Some((now(), not_done)), true)));
    journal.settle(&key, done(), now()).unwrap();
    assert_eq!(last(), Some((Some((now(), done())), false)));
}

#[test]
fn when_a_write_was_made_is_noted_with_its_outcome_and_closer_later() {
    let (_folder, journal) = journal();
    let left = || journal.entries().unwrap().pop().unwrap().write.evidence.left_at;
    let receipt = journal.begin_write(write("a"), agreed(), now()).unwrap();
    let key = receipt.key().unwrap().to_owned();
    assert_eq!(left(), None);
    let told = now() + jiff::SignedDuration::from_secs(2);
    journal
        .end(receipt, done(), WriteReport { left_at: Some(told), ..WriteReport::default() }, now())
        .unwrap();
    assert_eq!(left(), Some(told));
    journal.date(vec![(key.clone(), now())], now()).unwrap();
    assert_eq!(left(), Some(now()));
    assert_eq!(journal.entries().unwrap().len(), 1);
    // An outcome that is found out later gives no date.
    journal.settle(&key, done(), told).unwrap();
    assert_eq!(left(), None);
}

#[test]
fn how_far_the_clocks_were_apart_at_a_write_stays_whatever_is_noted_later() {
    let (_folder, journal) = journal();
    let lead = |seconds| Some(jiff::SignedDuration::from_secs(seconds));
    let last = || {
        let evidence = journal.entries().unwrap().pop().unwrap().write.evidence;
        (evidence.lead, evidence.lead_after)
    };
    let mut noted = write("a");
    noted.evidence.lead = lead(-1_800);
    let receipt = journal.begin_write(noted, agreed(), now()).unwrap();
    let key = receipt.key().unwrap().to_owned();
    assert_eq!(last(), (lead(-1_800), None));
    journal.end(receipt, done(), WriteReport { lead: lead(3), ..WriteReport::default() }, now()).unwrap();
    assert_eq!(last(), (lead(-1_800), lead(3)));
    journal.date(vec![(key.clone(), now())], now()).unwrap();
    journal.settle(&key, done(), now()).unwrap();
    journal.settle_as_said(&key, done(), now()).unwrap();
    assert_eq!(last(), (lead(-1_800), lead(3)));
}

#[test]
fn how_the_platform_reported_a_time_is_noted_with_the_outcome() {
    let (_folder, journal) = journal();
    let times = || journal.entries().unwrap().pop().unwrap().write.evidence.reported_times;
    for told in [None, Some(ReportedTimes::Instants), Some(ReportedTimes::LocalTimes)] {
        let receipt = journal.begin_write(write("a"), agreed(), now()).unwrap();
        let key = receipt.key().unwrap().to_owned();
        journal
            .end(receipt, done(), WriteReport { reported_times: told, ..WriteReport::default() }, now())
            .unwrap();
        assert_eq!(times(), told);
        // A more exact date does not change it.
        journal.date(vec![(key, now())], now()).unwrap();
        assert_eq!(times(), told);
    }
}

#[test]
fn lines_of_earlier_versions_are_read() {
    let (_folder, journal) = journal();
    std::fs::create_dir_all(journal.path().parent().unwrap()).unwrap();
    let line = r#"{"key":"1-0","at":"2026-12-03T08:00:00Z","write":{"action":"campaign create","subject":"a","profile":null,"host":"h","account":null}}"#;
    std::fs::write(journal.path(), format!("{line}\n")).unwrap();
    let entries = journal.entries().unwrap();
    assert_eq!((entries[0].key.as_str(), entries[0].is_told), ("1-0", false));
}

proptest::proptest! {
    #[test]
    fn where_a_line_stands_and_how_often_makes_no_difference(
        writes in prop::collection::vec(
            (0_u8..3, 0_u8..4, prop::collection::vec((0_u8..10, prop::bool::ANY), 0..3)),
            1..9,
        ),
        order in prop::collection::vec(prop::num::u16::ANY, 80),
        twice in prop::collection::vec(prop::bool::ANY, 80),
    ) {
        let mut second = 1_000;
        let mut at = || {
            second += 1;
            Timestamp::from_second(second).unwrap()
        };
        let mut lines = Vec::new();
        // Some writes have the same keys, as in the journals of two machines.
        for (key, subject, outcomes) in writes {
            let key = format!("7-{key}");
            let begun = Record { write: Some(Box::new(write(&subject.to_string()))), ..Record::new(key.clone(), at()) };
            lines.push(serde_json::to_vec(&begun).unwrap());
            for (exit_code, said) in outcomes {
                let outcome = Some(NotedOutcome { exit_code, ..done() });
                let record = Record { outcome, said, ..Record::new(key.clone(), at()) };
                lines.push(serde_json::to_vec(&record).unwrap());
                lines.push(serde_json::to_vec(&Record { told: true, ..Record::new(key.clone(), at()) }).unwrap());
            }
        }
        let straight = parse(&lines.join(&b'\n'));
        let doubled = lines.iter().enumerate().filter(|(number, _)| twice[*number]).map(|(_, line)| line);
        let mut shuffled: Vec<(u16, &Vec<u8>)> =
            order.iter().cycle().copied().zip(lines.iter().chain(doubled)).collect();
        shuffled.sort_by_key(|(rank, _)| *rank);
        let shuffled: Vec<&[u8]> = shuffled.into_iter().map(|(_, line)| line.as_slice()).collect();
        prop_assert_eq!(parse(&shuffled.join(&b'\n')), straight);
    }
}

#[test]
fn journals_that_were_put_together_tell_the_same_in_either_order() {
    let (_one, first) = journal();
    let (_other, second) = journal();
    let later = |minutes| now() + jiff::SignedDuration::from_mins(minutes);
    let pending = first.begin_write(write("a"), agreed(), now()).unwrap();
    let other = second.begin_write(write("b"), agreed(), later(1)).unwrap();
    first.end(pending, done(), WriteReport::default(), later(2)).unwrap();
    second.end(other, NotedOutcome { exit_code: 7, ..done() }, WriteReport::default(), later(3)).unwrap();
    let [one, two] = [&first, &second].map(|journal| std::fs::read_to_string(journal.path()).unwrap());
    let backwards: Vec<&str> = one.lines().chain(two.lines()).rev().collect();
    for lines in
        [format!("{one}{two}"), format!("{two}{one}"), format!("{one}{two}{one}"), backwards.join("\n")]
    {
        let entries = parse(lines.as_bytes());
        let told: Vec<(&str, u8)> = entries
            .iter()
            .map(|it| (it.write.subject.as_str(), it.outcome.as_ref().unwrap().1.exit_code))
            .collect();
        assert_eq!(told, [("a", 0), ("b", 7)], "{lines}");
        std::fs::write(first.path(), &lines).unwrap();
        assert_eq!(first.untold().unwrap(), []);
    }
}

#[test]
fn a_torn_line_is_healed() {
    let (_folder, journal) = journal();
    let _lost = journal.begin_write(write("a"), agreed(), now()).unwrap();
    let mut file = std::fs::OpenOptions::new().append(true).open(journal.path()).unwrap();
    file.write_all(br#"{"key":"7-7","at":"2026-12"#).unwrap();
    let pending = journal.begin_write(write("b"), agreed(), now()).unwrap();
    journal.end(pending, done(), WriteReport::default(), now()).unwrap();
    let subjects: Vec<String> =
        journal.entries().unwrap().into_iter().map(|entry| entry.write.subject).collect();
    assert_eq!(subjects, ["a", "b"]);
}

#[test]
fn many_at_once_never_interleave() {
    let (_folder, journal) = journal();
    std::thread::scope(|scope| {
        for number in 0..8 {
            let journal = &journal;
            scope.spawn(move || {
                for _ in 0..10 {
                    let pending = journal.begin_write(write(&number.to_string()), agreed(), now()).unwrap();
                    journal.end(pending, done(), WriteReport::default(), now()).unwrap();
                }
            });
        }
    });
    let entries = journal.entries().unwrap();
    assert_eq!(entries.len(), 80);
    assert!(entries.iter().all(|entry| entry.outcome.is_some()));
}

#[test]
fn a_journal_that_cannot_be_written_is_an_error() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("file"), "").unwrap();
    let journal = Journal::new(folder.path().join("file/journal.jsonl"), Patience::default());
    assert!(matches!(journal.begin_write(write("a"), agreed(), now()), Err(JournalError::Write { .. })));
}
