//! `kcamp schedule enable`.

use std::path::PathBuf;

use serde_json::Value;

use super::input::EnableInput;
use super::interrupted::refuse_while_interrupted;
use super::repeat::Answered;
use super::timing::TimingArgs;
use super::{campaign_name, own, remembered, with_near_name};
use crate::commands::campaign::trigger::audiences;
use crate::commands::campaign_files::{self as files, FileReadOptions, OneDocument};
use crate::commands::plan::shared_lists::{days_of, findings_of_listed};
use crate::commands::plan_run::{SwitchedTo, warn_of};
use crate::commands::remembered::Schedules;
use crate::context::{Context, GivenFlag};
use crate::domain::calling_hours::CallingHours;
use crate::domain::campaign_ref::CampaignRef;
use crate::domain::change::ScheduleTarget;
use crate::domain::evidence::ScheduleBefore;
use crate::domain::finding::{Findings, Origin, Problem, Severity};
use crate::domain::live::LiveCampaign;
use crate::domain::plan::of_replacing;
use crate::domain::policy::Policy;
use crate::domain::rules;
use crate::domain::schedule::PlannedSchedule;
use crate::domain::wall_clock::utc_to_the_minute;
use crate::error::Error;
use crate::exit::Exit;
use crate::manifest::{CheckContext, FilePolicy, Scope};
use crate::platform::platform::CheckName;
use crate::platform::write::Write;
use crate::ui::Ui;
use crate::view::live_schedule::LiveScheduleView;
use crate::view::reach::ReachView;
use crate::view::schedule::ScheduleView;
use crate::view::schedule_change::ScheduleChangeView;

/// Switch a schedule on, or replace the existing one
///
/// Times are in your time zone (--timezone, KCAMP_TIMEZONE or the profile's). Kore.ai repeats schedules daily or
/// weekly, on its own clock, to which kcamp converts the times. Burki keeps the times in your zone, and also takes
/// monthly schedules and single runs. The next runs are shown before anything is sent. On a terminal kcamp asks for
/// missing values, and reads the campaign first, to show how many contacts its lists hold, when its calling hours open,
/// and which schedule it replaces. Without a terminal the name is sent as you typed it, unless --check-name looks it up
/// first.
///
/// kcamp asks before it sends anything; --yes answers, and is needed without a terminal.
///
/// Example: kcamp schedule enable "Event Reminder SMS" --weekly Mon,Wed --start "next mon 09:30" --end 2027-03-31
/// --timezone Asia/Kolkata
#[derive(Debug, clap::Args)]
pub struct EnableArgs {
    /// The campaign's name or id; after -- where it starts with a hyphen [env: KCAMP_CAMPAIGN]
    pub(super) campaign: Option<String>,
    #[command(flatten)]
    pub(super) timing: TimingArgs,
    /// A campaign file with a schedule block, or a file with only that block
    #[arg(short, long, value_name = "FILE")]
    pub(super) file: Option<PathBuf>,
    /// Read a policy file that is a link to a place outside its folder
    #[arg(long, requires = "file")]
    pub(super) follow_links: bool,
    /// Look the name up first; refuse it if no campaign or more than one campaign has it
    #[arg(long)]
    pub(super) check_name: bool,
}

impl EnableArgs {
    /// The flags of `schedule enable` itself that were given.
    fn given(&self) -> Vec<GivenFlag> {
        // The struct is taken apart, so that a new flag cannot be forgotten here.
        let Self { campaign: _, timing, file, follow_links, check_name } = self;
        let TimingArgs { daily, weekly, monthly, once, immediate, every, start, end, at } = timing;
        let file = file.as_ref().map(|file| file.display().to_string());
        let with_value = [
            ("--weekly", weekly),
            ("--monthly", monthly),
            ("--every", every),
            ("--start", start),
            ("--end", end),
            ("--at", at),
            ("--file", &file),
        ];
        let switches = [
            ("--daily", *daily),
            ("--once", *once),
            ("--immediate", *immediate),
            ("--follow-links", *follow_links),
            ("--check-name", *check_name),
        ];
        let valued = with_value.into_iter().filter_map(|(flag, value)| Some((flag, value.clone()?)));
        let bare = switches.into_iter().filter(|(_, is_on)| *is_on).map(|(flag, _)| (flag, String::new()));
        valued.chain(bare).collect()
    }
}

/// The request and everything else for its check, except the calling hours.
struct Judgement {
    asked: EnableInput,
    terms: FilePolicy,
    findings: Findings,
    check_context: CheckContext,
}

impl Judgement {
    /// The schedule and its findings for these calling hours; an error if the schedule must not be sent. `live` is the
    /// campaign, if it was read: its name is compared with that of the file, else the one that was typed. `others` are
    /// findings about other campaigns.
    fn with(
        &self,
        live: Option<&LiveCampaign>,
        hours: Option<&CallingHours>,
        others: Findings,
    ) -> Result<(PlannedSchedule, Findings), Error> {
        let request = &self.asked.request;
        let mut findings = self.findings.clone();
        findings.extend(others);
        let typed = match &self.asked.campaign {
            CampaignRef::Name(name) => Some(name.as_str()),
            CampaignRef::Id(_) | CampaignRef::IdOrName(_) => None,
        };
        let name = live.map(|live| live.name.as_str()).or(typed);
        findings.extend(
            self.asked.campaign_of_file.as_ref().zip(name).and_then(|(file, name)| file.other_than(name)),
        );
        let of_type = self
            .asked
            .campaign_of_file
            .as_ref()
            .zip(live)
            .and_then(|(file, live)| file.of_another_type(live));
        findings.extend(of_type);
        let CheckContext { platform_zone, now, .. } = &self.check_context;
        let schedule = request.plan(platform_zone, hours, *now, &mut findings);
        if let Some(schedule) = &schedule {
            let measure = self.check_context.measure(&self.terms.policy);
            findings.extend(rules::check_schedule(request, schedule, hours, measure));
        }
        let findings = self.terms.clone().judge(findings);
        match schedule {
            Some(schedule) if !findings.has_errors() => Ok((schedule, findings)),
            _ => Err(Error::stopped_by(findings)),
        }
    }

    /// Like `with`, for a campaign that was read: with what is found about others on its contact lists.
    fn with_live(
        &self,
        live: &LiveCampaign,
        hours: Option<&CallingHours>,
        schedule: &PlannedSchedule,
        context: &Context,
    ) -> Result<(PlannedSchedule, Findings), Error> {
        let days = days_of(schedule, hours, context);
        let others = findings_of_listed(live, days, &*context.platform()?, context)?;
        self.with(Some(live), hours, others)
    }
}

/// Gathers and checks the input, asks, sends one request, and reports.
///
/// # Errors
///
/// Values are missing and there is no terminal, the schedule has errors, the account is halted, there is no consent,
/// or the call fails.
pub async fn run(args: EnableArgs, context: &mut Context) -> Result<Exit, Error> {
    let mut answered = Answered::default();
    let ended = Box::pin(enable(&args, &mut answered, context)).await;
    ended.map_err(|error| answered.add_to(error, args.campaign.as_ref(), args.given(), context))
}

/// The input from the file, the flags and the answers.
async fn gathered(
    args: &EnableArgs,
    answered: &mut Answered,
    context: &mut Context,
) -> Result<Judgement, Error> {
    let OneDocument { document, mut findings, terms, .. } = OneDocument::load(
        args.file.as_deref(),
        Scope::Schedule,
        &FileReadOptions::new(args.follow_links, None, context)?,
    )?;
    let (campaign, document) = (args.campaign.as_ref(), document.as_ref());
    let asked =
        EnableInput::gather(campaign, &args.timing, document, answered, &mut findings, context).await?;
    let Some(asked) = asked else { return Err(Error::stopped_by(terms.judge(findings))) };
    Ok(Judgement { asked, terms, findings, check_context: files::check_context(context)? })
}

async fn enable(args: &EnableArgs, answered: &mut Answered, context: &mut Context) -> Result<Exit, Error> {
    let judgement = gathered(args, answered, context).await?;
    let (asked, basis) = (&judgement.asked, context.settings()?.clock_basis());
    // Everything that can be checked is checked before anything is sent.
    let judged = judgement.with(None, asked.calling_hours.as_ref(), Findings::new())?;
    if args.file.is_some() && !args.timing.has_times() {
        files::note_untouched_timezone(context)?;
    }
    let check = check_of(args, answered, &asked.campaign, context)?;
    let (target, live) = meant(&asked.campaign, check, context).await?;
    let hours = hours_of(live.as_ref(), asked, context);
    let (schedule, findings) = match &live {
        Some(live) => judgement.with_live(live, hours.as_ref(), &judged.0, context)?,
        None => judged,
    };
    context.ui.findings(&findings);
    context.warn_of_zones();
    let platform = context.platform()?;
    let before = live.as_ref().map(ScheduleBefore::read).unwrap_or_default();
    let mut write = based(platform.enable_schedule(&target, &schedule, before)?, live.as_ref(), &target);
    let recurrence = platform.recurrence(&schedule);
    let view = |now| ScheduleView::new(&target.label, &schedule, recurrence.clone(), basis, now);
    let shown_first = view(context.clock.now());
    let show = |ui: &mut Ui| shown_first.iter().flat_map(ScheduleView::talk).for_each(|line| ui.talk(&line));
    if !context.leaves_it_to_the_result() {
        context.announce(show);
    }
    let reach =
        reach(live.as_ref(), &target, &schedule, (hours.as_ref(), &judgement.terms.policy), context).await?;
    let body = write.evidence().remembered.clone();
    let replaced = replaced(live.as_ref(), &target, body.as_ref(), context).await?;
    if replaced.is_some() && !schedule.is_immediate() {
        write = write.asking("switch this schedule on, in place of the one that is on?");
    }
    let sent = match context.carry_out(write).await {
        Ok(sent) => sent,
        Err(error) => {
            if context.leaves_it_to_the_result() {
                context.announce(show);
            }
            // If the name was looked up, this was noted before.
            return Err(with_near_name(error, &target.label, context));
        }
    };
    let Some(change) = sent else { return Ok(Exit::Success) };
    let outcome = if schedule.is_immediate() { "cleared" } else { "enabled" };
    warn_of(&change, context);
    let switched = own(change, asked.campaign.id_of(live.as_ref()).as_ref(), &target, SwitchedTo::On)?;
    let shown = view(context.clock.now());
    context.show_result(&ScheduleChangeView {
        campaign: target.label.clone(),
        id: switched.value.map(|id| id.to_string()),
        outcome,
        was_on: live.as_ref().map(|_| replaced.is_some()),
        caution: replaced.as_ref().and(live.as_ref()).and_then(of_replacing),
        replaced,
        message: None,
        reach,
        schedule: shown,
    })?;
    Ok(Exit::Success)
}

/// Whether the campaign is looked up before the call. If the user is asked, it is. A call by an id that needs no read
/// is based on one too: only a name makes do with one request.
fn check_of(
    args: &EnableArgs,
    answered: &Answered,
    campaign: &CampaignRef,
    context: &Context,
) -> Result<CheckName, Error> {
    let is_id = matches!(campaign, CampaignRef::Id(_)) && context.dry_run().is_none();
    let looks_up = args.check_name
        || answered.campaign.is_some()
        || context.is_asked()
        || is_id && context.platform()?.known_schedule_target(campaign).is_some();
    Ok(if looks_up { CheckName::First } else { CheckName::No })
}

/// The write, based on the campaign that was read, else on the name as it was typed.
fn based<T>(write: Write<T>, live: Option<&LiveCampaign>, target: &ScheduleTarget) -> Write<T> {
    match live {
        Some(live) => write.based_on(live),
        None => write.based_on_typed_name(&target.key),
    }
}

/// The value for the call, and the campaign that the write is based on, if it was read. An earlier call to this
/// schedule that was interrupted is settled first.
async fn meant(
    campaign: &CampaignRef,
    check: CheckName,
    context: &mut Context,
) -> Result<(ScheduleTarget, Option<LiveCampaign>), Error> {
    let (target, live) = campaign_name::resolve_with_campaign(campaign, check, context).await?;
    let _held;
    if context.dry_run().is_none() {
        context.refuse_while_halted()?;
        // A call of another process that is under way is waited for; one that was interrupted holds nothing.
        _held = context.lock_campaign(&target.key)?;
    }
    refuse_while_interrupted(&target, live.as_ref(), context).await?;
    let Some(live) = live else { return Ok((target, None)) };
    Ok((target, Some(context.platform()?.dated(live).await?)))
}

/// The calling hours that count: those of the campaign, if it was read, else those of the file. A note says if the
/// campaign's cannot be read, or are not those of the file.
fn hours_of(live: Option<&LiveCampaign>, asked: &EnableInput, context: &mut Context) -> Option<CallingHours> {
    let of_file = asked.calling_hours.clone();
    let Some(reported) = live.and_then(LiveCampaign::calling_hours) else { return of_file };
    let Some(known) = reported.known() else {
        context.ui.note(
            "the campaign's calling hours could not be read: the schedule was not checked against them",
        );
        return of_file;
    };
    if of_file.is_some_and(|of_file| !of_file.open_as(&known)) {
        context.ui.note(
            "the calling hours of the file are not those of the campaign, which count; kcamp campaign update sends the file's",
        );
    }
    Some(known)
}

/// The schedule that is on and will be replaced, which is shown. `None` if none is on, or the campaign was not read:
/// the warning then goes by what this machine switched on before.
async fn replaced(
    live: Option<&LiveCampaign>,
    target: &ScheduleTarget,
    body: Option<&Value>,
    context: &mut Context,
) -> Result<Option<LiveScheduleView>, Error> {
    let Some(live) = live else {
        if let Some(at) = Schedules::known(context).another_on(&target.key, body, context) {
            let at = utc_to_the_minute(at);
            let what =
                format!("this replaces the schedule that this machine enabled on {at}, if it is still on");
            let help = "add --check-name to see it first";
            context.ui.problem(&Problem::warning("schedule/replaced", what).help(help));
        }
        return Ok(None);
    };
    let replaced = remembered::on_now(live, target, context).await?;
    if let Some(view) = &replaced {
        context.ui.problem(&Problem::warning(
            "schedule/replaced",
            format!("this replaces a schedule that is on: {}", view.in_words()),
        ));
        if let Some(caution) = of_replacing(live) {
            context.ui.note(caution);
        }
    }
    Ok(replaced)
}

/// The contacts that the first run reaches, which are shown. `None`, with a note, if the campaign was not read: a
/// name is then sent as it was typed, in one request.
async fn reach(
    live: Option<&LiveCampaign>,
    target: &ScheduleTarget,
    schedule: &PlannedSchedule,
    (hours, policy): (Option<&CallingHours>, &Policy),
    context: &mut Context,
) -> Result<Option<ReachView>, Error> {
    let Some(live) = live else {
        context.announce(|ui| {
            ui.note(&format!(
                "the contacts and calling hours of {:?} were not checked; add --check-name to look the name up first and check them",
                target.label
            ));
        });
        return Ok(None);
    };
    let platform = context.connect().await?;
    let audience = audiences(&*platform, &[live], context).await.pop().unwrap_or_default();
    let nobody = audience.nobody(&live.name).map(|problem| problem.at(&Origin::Flag(live.name.clone())));
    if let Some(weighed) = nobody.and_then(|nobody| policy.weigh(nobody)) {
        if weighed.problem.severity == Severity::Error {
            let mut findings = Findings::new();
            findings.push(weighed);
            return Err(Error::stopped_by(findings));
        }
        context.ui.problem(&weighed.problem);
    }
    let now = context.clock.now();
    let first_run = schedule.runs().and_then(|plan| Some(plan.runs().starting_from(now).next()?.instant));
    let view = ReachView::new(audience, hours, first_run.unwrap_or(now));
    context.ui.talk(&view.talk(&live.name, if first_run.is_some() { "at the first run" } else { "now" }));
    Ok(Some(view))
}
