//! The five kinds of Kore.ai campaigns, and which ones a file can still be.

use crate::domain::kore_campaign::CampaignType;

/// A kind of campaign: each has its own required fields.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    SmsSimple,
    SmsAdvanced,
    VoiceAgentless,
    VoiceProgressive,
    VoicePreview,
}

impl Kind {
    const ALL: [Self; 5] = [
        Self::SmsSimple,
        Self::SmsAdvanced,
        Self::VoiceAgentless,
        Self::VoiceProgressive,
        Self::VoicePreview,
    ];

    const fn bit(self) -> u8 {
        1 << self as u8
    }

    /// The name of the kind in findings.
    const fn title(self) -> &'static str {
        match self {
            Self::SmsSimple => "sms campaigns of format simple",
            Self::SmsAdvanced => "sms campaigns of format advanced",
            Self::VoiceAgentless => "Agentless voice campaigns",
            Self::VoiceProgressive => "Progressive voice campaigns",
            Self::VoicePreview => "Preview voice campaigns",
        }
    }
}

/// The words of `format`, and the kinds of sms that they select.
pub(super) const FORMATS: [(&str, KindSet); 2] =
    [("simple", KindSet::of(&[Kind::SmsSimple])), ("advanced", KindSet::of(&[Kind::SmsAdvanced]))];

/// The words of `dialingMode`, and the kinds of voice that they select.
pub(super) const MODES: [(&str, KindSet); 3] = [
    ("Agentless", KindSet::of(&[Kind::VoiceAgentless])),
    ("Progressive", KindSet::of(&[Kind::VoiceProgressive])),
    ("Preview", KindSet::of(&[Kind::VoicePreview])),
];

/// The kind of a live campaign of Kore.ai. For an undocumented word, it is the kind with the fewest fields of its own.
pub(super) fn kind_of(campaign_type: CampaignType, format: Option<&str>, mode: Option<&str>) -> KindSet {
    let (word, words, other) = match campaign_type {
        CampaignType::Sms => (format, &FORMATS[..], Kind::SmsSimple),
        CampaignType::Voice => (mode, &MODES[..], Kind::VoiceProgressive),
    };
    let known = words.iter().find(|(known, _)| word == Some(*known));
    known.map_or(KindSet::of(&[other]), |(_, kind)| *kind)
}

/// The kinds of campaigns that must or may have a field.
#[derive(Debug, Clone, Copy)]
pub(super) struct Kinds {
    /// The kinds of campaigns that must have it.
    pub(super) required: KindSet,
    /// The kinds of campaigns that may have it.
    pub(super) allowed: KindSet,
}

impl Kinds {
    /// Required for all of these, and not allowed for others.
    pub(super) const fn needed(kinds: KindSet) -> Self {
        Self { required: kinds, allowed: kinds }
    }

    /// Optional for these, and not allowed for others.
    pub(super) const fn optional(kinds: KindSet) -> Self {
        Self { required: KindSet::NONE, allowed: kinds }
    }
}

/// A set of kinds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct KindSet(u8);

impl KindSet {
    pub(super) const NONE: Self = Self(0);
    pub(super) const SMS: Self = Self::of(&[Kind::SmsSimple, Kind::SmsAdvanced]);
    pub(super) const VOICE: Self =
        Self::of(&[Kind::VoiceAgentless, Kind::VoiceProgressive, Kind::VoicePreview]);
    pub(super) const ALL: Self = Self::SMS.or(Self::VOICE);

    pub(super) const fn of(kinds: &[Kind]) -> Self {
        let mut bits = 0;
        let mut index = 0;
        while index < kinds.len() {
            bits |= kinds[index].bit();
            index += 1;
        }
        Self(bits)
    }

    pub(super) const fn or(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    pub(super) const fn and(self, other: Self) -> Self {
        Self(self.0 & other.0)
    }

    /// The kinds that remain after these choices, applied one after the other; a choice that would leave none is ignored.
    pub(super) fn narrowed(self, choices: impl IntoIterator<Item = Self>) -> Self {
        choices.into_iter().fold(
            self,
            |kinds, choice| {
                if choice.and(kinds).is_empty() { kinds } else { choice.and(kinds) }
            },
        )
    }

    pub(super) const fn is_empty(self) -> bool {
        self.0 == 0
    }

    /// Whether this set contains the other one.
    pub(super) const fn includes(self, other: Self) -> bool {
        self.0 & other.0 == other.0
    }

    /// Set difference.
    pub(super) const fn without(self, other: Self) -> Self {
        Self(self.0 & !other.0)
    }

    /// The kind, if the set has only one.
    pub(super) fn only(self) -> Option<Kind> {
        Kind::ALL.into_iter().find(|kind| kind.bit() == self.0)
    }

    /// The names of the kinds in findings.
    pub(super) fn title(self) -> String {
        match self {
            Self::SMS => "sms campaigns".into(),
            Self::VOICE => "voice campaigns".into(),
            _ => {
                let titles = Kind::ALL.into_iter().filter(|kind| self.0 & kind.bit() != 0).map(Kind::title);
                titles.collect::<Vec<_>>().join(" and ")
            }
        }
    }
}
