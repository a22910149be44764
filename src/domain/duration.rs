//! How long something may take, as people write it: `30s`, `5m`, `1h30m`, `500ms`, or a bare number of seconds.

use std::time::Duration;

use super::finding::Problem;

/// Reads a duration of at least one millisecond. A bare number counts seconds.
pub fn parse_duration(text: &str) -> Result<Duration, Problem> {
    let problem = |what: &str| {
        Problem::error("duration/unreadable", format!("{text:?} {what}"))
            .help("write a number and a unit, such as 500ms, 30s, 5m or 1h30m; a bare number counts seconds")
    };
    let duration = if !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit()) {
        text.parse().map(Duration::from_secs).map_err(|_| problem("is longer than any clock can count"))?
    } else {
        let signed: jiff::SignedDuration = text.parse().map_err(|_| problem("is not a duration"))?;
        signed.try_into().map_err(|_| problem("lies in the past; a duration is positive"))?
    };
    if duration < Duration::from_millis(1) {
        return Err(problem("is too short; the shortest is 1ms"));
    }
    Ok(duration)
}

/// The duration as [`parse_duration`] reads it back, to the millisecond: `30s`, `1h30m`, `500ms`.
#[must_use]
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

    use super::{duration_text, parse_duration};

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
        ] {
            assert_eq!(parse_duration(text), Ok(Duration::from_millis(milliseconds)), "{text}");
        }
    }

    #[test]
    fn what_is_no_duration_is_refused_with_the_text_in_the_message() {
        for text in ["", "five minutes", "5 parsecs", "-5m", "5m ago", "0", "0s", "99999999999999999999999"] {
            let Err(problem) = parse_duration(text) else { panic!("{text:?} was taken") };
            assert!(problem.message.contains(&format!("{text:?}")), "{problem:?}");
        }
    }

    proptest! {
        #[test]
        fn text_reads_back(milliseconds in 1_u64..10_000_000_000) {
            let duration = Duration::from_millis(milliseconds);
            prop_assert_eq!(parse_duration(&duration_text(duration)), Ok(duration));
        }
    }
}
