//! Tells success from failure, whatever the HTTP status is. Kore.ai contract §1.5, §3 and §4.

use serde_json::{Map, Value};

use crate::platform::failure::{Answer, Body, Limit, ParsedAnswer};
use crate::platform::presentable::presentable;
use crate::secret::redact::Redactor;

/// A part of the documented rate-limit text that no other text has. The text's apostrophe varies.
const RATE_LIMIT_TEXT: &str = "exceeded the per-minute rate limit";
/// The words for failure in `status`, in lower case. Kore.ai contract §18.26.
pub(super) const FAILED: [&str; 3] = ["error", "failure", "failed"];
/// The keys under which an error's sentence may be, the documented one first.
const SENTENCE_KEYS: [&str; 5] = ["msg", "message", "reason", "error", "description"];

/// The keys that an answer without an error must have to count as success.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Marker {
    /// `status` is `success`.
    Success,
    /// `status` is a campaign's status, as in the answers to a start and a stop.
    CampaignStatus,
    /// No marker: it is not known which call was made.
    Nothing,
}

/// Understands answers whose success holds this marker.
pub(super) fn expecting(marker: Marker) -> impl Fn(&Answer, &Redactor) -> ParsedAnswer {
    move |answer, redactor| understand(answer, redactor, marker)
}

/// Parses an answer of the campaign API: success, error, or unusable.
pub fn understand(answer: &Answer, redactor: &Redactor, marker: Marker) -> ParsedAnswer {
    let succeeded = (200..300).contains(&answer.status);
    match &answer.body {
        Body::Json(Value::Object(fields)) => object(fields, succeeded, redactor, marker),
        Body::Json(value) if succeeded && marker == Marker::Nothing => ParsedAnswer::Success(value.clone()),
        Body::Empty if succeeded && marker == Marker::Nothing => ParsedAnswer::Success(Value::Null),
        Body::Json(Value::String(text)) | Body::Text(text) => plain(text, succeeded, redactor),
        Body::Json(_) => unusable("is not in the documented form"),
        Body::Empty => unusable("is empty"),
    }
}

fn object(fields: &Map<String, Value>, succeeded: bool, redactor: &Redactor, marker: Marker) -> ParsedAnswer {
    if let Some(errors) = fields.get("errors").and_then(Value::as_array).filter(|errors| !errors.is_empty()) {
        let sentences: Vec<&str> = errors.iter().filter_map(sentence).collect();
        return error(errors.iter().find_map(code), &sentences.join("; "), redactor);
    }
    let status = fields.get("status").and_then(Value::as_str).unwrap_or_default();
    let failed = FAILED.iter().any(|word| status.eq_ignore_ascii_case(word));
    if failed || !succeeded {
        let value = Value::Object(fields.clone());
        return error(code(&value), sentence(&value).unwrap_or_default(), redactor);
    }
    let is_marked = match marker {
        Marker::Success => status.eq_ignore_ascii_case("success"),
        Marker::CampaignStatus => !status.is_empty(),
        Marker::Nothing => true,
    };
    if is_marked {
        return ParsedAnswer::Success(Value::Object(fields.clone()));
    }
    unusable("does not say that it succeeded")
}

fn plain(text: &str, succeeded: bool, redactor: &Redactor) -> ParsedAnswer {
    let is_page = text.trim_start().starts_with('<');
    if is_rate_limit(text) || (!succeeded && !is_page) {
        return error(None, text, redactor);
    }
    unusable(if is_page { "is a web page, perhaps of a proxy" } else { "is not JSON" })
}

fn unusable(why: &str) -> ParsedAnswer {
    ParsedAnswer::Unusable { why: why.to_owned() }
}

fn error(code: Option<i64>, sentence: &str, redactor: &Redactor) -> ParsedAnswer {
    let limit = if is_rate_limit(sentence) { Limit::RateLimit } else { Limit::Other };
    ParsedAnswer::Error { code, message: presentable(sentence, redactor), limit, faults: Vec::new() }
}

fn is_rate_limit(text: &str) -> bool {
    text.to_ascii_lowercase().contains(RATE_LIMIT_TEXT)
}

fn sentence(value: &Value) -> Option<&str> {
    match value {
        Value::String(text) => Some(text),
        _ => SENTENCE_KEYS.iter().find_map(|key| value.get(key).and_then(Value::as_str)),
    }
}

fn code(value: &Value) -> Option<i64> {
    let code = value.get("code")?;
    code.as_i64().or_else(|| code.as_str()?.parse().ok())
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::{Marker, understand};
    use crate::platform::failure::{Answer, Body, Limit, ParsedAnswer};
    use crate::secret::redact::Redactor;

    fn meaning(status: u16, body: Body) -> ParsedAnswer {
        let answer = Answer { status, body, request_id: None, retry_after: None, location: None };
        understand(&answer, &Redactor::default(), Marker::Success)
    }

    fn json_meaning(status: u16, body: Value) -> ParsedAnswer {
        meaning(status, Body::Json(body))
    }

    fn error(code: Option<i64>, message: &str) -> ParsedAnswer {
        ParsedAnswer::Error { code, message: Some(message.into()), limit: Limit::Other, faults: Vec::new() }
    }

    #[test]
    fn an_error_is_one_in_a_success_too() {
        let documented = json!({"errors": [{"msg": "possibly a replay", "code": 401}]});
        assert_eq!(json_meaning(200, documented), error(Some(401), "possibly a replay"));
        for word in ["failed", "failure", "error", "ERROR"] {
            let body = json!({"status": word, "message": "name taken"});
            assert_eq!(json_meaning(200, body), error(None, "name taken"), "{word}");
        }
        assert_eq!(json_meaning(422, json!({"status": "success", "message": "odd"})), error(None, "odd"));
        assert_eq!(meaning(400, Body::Text("bad\u{7} number".into())), error(None, "bad number"));
    }

    #[test]
    fn the_rate_limit_is_known_by_its_words() {
        let text =
            "You\u{2019}ve exceeded the per-minute rate limit. Please wait for sometime before retrying.";
        for found in [
            json_meaning(500, json!({"errors": [{"msg": text, "code": 500}]})),
            json_meaning(200, json!({"status": "failed", "message": text})),
            meaning(200, Body::Text(text.into())),
        ] {
            assert!(matches!(found, ParsedAnswer::Error { limit: Limit::RateLimit, .. }), "{found:?}");
        }
        let innocent = json!({"status": "success", "message": format!("Campaign {text} created")});
        assert!(matches!(json_meaning(200, innocent), ParsedAnswer::Success(_)));
    }

    #[test]
    fn a_trigger_says_the_campaigns_status_and_no_more() {
        let marked = |status: u16, body: Value, marker: Marker| {
            let answer = Answer {
                status,
                body: Body::Json(body),
                request_id: None,
                retry_after: None,
                location: None,
            };
            understand(&answer, &Redactor::default(), marker)
        };
        let played = json!({"status": "Active", "message": "Campaign Started"});
        assert_eq!(
            marked(200, played.clone(), Marker::CampaignStatus),
            ParsedAnswer::Success(played.clone())
        );
        assert!(matches!(marked(200, played.clone(), Marker::Success), ParsedAnswer::Unusable { .. }));
        assert!(matches!(marked(400, played, Marker::CampaignStatus), ParsedAnswer::Error { .. }));
        let failed = json!({"status": "failed", "message": "wrong state"});
        for marker in [Marker::CampaignStatus, Marker::Nothing] {
            assert_eq!(marked(200, failed.clone(), marker), error(None, "wrong state"));
            let errors = json!({"errors": [{"msg": "no", "code": 409}]});
            assert_eq!(marked(200, errors, marker), error(Some(409), "no"));
        }
        assert!(matches!(marked(200, json!({}), Marker::CampaignStatus), ParsedAnswer::Unusable { .. }));
        assert_eq!(marked(200, json!([1]), Marker::Nothing), ParsedAnswer::Success(json!([1])));
    }

    #[test]
    fn success_has_to_say_so() {
        assert!(matches!(
            json_meaning(200, json!({"status": "success", "errors": []})),
            ParsedAnswer::Success(_)
        ));
        for found in [
            json_meaning(200, json!({"id": "cd-1"})),
            json_meaning(200, json!([])),
            meaning(200, Body::Empty),
            meaning(200, Body::Text("<html>".into())),
        ] {
            assert!(matches!(found, ParsedAnswer::Unusable { .. }), "{found:?}");
        }
    }
}
