//! Schedules as a calendar file (RFC 5545), which calendar programs open.

mod series;
mod text;
mod time_zone;

use std::collections::BTreeMap;
use std::fmt::Write as _;

use jiff::civil::DateTime;
use jiff::{SignedDuration, Timestamp};

use self::series::{Run, Series};
use self::text::Lines;
use super::preview;
use crate::domain::calling_hours::OWN_ZONE_FIRST;
use crate::domain::platform_kind::ClockBasis;
use crate::domain::preview::PlannedCampaign;
use crate::domain::zone::Zone;

/// The beginning of every calendar, which identifies an existing one.
pub const BEGIN: &str = "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//kcamp//kcamp ";

/// The calendar of these campaigns' schedules, with all runs from the first to the last, by the platform's clock.
/// `identity` makes a name unique across platforms and accounts. `now` is written as the time of creation.
///
/// A run lasts until its calling window closes. If that is unknown, its length is zero, because the length of a run
/// is unknown. No event marks the reader as busy.
pub fn calendar(
    campaigns: &[PlannedCampaign],
    identity: &dyn Fn(&str) -> String,
    basis: ClockBasis,
    now: Timestamp,
) -> String {
    let series: Vec<(&PlannedCampaign, Vec<Series>)> =
        campaigns.iter().map(|campaign| (campaign, series::of(campaign))).collect();
    let mut lines = Lines::new();
    lines.push("BEGIN:VCALENDAR");
    lines.push("VERSION:2.0");
    lines.push(concat!("PRODID:-//kcamp//kcamp ", env!("CARGO_PKG_VERSION"), "//EN"));
    lines.push("CALSCALE:GREGORIAN");
    let mut spans: BTreeMap<&str, (&Zone, Timestamp, Timestamp)> = BTreeMap::new();
    for (campaign, series) in &series {
        let zone = campaign.plan.repeat_zone();
        for series in series.iter().filter(|series| series.rule.is_some() && !is_utc(zone)) {
            let (first, last) = (series.first().instant, series.last().instant);
            let (_, from, to) = spans.entry(zone.name()).or_insert((zone, first, last));
            *from = first.min(*from);
            *to = last.max(*to);
        }
    }
    for (zone, from, to) in spans.into_values() {
        time_zone::push(zone, from, to, &mut lines);
    }
    for (campaign, series) in &series {
        for (index, series) in series.iter().enumerate() {
            Event { campaign, series, identity, basis, is_first: index == 0 }.push(now, &mut lines);
        }
    }
    lines.push("END:VCALENDAR");
    lines.into_text()
}

/// A series of a campaign's runs in the file: one event, and another one for each run of a different length.
struct Event<'a> {
    campaign: &'a PlannedCampaign,
    series: &'a Series,
    identity: &'a dyn Fn(&str) -> String,
    basis: ClockBasis,
    is_first: bool,
}

impl Event<'_> {
    fn push(&self, now: Timestamp, lines: &mut Lines) {
        let first = &self.series.runs[0];
        let Some(rule) = &self.series.rule else {
            let when = [format!("DTSTART:{}", utc(first.occurrence.instant))];
            self.push_one(when.into_iter().chain(end_of(first)), now, lines);
            return;
        };
        let zone = self.campaign.plan.repeat_zone();
        let usual = self.series.usual_length();
        let start = |run: &Run| format!("DTSTART{}", local(zone, run.occurrence.scheduled));
        let length = usual.is_positive().then(|| format!("DURATION:{}", duration(usual)));
        let when = [start(first), format!("RRULE:{rule}")];
        self.push_one(when.into_iter().chain(length), now, lines);
        for run in self.series.runs.iter().filter(|run| run.length != usual || run.meets_change) {
            let replaced = format!("RECURRENCE-ID{}", local(zone, run.occurrence.scheduled));
            self.push_one([replaced, start(run)].into_iter().chain(end_of(run)), now, lines);
        }
    }

    /// Adds one event; `when` are the lines about its time.
    fn push_one(&self, when: impl Iterator<Item = String>, now: Timestamp, lines: &mut Lines) {
        let name = match self.campaign.name.as_str() {
            "" => "campaign",
            name => name,
        };
        lines.push("BEGIN:VEVENT");
        lines.push(&format!("UID:{}", self.uid()));
        lines.push(&format!("DTSTAMP:{}", utc(now)));
        when.for_each(|line| lines.push(&line));
        lines.push(&format!("SUMMARY:{}", text::escaped(name)));
        lines.push(&format!("DESCRIPTION:{}", text::escaped(&self.description())));
        lines.push("TRANSP:TRANSPARENT");
        lines.push("END:VEVENT");
    }

    /// The id of the event. It is the same on any day and any machine, so that a program replaces the event when it
    /// reads the file again. It is made from the campaign's name in any case, which the platform treats as the same;
    /// without a name, from the schedule's times. A later series adds its first day.
    fn uid(&self) -> String {
        let PlannedCampaign { name, plan, .. } = self.campaign;
        let own = match name.as_str() {
            "" => format!("{} {}", plan.start(), plan.pattern()),
            name => name.to_lowercase(),
        };
        let value = (self.identity)(&own);
        if self.is_first {
            return format!("{value}@kcamp");
        }
        format!("{value}-{}@kcamp", self.series.first().scheduled.strftime("%Y%m%d"))
    }

    fn description(&self) -> String {
        let plan = &self.campaign.plan;
        let mut text = format!(
            "Runs {} on the platform's clock ({}{}).",
            plan.pattern(),
            plan.repeat_zone(),
            self.basis.remark()
        );
        let counted = plan.pattern().every().filter(|every| every.get() > 1);
        let cautions = counted.map(|_| preview::counting_assumed(self.campaign));
        for caution in cautions.into_iter().chain(self.campaign.caveats.iter().map(preview::caveat)) {
            // Writing to a String cannot fail.
            let _ = write!(text, "\nNote: {caution}.");
        }
        if plan.end_date_sent().is_some() {
            text.push_str("\nNote: that the last day counts is assumed, not documented.");
        }
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

fn is_utc(zone: &Zone) -> bool {
    *zone == Zone::utc()
}

/// The end of a property with a local time, worded to follow its name: the time zone and the time; in UTC only the
/// time.
fn local(zone: &Zone, wall: DateTime) -> String {
    if is_utc(zone) {
        return format!(":{}Z", wall.strftime("%Y%m%dT%H%M%S"));
    }
    format!(";TZID={}:{}", time_zone::id(zone), wall.strftime("%Y%m%dT%H%M%S"))
}

fn utc(instant: Timestamp) -> String {
    instant.strftime("%Y%m%dT%H%M%SZ").to_string()
}

/// The end of a run as an instant, if the run has a length.
fn end_of(run: &Run) -> Option<String> {
    let ends = run.occurrence.instant.saturating_add(run.length).ok()?;
    run.length.is_positive().then(|| format!("DTEND:{}", utc(ends)))
}

/// A length of time such as `PT9H` or `PT1H30M`; seconds are written only if there are any.
fn duration(length: SignedDuration) -> String {
    let (hours, minutes, seconds) =
        (length.as_secs() / 3600, length.as_secs() / 60 % 60, length.as_secs() % 60);
    let part = |value: i64, unit: char| if value == 0 { String::new() } else { format!("{value}{unit}") };
    format!("PT{}{}{}", part(hours, 'H'), part(minutes, 'M'), part(seconds, 'S'))
}

#[cfg(test)]
mod tests;
