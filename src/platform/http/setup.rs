//! Sets up the client: certificates, proxy, connections.

use std::path::{Path, PathBuf};
use std::time::Duration;

use reqwest::{Client, ClientBuilder};
use rustls::pki_types::CertificateDer;
use rustls::pki_types::pem::PemObject as _;
use url::Url;

use super::trust;
use crate::domain::loopback::is_loopback;
use crate::domain::platform_kind::PlatformKind;
use crate::platform::budget::Budget;
use crate::platform::error::{ErrorKind, PlatformError, SourceChain};
use crate::platform::proxy::Proxy;
use crate::platform::retry::Haste;

/// How long an unused connection is kept. Servers close theirs after five seconds or more. If a connection is reused
/// while the server closes it, a write is left in doubt.
const IDLE_CONNECTION: Duration = Duration::from_secs(2);

/// The settings of the client.
#[derive(Debug, Clone)]
pub struct HttpOptions {
    /// The platform, for error messages.
    pub platform: PlatformKind,
    /// The platform's origin, such as `https://platform.kore.ai`; https, or http on loopback.
    pub origin: String,
    /// The URL at which the origin is really served, if it differs: a sandbox's own port, which changes with each
    /// run.
    pub served_at: Option<String>,
    /// The longest time for one request.
    pub timeout: Duration,
    /// The longest time for the whole command, measured by the pace; `None` for no limit.
    pub deadline: Option<Duration>,
    /// A PEM file of certificates that are trusted in addition to the system's.
    pub extra_certificates: Option<PathBuf>,
    /// The proxy that the environment names for this origin.
    pub proxy: Option<Proxy>,
    /// The account's limit of requests per minute; `None` for no limit.
    pub budget: Option<Budget>,
    /// The waits that the command allows.
    pub haste: Haste,
}

/// The HTTP client for the origin.
///
/// # Errors
///
/// The origin is no URL, or TLS cannot be set up: a certificate cannot be read, or is none.
pub(super) fn build_client(
    options: &HttpOptions,
    connect_timeout: Duration,
) -> Result<Client, PlatformError> {
    let url = Url::parse(&options.origin).map_err(|error| {
        unsendable(
            format!("{:?} is not a URL: {error}", options.origin),
            "set --host to the platform's origin",
        )
    })?;
    let failed = |error: &reqwest::Error| {
        let chain = SourceChain::of(error, &|text| text);
        unsendable(
            format!("TLS cannot be set up: {}", chain.innermost()),
            "check the file given with --ca-cert",
        )
        .with_source(chain)
    };
    let builder = Client::builder()
        .connect_timeout(connect_timeout)
        .pool_idle_timeout(IDLE_CONNECTION)
        .redirect(reqwest::redirect::Policy::none())
        .retry(reqwest::retry::never())
        .referer(false);
    let builder = through_proxy(builder, options, &url).map_err(|error| failed(&error))?;
    if url.scheme() == "http" {
        // This fails only if a provider is already installed, which is fine too.
        let _ = rustls::crypto::ring::default_provider().install_default();
        // No certificate is checked, so the system's certificates are not parsed, which would take 7 ms.
        return builder.tls_certs_only([]).build().map_err(|error| failed(&error));
    }
    let extra = options.extra_certificates.as_deref().map(certificates).transpose()?.unwrap_or_default();
    let tls = trust::configuration(&extra).map_err(|error| {
        unsendable(format!("TLS cannot be set up: {error}"), "check the file given with --ca-cert")
    })?;
    builder.tls_backend_preconfigured(tls).build().map_err(|error| failed(&error))
}

fn through_proxy(builder: ClientBuilder, options: &HttpOptions, url: &Url) -> reqwest::Result<ClientBuilder> {
    Ok(match &options.proxy {
        // A proxy from the environment must not be used for the sandbox.
        _ if is_loopback(url) => builder.no_proxy(),
        Some(proxy) => builder.proxy(proxy.for_client()?),
        // The system's own proxy settings apply if the environment has none.
        None => builder,
    })
}

/// Reads the certificates of a PEM file, which must have at least one.
fn certificates(path: &Path) -> Result<Vec<CertificateDer<'static>>, PlatformError> {
    let shown = path.display();
    let hint = "give --ca-cert a PEM file that holds at least one certificate";
    let pem = std::fs::read(path).map_err(|error| {
        let source = SourceChain::of(&error, &|text| text);
        unsendable(format!("the certificate file {shown} cannot be read: {error}"), hint).with_source(source)
    })?;
    let certificates: Vec<CertificateDer<'static>> = CertificateDer::pem_slice_iter(&pem)
        .collect::<Result<_, _>>()
        .map_err(|error| unsendable(format!("{shown} is not a PEM file: {error}"), hint))?;
    if certificates.is_empty() {
        return Err(unsendable(format!("{shown} holds no certificate"), hint));
    }
    Ok(certificates)
}

fn unsendable(cause: String, hint: &str) -> PlatformError {
    PlatformError::new(ErrorKind::Unsendable, "set up the HTTP client", cause).with_hint(hint)
}
