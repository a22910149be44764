//! The keychains of this machine that can keep a secret, and give it back through a command.

use std::io::{ErrorKind, Write as _};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use anyhow::{Context as _, anyhow};
use zeroize::Zeroizing;

use super::one_password;
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

impl Vault {
    const ALL: [Self; 5] = [Self::SecretTool, Self::Pass, Self::OnePassword, Self::HashiCorp, Self::MacOs];

    /// The keychains that can be used now: the program is on the path, and answers.
    pub fn found(environment: &Environment) -> Vec<Self> {
        let Some(path) = environment.value("PATH") else { return Vec::new() };
        let is_there =
            |vault: &Self| std::env::split_paths(path).any(|folder| folder.join(vault.program()).is_file());
        Self::ALL.into_iter().filter(is_there).filter(|vault| vault.answers()).collect()
    }

    /// Its name.
    pub const fn program(self) -> &'static str {
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

    /// The arguments of a call that succeeds where the keychain can be used, changes nothing and asks nobody.
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

    /// Stores the secret in the place of what it has for the profile, and returns the command that gives it back.
    ///
    /// # Errors
    ///
    /// The keychain's program cannot be started, fails, or answers in another form.
    pub fn store(self, profile: &ProfileName, secret: &Secret) -> Result<SecretSource, Error> {
        let entry = format!("kcamp/{profile}");
        let plain = secret.expose();
        let give = match self {
            Self::SecretTool => {
                let key = ["service", "kcamp", "profile", profile.as_str()];
                let label = format!("--label=kcamp {profile}");
                self.tell(&[&["store", &label], &key[..]].concat(), plain)?;
                [&["lookup"], &key[..]].concat()
            }
            Self::Pass => {
                self.tell(&["insert", "--multiline", "--force", &entry], plain)?;
                vec!["show", &entry]
            }
            Self::OnePassword => {
                let item = one_password::keep(&format!("kcamp {profile}"), secret)?;
                return Ok(self.giving(&["item", "get", &item, "--fields", "label=password", "--reveal"]));
            }
            Self::HashiCorp => {
                self.tell(&["kv", "put", "-mount=secret", &entry, "secret=-"], plain)?;
                vec!["kv", "get", "-mount=secret", "-field=secret", &entry]
            }
            Self::MacOs => {
                let quoted = Zeroizing::new(plain.replace('\\', "\\\\").replace('"', "\\\""));
                // Its commands are read from stdin: an argument would stand in the list of processes.
                let command = Zeroizing::new(format!(
                    "add-generic-password -U -a {profile} -s kcamp -w \"{}\"\n",
                    *quoted
                ));
                self.tell(&["-i"], &command)?;
                vec!["find-generic-password", "-a", profile.as_str(), "-s", "kcamp", "-w"]
            }
        };
        Ok(self.giving(&give))
    }

    fn tell(self, arguments: &[&str], input: &str) -> Result<(), Error> {
        tell(self.program(), arguments, input).map(drop)
    }

    fn giving(self, arguments: &[&str]) -> SecretSource {
        let arguments = arguments.iter().map(|&word| word.to_owned()).collect();
        SecretSource::Command { program: self.program().to_owned(), arguments }
    }
}

/// Runs a program that reads a secret from stdin; what it prints, which may hold one too.
pub(super) fn tell(program: &str, arguments: &[&str], input: &str) -> Result<Zeroizing<Vec<u8>>, Error> {
    let mut child = Command::new(program)
        .args(arguments)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .with_context(|| format!("cannot run {program}"))?;
    let accepted = child.stdin.take().map_or(Ok(()), |mut stdin| stdin.write_all(input.as_bytes()));
    // A program that ends before it has read everything breaks the pipe: how it ended says more, and what it keeps is looked at.
    if let Some(error) = accepted.err().filter(|error| error.kind() != ErrorKind::BrokenPipe) {
        return Err(error).with_context(|| format!("{program} did not accept the secret"))?;
    }
    let output = child.wait_with_output().with_context(|| format!("cannot wait for {program}"))?;
    let printed = Zeroizing::new(output.stdout);
    if !output.status.success() {
        return Err(anyhow!("{program} did not store the secret: {}", output.status).into());
    }
    Ok(printed)
}

#[cfg(all(test, unix))]
mod tests {
    #![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

    use super::tell;

    /// The input is longer than a pipe holds, so that it cannot be written before the program has ended.
    #[test]
    fn the_error_of_a_program_that_ends_before_it_has_read_the_secret_says_how_it_ended() {
        let input = "x".repeat(1 << 20);
        for (script, said) in [
            ("exit 3", "sh did not store the secret: exit status: 3"),
            ("head -c 5 >/dev/null; exit 1", "sh did not store the secret: exit status: 1"),
            ("kill -9 $$", "sh did not store the secret: signal: 9 (SIGKILL)"),
        ] {
            let error = tell("sh", &["-c", script], &input).unwrap_err();
            assert_eq!(error.message, said, "{script}");
        }
        assert_eq!(*tell("sh", &["-c", "echo kept"], &input).unwrap(), b"kept\n");
    }
}
