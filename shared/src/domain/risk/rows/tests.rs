use super::*;
use crate::domain::measure::Measure;
use crate::domain::risk::history::Answered;
use crate::domain::service::event::{Event, Kind};
use crate::domain::signal::Signal;
use crate::link::{ConversationId, EventId, InvitationId};

const WINDOW: Window = Window {
    horizon_days: 90,
    retention: SignedDuration::from_hours(24 * 396),
};

/// A day of a year that is long past.
fn day(day: i64) -> Timestamp {
    Timestamp::from_second(1_700_006_400 + day * 86_400).unwrap()
}

fn event(kind: Kind, at: Timestamp) -> Event {
    let id = [u8::try_from(at.as_second() % 251).unwrap(); 16];
    Event {
        id: EventId::from_bytes(id),
        kind,
        at,
        conversation: kind.is_of_conversation().then(|| ConversationId::from_bytes(id)),
        automatic: false,
        complaint: false,
        until: None,
    }
}

fn answer(rating: i64, at: Timestamp) -> Answered {
    let measure = Measure::nps();
    let invitation = InvitationId::from_bytes([u8::try_from(rating).unwrap(); 16]);
    Answered {
        signal: Signal::new(invitation, at, measure, measure.accept(rating).unwrap()),
        said: at,
    }
}

/// Outcomes at day 400: moments are days 40, 130, 220 and 310, and more before.
fn outcomes(histories: &[History]) -> Outcomes {
    let mut collector = Collector::new(WINDOW, day(400) + SignedDuration::from_hours(7), |_| Usual::default());
    for history in histories {
        collector.add(history).unwrap();
    }
    collector.into_outcomes()
}

fn moments(outcomes: &Outcomes) -> Vec<(Timestamp, Vec<bool>)> {
    let told = |period: &Period| (period.moment, period.left.clone());
    outcomes.periods.iter().map(told).collect()
}

fn one_who_stays(from: i64) -> History {
    History {
        events: vec![event(Kind::ConversationStarted, day(from))],
        ..History::default()
    }
}

fn one_who_leaves(from: i64, to: Timestamp) -> History {
    History {
        events: vec![event(Kind::CustomerStarted, day(from)), event(Kind::CustomerEnded, to)],
        ..History::default()
    }
}

#[test]
fn moments_lie_one_horizon_apart_and_the_last_window_has_just_closed() {
    let known = outcomes(&[one_who_stays(-30), one_who_leaves(-30, day(125))]);
    assert_eq!(
        moments(&known),
        [
            (day(40), vec![false, true]),
            (day(130), vec![false]),
            (day(220), vec![false]),
            (day(310), vec![false])
        ]
    );
    assert_eq!((known.n(), known.leavers(), known.windows), (5, 1, 4));
    assert_eq!(known.range(), Some((day(40), day(400))));
}

#[test]
fn a_departure_counts_in_one_window_alone() {
    let at = |to| {
        let left = moments(&outcomes(&[one_who_stays(-30), one_who_leaves(-30, to)]));
        left.into_iter()
            .map(|(moment, left)| (moment, left.len()))
            .collect::<Vec<_>>()
    };
    let second = SignedDuration::from_secs(1);
    assert_eq!(
        at(day(130) - second)[0],
        (day(40), 2),
        "and it is gone at the next moment"
    );
    let next = outcomes(&[one_who_stays(-30), one_who_leaves(-30, day(130))]);
    assert_eq!(next.leavers(), 1);
    assert_eq!(
        next.periods[0].moment,
        day(130),
        "nobody was known to leave in the window before"
    );
    assert_eq!(
        outcomes(&[one_who_stays(-30), one_who_leaves(-30, day(400))]).leavers(),
        0
    );
}

#[test]
fn whoever_was_not_seen_before_the_moment_is_not_at_risk() {
    let known = outcomes(&[
        one_who_stays(-30),
        one_who_leaves(40, day(100)),
        one_who_leaves(41, day(390)),
    ]);
    assert_eq!(moments(&known), [(day(310), vec![false, true])]);
}

#[test]
fn whoever_came_back_is_at_risk_again() {
    let mut back = one_who_leaves(-30, day(50));
    back.events.extend([
        event(Kind::CustomerStarted, day(135)),
        event(Kind::CustomerEnded, day(230)),
    ]);
    let known = outcomes(&[one_who_stays(-30), back]);
    let left: Vec<Vec<bool>> = known.periods.iter().map(|period| period.left.clone()).collect();
    assert_eq!(left, [vec![false, true], vec![false], vec![false, true], vec![false]]);
}

#[test]
fn nothing_is_learned_from_moments_of_which_too_little_is_on_record() {
    assert_eq!(
        outcomes(&[one_who_stays(-20), one_who_leaves(-900, day(390))]).windows,
        4
    );
    assert_eq!(
        outcomes(&[one_who_stays(-19), one_who_leaves(-900, day(390))]).windows,
        3
    );
    let none = outcomes(&[one_who_leaves(-900, day(390))]);
    assert_eq!(
        (none.windows, none.begun),
        (0, None),
        "only starts and ends are on record"
    );
}

#[test]
fn a_row_knows_what_was_known_then_and_forgot_what_is_no_longer_kept() {
    let mut unhappy = one_who_leaves(-900, day(390));
    unhappy.answers = vec![answer(9, day(-800)), answer(2, day(309)), answer(10, day(311))];
    let known = outcomes(&[one_who_stays(-30), unhappy.clone()]);
    let last = known.periods.last().unwrap();
    let row = &last.design[COLUMNS..];
    assert_eq!((row[0], row.len()), (1.0, COLUMNS));
    assert_eq!(row[1 + Feature::LowScore.index()], 1.0);
    assert_eq!(row[1 + Feature::HighScore.index()], 0.0, "what was said a day later");
    assert_eq!(
        row[1 + Feature::Fall.index()],
        0.0,
        "the answer before is older than what is kept"
    );
    assert_eq!(last.customers, [0, 1]);
}

#[test]
fn a_fact_of_the_moment_or_after_it_is_refused_by_name() {
    let later = History {
        answers: vec![answer(2, day(20))],
        ..History::default()
    };
    let features = features(&later.before(day(30)), day(30), &Usual::default());
    let mut period = Period::at(day(20));
    let leak = period.add(0, &features, true).unwrap_err();
    assert_eq!(
        (leak.feature, leak.at, leak.moment),
        (Feature::LowScore, day(20), day(20))
    );
    assert!(leak.to_string().contains("LowScore") && period.left.is_empty());
    period.moment = day(20) + SignedDuration::from_secs(1);
    assert_eq!(period.add(0, &features, true), Ok(()));
}
