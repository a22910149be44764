//! The views of a halt, and of the campaigns that are restored after it.

use std::collections::HashSet;

use serde::Serialize;

use crate::ui::{Cell, Document, Table, View};

/// The verdict on a halt as a whole: whether any campaign may still call.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum HaltVerdict {
    /// No campaign calls, and no schedule is on.
    NothingCalls,
    /// No chosen campaign calls, and others were left alone.
    OthersLeftAlone,
    /// Some campaign calls, or its schedule is on.
    MayStillCall,
    /// It is not known whether some campaign calls, or has its schedule on.
    Unknown,
}

impl HaltVerdict {
    /// The verdict in words.
    pub const fn words(self) -> &'static str {
        match self {
            Self::NothingCalls => "nothing calls",
            Self::OthersLeftAlone => "of what was chosen nothing calls; what was left alone may still call",
            Self::MayStillCall => "some campaigns may still call",
            Self::Unknown => "it is not known whether some campaigns still call",
        }
    }
}

/// The outcome of stopping a campaign's calls, or of switching its schedule off.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum StepOutcome {
    /// It stops calling; a later start calls the whole list again.
    Stopped,
    /// It calls nobody until it is started again.
    Paused,
    /// Its schedule is off.
    SwitchedOff,
    /// The platform has it no more.
    Gone,
    /// It did not happen.
    NotDone,
    /// It is not known whether it happened.
    Unknown,
}

impl StepOutcome {
    const fn words(self) -> &'static str {
        match self {
            Self::Stopped => "stopped",
            Self::Paused => "paused",
            Self::SwitchedOff => "off",
            Self::Gone => "gone",
            Self::NotDone => "NOT DONE",
            Self::Unknown => "NOT KNOWN",
        }
    }
}

/// A campaign that was stopped, or was to be.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct HaltedView {
    /// Its name.
    pub name: String,
    /// Its id.
    pub id: String,
    /// The platform's word for its type, such as `sms`.
    #[serde(rename = "type")]
    pub campaign_type: String,
    /// 1 to 5; `null` where it has none.
    pub priority: Option<u8>,
    /// Its status before.
    pub status_before: String,
    /// Its status as it was last seen; `null` where it is gone.
    pub status: Option<String>,
    /// The outcome of stopping its calls; `null` where it did not call.
    pub calls: Option<StepOutcome>,
    /// The outcome of switching its schedule off; `null` where none was on.
    pub schedule: Option<StepOutcome>,
    /// Whether it may still call.
    pub may_still_call: bool,
    /// Why it may.
    pub message: Option<String>,
    /// Why kcamp resume will not switch its schedule on again; `null` where it will, or none was on.
    pub schedule_not_resumed: Option<String>,
    /// Why kcamp resume will not start it again; `null` where it will, or it neither ran nor was started and waited for
    /// its time.
    pub run_not_resumed: Option<String>,
}

/// A halt: the verdict, and every campaign that was stopped or left alone.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct HaltView {
    /// The verdict over all campaigns.
    pub verdict: HaltVerdict,
    /// The profile, where one was used.
    pub profile: Option<String>,
    /// The platform's address, or `sandbox`.
    pub host: String,
    /// The platform's account, where it has them.
    pub account: Option<String>,
    /// The bot, app or stream, where the platform has them.
    pub stream: Option<String>,
    /// The campaigns that were stopped or switched off, or should have been.
    pub campaigns: Vec<HaltedView>,
    /// The campaigns that run or are scheduled and were left alone because of --type, --search or --except.
    pub left_alone: Vec<String>,
    /// The parts of the list that could not be read, in words.
    pub not_seen: Vec<String>,
    /// Whether kcamp on this machine starts no campaign there from now on.
    pub latched: bool,
    /// The file from which kcamp resume brings back what ran; `null` where nothing did, or it could not be written.
    pub record: Option<String>,
    /// The starts from here on, and the commands that bring back what ran.
    #[serde(skip)]
    pub halted: String,
}

impl HaltView {
    /// The campaigns that have a reason, such as `"A", "B": why`, a line for each reason.
    fn by_reason(&self, why: impl Fn(&HaltedView) -> Option<&String>) -> Vec<String> {
        let mut lines: Vec<(&String, Vec<String>)> = Vec::new();
        for campaign in &self.campaigns {
            let Some(why) = why(campaign) else { continue };
            let name = format!("{:?}", campaign.name);
            match lines.iter_mut().find(|(known, _)| *known == why) {
                Some((_, names)) => names.push(name),
                None => lines.push((why, vec![name])),
            }
        }
        lines.into_iter().map(|(why, names)| format!("{}: {why}", names.join(", "))).collect()
    }
}

impl View for HaltView {
    fn document(&self) -> Document {
        let shown = |step: Option<StepOutcome>| Cell::of(step.map(StepOutcome::words));
        // A campaign that no longer calls has one word: the table must fit the smallest terminal.
        let has_status = self.campaigns.iter().any(|campaign| campaign.may_still_call);
        let rows = self.campaigns.iter().map(|campaign| {
            let status = Cell::of(campaign.status.as_ref());
            let HaltedView { name, id, calls, schedule, .. } = campaign;
            let mut cells = vec![Cell::from(name), shown(*calls), shown(*schedule)];
            cells.extend(has_status.then_some(status));
            cells.push(Cell::from(id));
            cells
        });
        let mut document = Document::new();
        if !self.campaigns.is_empty() {
            let status = has_status.then_some("STATUS");
            let headers = ["NAME", "CALLS", "SCHEDULE"].into_iter().chain(status).chain(["ID"]);
            document = document.table(Table::new(headers).one_line(&["ID"]).rows(rows));
        }
        let mut fields = vec![("result", self.verdict.words().to_owned())];
        if !self.left_alone.is_empty() {
            fields.push(("left alone", self.left_alone.join(", ")));
        }
        fields.extend(self.not_seen.iter().map(|part| ("not seen", part.clone())));
        fields.push(("halted", self.halted.clone()));
        fields.extend(self.record.clone().map(|record| ("record", record)));
        let lost = |what: &str, why: fn(&HaltedView) -> Option<&String>| {
            let (lines, what) = (self.by_reason(why), what.to_owned());
            lines.into_iter().map(move |line| ("not resumed", format!("{what} of {line}")))
        };
        fields.extend(lost("the schedule", |it| it.schedule_not_resumed.as_ref()));
        fields.extend(lost("the run", |it| it.run_not_resumed.as_ref()));
        document.fields(fields)
    }

    fn rows(&self) -> Document {
        const KEYS: [&str; 12] = [
            "name",
            "id",
            "type",
            "priority",
            "status_before",
            "status",
            "calls",
            "schedule",
            "may_still_call",
            "message",
            "schedule_not_resumed",
            "run_not_resumed",
        ];
        Document::records(&KEYS, &self.campaigns)
    }
}

/// The end of `kcamp halt --lift`.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct LiftView {
    /// Whether the halt was lifted, and kcamp starts campaigns there again; it is not in a dry run, and where nothing
    /// was halted.
    pub lifted: bool,
}

impl View for LiftView {
    fn document(&self) -> Document {
        if !self.lifted {
            // A message says why.
            return Document::new().fields([("halt", "not lifted")]);
        }
        Document::new().fields([
            ("halt", "lifted"),
            ("note", "kcamp starts campaigns and switches schedules on again; nothing was started"),
        ])
    }

    fn rows(&self) -> Document {
        Document::records(&["lifted"], &[self])
    }
}

/// The part of a campaign that a halt ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum HaltedPart {
    /// Its schedule, which was switched off.
    Schedule,
    /// Its run, which was stopped or paused.
    Run,
    /// A start of this machine that waited for its time.
    Start,
}

impl HaltedPart {
    const fn word(self) -> &'static str {
        match self {
            Self::Schedule => "schedule",
            Self::Run => "run",
            Self::Start => "start",
        }
    }
}

/// The outcome of bringing back a campaign that was halted before.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum ResumeOutcome {
    /// Its schedule is on as it was.
    SwitchedOn,
    /// It was started.
    Started,
    /// It runs, or its schedule is on: nothing was sent.
    OnAlready,
    /// The halt did not know whether it was on, and it is on: nothing was sent.
    StillOn,
    /// The halt did not know whether it was on, and it is off: nothing was sent.
    OffAfterAll,
    /// It ran, and would begin with its whole list again: nothing was sent.
    WouldBeginAnew,
    /// Its schedule is on, and the next run calls instead: nothing was sent for the run that was stopped.
    AtNextRun,
    /// It cannot be brought back: nothing was sent.
    NotBroughtBack,
    /// The platform has it no more.
    Gone,
    /// It did not happen.
    NotDone,
    /// It is not known whether it happened.
    Unknown,
    /// It was brought back, and another halt that began meanwhile took it away again.
    HaltedAgain,
}

impl ResumeOutcome {
    const fn words(self) -> &'static str {
        match self {
            Self::SwitchedOn => "schedule on",
            Self::Started => "started",
            Self::OnAlready => "was on already",
            Self::StillOn => "STILL ON",
            Self::OffAfterAll => "off",
            Self::WouldBeginAnew => "not started",
            Self::AtNextRun => "at its next run",
            Self::NotBroughtBack => "NOT BROUGHT BACK",
            Self::Gone => "gone",
            Self::NotDone => "NOT DONE",
            Self::Unknown => "NOT KNOWN",
            Self::HaltedAgain => "HALTED AGAIN",
        }
    }

    /// Whether something is not as it was before the halt, or may not be.
    pub const fn is_missing(self) -> bool {
        matches!(
            self,
            Self::NotDone | Self::NotBroughtBack | Self::StillOn | Self::Unknown | Self::HaltedAgain
        )
    }

    /// The outcome for a line, with the reason and the next step.
    pub fn in_words(self, why: Option<&str>) -> String {
        let because = why.map_or_else(String::new, |why| format!(": {why}"));
        match self {
            Self::SwitchedOn => format!("its schedule was switched on as it was{because}"),
            Self::Started => format!("started{because}"),
            Self::OnAlready => "it is on already".to_owned(),
            Self::StillOn => format!("still on{because}"),
            Self::OffAfterAll => format!("off{because}"),
            Self::WouldBeginAnew => "not started: it would begin with its whole list again".to_owned(),
            Self::AtNextRun => format!("its run is not started{because}"),
            Self::NotBroughtBack => format!("cannot be brought back{because}"),
            Self::Gone => "gone from the platform".to_owned(),
            Self::NotDone => format!("not done{because}"),
            Self::Unknown => format!("not known{because}"),
            Self::HaltedAgain => "brought back, and halted again by the other halt".to_owned(),
        }
    }
}

/// A campaign that was halted before: its schedule, or its run. One that had both is there twice.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct ResumedView {
    /// Its name.
    pub name: String,
    /// Its id.
    pub id: String,
    /// The part of it that this is about.
    pub part: HaltedPart,
    /// Its status before it was halted.
    pub status_before: String,
    /// Its outcome.
    pub outcome: ResumeOutcome,
    /// Why, where it is not as it was, and the next step.
    pub message: Option<String>,
}

/// The campaigns that were brought back.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct ResumeView {
    /// Whether the halt is lifted; it is not where none was set, or another one began meanwhile.
    lifted: bool,
    /// The campaigns that were halted.
    campaigns: Vec<ResumedView>,
    #[serde(skip)]
    halt: HaltAfterResume,
}

/// The state of the halt after a resume.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum HaltAfterResume {
    /// It is lifted.
    Lifted,
    /// None was set.
    WasNotSet,
    /// Another one began meanwhile.
    SetAgain,
}

impl ResumeView {
    /// The campaigns that were brought back, and what is left of the halt.
    pub fn new(halt: HaltAfterResume, campaigns: Vec<ResumedView>) -> Self {
        Self { lifted: halt == HaltAfterResume::Lifted, campaigns, halt }
    }
}

impl View for ResumeView {
    fn document(&self) -> Document {
        // The part is shown where the campaign alone does not identify a row.
        let mut ids = HashSet::new();
        let has_part = self.campaigns.iter().any(|campaign| !ids.insert(&campaign.id));
        let rows = self.campaigns.iter().map(|campaign| {
            let ResumedView { name, id, part, status_before, outcome, .. } = campaign;
            let part = has_part.then(|| Cell::from(part.word()));
            let rest = [outcome.words(), status_before, id].map(Cell::from);
            [Cell::from(name)].into_iter().chain(part).chain(rest).collect::<Vec<_>>()
        });
        let part = has_part.then_some("PART");
        let headers = ["NAME"].into_iter().chain(part).chain(["OUTCOME", "WAS", "ID"]);
        let table = Table::new(headers)
            .one_line(&["ID", "WAS"])
            .rows(rows)
            .empty("no campaign was to be brought back");
        let halt = match self.halt {
            HaltAfterResume::Lifted => "lifted",
            HaltAfterResume::WasNotSet => "was not set",
            HaltAfterResume::SetAgain => "set again: another kcamp halt began meanwhile",
        };
        Document::new().table(table).fields([("halt", halt)])
    }

    fn rows(&self) -> Document {
        Document::records(&["name", "id", "part", "status_before", "outcome", "message"], &self.campaigns)
    }
}
