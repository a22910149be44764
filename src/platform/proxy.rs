//! The proxy from the environment. A proxy that cannot be used is an error, never a silent direct connection.

use std::time::Duration;

use http::Uri;
use hyper_util::client::proxy::matcher::Matcher;
use tokio::net::TcpStream;
use tokio::time::timeout;
use url::Url;

use super::error::{ErrorKind, PlatformError};
use crate::domain::loopback::is_loopback;

/// The variables that name a proxy for https; the first one that is set is used.
const VARIABLES: [&str; 4] = ["HTTPS_PROXY", "https_proxy", "ALL_PROXY", "all_proxy"];
/// The variables that name the hosts to reach without the proxy; the first one that is set is used.
const EXCEPTIONS: [&str; 2] = ["NO_PROXY", "no_proxy"];
/// The schemes that a proxy's address may have.
const SCHEMES: [&str; 2] = ["http", "https"];

/// A proxy for https that the environment names.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Proxy {
    variable: &'static str,
    url: Url,
    exceptions: Option<String>,
}

/// The value of a variable that names a proxy.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Named {
    variable: &'static str,
    text: String,
    exceptions: Option<String>,
}

/// Why a proxy cannot be used. The error never repeats the variable's value, which may hold a password.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{variable} {why}")]
pub struct ProxyError {
    variable: &'static str,
    why: String,
}

impl Named {
    /// The proxy that the environment names; `None` if it names none. `text` gives the value of a variable.
    pub fn by<'text>(text: impl Fn(&str) -> Option<&'text str>) -> Option<Self> {
        let (variable, named) = VARIABLES.into_iter().find_map(|name| Some((name, text(name)?)))?;
        let exceptions = EXCEPTIONS.into_iter().find_map(text).map(str::to_owned);
        Some(Self { variable, text: named.trim().to_owned(), exceptions })
    }

    /// Whether requests to an origin go through the proxy. Requests to this machine do not, nor those to hosts in
    /// `NO_PROXY`.
    pub fn is_for(&self, origin: &str) -> bool {
        let is_remote = Url::parse(origin).is_ok_and(|url| url.scheme() == "https" && !is_loopback(&url));
        // Any valid address does: it has no effect on whether the proxy is used.
        let rules = Matcher::builder()
            .https("http://proxy.invalid")
            .no(self.exceptions.clone().unwrap_or_default())
            .build();
        is_remote && origin.parse::<Uri>().is_ok_and(|uri| rules.intercept(&uri).is_some())
    }

    /// The proxy, if it can be used.
    ///
    /// # Errors
    ///
    /// The text is not the address of a proxy, or names a scheme other than http and https.
    pub fn proxy(self) -> Result<Proxy, ProxyError> {
        let Self { variable, text, exceptions } = self;
        let wrong = |why: String| ProxyError { variable, why };
        let has_scheme = text.contains("://");
        let whole = if has_scheme { text } else { format!("http://{text}") };
        let url =
            Url::parse(&whole).map_err(|error| wrong(format!("is not the address of a proxy: {error}")))?;
        if !SCHEMES.contains(&url.scheme()) {
            let scheme = url.scheme();
            return Err(wrong(format!(
                "names a {scheme} proxy, and only http and https proxies are supported"
            )));
        }
        if url.host_str().is_none_or(str::is_empty) || url.as_str().parse::<Uri>().is_err() {
            return Err(wrong("is not the address of a proxy".to_owned()));
        }
        Ok(Proxy { variable, url, exceptions })
    }
}

impl ProxyError {
    /// The next step.
    pub fn hint(&self) -> String {
        format!(
            "set {} as in http://proxy:3128, or name the platform's host in NO_PROXY to reach it without a proxy",
            self.variable
        )
    }
}

impl From<ProxyError> for PlatformError {
    fn from(error: ProxyError) -> Self {
        Self::new(ErrorKind::Unsendable, "use the proxy", error.to_string())
            .with_effect()
            .with_hint(error.hint())
    }
}

impl Proxy {
    /// The variable that names the proxy.
    pub const fn variable(&self) -> &'static str {
        self.variable
    }

    /// The hosts that are reached without the proxy, as they were written.
    pub fn exceptions(&self) -> Option<&str> {
        self.exceptions.as_deref()
    }

    /// The proxy's address without a password: `http://proxy:3128`.
    pub fn address(&self) -> String {
        let port = self.url.port().map_or_else(String::new, |port| format!(":{port}"));
        format!("{}://{}{port}", self.url.scheme(), self.url.host_str().unwrap_or_default())
    }

    /// Connects to the proxy and closes the connection.
    ///
    /// # Errors
    ///
    /// The connection fails or takes longer than `limit`; the text is the reason.
    pub async fn reach(&self, limit: Duration) -> Result<(), String> {
        let host = self.url.host_str().unwrap_or_default();
        let host = host.trim_matches(['[', ']']);
        let port = self.url.port_or_known_default().unwrap_or(80);
        match timeout(limit, TcpStream::connect((host, port))).await {
            Ok(Ok(_)) => Ok(()),
            Ok(Err(error)) => Err(error.to_string()),
            Err(_) => Err(format!("there was no answer within {} s", limit.as_secs())),
        }
    }

    /// Like `reach`, but for the HTTP client.
    ///
    /// # Errors
    ///
    /// The client cannot use a proxy at this URL.
    pub(super) fn for_client(&self) -> reqwest::Result<reqwest::Proxy> {
        Ok(reqwest::Proxy::https(self.url.clone())?
            .no_proxy(self.exceptions.as_deref().and_then(reqwest::NoProxy::from_string)))
    }
}

#[cfg(test)]
mod tests {
    use super::{Named, Proxy};

    const ORIGIN: &str = "https://platform.kore.ai";

    fn named(variables: &[(&str, &'static str)]) -> Option<Named> {
        Named::by(|name| variables.iter().find(|(known, _)| *known == name).map(|(_, text)| *text))
    }

    fn proxy(text: &'static str) -> Result<Proxy, String> {
        let named = named(&[("HTTPS_PROXY", text)]).ok_or("not named")?;
        named.proxy().map_err(|error| error.to_string())
    }

    #[test]
    fn addresses_are_read_and_passwords_are_not_shown() {
        for (text, address) in [
            ("http://proxy:3128", "http://proxy:3128"),
            ("proxy:3128", "http://proxy:3128"),
            (" proxy ", "http://proxy"),
            ("https://ada:hunter22@proxy.example:8443/", "https://proxy.example:8443"),
            ("ada:hunter22@10.0.0.1:8080", "http://10.0.0.1:8080"),
            ("http://[::1]:3128", "http://[::1]:3128"),
        ] {
            assert_eq!(proxy(text).map(|proxy| proxy.address()).as_deref(), Ok(address), "{text}");
        }
    }

    #[test]
    fn what_cannot_be_used_is_an_error_without_the_password() {
        for (text, why) in [
            ("ftp://ada:hunter22@proxy:21", "names a ftp proxy"),
            ("socks5://ada:hunter22@proxy:1080", "names a socks5 proxy"),
            ("socks5h://proxy", "only http and https proxies are supported"),
            ("http://ada:hunter22@proxy:99999", "is not the address of a proxy"),
            ("http://", "is not the address of a proxy"),
            ("http://ada:hunter22@pro xy", "is not the address of a proxy"),
            ("::::", "is not the address of a proxy"),
        ] {
            let error = proxy(text).err().unwrap_or_default();
            assert!(error.starts_with("HTTPS_PROXY ") && error.contains(why), "{text}: {error}");
            assert!(!error.contains("hunter22"), "{error}");
        }
    }

    #[test]
    fn the_first_variable_wins_and_exceptions_are_kept() {
        assert_eq!(named(&[("HTTP_PROXY", "http://a")]), None);
        for (variables, variable) in [
            (&[("ALL_PROXY", "http://a"), ("HTTPS_PROXY", "http://b")][..], "HTTPS_PROXY"),
            (&[("all_proxy", "http://a"), ("https_proxy", "http://b")], "https_proxy"),
            (&[("all_proxy", "http://a")], "all_proxy"),
        ] {
            assert_eq!(named(variables).map(|named| named.variable), Some(variable));
        }
    }

    #[test]
    fn what_no_proxy_names_and_this_machine_go_straight() {
        for (exceptions, origin, is_for) in [
            ("", ORIGIN, true),
            ("kore.ai", ORIGIN, false),
            (".kore.ai", ORIGIN, false),
            ("*", ORIGIN, false),
            ("ore.ai,example.com", ORIGIN, true),
            ("10.0.0.0/8", "https://10.1.2.3:8443", false),
            ("", "https://localhost:1", false),
            ("", "https://127.0.0.1:1", false),
            ("", "http://127.0.0.1:1", false),
        ] {
            // This includes a proxy that cannot be used: it is never asked.
            for text in ["http://proxy:3128", "ftp://proxy"] {
                let mut variables = vec![("HTTPS_PROXY", text)];
                if !exceptions.is_empty() {
                    variables.push(("NO_PROXY", exceptions));
                }
                let named = named(&variables);
                assert_eq!(named.map(|named| named.is_for(origin)), Some(is_for), "{exceptions} {origin}");
            }
        }
    }
}
