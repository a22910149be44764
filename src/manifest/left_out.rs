//! Required keys that a document leaves out. A key that a file does not have is not managed: over a live campaign,
//! these keys keep their live values. If the platform does not return a value, it is not known.

use super::context::CheckContext;
use super::decode::{Decoded, Manifest, Readable, decode_lacking, platform_of};
use super::load::load_bytes;
use super::node::{LIVE_NAME, Node, Value, overlay};
use super::reader::{ReadText, is_live};
use super::write::write;
use crate::domain::field::{Decides, Field, Table};
use crate::domain::finding::{Findings, Origin, Severity};
use crate::domain::live::LiveCampaign;
use crate::domain::masked::is_masked;
use crate::domain::message::from_base64;
use crate::domain::plan::LeftOut;

/// Looks up the live campaign for a campaign name in a file.
pub type LiveOf<'run> = dyn Fn(&str) -> Option<&'run LiveCampaign> + 'run;

/// The source of the required keys that a document leaves out.
#[derive(Clone, Copy)]
pub enum MissingKeySource<'run> {
    /// There is no source, so the keys are missing.
    Nothing,
    /// The live campaign, if there is one, which was not read yet.
    NotReadYet,
    /// The live campaign, if there is one.
    Live(&'run LiveOf<'run>),
}

/// Maximum number of rounds; further ones would find nothing new. The type of a campaign decides which other fields it
/// needs, which are then filled in. Each of them may have a live value that cannot be sent.
const ROUNDS_MAX: usize = 40;

/// A document with live values for the required keys that it leaves out.
pub(super) struct CompletedDocument {
    document: Node,
    /// The campaign; `None` if it has an error.
    pub(super) manifest: Option<Manifest>,
    /// The parts of the file that could be read, for a campaign that has an error.
    pub(super) readable: Option<Readable>,
    /// The findings about the file.
    pub(super) findings: Findings,
    /// The fields that the document leaves out and whose live values are not known or cannot be sent. Placeholder
    /// values fill their places.
    pub(super) left_out: Vec<LeftOut>,
}

/// Decodes a document over its live campaign.
pub(super) fn decode_over(
    document: &Node,
    live: &LiveCampaign,
    read_text: &ReadText<'_>,
    check_context: &CheckContext,
) -> CompletedDocument {
    let Decoded { manifest, readable, findings, lacking } =
        decode_lacking(document, read_text, check_context);
    let mut over =
        CompletedDocument { document: document.clone(), manifest, readable, findings, left_out: Vec::new() };
    if lacking.is_empty() {
        return over;
    }
    let table = Table::of(platform_of(document, check_context.platform));
    let live_values = LiveValues::of(live, document, table);
    let mut lacking = lacking.fields;
    for _ in 0..ROUNDS_MAX {
        for field in lacking {
            match live_values.of_field(field) {
                Some(value) => overlay(&mut over.document, field.path, value),
                None => over.stand_in(field, None),
            }
        }
        let decoded = decode_lacking(&over.document, read_text, check_context);
        (over.manifest, over.findings, lacking) =
            (decoded.manifest, decoded.findings, decoded.lacking.fields);
        if lacking.is_empty() && !over.replace_unsendable(table) {
            break;
        }
    }
    over
}

impl CompletedDocument {
    /// Puts a placeholder value in the place of a field.
    fn stand_in(&mut self, field: &'static Field, problem: Option<String>) {
        let name = field.name();
        if self.left_out.iter().any(|it| it.field == name) {
            return;
        }
        let example = load_bytes(LIVE_NAME, format!("example: {}\n", field.example).into_bytes());
        let value = example.documents.first().and_then(|it| it.entry("example"));
        if let Some(entry) = value {
            overlay(&mut self.document, field.path, entry.value.clone());
            self.left_out.push(LeftOut { field: name, problem });
        }
    }

    /// Replaces live values that kcamp cannot send, such as an undocumented word of the platform. Returns
    /// whether there were any.
    fn replace_unsendable(&mut self, table: &'static Table) -> bool {
        let errors = self.findings.iter().filter(|it| it.problem.severity == Severity::Error);
        let of_live: Vec<_> = errors.filter(|it| is_live(&it.origin)).cloned().collect();
        let known = self.left_out.len();
        for finding in of_live {
            if let Some(field) = self.field_at(table, &finding.origin) {
                self.stand_in(field, Some(finding.problem.message));
            }
        }
        self.left_out.len() > known
    }

    /// The fields whose live values are not known or cannot be sent, including errors of the live values in the
    /// campaign as a whole. Findings about the file remain.
    pub(super) fn into_left_out(mut self, found: &mut Findings, table: &'static Table) -> Vec<LeftOut> {
        let (of_live, of_file): (Vec<_>, Vec<_>) =
            std::mem::take(found).into_iter().partition(|it| is_live(&it.origin));
        found.extend(of_file);
        for finding in of_live.into_iter().filter(|it| it.problem.severity == Severity::Error) {
            if let Some(field) = self.field_at(table, &finding.origin) {
                let (field, problem) = (field.name(), Some(finding.problem.message));
                self.left_out.push(LeftOut { field, problem });
            }
        }
        self.left_out
    }

    /// The field whose value contains a place.
    fn field_at(&self, table: &'static Table, place: &Origin) -> Option<&'static Field> {
        fn holds(node: &Node, place: &Origin) -> bool {
            node.origin == *place
                || node.entries().iter().any(|it| it.key.origin == *place || holds(&it.value, place))
                || matches!(&node.value, Value::Sequence(items) if items.iter().any(|it| holds(it, place)))
        }
        table.own_fields().find(|field| self.document.at(field.path).is_some_and(|node| holds(node, place)))
    }
}

/// The values of a live campaign that a document may use.
struct LiveValues<'run> {
    values: Node,
    document: &'run Node,
    table: &'static Table,
    /// Whether the document is of another type than the live campaign: none of its values fits.
    is_other_type: bool,
    /// Whether the document is of another kind. For example, a queue belongs to its dialing mode.
    is_other_kind: bool,
}

impl<'run> LiveValues<'run> {
    fn of(live: &LiveCampaign, document: &'run Node, table: &'static Table) -> Self {
        let values = write(live).document;
        let is_other = |decided: Decides| {
            table.decisive().filter(|field| field.decides == decided).any(|field| {
                let given = document.at(field.path).map(|node| &node.value);
                given.is_some_and(|given| Some(given) != values.at(field.path).map(|node| &node.value))
            })
        };
        let (is_other_type, is_other_kind) = (is_other(Decides::Type), is_other(Decides::Kind));
        Self { values, document, table, is_other_type, is_other_kind }
    }

    /// The live value of a field; `None` if the platform does not return it, or it does not fit the document.
    fn of_field(&self, field: &Field) -> Option<Node> {
        let is_foreign = self.is_other_type || self.is_other_kind && field.depends_on_the_kind();
        // A text that can be said in several ways belongs to its template, which stands beside it.
        let is_text = !field.alternatives.is_empty();
        let mut beside =
            self.table.under(&field.path[..1]).filter(|it| !field.alternatives.contains(&it.path));
        let is_of_other_template = is_text && beside.any(|it| self.document.at(it.path).is_some());
        let value = self.values.at(field.path).filter(|_| !is_foreign && !is_of_other_template)?;
        match &value.value {
            // What is masked, or could not be decoded, is not what people read.
            Value::Text(text) if is_text && (is_masked(text) || from_base64(text).is_some()) => None,
            _ => Some(value.clone()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{CompletedDocument, decode_over};
    use crate::domain::kore_campaign::{CampaignType, Channel, Sms};
    use crate::domain::live::{CampaignId, CampaignStatus, LiveCampaign, LiveKoreCampaign};
    use crate::domain::platform_kind::PlatformKind;
    use crate::domain::zone::Zone;
    use crate::manifest::{CheckContext, load_bytes};

    const FILE: &str = "name: Billing\ncampaignType: sms\ndescription: d\ncontactLists: [A]\npriority: 1\nformat: simple\n\
        dialingStrategy:\n  callerId: {phoneNumber: '+12025550124'}\n  callingHours:\n    frequency: WEEKLY\n    \
        timezone: UTC\n    days: [{day: MO, start: 9:00 AM, end: 6:00 PM}]\n";

    fn over(file: &str, own: LiveKoreCampaign) -> CompletedDocument {
        let (id, name) = (CampaignId::reported("cd-1".into()), "Billing".to_owned());
        let live = LiveCampaign::new(id, name, CampaignStatus::Ready, own);
        let document = load_bytes("a.yaml", file.as_bytes().to_vec()).documents.remove(0);
        let check_context = CheckContext::new(PlatformKind::Kore, Zone::utc(), jiff::Timestamp::UNIX_EPOCH);
        decode_over(&document, &live, &|_| Err("no file".into()), &check_context)
    }

    fn sms(format: Option<&str>, text: &str) -> LiveKoreCampaign {
        LiveKoreCampaign {
            campaign_type: Some(CampaignType::Sms),
            format: format.map(str::to_owned),
            message: Some(text.to_owned()),
            ..LiveKoreCampaign::default()
        }
    }

    /// An update replaces the whole campaign. The live text that people read is sent again; a text that only
    /// replaces it is not.
    #[test]
    fn a_text_that_is_left_out_is_the_live_one_where_that_is_what_people_read() {
        for (format, text, is_taken) in [
            (Some("simple"), "Your bill of May is due.", true),
            (Some("advanced"), "Your bill of May is due.", false),
            (None, "Your bill of May is due.", false),
            (Some("simple"), "Your bill is dxxxxx", false),
            (Some("simple"), "SGVsbG8g6Q==", false),
            (Some("simple"), " ", false),
        ] {
            let over = over(FILE, sms(format, text));
            let left_out: Vec<&str> = over.left_out.iter().map(|it| it.field).collect();
            assert_eq!(left_out, if is_taken { &[][..] } else { &["message"] }, "{format:?} {text:?}");
            let channel = over.manifest.and_then(|it| it.campaign.into_kore()).map(|it| it.channel);
            let Some(Channel::Sms(Sms::Simple { message, .. })) = channel else {
                panic!("{format:?} {text:?}")
            };
            assert_eq!(message.as_str() == text, is_taken, "{format:?} {text:?}");
        }
    }

    /// A live value that cannot be sent is named, but does not prevent the update by itself.
    #[test]
    fn a_live_value_that_cannot_be_sent_is_named() {
        let without = |key: &str| {
            let lines: Vec<&str> = FILE.lines().filter(|line| !line.starts_with(key)).collect();
            lines.join("\n")
        };
        for (key, own) in [
            ("priority", LiveKoreCampaign { priority: Some(7), ..sms(Some("simple"), "Pay") }),
            ("format", sms(Some("mms"), "Pay")),
            (
                "contactLists",
                LiveKoreCampaign {
                    contact_lists: (0..11).map(|number| format!("L{number}")).collect(),
                    ..sms(Some("simple"), "Pay")
                },
            ),
        ] {
            let over = over(&without(key), own);
            let named = over.left_out.iter().find(|it| it.field == key);
            assert!(
                named.is_some_and(|it| it.problem.is_some()),
                "{key}: {:?} {:?}",
                over.left_out,
                over.findings
            );
            assert!(over.manifest.is_some() && !over.findings.has_errors(), "{key}: {:?}", over.findings);
        }
    }
}
