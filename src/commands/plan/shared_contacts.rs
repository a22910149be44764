//! People who are on two contact lists: of one campaign, or of two campaigns that reach people on the same day.
//!
//! The contacts of each such list are read once and compared by the platform's own numbers, which are neither saved
//! nor shown.

use std::collections::HashMap;

use super::long_reads::time_of;
use super::shared_lists::{LiveDays, days_of_file, days_of_live};
use crate::commands::campaign_files::CheckedCampaign;
use crate::commands::remembered::journal_index::JournalIndex;
use crate::context::Context;
use crate::domain::finding::{Findings, Problem};
use crate::domain::kore_campaign::ListName;
use crate::domain::live::LiveCampaign;
use crate::domain::name::NameKey;
use crate::domain::plural::{counted, first_of};
use crate::domain::rules::shared_contacts::{Meeting, NumbersOfLists, Reach};
use crate::domain::rules::{contacts_twice_problem, place_of_list, shared_contacts_problem};
use crate::error::Error;
use crate::manifest::SHARED_CONTACTS;
use crate::platform::contacts::ListContacts;
use crate::platform::platform::Platform;

/// How many campaigns a note names.
const NAMED_MAX: usize = 10;

/// The messages about the campaigns of the files; `rows` are the live campaigns of which no file says when they run.
///
/// # Errors
///
/// The profile's time zone cannot be read. A list that cannot be read is a warning.
pub(super) async fn findings<'rows>(
    checked: &[CheckedCampaign],
    rows: impl Iterator<Item = &'rows LiveCampaign>,
    memory: &JournalIndex,
    platform: &dyn Platform,
    context: &mut Context,
) -> Result<Findings, Error> {
    let files: Vec<Reach<'_>> = checked.iter().map(|it| reach_of(it, context)).collect();
    let has_days = checked.iter().any(|it| days_of_file(it, context).is_some());
    let (mut live, mut untold) = (Vec::new(), Vec::new());
    for row in rows.filter(|row| has_days && !row.contact_lists().is_empty()) {
        let LiveDays { days, are_whole } = days_of_live(row, memory, platform, context)?;
        if !are_whole {
            untold.push(row.name.as_str());
        }
        if let Some(days) = days {
            let lists = row.contact_lists().iter().map(String::as_str).collect();
            live.push(Reach { name: format!("the live campaign {}", row.name), lists, days });
        }
    }
    say_untold(&untold, context);
    // Of two campaigns in files the later one gets the message.
    let others = |place: usize| files[..place].iter().chain(&live);
    let examined = || checked.iter().enumerate().filter(|(_, it)| !it.allows(SHARED_CONTACTS));
    let mut wanted: Vec<&str> = Vec::new();
    for (place, _) in examined() {
        let own = &files[place];
        wanted.extend(own.lists.iter().filter(|_| own.lists.len() > 1));
        for other in others(place).filter(|other| own.days.common(&other.days).is_some()) {
            let (ours, theirs) = own.lists_apart(other);
            if !ours.is_empty() && !theirs.is_empty() {
                wanted.extend(ours.into_iter().chain(theirs));
            }
        }
    }
    let numbers = read(&wanted, platform, context).await?;
    let mut findings = Findings::new();
    for (place, campaign) in examined() {
        let own = &files[place];
        let twice = numbers.contacts_on_several(&own.lists);
        let met: Vec<Meeting<'_>> = others(place).filter_map(|other| own.meeting(other, &numbers)).collect();
        let problems = (twice > 0)
            .then(|| (own.lists[1], contacts_twice_problem(twice, &own.lists)))
            .into_iter()
            .chain(met.first().map(|first| (first.list, shared_contacts_problem(first, met.len() - 1))));
        for (list, problem) in problems {
            let lists = campaign.manifest.campaign.contact_lists();
            let place = place_of_list(&campaign.manifest.places, lists, list);
            findings.extend(campaign.policy.weigh(problem.at(place)));
        }
    }
    Ok(findings)
}

/// Names the live campaigns of which it is not known on which days they reach people, or not of all days.
fn say_untold(names: &[&str], context: &mut Context) {
    if !names.is_empty() {
        context.ui.note(&format!(
            "it is not known on which days the following live campaigns reach people, so their contacts were not compared, or not for all \
             days: {}",
            first_of(names, NAMED_MAX, ", ")
        ));
    }
}

/// The people whom the campaign of a file reaches, and when.
fn reach_of<'checked>(checked: &'checked CheckedCampaign, context: &Context) -> Reach<'checked> {
    let campaign = &checked.manifest.campaign;
    Reach {
        name: campaign.name().to_owned(),
        lists: campaign.contact_lists().iter().map(ListName::as_str).collect(),
        days: days_of_file(checked, context).unwrap_or_default(),
    }
}

/// The numbers in these lists. A list that does not exist or cannot be read completely is reported, and used as far
/// as it is known.
async fn read(
    wanted: &[&str],
    platform: &dyn Platform,
    context: &mut Context,
) -> Result<NumbersOfLists, Error> {
    let mut numbers = NumbersOfLists::default();
    if wanted.is_empty() {
        return Ok(numbers);
    }
    let lists = platform.contact_lists().await?;
    let wanted: HashMap<NameKey, &str> = wanted.iter().map(|name| (NameKey::of(name), *name)).collect();
    let known: Vec<_> = lists.iter().filter(|list| wanted.contains_key(&NameKey::of(&list.name))).collect();
    let contacts: u64 = known.iter().filter_map(|list| list.records).sum();
    let requests = known.iter().map(|list| ListContacts::pages_of(list)).sum();
    context.ui.note(&format!(
        "reading {} with {}, to find people who are on two of them: at least {}{}",
        counted(known.len(), "contact list"),
        counted(contacts, "contact"),
        counted(requests, "request"),
        time_of(requests, context)?
    ));
    for (number, list) in known.iter().enumerate() {
        context.ui.progress(&format!("read {} of {} contact lists", number + 1, known.len()));
        match platform.contacts_of_list(list, usize::MAX).await {
            Ok(ListContacts { contacts, gap }) => {
                let read = contacts.len();
                numbers.put(&list.name, contacts.into_iter().map(|contact| contact.phone_number));
                let counted = list.records.and_then(|records| usize::try_from(records).ok());
                if gap.is_some() || counted.is_some_and(|counted| read < counted) {
                    let of = counted.map_or_else(String::new, |counted| format!(" of {counted}"));
                    context.ui.problem(&Problem::warning("platform/list-incomplete", format!(
                        "the platform returned only {read}{of} contacts of the list {}: the others were not compared",
                        list.name
                    )));
                }
            }
            Err(error) => context.ui.problem(&Problem::warning(
                error.code(),
                format!(
                    "kcamp could not read the contacts of the list {} and did not compare them: {error}",
                    list.name
                ),
            )),
        }
    }
    context.ui.done_waiting();
    Ok(numbers)
}
