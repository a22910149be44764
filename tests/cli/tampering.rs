//! A proxy before a sandbox that answers chosen requests itself, as a faulty platform or a gateway does.

use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::{TcpListener, TcpStream};
use std::sync::{Arc, Mutex};

use serde_json::Value;

use crate::world::{Sandbox, World};

/// The answer to one request. The request is then not applied.
#[derive(Debug, Clone)]
pub struct Answer {
    method: &'static str,
    path_end: String,
    /// `None` if the connection is closed without an answer.
    body: Option<String>,
}

impl Answer {
    /// A success with this body, for a request with this method and end of its path.
    pub fn to(method: &'static str, path_end: &str, body: &Value) -> Self {
        Self { method, path_end: path_end.to_owned(), body: Some(body.to_string()) }
    }

    /// No answer.
    pub fn lost(method: &'static str, path_end: &str) -> Self {
        Self { method, path_end: path_end.to_owned(), body: None }
    }

    fn is_for(&self, first_line: &str) -> bool {
        let mut words = first_line.split(' ');
        let method = words.next().unwrap_or_default();
        let path = words.next().unwrap_or_default().split('?').next().unwrap_or_default();
        method == self.method && path.ends_with(&self.path_end)
    }
}

/// The proxy. Its thread ends with the test's process.
pub struct Tampering {
    address: String,
    answers: Arc<Mutex<Vec<Answer>>>,
}

impl Tampering {
    /// Starts a proxy before this sandbox. Each answer is given once.
    pub fn of(sandbox: &Sandbox, answers: Vec<Answer>) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = format!("http://{}", listener.local_addr().unwrap());
        let upstream = sandbox.address.trim_start_matches("http://").to_owned();
        let answers = Arc::new(Mutex::new(answers));
        let of_thread = Arc::clone(&answers);
        std::thread::spawn(move || {
            for stream in listener.incoming() {
                pass(stream.unwrap(), &upstream, &of_thread);
            }
        });
        Self { address, answers }
    }

    /// Answers one more request without the sandbox.
    pub fn answer(&self, answer: Answer) {
        self.answers.lock().unwrap().push(answer);
    }

    /// The same world, with the proxy as its host.
    pub fn world(&self, world: World) -> World {
        world.with("KCAMP_HOST", &*self.address)
    }
}

fn pass(mut stream: TcpStream, upstream: &str, answers: &Mutex<Vec<Answer>>) {
    let mut reader = BufReader::new(stream.try_clone().unwrap());
    let mut head = Vec::new();
    let mut length = 0;
    loop {
        let mut line = String::new();
        if reader.read_line(&mut line).unwrap_or(0) == 0 {
            return;
        }
        let header = line.trim_end().to_ascii_lowercase();
        if header.is_empty() {
            break;
        }
        if let Some(value) = header.strip_prefix("content-length:") {
            length = value.trim().parse().unwrap();
        }
        head.push(line);
    }
    let mut body = Vec::new();
    reader.take(length).read_to_end(&mut body).unwrap();
    let chosen = {
        let mut answers = answers.lock().unwrap();
        let at = answers.iter().position(|answer| answer.is_for(&head[0]));
        at.map(|at| answers.remove(at))
    };
    if let Some(Answer { body, .. }) = chosen {
        if let Some(body) = body {
            let length = body.len();
            // The client may have closed the connection.
            let _ = write!(
                stream,
                "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: {length}\r\nConnection: close\r\n\r\n{body}"
            );
        }
        return;
    }
    let mut onwards = TcpStream::connect(upstream).unwrap();
    head.retain(|line| !line.to_ascii_lowercase().starts_with("connection:"));
    write!(onwards, "{}Connection: close\r\n\r\n", head.concat()).unwrap();
    onwards.write_all(&body).unwrap();
    let _ = std::io::copy(&mut onwards, &mut stream);
}
