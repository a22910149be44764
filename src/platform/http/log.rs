//! Requests and answers as `-vv` and `-vvv` show them.

use std::time::Duration;

use serde_json::Value;
use tracing::{Level, debug, enabled, trace};

use super::{Http, LOGGED_TEXT_MAX};
use crate::domain::unseen::escaped_json;
use crate::platform::failure::{AttemptOutcome, Body};
use crate::platform::mask;
use crate::platform::preview::TOKEN_PLACEHOLDER;
use crate::platform::request::Request;
use crate::secret::redact::STARS;

/// The ends of keys and headers that hold what lets somebody in, on whatever platform answers: in lower case, without
/// `_` and `-`.
const SECRETS: [&str; 6] = ["authorization", "cookie", "token", "secret", "password", "apikey"];

fn is_secret(key: &str) -> bool {
    let key = key.replace(['_', '-'], "").to_lowercase();
    SECRETS.iter().any(|secret| key.ends_with(secret))
}

/// Strikes the texts under keys of secrets, at any depth.
fn strike_secrets(value: &mut Value) {
    match value {
        Value::Array(items) => items.iter_mut().for_each(strike_secrets),
        Value::Object(fields) => {
            for (key, field) in fields {
                if is_secret(key) && field.is_string() {
                    *field = STARS.into();
                } else {
                    strike_secrets(field);
                }
            }
        }
        _ => {}
    }
}

impl Http {
    pub(super) fn log_request(&self, request: &Request) {
        if !enabled!(target: "kcamp::http", Level::TRACE) {
            return;
        }
        let token = request.token_header.value(TOKEN_PLACEHOLDER);
        for (name, value) in
            std::iter::once((request.token_header.name, token.as_str())).chain(request.all_headers())
        {
            let value = self.redactor.clean(value.to_owned());
            trace!(target: "kcamp::http", "> {name}: {value}");
        }
        if let Some(body) = &request.body {
            let shown = self.redactor.clean(body.logged());
            let shown = escaped_json(&shown);
            trace!(target: "kcamp::http", "> {shown}");
        }
    }

    pub(super) fn log_answer(&self, headers: &[(String, String)], body: &Body, private: &[String]) {
        if !enabled!(target: "kcamp::http", Level::TRACE) {
            return;
        }
        for (name, value) in headers {
            let value = if is_secret(name) { STARS.to_owned() } else { mask::text(value, private) };
            trace!(target: "kcamp::http", "< {name}: {value}");
        }
        let shown = match body {
            Body::Empty => "(no body)".to_owned(),
            // The body is written as JSON, so that it can be copied into a tool that reads JSON.
            Body::Json(value) => {
                let mut shown = mask::body(value);
                strike_secrets(&mut shown);
                self.redactor.clean_value(&mut shown);
                escaped_json(&mask::text(&shown.to_string(), private)).into_owned()
            }
            Body::Text(text) => {
                let clean = self.redactor.clean(text.clone());
                let shown: String = mask::text(&clean, private).chars().take(LOGGED_TEXT_MAX).collect();
                shown.escape_debug().to_string()
            }
        };
        trace!(target: "kcamp::http", "< {shown}");
    }

    pub(super) fn log_outcome(&self, request: &Request, outcome: &AttemptOutcome, took: Duration) {
        if !enabled!(target: "kcamp::http", Level::DEBUG) {
            return;
        }
        let became = match outcome {
            AttemptOutcome::NeverSent { cause, .. } | AttemptOutcome::NotTrusted { cause, .. } => {
                format!("not sent: {cause}")
            }
            AttemptOutcome::NoAnswer { cause, .. } => format!("no answer: {cause}"),
            AttemptOutcome::Answered(answer) => answer.status.to_string(),
        };
        let url = mask::phone_numbers(&self.redactor.clean(request.address.to_string()));
        let took = took.as_millis();
        let request_id = match outcome {
            AttemptOutcome::Answered(answer) => answer.request_id.clone().map(|id| self.redactor.clean(id)),
            _ => None,
        };
        // A value that is absent adds nothing to the line.
        debug!(target: "kcamp::http", request_id, "{} {url} -> {became} in {took} ms", request.method);
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::{STARS, strike_secrets};

    #[test]
    fn every_spelling_of_a_key_of_a_secret_is_struck_and_other_keys_stay() {
        for key in [
            "apiKey",
            "api_key",
            "API-KEY",
            "x-api-key",
            "secret",
            "clientSecret",
            "client_secret",
            "session_token",
            "accessToken",
            "refresh_token",
            "token",
            "Password",
            "Set-Cookie",
            "Proxy-Authorization",
        ] {
            let mut answer = json!({ "data": [{ key: "let-me-in" }] });
            strike_secrets(&mut answer);
            assert_eq!(answer, json!({ "data": [{ key: STARS }] }), "{key}");
        }
        for key in ["name", "tokens_used", "secretary", "key", "cookies_accepted"] {
            let mut answer = json!({ key: "Sale" });
            strike_secrets(&mut answer);
            assert_eq!(answer, json!({ key: "Sale" }), "{key}");
        }
    }
}
