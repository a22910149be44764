//! The actions that make the live campaigns match the files.

mod csv;
mod markdown;
mod runs;
mod size;

use jiff::Timestamp;
use serde::Serialize;

use self::runs::next_runs;
pub use self::size::{PlanCostView, PlanCountsView};
use super::moment::utc;
use super::update::ChangeView;
use super::wording::WordingView;
use crate::domain::difference::{FieldDifference, is_unread};
use crate::domain::finding::Findings;
use crate::domain::inherited::{InheritedValue, inherited_in_words};
use crate::domain::live::LiveCampaign;
use crate::domain::plan::{Difference, OtherSent, Plan, PlanLine, PlanStep, Replaced};
use crate::domain::platform_campaign::PlatformCampaign;
use crate::domain::plural::{by_count, counted};
use crate::domain::schedule::{PlannedSchedule, RunPlan};
use crate::domain::wall_clock::utc_to_the_minute;
use crate::ui::{Document, FindingRecord, Table, Tone, View, records};

/// The columns that what is done to a campaign keeps on a terminal, however long the names are.
const WHAT_WIDTH: usize = 30;
/// The most campaigns without a file that are listed; if there are more, they are only counted, unless all are asked
/// for.
const ONLY_LIVE_SHOWN: usize = 20;

/// The action that a plan has for a campaign.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum PlanAction {
    /// It is created.
    Create,
    /// Fields of it are changed.
    Update,
    /// Its schedule is switched on, replaced or switched off.
    Schedule,
    /// It is as its file has it.
    Unchanged,
    /// Its schedule is off although its file has one, and somebody may have switched it off.
    OffLive,
    /// Something is to be done, and cannot be now.
    Blocked,
    /// Whether it is as its file has it cannot be told.
    Unreadable,
    /// It is in no file, and is deleted.
    Delete,
    /// It is in no file.
    OnlyLive,
}

impl PlanAction {
    /// The action of an step of a plan.
    pub const fn of(step: &PlanStep) -> Self {
        match step {
            PlanStep::Create { .. } => Self::Create,
            PlanStep::Update { .. } => Self::Update,
            PlanStep::SwitchOn { .. } | PlanStep::Replace { .. } | PlanStep::SwitchOff { .. } => {
                Self::Schedule
            }
            PlanStep::OffLive { .. } => Self::OffLive,
            PlanStep::Unchanged { .. } => Self::Unchanged,
            PlanStep::Blocked { .. } => Self::Blocked,
            PlanStep::Unreadable { .. } => Self::Unreadable,
            PlanStep::Delete { .. } => Self::Delete,
            PlanStep::OnlyLive { .. } => Self::OnlyLive,
        }
    }

    /// The action, as a result names it.
    pub const fn verb(self) -> &'static str {
        match self {
            Self::Create => "create",
            Self::Update => "update",
            Self::Schedule => "schedule",
            Self::Unchanged => "unchanged",
            Self::OffLive => "off live",
            Self::Blocked => "blocked",
            Self::Unreadable => "unreadable",
            Self::Delete => "delete",
            Self::OnlyLive => "only live",
        }
    }

    /// Its look in colour.
    const fn tone(self) -> Tone {
        match self {
            Self::Create => Tone::Strong,
            Self::Update | Self::Schedule | Self::Unreadable => Tone::Plain,
            Self::OffLive | Self::Blocked | Self::Delete => Tone::Alarm,
            Self::Unchanged | Self::OnlyLive => Tone::Faint,
        }
    }

    /// The action, as a table shows it.
    const fn words(self) -> &'static str {
        match self {
            Self::Create => "+ create",
            Self::Update => "~ update",
            Self::Schedule => "~ schedule",
            Self::OffLive => "! off live",
            Self::Unchanged => "= unchanged",
            Self::Blocked => "! blocked",
            Self::Unreadable => "? unreadable",
            Self::Delete => "- delete",
            Self::OnlyLive => "- only live",
        }
    }
}

/// A line of a plan.
#[derive(Debug, Clone, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct PlanLineView {
    /// The action.
    pub action: PlanAction,
    /// The campaign's name.
    pub name: String,
    /// Its id; `null` where it is to be created.
    pub id: Option<String>,
    /// The platform's word for its type, such as `sms`.
    #[serde(rename = "type")]
    pub campaign_type: String,
    /// Its status as it was read; `null` where it is to be created.
    pub status: Option<String>,
    /// The action, in words.
    pub details: String,
    /// The fields that change, or in which its schedule does.
    pub changes: Vec<ChangeView>,
    /// The words that reach people, where they are new or change.
    pub texts: Vec<WordingView>,
    /// When the campaign was changed, by somebody else or by a run, after this machine had sent what the line sets or
    /// cannot compare, so that the live value may be any, RFC 3339 in UTC; `null` where nothing says so.
    pub changed_since: Option<String>,
    /// The next runs of the schedule that the line is about, RFC 3339 with the reader's offset.
    pub next_runs: Vec<String>,
    /// Why it cannot be done, or would not be deleted, as a code that `kcamp explain` knows; `null` where it can.
    pub code: Option<&'static str>,
    /// The next step where the line cannot be carried out.
    pub next: Option<String>,
    /// The points that the platform's documentation leaves open.
    pub cautions: Vec<&'static str>,
    /// The values that the campaign inherits, each with its file of defaults.
    pub inherited: Vec<InheritedValue>,
    #[serde(skip)]
    runs: Vec<String>,
    #[serde(skip)]
    run_plan: Option<RunPlan>,
    /// The fields that it is about where it changes none, and words such as `create`.
    #[serde(skip)]
    fields: Vec<&'static str>,
}

impl PlanLineView {
    /// A view of a line, with the runs from `now`.
    pub fn new(line: &PlanLine, now: Timestamp) -> Self {
        let PlanLine { name, type_word, step, cautions, inherited } = line;
        let campaign = step.live();
        let run_plan = step.schedule().and_then(PlannedSchedule::runs);
        let (runs, next_runs) = run_plan.as_ref().map(|plan| next_runs(plan, now)).unwrap_or_default();
        let changes = match step {
            PlanStep::Update { differences, .. } => {
                differences.iter().map(|difference| ChangeView::from(&difference.change)).collect()
            }
            PlanStep::Replace { differences, .. } => differences.iter().map(ChangeView::from).collect(),
            _ => Vec::new(),
        };
        let next = match step {
            PlanStep::Blocked { obstacle, .. } | PlanStep::OnlyLive { obstacle: Some(obstacle), .. } => {
                obstacle.next.clone()
            }
            _ => None,
        };
        Self {
            action: PlanAction::of(step),
            name: name.clone(),
            id: campaign.map(|it| it.id.to_string()),
            campaign_type: type_word.clone(),
            status: campaign.map(|it| it.status.to_string()),
            details: details(step, runs.first()),
            changes,
            texts: texts(step),
            changed_since: match step {
                PlanStep::Unreadable { changed, .. } => *changed,
                step => step.sets_over_change(),
            }
            .map(utc),
            next_runs,
            code: match step {
                PlanStep::Blocked { obstacle, .. } | PlanStep::OnlyLive { obstacle: Some(obstacle), .. } => {
                    Some(obstacle.code)
                }
                _ => None,
            },
            next,
            cautions: cautions.clone(),
            inherited: inherited.clone(),
            runs,
            run_plan,
            fields: match step {
                PlanStep::Blocked { what, .. } => what.clone(),
                PlanStep::Unreadable { fields, .. } => fields.clone(),
                _ => Vec::new(),
            },
        }
    }

    fn words(&self) -> String {
        let cautions = self.cautions.iter().map(|caution| (*caution).to_owned());
        let parts: Vec<String> =
            std::iter::once(self.details.clone()).chain(cautions).chain(self.next.clone()).collect();
        parts.join("; ")
    }
}

/// The details of the action, in words.
fn details(step: &PlanStep, first_run: Option<&String>) -> String {
    match step {
        PlanStep::Create { campaign, schedule } => {
            let mut parts = vec![campaign.type_word().to_owned()];
            match campaign.contact_lists().len() {
                0 => {}
                lists => parts.push(counted(lists, "list")),
            }
            parts.push(match (schedule, first_run) {
                (None, _) => "no schedule".to_owned(),
                (Some(_), Some(run)) => format!("first run {run}"),
                (Some(_), None) => "no run is left".to_owned(),
            });
            parts.join(", ")
        }
        PlanStep::Update { differences, .. } => {
            differences.iter().map(of_difference).collect::<Vec<_>>().join("; ")
        }
        PlanStep::SwitchOn { again, .. } => {
            let begin = if *again { "switched on again" } else { "switched on" };
            format!("{begin}{}", first_run.map_or_else(String::new, |run| format!(", first run {run}")))
        }
        PlanStep::Replace { differences, replaced, .. } => of_replacement(differences, *replaced),
        PlanStep::SwitchOff { .. } => "switched off".to_owned(),
        PlanStep::OffLive { .. } => {
            "its schedule is off, and somebody may have switched it off: it stays off".to_owned()
        }
        PlanStep::Unchanged { .. } => String::new(),
        PlanStep::Blocked { what, obstacle, .. } => {
            let what = if what.is_empty() { String::new() } else { format!(" ({})", what.join(", ")) };
            format!("{}{what}", obstacle.why)
        }
        PlanStep::Unreadable { live, fields, changed, other_key } => {
            unreadable(live, fields, *changed, *other_key)
        }
        PlanStep::Delete { .. } => "in no file, so it is deleted".to_owned(),
        PlanStep::OnlyLive { obstacle: None, .. } => "in no file; --prune deletes it".to_owned(),
        PlanStep::OnlyLive { obstacle: Some(obstacle), .. } => format!("{}; --prune leaves it", obstacle.why),
    }
}

/// Why fields cannot be compared: the platform returns them in a form that is not read, or not at all.
fn unreadable(
    live: &LiveCampaign,
    fields: &[&'static str],
    changed: Option<Timestamp>,
    other_key: bool,
) -> String {
    let (odd, missing): (Vec<&str>, Vec<&str>) = fields.iter().partition(|field| is_unread(live, field));
    let them = by_count(missing.len(), "it", "them");
    let why = changed.map_or_else(
        || {
            if other_key {
                "this journal has it from a machine whose key is not the one here: plan it on that machine, or have it sent again from here with --resend-unreadable".to_owned()
            } else {
                format!("this journal has not seen {them}")
            }
        },
        |at| format!("the campaign was changed on {}, after this machine last wrote to it", utc_to_the_minute(at)),
    );
    let odd = (!odd.is_empty())
        .then(|| format!("{}: returned by the platform in a form that kcamp does not read", odd.join(", ")));
    let missing = (!missing.is_empty())
        .then(|| format!("{}: the platform does not return {them}, and {why}", missing.join(", ")));
    odd.into_iter().chain(missing).collect::<Vec<_>>().join("; ")
}

/// How a schedule differs from the one in whose place it comes, and what is known of that one.
fn of_replacement(differences: &[FieldDifference], replaced: Replaced) -> String {
    let what = || match differences {
        [] => "sent again".to_owned(),
        _ => differences.iter().map(FieldDifference::as_step).collect::<Vec<_>>().join("; "),
    };
    match replaced {
        Replaced::AsReturned => what(),
        Replaced::Sent(at) => {
            format!("{} (as enabled from this machine on {})", what(), at.strftime("%Y-%m-%d"))
        }
        Replaced::InDoubt(at) => {
            format!("sent again: it is not known whether it was replaced on {}", utc_to_the_minute(at))
        }
        Replaced::ChangedSince(at) => {
            format!("the whole schedule of the file is set, whatever it is now: {}", changed_since(at))
        }
    }
}

fn of_difference(difference: &Difference) -> String {
    let step = difference.change.as_step();
    match difference.other_sent {
        Some(OtherSent { changed: Some(at), .. }) => {
            format!("{step} (set as in the file, whatever it is now: {})", changed_since(at))
        }
        Some(OtherSent { at, changed: None }) => {
            format!("{step} (differs from what was sent on {})", at.strftime("%Y-%m-%d"))
        }
        None if !difference.change.is_readable() => format!("{step} (not readable, sent with it)"),
        None => step,
    }
}

/// Why the live value of a field is not known although this machine sent one.
fn changed_since(at: Timestamp) -> String {
    format!(
        "the platform does not return it, and the campaign was changed on {}, after this machine last wrote to it",
        utc_to_the_minute(at)
    )
}

/// The texts that reach people, if they are new or change.
fn texts(step: &PlanStep) -> Vec<WordingView> {
    let changes = |campaign: &PlatformCampaign, differences: &[Difference]| {
        let mut texts = WordingView::of(campaign);
        texts.retain(|text| {
            let field = text.field.split('.').next();
            differences.iter().any(|difference| Some(difference.change.field) == field)
        });
        texts
    };
    match step {
        PlanStep::Create { campaign, .. } => WordingView::of(campaign),
        PlanStep::Update { to, differences, .. } => changes(to, differences),
        _ => Vec::new(),
    }
}

/// The actions that make the live campaigns match the files.
#[derive(Debug, Clone, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct PlanView {
    /// The account whose campaigns they are, such as the profile with its account.
    #[serde(rename = "where")]
    pub account: String,
    /// Whether the live campaigns are not as the files have them. What cannot be read counts as if it were.
    pub pending: bool,
    /// How many lines there are of each action.
    pub counts: PlanCountsView,
    /// The requests and the time that carrying it out takes.
    pub cost: PlanCostView,
    /// The lines, in the order of the files; what is in no file comes last.
    pub lines: Vec<PlanLineView>,
    /// The warnings and notes about the files and about what they have in common with live campaigns, as `validate` has
    /// them.
    pub findings: Vec<FindingRecord>,
    #[serde(skip)]
    shows_all: bool,
    /// Whether the next runs are shown of each schedule, however many schedules there are.
    #[serde(skip)]
    shows_all_runs: bool,
    #[serde(skip)]
    now: Timestamp,
}

impl PlanView {
    /// A view of a plan, with the runs from `now`.
    pub fn new(plan: &Plan, account: String, cost: PlanCostView, shows_all: bool, now: Timestamp) -> Self {
        let lines: Vec<PlanLineView> = plan.lines.iter().map(|line| PlanLineView::new(line, now)).collect();
        let counts = PlanCountsView::of(&lines, plan.unchanged_by_row);
        let findings = Vec::new();
        let (pending, shows_all_runs) = (plan.has_changes(), shows_all);
        Self { account, pending, counts, cost, lines, findings, shows_all, shows_all_runs, now }
    }

    /// Adds the findings.
    #[must_use]
    pub fn with_findings(self, findings: &Findings) -> Self {
        Self { findings: records(findings), ..self }
    }

    /// Adds the next steps, in the form that `shown` gives. `switch_on` is the next step for a schedule that may have
    /// been switched off by hand.
    #[must_use]
    pub fn with_next_steps(mut self, switch_on: &str, shown: impl Fn(&str) -> String) -> Self {
        for line in &mut self.lines {
            let next =
                if line.action == PlanAction::OffLive { Some(switch_on) } else { line.next.as_deref() };
            line.next = next.map(&shown);
        }
        self
    }

    /// Such as `plan: 1 to create, 2 to change, 1 blocked; 5 requests, under a minute`.
    pub fn summary(&self) -> String {
        let cost = if self.cost.requests == 0 { String::new() } else { format!("; {}", self.cost.words()) };
        format!("plan: {}{cost}", self.counts.words())
    }

    /// The messages before the plan is carried out, one line each.
    pub fn talk(&self) -> Vec<String> {
        let rows = self.table_rows().into_iter();
        let lines = rows.map(|(_, [action, name, what])| format!("  {action:12} {name}: {what}"));
        lines.chain(self.inherited()).chain([self.summary()]).collect()
    }

    /// The rows of a table. Unchanged campaigns share one row, unless all are asked for.
    fn table_rows(&self) -> Vec<(PlanAction, [String; 3])> {
        let row = |line: &PlanLineView| {
            (line.action, [line.action.words().to_owned(), line.name.clone(), line.words()])
        };
        let is_counted = |line: &PlanLineView| match line.action {
            PlanAction::Unchanged => !self.shows_all,
            // A campaign that a file may mean is always listed, because the user has to act.
            PlanAction::OnlyLive => {
                !self.shows_all && self.counts.only_live > ONLY_LIVE_SHOWN && line.code.is_none()
            }
            _ => false,
        };
        let counted = |action: PlanAction, words: &str| {
            let count = self.lines.iter().filter(|line| line.action == action && is_counted(line)).count();
            let cells = [action.words().to_owned(), counted(count, "campaign"), words.to_owned()];
            (count > 0).then_some((action, cells))
        };
        let shown = |wanted: bool| {
            let lines = self.lines.iter().filter(move |line| !is_counted(line));
            lines.filter(move |line| (line.action == PlanAction::OnlyLive) == wanted).map(row)
        };
        let by_row = match self.counts.unchanged_by_row {
            0 => "--all names them".to_owned(),
            count => format!("{count} by their list row; --all names them"),
        };
        let unchanged = counted(PlanAction::Unchanged, &by_row);
        let only_live = counted(PlanAction::OnlyLive, "in no file; --all names them, --prune deletes them");
        shown(false).chain(unchanged).chain(shown(true)).chain(only_live).collect()
    }

    /// The inherited values of the campaigns that have an action or an unreadable field.
    fn inherited(&self) -> Vec<String> {
        let mut named: Vec<(&str, &[InheritedValue])> = Vec::new();
        for line in self.lines.iter().filter(|line| line.action != PlanAction::Unchanged) {
            // The lines of one campaign follow each other.
            if named.last().is_none_or(|(name, _)| *name != line.name) {
                named.push((&line.name, &line.inherited));
            }
        }
        inherited_in_words(named)
    }
}

impl View for PlanView {
    fn rows(&self) -> Document {
        Document::new().table(self.values())
    }

    fn document(&self) -> Document {
        let (actions, rows): (Vec<PlanAction>, Vec<[String; 3]>) = self.table_rows().into_iter().unzip();
        let table = Table::new(["PLAN", "CAMPAIGN", "WHAT"])
            .whole(&["PLAN", "CAMPAIGN"])
            .wide("WHAT", WHAT_WIDTH)
            .rows(rows);
        let table = table.tones("PLAN", actions.into_iter().map(PlanAction::tone));
        let document = Document::new().table(table.empty("no campaigns: neither in the files nor live"));
        let document = document.sentences(self.inherited().into_iter().chain([self.summary()]));
        let document = match self.runs() {
            Some(runs) => document.table(runs),
            None => document,
        };
        document.field("where", &self.account)
    }
}
