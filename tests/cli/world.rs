//! A world of its own for each test: an empty home, an empty environment, a fixed clock, and a sandbox to talk to.

use std::ffi::OsStr;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};

use serde_json::Value;
use tempfile::TempDir;

/// The instant at which every test happens, unless it says otherwise: a Thursday.
pub const NOW: &str = "2026-12-03T08:00:00Z";

/// The sandbox's client secret, which no output may show.
pub const SECRET: &str = kcamp::sandbox::ACCOUNT.client_secret;

/// A home folder and the environment that the binary is run in.
pub struct World {
    home: TempDir,
    variables: Vec<(String, String)>,
}

/// How a run ended.
#[derive(Debug)]
pub struct Run {
    pub stdout: String,
    pub stderr: String,
    pub code: i32,
}

impl World {
    /// An empty home and a clock that stands at [`NOW`].
    pub fn new() -> Self {
        Self { home: TempDir::new().unwrap(), variables: vec![("KCAMP_NOW".into(), NOW.into())] }
    }

    /// The same with one more variable; a later one of the same name wins.
    pub fn with(mut self, name: &str, value: impl Into<String>) -> Self {
        self.variables.retain(|(known, _)| known != name);
        self.variables.push((name.into(), value.into()));
        self
    }

    /// The same without a variable.
    pub fn without(mut self, name: &str) -> Self {
        self.variables.retain(|(known, _)| known != name);
        self
    }

    /// The home folder.
    pub fn home(&self) -> &Path {
        self.home.path()
    }

    /// Writes a file below the home folder.
    pub fn file(&self, name: &str, text: impl AsRef<[u8]>) -> PathBuf {
        let path = self.home().join(name);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(&path, text).unwrap();
        path
    }

    /// The command, ready to run, in the home folder with nothing on stdin.
    pub fn command<S: AsRef<OsStr>>(&self, args: impl IntoIterator<Item = S>) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_kcamp"));
        command.args(args).env_clear().current_dir(self.home()).stdin(Stdio::null());
        for name in ["SystemRoot", "SYSTEMROOT"] {
            if let Some(value) = std::env::var_os(name) {
                command.env(name, value);
            }
        }
        command.env("HOME", self.home());
        command.env("XDG_CONFIG_HOME", self.home().join(".config"));
        command.env("XDG_STATE_HOME", self.home().join(".local/state"));
        command.envs(self.variables.iter().map(|(name, value)| (name, value)));
        command
    }

    /// Runs the binary to its end.
    pub fn run<S: AsRef<OsStr>>(&self, args: impl IntoIterator<Item = S>) -> Run {
        self.run_with_input(args, "")
    }

    /// Runs the binary with this on stdin.
    pub fn run_with_input<S: AsRef<OsStr>>(&self, args: impl IntoIterator<Item = S>, input: &str) -> Run {
        let mut child = self
            .command(args)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        // The binary may end without reading its input: a broken pipe is then no fault of the test.
        let _ = child.stdin.take().unwrap().write_all(input.as_bytes());
        let output = child.wait_with_output().unwrap();
        Run {
            stdout: String::from_utf8(output.stdout).unwrap(),
            stderr: String::from_utf8(output.stderr).unwrap(),
            code: output.status.code().unwrap_or(-1),
        }
    }
}

impl Run {
    /// The run, which must have ended with this code.
    #[track_caller]
    pub fn expect_code(self, code: i32) -> Self {
        assert_eq!(self.code, code, "stdout:\n{}\nstderr:\n{}", self.stdout, self.stderr);
        self
    }

    /// stdout as JSON.
    #[track_caller]
    pub fn json(&self) -> Value {
        serde_json::from_str(&self.stdout).unwrap_or_else(|error| panic!("{error} in stdout:\n{}", self.stdout))
    }

    /// The error object: the last line of stderr under `-o json`.
    #[track_caller]
    pub fn error_json(&self) -> Value {
        let line = self.stderr.lines().last().unwrap_or_default();
        let document: Value =
            serde_json::from_str(line).unwrap_or_else(|error| panic!("{error} in stderr:\n{}", self.stderr));
        document["error"].clone()
    }

    /// The run, whose stderr must contain all of these.
    #[track_caller]
    pub fn expect_stderr(self, parts: &[&str]) -> Self {
        for part in parts {
            assert!(self.stderr.contains(part), "no {part:?} in stderr:\n{}", self.stderr);
        }
        self
    }

    /// The run, whose stdout must contain all of these.
    #[track_caller]
    pub fn expect_stdout(self, parts: &[&str]) -> Self {
        for part in parts {
            assert!(self.stdout.contains(part), "no {part:?} in stdout:\n{}", self.stdout);
        }
        self
    }
}

/// A sandbox served by a process of its own, which writes down every request that it receives.
pub struct Sandbox {
    process: Child,
    folder: TempDir,
    /// `http://127.0.0.1:PORT`.
    pub address: String,
}

impl Sandbox {
    /// Serves a fresh sandbox with these faults.
    pub fn with_faults(faults: &[&str]) -> Self {
        Self::with_arguments(&faults.iter().flat_map(|fault| ["--fault", fault]).collect::<Vec<_>>())
    }

    /// Serves a fresh sandbox without faults.
    pub fn new() -> Self {
        Self::with_arguments(&[])
    }

    /// Serves a fresh sandbox with further arguments.
    pub fn with_arguments(arguments: &[&str]) -> Self {
        let folder = TempDir::new().unwrap();
        let mut process = Command::new(env!("CARGO_BIN_EXE_kcamp"))
            .args(["sandbox", "serve", "--port", "0", "--clock", NOW, "-o", "json"])
            .arg("--state")
            .arg(folder.path().join("state"))
            .arg("--record")
            .arg(folder.path().join("received.jsonl"))
            .args(arguments)
            .env_clear()
            .env("HOME", folder.path())
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let stdout = process.stdout.take().unwrap();
        let served: Value = serde_json::Deserializer::from_reader(stdout).into_iter().next().unwrap().unwrap();
        Self { process, folder, address: served["address"].as_str().unwrap().to_owned() }
    }

    /// A world whose environment points at this sandbox.
    pub fn world(&self) -> World {
        let account = kcamp::sandbox::ACCOUNT;
        World::new()
            .with("KCAMP_HOST", &*self.address)
            .with("KCAMP_STREAM_ID", account.stream_id)
            .with("KCAMP_ACCOUNT_ID", account.account_id)
            .with("KCAMP_CLIENT_ID", account.client_id)
            .with("KCAMP_CLIENT_SECRET", account.client_secret)
    }

    /// Every request received so far.
    pub fn received(&self) -> Vec<Value> {
        let text = std::fs::read_to_string(self.folder.path().join("received.jsonl")).unwrap_or_default();
        text.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
    }

    /// The requests of this method whose path ends like this.
    pub fn received_at(&self, method: &str, path_end: &str) -> Vec<Value> {
        let mut requests = self.received();
        requests.retain(|request| {
            request["method"] == method && request["path"].as_str().is_some_and(|path| path.ends_with(path_end))
        });
        requests
    }

    /// How many creates were received.
    pub fn creates(&self) -> usize {
        self.received_at("POST", "/campaign").len()
    }
}

impl Drop for Sandbox {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}
