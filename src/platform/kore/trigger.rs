//! Starts and stops a campaign. The documentation prints the path in four forms. Kore.ai contract §10 and §20.5.
//!
//! After a 404 or 405 of a gateway, it is very likely but not certain that nothing was applied. So a stop tries the
//! next form at once. A start tries it only after the campaign was read and shows that it was not started.

use std::cell::Cell;

use serde_json::{Value, json};

use super::answer;
use super::client::Kore;
use super::endpoints::Endpoints;
use super::envelope::{self, FAILED, Marker};
use super::lifecycle::{Signal, TypedCampaign};
use crate::domain::kore_campaign::CampaignType;
use crate::domain::live::{CampaignId, CampaignStatus, LiveCampaign};
use crate::platform::address::Address;
use crate::platform::error::{ErrorKind, PlatformError};
use crate::platform::failure::{Answer, Body};
use crate::platform::outcome::{RunState, Settled, Triggered};
use crate::platform::platform::Campaigns as _;
use crate::platform::recovery::{LOOKS_AT_A_CHANGE, ReadBack, settle};
use crate::platform::request::{Effect, Request};
use crate::secret::redact::Redactor;

/// A form of the path that starts and stops a campaign.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TriggerForm {
    /// `{B}/trigger/{id}`, the form on which most pages agree.
    Trigger,
    /// `{B}/{id}?trigger=`.
    Campaign,
    /// `/api/v2/public/{streamId}/campaign/trigger/{id}`, without the first segment.
    Short,
    /// `/campaign/api/v1/public/{streamId}/campaign/{id}?trigger=`.
    V1,
}

impl TriggerForm {
    /// Every form, in the order in which they are tried.
    pub const ALL: [Self; 4] = [Self::Trigger, Self::Campaign, Self::Short, Self::V1];

    /// The path, in the form of the setting `trigger_path`.
    const fn template(self) -> &'static str {
        match self {
            Self::Trigger => "/campaign/api/v2/public/{streamId}/campaign/trigger/{campaignId}",
            Self::Campaign => "/campaign/api/v2/public/{streamId}/campaign/{campaignId}",
            Self::Short => "/api/v2/public/{streamId}/campaign/trigger/{campaignId}",
            Self::V1 => "/campaign/api/v1/public/{streamId}/campaign/{campaignId}",
        }
    }

    fn remembered_as(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|form| form.template() == text)
    }
}

impl Endpoints {
    /// Starts or stops a campaign, at the path that the profile sets, or else in this form. Kore.ai contract §5.9.
    pub fn trigger(&self, target: &TypedCampaign, signal: Signal, form: TriggerForm) -> Request {
        let template = self.trigger_path.as_deref().unwrap_or(form.template());
        let address = self
            .with_account(self.templated(template, &target.live.id))
            .query("campaignType", target.campaign_type.wire_name())
            .query("trigger", signal.wire_name());
        let purpose = format!("{} the campaign {:?}", signal.verb(), target.live.name);
        self.post(purpose, Effect::Write, address, json!({}))
    }

    fn templated(&self, template: &str, id: &CampaignId) -> Address {
        let parts = template.trim_start_matches('/').split('/');
        parts.fold(Address::new(&self.origin), |address, part| {
            address.segment(&part.replace("{streamId}", &self.stream_id).replace("{campaignId}", id.as_str()))
        })
    }

    /// The path of a request, without origin and query.
    fn path_of<'request>(&self, request: &'request Request) -> &'request str {
        let address = request.address.as_str();
        let path = address.strip_prefix(self.origin.trim_end_matches('/')).unwrap_or(address);
        path.split('?').next().unwrap_or(path)
    }
}

/// The outcome of one attempt with one form of the path.
enum Tried {
    /// Nothing is at the path.
    NoRoute,
    /// The platform answered about the campaign, or the answer was lost.
    Over(Result<Triggered, PlatformError>),
}

/// The state of the campaign after an attempt to start it was answered with 404 or 405.
enum AfterA404 {
    /// The campaign was started anyway.
    Started(Triggered),
    /// The campaign is as it was before.
    NotStarted,
    /// It is unknown whether it was started, for this reason.
    Unknown(String),
}

impl Kore {
    /// The request that starts or stops a campaign, in the form that is tried first.
    pub(super) fn trigger_request(&self, target: &TypedCampaign, signal: Signal) -> Request {
        let first = self
            .remembered_form(target, signal)
            .or_else(|| self.form_of_another_type(target, signal))
            .unwrap_or(TriggerForm::Trigger);
        self.endpoints().trigger(target, signal, first)
    }

    /// Starts or stops a campaign. A lost answer is settled by reading the status back; it is never sent again in
    /// doubt.
    ///
    /// # Errors
    ///
    /// The platform refuses, it knows none of the paths, or the status that is read back does not settle a lost
    /// answer.
    pub(super) async fn send_trigger(
        &self,
        target: &TypedCampaign,
        signal: Signal,
    ) -> Result<Triggered, PlatformError> {
        let endpoints = self.endpoints();
        let is_set = endpoints.trigger_path.is_some();
        let remembered = if is_set { None } else { self.remembered_form(target, signal) };
        let forms: Vec<TriggerForm> = if is_set {
            vec![TriggerForm::Trigger]
        } else {
            // If nothing is known about this type, the form that works for the other type is tried first.
            let first = remembered.or_else(|| self.form_of_another_type(target, signal));
            let others = TriggerForm::ALL.into_iter().filter(|form| Some(*form) != first);
            first.into_iter().chain(others).collect()
        };
        let about = about(target.campaign_type, signal);
        let mut tried: Vec<String> = Vec::new();
        let tried_first = forms.first().copied();
        for form in forms {
            let request = endpoints.trigger(target, signal, form);
            match self.try_form(target, signal, &request).await {
                // The campaign was just read. So if a path is set, the 404 is about the path, whoever sent it.
                Tried::Over(Err(error)) if is_set && error.is_no_such_path() => {
                    tried.push(endpoints.path_of(&request).to_owned());
                }
                Tried::Over(outcome) => {
                    let is_plain = outcome.as_ref().is_ok_and(|triggered| !triggered.answer_lost);
                    if is_plain && !is_set && Some(form) != tried_first {
                        self.memory().learn(&about, form.template());
                    }
                    return outcome;
                }
                Tried::NoRoute => {
                    if Some(form) == remembered {
                        self.memory().forget(&about);
                    }
                    tried.push(endpoints.path_of(&request).to_owned());
                }
            }
            if signal == Signal::Play {
                match self.after_a_404(target).await {
                    AfterA404::Started(triggered) => return Ok(triggered),
                    AfterA404::NotStarted => {}
                    AfterA404::Unknown(why) => {
                        let cause =
                            format!("Kore.ai answered that it has nothing at {}; {why}", tried.join(", "));
                        let unknown = PlatformError::lost_in(&request, &cause);
                        return Err(unknown.with_hint(advice(target, signal)));
                    }
                }
            }
        }
        let purpose = format!("{} the campaign {:?}", signal.verb(), target.live.name);
        let cause = format!("Kore.ai answered that it has nothing at {}", tried.join(", nor at "));
        Err(PlatformError::new(ErrorKind::NoTriggerPath, purpose, cause).with_hint(next_step(target, is_set)))
    }

    fn remembered_form(&self, target: &TypedCampaign, signal: Signal) -> Option<TriggerForm> {
        TriggerForm::remembered_as(&self.memory().recall(&about(target.campaign_type, signal))?)
    }

    fn form_of_another_type(&self, target: &TypedCampaign, signal: Signal) -> Option<TriggerForm> {
        let others = CampaignType::ALL.into_iter().filter(|each| *each != target.campaign_type);
        let mut known = others.filter_map(|each| self.memory().recall(&about(each, signal)));
        TriggerForm::remembered_as(&known.next()?)
    }

    async fn try_form(&self, target: &TypedCampaign, signal: Signal, request: &Request) -> Tried {
        let http = match self.http() {
            Ok(http) => http,
            Err(error) => return Tried::Over(Err(error)),
        };
        let path = self.endpoints().path_of(request);
        let has_no_route = Cell::new(false);
        // The answers to a start and a stop have no envelope: `status` is the campaign's. Kore.ai contract §1.5.
        let understand = |answer: &Answer, redactor: &Redactor| {
            has_no_route.set(is_no_route(answer, path, &target.live));
            envelope::understand(answer, redactor, Marker::CampaignStatus)
        };
        let failure = match http.send(request, understand).await {
            Ok(value) => {
                let LiveCampaign { id, name, .. } = &target.live;
                let other = answer::names_another(&value, Some(id.as_str()), &[name]);
                let status = CampaignStatus::reported(value["status"].as_str().unwrap_or_default());
                if status == signal.settles_at() && other.is_none() {
                    let instance_id = value["campaignInstanceId"].as_str().map(ToOwned::to_owned);
                    return Tried::Over(Ok(Settled::answered(RunState { status, instance_id })));
                }
                match other {
                    Some(other) => PlatformError::of_another(request, &other),
                    None => PlatformError::lost_in(
                        request,
                        &format!("the answer says that its status is {status}"),
                    ),
                }
            }
            Err(_) if has_no_route.get() => return Tried::NoRoute,
            Err(error) => error,
        };
        let settled = settle(http, failure, &LOOKS_AT_A_CHANGE, advice(target, signal), async || {
            let (status, instance_id) = run_state(self.campaign(&target.live.id).await?);
            Ok(if status == signal.settles_at() {
                ReadBack::Settled(Settled::read_back(RunState { status, instance_id }))
            } else {
                ReadBack::Open(format!("read back, its status is {status}"))
            })
        });
        Tried::Over(settled.await)
    }

    /// Reads whether a start that was answered with 404 or 405 was applied anyway.
    async fn after_a_404(&self, target: &TypedCampaign) -> AfterA404 {
        let before = &target.live;
        let (status, instance_id) = match self.campaign(&before.id).await {
            Ok(live) => run_state(live),
            Err(error) => {
                return AfterA404::Unknown(format!("its status could not be read afterwards: {error}"));
            }
        };
        let has_new_run =
            before.run_id().is_some() && instance_id.is_some() && instance_id.as_deref() != before.run_id();
        if status == CampaignStatus::Active || has_new_run {
            return AfterA404::Started(Settled::read_back(RunState { status, instance_id }));
        }
        // A row of the list does not name the last run, so a new run cannot be recognised. A campaign that was Ready
        // most likely had no run.
        let may_be_new = before.run_id().is_none() && instance_id.is_some();
        let had_none = matches!(before.status, CampaignStatus::Ready | CampaignStatus::Preparing);
        if may_be_new && (had_none || status != before.status) {
            return AfterA404::Unknown(format!(
                "the campaign was {} before, it is {status} now, and it may have begun a run",
                before.status
            ));
        }
        AfterA404::NotStarted
    }
}

/// The status of a campaign and the id of its latest run.
fn run_state(live: LiveCampaign) -> (CampaignStatus, Option<String>) {
    let run = live.run_id().map(str::to_owned);
    (live.status, run)
}

/// The key under which a form is remembered.
fn about(campaign_type: CampaignType, signal: Signal) -> String {
    format!("{} {}", campaign_type.wire_name(), signal.wire_name())
}

fn advice(target: &TypedCampaign, signal: Signal) -> String {
    format!(
        "look at it with `kcamp campaign status {}`, and {} it again only if it is not {} then",
        target.live.id,
        signal.verb(),
        signal.settles_at()
    )
}

fn next_step(target: &TypedCampaign, is_set: bool) -> String {
    let look = format!("look at it with `kcamp campaign status {}`", target.live.id);
    if is_set {
        let others: Vec<&str> = TriggerForm::ALL.iter().map(|form| form.template()).collect();
        return format!(
            "{look}, then unset trigger_path, which then tries every documented path, or set it to another one of {}",
            others.join(", ")
        );
    }
    format!(
        "{look}, ask Kore.ai's support for your account's path, and set it as trigger_path in the profile or as \
         KCAMP_TRIGGER_PATH"
    )
}

/// Whether a 404 or 405 is from a gateway that knows no such path, and not the platform's own "not found". The
/// platform's has `errors` or a `status`, or a message that names the campaign other than by repeating the path.
fn is_no_route(answer: &Answer, path: &str, campaign: &LiveCampaign) -> bool {
    if !matches!(answer.status, 404 | 405) {
        return false;
    }
    let Body::Json(Value::Object(fields)) = &answer.body else { return true };
    let status = fields.get("status").and_then(Value::as_str).unwrap_or_default();
    let is_platforms = fields.contains_key("errors")
        || status.eq_ignore_ascii_case("success")
        || FAILED.iter().any(|word| status.eq_ignore_ascii_case(word));
    let message = fields.get("message").and_then(Value::as_str).unwrap_or_default().replace(path, "");
    !is_platforms && !message.contains(campaign.id.as_str()) && !message.contains(&campaign.name)
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::{TriggerForm, is_no_route};
    use crate::domain::live::{CampaignId, CampaignStatus, LiveCampaign, LiveKoreCampaign};
    use crate::platform::failure::{Answer, Body};

    const PATH: &str = "/campaign/api/v2/public/st-1/campaign/trigger/cd-12345678";

    fn says_no_route(status: u16, body: Body) -> bool {
        let answer = Answer { status, body, request_id: None, retry_after: None, location: None };
        let id = CampaignId::reported("cd-12345678".into());
        let own = LiveKoreCampaign::default();
        let live = LiveCampaign::new(id, "Billing".into(), CampaignStatus::Ready, own);
        is_no_route(&answer, PATH, &live)
    }

    fn of_json(status: u16, body: Value) -> bool {
        says_no_route(status, Body::Json(body))
    }

    #[test]
    fn a_gateways_404_is_told_from_the_platforms_own() {
        for status in [404, 405] {
            assert!(says_no_route(status, Body::Empty));
            assert!(says_no_route(status, Body::Text("<html>not found".into())));
            for body in [
                json!({"message": "no Route matched with those values"}),
                json!({"message": format!("Cannot POST {PATH}")}),
                json!({"status": 404, "error": "Not Found"}),
                json!({}),
                json!([]),
            ] {
                assert!(of_json(status, body.clone()), "{status} {body}");
            }
            for body in [
                json!({"errors": [{"msg": "there is no campaign", "code": 404}]}),
                json!({"errors": []}),
                json!({"status": "failed"}),
                json!({"status": "Error", "message": "x"}),
                json!({"status": "failure"}),
                json!({"message": "campaign cd-12345678 not found"}),
                json!({"message": "Billing was deleted"}),
            ] {
                assert!(!of_json(status, body.clone()), "{status} {body}");
            }
        }
        for status in [200, 400, 401, 409, 429, 500, 502] {
            assert!(!of_json(status, json!({"message": "no Route matched"})), "{status}");
        }
    }

    #[test]
    fn a_form_is_remembered_by_its_path() {
        for form in TriggerForm::ALL {
            assert_eq!(TriggerForm::remembered_as(form.template()), Some(form));
        }
        assert_eq!(TriggerForm::remembered_as("/"), None);
    }
}
