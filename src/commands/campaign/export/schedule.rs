//! A live campaign's schedule, as its file has it.

use jiff::Timestamp;
use jiff::civil::DateTime;
use serde_json::Value;

use crate::commands::campaign_files as files;
use crate::commands::campaign_files::texts::read_text;
use crate::commands::remembered::{Remembered, Schedules, is_of_over};
use crate::context::Context;
use crate::domain::difference::drop_start;
use crate::domain::evidence::ScheduleBefore;
use crate::domain::finding::{Findings, Problem, Severity};
use crate::domain::live::{LiveCampaign, LiveSchedule, ReportedStart, ReportedTimes};
use crate::error::Error;
use crate::manifest::{self, WrittenSchedule};
use crate::platform::platform::Platform;
use crate::view::export::ExportView;
use crate::view::live_schedule::LiveScheduleView;

/// Kore.ai returns no schedule. Kore.ai contract §7.
const TIMES_NOT_RETURNED: &str = "its times and its recurrence are not returned by the platform";

/// All runs of the live schedule have passed: a file with it would be refused.
const OVER: &str = "all its runs have passed";

/// A campaign's schedule for its file, and what has to be said about it.
#[derive(Debug, Default)]
pub(super) struct FileSchedule {
    /// The schedule in the file.
    pub(super) written: WrittenSchedule,
    /// Why the file does not have the schedule, in words that follow its name.
    not_written: Option<String>,
    /// The schedule that this machine switched on, where the file has that one and the platform does not return all of
    /// it.
    remembered: Option<Remembered>,
    /// The time as the platform reported it, where it may be another one.
    unclear_time: Option<String>,
}

impl FileSchedule {
    /// Reads the schedule of a campaign that was just read, where the platform returns schedules; else asks the
    /// journal.
    ///
    /// # Errors
    ///
    /// The schedule cannot be read.
    pub(super) async fn of(
        live: &LiveCampaign,
        schedules: &Schedules,
        platform: &dyn Platform,
        context: &Context,
    ) -> Result<Self, Error> {
        // Of what is over, nothing would be sent again.
        let known = schedules.of(live, platform).filter(|known| known.planned(context).is_ok());
        if !platform.kind().returns_schedules() {
            return Ok(match (live.scheduling_enabled, known) {
                (Some(true), Some(known)) => Self::remembered(known, "not returned by the platform"),
                (Some(true), None) => Self::not_written(TIMES_NOT_RETURNED.to_owned(), None),
                _ => Self::default(),
            });
        }
        let held = platform.schedule(&platform.schedule_target_of(live)).await?;
        if held.enabled != Some(true) {
            return Ok(Self::default());
        }
        match known.filter(|known| known.resembles(&held, platform, context)) {
            Some(known) if known.is_held(&held, platform, context) => Ok(Self::block(known.body, None)),
            Some(known) if held.is_start_untold() => {
                Ok(Self::remembered(known, "from when on it repeats is not returned by the platform"))
            }
            Some(known) if held.recurrence.is_none() => {
                Ok(Self::remembered(known, "its time zone is not returned by the platform"))
            }
            _ => {
                let times = schedules.reported_times(live);
                Reading { live, held: &held, times, platform, context }.schedule()
            }
        }
    }

    fn block(body: Value, comment: Option<String>) -> Self {
        Self { written: WrittenSchedule::Block { body, comment }, ..Self::default() }
    }

    fn not_written(why: String, draft: Option<Value>) -> Self {
        let said = if why == OVER { why.clone() } else { format!("is on; {why}") };
        let written = WrittenSchedule::Comment { why: said, draft };
        Self { written, not_written: Some(why), ..Self::default() }
    }

    fn remembered(known: Remembered, untold: &str) -> Self {
        let comment = format!("{untold}; {}", known.origin());
        let mut body = known.body.clone();
        // The times of the body are on this clock, and the file may come to an account with another one.
        if let (Some(clock), Some(times)) = (&known.clock, body.as_object_mut()) {
            times.insert("timezone".to_owned(), clock.name().into());
        }
        Self { remembered: Some(known), ..Self::block(body, Some(comment)) }
    }

    /// The view of the campaign's file.
    pub(super) fn view(&self, live: &LiveCampaign, not_returned: Vec<String>) -> ExportView {
        let changed = self.remembered.as_ref().and_then(|known| known.changed);
        ExportView::new(live, not_returned, changed, self.not_written.clone())
    }
}

/// A schedule that is on and that the platform returns, and that is not known to be the one that this machine sent.
struct Reading<'run> {
    live: &'run LiveCampaign,
    held: &'run LiveSchedule,
    times: Option<ReportedTimes>,
    platform: &'run dyn Platform,
    context: &'run Context,
}

impl Reading<'_> {
    /// The schedule as the platform reports it. What is not certain to be the live one is written as a comment.
    fn schedule(&self) -> Result<FileSchedule, Error> {
        let reported = self.held.scheduled_at.as_deref().unwrap_or_default();
        let Some(body) = manifest::schedule_block(self.held) else {
            let why = format!("kcamp cannot read what the platform reports of it: {}", self.in_its_words());
            return Ok(FileSchedule::not_written(why, None));
        };
        let draft = || Some(body.clone());
        match (self.held.start(), &self.held.recurrence) {
            (ReportedStart::Untold, Some(_)) => {
                let why = "the platform does not return from when on it repeats: add scheduled_at to these lines, and take the marks away";
                Ok(FileSchedule::not_written(why.to_owned(), draft()))
            }
            (ReportedStart::Unclear, Some(_)) => {
                let why = format!(
                    "the platform reports its start as {reported}, which is not at the time of its runs: add scheduled_at to these lines, and take the marks away"
                );
                Ok(FileSchedule::not_written(why, draft()))
            }
            (_, None) if self.times == Some(ReportedTimes::LocalTimes) => {
                let why = format!(
                    "the platform reports the local time {reported} without its time zone: add timezone to these lines, and take the marks away"
                );
                let local = reported.trim_end_matches(['Z', 'z']);
                Ok(FileSchedule::not_written(why, Some(manifest::one_run(local))))
            }
            (_, of_repeating) => match self.why_not_the_same(&body)? {
                Some(why) => Ok(FileSchedule::not_written(why, None)),
                None if of_repeating.is_some() || !self.may_be_local(reported) => {
                    Ok(FileSchedule::block(body, None))
                }
                None => {
                    let comment = format!(
                        "the platform reports {reported} and documents that as UTC; it may be local time in a time zone that is not returned"
                    );
                    let unclear_time = Some(reported.to_owned());
                    Ok(FileSchedule { unclear_time, ..FileSchedule::block(body, Some(comment)) })
                }
            },
        }
    }

    /// Whether a reported time may be local time in another zone: it has no offset of its own, and the platform was not
    /// seen to report instants. Burki contract §9.3.
    fn may_be_local(&self, reported: &str) -> bool {
        let is_bare = reported.trim_end_matches(['Z', 'z']).parse::<DateTime>().is_ok();
        let has_offset = reported.parse::<Timestamp>().is_ok() && !reported.ends_with(['Z', 'z']);
        self.times.is_none() && is_bare && !has_offset
    }

    /// Why a file with this block would not ask for the schedule that is live; `None` if it does.
    fn why_not_the_same(&self, body: &Value) -> Result<Option<String>, Error> {
        let Self { live, held, times, platform, context } = self;
        let check_context = files::check_context(context)?;
        let now = context.clock.now();
        let mut loaded = manifest::load_bytes("<the live schedule>", body.to_string().into_bytes());
        let mut findings: Findings = loaded.findings;
        let asked = loaded.documents.pop().and_then(|document| {
            let (file, found) = manifest::decode_schedule(&document, &read_text, &check_context);
            findings.extend(found);
            Some(file?.schedule)
        });
        let planned = asked
            .as_ref()
            .and_then(|asked| asked.plan(&check_context.platform_zone, None, now, &mut findings));
        let error = findings.iter().find(|it| it.problem.severity == Severity::Error);
        let (asked, planned) = match (error, asked, planned) {
            (None, Some(asked), Some(planned)) => (asked, planned),
            (Some(error), ..) if is_of_over(error) => return Ok(Some(OVER.to_owned())),
            (Some(error), ..) => {
                let why = &error.problem.message;
                return Ok(Some(format!(
                    "it cannot be written in a campaign file: {why}; it is {}",
                    self.in_its_words()
                )));
            }
            (None, ..) => {
                return Ok(Some(format!(
                    "it cannot be written in a campaign file; it is {}",
                    self.in_its_words()
                )));
            }
        };
        let target = platform.schedule_target_of(live);
        let write = platform.enable_schedule(&target, &planned, ScheduleBefore::read(live))?;
        let sent = write.evidence().schedule.as_ref();
        let mut differences =
            sent.map(|sent| platform.schedule_differences(sent, held, *times)).unwrap_or_default();
        if asked.has_begun(&planned, held, now) {
            drop_start(&mut differences);
        }
        let fields: Vec<&str> = differences.iter().map(|it| it.field).collect();
        Ok((!fields.is_empty())
            .then(|| format!("a file cannot say its {}; it is {}", fields.join(", "), self.in_its_words())))
    }

    /// The schedule as the platform reports it, in words.
    fn in_its_words(&self) -> String {
        LiveScheduleView::new(&self.live.name, self.held).in_words()
    }
}

/// Says which schedules are on and not in their files, or may be others.
pub(super) fn warn_of(campaigns: &[(LiveCampaign, FileSchedule)], context: &mut Context) {
    for (live, schedule) in campaigns {
        if let Some(warning) = schedule.remembered.as_ref().and_then(|known| known.warning(&live.name)) {
            context.ui.problem(&Problem::warning(
                "schedule/changed-since",
                format!("{warning}: the file has the one that this machine enabled"),
            ));
        }
        if let Some(reported) = &schedule.unclear_time {
            let message = format!(
                "the schedule of {:?} is in its file at {reported} in UTC, as the platform documents it, and may be local time in a time zone that is not returned",
                live.name
            );
            let help = "look at the time in the platform's console before you create the campaign elsewhere";
            context.ui.problem(&Problem::warning("export/schedule-time-unclear", message).help(help));
        }
    }
    let mut said: Vec<(&str, Vec<String>)> = Vec::new();
    for (live, schedule) in campaigns {
        let Some(why) = schedule.not_written.as_deref().filter(|why| *why != OVER) else { continue };
        let name = format!("{:?}", live.name);
        match said.iter_mut().find(|(known, _)| *known == why) {
            Some((_, names)) => names.push(name),
            None => said.push((why, vec![name])),
        }
    }
    for (why, names) in said {
        let schedules = if names.len() == 1 { "the schedule" } else { "the schedules" };
        let message = format!("not in the file, though on: {schedules} of {}: {why}", names.join(", "));
        let help = "kcamp plan and kcamp apply leave it as it is; a campaign that is created from the file has no schedule";
        context.ui.problem(&Problem::warning("export/schedule-not-written", message).help(help));
    }
}
