use super::tests::{HOME, SCANNER, apply, at, day, occasion, rating, sent};
use super::*;

/// A person's 9 and a machine's 2 held beside it.
fn with_held() -> Response {
    let (person, _) = apply(None, &sent(1, 9, 0));
    let machine = Submission {
        origin: Some(SCANNER),
        ..sent(2, 2, 100)
    };
    apply(Some(&person), &machine).0
}

/// Nothing but a machine's 2.
fn suspect() -> Response {
    let quick = Submission {
        viewed: Some(at(0)),
        ..sent(1, 2, 0)
    };
    apply(None, &quick).0
}

fn decided(response: &Response, decision: Decision, second: i64) -> Response {
    review(response, decision, at(second), "Ann").unwrap()
}

fn undone(response: &Response) -> Response {
    decided(response, Decision::Undo, 9_999)
}

/// But for the revision, which always rises.
fn same(one: &Response, other: &Response) -> bool {
    Response {
        revision: other.revision,
        ..one.clone()
    } == *other
}

#[test]
fn an_applied_held_answer_counts_and_the_one_before_is_set_aside_until_that_is_undone() {
    let before = with_held();
    let applied = decided(&before, Decision::Apply, 200);
    assert_eq!(
        (applied.counted().unwrap().rating.get(), applied.revision),
        (2, before.revision + 1)
    );
    assert_eq!(applied.set_aside.as_ref().unwrap().rating.get(), 9);
    assert_eq!(applied.standing(), Standing::Counted);
    let review = applied.answer().unwrap().review.clone().unwrap();
    assert_eq!(
        (review.decided, review.at, review.by.as_str()),
        (Decided::Applied, at(200), "Ann")
    );
    assert!(
        !applied.answer().unwrap().suspicions.is_empty(),
        "why it was suspect stays on record"
    );
    assert!(same(&undone(&applied), &before));
}

#[test]
fn a_dropped_held_answer_waits_no_longer_and_the_other_counts_as_before() {
    let before = with_held();
    let dropped = decided(&before, Decision::Drop, 200);
    assert_eq!((dropped.standing(), rating(&dropped)), (Standing::Counted, 9));
    assert!(same(&undone(&dropped), &before));
}

#[test]
fn a_suspect_answer_alone_is_applied_or_dropped_and_back() {
    let before = suspect();
    assert_eq!(before.standing(), Standing::Suspect);
    let applied = decided(&before, Decision::Apply, 200);
    assert_eq!((applied.standing(), rating(&applied)), (Standing::Counted, 2));
    let dropped = decided(&before, Decision::Drop, 200);
    assert_eq!(dropped.standing(), Standing::Dropped);
    for decided in [applied, dropped] {
        assert!(same(&undone(&decided), &before));
    }
}

#[test]
fn there_is_nothing_to_decide_about_what_is_not_suspect_or_decided_or_erased_or_a_test() {
    let (person, _) = apply(None, &sent(1, 9, 0));
    let mut test = suspect();
    test.occasion.attributes.insert("test".into(), "true".into());
    let erased = suspect().erased(at(60), at(70));
    let dropped = decided(&suspect(), Decision::Drop, 1);
    for response in [person.clone(), test, erased.clone(), dropped] {
        for decision in [Decision::Apply, Decision::Drop] {
            assert_eq!(
                review(&response, decision, at(200), "Ann"),
                Err(ReviewError::NothingToDecide)
            );
        }
    }
    for response in [person, suspect(), with_held(), erased] {
        assert_eq!(
            review(&response, Decision::Undo, at(200), "Ann"),
            Err(ReviewError::NothingToUndo)
        );
    }
}

#[test]
fn a_second_held_answer_is_not_applied_over_the_first_and_takes_its_place_when_that_is_undone() {
    let applied = decided(&with_held(), Decision::Apply, 200);
    let machine = Submission {
        origin: Some(HOME),
        decoy: true,
        ..sent(3, 4, 300)
    };
    let (held, effect) = apply(Some(&applied), &machine);
    assert_eq!(
        (effect, rating(&held)),
        (Effect::Held, 2),
        "an applied answer is trusted"
    );
    assert_eq!(
        review(&held, Decision::Apply, at(400), "Ann"),
        Err(ReviewError::AppliedBefore)
    );
    let undone = undone(&held);
    assert_eq!((rating(&undone), undone.held.unwrap().rating.get()), (9, 4));
}

#[test]
fn the_persons_next_answer_replaces_what_was_decided_and_what_was_set_aside() {
    for decision in [Decision::Apply, Decision::Drop] {
        let decided = decided(&with_held(), decision, 200);
        let said = Submission {
            comment: Some("my last word".into()),
            ..sent(3, 7, 300)
        };
        let (after, _) = apply(Some(&decided), &said);
        assert_eq!((after.standing(), rating(&after)), (Standing::Counted, 7));
        assert_eq!((&after.set_aside, &after.held), (&None, &None));
        assert_eq!(
            review(&after, Decision::Undo, at(400), "Ann"),
            Err(ReviewError::NothingToUndo)
        );
    }
}

#[test]
fn a_burst_that_was_a_person_after_all_is_applied_answer_by_answer() {
    let mut burst = apply(None, &sent(1, 9, 0)).0;
    for (id, rating) in [(2, 5), (3, 0)] {
        burst = apply(Some(&burst), &sent(id, rating, i64::from(id))).0;
    }
    let first = decided(&burst, Decision::Apply, 200);
    assert_eq!((first.standing(), rating(&first)), (Standing::CountedBesideHeld, 5));
    let second = decided(&first, Decision::Apply, 300);
    assert_eq!((second.standing(), rating(&second)), (Standing::Counted, 0));
    assert!(same(&undone(&undone(&second)), &burst));
    let neither = decided(&burst, Decision::Drop, 200);
    assert_eq!(neither.standing(), Standing::Dropped);
    assert!(same(&undone(&neither), &burst));
}

#[test]
fn an_erasure_leaves_nothing_of_what_was_held_set_aside_or_replaced() {
    let applied = decided(&with_held(), Decision::Apply, 200);
    let changed = apply(Some(&apply(None, &sent(1, 9, 0)).0), &sent(2, 3, 100)).0;
    assert!(applied.set_aside.is_some() && changed.replaced.is_some());
    for response in [applied, changed, with_held()] {
        let erased = response.erased(at(500), at(600));
        assert_eq!(
            (&erased.held, &erased.set_aside, &erased.replaced),
            (&None, &None, &None)
        );
    }
}

#[derive(Debug, Clone)]
enum Step {
    Sent(u8, i64, i64, bool, bool),
    Decided(Decision),
}

fn step() -> impl proptest::strategy::Strategy<Value = Step> {
    use proptest::prelude::*;
    let sent = (1u8..9, 0i64..=10, 0i64..90, any::<bool>(), any::<bool>());
    prop_oneof![
        3 => sent.prop_map(|(id, rating, later, quick, away)| Step::Sent(id, rating, later, quick, away)),
        1 => prop_oneof![Just(Decision::Apply), Just(Decision::Drop), Just(Decision::Undo)].prop_map(Step::Decided),
    ]
}

/// Every answer that is kept, without what was decided, in an order that tells nothing.
fn kept(response: &Response) -> Vec<(u8, Option<String>, Timestamp, usize)> {
    let kept = [response.answer(), response.held.as_ref(), response.set_aside.as_ref()];
    let mut kept: Vec<_> = kept
        .into_iter()
        .flatten()
        .map(|answer| {
            (
                answer.rating.get(),
                answer.comment.clone(),
                answer.at,
                answer.suspicions.len(),
            )
        })
        .collect();
    kept.sort();
    kept
}

proptest::proptest! {
    #[test]
    fn whatever_happened_before_a_decision_that_is_undone_leaves_what_there_was(
        steps in proptest::collection::vec(step(), 1..30)
    ) {
        let mut response = suspect();
        let mut second = 0;
        for step in steps {
            second += 1;
            match step {
                Step::Sent(id, rating, later, quick, away) => {
                    second += later;
                    let submission = Submission {
                        viewed: Some(at(if quick { second } else { second - 10 })),
                        origin: Some(if away { SCANNER } else { HOME }),
                        ..sent(id, rating, second)
                    };
                    let verdict = decide(Some(&response), &occasion(), &submission, day(), SignedDuration::ZERO);
                    if let Verdict::Store(next, _) = verdict {
                        let applied = response.answer().filter(|answer| answer.review.is_some() && answer.is_trusted());
                        if applied.is_some() && !submission.answer(Some(&response)).suspicions.is_empty() {
                            proptest::prop_assert_eq!(next.answer(), applied, "a suspect answer replaced an applied one");
                            proptest::prop_assert_eq!(&next.set_aside, &response.set_aside);
                        }
                        response = *next;
                    }
                }
                Step::Decided(decision) => {
                    let Ok(next) = review(&response, decision, at(second), "Ann") else { continue };
                    if decision != Decision::Undo {
                        proptest::prop_assert_eq!(kept(&next), kept(&response));
                        proptest::prop_assert!(same(&undone(&next), &response), "{:?} after {decision:?} of {response:?}", undone(&next));
                    }
                    response = next;
                }
            }
            let counted = response.counted();
            proptest::prop_assert!(counted.is_none_or(|counted| counted.suspicions.is_empty() || counted.review.is_some()));
            proptest::prop_assert!(response.set_aside.is_none() || response.answer().unwrap().review.is_some());
        }
    }
}

#[test]
fn a_decision_is_known_again_by_what_was_decided_when_and_by_whom_and_an_undo_by_what_waits() {
    for before in [with_held(), suspect()] {
        for decision in [Decision::Apply, Decision::Drop] {
            let after = decided(&before, decision, 200);
            assert!(is_decided(&after, decision, at(200), "Ann"), "{decision:?}");
            assert!(!is_decided(&before, decision, at(200), "Ann"));
            assert!(!is_decided(&after, decision, at(201), "Ann"));
            assert!(!is_decided(&after, decision, at(200), "Bob"));
            assert!(!is_decided(&after, Decision::Undo, at(200), "Ann"));
            let other = if decision == Decision::Apply {
                Decision::Drop
            } else {
                Decision::Apply
            };
            assert!(!is_decided(&after, other, at(200), "Ann"));
            assert!(is_decided(&undone(&after), Decision::Undo, at(300), "Ann"));
        }
    }
}
