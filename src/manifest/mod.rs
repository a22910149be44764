//! Campaign files: text to domain, keeping positions.
//!
//! [`gather()`] finds the files, [`load_file`] reads one into documents, flags go over a document with [`overlay_flag`],
//! and [`check()`] turns documents into campaigns and all that is wrong with them.

mod build;
mod check;
mod contact;
mod decode;
mod fields;
mod flags;
mod gather;
mod kind;
mod load;
mod names;
mod node;
mod reader;
mod schedule_block;
mod schema;
mod syntax;

pub use check::{Checked, check};
pub use decode::{Manifest, Places, ScheduleFile, decode, decode_schedule};
pub use fields::{FIELDS, Field};
pub use flags::overlay_flag;
pub use gather::{Gathered, Input, STDIN_NAME, gather, load_file};
pub use load::{FILE_SIZE_MAX, Loaded, load_bytes};
pub use names::Names;
pub use node::{Entry, Node, Value, overlay};
pub use reader::ReadText;
pub use schema::{BEYOND_FOR_ODD_NUMBERS, BEYOND_JSON_SCHEMA, Beyond, campaign_schema, instance};
