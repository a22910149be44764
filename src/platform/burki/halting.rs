//! Whether campaigns call people, and which requests start that. Burki contract §3, §4 and §5.

use super::client::Burki;
use crate::domain::halt::{Activity, HaltBy, ScheduleSwitch};
use crate::domain::live::{CampaignStatus, LiveCampaign};
use crate::platform::platform::Halting;
use crate::platform::request::{Method, Payload, Request};

impl Halting for Burki {
    fn activity(&self, row: &LiveCampaign) -> Activity {
        activity(row)
    }

    /// Burki cannot resume a stopped campaign, so a pause is used.
    fn halts_by(&self) -> HaltBy {
        HaltBy::Pause
    }

    fn begins_calls(&self, request: &Request) -> bool {
        begins_calls(request)
    }
}

/// Tells from a row of the list whether the campaign calls people, now or by a schedule. A campaign that runs or is
/// paused may have a schedule too, which rows do not show. A campaign that is scheduled waits for its time, or was
/// just started.
pub(super) const fn activity(row: &LiveCampaign) -> Activity {
    let schedule = match row.status {
        CampaignStatus::Scheduled | CampaignStatus::Rescheduled => ScheduleSwitch::On,
        CampaignStatus::Running
        | CampaignStatus::Active
        | CampaignStatus::Paused
        | CampaignStatus::Other(_) => ScheduleSwitch::Untold,
        _ => ScheduleSwitch::Off,
    };
    let runs = row.status.is_running() || matches!(row.status, CampaignStatus::Other(_));
    Activity { runs, schedule }
}

/// The last segments of the paths that make a campaign call people. The last one is not documented; a client by the
/// platform's vendor uses it.
const BEGINNING: [&str; 3] = ["start", "re-execute", "resume"];

/// Whether a raw request starts a campaign or gives it a schedule.
pub(super) fn begins_calls(request: &Request) -> bool {
    if request.method == Method::Get {
        return false;
    }
    let parts = request.address.parts();
    let Some(last) = parts.segments.iter().rev().find(|segment| !segment.is_empty()) else { return false };
    let is_last = |name: &str| last.eq_ignore_ascii_case(name);
    let is_immediate = match &request.body {
        Some(Payload::Json(body)) => body["schedule_type"] == "immediate",
        _ => false,
    };
    BEGINNING.into_iter().any(is_last) || (is_last("schedule") && !is_immediate)
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::activity;
    use crate::domain::halt::ScheduleSwitch;
    use crate::domain::live::{CampaignId, CampaignStatus, LiveBurkiCampaign, LiveCampaign};
    use crate::platform::burki::Endpoints;
    use crate::platform::raw::RawCall;
    use crate::platform::request::{Effect, Method};

    #[test]
    fn rows_say_what_runs_and_not_every_schedule() {
        use ScheduleSwitch::{Off, On, Untold};
        for (status, runs, schedule) in [
            ("running", true, Untold),
            ("dreaming", true, Untold),
            ("paused", false, Untold),
            ("scheduled", false, On),
            ("draft", false, Off),
            ("completed", false, Off),
            ("cancelled", false, Off),
            ("failed", false, Off),
        ] {
            let id = CampaignId::reported("42".into());
            let (status_read, own) = (CampaignStatus::reported(status), LiveBurkiCampaign::default());
            let seen = activity(&LiveCampaign::new(id, "A".into(), status_read, own));
            assert_eq!((seen.runs, seen.schedule), (runs, schedule), "{status}");
        }
    }

    fn begins(method: Method, path: &str, body: Option<Value>) -> bool {
        let endpoints = Endpoints { origin: "https://h".into() };
        let request =
            endpoints.raw(&RawCall { method, path: path.to_owned(), query: Vec::new(), body }, Effect::Write);
        request.is_ok_and(|request| super::begins_calls(&request))
    }

    #[test]
    fn what_begins_is_known_by_its_path_and_body() {
        for path in [
            "/api/v1/campaigns/42/start",
            "/api/v1/campaigns/42/START/",
            "/api/v1/campaigns/42/%73tart",
            "/api/v1/campaigns/42/re-execute?x=1",
            "/api/v1/campaigns/42/schedule",
        ] {
            assert!(begins(Method::Post, path, Some(json!({"schedule_type": "recurring"}))), "{path}");
            assert!(!begins(Method::Get, path, None), "{path}");
        }
        let immediate = Some(json!({"schedule_type": "immediate"}));
        assert!(!begins(Method::Post, "/api/v1/campaigns/42/schedule", immediate));
        for path in ["/api/v1/campaigns/42/pause", "/api/v1/campaigns/42/stop", "/api/v1/campaigns/", "/"] {
            assert!(!begins(Method::Post, path, None), "{path}");
        }
    }
}
