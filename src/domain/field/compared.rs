//! The comparison of a field: its row reads the value that a campaign sends, and the live one.

use super::live_value::{CampaignValue, Live};
use super::{Decides, Field};
use crate::domain::burki_campaign::BurkiCampaign;
use crate::domain::calling_hours::{CallingWindow, wire_time};
use crate::domain::kore_campaign::KoreCampaign;
use crate::domain::live::{LiveCampaign, LiveWindow};
use crate::domain::plain::PlainValue;
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
    pub(crate) const fn platform(self) -> PlatformKind {
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

/// How the sent value is read from a campaign.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Sent {
    /// Not at all: the field is not compared.
    NotCompared,
    /// From a campaign of Kore.ai.
    Kore(fn(&KoreCampaign) -> SentValue),
    /// From a campaign of Burki.
    Burki(fn(&BurkiCampaign) -> SentValue),
}

/// The sent value of a field, or the form of it that is compared.
pub(crate) enum SentValue<V = CampaignValue> {
    /// Its value; `None` where the campaign is to have none.
    Value(Option<V>),
    /// Nothing: an update leaves the field as it is, and a create gets the platform's default.
    LeftOut,
    /// Nothing: campaigns of this kind do not have the field.
    NotForThisKind,
}

impl SentValue {
    const fn of(value: CampaignValue) -> Self {
        Self::Value(Some(value))
    }

    #[expect(clippy::needless_pass_by_value, reason = "numbers and texts are given alike")]
    pub(crate) fn some(value: impl ToString) -> Self {
        Self::of(CampaignValue::text(value.to_string()))
    }

    pub(crate) fn some_or_none(value: Option<impl ToString>) -> Self {
        value.map_or(Self::Value(None), Self::some)
    }

    pub(crate) fn if_given(value: Option<impl ToString>) -> Self {
        value.map_or(Self::LeftOut, Self::some)
    }

    pub(crate) fn if_of_its_kind(value: Option<impl ToString>) -> Self {
        value.map_or(Self::NotForThisKind, Self::some)
    }

    pub(crate) fn plain(value: PlainValue) -> Self {
        Self::of(CampaignValue::Plain(value))
    }

    pub(crate) fn plain_if_given(value: Option<PlainValue>) -> Self {
        value.map_or(Self::LeftOut, Self::plain)
    }

    pub(crate) fn number(value: impl Into<u64>) -> Self {
        Self::plain(PlainValue::Number(value.into()))
    }

    pub(crate) fn names(names: &[impl ToString]) -> Self {
        Self::of(CampaignValue::Names(names.iter().map(ToString::to_string).collect()))
    }

    pub(crate) fn windows(windows: &[CallingWindow]) -> Self {
        let window = |it: &CallingWindow| LiveWindow {
            day: it.day.two_letter().to_owned(),
            start: wire_time(it.start),
            end: wire_time(it.end),
        };
        Self::of(CampaignValue::Windows(windows.iter().map(window).collect()))
    }
}

impl Field {
    /// Whether a live campaign is compared in it with one that is sent.
    pub(crate) const fn is_compared(&self) -> bool {
        !matches!(self.sent, Sent::NotCompared)
    }

    /// Whether an update leaves it as it was created.
    pub(crate) const fn is_fixed(&self) -> bool {
        self.stays_as_created || matches!(self.decides, Decides::Type)
    }

    /// The value that a campaign sends, in the form that is compared.
    pub(crate) fn sent_by(&self, campaign: SentCampaign<'_>) -> SentValue<String> {
        match self.value_of(campaign) {
            SentValue::Value(value) => SentValue::Value(value.map(CampaignValue::compared)),
            SentValue::LeftOut => SentValue::LeftOut,
            SentValue::NotForThisKind => SentValue::NotForThisKind,
        }
    }

    /// The value that a campaign sends; another platform's campaign has none.
    pub(crate) fn value_of(&self, campaign: SentCampaign<'_>) -> SentValue {
        match (self.sent, campaign) {
            (Sent::Kore(value), SentCampaign::Kore(campaign)) => value(campaign),
            (Sent::Burki(value), SentCampaign::Burki(campaign)) => value(campaign),
            _ => SentValue::NotForThisKind,
        }
    }

    /// The live value, which is not read where the platform returned it in another form.
    pub(crate) fn read(&self, live: &LiveCampaign) -> Live {
        if live.is_unread(self.path) {
            return Live::Unread(live.several_names(self.path));
        }
        match self.plain {
            Some(_) => Live::Read(live.plain.get(&self.dotted()).cloned().map(CampaignValue::Plain)),
            None => (self.live)(live),
        }
    }

    /// The live value as a campaign file has it; `None` where no campaign reports it.
    pub(crate) fn written(&self, live: &LiveCampaign) -> Option<Live> {
        self.is_compared().then(|| match self.read(live) {
            // Every campaign has a value for a fixed field.
            Live::Read(None) if self.is_fixed() => Live::NotReturned { instead: None },
            live => live,
        })
    }
}
