//! What a line is found by: the ids of its invocation, and the trace of whoever began the work.

use std::time::Duration;

use serde_json::{Value, json};
use system_tests::events::{self, HttpEvent};
use system_tests::file_store::FileStore;
use system_tests::function::{Function, Recorded};
use system_tests::stack::Stack;
use system_tests::steps::{api_key, authorized, body, sent, status};

use crate::{Written, schema};

async fn start(name: &'static str, environment: &[(String, String)]) -> Recorded {
    Function::start_recorded(name, environment).await.unwrap()
}

/// The environment of a function whose storage is not there.
fn without_storage(stack: &Stack) -> Vec<(String, String)> {
    let nowhere = ("AWS_ENDPOINT_URL_DYNAMODB".to_owned(), "http://127.0.0.1:9".to_owned());
    let mut environment = stack.environment().to_vec();
    environment.retain(|(name, _)| *name != nowhere.0);
    environment.push(nowhere);
    environment
}

fn text(line: &Value, name: &str) -> String {
    line[name]
        .as_str()
        .unwrap_or_else(|| panic!("no {name}: {line}"))
        .to_owned()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_failure_is_one_line_with_the_request_id_that_the_problem_document_has() {
    let stack = Stack::start().await.unwrap();
    let environment = without_storage(&stack);
    let (api, submit) = (start("api", &environment).await, start("submit", &environment).await);
    let event = authorized("GET", "/v1/scores", "", "aisance_not_a_key").payload();
    let problem = api.function.invoke(event).await.unwrap();
    let key = authorized("GET", "/v1/scores", "", &api_key(&stack).await);
    let failed = api.function.invoke(key.payload()).await.unwrap();
    assert_eq!((status(&problem), status(&failed)), (401, 503), "{problem} {failed}");
    let token = stack
        .token(&stack.facts("recommend", "customer-001", "order-1"))
        .unwrap();
    let answer = submit
        .function
        .invoke(HttpEvent::json(&token, &json!({ "rating": 9 })).payload());
    assert_eq!(status(&answer.await.unwrap()), 503);

    let (api, submit) = (Written::of("api", api).await, Written::of("submit", submit).await);
    schema::check(&api, false);
    schema::check(&submit, false);
    let [line] = &api.events("RequestFailed")[..] else {
        panic!("one failure: {}", api.out)
    };
    assert_eq!(text(line, "requestId"), text(&body(&failed), "request_id"));
    assert_eq!((&line["kind"], &line["level"]), (&json!("busy"), &json!("ERROR")));
    let told = submit.events("SettingsNotRead");
    assert!(
        told.iter()
            .any(|line| line["requestId"].is_string() && line["traceId"].is_string()),
        "{told:?}"
    );
    assert_eq!(submit.metrics()["AnswersRefused unavailable"], 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_function_that_cannot_start_says_why_and_nothing_else() {
    let stack = Stack::start().await.unwrap();
    let mut environment = stack.environment().to_vec();
    environment.retain(|(name, _)| name != "RESPONSES_TABLE");
    let output = tokio::process::Command::new(system_tests::function::binary("submit").unwrap())
        .env_clear()
        .env("AWS_LAMBDA_RUNTIME_API", "127.0.0.1:9")
        .envs(environment)
        .output();
    let output = output.await.unwrap();
    let written = Written {
        function: "submit",
        out: String::from_utf8(output.stdout).unwrap(),
        err: String::from_utf8(output.stderr).unwrap(),
    };
    schema::check(&written, false);
    let [line] = &written.lines()[..] else {
        panic!("one line: {}", written.out)
    };
    assert_eq!(line["event"], "NotStarted");
    assert!(text(line, "error").contains("RESPONSES_TABLE"), "{line}");
    assert_eq!(output.status.code(), Some(1));
}

#[tokio::test(flavor = "multi_thread")]
async fn everything_of_a_night_is_found_by_the_trace_of_its_scores() {
    let stack = Stack::start().await.unwrap();
    let (aggregate, flag) = (
        start("aggregate", stack.environment()).await,
        start("flag", stack.environment()).await,
    );
    let scores = aggregate.function.invoke(events::nightly()).await.unwrap();
    let night = text(&scores, "traceId");
    let customers = flag.function.invoke(events::after_nightly(&scores)).await.unwrap();
    assert_eq!(text(&customers, "traceId"), night, "handed on to whoever goes on");
    let unfinished = json!({ "run": 7, "finished": false, "overtaken": false, "traceId": night });
    let rest = flag.function.invoke(unfinished).await.unwrap();
    assert_eq!(text(&rest, "traceId"), night);

    let (aggregate, flag) = (
        Written::of("aggregate", aggregate).await,
        Written::of("flag", flag).await,
    );
    assert!(aggregate.lines().iter().all(|line| text(line, "traceId") == night));
    let lines = flag.lines();
    assert!(
        !lines.is_empty() && lines.iter().all(|line| text(line, "originTraceId") == night),
        "{lines:?}"
    );
    assert!(lines.iter().all(|line| text(line, "traceId") != night));
}

#[tokio::test(flavor = "multi_thread")]
async fn what_becomes_of_an_export_is_found_by_the_trace_of_the_request_that_asked() {
    let stack = Stack::start().await.unwrap();
    let files = FileStore::start().await.unwrap();
    let key = api_key(&stack).await;
    let mut environment = stack.environment().to_vec();
    environment.push(files.variable());
    let (api, export) = (start("api", &environment).await, start("export", &environment).await);
    let asked = sent("/v1/exports", &key, &json!({ "what": "responses" })).payload();
    let asked = body(&api.function.invoke(asked).await.unwrap());
    // It is counted and logged by its own id; what comes of it has the trace of this request, whose number is known here.
    let request = api.function.api.last_trace();
    let waits =
        json!({ "Records": [{ "dynamodb": { "Keys": { "pk": { "S": "export" }, "sk": { "S": asked["id"] } } } }] });
    let a_quarter = Duration::from_secs(900);
    export
        .function
        .api
        .invoke_within(waits, a_quarter)
        .await
        .unwrap()
        .unwrap();
    let export = Written::of("export", export).await;
    let [line] = &export.events("ExportWorkedOn")[..] else {
        panic!("one line: {}", export.out)
    };
    assert_eq!(
        (text(line, "originTraceId"), text(line, "export")),
        (request.clone(), text(&asked, "id"))
    );
    assert_ne!(text(line, "traceId"), request);
}
