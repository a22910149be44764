//! The contact lists that a plan's campaigns name and that do not exist, or are empty. No documented read tells whether a
//! do-not-contact list, a queue or a flow exists (Kore.ai contract §12).

use std::collections::HashMap;

use crate::context::Context;
use crate::domain::choice::nearest;
use crate::domain::live::{CampaignId, ContactList};
use crate::domain::name::NameKey;
use crate::domain::plan::{Item, Line, Obstacle, Plan};
use crate::domain::platform_campaign::PlatformCampaign;
use crate::error::Error;
use crate::platform::feature::Feature;
use crate::platform::platform::Platform;
use crate::ui::shell_word;

/// The note on a line whose campaign would reach nobody of a list.
const EMPTY: &str = "one of its contact lists has no contacts";

/// Blocks the lines whose campaigns name a contact list that is not there, and says where one is empty. One request, and none where
/// no line brings in a list.
///
/// # Errors
///
/// The contact lists cannot be read.
pub(super) async fn check(
    plan: &mut Plan,
    platform: &dyn Platform,
    context: &mut Context,
) -> Result<(), Error> {
    let has_lists = Feature::ContactLists.of(platform.kind()).is_ok();
    if !has_lists || !plan.lines.iter().any(|line| names_new_lists(&line.item).is_some()) {
        return Ok(());
    }
    let lists = match platform.contact_lists().await {
        Ok(lists) => lists,
        Err(error) => {
            // A token may read campaigns and no lists: the platform will say what it does not know.
            context.ui.warning(&format!("kcamp could not check whether the contact lists exist: {error}"));
            return Ok(());
        }
    };
    let by_name: HashMap<NameKey, &ContactList> =
        lists.iter().map(|list| (NameKey::of(&list.name), list)).collect();
    let mut blocked: Vec<(CampaignId, Obstacle)> = Vec::new();
    for line in &mut plan.lines {
        let Some(campaign) = names_new_lists(&line.item) else { continue };
        let found = |name: &str| by_name.get(&NameKey::of(name));
        // The platform takes a list by its name to the letter.
        let is_there = |name: &str| lists.iter().any(|list| list.name == name);
        let is_shared = |name: &str| lists.iter().filter(|list| list.name == name).nth(1).is_some();
        let unclear = |name: &str| match (is_there(name), is_shared(name)) {
            (false, _) => Some(not_there(name, &lists)),
            (true, true) => Some(several(name)),
            (true, false) => None,
        };
        let obstacle = campaign.contact_lists().iter().find_map(|list| unclear(list.as_str()));
        if let Some(obstacle) = obstacle {
            blocked.extend(line.item.live().map(|live| (live.id.clone(), obstacle.clone())));
            block(line, obstacle);
            continue;
        }
        let is_empty = campaign
            .contact_lists()
            .iter()
            .any(|list| found(list.as_str()).is_some_and(|list| list.records == Some(0)));
        line.cautions.extend(is_empty.then_some(EMPTY));
    }
    // What cannot be made as its file has it gets no schedule either.
    for line in &mut plan.lines {
        let of_it = line.item.live().and_then(|live| blocked.iter().find(|(id, _)| *id == live.id));
        if let (Some((_, obstacle)), true) = (of_it, line.item.begins_calls()) {
            block(line, obstacle.clone());
        }
    }
    Ok(())
}

/// The campaign of a line that brings in contact lists.
fn names_new_lists(item: &Item) -> Option<&PlatformCampaign> {
    match item {
        Item::Create { campaign, .. } => Some(campaign),
        Item::Update { to, differences, .. }
            if differences.iter().any(|difference| difference.change.field == "contactLists") =>
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
    let create = format!("create it: kcamp contact-list create {} --description TEXT", shell_word(name));
    let near = nearest(name, lists.iter().map(|list| list.name.as_str()));
    let next = match near {
        Some(near) => format!("write {near:?} if you mean that list, or {create}"),
        None => create,
    };
    Obstacle::new(format!("no contact list is named {name:?}"), Some(next))
}

/// A campaign names its lists, and has no ids of theirs.
fn several(name: &str) -> Obstacle {
    let next = "give one of them another name: kcamp contact-list rename ID --name NAME";
    Obstacle::new(format!("several contact lists are named {name:?}"), Some(next.to_owned()))
}

/// Says that a contact list has a name that differs in case or the like alone.
pub(in crate::commands) fn spelled_otherwise(name: &str, live: &str) -> String {
    format!("no contact list is named exactly {name:?}; there is {live:?}")
}

fn block(line: &mut Line, obstacle: Obstacle) {
    let what = match &line.item {
        Item::Create { .. } => vec!["create"],
        Item::Update { differences, .. } => differences.iter().map(|it| it.change.field).collect(),
        _ => vec!["schedule"],
    };
    let campaign = line.item.live().cloned().map(Box::new);
    line.item = Item::Blocked { live: campaign, what, obstacle };
    line.cautions.clear();
}
