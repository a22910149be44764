//! A platform with more campaigns than any sandbox, which it returns in pages.

use std::io::Write as _;
use std::net::{TcpListener, TcpStream};
use std::sync::{Arc, Mutex};

use serde_json::{Value, json};

use crate::relay::message;

/// The server. Its thread ends with the process of the test.
pub struct ManyRows {
    pub address: String,
    pages: Arc<Mutex<Vec<u64>>>,
}

impl ManyRows {
    /// A platform with this number of campaigns of each type.
    pub fn of(rows: u64) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = format!("http://{}", listener.local_addr().unwrap());
        let pages = Arc::new(Mutex::new(Vec::new()));
        let of_thread = Arc::clone(&pages);
        std::thread::spawn(move || {
            for stream in listener.incoming() {
                let asked = answer(stream.unwrap(), rows).unwrap();
                of_thread.lock().unwrap().push(asked);
            }
        });
        Self { address, pages }
    }

    /// The number of rows that each request asked for.
    pub fn pages(&self) -> Vec<u64> {
        self.pages.lock().unwrap().clone()
    }
}

/// Answers one request. Returns the number of rows that it asked for.
fn answer(mut client: TcpStream, rows: u64) -> std::io::Result<u64> {
    let (_, body) = message(&client)?;
    let body: Value = serde_json::from_slice(&body)?;
    let asked = |key: &str| body[key].as_u64().unwrap_or_default();
    let (skip, limit) = (asked("skip"), asked("limit"));
    let end = rows.min(skip + limit);
    let row = |number| json!({"id": format!("cd-{number}"), "name": format!("Campaign {number}")});
    let page: Vec<Value> = (skip..end).map(row).collect();
    let answer = json!({"status": "success", "data": {"results": page, "hasMore": end < rows}}).to_string();
    let length = answer.len();
    let head = "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nConnection: close";
    write!(client, "{head}\r\nContent-Length: {length}\r\n\r\n{answer}")?;
    Ok(limit)
}
