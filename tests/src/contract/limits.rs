//! Promises about counters of answers.

use shared::domain::limit::{Bucket, Hour};
use shared::domain::service::role::Role;
use shared::link::NetworkTag;
use shared::once::{FirstSending, Place};
use shared::store::events::{PutEvent, ReadDayEvents, ScanEvents};
use shared::store::limits::CountAnswer;
use shared::store::once::NoteSending;

use super::events::{CUSTOMER, event, placed};
use super::*;
use shared::domain::service::event::Kind;

fn bucket(survey: &str, network: Option<u8>) -> Bucket {
    Bucket {
        survey: survey.to_owned(),
        network: network.map(|byte| NetworkTag::from_bytes([byte; 16])),
        hour: Hour::of(at(0)),
    }
}

/// A counter takes as many as its limit and no more, and the one of another survey, network or hour is another.
pub async fn a_limit_is_reached_and_kept_apart_from_every_other(store: &Store) -> anyhow::Result<()> {
    let full = bucket("recommend", Some(1));
    let mut taken = Vec::new();
    for _ in 0..4 {
        taken.push(store.count_answer(&full, 2).await?);
    }
    assert_eq!(taken, [true, true, false, false]);
    let next_hour = Bucket {
        hour: Hour::of(full.hour.end()),
        ..full.clone()
    };
    for other in [
        bucket("recommend", None),
        bucket("recommend", Some(2)),
        bucket("ease", Some(1)),
        next_hour,
    ] {
        assert!(store.count_answer(&other, 1).await?, "{other}");
        assert!(!store.count_answer(&other, 1).await?, "{other}");
    }
    assert!(store.count_answer(&full, 3).await?, "a limit that was raised");
    assert!(!store.count_answer(&full, 3).await?);
    Ok(())
}

/// Of many answers at once exactly as many are counted as the limit allows.
pub async fn of_many_answers_at_once_the_limit_is_counted_and_no_more(store: &Store) -> anyhow::Result<()> {
    let bucket = bucket("recommend", None);
    let counts = (0..40).map(|_| store.count_answer(&bucket, 17));
    let counted: Vec<bool> = futures::future::try_join_all(counts).await?;
    assert_eq!(counted.into_iter().filter(|counted| *counted).count(), 17);
    Ok(())
}

/// Counters and first sendings lie beside the events and are none: neither a recount nor a day's fold sees them.
pub async fn what_lies_beside_events_is_none(store: &Store) -> anyhow::Result<()> {
    let put = event(1, Kind::CustomerStarted);
    store.put_event(&subject(), DAY, &put, placed(Role::Acquired)).await?;
    assert!(store.count_answer(&bucket("recommend", Some(1)), 9).await?);
    assert!(store.count_answer(&bucket("recommend", None), 9).await?);
    let place = Place {
        caller: "key:one".to_owned(),
        tag: "tag".to_owned(),
    };
    let sending = FirstSending {
        at: at(0),
        fingerprint: [7; 32],
    };
    assert_eq!(store.note_sending(&place, &sending).await?, None);
    let mut seen = Vec::new();
    store
        .scan_events(|customer, event| seen.push((customer, event.id)))
        .await?;
    assert_eq!(seen, [(CUSTOMER, put.id)]);
    let mut rows = 0;
    for shard in DayShard::all(DAY) {
        store.read_day_events(shard, |_| rows += 1).await?;
    }
    assert_eq!(rows, 1);
    Ok(())
}
