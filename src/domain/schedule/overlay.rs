//! Flags over a file's schedule. Flags replace the file's values, and weekdays stay days of the clock on which
//! they were written.

use jiff::Timestamp;

use super::{KoreScheduleRequest, RequestedTime, ScheduleClock};
use crate::domain::finding::{Findings, Located, Problem};
use crate::domain::recurrence::Recurrence;
use crate::domain::run_pattern::RunPattern;
use crate::domain::wall_clock::shown;
use crate::domain::wall_clock::{days_from, shown_day};
use crate::domain::wall_time::Resolved;
use crate::domain::weekday::WeekdaySet;
use crate::domain::zone::Zone;

/// The parts of a schedule that flags, environment variables and answers set. The file sets the other parts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Overlay {
    /// The start; `None` leaves the file's.
    pub start: Option<Located<Resolved>>,
    /// The end; `None` leaves the file's.
    pub end: Option<Located<Resolved>>,
    /// How it repeats.
    pub recurrence: Option<TypedRecurrence>,
    /// The zone in which the operator types, where one is set.
    pub zone: Option<TypingZone>,
}

/// A recurrence from flags, whole or as a change of the file's.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum TypedRecurrence {
    /// The whole recurrence was typed, so its weekdays are on the clock of the typed times.
    Whole(Located<Recurrence>),
    /// Only the interval was typed; the weekdays are the file's.
    FilesDays(Located<Recurrence>),
}

/// The zone in which the operator types times and weekdays.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TypingZone {
    /// The zone.
    pub zone: Zone,
    /// Whether the zone was named in this command, and not by a variable or a profile for all commands.
    pub is_named: bool,
}

impl Overlay {
    /// The request of a file with these values over its own. `platform_zone` is the clock of a file without a zone.
    /// `None` if there is an error: `schedule/weekdays-unclear` if weekdays and start are written on different clocks,
    /// and the start has another date on each.
    pub fn over(
        self,
        file: &KoreScheduleRequest,
        platform_zone: &Zone,
        findings: &mut Findings,
    ) -> Option<KoreScheduleRequest> {
        let file_zone = match &file.clock {
            ScheduleClock::Operator(zone) => zone,
            ScheduleClock::Platform => platform_zone,
        };
        let typed_start = self.start.as_ref().map(|start| start.value.zone.clone());
        // An end with an offset decides the clock of the days only if the days are the same on the other clocks.
        let end_zone =
            self.end.as_ref().filter(|end| end.value.offset.is_none()).map(|end| end.value.zone.clone());
        let end_offset = self.end.as_ref().and_then(|end| end.value.offset.clone());
        let typed_times = typed_start.clone().or(end_zone);
        let named_zone = self.zone.as_ref().filter(|zone| zone.is_named).map(|zone| zone.zone.clone());
        let typed_days = matches!(self.recurrence, Some(TypedRecurrence::Whole(_)));
        // Typed weekdays are on the clock of the times typed with them.
        let own_clock = if typed_days { typed_times.or(named_zone) } else { typed_start.clone() };

        let mut request = file.clone();
        let has_own_clock = own_clock.is_some();
        if let Some(zone) = own_clock {
            request.clock = ScheduleClock::Operator(zone);
        }
        let mut time = |typed: Option<Located<Resolved>>, in_file: &Located<RequestedTime>| match typed {
            Some(typed) => Some(typed.map(|time| RequestedTime::Instant(time.instant))),
            None if has_own_clock => as_instant(in_file, file_zone, findings),
            None => Some(in_file.clone()),
        };
        request.start = time(self.start, &file.start)?;
        request.end = time(self.end, &file.end)?;
        if let Some(TypedRecurrence::Whole(recurrence) | TypedRecurrence::FilesDays(recurrence)) =
            self.recurrence
        {
            request.recurrence = recurrence;
        }

        let start = match request.start.value {
            RequestedTime::Instant(instant) => instant,
            RequestedTime::Wall(wall) => file_zone.read(wall).instant(),
            // Only an end can be a day without a time.
            RequestedTime::EndOfDay(date) => file_zone.read(date.at(23, 59, 59, 0)).instant(),
        };
        let pattern = request.recurrence.value.into();
        let days_zone = match &request.clock {
            ScheduleClock::Operator(zone) => zone,
            ScheduleClock::Platform => platform_zone,
        };
        let typed_in = match end_offset {
            Some(offset) => Some(offset),
            None => self.zone.filter(|_| !has_own_clock).map(|typing| typing.zone),
        };
        let unclear = match (typed_days, typed_start) {
            (false, Some(zone)) => files_days_unclear(pattern, file_zone, start, &zone)
                .map(|problem| problem.at(&request.start.origin)),
            (true, None) => typed_in
                .and_then(|typed_in| typed_days_unclear(pattern, &typed_in, start, days_zone))
                .map(|problem| problem.at(&request.recurrence.origin)),
            _ => None,
        };
        let is_clear = unclear.is_none();
        findings.extend(unclear);
        is_clear.then_some(request)
    }
}

/// A file's time as an instant, so that it can be combined with times of another zone.
fn as_instant(
    time: &Located<RequestedTime>,
    zone: &Zone,
    findings: &mut Findings,
) -> Option<Located<RequestedTime>> {
    let resolved = match time.value {
        RequestedTime::Instant(_) => return Some(time.clone()),
        RequestedTime::Wall(wall) => Resolved::wall(wall, zone),
        RequestedTime::EndOfDay(date) => Resolved::end_of(date, zone),
    };
    let Resolved { instant, notes, .. } = findings.take(resolved, &time.origin)?;
    findings.extend(notes.into_iter().map(|note| note.at(&time.origin)));
    Some(Located::new(RequestedTime::Instant(instant), time.origin.clone()))
}

/// The error for the days of a file on `file_zone`'s clock with a start that was typed in another zone and has another
/// date there. `None` if the days are the same on both clocks.
pub fn files_days_unclear(
    pattern: RunPattern,
    file_zone: &Zone,
    start: Timestamp,
    start_zone: &Zone,
) -> Option<Problem> {
    let (in_file, typed) = (file_zone.wall(start), start_zone.wall(start));
    let shift = days_from(in_file.date(), typed.date());
    if shift == 0 || !pattern.names_days() {
        return None;
    }
    let problem = Problem::error(
        "schedule/weekdays-unclear",
        format!(
            "the start is {} in {start_zone} and {} in {file_zone}, in which the days of the file are written: {pattern}",
            shown_day(typed),
            shown_day(in_file)
        ),
    );
    Some(match pattern {
        RunPattern::Recurring(Recurrence::Weekly { days, .. }) => {
            let list = |days: WeekdaySet| days.to_string().replace(", ", ",");
            problem.help(format!(
                "say the days beside the start: --weekly {} means these days in {start_zone}, and --weekly {} the days that the \
                 file has in {file_zone}",
                list(days),
                list(days.rotate(shift))
            ))
        }
        _ => problem.help(format!("say the day beside the start, as {start_zone} counts it")),
    })
}

/// The error for weekdays with a start that has an offset, if the start has another date in the zone named in the
/// command. One of the two dates would be the wrong day. `None` if both dates are the same.
pub fn offset_unclear(pattern: RunPattern, start: &Resolved) -> Option<Problem> {
    let offset = start.offset.as_ref()?;
    let (own, named) = (offset.wall(start.instant), start.zone.wall(start.instant));
    if own.date() == named.date() || !pattern.names_days() {
        return None;
    }
    let zone = &start.zone;
    let problem = Problem::error(
        "schedule/weekdays-unclear",
        format!(
            "the start is {} by its own offset, {offset}, and {} in {zone}, and {pattern} could mean days of either clock",
            shown_day(own),
            shown_day(named)
        ),
    );
    Some(problem.help(format!(
        "for days of {zone}, give the start without an offset: --start \"{}\"; for days of the offset, name a zone that has it with \
         --timezone, in place of {zone}",
        shown(named)
    )))
}

/// The error for days that were typed without a start, if the start has another date in the zone where they were typed
/// than on the other possible clock, such as the file's.
pub fn typed_days_unclear(
    pattern: RunPattern,
    typing_zone: &Zone,
    start: Timestamp,
    file_zone: &Zone,
) -> Option<Problem> {
    let (in_file, typing) = (file_zone.wall(start), typing_zone.wall(start));
    if in_file.date() == typing.date() || !pattern.names_days() {
        return None;
    }
    let problem = Problem::error(
        "schedule/weekdays-unclear",
        format!(
            "{pattern} could be days in {typing_zone}, in which times are typed, or in {file_zone}: the start is {} in one and {} \
             in the other",
            shown_day(typing),
            shown_day(in_file)
        ),
    );
    Some(problem.help(format!(
        "say which one you mean: --timezone {file_zone}, and no offset in a time, for days in {file_zone}, or --start with the time in \
         {typing_zone}"
    )))
}
