//! The fields of a campaign of Kore.ai, as they are compared. Kore.ai contract §6, §7 and §8.

use super::live_value::{Live, LiveValue, windows};
use super::row::{Row, SentCampaign, SentValue, ValueOf, WhenNotSent};
use crate::domain::calling_hours::wire_time;
use crate::domain::kore_campaign::{Channel, DialingMode, KoreCampaign, Sms, Voice};
use crate::domain::live::{LiveCampaign, LiveKoreCampaign};
use crate::domain::plain::{PlainField, PlainForm, PlainValue};

/// The rows, in the order of a campaign file.
pub(super) static ROWS: &[Row] = &[
    field(
        &["campaignType"],
        |it| SentValue::some(it.campaign_type().wire_name()),
        |live| text(live, |own| own.campaign_type.map(|kind| kind.wire_name().to_owned())),
    )
    .whom_or_what()
    .fixed(),
    field(&["name"], |it| SentValue::some(&it.name), |live| Live::text(Some(live.name.clone()))),
    field(
        &["description"],
        |it| SentValue::Value(it.description.as_ref().map(ToString::to_string)),
        |live| Live::text(live.description.clone()),
    )
    .private(),
    field(
        &["contactLists"],
        |it| {
            SentValue::some(
                LiveValue::Names(it.contact_lists.iter().map(ToString::to_string).collect()).compared(),
            )
        },
        |live| Live::Read(Some(LiveValue::Names(live.contact_lists().to_vec()))),
    )
    .whom_or_what(),
    field(
        &["dncLists"],
        |it| SentValue::Value(it.dnc_list.as_ref().map(ToString::to_string)),
        |live| text(live, |own| own.dnc_list.clone()),
    )
    .whom_or_what(),
    field(
        &["priority"],
        |it| SentValue::Value(it.priority.map(|priority| priority.number().to_string())),
        |live| number(live, |own| own.priority.map(u64::from)),
    ),
    field(
        &["format"],
        |it| SentValue::if_of_its_kind(format(it)),
        |live| text(live, |own| own.format.clone()),
    )
    .whom_or_what(),
    field(
        &["message", "template_name"],
        |it| match simple(it) {
            Some((_, name, _)) => SentValue::Value(name.cloned()),
            None => SentValue::NotForThisKind,
        },
        |live| text(live, |own| own.template_name.clone()),
    )
    .whom_or_what(),
    field(
        &["message", "templateId"],
        |it| match simple(it) {
            // The platform adds the id of a template that was sent by its name.
            Some((_, Some(_), None)) | None => SentValue::NotForThisKind,
            Some((_, _, id)) => SentValue::Value(id.cloned()),
        },
        |live| match live.kore() {
            Some(LiveKoreCampaign { template_id: Some(id), template_name: Some(_), .. }) => {
                Live::Implied(LiveValue::Plain(PlainValue::Text(id.clone())))
            }
            _ => text(live, |own| own.template_id.clone()),
        },
    )
    .whom_or_what(),
    field(
        &["message", "text"],
        |it| SentValue::if_of_its_kind(simple(it).map(|(message, ..)| message)),
        // With a template the text is the template's, not what was sent.
        |live| match live.kore() {
            Some(LiveKoreCampaign { template_name: None, template_id: None, message, .. }) => {
                Live::text(message.clone())
            }
            own => Live::NotReturned { instead: own.and_then(|own| own.message.clone()) },
        },
    )
    .whom_or_what()
    .called("message")
    .private(),
    field(
        &["dialingMode"],
        |it| SentValue::if_of_its_kind(mode(it).map(DialingMode::wire_name)),
        |live| text(live, |own| own.dialing_mode.clone()),
    )
    .whom_or_what(),
    field(
        &["experienceFlowName"],
        |it| SentValue::if_of_its_kind(experience_flow(it)),
        // An advanced sms has a flow too, which no read names.
        |live| connection(live, live.kore().is_some_and(|own| own.dialing_mode.is_some())),
    )
    .comparable_if(is_of_one_mode)
    .in_lists_alone()
    .whom_or_what(),
    field(&["queue_name"], |it| SentValue::if_of_its_kind(queue(it)), |live| connection(live, true))
        .comparable_if(is_of_one_mode)
        .in_lists_alone(),
    field(
        &["enableMachineDetect"],
        |it| match mode(it) {
            Some(DialingMode::Agentless { machine_detection, .. }) => {
                SentValue::some(machine_detection.wire_name())
            }
            _ => SentValue::NotForThisKind,
        },
        |_| Live::NotReturned { instead: None },
    ),
    plain(
        PlainField {
            path: &["maxSkips"],
            form: PlainForm::Number,
            key: "max_skips",
            label: Some("skips allowed"),
            about: "How many contacts an agent may skip (Kore.ai, voice, `Preview`).",
        },
        |it| match mode(it) {
            Some(DialingMode::Preview { max_skips, .. }) => Some(PlainValue::Number((*max_skips).into())),
            _ => None,
        },
    ),
    plain(
        PlainField {
            path: &["dialingStrategy", "dialingOrder"],
            form: PlainForm::Text,
            key: "dialing_order",
            label: Some("dialing order"),
            about: "The order in which contacts are called, in the platform's word (Kore.ai, voice).",
        },
        |it| voice(it).map(|it| PlainValue::Text(it.dialing_order.wire_name().to_owned())),
    ),
    plain(
        PlainField {
            path: &["dialingStrategy", "maxAttemptsPerRecord"],
            form: PlainForm::Number,
            key: "max_attempts_per_record",
            label: Some("attempts"),
            about: "The largest number of attempts for each contact (Kore.ai, voice).",
        },
        |it| voice(it).map(|it| PlainValue::Number(it.max_attempts.into())),
    ),
    plain(
        PlainField {
            path: &["dialingStrategy", "defaultRetryPeriod"],
            form: PlainForm::Number,
            key: "default_retry_period",
            label: Some("retry after (minutes)"),
            about: "Minutes between two attempts (Kore.ai, voice).",
        },
        |it| voice(it).map(|it| PlainValue::Number(it.retry_period_minutes.into())),
    ),
    plain(
        PlainField {
            path: &["dialingStrategy", "maxRingTime"],
            form: PlainForm::Number,
            key: "max_ring_time",
            label: Some("ring time (seconds)"),
            about: "Seconds for which a call may ring (Kore.ai, voice).",
        },
        |it| voice(it).map(|it| PlainValue::Number(it.max_ring_time_seconds.into())),
    ),
    field(
        &["dialingStrategy", "callerId", "phoneNumber"],
        |it| SentValue::some(it.caller_id.as_str()),
        |live| text(live, |own| own.caller_id.clone()),
    )
    .called("callerId")
    .private(),
    field(
        &["dialingStrategy", "callingHours", "frequency"],
        |it| SentValue::some(it.calling_hours.frequency.wire_name()),
        |live| Live::text(live.calling_hours().and_then(|hours| hours.frequency.clone())),
    ),
    field(
        &["dialingStrategy", "callingHours", "timezone"],
        |it| SentValue::some(it.calling_hours.zone.name()),
        |live| Live::text(live.calling_hours().and_then(|hours| hours.timezone.clone())),
    )
    .whom_or_what(),
    field(
        &["dialingStrategy", "callingHours", "days"],
        |it| {
            SentValue::some(windows(it.calling_hours.windows.iter().map(|it| {
                let span = format!("{}-{}", wire_time(it.start), wire_time(it.end));
                (Some(it.day), it.day.two_letter().to_owned(), span)
            })))
        },
        |live| Live::Read(live.calling_hours().map(|hours| LiveValue::Windows(hours.windows.clone()))),
    )
    .whom_or_what()
    .called("callingHours"),
];

const fn field(
    path: &'static [&'static str],
    sent: fn(&KoreCampaign) -> SentValue,
    live: fn(&LiveCampaign) -> Live,
) -> Row {
    Row::new(path, ValueOf::Kore(sent), live)
}

const fn plain(field: PlainField, sent: fn(&KoreCampaign) -> Option<PlainValue>) -> Row {
    Row::plain(field, ValueOf::Kore(sent), WhenNotSent::NotForThisKind)
}

fn voice(campaign: &KoreCampaign) -> Option<&Voice> {
    match &campaign.channel {
        Channel::Voice(voice) => Some(voice),
        Channel::Sms(_) => None,
    }
}

fn mode(campaign: &KoreCampaign) -> Option<&DialingMode> {
    voice(campaign).map(|voice| &voice.mode)
}

fn format(campaign: &KoreCampaign) -> Option<&'static str> {
    match &campaign.channel {
        Channel::Sms(Sms::Simple { .. }) => Some("simple"),
        Channel::Sms(Sms::Advanced { .. }) => Some("advanced"),
        Channel::Voice(_) => None,
    }
}

/// The text of a simple sms, and the name and id of its template.
fn simple(campaign: &KoreCampaign) -> Option<(&str, Option<&String>, Option<&String>)> {
    match &campaign.channel {
        Channel::Sms(Sms::Simple { message, template_name, template_id }) => {
            Some((message.as_str(), template_name.as_ref(), template_id.as_ref()))
        }
        _ => None,
    }
}

fn experience_flow(campaign: &KoreCampaign) -> Option<&str> {
    match &campaign.channel {
        Channel::Sms(Sms::Advanced { experience_flow })
        | Channel::Voice(Voice { mode: DialingMode::Agentless { experience_flow, .. }, .. }) => {
            Some(experience_flow.as_str())
        }
        _ => None,
    }
}

fn queue(campaign: &KoreCampaign) -> Option<&str> {
    match mode(campaign)? {
        DialingMode::Progressive { queue } | DialingMode::Preview { queue, .. } => Some(queue.as_str()),
        DialingMode::Agentless { .. } => None,
    }
}

fn text(live: &LiveCampaign, value: impl Fn(&LiveKoreCampaign) -> Option<String>) -> Live {
    Live::text(live.kore().and_then(value))
}

fn number(live: &LiveCampaign, value: impl Fn(&LiveKoreCampaign) -> Option<u64>) -> Live {
    Live::number(live.kore().and_then(value))
}

/// Whether the live campaign has the same dialing mode; the connection depends on it.
fn is_of_one_mode(live: &LiveCampaign, campaign: SentCampaign<'_>) -> bool {
    let SentCampaign::Kore(campaign) = campaign else { return false };
    live.kore().and_then(|own| own.dialing_mode.as_deref()) == mode(campaign).map(DialingMode::wire_name)
}

/// The queue or the flow, if the answer names it.
fn connection(live: &LiveCampaign, is_named: bool) -> Live {
    let own = live.kore();
    match own.and_then(|own| own.connection.clone()) {
        Some(name) if is_named => Live::text(Some(name)),
        _ => Live::NotReturned { instead: own.and_then(|own| own.experience_flow.clone()) },
    }
}
