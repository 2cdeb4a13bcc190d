//! Shifts of a score: noticed once, whatever the nights do, told to the team, and cleared by a person.

#![allow(clippy::unwrap_used, reason = "a helper of a test may stop the test")]

use jiff::civil::Date;
use jiff::{SignedDuration, Timestamp};
use local::import::write::Writer;
use shared::clock::{Clock, ShiftedClock, SystemClock};
use shared::domain::chart::{ScoreSignal, Subject};
use shared::domain::day::{Calendar, shifted};
use shared::domain::response::{Content, Response};
use shared::store::Store;
use shared::store::charts::{PutCharts, ReadCharts, StoredCharts};
use shared::store::signals::ReadSignals;
use system_tests::contract;
use system_tests::stack::Stack;
use system_tests::steps::{acknowledge, api_key};

/// Answers that each day gets at `support`, and as many at `checkout`.
const A_DAY: i32 = 10;
/// Days with answers, the last of them yesterday.
const DAYS: i32 = 44;
/// How many of these, at the end, support is worse on.
const BAD_DAYS: i32 = 6;

fn clock(hours: i64) -> ShiftedClock<SystemClock> {
    ShiftedClock {
        clock: SystemClock,
        by: SignedDuration::from_hours(hours),
    }
}

fn today(stack: &Stack) -> Date {
    Calendar::new(&stack.time_zone).unwrap().day_of(SystemClock.now())
}

/// What the `place`th person asked at a touchpoint said, `past` days ago.
fn said(stack: &Stack, past: i32, place: i32, touchpoint: &str, rating: i32) -> Response {
    let day = shifted(today(stack), -past);
    let at = Calendar::new(&stack.time_zone).unwrap().opens(day) + SignedDuration::from_hours(9);
    let number = (DAYS + 5 - past) * 2 * A_DAY + 2 * place + i32::from(touchpoint == "support");
    let mut response = contract::response(u16::try_from(number).unwrap(), 1);
    response.occasion.touchpoint = touchpoint.to_owned();
    (response.day, response.first_answered) = (day, at);
    let mut answer = response.answer().unwrap().clone();
    answer.rating = response.occasion.measure.accept(rating.into()).unwrap();
    response.content = Content::Answered(answer);
    response
}

fn day(stack: &Stack, past: i32) -> Vec<Response> {
    let usual = [10, 9, 8, 9, 10, 7, 3, 9, 10, 2];
    let answers = (0..A_DAY).flat_map(|place| {
        let rating = usual[((place + past) % A_DAY) as usize];
        let of_support = if past <= BAD_DAYS {
            [1, 2, 7][(place % 3) as usize]
        } else {
            rating
        };
        [
            said(stack, past, place, "checkout", rating),
            said(stack, past, place, "support", of_support),
        ]
    });
    answers.collect()
}

/// Imports days, long enough ago for the next night to settle them.
async fn import(stack: &Stack, store: &Store, past: impl Iterator<Item = i32>) {
    let responses: Vec<Response> = past.flat_map(|past| day(stack, past)).collect();
    Writer::new(store, &clock(-3), []).write(&responses).await.unwrap();
}

async fn night(stack: &Stack, store: &Store, ahead: &dyn Clock, as_of: Option<Timestamp>) -> aggregate::Report {
    let night = aggregate::Night {
        time_zone: &stack.time_zone,
        clock: ahead,
        as_of,
        deadline: None,
    };
    aggregate::run(store, &night).await.unwrap()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_fall_is_noticed_once_though_nights_run_at_once_and_again() {
    let stack = Stack::start().await.unwrap();
    let store = stack.engine.store().unwrap();
    import(&stack, &store, 1..=DAYS).await;
    let (one, other) = tokio::join!(stack.night(), stack.night());
    let (one, other) = (one.unwrap().0, other.unwrap().0);
    // Each may have left days to the other; the third finds all of them settled, and for the fourth nothing is new.
    let (third, fourth) = (stack.night().await.unwrap().0, stack.night().await.unwrap().0);
    let new = [one, other, third, fourth].map(|report| report["signals"].as_array().unwrap().len());
    let signals = store.read_signals().await.unwrap();
    assert_eq!(
        (new.iter().sum::<usize>(), new[3]),
        (signals.len(), 0),
        "each is said to be new once: {new:?}"
    );
    let support = Subject::Touchpoint("support".into());
    let checkout = Subject::Touchpoint("checkout".into());
    assert!(signals.iter().all(|signal| signal.subject != checkout), "{signals:?}");
    let fall = signals.iter().find(|signal| signal.subject == support).unwrap();
    let worst = shifted(today(&stack), -BAD_DAYS);
    assert!(
        (shifted(worst, -2)..=shifted(worst, 1)).contains(&fall.noticed.began),
        "{fall:?}"
    );
    assert!(fall.noticed.alert && fall.noticed.since.score() < fall.noticed.before.score());
}

#[tokio::test(flavor = "multi_thread")]
async fn many_nights_and_one_night_make_the_same_charts() {
    let stack = Stack::start().await.unwrap();
    let store = stack.engine.store().unwrap();
    import(&stack, &store, 1..=DAYS).await;
    let calendar = Calendar::new(&stack.time_zone).unwrap();
    for past in (0..14).rev() {
        let as_of = calendar.opens(shifted(today(&stack), -past)) + SignedDuration::from_hours(4);
        night(&stack, &store, &SystemClock, Some(as_of)).await;
    }
    let at_once = Stack::start().await.unwrap();
    let elsewhere = at_once.engine.store().unwrap();
    import(&at_once, &elsewhere, 1..=DAYS).await;
    night(&at_once, &elsewhere, &SystemClock, None).await;
    let charts = store.read_charts("recommend").await.unwrap().unwrap();
    assert!(charts.revision > 6, "night after night: {}", charts.revision);
    assert_eq!(
        charts.charts,
        elsewhere.read_charts("recommend").await.unwrap().unwrap().charts
    );
    assert_eq!(
        store.read_signals().await.unwrap(),
        elsewhere.read_signals().await.unwrap()
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn an_acknowledged_signal_is_cleared_and_its_days_raise_nothing_again() {
    let stack = Stack::start().await.unwrap();
    let store = stack.engine.store().unwrap();
    import(&stack, &store, 1..=DAYS).await;
    night(&stack, &store, &SystemClock, None).await;
    let signals = store.read_signals().await.unwrap();
    assert!(!signals.is_empty());
    let api = stack.function("api").await.unwrap();
    let key = api_key(&stack).await;
    for signal in &signals {
        assert_eq!(acknowledge(&api, &signal.id(), &key).await, 200);
    }
    for days in [0, 1, 2] {
        let report = night(&stack, &store, &clock(24 * days), None).await;
        assert!(report.signals.is_empty(), "{report:?}");
    }
    let listed = store.read_signals().await.unwrap();
    assert_eq!(listed.len(), signals.len(), "kept, with who dealt with it");
    let by = |signal: &ScoreSignal| signal.acknowledged.as_ref().map(|by| by.by.clone());
    assert!(
        listed
            .iter()
            .all(|signal| by(signal).is_some_and(|by| by.starts_with("key:")))
    );
    let charts = store.read_charts("recommend").await.unwrap().unwrap().charts;
    assert!(charts.open("recommend").is_empty());
    for signal in &signals {
        let chart = &charts.charts[&signal.subject];
        assert_eq!(
            chart.baseline[0].day, signal.noticed.began,
            "its days are what is usual now"
        );
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_night_that_stopped_before_it_kept_a_signal_is_made_good_by_the_next() {
    let stack = Stack::start().await.unwrap();
    let store = stack.engine.store().unwrap();
    import(&stack, &store, 1..=DAYS).await;
    night(&stack, &store, &SystemClock, None).await;
    let noticed = store.read_charts("recommend").await.unwrap().unwrap().charts;
    // Another deployment whose night stopped right after its charts were stored.
    let stopped = Stack::start().await.unwrap();
    let store = stopped.engine.store().unwrap();
    night(&stopped, &store, &SystemClock, None).await;
    let revision = store.read_charts("recommend").await.unwrap().unwrap().revision;
    let charts = StoredCharts {
        revision,
        charts: noticed.clone(),
    };
    assert!(store.put_charts("recommend", &charts).await.unwrap());
    assert!(store.read_signals().await.unwrap().is_empty());
    let report = night(&stopped, &store, &SystemClock, None).await;
    assert_eq!(report.signals.len(), noticed.open("recommend").len());
    assert_eq!(store.read_signals().await.unwrap().len(), report.signals.len());
}

#[tokio::test(flavor = "multi_thread")]
async fn history_imported_before_a_chart_watches_is_taken_in_and_later_history_is_not() {
    let stack = Stack::start().await.unwrap();
    let store = stack.engine.store().unwrap();
    import(&stack, &store, 1..=10).await;
    night(&stack, &store, &SystemClock, None).await;
    let charts = store.read_charts("recommend").await.unwrap().unwrap().charts;
    assert!(!charts.begun);
    import(&stack, &store, 11..=DAYS).await;
    night(&stack, &store, &SystemClock, None).await;
    let charts = store.read_charts("recommend").await.unwrap().unwrap().charts;
    assert!(charts.begun && !charts.open("recommend").is_empty());
    import(&stack, &store, DAYS + 1..=DAYS + 5).await;
    night(&stack, &store, &SystemClock, None).await;
    assert_eq!(store.read_charts("recommend").await.unwrap().unwrap().charts, charts);
}
