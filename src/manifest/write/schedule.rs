//! A live schedule as the `schedule:` block of a campaign file.

use jiff::Timestamp;
use jiff::civil::DateTime;
use serde_json::{Map, Value, json};

use super::yaml::{Tree, YamlBlock};
use crate::domain::live::{LiveSchedule, ReportedStart};
use crate::domain::zone::Zone;
use crate::manifest::node::Node;

/// The key of a campaign file's schedule.
const KEY: &str = "schedule";

/// The part of a campaign file about the live schedule.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub enum WrittenSchedule {
    /// Nothing: the campaign has no schedule.
    #[default]
    None,
    /// The `schedule:` block: the body of the platform's call.
    Block {
        /// The body.
        body: Value,
        /// The comment above it: what the platform does not return of it, and where that is from.
        comment: Option<String>,
    },
    /// A comment alone: the schedule cannot be written.
    Comment {
        /// Why not, in words that follow `schedule: `.
        why: String,
        /// The known part of the body, for a user who completes it.
        draft: Option<Value>,
    },
}

impl WrittenSchedule {
    /// Adds it to the end of a file.
    pub(super) fn put_into(&self, file: &mut YamlBlock) {
        match self {
            Self::None => {}
            Self::Block { body, comment } => {
                if let Some(comment) = comment {
                    file.comment(&[], &format!("{KEY}: {comment}"));
                }
                file.put(&[KEY], Tree::of_json(body));
            }
            Self::Comment { why, draft } => {
                file.comment(&[], &format!("{KEY}: {why}"));
                if let Some(body) = draft {
                    let mut block = YamlBlock::default();
                    block.put(&[KEY], Tree::of_json(body));
                    file.comment_out(&block);
                }
            }
        }
    }
}

/// The block of a live Burki schedule as a document; `None` if there is no schedule, or its time is not known.
pub fn schedule_document(held: &LiveSchedule) -> Option<Node> {
    match Tree::of_json(&schedule_block(held)?) {
        Tree::Block(block) => Some(block.print("<the live schedule>").1),
        _ => None,
    }
}

/// Like `schedule_document`, as JSON; `None` if there is no schedule, or its time is not known.
///
/// The answer has no zone beside `recurring_config` and calls its time UTC, but its samples contradict this
/// (Burki contract §9.3). For a repeating schedule, the time of day in its own zone decides which reading is right. For
/// a single run, the documented reading is used.
pub fn schedule_block(held: &LiveSchedule) -> Option<Value> {
    if held.enabled != Some(true) {
        return None;
    }
    let Some(config) = &held.recurrence else {
        let reported = held.scheduled_at.as_deref()?;
        let wall = match reported.parse::<Timestamp>() {
            Ok(instant) => Zone::utc().wall(instant),
            Err(_) => reported.parse::<DateTime>().ok()?,
        };
        let wall = wall.to_string();
        let mut block = one_run(&wall);
        block["timezone"] = "UTC".into();
        return Some(block);
    };
    let config = written_config(config);
    let mut block = json!({ "schedule_type": "recurring", "timezone": config.get("time_zone")?, "recurring_config": config });
    if let ReportedStart::Known(first, _) = held.start() {
        block["scheduled_at"] = json!(first.to_string());
    }
    Some(block)
}

/// The block of a Burki schedule with one run at a local time, without its zone.
pub fn one_run(local: &str) -> Value {
    json!({ "schedule_type": "scheduled", "scheduled_at": local })
}

/// The recurrence without the keys that have no value, and with the day alone of its end: an end is sent as a day.
fn written_config(config: &Map<String, Value>) -> Map<String, Value> {
    let is_empty = |value: &Value| value.is_null() || value.as_array().is_some_and(Vec::is_empty);
    let mut config = config.clone();
    config.retain(|_, value| !is_empty(value));
    if let Some(Value::String(end)) = config.get_mut("end_date")
        && let Some((day, _)) = end.split_once('T')
    {
        *end = day.to_owned();
    }
    config
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::schedule_block;
    use crate::domain::live::LiveSchedule;

    fn held(scheduled_at: &str, time: &str) -> LiveSchedule {
        let config =
            json!({"frequency": "daily", "interval": 2, "time": time, "time_zone": "America/New_York"});
        LiveSchedule {
            enabled: Some(true),
            kind: Some("recurring".into()),
            scheduled_at: Some(scheduled_at.into()),
            recurrence: config.as_object().cloned(),
        }
    }

    #[test]
    fn the_time_of_day_tells_which_reading_is_right() {
        for (reported, first) in [
            ("2027-02-15T14:00:00Z", json!("2027-02-15T09:00:00")),
            ("2027-02-15T09:00:00Z", json!("2027-02-15T09:00:00")),
            ("2027-02-15T09:00:00", json!("2027-02-15T09:00:00")),
            ("2027-02-15T11:00:00Z", json!(null)),
        ] {
            let block = schedule_block(&held(reported, "09:00"));
            assert_eq!(block.map(|block| block["scheduled_at"].clone()), Some(first), "{reported}");
        }
    }

    #[test]
    fn one_run_is_read_as_utc_and_none_is_none() {
        let once = LiveSchedule { recurrence: None, ..held("2027-02-15T14:00:00Z", "09:00") };
        let block =
            json!({"schedule_type": "scheduled", "scheduled_at": "2027-02-15T14:00:00", "timezone": "UTC"});
        assert_eq!(schedule_block(&once), Some(block));
        assert_eq!(schedule_block(&LiveSchedule { enabled: Some(false), ..once }), None);
    }
}
