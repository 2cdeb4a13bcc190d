use std::collections::VecDeque;
use std::sync::{Arc, Mutex};

use aws_sdk_dynamodb::config::SharedHttpClient;
use aws_smithy_runtime_api::client::http::{HttpConnector, HttpConnectorFuture, SharedHttpConnector, http_client_fn};
use aws_smithy_runtime_api::client::orchestrator::{HttpRequest, HttpResponse};
use aws_smithy_types::body::SdkBody;
use jiff::civil::date;

use super::super::keys::DayShard;
use super::super::responses::FoldDay;
use super::super::{Connection, Patience, Store, Tables};
use super::*;

/// Answers requests with what it was given, and keeps what was asked.
#[derive(Debug, Clone, Default)]
struct Canned {
    answers: Arc<Mutex<VecDeque<(u16, String)>>>,
    asked: Arc<Mutex<Vec<serde_json::Value>>>,
}

impl HttpConnector for Canned {
    fn call(&self, request: HttpRequest) -> HttpConnectorFuture {
        let asked = serde_json::from_slice(request.body().bytes().unwrap()).unwrap();
        self.asked.lock().unwrap().push(asked);
        let (status, body) = self.answers.lock().unwrap().pop_front().unwrap();
        let answer = HttpResponse::new(status.try_into().unwrap(), SdkBody::from(body));
        HttpConnectorFuture::ready(Ok(answer))
    }
}

impl Canned {
    fn new(answers: &[(u16, &str)]) -> Self {
        let canned = Self::default();
        let answers = answers.iter().map(|(status, body)| (*status, (*body).to_owned()));
        canned.answers.lock().unwrap().extend(answers);
        canned
    }

    /// A store that is answered so, with a function's retries.
    fn store(&self) -> Store {
        let connector = SharedHttpConnector::new(self.clone());
        let http: SharedHttpClient = http_client_fn(move |_, _| connector.clone());
        let client = Connection::to_local_engine("http://localhost")
            .unwrap()
            .dynamodb(Patience::Interactive);
        let config = client.config().to_builder().http_client(http).build();
        let tables = Tables::from_env(|name| Some(name.to_lowercase())).unwrap();
        Store::new(aws_sdk_dynamodb::Client::from_conf(config), tables)
    }

    async fn fold(&self) -> Result<DayScores, StoreError> {
        let shard = DayShard {
            day: date(2026, 11, 20),
            shard: 3,
        };
        self.store().fold_day(shard).await
    }

    fn asked(&self) -> Vec<serde_json::Value> {
        self.asked.lock().unwrap().clone()
    }
}

const ITEM: &str = r#"{"s":{"S":"r"},"m":{"S":"nps"},"x":{"N":"9"},"t":{"S":"support"},"ttl":{"N":"1800000000"}}"#;
const THROTTLED: &str = r#"{"__type":"com.amazonaws.dynamodb.v20120810#ThrottlingException","message":"slow down"}"#;

fn last_page(items: &str) -> String {
    format!(r#"{{"Count":1,"Items":[{items}],"ScannedCount":1}}"#)
}

#[tokio::test]
async fn pages_are_followed_to_the_last_through_throttling_and_empty_ones_and_each_counts_once() {
    let next = |key: &str| format!(r#""LastEvaluatedKey":{{"bd":{{"S":"d"}},"pk":{{"S":"{key}"}},"sk":{{"S":"i"}}}}"#);
    let first = format!(
        r#"{{"Count":2,"Items":[{ITEM},{ITEM}],{},"ScannedCount":2}}"#,
        next("one")
    );
    let empty = format!(r#"{{"Count":0,"Items":[],{},"ScannedCount":0}}"#, next("two"));
    let canned = Canned::new(&[
        (200, &first),
        (400, THROTTLED),
        (500, "{}"),
        (200, &empty),
        (200, &last_page(ITEM)),
    ]);
    assert_eq!(canned.fold().await.unwrap().responses, 3);
    let starts: Vec<_> = canned
        .asked()
        .iter()
        .map(|asked| asked["ExclusiveStartKey"]["pk"]["S"].clone())
        .collect();
    assert_eq!(
        starts,
        [
            serde_json::Value::Null,
            "one".into(),
            "one".into(),
            "one".into(),
            "two".into()
        ]
    );
    assert_eq!(canned.asked()[0]["IndexName"], "by_day");
    assert_eq!(
        canned.asked()[0]["ExpressionAttributeValues"][":shard"]["S"],
        "2026-11-20#03"
    );
}

#[tokio::test]
async fn a_page_that_breaks_off_counts_for_nothing_and_is_told() {
    let whole = last_page(ITEM);
    let error = Canned::new(&[(200, &whole[..whole.len() - 9])])
        .fold()
        .await
        .unwrap_err();
    assert!(matches!(error, StoreError::Unavailable { .. }), "{error}");
}

#[tokio::test]
async fn what_is_refused_is_told_as_what_it_is() {
    let busy = Canned::new(&[(400, THROTTLED), (400, THROTTLED), (400, THROTTLED)]);
    assert!(matches!(busy.fold().await, Err(StoreError::Throttled { .. })));
    assert_eq!(busy.asked().len(), 3, "tried as often as anything else");
    let denied = r#"{"__type":"com.amazon.coral.service#AccessDeniedException","Message":"not you"}"#;
    assert!(matches!(
        Canned::new(&[(400, denied)]).fold().await,
        Err(StoreError::Denied { .. })
    ));
    let odd = Canned::new(&[(413, "{}")]).fold().await;
    assert!(
        matches!(odd, Err(StoreError::Unavailable { .. })),
        "not a page without items: {odd:?}"
    );
    let missing = r#"{"__type":"com.amazonaws.dynamodb.v20120810#ResourceNotFoundException","message":"gone"}"#;
    assert!(matches!(
        Canned::new(&[(400, missing)]).fold().await,
        Err(StoreError::NoTable { .. })
    ));
}

#[tokio::test]
async fn an_item_that_lacks_something_is_told_and_not_left_out() {
    let lacking = ITEM.replace(r#""m":{"S":"nps"},"#, "");
    let error = Canned::new(&[(200, &last_page(&format!("{ITEM},{lacking}")))])
        .fold()
        .await
        .unwrap_err();
    assert!(matches!(error, StoreError::Damaged { what: "m", .. }), "{error}");
}
