//! The days on which a schedule runs, from flags and questions.

use std::num::NonZeroU32;

use super::timing::TimingArgs;
use crate::domain::finding::{Findings, Located, Origin, Problem};
use crate::domain::platform_kind::PlatformKind;
use crate::domain::recurrence::{Recurrence, interval};
use crate::domain::run_pattern::{DayOfMonth, RunPattern};
use crate::domain::schedule::{PatternKind, RequestedSchedule, TypedPattern};
use crate::domain::weekday::{Weekday, WeekdaySet};
use crate::error::Error;
use crate::ui::prompt::Prompt;

/// The pattern from the flags. If a file has a schedule, the flags change only a part of it. A pattern that the
/// platform does not support is reported first.
///
/// # Errors
///
/// `schedule/not-served`, if the platform does not support the pattern.
pub(super) fn flagged(
    timing: &TimingArgs,
    platform: PlatformKind,
    in_file: Option<&RequestedSchedule>,
    findings: &mut Findings,
) -> Result<Option<Located<TypedPattern>>, Error> {
    let pattern = if timing.immediate {
        Some(Located::new(TypedPattern::Immediate, Origin::Flag("--immediate".to_owned())))
    } else {
        from_flags(timing, in_file, findings).map(|pattern| pattern.map(TypedPattern::Runs))
    };
    match pattern.as_ref().map_or(Ok(()), |pattern| pattern.value.taken_by(platform)) {
        Ok(()) => Ok(pattern),
        Err(problem) => {
            let error = Error::usage(problem.code, problem.message);
            Err(error.with_hints(problem.help))
        }
    }
}

fn from_flags(
    timing: &TimingArgs,
    in_file: Option<&RequestedSchedule>,
    findings: &mut Findings,
) -> Option<Located<RunPattern>> {
    let every_origin = Origin::Flag("--every".to_owned());
    let every = timing.every.as_ref().map(|text| findings.take(interval(text), &every_origin));
    let weekly_origin = Origin::Flag("--weekly".to_owned());
    let days = timing.weekly.as_ref().map(|text| findings.take(text.parse::<WeekdaySet>(), &weekly_origin));
    // Both values are checked before either ends the command.
    let every = match every {
        None => None,
        Some(every) => Some(every?),
    };
    let files = in_file.and_then(RequestedSchedule::pattern);
    let flag = |name: &str, pattern: RunPattern, findings: &mut Findings| {
        let origin = Origin::Flag(name.to_owned());
        let replaced = files.filter(|_| every.is_none());
        findings.extend(
            replaced.and_then(|file| interval_replaced(pattern, file)).map(|problem| problem.at(&origin)),
        );
        let pattern = every.and_then(|every| pattern.with_every(every)).unwrap_or(pattern);
        Some(Located::new(pattern, origin))
    };
    let one = NonZeroU32::MIN;
    if let Some(days) = days {
        return flag("--weekly", Recurrence::Weekly { every: one, days: days? }.into(), findings);
    }
    if timing.daily {
        return flag("--daily", Recurrence::Daily { every: one }.into(), findings);
    }
    if let Some(text) = &timing.monthly {
        let day = findings.take(text.parse(), &Origin::Flag("--monthly".to_owned()))?;
        return flag("--monthly", RunPattern::Monthly { every: one, day }, findings);
    }
    if timing.once {
        if every.is_some() {
            let problem =
                Problem::error("schedule/once-has-no-interval", "--once runs once, and --every repeats")
                    .help("remove one of them");
            findings.push(problem.at(&every_origin));
        }
        return flag("--once", RunPattern::Once, findings);
    }
    let (every, _) = (every?, in_file?);
    let repeated = files.and_then(|pattern| pattern.with_every(every));
    if repeated.is_none() {
        findings.push(nothing_to_repeat(files).at(&every_origin));
    }
    Some(Located::new(repeated?, every_origin))
}

/// The note that a typed recurrence replaces the file's, including its interval: typed flags have the same meaning
/// with and without a file.
fn interval_replaced(typed: RunPattern, in_file: RunPattern) -> Option<Problem> {
    let every = in_file.every().filter(|every| every.get() > 1)?;
    typed.every()?;
    let message = format!("the file has {in_file}, and the flags have {typed} in its place");
    let problem = Problem::note("schedule/interval-replaced", message);
    Some(problem.help(format!("to keep the interval of the file, add --every {every}")))
}

/// The error for an interval if the file's schedule does not repeat.
fn nothing_to_repeat(in_file: Option<RunPattern>) -> Problem {
    let message = match in_file {
        Some(_) => "the schedule of the file runs once, and --every repeats",
        None => {
            "the schedule of the file is immediate: it runs when the campaign is started, and --every repeats"
        }
    };
    Problem::error("schedule/once-has-no-interval", message)
        .help("remove --every, or say how the schedule repeats: --daily, --weekly DAYS or --monthly DAY")
}

/// Asks on which days the schedule is to run.
///
/// # Errors
///
/// A question was not answered.
pub(super) fn ask(
    platform: PlatformKind,
    every: NonZeroU32,
    prompts: &mut dyn Prompt,
) -> Result<TypedPattern, Error> {
    let kinds = PatternKind::taken_by(platform);
    let items: Vec<String> = kinds.iter().map(|kind| words(*kind).0.to_owned()).collect();
    match kinds[prompts.select("how does it repeat?", &items)?] {
        PatternKind::Weekly => ask_days(every, prompts).map(TypedPattern::from),
        PatternKind::Daily => Ok(Recurrence::Daily { every }.into()),
        PatternKind::Monthly => {
            let check = |text: &str| text.parse::<DayOfMonth>().map(|_| ()).map_err(Problem::in_one_line);
            let text = prompts.text("day of the month, 1 to 31", None, &check)?;
            let day = text.parse().map_err(|problem| Error::bad_value("the day of the month", problem))?;
            Ok(RunPattern::Monthly { every, day }.into())
        }
        PatternKind::Once => Ok(RunPattern::Once.into()),
        PatternKind::Immediate => Ok(TypedPattern::Immediate),
    }
}

/// The words of a question for a kind of pattern, and the flag that says it.
const fn words(kind: PatternKind) -> (&'static str, &'static str) {
    match kind {
        PatternKind::Weekly => ("weekly, on days of the week", "--weekly DAYS"),
        PatternKind::Daily => ("daily", "--daily"),
        PatternKind::Monthly => ("monthly, on a day of the month", "--monthly DAY"),
        PatternKind::Once => ("once", "--once"),
        PatternKind::Immediate => ("never: it runs only when it is started", "--immediate"),
    }
}

/// The flags that say when a schedule of this platform runs, such as `--daily or --weekly DAYS`.
pub(super) fn flags_of(platform: PlatformKind) -> String {
    let mut kinds = PatternKind::taken_by(platform).to_vec();
    kinds.retain(|kind| *kind != PatternKind::Immediate);
    kinds.sort_unstable();
    let flags: Vec<&str> = kinds.into_iter().map(|kind| words(kind).1).collect();
    match flags.split_last() {
        Some((last, before)) if !before.is_empty() => format!("{} or {last}", before.join(", ")),
        _ => flags.concat(),
    }
}

fn ask_days(every: NonZeroU32, prompts: &mut dyn Prompt) -> Result<Recurrence, Error> {
    let items = Weekday::ALL.map(|day| day.full().to_owned());
    loop {
        let chosen = prompts.multi_select("on which days?", &items, &[])?;
        if let Some(days) = WeekdaySet::from_days(chosen.into_iter().map(|index| Weekday::ALL[index])) {
            return Ok(Recurrence::Weekly { every, days });
        }
    }
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

    use proptest::prelude::*;

    use super::from_flags;
    use crate::commands::schedule::timing::TimingArgs;
    use crate::domain::finding::{Findings, Located, Origin};
    use crate::domain::recurrence::Recurrence;
    use crate::domain::run_pattern::RunPattern;
    use crate::domain::schedule::{BurkiScheduleRequest, RequestedSchedule};
    use crate::domain::wall_time::Resolved;
    use crate::domain::zone::Zone;

    fn any_pattern() -> impl Strategy<Value = RunPattern> {
        (0_usize..3, 1_u32..9, 1_u8..29).prop_map(|(unit, every, day)| {
            let every = every.try_into().unwrap();
            match unit {
                0 => Recurrence::Daily { every }.into(),
                1 => Recurrence::Weekly { every, days: "Mon,Fri".parse().unwrap() }.into(),
                _ => RunPattern::Monthly { every, day: day.to_string().parse().unwrap() },
            }
        })
    }

    fn file(pattern: RunPattern) -> RequestedSchedule {
        let origin = || Origin::Flag("a file".into());
        let start = Resolved::at("2027-01-04T09:00:00Z".parse().unwrap(), &Zone::utc());
        let request = BurkiScheduleRequest {
            start: Located::new(start, origin()),
            is_start_said: true,
            end: None,
            pattern: Located::new(pattern, origin()),
        };
        RequestedSchedule::Burki(request)
    }

    proptest! {
        #[test]
        fn a_typed_recurrence_is_the_same_over_any_file_and_a_lost_interval_is_said(
            in_file in any_pattern(), unit in 0_usize..4, every in proptest::option::of(1_u32..9),
        ) {
            let timing = TimingArgs {
                daily: unit == 0,
                weekly: (unit == 1).then(|| "Tue".to_owned()),
                monthly: (unit == 2).then(|| "5".to_owned()),
                once: unit == 3,
                immediate: false,
                every: every.filter(|_| unit != 3).map(|every| every.to_string()),
                start: None,
                end: None,
                at: None,
            };
            let mut over_file = Findings::new();
            let over = from_flags(&timing, Some(&file(in_file)), &mut over_file);
            let mut alone = Findings::new();
            prop_assert_eq!(over, from_flags(&timing, None, &mut alone));
            prop_assert_eq!(alone.iter().count(), 0);
            let codes: Vec<&str> = over_file.iter().map(|finding| finding.problem.code).collect();
            let is_lost = unit != 3 && timing.every.is_none() && in_file.every().unwrap().get() > 1;
            prop_assert_eq!(codes, if is_lost { vec!["schedule/interval-replaced"] } else { Vec::new() });
        }
    }
}
