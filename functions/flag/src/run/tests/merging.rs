//! Nights with something new to merge: in pieces, and where something of it cannot be read.

use shared::domain::service::role::{Placement, Role};
use shared::domain::settle::{Computed, DayRecord};
use shared::domain::standing::Standing;
use shared::store::events::{EventOwner, StoredEvent};
use shared::store::invitations::IndexedInvitation;
use shared::store::keys::DayShard;
use shared::store::responses::IndexedResponse;

use super::fake_days::Days;
use super::*;

const TODAY: jiff::civil::Date = jiff::civil::date(2026, 11, 21);
const SHARDS: usize = 16;

/// A computed day that brings the customers of three numbers an answer, an invitation and an end.
pub(super) fn eventful(day: jiff::civil::Date) -> Days {
    let [answering, invited, ending] = [2, 3, 4].map(|number| somebody(number).key);
    let measure = Measure::nps();
    let mut record = DayRecord::new(day);
    record.computed = Some(Computed {
        number: 1,
        started: NOON,
    });
    let answer = IndexedResponse {
        respondent: answering,
        invitation: InvitationId::from_bytes([213; 16]),
        survey: "recommend".into(),
        measure,
        rating: Some(measure.accept(0).unwrap()),
        standing: Standing::Counted,
        first_answered: NOON - DAY,
        invited_at: None,
        sealed_customer: None,
    };
    let invitation = IndexedInvitation {
        respondent: invited,
        invitation: InvitationId::from_bytes([214; 16]),
        unanswered_since: Some(NOON - DAY),
        sealed_customer: None,
    };
    let ended = Event {
        id: EventId::from_bytes([215; 16]),
        kind: Kind::CustomerEnded,
        at: NOON - DAY,
        conversation: None,
        automatic: false,
        complaint: false,
        until: None,
    };
    let stored = StoredEvent {
        id: ended.id,
        day,
        event: Some(ended),
        placement: Placement {
            role: Role::Part,
            expires: None,
        },
    };
    let owner = EventOwner {
        customer: ending,
        sealed_id: None,
    };
    Days {
        records: vec![record].into(),
        answers: vec![(day, answer)],
        invitations: vec![(day, invitation)],
        events: vec![(owner, stored)],
        ..Days::default()
    }
}

fn new_today(customers: impl IntoIterator<Item = u8>) -> Fake {
    let customers = customers
        .into_iter()
        .map(|number| answering(&somebody(number), number, 3, 0));
    Fake {
        days: eventful(TODAY),
        ..Fake::of(customers)
    }
}

/// One process with time without end, so much after noon, that ends as it may.
async fn tried(store: &Fake, later: SignedDuration) -> Result<Report, FlagError> {
    let clock = ShiftedClock {
        clock: Still,
        by: later,
    };
    let moment = Moment::new(&clock, 396 * DAY, None, "UTC");
    run(store, &seal(), &Start::Night(None), moment).await
}

#[tokio::test]
async fn a_day_ends_even_where_a_process_has_time_for_one_shard_only() {
    let store = new_today(1..5);
    let whole = new_today(1..5);
    night(&whole, &tonight(), SignedDuration::ZERO).await;
    let (mut start, mut processes) = (tonight(), 0);
    let last = loop {
        let read = store.days.shards_read.lock().unwrap().len();
        // One look as it starts, one at a shard, one at its customer.
        let report = short(&store, &start, SignedDuration::ZERO, 3).await.unwrap();
        assert!(store.days.shards_read.lock().unwrap().len() <= read + 2);
        processes += 1;
        if report.finished {
            break report;
        }
        start = Start::of(&serde_json::to_value(report).unwrap());
    };
    assert!(processes > SHARDS / 2, "{processes}");
    assert_eq!((last.days_merged, last.customers), (1, 4));
    assert_eq!(store.days.waiting(), [].into());
    let all: Vec<DayShard> = DayShard::all(TODAY).collect();
    let mut read = store.days.shards_read.lock().unwrap().clone();
    // One whose customer there was no time for is read again at once, and none once it is merged.
    read.dedup();
    assert_eq!(read, all);
    assert_eq!(store.known(), whole.known());
}

#[tokio::test]
async fn a_customer_who_cannot_be_read_is_told_of_and_keeps_nobody_else_from_being_flagged() {
    let broken = somebody(2).key;
    let store = Fake {
        unreadable: [broken].into(),
        ..new_today(1..9)
    };
    let error = tried(&store, SignedDuration::ZERO).await.unwrap_err();
    assert!(
        matches!(error, FlagError::LeftOut { customers: 1, days: 1 }),
        "{error:?}"
    );
    let run = store.run.lock().unwrap().clone().unwrap();
    assert_eq!((run.stage, run.tally.customers), (Stage::Finished, 7));
    assert_eq!(store.nights.lock().unwrap().len(), 1, "the night was noted");
    assert_eq!(
        open(&store),
        6,
        "all but the one who left and the one who cannot be read"
    );
    assert_eq!(
        store.days.shards_read.lock().unwrap().len(),
        SHARDS,
        "the day was merged once"
    );

    let repaired = Fake {
        unreadable: [].into(),
        ..store
    };
    let report = tried(&repaired, DAY).await.unwrap();
    assert_eq!((report.days_merged, report.damaged), (1, 0));
    let customer = repaired.customers.lock().unwrap()[&broken].clone();
    assert_eq!(customer.signals.answers().len(), 2, "nothing of the day is lost");
}

#[tokio::test]
async fn a_day_is_not_merged_for_ever_for_one_who_is_never_repaired() {
    let store = Fake {
        unreadable: [somebody(2).key].into(),
        ..new_today(1..9)
    };
    for nights in 0..20 {
        let error = tried(&store, nights * DAY).await.unwrap_err();
        assert!(matches!(error, FlagError::LeftOut { customers: 1, .. }), "{error:?}");
    }
    assert_eq!(store.days.waiting(), [].into());
    assert_eq!(store.days.shards_read.lock().unwrap().len(), 16 * SHARDS);
}

#[tokio::test]
async fn a_day_that_cannot_be_read_waits_for_the_next_night_and_the_others_are_merged() {
    let yesterday = TODAY.yesterday().unwrap();
    let mut store = new_today(1..9);
    let earlier = eventful(yesterday);
    let mut records = earlier.records.into_inner().unwrap();
    records.append(store.days.records.get_mut().unwrap());
    store.days.records = records.into();
    store.days.unreadable = DayShard::all(yesterday).nth(5);
    let error = tried(&store, SignedDuration::ZERO).await.unwrap_err();
    assert!(
        matches!(error, FlagError::LeftOut { customers: 0, days: 1 }),
        "{error:?}"
    );
    assert_eq!(store.days.waiting(), [yesterday].into());
    assert!(open(&store) > 0);
}
