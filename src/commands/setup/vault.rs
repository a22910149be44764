//! The keychains of this machine that can keep a secret, and give it back through a command.

use std::io::Write as _;
use std::process::{Command, Stdio};

use anyhow::{Context as _, anyhow};

use crate::env::Environment;
use crate::error::Error;
use crate::profile::{ProfileName, SecretSource};
use crate::secret::Secret;

/// A keychain that takes a secret on its stdin, so that it stands in no process list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Vault {
    /// libsecret's `secret-tool`: GNOME Keyring, KWallet.
    SecretTool,
    /// `pass`, the standard Unix password manager.
    Pass,
}

impl Vault {
    const ALL: [Self; 2] = [Self::SecretTool, Self::Pass];

    /// Those whose program is on the path.
    pub fn found(environment: &Environment) -> Vec<Self> {
        let Some(path) = environment.value("PATH") else { return Vec::new() };
        Self::ALL
            .into_iter()
            .filter(|vault| std::env::split_paths(path).any(|folder| folder.join(vault.program()).is_file()))
            .collect()
    }

    const fn program(self) -> &'static str {
        match self {
            Self::SecretTool => "secret-tool",
            Self::Pass => "pass",
        }
    }

    /// How the wizard offers it.
    pub const fn offer(self) -> &'static str {
        match self {
            Self::SecretTool => "the desktop's keyring, through secret-tool",
            Self::Pass => "the password store, through pass",
        }
    }

    /// Stores the secret and returns the command that gives it back.
    pub fn store(self, profile: &ProfileName, secret: &Secret) -> Result<SecretSource, Error> {
        let program = self.program();
        let (store, give) = self.words(profile);
        let mut child = Command::new(program)
            .args(store)
            .stdin(Stdio::piped())
            .stdout(Stdio::null())
            .spawn()
            .with_context(|| format!("cannot run {program}"))?;
        if let Some(mut stdin) = child.stdin.take() {
            stdin
                .write_all(secret.expose().as_bytes())
                .with_context(|| format!("{program} did not take the secret"))?;
        }
        let status = child.wait().with_context(|| format!("cannot wait for {program}"))?;
        if !status.success() {
            return Err(anyhow!("{program} did not store the secret: {status}").into());
        }
        Ok(SecretSource::Command { program: program.to_owned(), arguments: give })
    }

    /// The arguments that store, and those that give back.
    fn words(self, profile: &ProfileName) -> (Vec<String>, Vec<String>) {
        let owned = |words: &[&str]| words.iter().map(|word| (*word).to_owned()).collect::<Vec<_>>();
        match self {
            Self::SecretTool => {
                let key = ["service", "kcamp", "profile", profile.as_str()];
                let label = format!("--label=kcamp {profile}");
                let mut store = owned(&["store", &label]);
                store.extend(owned(&key));
                let mut give = owned(&["lookup"]);
                give.extend(owned(&key));
                (store, give)
            }
            Self::Pass => {
                let entry = format!("kcamp/{profile}");
                (owned(&["insert", "--multiline", "--force", &entry]), owned(&["show", &entry]))
            }
        }
    }
}
