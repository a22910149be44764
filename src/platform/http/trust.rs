//! Whether a server's certificate is trusted, and if not, the reason in words for the person who has to fix it.

use std::sync::Arc;

use jiff::Timestamp;
use rustls::client::WebPkiServerVerifier;
use rustls::client::danger::{HandshakeSignatureValid, ServerCertVerified, ServerCertVerifier};
use rustls::crypto::CryptoProvider;
use rustls::pki_types::{CertificateDer, ServerName, UnixTime};
use rustls::{CertificateError, DigitallySignedStruct, OtherError, RootCertStore, SignatureScheme};
use rustls_platform_verifier::Verifier;
use webpki::EndEntityCert;

use crate::domain::plural::first_of;

/// The most names of a certificate in a message.
const NAMES_SHOWN_MAX: usize = 5;

/// Why a certificate is not trusted. Its text follows "the certificate of the server".
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub(super) enum Distrust {
    /// This machine knows no authority in the certificate's chain.
    #[error("is signed by an authority that this machine does not know")]
    UnknownAuthority,
    /// The certificate is signed with its own key.
    #[error("is self-signed: no authority vouches for it")]
    SelfSigned,
    /// The certificate has expired.
    #[error("expired on {0}")]
    Expired(String),
    /// The certificate is not valid yet.
    #[error("is not valid before {0}")]
    NotYetValid(String),
    /// The certificate is for other names.
    #[error("is for {}, and not for {asked}", listed(.names))]
    WrongName {
        /// The name that was asked for.
        asked: String,
        /// The names that the certificate is valid for.
        names: Vec<String>,
    },
    /// The certificate is an authority's own, which a server must not use.
    #[error("is that of a certificate authority itself, which cannot serve as a server's")]
    AuthorityAsServer,
    /// The certificate names a known authority, but was signed with another key.
    #[error("names an authority that this machine knows, and is not signed with that authority's key")]
    OtherKey,
    /// The authority allows the certificate for other uses, such as signing in, but not for a server.
    #[error("is not meant for a server: its extended key usage lacks server authentication")]
    NotForServers,
    /// The certificate was signed with a method that is not accepted, such as SHA-1.
    #[error("is signed with a method that is not accepted, such as SHA-1")]
    WeakSignature,
    /// The issuer has revoked the certificate.
    #[error("was revoked by its authority")]
    Revoked,
    /// The certificate cannot be read.
    #[error("cannot be read as a certificate")]
    Unreadable,
    /// A rarer reason, in the words of the library.
    #[error("is not valid: {0}")]
    Other(String),
}

fn listed(names: &[String]) -> String {
    match names {
        [] => "no name at all".to_owned(),
        names => first_of(names, NAMES_SHOWN_MAX, ", "),
    }
}

impl Distrust {
    /// The reason why a library refused a certificate; `None` if its error is not about the certificate.
    fn of(error: &rustls::Error, certificate: &CertificateDer<'_>, asked: &ServerName<'_>) -> Option<Self> {
        let rustls::Error::InvalidCertificate(error) = error else { return None };
        let certificate = EndEntityCert::try_from(certificate).ok();
        let is_self_signed = certificate.as_ref().is_some_and(|it| it.issuer() == it.subject());
        Some(match error {
            CertificateError::UnknownIssuer if is_self_signed => Self::SelfSigned,
            CertificateError::UnknownIssuer => Self::UnknownAuthority,
            CertificateError::ExpiredContext { not_after, .. } => Self::Expired(day(*not_after)),
            CertificateError::NotValidYetContext { not_before, .. } => Self::NotYetValid(day(*not_before)),
            CertificateError::NotValidForNameContext { presented, .. } => Self::WrongName {
                asked: asked.to_str().into_owned(),
                names: presented.iter().map(|name| bare_name(name).to_owned()).collect(),
            },
            CertificateError::NotValidForName => Self::WrongName {
                asked: asked.to_str().into_owned(),
                names: certificate
                    .iter()
                    .flat_map(|it| it.valid_dns_names().map(str::to_owned).collect::<Vec<_>>())
                    .collect(),
            },
            // The signature does not match the key of the authority that it names.
            CertificateError::BadSignature
            | CertificateError::UnsupportedSignatureAlgorithmForPublicKeyContext { .. } => Self::OtherKey,
            CertificateError::UnsupportedSignatureAlgorithmContext { .. } => Self::WeakSignature,
            CertificateError::InvalidPurpose | CertificateError::InvalidPurposeContext { .. } => {
                Self::NotForServers
            }
            // The verifier of some systems uses a private error type for this.
            CertificateError::Other(OtherError(source)) if format!("{source:?}") == "EkuError" => {
                Self::NotForServers
            }
            CertificateError::Revoked => Self::Revoked,
            CertificateError::BadEncoding => Self::Unreadable,
            CertificateError::Other(OtherError(source))
                if source.downcast_ref() == Some(&webpki::Error::CaUsedAsEndEntity) =>
            {
                Self::AuthorityAsServer
            }
            other => Self::Other(other.to_string()),
        })
    }

    /// The next step. `extra` tells whether `--ca-cert` was given.
    pub(super) fn hint(&self, extra: bool) -> &'static str {
        match self {
            Self::UnknownAuthority | Self::SelfSigned if extra => {
                "the file given with --ca-cert does not hold what signed it: add that certificate to the file; where you \
                 expect a public authority, somebody may be listening in between"
            }
            Self::UnknownAuthority => {
                "give the authority's certificate with --ca-cert FILE where it is your own, as a company's proxy has it; \
                 otherwise somebody may be listening in between"
            }
            Self::SelfSigned => {
                "give that certificate with --ca-cert FILE where the server is your own; otherwise somebody may be \
                 listening in between"
            }
            Self::Expired(_) | Self::NotYetValid(_) => {
                "compare this machine's clock with that day; where the clock is right, the server needs a new certificate"
            }
            Self::WrongName { .. } => "set --host to a name that the certificate is for",
            Self::AuthorityAsServer => {
                "give the server a certificate of its own that the authority signs, and the authority's with --ca-cert FILE"
            }
            Self::OtherKey => {
                "where the authority is your own and was made anew, give its present certificate with --ca-cert FILE; \
                 otherwise somebody may be listening in between"
            }
            Self::NotForServers | Self::WeakSignature | Self::Revoked | Self::Unreadable => {
                "the server needs a new certificate: show the message to whoever runs it"
            }
            Self::Other(_) => "show the message to whoever runs the server, or the proxy before it",
        }
    }

    /// The certificate problem for which a connection failed; `None` if it failed for another reason. Looks through
    /// all wrapped errors.
    pub(super) fn behind<'a>(error: &'a (dyn std::error::Error + 'static)) -> Option<&'a Self> {
        let mut next = Some(error);
        while let Some(error) = next {
            let inner = error
                .downcast_ref::<std::io::Error>()
                .and_then(|error| error.get_ref())
                .map(|inner| inner as &(dyn std::error::Error + 'static));
            if let Some(rustls::Error::InvalidCertificate(CertificateError::Other(OtherError(source)))) =
                error.downcast_ref()
            {
                return source.downcast_ref();
            }
            // The source of an I/O error skips the error that it wraps.
            next = inner.or_else(|| error.source());
        }
        None
    }
}

/// Whether a connection failed because the server does not speak TLS.
pub(super) fn speaks_no_tls(error: &(dyn std::error::Error + 'static)) -> bool {
    let mut next = Some(error);
    while let Some(error) = next {
        if matches!(error.downcast_ref(), Some(rustls::Error::InvalidMessage(_))) {
            return true;
        }
        let inner = error.downcast_ref::<std::io::Error>().and_then(|error| error.get_ref());
        next = match inner {
            Some(inner) => Some(inner as &(dyn std::error::Error + 'static)),
            None => error.source(),
        };
    }
    false
}

/// A day in UTC, such as `2020-01-31`.
fn day(time: UnixTime) -> String {
    let instant = i64::try_from(time.as_secs()).ok().and_then(|seconds| Timestamp::from_second(seconds).ok());
    instant.map_or_else(
        || "a day that no clock knows".to_owned(),
        |instant| instant.strftime("%Y-%m-%d").to_string(),
    )
}

/// `a.example`, from `DnsName("a.example")`.
fn bare_name(name: &str) -> &str {
    let inner = name.split_once('(').and_then(|(_, rest)| rest.strip_suffix(')')).unwrap_or(name);
    inner.trim_matches('"')
}

/// Verifies with another verifier, and reports a refusal as a [`Distrust`].
#[derive(Debug)]
struct Explaining(Arc<dyn ServerCertVerifier>);

impl ServerCertVerifier for Explaining {
    fn verify_server_cert(
        &self,
        end_entity: &CertificateDer<'_>,
        intermediates: &[CertificateDer<'_>],
        server_name: &ServerName<'_>,
        ocsp_response: &[u8],
        now: UnixTime,
    ) -> Result<ServerCertVerified, rustls::Error> {
        self.0.verify_server_cert(end_entity, intermediates, server_name, ocsp_response, now).map_err(
            |error| match Distrust::of(&error, end_entity, server_name) {
                Some(distrust) => {
                    let source = OtherError(Arc::new(distrust));
                    rustls::Error::InvalidCertificate(CertificateError::Other(source))
                }
                None => error,
            },
        )
    }

    fn verify_tls12_signature(
        &self,
        message: &[u8],
        certificate: &CertificateDer<'_>,
        signature: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, rustls::Error> {
        self.0.verify_tls12_signature(message, certificate, signature)
    }

    fn verify_tls13_signature(
        &self,
        message: &[u8],
        certificate: &CertificateDer<'_>,
        signature: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, rustls::Error> {
        self.0.verify_tls13_signature(message, certificate, signature)
    }

    fn supported_verify_schemes(&self) -> Vec<SignatureScheme> {
        self.0.supported_verify_schemes()
    }
}

/// The TLS configuration. It trusts the system's authorities, or Mozilla's if the system has none, and those in
/// `extra`.
///
/// # Errors
///
/// The authorities cannot be used, or ring lacks the versions of TLS that rustls speaks.
pub(super) fn configuration(
    extra: &[CertificateDer<'static>],
) -> Result<rustls::ClientConfig, rustls::Error> {
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let verifier = Arc::new(Explaining(verifier(extra, &provider)?));
    let mut configuration = rustls::ClientConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()?
        .dangerous()
        .with_custom_certificate_verifier(verifier)
        .with_no_client_auth();
    configuration.alpn_protocols = vec![b"http/1.1".to_vec()];
    Ok(configuration)
}

fn verifier(
    extra: &[CertificateDer<'static>],
    provider: &Arc<CryptoProvider>,
) -> Result<Arc<dyn ServerCertVerifier>, rustls::Error> {
    if let Ok(verifier) = Verifier::new_with_extra_roots(extra.iter().cloned(), Arc::clone(provider)) {
        return Ok(Arc::new(verifier));
    }
    // A machine without a certificate store, such as a slim container, uses Mozilla's list, which is built in.
    let mut roots = RootCertStore::empty();
    roots.add_parsable_certificates(webpki_root_certs::TLS_SERVER_ROOT_CERTS.iter().cloned());
    for certificate in extra {
        roots.add(certificate.clone())?;
    }
    WebPkiServerVerifier::builder_with_provider(Arc::new(roots), Arc::clone(provider))
        .build()
        .map(|verifier| verifier as Arc<dyn ServerCertVerifier>)
        .map_err(|error| rustls::Error::General(error.to_string()))
}
