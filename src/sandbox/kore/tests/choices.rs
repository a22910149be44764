//! Tests of the sandbox with choices other than the defaults.

use axum::http::Method;
use serde_json::{Value, json};

use super::{BASE, body, create, created_id, enable, named, sample};
use crate::sandbox::{
    ACCOUNT, Options,
    testing::{Bench, call},
};

async fn with(choice: &str) -> Bench {
    Bench::start(|options| assert_eq!(options.choices.choose(choice), Ok(()))).await
}

#[tokio::test]
async fn two_campaigns_and_two_lists_may_have_one_name() {
    let list = json!({ "name": "Event Guests", "description": "x", "source": "passiveApi" });
    let list = call(Method::POST, "/contactList/createContactList", Some(list));
    for (choice, status) in [("names=unique", 409), ("names=repeated", 200)] {
        let bench = with(choice).await;
        created_id(&bench, &named("smsSimple", "A")).await;
        assert_eq!(bench.send(&create(&named("smsSimple", "a"))).await.status, status, "{choice}");
        assert_eq!(bench.send(&list).await.status, status, "{choice}");
    }
}

#[tokio::test]
async fn a_schedule_is_switched_again() {
    let disable = call(Method::POST, "/schedule?enableSchedule=false&campaignName=A", Some(json!({})));
    for (choice, off, again) in [
        ("names=unique", 200, 200),
        ("enable-again=refused", 200, 409),
        ("disable-unscheduled=refused", 409, 200),
    ] {
        let bench = with(choice).await;
        created_id(&bench, &named("smsSimple", "A")).await;
        assert_eq!(bench.send(&disable).await.status, off, "{choice}");
        assert_eq!(enable(&bench, "A").await.status, 200, "{choice}");
        assert_eq!(enable(&bench, "A").await.status, again, "{choice}");
        assert_eq!(bench.send(&disable).await.status, 200, "{choice}");
    }
}

#[tokio::test]
async fn a_schedules_times_are_read_in_another_zone() {
    // The sample ends at 2027-01-27 18:29:00, which is 12:59Z in Kolkata and over by then.
    let daily = sample(&format!("POST {BASE}/schedule"))["request"]["daily"].clone();
    let enable = call(Method::POST, "/schedule?enableSchedule=true&campaignName=A", Some(daily));
    for (choice, status) in [("schedule-zone=UTC", 200), ("schedule-zone=Asia/Kolkata", 400)] {
        let bench = with(choice).await;
        created_id(&bench, &named("smsSimple", "A")).await;
        let change = |options: &mut Options| assert_eq!(options.choices.choose(choice), Ok(()));
        let bench = Bench::on_with(bench.folder, "2027-01-27T13:00:00Z", change).await;
        let answer = bench.send(&enable.clone().signed_for_years()).await;
        assert_eq!(answer.status, status, "{choice}: {}", answer.raw);
    }
}

#[tokio::test]
async fn a_template_has_to_be_known() {
    let mut unknown = body("smsTemplate");
    unknown["message"]["template_name"] = json!("No Such Template");
    for (choice, status) in [("templates=any", 200), ("templates=known", 400)] {
        let answer = with(choice).await.send(&create(&unknown)).await;
        assert_eq!(answer.status, status, "{choice}: {}", answer.raw);
    }
}

#[tokio::test]
async fn pages_have_other_sizes_and_skip_or_page_decides() {
    let bench = Bench::start(|options| {
        for choice in ["page-rows=2", "page-rows-max=3", "skip-and-page=page"] {
            assert_eq!(options.choices.choose(choice), Ok(()));
        }
    })
    .await;
    for name in ["A", "B", "C", "D", "E"] {
        created_id(&bench, &named("smsSimple", name)).await;
    }
    let names = |body: Value| {
        let bench = &bench;
        async move {
            let page = bench.send(&call(Method::POST, "/getAllCampaignDetails", Some(body))).await.body;
            let rows = page["data"]["results"].as_array().cloned().unwrap_or_default();
            rows.iter().map(|row| row["name"].as_str().unwrap_or_default().to_owned()).collect::<String>()
        }
    };
    assert_eq!(names(json!({ "type": "sms" })).await, "AB");
    assert_eq!(names(json!({ "type": "sms", "limit": 9 })).await, "ABC");
    assert_eq!(names(json!({ "type": "sms", "skip": 1, "page": 2 })).await, "CD");
    assert_eq!(names(json!({ "type": "sms", "skip": 1 })).await, "BC");
}

#[tokio::test]
async fn contacts_are_queued_for_a_while_and_duplicates_are_refused() {
    let change = |options: &mut Options| {
        for choice in ["queued-adds=10s", "duplicates=refused"] {
            assert_eq!(options.choices.choose(choice), Ok(()));
        }
    };
    let bench = Bench::start(change).await;
    let list = json!({ "name": "New", "description": "x", "source": "passiveApi" });
    let list = bench.send(&call(Method::POST, "/contactList/createContactList", Some(list))).await.body;
    let id = list["data"]["_id"].as_str().unwrap_or_default().to_owned();
    let add = |numbers: &[&str]| {
        let rows: Vec<Value> = numbers.iter().map(|number| json!({ "phoneNumber": number })).collect();
        let add = call(Method::POST, "", Some(json!({ "contact_list_name": "New", "data": rows })));
        let path = format!("/api/1.1/public/{}/campaign/contactList/addContacts", ACCOUNT.stream_id);
        add.path(path).signed_for_years()
    };
    assert_eq!(bench.send(&add(&["12025550101", "12025550102"])).await.status, 200);
    assert_eq!(bench.send(&add(&["12025550102"])).await.status, 409);
    let mut folder = bench.folder;
    for (instant, records) in [
        ("2026-11-21T00:00:09Z", 0),
        ("2026-11-21T00:00:10Z", 2),
        ("2026-11-21T00:00:19Z", 2),
        ("2026-11-21T00:00:20Z", 3),
    ] {
        let bench = Bench::on_with(folder, instant, change).await;
        let path = format!("/contactList/{id}");
        let read = bench.send(&call(Method::GET, &path, None).signed_for_years()).await.body;
        assert_eq!(read["data"]["totalRecordCount"], json!(records), "{instant}");
        let rows =
            bench.send(&call(Method::GET, &format!("{path}/getAllContacts"), None).signed_for_years()).await;
        assert_eq!(rows.body["data"]["results"].as_array().map(Vec::len), Some(records), "{instant}");
        if instant.ends_with("00:10Z") {
            assert_eq!(bench.send(&add(&["12025550103"])).await.status, 200);
        }
        folder = bench.folder;
    }
}
