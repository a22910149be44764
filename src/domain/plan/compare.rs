//! Compares one campaign of the files with the live one.

use jiff::Timestamp;

use super::completed::completed;
use super::left_out::{LeftOutFields, WRITE_THE_KEY, not_sendable, several_lists};
use super::line::{Difference, PlanLine, PlanStep};
use super::{
    HeldSchedule, Known, LiveMatch, MayUpdate, MemoryComparison, MemoryLookup, Obstacle, PlanPermissions,
    Replaced, ScheduleMatch, Wanted, WantedSchedule, caution,
};
use crate::domain::difference::{
    FieldDifference, OldValue, changes, fixed_changes, is_unread, unread_fixed_fields,
};
use crate::domain::live::LiveCampaign;
use crate::domain::platform_campaign::PlatformCampaign;
use crate::domain::schedule::PlannedSchedule;

/// The lines of a plan for one campaign: first for the campaign itself, then for its schedule, or the other way round
/// where the schedule that goes off is in the way of the update. If nothing is to be done, one line says that the
/// campaign is unchanged.
pub fn lines_of(
    wanted: Wanted<'_>,
    found: &LiveMatch<'_>,
    choices: PlanPermissions,
    recall: MemoryLookup<'_>,
) -> Vec<PlanLine> {
    let name = wanted.campaign.name();
    let type_word = wanted.campaign.type_word().to_owned();
    let absent = |step| {
        let cautions = Vec::new();
        let inherited = Vec::new();
        vec![PlanLine { name: name.to_owned(), type_word: type_word.clone(), step, cautions, inherited }]
    };
    match found {
        LiveMatch::None => absent(PlanStep::Create {
            campaign: wanted.campaign.clone(),
            schedule: match wanted.schedule {
                WantedSchedule::On(schedule) => Some(schedule.clone()),
                WantedSchedule::AsItIs | WantedSchedule::Off | WantedSchedule::Over(_) => None,
            },
        }),
        LiveMatch::NotToBeCreated(obstacle) => {
            absent(PlanStep::Blocked { live: None, what: vec!["create"], obstacle: obstacle.clone() })
        }
        LiveMatch::Undecided(obstacle) => {
            absent(PlanStep::Blocked { live: None, what: Vec::new(), obstacle: obstacle.clone() })
        }
        LiveMatch::Several(rows) => {
            let ids: Vec<&str> = rows.iter().map(|row| row.id.as_str()).collect();
            let obstacle = Obstacle::new(
                format!("{} live campaigns have this name: {}", rows.len(), ids.join(", ")),
                Some("delete or rename all but one: kcamp campaign delete ID".to_owned()),
            );
            absent(PlanStep::Blocked { live: None, what: Vec::new(), obstacle })
        }
        LiveMatch::One(known) => Comparison { known, choices, recall }.lines(wanted),
    }
}

/// The fields of a campaign that cannot be compared, because their live value is not known.
#[derive(Default)]
struct Unknown {
    fields: Vec<&'static str>,
    /// When the campaign was changed after this machine had sent the fields.
    changed: Option<Timestamp>,
    /// Whether they were sent with another machine's key.
    other_key: bool,
}

struct Comparison<'run> {
    known: &'run Known,
    choices: PlanPermissions,
    recall: MemoryLookup<'run>,
}

impl Comparison<'_> {
    fn lines(&self, wanted: Wanted<'_>) -> Vec<PlanLine> {
        let (campaign, mut unknown) = self.of_campaign(wanted);
        let is_blocked = campaign.as_ref().is_some_and(|line| matches!(line.step, PlanStep::Blocked { .. }));
        let schedule = match (wanted.schedule, caution::never_runs_again(&self.known.live)) {
            (WantedSchedule::On(_), Some(obstacle)) => Some(self.blocked_schedule(obstacle)),
            _ => self.of_schedule(wanted.schedule, &mut unknown),
        };
        let runs_first = caution::runs_first(&self.known.live);
        let waits = |step: &PlanStep| {
            runs_first.is_some() && matches!(step, PlanStep::SwitchOn { .. } | PlanStep::OffLive { .. })
        };
        let mut lines: Vec<PlanLine> = campaign.into_iter().collect();
        match (schedule, lines.last_mut()) {
            // An update would hide whether the campaign was changed since the interrupted call.
            (
                Some(PlanLine { step: PlanStep::Blocked { obstacle, .. }, .. }),
                Some(line @ PlanLine { step: PlanStep::Update { .. }, .. }),
            ) if matches!(self.known.schedule, HeldSchedule::Interrupted(_)) => {
                let what = line.step.updated_fields().chain(["schedule"]).collect();
                *line = self.line(PlanStep::Blocked { live: Some(self.boxed()), what, obstacle });
            }
            // The live message or lists are not as in the file, so no schedule is switched on.
            (Some(PlanLine { step, .. }), Some(PlanLine { step: PlanStep::Blocked { what, .. }, .. }))
                if is_blocked && (step.begins_calls() || waits(&step)) =>
            {
                what.push("schedule");
            }
            (Some(PlanLine { step, .. }), _) if waits(&step) => {
                lines.extend(runs_first.map(|obstacle| self.blocked_schedule(obstacle)));
            }
            (of_schedule, _) => lines.extend(of_schedule),
        }
        if let (MayUpdate::AfterScheduleIsOff(..), [PlanLine { step: PlanStep::Update { .. }, .. }, _]) =
            (&self.known.may_update, lines.as_slice())
        {
            lines.reverse();
        }
        let Unknown { fields, changed, other_key } = unknown;
        if !fields.is_empty() {
            lines.push(self.line(PlanStep::Unreadable { live: self.boxed(), fields, changed, other_key }));
        }
        if lines.is_empty() {
            lines.push(self.line(PlanStep::Unchanged { live: self.boxed() }));
        }
        lines
    }

    /// The line for the campaign itself, `None` if nothing is to be done, and the fields that cannot be compared.
    fn of_campaign(&self, wanted: Wanted<'_>) -> (Option<PlanLine>, Unknown) {
        let Wanted { campaign: wanted, schedule, left_out } = wanted;
        let live = &self.live_with_row();
        if let Some(obstacle) = self.known.in_doubt.clone() {
            let step = PlanStep::Blocked { live: Some(self.boxed()), what: vec!["update"], obstacle };
            return (Some(self.line(step)), Unknown::default());
        }
        let blocked = |what, why, next: &str| {
            let obstacle = Obstacle::new(why, Some(next.to_owned()));
            self.line(PlanStep::Blocked { live: Some(self.boxed()), what, obstacle })
        };
        let fixed = fixed_changes(live, wanted);
        if let Some(change) = fixed.first() {
            let why = format!("{}, which cannot change once a campaign exists", change.in_words());
            let what = fixed.iter().map(|change| change.field).collect();
            return (
                Some(blocked(what, why, "create a campaign of another name, or correct the file")),
                Unknown::default(),
            );
        }
        let to = match completed(wanted, live) {
            Ok(campaign) => campaign,
            Err(problem) => {
                return (
                    Some(blocked(Vec::new(), not_sendable(&problem.message), WRITE_THE_KEY)),
                    Unknown::default(),
                );
            }
        };
        let left_out = LeftOutFields::of(left_out, &to, live, self.recall);
        let (differences, unknown, is_changed) = self.differences(live, &to, &left_out);
        if !is_changed && (unknown.fields.is_empty() || !self.choices.resend_unreadable) {
            // No update sends a field that is fixed.
            let fields = [unread_fixed_fields(live), unknown.fields].concat();
            return (None, Unknown { fields, ..unknown });
        }
        if let Some(obstacle) = several_lists(live).or_else(|| left_out.obstacle(live)) {
            let what = differences.iter().map(|it| it.change.field).collect();
            let step = PlanStep::Blocked { live: Some(self.boxed()), what, obstacle };
            return (Some(self.line(step)), Unknown::default());
        }
        let is_switched_off =
            matches!((schedule, &self.known.schedule), (WantedSchedule::Off, HeldSchedule::On(_)));
        let updated = match &self.known.may_update {
            MayUpdate::Now => Ok(self.boxed()),
            MayUpdate::AfterScheduleIsOff(off, _) if is_switched_off => Ok(off.clone()),
            MayUpdate::AfterScheduleIsOff(_, obstacle) | MayUpdate::No(obstacle) => Err(obstacle),
        };
        let update = match updated {
            Ok(updated) => {
                let mut cautions = caution::of_update(&updated);
                cautions.extend(caution::of_encoding(&updated, self.known.message_encoding));
                PlanLine { cautions, ..self.line(PlanStep::Update { live: updated, to, differences }) }
            }
            Err(obstacle) => {
                let what = differences.iter().map(|it| it.change.field).collect();
                self.line(PlanStep::Blocked { live: Some(self.boxed()), what, obstacle: obstacle.clone() })
            }
        };
        (Some(update), Unknown::default())
    }

    /// The differences from what is to be sent without what the file leaves out, the fields that cannot be compared
    /// among them, and whether something certainly changes.
    fn differences(
        &self,
        live: &LiveCampaign,
        to: &PlatformCampaign,
        left_out: &LeftOutFields,
    ) -> (Vec<Difference>, Unknown, bool) {
        let (mut differences, mut unknown) = (Vec::new(), Unknown::default());
        let mut is_changed = false;
        for change in changes(live, to).into_iter().filter(|change| !left_out.contains(change.field)) {
            let recollection = match change.old {
                OldValue::Read(_) => None,
                OldValue::NotReadable => match self.recalled(&change) {
                    Some(MemoryComparison::Same) => continue,
                    Some(MemoryComparison::Other(sent)) => Some(sent),
                    unknown_now @ (None
                    | Some(MemoryComparison::ChangedSince(_) | MemoryComparison::OtherKey)) => {
                        if let Some(MemoryComparison::ChangedSince(at)) = unknown_now {
                            unknown.changed = Some(at);
                        }
                        unknown.other_key |= unknown_now == Some(MemoryComparison::OtherKey);
                        unknown.fields.push(change.field);
                        differences.push(Difference { change, other_sent: None });
                        continue;
                    }
                },
            };
            is_changed = true;
            differences.push(Difference { change, other_sent: recollection });
        }
        (differences, unknown, is_changed)
    }

    /// The campaign, with the do-not-contact lists that only its row has.
    fn live_with_row(&self) -> LiveCampaign {
        let live = self.known.live.clone();
        self.known.row.iter().fold(live, LiveCampaign::with_dnc_lists_of)
    }

    /// The value that this machine sent of a field that the platform does not return. A field that it returns in a form
    /// that is not read may have another value, whatever was sent.
    fn recalled(&self, change: &FieldDifference) -> Option<MemoryComparison> {
        let is_there = is_unread(&self.known.live, change.field);
        if is_there { None } else { (self.recall)(change.field, change.new.as_deref()) }
    }

    fn switch_on(&self, schedule: &PlannedSchedule, again: bool) -> PlanLine {
        let step = PlanStep::SwitchOn { live: self.boxed(), schedule: schedule.clone(), again };
        PlanLine { cautions: caution::of_schedule(&self.known.live).into_iter().collect(), ..self.line(step) }
    }

    /// The line of a schedule in the place of another one, which is on since then, or whose replacement was in doubt
    /// then. While the campaign runs it is blocked.
    fn replace(
        &self,
        schedule: &PlannedSchedule,
        differences: Vec<FieldDifference>,
        replaced: Replaced,
    ) -> PlanLine {
        if let Some(obstacle) = caution::ends_the_run(&self.known.live) {
            return self.blocked_schedule(obstacle);
        }
        let (live, schedule) = (self.boxed(), schedule.clone());
        let step = PlanStep::Replace { live, schedule, differences, replaced };
        let live = &self.known.live;
        let caution = caution::of_schedule(live).or_else(|| caution::of_replacing(live));
        PlanLine { cautions: caution.into_iter().collect(), ..self.line(step) }
    }

    fn switch_off(&self) -> PlanLine {
        let cautions = caution::of_switching_off(&self.known.live).into_iter().collect();
        PlanLine { cautions, ..self.line(PlanStep::SwitchOff { live: self.boxed() }) }
    }

    fn blocked_schedule(&self, obstacle: Obstacle) -> PlanLine {
        self.line(PlanStep::Blocked { live: Some(self.boxed()), what: vec!["schedule"], obstacle })
    }

    fn of_schedule(&self, wanted: WantedSchedule<'_>, unknown: &mut Unknown) -> Option<PlanLine> {
        use HeldSchedule::{Interrupted, Off, OffUndecided, On, UnderWay, Untold};

        match (wanted, &self.known.schedule) {
            (
                WantedSchedule::Over(_),
                On(ScheduleMatch::Differs(..) | ScheduleMatch::InDoubt(_) | ScheduleMatch::ChangedSince(_)),
            ) => {
                let obstacle = Obstacle::new(
                    "all runs of the file's schedule have passed, and another schedule is on".to_owned(),
                    Some("write schedule: none in the file to switch it off, or a later end".to_owned()),
                );
                Some(self.blocked_schedule(obstacle))
            }
            (WantedSchedule::Over(_), OffUndecided | Off | On(ScheduleMatch::Same))
            | (WantedSchedule::AsItIs, _)
            | (WantedSchedule::Off, Off | OffUndecided)
            | (WantedSchedule::On(_), On(ScheduleMatch::Same)) => None,
            (WantedSchedule::Off, On(_)) => Some(self.switch_off()),
            (WantedSchedule::On(schedule), UnderWay { is_wanted: true, .. }) if self.choices.reenable => {
                Some(self.switch_on(schedule, true))
            }
            (
                WantedSchedule::On(_) | WantedSchedule::Over(_) | WantedSchedule::Off,
                UnderWay { obstacle, .. } | Interrupted(obstacle),
            ) => Some(self.blocked_schedule(obstacle.clone())),
            (WantedSchedule::On(schedule), OffUndecided) => Some(self.switch_on(schedule, false)),
            (WantedSchedule::On(schedule), Off) if self.choices.reenable => {
                Some(self.switch_on(schedule, true))
            }
            (WantedSchedule::On(schedule), Off) => {
                Some(self.line(PlanStep::OffLive { live: self.boxed(), schedule: schedule.clone() }))
            }
            (WantedSchedule::On(schedule), On(ScheduleMatch::Differs(differences, since))) => {
                let replaced = since.map_or(Replaced::AsReturned, Replaced::Sent);
                Some(self.replace(schedule, differences.clone(), replaced))
            }
            (WantedSchedule::On(schedule), On(ScheduleMatch::InDoubt(at))) => {
                Some(self.replace(schedule, Vec::new(), Replaced::InDoubt(*at)))
            }
            (WantedSchedule::On(schedule), On(ScheduleMatch::ChangedSince(at))) => {
                Some(self.replace(schedule, Vec::new(), Replaced::ChangedSince(*at)))
            }
            (WantedSchedule::On(schedule), On(ScheduleMatch::NotReadable { .. }))
                if self.choices.resend_unreadable =>
            {
                Some(self.replace(schedule, Vec::new(), Replaced::AsReturned))
            }
            (
                WantedSchedule::On(_) | WantedSchedule::Over(_),
                On(ScheduleMatch::NotReadable { field, changed }),
            ) => {
                unknown.fields.push(field);
                unknown.changed = changed.or(unknown.changed);
                None
            }
            (WantedSchedule::On(_) | WantedSchedule::Over(_) | WantedSchedule::Off, Untold) => {
                unknown.fields.push("schedule");
                None
            }
        }
    }

    fn boxed(&self) -> Box<LiveCampaign> {
        Box::new(self.known.live.clone())
    }

    fn line(&self, step: PlanStep) -> PlanLine {
        let live = &self.known.live;
        let type_word = live.type_word().unwrap_or_default().to_owned();
        PlanLine { name: live.name.clone(), type_word, step, cautions: Vec::new(), inherited: Vec::new() }
    }
}
