//! Checks whether the contact lists of a plan's campaigns exist, or are empty. No documented read shows whether a
//! do-not-contact list, a queue or a flow exists (Kore.ai contract §12).

use std::collections::HashMap;

use crate::context::Context;
use crate::domain::choice::nearest;
use crate::domain::finding::{Finding, Findings, Problem, Severity};
use crate::domain::live::{Audience, CampaignId, ContactList};
use crate::domain::name::NameKey;
use crate::domain::plan::{Obstacle, Plan, PlanLine, PlanStep};
use crate::domain::platform_campaign::PlatformCampaign;
use crate::error::Error;
use crate::exit::Exit;
use crate::manifest::CheckedCampaign;
use crate::platform::feature::Feature;
use crate::platform::platform::Platform;
use crate::ui::shell_command;

/// The note on a line whose campaign has an empty list.
const EMPTY: &str = "one of its contact lists has no contacts";
/// The note on a line whose campaign reaches nobody.
const NOBODY: &str = "it has no contacts";

/// Blocks the lines whose campaigns name a contact list that is not there, and says where a campaign that gets lists or
/// a schedule has no contacts. Returns those of them that a file's policy makes an error. One request at most, and none
/// where no line does either.
pub(super) async fn check(
    plan: &mut Plan,
    checked: &[CheckedCampaign],
    platform: &dyn Platform,
    context: &mut Context,
) -> Findings {
    let mut findings = Findings::new();
    let has_lists = Feature::ContactLists.of(platform.kind()).is_ok();
    if !plan.lines.iter().any(|line| names_new_lists(&line.step).is_some() || line.step.begins_calls()) {
        return findings;
    }
    let lists = if has_lists { read(platform, context).await } else { Ok(Some(Vec::new())) };
    let lists = match lists {
        Ok(Some(lists)) => lists,
        Ok(None) => return findings,
        // What was read before is a plan all the same.
        Err(error) => {
            warn_unread(&error, context);
            return findings;
        }
    };
    let by_name = by_name(&lists);
    let mut blocked: Vec<(CampaignId, Obstacle)> = Vec::new();
    for line in &mut plan.lines {
        let Some(campaign) = names_new_lists(&line.step) else { continue };
        let unclear = |name: &str| match alike(name, &by_name) {
            [only] if only.name == name => None,
            several @ [_, _, ..] => Some(shared(name, several)),
            _ => Some(joined(name, &by_name).unwrap_or_else(|| not_there(name, &lists))),
        };
        let obstacle = campaign.contact_lists().iter().find_map(|list| unclear(list.as_str()));
        if let Some(obstacle) = obstacle {
            blocked.extend(line.step.live().map(|live| (live.id.clone(), obstacle.clone())));
            block(line, obstacle);
            continue;
        }
        let ids = campaign.contact_lists().iter().filter_map(|list| {
            let [only] = alike(list.as_str(), &by_name) else { return None };
            Some((only.name.clone(), only.id.clone()))
        });
        plan.list_ids.extend(ids);
        let names: Vec<String> = campaign.contact_lists().iter().map(ToString::to_string).collect();
        let audience = Audience::of_lists(&names, &lists);
        findings.extend(nobody(&audience, line, checked));
    }
    // A campaign that is blocked gets no schedule either.
    for line in &mut plan.lines {
        let of_it = line.step.live().and_then(|live| blocked.iter().find(|(id, _)| *id == live.id));
        if let (Some((_, obstacle)), true) = (of_it, line.step.begins_calls()) {
            block(line, obstacle.clone());
        }
    }
    findings.extend(of_schedules(plan, checked, has_lists.then_some(lists.as_slice())));
    findings
}

/// Notes on the lines that begin calls where their live campaigns have no contacts, in these lists or else of their
/// own. What an update changes of the lists is told in its line.
fn of_schedules(plan: &mut Plan, checked: &[CheckedCampaign], lists: Option<&[ContactList]>) -> Vec<Finding> {
    let with_lists = plan.lines.iter().filter(|line| names_new_lists(&line.step).is_some());
    let updated: Vec<CampaignId> = with_lists.filter_map(|line| Some(line.step.live()?.id.clone())).collect();
    let mut found = Vec::new();
    for line in plan.lines.iter_mut().filter(|line| line.step.begins_calls()) {
        let Some(live) = line.step.live().filter(|live| !updated.contains(&live.id)) else { continue };
        let audience = lists.map_or_else(
            || Audience::own(live.own_contacts()),
            |lists| Audience::of_lists(live.contact_lists(), lists),
        );
        found.extend(nobody(&audience, line, checked));
    }
    found
}

/// Notes on a line that its campaign, or a list of it, has no contacts. Returns that where a file's policy makes it an
/// error.
fn nobody(audience: &Audience, line: &mut PlanLine, checked: &[CheckedCampaign]) -> Option<Finding> {
    let named = match &line.step {
        PlanStep::Update { to, .. } => to.name(),
        _ => &line.name,
    };
    let problem = audience.nobody(named)?;
    let name = NameKey::of(named);
    let file = checked.iter().find(|it| NameKey::of(it.manifest.campaign.name()) == name);
    line.cautions.push(if audience.lists.is_empty() { NOBODY } else { EMPTY });
    let file = file?;
    let weighed = file.policy.weigh(problem.at(&file.manifest.places.document));
    weighed.filter(|it| it.problem.severity == Severity::Error)
}

/// The campaign of a line that adds contact lists.
pub(super) fn names_new_lists(step: &PlanStep) -> Option<&PlatformCampaign> {
    match step {
        PlanStep::Create { campaign, .. } => Some(campaign),
        PlanStep::Update { to, differences, .. }
            if differences.iter().any(|difference| difference.change.is_of_contact_lists()) =>
        {
            Some(to)
        }
        _ => None,
    }
}

fn not_there(name: &str, lists: &[ContactList]) -> Obstacle {
    if let Some(alike) = lists.iter().find(|list| NameKey::of(&list.name) == NameKey::of(name)) {
        return Obstacle::new(spelled_otherwise(name, &alike.name), Some(format!("write {:?}", alike.name)));
    }
    let create =
        format!("create it: {}", shell_command("kcamp contact-list create", name, " --description TEXT"));
    let near = nearest(name, lists.iter().map(|list| list.name.as_str()));
    let next = match near {
        Some(near) => format!("write {near:?} if you mean that list, or {create}"),
        None => create,
    };
    Obstacle::new(format!("no contact list is named {name:?}"), Some(next))
}

/// The obstacle that a name is those of several lists, with commas between them.
fn joined(name: &str, by_name: &ByName<'_>) -> Option<Obstacle> {
    let names: Vec<String> = name.split(',').map(|part| format!("{:?}", part.trim())).collect();
    let are_lists = name.split(',').all(|part| !alike(part.trim(), by_name).is_empty());
    (names.len() > 1 && are_lists).then(|| {
        let why = format!("no contact list is named {name:?}, and {} are lists", names.join(" and "));
        let next = format!(
            "give each separately: --contact-list {}, or in a file contactLists: [{}]",
            names.join(" --contact-list "),
            names.join(", ")
        );
        Obstacle::new(why, Some(next))
    })
}

/// Refuses campaigns on a contact list whose name several lists have, or whose name is those of several lists. One
/// request, and none where no list is named.
///
/// # Errors
///
/// `platform/contact-list-name-shared` or `platform/no-such-contact-list`, before anything is sent; or the platform
/// cannot be reached.
pub(in crate::commands) async fn refuse_unclear(
    names: &[&str],
    platform: &dyn Platform,
    context: &mut Context,
) -> Result<(), Error> {
    if names.is_empty() || Feature::ContactLists.of(platform.kind()).is_err() {
        return Ok(());
    }
    let Some(lists) = read(platform, context).await? else { return Ok(()) };
    let by_name = by_name(&lists);
    let refusal = |name: &&str| match alike(name, &by_name) {
        [] => Some(("platform/no-such-contact-list", Exit::NotFound, joined(name, &by_name)?)),
        [_] => None,
        several => Some(("platform/contact-list-name-shared", Exit::Conflict, shared(name, several))),
    };
    let Some((code, exit, obstacle)) = names.iter().find_map(refusal) else { return Ok(()) };
    Err(Error::new(code, obstacle.why, exit).nothing_sent().with_hints(obstacle.next))
}

/// Warns where the contact lists that a campaign gets have no contacts. One request.
///
/// # Errors
///
/// The platform cannot be reached.
pub(in crate::commands) async fn warn_of_empty(
    campaign: &str,
    names: &[&str],
    platform: &dyn Platform,
    context: &mut Context,
) -> Result<(), Error> {
    let Some(lists) = read(platform, context).await? else { return Ok(()) };
    let names: Vec<String> = names.iter().map(|name| (*name).to_owned()).collect();
    if let Some(problem) = Audience::of_lists(&names, &lists).nobody(campaign) {
        context.ui.problem(&problem);
    }
    Ok(())
}

/// All contact lists; `None`, which is said, where the platform does not give them. A token may read campaigns and no
/// lists: the platform will say what it does not know.
///
/// # Errors
///
/// The platform cannot be reached, or not in time: what would come next could not either.
async fn read(platform: &dyn Platform, context: &mut Context) -> Result<Option<Vec<ContactList>>, Error> {
    let error = match platform.contact_lists().await {
        Ok(lists) => return Ok(Some(lists)),
        Err(error) => Error::from(error),
    };
    if matches!(error.exit, Exit::Unavailable | Exit::OutOfTime) {
        return Err(error);
    }
    warn_unread(&error, context);
    Ok(None)
}

fn warn_unread(error: &Error, context: &mut Context) {
    context.ui.problem(&Problem::warning(
        error.code,
        format!("kcamp could not check whether the contact lists exist: {}", error.message()),
    ));
}

type ByName<'lists> = HashMap<NameKey, Vec<&'lists ContactList>>;

fn by_name(lists: &[ContactList]) -> ByName<'_> {
    let mut by_name = ByName::new();
    for list in lists {
        by_name.entry(NameKey::of(&list.name)).or_default().push(list);
    }
    by_name
}

/// The lists of a name, also in another case.
fn alike<'lists, 'all>(name: &str, by_name: &'all ByName<'lists>) -> &'all [&'lists ContactList] {
    by_name.get(&NameKey::of(name)).map(Vec::as_slice).unwrap_or_default()
}

/// A campaign names its lists, and has no ids of theirs. Whether the platform tells two names apart that differ in case
/// only is not documented.
fn shared(name: &str, lists: &[&ContactList]) -> Obstacle {
    let listed: Vec<String> = lists.iter().map(|list| format!("{:?} ({})", list.name, list.id)).collect();
    let alike = if lists.iter().all(|list| list.name == name) {
        ""
    } else {
        ", or so but for upper and lower case, and the documentation does not say whether the platform tells those apart"
    };
    let next = "give one of them another name: kcamp contact-list rename ID --name NAME";
    let why = format!("several contact lists are named {name:?}{alike}: {}", listed.join(", "));
    Obstacle::new(why, Some(next.to_owned()))
}

/// The message about a contact list whose name differs only in case or form.
pub(in crate::commands) fn spelled_otherwise(name: &str, live: &str) -> String {
    format!("no contact list is named exactly {name:?}; there is {live:?}")
}

fn block(line: &mut PlanLine, obstacle: Obstacle) {
    let what = match &line.step {
        PlanStep::Create { .. } => vec!["create"],
        PlanStep::Update { differences, .. } => differences.iter().map(|it| it.change.field).collect(),
        _ => vec!["schedule"],
    };
    let campaign = line.step.live().cloned().map(Box::new);
    line.step = PlanStep::Blocked { live: campaign, what, obstacle };
    line.cautions.clear();
}
