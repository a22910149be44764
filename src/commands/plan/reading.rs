//! Reads the live campaigns once, and makes the plan.

use std::borrow::Cow;
use std::cell::RefCell;
use std::collections::{HashMap, HashSet};

use futures_util::{StreamExt as _, stream};
use jiff::Timestamp;

use super::held::held_schedule;
use super::long_reads::say_cost;
use super::permitted::{may_update, obstacle};
use super::references;
use super::renames::{Renames, with_reset};
use super::schedules_left_on;
use super::shared_contacts;
use super::shared_lists::{self, wanted_schedule};
use crate::commands::campaign_files::{CheckedCampaign, CheckedFiles, Unread};
use crate::commands::halt::listing::{Listing, Unseen};
use crate::commands::journal::settle::settle_open;
use crate::commands::remembered::interrupted::update_in_doubt;
use crate::commands::remembered::journal_index::JournalIndex;
use crate::commands::remembered::seen::SeenCampaigns;
use crate::context::{Context, settle_command};
use crate::domain::campaign_ref::CampaignRef;
use crate::domain::change::Action;
use crate::domain::finding::Findings;
use crate::domain::live::{CampaignId, LiveCampaign};
use crate::domain::name::NameKey;
use crate::domain::plan::{
    Known, LiveMatch, Obstacle, Plan, PlanLine, PlanPermissions, PlanStep, Wanted, WantedSchedule, lines_of,
};
use crate::domain::plural::counted;
use crate::domain::wall_clock::utc_to_the_second;
use crate::error::Error;
use crate::exit::Exit;
use crate::platform::error::PlatformError;
use crate::platform::platform::Platform;

/// The result of comparing the files with the live campaigns.
pub(in crate::commands) struct Compared<'files> {
    /// The actions.
    pub(in crate::commands) plan: Plan,
    /// The campaigns of the files. Required keys that a file leaves out have the live values.
    pub(in crate::commands) campaigns: Cow<'files, [CheckedCampaign]>,
    /// The findings of the comparison, which were shown.
    pub(in crate::commands) findings: Findings,
}

/// The data that is read in addition to what the plan needs.
#[derive(Debug, Clone, Copy, Default)]
pub(in crate::commands) struct ExtraReads {
    /// Every campaign, even if its row in the list has not changed.
    pub(in crate::commands) refresh: bool,
    /// The contacts of lists, to find people who are on two of them.
    pub(in crate::commands) contacts: bool,
}

/// Every live campaign as a row of the list.
#[derive(Debug)]
pub(in crate::commands) struct Live {
    rows: Vec<LiveCampaign>,
    pages: usize,
}

impl Live {
    /// Reads the whole list: a plan from a part of it would create campaigns that exist.
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

    /// The number of requests that the read took.
    pub(in crate::commands) const fn pages(&self) -> usize {
        self.pages
    }

    /// The campaigns, as rows of the list.
    pub(in crate::commands) fn rows(&self) -> &[LiveCampaign] {
        &self.rows
    }

    fn by_name(&self) -> HashMap<NameKey, Vec<&LiveCampaign>> {
        let mut by_name: HashMap<NameKey, Vec<&LiveCampaign>> = HashMap::new();
        for row in &self.rows {
            by_name.entry(NameKey::of(&row.name)).or_default().push(row);
        }
        by_name
    }

    /// Compares the files with the live campaigns, and reads the campaigns that they need.
    ///
    /// # Errors
    ///
    /// The settings cannot be resolved, or the journal, a campaign or its schedule cannot be read.
    pub(in crate::commands) async fn plan<'files>(
        &self,
        files: &'files CheckedFiles,
        choices: PlanPermissions,
        extent: ExtraReads,
        platform: &dyn Platform,
        context: &mut Context,
    ) -> Result<Compared<'files>, Error> {
        let own: HashSet<NameKey> = files.names().map(|(name, _)| NameKey::of(&name)).collect();
        let names = files.names().flat_map(|(name, former)| [Some(name), former]).flatten();
        settle_open(&names.map(|name| NameKey::of(&name)).collect(), context).await;
        let before = (!extent.refresh).then(|| SeenCampaigns::read(context));
        let seen = RefCell::new(before.unwrap_or_default());
        let memory = JournalIndex::read(context)?;
        let mut by_name = self.by_name();
        let meant = |named: &(String, Option<String>)| row_meant(named, &own, &by_name);
        let is_unseen = |row: &&LiveCampaign| !seen.borrow().knows(row, memory.writes(row));
        let unread = files.names().filter_map(|named| meant(&named)).filter(is_unseen).count();
        let unread = unread + self.reads_before_deletes(files, &own, choices, platform);
        say_cost(unread, schedules_to_read(files, &own, &by_name, platform), context)?;
        let comparing = Comparing {
            choices,
            memory: &memory,
            platform,
            now: context.clock.now(),
            read: RefCell::default(),
        };
        let incomplete: Vec<(NameKey, &LiveCampaign)> = files
            .incomplete
            .names()
            .filter_map(|named| Some((NameKey::of(&named.0), meant(&named)?)))
            .collect();
        let incomplete = comparing.read_all(&incomplete, &seen, context).await?;
        let live_of = |name: &str| incomplete.get(&NameKey::of(name));
        let (campaigns, found) = files.incomplete.among(&files.campaigns, &live_of, context)?;
        let mut findings = Findings::new();
        context.show_and_keep(found, &mut findings)?;
        let checked: &[CheckedCampaign] = &campaigns;
        let mut renames = Renames::of(checked, &by_name);
        let read = async |row: &LiveCampaign| Ok(comparing.whole(row, &seen).await?.map(|(live, _)| live));
        renames.compare_values(checked, &by_name, read).await?;
        let left_on = schedules_left_on::findings_of_files(checked, &renames, &by_name, &memory, context);
        let mut plan = comparing.with_all(checked, &renames, &mut by_name, &seen, context).await?;
        context.ui.done_waiting();
        seen.into_inner().save(self.rows.iter().map(|row| &row.id), context);
        let unscheduled = shared_lists::not_scheduled_by_files(checked, &renames);
        let is_left_to_itself = |row: &&LiveCampaign| {
            let name = NameKey::of(&row.name);
            by_name.contains_key(&name) || unscheduled.contains(&name)
        };
        let unscheduled = || self.rows.iter().filter(is_left_to_itself);
        let mut found = shared_lists::findings(checked, unscheduled(), &memory, platform, context)?;
        found.extend(left_on);
        if extent.contacts {
            found
                .extend(shared_contacts::findings(checked, unscheduled(), &memory, platform, context).await?);
        }
        context.show_and_keep(found, &mut findings)?;
        // In the order of the list.
        for row in self.rows.iter().filter(|row| by_name.contains_key(&NameKey::of(&row.name))) {
            let why = renames.meant(&NameKey::of(&row.name)).or_else(|| may_be_unread(row, &files.unread));
            let line = only_live(row, why, choices, platform);
            plan.lines.push(with_campaign_to_delete(line, platform).await?);
        }
        let found = references::check(&mut plan, checked, platform, context).await;
        context.show_and_keep(found, &mut findings)?;
        Ok(Compared { plan, campaigns, findings })
    }
}

impl Live {
    /// The number of campaigns without a file that are read because they are to be deleted, on a platform whose rows do
    /// not show when campaigns were changed.
    fn reads_before_deletes(
        &self,
        files: &CheckedFiles,
        own: &HashSet<NameKey>,
        choices: PlanPermissions,
        platform: &dyn Platform,
    ) -> usize {
        if !choices.prune || platform.rows_date_changes() {
            return 0;
        }
        let formers: HashSet<NameKey> =
            files.names().filter_map(|(_, former)| Some(NameKey::of(&former?))).collect();
        let is_deleted = |row: &&LiveCampaign| {
            let name = NameKey::of(&row.name);
            !own.contains(&name)
                && !formers.contains(&name)
                && may_be_unread(row, &files.unread).is_none()
                && not_to_be_deleted(row, platform).is_none()
        };
        self.rows.iter().filter(is_deleted).count()
    }
}

/// The number of campaigns whose schedules are read too, on a platform that returns them. In files without some
/// required keys any campaign may have one.
fn schedules_to_read(
    files: &CheckedFiles,
    own: &HashSet<NameKey>,
    by_name: &HashMap<NameKey, Vec<&LiveCampaign>>,
    platform: &dyn Platform,
) -> usize {
    if !platform.kind().returns_schedules() {
        return 0;
    }
    let is_asked = files
        .campaigns
        .iter()
        .map(|checked| wanted_schedule(checked) != WantedSchedule::AsItIs)
        .chain(std::iter::repeat(files.incomplete.has_schedule()));
    let is_read = |(named, is_asked): &(_, bool)| *is_asked && row_meant(named, own, by_name).is_some();
    files.names().zip(is_asked).filter(is_read).count()
}

/// The line for a campaign without a file. If deletes are asked for, it is deleted, unless it calls people or a file
/// may mean it; `obstacle` is the reason in that case.
fn only_live(
    row: &LiveCampaign,
    obstacle: Option<Obstacle>,
    choices: PlanPermissions,
    platform: &dyn Platform,
) -> PlanLine {
    let live = Box::new(row.clone());
    let step = match obstacle.or_else(|| not_to_be_deleted(row, platform)) {
        obstacle if !choices.prune => PlanStep::OnlyLive { live, obstacle },
        Some(obstacle) => PlanStep::Blocked { live: Some(live), what: vec!["delete"], obstacle },
        None => PlanStep::Delete { live },
    };
    let type_word = row.type_word().unwrap_or_default().to_owned();
    PlanLine { name: row.name.clone(), type_word, step, cautions: Vec::new(), inherited: Vec::new() }
}

/// A line for a delete, with the whole campaign if its row does not show when it was last changed. apply compares it
/// with a read directly before the delete.
async fn with_campaign_to_delete(line: PlanLine, platform: &dyn Platform) -> Result<PlanLine, Error> {
    match line.step {
        PlanStep::Delete { live: row } => {
            let whole = Box::new(platform.dated(*row).await?);
            Ok(PlanLine { step: PlanStep::Delete { live: whole }, ..line })
        }
        step => Ok(PlanLine { step, ..line }),
    }
}

/// Why a campaign is not deleted, by its row in the list.
pub fn not_to_be_deleted(row: &LiveCampaign, platform: &dyn Platform) -> Option<Obstacle> {
    match platform.may(row, Action::Delete) {
        Err(error) => Some(obstacle(&error)),
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

/// Why a campaign without a file may be in a file that was left out or not read.
fn may_be_unread(row: &LiveCampaign, unread: &Unread) -> Option<Obstacle> {
    let name = NameKey::of(&row.name);
    if unread.left_out.iter().any(|other| NameKey::of(other) == name) {
        let why = "the files have a campaign of this name for another platform, which was left out";
        let next =
            format!("give that one another name, or delete this one: kcamp campaign delete {}", row.id);
        return Some(Obstacle::new(why.to_owned(), Some(next)));
    }
    (unread.links_out > 0).then(|| {
        let links = counted(unread.links_out, "link");
        let why = format!(
            "{links} out of a folder not followed, and the campaign's file may be behind one of them"
        );
        Obstacle::new(why, Some("follow them with --follow-links".to_owned()))
    })
}

/// The row of the live campaign for a file: the one with its name, or with its former name if no other file has that.
fn row_meant<'live>(
    (name, former): &(String, Option<String>),
    own: &HashSet<NameKey>,
    by_name: &HashMap<NameKey, Vec<&'live LiveCampaign>>,
) -> Option<&'live LiveCampaign> {
    let former = || former.as_deref().map(NameKey::of).filter(|former| !own.contains(former));
    let rows = by_name.get(&NameKey::of(name)).or_else(|| by_name.get(&former()?))?;
    rows.first().copied()
}

fn not_listed(unseen: Unseen) -> Error {
    match unseen.error {
        Some(error) => error.into(),
        None => Error::new(
            "plan/list-moved",
            format!("the list of {} changed every time kcamp read it", unseen.what),
            Exit::Unavailable,
        )
        .nothing_sent()
        .hint("somebody is changing campaigns: run the command again in a minute"),
    }
}

/// The inputs of the comparison of campaign files with live campaigns.
struct Comparing<'run> {
    choices: PlanPermissions,
    memory: &'run JournalIndex,
    platform: &'run dyn Platform,
    now: Timestamp,
    /// The campaigns that were read already, and whether the row was enough.
    read: RefCell<HashMap<CampaignId, (LiveCampaign, bool)>>,
}

impl Comparing<'_> {
    /// Reads campaigns before they are compared, by the names in their files, because a file may leave out values
    /// that its live campaign has.
    async fn read_all(
        &self,
        rows: &[(NameKey, &LiveCampaign)],
        seen: &RefCell<SeenCampaigns>,
        context: &mut Context,
    ) -> Result<HashMap<NameKey, LiveCampaign>, Error> {
        let mut wholes = HashMap::new();
        let reads = rows.iter().map(|(_, row)| self.whole(row, seen));
        let mut reads = stream::iter(reads).buffered(self.platform.reads_at_once());
        for (number, (name, row)) in rows.iter().enumerate() {
            context.ui.progress(&format!("read {} of {} campaigns", number + 1, rows.len()));
            let Some(read) = reads.next().await else { break };
            let Some((live, is_seen)) = read? else { continue };
            wholes.insert(name.clone(), live.clone());
            self.read.borrow_mut().insert(row.id.clone(), (live, is_seen));
        }
        context.ui.done_waiting();
        Ok(wholes)
    }

    /// The whole campaign, and whether the row was enough; `None` if it was deleted since its row was read.
    async fn whole(
        &self,
        row: &LiveCampaign,
        seen: &RefCell<SeenCampaigns>,
    ) -> Result<Option<(LiveCampaign, bool)>, Error> {
        if let Some(read) = self.read.borrow_mut().remove(&row.id) {
            return Ok(Some(read));
        }
        let writes = self.memory.writes(row);
        let known = seen.borrow_mut().take(row, writes);
        if let Some(live) = known {
            return Ok(Some((live, true)));
        }
        let live = match self.platform.whole_as_named(row.clone()).await {
            Ok(live) => live,
            Err(error) if error.is_not_there() => return self.gone(row, error).await,
            Err(error) => return Err(error.into()),
        };
        seen.borrow_mut().keep(row, &live, writes);
        Ok(Some((live, false)))
    }

    /// Looks in the list again for a campaign that the platform does not know: `None` if it is gone from there, too.
    ///
    /// # Errors
    ///
    /// The list still has it, or cannot be read.
    async fn gone<T>(&self, row: &LiveCampaign, error: PlatformError) -> Result<Option<T>, Error> {
        let again = Live::read(self.platform).await?;
        if again.rows.iter().all(|other| other.id != row.id) {
            return Ok(None);
        }
        let error = Error::from(error);
        let reason =
            format!("{:?} is in the list of campaigns and cannot be read: {}", row.name, error.reason);
        Err(Error { reason, ..error })
    }

    /// Compares every campaign of the files, in their order, with those of the account, which are taken out of
    /// `by_name`.
    async fn with_all(
        &self,
        checked: &[CheckedCampaign],
        renames: &Renames<'_>,
        by_name: &mut HashMap<NameKey, Vec<&LiveCampaign>>,
        seen: &RefCell<SeenCampaigns>,
        context: &mut Context,
    ) -> Result<Plan, Error> {
        if let Some(warning) = renames.not_compared(checked, by_name) {
            context.ui.problem(&warning);
        }
        let is_sandbox = context.in_sandbox();
        let compared = checked.iter().map(|campaign| {
            let name = campaign.manifest.campaign.name();
            let found = by_name
                .remove(&NameKey::of(name))
                .or_else(|| by_name.remove(renames.former(campaign)?))
                .unwrap_or_default();
            let undecided = renames.undecided(campaign).cloned();
            let obstacle = renames.obstacle(campaign);
            let may_be_another =
                obstacle.map(|obstacle| if is_sandbox { with_reset(obstacle) } else { obstacle });
            async move {
                if let Some(obstacle) = undecided {
                    return Ok((self.without(campaign, &LiveMatch::Undecided(obstacle)), false));
                }
                match (found.as_slice(), may_be_another) {
                    ([row], _) => self.with_live(campaign, row, seen).await,
                    ([], Some(obstacle)) => {
                        Ok((self.without(campaign, &LiveMatch::NotToBeCreated(obstacle)), false))
                    }
                    (found, _) => Ok((self.with_none_or_several(campaign, found), false)),
                }
            }
        });
        // In the files' order, however many are under way.
        let mut compared = stream::iter(compared).buffered(self.platform.reads_at_once());
        let message_encoding = self.platform.message_encoding();
        let mut plan = Plan { lines: Vec::with_capacity(checked.len()), message_encoding, ..Plan::default() };
        for (number, campaign) in checked.iter().enumerate() {
            context.ui.progress(&format!("read {} of {} campaigns", number + 1, checked.len()));
            let Some(result) = compared.next().await else { break };
            let (of_campaign, is_seen) = result?;
            let is_unchanged = of_campaign.iter().all(|line| matches!(line.step, PlanStep::Unchanged { .. }));
            plan.unchanged_by_row += usize::from(is_seen && is_unchanged);
            let with_inherited = |line| PlanLine { inherited: campaign.inherited.clone(), ..line };
            plan.lines.extend(of_campaign.into_iter().map(with_inherited));
        }
        Ok(plan)
    }

    /// The lines for a campaign of which there is one live, and whether its row in the list was enough.
    async fn with_live(
        &self,
        checked: &CheckedCampaign,
        row: &LiveCampaign,
        seen: &RefCell<SeenCampaigns>,
    ) -> Result<(Vec<PlanLine>, bool), Error> {
        let memory = self.memory.of(row);
        let Some((live, is_seen)) = self.whole(row, seen).await? else {
            return Ok((self.with_none_or_several(checked, &[]), false));
        };
        let wanted = wanted(checked);
        let schedule =
            held_schedule(checked, &live, wanted.schedule, &memory, self.platform, self.now).await?;
        let in_doubt = update_in_doubt(&memory, self.now);
        let lead = self.platform.clock_lead().unwrap_or_default();
        let row = Some(row).filter(|row| row.updated_at >= live.updated_at).cloned();
        let may_update = may_update(&live, self.platform);
        let message_encoding = self.platform.message_encoding();
        let known = Known { live, row, may_update, message_encoding, schedule, in_doubt };
        let recall = |field: &str, value: Option<&str>| memory.recall(field, value, lead);
        let lines = lines_of(wanted, &LiveMatch::One(&known), self.choices, &recall);
        Ok((lines, is_seen))
    }

    /// The lines for a campaign with no live campaign or several.
    fn with_none_or_several(&self, checked: &CheckedCampaign, found: &[&LiveCampaign]) -> Vec<PlanLine> {
        let name = checked.manifest.campaign.name();
        let open = self.memory.open_create(name);
        let found = match (found, open) {
            ([], Some(open)) if open.may_still_come(self.now) => LiveMatch::NotToBeCreated(Obstacle::new(
                format!(
                    "an earlier create of this name from this machine, of {}, has an unknown outcome, and the campaign may still appear",
                    utc_to_the_second(open.at)
                ),
                Some(format!(
                    "run this again two minutes after that one, or settle it: {}",
                    settle_command(&open.key)
                )),
            ).in_doubt()),
            ([], _) if checked.is_over => LiveMatch::NotToBeCreated(Obstacle::new(
                "all runs of its schedule have passed".to_owned(),
                Some("give the schedule a later end, or leave it out of the file".to_owned()),
            )),
            ([], _) => match CampaignRef::hidden_name(name, checked.manifest.campaign.platform()) {
                Some(problem) => LiveMatch::NotToBeCreated(Obstacle::new(problem.message, problem.help)),
                None => LiveMatch::None,
            },
            (found, _) => LiveMatch::Several(found),
        };
        self.without(checked, &found)
    }

    /// The lines for a file without a comparison with a live campaign.
    fn without(&self, checked: &CheckedCampaign, found: &LiveMatch<'_>) -> Vec<PlanLine> {
        lines_of(wanted(checked), found, self.choices, &|_, _| None)
    }
}

/// The campaign and the schedule for which a file asks.
const fn wanted(checked: &CheckedCampaign) -> Wanted<'_> {
    Wanted {
        campaign: &checked.manifest.campaign,
        schedule: wanted_schedule(checked),
        left_out: checked.left_out.as_slice(),
    }
}
