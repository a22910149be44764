//! The actions for the campaigns to create: the look at the account, and the announcement.

use std::collections::{HashMap, HashSet};

use super::created::{Created, Existing};
use super::existing::{Todo, look, look_again};
use super::{has_schedule, schedule_view, show_texts};
use crate::commands::campaign_files::{CheckedCampaign, check_context};
use crate::commands::journal::settle::settle_open_schedules;
use crate::commands::plan::long_reads::say_cost;
use crate::commands::plan::references::{self, spelled_otherwise};
use crate::commands::plan::shared_lists;
use crate::commands::plan_run::{WriteProgress, outgoing};
use crate::commands::remembered::journal_index::JournalIndex;
use crate::commands::remembered::seen::ReadBefore;
use crate::context::{Consent, Context, GoOn, WriteBatch};
use crate::domain::change::Stake;
use crate::domain::difference::in_words;
use crate::domain::finding::Problem;
use crate::domain::kore_campaign::ListName;
use crate::domain::live::{LiveCallingHours, LiveCampaign};
use crate::domain::name::NameKey;
use crate::domain::plural::counted;
use crate::domain::rules;
use crate::domain::schedule::PlannedSchedule;
use crate::error::Error;
use crate::manifest::Renamed;
use crate::platform::platform::Platform;
use crate::view::creation::CreationOutcome;
use crate::view::schedule::ScheduleView;

/// The next step if a create ends early.
const GO_ON: GoOn = GoOn::OnceSettled(
    "run it again with --if-absent: it leaves existing campaigns alone and finishes the rest",
);

/// Campaigns that are about to be created, and the action for each.
pub(super) struct Creations<'checked> {
    pub(super) campaigns: Vec<(&'checked CheckedCampaign, Todo)>,
    pub(super) if_absent: bool,
    /// The campaigns of the account, if they were listed.
    pub(super) rows: Vec<LiveCampaign>,
    /// How far the writes are.
    pub(super) progress: WriteProgress,
    /// Whether the texts that reach people were shown; on a terminal they are shown before anything is sent.
    texts_shown: bool,
    /// Lines about the schedule that are shown with the result.
    left_to_result: Vec<String>,
}

impl<'checked> Creations<'checked> {
    pub(super) fn new(campaigns: &'checked [CheckedCampaign], if_absent: bool) -> Self {
        let campaigns = campaigns.iter().map(|checked| (checked, Todo::Create)).collect();
        let (rows, progress) = (Vec::new(), WriteProgress::default());
        Self { campaigns, if_absent, rows, progress, texts_shown: false, left_to_result: Vec::new() }
    }

    /// Looks which campaigns exist, with one listing, if existing ones are to be left alone or if a file has a former
    /// name.
    ///
    /// # Errors
    ///
    /// The campaigns cannot be listed, or a campaign cannot be read.
    pub(super) async fn look(&mut self, context: &mut Context) -> Result<(), Error> {
        let has_former = self.campaigns.iter().any(|(it, _)| matches!(it.manifest.renamed, Renamed::From(_)));
        if !self.if_absent && !has_former {
            return Ok(());
        }
        let with_schedules = self.campaigns.iter().filter(|(checked, _)| has_schedule(checked));
        let names = with_schedules.map(|(checked, _)| NameKey::of(checked.manifest.campaign.name()));
        settle_open_schedules(&names.collect(), context).await;
        let platform = context.connect().await?;
        let rows = platform.list(&[]).await?;
        let memory = JournalIndex::read(context);
        let mut before = ReadBefore::read(&memory, context);
        let is_live = |name: &NameKey| rows.iter().any(|row| NameKey::of(&row.name) == *name);
        if self.if_absent {
            self.say_cost_of_look(&rows, &before, &*platform, context)?;
        }
        for (checked, todo) in &mut self.campaigns {
            if let Renamed::From(former) = &checked.manifest.renamed {
                let (now, before) = (NameKey::of(checked.manifest.campaign.name()), NameKey::of(former));
                if !is_live(&now) && is_live(&before) {
                    *todo = Todo::Nothing(Box::new(Created::is_live_as(checked, former)));
                    continue;
                }
            }
            if !self.if_absent {
                continue;
            }
            *todo = look(checked, &rows, &mut before, &memory, &*platform, context).await?;
            if matches!(todo, Todo::Nothing(result) if result.view.outcome != CreationOutcome::Exists) {
                *todo = look_when_free(checked, &*platform, context).await?;
            }
        }
        before.save(context);
        self.refuse_shared_days(&rows, &memory, &*platform, context)?;
        if self.if_absent {
            self.rows = rows;
        }
        Ok(())
    }

    /// Says which of the schedules to be switched on reach people on a contact list on a day on which a live campaign
    /// of no file does.
    ///
    /// # Errors
    ///
    /// The policy makes it an error, or the settings cannot be resolved.
    fn refuse_shared_days(
        &self,
        rows: &[LiveCampaign],
        memory: &Result<JournalIndex, Error>,
        platform: &dyn Platform,
        context: &mut Context,
    ) -> Result<(), Error> {
        // A journal that cannot be read keeps the writes from being sent, with its own error.
        let Ok(memory) = memory else { return Ok(()) };
        let files = self.campaigns.iter().map(|(checked, _)| NameKey::of(checked.manifest.campaign.name()));
        let files: HashSet<NameKey> = files.collect();
        let others = rows.iter().filter(|row| !files.contains(&NameKey::of(&row.name)));
        let begun = self.waiting().map(|(checked, _)| checked);
        let findings = shared_lists::findings(begun, others, memory, platform, context)?;
        context.show_findings(findings)
    }

    /// Notes the cost of the look at the campaigns that exist, where there are many.
    fn say_cost_of_look(
        &self,
        rows: &[LiveCampaign],
        before: &ReadBefore<'_>,
        platform: &dyn Platform,
        context: &mut Context,
    ) -> Result<(), Error> {
        let mut by_name: HashMap<NameKey, &LiveCampaign> = HashMap::new();
        for row in rows {
            by_name.entry(NameKey::of(&row.name)).or_insert(row);
        }
        let existing = self.campaigns.iter().filter_map(|(checked, _)| {
            let row = by_name.get(&NameKey::of(checked.manifest.campaign.name()))?;
            Some((*row, has_schedule(checked) && platform.kind().returns_schedules()))
        });
        let existing: Vec<(&LiveCampaign, bool)> = existing.collect();
        let reads = existing.iter().filter(|(row, _)| !before.knows(row)).count();
        say_cost(reads, existing.iter().filter(|(_, is_read)| *is_read).count(), context)
    }

    /// Warns about contact lists whose names this machine knows in another spelling: the platform compares the names
    /// exactly. Nothing is read for this.
    pub(super) fn warn_of_list_names(&self, context: &mut Context) {
        let known = context.known_names();
        let known = known.contact_lists();
        for (checked, _) in self.waiting().filter(|(_, todo)| matches!(todo, Todo::Create)) {
            for list in checked.manifest.campaign.contact_lists() {
                let is_alike = |name: &&&str| NameKey::of(name) == NameKey::of(list.as_str());
                if let Some(live) = known.keys().find(is_alike).filter(|_| !known.contains_key(list.as_str()))
                {
                    let said = spelled_otherwise(list.as_str(), live);
                    context.ui.problem(&Problem::warning(
                        "campaign/contact-list-respelled",
                        format!("{:?}: {said}", checked.manifest.campaign.name()),
                    ));
                }
            }
        }
    }

    pub(super) fn has_writes(&self) -> bool {
        self.waiting().next().is_some()
    }

    fn waiting(&self) -> impl Iterator<Item = (&'checked CheckedCampaign, &Todo)> {
        let waits = |(_, todo): &&(_, Todo)| !matches!(todo, Todo::Nothing(_));
        self.campaigns.iter().filter(waits).map(|(checked, todo)| (*checked, todo))
    }

    /// Shows the runs of every schedule and asks for consent.
    ///
    /// # Errors
    ///
    /// The account is halted, a live campaign differs from its file, or there is no consent.
    pub(super) fn announce(&mut self, context: &mut Context) -> Result<Option<Consent>, Error> {
        if self.waiting().any(|(checked, _)| has_schedule(checked)) {
            // The halt is checked for all campaigns, before any create is sent.
            context.refuse_while_halted()?;
        }
        let mut left_to_result = Vec::new();
        self.texts_shown = context.ui.can_prompt();
        for (checked, todo) in self.waiting() {
            if self.texts_shown && matches!(todo, Todo::Create) {
                show_texts(&checked.manifest.campaign, context);
            }
            let Some(schedule) = &checked.schedule else { continue };
            let name = checked.manifest.campaign.name();
            if let Todo::Enable(existing) = todo {
                hold_against_live(checked, schedule, existing, context)?;
            }
            let view = schedule_view(name, schedule, context)?;
            let lines = view.iter().flat_map(ScheduleView::talk);
            // The result of several campaigns has only a row for each.
            if self.campaigns.len() == 1 && context.leaves_it_to_the_result() {
                left_to_result.extend(lines);
            } else {
                lines.for_each(|line| context.ui.talk(&line));
            }
        }
        self.left_to_result = left_to_result;
        let (writes, question) = (self.writes(&*context.platform()?), self.question());
        let agreed = context.agree(writes, &question);
        if agreed.is_err() {
            self.say_what_was_left(context);
        }
        agreed
    }

    /// The question to the user: which campaigns are created, which schedules are switched on, and which are only
    /// cleared.
    fn question(&self) -> String {
        let creates: Vec<&CheckedCampaign> =
            self.waiting().filter(|(_, todo)| matches!(todo, Todo::Create)).map(|(it, _)| it).collect();
        let create = match creates.as_slice() {
            [] => None,
            [only] => Some(format!("create the campaign {}", only.manifest.campaign)),
            several => Some(format!("create {} campaigns", several.len())),
        };
        let with_schedule = || self.waiting().map(|(it, _)| it).filter(|it| it.schedule.is_some());
        let on = with_schedule().filter(|it| has_schedule(it)).count();
        let clear = match with_schedule().count() - on {
            0 => None,
            1 if on == 0 => Some("clear the schedule".to_owned()),
            count => Some(format!("clear {}", counted(count, "schedule"))),
        };
        let enable = match (on, create.is_some()) {
            (0, _) => None,
            (1, true) if clear.is_none() => Some("switch the schedule on".to_owned()),
            (1, false) => Some("switch on the schedule that an earlier run did not reach".to_owned()),
            (count, _) => Some(format!("switch {} on", counted(count, "schedule"))),
        };
        let enable = enable.map(|enable| match self.differing().as_slice() {
            [] => enable,
            differing => {
                format!(
                    "{enable}, although not everything was created as in the file ({})",
                    differing.join("; ")
                )
            }
        });
        let parts: Vec<String> = create.into_iter().chain(clear).chain(enable).collect();
        match parts.as_slice() {
            [create, clear, enable] => format!("{create}, {clear} and {enable}?"),
            fewer => format!("{}?", fewer.join(" and ")),
        }
    }

    /// The writes, if nothing fails. A write that is not possible is reported when it is tried.
    fn writes(&self, platform: &dyn Platform) -> WriteBatch {
        let steps = self.waiting().filter_map(|(checked, todo)| todo.step(checked));
        let of = |step| Some(outgoing::of(&step, platform).ok()?.writes);
        steps.filter_map(of).fold(WriteBatch::at(Stake::Nothing), WriteBatch::with)
    }

    fn say_what_was_left(&mut self, context: &mut Context) {
        self.left_to_result.drain(..).for_each(|line| context.ui.talk(&line));
    }

    /// The live campaigns whose schedules an earlier run left off, and how they differ from their files, in words.
    fn differing(&self) -> Vec<String> {
        self.waiting()
            .filter_map(|(_, todo)| match todo {
                Todo::Enable(existing) if !existing.differences.is_empty() => {
                    Some(format!("{:?}: {}", existing.live.name, in_words(&existing.differences)))
                }
                Todo::Create | Todo::Enable(_) | Todo::Nothing(_) => None,
            })
            .collect()
    }

    /// Carries out the actions.
    ///
    /// # Errors
    ///
    /// The platform cannot be connected. Later failures are in the results.
    pub(super) async fn carry_out(&mut self, consent: &Consent, context: &mut Context) -> Result<(), Error> {
        let expected = |(checked, todo): (&CheckedCampaign, &Todo)| {
            let name = match todo {
                Todo::Enable(existing) => &existing.live.name,
                Todo::Create | Todo::Nothing(_) => checked.manifest.campaign.name(),
            };
            todo.step(checked).map_or_else(Vec::new, |step| outgoing::expected(&step, name))
        };
        context.expect_writes(self.waiting().flat_map(expected).collect(), GO_ON);
        let platform = context.connect().await?;
        references::refuse_unclear(&self.lists_of_creates(), &*platform, context).await?;
        self.progress = WriteProgress::of(self.waiting().filter_map(|(checked, todo)| todo.step(checked)));
        self.send((&*platform, consent), context).await;
        let is_on = |todo: &Todo| matches!(todo, Todo::Nothing(result) if result.view.schedule.is_some());
        if !self.campaigns.iter().all(|(_, todo)| is_on(todo)) {
            self.say_what_was_left(context);
        }
        Ok(())
    }

    /// The contact lists of the campaigns that are to be created.
    fn lists_of_creates(&self) -> Vec<&'checked str> {
        let creates = self.waiting().filter(|(_, todo)| matches!(todo, Todo::Create));
        creates
            .flat_map(|(checked, _)| checked.manifest.campaign.contact_lists())
            .map(ListName::as_str)
            .collect()
    }

    pub(super) fn results(self) -> Vec<Created> {
        let texts_shown = self.texts_shown;
        let result = |(checked, todo)| {
            let mut result = match todo {
                Todo::Nothing(result) => *result,
                Todo::Create | Todo::Enable(_) => Created::not_tried(checked),
            };
            result.view.texts_shown = texts_shown;
            result
        };
        self.campaigns.into_iter().map(result).collect()
    }
}

/// Checks a schedule against the calling hours of the live campaign, which may differ from its file's. An error among
/// the findings ends the command before anything is sent.
fn hold_against_live(
    checked: &CheckedCampaign,
    schedule: &PlannedSchedule,
    existing: &Existing,
    context: &mut Context,
) -> Result<(), Error> {
    let hours = existing.live.calling_hours().and_then(LiveCallingHours::known);
    let (Some(request), Some(hours)) = (&checked.manifest.schedule, hours) else { return Ok(()) };
    if existing.differences.is_empty() {
        return Ok(());
    }
    context.ui.note(&format!(
        "{:?} ({}) differs from its file: {}; its schedule is checked against its live calling hours",
        existing.live.name,
        existing.live.id,
        in_words(&existing.differences)
    ));
    let check_context = check_context(context)?;
    let measure = check_context.measure(&checked.policy);
    let findings = checked.policy.weigh_all(rules::check_schedule(request, schedule, Some(&hours), measure));
    context.show_findings(findings)
}

/// Looks once no other process of this machine holds the name: between a create and its schedule, the schedule would
/// seem to be off.
async fn look_when_free(
    checked: &CheckedCampaign,
    platform: &dyn Platform,
    context: &mut Context,
) -> Result<Todo, Error> {
    match context.lock_campaign(checked.manifest.campaign.name()) {
        Ok(_held) => look_again(checked, platform, context).await,
        Err(error) => Ok(Todo::Nothing(Box::new(Created::failed(checked, error)))),
    }
}
