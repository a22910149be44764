//! What became of each campaign, and the report of all of them.

use super::existing::{Existing, has_schedule};
use super::{CREATE, ENABLE};
use crate::commands::campaign::files::CheckedCampaign;
use crate::context::{Context, write_in_words};
use crate::domain::difference::Change;
use crate::domain::live::{CampaignStatus, LiveCampaign};
use crate::error::Error;
use crate::exit::Exit;
use crate::view::creation::{CreationView, CreationsView, FailureView, Outcome};
use crate::view::wording::WordingView;

/// More steps than this are counted and not named.
const STEPS_NAMED_MAX: usize = 10;
/// What an error says of one request, which stands beside others that did go out.
const NOTHING_SENT: &str = "; nothing was sent";

/// What became of one campaign, and the exit code that it asks for.
#[derive(Debug)]
pub(super) struct Created {
    pub(super) view: CreationView,
    pub(super) exit: Exit,
    error: Option<Error>,
}

impl Created {
    pub(super) fn new(
        checked: &CheckedCampaign,
        outcome: Outcome,
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
        Self { view, exit: Exit::Success, error: None }
    }

    pub(super) fn not_tried(checked: &CheckedCampaign) -> Self {
        let mut result = Self { exit: Exit::Partial, ..Self::new(checked, Outcome::NotTried, None, None) };
        result.view.not_done = steps(checked);
        result
    }

    /// One of its name is there, and nothing is left to do.
    pub(super) fn exists(checked: &CheckedCampaign, existing: &Existing) -> Self {
        Self::found(checked, Outcome::Exists, existing)
    }

    /// The platform says that one of its name is there, and does not list it.
    pub(super) fn exists_unseen(checked: &CheckedCampaign) -> Self {
        let mut result = Self::new(checked, Outcome::Exists, None, None);
        if has_schedule(checked) {
            result.view.outcome = Outcome::ExistsScheduleUnknown;
            result.schedule_left_as_it_is(checked, None, "the platform does not list it");
        }
        result
    }

    /// One of its name is there, and its schedule is off or not told: somebody may have switched it off.
    pub(super) fn exists_not_scheduled(
        checked: &CheckedCampaign,
        existing: &Existing,
        enabled: Option<bool>,
    ) -> Self {
        let (outcome, why) = match enabled {
            Some(false) => (Outcome::ExistsScheduleOff, "somebody may have switched it off"),
            _ => (Outcome::ExistsScheduleUnknown, "the platform does not tell whether it is on"),
        };
        let mut result = Self::found(checked, outcome, existing);
        result.schedule_left_as_it_is(checked, Some(&existing.live), why);
        result
    }

    /// One of its name is there, whose schedule an earlier run did not come to.
    pub(super) fn found(checked: &CheckedCampaign, outcome: Outcome, existing: &Existing) -> Self {
        let Existing { live, differences } = existing;
        let mut result = Self::new(checked, outcome, Some(live.id.to_string()), Some(&live.status));
        live.name.clone_into(&mut result.view.name);
        result.view.differences = differences.iter().map(Change::in_words).collect();
        result
    }

    pub(super) fn failed(checked: &CheckedCampaign, mut error: Error) -> Self {
        let findings = checked.manifest.places.put_in_place(std::mem::take(&mut *error.findings));
        *error.findings = findings;
        let outcome = if error.exit == Exit::Unknown { Outcome::Unknown } else { Outcome::Failed };
        let mut result = Self::new(checked, outcome, None, None);
        result.view.not_done = steps(checked);
        if outcome == Outcome::Unknown && has_schedule(checked) {
            error.message.push_str("; its schedule was not switched on");
        }
        result.set_error(error);
        result
    }

    /// The campaign exists, its schedule is off or in doubt.
    pub(super) fn not_scheduled(&mut self, checked: &CheckedCampaign, error: Error) {
        let unknown = error.exit == Exit::Unknown;
        let existed = self.view.outcome == Outcome::ExistsScheduleEnabled;
        self.view.outcome = match (existed, unknown) {
            (false, true) => Outcome::CreatedScheduleUnknown,
            (false, false) => Outcome::CreatedNotScheduled,
            (true, true) => Outcome::ExistsScheduleUnknown,
            (true, false) => Outcome::ExistsScheduleOff,
        };
        let id = self.view.id.clone().unwrap_or_default();
        let there = if existed { "exists already" } else { "was created" };
        let state = if unknown { "whether its schedule is on is not known" } else { "its schedule is off" };
        let cause = error.message.strip_suffix(NOTHING_SENT).unwrap_or(&error.message);
        let message = format!("{:?} ({id}) {there}, and {state}: {cause}", self.view.name);
        let hint = format!("the campaign exists; go on with: {}", enable_command(&self.view.name, checked));
        // What an error of one request advises, or says of what did not happen, misleads beside a campaign that exists.
        let keeps_hints = matches!(error.exit, Exit::Unknown | Exit::Credentials);
        let hints = if keeps_hints { error.hints } else { Vec::new() };
        let exit = if unknown { Exit::Unknown } else { Exit::Partial };
        self.view.not_done = vec![ENABLE];
        self.set_error(Error { message, hints, retry_safe: false, ..error }.hint(hint));
        self.exit = exit;
    }

    /// Another campaign of the same name is there too: the two are told, and which of them is the younger.
    pub(super) fn has_twins(
        &mut self,
        checked: &CheckedCampaign,
        ours: &LiveCampaign,
        twins: &[LiveCampaign],
    ) {
        let mut all: Vec<&LiveCampaign> = twins.iter().chain([ours]).collect();
        // Equally old ones in the order of their ids, so that every machine calls the same one the younger.
        all.sort_by_key(|campaign| (campaign.created_at, campaign.id.as_str()));
        let told: Vec<String> = all
            .iter()
            .map(|campaign| {
                let when =
                    campaign.created_at.map_or_else(|| "at an unknown time".to_owned(), |at| at.to_string());
                let whose = if campaign.id == ours.id { ", by this run" } else { "" };
                format!("{} (created {when}{whose})", campaign.id)
            })
            .collect();
        let off = if has_schedule(checked) { "; its schedule was not switched on" } else { "" };
        let message = format!(
            "{} campaigns of the name {:?} are there now: {}{off}",
            all.len(),
            self.view.name,
            told.join(" and ")
        );
        let younger: Vec<String> =
            all[1..].iter().map(|campaign| format!("kcamp campaign delete {} --yes", campaign.id)).collect();
        self.view.outcome = Outcome::CreatedTwice;
        if has_schedule(checked) {
            self.view.not_done = vec![ENABLE];
        }
        let error = Error::new("campaign/created-twice", message, Exit::Partial).hint(format!(
            "somebody created it at the same time; delete the younger: {}",
            younger.join("; ")
        ));
        self.set_error(if has_schedule(checked) {
            error.hint(format!("then go on with: {}", enable_command(&self.view.name, checked)))
        } else {
            error
        });
    }

    fn schedule_left_as_it_is(&mut self, checked: &CheckedCampaign, live: Option<&LiveCampaign>, why: &str) {
        let id = live.map_or_else(String::new, |live| format!(" ({})", live.id));
        let words = self.view.outcome.words();
        let message = format!("{:?}{id} {words}; nothing was sent for it, because {why}", self.view.name);
        self.view.not_done = vec![ENABLE];
        let hint = format!("to switch it on: {}", enable_command(&self.view.name, checked));
        self.set_error(Error::new("campaign/exists-schedule-off", message, Exit::Partial).hint(hint));
    }

    fn set_error(&mut self, error: Error) {
        self.exit = error.exit;
        self.view.error = Some(FailureView {
            code: error.code.to_owned(),
            message: error.message.clone(),
            hint: (!error.hints.is_empty()).then(|| error.hints.join("; ")),
        });
        self.error = Some(error);
    }

    /// Whether the failure would meet every campaign after this one too.
    pub(super) fn meets_all(&self) -> bool {
        let is_of_name = self.error.as_ref().is_some_and(|error| error.code == "lock/held");
        matches!(self.exit, Exit::Credentials | Exit::Unavailable | Exit::OutOfTime) && !is_of_name
    }

    /// Whether anything was written for it, or may have been.
    const fn is_written(&self) -> bool {
        !matches!(
            self.view.outcome,
            Outcome::Failed | Outcome::NotTried | Outcome::Exists | Outcome::ExistsScheduleOff
        )
    }
}

/// The steps that a file asks for.
pub(super) fn steps(checked: &CheckedCampaign) -> Vec<&'static str> {
    if checked.schedule.is_some() { vec![CREATE, ENABLE] } else { vec![CREATE] }
}

/// The command that switches its schedule on.
fn enable_command(name: &str, checked: &CheckedCampaign) -> String {
    let enable = format!("kcamp schedule enable {} -f", quoted(name));
    match &checked.own_file {
        Some(file) => format!("{enable} {}", quoted(file)),
        None => format!("{enable} FILE, with its schedule block in a file of its own"),
    }
}

/// A text as one word of a shell.
fn quoted(text: &str) -> String {
    format!("'{}'", text.replace('\'', r"'\''"))
}

/// Shows what became of each campaign. One that failed alone is the command's own error.
pub(super) fn report(mut results: Vec<Created>, context: &mut Context) -> Result<Exit, Error> {
    let exit = combined(&results);
    if let [only] = results.as_mut_slice() {
        if matches!(only.view.outcome, Outcome::Failed | Outcome::Unknown)
            && let Some(error) = only.error.take()
        {
            return Err(error);
        }
        context.ui.show(&only.view)?;
        return match only.error.take() {
            Some(error) => Err(Error { exit, retry_safe: false, ..error }),
            None => Ok(exit),
        };
    }
    for CreationView { name, differences, .. } in results.iter().map(|result| &result.view) {
        if !differences.is_empty() {
            context
                .ui
                .note(&format!("{name:?} exists and is not as its file has it: {}", differences.join("; ")));
        }
    }
    let error = several(&mut results, exit);
    context.ui.show(&CreationsView(results.into_iter().map(|result| result.view).collect()))?;
    match error {
        None => Ok(exit),
        Some(error) => Err(error),
    }
}

/// The error of several campaigns of which some are not as they were asked for: every step that did not happen, and how
/// to go on.
fn several(results: &mut [Created], exit: Exit) -> Option<Error> {
    let failed = results.iter().filter(|result| result.exit != Exit::Success).count();
    let total = results.len();
    let anything_done = results.iter().any(Created::is_written);
    let not_done: Vec<String> = results
        .iter()
        .flat_map(|result| result.view.not_done.iter().map(|step| write_in_words(step, &result.view.name)))
        .collect();
    let named = match not_done.as_slice() {
        [named @ .., _] if named.len() >= STEPS_NAMED_MAX => {
            let left = not_done.len() - STEPS_NAMED_MAX;
            format!("{}; and {left} steps more", not_done[..STEPS_NAMED_MAX].join("; "))
        }
        all => all.join("; "),
    };
    let first = results.iter_mut().find_map(|result| result.error.take())?;
    let cause =
        if anything_done { first.message.strip_suffix(NOTHING_SENT) } else { None }.unwrap_or(&first.message);
    let message = format!(
        "{failed} of {total} campaigns are not as asked for; not done: {named}; the first reason: {cause}"
    );
    let error = Error::new("campaign/not-all-created", message, exit);
    // What an error of one request says of nothing that was changed would stand beside what was.
    Some(match first.exit {
        Exit::Refused | Exit::Unavailable | Exit::OutOfTime if anything_done => error.hint(
            "fix what each row names and run it again with --if-absent, which leaves alone what exists",
        ),
        _ => Error { hints: first.hints, ..error },
    })
}

/// One code for all: theirs where they agree, 9 where one is in doubt, 10 where some were done and some not.
fn combined(results: &[Created]) -> Exit {
    let exits: Vec<Exit> = results.iter().map(|result| result.exit).collect();
    if exits.contains(&Exit::Unknown) {
        return Exit::Unknown;
    }
    let tried: Vec<Exit> = results
        .iter()
        .filter(|result| result.view.outcome != Outcome::NotTried)
        .map(|result| result.exit)
        .collect();
    match tried.first() {
        Some(first) if tried.iter().all(|exit| exit == first) => *first,
        Some(_) => Exit::Partial,
        None => Exit::Success,
    }
}
