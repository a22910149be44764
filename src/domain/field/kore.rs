//! The fields of a campaign file for Kore.ai, one row each; [`Field`] describes the columns.
//!
//! Follows Kore.ai contract §6, §7 and §9, and kcamp's additions.

mod campaign;
mod dialing;
mod schedule;
mod values;

use super::Field;
use super::joined;
use super::kind::{Kind, KindSet};

const ALL: KindSet = KindSet::ALL;
const VOICE: KindSet = KindSet::VOICE;
const SMS: KindSet = KindSet::SMS;
const SIMPLE: KindSet = KindSet::of(&[Kind::SmsSimple]);
const AGENTLESS: KindSet = KindSet::of(&[Kind::VoiceAgentless]);
const PREVIEW: KindSet = KindSet::of(&[Kind::VoicePreview]);
const WITH_QUEUE: KindSet = KindSet::of(&[Kind::VoiceProgressive, Kind::VoicePreview]);
const WITH_FLOW: KindSet = KindSet::of(&[Kind::SmsAdvanced, Kind::VoiceAgentless]);
/// Every kind except advanced sms, which needs no description and no priority.
const ALL_BUT_ADVANCED: KindSet =
    KindSet::of(&[Kind::SmsSimple, Kind::VoiceAgentless, Kind::VoiceProgressive, Kind::VoicePreview]);

/// Every field of Kore.ai. The fields of list entries are below their list.
pub(crate) static FIELDS: [Field; campaign::ROWS.len() + dialing::ROWS.len() + schedule::ROWS.len()] =
    joined(&[campaign::ROWS, dialing::ROWS, schedule::ROWS]);
