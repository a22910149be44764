//! Checks the campaigns of a run: first each file by itself, on any thread, then the campaigns of all files
//! together, in order.

use std::collections::HashSet;
use std::sync::Arc;

use jiff::Timestamp;

use super::allow::{Allowances, BETWEEN_CAMPAIGNS};
use super::context::{CheckContext, OtherPlatforms, OverSchedules};
use super::decode::{
    Decoded, LOOKS_RENAMED, Manifest, Readable, Renamed, decode_lacking, decode_readable,
    evidently_for_another, platform_of,
};
use super::defaults::inherited_values;
use super::gather::STDIN_NAME;
use super::left_out::{CompletedDocument, MissingKeySource, decode_over};
use super::load::Loaded;
use super::names::Names;
use super::node::{Node, Value};
use super::reader::ReadText;
use crate::domain::field::Table;
use crate::domain::finding::{Finding, Findings, Located, Origin, Problem, Severity};
use crate::domain::inherited::InheritedValue;
use crate::domain::kore_campaign::ListName;
use crate::domain::plan::LeftOut;
use crate::domain::platform_kind::PlatformKind;
use crate::domain::policy::Policy;
use crate::domain::rules::collisions::{Collision, Collisions, DaysReached};
use crate::domain::rules::{self, Parts, Places, place_of_list};
use crate::domain::schedule::{PlannedSchedule, RequestedSchedule};

/// Help for a schedule whose runs are all in the past.
const OVER_HELP: &str =
    "all its runs have passed, so it is not switched on: give it a later end, or remove it from the file";

/// A campaign without errors, and the schedule that is sent after it.
#[derive(Debug, Clone)]
pub struct CheckedCampaign {
    /// The campaign, and the places of its parts.
    pub manifest: Manifest,
    /// Its schedule, as it is sent.
    pub schedule: Option<PlannedSchedule>,
    /// Whether all runs of the schedule are in the past. It was sent earlier, or is never sent.
    pub is_over: bool,
    /// The file, as the user named it, if it contains only this campaign.
    pub own_file: Option<String>,
    /// The required fields that the file leaves out and whose live values are not known or cannot be sent. Placeholder
    /// values fill their places.
    pub left_out: Vec<LeftOut>,
    /// The values that it inherits from files of defaults.
    pub inherited: Vec<InheritedValue>,
    /// The policy that sets the severities of its findings.
    pub policy: Arc<Policy>,
    /// The codes of findings between campaigns that its file allows.
    allowed_between: Vec<&'static str>,
}

impl CheckedCampaign {
    /// Whether its file allows a finding about it and another campaign.
    pub fn allows(&self, code: &str) -> bool {
        self.allowed_between.contains(&code)
    }
}

/// The rules for judging a file: its policy, and the allowances in its comments.
#[derive(Debug, Clone, Default)]
pub struct FilePolicy {
    /// The policy nearest to the file.
    pub policy: Arc<Policy>,
    /// The allowances in the file's comments.
    pub allowances: Allowances,
}

impl FilePolicy {
    /// Applies the policy and the allowances to the findings, and sorts the rest by place. Only a limited number of
    /// findings of each code is kept, as many as are shown.
    pub fn judge(self, findings: Findings) -> Findings {
        let Self { policy, allowances } = self;
        // The allowances add findings, whose severities the policy may change too.
        let mut judged = policy.weigh_all(allowances.apply(policy.weigh_all(findings)));
        judged.sort_by_place();
        judged.shown()
    }
}

/// The contents of one file, checked by itself.
#[derive(Debug)]
pub struct Examined {
    documents: Vec<ExaminedDocument>,
    findings: Findings,
    terms: FilePolicy,
    /// The place of the file's own text. Findings in another text are in defaults.
    own: Option<Origin>,
    left: Vec<LeftCampaign>,
    incomplete: Option<Loaded>,
}

impl Examined {
    /// Offers no fixes in the file's own text.
    #[must_use]
    pub fn without_fixes(mut self) -> Self {
        let Self { findings, own, .. } = &mut self;
        let is_own =
            |finding: &Finding| own.as_ref().is_none_or(|own| finding.origin.other_text(own).is_none());
        let all = std::mem::take(findings).into_iter();
        findings.extend(all.map(|it| if is_own(&it) { Finding { fix: None, ..it } } else { it }));
        self
    }
}

/// A campaign that was left out, because it is for another platform than the profile's.
#[derive(Debug)]
pub struct LeftCampaign {
    /// The platform.
    pub platform: PlatformKind,
    /// Its name, if it can be read.
    pub name: Option<String>,
    /// The finding to show if the run has no other campaigns.
    pub finding: Finding,
}

/// A document, with the values that are compared with other files.
#[derive(Debug)]
struct ExaminedDocument {
    platform: PlatformKind,
    name: Option<Located<String>>,
    campaign: Option<CheckedCampaign>,
    reach: Option<Reach>,
}

/// The contact lists that a campaign reaches, and when. It is known too of one with an error elsewhere.
#[derive(Debug)]
struct Reach {
    /// The lists, each with its place.
    lists: Vec<(ListName, Origin)>,
    days: DaysReached,
}

/// The contents of one file, checked.
#[derive(Debug)]
pub struct Checked {
    /// The campaigns without an error.
    pub campaigns: Vec<CheckedCampaign>,
    /// The findings of the file, sorted by place.
    pub findings: Findings,
    /// The campaigns for other platforms, if they are left out.
    pub left: Vec<LeftCampaign>,
    /// The file itself, if a campaign in it leaves out keys that a live one may have. It was not checked further.
    pub incomplete: Option<Incomplete>,
}

/// A file with a campaign that leaves out required keys, which a live one may have.
#[derive(Debug, Clone)]
pub struct Incomplete {
    /// The contents of the file.
    pub loaded: Loaded,
    /// The policy nearest to the file.
    pub policy: Arc<Policy>,
}

impl Incomplete {
    /// The name of each campaign in the file, and its live name if that is different.
    pub fn names(&self) -> impl Iterator<Item = (String, Option<String>)> {
        let former = |document: &Node| match document.at(&["renamedFrom"])?.value {
            Value::Text(ref name) if name != "none" => Some(name.to_string()),
            _ => None,
        };
        self.loaded.documents.iter().filter_map(move |it| Some((name_of(it)?.value, former(it))))
    }

    /// The file's name, as the user typed it; `None` for stdin.
    pub fn file(&self) -> Option<String> {
        file_of(&self.loaded.documents.first()?.origin)
    }

    /// Whether a campaign in the file has a schedule.
    pub fn has_schedule(&self) -> bool {
        self.loaded.documents.iter().any(|document| document.at(&["schedule"]).is_some())
    }
}

/// Checks the documents of a file without other files.
pub fn examine(
    loaded: Loaded,
    read_text: &ReadText<'_>,
    policy: Arc<Policy>,
    check_context: &CheckContext,
) -> Examined {
    examine_over(loaded, read_text, policy, check_context, MissingKeySource::Nothing)
}

/// Like [`examine`], but `behind` may supply required keys that the documents leave out.
pub fn examine_over(
    loaded: Loaded,
    read_text: &ReadText<'_>,
    policy: Arc<Policy>,
    check_context: &CheckContext,
    behind: MissingKeySource<'_>,
) -> Examined {
    let Loaded { documents: all, findings: of_file, allowances } = loaded;
    let is_alone = all.len() == 1;
    let own = all.first().map(|document| document.origin.clone());
    let mut left = Vec::new();
    let documents: Vec<&Node> = all
        .iter()
        .filter(|document| {
            let out = left_out(document, check_context);
            let is_ours = out.is_none();
            left.extend(out);
            is_ours
        })
        .collect();
    let mut findings = of_file.clone();
    let mut is_incomplete = false;
    let documents = documents
        .into_iter()
        .map(|document| {
            let mut found = Findings::new();
            let mut of_document = of_document(document, read_text, check_context, behind);
            found.extend(std::mem::take(&mut of_document.findings));
            is_incomplete |= of_document.is_incomplete;
            let platform = platform_of(document, check_context.platform);
            let (campaign, reach) = match (of_document.manifest.take(), of_document.readable.take()) {
                (Some(manifest), _) => {
                    let own_file = file_of(&manifest.places.document).filter(|_| is_alone);
                    scheduled(manifest, own_file, &policy, check_context, &mut found)
                }
                (None, Some(Readable { parts, schedule, places })) => {
                    let request = schedule.as_ref();
                    let (schedule, _) = judge(&parts, request, &places, check_context, &policy, &mut found);
                    (None, reach(&parts, schedule.as_ref(), &places, check_context.now))
                }
                (None, None) => (None, None),
            };
            let campaign = campaign.map(|checked| {
                let left_out = of_document.left_out(&mut found, Table::of(platform));
                CheckedCampaign { inherited: inherited_values(document), left_out, ..checked }
            });
            findings.extend(found);
            ExaminedDocument { platform, name: name_of(document), campaign, reach }
        })
        .collect();
    let is_incomplete = is_incomplete && !findings.has_errors();
    if is_incomplete {
        let incomplete = Some(Loaded { documents: all, findings: of_file, allowances });
        let terms = FilePolicy { policy, ..FilePolicy::default() };
        return Examined { documents: Vec::new(), findings: Findings::new(), terms, own, left, incomplete };
    }
    Examined { documents, findings, terms: FilePolicy { policy, allowances }, own, left, incomplete: None }
}

/// The result of decoding a document over a live campaign.
#[derive(Default)]
struct OfDocument {
    manifest: Option<Manifest>,
    /// The parts that could be read of a document without a campaign.
    readable: Option<Readable>,
    findings: Findings,
    /// Whether the document leaves out required fields that a live campaign may have.
    is_incomplete: bool,
    over: Option<CompletedDocument>,
}

fn of_document(
    document: &Node,
    read_text: &ReadText<'_>,
    check_context: &CheckContext,
    behind: MissingKeySource<'_>,
) -> OfDocument {
    let live = match behind {
        MissingKeySource::NotReadYet => {
            let Decoded { manifest, readable, findings, lacking } =
                decode_lacking(document, read_text, check_context);
            // Only a campaign with a name can have a live campaign.
            if lacking.is_empty() || name_of(document).is_some() {
                let is_incomplete = !lacking.is_empty();
                return OfDocument { manifest, readable, findings, is_incomplete, over: None };
            }
            None
        }
        MissingKeySource::Live(live_of) => name_of(document).and_then(|name| live_of(&name.value)),
        MissingKeySource::Nothing => None,
    };
    let Some(live) = live else {
        let (manifest, readable, findings) = decode_readable(document, read_text, check_context);
        return OfDocument { manifest, readable, findings, ..OfDocument::default() };
    };
    let mut over = decode_over(document, live, read_text, check_context);
    let (manifest, readable) = (over.manifest.take(), over.readable.take());
    let findings = std::mem::take(&mut over.findings);
    OfDocument { manifest, readable, findings, over: Some(over), ..OfDocument::default() }
}

impl OfDocument {
    /// The fields whose live values cannot be sent. Findings about live values are removed, since they are
    /// not about the file.
    fn left_out(self, found: &mut Findings, table: &'static Table) -> Vec<LeftOut> {
        self.over.map_or_else(Vec::new, |over| over.into_left_out(found, table))
    }
}

/// The people whom a campaign reaches, and when; `None` if it has no contact lists to share, or its schedule or hours could not be
/// read.
fn reach(
    parts: &Parts,
    schedule: Option<&PlannedSchedule>,
    places: &Places,
    now: Timestamp,
) -> Option<Reach> {
    let plan = schedule?.runs()?;
    let lists = &parts.contact_lists;
    if lists.is_empty() || parts.lacks_hours {
        return None;
    }
    let hours = parts.calling_hours.as_ref();
    let place = |list: &ListName| place_of_list(places, lists, list.as_str()).clone();
    Some(Reach {
        lists: lists.iter().map(|list| (list.clone(), place(list))).collect(),
        days: DaysReached::by(plan.runs().starting_from(now), hours, plan.reader_zone()),
    })
}

/// Converts the schedule, if there is one, to the platform's clock, and checks the rules over several fields. There is
/// no campaign if the schedule cannot be sent.
fn scheduled(
    manifest: Manifest,
    own_file: Option<String>,
    policy: &Policy,
    check_context: &CheckContext,
    findings: &mut Findings,
) -> (Option<CheckedCampaign>, Option<Reach>) {
    let parts = Parts::of(&manifest.campaign);
    let request = manifest.schedule.as_ref();
    let (schedule, is_over) = judge(&parts, request, &manifest.places, check_context, policy, findings);
    let reach = reach(&parts, schedule.as_ref(), &manifest.places, check_context.now);
    let is_whole = request.is_some() == schedule.is_some();
    let checked = is_whole.then_some(CheckedCampaign {
        manifest,
        schedule,
        is_over,
        own_file,
        left_out: Vec::new(),
        inherited: Vec::new(),
        policy: Arc::default(),
        allowed_between: Vec::new(),
    });
    (checked, reach)
}

/// Checks the rules over several fields, as far as these could be read. Returns the schedule as it is sent, and whether
/// all its runs are in the past.
fn judge(
    parts: &Parts,
    request: Option<&RequestedSchedule>,
    places: &Places,
    check_context: &CheckContext,
    policy: &Policy,
    findings: &mut Findings,
) -> (Option<PlannedSchedule>, bool) {
    let CheckContext { platform_zone, now, .. } = check_context;
    let hours = parts.whole_hours();
    let mut found = Findings::new();
    let mut schedule = request.and_then(|it| it.plan(platform_zone, hours, *now, &mut found));
    let was_good = |request: &RequestedSchedule| {
        let at_first = Timestamp::UNIX_EPOCH;
        request.as_asked_at(at_first).plan(platform_zone, hours, at_first, &mut Findings::new())
    };
    let over = if schedule.is_none() && check_context.over == OverSchedules::Allowed {
        request.and_then(was_good)
    } else {
        None
    };
    let is_over = over.is_some();
    if is_over {
        schedule = over;
        // The schedule stays as it is, but the user should know that nothing runs any more.
        findings.extend(found.into_iter().filter_map(as_over));
    } else {
        findings.extend(found);
    }
    let asked = request.zip(schedule.as_ref()).filter(|_| !is_over);
    findings.extend(rules::check(parts, places, asked, check_context.measure(policy)));
    (schedule, is_over)
}

/// Changes an error of a schedule whose runs are all in the past to a warning, since the schedule is not sent any more.
/// `None` for a finding that is not an error.
fn as_over(mut finding: Finding) -> Option<Finding> {
    let is_error = finding.problem.severity == Severity::Error;
    finding.problem.severity = Severity::Warning;
    finding.problem.help = Some(OVER_HELP.to_owned());
    is_error.then_some(finding)
}

/// The document as a left-out campaign, if it is for another platform than the profile's, which cannot send it.
pub(super) fn left_out(document: &Node, check_context: &CheckContext) -> Option<LeftCampaign> {
    let profile = check_context.platform;
    if check_context.others == OtherPlatforms::Checked {
        return None;
    }
    let name = || name_of(document).map(|name| name.value);
    if let Some((platform, finding)) = evidently_for_another(document, Table::of(profile), &[]) {
        return Some(LeftCampaign { platform, name: name(), finding });
    }
    if check_context.others == OtherPlatforms::LeftIfUnnamed {
        return None;
    }
    let platform = platform_of(document, profile);
    let problem = Problem::error(
        "platform/other",
        format!("this campaign is for {}, but kcamp is set to {}", platform.title(), profile.title()),
    )
    .help(format!("choose a profile of {} with --profile, or set --platform {platform}", platform.title()));
    let place = document.at(&["platform"]).map_or(&document.origin, |node| &node.origin);
    (platform != profile).then(|| LeftCampaign { platform, name: name(), finding: problem.at(place) })
}

/// The file of a document; `None` for stdin and flags.
fn file_of(document: &Origin) -> Option<String> {
    match document {
        Origin::Text { source, .. } if source.name != STDIN_NAME => Some(source.name.clone()),
        _ => None,
    }
}

/// The name of a document, which identifies its campaign even if the document has errors elsewhere.
fn name_of(document: &Node) -> Option<Located<String>> {
    let node = document.at(&["name"])?;
    match &node.value {
        Value::Text(name) => Some(Located::new(name.to_string(), node.origin.clone())),
        _ => None,
    }
}

/// Checks the files of a run together, one after the other.
#[derive(Debug, Clone, Default)]
pub struct JointCheck {
    names: Names,
    collisions: Collisions,
    /// The findings about inherited values that were already reported: code, file, position in the file and message.
    /// Several campaigns may inherit one value.
    said: HashSet<(&'static str, String, usize, String)>,
}

impl JointCheck {
    /// Compares the next file with the earlier ones, applies its policy, and leaves out what it allows.
    pub fn next(&mut self, examined: Examined) -> Checked {
        let Examined { documents, mut findings, mut terms, own, left, incomplete } = examined;
        if let Some(loaded) = incomplete {
            let incomplete = Some(Incomplete { loaded, policy: terms.policy });
            return Checked { campaigns: Vec::new(), findings: Findings::new(), left, incomplete };
        }
        let is_no_rename = terms.allowances.takes(LOOKS_RENAMED);
        let mut allowed_between = BETWEEN_CAMPAIGNS.to_vec();
        allowed_between.retain(|code| terms.allowances.takes(code));
        let mut campaigns = Vec::with_capacity(documents.len());
        for ExaminedDocument { platform, name, campaign, reach } in documents {
            let duplicate = name.as_ref().and_then(|name| self.names.check(platform, name));
            let is_first = duplicate.is_none();
            findings.extend(duplicate);
            if let Some((name, reach)) = name.zip(reach).filter(|_| is_first) {
                findings.extend(self.collisions_of(&name.value, reach));
            }
            let Some(mut checked) = campaign.filter(|_| is_first) else { continue };
            (checked.policy, checked.allowed_between) = (Arc::clone(&terms.policy), allowed_between.clone());
            if is_no_rename && checked.manifest.renamed == Renamed::NotSaid {
                checked.manifest.renamed = Renamed::Never;
            }
            campaigns.push(checked);
        }
        let mut judged = Findings::new();
        judged.extend(terms.judge(findings).into_iter().filter(|finding| self.is_new(finding, own.as_ref())));
        Checked { campaigns, findings: judged, left, incomplete: None }
    }

    /// The warnings that earlier campaigns reach lists of this one on the same days.
    fn collisions_of(&mut self, name: &str, Reach { lists, days }: Reach) -> Vec<Finding> {
        let names: Vec<&str> = lists.iter().map(|(list, _)| list.as_str()).collect();
        let collisions = self.collisions.add(name, &names, days).into_iter();
        let located = |collision: Collision| {
            let (_, place) = lists.iter().find(|(list, _)| list.as_str() == collision.list)?;
            Some(rules::collision_problem(&collision).at(place))
        };
        collisions.filter_map(located).collect()
    }

    /// Whether a finding was not reported before. A finding about an inherited value is reported once, however many
    /// campaigns inherit the value.
    fn is_new(&mut self, finding: &Finding, own: Option<&Origin>) -> bool {
        let (Origin::Text { source, span }, Some(own)) = (&finding.origin, own) else { return true };
        let Problem { code, message, .. } = &finding.problem;
        finding.origin.other_text(own).is_none()
            || self.said.insert((code, source.name.clone(), span.start, message.clone()))
    }
}
