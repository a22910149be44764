//! Runs on a pseudo-terminal, where kcamp asks questions.

use rexpect::session::{PtySession, spawn_command};

use crate::command_line::CommandLine;
use crate::world::World;

pub const ENTER: &str = "\r";

/// Starts a run on a pseudo-terminal.
pub fn start(world: &World, line: impl CommandLine) -> PtySession {
    start_with(&[("TERM", "xterm"), ("NO_COLOR", "1")], world, line)
}

/// Starts a run on a pseudo-terminal with these variables, which describe the terminal.
pub fn start_with(variables: &[(&str, &str)], world: &World, line: impl CommandLine) -> PtySession {
    let mut command = world.command(line);
    command.envs(variables.iter().copied());
    // The command without stdin and stdout of its own, so that it uses the pseudo-terminal.
    let mut on_terminal = std::process::Command::new(command.get_program());
    on_terminal.args(command.get_args()).env_clear().current_dir(world.home());
    for (name, value) in command.get_envs() {
        if let Some(value) = value {
            on_terminal.env(name, value);
        }
    }
    spawn_command(on_terminal, Some(20_000)).unwrap()
}

/// Waits for a question and answers it. Returns what was shown before the question.
pub fn answer(session: &mut PtySession, question: &str, keys: &str) -> String {
    let shown = session.exp_string(question).unwrap();
    press(session, keys);
    shown
}

/// Types keys.
pub fn press(session: &mut PtySession, keys: &str) {
    session.send(keys).unwrap();
    session.flush().unwrap();
}

/// A text with the Enter key.
pub fn line(text: &str) -> String {
    format!("{text}{ENTER}")
}

/// Waits for the end of the run. Returns what was shown last, and the exit code.
pub fn end(session: &mut PtySession) -> (String, i32) {
    let rest = session.exp_eof().unwrap();
    // The status is shown as `Exited(Pid(1234), 0)`. Reading its type would need another dependency.
    let status = format!("{:?}", session.process().wait().unwrap());
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
