//! Runs on a pseudo-terminal, where kcamp asks questions.

use std::fs::File;
use std::io::{Read as _, Write as _};
use std::process::Command;
use std::sync::mpsc::{Receiver, RecvTimeoutError, channel};
use std::thread;
use std::time::Duration;

use rexpect::process::PtyProcess;

use crate::command_line::CommandLine;
use crate::world::World;

pub const ENTER: &str = "\r";

/// A run on a pseudo-terminal.
pub struct Terminal {
    process: PtyProcess,
    keyboard: File,
    screen: Receiver<Vec<u8>>,
    /// What was shown and not yet taken.
    shown: Vec<u8>,
}

impl Terminal {
    /// Starts a command whose terminal is a new one.
    pub fn of(command: Command) -> Self {
        let process = PtyProcess::new(command).unwrap();
        let keyboard = process.get_file_handle().unwrap();
        let (shows, screen) = channel();
        let mut reads = keyboard.try_clone().unwrap();
        thread::spawn(move || {
            let mut bytes = [0; 4096];
            // On Linux the end of what is shown is an error.
            while let Ok(count @ 1..) = reads.read(&mut bytes) {
                if shows.send(bytes[..count].to_vec()).is_err() {
                    break;
                }
            }
        });
        Self { process, keyboard, screen, shown: Vec::new() }
    }

    /// Waits for this text, and takes it. Returns what was shown before it.
    #[track_caller]
    pub fn until(&mut self, text: &str) -> String {
        let place = |shown: &[u8]| shown.windows(text.len()).position(|part| part == text.as_bytes());
        while place(&self.shown).is_none() {
            assert!(self.shows_more(), "no {text:?} in {}", String::from_utf8_lossy(&self.shown));
        }
        let before = self.take(place(&self.shown).unwrap());
        self.take(text.len());
        before
    }

    /// Waits until nothing more is shown. Returns the rest.
    #[track_caller]
    pub fn rest(&mut self) -> String {
        while self.shows_more() {}
        self.take(self.shown.len())
    }

    /// Types keys.
    pub fn press(&mut self, keys: &str) {
        self.keyboard.write_all(keys.as_bytes()).unwrap();
    }

    /// Waits for more; `false` at the end. Fails if it does not come in time.
    #[track_caller]
    fn shows_more(&mut self) -> bool {
        match self.screen.recv_timeout(WAIT) {
            Ok(bytes) => self.shown.extend(bytes),
            Err(RecvTimeoutError::Disconnected) => return false,
            Err(RecvTimeoutError::Timeout) => {
                panic!("waited in vain behind {}", String::from_utf8_lossy(&self.shown))
            }
        }
        true
    }

    fn take(&mut self, count: usize) -> String {
        String::from_utf8(self.shown.drain(..count).collect()).unwrap()
    }
}

/// The limit of a wait is finite, and far above what the slowest machine needs.
const WAIT: Duration = Duration::from_mins(2);

/// Starts a run on a pseudo-terminal.
pub fn start(world: &World, line: impl CommandLine) -> Terminal {
    start_with(&[("TERM", "xterm"), ("NO_COLOR", "1")], world, line)
}

/// Starts a run on a pseudo-terminal with these variables, which describe the terminal.
pub fn start_with(variables: &[(&str, &str)], world: &World, line: impl CommandLine) -> Terminal {
    let mut command = world.command(line);
    command.envs(variables.iter().copied());
    // The command without stdin and stdout of its own, so that it uses the pseudo-terminal.
    let mut on_terminal = Command::new(command.get_program());
    on_terminal.args(command.get_args()).env_clear().current_dir(world.home());
    for (name, value) in command.get_envs() {
        if let Some(value) = value {
            on_terminal.env(name, value);
        }
    }
    Terminal::of(on_terminal)
}

/// Waits for a question and answers it. Returns what was shown before the question.
pub fn answer(session: &mut Terminal, question: &str, keys: &str) -> String {
    let shown = session.until(question);
    session.press(keys);
    shown
}

/// A text with the Enter key.
pub fn line(text: &str) -> String {
    format!("{text}{ENTER}")
}

/// Waits for the end of the run. Returns what was shown last, and the exit code.
pub fn end(session: &mut Terminal) -> (String, i32) {
    let rest = session.rest();
    // The status is shown as `Exited(Pid(1234), 0)`. Reading its type would need another dependency.
    let status = format!("{:?}", session.process.wait().unwrap());
    let code = status.strip_suffix(')').and_then(|text| text.rsplit(", ").next()).unwrap();
    (rest, code.parse().unwrap_or_else(|_| panic!("{status}")))
}

/// The arguments of the command that an error shows.
pub fn repeated(shown: &str) -> Vec<String> {
    let plain = shown.replace("\r\n", "\n");
    let (_, command) = plain
        .rsplit_once("in this command: kcamp ")
        .or_else(|| plain.rsplit_once("in this command:\n"))
        .unwrap();
    let line = command.trim_start().lines().next().unwrap();
    shell_words::split(line.trim_start_matches("kcamp ")).unwrap()
}
