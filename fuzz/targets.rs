//! The fuzz targets, also run by `cargo test` over the recorded corpus: `replay`. Compiled
//! for tests and, with the feature `fuzzing`, for the targets only.
//!
//! Whatever comes in, it ends without a panic, and what it says points into the text.

#![expect(clippy::missing_panics_doc, reason = "a panic is what they look for")]

use std::path::Path;
use std::sync::Arc;

use crate::commands::campaign_files::fields::FieldArgs;
use crate::domain::calling_hours::{CallingWindow, parse_time, wire_time};
use crate::domain::duration::{duration_text, parse_duration};
use crate::domain::finding::{Findings, Origin};
use crate::domain::kore_campaign::CampaignType;
use crate::domain::number::{NumberForm, Numbers};
use crate::domain::placeholder::placeholders;
use crate::domain::platform_kind::PlatformKind;
use crate::domain::recurrence::interval;
use crate::domain::segments::Segments;
use crate::domain::template::Template;
use crate::domain::wall_time::{ScheduleBound, TimeInput, time_of_day, wall_time};
use crate::domain::weekday::WeekdaySet;
use crate::domain::zone::Zone;
use crate::import::{
    AreaCodeColumn, Columns, Content, CountryColumn, DestinationRules, Dialect, DoNotContact, FurtherParts,
    Header, ImportError, LeftOut, Leniency, NumberMemory, OptOutColumns, Plan, Rows, TextCheck, first_record,
};
use crate::jwt;
use crate::manifest::{
    CheckContext, JointCheck, Loaded, Node, decode_policy, decode_schedule, examine, load_bytes,
};
use crate::platform::burki::{self, envelope::Marker as OfBurki};
use crate::platform::failure::{Answer, Body, ParsedAnswer};
use crate::platform::footprint::HeapSize as _;
use crate::platform::kore::{self, envelope::Marker as OfKore};
use crate::profile;
use crate::secret::redact::Redactor;
use clap::FromArgMatches as _;

#[cfg(test)]
#[path = "replay.rs"]
mod replay;

/// A target: its name, which its folder of the corpus has too, and what it does.
pub type Target = (&'static str, fn(&[u8]));

/// Every target.
pub const ALL: [Target; 8] = [
    ("load_file", load_file),
    ("parse_time", parse_time_text),
    ("answers", answers),
    ("contacts", contacts),
    ("do_not_contact", do_not_contact),
    ("policy", policy),
    ("flags", flags),
    ("texts", texts),
];

fn check_context(platform: PlatformKind) -> CheckContext {
    CheckContext::new(platform, Zone::utc(), jiff::Timestamp::constant(1_796_284_800, 0))
}

#[expect(clippy::unnecessary_wraps, reason = "a reader of texts may fail")]
fn read_text(_: &Path) -> Result<String, String> {
    Ok("Your bill is due.".to_owned())
}

fn all_point_into_their_texts(findings: &Findings) {
    for finding in findings {
        if let Origin::Text { source, span } = &finding.origin {
            assert!(source.text.get(span.clone()).is_some(), "{finding:?}");
        }
    }
}

/// A campaign file, a schedule and a policy.
pub fn load_file(bytes: &[u8]) {
    for platform in [PlatformKind::Kore, PlatformKind::Burki] {
        let check_context = check_context(platform);
        let policy = decode_policy(load_bytes("kcamp.policy.yaml", bytes.to_vec())).0;
        let loaded = load_bytes("fuzz.yaml", bytes.to_vec());
        for document in &loaded.documents {
            all_point_into_their_texts(&decode_schedule(document, &read_text, &check_context).1);
        }
        let checked =
            JointCheck::default().next(examine(loaded, &read_text, Arc::new(policy), &check_context));
        all_point_into_their_texts(&checked.findings);
    }
}

/// A policy.
pub fn policy(bytes: &[u8]) {
    all_point_into_their_texts(&decode_policy(load_bytes("kcamp.policy.yaml", bytes.to_vec())).1);
}

/// Reads the text of a time, a day, a duration or a message.
pub fn parse_time_text(bytes: &[u8]) {
    let Ok(text) = std::str::from_utf8(bytes) else { return };
    let now = jiff::Timestamp::constant(1_796_284_800, 0);
    if let Ok(input) = text.parse::<TimeInput>() {
        for name in ["UTC", "America/New_York", "Australia/Lord_Howe", "Pacific/Apia"] {
            let zone: Option<Zone> = name.parse().ok();
            let at = time_of_day("02:30").ok();
            let _ = input.resolve(zone.as_ref(), ScheduleBound::Start { at }, now);
            let _ = input.resolve(zone.as_ref(), ScheduleBound::End, now);
        }
        let _ = input.resolve(None, ScheduleBound::End, now);
    }
    if let Ok(time) = parse_time(text) {
        assert_eq!(parse_time(&wire_time(time)), Ok(time));
    }
    if let Ok(duration) = parse_duration(text) {
        let read_back = parse_duration(&duration_text(duration));
        assert_eq!(read_back.map(|it| it.as_millis()), Ok(duration.as_millis()));
    }
    let segments = Segments::of(text);
    assert_eq!(segments.count == 0, text.is_empty());
    assert!(placeholders(text).iter().all(|it| text.contains(it)));
    let _ = (wall_time(text), time_of_day(text), interval(text), text.parse::<Zone>());
    let _ = (CallingWindow::parse_all(text), text.parse::<WeekdaySet>());
}

/// The answer of a server, to every call.
pub fn answers(bytes: &[u8]) {
    let redactor = Redactor::default();
    let text = String::from_utf8_lossy(bytes).into_owned();
    let body = serde_json::from_str(&text).map_or_else(|_| Body::Text(text), Body::Json);
    for status in [200, 404, 429, 503] {
        let answer =
            Answer { status, body: body.clone(), request_id: None, retry_after: None, location: None };
        let is_success = |meaning: ParsedAnswer| matches!(meaning, ParsedAnswer::Success(_));
        for marker in [OfKore::Success, OfKore::CampaignStatus, OfKore::Nothing] {
            assert!(!is_success(kore::envelope::understand(&answer, &redactor, marker)) || status == 200);
        }
        for marker in [OfBurki::Id, OfBurki::Done, OfBurki::Object, OfBurki::Nothing] {
            assert!(!is_success(burki::envelope::understand(&answer, &redactor, marker)) || status == 200);
        }
    }
    let Body::Json(value) = body else { return };
    for campaign_type in CampaignType::ALL {
        let rows = kore::answer::page(&value, campaign_type).map(|page| page.rows).unwrap_or_default();
        assert!(rows.on_heap() < 2_000 * bytes.len().max(1));
    }
    let _ = (kore::answer::contacts(&value), kore::answer::contact_lists(&value), kore::raw::page(&value, 1));
    let _ = (kore::answer::status_reading(&value["data"]), kore::answer::campaign(&value["data"], None));
    let _ = burki::answer::page(&value, "campaigns", burki::answer::campaign);
    let _ = (burki::answer::schedule(&value), burki::answer::progress(&value), burki::raw::page(&value));
}

/// Writes the input into a file of its own.
fn with_file(bytes: &[u8], work: impl FnOnce(&Path) -> Result<(), ImportError>) {
    let name = format!("kcamp-fuzz-{}-{:?}", std::process::id(), std::thread::current().id());
    let path = std::env::temp_dir().join(name);
    if std::fs::write(&path, bytes).is_ok() {
        // What is wrong with the input is an error, and that is not a fault.
        let _ = work(&path);
    }
    let _ = std::fs::remove_file(path);
}

/// Contacts for a list and for a campaign, with and without a country.
pub fn contacts(bytes: &[u8]) {
    let regions = [Numbers::WITH_COUNTRY_CODE, "IN".parse().map_or(Numbers::WITH_COUNTRY_CODE, Numbers::of)];
    for (intake, numbers) in
        [(&DestinationRules::CONTACT_LIST, regions[0]), (&DestinationRules::CAMPAIGN, regions[1])]
    {
        with_file(bytes, |path| {
            let mut content = Content::open(path, intake.size_limit(None))?;
            let (start, is_whole) = content.start()?;
            let dialect = Dialect::detect(&start, is_whole)?;
            let first = first_record(dialect, &mut content)?;
            let may_have_unseen = TextCheck::of(&mut content)?.may_have_unseen;
            let columns = Columns::map(&first, Header::Detect, &[], intake, &[])?;
            let country = match columns.header() {
                Some(header) => CountryColumn::search(
                    header,
                    |place| columns.may_say_country(place),
                    None,
                    dialect,
                    &mut content,
                )?,
                None => None,
            };
            let do_not_contact = DoNotContact::default();
            let form = NumberForm::Digits;
            let area_code = columns.header().and_then(|header| AreaCodeColumn::search(header, &columns));
            let opt_outs = OptOutColumns::search(&columns);
            let mut plan = Plan {
                dialect,
                intake,
                columns,
                numbers,
                country,
                area_code,
                form,
                do_not_contact,
                opt_outs,
                parts: FurtherParts::default(),
                left_out: LeftOut::default(),
                sent: NumberMemory::default(),
                may_have_unseen,
            };
            let mut rows = Rows::of_opt_outs(&plan, &mut content)?;
            while rows.judge_next()?.is_some() {}
            let opted_out = rows.into_opted_out();
            plan.opt_outs.set(opted_out);
            let mut rows = Rows::new(&plan, &mut content)?;
            let mut last_line = 0;
            while let Some(judged) = rows.judge_next()? {
                assert!(rows.line() >= last_line, "{}", rows.line());
                last_line = rows.line();
                match judged {
                    Ok(number) => assert!(!rows.contact(number).is_empty()),
                    Err(rejection) => assert!(!rejection.reason().is_empty()),
                }
            }
            Ok(())
        });
    }
}

/// Reads a do-not-contact file.
pub fn do_not_contact(bytes: &[u8]) {
    for leniency in [Leniency::default(), Leniency { unusable: true, empty: true }] {
        with_file(bytes, |path| {
            DoNotContact::default().add(path, Numbers::WITH_COUNTRY_CODE, leniency).map(drop)
        });
    }
}

/// The flags of `campaign create`, one on each line.
pub fn flags(bytes: &[u8]) {
    let Ok(text) = std::str::from_utf8(bytes) else { return };
    let command = <FieldArgs as clap::Args>::augment_args(clap::Command::new("create").no_binary_name(true));
    let Ok(matches) = command.try_get_matches_from(text.lines()) else { return };
    let Ok(fields) = FieldArgs::from_arg_matches(&matches) else { return };
    for platform in [PlatformKind::Kore, PlatformKind::Burki] {
        if fields.refuse_foreign(platform).is_err() {
            continue;
        }
        let mut document = Node::from_flags();
        fields.lay_over(&mut document, platform);
        let loaded = Loaded::of_documents(vec![document]);
        let examined = examine(loaded, &read_text, Arc::default(), &check_context(platform));
        all_point_into_their_texts(&JointCheck::default().next(examined).findings);
    }
}

/// A template, a token and a configuration.
pub fn texts(bytes: &[u8]) {
    let Ok(text) = std::str::from_utf8(bytes) else { return };
    for fault in Template::read(text).faults {
        assert!(text.get(fault.span.clone()).is_some(), "{:?}", fault.span);
    }
    if let Ok(token) = jwt::inspect(text) {
        for claim in ["iat", "exp", "nbf"] {
            let _ = token.no_instant(claim);
        }
    }
    let _ = profile::ConfigFile::parse(text, Path::new("config.yaml"));
}
