//! What a command is given: where to print, what is configured, what time it is, and a client when it asks for one.
//! The only place where the parts are put together.

mod consent;
mod interrupt;

use std::cell::{OnceCell, RefCell};
use std::io::{BufRead as _, IsTerminal as _};
use std::path::PathBuf;
use std::rc::Rc;

use crate::clock::Clock;
use crate::domain::zone::Zone;
use crate::env::Environment;
use crate::error::Error;
use crate::exit::Exit;
use crate::platform::http::{Http, HttpOptions};
use crate::platform::kore::{Account, Credentials, Kore};
use crate::profile::{self, ConfigFile};
use crate::sandbox;
use crate::secret::Secret;
use crate::settings::{self, Flags, SandboxAccount, Settings};
use crate::ui::{ColorChoice, Format, Terminal, Ui, Verbosity};

pub use consent::Consent;
pub use interrupt::{Progress, block_on};

/// The global flags as they were typed.
#[derive(Debug, Default)]
pub struct Startup {
    /// `--output`.
    pub output: Option<String>,
    /// `--color`.
    pub color: Option<String>,
    /// `--quiet`.
    pub quiet: bool,
    /// How many times `--verbose`.
    pub verbose: u8,
    /// `--no-input`.
    pub no_input: bool,
    /// `--yes`.
    pub yes: bool,
    /// `--confirm`.
    pub confirm: Option<String>,
    /// `--dry-run`: `text` or `curl`.
    pub dry_run: Option<String>,
    /// `--secret-stdin`.
    pub secret_stdin: bool,
    /// What becomes settings.
    pub flags: Flags,
}

/// How a dry run prints its requests.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DryRun {
    /// As HTTP reads.
    Text,
    /// As commands to paste into a shell.
    Curl,
}

/// What a command is given.
pub struct Context {
    /// Where it prints and asks.
    pub ui: Ui,
    /// What time it is.
    pub clock: Clock,
    /// The process's environment.
    pub environment: Environment,
    startup: Startup,
    settings: OnceCell<Settings>,
    stdin_secret: OnceCell<Secret>,
    sandbox: Option<sandbox::Server>,
    progress: Rc<RefCell<Progress>>,
}

impl Context {
    /// Puts the parts together. On a bad global flag the error comes with an [`Ui`] to say it on.
    pub fn new(startup: Startup, environment: Environment) -> Result<Self, (Ui, Error)> {
        let terminal = Terminal::of_process(&environment);
        let fallback = |error| (Ui::terminal(Format::Table, ColorChoice::Auto, Verbosity::Normal, &terminal), error);
        let format = pick(&startup.output, "--output", &environment, "KCAMP_OUTPUT").map_err(fallback)?;
        let color = pick(&startup.color, "--color", &environment, "").map_err(fallback)?;
        let clock = clock(&environment).map_err(fallback)?;
        let verbosity = verbosity(&startup, &environment);
        let mut ui = Ui::terminal(format, color, verbosity, &terminal);
        if startup.no_input || is_set(&environment, "KCAMP_NO_INPUT") {
            ui.never_prompt();
        }
        Ok(Self {
            ui,
            clock,
            environment,
            startup,
            settings: OnceCell::new(),
            stdin_secret: OnceCell::new(),
            sandbox: None,
            progress: Rc::default(),
        })
    }

    /// Whether `--sandbox` or `KCAMP_SANDBOX` asks for the sandbox.
    #[must_use]
    pub fn in_sandbox(&self) -> bool {
        self.startup.flags.sandbox || is_set(&self.environment, "KCAMP_SANDBOX")
    }

    /// How requests are to be printed instead of sent, if they are.
    #[must_use]
    pub fn dry_run(&self) -> Option<DryRun> {
        match self.startup.dry_run.as_deref() {
            None => None,
            Some("curl") => Some(DryRun::Curl),
            Some(_) => Some(DryRun::Text),
        }
    }

    /// Every setting, resolved once.
    pub fn settings(&self) -> Result<&Settings, Error> {
        if let Some(settings) = self.settings.get() {
            return Ok(settings);
        }
        let config = self.config()?;
        let account = self.in_sandbox().then(sandbox_account);
        let settings = settings::resolve(&self.startup.flags, &self.environment, config.as_ref(), account.as_ref())?;
        Ok(self.settings.get_or_init(|| settings))
    }

    /// The config file, where there is one.
    pub fn config(&self) -> Result<Option<ConfigFile>, Error> {
        Ok(profile::load(&self.config_path()?)?)
    }

    /// Where the config file is, or would be.
    pub fn config_path(&self) -> Result<PathBuf, Error> {
        Ok(profile::config_path(&self.environment)?)
    }

    /// The folder of the sandbox's state.
    pub fn sandbox_folder(&self) -> Result<PathBuf, Error> {
        Ok(profile::state_dir(&self.environment)?.join("sandbox"))
    }

    /// The zone in which the user types and reads times, where one is set.
    pub fn operator_zone(&self) -> Result<Option<Zone>, Error> {
        Ok(self.settings()?.timezone.as_ref().map(|setting| setting.value.clone()))
    }

    /// The client id and the client secret, for tokens that are minted here.
    pub fn client_secret(&self) -> Result<(String, Secret), Error> {
        let settings = self.settings()?;
        let Some(client_id) = &settings.client_id else {
            return Err(missing(&["--client-id"]));
        };
        let secret = match (self.stdin_secret()?, &settings.client_secret) {
            (Some(secret), _) => secret,
            (None, Some(source)) => self.resolve(&source.value)?,
            (None, None) => return Err(no_credentials("no client secret is set")),
        };
        Ok((client_id.value.clone(), secret))
    }
}
