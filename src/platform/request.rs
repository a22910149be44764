//! A request before it is sent. A dry run shows the same value that the client sends.

use std::fmt::{self, Write as _};

use serde_json::Value;

use super::address::Address;
use super::mask;

/// Whether a request changes something. That decides whether it may be repeated in doubt.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Effect {
    /// Changes nothing: may be repeated. Several of Kore.ai's reads are `POST`s.
    Read,
    /// Changes something: repeated only when it certainly was not applied.
    Write,
}

/// The HTTP methods that the contracts use.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Method {
    /// `GET`.
    Get,
    /// `POST`.
    Post,
    /// `PUT`.
    Put,
    /// `DELETE`.
    Delete,
}

impl Method {
    /// The method as it stands in the request line.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Get => "GET",
            Self::Post => "POST",
            Self::Put => "PUT",
            Self::Delete => "DELETE",
        }
    }
}

impl fmt::Display for Method {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.as_str())
    }
}

/// The header that carries the token, and its form.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TokenHeader {
    /// The header's name.
    pub name: &'static str,
    /// The prefix of the token, with the space after it.
    scheme: &'static str,
}

impl TokenHeader {
    /// `auth: TOKEN`. Kore.ai contract §2.
    pub const AUTH: Self = Self { name: "auth", scheme: "" };
    /// `Authorization: Bearer TOKEN`. Burki contract §8.
    pub const BEARER: Self = Self { name: "Authorization", scheme: "Bearer " };

    /// The header's value with this token.
    pub fn value(self, token: &str) -> String {
        format!("{}{token}", self.scheme)
    }
}

/// One request, without its token: each attempt adds a fresh one.
#[derive(Debug, Clone, PartialEq)]
#[must_use]
pub struct Request {
    /// The purpose of the request, worded to follow "could not" or "refused to": `create the campaign "Billing"`.
    pub purpose: String,
    /// Whether it changes something.
    pub effect: Effect,
    pub method: Method,
    /// The URL.
    pub address: Address,
    /// The header that carries the token.
    pub token_header: TokenHeader,
    /// The request's other headers, in the order in which they are shown. [`Self::all_headers`] adds `Content-Type`
    /// and `User-Agent`.
    pub headers: Vec<(&'static str, String)>,
    pub body: Option<Payload>,
}

/// The body of a request.
#[derive(Debug, Clone, PartialEq)]
pub enum Payload {
    /// A JSON document.
    Json(Value),
    /// A file of contacts, with fields beside it.
    Form(Form),
}

/// A `multipart/form-data` body with one file, `file`, and text fields. The content of the file is never shown.
#[derive(Clone, PartialEq, Eq)]
pub struct Form {
    /// The path of the file, as the user typed it.
    pub path: String,
    /// The text fields, in their order.
    pub fields: Vec<(&'static str, String)>,
    csv: String,
    content_type: String,
    boundary: String,
}

impl fmt::Debug for Form {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "Form({:?}, {} bytes, {:?})", self.path, self.csv.len(), self.fields)
    }
}

impl Form {
    /// A form with a CSV file.
    pub fn new(path: &str, csv: &str, fields: Vec<(&'static str, String)>) -> Self {
        // The boundary is the first of these words that is not in the body, so that the same input always gives the
        // same body.
        let is_free =
            |word: &String| !csv.contains(word) && fields.iter().all(|(_, value)| !value.contains(word));
        let word = |number: u64| format!("kcamp-{number:016}");
        let mut number = 0;
        while !is_free(&word(number)) {
            number += 1;
        }
        let boundary = word(number);
        Self {
            path: path.to_owned(),
            csv: csv.to_owned(),
            content_type: format!("multipart/form-data; boundary={boundary}"),
            fields,
            boundary,
        }
    }

    /// The size of the file, in bytes.
    pub const fn file_bytes(&self) -> usize {
        self.csv.len()
    }

    /// The content of the file.
    pub(super) fn csv(&self) -> &str {
        &self.csv
    }

    /// The body as it is sent.
    fn text(&self) -> String {
        let Self { boundary, csv, .. } = self;
        let mut text = String::with_capacity(csv.len() + 512);
        for (name, value) in &self.fields {
            // Writing into a String does not fail.
            let _ = write!(
                text,
                "--{boundary}\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n"
            );
        }
        // A name is quoted as browsers do it: characters that would end the header or the quotes are percent-encoded.
        let name = self.path.rsplit(['/', '\\']).next().unwrap_or_default();
        let name = name.replace('"', "%22").replace('\r', "%0D").replace('\n', "%0A");
        let _ = write!(
            text,
            "--{boundary}\r\nContent-Disposition: form-data; name=\"file\"; filename=\"{name}\"\r\n\
             Content-Type: text/csv\r\n\r\n{csv}\r\n--{boundary}--\r\n"
        );
        text
    }
}

impl Payload {
    /// The body as it is sent.
    pub fn text(&self) -> String {
        match self {
            Self::Json(value) => value.to_string(),
            Self::Form(form) => form.text(),
        }
    }

    /// The body for users who did not ask for numbers. The file of a form is never shown.
    #[must_use]
    pub fn masked(&self) -> Self {
        match self {
            Self::Json(value) => Self::Json(mask::body(value)),
            Self::Form(form) => Self::Form(form.clone()),
        }
    }

    /// The body for the log.
    pub fn logged(&self) -> String {
        match self {
            Self::Json(value) => mask::body(value).to_string(),
            Self::Form(form) => format!("({} bytes of a file, and its fields)", form.file_bytes()),
        }
    }

    /// The user's own texts in the body that an answer could repeat.
    pub fn private_texts(&self) -> Vec<String> {
        match self {
            Self::Json(value) => mask::private_texts(value),
            Self::Form(_) => Vec::new(),
        }
    }

    fn content_type(&self) -> &str {
        match self {
            Self::Json(_) => "application/json",
            Self::Form(form) => &form.content_type,
        }
    }
}

/// The name and version under which kcamp identifies itself to a platform.
pub const USER_AGENT: &str = concat!("kcamp/", env!("CARGO_PKG_VERSION"));

impl Request {
    /// Every header but the one with the token, in the order in which they are shown.
    pub fn all_headers(&self) -> Vec<(&'static str, &str)> {
        let mut headers: Vec<_> = self.headers.iter().map(|(name, value)| (*name, value.as_str())).collect();
        if let Some(body) = &self.body {
            headers.push(("Content-Type", body.content_type()));
        }
        headers.push(("User-Agent", USER_AGENT));
        headers
    }
}

#[cfg(test)]
mod tests {
    use super::Form;

    #[test]
    fn a_form_is_what_a_server_reads() {
        let form = Form::new("lists/a\"b\r\n.csv", "phone\n1\n", vec![("column_mappings", "{}".to_owned())]);
        let expected = "--kcamp-0000000000000000\r\n\
            Content-Disposition: form-data; name=\"column_mappings\"\r\n\r\n{}\r\n\
            --kcamp-0000000000000000\r\n\
            Content-Disposition: form-data; name=\"file\"; filename=\"a%22b%0D%0A.csv\"\r\n\
            Content-Type: text/csv\r\n\r\nphone\n1\n\r\n--kcamp-0000000000000000--\r\n";
        assert_eq!(form.text(), expected);
        assert!(!format!("{form:?}").contains("phone"));
    }

    #[test]
    fn what_is_in_the_file_cannot_end_the_form() {
        let csv = "phone\n--kcamp-0000000000000000--\n";
        let form = Form::new("a.csv", csv, Vec::new());
        assert!(form.content_type.ends_with("kcamp-0000000000000001"));
        assert_eq!(form.text().matches(&form.boundary).count(), 2);
    }
}
