//! Contacts, imports, templates and raw requests.

use super::*;
use crate::platform::platform::{CampaignContacts as _, RawRequests as _, Templates as _};
use crate::platform::raw::RawCall;

#[tokio::test]
async fn a_re_execution_names_its_contacts_and_its_time() {
    let answer = json!({"success": true, "message": "m", "contacts_reset": 50, "schedule_type": "once", "status": "scheduled"});
    let bench = bench([ok(&answer)]);
    let once = planned(crate::domain::run_pattern::RunPattern::Once, "2026-12-01 09:00", None, NOW).unwrap();
    let once = PlannedSchedule::Burki(once);
    let again = bench
        .burki
        .re_execute(&live("completed"), &ContactSelection::Ids(vec![3, 4]), Some(&once))
        .unwrap()
        .send_unnoted()
        .await
        .unwrap();
    assert_eq!((again.value.status, again.value.contacts_reset), (CampaignStatus::Scheduled, Some(50)));
    assert_eq!(
        bench.body(0),
        json!({
            "contact_selection": [3, 4],
            "schedule_settings": {"schedule_type": "scheduled", "scheduled_at": "2026-12-01T09:00:00", "timezone": "America/New_York"}
        })
    );
    let repeating = PlannedSchedule::Burki(weekdays());
    let refused = bench.burki.re_execute(&live("completed"), &ContactSelection::All, Some(&repeating));
    assert!(refused.as_ref().is_err_and(|error| error.kind == ErrorKind::NotServed), "{refused:?}");

    let lost = self::bench([Act::CloseAfterReading, ok(&reported("draft", NOW))]);
    let again = lost.burki.re_execute(&live("failed"), &ContactSelection::FailedOnly, None).unwrap();
    let again = again.send_unnoted().await.unwrap();
    assert_eq!((again.answer_lost, lost.body(0)), (true, json!({"contact_selection": "failed_only"})));
}

#[tokio::test]
async fn contacts_and_executions_are_read_page_by_page() {
    let contact = json!({"id": 9, "phone_number": "+12025550123", "status": "no_answer", "attempts": 2,
        "contact_data": {"company": "Acme", "source": "csv_import", "variable_values": {"name": "Ann", "age": 40}, "custom_fields": {}}});
    let bench = bench([ok(&json!({"contacts": [contact], "pagination": {"has_next": false}}))]);
    let rows = bench.burki.contacts(&id(), Some(ContactStatus::NoAnswer), 10).await.unwrap();
    assert_eq!((rows[0].attempts, rows[0].company.as_deref()), (Some(2), Some("Acme")));
    assert_eq!(rows[0].variables["age"], "40");
    assert_eq!(bench.lines(), ["GET /api/v1/campaigns/42/contacts?status=no_answer&page=1&per_page=10"]);

    let row = |id: u64| {
        json!({"id": id, "execution_id": id, "contact_phone": "+12025550123", "status": "completed",
        "call_id": "c-1", "execution_data": {"duration_seconds": 61.5, "voice_analytics": {"sentiment_score": 0.5}}})
    };
    let pages = [
        ok(&json!({"executions": [row(1), row(2)], "pagination": {"has_next": true}})),
        ok(&json!({"executions": [row(2), row(3)], "pagination": {"has_next": false}})),
    ];
    let executed = self::bench(pages);
    let rows = executed.burki.executions(&id(), None, usize::MAX).await.unwrap();
    assert_eq!((rows.len(), rows[0].duration_seconds, rows[0].sentiment_score), (3, Some(61.5), Some(0.5)));
    assert_eq!(executed.lines()[1], "GET /api/v1/campaigns/42/executions?page=2&per_page=1000");
}

#[tokio::test]
async fn an_import_is_a_form_and_goes_on_after_its_answer() {
    let file = ContactFile {
        path: "lists/c.csv".into(),
        text: "Mobile\n+12025550123\n".into(),
        column_mappings: [("Mobile".to_owned(), "phone_number".to_owned())].into(),
    };
    let accepted = Act::json(202, r#"{"import_id":2,"status":"processing"}"#);
    let over = ok(&json!({"import_id": 2, "status": "completed", "imported_count": 1, "total_contacts": 1}));
    let bench = bench([accepted, over]);
    let begun = bench.burki.send_import(&live("draft"), &file).await.unwrap();
    assert_eq!((begun.state, begun.id.as_deref()), (ImportState::UnderWay, Some("2")));
    let done = bench.burki.import_status(&id(), "2").await.unwrap();
    assert_eq!((done.state, done.imported, done.total), (ImportState::Done, Some(1), Some(1)));
    let request = bench.server.received().remove(0);
    assert!(request.contains("content-type: multipart/form-data; boundary=kcamp-"), "{request}");
    assert!(
        request.contains("name=\"column_mappings\"\r\n\r\n{\"Mobile\":\"phone_number\"}\r\n"),
        "{request}"
    );
    assert!(request.contains("filename=\"c.csv\"") && request.contains("+12025550123"), "{request}");
    assert_eq!(bench.lines()[1], "GET /api/v1/campaigns/42/imports/2");

    let old = json!({"success": true, "message": "Successfully imported 250 contacts", "imported_count": 250, "total_contacts": 250});
    let synchronous = self::bench([ok(&old)]);
    assert_eq!(synchronous.burki.send_import(&live("draft"), &file).await.unwrap().state, ImportState::Done);
    let campaign = |at: &str| {
        let mut campaign = reported("draft", at);
        campaign["last_import_row_count"] = json!(1);
        Act::json_at(DATE, &campaign.to_string())
    };
    let contact = json!({"id": 9, "phone_number": "+12025550123", "created_at": SINCE});
    let page = json!({"contacts": [contact], "pagination": {"has_next": false}});
    let contacts = || Act::json_at(DATE, &page.to_string());
    let lost = self::bench([Act::CloseAfterReading, campaign(SINCE), contacts()]);
    let found = lost.burki.send_import(&live("draft"), &file).await.unwrap();
    assert_eq!((found.answer_lost, found.imported, lost.writes()), (true, Some(1), 1));
    // Without a `Date`, nothing shows when the import happened.
    let undated = self::bench([Act::CloseAfterReading, ok(&reported("draft", SINCE))]);
    let error = undated.burki.send_import(&live("draft"), &file).await.unwrap_err();
    assert!(error.exit() == Exit::Unknown && error.to_string().contains("no Date"), "{error}");
    let other = self::bench([Act::CloseAfterReading, campaign("2026-11-20T06:00:00Z")]);
    let error = other.burki.send_import(&live("draft"), &file).await.unwrap_err();
    assert_eq!((error.exit(), other.writes()), (Exit::Unknown, 1));
}

#[tokio::test]
async fn a_template_is_rendered_or_refused_in_the_platforms_words() {
    let variables = [("name".to_owned(), "Ann".to_owned())].into();
    let rendered = ok(&json!({"success": true, "rendered_template": "Hi Ann"}));
    let wrong = ok(&json!({"success": false, "rendered_template": "[Template Error: unexpected end] Hi {{"}));
    let bench = bench([rendered, wrong]);
    assert_eq!(bench.burki.template_preview("Hi {{ name }}", &variables).await.unwrap(), "Hi Ann");
    assert_eq!(bench.body(0), json!({"template": "Hi {{ name }}", "variables": {"name": "Ann"}}));
    let error = bench.burki.template_preview("Hi {{", &variables).await.unwrap_err();
    assert!(error.to_string().contains("[Template Error: unexpected end]"), "{error}");
}

#[tokio::test]
async fn a_raw_request_goes_out_as_it_is_and_its_pages_are_known() {
    let rows = json!({"campaigns": [{"id": 1}], "pagination": {"page": 1, "has_next": true}});
    let bench = bench([ok(&rows), Act::json(200, ""), Act::json(400, r#"{"detail":"no"}"#)]);
    let request = |path: &str| {
        bench
            .burki
            .raw_read(&RawCall {
                method: Method::Get,
                path: path.to_owned(),
                query: vec![("page".into(), "1".into())],
                body: None,
            })
            .unwrap()
    };
    let answer = bench.burki.send_read(&request("/api/v1/campaigns/")).await.result.unwrap();
    let page = super::super::raw::page(&answer).unwrap();
    let turn = crate::platform::raw::PageParameter::Number("page");
    assert_eq!((page.rows.len(), page.has_more, page.turn), (1, true, turn));
    assert_eq!(bench.burki.send_read(&request("/a")).await.result, Ok(Value::Null));
    let refused = bench.burki.send_read(&request("/a")).await;
    assert!(refused.body.is_some() && refused.result.is_err());
    assert_eq!(bench.lines()[0], "GET /api/v1/campaigns/?page=1");
}
