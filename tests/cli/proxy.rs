//! A proxy from the environment is used for https, and not for hosts that `NO_PROXY` names.

use std::io::{BufRead as _, BufReader, Write as _};
use std::net::TcpListener;
use std::thread;

use crate::world::{DEADLINE, Sandbox, Trap, World};

/// A host that no resolver knows: only a proxy can be asked to connect to it.
const HOST: &str = "https://platform.kcamp.invalid";

fn world() -> World {
    // With a fixed clock kcamp sends nothing to a real host.
    World::at(HOST).without("KCAMP_NOW")
}

/// Takes one connection and refuses its request. Returns the request's lines, which are empty if the client closed
/// first.
fn refuse(listener: &TcpListener) -> Vec<String> {
    let (mut stream, _) = listener.accept().unwrap();
    let lines = BufReader::new(stream.try_clone().unwrap()).lines();
    let head: Vec<String> = lines.map_while(Result::ok).take_while(|line| !line.is_empty()).collect();
    // A client that closed the connection needs no answer.
    let _ = stream.write_all(b"HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\nConnection: close\r\n\r\n");
    head
}

#[test]
fn an_https_request_goes_to_the_proxy() {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let proxy = format!("http://{}", listener.local_addr().unwrap());
    let asked = thread::spawn(move || refuse(&listener));
    world().with("HTTPS_PROXY", &proxy).run("campaign list").expect_code(8);
    let head = asked.join().unwrap();
    assert_eq!(head[0], "CONNECT platform.kcamp.invalid:443 HTTP/1.1");
    // The token is for the platform, and no request reached it.
    assert!(head.iter().all(|line| !line.contains("eyJ")), "{head:?}");
}

#[test]
fn a_proxy_that_takes_no_connection_is_named() {
    let closed = {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        listener.local_addr().unwrap().to_string()
    };
    let named = format!("http://{closed}");
    let world = world().with("HTTPS_PROXY", format!("http://ada:hunter22@{closed}"));
    let error = world.run("campaign list -o json").expect_code(8).error_json();
    let message = error["message"].as_str().unwrap();
    assert!(message.contains(&format!("through the proxy {named} of HTTPS_PROXY")), "{message}");
    assert!(message.contains(HOST) && !message.contains("hunter22"), "{message}");
}

#[test]
fn a_proxy_that_cannot_be_used_is_an_error_and_nothing_goes_straight() {
    // The host that a request without the proxy would reach.
    let trap = Trap::new();
    let host = trap.address().replace("http://127.0.0.1", "https://platform.localhost");
    for (variable, proxy, why) in [
        ("HTTPS_PROXY", "ftp://ada:hunter22@proxy:21", "HTTPS_PROXY names a ftp proxy"),
        ("https_proxy", "socks5://ada:hunter22@proxy:1080", "https_proxy names a socks5 proxy"),
        ("ALL_PROXY", "socks5h://proxy", "only http and https proxies are supported"),
        ("all_proxy", "http://ada:hunter22@proxy:99999", "all_proxy is not the address of a proxy"),
    ] {
        let world = world().with("KCAMP_HOST", &host).with(variable, proxy);
        let run = world.run("campaign list -o json").expect_code(2);
        let error = run.error_json();
        assert!(error["message"].as_str().unwrap().contains(why), "{why}: {error}");
        assert!(error["hint"].as_str().unwrap().contains("NO_PROXY"), "{error}");
        let doctor = world.run("doctor -o json").expect_code(2);
        doctor.expect_stdout(&[why]);
        let stop = world.run("campaign stop cd-1 --yes").expect_code(2);
        assert!(!format!("{}{}", run.stderr, stop.stderr).contains("hunter22"));
        assert!(!trap.was_touched(), "{proxy}");
        // The proxy setting does not matter for a host that NO_PROXY names, or for a command that sends nothing.
        let straight = world.with("KCAMP_HOST", HOST).with("NO_PROXY", "kcamp.invalid");
        let straight = straight.run("campaign list");
        assert!([8, 11].contains(&straight.code), "{}", straight.stderr);
    }
    Sandbox::new().world().with("HTTPS_PROXY", "ftp://proxy").run("campaign list").expect_code(0);
}

#[test]
fn a_web_servers_variable_does_not_switch_the_proxy_off() {
    let trap = Trap::new();
    let world = world().with("HTTPS_PROXY", trap.address()).with("REQUEST_METHOD", "GET");
    let run = world.run(["campaign", "list"].into_iter().chain(DEADLINE));
    assert!([8, 11].contains(&run.code), "{}: {}", run.code, run.stderr);
    assert!(trap.was_touched(), "{}", run.stderr);
}

#[test]
fn doctor_tries_the_proxy() {
    let row = |world: &World, arguments: &[&str]| {
        let run = world.run([&["doctor", "-o", "json"], arguments].concat());
        let rows = run.json();
        rows.as_array().unwrap().iter().find(|row| row["check"] == "proxy").unwrap().clone()
    };
    let trap = Trap::new();
    assert_eq!(row(&world().with("HTTPS_PROXY", trap.address()), &["--offline"])["status"], "ok");
    assert!(!trap.was_touched());
    // The address of a port with no listener.
    let gone = trap.address();
    drop(trap);
    let found = row(&world().with("HTTPS_PROXY", gone), &[]);
    assert_eq!((&found["status"], &found["code"]), (&"failed".into(), &"machine/proxy-unreachable".into()));
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let reached = world().with("HTTPS_PROXY", format!("http://{}", listener.local_addr().unwrap()));
    // The thread ends with the test's process. Until then it answers every request of `doctor`.
    thread::spawn(move || {
        loop {
            refuse(&listener);
        }
    });
    let found = row(&reached, &[]);
    assert!(found["detail"].as_str().unwrap().ends_with("it can be reached"), "{found}");
}

#[test]
fn what_no_proxy_names_goes_straight() {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    listener.set_nonblocking(true).unwrap();
    let proxy = format!("http://{}", listener.local_addr().unwrap());
    let world = world().with("HTTPS_PROXY", &proxy).with("NO_PROXY", "kcamp.invalid");
    let run = world.run("campaign list");
    assert!([8, 11].contains(&run.code), "{}: {}", run.code, run.stderr);
    assert!(listener.accept().is_err(), "the proxy was asked");
}
