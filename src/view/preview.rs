//! Coming runs: their times, their calling windows, and remarks.

use jiff::civil::Date;
use serde::{Serialize, Serializer};

use super::calendar;
use super::moment::{local, rfc3339, utc, without_zone};
use super::schedule;
use crate::domain::calendar::Month;
use crate::domain::calling_hours::{OpenSpan, Reach};
use crate::domain::platform_kind::ClockBasis;
use crate::domain::plural::counted;
use crate::domain::preview::{Caveat, PlannedCampaign, PreviewedRun, RunRemark};
use crate::domain::schedule::LAST_YEAR;
use crate::domain::wall_clock::{shown, shown_time, utc_to_the_minute};
use crate::domain::zone::Zone;
use crate::ui::{Cell, Document, Table, View};

/// The most other campaigns that a run's notes name; `collides_with` has all of them.
const COLLISIONS_NAMED: usize = 3;

/// Coming runs: an array for programs; for people a table, below the months if they were asked for.
pub struct PreviewView {
    basis: ClockBasis,
    runs: Vec<PreviewedRunView>,
    months: Vec<Month>,
}

/// One run.
#[derive(Debug, Clone, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct PreviewedRunView {
    /// The campaign's name; null where nobody said one.
    campaign: Option<String>,
    /// RFC 3339 with the reader's offset.
    at: String,
    /// RFC 3339 in UTC.
    utc: String,
    /// The reader's zone.
    timezone: String,
    /// The weekday in the reader's zone, such as `Mon`.
    weekday: String,
    /// The calling window that governs the run; null where no calling hours are known.
    window: Option<WindowView>,
    /// Remarks about it.
    notes: Vec<String>,
    /// When contacts are first reached, RFC 3339 with the offset of the calling hours' zone; null where nobody is.
    reaches_from: Option<String>,
    /// RFC 3339 with the offset of the platform's clock.
    platform_at: String,
    /// The platform's clock.
    platform_timezone: String,
    /// Whether that clock is an assumption: the platform does not document it, and nobody set it.
    platform_timezone_assumed: bool,
    /// The other campaigns that reach one of its contact lists on that day.
    collides_with: Vec<String>,
    #[serde(skip)]
    local: String,
    #[serde(skip)]
    platform: String,
}

/// A calling window on its date.
#[derive(Debug, Clone, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema), schemars(rename = "GoverningWindowView"))]
pub struct WindowView {
    /// `open` at the run; `waiting`: it opens later on the run's day, and that anybody is reached then is an
    /// assumption; `none` left on the run's day, so that its contacts are skipped and counted as unconnected.
    state: &'static str,
    /// RFC 3339 with the offset of the calling hours' zone.
    opens: Option<String>,
    /// RFC 3339 with the offset of the calling hours' zone.
    closes: Option<String>,
    /// The zone of the calling hours. A contact that has a zone of its own is called by that zone's clock.
    timezone: String,
    #[serde(skip)]
    shown: String,
}

impl WindowView {
    /// When the calling window opens and closes; in CSV an ISO 8601 interval.
    fn cell(&self) -> Cell {
        match (&self.opens, &self.closes) {
            (Some(opens), Some(closes)) => Cell::with_value(&self.shown, format!("{opens}/{closes}")),
            _ => Cell::from(&self.shown),
        }
    }
}

/// The header over runs on the reader's clock, whose zone is in each cell or above the table: it may be UTC.
const RUN: &str = "RUN";

/// The header over runs on the platform's clock.
const CLOCK: &str = "PLATFORM CLOCK";

impl PreviewView {
    fn clock_header(&self) -> &'static str {
        match self.basis {
            ClockBasis::Assumed => "PLATFORM CLOCK (ASSUMED)",
            ClockBasis::Set | ClockBasis::Documented => CLOCK,
        }
    }

    /// A view of the runs, with the months above them if there are any.
    pub fn new(runs: &[PreviewedRun<'_>], months: Vec<Month>, basis: ClockBasis) -> Self {
        Self { basis, runs: runs.iter().map(|run| PreviewedRunView::new(run, basis)).collect(), months }
    }
}

impl Serialize for PreviewView {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.runs.serialize(serializer)
    }
}

impl PreviewView {
    fn table(&self, run: &str, clock: &str) -> Table {
        let rows = self.runs.iter().map(|run| {
            [
                run.campaign.as_ref().map(Cell::from).unwrap_or_default(),
                Cell::from(&run.weekday),
                Cell::with_value(&run.local, &run.at),
                Cell::with_value(&run.platform, &run.platform_at),
                run.window.as_ref().map_or_else(|| Cell::with_value("not known", ""), WindowView::cell),
                run.notes.join("; ").into(),
            ]
        });
        Table::new(["CAMPAIGN", "DAY", run, clock, "CALLING WINDOW", "NOTES"])
            .empty("no run to show")
            .rows(rows)
    }
}

impl View for PreviewView {
    fn document(&self) -> Document {
        let table = self.table(RUN, self.clock_header());
        Document::new().drawing(calendar::drawing(&self.months)).table(table)
    }

    /// Like `document`, with names of columns that scripts know.
    fn rows(&self) -> Document {
        Document::new().table(self.table("LOCAL TIME", CLOCK))
    }

    /// One line for each run, with its remarks below. A time zone that all runs share is above them; if there are
    /// several, no zone is cut.
    fn fitted(&self) -> Document {
        let all = |zone: fn(&PreviewedRunView) -> Option<&str>| {
            let mut zones = self.runs.iter().filter_map(zone);
            zones.next().filter(|first| zones.all(|other| other == *first))
        };
        let local = all(|run| Some(&run.timezone));
        let platform = all(|run| Some(&run.platform_timezone));
        let people = all(|run| run.window.as_ref().map(|window| window.timezone.as_str()));
        let rows = self.runs.iter().map(|run| {
            [
                run.campaign.clone().unwrap_or_default(),
                format!("{} {}", run.weekday, without_zone(&run.local, local)),
                without_zone(&run.platform, platform),
                run.window
                    .as_ref()
                    .map_or_else(|| "not known".to_owned(), |window| without_zone(&window.shown, people)),
            ]
        });
        let assumed = if self.basis == ClockBasis::Assumed { " (assumed)" } else { "" };
        let titles: Vec<String> = [
            local.map(|zone| format!("times in {zone}")),
            platform.map(|zone| format!("the platform's clock is {zone}{assumed}")),
            people.map(|zone| format!("calling windows in {zone}")),
        ]
        .into_iter()
        .flatten()
        .collect();
        let clock = if platform.is_some() { CLOCK } else { self.clock_header() };
        let table = Table::new(["CAMPAIGN", RUN, clock, "CALLING WINDOW"])
            .empty("no run to show")
            .rows(rows)
            .under(self.runs.iter().map(|run| run.notes.join("; ")))
            .whole(&[RUN])
            .one_line_or_under(&[clock, "CALLING WINDOW"]);
        let document = Document::new().drawing(calendar::drawing(&self.months));
        match titles.as_slice() {
            [] => document.table(table),
            titles => document.table(table.title(titles.join("; "))),
        }
    }
}

impl PreviewedRunView {
    fn new(previewed: &PreviewedRun<'_>, basis: ClockBasis) -> Self {
        let campaign = previewed.campaign;
        let (reader, platform) = (campaign.plan.reader_zone(), campaign.plan.repeat_zone());
        let instant = previewed.run.instant;
        let local = reader.wall(instant);
        Self {
            campaign: Some(campaign.name.clone()).filter(|name| !name.is_empty()),
            at: rfc3339(instant, reader),
            utc: utc(instant),
            timezone: reader.name().to_owned(),
            weekday: local.strftime("%a").to_string(),
            window: window(previewed),
            notes: notes(previewed),
            reaches_from: previewed.reaches_from().map(|from| rfc3339(from, campaign.people_zone())),
            platform_at: rfc3339(instant, platform),
            platform_timezone: platform.name().to_owned(),
            platform_timezone_assumed: basis == ClockBasis::Assumed,
            collides_with: previewed.collisions.iter().map(|other| other.with.to_owned()).collect(),
            local: format!("{} {}", shown(local), reader.name()),
            platform: format!(
                "{} {} {}",
                previewed.run.platform.strftime("%a %m-%d"),
                shown_time(previewed.run.platform.time()),
                platform.name()
            ),
        }
    }
}

fn window(previewed: &PreviewedRun<'_>) -> Option<WindowView> {
    let zone = previewed.campaign.people_zone();
    let view = |state, span: Option<OpenSpan>| WindowView {
        state,
        opens: span.map(|span| rfc3339(span.opens, zone)),
        closes: span.map(|span| rfc3339(span.closes, zone)),
        timezone: zone.name().to_owned(),
        shown: span.map_or_else(|| "none left that day".to_owned(), |span| shown_span(span, zone)),
    };
    Some(match previewed.reach? {
        Reach::AtOnce(span) => view("open", Some(span)),
        Reach::LaterThatDay(span) => view("waiting", Some(span)),
        Reach::Nobody => view("none", None),
    })
}

/// Such as `Mon 09:00-18:00 Asia/Kolkata`.
fn shown_span(span: OpenSpan, zone: &Zone) -> String {
    let (opens, closes) = (zone.wall(span.opens), zone.wall(span.closes));
    format!("{}-{} {}", opens.strftime("%a %H:%M"), closes.strftime("%H:%M"), zone.name())
}

/// Remarks about a run, one phrase each.
pub(super) fn notes(previewed: &PreviewedRun<'_>) -> Vec<String> {
    let campaign = previewed.campaign;
    let mut notes = schedule::notes(&previewed.run, campaign.plan.repeat_zone());
    match previewed.reach {
        Some(Reach::LaterThatDay(span)) => notes.push(format!(
            "outside the calling hours: nobody is reached before {}, assuming that the run is still in progress then",
            local(span.opens, campaign.people_zone())
        )),
        Some(Reach::Nobody) => notes.push(
            "outside the calling hours: none are left on that day, so contacts are skipped and counted as unconnected"
                .to_owned(),
        ),
        Some(Reach::AtOnce(_)) | None => {}
    }
    notes.extend(campaign.caveats.iter().map(caveat));
    let reader = campaign.plan.reader_zone();
    let now_at = shown_time(reader.wall(previewed.run.instant).time());
    for remark in &previewed.remarks {
        match remark {
            RunRemark::Shifted { from, on } => {
                notes.push(format!(
                    "shifted by the clock change of {on}: {now_at} instead of {}",
                    shown_time(*from)
                ));
            }
            RunRemark::CountingAssumed => notes.push(counting_assumed(campaign)),
            RunRemark::OnTheEndDate => notes.push(schedule::END_DATE_ASSUMED.to_owned()),
            RunRemark::MonthsLeftOut(months) => notes.push(left_out(months)),
            RunRemark::OpensAfterTheEnd => {
                notes.push("that window opens after the end of the schedule".to_owned());
            }
        }
    }
    let named = previewed.collisions.iter().take(COLLISIONS_NAMED);
    notes.extend(
        named.map(|other| format!("{} reaches the contact list {} on the same day", other.with, other.list)),
    );
    match previewed.collisions.len().saturating_sub(COLLISIONS_NAMED) {
        0 => {}
        more => {
            notes.push(format!("the same holds for {} on its contact lists", counted(more, "more campaign")));
        }
    }
    notes
}

/// The note on a schedule that skips days, weeks or months.
pub(super) fn counting_assumed(campaign: &PlannedCampaign) -> String {
    schedule::counting_assumed(&campaign.plan)
}

/// The uncertainty about all runs of a campaign.
pub(super) fn caveat(caveat: &Caveat) -> String {
    match caveat {
        Caveat::StartNotKnown => {
            "from when on it is counted is assumed: from now, because the platform reports no start that is certain; the runs may be others".to_owned()
        }
        Caveat::MayBeginLater => {
            "the platform reports no start: the runs are shown as if the schedule had begun, and it may begin later".to_owned()
        }
        Caveat::EndsAfterTheLastYear { on } => {
            format!("its end, {on}, is after the year {LAST_YEAR}: its runs are computed until then")
        }
        Caveat::ChangedSince { at } => {
            format!(
                "the campaign was changed on {}, after this machine enabled its schedule: it may have another one since",
                utc_to_the_minute(*at)
            )
        }
        Caveat::MayBeLocalTime { reported } => {
            format!(
                "the platform reports {reported}, which may be local time: its documentation does not say"
            )
        }
    }
}

/// At most three months by name, because a schedule on day 29 skips every February for years.
fn left_out(months: &[Date]) -> String {
    let names: Vec<String> = months.iter().map(|month| month.strftime("%Y-%m").to_string()).collect();
    match names.as_slice() {
        [first, .., last] if names.len() > 3 => {
            format!("{} months from {first} to {last} lack the day and have no run", names.len())
        }
        _ => format!("no run in {}, without that day", names.join(", ")),
    }
}
