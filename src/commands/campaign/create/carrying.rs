//! Carrying out what is to be done for many campaigns: all creates first, one look at them, and their schedules after that.

use std::collections::{BTreeMap, HashMap, HashSet};

use super::ENABLE;
use super::created::{Created, steps};
use super::existing::{Existing, Todo, has_schedule, look};
use super::plan::{look_again, schedule_view};
use crate::commands::campaign_files::CheckedCampaign;
use crate::commands::creating::{self, CreateSent, OpenCreate};
use crate::commands::plan::seen::{ReadBefore, SeenCampaigns, Written, platform_now};
use crate::commands::preparing;
use crate::commands::schedule::warn_of;
use crate::context::{Consent, Context, NameHeld, Reopening, write_in_words};
use crate::domain::live::{CampaignId, CampaignStatus, LiveCampaign};
use crate::domain::name::NameKey;
use crate::error::Error;
use crate::exit::Exit;
use crate::platform::error::ErrorKind;
use crate::platform::outcome::{self, CreateDone, Creation, Matches};
use crate::platform::platform::Platform;
use crate::view::creation::Outcome;

/// How many campaigns are created before their schedules are switched on. Their names are held until then, each by an open file.
const BATCH: usize = 100;

/// From this number on campaigns are looked at in the list, which takes a request a page, and not one by one.
const LISTED_FROM: usize = 5;

/// Campaigns that are being created.
pub(super) struct Carrying<'run, 'checked> {
    pub(super) campaigns: &'run mut [(&'checked CheckedCampaign, Todo)],
    pub(super) platform: &'run dyn Platform,
    pub(super) consent: &'run Consent,
    pub(super) if_absent: bool,
    /// The campaigns as they were listed last, of the types that are created.
    pub(super) rows: Vec<LiveCampaign>,
}

/// A campaign that was created, and what was read of it.
struct Made {
    at: usize,
    created: outcome::Created,
    reading: Reading,
}

/// A create that was answered, until what is read of its campaign is held against it.
struct Answered {
    at: usize,
    done: Box<CreateDone>,
    again: Reopening,
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

/// The data that was read of a new campaign.
struct Reading {
    own: Own,
    status: Option<CampaignStatus>,
    /// Other campaigns of its name.
    twins: Vec<LiveCampaign>,
}

impl<'checked> Carrying<'_, 'checked> {
    /// Carries it out. A lost answer stops nobody: what is open is settled for all together, and what is found gets its schedule.
    pub(super) async fn carry_out(&mut self, context: &mut Context) {
        let waits = |at: &usize| !matches!(self.campaigns[*at].1, Todo::Nothing(_));
        let waiting: Vec<usize> = (0..self.campaigns.len()).filter(waits).collect();
        for batch in waiting.chunks(BATCH) {
            if self.carry_out_batch(batch, context).await.is_err() {
                break;
            }
        }
        context.ui.done_waiting();
    }

    /// Does what is to be done for some campaigns, while their names are held against other processes of this machine.
    ///
    /// # Errors
    /// Where every campaign after them would fail the same way.
    async fn carry_out_batch(&mut self, batch: &[usize], context: &mut Context) -> Result<(), ()> {
        let _held = self.hold(batch, context);
        // Another process may have created one since the first look.
        let before = if self.if_absent { self.look_again(batch, context).await } else { HashSet::new() };
        let (mut answered, mut open) = (Vec::new(), Vec::new());
        let mut goes_on = Ok(());
        for at in batch.iter().copied() {
            if goes_on.is_ok() && matches!(self.campaigns[at].1, Todo::Create) {
                goes_on = self.create(at, &before, (&mut answered, &mut open), context).await;
            }
        }
        let mut made = self.confirm(answered, &mut open, context).await;
        made.extend(self.settle(open, context).await);
        made.sort_by_key(|made| made.at);
        self.wait_until_prepared(&mut made, context).await;
        goes_on.and(self.switch_schedules(batch, made, context).await)
    }

    /// Holds the names of these campaigns, in one order for all processes, so that no two wait for each other.
    fn hold(&mut self, batch: &[usize], context: &Context) -> Vec<NameHeld> {
        let mut by_name: BTreeMap<String, Vec<usize>> = BTreeMap::new();
        for at in batch {
            let key = NameKey::of(self.checked(*at).manifest.campaign.name());
            by_name.entry(key.as_str().to_owned()).or_default().push(*at);
        }
        let mut held = Vec::new();
        for places in by_name.into_values() {
            let name = places.first().map(|at| self.checked(*at).manifest.campaign.name());
            match name.map(|name| context.hold(name)) {
                Some(Ok(name)) => held.push(name),
                Some(Err(error)) => places.into_iter().for_each(|at| self.fail(at, error.clone())),
                None => {}
            }
        }
        held
    }

    /// Looks once more what there is: one listing for all of them. Which campaigns there are.
    async fn look_again(&mut self, batch: &[usize], context: &mut Context) -> HashSet<CampaignId> {
        let waits = |at: &usize| !matches!(self.campaigns[*at].1, Todo::Nothing(_));
        let waiting: Vec<usize> = batch.iter().copied().filter(waits).collect();
        if waiting.is_empty() {
            return HashSet::new();
        }
        let rows = match self.platform.list(&[]).await {
            Ok(rows) => rows,
            Err(error) => {
                let error = Error::from(error);
                for at in waiting {
                    self.fail(at, error.clone());
                }
                return HashSet::new();
            }
        };
        for at in waiting {
            match look(self.checked(at), &rows, &mut ReadBefore::default(), self.platform, context).await {
                Ok(todo) => {
                    if matches!(todo, Todo::Nothing(_)) {
                        not_needed(self.checked(at), context);
                    }
                    self.campaigns[at].1 = todo;
                }
                Err(error) => self.fail(at, error),
            }
        }
        rows.into_iter().map(|row| row.id).collect()
    }

    /// Creates one campaign.
    async fn create(
        &mut self,
        at: usize,
        before: &HashSet<CampaignId>,
        (answered, open): (&mut Vec<Answered>, &mut Vec<(usize, OpenCreate)>),
        context: &mut Context,
    ) -> Result<(), ()> {
        let checked = self.checked(at);
        // The account may have been halted since it was announced.
        if has_schedule(checked)
            && let Err(error) = context.refuse_while_halted()
        {
            self.fail(at, error);
            return Ok(());
        }
        let campaign = (&checked.manifest.campaign, has_schedule(checked));
        let sent = creating::send(campaign, before.clone(), self.platform, self.consent, context).await;
        match sent {
            Ok(CreateSent::Done(done, again)) => answered.push(Answered { at, done, again }),
            Ok(CreateSent::Open(lost)) => open.push((at, *lost)),
            Err(error) if self.if_absent && error.exit == Exit::Conflict => {
                let result = self.taken(checked, context).await;
                self.campaigns[at].1 = Todo::Nothing(Box::new(result));
            }
            Err(error) => {
                let result = Created::failed(checked, error);
                let goes_on = if result.meets_all() { Err(()) } else { Ok(()) };
                self.campaigns[at].1 = Todo::Nothing(Box::new(result));
                return goes_on;
            }
        }
        Ok(())
    }

    /// Holds what is read of the campaigns against what was sent: where the two contradict each other, the answer named another
    /// campaign, and the create is in doubt.
    async fn confirm(
        &mut self,
        answered: Vec<Answered>,
        open: &mut Vec<(usize, OpenCreate)>,
        context: &mut Context,
    ) -> Vec<Made> {
        let created: Vec<(usize, &outcome::Created)> =
            answered.iter().map(|it| (it.at, &it.done.created)).collect();
        let readings = self.read_back(&created, context).await;
        let mut made = Vec::with_capacity(answered.len());
        for (Answered { at, done, again }, reading) in answered.into_iter().zip(readings) {
            let judged = match &reading.own {
                Own::Read(live) => self.platform.held_against(*done, live),
                Own::NotThere => done.named_nothing(),
                Own::Unread => Creation::Done(done),
            };
            match judged {
                Creation::Done(done) => made.push(Made { at, created: done.created, reading }),
                Creation::Lost(lost) => {
                    let write = context.reopen_write(again, lost.error());
                    open.push((at, OpenCreate { lost: *lost, write }));
                }
            }
        }
        made
    }

    /// Looks what became of the creates whose answers were lost, all together.
    async fn settle(&mut self, open: Vec<(usize, OpenCreate)>, context: &mut Context) -> Vec<Made> {
        let (places, open): (Vec<usize>, Vec<OpenCreate>) = open.into_iter().unzip();
        let settled = creating::settle(open, self.platform, context).await;
        let mut found = Vec::new();
        for (at, result) in places.into_iter().zip(settled) {
            match result {
                Ok(created) => found.push((at, created)),
                Err(error) => self.fail(at, error),
            }
        }
        let of: Vec<(usize, &outcome::Created)> = found.iter().map(|(at, created)| (*at, created)).collect();
        let readings = self.read_back(&of, context).await;
        let made = found.into_iter().zip(readings);
        made.map(|((at, created), reading)| Made { at, created, reading }).collect()
    }

    /// The status of new campaigns, which must never be assumed not to be running (Kore.ai contract §18.29), and other campaigns of
    /// their names. Few are read one by one. Many are looked at in the list, and so are all where another one of a name may be there,
    /// because somebody else may create it too or this machine did before.
    async fn read_back(
        &mut self,
        made: &[(usize, &outcome::Created)],
        context: &mut Context,
    ) -> Vec<Reading> {
        let may_meet_another = |(at, created): &(usize, &outcome::Created)| {
            let (checked, id) = (self.checked(*at), created.id.as_str());
            checked.schedule.is_some()
                && self.platform.schedule_target_of(&created.campaign).key != id
                // One that was found after its answer was lost was looked for by its name; a journal that cannot be read proves nothing.
                && (created.answer_lost
                    || context.may_have_created_another(id, checked.manifest.campaign.name()).unwrap_or(true))
        };
        if made.len() >= LISTED_FROM
            || (self.if_absent && !made.is_empty())
            || made.iter().any(may_meet_another)
        {
            return self.read_list(made, context).await;
        }
        let mut readings = Vec::with_capacity(made.len());
        for (_, created) in made {
            let own = match self.platform.campaign(&created.id).await {
                Ok(live) => Own::Read(Box::new(live)),
                Err(error) if error.kind == ErrorKind::NotFound => Own::NotThere,
                Err(error) => {
                    not_read_back(&error.into(), context);
                    Own::Unread
                }
            };
            readings.push(Reading::new(own, created, Vec::new()));
        }
        readings
    }

    async fn read_list(
        &mut self,
        made: &[(usize, &outcome::Created)],
        context: &mut Context,
    ) -> Vec<Reading> {
        self.rows = match self.platform.list(&self.types(made.iter().map(|(at, _)| *at))).await {
            Ok(rows) => rows,
            Err(error) => {
                not_read_back(&error.into(), context);
                Vec::new()
            }
        };
        let rows = &self.rows;
        let read = |(at, created): &(usize, &outcome::Created)| {
            let own = rows.iter().find(|row| row.id == created.id).cloned();
            let own = own.map_or(Own::Unread, |live| Own::Read(Box::new(live)));
            let Matches { exact, similar } = Matches::among(rows, self.checked(*at).manifest.campaign.name());
            let twins = exact.into_iter().chain(similar).filter(|row| row.id != created.id).collect();
            Reading::new(own, created, twins)
        };
        made.iter().map(read).collect()
    }

    /// The types of these campaigns.
    fn types(&self, places: impl Iterator<Item = usize>) -> Vec<&'checked str> {
        let mut types: Vec<&str> = places.map(|at| self.checked(at).manifest.campaign.type_word()).collect();
        types.sort_unstable();
        types.dedup();
        types
    }

    /// Waits for the campaigns that the platform is still preparing and whose schedules are to be switched on.
    async fn wait_until_prepared(&self, made: &mut [Made], context: &mut Context) {
        let waits = |made: &&Made| has_schedule(self.checked(made.at)) && made.reading.twins.is_empty();
        let ids: HashSet<CampaignId> =
            made.iter().filter(waits).map(|made| made.created.id.clone()).collect();
        let mut rows: Vec<LiveCampaign> =
            made.iter().filter_map(|made| made.reading.live().cloned()).collect();
        // What was not prepared by then is seen by its status.
        let waited = preparing::until_prepared(&ids, &mut rows, self.platform, context).await;
        if let Err(error) = waited {
            context.ui.warning(&error.message);
        }
        let statuses: HashMap<&CampaignId, &CampaignStatus> =
            rows.iter().map(|row| (&row.id, &row.status)).collect();
        for made in made {
            if let Some(status) = statuses.get(&made.created.id) {
                made.reading.status = Some((*status).clone());
            }
        }
    }

    /// Says where the new campaigns are in their lives, and switches their schedules on; so too of those that an earlier run did not
    /// come to.
    async fn switch_schedules(
        &mut self,
        batch: &[usize],
        made: Vec<Made>,
        context: &mut Context,
    ) -> Result<(), ()> {
        let mut made: HashMap<usize, Made> = made.into_iter().map(|made| (made.at, made)).collect();
        let is_listed = made.len() >= LISTED_FROM;
        let mut failure: Option<Error> = None;
        let mut written = Written::new();
        let mut scheduled: Vec<(usize, CampaignId)> = Vec::new();
        for at in batch.iter().copied() {
            let checked = self.checked(at);
            let (mut result, live) =
                match (made.remove(&at), std::mem::replace(&mut self.campaigns[at].1, Todo::Create)) {
                    (Some(made), _) => match announced(checked, made, self.if_absent, context) {
                        (result, Some(live)) => {
                            written.insert(
                                live.id.clone(),
                                (live.clone(), platform_now(self.platform, context)),
                            );
                            (result, live)
                        }
                        (result, None) => {
                            self.campaigns[at].1 = Todo::Nothing(Box::new(result));
                            continue;
                        }
                    },
                    (None, Todo::Enable(existing)) if failure.is_none() => {
                        not_needed(checked, context);
                        let result = Created::found(checked, Outcome::ExistsScheduleEnabled, &existing);
                        (result, existing.live)
                    }
                    (None, todo) => {
                        self.campaigns[at].1 = todo;
                        continue;
                    }
                };
            if let (Some(error), true) = (&failure, checked.schedule.is_some()) {
                result.not_scheduled(checked, error.clone());
            } else {
                let look = if is_listed { StatusRead::Later } else { StatusRead::AtOnce };
                match self.enable(checked, &live, look, context, &mut result).await {
                    Ok(true) => {
                        if let Some((_, ended)) = written.get_mut(&live.id) {
                            *ended = platform_now(self.platform, context);
                        }
                        scheduled.push((at, live.id));
                    }
                    Ok(false) => {}
                    Err(error) => failure = Some(error),
                }
            }
            self.campaigns[at].1 = Todo::Nothing(Box::new(result));
        }
        if is_listed {
            self.look_at_last(batch, &scheduled, written, context).await;
        }
        if failure.is_some() { Err(()) } else { Ok(()) }
    }

    /// Switches the schedule on, where the file has one; whether it was. Fails with what would meet every other one too.
    async fn enable(
        &self,
        checked: &CheckedCampaign,
        live: &LiveCampaign,
        look: StatusRead,
        context: &mut Context,
        result: &mut Created,
    ) -> Result<bool, Error> {
        let Some(schedule) = &checked.schedule else { return Ok(false) };
        let target = self.platform.schedule_target_of(live);
        let sent = match self.platform.enable_schedule(&target, schedule) {
            Ok(write) => context.send(write, self.consent).await,
            Err(error) => Err(error.into()),
        };
        match sent {
            Ok(change) => {
                warn_of(&change, context);
                if let Some(other) = change.id.as_ref().filter(|id| **id != live.id) {
                    result.has_scheduled_another(live, other);
                    return Ok(false);
                }
                if has_schedule(checked) {
                    result.view.schedule = schedule_view(&live.name, schedule, context).unwrap_or_default();
                }
                // The status before the schedule would mislead.
                if look == StatusRead::AtOnce
                    && let Ok(live) = self.platform.campaign(&live.id).await
                {
                    result.view.status = Some(live.status.to_string());
                }
                Ok(true)
            }
            Err(error) => {
                let meets_all = Created::is_of_all(&error).then(|| error.clone());
                result.not_scheduled(checked, error);
                meets_all.map_or(Ok(false), Err)
            }
        }
    }

    /// Reads the statuses of campaigns whose schedules were switched on, one listing for all of them, and keeps what is known of
    /// those that were created: a plan need not read them.
    async fn look_at_last(
        &mut self,
        batch: &[usize],
        scheduled: &[(usize, CampaignId)],
        written: Written,
        context: &Context,
    ) {
        if !scheduled.is_empty() {
            let Ok(rows) = self.platform.list(&self.types(batch.iter().copied())).await else { return };
            self.rows = rows;
        }
        let rows: HashMap<&CampaignId, &LiveCampaign> = self.rows.iter().map(|row| (&row.id, row)).collect();
        for (at, id) in scheduled {
            if let (Todo::Nothing(result), Some(row)) = (&mut self.campaigns[*at].1, rows.get(id)) {
                result.view.status = Some(row.status.to_string());
            }
        }
        SeenCampaigns::add_written(&self.rows, written, self.platform, context);
    }

    /// The platform refused the create because the name is taken: it exists.
    async fn taken(&self, checked: &CheckedCampaign, context: &mut Context) -> Created {
        match look_again(checked, self.platform, context).await {
            Ok(Todo::Create) => {
                not_needed(checked, context);
                Created::exists_unseen(checked)
            }
            Ok(Todo::Nothing(result)) => {
                not_needed(checked, context);
                *result
            }
            Ok(Todo::Enable(existing)) => {
                not_needed(checked, context);
                let mut result = Created::found(checked, Outcome::ExistsScheduleEnabled, &existing);
                let Existing { live, .. } = *existing;
                // A failure stands in its result.
                let _ = self.enable(checked, &live, StatusRead::AtOnce, context, &mut result).await;
                result
            }
            Err(error) => Created::failed(checked, error),
        }
    }

    fn checked(&self, at: usize) -> &'checked CheckedCampaign {
        self.campaigns[at].0
    }

    fn fail(&mut self, at: usize, error: Error) {
        let result = Created::failed(self.checked(at), error);
        self.campaigns[at].1 = Todo::Nothing(Box::new(result));
    }
}

/// When the status of a campaign is read whose schedule was switched on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum StatusRead {
    AtOnce,
    /// Together with others.
    Later,
}

impl Reading {
    fn new(own: Own, created: &outcome::Created, twins: Vec<LiveCampaign>) -> Self {
        let status = match &own {
            Own::Read(live) => Some(live.status.clone()),
            Own::NotThere | Own::Unread => created.status(),
        };
        Self { own, status, twins }
    }

    fn live(&self) -> Option<&LiveCampaign> {
        match &self.own {
            Own::Read(live) => Some(live),
            Own::NotThere | Own::Unread => None,
        }
    }
}

/// A new campaign as it is reported, and as its schedule is switched on; without the latter where that must not be.
fn announced(
    checked: &CheckedCampaign,
    Made { created, reading, .. }: Made,
    if_absent: bool,
    context: &mut Context,
) -> (Created, Option<LiveCampaign>) {
    let outcome = if created.answer_lost { Outcome::CreatedAnswerLost } else { Outcome::Created };
    let status = reading.status;
    if let Some(status) = &status
        && status.is_running()
    {
        let name = checked.manifest.campaign.name();
        context.ui.warning(&format!("the platform reports that {name:?} is running already"));
    }
    let mut result = Created::new(checked, outcome, Some(created.id.to_string()), status.as_ref());
    if !reading.twins.is_empty() {
        result.has_twins(checked, &created.campaign, &reading.twins, if_absent);
        return (result, None);
    }
    let campaign =
        LiveCampaign { status: status.unwrap_or_else(CampaignStatus::untold), ..created.campaign.clone() };
    match preparing::still_preparing(&campaign).filter(|_| has_schedule(checked)) {
        Some(error) => {
            result.not_scheduled(checked, error);
            (result, None)
        }
        None => (result, Some(created.campaign)),
    }
}

fn not_read_back(error: &Error, context: &mut Context) {
    let error = &error.message;
    context.ui.warning(&format!(
        "the status could not be read back, so the status from the create is shown: {error}"
    ));
}

fn not_needed(checked: &CheckedCampaign, context: &mut Context) {
    for step in steps(checked) {
        context.needs_no_write(step, checked.manifest.campaign.name());
    }
}

/// The writes of these campaigns, as reports name them.
pub(super) fn expected_writes<'checked>(
    campaigns: impl Iterator<Item = (&'checked CheckedCampaign, &'checked Todo)>,
) -> Vec<String> {
    let mut writes = Vec::new();
    for (checked, todo) in campaigns {
        let name = checked.manifest.campaign.name();
        match todo {
            Todo::Create => writes.extend(steps(checked).into_iter().map(|step| write_in_words(step, name))),
            Todo::Enable(existing) => writes.push(write_in_words(ENABLE, &existing.live.name)),
            Todo::Nothing(_) => {}
        }
    }
    writes
}
