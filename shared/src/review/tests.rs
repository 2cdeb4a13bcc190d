use std::collections::BTreeMap;
use std::sync::Mutex;

use jiff::Timestamp;
use jiff::civil::date;

use super::*;
use crate::domain::Measure;
use crate::domain::response::{Answer, Content, Decided, Occasion, Respondent, Source};
use crate::domain::suspicion::Suspicion;

const DAY: Date = date(2026, 11, 20);

/// What happens to a request on its way.
enum Way {
    /// It arrives, its answer does not, and it is sent again.
    AnswerLost,
    /// Another answer of the respondent arrives before it.
    Overtaken,
}

struct One {
    stored: Mutex<Response>,
    way: Way,
}

impl FindResponse for One {
    async fn find_response(&self, _: Date, _: InvitationId) -> Result<Option<(Respondent, InvitationId)>, StoreError> {
        let stored = self.stored.lock().unwrap();
        Ok(Some((stored.occasion.respondent, stored.occasion.invitation)))
    }
}

impl GetResponses for One {
    async fn get_responses(&self, _: &[(Respondent, InvitationId)], _: bool) -> Result<Vec<Response>, StoreError> {
        Ok(vec![self.stored.lock().unwrap().clone()])
    }
}

impl PutResponse for One {
    async fn put_response(&self, response: &Response, replaces: Option<u32>) -> Result<Put, StoreError> {
        let mut stored = self.stored.lock().unwrap();
        let first = match self.way {
            Way::AnswerLost => response.clone(),
            Way::Overtaken => Response {
                revision: response.revision,
                ..stored.clone()
            },
        };
        assert_eq!(replaces, Some(stored.revision));
        *stored = first;
        // The attempt that is told about finds what is there by now.
        Ok(Put::Found(Box::new(Record::Answered(Box::new(stored.clone())))))
    }
}

impl TouchDay for One {
    async fn touch_day(&self, _: Date, _: Timestamp) -> Result<Touch, StoreError> {
        Ok(Touch::Announced)
    }
}

impl TouchBeside for One {
    async fn touch_beside(&self, _: Date, _: Timestamp) -> Result<Touch, StoreError> {
        Ok(Touch::Announced)
    }
}

struct Still;

impl Clock for Still {
    fn now(&self) -> Timestamp {
        // Finer than a decision is stored.
        Timestamp::from_nanosecond(1_795_132_800_123_456_789).unwrap()
    }
}

fn suspect() -> Response {
    let at = Timestamp::from_second(1_795_132_800).unwrap();
    let measure = Measure::nps();
    let invitation = InvitationId::from_bytes([7; 16]);
    Response {
        occasion: Occasion {
            invitation,
            respondent: Respondent::Anonymous(invitation),
            survey: "recommend".into(),
            version: 1,
            measure,
            touchpoint: "delivery".into(),
            channel: None,
            attributes: BTreeMap::new(),
            sealed_customer: None,
            source: Source::Link,
        },
        day: DAY,
        first_answered: at,
        invited: None,
        revision: 1,
        content: Content::Answered(Answer {
            rating: measure.accept(2).unwrap(),
            comment: None,
            language: None,
            version: 1,
            follow_ups: BTreeMap::new(),
            at,
            suspicions: vec![Suspicion::TooQuick],
            origin: None,
            review: None,
        }),
        held: None,
        set_aside: None,
        replaced: None,
        receipts: Vec::new(),
        expires: at,
    }
}

async fn applied(store: &One) -> Result<Response, NotReviewed> {
    let about = Reference {
        day: DAY,
        id: InvitationId::from_bytes([7; 16]),
        revision: 1,
    };
    let ann = Decider {
        by: "Ann",
        at: Still.now(),
        again: false,
    };
    decide_about(store, about, Decision::Apply, ann, &Still).await
}

fn on(way: Way) -> One {
    One {
        stored: Mutex::new(suspect()),
        way,
    }
}

#[tokio::test]
async fn a_decision_whose_request_arrived_twice_is_taken() {
    let store = on(Way::AnswerLost);
    let response = applied(&store).await.unwrap();
    let review = response.answer().unwrap().review.as_ref().unwrap();
    assert_eq!((review.decided, review.by.as_str()), (Decided::Applied, "Ann"));
    assert_eq!(*store.stored.lock().unwrap(), response);
}

#[tokio::test]
async fn a_decision_about_what_has_changed_meanwhile_is_not_taken() {
    let store = on(Way::Overtaken);
    assert!(matches!(applied(&store).await, Err(NotReviewed::Changed)));
    let stored = store.stored.lock().unwrap();
    assert!(stored.answer().unwrap().review.is_none());
}
