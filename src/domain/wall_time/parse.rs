//! Reads times from text, and explains the errors.

use jiff::civil::{Date, DateTime, Time};
use jiff::tz::Offset;

use super::{Day, Shape, TimeInput, WrittenTime, exact};
use crate::domain::duration::parse_duration;
use crate::domain::finding::Problem;
use crate::domain::weekday::Weekday;

const UNREADABLE: &str = "time/unreadable";
const FORMS: &str = "write 2026-12-01 09:00, 2026-12-01T09:00+05:30, tomorrow 09:00 or next mon 09:00";

/// Reads local time as in a campaign file, `2026-12-01 09:00:00`: a date and a time, with `T` or a space between them,
/// the seconds optional, no offset. The zone is given elsewhere in the file.
///
/// # Errors
///
/// `time/unreadable`, `time/time-missing` for a day without a time, or `time/offset-not-taken`.
pub fn wall_time(text: &str) -> Result<DateTime, Problem> {
    match wall_end(text)? {
        (date, Some(time)) => Ok(date.to_datetime(time)),
        (date, None) => Err(Problem::error("time/time-missing", format!("{date} is a day without a time"))
            .help(format!("write the time too: {date} 09:00:00"))),
    }
}

/// Reads the end of a schedule as in a campaign file: like [`wall_time`], or a day without a time, which means the
/// end of that day.
///
/// # Errors
///
/// `time/unreadable` or `time/offset-not-taken`.
pub fn wall_end(text: &str) -> Result<(Date, Option<Time>), Problem> {
    let form = "write 2026-12-01 09:00:00, and the zone in schedule.timezone";
    let typed = text.trim();
    match absolute(typed).map_err(|problem| padded(fixed(problem, form), typed))? {
        Shape::Wall(Day::On(date), time) => Ok((date, Some(time))),
        Shape::Day(Day::On(date)) => Ok((date, None)),
        Shape::Exact(wall, _) => Err(Problem::error(
            "time/offset-not-taken",
            format!("{typed:?} has an offset; the times of a file are local times"),
        )
        .help(format!(
            "write {} and name its zone in schedule.timezone",
            wall.strftime("%Y-%m-%d %H:%M:%S")
        ))),
        Shape::Day(_) | Shape::Wall(..) => Err(unreadable(typed).help(form)),
    }
}

/// Reads a time as in a file for Burki: `2027-01-04T09:00:00`, with `T` or a space, the seconds optional, also a day
/// without a time, or a time with an offset or `Z`. The caller decides which of these its key accepts.
///
/// # Errors
///
/// `time/unreadable`, also for `today`, `tomorrow` and `next mon`, whose meaning changes every day.
pub fn written_time(text: &str) -> Result<WrittenTime, Problem> {
    let typed = text.trim();
    let form = "write 2027-01-04T09:00:00, local time in the zone of the schedule";
    Ok(match absolute(typed).map_err(|problem| padded(fixed(problem, form), typed))? {
        Shape::Day(Day::On(date)) => WrittenTime::Day(date),
        Shape::Wall(Day::On(date), time) => WrittenTime::Wall(date.to_datetime(time)),
        Shape::Exact(wall, offset) => WrittenTime::Exact(exact(wall, offset, None).instant),
        Shape::Day(_) | Shape::Wall(..) => return Err(unreadable(typed).help(form)),
    })
}

/// Reads a time of day, `09:00` or `09:00:00`, as for `--at`.
///
/// # Errors
///
/// `time/unreadable` for anything but 24-hour time.
pub fn time_of_day(text: &str) -> Result<Time, Problem> {
    clock(text.trim(), text.trim()).map_err(|problem| fixed(problem, "write 24-hour time: 09:00 or 18:00"))
}

/// Adds the right form to the problem of an unreadable text. Every other problem already names its fix.
fn fixed(problem: Problem, form: &str) -> Problem {
    if problem.code == UNREADABLE { problem.help(form) } else { problem }
}

/// Reads a day and a time of day as people type them: `tomorrow 9:00`, `2027-01-04 09:00:00`.
///
/// # Errors
///
/// `time/unreadable` where it is no time, or may mean several.
pub(super) fn time_input(text: &str) -> Result<TimeInput, Problem> {
    let typed = text.trim();
    let lower = typed.to_lowercase();
    let words: Vec<&str> = lower.split_whitespace().collect();
    let (day, rest) = match words.as_slice() {
        [] => return Err(Problem::error(UNREADABLE, "the time is empty").help(FORMS)),
        ["today", rest @ ..] => (Day::Today, rest),
        ["tomorrow", rest @ ..] => (Day::Tomorrow, rest),
        ["next", weekday, rest @ ..] => (Day::Next(weekday.parse().map_err(|_| unreadable(typed))?), rest),
        [first, ..] if first.parse::<Weekday>().is_ok() => {
            return Err(unreadable(typed).help(format!("which one? write next {lower}, or its date")));
        }
        _ => return absolute(typed).map(TimeInput),
    };
    match rest {
        [] => Ok(TimeInput(Shape::Day(day))),
        [time] => Ok(TimeInput(Shape::Wall(day, clock(time, typed)?))),
        _ => Err(explained(typed)),
    }
}

/// Adds the local time that was meant, if writing two digits in each place makes the typed text valid.
fn padded(problem: Problem, typed: &str) -> Problem {
    if problem.code != "time/unpadded" {
        return problem;
    }
    let mut two_digits = String::with_capacity(typed.len() + 4);
    for part in typed.split_inclusive(|letter: char| !letter.is_ascii_digit()) {
        let digits = part.bytes().filter(u8::is_ascii_digit).count();
        two_digits.push_str(if digits == 1 { "0" } else { "" });
        two_digits.push_str(part);
    }
    match absolute(&two_digits) {
        Ok(Shape::Day(_) | Shape::Wall(..)) => problem.meant(two_digits),
        _ => problem,
    }
}

/// Reads a date, a date and a time, or both with an offset.
fn absolute(typed: &str) -> Result<Shape, Problem> {
    let between = |letter: char| letter.is_whitespace() || letter == 'T' || letter == 't';
    let (day, rest) = match typed.split_once(between) {
        Some((day, rest)) => (day, Some(rest.trim())),
        None => (typed, None),
    };
    let date = calendar(day, typed)?;
    let Some(rest) = rest else {
        return Ok(Shape::Day(Day::On(date)));
    };
    match rest.find(['+', '-', 'Z', 'z']) {
        None => Ok(Shape::Wall(Day::On(date), clock(rest, typed)?)),
        Some(at) => {
            let offset = offset(&rest[at..]).ok_or_else(|| explained(typed))?;
            Ok(Shape::Exact(date.to_datetime(clock(rest[..at].trim(), typed)?), offset))
        }
    }
}

/// Reads `2026-12-01`: four, two and two digits.
fn calendar(day: &str, typed: &str) -> Result<Date, Problem> {
    let parts: Vec<&str> = day.split('-').collect();
    let [year, month, day_of_month] = parts.as_slice() else {
        return Err(explained(typed));
    };
    if year.len() != 4 || ![year, month, day_of_month].iter().all(|part| digits(part, 1..=4)) {
        return Err(explained(typed));
    }
    if month.len() > 2 || day_of_month.len() > 2 {
        return Err(explained(typed));
    }
    if month.len() < 2 || day_of_month.len() < 2 {
        return Err(Problem::error(
            "time/unpadded",
            format!("in the date {day} the month and the day need two digits each"),
        )
        .help(format!("write {year}-{month:0>2}-{day_of_month:0>2}")));
    }
    date(number(year), number(month), number(day_of_month))
        .ok_or_else(|| no_such_date(day, number(year), number(month)))
}

fn date(year: u16, month: u16, day: u16) -> Option<Date> {
    Date::new(year.try_into().ok()?, month.try_into().ok()?, day.try_into().ok()?).ok()
}

fn no_such_date(day: &str, year: u16, month: u16) -> Problem {
    let problem = Problem::error("time/no-such-date", format!("there is no date {day}"));
    match date(year, month, 1) {
        Some(first) => problem.help(format!("{year:04}-{month:02} has {} days", first.days_in_month())),
        None => problem.help("write year, month and day: months go from 01 to 12"),
    }
}

/// Reads `09:00` or `09:00:00`, also with a fraction of zeros, as other programs write it.
fn clock(time: &str, typed: &str) -> Result<Time, Problem> {
    let (whole, fraction) = time.split_once('.').unwrap_or((time, "0"));
    let parts: Vec<&str> = whole.split(':').collect();
    let (hour, minute, second) = match parts.as_slice() {
        [hour, minute] if !time.contains('.') => (*hour, *minute, "00"),
        [hour, minute, second] => (*hour, *minute, *second),
        _ => return Err(explained(typed)),
    };
    if ![hour, minute, second].iter().all(|part| digits(part, 1..=2)) || !digits(fraction, 1..=9) {
        return Err(explained(typed));
    }
    if [hour, minute, second].iter().any(|part| part.len() < 2) {
        let seconds = if parts.len() == 3 { format!(":{second:0>2}") } else { String::new() };
        return Err(Problem::error(
            "time/unpadded",
            format!("in the time {time} each part needs two digits"),
        )
        .help(format!("write {hour:0>2}:{minute:0>2}{seconds}; hours go from 00 to 23")));
    }
    if fraction.contains(|digit| digit != '0') {
        return Err(Problem::error("time/no-such-time", format!("{time} has a fraction of a second"))
            .help(format!("the platform counts whole seconds: write {whole}")));
    }
    let part = |text: &str| i8::try_from(number(text)).unwrap_or(i8::MAX);
    Time::new(part(hour), part(minute), part(second), 0).map_err(|_| {
        let problem = Problem::error("time/no-such-time", format!("there is no time {time}"));
        if hour == "24" && minute == "00" && second == "00" {
            problem.help("write 00:00 of the next day")
        } else {
            problem.help("hours go from 00 to 23, minutes and seconds from 00 to 59")
        }
    })
}

/// Reads `Z`, `+05:30`, `+0530` or `+05`.
fn offset(text: &str) -> Option<Offset> {
    if text.eq_ignore_ascii_case("z") {
        return Some(Offset::UTC);
    }
    let (sign, rest) = match text.split_at_checked(1)? {
        ("+", rest) => (1, rest),
        ("-", rest) => (-1, rest),
        _ => return None,
    };
    let (hours, minutes) = match rest.split_once(':') {
        Some(parts) => parts,
        None if rest.len() == 4 => rest.split_at_checked(2)?,
        None => (rest, "00"),
    };
    if !digits(hours, 2..=2) || !digits(minutes, 2..=2) {
        return None;
    }
    let (hours, minutes) = (i32::from(number(hours)), i32::from(number(minutes)));
    // No place is more than 14 hours from UTC; RFC 3339 allows 23:59.
    if hours > 23 || minutes > 59 {
        return None;
    }
    Offset::from_seconds(sign * (hours * 3600 + minutes * 60)).ok()
}

fn digits(text: &str, lengths: std::ops::RangeInclusive<usize>) -> bool {
    lengths.contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_digit())
}

/// The number in a text of a few digits.
fn number(digits: &str) -> u16 {
    digits.bytes().fold(0, |number, digit| number.saturating_mul(10).saturating_add(u16::from(digit - b'0')))
}

fn unreadable(typed: &str) -> Problem {
    Problem::error(UNREADABLE, format!("{typed:?} is not a time in a form that kcamp knows")).help(FORMS)
}

/// The problem of a text that cannot be read as a time, with a fix for other formats, such as `9 PM`.
fn explained(typed: &str) -> Problem {
    let problem = unreadable(typed);
    let lower = typed.to_lowercase();
    if lower.ends_with("am") || lower.ends_with("pm") {
        return problem.help("write 24-hour time: 09:00 for 9 AM, 18:00 for 6 PM");
    }
    if typed.ends_with(|last: char| last.is_ascii_alphabetic()) && parse_duration(typed).is_ok() {
        return problem.help("that is a length of time: write the day itself, as in 2026-12-31, or a time, as in 2026-12-01 09:00");
    }
    let year_first = typed.len() > 4 && digits(typed.get(..4).unwrap_or_default(), 4..=4);
    if !year_first
        && typed.starts_with(|first: char| first.is_ascii_digit())
        && typed.contains(['/', '-', '.'])
    {
        return problem.help("write the year first, then month and day: 2026-12-01");
    }
    if year_first && typed.contains('/') && !typed.contains('-') {
        return problem.help("divide year, month and day with hyphens: 2026-12-01");
    }
    if lower.contains('[')
        || lower.ends_with("utc")
        || lower.ends_with("gmt")
        || typed.rsplit(' ').next().is_some_and(named_zone)
    {
        return problem
            .help("name the zone in --timezone, or write an offset at the time: 2026-12-01T09:00+05:30");
    }
    problem
}

/// Whether a word looks like `Asia/Kolkata`.
fn named_zone(word: &str) -> bool {
    word.contains('/') && word.starts_with(|first: char| first.is_ascii_alphabetic())
}
