//! After the scores: the charts of each survey take in the days that have been settled since, and keep what they notice.
//!
//! What a chart knows is one item, replaced only by whoever read it last, so that two nights at once count no day
//! twice. A signal is part of that item first and kept by itself second; a run that stops in between leaves it to the
//! next.

use jiff::civil::Date;
use shared::domain::chart::{ScoreSignal, SurveyCharts};
use shared::domain::day::{Calendar, after, shifted};
use shared::domain::day_book::DayBook;
use shared::domain::survey::Survey;
use shared::link::SurveyId;
use shared::store::StoreError;
use shared::store::charts::{PutCharts, ReadCharts, ReadSettledTotals, StoredCharts};
use shared::store::settings::Surveys;
use shared::store::signals::KeepSignal;
use shared::telemetry::{Metric, Words, count, log};

use crate::logged::Logged;

/// What following the charts does to storage.
pub trait ChartStore: KeepSignal + PutCharts + ReadCharts + ReadSettledTotals {}

impl<S: KeepSignal + PutCharts + ReadCharts + ReadSettledTotals> ChartStore for S {}

/// How far back charts look that have not begun to watch: what was usual longer ago says little of today.
const LOOK_BACK_DAYS: i32 = 180;

/// Follows the charts of every survey up to the last unbroken settled day. Gives the ids of the signals it was the
/// first to keep. One survey's failure keeps no other from it.
pub(crate) async fn follow<S: ChartStore>(
    store: &S,
    surveys: &Surveys,
    book: &DayBook,
    calendar: &Calendar,
) -> Result<Vec<String>, StoreError> {
    let Some(watermark) = book.watermark else {
        return Ok(Vec::new());
    };
    let settled = |from: Date| book.settled_through(from, watermark, calendar);
    let mut new = Vec::new();
    let mut failure = None;
    for survey in surveys.current.values() {
        match follow_survey(store, survey, watermark, settled).await {
            Ok(signals) => new.extend(signals),
            Err(error) => {
                log(&Logged::ChartsNotFollowed {
                    survey: SurveyId::new(&survey.definition.id).ok(),
                    error: Words::of(&error),
                });
                failure.get_or_insert(error);
            }
        }
    }
    failure.map_or(Ok(new), Err)
}

async fn follow_survey<S: ChartStore>(
    store: &S,
    survey: &Survey,
    watermark: Date,
    settled: impl Fn(Date) -> Option<Date>,
) -> Result<Vec<String>, StoreError> {
    let id = &survey.definition.id;
    let anew = || SurveyCharts::new(survey.measure);
    let stored = store.read_charts(id).await?;
    let (revision, known) = stored.map_or_else(|| (0, anew()), |stored| (stored.revision, stored.charts));
    let mut new = Vec::new();
    // Those that were open already: kept, should the run that noticed them have stopped short of it, and let go where
    // a person has dealt with them.
    let mut charts = known.clone();
    for signal in known.open(id) {
        if keep(store, &signal, &mut new).await? {
            charts.acknowledge(&signal.subject);
        }
    }
    // Charts that have judged nothing yet begin anew each night, so that history imported meanwhile is taken in.
    let first = match charts.through.filter(|_| charts.begun) {
        Some(through) => after(through),
        None => {
            charts = anew();
            shifted(watermark, 1 - LOOK_BACK_DAYS)
        }
    };
    if let Some(last) = settled(first) {
        for (day, scores) in store.read_settled_totals(id, first, last).await? {
            if let Some(whole) = &scores.total {
                charts.absorb(day, whole, &scores.cells);
            }
        }
        charts.seen_through(last);
    }
    let changed = StoredCharts { revision, charts };
    if changed.charts == known || !store.put_charts(id, &changed).await? {
        // Another run has stored its own, and keeps what it noticed.
        return Ok(new);
    }
    let before = known.open(id);
    for signal in changed.charts.open(id).iter().filter(|signal| !before.contains(signal)) {
        keep(store, signal, &mut new).await?;
    }
    Ok(new)
}

/// Keeps a signal, and says so where this was the first to. Whether a person has acknowledged it.
async fn keep<S: KeepSignal>(store: &S, signal: &ScoreSignal, new: &mut Vec<String>) -> Result<bool, StoreError> {
    let before = store.keep_signal(signal).await?;
    if !before.known {
        log(&Logged::ScoreShifted { signal: signal.into() });
        new.push(signal.id());
    }
    if signal.noticed.alert && !before.alert {
        count(Metric::ScoreAlert, 1);
    }
    Ok(before.acknowledged.is_some())
}
