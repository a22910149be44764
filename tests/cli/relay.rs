//! A server between kcamp and the sandbox, which looks at every request before it goes on and may change its answer: for what no
//! sandbox answers, and for what happens between two requests.

use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::{TcpListener, TcpStream};
use std::thread;

use serde_json::Value;

use crate::world::{Sandbox, World};

/// The end of the path by which a page of Kore.ai's campaigns is asked for.
pub const LIST: &str = "/getAllCampaignDetails";

/// A request on its way.
pub struct Passing {
    /// `POST /path?query`.
    pub line: String,
    /// Its body; null where it has none.
    pub body: Value,
}

/// What is done with every request and its answer.
pub trait Watch: Send + 'static {
    /// Before a request goes on.
    fn before(&mut self, _request: &Passing) {}
    /// Before its answer goes back.
    fn after(&mut self, _request: &Passing, _answer: &mut Value) {}
}

/// Starts a relay; what it is told to watch is asked in the order of the requests. A world that talks to the sandbox through it.
pub fn relay(sandbox: &Sandbox, mut watch: impl Watch) -> World {
    listen(sandbox, move |stream, to| {
        // The client or the sandbox may go away, which is theirs to say.
        let _ = pass(stream, to, &mut watch);
    })
}

/// The same for requests that are under way at once: each has a watch of its own.
pub fn relay_at_once(sandbox: &Sandbox, watch: impl Watch + Clone) -> World {
    listen(sandbox, move |stream, to| {
        let (to, mut watch) = (to.to_owned(), watch.clone());
        thread::spawn(move || pass(stream, &to, &mut watch));
    })
}

fn listen(sandbox: &Sandbox, mut meet: impl FnMut(TcpStream, &str) + Send + 'static) -> World {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = format!("http://{}", listener.local_addr().unwrap());
    let to = sandbox.address.trim_start_matches("http://").to_owned();
    thread::spawn(move || {
        for stream in listener.incoming() {
            meet(stream.unwrap(), &to);
        }
    });
    World::at(&address)
}

/// One request of a connection of its own, and its answer.
fn pass(mut client: TcpStream, to: &str, watch: &mut impl Watch) -> std::io::Result<()> {
    let (head, body) = message(&client)?;
    let line = head.first().cloned().unwrap_or_default();
    let request = Passing {
        line: line.trim_end_matches(" HTTP/1.1").to_owned(),
        body: serde_json::from_slice(&body).unwrap_or_default(),
    };
    watch.before(&request);
    let mut server = TcpStream::connect(to)?;
    write!(server, "{}\r\n\r\n", head.join("\r\n"))?;
    server.write_all(&body)?;
    let (mut head, mut body) = message(&server)?;
    if let Ok(mut answer) = serde_json::from_slice(&body) {
        watch.after(&request, &mut answer);
        body = answer.to_string().into_bytes();
    }
    head.retain(|line| !is_header(line, "content-length"));
    let length = body.len();
    write!(client, "{}\r\nContent-Length: {length}\r\nConnection: close\r\n\r\n", head.join("\r\n"))?;
    client.write_all(&body)
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
