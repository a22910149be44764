//! Schedules as a calendar file, RFC 5545, that calendar programs open.

mod text;
mod time_zone;

use std::collections::BTreeMap;
use std::fmt::Write as _;

use jiff::Timestamp;
use jiff::civil::DateTime;

use self::text::Lines;
use crate::domain::calling_hours::OWN_ZONE_FIRST;
use crate::domain::occurrence::{ClockChange, Occurrence};
use crate::domain::preview::PlannedCampaign;
use crate::domain::recurrence::Recurrence;
use crate::domain::run_pattern::RunPattern;
use crate::domain::weekday::Weekday;
use crate::domain::zone::Zone;

/// The calendar of these campaigns' schedules: one event each, repeated on the platform's clock from its first run to its
/// last, whatever runs were shown. `now` is written as the time at which it was made.
///
/// An event has no duration: nobody knows how long a run takes. It does not block the time of whoever opens it.
#[must_use]
pub fn calendar(campaigns: &[PlannedCampaign], now: Timestamp) -> String {
    let series: Vec<Series<'_>> = campaigns.iter().filter_map(Series::new).collect();
    let mut lines = Lines::new();
    lines.push("BEGIN:VCALENDAR");
    lines.push("VERSION:2.0");
    lines.push(concat!("PRODID:-//kcamp//kcamp ", env!("CARGO_PKG_VERSION"), "//EN"));
    lines.push("CALSCALE:GREGORIAN");
    let mut spans: BTreeMap<&str, (&Zone, Timestamp, Timestamp)> = BTreeMap::new();
    for series in series.iter().filter(|series| !is_utc(series.zone())) {
        let zone = series.zone();
        let (_, from, to) = spans.entry(zone.name()).or_insert((zone, series.first.instant, series.last));
        *from = series.first.instant.min(*from);
        *to = series.last.max(*to);
    }
    for (zone, from, to) in spans.into_values() {
        time_zone::push(zone, from, to, &mut lines);
    }
    for series in &series {
        series.push(now, &mut lines);
    }
    lines.push("END:VCALENDAR");
    lines.into_text()
}

/// One campaign's runs: a rule, and what differs from it.
struct Series<'a> {
    campaign: &'a PlannedCampaign,
    first: Occurrence,
    last: Timestamp,
    /// `None` where there is one run, or where the first is not where the rule has it.
    rule: Option<String>,
    /// Wall times of the rule that are no runs.
    left_out: Vec<DateTime>,
    /// Runs that the rule does not have.
    added: Vec<Timestamp>,
}

impl<'a> Series<'a> {
    fn new(campaign: &'a PlannedCampaign) -> Option<Self> {
        let plan = &campaign.plan;
        let runs: Vec<Occurrence> = plan.runs().collect();
        let (first, last) = (*runs.first()?, runs.last()?.instant);
        let mut series = Self { campaign, first, last, rule: None, left_out: Vec::new(), added: Vec::new() };
        // DTSTART is the first of the rule, so a run that was moved cannot begin one.
        let rule = rule(plan.pattern(), plan.end().map(|_| last));
        let Some(rule) = rule.filter(|_| runs.len() > 1 && first.clock != ClockChange::JumpedOver) else {
            series.added.extend(runs[1..].iter().map(|run| run.instant));
            return Some(series);
        };
        series.rule = Some(rule);
        let mut upcoming = runs.iter().peekable();
        let start = plan.platform_start();
        let mut day = Some(first.scheduled.date());
        let last_day = runs[runs.len() - 1].scheduled.date();
        while let Some(date) =
            day.and_then(|day| plan.pattern().on_or_after(start.date(), day)).filter(|date| *date <= last_day)
        {
            match upcoming.next_if(|run| run.scheduled.date() == date) {
                // A rule leaves out a wall time that does not exist (RFC 5545, 3.3.10). A program that keeps it reads it with
                // the distance from before the jump: the same instant, which counts once (3.8.5.2). An exclusion of that
                // wall time would take out both.
                Some(run) if run.clock == ClockChange::JumpedOver => series.added.push(run.instant),
                Some(_) => {}
                None => series.left_out.push(date.to_datetime(start.time())),
            }
            day = date.tomorrow().ok();
        }
        Some(series)
    }

    const fn zone(&self) -> &Zone {
        self.campaign.plan.platform_zone()
    }

    fn push(&self, now: Timestamp, lines: &mut Lines) {
        let name = match self.campaign.name.as_str() {
            "" => "campaign",
            name => name,
        };
        lines.push("BEGIN:VEVENT");
        lines.push(&format!("UID:{}", uid(name)));
        lines.push(&format!("DTSTAMP:{}", utc(now)));
        let zone = self.zone();
        if self.rule.is_some() && !is_utc(zone) {
            lines.push(&format!("DTSTART{}", local(zone, self.first.scheduled)));
        } else {
            lines.push(&format!("DTSTART:{}", utc(self.first.instant)));
        }
        if let Some(rule) = &self.rule {
            lines.push(&format!("RRULE:{rule}"));
        }
        for wall in &self.left_out {
            lines.push(&format!("EXDATE{}", local(zone, *wall)));
        }
        for instants in self.added.chunks(50) {
            let list: Vec<String> = instants.iter().map(|instant| utc(*instant)).collect();
            lines.push(&format!("RDATE:{}", list.join(",")));
        }
        lines.push(&format!("SUMMARY:{}", text::escaped(name)));
        lines.push(&format!("DESCRIPTION:{}", text::escaped(&self.description())));
        lines.push("TRANSP:TRANSPARENT");
        lines.push("END:VEVENT");
    }

    fn description(&self) -> String {
        let plan = &self.campaign.plan;
        let mut text = format!("Runs {} on the platform's clock ({}).", plan.pattern(), plan.platform_zone());
        if let Some(hours) = &self.campaign.calling_hours {
            // Writing to a String cannot fail.
            let _ = write!(
                text,
                "\nContacts are reached in the calling hours alone ({}; {OWN_ZONE_FIRST}):",
                hours.zone
            );
            for window in &hours.windows {
                let _ = write!(
                    text,
                    "\n{} {}-{}",
                    window.day,
                    window.start.strftime("%H:%M"),
                    window.end.strftime("%H:%M")
                );
            }
        }
        text
    }
}

/// The rule of a pattern that repeats, until the last run where the schedule ends.
fn rule(pattern: RunPattern, last: Option<Timestamp>) -> Option<String> {
    let (frequency, every, by) = match pattern {
        RunPattern::Once => return None,
        RunPattern::Recurring(Recurrence::Daily { every }) => ("DAILY", every, String::new()),
        RunPattern::Recurring(Recurrence::Weekly { every, days }) => {
            let days: Vec<&str> = days.iter().map(two_letters).collect();
            ("WEEKLY", every, format!(";WKST=MO;BYDAY={}", days.join(",")))
        }
        RunPattern::Monthly { every, day } => ("MONTHLY", every, format!(";BYMONTHDAY={day}")),
    };
    let interval = if every.get() == 1 { String::new() } else { format!(";INTERVAL={every}") };
    let until = last.map(|last| format!(";UNTIL={}", utc(last))).unwrap_or_default();
    Some(format!("FREQ={frequency}{interval}{by}{until}"))
}

const fn two_letters(day: Weekday) -> &'static str {
    match day {
        Weekday::Monday => "MO",
        Weekday::Tuesday => "TU",
        Weekday::Wednesday => "WE",
        Weekday::Thursday => "TH",
        Weekday::Friday => "FR",
        Weekday::Saturday => "SA",
        Weekday::Sunday => "SU",
    }
}

fn is_utc(zone: &Zone) -> bool {
    *zone == Zone::utc()
}

/// What follows a property's name where its value is wall time.
fn local(zone: &Zone, wall: DateTime) -> String {
    if is_utc(zone) {
        return format!(":{}Z", wall.strftime("%Y%m%dT%H%M%S"));
    }
    format!(";TZID={}:{}", time_zone::id(zone), wall.strftime("%Y%m%dT%H%M%S"))
}

fn utc(instant: Timestamp) -> String {
    instant.strftime("%Y%m%dT%H%M%SZ").to_string()
}

/// The same for one campaign on any day and any machine, so that a program replaces the event when it reads it again: the
/// platform knows a campaign by its name in any case. FNV-1a, 64 bits.
fn uid(name: &str) -> String {
    let value = name.to_lowercase().bytes().fold(0xcbf2_9ce4_8422_2325_u64, |value, byte| {
        (value ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3)
    });
    format!("{value:016x}@kcamp")
}

#[cfg(test)]
mod tests;
