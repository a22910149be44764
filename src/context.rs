//! The context of a command: the output, the configuration, the time, and a client if the command asks for one. Only
//! here are the parts put together.

mod campaign_lock;
mod command_line;
mod connect;
mod consent;
mod dry_run;
mod earlier_writes;
mod folders;
mod halting;
mod input;
mod interrupt;
mod known_names;
mod latch;
mod log;
mod noting;
mod overtaken;
mod sandbox_failure;
mod secrets;
mod signals;
mod stdin;
mod whereabouts;
mod write;
mod write_batch;
mod write_gate;
mod zone_files;

use std::cell::{OnceCell, RefCell};
use std::collections::HashMap;
use std::path::PathBuf;
use std::rc::{Rc, Weak};
use std::sync::{Arc, Mutex};
use std::time::Instant;

use anyhow::Context as _;
use jiff::Timestamp;

use crate::clock::Clock;
use crate::domain::account::SANDBOX;
use crate::domain::duration::parse_duration;
use crate::domain::zone::{self, Zone};
use crate::env::Environment;
use crate::error::Error;
use crate::exit::Exit;
use crate::files::Patience;
use crate::platform::feature::Feature;
use crate::platform::platform::Platform;
use crate::platform::request::Request;
use crate::profile::{self, ConfigFile, Profile, ProfileName};
use crate::sandbox;
use crate::secret::Secret;
use crate::secret::redact::Redactor;
use crate::settings::{self, Flags, Host, SandboxAccount, Settings, Switches};
use crate::ui::{ColorEnvironment, Format, Input, Query, Ui, UiOptions, Verbosity};

pub use self::write_gate::list_renamed;
pub use crate::journal::Consent;
pub use campaign_lock::HeldLock;
pub use command_line::{GivenFlag, command_line};
use connect::WaitingLine;
use halting::Halting;
pub use interrupt::{CommandWrites, GoOn};
pub use latch::{LATCHED, TELL_APART};
use log::LogForm;
pub use overtaken::HALTED_AGAIN;
use signals::Listening;
pub use signals::block_on;
pub use stdin::Stdin;
use whereabouts::account_flags;
pub use whereabouts::settle_command;
pub use write::{OpenWrite, Reopening, write_in_words};
pub use write_batch::WriteBatch;

/// The global flags.
#[derive(Debug, Default)]
pub struct Startup {
    /// The flag `--quiet`.
    pub quiet: bool,
    /// The number of `--verbose` flags.
    pub verbose: u8,
    /// The value of each `--confirm`.
    pub confirm: Vec<String>,
    /// The form of `--dry-run`, if it is given.
    pub dry_run: Option<DryRun>,
    /// The flag `--secret-stdin`.
    pub secret_stdin: bool,
    /// The filter of `--jq`.
    pub jq: Option<String>,
    /// The flag `--bom`.
    pub bom: bool,
    /// The global flags that are settings.
    pub flags: Flags,
}

/// How a dry run prints its requests.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DryRun {
    /// Requests as HTTP messages.
    Text,
    /// Requests as commands to paste into a shell.
    Curl,
}

/// The context of a command.
pub struct Context {
    /// The output, and the questions to the user.
    pub ui: Ui,
    pub clock: Clock,
    /// The process's environment.
    pub environment: Environment,
    startup: Startup,
    switches: Switches,
    settings: OnceCell<Settings>,
    /// Whether it was said which settings may not be intended.
    has_noted_settings: bool,
    /// The problems of the ready token; set after the token was read.
    token_remarks: OnceCell<Vec<String>>,
    /// The secrets and tokens that no output and no file may show.
    redactor: Arc<Redactor>,
    platform: OnceCell<Rc<dyn Platform>>,
    /// The requests that were agreed to before the platform was connected, until they were looked through for its
    /// secrets.
    agreed: Vec<Request>,
    sandbox: Option<sandbox::Server>,
    progress: Arc<Mutex<CommandWrites>>,
    listening: Option<Listening>,
    /// The notes of a halt, in which kcamp waits for nothing on this machine; `None` unless calls are being stopped.
    halting: Option<Halting>,
    began: Instant,
    /// The start by the machine's clock, which other processes share.
    began_at: Timestamp,
    /// The locks that this process has.
    held: RefCell<HashMap<PathBuf, Weak<campaign_lock::LockFile>>>,
}

/// The values that are read before the context is built.
struct Read {
    switches: Switches,
    clock: Clock,
    query: Option<Query>,
    log_form: LogForm,
}

impl Context {
    /// Builds the context.
    ///
    /// # Errors
    ///
    /// A global flag or its variable cannot be read. The error comes with a [`Ui`] to print it.
    pub fn new(startup: Startup, environment: Environment) -> Result<Self, Box<(Ui, Error)>> {
        let mut options = UiOptions {
            color_environment: ColorEnvironment::read(|name| environment.text(name)),
            bom: startup.bom,
            ..UiOptions::default()
        };
        let redactor = secrets::at_the_start(&environment);
        match Self::read_switches(&startup, &environment, &mut options) {
            Ok(Read { switches, clock, query, log_form }) => {
                let mut ui = Ui::terminal(&options);
                if let Some(query) = query {
                    ui.choose_query(query);
                }
                ui.name_account(account_flags(&startup.flags, &switches, &environment));
                if log_form == LogForm::Json {
                    ui.talk_in_json(Box::new(move || log::stamp(clock)));
                }
                ui.hide(Arc::clone(&redactor));
                log::start(options.verbosity, log_form, clock, &ui);
                Ok(Self {
                    ui,
                    clock,
                    environment,
                    startup,
                    switches,
                    settings: OnceCell::new(),
                    has_noted_settings: false,
                    token_remarks: OnceCell::new(),
                    redactor,
                    platform: OnceCell::new(),
                    agreed: Vec::new(),
                    sandbox: None,
                    progress: Arc::default(),
                    listening: None,
                    halting: None,
                    began: Instant::now(),
                    began_at: Clock::System.now(),
                    held: RefCell::default(),
                })
            }
            Err(error) => {
                let mut ui = Ui::terminal(&options);
                ui.hide(redactor);
                if matches!(log::asked(environment.text("KCAMP_LOG")), Ok((_, LogForm::Json))) {
                    ui.talk_in_json(Box::new(|| log::stamp(Clock::System)));
                }
                Err(Box::new((ui, error)))
            }
        }
    }

    fn read_switches(
        startup: &Startup,
        environment: &Environment,
        options: &mut UiOptions,
    ) -> Result<Read, Error> {
        // What is wrong with a switch is said in the format that was asked for.
        let named = [startup.flags.text("--output"), environment.text("KCAMP_OUTPUT")];
        options.format = match startup.jq {
            Some(_) => Format::Json,
            None => Format::first_of(named),
        };
        let switches = settings::switches(&startup.flags, environment)?;
        if let Some(output) = &switches.output {
            options.format = output.value.parse().map_err(|error| {
                Error::usage("usage/unknown-format", format!("{}: {error}", output.source))
            })?;
        }
        let query = match &startup.jq {
            Some(expression) => Some(query(expression, startup.flags.text("--output"), options)?),
            None => None,
        };
        if startup.bom && options.format != Format::Csv {
            return Err(Error::usage("usage/bom-without-csv", "--bom is for CSV alone")
                .hint("add -o csv, or leave --bom out"));
        }
        if let Some(color) = startup.flags.text("--color") {
            options.color = color
                .parse()
                .map_err(|error| Error::usage("usage/unknown-color", format!("--color: {error}")))?;
        }
        if switches.no_input {
            options.input = Input::Never;
        }
        let (level, log_form) = log::asked(environment.text("KCAMP_LOG"))?;
        options.verbosity = match (startup.quiet, startup.verbose) {
            (true, _) => Verbosity::Quiet,
            (false, 0) => level,
            (false, count) => Verbosity::from_count(count),
        };
        // The zone files are set before the first time zone is read, and after the format of errors is known.
        if let Some(files) = zone_files::read(environment)? {
            zone::use_zone_files(files);
        }
        Ok(Read { switches, clock: clock(environment)?, query, log_form })
    }

    /// Whether `--sandbox` or `KCAMP_SANDBOX` asks for the sandbox.
    pub const fn in_sandbox(&self) -> bool {
        self.switches.sandbox
    }

    /// Whether `--yes` or `KCAMP_YES` confirms every question.
    pub const fn answers_yes(&self) -> bool {
        self.switches.yes
    }

    /// The form in which requests are printed instead of sent; `None` if they are sent.
    pub const fn dry_run(&self) -> Option<DryRun> {
        self.startup.dry_run
    }

    /// Uses this profile, as with `--profile`.
    pub fn choose_profile(&mut self, name: String) {
        self.startup.flags.give("--profile", name);
        self.ui.name_account(account_flags(&self.startup.flags, &self.switches, &self.environment));
        self.settings.take();
        self.platform.take();
    }

    /// Forgets the connection, whose event loop has ended. What is asked of the platform next connects again.
    pub fn disconnect(&mut self) {
        self.platform.take();
        self.sandbox.take();
    }

    /// All settings, resolved once.
    ///
    /// # Errors
    ///
    /// The config file cannot be used (outside the sandbox), or one of its settings, a variable or a flag.
    pub fn settings(&self) -> Result<&Settings, Error> {
        if let Some(settings) = self.settings.get() {
            return Ok(settings);
        }
        self.refuse_two_accounts()?;
        let account = self.in_sandbox().then(sandbox_account).transpose()?;
        let config = match self.config() {
            // The sandbox needs no profile, so a broken one is no error.
            Err(_) if account.is_some() => Ok(None),
            config => config,
        };
        let resolve =
            |config| settings::resolve(&self.startup.flags, &self.environment, config, account.as_ref());
        let settings = match config {
            Ok(config) => resolve(config.as_ref())?,
            Err(error) => self.settings_without_file(error)?,
        };
        self.learn_secrets_at_hand(&settings);
        Ok(self.settings.get_or_init(|| settings))
    }

    /// The settings of a profile that is not saved yet, without flags and variables.
    ///
    /// # Errors
    ///
    /// A setting of the profile cannot be used.
    pub fn settings_of(name: &ProfileName, profile: &Profile) -> Result<Settings, Error> {
        let mut config = ConfigFile { current: Some(name.clone()), ..ConfigFile::default() };
        config.profiles.insert(name.clone(), profile.clone());
        Ok(settings::resolve(&Flags::default(), &Environment::default(), Some(&config), None)?)
    }

    /// The config file; `None` if there is none.
    ///
    /// # Errors
    ///
    /// The file exists but cannot be read or parsed, or other users may read or write it.
    pub fn config(&self) -> Result<Option<ConfigFile>, Error> {
        // Without a home folder, as in some containers, there is no such file.
        profile::config_path(&self.environment).map_or(Ok(None), |path| Ok(profile::load(&path)?))
    }

    /// The path of the config file, which need not exist.
    ///
    /// # Errors
    ///
    /// There is no home folder for it.
    pub fn config_path(&self) -> Result<PathBuf, Error> {
        profile::config_path(&self.environment).ok_or_else(|| no_home("KCAMP_CONFIG"))
    }

    /// Checks kcamp's own folders, and makes them private.
    ///
    /// # Errors
    ///
    /// A folder belongs to another user, contains a symbolic link, or cannot be made private.
    pub fn check_private(&self) -> Result<(), Error> {
        Ok(profile::check_private(&self.environment)?)
    }

    /// How to wait for locks of other kcamp processes: with a message, and at most until the deadline.
    pub fn patience(&self) -> Patience {
        if self.halting.is_some() { Patience::none() } else { self.calm_patience() }
    }

    /// Like `patience`, but also waits during a halt, because the sandbox is the platform itself.
    fn calm_patience(&self) -> Patience {
        Patience::until(self.deadline(), Arc::new(WaitingLine(self.ui.talker())))
    }

    /// Starts to listen for Ctrl-C, SIGTERM and SIGHUP, and to end the command at the deadline while it reads.
    ///
    /// # Errors
    ///
    /// The signal handlers or their thread cannot be set up.
    pub fn listen(&mut self) -> Result<(), Error> {
        let is_deadline_said = self.flag_or_variable("--deadline", "KCAMP_DEADLINE").is_some();
        let deadline = if is_deadline_said { self.deadline() } else { None };
        self.ui.end_query_at(deadline);
        let terminal = self.ui.terminal_mode();
        let listening = Listening::start(Arc::clone(&self.progress), self.ui.reporter(), terminal, deadline)
            .context("cannot listen for Ctrl-C")?;
        self.listening = Some(listening);
        Ok(())
    }

    /// Must be called before the end of the command is reported. A question that SIGTERM or SIGHUP ends looks as if
    /// Ctrl-C had ended it. In that case the thread that received the signal reports the end, and this function does
    /// not return.
    pub fn end(&self, error: Option<&Error>) {
        let Some(listening) = &self.listening else { return };
        if error.is_some_and(|error| error.exit == Exit::Interrupted) {
            listening.leave_to_signal();
        }
        listening.claim_end();
    }

    /// Reads a file or pipe that the user named, which may never end: the deadline ends the command meanwhile.
    pub fn reading<T>(&self, read: impl FnOnce() -> T) -> T {
        if let Some(listening) = &self.listening {
            listening.read_until(self.deadline());
        }
        let outcome = read();
        if let Some(listening) = &self.listening {
            listening.read_until(None);
        }
        outcome
    }

    /// When the command must end, if a deadline is set. Settings that cannot be read have no deadline. A deadline of
    /// the flag or the variable counts without them, for example before a profile is set up.
    fn deadline(&self) -> Option<Instant> {
        let said = self.flag_or_variable("--deadline", "KCAMP_DEADLINE");
        let limit = match said.and_then(|said| parse_duration(&said).ok()) {
            Some(limit) => limit,
            None => self.settings().ok()?.deadline.as_ref()?.value,
        };
        self.began.checked_add(limit)
    }

    /// The key of the account's data: the platform's address, or `sandbox`, because the address of a sandbox changes.
    ///
    /// # Errors
    ///
    /// The settings cannot be resolved.
    pub fn place(&self) -> Result<String, Error> {
        Ok(self.place_of(self.settings()?).to_owned())
    }

    fn place_of<'settings>(&self, settings: &'settings Settings) -> &'settings str {
        if self.in_sandbox() { SANDBOX } else { settings.host.value.identity() }
    }

    /// The time zone in which the user types and reads times, if it is set.
    ///
    /// # Errors
    ///
    /// The settings cannot be resolved.
    pub fn operator_zone(&self) -> Result<Option<Zone>, Error> {
        Ok(self.settings()?.timezone.as_ref().map(|setting| setting.value.clone()))
    }

    /// The time zone in which tables show instants: the user's, or UTC.
    ///
    /// # Errors
    ///
    /// The settings cannot be resolved.
    pub fn reader_zone(&self) -> Result<Zone, Error> {
        Ok(self.operator_zone()?.unwrap_or_else(Zone::utc))
    }

    /// Refuses a feature that the chosen platform lacks; the error says what the platform has instead.
    ///
    /// # Errors
    ///
    /// The settings cannot be resolved, or the platform lacks the feature.
    pub fn require(&self, feature: Feature) -> Result<(), Error> {
        Ok(feature.of(self.settings()?.platform.value)?)
    }

    /// The name of the profile if it is protected: every write asks for this name.
    fn protected_profile(&self) -> Result<Option<String>, Error> {
        let settings = self.settings()?;
        let name = settings.profile.as_ref().map(|profile| profile.value.to_string());
        Ok(name.filter(|_| settings.protected.value))
    }
}

fn sandbox_account() -> Result<SandboxAccount, Error> {
    let account = sandbox::ACCOUNT;
    // The port is known only once the sandbox runs; a dry run shows the address without one.
    let host: Host =
        "http://127.0.0.1".parse().map_err(|problem| Error::bad_value("the sandbox's address", problem))?;
    Ok(SandboxAccount {
        host,
        stream_id: account.stream_id.to_owned(),
        account_id: account.account_id.to_owned(),
        client_id: account.client_id.to_owned(),
        client_secret: Secret::new(account.client_secret.to_owned()),
        burki_api_key: Secret::new(sandbox::BURKI_API_KEY.to_owned()),
    })
}

/// The filter of `--jq`. Its input is JSON, whatever the environment says.
fn query(expression: &str, output: Option<&str>, options: &mut UiOptions) -> Result<Query, Error> {
    options.format = Format::Json;
    if output.is_some_and(|output| output.parse().ok() != Some(Format::Json)) {
        return Err(Error::usage(
            "usage/jq-without-json",
            "--jq is a filter for JSON, and -o sets another format",
        )
        .hint("leave -o out: --jq means -o json"));
    }
    Query::parse(expression).map_err(|error| {
        Error::usage("usage/jq-unreadable", error.to_string())
            .hint("write a filter of jq, such as '.[].name', in single quotes")
    })
}

fn clock(environment: &Environment) -> Result<Clock, Error> {
    let Some(text) = environment.text("KCAMP_NOW") else { return Ok(Clock::System) };
    text.parse().map(Clock::Fixed).map_err(|_| {
        Error::usage("clock/unreadable", format!("KCAMP_NOW: {text:?} is not an instant"))
            .hint("write it as RFC 3339, such as 2026-12-03T08:00:00Z, or unset it")
    })
}

fn no_home(variable: &str) -> Error {
    Error::usage("machine/no-home", "no home folder for kcamp's files")
        .hint(format!("set HOME, or {variable}"))
}
