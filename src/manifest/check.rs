//! Everything that is wrong with the campaigns of a run: each file by itself, which needs no other and can be done on any
//! thread, then what lies between them, in their order.

use std::collections::HashSet;
use std::sync::Arc;

use jiff::Timestamp;

use super::allow::{Allowances, SHARED_LIST};
use super::context::{CheckContext, OtherPlatforms, OverSchedules};
use super::decode::{LOOKS_RENAMED, Manifest, Renamed, evidently_for_another, platform_of};
use super::defaults::inherited_values;
use super::gather::STDIN_NAME;
use super::left_out::{LeftOut, decode_over_live};
use super::load::Loaded;
use super::names::Names;
use super::node::{Node, Value};
use super::reader::ReadText;
use super::table::Table;
use crate::domain::finding::{Finding, Findings, Located, Origin, Problem, Severity};
use crate::domain::inherited::InheritedValue;
use crate::domain::platform_kind::PlatformKind;
use crate::domain::policy::Policy;
use crate::domain::rules::collisions::{Collisions, DaysReached};
use crate::domain::rules::{self, place_of_list};
use crate::domain::schedule::{PlannedSchedule, RequestedSchedule};

/// Help for a schedule whose runs have all passed.
const OVER_HELP: &str =
    "all its runs have passed, so it is not switched on: give it a later end, or remove it from the file";

/// A campaign without an error, with the schedule that goes out after it.
#[derive(Debug)]
pub struct CheckedCampaign {
    /// The campaign and where its parts stand.
    pub manifest: Manifest,
    /// Its schedule, as it goes out.
    pub schedule: Option<PlannedSchedule>,
    /// Whether all runs of the schedule have passed: it went out once, or never does.
    pub is_over: bool,
    /// The file that holds this campaign and no other, as the user named it.
    pub own_file: Option<String>,
    /// The required fields that it leaves out and a live campaign has: a campaign is not created without them.
    pub left_out: LeftOut,
    /// The values that it inherits from files of defaults.
    pub inherited: Vec<InheritedValue>,
    /// The policy by which its findings are weighed.
    pub policy: Arc<Policy>,
    /// Whether its file allows that it shares a contact list with another campaign on one day.
    pub shares_lists: bool,
}

/// The terms on which a file is judged: the policy for it, and the allowances in its own comments.
#[derive(Debug, Clone, Default)]
pub struct Terms {
    /// The policy that lies nearest to the file.
    pub policy: Arc<Policy>,
    /// The file's comments.
    pub allowances: Allowances,
}

impl Terms {
    /// Weighs the findings by the policy, removes those that are allowed and sorts the rest by place; of each code only a limited
    /// number is kept, as many as are shown.
    #[must_use]
    pub fn judge(self, findings: Findings) -> Findings {
        let Self { policy, allowances } = self;
        // Allowances bring findings of their own, which have a weight too.
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
    terms: Terms,
    /// Where the file's own text is; what is found in another stands in defaults.
    own: Option<Origin>,
    left: Vec<LeftCampaign>,
}

/// A campaign that was left out, because it is for another platform than the profile's.
#[derive(Debug)]
pub struct LeftCampaign {
    /// The platform.
    pub platform: PlatformKind,
    /// Its name, where it has one that can be read.
    pub name: Option<String>,
    /// The messages about it where nothing else is there.
    pub finding: Finding,
}

/// A document, with what other files are compared with.
#[derive(Debug)]
struct ExaminedDocument {
    platform: PlatformKind,
    name: Option<Located<String>>,
    campaign: Option<CheckedCampaign>,
    days_reached: Option<DaysReached>,
}

/// The contents of one file, checked.
#[derive(Debug)]
pub struct Checked {
    /// The campaigns without an error.
    pub campaigns: Vec<CheckedCampaign>,
    /// The problems of the file, by place.
    pub findings: Findings,
    /// The campaigns for other platforms, where they are left out.
    pub left: Vec<LeftCampaign>,
}

/// Checks the documents of a file by themselves.
#[must_use]
pub fn examine(
    loaded: Loaded,
    read_text: &ReadText<'_>,
    policy: Arc<Policy>,
    surroundings: &CheckContext,
) -> Examined {
    let Loaded { documents, mut findings, allowances } = loaded;
    let is_alone = documents.len() == 1;
    let own = documents.first().map(|document| document.origin.clone());
    let mut left = Vec::new();
    let documents: Vec<&Node> = documents
        .iter()
        .filter(|document| {
            let out = left_out(document, surroundings);
            let is_ours = out.is_none();
            left.extend(out);
            is_ours
        })
        .collect();
    let documents = documents
        .into_iter()
        .map(|document| {
            let (manifest, found, left_out) = decode_over_live(document, read_text, surroundings);
            findings.extend(found);
            let platform = platform_of(document, surroundings.platform);
            let inherited = || inherited_values(document);
            let campaign = manifest.and_then(|manifest| {
                let own_file = file_of(&manifest.places.document).filter(|_| is_alone);
                let checked = scheduled(manifest, own_file, &policy, surroundings, &mut findings)?;
                Some(CheckedCampaign { inherited: inherited(), left_out, ..checked })
            });
            let days_reached =
                campaign.as_ref().and_then(|CheckedCampaign { manifest, schedule, .. }| {
                    let plan = schedule.as_ref()?.runs()?;
                    let runs = plan.runs().starting_from(surroundings.now);
                    let hours = manifest.campaign.calling_hours();
                    // Without a list there is nothing to share.
                    let has_lists = !manifest.campaign.contact_lists().is_empty();
                    has_lists.then(|| DaysReached::by(runs, hours, plan.reader_zone()))
                });
            ExaminedDocument { platform, name: name_of(document), campaign, days_reached }
        })
        .collect();
    Examined { documents, findings, terms: Terms { policy, allowances }, own, left }
}

/// Puts the schedule, where there is one, on the platform's clock, and applies the rules over several fields. `None` where
/// the schedule cannot be sent.
fn scheduled(
    manifest: Manifest,
    own_file: Option<String>,
    policy: &Policy,
    surroundings: &CheckContext,
    findings: &mut Findings,
) -> Option<CheckedCampaign> {
    let CheckContext { platform_zone, now, .. } = surroundings;
    let campaign = &manifest.campaign;
    let hours = campaign.calling_hours();
    let request = manifest.schedule.as_ref();
    let mut found = Findings::new();
    let mut schedule = request.and_then(|it| it.plan(platform_zone, hours, *now, &mut found));
    let was_good = |request: &RequestedSchedule| {
        let at_first = Timestamp::UNIX_EPOCH;
        request.as_asked_at(at_first).plan(platform_zone, hours, at_first, &mut Findings::new())
    };
    let over = if schedule.is_none() && surroundings.over == OverSchedules::Kept {
        request.and_then(was_good)
    } else {
        None
    };
    let is_over = over.is_some();
    if is_over {
        schedule = over;
        // It stays as it is, and whoever reads it should know that nothing runs any more.
        findings.extend(found.into_iter().filter_map(as_over));
    } else {
        findings.extend(found);
    }
    let asked = request.zip(schedule.as_ref()).filter(|_| !is_over);
    findings.extend(rules::check(campaign, &manifest.places, asked, policy, *now));
    let is_whole = manifest.schedule.is_some() == schedule.is_some();
    is_whole.then_some(CheckedCampaign {
        manifest,
        schedule,
        is_over,
        own_file,
        left_out: LeftOut::default(),
        inherited: Vec::new(),
        policy: Arc::default(),
        shares_lists: false,
    })
}

/// Turns an error of a schedule whose runs have all passed into a warning, since nothing sends that schedule any more; `None` for
/// a finding that is not an error.
fn as_over(mut finding: Finding) -> Option<Finding> {
    let is_error = finding.problem.severity == Severity::Error;
    finding.problem.severity = Severity::Warning;
    finding.problem.help = Some(OVER_HELP.to_owned());
    is_error.then_some(finding)
}

/// A document that is left out, because it is for another platform than the profile's, which cannot send it.
fn left_out(document: &Node, surroundings: &CheckContext) -> Option<LeftCampaign> {
    let profile = surroundings.platform;
    if surroundings.others == OtherPlatforms::Checked {
        return None;
    }
    let name = || name_of(document).map(|name| name.value);
    if let Some((platform, finding)) = evidently_for_another(document, Table::of(profile), &[]) {
        return Some(LeftCampaign { platform, name: name(), finding });
    }
    let platform = platform_of(document, profile);
    let problem = Problem::error(
        "platform/other",
        format!("this campaign is for {}, but the profile is for {}", platform.title(), profile.title()),
    )
    .help(format!("choose a profile of {} with --profile, or set --platform {platform}", platform.title()));
    let place = document.at(&["platform"]).map_or(&document.origin, |node| &node.origin);
    (platform != profile).then(|| LeftCampaign { platform, name: name(), finding: problem.at(place) })
}

/// The file that a document stands in; `None` for stdin and flags.
fn file_of(document: &Origin) -> Option<String> {
    match document {
        Origin::Text { source, .. } if source.name != STDIN_NAME => Some(source.name.clone()),
        _ => None,
    }
}

/// The document's name, which is the key of a campaign: what else is wrong with the document makes no difference.
fn name_of(document: &Node) -> Option<Located<String>> {
    let node = document.at(&["name"])?;
    match &node.value {
        Value::Text(name) => Some(Located::new(name.to_string(), node.origin.clone())),
        _ => None,
    }
}

/// The files of a run, one after the other: what lies between them.
#[derive(Debug, Default)]
pub struct Run {
    names: Names,
    collisions: Collisions,
    /// The findings about inherited values that were reported already: code, file, place in it and message of each. Several
    /// campaigns may inherit one value.
    said: HashSet<(&'static str, String, usize, String)>,
}

impl Run {
    /// Looks at the next file beside those before it, weighs what was found by its policy, and leaves out what is allowed.
    pub fn next(&mut self, examined: Examined) -> Checked {
        let Examined { documents, mut findings, mut terms, own, left } = examined;
        let is_no_rename = terms.allowances.takes(LOOKS_RENAMED);
        let shares_lists = terms.allowances.takes(SHARED_LIST);
        let mut campaigns = Vec::with_capacity(documents.len());
        for ExaminedDocument { platform, name, campaign, days_reached } in documents {
            let duplicate = name.and_then(|name| self.names.check(platform, &name));
            let is_first = duplicate.is_none();
            findings.extend(duplicate);
            let Some(mut checked) = campaign.filter(|_| is_first) else { continue };
            (checked.policy, checked.shares_lists) = (Arc::clone(&terms.policy), shares_lists);
            if is_no_rename && checked.manifest.renamed == Renamed::NotSaid {
                checked.manifest.renamed = Renamed::Never;
            }
            if let Some(days_reached) = days_reached {
                let Manifest { campaign, places, .. } = &checked.manifest;
                for collision in self.collisions.add(campaign, days_reached) {
                    let place = place_of_list(places, campaign.contact_lists(), &collision.list);
                    findings.push(rules::collision_problem(&collision).at(place));
                }
            }
            campaigns.push(checked);
        }
        let mut judged = Findings::new();
        judged.extend(terms.judge(findings).into_iter().filter(|finding| self.is_new(finding, own.as_ref())));
        Checked { campaigns, findings: judged, left }
    }

    /// Whether a finding was not said before: one of an inherited value is said once, however many campaigns inherit it.
    fn is_new(&mut self, finding: &Finding, own: Option<&Origin>) -> bool {
        let (Origin::Text { source, span }, Some(own)) = (&finding.origin, own) else { return true };
        let Problem { code, message, .. } = &finding.problem;
        finding.origin.other_text(own).is_none()
            || self.said.insert((code, source.name.clone(), span.start, message.clone()))
    }
}
