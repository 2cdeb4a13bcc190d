//! Which answers of an open page are taken, and how many in an hour. Counted in storage, as many copies of this function
//! may run; what is known to be full is remembered here, so that a flood costs no write and one read each.

use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};

use http::Response;
use jiff::Timestamp;
use jiff::tz::TimeZone;
use lambda_http::{Body, Request};
use shared::domain::limit::{Bucket, Hour};
use shared::domain::measure::Rating;
use shared::domain::survey::OpenAccess;
use shared::link::{NetworkKey, NetworkTag, Stage};
use shared::store::StoreError;
use shared::store::answered::Answered;
use shared::store::limits::CountAnswer;
use shared::telemetry::{Words, log};

use crate::accept::AnswerStore;
use crate::handle::Visit;
use crate::logged::Logged;
use crate::open::OpenVisit;
use crate::page::State;
use crate::reply;
use crate::send_back::SentBack;

/// The most full buckets remembered. Beyond it storage is asked, which knows.
const MOST_REMEMBERED: usize = 10_000;

/// Whether another answer is taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Admission {
    Admitted,
    /// Not before then.
    Full {
        until: Timestamp,
    },
}

impl<S: AnswerStore> Visit<'_, S> {
    /// Whether an answer to an open page is taken; if not, what is shown instead. It needs the form that was shown, and the
    /// first that comes from a form is held to the limits: what follows changes that answer, and is none of its own.
    pub(crate) async fn admit(
        &self,
        request: &Request,
        sent: &SentBack<'_>,
        visit: &OpenVisit,
        rating: Rating,
    ) -> Result<(), Response<Body>> {
        let again = |state| self.form_again(sent, Some(rating), state);
        if sent.ticket.is_none() {
            return Err(again(State::Stale));
        }
        let (app, survey) = (self.app, &sent.asked.survey.definition);
        let (Stage::Fresh, Some(access)) = (visit.stage, &survey.open) else {
            return Ok(());
        };
        let ip = self.network(request).unwrap_or_default();
        let limits = &app.limits;
        let admission = limits.admit(&app.store, &app.keys.network, &survey.id, access, ip, self.now);
        match admission.await {
            Ok(Admission::Admitted) => Ok(()),
            // Sent once more, what is stored is no further answer; its count may have been the last of the hour.
            Ok(Admission::Full { .. }) if self.answered(sent.asked).await == Answered::Yes => Ok(()),
            Ok(Admission::Full { until }) => {
                let wait = until.duration_since(self.now);
                Err(reply::retry_after(again(State::Busy), wait))
            }
            Err(error) => {
                log(&Logged::AnswerNotCounted {
                    error: Words::of(&error),
                });
                Err(again(State::NotSaved))
            }
        }
    }
}

/// The buckets that are known to be full, with the limit they had.
#[derive(Default)]
pub(crate) struct Limits(Mutex<HashMap<Bucket, u32>>);

impl Limits {
    /// Counts an answer from a network and then one of the survey; where the network has had its share, the survey's count
    /// stays as it is.
    pub(crate) async fn admit<S: CountAnswer>(
        &self,
        store: &S,
        key: &NetworkKey,
        survey: &str,
        access: &OpenAccess,
        ip: &str,
        now: Timestamp,
    ) -> Result<Admission, StoreError> {
        let hour = Hour::of(now);
        let full = Admission::Full { until: hour.end() };
        let bucket = |network| Bucket {
            survey: survey.to_owned(),
            network,
            hour,
        };
        let day = hour.start().to_zoned(TimeZone::UTC).date();
        let counts = [
            (
                bucket(Some(NetworkTag::of(key, day, ip))),
                access.answers_an_hour_per_address,
            ),
            (bucket(None), access.answers_an_hour),
        ];
        if counts.iter().any(|(bucket, limit)| self.is_full(bucket, *limit)) {
            return Ok(full);
        }
        for (bucket, limit) in counts {
            if !store.count_answer(&bucket, limit).await? {
                self.remember(bucket, limit);
                return Ok(full);
            }
        }
        Ok(Admission::Admitted)
    }

    fn is_full(&self, bucket: &Bucket, limit: u32) -> bool {
        let full = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        full.get(bucket).is_some_and(|reached| limit <= *reached)
    }

    fn remember(&self, bucket: Bucket, limit: u32) {
        let mut full = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        full.retain(|known, _| known.hour == bucket.hour);
        if full.len() < MOST_REMEMBERED {
            full.insert(bucket, limit);
        }
    }
}
