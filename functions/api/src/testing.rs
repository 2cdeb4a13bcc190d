//! A store in memory, a clock that stands still, and requests, for the tests of this crate.

mod administration;
mod answers;
mod asking;
mod customers;
mod events;
mod exports;
pub(crate) mod issuer;
mod people;
mod risk;
mod scores;
mod surveys;

use std::collections::BTreeMap;
use std::sync::atomic::{AtomicI64, AtomicUsize, Ordering::Relaxed};
use std::sync::{Arc, Mutex};

use jiff::civil::{Date, date};
use jiff::{SignedDuration, Timestamp};
use lambda_http::{Body, Request, Response as Answered};
use shared::api_key::ApiKey;
use shared::clock::Clock;
use shared::domain::access::Scopes;
use shared::domain::chart::{Acknowledged, ScoreSignal};
use shared::domain::cut::Cut;
use shared::domain::day::ZoneChange;
use shared::domain::day_book::DayBook;
use shared::domain::fold::Excluded;
use shared::domain::registered::{Record, Registered};
use shared::domain::response::{Answer, Content, Occasion, Respondent, Response, Source};
use shared::domain::risk::RiskSettings;
use shared::domain::service::fold::Conversations;
use shared::domain::service::retention::Flow;
use shared::domain::settle::DayRecord;
use shared::domain::survey::{Survey, SurveyDefinition};
use shared::domain::{Histogram, Measure};
use shared::link::{CustomerId, InvitationId, Pseudonym, RawIds, RootKeys, seal};
use shared::store::StoreError;
use shared::store::customers::Customer;
use shared::store::days::ReadDays;
use shared::store::events::StoredEvent;
use shared::store::invitations::PutRegistered;
use shared::store::responses::Put;
use shared::store::risk_models::Attempt;
use shared::store::scores::ScoreItem;
use shared::store::settings::{ReadFirstSurvey, ReadSurveys, ReadZones, StoredSurvey, Surveys};
use shared::store::signals::{AcknowledgeSignal, Acknowledgement, ReadSignals};

pub(crate) use self::people::{form, session, signed_in};
use crate::{App, handle};

pub(crate) const TODAY: Date = date(2026, 11, 21);
const NOON: i64 = 1_795_262_400;

#[derive(Default)]
pub(crate) struct Fake {
    pub surveys: Surveys,
    pub versions: Mutex<Vec<StoredSurvey>>,
    /// Whether somebody else always stores a version first.
    pub overtaken: bool,
    pub administration: administration::Administration,
    /// What was written, in order.
    pub written: Mutex<Vec<&'static str>>,
    pub totals: Vec<(String, Date, ScoreItem)>,
    pub cuts: Vec<(String, Date, Cut, ScoreItem)>,
    pub book: DayBook,
    pub responses: Vec<Response>,
    /// What was stored in the place of some of those.
    pub decided: Mutex<Vec<Response>>,
    pub registered: Mutex<Vec<Registered>>,
    pub customers: Vec<Customer>,
    /// Whether the nightly run always writes a customer first.
    pub night_writes_customers: bool,
    pub asking: asking::Asking,
    pub jobs: exports::Jobs,
    pub events: Mutex<Vec<(Respondent, StoredEvent)>>,
    pub sealed_days: Vec<Date>,
    pub touched_days: Mutex<Vec<Date>>,
    pub conversations: Vec<(Date, Conversations)>,
    pub flow: Vec<(Date, Flow)>,
    pub signals: Mutex<Vec<ScoreSignal>>,
    pub risk_settings: Mutex<RiskSettings>,
    /// What became of the last learning.
    pub attempt: Option<Attempt>,
    /// Customers as they were written last.
    pub saved: Mutex<Vec<Customer>>,
    pub failing: Option<fn() -> StoreError>,
    pub key_reads: AtomicUsize,
    pub shard_reads: AtomicUsize,
}

impl Fake {
    fn works(&self) -> Result<(), StoreError> {
        self.failing.map_or(Ok(()), |error| Err(error()))
    }

    /// Notes that something is written.
    fn writes(&self, what: &'static str) -> Result<(), StoreError> {
        self.works().map(|()| self.written.lock().unwrap().push(what))
    }
}

impl ReadSurveys for Fake {
    async fn read_surveys(&self) -> Result<Surveys, StoreError> {
        self.works().map(|()| self.surveys.clone())
    }
}

impl ReadFirstSurvey for Fake {
    async fn read_first_survey(&self) -> Result<Option<Timestamp>, StoreError> {
        self.works()?;
        let versions = self.versions.lock().unwrap();
        Ok(versions.iter().map(|version| version.stored).min())
    }
}

impl ReadZones for Fake {
    async fn read_zones(&self) -> Result<Vec<ZoneChange>, StoreError> {
        self.works().map(|()| Vec::new())
    }
}

impl ReadDays for Fake {
    async fn read_records(&self, from: Date, to: Date) -> Result<Vec<DayRecord>, StoreError> {
        self.works()?;
        let of_range = self
            .book
            .records
            .iter()
            .filter(|record| (from..=to).contains(&record.day));
        Ok(of_range.cloned().collect())
    }

    async fn read_watermark(&self) -> Result<Option<Date>, StoreError> {
        self.works().map(|()| self.book.watermark)
    }
}

impl PutRegistered for Fake {
    async fn put_registered(&self, registered: &Registered, replaces: Option<u32>) -> Result<Put, StoreError> {
        self.writes("registered")?;
        let mut all = self.registered.lock().unwrap();
        let known = all.iter_mut().find(|known| known.invitation == registered.invitation);
        if let Some(known) = known {
            if replaces == Some(known.revision) {
                *known = registered.clone();
                return Ok(Put::Stored);
            }
            return Ok(Put::Found(Box::new(Record::Registered(known.clone()))));
        }
        all.push(registered.clone());
        Ok(Put::Stored)
    }
}

impl ReadSignals for Fake {
    async fn read_signals(&self) -> Result<Vec<ScoreSignal>, StoreError> {
        self.works().map(|()| self.signals.lock().unwrap().clone())
    }
}

impl AcknowledgeSignal for Fake {
    async fn acknowledge_signal(&self, id: &str, by: &Acknowledged) -> Result<Acknowledgement, StoreError> {
        self.writes("signal")?;
        let mut signals = self.signals.lock().unwrap();
        let Some(signal) = signals.iter_mut().find(|signal| signal.id() == id) else {
            return Ok(Acknowledgement::Unknown);
        };
        if signal.acknowledged.is_some() {
            return Ok(Acknowledgement::Before(Box::new(signal.clone())));
        }
        signal.acknowledged = Some(by.clone());
        Ok(Acknowledgement::Done(Box::new(signal.clone())))
    }
}

pub(crate) struct StillClock(AtomicI64);

impl StillClock {
    pub(crate) fn advance(&self, seconds: i64) {
        self.0.fetch_add(seconds, Relaxed);
    }
}

impl Clock for StillClock {
    fn now(&self) -> Timestamp {
        Timestamp::from_second(self.0.load(Relaxed)).unwrap()
    }
}

pub(crate) fn noon() -> Timestamp {
    Timestamp::from_second(NOON).unwrap()
}

pub(crate) fn roots() -> RootKeys {
    RootKeys::parse(r#"{"1": "TEST ONLY root one, known to everyone, never deploy it"}"#).unwrap()
}

pub(crate) fn key() -> ApiKey {
    ApiKey::generate([[3; 16], [4; 16], [5; 16]])
}

pub(crate) fn revoked_key() -> ApiKey {
    ApiKey::generate([[6; 16], [7; 16], [8; 16]])
}

pub(crate) fn app_with_clock(fake: Fake) -> (App<Fake>, Arc<StillClock>) {
    let mut revoked = revoked_key().to_stored("gone", Scopes::ALL, noon());
    revoked.revoked = Some(noon());
    let mut keys = fake.administration.keys.lock().unwrap();
    keys.extend([key().to_stored("test", Scopes::ALL, noon()), revoked]);
    drop(keys);
    let clock = Arc::new(StillClock(AtomicI64::new(NOON)));
    let retention = SignedDuration::from_hours(24 * 396);
    let still = Arc::<StillClock>::clone(&clock);
    let app = App::new(
        fake,
        &roots(),
        "UTC",
        retention,
        still,
        || [9; 16],
        Arc::new(exports::Links),
    );
    (app, clock)
}

pub(crate) fn app(fake: Fake) -> App<Fake> {
    app_with_clock(fake).0
}

pub(crate) fn request(method: &str, path: &str, body: &str) -> Request {
    let uri = format!("https://api.example{path}");
    let mut request = Request::new(Body::from(body));
    *request.method_mut() = method.parse().unwrap();
    *request.uri_mut() = uri.parse().unwrap();
    request
        .headers_mut()
        .insert("content-type", "application/json".parse().unwrap());
    request.headers_mut().insert("host", "api.example".parse().unwrap());
    request
}

pub(crate) fn authorized(method: &str, path: &str, body: &str) -> Request {
    let mut request = request(method, path, body);
    let bearer = format!("Bearer {}", key().reveal());
    request.headers_mut().insert("authorization", bearer.parse().unwrap());
    request
}

pub(crate) async fn get(app: &App<Fake>, path: &str) -> (u16, serde_json::Value) {
    read(handle(app, authorized("GET", path, "")).await)
}

pub(crate) async fn page(app: &App<Fake>, path: &str) -> String {
    let response = handle(app, signed_in(Scopes::ALL, "GET", path, "")).await;
    assert_eq!(response.status(), 200, "{:?}", response.body());
    let html = text(response);
    assert!(!html.contains('⟦'), "a text is missing, or a value in it: {html}");
    html
}

pub(crate) fn text(response: Answered<Body>) -> String {
    String::from_utf8(response.into_body().to_vec()).unwrap()
}

pub(crate) fn read(response: Answered<Body>) -> (u16, serde_json::Value) {
    let status = response.status().as_u16();
    (status, serde_json::from_str(&text(response)).unwrap())
}

pub(crate) fn survey(id: &str) -> Survey {
    let definition: SurveyDefinition = serde_json::from_value(serde_json::json!({
        "id": id, "metric": "nps", "title": "After a purchase", "default_language": "en",
        "text": {"en": {"question": "How likely are you to recommend us?", "low": "Not at all", "high": "Very likely"}},
    }))
    .unwrap();
    Survey {
        version: 1,
        measure: definition.measure().unwrap(),
        definition,
    }
}

pub(crate) fn with_surveys(ids: &[&str]) -> Fake {
    let current: BTreeMap<String, Survey> = ids.iter().map(|id| ((*id).to_owned(), survey(id))).collect();
    Fake {
        surveys: Surveys { current },
        ..Fake::default()
    }
}

/// Scores of one day: counts of the NPS ratings, all of one touchpoint.
pub(crate) fn day_of_scores(counts: [u64; 11], excluded: Excluded) -> ScoreItem {
    let histogram = Histogram::from_counts(Measure::nps(), counts.to_vec()).unwrap();
    ScoreItem {
        total: Some(histogram.clone()),
        cells: [("checkout".to_owned(), histogram)].into(),
        excluded,
        ..ScoreItem::empty(1, Measure::nps())
    }
}

/// An answer of `customer` on a day, `second` seconds after its midnight.
pub(crate) fn response(id: u8, customer: &str, day: Date, second: i64, rating: i64, comment: &str) -> Response {
    let customer = CustomerId::new(customer, RawIds::Allow).unwrap();
    let pseudonym = Pseudonym::of(&roots().pseudonym_key(), &customer);
    let at = day.to_zoned(jiff::tz::TimeZone::UTC).unwrap().timestamp() + SignedDuration::from_secs(second);
    Response {
        occasion: Occasion {
            invitation: InvitationId::from_bytes([id; 16]),
            respondent: Respondent::Customer(pseudonym),
            survey: "after-buy".to_owned(),
            version: 1,
            measure: Measure::nps(),
            touchpoint: "checkout".to_owned(),
            channel: None,
            attributes: BTreeMap::new(),
            sealed_customer: Some(seal(&roots().seal_key(), &pseudonym, &customer)),
            source: Source::Link,
        },
        day,
        first_answered: at,
        invited: None,
        revision: 1,
        content: Content::Answered(Answer {
            rating: Measure::nps().accept(rating).unwrap(),
            comment: (!comment.is_empty()).then(|| comment.to_owned()),
            language: Some("en".to_owned()),
            version: 1,
            follow_ups: BTreeMap::new(),
            at,
            suspicions: Vec::new(),
            origin: None,
            review: None,
        }),
        held: None,
        set_aside: None,
        replaced: None,
        receipts: Vec::new(),
        expires: at + SignedDuration::from_hours(24 * 396),
    }
}
