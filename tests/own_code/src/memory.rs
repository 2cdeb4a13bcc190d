//! Storage that knows the surveys and takes every answer as the first.

use jiff::Timestamp;
use jiff::civil::Date;
use shared::domain::day::ZoneChange;
use shared::domain::limit::Bucket;
use shared::domain::opt_out::OptOut;
use shared::domain::response::{Respondent, Response};
use shared::link::InvitationId;
use shared::store::StoreError;
use shared::store::answered::{Answered, ReadAnswered};
use shared::store::days::{Touch, TouchBeside, TouchDay};
use shared::store::limits::CountAnswer;
use shared::store::opt_outs::{PutOptOut, WithdrawOptOut};
use shared::store::responses::{Put, PutResponse};
use shared::store::settings::{ReadSurveys, ReadZones, Surveys};

/// The storage.
pub(crate) struct Memory(pub(crate) Surveys);

impl ReadSurveys for Memory {
    async fn read_surveys(&self) -> Result<Surveys, StoreError> {
        Ok(self.0.clone())
    }
}

impl ReadZones for Memory {
    async fn read_zones(&self) -> Result<Vec<ZoneChange>, StoreError> {
        Ok(Vec::new())
    }
}

impl TouchDay for Memory {
    async fn touch_day(&self, _: Date, _: Timestamp) -> Result<Touch, StoreError> {
        Ok(Touch::Announced)
    }
}

impl TouchBeside for Memory {
    async fn touch_beside(&self, _: Date, _: Timestamp) -> Result<Touch, StoreError> {
        Ok(Touch::Announced)
    }
}

impl PutResponse for Memory {
    async fn put_response(&self, _: &Response, _: Option<u32>) -> Result<Put, StoreError> {
        Ok(Put::Stored)
    }
}

impl ReadAnswered for Memory {
    async fn read_answered(&self, _: Respondent, _: InvitationId) -> Result<Answered, StoreError> {
        Ok(Answered::No)
    }
}

impl CountAnswer for Memory {
    async fn count_answer(&self, _: &Bucket, _: u32) -> Result<bool, StoreError> {
        Ok(true)
    }
}

impl PutOptOut for Memory {
    async fn put_opt_out(&self, _: Respondent, _: &OptOut) -> Result<bool, StoreError> {
        Ok(true)
    }
}

impl WithdrawOptOut for Memory {
    async fn withdraw_opt_out(&self, _: Respondent, _: Timestamp) -> Result<bool, StoreError> {
        Ok(true)
    }
}
