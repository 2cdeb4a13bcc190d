//! Registered invitations of days, newest first.

use std::collections::BTreeMap;

use jiff::Timestamp;
use jiff::civil::Date;

use super::{Bounds, Listing, Page, Pile, Place, Position, page};
use crate::domain::day::range;
use crate::link::InvitationId;
use crate::store::StoreError;
use crate::store::key_pages::{InvitationRow, KeyPage, ReadInvitedPage};
use crate::store::keys::DayShard;
use crate::store::names::DAY_SHARDS;
use crate::store::responses::GetResponses;

/// What is wanted of invitations: everything that is named here. By default, all there are.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct InvitationFilter {
    /// To this survey.
    pub survey: Option<String>,
    /// Registered at this moment or later.
    pub since: Option<Timestamp>,
    /// Registered before this moment.
    pub until: Option<Timestamp>,
    /// Whether there is an answer.
    pub answered: Option<bool>,
}

/// Which invitations are wanted.
#[derive(Debug, Clone, Copy)]
pub struct InvitationsWanted<'a> {
    /// Of these.
    pub filter: &'a InvitationFilter,
    /// From the first of these days to the last.
    pub days: (Date, Date),
    /// From this place on; none from the newest.
    pub from: Option<Place>,
    /// So many at most, at least one.
    pub limit: usize,
}

/// An invitation, and when it was answered.
#[derive(Debug, Clone, PartialEq)]
pub struct ListedInvitation {
    /// What the index tells of it.
    pub invitation: InvitationRow,
    /// When its answer was first given; none where nothing counts as one.
    pub answered: Option<Timestamp>,
}

/// A page of the invitations registered on days: the newest day first and, where a day has no more of them than can be put
/// in order, the newest first.
///
/// # Errors
/// Storage fails.
pub async fn invitations<S: ReadInvitedPage + GetResponses>(
    store: &S,
    wanted: InvitationsWanted<'_>,
    bounds: Bounds,
) -> Result<Page<ListedInvitation>, StoreError> {
    let (from, to) = wanted.days;
    let newest = wanted.from.map_or(to, |place| place.day.min(to));
    let mut days: Vec<Date> = range(from, newest).collect();
    days.reverse();
    let listing = Invitations {
        store,
        filter: wanted.filter,
    };
    page(&listing, &days, wanted.from, wanted.limit, bounds).await
}

struct Invitations<'a, S> {
    store: &'a S,
    filter: &'a InvitationFilter,
}

struct OfDay<'a, S> {
    store: &'a S,
    day: Date,
}

impl<S: ReadInvitedPage> Pile for OfDay<'_, S> {
    type Row = InvitationRow;
    const SHARDS: u8 = DAY_SHARDS;

    async fn read(
        &self,
        shard: u8,
        after: Option<InvitationId>,
        most: usize,
    ) -> Result<KeyPage<InvitationRow>, StoreError> {
        let shard = DayShard { day: self.day, shard };
        self.store.read_invited_page(shard, after, most).await
    }

    fn position(row: &InvitationRow) -> Position {
        Position::of(row.registered, row.invitation)
    }
}

impl<S: ReadInvitedPage + GetResponses> Listing for Invitations<'_, S> {
    type Row = InvitationRow;
    type Item = ListedInvitation;

    fn pile(&self, day: Date) -> impl Pile<Row = InvitationRow> + Send {
        OfDay { store: self.store, day }
    }

    fn may_want(&self, row: &InvitationRow) -> bool {
        let filter = self.filter;
        filter.survey.as_deref().is_none_or(|survey| row.survey == survey)
            && filter.since.is_none_or(|since| row.registered >= since)
            && filter.until.is_none_or(|until| row.registered < until)
            && filter.answered.is_none_or(|answered| row.answered == answered)
    }

    async fn items(&self, rows: Vec<InvitationRow>) -> Result<Vec<Option<ListedInvitation>>, StoreError> {
        let answered = rows.iter().filter(|row| row.answered);
        let keys: Vec<_> = answered.map(|row| (row.respondent, row.invitation)).collect();
        let responses = self.store.get_responses(&keys, false).await?;
        let at: BTreeMap<InvitationId, Timestamp> = responses
            .iter()
            .map(|response| (response.occasion.invitation, response.first_answered))
            .collect();
        let listed = |invitation: InvitationRow| ListedInvitation {
            answered: at.get(&invitation.invitation).copied(),
            invitation,
        };
        Ok(rows.into_iter().map(|row| Some(listed(row))).collect())
    }

    /// Nobody writes any into an invitation.
    fn words(_: &ListedInvitation) -> usize {
        0
    }

    fn read_ahead(&self, room: usize) -> usize {
        room
    }
}
