//! `kcamp campaign list`.

use std::cmp::Reverse;

use jiff::Timestamp;
use jiff::civil::Time;

use super::chosen::no_status;
use crate::commands::columns::ColumnsArgs;
use crate::commands::limit::{Limit, rows};
use crate::context::Context;
use crate::domain::choice::choose;
use crate::domain::finding::Problem;
use crate::domain::kore_campaign::DialingMode;
use crate::domain::live::{CampaignStatus, LiveCampaign};
use crate::domain::name::NameKey;
use crate::domain::platform_kind::PlatformKind;
use crate::domain::wall_time::{ResolveError, ScheduleBound, TimeInput};
use crate::error::Error;
use crate::exit::Exit;
use crate::platform::feature::Feature;
use crate::platform::page_reading::READINGS_MAX;
use crate::platform::platform::Platform;
use crate::ui::Column;
use crate::view::campaign::{CampaignView, CampaignsView, campaign_columns};

/// List campaigns of every type; complete, unless --limit cuts the list
///
/// A narrow terminal shows fewer columns; -o wide shows all of them, and --columns shows the ones that you name.
///
/// A campaign is listed only if it matches every filter. With --sort, kcamp reads the whole list before it shows the
/// first row.
///
/// Example: kcamp campaign list --type voice --dialing-mode Preview --created-since "2026-11-01" --sort created
/// --reverse
#[derive(Debug, clap::Args)]
pub struct ListArgs {
    /// Only this type: sms or voice (Kore.ai); call, sms or mixed (Burki)
    #[arg(long = "type", value_name = "TYPE")]
    campaign_type: Option<String>,
    /// Only this status, such as Ready or Scheduled; several with commas
    #[arg(long, value_name = "STATUS", value_delimiter = ',')]
    status: Vec<String>,
    /// Only this priority (Kore.ai); give it again for more
    #[arg(long, value_name = "1-5", value_parser = clap::value_parser!(u8).range(1..=5))]
    priority: Vec<u8>,
    /// Only this dialing mode: Agentless, Progressive or Preview (Kore.ai); give it again for more
    #[arg(long, value_name = "MODE")]
    dialing_mode: Vec<String>,
    /// Only campaigns created at this time or later, such as "2026-11-01 09:00" or 2026-11-01
    #[arg(long, value_name = "TIME")]
    created_since: Option<String>,
    /// Only campaigns created at this time or earlier; a day means the end of that day
    #[arg(long, value_name = "TIME")]
    created_until: Option<String>,
    /// Only campaigns with this text in their name or description; case makes no difference
    #[arg(long, value_name = "TEXT")]
    search: Option<String>,
    /// Sort by this value instead of the platform's own order; campaigns without the value come last
    #[arg(long, value_name = "KEY", value_enum)]
    sort: Option<SortKey>,
    /// Reverse the order of --sort
    #[arg(long, requires = "sort")]
    reverse: bool,
    /// Show at most N
    #[arg(long, value_name = "N", conflicts_with = "all", value_parser = rows, allow_negative_numbers = true)]
    limit: Option<u32>,
    /// Show all of them, as without --limit
    #[arg(long)]
    all: bool,
    #[command(flatten)]
    columns: ColumnsArgs,
}

/// A key that campaigns are sorted by.
#[derive(Debug, Clone, Copy, clap::ValueEnum)]
enum SortKey {
    /// The name; case makes no difference.
    Name,
    /// The status, in the order of a campaign's life.
    Status,
    /// The priority, the highest first (Kore.ai).
    Priority,
    /// When it was created, the earliest first.
    Created,
    /// When it was last changed, the earliest first (Kore.ai).
    Updated,
}

impl ListArgs {
    /// The features that the filters and the sort order need.
    fn features(&self) -> impl Iterator<Item = Feature> {
        let of_filters = [
            (!self.priority.is_empty()).then_some(Feature::Priorities),
            (!self.dialing_mode.is_empty()).then_some(Feature::DialingModes),
        ];
        let of_order = match self.sort {
            Some(SortKey::Priority) => Some(Feature::Priorities),
            Some(SortKey::Updated) => Some(Feature::ChangeTimes),
            Some(SortKey::Name | SortKey::Status | SortKey::Created) | None => None,
        };
        of_filters.into_iter().flatten().chain(of_order)
    }

    /// Whether not every campaign is asked for.
    const fn has_filter(&self) -> bool {
        let Self {
            campaign_type, status, priority, dialing_mode, created_since, created_until, search, ..
        } = self;
        let is_any_given = !status.is_empty() || !priority.is_empty() || !dialing_mode.is_empty();
        let is_timed = created_since.is_some() || created_until.is_some();
        is_any_given || is_timed || campaign_type.is_some() || search.is_some()
    }
}

/// The possible columns for the campaigns of this account.
///
/// # Errors
///
/// The settings cannot be resolved.
pub fn columns_of(context: &Context) -> Result<&'static [Column<CampaignView>], Error> {
    Ok(campaign_columns(context.settings()?.platform.value))
}

/// Reads pages until the list is complete or long enough, and shows it.
///
/// # Errors
///
/// The platform lacks a filter, the value of a filter cannot be used, or a page cannot be read.
pub async fn run(args: &ListArgs, context: &mut Context) -> Result<Exit, Error> {
    if let Err(broken) = context.settings().map(|_| ()) {
        // A column that no platform has is wrong whatever the settings are.
        let unknown =
            PlatformKind::ALL.map(|kind| args.columns.choose(campaign_columns(kind), context).err());
        let [Some(unknown), Some(_)] = unknown else { return Err(broken) };
        return Err(unknown);
    }
    for feature in args.features() {
        context.require(feature)?;
    }
    args.columns.choose(columns_of(context)?, context)?;
    let filter = Filter::new(args, context)?;
    let kind = context.settings()?.platform.value;
    let documented = CampaignStatus::documented(kind);
    // A platform may have further ones: what a campaign has is no slip.
    let mut slips = args.status.clone();
    slips.retain(|word| !documented.iter().any(|known| known.is_called(word)));
    let undocumented = slips.clone();
    let zone = context.reader_zone()?;
    let platform = context.connect().await?;
    let limit = Limit::of(args.limit);
    // What is first by another order than the platform's is known at the end only.
    let enough = if args.sort.is_some() { usize::MAX } else { limit.asked() };
    let Reading { mut found, is_whole, may_miss_some } =
        read(&*platform, args.campaign_type.as_deref(), &filter, enough, &mut slips).await?;
    if may_miss_some {
        context.ui.problem(&Problem::warning(
            "platform/list-incomplete",
            "the list changed every time kcamp read it: a campaign may be missing",
        ));
        context.ui.hint("run the command again in a minute");
    }
    if is_whole && !slips.is_empty() {
        return Err(no_status(&slips, kind));
    }
    for unknown in undocumented {
        context.ui.note(&format!("{unknown:?} is not a status in the documentation"));
    }
    if let Some(key) = args.sort {
        sort(&mut found, key, if args.reverse { Order::Reversed } else { Order::Natural });
    }
    limit.cut(&mut found, context);
    let rows = found.iter().map(|campaign| CampaignView::new(campaign, &zone));
    let empty = if args.has_filter() { "no campaign matches the filters" } else { "no campaigns" };
    context.ui.show(&CampaignsView { rows: rows.collect(), empty })?;
    Ok(if may_miss_some { Exit::Partial } else { Exit::Success })
}

/// The rows that were read of the list.
struct Reading {
    /// The campaigns that match every filter.
    found: Vec<LiveCampaign>,
    /// Whether the list was read to its end.
    is_whole: bool,
    /// Whether the list changed each time while it was read.
    may_miss_some: bool,
}

/// Reads pages until enough campaigns are found, and again where the list changes meanwhile. Statuses that a campaign
/// has are taken out of `slips`.
///
/// # Errors
///
/// The type is not one of the platform's, or a page cannot be read.
async fn read(
    platform: &dyn Platform,
    type_word: Option<&str>,
    filter: &Filter,
    enough: usize,
    slips: &mut Vec<String>,
) -> Result<Reading, Error> {
    let mut reading = Reading { found: Vec::new(), is_whole: false, may_miss_some: false };
    for again in (0..READINGS_MAX).rev() {
        let mut pages = platform.pages(type_word).map_err(|problem| Error::bad_value("--type", problem))?;
        reading.found.clear();
        reading.is_whole = loop {
            if reading.found.len() >= enough {
                break false;
            }
            let rows = match pages.next().await {
                // It is read again, like one that changes.
                Err(_) if again > 0 && pages.is_cut() => break false,
                rows => rows?,
            };
            let Some(rows) = rows else { break true };
            slips.retain(|word| !rows.iter().any(|row| row.status.is_called(word)));
            reading.found.extend(rows.into_iter().filter(|campaign| filter.keeps(campaign)));
        };
        reading.may_miss_some = pages.has_moved() || pages.is_cut();
        if !reading.may_miss_some {
            break;
        }
    }
    Ok(reading)
}

/// The filters of the list. The platform has no filter by name, and its other filters differ by type, so kcamp
/// filters the rows itself.
struct Filter {
    statuses: Vec<CampaignStatus>,
    priorities: Vec<u8>,
    dialing_modes: Vec<&'static str>,
    created: (Option<Timestamp>, Option<Timestamp>),
    search: Option<NameKey>,
}

impl Filter {
    fn new(args: &ListArgs, context: &Context) -> Result<Self, Error> {
        let zone = context.reader_zone()?;
        let now = context.clock.now();
        let time = |flag: &str, text: &Option<String>, edge| -> Result<Option<Timestamp>, Error> {
            let Some(text) = text else { return Ok(None) };
            let wrong = |problem| Error::bad_value(flag, problem);
            let input: TimeInput = text.parse().map_err(wrong)?;
            match input.resolve(Some(&zone), edge, now) {
                Ok(resolved) => Ok(Some(resolved.instant)),
                Err(ResolveError::Wrong(problem)) => Err(wrong(problem)),
                // This cannot happen, because a time zone was given.
                Err(ResolveError::ZoneMissing) => Ok(None),
            }
        };
        let modes = DialingMode::WIRE_NAMES.map(|name| (name, name));
        let mode = |text: &String| {
            choose(text, "dialing mode", "campaign/dialing-mode-unknown", &modes)
                .map_err(|problem| Error::bad_value("--dialing-mode", problem))
        };
        let dialing_modes = args.dialing_mode.iter().map(mode).collect::<Result<_, Error>>()?;
        let since = time(
            "--created-since",
            &args.created_since,
            ScheduleBound::Start { at: Some(Time::midnight()) },
        )?;
        let until = time("--created-until", &args.created_until, ScheduleBound::End)?;
        Ok(Self {
            statuses: args.status.iter().map(|word| CampaignStatus::reported(word)).collect(),
            priorities: args.priority.clone(),
            dialing_modes,
            created: (since, until),
            search: args.search.as_deref().map(NameKey::of),
        })
    }

    fn keeps(&self, campaign: &LiveCampaign) -> bool {
        let contains = |text: &str, part: &NameKey| NameKey::of(text).contains(part);
        (self.statuses.is_empty()
            || self.statuses.iter().any(|status| is_same_status(status, &campaign.status)))
            && (self.priorities.is_empty()
                || campaign.priority().is_some_and(|priority| self.priorities.contains(&priority)))
            && (self.dialing_modes.is_empty()
                || campaign.dialing_mode().is_some_and(|mode| {
                    self.dialing_modes.iter().any(|chosen| chosen.eq_ignore_ascii_case(mode))
                }))
            && self.was_created_in_time(campaign.created_at)
            && self.search.as_ref().is_none_or(|part| {
                contains(&campaign.name, part)
                    || campaign.description.as_ref().is_some_and(|description| contains(description, part))
            })
    }

    /// Whether a campaign was created within the time. A campaign without a time of creation was not.
    fn was_created_in_time(&self, created: Option<Timestamp>) -> bool {
        let (since, until) = self.created;
        since.is_none_or(|since| created.is_some_and(|created| created >= since))
            && until.is_none_or(|until| created.is_some_and(|created| created <= until))
    }
}

/// Whether two statuses are the same. Case is ignored, even for statuses that are not documented.
fn is_same_status(one: &CampaignStatus, other: &CampaignStatus) -> bool {
    one.as_str().eq_ignore_ascii_case(other.as_str())
}

/// The direction in which a list is sorted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Order {
    Natural,
    Reversed,
}

/// Sorts campaigns. Those with equal keys keep the platform's order. Those without a key come last in both
/// directions.
fn sort(campaigns: &mut [LiveCampaign], key: SortKey, order: Order) {
    fn by<K: Ord>(campaigns: &mut [LiveCampaign], order: Order, key: impl Fn(&LiveCampaign) -> Option<K>) {
        campaigns.sort_by(|one, other| match (key(one), key(other)) {
            (Some(one), Some(other)) if order == Order::Reversed => other.cmp(&one),
            (Some(one), Some(other)) => one.cmp(&other),
            (one, other) => one.is_none().cmp(&other.is_none()),
        });
    }
    match key {
        SortKey::Name => by(campaigns, order, |campaign| Some(NameKey::of(&campaign.name))),
        SortKey::Status => by(campaigns, order, |campaign| campaign.status.stage()),
        SortKey::Priority => by(campaigns, order, |campaign| campaign.priority().map(Reverse)),
        SortKey::Created => by(campaigns, order, |campaign| campaign.created_at),
        SortKey::Updated => by(campaigns, order, |campaign| campaign.updated_at),
    }
}
