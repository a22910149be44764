//! The keychains of this machine that can store a secret and print it through a command.

use std::path::Path;
use std::process::{Command, ExitStatus, Stdio};
use std::time::{Duration, Instant};

use anyhow::{Context as _, anyhow};
use zeroize::Zeroizing;

use super::one_password;
use super::program::tell;
use crate::env::Environment;
use crate::error::Error;
use crate::profile::SecretSource;
use crate::secret::Secret;

/// The time limit for a keychain to show that it can be used.
const ANSWER_LIMIT: Duration = Duration::from_secs(3);
/// The interval between two checks for that.
const LOOK: Duration = Duration::from_millis(10);

/// The content of a keychain's entry.
pub(super) struct FoundSecret {
    /// The command that prints it.
    pub(super) place: SecretSource,
    /// The secret; `None` if it is empty or not text.
    pub(super) secret: Option<Secret>,
}

/// An entry that was written for a profile that is not saved yet.
#[derive(Debug)]
pub struct KeychainEntry {
    pub(super) vault: Vault,
    pub(super) name: String,
    /// Its earlier secret.
    pub(super) before: Option<Secret>,
}

impl KeychainEntry {
    /// Restores the earlier secret, and adds the outcome to the error about the profile that was not saved.
    pub fn taken_back(self, error: Error) -> Error {
        let (program, title) = (self.vault.program(), self.vault.title(&self.name));
        error.hint(match self.before {
            Some(before) if self.vault.store(&self.name, &before).is_ok() => {
                format!("{program} has again what it had in {title} before")
            }
            Some(_) => {
                format!("{program} has the new secret in {title}, and did not take back the one of before")
            }
            None => format!("{program} has the secret in {title} now, and no profile reads it yet"),
        })
    }
}

/// A keychain that reads a secret from stdin, so that the secret is not in a list of processes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Vault {
    /// libsecret's `secret-tool`: GNOME Keyring, KWallet.
    SecretTool,
    /// `pass`, the standard Unix password manager.
    Pass,
    /// 1Password's `op`.
    OnePassword,
    /// HashiCorp Vault's `vault`, with a key-value engine at `secret`.
    HashiCorp,
    /// The keychain of macOS, through `security`.
    MacOs,
}

impl Vault {
    const ALL: [Self; 5] = [Self::SecretTool, Self::Pass, Self::OnePassword, Self::HashiCorp, Self::MacOs];

    /// The keychains that can be used now: the program is on the path and answers.
    pub fn found(environment: &Environment) -> Vec<Self> {
        let Some(path) = environment.value("PATH") else { return Vec::new() };
        let is_there =
            |vault: &Self| std::env::split_paths(path).any(|folder| folder.join(vault.program()).is_file());
        // Without a session no keyring answers, and secret-tool would only leave a folder in the home.
        let has_session = environment.value("DBUS_SESSION_BUS_ADDRESS").is_some()
            || environment
                .value("XDG_RUNTIME_DIR")
                .is_some_and(|folder| Path::new(folder).join("bus").exists());
        let can_answer = |vault: &Self| *vault != Self::SecretTool || has_session;
        Self::ALL.into_iter().filter(can_answer).filter(is_there).filter(|vault| vault.answers()).collect()
    }

    /// The name of its program.
    pub const fn program(self) -> &'static str {
        match self {
            Self::SecretTool => "secret-tool",
            Self::Pass => "pass",
            Self::OnePassword => "op",
            Self::HashiCorp => "vault",
            Self::MacOs => "security",
        }
    }

    /// The text of the choice in setup.
    pub const fn offer(self) -> &'static str {
        match self {
            Self::SecretTool => "the desktop's keyring, through secret-tool",
            Self::Pass => "the password store, through pass",
            Self::OnePassword => "1Password, through op",
            Self::HashiCorp => "HashiCorp Vault, through vault",
            Self::MacOs => "the keychain of macOS, through security",
        }
    }

    /// The arguments of a call that succeeds if the keychain can be used. It changes nothing and asks no questions.
    const fn question(self) -> &'static [&'static str] {
        match self {
            Self::SecretTool => &["search", "service", "kcamp"],
            Self::Pass => &["ls"],
            Self::OnePassword => &["whoami"],
            Self::HashiCorp => &["token", "lookup"],
            Self::MacOs => &["default-keychain"],
        }
    }

    /// Whether it can be used. A keyring without a session, an empty store and a vault without a sign-in cannot.
    fn answers(self) -> bool {
        let asked = Command::new(self.program())
            .args(self.question())
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn();
        let Ok(mut child) = asked else { return false };
        let limit = Instant::now() + ANSWER_LIMIT;
        while Instant::now() < limit {
            match child.try_wait() {
                Ok(Some(status)) => return status.success(),
                Ok(None) => std::thread::sleep(LOOK),
                Err(_) => break,
            }
        }
        // A program that waits for something else cannot be used either.
        let _ = child.kill();
        let _ = child.wait();
        false
    }

    /// Stores the secret in the entry with this name, replaces an existing one, and returns the command that prints
    /// it.
    ///
    /// # Errors
    ///
    /// The keychain's program cannot be run, fails, or answers in another form.
    pub(super) fn store(self, name: &str, secret: &Secret) -> Result<SecretSource, Error> {
        let entry = format!("kcamp/{name}");
        let plain = secret.expose();
        match self {
            Self::SecretTool => {
                let label = format!("--label=kcamp {name}");
                self.tell(&["store", &label, "service", "kcamp", "profile", name], plain)?;
            }
            Self::Pass => self.tell(&["insert", "--multiline", "--force", &entry], plain)?,
            Self::OnePassword => {
                let item = one_password::keep(&self.title(name), secret)?;
                return Ok(self.giving(&one_password::giving(&item)));
            }
            Self::HashiCorp => self.tell(&["kv", "put", "-mount=secret", &entry, "secret=-"], plain)?,
            Self::MacOs => {
                let quoted = Zeroizing::new(plain.replace('\\', "\\\\").replace('"', "\\\""));
                // The program's commands are read from stdin, because arguments are in the list of processes.
                let command = Zeroizing::new(format!(
                    "add-generic-password -U -a {name} -s kcamp -w \"{}\"\n",
                    *quoted
                ));
                self.tell(&["-i"], &command)?;
            }
        }
        Ok(self.giving(&self.words(name)))
    }

    /// The content of the entry of this name; `None` where there is no such entry.
    ///
    /// # Errors
    ///
    /// The keychain's program cannot be run or fails.
    pub(super) fn find(self, name: &str) -> Result<Option<FoundSecret>, Error> {
        let place = match self {
            Self::OnePassword => {
                let Some(item) = one_password::find(&self.title(name))? else { return Ok(None) };
                self.giving(&one_password::giving(&item))
            }
            _ => self.giving(&self.words(name)),
        };
        let SecretSource::Command { program, arguments } = &place else { return Ok(None) };
        let asked = Command::new(program)
            .args(arguments)
            .stdin(Stdio::null())
            .stderr(Stdio::null())
            .output()
            .with_context(|| format!("cannot run {program}"))?;
        let printed = Zeroizing::new(asked.stdout);
        if !asked.status.success() {
            let is_absent = asked.status.code().is_some_and(|code| self.absent().contains(&code));
            return if is_absent { Ok(None) } else { Err(self.unsure(name, asked.status)) };
        }
        let text = std::str::from_utf8(&printed).ok().filter(|text| !text.trim().is_empty());
        let text =
            text.map(|text| if self == Self::Pass { text } else { text.strip_suffix('\n').unwrap_or(text) });
        Ok(Some(FoundSecret { place, secret: text.map(|text| Secret::new(text.to_owned())) }))
    }

    fn unsure(self, name: &str, status: ExitStatus) -> Error {
        let message =
            format!("{} does not say whether it has {} already: {status}", self.program(), self.title(name));
        Error::from(anyhow!(message)).hint("unlock it, or choose another place")
    }

    /// The exit codes that mean that there is no such entry.
    const fn absent(self) -> &'static [i32] {
        match self {
            Self::SecretTool | Self::Pass => &[1],
            Self::OnePassword => &[],
            Self::HashiCorp => &[2],
            Self::MacOs => &[44],
        }
    }

    /// The title of the entry with this name.
    pub(super) fn title(self, name: &str) -> String {
        match self {
            Self::Pass | Self::HashiCorp => format!("kcamp/{name}"),
            Self::SecretTool | Self::OnePassword | Self::MacOs => format!("kcamp {name}"),
        }
    }

    /// The arguments that print the entry with this name. 1Password's items are identified by their ids instead.
    fn words(self, name: &str) -> Vec<String> {
        let entry = format!("kcamp/{name}");
        let words: &[&str] = match self {
            Self::SecretTool => &["lookup", "service", "kcamp", "profile", name],
            Self::Pass => &["show", &entry],
            Self::OnePassword => &[],
            Self::HashiCorp => &["kv", "get", "-mount=secret", "-field=secret", &entry],
            Self::MacOs => &["find-generic-password", "-a", name, "-s", "kcamp", "-w"],
        };
        words.iter().map(ToString::to_string).collect()
    }

    fn tell(self, arguments: &[&str], input: &str) -> Result<(), Error> {
        tell(self.program(), arguments, input).map(drop)
    }

    fn giving(self, arguments: &[String]) -> SecretSource {
        SecretSource::Command { program: self.program().to_owned(), arguments: arguments.to_vec() }
    }
}
