//! Asks on a terminal for the required arguments that a command line does not have.

use std::path::Path;

use super::campaign::chosen;
use super::completions::Expected;
use super::profile;
use crate::context::Context;
use crate::error::Error;
use crate::manifest::near_path;
use crate::platform::feature::Feature;
use crate::view::contact_list::list_label;

/// Refuses a command that the platform does not have, or that is about profiles where there are none, so that nothing
/// is asked for it. `path` is its words after `kcamp`.
///
/// # Errors
///
/// The platform does not have it, there are no profiles, or the settings cannot be resolved.
pub fn refuse_not_served(path: &[&str], context: &Context) -> Result<(), Error> {
    let feature = match path {
        ["contact-list", ..] => Feature::ContactLists,
        ["campaign", "callback"] => Feature::CallBacks,
        ["campaign", "executions"] => Feature::Executions,
        ["campaign", "import"] => Feature::Import,
        ["campaign", "pause"] => Feature::Pause,
        ["campaign", "re-execute"] => Feature::ReExecution,
        ["campaign", "template-preview"] => Feature::TemplatePreview,
        ["profile", ..] => return profile::refuse_none(context),
        _ => return Ok(()),
    };
    context.require(feature)
}

/// Asks for the value of an argument: a choice where its values are known, else a text. Campaigns and contact lists are
/// those of the account now.
///
/// # Errors
///
/// The question is not answered, the list cannot be read, or there is nothing to choose from.
pub async fn value(arg: &clap::Arg, expected: Expected, context: &mut Context) -> Result<String, Error> {
    let question = question(arg);
    match expected {
        Expected::Campaign => Ok(chosen::one(None, context).await?.as_str().to_owned()),
        Expected::ContactList => contact_list(context).await,
        Expected::OneOf(words) => {
            let chosen = context.ui.prompts().select(&question, &words)?;
            Ok(words[chosen].clone())
        }
        Expected::File => Ok(context.ui.prompts().text(&question, None, &is_there)?),
        Expected::Text => Ok(context.ui.prompts().text(&question, None, &|text| match text.trim() {
            "" => Err("type a value".to_owned()),
            _ => Ok(()),
        })?),
    }
}

/// Asks which contact list is meant. Returns its id, because names may be shared.
async fn contact_list(context: &mut Context) -> Result<String, Error> {
    let lists = context.connect().await?.contact_lists().await?;
    if lists.is_empty() {
        return Err(Error::usage("usage/missing-values", "the account has no contact list to choose")
            .hint("make one with: kcamp contact-list create NAME --description TEXT"));
    }
    let items: Vec<String> = lists.iter().map(list_label).collect();
    let chosen = context.ui.prompts().select("contact list", &items)?;
    Ok(format!("id:{}", lists[chosen].id))
}

/// The help of an argument up to its first part, as a question.
fn question(arg: &clap::Arg) -> String {
    const ENDS: [&str; 4] = [";", ", or - ", ", - ", ", at most"];
    let help = arg.get_help().map(ToString::to_string).unwrap_or_default();
    let end = ENDS.iter().filter_map(|end| help.find(end)).min().unwrap_or(help.len());
    let mut words = help[..end].splitn(2, ' ');
    let first = words.next().unwrap_or_default();
    let is_name = first.len() > 1 && first.chars().nth(1).is_some_and(char::is_uppercase);
    let first = if is_name { first.to_owned() } else { first.to_lowercase() };
    words.next().map_or_else(|| first.clone(), |rest| format!("{first} {rest}"))
}

/// Whether a file or folder is there, or it is stdin.
fn is_there(text: &str) -> Result<(), String> {
    let path = Path::new(text);
    match near_path(path) {
        _ if text.is_empty() => Err("type the path of a file".to_owned()),
        _ if text == "-" || path.exists() => Ok(()),
        Some(near) => Err(format!("no such file or folder; did you mean {}?", near.display())),
        None => Err("no such file or folder".to_owned()),
    }
}
