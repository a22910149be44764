//! The fields of the dialing strategy of a campaign of Kore.ai. Kore.ai contract §6, §7 and §8.

use super::values::{number, text, voice};
use super::{ALL, VOICE};
use crate::domain::field::kind::Kinds;
use crate::domain::field::{
    CampaignValue, FIELD, Field, Flag, Live, Question, Repeat, Sent, SentValue, Shape, WholeNumbers, Words,
    flags, leaf,
};
use crate::domain::kore_campaign::{ATTEMPTS, RETRY_PERIOD_MINUTES, RING_TIME_SECONDS};
use crate::domain::plain::{PlainField, PlainForm};

pub(super) const ROWS: &[Field] = &[
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
        sent: Sent::Kore(|it| SentValue::some(it.caller_id.as_str())),
        live: |live| text(live, |own| own.caller_id.clone()),
        called: "callerId",
        is_private: true,
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
        sent: Sent::Kore(|it| SentValue::some(it.calling_hours.frequency.wire_name())),
        live: |live| Live::text(live.calling_hours().and_then(|hours| hours.frequency.clone())),
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
        sent: Sent::Kore(|it| SentValue::some(it.calling_hours.zone.name())),
        live: |live| Live::text(live.calling_hours().and_then(|hours| hours.timezone.clone())),
        decides_when: true,
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
        sent: Sent::Kore(|it| SentValue::windows(&it.calling_hours.windows)),
        live: |live| {
            Live::Read(live.calling_hours().map(|hours| CampaignValue::Windows(hours.windows.clone())))
        },
        called: "callingHours",
        decides_when: true,
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
        sent: Sent::Kore(|it| SentValue::if_of_its_kind(voice(it).map(|it| it.dialing_order.wire_name()))),
        plain: Some(PlainField {
            form: PlainForm::Text,
            in_tables: Some("dialing order"),
            about: "The order in which contacts are called, in the platform's word (Kore.ai, voice).",
        }),
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
        sent: Sent::Kore(|it| number(it, |voice| voice.max_attempts)),
        plain: Some(PlainField {
            form: PlainForm::Number,
            in_tables: Some("attempts"),
            about: "The largest number of attempts for each contact (Kore.ai, voice).",
        }),
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
        sent: Sent::Kore(|it| number(it, |voice| voice.retry_period_minutes)),
        plain: Some(PlainField {
            form: PlainForm::Number,
            in_tables: Some("retry after (minutes)"),
            about: "Minutes between two attempts (Kore.ai, voice).",
        }),
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
        sent: Sent::Kore(|it| number(it, |voice| voice.max_ring_time_seconds)),
        plain: Some(PlainField {
            form: PlainForm::Number,
            in_tables: Some("ring time (seconds)"),
            about: "Seconds for which a call may ring (Kore.ai, voice).",
        }),
        ..FIELD
    },
];
