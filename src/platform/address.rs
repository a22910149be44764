//! Builds URLs; every variable part is percent-encoded when it is added.

use std::fmt::{self, Write as _};

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, percent_decode_str, utf8_percent_encode};
use url::Url;

use super::mask;

/// Every character but the unreserved ones of RFC 3986, so that a name survives any reading of the URL.
const RESERVED: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_').remove(b'~');

/// The URL of a request: an origin, path segments and a query, percent-encoded as they are added.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Address {
    text: String,
    has_query: bool,
}

/// The parts of a URL, decoded.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct AddressParts {
    /// The segments of the path.
    pub segments: Vec<String>,
    /// The pairs of the query, in its order.
    pub query: Vec<(String, String)>,
}

/// Why a path that a user wrote cannot be used.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("the path {path:?} {why}")]
pub struct AddressError {
    path: String,
    why: &'static str,
}

impl Address {
    /// The address of an origin such as `https://platform.kore.ai`; a slash at its end is dropped.
    pub fn new(origin: &str) -> Self {
        Self { text: origin.trim_end_matches('/').to_owned(), has_query: false }
    }

    /// The address of a path below an origin. A user wrote the path, with its query.
    ///
    /// # Errors
    ///
    /// If the text is not a path: it is a whole URL, or holds a character that a path cannot have.
    pub fn given(origin: &str, path: &str) -> Result<Self, AddressError> {
        // An error is shown, and the path may hold a phone number.
        let wrong = |why| Err(AddressError { path: mask::phone_numbers(path), why });
        if !path.starts_with('/') {
            return wrong("does not begin with a slash");
        }
        match path.chars().find(|letter| !letter.is_ascii_graphic() || "\"<>\\^`{|}#".contains(*letter)) {
            Some('{' | '}') => wrong("has a placeholder other than {streamId} and {accountId}"),
            Some(_) => wrong("has a character that has to be percent-encoded"),
            None => {
                let text = format!("{}{path}", origin.trim_end_matches('/'));
                Ok(Self { text, has_query: path.contains('?') })
            }
        }
    }

    /// Adds one more path segment. Must be called before any [`Self::query`].
    ///
    /// A segment that a URL parser would read as a step in the tree (`.`, `..`) is encoded twice: the platform
    /// then looks for a thing of that name, and finds nothing, instead of serving another path.
    #[must_use]
    pub fn segment(mut self, segment: &str) -> Self {
        self.text.push('/');
        if segment == "." || segment == ".." {
            self.text.push_str(&segment.replace('.', "%252E"));
        } else {
            self.push_encoded(segment);
        }
        self
    }

    /// Adds one more query pair.
    #[must_use]
    pub fn query(mut self, key: &str, value: &str) -> Self {
        self.text.push(if self.has_query { '&' } else { '?' });
        self.has_query = true;
        self.push_encoded(key);
        self.text.push('=');
        self.push_encoded(value);
        self
    }

    /// The whole URL.
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// Its decoded parts, as the server reads them.
    pub fn parts(&self) -> AddressParts {
        let Ok(url) = Url::parse(&self.text) else { return AddressParts::default() };
        let decoded = |segment: &str| percent_decode_str(segment).decode_utf8_lossy().into_owned();
        AddressParts {
            segments: url.path_segments().into_iter().flatten().map(decoded).collect(),
            query: url.query_pairs().map(|(key, value)| (key.into_owned(), value.into_owned())).collect(),
        }
    }

    fn push_encoded(&mut self, text: &str) {
        // Writing into a String does not fail.
        let _ = write!(self.text, "{}", utf8_percent_encode(text, RESERVED));
    }
}

impl fmt::Display for Address {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.text)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use url::Url;

    use super::Address;

    #[test]
    fn a_documented_campaign_name_is_encoded_as_the_contract_asks() {
        let address = Address::new("https://platform.kore.ai/")
            .segment("schedule")
            .query("enableSchedule", "true")
            .query("campaignName", "Voice | Jan 9");
        assert_eq!(
            address.as_str(),
            "https://platform.kore.ai/schedule?enableSchedule=true&campaignName=Voice%20%7C%20Jan%209"
        );
    }

    #[test]
    fn a_path_of_a_user_stays_below_the_origin() {
        let given = |path: &str| Address::given("https://h", path).map(|address| address.to_string()).ok();
        assert_eq!(given("/a?b=1").as_deref(), Some("https://h/a?b=1"));
        assert_eq!(given("//evil.example/a").as_deref(), Some("https://h//evil.example/a"));
        let queried =
            Address::given("https://h", "/a?b=1").map(|address| address.query("c", "2").to_string());
        assert_eq!(queried.as_deref(), Ok("https://h/a?b=1&c=2"));
        for path in [
            "a",
            "https://evil.example",
            "@evil.example",
            ".evil.example",
            "/a b",
            "/a#b",
            "/{id}",
            "/\u{e9}",
            "/a\n",
        ] {
            assert_eq!(given(path), None, "{path}");
        }
    }

    #[test]
    fn a_segment_cannot_climb_the_path() -> Result<(), url::ParseError> {
        for segment in ["..", ".", "../../x", "a/b", "%2e%2e", "?a", "#a"] {
            let url = Url::parse(Address::new("https://h").segment("root").segment(segment).as_str())?;
            assert!(url.path().starts_with("/root/"), "{segment}: {url}");
            assert_eq!(url.path().matches('/').count(), 2, "{segment}: {url}");
            assert!(url.query().is_none() && url.fragment().is_none(), "{segment}: {url}");
        }
        Ok(())
    }

    proptest! {
        #[test]
        fn what_goes_into_the_query_is_what_a_server_reads(key in "\\PC{1,12}", value in "\\PC{0,40}") {
            let address = Address::new("https://h").segment("p").query("first", "1").query(&key, &value);
            let url = Url::parse(address.as_str()).map_err(|error| TestCaseError::fail(error.to_string()))?;
            let pairs: Vec<(String, String)> =
                url.query_pairs().map(|(key, value)| (key.into_owned(), value.into_owned())).collect();
            prop_assert_eq!(pairs, vec![("first".to_owned(), "1".to_owned()), (key, value)]);
        }
    }
}
