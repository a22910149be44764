//! Whether campaigns call people, and which requests start that. Kore.ai contract §5, §9, §10 and §16.

use super::client::Kore;
use crate::domain::halt::{Activity, HaltBy, ScheduleSwitch};
use crate::domain::live::{CampaignStatus, LiveCampaign};
use crate::platform::platform::Halting;
use crate::platform::request::{Method, Payload, Request};

impl Halting for Kore {
    fn activity(&self, row: &LiveCampaign) -> Activity {
        activity(row)
    }

    /// Kore.ai has no pause.
    fn halts_by(&self) -> HaltBy {
        HaltBy::Stop
    }

    fn begins_calls(&self, request: &Request) -> bool {
        begins_calls(request)
    }
}

/// Tells from a row of the list whether the campaign calls people, now or by a schedule. If the row does not tell
/// whether a schedule is on, the status may show that it is on, but never that it is off: a campaign that runs or has
/// ended may have a schedule that continues.
pub(super) const fn activity(row: &LiveCampaign) -> Activity {
    let schedule = match (row.scheduling_enabled, &row.status) {
        (Some(true), _)
        | (None, CampaignStatus::Scheduled | CampaignStatus::Rescheduled | CampaignStatus::Other(_)) => {
            ScheduleSwitch::On
        }
        (Some(false), _) => ScheduleSwitch::Off,
        (None, _) => ScheduleSwitch::Untold,
    };
    let runs = row.status.is_running() || matches!(row.status, CampaignStatus::Other(_));
    Activity { runs, schedule }
}

/// The path segments of the calls that reach somebody at once: a call-back, a single call, a single message. Kore.ai
/// contract §5 and §11.
const REACHING: [&str; 3] = ["callContactAt", "dialout", "outboundsms"];

/// Whether a raw request starts a campaign, switches a schedule on or reaches somebody directly. A request to one of
/// these calls counts as a start unless its query or body says that it ends something.
pub(super) fn begins_calls(request: &Request) -> bool {
    let parts = request.address.parts();
    let is_at = |name: &str| parts.segments.iter().any(|segment| segment.eq_ignore_ascii_case(name));
    // If a key is there twice, the platform may use either of its values.
    let says_only = |key: &str, word: &str| {
        let mut said = parts.query.iter().filter(|(known, _)| known.eq_ignore_ascii_case(key)).peekable();
        said.peek().is_some() && said.all(|(_, value)| value.eq_ignore_ascii_case(word))
    };
    let is_said = |key: &str| parts.query.iter().any(|(known, _)| known.eq_ignore_ascii_case(key));
    if request.method == Method::Get {
        // A path alone is read. A query that says what to do may be obeyed whatever the method is.
        return is_said("trigger") && !says_only("trigger", "stop")
            || is_said("enableSchedule") && !says_only("enableSchedule", "false");
    }
    let triggers = (is_said("trigger") || is_at("trigger")) && !says_only("trigger", "stop");
    let is_schedule = is_said("enableSchedule") || is_at("schedule");
    let schedules = is_schedule && !says_only("enableSchedule", "false");
    let is_scheduled = match &request.body {
        Some(Payload::Json(body)) => {
            body.pointer("/schedule/isSchedulingEnabled").is_some_and(|enabled| *enabled != false)
        }
        _ => false,
    };
    triggers || schedules || is_scheduled || REACHING.into_iter().any(is_at)
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::activity;
    use crate::domain::halt::ScheduleSwitch;
    use crate::domain::live::{CampaignId, CampaignStatus, LiveCampaign, LiveKoreCampaign};
    use crate::domain::message_encoding::MessageEncoding;
    use crate::platform::kore::Endpoints;
    use crate::platform::raw::RawCall;
    use crate::platform::request::{Effect, Method};

    #[test]
    fn an_unknown_status_counts_as_running_and_a_missing_flag_is_told_by_the_status() {
        use ScheduleSwitch::{Off, On, Untold};
        for (status, enabled, runs, schedule) in [
            ("Active", Some(false), true, Off),
            ("Active", Some(true), true, On),
            ("Active", None, true, Untold),
            ("Run as Emergency", Some(false), true, Off),
            ("Run as Emergency", None, true, On),
            ("unknown", Some(true), true, On),
            ("Scheduled", Some(true), false, On),
            ("Scheduled", None, false, On),
            ("Rescheduled", None, false, On),
            ("Stopped", Some(true), false, On),
            ("Completed", Some(true), false, On),
            ("Ready", Some(false), false, Off),
            ("Preparing", None, false, Untold),
            ("Ready", None, false, Untold),
            ("Stopped", None, false, Untold),
            ("Completed", None, false, Untold),
            ("Paused", None, false, Untold),
        ] {
            let id = CampaignId::reported("cd-1".into());
            let row = LiveCampaign {
                scheduling_enabled: enabled,
                ..LiveCampaign::new(
                    id,
                    "A".into(),
                    CampaignStatus::reported(status),
                    LiveKoreCampaign::default(),
                )
            };
            let seen = activity(&row);
            assert_eq!((seen.runs, seen.schedule), (runs, schedule), "{status} {enabled:?}");
        }
    }

    fn begins(method: Method, path: &str, body: Option<Value>) -> bool {
        let endpoints = Endpoints {
            origin: "https://h".into(),
            stream_id: "s".into(),
            account_id: "a".into(),
            message_encoding: MessageEncoding::Base64,
            harmless_keys: Vec::new(),
            trigger_path: None,
        };
        let request =
            endpoints.raw(&RawCall { method, path: path.to_owned(), query: Vec::new(), body }, Effect::Write);
        request.is_ok_and(|request| super::begins_calls(&request))
    }

    #[test]
    fn every_form_of_a_start_and_an_enable_is_known() {
        for path in [
            "/campaign/api/v2/public/s/campaign/trigger/cd-1?accountId=a&campaignType=sms&trigger=play",
            "/campaign/api/v2/public/s/campaign/cd-1?campaignType=sms&trigger=play",
            "/api/v2/public/s/campaign/trigger/cd-1?trigger=PLAY",
            "/campaign/api/v1/public/s/campaign/cd-1?trigger=%70lay",
            "/campaign/api/v1/public/s/campaign/cd-1?%74rigger=play",
            "/campaign/api/v2/public/s/campaign//trigger/cd-1",
            "/campaign/api/v2/public/s/campaign/%74rigger/cd-1",
            "/campaign/api/v2/public/s/campaign/x/../trigger/cd-1",
            "/x?trigger=stop&trigger=play",
            "/campaign/api/v2/public/s/campaign/schedule?enableSchedule=true&campaignName=A",
            "/campaign/api/v2/public/s/campaign/schedule?enableschedule=TRUE&campaignName=A",
            "/campaign/api/v2/public/s/campaign/schedule?campaignName=A",
            "/campaign/api/v2/public/s/campaign/callContactAt?accountId=a",
            "/api/1.1/public/bot/s/V2/smartassist/dialout",
            "/api/1.1/public/bot/s/v2/smartassist/DialOut/",
            "/api/1.1/public/bot/s/v2/smartassist/dial%6Fut?x=1",
            "/api/public/bot/s/outboundsms",
            "/api/public/bot/s/OutboundSMS/",
        ] {
            assert!(begins(Method::Post, path, None), "{path}");
            let says_so = ["trigger=", "%74rigger=", "enableSchedule=", "enableschedule="];
            let is_said = says_so.iter().any(|key| path.contains(key));
            assert_eq!(begins(Method::Get, path, None), is_said, "{path}");
        }
        for enabled in
            [json!(true), json!("true"), json!("false"), json!(1), json!(0), json!(null), json!({})]
        {
            let scheduled = json!({"name": "A", "schedule": {"isSchedulingEnabled": enabled}});
            for method in [Method::Post, Method::Put] {
                let path = "/campaign/api/v2/public/s/campaign";
                assert!(begins(method, path, Some(scheduled.clone())), "{enabled}");
            }
        }
    }

    #[test]
    fn what_ends_or_only_changes_something_begins_nothing() {
        for path in [
            "/campaign/api/v2/public/s/campaign/trigger/cd-1?accountId=a&campaignType=sms&trigger=stop",
            "/campaign/api/v2/public/s/campaign/schedule?enableSchedule=false&campaignName=trigger",
            "/campaign/api/v2/public/s/campaign",
            "/campaign/api/v2/public/s/campaign/contactList/createContactList",
        ] {
            assert!(
                !begins(Method::Post, path, Some(json!({"schedule": {"isSchedulingEnabled": false}}))),
                "{path}"
            );
        }
        assert!(!begins(Method::Delete, "/campaign/api/v2/public/s/campaign/cd-1", None));
    }
}
