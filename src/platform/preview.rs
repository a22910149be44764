//! What a dry run shows: a request exactly as it would go out, with `$KCAMP_TOKEN` in the token's place.

use std::fmt::Write as _;

use serde_json::Value;

use super::request::Request;

/// What stands for the token in everything that is shown.
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
}

/// One header of a request.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct HeaderPreview {
    /// The name.
    pub name: &'static str,
    /// The value.
    pub value: String,
}

impl From<&Request> for RequestPreview {
    fn from(request: &Request) -> Self {
        let token = HeaderPreview { name: request.token_header, value: TOKEN_PLACEHOLDER.to_owned() };
        let others = request
            .all_headers()
            .into_iter()
            .map(|(name, value)| HeaderPreview { name, value: value.to_owned() });
        Self {
            method: request.method.as_str(),
            url: request.address.to_string(),
            headers: std::iter::once(token).chain(others).collect(),
            body: request.body.clone(),
        }
    }
}

impl RequestPreview {
    /// The request as people read it: the request line, the headers, an empty line and the body, indented.
    /// Ends with a line feed.
    #[must_use]
    pub fn text(&self) -> String {
        let mut text = format!("{} {}\n", self.method, self.url);
        for header in &self.headers {
            // Writing into a String does not fail.
            let _ = writeln!(text, "{}: {}", header.name, header.value);
        }
        if let Some(body) = &self.body {
            let _ = writeln!(text, "\n{body:#}");
        }
        text
    }

    /// The request as a command for a POSIX shell in which `KCAMP_TOKEN` is set. Ends with a line feed.
    #[must_use]
    pub fn curl(&self) -> String {
        let mut command = format!("curl --request {} {}", self.method, quoted(&self.url));
        for header in &self.headers {
            let line = format!("{}: {}", header.name, header.value);
            // Double quotes for the token alone: it is the one value that the shell is to fill in.
            let argument =
                if header.value == TOKEN_PLACEHOLDER { format!("\"{line}\"") } else { quoted(&line) };
            let _ = write!(command, " \\\n  --header {argument}");
        }
        if let Some(body) = &self.body {
            // `--data-raw`: with `--data` a body that starts with `@` would be the name of a file.
            let _ = write!(command, " \\\n  --data-raw {}", quoted(&body.to_string()));
        }
        command.push('\n');
        command
    }
}

/// The text as one word of a POSIX shell, whatever it holds.
fn quoted(text: &str) -> String {
    format!("'{}'", text.replace('\'', r"'\''"))
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::super::address::Address;
    use super::super::request::{Effect, Method, Request};
    use super::RequestPreview;

    fn request() -> Request {
        Request {
            purpose: "create it".into(),
            effect: Effect::Write,
            method: Method::Post,
            address: Address::new("https://h").segment("a b").query("q", "x|y"),
            token_header: "auth",
            headers: vec![("accountId", "$HOME `id`".into())],
            body: Some(json!({"name": "Bob's \"$5\" \\ deal"})),
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
    fn a_request_without_a_body_has_no_content_type() {
        let preview = RequestPreview::from(&Request { body: None, ..request() });
        assert!(preview.headers.iter().all(|header| header.name != "Content-Type"));
        assert!(!preview.curl().contains("--data"));
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
