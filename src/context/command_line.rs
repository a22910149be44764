//! The command line as it was given, for commands that repeat it.

use std::fs;
use std::io::ErrorKind;

use super::{Context, DryRun, Startup};
use crate::domain::platform_kind::PlatformKind;
use crate::error::Error;
use crate::profile::{self, ConfigFile, Profile, ProfileName};
use crate::settings::{self, SECRET_STDIN, Settings};
use crate::ui::shell_flag;

/// A flag with its value, which is empty for a switch.
pub type GivenFlag = (&'static str, String);

/// A command with these flags, to be copied into a shell.
pub fn command_line(command: &str, flags: impl IntoIterator<Item = GivenFlag>) -> String {
    let mut line = command.to_owned();
    for (flag, value) in flags {
        line.push(' ');
        line.push_str(&if value.is_empty() { flag.to_owned() } else { shell_flag(flag, &value) });
    }
    line
}

impl Startup {
    /// The global flags that were given, with their values.
    pub fn given(&self) -> Vec<GivenFlag> {
        // The struct is taken apart, so that a new flag cannot be forgotten here.
        let Self { quiet, verbose, confirm, dry_run, secret_stdin, jq, bom, flags } = self;
        let dry_run = match dry_run {
            Some(DryRun::Curl) => Some("--dry-run=curl"),
            Some(DryRun::Text) => Some("--dry-run"),
            None => None,
        };
        let switches = [
            (SECRET_STDIN, *secret_stdin),
            ("--bom", *bom),
            ("--sandbox", flags.sandbox),
            ("--yes", flags.yes),
            ("--no-input", flags.no_input),
            ("--quiet", *quiet),
        ];
        let valued = flags.with_values().chain(jq.clone().map(|filter| ("--jq", filter)));
        let confirmed = confirm.iter().map(|word| ("--confirm", word.clone()));
        let turned_on = switches.into_iter().filter_map(|(flag, is_on)| is_on.then_some(flag));
        let verbose = (0..*verbose).map(|_| "--verbose");
        let bare = turned_on.chain(dry_run).chain(verbose).map(|flag| (flag, String::new()));
        valued.chain(confirmed).chain(bare).collect()
    }
}

impl Context {
    /// The global flags that were given, with their values.
    pub fn given_flags(&self) -> Vec<GivenFlag> {
        self.startup.given()
    }

    /// The value of a global flag, or of the environment variable that replaces it.
    pub fn flag_or_variable(&self, flag: &str, variable: &str) -> Option<String> {
        self.flag(flag).or_else(|| self.environment.text(variable)).map(str::to_owned)
    }

    /// The value of a global flag.
    pub fn flag(&self, flag: &str) -> Option<&str> {
        self.startup.flags.text(flag)
    }

    /// Refuses an output format on the command line together with a flag that uses stdout for its own result. A
    /// format from the environment is only a default and is ignored.
    ///
    /// # Errors
    ///
    /// `usage/stdout-twice`, if `-o` asks for a data format.
    pub fn refuse_format_beside(&self, other: &str) -> Result<(), Error> {
        let format = self.flag("--output").filter(|format| !matches!(*format, "table" | "wide"));
        format.map_or(Ok(()), |format| Err(stdout_twice(other, &format!("-o {format}"))))
    }

    /// Like [`Self::refuse_format_beside`], together with a flag whose result is no JSON, so that no jq filter can be
    /// applied to it.
    ///
    /// # Errors
    ///
    /// `usage/stdout-twice`, if `-o` asks for a data format, or `--jq` is given.
    pub fn refuse_format_and_filter_beside(&self, other: &str) -> Result<(), Error> {
        self.refuse_format_beside(other)?;
        self.startup.jq.as_ref().map_or(Ok(()), |_| Err(stdout_twice(other, "--jq")))
    }

    /// The settings of flags and variables, where the place of the config file cannot be entered, such as the home of
    /// another user: who gives the whole account there needs no file. A file that is there and cannot be read may
    /// protect the account.
    ///
    /// # Errors
    ///
    /// This error, if the file could be there, or the account is not whole without it.
    pub(super) fn settings_without_file(&self, error: Error) -> Result<Settings, Error> {
        let is_out_of_reach = profile::config_path(&self.environment).is_some_and(|path| {
            fs::symlink_metadata(&path).is_err_and(|error| error.kind() != ErrorKind::NotFound)
        });
        let resolve = || settings::resolve(&self.startup.flags, &self.environment, None, None).ok();
        let settings = is_out_of_reach.then(resolve).flatten();
        settings.filter(Settings::is_whole).ok_or_else(|| {
            error.hint(
                "or give the whole account in the environment, which needs no file: kcamp help environment",
            )
        })
    }

    /// Refuses the sandbox together with a flag that names another account: who typed `--profile live` does not expect
    /// an answer of the sandbox that a variable asks for. With `--sandbox`, a profile lends the sandbox its zone and
    /// its country.
    ///
    /// # Errors
    ///
    /// `usage/two-accounts`.
    pub(super) fn refuse_two_accounts(&self) -> Result<(), Error> {
        let flags = &self.startup.flags;
        let (asked, way_out) = match (self.in_sandbox(), flags.sandbox) {
            (false, _) => return Ok(()),
            (true, true) => ("--sandbox", "leave out --sandbox"),
            (true, false) => ("KCAMP_SANDBOX", "unset KCAMP_SANDBOX, or set it to 0"),
        };
        let named = ["--host", "--profile"]
            .into_iter()
            .filter(|flag| *flag == "--host" || !flags.sandbox)
            .find_map(|flag| Some((flag, flags.text(flag)?)));
        let Some((flag, value)) = named else { return Ok(()) };
        let message = format!("{flag} {value} and {asked} name two accounts");
        Err(Error::usage("usage/two-accounts", message)
            .nothing_sent()
            .hint(format!("for the sandbox leave out {flag}; for the other account {way_out}")))
    }

    /// The settings from flags and environment only, for this platform, without the values of this profile.
    ///
    /// # Errors
    ///
    /// A flag or a variable cannot be used.
    pub fn settings_but_for(&self, name: &ProfileName, platform: PlatformKind) -> Result<Settings, Error> {
        let mut config = ConfigFile { current: Some(name.clone()), ..ConfigFile::default() };
        let profile = Profile { platform: Some(platform.to_string()), ..Profile::default() };
        config.profiles.insert(name.clone(), profile);
        Ok(settings::resolve(&self.startup.flags, &self.environment, Some(&config), None)?)
    }
}

fn stdout_twice(one: &str, other: &str) -> Error {
    Error::usage("usage/stdout-twice", format!("{one} and {other} both go to stdout"))
        .hint("give one of them, or run the command once for each")
}
