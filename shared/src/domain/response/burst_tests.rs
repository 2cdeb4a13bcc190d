use super::tests::{HOME, NEW_NETWORK, SCANNER, apply, at, day, occasion, rating, sent};
use super::*;
use crate::domain::suspicion::BURST;

fn from(origin: [u8; 8], submission: Submission) -> Submission {
    Submission {
        origin: Some(origin),
        ..submission
    }
}

fn saying(words: &str, submission: Submission) -> Submission {
    Submission {
        comment: Some(words.to_owned()),
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

#[test]
fn of_three_ratings_within_a_minute_none_counts_and_nothing_is_lost() {
    let burst = after(&[sent(1, 9, 0), sent(2, 5, 10), sent(3, 0, 20)]);
    assert_eq!(burst.standing(), Standing::Suspect);
    assert_eq!(burst.answer().unwrap().suspicions, [Suspicion::ManyRatings]);
    assert_eq!(
        (rating(&burst), burst.held.as_ref().unwrap().rating.get()),
        (5, 0),
        "what had counted is kept"
    );
    let longer = apply(Some(&burst), &sent(4, 7, 25)).0;
    assert_eq!((rating(&longer), longer.held.unwrap().rating.get()), (5, 7));
}

#[test]
fn three_ratings_in_more_than_a_minute_are_a_persons() {
    let changed = after(&[sent(1, 9, 0), sent(2, 5, 10), sent(3, 0, 71)]);
    assert_eq!(changed.counted().unwrap().rating.get(), 0);
}

#[test]
fn a_burst_over_an_older_answer_gives_it_back() {
    let person = sent(1, 9, 0);
    let over = after(&[person.clone(), sent(2, 0, 600), sent(3, 1, 603), sent(4, 2, 606)]);
    assert_eq!(over.counted(), after(&[person]).counted());
    assert_eq!(over.held.unwrap().rating.get(), 2);
}

#[test]
fn a_burst_over_an_answer_with_words_gives_it_back_however_new_it_is() {
    let person = saying("too slow", sent(1, 9, 0));
    let over = after(&[person.clone(), sent(2, 0, 5), sent(3, 1, 8)]);
    assert_eq!(over.counted(), after(&[person]).counted());
}

#[test]
fn words_within_a_burst_keep_counting() {
    let said = after(&[sent(1, 0, 0), saying("it broke", sent(2, 1, 5)), sent(3, 2, 9)]);
    assert_eq!((said.standing(), rating(&said)), (Standing::CountedBesideHeld, 1));
}

#[test]
fn what_counted_from_elsewhere_is_not_of_the_burst() {
    let person = sent(1, 9, 0);
    let burst = [1, 2, 3].map(|id| from(SCANNER, sent(id + 1, i64::from(id), 5 + i64::from(id))));
    let stored = after(&[&[person.clone()][..], &burst[..]].concat());
    assert_eq!(stored.counted(), after(&[person]).counted());
}

#[test]
fn a_machine_elsewhere_makes_no_machine_of_the_person_who_changes_an_answer() {
    let person = sent(1, 9, 0);
    let burst = [1, 2, 3].map(|id| from(SCANNER, sent(id + 1, i64::from(id), 5 + i64::from(id))));
    let changed = apply(Some(&after(&[&[person][..], &burst[..]].concat())), &sent(5, 8, 20));
    assert_eq!(
        (changed.1, changed.0.counted().unwrap().rating.get()),
        (Effect::Replaced, 8)
    );
}

#[test]
fn a_person_who_comes_right_after_a_machine_counts_without_a_word_and_may_change_the_answer() {
    let burst = [1, 2, 3].map(|id| from(SCANNER, sent(id, i64::from(id), i64::from(id))));
    let answered = apply(Some(&after(&burst)), &sent(5, 8, 20));
    assert_eq!(
        (answered.1, answered.0.counted().unwrap().rating.get()),
        (Effect::Replaced, 8)
    );
    let changed = apply(Some(&answered.0), &sent(6, 6, 30));
    assert_eq!(changed.0.counted().unwrap().rating.get(), 6);
}

#[test]
fn a_machine_that_changes_its_address_and_back_is_seen() {
    let stored = after(&[
        sent(1, 0, 0),
        from(SCANNER, sent(2, 1, 3)),
        sent(3, 2, 6),
        sent(4, 3, 9),
        sent(5, 4, 12),
    ]);
    assert!(stored.counted().is_none(), "{stored:?}");
}

#[test]
fn a_suspect_machine_never_stands_in_the_way_of_a_person_elsewhere() {
    let quick = Submission {
        viewed: Some(at(0)),
        ..from(SCANNER, sent(1, 0, 0))
    };
    let answered = apply(Some(&after(&[quick])), &sent(2, 8, 100));
    assert_eq!(answered.0.counted().unwrap().rating.get(), 8);
}

#[test]
fn the_answer_before_is_kept_only_where_no_words_took_its_place() {
    let silent = after(&[sent(1, 9, 0), sent(2, 3, 100)]);
    assert_eq!(silent.replaced.unwrap().rating.get(), 9);
    let said = after(&[sent(1, 9, 0), saying("no", sent(2, 3, 100))]);
    assert_eq!(said.replaced, None);
}

proptest::proptest! {
    #[test]
    fn whatever_arrives_in_whatever_order_only_a_silent_answer_of_the_burst_itself_loses_what_it_counted(
        steps in proptest::collection::vec(
            (1u8..6, 0i64..=10, 0i64..30, proptest::bool::ANY, 0usize..3, proptest::bool::weighted(0.2)),
            1..25,
        )
    ) {
        let mut response: Option<Response> = None;
        let mut second = 0;
        for (number, (id, rating, later, quick, place, speaks)) in steps.into_iter().enumerate() {
            second += later;
            let submission = Submission {
                viewed: Some(at(if quick { second } else { second - 10 })),
                origin: Some([HOME, SCANNER, NEW_NETWORK][place]),
                comment: speaks.then(|| format!("words {number}")),
                ..sent(id, rating, second)
            };
            let before = response.clone();
            let verdict = decide(response.as_ref(), &occasion(), &submission, day(), SignedDuration::ZERO);
            let Verdict::Store(next, _) = verdict else { continue };
            proptest::prop_assert_eq!(next.revision, before.as_ref().map_or(0, |before| before.revision) + 1);
            proptest::prop_assert!(next.counted().is_none_or(|counted| counted.suspicions.is_empty()));
            let suspect = next.standing() == Standing::Suspect || next.held != before.as_ref().and_then(|before| before.held.clone());
            if let Some(counted) = before.as_ref().and_then(Response::counted).filter(|_| suspect) {
                let after = next.counted();
                if counted.comment.is_some() {
                    proptest::prop_assert_eq!(after.and_then(|after| after.comment.as_ref()), counted.comment.as_ref());
                }
                let away = counted.is_elsewhere_of(submission.origin);
                if away || submission.at.duration_since(counted.at) > BURST {
                    proptest::prop_assert_eq!(after, Some(counted));
                }
            }
            response = Some(*next);
        }
    }
}
