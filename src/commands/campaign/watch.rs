//! `kcamp campaign watch`.

use std::time::{Duration, Instant};

use super::chosen;
use crate::context::Context;
use crate::domain::duration::{duration_text, parse_duration};
use crate::domain::finding::Problem;
use crate::domain::live::{CampaignProgress, CampaignStatus, LiveCampaign, StatusReading};
use crate::error::Error;
use crate::exit::Exit;
use crate::platform::error::{ErrorKind, PlatformError};
use crate::platform::platform::Platform;
use crate::ui::shell_command;
use crate::view::watch::WatchView;

/// The interval of the reads: twelve of the account's sixty requests per minute, so that other work can continue.
const INTERVAL: &str = "5s";
/// The interval between two counts of the contacts, if the platform does not count them. A count takes up to a dozen
/// requests, so a third of the account's sixty per minute is left.
const BETWEEN_COUNTS: Duration = Duration::from_mins(1);
/// The number of reads in a row that may fail before the watch gives up; each was repeated already.
const FAILURES_ALLOWED: u32 = 5;

/// Follow a campaign until it reaches the status that you wait for
///
/// On a terminal a table shows the progress and the outcomes of the contacts; without a terminal each change is a line.
/// The command ends in 0 at a status of --until, in 6 if the campaign ends in another status, and in 11 if --deadline
/// runs out first.
///
/// Example: kcamp campaign watch Survey --until completed --deadline 2h
#[derive(Debug, clap::Args)]
pub struct WatchArgs {
    /// The campaign's name or id; on a terminal kcamp offers a choice when it is left out
    campaign: Option<String>,
    /// Wait for this status, such as completed or active; several with commas [default: any final status]
    #[arg(long, value_name = "STATUS", value_delimiter = ',')]
    until: Vec<String>,
    /// Time between two looks at the platform
    #[arg(long, value_name = "DURATION", default_value = INTERVAL)]
    interval: String,
}

/// Reads the status again and again.
///
/// # Errors
///
/// A flag cannot be read, the campaign is not found, its status cannot be read several times in a row, or it ends in
/// another status.
pub async fn run(args: &WatchArgs, context: &mut Context) -> Result<Exit, Error> {
    let until = until(&args.until)?;
    let interval =
        parse_duration(&args.interval).map_err(|problem| Error::bad_value("--interval", problem))?;
    let zone = context.reader_zone()?;
    let campaign = chosen::one(args.campaign.as_deref(), context).await?;
    let platform = context.connect().await?;
    let id = platform.resolve(&campaign).await?;
    let mut progress = Counted::default();
    let mut view: Option<WatchView> = None;
    let mut failures = 0;
    loop {
        match platform.status(&id).await {
            Ok(reading) => {
                failures = 0;
                let view =
                    view.get_or_insert_with(|| WatchView::of(reading.name.clone(), reading.id.to_string()));
                if let Some(line) = view.take(&reading, context.clock.now(), &zone) {
                    context.ui.talk(&line);
                }
                let over = reading.status.is_over();
                if let Some(read) = progress.look(&*platform, &reading, context).await {
                    view.set_progress(&read);
                }
                context.ui.picture(&view.picture(context.clock.now(), &zone));
                if until.contains(&reading.status) || over {
                    context.ui.show(view)?;
                    return if until.contains(&reading.status) {
                        Ok(Exit::Success)
                    } else {
                        Err(ended_otherwise(&reading.name, &reading.status, &until))
                    };
                }
            }
            Err(error) if may_pass(&error) && failures < FAILURES_ALLOWED => {
                failures += 1;
                context.ui.problem(&Problem::warning(
                    error.code(),
                    format!("{error}; looking again in {}", duration_text(interval)),
                ));
            }
            Err(error) => return Err(error.into()),
        }
        platform.idle(interval, &waiting_for(&until)).await?;
    }
}

/// When the progress was last read, and the status then.
#[derive(Default)]
struct Counted {
    campaign: Option<LiveCampaign>,
    read_at: Option<Instant>,
    status: Option<CampaignStatus>,
}

impl Counted {
    /// The campaign's progress, if it is time to read it, which may take several requests. `None` also if it cannot
    /// be read, which does not end the watch.
    async fn look(
        &mut self,
        platform: &dyn Platform,
        reading: &StatusReading,
        context: &mut Context,
    ) -> Option<CampaignProgress> {
        let is_new_status = self.status.as_ref() != Some(&reading.status);
        let is_due = self.read_at.is_none_or(|read_at| read_at.elapsed() >= BETWEEN_COUNTS);
        let has_begun = reading.status.is_running() || reading.status.is_over();
        if reading.progress.is_none() && !(has_begun && (is_new_status || is_due)) {
            return None;
        }
        self.read_at = Some(Instant::now());
        self.status = Some(reading.status.clone());
        if self.campaign.is_none() {
            self.campaign = platform.campaign(&reading.id).await.ok();
        }
        match platform.progress(self.campaign.as_ref()?, reading).await {
            Ok(progress) => Some(progress),
            Err(error) => {
                context.ui.problem(&Problem::warning(
                    error.code(),
                    format!("the progress could not be read: {error}"),
                ));
                None
            }
        }
    }
}

const fn may_pass(error: &PlatformError) -> bool {
    matches!(error.kind, ErrorKind::Unavailable | ErrorKind::RateLimited)
}

fn until(words: &[String]) -> Result<Vec<CampaignStatus>, Error> {
    if words.is_empty() {
        return Ok(vec![CampaignStatus::Completed, CampaignStatus::Stopped, CampaignStatus::Cancelled]);
    }
    words
        .iter()
        .map(|word| match CampaignStatus::reported(word.trim()) {
            CampaignStatus::Other(_) => Err(Error::usage(
                "usage/unknown-choice",
                format!("--until: {word:?} is not a status of a campaign"),
            )
            .hint("use preparing, ready, active, paused, stopped, completed, scheduled or rescheduled; on Burki draft, running, cancelled or failed too")),
            known => Ok(known),
        })
        .collect()
}

fn names(statuses: &[CampaignStatus]) -> String {
    statuses.iter().map(CampaignStatus::as_str).collect::<Vec<_>>().join(" or ")
}

fn waiting_for(until: &[CampaignStatus]) -> String {
    format!("see the campaign {}", names(until))
}

fn ended_otherwise(name: &str, status: &CampaignStatus, until: &[CampaignStatus]) -> Error {
    let message =
        format!("the campaign {name:?} is {status}, and will not become {} on its own", names(until));
    Error::new("campaign/ended-otherwise", message, Exit::Conflict)
        .hint(format!("look at it: {}", shell_command("kcamp campaign get", name, "")))
}
