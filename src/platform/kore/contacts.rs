//! The contacts that a campaign dialled, and call-backs to them. Kore.ai contract §8.5 and §11.

use async_trait::async_trait;
use serde_json::{Value, json};

use super::client::Kore;
use super::endpoints::Endpoints;
use crate::domain::burki_contact::ContactStatus;
use crate::domain::change::Change;
use crate::domain::kore_contact::{CallBack, CallBackOutcome, KoreContact};
use crate::domain::live::CampaignId;
use crate::domain::platform_contacts::PlatformContacts;
use crate::domain::plural::counted;
use crate::platform::error::PlatformError;
use crate::platform::feature::Feature;
use crate::platform::footprint::Footprint;
use crate::platform::platform::{Account as _, CampaignContacts};
use crate::platform::request::{Effect, Request};
use crate::platform::write::Write;

#[async_trait(?Send)]
impl CampaignContacts for Kore {
    async fn contacts_of(
        &self,
        id: &CampaignId,
        status: Option<ContactStatus>,
        limit: usize,
    ) -> Result<PlatformContacts, PlatformError> {
        if status.is_some() {
            return Err(Feature::ContactsByStatus.lacking(self.kind()));
        }
        self.dialled_contacts(id, limit).await.map(PlatformContacts::Kore)
    }

    fn call_back(&self, run: &str, calls: &[CallBack]) -> Result<Write<Vec<CallBackOutcome>>, PlatformError> {
        let request = self.endpoints().call_back(run, calls);
        let (kore, id, asked) = (self.clone(), run.to_owned(), calls.to_vec());
        let change = Change::CallBack { run: run.to_owned(), calls: calls.to_vec() };
        Ok(Write::new(change, request, async move || kore.send_call_back(&id, &asked).await))
    }
}

/// The most rows of a page of dialled contacts.
const PAGE_ROWS: u64 = 100;

/// One page of the dialled contacts.
struct Page {
    rows: Vec<KoreContact>,
    last: u64,
}

impl Endpoints {
    /// One page of the contacts that a campaign dialled; pages count from 1. Its query has no account. Kore.ai contract
    /// §5.8.
    pub fn dialled_contacts(&self, id: &CampaignId, page: u64) -> Request {
        let address = self.campaigns().segment(id.as_str()).segment("status").query("view", "contacts");
        let body = json!({ "page": page, "limit": PAGE_ROWS });
        self.post(format!("read the dialled contacts of the campaign {id}"), Effect::Read, address, body)
    }

    /// Asks for contacts of a running campaign to be called back at given times. Its query has no account. Kore.ai
    /// contract §5.12.
    pub fn call_back(&self, instance_id: &str, calls: &[CallBack]) -> Request {
        let address = self.campaigns().segment(instance_id).segment("callContactAt");
        let body: Vec<Value> = calls
            .iter()
            .map(|call| {
                let at = call.at.strftime("%Y-%m-%dT%H:%M:%SZ").to_string();
                json!({ "campaignDialingListId": call.dialling_id, "timeToContact": at })
            })
            .collect();
        let purpose = format!("call back {} of the run {instance_id}", counted(calls.len(), "contact"));
        self.post(purpose, Effect::Write, address, Value::Array(body))
    }
}

impl Kore {
    /// The contacts that a campaign dialled, at most `limit`.
    ///
    /// # Errors
    ///
    /// A page cannot be read or understood, or there are more rows than kcamp keeps.
    pub(super) async fn dialled_contacts(
        &self,
        id: &CampaignId,
        limit: usize,
    ) -> Result<Vec<KoreContact>, PlatformError> {
        let mut all: Vec<KoreContact> = Vec::new();
        let mut footprint = Footprint::default();
        let mut number = 1;
        loop {
            let request = self.endpoints().dialled_contacts(id, number);
            let value = self.send(&request).await?;
            let Page { rows, last } =
                page(&value).ok_or_else(|| PlatformError::undocumented(&request.purpose))?;
            footprint.add(&request.purpose, &rows)?;
            let is_empty = rows.is_empty();
            all.extend(rows);
            // In the sample, the count of rows is not the total, so only the count of pages is used.
            if is_empty || number >= last || all.len() >= limit {
                all.truncate(limit);
                return Ok(all);
            }
            number += 1;
        }
    }

    /// Asks for contacts to be called back at given times, and returns the outcome of each, in the order of `calls`.
    ///
    /// A lost answer cannot be settled (Kore.ai contract §8.5 and §11). No call returns the requested times. The rows
    /// of dialled contacts have neither the dialling id of a call-back nor a time. Their count of attempts grows only
    /// when somebody was called, for any reason. The run's status is the same in both cases.
    ///
    /// # Errors
    ///
    /// The platform refuses all of them, or the answer is lost or lists no outcomes.
    pub(super) async fn send_call_back(
        &self,
        instance_id: &str,
        calls: &[CallBack],
    ) -> Result<Vec<CallBackOutcome>, PlatformError> {
        let request = self.endpoints().call_back(instance_id, calls);
        let look =
            "look at the run in the platform's console before asking again: people may be called twice";
        let value = self
            .send(&request)
            .await
            .map_err(|error| if error.is_outcome_unknown() { error.with_hint(look) } else { error })?;
        let Some(items) = value["data"].as_array() else {
            let lost = PlatformError::lost_in(&request, "the answer says success and lists no outcome");
            return Err(lost.with_hint(look));
        };
        Ok(calls.iter().map(|call| outcome(call, items)).collect())
    }
}

fn outcome(call: &CallBack, items: &[Value]) -> CallBackOutcome {
    let text = |item: &Value, key: &str| item[key].as_str().map(ToOwned::to_owned);
    let own = items.iter().find(|item| item["campaignDialingListId"] == call.dialling_id.as_str());
    match own.map(|item| (item, text(item, "status"))) {
        None => CallBackOutcome::NotAnswered,
        // The word for success is not documented, so only the words for failure are recognised. Kore.ai contract §4.
        Some((item, Some(status))) if ["failed", "failure", "error"].contains(&status.as_str()) => {
            CallBackOutcome::Refused(text(item, "reason"))
        }
        Some((item, _)) if item.get("reason").is_some_and(|reason| !reason.is_null()) => {
            CallBackOutcome::Refused(text(item, "reason"))
        }
        Some(_) => CallBackOutcome::Accepted,
    }
}

fn page(value: &Value) -> Option<Page> {
    let data = &value["data"];
    let rows = data["results"].as_array()?.iter().map(contact).collect::<Option<Vec<_>>>()?;
    Some(Page { rows, last: data["totalPages"].as_u64().unwrap_or(1) })
}

fn contact(value: &Value) -> Option<KoreContact> {
    let text = |key: &str| value[key].as_str().filter(|text| !text.is_empty()).map(ToOwned::to_owned);
    let codes = value["agentDispositionCodes"].as_array().map(Vec::as_slice).unwrap_or_default();
    Some(KoreContact {
        phone_number: text("phoneNumber")?,
        unique_id: text("uniqueId"),
        outcome: text("dialerOutcome"),
        attempts: value["numberOfAttemptsSoFar"].as_u64(),
        session_id: text("botSessionId"),
        dispositions: codes.iter().filter_map(Value::as_str).map(ToOwned::to_owned).collect(),
        status: text("botOutboundStatus"),
        status_detail: text("botOutboundStatusDetail"),
    })
}

#[cfg(test)]
mod tests {
    use std::error::Error;

    use serde_json::json;

    use super::{outcome, page};
    use crate::domain::kore_contact::{CallBack, CallBackOutcome};
    use crate::platform::kore::samples::sample;

    #[test]
    fn the_sample_of_dialled_contacts_is_read() -> Result<(), Box<dyn Error>> {
        let answer = sample("POST", "/{campaignId}/status", "response", "contacts")?;
        let page = page(&answer).ok_or("not read")?;
        let contact = page.rows.first().ok_or("no row")?;
        assert_eq!((page.last, contact.phone_number.as_str(), contact.attempts), (1, "12025550125", Some(1)));
        assert_eq!((contact.outcome.as_deref(), contact.unique_id.as_deref()), (Some("completed"), None));
        assert_eq!(contact.masked_number(), "1202***0125");
        assert!(!format!("{contact:?}").contains("12025550125"));
        Ok(())
    }

    #[test]
    fn each_call_back_has_its_own_outcome() -> Result<(), Box<dyn Error>> {
        let sample = sample("POST", "/{campaignInstanceId}/callContactAt", "response", "example")?;
        let mut items = sample["data"].as_array().cloned().unwrap_or_default();
        items.push(json!({"campaignDialingListId": "d-2", "status": "success"}));
        let of = |dialling_id: &str| -> Result<CallBackOutcome, Box<dyn Error>> {
            Ok(outcome(
                &CallBack { dialling_id: dialling_id.into(), at: "2027-01-01T00:00:00Z".parse()? },
                &items,
            ))
        };
        let refused = CallBackOutcome::Refused(Some("time_in_past".into()));
        assert_eq!(of("cid-1741dc3-0000-4000-8dd1-4ddc085c8e44")?, refused);
        assert_eq!(of("d-2")?, CallBackOutcome::Accepted);
        assert_eq!(of("d-3")?, CallBackOutcome::NotAnswered);
        Ok(())
    }
}
