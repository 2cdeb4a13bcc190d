//! Answers of the store in memory, and what was decided about them.

use std::sync::atomic::Ordering::Relaxed;

use jiff::Timestamp;
use jiff::civil::Date;
use shared::domain::registered::Record;
use shared::domain::response::{Respondent, Response};
use shared::link::InvitationId;
use shared::store::StoreError;
use shared::store::days::{Touch, TouchDay};
use shared::store::keys::DayShard;
use shared::store::responses::{
    FindResponse, GetResponses, IndexedResponse, Put, PutResponse, ReadDayIndex, ReadRespondent,
};

use super::Fake;

impl Fake {
    fn current(&self) -> Vec<Response> {
        let decided = self.decided.lock().unwrap();
        let now = |response: &Response| {
            let later = |other: &&Response| other.occasion.invitation == response.occasion.invitation;
            decided.iter().rev().find(later).unwrap_or(response).clone()
        };
        self.responses.iter().map(now).collect()
    }
}

impl ReadDayIndex for Fake {
    async fn read_day_index(
        &self,
        shard: DayShard,
        each: impl FnMut(IndexedResponse) + Send,
    ) -> Result<(), StoreError> {
        self.shard_reads.fetch_add(1, Relaxed);
        self.works()?;
        let here = |response: &&Response| DayShard::of(response.day, response.occasion.invitation) == shard;
        self.current().iter().filter(here).map(indexed).for_each(each);
        Ok(())
    }
}

impl GetResponses for Fake {
    async fn get_responses(&self, keys: &[(Respondent, InvitationId)], _: bool) -> Result<Vec<Response>, StoreError> {
        self.works()?;
        let key = |response: &Response| (response.occasion.respondent, response.occasion.invitation);
        Ok(self
            .current()
            .into_iter()
            .filter(|response| keys.contains(&key(response)))
            .collect())
    }
}

impl ReadRespondent for Fake {
    async fn read_respondent(&self, respondent: Respondent) -> Result<Vec<Record>, StoreError> {
        self.works()?;
        let mut theirs = self.current();
        theirs.retain(|response| response.occasion.respondent == respondent);
        Ok(theirs.into_iter().map(Box::new).map(Record::Answered).collect())
    }
}

impl PutResponse for Fake {
    async fn put_response(&self, response: &Response, replaces: Option<u32>) -> Result<Put, StoreError> {
        self.writes("response")?;
        let id = response.occasion.invitation;
        let stored = self
            .current()
            .into_iter()
            .find(|stored| stored.occasion.invitation == id);
        let stored = stored.expect("nothing is answered before its link is made in these tests");
        if replaces != Some(stored.revision) {
            return Ok(Put::Found(Box::new(Record::Answered(Box::new(stored)))));
        }
        self.decided.lock().unwrap().push(response.clone());
        Ok(Put::Stored)
    }
}

impl FindResponse for Fake {
    async fn find_response(
        &self,
        day: Date,
        id: InvitationId,
    ) -> Result<Option<(Respondent, InvitationId)>, StoreError> {
        self.works()?;
        let found = self
            .current()
            .into_iter()
            .find(|response| (response.day, response.occasion.invitation) == (day, id));
        Ok(found.map(|response| (response.occasion.respondent, id)))
    }
}

impl TouchDay for Fake {
    async fn touch_day(&self, day: Date, _: Timestamp) -> Result<Touch, StoreError> {
        self.writes("day")?;
        if self.sealed_days.contains(&day) {
            return Ok(Touch::Sealed);
        }
        self.touched_days.lock().unwrap().push(day);
        Ok(Touch::Announced)
    }
}

fn indexed(response: &Response) -> IndexedResponse {
    IndexedResponse {
        respondent: response.occasion.respondent,
        invitation: response.occasion.invitation,
        survey: response.occasion.survey.clone(),
        measure: response.occasion.measure,
        rating: response.answer().map(|answer| answer.rating),
        standing: response.standing(),
        first_answered: response.first_answered,
        invited_at: response.invited.as_ref().map(|invited| invited.at),
        sealed_customer: response.occasion.sealed_customer.clone(),
    }
}
