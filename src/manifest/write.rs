//! Writes a live campaign as a campaign file: its text, and the same as a document.
//!
//! The table of fields has the place of each field, and [`Field::written`] has its live value. A field that the
//! platform does not return becomes a comment in the text, and is listed separately. No value is invented.

use super::node::LIVE_NAME;
use super::node::Node;
use super::reader::unfilled_or_masked;
use crate::domain::difference::unknown_keys;
use crate::domain::field::kind::{KindSet, kind_of};
use crate::domain::field::{CampaignValue, Field, Live, Shape, Table, Words};
use crate::domain::kore_campaign::CampaignType;
use crate::domain::live::{LiveCampaign, LiveKoreCampaign, LiveWindow};
use crate::domain::name::shows_nothing;
use crate::domain::plain::PlainValue;
use crate::domain::platform_kind::PlatformKind;
use crate::domain::plural::first_of;

#[cfg(test)]
mod burki_tests;
mod schedule;
mod yaml;

pub use schedule::{WrittenSchedule, one_run, schedule_block, schedule_document};
pub(super) use yaml::{Tree, YamlBlock, quoted};

/// The turn of the last question about the kind of a campaign. The fields up to this turn are at the top of its file.
const LAST_TURN_AT_THE_TOP: u8 = 6;

/// How many keys that are not read a file names.
const UNKNOWN_NAMED_MAX: usize = 10;

/// A campaign file of a live campaign.
#[derive(Debug)]
pub struct Written {
    /// The file's text, YAML, ending with a line feed.
    pub text: String,
    /// The text as a document, with places in the text.
    pub document: Node,
    /// The fields that the file needs and the platform does not return.
    pub not_returned: Vec<&'static Field>,
}

/// Writes a campaign as a campaign file. If the answer does not have its type, a campaign with a dialing mode
/// counts as voice.
pub fn write(campaign: &LiveCampaign) -> Written {
    write_scheduled(campaign, &WrittenSchedule::None)
}

/// Like [`write()`], with the campaign's schedule.
pub fn write_scheduled(campaign: &LiveCampaign, schedule: &WrittenSchedule) -> Written {
    let FileDraft { block, not_returned } = unprinted(campaign, schedule);
    let (text, document) = block.print(LIVE_NAME);
    Written { text, document, not_returned }
}

/// Several campaigns as campaign files, and a file of defaults with what all of them share.
#[derive(Debug)]
pub struct WrittenTogether {
    /// Each campaign's file, without the fields in the defaults.
    pub campaigns: Vec<Written>,
    /// The text of the defaults; `None` where the campaigns have nothing in common, or there are fewer than two.
    pub defaults: Option<String>,
}

/// Writes several campaigns of one platform, each with its schedule as in [`write_scheduled`].
pub fn write_together(campaigns: &[(&LiveCampaign, &WrittenSchedule)]) -> WrittenTogether {
    let whole: Vec<FileDraft> = campaigns.iter().map(|(live, schedule)| unprinted(live, schedule)).collect();
    let shared = match whole.as_slice() {
        [first, others @ ..] if !others.is_empty() => {
            others.iter().fold(first.block.inheritable(), |shared, other| shared.shared_with(&other.block))
        }
        _ => YamlBlock::default(),
    };
    let print = |FileDraft { block, not_returned }: FileDraft| {
        let (text, document) = block.without(&shared).print(LIVE_NAME);
        Written { text, document, not_returned }
    };
    let defaults = (!shared.is_empty()).then(|| shared.print(LIVE_NAME).0);
    WrittenTogether { campaigns: whole.into_iter().map(print).collect(), defaults }
}

/// A campaign file that is not printed yet.
struct FileDraft {
    block: YamlBlock,
    not_returned: Vec<&'static Field>,
}

fn unprinted(campaign: &LiveCampaign, schedule: &WrittenSchedule) -> FileDraft {
    let mut campaign = campaign.clone();
    let kind = campaign.kore_mut().map_or(KindSet::ALL, complete);
    let platform = campaign.platform();
    let mut block = YamlBlock::default();
    if platform != PlatformKind::Kore {
        block.put(&["platform"], Tree::text(&platform.to_string()));
    }
    let mut fields: Vec<&'static Field> = Table::of(platform).own_fields().collect();
    fields.sort_by_key(|field| field.question.is_none_or(|question| question.turn > LAST_TURN_AT_THE_TOP));
    fields.retain(|field| field.kinds.allowed.includes(kind));
    let mut not_returned = Vec::new();
    for field in fields {
        let missing = match field.written(&campaign) {
            None | Some(Live::Implied(_)) => continue,
            Some(Live::Read(value)) => match value.and_then(|value| tree(field, value)) {
                Some(tree) => {
                    block.put(field.path, tree);
                    continue;
                }
                // Only one of the alternative fields is needed.
                None if field.alternatives.is_empty() => continue,
                None => "not returned by the platform".to_owned(),
            },
            Some(Live::Unread(_)) => "returned by the platform in a form that kcamp does not read".to_owned(),
            Some(Live::NotReturned { instead }) => {
                let seen = instead.map(|text| format!("; it returns {}", quoted(&text)));
                format!("not returned by the platform{}", seen.unwrap_or_default())
            }
        };
        let (above, key) = field.path.split_at(field.path.len() - 1);
        block.comment(above, &format!("{}: {missing}; fill in before a create", key[0]));
        not_returned.push(field);
    }
    let unknown = unknown_keys(&campaign);
    if !unknown.is_empty() {
        let names = quoted(&first_of(&unknown, UNKNOWN_NAMED_MAX, ", "));
        block.comment(&[], &format!("returned by the platform and not read by kcamp: {names}"));
    }
    schedule.put_into(&mut block);
    FileDraft { block, not_returned }
}

/// The kind of a Kore.ai campaign. Sets its type if it is missing.
fn complete(own: &mut LiveKoreCampaign) -> KindSet {
    let by_mode = if own.dialing_mode.is_some() { CampaignType::Voice } else { CampaignType::Sms };
    let campaign_type = *own.campaign_type.get_or_insert(by_mode);
    kind_of(campaign_type, own.format.as_deref(), own.dialing_mode.as_deref())
}

/// A value in the form of a file; `None` if it is empty.
fn tree(field: &Field, value: CampaignValue) -> Option<Tree> {
    let tree = match value {
        CampaignValue::Plain(PlainValue::Text(text)) if field.may_look_unfilled => named(given(&text)?),
        CampaignValue::Plain(PlainValue::Text(text)) => Tree::text(given(&text)?),
        CampaignValue::Plain(PlainValue::Number(number)) => Tree::number(number),
        CampaignValue::Names(names) | CampaignValue::Plain(PlainValue::Words(names)) => {
            let write = if field.may_look_unfilled { named } else { Tree::text };
            Tree::List(names.iter().filter_map(|name| given(name)).map(write).collect())
        }
        CampaignValue::Plain(PlainValue::Pairs(pairs)) => {
            // A text may be empty, but a name may not.
            let may_be_empty = matches!(field.shape, Shape::Words(Words::Text, _));
            let given_pairs = pairs.iter().filter(|(_, text)| may_be_empty || given(text).is_some());
            Tree::mapping(given_pairs.map(|(name, text)| (name.as_str(), Tree::text(text))))
        }
        CampaignValue::Windows(windows) => Tree::List(windows.iter().map(window).collect()),
    };
    Some(tree).filter(|tree| !tree.is_empty())
}

/// A name, with the allowance that it needs where it looks like a variable or a mask: the platform has it so.
fn named(name: &str) -> Tree {
    let written = Tree::text(name);
    match unfilled_or_masked(name, "name") {
        Some(problem) => Tree::Allowed(problem.code, Box::new(written)),
        None => written,
    }
}

fn window(window: &LiveWindow) -> Tree {
    let LiveWindow { day, start, end } = window;
    let parts = [("day", day), ("start", start), ("end", end)].into_iter();
    Tree::mapping(parts.filter_map(|(key, text)| Some((key, Tree::text(given(text)?)))))
}

/// The text, unless nothing of it is seen.
fn given(text: &str) -> Option<&str> {
    Some(text).filter(|text| !shows_nothing(text))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::write;
    use crate::domain::finding::Origin;
    use crate::domain::kore_campaign::{CampaignType, Description};
    use crate::domain::live::{LiveCallingHours, LiveCampaign, LiveKoreCampaign, LiveWindow};
    use crate::domain::platform_kind::PlatformKind;
    use crate::domain::samples;
    use crate::domain::zone::Zone;
    use crate::manifest::{CheckContext, Node, NodeEntry, Value, decode, load_bytes};

    fn live() -> LiveCampaign {
        let mut live = samples::live();
        live.name = "Billing: \"due\"".into();
        live.description = Some("two\nlines".into());
        if let Some(own) = live.kore_mut() {
            own.priority = Some(4);
            own.contact_lists = vec!["Customers".into(), "- odd # name".into()];
            own.dnc_list = Some("no".into());
            let window = LiveWindow { day: "MO".into(), start: "9:00 AM".into(), end: "6:00 PM".into() };
            own.calling_hours.iter_mut().for_each(|hours| hours.windows = vec![window.clone()]);
            own.message = Some("Pay\u{202e} now: \u{1f600}".into());
        }
        live
    }

    fn check_context() -> CheckContext {
        CheckContext::new(PlatformKind::Kore, Zone::utc(), jiff::Timestamp::UNIX_EPOCH)
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
            decode(&document(&written.text), &|_| Err("no file".into()), &check_context());
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

    #[test]
    fn names_that_look_like_variables_or_masks_are_allowed_where_they_stand() {
        for name in ["Q1 {B2B}", "%VIP% guests", "Guests xxxx2", "[Name]", "$NAME", "xxx"] {
            let own = LiveKoreCampaign {
                contact_lists: vec!["Customers".into(), name.into()],
                dnc_list: Some(name.into()),
                ..live().kore().cloned().unwrap_or_default()
            };
            let text = write(&LiveCampaign { name: name.into(), own: own.into(), ..live() }).text;
            assert_eq!(text.matches("# kcamp: allow(campaign/").count(), 3, "{text}");
            let mut loaded = load_bytes("a.yaml", text.clone().into_bytes());
            let (manifest, findings) =
                decode(&loaded.documents.remove(0), &|_| Err("no file".into()), &check_context());
            let campaign = manifest.and_then(|it| it.campaign.into_kore());
            assert_eq!(campaign.as_ref().map(|it| it.name.as_str()), Some(name), "{text}");
            assert!(findings.has_errors(), "{text}");
            let left = loaded.allowances.apply(findings);
            assert!(left.is_empty(), "{text}\n{left:?}");
        }
    }

    /// The keys and values of a document with their places, without the name of the text.
    fn values(node: &Node) -> Vec<String> {
        let place = |origin: &Origin| match origin {
            Origin::Text { span, .. } => format!("{span:?}"),
            other => format!("{other:?}"),
        };
        match &node.value {
            Value::Sequence(items) => items.iter().flat_map(values).collect(),
            Value::Mapping(entries) => {
                let below = |entry: &NodeEntry| {
                    let key = format!("{} {}", entry.key.value, place(&entry.key.origin));
                    std::iter::once(key).chain(values(&entry.value)).collect::<Vec<_>>()
                };
                entries.iter().flat_map(below).collect()
            }
            scalar => vec![format!("{scalar:?} {}", place(&node.origin))],
        }
    }

    /// The keys of a document that have no value, or an empty text.
    pub(super) fn empty_keys(node: &Node) -> Vec<String> {
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
            let written = write(&campaign);
            prop_assert_eq!(empty_keys(&document(&written.text)), Vec::<String>::new(), "{}", written.text);
            prop_assert_eq!(values(&written.document), values(&document(&written.text)), "{}", written.text);
        }
    }
}
