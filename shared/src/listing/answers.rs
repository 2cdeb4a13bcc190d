//! Answers of days, newest first.

use jiff::civil::Date;

use super::{Bounds, Listing, Page, Pile, Place, Position, page};
use crate::domain::answer_filter::AnswerFilter;
use crate::domain::day::{Calendar, range};
use crate::domain::day_book::DayBook;
use crate::domain::response::{Answer, Response};
use crate::link::InvitationId;
use crate::store::StoreError;
use crate::store::key_pages::{AnswerRow, KeyPage, ReadDayPage};
use crate::store::keys::DayShard;
use crate::store::names::DAY_SHARDS;
use crate::store::responses::GetResponses;

/// Items read at once where their comments decide.
const READ_AHEAD: usize = 100;

/// Which answers are wanted.
#[derive(Debug, Clone, Copy)]
pub struct AnswersWanted<'a> {
    /// Of these.
    pub filter: &'a AnswerFilter,
    /// From the first of these days to the last.
    pub days: (Date, Date),
    /// From this place on; none from the newest.
    pub from: Option<Place>,
    /// So many at most, at least one.
    pub limit: usize,
}

/// A page of the answers of days: the newest day first and, where a day has no more answers than can be put in order, the
/// newest answer first. Days that a night has settled without any answer to the survey are not read.
///
/// # Errors
/// Storage fails.
pub async fn answers<S: ReadDayPage + GetResponses>(
    store: &S,
    book: &DayBook,
    calendar: &Calendar,
    wanted: AnswersWanted<'_>,
    bounds: Bounds,
) -> Result<Page<Response>, StoreError> {
    let (from, to) = wanted.days;
    let newest = wanted.from.map_or(to, |place| place.day.min(to));
    let survey = wanted.filter.survey.as_deref();
    let mut days: Vec<Date> = range(from, newest)
        .filter(|day| book.may_hold(*day, survey, calendar))
        .collect();
    days.reverse();
    let listing = Answers {
        store,
        filter: wanted.filter,
    };
    page(&listing, &days, wanted.from, wanted.limit, bounds).await
}

/// How many bytes of words a response has, with those kept beside its answer.
pub(super) fn words(response: &Response) -> usize {
    let of = |answer: &Answer| {
        let further = answer.follow_ups.values().flatten().map(String::len);
        answer.comment.as_ref().map_or(0, String::len) + further.sum::<usize>()
    };
    response.every_answer().map(of).sum()
}

struct Answers<'a, S> {
    store: &'a S,
    filter: &'a AnswerFilter,
}

struct OfDay<'a, S> {
    store: &'a S,
    day: Date,
}

impl<S: ReadDayPage> Pile for OfDay<'_, S> {
    type Row = AnswerRow;
    const SHARDS: u8 = DAY_SHARDS;

    async fn read(
        &self,
        shard: u8,
        after: Option<InvitationId>,
        most: usize,
    ) -> Result<KeyPage<AnswerRow>, StoreError> {
        let shard = DayShard { day: self.day, shard };
        self.store.read_day_page(shard, after, most).await
    }

    fn position(row: &AnswerRow) -> Position {
        Position::of(row.first_answered, row.invitation)
    }
}

impl<S: ReadDayPage + GetResponses> Listing for Answers<'_, S> {
    type Row = AnswerRow;
    type Item = Response;

    fn pile(&self, day: Date) -> impl Pile<Row = AnswerRow> + Send {
        OfDay { store: self.store, day }
    }

    fn may_want(&self, row: &AnswerRow) -> bool {
        self.filter.may_want(&row.row, row.first_answered)
    }

    /// An answer may have been changed or erased since the index was written.
    async fn items(&self, rows: Vec<AnswerRow>) -> Result<Vec<Option<Response>>, StoreError> {
        let keys: Vec<_> = rows.iter().map(|row| (row.respondent, row.invitation)).collect();
        let mut found = self.store.get_responses(&keys, false).await?;
        found.retain(|response| self.filter.wants(response));
        let mut take = |row: &AnswerRow| {
            let place = found
                .iter()
                .position(|found| found.occasion.invitation == row.invitation)?;
            Some(found.swap_remove(place))
        };
        Ok(rows.iter().map(&mut take).collect())
    }

    fn words(response: &Response) -> usize {
        words(response)
    }

    fn read_ahead(&self, room: usize) -> usize {
        if self.filter.with_comment { READ_AHEAD } else { room }
    }
}
