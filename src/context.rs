//! What a command is given: where to print, what is configured, what time it is, and a client when it asks for one.
//! The only place where the parts are put together.

mod consent;
mod interrupt;
mod log;
mod write;

use std::cell::{OnceCell, RefCell};
use std::io::{BufRead as _, Read as _};
use std::path::PathBuf;
use std::rc::Rc;
use std::sync::Arc;
use std::time::Duration;

use anyhow::{Context as _, anyhow};
use tracing::info;

use crate::clock::Clock;
use crate::domain::platform_kind::PlatformKind;
use crate::domain::zone::Zone;
use crate::env::Environment;
use crate::error::Error;
use crate::jwt::Jti;
use crate::platform::budget::Budget;
use crate::platform::burki::{self, Burki};
use crate::platform::client::{Client, Endpoints};
use crate::platform::error::PlatformError;
use crate::platform::feature::Feature;
use crate::platform::http::{Http, HttpOptions};
use crate::platform::kore::{self, Credentials, Kore};
use crate::platform::retry::{Observer, RealPace, WaitReason};
use crate::profile::{self, COMMAND_LIMIT, ConfigFile, Profile, ProfileName, SecretSource};
use crate::sandbox;
use crate::secret::Secret;
use crate::settings::{self, Credential, Flags, Host, SandboxAccount, Settings, Switches};
use crate::ui::{ColorEnvironment, Input, Talk, Ui, UiOptions, Verbosity};

pub use consent::Consent;
pub use interrupt::{Progress, block_on};

/// What Burki's requests are counted under: its keys name no account.
const BURKI_BUDGET: &str = "burki";

/// Most bytes of a secret that are read from stdin.
const STDIN_SECRET_BYTES_MAX: u64 = 64 * 1024;

/// The global flags that are no settings.
#[derive(Debug, Default)]
pub struct Startup {
    /// `--quiet`.
    pub quiet: bool,
    /// How many times `--verbose`.
    pub verbose: u8,
    /// `--confirm`.
    pub confirm: Option<String>,
    /// `--dry-run`.
    pub dry_run: Option<DryRun>,
    /// `--secret-stdin`.
    pub secret_stdin: bool,
    /// The flags that are.
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
    switches: Switches,
    settings: OnceCell<Settings>,
    sandbox: Option<sandbox::Server>,
    progress: Rc<RefCell<Progress>>,
}

impl Context {
    /// Puts the parts together. On a bad global flag the error comes with a [`Ui`] to say it on.
    pub fn new(startup: Startup, environment: Environment) -> Result<Self, Box<(Ui, Error)>> {
        let mut options = UiOptions {
            color_environment: ColorEnvironment::read(|name| environment.text(name)),
            ..UiOptions::default()
        };
        match Self::read_switches(&startup, &environment, &mut options) {
            Ok((switches, clock)) => {
                let ui = Ui::terminal(&options);
                log::start(options.verbosity, &ui);
                Ok(Self {
                    ui,
                    clock,
                    environment,
                    startup,
                    switches,
                    settings: OnceCell::new(),
                    sandbox: None,
                    progress: Rc::default(),
                })
            }
            Err(error) => Err(Box::new((Ui::terminal(&options), error))),
        }
    }

    fn read_switches(
        startup: &Startup,
        environment: &Environment,
        options: &mut UiOptions,
    ) -> Result<(Switches, Clock), Error> {
        let switches = settings::switches(&startup.flags, environment)?;
        if let Some(output) = &switches.output {
            options.format = output.value.parse().map_err(|error| {
                Error::usage("usage/unknown-format", format!("{}: {error}", output.source))
            })?;
        }
        if let Some(color) = &startup.flags.color {
            options.color = color
                .parse()
                .map_err(|error| Error::usage("usage/unknown-color", format!("--color: {error}")))?;
        }
        if switches.no_input {
            options.input = Input::Never;
        }
        options.verbosity = match (startup.quiet, startup.verbose) {
            (true, _) => Verbosity::Quiet,
            (false, 0) => log::level(environment.text("KCAMP_LOG"))?,
            (false, count) => Verbosity::from_count(count),
        };
        Ok((switches, clock(environment)?))
    }

    /// Whether `--sandbox` or `KCAMP_SANDBOX` asks for the sandbox.
    #[must_use]
    pub const fn in_sandbox(&self) -> bool {
        self.switches.sandbox
    }

    /// Whether `--yes` or `KCAMP_YES` answers every confirmation.
    #[must_use]
    pub const fn answers_yes(&self) -> bool {
        self.switches.yes
    }

    /// How requests are to be printed instead of sent, if they are.
    #[must_use]
    pub const fn dry_run(&self) -> Option<DryRun> {
        self.startup.dry_run
    }

    /// Takes this profile, as if `--profile` had named it.
    pub fn choose_profile(&mut self, name: String) {
        self.startup.flags.profile = Some(name);
        self.settings.take();
    }

    /// The text of a global flag, or of the environment variable that stands in for it.
    #[must_use]
    pub fn flag_or_variable(&self, flag: &str, variable: &str) -> Option<String> {
        self.flag(flag).or_else(|| self.environment.text(variable)).map(str::to_owned)
    }

    /// The text of a global flag.
    #[must_use]
    pub fn flag(&self, flag: &str) -> Option<&str> {
        let flags = &self.startup.flags;
        let given = match flag {
            "--profile" => &flags.profile,
            "--platform" => &flags.platform,
            "--host" => &flags.host,
            "--stream-id" => &flags.stream_id,
            "--account-id" => &flags.account_id,
            "--client-id" => &flags.client_id,
            "--timezone" => &flags.timezone,
            _ => &None,
        };
        given.as_deref()
    }

    /// Every setting, resolved once.
    pub fn settings(&self) -> Result<&Settings, Error> {
        if let Some(settings) = self.settings.get() {
            return Ok(settings);
        }
        let account = self.in_sandbox().then(sandbox_account).transpose()?;
        let config = match self.config() {
            // The sandbox needs no profile, so a broken one keeps nobody from it.
            Err(_) if account.is_some() => None,
            config => config?,
        };
        let settings =
            settings::resolve(&self.startup.flags, &self.environment, config.as_ref(), account.as_ref())?;
        Ok(self.settings.get_or_init(|| settings))
    }

    /// The settings of a profile that is not saved yet, with nothing over it.
    pub fn settings_of(&self, name: &ProfileName, profile: &Profile) -> Result<Settings, Error> {
        let mut config = ConfigFile { current: Some(name.clone()), ..ConfigFile::default() };
        config.profiles.insert(name.clone(), profile.clone());
        Ok(settings::resolve(&Flags::default(), &Environment::default(), Some(&config), None)?)
    }

    /// The config file, where there is one.
    pub fn config(&self) -> Result<Option<ConfigFile>, Error> {
        Ok(profile::load(&self.config_path()?)?)
    }

    /// Where the config file is, or would be.
    pub fn config_path(&self) -> Result<PathBuf, Error> {
        profile::config_path(&self.environment).ok_or_else(|| no_home("KCAMP_CONFIG"))
    }

    /// The folder of the sandbox's state.
    pub fn sandbox_folder(&self) -> Result<PathBuf, Error> {
        Ok(self.state_folder()?.join("sandbox"))
    }

    /// The folder in which imports are remembered; those into the sandbox go with it.
    pub fn imports_folder(&self) -> Result<PathBuf, Error> {
        if self.in_sandbox() {
            self.sandbox_imports_folder()
        } else {
            Ok(self.state_folder()?.join("imports"))
        }
    }

    /// The folder in which imports into the sandbox are remembered.
    pub fn sandbox_imports_folder(&self) -> Result<PathBuf, Error> {
        Ok(self.sandbox_folder()?.join("imports"))
    }

    fn state_folder(&self) -> Result<PathBuf, Error> {
        profile::state_dir(&self.environment).ok_or_else(|| no_home("XDG_STATE_HOME"))
    }

    /// What the account's state is kept under: the platform's address, or `sandbox`, whose address changes.
    pub fn place(&self) -> Result<String, Error> {
        let origin = self.settings()?.host.value.origin();
        Ok(if self.in_sandbox() { "sandbox".to_owned() } else { origin.to_owned() })
    }

    /// Whether stdin holds a secret, so that nothing else can come from it.
    #[must_use]
    pub const fn reads_secret_from_stdin(&self) -> bool {
        self.startup.secret_stdin
    }

    /// The zone in which the user types and reads times, where one is set.
    pub fn operator_zone(&self) -> Result<Option<Zone>, Error> {
        Ok(self.settings()?.timezone.as_ref().map(|setting| setting.value.clone()))
    }

    /// The zone in which tables show instants: the operator's, or UTC.
    pub fn reader_zone(&self) -> Result<Zone, Error> {
        Ok(self.operator_zone()?.unwrap_or_else(Zone::utc))
    }

    /// Refuses at once what the platform that is set lacks, and says what it has instead.
    pub fn require(&self, feature: Feature) -> Result<(), Error> {
        Ok(feature.of(self.settings()?.platform.value)?)
    }

    /// The client id and the client secret, for tokens that are minted here.
    pub fn signing_key(&mut self) -> Result<(String, Secret), Error> {
        self.require(Feature::SignedTokens)?;
        self.take_stdin_secret()?;
        let settings = self.settings()?;
        let credential = settings.signing_credential()?;
        Ok((credential.client_id.to_owned(), self.resolve(credential.client_secret)?))
    }

    /// The profile whose name every write asks for, where it is protected.
    fn protected_profile(&self) -> Result<Option<String>, Error> {
        let settings = self.settings()?;
        let name = settings.profile.as_ref().map(|profile| profile.value.to_string());
        Ok(name.filter(|_| settings.protected.value))
    }

    /// The platform's requests, to show and not to send.
    pub fn endpoints(&self) -> Result<Endpoints, Error> {
        match self.settings()?.platform.value {
            PlatformKind::Kore => self.kore_endpoints().map(Endpoints::Kore),
            PlatformKind::Burki => Ok(Endpoints::Burki(burki::Endpoints {
                origin: self.settings()?.host.value.origin().to_owned(),
            })),
        }
    }

    /// Kore.ai's requests, to show and not to send.
    pub fn kore_endpoints(&self) -> Result<kore::Endpoints, Error> {
        let settings = self.settings()?;
        let (Some(stream_id), Some(account_id)) = (&settings.stream_id, &settings.account_id) else {
            return Err(match settings.kore_account() {
                Err(error) => error.into(),
                Ok(_) => Error::usage("settings/account-incomplete", "the account's ids are not set"),
            });
        };
        Ok(kore::Endpoints {
            origin: settings.host.value.origin().to_owned(),
            stream_id: stream_id.value.clone(),
            account_id: account_id.value.clone(),
            message_encoding: settings.message_encoding.value,
            trigger_path: settings.trigger_path.as_ref().map(|setting| setting.value.clone()),
        })
    }

    /// A client of the platform that is set, or of the sandbox, which is started if it is asked for.
    pub async fn client(&mut self) -> Result<Client, Error> {
        self.take_stdin_secret()?;
        let origin = if self.in_sandbox() { Some(self.start_sandbox().await?) } else { None };
        let settings = self.settings()?.clone();
        for note in settings.notes() {
            self.ui.note(&note.message);
        }
        self.connect(&settings, origin)
    }

    /// A URL as it is shown: the sandbox's without its port, which changes from run to run.
    #[must_use]
    pub fn shown_url(&self, url: &str) -> String {
        let settled = self.settings().ok().zip(self.sandbox.as_ref());
        match settled.and_then(|(settings, server)| {
            let rest = url.strip_prefix(&format!("http://{}", server.address()))?;
            Some(format!("{}{rest}", settings.host.value.origin()))
        }) {
            Some(shown) => shown,
            None => url.to_owned(),
        }
    }

    /// A client of Kore.ai, for a command of a [`Feature`] that it alone has. The command asks for the feature first.
    pub async fn kore(&mut self) -> Result<Kore, Error> {
        let client = self.client().await?;
        let platform = client.platform();
        if let Client::Kore(kore) = client {
            return Ok(kore);
        }
        let kore = PlatformKind::Kore.title();
        Err(PlatformError::OtherPlatform { client: platform.title(), campaign: kore }.into())
    }

    /// A client for settings; `origin` is a running sandbox's.
    pub fn connect(&self, settings: &Settings, origin: Option<String>) -> Result<Client, Error> {
        let origin = origin.unwrap_or_else(|| settings.host.value.origin().to_owned());
        match settings.platform.value {
            PlatformKind::Kore => self.connect_to_kore(settings, origin).map(Client::Kore),
            PlatformKind::Burki => self.connect_to_burki(settings, origin).map(Client::Burki),
        }
    }

    /// A clock that was set is for rehearsals.
    fn refuse_fixed_clock(&self, host: &Host) -> Result<(), Error> {
        if self.clock.is_fixed() && !host.is_loopback() {
            return Err(Error::usage(
                "clock/fixed",
                format!("KCAMP_NOW sets the clock, and {host} is a real platform"),
            )
            .hint(
                "unset KCAMP_NOW; it is for rehearsals with --sandbox and for commands that send nothing",
            ));
        }
        Ok(())
    }

    fn connect_to_burki(&self, settings: &Settings, origin: String) -> Result<Burki, Error> {
        let account = settings.burki_account()?;
        self.refuse_fixed_clock(account.host)?;
        let api_key = self.resolve(account.api_key)?;
        info!("sign in at {origin} with an API key");
        let http = self.http(settings, &origin, BURKI_BUDGET)?;
        Ok(Burki::new(http, burki::Endpoints { origin }, api_key))
    }

    fn connect_to_kore(&self, settings: &Settings, origin: String) -> Result<Kore, Error> {
        let account = settings.kore_account()?;
        self.refuse_fixed_clock(account.host)?;
        let credentials = match account.credential {
            Credential::Token(source) => Credentials::Token(self.resolve(source)?),
            Credential::Signing(credential) => Credentials::Secret {
                client_id: credential.client_id.to_owned(),
                secret: self.resolve(credential.client_secret)?,
                subject: crate::jwt::DEFAULT_SUBJECT.to_owned(),
                jti: if settings.jti.value { Jti::Random } else { Jti::Omit },
            },
        };
        info!(
            "sign in at {origin} for the account {} with {}",
            account.account_id,
            signing_words(&credentials)
        );
        let http = self.http(settings, &origin, account.account_id)?;
        let endpoints = kore::Endpoints {
            origin,
            stream_id: account.stream_id.to_owned(),
            account_id: account.account_id.to_owned(),
            message_encoding: settings.message_encoding.value,
            trigger_path: settings.trigger_path.as_ref().map(|setting| setting.value.clone()),
        };
        Ok(Kore::new(http, endpoints, credentials))
    }

    /// An HTTP client; `account` is whose requests are counted together.
    fn http(&self, settings: &Settings, origin: &str, account: &str) -> Result<Http, Error> {
        let options = HttpOptions {
            origin: origin.to_owned(),
            timeout: settings.timeout.value,
            deadline: settings.deadline.as_ref().map(|setting| setting.value),
            extra_certificates: settings.ca_cert.as_ref().map(|setting| setting.value.clone()),
            budget: self.budget(settings, account),
        };
        let observer = Arc::new(WaitingLine(self.ui.talker()));
        Ok(Http::new(options, self.clock, Arc::new(RealPace::starting_now()), observer)?)
    }

    /// The account's requests a minute, counted for all processes in one file an account; `None` where there is no limit.
    fn budget(&self, settings: &Settings, account_id: &str) -> Option<Budget> {
        let rate_limit = settings.rate_limit.as_ref()?.value;
        let folder = profile::state_dir(&self.environment)?;
        let place = if self.in_sandbox() { "sandbox" } else { settings.host.value.origin() };
        let plain = |text: &str| text.replace(|letter: char| !letter.is_ascii_alphanumeric(), "-");
        let name = format!("{}-{}", plain(place), plain(account_id));
        Some(Budget::new(folder.join("budget").join(name), rate_limit))
    }

    async fn start_sandbox(&mut self) -> Result<String, Error> {
        let folder = self.sandbox_folder()?;
        info!("run the sandbox in this process, with its state in {}", folder.display());
        let server = match self.sandbox.take() {
            Some(server) => server,
            None => {
                sandbox::start(sandbox::Options { clock: self.clock, ..sandbox::Options::new(folder) })
                    .await?
            }
        };
        let origin = format!("http://{}", server.address());
        self.sandbox = Some(server);
        Ok(origin)
    }

    /// What `--secret-stdin` gives, where it was asked for: a client secret, or a ready token.
    fn take_stdin_secret(&mut self) -> Result<(), Error> {
        if self.startup.flags.stdin_secret.is_none()
            && let Some(secret) = self.stdin_secret()?
        {
            self.startup.flags.stdin_secret = Some(secret);
            self.settings.take();
        }
        Ok(())
    }

    /// The first line of stdin, where `--secret-stdin` was given.
    pub fn stdin_secret(&self) -> Result<Option<Secret>, Error> {
        if !self.startup.secret_stdin {
            return Ok(None);
        }
        let mut line = String::new();
        std::io::BufReader::new(std::io::stdin().take(STDIN_SECRET_BYTES_MAX))
            .read_line(&mut line)
            .context("cannot read the secret from stdin")?;
        let secret = line.trim_end_matches(['\r', '\n']);
        if secret.is_empty() {
            return Err(anyhow!("--secret-stdin: the first line of stdin is empty").into());
        }
        Ok(Some(Secret::new(secret.to_owned())))
    }

    fn resolve(&self, source: &SecretSource) -> Result<Secret, Error> {
        Ok(profile::resolve_secret(source, &self.environment, COMMAND_LIMIT)?)
    }
}

/// How requests are signed, in words.
const fn signing_words(credentials: &Credentials) -> &'static str {
    match credentials {
        Credentials::Token(_) => "a ready token",
        Credentials::Secret { .. } => "a token made from the client secret",
    }
}

/// Shows what is waited for.
struct WaitingLine(Talk);

impl Observer for WaitingLine {
    fn waiting(&self, wait: Duration, reason: WaitReason) {
        let seconds = wait.as_millis().div_ceil(1000);
        self.0.clone().waiting(&format!("{reason}; waiting {seconds} s"));
    }

    fn not_counting(&self, reason: &std::io::Error) {
        self.0
            .clone()
            .warning(&format!("requests are not counted together with other kcamp processes: {reason}"));
    }
}

fn sandbox_account() -> Result<SandboxAccount, Error> {
    let account = sandbox::ACCOUNT;
    // The port is known once it runs; a dry run shows the address without one.
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

fn clock(environment: &Environment) -> Result<Clock, Error> {
    let Some(text) = environment.text("KCAMP_NOW") else { return Ok(Clock::System) };
    text.parse().map(Clock::Fixed).map_err(|_| {
        Error::usage("clock/unreadable", format!("KCAMP_NOW: {text:?} is not an instant"))
            .hint("write it as RFC 3339, such as 2026-12-03T08:00:00Z, or unset it")
    })
}

fn no_home(variable: &str) -> Error {
    Error::usage("machine/no-home", "there is no home folder for kcamp's files")
        .hint(format!("set HOME, or {variable}"))
}
