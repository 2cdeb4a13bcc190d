//! Promises about charts and signals.

use super::nights::day_scores;
use super::*;
use crate::steps::store_scores;
use shared::domain::chart::{Acknowledged, OpenSignal, ScoreSignal, Subject, SurveyCharts};
use shared::domain::day::shifted;
use shared::domain::fold::Cells;
use shared::store::charts::{PutCharts, ReadCharts, ReadSettledTotals, StoredCharts};
use shared::store::signals::{AcknowledgeSignal, Acknowledgement, KeepSignal, KeptBefore, ReadSignals};

/// A touchpoint that falls after a month, and with it the whole.
pub(super) fn fallen() -> SurveyCharts {
    let measure = Measure::nps();
    let mut charts = SurveyCharts::new(measure);
    for number in 0..40 {
        let counts = if number < 32 {
            [1, 0, 0, 0, 0, 0, 1, 2, 0, 3, 5]
        } else {
            [6, 0, 0, 0, 0, 0, 3, 2, 0, 0, 1]
        };
        let night = Histogram::from_counts(measure, counts.to_vec()).expect("eleven counts");
        let cells = Cells::from([("après-vente, Paris".to_owned(), night.clone())]);
        charts.absorb(shifted(DAY, number), &night, &cells);
    }
    charts
}

/// Charts come back as they were, and only who read the last ones may replace them.
pub async fn charts_come_back_and_are_replaced_only_by_their_reader(store: &Store) -> anyhow::Result<()> {
    assert_eq!(store.read_charts("recommend").await?, None);
    let first = StoredCharts {
        revision: 0,
        charts: SurveyCharts::new(Measure::nps()),
    };
    assert!(store.put_charts("recommend", &first).await?);
    assert!(!store.put_charts("recommend", &first).await?, "somebody was first");
    let mut read = store.read_charts("recommend").await?.expect("stored");
    assert_eq!((read.revision, &read.charts), (1, &first.charts));
    read.charts = fallen();
    assert_eq!(read.charts.open("recommend").len(), 2);
    assert!(store.put_charts("recommend", &read).await?);
    assert!(!store.put_charts("recommend", &read).await?, "the same reading twice");
    let again = store.read_charts("recommend").await?.expect("stored");
    assert_eq!((again.revision, again.charts), (2, read.charts));
    assert!(
        store.read_survey_day("recommend", DAY).await?.is_empty(),
        "charts are no scores"
    );
    for (key, item) in items_of(DAY, &day_scores().surveys["recommend"], 1) {
        store_scores(store, "recommend", &key, &item).await?;
    }
    let totals = store.read_settled_totals("recommend", DAY, DAY).await?;
    assert_eq!(totals.len(), 1);
    assert_eq!(totals, store.read_totals("recommend", DAY, DAY).await?);
    Ok(())
}

/// A signal is stored once, becomes an alert and never stops being one, and the first to acknowledge it stays.
pub async fn a_signal_is_kept_once_and_acknowledged_once(store: &Store) -> anyhow::Result<()> {
    let signals = fallen().open("recommend");
    let quiet = ScoreSignal {
        noticed: OpenSignal {
            alert: false,
            ..signals[1].noticed
        },
        ..signals[1].clone()
    };
    assert_eq!(store.keep_signal(&quiet).await?, KeptBefore::default());
    let kept = KeptBefore {
        known: true,
        ..KeptBefore::default()
    };
    assert_eq!(store.keep_signal(&quiet).await?, kept);
    let mut loud = quiet.clone();
    loud.noticed.alert = true;
    assert_eq!(store.keep_signal(&loud).await?, kept);
    assert!(store.keep_signal(&quiet).await?.alert, "an alert stays one");
    let mut other = loud.clone();
    other.noticed.since.n += 1;
    store.keep_signal(&other).await?;
    assert_eq!(
        store.read_signals().await?,
        [loud.clone()],
        "what is stored first stays"
    );

    let by = |second, name: &str| Acknowledged {
        at: at(second),
        by: name.to_owned(),
    };
    let unknown = store
        .acknowledge_signal("recommend.2026-11-20.00000000", &by(1, "a"))
        .await?;
    assert_eq!(unknown, Acknowledgement::Unknown);
    let done = ScoreSignal {
        acknowledged: Some(by(1, "Zoë")),
        ..loud.clone()
    };
    let first = store.acknowledge_signal(&loud.id(), &by(1, "Zoë")).await?;
    assert_eq!(first, Acknowledgement::Done(Box::new(done.clone())));
    let second = store.acknowledge_signal(&loud.id(), &by(2, "b")).await?;
    assert_eq!(second, Acknowledgement::Before(Box::new(done.clone())));
    assert_eq!(store.keep_signal(&loud).await?.acknowledged, done.acknowledged);

    store.keep_signal(&signals[0]).await?;
    let listed = store.read_signals().await?;
    assert_eq!(listed.len(), 2);
    assert_eq!((&listed[0].subject, &listed[1]), (&Subject::Whole, &done));
    Ok(())
}
