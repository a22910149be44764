//! Carries out the actions for many campaigns: first all creates, then one look at them, then their schedules.

use std::collections::{BTreeMap, HashMap, HashSet};

use super::created::{Created, steps};
use super::existing::{Todo, look, look_again};
use super::{has_schedule, schedule_view};
use crate::commands::campaign_files::CheckedCampaign;
use crate::commands::carrying::preparing::still_preparing;
use crate::commands::carrying::{Before, Carrying, Switched, meets_all};
use crate::commands::remembered::memory::Memory;
use crate::commands::remembered::seen::{ReadBefore, SeenCampaigns};
use crate::context::{Context, NameHeld};
use crate::domain::live::{CampaignId, CampaignStatus, LiveCampaign};
use crate::domain::name::NameKey;
use crate::error::Error;
use crate::exit::Exit;
use crate::platform::outcome;
use crate::platform::platform::Platform;
use crate::view::creation::Outcome;

/// The number of campaigns that are created before their schedules are switched on. Until then their names are held,
/// each by an open file.
const BATCH: usize = 100;

/// From this number on, campaigns are read from the list, which takes one request per page, and not one by one.
const LISTED_FROM: usize = 5;

/// Campaigns that are being created, and the actions for each.
pub(super) struct Creating<'run, 'checked> {
    pub(super) campaigns: &'run mut [(&'checked CheckedCampaign, Todo)],
    pub(super) if_absent: bool,
    /// The campaigns of the current batch.
    pub(super) carrying: Carrying<'run>,
    /// Why the campaigns could not be listed after the creates of the batch, if they had to be.
    pub(super) unlisted: Option<Error>,
}

impl<'checked> Creating<'_, 'checked> {
    /// Carries the actions out. A lost answer stops nothing: lost creates are settled together, and campaigns that
    /// are found get their schedules.
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

    /// Carries out the actions for some campaigns, and holds their names against other processes of this machine.
    ///
    /// # Errors
    ///
    /// If every later campaign would fail in the same way.
    async fn carry_out_batch(&mut self, batch: &[usize], context: &mut Context) -> Result<(), ()> {
        let Carrying { platform, consent, .. } = self.carrying;
        self.carrying = Carrying::new(platform, consent, Vec::new());
        let _held = self.hold(batch, context);
        if self.if_absent {
            // Another process may have created one of them since the first look.
            self.look_again(batch, context).await;
        }
        let mut goes_on = Ok(());
        for at in batch.iter().copied() {
            if goes_on.is_ok() && matches!(self.campaigns[at].1, Todo::Create) {
                goes_on = self.create(at, context).await;
            }
        }
        // Each read of a new campaign may contradict its create, once per campaign.
        loop {
            self.settle(context).await;
            self.read_back(context).await;
            if self.carrying.doubts(context) {
                continue;
            }
            self.wait_until_prepared(batch, context).await;
            if !self.carrying.doubts(context) {
                break;
            }
        }
        goes_on.and(self.switch_schedules(batch, context).await)
    }

    /// Holds the names of these campaigns. All processes use the same order, so that no two wait for each other.
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

    /// Looks again at the existing campaigns, with one listing for all.
    async fn look_again(&mut self, batch: &[usize], context: &mut Context) {
        let waits = |at: &usize| !matches!(self.campaigns[*at].1, Todo::Nothing(_));
        let waiting: Vec<usize> = batch.iter().copied().filter(waits).collect();
        if waiting.is_empty() {
            return;
        }
        let platform = self.carrying.platform;
        match platform.list(&[]).await {
            Ok(rows) => self.carrying.rows = rows,
            Err(error) => {
                let error = Error::from(error);
                return waiting.into_iter().for_each(|at| self.fail(at, error.clone()));
            }
        }
        let memory = Memory::read(context);
        for at in waiting {
            let (checked, rows) = (self.checked(at), &self.carrying.rows);
            match look(checked, rows, &mut ReadBefore::default(), &memory, platform, context).await {
                Ok(todo) => {
                    if matches!(todo, Todo::Nothing(_)) {
                        not_needed(checked, context);
                    }
                    self.campaigns[at].1 = todo;
                }
                Err(error) => self.fail(at, error),
            }
        }
    }

    /// Creates one campaign.
    async fn create(&mut self, at: usize, context: &mut Context) -> Result<(), ()> {
        let checked = self.checked(at);
        // The account may have been halted since the question.
        if has_schedule(checked)
            && let Err(error) = context.refuse_while_halted()
        {
            self.fail(at, error);
            return Ok(());
        }
        let campaign = (&checked.manifest.campaign, has_schedule(checked));
        match self.carrying.create(at, campaign, None, context).await {
            Ok(()) => {}
            Err(error) if self.if_absent && error.exit == Exit::Conflict => {
                self.campaigns[at].1 = taken(checked, self.carrying.platform, context).await;
            }
            Err(error) => {
                let goes_on = if meets_all(&error) { Err(()) } else { Ok(()) };
                self.fail(at, error);
                return goes_on;
            }
        }
        Ok(())
    }

    async fn settle(&mut self, context: &mut Context) {
        for (at, settled) in self.carrying.settle(context).await {
            if let Err(error) = settled {
                self.fail(at, error);
            }
        }
    }

    /// Reads the statuses of the new campaigns, which must never be assumed not to run (Kore.ai contract §18.29), and
    /// other campaigns with their names. A few campaigns are read one by one. Many are read from the list. The list
    /// is also used if another campaign with a name may exist, because another user may create it too or this machine
    /// did before.
    async fn read_back(&mut self, context: &mut Context) {
        let made = || self.carrying.all_made();
        let is_listed = match made().len() {
            0 => false,
            LISTED_FROM.. => true,
            _ => self.if_absent || made().any(|(at, created)| self.may_meet_another(at, created, context)),
        };
        self.unlisted = None;
        let unread = if is_listed {
            let types = self.carrying.all_made().map(|(at, _)| self.type_word(at)).collect();
            self.unlisted = self.carrying.list(types, context).await.err();
            self.unlisted.clone().into_iter().collect()
        } else {
            self.carrying.read_each(context).await
        };
        for Error { message, .. } in unread {
            context.ui.warning(&format!(
                "the status could not be read back, so the status from the create is shown: {message}"
            ));
        }
    }

    /// Whether the call that switches on a new campaign's schedule takes a name that another campaign may have.
    fn may_meet_another(&self, at: usize, created: &outcome::Created, context: &Context) -> bool {
        let (checked, id) = (self.checked(at), created.id.as_str());
        checked.schedule.is_some()
            && !self.carrying.is_called_by_id(&created.campaign)
            // Another user may create it too. A campaign that was found after a lost answer was found by its name. A
            // journal that cannot be read proves nothing.
            && (self.if_absent
                || created.answer_lost
                || context.may_have_created_another(id, checked.manifest.campaign.name()).unwrap_or(true))
    }

    fn type_word(&self, at: usize) -> String {
        self.checked(at).manifest.campaign.type_word().to_owned()
    }

    /// Waits for campaigns that the platform is still preparing and whose schedules are to be switched on, including
    /// those that an earlier run created.
    async fn wait_until_prepared(&mut self, batch: &[usize], context: &mut Context) {
        let waits = |(at, created): &(usize, &outcome::Created)| {
            let checked = self.checked(*at);
            has_schedule(checked)
                && self
                    .carrying
                    .twins(checked.manifest.campaign.name(), &created.campaign, self.if_absent)
                    .is_empty()
        };
        let mut ids: HashSet<CampaignId> =
            self.carrying.all_made().filter(waits).map(|(_, created)| created.id.clone()).collect();
        for at in batch {
            let Todo::Enable(existing) = &self.campaigns[*at].1 else { continue };
            if self.carrying.rows.iter().all(|row| row.id != existing.live.id) {
                self.carrying.rows.push(existing.live.clone());
            }
            ids.insert(existing.live.id.clone());
        }
        // The status shows which campaigns are still not prepared.
        if let Err(error) = self.carrying.wait_until_prepared(&ids, context).await {
            context.ui.warning(&error.message);
        }
    }

    /// Reports the statuses of the new campaigns, and switches their schedules on. Also switches on the schedules
    /// that an earlier run left off.
    async fn switch_schedules(&mut self, batch: &[usize], context: &mut Context) -> Result<(), ()> {
        let is_listed = self.carrying.all_made().len() >= LISTED_FROM;
        let mut failure: Option<Error> = None;
        let mut scheduled: Vec<(usize, CampaignId)> = Vec::new();
        for at in batch.iter().copied() {
            let checked = self.checked(at);
            let (mut result, live) = match (&self.campaigns[at].1, self.carrying.made(at)) {
                (Todo::Create, Some(created)) => self.announced(at, created, context),
                (Todo::Enable(existing), _) if failure.is_none() => {
                    not_needed(checked, context);
                    let mut result = Created::found(checked, Outcome::ExistsScheduleEnabled, existing);
                    match still_preparing(self.carrying.as_read_last(&existing.live)) {
                        Some(error) => {
                            result.not_scheduled(checked, error);
                            (result, None)
                        }
                        None => (result, Some(existing.live.clone())),
                    }
                }
                _ => continue,
            };
            let Some(live) = live else {
                self.campaigns[at].1 = Todo::Nothing(Box::new(result));
                continue;
            };
            if let (Some(error), true) = (&failure, checked.schedule.is_some()) {
                result.not_scheduled(checked, error.clone());
            } else {
                let look = if is_listed { StatusRead::Later } else { StatusRead::AtOnce };
                match self.enable(checked, &live, look, context, &mut result).await {
                    Ok(true) => scheduled.push((at, live.id)),
                    Ok(false) => {}
                    Err(error) => failure = Some(error),
                }
            }
            self.campaigns[at].1 = Todo::Nothing(Box::new(result));
        }
        if is_listed {
            self.look_at_last(batch, &scheduled, context).await;
        }
        if failure.is_some() { Err(()) } else { Ok(()) }
    }

    /// The result of a new campaign, and the campaign itself; `None` for the campaign if its schedule must not be
    /// switched on.
    fn announced(
        &self,
        at: usize,
        created: &outcome::Created,
        context: &mut Context,
    ) -> (Created, Option<LiveCampaign>) {
        let (checked, live) = (self.checked(at), &created.campaign);
        let name = checked.manifest.campaign.name();
        let outcome = if created.answer_lost { Outcome::CreatedAnswerLost } else { Outcome::Created };
        let status = self.carrying.status(created);
        if status.as_ref().is_some_and(CampaignStatus::is_running) {
            context.ui.warning(&format!("the platform reports that {name:?} is running already"));
        }
        let result = Created::new(checked, outcome, Some(live.id.to_string()), status.as_ref());
        let mut result = result.of_live(live);
        let twins = self.carrying.twins(name, live, self.if_absent);
        if !twins.is_empty() {
            result.report_twins(checked, live, &twins, self.if_absent);
            return (result, None);
        }
        if let Some(error) = &self.unlisted
            && self.may_meet_another(at, created, context)
        {
            result.not_scheduled_unseen(checked, error.clone());
            return (result, None);
        }
        match still_preparing(self.carrying.as_read_last(live)).filter(|_| has_schedule(checked)) {
            Some(error) => {
                result.not_scheduled(checked, error);
                (result, None)
            }
            None => (result, Some(live.clone())),
        }
    }

    /// Switches the schedule on if the file has one, and returns whether it did. Fails with an error that every other
    /// campaign would get too.
    async fn enable(
        &mut self,
        checked: &CheckedCampaign,
        live: &LiveCampaign,
        look: StatusRead,
        context: &mut Context,
        result: &mut Created,
    ) -> Result<bool, Error> {
        let Some(schedule) = &checked.schedule else { return Ok(false) };
        match self.carrying.switch_on(live, schedule, Before::ReadEarlier, context).await {
            Ok(Switched::On { .. }) => {
                if has_schedule(checked) {
                    result.view.schedule = schedule_view(&live.name, schedule, context).unwrap_or_default();
                }
                // The status before the schedule would be misleading.
                if look == StatusRead::AtOnce
                    && let Ok(live) = self.carrying.platform.campaign(&live.id).await
                {
                    result.view.status = Some(live.status.to_string());
                }
                Ok(true)
            }
            Ok(Switched::Anothers(other)) => {
                result.note_other_scheduled(&other);
                Ok(false)
            }
            Err(error) => {
                let all = meets_all(&error).then(|| error.clone());
                result.not_scheduled(checked, error);
                all.map_or(Ok(false), Err)
            }
        }
    }

    /// Reads the statuses of the campaigns whose schedules were switched on, with one listing, and saves what is
    /// known of the written campaigns, so that a plan need not read them.
    async fn look_at_last(
        &mut self,
        batch: &[usize],
        scheduled: &[(usize, CampaignId)],
        context: &mut Context,
    ) {
        if !scheduled.is_empty() {
            let types = batch.iter().map(|at| self.type_word(*at)).collect();
            if self.carrying.list(types, context).await.is_err() {
                return;
            }
        }
        let written = self.carrying.take_written();
        let Carrying { rows, platform, .. } = &self.carrying;
        let by_id: HashMap<&CampaignId, &LiveCampaign> = rows.iter().map(|row| (&row.id, row)).collect();
        for (at, id) in scheduled {
            if let (Todo::Nothing(result), Some(row)) = (&mut self.campaigns[*at].1, by_id.get(id)) {
                result.view.status = Some(row.status.to_string());
            }
        }
        SeenCampaigns::add_written(rows, written, *platform, context);
    }

    fn checked(&self, at: usize) -> &'checked CheckedCampaign {
        self.campaigns[at].0
    }

    fn fail(&mut self, at: usize, error: Error) {
        let result = Created::failed(self.checked(at), error);
        self.campaigns[at].1 = Todo::Nothing(Box::new(result));
    }
}

/// When to read the status of a campaign whose schedule was switched on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum StatusRead {
    AtOnce,
    /// Later, together with the others.
    Later,
}

/// The action that remains if the platform refused the create because a campaign with the name exists.
async fn taken(checked: &CheckedCampaign, platform: &dyn Platform, context: &mut Context) -> Todo {
    let result = match look_again(checked, platform, context).await {
        Ok(Todo::Create) => Created::exists_unseen(checked),
        Ok(Todo::Nothing(result)) => *result,
        Ok(enable @ Todo::Enable(_)) => return enable,
        Err(error) => return Todo::Nothing(Box::new(Created::failed(checked, error))),
    };
    not_needed(checked, context);
    Todo::Nothing(Box::new(result))
}

fn not_needed(checked: &CheckedCampaign, context: &mut Context) {
    for step in steps(checked) {
        context.drop_expected_write(step, checked.manifest.campaign.name());
    }
}
