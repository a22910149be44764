//! The fields of a campaign file: one table that says where each stands, its flag, and for which campaigns it is.
//!
//! Follows the contract's sections 6, 7 and 9, and kcamp's additions.

use super::kind::{Kind, KindSet};

/// A field of a campaign file.
#[derive(Debug)]
pub struct Field {
    /// Its keys from the document's root.
    pub path: &'static [&'static str],
    /// The flag of `campaign create` that sets it.
    pub flag: Option<&'static str>,
    /// The campaigns that it must be given for.
    pub(super) required: KindSet,
    /// The campaigns that it may be given for.
    pub(super) allowed: KindSet,
    /// A value as a file has it, for the help of a finding.
    pub(super) example: &'static str,
}

impl Field {
    /// Its keys with dots between them, as in `dialingStrategy.callerId.phoneNumber`.
    #[must_use]
    pub fn dotted(&self) -> String {
        self.path.join(".")
    }
}

const NONE: KindSet = KindSet::NONE;
const ALL: KindSet = KindSet::ALL;
const VOICE: KindSet = KindSet::VOICE;
const SMS: KindSet = KindSet::SMS;
const SIMPLE: KindSet = KindSet::of(&[Kind::SmsSimple]);
const AGENTLESS: KindSet = KindSet::of(&[Kind::VoiceAgentless]);
const PREVIEW: KindSet = KindSet::of(&[Kind::VoicePreview]);
const WITH_QUEUE: KindSet = KindSet::of(&[Kind::VoiceProgressive, Kind::VoicePreview]);
const WITH_FLOW: KindSet = KindSet::of(&[Kind::SmsAdvanced, Kind::VoiceAgentless]);
/// Advanced sms alone may do without a description and a priority.
const ALL_BUT_ADVANCED: KindSet =
    KindSet::of(&[Kind::SmsSimple, Kind::VoiceAgentless, Kind::VoiceProgressive, Kind::VoicePreview]);

const fn field(
    path: &'static [&'static str],
    flag: Option<&'static str>,
    required: KindSet,
    allowed: KindSet,
    example: &'static str,
) -> Field {
    Field { path, flag, required, allowed, example }
}

/// Every field. The fields of lists' entries stand below their list.
pub static FIELDS: &[Field] = &[
    field(&["platform"], None, NONE, ALL, "kore"),
    field(&["name"], Some("--name"), ALL, ALL, "Billing reminder"),
    field(&["description"], Some("--description"), ALL_BUT_ADVANCED, ALL, "Reminds people of a bill"),
    field(&["campaignType"], Some("--type"), ALL, ALL, "sms"),
    field(&["contactLists"], Some("--contact-list"), ALL, ALL, "[Customers]"),
    // One name, or a mapping with the name in it: what the latter needs is checked where it is read.
    field(&["dncLists"], Some("--dnc-list"), VOICE, ALL, "Opted out"),
    field(&["dncLists", "name"], None, NONE, ALL, "Opted out"),
    field(&["priority"], Some("--priority"), ALL_BUT_ADVANCED, ALL, "5"),
    field(&["format"], Some("--format"), SMS, SMS, "simple"),
    // One of the three texts is required for simple sms, which is checked where they are read.
    field(&["message", "message"], None, NONE, SIMPLE, "SGVsbG8="),
    field(&["message", "text"], Some("--message"), NONE, SIMPLE, "Your bill is due."),
    field(&["message", "file"], Some("--message-file"), NONE, SIMPLE, "message.txt"),
    field(&["message", "template_name"], Some("--template"), NONE, SIMPLE, "Welcome"),
    field(&["message", "templateId"], None, NONE, SIMPLE, "dt-1"),
    field(&["experienceFlowName"], Some("--experience-flow"), WITH_FLOW, WITH_FLOW, "Support flow"),
    field(&["dialingMode"], Some("--dialing-mode"), VOICE, VOICE, "Agentless"),
    field(&["queue_name"], Some("--queue"), WITH_QUEUE, WITH_QUEUE, "Sales"),
    field(&["maxSkips"], Some("--max-skips"), PREVIEW, PREVIEW, "1"),
    field(&["enableMachineDetect"], Some("--machine-detect"), AGENTLESS, AGENTLESS, "detect"),
    field(&["dialingStrategy", "callerId", "phoneNumber"], Some("--caller-id"), ALL, ALL, "\"+12025550124\""),
    field(&["dialingStrategy", "callingHours", "frequency"], Some("--frequency"), ALL, ALL, "WEEKLY"),
    field(
        &["dialingStrategy", "callingHours", "timezone"],
        Some("--calling-hours-timezone"),
        ALL,
        ALL,
        "America/New_York",
    ),
    field(
        &["dialingStrategy", "callingHours", "days"],
        Some("--calling-hours"),
        ALL,
        ALL,
        "[{days: Mon-Fri, start: 9:00 AM, end: 6:00 PM}]",
    ),
    field(&["dialingStrategy", "callingHours", "days", "day"], None, NONE, ALL, "MO"),
    field(&["dialingStrategy", "callingHours", "days", "days"], None, NONE, ALL, "Mon-Fri"),
    field(&["dialingStrategy", "callingHours", "days", "start"], None, NONE, ALL, "9:00 AM"),
    field(&["dialingStrategy", "callingHours", "days", "end"], None, NONE, ALL, "6:00 PM"),
    field(&["dialingStrategy", "dialingOrder"], Some("--dialing-order"), VOICE, VOICE, "FIFO"),
    field(&["dialingStrategy", "maxAttemptsPerRecord"], Some("--max-attempts"), VOICE, VOICE, "3"),
    field(&["dialingStrategy", "defaultRetryPeriod"], Some("--retry-period"), VOICE, VOICE, "10"),
    field(&["dialingStrategy", "maxRingTime"], Some("--max-ring-time"), VOICE, VOICE, "30"),
    field(&["schedule", "isSchedulingEnabled"], None, NONE, ALL, "false"),
    field(&["schedule", "startDateTime"], None, NONE, ALL, "2027-01-04 09:00:00"),
    field(&["schedule", "endDateTime"], None, NONE, ALL, "2027-06-30 18:00:00"),
    field(&["schedule", "timezone"], None, NONE, ALL, "America/New_York"),
    field(&["schedule", "recurrenceObject", "recurType"], None, NONE, ALL, "Daily"),
    field(&["schedule", "recurrenceObject", "dailyDetails", "onceEveryNdays"], None, NONE, ALL, "1"),
    field(&["schedule", "recurrenceObject", "weeklyDetails", "onceEveryNweeks"], None, NONE, ALL, "1"),
    field(&["schedule", "recurrenceObject", "weeklyDetails", "whichDays"], None, NONE, ALL, "[Mon, Wed]"),
];

/// The fields at a path and below it.
pub(super) fn under<'path>(path: &'path [&str]) -> impl Iterator<Item = &'static Field> + 'path {
    FIELDS.iter().filter(move |field| field.path.starts_with(path))
}

/// The keys that may stand directly below a path, in the order of the table.
pub(super) fn keys_below(path: &[&str]) -> Vec<&'static str> {
    let mut keys: Vec<&'static str> = Vec::new();
    for field in under(path) {
        if let Some(key) = field.path.get(path.len())
            && !keys.contains(key)
        {
            keys.push(key);
        }
    }
    keys
}

/// The field at a path.
pub(super) fn at(path: &[&str]) -> Option<&'static Field> {
    FIELDS.iter().find(|field| field.path == path)
}

#[cfg(test)]
mod tests {
    use super::{FIELDS, at, keys_below};

    #[test]
    fn paths_and_flags_are_unique() {
        for (index, field) in FIELDS.iter().enumerate() {
            for other in &FIELDS[index + 1..] {
                assert_ne!(field.path, other.path);
                assert!(field.flag.is_none() || field.flag != other.flag, "{:?}", field.flag);
            }
            assert!(
                field.allowed.includes(field.required),
                "{} is required where it is not allowed",
                field.dotted()
            );
        }
    }

    #[test]
    fn keys_and_flags_are_found_by_path() {
        assert_eq!(keys_below(&["dialingStrategy", "callerId"]), ["phoneNumber"]);
        assert_eq!(
            keys_below(&["schedule", "recurrenceObject"]),
            ["recurType", "dailyDetails", "weeklyDetails"]
        );
        let ring_time = at(&["dialingStrategy", "maxRingTime"]);
        assert_eq!(ring_time.and_then(|field| field.flag), Some("--max-ring-time"));
        assert!(at(&["dialingStrategy"]).is_none());
    }
}
