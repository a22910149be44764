//! A certificate error is reported in plain words, after one attempt. With the right authority the connection works.

use std::io::{Read as _, Write as _};
use std::net::{TcpListener, TcpStream};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

use rcgen::{
    BasicConstraints, CertificateParams, CertifiedIssuer, ExtendedKeyUsagePurpose, IsCa, KeyPair,
    date_time_ymd,
};
use rustls::pki_types::{CertificateDer, PrivateKeyDer};
use rustls::{ServerConfig, ServerConnection, StreamOwned};

use crate::world::{Run, Sandbox, World};

/// A certificate with its key.
struct Certificate {
    der: CertificateDer<'static>,
    pem: String,
    key: PrivateKeyDer<'static>,
}

fn params(names: &[&str]) -> CertificateParams {
    CertificateParams::new(names.iter().map(ToString::to_string).collect::<Vec<_>>()).unwrap()
}

/// A certificate authority of the test.
fn authority() -> CertifiedIssuer<'static, KeyPair> {
    let mut params = params(&["localhost"]);
    params.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
    params.distinguished_name.push(rcgen::DnType::CommonName, "Test Authority");
    CertifiedIssuer::self_signed(params, KeyPair::generate().unwrap()).unwrap()
}

fn signed_by(issuer: &CertifiedIssuer<'static, KeyPair>, params: &CertificateParams) -> Certificate {
    let key = KeyPair::generate().unwrap();
    let certificate = params.signed_by(&key, issuer).unwrap();
    Certificate { der: certificate.der().clone(), pem: certificate.pem(), key: key.into() }
}

fn self_signed(names: &[&str]) -> Certificate {
    let key = KeyPair::generate().unwrap();
    let certificate = params(names).self_signed(&key).unwrap();
    Certificate { der: certificate.der().clone(), pem: certificate.pem(), key: key.into() }
}

/// A TLS server with a certificate. It passes requests on to a sandbox.
struct Server {
    port: u16,
    connections: Arc<AtomicUsize>,
}

impl Server {
    fn start(certificate: Certificate, sandbox: &Sandbox) -> Self {
        let config = ServerConfig::builder_with_provider(Arc::new(rustls::crypto::ring::default_provider()))
            .with_safe_default_protocol_versions()
            .unwrap()
            .with_no_client_auth()
            .with_single_cert(vec![certificate.der], certificate.key)
            .unwrap();
        let config = Arc::new(config);
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let port = listener.local_addr().unwrap().port();
        let connections = Arc::new(AtomicUsize::new(0));
        let counted = Arc::clone(&connections);
        let upstream = sandbox.address.strip_prefix("http://").unwrap().to_owned();
        thread::spawn(move || {
            for stream in listener.incoming() {
                counted.fetch_add(1, Ordering::SeqCst);
                let connection = ServerConnection::new(Arc::clone(&config)).unwrap();
                let mut stream = StreamOwned::new(connection, stream.unwrap());
                // A client that does not trust the certificate closes the connection here.
                let Some(request) = request(&mut stream) else { continue };
                let mut upstream = TcpStream::connect(&upstream).unwrap();
                upstream.write_all(&request).unwrap();
                let mut answer = Vec::new();
                upstream.read_to_end(&mut answer).unwrap();
                let _ = stream.write_all(&answer);
                stream.conn.send_close_notify();
                let _ = stream.flush();
            }
        });
        Self { port, connections }
    }

    fn connections(&self) -> usize {
        self.connections.load(Ordering::SeqCst)
    }

    /// A world whose account is at this server under a host name.
    fn world(&self, sandbox: &Sandbox, name: &str) -> World {
        sandbox.world().with("KCAMP_HOST", format!("https://{name}:{}", self.port))
    }
}

/// A whole request, changed to close its connection; `None` if the handshake fails.
fn request(stream: &mut StreamOwned<ServerConnection, TcpStream>) -> Option<Vec<u8>> {
    let mut bytes = Vec::new();
    let mut chunk = [0; 4096];
    loop {
        let read = stream.read(&mut chunk).ok().filter(|read| *read > 0)?;
        bytes.extend_from_slice(&chunk[..read]);
        let Some(end) = bytes.windows(4).position(|window| window == b"\r\n\r\n") else { continue };
        let head = String::from_utf8_lossy(&bytes[..end]).into_owned();
        let length = head
            .lines()
            .filter_map(|line| line.split_once(':'))
            .find(|(name, _)| name.eq_ignore_ascii_case("content-length"))
            .map_or(0, |(_, length)| length.trim().parse::<usize>().unwrap());
        if bytes.len() >= end + 4 + length {
            let close = format!("{head}\r\nConnection: close\r\n\r\n");
            return Some([close.as_bytes(), &bytes[end + 4..]].concat());
        }
    }
}

/// Lists campaigns from an untrusted server, and checks that there was one connection and no request.
#[track_caller]
#[must_use]
fn refused(server: &Server, sandbox: &Sandbox, world: &World, arguments: &[&str]) -> Run {
    let run = world.run([&["campaign", "list", "-o", "json"], arguments].concat()).expect_code(8);
    assert_eq!(run.error_json()["code"], "platform/certificate-refused", "{}", run.stderr);
    assert_eq!(server.connections(), 1, "{}", run.stderr);
    assert!(sandbox.received().is_empty());
    run
}

#[track_caller]
fn says(run: &Run, message: &str, hint: &str) {
    let error = run.error_json();
    assert!(error["message"].as_str().unwrap().contains(message), "{message}: {error}");
    assert!(error["hint"].as_str().unwrap().contains(hint), "{hint}: {error}");
}

#[test]
fn with_the_authority_in_ca_cert_it_works() {
    let sandbox = Sandbox::new();
    let authority = authority();
    let server = Server::start(signed_by(&authority, &params(&["localhost", "127.0.0.1"])), &sandbox);
    for name in ["localhost", "127.0.0.1"] {
        let world = server.world(&sandbox, name);
        world.file("ca.pem", authority.pem());
        world.run("campaign list --ca-cert ca.pem").expect_code(0);
        world.with("KCAMP_CA_CERT", "ca.pem").run("doctor").expect_code(0);
    }
    // A page of each type, and the requests of `doctor`.
    assert_eq!(sandbox.received().len(), 6);
}

#[test]
fn an_unknown_authority_is_named_as_one_with_the_flag_that_helps() {
    let sandbox = Sandbox::new();
    let server = Server::start(signed_by(&authority(), &params(&["localhost"])), &sandbox);
    let run = refused(&server, &sandbox, &server.world(&sandbox, "localhost"), &[]);
    says(&run, "is signed by an authority that this machine does not know", "--ca-cert FILE");

    let server = Server::start(signed_by(&authority(), &params(&["localhost"])), &sandbox);
    let world = server.world(&sandbox, "localhost");
    // Another authority than the one that signed the certificate.
    world.file("ca.pem", self_signed(&["another.example"]).pem);
    let run = refused(&server, &sandbox, &world, &["--ca-cert", "ca.pem"]);
    says(&run, "does not know", "the file given with --ca-cert does not hold what signed it");
}

#[test]
fn an_authority_that_was_made_anew_is_told_from_an_unknown_one() {
    let sandbox = Sandbox::new();
    let server = Server::start(signed_by(&authority(), &params(&["localhost"])), &sandbox);
    let world = server.world(&sandbox, "localhost");
    // An authority with the same name and another key.
    world.file("ca.pem", authority().pem());
    let run = refused(&server, &sandbox, &world, &["--ca-cert", "ca.pem"]);
    says(&run, "is not signed with that authority's key", "give its present certificate with --ca-cert FILE");
}

#[test]
fn an_authority_made_anew_with_another_kind_of_key_is_told_from_an_unknown_one() {
    let sandbox = Sandbox::new();
    let server = Server::start(signed_by(&authority(), &params(&["localhost"])), &sandbox);
    let world = server.world(&sandbox, "localhost");
    let mut params = params(&["localhost"]);
    params.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
    params.distinguished_name.push(rcgen::DnType::CommonName, "Test Authority");
    let key = KeyPair::generate_for(&rcgen::PKCS_ED25519).unwrap();
    world.file("ca.pem", CertifiedIssuer::self_signed(params, key).unwrap().pem());
    let run = refused(&server, &sandbox, &world, &["--ca-cert", "ca.pem"]);
    says(&run, "is not signed with that authority's key", "give its present certificate with --ca-cert FILE");
}

#[test]
fn a_certificate_that_is_not_meant_for_servers_is_named_as_one() {
    for usage in [ExtendedKeyUsagePurpose::ClientAuth, ExtendedKeyUsagePurpose::CodeSigning] {
        let sandbox = Sandbox::new();
        let authority = authority();
        let mut params = params(&["localhost"]);
        params.extended_key_usages = vec![usage];
        let server = Server::start(signed_by(&authority, &params), &sandbox);
        let world = server.world(&sandbox, "localhost");
        world.file("ca.pem", authority.pem());
        let run = refused(&server, &sandbox, &world, &["--ca-cert", "ca.pem"]);
        says(&run, "is not meant for a server", "the server needs a new certificate");
    }
}

#[test]
fn a_self_signed_certificate_is_named_as_one_and_may_be_given() {
    let sandbox = Sandbox::new();
    let certificate = self_signed(&["localhost"]);
    let pem = certificate.pem.clone();
    let server = Server::start(certificate, &sandbox);
    let world = server.world(&sandbox, "localhost");
    let run = refused(&server, &sandbox, &world, &[]);
    says(&run, "is self-signed: no authority vouches for it", "give that certificate with --ca-cert FILE");
    world.file("server.pem", pem);
    world.run("campaign list --ca-cert server.pem").expect_code(0);
}

#[test]
fn an_expired_certificate_is_named_with_its_day_and_one_that_has_not_begun_too() {
    let sandbox = Sandbox::new();
    let authority = authority();
    for (from, to, message) in [
        ((2019, 1, 1), (2020, 1, 31), "expired on 2020-01-31"),
        ((2090, 6, 1), (2091, 1, 1), "is not valid before 2090-06-01"),
    ] {
        let mut params = params(&["localhost"]);
        params.not_before = date_time_ymd(from.0, from.1, from.2);
        params.not_after = date_time_ymd(to.0, to.1, to.2);
        let server = Server::start(signed_by(&authority, &params), &sandbox);
        let world = server.world(&sandbox, "localhost");
        world.file("ca.pem", authority.pem());
        let run = refused(&server, &sandbox, &world, &["--ca-cert", "ca.pem"]);
        says(&run, message, "this machine's clock");
    }
}

#[test]
fn a_certificate_for_another_name_is_named_with_both() {
    let sandbox = Sandbox::new();
    let authority = authority();
    for (names, host, message) in [
        (&["a.example", "b.example"][..], "localhost", "is for a.example, b.example, and not for localhost"),
        (&["localhost"], "127.0.0.1", "is for localhost, and not for 127.0.0.1"),
    ] {
        let server = Server::start(signed_by(&authority, &params(names)), &sandbox);
        let world = server.world(&sandbox, host);
        world.file("ca.pem", authority.pem());
        let run = refused(&server, &sandbox, &world, &["--ca-cert", "ca.pem"]);
        says(&run, message, "--host");
    }
}

#[test]
fn an_authority_used_as_a_server_is_named_as_one() {
    let sandbox = Sandbox::new();
    let authority = authority();
    let der = authority.der().clone();
    let key = PrivateKeyDer::try_from(authority.key().serialize_der()).unwrap();
    let server = Server::start(Certificate { der, pem: authority.pem(), key }, &sandbox);
    let world = server.world(&sandbox, "localhost");
    world.file("ca.pem", authority.pem());
    let run = refused(&server, &sandbox, &world, &["--ca-cert", "ca.pem"]);
    says(&run, "is that of a certificate authority itself", "a certificate of its own");
}

#[test]
fn a_server_without_tls_is_told_once() {
    let sandbox = Sandbox::new();
    let world = sandbox.world().with("KCAMP_HOST", sandbox.address.replace("http://", "https://"));
    let run = world.run("campaign list -o json -vv").expect_code(8);
    assert!(run.error_json()["message"].as_str().unwrap().contains("does not speak TLS"), "{}", run.stderr);
    assert_eq!(run.stderr.matches("-> not sent").count(), 1, "{}", run.stderr);
}

#[test]
fn a_write_that_met_a_bad_certificate_was_certainly_not_sent() {
    let sandbox = Sandbox::new();
    let server = Server::start(self_signed(&["localhost"]), &sandbox);
    let world = server.world(&sandbox, "localhost");
    let run = world.run("schedule disable Event --yes").expect_code(8);
    run.expect_stderr(&["is self-signed", "--ca-cert FILE"]);
    assert_eq!((server.connections(), sandbox.received().len()), (1, 0));
    world.run("doctor").expect_code(8).expect_stdout(&["is self-signed"]);
}
