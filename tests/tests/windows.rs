//! What a window reads: its own days, one item a day, in as few pages as they fit in.

#![allow(clippy::unwrap_used, reason = "a helper of a test may stop the test")]

use std::collections::BTreeMap;
use std::net::SocketAddr;

use futures::{StreamExt as _, TryStreamExt as _};
use jiff::civil::{Date, date};
use shared::domain::Histogram;
use shared::domain::cohort::Cohort;
use shared::domain::cut::Cut;
use shared::domain::day::{range, shifted};
use shared::domain::fold::{Cells, TOUCHPOINTS_KEPT};
use shared::domain::step::Step;
use shared::domain::survey::Survey;
use shared::domain::window::{Against, DayRange, Window};
use shared::report::{Asked, score_rows, trend_rows};
use shared::store::keys::ScoreKey;
use shared::store::scores::ScoreItem;
use shared::store::{Connection, Patience, Store};
use system_tests::engine::Engine;
use system_tests::steps::store_scores;

/// A page of a Query has 1 MB at most.
const MOST_PAGES_OF_A_YEAR: usize = 8;
const LAST_CLOSED: Date = date(2026, 11, 20);

fn survey() -> Survey {
    let definition = local::survey_file::read("ready", local::commands::survey::READY[0].1).unwrap();
    Survey {
        version: 1,
        measure: definition.measure().unwrap(),
        definition,
    }
}

/// A store that waits, so that a slow machine sends nothing twice; through the tap, its requests are noted.
fn patient(address: SocketAddr, engine: &Engine) -> Store {
    let connection = Connection::to_local_engine(format!("http://{address}")).unwrap();
    Store::new(connection.dynamodb(Patience::Nightly), engine.tables.clone())
}

/// As large as a day's item becomes: every touchpoint there is room for, with long names and many answers.
fn largest_day(survey: &Survey) -> ScoreItem {
    let points = survey.measure.scale().point_count();
    let busy = Histogram::from_counts(survey.measure, vec![12_345; points]).unwrap();
    let cells: Cells = (0..TOUCHPOINTS_KEPT)
        .map(|number| (format!("touchpoint-{number:03}-{}", "x".repeat(25)), busy.clone()))
        .collect();
    let mut total = Histogram::new(survey.measure);
    cells.values().for_each(|cell| total.merge(cell).unwrap());
    let invited = Cohort {
        invited: 1_234_567,
        answered: 123_456,
    };
    ScoreItem {
        total: Some(total),
        cohort: invited,
        cohorts: cells.keys().map(|name| (name.clone(), invited)).collect(),
        cells,
        ..ScoreItem::empty(1, survey.measure)
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_year_of_the_largest_days_is_one_item_a_day_and_eight_megabytes_at_most() {
    let engine = Engine::start().await.unwrap();
    let survey = survey();
    let item = largest_day(&survey);
    let year = Window::Days(366).ending(LAST_CLOSED);
    let around = DayRange {
        from: shifted(year.from, -40),
        to: shifted(year.to, 1),
    };
    let store = patient(engine.address, &engine);
    let puts = range(around.from, around.to).map(|day| {
        let (store, survey, item) = (&store, &survey, &item);
        async move { store_scores(store, &survey.definition.id, &ScoreKey::Day(day), item).await }
    });
    futures::stream::iter(puts)
        .buffer_unordered(8)
        .try_collect::<Vec<_>>()
        .await
        .unwrap();

    let tapped = patient(engine.tapped, &engine);
    let trend = trend_rows(&tapped, &survey, year, Step::Day).await.unwrap();
    let n = item.total.as_ref().unwrap().n();
    assert_eq!((trend[0].n, trend.len()), (366 * n, 1 + 366));
    assert!(trend[1..].iter().all(|day| day.n == n));
    let pages = engine.operations.take();
    assert!(pages.iter().all(|operation| operation == "query"), "{pages:?}");
    assert!(
        (2..=MOST_PAGES_OF_A_YEAR).contains(&pages.len()),
        "{} pages",
        pages.len()
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn a_comparison_is_one_query_and_one_cut_more_a_batch_each() {
    let engine = Engine::start().await.unwrap();
    let survey = survey();
    let id = &survey.definition.id;
    let store = patient(engine.address, &engine);
    let points = survey.measure.scale().point_count();
    let busy = Histogram::from_counts(survey.measure, vec![10; points]).unwrap();
    let plan = Cut::Attribute("plan".into());
    for day in range(shifted(LAST_CLOSED, -100), shifted(LAST_CLOSED, 1)) {
        let whole = ScoreItem {
            total: Some(busy.clone()),
            cells: BTreeMap::from([("checkout".to_owned(), busy.clone())]),
            ..ScoreItem::empty(1, survey.measure)
        };
        let by_plan = ScoreItem {
            total: None,
            ..whole.clone()
        };
        store_scores(&store, id, &ScoreKey::Day(day), &whole).await.unwrap();
        let key = ScoreKey::Cut(day, plan.clone());
        store_scores(&store, id, &key, &by_plan).await.unwrap();
    }
    let window = Window::Days(28);
    let asked = |by| Asked {
        range: window.ending(LAST_CLOSED),
        against: Some(window.compared(LAST_CLOSED, Against::Before).unwrap()),
        by,
    };
    let tapped = patient(engine.tapped, &engine);
    let cuts = [
        (None, vec!["query"]),
        (Some(&Cut::Touchpoint), vec!["query"]),
        (Some(&plan), vec!["batchgetitem", "batchgetitem", "query"]),
    ];
    for (by, operations) in cuts {
        let rows = score_rows(&tapped, &survey, asked(by)).await.unwrap();
        let whole = &rows[0];
        let n = 28 * 10 * points as u64;
        assert_eq!((whole.n, whole.change.unwrap().against.n), (n, n));
        let mut sent = engine.operations.take();
        sent.sort();
        assert_eq!(sent, operations);
    }
}
