//! `kcamp profile`.

pub mod list;
pub mod remove;
pub mod show;
pub mod switch;

use crate::context::Context;
use crate::error::Error;
use crate::exit::Exit;
use crate::profile::{ProfileName, nearest};

/// List, show and choose profiles; `kcamp setup` makes one
#[derive(Debug, clap::Subcommand)]
#[command(defer = true)]
pub enum ProfileCommand {
    List(list::ListArgs),
    Show(show::ShowArgs),
    Use(switch::UseArgs),
    Remove(remove::RemoveArgs),
}

/// Runs the chosen command.
///
/// # Errors
///
/// The chosen command fails.
pub fn run(command: &ProfileCommand, context: &mut Context) -> Result<Exit, Error> {
    match command {
        ProfileCommand::List(args) => list::run(args, context),
        ProfileCommand::Show(args) => show::run(args, context),
        ProfileCommand::Use(args) => switch::run(args, context),
        ProfileCommand::Remove(args) => remove::run(args, context),
    }
}

/// Refuses a choice where there is nothing to choose.
///
/// # Errors
///
/// There are no profiles, or the config file cannot be read.
pub fn refuse_none(context: &Context) -> Result<(), Error> {
    match context.config()? {
        Some(config) if !config.profiles.is_empty() => Ok(()),
        _ => Err(Error::new("profile/not-found", "there are no profiles yet", Exit::NotFound)
            .hint("make one with: kcamp setup")),
    }
}

/// The profile of this name, which must be in the config file.
fn known(text: &str, context: &Context) -> Result<ProfileName, Error> {
    let config = context.config()?.unwrap_or_default();
    let names: Vec<String> = config.profiles.keys().map(ToString::to_string).collect();
    if let Some(name) = config.profiles.into_keys().find(|name| name.as_str() == text) {
        return Ok(name);
    }
    let error = Error::new("profile/not-found", format!("there is no profile {text:?}"), Exit::NotFound);
    let near = nearest(text, names.iter().map(String::as_str));
    Err(match (near, names.is_empty()) {
        (Some(near), _) => error.hint(format!("did you mean {near}?")),
        (None, false) => error.hint(format!("the profiles are: {}", names.join(", "))),
        (None, true) => error.hint("no profiles yet; make one with: kcamp setup"),
    })
}
