//! Command lines that lack required arguments: on a terminal kcamp asks for them.

use std::ffi::OsString;
use std::io::{self, IsTerminal as _};

use clap::error::{ContextKind, ContextValue, ErrorKind};
use clap::{CommandFactory as _, FromArgMatches as _};

use super::refusal::{leaf, report};
use super::{Cli, Command, GlobalArgs, parse};
use crate::commands::asking;
use crate::commands::completions::Expected;
use crate::context::{Context, block_on};
use crate::env::Environment;
use crate::error::Error;

/// The arguments that a command line lacks.
pub(super) struct Gaps {
    /// The names of the command, starting with the program's.
    path: Vec<String>,
    missing: Vec<Gap>,
}

/// One argument, or several of which one is given.
struct Gap(Vec<clap::Arg>);

impl Gap {
    /// The missing arguments that clap's error names by this usage.
    fn named(command: &clap::Command, usage: &str) -> Option<Self> {
        // An argument that another one can stand in for has square brackets of its own.
        let is_meant = |arg: &&clap::Arg| arg.to_string().replace('[', "<").replace(']', ">") == usage;
        if let Some(arg) = command.get_arguments().find(is_meant) {
            return Some(Self(vec![arg.clone()]));
        }
        let flags = usage.strip_prefix('<')?.strip_suffix('>')?.split('|');
        let find = |flag: &str| command.get_arguments().find(|arg| arg.to_string() == flag).cloned();
        Some(Self(flags.map(find).collect::<Option<_>>()?))
    }

    /// The argument that is meant; of several, the user chooses.
    fn chosen(&self, context: &mut Context) -> Result<&clap::Arg, Error> {
        let Self(args) = self;
        if let [only] = args.as_slice() {
            return Ok(only);
        }
        let help = |arg: &clap::Arg| {
            format!("{arg}: {}", arg.get_help().map(ToString::to_string).unwrap_or_default())
        };
        let items: Vec<String> = args.iter().map(help).collect();
        Ok(&args[context.ui.prompts().select("which of these?", &items)?])
    }
}

/// The values that a command line lacks, and the context in which they are asked for. `None` if something else is wrong
/// with it, or nobody can be asked.
pub(super) fn of(
    error: &clap::Error,
    arguments: &[OsString],
    environment: &Environment,
) -> Option<(Gaps, Context)> {
    if error.kind() != ErrorKind::MissingRequiredArgument || !io::stdin().is_terminal() {
        return None;
    }
    let ContextValue::Strings(named) = error.get(ContextKind::InvalidArg)? else { return None };
    let (command, name) = leaf(arguments);
    let mut missing = named.iter().map(|usage| Gap::named(&command, usage)).collect::<Option<Vec<_>>>()?;
    missing.sort_by_key(|Gap(args)| !args.iter().any(clap::Arg::is_positional));
    let matches = Cli::command().ignore_errors(true).try_get_matches_from(arguments).ok()?;
    let startup = GlobalArgs::from_arg_matches(&matches).ok()?.into_startup();
    let context =
        Context::new(startup, environment.clone()).ok().filter(|context| context.ui.can_prompt())?;
    Some((Gaps { path: name.split(' ').map(str::to_owned).collect(), missing }, context))
}

impl Gaps {
    /// The command with answers for what its line lacks.
    ///
    /// # Errors
    ///
    /// The platform does not have the command, a question is not answered, what to choose from cannot be read, or an
    /// answer cannot be used.
    pub(super) fn filled(self, arguments: &[OsString], context: &mut Context) -> Result<Command, Error> {
        let line = self.answered(arguments, context)?;
        parse(&line).map(|cli| cli.command).map_err(|error| report(&error, &line))
    }

    /// The command line with the answers.
    fn answered(self, arguments: &[OsString], context: &mut Context) -> Result<Vec<OsString>, Error> {
        let words: Vec<String> = arguments.iter().map(|word| word.to_string_lossy().into_owned()).collect();
        let path: Vec<&str> = self.path.iter().map(String::as_str).collect();
        asking::refuse_not_served(&path[1..], context)?;
        let answers = block_on(context, async |context| {
            let mut answers = Vec::with_capacity(self.missing.len());
            for gap in &self.missing {
                let arg = gap.chosen(context)?;
                if !arg.get_action().takes_values() {
                    answers.push((arg, None));
                    continue;
                }
                let expected = Expected::of(&path, arg, &words, GlobalArgs::startup_of, &context.environment);
                answers.push((arg, Some(asking::value(arg, expected, context).await?)));
            }
            Ok(answers)
        });
        // The connection ends with the event loop that it was made in.
        context.disconnect();
        let end = arguments.iter().position(|word| word == "--").unwrap_or(arguments.len());
        let (mut line, behind) = (arguments[..end].to_vec(), &arguments[end..]);
        let mut positional = vec![OsString::from("--")];
        positional.extend(behind.iter().skip(1).cloned());
        for (arg, answer) in answers? {
            match (arg.get_long(), answer) {
                (Some(flag), Some(answer)) => line.push(format!("--{flag}={answer}").into()),
                (Some(flag), None) => line.push(format!("--{flag}").into()),
                (None, answer) => positional.extend(answer.map(OsString::from)),
            }
        }
        line.append(&mut positional);
        Ok(line)
    }
}
