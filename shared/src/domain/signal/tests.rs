//! Merging and keeping signals.

use jiff::civil::date;

use super::*;
use crate::domain::service::event::{Event, Kind};
use crate::link::EventId;

fn signal(id: u8, second: i64, rating: i64) -> Signal {
    Signal::new(
        InvitationId::from_bytes([id; 16]),
        Timestamp::from_second(second).unwrap(),
        Measure::nps(),
        Measure::nps().accept(rating).unwrap(),
    )
}

#[test]
fn merging_the_same_answers_again_changes_nothing() {
    let mut signals = Signals::default();
    for (id, rating) in [(1, 9), (2, 3)] {
        signals.merge(
            InvitationId::from_bytes([id; 16]),
            Some(signal(id, 100 * i64::from(id), rating)),
        );
    }
    let once = signals.clone();
    signals.merge(InvitationId::from_bytes([1; 16]), Some(signal(1, 100, 9)));
    assert_eq!(signals, once);
}

#[test]
fn a_changed_answer_replaces_its_signal_and_a_withdrawn_one_leaves() {
    let mut signals = Signals::default();
    signals.merge(InvitationId::from_bytes([1; 16]), Some(signal(1, 100, 9)));
    signals.merge(InvitationId::from_bytes([1; 16]), Some(signal(1, 100, 2)));
    assert_eq!(signals.answers(), [signal(1, 100, 2)]);
    signals.merge(InvitationId::from_bytes([1; 16]), None);
    assert!(signals.answers().is_empty());
}

#[test]
fn only_the_latest_sixteen_are_kept_whatever_the_order_they_come_in() {
    let mut signals = Signals::default();
    for id in (1..=20).rev() {
        signals.merge(InvitationId::from_bytes([id; 16]), Some(signal(id, i64::from(id), 5)));
    }
    assert_eq!(signals.answers().len(), SIGNALS_KEPT);
    assert_eq!(signals.answers()[0], signal(5, 5, 5));
}

#[test]
fn packed_signals_come_back_as_they_were_and_damaged_ones_not_at_all() {
    let mut signals = Signals::default();
    for id in 1..=5 {
        signals.merge(
            InvitationId::from_bytes([id; 16]),
            Some(signal(id, 1_795_000_000 + i64::from(id), i64::from(id))),
        );
    }
    let at = Timestamp::from_second(1_795_000_000).unwrap();
    signals.merge_unanswered(InvitationId::from_bytes([9; 16]), Some(at));
    let contact = |outcome, ended| Contact {
        at,
        outcome,
        complaint: true,
        ended,
    };
    let contacts = [
        contact(Outcome::Waiting, None),
        contact(Outcome::Answered(118), Some(0)),
        contact(Outcome::Abandoned(90), Some(u32::MAX)),
    ];
    let renewal = Renewal {
        at,
        until: date(2027, 1, 31),
    };
    let stay = Stay {
        started: Some(at),
        ended: None,
        renewal: Some(renewal),
    };
    signals.set_events(contacts.to_vec(), stay);
    let bytes = signals.to_bytes();
    assert_eq!(Signals::from_bytes(&bytes), Some(signals));
    assert_eq!(Signals::from_bytes(&bytes[..bytes.len() - 1]), None);
    assert_eq!(Signals::from_bytes(&[]), None);
    assert_eq!(Signals::from_bytes(&[2]), None);
}

fn event(id: u8, kind: Kind, second: i64) -> Event {
    Event {
        id: EventId::from_bytes([id; 16]),
        kind,
        at: Timestamp::from_second(second).unwrap(),
        conversation: None,
        automatic: false,
        complaint: false,
        until: (kind == Kind::CustomerRenewed).then(|| date(2020, 6, 30)),
    }
}

fn remembered(events: &[Event], moment: &str) -> Stay {
    let mut signals = Signals::default();
    signals.set_events(Vec::new(), stay(events));
    signals.forget_before(moment.parse().unwrap());
    signals.stay()
}

#[test]
fn a_stay_is_remembered_until_the_retention_after_its_end() {
    let started = event(1, Kind::CustomerStarted, 900_000_000);
    let ended = event(2, Kind::CustomerEnded, 1_700_000_000);
    assert_eq!(
        remembered(&[started], "2026-11-21T00:00:00Z").started,
        Some(started.at),
        "however old"
    );
    let both = [ended, started];
    assert_eq!(
        remembered(&both, "2023-11-14T22:13:20Z").ended,
        Some(ended.at),
        "as old as the moment"
    );
    assert_eq!(remembered(&both, "2023-11-14T22:13:21Z"), Stay::default());
}

#[test]
fn a_contract_alone_is_remembered_until_the_retention_after_it_has_run_out() {
    let renewal = event(1, Kind::CustomerRenewed, 900_000_000);
    assert!(remembered(&[renewal], "2020-06-30T23:00:00Z").renewal.is_some());
    assert_eq!(remembered(&[renewal], "2020-07-01T00:00:00Z"), Stay::default());
    let started = event(2, Kind::CustomerStarted, 800_000_000);
    assert!(
        remembered(&[renewal, started], "2026-11-21T00:00:00Z")
            .renewal
            .is_some()
    );
}
