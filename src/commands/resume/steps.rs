//! The steps that restore the campaigns of a record, and the reasons if there is no step.

use jiff::Timestamp;

use crate::commands::campaign::trigger::StartTerms;
use crate::commands::halt::under_way::{ENABLE_UNDER_WAY, START_UNDER_WAY, UnderWay};
use crate::commands::remembered::journal_index::{JournalIndex, OthersChange};
use crate::commands::remembered::other_clock::{OnOtherClock, on_other_clock};
use crate::commands::remembered::{halted_schedule, is_spent, restored};
use crate::context::Context;
use crate::domain::action_name;
use crate::domain::calling_hours::CallingHours;
use crate::domain::change::BY_NAME_ALONE;
use crate::domain::difference::LastChange;
use crate::domain::finding::{Findings, Origin, Severity};
use crate::domain::halt::{HaltBy, ScheduleSwitch};
use crate::domain::live::{CALLS_END_WITHIN, CampaignStatus, LiveCampaign};
use crate::domain::name::NameKey;
use crate::domain::schedule::{PlannedSchedule, RequestedSchedule};
use crate::domain::wall_clock::utc_to_the_minute;
use crate::halt::Halted;
use crate::platform::platform::Platform;
use crate::view::halt::{HaltedPart, ResumeOutcome};

/// The fields of a campaign's row that change where a halt ends its calls.
const CHANGED_BY_A_HALT: [&str; 3] = ["status", "schedule", "contacts"];

/// The step that restores a schedule or a run.
#[derive(Debug)]
pub(super) enum Step {
    /// The schedule is switched on again, as it was. The findings are about its runs.
    SwitchOn(PlannedSchedule, Findings),
    /// The campaign is started; it continues or starts from the beginning. The findings are about the hour.
    Start(Findings),
    /// No step, for this reason.
    Nothing(ResumeOutcome, Option<String>),
}

impl Step {
    /// The part cannot be restored: the reason, and the next step.
    pub(super) fn not_brought_back(why: &str, next: &str) -> Self {
        Self::Nothing(ResumeOutcome::NotBroughtBack, Some(format!("{why}; {next}")))
    }
}

/// When a campaign was halted, by several records.
#[derive(Debug, Clone, Copy)]
pub(super) struct HaltedAt {
    pub(super) first: Timestamp,
    pub(super) last: Timestamp,
}

/// The facts that determine the steps of all campaigns in a record.
pub(super) struct Facts<'run> {
    pub(super) platform: &'run dyn Platform,
    pub(super) memory: &'run JournalIndex,
    pub(super) rows: &'run [LiveCampaign],
    /// Whether campaigns that would call their whole list again are started.
    pub(super) begin_anew: bool,
    /// The policy of the working folder, and the zone in which the user types times.
    pub(super) terms: &'run StartTerms,
    pub(super) context: &'run Context,
}

impl Facts<'_> {
    /// The steps for the schedule and the run of a campaign that was halted at that time. At most one of the two
    /// sends anything: it is not documented for either platform that a campaign whose schedule is on can be started.
    pub(super) fn steps(
        &self,
        halted: &Halted,
        at: HaltedAt,
        live: Option<&LiveCampaign>,
        hours: Option<&CallingHours>,
    ) -> Vec<(HaltedPart, Step)> {
        let gone = || Step::Nothing(ResumeOutcome::Gone, None);
        let schedule = (halted.had_schedule() && !is_spent(halted, self.context))
            .then(|| live.map_or_else(gone, |live| self.schedule(halted, at, live, hours)));
        let run = || live.map_or_else(gone, |live| self.run(halted, at, live, schedule.as_ref()));
        let run = halted.ran.then(|| match (run(), live) {
            (Step::Start(_), Some(live)) => self.start_now(live, hours),
            (step, _) => step,
        });
        let is_queued = halted.queued && !halted.ran;
        let start = is_queued.then(|| live.map_or_else(gone, |live| self.queued_start(at, live)));
        let left = |is_in_doubt: bool, left: fn(&Self, &LiveCampaign) -> Step| {
            is_in_doubt.then(|| live.map_or_else(gone, |live| left(self, live)))
        };
        // What was on before the halt is brought back, or is on already.
        let schedule = schedule.or_else(|| left(halted.doubt.schedule, Self::schedule_left));
        let run = run.or_else(|| left(halted.doubt.run, Self::run_left));
        let parts = [(HaltedPart::Schedule, schedule), (HaltedPart::Run, run), (HaltedPart::Start, start)];
        parts.into_iter().filter_map(|(part, step)| Some((part, step?))).collect()
    }

    /// The present state of a run that the halt could not see: a start of another command was on its way.
    fn run_left(&self, live: &LiveCampaign) -> Step {
        let verb = self.platform.halts_by().trigger().verb();
        let end = format!("to {verb} it, run kcamp campaign {verb} {}", live.id);
        let may_come = UnderWay::of(live, &self.context.calls_under_way()).start.then_some(START_UNDER_WAY);
        left("it runs", "it does not run", self.platform.activity(live).runs, &end, may_come)
    }

    /// The present state of a schedule that the halt could not see.
    fn schedule_left(&self, live: &LiveCampaign) -> Step {
        let end = format!("to switch it off, run kcamp schedule disable {}", live.id);
        let may_come =
            UnderWay::of(live, &self.context.calls_under_way()).schedule.then_some(ENABLE_UNDER_WAY);
        let (is_on, untold) = match self.platform.activity(live).schedule {
            ScheduleSwitch::On => (true, None),
            ScheduleSwitch::Off => (false, may_come),
            ScheduleSwitch::Untold => (false, Some("the platform does not tell whether its schedule is on")),
        };
        left("its schedule is on", "its schedule is off", is_on, &end, untold)
    }

    /// A start that waited for its time is not made again: whether a schedule needs it is not documented. Burki
    /// contract §9.6.
    fn queued_start(&self, at: HaltedAt, live: &LiveCampaign) -> Step {
        let activity = self.platform.activity(live);
        let is_done = |action| self.context.done_since(action, live, at.last).is_some();
        // The halt did not come to its schedule, so that the start waits as before.
        let is_scheduled = activity.schedule == ScheduleSwitch::On && !is_done(action_name::ENABLE_SCHEDULE);
        if activity.runs || is_scheduled || is_done(action_name::START_CAMPAIGN) {
            return Step::Nothing(ResumeOutcome::OnAlready, None);
        }
        let next = format!("to start it again, run kcamp campaign start {}", live.id);
        Step::not_brought_back(
            "it was started and waited for its time, and kcamp does not start it again",
            &next,
        )
    }

    fn schedule(
        &self,
        halted: &Halted,
        at: HaltedAt,
        live: &LiveCampaign,
        hours: Option<&CallingHours>,
    ) -> Step {
        if self.platform.activity(live).schedule == ScheduleSwitch::On {
            return Step::Nothing(ResumeOutcome::OnAlready, None);
        }
        let next = format!("set its times with kcamp schedule enable {}", live.id);
        if let Some(why) = self.decided_since(action_name::ENABLE_SCHEDULE, halted, at, live) {
            return Step::not_brought_back(&why, &next);
        }
        match restored(&halted.schedule, self.context) {
            Ok((asked, schedule)) => {
                let other = halted_schedule(&halted.schedule)
                    .and_then(|sent| on_other_clock(&sent, &live.name, self.context).ok()?);
                self.twin(live)
                    .unwrap_or_else(|| self.switch_on((live, hours), &asked, schedule, other, &next))
            }
            Err(why) => Step::not_brought_back(&why, &next),
        }
    }

    fn run(&self, halted: &Halted, at: HaltedAt, live: &LiveCampaign, schedule: Option<&Step>) -> Step {
        if self.platform.activity(live).runs {
            return Step::Nothing(ResumeOutcome::OnAlready, None);
        }
        let begins_anew = self.platform.halts_by() == HaltBy::Stop;
        let next = format!("to start it, run kcamp campaign start {}", live.id);
        if matches!(schedule, Some(Step::SwitchOn(..) | Step::Nothing(ResumeOutcome::OnAlready, _))) {
            let whom = if begins_anew { "its whole list again" } else { "who is left" };
            let why = format!("a campaign with a schedule is not started by hand; its next run calls {whom}");
            let outcome = if begins_anew && self.begin_anew {
                ResumeOutcome::NotBroughtBack
            } else {
                ResumeOutcome::AtNextRun
            };
            return Step::Nothing(outcome, Some(why));
        }
        if let Some(why) = self.decided_since(action_name::START_CAMPAIGN, halted, at, live) {
            return Step::not_brought_back(&why, &next);
        }
        match self.platform.halts_by() {
            HaltBy::Pause if live.status == CampaignStatus::Paused => Step::Start(Findings::new()),
            HaltBy::Pause => {
                let why = format!("its status is {}, and only a paused campaign can be resumed", live.status);
                Step::Nothing(ResumeOutcome::NotBroughtBack, Some(why))
            }
            HaltBy::Stop if self.begin_anew => Step::Start(Findings::new()),
            HaltBy::Stop => Step::Nothing(ResumeOutcome::WouldBeginAnew, None),
        }
    }

    /// A schedule that comes back, judged like one of `schedule enable`, on the platform's clock that is set now. Where
    /// the policy makes a run an error, it stays off.
    fn switch_on(
        &self,
        (live, hours): (&LiveCampaign, Option<&CallingHours>),
        asked: &RequestedSchedule,
        schedule: PlannedSchedule,
        other: Option<OnOtherClock>,
        next: &str,
    ) -> Step {
        let runs = other.as_ref().and_then(|other| other.planned.as_ref()).unwrap_or(&schedule);
        let mut judged = self.terms.judged_schedule(live, asked, runs, hours);
        judged.extend(other.map(|other| other.warning.at(&Origin::Flag(live.name.clone()))));
        let first = judged.iter().find(|it| it.problem.severity == Severity::Error);
        match first.map(|it| it.problem.message.clone()) {
            Some(why) => Step::not_brought_back(&why, next),
            None => Step::SwitchOn(schedule, judged),
        }
    }

    /// A start now, judged by the hours of the policy. Where the policy makes the hour an error, the campaign is not
    /// started, and all else is brought back.
    fn start_now(&self, live: &LiveCampaign, hours: Option<&CallingHours>) -> Step {
        let judged = self.terms.judged(live, hours);
        let first = judged.iter().find(|it| it.problem.severity == Severity::Error);
        match first.map(|it| it.problem.message.clone()) {
            Some(why) => {
                let next = format!("at another time, run kcamp campaign start {}", live.id);
                Step::not_brought_back(&why, &next)
            }
            None => Step::Start(judged),
        }
    }

    /// Why a campaign is left as it is: a user decided about it after the halt. It was restored and does not call, so
    /// it has ended or was stopped; or it was changed.
    fn decided_since(
        &self,
        action: &str,
        halted: &Halted,
        at: HaltedAt,
        live: &LiveCampaign,
    ) -> Option<String> {
        if let Some(since) = self.context.done_since(action, live, at.last) {
            let done = if action == action_name::START_CAMPAIGN { "started" } else { "switched on" };
            return Some(format!(
                "kcamp on this machine {done} it at {}, after the halt, and it has ended or was stopped since",
                utc_to_the_minute(since)
            ));
        }
        // A change in the moment of the halt is too close to it for its time to tell.
        if self.context.done_since(action_name::UPDATE_CAMPAIGN, live, at.last).is_none()
            && let Some(other) = self.other_than_halted(halted, live)
        {
            return Some(other);
        }
        // After a pause, current calls are finished, and may change the campaign's numbers.
        let may_wind_down = halted.ran && self.platform.halts_by() == HaltBy::Pause;
        let until = at.last.saturating_add(CALLS_END_WITHIN).unwrap_or(Timestamp::MAX);
        let lead = self.platform.clock_lead().unwrap_or_default();
        match self.memory.of(live).changed_by_others_since_halt(at.first, lead) {
            OthersChange::Change(changed) if !(may_wind_down && changed < until) => {
                Some(format!("somebody changed the campaign at {}, after the halt", utc_to_the_minute(changed)))
            }
            OthersChange::Change(_) | OthersChange::None => None,
            OthersChange::NotTold => Some(
                "the journal of this machine does not show that the halt stopped it, so kcamp cannot tell whether somebody changed it since"
                    .to_owned(),
            ),
        }
    }

    /// How a campaign differs from its row before the halt, in words; `None` where nothing shows a difference.
    fn other_than_halted(&self, halted: &Halted, live: &LiveCampaign) -> Option<String> {
        if live.name != halted.name {
            return Some(format!("it was named {:?} when it was halted", halted.name));
        }
        let before: LiveCampaign = serde_json::from_value(halted.row.clone()).ok()?;
        let now = self.rows.iter().find(|row| row.id == live.id)?;
        let mut fields = LastChange::between(&before, now)?.fields;
        fields.retain(|field| !CHANGED_BY_A_HALT.contains(field));
        (!fields.is_empty())
            .then(|| format!("somebody changed it at the time of the halt ({})", fields.join(", ")))
    }

    /// The result if the schedule call takes a value that another campaign shares, such as a name: the call may reach
    /// either of them.
    fn twin(&self, live: &LiveCampaign) -> Option<Step> {
        let is_by_name = self.platform.schedule_target_of(live).key != live.id.as_str();
        let name = NameKey::of(&live.name);
        let twin = self.rows.iter().find(|row| row.id != live.id && NameKey::of(&row.name) == name)?;
        is_by_name.then(|| {
            let why = format!("{} has the same name; {BY_NAME_ALONE}", twin.id);
            let next = format!(
                "give the other one a name of its own, and then set the times of this one: kcamp campaign update {} --name NAME; kcamp schedule enable {}",
                twin.id, live.id
            );
            Step::not_brought_back(&why, &next)
        })
    }
}

/// The present state of a part that a halt could not see, with the command that ends it; `unknown` is why it is not
/// known to be off.
fn left(on: &str, off: &str, is_on: bool, end: &str, unknown: Option<&str>) -> Step {
    let (outcome, why) = match unknown {
        _ if is_on => {
            (ResumeOutcome::StillOn, format!("{on}, which the halt could not see, and it is left so; {end}"))
        }
        Some(why) => (ResumeOutcome::Unknown, why.to_owned()),
        None => (ResumeOutcome::OffAfterAll, format!("{off}, which the halt could not see")),
    };
    Step::Nothing(outcome, Some(why))
}
