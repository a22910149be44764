//! A proxy from the environment is used for https, and for nothing that `NO_PROXY` names.

use std::io::{BufRead as _, BufReader, Write as _};
use std::net::TcpListener;
use std::thread;

use crate::world::World;

/// A name that no resolver knows: who is asked to connect to it must be a proxy.
const HOST: &str = "https://platform.kcamp.invalid";

fn world() -> World {
    // A fixed clock talks to no real host.
    World::at(HOST).without("KCAMP_NOW")
}

#[test]
fn an_https_request_goes_to_the_proxy() {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let proxy = format!("http://{}", listener.local_addr().unwrap());
    let asked = thread::spawn(move || {
        let (mut stream, _) = listener.accept().unwrap();
        let mut head = Vec::new();
        for line in BufReader::new(stream.try_clone().unwrap()).lines() {
            let line = line.unwrap();
            if line.is_empty() {
                break;
            }
            head.push(line);
        }
        stream
            .write_all(b"HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\nConnection: close\r\n\r\n")
            .unwrap();
        head
    });
    let run = world().with("HTTPS_PROXY", &proxy).run(["campaign", "list", "--deadline", "5s"]);
    assert!([8, 11].contains(&run.code), "{}: {}", run.code, run.stderr);
    let head = asked.join().unwrap();
    assert_eq!(head[0], "CONNECT platform.kcamp.invalid:443 HTTP/1.1");
    // The token is for the platform, which no byte has reached.
    assert!(head.iter().all(|line| !line.contains("eyJ")), "{head:?}");
}

#[test]
fn what_no_proxy_names_goes_straight() {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    listener.set_nonblocking(true).unwrap();
    let proxy = format!("http://{}", listener.local_addr().unwrap());
    let world = world().with("HTTPS_PROXY", &proxy).with("NO_PROXY", "kcamp.invalid");
    let run = world.run(["campaign", "list", "--deadline", "5s"]);
    assert!([8, 11].contains(&run.code), "{}: {}", run.code, run.stderr);
    assert!(listener.accept().is_err(), "the proxy was asked");
}
