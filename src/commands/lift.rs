//! `kcamp halt --lift`: allows campaigns to be started again.

use crate::context::{Context, TELL_APART};
use crate::domain::effect::Effect;
use crate::error::Error;
use crate::exit::Exit;
use crate::halt::{SetLatch, Since};
use crate::journal::HALT_LIFTED;
use crate::ui::prompt::Answer;
use crate::ui::shell_flag;
use crate::view::halt::LiftView;

/// Asks who lifts the halt and why, notes the answers, and lifts it.
///
/// # Errors
///
/// `halt/out-of-reach` if nobody can tell whether there is a halt; there is no terminal, there is no consent, or the
/// latch cannot be removed.
pub fn run(reason: Option<String>, context: &mut Context) -> Result<Exit, Error> {
    context.check_private()?;
    context.note_settings()?;
    let latches = context.latches()?;
    let whereabouts = context.whereabouts()?;
    let set = latches.set();
    if let Some(reason) = set.iter().find_map(|halt| halt.since.out_of_reach()) {
        return Err(context.halts_out_of_reach(reason)?);
    }
    let (ours, others): (Vec<SetLatch>, Vec<SetLatch>) = set.into_iter().partition(|halt| halt.is_ours);
    if let (true, Some(other)) = (ours.is_empty(), others.first()) {
        return Err(of_another(other, &whereabouts));
    }
    if ours.is_empty() {
        context.ui.note(&format!("{whereabouts} is not halted on this machine; nothing was changed"));
        if context.is_halted_by_variable() {
            context.ui.hint("KCAMP_HALT is set: unset it or set it to 0, and kcamp starts campaigns again");
        }
        context.show_result(&LiftView { lifted: false })?;
        return Ok(Exit::Success);
    }
    context.name_halts(ours.iter().map(|halt| &halt.by))?;
    if context.dry_run().is_some() {
        context.ui.talk(&format!("dry run: the halt of {whereabouts} would be lifted"));
        context.show_result(&LiftView { lifted: false })?;
        return Ok(Exit::Success);
    }
    let note = agree(&whereabouts, reason, context)?;
    lift(&note, context)?;
    if let Some(refusal) = context.refusal_by_another()? {
        context.ui.note(&format!("still halted: {}", refusal.message()));
    }
    context.show_result(&LiftView { lifted: true })?;
    Ok(Exit::Success)
}

/// The error of a lift of a halt that may be another account's.
fn of_another(halt: &SetLatch, whereabouts: &str) -> Error {
    let message =
        format!("the halt is of {}, which may be another account than {whereabouts}", halt.by.in_words());
    let error =
        Error::new("halt/of-another-account", message, Exit::Conflict).with_effect(Effect::NothingChanged);
    let there = halt.by.profile.as_ref();
    let there = there.map(|profile| format!("lift it where it was set: {}", lift_command(profile)));
    error.with_hints(there).hint(format!("if these are two accounts, {TELL_APART}"))
}

fn lift_command(profile: &str) -> String {
    format!("kcamp {} halt --lift", shell_flag("--profile", profile))
}

/// Asks on a terminal who lifts the halt and why; without a terminal it needs --yes.
fn agree(whereabouts: &str, reason: Option<String>, context: &mut Context) -> Result<String, Error> {
    if context.answers_yes() {
        return Ok(reason.unwrap_or_else(|| "no reason given".to_owned()));
    }
    if !context.ui.can_prompt() {
        let message = "campaigns could be started again, and there is no terminal to confirm on";
        return Err(Error::new("consent/needs-yes", message, Exit::Unconfirmed)
            .with_effect(Effect::NothingChanged)
            .hint("add --yes, and --reason TEXT"));
    }
    let is_said =
        |text: &str| if text.trim().is_empty() { Err("say it in a word".to_owned()) } else { Ok(()) };
    let who = context.ui.prompts().text("who lifts the halt", None, &is_said)?;
    let why = match reason {
        Some(reason) => reason,
        None => context.ui.prompts().text("why", None, &is_said)?,
    };
    let question = format!("let kcamp start campaigns on {whereabouts} again?");
    if context.ui.prompts().confirm(&question, Answer::No)? {
        Ok(format!("by {}: {}", who.trim(), why.trim()))
    } else {
        Err(Error::declined(Effect::NothingChanged))
    }
}

/// Notes that the halt is lifted, and lifts it. If the journal cannot be written, the halt is lifted anyway, with a
/// warning.
///
/// # Errors
///
/// `halt/not-lifted`, if the latch cannot be removed.
pub fn lift(note: &str, context: &mut Context) -> Result<(), Error> {
    let halts = context.latches()?.ours();
    for halt in &halts {
        halt.latch.lift().map_err(|reason| {
            Error::usage("halt/not-lifted", format!("the halt cannot be lifted: {reason}"))
                .hint("make the folder of kcamp's state writable, and run it again")
        })?;
    }
    let since = match halts.first().map(|halt| halt.since) {
        Some(Since::At(at)) => format!(", halted since {at}"),
        Some(Since::Unknown | Since::OutOfReach(_)) | None => String::new(),
    };
    context.note_done(HALT_LIFTED, format!("lifted {note}{since}"));
    Ok(())
}
