//! A campaign that the platform has, as the text of a campaign file.
//!
//! What the platform does not return stands in it as a comment, and is listed beside it: nothing is made up.

use std::fmt::Write as _;

use super::field::Field;
use super::table::Table;
use crate::domain::kore_campaign::CampaignType;
use crate::domain::live::{LiveCallingHours, LiveCampaign, LiveKoreCampaign, OwnFields};

mod burki;
mod schedule;

pub use schedule::schedule_block;

/// A campaign file of a live campaign.
#[derive(Debug)]
pub struct Written {
    /// The file's text, YAML, ending with a line feed.
    pub text: String,
    /// The fields that the file needs and the platform does not return.
    pub not_returned: Vec<&'static Field>,
}

/// Writes a campaign as a campaign file. One whose answer does not say its type is taken for voice where it has a dialing
/// mode.
#[must_use]
pub fn write(campaign: &LiveCampaign) -> Written {
    let table = Table::of(campaign.platform());
    let mut writer = Writer { table, text: String::new(), not_returned: Vec::new() };
    match &campaign.own {
        OwnFields::Burki(burki) => writer.burki_campaign(campaign, burki),
        OwnFields::Kore(own) => {
            let by_mode = if own.dialing_mode.is_some() { CampaignType::Voice } else { CampaignType::Sms };
            writer.campaign(campaign, own, own.campaign_type.unwrap_or(by_mode));
        }
    }
    Written { text: writer.text, not_returned: writer.not_returned }
}

struct Writer {
    table: &'static Table,
    text: String,
    not_returned: Vec<&'static Field>,
}

impl Writer {
    fn campaign(&mut self, campaign: &LiveCampaign, own: &LiveKoreCampaign, campaign_type: CampaignType) {
        self.text(0, "name", Some(&campaign.name));
        self.text(0, "description", campaign.description.as_deref());
        self.text(0, "campaignType", Some(campaign_type.wire_name()));
        match campaign_type {
            CampaignType::Sms => self.text(0, "format", own.format.as_deref()),
            CampaignType::Voice => self.text(0, "dialingMode", own.dialing_mode.as_deref()),
        }
        self.list("contactLists", &own.contact_lists);
        self.text(0, "dncLists", own.dnc_list.as_deref());
        self.line(0, "priority", own.priority.map(|priority| priority.to_string()));
        match campaign_type {
            CampaignType::Sms => self.sms(own),
            CampaignType::Voice => self.voice(own),
        }
        self.mapping(0, "dialingStrategy", |writer| writer.strategy(own, campaign_type));
        if campaign.scheduling_enabled == Some(true) {
            self.comment(0, "schedule: is on; its times and its recurrence are not returned by the platform");
        }
    }

    fn sms(&mut self, own: &LiveKoreCampaign) {
        if own.format.as_deref() == Some("advanced") {
            self.unknown(0, &["experienceFlowName"], own.experience_flow.as_deref());
            return;
        }
        self.mapping(0, "message", |writer| writer.message(own));
    }

    fn message(&mut self, own: &LiveKoreCampaign) {
        let (template, id) = (given(own.template_name.as_deref()), given(own.template_id.as_deref()));
        let text = given(own.message.as_deref());
        self.text(2, "template_name", template);
        if template.is_none() {
            self.text(2, "templateId", id);
        }
        match (template.or(id), text) {
            (None, Some(text)) => self.line(2, "text", Some(scalar(text))),
            // With a template the platform returns the template's text and not the one that was sent.
            _ => self.unknown(2, &["message", "text"], text),
        }
    }

    fn voice(&mut self, own: &LiveKoreCampaign) {
        let connected = if own.dialing_mode.as_deref() == Some("Agentless") {
            &["experienceFlowName"]
        } else {
            &["queue_name"]
        };
        match given(own.connection.as_deref()) {
            Some(name) => self.line(0, connected[0], Some(scalar(name))),
            None => self.unknown(0, connected, own.experience_flow.as_deref()),
        }
        match own.dialing_mode.as_deref() {
            Some("Agentless") => self.unknown(0, &["enableMachineDetect"], None),
            Some("Preview") => self.line(0, "maxSkips", own.dialing.max_skips.map(|it| it.to_string())),
            _ => {}
        }
    }

    fn strategy(&mut self, own: &LiveKoreCampaign, campaign_type: CampaignType) {
        if let Some(number) = given(own.caller_id.as_deref()) {
            self.mapping(2, "callerId", |writer| writer.line(4, "phoneNumber", Some(quoted(number))));
        }
        if let Some(hours) = &own.calling_hours {
            self.mapping(2, "callingHours", |writer| writer.calling_hours(hours));
        }
        if campaign_type == CampaignType::Voice {
            let dialing = &own.dialing;
            let number = |value: Option<u64>| value.map(|value| value.to_string());
            self.text(2, "dialingOrder", dialing.order.as_deref());
            self.line(2, "maxAttemptsPerRecord", number(dialing.max_attempts));
            self.line(2, "defaultRetryPeriod", number(dialing.retry_period_minutes));
            self.line(2, "maxRingTime", number(dialing.max_ring_time_seconds));
        }
    }

    fn calling_hours(&mut self, hours: &LiveCallingHours) {
        self.text(4, "frequency", hours.frequency.as_deref());
        self.text(4, "timezone", hours.timezone.as_deref());
        self.mapping(4, "days", |writer| {
            for window in &hours.windows {
                let parts = [
                    given(Some(&window.day)).map(|day| format!("day: {}", scalar(day))),
                    given(Some(&window.start)).map(|start| format!("start: {}", quoted(start))),
                    given(Some(&window.end)).map(|end| format!("end: {}", quoted(end))),
                ];
                let parts: Vec<String> = parts.into_iter().flatten().collect();
                writer.push(&format!("      - {{{}}}\n", parts.join(", ")));
            }
        });
    }

    /// A key with what is written below it. A key is never empty: with nothing but comments below it, it is one too.
    fn mapping(&mut self, indent: usize, key: &str, below: impl FnOnce(&mut Self)) {
        let start = self.text.len();
        below(self);
        let written = self.text.split_off(start);
        if written.is_empty() {
            return;
        }
        let is_empty = written.lines().all(|line| line.trim_start().starts_with('#'));
        let mark = if is_empty { "# " } else { "" };
        self.push(&format!("{:indent$}{mark}{key}:\n{written}", ""));
    }

    fn list(&mut self, key: &str, names: &[String]) {
        self.mapping(0, key, |writer| {
            for name in names.iter().filter_map(|name| given(Some(name))) {
                writer.push(&format!("  - {}\n", scalar(name)));
            }
        });
    }

    /// A key and its text; nothing where there is none, or nothing in it.
    fn text(&mut self, indent: usize, key: &str, text: Option<&str>) {
        self.line(indent, key, given(text).map(scalar));
    }

    /// A key and its value; nothing where there is none.
    fn line(&mut self, indent: usize, key: &str, value: Option<String>) {
        if let Some(value) = value {
            self.push(&format!("{:indent$}{key}: {value}\n", ""));
        }
    }

    /// A field that the platform does not return, with what it returns in its place.
    fn unknown(&mut self, indent: usize, path: &[&str], instead: Option<&str>) {
        let key = path.last().copied().unwrap_or_default();
        let seen = instead.map_or_else(String::new, |text| format!("; it returns {}", quoted(text)));
        self.comment(indent, &format!("{key}: not returned by the platform{seen}; fill in"));
        self.not_returned.extend(self.table.at(path));
    }

    fn comment(&mut self, indent: usize, text: &str) {
        self.push(&format!("{:indent$}# {text}\n", ""));
    }

    fn push(&mut self, text: &str) {
        self.text.push_str(text);
    }
}

/// A text that has something in it.
fn given(text: Option<&str>) -> Option<&str> {
    text.filter(|text| !text.trim().is_empty())
}

/// A text as YAML: as it is where every reader takes it for a text, else in quotes.
fn scalar(text: &str) -> String {
    let plain = text.starts_with(|first: char| first.is_ascii_alphabetic())
        && !text.ends_with(' ')
        && text.chars().all(|letter| letter.is_ascii_alphanumeric() || " _-./".contains(letter))
        && !WORDS_WITH_A_MEANING.contains(&text.to_ascii_lowercase().as_str());
    if plain { text.to_owned() } else { quoted(text) }
}

/// What some reader of YAML takes for something else than a text.
const WORDS_WITH_A_MEANING: [&str; 9] = ["null", "true", "false", "yes", "no", "on", "off", "y", "n"];

/// A text in double quotes, on one line, with whatever a terminal or an editor would not show as it is escaped.
pub(super) fn quoted(text: &str) -> String {
    let mut quoted = String::with_capacity(text.len() + 2);
    quoted.push('"');
    for letter in text.chars() {
        match letter {
            '"' => quoted.push_str("\\\""),
            '\\' => quoted.push_str("\\\\"),
            '\n' => quoted.push_str("\\n"),
            '\t' => quoted.push_str("\\t"),
            '\r' => quoted.push_str("\\r"),
            _ if is_shown(letter) => quoted.push(letter),
            _ => {
                // Writing into a String does not fail.
                let _ = write!(quoted, "\\U{:08X}", u32::from(letter));
            }
        }
    }
    quoted.push('"');
    quoted
}

/// Neither a control character nor one that breaks lines, hides or reorders its neighbours.
fn is_shown(letter: char) -> bool {
    let hides = matches!(letter,
        '\u{85}' | '\u{ad}' | '\u{61c}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}'
        | '\u{2060}'..='\u{206f}' | '\u{feff}' | '\u{fff0}'..='\u{ffff}');
    !letter.is_control() && !hides
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::{quoted, scalar, write};
    use crate::domain::kore_campaign::{CampaignType, Description};
    use crate::domain::live::{
        CampaignId, CampaignStatus, LiveCallingHours, LiveCampaign, LiveDialing, LiveKoreCampaign, LiveWindow,
    };
    use crate::domain::platform_kind::PlatformKind;
    use crate::domain::zone::Zone;
    use crate::manifest::{Node, Surroundings, Value, decode, load_bytes};

    fn live() -> LiveCampaign {
        LiveCampaign {
            id: CampaignId::reported("cd-1".into()),
            name: "Billing: \"due\"".into(),
            description: Some("two\nlines".into()),
            status: CampaignStatus::Ready,
            scheduling_enabled: Some(false),
            created_at: None,
            updated_at: None,
            instance_id: None,
            own: LiveKoreCampaign {
                campaign_type: Some(CampaignType::Sms),
                priority: Some(4),
                contact_lists: vec!["Customers".into(), "- odd # name".into()],
                dnc_list: Some("no".into()),
                caller_id: Some("+12025550124".into()),
                calling_hours: Some(LiveCallingHours {
                    frequency: Some("WEEKLY".into()),
                    timezone: Some("Asia/Kolkata".into()),
                    windows: vec![LiveWindow {
                        day: "MO".into(),
                        start: "9:00 AM".into(),
                        end: "6:00 PM".into(),
                    }],
                }),
                dialing_mode: None,
                dialing: LiveDialing::default(),
                format: Some("simple".into()),
                message: Some("Pay\u{202e} now: \u{1f600}".into()),
                template_name: None,
                template_id: None,
                experience_flow: None,
                connection: None,
                recurrence_enabled: None,
            }
            .into(),
        }
    }

    fn surroundings() -> Surroundings {
        Surroundings::new(PlatformKind::Kore, Zone::utc(), jiff::Timestamp::UNIX_EPOCH)
    }

    fn document(text: &str) -> Node {
        let mut loaded = load_bytes("live", text.as_bytes().to_vec());
        assert!(!loaded.findings.has_errors(), "{text}\n{:?}", loaded.findings);
        loaded.documents.remove(0)
    }

    #[test]
    fn a_campaign_is_read_back_as_it_was() {
        let written = write(&live());
        assert_eq!(written.not_returned.len(), 0);
        let (manifest, findings) =
            decode(&document(&written.text), &|_| Err("no file".into()), &surroundings());
        assert!(findings.is_empty(), "{}\n{findings:?}", written.text);
        let campaign = manifest.and_then(|manifest| manifest.campaign.into_kore());
        assert_eq!(campaign.as_ref().map(|it| it.name.as_str()), Some("Billing: \"due\""));
        assert_eq!(
            campaign.as_ref().and_then(|it| it.description.as_ref()).map(Description::as_str),
            Some("two\nlines")
        );
        assert_eq!(campaign.and_then(|it| it.dnc_list).map(|it| it.to_string()).as_deref(), Some("no"));
    }

    #[test]
    fn what_the_platform_does_not_return_is_a_comment_and_is_listed() {
        let own = || live().kore().cloned().unwrap_or_default();
        let template = LiveKoreCampaign {
            template_name: Some("Welcome".into()),
            template_id: Some("cmt-1".into()),
            ..own()
        };
        let advanced = LiveKoreCampaign {
            format: Some("advanced".into()),
            experience_flow: Some("cf-1".into()),
            ..own()
        };
        let voice = |mode: &str, connection: Option<&str>| LiveKoreCampaign {
            dialing_mode: Some(mode.into()),
            connection: connection.map(Into::into),
            ..own()
        };
        let agentless = voice("Agentless", Some("Flow"));
        let (unlisted, preview) = (voice("Progressive", None), voice("Preview", Some("Queue")));
        for (campaign, kind, missing) in [
            (template, CampaignType::Sms, &["message.text"][..]),
            (advanced, CampaignType::Sms, &["experienceFlowName"]),
            (agentless, CampaignType::Voice, &["enableMachineDetect"]),
            (unlisted, CampaignType::Voice, &["queue_name"]),
            (preview, CampaignType::Voice, &[]),
        ] {
            let own = LiveKoreCampaign { campaign_type: Some(kind), ..campaign };
            let written = write(&LiveCampaign { own: own.into(), ..live() });
            let found: Vec<String> = written.not_returned.iter().map(|field| field.dotted()).collect();
            assert_eq!(found, missing);
            assert_eq!(
                written.text.matches("not returned by the platform").count(),
                missing.len(),
                "{}",
                written.text
            );
            document(&written.text);
        }
    }

    /// The keys of a document that have no value, or a text with nothing in it.
    fn empty_keys(node: &Node) -> Vec<String> {
        let is_empty = |value: &Value| match value {
            Value::Null => true,
            Value::Text(text) => text.trim().is_empty(),
            _ => false,
        };
        let items = match &node.value {
            Value::Sequence(items) => items.as_slice(),
            _ => &[],
        };
        let own = node.entries().iter().filter(|entry| is_empty(&entry.value.value));
        let own = own.map(|entry| entry.key.value.to_string());
        let below = node.entries().iter().map(|entry| &entry.value).chain(items).flat_map(empty_keys);
        own.chain(below)
            .chain(items.iter().filter(|item| is_empty(&item.value)).map(|_| "-".into()))
            .collect()
    }

    fn perhaps() -> impl Strategy<Value = Option<String>> {
        proptest::option::of(proptest::sample::select(vec!["", "  ", "A"]).prop_map(String::from))
    }

    proptest! {
        #[test]
        fn no_key_is_empty_whatever_the_platform_returns(
            (description, dnc_list, caller_id, mode) in (perhaps(), perhaps(), perhaps(), perhaps()),
            (format, message, template_name, template_id) in (perhaps(), perhaps(), perhaps(), perhaps()),
            (frequency, day) in (perhaps(), "|MO"),
            lists in proptest::collection::vec("|A", 0..3),
            (hours, windows, kind) in (0..3, 0..2_usize, proptest::sample::select(CampaignType::ALL.to_vec())),
        ) {
            let window = LiveWindow { day, start: String::new(), end: "6:00 PM".into() };
            let held = LiveCallingHours { frequency, timezone: None, windows: vec![window; windows] };
            let own = LiveKoreCampaign {
                dnc_list, caller_id, format, message, template_name, template_id,
                dialing_mode: mode,
                campaign_type: Some(kind),
                contact_lists: lists,
                calling_hours: (hours > 0).then_some(held),
                ..LiveKoreCampaign::default()
            };
            let campaign = LiveCampaign { description, own: own.into(), ..live() };
            let written = write(&campaign).text;
            prop_assert_eq!(empty_keys(&document(&written)), Vec::<String>::new(), "{}", written);
        }

        #[test]
        fn any_text_is_read_back_as_the_same_text(text in "\\PC{0,12}|[\\x00-\\x7f]{0,8}|[a-zA-Z ._/-]{0,6}|.{0,6}") {
            for written in [scalar(&text), quoted(&text)] {
                let yaml = format!("key: {written}\nlist:\n  - {written}\n");
                let node = document(&yaml);
                prop_assert_eq!(node.entry("key").map(|it| &it.value.value), Some(&Value::Text(text.as_str().into())), "{}", yaml);
            }
        }
    }
}
