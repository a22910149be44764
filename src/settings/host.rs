//! A platform's address.

use std::fmt;
use std::str::FromStr;

use url::Url;

use crate::domain::finding::Problem;
use crate::domain::loopback::is_loopback;
use crate::domain::platform_kind::PlatformKind;

/// The address of a platform: a scheme, a name and optionally a port. It must be https, or this machine.
///
/// Kore.ai contract §1.1: a host is accepted with or without its scheme. Without one, it is https, and http
/// on this machine.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Host {
    origin: String,
    is_loopback: bool,
    /// The identity of this machine, whatever name was typed.
    own_origin: Option<String>,
}

impl Host {
    /// The public address of a platform.
    pub fn of_platform(platform: PlatformKind) -> Self {
        let origin = match platform {
            PlatformKind::Kore => "https://platform.kore.ai",
            PlatformKind::Burki => "https://api.burki.dev",
        };
        Self { origin: origin.to_owned(), is_loopback: false, own_origin: None }
    }

    /// Scheme, name and port in their normal form, without a trailing slash: `https://platform.kore.ai`.
    pub fn origin(&self) -> &str {
        &self.origin
    }

    /// Like [`Self::origin`], but the same for every name of one place; this machine has several. Data about an account
    /// is stored under it.
    pub fn identity(&self) -> &str {
        self.own_origin.as_deref().unwrap_or(&self.origin)
    }

    /// Whether it is this machine: `localhost`, `127.0.0.0/8` or `::1`.
    pub const fn is_loopback(&self) -> bool {
        self.is_loopback
    }
}

impl fmt::Display for Host {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.origin)
    }
}

fn refused(code: &'static str, what: impl Into<String>) -> Problem {
    Problem::error(code, what).help("a host looks like https://platform.kore.ai")
}

/// Removes the dot at the end of a name. The dot marks a full name, and does not change the place.
fn without_last_dot(mut url: Url) -> Url {
    let name = url.domain().and_then(|name| name.strip_suffix('.'));
    if let Some(name) = name.filter(|name| name.contains('.') || *name == "localhost").map(str::to_owned) {
        // A name without its final dot is valid too.
        let _ = url.set_host(Some(&name));
    }
    url
}

/// One origin for all names and addresses of this machine. The port distinguishes its services.
fn own_origin(url: &Url) -> String {
    let mut own = url.clone();
    // An IP address is a valid host.
    let _ = own.set_host(Some("127.0.0.1"));
    own.origin().ascii_serialization()
}

/// Checks that a name has a dot. A name without one is usually an id for another setting, so it is accepted only
/// with a typed scheme.
fn is_complete(url: &Url, text: &str) -> Result<(), Problem> {
    match url.host() {
        Some(url::Host::Domain(name)) if name != "localhost" && !name.trim_end_matches('.').contains('.') => {
            let problem =
                refused("host/incomplete", format!("{text:?} is not a full host name: it has no dot"));
            Err(problem.help(format!(
                "write the whole name, such as platform.kore.ai; if your network knows {name} by that name alone, write https://{name}"
            )))
        }
        _ => Ok(()),
    }
}

impl FromStr for Host {
    type Err = Problem;

    fn from_str(text: &str) -> Result<Self, Problem> {
        let text = text.trim();
        // The text before an @ may be a password, and the text after a ? may be a token, so neither is shown.
        if text.contains('@') {
            return Err(refused("host/has-user", "a host has no user name or password in it"));
        }
        if text.contains(['?', '#']) {
            return Err(refused("host/has-query", "a host has no query and no fragment"));
        }
        let unreadable = || refused("host/unreadable", format!("{text:?} is not a host"));
        let read = |text: &str| Url::parse(text).map(without_last_dot).map_err(|_| unreadable());
        let url = if text.contains("://") {
            read(text)?
        } else {
            let https = read(&format!("https://{text}"))?;
            is_complete(&https, text)?;
            // Parsed again, not changed, since the schemes have different default ports.
            if is_loopback(&https) { read(&format!("http://{text}"))? } else { https }
        };
        if !matches!(url.scheme(), "http" | "https") || !url.has_host() {
            return Err(unreadable());
        }
        if url.path() != "/" {
            return Err(refused("host/has-path", format!("{text:?} goes on after the host with a path"))
                .help(format!("kcamp adds the path itself: use {}", url.origin().ascii_serialization())));
        }
        let is_loopback = is_loopback(&url);
        if url.scheme() == "http" && !is_loopback {
            return Err(refused(
                "host/not-https",
                format!("{text:?} is not https, and the token would travel for all to read"),
            )
            .help(format!(
                "use https://{}; http is for this machine only",
                url.host_str().unwrap_or_default()
            )));
        }
        let own_origin = is_loopback.then(|| own_origin(&url));
        Ok(Self { origin: url.origin().ascii_serialization(), is_loopback, own_origin })
    }
}

#[cfg(test)]
mod tests {
    use super::Host;
    use crate::domain::platform_kind::PlatformKind;

    fn code(text: &str) -> &'static str {
        match text.parse::<Host>() {
            Err(problem) => problem.code,
            Ok(host) => panic!("{text:?} was taken as {host}"),
        }
    }

    #[test]
    fn any_spelling_becomes_an_origin() {
        for (text, origin, is_loopback) in [
            ("platform.kore.ai", "https://platform.kore.ai", false),
            (" HTTPS://Platform.Kore.AI:443/ ", "https://platform.kore.ai", false),
            ("https://eu.kore.ai:8443", "https://eu.kore.ai:8443", false),
            ("platform.kore.ai:8443", "https://platform.kore.ai:8443", false),
            ("localhost:8080", "http://localhost:8080", true),
            ("127.0.0.1:443", "http://127.0.0.1:443", true),
            ("http://127.9.9.9", "http://127.9.9.9", true),
            ("http://[::1]:9", "http://[::1]:9", true),
            ("https://localhost", "https://localhost", true),
            ("platform.kore.ai.", "https://platform.kore.ai", false),
            ("https://Platform.kore.ai.:443/", "https://platform.kore.ai", false),
            ("localhost.:8080", "http://localhost:8080", true),
        ] {
            let host = text.parse::<Host>();
            let seen = host.as_ref().map(|host| (host.origin(), host.is_loopback()));
            assert_eq!(seen, Ok((origin, is_loopback)), "{text}");
            assert_eq!(origin.parse::<Host>(), host, "{origin} reads back");
        }
    }

    #[test]
    fn every_name_of_this_machine_is_one_place() {
        let identity = |text: &str| text.parse::<Host>().map(|host| host.identity().to_owned());
        for text in ["localhost:80", "http://127.0.0.1", "127.9.9.9", "http://[::1]:80/", "LOCALHOST."] {
            assert_eq!(identity(text), Ok("http://127.0.0.1".to_owned()), "{text}");
        }
        for (text, other) in [
            ("localhost:8080", "localhost:8081"),
            ("https://localhost", "http://localhost"),
            ("eu.kore.ai", "platform.kore.ai"),
            ("https://gateway", "https://gateway.example"),
        ] {
            assert_ne!(identity(text), identity(other), "{text} and {other}");
        }
    }

    #[test]
    fn http_is_for_this_machine_only() {
        for text in [
            "http://platform.kore.ai",
            "http://10.0.0.1",
            "http://localhost.example.com",
            "http://128.0.0.1",
            "http://[::2]",
            "http://0.0.0.0",
        ] {
            assert_eq!(code(text), "host/not-https", "{text}");
        }
    }

    #[test]
    fn what_is_more_than_a_host_is_refused_by_its_name() {
        assert_eq!(code("https://platform.kore.ai/campaign"), "host/has-path");
        assert_eq!(code("platform.kore.ai?x=1"), "host/has-query");
        assert_eq!(code("https://platform.kore.ai#x"), "host/has-query");
        assert_eq!(code("https://u:p@platform.kore.ai"), "host/has-user");
        for text in ["", " ", "ftp://platform.kore.ai", "https://", "a b", "file:///etc", "http://[::1"] {
            assert_eq!(code(text), "host/unreadable", "{text:?}");
        }
    }

    #[test]
    fn a_name_without_a_dot_needs_its_scheme() {
        for text in ["st-1", "st-1:8443", "cs-2bbbbbbb-2222-5222-8222-222222222222", "acme", "kore.", "st-1/"]
        {
            assert_eq!(code(text), "host/incomplete", "{text}");
        }
        for text in ["https://gateway", "https://gateway:8443", "localhost", "10.0.0.1", "[2001:db8::1]:8443"]
        {
            assert!(text.parse::<Host>().is_ok(), "{text}");
        }
    }

    #[test]
    fn a_password_in_it_is_not_shown() {
        for text in ["https://u:canary@h", "u:canary@h:x", "https://h/?token=canary"] {
            let Err(problem) = text.parse::<Host>() else { panic!("{text} was taken") };
            assert!(!format!("{problem:?}").contains("canary"), "{problem:?}");
        }
    }

    #[test]
    fn the_built_in_hosts_read_back() {
        for platform in [PlatformKind::Kore, PlatformKind::Burki] {
            let host = Host::of_platform(platform);
            assert_eq!(host.origin().parse(), Ok(host.clone()));
        }
    }
}
