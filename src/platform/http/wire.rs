//! A request in the words of the HTTP library.

use reqwest::header::{HeaderMap, HeaderName, HeaderValue};

use crate::platform::error::{ErrorKind, PlatformError};
use crate::platform::request::{Method, Request};
use crate::secret::Secret;

/// A method as the library calls it.
pub(super) const fn method(method: Method) -> reqwest::Method {
    match method {
        Method::Get => reqwest::Method::GET,
        Method::Post => reqwest::Method::POST,
        Method::Put => reqwest::Method::PUT,
        Method::Delete => reqwest::Method::DELETE,
    }
}

/// The headers of a request, that of the token first.
///
/// # Errors
///
/// One holds what cannot stand in a header.
pub(super) fn headers(request: &Request, token: &Secret) -> Result<HeaderMap, PlatformError> {
    let unsendable = |what: &str| {
        let cause =
            format!("{what} holds a character that cannot stand in an HTTP header, such as a line feed");
        PlatformError::new(ErrorKind::Unsendable, &*request.purpose, cause)
            .with_hint("look for a stray line break or space in the value, in the profile or the environment")
    };
    let mut headers = HeaderMap::new();
    let mut value = HeaderValue::from_str(&request.token_header.value(token.expose()))
        .map_err(|_| unsendable("the token"))?;
    value.set_sensitive(true);
    headers.insert(
        HeaderName::from_bytes(request.token_header.name.as_bytes()).map_err(|_| unsendable("a name"))?,
        value,
    );
    for (name, text) in request.all_headers() {
        let value = HeaderValue::from_str(text).map_err(|_| unsendable(name))?;
        headers.insert(HeaderName::from_bytes(name.as_bytes()).map_err(|_| unsendable("a name"))?, value);
    }
    Ok(headers)
}
