//! The fields of a campaign of Kore.ai itself: its name, its people, and what it says. Kore.ai contract §6, §7 and §8.

use super::values::{connection, experience_flow, format, is_of_one_mode, mode, simple, text};
use super::{AGENTLESS, ALL, ALL_BUT_ADVANCED, PREVIEW, SIMPLE, SMS, VOICE, WITH_FLOW, WITH_QUEUE};
use crate::domain::field::kind::Kinds;
use crate::domain::field::{
    CampaignValue, Decides, FIELD, Field, Flag, Live, Question, Repeat, Sent, SentValue, Shape, WholeNumbers,
    Words, flags, leaf, pattern,
};
use crate::domain::kore_campaign::{DialingMode, Priority, SKIPS};
use crate::domain::live::LiveKoreCampaign;
use crate::domain::plain::{PlainField, PlainForm};

/// The keys for the one text of an sms.
const MESSAGE_TEXTS: &[&[&str]] = &[&["message", "message"], &["message", "text"], &["message", "file"]];

pub(super) const ROWS: &[Field] = &[
    Field {
        path: &["platform"],
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
        sent: Sent::Kore(|it| SentValue::some(&it.name)),
        live: |live| Live::text(Some(live.name.clone())),
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
        kinds: Kinds { required: ALL_BUT_ADVANCED, allowed: ALL },
        shape: Shape::Words(Words::Description, leaf::description),
        example: "Reminds people of a bill",
        help: "What the campaign is for",
        sent: Sent::Kore(|it| SentValue::some_or_none(it.description.as_ref())),
        live: |live| Live::text(live.description.clone()),
        is_private: true,
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
        sent: Sent::Kore(|it| SentValue::some(it.campaign_type().wire_name())),
        live: |live| text(live, |own| own.campaign_type.map(|kind| kind.wire_name().to_owned())),
        decides_who_hears_what: true,
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
        sent: Sent::Kore(|it| SentValue::names(&it.contact_lists)),
        live: |live| Live::Read(Some(CampaignValue::Names(live.contact_lists().to_vec()))),
        decides_who_hears_what: true,
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
        sent: Sent::Kore(|it| SentValue::some_or_none(it.dnc_list.as_ref())),
        live: |live| text(live, |own| own.dnc_list.clone()),
        decides_who_hears_what: true,
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
        kinds: Kinds { required: ALL_BUT_ADVANCED, allowed: ALL },
        shape: Shape::One(leaf::priority),
        example: "5",
        help: "The priority over other campaigns; 5 is the highest",
        sent: Sent::Kore(|it| SentValue::some_or_none(it.priority.map(Priority::number))),
        live: |live| Live::number(live.kore().and_then(|own| own.priority.map(u64::from))),
        ..FIELD
    },
    Field {
        path: &["format"],
        flag: Some(Flag::text("--format", "FORMAT", "sms: simple (one text) or advanced (a flow) (Kore.ai)")),
        question: Some(Question { turn: 2, text: "format: simple sends one text, advanced runs a flow" }),
        kinds: Kinds::needed(SMS),
        shape: Shape::One(leaf::format),
        also_called: Some("direction"),
        decides: Decides::Kind,
        example: "simple",
        help: "One text for everybody, or a flow that answers",
        sent: Sent::Kore(|it| SentValue::if_of_its_kind(format(it))),
        live: |live| text(live, |own| own.format.clone()),
        decides_who_hears_what: true,
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
        sent: Sent::Kore(|it| SentValue::if_of_its_kind(simple(it).map(|(message, ..)| message))),
        live: |live| match live.kore() {
            // With a template the text is the template's, not what was sent.
            Some(LiveKoreCampaign { template_name: None, template_id: None, message, .. }) => {
                Live::text(message.clone())
            }
            own => Live::NotReturned { instead: own.and_then(|own| own.message.clone()) },
        },
        called: "message",
        decides_who_hears_what: true,
        is_private: true,
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
        sent: Sent::Kore(|it| match simple(it) {
            Some((_, name, _)) => SentValue::some_or_none(name),
            None => SentValue::NotForThisKind,
        }),
        live: |live| text(live, |own| own.template_name.clone()),
        decides_who_hears_what: true,
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
        sent: Sent::Kore(|it| match simple(it) {
            // The platform adds the id of a template that was sent by its name.
            Some((_, Some(_), None)) | None => SentValue::NotForThisKind,
            Some((_, _, id)) => SentValue::some_or_none(id),
        }),
        live: |live| match live.kore() {
            Some(LiveKoreCampaign { template_id: Some(id), template_name: Some(_), .. }) => {
                Live::Implied(CampaignValue::text(id.clone()))
            }
            _ => text(live, |own| own.template_id.clone()),
        },
        decides_who_hears_what: true,
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
        sent: Sent::Kore(|it| SentValue::if_of_its_kind(experience_flow(it))),
        live: |live| {
            // An advanced sms has a flow too, which no read names.
            connection(live, live.kore().is_some_and(|own| own.dialing_mode.is_some()))
        },
        is_comparable: is_of_one_mode,
        is_in_lists_alone: true,
        decides_who_hears_what: true,
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
        sent: Sent::Kore(|it| SentValue::if_of_its_kind(mode(it).map(DialingMode::wire_name))),
        live: |live| text(live, |own| own.dialing_mode.clone()),
        decides_who_hears_what: true,
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
        sent: Sent::Kore(|it| SentValue::if_of_its_kind(it.queue())),
        live: |live| connection(live, true),
        is_comparable: is_of_one_mode,
        is_in_lists_alone: true,
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
        sent: Sent::Kore(|it| match mode(it) {
            Some(DialingMode::Preview { max_skips, .. }) => SentValue::number(*max_skips),
            _ => SentValue::NotForThisKind,
        }),
        plain: Some(PlainField {
            form: PlainForm::Number,
            in_tables: Some("skips allowed"),
            about: "How many contacts an agent may skip (Kore.ai, voice, `Preview`).",
        }),
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
        sent: Sent::Kore(|it| match mode(it) {
            Some(DialingMode::Agentless { machine_detection, .. }) => {
                SentValue::some(machine_detection.wire_name())
            }
            _ => SentValue::NotForThisKind,
        }),
        ..FIELD
    },
];
