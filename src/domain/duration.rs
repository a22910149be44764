//! Durations as people write them: `30s`, `5m`, `1h30m`, `500ms`, `7d`, `2w`, or a bare number of seconds.

use std::time::Duration;

use jiff::{SignedDuration, Span, SpanRelativeTo};

use super::finding::Problem;

/// The longest duration with a unit that can be read: almost 20,000 years.
const LONGEST: Duration = Duration::from_hours(175_307_616);

/// Reads a duration of at least one millisecond. A bare number counts seconds. A day has 24 hours, and a week has 7
/// days. Months and years are refused, since their length differs.
///
/// ```
/// use std::time::Duration;
///
/// use kcamp::domain::duration::parse_duration;
///
/// assert_eq!(parse_duration("1h 30m").unwrap(), Duration::from_secs(5_400));
/// assert_eq!(parse_duration("30").unwrap(), Duration::from_secs(30));
/// assert!(parse_duration("1 month").is_err());
/// ```
///
/// # Errors
///
/// `duration/unreadable` if the text is not such a duration, is negative, is shorter than 1ms, or is longer than
/// about 20,000 years.
pub fn parse_duration(text: &str) -> Result<Duration, Problem> {
    let problem = |what: &str| {
        Problem::error("duration/unreadable", format!("{text:?} {what}"))
            .help("write a number and a unit, such as 500ms, 30s, 5m, 1h30m, 7d or 2w; a bare number counts seconds")
    };
    let duration = if !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit()) {
        text.parse().map(Duration::from_secs).map_err(|_| problem("is longer than any clock can count"))?
    } else {
        let signed: SignedDuration = text
            .parse::<Span>()
            .and_then(|span| span.to_duration(SpanRelativeTo::days_are_24_hours()))
            .map_err(|_| problem("is not a duration"))?;
        signed.try_into().map_err(|_| problem("is negative; a duration must be positive"))?
    };
    if duration > LONGEST {
        return Err(problem("is longer than any clock can count"));
    }
    if duration < Duration::from_millis(1) {
        return Err(problem("is too short; the shortest is 1ms"));
    }
    Ok(duration)
}

/// The unit in which a platform counts a duration.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CountedIn {
    /// Seconds.
    Seconds,
    /// Minutes.
    Minutes,
}

/// A flag's value as the number that the platform takes. A duration with a unit is converted to the platform's unit. A
/// bare number, and any other text, stays as it is; the rules of its field judge it.
///
/// # Errors
///
/// `duration/unreadable` if the text has a unit and is not a duration, or is not a whole number of that unit. The
/// message quotes the text as typed.
pub fn counted(text: &str, unit: CountedIn) -> Result<String, Problem> {
    let trimmed = text.trim();
    if !trimmed.ends_with(char::is_alphabetic) || !trimmed.contains(|letter: char| letter.is_ascii_digit()) {
        return Ok(text.to_owned());
    }
    let (seconds, name, forms) = match unit {
        CountedIn::Seconds => (1, "seconds", "20s or 1m; a bare number counts seconds"),
        CountedIn::Minutes => (60, "minutes", "90m or 2h; a bare number counts minutes"),
    };
    let refused = |what: &str| {
        Problem::error("duration/unreadable", format!("{text:?} {what}"))
            .help(format!("write it as in {forms}"))
    };
    let duration = parse_duration(trimmed).map_err(|_| refused("is not a duration"))?;
    if duration.subsec_nanos() > 0 || !duration.as_secs().is_multiple_of(seconds) {
        return Err(refused(&format!("is not a whole number of {name}")));
    }
    Ok((duration.as_secs() / seconds).to_string())
}

/// The duration as text that [`parse_duration`] reads back, to the millisecond: `30s`, `1h30m`, `500ms`.
pub fn duration_text(duration: Duration) -> String {
    let seconds = duration.as_secs();
    let parts = [
        (u128::from(seconds / 3600), "h"),
        (u128::from(seconds / 60 % 60), "m"),
        (u128::from(seconds % 60), "s"),
        (u128::from(duration.subsec_millis()), "ms"),
    ];
    let written: Vec<String> = parts
        .iter()
        .filter(|(number, _)| *number > 0)
        .map(|(number, unit)| format!("{number}{unit}"))
        .collect();
    if written.is_empty() { "0s".to_owned() } else { written.concat() }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use proptest::prelude::*;

    use super::{CountedIn, LONGEST, counted, duration_text, parse_duration};

    #[test]
    fn units_and_bare_seconds() {
        for (text, milliseconds) in [
            ("300", 300_000),
            ("300s", 300_000),
            ("5m", 300_000),
            ("1h", 3_600_000),
            ("1h30m", 5_400_000),
            ("500ms", 500),
            ("30 s", 30_000),
            ("1d", 86_400_000),
            ("7d", 7 * 86_400_000),
            ("7 days", 7 * 86_400_000),
            ("2w", 14 * 86_400_000),
            ("1w 2d 3h", (9 * 24 + 3) * 3_600_000),
        ] {
            assert_eq!(parse_duration(text), Ok(Duration::from_millis(milliseconds)), "{text}");
        }
    }

    #[test]
    fn what_is_no_duration_is_refused_with_the_text_in_the_message() {
        for text in [
            "",
            "five minutes",
            "5 parsecs",
            "-5m",
            "5m ago",
            "0",
            "0s",
            "99999999999999999999999",
            "18446744073709551615",
            "631107417601",
            "175307616h 1s",
            "1mo",
            "2y",
            "-7d",
            "d",
        ] {
            let Err(problem) = parse_duration(text) else { panic!("{text:?} was taken") };
            assert!(problem.message.contains(&format!("{text:?}")), "{problem:?}");
        }
    }

    #[test]
    fn a_duration_is_counted_in_the_unit_of_the_platform() {
        for (text, unit, expected) in [
            ("30", CountedIn::Seconds, "30"),
            ("30s", CountedIn::Seconds, "30"),
            ("2m", CountedIn::Seconds, "120"),
            ("90m", CountedIn::Minutes, "90"),
            ("2h", CountedIn::Minutes, "120"),
            ("120 s", CountedIn::Minutes, "2"),
            ("1d", CountedIn::Minutes, "1440"),
            // The rules of the field judge these.
            ("-5", CountedIn::Minutes, "-5"),
            ("1.5", CountedIn::Minutes, "1.5"),
            ("soon", CountedIn::Minutes, "soon"),
        ] {
            assert_eq!(counted(text, unit).as_deref(), Ok(expected), "{text}");
        }
        for (text, unit) in [
            ("90s", CountedIn::Minutes),
            ("500ms", CountedIn::Seconds),
            ("5 parsecs", CountedIn::Minutes),
            ("-5m", CountedIn::Minutes),
        ] {
            let Err(problem) = counted(text, unit) else { panic!("{text:?} was taken") };
            assert!(problem.help.is_some_and(|help| help.contains("a bare number counts")), "{text}");
        }
    }

    #[test]
    fn the_longest_reads_back() {
        assert_eq!(parse_duration("631107417600"), Ok(LONGEST));
        assert_eq!(parse_duration(&duration_text(LONGEST)), Ok(LONGEST));
    }

    proptest! {
        #[test]
        fn text_reads_back(milliseconds in 1_u64..=631_107_417_600_000) {
            let duration = Duration::from_millis(milliseconds);
            prop_assert_eq!(parse_duration(&duration_text(duration)), Ok(duration));
        }
    }
}
