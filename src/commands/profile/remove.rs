//! `kcamp profile remove`.

use crate::context::Context;
use crate::domain::effect::Effect;
use crate::error::Error;
use crate::exit::Exit;
use crate::profile::{self, Profile, ProfileName};
use crate::ui::prompt::Answer;

use super::known;

/// Remove a profile from the config file; nothing changes on the platform
///
/// For a protected profile kcamp asks for its name; without a terminal it needs --yes --confirm NAME.
///
/// Example: kcamp profile remove staging
#[derive(Debug, clap::Args)]
pub struct RemoveArgs {
    /// The profile
    name: String,
}

/// Removes the profile and saves the file.
///
/// # Errors
///
/// There is no such profile, there is no consent, or the configuration cannot be read or written.
pub fn run(args: &RemoveArgs, context: &mut Context) -> Result<Exit, Error> {
    context.refuse_dry_run("profile remove")?;
    let name = known(&args.name, context)?;
    let question = format!("remove the profile {name} from the config file?");
    let config = context.config()?.unwrap_or_default();
    if config.profiles.get(&name).is_some_and(Profile::is_protected) {
        let what = "its protection would be lost";
        context.consent_to_change_profile(name.as_str(), &question, what, Effect::NothingRemoved)?;
        return remove(&name, context);
    }
    let asks = context.ui.can_prompt() && !context.answers_yes();
    if asks {
        let answer = context.ui.prompts().confirm(&question, Answer::No);
        if !answer.map_err(|error| Error::from(error).with_effect(Effect::NothingRemoved))? {
            return Err(Error::declined(Effect::NothingRemoved));
        }
    }
    remove(&name, context)
}

fn remove(name: &ProfileName, context: &mut Context) -> Result<Exit, Error> {
    profile::update(&context.config_path()?, &context.patience(), |config| {
        config.profiles.remove(name);
        config.current.take_if(|current| current == name);
    })?;
    context
        .show_done(format!("the profile {name} is removed; its secret files and commands are left alone"))?;
    Ok(Exit::Success)
}
