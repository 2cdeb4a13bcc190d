use lambda_http::{Body, Request};
use shared::link::{InvitationId, open};

use crate::handle;
use crate::testing::{app, authorized, read, roots, with_surveys};

async fn post(request: Request) -> (u16, serde_json::Value) {
    read(handle(&app(with_surveys(&["after-buy"])), request).await)
}

async fn post_json(body: serde_json::Value) -> (u16, serde_json::Value) {
    post(authorized("POST", "/v1/links", &body.to_string())).await
}

#[tokio::test]
async fn a_minted_link_opens_and_says_what_was_asked_for() {
    let (status, body) = post_json(serde_json::json!({
        "survey": "after-buy", "customer": "C-0007", "touchpoint": "checkout", "reference": "order 1",
        "attributes": {"plan": "pro", "code": "00123"}, "channel": "sms", "language": "fr", "valid_days": 7,
    }))
    .await;
    assert_eq!(status, 201, "{body}");
    let token = body["token"].as_str().unwrap();
    assert_eq!(body["url"], format!("https://api.example/s/{token}"));
    assert_eq!(body["expires_at"], "2026-11-29T00:00:00Z");
    let opened = open(&roots().link_keys(), token).unwrap();
    assert_eq!(body["invitation"], opened.invitation.to_string());
    let facts = opened.facts.to_draft();
    assert_eq!(
        (facts.survey.as_str(), facts.customer.as_deref()),
        ("after-buy", Some("C-0007"))
    );
    assert_eq!(
        (facts.attributes["code"].as_str(), facts.channel.as_str()),
        ("00123", "sms")
    );
    assert_eq!(
        (facts.issued.to_string(), facts.valid_days),
        ("2026-11-21".to_owned(), 7)
    );
}

#[tokio::test]
async fn without_a_customer_a_link_has_a_random_reference() {
    let (status, body) = post_json(serde_json::json!({"survey": "after-buy", "touchpoint": "checkout"})).await;
    assert_eq!(status, 201, "{body}");
    let opened = open(&roots().link_keys(), body["token"].as_str().unwrap()).unwrap();
    assert_eq!(
        opened.facts.reference().unwrap().as_str(),
        InvitationId::from_bytes([9; 16]).to_string()
    );
    assert_eq!(opened.facts.channel().as_str(), "web");
}

#[tokio::test]
async fn an_invitation_is_registered_once_by_its_first_facts_unless_that_is_not_wanted() {
    let app = app(with_surveys(&["after-buy"]));
    let mint = async |body: serde_json::Value| {
        let request = authorized("POST", "/v1/links", &body.to_string());
        read(handle(&app, request).await)
    };
    let asked = |plan: &str| serde_json::json!({"survey": "after-buy", "customer": "C-7", "touchpoint": "checkout", "reference": "o", "attributes": {"plan": plan}, "language": "fr"});
    let mut unwanted = asked("none");
    unwanted["register"] = false.into();
    assert_eq!(mint(unwanted).await.1["registered"], false);
    assert!(app.store.registered.lock().unwrap().is_empty());
    for plan in ["pro", "free"] {
        assert_eq!(mint(asked(plan)).await.1["registered"], true);
    }
    let all = app.store.registered.lock().unwrap();
    let [one] = &all[..] else { panic!("{all:?}") };
    assert_eq!((one.invited.day.to_string().as_str(), one.revision), ("2026-11-21", 0));
    assert_eq!(
        (one.invited.attributes["plan"].as_str(), one.invited.language.as_deref()),
        ("pro", Some("fr"))
    );
    assert_eq!(one.expires.to_string(), "2027-12-22T00:00:00Z");
}

#[tokio::test]
async fn a_test_link_says_so_has_a_reference_of_its_own_and_is_not_registered() {
    let asked = serde_json::json!({"survey": "after-buy", "customer": "C-7", "touchpoint": "checkout", "reference": "o", "test": true});
    let (status, body) = post_json(asked.clone()).await;
    assert_eq!((status, &body["registered"]), (201, &false.into()), "{body}");
    let facts = open(&roots().link_keys(), body["token"].as_str().unwrap())
        .unwrap()
        .facts;
    assert_eq!(facts.attributes()["test"], "true");
    assert_ne!(facts.reference().unwrap().as_str(), "o");
    let nameless = serde_json::json!({"survey": "after-buy", "touchpoint": "checkout"});
    assert_eq!(post_json(nameless.clone()).await.1["registered"], false);
    for (mut cannot, words) in [(asked, "counts nowhere"), (nameless, "give it a reference")] {
        cannot["register"] = true.into();
        let (status, answer) = post_json(cannot).await;
        let refused = &answer["invalid_params"][0];
        assert_eq!((status, &refused["name"]), (422, &"register".into()));
        assert!(refused["reason"].as_str().unwrap().contains(words), "{answer}");
    }
}

#[tokio::test]
async fn what_cannot_be_a_link_is_refused_by_name() {
    let base = serde_json::json!({"survey": "after-buy", "customer": "C-1", "touchpoint": "checkout"});
    let cases = [
        ("survey", serde_json::json!("nope"), "survey"),
        ("survey", serde_json::json!("No Id"), "survey"),
        ("customer", serde_json::json!("ann@example.org"), "customer"),
        ("customer", serde_json::json!(" C-1"), "customer"),
        ("touchpoint", serde_json::json!(""), "touchpoint"),
        ("reference", serde_json::json!("x".repeat(65)), "reference"),
        ("channel", serde_json::json!("pigeon"), "channel"),
        ("language", serde_json::json!("English"), "language"),
        ("valid_days", serde_json::json!(91), "valid_days"),
        ("attributes", serde_json::json!({"Plan": "pro"}), "attributes"),
        ("attributes", serde_json::json!({"plan": ""}), "attributes.plan"),
    ];
    for (field, value, name) in cases {
        let mut body = base.clone();
        body[field] = value;
        let (status, answer) = post_json(body).await;
        assert_eq!(
            (status, &answer["invalid_params"][0]["name"]),
            (422, &name.into()),
            "{field}: {answer}"
        );
        assert!(!answer.to_string().contains("ann@example.org"), "{answer}");
    }
    let (status, answer) =
        post_json(serde_json::json!({"survey": "after-buy", "touchpoint": "t", "reference": "short"})).await;
    assert_eq!(
        (status, &answer["invalid_params"][0]["name"]),
        (422, &"reference".into())
    );
}

#[tokio::test]
async fn bodies_that_are_not_the_expected_json_are_refused() {
    let cases = [
        "",
        "{",
        "[]",
        "null",
        r#"{"survey":"after-buy"}"#,
        r#"{"survey":"after-buy","touchpoint":"t","score":1}"#,
        r#"{"survey":"after-buy","survey":"x","touchpoint":"t"}"#,
        r#"{"survey":"after-buy","touchpoint":"t","valid_days":300}"#,
        r#"{"survey":"after-buy","touchpoint":"t","attributes":{"a":1}}"#,
    ];
    for body in cases {
        let (status, answer) = post(authorized("POST", "/v1/links", body)).await;
        assert_eq!(
            (status, &answer["type"]),
            (400, &"urn:aisance:problem:bad-json".into()),
            "{body}"
        );
    }
}

#[tokio::test]
async fn a_body_has_16_kilobytes_at_most_and_says_that_it_is_json() {
    let body = r#"{"survey":"after-buy","customer":"C-1","touchpoint":"checkout"}"#;
    for (size, status) in [(16 * 1024 - 1, 201), (16 * 1024, 201), (16 * 1024 + 1, 413)] {
        let padded = format!("{body}{}", " ".repeat(size - body.len()));
        assert_eq!(
            post(authorized("POST", "/v1/links", &padded)).await.0,
            status,
            "{size} bytes"
        );
        let mut binary = authorized("POST", "/v1/links", "");
        *binary.body_mut() = Body::Binary(padded.into_bytes());
        assert_eq!(post(binary).await.0, status, "{size} bytes from base64");
    }
    for (kind, status) in [
        ("application/json; charset=utf-8", 201),
        ("Application/JSON", 201),
        ("text/plain", 415),
        ("application/x-www-form-urlencoded", 415),
        ("application/jsonp", 415),
        ("", 415),
    ] {
        let mut request = authorized("POST", "/v1/links", body);
        request.headers_mut().insert("content-type", kind.parse().unwrap());
        assert_eq!(post(request).await.0, status, "{kind}");
    }
}

#[tokio::test]
async fn a_link_for_a_text_message_says_how_many_parts_it_takes_and_is_made_all_the_same() {
    let asked = |reference: usize, channel: &str| serde_json::json!({"survey": "after-buy", "customer": "C-7", "touchpoint": "checkout", "reference": "o".repeat(reference), "channel": channel});
    for (reference, parts) in [(1, 1), (64, 2)] {
        let (status, body) = post_json(asked(reference, "sms")).await;
        assert_eq!((status, &body["sms_parts"]), (201, &parts.into()), "{body}");
        assert_eq!(body["url_length"], body["url"].as_str().unwrap().len());
    }
    let (_, body) = post_json(asked(64, "email")).await;
    assert_eq!(body.get("sms_parts"), None, "{body}");
    assert!(body["url_length"].is_number());
}
