//! The five kinds of Kore.ai campaigns, and which ones a file can still be.

use crate::domain::kore_campaign::CampaignType;

/// A kind of campaign: each has its own required fields.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
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

/// The words of `campaignType`, and the kinds that they select.
pub(crate) const TYPES: [(&str, KindSet); 2] =
    [(CampaignType::Sms.wire_name(), KindSet::SMS), (CampaignType::Voice.wire_name(), KindSet::VOICE)];

/// The words of `format`, and the kinds of sms that they select.
pub(crate) const FORMATS: [(&str, KindSet); 2] =
    [("simple", KindSet::of(&[Kind::SmsSimple])), ("advanced", KindSet::of(&[Kind::SmsAdvanced]))];

/// The words of `dialingMode`, and the kinds of voice that they select.
pub(crate) const MODES: [(&str, KindSet); 3] = [
    ("Agentless", KindSet::of(&[Kind::VoiceAgentless])),
    ("Progressive", KindSet::of(&[Kind::VoiceProgressive])),
    ("Preview", KindSet::of(&[Kind::VoicePreview])),
];

/// The kind of a live campaign of Kore.ai. For an undocumented word, it is the kind with the fewest fields of its own.
pub(crate) fn kind_of(campaign_type: CampaignType, format: Option<&str>, mode: Option<&str>) -> KindSet {
    let (word, words, other) = match campaign_type {
        CampaignType::Sms => (format, &FORMATS[..], Kind::SmsSimple),
        CampaignType::Voice => (mode, &MODES[..], Kind::VoiceProgressive),
    };
    let known = words.iter().find(|(known, _)| word == Some(*known));
    known.map_or(KindSet::of(&[other]), |(_, kind)| *kind)
}

/// The kinds of campaigns that must or may have a field.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Kinds {
    /// The kinds of campaigns that must have it.
    pub(crate) required: KindSet,
    /// The kinds of campaigns that may have it.
    pub(crate) allowed: KindSet,
}

impl Kinds {
    /// Required for all of these, and not allowed for others.
    pub(crate) const fn needed(kinds: KindSet) -> Self {
        Self { required: kinds, allowed: kinds }
    }

    /// Optional for these, and not allowed for others.
    pub(crate) const fn optional(kinds: KindSet) -> Self {
        Self { required: KindSet::NONE, allowed: kinds }
    }
}

/// A set of kinds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct KindSet(u8);

impl KindSet {
    pub(crate) const NONE: Self = Self(0);
    pub(crate) const SMS: Self = Self::of(&[Kind::SmsSimple, Kind::SmsAdvanced]);
    pub(crate) const VOICE: Self =
        Self::of(&[Kind::VoiceAgentless, Kind::VoiceProgressive, Kind::VoicePreview]);
    pub(crate) const ALL: Self = Self::SMS.or(Self::VOICE);

    pub(crate) const fn of(kinds: &[Kind]) -> Self {
        let mut bits = 0;
        let mut index = 0;
        while index < kinds.len() {
            bits |= kinds[index].bit();
            index += 1;
        }
        Self(bits)
    }

    pub(crate) const fn or(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    pub(crate) const fn and(self, other: Self) -> Self {
        Self(self.0 & other.0)
    }

    /// The kinds that remain after these choices, applied one after the other; a choice that would leave none is
    /// ignored.
    pub(crate) fn narrowed(self, choices: impl IntoIterator<Item = Self>) -> Self {
        choices.into_iter().fold(
            self,
            |kinds, choice| {
                if choice.and(kinds).is_empty() { kinds } else { choice.and(kinds) }
            },
        )
    }

    pub(crate) const fn is_empty(self) -> bool {
        self.0 == 0
    }

    /// Whether this set contains the other one.
    pub(crate) const fn includes(self, other: Self) -> bool {
        self.0 & other.0 == other.0
    }

    /// Set difference.
    pub(crate) const fn without(self, other: Self) -> Self {
        Self(self.0 & !other.0)
    }

    /// The kind, if the set has only one.
    pub(crate) fn only(self) -> Option<Kind> {
        Kind::ALL.into_iter().find(|kind| kind.bit() == self.0)
    }

    /// The names of the kinds in findings.
    pub(crate) fn title(self) -> String {
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
