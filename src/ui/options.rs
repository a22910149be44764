//! The user's choices about output: format, colour, amount of messages, and whether questions are allowed.

use std::fmt;
use std::str::FromStr;

/// A word that is not one of a flag's choices. The error lists the choices.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("`{given}` is not {what}; use {choices}")]
pub struct UnknownChoice {
    what: &'static str,
    choices: &'static str,
    given: String,
}

/// `-o`, `--output`: the format of the result on stdout.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Format {
    /// For people.
    #[default]
    Table,
    /// For people, with every column and nothing cut.
    Wide,
    /// The names of the objects, one per line.
    Name,
    /// One JSON document.
    Json,
    Yaml,
    /// The first table as CSV, RFC 4180.
    Csv,
    /// For a comment on a pull request; only for a plan.
    Markdown,
}

impl Format {
    /// The first name that is a format's, for the report of an error in the other names; the default format if there
    /// is none.
    pub fn first_of<'name>(names: impl IntoIterator<Item = Option<&'name str>>) -> Self {
        names.into_iter().flatten().find_map(|name| name.parse().ok()).unwrap_or_default()
    }
}

impl FromStr for Format {
    type Err = UnknownChoice;

    fn from_str(text: &str) -> Result<Self, UnknownChoice> {
        match text.to_ascii_lowercase().as_str() {
            "table" => Ok(Self::Table),
            "wide" => Ok(Self::Wide),
            "name" => Ok(Self::Name),
            "json" => Ok(Self::Json),
            "yaml" => Ok(Self::Yaml),
            "csv" => Ok(Self::Csv),
            "markdown" => Ok(Self::Markdown),
            _ => Err(UnknownChoice {
                what: "an output format",
                choices: "table, wide, json, yaml or csv, name for list, get and status, or markdown for kcamp plan",
                given: text.to_owned(),
            }),
        }
    }
}

impl fmt::Display for Format {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(match self {
            Self::Table => "table",
            Self::Wide => "wide",
            Self::Name => "name",
            Self::Json => "json",
            Self::Yaml => "yaml",
            Self::Csv => "csv",
            Self::Markdown => "markdown",
        })
    }
}

/// `--color`: whether output has colour.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum ColorChoice {
    /// Colour on a terminal, unless the environment says otherwise.
    #[default]
    Auto,
    Always,
    Never,
}

impl FromStr for ColorChoice {
    type Err = UnknownChoice;

    fn from_str(text: &str) -> Result<Self, UnknownChoice> {
        match text.to_ascii_lowercase().as_str() {
            "auto" => Ok(Self::Auto),
            "always" => Ok(Self::Always),
            "never" => Ok(Self::Never),
            _ => Err(UnknownChoice {
                what: "a colour choice",
                choices: "auto, always or never",
                given: text.to_owned(),
            }),
        }
    }
}

impl fmt::Display for ColorChoice {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(match self {
            Self::Auto => "auto",
            Self::Always => "always",
            Self::Never => "never",
        })
    }
}

/// The values of the environment variables about colour; an empty one counts as unset.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct ColorEnvironment {
    /// `NO_COLOR`: any text turns colour off.
    pub no_color: Option<String>,
    /// `CLICOLOR`: `0` turns colour off.
    pub clicolor: Option<String>,
    /// `CLICOLOR_FORCE`: any value but `0` turns colour on, even without a terminal.
    pub clicolor_force: Option<String>,
    /// `FORCE_COLOR`: any value but `0` turns colour on, even without a terminal.
    pub force_color: Option<String>,
    /// `TERM`: a `dumb` terminal supports neither colour nor cursor movement, and one without a name may not know
    /// colour.
    pub term: Option<String>,
}

impl ColorEnvironment {
    /// Reads the variables; `text` returns a variable's value.
    pub fn read<'a>(text: impl Fn(&str) -> Option<&'a str>) -> Self {
        let owned = |name: &str| text(name).map(str::to_owned);
        Self {
            no_color: owned("NO_COLOR"),
            clicolor: owned("CLICOLOR"),
            clicolor_force: owned("CLICOLOR_FORCE"),
            force_color: owned("FORCE_COLOR"),
            term: owned("TERM"),
        }
    }

    pub(super) fn is_dumb(&self) -> bool {
        self.term.as_deref() == Some("dumb")
    }

    /// Whether a terminal may know colour. Only on Windows are terminals without a name that do.
    fn may_know_colour(&self) -> bool {
        match self.term.as_deref() {
            Some("dumb") => false,
            Some("") | None => cfg!(windows),
            Some(_) => true,
        }
    }
}

impl ColorChoice {
    /// Whether a stream has colour. The flag wins over the environment, and `NO_COLOR` over the variables that force
    /// colour.
    pub(super) fn resolve(self, environment: &ColorEnvironment, surface: Surface) -> bool {
        let is_set = |variable: &Option<String>| variable.as_ref().is_some_and(|text| !text.is_empty());
        let forces = |variable: &Option<String>| is_set(variable) && variable.as_deref() != Some("0");
        match self {
            Self::Always => true,
            Self::Never => false,
            Self::Auto if is_set(&environment.no_color) => false,
            Self::Auto if forces(&environment.clicolor_force) || forces(&environment.force_color) => true,
            Self::Auto => {
                environment.may_know_colour()
                    && environment.clicolor.as_deref() != Some("0")
                    && matches!(surface, Surface::Terminal { .. })
            }
        }
    }
}

/// The amount of messages on stderr, from least to most.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
pub enum Verbosity {
    /// `-q`: only warnings and errors.
    Quiet,
    /// The default: everything that a user needs.
    #[default]
    Normal,
    /// `-v`: each step.
    Verbose,
    /// `-vv`: each request and answer.
    VeryVerbose,
    /// `-vvv`: everything.
    Everything,
}

impl Verbosity {
    /// The verbosity for this number of `-v` flags.
    pub const fn from_count(count: u8) -> Self {
        match count {
            0 => Self::Normal,
            1 => Self::Verbose,
            2 => Self::VeryVerbose,
            _ => Self::Everything,
        }
    }
}

/// Whether the user may be asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Input {
    /// The user may be asked on a terminal.
    #[default]
    Ask,
    /// `--no-input`: the user is never asked.
    Never,
}

/// All the user's choices about output.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct UiOptions {
    /// The format of results.
    pub format: Format,
    /// The choice of colour.
    pub color: ColorChoice,
    /// The environment variables about colour.
    pub color_environment: ColorEnvironment,
    /// The amount of messages.
    pub verbosity: Verbosity,
    /// Whether the user may be asked.
    pub input: Input,
    /// Whether CSV starts with a byte order mark, which tells Excel that it is UTF-8.
    pub bom: bool,
}

/// The target of a stream.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Surface {
    /// A terminal of this number of columns.
    Terminal {
        /// The width, in columns.
        width: usize,
    },
    /// A file or a pipe: nothing is fitted or cut.
    Plain,
}

impl Surface {
    /// The width of a terminal, in columns; `None` if nothing limits it.
    pub const fn width(self) -> Option<usize> {
        match self {
            Self::Terminal { width } => Some(width),
            Self::Plain => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{ColorChoice, ColorEnvironment, Format, Surface};

    const TERMINAL: Surface = Surface::Terminal { width: 80 };

    fn environment(variables: &[(&'static str, &'static str)]) -> ColorEnvironment {
        ColorEnvironment::read(|name| {
            variables.iter().find(|(known, _)| *known == name).map(|(_, text)| *text)
        })
    }

    #[test]
    fn a_terminal_is_coloured_and_a_pipe_is_not() {
        let xterm = environment(&[("TERM", "xterm")]);
        assert!(ColorChoice::Auto.resolve(&xterm, TERMINAL));
        assert!(!ColorChoice::Auto.resolve(&xterm, Surface::Plain));
    }

    #[test]
    fn a_terminal_without_a_name_is_not_coloured_unless_it_is_asked_for() {
        for nameless in [&[][..], &[("TERM", "")]] {
            assert_eq!(ColorChoice::Auto.resolve(&environment(nameless), TERMINAL), cfg!(windows));
            let asked = [nameless, &[("CLICOLOR_FORCE", "1")]].concat();
            assert!(ColorChoice::Auto.resolve(&environment(&asked), TERMINAL));
        }
    }

    #[test]
    fn the_environment_turns_colour_off_and_on() {
        for off in [("NO_COLOR", "1"), ("CLICOLOR", "0"), ("TERM", "dumb")] {
            assert!(!ColorChoice::Auto.resolve(&environment(&[off, ("TERM", "xterm")]), TERMINAL), "{off:?}");
        }
        for on in [("CLICOLOR_FORCE", "1"), ("FORCE_COLOR", "true")] {
            assert!(ColorChoice::Auto.resolve(&environment(&[on]), Surface::Plain), "{on:?}");
            assert!(!ColorChoice::Auto.resolve(&environment(&[on, ("NO_COLOR", "1")]), TERMINAL), "{on:?}");
        }
        assert!(!ColorChoice::Auto.resolve(&environment(&[("CLICOLOR_FORCE", "0")]), Surface::Plain));
        assert!(ColorChoice::Auto.resolve(&environment(&[("NO_COLOR", ""), ("TERM", "xterm")]), TERMINAL));
    }

    #[test]
    fn the_flag_wins() {
        assert!(ColorChoice::Always.resolve(&environment(&[("NO_COLOR", "1")]), Surface::Plain));
        assert!(!ColorChoice::Never.resolve(&environment(&[("FORCE_COLOR", "1")]), TERMINAL));
    }

    #[test]
    fn an_unknown_format_names_the_known_ones() {
        let refused = "xml".parse::<Format>().map_err(|error| error.to_string());
        assert_eq!(
            refused,
            Err("`xml` is not an output format; use table, wide, json, yaml or csv, name for list, get and status, or markdown for kcamp plan"
                .into())
        );
        for format in [Format::Table, Format::Wide, Format::Name, Format::Json, Format::Yaml, Format::Csv] {
            assert_eq!(format.to_string().parse(), Ok(format));
        }
    }
}
