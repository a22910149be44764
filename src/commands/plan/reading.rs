//! The live campaigns, read once, and the plan that follows from them.

use std::cell::RefCell;
use std::collections::{HashMap, HashSet};

use futures_util::{StreamExt as _, stream};
use jiff::Timestamp;

use super::memory::{CampaignMemory, Memory};
use super::references;
use super::renames::Renames;
use super::seen::SeenCampaigns;
use super::shared_lists;
use crate::commands::campaign_files::{CheckedCampaign, CheckedFiles, Unread};
use crate::commands::halt::listing::{Listing, Unseen};
use crate::commands::journal::settle::settle_open;
use crate::context::{Context, settle_command};
use crate::domain::change::Action;
use crate::domain::difference::Change;
use crate::domain::finding::Findings;
use crate::domain::live::{LiveCampaign, LiveSchedule};
use crate::domain::name::NameKey;
use crate::domain::plan::{
    Choices, Found, Held, HeldSchedule, Item, Known, Line, Obstacle, Plan, Wanted, WantedSchedule, lines_of,
    remembered_differences,
};
use crate::domain::plural::counted;
use crate::domain::schedule::{PlannedSchedule, RequestedSchedule};
use crate::domain::zone::Zone;
use crate::error::Error;
use crate::exit::Exit;
use crate::journal::{LastWord, STILL_COMES};
use crate::platform::error::PlatformError;
use crate::platform::platform::Platform;

/// More campaigns than this are said before they are read one by one.
const READS_SAID: usize = 20;

/// Every live campaign as a row of the list.
#[derive(Debug)]
pub(in crate::commands) struct Live {
    rows: Vec<LiveCampaign>,
    pages: usize,
}

impl Live {
    /// Reads the whole list: a plan from a part of it would create what is there.
    ///
    /// # Errors
    ///
    /// A part of the list cannot be read.
    pub(in crate::commands) async fn read(platform: &dyn Platform) -> Result<Self, Error> {
        let mut listing = Listing::read(platform).await;
        match listing.unseen.pop() {
            None => Ok(Self { pages: listing.pages, rows: listing.rows_still_there() }),
            Some(unseen) => Err(not_listed(unseen)),
        }
    }

    /// How many requests reading it took.
    pub(in crate::commands) const fn pages(&self) -> usize {
        self.pages
    }

    /// The campaigns, as rows of the list.
    pub(in crate::commands) fn rows(&self) -> &[LiveCampaign] {
        &self.rows
    }

    /// Holds the files against it, reading what each campaign of them needs.
    ///
    /// # Errors
    ///
    /// A live campaign cannot be read, or a file leaves fields out for which there is no live campaign.
    pub(in crate::commands) async fn plan(
        &self,
        files: &CheckedFiles,
        choices: Choices,
        refresh: bool,
        platform: &dyn Platform,
        context: &mut Context,
    ) -> Result<Plan, Error> {
        let checked = files.campaigns.as_slice();
        let own: HashSet<NameKey> =
            checked.iter().map(|it| NameKey::of(it.manifest.campaign.name())).collect();
        if context.dry_run().is_none() {
            settle_open(&own, context).await;
        }
        let seen = RefCell::new(SeenCampaigns::read(refresh, context));
        let memory = Memory::read(context)?;
        let mut by_name: HashMap<NameKey, Vec<&LiveCampaign>> = HashMap::new();
        for row in &self.rows {
            by_name.entry(NameKey::of(&row.name)).or_default().push(row);
        }
        let renames = Renames::of(checked, &by_name);
        refuse_without_live(checked, |campaign| {
            let name = NameKey::of(campaign.manifest.campaign.name());
            by_name.contains_key(&name) || renames.former(campaign).is_some()
        })?;
        let is_unseen = |campaign: &&CheckedCampaign| {
            let rows = by_name.get(&NameKey::of(campaign.manifest.campaign.name()));
            rows.is_some_and(|rows| rows.iter().any(|row| !seen.borrow().knows(row, memory.writes(row))))
        };
        say_cost(checked.iter().filter(is_unseen).count(), context)?;
        let mut lines = Vec::with_capacity(checked.len());
        let mut unchanged_by_row = 0;
        let comparing = Comparing { choices, memory: &memory, platform, now: context.clock.now() };
        {
            let compared = checked.iter().map(|campaign| {
                let name = campaign.manifest.campaign.name();
                let found = by_name
                    .remove(&NameKey::of(name))
                    .or_else(|| by_name.remove(renames.former(campaign)?))
                    .unwrap_or_default();
                let may_be_another = renames.obstacle(campaign);
                let (comparing, seen) = (&comparing, &seen);
                async move {
                    match (found.as_slice(), may_be_another) {
                        ([row], _) => comparing.with_live(campaign, row, seen).await,
                        ([], Some(obstacle)) => {
                            Ok((comparing.without(campaign, &Found::NotToBeCreated(obstacle)), false))
                        }
                        (found, _) => Ok((comparing.with_none_or_several(campaign, found), false)),
                    }
                }
            });
            // In the files' order, however many are under way.
            let mut compared = stream::iter(compared).buffered(platform.reads_at_once());
            for (number, campaign) in checked.iter().enumerate() {
                context.ui.progress(&format!("read {} of {} campaigns", number + 1, checked.len()));
                let Some(result) = compared.next().await else { break };
                let (of_campaign, is_seen) = result?;
                let is_unchanged = of_campaign.iter().all(|line| matches!(line.item, Item::Unchanged { .. }));
                unchanged_by_row += usize::from(is_seen && is_unchanged);
                let with_inherited = |line| Line { inherited: campaign.inherited.clone(), ..line };
                lines.extend(of_campaign.into_iter().map(with_inherited));
            }
        }
        context.ui.done_waiting();
        seen.into_inner().save(self.rows.iter().map(|row| &row.id), context);
        let unscheduled = shared_lists::not_scheduled_by_files(checked, &renames);
        let is_left_to_itself = |row: &&LiveCampaign| {
            let name = NameKey::of(&row.name);
            by_name.contains_key(&name) || unscheduled.contains(&name)
        };
        let unscheduled = self.rows.iter().filter(is_left_to_itself);
        let findings = shared_lists::findings(checked, unscheduled, &memory, platform, context)?;
        if findings.has_errors() {
            return Err(Error::stopped_by(findings));
        }
        context.ui.findings(&findings);
        // In the order of the list.
        for row in &self.rows {
            let name = NameKey::of(&row.name);
            if by_name.contains_key(&name) {
                let kept = renames.meant(&name).or_else(|| may_be_unread(&name, &files.unread));
                lines.push(only_live(row, kept, choices, platform));
            }
        }
        let mut plan = Plan { lines, unchanged_by_row };
        references::check(&mut plan, platform, context).await?;
        Ok(plan)
    }
}

/// A campaign that is in no file. Where that is asked for it is deleted, as long as nothing calls people in it, and no file may mean
/// it, which is why it is `kept` then.
fn only_live(row: &LiveCampaign, kept: Option<Obstacle>, choices: Choices, platform: &dyn Platform) -> Line {
    let live = Box::new(row.clone());
    let item = match kept.or_else(|| not_to_be_deleted(row, platform)) {
        kept if !choices.prune => Item::OnlyLive { live, kept },
        Some(obstacle) => Item::Blocked { live: Some(live), what: vec!["delete"], obstacle },
        None => Item::Delete { live },
    };
    let type_word = row.type_word().unwrap_or_default().to_owned();
    Line { name: row.name.clone(), type_word, item, cautions: Vec::new(), inherited: Vec::new() }
}

/// Why a campaign is not deleted, as the list has it now.
pub fn not_to_be_deleted(row: &LiveCampaign, platform: &dyn Platform) -> Option<Obstacle> {
    match platform.may(row, Action::Delete) {
        Err(error) => Some(obstacle(error, row)),
        Ok(()) if platform.activity(row).runs => Some(Obstacle::new(
            format!(
                "its status is {}, and the documentation does not say whether it calls people in this status",
                row.status
            ),
            Some(format!("look at it: kcamp campaign get {}", row.id)),
        )),
        Ok(()) => None,
    }
}

/// Why a campaign of no file may be in one that was left out or not read.
fn may_be_unread(name: &NameKey, unread: &Unread) -> Option<Obstacle> {
    if unread.left_out.iter().any(|other| NameKey::of(other) == *name) {
        let why = "the files have a campaign of this name for another platform, which was left out";
        let next = "give that one another name, or delete this one: kcamp campaign delete NAME";
        return Some(Obstacle::new(why.to_owned(), Some(next.to_owned())));
    }
    (unread.links_out > 0).then(|| {
        let links = counted(unread.links_out, "link");
        let why = format!(
            "{links} out of a folder not followed, and the campaign's file may be behind one of them"
        );
        Obstacle::new(why, Some("follow them with --follow-links".to_owned()))
    })
}

/// Refuses files that leave out what no live campaign has for them.
fn refuse_without_live(
    checked: &[CheckedCampaign],
    is_live: impl Fn(&CheckedCampaign) -> bool,
) -> Result<(), Error> {
    let mut findings = Findings::new();
    for campaign in checked.iter().filter(|it| !it.left_out.fields.is_empty() && !is_live(it)) {
        findings.extend(campaign.left_out.findings.clone());
    }
    if findings.has_errors() { Err(Error::stopped_by(findings)) } else { Ok(()) }
}

fn not_listed(unseen: Unseen) -> Error {
    match unseen.error {
        Some(error) => error.into(),
        None => Error::new(
            "plan/list-moved",
            format!("the list of {} changed every time kcamp read it; nothing was sent", unseen.what),
            Exit::Unavailable,
        )
        .hint("somebody is changing campaigns: run the command again in a minute"),
    }
}

/// Says what a long reading takes, before it begins.
fn say_cost(reads: usize, context: &mut Context) -> Result<(), Error> {
    if reads > READS_SAID {
        let minutes =
            context.settings()?.rate_limit.as_ref().map(|limit| reads.div_ceil(limit.value.max(1) as usize));
        let time = minutes.map(|minutes| format!(", about {minutes} min at the account's request limit"));
        context.ui.note(&format!(
            "{reads} campaigns must be read one by one: at least {reads} requests{}",
            time.unwrap_or_default()
        ));
    }
    Ok(())
}

/// The schedule that a campaign file asks for: one to switch on, one whose runs have all passed, none, or the live one as it is.
pub(in crate::commands) const fn wanted_schedule(checked: &CheckedCampaign) -> WantedSchedule<'_> {
    match &checked.schedule {
        _ if checked.manifest.has_no_schedule => WantedSchedule::Off,
        Some(schedule) if checked.is_over => WantedSchedule::Over(schedule),
        schedule => WantedSchedule::of(schedule.as_ref()),
    }
}

/// The inputs of the comparison of campaign files with live campaigns.
struct Comparing<'run> {
    choices: Choices,
    memory: &'run Memory,
    platform: &'run dyn Platform,
    now: Timestamp,
}

impl Comparing<'_> {
    /// The lines of the plan for a campaign of which there is one live, and whether they are known by its row of the list alone.
    async fn with_live(
        &self,
        checked: &CheckedCampaign,
        row: &LiveCampaign,
        seen: &RefCell<SeenCampaigns>,
    ) -> Result<(Vec<Line>, bool), Error> {
        let memory = self.memory.of(row);
        let writes = self.memory.writes(row);
        let known = seen.borrow_mut().take(row, writes);
        let is_seen = known.is_some();
        let live = match known {
            Some(live) => live,
            None => self.platform.whole(row.clone()).await?,
        };
        if !is_seen {
            seen.borrow_mut().keep(row, &live, writes);
        }
        let wanted = wanted(checked);
        let schedule =
            held_schedule(checked, &live, wanted.schedule, &memory, self.platform, self.now).await?;
        let known = Known { may_update: may_update(&live, self.platform), schedule, live };
        let lead = self.platform.clock_lead().unwrap_or_default();
        let recall = |field: &str, value: Option<&str>| memory.recall(field, value, lead);
        let lines = lines_of(wanted, &Found::One(&known), self.choices, &recall);
        Ok((lines, is_seen))
    }

    /// The lines of the plan for a campaign of which there is none live, or several.
    fn with_none_or_several(&self, checked: &CheckedCampaign, found: &[&LiveCampaign]) -> Vec<Line> {
        let open = self.memory.open_create(checked.manifest.campaign.name());
        let found = match (found, open) {
            ([], Some(open)) if open.may_still_come(self.now) => Found::NotToBeCreated(Obstacle::new(
                format!(
                    "an earlier create of this name from this machine, of {}, has an unknown outcome, and the campaign may still appear",
                    open.at
                ),
                Some(format!(
                    "run this again two minutes after that one, or settle it: {}",
                    settle_command(&open.key)
                )),
            )),
            ([], _) if checked.is_over => Found::NotToBeCreated(Obstacle::new(
                "all runs of its schedule have passed".to_owned(),
                Some("give the schedule a later end, or leave it out of the file".to_owned()),
            )),
            ([], _) => Found::None,
            (found, _) => Found::Several(found),
        };
        self.without(checked, &found)
    }

    /// The lines of the plan for a campaign file that no live campaign is compared with.
    fn without(&self, checked: &CheckedCampaign, found: &Found<'_>) -> Vec<Line> {
        lines_of(wanted(checked), found, self.choices, &|_, _| None)
    }
}

/// A campaign with its schedule as its file has them.
const fn wanted(checked: &CheckedCampaign) -> Wanted<'_> {
    Wanted {
        campaign: &checked.manifest.campaign,
        schedule: wanted_schedule(checked),
        left_out: checked.left_out.fields.as_slice(),
    }
}

/// Whether the campaign's state lets it be updated.
fn may_update(live: &LiveCampaign, platform: &dyn Platform) -> Result<(), Obstacle> {
    platform.may(live, Action::Update).map_err(|error| obstacle(error, live))
}

/// Why the platform lets something not be done to a campaign, without what its line says anyway.
fn obstacle(error: PlatformError, live: &LiveCampaign) -> Obstacle {
    let report = Error::from(error);
    let why = report.message.strip_suffix("; nothing was sent").unwrap_or(&report.message);
    let why = why.strip_prefix(&format!("the campaign {:?} is ", live.name)).unwrap_or(why).to_owned();
    Obstacle::new(why, report.hints.into_iter().next())
}

/// The known facts about a campaign's schedule, held against the one that its file asks for; nothing is read where it asks for
/// none.
async fn held_schedule(
    checked: &CheckedCampaign,
    live: &LiveCampaign,
    wanted: WantedSchedule<'_>,
    memory: &CampaignMemory<'_>,
    platform: &dyn Platform,
    now: Timestamp,
) -> Result<HeldSchedule, Error> {
    let off = |is_wanted| match memory.may_still_come(None, now) {
        Some(at) => under_way(at, is_wanted),
        None if memory.is_off_undecided(live) => HeldSchedule::OffUndecided,
        None => HeldSchedule::Off,
    };
    let schedule = match wanted {
        WantedSchedule::AsItIs => return Ok(HeldSchedule::Untold),
        WantedSchedule::Off => {
            return Ok(match platform.scheduling_enabled(live).await? {
                Some(true) => HeldSchedule::On(Held::NotReadable),
                Some(false) => off(false),
                None => HeldSchedule::Untold,
            });
        }
        WantedSchedule::On(schedule) | WantedSchedule::Over(schedule) => schedule,
    };
    let target = platform.schedule_target_of(live);
    let sent = platform.enable_schedule(&target, schedule)?.evidence;
    if let Some(at) = memory.may_still_come(sent.remembered.as_ref().or(sent.schedule.as_ref()), now) {
        return Ok(under_way(at, false));
    }
    if let Some(body) = sent.schedule {
        let held = platform.schedule(&target).await?;
        return Ok(match held.enabled {
            Some(true) => {
                let mut differences = platform.schedule_differences(&body, &held);
                // What the platform tells of a time can mean two; where it holds what this machine sent, that says which it is.
                let as_sent = |(_, before): &(_, &_)| platform.schedule_differences(before, &held).is_empty();
                let last = match memory.last_word() {
                    LastWord::On(at, before) => Some((at, before)),
                    _ => None,
                };
                if let Some((_, before)) = last.filter(as_sent) {
                    differences = remembered_differences(before, &body, &reader_zone(schedule));
                }
                if has_begun(checked, schedule, &held, now) {
                    differences.retain(|difference| difference.field != "scheduled_at");
                }
                HeldSchedule::On(of_differences(differences, None))
            }
            Some(false) => off(true),
            None => HeldSchedule::Untold,
        });
    }
    Ok(match (live.scheduling_enabled, &sent.remembered) {
        (Some(true), Some(body)) => {
            let changed = memory.schedule_changed_since(platform.clock_lead().unwrap_or_default());
            HeldSchedule::On(match (held_on(memory, body, &reader_zone(schedule)), changed) {
                // Somebody may have given it other times.
                (Held::Same, Some(at)) => Held::ChangedSince(at),
                (held, _) => held,
            })
        }
        (Some(true), None) => HeldSchedule::On(Held::NotReadable),
        (Some(false), _) => off(true),
        (None, _) => HeldSchedule::Untold,
    })
}

/// The known facts about a schedule that is on and that the platform does not return, held against the one that its file asks
/// for.
fn held_on(memory: &CampaignMemory<'_>, wanted: &serde_json::Value, zone: &Zone) -> Held {
    match memory.last_word() {
        LastWord::On(at, before) => of_differences(remembered_differences(before, wanted, zone), Some(at)),
        LastWord::InDoubt { at, candidates } => match candidates.as_deref() {
            Some([(at, only)]) => of_differences(remembered_differences(only, wanted, zone), Some(*at)),
            Some(several)
                if !several.is_empty()
                    && several
                        .iter()
                        .all(|(_, body)| remembered_differences(body, wanted, zone).is_empty()) =>
            {
                Held::Same
            }
            _ => Held::InDoubt(at),
        },
        LastWord::NotKnown | LastWord::Off { .. } => Held::NotReadable,
    }
}

/// A schedule that something of this machine may still switch, whose last sign was then.
fn under_way(at: Timestamp, is_wanted: bool) -> HeldSchedule {
    let until = at.saturating_add(STILL_COMES).unwrap_or(at);
    let told = |at: Timestamp| at.strftime("%Y-%m-%d %H:%M:%S UTC").to_string();
    let why = format!(
        "a call to its schedule from this machine, of {}, has an unknown outcome, and may still be applied",
        told(at)
    );
    let obstacle = Obstacle::new(why, Some(format!("run this again after {}", told(until))));
    HeldSchedule::UnderWay { obstacle, is_wanted }
}

/// The zone in which a schedule was typed.
fn reader_zone(schedule: &PlannedSchedule) -> Zone {
    schedule.runs().map_or_else(Zone::utc, |runs| runs.reader_zone().clone())
}

fn of_differences(differences: Vec<Change>, since: Option<Timestamp>) -> Held {
    if differences.is_empty() { Held::Same } else { Held::Differs(differences, since) }
}

/// Whether a schedule that repeats has begun on both sides: when it began first makes no difference any more.
fn has_begun(
    checked: &CheckedCampaign,
    schedule: &PlannedSchedule,
    held: &LiveSchedule,
    now: Timestamp,
) -> bool {
    let (PlannedSchedule::Burki(own), Some(RequestedSchedule::Burki(asked))) =
        (schedule, &checked.manifest.schedule)
    else {
        return false;
    };
    let zone = own.plan.platform_zone();
    let held_start = held.scheduled_at.as_deref().and_then(|text| {
        let wall = text.trim_end_matches(['Z', 'z']).parse::<jiff::civil::DateTime>().ok();
        text.parse::<Timestamp>().ok().or_else(|| wall.map(|wall| zone.read(wall).instant()))
    });
    let has_begun_here = !asked.is_start_said || own.plan.start() <= now;
    held.recurrence.is_some() && has_begun_here && held_start.is_some_and(|start| start <= now)
}
