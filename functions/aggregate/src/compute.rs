//! One day: take a number, fold, write, finish.

use std::collections::BTreeSet;

use futures::{StreamExt, TryStreamExt, stream};
use jiff::SignedDuration;
use jiff::civil::Date;
use shared::clock::Clock;
use shared::domain::day::Calendar;
use shared::domain::fold::{DayScores, SurveyDay};
use shared::domain::settle::{Computed, DayRecord, may_be_left_alone};
use shared::store::StoreError;
use shared::store::days::Finished;
use shared::store::keys::DayShard;
use shared::store::scores::{ScoreItem, SurveyItems, items_of};
use shared::telemetry::{Metric, count, log};

use crate::logged::Logged;
use crate::run::AggregateStore;
use crate::service::{fold_events, write_service};

/// From when on a day that is due and not sealed is an alarm.
const OVERDUE: SignedDuration = SignedDuration::from_hours(48);

/// Shards read at once: each page in flight takes a few megabytes.
const SHARDS_AT_ONCE: usize = 4;

/// What became of a day.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
#[serde(rename_all = "snake_case")]
pub enum DayOutcome {
    /// Its scores are stored. Items that already said the same were left alone.
    Computed {
        /// Responses read.
        responses: u64,
        /// Items of scores and of service measures written.
        written: u64,
        /// It was settled, and came out different without having been touched.
        changed_while_settled: bool,
    },
    /// A later computation has stored its own; nothing of this one counts.
    Superseded,
    /// It is sealed, and was left alone.
    Sealed,
}

/// Computes a day. Gives its record as it is afterwards, where this computation's scores are the stored ones.
pub(crate) async fn compute_day<S: AggregateStore>(
    store: &S,
    day: Date,
    calendar: &Calendar,
    clock: &dyn Clock,
) -> Result<(DayOutcome, Option<DayRecord>), StoreError> {
    // Before the number, before any read: what is written from here on may or may not be seen.
    let started = clock.now();
    let Some(before) = store.take_number(day).await? else {
        return Ok((DayOutcome::Sealed, None));
    };
    let number = before.issued;
    let (scores, events) = futures::try_join!(fold_day(store, day), fold_events(store, day))?;
    let digest = events.digest(&scores.digest());
    let events_read = events.events;
    let first_expiry = [scores.first_expiry, events.first_expiry].into_iter().flatten().min();
    let found: BTreeSet<String> = scores.surveys.keys().cloned().collect();
    let mut written = 0;
    for survey in found.union(&before.surveys) {
        match write_survey(store, &before, survey, scores.surveys.get(survey)).await? {
            Some(items) => written += items,
            None => return Ok((DayOutcome::Superseded, None)),
        }
    }
    written += write_service(store, day, events, number).await?;
    let computed = Computed { number, started };
    let as_found = DayRecord {
        computed: Some(computed),
        ..before.clone()
    };
    let finished = Finished {
        computed,
        surveys: found,
        responses: scores.responses,
        events: events_read,
        first_expiry,
        digest: digest.clone(),
        touched: before.touched,
        beside_touched: before.beside_touched,
        completes: as_found.is_complete(calendar),
        // Settled before and untouched since: whatever is new stands beside the scores, or nothing is. An event never
        // changes and never goes before its day is sealed, so as many events are the same ones.
        merged: before.is_settled(calendar)
            && before.events == events_read
            && before.computed.is_some_and(|known| known.number == before.merged),
    };
    let Some(after) = store.finish_day(day, &finished).await? else {
        return Ok((DayOutcome::Superseded, None));
    };
    // A change announced while this ran shows in `after`, because whoever changes a day touches it first.
    let unannounced = before.is_complete(calendar)
        && (after.touched, after.beside_touched) == (before.touched, before.beside_touched)
        && before.digest.is_some_and(|known| known != digest);
    if unannounced {
        log(&Logged::SettledDayChanged { day, number });
        count(Metric::SettledDayChanged, 1);
    }
    Ok((
        DayOutcome::Computed {
            responses: scores.responses,
            written,
            changed_while_settled: unannounced,
        },
        Some(after),
    ))
}

/// Folds a day from the indexes: its answers, and the invitations registered on it.
pub(crate) async fn fold_day<S: AggregateStore>(store: &S, day: Date) -> Result<DayScores, StoreError> {
    let shards = stream::iter(DayShard::all(day)).map(|shard| async move {
        let mut scores = store.fold_day(shard).await?;
        store.read_invited(shard, |row| scores.add_invited(&row)).await?;
        Ok::<_, StoreError>(scores)
    });
    let whole = shards
        .buffer_unordered(SHARDS_AT_ONCE)
        .try_fold(DayScores::default(), |mut whole, part| async move {
            whole.merge(part);
            Ok(whole)
        });
    whole.await.map(DayScores::finished)
}

/// Writes a survey's day: what was found, and zeros where something was and nothing is any more. `taken` is the day's
/// record with this computation's number. Gives how many items were written; nothing where a later computation has begun.
///
/// A later computation writes over every item that it finds, but what a slow or broken one makes afterwards, out of
/// answers that have left the day meanwhile, it would never see. So a new item is made blank, the survey is listed with
/// the day on condition that no later number has been given out, and only then is anything counted: whoever takes a later
/// number finds the list and the items, and writes over them.
async fn write_survey<S: AggregateStore>(
    store: &S,
    taken: &DayRecord,
    survey: &str,
    found: Option<&SurveyDay>,
) -> Result<Option<u64>, StoreError> {
    let (day, number) = (taken.day, taken.issued);
    let stored = store.read_survey_day(survey, day).await?;
    let wanted = wanted(day, found, &stored, number);
    let mut listed = wanted.is_empty() || taken.surveys.contains(survey);
    for (key, item) in wanted.iter().filter(|(key, _)| !stored.contains_key(key)) {
        store.put_blank(survey, key, &item.blank()).await?;
        listed = false;
    }
    if !listed && !store.list_survey(day, survey, number).await? {
        return Ok(None);
    }
    let mut written = 0;
    for (key, item) in &wanted {
        let left_alone = stored
            .get(key)
            .is_some_and(|known| known.says_the_same(item) && may_be_left_alone(known.number, number));
        if !left_alone && store.put_scores(survey, key, item).await? {
            written += 1;
        }
    }
    Ok(Some(written))
}

fn wanted(day: Date, found: Option<&SurveyDay>, stored: &SurveyItems, number: u64) -> SurveyItems {
    let measure = found
        .map(|found| found.total.measure())
        .or_else(|| stored.values().next().map(|item| item.measure));
    let Some(measure) = measure else {
        return SurveyItems::new();
    };
    let mut items = items_of(day, found.unwrap_or(&SurveyDay::empty(measure)), number);
    for key in stored.keys() {
        items
            .entry(key.clone())
            .or_insert_with(|| ScoreItem::empty(number, measure));
    }
    items
}

/// Where a day stands that must be sealed at some time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Sealing {
    /// It is sealed already, or need not be yet.
    NothingToDo,
    /// It has just been sealed.
    Sealed,
    /// It is due and not settled: a later night will do it, there are weeks left.
    Waiting,
    /// It has been due for days and cannot be sealed.
    Overdue,
}

/// Seals what is due.
pub(crate) async fn seal_if_due<S: AggregateStore>(
    store: &S,
    record: &DayRecord,
    calendar: &Calendar,
    clock: &dyn Clock,
) -> Result<Sealing, StoreError> {
    let now = clock.now();
    let Some(due) = record.seal_due().filter(|due| *due <= now && !record.sealed) else {
        return Ok(Sealing::NothingToDo);
    };
    // A computation that took a number and stopped could go on when the answers have expired, so another fences it off.
    let again = if record.is_complete(calendar) && record.is_under_way() {
        compute_day(store, record.day, calendar, clock).await?.1
    } else {
        None
    };
    let judged = again.as_ref().unwrap_or(record);
    if judged.is_complete(calendar) && store.seal_day(judged).await? {
        return Ok(Sealing::Sealed);
    }
    if now.duration_since(due) <= OVERDUE {
        return Ok(Sealing::Waiting);
    }
    log(&Logged::SealOverdue { day: record.day });
    count(Metric::SealOverdue, 1);
    Ok(Sealing::Overdue)
}
