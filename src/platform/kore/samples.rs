//! Shared by the tests of this folder: the contract's sample bodies, and a campaign to send.

use std::error::Error;
use std::num::NonZeroU32;

use serde_json::Value;

use crate::domain::caller_id::CallerId;
use crate::domain::calling_hours::{CallingHours, CallingWindow, Frequency};
use crate::domain::finding::{Findings, Located, Origin, Problem};
use crate::domain::kore_campaign::{Channel, KoreCampaign};
use crate::domain::recurrence::Recurrence;
use crate::domain::schedule::{KoreSchedule, KoreScheduleRequest, RequestedTime, ScheduleClock, convert};
use crate::domain::zone::Zone;

const SAMPLES: &str = include_str!("../../../tests/fixtures/kore-samples.json");

/// A sample of the contract. `side` is `request` or `response`; `path` is the part after the path of the campaigns.
pub(crate) fn sample(method: &str, path: &str, side: &str, case: &str) -> Result<Value, Box<dyn Error>> {
    let samples: Value = serde_json::from_str(SAMPLES)?;
    let call = format!("{method} /campaign/api/v2/public/{{streamId}}/campaign{path}");
    Ok(samples[&call][side].get(case).ok_or(format!("no sample {call} {side} {case}"))?.clone())
}

/// Makes a rule's problem an error of a test.
pub(crate) fn wrong(problem: Problem) -> Box<dyn Error> {
    problem.message.into()
}

/// A campaign with the samples' lists, priority and calling hours.
pub(crate) fn campaign(
    name: &str,
    description: &str,
    dnc_list: &str,
    caller_id: &str,
    channel: Channel,
) -> Result<KoreCampaign, Box<dyn Error>> {
    Ok(KoreCampaign {
        name: name.parse().map_err(wrong)?,
        description: Some(description.parse().map_err(wrong)?),
        contact_lists: vec!["CL Only 2020 Dec 4".parse().map_err(wrong)?],
        dnc_list: Some(dnc_list.parse().map_err(wrong)?),
        priority: Some("5".parse().map_err(wrong)?),
        caller_id: CallerId::of_voice(caller_id).map_err(wrong)?,
        calling_hours: CallingHours {
            frequency: Frequency::Weekly,
            zone: "Asia/Kolkata".parse().map_err(wrong)?,
            windows: CallingWindow::parse_all("Mon-Fri 9:00 AM-6:00 PM").map_err(wrong)?,
        },
        channel,
    })
}

/// The samples' weekly schedule, in the platform's time zone.
pub(crate) fn weekly_schedule() -> Result<KoreSchedule, Box<dyn Error>> {
    schedule(Recurrence::Weekly { every: NonZeroU32::MIN, days: "Fri, Mon, Wed".parse().map_err(wrong)? })
}

/// The samples' daily schedule, in the platform's time zone.
pub(crate) fn daily_schedule() -> Result<KoreSchedule, Box<dyn Error>> {
    schedule(Recurrence::Daily { every: NonZeroU32::MIN })
}

fn schedule(recurrence: Recurrence) -> Result<KoreSchedule, Box<dyn Error>> {
    let origin = Origin::File("sample.yaml".into());
    let wall = |text: &str| -> Result<_, Box<dyn Error>> {
        Ok(Located::new(RequestedTime::Wall(text.parse()?), origin.clone()))
    };
    let request = KoreScheduleRequest {
        start: wall("2027-01-01 18:29:00")?,
        end: wall("2027-01-27 18:29:00")?,
        recurrence: Located::new(recurrence, origin.clone()),
        clock: ScheduleClock::Platform,
    };
    let now = "2026-11-21T06:00:00Z".parse()?;
    convert(&request, &Zone::utc(), None, now, &mut Findings::new())
        .ok_or("the sample is not a schedule".into())
}
