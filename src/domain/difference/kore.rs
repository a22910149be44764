//! The fields of a campaign of Kore.ai, as they are compared. Kore.ai contract §6, §7 and §8.

use super::Old;
use super::row::{Row, Sent};
use crate::domain::calling_hours::{parse_time, wire_time};
use crate::domain::kore_campaign::{Channel, DialingMode, KoreCampaign, ListName, Sms, Voice};
use crate::domain::live::{LiveCallingHours, LiveCampaign, LiveDialing, LiveKoreCampaign};
use crate::domain::weekday::Weekday;

type Field = Row<KoreCampaign>;

/// In the order of a campaign file.
pub(super) static ROWS: &[Field] = &[
    Field::new(
        "campaignType",
        |it| Sent::some(it.campaign_type().wire_name()),
        |live| read(live, |own| own.campaign_type.map(|kind| kind.wire_name().to_owned())),
    )
    .fixed(),
    Field::new("name", |it| Sent::some(&it.name), |live| Old::Read(Some(live.name.clone()))),
    Field::new(
        "description",
        |it| Sent::Value(it.description.as_ref().map(ToString::to_string)),
        |live| Old::Read(live.description.clone()),
    )
    .private(),
    Field::new(
        "contactLists",
        |it| Sent::some(sorted(it.contact_lists.iter().map(ListName::as_str).collect())),
        |live| Old::Read(Some(sorted(live.contact_lists().iter().map(String::as_str).collect()))),
    ),
    Field::new(
        "dncLists",
        |it| Sent::Value(it.dnc_list.as_ref().map(ToString::to_string)),
        |live| read(live, |own| own.dnc_list.clone()),
    ),
    Field::new(
        "priority",
        |it| Sent::Value(it.priority.map(|priority| priority.number().to_string())),
        |live| read(live, |own| own.priority.map(|priority| priority.to_string())),
    ),
    Field::new("format", |it| Sent::if_of_its_kind(format(it)), |live| read(live, |own| own.format.clone())),
    Field::new(
        "template_name",
        |it| match simple(it) {
            Some((_, name, _)) => Sent::Value(name.cloned()),
            None => Sent::NotOfItsKind,
        },
        |live| read(live, |own| own.template_name.clone()),
    ),
    Field::new(
        "templateId",
        |it| match simple(it) {
            // The platform adds the id of a template that was sent by its name.
            Some((_, Some(_), None)) | None => Sent::NotOfItsKind,
            Some((_, _, id)) => Sent::Value(id.cloned()),
        },
        |live| read(live, |own| own.template_id.clone()),
    ),
    Field::new(
        "message",
        |it| Sent::if_of_its_kind(simple(it).map(|(message, ..)| message)),
        // With a template the text is the template's, not what was sent.
        |live| match live.kore() {
            Some(LiveKoreCampaign { template_name: None, template_id: None, message, .. }) => {
                Old::Read(message.clone())
            }
            _ => Old::NotReadable,
        },
    )
    .private(),
    Field::new(
        "dialingMode",
        |it| Sent::if_of_its_kind(mode(it).map(DialingMode::wire_name)),
        |live| read(live, |own| own.dialing_mode.clone()),
    ),
    Field {
        is_comparable: is_of_one_mode,
        ..Field::new(
            "experienceFlowName",
            |it| Sent::if_of_its_kind(experience_flow(it)),
            // An advanced sms has a flow too, which no read names.
            |live| connection(live, live.kore().is_some_and(|own| own.dialing_mode.is_some())),
        )
    },
    Field {
        is_comparable: is_of_one_mode,
        ..Field::new("queue_name", |it| Sent::if_of_its_kind(queue(it)), |live| connection(live, true))
    },
    Field::new(
        "enableMachineDetect",
        |it| match mode(it) {
            Some(DialingMode::Agentless { machine_detection, .. }) => {
                Sent::some(machine_detection.wire_name())
            }
            _ => Sent::NotOfItsKind,
        },
        |_| Old::NotReadable,
    ),
    Field::new(
        "maxSkips",
        |it| match mode(it) {
            Some(DialingMode::Preview { max_skips, .. }) => Sent::some(max_skips),
            _ => Sent::NotOfItsKind,
        },
        |live| dialing(live, |it| it.max_skips),
    ),
    Field::new(
        "dialingOrder",
        |it| Sent::if_of_its_kind(voice(it).map(|it| it.dialing_order.wire_name())),
        |live| read(live, |own| own.dialing.order.clone()),
    ),
    Field::new(
        "maxAttemptsPerRecord",
        |it| Sent::if_of_its_kind(voice(it).map(|it| it.max_attempts)),
        |live| dialing(live, |it| it.max_attempts),
    ),
    Field::new(
        "defaultRetryPeriod",
        |it| Sent::if_of_its_kind(voice(it).map(|it| it.retry_period_minutes)),
        |live| dialing(live, |it| it.retry_period_minutes),
    ),
    Field::new(
        "maxRingTime",
        |it| Sent::if_of_its_kind(voice(it).map(|it| it.max_ring_time_seconds)),
        |live| dialing(live, |it| it.max_ring_time_seconds),
    ),
    Field::new(
        "callerId",
        |it| Sent::some(it.caller_id.as_str()),
        |live| read(live, |own| own.caller_id.clone()),
    )
    .private(),
    Field::new(
        "frequency",
        |it| Sent::some(it.calling_hours.frequency.wire_name()),
        |live| hours(live, |hours| hours.frequency.clone()),
    ),
    Field::new(
        "timezone",
        |it| Sent::some(it.calling_hours.zone.name()),
        |live| hours(live, |hours| hours.timezone.clone()),
    ),
    Field::new(
        "callingHours",
        |it| {
            Sent::some(windows(it.calling_hours.windows.iter().map(|it| {
                let span = format!("{}-{}", wire_time(it.start), wire_time(it.end));
                (it.day.two_letter().to_owned(), Some(it.day), span)
            })))
        },
        |live| hours(live, |hours| Some(same_hours(hours))),
    ),
];

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

/// The text of a simple sms, the name of its template, and that one's id.
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

fn read(live: &LiveCampaign, value: impl Fn(&LiveKoreCampaign) -> Option<String>) -> Old {
    Old::Read(live.kore().and_then(value))
}

/// What a campaign is connected with is of its dialing mode.
fn is_of_one_mode(live: &LiveCampaign, campaign: &KoreCampaign) -> bool {
    live.kore().and_then(|own| own.dialing_mode.as_deref()) == mode(campaign).map(DialingMode::wire_name)
}

/// The queue or the flow, where the answer names it.
fn connection(live: &LiveCampaign, is_named: bool) -> Old {
    match live.kore().and_then(|own| own.connection.clone()) {
        Some(name) if is_named => Old::Read(Some(name)),
        _ => Old::NotReadable,
    }
}

fn dialing(live: &LiveCampaign, number: impl Fn(&LiveDialing) -> Option<u64>) -> Old {
    read(live, |own| number(&own.dialing).map(|number| number.to_string()))
}

fn hours(live: &LiveCampaign, of: impl Fn(&LiveCallingHours) -> Option<String>) -> Old {
    Old::Read(live.calling_hours().and_then(of))
}

/// Names whose order has no meaning.
fn sorted(mut names: Vec<&str>) -> String {
    names.sort_unstable();
    names.join(", ")
}

/// The windows of a campaign that is there, in the spelling of those that are sent.
fn same_hours(live: &LiveCallingHours) -> String {
    let same = |time: &str| parse_time(time).map_or_else(|_| time.to_owned(), wire_time);
    windows(
        live.windows.iter().map(|it| {
            (it.day.clone(), it.day.parse().ok(), format!("{}-{}", same(&it.start), same(&it.end)))
        }),
    )
}

/// `MO TU 9:00 AM-6:00 PM; SA 10:00 AM-2:00 PM`: in the order of the week, days that follow each other with the same
/// hours together.
fn windows(windows: impl Iterator<Item = (String, Option<Weekday>, String)>) -> String {
    let mut windows: Vec<_> = windows.collect();
    windows.sort_by_key(|(_, day, _)| day.map(|day| day as u8));
    let mut groups: Vec<(String, Vec<String>)> = Vec::new();
    for (day, _, span) in windows {
        match groups.last_mut() {
            Some((known, days)) if *known == span => days.push(day),
            _ => groups.push((span, vec![day])),
        }
    }
    let shown: Vec<String> = groups.iter().map(|(span, days)| format!("{} {span}", days.join(" "))).collect();
    shown.join("; ")
}
