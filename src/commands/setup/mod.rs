//! `kcamp setup`.

mod answers;
mod entry;
mod from_env;
mod given;
mod keep;
mod old_values;
mod one_password;
mod program;
mod repeat;
mod vault;

use std::path::PathBuf;

use crate::context::Context;
use crate::domain::effect::Effect;
use crate::error::Error;
use crate::exit::Exit;
use crate::profile::{self, ConfigFile, Profile, ProfileName};
use crate::ui::prompt::Answer;

use answers::{Answers, Correction};

/// Set up a profile: where the account is, how to sign in, and in which zone you type times
///
/// On a terminal kcamp asks for the values that no flag gives. Without a terminal the flags must give all of them:
///
/// Kore.ai: kcamp setup --profile acme --stream-id … --account-id … --client-id … --secret-env ACME_SECRET --timezone
/// Asia/Kolkata
///
/// Burki: kcamp setup --platform burki --profile acme --secret-env ACME_API_KEY --timezone Asia/Kolkata
///
/// If a profile of this name exists, its values are offered as answers, and kcamp asks before it replaces the profile;
/// --yes answers, and is needed without a terminal, where the profile keeps the values that no flag gives. If a check
/// fails, kcamp asks again for one answer.
#[derive(Debug, clap::Args)]
pub struct SetupArgs {
    /// Read the client secret, or Burki's API key, from this environment variable at every use
    #[arg(long, value_name = "NAME", group = "secret_place")]
    secret_env: Option<String>,
    /// Read the secret or API key from this file at every use; the file must contain nothing else
    #[arg(long, value_name = "FILE", group = "secret_place")]
    secret_file: Option<PathBuf>,
    /// Run this command at every use, and take the first line that it prints as the secret or API key; quotes work as
    /// in a shell
    #[arg(long, value_name = "COMMAND", group = "secret_place")]
    secret_command: Option<String>,
    /// The country of phone numbers without a country code, as two letters; without a country such numbers are refused
    #[arg(long, value_name = "COUNTRY")]
    region: Option<String>,
    /// The zone of the platform's own clock (Kore.ai) [default: UTC]
    #[arg(long, value_name = "ZONE")]
    schedule_timezone: Option<String>,
    /// Ask for the profile's name before every write
    #[arg(long)]
    protected: bool,
    /// Never ask: take every setting that no flag gives from the environment variables that every command reads; the
    /// profile refers to the secret's variable
    #[arg(long)]
    from_env: bool,
    /// Save without asking the platform whether the credentials work
    #[arg(long)]
    no_check: bool,
}

/// Asks for the values, checks them, and saves the profile.
///
/// # Errors
///
/// It runs in the sandbox, a value is missing or cannot be used, the user does not agree to replace a profile, the
/// platform refuses the credentials, or the configuration cannot be written.
pub async fn run(args: SetupArgs, context: &mut Context) -> Result<Exit, Error> {
    context.refuse_dry_run("setup")?;
    if context.in_sandbox() {
        return Err(Error::usage("setup/in-sandbox", "the sandbox needs no profile")
            .hint("run the command that you meant with --sandbox, or kcamp setup without it"));
    }
    if args.from_env {
        context.ui.never_ask();
    }
    let path = context.config_path()?;
    let existing = profile::load(&path)?.unwrap_or_default();
    let name =
        answers::name(&existing, &args, context).map_err(|error| args.begin_again(error, None, context))?;
    let mut answers = match Answers::begin(name.clone(), &args, &existing, context) {
        Ok(answers) => answers,
        Err(error) => return Err(args.begin_again(error, Some(&name), context)),
    };
    if let Err(error) = finish(&mut answers, &args, &existing).await {
        return Err(answers.add_to(error));
    }
    if let Err(error) = save(&path, &answers.name, answers.profile.clone(), answers.context) {
        let error = answers.add_to(error);
        return Err(match answers.entry {
            Some(entry) => entry.taken_back(error),
            None => error,
        });
    }
    let Answers { context, name, .. } = answers;
    context.show_done(format!("the profile {name} is saved in {}", path.display()))?;
    let with = match &existing.current {
        Some(current) if *current != name => format!(" --profile {name}"),
        _ => String::new(),
    };
    context
        .ui
        .talk(&format!("next: kcamp profile show{with}, kcamp campaign list{with}, kcamp validate FILE"));
    if !with.is_empty() {
        context
            .ui
            .talk(&format!("kcamp profile use {name} makes it the profile of commands without --profile"));
    }
    Ok(Exit::Success)
}

/// Asks for all values, and tries them.
async fn finish(answers: &mut Answers<'_>, args: &SetupArgs, existing: &ConfigFile) -> Result<(), Error> {
    answers.fill()?;
    answers.report_old_values(existing.profiles.get(&answers.name));
    if let Some(old) = existing.profiles.get(&answers.name).filter(|_| !answers.context.ui.can_prompt()) {
        consent_to_replace(&answers.name, old, answers.context)?;
    }
    loop {
        if !args.no_check {
            check(answers).await?;
        }
        // Nothing outside is changed before all questions are answered.
        if answers.is_stored()? {
            return Ok(());
        }
        answers.place_elsewhere()?;
    }
}

/// Asks whether to replace a profile. On a terminal this is the first question, so that no answers are lost.
fn consent_to_replace(name: &ProfileName, old: &Profile, context: &mut Context) -> Result<(), Error> {
    if old.is_protected() {
        let question = format!("the profile {name} exists already; replace it?");
        let what = "this changes it; its protection would be kept";
        return context.consent_to_change_profile(name.as_str(), &question, what, Effect::NothingSaved);
    }
    replace_allowed(name, context)
}

fn replace_allowed(name: &ProfileName, context: &mut Context) -> Result<(), Error> {
    if context.answers_yes() {
        return Ok(());
    }
    if !context.ui.can_prompt() {
        return Err(Error::new(
            "consent/needs-yes",
            format!("the profile {name} exists already"),
            Exit::Unconfirmed,
        )
        .with_effect(Effect::NothingSaved)
        .hint("add --yes to replace it, or choose another name with --profile"));
    }
    let question = format!("the profile {name} exists already; replace it?");
    if context.ui.prompts().confirm(&question, Answer::No)? {
        Ok(())
    } else {
        Err(Error::declined(Effect::NothingSaved))
    }
}

/// Makes a read with the new profile. If it fails, the user corrects one answer, or saves the profile anyway.
async fn check(answers: &mut Answers<'_>) -> Result<(), Error> {
    loop {
        let error = match try_profile(&answers.name, &answers.profile, answers.context).await {
            Ok(seen) => {
                answers.context.ui.talk(&format!("the credentials work: {seen}"));
                return Ok(());
            }
            Err(error) => without_commands(error),
        };
        if !answers.context.ui.can_prompt() {
            let again = answers.args.repeated(Some(&answers.name), answers.context);
            return Err(error
                .hint("nothing was saved; add --no-check to save without asking the platform")
                .hint(format!("what you gave is in this command: {again}")));
        }
        answers.context.ui.setback(&error);
        let corrections = answers.corrections(&error).into_iter();
        let others = [
            (NextStep::TryAgain, "try again"),
            (NextStep::Save, "save the profile anyway"),
            (NextStep::End, "end without saving"),
        ];
        let (steps, items): (Vec<_>, Vec<_>) = corrections
            .map(|(correction, now)| (NextStep::Correct(correction), format!("change the {now}")))
            .chain(others.map(|(step, item)| (step, item.to_owned())))
            .unzip();
        // From here on, an interrupted setup would lose values, even if flags gave them all.
        answers.is_asked = true;
        match steps[answers.context.ui.prompts().select("the check failed; what next?", &items)?] {
            NextStep::Correct(correction) => answers.correct(correction)?,
            NextStep::TryAgain => {}
            NextStep::Save => return Ok(()),
            NextStep::End => return Err(error.hint("nothing was saved")),
        }
    }
}

/// The next step after a failed check.
#[derive(Debug, Clone, Copy)]
enum NextStep {
    Correct(Correction),
    TryAgain,
    Save,
    End,
}

/// The error without the commands in its hints: other commands cannot use a profile that is not saved.
fn without_commands(error: Error) -> Error {
    let rest = |hint: String| {
        let parts: Vec<&str> = hint.split("; ").filter(|part| !part.contains("kcamp ")).collect();
        (!parts.is_empty()).then(|| parts.join("; "))
    };
    Error { hints: error.hints.into_iter().filter_map(rest).collect(), ..error }
}

async fn try_profile(name: &ProfileName, profile: &Profile, context: &mut Context) -> Result<String, Error> {
    let settings = Context::settings_of(name, profile)?;
    // The secret is read now; without it, nothing is asked.
    let platform = context.connect_to(&settings)?;
    let title = settings.platform.value.title();
    context.ui.talk(&format!("asking {title} whether the credentials work"));
    Ok(platform.probe().await?)
}

fn save(
    path: &std::path::Path,
    name: &ProfileName,
    profile: Profile,
    context: &Context,
) -> Result<(), Error> {
    profile::update(path, &context.patience(), |config| {
        if config.current.is_none() {
            config.current = Some(name.clone());
        }
        config.profiles.insert(name.clone(), profile);
    })?;
    Ok(())
}

#[cfg(test)]
mod tests;
