//! `kcamp halt`.

pub(super) mod listing;
mod plan;
mod report;
mod selection;
mod sweep;
mod target;
pub(super) mod under_way;

use self::listing::Listing;
use self::selection::Selection;
use self::sweep::Sweep;
use super::lift;
use crate::context::Context;
use crate::error::Error;
use crate::exit::Exit;

/// Stop every running campaign and switch every schedule off, now
///
/// kcamp lists the campaigns, says what will be stopped and asks; --yes or the typed word halt is enough, also on a
/// protected profile. Then it stops (Kore.ai) or pauses (Burki) every running campaign, the highest priority first,
/// switches every schedule off, and reads the list once more. It ends in 0 only if nothing calls; otherwise it names
/// what may still call.
///
/// From then on kcamp on this machine starts no campaign and switches no schedule on for this account, until kcamp
/// resume or kcamp halt --lift. Other machines do not know about the halt: pause their pipelines, or set KCAMP_HALT=1
/// there. A halt does not wait for locks or for the request limit, and stops campaigns even if the journal cannot be
/// written.
///
/// --type and --search stop only some campaigns, and --except leaves one campaign alone. If no campaign has the name of
/// --except, nothing is stopped.
///
/// Example: kcamp halt --yes
#[derive(Debug, clap::Args)]
pub struct HaltArgs {
    /// Only campaigns of this type: sms or voice (Kore.ai); call, sms or mixed (Burki)
    #[arg(long = "type", value_name = "TYPE", conflicts_with = "lift")]
    campaign_type: Option<String>,
    /// Only campaigns with this text in their name or description; case makes no difference
    #[arg(long, value_name = "TEXT", conflicts_with = "lift")]
    search: Option<String>,
    /// Leave this campaign alone, by its name or id; give it again for more
    #[arg(long, value_name = "NAME", conflicts_with = "lift")]
    except: Vec<String>,
    /// Stop nothing, and let kcamp start campaigns and switch schedules on again
    #[arg(long)]
    lift: bool,
    /// Why the halt is lifted, for the journal
    #[arg(long, value_name = "TEXT", requires = "lift")]
    reason: Option<String>,
}

/// Lists the campaigns, asks, stops them, looks again, and reports.
///
/// # Errors
///
/// A campaign may still call or it is unknown whether one does, an exception is not a campaign, there is no consent,
/// or the platform cannot be connected or listed.
pub async fn run(args: HaltArgs, context: &mut Context) -> Result<Exit, Error> {
    if args.lift {
        return lift::run(args.reason, context);
    }
    context.hurry();
    let is_sure = context.answers_yes() && context.dry_run().is_none();
    let platform = match context.connect().await {
        Ok(platform) => platform,
        Err(error) => return Err(report::not_connected(error, is_sure, context)),
    };
    let selection = Selection::new(&args, &*platform)?;
    // No campaign starts from this machine while the list is read. If the latch cannot be set, the end of the report
    // says so. A name to leave alone is looked up first: if it is misspelt, nothing is done.
    if is_sure && args.except.is_empty() {
        let _ = report::set_latch(context);
    }
    let first = Listing::read(&*platform).await;
    if let Some(error) = first.error_of_all() {
        return Err(report::nothing_seen(error, is_sure, context));
    }
    let mut sweep = Sweep::new(&*platform, selection);
    sweep.selection().check(&first, context)?;
    sweep.see(first, context);
    plan::announce(&sweep, context)?;
    let Some(consent) = context.agree_to_halt(&sweep.writes())? else { return Ok(Exit::Success) };
    let latch = report::set_latch(context);
    let mut record = report::Recording::begin(&sweep, context);
    sweep.carry_out(&consent, context).await;
    record.finish(&sweep, context);
    report::report(&sweep, latch, &record, context)
}
