//! `kcamp schema`.

use std::path::{Path, PathBuf};

use anyhow::Context as _;
use serde_json::{Value, json};

use crate::context::Context;
use crate::domain::choice::nearest;
use crate::error::Error;
use crate::exit::Exit;
use crate::manifest::{
    DefaultsFiles, LinksOut, campaign_schema_under, defaults_schema, instance, policy_schema,
};
use crate::profile::config_schema;

/// The output of every command with `-o json`: `properties` has a schema for each command. A test of this module
/// makes it from the views.
const OUTPUT_SCHEMA: &str = include_str!("schema/output.schema.json");

/// Print a JSON Schema (draft 2020-12), for editors and other checks
///
/// kcamp schema output describes what -o json prints: a property for each command, one for dry runs, and one for the
/// error that is the last line on stderr. New versions may add keys, but never remove a key or change its meaning.
///
/// Example: kcamp schema output campaign list
#[derive(Debug, clap::Args)]
pub struct SchemaArgs {
    /// What the schema is of; campaign: campaign files of either platform; defaults: kcamp.defaults.yaml; policy:
    /// kcamp.policy.yaml; config: the configuration file; plan: what kcamp plan prints with -o json; output: what every
    /// command does
    #[arg(value_name = "WHAT", value_parser = ["campaign", "defaults", "policy", "config", "plan", "output"])]
    what: String,
    /// output: of this command alone, such as campaign list; or of dry-run or error
    #[arg(value_name = "COMMAND")]
    command: Vec<String>,
    /// campaign: the schema for files under these defaults, which need not repeat the values of the defaults
    #[arg(long, value_name = "FILE")]
    defaults: Option<PathBuf>,
}

/// Prints the schema as JSON, whatever the output format.
///
/// # Errors
///
/// There is no such schema or command, the file of defaults cannot be read, or stdout cannot be written.
pub fn run(args: &SchemaArgs, context: &mut Context) -> Result<Exit, Error> {
    let command = args.command.join(" ");
    if args.defaults.is_some() && args.what != "campaign" {
        return Err(Error::usage("usage/command-line", "--defaults is for the schema of campaign files")
            .hint("kcamp schema campaign --defaults FILE"));
    }
    let defaults = match &args.defaults {
        None => json!({}),
        Some(file) => given_by(file, context)?,
    };
    match (args.what.as_str(), command.as_str()) {
        ("output", "") => context.ui.write_raw(OUTPUT_SCHEMA)?,
        ("output", command) => context.ui.write_raw(&format!("{:#}\n", output_of(command)?))?,
        ("plan", "") => context.ui.write_raw(&format!("{:#}\n", output_of("plan")?))?,
        ("defaults", "") => context.ui.write_raw(&format!("{:#}\n", defaults_schema()))?,
        ("config", "") => context.ui.write_raw(&format!("{:#}\n", config_schema()))?,
        ("policy", "") => context.ui.write_raw(&format!("{:#}\n", policy_schema()))?,
        ("campaign", "") => context.ui.write_raw(&format!("{:#}\n", campaign_schema_under(&defaults)))?,
        (what, command) => {
            let message =
                format!("the schema of {what} has no part {command:?}; only the schema of output has parts");
            return Err(Error::usage("usage/command-line", message).hint("remove the words after it"));
        }
    }
    Ok(Exit::Success)
}

/// The inherited values of an empty campaign, for a schema in an editor.
fn given_by(file: &Path, context: &Context) -> Result<Value, Error> {
    let platform = context.settings()?.platform.value;
    let mut files = DefaultsFiles::new(&[], Some(file.to_owned()), LinksOut::Left, platform);
    let inherited = files.of(None).whole(platform);
    if files.findings.has_errors() {
        return Err(Error::stopped_by(files.findings));
    }
    Ok(instance(&inherited))
}

/// The schema of one command's output.
fn output_of(command: &str) -> Result<Value, Error> {
    let mut document: Value =
        serde_json::from_str(OUTPUT_SCHEMA).context("the built-in schema cannot be read")?;
    let Some(schema) = document["properties"].get(command).cloned() else {
        let known = document["properties"].as_object().into_iter().flat_map(|commands| commands.keys());
        let error = Error::usage("usage/unknown-choice", format!("{command:?} prints no JSON"));
        return Err(match nearest(command, known.map(String::as_str)) {
            Some(meant) => error.hint(format!("did you mean {meant}?")),
            None => error.hint("kcamp schema output names every command that does"),
        });
    };
    let title = format!("{}: {command}", document["title"].as_str().unwrap_or_default());
    Ok(json!({
        "$schema": document["$schema"],
        "title": title,
        "allOf": [schema],
        "$defs": document["$defs"].take(),
    }))
}

#[cfg(test)]
mod tests;
