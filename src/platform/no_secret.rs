//! Refuses a request with a secret in it: the platform would store it, and show it to everyone who sees the campaign.

use percent_encoding::percent_decode_str;
use serde_json::Value;

use super::error::{ErrorKind, PlatformError};
use super::request::{Payload, Request};
use crate::secret::redact::Redactor;

impl Request {
    /// Checks that neither the address nor the body contains a secret of 8 bytes or more that kcamp knows, plain,
    /// escaped or in Base64.
    ///
    /// # Errors
    ///
    /// `platform/secret-in-request`, which names the key and never the value.
    pub fn refuse_secret(&self, redactor: &Redactor) -> Result<(), PlatformError> {
        let Some(place) = self.place_of_secret(redactor) else { return Ok(()) };
        let cause = format!("{place} contains a secret of this profile");
        Err(PlatformError::new(ErrorKind::SecretInRequest, &*self.purpose, cause).with_effect())
    }

    fn place_of_secret(&self, redactor: &Redactor) -> Option<String> {
        let address = self.address.as_str();
        if redactor.is_in(address) || redactor.is_in(&percent_decode_str(address).decode_utf8_lossy()) {
            return Some("the name or the id in the address".to_owned());
        }
        match self.body.as_ref()? {
            Payload::Json(value) => place_in(value, "the body", redactor),
            Payload::Form(form) if redactor.is_in(form.csv()) => Some(format!("the file {}", form.path)),
            Payload::Form(form) => {
                let mut fields = form.fields.iter();
                fields.find(|(_, value)| redactor.is_in(value)).map(|(name, _)| (*name).to_owned())
            }
        }
    }
}

/// The place of a secret in a value, by its keys joined with dots: `message.message`. `place` is that of the value.
fn place_in(value: &Value, place: &str, redactor: &Redactor) -> Option<String> {
    let below = |step: &str| if place == "the body" { step.to_owned() } else { format!("{place}.{step}") };
    match value {
        Value::String(text) => redactor.is_in_value(text).then(|| place.to_owned()),
        Value::Array(items) => {
            let mut items = items.iter().enumerate();
            items.find_map(|(at, item)| place_in(item, &below(&at.to_string()), redactor))
        }
        Value::Object(fields) => fields.iter().find_map(|(key, field)| {
            if redactor.is_in(key) {
                return Some(format!("a key of {place}"));
            }
            place_in(field, &below(key), redactor)
        }),
        Value::Null | Value::Bool(_) | Value::Number(_) => None,
    }
}
