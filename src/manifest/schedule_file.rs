//! The schedule of a file, for `schedule enable -f FILE`.

use super::context::CheckContext;
use super::decode::{check_schedule, platform_of, read_schedule};
use super::kore_schedule::ScheduleBlock;
use super::named_campaign::NamedCampaign;
use super::node::Node;
use super::reader::{ReadText, Reader};
use crate::domain::calling_hours::CallingHours;
use crate::domain::field::Table;
use crate::domain::field::kind::KindSet;
use crate::domain::finding::{Findings, Origin, Problem};
use crate::domain::platform_kind::PlatformKind;
use crate::domain::schedule::RequestedSchedule;

/// The parts of a document that `schedule enable -f FILE` uses.
#[derive(Debug, Clone)]
pub struct ScheduleFile {
    /// The campaign that the document names, if it names one.
    pub campaign: Option<NamedCampaign>,
    /// Its calling hours, if the document has them, for the rules of the schedule.
    pub calling_hours: Option<CallingHours>,
    /// The schedule, in the terms of the document's platform.
    pub schedule: RequestedSchedule,
    /// The `schedule:` block, or the document if it is one.
    pub place: Origin,
}

/// Decodes the schedule of a campaign file, or of a file with only the keys of a `schedule:` block.
///
/// The findings contain all errors and warnings. If there is an error, there is no schedule.
pub fn decode_schedule(
    document: &Node,
    read_text: &ReadText<'_>,
    check_context: &CheckContext,
) -> (Option<ScheduleFile>, Findings) {
    let platform = platform_of(document, check_context.platform);
    let mut reader = Reader::new(document, read_text, Table::of(platform));
    let whole_file = document.entry("schedule").is_some() || document.entry("name").is_some();
    if reader.is_of_another_platform(if whole_file { &[] } else { &["schedule"] }) {
        return (None, reader.findings);
    }
    let (path, place): (&[&'static str], _) = if whole_file {
        reader.check_keys(KindSet::ALL);
        (&["schedule"], document.at(&["schedule"]).map_or(&document.origin, |node| &node.origin))
    } else {
        reader.base = &["schedule"];
        reader.check_keys_as(document, reader.base);
        (&[], &document.origin)
    };
    let campaign = if whole_file { reader.named_campaign() } else { None };
    let calling_hours = document.at(&["dialingStrategy", "callingHours"]).filter(|_| whole_file);
    let calling_hours = calling_hours.and_then(|_| reader.calling_hours());
    let schedule = match read_schedule(&mut reader, path, check_context) {
        ScheduleBlock::Requested(schedule) => Some(*schedule),
        ScheduleBlock::Wrong => None,
        ScheduleBlock::Absent if reader.is_empty_at(path) => None,
        ScheduleBlock::Absent | ScheduleBlock::Off => {
            let keys = match platform {
                PlatformKind::Kore => "startDateTime, endDateTime and recurrenceObject",
                PlatformKind::Burki => "schedule_type and what it needs",
            };
            let problem = Problem::error("schedule/missing", "the document has no schedule to enable")
                .help(format!("write {keys} under schedule:"));
            reader.report(problem, place);
            None
        }
    };
    let mut findings = reader.findings;
    if let Some(request) = schedule.as_ref().filter(|_| findings.has_firm_errors()) {
        check_schedule(request, calling_hours.as_ref(), check_context, &mut findings);
    }
    let file =
        schedule.map(|schedule| ScheduleFile { campaign, calling_hours, schedule, place: place.clone() });
    (file.filter(|_| !findings.has_firm_errors()), findings)
}
