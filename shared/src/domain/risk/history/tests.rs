//! What a history holds, and that the future is not in it.

use std::collections::BTreeMap;

use jiff::civil::date;
use proptest::prelude::*;

use super::*;
use crate::domain::measure::Measure;
use crate::domain::registered::{Invited, Registered};
use crate::domain::response::{Answer, Content, Decided, Occasion, Respondent, Response, Review, Source};
use crate::domain::suspicion::Suspicion;
use crate::link::{Channel, ConversationId, EventId, Pseudonym};

fn at(second: i64) -> Timestamp {
    Timestamp::from_second(1_790_000_000 + second).unwrap()
}

fn id(number: u8) -> InvitationId {
    InvitationId::from_bytes([number; 16])
}

fn invited(second: i64) -> Invited {
    Invited {
        day: date(2026, 9, 21),
        at: at(second),
        channel: Channel::Email,
        language: None,
        attributes: BTreeMap::new(),
    }
}

/// An answer first given 10 seconds after its invitation, and changed 5 seconds later.
fn response(number: u8, rating: i64) -> Response {
    let measure = Measure::nps();
    Response {
        occasion: Occasion {
            invitation: id(number),
            respondent: Respondent::Customer(Pseudonym::from_bytes([1; 16])),
            survey: "recommend".into(),
            version: 1,
            measure,
            touchpoint: "delivery".into(),
            channel: None,
            attributes: BTreeMap::new(),
            sealed_customer: None,
            source: Source::Link,
        },
        day: date(2026, 9, 21),
        first_answered: at(i64::from(number) * 100 + 10),
        invited: Some(invited(i64::from(number) * 100)),
        revision: 2,
        content: Content::Answered(Answer {
            rating: measure.accept(rating).unwrap(),
            comment: None,
            language: None,
            version: 1,
            follow_ups: BTreeMap::new(),
            at: at(i64::from(number) * 100 + 15),
            suspicions: Vec::new(),
            origin: None,
            review: None,
        }),
        held: None,
        set_aside: None,
        replaced: None,
        receipts: Vec::new(),
        expires: at(100_000_000),
    }
}

fn suspect(response: Response, review: Option<Review>) -> Response {
    let Content::Answered(answer) = response.content else {
        panic!("an answer")
    };
    Response {
        content: Content::Answered(Answer {
            suspicions: vec![Suspicion::TooQuick],
            review,
            ..answer
        }),
        ..response
    }
}

fn answered(response: Response) -> Record {
    Record::Answered(Box::new(response))
}

#[test]
fn what_counts_is_an_answer_and_what_does_not_leaves_its_invitation_open() {
    let silent = Registered {
        invitation: id(5),
        respondent: Respondent::Customer(Pseudonym::from_bytes([1; 16])),
        survey: "recommend".into(),
        measure: Measure::nps(),
        touchpoint: "delivery".into(),
        invited: invited(500),
        sealed_customer: None,
        revision: 0,
        expires: at(100_000_000),
    };
    let applied = Review {
        decided: Decided::Applied,
        at: at(9_000),
        by: "somebody".into(),
    };
    let mut unasked = response(6, 4);
    unasked.invited = None;
    let records = [
        answered(response(1, 2)),
        answered(suspect(response(2, 3), None)),
        answered(suspect(response(3, 9), Some(applied))),
        answered(response(4, 1).erased(at(1_000), at(2_000))),
        Record::Registered(silent),
        answered(unasked),
    ];
    let history = History::of(&records, Vec::new());
    let said: Vec<_> = history
        .answers
        .iter()
        .map(|answered| (answered.signal.invitation, answered.signal.rating, answered.said))
        .collect();
    assert_eq!(
        said,
        [(id(1), 2, at(115)), (id(3), 9, at(9_000)), (id(6), 4, at(615))],
        "one that a person applied counts from then on"
    );
    assert_eq!(history.answers[0].signal.at, at(110), "as of its first answer");
    let open: Vec<InvitationId> = history
        .before(at(10_000))
        .unanswered()
        .iter()
        .map(|kept| kept.invitation)
        .collect();
    assert_eq!(open, [id(2), id(5)]);
}

#[test]
fn an_answer_that_was_changed_later_is_neither_known_before_nor_silence() {
    let history = History::of(&[answered(response(1, 2))], Vec::new());
    let at_the_time = |second| {
        let known = history.before(at(second));
        (known.answers().len(), known.unanswered().len())
    };
    assert_eq!(at_the_time(100), (0, 0));
    assert_eq!(at_the_time(105), (0, 1));
    assert_eq!(at_the_time(112), (0, 0), "something was said, and what is gone");
    assert_eq!(at_the_time(116), (1, 0));
}

const NOW: i64 = 100;

/// Number, seconds of the invitation, of the first answer and of the change after those, and the rating.
type Asked = (u8, i64, i64, i64, i64);
/// Seconds, kind, conversation, and whether it is a complaint.
type Happened = (i64, usize, u8, bool);

fn events(happened: &[Happened]) -> Vec<Event> {
    let event = |(number, (second, kind, conversation, complaint)): (u8, &Happened)| {
        let kind = Kind::ALL[*kind];
        Event {
            id: EventId::from_bytes([number; 16]),
            kind,
            at: at(*second),
            conversation: kind
                .is_of_conversation()
                .then(|| ConversationId::from_bytes([*conversation; 16])),
            automatic: false,
            complaint: kind == Kind::ConversationStarted && *complaint,
            until: (kind == Kind::CustomerRenewed).then(|| date(2027, 1, 1)),
        }
    };
    (0..).zip(happened).map(event).collect()
}

fn history(asked: &[Asked], happened: &[Happened]) -> History {
    let mut history = History {
        events: events(happened),
        ..History::default()
    };
    for (number, invited, wait, until_change, rating) in asked {
        let first = invited + wait;
        history.invitations.push((id(*number), at(*invited)));
        history.answers.push(Answered {
            signal: Signal::new(
                id(*number),
                at(first),
                Measure::nps(),
                Measure::nps().accept(*rating).unwrap(),
            ),
            said: at(first + until_change),
        });
    }
    history
}

/// Whatever of `history` is dated at or after now is as `other` has it; what was answered before now and changed since says
/// something else.
fn with_another_future(history: &History, other: &History, rating: i64) -> History {
    let now = at(NOW);
    let mut next = History {
        answers: Vec::new(),
        invitations: Vec::new(),
        events: Vec::new(),
    };
    next.answers.extend(history.answers.iter().filter_map(|answered| {
        let rating = Measure::nps().accept(rating).ok()?;
        let changed = Signal::new(answered.signal.invitation, answered.signal.at, Measure::nps(), rating);
        match (answered.said < now, answered.signal.at < now) {
            (true, _) => Some(*answered),
            (false, true) => Some(Answered {
                signal: changed,
                ..*answered
            }),
            (false, false) => None,
        }
    }));
    next.invitations
        .extend(history.invitations.iter().filter(|(_, asked)| *asked < now));
    next.events.extend(history.events.iter().filter(|event| event.at < now));
    // Ids of their own: what comes later is of other invitations, or of those not answered yet.
    next.answers
        .extend(other.answers.iter().filter(|answered| answered.signal.at >= now));
    next.invitations
        .extend(other.invitations.iter().filter(|(_, asked)| *asked >= now));
    next.events.extend(other.events.iter().filter(|event| event.at >= now));
    next
}

fn asked() -> impl Strategy<Value = Vec<Asked>> {
    let one = (0_i64..160, 0_i64..60, 0_i64..60, 0_i64..=10);
    prop::collection::vec(one, 0..24).prop_map(|asked| {
        let number = (0..).zip(asked);
        number
            .map(|(number, (invited, wait, change, rating))| (number, invited, wait, change, rating))
            .collect()
    })
}

fn happened() -> impl Strategy<Value = Vec<Happened>> {
    prop::collection::vec((0_i64..200, 0..Kind::ALL.len(), 0_u8..6, any::<bool>()), 0..40)
}

proptest! {
    #[test]
    fn nothing_dated_at_or_after_a_moment_changes_what_was_known_before_it(
        past in asked(), past_events in happened(), other in asked(), other_events in happened(), rating in 0_i64..=10,
    ) {
        let history = history(&past, &past_events);
        let changed = with_another_future(&history, &self::history(&other, &other_events), rating);
        prop_assert_eq!(changed.before(at(NOW)), history.before(at(NOW)));
    }
}
