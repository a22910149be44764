//! `kcamp schema`.

use anyhow::Context as _;
use serde_json::{Value, json};

use crate::context::Context;
use crate::domain::choice::nearest;
use crate::error::Error;
use crate::exit::Exit;
use crate::manifest::campaign_schema;

/// What every command prints with `-o json`: `properties` holds a schema for each command. It is made from the views, by a
/// test of this module.
const OUTPUT_SCHEMA: &str = include_str!("schema/output.schema.json");

/// Print a JSON Schema (draft 2020-12), for editors and other checks
///
/// kcamp schema output says what -o json prints: a property for each command, one for dry runs, and one for the error that
/// is the last line on stderr. Keys are added to it, and none is removed or given another meaning.
///
/// Example: kcamp schema output campaign list
#[derive(Debug, clap::Args)]
pub struct SchemaArgs {
    /// campaign: campaign files of either platform; plan: what kcamp plan prints with -o json; output: what every command does
    #[arg(value_name = "WHAT", value_parser = ["campaign", "plan", "output"])]
    what: String,
    /// output: of this command alone, such as campaign list; or of dry-run or error
    #[arg(value_name = "COMMAND")]
    command: Vec<String>,
}

/// Prints the schema as JSON, whatever the output format.
pub fn run(args: &SchemaArgs, context: &mut Context) -> Result<Exit, Error> {
    let command = args.command.join(" ");
    match (args.what.as_str(), command.as_str()) {
        ("output", "") => context.ui.write_raw(OUTPUT_SCHEMA)?,
        ("output", command) => context.ui.write_raw(&format!("{:#}\n", output_of(command)?))?,
        ("plan", "") => context.ui.write_raw(&format!("{:#}\n", output_of("plan")?))?,
        (_, "") => context.ui.write_raw(&format!("{:#}\n", campaign_schema()))?,
        (what, command) => {
            let message = format!("the schema of a {what} is one, and has no part {command:?}");
            return Err(Error::usage("usage/command-line", message).hint("remove what stands behind it"));
        }
    }
    Ok(Exit::Success)
}

/// The schema of what one command prints.
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
