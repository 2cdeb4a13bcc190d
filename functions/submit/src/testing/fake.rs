//! Storage in memory that counts what is asked of it.

use std::collections::{BTreeSet, HashMap};
use std::ops::Deref;
use std::sync::{Arc, Mutex};

use jiff::Timestamp;
use jiff::civil::Date;
use shared::domain::day::ZoneChange;
use shared::domain::limit::Bucket;
use shared::domain::opt_out::OptOut;
use shared::domain::registered::{Record, Registered};
use shared::domain::response::{Respondent, Response as Answered};
use shared::link::InvitationId;
use shared::store::StoreError;
use shared::store::days::{Touch, TouchBeside, TouchDay};
use shared::store::limits::CountAnswer;
use shared::store::opt_outs::{PutOptOut, WithdrawOptOut};
use shared::store::responses::{Put, PutResponse};
use shared::store::settings::{ReadSurveys, ReadZones, Surveys};

/// One request to storage.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Call {
    Surveys,
    Zones,
    Touch(Date),
    TouchBeside(Date),
    Put { replaces: Option<u32>, stored: bool },
    Count { of_network: bool, counted: bool },
    OptOut,
    Withdraw,
}

/// What storage fails at.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Failure {
    Settings,
    Touch,
    /// Nothing is written.
    Put,
    /// It is written, and the answer is lost.
    PutAcknowledgement,
    Count,
    OptOut,
}

/// Storage in memory; its clones are the same storage.
#[derive(Clone, Default)]
pub(crate) struct Fake(Arc<Inner>);

#[derive(Default)]
pub(crate) struct Inner {
    pub(crate) surveys: Mutex<Surveys>,
    pub(crate) responses: Mutex<HashMap<InvitationId, Answered>>,
    /// Invitations without an answer.
    pub(crate) registered: Mutex<HashMap<InvitationId, Registered>>,
    pub(crate) calls: Mutex<Vec<Call>>,
    pub(crate) sealed: Mutex<BTreeSet<Date>>,
    pub(crate) failure: Mutex<Option<Failure>>,
    pub(crate) counts: Mutex<HashMap<Bucket, u32>>,
    pub(crate) opt_outs: Mutex<HashMap<Respondent, OptOut>>,
}

impl Deref for Fake {
    type Target = Inner;

    fn deref(&self) -> &Inner {
        &self.0
    }
}

impl Inner {
    fn fails(&self, at: Failure) -> Result<(), StoreError> {
        let unavailable = || StoreError::Unavailable {
            operation: "test",
            detail: "as asked".into(),
        };
        if self.failing() == Some(at) {
            Err(unavailable())
        } else {
            Ok(())
        }
    }

    fn failing(&self) -> Option<Failure> {
        *self.failure.lock().unwrap()
    }

    fn note(&self, call: Call) {
        self.calls.lock().unwrap().push(call);
    }
}

impl ReadSurveys for Fake {
    async fn read_surveys(&self) -> Result<Surveys, StoreError> {
        self.note(Call::Surveys);
        self.fails(Failure::Settings)?;
        Ok(self.surveys.lock().unwrap().clone())
    }
}

impl ReadZones for Fake {
    async fn read_zones(&self) -> Result<Vec<ZoneChange>, StoreError> {
        self.note(Call::Zones);
        self.fails(Failure::Settings)?;
        Ok(Vec::new())
    }
}

impl TouchDay for Fake {
    async fn touch_day(&self, day: Date, _: Timestamp) -> Result<Touch, StoreError> {
        self.note(Call::Touch(day));
        self.fails(Failure::Touch)?;
        let sealed = self.sealed.lock().unwrap().contains(&day);
        Ok(if sealed { Touch::Sealed } else { Touch::Announced })
    }
}

impl TouchBeside for Fake {
    async fn touch_beside(&self, day: Date, _: Timestamp) -> Result<Touch, StoreError> {
        self.note(Call::TouchBeside(day));
        self.fails(Failure::Touch)?;
        let sealed = self.sealed.lock().unwrap().contains(&day);
        Ok(if sealed { Touch::Sealed } else { Touch::Announced })
    }
}

impl CountAnswer for Fake {
    async fn count_answer(&self, bucket: &Bucket, limit: u32) -> Result<bool, StoreError> {
        self.fails(Failure::Count)?;
        let mut counts = self.counts.lock().unwrap();
        let count = counts.entry(bucket.clone()).or_default();
        let counted = *count < limit;
        *count += u32::from(counted);
        self.note(Call::Count {
            of_network: bucket.network.is_some(),
            counted,
        });
        Ok(counted)
    }
}

impl PutOptOut for Fake {
    async fn put_opt_out(&self, key: Respondent, said: &OptOut) -> Result<bool, StoreError> {
        self.note(Call::OptOut);
        self.fails(Failure::OptOut)?;
        let mut known = self.opt_outs.lock().unwrap();
        let stored = said.suspicions.is_empty() || !known.contains_key(&key);
        if stored {
            known.insert(key, said.clone());
        }
        Ok(stored)
    }
}

impl WithdrawOptOut for Fake {
    async fn withdraw_opt_out(&self, key: Respondent, at: Timestamp) -> Result<bool, StoreError> {
        self.note(Call::Withdraw);
        self.fails(Failure::OptOut)?;
        let mut known = self.opt_outs.lock().unwrap();
        let known = known.get_mut(&key);
        Ok(known.map(|said| said.withdrawn = said.withdrawn.or(Some(at))).is_some())
    }
}

impl PutResponse for Fake {
    async fn put_response(&self, response: &Answered, replaces: Option<u32>) -> Result<Put, StoreError> {
        // Others get their turn between what this writer read and what it writes.
        tokio::task::yield_now().await;
        self.fails(Failure::Put)?;
        let mut responses = self.responses.lock().unwrap();
        let mut registered = self.registered.lock().unwrap();
        let answered = responses.get(&response.occasion.invitation).cloned();
        let unanswered = registered.get(&response.occasion.invitation).cloned();
        let put = match (answered, unanswered) {
            (Some(found), _) if Some(found.revision) != replaces => {
                Put::Found(Box::new(Record::Answered(Box::new(found))))
            }
            (None, Some(found)) if Some(found.revision) != replaces => Put::Found(Box::new(Record::Registered(found))),
            (None, None) if replaces.is_some() => Put::Gone,
            _ => {
                registered.remove(&response.occasion.invitation);
                responses.insert(response.occasion.invitation, response.clone());
                Put::Stored
            }
        };
        self.note(Call::Put {
            replaces,
            stored: put == Put::Stored,
        });
        self.fails(Failure::PutAcknowledgement)?;
        Ok(put)
    }
}
