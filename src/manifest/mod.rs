//! Campaign files: reads text into domain types and keeps positions.
//!
//! [`gather()`] finds the files, and [`Policies`] their policy. [`load_file`] reads one into documents,
//! and [`overlay_flag`] lays flags over a document. [`examine`] checks a single file, and [`JointCheck`]
//! checks the files together.

mod allow;
mod build;
mod burki;
mod burki_schedule;
mod check;
mod contact;
mod context;
mod cut_by_comment;
mod decode;
mod defaults;
mod do_not_contact;
#[cfg(test)]
mod empty_tests;
mod flags;
mod gather;
mod kore_schedule;
mod left_out;
mod load;
mod merge;
mod named_campaign;
mod names;
mod near_setting;
mod node;
mod pasted;
mod policy_file;
mod property;
mod reader;
#[cfg(test)]
mod row_tests;
mod schedule_file;
mod schema;
mod starter;
mod syntax;
mod write;

pub use crate::domain::field::{Decides, Field, Flag, FlagForm, Question, Repeat, Table};
pub use allow::{Allowances, SHARED_CONTACTS, SHARED_LIST, Scope};
pub use build::FILE_SIZE_MAX;
pub use check::{
    Checked, CheckedCampaign, Examined, FilePolicy, Incomplete, JointCheck, LeftCampaign, examine,
    examine_over,
};
pub use context::{CheckContext, OtherPlatforms, OverSchedules};
pub use decode::{LOOKS_RENAMED, Manifest, Renamed, decode, has_type_key, platform_of};
pub use defaults::{DefaultsFiles, Inherited, ListsSent, check_defaults, is_for_another};
pub use flags::overlay_flag;
pub use gather::{
    DEFAULTS_FILE, Drafts, Gathered, Input, LinksOut, STDIN_NAME, gather, load_file, near_path,
};
pub use kore_schedule::has_kore_start;
pub use left_out::{LiveOf, MissingKeySource};
pub use load::{Loaded, load_bytes};
pub use merge::{lay_over, remove};
pub use named_campaign::{NamedCampaign, decode_named};
pub use near_setting::looks_like_a_setting_file;
pub use node::{Node, NodeEntry, Value, overlay};
pub use policy_file::{Policies, decode_policy};
pub use reader::ReadText;
pub use schedule_file::{ScheduleFile, decode_schedule};
pub use schema::{
    BEYOND_JSON_SCHEMA, SchemaGap, campaign_schema, campaign_schema_under, defaults_schema, instance,
    is_beyond_for_odd_numbers, policy_schema,
};
pub use starter::{Starter, StarterContext, StarterFiles, starter_policy};
pub use write::{
    Written, WrittenSchedule, WrittenTogether, one_run, schedule_block, schedule_document, write,
    write_scheduled, write_together,
};
