//! The texts of a campaign that reach people, with their size as an sms.

use serde::Serialize;

use crate::domain::platform_campaign::PlatformCampaign;
use crate::domain::plural::counted;
use crate::domain::segments::{Alphabet, Segments};
use crate::domain::wording::{self, Wording};

/// Words that reach people.
#[derive(Debug, Clone, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct WordingView {
    /// The key that they stand under in a campaign file.
    pub field: &'static str,
    /// The words, decoded; templates as they are written.
    pub text: String,
    /// The size of the words as an sms; `null` for words that are spoken.
    pub sms: Option<SegmentsView>,
}

/// The size of an sms; variables of a template are not counted.
#[derive(Debug, Clone, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct SegmentsView {
    /// How many segments are sent and charged.
    pub segments: usize,
    /// `GSM-7` or `UCS-2`.
    pub alphabet: String,
    /// The length in septets (GSM-7) or UTF-16 units (UCS-2).
    pub units: usize,
    /// How many units fit into one segment alone.
    #[serde(skip)]
    fit: usize,
    #[serde(skip)]
    unit: &'static str,
}

impl From<Segments> for SegmentsView {
    fn from(segments: Segments) -> Self {
        let Segments { alphabet, units, count, .. } = segments;
        let (fit, unit) = (Alphabet::single(alphabet), alphabet.units());
        Self { segments: count, alphabet: alphabet.to_string(), units, fit, unit }
    }
}

impl WordingView {
    /// The texts of a campaign that reach people.
    pub fn of(campaign: &PlatformCampaign) -> Vec<Self> {
        let view = |Wording { field, text, segments }| Self {
            field,
            text: String::from(text),
            sms: segments.map(SegmentsView::from),
        };
        wording::of(campaign).into_iter().map(view).collect()
    }

    /// The size of the text, in words: `1 segment, GSM-7, 31 of 160 septets`.
    pub fn size(&self) -> Option<String> {
        self.sms.as_ref().map(|sms| {
            let fit = if sms.segments > 1 { String::new() } else { format!(" of {}", sms.fit) };
            let segments = counted(sms.segments, "segment");
            format!("{segments}, {}, {}{fit} {}", sms.alphabet, sms.units, sms.unit)
        })
    }

    /// The text as it is shown before it is sent; `name` is the campaign's.
    pub fn talk(&self, name: &str) -> String {
        let size = self.size().map_or_else(String::new, |size| format!(" ({size})"));
        let lines: Vec<&str> = self.text.lines().collect();
        format!("{} of {name:?}{size}:\n  {}", self.field, lines.join("\n  "))
    }
}
