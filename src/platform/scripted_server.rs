//! A server for tests that follows its script, one act per connection, and records what it receives.

use std::io::{Read as _, Write as _};
use std::net::{TcpListener, TcpStream};
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::Duration;

/// The server's reaction to one connection.
#[derive(Debug, Clone)]
pub(crate) enum Act {
    /// Closes without reading anything.
    CloseUnread,
    /// Reads the whole request and closes without an answer.
    CloseAfterReading,
    /// Sends these bytes, then closes.
    Send(String),
    /// Reads the whole request, and stays silent for longer than any test's timeout.
    Silence,
}

impl Act {
    /// A whole answer with a JSON body.
    pub(crate) fn json(status: u16, body: &str) -> Self {
        Self::answer(status, "Content-Type: application/json\r\n", body)
    }

    /// An answer with a JSON body and a `Date` header, in the form of RFC 9110.
    pub(crate) fn json_at(date: &str, body: &str) -> Self {
        Self::answer(200, &format!("Content-Type: application/json\r\nDate: {date}\r\n"), body)
    }

    /// A whole answer; each of `headers` ends with a line break.
    pub(crate) fn answer(status: u16, headers: &str, body: &str) -> Self {
        let length = body.len();
        Self::Send(format!(
            "HTTP/1.1 {status} X\r\n{headers}Content-Length: {length}\r\nConnection: close\r\n\r\n{body}"
        ))
    }
}

/// A running server. Its thread ends with its script or with the process of the test.
#[derive(Debug)]
pub(crate) struct ScriptedServer {
    pub(crate) origin: String,
    received: Arc<Mutex<Vec<String>>>,
}

impl ScriptedServer {
    /// Starts on a free port of loopback. After the last act of the script, that act is repeated.
    pub(crate) fn start(script: impl IntoIterator<Item = Act>) -> std::io::Result<Self> {
        let script: Vec<Act> = script.into_iter().collect();
        let listener = TcpListener::bind("127.0.0.1:0")?;
        let origin = format!("http://{}", listener.local_addr()?);
        let received = Arc::new(Mutex::new(Vec::new()));
        let log = Arc::clone(&received);
        thread::spawn(move || {
            for (index, stream) in listener.incoming().enumerate() {
                let Some(act) = script.get(index).or(script.last()) else { return };
                let Ok(stream) = stream else { return };
                perform(stream, act, &log);
            }
        });
        Ok(Self { origin, received })
    }

    /// Every request that it read, as a whole text.
    pub(crate) fn received(&self) -> Vec<String> {
        self.received.lock().map(|log| log.clone()).unwrap_or_default()
    }
}

fn perform(mut stream: TcpStream, act: &Act, log: &Mutex<Vec<String>>) {
    if matches!(act, Act::CloseUnread) {
        return;
    }
    let request = read_request(&mut stream);
    if let Ok(mut log) = log.lock() {
        log.push(request);
    }
    match act {
        Act::Send(bytes) => {
            // The client may have closed the connection, which is allowed.
            let _ = stream.write_all(bytes.as_bytes());
        }
        Act::Silence => {
            thread::spawn(move || {
                thread::sleep(Duration::from_mins(1));
                drop(stream);
            });
        }
        Act::CloseUnread | Act::CloseAfterReading => {}
    }
}

fn read_request(stream: &mut TcpStream) -> String {
    let mut bytes = Vec::new();
    let mut chunk = [0; 4096];
    loop {
        let text = String::from_utf8_lossy(&bytes);
        if let Some((head, body)) = text.split_once("\r\n\r\n") {
            let length = head
                .lines()
                .filter_map(|line| line.split_once(": "))
                .find(|(name, _)| name.eq_ignore_ascii_case("content-length"))
                .and_then(|(_, value)| value.parse::<usize>().ok())
                .unwrap_or(0);
            if body.len() >= length {
                return text.into_owned();
            }
        }
        match stream.read(&mut chunk) {
            Ok(0) | Err(_) => return String::from_utf8_lossy(&bytes).into_owned(),
            Ok(count) => bytes.extend_from_slice(&chunk[..count]),
        }
    }
}
