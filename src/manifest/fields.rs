//! The fields of a campaign file: one table that says where each stands, its flag, for which campaigns it is, and what its
//! values look like.
//!
//! Follows the contract's sections 6, 7 and 9, and kcamp's additions.

use std::sync::LazyLock;

use super::kind::{Kind, KindSet};
use super::schema::{Shape, leaf};

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
    /// What a value looks like, for the schema.
    pub(super) shape: Shape,
    /// A value as a file has it, for the help of a finding and for the schema.
    pub(super) example: &'static str,
    /// What it is for, for the schema.
    pub(super) about: &'static str,
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
    shape: Shape,
    example: &'static str,
    about: &'static str,
) -> Field {
    Field { path, flag, required, allowed, shape, example, about }
}

/// Every field. The fields of lists' entries stand below their list.
pub static FIELDS: &[Field] = &[
    field(
        &["platform"],
        None,
        NONE,
        ALL,
        Shape::One(leaf::platform),
        "kore",
        "The platform; without it the profile's",
    ),
    field(
        &["name"],
        Some("--name"),
        ALL,
        ALL,
        Shape::One(leaf::campaign_name),
        "Billing reminder",
        "The campaign's name, by which the schedule call knows it; case makes no difference",
    ),
    field(
        &["description"],
        Some("--description"),
        ALL_BUT_ADVANCED,
        ALL,
        Shape::One(leaf::description),
        "Reminds people of a bill",
        "What the campaign is for",
    ),
    field(
        &["campaignType"],
        Some("--type"),
        ALL,
        ALL,
        Shape::One(leaf::campaign_type),
        "sms",
        "Calls or text messages",
    ),
    field(
        &["contactLists"],
        Some("--contact-list"),
        ALL,
        ALL,
        Shape::One(leaf::contact_lists),
        "[Customers]",
        "The contact lists whose people are reached, by name",
    ),
    // One name, or a mapping with the name in it: what the latter needs is checked where it is read.
    field(
        &["dncLists"],
        Some("--dnc-list"),
        VOICE,
        ALL,
        Shape::OneOrKeys(leaf::list_name),
        "Opted out",
        "The do-not-contact list, by name; a campaign takes one",
    ),
    field(
        &["dncLists", "name"],
        None,
        NONE,
        ALL,
        Shape::One(leaf::list_name),
        "Opted out",
        "The do-not-contact list's name",
    ),
    field(
        &["priority"],
        Some("--priority"),
        ALL_BUT_ADVANCED,
        ALL,
        Shape::One(leaf::priority),
        "5",
        "The weight against other campaigns; 5 is the highest",
    ),
    field(
        &["format"],
        Some("--format"),
        SMS,
        SMS,
        Shape::One(leaf::format),
        "simple",
        "One text for everybody, or a flow that answers",
    ),
    // One of the three texts is required for simple sms, which is checked where they are read.
    field(
        &["message", "message"],
        None,
        NONE,
        SIMPLE,
        Shape::One(leaf::base64),
        "SGVsbG8=",
        "The text in the platform's own form",
    ),
    field(
        &["message", "text"],
        Some("--message"),
        NONE,
        SIMPLE,
        Shape::One(leaf::message_text),
        "Your bill is due.",
        "The text as people read it; kcamp encodes it",
    ),
    field(
        &["message", "file"],
        Some("--message-file"),
        NONE,
        SIMPLE,
        Shape::One(leaf::file),
        "message.txt",
        "A file with the text as people read it; the path is relative to the campaign file",
    ),
    field(
        &["message", "template_name"],
        Some("--template"),
        NONE,
        SIMPLE,
        Shape::One(leaf::reference),
        "Welcome",
        "The template whose body the text must match",
    ),
    field(
        &["message", "templateId"],
        None,
        NONE,
        SIMPLE,
        Shape::One(leaf::reference),
        "dt-1",
        "The template's id",
    ),
    field(
        &["experienceFlowName"],
        Some("--experience-flow"),
        WITH_FLOW,
        WITH_FLOW,
        Shape::One(leaf::platform_name),
        "Support flow",
        "The experience flow that speaks or answers, by name",
    ),
    field(
        &["dialingMode"],
        Some("--dialing-mode"),
        VOICE,
        VOICE,
        Shape::One(leaf::dialing_mode),
        "Agentless",
        "Who speaks: a flow, the next free agent, or an agent who has looked at the contact",
    ),
    field(
        &["queue_name"],
        Some("--queue"),
        WITH_QUEUE,
        WITH_QUEUE,
        Shape::One(leaf::platform_name),
        "Sales",
        "The agents' queue, by name",
    ),
    field(
        &["maxSkips"],
        Some("--max-skips"),
        PREVIEW,
        PREVIEW,
        Shape::One(leaf::skips),
        "1",
        "How many contacts an agent may skip",
    ),
    field(
        &["enableMachineDetect"],
        Some("--machine-detect"),
        AGENTLESS,
        AGENTLESS,
        Shape::One(leaf::machine_detection),
        "detect",
        "What happens where a machine answers; in YAML, no needs quotes",
    ),
    field(
        &["dialingStrategy", "callerId", "phoneNumber"],
        Some("--caller-id"),
        ALL,
        ALL,
        Shape::One(leaf::phone_number),
        "\"+12025550124\"",
        "The verified number that it calls or writes from; in YAML it needs quotes",
    ),
    field(
        &["dialingStrategy", "callingHours", "frequency"],
        Some("--frequency"),
        ALL,
        ALL,
        Shape::One(leaf::frequency),
        "WEEKLY",
        "How the calling hours repeat",
    ),
    field(
        &["dialingStrategy", "callingHours", "timezone"],
        Some("--calling-hours-timezone"),
        ALL,
        ALL,
        Shape::One(leaf::zone),
        "America/New_York",
        "The zone in which the calling hours are",
    ),
    field(
        &["dialingStrategy", "callingHours", "days"],
        Some("--calling-hours"),
        ALL,
        ALL,
        Shape::ListOfKeys,
        "[{days: Mon-Fri, start: 9:00 AM, end: 6:00 PM}]",
        "When people may be reached, whatever the schedule says",
    ),
    field(
        &["dialingStrategy", "callingHours", "days", "day"],
        None,
        NONE,
        ALL,
        Shape::One(leaf::weekday),
        "MO",
        "One day",
    ),
    field(
        &["dialingStrategy", "callingHours", "days", "days"],
        None,
        NONE,
        ALL,
        Shape::One(leaf::window_days),
        "Mon-Fri",
        "Several days, each with these hours",
    ),
    field(
        &["dialingStrategy", "callingHours", "days", "start"],
        None,
        NONE,
        ALL,
        Shape::One(leaf::time_of_day),
        "9:00 AM",
        "The first minute",
    ),
    field(
        &["dialingStrategy", "callingHours", "days", "end"],
        None,
        NONE,
        ALL,
        Shape::One(leaf::time_of_day),
        "6:00 PM",
        "The end, after the start on the same day",
    ),
    field(
        &["dialingStrategy", "dialingOrder"],
        Some("--dialing-order"),
        VOICE,
        VOICE,
        Shape::One(leaf::dialing_order),
        "FIFO",
        "Whether the oldest or the newest contact is called first",
    ),
    field(
        &["dialingStrategy", "maxAttemptsPerRecord"],
        Some("--max-attempts"),
        VOICE,
        VOICE,
        Shape::One(leaf::attempts),
        "3",
        "How often a contact is tried",
    ),
    field(
        &["dialingStrategy", "defaultRetryPeriod"],
        Some("--retry-period"),
        VOICE,
        VOICE,
        Shape::One(leaf::retry_period),
        "10",
        "The wait before the next try, in minutes",
    ),
    field(
        &["dialingStrategy", "maxRingTime"],
        Some("--max-ring-time"),
        VOICE,
        VOICE,
        Shape::One(leaf::ring_time),
        "30",
        "How long it rings, in seconds",
    ),
    field(
        &["schedule", "isSchedulingEnabled"],
        None,
        NONE,
        ALL,
        Shape::One(leaf::switch),
        "false",
        "false alone for no schedule",
    ),
    field(
        &["schedule", "startDateTime"],
        None,
        NONE,
        ALL,
        Shape::One(leaf::wall_time),
        "2027-01-04 09:00:00",
        "From when on, wall time in timezone",
    ),
    field(
        &["schedule", "endDateTime"],
        None,
        NONE,
        ALL,
        Shape::One(leaf::wall_time),
        "2027-06-30 18:00:00",
        "Until when, inclusive, wall time in timezone",
    ),
    field(
        &["schedule", "timezone"],
        None,
        NONE,
        ALL,
        Shape::One(leaf::zone),
        "America/New_York",
        "The zone in which the times of the schedule are; without it the platform's own clock",
    ),
    field(
        &["schedule", "recurrenceObject", "recurType"],
        None,
        NONE,
        ALL,
        Shape::One(leaf::recurrence),
        "Daily",
        "How it repeats",
    ),
    field(
        &["schedule", "recurrenceObject", "dailyDetails", "onceEveryNdays"],
        None,
        NONE,
        ALL,
        Shape::One(leaf::interval),
        "1",
        "Every how many days, counted from the start",
    ),
    field(
        &["schedule", "recurrenceObject", "weeklyDetails", "onceEveryNweeks"],
        None,
        NONE,
        ALL,
        Shape::One(leaf::interval),
        "1",
        "Every how many weeks, counted from the week of the start",
    ),
    field(
        &["schedule", "recurrenceObject", "weeklyDetails", "whichDays"],
        None,
        NONE,
        ALL,
        Shape::One(leaf::schedule_days),
        "[Mon, Wed]",
        "The days",
    ),
];

/// The fields at a path and below it.
pub(super) fn under<'path>(path: &'path [&str]) -> impl Iterator<Item = &'static Field> + 'path {
    FIELDS.iter().filter(move |field| field.path.starts_with(path))
}

/// The keys that may stand directly below a path, in the order of the table.
pub(super) fn keys_below(path: &[&str]) -> Vec<&'static str> {
    Place::at(path).map(Place::keys).unwrap_or_default()
}

/// A place in a campaign file, by the keys that may stand below it: the table as a tree, for the walk over a document.
pub(super) struct Place {
    /// The campaigns that it, or something below it, may be given for.
    pub(super) allowed: KindSet,
    /// In the order of the table.
    below: Vec<(&'static str, Self)>,
}

impl Place {
    /// The place at a path. `None` where the table has nothing.
    pub(super) fn at(path: &[&str]) -> Option<&'static Self> {
        static FILE: LazyLock<Place> = LazyLock::new(|| {
            let mut file = Place::new();
            for field in FIELDS {
                file.add(field.path, field.allowed);
            }
            file
        });
        path.iter().try_fold(&*FILE, |place, key| place.key(key).map(|(_, below)| below))
    }

    const fn new() -> Self {
        Self { allowed: KindSet::NONE, below: Vec::new() }
    }

    fn add(&mut self, path: &[&'static str], allowed: KindSet) {
        self.allowed = self.allowed.or(allowed);
        let Some((key, rest)) = path.split_first() else { return };
        let known = self.below.iter().position(|(known, _)| known == key);
        let index = known.unwrap_or_else(|| {
            self.below.push((key, Self::new()));
            self.below.len() - 1
        });
        self.below[index].1.add(rest, allowed);
    }

    /// The keys directly below.
    pub(super) fn keys(&self) -> Vec<&'static str> {
        self.below.iter().map(|(key, _)| *key).collect()
    }

    /// A key directly below, and its place.
    pub(super) fn key(&self, key: &str) -> Option<(&'static str, &Self)> {
        self.below.iter().find(|(known, _)| *known == key).map(|(known, place)| (*known, place))
    }

    /// Whether no key may stand below: a field with one value.
    pub(super) const fn is_leaf(&self) -> bool {
        self.below.is_empty()
    }
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
