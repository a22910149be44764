//! Rules for a campaign's body (Kore.ai contract §6 and §7).

use axum::http::StatusCode;
use base64::{Engine, engine::general_purpose::STANDARD};
use percent_encoding::percent_decode_str;
use serde_json::Value;

use super::{calling_hours, fields::Fields};
use crate::sandbox::{
    CampaignType,
    choices::{Choices, Strictness, Templates},
    exchange::Refusal,
    kore::state::State,
};

/// Keys of every campaign.
const COMMON: [&str; 8] = [
    "name",
    "description",
    "contactLists",
    "dncLists",
    "priority",
    "dialingStrategy",
    "schedule",
    "campaignType",
];

const NAME_LIMIT: usize = 48;
const DESCRIPTION_LIMIT: usize = 256;
/// The limit is from the platform's user guide.
const CONTACT_LISTS_LIMIT: usize = 10;

/// The call that has the body.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Purpose {
    Create,
    /// An update. Its pages do not have `enableMachineDetect`.
    Update,
}

/// Checks a whole body; `state` has the lists that exist. Names are compared exactly.
///
/// # Errors
///
/// 400 for the first field that is missing, wrong or unknown, or that names a list that does not exist.
pub(super) fn check(
    body: &Value,
    campaign_type: CampaignType,
    purpose: Purpose,
    state: &State,
    choices: &Choices,
) -> Result<(), Refusal> {
    let strictness = choices.strictness;
    let fields = Fields::of_body(body)?;
    if fields.text("campaignType")? != campaign_type.as_str() {
        return Err(fields.refuse("campaignType", "differs from the query parameter `campaignType`"));
    }
    fields.filled("name")?;
    fields.text_up_to("name", NAME_LIMIT)?;
    check_contact_lists(&fields, state)?;
    if let Some(schedule) = fields.optional_object("schedule")? {
        schedule.only(&["isSchedulingEnabled"], strictness)?;
        if schedule.get("isSchedulingEnabled") != Some(&Value::Bool(false)) {
            return Err(
                schedule.refuse("isSchedulingEnabled", "must be false; the schedule call enables a schedule")
            );
        }
    }
    match campaign_type {
        CampaignType::Voice => check_voice(&fields, purpose, state, strictness),
        CampaignType::Sms => check_sms(&fields, state, choices),
    }
}

fn check_voice(
    fields: &Fields<'_>,
    purpose: Purpose,
    state: &State,
    strictness: Strictness,
) -> Result<(), Refusal> {
    fields.text_up_to("description", DESCRIPTION_LIMIT)?;
    fields.choice("priority", &["1", "2", "3", "4", "5"])?;
    check_dnc_list(fields, state, strictness)?;
    let mode = fields.choice("dialingMode", &["Agentless", "Progressive", "Preview"])?;
    let own: &[&str] = match mode {
        "Agentless" => &["dialingMode", "experienceFlowName", "enableMachineDetect"],
        "Progressive" => &["dialingMode", "queue_name"],
        _ => &["dialingMode", "queue_name", "maxSkips"],
    };
    fields.only(&[&COMMON[..], own].concat(), strictness)?;
    match mode {
        "Agentless" => {
            fields.filled("experienceFlowName")?;
            if purpose == Purpose::Create || fields.get("enableMachineDetect").is_some() {
                fields.choice("enableMachineDetect", &["no", "detect", "disconnect"])?;
            }
        }
        "Progressive" => {
            fields.filled("queue_name")?;
        }
        _ => {
            fields.filled("queue_name")?;
            fields.whole("maxSkips", 0..=i64::MAX)?;
        }
    }
    let strategy = fields.object("dialingStrategy")?;
    let known = [
        "callerId",
        "callingHours",
        "dialingOrder",
        "maxAttemptsPerRecord",
        "defaultRetryPeriod",
        "maxRingTime",
    ];
    strategy.only(&known, strictness)?;
    check_caller(&strategy, strictness)?;
    calling_hours::check(&strategy, strictness)?;
    strategy.choice("dialingOrder", &["FIFO", "LIFO"])?;
    strategy.whole("maxAttemptsPerRecord", 1..=100)?;
    strategy.whole("defaultRetryPeriod", 1..=1440)?;
    strategy.whole("maxRingTime", 5..=120)?;
    Ok(())
}

fn check_sms(fields: &Fields<'_>, state: &State, choices: &Choices) -> Result<(), Refusal> {
    let strictness = choices.strictness;
    let advanced = fields.choice("format", &["simple", "advanced"])? == "advanced";
    // In the advanced page these two fields are optional.
    if !advanced || fields.get("description").is_some() {
        fields.text_up_to("description", DESCRIPTION_LIMIT)?;
    }
    if !advanced || fields.get("priority").is_some() {
        fields.choice("priority", &["1", "2", "3", "4", "5"])?;
    }
    if fields.get("dncLists").is_some() {
        check_dnc_list(fields, state, strictness)?;
    }
    let own = if advanced { ["format", "experienceFlowName"] } else { ["format", "message"] };
    fields.only(&[&COMMON[..], &own[..]].concat(), strictness)?;
    if advanced {
        fields.filled("experienceFlowName")?;
    } else {
        let message = fields.object("message")?;
        message.only(&["message", "templateId", "template_name"], strictness)?;
        check_encoding(&message)?;
        if message.get("template_name").is_some() {
            let name = message.filled("template_name")?;
            let is_known = state.templates.iter().any(|template| template.name == name);
            if choices.templates == Templates::Known && !is_known {
                let reason = format!("names the template `{name}`, which does not exist");
                return Err(message.refuse("template_name", &reason));
            }
        }
        if message.get("templateId").is_some() {
            message.text("templateId")?;
        }
    }
    let strategy = fields.object("dialingStrategy")?;
    strategy.only(&["callerId", "callingHours"], strictness)?;
    check_sender(&strategy, strictness)?;
    calling_hours::check(&strategy, strictness)
}

fn check_contact_lists(fields: &Fields<'_>, state: &State) -> Result<(), Refusal> {
    let lists = fields.list("contactLists")?;
    if lists.len() > CONTACT_LISTS_LIMIT {
        return Err(fields.refuse("contactLists", "must have at most 10 names"));
    }
    for list in lists {
        let name =
            list.as_str().ok_or_else(|| fields.refuse("contactLists", "must be an array of strings"))?;
        if !state.contact_lists.iter().any(|known| known.name == name) {
            return Err(fields
                .refuse("contactLists", &format!("names the contact list `{name}`, which does not exist")));
        }
    }
    Ok(())
}

fn check_dnc_list(fields: &Fields<'_>, state: &State, strictness: Strictness) -> Result<(), Refusal> {
    let list = fields.object("dncLists")?;
    list.only(&["name"], strictness)?;
    let name = list.text("name")?;
    if state.dnc_lists.iter().any(|known| known.name == name) {
        return Ok(());
    }
    Err(list.refuse("name", &format!("names the DNC list `{name}`, which does not exist")))
}

fn check_caller(strategy: &Fields<'_>, strictness: Strictness) -> Result<(), Refusal> {
    let caller = strategy.object("callerId")?;
    caller.only(&["phoneNumber"], strictness)?;
    if is_international(caller.text("phoneNumber")?) {
        Ok(())
    } else {
        Err(caller.refuse("phoneNumber", "must be in E.164 form: + and 8 to 15 digits"))
    }
}

/// Checks the sender of an sms. The documentation calls it a "phone number or ID" and shows only numbers. A short
/// code of 3 to 8 digits and an alphanumeric sender id of 3 to 11 characters are accepted as an id.
fn check_sender(strategy: &Fields<'_>, strictness: Strictness) -> Result<(), Refusal> {
    let caller = strategy.object("callerId")?;
    caller.only(&["phoneNumber"], strictness)?;
    let sender = caller.text("phoneNumber")?;
    let code = (3..=8).contains(&sender.len()) && sender.bytes().all(|byte| byte.is_ascii_digit());
    let is_sign = |byte: u8| byte.is_ascii_alphanumeric() || b" -_&.".contains(&byte);
    let id = (3..=11).contains(&sender.len())
        && sender.bytes().all(is_sign)
        && sender.bytes().any(|byte| byte.is_ascii_alphabetic());
    if is_international(sender) || code || id {
        Ok(())
    } else {
        Err(caller.refuse("phoneNumber", "must be in E.164 form, a sender id or a short code"))
    }
}

fn is_international(number: &str) -> bool {
    let digits = number.strip_prefix('+').unwrap_or_default();
    (8..=15).contains(&digits.len())
        && digits.bytes().all(|byte| byte.is_ascii_digit())
        && !digits.starts_with('0')
}

/// Checks that the message is padded Base64 of UTF-8 text, percent-encoded or not.
fn check_encoding(message: &Fields<'_>) -> Result<(), Refusal> {
    let refusal = || message.refuse("message", "must be Base64 of UTF-8 text");
    let sent = message.filled("message")?;
    let base64 = percent_decode_str(sent).decode_utf8().map_err(|_| refusal())?;
    let bytes = STANDARD.decode(base64.as_bytes()).map_err(|_| refusal())?;
    String::from_utf8(bytes).map(drop).map_err(|_| refusal())
}

/// Refuses a name that another campaign of either type has. Case is ignored.
///
/// # Errors
///
/// 409 if another campaign has the name.
pub(super) fn check_name_is_free(state: &State, name: &str, own_id: Option<&str>) -> Result<(), Refusal> {
    let lowered = name.to_lowercase();
    let taken = state
        .campaigns
        .iter()
        .any(|campaign| Some(campaign.id.as_str()) != own_id && campaign.name().to_lowercase() == lowered);
    if taken {
        return Err(Refusal::new(StatusCode::CONFLICT, format!("a campaign named `{name}` exists already")));
    }
    Ok(())
}
