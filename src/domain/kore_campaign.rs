//! A campaign of Kore.ai as kcamp sends it. Every value has been checked.
//!
//! Follows Kore.ai contract §6 (voice), §7 (sms) and §17 (rules of the user guide).

use std::fmt;
use std::ops::RangeInclusive;
use std::str::FromStr;

use super::caller_id::CallerId;
use super::calling_hours::CallingHours;
use super::choice::choose;
use super::finding::Problem;
use super::message::Message;
use super::serialized::serialized_as_text;
use serde::{Deserialize, Serialize};

mod names;

pub(crate) use names::bounded;
pub use names::{
    CampaignName, DESCRIPTION_MAX_UTF16, Description, FlowName, ListName, NAME_MAX_UTF16, QueueName,
};

/// The field of the contact lists, in campaign files and in the platform's bodies. Kore.ai contract §4.
pub const CONTACT_LISTS: &str = "contactLists";
/// The field of the do-not-contact list, in campaign files and in the platform's bodies. Kore.ai contract §4.
pub const DNC_LISTS: &str = "dncLists";
/// Maximum number of contact lists of one campaign.
pub const CONTACT_LISTS_MAX: usize = 10;
/// The range of `maxSkips`; none is documented. Kore.ai contract §6.
pub const SKIPS: RangeInclusive<u32> = 0..=u32::MAX;
/// The range of `maxAttemptsPerRecord`. Kore.ai contract §6.
pub const ATTEMPTS: RangeInclusive<u32> = 1..=100;
/// The range of `defaultRetryPeriod`, in minutes. Kore.ai contract §6.
pub const RETRY_PERIOD_MINUTES: RangeInclusive<u32> = 1..=1440;
/// The range of `maxRingTime`, in seconds. Kore.ai contract §6.
pub const RING_TIME_SECONDS: RangeInclusive<u32> = 5..=120;

/// A complete, checked campaign, as `create` sends it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct KoreCampaign {
    /// Its name, the key by which kcamp and the schedule call know it.
    pub name: CampaignName,
    /// Its purpose. Optional for advanced sms only.
    pub description: Option<Description>,
    /// The lists whose contacts are reached: one to ten, no name twice.
    pub contact_lists: Vec<ListName>,
    /// The do-not-contact list. Required for voice.
    pub dnc_list: Option<ListName>,
    /// Its weight against other campaigns. Optional for advanced sms only.
    pub priority: Option<Priority>,
    /// The sender: a verified number, for sms also a sender id or a short code.
    pub caller_id: CallerId,
    /// When contacts may be reached, whatever the schedule says.
    pub calling_hours: CallingHours,
    /// The fields that only its channel has: voice or sms.
    pub channel: Channel,
}

impl KoreCampaign {
    /// Voice or sms.
    pub const fn campaign_type(&self) -> CampaignType {
        match self.channel {
            Channel::Sms(_) => CampaignType::Sms,
            Channel::Voice(_) => CampaignType::Voice,
        }
    }

    /// The queue whose agents speak; `None` where no agent does.
    pub const fn queue(&self) -> Option<&QueueName> {
        match &self.channel {
            Channel::Voice(Voice {
                mode: DialingMode::Progressive { queue } | DialingMode::Preview { queue, .. },
                ..
            }) => Some(queue),
            Channel::Voice(_) | Channel::Sms(_) => None,
        }
    }
}

/// `campaignType`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "lowercase")]
pub enum CampaignType {
    /// Calls.
    Voice,
    /// Text messages.
    Sms,
}

impl CampaignType {
    /// Every type.
    pub const ALL: [Self; 2] = [Self::Sms, Self::Voice];

    /// The platform's word: `voice` or `sms`.
    pub const fn wire_name(self) -> &'static str {
        match self {
            Self::Voice => "voice",
            Self::Sms => "sms",
        }
    }
}

impl fmt::Display for CampaignType {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.wire_name())
    }
}

impl FromStr for CampaignType {
    type Err = Problem;

    fn from_str(text: &str) -> Result<Self, Problem> {
        let choices = Self::ALL.map(|value| (value.wire_name(), value));
        choose(text, "campaign type", "campaign/type-unknown", &choices)
    }
}

/// The channel of a campaign, with the fields that only this channel has.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Channel {
    /// Text messages, Kore.ai contract §7.
    Sms(Sms),
    /// Calls, Kore.ai contract §6.
    Voice(Voice),
}

/// The message of an sms campaign.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Sms {
    /// `format: simple`: one text.
    Simple {
        /// The text, as people read it.
        message: Message,
        /// `message.template_name`: the text must match this template's body.
        template_name: Option<String>,
        /// `message.templateId`.
        template_id: Option<String>,
    },
    /// `format: advanced`: a flow answers.
    Advanced {
        /// `experienceFlowName`.
        experience_flow: FlowName,
    },
}

/// How a voice campaign dials.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Voice {
    /// The dialing mode: who speaks with the contact.
    pub mode: DialingMode,
    /// The order in which contacts are dialled.
    pub dialing_order: DialingOrder,
    /// `maxAttemptsPerRecord`: 1 to 100.
    pub max_attempts: u8,
    /// `defaultRetryPeriod`: minutes, 1 to 1440.
    pub retry_period_minutes: u16,
    /// `maxRingTime`: seconds, 5 to 120.
    pub max_ring_time_seconds: u8,
}

/// `dialingMode` with what each mode requires.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum DialingMode {
    /// A flow speaks.
    Agentless {
        /// `experienceFlowName`.
        experience_flow: FlowName,
        /// `enableMachineDetect`.
        machine_detection: MachineDetection,
    },
    /// One call for each free agent.
    Progressive {
        /// `queue_name`.
        queue: QueueName,
    },
    /// An agent looks at the contact first.
    Preview {
        /// `queue_name`.
        queue: QueueName,
        /// `maxSkips`: no range is documented.
        max_skips: u32,
    },
}

impl DialingMode {
    /// The platform's words.
    pub const WIRE_NAMES: [&str; 3] = ["Agentless", "Progressive", "Preview"];

    /// The platform's word: `Agentless`, `Progressive` or `Preview`.
    pub const fn wire_name(&self) -> &'static str {
        match self {
            Self::Agentless { .. } => "Agentless",
            Self::Progressive { .. } => "Progressive",
            Self::Preview { .. } => "Preview",
        }
    }
}

/// Reads a whole number in a range.
///
/// # Errors
/// A [`Problem`] with `code` for any other text; `what` names the value with its unit.
pub fn within(
    text: &str,
    what: &str,
    range: &RangeInclusive<u32>,
    code: &'static str,
) -> Result<u32, Problem> {
    let (least, most) = (range.start(), range.end());
    match text.parse::<u32>() {
        Ok(number) if range.contains(&number) && text.bytes().all(|byte| byte.is_ascii_digit()) => Ok(number),
        _ if *most == u32::MAX => {
            Err(Problem::error(code, format!("the {what} {} is not a whole number", as_written(text)))
                .help(format!("write a whole number, {least} or more")))
        }
        _ => Err(Problem::error(
            code,
            format!("the {what} {} is not between {least} and {most}", as_written(text)),
        )
        .help(format!("write a whole number from {least} to {most}"))),
    }
}

/// `priority`: 1 to 5, 5 is the highest.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Priority(u8);

impl Priority {
    /// Every priority, from the lowest.
    pub const ALL: [Self; 5] = [Self(1), Self(2), Self(3), Self(4), Self(5)];

    /// The number, 1 to 5.
    pub const fn number(self) -> u8 {
        self.0
    }
}

/// Digits as they are, and other text in quotes, so that a space at the end is visible.
fn as_written(text: &str) -> String {
    if !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit()) {
        text.to_owned()
    } else {
        format!("{text:?}")
    }
}

impl FromStr for Priority {
    type Err = Problem;

    fn from_str(text: &str) -> Result<Self, Problem> {
        match text {
            "1" | "2" | "3" | "4" | "5" => Ok(Self(text.as_bytes()[0] - b'0')),
            _ => Err(Problem::error(
                "campaign/priority-out-of-range",
                format!("priority {} is not one of 1, 2, 3, 4, 5", as_written(text)),
            )
            .help("5 is the highest")),
        }
    }
}

/// `dialingOrder`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DialingOrder {
    /// The oldest record first.
    Fifo,
    /// The newest record first.
    Lifo,
}

impl DialingOrder {
    /// Every order.
    pub const ALL: [Self; 2] = [Self::Fifo, Self::Lifo];

    /// The platform's word: `FIFO` or `LIFO`.
    pub const fn wire_name(self) -> &'static str {
        match self {
            Self::Fifo => "FIFO",
            Self::Lifo => "LIFO",
        }
    }
}

impl FromStr for DialingOrder {
    type Err = Problem;

    fn from_str(text: &str) -> Result<Self, Problem> {
        let choices = Self::ALL.map(|value| (value.wire_name(), value));
        choose(text, "dialing order", "campaign/dialing-order-unknown", &choices)
    }
}

/// `enableMachineDetect`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum MachineDetection {
    /// `no`.
    Off,
    /// `detect`.
    Detect,
    /// `disconnect`.
    Disconnect,
}

impl MachineDetection {
    /// Every answer to a machine.
    pub const ALL: [Self; 3] = [Self::Off, Self::Detect, Self::Disconnect];

    /// The platform's word: `no`, `detect` or `disconnect`.
    pub const fn wire_name(self) -> &'static str {
        match self {
            Self::Off => "no",
            Self::Detect => "detect",
            Self::Disconnect => "disconnect",
        }
    }
}

impl FromStr for MachineDetection {
    type Err = Problem;

    fn from_str(text: &str) -> Result<Self, Problem> {
        let choices = Self::ALL.map(|value| (value.wire_name(), value));
        choose(text, "machine detection", "campaign/machine-detection-unknown", &choices)
    }
}

serialized_as_text!(
    CampaignName.as_str,
    Description.as_str,
    ListName.as_str,
    FlowName.as_str,
    QueueName.as_str,
    Priority.number,
    DialingOrder.wire_name,
    MachineDetection.wire_name,
);

#[cfg(test)]
mod tests {
    use super::{CampaignName, CampaignType, DialingOrder, MachineDetection, Priority};

    #[test]
    fn names_are_measured_in_utf16_units() {
        assert!("n".repeat(48).parse::<CampaignName>().is_ok());
        let one_too_long = "n".repeat(49).parse::<CampaignName>();
        assert!(one_too_long.is_err_and(|problem| problem.code == "campaign/name-too-long"));
        let emoji = format!("{}\u{1f600}", "n".repeat(47));
        assert_eq!(emoji.chars().count(), 48);
        assert!(emoji.parse::<CampaignName>().is_err_and(|problem| problem.message.contains("49")));
    }

    #[test]
    fn a_priority_is_one_digit_and_nothing_else() {
        assert_eq!("5".parse::<Priority>().map(Priority::number), Ok(5));
        for text in ["0", "6", "5 ", "five", "", "05", "+5", "5.0"] {
            let parsed = text.parse::<Priority>();
            assert!(parsed.is_err_and(|it| it.code == "campaign/priority-out-of-range"), "{text:?}");
        }
    }

    #[test]
    fn every_choice_reads_back_what_it_sends() {
        for value in [CampaignType::Sms, CampaignType::Voice] {
            assert_eq!(value.wire_name().parse(), Ok(value));
        }
        for value in [DialingOrder::Fifo, DialingOrder::Lifo] {
            assert_eq!(value.wire_name().parse(), Ok(value));
        }
        for value in [MachineDetection::Off, MachineDetection::Detect, MachineDetection::Disconnect] {
            assert_eq!(value.wire_name().parse(), Ok(value));
        }
        let wrong_case = "SMS".parse::<CampaignType>();
        assert!(wrong_case.is_err_and(|it| it.help.is_some_and(|help| help.contains("sms"))));
    }
}
