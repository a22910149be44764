//! The chosen platform, and its connection, which is made when a command asks for it.

use std::path::PathBuf;
use std::rc::Rc;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use jiff::SignedDuration;
use tracing::info;

use super::signals::park;
use super::{CommandWrites, Context};
use crate::domain::duration::duration_text;
use crate::domain::finding::Problem;
use crate::domain::platform_kind::PlatformKind;
use crate::error::Error;
use crate::exit::Exit;
use crate::files::{LockError, Watcher};
use crate::jwt::{self, Jti};
use crate::platform::budget::Budget;
use crate::platform::burki::{self, Burki};
use crate::platform::connection::PlatformConnection;
use crate::platform::credentials::Credentials;
use crate::platform::error::PlatformError;
use crate::platform::http::{Http, HttpOptions};
use crate::platform::kore::{self, Kore};
use crate::platform::learnt_facts::LearntFacts;
use crate::platform::platform::Platform;
use crate::platform::proxy;
use crate::platform::retry::{Haste, Observer, RealPace, WaitReason};
use crate::profile::{self, SecretKind, SecretSource};
use crate::sandbox;
use crate::secret::Secret;
use crate::settings::{Credential, Host, Setting, Settings};
use crate::ui::Talk;

/// How long after its expiry a token is still used: the platform's clock may be this far behind.
const EXPIRY_LEEWAY: SignedDuration = SignedDuration::from_secs(60);

/// A wait of this length is reported with `-q` too.
const LONG_WAIT: Duration = Duration::from_secs(3);

/// The longest that a halt waits for one answer: what else runs has to be stopped too, and this is asked again.
const HALT_TIMEOUT: Duration = Duration::from_secs(10);

/// The key under which Burki's requests are counted: any two keys of a host may be those of one account.
const BURKI_BUDGET: &str = "burki";

impl Context {
    /// The chosen platform, for building writes and requests. It is not connected and needs no token; reads need
    /// [`Self::connect`].
    ///
    /// # Errors
    ///
    /// The settings cannot be resolved, or lack what the platform needs.
    pub fn platform(&self) -> Result<Rc<dyn Platform>, Error> {
        if let Some(platform) = self.platform.get() {
            return Ok(Rc::clone(platform));
        }
        let platform = self.platform_of(self.settings()?)?;
        Ok(Rc::clone(self.platform.get_or_init(|| platform)))
    }

    /// Like `platform`, but connected to the platform or to the sandbox, which is started if it was asked for.
    ///
    /// # Errors
    ///
    /// The settings lack the account or the credential, the sandbox cannot be started, kcamp's folders cannot be made
    /// private, or the HTTP client cannot be set up.
    pub async fn connect(&mut self) -> Result<Rc<dyn Platform>, Error> {
        if let Some(platform) = self.platform.get().filter(|platform| platform.connection().is_connected()) {
            return Ok(Rc::clone(platform));
        }
        self.take_stdin_secret()?;
        let deadline = self.deadline();
        self.ui.end_query_at(deadline);
        self.keep_private()?;
        let served_at = if self.in_sandbox() { Some(self.start_sandbox().await?) } else { None };
        let settings = self.settings()?.clone();
        self.note_settings()?;
        let platform = self.platform()?;
        join(&*platform, &settings, self.http(&settings, served_at)?);
        Ok(platform)
    }

    /// Says once in a command which settings and folders the user may not have intended.
    ///
    /// # Errors
    ///
    /// The settings cannot be resolved.
    pub fn note_settings(&mut self) -> Result<(), Error> {
        if !std::mem::replace(&mut self.has_noted_settings, true) {
            for note in
                self.settings()?.notes().into_iter().chain(profile::folder_not_used(&self.environment))
            {
                self.ui.problem(&note);
            }
        }
        Ok(())
    }

    /// The platform of other settings, connected.
    ///
    /// # Errors
    ///
    /// The settings lack what the platform needs, or the HTTP client cannot be set up.
    pub fn connect_to(&self, settings: &Settings) -> Result<Rc<dyn Platform>, Error> {
        let platform = self.platform_of(settings)?;
        join(&*platform, settings, self.http(settings, None)?);
        Ok(platform)
    }

    fn platform_of(&self, settings: &Settings) -> Result<Rc<dyn Platform>, Error> {
        let origin = settings.host.value.origin().to_owned();
        match settings.platform.value {
            PlatformKind::Burki => {
                Ok(Rc::new(Burki::new(PlatformConnection::default(), burki::Endpoints { origin })))
            }
            PlatformKind::Kore => {
                let (Some(stream_id), Some(account_id)) = (&settings.stream_id, &settings.account_id) else {
                    return Err(match settings.kore_account() {
                        Err(error) => error.into(),
                        Ok(_) => Error::usage("settings/account-incomplete", "not set: the account's ids"),
                    });
                };
                let endpoints = kore::Endpoints {
                    origin,
                    stream_id: stream_id.value.clone(),
                    account_id: account_id.value.clone(),
                    message_encoding: settings.message_encoding.value,
                    harmless_keys: settings.harmless_keys.as_ref().map_or_else(Vec::new, |setting| {
                        setting.value.split(',').map(|key| key.trim().to_owned()).collect()
                    }),
                    trigger_path: settings.trigger_path.as_ref().map(|setting| setting.value.clone()),
                };
                let memory = self.memory(settings, &account_id.value);
                Ok(Rc::new(Kore::new(PlatformConnection::default(), endpoints).remembering(memory)))
            }
        }
    }

    /// Refuses a fixed clock outside the sandbox: it is for rehearsals.
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

    /// The credentials for requests with these settings, and the account under which the requests are counted.
    fn credentials(&self, settings: &Settings, origin: &str) -> Result<(Credentials, String), Error> {
        match settings.platform.value {
            PlatformKind::Burki => {
                let account = settings.burki_account()?;
                self.refuse_fixed_clock(account.host)?;
                let api_key = self.ready(account.api_key, SecretKind::ApiKey, settings)?;
                info!("sign in at {origin} with an API key");
                Ok((Credentials::ready(api_key), BURKI_BUDGET.to_owned()))
            }
            PlatformKind::Kore => {
                let account = settings.kore_account()?;
                self.refuse_fixed_clock(account.host)?;
                let credentials = match account.credential {
                    Credential::Token(token) => {
                        let ready = self.ready(token, SecretKind::Token, settings)?;
                        let remarks = self.token_remarks.get_or_init(|| remarks(&ready, settings));
                        let if_refused = Some(look_at(token, remarks));
                        Credentials::Ready { token: ready, if_refused }
                    }
                    Credential::Signing(credential) => Credentials::Signing {
                        client_id: credential.client_id.to_owned(),
                        secret: self.signing_secret(&credential)?,
                        subject: jwt::DEFAULT_SUBJECT.to_owned(),
                        jti: if settings.jti.value { Jti::Random } else { Jti::Omit },
                    },
                };
                let with = signing_words(&credentials);
                info!("sign in at {origin} for the account {} with {with}", account.account_id);
                Ok((credentials, account.account_id.to_owned()))
            }
        }
    }

    /// A ready token or API key. It is refused if it says that it has expired, because the platform would report a
    /// wrong client id. A key that is not a JWT says nothing.
    fn ready(
        &self,
        setting: &Setting<SecretSource>,
        kind: SecretKind,
        settings: &Settings,
    ) -> Result<Secret, Error> {
        let secret = self.resolve(setting, kind)?;
        let own_end = jwt::inspect(secret.expose()).ok().and_then(|token| token.meant_to_expire_at());
        let passed = own_end.filter(|at| self.clock.now().duration_since(*at) > EXPIRY_LEEWAY);
        let Some(expired_at) = passed else { return Ok(secret) };
        let ago = duration_text(self.clock.now().duration_since(expired_at).unsigned_abs());
        let error = Error::new(
            "secret/token-expired",
            format!(
                "the {} ({}, set by {}) expired at {expired_at}, {ago} ago",
                kind.noun(),
                setting.value,
                setting.source
            ),
            Exit::Credentials,
        )
        .nothing_sent();
        Err(match (kind, &settings.client_secret) {
            (SecretKind::ApiKey, _) => error.hint("make a new API key on the platform, and put it there"),
            (_, Some(client_secret)) => error.hint(format!(
                "a client secret is set too ({}, set by {}): unset the token, and kcamp makes a new one for each request",
                client_secret.value, client_secret.source
            )),
            (_, None) => error.hint(
                "set the client id and the client secret instead, and kcamp makes a new token for each request; or mint one with kcamp jwt mint",
            ),
        })
    }

    /// An HTTP client for settings. `served_at` is the address of a running sandbox.
    fn http(&self, settings: &Settings, served_at: Option<String>) -> Result<Http, Error> {
        let origin = settings.host.value.origin();
        // Credentials may come from a pipe or a program that never ends.
        let (credentials, account) =
            self.reading(|| self.credentials(settings, served_at.as_deref().unwrap_or(origin)))?;
        let options = HttpOptions {
            platform: settings.platform.value,
            origin: origin.to_owned(),
            served_at,
            timeout: match self.haste() {
                Haste::Calm => settings.timeout.value,
                Haste::Halt => settings.timeout.value.min(HALT_TIMEOUT),
            },
            deadline: settings.deadline.as_ref().map(|setting| setting.value),
            extra_certificates: settings.ca_cert.as_ref().map(|setting| setting.value.clone()),
            proxy: proxy::Named::by(|name| self.environment.text(name))
                .filter(|named| named.is_for(origin))
                .map(|named| named.proxy().map_err(PlatformError::from))
                .transpose()?,
            budget: self.budget(settings, &account),
            haste: self.haste(),
        };
        let observer = Arc::new(SendingLine {
            talk: self.ui.talker(),
            progress: Arc::clone(&self.progress),
            state: profile::state_dir(&self.environment),
            is_rehearsal: self.clock.is_fixed(),
        });
        let pace = Arc::new(RealPace::starting_now(self.clock));
        // The file of certificates may be a pipe too. From here on, sending observes the deadline.
        let http = self.reading(|| Http::new(options, Rc::new(credentials), self.clock, pace, observer))?;
        Ok(http.hiding_with(Arc::clone(&self.redactor)))
    }

    /// This machine's knowledge about the account.
    fn memory(&self, settings: &Settings, account_id: &str) -> LearntFacts {
        let Ok(folder) = self.state_folder() else { return LearntFacts::default() };
        let memory = LearntFacts::of(self.place_of(settings), account_id, folder.join("learnt.json"));
        if self.haste() == Haste::Halt { memory.without_waiting() } else { memory }
    }

    /// The account's limit of requests per minute, counted in one file for all processes; `None` if there is no
    /// limit.
    fn budget(&self, settings: &Settings, account_id: &str) -> Option<Budget> {
        // A halt only observes the platform's own limit.
        if self.haste() == Haste::Halt {
            return None;
        }
        let rate_limit = settings.rate_limit.as_ref()?.value;
        let folder = profile::state_dir(&self.environment)?;
        let plain = |text: &str| text.replace(|letter: char| !letter.is_ascii_alphanumeric(), "-");
        let name = format!("{}-{}", plain(self.place_of(settings)), plain(account_id));
        let budget = Budget::new(folder.join("budget").join(name), rate_limit);
        Some(budget.with_lock_patience(self.patience()))
    }

    /// The number of campaigns that earlier commands left in the sandbox; 0 where that cannot be read.
    pub fn campaigns_in_sandbox(&self) -> usize {
        let summary =
            self.sandbox_folder().ok().and_then(|folder| sandbox::summary(&folder, self.clock).ok());
        summary.map_or(0, |summary| summary.kore.campaigns.len() + summary.burki_campaigns)
    }

    async fn start_sandbox(&mut self) -> Result<String, Error> {
        let folder = self.sandbox_folder()?;
        info!("run the sandbox in this process, with its state in {}", folder.display());
        let server = if let Some(server) = self.sandbox.take() {
            server
        } else {
            let patience = self.calm_patience();
            let options = sandbox::Options { clock: self.clock, patience, ..sandbox::Options::new(folder) };
            sandbox::start(options).await?
        };
        let origin = format!("http://{}", server.address());
        self.sandbox = Some(server);
        Ok(origin)
    }
}

/// Connects a platform with this client, as the settings say.
fn join(platform: &dyn Platform, settings: &Settings, http: Http) {
    if !settings.list_totals.value {
        platform.connection().ignore_totals();
    }
    platform.connection().connect(http);
}

/// The problems of a ready token, one sentence each, as in `jwt inspect`.
fn remarks(token: &Secret, settings: &Settings) -> Vec<String> {
    let client_id = settings.client_id.as_ref();
    match jwt::inspect(token.expose()) {
        Ok(inspected) => {
            let other = client_id.and_then(|client_id| inspected.of_other_client(&client_id.value));
            inspected.remarks().into_iter().chain(other).collect()
        }
        Err(error) => vec![error.to_string()],
    }
}

/// The next step if Kore.ai refuses a ready token.
fn look_at(setting: &Setting<SecretSource>, remarks: &[String]) -> String {
    let first = format!(
        "look at the ready token ({}, set by {}): `kcamp jwt inspect` shows its exp and its claim appId",
        setting.value, setting.source
    );
    [&[first], remarks].concat().join("; ")
}

/// How requests are signed, in words.
const fn signing_words(credentials: &Credentials) -> &'static str {
    match credentials {
        Credentials::Ready { .. } => "a ready token",
        Credentials::Signing { .. } => "a token made from the client secret",
    }
}

/// Shows the reason for a wait.
pub(super) struct WaitingLine(pub(super) Talk);

impl Watcher for WaitingLine {
    fn waiting(&self, text: &str) {
        self.0.waiting(text);
    }

    fn done(&self) {
        self.0.done_waiting();
    }
}

/// Shows the reason for a request's wait, and notes which write was sent.
struct SendingLine {
    talk: Talk,
    progress: Arc<Mutex<CommandWrites>>,
    /// The folder in which requests are counted; `None` if there is none, and nothing is counted.
    state: Option<PathBuf>,
    /// Whether waits before a repeat pass at once.
    is_rehearsal: bool,
}

impl SendingLine {
    fn progress(&self) -> MutexGuard<'_, CommandWrites> {
        self.progress.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Observer for SendingLine {
    fn waiting(&self, wait: Duration, reason: WaitReason) {
        let seconds = wait.as_millis().div_ceil(1000).max(1);
        if self.is_rehearsal && reason.passes_in_a_rehearsal() {
            self.talk.waiting(&format!(
                "{reason}; a wait of {seconds} s is passed over, because KCAMP_NOW sets the clock"
            ));
            return;
        }
        let text = format!("{reason}; waiting {seconds} s");
        if wait >= LONG_WAIT { self.talk.waiting_long(&text) } else { self.talk.waiting(&text) }
    }

    fn not_counting(&self, reason: &LockError) {
        let not_counted = "kcamp cannot count requests together with other kcamp processes";
        let why = match (reason, &self.state) {
            (LockError::File(error), Some(folder)) => format!(
                "{} cannot be used ({error}); set XDG_STATE_HOME to a folder that this user can write",
                folder.display()
            ),
            _ => reason.to_string(),
        };
        self.talk.problem(&Problem::warning("machine/requests-not-counted", format!("{not_counted}: {why}")));
    }

    fn sending(&self) {
        let may_be_sent = self.progress().sending();
        if !may_be_sent {
            // The thread that listens has noted that the write is not sent, and ends the process.
            park();
        }
    }

    fn not_applied(&self) {
        self.progress().not_applied();
    }
}
