//! `kcamp journal settle`.

mod expected_status;
mod inspection;
mod window;

use std::collections::HashSet;

use clap::ValueEnum;

use self::inspection::{Inspection, Settlement};
use super::parts;
use crate::context::{Context, write_in_words};
use crate::domain::action_name;
use crate::domain::name::NameKey;
use crate::error::Error;
use crate::exit::Exit;
use crate::journal::{JournalEntry, NotedOutcome};
use crate::view::journal::{JournalRow, JournalView};

/// Look at the platform again for a write whose outcome is unknown, and note the outcome
///
/// Nothing is changed on the platform. The write counts as done only if the platform has something of the same name,
/// with the same values, that was created at the time of the write on the platform's clock. A schedule and a status
/// count only if nobody has changed the campaign since the write. Some outcomes cannot be read, such as whether
/// contacts were added: then the command ends in 9 with the reason. Look yourself, and note what you found with --as;
/// nothing is sent, and the journal no longer shows the write as unknown. An import of contacts goes by that note. To
/// correct such a note, settle the write again: the last note counts.
///
/// Example: kcamp journal settle 20118-b6d514-0 --as done
#[derive(Debug, clap::Args)]
pub struct SettleArgs {
    /// The write's entry in the journal, such as 20118-b6d514-0, from the commands that `kcamp journal --failed` prints
    #[arg(value_name = "ENTRY")]
    key: String,
    /// Note this outcome instead of looking
    #[arg(long = "as", value_name = "OUTCOME")]
    outcome: Option<ManualOutcome>,
}

/// The outcome that a person has found out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum ManualOutcome {
    /// It happened.
    Done,
    /// It did not happen.
    NotDone,
}

/// Looks at the platform, notes the outcome, and shows the write.
///
/// # Errors
///
/// The journal cannot be read or written, has no such entry or one with a known outcome, the write went to another
/// account, or its outcome is still unknown.
pub async fn run(args: SettleArgs, context: &mut Context) -> Result<Exit, Error> {
    context.refuse_dry_run("journal settle")?;
    let zone = context.reader_zone()?;
    let mut others = context.journal()?.entries()?;
    let found = others.iter().position(|entry| entry.key == args.key);
    let Some(mut entry) = found.map(|at| others.remove(at)) else {
        return Err(Error::new(
            "journal/no-such-write",
            format!("the journal has no entry {:?}", args.key),
            Exit::NotFound,
        )
        .hint("`kcamp journal --failed` prints the command for each entry that can be settled"));
    };
    let what = write_in_words(&entry.write.action, &entry.write.subject);
    // The user knows whether the process that the system reports is really running.
    let is_told_meanwhile = args.outcome.is_some() && entry.outcome.is_none();
    if !entry.is_open() && !entry.is_said && !is_told_meanwhile {
        return Err(not_open(&entry, &what));
    }
    let outcome = match args.outcome {
        Some(ManualOutcome::Done) => done("done, according to somebody who looked".to_owned(), None),
        Some(ManualOutcome::NotDone) => not_done("not done, according to somebody who looked".to_owned()),
        None => match look(&entry, others, context).await? {
            Settlement::Done { words, id } => done(format!("looked again: {words}"), id),
            Settlement::NotDone(words) => not_done(format!("looked again: {words}")),
            Settlement::Open(words) => {
                let message = format!("kcamp cannot tell whether {what} happened: {words}");
                return Err(Error::new("journal/not-settled", message, Exit::Unknown)
                    .nothing_sent()
                    .hint(look_yourself(&args.key)));
            }
        },
    };
    let now = context.clock.now();
    let journal = context.journal()?;
    if args.outcome.is_some() {
        journal.settle_as_said(&entry.key, outcome.clone(), now)?;
    } else {
        journal.settle(&entry.key, outcome.clone(), now)?;
    }
    if let Some((_, before)) = entry.outcome.filter(|_| entry.is_said) {
        context.ui.note(&format!("this replaces what was noted before: {}", before.message));
    }
    entry.outcome = Some((now, outcome));
    let (is_batch, is_done) = (entry.write.evidence.batch.is_some(), entry.is_done());
    if is_batch && is_done {
        context.ui.note("the next import counts these contacts as sent");
    }
    context.ui.show(&JournalView { rows: vec![JournalRow::new(parts(entry), &zone)], empty: "" })?;
    if is_batch && !is_done {
        context.ui.hint("import their file again to send these contacts");
    }
    Ok(Exit::Success)
}

/// The error for a write that cannot be settled, because its outcome is known or will be.
fn not_open(entry: &JournalEntry, what: &str) -> Error {
    let error = |message| Error::new("journal/not-open", message, Exit::Conflict);
    match &entry.outcome {
        Some((_, outcome)) => error(format!("the outcome of {what} is known: {}", outcome.message)),
        None => error(format!("the process that does {what} is still running, and notes the outcome itself"))
            .hint(format!("if it does not run any more, {}", look_yourself(&entry.key))),
    }
}

/// Looks again for the open writes of earlier commands to campaigns with these names, and notes certain outcomes. So
/// a command that was killed is finished, and nothing is sent twice. Uncertain writes stay open, and are told of. A dry
/// run does not look.
pub(in crate::commands) async fn settle_open(names: &HashSet<NameKey>, context: &mut Context) {
    if context.dry_run().is_none() {
        let of_campaigns = [action_name::CREATE_CAMPAIGN, action_name::UPDATE_CAMPAIGN];
        settle_open_of(&[of_campaigns, OF_SCHEDULES].concat(), names, context).await;
    }
    context.tell_open_writes();
}

/// Looks again for open updates alone: one in doubt that was sent again since is settled by that one.
pub(in crate::commands) async fn settle_open_updates(names: &HashSet<NameKey>, context: &mut Context) {
    settle_open_of(&[action_name::UPDATE_CAMPAIGN], names, context).await;
}

/// Looks again for open calls to schedules alone.
pub(in crate::commands) async fn settle_open_schedules(names: &HashSet<NameKey>, context: &mut Context) {
    settle_open_of(&OF_SCHEDULES, names, context).await;
}

const OF_SCHEDULES: [&str; 2] = [action_name::ENABLE_SCHEDULE, action_name::DISABLE_SCHEDULE];

async fn settle_open_of(actions: &[&str], names: &HashSet<NameKey>, context: &mut Context) {
    if names.is_empty() {
        return;
    }
    let Ok(entries) = context.journal().and_then(|journal| Ok(journal.entries()?)) else { return };
    for entry in &entries {
        let write = &entry.write;
        let is_meant = context.may_settle(entry).unwrap_or_default()
            && actions.contains(&write.action.as_str())
            && names.contains(&NameKey::of(&write.subject));
        if !is_meant || !entry.is_open() {
            continue;
        }
        // The outcome that was just settled helps to judge later writes.
        let Ok(mut others) = context.journal().and_then(|journal| Ok(journal.entries()?)) else { return };
        others.retain(|other| other.key != entry.key);
        let outcome = match look(entry, others, context).await {
            Ok(Settlement::Done { words, id }) => done(format!("looked again: {words}"), id),
            Ok(Settlement::NotDone(words)) => not_done(format!("looked again: {words}")),
            Ok(Settlement::Open(_)) | Err(_) => continue,
        };
        let (what, message) = (write_in_words(&write.action, &write.subject), outcome.message.clone());
        let now = context.clock.now();
        let settled = context.journal().and_then(|journal| Ok(journal.settle(&entry.key, outcome, now)?));
        if settled.is_ok() {
            context.ui.note(&format!("{what} of {} had no known outcome; {message}", entry.at));
        }
    }
}

fn look_yourself(key: &str) -> String {
    format!("look yourself, and note what you found: kcamp journal settle {key} --as done, or --as not-done")
}

fn done(message: String, id: Option<String>) -> NotedOutcome {
    NotedOutcome { exit_code: Exit::Success.number(), message, id }
}

fn not_done(message: String) -> NotedOutcome {
    NotedOutcome { exit_code: Exit::Unavailable.number(), message, id: None }
}

/// The platform's state for the write.
async fn look(
    entry: &JournalEntry,
    mut others: Vec<JournalEntry>,
    context: &mut Context,
) -> Result<Settlement, Error> {
    let platform = context.connect().await?;
    let place = context.journal_place()?;
    others.retain(|other| other.write.is_at(&place));
    if !context.may_settle(entry)? {
        return Err(Error::usage(
            "journal/other-account",
            "that write went to another account than the one that is set",
        )
        .hint(format!("settle it with the account that it went to: {}", context.settle_command_of(entry))));
    }
    Inspection { entry, others: &others, platform: &*platform }.judge(context).await
}
