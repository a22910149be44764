//! A relay between kcamp and the sandbox. It sees every request before it is passed on, and may change the answer:
//! for answers that no sandbox gives, and for changes between two requests.

use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::{TcpListener, TcpStream};
use std::sync::atomic::{AtomicBool, Ordering::SeqCst};
use std::sync::{Arc, Barrier, Mutex};
use std::thread;

use serde_json::{Value, json};

use crate::calls::is_write;
use crate::command_line::CommandLine;
use crate::world::{Sandbox, World, wait_until};

/// The end of the path of a page of Kore.ai's campaigns.
pub const LIST: &str = "/getAllCampaignDetails";

/// A request on its way.
pub struct Passing {
    /// `POST /path?query`.
    pub line: String,
    /// The request's body; null if it has none.
    pub body: Value,
}

/// Watches every request and its answer.
pub trait Watch: Send + 'static {
    /// Called before a request is passed on.
    fn before(&mut self, _request: &Passing) {}
    /// Called before the answer is passed back.
    fn after(&mut self, _request: &Passing, _answer: &mut Value) {}
}

/// Starts a relay, and calls `watch` in the order of the requests. Returns a world that talks to the sandbox through
/// the relay.
pub fn relay(sandbox: &Sandbox, mut watch: impl Watch) -> World {
    let to = socket(sandbox);
    World::at(&listen(move |stream| {
        // The client or the sandbox may close the connection, so an error is ignored.
        let _ = pass(stream, &to, &mut watch);
    }))
}

/// Like [`relay`], for requests that are under way at once: each has a watch of its own.
pub fn relay_at_once(sandbox: &Sandbox, watch: impl Watch + Clone) -> World {
    let to = socket(sandbox);
    World::at(&listen(move |stream| {
        let (to, mut watch) = (to.clone(), watch.clone());
        thread::spawn(move || pass(stream, &to, &mut watch));
    }))
}

/// Starts one host with several accounts of Burki: a request goes to the sandbox of its key. Returns the host's
/// address.
pub fn host_of(accounts: &[(&str, &Sandbox)]) -> String {
    let accounts: Vec<(String, String)> =
        accounts.iter().map(|(key, sandbox)| (format!("Bearer {key}"), socket(sandbox))).collect();
    listen(move |stream| {
        let accounts = accounts.clone();
        thread::spawn(move || forward(stream, &accounts));
    })
}

fn socket(sandbox: &Sandbox) -> String {
    sandbox.address.trim_start_matches("http://").to_owned()
}

/// Meets every connection to a new address, which it returns.
fn listen(mut meet: impl FnMut(TcpStream) + Send + 'static) -> String {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = format!("http://{}", listener.local_addr().unwrap());
    thread::spawn(move || {
        for stream in listener.incoming() {
            meet(stream.unwrap());
        }
    });
    address
}

/// Passes on the one request of a connection to the account of its key, with the key that each sandbox takes.
fn forward(mut client: TcpStream, accounts: &[(String, String)]) -> std::io::Result<()> {
    let (mut head, body) = message(&client)?;
    let is_of = |(key, _): &&(String, String)| head.iter().any(|line| line.ends_with(key.as_str()));
    let Some((key, to)) = accounts.iter().find(is_of) else {
        return write!(client, "HTTP/1.1 401 Unauthorized\r\nContent-Length: 0\r\nConnection: close\r\n\r\n");
    };
    let own = format!("Bearer {}", kcamp::sandbox::BURKI_API_KEY);
    for line in &mut head {
        *line = line.replace(key.as_str(), &own);
    }
    exchange(&mut client, to, &head, &body, |answer| answer)
}

/// Passes on the one request of a connection, and its answer.
fn pass(mut client: TcpStream, to: &str, watch: &mut impl Watch) -> std::io::Result<()> {
    let (head, body) = message(&client)?;
    let line = head.first().cloned().unwrap_or_default();
    let request = Passing {
        line: line.trim_end_matches(" HTTP/1.1").to_owned(),
        body: serde_json::from_slice(&body).unwrap_or_default(),
    };
    watch.before(&request);
    exchange(&mut client, to, &head, &body, |body| match serde_json::from_slice(&body) {
        Ok(mut answer) => {
            watch.after(&request, &mut answer);
            answer.to_string().into_bytes()
        }
        Err(_) => body,
    })
}

/// Sends a request to the sandbox, and its answer, changed, to the client.
fn exchange(
    client: &mut TcpStream,
    to: &str,
    head: &[String],
    body: &[u8],
    change: impl FnOnce(Vec<u8>) -> Vec<u8>,
) -> std::io::Result<()> {
    let mut server = TcpStream::connect(to)?;
    write!(server, "{}\r\n\r\n", head.join("\r\n"))?;
    server.write_all(body)?;
    let (mut head, body) = message(&server)?;
    let body = change(body);
    head.retain(|line| !is_header(line, "content-length"));
    let length = body.len();
    write!(client, "{}\r\nContent-Length: {length}\r\nConnection: close\r\n\r\n", head.join("\r\n"))?;
    client.write_all(&body)
}

/// Whether a request is held before the platform gets it, or its answer.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Held {
    Request,
    Answer,
}

/// Holds one request, once it is armed, until it is let go.
#[derive(Clone)]
pub struct Gate {
    is_meant: Arc<dyn Fn(&Passing) -> bool + Send + Sync>,
    held: Held,
    /// How many of the requests that are meant pass before the one that is held; `None` while it is not armed.
    left: Arc<Mutex<Option<usize>>>,
    is_holding: Arc<AtomicBool>,
}

impl Gate {
    /// A world that talks to the sandbox through a gate for the first request with this part in its line.
    pub fn before(sandbox: &Sandbox, part: &'static str, held: Held) -> (World, Self) {
        Self::of(sandbox, held, move |request| request.line.contains(part))
    }

    /// A world that talks to the sandbox through a gate for writes.
    pub fn of_writes(sandbox: &Sandbox, held: Held) -> (World, Self) {
        Self::of(sandbox, held, |request| {
            let (method, path) = request.line.split_once(' ').unwrap_or_default();
            is_write(&json!({"method": method, "path": path.split('?').next()}))
        })
    }

    fn of(
        sandbox: &Sandbox,
        held: Held,
        is_meant: impl Fn(&Passing) -> bool + Send + Sync + 'static,
    ) -> (World, Self) {
        let gate =
            Self { is_meant: Arc::new(is_meant), held, left: Arc::default(), is_holding: Arc::default() };
        (relay_at_once(sandbox, gate.clone()), gate)
    }

    /// Runs the first, and the second to its end while a request of the first is held.
    pub fn during<One: Send, Other>(
        &self,
        first: impl FnOnce() -> One + Send,
        second: impl FnOnce() -> Other,
    ) -> (One, Other) {
        self.arm(0);
        thread::scope(|scope| {
            let first = scope.spawn(first);
            wait_until("a request is held", || self.is_holding.load(SeqCst) || first.is_finished());
            let second = second();
            self.is_holding.store(false, SeqCst);
            (first.join().unwrap(), second)
        })
    }

    /// Starts a command and kills it while its `at`th request is held; the first is 1.
    pub fn kill_at(&self, at: usize, world: &World, line: impl CommandLine) {
        self.arm(at - 1);
        world.kill_when(line, || self.is_holding.load(SeqCst));
        self.is_holding.store(false, SeqCst);
    }

    fn arm(&self, left: usize) {
        *self.left.lock().unwrap() = Some(left);
    }

    fn pass(&self, held: Held, request: &Passing) {
        if self.held == held && (self.is_meant)(request) && self.is_next() {
            self.is_holding.store(true, SeqCst);
            wait_until("the request is let go", || !self.is_holding.load(SeqCst));
        }
    }

    /// Counts a request. Whether it is the one that is held.
    fn is_next(&self) -> bool {
        let mut left = self.left.lock().unwrap();
        let is_next = *left == Some(0);
        *left = left.and_then(|left| left.checked_sub(1));
        is_next
    }
}

impl Watch for Gate {
    fn before(&mut self, request: &Passing) {
        self.pass(Held::Request, request);
    }

    fn after(&mut self, request: &Passing, _answer: &mut Value) {
        self.pass(Held::Answer, request);
    }
}

/// Machines whose creates meet: each has looked before any is passed on, and each has arrived before any is answered.
#[derive(Clone)]
pub struct Meeting {
    end: &'static str,
    all: Arc<Barrier>,
}

impl Meeting {
    /// A world for each of two machines. `end` is the end of a create's path.
    pub fn of_two(sandbox: &Sandbox, end: &'static str) -> [World; 2] {
        let meeting = Self { end, all: Arc::new(Barrier::new(2)) };
        std::array::from_fn(|_| relay_at_once(sandbox, meeting.clone()))
    }

    fn wait(&self, request: &Passing) {
        let path = request.line.split('?').next().unwrap_or_default();
        if path.starts_with("POST ") && path.trim_end_matches('/').ends_with(self.end) {
            self.all.wait();
        }
    }
}

impl Watch for Meeting {
    fn before(&mut self, request: &Passing) {
        self.wait(request);
    }

    fn after(&mut self, request: &Passing, _answer: &mut Value) {
        self.wait(request);
    }
}

/// The lines of a message's head, and its body.
pub fn message(stream: &TcpStream) -> std::io::Result<(Vec<String>, Vec<u8>)> {
    let mut reader = BufReader::new(stream);
    let mut head = Vec::new();
    loop {
        let mut line = String::new();
        if reader.read_line(&mut line)? == 0 {
            return Err(std::io::Error::from(std::io::ErrorKind::UnexpectedEof));
        }
        match line.trim_end() {
            "" => break,
            line => head.push(line.to_owned()),
        }
    }
    let length = head.iter().find(|line| is_header(line, "content-length"));
    let length = length.and_then(|line| line.split(':').nth(1)?.trim().parse().ok()).unwrap_or(0);
    let mut body = vec![0; length];
    reader.read_exact(&mut body)?;
    Ok((head, body))
}

fn is_header(line: &str, name: &str) -> bool {
    line.split(':').next().is_some_and(|key| key.eq_ignore_ascii_case(name))
}

/// The rows of a page of Kore.ai's campaigns.
pub fn rows(answer: &mut Value) -> &mut Vec<Value> {
    answer["data"]["results"].as_array_mut().unwrap()
}
