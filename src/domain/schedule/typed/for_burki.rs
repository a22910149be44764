//! Schedules for a platform that repeats them in their own zone. It accepts more patterns and fewer times.

use jiff::Timestamp;
use jiff::civil::Time;

use super::{Times, TypedPattern, TypedSchedule, check_offset, variable_ignored};
use crate::domain::finding::{Findings, Located, Origin, Problem};
use crate::domain::run_pattern::RunPattern;
use crate::domain::schedule::{
    BurkiScheduleRequest, RequestedSchedule, files_days_unclear, first_run, typed_days_unclear,
};
use crate::domain::wall_time::Resolved;

impl TypedSchedule {
    /// The request to a platform that repeats a schedule in the schedule's own zone.
    pub(super) fn for_burki(&self, now: Timestamp, findings: &mut Findings) -> Option<RequestedSchedule> {
        let in_file = self.files_start();
        let is_immediate_in_file =
            self.in_file.as_ref().is_some_and(|file| file.value == RequestedSchedule::Immediate);
        let pattern = match self.pattern.as_ref() {
            None if is_immediate_in_file => {
                self.nothing_beside_immediate("the immediate schedule of the file", findings);
                return Some(RequestedSchedule::Immediate);
            }
            Some(Located { value: TypedPattern::Immediate, .. }) => {
                self.nothing_beside_immediate("--immediate", findings);
                return Some(RequestedSchedule::Immediate);
            }
            Some(Located { value: TypedPattern::Runs(runs), origin }) => {
                Some(Located::new(*runs, origin.clone()))
            }
            None => in_file.map(|request| request.pattern.clone()),
        };
        let Times { start, end, at } = self.times(now, findings);
        check_offset(start.as_ref(), pattern.as_ref().map(|pattern| pattern.value), findings);
        let end_offset = end.as_ref().and_then(|end| end.value.offset.as_ref());
        let typed_in = end_offset.or_else(|| self.typing_zone.as_ref().map(|typing| &typing.zone));
        let unclear = in_file.zip(pattern.as_ref()).and_then(|(request, pattern)| {
            let in_file = &request.start.value;
            match (&start, self.types_days(), typed_in) {
                (Some(start), false, _) => {
                    let Resolved { instant, zone, .. } = &start.value;
                    files_days_unclear(pattern.value, &in_file.zone, *instant, zone)
                        .map(|problem| problem.at(&start.origin))
                }
                (None, true, Some(typed_in)) => {
                    typed_days_unclear(pattern.value, typed_in, in_file.instant, &in_file.zone)
                        .map(|problem| problem.at(&pattern.origin))
                }
                _ => None,
            }
        });
        findings.extend(unclear);
        let start = start.map(|start| self.in_a_named_zone(start, pattern.as_ref(), findings));
        let start = match (start, pattern.as_ref()) {
            (None, Some(pattern)) if self.start.is_none() => {
                self.start_without_a_day(pattern.value, at, findings, now)
            }
            (start, _) => start,
        };
        let end = if pattern.as_ref().is_some_and(|pattern| pattern.value == RunPattern::Once) {
            self.no_end_beside_once(findings);
            None
        } else {
            end.or_else(|| in_file.and_then(|request| request.end.clone()))
        };
        let is_start_said = self.start.is_some() || in_file.is_some_and(|request| request.is_start_said);
        let request = BurkiScheduleRequest { start: start?, is_start_said, end, pattern: pattern? };
        Some(RequestedSchedule::Burki(request))
    }

    /// A start that has only an offset, moved to a zone that the platform accepts: the file's zone if its days stay,
    /// else the one in which the operator types. Days that differ on the offset's clock are refused.
    fn in_a_named_zone(
        &self,
        start: Located<Resolved>,
        pattern: Option<&Located<RunPattern>>,
        findings: &mut Findings,
    ) -> Located<Resolved> {
        let is_exact = start.value.offset.as_ref() == Some(&start.value.zone) && self.named_zone().is_none();
        let files_zone = self.files_start().filter(|_| !self.types_days()).map(|file| &file.start.value.zone);
        let zone = match files_zone {
            Some(zone) => Some(zone),
            None => self.zone.as_ref().map(|own| &own.value).filter(|_| !start.value.zone.is_iana()),
        };
        let Some(zone) = zone.filter(|_| is_exact) else { return start };
        let named = start.map(|start| Resolved { offset: start.offset, ..Resolved::at(start.instant, zone) });
        // The days of a file were already compared with the offset.
        if files_zone.is_none() {
            check_offset(Some(&named), pattern.map(|pattern| pattern.value), findings);
        }
        named
    }

    /// The start if no day was typed: the file's day at the typed time of day, or the first run of the
    /// pattern from now on.
    fn start_without_a_day(
        &self,
        pattern: RunPattern,
        at: Option<Located<Time>>,
        findings: &mut Findings,
        now: Timestamp,
    ) -> Option<Located<Resolved>> {
        let Some(in_file) = self.files_start() else {
            let zone = self.zone()?;
            return at.map(|at| at.map(|time| first_run(pattern, time, zone, now)));
        };
        let files_zone = &in_file.start.value.zone;
        if let Some((at, zone)) = at.as_ref().zip(self.zone.as_ref().map(|own| &own.value))
            && !zone.is_same_clock(files_zone)
        {
            let message =
                format!("--at gives a time in {zone}, and the days of the file are days in {files_zone}");
            let problem = Problem::error("time/at-without-start", message).help(format!(
                "say which clock the time is of: --timezone {files_zone} for the file's, or --start with a day and a time in {zone}"
            ));
            findings.push(problem.at(&at.origin));
            return None;
        }
        let origin = at.as_ref().map_or(&in_file.start.origin, |at| &at.origin);
        let time = at.as_ref().map(|at| at.value);
        let mut start = findings.take(in_file.start_over(pattern, time, now), origin)?;
        findings.extend(std::mem::take(&mut start.notes).into_iter().map(|note| note.at(origin)));
        Some(Located::new(start, origin.clone()))
    }

    /// Refuses or ignores an end, since a single run has none.
    fn no_end_beside_once(&self, findings: &mut Findings) {
        let Some(end) = &self.end else { return };
        let problem = if matches!(end.origin, Origin::Environment(_)) {
            variable_ignored("the campaign runs once, and has no end")
        } else {
            Problem::error(
                "schedule/once-has-no-end",
                "the campaign runs once, and --end is for a schedule that repeats",
            )
            .help("remove --end, or use --daily, --weekly or --monthly in place of --once")
        };
        findings.push(problem.at(&end.origin));
    }

    /// Refuses or ignores times, since a campaign that runs when it is started has none.
    fn nothing_beside_immediate(&self, what: &str, findings: &mut Findings) {
        for given in [&self.start, &self.end, &self.at].into_iter().flatten() {
            let problem = if matches!(given.origin, Origin::Environment(_)) {
                variable_ignored("the campaign runs when it is started, and has no times")
            } else {
                Problem::error(
                    "schedule/immediate-has-no-times",
                    format!("{what} runs when the campaign is started, and has no times"),
                )
                .help("remove it, or use --once with --start")
            };
            findings.push(problem.at(&given.origin));
        }
    }
}
