//! A run of `flag` over customers: stopped at every request and gone on with, two at once, cut short, woken late.

#![allow(clippy::unwrap_used, reason = "a helper of a test may stop the test")]

use dynoxide::Database;
use flag::{Moment, Report, Start};
use jiff::{SignedDuration, Timestamp};
use serde_json::{Value, json};
use shared::clock::{Clock, SystemClock};
use shared::domain::Measure;
use shared::domain::registered::{Invited, Registered};
use shared::domain::response::Respondent;
use shared::domain::risk::{Line, NightRun, RiskNight, RiskSettings};
use shared::domain::service::event::{Event, Kind, Subject};
use shared::domain::service::role::{Placement, Role};
use shared::domain::settle::Computed;
use shared::domain::signal::Signal;
use shared::link::{Channel, EventId, InvitationId, Pseudonym, RootKeys};
use shared::store::customers::{Customer, ReadCustomer, ReadFlagged, SaveCustomer};
use shared::store::days::{ComputeDay, Finished};
use shared::store::events::PutEvent;
use shared::store::invitations::PutRegistered;
use shared::store::responses::{Put, PutResponse};
use shared::store::risk_models::{Attempt, PutRiskModel};
use shared::store::risk_nights::ReadRiskNights;
use shared::store::risk_runs::{PutRun, ReadRun};
use shared::store::risk_settings::PutRiskSettings;
use shared::store::{Store, Tables};
use system_tests::actors::{Actor, At, FAULTS, Fault, Scene, Tampered};
use system_tests::contract::response;
use system_tests::secrets::ROOT_KEYS;
use system_tests::served::Folder;
use system_tests::stack::Stack;
use system_tests::steps::{answer, api_key, authorized, body, let_a_day_pass, sent, status, stored};

const CUSTOMERS: u8 = 12;
const NIGHT: &str = "2026-11-21T04:10:00Z";
const DAY: SignedDuration = SignedDuration::from_hours(24);

fn now() -> At {
    At(NIGHT.parse().unwrap())
}

fn key(number: u8) -> Respondent {
    Respondent::Customer(Pseudonym::from_bytes([number.wrapping_mul(37); 16]))
}

/// A customer with answers of one and two weeks ago.
fn customer(number: u8, now: Timestamp) -> Customer {
    let mut customer = Customer::new(key(number));
    let measure = Measure::nps();
    for (earlier, rating) in [(14, i64::from(number) * 7 % 11), (7, i64::from(number) * 3 % 11)] {
        let mut id = [number; 16];
        id[0] = earlier;
        let (invitation, at) = (InvitationId::from_bytes(id), now - i32::from(earlier) * DAY);
        let signal = Signal::new(invitation, at, measure, measure.accept(rating).unwrap());
        customer.signals.merge(invitation, Some(signal));
    }
    customer
}

async fn fill(store: &Store, line: Line, now: Timestamp) {
    for number in 0..CUSTOMERS {
        assert!(store.save_customer(&customer(number, now)).await.unwrap());
    }
    let settings = RiskSettings {
        line,
        ..RiskSettings::default()
    };
    store.put_risk_settings(&settings).await.unwrap();
    // Learning was tried this month: it is no part of what is looked at here.
    let tried = Attempt {
        at: now,
        nothing: Some("too few".to_owned()),
        reason: None,
    };
    store.put_attempt(&tried).await.unwrap();
}

/// A computed day that is not merged: an answer, an invitation and an event of three customers.
async fn bring_news(store: &Store) {
    let mut answered = response(213, 0);
    answered.occasion.respondent = key(2);
    answered.occasion.sealed_customer = None;
    let day = answered.day;
    assert_eq!(store.put_response(&answered, None).await.unwrap(), Put::Stored);
    let asked = response(214, 0).occasion;
    let invitation = Registered {
        invitation: asked.invitation,
        respondent: key(3),
        survey: asked.survey,
        measure: asked.measure,
        touchpoint: asked.touchpoint,
        invited: Invited {
            day,
            at: answered.first_answered,
            channel: Channel::Email,
            language: None,
            attributes: asked.attributes,
        },
        sealed_customer: None,
        revision: 0,
        expires: answered.expires,
    };
    assert_eq!(store.put_registered(&invitation, None).await.unwrap(), Put::Stored);
    let Respondent::Customer(customer) = key(4) else {
        unreachable!("keys are of customers")
    };
    let subject = Subject {
        customer,
        sealed_id: Vec::new(),
    };
    let ended = Event {
        id: EventId::from_bytes([215; 16]),
        kind: Kind::CustomerEnded,
        at: answered.first_answered,
        conversation: None,
        automatic: false,
        complaint: false,
        until: None,
    };
    let placement = Placement {
        role: Role::Part,
        expires: None,
    };
    assert!(store.put_event(&subject, day, &ended, placement).await.unwrap());
    let number = store.take_number(day).await.unwrap().unwrap().issued;
    let finished = Finished {
        computed: Computed {
            number,
            started: now().0,
        },
        surveys: ["recommend".to_owned()].into(),
        responses: 1,
        events: 1,
        first_expiry: None,
        digest: "scores".into(),
        touched: None,
        beside_touched: None,
        completes: true,
        merged: false,
    };
    assert!(store.finish_day(day, &finished).await.unwrap().is_some());
}

/// A page holds two customers.
fn small_pages(operation: &str, request: &mut Value) -> Tampered {
    if operation == "Scan" {
        request["Limit"] = json!(2);
    }
    Tampered::Goes
}

/// A workspace with customers, and with a day to merge into them, to begin from, any number of times.
struct World {
    folder: Folder,
    tables: Tables,
}

impl World {
    /// `name` is its own among all that are made at once.
    async fn make(name: &str, line: Line) -> Self {
        let folder = Folder::new(name).unwrap();
        let database = Database::memory().unwrap();
        let nameless = Tables::from_env(|name| Some(name.to_owned())).unwrap();
        let builder = Scene::new(database.clone(), nameless).actor(0, |_, _| true);
        let template = local::template::Template::bundled().unwrap();
        let made = local::tables::create_tables(&builder.client(), &template, "").await;
        let tables = made.unwrap();
        let store = Store::new(builder.client(), tables.clone());
        fill(&store, line, now().0).await;
        bring_news(&store).await;
        let world = Self { folder, tables };
        database.vacuum_into(&world.snapshot()).unwrap();
        world
    }

    fn snapshot(&self) -> String {
        self.folder.path().join("world.db").display().to_string()
    }

    /// A scene on a copy of it, with the order of two actors' requests.
    fn scene(&self, order: Vec<usize>) -> Scene {
        let database = Database::memory().unwrap();
        database.restore_from(&self.snapshot()).unwrap();
        let scene = Scene::new(database, self.tables.clone());
        scene.tampered(Some(small_pages)).in_order(order)
    }
}

fn night(name: &str) -> Start {
    Start::Night(Some(name.to_owned()))
}

async fn run(actor: &Actor, start: &Start) -> Option<Report> {
    let (clock, seal) = (now(), RootKeys::parse(ROOT_KEYS).unwrap().seal_key());
    let store = actor.store();
    let moment = Moment::new(&clock, 396 * DAY, None, "UTC");
    let report = actor.acts(Box::pin(flag::run(&store, &seal, start, moment))).await?;
    Some(report.unwrap())
}

/// What a night leaves: the customers but how often they were written, and what is kept of the night.
async fn left(store: &Store) -> (Vec<Customer>, Vec<RiskNight>) {
    let mut customers = Vec::new();
    for number in 0..CUSTOMERS {
        let known = store.read_customer(key(number)).await.unwrap().unwrap();
        customers.push(Customer {
            revision: 0,
            run: 0,
            ..known
        });
    }
    let day = now().0.to_zoned(jiff::tz::TimeZone::UTC).date();
    (customers, store.read_risk_nights(day, day).await.unwrap())
}

fn lines() -> [Line; 2] {
    [Line::default(), Line::top(3).unwrap()]
}

#[tokio::test(flavor = "multi_thread")]
async fn struck_by_any_fault_at_any_request_and_started_again_a_night_leaves_what_one_night_does() {
    for line in lines() {
        let world = World::make("flags-struck", line).await;
        let whole = world.scene(Vec::new());
        let actor = whole.actor(0, |_, _| true);
        let report = run(&actor, &night("tonight")).await.unwrap();
        let requests = actor.sent();
        let expected = left(&actor.store()).await;
        assert!(report.finished && report.flagged > 2, "{report:?}");
        assert_eq!((report.days_merged, report.written > 3), (1, true), "{report:?}");
        assert!(requests > 30, "{requests}");
        for at in 0..requests {
            for fault in FAULTS {
                let scene = world.scene(Vec::new());
                let struck = scene.actor(0, |_, _| true).struck(at, fault);
                let stopped = run(&struck, &night("tonight")).await.is_none();
                assert_eq!(stopped, matches!(fault, Fault::StopsBefore | Fault::StopsAfter), "{at}");
                let other = scene.actor(1, |_, _| true);
                if stopped {
                    let again = run(&other, &night("tonight")).await.unwrap();
                    assert!(
                        again.finished && again.flagged == report.flagged,
                        "{at} {fault:?}: {again:?}"
                    );
                }
                assert!(left(&other.store()).await == expected, "{line:?} {at} {fault:?}");
            }
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn two_nights_at_once_leave_what_one_does_and_one_of_them_stops() {
    for line in lines() {
        let world = World::make("flags-at-once", line).await;
        let whole = world.scene(Vec::new());
        let actor = whole.actor(0, |_, _| true);
        run(&actor, &night("tonight")).await.unwrap();
        let expected = left(&actor.store()).await;
        for (names, seed) in (0..12_u32).flat_map(|seed| [(["tonight", "tonight"], seed), (["one", "other"], seed)]) {
            // Any order will do, as long as they differ.
            let order = (0..200).map(|turn| (u32::count_ones(turn * (seed + 3)) % 2) as usize);
            let scene = world.scene(order.collect());
            let (one, other) = (scene.actor(0, |_, _| true), scene.actor(1, |_, _| true));
            let starts = names.map(night);
            let (first, second) = tokio::join!(run(&one, &starts[0]), run(&other, &starts[1]));
            let (first, second) = (first.unwrap(), second.unwrap());
            assert!(
                first.finished || second.finished,
                "{names:?} {seed}: {first:?} {second:?}"
            );
            assert!([first, second].iter().all(|report| report.finished != report.overtaken));
            assert!(left(&one.store()).await == expected, "{line:?} {names:?} {seed}");
        }
    }
}

/// A run as it stood before the first customer was looked at.
async fn begun(store: &Store, now: Timestamp) -> NightRun {
    let day = now.to_zoned(jiff::tz::TimeZone::UTC).date();
    let run = NightRun::next(store.read_run().await.unwrap(), Some("tonight"), (now, day), 4);
    assert!(store.put_run(&run).await.unwrap());
    run
}

#[tokio::test(flavor = "multi_thread")]
async fn the_function_goes_on_with_the_run_that_its_own_report_names_and_with_no_other() {
    let stack = Stack::start().await.unwrap();
    let store = stack.engine.store().unwrap();
    let now = SystemClock.now();
    fill(&store, Line::default(), now).await;
    let flag = stack.function("flag").await.unwrap();
    let begun = begun(&store, now).await;
    let report = json!({ "run": begun.number, "finished": false, "overtaken": false });

    let done = flag.invoke(report.clone()).await.unwrap();
    assert_eq!(
        (&done["run"], &done["finished"]),
        (&json!(begun.number), &json!(true)),
        "{done}"
    );
    assert_eq!(done["customers"], CUSTOMERS);
    let flagged = store.read_flagged(20).await.unwrap();
    let at_its_moment =
        |customer: &Customer| customer.open_flag().unwrap().opened_at.as_millisecond() == now.as_millisecond();
    assert!(!flagged.is_empty() && flagged.iter().all(at_its_moment));
    let late = flag.invoke(report).await.unwrap();
    assert_eq!(
        (&late["overtaken"], &late["written"]),
        (&json!(true), &json!(0)),
        "{late}"
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn a_function_without_time_to_get_any_further_fails_so_that_somebody_hears_of_it() {
    let stack = Stack::start().await.unwrap();
    fill(&stack.engine.store().unwrap(), Line::default(), SystemClock.now()).await;
    let flag = stack.function("flag").await.unwrap();
    let short = std::time::Duration::from_secs(20);
    let error = flag.api.invoke_within(json!({}), short).await.unwrap().unwrap_err();
    assert!(error.to_string().contains("not enough to get any further"), "{error}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_flag_that_a_person_closed_over_the_api_stays_closed_the_next_night() {
    let stack = Stack::start().await.unwrap();
    let store = stack.engine.store().unwrap();
    let submit = stack.function("submit").await.unwrap();
    let token = stack
        .token(&stack.facts("recommend", "customer-001", "order-1"))
        .unwrap();
    answer(&submit, &token, 2, 1).await;
    let response = stored(&stack, &store, "customer-001", "order-1", "recommend").await;
    let_a_day_pass(&store, &[response]).await;
    stack.night().await.unwrap();

    let (api, key) = (stack.function("api").await.unwrap(), api_key(&stack).await);
    let flags = async || {
        let listed = authorized("GET", "/v1/flags", "", &key);
        body(&api.invoke(listed.payload()).await.unwrap())["flags"].clone()
    };
    let flag = flags().await[0].clone();
    assert_eq!(flag["customer"], "customer-001");
    let closing = json!({ "opened_at": flag["opened_at"], "note": "called, and all is well" });
    let mut close = sent("/v1/flags/customer-001/close", &key, &closing);
    close.route = "/v1/flags/{customer}/close";
    close.parameters = json!({ "customer": "customer-001" });
    for _ in 0..2 {
        let closed = api.invoke(close.payload()).await.unwrap();
        assert_eq!(status(&closed), 200, "{closed}");
    }
    assert_eq!(flags().await, json!([]));
    let (_, customers) = stack.night().await.unwrap();
    assert_eq!((&customers["flagged"], &customers["written"]), (&json!(0), &json!(0)));
    assert_eq!(flags().await, json!([]));
}
