//! Reads what the platform reports, in all the variants of Kore.ai contract §8, §12 and §18.

use serde_json::Value;

use super::unread::{list_name, one_list, priority, several_lists, unread};
use crate::domain::kore_campaign::{CampaignType, KoreCampaign};
use crate::domain::live::{
    CampaignId, CampaignStatus, ContactList, ListUser, LiveCallingHours, LiveCampaign, LiveContact,
    LiveKoreCampaign, LiveWindow, OwnFields, StatusReading,
};
use crate::domain::live_message::LiveMessage;
use crate::domain::message::Message;
use crate::domain::message_encoding::MessageEncoding;
use crate::domain::platform_kind::PlatformKind;
use crate::platform::answer_values::{instant, status, text, unlike_names};
use crate::platform::page_reading::Page;
use crate::platform::plain;

/// The campaign that an object describes. `asked` is the type that the request named, if it named one. `None` where
/// the object has no id or no name, which is not the documented form.
pub fn campaign(value: &Value, asked: Option<CampaignType>) -> Option<LiveCampaign> {
    let strategy = &value["dialingStrategy"];
    let message = &value["message"];
    Some(LiveCampaign {
        id: CampaignId::reported(id(value)?),
        name: text(value, "name")?,
        description: text(value, "description"),
        status: status(value),
        scheduling_enabled: value["schedule"]["isSchedulingEnabled"].as_bool(),
        created_at: instant(value, "createdAt"),
        updated_at: instant(value, "updatedAt"),
        unread: unread(value),
        plain: plain::values(value, PlatformKind::Kore),
        own: OwnFields::from(LiveKoreCampaign {
            campaign_type: campaign_type(value).or(asked),
            priority: priority(&value["priority"]),
            contact_lists: names(&value["contactLists"]),
            dnc_list: one_list(&value["dncLists"]),
            several_dnc_lists: several_lists(&value["dncLists"]),
            caller_id: text(&strategy["callerId"], "phoneNumber"),
            calling_hours: calling_hours(&strategy["callingHours"]),
            dialing_mode: text(value, "dialingMode"),
            format: text(value, "format").or_else(|| text(value, "direction")),
            message: text(message, "message").and_then(|sent| LiveMessage::read(&sent).words()),
            message_encoding: encoding(message),
            template_name: text(message, "template_name"),
            template_id: text(message, "templateId"),
            experience_flow: text(value, "experienceFlow").or_else(|| text(value, "experienceFlowName")),
            connection: text(value, "connection"),
            recurrence_enabled: value["schedule"]["isRecurrenceEnabled"].as_bool(),
            instance_id: text(value, "campaignInstanceId"),
        }),
    })
}

/// The campaign that a create made, from the whole answer: all that it tells, or at least an id, at the top or under
/// `data`. Kore.ai contract §20.7.
pub fn created(answer: &Value, sent: &KoreCampaign) -> Option<LiveCampaign> {
    let data = &answer["data"];
    let asked = sent.campaign_type();
    campaign(data, Some(asked)).or_else(|| {
        let id = CampaignId::reported(id(data).or_else(|| id(answer))?);
        tracing::info!(target: "kcamp::http", "the answer to the create has little more than the id {id}");
        let status = status(data);
        let own = LiveKoreCampaign { campaign_type: Some(asked), ..LiveKoreCampaign::default() };
        Some(LiveCampaign::new(id, sent.name.to_string(), status, own))
    })
}

/// The campaign's status, from the `data` of an answer that tells only the status. Kore.ai contract §8.5.
pub fn status_reading(data: &Value) -> Option<StatusReading> {
    Some(StatusReading {
        id: CampaignId::reported(id(data)?),
        name: text(data, "name")?,
        status: CampaignStatus::reported(&text(data, "status")?),
        progress: None,
    })
}

/// A page of the campaign list, from the whole answer.
pub fn page(answer: &Value, asked: CampaignType) -> Option<Page<LiveCampaign>> {
    let data = &answer["data"];
    let listed = data["results"].as_array()?;
    let rows: Vec<_> = listed.iter().filter_map(|row| campaign(row, Some(asked))).collect();
    let unreadable = listed.len() - rows.len();
    let (has_more, total) = (data["hasMore"].as_bool(), data["totalResults"].as_u64());
    Some(Page { rows, unreadable, has_more, total })
}

/// The contact lists, from the whole answer.
pub fn contact_lists(answer: &Value) -> Option<Vec<ContactList>> {
    answer["data"].as_array()?.iter().map(contact_list).collect()
}

/// The id, under `id` or `_id`.
pub fn id(value: &Value) -> Option<String> {
    text(value, "id").or_else(|| text(value, "_id"))
}

/// The id or the name in the answer to a write, at the top or under `data`, where it is not the one of the object
/// that was written; `None` where the answer names no other object. `names` are the names that the object may have.
/// Kore.ai contract §20.7.
pub fn names_another(answer: &Value, id: Option<&str>, names: &[&str]) -> Option<String> {
    let data = &answer["data"];
    let places = [(data, "_id"), (data, "id"), (data, "contactListId"), (data, "campaignId")];
    let at_the_top = [(answer, "_id"), (answer, "id"), (answer, "campaignId")];
    let told: Vec<String> =
        places.into_iter().chain(at_the_top).filter_map(|(value, key)| text(value, key)).collect();
    let is_other = id.is_some_and(|id| !told.is_empty() && !told.iter().any(|told| told == id));
    if is_other {
        return told.into_iter().next();
    }
    let name = text(data, "name").or_else(|| text(answer, "name"))?;
    unlike_names(&name, names)
}

/// The contact list that an object describes.
pub fn contact_list(value: &Value) -> Option<ContactList> {
    let users = value["campaignInUse"].as_array().map(Vec::as_slice).unwrap_or_default();
    Some(ContactList {
        id: id(value)?,
        name: text(value, "name")?,
        description: text(value, "description"),
        status: text(value, "status"),
        records: value["totalRecordCount"].as_u64(),
        source: text(value, "source"),
        global_dnc: value["isGlobalDNC"].as_bool().unwrap_or(false),
        allow_duplicates: value["allowDuplicates"].as_bool(),
        mapping: mapping(&value["mapping"]),
        used_by: users.iter().filter_map(list_user).collect(),
        created_at: instant(value, "createdAt"),
        updated_at: instant(value, "updatedAt"),
    })
}

/// A list's columns, by the platform's field names. Fields without a column, which are empty texts, are left out.
fn mapping(value: &Value) -> Vec<(String, String)> {
    let fields = value.as_object().into_iter().flatten();
    fields.filter_map(|(field, _)| Some((field.clone(), text(value, field)?))).collect()
}

/// One page of a list's contacts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ContactsPage {
    /// The rows of the page.
    pub rows: Vec<LiveContact>,
    /// Whether there are more.
    pub has_more: Option<bool>,
    /// The number of rows of all pages, where the answer says it.
    pub total: Option<u64>,
}

/// A page of a list's contacts, from the whole answer.
pub fn contacts(answer: &Value) -> Option<ContactsPage> {
    let data = &answer["data"];
    let rows = data["results"].as_array()?.iter().map(contact).collect::<Option<Vec<_>>>()?;
    Some(ContactsPage { rows, has_more: data["hasMore"].as_bool(), total: data["totalResults"].as_u64() })
}

fn contact(value: &Value) -> Option<LiveContact> {
    Some(LiveContact {
        id: id(value)?,
        phone_number: text(value, "phoneNumber")?,
        created_at: instant(value, "createdAt"),
        updated_at: instant(value, "updatedAt"),
    })
}

/// A campaign that uses a list: only an id, or an object with a name too. Kore.ai contract §18.24.
fn list_user(value: &Value) -> Option<ListUser> {
    match value {
        Value::String(id) => Some(ListUser { id: id.clone(), name: None }),
        _ => Some(ListUser { id: id(value)?, name: text(value, "name") }),
    }
}

/// The type that the answer names, or that its fields show.
fn campaign_type(value: &Value) -> Option<CampaignType> {
    let has = |key: &str| value.get(key).is_some();
    match value["campaignType"].as_str() {
        Some(word) if word.eq_ignore_ascii_case("voice") => Some(CampaignType::Voice),
        Some(word) if word.eq_ignore_ascii_case("sms") => Some(CampaignType::Sms),
        _ if has("dialingMode") => Some(CampaignType::Voice),
        _ if has("format") || has("direction") || value["message"].is_object() => Some(CampaignType::Sms),
        _ => None,
    }
}

fn names(value: &Value) -> Vec<String> {
    value.as_array().map(Vec::as_slice).unwrap_or_default().iter().filter_map(list_name).collect()
}

fn calling_hours(value: &Value) -> Option<LiveCallingHours> {
    value.as_object()?;
    let days = value["days"].as_array().map(Vec::as_slice).unwrap_or_default();
    Some(LiveCallingHours {
        frequency: text(value, "frequency"),
        timezone: text(value, "timezone"),
        windows: days
            .iter()
            .map(|window| LiveWindow {
                day: text(window, "day").unwrap_or_default(),
                start: text(window, "start").unwrap_or_default(),
                end: text(window, "end").unwrap_or_default(),
            })
            .collect(),
    })
}

/// The encoding of a text that was sent. That of a template is the platform's own.
fn encoding(message: &Value) -> Option<MessageEncoding> {
    let sent = text(message, "message").filter(|_| text(message, "template_name").is_none());
    let sent =
        sent.filter(|sent| text(message, "templateId").is_none() && Message::decode_base64(sent).is_ok());
    MessageEncoding::of(&sent?)
}

#[cfg(test)]
mod tests {
    use std::error::Error;

    use serde_json::json;

    use super::{Page, campaign, contact_lists, page};
    use crate::domain::kore_campaign::CampaignType;
    use crate::domain::live::{CampaignStatus, ListUser};
    use crate::platform::kore::samples::sample;

    #[test]
    fn a_created_voice_campaign_is_read() -> Result<(), Box<dyn Error>> {
        let answer = sample("POST", "", "response", "voice")?;
        let live = campaign(&answer["data"], None).ok_or("not read")?;
        assert_eq!(live.id.as_str(), "cd-9e14b72-88cc-4544-9a98-7aee9b7a1b2c");
        assert_eq!(live.status, CampaignStatus::Preparing);
        let own = live.kore().ok_or("another platform's")?;
        assert_eq!(own.campaign_type, Some(CampaignType::Voice));
        assert_eq!((live.scheduling_enabled, own.priority), (None, Some(5)));
        assert_eq!(own.dnc_list.as_deref(), Some("DNC CL Dec 4"));
        let hours = live.calling_hours().ok_or("no hours")?;
        assert_eq!((hours.windows.len(), hours.windows[4].end.as_str()), (5, "6:00 PM"));
        assert_eq!(live.created_at.map(|at| at.to_string()).as_deref(), Some("2025-12-08T05:29:38.298Z"));
        Ok(())
    }

    #[test]
    fn an_sms_campaign_is_read_from_every_answer() -> Result<(), Box<dyn Error>> {
        let created = sample("POST", "", "response", "sms")?;
        let read = sample("GET", "/{campaignId}", "response", "sms")?;
        for answer in [created, read] {
            let live = campaign(&answer["data"], None).ok_or("not read")?;
            assert_eq!(live.id.as_str(), "cd-e7110489-a30a-5d1e-80ee-f246cc8a1b2c");
            let own = live.kore().ok_or("another platform's")?;
            assert_eq!(own.campaign_type, Some(CampaignType::Sms));
            assert_eq!(own.message.as_deref(), Some("Message for your targeted customer"));
            assert_eq!(live.scheduling_enabled, Some(false));
        }
        let list = sample("POST", "/getAllCampaignDetails", "response", "sms")?;
        let Page { rows, has_more, .. } = page(&list, CampaignType::Sms).ok_or("no page")?;
        let recurs = rows[0].kore().and_then(|own| own.recurrence_enabled);
        assert_eq!((rows.len(), has_more, recurs), (1, Some(false), Some(false)));
        Ok(())
    }

    #[test]
    fn a_voice_row_has_its_connection() -> Result<(), Box<dyn Error>> {
        let list = sample("POST", "/getAllCampaignDetails", "response", "voice")?;
        let rows = page(&list, CampaignType::Voice).ok_or("no page")?.rows;
        let own = rows[0].kore().ok_or("another platform's")?;
        assert_eq!(own.connection.as_deref(), Some("Voice Survey Entry Flow"));
        assert_eq!(own.calling_hours, None);
        Ok(())
    }

    #[test]
    fn odd_shapes_are_tolerated_and_a_row_without_an_id_is_not() {
        let odd = json!({
            "_id": "cd-1", "name": "N", "priority": 3, "direction": "simple", "status": "Dreaming",
            "message": {"message": "SGk%3D"}, "contactLists": [{"name": "L"}], "new": {"unknown": [1]},
        });
        let live = campaign(&odd, None);
        let own = live.as_ref().and_then(|live| live.kore());
        assert_eq!(own.and_then(|own| own.priority), Some(3));
        assert_eq!(own.and_then(|own| own.message.as_deref()), Some("Hi"));
        assert_eq!(own.map(|own| own.contact_lists.clone()), Some(vec!["L".to_owned()]));
        assert_eq!(live.map(|live| live.status), Some(CampaignStatus::Other("Dreaming".into())));
        assert_eq!(campaign(&json!({"name": "N"}), None), None);
        let listed = json!({"data": {"results": [{"name": "N"}, {"id": "cd-1", "name": "N"}, "cd-2"]}});
        let read = page(&listed, CampaignType::Sms).map(|page| (page.rows.len(), page.unreadable));
        assert_eq!(read, Some((1, 2)));
        assert_eq!(page(&json!({"data": {"results": {}}}), CampaignType::Sms), None);
    }

    #[test]
    fn contact_lists_are_read() -> Result<(), Box<dyn Error>> {
        let mut answer = sample("POST", "/contactList/getAllListDetails", "response", "example")?;
        answer["data"][0]["campaignInUse"] = json!([{"id": "cd-1", "name": "A"}, "cd-2"]);
        let lists = contact_lists(&answer).ok_or("not read")?;
        assert_eq!((lists[0].name.as_str(), lists[0].records), ("Renewal Due July", Some(0)));
        let users = [("cd-1", Some("A")), ("cd-2", None)]
            .map(|(id, name)| ListUser { id: id.into(), name: name.map(ToOwned::to_owned) });
        assert_eq!(lists[0].used_by, users);
        Ok(())
    }
}
