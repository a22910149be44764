//! Running the program that gives a secret, and cutting it off where it hangs.

use std::io::Read;
use std::process::{Child, Command, ExitStatus, Stdio};
use std::sync::mpsc::{Receiver, channel};
use std::thread;
use std::time::{Duration, Instant};

use zeroize::Zeroizing;

use super::error::ProfileError;
use super::secret_text::MAX_SECRET_BYTES;

/// How long what the program wrote may take to arrive once it has ended. A process that it left behind may hold the
/// pipe open for ever.
const GRACE: Duration = Duration::from_millis(500);

/// The longest pause between two looks at whether the program has ended.
const LONGEST_PAUSE: Duration = Duration::from_millis(20);

/// The longest part of the program's complaint that is shown, in characters.
const MAX_COMPLAINT: usize = 200;

/// Runs it without a shell and without stdin, and returns the start of its stdout.
pub(super) fn run(
    program: &str,
    arguments: &[String],
    limit: Duration,
) -> Result<Zeroizing<Vec<u8>>, ProfileError> {
    let not_started = |reason| ProfileError::CommandStart { program: program.to_owned(), reason };
    let mut child = Command::new(program)
        .args(arguments)
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .map_err(not_started)?;
    let output = child.stdout.take().map(gather);
    let complaint = child.stderr.take().map(gather);
    let Some(status) = wait(&mut child, limit).map_err(not_started)? else {
        return Err(ProfileError::CommandTimedOut { program: program.to_owned(), limit });
    };
    let output = arrived(output);
    if !status.success() {
        return Err(ProfileError::CommandFailed {
            program: program.to_owned(),
            outcome: outcome(status),
            complaint: last_line(&arrived(complaint), &output),
        });
    }
    Ok(output)
}

/// `None` where the program was stopped because its time was up.
fn wait(child: &mut Child, limit: Duration) -> std::io::Result<Option<ExitStatus>> {
    let started = Instant::now();
    let mut pause = Duration::from_millis(1);
    loop {
        if let Some(status) = child.try_wait()? {
            return Ok(Some(status));
        }
        let Some(left) = limit.checked_sub(started.elapsed()) else {
            // It may just have ended by itself, which is as good.
            let _ = child.kill();
            child.wait()?;
            return Ok(None);
        };
        thread::sleep(pause.min(left));
        pause = (pause * 2).min(LONGEST_PAUSE);
    }
}

/// Reads to the end in a thread of its own, so that a full pipe never stops the program; keeps what a secret may
/// measure, and a byte more to tell that it was too much.
fn gather(mut pipe: impl Read + Send + 'static) -> Receiver<Zeroizing<Vec<u8>>> {
    let (sender, receiver) = channel();
    thread::spawn(move || {
        let mut chunk = Zeroizing::new([0_u8; 4096]);
        let mut room = usize::try_from(MAX_SECRET_BYTES).unwrap_or(usize::MAX).saturating_add(1);
        while let Ok(read @ 1..) = pipe.read(chunk.as_mut()) {
            let kept = read.min(room);
            room -= kept;
            if kept > 0 && sender.send(Zeroizing::new(chunk[..kept].to_vec())).is_err() {
                // Nobody waits any more.
                return;
            }
        }
    });
    receiver
}

/// All that came until the pipe's end, or until the grace is over.
fn arrived(pipe: Option<Receiver<Zeroizing<Vec<u8>>>>) -> Zeroizing<Vec<u8>> {
    let until = Instant::now() + GRACE;
    let mut all = Zeroizing::new(Vec::new());
    if let Some(pipe) = pipe {
        while let Ok(chunk) = pipe.recv_timeout(until.saturating_duration_since(Instant::now())) {
            all.extend_from_slice(&chunk);
        }
    }
    all
}

fn outcome(status: ExitStatus) -> String {
    status
        .code()
        .map_or_else(|| "was ended by a signal".to_owned(), |code| format!("ended with status {code}"))
}

/// The last line of what it complained, without anything that it also gave as output, which may be the secret.
fn last_line(complaint: &[u8], output: &[u8]) -> String {
    let complaint = String::from_utf8_lossy(complaint);
    let output = String::from_utf8_lossy(output);
    let line = complaint.lines().map(str::trim).rfind(|line| !line.is_empty()).unwrap_or_default();
    let redacted = output
        .lines()
        .map(str::trim)
        .filter(|secret| !secret.is_empty())
        .fold(line.to_owned(), |line, secret| line.replace(secret, "***"));
    redacted.chars().filter(|character| !character.is_control()).take(MAX_COMPLAINT).collect()
}

#[cfg(all(test, unix))]
mod tests {
    use std::time::Duration;

    use crate::env::Environment;
    use crate::profile::{COMMAND_LIMIT, ProfileError, SecretKind, SecretSource, resolve_secret};
    use crate::secret::Secret;

    fn run(program: &str, arguments: &[String], limit: Duration) -> Result<Secret, ProfileError> {
        let source = SecretSource::Command { program: program.to_owned(), arguments: arguments.to_vec() };
        resolve_secret(&source, SecretKind::ClientSecret, "", &Environment::default(), limit)
            .map(|read| read.secret)
    }

    fn shell(script: &str, limit: Duration) -> Result<Secret, ProfileError> {
        run("sh", &["-c".to_owned(), script.to_owned()], limit)
    }

    #[test]
    fn the_first_line_of_the_output_is_the_secret() -> Result<(), ProfileError> {
        assert_eq!(shell("echo canary; echo more", COMMAND_LIMIT)?, Secret::new("canary".into()));
        Ok(())
    }

    #[test]
    fn arguments_reach_the_program_without_a_shell() -> Result<(), ProfileError> {
        let arguments = ["%s".to_owned(), "$HOME; rm *".to_owned()];
        assert_eq!(run("printf", &arguments, COMMAND_LIMIT)?, Secret::new("$HOME; rm *".into()));
        Ok(())
    }

    #[test]
    fn stdin_is_empty() {
        assert!(matches!(shell("cat", COMMAND_LIMIT), Err(ProfileError::NotASecret { .. })));
    }

    #[test]
    fn a_hanging_program_is_cut_off() {
        let limit = Duration::from_millis(50);
        for script in ["exec sleep 30", "echo canary; exec sleep 30", "sleep 3 & wait"] {
            let ended = shell(script, limit);
            assert!(matches!(ended, Err(ProfileError::CommandTimedOut { .. })), "{script}: {ended:?}");
        }
    }

    #[test]
    fn a_process_left_behind_with_the_pipe_does_not_hold_us_up() -> Result<(), Box<dyn std::error::Error>> {
        let folder = tempfile::tempdir()?;
        let ended = folder.path().join("ended");
        let script = format!("(sleep 3; touch '{}') & echo canary", ended.display());
        assert_eq!(shell(&script, COMMAND_LIMIT)?, Secret::new("canary".into()));
        assert!(!ended.exists(), "waited for the process that was left behind");
        Ok(())
    }

    #[test]
    fn a_failure_names_the_program_and_its_complaint_but_not_the_secret() {
        let Err(error) = shell("echo canary; echo 'locked: canary' >&2; exit 3", COMMAND_LIMIT) else {
            panic!("taken")
        };
        assert_eq!(
            error.to_string(),
            "sh, which should give the secret, ended with status 3; it said: locked: ***"
        );
    }

    #[test]
    fn output_without_end_is_refused_and_does_not_block() {
        let ended = shell("head -c 1000000 /dev/zero | tr '\\0' a", COMMAND_LIMIT);
        assert!(matches!(ended, Err(ProfileError::NotASecret { .. })), "{ended:?}");
    }

    #[test]
    fn a_program_that_is_not_there_is_named() {
        let ended = run("no-such-program-of-kcamp", &[], COMMAND_LIMIT);
        assert!(
            matches!(ended, Err(ProfileError::CommandStart { program, .. }) if program.contains("no-such"))
        );
    }
}
