//! Every field of a campaign as a flag: what is laid over a file, or makes a campaign alone.

use crate::manifest::{Node, overlay_flag};

/// A campaign's fields. A flag overrides the file's value of that field and no other.
#[derive(Debug, Default, clap::Args)]
#[command(next_help_heading = "Campaign fields")]
pub struct FieldArgs {
    /// The channel: sms or voice
    #[arg(long = "type", value_name = "TYPE")]
    campaign_type: Option<String>,
    /// The name, at most 48 characters
    #[arg(long, value_name = "TEXT")]
    name: Option<String>,
    /// The description, at most 256 characters
    #[arg(long, value_name = "TEXT")]
    description: Option<String>,
    /// A contact list's name; give it again for more, up to ten
    #[arg(long, value_name = "NAME")]
    contact_list: Vec<String>,
    /// The do-not-contact list's name
    #[arg(long, value_name = "NAME")]
    dnc_list: Option<String>,
    /// The priority, 1 to 5; 5 is the highest
    #[arg(long, value_name = "1-5", allow_hyphen_values = true)]
    priority: Option<String>,
    /// sms: simple (one text) or advanced (a flow)
    #[arg(long, value_name = "FORMAT")]
    format: Option<String>,
    /// sms: the template's name, whose body the message matches
    #[arg(long, value_name = "NAME")]
    template: Option<String>,
    /// sms: the text, as people read it
    #[arg(long, value_name = "TEXT", conflicts_with = "message_file")]
    message: Option<String>,
    /// sms: a file with the text
    #[arg(long, value_name = "FILE")]
    message_file: Option<String>,
    /// The number to call or write from, such as +12025550124
    #[arg(long, value_name = "NUMBER", allow_hyphen_values = true)]
    caller_id: Option<String>,
    /// When contacts may be reached, such as "Mon-Fri 9:00 AM-6:00 PM"; give it again for more
    #[arg(long, value_name = "DAYS HOURS")]
    calling_hours: Vec<String>,
    /// The zone of the calling hours, such as Asia/Kolkata
    #[arg(long, value_name = "ZONE")]
    calling_hours_timezone: Option<String>,
    /// How the calling hours repeat: WEEKLY, DAILY or CUSTOM [default: WEEKLY]
    #[arg(long, value_name = "FREQUENCY")]
    frequency: Option<String>,
    /// The experience flow's name (sms advanced, voice Agentless)
    #[arg(long, value_name = "NAME")]
    experience_flow: Option<String>,
    /// voice: the queue's name (Progressive, Preview)
    #[arg(long, value_name = "NAME")]
    queue: Option<String>,
    /// voice: Agentless, Progressive or Preview
    #[arg(long, value_name = "MODE")]
    dialing_mode: Option<String>,
    /// voice, Preview: how many contacts an agent may skip
    #[arg(long, value_name = "NUMBER", allow_hyphen_values = true)]
    max_skips: Option<String>,
    /// voice: FIFO or LIFO
    #[arg(long, value_name = "ORDER")]
    dialing_order: Option<String>,
    /// voice: attempts for each contact, 1 to 100
    #[arg(long, value_name = "NUMBER", allow_hyphen_values = true)]
    max_attempts: Option<String>,
    /// voice: minutes between attempts, 1 to 1440
    #[arg(long, value_name = "MINUTES", allow_hyphen_values = true)]
    retry_period: Option<String>,
    /// voice: seconds of ringing, 5 to 120
    #[arg(long, value_name = "SECONDS", allow_hyphen_values = true)]
    max_ring_time: Option<String>,
    /// voice, Agentless: no, detect or disconnect
    #[arg(long, value_name = "WHAT")]
    machine_detect: Option<String>,
}

impl FieldArgs {
    /// Whether no field is given as a flag.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.given().iter().all(|(_, values)| values.is_empty())
    }

    /// Lays the flags over a document.
    pub fn lay_over(&self, document: &mut Node) {
        for (flag, values) in self.given() {
            overlay_flag(document, flag, &values);
        }
    }

    /// Every flag with the values that it was given.
    fn given(&self) -> Vec<(&'static str, Vec<String>)> {
        let one = |value: &Option<String>| value.iter().cloned().collect::<Vec<_>>();
        vec![
            ("--type", one(&self.campaign_type)),
            ("--name", one(&self.name)),
            ("--description", one(&self.description)),
            ("--contact-list", self.contact_list.clone()),
            ("--dnc-list", one(&self.dnc_list)),
            ("--priority", one(&self.priority)),
            ("--format", one(&self.format)),
            ("--template", one(&self.template)),
            ("--message", one(&self.message)),
            ("--message-file", one(&self.message_file)),
            ("--caller-id", one(&self.caller_id)),
            ("--calling-hours", self.calling_hours.clone()),
            ("--calling-hours-timezone", one(&self.calling_hours_timezone)),
            ("--frequency", one(&self.frequency)),
            ("--experience-flow", one(&self.experience_flow)),
            ("--queue", one(&self.queue)),
            ("--dialing-mode", one(&self.dialing_mode)),
            ("--max-skips", one(&self.max_skips)),
            ("--dialing-order", one(&self.dialing_order)),
            ("--max-attempts", one(&self.max_attempts)),
            ("--retry-period", one(&self.retry_period)),
            ("--max-ring-time", one(&self.max_ring_time)),
            ("--machine-detect", one(&self.machine_detect)),
        ]
    }
}
