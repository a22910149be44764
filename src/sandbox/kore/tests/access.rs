//! Routes, tokens, headers and queries.

use axum::http::Method;
use serde_json::json;

use super::{body, create};
use crate::sandbox::{
    ACCOUNT,
    choices::TokenIds,
    testing::{Bench, call, now, sign, token},
};

#[tokio::test]
async fn unknown_routes_are_404() {
    let bench = Bench::start(|_| {}).await;
    let cases = [
        (Method::GET, "/schedule"),
        (Method::GET, "/contactList"),
        (Method::PUT, "/getAllCampaignDetails"),
        (Method::PATCH, "/cd-1"),
        (Method::POST, "/cd-1/contacts"),
        (Method::GET, ""),
    ];
    for (method, path) in cases {
        let answer = bench.send(&call(method.clone(), path, None)).await;
        assert_eq!(answer.status, 404, "{method} {path}");
        assert_eq!(answer.body["errors"][0]["code"], json!(404));
    }
}

#[tokio::test]
async fn tokens_headers_and_queries_must_agree() {
    let bench = Bench::start(|_| {}).await;
    let good = || call(Method::GET, "/contactList/getAllListDetails", None);
    let bearer = format!("Bearer {}", token());
    let cases = [
        (good(), 200),
        (good().header("auth", None), 401),
        (good().header("auth", Some(&bearer)), 401),
        (good().header("auth", Some("nonsense")), 401),
        (good().header("accountId", None), 400),
        (good().header("accountId", Some("other")), 403),
        (good().header("iid", None), 400),
        (good().header("iid", Some("st-other")), 403),
        (
            good().path(good().path.replace(ACCOUNT.stream_id, "st-other")).header("iid", Some("st-other")),
            403,
        ),
        (good().path(good().path.replace(ACCOUNT.account_id, "other")), 403),
        (good().path(good().path.replace("accountId=", "account=")), 400),
        (create(&body("smsSimple")).header("Content-Type", None), 400),
        (create(&body("smsSimple")).header("Content-Type", Some("text/plain")), 400),
        (create(&body("smsSimple")).header("Content-Type", Some("application/json; charset=utf-8")), 200),
    ];
    for (request, status) in cases {
        let answer = bench.send(&request).await;
        assert_eq!(answer.status, status, "{request:?}: {}", answer.raw);
        assert!(!answer.raw.contains("eyJ"), "an answer repeats a token");
    }
    let answer = bench.send(&good().header("auth", Some("nonsense"))).await;
    assert_eq!(
        answer.body,
        json!({ "errors": [{ "msg": "error verifying the jwt: jwt malformed", "code": 401 }] })
    );
}

#[tokio::test]
async fn a_token_id_is_used_once() {
    let bench = Bench::start(|options| options.choices.token_ids = TokenIds::Required).await;
    let good = call(Method::GET, "/contactList/getAllListDetails", None);
    assert!(bench.send(&good).await.error().contains("jti"));
    let claims = json!({ "appId": ACCOUNT.client_id, "exp": now().as_second() + 300, "jti": "one" });
    let token = sign("HS256", &claims, ACCOUNT.client_secret.as_bytes());
    let good = good.header("auth", Some(&token));
    assert_eq!(bench.send(&good).await.status, 200);
    let again = bench.send(&good).await;
    assert_eq!(again.status, 401);
    assert!(again.error().ends_with("possibly a replay"), "{}", again.error());
}
