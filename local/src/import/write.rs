//! Stores past answers, so that doing it twice changes nothing and a customer's own answer always stays.

use std::collections::{BTreeMap, HashMap};

use futures::{StreamExt, TryStreamExt, stream};
use jiff::Timestamp;
use shared::announce::Announced;
use shared::clock::Clock;
use shared::domain::registered::Record;
use shared::domain::response::{Content, Respondent, Response, Source};
use shared::erasure::latest;
use shared::link::InvitationId;
use shared::store::StoreError;
use shared::store::days::{Touch, TouchBeside, TouchDay};
use shared::store::ledger::Erasure;
use shared::store::responses::{GetResponses, Put, PutResponse};

use super::reason::{Reason, Refusal};

/// Writes under way at once.
const AT_ONCE: usize = 16;
/// Keys in one read.
const BATCH: usize = 100;
/// Reads under way at once.
const READS_AT_ONCE: usize = 4;

/// What storing past answers does to storage.
pub trait ImportStore: GetResponses + PutResponse + TouchDay + TouchBeside {}

impl<S: GetResponses + PutResponse + TouchDay + TouchBeside> ImportStore for S {}

/// What became of an answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Outcome {
    /// It is new.
    Added,
    /// An earlier import of it said something else.
    Updated,
    /// It was stored already.
    Unchanged,
    /// It is not stored.
    Refused(Refusal),
}

/// Stores answers.
pub struct Writer<'a, S> {
    store: &'a S,
    clock: &'a dyn Clock,
    erasures: BTreeMap<Respondent, Timestamp>,
    announced: Announced,
    announced_beside: Announced,
}

/// What an answer does to what is stored.
enum Decision {
    Nothing(Outcome),
    Put(Box<Response>, Option<u32>),
}

impl<'a, S: ImportStore> Writer<'a, S> {
    /// A writer. `erasures` says who was erased and when: nothing older of theirs comes back.
    pub fn new(store: &'a S, clock: &'a dyn Clock, erasures: impl IntoIterator<Item = Erasure>) -> Self {
        Self {
            store,
            clock,
            erasures: latest(erasures),
            announced: Announced::default(),
            announced_beside: Announced::default(),
        }
    }

    /// Stores answers, none of which has the invitation of another. Says what became of each, in their order.
    ///
    /// # Errors
    /// Storage fails. What is stored stays; doing it again goes on.
    pub async fn write(&self, wanted: &[Response]) -> Result<Vec<Outcome>, StoreError> {
        let keys: Vec<(Respondent, InvitationId)> = wanted.iter().map(key).collect();
        let reads = keys.chunks(BATCH).map(|keys| self.store.get_responses(keys, true));
        let found: Vec<Vec<Response>> = stream::iter(reads)
            .buffer_unordered(READS_AT_ONCE)
            .try_collect()
            .await?;
        let found: HashMap<(Respondent, InvitationId), Response> = found
            .into_iter()
            .flatten()
            .map(|response| (key(&response), response))
            .collect();
        let writes = wanted
            .iter()
            .zip(&keys)
            .map(|(wanted, key)| self.write_one(wanted, found.get(key)));
        stream::iter(writes).buffered(AT_ONCE).try_collect().await
    }

    async fn write_one(&self, wanted: &Response, found: Option<&Response>) -> Result<Outcome, StoreError> {
        let mut existing = found.cloned().map(|found| Record::Answered(Box::new(found)));
        loop {
            let (next, replaces) = match self.decide(wanted, existing.as_ref()) {
                Decision::Nothing(outcome) => return Ok(outcome),
                Decision::Put(next, replaces) => (next, replaces),
            };
            let before = match &existing {
                Some(Record::Answered(response)) => Some(&**response),
                Some(Record::Registered(_)) | None => None,
            };
            // A day that an answer leaves changes as well as the one it comes to. Both are announced even while open,
            // as a day may close before the write arrives.
            let days = [Some(next.day), before.map(|before| before.day)];
            for day in days.into_iter().flatten() {
                if self.announced.announce(self.store, day, self.clock).await? == Touch::Sealed {
                    let words = format!(
                        "{day} takes no more changes, as its answers are about to expire: the row cannot be imported any more"
                    );
                    return Ok(Outcome::Refused(Refusal::new(Reason::SealedDay, words)));
                }
            }
            // The response rate of a day that is sealed stays as it was counted.
            if let Some(day) = next.changes_cohort_of(before) {
                self.announced_beside
                    .announce_beside(self.store, day, self.clock)
                    .await?;
            }
            let done = match before {
                Some(before) if before.answer().is_some() => Outcome::Updated,
                _ => Outcome::Added,
            };
            match self.store.put_response(&next, replaces).await? {
                Put::Stored => return Ok(done),
                Put::Found(other) => match *other {
                    // The first attempt of a request that was sent again has arrived after all.
                    Record::Answered(other) if same_answer(&other, &next) && other.revision == next.revision => {
                        return Ok(done);
                    }
                    other => existing = Some(other),
                },
                Put::Gone => existing = None,
            }
        }
    }

    fn decide(&self, wanted: &Response, existing: Option<&Record>) -> Decision {
        let refuse = |reason, words: &str| Decision::Nothing(Outcome::Refused(Refusal::new(reason, words)));
        let erased = self
            .erasures
            .get(&wanted.occasion.respondent)
            .is_some_and(|at| wanted.first_answered <= *at);
        if erased {
            return refuse(
                Reason::Erased,
                "the customer was erased after this answer: take the row out of the file",
            );
        }
        let existing = match existing {
            None => return Decision::Put(Box::new(wanted.clone()), None),
            Some(Record::Registered(registered)) => {
                let first = registered.answered(wanted.clone());
                return Decision::Put(Box::new(first), Some(registered.revision));
            }
            Some(Record::Answered(response)) => response,
        };
        if matches!(existing.content, Content::Erased { .. }) {
            return refuse(Reason::Erased, "this answer was erased: take the row out of the file");
        }
        // A blank says nothing against an answer.
        let says_nothing = wanted.answer().is_none() && existing.answer().is_some();
        if says_nothing || (existing.occasion.source == Source::Import && same_answer(existing, wanted)) {
            return Decision::Nothing(Outcome::Unchanged);
        }
        // An imported answer that the customer has changed through a link carries that submission's receipt.
        if existing.occasion.source != Source::Import || !existing.receipts.is_empty() || existing.held.is_some() {
            return refuse(
                Reason::AlreadyAnswered,
                "the customer has answered this through a link, and that answer stays: nothing is to be done",
            );
        }
        let mut next = wanted.clone();
        next.revision = existing.revision + 1;
        next.invited = existing.invited.clone();
        next.expires = wanted.expires.max(existing.expires);
        Decision::Put(Box::new(next), Some(existing.revision))
    }
}

fn key(response: &Response) -> (Respondent, InvitationId) {
    (response.occasion.respondent, response.occasion.invitation)
}

/// Whether two responses say the same. Revision, version of the survey and expiry are no part of what is said.
fn same_answer(a: &Response, b: &Response) -> bool {
    let (x, y) = (&a.occasion, &b.occasion);
    a.content == b.content
        && a.day == b.day
        && a.first_answered == b.first_answered
        && (&x.survey, x.measure, &x.touchpoint, x.channel) == (&y.survey, y.measure, &y.touchpoint, y.channel)
        && x.attributes == y.attributes
        && a.held.is_none()
        && b.held.is_none()
}

#[cfg(test)]
#[path = "write_tests.rs"]
mod tests;
