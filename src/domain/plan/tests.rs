use std::str::FromStr;

use proptest::prelude::*;
use proptest::sample::{select, subsequence};

use super::{
    HeldSchedule, Known, LiveMatch, MayUpdate, MemoryComparison, Obstacle, OtherSent, PlanLine,
    PlanPermissions, PlanStep, ScheduleMatch, Wanted, WantedSchedule, lines_of,
};
use crate::domain::caller_id::CallerId;
use crate::domain::calling_hours::{CallingHours, CallingWindow, Frequency, wire_time};
use crate::domain::finding::{Findings, Located, Origin, Problem};
use crate::domain::kore_campaign::{CampaignType, Channel, KoreCampaign, Priority, Sms};
use crate::domain::live::{
    CampaignId, CampaignStatus, LiveCallingHours, LiveCampaign, LiveKoreCampaign, LiveWindow,
};
use crate::domain::platform_campaign::PlatformCampaign;
use crate::domain::recurrence::{Recurrence, interval};
use crate::domain::samples::campaign;
use crate::domain::schedule::{
    KoreScheduleRequest, PlannedSchedule, RequestedSchedule, RequestedTime, ScheduleClock,
};
use crate::domain::zone::Zone;

/// The campaign as the platform reports it after it was sent.
fn reported(campaign: &KoreCampaign, status: CampaignStatus) -> LiveCampaign {
    let Channel::Sms(Sms::Simple { message, template_name, template_id }) = &campaign.channel else {
        panic!("a simple sms")
    };
    let own = LiveKoreCampaign {
        campaign_type: Some(CampaignType::Sms),
        priority: campaign.priority.map(Priority::number),
        contact_lists: campaign.contact_lists.iter().map(ToString::to_string).collect(),
        dnc_list: campaign.dnc_list.as_ref().map(ToString::to_string),
        caller_id: Some(campaign.caller_id.as_str().to_owned()),
        calling_hours: Some(LiveCallingHours {
            frequency: Some(campaign.calling_hours.frequency.wire_name().to_owned()),
            timezone: Some(campaign.calling_hours.zone.name().to_owned()),
            windows: campaign
                .calling_hours
                .windows
                .iter()
                .map(|window| LiveWindow {
                    day: window.day.two_letter().to_owned(),
                    start: wire_time(window.start),
                    end: wire_time(window.end),
                })
                .collect(),
        }),
        format: Some("simple".to_owned()),
        message: Some(message.as_str().to_owned()),
        template_name: template_name.clone(),
        template_id: template_id.clone(),
        ..LiveKoreCampaign::default()
    };
    let mut live =
        LiveCampaign::new(CampaignId::reported("cd-1".into()), campaign.name.to_string(), status, own);
    live.description = campaign.description.as_ref().map(ToString::to_string);
    live
}

fn kore(campaign: &KoreCampaign) -> PlatformCampaign {
    PlatformCampaign::Kore(Box::new(campaign.clone()))
}

fn known(live: LiveCampaign, schedule: HeldSchedule) -> Known {
    Known { live, row: None, may_update: MayUpdate::Now, message_encoding: None, schedule, in_doubt: None }
}

fn nothing(_: &'static str, _: Option<&str>) -> Option<MemoryComparison> {
    None
}

fn lines(campaign: &KoreCampaign, live: &LiveCampaign) -> Vec<PlanLine> {
    let campaign = kore(campaign);
    let wanted = Wanted { campaign: &campaign, schedule: WantedSchedule::AsItIs, left_out: &[] };
    let known = known(live.clone(), HeldSchedule::Untold);
    lines_of(wanted, &LiveMatch::One(&known), PlanPermissions::default(), &nothing)
}

/// The fields that an update of these lines changes; empty for an unchanged campaign.
fn fields(lines: &[PlanLine]) -> Vec<&'static str> {
    let mut fields = Vec::new();
    for line in lines {
        match &line.step {
            PlanStep::Update { differences, .. } => {
                fields.extend(differences.iter().map(|it| it.change.field));
            }
            PlanStep::Unchanged { .. } => {}
            other => panic!("{other:?}"),
        }
    }
    fields
}

type Edit = fn(&mut KoreCampaign);

fn parsed<T: FromStr<Err = Problem>>(text: &str) -> T {
    text.parse().unwrap_or_else(|problem| panic!("{problem:?}"))
}

#[test]
fn one_key_that_changes_is_that_line_alone() -> Result<(), Problem> {
    let edits: [(Edit, &str); 10] = [
        (|_| (), ""),
        (|it| it.name = parsed("BILLING"), "name"),
        (|it| it.name = parsed("Billing\u{a0}"), ""),
        (|it| it.description = Some(parsed("e")), "description"),
        (|it| it.contact_lists.reverse(), ""),
        (|it| it.contact_lists.truncate(1), "contactLists"),
        (|it| it.dnc_list = Some(parsed("Others")), "dncLists"),
        (|it| it.priority = Some(parsed("1")), "priority"),
        (|it| it.calling_hours.zone = parsed("Europe/Berlin"), "timezone"),
        (|it| it.calling_hours.windows.truncate(1), "callingHours"),
    ];
    let live = reported(&campaign()?, CampaignStatus::Ready);
    for (edit, field) in edits {
        let mut wanted = campaign()?;
        edit(&mut wanted);
        assert_eq!(fields(&lines(&wanted, &live)).join(" "), field);
    }
    Ok(())
}

#[test]
fn a_key_that_the_file_does_not_have_stays_as_it_is() -> Result<(), Problem> {
    let live = reported(&campaign()?, CampaignStatus::Ready);
    let mut wanted = campaign()?;
    (wanted.description, wanted.dnc_list, wanted.priority) = (None, None, None);
    assert_eq!(fields(&lines(&wanted, &live)), [""; 0]);
    wanted.contact_lists.truncate(1);
    let lines = lines(&wanted, &live);
    let PlanStep::Update { to: PlatformCampaign::Kore(to), .. } = &lines[0].step else { panic!("{lines:?}") };
    assert_eq!(to.dnc_list.as_ref().map(ToString::to_string).as_deref(), Some("Opted out"));
    assert_eq!(to.priority.map(Priority::number), Some(5));
    Ok(())
}

#[test]
fn what_cannot_be_read_is_told_by_memory_or_left_alone() -> Result<(), Problem> {
    let mut wanted = campaign()?;
    wanted.channel = Channel::Sms(Sms::Simple {
        message: "Pay".parse()?,
        template_name: Some("Welcome".into()),
        template_id: None,
    });
    let live = reported(&wanted, CampaignStatus::Ready);
    let campaign = kore(&wanted);
    let wanted = Wanted { campaign: &campaign, schedule: WantedSchedule::AsItIs, left_out: &[] };
    let known = known(live, HeldSchedule::Untold);
    let of = |recollection: Option<MemoryComparison>, choices| {
        lines_of(wanted, &LiveMatch::One(&known), choices, &|_, _| recollection)
    };
    let first = |lines: Vec<PlanLine>| lines.into_iter().next().map(|line| line.step);
    let unknown = first(of(None, PlanPermissions::default()));
    assert!(
        matches!(&unknown, Some(PlanStep::Unreadable { fields, .. }) if *fields == ["message"]),
        "{unknown:?}"
    );
    let same = first(of(Some(MemoryComparison::Same), PlanPermissions::default()));
    assert!(matches!(same, Some(PlanStep::Unchanged { .. })), "{same:?}");
    let at = jiff::Timestamp::UNIX_EPOCH;
    let since = first(of(Some(MemoryComparison::ChangedSince(at)), PlanPermissions::default()));
    assert!(
        matches!(&since, Some(PlanStep::Unreadable { fields, changed: Some(then), .. }) if *fields == ["message"] && *then == at),
        "{since:?}"
    );
    let resend = PlanPermissions { resend_unreadable: true, ..PlanPermissions::default() };
    let again = first(of(Some(MemoryComparison::ChangedSince(at)), resend));
    assert!(matches!(&again, Some(PlanStep::Update { .. })), "{again:?}");
    for changed in [None, Some(at)] {
        let sent = OtherSent { at, changed };
        let other = first(of(Some(MemoryComparison::Other(sent)), PlanPermissions::default()));
        assert_eq!(other.as_ref().and_then(PlanStep::sets_over_change), changed);
        let Some(PlanStep::Update { differences, .. }) = other else { panic!("{other:?}") };
        assert_eq!((differences[0].change.field, differences[0].other_sent), ("message", Some(sent)));
    }
    assert!(matches!(first(of(None, resend)), Some(PlanStep::Update { .. })));
    Ok(())
}

#[test]
fn what_is_there_and_not_read_is_another_value_whatever_was_sent() -> Result<(), Problem> {
    let sent = campaign()?;
    let mut live = reported(&sent, CampaignStatus::Ready);
    live.unread.insert("dncLists".to_owned());
    let mut wanted = campaign()?;
    wanted.priority = Some("1".parse()?);
    let campaign = kore(&wanted);
    let wanted = Wanted { campaign: &campaign, schedule: WantedSchedule::AsItIs, left_out: &[] };
    let known = known(live, HeldSchedule::Untold);
    let recall = |_: &str, _: Option<&str>| Some(MemoryComparison::Same);
    let lines = lines_of(wanted, &LiveMatch::One(&known), PlanPermissions::default(), &recall);
    let PlanStep::Update { differences, .. } = &lines[0].step else { panic!("{lines:?}") };
    let fields: Vec<&str> = differences.iter().map(|difference| difference.change.field).collect();
    assert_eq!(fields, ["dncLists", "priority"]);
    Ok(())
}

#[test]
fn a_type_never_changes_and_a_state_may_block() -> Result<(), Problem> {
    let wanted = campaign()?;
    let mut live = reported(&wanted, CampaignStatus::Active);
    if let Some(own) = live.kore_mut() {
        own.campaign_type = Some(CampaignType::Voice);
    }
    let found = lines(&wanted, &live);
    assert!(
        matches!(&found[0].step, PlanStep::Blocked { what, .. } if *what == ["campaignType"]),
        "{found:?}"
    );

    let mut live = reported(&wanted, CampaignStatus::Active);
    live.description = Some("other".into());
    let obstacle = Obstacle::new("it runs".into(), None);
    let running = Known { may_update: MayUpdate::No(obstacle), ..known(live, HeldSchedule::OffUndecided) };
    let (campaign, schedule) = (kore(&wanted), planned());
    let wanted = Wanted { campaign: &campaign, schedule: WantedSchedule::On(&schedule), left_out: &[] };
    let found = lines_of(wanted, &LiveMatch::One(&running), PlanPermissions::default(), &nothing);
    // No schedule is switched on for a campaign that does not match its file.
    let [PlanLine { step: PlanStep::Blocked { what, .. }, .. }] = found.as_slice() else {
        panic!("{found:?}")
    };
    assert_eq!(*what, ["description", "schedule"]);
    Ok(())
}

fn at<T>(value: T) -> Located<T> {
    Located::new(value, Origin::Flag("--start".into()))
}

/// Mondays and Wednesdays in Kolkata.
fn planned() -> PlannedSchedule {
    let made = || -> Option<PlannedSchedule> {
        let request = KoreScheduleRequest {
            start: at(RequestedTime::Wall("2026-12-07T09:00".parse().ok()?)),
            end: at(RequestedTime::Wall("2026-12-30T18:00".parse().ok()?)),
            recurrence: at(Recurrence::Weekly { every: interval("1").ok()?, days: "Mon,Wed".parse().ok()? }),
            clock: ScheduleClock::Operator("Asia/Kolkata".parse().ok()?),
        };
        let now = "2026-12-03T08:00:00Z".parse().ok()?;
        RequestedSchedule::Kore(request).plan(&Zone::utc(), None, now, &mut Findings::new())
    };
    made().unwrap_or_else(|| panic!("a schedule that can be planned"))
}

#[test]
fn a_schedule_that_somebody_may_have_switched_off_stays_off_unless_asked() -> Result<(), Problem> {
    let wanted = campaign()?;
    let (campaign, schedule) = (kore(&wanted), planned());
    let wanted = reported(&wanted, CampaignStatus::Ready);
    let step = |asked: WantedSchedule<'_>, held: HeldSchedule, choices| {
        let known = known(wanted.clone(), held);
        let asked = Wanted { campaign: &campaign, schedule: asked, left_out: &[] };
        let lines = lines_of(asked, &LiveMatch::One(&known), choices, &nothing);
        assert_eq!(lines.len(), 1, "{lines:?}");
        lines.into_iter().next().map(|line| line.step)
    };
    let on = WantedSchedule::On(&schedule);
    let plain = PlanPermissions::default();
    let reenable = PlanPermissions { reenable: true, ..plain };
    let resend = PlanPermissions { resend_unreadable: true, ..plain };
    assert!(matches!(
        step(on, HeldSchedule::OffUndecided, plain),
        Some(PlanStep::SwitchOn { again: false, .. })
    ));
    assert!(matches!(step(on, HeldSchedule::Off, plain), Some(PlanStep::OffLive { .. })));
    assert!(matches!(step(on, HeldSchedule::Off, reenable), Some(PlanStep::SwitchOn { again: true, .. })));
    assert!(matches!(
        step(on, HeldSchedule::On(ScheduleMatch::Same), plain),
        Some(PlanStep::Unchanged { .. })
    ));
    assert!(matches!(
        step(on, HeldSchedule::On(ScheduleMatch::not_returned(None)), plain),
        Some(PlanStep::Unreadable { .. })
    ));
    assert!(matches!(
        step(on, HeldSchedule::On(ScheduleMatch::not_returned(None)), resend),
        Some(PlanStep::Replace { .. })
    ));
    assert!(matches!(step(on, HeldSchedule::Untold, resend), Some(PlanStep::Unreadable { .. })));
    let off = WantedSchedule::Off;
    assert!(matches!(
        step(off, HeldSchedule::On(ScheduleMatch::not_returned(None)), plain),
        Some(PlanStep::SwitchOff { .. })
    ));
    assert!(matches!(step(off, HeldSchedule::Off, plain), Some(PlanStep::Unchanged { .. })));
    assert!(matches!(
        step(WantedSchedule::AsItIs, HeldSchedule::Untold, plain),
        Some(PlanStep::Unchanged { .. })
    ));
    Ok(())
}

prop_compose! {
    fn any_campaign()(
        name in select(vec!["Billing", "BILLING", "billing"]),
        description in proptest::option::of(select(vec!["d", "e"])),
        lists in subsequence(vec!["A", "B", "C"], 1..=3),
        dnc_list in proptest::option::of(select(vec!["Opted out", "Others"])),
        priority in proptest::option::of(select(vec!["1", "5"])),
        number in select(vec!["+12025550124", "+12025550125"]),
        zone in select(vec!["Asia/Kolkata", "Europe/Berlin"]),
        hours in select(vec!["Mon-Tue 9:00 AM-6:00 PM", "Mon 9:00 AM-6:00 PM", "Sat 10:00 AM-2:00 PM"]),
        message in select(vec!["Pay", "Pay now"]),
        template in proptest::option::of(select(vec!["Welcome", "Later"])),
    ) -> KoreCampaign {
        let made = || -> Result<KoreCampaign, Problem> {
            Ok(KoreCampaign {
                name: name.parse()?,
                description: description.map(str::parse).transpose()?,
                contact_lists: lists.iter().map(|list| list.parse()).collect::<Result<_, _>>()?,
                dnc_list: dnc_list.map(str::parse).transpose()?,
                priority: priority.map(str::parse).transpose()?,
                caller_id: CallerId::of_voice(number)?,
                calling_hours: CallingHours {
                    frequency: Frequency::Weekly,
                    zone: zone.parse()?,
                    windows: CallingWindow::parse_all(hours)?,
                },
                channel: Channel::Sms(Sms::Simple {
                    message: message.parse()?,
                    template_name: template.map(str::to_owned),
                    template_id: None,
                }),
            })
        };
        made().unwrap_or_else(|problem| panic!("{problem:?}"))
    }
}

proptest! {
    #[test]
    fn what_was_carried_out_leaves_nothing_to_do(
        campaigns in proptest::collection::vec(any_campaign(), 1..4), live in any_campaign()
    ) {
        let mut live = reported(&live, CampaignStatus::Ready);
        for wanted in campaigns {
            let before = live.kore().and_then(|own| own.dnc_list.clone());
            for line in lines(&wanted, &live) {
                if let PlanStep::Update { to: PlatformCampaign::Kore(to), .. } = line.step {
                    live = reported(&to, CampaignStatus::Ready);
                }
            }
            let again = lines(&wanted, &live);
            prop_assert!(again.iter().all(|line| !line.step.is_carried_out()), "{:?}", again);
            let after = live.kore().and_then(|own| own.dnc_list.clone());
            prop_assert!(before.is_none() || after.is_some(), "a do-not-contact list went");
        }
    }
}
