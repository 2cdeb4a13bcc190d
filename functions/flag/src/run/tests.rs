//! Nights over customers in memory.

mod fake;
mod fake_days;
mod interrupted;
mod merging;

use std::sync::atomic::{AtomicI64, Ordering};

use shared::clock::ShiftedClock;
use shared::domain::fatigue::{Asked, FatigueRule};
use shared::domain::measure::Measure;
use shared::domain::response::Respondent;
use shared::domain::risk::{Cause, Line, RiskSettings, Stage};
use shared::domain::service::event::{Event, Kind};
use shared::domain::signal::{Signal, stay};
use shared::link::{Channel, EventId, InvitationId, Pseudonym, RootKeys};
use shared::store::customers::Customer;

use super::*;
use fake::Fake;

const NOON: Timestamp = Timestamp::constant(1_795_262_400, 0);
/// The number of the first run.
const FIRST: u64 = 1_795_262_400;
const DAY: SignedDuration = SignedDuration::from_hours(24);

struct Still;

impl Clock for Still {
    fn now(&self) -> Timestamp {
        NOON
    }
}

/// A clock that stands still for so many looks, and then shows that time is up.
struct Short {
    starts: Timestamp,
    looks: AtomicI64,
}

impl Clock for Short {
    fn now(&self) -> Timestamp {
        let up = self.looks.fetch_sub(1, Ordering::SeqCst) <= 0;
        if up { self.starts + DAY } else { self.starts }
    }
}

fn seal() -> SealKey {
    let roots = RootKeys::parse(r#"{"1": "TEST ONLY root one, known to everyone, never deploy it"}"#);
    roots.unwrap().seal_key()
}

/// One process with time without end, so much after noon.
async fn night(store: &Fake, start: &Start, later: SignedDuration) -> Report {
    let clock = ShiftedClock {
        clock: Still,
        by: later,
    };
    run(store, &seal(), start, Moment::new(&clock, 396 * DAY, None, "UTC"))
        .await
        .unwrap()
}

/// One process that has time for so many looks at the clock.
async fn short(store: &Fake, start: &Start, later: SignedDuration, looks: i64) -> Result<Report, FlagError> {
    let clock = Short {
        starts: NOON + later,
        looks: AtomicI64::new(looks),
    };
    let deadline = Some(NOON + later + SignedDuration::from_hours(1));
    run(store, &seal(), start, Moment::new(&clock, 396 * DAY, deadline, "UTC")).await
}

fn tonight() -> Start {
    Start::Night(Some("tonight".to_owned()))
}

fn somebody(number: u8) -> Customer {
    Customer {
        revision: 1,
        ..Customer::new(Respondent::Customer(Pseudonym::from_bytes([number; 16])))
    }
}

/// The customer of that number, with an answer of so many days before noon.
fn answering(customer: &Customer, number: u8, days: i32, rating: i64) -> Customer {
    let invitation = InvitationId::from_bytes([number; 16]);
    let (measure, at) = (Measure::nps(), NOON - days * DAY);
    let signal = Signal::new(invitation, at, measure, measure.accept(rating).unwrap());
    let mut next = customer.clone();
    next.signals.merge(invitation, Some(signal));
    next
}

fn gone(customer: &Customer) -> Customer {
    let ended = Event {
        id: EventId::from_bytes([1; 16]),
        kind: Kind::CustomerEnded,
        at: NOON - DAY,
        conversation: None,
        automatic: false,
        complaint: false,
        until: None,
    };
    let mut next = customer.clone();
    next.signals.set_events(Vec::new(), stay(&[ended]));
    next
}

/// Forty customers, of every rating and age of answers; some have answered twice, and some are gone. Yesterday brings
/// something new of three.
fn many() -> Fake {
    let customers = (0..40_u8).map(|number| {
        let days = 1 + i32::from(number) * 5 % 130;
        let first = answering(&somebody(number), number, days + 20, i64::from(number) * 7 % 11);
        let second = answering(&first, number + 100, days, i64::from(number) * 5 % 11);
        match number % 8 {
            0 => first,
            1 => gone(&second),
            _ => second,
        }
    });
    Fake {
        days: merging::eventful(jiff::civil::date(2026, 11, 20)),
        ..Fake::of(customers)
    }
}

fn with_line(store: Fake, line: Line) -> Fake {
    let settings = RiskSettings {
        line,
        hold_out: true,
        ..RiskSettings::default()
    };
    Fake { settings, ..store }
}

fn open(store: &Fake) -> usize {
    let open = |customer: &Customer| customer.open_flag().is_some();
    store.known().iter().filter(|customer| open(customer)).count()
}

#[tokio::test]
async fn a_run_that_is_stopped_after_any_pages_and_gone_on_with_leaves_the_table_as_one_run_does() {
    for line in [Line::default(), Line::top(5).unwrap()] {
        let whole = with_line(many(), line);
        let report = night(&whole, &tonight(), SignedDuration::ZERO).await;
        assert!(report.finished && report.customers == 40, "{report:?}");
        assert!(open(&whole) > 3);
        let mut most_processes = 0;
        // Merging a shard takes two looks, one of them at its customer.
        for looks in 3..48 {
            let pieces = with_line(many(), line);
            let (mut start, mut processes) = (tonight(), 0);
            let last = loop {
                let report = short(&pieces, &start, processes * SignedDuration::from_mins(15), looks).await;
                let report = report.unwrap();
                processes += 1;
                if report.finished {
                    break report;
                }
                start = Start::of(&serde_json::to_value(report).unwrap());
                assert_eq!(start, Start::Rest { run: FIRST });
            };
            most_processes = processes.max(most_processes);
            assert_eq!(pieces.known(), whole.known(), "{looks} looks, {processes} processes");
            assert_eq!(
                *pieces.nights.lock().unwrap(),
                *whole.nights.lock().unwrap(),
                "{looks} looks"
            );
            assert_eq!((last.customers, last.flagged), (report.customers, report.flagged));
        }
        assert!(most_processes > 5, "{most_processes}");
    }
}

#[tokio::test]
async fn a_second_run_of_an_unchanged_table_writes_no_customer() {
    for line in [Line::default(), Line::top(5).unwrap()] {
        let store = with_line(many(), line);
        let first = night(&store, &tonight(), SignedDuration::ZERO).await;
        let written = store.written();
        assert!(written > 0 && first.written == written, "{first:?}");
        let second = night(&store, &Start::Night(None), SignedDuration::from_secs(1)).await;
        assert_eq!((second.run, second.written, store.written()), (FIRST + 1, 0, written));
        assert_eq!(second.flagged, first.flagged);
    }
}

#[tokio::test]
async fn a_process_without_time_for_a_single_page_fails_instead_of_asking_to_be_gone_on_with() {
    let store = many();
    let error = short(&store, &tonight(), SignedDuration::ZERO, 1).await.unwrap_err();
    assert!(matches!(error, FlagError::Unfinished), "{error}");
    assert!(night(&store, &tonight(), SignedDuration::ZERO).await.finished);
}

#[tokio::test]
async fn an_older_run_that_wakes_up_finds_a_newer_one_and_changes_nothing() {
    let store = many();
    let first = short(&store, &tonight(), SignedDuration::ZERO, 6).await.unwrap();
    assert!(!first.finished);
    let newer = night(&store, &Start::Night(Some("tomorrow".to_owned())), DAY).await;
    assert!(newer.run > FIRST && newer.finished);
    let (known, written) = (store.known(), store.written());
    let woken = short(&store, &Start::Rest { run: FIRST }, DAY, 100).await.unwrap();
    assert!(woken.overtaken && !woken.finished);
    assert_eq!((store.known(), store.written()), (known, written));
}

#[tokio::test]
async fn what_a_newer_run_has_written_an_older_one_leaves_alone_even_at_the_same_moment() {
    let store = many();
    night(&store, &tonight(), SignedDuration::ZERO).await;
    // The state as the older run had it, and every customer as a newer one left it.
    let mut stale = store.run.lock().unwrap().clone().unwrap();
    stale.stage = Stage::Looking;
    stale.parts = vec![shared::domain::risk::Part::Begins; PARTS];
    *store.run.lock().unwrap() = Some(stale);
    for customer in store.customers.lock().unwrap().values_mut() {
        customer.run = FIRST + 1;
        customer.risk = None;
    }
    let (known, written) = (store.known(), store.written());
    night(&store, &Start::Rest { run: FIRST }, SignedDuration::ZERO).await;
    assert_eq!((store.known(), store.written()), (known, written));
}

#[tokio::test]
async fn of_two_processes_with_one_run_the_later_goes_on_and_the_earlier_stops() {
    let store = with_line(many(), Line::default());
    let half = short(&store, &tonight(), SignedDuration::ZERO, 6).await.unwrap();
    assert!(!half.finished);
    let rest = Start::Rest { run: FIRST };
    let (one, other) = tokio::join!(
        night(&store, &rest, SignedDuration::ZERO),
        night(&store, &rest, SignedDuration::ZERO)
    );
    assert!(
        one.finished != other.finished && one.overtaken != other.overtaken,
        "{one:?} {other:?}"
    );
    let whole = with_line(many(), Line::default());
    night(&whole, &tonight(), SignedDuration::ZERO).await;
    assert_eq!(store.known(), whole.known());
}

#[tokio::test]
async fn a_day_has_so_many_new_flags_and_no_more_however_often_it_is_run() {
    let store = with_line(many(), Line::top(3).unwrap());
    night(&store, &tonight(), SignedDuration::ZERO).await;
    assert_eq!(open(&store), 3);
    let chosen = store.known();
    let lowest = |flagged: bool| {
        let of = chosen
            .iter()
            .filter(|customer| customer.open_flag().is_some() == flagged);
        of.filter_map(|customer| customer.risk.as_ref().map(|risk| risk.log_odds))
            .collect::<Vec<f64>>()
    };
    let (flagged, others) = (lowest(true), lowest(false));
    assert!(
        flagged.iter().all(|risk| others.iter().all(|other| other <= risk)),
        "{flagged:?} {others:?}"
    );
    night(&store, &Start::Night(None), SignedDuration::from_hours(2)).await;
    assert_eq!(open(&store), 3, "the same day");
    night(&store, &Start::Night(None), DAY).await;
    assert_eq!(open(&store), 6, "another day");
}

#[tokio::test]
async fn whoever_has_left_has_no_risk_and_an_open_flag_of_theirs_is_closed() {
    let store = Fake::of([answering(&somebody(1), 1, 3, 0)]);
    night(&store, &tonight(), SignedDuration::ZERO).await;
    let flagged = store.known().remove(0);
    assert!(flagged.open_flag().is_some());
    let gone = gone(&flagged);
    let store = Fake::of([Customer { revision: 2, ..gone }]);
    night(&store, &tonight(), SignedDuration::from_hours(24)).await;
    let after = store.known().remove(0);
    assert_eq!(after.flag.unwrap().closed.unwrap().cause, Cause::Left);
    assert_eq!(after.risk, None);
    assert_eq!(store.nights.lock().unwrap().values().next().unwrap().at_risk(), 0);
}

/// A customer of that number who was asked at `at`.
fn asked(number: u8, revision: u64, at: Timestamp) -> Customer {
    Customer {
        revision,
        asked: Some(Asked {
            at,
            invitation: InvitationId::from_bytes([number; 16]),
            survey: "recommend".into(),
            channel: Channel::Email,
        }),
        ..somebody(number)
    }
}

#[tokio::test]
async fn a_last_question_is_forgotten_once_no_rule_looks_back_to_it_and_not_a_moment_earlier() {
    let moment = SignedDuration::from_millis(1);
    let silent = asked(1, 0, NOON);
    let answered = asked(2, 3, NOON);
    let asked_later = asked(3, 0, NOON + moment);
    let store = Fake::of([silent, answered.clone(), asked_later.clone()]);
    let days = FatigueRule::longest().next(NOON).duration_since(NOON);

    let forgotten = async |later| night(&store, &Start::Night(None), later).await.asked_forgotten;
    assert_eq!(forgotten(days - moment).await, 0);
    assert_eq!(store.written(), 0, "nothing is written where nothing changes");
    assert_eq!(forgotten(days).await, 2);
    let left: Vec<_> = store.customers.lock().unwrap().values().cloned().collect();
    let expected = [
        Customer {
            asked: None,
            ..answered
        },
        asked_later,
    ];
    assert_eq!(left, expected, "of the silent one nothing is left");
    assert_eq!(store.written(), 2);
    assert_eq!(forgotten(days).await, 0);
}

#[tokio::test]
async fn outcomes_are_learned_from_at_the_end_of_a_night_once_a_month() {
    let store = many();
    night(&store, &tonight(), SignedDuration::ZERO).await;
    let first = store.learned_at.lock().unwrap().clone().unwrap();
    assert!(first.nothing.is_some(), "there are no outcomes");
    night(&store, &Start::Night(None), DAY).await;
    assert_eq!(store.learned_at.lock().unwrap().as_ref(), Some(&first));
    night(&store, &Start::Night(None), 31 * DAY).await;
    assert_ne!(store.learned_at.lock().unwrap().as_ref(), Some(&first));
}
