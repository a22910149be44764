//! `kcamp campaign watch`.

use crate::context::Context;
use crate::domain::duration::{duration_text, parse_duration};
use crate::domain::live::CampaignStatus;
use crate::error::Error;
use crate::exit::Exit;
use crate::platform::error::PlatformError;
use crate::view::watch::WatchView;

/// How often the status is read: twelve of the account's sixty requests a minute, so that other work goes on.
const INTERVAL: &str = "5s";
/// So many reads in a row may fail before the watch gives up; each was repeated already.
const FAILURES_ALLOWED: u32 = 5;

/// Follow a campaign's status until it is what you wait for
///
/// Ends with 0 at a status of --until, with 6 where the campaign comes to its end in another one, and with 11 where
/// --deadline runs out first. Each change is said as it is seen.
#[derive(Debug, clap::Args)]
pub struct WatchArgs {
    /// The campaign's name or id
    campaign: String,
    /// Wait for this status, such as completed or active; several with commas [default: completed,stopped]
    #[arg(long, value_name = "STATUS", value_delimiter = ',')]
    until: Vec<String>,
    /// How often to look
    #[arg(long, value_name = "DURATION", default_value = INTERVAL)]
    interval: String,
}

/// Reads the status again and again.
pub async fn run(args: &WatchArgs, context: &mut Context) -> Result<Exit, Error> {
    let until = until(&args.until)?;
    let interval =
        parse_duration(&args.interval).map_err(|problem| Error::bad_value("--interval", problem))?;
    let zone = context.reader_zone()?;
    let client = context.client().await?;
    let id = client.resolve(&args.campaign).await?;
    let mut view: Option<WatchView> = None;
    let mut failures = 0;
    loop {
        match client.status(&id).await {
            Ok(reading) => {
                failures = 0;
                let view =
                    view.get_or_insert_with(|| WatchView::of(reading.name.clone(), reading.id.to_string()));
                if let Some(line) = view.take(&reading, context.clock.now(), &zone) {
                    context.ui.talk(&line);
                }
                let over = is_end(&reading.status);
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
                context.ui.warning(&format!("{error}; looking again in {}", duration_text(interval)));
            }
            Err(error) => return Err(error.into()),
        }
        client.idle(interval, &waiting_for(&until)).await?;
    }
}

const fn may_pass(error: &PlatformError) -> bool {
    matches!(error, PlatformError::Unavailable { .. } | PlatformError::RateLimited { .. })
}

/// Nothing comes after these by itself.
const fn is_end(status: &CampaignStatus) -> bool {
    status.is_over()
}

fn until(words: &[String]) -> Result<Vec<CampaignStatus>, Error> {
    if words.is_empty() {
        return Ok(vec![CampaignStatus::Completed, CampaignStatus::Stopped]);
    }
    words
        .iter()
        .map(|word| match CampaignStatus::reported(word.trim()) {
            CampaignStatus::Other(_) => Err(Error::usage(
                "usage/unknown-choice",
                format!("--until: {word:?} is no status of a campaign"),
            )
            .hint("use preparing, ready, active, paused, stopped, completed, scheduled or rescheduled")),
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
        format!("the campaign {name:?} is {status}, and so will not become {} by itself", names(until));
    Error::new("campaign/ended-otherwise", message, Exit::Conflict).hint("look at it with kcamp campaign get")
}
