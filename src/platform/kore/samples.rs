//! What the tests of this folder share: the contract's sample bodies, and a campaign to send.

use std::error::Error;

use serde_json::Value;

use crate::domain::calling_hours::{CallingHours, CallingWindow, Frequency};
use crate::domain::campaign::{Campaign, Channel};
use crate::domain::finding::Problem;

const SAMPLES: &str = include_str!("../../../tests/fixtures/kore-samples.json");

/// A sample of the contract: `side` is `request` or `response`, `path` what follows the campaigns' own path.
pub(crate) fn sample(method: &str, path: &str, side: &str, case: &str) -> Result<Value, Box<dyn Error>> {
    let samples: Value = serde_json::from_str(SAMPLES)?;
    let call = format!("{method} /campaign/api/v2/public/{{streamId}}/campaign{path}");
    Ok(samples[&call][side].get(case).ok_or(format!("no sample {call} {side} {case}"))?.clone())
}

/// A rule's problem as an error of a test.
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
) -> Result<Campaign, Box<dyn Error>> {
    Ok(Campaign {
        name: name.parse().map_err(wrong)?,
        description: Some(description.parse().map_err(wrong)?),
        contact_lists: vec!["CL Only 2020 Dec 4".parse().map_err(wrong)?],
        dnc_list: Some(dnc_list.parse().map_err(wrong)?),
        priority: Some("5".parse().map_err(wrong)?),
        caller_id: caller_id.parse().map_err(wrong)?,
        calling_hours: CallingHours {
            frequency: Frequency::Weekly,
            zone: "Asia/Kolkata".parse().map_err(wrong)?,
            windows: CallingWindow::parse_all("Mon-Fri 9:00 AM-6:00 PM").map_err(wrong)?,
        },
        channel,
    })
}
