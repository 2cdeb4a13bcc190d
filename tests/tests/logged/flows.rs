//! Everything that can be sent, sent to the real functions: nothing of it may be written.

use std::cell::RefCell;
use std::time::Duration;

use aws_sdk_dynamodb::primitives::Blob;
use aws_sdk_dynamodb::types::AttributeValue;
use serde_json::{Value, json};
use shared::store::{Connection, Patience};
use system_tests::events::{self, HttpEvent};
use system_tests::file_store::FileStore;
use system_tests::function::{Function, Recorded};
use system_tests::stack::Stack;
use system_tests::steps::{api_key, authorized, body, let_a_day_pass, page, pseudonym, sent, status, stored};

use crate::leaks::leak;
use crate::{Written, schema};

const CUSTOMER: &str = "leak-customer-7Q2";
const LEAVES: &str = "leak-customer-who-asks-to-be-left-alone";
const EMAIL: &str = "leak.me@mail.example";
const COMMENT: &str = "leakcomment: the courier left it in the rain";
const REFERENCE: &str = "leak-order-99";
const CONVERSATION: &str = "leak-ticket-31";
const AGENT: &str = "LeakAgent/1.0 (leaked)";
const IP: &str = "203.0.113.219";
const CODE: &str = "leak-code-of-an-issuer";

/// What is sent, and must not be written.
struct Secrets(RefCell<Vec<String>>);

impl Secrets {
    fn new() -> Self {
        let known = [
            CUSTOMER,
            LEAVES,
            EMAIL,
            COMMENT,
            REFERENCE,
            CONVERSATION,
            AGENT,
            IP,
            CODE,
        ];
        Self(RefCell::new(known.map(str::to_owned).to_vec()))
    }

    /// Notes what becomes known on the way: a token, a key, a cookie.
    fn add(&self, secret: &str) -> String {
        assert!(secret.len() > 10, "too short to be looked for: {secret}");
        self.0.borrow_mut().push(secret.to_owned());
        secret.to_owned()
    }

    fn check(&self, written: &Written) {
        for secret in self.0.borrow().iter() {
            for text in [&written.out, &written.err] {
                for line in text.lines() {
                    let how = leak(line, secret);
                    assert_eq!(how, None, "{} wrote {secret:?}: {line}", written.function);
                }
            }
        }
    }
}

/// A request as of somebody with a browser and an address that nobody may learn of.
fn shown(mut event: HttpEvent) -> HttpEvent {
    event.ip = IP;
    event.headers.retain(|(name, _)| *name != "user-agent");
    event.headers.push(("user-agent", AGENT.to_owned()));
    event
}

async fn send(function: &Function, event: HttpEvent) -> Value {
    function.invoke(shown(event).payload()).await.unwrap()
}

fn form(fields: &[(&str, &str)]) -> String {
    serde_urlencoded::to_string(fields).unwrap()
}

/// Every way to answer, and not to. The token of a link that was answered.
async fn survey_pages(stack: &Stack, submit: &Function, secrets: &Secrets) {
    let mut facts = stack.facts("recommend", CUSTOMER, REFERENCE);
    facts.attributes = [("plan".to_owned(), "leak-plan-gold".to_owned())].into();
    let token = secrets.add(&stack.token(&facts).unwrap());
    let get = |query: &str| HttpEvent::survey("GET", &token).with_query(query);
    for query in [
        "",
        "r=2",
        "done=new&r=2&lang=de",
        "stop=1",
        "stop=done",
        "leak-query-1=2",
    ] {
        assert!(status(&send(submit, get(query)).await) < 500);
    }
    assert_eq!(status(&send(submit, HttpEvent::qr(&token, "")).await), 200);
    let said = json!({ "rating": 1, "comment": COMMENT, "submission_id": "abababab-abab-abab-abab-abababababab" });
    for _ in 0..2 {
        assert_eq!(status(&send(submit, HttpEvent::json(&token, &said)).await), 200);
    }
    let changed = HttpEvent::form(
        &token,
        &form(&[("rating", "3"), ("comment", COMMENT), ("view", "leak-of-a-view")]),
    );
    assert_eq!(status(&send(submit, changed).await), 303);
    let leaves = secrets.add(&stack.token(&stack.facts("recommend", LEAVES, REFERENCE)).unwrap());
    // Not taken: a rating off the scale, an unknown field, no JSON, another type, too much, a forged link, an expired one.
    let wrong = [
        HttpEvent::json(&token, &json!({ "rating": 99, "comment": COMMENT })),
        HttpEvent::form(&token, &form(&[("rating", "3"), ("email", EMAIL)])),
        HttpEvent {
            body: Some(format!("{{\"comment\":\"{COMMENT}")),
            ..HttpEvent::json(&token, &said)
        },
        HttpEvent {
            body: Some(COMMENT.to_owned()),
            ..HttpEvent::survey("POST", &token)
        },
        HttpEvent::form(&token, &form(&[("comment", &COMMENT.repeat(900))])),
        HttpEvent::json(&format!("{token}{CUSTOMER}"), &said),
        HttpEvent::json(EMAIL, &said),
        HttpEvent::form(&leaves, "List-Unsubscribe=One-Click").with_query("stop=1"),
        HttpEvent::form(&leaves, &form(&[("view", COMMENT)])).with_query("stop=done"),
    ];
    for event in wrong {
        assert!(status(&send(submit, event).await) < 500);
    }
}

/// Every route of the team, with what may not be written wherever something can be said; and what it answers is looked for too.
async fn team_routes(stack: &Stack, api: &Function, key: &str, secrets: &Secrets) {
    let template = local::template::Template::bundled().unwrap();
    for route in template.routes.iter().filter(|route| route.function == "ApiFunction") {
        for said in [CUSTOMER, EMAIL] {
            let path = route
                .path
                .split('/')
                .map(|part| if part.starts_with('{') { said } else { part });
            let path = path.collect::<Vec<_>>().join("/");
            let method: &'static str = route.method.clone().leak();
            let of = |path: &str| HttpEvent {
                method,
                ..authorized(
                    "GET",
                    path,
                    &form(&[
                        ("customer", said),
                        ("cursor", COMMENT),
                        ("code", CODE),
                        ("state", CODE),
                        ("error", CODE),
                    ]),
                    key,
                )
            };
            let text = json!({ "customer": said, "comment": COMMENT, "note": COMMENT, "what": COMMENT, "name": EMAIL, "reference": REFERENCE });
            let body = |kind: &str, text: String| {
                let mut event = of(&path);
                event.headers.push(("content-type", kind.to_owned()));
                event.body = Some(text);
                event
            };
            let mut page_of_person = page(stack, &path, "", shared::domain::access::Scopes::ALL);
            page_of_person.method = method;
            secrets.add(
                &page_of_person
                    .headers
                    .iter()
                    .find(|(name, _)| *name == "cookie")
                    .unwrap()
                    .1,
            );
            let mut stranger = of(&path);
            stranger.headers.push(("authorization", format!("Bearer {COMMENT}")));
            for event in [
                of(&path),
                page_of_person,
                stranger,
                body("application/json", text.to_string()),
                body("application/json", format!("{text}{COMMENT}")),
                body(
                    "application/x-www-form-urlencoded",
                    form(&[("customer", said), ("note", COMMENT), ("key", key)]),
                ),
            ] {
                let answer = send(api, event).await;
                assert!(status(&answer) < 500, "{method} {path}: {answer}");
            }
        }
    }
}

/// What a team does on a good day: links, invitations, events, a key, an export, decisions.
async fn team_at_work(api: &Function, key: &str, secrets: &Secrets) -> String {
    let now = jiff::Timestamp::now();
    let asked = json!({ "survey": "recommend", "customer": CUSTOMER, "touchpoint": "support", "reference": REFERENCE, "channel": "email" });
    let link = send(api, sent("/v1/links", key, &asked)).await;
    assert_eq!(status(&link), 201, "{link}");
    let invited = sent(
        "/v1/invitations",
        key,
        &json!({ "invitations": [asked, { "customer": EMAIL }] }),
    );
    assert!(status(&send(api, invited).await) < 300);
    let event = |id: &str, kind: &str, customer: &str| json!({ "id": id, "type": kind, "customer": customer, "at": now, "conversation": CONVERSATION });
    let events = json!([
        event("leak-event-1", "conversation.started", CUSTOMER),
        event("leak-event-2", "conversation.replied", EMAIL),
        event("leak-event-3", "conversation.leaked", CUSTOMER),
        { "leak": COMMENT },
    ]);
    let recorded = send(api, sent("/v1/events", key, &events)).await;
    assert_eq!(status(&recorded), 200, "{recorded}");
    let made = body(
        &send(
            api,
            sent(
                "/v1/keys",
                key,
                &json!({ "name": "leak-name-of-key", "scopes": ["read"] }),
            ),
        )
        .await,
    );
    secrets.add(made["key"].as_str().unwrap());
    let file = send(api, sent("/v1/exports", key, &json!({ "what": "responses" }))).await;
    let id = body(&file)["id"]
        .as_str()
        .unwrap_or_else(|| panic!("{file}"))
        .to_owned();
    let flags = body(&send(api, authorized("GET", "/v1/flags", "", key)).await);
    let opened_at = flags["flags"][0]["opened_at"].clone();
    assert!(opened_at.is_string(), "{flags}");
    let mut close = sent(
        &format!("/v1/flags/{CUSTOMER}/close"),
        key,
        &json!({ "opened_at": opened_at, "note": COMMENT }),
    );
    close.parameters = json!({ "customer": CUSTOMER });
    assert_eq!(status(&send(api, close).await), 200);
    id
}

async fn damage_a_customer(stack: &Stack) {
    let engine = Connection::to_local_engine(format!("http://{}", stack.engine.address)).unwrap();
    let damaged = engine
        .dynamodb(Patience::Interactive)
        .put_item()
        .table_name(&stack.engine.tables.customers)
        .item(
            "pk",
            AttributeValue::S(format!("c{}", pseudonym(stack, "somebody-else"))),
        )
        .item("id", AttributeValue::S(CUSTOMER.to_owned()))
        .item("r", AttributeValue::N("1".to_owned()))
        .item("sig", AttributeValue::B(Blob::new(COMMENT)));
    damaged.send().await.unwrap();
}

async fn recorded(name: &'static str, environment: &[(String, String)]) -> Recorded {
    Function::start_recorded(name, environment).await.unwrap()
}

#[tokio::test(flavor = "multi_thread")]
async fn nothing_that_anybody_sends_is_written_and_every_line_is_of_the_schema() {
    let stack = Stack::start().await.unwrap();
    let store = stack.engine.store().unwrap();
    let files = FileStore::start().await.unwrap();
    let secrets = Secrets::new();
    let key = secrets.add(&api_key(&stack).await);
    let mut environment = stack.environment().to_vec();
    environment.push(files.variable());
    environment.push(("STACK_NAME".to_owned(), "leaks".to_owned()));

    let submit = recorded("submit", &environment).await;
    survey_pages(&stack, &submit.function, &secrets).await;
    let answered = stored(&stack, &store, CUSTOMER, REFERENCE, "recommend").await;
    let_a_day_pass(&store, &[answered]).await;
    let (aggregate, flag) = (
        recorded("aggregate", &environment).await,
        recorded("flag", &environment).await,
    );
    let scores = aggregate.function.invoke(events::nightly()).await.unwrap();
    flag.function.invoke(events::after_nightly(&scores)).await.unwrap();

    let (api, export) = (
        recorded("api", &environment).await,
        recorded("export", &environment).await,
    );
    let job = team_at_work(&api.function, &key, &secrets).await;
    team_routes(&stack, &api.function, &key, &secrets).await;
    let waits = json!({ "Records": [{ "dynamodb": { "Keys": { "pk": { "S": "export" }, "sk": { "S": job } } } }] });
    let a_quarter = Duration::from_secs(900);
    export
        .function
        .api
        .invoke_within(waits, a_quarter)
        .await
        .unwrap()
        .unwrap();

    damage_a_customer(&stack).await;
    let scores = aggregate.function.invoke(events::nightly()).await.unwrap();
    let by_hand = json!({ "responsePayload": scores });
    assert!(flag.function.invoke(by_hand).await.is_err(), "somebody was passed over");

    let mut all = Vec::new();
    for (name, function) in [
        ("submit", submit),
        ("aggregate", aggregate),
        ("flag", flag),
        ("api", api),
        ("export", export),
    ] {
        all.push(Written::of(name, function).await);
    }
    for written in &all {
        schema::check(written, true);
        secrets.check(written);
    }
    let [submit, aggregate, flag, api, export] = &all[..] else {
        panic!("five functions")
    };
    let metrics = submit.metrics();
    let expected = [
        ("AnswersAccepted", 2),
        ("AnswersReplayed", 1),
        ("AnswersRefused invalid", 1),
        ("AnswersRefused unknown_link", 2),
        ("AnswersRefused unreadable", 4),
    ];
    for (name, value) in expected {
        assert_eq!(metrics.get(name), Some(&value), "{name}: {metrics:?}");
    }
    assert_eq!(aggregate.events("ScoresComputed").len(), 2);
    assert_eq!(aggregate.metrics()["SettleLagDays"], 0);
    assert_eq!(
        (
            flag.events("NightFinished").len(),
            flag.events("CustomerPassedOver").len()
        ),
        (2, 1)
    );
    assert_eq!(
        (flag.metrics()["FlagsOpened"], flag.metrics()["NightlyRunCompleted"]),
        (1, 2)
    );
    assert!(
        flag.events("Failed")[0]["error"]
            .as_str()
            .unwrap()
            .contains("1 customers could not be read")
    );
    assert_eq!(api.metrics()["FlagsClosed"], 1);
    assert_eq!(api.events("EventsRefused")[0]["reasons"]["unreadable"], 1);
    assert_eq!(export.events("ExportWorkedOn")[0]["outcome"], "done");
}
