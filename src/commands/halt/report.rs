//! The records of a halt on this machine, and its outcome.

use std::path::{Path, PathBuf};

use super::selection::latch_in_words;
use super::sweep::Sweep;
use super::target::{Danger, Target};
use crate::commands::remembered::{is_spent, restored};
use crate::context::Context;
use crate::domain::change::BY_NAME_ALONE;
use crate::domain::finding::Problem;
use crate::domain::halt::HaltBy;
use crate::error::Error;
use crate::exit::Exit;
use crate::halt::{HaltRecord, Halted, HaltedAccount, Since};
use crate::platform::error::PlatformError;
use crate::view::halt::{HaltVerdict, HaltView, HaltedView, StepOutcome};

/// The most campaigns that an error names; the result has all of them.
const NAMED_MAX: usize = 10;

/// The commands that allow campaigns to call again.
const WAYS_BACK: &str = "kcamp resume brings back what ran, kcamp halt --lift lifts the halt alone";
/// The command that allows campaigns to call again, where nothing could be recorded.
const WAY_BACK_BY_HAND: &str =
    "what ran could not be recorded: note it from this result; kcamp halt --lift lifts the halt";

/// Sets the latch of the account.
///
/// # Errors
///
/// Why the latch could not be set, in words.
pub(super) fn set_latch(context: &Context) -> Result<(), String> {
    let latch = context.latch().map_err(|error| error.reason)?;
    match latch.set(context.clock.now()) {
        Err(reason) if matches!(latch.since(), None | Some(Since::OutOfReach(_))) => Err(reason.to_string()),
        _ => Ok(()),
    }
}

/// The record of a halt, which is written before anything is stopped and again at the end.
#[derive(Debug)]
pub(super) struct Recording {
    path: Option<PathBuf>,
    failure: Option<String>,
    at: jiff::Timestamp,
}

impl Recording {
    pub(super) fn begin(sweep: &Sweep<'_>, context: &Context) -> Self {
        let mut recording = Self { path: None, failure: None, at: context.clock.now() };
        recording.finish(sweep, context);
        recording
    }

    /// The file, if it was written.
    fn written(&self) -> Option<&Path> {
        self.path.as_deref().filter(|_| self.failure.is_none())
    }

    /// Writes what is known so far.
    pub(super) fn finish(&mut self, sweep: &Sweep<'_>, context: &Context) {
        if sweep.targets.is_empty() {
            return;
        }
        self.failure = self.write(sweep, context).err();
    }

    fn write(&mut self, sweep: &Sweep<'_>, context: &Context) -> Result<(), String> {
        let said = |error: Error| error.reason;
        let record = HaltRecord {
            at: self.at,
            by: context.halted_account().map_err(said)?,
            campaigns: sweep.targets.iter().map(halted).collect(),
        };
        let path = if let Some(path) = self.path.take() {
            path
        } else {
            let (folder, stem) =
                (context.halts_folder().map_err(said)?, context.latches().map_err(said)?.stem());
            HaltRecord::make_file(&folder, &stem, self.at).map_err(|reason| reason.to_string())?
        };
        let written = record.write(&path).map_err(|reason| reason.to_string());
        self.path = Some(path);
        written
    }
}

fn halted(target: &Target) -> Halted {
    Halted {
        id: target.live.id.to_string(),
        name: target.live.name.clone(),
        status: target.before.to_string(),
        ran: target.ran,
        queued: target.queued && !target.ran,
        scheduled: target.scheduled,
        schedule: target.schedule_before.clone(),
        doubt: target.doubt(),
        row: serde_json::to_value(&target.row_before).unwrap_or_default(),
    }
}

/// The error of a halt without a connection, for example without credentials: nothing was stopped. With `is_sure`,
/// when no question is asked, the latch is set anyway if the account is known.
pub(super) fn not_connected(error: Error, is_sure: bool, context: &Context) -> Error {
    if is_sure && context.is_account_known() {
        let _ = set_latch(context);
    }
    with_what_is_halted(error, "nothing was stopped", context)
}

/// The error of a halt that could not list any campaign: nothing was stopped.
pub(super) fn nothing_seen(error: PlatformError, is_sure: bool, context: &Context) -> Error {
    if is_sure {
        let _ = set_latch(context);
    }
    with_what_is_halted(error.into(), "no campaign could be listed, and nothing was stopped", context)
}

fn with_what_is_halted(error: Error, undone: &str, context: &Context) -> Error {
    let reason = format!("{}; {undone}; {}", error.reason, latch_in_words(context));
    Error { reason, outside: None, ..error }
        .hint("if that fails, stop the campaigns in the platform's own console")
}

/// Shows the outcome of each campaign, and says what may still call.
///
/// # Errors
///
/// `halt/may-still-call`, `halt/nothing-chosen` or `halt/unknown`, or the result cannot be shown.
pub(super) fn report(
    sweep: &Sweep<'_>,
    latch: Result<(), String>,
    record: &Recording,
    context: &mut Context,
) -> Result<Exit, Error> {
    let (certain, unknown) = (still(sweep, Danger::Certain), still(sweep, Danger::Unknown));
    let verdict = match (certain.is_empty(), unknown.is_empty() && sweep.unseen.is_empty()) {
        (_, false) => HaltVerdict::Unknown,
        (false, true) => HaltVerdict::MayStillCall,
        // A filter that finds nothing, for example because of a typing error, stops nothing.
        (true, true) if !sweep.left.is_empty() && !sweep.finds_any => HaltVerdict::MayStillCall,
        (true, true) if !sweep.left.is_empty() => HaltVerdict::OthersLeftAlone,
        (true, true) => HaltVerdict::NothingCalls,
    };
    let is_lifted = latch.is_ok() && context.latch().is_ok_and(|latch| latch.since().is_none());
    let HaltedAccount { place, profile } = context.halted_account()?;
    let latched = latch.is_ok() && !is_lifted;
    let ways_back =
        context.ui.with_account(if record.failure.is_some() { WAY_BACK_BY_HAND } else { WAYS_BACK });
    let view = HaltView {
        verdict,
        profile,
        account: place.account.name().cloned(),
        stream: place.account.stream().cloned(),
        host: place.host,
        campaigns: (0..sweep.targets.len()).map(|at| view(sweep, at, context)).collect(),
        left_alone: sweep.left.iter().map(|row| row.name.clone()).collect(),
        not_seen: sweep.unseen.iter().map(super::listing::Unseen::in_words).collect(),
        latched,
        record: record.written().map(|path| path.display().to_string()),
        halted: match (latched, starts_nothing(context)) {
            (true, _) => format!("kcamp starts nothing here from this machine; {ways_back}"),
            (false, true) => {
                "NOT noted on this machine: kcamp starts no campaign as long as that is so".to_owned()
            }
            (false, false) => "NOT noted on this machine: kcamp may start campaigns again".to_owned(),
        },
    };
    if view.latched {
        let done = format!("halt: {}; kcamp on this machine starts no campaign there", verdict.words());
        context.did(&done, false);
    }
    context.ui.done_waiting();
    warn_of_missing_records(latch, record, context);
    let shown = context.show_result(&view);
    let outcome = outcome(sweep, verdict, &[certain, unknown], is_lifted);
    // What may still call comes before a result that nobody could read.
    let outcome = outcome?;
    shown.map(|()| outcome)
}

/// How a halt with this verdict ends. `still` are the campaigns that certainly call, and those that may.
fn outcome(
    sweep: &Sweep<'_>,
    verdict: HaltVerdict,
    still: &[Vec<String>; 2],
    is_lifted: bool,
) -> Result<Exit, Error> {
    let mut names = first_named(still.concat());
    names.extend(sweep.unseen.iter().map(super::listing::Unseen::in_words));
    let (code, exit, begins) = match verdict {
        HaltVerdict::NothingCalls | HaltVerdict::OthersLeftAlone if is_lifted => {
            return Err(lifted_meanwhile());
        }
        HaltVerdict::NothingCalls | HaltVerdict::OthersLeftAlone => return Ok(Exit::Success),
        HaltVerdict::MayStillCall if !sweep.finds_any => return Err(nothing_chosen(sweep)),
        HaltVerdict::MayStillCall => ("halt/may-still-call", Exit::Partial, "these may still call"),
        HaltVerdict::Unknown => {
            ("halt/unknown", Exit::Unknown, "kcamp does not know whether these still call")
        }
    };
    Err(Error::new(code, format!("{begins}: {}", names.join("; ")), exit)
        .hint(if sweep.selection().is_all() {
            "run kcamp halt again: a second stop does no harm"
        } else {
            "run the same command again: a second stop does no harm"
        })
        .hint("stop the rest in the platform's own console"))
}

/// The first campaigns of a list, and the number of the others.
fn first_named(mut names: Vec<String>) -> Vec<String> {
    let more = names.len().saturating_sub(NAMED_MAX);
    names.truncate(NAMED_MAX);
    if more > 0 {
        names.push(format!("{more} more, which the result names"));
    }
    names
}

/// The error of a halt whose filters find no campaign while others run or are scheduled: the same command again would
/// not stop those either.
fn nothing_chosen(sweep: &Sweep<'_>) -> Error {
    let left = sweep.left.iter().map(|row| format!("{:?} ({})", row.name, row.id)).collect();
    let message = format!(
        "{} matches no campaign, so nothing was stopped; these run or have a schedule: {}",
        sweep.selection().filters(),
        first_named(left).join("; ")
    );
    Error::new("halt/nothing-chosen", message, Exit::Partial)
        .hint("to stop all of them: kcamp halt --yes")
        .hint("to choose some, look at their names and types: kcamp campaign list")
}

/// The error of a halt that was lifted while it ran: what it stopped may be started again.
fn lifted_meanwhile() -> Error {
    let message = "nothing that was to be stopped called when the list was read last, but somebody lifted the halt while it ran: kcamp on this machine may start campaigns again";
    Error::new("halt/lifted-meanwhile", message, Exit::Partial)
        .hint("to halt the account again, run the same command again")
}

/// The campaigns of this danger, each with the reason.
fn still(sweep: &Sweep<'_>, danger: Danger) -> Vec<String> {
    let why = |target: &Target| match (&target.message, target.calls) {
        (Some(message), _) => message.clone(),
        (None, Danger::None) => "its schedule is on".to_owned(),
        (None, _) => format!("its status is {}", target.live.status),
    };
    let meant = sweep.targets.iter().filter(|target| target.danger() == danger);
    meant.map(|target| format!("{:?} ({}): {}", target.live.name, target.live.id, why(target))).collect()
}

/// Why `kcamp resume` will not switch the schedule of a campaign on again, as far as that is known now; `None` where it
/// was not switched off, or comes back.
fn why_schedule_is_lost(sweep: &Sweep<'_>, at: usize, context: &Context) -> Option<String> {
    let target = &sweep.targets[at];
    let halted = halted(target);
    if !halted.had_schedule()
        || target.is_gone
        || target.schedule != Danger::None
        || is_spent(&halted, context)
    {
        return None;
    }
    match restored(&halted.schedule, context) {
        Err(why) => Some(why),
        Ok(_) if sweep.has_twin(at) => Some(format!("another campaign has the same name; {BY_NAME_ALONE}")),
        Ok(_) => None,
    }
}

/// Why `kcamp resume` will not start a campaign that was stopped; `None` where it did not run, or the run is resumed.
fn why_run_is_lost(target: &Target, is_schedule_back: bool, halts_by: HaltBy) -> Option<&'static str> {
    if target.is_start_lost() {
        return Some("it was started and waited for its time; kcamp resume does not start it again");
    }
    if !target.ran || target.is_gone || target.calls != Danger::None {
        return None;
    }
    match (is_schedule_back, halts_by) {
        (true, HaltBy::Stop) => Some("the next run of its schedule calls its whole list again"),
        (true, HaltBy::Pause) => Some("the next run of its schedule calls who is left"),
        (false, HaltBy::Stop) => {
            Some("it would begin with its whole list again: kcamp resume starts it only with --begin-anew")
        }
        (false, HaltBy::Pause) => None,
    }
}

fn view(sweep: &Sweep<'_>, at: usize, context: &Context) -> HaltedView {
    let target = &sweep.targets[at];
    let halts_by = sweep.halts_by();
    let schedule_not_resumed = why_schedule_is_lost(sweep, at, context);
    let is_schedule_back = schedule_not_resumed.is_none()
        && target.schedule == Danger::None
        && restored(&target.schedule_before, context).is_ok();
    let run_not_resumed = why_run_is_lost(target, is_schedule_back, halts_by).map(ToOwned::to_owned);
    let ended = match halts_by {
        HaltBy::Pause => StepOutcome::Paused,
        HaltBy::Stop => StepOutcome::Stopped,
    };
    let outcome = |is_meant: bool, danger: Danger, done: StepOutcome| match danger {
        Danger::None if target.is_gone => is_meant.then_some(StepOutcome::Gone),
        Danger::None => is_meant.then_some(done),
        Danger::Certain => Some(StepOutcome::NotDone),
        Danger::Unknown => Some(StepOutcome::Unknown),
    };
    // They name commands to copy.
    let with_account = |why: String| context.ui.with_account(&why);
    HaltedView {
        name: target.live.name.clone(),
        id: target.live.id.to_string(),
        campaign_type: target.live.type_word().unwrap_or_default().to_owned(),
        priority: target.live.priority(),
        status_before: target.before.to_string(),
        status: (!target.is_gone).then(|| target.live.status.to_string()),
        calls: outcome(target.ran, target.calls, ended),
        schedule: outcome(target.scheduled != Some(false), target.schedule, StepOutcome::SwitchedOff),
        may_still_call: target.danger() != Danger::None,
        message: target.message.clone().filter(|_| target.danger() != Danger::None),
        schedule_not_resumed: schedule_not_resumed.map(with_account),
        run_not_resumed: run_not_resumed.map(with_account),
    }
}

/// Whether kcamp refuses to start campaigns: where nobody can tell whether there is a halt, it counts as one.
fn starts_nothing(context: &Context) -> bool {
    context.refuse_while_halted().is_err()
}

/// Warns about records that the halt could not write on this machine, which did not keep it from stopping campaigns.
fn warn_of_missing_records(latch: Result<(), String>, record: &Recording, context: &mut Context) {
    if let Err(reason) = latch {
        let message = format!("the halt could not be noted on this machine ({reason})");
        let (then, help) = if starts_nothing(context) {
            (
                "; kcamp starts no campaign as long as that is so",
                "set KCAMP_HALT=1 to keep the halt after that",
            )
        } else {
            (": kcamp may start campaigns again", "set KCAMP_HALT=1 to prevent that")
        };
        context.ui.problem(&Problem::warning("halt/not-noted", message + then).help(help));
    }
    if let Some(reason) = &record.failure {
        let message = format!(
            "the record of what ran could not be written ({reason}), so kcamp resume cannot bring it back"
        );
        let help = "keep this output, which names what ran";
        context.ui.problem(&Problem::warning("halt/record-not-written", message).help(help));
    }
    if let Some(missing) = context.unnoted_in_words() {
        context.ui.problem(&Problem::warning("halt/journal-incomplete", missing));
    }
}
