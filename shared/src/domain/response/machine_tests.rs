//! What a machine's answer does to a person's that is suspect as well.

use super::tests::{HOME, NEW_NETWORK, SCANNER, apply, at, day, occasion, sent};
use super::*;
use crate::domain::suspicion::Suspicion;

/// A way to change a submission.
type Change = fn(Submission) -> Submission;

/// Sent a second after the view.
fn hasty(submission: Submission) -> Submission {
    Submission {
        viewed: Some(submission.at - SignedDuration::from_secs(1)),
        ..submission
    }
}

fn by_the_decoy(submission: Submission) -> Submission {
    Submission {
        decoy: true,
        ..submission
    }
}

fn unseen(submission: Submission) -> Submission {
    Submission {
        viewed: None,
        ..submission
    }
}

fn away(submission: Submission) -> Submission {
    Submission {
        origin: Some(SCANNER),
        ..submission
    }
}

fn saying(words: &str, submission: Submission) -> Submission {
    Submission {
        comment: Some(words.into()),
        ..submission
    }
}

/// What is stored after all of these.
fn after(submissions: &[Submission]) -> Response {
    let mut stored: Option<Response> = None;
    for submission in submissions {
        stored = Some(apply(stored.as_ref(), submission).0);
    }
    stored.unwrap()
}

fn said(answer: Option<&Answer>) -> (u8, Option<&str>) {
    let answer = answer.unwrap();
    (answer.rating.get(), answer.comment.as_deref())
}

#[test]
fn a_persons_held_answer_stays_where_a_machine_comes_after_it() {
    let in_haste = saying("sent in haste", hasty(sent(2, 2, 100)));
    let on_the_phone = away(sent(2, 2, 100));
    let signs: [Change; 3] = [by_the_decoy, unseen, |submission| by_the_decoy(hasty(submission))];
    for person in [in_haste, on_the_phone] {
        let held = after(&[sent(1, 9, 0), person]);
        for sign in signs {
            for origin in [HOME, SCANNER, [5; 8]] {
                let machine = Submission {
                    origin: Some(origin),
                    ..sign(sent(3, 0, 300))
                };
                let (stored, effect) = apply(Some(&held), &machine);
                assert_eq!(effect, Effect::PassedOver);
                assert_eq!((&stored.held, &stored.content), (&held.held, &held.content));
                assert_eq!(stored.revision, held.revision + 1);
                let again = decide(Some(&stored), &occasion(), &machine, day(), SignedDuration::ZERO);
                assert_eq!(again, Verdict::Replay, "what was passed over is not applied later");
            }
        }
    }
}

#[test]
fn a_burst_does_not_take_the_place_of_a_persons_held_answer() {
    let held = after(&[sent(1, 9, 0), away(sent(2, 2, 100))]);
    let burst = after(&[
        sent(1, 9, 0),
        away(sent(2, 2, 100)),
        sent(3, 0, 200),
        sent(4, 1, 203),
        sent(5, 3, 206),
    ]);
    assert_eq!((burst.counted(), &burst.held), (held.counted(), &held.held));
}

#[test]
fn a_quick_machine_elsewhere_does_not_take_the_place_of_a_persons_held_answer() {
    let in_haste = after(&[sent(1, 9, 0), hasty(sent(2, 2, 100))]);
    let on_the_phone = after(&[sent(1, 9, 0), away(sent(2, 2, 100))]);
    for held in [in_haste, on_the_phone] {
        let machine = Submission {
            origin: Some([5; 8]),
            ..hasty(sent(3, 0, 300))
        };
        let (stored, effect) = apply(Some(&held), &machine);
        assert_eq!((effect, &stored.held), (Effect::PassedOver, &held.held));
    }
}

#[test]
fn a_suspect_answer_gives_way_to_one_that_is_no_more_suspect() {
    let quick = after(&[sent(1, 9, 0), hasty(sent(2, 2, 100))]);
    let (newer, effect) = apply(Some(&quick), &away(sent(3, 0, 300)));
    assert_eq!((effect, said(newer.held.as_ref())), (Effect::Held, (0, None)));
    let decoy = after(&[sent(1, 9, 0), by_the_decoy(sent(2, 2, 100))]);
    let (newer, effect) = apply(Some(&decoy), &by_the_decoy(sent(3, 0, 300)));
    assert_eq!((effect, said(newer.held.as_ref())), (Effect::Held, (0, None)));
}

#[test]
fn a_held_answer_that_was_dropped_gives_way_to_whatever_comes() {
    let held = after(&[sent(1, 9, 0), saying("sent in haste", hasty(sent(2, 2, 100)))]);
    let dropped = review(&held, Decision::Drop, at(200), "Ann").unwrap();
    for machine in [hasty(sent(3, 0, 300)), by_the_decoy(sent(3, 0, 300))] {
        let (newer, effect) = apply(Some(&dropped), &machine);
        assert_eq!((effect, said(newer.held.as_ref())), (Effect::Held, (0, None)));
    }
}

#[test]
fn a_hasty_answer_alone_stays_where_a_machine_comes_after_it() {
    let person = after(&[saying("sent in haste", hasty(sent(1, 2, 0)))]);
    let ways: [Change; 3] = [by_the_decoy, unseen, |submission| away(hasty(submission))];
    for way in ways {
        let (stored, effect) = apply(Some(&person), &way(sent(2, 0, 100)));
        assert_eq!((effect, &stored.content), (Effect::PassedOver, &person.content));
        assert_eq!(stored.standing(), Standing::Suspect);
    }
}

#[test]
fn an_empty_comment_blanks_none_that_the_same_browser_sent_in_haste() {
    let first = saying("sent in haste", hasty(sent(2, 2, 100)));
    let beside = after(&[sent(1, 9, 0), first.clone(), hasty(sent(3, 3, 300))]);
    assert_eq!(said(beside.held.as_ref()), (3, Some("sent in haste")));
    for second in [hasty(sent(3, 3, 300)), sent(3, 3, 300)] {
        let alone = after(&[first.clone(), second]);
        assert_eq!(said(alone.answer()), (3, Some("sent in haste")));
    }
}

#[test]
fn the_decoy_does_not_take_over_words_of_a_held_answer_that_it_replaces() {
    let burst = after(&[sent(1, 9, 0), sent(2, 5, 10), saying("no", sent(3, 0, 20))]);
    assert_eq!(said(burst.held.as_ref()), (0, Some("no")));
    let (newer, effect) = apply(Some(&burst), &by_the_decoy(sent(4, 7, 300)));
    assert_eq!((effect, said(newer.held.as_ref())), (Effect::Held, (7, None)));
}

#[test]
fn a_person_does_not_take_over_what_a_machine_typed() {
    let typed = saying("test", sent(1, 0, 0));
    let machines: [(Change, bool); 4] = [
        (by_the_decoy, false),
        (unseen, false),
        (|submission| away(hasty(submission)), false),
        (hasty, true),
    ];
    for (machine, dropped) in machines {
        let mut stored = after(&[machine(typed.clone())]);
        if dropped {
            stored = review(&stored, Decision::Drop, at(10), "Ann").unwrap();
        }
        let (person, effect) = apply(Some(&stored), &sent(2, 9, 100));
        assert_eq!((effect, said(person.counted())), (Effect::Replaced, (9, None)));
    }
}

#[test]
fn what_an_operator_applied_is_a_persons_and_stays() {
    let typed = after(&[by_the_decoy(saying("it broke", sent(1, 2, 0)))]);
    let applied = review(&typed, Decision::Apply, at(10), "Ann").unwrap();
    let (person, _) = apply(Some(&applied), &sent(2, 3, 100));
    assert_eq!(said(person.counted()), (3, Some("it broke")));
}

#[derive(Debug, Clone)]
struct Sending {
    rating: i64,
    later: i64,
    signs: [bool; 3],
    place: usize,
    speaks: bool,
    dropped: bool,
}

impl Sending {
    fn submission(&self, id: u8, second: i64) -> Submission {
        let changes: [Change; 3] = [hasty, by_the_decoy, unseen];
        let signed = self.signs.iter().zip(changes).filter(|(sign, _)| **sign);
        let plain = Submission {
            origin: Some([HOME, SCANNER, NEW_NETWORK][self.place]),
            comment: self.speaks.then(|| format!("words {id}")),
            ..sent(id, self.rating, second)
        };
        signed.fold(plain, |submission, (_, change)| change(submission))
    }
}

fn sendings() -> impl proptest::strategy::Strategy<Value = Vec<Sending>> {
    use proptest::prelude::*;
    let signs = (
        prop::bool::weighted(0.3),
        prop::bool::weighted(0.2),
        prop::bool::weighted(0.1),
    );
    let sending = (
        0i64..=10,
        0i64..90,
        signs,
        0usize..3,
        any::<bool>(),
        prop::bool::weighted(0.1),
    );
    let sending = sending.prop_map(|(rating, later, signs, place, speaks, dropped)| Sending {
        rating,
        later,
        signs: signs.into(),
        place,
        speaks,
        dropped,
    });
    prop::collection::vec(sending, 1..25)
}

proptest::proptest! {
    #[test]
    fn an_answer_that_counts_never_carries_words_of_one_by_the_decoy_or_one_that_was_dropped(steps in sendings()) {
        let mut stored: Option<Response> = None;
        let mut machines = std::collections::BTreeSet::new();
        let mut second = 0;
        for (id, step) in (1u8..).zip(steps) {
            second += step.later;
            let submission = step.submission(id, second);
            if submission.decoy || submission.viewed.is_none() {
                machines.extend(submission.comment.clone());
            }
            let (mut next, _) = apply(stored.as_ref(), &submission);
            if let Some(dropped) = step.dropped.then(|| review(&next, Decision::Drop, submission.at, "Ann").ok()).flatten() {
                let parts = [dropped.answer(), dropped.held.as_ref()].into_iter().flatten();
                machines.extend(parts.filter(|part| part.review.is_some()).filter_map(|part| part.comment.clone()));
                next = dropped;
            }
            let words = next.counted().and_then(|counted| counted.comment.as_ref());
            proptest::prop_assert!(words.is_none_or(|words| !machines.contains(words)), "{next:?}");
            stored = Some(next);
        }
    }

    #[test]
    fn words_sent_in_haste_are_kept_until_others_are_said_from_there_or_an_unsuspicious_answer_comes_from_elsewhere(
        steps in sendings()
    ) {
        let mut stored = after(&[saying("sent in haste", hasty(sent(100, 2, 0)))]);
        let mut second = 0;
        for (id, step) in (1u8..).zip(steps) {
            second += step.later;
            let submission = Submission { comment: None, ..step.submission(id, second) };
            let there = stored.answer().unwrap();
            if there.suspicions.as_slice() != [Suspicion::TooQuick] {
                break;
            }
            let elsewhere = there.is_elsewhere_of(submission.origin);
            let (next, _) = apply(Some(&stored), &submission);
            let kept = next.answer().unwrap().comment.as_deref() == Some("sent in haste");
            let person_elsewhere = elsewhere && next.counted().is_some();
            proptest::prop_assert!(kept || person_elsewhere, "{submission:?} left {next:?}");
            stored = next;
        }
    }
}
