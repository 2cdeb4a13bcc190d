//! Answers newest first, found through the index of days, in pages that neither repeat nor leave out.
//!
//! A day's answers lie in sixteen shards, in no order of time, so a day is read whole and sorted. Days that the nightly
//! run has settled without any answer to the surveys asked for are not read at all.

use std::cmp::Reverse;

use futures::future::try_join_all;
use jiff::civil::Date;
use shared::domain::day::{Calendar, before, range};
use shared::domain::day_book::DayBook;
use shared::domain::response::Response;
use shared::link::InvitationId;
use shared::store::StoreError;
use shared::store::keys::DayShard;
use shared::store::responses::{GetResponses, IndexedResponse, ReadDayIndex};

use crate::query::Range;

/// Where a page ended. Newest first: the day, then when it was first answered, then the id.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Position {
    pub day: Date,
    /// Unix milliseconds.
    pub first_answered: i64,
    pub invitation: InvitationId,
}

impl Position {
    fn of(day: Date, found: &IndexedResponse) -> Self {
        Self {
            day,
            first_answered: found.first_answered.as_millisecond(),
            invitation: found.invitation,
        }
    }

    /// After everything of a day.
    fn end_of(day: Date) -> Self {
        Self {
            day,
            first_answered: i64::MIN,
            invitation: InvitationId::from_bytes([0; 16]),
        }
    }
}

/// A page of answers.
pub(crate) struct Page {
    /// Newest first; without those erased since.
    pub responses: Vec<Response>,
    /// Where the next page begins, if there may be more.
    pub next: Option<Position>,
}

/// Which answers are wanted.
pub(crate) struct Wanted<'a> {
    /// Of this survey alone.
    pub survey: Option<&'a str>,
    /// Of these days.
    pub range: Range,
    /// After this position.
    pub after: Option<Position>,
    /// So many at most.
    pub limit: usize,
    /// From so many days with answers at most; a page may end before it is full.
    pub most_days: usize,
}

/// Reads a page of the answers that `keep` lets through.
pub(crate) async fn newest_first<S: ReadDayIndex + GetResponses>(
    store: &S,
    book: &DayBook,
    calendar: &Calendar,
    wanted: &Wanted<'_>,
    keep: impl Fn(&IndexedResponse) -> bool + Sync,
) -> Result<Page, StoreError> {
    let first = wanted
        .after
        .map_or(wanted.range.to, |after| after.day.min(wanted.range.to));
    let days: Vec<Date> = range(wanted.range.from, first).collect();
    let mut days = days
        .into_iter()
        .rev()
        .filter(|day| book.may_hold(*day, wanted.survey, calendar))
        .peekable();
    let mut found: Vec<(Position, IndexedResponse)> = Vec::new();
    let mut read = 0;
    let mut next = None;
    while let Some(day) = days.next() {
        let mut of_day = read_day(store, day, wanted, &keep).await?;
        of_day.sort_by_key(|(position, _)| Reverse(*position));
        let room = wanted.limit - found.len();
        let more_today = of_day.len() > room;
        of_day.truncate(room);
        found.extend(of_day);
        read += 1;
        if more_today {
            next = found.last().map(|(position, _)| *position);
            break;
        }
        if found.len() == wanted.limit || read == wanted.most_days {
            next = days.peek().map(|_| Position::end_of(day));
            break;
        }
    }
    let keys: Vec<_> = found
        .iter()
        .map(|(_, found)| (found.respondent, found.invitation))
        .collect();
    let mut responses = store.get_responses(&keys, false).await?;
    // Erased since the index was read, or changed to what is no longer wanted: the rating is judged again by the caller.
    responses.retain(|response| response.answer().is_some());
    responses.sort_by_key(|response| {
        Reverse((
            response.day,
            response.first_answered.as_millisecond(),
            response.occasion.invitation,
        ))
    });
    Ok(Page { responses, next })
}

async fn read_day<S: ReadDayIndex>(
    store: &S,
    day: Date,
    wanted: &Wanted<'_>,
    keep: &(impl Fn(&IndexedResponse) -> bool + Sync),
) -> Result<Vec<(Position, IndexedResponse)>, StoreError> {
    let shards = DayShard::all(day).map(|shard| async move {
        let mut rows = Vec::new();
        store.read_day_index(shard, |row| rows.push(row)).await?;
        Ok::<_, StoreError>(rows)
    });
    let rows = try_join_all(shards).await?.into_iter().flatten();
    let wanted = rows
        .filter(|row| row.rating.is_some() && wanted.survey.is_none_or(|survey| row.survey == survey))
        .filter(keep)
        .map(|row| (Position::of(day, &row), row))
        .filter(|(position, _)| wanted.after.is_none_or(|after| *position < after));
    Ok(wanted.collect())
}

/// The range of the last `days` days up to `today`.
pub(crate) fn last_days(today: Date, days: usize) -> Range {
    let from = std::iter::successors(Some(today), |day| Some(before(*day))).nth(days.saturating_sub(1));
    Range {
        from: from.unwrap_or(today),
        to: today,
    }
}
