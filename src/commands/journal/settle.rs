//! `kcamp journal settle`.

use clap::ValueEnum;
use jiff::SignedDuration;

use super::parts;
use crate::context::{Context, write_in_words};
use crate::domain::live::LiveCampaign;
use crate::error::Error;
use crate::exit::Exit;
use crate::journal::{Entry, Outcome};
use crate::platform::client::Client;
use crate::platform::error::PlatformError;
use crate::view::journal::{JournalRow, JournalView};

/// How far a campaign's creation may lie before the journal's time of its create: the clocks of two machines differ.
const CLOCKS_DIFFER: SignedDuration = SignedDuration::from_secs(2);
/// And after it: a create is asynchronous, and its answer was waited for.
const CREATE_TAKES: SignedDuration = SignedDuration::from_mins(2);

/// Look at the platform again for a write whose outcome is not known, and note what became of it
///
/// Nothing is changed on the platform. What no reading can tell, such as whether contacts were added, says so: look
/// yourself, and note it with --as.
#[derive(Debug, clap::Args)]
pub struct SettleArgs {
    /// The write, as `kcamp journal --failed` names it
    #[arg(value_name = "ID")]
    key: String,
    /// Note this instead of looking
    #[arg(long = "as", value_name = "OUTCOME")]
    outcome: Option<Said>,
}

/// What a person has found out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Said {
    /// It happened.
    Done,
    /// It did not happen.
    NotDone,
}

/// Looks, notes and shows the write.
pub async fn run(args: SettleArgs, context: &mut Context) -> Result<Exit, Error> {
    let zone = context.reader_zone()?;
    let entry = context.journal()?.entries()?.into_iter().find(|entry| entry.key == args.key);
    let Some(mut entry) = entry else {
        return Err(Error::new(
            "journal/no-such-write",
            format!("the journal has no write {:?}", args.key),
            Exit::NotFound,
        )
        .hint("`kcamp journal --failed` names those that can be settled"));
    };
    let what = write_in_words(&entry.write.action, &entry.write.subject);
    if !entry.is_open() {
        let message = match &entry.outcome {
            Some((_, outcome)) => format!("what became of {what} is known: {}", outcome.message),
            None => format!("the process that does {what} still runs, and notes its outcome itself"),
        };
        return Err(Error::new("journal/not-open", message, Exit::Conflict));
    }
    let outcome = match args.outcome {
        Some(Said::Done) => done("done, as somebody who looked says", None),
        Some(Said::NotDone) => not_done("not done, as somebody who looked says"),
        None => look(&entry, context).await?.ok_or_else(|| {
            Error::new(
                "journal/not-settled",
                format!("whether {what} happened cannot be read from the platform"),
                Exit::Unknown,
            )
            .hint(format!(
                "look yourself, and note it: kcamp journal settle {} --as done (or not-done)",
                args.key
            ))
        })?,
    };
    let now = context.clock.now();
    context.journal()?.settle(&entry.key, outcome.clone(), now)?;
    entry.outcome = Some((now, outcome));
    context.ui.show(&JournalView(vec![JournalRow::new(parts(entry), &zone)]))?;
    Ok(Exit::Success)
}

fn done(message: &str, id: Option<String>) -> Outcome {
    Outcome { exit_code: Exit::Success.number(), message: message.to_owned(), id }
}

fn not_done(message: &str) -> Outcome {
    Outcome { exit_code: Exit::Unavailable.number(), message: message.to_owned(), id: None }
}

/// What the platform shows of the write now; `None` where that settles nothing.
async fn look(entry: &Entry, context: &mut Context) -> Result<Option<Outcome>, Error> {
    let client = context.client().await?;
    if !entry.write.is_at(&context.journal_place()?) {
        let profile = entry.write.profile.as_deref();
        let error = Error::usage(
            "journal/other-account",
            "that write went to another account than the one that is set",
        );
        return Err(match profile {
            Some(profile) => error.hint(format!("add --profile {profile}")),
            None => error.hint(format!("set the account of then; its host was {}", entry.write.host)),
        });
    }
    let subject = entry.write.subject.as_str();
    Ok(match entry.write.action.as_str() {
        "campaign create" => created(entry, &client, context).await?,
        "campaign delete" => match find(&client, subject).await? {
            None => Some(done("looked again: it is not there", None)),
            Some(_) => Some(not_done("looked again: it is still there")),
        },
        "schedule enable" => scheduled(&client, subject, true).await?,
        "schedule disable" => scheduled(&client, subject, false).await?,
        _ => None,
    })
}

/// The campaign that a name or an id means; `None` where there is none.
async fn find(client: &Client, subject: &str) -> Result<Option<LiveCampaign>, Error> {
    match client.locate(subject).await {
        Ok(handle) => Ok(Some(handle.into_live())),
        Err(PlatformError::NoSuchCampaign { .. } | PlatformError::NotFound(_)) => Ok(None),
        Err(error) => Err(error.into()),
    }
}

/// One of the name that was created just then is the one; where none has the name, none was.
async fn created(entry: &Entry, client: &Client, context: &Context) -> Result<Option<Outcome>, Error> {
    let found = client.find_campaigns(&entry.write.subject).await?;
    let lead = client.clock_lead().unwrap_or_default();
    let sent = entry.at + lead;
    let was_then = |campaign: &&LiveCampaign| {
        campaign.created_at.is_some_and(|at| {
            let after = at.duration_since(sent);
            after >= -CLOCKS_DIFFER && after <= CREATE_TAKES
        })
    };
    let then: Vec<&LiveCampaign> = found.exact.iter().filter(was_then).collect();
    let is_over = context.clock.now().duration_since(entry.at) > CREATE_TAKES;
    Ok(match then.as_slice() {
        [one] => Some(done(
            "looked again: a campaign of that name was created just then",
            Some(one.id.to_string()),
        )),
        [] if found.exact.is_empty() && is_over => {
            Some(not_done("looked again: there is no campaign of that name"))
        }
        _ => None,
    })
}

async fn scheduled(client: &Client, subject: &str, wanted: bool) -> Result<Option<Outcome>, Error> {
    let Some(campaign) = find(client, subject).await? else { return Ok(None) };
    let id = Some(campaign.id.to_string());
    Ok(match client.scheduling_enabled(&campaign).await? {
        Some(true) if wanted => Some(done("looked again: the schedule is on", id)),
        Some(false) if !wanted => Some(done("looked again: the schedule is off", id)),
        Some(true) => Some(not_done("looked again: the schedule is still on")),
        Some(false) => Some(not_done("looked again: the schedule is off")),
        None => None,
    })
}
