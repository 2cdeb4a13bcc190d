//! What another run or another setting does to one that is under way.

use super::*;

#[tokio::test]
async fn a_run_whose_line_or_model_changes_halfway_leaves_and_counts_what_one_by_the_new_ones_does() {
    let changed = |store: Fake, line, churn| {
        let settings = RiskSettings {
            line,
            ..RiskSettings::default()
        };
        let settings = settings.with_churn(churn).unwrap();
        Fake { settings, ..store }
    };
    for (line, churn) in [
        (Line::top(5).unwrap(), None),
        (Line::times(3.0).unwrap(), None),
        (Line::times(1.8).unwrap(), Some(0.4)),
    ] {
        let half = with_line(many(), Line::top(9).unwrap());
        assert!(
            !short(&half, &tonight(), SignedDuration::ZERO, 6)
                .await
                .unwrap()
                .finished
        );
        let rest = changed(half, line, churn);
        let done = night(&rest, &Start::Rest { run: FIRST }, SignedDuration::ZERO).await;
        let whole = changed(many(), line, churn);
        let expected = night(&whole, &tonight(), SignedDuration::ZERO).await;
        assert_eq!(rest.known(), whole.known(), "{line:?}");
        assert_eq!(*rest.nights.lock().unwrap(), *whole.nights.lock().unwrap(), "{line:?}");
        assert_eq!((done.customers, done.flagged), (expected.customers, expected.flagged));
    }
}

#[tokio::test]
async fn a_run_that_is_overtaken_while_it_flags_stops_within_a_handful_and_keeps_nothing_of_the_night() {
    let store = with_line(many(), Line::top(40).unwrap());
    let newer = NightRun::next(
        None,
        None,
        (NOON + DAY, NOON.to_zoned(jiff::tz::TimeZone::UTC).date()),
        PARTS,
    );
    *store.takes_over.lock().unwrap() = Some(NightRun { revision: 99, ..newer });
    let report = night(&store, &tonight(), SignedDuration::ZERO).await;
    assert!(report.overtaken && !report.finished, "{report:?}");
    assert!(store.nights.lock().unwrap().is_empty());
    let flagged = open(&store);
    let whole = with_line(many(), Line::top(40).unwrap());
    night(&whole, &tonight(), SignedDuration::ZERO).await;
    assert!(flagged <= 16 && flagged < open(&whole), "{flagged} of {}", open(&whole));
}

#[tokio::test]
async fn the_night_of_a_later_run_stays_where_an_earlier_one_ends_after_it() {
    let store = many();
    let day = NOON.to_zoned(jiff::tz::TimeZone::UTC).date();
    store.night_of.lock().unwrap().insert(day, FIRST + 1);
    let report = night(&store, &tonight(), SignedDuration::ZERO).await;
    assert!(report.overtaken && !report.finished, "{report:?}");
    assert!(store.nights.lock().unwrap().is_empty());
}
