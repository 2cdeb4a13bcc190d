use jiff::SignedDuration;
use jiff::civil::Date;
use std::collections::BTreeMap;
use std::sync::Mutex;

use super::*;
use shared::domain::measure::Measure;
use shared::domain::registered::{Invited, Registered};
use shared::domain::response::{Answer, Occasion, Receipt};
use shared::link::{Channel, Pseudonym, SubmissionId};

/// A store in memory that counts what is done to it.
#[derive(Default)]
struct Memory {
    stored: Mutex<BTreeMap<InvitationId, Response>>,
    touches: Mutex<Vec<Date>>,
    rate_touches: Mutex<Vec<Date>>,
    /// An invitation that waits for its answer.
    registered: Mutex<Option<Registered>>,
    puts: Mutex<u32>,
    sealed: Option<Date>,
    /// Arrives between a read and the write that follows it.
    meanwhile: Mutex<Option<Response>>,
    /// Whether a write that arrives is reported as one that met itself.
    sent_twice: bool,
}

impl GetResponses for Memory {
    async fn get_responses(
        &self,
        keys: &[(Respondent, InvitationId)],
        consistent: bool,
    ) -> Result<Vec<Response>, StoreError> {
        assert!(consistent);
        assert!(keys.len() <= 100);
        let stored = self.stored.lock().unwrap();
        Ok(keys.iter().filter_map(|(_, id)| stored.get(id).cloned()).collect())
    }
}

impl PutResponse for Memory {
    async fn put_response(&self, response: &Response, replaces: Option<u32>) -> Result<Put, StoreError> {
        assert!(
            self.touches.lock().unwrap().contains(&response.day),
            "the day was announced first"
        );
        *self.puts.lock().unwrap() += 1;
        let mut stored = self.stored.lock().unwrap();
        if let Some(other) = self.meanwhile.lock().unwrap().take() {
            stored.insert(other.occasion.invitation, other);
        }
        let id = response.occasion.invitation;
        let mut registered = self.registered.lock().unwrap();
        if let Some(waiting) = registered.take_if(|waiting| waiting.invitation == id) {
            if replaces != Some(waiting.revision) {
                *registered = Some(waiting.clone());
                return Ok(Put::Found(Box::new(Record::Registered(waiting))));
            }
            stored.insert(id, response.clone());
            return Ok(Put::Stored);
        }
        match stored.get(&id) {
            found if found.map(|found| found.revision) == replaces => {
                stored.insert(id, response.clone());
                Ok(if self.sent_twice {
                    Put::Found(Box::new(Record::Answered(Box::new(response.clone()))))
                } else {
                    Put::Stored
                })
            }
            Some(found) => Ok(Put::Found(Box::new(Record::Answered(Box::new(found.clone()))))),
            None => Ok(Put::Gone),
        }
    }
}

impl TouchDay for Memory {
    async fn touch_day(&self, day: Date, _now: Timestamp) -> Result<Touch, StoreError> {
        if self.sealed == Some(day) {
            return Ok(Touch::Sealed);
        }
        self.touches.lock().unwrap().push(day);
        Ok(Touch::Announced)
    }
}

impl TouchBeside for Memory {
    async fn touch_beside(&self, day: Date, _now: Timestamp) -> Result<Touch, StoreError> {
        self.rate_touches.lock().unwrap().push(day);
        Ok(Touch::Announced)
    }
}

/// A clock that a test moves.
struct Hands(Mutex<Timestamp>);

impl Hands {
    fn new() -> Self {
        Self(Mutex::new("2026-11-21T12:00:00Z".parse().unwrap()))
    }

    fn forward(&self, minutes: i64) {
        *self.0.lock().unwrap() += SignedDuration::from_mins(minutes);
    }
}

impl Clock for Hands {
    fn now(&self) -> Timestamp {
        *self.0.lock().unwrap()
    }
}

fn answer(id: u8, rating: i64) -> Response {
    let at: Timestamp = "2026-11-01T00:00:00Z".parse().unwrap();
    let invitation = InvitationId::from_bytes([id; 16]);
    Response {
        occasion: Occasion {
            invitation,
            respondent: Respondent::Customer(Pseudonym::from_bytes([id; 16])),
            survey: "recommend".into(),
            version: 1,
            measure: Measure::nps(),
            touchpoint: "checkout".into(),
            channel: None,
            attributes: BTreeMap::new(),
            sealed_customer: None,
            source: Source::Import,
        },
        day: "2026-11-01".parse().unwrap(),
        first_answered: at,
        invited: None,
        revision: 1,
        content: Content::Answered(Answer {
            rating: Measure::nps().accept(rating).unwrap(),
            comment: None,
            language: None,
            version: 1,
            follow_ups: BTreeMap::new(),
            at,
            suspicions: Vec::new(),
            origin: None,
            review: None,
        }),
        held: None,
        set_aside: None,
        replaced: None,
        receipts: Vec::new(),
        expires: at + SignedDuration::from_hours(24 * 400),
    }
}

fn holding(stored: Response) -> Memory {
    let memory = Memory::default();
    memory.stored.lock().unwrap().insert(stored.occasion.invitation, stored);
    memory
}

async fn write(store: &Memory, wanted: &[Response]) -> Vec<Outcome> {
    let outcomes = Writer::new(store, &Hands::new(), []).write(wanted).await.unwrap();
    assert_eq!(outcomes.len(), wanted.len());
    outcomes
}

fn reason(outcome: &Outcome) -> Reason {
    match outcome {
        Outcome::Refused(refusal) => refusal.reason,
        other => panic!("{other:?}"),
    }
}

fn stored(store: &Memory, id: u8) -> Response {
    store.stored.lock().unwrap()[&InvitationId::from_bytes([id; 16])].clone()
}

#[tokio::test]
async fn what_is_new_is_added_and_the_same_again_touches_nothing() {
    let store = Memory::default();
    let wanted: Vec<Response> = (0..250).map(|id| answer(id, 9)).collect();
    assert!(
        write(&store, &wanted)
            .await
            .iter()
            .all(|outcome| *outcome == Outcome::Added)
    );
    assert_eq!(store.touches.lock().unwrap().len(), 1, "one touch serves a whole day");
    let later: Vec<Response> = wanted
        .into_iter()
        .map(|response| Response {
            expires: response.expires + SignedDuration::from_hours(1),
            ..response
        })
        .collect();
    assert!(
        write(&store, &later)
            .await
            .iter()
            .all(|outcome| *outcome == Outcome::Unchanged)
    );
    assert_eq!(
        (store.touches.lock().unwrap().len(), *store.puts.lock().unwrap()),
        (1, 250)
    );
}

#[tokio::test]
async fn an_imported_answer_that_says_something_else_now_is_replaced() {
    let store = holding(answer(1, 9));
    let mut wanted = answer(1, 3);
    wanted.expires -= SignedDuration::from_hours(1);
    assert_eq!(write(&store, &[wanted]).await, [Outcome::Updated]);
    let now = stored(&store, 1);
    assert_eq!((now.revision, now.answer().unwrap().rating.get()), (2, 3));
    assert_eq!(now.expires, answer(1, 3).expires, "it is kept no shorter than before");
}

#[tokio::test]
async fn an_answer_that_moves_to_another_day_announces_both() {
    let store = holding(answer(1, 9));
    let mut wanted = answer(1, 9);
    wanted.day = "2026-11-02".parse().unwrap();
    assert_eq!(write(&store, &[wanted]).await, [Outcome::Updated]);
    assert_eq!(store.touches.lock().unwrap().len(), 2);
}

#[tokio::test]
async fn what_a_customer_said_through_a_link_stays() {
    let linked = Response {
        occasion: Occasion {
            source: Source::Link,
            ..answer(1, 9).occasion
        },
        ..answer(1, 9)
    };
    let store = holding(linked.clone());
    assert_eq!(
        reason(&write(&store, &[answer(1, 9)]).await[0]),
        Reason::AlreadyAnswered
    );
    assert_eq!(stored(&store, 1), linked);
}

#[tokio::test]
async fn an_imported_answer_that_the_customer_has_changed_since_stays() {
    let mut changed = answer(1, 2);
    changed.revision = 2;
    changed.receipts.push(Receipt {
        submission: SubmissionId::from_bytes([7; 16]),
        fingerprint: [0; 8],
        rating: Some(2),
        at: changed.first_answered,
    });
    let store = holding(changed.clone());
    assert_eq!(
        reason(&write(&store, &[answer(1, 9)]).await[0]),
        Reason::AlreadyAnswered
    );
    let held = Response {
        held: answer(1, 0).answer().cloned(),
        receipts: Vec::new(),
        ..changed
    };
    let store = holding(held);
    assert_eq!(
        reason(&write(&store, &[answer(1, 2)]).await[0]),
        Reason::AlreadyAnswered
    );
}

#[tokio::test]
async fn an_erased_answer_does_not_come_back_nor_does_anything_older_of_an_erased_customer() {
    let at = answer(1, 9).first_answered;
    let store = holding(answer(1, 9).erased(at, at));
    assert_eq!(reason(&write(&store, &[answer(1, 9)]).await[0]), Reason::Erased);
    let store = Memory::default();
    let who = answer(2, 9).occasion.respondent;
    let before = SignedDuration::from_hours(1);
    let clock = Hands::new();
    let erased = |at| Erasure { at, customer: who };
    let writer = Writer::new(&store, &clock, [erased(at), erased(at - before)]);
    assert_eq!(reason(&writer.write(&[answer(2, 9)]).await.unwrap()[0]), Reason::Erased);
    let writer = Writer::new(&store, &clock, [erased(at - before)]);
    assert_eq!(
        writer.write(&[answer(2, 9)]).await.unwrap(),
        [Outcome::Added],
        "they came back of their own"
    );
}

#[tokio::test]
async fn a_sealed_day_takes_nothing_and_gives_nothing_away() {
    let store = Memory {
        sealed: Some(answer(1, 9).day),
        ..Memory::default()
    };
    assert_eq!(reason(&write(&store, &[answer(1, 9)]).await[0]), Reason::SealedDay);
    assert_eq!(*store.puts.lock().unwrap(), 0);
    store
        .stored
        .lock()
        .unwrap()
        .insert(answer(1, 9).occasion.invitation, answer(1, 9));
    let mut moved = answer(1, 9);
    moved.day = "2026-11-02".parse().unwrap();
    assert_eq!(write(&store, &[answer(1, 9)]).await, [Outcome::Unchanged]);
    assert_eq!(reason(&write(&store, &[moved]).await[0]), Reason::SealedDay);
}

#[tokio::test]
async fn an_answer_that_arrives_in_between_is_decided_about_again() {
    let mut link = answer(1, 2);
    link.occasion.source = Source::Link;
    for (meanwhile, wanted) in [
        (link, None),
        (answer(1, 5), Some(Outcome::Updated)),
        (answer(1, 9), Some(Outcome::Added)),
    ] {
        let store = Memory {
            meanwhile: Mutex::new(Some(meanwhile.clone())),
            ..Memory::default()
        };
        let outcome = write(&store, &[answer(1, 9)]).await.remove(0);
        match wanted {
            Some(wanted) => assert_eq!(outcome, wanted),
            None => {
                assert_eq!(reason(&outcome), Reason::AlreadyAnswered);
                assert_eq!(stored(&store, 1), meanwhile);
            }
        }
    }
}

#[tokio::test]
async fn a_write_that_meets_itself_has_arrived() {
    let store = Memory {
        sent_twice: true,
        ..Memory::default()
    };
    assert_eq!(write(&store, &[answer(1, 9)]).await, [Outcome::Added]);
}

#[tokio::test]
async fn a_day_is_announced_again_after_five_minutes() {
    let (store, clock) = (Memory::default(), Hands::new());
    let writer = Writer::new(&store, &clock, []);
    writer.write(&[answer(1, 9)]).await.unwrap();
    clock.forward(4);
    writer.write(&[answer(2, 9)]).await.unwrap();
    assert_eq!(store.touches.lock().unwrap().len(), 1);
    clock.forward(1);
    writer.write(&[answer(3, 9)]).await.unwrap();
    assert_eq!(store.touches.lock().unwrap().len(), 2);
}

#[tokio::test]
async fn an_answer_keeps_its_invitation_and_has_the_response_rate_counted_again() {
    let store = Memory::default();
    let day: Date = "2026-10-20".parse().unwrap();
    let first = answer(1, 9);
    let invitation = Registered {
        invitation: first.occasion.invitation,
        respondent: first.occasion.respondent,
        survey: first.occasion.survey.clone(),
        measure: first.occasion.measure,
        touchpoint: first.occasion.touchpoint.clone(),
        invited: Invited {
            day,
            at: first.first_answered,
            channel: Channel::Email,
            language: None,
            attributes: BTreeMap::new(),
        },
        sealed_customer: None,
        revision: 0,
        expires: first.expires,
    };
    *store.registered.lock().unwrap() = Some(invitation.clone());
    assert_eq!(write(&store, &[answer(1, 9)]).await, [Outcome::Added]);
    assert_eq!(*store.rate_touches.lock().unwrap(), [day]);
    assert_eq!(write(&store, &[answer(1, 3)]).await, [Outcome::Updated]);
    let now = stored(&store, 1);
    assert_eq!((now.invited, now.revision), (Some(invitation.invited), 2));
    assert_eq!(*store.rate_touches.lock().unwrap(), [day], "still one answer to it");
}
