//! The user's choices about output: format, colour, how much talk, whether to be asked.

use std::fmt;
use std::str::FromStr;

/// A word that is none of a flag's choices. Its text names the choices.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("`{given}` is not {what}; use {choices}")]
pub struct UnknownChoice {
    what: &'static str,
    choices: &'static str,
    given: String,
}

/// `-o`, `--output`: the form of the result on stdout.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Format {
    /// For people.
    #[default]
    Table,
    /// For people, with every column and nothing cut.
    Wide,
    /// The names of what is shown, one a line.
    Name,
    /// One JSON document.
    Json,
    /// YAML.
    Yaml,
    /// The first table, RFC 4180.
    Csv,
    /// For a comment on a pull request: of a plan alone.
    Markdown,
}

impl Format {
    /// The first of these names that is a format's, for saying what is wrong with the others; without one the usual format.
    #[must_use]
    pub fn first_of<'name>(names: impl IntoIterator<Item = Option<&'name str>>) -> Self {
        names.into_iter().flatten().find_map(|name| name.parse().ok()).unwrap_or_default()
    }
}

impl FromStr for Format {
    type Err = UnknownChoice;

    fn from_str(text: &str) -> Result<Self, UnknownChoice> {
        match text {
            "table" => Ok(Self::Table),
            "wide" => Ok(Self::Wide),
            "name" => Ok(Self::Name),
            "json" => Ok(Self::Json),
            "yaml" => Ok(Self::Yaml),
            "csv" => Ok(Self::Csv),
            "markdown" => Ok(Self::Markdown),
            _ => Err(UnknownChoice {
                what: "an output format",
                choices: "table, wide, name, json, yaml or csv, or markdown for kcamp plan",
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

/// `--color`: whether output is coloured.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum ColorChoice {
    /// On a terminal, unless the environment says otherwise.
    #[default]
    Auto,
    /// Always.
    Always,
    /// Never.
    Never,
}

impl FromStr for ColorChoice {
    type Err = UnknownChoice;

    fn from_str(text: &str) -> Result<Self, UnknownChoice> {
        match text {
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

/// The environment variables that speak about colour, as texts; an empty one counts as unset.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct ColorEnvironment {
    /// `NO_COLOR`: any text turns colour off.
    pub no_color: Option<String>,
    /// `CLICOLOR`: `0` turns colour off.
    pub clicolor: Option<String>,
    /// `CLICOLOR_FORCE`: anything but `0` turns colour on, without a terminal too.
    pub clicolor_force: Option<String>,
    /// `FORCE_COLOR`: the same.
    pub force_color: Option<String>,
    /// `TERM`: a `dumb` terminal knows neither colour nor cursor movement.
    pub term: Option<String>,
}

impl ColorEnvironment {
    /// Reads them through `text`, which gives a variable's value.
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
}

impl ColorChoice {
    /// Whether a stream is coloured. The flag wins over the environment, and `NO_COLOR` over the variables that force colour.
    pub(super) fn resolve(self, environment: &ColorEnvironment, surface: Surface) -> bool {
        let is_set = |variable: &Option<String>| variable.as_ref().is_some_and(|text| !text.is_empty());
        let forces = |variable: &Option<String>| is_set(variable) && variable.as_deref() != Some("0");
        match self {
            Self::Always => true,
            Self::Never => false,
            Self::Auto if is_set(&environment.no_color) => false,
            Self::Auto if forces(&environment.clicolor_force) || forces(&environment.force_color) => true,
            Self::Auto => {
                !environment.is_dumb()
                    && environment.clicolor.as_deref() != Some("0")
                    && matches!(surface, Surface::Terminal { .. })
            }
        }
    }
}

/// The amount of messages on stderr, from least to most.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
pub enum Verbosity {
    /// `-q`: warnings and errors alone.
    Quiet,
    /// Everything that a user needs.
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
    /// The verbosity that `-v`, given `count` times, asks for.
    #[must_use]
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
    /// On a terminal.
    #[default]
    Ask,
    /// `--no-input`: never.
    Never,
}

/// Everything that the user chose about output.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct UiOptions {
    /// The form of results.
    pub format: Format,
    /// Colour.
    pub color: ColorChoice,
    /// The choice of colour in the environment.
    pub color_environment: ColorEnvironment,
    /// The amount of messages.
    pub verbosity: Verbosity,
    /// Whether the user may be asked.
    pub input: Input,
    /// Whether CSV begins with a byte order mark, by which Excel knows that it is UTF-8.
    pub bom: bool,
}

/// The kind of target of a stream.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Surface {
    /// A terminal of this number of columns.
    Terminal {
        /// Columns.
        width: usize,
    },
    /// A file or a pipe: nothing is fitted or cut.
    Plain,
}

impl Surface {
    /// The columns of a terminal; `None` where nothing limits them.
    #[must_use]
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
        assert!(ColorChoice::Auto.resolve(&environment(&[]), TERMINAL));
        assert!(!ColorChoice::Auto.resolve(&environment(&[]), Surface::Plain));
    }

    #[test]
    fn the_environment_turns_colour_off_and_on() {
        for off in [("NO_COLOR", "1"), ("CLICOLOR", "0"), ("TERM", "dumb")] {
            assert!(!ColorChoice::Auto.resolve(&environment(&[off]), TERMINAL), "{off:?}");
        }
        for on in [("CLICOLOR_FORCE", "1"), ("FORCE_COLOR", "true")] {
            assert!(ColorChoice::Auto.resolve(&environment(&[on]), Surface::Plain), "{on:?}");
            assert!(!ColorChoice::Auto.resolve(&environment(&[on, ("NO_COLOR", "1")]), TERMINAL), "{on:?}");
        }
        assert!(!ColorChoice::Auto.resolve(&environment(&[("CLICOLOR_FORCE", "0")]), Surface::Plain));
        assert!(ColorChoice::Auto.resolve(&environment(&[("NO_COLOR", "")]), TERMINAL));
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
            Err("`xml` is not an output format; use table, wide, name, json, yaml or csv, or markdown for kcamp plan"
                .into())
        );
        for format in [Format::Table, Format::Wide, Format::Name, Format::Json, Format::Yaml, Format::Csv] {
            assert_eq!(format.to_string().parse(), Ok(format));
        }
    }
}
