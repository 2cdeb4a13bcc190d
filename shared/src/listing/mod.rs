//! Lists of answers, invitations and customers in pages that neither repeat nor leave out, each of a bounded cost.
//!
//! What lies together (a day's answers in their sixteen shards, the records of a customer) is a pile. A pile is stored in the
//! order of its ids, which say nothing of time. One that can be read with one request a shard is put in order, newest first.
//! A larger one is listed as it lies, shard by shard, and a [`Place`] in it says where. A place in time stays right when
//! its pile grows too large to be put in order: the rest is listed as it lies, and whatever is newer than the place is left
//! out, for it was given already or came later.

mod answers;
mod customers;
mod invitations;
mod respondent;
#[cfg(test)]
mod tests;

use std::cmp::Reverse;
use std::future::Future;

use futures::future::try_join_all;
use jiff::Timestamp;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::link::InvitationId;
use crate::store::StoreError;
use crate::store::key_pages::KeyPage;

pub use answers::{AnswersWanted, answers};
pub use customers::{CustomersPlace, CustomersWanted, LastAnswer, ListedCustomer, customers};
pub use invitations::{InvitationFilter, InvitationsWanted, ListedInvitation, invitations};
pub use respondent::{TheirAnswers, answers_of};

/// What one page may cost. It ends before it is full where it would cost more.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Bounds {
    /// The most rows of a shard that are put in order of time: with more in it, its day is listed as it lies.
    pub sorted: usize,
    /// After so many rows a page ends, whatever the filter has let through.
    pub rows: usize,
    /// After so many days.
    pub days: usize,
    /// After so many items that were read whole.
    pub whole: usize,
    /// After so many bytes of words that people wrote: an answer of a function has 6 MB at most.
    pub words: usize,
}

impl Bounds {
    /// Days of up to some 3,500 answers are put in order: with more, one of their shards soon has over 256.
    pub const USUAL: Self = Self {
        sorted: 256,
        rows: 16_000,
        days: 31,
        whole: 1_000,
        words: 3_000_000,
    };
}

/// Where in time something lies: the moment in Unix milliseconds, and its id where several share one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Position(i64, InvitationId);

impl Position {
    fn of(at: Timestamp, id: InvitationId) -> Self {
        Self(at.as_millisecond(), id)
    }
}

/// Where a list goes on within a pile.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Within {
    /// Only with what is older; none from the pile's newest on.
    older_than: Option<Position>,
    /// Of a pile that is listed as it lies: the shard, and the id that was given last.
    lying: Option<(u8, Option<InvitationId>)>,
}

/// Where a list of days goes on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Place {
    /// The day; those after it were given.
    pub day: Date,
    /// Where on it.
    pub within: Within,
}

/// A page of a list.
#[derive(Debug, Clone, PartialEq)]
pub struct Page<T, P = Place> {
    /// What is on it; fewer than asked for, or none, where what was looked at was not wanted.
    pub items: Vec<T>,
    /// Where the next page begins, if there may be more.
    pub next: Option<P>,
}

/// Rows that lie together in shards.
trait Pile: Sync {
    type Row: Send;
    /// Over how many shards it is spread.
    const SHARDS: u8;

    /// Part of a shard, in the order of ids.
    fn read(
        &self,
        shard: u8,
        after: Option<InvitationId>,
        most: usize,
    ) -> impl Future<Output = Result<KeyPage<Self::Row>, StoreError>> + Send;
    /// Where a row lies in time.
    fn position(row: &Self::Row) -> Position;
}

/// What is listed of the piles of days.
trait Listing: Sync {
    type Row: Send;
    type Item: Send;

    /// What lies on a day.
    fn pile(&self, day: Date) -> impl Pile<Row = Self::Row> + Send;
    /// Whether a row may be wanted.
    fn may_want(&self, row: &Self::Row) -> bool;
    /// The items of rows, in their order; none of what is no longer there, or turns out not to be wanted.
    fn items(&self, rows: Vec<Self::Row>) -> impl Future<Output = Result<Vec<Option<Self::Item>>, StoreError>> + Send;
    /// How many bytes of words an item has.
    fn words(item: &Self::Item) -> usize;
    /// How many items to read for `room` on the page.
    fn read_ahead(&self, room: usize) -> usize;
}

/// Part of a pile.
struct Portion<R> {
    /// Its rows, each with where to go on after it.
    rows: Vec<(Within, R)>,
    /// How many were read for it.
    read: usize,
    /// Where to go on after all of them; none at the end of the pile.
    next: Option<Within>,
}

/// Reads part of a pile: all that is left of it where it can be put in order, else one request's rows.
async fn portion<P: Pile>(pile: &P, from: Within, sorted: usize) -> Result<Portion<P::Row>, StoreError> {
    if let Some((shard, after)) = from.lying {
        let page = pile.read(shard, after, sorted).await?;
        return Ok(as_it_lies::<P>(page, from.older_than, shard));
    }
    let mut pages = try_join_all((0..P::SHARDS).map(|shard| pile.read(shard, None, sorted))).await?;
    let read = pages.iter().map(|page| page.rows.len()).sum();
    if pages.iter().any(|page| page.more) {
        let first = pages.swap_remove(0);
        return Ok(Portion {
            read,
            ..as_it_lies::<P>(first, from.older_than, 0)
        });
    }
    let rows = pages.into_iter().flat_map(|page| page.rows);
    let mut rows: Vec<(Position, P::Row)> = rows.map(|row| (P::position(&row), row)).collect();
    rows.retain(|(position, _)| from.older_than.is_none_or(|bound| *position < bound));
    rows.sort_by_key(|(position, _)| Reverse(*position));
    let after = |position| Within {
        older_than: Some(position),
        lying: None,
    };
    Ok(Portion {
        rows: rows.into_iter().map(|(position, row)| (after(position), row)).collect(),
        read,
        next: None,
    })
}

fn as_it_lies<P: Pile>(page: KeyPage<P::Row>, older_than: Option<Position>, shard: u8) -> Portion<P::Row> {
    let at = |shard, id| Within {
        older_than,
        lying: Some((shard, id)),
    };
    let read = page.rows.len();
    let last = page.rows.last().map(|row| P::position(row).1);
    let next = match last.filter(|_| page.more) {
        Some(last) => Some(at(shard, Some(last))),
        None => (shard + 1 < P::SHARDS).then(|| at(shard + 1, None)),
    };
    let rows = page.rows.into_iter().map(|row| (P::position(&row), row));
    let rows = rows.filter(|(position, _)| older_than.is_none_or(|bound| *position < bound));
    Portion {
        rows: rows.map(|(position, row)| (at(shard, Some(position.1)), row)).collect(),
        read,
        next,
    }
}

/// A page of what lies on `days`, newest first, beginning at a place on the first of them.
async fn page<L: Listing>(
    listing: &L,
    days: &[Date],
    from: Option<Place>,
    limit: usize,
    bounds: Bounds,
) -> Result<Page<L::Item>, StoreError> {
    let mut items = Vec::new();
    let (mut read, mut read_whole, mut words) = (0, 0, 0);
    for (number, day) in days.iter().enumerate() {
        // A place on a day that is not read any more is the beginning of the next.
        let mut within = from
            .filter(|place| place.day == *day)
            .map(|place| place.within)
            .unwrap_or_default();
        let next_day = days.get(number + 1).map(|day| Place {
            day: *day,
            within: Within::default(),
        });
        loop {
            let portion = portion(&listing.pile(*day), within, bounds.sorted).await?;
            let on_this_day = |within| Place { day: *day, within };
            let after_portion = portion.next.map(on_this_day).or(next_day);
            read += portion.read;
            let mut rows = portion
                .rows
                .into_iter()
                .filter(|(_, row)| listing.may_want(row))
                .peekable();
            while rows.peek().is_some() {
                let chunk = rows.by_ref().take(listing.read_ahead(limit - items.len()));
                let (places, wanted): (Vec<_>, Vec<_>) = chunk.unzip();
                read_whole += wanted.len();
                let mut found = places.into_iter().zip(listing.items(wanted).await?).peekable();
                while let Some((place, item)) = found.next() {
                    words += item.as_ref().map_or(0, L::words);
                    items.extend(item);
                    let left = found.peek().is_some() || rows.peek().is_some();
                    let spent = words >= bounds.words || (found.peek().is_none() && read_whole >= bounds.whole);
                    if items.len() == limit || spent {
                        let next = if left { Some(on_this_day(place)) } else { after_portion };
                        return Ok(Page { items, next });
                    }
                }
            }
            let days_left = portion.next.is_some() || number + 1 < bounds.days;
            if read >= bounds.rows || !days_left {
                return Ok(Page {
                    items,
                    next: after_portion,
                });
            }
            match portion.next {
                Some(next) => within = next,
                None => break,
            }
        }
    }
    Ok(Page { items, next: None })
}
