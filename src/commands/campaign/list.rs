//! `kcamp campaign list`.

use crate::context::Context;
use crate::domain::live::{CampaignStatus, LiveCampaign};
use crate::error::Error;
use crate::exit::Exit;
use crate::view::campaign::{CampaignView, CampaignsView};

/// List campaigns of both types; complete, unless --limit cuts the list
#[derive(Debug, clap::Args)]
pub struct ListArgs {
    /// Only this type: sms or voice
    #[arg(long = "type", value_name = "TYPE")]
    campaign_type: Option<String>,
    /// Only this status, such as Ready or Scheduled; give it again for more
    #[arg(long, value_name = "STATUS")]
    status: Vec<String>,
    /// Only this priority; give it again for more
    #[arg(long, value_name = "1-5", value_parser = clap::value_parser!(u8).range(1..=5))]
    priority: Vec<u8>,
    /// Only campaigns with this text in their name or description; case makes no difference
    #[arg(long, value_name = "TEXT")]
    search: Option<String>,
    /// At most so many
    #[arg(long, value_name = "N", conflicts_with = "all", value_parser = clap::value_parser!(u32).range(1..))]
    limit: Option<u32>,
    /// All of them, which is what happens without --limit too
    #[arg(long)]
    all: bool,
}

/// Reads page by page until the list is complete or long enough, and shows it.
pub async fn run(args: &ListArgs, context: &mut Context) -> Result<Exit, Error> {
    let filter = Filter::new(args);
    let zone = context.reader_zone()?;
    let client = context.client().await?;
    let limit = args.limit.map_or(usize::MAX, |limit| usize::try_from(limit).unwrap_or(usize::MAX));
    let mut found = Vec::new();
    let mut pages = client
        .campaigns(args.campaign_type.as_deref())
        .map_err(|problem| Error::bad_value("--type", problem))?;
    // One more than the limit tells whether the limit cut anything.
    while found.len() <= limit
        && let Some(rows) = pages.next().await?
    {
        found.extend(rows.into_iter().filter(|campaign| filter.keeps(campaign)));
    }
    if found.len() > limit {
        found.truncate(limit);
        context.ui.note(&format!("only the first {limit} are shown; leave out --limit for all of them"));
    }
    let rows = found.iter().map(|campaign| CampaignView::new(campaign, &zone));
    context.ui.show(&CampaignsView(rows.collect()))?;
    Ok(Exit::Success)
}

/// What a campaign must have to be listed. The platform has no filter by name, and its filters differ by type, so all
/// of it is done here.
struct Filter {
    statuses: Vec<CampaignStatus>,
    priorities: Vec<u8>,
    search: Option<String>,
}

impl Filter {
    fn new(args: &ListArgs) -> Self {
        Self {
            statuses: args.status.iter().map(|word| CampaignStatus::reported(word)).collect(),
            priorities: args.priority.clone(),
            search: args.search.as_ref().map(|text| text.to_lowercase()),
        }
    }

    fn keeps(&self, campaign: &LiveCampaign) -> bool {
        let contains = |text: &str, part: &str| text.to_lowercase().contains(part);
        (self.statuses.is_empty() || self.statuses.contains(&campaign.status))
            && (self.priorities.is_empty()
                || campaign.priority.is_some_and(|priority| self.priorities.contains(&priority)))
            && self.search.as_ref().is_none_or(|part| {
                contains(&campaign.name, part)
                    || campaign.description.as_ref().is_some_and(|description| contains(description, part))
            })
    }
}
