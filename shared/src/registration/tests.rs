use std::collections::BTreeMap;
use std::sync::Mutex;

use jiff::civil::date;
use jiff::{SignedDuration, Timestamp};

use super::*;
use crate::domain::Measure;
use crate::domain::registered::Invited;
use crate::domain::response::{Answer, Occasion, Respondent, Source, expiry};
use crate::link::{Channel, InvitationId};

/// One item, as the store keeps it.
#[derive(Default)]
struct One(Mutex<Option<Record>>);

impl One {
    fn put(&self, next: Record, replaces: Option<u32>) -> Put {
        let mut stored = self.0.lock().unwrap();
        let revision = stored.as_ref().map(|record| match record {
            Record::Registered(registered) => registered.revision,
            Record::Answered(response) => response.revision,
        });
        match stored.clone() {
            Some(found) if revision != replaces => Put::Found(Box::new(found)),
            None if replaces.is_some() => Put::Gone,
            _ => {
                *stored = Some(next);
                Put::Stored
            }
        }
    }

    fn stored(&self) -> Record {
        self.0.lock().unwrap().clone().unwrap()
    }
}

impl PutRegistered for One {
    async fn put_registered(&self, registered: &Registered, replaces: Option<u32>) -> Result<Put, StoreError> {
        Ok(self.put(Record::Registered(registered.clone()), replaces))
    }
}

impl PutResponse for One {
    async fn put_response(&self, response: &Response, replaces: Option<u32>) -> Result<Put, StoreError> {
        Ok(self.put(Record::Answered(Box::new(response.clone())), replaces))
    }
}

fn at(second: i64) -> Timestamp {
    Timestamp::from_second(1_795_132_800 + second).unwrap()
}

fn registered(second: i64, plan: &str) -> Registered {
    let invitation = InvitationId::from_bytes([7; 16]);
    Registered {
        invitation,
        respondent: Respondent::Anonymous(invitation),
        survey: "recommend".into(),
        measure: Measure::nps(),
        touchpoint: "delivery".into(),
        invited: Invited {
            day: date(2026, 11, 20),
            at: at(second),
            channel: Channel::Email,
            language: None,
            attributes: BTreeMap::from([("plan".into(), plan.into())]),
        },
        sealed_customer: None,
        revision: 0,
        expires: expiry(date(2026, 11, 20), None, SignedDuration::from_hours(24 * 180)),
    }
}

fn answer() -> Response {
    let wanted = registered(0, "pro");
    let measure = wanted.measure;
    Response {
        occasion: Occasion {
            invitation: wanted.invitation,
            respondent: wanted.respondent,
            survey: wanted.survey,
            version: 1,
            measure,
            touchpoint: wanted.touchpoint,
            channel: Some(Channel::Sms),
            attributes: BTreeMap::new(),
            sealed_customer: None,
            source: Source::Link,
        },
        day: date(2026, 11, 25),
        first_answered: at(500),
        invited: None,
        revision: 1,
        content: Content::Answered(Answer {
            rating: measure.accept(9).unwrap(),
            comment: None,
            language: None,
            version: 1,
            follow_ups: BTreeMap::new(),
            at: at(500),
            suspicions: Vec::new(),
            origin: None,
            review: None,
        }),
        held: None,
        set_aside: None,
        replaced: None,
        receipts: Vec::new(),
        expires: at(86_400 * 30),
    }
}

#[tokio::test]
async fn the_first_registration_stands_whatever_is_tried_again() {
    let store = One::default();
    let first = registered(0, "pro");
    assert_eq!(register(&store, &first).await.unwrap(), Registration::Made);
    assert_eq!(
        register(&store, &first).await.unwrap(),
        Registration::Made,
        "a request that was sent again met itself"
    );
    assert_eq!(
        register(&store, &registered(60, "free")).await.unwrap(),
        Registration::Known
    );
    assert_eq!(store.stored(), Record::Registered(first));
}

#[tokio::test]
async fn an_answer_that_came_first_stays_as_it_is_and_is_invited_from_then_on() {
    let store = One::default();
    store.put(Record::Answered(Box::new(answer())), None);
    assert_eq!(
        register(&store, &registered(600, "pro")).await.unwrap(),
        Registration::Made
    );
    assert_eq!(
        register(&store, &registered(900, "pro")).await.unwrap(),
        Registration::Known
    );
    let expected = Response {
        invited: Some(registered(600, "pro").invited),
        revision: 2,
        expires: registered(600, "pro").expires,
        ..answer()
    };
    assert!(
        expected.expires > answer().expires,
        "its invited day must not be sealed as early as its own"
    );
    assert_eq!(store.stored(), Record::Answered(Box::new(expected)));
}

#[tokio::test]
async fn an_answer_to_a_registered_invitation_keeps_its_cohort_through_changes_and_erasure() {
    let store = One::default();
    let invitation = registered(0, "pro");
    register(&store, &invitation).await.unwrap();
    let first = invitation.answered(answer());
    assert_eq!(first.invited.as_ref(), Some(&invitation.invited));
    assert_eq!((first.revision, first.expires), (1, invitation.expires));
    assert_eq!(first.changes_cohort_of(None), Some(date(2026, 11, 20)));
    assert_eq!(first.changes_cohort_of(Some(&first)), None);
    let erased = first.erased(at(900), at(901));
    let kept = erased.invited.as_ref().unwrap();
    assert_eq!((kept.day, kept.attributes.len()), (date(2026, 11, 20), 0));
    assert!(erased.standing().answers_invitation());
    assert_eq!(erased.changes_cohort_of(Some(&first)), None);
}

#[tokio::test]
async fn what_did_not_count_answers_no_invitation_before_or_after_it_is_erased() {
    let mut test = registered(0, "pro").answered(answer());
    test.occasion.attributes = BTreeMap::from([("test".into(), "true".into())]);
    assert!(!test.standing().answers_invitation());
    assert!(!test.erased(at(900), at(901)).standing().answers_invitation());
    assert_eq!(test.changes_cohort_of(None), None);
}

#[tokio::test]
async fn nothing_is_registered_of_who_was_erased() {
    let store = One::default();
    let erased = answer().erased(at(900), at(901));
    store.put(Record::Answered(Box::new(erased.clone())), None);
    assert_eq!(
        register(&store, &registered(950, "pro")).await.unwrap(),
        Registration::Known
    );
    assert_eq!(store.stored(), Record::Answered(Box::new(erased)));
}

#[test]
fn a_test_and_a_nameless_link_have_a_reference_of_their_own_and_are_not_registered() {
    let draft = |customer: Option<&str>, reference: Option<&str>, test: &str| FactsDraft {
        survey: "recommend".into(),
        customer: customer.map(str::to_owned),
        touchpoint: "delivery".into(),
        reference: reference.map(str::to_owned),
        attributes: BTreeMap::from([("test".into(), test.into())]),
        channel: Channel::Web,
        language: None,
        issued: date(2026, 11, 20),
        valid_days: 30,
    };
    let cases = [
        (draft(Some("C-1"), None, "false"), Ok(()), None),
        (draft(None, Some("wave"), "no"), Ok(()), Some("wave")),
        (draft(None, None, "no"), Err(Unregistrable::Nameless), Some("random")),
        (
            draft(Some("C-1"), Some("o-1"), "true"),
            Err(Unregistrable::Test),
            Some("random"),
        ),
    ];
    for (mut draft, registrable, reference) in cases {
        assert_eq!(name_apart(&mut draft, || "random".to_owned()), registrable);
        assert_eq!(draft.reference.as_deref(), reference);
    }
}
