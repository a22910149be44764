//! Times in the past: `24h`, `2 days ago`, `yesterday`, `2026-12-01 09:00`.

use jiff::Timestamp;
use jiff::civil::Time;

use super::duration::parse_duration;
use super::finding::Problem;
use super::wall_time::{ResolveError, ScheduleBound, TimeInput};
use super::zone::Zone;

const FORMS: &str = "write how long ago, such as 24h, 7d or 2 days ago, or a time in the past: yesterday, 2026-12-01 or 2026-12-01 09:00";

/// Reads a duration before now, a time in any form that other flags accept, `now` or `yesterday`. A day without a time
/// means its beginning, or its last second at [`ScheduleBound::End`]. Local times are in `zone`.
///
/// # Errors
///
/// `time/out-of-range` for a duration that reaches back before the calendar, or the error of the time.
pub fn past_time(text: &str, edge: ScheduleBound, zone: &Zone, now: Timestamp) -> Result<Timestamp, Problem> {
    let typed = text.trim().to_lowercase();
    if typed == "now" {
        return Ok(now);
    }
    if let Ok(duration) = parse_duration(typed.strip_suffix("ago").unwrap_or(&typed).trim()) {
        let out_of_range =
            |_| Problem::error("time/out-of-range", format!("{text} ago is before any calendar"));
        return now.checked_sub(duration).map_err(out_of_range);
    }
    let yesterday = zone.wall(now).date().yesterday().ok();
    let dated = match (typed.strip_prefix("yesterday"), yesterday) {
        (Some(rest), Some(date)) if rest.is_empty() || rest.starts_with(' ') => format!("{date}{rest}"),
        _ => text.to_owned(),
    };
    let looking_back = |problem: Problem| match problem.code {
        "time/unreadable" => problem.help(FORMS),
        _ => problem,
    };
    let input: TimeInput = dated.parse().map_err(looking_back)?;
    let edge = match edge {
        ScheduleBound::Start { .. } => ScheduleBound::Start { at: input.is_day().then(Time::midnight) },
        ScheduleBound::End => ScheduleBound::End,
    };
    input.resolve(Some(zone), edge, now).map(|resolved| resolved.instant).map_err(|error| match error {
        ResolveError::Wrong(problem) => problem,
        ResolveError::ZoneMissing => Problem::error("time/zone-missing", format!("{text:?} needs a zone")),
    })
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

    use super::{ScheduleBound, past_time};

    const SINCE: ScheduleBound = ScheduleBound::Start { at: None };

    fn read(text: &str, edge: ScheduleBound) -> Result<String, String> {
        let now = "2026-12-03T20:00:00Z".parse().unwrap();
        let zone = "Asia/Kolkata".parse().unwrap();
        let instant =
            past_time(text, edge, &zone, now).map_err(|problem| problem.help.unwrap_or_default())?;
        Ok(instant.to_string())
    }

    #[test]
    fn people_look_back_by_lengths_and_by_days() {
        // At this instant it is 01:30 on the 4th in Kolkata.
        for (text, instant) in [
            ("24h", "2026-12-02T20:00:00Z"),
            ("now", "2026-12-03T20:00:00Z"),
            (" Now ", "2026-12-03T20:00:00Z"),
            ("7d", "2026-11-26T20:00:00Z"),
            ("2 days ago", "2026-12-01T20:00:00Z"),
            ("1 hour ago", "2026-12-03T19:00:00Z"),
            ("2w ago", "2026-11-19T20:00:00Z"),
            ("yesterday", "2026-12-02T18:30:00Z"),
            ("Yesterday 09:00", "2026-12-03T03:30:00Z"),
            ("today", "2026-12-03T18:30:00Z"),
            ("2026-12-01", "2026-11-30T18:30:00Z"),
            ("2026-12-01 09:00", "2026-12-01T03:30:00Z"),
            ("2026-12-01T09:00Z", "2026-12-01T09:00:00Z"),
        ] {
            assert_eq!(read(text, SINCE), Ok(instant.to_owned()), "{text}");
        }
        assert_eq!(read("now", ScheduleBound::End), Ok("2026-12-03T20:00:00Z".to_owned()));
        assert_eq!(read("yesterday", ScheduleBound::End), Ok("2026-12-03T18:29:59Z".to_owned()));
        assert_eq!(read("2026-12-01", ScheduleBound::End), Ok("2026-12-01T18:29:59Z".to_owned()));
    }

    #[test]
    fn what_cannot_be_read_is_answered_with_times_in_the_past() {
        for text in ["", "last week", "yesterdays", "nowadays", "soon", "ago", "1/12/2026"] {
            let help = read(text, SINCE).unwrap_err();
            assert!(help.contains("yesterday") && !help.contains("tomorrow"), "{text}: {help}");
        }
        assert!(read("170000000h", SINCE).is_err());
    }
}
