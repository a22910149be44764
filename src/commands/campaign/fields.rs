//! Every field of a campaign as a flag: what is laid over a file, or makes a campaign alone.

use crate::domain::duration::{CountedIn, counted};
use crate::domain::platform_kind::PlatformKind;
use crate::error::Error;
use crate::manifest::{Node, Table, overlay_flag, platform_of};

/// A campaign's fields. A flag overrides the file's value of that field and no other.
#[derive(Debug, Default, clap::Args)]
#[command(next_help_heading = "Campaign fields")]
pub struct FieldArgs {
    /// The channel: sms or voice (Kore.ai); call, sms or mixed (Burki)
    #[arg(long = "type", value_name = "TYPE")]
    campaign_type: Option<String>,
    /// The name, at most 48 characters (Kore.ai) or 200 (Burki)
    #[arg(long, value_name = "TEXT")]
    name: Option<String>,
    /// The description, at most 256 characters (Kore.ai)
    #[arg(long, value_name = "TEXT")]
    description: Option<String>,
    /// A contact list's name; give it again for more, up to ten (Kore.ai)
    #[arg(long, value_name = "NAME")]
    contact_list: Vec<String>,
    /// The do-not-contact list's name (Kore.ai)
    #[arg(long, value_name = "NAME")]
    dnc_list: Option<String>,
    /// The priority, 1 to 5; 5 is the highest (Kore.ai)
    #[arg(long, value_name = "1-5", allow_hyphen_values = true)]
    priority: Option<String>,
    /// sms: simple (one text) or advanced (a flow) (Kore.ai)
    #[arg(long, value_name = "FORMAT")]
    format: Option<String>,
    /// sms: the template's name, whose body the message matches (Kore.ai)
    #[arg(long, value_name = "NAME")]
    template: Option<String>,
    /// sms: the text, as people read it (Kore.ai)
    #[arg(long, value_name = "TEXT", conflicts_with = "message_file")]
    message: Option<String>,
    /// sms: a file with the text (Kore.ai)
    #[arg(long, value_name = "FILE")]
    message_file: Option<String>,
    /// The number to call or write from, such as +12025550124 (Kore.ai)
    #[arg(long, value_name = "NUMBER", allow_hyphen_values = true)]
    caller_id: Option<String>,
    /// When contacts may be reached, such as "Mon-Fri 9:00 AM-6:00 PM"; give it again for more (Kore.ai)
    #[arg(long, value_name = "DAYS HOURS")]
    calling_hours: Vec<String>,
    /// The zone of the calling hours, such as Asia/Kolkata (Kore.ai)
    #[arg(long, value_name = "ZONE")]
    calling_hours_timezone: Option<String>,
    /// How the calling hours repeat: WEEKLY, DAILY or CUSTOM (Kore.ai) [default: WEEKLY]
    #[arg(long, value_name = "FREQUENCY")]
    frequency: Option<String>,
    /// The experience flow's name (sms advanced, voice Agentless) (Kore.ai)
    #[arg(long, value_name = "NAME")]
    experience_flow: Option<String>,
    /// voice: the queue's name (Progressive, Preview) (Kore.ai)
    #[arg(long, value_name = "NAME")]
    queue: Option<String>,
    /// voice: Agentless, Progressive or Preview (Kore.ai)
    #[arg(long, value_name = "MODE")]
    dialing_mode: Option<String>,
    /// voice, Preview: how many contacts an agent may skip (Kore.ai)
    #[arg(long, value_name = "NUMBER", allow_hyphen_values = true)]
    max_skips: Option<String>,
    /// voice: FIFO or LIFO (Kore.ai)
    #[arg(long, value_name = "ORDER")]
    dialing_order: Option<String>,
    /// Attempts for each contact, 1 to 100 (Kore.ai, voice) or 1 to 10 (Burki)
    #[arg(long, value_name = "NUMBER", allow_hyphen_values = true)]
    max_attempts: Option<String>,
    /// voice: time between attempts, 1m to 24h; a bare number counts minutes (Kore.ai)
    #[arg(long, value_name = "DURATION", allow_hyphen_values = true, value_parser = minutes)]
    retry_period: Option<String>,
    /// voice: how long it rings, 5s to 2m; a bare number counts seconds (Kore.ai)
    #[arg(long, value_name = "DURATION", allow_hyphen_values = true, value_parser = seconds)]
    max_ring_time: Option<String>,
    /// voice, Agentless: no, detect or disconnect (Kore.ai)
    #[arg(long, value_name = "WHAT")]
    machine_detect: Option<String>,
    /// The id of the assistant that speaks or writes (Burki)
    #[arg(long, value_name = "NUMBER", allow_hyphen_values = true)]
    assistant_id: Option<String>,
    /// What a call begins with; {{ name }} and other variables are filled in (Burki)
    #[arg(long, value_name = "TEMPLATE")]
    welcome_message: Option<String>,
    /// What the assistant is to do (Burki)
    #[arg(long, value_name = "TEMPLATE")]
    agenda: Option<String>,
    /// What a call ends with (Burki)
    #[arg(long, value_name = "TEMPLATE")]
    end_call_message: Option<String>,
    /// The text of an sms (Burki)
    #[arg(long, value_name = "TEMPLATE")]
    sms_message: Option<String>,
    /// Time between attempts, 5m to 24h; a bare number counts minutes (Burki)
    #[arg(long, value_name = "DURATION", allow_hyphen_values = true, value_parser = minutes)]
    retry_delay: Option<String>,
    /// What stands for a variable that a contact lacks; give it again for more (Burki)
    #[arg(long, value_name = "NAME=VALUE", value_parser = named_value)]
    fallback: Vec<String>,
}

impl FieldArgs {
    /// Whether no field is given as a flag.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.given().iter().all(|(_, values)| values.is_empty())
    }

    /// Refuses the flags of fields that the platform does not have.
    pub fn refuse_foreign(&self, platform: PlatformKind) -> Result<(), Error> {
        let table = Table::of(platform);
        let foreign = self
            .given()
            .into_iter()
            .find(|(flag, values)| !values.is_empty() && table.by_flag(flag).is_none());
        let Some((flag, _)) = foreign else { return Ok(()) };
        let has = PlatformKind::ALL.into_iter().filter(|kind| Table::of(*kind).by_flag(flag).is_some());
        let titles: Vec<&str> = has.map(PlatformKind::title).collect();
        let message = format!("{} has no field for {flag}; {} has", platform.title(), titles.join(" and "));
        Err(Error::usage("platform/not-served", message)
            .hint("leave it out, or choose a profile of that platform with --profile"))
    }

    /// Lays the flags over a document; `platform` is the profile's.
    pub fn lay_over(&self, document: &mut Node, platform: PlatformKind) {
        let table = Table::of(platform_of(document, platform));
        for (flag, values) in self.given() {
            overlay_flag(document, table, flag, &values);
        }
    }

    /// The file that `--message-file` names.
    pub fn message_file(&self) -> Option<&str> {
        self.message_file.as_deref()
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
            ("--assistant-id", one(&self.assistant_id)),
            ("--welcome-message", one(&self.welcome_message)),
            ("--agenda", one(&self.agenda)),
            ("--end-call-message", one(&self.end_call_message)),
            ("--sms-message", one(&self.sms_message)),
            ("--retry-delay", one(&self.retry_delay)),
            ("--fallback", self.fallback.clone()),
        ]
    }
}

/// The number of minutes of a duration.
fn minutes(text: &str) -> Result<String, String> {
    in_unit(text, CountedIn::Minutes)
}

/// The number of seconds of a duration.
fn seconds(text: &str) -> Result<String, String> {
    in_unit(text, CountedIn::Seconds)
}

fn in_unit(text: &str, unit: CountedIn) -> Result<String, String> {
    counted(text, unit).map_err(|problem| match problem.help {
        Some(help) => format!("{}; {help}", problem.message),
        None => problem.message,
    })
}

/// A name and a value with `=` between them.
fn named_value(text: &str) -> Result<String, String> {
    match text.split_once('=') {
        Some((name, _)) if !name.trim().is_empty() => Ok(text.to_owned()),
        _ => Err("write NAME=VALUE, such as product=\"our product\"".to_owned()),
    }
}
