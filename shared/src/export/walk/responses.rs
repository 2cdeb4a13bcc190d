//! Answers, oldest day first. Of a day all sixteen shards are read at once, a little of each: a small day is one page, and of
//! a large one no more is in memory than of a small one. Within a day the answers come in no order.

use std::collections::BTreeSet;

use futures::future::try_join_all;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::{ExportStore, Page, Position, Walk, WalkError};
use crate::domain::export::Export;
use crate::domain::response::{Respondent, Response};
use crate::export::ResponseRow;
use crate::link::InvitationId;
use crate::store::StoreError;
use crate::store::key_pages::AnswerRow;
use crate::store::keys::DayShard;

/// Answers read of one shard for one page: a page has at most a thousand or so.
const OF_A_SHARD: usize = 64;

/// Answers that are read whole with one request.
const AT_ONCE: usize = 100;

/// Where in the answers a page begins.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ResponsesPlace {
    day: Date,
    /// The shards of the day that are not read to their end, and how far they are.
    shards: Vec<ShardPlace>,
}

/// How far a shard is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
struct ShardPlace {
    shard: u8,
    after: InvitationId,
}

/// A shard and after which of its answers to go on.
type Shard = (DayShard, Option<InvitationId>);

impl<S: ExportStore> Walk<'_, S> {
    pub(super) async fn responses(
        &mut self,
        place: Option<&ResponsesPlace>,
        out: &mut Vec<u8>,
    ) -> Result<Page, WalkError> {
        let from = place.map_or(self.export.from, |place| place.day);
        // A day in the middle is gone on with even where it would not be begun any more.
        let begun = place.filter(|place| !place.shards.is_empty());
        let (day, shards): (Date, Vec<Shard>) = match (begun, self.days.iter().find(|day| **day >= from)) {
            (Some(place), _) => {
                let day = place.day;
                let shards = place.shards.iter();
                let shards = shards.map(|&ShardPlace { shard, after }| (DayShard { day, shard }, Some(after)));
                (day, shards.collect())
            }
            (None, Some(day)) => (*day, DayShard::all(*day).map(|shard| (shard, None)).collect()),
            (None, None) => return self.write::<ResponseRow>(&[], None, out),
        };
        let (found, unfinished) = self.read_shards(shards).await?;
        let responses = self.whole(&found).await?;
        self.read_versions(&responses).await?;
        let rows: Vec<ResponseRow> = responses
            .iter()
            .filter_map(|response| ResponseRow::of(response, self.seal))
            .map(|row| row.with_question(&self.versions))
            .collect();
        let next = if unfinished.is_empty() {
            self.days.iter().find(|later| **later > day).copied()
        } else {
            Some(day)
        };
        let next = next.map(|day| ResponsesPlace {
            day,
            shards: unfinished,
        });
        self.write(&rows, next.map(Position::Responses), out)
    }

    /// The answers wanted of a page of each shard, and where those go on that have more.
    async fn read_shards(
        &self,
        shards: Vec<Shard>,
    ) -> Result<(Vec<(Respondent, InvitationId)>, Vec<ShardPlace>), StoreError> {
        let pages = shards.into_iter().map(|(shard, after)| async move {
            let page = self.store.read_day_page(shard, after, OF_A_SHARD).await?;
            Ok::<_, StoreError>((shard, page))
        });
        let mut found = Vec::new();
        let mut unfinished = Vec::new();
        for (shard, page) in try_join_all(pages).await? {
            let wanted = page.rows.iter().filter(|row| wanted(self.export, row));
            found.extend(wanted.map(|row| (row.respondent, row.invitation)));
            let last = page.rows.last().filter(|_| page.more);
            unfinished.extend(last.map(|row| ShardPlace {
                shard: shard.shard,
                after: row.invitation,
            }));
        }
        Ok((found, unfinished))
    }

    /// The answers themselves, as they are now: those erased since are gone.
    async fn whole(&self, keys: &[(Respondent, InvitationId)]) -> Result<Vec<Response>, StoreError> {
        let batches = keys.chunks(AT_ONCE).map(|keys| self.store.get_responses(keys, true));
        let mut responses: Vec<Response> = try_join_all(batches).await?.into_iter().flatten().collect();
        responses.retain(|response| response.answer().is_some());
        // A page reads the same whenever it is read.
        responses.sort_by_key(|response| (response.first_answered, response.occasion.invitation));
        Ok(responses)
    }

    async fn read_versions(&mut self, responses: &[Response]) -> Result<(), StoreError> {
        let answered = responses.iter().flat_map(Response::versions_answered);
        let unread: BTreeSet<(&str, u32)> = answered
            .filter(|(survey, version)| self.versions.get(survey, *version).is_none())
            .collect();
        let store = self.store;
        let read = unread
            .into_iter()
            .map(|(survey, version)| store.read_survey_version(survey, version));
        let read = try_join_all(read).await?;
        self.versions
            .extend(read.into_iter().flatten().map(|stored| stored.survey));
        Ok(())
    }
}

fn wanted(export: &Export, answer: &AnswerRow) -> bool {
    answer.row.rating.is_some()
        && answer.first_answered <= export.asked_at
        && export.survey.as_ref().is_none_or(|survey| answer.row.survey == *survey)
}
