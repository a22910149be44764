//! Rules about possible problems of a campaign that the platform would accept. They look at several fields together, at
//! the policy and at the clock. All their findings are advice: warnings and notes.

use jiff::Timestamp;

use super::calling_hours::CallingHours;
use super::finding::{Finding, Findings, Origin, Problem};
use super::kore_campaign::{Channel, ListName, Sms};
use super::message::Message;
use super::platform_campaign::PlatformCampaign;
use super::plural::{by_count, counted};
use super::policy::Policy;
use super::schedule::{PlannedSchedule, RequestedSchedule, RunPlan};
use super::zone::Zone;

pub mod collisions;
mod hours;
mod message;
pub mod shared_contacts;
pub mod templates;
pub mod words;

/// The places of the parts of a campaign, for findings about them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Places {
    /// The document.
    pub document: Origin,
    /// The campaign's name.
    pub name: Origin,
    /// The `schedule:` block, or the document if there is none.
    pub schedule: Origin,
    /// Each contact list, in the campaign's order.
    pub contact_lists: Vec<Origin>,
    /// The block of each calling window, in the campaign's order.
    pub windows: Vec<Origin>,
    /// The frequency of the calling hours.
    pub frequency: Origin,
    /// The text of Kore.ai's sms.
    pub message: MessagePlace,
    /// Each of Burki's templates, in the order of the contract; empty on Kore.ai.
    pub templates: Vec<MessagePlace>,
    /// Each of Burki's fields, by its keys joined with dots, since Burki's refusals name fields. Empty on Kore.ai.
    pub fields: Vec<(String, Origin)>,
}

impl Places {
    /// Moves findings about fields of a request to the places from which the fields were read.
    pub fn put_in_place(&self, findings: Findings) -> Findings {
        let placed = |mut finding: Finding| {
            if let Origin::Field(sent) = &finding.origin {
                // The nearest field that the document has: a list's item is placed at its list.
                let known = self.fields.iter().filter(|(name, _)| is_within(sent, name));
                if let Some((_, origin)) = known.max_by_key(|(name, _)| name.len()) {
                    finding.origin = origin.clone();
                }
            }
            finding
        };
        let mut found = Findings::new();
        found.extend(findings.into_iter().map(placed));
        found
    }
}

fn is_within(field: &str, other: &str) -> bool {
    field.strip_prefix(other).is_some_and(|rest| rest.is_empty() || rest.starts_with('.'))
}

/// The place of a text that people hear or read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum MessagePlace {
    /// The text is written there, so a finding can point at one character.
    Written(Origin),
    /// The text is named or encoded there.
    Named(Origin),
}

impl MessagePlace {
    /// The place of the whole text.
    pub const fn origin(&self) -> &Origin {
        match self {
            Self::Written(origin) | Self::Named(origin) => origin,
        }
    }
}

/// The parts of a campaign that these rules look at, each as far as it could be read: they are checked too where
/// another part is wrong, so that one round tells everything.
#[derive(Debug, Clone, Default)]
pub struct Parts {
    /// The calling hours, with those of their windows that could be read.
    pub calling_hours: Option<CallingHours>,
    /// Whether a part of the calling hours is wrong, so that nothing can be said of runs outside them.
    pub lacks_hours: bool,
    /// The text of Kore.ai's sms.
    pub message: Option<Message>,
    /// Burki's templates.
    pub templates: Option<templates::Texts>,
    /// The contact lists.
    pub contact_lists: Vec<ListName>,
}

impl Parts {
    /// The parts of a whole campaign.
    pub fn of(campaign: &PlatformCampaign) -> Self {
        let calling_hours = campaign.calling_hours().cloned();
        let contact_lists = campaign.contact_lists().to_vec();
        match campaign {
            PlatformCampaign::Kore(campaign) => {
                let message = match &campaign.channel {
                    Channel::Sms(Sms::Simple { message, .. }) => Some(message.clone()),
                    _ => None,
                };
                Self { calling_hours, message, contact_lists, ..Self::default() }
            }
            PlatformCampaign::Burki(campaign) => {
                Self { calling_hours, templates: Some(templates::Texts::of(campaign)), ..Self::default() }
            }
        }
    }

    /// The calling hours, if all of them could be read.
    pub fn whole_hours(&self) -> Option<&CallingHours> {
        self.calling_hours.as_ref().filter(|_| !self.lacks_hours)
    }
}

/// The terms that campaigns and schedules are judged by, besides themselves.
#[derive(Debug, Clone, Copy)]
pub struct Measure<'a> {
    /// The limits.
    pub policy: &'a Policy,
    /// The place that is set for all commands: the profile's zone, or else the environment's. A zone that was typed for
    /// the times of one command is none.
    pub home_zone: Option<&'a Zone>,
    /// The present instant.
    pub now: Timestamp,
}

impl<'a> Measure<'a> {
    /// The zone of the people whom a campaign reaches, in which a policy's hours are read: the policy's own, else that
    /// of the calling hours, else `named`, which a file or a live schedule names, else the one that is set for all
    /// commands. `None` if nobody said where they are: UTC and offsets are no place.
    fn zone_of_people(
        &self,
        calling_hours: Option<&'a CallingHours>,
        named: Option<&'a Zone>,
    ) -> Option<&'a Zone> {
        let of_hours = calling_hours.map(|hours| &hours.zone);
        let mut said = [of_hours, named, self.home_zone].into_iter().flatten();
        self.policy.timezone.as_ref().or_else(|| said.find(|zone| zone.is_of_a_place()))
    }
}

/// Checks everything about a campaign that needs no other campaign.
pub fn check(
    parts: &Parts,
    places: &Places,
    schedule: Option<(&RequestedSchedule, &PlannedSchedule)>,
    measure: Measure<'_>,
) -> Findings {
    let policy = measure.policy;
    let mut findings = Findings::new();
    if let Some(hours) = &parts.calling_hours {
        hours::check_windows(hours, places, measure, &mut findings);
    }
    if let Some(message) = &parts.message {
        message::check(message, &places.message, policy, &mut findings);
    }
    if let Some(texts) = &parts.templates {
        let of_type = places.fields.iter().find(|(key, _)| key == "campaign_type");
        let of_type = of_type.map_or(&places.document, |(_, place)| place);
        templates::check(texts, &places.templates, &places.document, of_type, policy, &mut findings);
    }
    if let Some((request, schedule)) = schedule {
        findings.extend(check_schedule(request, schedule, parts.whole_hours(), measure));
    }
    findings
}

/// Checks a schedule together with its calling hours, if they are known.
pub fn check_schedule(
    request: &RequestedSchedule,
    schedule: &PlannedSchedule,
    calling_hours: Option<&CallingHours>,
    measure: Measure<'_>,
) -> Findings {
    let mut findings = Findings::new();
    let Some((plan, start)) = schedule.runs().zip(request.start_origin()) else { return findings };
    match (schedule, calling_hours) {
        (_, Some(hours)) => hours::check_runs(hours, &plan, start, measure.now, &mut findings),
        // On this platform, only the policy limits the hour of a run.
        (PlannedSchedule::Burki(_), None) => {
            hours::check_hour_of_runs(&plan, start, measure, &mut findings);
        }
        (PlannedSchedule::Kore(_) | PlannedSchedule::Immediate, None) => {}
    }
    let later = match schedule {
        PlannedSchedule::Kore(_) => {
            "start later: the platform scrubs the do-not-contact list 15 minutes before a start"
        }
        PlannedSchedule::Burki(_) | PlannedSchedule::Immediate => {
            "start later, or lower minimum_notice in kcamp.policy.yaml"
        }
    };
    hours::check_notice(&plan, start, measure, later, &mut findings);
    findings.extend(request.midnight_end(&plan));
    findings
}

/// The findings about the runs of a schedule that is on, which calling hours that are to be set do not meet; at their
/// place.
pub fn check_runs_that_are_on(
    plan: &RunPlan,
    calling_hours: &CallingHours,
    place: &Origin,
    now: Timestamp,
) -> Findings {
    let mut found = Findings::new();
    hours::check_runs(calling_hours, plan, place, now, &mut found);
    let of_it = |mut finding: Finding| {
        finding.problem.message = format!("of the schedule that is on, {}", finding.problem.message);
        finding
    };
    let mut findings = Findings::new();
    findings.extend(found.into_iter().map(of_it));
    findings
}

/// The warning that people are reached at an hour at which the policy allows reaching nobody, by what begins at an
/// instant and not by a schedule. `what` names it, given the local time. `typed` is the zone in which the user types
/// times, for want of anything that says where people are; without it, nothing is judged.
pub fn check_moment(
    at: Timestamp,
    calling_hours: Option<&CallingHours>,
    typed: Option<&Zone>,
    measure: Measure<'_>,
    what: impl FnOnce(&str) -> String,
) -> Option<Problem> {
    let said = measure.zone_of_people(calling_hours, None);
    let zone = said.or(calling_hours.map(|hours| &hours.zone)).or(typed)?;
    hours::outside_policy_hours(at, zone, measure.policy, what)
}

/// The warning that a campaign shares a contact list with another one on the same day.
pub fn collision_problem(collision: &collisions::Collision) -> Problem {
    let later = and_later_days(collision.days);
    Problem::warning(
        "schedule/contact-list-shared",
        format!(
            "the contact list {} is also used by {} on {}{later}",
            collision.list, collision.with, collision.first
        ),
    )
    .help("move one to other days, or give it another list: people are reached twice, and the platform does not run two campaigns on one list at the same time")
}

/// The message that a campaign shares a contact list with a live one whose days are not known. `is_on` says whether the
/// live one's schedule is on; `None` if the platform does not say.
pub fn untold_days_problem(list: &str, campaign: &str, is_on: Option<bool>) -> Problem {
    let of_it = match is_on {
        Some(_) => {
            "whose schedule is on, but this machine does not know which one it is, and the platform does not return it"
        }
        None => "and the platform does not say whether that campaign has a schedule",
    };
    Problem::note(
        "schedule/contact-list-shared",
        format!(
            "the contact list {list} is also used by the live campaign {campaign}, {of_it}: kcamp cannot tell whether both reach people on one day"
        ),
    )
    .help("check its schedule in the console, or keep that campaign in a file beside this one")
}

/// The message about contacts on lists of two campaigns that reach people on the same day. `more` is the number of
/// further campaigns with such contacts.
pub fn shared_contacts_problem(meeting: &shared_contacts::Meeting<'_>, more: usize) -> Problem {
    let later = and_later_days(meeting.days);
    let more = match more {
        0 => String::new(),
        more => format!("; the same is true of {}", counted(more, "more campaign")),
    };
    let are = by_count(meeting.contacts, "is", "are");
    Problem::warning(
        "schedule/contacts-shared",
        format!(
            "{} of this campaign {are} also on another list, of {}, and both campaigns reach people on {}{later}{more}",
            counted(meeting.contacts, "contact"),
            meeting.with,
            meeting.first,
        ),
    )
    .help("move one campaign to other days, or take these contacts off one of the lists: they are reached twice on one day")
}

/// The end of a message that names only the first of several days.
fn and_later_days(days: u32) -> String {
    if days == 1 { String::new() } else { format!(", and on {}", counted(days - 1, "later day")) }
}

/// The message about contacts on several lists of one campaign.
pub fn contacts_twice_problem(contacts: usize, lists: &[&str]) -> Problem {
    let are = by_count(contacts, "is", "are");
    Problem::warning(
        "schedule/contacts-shared",
        format!(
            "{} of this campaign {are} on more than one of its lists: {}",
            counted(contacts, "contact"),
            lists.join(", ")
        ),
    )
    .help("take these contacts off all lists but one: the platform may reach them twice in one run")
}

/// The place of a contact list of the campaign.
pub fn place_of_list<'a>(places: &'a Places, lists: &[ListName], list: &str) -> &'a Origin {
    let index = lists.iter().position(|name| name.as_str() == list);
    index.and_then(|index| places.contact_lists.get(index)).unwrap_or(&places.schedule)
}
