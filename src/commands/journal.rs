//! `kcamp journal`.

pub(super) mod settle;

use std::path::Path;

use jiff::Timestamp;

use crate::context::{Context, write_in_words};
use crate::domain::account::SANDBOX;
use crate::domain::finding::Problem;
use crate::domain::name::look_the_same;
use crate::domain::past_time::past_time;
use crate::domain::plural::{by_count, counted};
use crate::domain::wall_time::ScheduleBound;
use crate::error::Error;
use crate::exit::Exit;
use crate::journal::JournalEntry;
use crate::view::journal::{JournalParts, JournalRow, JournalView};

/// The code of lines of the journal that cannot be read.
const LINES_UNREADABLE: &str = "journal/lines-unreadable";

/// Show every change that kcamp sent from this machine, and its outcome
///
/// kcamp notes every write before it is sent, and again with its outcome. A write without an outcome was in progress
/// when kcamp ended: it may or may not have happened. With --sandbox only the writes to the sandbox are shown.
///
/// Example: kcamp journal --since 24h --failed
#[derive(Debug, clap::Args)]
#[command(args_conflicts_with_subcommands = true)]
pub struct JournalArgs {
    #[command(subcommand)]
    command: Option<JournalCommand>,
    /// Only writes that began since then: 24h, 7d, "2 days ago", yesterday, 2026-12-01 or "2026-12-01 09:00"
    #[arg(long, value_name = "WHEN")]
    since: Option<String>,
    /// Only writes that began until then, in the same words; a day counts to its end
    #[arg(long, value_name = "WHEN")]
    until: Option<String>,
    /// Only writes to this campaign or list, by its name or id
    #[arg(long, value_name = "CAMPAIGN")]
    campaign: Option<String>,
    /// Only writes that failed or whose outcome is unknown
    #[arg(long)]
    failed: bool,
    /// Only writes to the account in the current settings
    #[arg(long)]
    here: bool,
}

/// The subcommands of `kcamp journal`.
#[derive(Debug, clap::Subcommand)]
#[command(defer = true)]
enum JournalCommand {
    Settle(settle::SettleArgs),
}

impl JournalArgs {
    /// The text of a table without rows. Of lines that cannot be read nothing is known.
    const fn empty(&self, unreadable: usize) -> &'static str {
        if unreadable > 0 {
            return "no such write is in the lines that can be read";
        }
        match (
            self.failed,
            self.here || self.since.is_some() || self.until.is_some() || self.campaign.is_some(),
        ) {
            (false, false) => "nothing was written yet",
            (true, false) => "no write failed, and every outcome is known",
            (false, true) => "no such write is in the journal",
            (true, true) => "no such write failed, and every outcome is known",
        }
    }
}

/// Reads and shows the journal, or settles a write in it.
///
/// # Errors
///
/// The journal cannot be read, the time of `--since` cannot be used, or any error of settling.
pub async fn run(args: JournalArgs, context: &mut Context) -> Result<Exit, Error> {
    match args.command {
        Some(JournalCommand::Settle(args)) => settle::run(args, context).await,
        None => show(&args, context),
    }
}

fn show(args: &JournalArgs, context: &mut Context) -> Result<Exit, Error> {
    let zone = context.reader_zone()?;
    let past = |flag, text: Option<&str>, edge| {
        let now = context.clock.now();
        let read =
            |text| past_time(text, edge, &zone, now).map_err(|problem| Error::bad_value(flag, problem));
        text.map(read).transpose()
    };
    let since = past("--since", args.since.as_deref(), ScheduleBound::Start { at: None })?;
    let until = past("--until", args.until.as_deref(), ScheduleBound::End)?;
    let journal = context.journal()?;
    let here = args.here.then(|| context.journal_place()).transpose()?;
    let (all, elsewhere): (Vec<JournalEntry>, Vec<JournalEntry>) = journal
        .entries()?
        .into_iter()
        .partition(|entry| (entry.write.place.host == SANDBOX) == context.in_sandbox());
    let all: Vec<JournalEntry> = all
        .into_iter()
        .filter(|entry| here.as_ref().is_none_or(|place| entry.write.is_at(place)))
        .filter(|entry| args.campaign.as_deref().is_none_or(|campaign| concerns(entry, campaign)))
        .filter(|entry| !args.failed || !entry.is_done())
        .collect();
    let is_any = !all.is_empty();
    let entries: Vec<JournalEntry> = all
        .into_iter()
        .filter(|entry| since.is_none_or(|since| entry.at >= since))
        // A second counts to its end, like a day.
        .filter(|entry| until.is_none_or(|until| entry.at.as_second() <= until.as_second()))
        .collect();
    let is_outside = is_any && entries.is_empty();
    if let Some(note) = why_empty(since, until, context.clock.now(), is_outside) {
        context.ui.note(note);
    }
    tell_of_times_ahead(&entries, context);
    let in_sandbox_alone = entries.is_empty() && !elsewhere.is_empty() && !context.in_sandbox();
    let open: Vec<(String, String)> = entries
        .iter()
        .filter(|entry| args.failed && entry.is_open())
        .map(|entry| {
            let what = write_in_words(&entry.write.action, &entry.write.subject);
            (context.settle_command_of(entry), what)
        })
        .collect();
    let rows = entries.into_iter().map(|entry| JournalRow::new(parts(entry), &zone)).collect();
    let unreadable = journal.unreadable_lines()?;
    let view = JournalView { rows, empty: args.empty(unreadable) };
    let is_known = unreadable == 0 || !(args.failed || view.rows.is_empty());
    context.ui.show(&view)?;
    if in_sandbox_alone {
        let writes = counted(elsewhere.len(), "write");
        context.ui.hint(&format!("{writes} to the sandbox: kcamp --sandbox journal"));
    }
    for (settle, what) in open {
        context.ui.hint(&format!("check whether {what} happened, and note the outcome: {settle}"));
    }
    if is_known {
        warn_of_unreadable_lines("shown", context)?;
        return Ok(Exit::Success);
    }
    Err(lines_unreadable(unreadable, journal.path()))
}

/// Says which writes stand last although they may be old.
fn tell_of_times_ahead(entries: &[JournalEntry], context: &mut Context) {
    let now = context.clock.now();
    let ahead = entries.iter().filter(|entry| entry.at > now).count();
    if ahead > 0 {
        context.ui.note(&format!(
            "{} {} a time that is still to come, and {} last: this machine's clock was ahead when {} noted",
            counted(ahead, "write"),
            by_count(ahead, "has", "have"),
            by_count(ahead, "stands", "stand"),
            by_count(ahead, "it was", "they were")
        ));
    }
}

/// The error where nobody can say that there is no such write.
fn lines_unreadable(count: usize, journal: &Path) -> Error {
    let message = format!(
        "{} of the journal {} cannot be read: which other writes there were, and how they ended, is not known",
        counted(count, "line"),
        journal.display()
    );
    Error::usage(LINES_UNREADABLE, message)
        .hint("look at the platform for what they may have been about: kcamp campaign list")
        .hint("then remove the lines from the file, or name another journal with KCAMP_JOURNAL")
}

/// Warns of lines of the journal that cannot be read. `used` is what is not done with them.
///
/// # Errors
///
/// The journal cannot be read.
pub(super) fn warn_of_unreadable_lines(used: &str, context: &mut Context) -> Result<(), Error> {
    let journal = context.journal()?;
    if let count @ 1.. = journal.unreadable_lines()? {
        let (lines, are) = (counted(count, "line"), by_count(count, "is", "are"));
        let path = journal.path().display();
        let message = format!("{lines} of the journal {path} cannot be read and {are} not {used}");
        context.ui.problem(&Problem::warning(LINES_UNREADABLE, message));
    }
    Ok(())
}

/// Why a range of time has no writes, if it is impossible or all writes are outside it.
fn why_empty(
    since: Option<Timestamp>,
    until: Option<Timestamp>,
    now: Timestamp,
    is_outside: bool,
) -> Option<&'static str> {
    match (since, until) {
        (Some(since), Some(until)) if until.as_second() < since.as_second() => {
            Some("--until is before --since, so no write can be between them")
        }
        (Some(since), _) if since > now => {
            Some("--since is in the future, so no write can have begun since then")
        }
        _ if !is_outside => None,
        (Some(_), Some(_)) => Some("every such write began before --since or after --until"),
        (Some(_), None) => Some("every such write began before --since"),
        (None, _) => Some("every such write began after --until"),
    }
}

fn concerns(entry: &JournalEntry, campaign: &str) -> bool {
    let id = entry.outcome.as_ref().and_then(|(_, outcome)| outcome.id.as_deref());
    look_the_same(&entry.write.subject, campaign) || id == Some(campaign)
}

fn parts(entry: JournalEntry) -> JournalParts {
    JournalParts {
        entry: entry.key,
        at: entry.at,
        action: entry.write.action,
        subject: entry.write.subject,
        profile: entry.write.profile,
        account: entry.write.place.account.name().cloned(),
        stream: entry.write.place.account.stream().cloned(),
        host: entry.write.place.host,
        outcome: entry.outcome.map(|(_, outcome)| (outcome.exit_code, outcome.message, outcome.id)),
        contacted_again: entry.write.evidence.contacted_again,
    }
}
