use super::*;
use crate::domain::measure::Measure;
use crate::domain::suspicion::Suspicion;
use crate::link::{InvitationId, Pseudonym, SubmissionId};
use jiff::civil::{Date, date};
use jiff::{SignedDuration, Timestamp};
use std::collections::BTreeMap;

pub(super) const HOME: [u8; 8] = [1, 1, 1, 1, 2, 2, 2, 2];
pub(super) const SCANNER: [u8; 8] = [9, 9, 9, 9, 8, 8, 8, 8];
pub(super) const NEW_NETWORK: [u8; 8] = [9, 9, 9, 9, 2, 2, 2, 2];

pub(super) fn day() -> Date {
    date(2026, 11, 20)
}

pub(super) fn at(second: i64) -> Timestamp {
    Timestamp::from_second(1_795_000_000 + second).unwrap()
}

pub(super) fn occasion() -> Occasion {
    Occasion {
        invitation: InvitationId::from_bytes([7; 16]),
        respondent: Respondent::Customer(Pseudonym::from_bytes([3; 16])),
        survey: "recommend".into(),
        version: 1,
        measure: Measure::nps(),
        touchpoint: "delivery".into(),
        channel: None,
        attributes: BTreeMap::from([("plan".into(), "pro".into())]),
        sealed_customer: Some(vec![1, 2, 3]),
        source: Source::Link,
    }
}

pub(super) fn sent(id: u8, rating: i64, second: i64) -> Submission {
    Submission {
        id: SubmissionId::from_bytes([id; 16]),
        fingerprint: [u8::try_from(rating).unwrap(); 8],
        rating: Measure::nps().accept(rating).unwrap(),
        comment: None,
        language: Some("en".into()),
        version: 3,
        follow_ups: BTreeMap::new(),
        at: at(second),
        viewed: Some(at(second - 10)),
        from_form: true,
        decoy: false,
        origin: Some(HOME),
    }
}

pub(super) fn apply(existing: Option<&Response>, submission: &Submission) -> (Response, Effect) {
    match decide(
        existing,
        &occasion(),
        submission,
        day(),
        SignedDuration::from_hours(24 * 180),
    ) {
        Verdict::Store(response, effect) => (*response, effect),
        other => panic!("expected something to store, got {other:?}"),
    }
}

fn verdict(existing: &Response, submission: &Submission) -> Verdict {
    decide(
        Some(existing),
        &occasion(),
        submission,
        day(),
        SignedDuration::from_hours(24 * 180),
    )
}

pub(super) fn rating(response: &Response) -> u8 {
    response.answer().unwrap().rating.get()
}

#[test]
fn the_first_answer_fixes_the_day_and_expires_after_the_retention() {
    let (response, effect) = apply(None, &sent(1, 9, 0));
    assert_eq!((effect, response.revision, response.day), (Effect::First, 1, day()));
    assert_eq!(
        response.expires,
        expiry(day(), None, SignedDuration::from_hours(24 * 180))
    );
}

#[test]
fn a_changed_answer_replaces_the_first_and_stays_on_its_day() {
    let (first, _) = apply(None, &sent(1, 9, 0));
    let Verdict::Store(changed, effect) = decide(
        Some(&first),
        &occasion(),
        &sent(2, 3, 100),
        date(2026, 11, 25),
        SignedDuration::ZERO,
    ) else {
        panic!("not stored")
    };
    assert_eq!(
        (effect, rating(&changed), changed.revision, changed.day),
        (Effect::Replaced, 3, 2, day())
    );
}

#[test]
fn the_same_submission_sent_twice_changes_nothing() {
    let (first, _) = apply(None, &sent(1, 9, 0));
    assert_eq!(verdict(&first, &sent(1, 9, 5)), Verdict::Replay);
}

#[test]
fn the_same_submission_id_with_other_content_is_a_new_revision() {
    let (first, _) = apply(None, &sent(1, 9, 0));
    let (second, effect) = apply(Some(&first), &sent(1, 4, 100));
    assert_eq!((effect, rating(&second), second.revision), (Effect::Replaced, 4, 2));
}

#[test]
fn an_older_submission_that_comes_again_late_is_never_applied_again() {
    let (first, _) = apply(None, &sent(1, 9, 0));
    let (second, _) = apply(Some(&first), &sent(2, 2, 100));
    assert_eq!(verdict(&second, &sent(1, 9, 200)), Verdict::Replay);
}

#[test]
fn only_the_last_eight_submissions_are_remembered() {
    let (mut response, _) = apply(None, &sent(1, 9, 0));
    for id in 2..=10 {
        response = apply(Some(&response), &sent(id, 9 - i64::from(id % 2), i64::from(id) * 100)).0;
    }
    assert_eq!(response.receipts.len(), RECEIPTS_KEPT);
    assert_eq!(response.receipts[0].submission, SubmissionId::from_bytes([3; 16]));
}

#[test]
fn a_machine_after_the_person_is_held_beside_the_answer_that_counts() {
    let (person, _) = apply(None, &sent(1, 9, 0));
    let machine = Submission {
        origin: Some(SCANNER),
        ..sent(2, 0, 100)
    };
    let (after, effect) = apply(Some(&person), &machine);
    assert_eq!((effect, rating(&after), after.revision), (Effect::Held, 9, 2));
    assert_eq!(after.held.unwrap().suspicions, [Suspicion::Elsewhere]);
}

#[test]
fn a_person_on_another_network_with_the_same_browser_is_not_suspect() {
    let (person, _) = apply(None, &sent(1, 9, 0));
    let (after, effect) = apply(
        Some(&person),
        &Submission {
            origin: Some(NEW_NETWORK),
            ..sent(2, 2, 100)
        },
    );
    assert_eq!((effect, rating(&after)), (Effect::Replaced, 2));
}

#[test]
fn a_comment_from_elsewhere_is_a_persons() {
    let (person, _) = apply(None, &sent(1, 9, 0));
    let elsewhere = Submission {
        origin: Some(SCANNER),
        comment: Some("late".into()),
        ..sent(2, 2, 100)
    };
    assert_eq!(apply(Some(&person), &elsewhere).1, Effect::Replaced);
}

#[test]
fn a_person_after_the_machine_takes_the_answer_back() {
    let quick = Submission {
        viewed: Some(at(-1)),
        ..sent(1, 0, 0)
    };
    let (machine, _) = apply(None, &quick);
    assert_eq!(machine.answer().unwrap().suspicions, [Suspicion::TooQuick]);
    assert!(machine.counted().is_none());
    let (person, effect) = apply(Some(&machine), &sent(2, 8, 100));
    assert_eq!((effect, person.counted().unwrap().rating.get()), (Effect::Replaced, 8));
}

#[test]
fn the_decoy_button_and_a_form_without_a_view_are_suspect() {
    let (decoy, _) = apply(
        None,
        &Submission {
            decoy: true,
            ..sent(1, 9, 0)
        },
    );
    assert_eq!(decoy.answer().unwrap().suspicions, [Suspicion::Decoy]);
    let (unseen, _) = apply(
        None,
        &Submission {
            viewed: None,
            ..sent(1, 9, 0)
        },
    );
    assert_eq!(unseen.answer().unwrap().suspicions, [Suspicion::Unseen]);
    let (json, _) = apply(
        None,
        &Submission {
            viewed: None,
            from_form: false,
            ..sent(1, 9, 0)
        },
    );
    assert!(json.counted().is_some());
}

#[test]
fn an_empty_comment_never_blanks_one() {
    let (first, _) = apply(
        None,
        &Submission {
            comment: Some("too slow".into()),
            ..sent(1, 2, 0)
        },
    );
    let (second, _) = apply(Some(&first), &sent(2, 3, 100));
    assert_eq!(second.answer().unwrap().comment.as_deref(), Some("too slow"));
}

#[test]
fn an_erased_response_keeps_nothing_and_refuses_every_answer() {
    let (first, _) = apply(
        None,
        &Submission {
            comment: Some("too slow".into()),
            ..sent(1, 2, 0)
        },
    );
    let tombstone = first.erased(at(50), first.expires);
    assert_eq!(
        (tombstone.revision, tombstone.answer(), &tombstone.held),
        (2, None, &None)
    );
    assert!(
        tombstone.receipts.is_empty()
            && tombstone.occasion.attributes.is_empty()
            && tombstone.occasion.sealed_customer.is_none()
    );
    assert_eq!(verdict(&tombstone, &sent(1, 2, 60)), Verdict::Closed);
}

#[test]
fn further_answers_stay_while_the_rating_is_in_the_band_they_were_asked_for() {
    let reason = BTreeMap::from([("reason".to_owned(), vec!["price".to_owned()])]);
    let said = Submission {
        follow_ups: reason.clone(),
        ..sent(2, 3, 60)
    };
    let stored = |existing: Option<&Response>, submission: &Submission| match decide(
        existing,
        &occasion(),
        submission,
        day(),
        SignedDuration::ZERO,
    ) {
        Verdict::Store(next, _) => *next,
        other => panic!("{other:?}"),
    };
    let rated = stored(None, &sent(1, 3, 0));
    let explained = stored(Some(&rated), &said);
    assert_eq!(explained.answer().unwrap().follow_ups, reason);
    let same_band = stored(Some(&explained), &sent(3, 5, 200));
    assert_eq!(same_band.answer().unwrap().follow_ups, reason);
    let other_band = stored(Some(&explained), &sent(4, 10, 400));
    assert!(other_band.answer().unwrap().follow_ups.is_empty());
}
