//! A world for each test: an empty home, an empty environment, a fixed clock, and a sandbox to talk to.

use std::ffi::OsString;
use std::io::Write;
use std::net::TcpListener;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use serde_json::Value;
use tempfile::TempDir;

use crate::command_line::CommandLine;

/// The time of every test, unless it sets another one: a Thursday.
pub const NOW: &str = "2026-12-03T08:00:00Z";

/// A deadline under test, up to which a command waits in vain. It is far longer than a command takes to start waiting
/// on a busy machine.
pub const DEADLINE: [&str; 2] = ["--deadline", "5s"];

/// The sandbox's client secret, which no output may show.
pub const SECRET: &str = kcamp::sandbox::ACCOUNT.client_secret;

/// A home folder, and the environment of the binary.
pub struct World {
    home: TempDir,
    variables: Vec<(String, String)>,
    /// The largest size of a file, in blocks of 512 bytes, if limited.
    file_blocks: Option<u32>,
}

/// How a run ended.
#[derive(Debug)]
pub struct Run {
    pub stdout: String,
    pub stderr: String,
    pub code: i32,
}

impl World {
    /// An empty home, a clock at [`NOW`], a request budget that no test uses up, and no zones of the machine, which
    /// could be newer than the built-in ones.
    pub fn new() -> Self {
        Self { home: scratch_folder(), variables: Vec::new(), file_blocks: None }
            .with("KCAMP_NOW", NOW)
            .with("TZDIR", "/no/zones")
            .with("KCAMP_RATE_LIMIT", "100000")
    }

    /// A world with the sandbox's account at this address.
    pub fn at(address: &str) -> Self {
        let account = kcamp::sandbox::ACCOUNT;
        Self::new()
            .with("KCAMP_HOST", address)
            .with("KCAMP_STREAM_ID", account.stream_id)
            .with("KCAMP_ACCOUNT_ID", account.account_id)
            .with("KCAMP_CLIENT_ID", account.client_id)
            .with("KCAMP_CLIENT_SECRET", account.client_secret)
    }

    /// Sets a variable, in place of any earlier value.
    pub fn with(mut self, name: &str, value: impl Into<String>) -> Self {
        self.variables.retain(|(known, _)| known != name);
        self.variables.push((name.into(), value.into()));
        self
    }

    /// Removes a variable.
    pub fn without(mut self, name: &str) -> Self {
        self.variables.retain(|(known, _)| known != name);
        self
    }

    /// Switches to Burki, with the sandbox's key.
    pub fn of_burki(self) -> Self {
        self.without("KCAMP_CLIENT_SECRET")
            .with("KCAMP_PLATFORM", "burki")
            .with("KCAMP_TOKEN", kcamp::sandbox::BURKI_API_KEY)
    }

    /// This machine at a later time, with its files and its journal, and its sandbox at that time.
    pub fn later(&self, sandbox: &Sandbox, now: &str, flags: &[&str]) -> (Sandbox, Self) {
        let later = Sandbox::later_with(sandbox, now, flags);
        let variables = self.variables.clone();
        let world = Self { home: scratch_folder(), variables, file_blocks: None }
            .with("KCAMP_HOST", &later.address)
            .with("KCAMP_NOW", now);
        for (path, _) in self.files() {
            let name = path.strip_prefix(self.home()).unwrap().to_str().unwrap().to_owned();
            // The key of fingerprints is not text.
            let bytes = match String::from_utf8(std::fs::read(path).unwrap()) {
                Ok(text) => text.replace(&sandbox.address, &later.address).into_bytes(),
                Err(bytes) => bytes.into_bytes(),
            };
            private(&world.file(&name, bytes));
        }
        (later, world)
    }

    /// The value of a variable, if it is set.
    pub fn variable(&self, name: &str) -> Option<&str> {
        self.variables.iter().find(|(known, _)| known == name).map(|(_, value)| value.as_str())
    }

    /// Prevents every write to a file, as on a full disk.
    pub fn on_a_full_disk(self) -> Self {
        self.with_files_of_blocks(0)
    }

    /// Limits files to this number of blocks of 512 bytes, as on a disk that fills up during the run.
    pub fn with_files_of_blocks(self, blocks: u32) -> Self {
        Self { file_blocks: Some(blocks), ..self }
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

    /// The command, ready to run in the home folder, with an empty stdin.
    pub fn command(&self, line: impl CommandLine) -> Command {
        let program = env!("CARGO_BIN_EXE_kcamp");
        let mut command = Command::new(if self.file_blocks.is_some() { "/bin/sh" } else { program });
        if let Some(blocks) = self.file_blocks {
            command.args(["-c", &format!("ulimit -f {blocks} && exec \"$0\" \"$@\""), program]);
        }
        command.args(line.words()).env_clear().current_dir(self.home()).stdin(Stdio::null());
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

    /// A shell in the home folder that runs this script. `"$0" "$@"` in it is the command.
    #[cfg(unix)]
    pub fn shell(&self, script: &str, line: impl CommandLine) -> Command {
        let kcamp = self.command(line);
        let mut shell = Command::new("/bin/sh");
        shell.args(["-c", script]).arg(kcamp.get_program()).args(kcamp.get_args());
        shell.env_clear().current_dir(self.home()).stdin(Stdio::null());
        shell.envs(kcamp.get_envs().filter_map(|(name, value)| Some((name, value?))));
        shell.env("PATH", "/usr/bin:/bin");
        shell
    }

    /// Runs the binary to its end.
    #[must_use]
    pub fn run(&self, line: impl CommandLine) -> Run {
        self.run_with_input(line, "")
    }

    /// Every file below the home folder, with its content.
    pub fn files(&self) -> Vec<(PathBuf, String)> {
        let mut folders = vec![self.home().to_owned()];
        let mut files = Vec::new();
        while let Some(folder) = folders.pop() {
            for entry in std::fs::read_dir(folder).unwrap() {
                let path = entry.unwrap().path();
                if path.is_dir() {
                    folders.push(path);
                } else {
                    let bytes = std::fs::read(&path).unwrap();
                    files.push((path, String::from_utf8_lossy(&bytes).into_owned()));
                }
            }
        }
        files
    }

    /// Runs the binary with this stdin.
    #[must_use]
    pub fn run_with_input(&self, line: impl CommandLine, input: &(impl AsRef<[u8]> + ?Sized)) -> Run {
        let mut child = self
            .command(line)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        // The binary may end without reading its input, so a broken pipe is not an error of the test.
        let _ = child.stdin.take().unwrap().write_all(input.as_ref());
        let output = child.wait_with_output().unwrap();
        Run {
            stdout: String::from_utf8(output.stdout).unwrap(),
            stderr: String::from_utf8(output.stderr).unwrap(),
            code: output.status.code().unwrap_or(-1),
        }
    }

    /// Starts a command and kills it once `is_time` returns true. On Unix this is SIGKILL, which cannot be caught.
    pub fn kill_when(&self, line: impl CommandLine, is_time: impl Fn() -> bool) {
        let mut child = self.command(line).stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap();
        wait_until("it can be killed", || {
            let is_time = is_time();
            assert!(is_time || child.try_wait().unwrap().is_none(), "it was over before it could be killed");
            is_time
        });
        child.kill().unwrap();
        child.wait().unwrap();
    }
}

/// Waits for a result of another process. Fails if it does not come in time.
#[track_caller]
pub fn wait_until(what: &str, mut is_time: impl FnMut() -> bool) {
    // The limit is finite, and far above what the slowest machine needs.
    let limit = Instant::now() + Duration::from_mins(2);
    while !is_time() {
        assert!(Instant::now() < limit, "waited in vain until {what}");
        std::thread::sleep(Duration::from_millis(2));
    }
}

/// Tries each case in a thread of its own: for cases that wait, so that they wait together.
pub fn at_once<Case: Send>(cases: impl IntoIterator<Item = Case>, try_one: impl Fn(Case) + Sync) {
    std::thread::scope(|scope| {
        for case in cases {
            scope.spawn(|| try_one(case));
        }
    });
}

/// An empty folder for a test's files: in memory if the machine has a file system there with room for all tests, since
/// writing to a disk takes a seventh of their time.
pub fn scratch_folder() -> TempDir {
    #[cfg(target_os = "linux")]
    {
        use rustix::fs::{StatVfsMountFlags, statvfs};
        const ROOM: u64 = 4 << 30;
        // Tests run scripts that they write.
        let is_fit = |found: &rustix::fs::StatVfs| {
            found.f_bavail * found.f_frsize >= ROOM && !found.f_flag.contains(StatVfsMountFlags::NOEXEC)
        };
        if std::env::var_os("TMPDIR").is_none()
            && statvfs("/dev/shm").is_ok_and(|found| is_fit(&found))
            && let Ok(folder) = TempDir::new_in("/dev/shm")
        {
            return folder;
        }
    }
    TempDir::new().unwrap()
}

/// Makes a file readable and writable only by its owner.
pub fn private(path: &Path) {
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt as _;
        std::fs::set_permissions(path, std::fs::Permissions::from_mode(0o600)).unwrap();
    }
    #[cfg(not(unix))]
    let _ = path;
}

impl Run {
    /// Checks the exit code.
    #[track_caller]
    pub fn expect_code(self, code: i32) -> Self {
        assert_eq!(self.code, code, "stdout:\n{}\nstderr:\n{}", self.stdout, self.stderr);
        self
    }

    /// stdout as JSON.
    #[track_caller]
    pub fn json(&self) -> Value {
        serde_json::from_str(&self.stdout)
            .unwrap_or_else(|error| panic!("{error} in stdout:\n{}\nstderr:\n{}", self.stdout, self.stderr))
    }

    /// The error object: the last line of stderr under `-o json`.
    #[track_caller]
    pub fn error_json(&self) -> Value {
        let line = self.stderr.lines().last().unwrap_or_default();
        let document: Value =
            serde_json::from_str(line).unwrap_or_else(|error| panic!("{error} in stderr:\n{}", self.stderr));
        document["error"].clone()
    }

    /// Checks that stderr contains all of these.
    #[track_caller]
    pub fn expect_stderr(self, parts: &[&str]) -> Self {
        for part in parts {
            assert!(self.stderr.contains(part), "no {part:?} in stderr:\n{}", self.stderr);
        }
        self
    }

    /// Checks that stdout contains all of these.
    #[track_caller]
    pub fn expect_stdout(self, parts: &[&str]) -> Self {
        for part in parts {
            assert!(self.stdout.contains(part), "no {part:?} in stdout:\n{}", self.stdout);
        }
        self
    }
}

/// A sandbox in a process of its own that records every request.
pub struct Sandbox {
    process: Child,
    folder: TempDir,
    /// `http://127.0.0.1:PORT`.
    pub address: String,
}

impl Sandbox {
    /// Serves a new sandbox without faults or a rate limit.
    pub fn new() -> Self {
        Self::with_faults(&[])
    }

    /// Serves a new sandbox with these faults and without a rate limit.
    pub fn with_faults(faults: &[&str]) -> Self {
        Self::serve(scratch_folder(), &as_flags(faults))
    }

    /// Serves a new sandbox with a limit of requests a minute.
    pub fn with_rate_limit(requests_a_minute: u32) -> Self {
        Self::serve(scratch_folder(), &["--rate-limit", &requests_a_minute.to_string()])
    }

    /// Serves a new sandbox with these flags.
    pub fn with_flags(flags: &[&str]) -> Self {
        Self::serve(scratch_folder(), flags)
    }

    /// Serves a new sandbox with a running clock and these flags.
    pub fn on_a_running_clock(flags: &[&str]) -> Self {
        Self::serve_over(&[["--rate-limit", "0"]], scratch_folder(), flags)
    }

    /// Serves a sandbox that continues from another one's state.
    pub fn continuing(other: &Self, faults: &[&str]) -> Self {
        Self::serve(other.copied(), &as_flags(faults))
    }

    /// Serves a sandbox that continues from another one's state, at this time.
    pub fn at_time(other: &Self, now: &str) -> Self {
        Self::serve(other.copied(), &["--clock", now])
    }

    /// Serves a sandbox that continues from another one's state, at this time and with these faults.
    pub fn later(other: &Self, now: &str, faults: &[&str]) -> Self {
        Self::later_with(other, now, &as_flags(faults))
    }

    /// Like [`Self::later`], with any flags.
    pub fn later_with(other: &Self, now: &str, flags: &[&str]) -> Self {
        Self::serve(other.copied(), &[&["--clock", now], flags].concat())
    }

    /// The files of its state, as names and bytes. A test can continue from them after this sandbox ended.
    pub fn state(&self) -> Vec<(OsString, Vec<u8>)> {
        let entries = std::fs::read_dir(self.folder.path().join("state")).unwrap();
        let entries = entries.map(|entry| entry.unwrap());
        entries.map(|entry| (entry.file_name(), std::fs::read(entry.path()).unwrap())).collect()
    }

    /// Serves a sandbox that starts with this state, with any flags.
    pub fn remembering(state: &[(OsString, Vec<u8>)], flags: &[&str]) -> Self {
        let folder = scratch_folder();
        std::fs::create_dir(folder.path().join("state")).unwrap();
        for (name, bytes) in state {
            std::fs::write(folder.path().join("state").join(name), bytes).unwrap();
        }
        Self::serve(folder, flags)
    }

    /// A folder with a copy of the state.
    fn copied(&self) -> TempDir {
        let folder = scratch_folder();
        let state = folder.path().join("state");
        std::fs::create_dir(&state).unwrap();
        for entry in std::fs::read_dir(self.folder.path().join("state")).unwrap() {
            let entry = entry.unwrap();
            std::fs::copy(entry.path(), state.join(entry.file_name())).unwrap();
        }
        folder
    }

    /// `flags` override a clock at [`NOW`] and no rate limit.
    fn serve(folder: TempDir, flags: &[&str]) -> Self {
        Self::serve_over(&[["--clock", NOW], ["--rate-limit", "0"]], folder, flags)
    }

    fn serve_over(usual: &[[&str; 2]], folder: TempDir, flags: &[&str]) -> Self {
        let mut process = Command::new(env!("CARGO_BIN_EXE_kcamp"));
        process.args(["sandbox", "serve", "--port", "0", "-o", "json"]);
        for usual in usual {
            if !flags.contains(&usual[0]) {
                process.args(*usual);
            }
        }
        let mut process = process
            .args(flags)
            .arg("--state")
            .arg(folder.path().join("state"))
            .arg("--record")
            .arg(folder.path().join("received.jsonl"))
            .env_clear()
            .env("HOME", folder.path())
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let stdout = process.stdout.take().unwrap();
        let served: Value =
            serde_json::Deserializer::from_reader(stdout).into_iter().next().unwrap().unwrap();
        Self { process, folder, address: served["address"].as_str().unwrap().to_owned() }
    }

    /// A world that talks to this sandbox.
    pub fn world(&self) -> World {
        World::at(&self.address)
    }

    /// A world of Burki that talks to this sandbox.
    pub fn burki_world(&self) -> World {
        self.world().of_burki()
    }

    /// Every request received so far. A line that is still being written is not counted.
    pub fn received(&self) -> Vec<Value> {
        let text = std::fs::read_to_string(self.folder.path().join("received.jsonl")).unwrap_or_default();
        let whole = text.rsplit_once('\n').map_or("", |(lines, _)| lines);
        whole.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
    }

    /// The requests with this method and end of their path.
    pub fn received_at(&self, method: &str, path_end: &str) -> Vec<Value> {
        let mut requests = self.received();
        requests.retain(|request| {
            request["method"] == method
                && request["path"].as_str().is_some_and(|path| path.ends_with(path_end))
        });
        requests
    }

    /// The bodies of the creates that were received.
    pub fn creates(&self) -> Vec<Value> {
        self.received_at("POST", "/campaign").into_iter().map(|request| request["body"].clone()).collect()
    }
}

impl Drop for Sandbox {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

fn as_flags<'a>(faults: &[&'a str]) -> Vec<&'a str> {
    faults.iter().flat_map(|fault| ["--fault", fault]).collect()
}

/// A listener on loopback that no request should reach.
pub struct Trap(TcpListener);

impl Trap {
    /// Listens on a free port.
    pub fn new() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        listener.set_nonblocking(true).unwrap();
        Self(listener)
    }

    /// `http://127.0.0.1:PORT`.
    pub fn address(&self) -> String {
        format!("http://{}", self.0.local_addr().unwrap())
    }

    /// Whether there was a connection since the last call.
    pub fn was_touched(&self) -> bool {
        self.0.accept().is_ok()
    }
}
