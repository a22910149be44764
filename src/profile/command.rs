//! Runs the program that prints a secret, and stops it if it hangs.

use std::io::{self, Read};
use std::process::{Child, Command, ExitStatus, Stdio};
use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::mpsc::{Receiver, channel};
use std::thread;
use std::time::{Duration, Instant};

use zeroize::Zeroizing;

use super::complaint;
use super::error::ProfileError;
use super::secret_text::{MAX_SECRET_BYTES, shown_place};

/// The maximum wait for a program's output after the program has ended. A process that it left behind may hold the
/// pipe open forever.
const GRACE: Duration = Duration::from_millis(500);

/// The longest pause between two checks whether the program has ended.
const LONGEST_PAUSE: Duration = Duration::from_millis(20);

/// The running program, so that it ends together with this process; 0 if there is none.
static RUNNING: AtomicU32 = AtomicU32::new(0);

/// Ends the running program and its children. Call it before the process ends in the middle of the wait.
pub fn end_running() {
    match RUNNING.swap(0, Ordering::SeqCst) {
        0 => {}
        leader => end_the_group(leader),
    }
}

/// Runs a program without a shell and without stdin, and returns the start of its stdout.
///
/// # Errors
///
/// The program cannot be started or waited for, does not end within the limit, is interrupted, or fails.
pub(super) fn run(
    program: &str,
    arguments: &[String],
    limit: Duration,
) -> Result<Zeroizing<Vec<u8>>, ProfileError> {
    let shown = shown_place(program).to_owned();
    let not_started = |reason| ProfileError::CommandStart { program: shown.clone(), reason };
    let mut command = Command::new(program);
    command.args(arguments).stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped());
    lead_a_group(&mut command);
    let mut child = command.spawn().map_err(not_started)?;
    RUNNING.store(child.id(), Ordering::SeqCst);
    let output = child.stdout.take().map(gather);
    let stderr = child.stderr.take().map(gather);
    let ended = wait(&mut child, limit);
    end_the_group(child.id());
    RUNNING.store(0, Ordering::SeqCst);
    let program = shown;
    let status =
        match ended.map_err(|reason| ProfileError::CommandStart { program: program.clone(), reason })? {
            Ended::Itself(status) => status,
            Ended::TimedOut => return Err(ProfileError::CommandTimedOut { program, limit }),
            Ended::Interrupted => return Err(ProfileError::CommandInterrupted { program }),
        };
    let output = arrived(output);
    if !status.success() {
        return Err(ProfileError::CommandFailed {
            program,
            outcome: outcome(status),
            complaint: complaint::last_line(&arrived(stderr), &output),
        });
    }
    Ok(output)
}

/// How the wait for a program ended.
enum Ended {
    Itself(ExitStatus),
    TimedOut,
    Interrupted,
}

/// Waits until the program ends, its time is over, or the user presses Ctrl-C, which a separate process group
/// does not receive.
///
/// The wait runs in its own thread, since the caller may be in an event loop, in which no other loop can run.
fn wait(child: &mut Child, limit: Duration) -> io::Result<Ended> {
    let wait = || {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
        runtime.block_on(async {
            tokio::select! {
                status = end_of(child) => status.map(Ended::Itself),
                () = tokio::time::sleep(limit) => Ok(Ended::TimedOut),
                signal = tokio::signal::ctrl_c() => signal.map(|()| Ended::Interrupted),
            }
        })
    };
    let ended = thread::scope(|scope| scope.spawn(wait).join())
        .unwrap_or_else(|_| Err(io::Error::other("the wait for it failed")));
    if !matches!(ended, Ok(Ended::Itself(_))) {
        // The program may just have ended, which is fine.
        let _ = child.kill();
        child.wait()?;
    }
    ended
}

async fn end_of(child: &mut Child) -> io::Result<ExitStatus> {
    let mut pause = Duration::from_millis(1);
    loop {
        if let Some(status) = child.try_wait()? {
            return Ok(status);
        }
        tokio::time::sleep(pause).await;
        pause = (pause * 2).min(LONGEST_PAUSE);
    }
}

/// Reads to the end in its own thread, so that a full pipe never stops the program. Keeps as much as a secret may have,
/// and one more byte to detect a larger one.
fn gather(mut pipe: impl Read + Send + 'static) -> Receiver<Zeroizing<Vec<u8>>> {
    let (sender, receiver) = channel();
    thread::spawn(move || {
        let mut chunk = Zeroizing::new([0_u8; 4096]);
        let mut room = usize::try_from(MAX_SECRET_BYTES).unwrap_or(usize::MAX).saturating_add(1);
        while let Ok(read @ 1..) = pipe.read(chunk.as_mut()) {
            let taken = read.min(room);
            room -= taken;
            if taken > 0 && sender.send(Zeroizing::new(chunk[..taken].to_vec())).is_err() {
                // The receiver no longer waits.
                return;
            }
        }
    });
    receiver
}

/// The output until the end of the pipe, or until the grace period is over.
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

/// Makes the program the leader of its own process group, so that its children can be ended with it.
#[cfg(unix)]
fn lead_a_group(command: &mut Command) {
    use std::os::unix::process::CommandExt as _;
    command.process_group(0);
}

#[cfg(not(unix))]
fn lead_a_group(_: &mut Command) {}

/// Ends the processes that the program left behind. A daemon that it started, such as a key agent, has left its
/// group and continues.
#[cfg(unix)]
fn end_the_group(leader: u32) {
    let leader = i32::try_from(leader).ok().and_then(rustix::process::Pid::from_raw);
    if let Some(leader) = leader {
        // Usually no process is left, which is an error for the system.
        let _ = rustix::process::kill_process_group(leader, rustix::process::Signal::KILL);
    }
}

#[cfg(not(unix))]
fn end_the_group(_: u32) {}

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
        let script = format!("(sleep 60; touch '{}') & echo canary", ended.display());
        assert_eq!(shell(&script, COMMAND_LIMIT)?, Secret::new("canary".into()));
        assert!(!ended.exists(), "waited for the process that was left behind");
        Ok(())
    }

    /// A process in the background holds a pipe open. The other end shows whether the process continued or was ended.
    #[test]
    fn its_children_end_with_it_however_it_ends() -> Result<(), Box<dyn std::error::Error>> {
        let folder = tempfile::tempdir()?;
        for (name, script, limit) in [
            ("ended", "echo canary", COMMAND_LIMIT),
            ("failed", "exit 3", COMMAND_LIMIT),
            ("timed-out", "sleep 30", Duration::from_secs(5)),
        ] {
            let pipe = folder.path().join(name);
            std::process::Command::new("mkfifo").arg(&pipe).status()?;
            let shown = pipe.display();
            let reader = std::thread::spawn({
                let pipe = pipe.clone();
                move || std::fs::read_to_string(pipe)
            });
            // The shell opens the pipe before it continues, so the child exists when the program ends.
            let script = format!("exec 3>'{shown}'; (sleep 30; echo alive >&3) & {script}");
            let _ = shell(&script, limit);
            let heard = reader.join().map_err(|_| "the reader failed")??;
            assert_eq!(heard, "", "{name}");
        }
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
