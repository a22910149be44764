//! When a request may be repeated, and the wait before each repeat.

use std::fmt;
use std::future::Future;
use std::pin::Pin;
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

use jiff::Timestamp;
use ring::rand::{SecureRandom, SystemRandom};

use crate::clock::Clock;
use crate::files::LockError;

/// The number of attempts of a request that could not connect, or of a read that got no answer. Three repeats outlast
/// a deployment or a lost packet, and a command still fails within seconds.
const ATTEMPTS: u32 = 4;
/// The longest possible first wait; the wait is drawn from zero to this.
const FIRST_WAIT: Duration = Duration::from_millis(500);
/// The longest possible wait.
const LONGEST_WAIT: Duration = Duration::from_secs(8);

/// The number of attempts of a rate-limited request. With the waits below, which average half of their maximum, they
/// outlast the platform's window of sixty seconds. Kore.ai contract §3.
const RATE_LIMIT_ATTEMPTS: u32 = 7;
/// The longest possible first wait after a refusal by the rate limit that gives no time.
const RATE_LIMIT_FIRST_WAIT: Duration = Duration::from_secs(2);
/// The window of the rate limit: no longer wait is needed.
const RATE_LIMIT_LONGEST_WAIT: Duration = Duration::from_mins(1);

/// The number of attempts of a halt at a rate-limited request. Its waits are short enough to stop campaigns as soon
/// as the platform accepts requests again, and long enough that refused requests alone never fill a window.
const HALT_RATE_LIMIT_ATTEMPTS: u32 = 60;
/// The longest possible wait of a halt; half of it on average.
const HALT_LONGEST_WAIT: Duration = Duration::from_secs(4);

/// The longest `Retry-After` that is obeyed. If it is longer, the command ends with exit 11, so that a pipeline does
/// not hang.
pub const RETRY_AFTER_MAX: Duration = Duration::from_mins(5);

/// The waits that a command allows.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Haste {
    /// All waits: for this machine's own count of requests, and for another look at what a lost answer left open.
    #[default]
    Calm,
    /// Only the waits that the platform asks for: what calls people is being stopped. Open outcomes are looked at
    /// once, together, at the end.
    Halt,
}

/// Why a request is repeated.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum WaitReason {
    /// The platform cannot be reached, or is overloaded.
    Unavailable,
    /// The rate limit is used up.
    RateLimit,
    /// An answer was lost, and kcamp looks again whether the request was applied.
    LookingAgain,
    /// kcamp keeps to the account's limit of requests per minute, so that the platform does not have to refuse any.
    Budget,
}

impl WaitReason {
    /// Whether the wait passes at once under a fixed clock. The minute that all processes share goes by the machine's
    /// clock.
    pub const fn passes_in_a_rehearsal(self) -> bool {
        !matches!(self, Self::Budget)
    }
}

impl fmt::Display for WaitReason {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(match self {
            Self::Unavailable => "the platform is unavailable",
            Self::RateLimit => "the rate limit is used up",
            Self::LookingAgain => "an answer was lost, looking whether it was applied",
            Self::Budget => "this account's requests of the last minute are used up",
        })
    }
}

/// Receives the events of a request, so that they can be shown or noted.
pub trait Observer: Send + Sync {
    /// The client is about to wait for this long.
    fn waiting(&self, wait: Duration, reason: WaitReason);

    /// The account's requests per minute cannot be counted together with those of other processes.
    fn not_counting(&self, reason: &LockError);

    /// A write has its connection and is about to be sent: from now on it may have been applied.
    fn sending(&self) {}

    /// The last request was certainly not applied, and will be sent again.
    fn not_applied(&self) {}
}

/// The passing of time, waits and randomness for retries. Tests use their own.
pub trait Pace: Send + Sync {
    /// The time since the command began, monotonic.
    fn elapsed(&self) -> Duration;
    /// Waits until this much real time has passed.
    fn wait(&self, duration: Duration) -> Pin<Box<dyn Future<Output = ()> + Send + '_>>;
    /// Waits before a request is repeated, or before another look.
    fn back_off(&self, duration: Duration) -> Pin<Box<dyn Future<Output = ()> + Send + '_>> {
        self.wait(duration)
    }
    /// A random duration from zero to `most`, evenly distributed.
    fn jitter(&self, most: Duration) -> Duration;
}

/// The machine's own time and randomness.
#[derive(Debug)]
pub struct RealPace {
    began: Instant,
    random: SystemRandom,
    /// In a rehearsal, the sum of the skipped waits.
    passed_over: Option<Mutex<Duration>>,
}

impl RealPace {
    /// Counts from now. Under a fixed clock, the waits before a repeat end at once, because nothing would change
    /// meanwhile. They still count as elapsed, so that a deadline ends the same runs as outside a rehearsal.
    pub fn starting_now(clock: Clock) -> Self {
        Self {
            began: Instant::now(),
            random: SystemRandom::new(),
            passed_over: clock.is_fixed().then(Mutex::default),
        }
    }
}

impl Pace for RealPace {
    fn elapsed(&self) -> Duration {
        let passed_over =
            self.passed_over.as_ref().map(|it| *it.lock().unwrap_or_else(PoisonError::into_inner));
        self.began.elapsed() + passed_over.unwrap_or_default()
    }

    fn wait(&self, duration: Duration) -> Pin<Box<dyn Future<Output = ()> + Send + '_>> {
        Box::pin(tokio::time::sleep(duration))
    }

    fn back_off(&self, duration: Duration) -> Pin<Box<dyn Future<Output = ()> + Send + '_>> {
        let Some(passed_over) = &self.passed_over else { return self.wait(duration) };
        *passed_over.lock().unwrap_or_else(PoisonError::into_inner) += duration;
        Box::pin(std::future::ready(()))
    }

    fn jitter(&self, most: Duration) -> Duration {
        let mut bytes = [0; 4];
        // Without randomness every client waits the whole time: slower, but still correct.
        if self.random.fill(&mut bytes).is_err() {
            return most;
        }
        most.mul_f64(f64::from(u32::from_le_bytes(bytes)) / f64::from(u32::MAX))
    }
}

/// Counts the attempts of one request and tells the wait before the next.
#[derive(Debug, Default)]
pub struct Backoff {
    failed: u32,
    haste: Haste,
}

impl Backoff {
    /// Starts the count for a command of this haste.
    pub const fn of(haste: Haste) -> Self {
        Self { failed: 0, haste }
    }

    /// The wait before the next attempt; `None` if there is no other attempt. `asked` is the answer's `Retry-After`,
    /// which is obeyed exactly.
    pub fn after_failure(
        &mut self,
        reason: WaitReason,
        asked: Option<Duration>,
        pace: &dyn Pace,
    ) -> Option<Duration> {
        let (attempts, first, longest) = match (reason, self.haste) {
            (WaitReason::RateLimit, Haste::Calm) => {
                (RATE_LIMIT_ATTEMPTS, RATE_LIMIT_FIRST_WAIT, RATE_LIMIT_LONGEST_WAIT)
            }
            (WaitReason::RateLimit, Haste::Halt) => {
                (HALT_RATE_LIMIT_ATTEMPTS, RATE_LIMIT_FIRST_WAIT, HALT_LONGEST_WAIT)
            }
            (WaitReason::Unavailable | WaitReason::LookingAgain | WaitReason::Budget, _) => {
                (ATTEMPTS, FIRST_WAIT, LONGEST_WAIT)
            }
        };
        self.failed += 1;
        if self.failed >= attempts || asked.is_some_and(|asked| asked > RETRY_AFTER_MAX) {
            return None;
        }
        let doubled = 1_u32.checked_shl(self.failed - 1).unwrap_or(u32::MAX);
        let span = first.saturating_mul(doubled).min(longest);
        Some(asked.unwrap_or_else(|| pace.jitter(span)))
    }
}

/// The instant of an HTTP date, as in the headers `Date` and `Retry-After`.
pub fn http_date(value: &str) -> Option<Timestamp> {
    let date = httpdate::parse_http_date(value.trim()).ok()?;
    Timestamp::try_from(date).ok()
}

/// The wait that a `Retry-After` header asks for, in seconds or as an HTTP date. A date is compared with the answer's
/// own `Date`, which a wrong clock cannot shift, or else with `now`. `None` if the value is neither.
pub fn retry_after(value: &str, date: Option<&str>, now: Timestamp) -> Option<Duration> {
    let digits = value.trim();
    if !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit()) {
        // A number that is too large is a wait longer than any limit.
        return Some(Duration::from_secs(digits.parse().unwrap_or(u64::MAX)));
    }
    let from = date.and_then(http_date).unwrap_or(now);
    Some(http_date(value)?.duration_since(from).try_into().unwrap_or_default())
}

#[cfg(test)]
pub(crate) mod test_pace {
    use std::future::{Future, ready};
    use std::pin::Pin;
    use std::sync::Mutex;
    use std::time::Duration;

    use super::{Observer, Pace, WaitReason};
    use crate::files::LockError;

    /// Ignores every event.
    pub(crate) struct Unobserved;

    impl Observer for Unobserved {
        fn waiting(&self, _wait: Duration, _reason: WaitReason) {}

        fn not_counting(&self, _reason: &LockError) {}
    }

    /// A pace for tests: waits end at once and are recorded, and every random duration is the longest possible.
    #[derive(Debug, Default)]
    pub(crate) struct SteppedPace(Mutex<Vec<Duration>>);

    impl SteppedPace {
        pub(crate) fn waits(&self) -> Vec<Duration> {
            self.0.lock().map(|waits| waits.clone()).unwrap_or_default()
        }
    }

    impl Pace for SteppedPace {
        fn elapsed(&self) -> Duration {
            self.waits().iter().sum()
        }

        fn wait(&self, duration: Duration) -> Pin<Box<dyn Future<Output = ()> + Send + '_>> {
            if let Ok(mut waits) = self.0.lock() {
                waits.push(duration);
            }
            Box::pin(ready(()))
        }

        fn jitter(&self, most: Duration) -> Duration {
            most
        }
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use jiff::Timestamp;

    use super::test_pace::SteppedPace;
    use super::{Backoff, Haste, Pace, RealPace, WaitReason, retry_after};
    use crate::clock::Clock;

    fn waits(reason: WaitReason) -> Vec<u64> {
        let mut backoff = Backoff::default();
        let pace = SteppedPace::default();
        std::iter::from_fn(|| backoff.after_failure(reason, None, &pace))
            .map(|wait| u64::try_from(wait.as_millis()).unwrap_or(u64::MAX))
            .collect()
    }

    #[test]
    fn waits_double_and_end() {
        assert_eq!(waits(WaitReason::Unavailable), [500, 1000, 2000]);
        assert_eq!(waits(WaitReason::RateLimit), [2000, 4000, 8000, 16000, 32000, 60000]);
    }

    #[test]
    fn a_halt_asks_again_soon_and_for_longer_than_any_window() {
        let (mut backoff, pace) = (Backoff::of(Haste::Halt), SteppedPace::default());
        let waits: Vec<u64> =
            std::iter::from_fn(|| backoff.after_failure(WaitReason::RateLimit, None, &pace))
                .map(|wait| wait.as_secs())
                .collect();
        assert_eq!((waits[0], waits[1], waits[58], waits.len()), (2, 4, 4, 59));
        let asked = Duration::from_secs(7);
        let wait = Backoff::of(Haste::Halt).after_failure(WaitReason::RateLimit, Some(asked), &pace);
        assert_eq!(wait, Some(asked));
    }

    #[test]
    fn what_the_platform_asks_for_is_obeyed_unless_it_is_absurd() {
        let pace = SteppedPace::default();
        let wait = |seconds| {
            Backoff::default().after_failure(WaitReason::RateLimit, Some(Duration::from_secs(seconds)), &pace)
        };
        assert_eq!(wait(7), Some(Duration::from_secs(7)));
        assert_eq!(wait(3600), None);
    }

    #[test]
    fn retry_after_is_seconds_or_a_date() {
        let now: Timestamp = Timestamp::from_second(1_445_412_400).unwrap_or_default();
        let at = "Wed, 21 Oct 2015 07:28:00 GMT";
        assert_eq!(retry_after(" 12 ", None, now), Some(Duration::from_secs(12)));
        assert_eq!(retry_after(at, None, now), Some(Duration::from_secs(80)));
        assert_eq!(retry_after(at, Some("Wed, 21 Oct 2015 07:27:57 GMT"), now), Some(Duration::from_secs(3)));
        assert_eq!(retry_after(at, Some("Wed, 21 Oct 2015 08:00:00 GMT"), now), Some(Duration::ZERO));
        let endless = Some(Duration::from_secs(u64::MAX));
        assert_eq!(retry_after("18446744073709551615", None, now), endless);
        assert_eq!(retry_after("99999999999999999999999", None, now), endless);
        assert_eq!(retry_after("", None, now), None);
        assert_eq!(retry_after("soon", None, now), None);
        assert_eq!(retry_after("-1", None, now), None);
    }

    #[tokio::test]
    async fn a_rehearsal_passes_over_what_is_repeated_and_counts_it() {
        let hour = Duration::from_hours(1);
        let pace = RealPace::starting_now(Clock::Fixed(Timestamp::UNIX_EPOCH));
        for round in 1..=3 {
            pace.back_off(hour).await;
            assert!(pace.elapsed() >= hour * round);
        }
        // Waits for real events are real.
        let before = pace.elapsed();
        pace.wait(Duration::from_millis(5)).await;
        assert!(pace.elapsed() >= before + Duration::from_millis(5));
    }

    #[test]
    fn chance_stays_within_its_span() {
        let pace = RealPace::starting_now(Clock::System);
        let span = Duration::from_millis(100);
        let drawn: Vec<Duration> = (0..50).map(|_| pace.jitter(span)).collect();
        assert!(drawn.iter().all(|wait| *wait <= span));
        assert!(drawn.windows(2).any(|pair| pair[0] != pair[1]), "{drawn:?}");
    }
}
