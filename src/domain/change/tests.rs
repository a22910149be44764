//! Tests of a change's name, stake and question.

use super::{Change, ContactSelection, ScheduleTarget, Stake, Trigger};
use crate::domain::live::{CampaignId, CampaignStatus, LiveCampaign, LiveKoreCampaign};
use crate::domain::schedule::PlannedSchedule;

fn billing(status: CampaignStatus) -> Box<LiveCampaign> {
    let contact_lists = vec!["A".into(), "B".into()];
    let own = LiveKoreCampaign { contact_lists, ..LiveKoreCampaign::default() };
    Box::new(LiveCampaign::new(CampaignId::reported("cd-1".into()), "Billing".into(), status, own))
}

fn target() -> ScheduleTarget {
    ScheduleTarget { key: "42".into(), label: "Billing".into() }
}

#[test]
fn a_change_is_named_as_the_journal_has_it() {
    let delete = Change::DeleteCampaign(billing(CampaignStatus::Ready));
    assert_eq!(delete.to_string(), "campaign delete \"Billing\"");
    let api = Change::Request { method: "POST".into(), path: "/a/b?c=d".into(), calls: None };
    assert_eq!((api.to_string().as_str(), api.id()), ("api POST \"/a/b\"", None));
    assert_eq!(api.question(), "send POST /a/b?c=d?");
}

#[test]
fn a_question_names_state_and_lists() {
    let start = Change::TriggerCampaign(billing(CampaignStatus::Ready), Trigger::Start);
    assert_eq!(start.question(), "start the  campaign \"Billing\" (Ready, to A, B, cd-1)?");
}

#[test]
fn what_reaches_people_or_loses_something_is_asked_for() {
    let trigger = |trigger| Change::TriggerCampaign(billing(CampaignStatus::Ready), trigger).stake();
    assert_eq!(trigger(Trigger::Start), Stake::ReachesPeople);
    assert_eq!(trigger(Trigger::Stop), Stake::EndsCalls);
    assert_eq!(Change::DeleteCampaign(billing(CampaignStatus::Ready)).stake(), Stake::LosesData);
    assert_eq!(trigger(Trigger::Pause), Stake::Nothing);
    let clear = Change::EnableSchedule { campaign: target(), schedule: PlannedSchedule::Immediate };
    assert_eq!(clear.stake(), Stake::Nothing);
    assert_eq!(Change::DisableSchedule(target()).stake(), Stake::Nothing);
    let import = |status| Change::ImportContacts { campaign: billing(status), contacts: 1 }.stake();
    for status in [CampaignStatus::Active, CampaignStatus::Scheduled, CampaignStatus::Other("x".into())] {
        assert_eq!(import(status), Stake::ReachesPeople);
    }
    assert_eq!(import(CampaignStatus::Draft), Stake::Nothing);
    for stake in [Stake::ReachesPeople, Stake::EndsCalls, Stake::LosesData, Stake::AddsTwice] {
        assert!(stake.reason().is_some(), "{stake:?}");
    }
}

#[test]
fn what_begins_calls_is_known_by_what_it_does() {
    let trigger = |trigger| Change::TriggerCampaign(billing(CampaignStatus::Ready), trigger).begins_calls();
    assert_eq!([Trigger::Start, Trigger::Stop, Trigger::Pause].map(trigger), [true, false, false]);
    let clear = Change::EnableSchedule { campaign: target(), schedule: PlannedSchedule::Immediate };
    assert!(!clear.begins_calls() && !Change::DisableSchedule(target()).begins_calls());
    let again = Change::ReExecuteCampaign {
        campaign: billing(CampaignStatus::Completed),
        contacts: ContactSelection::All,
        schedule: None,
    };
    assert!(again.begins_calls());
    assert!(Change::CallBack { run: "cid-1".into(), calls: Vec::new() }.begins_calls());
    for calls in [Some(String::new()), Some("Billing".to_owned()), None] {
        let raw = Change::Request { method: "POST".into(), path: "/a".into(), calls: calls.clone() };
        assert_eq!((raw.begins_calls(), raw.evidence().calls), (calls.is_some(), calls));
    }
}

#[test]
fn equal_changes_do_the_same() {
    let of = |status| Change::DeleteCampaign(billing(status));
    assert_eq!(of(CampaignStatus::Ready), of(CampaignStatus::Ready));
    assert_ne!(of(CampaignStatus::Ready), of(CampaignStatus::Stopped));
}
