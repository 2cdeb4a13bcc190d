//! Closing a flag, by whoever has looked at it.

use std::sync::Mutex;

use super::*;
use crate::clock::ShiftedClock;
use crate::link::Pseudonym;

/// One customer, of whom the first so many writings lose to another.
struct One {
    customer: Mutex<Option<Customer>>,
    lost: Mutex<usize>,
}

impl ReadCustomer for One {
    async fn read_customer(&self, _: Respondent) -> Result<Option<Customer>, StoreError> {
        Ok(self.customer.lock().unwrap().clone())
    }
}

impl SaveCustomer for One {
    async fn save_customer(&self, customer: &Customer) -> Result<bool, StoreError> {
        let mut lost = self.lost.lock().unwrap();
        if *lost > 0 {
            *lost -= 1;
            return Ok(false);
        }
        *self.customer.lock().unwrap() = Some(customer.clone());
        Ok(true)
    }
}

fn at(second: i64) -> Timestamp {
    Timestamp::from_second(1_790_000_000 + second).unwrap()
}

struct Still;

impl Clock for Still {
    fn now(&self) -> Timestamp {
        at(100)
    }
}

fn key() -> Respondent {
    Respondent::Customer(Pseudonym::from_bytes([1; 16]))
}

fn flagged() -> Customer {
    let flag = Flag {
        opened_at: at(0),
        evidence: at(-9),
        enrolled: None,
        reasons: Vec::new(),
        held_out: false,
        closed: None,
    };
    Customer {
        revision: 3,
        run: 7,
        flag: Some(flag),
        ..Customer::new(key())
    }
}

fn with(change: impl FnOnce(&mut Customer)) -> One {
    let mut customer = flagged();
    change(&mut customer);
    One {
        customer: Mutex::new(Some(customer)),
        lost: Mutex::new(0),
    }
}

fn auckland() -> Calendar {
    Calendar::new("Pacific/Auckland").unwrap()
}

async fn close(store: &One, opened_at: Option<Timestamp>, note: &str) -> Result<Flag, NotClosed> {
    close_flag(store, key(), opened_at, &Note::new(note).unwrap(), &auckland(), &Still).await
}

#[tokio::test]
async fn a_person_closes_a_flag_with_a_note_and_may_say_so_twice() {
    let store = with(|_| ());
    let closed = Closed {
        at: at(100),
        cause: Cause::Person,
        note: Some("called".to_owned()),
    };
    for opened_at in [Some(at(0)), None] {
        let flag = close(&store, opened_at, " called\u{7} ").await.unwrap();
        assert_eq!(flag.closed.as_ref(), Some(&closed));
    }
    let stored = store.customer.lock().unwrap().clone().unwrap();
    assert_eq!((stored.open_flag(), stored.run), (None, 7));
    let later = ShiftedClock {
        clock: Still,
        by: jiff::SignedDuration::from_secs(9),
    };
    let other = close_flag(&store, key(), None, &Note::default(), &auckland(), &later).await;
    let error = other.unwrap_err();
    assert!(matches!(&error, NotClosed::Before { closed: before, .. } if *before == closed));
    assert_eq!(error.to_string(), "the flag was closed on 2026-09-22 (person)");
}

#[tokio::test]
async fn there_is_nothing_to_close_of_the_unknown_the_erased_the_unflagged_and_the_held_out() {
    let nobody = One {
        customer: Mutex::default(),
        lost: Mutex::new(0),
    };
    let erased = with(|customer| customer.erased = true);
    let calm = with(|customer| customer.flag = None);
    let held_out = with(|customer| customer.flag.as_mut().unwrap().held_out = true);
    for store in [nobody, erased, calm, held_out] {
        assert!(matches!(close(&store, None, "called").await, Err(NotClosed::Unknown)));
    }
}

#[tokio::test]
async fn another_flag_than_the_one_looked_at_stays_open() {
    let store = with(|_| ());
    let other = close(&store, Some(at(-86_400)), "called").await;
    assert!(matches!(other, Err(NotClosed::Another(opened)) if opened == at(0)));
    assert!(store.customer.lock().unwrap().as_ref().unwrap().open_flag().is_some());
}

#[tokio::test]
async fn a_night_that_writes_the_customer_meanwhile_is_waited_for_and_not_for_ever() {
    for (lost, closes) in [(TRIES - 1, true), (TRIES, false)] {
        let store = with(|_| ());
        *store.lost.lock().unwrap() = lost;
        let closed = close(&store, None, "").await;
        assert_eq!(closed.is_ok(), closes);
        assert_eq!(matches!(closed, Err(NotClosed::Busy)), !closes);
    }
}

#[test]
fn a_note_is_at_most_five_hundred_characters() {
    assert!(Note::new(&"é".repeat(500)).is_ok());
    assert_eq!(Note::new(&"é".repeat(501)), Err(NoteTooLong(501)));
    assert_eq!(Note::new("  "), Ok(Note(None)));
}
