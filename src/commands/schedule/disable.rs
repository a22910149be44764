//! `kcamp schedule disable`.

use super::{campaign_name, own, with_look_up};
use crate::commands::campaign::chosen::{AllArgs, NamedArgs};
use crate::commands::campaign::several::{PlannedWrite, SeveralResults, carry_out};
use crate::commands::campaign_files::FileCare;
use crate::commands::plan_run::{SwitchedTo, warn_of};
use crate::context::Context;
use crate::domain::campaign_ref::CampaignRef;
use crate::domain::change::ScheduleTarget;
use crate::domain::evidence::ScheduleBefore;
use crate::domain::halt::ScheduleSwitch;
use crate::domain::live::{CampaignId, LiveCampaign};
use crate::domain::plan::of_switching_off;
use crate::error::Error;
use crate::exit::Exit;
use crate::platform::outcome::ScheduleChange;
use crate::platform::platform::{CheckName, Platform};
use crate::platform::write::Write;
use crate::view::schedule_change::{ScheduleChangeView, ScheduleChangesView};

/// Switch a campaign's schedule off
///
/// The next run does not come. Whether a run that has begun continues is not documented: kcamp campaign stop ends it.
/// Several names, -f and --all switch several schedules off; the command ends in 10 if only some were switched off.
/// KCAMP_CAMPAIGN can name the campaign too.
///
/// The command does not ask, because nobody is called.
///
/// Example: kcamp schedule disable "Event Reminder SMS"
#[derive(Debug, clap::Args)]
pub struct DisableArgs {
    #[command(flatten)]
    named: NamedArgs,
    #[command(flatten)]
    all: AllArgs,
    /// Look the name up first; refuse it if no campaign or more than one campaign has it
    #[arg(long)]
    check_name: bool,
}

/// A campaign, and the value for the call.
struct Named {
    /// Its id, if it was given or read.
    id: Option<CampaignId>,
    target: ScheduleTarget,
    check: CheckName,
    /// Whether its schedule was on before; `None` if it was not read, or the platform does not tell.
    was_on: Option<bool>,
    /// The point that the documentation leaves open about a run that is under way; `None` without one, or where it was
    /// not read.
    caution: Option<&'static str>,
    before: ScheduleBefore,
}

impl Named {
    /// A campaign that was read.
    fn read(row: &LiveCampaign, platform: &dyn Platform) -> Self {
        let (target, check) = (platform.schedule_target_of(row), CheckName::First);
        let id = Some(row.id.clone());
        let (was_on, caution) = (was_on(row, platform), of_switching_off(row));
        Self { id, target, check, was_on, caution, before: ScheduleBefore::read(row) }
    }

    fn write(&self, platform: &dyn Platform) -> Write<ScheduleChange> {
        platform.disable_schedule(&self.target, self.before)
    }

    /// The result of a call.
    ///
    /// # Errors
    ///
    /// `campaign/other-scheduled`.
    fn view(&self, change: ScheduleChange, context: &mut Context) -> Result<ScheduleChangeView, Error> {
        warn_of(&change, context);
        if let Some(caution) = self.caution {
            context.ui.note(&format!("{:?} was running: {caution}", self.target.label));
        }
        let switched = own(change, self.id.as_ref(), &self.target, SwitchedTo::Off)?;
        Ok(ScheduleChangeView {
            campaign: self.target.label.clone(),
            id: switched.value.map(|id| id.to_string()),
            outcome: if self.was_on == Some(false) { "off_already" } else { "disabled" },
            was_on: self.was_on,
            message: switched
                .answer_lost
                .then(|| "the answer was lost; the schedule was read back and is off".to_owned()),
            reach: None,
            replaced: None,
            caution: self.caution,
            schedule: None,
        })
    }
}

fn was_on(row: &LiveCampaign, platform: &dyn Platform) -> Option<bool> {
    match platform.activity(row).schedule {
        ScheduleSwitch::On => Some(true),
        ScheduleSwitch::Off => Some(false),
        ScheduleSwitch::Untold => None,
    }
}

/// Sends one request for each campaign. Several names, an id, or `--check-name` need reads first.
///
/// # Errors
///
/// `--all` has no filter, no campaign or several campaigns have a name that is looked up, or a call fails.
pub async fn run(args: DisableArgs, context: &mut Context) -> Result<Exit, Error> {
    args.all.require_filter("schedule disable", "kcamp halt switches every schedule off")?;
    let named = targets(&args, context).await?;
    let platform = context.platform()?;
    let is_alone = !args.all.is_given() && named.len() == 1;
    match named.as_slice() {
        [only] if is_alone => one(only, &*platform, context).await,
        all => several(all, &*platform, context).await,
    }
}

async fn targets(args: &DisableArgs, context: &mut Context) -> Result<Vec<Named>, Error> {
    if args.all.is_given() {
        let platform = context.connect().await?;
        let mut rows = args.all.rows(&*platform, context).await?;
        rows.retain(|row| platform.activity(row).schedule != ScheduleSwitch::Off);
        return Ok(rows.iter().map(|row| Named::read(row, &*platform)).collect());
    }
    let mut given = NamedArgs { campaign: args.named.campaign.clone(), file: args.named.file.clone() };
    if given.campaign.is_empty() && given.file.is_empty() {
        given.campaign.extend(context.environment.text("KCAMP_CAMPAIGN").map(str::to_owned));
    }
    if given.campaign.is_empty() && given.file.is_empty() && !context.ui.can_prompt() {
        return Err(Error::usage("usage/missing-values", "schedule disable needs the campaign's name")
            .hint("give it as the argument, or in KCAMP_CAMPAIGN"));
    }
    let names = if given.campaign.is_empty() && given.file.is_empty() {
        vec![CampaignRef::Name(campaign_name::ask(context).await?)]
    } else {
        let choice = given.choice(FileCare::Identity, context).await?;
        // The type that a file says is compared with that of the live campaign; a dry run looks nothing up.
        if choice.names.len() > 1 || choice.has_types() && context.dry_run().is_none() {
            let platform = context.connect().await?;
            let rows = given.rows_of(choice, &*platform).await?;
            return Ok(rows.iter().map(|row| Named::read(row, &*platform)).collect());
        }
        choice.names
    };
    // As in enable: where a person is asked, the one request may take a few more.
    let looks_up = args.check_name || context.is_asked_for_profile();
    let check = if looks_up { CheckName::First } else { CheckName::No };
    let mut targets = Vec::with_capacity(names.len());
    for name in names {
        let (target, row) = campaign_name::resolve_with_campaign(&name, check, context).await?;
        let id = name.id_of(row.as_ref());
        let platform = context.platform()?;
        let was_on = row.as_ref().and_then(|row| was_on(row, &*platform));
        targets.push(Named {
            id,
            target,
            check,
            was_on,
            caution: row.as_ref().and_then(of_switching_off),
            before: row.as_ref().map(ScheduleBefore::read).unwrap_or_default(),
        });
    }
    Ok(targets)
}

async fn one(named: &Named, platform: &dyn Platform, context: &mut Context) -> Result<Exit, Error> {
    let sent = context
        .carry_out(named.write(platform))
        .await
        .map_err(|error| with_look_up(error, &named.target.label, named.check, context))?;
    let Some(change) = sent else { return Ok(Exit::Success) };
    let view = named.view(change, context)?;
    context.show_result(&view)?;
    Ok(Exit::Success)
}

async fn several(all: &[Named], platform: &dyn Platform, context: &mut Context) -> Result<Exit, Error> {
    let each: Vec<PlannedWrite<ScheduleChange>> = all
        .iter()
        .map(|named| PlannedWrite { name: named.target.label.clone(), write: Ok(named.write(platform)) })
        .collect();
    let view_of = |at: usize, sent: Result<ScheduleChange, Error>, context: &mut Context| {
        let named = &all[at];
        let change = sent.map_err(|error| with_look_up(error, &named.target.label, named.check, context))?;
        named.view(change, context)
    };
    let carried = carry_out("switch off the schedules of", each, context, view_of).await?;
    let Some(SeveralResults { views, error }) = carried else { return Ok(Exit::Success) };
    context.show_result(&ScheduleChangesView(views))?;
    error.map_or(Ok(Exit::Success), Err)
}
