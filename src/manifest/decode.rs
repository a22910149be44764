//! Decodes a document to a campaign. Every field is checked, and a campaign exists only if all are correct.

use super::context::CheckContext;
use super::do_not_contact;
use super::kore_schedule::{self, ScheduleBlock};
use super::node::{Node, NodeEntry, Value, text_place};
use super::reader::{MissingFields, ReadText, Reader, at_or_meant};
use super::{burki_schedule, pasted};
use crate::domain::burki_campaign::Templates;
use crate::domain::calling_hours::CallingHours;
use crate::domain::choice::{choose, meant_by};
use crate::domain::field::Table;
use crate::domain::field::kind::{FORMATS, Kind, KindSet, MODES, TYPES};
use crate::domain::finding::{Finding, Findings, Origin, Problem, Severity};
use crate::domain::kore_campaign::{
    CONTACT_LISTS_MAX, CampaignName, Channel, DialingMode, KoreCampaign, ListName, MachineDetection,
    Priority, Sms, Voice,
};
use crate::domain::name::NameKey;
use crate::domain::platform_campaign::PlatformCampaign;
use crate::domain::platform_kind::PlatformKind;
use crate::domain::rules::{MessagePlace, Parts, Places};
use crate::domain::schedule::RequestedSchedule;

/// A document without errors: a campaign, and the schedule that it asks for.
#[derive(Debug, Clone)]
pub struct Manifest {
    /// The campaign.
    pub campaign: PlatformCampaign,
    /// The schedule to enable after the campaign was created.
    pub schedule: Option<RequestedSchedule>,
    /// Whether the document asks for no schedule: `schedule: none`.
    pub has_no_schedule: bool,
    /// Its `renamedFrom`: the live name of the campaign, if it has another one.
    pub renamed: Renamed,
    /// The places of the parts of the document, for findings of later rules.
    pub places: Places,
}

/// The code of a plan's line for a campaign that looks renamed. An allowance in a file says that it is not.
pub const LOOKS_RENAMED: &str = "plan/looks-renamed";

/// The `renamedFrom` of a document: the live name of its campaign, if it has another one.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub enum Renamed {
    /// The key is not given.
    #[default]
    NotSaid,
    /// The campaign was never renamed: it is not another campaign under a new name.
    Never,
    /// The live campaign has this name until it is updated.
    From(String),
}

/// The platform of a document: the one that it names, otherwise the profile's.
pub fn platform_of(document: &Node, profile: PlatformKind) -> PlatformKind {
    let named = document.at(&["platform"]).and_then(|node| match &node.value {
        Value::Text(name) => name.parse().ok(),
        _ => None,
    });
    named.unwrap_or(profile)
}

/// Whether a document says itself that it is a campaign: it has the key of a platform's type, in any spelling.
pub fn has_type_key(document: &Node) -> bool {
    document.entries().iter().any(|entry| Table::is_type_key(&entry.key.value))
}

/// The other platform of a document that names none but has keys that only the other platform has, and no key that only
/// this table has. `path` is the place of its keys in a whole file.
pub(super) fn evidently_for_another(
    document: &Node,
    ours: &Table,
    path: &[&str],
) -> Option<(PlatformKind, Finding)> {
    if document.at(&["platform"]).is_some() || !document.is_written() {
        return None;
    }
    let own_key = |of: &Table, than: &Table| {
        // Inherited keys do not show which platform the document is for.
        let own = document.entries().iter().filter(|it| it.key.origin.other_text(&document.origin).is_none());
        let keys = own.map(|entry| &entry.key);
        keys.into_iter().find(|key| of.has_key(path, &key.value) && !than.has_key(path, &key.value))
    };
    let (key, its) = ours.others().find_map(|other| {
        if own_key(ours, other).is_some() { None } else { own_key(other, ours).zip(Some(other.platform)) }
    })?;
    let message =
        format!("{} is a key of {}, but kcamp is set to {}", key.value, its.title(), ours.platform.title());
    let problem = Problem::error("platform/other", message).help(format!(
        "write platform: {its} in the file if it is for {}, or set --platform {its}",
        its.title()
    ));
    Some((its, problem.at(&key.origin)))
}

/// Decodes a document of a campaign file, or one built from flags.
///
/// The findings contain all errors and warnings. If there is an error, there is no manifest.
pub fn decode(
    document: &Node,
    read_text: &ReadText<'_>,
    check_context: &CheckContext,
) -> (Option<Manifest>, Findings) {
    let (manifest, readable, mut findings) = decode_readable(document, read_text, check_context);
    if let Some(Readable { parts, schedule: Some(request), .. }) = readable {
        check_schedule(&request, parts.whole_hours(), check_context, &mut findings);
    }
    (manifest, findings)
}

/// Decodes a document like [`decode`], without its schedule's problems where there is no campaign; then with what could
/// be read.
pub(super) fn decode_readable(
    document: &Node,
    read_text: &ReadText<'_>,
    check_context: &CheckContext,
) -> (Option<Manifest>, Option<Readable>, Findings) {
    let mut reader = reader(document, read_text, check_context);
    match manifest(&mut reader, check_context) {
        Ok(manifest) => (Some(manifest), None, reader.findings),
        Err(readable) => (None, readable.map(|boxed| *boxed), reader.findings),
    }
}

/// The parts of a document with an error that could be read, for the rules over several fields.
#[derive(Debug)]
pub(super) struct Readable {
    pub(super) parts: Parts,
    pub(super) schedule: Option<RequestedSchedule>,
    pub(super) places: Places,
}

/// The result for a document that may leave out required fields.
pub(super) struct Decoded {
    /// The campaign; `None` if the document has an error, or leaves out a required field.
    pub(super) manifest: Option<Manifest>,
    /// The parts that could be read of a document without a campaign.
    pub(super) readable: Option<Readable>,
    /// The findings about what the document has.
    pub(super) findings: Findings,
    /// The required fields that the document leaves out.
    pub(super) lacking: MissingFields,
}

/// Decodes a document like [`decode`]. A required field that it leaves out is not an error here.
pub(super) fn decode_lacking(
    document: &Node,
    read_text: &ReadText<'_>,
    check_context: &CheckContext,
) -> Decoded {
    let mut reader = reader(document, read_text, check_context);
    reader.lacking = Some(MissingFields::default());
    let manifest = manifest(&mut reader, check_context);
    let Reader { findings, lacking, .. } = reader;
    let lacking = lacking.unwrap_or_default();
    let (manifest, readable) = match manifest {
        Ok(manifest) => (Some(manifest), None),
        Err(readable) => (None, readable.map(|boxed| *boxed)),
    };
    Decoded { manifest: manifest.filter(|_| lacking.is_empty()), readable, findings, lacking }
}

fn reader<'run>(
    document: &'run Node,
    read_text: &'run ReadText<'run>,
    check_context: &CheckContext,
) -> Reader<'run> {
    Reader::new(document, read_text, Table::of(platform_of(document, check_context.platform)))
}

/// The document as a campaign; else what could be read of it, if it is a campaign's at all.
fn manifest(
    reader: &mut Reader<'_>,
    check_context: &CheckContext,
) -> Result<Manifest, Option<Box<Readable>>> {
    let document = reader.document;
    if let Some(finding) = pasted::other_document(document, reader.table) {
        reader.findings.push(finding);
        return Err(None);
    }
    if reader.is_of_another_platform(&[]) {
        return Err(None);
    }
    let platform = reader.table.platform;
    // An unknown platform gives a finding; the rest is then read for the profile's platform.
    reader.parse_at::<PlatformKind>(&["platform"]);
    let campaign = match platform {
        PlatformKind::Kore => {
            let kinds = reader.kinds();
            reader.check_keys(kinds);
            reader.require(kinds);
            reader.campaign(kinds).map(|campaign| PlatformCampaign::Kore(Box::new(campaign)))
        }
        PlatformKind::Burki => {
            reader.check_keys(KindSet::ALL);
            reader.require(KindSet::ALL);
            reader.burki_campaign().map(|campaign| PlatformCampaign::Burki(Box::new(campaign)))
        }
    };
    let errors_before = reader.findings.count(Severity::Error);
    let schedule = read_schedule(reader, &["schedule"], check_context);
    let is_schedule_read = reader.findings.count(Severity::Error) == errors_before;
    let renamed = reader.renamed();
    let places = reader.places();
    let has_no_schedule = matches!(schedule, ScheduleBlock::Off);
    let is_wrong = matches!(schedule, ScheduleBlock::Wrong) || reader.findings.has_firm_errors();
    let schedule = match schedule {
        ScheduleBlock::Absent | ScheduleBlock::Off | ScheduleBlock::Wrong => None,
        ScheduleBlock::Requested(request) if is_schedule_read => Some(*request),
        // Advice about it may be about what is wrong.
        ScheduleBlock::Requested(request) => {
            let hours = reader.parts.whole_hours();
            check_schedule(&request, hours, check_context, &mut reader.findings);
            None
        }
    };
    if let Some(campaign) = campaign.filter(|_| !is_wrong) {
        return Ok(Manifest { campaign, schedule, has_no_schedule, renamed, places });
    }
    let parts = std::mem::take(&mut reader.parts);
    Err(Some(Box::new(Readable { parts, schedule, places })))
}

/// Reports the problems of a schedule that cannot be used because of another error, so that all problems are
/// reported in one round.
pub(super) fn check_schedule(
    request: &RequestedSchedule,
    hours: Option<&CallingHours>,
    check_context: &CheckContext,
    findings: &mut Findings,
) {
    let mut found = Findings::new();
    request.plan(&check_context.platform_zone, hours, check_context.now, &mut found);
    findings.extend(found.into_iter().filter(|finding| finding.problem.severity == Severity::Error));
}

impl Reader<'_> {
    /// Where things stand in the document, for findings of later rules; the places of lists and windows are taken from
    /// the reader.
    fn places(&mut self) -> Places {
        let document = self.document;
        let place = |path: &[&str]| document.at(path).map_or(&document.origin, |node| &node.origin).clone();
        let (message, templates, fields) = match self.table.platform {
            PlatformKind::Kore => (message_place(document), Vec::new(), Vec::new()),
            PlatformKind::Burki => {
                let message = MessagePlace::Named(document.origin.clone());
                (message, template_places(document), field_places(document))
            }
        };
        Places {
            document: document.origin.clone(),
            name: place(&["name"]),
            schedule: place(&["schedule"]),
            contact_lists: std::mem::take(&mut self.contact_list_places),
            windows: std::mem::take(&mut self.window_places),
            frequency: place(&["dialingStrategy", "callingHours", "frequency"]),
            message,
            templates,
            fields,
        }
    }
}

/// Each field of a document, by its keys with dots between them.
fn field_places(document: &Node) -> Vec<(String, Origin)> {
    fn below(node: &Node, path: &str, found: &mut Vec<(String, Origin)>) {
        for NodeEntry { key, value } in node.entries() {
            let path = if path.is_empty() { key.value.to_string() } else { format!("{path}.{}", key.value) };
            below(value, &path, found);
            found.push((path, value.origin.clone()));
        }
    }
    let mut found = Vec::new();
    below(document, "", &mut found);
    found
}

/// Reads the schedule block at a path in the form of the platform.
pub(super) fn read_schedule(
    reader: &mut Reader<'_>,
    path: &'static [&'static str],
    check_context: &CheckContext,
) -> ScheduleBlock {
    match reader.table.platform {
        PlatformKind::Kore => kore_schedule::read(reader, path, check_context),
        PlatformKind::Burki => burki_schedule::read(reader, path, check_context.now),
    }
}

/// The place of each template, in the order of [`Templates::by_key`]; the document for one that is not given.
fn template_places(document: &Node) -> Vec<MessagePlace> {
    let place = |(key, _)| {
        let given = document.entry(key).filter(|entry| entry.value.value != Value::Null);
        given.map_or_else(|| MessagePlace::Named(document.origin.clone()), text_place)
    };
    Templates::default().by_key().into_iter().map(place).collect()
}

/// The place of the text of Kore.ai's sms.
fn message_place(document: &Node) -> MessagePlace {
    let given = |entry: &&NodeEntry| entry.value.value != Value::Null;
    let entry = |key| document.at(&["message"]).and_then(|message| message.entry(key)).filter(given);
    match (entry("text"), entry("file").or_else(|| entry("message"))) {
        (Some(text), _) => text_place(text),
        (None, Some(named)) => MessagePlace::Named(named.value.origin.clone()),
        (None, None) => MessagePlace::Named(document.origin.clone()),
    }
}

impl Reader<'_> {
    /// Reports once that a document without `platform` is for another platform, instead of reporting each of its keys.
    /// `path` is the place of its keys in a whole file.
    pub(super) fn is_of_another_platform(&mut self, path: &[&str]) -> bool {
        let Some((_, finding)) = evidently_for_another(self.document, self.table, path) else { return false };
        self.findings.push(finding);
        true
    }

    /// The kinds that the campaign can still be, by its type, format and dialing mode. Wrong values give findings. A
    /// misspelled one counts as the only word that it is near, and the value of a misspelled key as that of the key, so
    /// that what depends on it is found in the same round.
    fn kinds(&mut self) -> KindSet {
        let by_type = self.chosen("campaignType", "campaign/type-unknown", &TYPES);
        let by_format = self.chosen("format", "campaign/format-unknown", &FORMATS);
        let by_mode = self.chosen("dialingMode", "campaign/dialing-mode-unknown", &MODES);
        // A dialing mode for sms gives a finding of its own, and must not hide the fields that sms needs.
        KindSet::ALL.narrowed([by_type, by_format, by_mode].into_iter().flatten())
    }

    pub(super) fn chosen(
        &mut self,
        key: &str,
        code: &'static str,
        choices: &[(&'static str, KindSet)],
    ) -> Option<KindSet> {
        let node = at_or_meant(self.document, self.table, key)?;
        let what = self.label(&[key]);
        let text = self.text(node, what)?;
        let exact = self.findings.take(choose(text, what, code, choices), &node.origin);
        exact.or_else(|| meant_by(text, choices))
    }

    pub(super) fn renamed(&mut self) -> Renamed {
        let node = self.at(&["renamedFrom"]);
        match node.and_then(|node| self.filled(node, "former name")) {
            None => Renamed::NotSaid,
            Some("none") => Renamed::Never,
            Some(name) => Renamed::From(name.to_owned()),
        }
    }

    fn campaign(&mut self, kinds: KindSet) -> Option<KoreCampaign> {
        let name = self.name_at::<CampaignName>(&["name"]);
        let description = self.at(&["description"]).and_then(|node| {
            let text = self.words(node, "description")?;
            self.findings.take(text.parse(), &node.origin)
        });
        self.check_words("description");
        let contact_lists = self.contact_lists();
        self.parts.contact_lists = contact_lists.clone().unwrap_or_default();
        let dnc_list = self.dnc_list();
        let priority = self.number_at::<Priority>(&["priority"]);
        let caller_id = self.caller_id(kinds);
        let calling_hours = self.calling_hours();
        let channel = self.channel(kinds);
        Some(KoreCampaign {
            name: name?,
            description,
            contact_lists: contact_lists?,
            dnc_list,
            priority,
            caller_id: caller_id?,
            calling_hours: calling_hours?,
            channel: channel?,
        })
    }

    fn contact_lists(&mut self) -> Option<Vec<ListName>> {
        let node = self.at(&["contactLists"])?;
        let items = self.list(node, "value of contactLists", "write one name a line, each after a dash")?;
        if items.is_empty() {
            let problem = Problem::error("campaign/no-contact-list", "the list of contact lists is empty")
                .help("name at least one contact list");
            self.report(problem, &node.origin);
        }
        if items.len() > CONTACT_LISTS_MAX {
            let problem = Problem::error(
                "campaign/too-many-contact-lists",
                format!(
                    "{} contact lists are named; a campaign can have at most {CONTACT_LISTS_MAX}",
                    items.len()
                ),
            );
            self.report(problem.help("merge lists, or make two campaigns"), &items[CONTACT_LISTS_MAX].origin);
        }
        let (mut names, mut keys) = (Vec::new(), Vec::new());
        // Many more items than allowed are checked, but not an unlimited number.
        for item in items.iter().take(10 * CONTACT_LISTS_MAX) {
            let Some(name) = self.name::<ListName>(item, "contact list name") else { continue };
            let key = NameKey::of(name.as_str());
            if keys.contains(&key) {
                let problem = Problem::error(
                    "campaign/contact-list-twice",
                    format!("the contact list {name} is named twice"),
                );
                self.report(problem.help("remove one: its contacts would be reached twice"), &item.origin);
            } else {
                names.push(name);
                keys.push(key);
                self.contact_list_places.push(item.origin.clone());
            }
        }
        Some(names)
    }

    fn dnc_list(&mut self) -> Option<ListName> {
        let node = self.at(&["dncLists"])?;
        match &node.value {
            Value::Text(_) => self.name(node, do_not_contact::LABEL),
            Value::Mapping(_) => {
                let name = node.at(&["name"]);
                if name.is_none() {
                    self.missing(&["dncLists", "name"]);
                }
                self.name(name?, do_not_contact::LABEL)
            }
            other => {
                let problem = super::reader::wrong_type("do-not-contact list", "a name", other)
                    .help("write dncLists: NAME; a campaign takes one list: put everybody who must not be contacted into it");
                self.report(problem, &node.origin);
                None
            }
        }
    }

    fn channel(&mut self, kinds: KindSet) -> Option<Channel> {
        let message = self.message(kinds);
        let has_text = !kinds.and(KindSet::of(&[Kind::SmsSimple])).is_empty();
        self.parts.message = message.clone().filter(|_| has_text);
        let experience_flow = self.name_at(&["experienceFlowName"]);
        let machine_detection = self.machine_detection();
        let queue = self.name_at(&["queue_name"]);
        let max_skips = self.whole(&["maxSkips"]);
        let template_name = self.at(&["message", "template_name"]).and_then(|node| {
            let name = self.named(node, "template name")?;
            self.not_blank(name, node, "template name")
        });
        // The platform documents an empty id as no id.
        let template_id = self
            .at(&["message", "templateId"])
            .and_then(|node| self.text(node, "template id"))
            .filter(|id| !id.trim().is_empty());
        let dialing_order = self.parse_at(&["dialingStrategy", "dialingOrder"]);
        let attempts = self.whole(&["dialingStrategy", "maxAttemptsPerRecord"]);
        let retry = self.whole(&["dialingStrategy", "defaultRetryPeriod"]);
        let ring = self.whole(&["dialingStrategy", "maxRingTime"]);
        let mode = match kinds.only()? {
            Kind::SmsSimple => {
                return Some(Channel::Sms(Sms::Simple {
                    message: message?,
                    template_name: template_name.map(str::to_owned),
                    template_id: template_id.map(str::to_owned),
                }));
            }
            Kind::SmsAdvanced => {
                return Some(Channel::Sms(Sms::Advanced { experience_flow: experience_flow? }));
            }
            Kind::VoiceAgentless => DialingMode::Agentless {
                experience_flow: experience_flow?,
                machine_detection: machine_detection?,
            },
            Kind::VoiceProgressive => DialingMode::Progressive { queue: queue? },
            Kind::VoicePreview => DialingMode::Preview { queue: queue?, max_skips: max_skips? },
        };
        Some(Channel::Voice(Voice {
            mode,
            dialing_order: dialing_order?,
            max_attempts: u8::try_from(attempts?).ok()?,
            retry_period_minutes: u16::try_from(retry?).ok()?,
            max_ring_time_seconds: u8::try_from(ring?).ok()?,
        }))
    }

    fn machine_detection(&mut self) -> Option<MachineDetection> {
        let node = self.at(&["enableMachineDetect"])?;
        if let Value::Bool(value) = node.value {
            let problem = Problem::error(
                "campaign/machine-detection-unknown",
                format!("{value} is no longer a value of machine detection"),
            )
            .help(if value { "write detect or disconnect" } else { "write \"no\"" });
            self.report(if value { problem } else { problem.meant("no") }, &node.origin);
            return None;
        }
        self.parse(node, "machine detection")
    }
}
