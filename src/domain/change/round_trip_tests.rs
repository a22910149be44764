//! Every change can be read back from its JSON, and wrong JSON is refused.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::collections::BTreeMap;

use jiff::Timestamp;
use serde_json::{Value, json};

use super::{Change, ListChange, NewList, ScheduleTarget, Trigger};
use crate::domain::burki_campaign::{BurkiCampaign, Medium, Templates};
use crate::domain::burki_contact::ContactSelection;
use crate::domain::caller_id::CallerId;
use crate::domain::calling_hours::{CallingHours, CallingWindow, Frequency};
use crate::domain::finding::{Findings, Located, Origin};
use crate::domain::kore_campaign::{
    Channel, DialingMode, DialingOrder, KoreCampaign, MachineDetection, Sms, Voice,
};
use crate::domain::kore_contact::CallBack;
use crate::domain::live::{
    CampaignId, CampaignStatus, ContactList, ListUser, LiveCallingHours, LiveCampaign, LiveKoreCampaign,
    LiveWindow,
};
use crate::domain::platform_campaign::PlatformCampaign;
use crate::domain::recurrence::{Recurrence, interval};
use crate::domain::run_pattern::RunPattern;
use crate::domain::schedule::{
    BurkiScheduleRequest, KoreScheduleRequest, PlannedSchedule, RequestedSchedule, RequestedTime,
    ScheduleClock,
};
use crate::domain::wall_time::Resolved;
use crate::domain::zone::Zone;

fn at<T>(value: T) -> Located<T> {
    Located::new(value, Origin::Flag("--start".into()))
}

fn schedules() -> Vec<PlannedSchedule> {
    let zone: Zone = "Asia/Kolkata".parse().unwrap();
    let wall = |text: &str| RequestedTime::Wall(text.parse().unwrap());
    let days = "Mon,Wed".parse().unwrap();
    let recurrence = Recurrence::Weekly { every: interval("1").unwrap(), days };
    let request = KoreScheduleRequest {
        start: at(wall("2026-12-07T03:00")),
        end: at(wall("2026-12-30T18:00")),
        recurrence: at(recurrence),
        clock: ScheduleClock::Operator(zone.clone()),
    };
    let civil = "2027-02-15T09:00".parse().unwrap();
    let instant = zone.read(civil).instant();
    let wall_clock = |pattern| BurkiScheduleRequest {
        start: at(Resolved { instant, zone: zone.clone(), offset: None, civil, notes: Vec::new() }),
        is_start_said: true,
        end: None,
        pattern: at(pattern),
    };
    let monthly = RunPattern::Monthly { every: interval("1").unwrap(), day: "31".parse().unwrap() };
    let requests = [
        RequestedSchedule::Kore(request),
        RequestedSchedule::Burki(wall_clock(RunPattern::Once)),
        RequestedSchedule::Burki(wall_clock(monthly)),
        RequestedSchedule::Immediate,
    ];
    let now = "2026-11-26T00:00:00Z".parse().unwrap();
    let mut findings = Findings::new();
    let planned: Option<Vec<_>> =
        requests.iter().map(|request| request.plan(&Zone::utc(), None, now, &mut findings)).collect();
    planned.unwrap_or_else(|| panic!("{findings:?}"))
}

fn kore(channel: Channel) -> PlatformCampaign {
    PlatformCampaign::Kore(Box::new(KoreCampaign {
        name: "Billing".parse().unwrap(),
        description: Some("d".parse().unwrap()),
        contact_lists: vec!["A".parse().unwrap(), "B".parse().unwrap()],
        dnc_list: None,
        priority: Some("5".parse().unwrap()),
        caller_id: CallerId::of_voice("+12025550124").unwrap(),
        calling_hours: CallingHours {
            frequency: Frequency::Weekly,
            zone: "Asia/Kolkata".parse().unwrap(),
            windows: CallingWindow::parse_all("Mon-Tue 9:00 AM-6:00 PM").unwrap(),
        },
        channel,
    }))
}

fn voice(mode: DialingMode) -> PlatformCampaign {
    kore(Channel::Voice(Voice {
        mode,
        dialing_order: DialingOrder::Lifo,
        max_attempts: 3,
        retry_period_minutes: 10,
        max_ring_time_seconds: 30,
    }))
}

fn campaigns() -> Vec<PlatformCampaign> {
    let queue = || "Agents".parse().unwrap();
    let message = "Pay \u{2764} now".parse().unwrap();
    let simple = Sms::Simple { message, template_name: Some("T".into()), template_id: None };
    let flow = || "Flow".parse().unwrap();
    let machine_detection = MachineDetection::Disconnect;
    let pairs = || Some(BTreeMap::from([("a".to_owned(), "b".to_owned())]));
    let burki = BurkiCampaign {
        name: "Renewals".parse().unwrap(),
        medium: Medium::Mixed,
        assistant_id: "7".parse().unwrap(),
        description: Some("d".into()),
        templates: Templates { agenda: Some("a".into()), ..Templates::default() },
        max_attempts: Some(3),
        retry_delay_minutes: None,
        fallback_values: pairs(),
        variable_mappings: pairs(),
        available_variables: Some(vec!["a".into()]),
        pending_import: json!({"rows": [1, null]}).as_object().cloned(),
    };
    vec![
        kore(Channel::Sms(simple)),
        kore(Channel::Sms(Sms::Advanced { experience_flow: flow() })),
        voice(DialingMode::Agentless { experience_flow: flow(), machine_detection }),
        voice(DialingMode::Progressive { queue: queue() }),
        voice(DialingMode::Preview { queue: queue(), max_skips: u32::MAX }),
        PlatformCampaign::Burki(Box::new(burki)),
    ]
}

fn live() -> Box<LiveCampaign> {
    let id = CampaignId::reported("cd-1".into());
    let status = CampaignStatus::Other("Run as Emergency".into());
    let windows = vec![LiveWindow { day: "MO".into(), start: "9:00 AM".into(), end: "6:00 PM".into() }];
    let own = LiveKoreCampaign {
        calling_hours: Some(LiveCallingHours { windows, ..LiveCallingHours::default() }),
        ..LiveKoreCampaign::default()
    };
    Box::new(LiveCampaign {
        description: Some("d".into()),
        created_at: Some(Timestamp::UNIX_EPOCH),
        ..LiveCampaign::new(id, "Billing".into(), status, own)
    })
}

fn list() -> Box<ContactList> {
    Box::new(ContactList {
        id: "cl-1".into(),
        name: "Guests".into(),
        description: None,
        status: Some("Ready".into()),
        records: Some(7),
        source: None,
        allow_duplicates: Some(true),
        global_dnc: false,
        mapping: vec![("a".into(), "b".into())],
        used_by: vec![ListUser { id: "cd-1".into(), name: None }],
        created_at: None,
        updated_at: Some(Timestamp::UNIX_EPOCH),
    })
}

/// Changes of every kind.
fn changes() -> Vec<Change> {
    let target = ScheduleTarget { key: "42".into(), label: "Billing".into() };
    let call = CallBack { dialling_id: "d-1".into(), at: Timestamp::UNIX_EPOCH };
    let list_change = ListChange { name: Some("Guests 2".parse().unwrap()), description: None };
    let new_list = NewList {
        name: "Guests".parse().unwrap(),
        description: "All guests".parse().unwrap(),
        allow_duplicates: true,
    };
    let mut all = vec![
        Change::DeleteCampaign(live()),
        Change::ImportContacts { campaign: live(), contacts: 3 },
        Change::DisableSchedule(target.clone()),
        Change::CallBack { run: "ci-1".into(), calls: vec![call] },
        Change::CreateContactList(new_list),
        Change::UpdateContactList(list(), list_change),
        Change::DeleteContactList(list()),
        Change::AddContacts { list: list(), rows: (1, 100), contacts: 99 },
        Change::Request { method: "POST".into(), path: "/a?b=c".into(), begins_calls: true },
    ];
    for trigger in [Trigger::Start, Trigger::Stop, Trigger::Pause] {
        all.push(Change::TriggerCampaign(live(), trigger));
    }
    for to in campaigns() {
        all.push(Change::CreateCampaign(to.clone()));
        all.push(Change::UpdateCampaign { campaign: live(), to });
    }
    for schedule in schedules() {
        all.push(Change::EnableSchedule { campaign: target.clone(), schedule: schedule.clone() });
        let contacts = ContactSelection::Ids(vec![1, 2]);
        all.push(Change::ReExecuteCampaign { campaign: live(), contacts, schedule: Some(schedule) });
    }
    all
}

#[test]
fn every_change_reads_back_as_it_was() {
    let all = changes();
    let text = serde_json::to_string(&all).unwrap();
    assert_eq!(serde_json::from_str::<Vec<Change>>(&text).unwrap(), all);
}

#[test]
fn a_value_that_no_campaign_file_may_have_is_refused() {
    let [sms, .., burki] = <[PlatformCampaign; 6]>::try_from(campaigns()).unwrap();
    let [sms, burki, dialled] =
        [sms, burki, voice(DialingMode::Progressive { queue: "Agents".parse().unwrap() })]
            .map(|campaign| serde_json::to_value(Change::CreateCampaign(campaign)).unwrap());
    for (whole, pointer, wrong) in [
        (&sms, "/create_campaign/kore/priority", json!("7")),
        (&sms, "/create_campaign/kore/name", json!("n".repeat(49))),
        (&sms, "/create_campaign/kore/contact_lists", json!([])),
        (&sms, "/create_campaign/kore/caller_id", json!("+1")),
        (&sms, "/create_campaign/kore/calling_hours/zone", json!("Nowhere/Else")),
        (&sms, "/create_campaign/kore/calling_hours/windows", json!([])),
        (&sms, "/create_campaign/kore/calling_hours/windows/0", json!(["Mon", "18:00:00", "09:00:00"])),
        (&sms, "/create_campaign/kore/channel/sms/simple/message", json!(" ")),
        (&dialled, "/create_campaign/kore/channel/voice/max_attempts", json!(101)),
        (&dialled, "/create_campaign/kore/channel/voice/max_ring_time_seconds", json!(4)),
        (&burki, "/create_campaign/burki/max_attempts", json!(11)),
        (&burki, "/create_campaign/burki/retry_delay_minutes", json!(4)),
        (&burki, "/create_campaign/burki/assistant_id", json!("0")),
    ] {
        let mut changed: Value = whole.clone();
        *changed.pointer_mut(pointer).unwrap() = wrong;
        assert!(serde_json::from_value::<Change>(changed).is_err(), "{pointer}");
        assert!(serde_json::from_value::<Change>(whole.clone()).is_ok(), "{pointer}");
    }
}
