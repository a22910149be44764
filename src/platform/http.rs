//! The HTTP client of all platforms: timeouts, TLS, proxies, connections, logs. Every limit has a name and a reason
//! here.

mod going_out;
mod log;
mod moments;
mod passing;
mod setup;
mod trust;
mod weight;
mod wire;

use std::borrow::Cow;
use std::cell::Cell;
use std::fmt;
use std::rc::Rc;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use jiff::{SignedDuration, Timestamp};
use reqwest::header::HeaderMap;
use reqwest::{Client, Response};
use serde_json::Value;
use tracing::info;

use self::going_out::SendMarker;
pub use self::moments::ClockReading;
use self::moments::Moments;
use self::passing::Gates;
pub use self::setup::HttpOptions;
use self::setup::build_client;
use self::trust::{Distrust, speaks_no_tls};
use self::weight::weight;
use super::credentials::Tokens;
use super::error::{ErrorKind, PlatformError, SourceChain};
use super::failure::{Answer, AttemptOutcome, Body, CutOff, ParsedAnswer, Verdict, judge};
use super::gate::Interruptions;
use super::presentable::presentable;
use super::proxy::Proxy;
use super::request::{Effect, Payload, Request};
use super::retry::{Backoff, Haste, Observer, Pace, RETRY_AFTER_MAX, WaitReason, http_date, retry_after};
use crate::clock::Clock;
use crate::secret::Secret;
use crate::secret::redact::Redactor;

/// Longest time for the name, the connection, the proxy and TLS together: far above a slow network's need.
const CONNECT_TIMEOUT: Duration = Duration::from_secs(10);
/// The connect timeout is at most the timeout of a request divided by this. So a request that runs out of time was
/// always connected; only then is it in doubt.
const CONNECT_SHARE_OF_TIMEOUT: u32 = 2;
/// The connect timeout is at most the deadline divided by this, so that several attempts fit into the deadline.
const CONNECT_SHARE_OF_DEADLINE: u32 = 4;
/// A write starts only while the deadline leaves time for this many connect timeouts, for the same reason.
const CONNECTS_LEFT_FOR_A_WRITE: u32 = 2;
/// The largest answer that is read, in bytes: 500 times the size of a page of campaigns.
const ANSWER_MAX_BYTES: usize = 8 * 1024 * 1024;
/// The largest answer that is not JSON, in bytes: each byte may become six when it is shown.
const TEXT_MAX_BYTES: usize = 1024 * 1024;
/// The most memory that the values of an answer may take, in bytes: many small values take a hundred times their size
/// on the wire.
const ANSWER_MAX_WEIGHT: usize = 24 * 1024 * 1024;
/// The most characters of a body that is not JSON in the log.
const LOGGED_TEXT_MAX: usize = 2048;
/// Headers with which platforms and their proxies name a request, the most specific first.
const REQUEST_ID_HEADERS: [&str; 5] =
    ["x-request-id", "x-correlation-id", "x-amzn-requestid", "x-amzn-trace-id", "cf-ray"];

/// The next step where a wait that `KCAMP_NOW` passes over is longer than the deadline.
const PASSED_OVER: &str = "nothing is in doubt; KCAMP_NOW sets the clock, so no wait helps and neither does a longer --deadline: unset KCAMP_NOW, or run it again in a minute";

/// The HTTP client of one platform. Cheap to clone.
#[derive(Clone)]
pub struct Http {
    client: Client,
    options: Rc<HttpOptions>,
    tokens: Rc<dyn Tokens>,
    connect_timeout: Duration,
    redactor: Arc<Redactor>,
    pace: Arc<dyn Pace>,
    observer: Arc<dyn Observer>,
    clock: Clock,
    moments: Arc<Mutex<Moments>>,
    not_counting_was_said: Rc<Cell<bool>>,
    gates: Gates,
    passed: Interruptions,
}

impl fmt::Debug for Http {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("Http").field("options", &self.options).finish_non_exhaustive()
    }
}

impl Http {
    /// Builds the client, which keeps the secret behind `tokens` out of all that it shows. Takes milliseconds for
    /// https, where the system's certificates are read, and far less for http: build it only when a request is certain.
    ///
    /// # Errors
    ///
    /// The origin is no URL, or TLS cannot be set up with these certificates.
    pub fn new(
        options: HttpOptions,
        tokens: Rc<dyn Tokens>,
        clock: Clock,
        pace: Arc<dyn Pace>,
        observer: Arc<dyn Observer>,
    ) -> Result<Self, PlatformError> {
        let connect_timeout = CONNECT_TIMEOUT
            .min(options.timeout / CONNECT_SHARE_OF_TIMEOUT)
            .min(options.deadline.map_or(Duration::MAX, |deadline| deadline / CONNECT_SHARE_OF_DEADLINE));
        let client = build_client(&options, connect_timeout)?;
        let options = Rc::new(options);
        let redactor = Arc::<Redactor>::default();
        if let Some(secret) = tokens.secret() {
            redactor.learn(secret);
        }
        Ok(Self {
            client,
            options,
            tokens,
            connect_timeout,
            redactor,
            pace,
            observer,
            clock,
            moments: Arc::default(),
            not_counting_was_said: Rc::default(),
            gates: Gates::default(),
            passed: Interruptions::default(),
        })
    }

    /// Shares its secrets and tokens with this redactor, which keeps them out of all that is printed and noted.
    #[must_use]
    pub fn hiding_with(self, redactor: Arc<Redactor>) -> Self {
        if let Some(secret) = self.tokens.secret() {
            redactor.learn(secret);
        }
        Self { redactor, ..self }
    }

    /// The redactor that keeps secrets out of logs; it must learn a secret before anything is sent.
    #[cfg(test)]
    pub(crate) fn redactor(&self) -> &Redactor {
        &self.redactor
    }

    /// How far the platform's clock is ahead of the command's clock, to the second; negative where it is behind.
    /// `None` before the first answer with a `Date`.
    pub fn clock_lead(&self) -> Option<SignedDuration> {
        self.moments().clock_lead
    }

    /// The waits that the command allows.
    pub fn haste(&self) -> Haste {
        self.options.haste
    }

    /// The platform's clock in the last answer; `None` where the answer had no `Date`.
    pub(super) fn last_clock_reading(&self) -> Option<ClockReading> {
        self.moments().last_answer
    }

    /// When the last attempt of a write began, as the time since the command's start; the current time before the
    /// first write.
    pub(super) fn last_write_began(&self) -> Duration {
        self.moments().write_began.unwrap_or_else(|| self.pace.elapsed())
    }

    fn moments(&self) -> MutexGuard<'_, Moments> {
        self.moments.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Sends a request, again where that is safe, and returns the JSON of its success. `understand` says what an answer
    /// means; it is given what makes the platform's own sentences fit to be shown.
    ///
    /// # Errors
    ///
    /// The token cannot be made, the deadline leaves no time, the request cannot be sent or its gate is closed, or the
    /// platform refuses it or does not answer as it documents. A write that may have arrived says so.
    pub async fn send(
        &self,
        request: &Request,
        understand: impl Fn(&Answer, &Redactor) -> ParsedAnswer,
    ) -> Result<Value, PlatformError> {
        let mut backoff = Backoff::of(self.options.haste);
        // Nothing keeps a halt from going out.
        if self.options.haste == Haste::Calm {
            request.refuse_secret(&self.redactor)?;
        }
        let purpose = self.redactor.clean(request.purpose.clone());
        info!(target: "kcamp::http", "{purpose}");
        loop {
            self.take_turn(request).await?;
            let limit = self.time_for(request)?;
            let token = self.tokens.token(&request.purpose, self.clock.now())?;
            self.redactor.learn_token(&token);
            let going_out = self.going_out(request.effect);
            let outcome = self.attempt(request, &token, limit, &going_out).await?;
            let understand = |answer: &Answer| understand(answer, &self.redactor);
            match judge(request, self.options.platform, outcome, understand) {
                Verdict::Done(value) => return Ok(value),
                Verdict::Failed { error, repeat: None, .. } => return Err(self.with_next_step(error)),
                Verdict::Failed { error, repeat: Some(reason), asked } => {
                    if request.effect == Effect::Write && going_out.has_begun() {
                        self.observer.not_applied();
                    }
                    let Some(wait) = backoff.after_failure(reason, asked, &*self.pace) else {
                        let is_too_long = asked.filter(|asked| *asked > RETRY_AFTER_MAX);
                        return Err(error.asked_to_wait(is_too_long, self.clock));
                    };
                    self.pause(wait, reason, &request.purpose, error.cause()).await?;
                    info!(target: "kcamp::http", "{purpose}, again");
                }
            }
        }
    }

    /// Adds the next step of the token that was sent, where the platform refused the token. A 403 refuses what the
    /// token may do, not the token.
    fn with_next_step(&self, error: PlatformError) -> PlatformError {
        let is_of_token = error.kind == ErrorKind::Unauthorized && error.status() != Some(403);
        match self.tokens.next_step_if_refused().filter(|_| is_of_token) {
            Some(next_step) => error.with_hint(next_step),
            None => error,
        }
    }

    /// Waits, and says so; ends at once where the deadline would pass meanwhile. `cause` is what takes the time.
    ///
    /// # Errors
    ///
    /// The deadline would pass meanwhile.
    pub async fn pause(
        &self,
        wait: Duration,
        reason: WaitReason,
        purpose: &str,
        cause: &str,
    ) -> Result<(), PlatformError> {
        let passes = reason.passes_in_a_rehearsal();
        let is_passed_over = passes && self.clock.is_fixed();
        self.has_time_for(wait, purpose, cause)
            .map_err(|error| if is_passed_over { error.with_hint(PASSED_OVER) } else { error })?;
        self.observer.waiting(wait, reason);
        if passes {
            self.passed.note();
            self.pace.back_off(wait).await;
        } else {
            self.passed.note_wait(wait);
            self.pace.wait(wait).await;
        }
        Ok(())
    }

    /// Waits without a word, as between two looks of a watch; ends at once where the deadline would pass meanwhile.
    ///
    /// # Errors
    ///
    /// The deadline would pass meanwhile.
    pub async fn idle(&self, wait: Duration, purpose: &str, cause: &str) -> Result<(), PlatformError> {
        self.has_time_for(wait, purpose, cause)?;
        self.passed.note();
        self.pace.wait(wait).await;
        Ok(())
    }

    /// Waits without a word before something is looked at again that this command needs; passes at once in a rehearsal,
    /// and ends at once where the deadline would pass meanwhile.
    ///
    /// # Errors
    ///
    /// The deadline would pass meanwhile.
    pub async fn back_off(&self, wait: Duration, purpose: &str, cause: &str) -> Result<(), PlatformError> {
        self.has_time_for(wait, purpose, cause)?;
        self.passed.note();
        self.pace.back_off(wait).await;
        Ok(())
    }

    fn has_time_for(&self, wait: Duration, purpose: &str, cause: &str) -> Result<(), PlatformError> {
        if self.time_left().is_some_and(|left| left <= wait) {
            let cause = format!(
                "{cause}; the next attempt would come {} s from now",
                wait.as_millis().div_ceil(1000).max(1)
            );
            return Err(PlatformError::new(ErrorKind::DeadlinePassed, purpose, cause));
        }
        Ok(())
    }

    fn time_left(&self) -> Option<Duration> {
        self.options.deadline.map(|deadline| deadline.saturating_sub(self.pace.elapsed()))
    }

    /// The time limit of one attempt.
    fn time_for(&self, request: &Request) -> Result<AttemptLimit, PlatformError> {
        let timeout = AttemptLimit { time: self.options.timeout, cut: CutOff::Connection };
        let Some(left) = self.time_left() else { return Ok(timeout) };
        let needed = match request.effect {
            Effect::Read => Duration::ZERO,
            Effect::Write => self.connect_timeout * CONNECTS_LEFT_FOR_A_WRITE,
        };
        if left <= needed {
            let cause = format!("{} ms are left, too few to begin", left.as_millis());
            return Err(PlatformError::new(ErrorKind::DeadlinePassed, &*request.purpose, cause));
        }
        Ok(if left < timeout.time { AttemptLimit { time: left, cut: CutOff::Deadline } } else { timeout })
    }

    async fn attempt(
        &self,
        request: &Request,
        token: &Secret,
        limit: AttemptLimit,
        going_out: &Arc<SendMarker>,
    ) -> Result<AttemptOutcome, PlatformError> {
        let headers = wire::headers(request, token)?;
        let body = request.body.as_ref().map(Payload::text).unwrap_or_default();
        let builder = self
            .client
            .request(wire::method(request.method), &*self.served(request.address.as_str()))
            .headers(headers)
            .timeout(limit.time)
            .body(going_out.body(body));
        let private = request.body.as_ref().map(Payload::private_texts).unwrap_or_default();
        self.log_request(request);
        let began = Instant::now();
        let outcome = match builder.send().await {
            Ok(response) => self.read(response, limit, &private).await,
            Err(error) => self.failed(error, limit),
        };
        self.log_outcome(request, &outcome, began.elapsed());
        Ok(outcome)
    }

    /// The callback that is run when an attempt goes out. A write that is interrupted before that was not sent.
    fn going_out(&self, effect: Effect) -> Arc<SendMarker> {
        let (moments, pace) = (Arc::clone(&self.moments), Arc::clone(&self.pace));
        let observer = Arc::clone(&self.observer);
        SendMarker::new(move || {
            if effect == Effect::Write {
                let now = pace.elapsed();
                moments.lock().unwrap_or_else(PoisonError::into_inner).write_began = Some(now);
                observer.sending();
            }
        })
    }

    /// The URL at which a URL of the origin is really served.
    fn served<'url>(&self, url: &'url str) -> Cow<'url, str> {
        let HttpOptions { origin, served_at, .. } = &*self.options;
        match served_at.as_ref().zip(url.strip_prefix(origin.as_str())) {
            Some((served_at, rest)) => Cow::Owned(format!("{served_at}{rest}")),
            None => Cow::Borrowed(url),
        }
    }

    async fn read(&self, mut response: Response, limit: AttemptLimit, private: &[String]) -> AttemptOutcome {
        let status = response.status().as_u16();
        let headers = self.clean_headers(response.headers());
        let mut bytes = Vec::new();
        loop {
            match response.chunk().await {
                Ok(Some(chunk)) if bytes.len() + chunk.len() > ANSWER_MAX_BYTES => {
                    let cause =
                        format!("the answer is larger than {} MiB and was not read", ANSWER_MAX_BYTES >> 20);
                    return AttemptOutcome::NoAnswer { cause, cut: CutOff::Size, source: None };
                }
                Ok(Some(chunk)) => bytes.extend_from_slice(&chunk),
                Ok(None) => break,
                Err(error) => return self.failed(error, limit),
            }
        }
        if weight(&bytes) > ANSWER_MAX_WEIGHT {
            let cause = format!(
                "the answer holds too many values, more than {} MiB of memory, and was not read",
                ANSWER_MAX_WEIGHT >> 20
            );
            return AttemptOutcome::NoAnswer { cause, cut: CutOff::Size, source: None };
        }
        let text = String::from_utf8(bytes)
            .unwrap_or_else(|error| String::from_utf8_lossy(error.as_bytes()).into_owned());
        let body = if text.trim().is_empty() {
            Body::Empty
        } else {
            match serde_json::from_str(&text) {
                Ok(value) => Body::Json(value),
                Err(_) if text.len() > TEXT_MAX_BYTES => {
                    let cause = format!(
                        "the answer is not JSON, is larger than {} MiB and was not read",
                        TEXT_MAX_BYTES >> 20
                    );
                    return AttemptOutcome::NoAnswer { cause, cut: CutOff::Size, source: None };
                }
                Err(_) => Body::Text(text),
            }
        };
        self.log_answer(&headers, &body, private);
        let header =
            |name: &str| headers.iter().find(|(known, _)| known == name).map(|(_, value)| value.as_str());
        self.remember_date(header("date").and_then(http_date));
        let shown = |value: &str| presentable(value, &self.redactor);
        AttemptOutcome::Answered(Answer {
            status,
            body,
            request_id: REQUEST_ID_HEADERS.into_iter().find_map(|name| header(name).and_then(shown)),
            retry_after: header("retry-after")
                .and_then(|value| retry_after(value, header("date"), self.clock.now())),
            location: header("location").and_then(shown),
        })
    }

    fn remember_date(&self, date: Option<Timestamp>) {
        let read = self.pace.elapsed();
        let mut moments = self.moments();
        moments.last_answer = date.map(|date| ClockReading { date, read });
        if let Some(date) = date {
            moments.clock_lead = Some(date.duration_since(self.clock.now()));
        }
    }

    fn clean_headers(&self, headers: &HeaderMap) -> Vec<(String, String)> {
        headers
            .iter()
            .map(|(name, value)| {
                let text = String::from_utf8_lossy(value.as_bytes()).into_owned();
                (name.as_str().to_owned(), self.redactor.clean(text))
            })
            .collect()
    }

    /// Classifies a failure of the connection. The error's own text would show the URL, so only its first cause is
    /// used.
    fn failed(&self, error: reqwest::Error, limit: AttemptLimit) -> AttemptOutcome {
        let error = error.without_url();
        let origin = &self.options.origin;
        let chain = SourceChain::of(&error, &|text| self.redactor.clean(text));
        let innermost = chain.innermost();
        if error.is_connect() {
            if let Some(refused) = self.not_trusted(&error, &chain) {
                return refused;
            }
            let through = self.options.proxy.as_ref().map_or_else(String::new, |proxy| {
                format!(" through the proxy {} of {}", proxy.address(), proxy.variable())
            });
            let cause = if error.is_timeout() {
                format!("no connection to {origin}{through} within {} ms", self.connect_timeout.as_millis())
            } else if error.is_dns() {
                let named = self.options.proxy.as_ref().map_or_else(|| origin.clone(), Proxy::address);
                format!("the name in {named} was not found ({innermost})")
            } else {
                format!("no connection to {origin}{through} ({innermost})")
            };
            return AttemptOutcome::NeverSent { cause, source: Some(chain) };
        }
        let (cause, cut) = if error.is_timeout() {
            (format!("no whole answer from {origin} within {} ms", limit.time.as_millis()), limit.cut)
        } else {
            (
                format!("the connection to {origin} broke before the whole answer came ({innermost})"),
                CutOff::Connection,
            )
        };
        AttemptOutcome::NoAnswer { cause, cut, source: Some(chain) }
    }

    /// The outcome if a connection failed because the server cannot be trusted: no TLS, or a refused certificate.
    /// `None` if it failed for another reason.
    fn not_trusted(&self, error: &reqwest::Error, chain: &SourceChain) -> Option<AttemptOutcome> {
        let origin = &self.options.origin;
        let source = Some(chain.clone());
        if speaks_no_tls(error) {
            return Some(AttemptOutcome::NotTrusted {
                cause: format!("what answers at {origin} does not speak TLS"),
                hint: "check the host and the port in --host, and the proxy in HTTPS_PROXY where one is set"
                    .to_owned(),
                source,
            });
        }
        let distrust = Distrust::behind(error)?;
        let cause = self.redactor.clean(format!("the certificate of {origin} {distrust}"));
        let hint = distrust.hint(self.options.extra_certificates.is_some()).to_owned();
        Some(AttemptOutcome::NotTrusted { cause, hint, source })
    }
}

/// The time limit of one attempt, and what cut the attempt off if the limit is reached.
#[derive(Debug, Clone, Copy)]
struct AttemptLimit {
    time: Duration,
    cut: CutOff,
}

#[cfg(test)]
mod tests;
