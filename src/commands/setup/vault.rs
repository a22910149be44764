//! The keychains of this machine that can keep a secret, and give it back through a command.

use std::io::Write as _;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use anyhow::{Context as _, anyhow};
use serde_json::json;

use crate::env::Environment;
use crate::error::Error;
use crate::profile::{ProfileName, SecretSource};
use crate::secret::Secret;

/// How long a keychain may take to say that it can be used.
const ANSWER_LIMIT: Duration = Duration::from_secs(3);
/// How often is looked whether it has.
const LOOK: Duration = Duration::from_millis(10);

/// A keychain that takes a secret on its stdin, so that it stands in no process list.
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

/// What a keychain is called with.
struct Words {
    store: Vec<String>,
    /// What it reads from stdin.
    input: String,
    give: Vec<String>,
}

impl Vault {
    const ALL: [Self; 5] = [Self::SecretTool, Self::Pass, Self::OnePassword, Self::HashiCorp, Self::MacOs];

    /// Those that can be used now: the program is on the path, and answers.
    pub fn found(environment: &Environment) -> Vec<Self> {
        let Some(path) = environment.value("PATH") else { return Vec::new() };
        let is_there =
            |vault: &Self| std::env::split_paths(path).any(|folder| folder.join(vault.program()).is_file());
        Self::ALL.into_iter().filter(is_there).filter(|vault| vault.answers()).collect()
    }

    const fn program(self) -> &'static str {
        match self {
            Self::SecretTool => "secret-tool",
            Self::Pass => "pass",
            Self::OnePassword => "op",
            Self::HashiCorp => "vault",
            Self::MacOs => "security",
        }
    }

    /// How the wizard offers it.
    pub const fn offer(self) -> &'static str {
        match self {
            Self::SecretTool => "the desktop's keyring, through secret-tool",
            Self::Pass => "the password store, through pass",
            Self::OnePassword => "1Password, through op",
            Self::HashiCorp => "HashiCorp Vault, through vault",
            Self::MacOs => "the keychain of macOS, through security",
        }
    }

    /// What succeeds where the keychain can be used, changes nothing and asks nobody.
    const fn question(self) -> &'static [&'static str] {
        match self {
            Self::SecretTool => &["search", "service", "kcamp"],
            Self::Pass => &["ls"],
            Self::OnePassword => &["whoami"],
            Self::HashiCorp => &["token", "lookup"],
            Self::MacOs => &["default-keychain"],
        }
    }

    /// Whether it can be used: a keyring without a session, an empty store and a vault nobody signed in to cannot.
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
        // One that waits for something else than us cannot be used either.
        let _ = child.kill();
        let _ = child.wait();
        false
    }

    /// Stores the secret and returns the command that gives it back.
    pub fn store(self, profile: &ProfileName, secret: &Secret) -> Result<SecretSource, Error> {
        let program = self.program();
        let Words { store, input, give } = self.words(profile, secret);
        let mut child = Command::new(program)
            .args(store)
            .stdin(Stdio::piped())
            .stdout(Stdio::null())
            .spawn()
            .with_context(|| format!("cannot run {program}"))?;
        if let Some(mut stdin) = child.stdin.take() {
            stdin
                .write_all(input.as_bytes())
                .with_context(|| format!("{program} did not take the secret"))?;
        }
        let status = child.wait().with_context(|| format!("cannot wait for {program}"))?;
        if !status.success() {
            return Err(anyhow!("{program} did not store the secret: {status}").into());
        }
        Ok(SecretSource::Command { program: program.to_owned(), arguments: give })
    }

    fn words(self, profile: &ProfileName, secret: &Secret) -> Words {
        let owned = |words: &[&str]| words.iter().map(|word| (*word).to_owned()).collect::<Vec<_>>();
        let (entry, title) = (format!("kcamp/{profile}"), format!("kcamp {profile}"));
        let plain = || secret.expose().to_owned();
        match self {
            Self::SecretTool => {
                let key = ["service", "kcamp", "profile", profile.as_str()];
                let label = format!("--label={title}");
                Words {
                    store: [owned(&["store", &label]), owned(&key)].concat(),
                    input: plain(),
                    give: [owned(&["lookup"]), owned(&key)].concat(),
                }
            }
            Self::Pass => Words {
                store: owned(&["insert", "--multiline", "--force", &entry]),
                input: plain(),
                give: owned(&["show", &entry]),
            },
            Self::OnePassword => {
                let field = json!({"id": "password", "type": "CONCEALED", "purpose": "PASSWORD",
                    "label": "password", "value": secret.expose()});
                Words {
                    store: owned(&["item", "create", "-"]),
                    input: json!({"title": title, "category": "PASSWORD", "fields": [field]}).to_string(),
                    give: owned(&["item", "get", &title, "--fields", "label=password", "--reveal"]),
                }
            }
            Self::HashiCorp => Words {
                store: owned(&["kv", "put", "-mount=secret", &entry, "secret=-"]),
                input: plain(),
                give: owned(&["kv", "get", "-mount=secret", "-field=secret", &entry]),
            },
            Self::MacOs => {
                let quoted = secret.expose().replace('\\', "\\\\").replace('"', "\\\"");
                Words {
                    // Its commands are read from stdin: an argument would stand in the list of processes.
                    store: owned(&["-i"]),
                    input: format!("add-generic-password -U -a {profile} -s kcamp -w \"{quoted}\"\n"),
                    give: owned(&["find-generic-password", "-a", profile.as_str(), "-s", "kcamp", "-w"]),
                }
            }
        }
    }
}
