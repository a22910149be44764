//! The comparison of a field: one row reads the sent and the live value.

use super::LiveValue;
use super::{FieldDifference, Live, OldValue};
use crate::domain::burki_campaign::BurkiCampaign;
use crate::domain::kore_campaign::KoreCampaign;
use crate::domain::live::LiveCampaign;
use crate::domain::plain::{PlainField, PlainValue};
use crate::domain::platform_campaign::PlatformCampaign;
use crate::domain::platform_kind::PlatformKind;

/// A campaign that is sent, of any platform.
#[derive(Debug, Clone, Copy)]
pub enum SentCampaign<'sent> {
    /// A campaign of Kore.ai.
    Kore(&'sent KoreCampaign),
    /// A campaign of Burki.
    Burki(&'sent BurkiCampaign),
}

impl SentCampaign<'_> {
    pub(super) const fn platform(self) -> PlatformKind {
        match self {
            Self::Kore(_) => PlatformKind::Kore,
            Self::Burki(_) => PlatformKind::Burki,
        }
    }
}

impl<'sent> From<&'sent PlatformCampaign> for SentCampaign<'sent> {
    fn from(campaign: &'sent PlatformCampaign) -> Self {
        match campaign {
            PlatformCampaign::Kore(campaign) => Self::Kore(campaign),
            PlatformCampaign::Burki(campaign) => Self::Burki(campaign),
        }
    }
}

impl<'sent> From<&'sent KoreCampaign> for SentCampaign<'sent> {
    fn from(campaign: &'sent KoreCampaign) -> Self {
        Self::Kore(campaign)
    }
}

impl<'sent> From<&'sent BurkiCampaign> for SentCampaign<'sent> {
    fn from(campaign: &'sent BurkiCampaign) -> Self {
        Self::Burki(campaign)
    }
}

/// A value of the campaigns of one platform.
pub(super) enum ValueOf<V> {
    Kore(fn(&KoreCampaign) -> V),
    Burki(fn(&BurkiCampaign) -> V),
}

impl<V> ValueOf<V> {
    /// The value of a campaign; `None` for another platform's.
    fn of(&self, campaign: SentCampaign<'_>) -> Option<V> {
        match (self, campaign) {
            (Self::Kore(value), SentCampaign::Kore(campaign)) => Some(value(campaign)),
            (Self::Burki(value), SentCampaign::Burki(campaign)) => Some(value(campaign)),
            _ => None,
        }
    }
}

/// A field, as campaign files name it, and its value; `None` where it has none.
pub type FieldValue = (&'static str, Option<String>);

/// A field of the campaigns of a platform.
#[expect(clippy::struct_excessive_bools, reason = "each is a column of its own")]
pub(super) struct Row {
    /// Its keys in a campaign file.
    pub(super) path: &'static [&'static str],
    /// Its name in differences: its last key, or the one above it.
    pub(super) field: &'static str,
    /// Where its values are.
    values: Values,
    /// Whether the live value can be compared with the sent one.
    is_comparable: fn(&LiveCampaign, SentCampaign<'_>) -> bool,
    /// The platform's default after a create without the field.
    pub(super) default: Option<&'static str>,
    /// Whether the field is fixed once the campaign exists; an update does not set it.
    pub(super) is_fixed: bool,
    /// Whether it says whom a campaign reaches, at what hours, or with what words.
    pub(super) decides_who_hears_what: bool,
    /// Whether lists of campaigns have its value, and the read of one campaign has not.
    pub(super) is_in_lists_alone: bool,
    /// Whether its values are texts for people or numbers of theirs: only its name is told.
    pub(super) is_private: bool,
}

/// Where the values of a field are.
enum Values {
    /// In places of their own.
    Own {
        /// The sent value.
        sent: ValueOf<SentValue>,
        /// The live value.
        live: fn(&LiveCampaign) -> Live,
    },
    /// Among the plain fields.
    Plain {
        field: PlainField,
        /// The sent value.
        sent: ValueOf<Option<PlainValue>>,
        /// The meaning of sending nothing.
        without: WhenNotSent,
    },
}

/// The meaning of not sending a plain field.
#[derive(Clone, Copy)]
pub(super) enum WhenNotSent {
    /// An update leaves the field as it is, and a create gets the platform's default, if there is one.
    LeftOut(Option<&'static str>),
    /// Campaigns of this kind do not have the field.
    NotForThisKind,
}

/// The sent value of a field.
pub(super) enum SentValue {
    /// Its value; `None` where the campaign is to have none.
    Value(Option<String>),
    /// Nothing: an update leaves the field as it is, and a create gets the platform's default.
    LeftOut,
    /// Nothing: campaigns of this kind do not have the field.
    NotForThisKind,
}

impl SentValue {
    #[expect(clippy::needless_pass_by_value, reason = "numbers and texts are given alike")]
    pub(super) fn some(value: impl ToString) -> Self {
        Self::Value(Some(value.to_string()))
    }

    pub(super) fn if_given(value: Option<impl ToString>) -> Self {
        value.map_or(Self::LeftOut, Self::some)
    }

    pub(super) fn if_of_its_kind(value: Option<impl ToString>) -> Self {
        value.map_or(Self::NotForThisKind, Self::some)
    }
}

impl Row {
    pub(super) const fn new(
        path: &'static [&'static str],
        sent: ValueOf<SentValue>,
        live: fn(&LiveCampaign) -> Live,
    ) -> Self {
        Self::of(path, Values::Own { sent, live })
    }

    /// The row of a field on which no rule depends.
    pub(super) const fn plain(
        field: PlainField,
        sent: ValueOf<Option<PlainValue>>,
        without: WhenNotSent,
    ) -> Self {
        let row = Self::of(field.path, Values::Plain { field, sent, without });
        match without {
            WhenNotSent::LeftOut(default) => Self { default, ..row },
            WhenNotSent::NotForThisKind => row,
        }
    }

    const fn of(path: &'static [&'static str], values: Values) -> Self {
        Self {
            path,
            field: path[path.len() - 1],
            values,
            is_comparable: |_, _| true,
            default: None,
            is_fixed: false,
            is_in_lists_alone: false,
            decides_who_hears_what: false,
            is_private: false,
        }
    }

    /// Returns the row, named by another of its keys.
    pub(super) const fn called(self, field: &'static str) -> Self {
        Self { field, ..self }
    }

    /// Returns the row of a field whose live value can be compared in some cases alone.
    pub(super) const fn comparable_if(
        self,
        is_comparable: fn(&LiveCampaign, SentCampaign<'_>) -> bool,
    ) -> Self {
        Self { is_comparable, ..self }
    }

    /// Returns the row of a field that the read of one campaign does not return.
    pub(super) const fn in_lists_alone(self) -> Self {
        Self { is_in_lists_alone: true, ..self }
    }

    pub(super) const fn private(self) -> Self {
        Self { is_private: true, ..self }
    }

    pub(super) const fn fixed(self) -> Self {
        Self { is_fixed: true, ..self }
    }

    /// Returns the row of a field that says whom a campaign reaches, at what hours, or with what words.
    pub(super) const fn whom_or_what(self) -> Self {
        Self { decides_who_hears_what: true, ..self }
    }

    /// The live value, which is not read where the platform returned it in another form.
    pub(super) fn read(&self, live: &LiveCampaign) -> Live {
        if live.is_unread(self.path) {
            return Live::Unread(live.several_names(self.path));
        }
        match &self.values {
            Values::Own { live: read, .. } => read(live),
            Values::Plain { field, .. } => {
                Live::Read(live.plain.get(&field.dotted()).cloned().map(LiveValue::Plain))
            }
        }
    }

    /// The sent value.
    pub(super) fn sent(&self, campaign: SentCampaign<'_>) -> SentValue {
        match &self.values {
            Values::Own { sent, .. } => sent.of(campaign).unwrap_or(SentValue::NotForThisKind),
            Values::Plain { sent, without, .. } => match (sent.of(campaign).flatten(), without) {
                (Some(value), _) => SentValue::some(value.text()),
                (None, WhenNotSent::LeftOut(_)) => SentValue::LeftOut,
                (None, WhenNotSent::NotForThisKind) => SentValue::NotForThisKind,
            },
        }
    }

    /// The plain field that it is of.
    pub(super) const fn plain_field(&self) -> Option<&PlainField> {
        match &self.values {
            Values::Plain { field, .. } => Some(field),
            Values::Own { .. } => None,
        }
    }

    /// The plain field that it is of, and the value that a campaign sends.
    pub(super) fn plain_value(&self, campaign: SentCampaign<'_>) -> Option<(&PlainField, PlainValue)> {
        match &self.values {
            Values::Plain { field, sent, .. } => Some((field, sent.of(campaign)??)),
            Values::Own { .. } => None,
        }
    }

    pub(super) fn held_against(&self, live: &LiveCampaign, campaign: SentCampaign<'_>) -> OldValue {
        if (self.is_comparable)(live, campaign) { self.read(live).into() } else { OldValue::NotReadable }
    }

    /// The value of the field after a create; `None` where campaigns of this kind do not have the field.
    #[expect(
        clippy::option_option,
        reason = "not comparable, comparable and empty, and a value are three things"
    )]
    pub(super) fn created(&self, campaign: SentCampaign<'_>) -> Option<Option<String>> {
        match self.sent(campaign) {
            SentValue::Value(value) => Some(filled(value)),
            SentValue::LeftOut => Some(self.default.map(str::to_owned)),
            SentValue::NotForThisKind => None,
        }
    }

    pub(super) fn change(&self, old: OldValue, new: Option<String>) -> Option<FieldDifference> {
        let is_same = matches!(&old, OldValue::Read(old) if *old == new);
        (!is_same).then_some(FieldDifference { field: self.field, old, new })
    }
}

/// An empty text counts as no value.
pub(super) fn filled(value: Option<String>) -> Option<String> {
    value.filter(|text| !text.is_empty())
}
