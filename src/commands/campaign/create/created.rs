//! The outcome of each campaign, and the report on all campaigns.

use super::why_off::ScheduleOffReason;
use super::{create_step, has_schedule};
use crate::commands::campaign_files::CheckedCampaign;
use crate::commands::plan_run::{failure_view, outgoing};
use crate::commands::remembered::enable_command_with;
use crate::context::{Context, settle_command, write_in_words};
use crate::domain::action_name;
use crate::domain::change::ScheduleTarget;
use crate::domain::difference::FieldDifference;
use crate::domain::duration::duration_text;
use crate::domain::live::{CampaignStatus, LiveCampaign};
use crate::domain::plural::counted;
use crate::domain::wall_clock::utc_to_the_second;
use crate::error::Error;
use crate::exit::Exit;
use crate::journal::JournalEntry;
use crate::ui::{shell_flag, shell_path};
use crate::view::creation::{CreationOutcome, CreationView, CreationsView};
use crate::view::wording::WordingView;

/// The most steps that are named; more are only counted.
const STEPS_NAMED_MAX: usize = 10;

/// An existing campaign, and how it differs from its file.
#[derive(Debug)]
pub(super) struct Existing {
    pub(super) live: LiveCampaign,
    pub(super) differences: Vec<FieldDifference>,
}

/// The outcome of one campaign, and its exit code.
#[derive(Debug)]
pub(super) struct Created {
    pub(super) view: CreationView,
    pub(super) exit: Exit,
    error: Option<Error>,
    /// The campaign's name or id in the command for its schedule.
    schedule_key: String,
}

impl Created {
    pub(super) fn new(
        checked: &CheckedCampaign,
        outcome: CreationOutcome,
        id: Option<String>,
        status: Option<&CampaignStatus>,
    ) -> Self {
        let campaign = &checked.manifest.campaign;
        let view = CreationView {
            name: campaign.name().to_owned(),
            campaign_type: campaign.type_word(),
            outcome,
            id,
            status: status.map(ToString::to_string),
            schedule: None,
            differences: Vec::new(),
            not_done: Vec::new(),
            texts: if outcome.is_of_a_create() { WordingView::of(campaign) } else { Vec::new() },
            texts_shown: false,
            error: None,
        };
        let schedule_key = campaign.name().to_owned();
        Self { view, exit: Exit::Success, error: None, schedule_key }
    }

    /// Uses the key of an existing campaign. If the platform's schedule calls take ids, commands name the campaign by
    /// its id.
    pub(super) fn of_live(self, live: &LiveCampaign) -> Self {
        Self { schedule_key: ScheduleTarget::of(live).key, ..self }
    }

    pub(super) fn not_tried(checked: &CheckedCampaign) -> Self {
        let mut result =
            Self { exit: Exit::Partial, ..Self::new(checked, CreationOutcome::NotTried, None, None) };
        result.view.not_done = steps(checked);
        result
    }

    /// The result if a campaign with the name exists and nothing is left to do.
    pub(super) fn exists(checked: &CheckedCampaign, existing: &Existing) -> Self {
        Self::found(checked, CreationOutcome::Exists, existing)
    }

    /// The result if the platform says that a campaign with the name exists, but does not list it.
    pub(super) fn exists_unseen(checked: &CheckedCampaign) -> Self {
        let mut result = Self::new(checked, CreationOutcome::Exists, None, None);
        if has_schedule(checked) {
            result.view.outcome = CreationOutcome::ExistsScheduleUnknown;
            let hint = format!(
                "look for it first: kcamp campaign list {}",
                shell_flag("--search", &result.view.name)
            );
            result.schedule_left_as_it_is(None, "the platform does not list it", vec![hint]);
        }
        result
    }

    /// The result if the campaign is live under its former name: a create would make a second campaign.
    pub(super) fn is_live_as(checked: &CheckedCampaign, former: &str) -> Self {
        let message = format!(
            "{:?} is live as {former:?}, as its file says, and a create would make a second campaign; nothing was sent for this campaign",
            checked.manifest.campaign.name()
        );
        let file = checked.own_file.as_ref().map_or_else(|| "FILE".to_owned(), |file| shell_path(file));
        Self::failed(
            checked,
            Error::new("campaign/live-under-former-name", message, Exit::Conflict)
                .hint(format!("give the live campaign its new name: kcamp apply {file}")),
        )
    }

    /// The result if no campaign with the name exists, but one may still appear.
    pub(super) fn may_still_appear(checked: &CheckedCampaign, open: &JournalEntry) -> Self {
        let message = format!(
            "an earlier create of {:?} from this machine, of {}, has an unknown outcome, and the campaign may still appear; nothing was sent for this campaign",
            checked.manifest.campaign.name(),
            utc_to_the_second(open.at)
        );
        let error = Error::new("campaign/create-in-doubt", message, Exit::Unknown).hint(format!(
            "run this again two minutes after that one, or settle it: {}",
            settle_command(&open.key)
        ));
        Self::failed(checked, error)
    }

    /// The result if a campaign with the name exists and its schedule is off or unknown.
    pub(super) fn exists_not_scheduled(
        checked: &CheckedCampaign,
        existing: &Existing,
        why: &ScheduleOffReason,
    ) -> Self {
        let mut result = Self::found(checked, why.outcome(), existing);
        let Existing { live, differences } = existing;
        let (cause, hints) = (why.cause(differences), why.next_steps(live, differences, checked));
        result.schedule_left_as_it_is(Some(live), &cause, hints);
        result
    }

    /// Notes that the platform switched on the schedule of another campaign.
    pub(super) fn other_scheduled(&mut self, error: Error) {
        self.view.outcome = CreationOutcome::OtherScheduled;
        self.view.not_done = vec![action_name::ENABLE_SCHEDULE];
        self.set_error(error);
    }

    /// The result if a campaign with the name exists whose schedule an earlier run left off.
    pub(super) fn found(checked: &CheckedCampaign, outcome: CreationOutcome, existing: &Existing) -> Self {
        let Existing { live, differences } = existing;
        let result = Self::new(checked, outcome, Some(live.id.to_string()), Some(&live.status));
        let mut result = result.of_live(live);
        live.name.clone_into(&mut result.view.name);
        result.view.differences = differences.iter().map(FieldDifference::in_words).collect();
        result
    }

    pub(super) fn failed(checked: &CheckedCampaign, mut error: Error) -> Self {
        let findings = checked.manifest.places.put_in_place(std::mem::take(&mut *error.findings));
        *error.findings = findings;
        let outcome =
            if error.exit == Exit::Unknown { CreationOutcome::Unknown } else { CreationOutcome::Failed };
        let mut result = Self::new(checked, outcome, None, None);
        result.view.not_done = steps(checked);
        if outcome == CreationOutcome::Unknown && has_schedule(checked) {
            error = error.followed_by("its schedule was not switched on");
        }
        result.set_error(error);
        result
    }

    /// Notes that the schedule was switched on, and is off in the last listing.
    pub(super) fn off_again(&mut self, checked: &CheckedCampaign, context: &Context) {
        let reason = "it was on and is off now: somebody switched it off after this run had switched it on, so kcamp leaves it off";
        self.not_scheduled(checked, Error::new("campaign/schedule-lost", reason, Exit::Partial));
        (self.view.schedule, self.view.not_done) = (None, Vec::new());
        if let (Err(halted), Some(error)) = (context.refuse_while_halted(), self.error.take()) {
            let hints = [halted.hints, error.hints.clone()].concat();
            self.set_error(Error { hints, ..error });
        }
    }

    /// Notes that the campaign was created, but that others with its name, which a schedule call might reach, could
    /// not be listed.
    pub(super) fn not_scheduled_unseen(&mut self, checked: &CheckedCampaign, error: Error) {
        let reason = format!(
            "the campaigns could not be listed, and another one of its name may be there: {}",
            error.reason
        );
        self.not_scheduled_with(" --check-name", checked, Error { reason, ..error });
    }

    /// Notes that the campaign exists, and that its schedule is off or in doubt.
    pub(super) fn not_scheduled(&mut self, checked: &CheckedCampaign, error: Error) {
        self.not_scheduled_with("", checked, error);
    }

    /// Like `not_scheduled`, with flags of the command that goes on, each with a space before it.
    fn not_scheduled_with(&mut self, flags: &str, checked: &CheckedCampaign, error: Error) {
        let unknown = error.exit == Exit::Unknown;
        let existed = self.view.outcome == CreationOutcome::ExistsScheduleEnabled;
        self.view.outcome = match (existed, unknown) {
            (false, true) => CreationOutcome::CreatedScheduleUnknown,
            (false, false) => CreationOutcome::CreatedNotScheduled,
            (true, true) => CreationOutcome::ExistsScheduleUnknown,
            (true, false) => CreationOutcome::ExistsScheduleOff,
        };
        let id = self.view.id.clone().unwrap_or_default();
        let there = if existed { "exists already" } else { "was created" };
        let state = if unknown { "the state of its schedule is unknown" } else { "its schedule is off" };
        let reason = format!("{:?} ({id}) {there}, and {state}: {}", self.view.name, error.reason_within());
        let go_on = enable_command_with(flags, &self.schedule_key, Some(checked));
        let hint = format!("the campaign exists; go on with: {go_on}");
        // The hints of one failed request, and its words about what did not happen, are misleading beside an existing
        // campaign.
        let keeps_hints =
            matches!(error.exit, Exit::Unknown | Exit::Credentials) || error.code == "platform/not-as-sent";
        let hints = if keeps_hints { error.hints } else { Vec::new() };
        let exit = if unknown { Exit::Unknown } else { Exit::Partial };
        // A step that may have happened is not listed as not done.
        self.view.not_done = if unknown { Vec::new() } else { vec![action_name::ENABLE_SCHEDULE] };
        self.set_error(Error { reason, outside: None, hints, retry_safe: false, ..error }.hint(hint));
        self.exit = exit;
    }

    /// Notes that the platform does not show what was sent, so that the schedule is left off.
    pub(super) fn not_as_sent(&mut self, checked: &CheckedCampaign, error: Error) {
        if has_schedule(checked) {
            self.not_scheduled(checked, error);
        } else {
            self.set_error(error);
        }
    }

    /// Notes that another campaign with the same name exists.
    pub(super) fn created_twice(&mut self, checked: &CheckedCampaign, mut error: Error) {
        self.view.outcome = CreationOutcome::CreatedTwice;
        if has_schedule(checked) {
            self.view.not_done = vec![action_name::ENABLE_SCHEDULE];
            error = error.followed_by("its schedule was not switched on");
            // The command is made to run without questions, like the deletes before it. It has the name, since the
            // campaign of this run may be one of those that are deleted.
            error = error.hint(format!(
                "then go on with: {}",
                enable_command_with(" --yes", &self.view.name, Some(checked))
            ));
        }
        self.set_error(error);
    }

    fn schedule_left_as_it_is(&mut self, live: Option<&LiveCampaign>, why: &str, hints: Vec<String>) {
        let id = live.map_or_else(String::new, |live| format!(" ({})", live.id));
        let words = self.view.outcome.words();
        let message = format!("{:?}{id} {words}; nothing was sent for it, because {why}", self.view.name);
        self.view.not_done = vec![action_name::ENABLE_SCHEDULE];
        let error = Error::new("campaign/exists-schedule-off", message, Exit::Partial);
        self.set_error(Error { hints, ..error });
    }

    fn set_error(&mut self, error: Error) {
        self.exit = error.exit;
        self.view.error = Some(failure_view(&error));
        self.error = Some(error);
    }

    /// Whether anything was written for the campaign, or may have been.
    const fn is_written(&self) -> bool {
        !matches!(
            self.view.outcome,
            CreationOutcome::Failed
                | CreationOutcome::NotTried
                | CreationOutcome::Exists
                | CreationOutcome::ExistsScheduleOff
                | CreationOutcome::ExistsDiffers
        )
    }
}

/// The steps for a file.
pub(super) fn steps(checked: &CheckedCampaign) -> Vec<&'static str> {
    outgoing::actions(&create_step(checked))
}

/// Shows the outcome of each campaign. If there is only one and it failed, its error is the command's error.
///
/// # Errors
///
/// The error of the only campaign, or `campaign/not-all-created` if some of several failed; the results cannot be
/// shown.
pub(super) fn report(mut results: Vec<Created>, context: &mut Context) -> Result<Exit, Error> {
    let tried = results.iter().filter(|result| result.view.outcome != CreationOutcome::NotTried);
    let exits: Vec<Exit> = tried.map(|result| result.exit).collect();
    // One that exists is as good as done, and one without its schedule is done in part.
    let is_anything_done = exits.iter().any(|exit| matches!(exit, Exit::Success | Exit::Partial));
    let exit = Exit::combined(&exits, is_anything_done);
    for failure in results.iter_mut().filter_map(|result| result.view.error.as_mut()) {
        failure.hint = failure.hint.take().map(|hint| context.ui.with_account(&hint));
    }
    if let [only] = results.as_mut_slice() {
        if matches!(only.view.outcome, CreationOutcome::Failed | CreationOutcome::Unknown)
            && let Some(error) = only.error.take()
        {
            return Err(error);
        }
        context.show_result(&only.view)?;
        return match only.error.take() {
            Some(error) => Err(Error { exit, retry_safe: false, ..error }),
            None => Ok(exit),
        };
    }
    for CreationView { name, differences, .. } in results.iter().map(|result| &result.view) {
        if !differences.is_empty() {
            context
                .ui
                .note(&format!("{name:?} exists and differs from its file: {}", differences.join("; ")));
        }
    }
    let error = several(&mut results, exit);
    context.show_result(&CreationsView(results.into_iter().map(|result| result.view).collect()))?;
    error.map_or(Ok(exit), Err)
}

/// The error if some of several campaigns are not as they were asked for, with every step that did not happen and the
/// next steps.
fn several(results: &mut [Created], exit: Exit) -> Option<Error> {
    let failed = results.iter().filter(|result| result.exit != Exit::Success).count();
    let total = results.len();
    let anything_done = results.iter().any(Created::is_written);
    let not_done: Vec<String> = results
        .iter()
        .flat_map(|result| result.view.not_done.iter().map(|step| write_in_words(step, &result.view.name)))
        .collect();
    let named = match (not_done.get(..STEPS_NAMED_MAX), not_done.len()) {
        (_, 0) => String::new(),
        (Some(first), all) if all > first.len() => {
            format!("; not done: {}; and {}", first.join("; "), counted(all - first.len(), "more step"))
        }
        _ => format!("; not done: {}", not_done.join("; ")),
    };
    let first = results.iter_mut().find_map(|result| result.error.take())?;
    let cause = if anything_done { first.reason_within() } else { first.message() };
    let message = format!(
        "{failed} of {total} campaigns could not be made as requested{named}; the first reason: {cause}"
    );
    let error = Error::new("campaign/not-all-created", message, exit);
    // The words of one request's error about nothing being changed would be wrong beside other changes.
    Some(match first.exit {
        Exit::Refused | Exit::Unavailable | Exit::OutOfTime if anything_done => {
            let step = first.wait.map_or_else(
                || "fix what each row names and".to_owned(),
                |wait| format!("wait {}, then", duration_text(wait)),
            );
            error.hint(format!("{step} run it again with --if-absent, which leaves existing campaigns alone"))
        }
        _ => Error { hints: first.hints, ..error },
    })
}
