//! The schedules that this machine switched on, from its journal.

use jiff::Timestamp;
use serde_json::Value;

use super::journal_index::JournalIndex;
use crate::commands::campaign_files as files;
use crate::commands::campaign_files::texts::read_text;
use crate::context::Context;
use crate::domain::difference::drop_start;
use crate::domain::finding::{Finding, Findings, Severity};
use crate::domain::live::{
    CallAnswer, LiveCallingHours, LiveCampaign, LiveSchedule, ReportedStart, ReportedTimes,
};
use crate::domain::plan::SentSchedule;
use crate::domain::schedule::{PlannedSchedule, RequestedSchedule};
use crate::domain::wall_clock::utc_to_the_minute;
use crate::domain::zone::Zone;
use crate::error::Error;
use crate::halt::{Halted, HaltedSchedule};
use crate::journal::LastScheduleAction;
use crate::manifest;
use crate::platform::platform::Platform;

/// The journal's knowledge about schedules; none if it cannot be read.
#[derive(Debug)]
pub(in crate::commands) struct Schedules(Option<JournalIndex>);

/// A schedule that this machine switched on.
#[derive(Debug, Clone)]
pub struct Remembered {
    /// The body of the platform's call.
    pub body: Value,
    /// The platform's clock for which it was sent; `None` if it was not noted, or the schedule names its time zone.
    pub clock: Option<Zone>,
    /// The zone in which it was shown before it was sent; `None` if it was not noted.
    pub reader: Option<Zone>,
    /// When it was switched on.
    pub at: Timestamp,
    /// When the campaign was changed after that, by another user or by running: it may have another schedule now.
    pub changed: Option<Timestamp>,
    /// How the platform was seen to report times. This decides whether a schedule that it returns is this one.
    reported_times: Option<ReportedTimes>,
}

impl Schedules {
    pub(in crate::commands) fn known(context: &Context) -> Self {
        Self(JournalIndex::of_schedules(context).ok())
    }

    /// Whether this machine ever switched on a schedule in this account.
    pub(in crate::commands) fn are_any(&self) -> bool {
        self.0.as_ref().is_some_and(JournalIndex::has_enabled)
    }

    /// When this machine last switched on another schedule than this body for a campaign of this name, if it may still
    /// be on.
    pub(in crate::commands) fn another_on(
        &self,
        name: &str,
        body: Option<&Value>,
        context: &Context,
    ) -> Option<Timestamp> {
        let (at, sent) = self.0.as_ref()?.switched_on(name)?;
        (Some(sent.body) != body && !is_over(&sent, context)).then_some(at)
    }

    /// How the platform was seen to report the times of schedules, if this machine saw it.
    pub(in crate::commands) fn reported_times(&self, campaign: &LiveCampaign) -> Option<ReportedTimes> {
        self.0.as_ref()?.of(campaign).reported_times()
    }

    /// Whether this machine started a campaign that was just read and still waits for its time: the start is queued.
    pub(in crate::commands) fn is_queued(&self, campaign: &LiveCampaign) -> bool {
        campaign.with_schedule_off().is_some()
            && self.0.as_ref().is_some_and(|memory| memory.of(campaign).was_started_last())
    }

    /// The schedule that this machine last switched on for a campaign that was just read, if the journal has it.
    pub(in crate::commands) fn of(
        &self,
        campaign: &LiveCampaign,
        platform: &dyn Platform,
    ) -> Option<Remembered> {
        let memory = self.0.as_ref()?.of(campaign);
        let LastScheduleAction::On(at, SentSchedule { body, clock, reader }) = memory.last_word() else {
            return None;
        };
        let changed = memory.schedule_changed_since(platform.clock_lead().unwrap_or_default());
        let reported_times = memory.reported_times();
        Some(Remembered { body: body.clone(), clock, reader, at, changed, reported_times })
    }

    /// Whether the schedule that this machine last switched on for a campaign has no runs left.
    pub(in crate::commands) fn is_over(
        &self,
        campaign: &LiveCampaign,
        platform: &dyn Platform,
        context: &Context,
    ) -> bool {
        self.of(campaign, platform).is_some_and(|known| known.is_over(context))
    }
}

impl Remembered {
    /// The schedule as it would be sent now.
    ///
    /// # Errors
    ///
    /// If it can no longer be switched on, for example after its end.
    pub fn planned(&self, context: &Context) -> Result<PlannedSchedule, Error> {
        planned_again(&self.sent(), context)
    }

    /// The zone in which its times are shown: the user's, or else that in which it was switched on, or else the
    /// campaign's.
    ///
    /// # Errors
    ///
    /// The settings cannot be resolved.
    pub fn zone(
        &self,
        hours: Option<&LiveCallingHours>,
        planned: Option<&PlannedSchedule>,
        context: &Context,
    ) -> Result<Zone, Error> {
        match (context.operator_zone()?, &self.reader) {
            (None, Some(reader)) => Ok(reader.clone()),
            _ => zone_of(hours, planned, context),
        }
    }

    /// The schedule as it was sent.
    pub(super) fn sent(&self) -> SentSchedule<'_> {
        let Self { body, clock, reader, .. } = self;
        SentSchedule { body, clock: clock.clone(), reader: reader.clone() }
    }

    /// Its source: this machine and not the platform, and whether the campaign was changed since.
    pub fn origin(&self) -> String {
        let enabled = format!("as enabled from this machine on {}", self.at.strftime("%Y-%m-%d"));
        match self.changed {
            Some(at) => {
                format!("{enabled}, and the campaign was changed after that, on {}", utc_to_the_minute(at))
            }
            None => enabled,
        }
    }

    /// The warning that the campaign may have another schedule now; `None` if nothing shows that.
    pub fn warning(&self, name: &str) -> Option<String> {
        let at = utc_to_the_minute(self.changed?);
        Some(format!(
            "{name:?} was changed on {at}, after this machine enabled its schedule: it may have another one since, which the platform does not return"
        ))
    }
}

/// A schedule that was sent, as it would be sent now. It uses the platform's clock for which it was sent; if none was
/// noted, the profile's present one. It is read in the zone in which it was shown then; if none was noted, on that
/// clock.
///
/// # Errors
///
/// If it can no longer be switched on, for example after its end.
pub fn planned_again(sent: &SentSchedule<'_>, context: &Context) -> Result<PlannedSchedule, Error> {
    Ok(asked_again(sent, context)?.1)
}

/// Like `planned_again`, with what is asked for.
fn asked_again(
    sent: &SentSchedule<'_>,
    context: &Context,
) -> Result<(RequestedSchedule, PlannedSchedule), Error> {
    let mut loaded = manifest::load_bytes("<the journal>", sent.body.to_string().into_bytes());
    let mut check_context = files::check_context(context)?;
    if let Some(clock) = &sent.clock {
        check_context.platform_zone = clock.clone();
    }
    let mut findings: Findings = loaded.findings;
    let planned = loaded.documents.pop().and_then(|document| {
        let (file, found) = manifest::decode_schedule(&document, &read_text, &check_context);
        findings.extend(found);
        let asked = file?.schedule;
        let now = context.clock.now();
        let planned = asked.plan(&check_context.platform_zone, None, now, &mut findings)?;
        Some((asked, planned))
    });
    match planned {
        Some((asked, schedule)) if !findings.has_errors() => Ok(match &sent.reader {
            Some(reader) => (asked, schedule.read_in(reader)),
            None => (asked, schedule),
        }),
        _ => Err(Error::stopped_by(findings)),
    }
}

/// The zone in which people read the times of a campaign: the user's, or else that of the campaign's calling hours, or
/// else that in which its schedule was shown before it was sent, or else UTC.
///
/// # Errors
///
/// The settings cannot be resolved.
pub fn zone_of(
    hours: Option<&LiveCallingHours>,
    schedule: Option<&PlannedSchedule>,
    context: &Context,
) -> Result<Zone, Error> {
    let of_hours = || hours.and_then(LiveCallingHours::zone);
    let of_schedule = || Some(schedule?.runs()?.reader_zone().clone());
    Ok(context.operator_zone()?.or_else(of_hours).or_else(of_schedule).unwrap_or_else(Zone::utc))
}

/// The schedule that a campaign had when it was halted, as it would be sent now, and what was asked for.
///
/// # Errors
///
/// Why it cannot be brought back, in words.
pub fn restored(
    halted: &HaltedSchedule,
    context: &Context,
) -> Result<(RequestedSchedule, PlannedSchedule), String> {
    if let Some(sent) = halted_schedule(halted) {
        return asked_again(&sent, context).map_err(|error| {
            let errors = error.findings.iter().filter(|it| it.problem.severity == Severity::Error);
            errors.map(|it| it.problem.message.clone()).collect::<Vec<_>>().join("; ")
        });
    }
    match halted {
        HaltedSchedule::ChangedSince { at } => Err(format!(
            "somebody changed the campaign at {}, after this machine switched its schedule on, and may have given it other times",
            utc_to_the_minute(*at)
        )),
        HaltedSchedule::Another { held } => {
            Err(format!("it had another schedule than this machine switched on: {held}"))
        }
        HaltedSchedule::NotSent { held } => Err(format!(
            "the journal of this machine does not know its schedule, which the platform returned as {held}"
        )),
        HaltedSchedule::NotKnown | HaltedSchedule::AsSent { .. } => {
            Err("the journal of this machine does not know its schedule".to_owned())
        }
    }
}

/// Whether the run that a halt stopped was the last one of its schedule, so that nothing of that is to be brought back.
pub fn is_spent(halted: &Halted, context: &Context) -> bool {
    halted.ran && halted_schedule(&halted.schedule).is_some_and(|sent| is_over(&sent, context))
}

/// The schedule that a campaign had when it was halted, as it was sent; `None` if that is not known.
pub fn halted_schedule(halted: &HaltedSchedule) -> Option<SentSchedule<'_>> {
    let HaltedSchedule::AsSent { body, clock, reader, .. } = halted else { return None };
    Some(SentSchedule::with_zone_names(body, clock.as_deref(), reader.as_deref()))
}

/// Whether all runs of a schedule that was sent have passed.
fn is_over(sent: &SentSchedule<'_>, context: &Context) -> bool {
    planned_again(sent, context).err().is_some_and(|error| error.findings.iter().any(is_of_over))
}

/// Whether a finding says that no run of a schedule is left.
pub fn is_of_over(finding: &Finding) -> bool {
    matches!(finding.problem.code, "schedule/end-in-past" | "schedule/never-runs")
}

impl Remembered {
    /// Whether all its runs have passed.
    pub fn is_over(&self, context: &Context) -> bool {
        is_over(&self.sent(), context)
    }

    /// The part that a halt keeps.
    pub(in crate::commands) fn as_sent(&self) -> HaltedSchedule {
        let [clock, reader] =
            [&self.clock, &self.reader].map(|zone| zone.as_ref().map(|zone| zone.name().to_owned()));
        HaltedSchedule::AsSent { body: self.body.clone(), clock, reader, at: self.at }
    }

    /// The part that a halt keeps, where nothing but the campaign's last change shows whether it is still this one.
    pub(in crate::commands) fn unless_changed(&self) -> HaltedSchedule {
        self.changed.map_or_else(|| self.as_sent(), |at| HaltedSchedule::ChangedSince { at })
    }

    /// Whether a schedule that the platform returns is this one in all that it tells, so that it is this one unless
    /// somebody changed the campaign: from when on it repeats may not be told, nor the zone of a single run whose local
    /// time is.
    pub(in crate::commands) fn is_held_as_told(
        &self,
        held: &LiveSchedule,
        platform: &dyn Platform,
        context: &Context,
    ) -> bool {
        if held.is_start_untold() {
            return self.is_held(&held.started_as(&self.body), platform, context);
        }
        self.reported_times == Some(ReportedTimes::LocalTimes) && self.resembles(held, platform, context)
    }

    /// Whether a schedule that the platform returns is known to be this one. When one that repeats began makes no
    /// difference where it goes on alike.
    pub(in crate::commands) fn is_held(
        &self,
        held: &LiveSchedule,
        platform: &dyn Platform,
        context: &Context,
    ) -> bool {
        let times = self.reported_times;
        self.resembles(held, platform, context)
            && platform.unproven_schedule_fields(&self.body, held, times, CallAnswer::Came).is_empty()
    }

    /// Like `is_held`, but what the platform does not return of it may be another: the zone of a single run, or from
    /// when on it repeats.
    pub(in crate::commands) fn resembles(
        &self,
        held: &LiveSchedule,
        platform: &dyn Platform,
        context: &Context,
    ) -> bool {
        let mut differences = platform.schedule_differences(&self.body, held, self.reported_times);
        let now = context.clock.now();
        let planned = self.planned(context).ok();
        if let (Some(plan), ReportedStart::Known(begun, _)) =
            (planned.as_ref().and_then(PlannedSchedule::runs), held.start())
            && held.recurrence.is_some()
            && plan.start() <= now
            && plan.goes_on_as_begun(begun, now)
        {
            drop_start(&mut differences);
        }
        differences.is_empty()
    }

    /// Its next run; `None` where it has none, or cannot be told.
    pub(in crate::commands) fn next_run(&self, context: &Context) -> Option<Timestamp> {
        let plan = self.planned(context).ok()?.runs()?;
        Some(plan.runs().starting_from(context.clock.now()).next()?.instant)
    }
}
