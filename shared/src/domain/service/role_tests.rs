//! Tests of [`super::role`].

use jiff::Timestamp;
use proptest::prelude::*;

use super::event::{Event, Kind};
use super::fold::{DayService, EventRow};
use super::retention::Retention;
use super::role::{Dated, Impossible, Role, placements};
use crate::domain::day::Calendar;
use crate::link::{ConversationId, EventId};

fn at(text: &str) -> Timestamp {
    text.parse().unwrap()
}

fn event(id: u8, kind: Kind, when: &str) -> Event {
    Event {
        id: EventId::from_bytes([id; 16]),
        kind,
        at: at(when),
        conversation: kind.is_of_conversation().then(|| ConversationId::from_bytes([9; 16])),
        automatic: false,
        complaint: false,
        until: None,
    }
}

fn dated(events: &[Event]) -> Vec<Dated> {
    let expires = Timestamp::from_second(1_900_000_000).ok();
    events.iter().map(|event| Dated { event: *event, expires }).collect()
}

/// The roles of the events, in their order.
fn roles(events: &[Event]) -> Vec<Role> {
    let placed = placements(&dated(events), &Calendar::new("UTC").unwrap());
    events.iter().map(|event| placed[&event.id].role).collect()
}

use Kind::{
    ConversationAbandoned, ConversationEnded, ConversationStarted, CustomerEnded, CustomerStarted, FirstResponse,
};

#[test]
fn the_first_reply_of_a_person_decides_and_a_machines_does_not() {
    let mut automatic = event(2, FirstResponse, "2026-11-01T10:00:01Z");
    automatic.automatic = true;
    let events = [
        event(1, ConversationStarted, "2026-11-01T10:00:00Z"),
        automatic,
        event(3, FirstResponse, "2026-11-01T10:05:00.999Z"),
        event(4, FirstResponse, "2026-11-01T10:06:00Z"),
        event(5, ConversationEnded, "2026-11-01T11:00:00Z"),
    ];
    let expected = [Role::Answered(300), Role::Automatic, Role::Part, Role::Part, Role::Part];
    assert_eq!(roles(&events), expected);
}

#[test]
fn whoever_left_before_the_reply_has_abandoned_and_an_end_without_a_reply_is_unanswered() {
    let start = event(1, ConversationStarted, "2026-11-01T10:00:00Z");
    let late = event(3, FirstResponse, "2026-11-01T10:05:00Z");
    let left = event(2, ConversationAbandoned, "2026-11-01T10:04:00Z");
    assert_eq!(
        roles(&[start, left, late]),
        [Role::Abandoned(240), Role::Part, Role::Part]
    );
    let ended = event(2, ConversationEnded, "2026-11-02T10:00:00Z");
    assert_eq!(roles(&[start, ended]), [Role::Unanswered(86_400), Role::Part]);
    assert_eq!(roles(&[start]), [Role::Waiting]);
    let at_once = event(4, ConversationAbandoned, "2026-11-01T10:05:00Z");
    assert_eq!(
        roles(&[start, late, at_once])[0],
        Role::Answered(300),
        "a reply at the same moment is in time"
    );
}

#[test]
fn a_contract_is_kept_until_it_has_run_out_and_no_longer_than_the_end_of_its_customer() {
    let expires = |second| Timestamp::from_second(second).ok();
    let dated = |event, second| Dated {
        event,
        expires: expires(second),
    };
    let renewal = dated(event(1, Kind::CustomerRenewed, "2026-01-01T10:00:00Z"), 2_000_000_000);
    let left = |second| dated(event(2, CustomerEnded, "2026-03-01T10:00:00Z"), second);
    let came_back = dated(event(3, CustomerStarted, "2026-04-01T10:00:00Z"), 1_950_000_000);
    let placed = |events: &[Dated]| placements(events, &Calendar::new("UTC").unwrap())[&renewal.event.id];
    assert_eq!(
        (placed(&[renewal]).role, placed(&[renewal]).expires),
        (Role::Part, expires(2_000_000_000))
    );
    assert_eq!(placed(&[left(1_900_000_000), renewal]).expires, expires(1_900_000_000));
    assert_eq!(
        placed(&[renewal, left(2_100_000_000)]).expires,
        expires(2_000_000_000),
        "one that had run out long before goes first"
    );
    assert_eq!(
        placed(&[came_back, left(1_900_000_000), renewal]).expires,
        expires(1_900_000_000)
    );
    let later = dated(event(4, CustomerEnded, "2025-12-01T10:00:00Z"), 1_900_000_000);
    assert_eq!(
        placed(&[later, renewal]).expires,
        expires(2_000_000_000),
        "made after it"
    );
}

#[test]
fn what_lies_before_the_start_is_impossible_and_without_a_start_it_waits() {
    let early = [
        (FirstResponse, Impossible::ReplyBeforeStart),
        (ConversationEnded, Impossible::EndBeforeStart),
        (ConversationAbandoned, Impossible::AbandonedBeforeStart),
    ];
    for (kind, what) in early {
        let start = event(1, ConversationStarted, "2026-11-01T10:00:00Z");
        let before = event(2, kind, "2026-11-01T09:59:59.999Z");
        assert_eq!(roles(&[before, start]), [Role::Impossible(what), Role::Waiting]);
        assert_eq!(roles(&[before]), [Role::WithoutStart]);
    }
    let left = event(1, CustomerEnded, "2026-11-01T10:00:00Z");
    assert_eq!(roles(&[left]), [Role::WithoutStart]);
    let later = event(2, CustomerStarted, "2026-11-01T10:00:01Z");
    let expected = [Role::Impossible(Impossible::LeftBeforeStart), Role::Acquired];
    assert_eq!(roles(&[left, later]), expected);
}

#[test]
fn customers_are_new_lost_and_back_by_calendar_month() {
    let events = [
        event(1, CustomerStarted, "2026-09-30T10:00:00Z"),
        event(2, CustomerStarted, "2026-10-02T10:00:00Z"),
        event(3, CustomerEnded, "2026-10-05T10:00:00Z"),
        event(4, CustomerEnded, "2026-10-06T10:00:00Z"),
        event(5, CustomerStarted, "2026-10-07T10:00:00Z"),
        event(6, CustomerEnded, "2026-10-31T23:59:59Z"),
    ];
    let expected = [
        Role::Acquired,
        Role::Repeated,
        Role::Lost,
        Role::Repeated,
        Role::Returned,
        Role::LeftAgain,
    ];
    assert_eq!(roles(&events), expected);
    let short = [
        event(1, CustomerStarted, "2026-10-01T00:00:00Z"),
        event(2, CustomerEnded, "2026-10-31T23:00:00Z"),
    ];
    assert_eq!(roles(&short)[1], Role::LeftAsNew);
    let tokyo = placements(&dated(&short), &Calendar::new("Asia/Tokyo").unwrap());
    assert_eq!(tokyo[&short[1].id].role, Role::Lost, "it is November there");
}

#[test]
fn who_leaves_and_returns_in_the_month_of_becoming_a_customer_is_new_until_it_ends() {
    let events = [
        event(1, CustomerStarted, "2026-10-03T10:00:00Z"),
        event(2, CustomerEnded, "2026-10-05T10:00:00Z"),
        event(3, CustomerStarted, "2026-10-06T10:00:00Z"),
        event(4, CustomerEnded, "2026-10-07T10:00:00Z"),
        event(5, CustomerStarted, "2026-11-01T10:00:00Z"),
        event(6, CustomerEnded, "2026-11-02T10:00:00Z"),
        event(7, CustomerStarted, "2026-11-03T10:00:00Z"),
    ];
    let expected = [
        Role::Acquired,
        Role::LeftAsNew,
        Role::Acquired,
        Role::LeftAsNew,
        Role::Returned,
        Role::LeftAgain,
        Role::Returned,
    ];
    assert_eq!(roles(&events), expected);
    let mut october = DayService::default();
    for role in roles(&events[..3]) {
        october.add(&EventRow {
            role,
            at: None,
            expires: None,
        });
    }
    let month = Retention::of(100, october.customers);
    assert_eq!((month.at_end, month.new_at_end), (101, 1));
    assert_eq!((month.retention, month.error), (Some(100.0), None));
}

#[test]
fn a_start_is_kept_until_its_customer_has_left() {
    let start = event(1, CustomerStarted, "2020-01-01T00:00:00Z");
    let utc = Calendar::new("UTC").unwrap();
    assert_eq!(placements(&dated(&[start]), &utc)[&start.id].expires, None);
    let both = dated(&[start, event(2, CustomerEnded, "2026-01-01T00:00:00Z")]);
    assert_eq!(placements(&both, &utc)[&start.id].expires, both[1].expires);
}

#[test]
fn every_role_is_read_as_it_was_written() {
    let roles = [
        Role::Acquired,
        Role::Returned,
        Role::Lost,
        Role::LeftAsNew,
        Role::LeftAgain,
        Role::Waiting,
        Role::Answered(0),
        Role::Abandoned(7),
        Role::Unanswered(u32::MAX),
        Role::Part,
        Role::Automatic,
        Role::Repeated,
        Role::WithoutStart,
        Role::Erased,
        Role::Impossible(Impossible::ReplyBeforeStart),
        Role::Impossible(Impossible::EndBeforeStart),
        Role::Impossible(Impossible::AbandonedBeforeStart),
        Role::Impossible(Impossible::LeftBeforeStart),
    ];
    for role in roles {
        let text = role.to_string();
        assert!(!text.is_empty(), "{role:?}");
        assert_eq!(text.parse(), Ok(role));
    }
    for text in ["", "answered", "answered:", "answered:-1", "gone", "lost:3"] {
        assert!(text.parse::<Role>().is_err(), "{text}");
    }
}

proptest! {
    #[test]
    fn new_at_the_end_of_a_month_is_who_is_there_and_first_came_in_it(gaps in proptest::collection::vec(1i64..20, 1..12)) {
        let utc = Calendar::new("UTC").unwrap();
        let mut second = 1_793_200_000;
        let events: Vec<Event> = gaps.iter().enumerate().map(|(id, days)| {
            second += days * 86_400;
            Event {
                id: EventId::from_bytes([id as u8; 16]),
                kind: if id % 2 == 0 { CustomerStarted } else { CustomerEnded },
                at: Timestamp::from_second(second).unwrap(),
                conversation: None,
                automatic: false,
                complaint: false,
                until: None,
            }
        }).collect();
        let month_of = |event: &Event| utc.day_of(event.at).first_of_month();
        for month in events.iter().map(month_of) {
            let mut day = DayService::default();
            for (event, role) in events.iter().zip(roles(&events)).filter(|(event, _)| month_of(event) == month) {
                day.add(&EventRow { role, at: Some(event.at), expires: None });
            }
            let there = |on_the_last_of: &dyn Fn(&Event) -> bool| {
                events.iter().rfind(|event| on_the_last_of(event)).is_some_and(|event| event.kind == CustomerStarted)
            };
            let at_start = there(&|event| month_of(event) < month);
            let at_end = there(&|event| month_of(event) <= month);
            let new = at_end && month_of(&events[0]) == month;
            let found = Retention::of(i64::from(at_start), day.customers);
            prop_assert_eq!((found.at_end, found.new_at_end), (u64::from(at_end), u64::from(new)));
            prop_assert_eq!(day.customers.acquired.checked_sub(day.customers.left_as_new), Some(u64::from(new)));
        }
    }

    #[test]
    fn the_order_of_arrival_changes_no_role(events in proptest::collection::vec((0usize..6, 0i64..5, 0u8..3, any::<bool>()), 0..14), seed in any::<u64>()) {
        let events: Vec<Event> = events.iter().enumerate().map(|(id, (kind, days, conversation, automatic))| {
            let kind = Kind::ALL[*kind];
            Event {
                id: EventId::from_bytes([id as u8; 16]),
                kind,
                at: Timestamp::from_second(1_793_200_000 + days * 86_400).unwrap(),
                conversation: kind.is_of_conversation().then(|| ConversationId::from_bytes([*conversation; 16])),
                automatic: *automatic && kind == FirstResponse,
                complaint: false,
                until: None,
            }
        }).collect();
        let mut shuffled = events.clone();
        shuffled.sort_by_key(|event| u64::from(event.id.as_bytes()[0]).wrapping_mul(seed | 1).rotate_left(17));
        let utc = Calendar::new("UTC").unwrap();
        let placed = placements(&dated(&events), &utc);
        prop_assert_eq!(&placed, &placements(&dated(&shuffled), &utc));
        prop_assert_eq!(placed.len(), events.len());
        let starts: std::collections::BTreeSet<_> = events.iter().filter(|event| event.kind == ConversationStarted).map(|event| event.conversation).collect();
        let outcomes = placed.values().filter(|placement| matches!(placement.role, Role::Waiting | Role::Answered(_) | Role::Abandoned(_) | Role::Unanswered(_))).count();
        prop_assert_eq!(outcomes, starts.len(), "each conversation with a start has one outcome");
    }
}
