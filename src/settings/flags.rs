//! The global flags as they were typed, and the switches among them.

use std::ffi::OsString;

use super::error::SettingsError;
use super::{Setting, SettingSource};
use crate::domain::finding::Problem;
use crate::env::Environment;
use crate::secret::Secret;

/// The flag with which the secret is read from stdin.
pub const SECRET_STDIN: &str = "--secret-stdin";

/// The global flags, not yet read; `false` where a switch was not given.
#[derive(Debug, Clone, Default)]
pub struct Flags {
    valued: Vec<(&'static str, OsString)>,
    /// The text that [`SECRET_STDIN`] reads: a client secret, or a token where it looks like one.
    pub stdin_secret: Option<Secret>,
    /// `--sandbox`.
    pub sandbox: bool,
    /// `--yes`.
    pub yes: bool,
    /// `--no-input`.
    pub no_input: bool,
}

impl Flags {
    /// These flags with their values, without those that have none.
    pub fn of(valued: impl IntoIterator<Item = (&'static str, Option<OsString>)>) -> Self {
        let valued = valued.into_iter().filter_map(|(flag, value)| Some((flag, value?))).collect();
        Self { valued, ..Self::default() }
    }

    /// The value of a flag such as `--host`, as the system has it, for paths.
    pub fn value(&self, flag: &str) -> Option<&OsString> {
        self.valued.iter().find(|(given, _)| *given == flag).map(|(_, value)| value)
    }

    /// The text of a flag; `None` where it was not given, or is not Unicode, as a path may be.
    pub fn text(&self, flag: &str) -> Option<&str> {
        self.value(flag)?.to_str()
    }

    /// Gives a flag this value, in the place of the one that it has.
    pub fn give(&mut self, flag: &'static str, value: impl Into<OsString>) {
        self.valued.retain(|(given, _)| *given != flag);
        self.valued.insert(0, (flag, value.into()));
    }

    /// The flags that have values, with their texts for a reader.
    pub fn with_values(&self) -> impl Iterator<Item = (&'static str, String)> {
        self.valued.iter().map(|(flag, value)| (*flag, value.display().to_string()))
    }
}

/// How kcamp behaves towards its caller: what the flags and the environment say, with no profile.
#[derive(Debug, Clone, PartialEq, Eq)]
#[expect(clippy::struct_excessive_bools, reason = "each is a switch of its own")]
pub struct Switches {
    /// Run against the embedded sandbox: `--sandbox`, `KCAMP_SANDBOX`.
    pub sandbox: bool,
    /// Answer every question with yes: `--yes`, `KCAMP_YES`.
    pub yes: bool,
    /// Never ask: `--no-input`, `KCAMP_NO_INPUT`.
    pub no_input: bool,
    /// Start no campaign and switch no schedule on: `KCAMP_HALT`.
    pub halted: bool,
    /// The name of the output format, which the printer reads: `--output`, `KCAMP_OUTPUT`.
    pub output: Option<Setting<String>>,
}

/// Reads the switches.
///
/// # Errors
///
/// A variable is not Unicode, or the value of a switch is neither on nor off.
pub fn switches(flags: &Flags, environment: &Environment) -> Result<Switches, SettingsError> {
    let is_on = |flag: bool, name: &'static str| -> Result<bool, SettingsError> {
        match environment_text(environment, name)? {
            Some(text) if !flag => on_or_off(text).map_err(|problem| SettingsError::value(name, problem)),
            _ => Ok(flag),
        }
    };
    let from_flag = flags
        .text("--output")
        .map(|value| Setting { value: value.to_owned(), source: SettingSource::Flag("--output") });
    let from_environment = environment_text(environment, "KCAMP_OUTPUT")?
        .map(|text| Setting { value: text.to_owned(), source: SettingSource::Environment("KCAMP_OUTPUT") });
    Ok(Switches {
        sandbox: is_on(flags.sandbox, "KCAMP_SANDBOX")?,
        yes: is_on(flags.yes, "KCAMP_YES")?,
        no_input: is_on(flags.no_input, "KCAMP_NO_INPUT")?,
        halted: is_on(false, "KCAMP_HALT")?,
        output: from_flag.or(from_environment),
    })
}

/// Reads a yes or a no. Any other word is refused: `KCAMP_YES=flase` does not mean yes.
///
/// # Errors
///
/// `settings/switch-unreadable` for any other word.
pub(super) fn on_or_off(text: &str) -> Result<bool, Problem> {
    match text.to_ascii_lowercase().as_str() {
        "1" | "true" | "yes" | "on" => Ok(true),
        "0" | "false" | "no" | "off" => Ok(false),
        _ => Err(Problem::error("settings/switch-unreadable", format!("{text:?} is neither on nor off"))
            .help("use 1 or 0, true or false, yes or no")),
    }
}

/// The variable's text. A value that is not Unicode is refused; it does not count as unset.
///
/// # Errors
///
/// `settings/variable-not-unicode`.
pub(super) fn environment_text<'a>(
    environment: &'a Environment,
    name: &'static str,
) -> Result<Option<&'a str>, SettingsError> {
    let text = environment.text(name);
    if text.is_none() && environment.value(name).is_some() {
        return Err(SettingsError::usage(
            "settings/variable-not-unicode",
            format!("the environment variable {name} is not Unicode text"),
        )
        .hint_at("set it again, or unset it"));
    }
    Ok(text)
}

#[cfg(test)]
mod tests {
    use super::{Flags, Switches, switches};
    use crate::settings::{Setting, SettingSource};

    #[test]
    fn flags_and_variables_both_switch_on() {
        let none = Switches { sandbox: false, yes: false, no_input: false, halted: false, output: None };
        let of =
            |flags: &Flags, variables: &[(&str, &str)]| switches(flags, &variables.iter().copied().collect());
        assert_eq!(of(&Flags::default(), &[]), Ok(none.clone()));
        let yes = Switches { yes: true, ..none.clone() };
        assert_eq!(of(&Flags { yes: true, ..Flags::default() }, &[]), Ok(yes.clone()));
        assert_eq!(of(&Flags { yes: true, ..Flags::default() }, &[("KCAMP_YES", "0")]), Ok(yes.clone()));
        assert_eq!(of(&Flags::default(), &[("KCAMP_YES", "True")]), Ok(yes));
        assert_eq!(of(&Flags::default(), &[("KCAMP_YES", "0"), ("KCAMP_SANDBOX", "")]), Ok(none.clone()));
        let sandbox = Switches { sandbox: true, ..none.clone() };
        assert_eq!(of(&Flags::default(), &[("KCAMP_SANDBOX", "1")]), Ok(sandbox));
        let quiet = Switches { no_input: true, ..none };
        assert_eq!(of(&Flags::default(), &[("KCAMP_NO_INPUT", "on")]), Ok(quiet));
    }

    #[test]
    fn a_word_that_is_neither_is_refused_with_its_variable() {
        let refused = switches(&Flags::default(), &[("KCAMP_YES", "flase")].into_iter().collect());
        let message = refused.err().map(|error| error.to_string());
        assert_eq!(message.as_deref(), Some("KCAMP_YES: \"flase\" is neither on nor off"));
    }

    #[test]
    fn the_output_flag_wins_over_its_variable() {
        let environment = [("KCAMP_OUTPUT", "json")].into_iter().collect();
        let output = |flags: &Flags| switches(flags, &environment).ok().and_then(|switches| switches.output);
        let setting = |value: &str, source| Some(Setting { value: value.to_owned(), source });
        assert_eq!(output(&Flags::default()), setting("json", SettingSource::Environment("KCAMP_OUTPUT")));
        let flags = Flags::of([("--output", Some("csv".into()))]);
        assert_eq!(output(&flags), setting("csv", SettingSource::Flag("--output")));
    }
}
