//! A dry run: a request exactly as it would be sent, with `$KCAMP_TOKEN` in place of the token.

use std::fmt::Write as _;

use serde_json::Value;

use super::request::{Payload, Request};
use crate::domain::unseen::escaped_json;

/// The placeholder for the token in all output.
pub const TOKEN_PLACEHOLDER: &str = "$KCAMP_TOKEN";

/// A request as a dry run shows it. No token was made for it and no socket was opened.
#[derive(Debug, Clone, PartialEq, serde::Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct RequestPreview {
    /// The method, such as `POST`.
    pub method: &'static str,
    /// The whole URL, encoded.
    pub url: String,
    /// The headers in their order; the token's value is `$KCAMP_TOKEN`.
    pub headers: Vec<HeaderPreview>,
    /// The JSON body, as it would be sent.
    pub body: Option<Value>,
    /// The form, without what its file holds; there where the body is one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub form: Option<FormPreview>,
}

/// A form with a file of contacts.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct FormPreview {
    /// Where the file is.
    pub file: String,
    /// How many bytes it has.
    pub file_bytes: usize,
    /// The text fields beside it.
    pub fields: Vec<(&'static str, String)>,
}

/// One header of a request.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct HeaderPreview {
    /// The name.
    pub name: &'static str,
    /// The value.
    pub value: String,
    /// Whether the shell is to fill in the token.
    #[serde(skip)]
    holds_token: bool,
}

impl From<&Request> for RequestPreview {
    fn from(request: &Request) -> Self {
        let token = HeaderPreview {
            name: request.token_header.name,
            value: request.token_header.value(TOKEN_PLACEHOLDER),
            holds_token: true,
        };
        let others = request.all_headers().into_iter().map(|(name, value)| HeaderPreview {
            name,
            value: value.to_owned(),
            holds_token: false,
        });
        Self {
            method: request.method.as_str(),
            url: request.address.to_string(),
            headers: std::iter::once(token).chain(others).collect(),
            body: match &request.body {
                Some(Payload::Json(value)) => Some(value.clone()),
                Some(Payload::Form(_)) | None => None,
            },
            form: match &request.body {
                Some(Payload::Form(form)) => Some(FormPreview {
                    file: form.path.clone(),
                    file_bytes: form.file_bytes(),
                    fields: form.fields.clone(),
                }),
                Some(Payload::Json(_)) | None => None,
            },
        }
    }
}

impl RequestPreview {
    /// The request as people read it: the request line, the headers, an empty line and the body, indented.
    /// Ends with a line feed.
    pub fn text(&self) -> String {
        let mut text = format!("{} {}\n", self.method, self.url);
        for header in &self.headers {
            // Writing into a String does not fail.
            let _ = writeln!(text, "{}: {}", header.name, header.value);
        }
        if let Some(body) = &self.body {
            let _ = writeln!(text, "\n{}", escaped_json(&format!("{body:#}")));
        }
        if let Some(form) = &self.form {
            text.push('\n');
            for (name, value) in &form.fields {
                let _ = writeln!(text, "{name}={value}");
            }
            let _ = writeln!(text, "file=@{} ({} bytes, not shown)", form.file, form.file_bytes);
        }
        text
    }

    /// The request as a command for a POSIX shell in which `KCAMP_TOKEN` is set. Ends with a line feed.
    pub fn curl(&self) -> String {
        let mut command = format!("curl --request {} {}", self.method, quoted(&self.url));
        // The program that sends a form chooses its own boundary.
        let shown = self.headers.iter().filter(|header| self.form.is_none() || header.name != "Content-Type");
        for header in shown {
            let line = format!("{}: {}", header.name, header.value);
            // Only the token is in double quotes: it is the one value that the shell replaces.
            let argument = if header.holds_token { format!("\"{line}\"") } else { quoted(&line) };
            let _ = write!(command, " \\\n  --header {argument}");
        }
        if let Some(body) = &self.body {
            // `--data-raw`, because `--data` reads a body that starts with `@` as the name of a file.
            let _ = write!(command, " \\\n  --data-raw {}", quoted(&escaped_json(&body.to_string())));
        }
        if let Some(form) = &self.form {
            for (name, value) in &form.fields {
                let _ = write!(command, " \\\n  --form-string {}", quoted(&format!("{name}={value}")));
            }
            // Within quotes, curl changes only these two characters of a path.
            let path = form.file.replace('\\', r"\\").replace('"', "\\\"");
            let _ = write!(command, " \\\n  --form {}", quoted(&format!("file=@\"{path}\";type=text/csv")));
        }
        command.push('\n');
        command
    }
}

/// A text as one word of a POSIX shell.
fn quoted(text: &str) -> String {
    format!("'{}'", text.replace('\'', r"'\''"))
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::super::address::Address;
    use super::super::request::{Effect, Form, Method, Payload, Request, TokenHeader};
    use super::RequestPreview;

    fn request() -> Request {
        Request {
            purpose: "create it".into(),
            effect: Effect::Write,
            method: Method::Post,
            address: Address::new("https://h").segment("a b").query("q", "x|y"),
            token_header: TokenHeader::AUTH,
            headers: vec![("accountId", "$HOME `id`".into())],
            body: Some(Payload::Json(json!({"name": "Bob's \"$5\" \\ deal"}))),
        }
    }

    #[test]
    fn text_shows_everything_in_order() {
        let expected = format!(
            "POST https://h/a%20b?q=x%7Cy\nauth: $KCAMP_TOKEN\naccountId: $HOME `id`\n\
             Content-Type: application/json\nUser-Agent: kcamp/{}\n\n{{\n  \"name\": \"Bob's \\\"$5\\\" \\\\ deal\"\n}}\n",
            env!("CARGO_PKG_VERSION")
        );
        assert_eq!(RequestPreview::from(&request()).text(), expected);
    }

    #[test]
    fn a_body_paints_no_terminal_and_keeps_its_value() {
        let body = json!({"name": "a\u{1b}[2J\u{7}\u{9b}\u{202e}\u{200f}'b"});
        let preview = RequestPreview::from(&Request { body: Some(Payload::Json(body.clone())), ..request() });
        let (text, curl) = (preview.text(), preview.curl());
        let shown = text.split_once("\n\n").map(|(_, shown)| shown).unwrap_or_default();
        assert_eq!(serde_json::from_str::<serde_json::Value>(shown).ok(), Some(body));
        for written in [text, curl] {
            assert!(written.contains(r"a\u001b[2J\u0007\u009b\u202e\u200f"), "{written}");
            assert!(
                written.chars().all(|letter| letter == '\n' || letter.is_ascii_graphic() || letter == ' ')
            );
        }
    }

    #[test]
    fn a_bearer_token_is_filled_in_by_the_shell_too() {
        let bearer = RequestPreview::from(&Request { token_header: TokenHeader::BEARER, ..request() });
        assert!(bearer.text().contains("\nAuthorization: Bearer $KCAMP_TOKEN\n"));
        assert!(bearer.curl().contains("--header \"Authorization: Bearer $KCAMP_TOKEN\""));
    }

    #[test]
    fn a_request_without_a_body_has_no_content_type() {
        let preview = RequestPreview::from(&Request { body: None, ..request() });
        assert!(preview.headers.iter().all(|header| header.name != "Content-Type"));
        assert!(!preview.curl().contains("--data"));
    }

    #[test]
    fn a_form_is_shown_without_its_rows() {
        let form =
            Form::new("my \"lists\"/c.csv", "phone\n+12025550123\n", vec![("column_mappings", "{}".into())]);
        let preview = RequestPreview::from(&Request { body: Some(Payload::Form(form)), ..request() });
        let (text, curl) = (preview.text(), preview.curl());
        assert!(text.contains("\nContent-Type: multipart/form-data; boundary="), "{text}");
        assert!(
            text.ends_with("\n\ncolumn_mappings={}\nfile=@my \"lists\"/c.csv (19 bytes, not shown)\n"),
            "{text}"
        );
        assert!(curl.contains(r"--form-string 'column_mappings={}'"), "{curl}");
        assert!(curl.contains(r#"--form 'file=@"my \"lists\"/c.csv";type=text/csv'"#), "{curl}");
        assert!(!curl.contains("Content-Type"), "{curl}");
        assert!(!format!("{text}{curl}{}", json!(preview)).contains("2025550123"));
    }

    #[cfg(unix)]
    #[test]
    fn a_shell_reads_the_curl_command_back_to_what_was_meant() -> std::io::Result<()> {
        let script =
            format!("curl() {{ printf '%s\\n' \"$@\"; }}\n{}", RequestPreview::from(&request()).curl());
        let output = std::process::Command::new("sh")
            .args(["-c", &script])
            .env("KCAMP_TOKEN", "filled-in")
            .env("HOME", "wrong")
            .output()?;
        let words = String::from_utf8_lossy(&output.stdout).into_owned();
        let expected = [
            "--request",
            "POST",
            "https://h/a%20b?q=x%7Cy",
            "--header",
            "auth: filled-in",
            "--header",
            "accountId: $HOME `id`",
            "--header",
            "Content-Type: application/json",
            "--header",
            concat!("User-Agent: kcamp/", env!("CARGO_PKG_VERSION")),
            "--data-raw",
            r#"{"name":"Bob's \"$5\" \\ deal"}"#,
        ];
        assert_eq!(words.lines().collect::<Vec<_>>(), expected);
        Ok(())
    }
}
