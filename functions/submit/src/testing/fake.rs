//! Storage in memory that counts what is asked of it.

use std::collections::{BTreeSet, HashMap};
use std::ops::Deref;
use std::sync::{Arc, Mutex};

use jiff::Timestamp;
use jiff::civil::Date;
use shared::domain::day::ZoneChange;
use shared::domain::registered::{Record, Registered};
use shared::domain::response::{Respondent, Response as Answered};
use shared::link::InvitationId;
use shared::store::StoreError;
use shared::store::answered::{Answered as Known, ReadAnswered};
use shared::store::days::{Touch, TouchBeside, TouchDay};
use shared::store::responses::{Put, PutResponse};
use shared::store::settings::{ReadSurveys, ReadZones, Surveys};

/// One request to storage.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Call {
    Surveys,
    Zones,
    Answered,
    Touch(Date),
    TouchBeside(Date),
    Put { replaces: Option<u32>, stored: bool },
}

/// What storage fails at.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Failure {
    Settings,
    /// Nobody can tell whether there is an answer.
    Answered,
    Touch,
    /// Nothing is written.
    Put,
    /// It is written, and the answer is lost.
    PutAcknowledgement,
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

impl ReadAnswered for Fake {
    async fn read_answered(&self, _: Respondent, invitation: InvitationId) -> Result<Known, StoreError> {
        self.note(Call::Answered);
        self.fails(Failure::Answered)?;
        let responses = self.responses.lock().unwrap();
        let standing = responses.get(&invitation).map(Answered::standing);
        Ok(match standing {
            Some(standing) if standing.is_erased() => Known::Erased,
            Some(standing) if standing.is_known_to_respondent() => Known::Yes,
            _ => Known::No,
        })
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
