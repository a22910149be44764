//! Creating campaigns one after the other: what is to be done is looked at, announced, and carried out.

use std::collections::HashSet;

use super::created::{Created, steps};
use super::existing::{Existing, Todo, has_schedule, look};
use super::{ENABLE, show_texts};
use crate::commands::campaign_files::CheckedCampaign;
use crate::commands::schedule::warn_of;
use crate::context::{Consent, Context, NameHeld, OpenWrite, write_in_words};
use crate::domain::change::Stake;
use crate::domain::difference::in_words;
use crate::domain::live::{CampaignId, CampaignStatus, LiveCallingHours, LiveCampaign};
use crate::domain::name::NameKey;
use crate::domain::policy::Policy;
use crate::domain::rules;
use crate::domain::schedule::PlannedSchedule;
use crate::error::Error;
use crate::manifest::Renamed;
use crate::platform::error::ErrorKind;
use crate::platform::outcome::{self, CreateDone, Creation, LostCreate, Matches};
use crate::platform::platform::Platform;
use crate::view::creation::Outcome;
use crate::view::schedule::ScheduleView;

/// What ends a create before its time says this of how to go on.
const GO_ON: &str =
    "run it again with --if-absent: it leaves alone what exists and finishes what this run did not come to";

/// Campaigns that are about to be created, and what is to be done for each.
pub(super) struct Plan<'checked> {
    campaigns: Vec<(&'checked CheckedCampaign, Todo)>,
    if_absent: bool,
    /// Whether the words that reach people were shown, which on a terminal comes before anything is sent.
    texts_shown: bool,
}

/// What came of trying one campaign.
enum Tried<'checked> {
    Over(Box<Created>),
    /// Its create's answer was lost; it is looked for at the end, together with all others.
    Open(Box<Open<'checked>>),
}

/// A create whose answer was lost. Its name stays held until that is settled.
struct Open<'checked> {
    checked: &'checked CheckedCampaign,
    lost: LostCreate,
    write: OpenWrite,
    held: NameHeld,
}

impl<'checked> Plan<'checked> {
    pub(super) fn new(campaigns: &'checked [CheckedCampaign], if_absent: bool) -> Self {
        let campaigns = campaigns.iter().map(|checked| (checked, Todo::Create)).collect();
        Self { campaigns, if_absent, texts_shown: false }
    }

    /// Looks which campaigns exist already, where those are to be left alone, or where a file names the former name of its own: one
    /// listing for all of them.
    pub(super) async fn look(&mut self, context: &mut Context) -> Result<(), Error> {
        let own: HashSet<NameKey> =
            self.campaigns.iter().map(|(it, _)| NameKey::of(it.manifest.campaign.name())).collect();
        let has_former = self.campaigns.iter().any(|(it, _)| matches!(it.manifest.renamed, Renamed::From(_)));
        if !self.if_absent && !has_former {
            return Ok(());
        }
        let platform = context.connect().await?;
        let rows = platform.list(&[]).await?;
        let is_live = |name: &NameKey| rows.iter().any(|row| NameKey::of(&row.name) == *name);
        for (checked, todo) in &mut self.campaigns {
            if let Renamed::From(former) = &checked.manifest.renamed {
                let (now, before) = (NameKey::of(checked.manifest.campaign.name()), NameKey::of(former));
                if !is_live(&now) && is_live(&before) && !own.contains(&before) {
                    *todo = Todo::Nothing(Box::new(Created::is_live_as(checked, former)));
                    continue;
                }
            }
            if !self.if_absent {
                continue;
            }
            *todo = look(checked, &rows, &*platform, context).await?;
            if matches!(todo, Todo::Nothing(result) if result.view.outcome != Outcome::Exists) {
                *todo = look_when_free(checked, &*platform, context).await?;
            }
        }
        Ok(())
    }

    pub(super) fn has_writes(&self) -> bool {
        self.waiting().next().is_some()
    }

    fn waiting(&self) -> impl Iterator<Item = (&'checked CheckedCampaign, &Todo)> {
        let waits = |(_, todo): &&(_, Todo)| !matches!(todo, Todo::Nothing(_));
        self.campaigns.iter().filter(waits).map(|(checked, todo)| (*checked, todo))
    }

    /// Shows the runs of every schedule and asks for consent.
    pub(super) fn announce(&mut self, context: &mut Context) -> Result<Option<Consent>, Error> {
        if self.waiting().any(|(checked, _)| has_schedule(checked)) {
            // Whole, before its create is sent.
            context.refuse_while_halted()?;
        }
        let mut scheduled = 0;
        self.texts_shown = context.ui.can_prompt();
        for (checked, todo) in self.waiting() {
            if self.texts_shown && matches!(todo, Todo::Create) {
                show_texts(&checked.manifest.campaign, context);
            }
            let Some(schedule) = &checked.schedule else { continue };
            scheduled += 1;
            let name = checked.manifest.campaign.name();
            if let Todo::Enable(existing) = todo {
                hold_against_live(checked, schedule, existing, context)?;
            }
            let view = schedule_view(name, schedule, context)?;
            view.iter().flat_map(ScheduleView::talk).for_each(|line| context.ui.talk(&line));
        }
        let creates: Vec<&CheckedCampaign> =
            self.waiting().filter(|(_, todo)| matches!(todo, Todo::Create)).map(|(it, _)| it).collect();
        let create = match creates.as_slice() {
            [] => None,
            [only] => Some(format!("create the campaign {}", only.manifest.campaign)),
            several => Some(format!("create {} campaigns", several.len())),
        };
        let enable = match (scheduled, create.is_some()) {
            (0, _) => None,
            (1, true) => Some("switch the schedule on".to_owned()),
            (1, false) => Some("switch on the schedule that an earlier run did not come to".to_owned()),
            (count, _) => Some(format!("switch {count} schedules on")),
        };
        let enable = enable.map(|enable| match self.differing().as_slice() {
            [] => enable,
            differing => {
                format!("{enable}, though not all is there as the file has it ({})", differing.join("; "))
            }
        });
        let stake = if scheduled == 0 { Stake::Nothing } else { Stake::ReachesPeople };
        let question: Vec<String> = create.into_iter().chain(enable).collect();
        context.agree(&[], stake, &format!("{}?", question.join(" and ")))
    }

    /// In what the campaigns whose schedules an earlier run did not come to are not as their files have them.
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

    /// Carries it out, one campaign after the other. A lost answer stops nobody: what is open then is settled at the end,
    /// for all together, and what is found gets its schedule.
    pub(super) async fn carry_out(&mut self, consent: &Consent, context: &mut Context) -> Result<(), Error> {
        context.expect_writes(self.expected_writes(), GO_ON);
        let platform = context.connect().await?;
        let with = With { platform: &*platform, consent, if_absent: self.if_absent };
        let mut hopeless = false;
        let mut open = Vec::new();
        for (at, (checked, todo)) in self.campaigns.iter_mut().enumerate() {
            let checked: &'checked CheckedCampaign = checked;
            if matches!(todo, Todo::Nothing(_)) {
                continue;
            }
            let tried = if hopeless {
                Tried::Over(Box::new(Created::not_tried(checked)))
            } else {
                let todo = std::mem::replace(todo, Todo::Create);
                attempt(checked, todo, with, context).await
            };
            match tried {
                Tried::Over(result) => {
                    hopeless |= result.meets_all();
                    *todo = Todo::Nothing(result);
                }
                Tried::Open(lost) => open.push((at, *lost)),
            }
        }
        self.settle(open, with, context).await;
        Ok(())
    }

    async fn settle(&mut self, open: Vec<(usize, Open<'checked>)>, with: With<'_>, context: &mut Context) {
        let mut lost = Vec::new();
        let mut waiting = Vec::new();
        for (at, Open { checked, lost: create, write, held }) in open {
            lost.push(create);
            waiting.push((at, checked, write, held));
        }
        if lost.is_empty() {
            return;
        }
        let settled = with.platform.settle_creates(lost).await;
        for ((at, checked, write, held), result) in waiting.into_iter().zip(settled) {
            let settle = write.settle_command();
            context.end_write(write, result.as_ref().map(|created| Some(created.id.to_string())));
            let result = match result {
                Ok(created) => {
                    let reading = read_back(checked, &created, with, context).await;
                    finish(checked, &created, reading, with, context).await
                }
                Err(error) => {
                    let hint = |settle| format!("settle it before you run this again: {settle}");
                    Created::failed(checked, settle.map(hint).into_iter().fold(error.into(), Error::hint))
                }
            };
            drop(held);
            self.campaigns[at].1 = Todo::Nothing(Box::new(result));
        }
    }

    fn expected_writes(&self) -> Vec<String> {
        let mut writes = Vec::new();
        for (checked, todo) in self.waiting() {
            let name = checked.manifest.campaign.name();
            match todo {
                Todo::Create => {
                    writes.extend(steps(checked).into_iter().map(|step| write_in_words(step, name)));
                }
                Todo::Enable(existing) => writes.push(write_in_words(ENABLE, &existing.live.name)),
                Todo::Nothing(_) => {}
            }
        }
        writes
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

/// Holds a schedule against the calling hours that the campaign has, which may be others than its file's: what was found in
/// the file is not what will happen. An error among it ends the command before anything is sent.
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
        "{:?} ({}) is not as its file has it: {}; its schedule is held against the calling hours that it has there",
        existing.live.name,
        existing.live.id,
        in_words(&existing.differences)
    ));
    let policy = Policy::default();
    let findings = rules::check_schedule(request, schedule, Some(&hours), &policy, context.clock.now());
    if findings.has_errors() {
        return Err(Error::stopped_by(findings));
    }
    context.ui.findings(&findings);
    Ok(())
}

/// What all campaigns of a plan are carried out with.
#[derive(Clone, Copy)]
struct With<'run> {
    platform: &'run dyn Platform,
    consent: &'run Consent,
    if_absent: bool,
}

/// Does what is to be done for one campaign, while its name is held against other processes of this machine.
async fn attempt<'checked>(
    checked: &'checked CheckedCampaign,
    todo: Todo,
    with: With<'_>,
    context: &mut Context,
) -> Tried<'checked> {
    let campaign = &checked.manifest.campaign;
    let name = campaign.name();
    let over = |result: Created| Tried::Over(Box::new(result));
    let held = match context.hold(name) {
        Ok(held) => held,
        Err(error) => return over(Created::failed(checked, error)),
    };
    let mut before = HashSet::new();
    let todo = if with.if_absent {
        // Another process may have created it since the first look.
        match look_again(checked, with.platform, context).await {
            Ok((todo, seen)) => {
                before = seen;
                todo
            }
            Err(error) => return over(Created::failed(checked, error)),
        }
    } else {
        todo
    };
    // The account may have been halted since it was announced.
    if has_schedule(checked)
        && let Err(error) = context.refuse_while_halted()
    {
        return over(Created::failed(checked, error));
    }
    match todo {
        Todo::Create => {}
        Todo::Nothing(result) => {
            not_needed(checked, context);
            return Tried::Over(result);
        }
        Todo::Enable(existing) => return over(enable_existing(checked, &existing, with, context).await),
    }
    let failed = |error: Error| Tried::Over(Box::new(Created::failed(checked, error)));
    // A journal that cannot be read is said where this create is to be noted.
    before.extend(context.created_a_moment_ago(name).unwrap_or_default());
    let write = match with.platform.create_campaign(campaign, before) {
        Ok(write) => write,
        Err(error) => return failed(error.into()),
    };
    let open = match context.begin_write(&write, with.consent).await {
        Ok(open) => open,
        Err(error) => return failed(error),
    };
    match write.send(open.receipt()).await.map(|sent| sent.value) {
        Ok(Creation::Done(done)) => confirm(checked, *done, (open, held), with, context).await,
        Ok(Creation::Lost(lost)) => Tried::Open(Box::new(Open { checked, lost: *lost, write: open, held })),
        Err(error) => {
            context.end_write(open, Err(&error));
            over(if with.if_absent && error.kind == ErrorKind::Conflict {
                taken(checked, with, context).await
            } else {
                Created::failed(checked, error.into())
            })
        }
    }
}

/// Looks once more when no other process of this machine is at work on the name: it may be between its create and its schedule,
/// which is then neither off nor in doubt.
async fn look_when_free(
    checked: &CheckedCampaign,
    platform: &dyn Platform,
    context: &mut Context,
) -> Result<Todo, Error> {
    match context.hold(checked.manifest.campaign.name()) {
        Ok(_held) => Ok(look_again(checked, platform, context).await?.0),
        Err(error) => Ok(Todo::Nothing(Box::new(Created::failed(checked, error)))),
    }
}

/// Notes that the platform answered a create with a campaign, and holds what is read of it against what was sent: where the
/// two contradict each other, the answer named another campaign, and the create is in doubt.
async fn confirm<'checked>(
    checked: &'checked CheckedCampaign,
    done: CreateDone,
    (open, held): (OpenWrite, NameHeld),
    with: With<'_>,
    context: &mut Context,
) -> Tried<'checked> {
    let again = open.again();
    context.end_write(open, Ok(Some(done.created.id.to_string())));
    let reading = read_back(checked, &done.created, with, context).await;
    let judged = match &reading.own {
        Own::Read(live) => with.platform.held_against(done, live),
        Own::NotThere => done.named_nothing(),
        Own::Unread => Creation::Done(Box::new(done)),
    };
    match judged {
        Creation::Done(done) => {
            Tried::Over(Box::new(finish(checked, &done.created, reading, with, context).await))
        }
        Creation::Lost(lost) => {
            let write = context.reopen_write(again, lost.error());
            Tried::Open(Box::new(Open { checked, lost: *lost, write, held }))
        }
    }
}

/// Looks once more, and remembers which campaigns there are.
async fn look_again(
    checked: &CheckedCampaign,
    platform: &dyn Platform,
    context: &mut Context,
) -> Result<(Todo, HashSet<CampaignId>), Error> {
    let rows = platform.list(&[]).await?;
    let todo = look(checked, &rows, platform, context).await?;
    Ok((todo, rows.into_iter().map(|row| row.id).collect()))
}

/// The platform refused the create because the name is taken: it exists.
async fn taken(checked: &CheckedCampaign, with: With<'_>, context: &mut Context) -> Created {
    match look_again(checked, with.platform, context).await {
        Ok((Todo::Create, _)) => {
            not_needed(checked, context);
            Created::exists_unseen(checked)
        }
        Ok((Todo::Nothing(result), _)) => {
            not_needed(checked, context);
            *result
        }
        Ok((Todo::Enable(existing), _)) => enable_existing(checked, &existing, with, context).await,
        Err(error) => Created::failed(checked, error),
    }
}

fn not_needed(checked: &CheckedCampaign, context: &mut Context) {
    for step in steps(checked) {
        context.needs_no_write(step, checked.manifest.campaign.name());
    }
}

/// Switches the schedule on that an earlier run did not come to.
async fn enable_existing(
    checked: &CheckedCampaign,
    existing: &Existing,
    with: With<'_>,
    context: &mut Context,
) -> Created {
    not_needed(checked, context);
    let mut result = Created::found(checked, Outcome::ExistsScheduleEnabled, existing);
    enable(checked, &existing.live, with, context, &mut result).await;
    result
}

/// A new campaign as it was read back.
enum Own {
    /// All that was read of it.
    Read(Box<LiveCampaign>),
    /// The platform does not know it.
    NotThere,
    /// It could not be read, or is not in its list yet.
    Unread,
}

/// What was read of a new campaign.
struct Reading {
    own: Own,
    status: Option<CampaignStatus>,
    /// Other campaigns of its name.
    twins: Vec<LiveCampaign>,
}

/// Says where a new campaign is in its life, and switches its schedule on.
async fn finish(
    checked: &CheckedCampaign,
    created: &outcome::Created,
    Reading { status, twins, .. }: Reading,
    with: With<'_>,
    context: &mut Context,
) -> Created {
    let name = checked.manifest.campaign.name();
    let outcome = if created.answer_lost { Outcome::CreatedAnswerLost } else { Outcome::Created };
    if let Some(status) = &status {
        warn_if_running(name, status, context);
    }
    let mut result = Created::new(checked, outcome, Some(created.id.to_string()), status.as_ref());
    if !twins.is_empty() {
        result.has_twins(checked, &created.campaign, &twins, with.if_absent);
        return result;
    }
    enable(checked, &created.campaign, with, context, &mut result).await;
    result
}

/// A new campaign's status, which must never be assumed not to be running (Kore.ai contract §18.29), and other
/// campaigns of its name. Where another one may be there, because somebody else may create it too or this machine did before,
/// that is the list of its type, in which it would stand; else the campaign alone is read.
async fn read_back(
    checked: &CheckedCampaign,
    created: &outcome::Created,
    with: With<'_>,
    context: &mut Context,
) -> Reading {
    let campaign = &checked.manifest.campaign;
    let id = created.id.as_str();
    let goes_by_name = with.platform.schedule_target_of(&created.campaign).key != id;
    let may_meet_another = checked.schedule.is_some()
        && goes_by_name
        // One that was found after its answer was lost was looked for by its name; a journal that cannot be read proves nothing.
        && (created.answer_lost || context.may_have_created_another(id, campaign.name()).unwrap_or(true));
    let read = if with.if_absent || may_meet_another {
        with.platform.list(&[campaign.type_word()]).await.map(|rows| {
            let own = rows.iter().find(|row| row.id == created.id).cloned();
            let Matches { exact, similar } = Matches::among(&rows, campaign.name());
            let twins = exact.into_iter().chain(similar).filter(|row| row.id != created.id).collect();
            (own.map_or(Own::Unread, |live| Own::Read(Box::new(live))), twins)
        })
    } else {
        with.platform.campaign(&created.id).await.map(|live| (Own::Read(Box::new(live)), Vec::new()))
    };
    let (own, twins) = read.unwrap_or_else(|error| {
        if error.kind == ErrorKind::NotFound {
            return (Own::NotThere, Vec::new());
        }
        context.ui.warning(&format!("the status could not be read back, this is the create's own: {error}"));
        (Own::Unread, Vec::new())
    });
    let status = match &own {
        Own::Read(live) => Some(live.status.clone()),
        Own::NotThere | Own::Unread => created.status(),
    };
    Reading { own, status, twins }
}

/// Switches the schedule on, where the file has one.
async fn enable(
    checked: &CheckedCampaign,
    live: &LiveCampaign,
    with: With<'_>,
    context: &mut Context,
    result: &mut Created,
) {
    let Some(schedule) = &checked.schedule else { return };
    let target = with.platform.schedule_target_of(live);
    let sent = match with.platform.enable_schedule(&target, schedule) {
        Ok(write) => context.send(write, with.consent).await,
        Err(error) => Err(error.into()),
    };
    match sent {
        Ok(change) => {
            warn_of(&change, context);
            if let Some(other) = change.id.as_ref().filter(|id| **id != live.id) {
                result.has_scheduled_another(live, other);
                return;
            }
            if has_schedule(checked) {
                result.view.schedule = schedule_view(&live.name, schedule, context).unwrap_or_default();
            }
            // The status before the schedule would mislead.
            if let Ok(live) = with.platform.campaign(&live.id).await {
                result.view.status = Some(live.status.to_string());
            }
        }
        Err(error) => result.not_scheduled(checked, error),
    }
}

/// A schedule and its next runs; `None` where it has none.
fn schedule_view(
    name: &str,
    schedule: &PlannedSchedule,
    context: &Context,
) -> Result<Option<ScheduleView>, Error> {
    let recurrence = context.platform()?.recurrence(schedule);
    let basis = context.settings()?.clock_basis();
    Ok(ScheduleView::new(name, schedule, recurrence, basis, context.clock.now()))
}

fn warn_if_running(name: &str, status: &CampaignStatus, context: &mut Context) {
    if status.is_running() {
        context.ui.warning(&format!("the platform reports that {name:?} is running already"));
    }
}
