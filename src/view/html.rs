//! Coming runs as a web page: a table for each week, with a row for each campaign. It is one file, without scripts or
//! external content. Everything that a place or a colour shows is also text, for screen readers.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use jiff::civil::{Date, DateTime, Time};
use jiff::{SignedDuration, Timestamp};

use super::moment::{exact, local, rfc3339};
use super::preview::notes;
use crate::domain::calling_hours::{OWN_ZONE_FIRST, Reach};
use crate::domain::platform_kind::ClockBasis;
use crate::domain::plural::counted;
use crate::domain::preview::{PlannedCampaign, PreviewedRun};
use crate::domain::wall_clock::shown_time;
use crate::domain::zone::Zone;

mod escape;

use escape::{breaking_between_words, escaped};

const STYLE: &str = include_str!("html/page.css");
/// The most weeks on one page: more make a browser slow. The page says what is left out.
const WEEKS_MAX: usize = 60;
const MINUTES_A_DAY: i32 = 24 * 60;
/// The meaning of the mark beside a run.
const WAITS: &str = "outside the calling hours";
const CLASHES: &str = "two campaigns on one contact list";

/// The beginning of every page, which identifies an existing page.
pub const BEGIN: &str = concat!(
    "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n",
    "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">\n",
    "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n",
    "<title>Campaign runs</title>\n<style>\n"
);

/// The page. Every run is on its day in the reader's time zone. `now` marks today and is shown as the page's date.
pub fn page(
    campaigns: &[PlannedCampaign],
    runs: &[PreviewedRun<'_>],
    basis: ClockBasis,
    now: Timestamp,
) -> String {
    let mut page = String::with_capacity(16 * 1024);
    page.push_str(BEGIN);
    page.push_str(STYLE);
    page.push_str("</style>\n</head>\n<body>\n<header>\n<h1>Campaign runs</h1>\n");
    push_summary(&mut page, campaigns, runs, now);
    if let (ClockBasis::Assumed, Some(campaign)) = (basis, campaigns.first()) {
        push(
            &mut page,
            format_args!(
                "<p class=\"quiet\">That the platform's clock is {} is assumed: it is not documented.</p>\n",
                escaped(campaign.plan.repeat_zone().name())
            ),
        );
    }
    page.push_str("</header>\n<main>\n");
    let weeks = weeks(runs);
    for (monday, runs) in weeks.iter().take(WEEKS_MAX) {
        push_week(&mut page, *monday, campaigns, runs, now);
    }
    if let Some((monday, _)) = weeks.iter().nth(WEEKS_MAX) {
        push(
            &mut page,
            format_args!(
                "<p>The runs from {monday} on are left out: this page holds {WEEKS_MAX} weeks.</p>\n"
            ),
        );
    }
    page.push_str("</main>\n</body>\n</html>\n");
    page
}

fn push(page: &mut String, text: std::fmt::Arguments<'_>) {
    // Writing to a String cannot fail.
    let _ = page.write_fmt(text);
}

fn push_summary(page: &mut String, campaigns: &[PlannedCampaign], runs: &[PreviewedRun<'_>], now: Timestamp) {
    let zone = |run: &PreviewedRun<'_>| run.campaign.plan.reader_zone().clone();
    match (runs.first(), runs.last()) {
        (Some(first), Some(last)) => push(
            page,
            format_args!(
                "<p>{} of {}, from {} to {}.</p>\n",
                counted(runs.len(), "run"),
                counted(campaigns.len(), "campaign"),
                escaped(&exact(first.run.instant, &zone(first))),
                escaped(&exact(last.run.instant, &zone(last)))
            ),
        ),
        _ => page.push_str("<p>There is no run to show.</p>\n"),
    }
    push(
        page,
        format_args!(
            "<p class=\"quiet\">Times are local to the zone named beside each campaign. Computed on {}; nothing was sent.</p>\n",
            escaped(&local(now, &Zone::utc()))
        ),
    );
    if campaigns.iter().any(|campaign| campaign.calling_hours.is_some()) {
        push(page, format_args!("<p class=\"quiet\">Calling hours: {}.</p>\n", escaped(OWN_ZONE_FIRST)));
    }
    page.push_str(
        "<ul class=\"legend\">\n<li><span class=\"run\" aria-hidden=\"true\">09:00</span> a run</li>\n",
    );
    for (class, mark, meaning) in [("waits", "…", WAITS), ("clash", "!", CLASHES)] {
        push(
            page,
            format_args!(
                "<li><span class=\"run {class}\" aria-hidden=\"true\">09:00 <i>{mark}</i></span> {meaning}</li>\n"
            ),
        );
    }
    page.push_str("<li><span class=\"swatch\"></span> calling hours, midnight at the top</li>\n</ul>\n");
}

/// The runs of each week that has runs, by its Monday.
fn weeks<'r, 'c>(runs: &'r [PreviewedRun<'c>]) -> BTreeMap<Date, Vec<&'r PreviewedRun<'c>>> {
    let mut weeks: BTreeMap<Date, Vec<&PreviewedRun<'_>>> = BTreeMap::new();
    for run in runs {
        let date = wall(run).date();
        let monday = plus_days(date, -i64::from(date.weekday().to_monday_zero_offset()));
        weeks.entry(monday).or_default().push(run);
    }
    weeks
}

fn push_week(
    page: &mut String,
    monday: Date,
    campaigns: &[PlannedCampaign],
    runs: &[&PreviewedRun<'_>],
    now: Timestamp,
) {
    let heading = monday.strftime("%-d %B %Y");
    push(
        page,
        format_args!(
            "<h2 id=\"week-{monday}\">Week of {heading}</h2>\n<section class=\"week\" aria-labelledby=\"week-{monday}\">\n\
             <table aria-labelledby=\"week-{monday}\">\n<thead><tr><th scope=\"col\" class=\"name\">Campaign</th>"
        ),
    );
    let first_zone = runs.first().map(|run| run.campaign.plan.reader_zone());
    let today = first_zone.map(|zone| zone.wall(now).date());
    let dates: Vec<Date> = (0..7).map(|days| plus_days(monday, days)).collect();
    for date in &dates {
        let mark = if today == Some(*date) { " aria-current=\"date\"" } else { "" };
        push(
            page,
            format_args!("<th scope=\"col\"{mark}>{} <b>{}</b></th>", date.strftime("%a"), date.day()),
        );
    }
    page.push_str("</tr></thead>\n<tbody>\n");
    // The campaigns are in the same order in every week.
    for campaign in campaigns {
        let of_campaign: Vec<_> =
            runs.iter().copied().filter(|run| std::ptr::eq(run.campaign, campaign)).collect();
        if !of_campaign.is_empty() {
            push_campaign(page, campaign, &of_campaign, &dates);
        }
    }
    page.push_str("</tbody>\n</table>\n");
    push_notes(page, runs);
    page.push_str("</section>\n");
}

fn push_campaign(page: &mut String, campaign: &PlannedCampaign, runs: &[&PreviewedRun<'_>], dates: &[Date]) {
    push(
        page,
        format_args!(
            "<tr><th scope=\"row\" class=\"name\"><bdi>{}</bdi> <span class=\"quiet\">{}, <span class=\"zone\">{}</span></span></th>",
            escaped(name(campaign)),
            escaped(&repeats(campaign)),
            breaking_between_words(campaign.plan.reader_zone().name())
        ),
    );
    for date in dates {
        let open = open_minutes(campaign, *date);
        push_open(page, &open);
        let mut of_day = runs.iter().filter(|run| wall(run).date() == *date).peekable();
        let has_run = of_day.peek().is_some();
        for run in of_day {
            push_run(page, run);
        }
        // A screen reader says the hours only for days with a run.
        if has_run && !open.is_empty() {
            let spans: Vec<String> =
                open.iter().map(|(from, to)| format!("{} to {}", hour(*from), hour(*to))).collect();
            push(page, format_args!("<span class=\"spoken\">, calling hours {}</span>", spans.join(" and ")));
        }
        page.push_str("</td>");
    }
    page.push_str("</tr>\n");
}

/// The beginning of a day's cell, with the calling hours as its background.
fn push_open(page: &mut String, open: &[(i32, i32)]) {
    page.push_str("<td");
    for (index, (from, to)) in open.iter().enumerate() {
        page.push_str(if index == 0 { " style=\"background-image:" } else { "," });
        let (from, to) = (percent(*from), percent(*to));
        push(page, format_args!("linear-gradient(#0000 {from}%,var(--open) {from}% {to}%,#0000 {to}%)"));
    }
    page.push_str(if open.is_empty() { ">" } else { "\">" });
}

fn push_run(page: &mut String, run: &PreviewedRun<'_>) {
    let wall = wall(run);
    let waits = matches!(run.reach, Some(Reach::LaterThatDay(_) | Reach::Nobody));
    let clashes = !run.collisions.is_empty();
    // A label near midnight would be half outside its day.
    let middle = minutes(wall.time()).clamp(MINUTES_A_DAY / 12, MINUTES_A_DAY * 11 / 12);
    push(
        page,
        format_args!(
            "<time class=\"run{}{}\" style=\"top:{}%\" datetime=\"{}\"",
            if waits { " waits" } else { "" },
            if clashes { " clash" } else { "" },
            percent(middle),
            rfc3339(run.run.instant, run.campaign.plan.reader_zone()),
        ),
    );
    let notes = notes(run);
    if !notes.is_empty() {
        push(page, format_args!(" title=\"{}\"", escaped(&notes.join("; "))));
    }
    push(page, format_args!(">{}", shown_time(wall.time())));
    for (is_so, mark, meaning) in [(waits, "…", WAITS), (clashes, "!", CLASHES)] {
        if is_so {
            push_mark(page, mark, meaning);
        }
    }
    page.push_str("</time>");
}

/// A visible sign, and its meaning for screen readers.
fn push_mark(page: &mut String, mark: &str, meaning: &str) {
    push(page, format_args!(" <i aria-hidden=\"true\">{mark}</i><span class=\"spoken\">, {meaning}</span>"));
}

/// Adds the notes on the week's runs, in words.
fn push_notes(page: &mut String, runs: &[&PreviewedRun<'_>]) {
    let noted: Vec<_> =
        runs.iter().map(|run| (run, notes(run))).filter(|(_, notes)| !notes.is_empty()).collect();
    if noted.is_empty() {
        return;
    }
    page.push_str("<ul class=\"notes\">\n");
    for (run, notes) in noted {
        push(
            page,
            format_args!(
                "<li>{} {}, <bdi>{}</bdi>: {}</li>\n",
                wall(run).strftime("%a %-d %b"),
                shown_time(wall(run).time()),
                escaped(name(run.campaign)),
                escaped(&notes.join("; "))
            ),
        );
    }
    page.push_str("</ul>\n");
}

/// When contacts may be reached on a date in the reader's time zone, in minutes from its midnight.
fn open_minutes(campaign: &PlannedCampaign, date: Date) -> Vec<(i32, i32)> {
    let Some(hours) = &campaign.calling_hours else { return Vec::new() };
    let reader = campaign.plan.reader_zone();
    let minute_of = |wall: DateTime| match wall.date().cmp(&date) {
        std::cmp::Ordering::Less => 0,
        std::cmp::Ordering::Equal => minutes(wall.time()),
        std::cmp::Ordering::Greater => MINUTES_A_DAY,
    };
    (-1..=1)
        .flat_map(|days| hours.spans_on(plus_days(date, days)))
        .map(|span| (minute_of(reader.wall(span.opens)), minute_of(reader.wall(span.closes))))
        .filter(|(from, to)| from < to)
        .collect()
}

/// The recurrence, with the weekdays in the reader's time zone if they differ.
fn repeats(campaign: &PlannedCampaign) -> String {
    let asked = campaign.plan.asked_pattern();
    match campaign.plan.days_for_reader() {
        Some(days) => format!("{asked} on the platform's clock, on {days} here"),
        None => asked.to_string(),
    }
}

fn name(campaign: &PlannedCampaign) -> &str {
    if campaign.name.is_empty() { "campaign" } else { &campaign.name }
}

fn wall(run: &PreviewedRun<'_>) -> DateTime {
    run.campaign.plan.reader_zone().wall(run.run.instant)
}

fn minutes(time: Time) -> i32 {
    i32::from(time.hour()) * 60 + i32::from(time.minute())
}

/// A time such as `09:00`. The end of a day is `24:00`.
fn hour(minutes: i32) -> String {
    format!("{:02}:{:02}", minutes / 60, minutes % 60)
}

/// Minutes as a percentage of a day, with one decimal.
fn percent(minutes: i32) -> String {
    let tenths = minutes * 1000 / MINUTES_A_DAY;
    format!("{}.{}", tenths / 10, tenths % 10)
}

fn plus_days(date: Date, days: i64) -> Date {
    date.saturating_add(SignedDuration::from_hours(24 * days))
}

#[cfg(test)]
mod tests;
