//! Every field of a campaign as a flag. The flags override a file, or make a campaign without one.

use clap::{Arg, ArgAction, ArgMatches, Command};

use crate::domain::duration::{CountedIn, counted};
use crate::domain::finding::Problem;
use crate::domain::platform_kind::PlatformKind;
use crate::error::Error;
use crate::manifest::{Field, Flag, FlagForm, Node, Repeat, Table, overlay_flag, platform_of};

/// A campaign's fields. A flag overrides only its own field of the file.
#[derive(Debug, Default)]
pub struct FieldArgs {
    /// Every flag that was given, with its values.
    given: Vec<(&'static str, Vec<String>)>,
}

impl clap::Args for FieldArgs {
    fn augment_args(command: Command) -> Command {
        command.args(Table::flags().map(|(flag, field)| arg(flag, field)))
    }

    fn augment_args_for_update(command: Command) -> Command {
        Self::augment_args(command)
    }
}

impl clap::FromArgMatches for FieldArgs {
    fn from_arg_matches(matches: &ArgMatches) -> Result<Self, clap::Error> {
        let given = Table::flags().filter_map(|(flag, _)| {
            let values = matches.get_many::<String>(id(flag.name))?;
            Some((flag.name, values.cloned().collect()))
        });
        Ok(Self { given: given.collect() })
    }

    fn update_from_arg_matches(&mut self, matches: &ArgMatches) -> Result<(), clap::Error> {
        *self = Self::from_arg_matches(matches)?;
        Ok(())
    }
}

/// The argument of a field's flag.
fn arg(flag: Flag, field: &Field) -> Arg {
    let arg = Arg::new(id(flag.name))
        .long(id(flag.name))
        .value_name(flag.value)
        .help(flag.help)
        .help_heading("Campaign fields")
        .action(if field.repeat == Repeat::Last { ArgAction::Set } else { ArgAction::Append });
    let others = field.alternatives.iter().filter(|path| **path != field.path);
    let others = others.filter_map(|path| {
        PlatformKind::ALL.into_iter().find_map(|kind| Some(id(Table::of(kind).at(path)?.flag_name()?)))
    });
    let arg = arg.conflicts_with_all(others.collect::<Vec<_>>());
    match flag.form {
        FlagForm::Text => arg,
        FlagForm::Number => arg.allow_hyphen_values(true),
        FlagForm::Minutes => arg.allow_hyphen_values(true).value_parser(minutes),
        FlagForm::Seconds => arg.allow_hyphen_values(true).value_parser(seconds),
        FlagForm::NameValue => arg.value_parser(named_value),
    }
}

/// The name of an argument: its flag without the leading hyphens.
fn id(flag: &'static str) -> &'static str {
    flag.trim_start_matches('-')
}

impl FieldArgs {
    /// Whether no field is given as a flag.
    pub fn is_empty(&self) -> bool {
        self.given.is_empty()
    }

    /// Refuses flags for fields that the platform does not have.
    ///
    /// # Errors
    ///
    /// `platform/not-served` for the first such flag.
    pub fn refuse_foreign(&self, platform: PlatformKind) -> Result<(), Error> {
        let table = Table::of(platform);
        let foreign = self.given.iter().find(|(flag, _)| table.by_flag(flag).is_none());
        let Some((flag, _)) = foreign else { return Ok(()) };
        let has = PlatformKind::ALL.into_iter().filter(|kind| Table::of(*kind).by_flag(flag).is_some());
        let titles: Vec<&str> = has.map(PlatformKind::title).collect();
        let message = format!("{} has no field for {flag}; {} has", platform.title(), titles.join(" and "));
        Err(Error::usage("platform/not-served", message)
            .hint("leave it out, or choose a profile of that platform with --profile"))
    }

    /// Overrides a document's values with the flags. `platform` is the profile's.
    pub fn lay_over(&self, document: &mut Node, platform: PlatformKind) {
        let table = Table::of(platform_of(document, platform));
        for (flag, values) in &self.given {
            overlay_flag(document, table, flag, values);
        }
    }

    /// Takes a field as if its flag had been given.
    pub fn give(&mut self, flag: &'static str, values: Vec<String>) {
        self.given.push((flag, values));
    }

    /// Every flag that was given, with its values.
    pub fn given(&self) -> &[(&'static str, Vec<String>)] {
        &self.given
    }

    /// The file that `--message-file` names.
    pub fn message_file(&self) -> Option<&str> {
        let (_, values) = self.given.iter().find(|(flag, _)| *flag == "--message-file")?;
        values.last().map(String::as_str)
    }
}

/// A typed value of a field as the number that the platform takes, where its flag takes a duration; any other as it is.
///
/// # Errors
///
/// The value has a unit and is no such duration, in words.
pub fn in_the_flags_unit(field: Option<&Field>, text: &str) -> Result<String, String> {
    match field.and_then(|field| Some(field.flag?.form)) {
        Some(FlagForm::Minutes) => minutes(text),
        Some(FlagForm::Seconds) => seconds(text),
        _ => Ok(text.to_owned()),
    }
}

/// A duration as a number of minutes.
fn minutes(text: &str) -> Result<String, String> {
    in_unit(text, CountedIn::Minutes)
}

/// A duration as a number of seconds.
fn seconds(text: &str) -> Result<String, String> {
    in_unit(text, CountedIn::Seconds)
}

fn in_unit(text: &str, unit: CountedIn) -> Result<String, String> {
    counted(text, unit).map_err(Problem::in_one_line)
}

/// A name and a value, joined by `=`.
fn named_value(text: &str) -> Result<String, String> {
    match text.split_once('=') {
        Some((name, _)) if !name.trim().is_empty() => Ok(text.to_owned()),
        _ => Err("write NAME=VALUE, such as product=\"our product\"".to_owned()),
    }
}

#[cfg(test)]
mod tests {
    use clap::{Args as _, Command, FromArgMatches as _};

    use super::FieldArgs;
    use crate::manifest::{FlagForm, Repeat, Table};

    #[test]
    fn every_row_with_a_flag_is_an_argument_whose_values_arrive() {
        let command = FieldArgs::augment_args(Command::new("create"));
        for (flag, field) in Table::flags() {
            let value = if flag.form == FlagForm::NameValue { "a=b" } else { "5" };
            let typed = ["create", flag.name, value, flag.name, value];
            let typed = if field.repeat == Repeat::Last { &typed[..3] } else { &typed };
            let read = command.clone().try_get_matches_from(typed).map(|it| FieldArgs::from_arg_matches(&it));
            let given = read.ok().and_then(Result::ok).map(|args| args.given);
            let values = vec![value.to_owned(); (typed.len() - 1) / 2];
            assert_eq!(given, Some(vec![(flag.name, values)]), "{}", flag.name);
        }
    }
}
