//! `kcamp profile remove`.

use crate::context::Context;
use crate::error::Error;
use crate::exit::Exit;
use crate::profile;
use crate::ui::prompt::Answer;

use super::known;

/// Remove a profile from the config file; nothing changes on the platform
#[derive(Debug, clap::Args)]
pub struct RemoveArgs {
    /// The profile
    name: String,
}

/// Removes the profile and saves the file.
pub fn run(args: &RemoveArgs, context: &mut Context) -> Result<Exit, Error> {
    let name = known(&args.name, context)?;
    let question = format!("remove the profile {name} from the config file?");
    let asks = context.ui.can_prompt() && !context.answers_yes();
    if asks && !context.ui.prompts().confirm(&question, Answer::No)? {
        return Err(Error::new("consent/declined", "not confirmed; nothing was removed", Exit::Unconfirmed));
    }
    profile::update(&context.config_path()?, &context.patience(), |config| {
        config.profiles.remove(&name);
        config.current.take_if(|current| *current == name);
    })?;
    context.ui.talk(&format!(
        "the profile {} is removed; what a secret command or file of it holds is left alone",
        args.name
    ));
    Ok(Exit::Success)
}
