//! A function over storage in memory, and requests as API Gateway sends them.

mod fake;

use std::sync::Arc;
use std::sync::atomic::{AtomicI64, AtomicU64, Ordering};

use http::Response;
use jiff::civil::date;
use jiff::{SignedDuration, Timestamp};
use lambda_http::{Body, Request};
use serde_json::json;
use shared::clock::Clock;
use shared::domain::response::Response as Answered;
use shared::domain::survey::{OpenAccess, Survey, SurveyDefinition};
use shared::link::{Channel, FactsDraft, LinkFacts, RawIds, RootKeys, mint};

use crate::app::{App, Keys};
use crate::handle::handle;
use crate::settings::Settings;

pub(crate) use fake::{Call, Failure, Fake};

#[derive(Default)]
pub(crate) struct SetClock(AtomicI64);

impl Clock for SetClock {
    fn now(&self) -> Timestamp {
        Timestamp::from_millisecond(self.0.load(Ordering::SeqCst)).unwrap()
    }
}

/// Never the same twice, which is all that the tests need.
fn counted() -> [u8; 16] {
    static NEXT: AtomicU64 = AtomicU64::new(1);
    let next = NEXT.fetch_add(1, Ordering::SeqCst);
    let mut bytes = [0; 16];
    bytes[..8].copy_from_slice(&next.to_le_bytes());
    bytes
}

/// A function with its storage and its clock.
pub(crate) struct Bench {
    pub(crate) app: App<Fake>,
    pub(crate) store: Fake,
    pub(crate) clock: Arc<SetClock>,
    pub(crate) roots: RootKeys,
}

/// Made up, known to everyone, and fit for tests alone.
const ROOTS: &str = r#"{"1": "TEST ONLY root one, known to everyone, never deploy it", "2": "TEST ONLY root two, known to everyone, never deploy it"}"#;

/// The ready surveys, as a team gets them.
const READY: [&str; 3] = [
    include_str!("../../../local/surveys/recommend.toml"),
    include_str!("../../../local/surveys/satisfaction.toml"),
    include_str!("../../../local/surveys/ease.toml"),
];

/// Noon of 2026-11-20 in Paris.
pub(crate) const NOON: &str = "2026-11-20T11:00:00Z";

/// The ready surveys of a team that has said how to reach it.
pub(crate) fn ready_surveys() -> Vec<SurveyDefinition> {
    let contact = Some("support@example.com".to_owned());
    let read = |file: &&str| SurveyDefinition {
        contact: contact.clone(),
        ..shared::surveys::complete(toml::from_str(file).unwrap()).unwrap().0
    };
    READY.iter().map(read).collect()
}

impl Bench {
    pub(crate) fn new() -> Self {
        let roots = RootKeys::parse(ROOTS).unwrap();
        let (store, clock) = (Fake::default(), Arc::new(SetClock::default()));
        let app = App::new(
            Keys::derive(&roots),
            store.clone(),
            Settings::new("Europe/Paris".into()),
            SignedDuration::from_hours(24 * 396),
            Arc::clone(&clock) as Arc<dyn Clock>,
            counted,
        );
        let bench = Self {
            app,
            store,
            clock,
            roots,
        };
        ready_surveys().into_iter().for_each(|survey| bench.define(survey));
        bench.at(NOON);
        bench
    }

    /// Reads the settings, as the function does while it starts.
    pub(crate) async fn warm(&self) {
        self.app.settings.warm(&self.store, self.clock.now()).await;
    }

    /// Stores a survey, or changes it.
    pub(crate) fn define(&self, definition: SurveyDefinition) {
        let measure = definition.validate().unwrap();
        let survey = Survey {
            version: 1,
            measure,
            definition,
        };
        let mut surveys = self.store.surveys.lock().unwrap();
        surveys.current.insert(survey.definition.id.clone(), survey);
    }

    pub(crate) fn at(&self, time: &str) {
        let time: Timestamp = time.parse().unwrap();
        self.clock.0.store(time.as_millisecond(), Ordering::SeqCst);
    }

    /// Changes a survey that is there.
    pub(crate) fn change(&self, survey: &str, change: impl FnOnce(&mut SurveyDefinition)) {
        let mut definition = self.store.surveys.lock().unwrap().current[survey].definition.clone();
        change(&mut definition);
        self.define(definition);
    }

    /// Opens the survey `recommend` to anybody, at `store` and `till 2`, with so many answers an hour from a network and in all.
    pub(crate) fn open(&self, per_address: u32, in_all: u32) {
        self.change("recommend", |definition| {
            definition.open = Some(OpenAccess {
                touchpoints: vec!["store".into(), "till 2".into()],
                answers_an_hour_per_address: per_address,
                answers_an_hour: in_all,
            });
        });
    }

    pub(crate) fn wait(&self, seconds: i64) {
        self.clock.0.fetch_add(seconds * 1000, Ordering::SeqCst);
    }

    pub(crate) fn link(&self, survey: &str) -> String {
        self.link_of(&FactsDraft {
            survey: survey.into(),
            ..draft()
        })
    }

    pub(crate) fn link_of(&self, draft: &FactsDraft) -> String {
        mint(self.roots.mint_key(), &LinkFacts::new(draft, RawIds::Refuse).unwrap())
    }

    pub(crate) async fn send(&self, request: Event<'_>) -> Response<Body> {
        handle(&self.app, request.build()).await
    }

    /// The ticket in the form of a page that is opened now.
    pub(crate) async fn ticket(&self, token: &str) -> String {
        ticket_in(&text(&self.send(Event::get(token)).await))
    }

    /// What storage was asked since the last time.
    pub(crate) fn calls(&self) -> Vec<Call> {
        std::mem::take(&mut self.store.calls.lock().unwrap())
    }

    /// The one response there is.
    pub(crate) fn stored(&self) -> Answered {
        let responses = self.store.responses.lock().unwrap();
        assert_eq!(responses.len(), 1);
        responses.values().next().unwrap().clone()
    }

    pub(crate) fn fail(&self, failure: Option<Failure>) {
        *self.store.failure.lock().unwrap() = failure;
    }
}

pub(crate) fn draft() -> FactsDraft {
    FactsDraft {
        survey: "recommend".into(),
        customer: Some("C-0001234567".into()),
        touchpoint: "delivery".into(),
        reference: Some("order-42".into()),
        attributes: [("plan".to_owned(), "pro".to_owned())].into(),
        channel: Channel::Email,
        language: None,
        issued: date(2026, 11, 18),
        valid_days: 30,
    }
}

/// A request as API Gateway puts it to the function.
#[derive(Debug, Clone)]
pub(crate) struct Event<'a> {
    pub(crate) method: &'a str,
    pub(crate) token: &'a str,
    /// What follows it in the path.
    pub(crate) after: &'a str,
    pub(crate) query: &'a str,
    pub(crate) headers: Vec<(&'a str, String)>,
    pub(crate) ip: &'a str,
    pub(crate) body: Option<String>,
    pub(crate) base64: bool,
}

impl<'a> Event<'a> {
    pub(crate) fn get(token: &'a str) -> Self {
        Self {
            method: "GET",
            token,
            after: "",
            query: "",
            headers: vec![("user-agent", "Mozilla/5.0 test".into())],
            ip: "203.0.113.7",
            body: None,
            base64: false,
        }
    }

    pub(crate) fn form(token: &'a str, fields: &[(&str, &str)]) -> Self {
        let body = serde_urlencoded::to_string(fields).unwrap();
        Self::get(token).posting("application/x-www-form-urlencoded", body)
    }

    pub(crate) fn json(token: &'a str, body: impl Into<String>) -> Self {
        Self::get(token).posting("application/json", body.into())
    }

    pub(crate) fn posting(mut self, content_type: &str, body: String) -> Self {
        self.method = "POST";
        self.body = Some(body);
        self.header("content-type", content_type)
    }

    pub(crate) fn method(self, method: &'a str) -> Self {
        Self { method, ..self }
    }

    /// The code of the page's address.
    pub(crate) fn qr(token: &'a str) -> Self {
        Self {
            after: "/qr.svg",
            ..Self::get(token)
        }
    }

    pub(crate) fn query(self, query: &'a str) -> Self {
        Self { query, ..self }
    }

    pub(crate) fn ip(self, ip: &'a str) -> Self {
        Self { ip, ..self }
    }

    pub(crate) fn header(mut self, name: &'a str, value: &str) -> Self {
        self.headers.retain(|(known, _)| *known != name);
        self.headers.push((name, value.into()));
        self
    }

    pub(crate) fn build(&self) -> Request {
        let path = format!("/s/{}{}", self.token, self.after);
        let headers: serde_json::Map<String, serde_json::Value> = self
            .headers
            .iter()
            .map(|(name, value)| ((*name).to_owned(), value.clone().into()))
            .collect();
        let event = json!({
            "version": "2.0",
            "routeKey": format!("{} /s/{{token}}{}", self.method, self.after),
            "rawPath": path,
            "rawQueryString": self.query,
            "headers": headers,
            "requestContext": {
                "accountId": "000000000000",
                "apiId": "api",
                "domainName": "survey.example.com",
                "http": {
                    "method": self.method,
                    "path": path,
                    "protocol": "HTTP/1.1",
                    "sourceIp": self.ip,
                    "userAgent": "from the context",
                },
                "requestId": "id",
                "routeKey": "",
                "stage": "$default",
                "time": "20/Nov/2026:11:00:00 +0000",
                "timeEpoch": 0,
            },
            "pathParameters": { "token": self.token },
            "body": self.body,
            "isBase64Encoded": self.base64,
        });
        lambda_http::request::from_str(&event.to_string()).unwrap()
    }
}

pub(crate) fn text(response: &Response<Body>) -> String {
    String::from_utf8(response.body().as_ref().to_vec()).unwrap()
}

pub(crate) fn ticket_in(html: &str) -> String {
    let (_, rest) = html
        .split_once("name=\"view\" value=\"")
        .expect("the page has a ticket");
    rest.split('"').next().unwrap().to_owned()
}
