//! Promises about the state of the nightly risk.

use shared::domain::risk::{
    Basis, BegunDay, Candidate, Candidates, Line, Merging, NightRun, Part, RiskNight, Stage, Tally, Usual,
};
use shared::store::risk_nights::{PutRiskNight, ReadRiskNights};
use shared::store::risk_runs::{PutRun, ReadRun};

use super::*;

pub(super) fn run(number: u64) -> NightRun {
    let customer = |byte| Respondent::Customer(Pseudonym::from_bytes([byte; 16]));
    let candidate = |byte: u8| Candidate {
        log_odds: -0.1 * f64::from(byte),
        customer: customer(byte),
    };
    NightRun {
        number,
        revision: 0,
        night: Some("2026-11-20T04:10:00Z".into()),
        moment: at(7),
        day: DAY,
        basis: Some(Basis {
            model: 3,
            horizon_days: 90,
            base: -2.944_438_979_166_440_3,
            line: Line::Top(25),
            usual: Usual { slow_reply: Some(600) },
        }),
        stage: Stage::Flagging,
        merging: Merging {
            begun: Some(BegunDay {
                day: DAY,
                computation: 4,
                shards: 15,
                damaged: 2,
            }),
            put_off: [date(2026, 9, 30), date(2026, 10, 1)].into(),
        },
        parts: vec![Part::Begins, Part::After(customer(3)), Part::Done],
        tally: Tally {
            days_merged: 1,
            customers: 2,
            written: 3,
            flagged: 4,
            asked_forgotten: 5,
            damaged: 7,
            hazard_millionths: 6_000_001,
            bins: [1, 2, 3, 4, 5, 6, 7, 8, 9, 10],
        },
        candidates: Candidates::of(25, [1, 2, 200].map(candidate)),
        given_out: 3,
    }
}

/// A run comes back as stored, and of all who have read the same state one alone replaces it.
pub async fn a_run_comes_back_and_is_replaced_only_by_its_reader(store: &Store) -> anyhow::Result<()> {
    assert_eq!(
        (store.read_run().await?, store.read_run_revision().await?),
        (None, None)
    );
    assert!(store.put_run(&run(1)).await?);
    let known = store.read_run().await?.expect("stored");
    assert_eq!(known, NightRun { revision: 1, ..run(1) });
    assert!(!store.put_run(&run(9)).await?, "who thinks there is none");
    let next = NightRun {
        night: None,
        basis: None,
        stage: Stage::Finished,
        merging: Merging::default(),
        candidates: Candidates::default(),
        ..known
    };
    assert!(store.put_run(&next).await?);
    assert!(!store.put_run(&next).await?, "the same revision a second time");
    assert_eq!(store.read_run_revision().await?, Some(2));
    let stored = store.read_run().await?.expect("stored");
    assert_eq!(stored, NightRun { revision: 2, ..next });
    Ok(())
}

/// Nights come back in their order, and a day has one: that of the latest run.
pub async fn nights_of_risk_come_back_by_day(store: &Store) -> anyhow::Result<()> {
    let night = |day, model| RiskNight {
        day,
        model,
        horizon_days: 90,
        hazard_millionths: 7,
        bins: [10, 9, 8, 7, 6, 5, 4, 3, 2, 1],
        reference: [0, 1, 2, 3, 4, 5, 6, 7, 8, 9],
        reference_nights: 12,
    };
    let days = [date(2026, 9, 30), date(2026, 10, 1), date(2026, 10, 2)];
    for day in [days[2], days[0], days[1]] {
        assert!(store.put_risk_night(&night(day, 1), 5).await?);
    }
    assert!(store.put_risk_night(&night(days[1], 3), 5).await?, "the same run again");
    assert!(store.put_risk_night(&night(days[1], 2), 6).await?);
    assert!(!store.put_risk_night(&night(days[1], 1), 5).await?, "an earlier run");
    assert!(store.put_run(&run(1)).await?);
    let nights = store.read_risk_nights(days[0], days[1]).await?;
    assert_eq!(nights, [night(days[0], 1), night(days[1], 2)]);
    Ok(())
}

/// What a later run has written of a customer, an earlier one does not write over.
pub async fn a_later_run_keeps_an_earlier_one_from_a_customer(store: &Store) -> anyhow::Result<()> {
    let by = |revision, run| Customer {
        revision,
        run,
        ..customer(1, 0.5)
    };
    assert!(store.save_customer(&by(0, 7)).await?);
    assert!(!store.save_customer(&by(1, 6)).await?);
    assert!(store.save_customer(&by(1, 7)).await?, "the same run again");
    assert!(store.save_customer(&by(2, 8)).await?);
    assert_eq!(store.read_customer(by(3, 8).key).await?, Some(by(3, 8)));
    Ok(())
}
