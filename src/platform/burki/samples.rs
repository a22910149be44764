//! Shared by the tests of this folder: planned schedules, and campaigns to send and to read.

use std::error::Error;

use jiff::Timestamp;
use serde_json::{Value, json};

use crate::domain::burki_campaign::{BurkiCampaign, Medium, Templates};
use crate::domain::finding::{Findings, Located, Origin, Problem};
use crate::domain::recurrence::Recurrence;
use crate::domain::run_pattern::RunPattern;
use crate::domain::schedule::{BurkiSchedule, BurkiScheduleRequest, PlannedSchedule, RequestedSchedule};
use crate::domain::wall_time::{ScheduleBound, TimeInput};
use crate::domain::zone::Zone;

/// Makes a rule's problem an error of a test.
pub(super) fn wrong(problem: Problem) -> Box<dyn Error> {
    problem.message.into()
}

/// A weekly schedule on these days, such as `Mon-Fri`.
pub(super) fn weekly(days: &str) -> Result<RunPattern, Box<dyn Error>> {
    let days = days.parse().map_err(wrong)?;
    Ok(RunPattern::Recurring(Recurrence::Weekly { every: 1.try_into()?, days }))
}

/// A schedule in New York, as it is planned at this instant.
pub(super) fn planned(
    pattern: RunPattern,
    start: &str,
    end: Option<&str>,
    now: &str,
) -> Result<BurkiSchedule, Box<dyn Error>> {
    let now: Timestamp = now.parse()?;
    let zone: Zone = "America/New_York".parse().map_err(wrong)?;
    let origin = || Origin::Flag("--start".into());
    let resolve = |text: &str, edge| -> Result<_, Box<dyn Error>> {
        let input: TimeInput = text.parse().map_err(wrong)?;
        let resolved = input.resolve(Some(&zone), edge, now).map_err(|error| format!("{error:?}"))?;
        Ok(Located::new(resolved, origin()))
    };
    let request = BurkiScheduleRequest {
        start: resolve(start, ScheduleBound::Start { at: None })?,
        is_start_said: true,
        end: end.map(|end| resolve(end, ScheduleBound::End)).transpose()?,
        pattern: Located::new(pattern, origin()),
    };
    let mut findings = Findings::new();
    match RequestedSchedule::Burki(request).plan(&zone, None, now, &mut findings) {
        Some(PlannedSchedule::Burki(schedule)) => Ok(schedule),
        other => Err(format!("{other:?} {findings:?}").into()),
    }
}

/// The campaign that the tests send.
pub(super) fn billing() -> Result<BurkiCampaign, Box<dyn Error>> {
    Ok(BurkiCampaign {
        name: "Billing".parse().map_err(wrong)?,
        medium: Medium::Call,
        assistant_id: "7".parse().map_err(wrong)?,
        description: Some("Reminders".to_owned()),
        templates: Templates { welcome_message: Some("Hi {{ name }}".to_owned()), ..Templates::default() },
        max_attempts: Some(5),
        retry_delay_minutes: None,
        fallback_values: Some([("name".to_owned(), "there".to_owned())].into()),
        variable_mappings: None,
        available_variables: None,
        pending_import: None,
    })
}

/// The sample campaign as the platform reports it, with this status and time of creation.
pub(super) fn reported(status: &str, created_at: &str) -> Value {
    json!({
        "id": 42, "name": "Billing", "description": "Reminders", "campaign_type": "call", "status": status,
        "assistant_id": 7, "assistant_name": "Ada", "welcome_message_template": "Hi {{ name }}",
        "agenda_template": null, "end_call_message_template": null, "sms_message_template": null,
        "fallback_values": {"name": "there"}, "variable_mappings": {}, "available_variables": [],
        "max_attempts": 5, "retry_delay_minutes": 30, "total_contacts": 250, "completed_contacts": 125,
        "failed_contacts": 10, "created_at": created_at, "updated_at": created_at,
        "last_import_file_name": "c.csv", "last_import_date": created_at, "last_import_row_count": 250,
    })
}
