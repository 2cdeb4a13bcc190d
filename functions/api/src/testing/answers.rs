//! Answers of the store in memory, and what was decided about them.

use std::sync::atomic::Ordering::Relaxed;

use jiff::Timestamp;
use jiff::civil::Date;
use shared::domain::fold::Row;
use shared::domain::registered::{Record, Registered};
use shared::domain::response::{Respondent, Response};
use shared::link::InvitationId;
use shared::store::StoreError;
use shared::store::days::{Touch, TouchDay};
use shared::store::key_pages::{AnswerRow, InvitationRow, KeyPage, ReadDayPage, ReadInvitedPage, ReadRespondentPage};
use shared::store::keys::DayShard;
use shared::store::responses::ReadRespondent;
use shared::store::responses::{FindResponse, GetResponses, Put, PutResponse};

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

/// Part of what lies in one partition, in the order of its keys.
fn key_page<T>(mut rows: Vec<T>, id: fn(&T) -> InvitationId, after: Option<InvitationId>, most: usize) -> KeyPage<T> {
    rows.sort_by_key(|row| id(row).to_string());
    rows.retain(|row| after.is_none_or(|after| id(row).to_string() > after.to_string()));
    let more = rows.len() > most;
    rows.truncate(most);
    KeyPage { rows, more }
}

impl ReadDayPage for Fake {
    async fn read_day_page(
        &self,
        shard: DayShard,
        after: Option<InvitationId>,
        most: usize,
    ) -> Result<KeyPage<AnswerRow>, StoreError> {
        self.shard_reads.fetch_add(1, Relaxed);
        self.works()?;
        let here = |response: &&Response| DayShard::of(response.day, response.occasion.invitation) == shard;
        let rows = self.current().iter().filter(here).map(indexed).collect();
        Ok(key_page(rows, |row: &AnswerRow| row.invitation, after, most))
    }
}

impl ReadInvitedPage for Fake {
    async fn read_invited_page(
        &self,
        shard: DayShard,
        after: Option<InvitationId>,
        most: usize,
    ) -> Result<KeyPage<InvitationRow>, StoreError> {
        self.works()?;
        let registered = self.registered.lock().unwrap();
        let here = registered
            .iter()
            .filter(|known| DayShard::of(known.invited.day, known.invitation) == shard);
        let answers = self.current();
        let rows = here.map(|known| invited(known, &answers)).collect();
        Ok(key_page(rows, |row: &InvitationRow| row.invitation, after, most))
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

impl ReadRespondentPage for Fake {
    async fn read_respondent_page(
        &self,
        respondent: Respondent,
        after: Option<InvitationId>,
        most: usize,
    ) -> Result<KeyPage<Record>, StoreError> {
        self.works()?;
        let all = self.current().into_iter();
        let theirs = all.filter(|response| response.occasion.respondent == respondent);
        let records = theirs.map(Box::new).map(Record::Answered).collect();
        Ok(key_page(records, Record::invitation, after, most))
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

fn indexed(response: &Response) -> AnswerRow {
    let occasion = &response.occasion;
    let answer = response.answer();
    AnswerRow {
        respondent: occasion.respondent,
        invitation: occasion.invitation,
        first_answered: response.first_answered,
        row: Row {
            survey: occasion.survey.clone(),
            measure: occasion.measure,
            rating: answer.map(|answer| answer.rating),
            standing: response.standing(),
            touchpoint: occasion.touchpoint.clone(),
            language: answer.and_then(|answer| answer.language.clone()),
            channel: occasion.channel.map(|channel| channel.to_string()),
            attributes: occasion.attributes.clone(),
            expires: response.expires,
        },
    }
}

fn invited(known: &Registered, answers: &[Response]) -> InvitationRow {
    InvitationRow {
        respondent: known.respondent,
        invitation: known.invitation,
        registered: known.invited.at,
        survey: known.survey.clone(),
        touchpoint: known.touchpoint.clone(),
        channel: known.invited.channel,
        language: known.invited.language.clone(),
        attributes: known.invited.attributes.clone(),
        answered: answers
            .iter()
            .any(|answer| answer.occasion.invitation == known.invitation),
        sealed_customer: known.sealed_customer.clone(),
    }
}
