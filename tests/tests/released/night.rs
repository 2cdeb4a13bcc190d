//! The night after a released version was upgraded.

use aggregate::{DayOutcome, Night};
use jiff::SignedDuration;

use super::Release;
use super::page::Still;

#[tokio::test(flavor = "multi_thread")]
async fn the_next_night_goes_on_where_the_last_one_ended() {
    for release in Release::each("night") {
        let workspace = release.workspace().await;
        let clock = Still(release.recorded.made_at + SignedDuration::from_hours(26));
        let night = Night {
            time_zone: &workspace.time_zone,
            clock: &clock,
            as_of: None,
            deadline: None,
        };
        let scores = aggregate::run(&workspace.store, &night).await.unwrap();
        assert!(scores.not_yet_settled.is_empty(), "{:?}", scores.not_yet_settled);
        let computed = scores
            .days
            .iter()
            .any(|(_, outcome)| matches!(outcome, DayOutcome::Computed { responses, .. } if *responses > 0));
        assert!(computed, "{:?}", scores.days);
        assert!(scores.settled_through >= Some(release.recorded.made_at.to_zoned(jiff::tz::TimeZone::UTC).date()));
        let moment = flag::Moment::new(&clock, workspace.retention, None, &workspace.time_zone);
        let start = flag::Start::Night(None);
        let customers = flag::run(&workspace.store, &workspace.keys.seal_key(), &start, moment)
            .await
            .unwrap();
        assert_eq!(
            (customers.finished, customers.overtaken, customers.damaged),
            (true, false, 0)
        );
        assert!(customers.customers > 0);
        workspace.close().await;
        release.says_what_it_said();
        release.counts_the_same_again();
    }
}
