//! A plan in a file, which is applied only if the same plan would be made again.
//!
//! It has no values that are sent, only digests that show whether they are the same. Applying it reads the files and
//! the live campaigns again.

mod parts;

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::Context as _;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use serde_json::Value;

use self::parts::{Parts, digest_and_parts, hex_digest, other_parts};
use crate::context::Context;
use crate::domain::account::Kinship;
use crate::domain::plan::{Plan, PlanLine, PlanPermissions};
use crate::domain::plural::first_of;
use crate::error::Error;
use crate::files;
use crate::journal::AccountPlace;
use crate::ui::path_in_a_shell;
use crate::view::plan::PlanLineView;

/// The version of the file format that this version writes and reads.
const FORMAT_VERSION: u32 = 1;
/// The key that identifies a plan among JSON files; it is the first key.
const MARK: &str = "\"kcamp_plan\"";
/// The usual extension of a saved plan. A file with it that is empty, cut short or other JSON is a damaged plan.
const EXTENSION: &str = "plan";
/// The beginning of every saved plan, which identifies an existing one.
pub(super) const BEGIN: &str = "{\n  \"kcamp_plan\":";
/// UTF-8's mark at the beginning of a file.
const BYTE_ORDER_MARK: &[u8] = b"\xef\xbb\xbf";
/// How many lines an error names.
const NAMED_MAX: usize = 10;
/// The largest file that is read, in bytes: far more than a plan of ten thousand campaigns.
const SIZE_MAX: u64 = 64 * 1024 * 1024;

/// The arguments of a plan.
#[derive(Debug, Clone, Copy)]
pub(in crate::commands) struct PlanRequest<'args> {
    pub(in crate::commands) paths: &'args [PathBuf],
    /// Whether links out of folders are followed.
    pub(in crate::commands) follow_links: bool,
    /// The defaults file that the campaigns inherit from, if it is named.
    pub(in crate::commands) defaults: Option<&'args PathBuf>,
    /// The other choices.
    pub(in crate::commands) choices: PlanPermissions,
}

impl PlanRequest<'_> {
    /// Returns the same files with only these choices.
    pub(in crate::commands) const fn with(self, choices: PlanPermissions) -> Self {
        Self { choices, ..self }
    }

    /// The command with this verb for the same request, such as `kcamp apply campaigns --prune`.
    pub(in crate::commands) fn command(&self, verb: &str) -> String {
        let path = |path: &PathBuf| path_in_a_shell(path);
        let paths: Vec<String> = self.paths.iter().map(path).collect();
        let links = if self.follow_links { " --follow-links" } else { "" };
        let defaults =
            self.defaults.map_or_else(String::new, |defaults| format!(" --defaults {}", path(defaults)));
        format!("kcamp {verb} {}{links}{defaults}{}", paths.join(" "), self.choices.flags().concat())
    }

    /// The command that saves a plan of this request to a file.
    pub(in crate::commands) fn save_command(&self, file: &Path) -> String {
        format!("{} --out {}", self.command("plan"), path_in_a_shell(file))
    }

    /// The next step where a part was not done.
    pub(in crate::commands) fn apply_again(&self) -> String {
        format!("to do the rest: {}", self.command("apply"))
    }

    /// The next step if a campaign is not as its plan saw it.
    pub(in crate::commands) fn plan_again(&self) -> String {
        format!("look at the new changes: {}", self.command("plan"))
    }

    /// The next step for a schedule that may have been switched off by hand; in a halted account, the way out of the
    /// halt.
    pub(in crate::commands) fn switch_on(self, context: &Context) -> String {
        if let Err(halted) = context.refuse_while_halted() {
            return halted.hints.first().cloned().unwrap_or_else(|| halted.message());
        }
        let reenable = PlanPermissions { reenable: true, ..PlanPermissions::default() };
        format!("to switch it on: {}", self.with(reenable).command("apply"))
    }
}

/// The format of a plan, which tells whether the rest can be read.
#[derive(Debug, Deserialize)]
struct PlanHeader {
    kcamp_plan: u32,
    version: String,
    /// The paths of the plan, as far as this version can read them.
    #[serde(default)]
    paths: Value,
}

/// A plan as it is saved.
#[derive(Debug, Serialize, Deserialize)]
pub(in crate::commands) struct SavedPlan {
    /// The file format.
    kcamp_plan: u32,
    /// The version of kcamp that made the plan.
    version: String,
    /// When it was made.
    made_at: Timestamp,
    /// The account of the campaigns.
    #[serde(flatten)]
    place: AccountPlace,
    /// The profile, if one was used.
    profile: Option<String>,
    /// The paths of the plan, as they were typed.
    paths: Vec<PathBuf>,
    /// The folder in which they were typed; `None` if it was not known.
    folder: Option<PathBuf>,
    /// Whether links out of folders were followed.
    follow_links: bool,
    /// The defaults file that the campaigns inherit from, if it was named.
    defaults: Option<PathBuf>,
    /// The other choices.
    choices: PlanPermissions,
    lines: Vec<SavedLine>,
}

/// The verdict on the beginning of a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Beginning {
    /// The file is a plan.
    Plan,
    /// The file may be a plan, but it ends before that is certain.
    Cut,
    /// It begins like another JSON object.
    OtherObject,
    /// It does not begin like a JSON object.
    Other,
}

impl Beginning {
    fn of(bytes: &[u8]) -> Self {
        let start = String::from_utf8_lossy(&bytes[..bytes.len().min(256)]);
        let start = start.trim_start();
        let Some(key) = start.strip_prefix('{').map(str::trim_start) else {
            return if start.is_empty() { Self::Cut } else { Self::Other };
        };
        match key {
            key if key.starts_with(MARK) => Self::Plan,
            key if MARK.starts_with(key) => Self::Cut,
            _ => Self::OtherObject,
        }
    }
}

/// A line of a saved plan.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
struct SavedLine {
    action: String,
    name: String,
    details: String,
    /// The digest of the live values and of the values to send; empty if nothing is to be sent.
    digest: String,
    /// The parts of what the digest is of.
    parts: Parts,
}

impl SavedLine {
    fn of(line: &PlanLine, plan: &Plan, now: Timestamp) -> Self {
        let PlanLineView { action, name, details, .. } = PlanLineView::new(line, now);
        let (digest, parts) =
            if line.step.is_carried_out() { digest_and_parts(&line.step, plan) } else { Default::default() };
        Self { action: action.verb().to_owned(), name, details, digest, parts }
    }
}

impl SavedPlan {
    /// Makes the file of a plan from these paths.
    ///
    /// # Errors
    ///
    /// If a path is stdin, which cannot be read again.
    pub(super) fn new(
        plan: &Plan,
        PlanRequest { paths, follow_links, defaults, choices }: PlanRequest<'_>,
        context: &Context,
    ) -> Result<Self, Error> {
        if paths.iter().any(|path| path.as_os_str() == "-") {
            return Err(Error::usage(
                "plan/of-stdin",
                "a plan of stdin cannot be saved, because apply reads the files again",
            )
            .nothing_sent()
            .hint("write the campaigns to a file and name that"));
        }
        let now = context.clock.now();
        Ok(Self {
            kcamp_plan: FORMAT_VERSION,
            version: env!("CARGO_PKG_VERSION").to_owned(),
            made_at: now,
            place: context.journal_place()?,
            profile: context.profile_name(),
            paths: paths.to_vec(),
            folder: std::env::current_dir().ok(),
            follow_links,
            defaults: defaults.cloned(),
            choices,
            lines: saved_lines(plan, now),
        })
    }

    /// Writes the file, which only its user can read.
    ///
    /// # Errors
    ///
    /// The plan contains a secret, or the file cannot be written.
    pub(super) fn write(&self, path: &Path, context: &Context) -> Result<(), Error> {
        let mut bytes =
            serde_json::to_vec_pretty(&self.sealed()).context("a plan cannot be written as JSON")?;
        bytes.push(b'\n');
        context.refuse_secret_in_file(
            &format!("the plan {}", path.display()),
            &String::from_utf8_lossy(&bytes),
        )?;
        files::replace_named(path, &bytes)
            .with_context(|| format!("cannot write the plan {}", path.display()))?;
        context.wrote(format!("wrote {}", path.display()));
        Ok(())
    }

    /// The file's content, with a digest of all of it: not all that is edited would show in the lines.
    fn sealed(&self) -> Option<Value> {
        let mut plan = serde_json::to_value(self).ok()?;
        let digest = hex_digest(plan.to_string().as_bytes());
        plan.as_object_mut()?.insert("digest".to_owned(), digest.into());
        Some(plan)
    }

    /// The arguments from which the plan was made.
    pub(in crate::commands) fn request(&self) -> PlanRequest<'_> {
        PlanRequest {
            paths: &self.paths,
            follow_links: self.follow_links,
            defaults: self.defaults.as_ref(),
            choices: self.choices,
        }
    }

    /// The saved plan at a path; `None` if the path has campaign files.
    ///
    /// # Errors
    ///
    /// If the plan cannot be read, or if the file has the extension of a plan but only its beginning.
    pub(in crate::commands) fn read(path: &Path) -> Result<Option<Self>, Error> {
        let is_file = fs::metadata(path).is_ok_and(|it| it.is_file() && it.len() <= SIZE_MAX);
        if !is_file {
            return Ok(None);
        }
        let Ok(bytes) = fs::read(path) else { return Ok(None) };
        // Some editors write a mark in front.
        let bytes = bytes.strip_prefix(BYTE_ORDER_MARK).unwrap_or(&bytes);
        let beginning = Beginning::of(bytes);
        let is_to_be_a_plan = path.extension().is_some_and(|it| it == EXTENSION);
        match beginning {
            Beginning::Plan => {}
            Beginning::Cut | Beginning::OtherObject if is_to_be_a_plan => {}
            Beginning::Cut | Beginning::OtherObject | Beginning::Other => return Ok(None),
        }
        let unreadable = |why: &str, request: Option<PlanRequest<'_>>| {
            let again = request.map_or_else(
                || {
                    let out = path_in_a_shell(path);
                    format!("make a new plan of the campaign files: kcamp plan PATH --out {out}")
                },
                |request| format!("make a new plan: {}", request.save_command(path)),
            );
            Error::usage("plan/unreadable", format!("the plan {} {why}", path.display()))
                .nothing_sent()
                .hint(again)
        };
        let damaged = |error: &serde_json::Error, request| {
            let why = if error.is_eof() {
                "is not whole: its end is missing".to_owned()
            } else {
                format!("is not as kcamp saved it (line {}, column {})", error.line(), error.column())
            };
            unreadable(&why, request)
        };
        if beginning == Beginning::OtherObject {
            let why = "holds other JSON than kcamp plan --out saves; campaign files in JSON have names that end in .json";
            return Err(unreadable(why, None));
        }
        let PlanHeader { kcamp_plan, version, paths } =
            serde_json::from_slice(bytes).map_err(|error| damaged(&error, None))?;
        let paths: Vec<PathBuf> = serde_json::from_value(paths).unwrap_or_default();
        let choices = PlanPermissions::default();
        let files = PlanRequest { paths: &paths, follow_links: false, defaults: None, choices };
        let files = (!paths.is_empty()).then_some(files);
        let own = env!("CARGO_PKG_VERSION");
        if kcamp_plan != FORMAT_VERSION || version != own {
            let why = if version == own {
                format!("is written in form {kcamp_plan}, and this kcamp reads form {FORMAT_VERSION}")
            } else {
                format!("was made by kcamp {version}, and this is {own}")
            };
            return Err(unreadable(&why, files));
        }
        let plan: Self = serde_json::from_slice(bytes).map_err(|error| damaged(&error, files))?;
        // What is missing would be read as not set, such as the profile that tells two accounts apart.
        let is_whole = serde_json::from_slice(bytes).is_ok_and(|saved: Value| Some(saved) == plan.sealed());
        if is_whole {
            Ok(Some(plan))
        } else {
            Err(unreadable("was edited: a key is missing or was added, or a value was changed", files))
        }
    }

    /// Refuses where the settings name another account, and where another profile names one that may be another. Ids
    /// that are not set at all are another matter.
    ///
    /// # Errors
    ///
    /// `plan/stale`, with the plan's account.
    pub(in crate::commands) fn refuse_other_account(&self, context: &Context) -> Result<(), Error> {
        let here = context.journal_place()?;
        let whose = self.place.account.in_words();
        let profile = self.profile.as_ref().map(|profile| format!("profile {profile}"));
        let whose: Vec<String> = profile.into_iter().chain(whose).chain([self.place.host.clone()]).collect();
        let whose = whose.join(", ");
        // The platform has ids for its accounts, and the plan does not say all of them.
        let is_cut = !here.has_kin() && here.account.is_known() && !self.place.account.is_known();
        let is_one_profile = here.has_kin() && self.profile == context.profile_name();
        let (message, hint) = match here.kinship(&self.place) {
            Kinship::Same if !is_cut => return Ok(()),
            Kinship::Unsure if is_one_profile || !here.has_kin() && !is_cut => return Ok(()),
            Kinship::Same | Kinship::Unsure => (
                format!(
                    "the plan is for {whose}, and nothing tells whether that is the account of {}",
                    context.whereabouts()?
                ),
                "if it is one account, set its name (account_id, KCAMP_ACCOUNT_ID) in both places, and save a new plan",
            ),
            Kinship::Other if here.host != self.place.host => (
                format!("the plan is for an account of another host ({})", self.place.host),
                "choose the profile of that account with --profile",
            ),
            Kinship::Other => (
                format!("the plan is for another account ({whose})"),
                "choose the profile of that account with --profile",
            ),
        };
        Err(Error::stale_plan(message, hint))
    }

    /// Refuses where what it would do is not what `plan` does. `file` is where it was read.
    ///
    /// # Errors
    ///
    /// `plan/stale`, with the changes.
    pub(in crate::commands) fn check(
        &self,
        file: &Path,
        plan: &Plan,
        context: &Context,
    ) -> Result<(), Error> {
        let Some(changed) = changed_in_words(&self.lines, &saved_lines(plan, context.clock.now())) else {
            return Ok(());
        };
        let message = format!(
            "the files or the live campaigns have changed since the plan was made at {}: {changed}",
            self.made_at
        );
        let again = self.request().save_command(file);
        let next = format!("look at the new changes and save a new plan: {again}");
        Err(self.made_elsewhere(file, Error::stale_plan(message, next)))
    }

    /// Adds to an error about the plan's files that it was made in another folder, where its paths may mean other
    /// files. The plan is carried out wherever it is the same, as in the next job of a pipeline.
    pub(in crate::commands) fn made_elsewhere(&self, file: &Path, error: Error) -> Error {
        let files = self.paths.iter().chain(&self.defaults);
        let (Some(folder), Ok(here)) = (&self.folder, std::env::current_dir()) else { return error };
        if *folder == here || files.clone().all(|path| path.is_absolute()) {
            return error;
        }
        let files: Vec<String> =
            files.filter(|path| path.is_relative()).map(|path| path_in_a_shell(path)).collect();
        let (from, plan) = (path_in_a_shell(folder), path_in_a_shell(&here.join(file)));
        error.hint(format!(
            "the plan was made in the folder {}, and means {} there: cd {from} && kcamp apply {plan}",
            folder.display(),
            files.join(", ")
        ))
    }
}

/// Refuses a plan that differs now from the one that was shown.
///
/// # Errors
///
/// `plan/stale`, with the changes.
pub(in crate::commands) fn refuse_changed(shown: &Plan, plan: &Plan, context: &Context) -> Result<(), Error> {
    let now = context.clock.now();
    let Some(changed) = changed_in_words(&saved_lines(shown, now), &saved_lines(plan, now)) else {
        return Ok(());
    };
    let message = format!("the live campaigns have changed since the plan was shown: {changed}");
    Err(Error::stale_plan(message, "look at the new changes: run it again"))
}

fn saved_lines(plan: &Plan, now: Timestamp) -> Vec<SavedLine> {
    plan.lines.iter().map(|line| SavedLine::of(line, plan, now)).collect()
}

/// The differences between two plans, in words; `None` if there are none.
fn changed_in_words(before: &[SavedLine], now: &[SavedLine]) -> Option<String> {
    let changed = changed(before, now);
    (!changed.is_empty()).then(|| first_of(&changed, NAMED_MAX, "; "))
}

/// Every campaign whose lines have changed, in words.
fn changed(before: &[SavedLine], now: &[SavedLine]) -> Vec<String> {
    let counts = |lines: &[SavedLine], line: &SavedLine| lines.iter().filter(|other| *other == line).count();
    let is_other =
        |line: &&SavedLine, others: &[SavedLine], own: &[SavedLine]| counts(others, line) < counts(own, line);
    let words = |line: &SavedLine| match line.details.as_str() {
        "" => line.action.clone(),
        details => format!("{} ({details})", line.action),
    };
    let gone = before.iter().filter(|line| is_other(line, now, before));
    let mut found: Vec<String> = Vec::new();
    for line in gone {
        let same_name: Vec<&SavedLine> =
            now.iter().filter(|other| other.name == line.name && is_other(other, before, now)).collect();
        let is_now = match same_name.first() {
            None => "nothing".to_owned(),
            Some(other) if words(other) == words(line) => {
                let others = other_parts(&line.parts, &other.parts);
                let what = if others.is_empty() {
                    "of another state".to_owned()
                } else {
                    format!("with another {}", others.join(", "))
                };
                format!("{}, {what}", words(other))
            }
            Some(other) => words(other),
        };
        found.push(format!("{:?} was {} and is {is_now}", line.name, words(line)));
    }
    // An unchanged line tells nothing about other lines of the same campaign.
    let is_told = |line: &SavedLine| {
        before.iter().any(|other| other.name == line.name && is_other(&other, now, before))
    };
    let new = now.iter().filter(|line| is_other(line, before, now) && !is_told(line));
    found.extend(new.map(|line| format!("{:?} is {} and was not there", line.name, words(line))));
    found
}

#[cfg(test)]
mod tests {
    use super::{Parts, SavedLine, changed};

    fn line(action: &str, name: &str, details: &str, digest: &str) -> SavedLine {
        let [action, name, details, digest] = [action, name, details, digest].map(str::to_owned);
        SavedLine { action, name, details, digest, parts: Parts::new() }
    }

    #[test]
    fn what_has_changed_is_named_with_both_states() {
        let before = [line("update", "A", "priority 5 → 3", "1"), line("unchanged", "B", "", "")];
        assert_eq!(changed(&before, &before), [""; 0]);
        let now = [line("update", "A", "priority 5 → 3", "2"), line("create", "B", "sms", "3")];
        assert_eq!(
            changed(&before, &now),
            [
                "\"A\" was update (priority 5 → 3) and is update (priority 5 → 3), of another state",
                "\"B\" was unchanged and is create (sms)",
            ]
        );
        assert_eq!(changed(&before, &now[..1]).len(), 2);
        let more = [before[0].clone(), before[1].clone(), line("create", "C", "sms", "4")];
        assert_eq!(changed(&before, &more), ["\"C\" is create (sms) and was not there"]);
    }

    #[test]
    fn a_further_line_of_a_campaign_is_a_change_whatever_its_other_lines_are() {
        let schedule = line("schedule", "A", "switched on", "1");
        for (action, details) in [("update", "priority 5 → 4"), ("delete", ""), ("schedule", "switched off")]
        {
            let now = [line(action, "A", details, "2"), schedule.clone()];
            assert_eq!(changed(std::slice::from_ref(&schedule), &now).len(), 1, "{action}");
        }
    }
}
