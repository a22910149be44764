//! Failures on demand. [`Fault`] describes how to write one.

use std::{
    fmt,
    str::FromStr,
    sync::{Mutex, PoisonError},
    time::Duration,
};

use axum::http::{HeaderValue, Method, StatusCode, header};
use serde_json::{Value, json};

use super::{
    FaultError,
    choices::duration,
    exchange::{Received, Refusal, Reply},
    pseudo_random::{mixed, spread},
};

/// One failure, and the requests that it affects.
///
/// Written as `KIND[xN][:ARGUMENT][:P%][:METHOD[:PATH]]`:
///
/// - `KIND` is one of the table below.
/// - `xN` limits it to the first `N` requests that it affects.
/// - `P%` makes it affect that share of the matching requests. The same requests in the same order give the same
///   failures.
/// - `METHOD` (`GET`, `POST`, `PUT`, `DELETE`) and `PATH` select the requests. `PATH` is the end of the path in whole
///   segments; `*` matches any segment. `POST:campaign` is a create, `POST:schedule` enables or disables,
///   `GET:campaign/*` reads a campaign.
///
/// | kind | argument | what the client meets | applied |
/// |---|---|---|---|
/// | `400` … `599` | `retry-after=VALUE` (seconds or an HTTP date), `applied` | that status with the platform's error body | no, or yes with `applied` |
/// | `drop-before-apply` | | the connection closes without an answer | no |
/// | `drop-after-send`, also `drop-before-response` | | the connection closes without an answer | yes |
/// | `slow` | a duration: `500ms`, `2s`, `1m` | the answer, late | yes, at once |
/// | `garbage` | `applied` | an HTML page with status 200 | no, or yes |
/// | `empty` | `applied` | status 200 without a body | no, or yes |
/// | `wrong-json` | `applied` | JSON of another shape with status 200 | no, or yes |
/// | `duplicate-ids` | | the answer, with every row of its lists twice | yes |
/// | `failed` | | `{"status":"failed",…}` (Burki: `{"success":false,…}`) with status 200 | no |
/// | `half` | | the head and half of the body, then the connection closes | yes |
/// | `redirect` | a URL | status 302 to it | no |
/// | `echo-token` | | status 500 whose text repeats the header with the token | no |
///
/// Examples: `503:5%`, `503x2:POST:schedule`, `429:retry-after=2`, `drop-after-send:POST:campaign`,
/// `redirect:http://127.0.0.1:9/`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault {
    text: String,
    kind: FaultEffect,
    times: Option<u64>,
    percentage: Option<u64>,
    method: Option<Method>,
    /// The last segments of the path; empty matches every path.
    path: Vec<String>,
}

/// The effect of the fault.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum FaultEffect {
    Status { status: StatusCode, retry_after: Option<HeaderValue>, request: Fate },
    Drop(Fate),
    Slow(Duration),
    Garbage(Fate),
    Empty(Fate),
    WrongJson(Fate),
    DuplicateIds,
    Failed,
    Half,
    Redirect(HeaderValue),
    EchoToken,
}

/// Whether the request is applied.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Fate {
    Applied,
    Ignored,
}

impl FaultEffect {
    /// Whether the request is applied, even though the fault hides or delays its answer.
    pub(super) const fn fate(&self) -> Fate {
        match self {
            Self::Status { request: fate, .. }
            | Self::Drop(fate)
            | Self::Garbage(fate)
            | Self::Empty(fate)
            | Self::WrongJson(fate) => *fate,
            Self::Slow(_) | Self::Half | Self::DuplicateIds => Fate::Applied,
            Self::Failed | Self::Redirect(_) | Self::EchoToken => Fate::Ignored,
        }
    }

    /// The reply that is sent in place of the true answer; `None` if no reply is sent. `answer` is `None` if the
    /// request was not applied.
    pub(super) fn reply(&self, received: &Received, answer: Option<Reply>) -> Option<Reply> {
        let platform = received.platform();
        Some(match self {
            Self::Drop(_) => return None,
            Self::Slow(_) | Self::Half => return answer,
            Self::DuplicateIds => return answer.map(with_rows_twice),
            Self::Status { status, retry_after, .. } => {
                let message = if *status == StatusCode::TOO_MANY_REQUESTS {
                    platform.rate_message().to_owned()
                } else {
                    format!("the sandbox was told to answer {}", status.as_u16())
                };
                let reply = platform.refuse(Refusal::new(*status, message));
                match retry_after {
                    Some(value) => reply.with(header::RETRY_AFTER, value.clone()),
                    None => reply,
                }
            }
            Self::Garbage(_) => Reply {
                status: StatusCode::OK,
                headers: vec![(header::CONTENT_TYPE, HeaderValue::from_static("text/html"))],
                body:
                    "<!doctype html>\n<title>Proxy</title>\n<p>The sandbox was told to answer with a page.\n"
                        .into(),
            },
            Self::Empty(_) => Reply { status: StatusCode::OK, headers: Vec::new(), body: String::new() },
            Self::WrongJson(_) => {
                Reply::json(StatusCode::OK, &json!({ "result": { "ok": true, "items": [1, 2] } }))
            }
            Self::Failed => platform.failure("the sandbox was told to fail"),
            Self::Redirect(url) => {
                Reply { status: StatusCode::FOUND, headers: Vec::new(), body: String::new() }
                    .with(header::LOCATION, url.clone())
            }
            Self::EchoToken => {
                let header = platform.token_header();
                let token = received.header(header).unwrap_or_default();
                let message = format!("cannot handle {header}: {token}");
                platform.refuse(Refusal::new(StatusCode::INTERNAL_SERVER_ERROR, message))
            }
        })
    }
}

/// Doubles each row of each list below `data`, as if the platform's pages overlapped.
fn with_rows_twice(mut reply: Reply) -> Reply {
    let Ok(mut body) = serde_json::from_str::<Value>(&reply.body) else { return reply };
    let twice = |value: &mut Value| {
        if let Some(rows) = value.as_array_mut().filter(|rows| rows.iter().any(Value::is_object)) {
            *rows = rows.iter().flat_map(|row| [row.clone(), row.clone()]).collect();
        }
    };
    match body.get_mut("data") {
        Some(Value::Object(fields)) => fields.values_mut().for_each(twice),
        Some(list) => twice(list),
        // Burki's lists are at the top, like the errors of a refusal.
        None if reply.status.is_success() => {
            body.as_object_mut().into_iter().flat_map(serde_json::Map::values_mut).for_each(twice);
        }
        None => {}
    }
    reply.body = body.to_string();
    reply
}

impl Fault {
    /// The kinds that have a name; a status has its number.
    pub const NAMES: [&'static str; 11] = [
        "drop-before-apply",
        "drop-after-send",
        "slow",
        "garbage",
        "empty",
        "wrong-json",
        "duplicate-ids",
        "failed",
        "half",
        "redirect",
        "echo-token",
    ];

    pub(super) const fn kind(&self) -> &FaultEffect {
        &self.kind
    }

    fn suits(&self, method: &Method, segments: &[String]) -> bool {
        let same = |(wanted, segment): (&String, &String)| wanted == "*" || wanted == segment;
        // The path of Burki's collection ends with a slash: `POST:campaigns` is a create there.
        let segments = match segments {
            [named @ .., last] if last.is_empty() => named,
            all => all,
        };
        self.method.as_ref().is_none_or(|wanted| wanted == method)
            && segments.len() >= self.path.len()
            && self.path.iter().rev().zip(segments.iter().rev()).all(same)
    }
}

impl fmt::Display for Fault {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.text)
    }
}

impl FromStr for Fault {
    type Err = FaultError;

    fn from_str(text: &str) -> Result<Self, FaultError> {
        let mut parts = text.split(':').peekable();
        let (name, times) = split_times(parts.next().unwrap_or_default())?;
        let mut argument: Vec<&str> = Vec::new();
        while let Some(part) = parts.next_if(|part| !part.ends_with('%') && method(part).is_none()) {
            argument.push(part);
        }
        let percentage = parts.next_if(|part| part.ends_with('%')).map(percentage).transpose()?;
        let chosen = parts.next_if(|part| method(part).is_some()).and_then(method);
        let rest: Vec<&str> = parts.collect();
        let path = rest.join(":");
        if chosen.is_none() && !path.is_empty() {
            argument.push(&path);
        }
        Ok(Self {
            text: text.to_owned(),
            kind: kind(name, &argument.join(":"))?,
            times,
            percentage,
            method: chosen,
            path: path.split('/').filter(|segment| !segment.is_empty()).map(str::to_owned).collect(),
        })
    }
}

/// Splits `503x2` into `503` and 2. An `x` without digits after it belongs to the name.
fn split_times(word: &str) -> Result<(&str, Option<u64>), FaultError> {
    match word.rsplit_once('x') {
        Some((name, digits)) if !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit()) => {
            let times = digits.parse().ok().filter(|times| *times > 0);
            times.map(|times| (name, Some(times))).ok_or_else(|| FaultError::Times(format!("x{digits}")))
        }
        _ => Ok((word, None)),
    }
}

fn method(word: &str) -> Option<Method> {
    [Method::GET, Method::POST, Method::PUT, Method::DELETE]
        .into_iter()
        .find(|method| method.as_str().eq_ignore_ascii_case(word))
}

fn percentage(word: &str) -> Result<u64, FaultError> {
    let number = word.strip_suffix('%').and_then(|digits| digits.parse().ok());
    number.filter(|share| (1..=100).contains(share)).ok_or_else(|| FaultError::Percentage(word.to_owned()))
}

fn kind(name: &str, argument: &str) -> Result<FaultEffect, FaultError> {
    let unfit = |takes| FaultError::Argument { kind: name.to_owned(), argument: argument.to_owned(), takes };
    let fate = || match argument {
        "" => Ok(Fate::Ignored),
        "applied" => Ok(Fate::Applied),
        _ => Err(unfit("nothing or `applied`")),
    };
    let bare = |kind| if argument.is_empty() { Ok(kind) } else { Err(unfit("no argument")) };
    match name {
        "drop-before-apply" => bare(FaultEffect::Drop(Fate::Ignored)),
        "drop-after-send" | "drop-before-response" => bare(FaultEffect::Drop(Fate::Applied)),
        "slow" => duration(argument)
            .map(FaultEffect::Slow)
            .ok_or_else(|| unfit("a duration such as 500ms, 2s or 1m")),
        "garbage" => fate().map(FaultEffect::Garbage),
        "empty" => fate().map(FaultEffect::Empty),
        "wrong-json" => fate().map(FaultEffect::WrongJson),
        "duplicate-ids" => bare(FaultEffect::DuplicateIds),
        "failed" => bare(FaultEffect::Failed),
        "half" => bare(FaultEffect::Half),
        "redirect" => HeaderValue::from_str(argument)
            .ok()
            .filter(|_| url::Url::parse(argument).is_ok())
            .map(FaultEffect::Redirect)
            .ok_or_else(|| unfit("a URL")),
        "echo-token" => bare(FaultEffect::EchoToken),
        _ => {
            let status = name
                .parse()
                .ok()
                .filter(|code| (400..=599).contains(code))
                .and_then(|code: u16| StatusCode::from_u16(code).ok())
                .ok_or_else(|| FaultError::Kind(name.to_owned()))?;
            let takes = "`retry-after=` with seconds or an HTTP date, or `applied`";
            if let Some(value) = argument.strip_prefix("retry-after=") {
                let value = HeaderValue::from_str(value).map_err(|_| unfit(takes))?;
                Ok(FaultEffect::Status { status, retry_after: Some(value), request: Fate::Ignored })
            } else {
                let request = fate().map_err(|_| unfit(takes))?;
                Ok(FaultEffect::Status { status, retry_after: None, request })
            }
        }
    }
}

/// The faults of a running emulator, with the number of requests that each has affected.
#[derive(Debug)]
pub(super) struct Faults {
    faults: Vec<(Fault, Mutex<Tally>)>,
    seed: u64,
}

#[derive(Debug, Default)]
struct Tally {
    matched: u64,
    hit: u64,
}

impl Faults {
    /// `seed` decides which requests a fault with a percentage affects.
    pub(super) fn new(faults: Vec<Fault>, seed: u64) -> Self {
        Self { faults: faults.into_iter().map(|fault| (fault, Mutex::default())).collect(), seed }
    }

    /// The fault for this request: the first one that matches and is due.
    pub(super) fn choose(&self, received: &Received) -> Option<&Fault> {
        self.faults.iter().find_map(|(fault, tally)| {
            if !fault.suits(&received.method, &received.segments) {
                return None;
            }
            let mut tally = tally.lock().unwrap_or_else(PoisonError::into_inner);
            tally.matched += 1;
            let due =
                fault.percentage.is_none_or(|share| spread(tally.matched ^ mixed(self.seed)) % 100 < share)
                    && fault.times.is_none_or(|times| tally.hit < times);
            if due {
                tally.hit += 1;
            }
            due.then_some(fault)
        })
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn any_text_is_read_or_refused(text in "[a-z0-9:x%/*-]{0,24}") {
            if let Ok(fault) = text.parse::<Fault>() {
                prop_assert_eq!(fault.to_string().parse::<Fault>(), Ok(fault));
            }
        }
    }

    fn received(method: Method, path: &str) -> Received {
        Received {
            method,
            path: path.to_owned(),
            segments: path.trim_start_matches('/').split('/').map(str::to_owned).collect(),
            query: Vec::new(),
            headers: header::HeaderMap::new(),
            body: axum::body::Bytes::new(),
        }
    }

    fn hits(fault: &str, requests: &[Received]) -> Result<usize, FaultError> {
        let faults = Faults::new(vec![fault.parse()?], 0);
        Ok(requests.iter().filter(|request| faults.choose(request).is_some()).count())
    }

    #[test]
    fn the_text_is_read() -> Result<(), FaultError> {
        let applied = Fate::Applied;
        let ignored = Fate::Ignored;
        let status = |code, request| FaultEffect::Status {
            status: StatusCode::from_u16(code).unwrap_or_default(),
            retry_after: None,
            request,
        };
        let retry = |value| FaultEffect::Status {
            status: StatusCode::TOO_MANY_REQUESTS,
            retry_after: Some(HeaderValue::from_static(value)),
            request: ignored,
        };
        let cases = [
            ("503:5%", status(503, ignored)),
            ("502:applied:POST:campaign", status(502, applied)),
            ("422", status(422, ignored)),
            ("429:retry-after=2", retry("2")),
            ("429:retry-after=Sat, 21 Nov 2026 05:49:34 GMT:POST", retry("Sat, 21 Nov 2026 05:49:34 GMT")),
            ("drop-after-send:POST:campaign", FaultEffect::Drop(applied)),
            ("drop-before-response", FaultEffect::Drop(applied)),
            ("drop-before-applyx1", FaultEffect::Drop(ignored)),
            ("slow:2s", FaultEffect::Slow(Duration::from_secs(2))),
            ("slow:150ms:50%", FaultEffect::Slow(Duration::from_millis(150))),
            ("garbage", FaultEffect::Garbage(ignored)),
            ("empty:applied", FaultEffect::Empty(applied)),
            ("failed", FaultEffect::Failed),
            ("half", FaultEffect::Half),
            (
                "redirect:http://127.0.0.1:9/x:POST",
                FaultEffect::Redirect(HeaderValue::from_static("http://127.0.0.1:9/x")),
            ),
            ("echo-token:GET", FaultEffect::EchoToken),
        ];
        for (text, kind) in cases {
            let fault: Fault = text.parse()?;
            assert_eq!(fault.kind, kind, "{text}");
            assert_eq!(fault.to_string(), text);
        }
        Ok(())
    }

    #[test]
    fn each_name_is_a_kind() {
        for name in Fault::NAMES {
            assert!(!matches!(name.parse::<Fault>(), Err(FaultError::Kind(_))), "{name}");
        }
    }

    #[test]
    fn what_is_no_fault_is_refused() {
        let cases = [
            "",
            "200",
            "600",
            "5o3",
            "slow",
            "slow:2",
            "slow:fast",
            "503:0%",
            "503:101%",
            "503:x%",
            "503x0",
            "garbage:maybe",
            "failed:applied",
            "redirect",
            "redirect:nowhere",
            "503:campaign",
            "503:5%:campaign",
        ];
        for text in cases {
            assert!(text.parse::<Fault>().is_err(), "{text}");
        }
    }

    #[test]
    fn method_and_path_choose_the_requests() -> Result<(), FaultError> {
        let requests = [
            received(Method::POST, "/campaign/api/v2/public/st-1/campaign"),
            received(Method::POST, "/campaign/api/v2/public/st-1/campaign/schedule"),
            received(Method::GET, "/campaign/api/v2/public/st-1/campaign/cd-1"),
            received(Method::PUT, "/campaign/api/v2/public/st-1/campaign/cd-1"),
            received(Method::POST, "/api/v1/campaigns/"),
        ];
        let cases = [
            ("503", 5),
            ("503:POST", 3),
            ("503:post", 3),
            ("503:POST:campaign", 1),
            ("503:POST:campaign/schedule", 1),
            ("503:GET:campaign/*", 1),
            ("503:POST:campaigns", 1),
            ("503:DELETE", 0),
            ("503x3", 3),
            ("503:100%", 5),
        ];
        for (fault, expected) in cases {
            assert_eq!(hits(fault, &requests)?, expected, "{fault}");
        }
        Ok(())
    }

    #[test]
    fn a_share_is_kept_and_repeatable() -> Result<(), FaultError> {
        let requests: Vec<Received> = (0..2000).map(|_| received(Method::GET, "/campaign")).collect();
        let hit = hits("503:5%", &requests)?;
        assert!((70..=130).contains(&hit), "{hit} of 2000");
        assert_eq!(hit, hits("503:5%", &requests)?);
        Ok(())
    }
}
