//! Nothing that came later has any influence on what was known at a moment.

#![allow(clippy::unwrap_used, reason = "a test may stop")]

use jiff::civil::Date;
use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp};
use made_up_company::{Conversation, Person};
use proofs::{WINDOW, company, conversations, history, outcomes, outcomes_of};
use shared::domain::measure::Measure;
use shared::domain::risk::backtest::{Month, Past, Replay, Said, Spoke};
use shared::domain::risk::{Answered, History, Model, USUAL_CHURN, Usual};
use shared::domain::service::event::{Event, Kind};
use shared::domain::signal::Signal;
use shared::link::{ConversationId, EventId, InvitationId};

const OUTCOMES: u64 = 2_000;

/// When the last window opens.
fn last_moment() -> Timestamp {
    *WINDOW.moments(company(1).until()).last().unwrap()
}

/// Everything comes when it came.
fn in_time(_: &Conversation) -> SignedDuration {
    SignedDuration::ZERO
}

/// Replies come up to ten days late, so that many lie beyond a moment that their conversations lie before.
fn late(conversation: &Conversation) -> SignedDuration {
    SignedDuration::from_secs(conversation.started_at.as_second() % (10 * 86_400))
}

/// What was recorded up to a moment, and when the customer left, which the outcome needs.
fn up_to(moment: Timestamp, person: &Person) -> History {
    let mut history = history(person);
    history.answers.retain(|answer| answer.said < moment);
    history.invitations.retain(|(_, asked)| *asked < moment);
    history
        .events
        .retain(|event| event.at < moment || event.kind == Kind::CustomerEnded);
    history
}

/// The same, and from the moment on a complaint and the worst answer.
fn worse_from(moment: Timestamp, person: &Person) -> History {
    let mut history = up_to(moment, person);
    let id = [7; 16];
    history.events.push(Event {
        id: EventId::from_bytes(id),
        kind: Kind::ConversationStarted,
        at: moment,
        conversation: Some(ConversationId::from_bytes(id)),
        automatic: false,
        complaint: true,
        until: None,
    });
    let worst = Measure::nps().accept(0).unwrap();
    history.answers.push(Answered {
        signal: Signal::new(InvitationId::from_bytes(id), moment, Measure::nps(), worst),
        said: moment,
    });
    history
}

fn replayed(record: impl Fn(&Person) -> History) -> Month {
    let moment = last_moment();
    let months: Vec<(Date, Timestamp)> = (0..12)
        .rev()
        .map(|back| moment - SignedDuration::from_hours(24 * 30 * back))
        .map(|moment| (moment.to_zoned(TimeZone::UTC).date(), moment))
        .collect();
    let mut replay = Replay::new(WINDOW, &months, |_| Usual::default());
    for person in company(1).people().take(700) {
        let past = Past {
            history: &record(&person),
            treated: None,
            segments: &[],
        };
        replay.add(&past).unwrap();
    }
    let replayed = replay.run(&Model::scorecard(USUAL_CHURN, 90), 1).unwrap();
    replayed.months.into_iter().last().unwrap()
}

#[test]
fn what_came_at_a_moment_or_later_changes_nothing_of_what_was_known_at_it() {
    let moment = last_moment();
    let known = outcomes(&company(1), OUTCOMES).unwrap();
    let last = known.periods.last().unwrap();
    assert!(last.leavers() > 20);
    let usual = conversations(&company(1), moment, in_time);
    for record in [up_to, worse_from] {
        let other = outcomes_of(&company(1), OUTCOMES, &usual, |person| record(moment, person)).unwrap();
        assert!(
            other.periods.last().unwrap() == last,
            "something later has an influence"
        );
    }
    let early = outcomes_of(&company(1), OUTCOMES, &usual, |person| {
        worse_from(moment - SignedDuration::from_secs(1), person)
    });
    assert_ne!(
        early.unwrap().periods.last().unwrap(),
        last,
        "a second earlier it is known"
    );
}

#[test]
fn what_is_usual_at_a_moment_is_told_by_what_had_come_of_each_conversation_by_then() {
    let all = conversations(&company(1), company(1).until(), late);
    let mut told = 0;
    for hour in 0..48 {
        let moment = last_moment() - SignedDuration::from_hours(hour);
        let usual = Usual::at(moment, &all);
        assert_eq!(
            usual,
            Usual::at(moment, &conversations(&company(1), moment, late)),
            "at {moment}"
        );
        told += u32::from(usual.slow_reply.is_some());
    }
    assert!(told > 0, "nothing is usual at any moment");
}

#[test]
fn a_backtest_says_of_a_month_the_same_whatever_came_in_it() {
    let moment = last_moment();
    let month = replayed(history);
    assert_eq!((month.moment, month.spoke), (moment, Spoke::Learned));
    assert!(month.outcomes > 500 && month.said.iter().any(Said::left));
    for record in [up_to, worse_from] {
        assert!(
            replayed(|person| record(moment, person)) == month,
            "something later has an influence"
        );
    }
}

#[test]
fn what_somebody_says_after_having_left_is_of_no_use() {
    let mut farewells = 0;
    let all = conversations(&company(1), company(1).until(), in_time);
    let silent = outcomes_of(&company(1), OUTCOMES, &all, |person| {
        let mut history = history(person);
        if let Some(ended) = person.ended {
            history.invitations.retain(|(_, asked)| *asked < ended);
            farewells += history.answers.iter().filter(|answer| answer.said > ended).count();
            history.answers.retain(|answer| answer.said < ended);
        }
        history
    });
    assert!(farewells > 2, "some are asked and answer: {farewells}");
    assert!(silent.unwrap() == outcomes(&company(1), OUTCOMES).unwrap());
}
