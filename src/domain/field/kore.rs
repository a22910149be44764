//! The fields of a campaign file for Kore.ai, one row each; [`Field`] describes the columns.
//!
//! Follows Kore.ai contract §6, §7 and §9, and kcamp's additions.

use super::kind::{Kind, KindSet, Kinds};
use super::{Decides, FIELD, Field, Flag, Question, Repeat, Shape, WholeNumbers, Words, flags};
use super::{leaf, pattern};
use crate::domain::kore_campaign::{ATTEMPTS, RETRY_PERIOD_MINUTES, RING_TIME_SECONDS, SKIPS};

const ALL: KindSet = KindSet::ALL;
const VOICE: KindSet = KindSet::VOICE;
const SMS: KindSet = KindSet::SMS;
const SIMPLE: KindSet = KindSet::of(&[Kind::SmsSimple]);
const AGENTLESS: KindSet = KindSet::of(&[Kind::VoiceAgentless]);
const PREVIEW: KindSet = KindSet::of(&[Kind::VoicePreview]);
const WITH_QUEUE: KindSet = KindSet::of(&[Kind::VoiceProgressive, Kind::VoicePreview]);
const WITH_FLOW: KindSet = KindSet::of(&[Kind::SmsAdvanced, Kind::VoiceAgentless]);
/// Every kind except advanced sms, which needs no description and no priority.
const ALL_BUT_ADVANCED: KindSet =
    KindSet::of(&[Kind::SmsSimple, Kind::VoiceAgentless, Kind::VoiceProgressive, Kind::VoicePreview]);

/// The keys for the one text of an sms.
const MESSAGE_TEXTS: &[&[&str]] = &[&["message", "message"], &["message", "text"], &["message", "file"]];

/// Every field of Kore.ai. The fields of list entries are below their list.
pub(crate) static FIELDS: &[Field] = &[
    Field {
        path: &["platform"],
        label: "platform",
        shape: Shape::One(leaf::platform),
        begins_in_defaults: true,
        example: "kore",
        help: "The platform; without it the profile's",
        ..FIELD
    },
    Field {
        path: &["name"],
        flag: Some(flags::NAME),
        question: Some(Question { turn: 4, text: "name of the campaign" }),
        label: "campaign name",
        kinds: Kinds::needed(ALL),
        shape: Shape::Words(Words::Name, leaf::campaign_name),
        is_of_one_campaign: true,
        may_look_unfilled: true,
        example: "Billing reminder",
        help: "The campaign's name, which identifies the campaign; upper and lower case are the same",
        ..FIELD
    },
    Field {
        path: &["renamedFrom"],
        label: "former name",
        shape: Shape::Words(Words::Name, leaf::name),
        is_of_one_campaign: true,
        example: "Billing",
        help: "The name that the campaign has live, which kcamp apply changes; or none if it is another campaign",
        ..FIELD
    },
    Field {
        path: &["description"],
        flag: Some(flags::DESCRIPTION),
        question: Some(Question { turn: 6, text: "description" }),
        label: "description",
        kinds: Kinds { required: ALL_BUT_ADVANCED, allowed: ALL },
        shape: Shape::Words(Words::Description, leaf::description),
        example: "Reminds people of a bill",
        help: "What the campaign is for",
        ..FIELD
    },
    Field {
        path: &["campaignType"],
        flag: Some(flags::TYPE),
        question: Some(Question { turn: 1, text: "type of the campaign" }),
        label: "campaign type",
        kinds: Kinds::needed(ALL),
        shape: Shape::One(leaf::campaign_type),
        decides: Decides::Type,
        example: "sms",
        help: "Calls or text messages",
        ..FIELD
    },
    Field {
        path: &["contactLists"],
        flag: Some(Flag::text(
            "--contact-list",
            "NAME",
            "A contact list's name; give it again for more, up to ten (Kore.ai)",
        )),
        question: Some(Question { turn: 7, text: "contact list" }),
        repeat: Repeat::Items,
        kinds: Kinds::needed(ALL),
        shape: Shape::Words(Words::Name, leaf::contact_lists),
        is_of_one_campaign: true,
        may_look_unfilled: true,
        example: "[Customers]",
        help: "The contact lists whose people are reached, by name",
        ..FIELD
    },
    // A name, or a mapping with the name, which is checked where it is read.
    Field {
        path: &["dncLists"],
        flag: Some(Flag::text("--dnc-list", "NAME", "The do-not-contact list's name (Kore.ai)")),
        question: Some(Question { turn: 8, text: "do-not-contact list" }),
        kinds: Kinds { required: VOICE, allowed: ALL },
        shape: Shape::OneOrKeys(leaf::list_name),
        begins_in_defaults: true,
        may_look_unfilled: true,
        example: "Opted out",
        help: "The do-not-contact list, by name; a campaign takes one",
        ..FIELD
    },
    Field {
        path: &["dncLists", "name"],
        shape: Shape::Words(Words::Name, leaf::list_name),
        example: "Opted out",
        help: "The do-not-contact list's name",
        ..FIELD
    },
    Field {
        path: &["priority"],
        flag: Some(Flag::number("--priority", "1-5", "The priority, 1 to 5; 5 is the highest (Kore.ai)")),
        question: Some(Question { turn: 9, text: "priority, 1 to 5 (5 is the highest)" }),
        label: "priority",
        kinds: Kinds { required: ALL_BUT_ADVANCED, allowed: ALL },
        shape: Shape::One(leaf::priority),
        example: "5",
        help: "The priority over other campaigns; 5 is the highest",
        ..FIELD
    },
    Field {
        path: &["format"],
        flag: Some(Flag::text("--format", "FORMAT", "sms: simple (one text) or advanced (a flow) (Kore.ai)")),
        question: Some(Question { turn: 2, text: "format: simple sends one text, advanced runs a flow" }),
        label: "format",
        kinds: Kinds::needed(SMS),
        shape: Shape::One(leaf::format),
        also_called: Some("direction"),
        decides: Decides::Kind,
        example: "simple",
        help: "One text for everybody, or a flow that answers",
        ..FIELD
    },
    // Simple sms needs one of the three texts, which is checked where they are read.
    Field {
        path: &["message", "message"],
        kinds: Kinds::optional(SIMPLE),
        shape: Shape::One(leaf::base64),
        alternatives: MESSAGE_TEXTS,
        is_of_one_campaign: true,
        example: "SGVsbG8=",
        help: "The text in the platform's own form",
        ..FIELD
    },
    Field {
        path: &["message", "text"],
        flag: Some(Flag::text("--message", "TEXT", "sms: the text, as people read it (Kore.ai)")),
        question: Some(Question { turn: 13, text: "text of the sms" }),
        kinds: Kinds::optional(SIMPLE),
        shape: Shape::Words(Words::Text, leaf::message_text),
        alternatives: MESSAGE_TEXTS,
        is_of_one_campaign: true,
        example: "Your bill is due.",
        help: "The text as people read it; kcamp encodes it",
        ..FIELD
    },
    Field {
        path: &["message", "file"],
        flag: Some(Flag::text("--message-file", "FILE", "sms: a file with the text (Kore.ai)")),
        kinds: Kinds::optional(SIMPLE),
        shape: Shape::Words(Words::Name, leaf::name),
        alternatives: MESSAGE_TEXTS,
        is_of_one_campaign: true,
        example: "message.txt",
        help: "A file with the text as people read it; the path is relative to the campaign file",
        ..FIELD
    },
    Field {
        path: &["message", "template_name"],
        flag: Some(Flag::text(
            "--template",
            "NAME",
            "sms: the template's name, whose body the message matches (Kore.ai)",
        )),
        label: "template name",
        kinds: Kinds::optional(SIMPLE),
        shape: Shape::Words(Words::Name, leaf::name),
        is_of_one_campaign: true,
        may_look_unfilled: true,
        example: "Welcome",
        help: "The template whose body the text must match",
        ..FIELD
    },
    Field {
        path: &["message", "templateId"],
        label: "template id",
        kinds: Kinds::optional(SIMPLE),
        shape: Shape::Words(Words::Name, leaf::id_or_empty),
        may_be_empty: true,
        is_of_one_campaign: true,
        example: "dt-1",
        help: "The template's id",
        ..FIELD
    },
    Field {
        path: &["experienceFlowName"],
        flag: Some(Flag::text(
            "--experience-flow",
            "NAME",
            "The experience flow's name (sms advanced, voice Agentless) (Kore.ai)",
        )),
        question: Some(Question { turn: 14, text: "experience flow" }),
        label: "experience flow",
        kinds: Kinds::needed(WITH_FLOW),
        shape: Shape::Words(Words::Name, leaf::name),
        may_look_unfilled: true,
        example: "Support flow",
        help: "The experience flow that speaks or answers, by name",
        ..FIELD
    },
    Field {
        path: &["dialingMode"],
        flag: Some(Flag::text(
            "--dialing-mode",
            "MODE",
            "voice: Agentless, Progressive or Preview (Kore.ai)",
        )),
        question: Some(Question { turn: 3, text: "dialing mode" }),
        label: "dialing mode",
        kinds: Kinds::needed(VOICE),
        shape: Shape::One(leaf::dialing_mode),
        decides: Decides::Kind,
        example: "Agentless",
        help: "Who speaks: a flow, the next free agent, or an agent who has looked at the contact",
        ..FIELD
    },
    Field {
        path: &["queue_name"],
        flag: Some(Flag::text("--queue", "NAME", "voice: the queue's name (Progressive, Preview) (Kore.ai)")),
        question: Some(Question { turn: 15, text: "queue" }),
        label: "queue",
        kinds: Kinds::needed(WITH_QUEUE),
        shape: Shape::Words(Words::Name, leaf::name),
        may_look_unfilled: true,
        example: "Sales",
        help: "The agents' queue, by name",
        ..FIELD
    },
    Field {
        path: &["maxSkips"],
        flag: Some(Flag::number(
            "--max-skips",
            "NUMBER",
            "voice, Preview: how many contacts an agent may skip (Kore.ai)",
        )),
        question: Some(Question { turn: 16, text: "how many contacts an agent may skip" }),
        label: "number of skips",
        kinds: Kinds::needed(PREVIEW),
        shape: Shape::Whole(&WholeNumbers {
            range: SKIPS,
            digits: pattern::FROM_ONE,
            code: "campaign/max-skips-invalid",
        }),
        example: "1",
        help: "How many contacts an agent may skip",
        ..FIELD
    },
    Field {
        path: &["enableMachineDetect"],
        flag: Some(Flag::text(
            "--machine-detect",
            "WHAT",
            "voice, Agentless: no, detect or disconnect (Kore.ai)",
        )),
        question: Some(Question { turn: 17, text: "machine detection" }),
        label: "machine detection",
        kinds: Kinds::needed(AGENTLESS),
        shape: Shape::One(leaf::machine_detection),
        example: "detect",
        help: "What happens if a machine answers; in YAML, no needs quotes",
        ..FIELD
    },
    Field {
        path: &["dialingStrategy", "callerId", "phoneNumber"],
        flag: Some(Flag::number(
            "--caller-id",
            "NUMBER",
            "The number to call or write from, such as +12025550124 (Kore.ai)",
        )),
        question: Some(Question { turn: 10, text: "number to call or write from, such as +12025550124" }),
        kinds: Kinds::needed(ALL),
        shape: Shape::Words(Words::Name, leaf::phone_number),
        begins_in_defaults: true,
        example: "\"+12025550124\"",
        help: "The verified number that it calls or writes from; in YAML it needs quotes",
        ..FIELD
    },
    Field {
        path: &["dialingStrategy", "callingHours", "frequency"],
        flag: Some(Flag::text(
            "--frequency",
            "FREQUENCY",
            "How the calling hours repeat: WEEKLY, DAILY or CUSTOM (Kore.ai) [default: WEEKLY]",
        )),
        kinds: Kinds::needed(ALL),
        shape: Shape::One(leaf::frequency),
        has_default_of_flags: true,
        begins_in_defaults: true,
        example: "WEEKLY",
        help: "How the calling hours repeat",
        ..FIELD
    },
    Field {
        path: &["dialingStrategy", "callingHours", "timezone"],
        flag: Some(Flag::text(
            "--calling-hours-timezone",
            "ZONE",
            "The zone of the calling hours, such as Asia/Kolkata (Kore.ai)",
        )),
        question: Some(Question { turn: 12, text: "zone of the calling hours, such as Asia/Kolkata" }),
        kinds: Kinds::needed(ALL),
        shape: Shape::One(leaf::zone),
        begins_in_defaults: true,
        example: "America/New_York",
        help: "The zone in which the calling hours are",
        ..FIELD
    },
    Field {
        path: &["dialingStrategy", "callingHours", "days"],
        flag: Some(Flag::text(
            "--calling-hours",
            "DAYS HOURS",
            "When contacts may be reached, such as \"Mon-Fri 9:00 AM-6:00 PM\"; give it again for more (Kore.ai)",
        )),
        question: Some(Question { turn: 11, text: "calling hours, such as Mon-Fri 9:00 AM-6:00 PM" }),
        repeat: Repeat::Items,
        kinds: Kinds::needed(ALL),
        shape: Shape::ListOfKeys,
        begins_in_defaults: true,
        example: "[{days: Mon-Fri, start: 9:00 AM, end: 6:00 PM}]",
        help: "When people may be reached, whatever the schedule says",
        ..FIELD
    },
    Field {
        path: &["dialingStrategy", "callingHours", "days", "day"],
        shape: Shape::One(leaf::window_day),
        example: "MO",
        help: "One day",
        ..FIELD
    },
    Field {
        path: &["dialingStrategy", "callingHours", "days", "days"],
        shape: Shape::One(leaf::window_days),
        example: "Mon-Fri",
        help: "Several days, each with these hours",
        ..FIELD
    },
    Field {
        path: &["dialingStrategy", "callingHours", "days", "start"],
        shape: Shape::One(leaf::time_of_day),
        example: "9:00 AM",
        help: "The first minute",
        ..FIELD
    },
    Field {
        path: &["dialingStrategy", "callingHours", "days", "end"],
        shape: Shape::One(leaf::time_of_day),
        example: "6:00 PM",
        help: "The end, after the start on the same day",
        ..FIELD
    },
    Field {
        path: &["dialingStrategy", "dialingOrder"],
        flag: Some(Flag::text("--dialing-order", "ORDER", "voice: FIFO or LIFO (Kore.ai)")),
        question: Some(Question { turn: 18, text: "dialing order" }),
        label: "dialing order",
        kinds: Kinds::needed(VOICE),
        shape: Shape::One(leaf::dialing_order),
        example: "FIFO",
        help: "Whether the oldest or the newest contact is called first",
        ..FIELD
    },
    Field {
        path: &["dialingStrategy", "maxAttemptsPerRecord"],
        flag: Some(flags::MAX_ATTEMPTS),
        question: Some(Question { turn: 19, text: "attempts for each contact, 1 to 100" }),
        label: "number of attempts",
        kinds: Kinds::needed(VOICE),
        shape: Shape::Whole(&WholeNumbers {
            range: ATTEMPTS,
            digits: "[1-9][0-9]?|100",
            code: "campaign/max-attempts-out-of-range",
        }),
        example: "3",
        help: "Number of attempts for each contact",
        ..FIELD
    },
    Field {
        path: &["dialingStrategy", "defaultRetryPeriod"],
        flag: Some(Flag::minutes(
            "--retry-period",
            "DURATION",
            "voice: time between attempts, 1m to 24h; a bare number counts minutes (Kore.ai)",
        )),
        question: Some(Question { turn: 20, text: "minutes between attempts, 1 to 1440" }),
        label: "retry period in minutes",
        kinds: Kinds::needed(VOICE),
        shape: Shape::Whole(&WholeNumbers {
            range: RETRY_PERIOD_MINUTES,
            digits: "[1-9][0-9]{0,2}|1[0-3][0-9]{2}|14[0-3][0-9]|1440",
            code: "campaign/retry-period-out-of-range",
        }),
        example: "10",
        help: "Time between two attempts, in minutes",
        ..FIELD
    },
    Field {
        path: &["dialingStrategy", "maxRingTime"],
        flag: Some(Flag::seconds(
            "--max-ring-time",
            "DURATION",
            "voice: how long it rings, 5s to 2m; a bare number counts seconds (Kore.ai)",
        )),
        question: Some(Question { turn: 21, text: "seconds of ringing, 5 to 120" }),
        label: "ring time in seconds",
        kinds: Kinds::needed(VOICE),
        shape: Shape::Whole(&WholeNumbers {
            range: RING_TIME_SECONDS,
            digits: "[5-9]|[1-9][0-9]|1[01][0-9]|120",
            code: "campaign/ring-time-out-of-range",
        }),
        example: "30",
        help: "How long it rings, in seconds",
        ..FIELD
    },
    // The word, or a mapping whose contents are checked where they are read.
    Field {
        path: &["schedule"],
        shape: Shape::OneOrKeys(leaf::no_schedule),
        is_of_one_campaign: true,
        example: "none",
        help: "When the campaign runs, switched on by a second call after the create; or only isSchedulingEnabled: false; or none, to let kcamp apply switch the schedule off",
        ..FIELD
    },
    Field {
        path: &["schedule", "isSchedulingEnabled"],
        shape: Shape::One(leaf::switch),
        example: "false",
        help: "only false for no schedule",
        ..FIELD
    },
    Field {
        path: &["schedule", "startDateTime"],
        shape: Shape::One(leaf::wall_time),
        example: "2027-01-04 09:00:00",
        help: "The start, local time in timezone",
        ..FIELD
    },
    Field {
        path: &["schedule", "endDateTime"],
        shape: Shape::One(leaf::wall_end),
        example: "2027-06-30 18:00:00",
        help: "The end, inclusive, local time in timezone; only a day means the end of that day",
        ..FIELD
    },
    Field {
        path: &["schedule", "timezone"],
        shape: Shape::One(leaf::zone),
        example: "America/New_York",
        help: "The zone in which the times of the schedule are; without it the platform's own clock",
        ..FIELD
    },
    Field {
        path: &["schedule", "recurrenceObject", "recurType"],
        shape: Shape::One(leaf::recurrence),
        example: "Daily",
        help: "How it repeats",
        ..FIELD
    },
    Field {
        path: &["schedule", "recurrenceObject", "dailyDetails", "onceEveryNdays"],
        shape: Shape::One(leaf::interval),
        example: "1",
        help: "Repeat every N days, counted from the start",
        ..FIELD
    },
    Field {
        path: &["schedule", "recurrenceObject", "weeklyDetails", "onceEveryNweeks"],
        shape: Shape::One(leaf::interval),
        example: "1",
        help: "Repeat every N weeks, counted from the week of the start",
        ..FIELD
    },
    Field {
        path: &["schedule", "recurrenceObject", "weeklyDetails", "whichDays"],
        shape: Shape::One(leaf::schedule_days),
        example: "[Mon, Wed]",
        help: "The days",
        ..FIELD
    },
];
