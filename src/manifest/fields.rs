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
) -> Field {
    Field { path, flag, required, allowed }
}

/// Every field. The fields of lists' entries stand below their list.
pub static FIELDS: &[Field] = &[
    field(&["platform"], None, NONE, ALL),
    field(&["name"], Some("--name"), ALL, ALL),
    field(&["description"], Some("--description"), ALL_BUT_ADVANCED, ALL),
    field(&["campaignType"], Some("--type"), ALL, ALL),
    field(&["contactLists"], Some("--contact-list"), ALL, ALL),
    // One name, or a mapping with the name in it: what the latter needs is checked where it is read.
    field(&["dncLists"], Some("--dnc-list"), VOICE, ALL),
    field(&["dncLists", "name"], None, NONE, ALL),
    field(&["priority"], Some("--priority"), ALL_BUT_ADVANCED, ALL),
    field(&["format"], Some("--format"), SMS, SMS),
    // One of the three texts is required for simple sms, which is checked where they are read.
    field(&["message", "message"], None, NONE, SIMPLE),
    field(&["message", "text"], Some("--message"), NONE, SIMPLE),
    field(&["message", "file"], Some("--message-file"), NONE, SIMPLE),
    field(&["message", "template_name"], Some("--template"), NONE, SIMPLE),
    field(&["message", "templateId"], None, NONE, SIMPLE),
    field(&["experienceFlowName"], Some("--experience-flow"), WITH_FLOW, WITH_FLOW),
    field(&["dialingMode"], Some("--dialing-mode"), VOICE, VOICE),
    field(&["queue_name"], Some("--queue"), WITH_QUEUE, WITH_QUEUE),
    field(&["maxSkips"], Some("--max-skips"), PREVIEW, PREVIEW),
    field(&["enableMachineDetect"], Some("--machine-detect"), AGENTLESS, AGENTLESS),
    field(&["dialingStrategy", "callerId", "phoneNumber"], Some("--caller-id"), ALL, ALL),
    field(&["dialingStrategy", "callingHours", "frequency"], Some("--frequency"), ALL, ALL),
    field(&["dialingStrategy", "callingHours", "timezone"], Some("--calling-hours-timezone"), ALL, ALL),
    field(&["dialingStrategy", "callingHours", "days"], Some("--calling-hours"), ALL, ALL),
    field(&["dialingStrategy", "callingHours", "days", "day"], None, NONE, ALL),
    field(&["dialingStrategy", "callingHours", "days", "days"], None, NONE, ALL),
    field(&["dialingStrategy", "callingHours", "days", "start"], None, NONE, ALL),
    field(&["dialingStrategy", "callingHours", "days", "end"], None, NONE, ALL),
    field(&["dialingStrategy", "dialingOrder"], Some("--dialing-order"), VOICE, VOICE),
    field(&["dialingStrategy", "maxAttemptsPerRecord"], Some("--max-attempts"), VOICE, VOICE),
    field(&["dialingStrategy", "defaultRetryPeriod"], Some("--retry-period"), VOICE, VOICE),
    field(&["dialingStrategy", "maxRingTime"], Some("--max-ring-time"), VOICE, VOICE),
    field(&["schedule", "isSchedulingEnabled"], None, NONE, ALL),
    field(&["schedule", "startDateTime"], None, NONE, ALL),
    field(&["schedule", "endDateTime"], None, NONE, ALL),
    field(&["schedule", "timezone"], None, NONE, ALL),
    field(&["schedule", "recurrenceObject", "recurType"], None, NONE, ALL),
    field(&["schedule", "recurrenceObject", "dailyDetails", "onceEveryNdays"], None, NONE, ALL),
    field(&["schedule", "recurrenceObject", "weeklyDetails", "onceEveryNweeks"], None, NONE, ALL),
    field(&["schedule", "recurrenceObject", "weeklyDetails", "whichDays"], None, NONE, ALL),
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

/// The flag that sets a field.
pub(super) fn flag_of(path: &[&str]) -> Option<&'static str> {
    FIELDS.iter().find(|field| field.path == path).and_then(|field| field.flag)
}

#[cfg(test)]
mod tests {
    use super::{FIELDS, flag_of, keys_below};

    #[test]
    fn paths_and_flags_are_unique() {
        for (index, field) in FIELDS.iter().enumerate() {
            for other in &FIELDS[index + 1..] {
                assert_ne!(field.path, other.path);
                assert!(field.flag.is_none() || field.flag != other.flag, "{:?}", field.flag);
            }
            assert!(field.allowed.includes(field.required), "{} is required where it is not allowed", field.dotted());
        }
    }

    #[test]
    fn keys_and_flags_are_found_by_path() {
        assert_eq!(keys_below(&["dialingStrategy", "callerId"]), ["phoneNumber"]);
        assert_eq!(keys_below(&["schedule", "recurrenceObject"]), ["recurType", "dailyDetails", "weeklyDetails"]);
        assert_eq!(flag_of(&["dialingStrategy", "maxRingTime"]), Some("--max-ring-time"));
        assert_eq!(flag_of(&["dialingStrategy"]), None);
    }
}
