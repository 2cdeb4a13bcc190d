use futures::FutureExt as _;
use jiff::civil::date;
use proptest::prelude::*;

use super::*;
use crate::domain::cohort::{Cohort, CohortCells};
use crate::domain::step::Step;

const fn cohort(invited: u64, answered: u64) -> Cohort {
    Cohort { invited, answered }
}

fn cohorts(named: &[(&str, u64, u64)]) -> CohortCells {
    named
        .iter()
        .map(|(name, invited, answered)| ((*name).to_owned(), cohort(*invited, *answered)))
        .collect()
}

/// The rows by touchpoint of one day alone.
async fn rows_with(item: ScoreItem) -> Vec<ScoreRow> {
    let days = Days {
        totals: [(NOW.from, item)].into(),
        ..Days::default()
    };
    let asked = Asked {
        against: None,
        ..asked()
    };
    score_rows(&days, &survey(), asked).await.unwrap()
}

/// Invited and answered as a row tells them: no row, or a row without.
fn rate(rows: &[ScoreRow], value: Option<&str>) -> Option<Option<(u64, Option<u64>)>> {
    let row = rows.iter().find(|row| row.value.as_deref() == value)?;
    Some(row.response_rate.map(|rate| (rate.invited, rate.answered)))
}

#[tokio::test]
async fn a_segment_of_few_invitations_tells_no_response_rate_and_one_without_answers_in_the_range_is_shown() {
    let mut with_rates = day(&[("web", 6, 6), ("shop", 6, 6), ("thin", 1, 2), ("thinner", 1, 1)], 0);
    with_rates.cohort = cohort(956, 78);
    with_rates.cohorts = cohorts(&[
        ("web", 30, 12),
        ("shop", 4, 3),
        ("post", 20, 0),
        ("fax", 2, 0),
        ("late", 400, 60),
        ("thin", 500, 3),
    ]);
    let rows = rows_with(with_rates).await;
    assert_eq!(rate(&rows, None), Some(Some((956, Some(78)))));
    assert_eq!(rate(&rows, Some("web")), Some(Some((30, Some(12)))));
    assert_eq!(rate(&rows, Some("shop")), Some(None), "four people were asked");
    assert_eq!(rate(&rows, Some("post")), Some(Some((20, Some(0)))));
    assert_eq!(rate(&rows, Some("fax")), None);
    assert_eq!(
        rate(&rows, Some("late")),
        Some(Some((400, Some(60)))),
        "they answered on other days"
    );
    assert_eq!(named(&rows, "late").n, 0);
    assert_eq!(rate(&rows, Some("thin")), None, "a row would tell its three answers");
}

#[tokio::test]
async fn what_the_whole_would_tell_of_one_small_cohort_is_withheld_with_the_next() {
    let mut with_rates = day(&[("web", 6, 6), ("shop", 6, 6), ("post", 6, 6)], 0);
    with_rates.cohort = cohort(54, 24);
    with_rates.cohorts = cohorts(&[("web", 30, 12), ("shop", 4, 4), ("post", 20, 8)]);
    let rows = rows_with(with_rates).await;
    assert_eq!(rate(&rows, None), Some(Some((54, Some(24)))));
    assert_eq!(rate(&rows, Some("web")), Some(Some((30, Some(12)))));
    assert_eq!(
        rate(&rows, Some("post")),
        Some(None),
        "it would tell the four of the shop"
    );
    assert_eq!(rate(&rows, Some("shop")), Some(None));
}

#[tokio::test]
async fn a_day_of_few_invitations_is_not_told_by_the_others() {
    let on = |cohort| ScoreItem {
        cohort,
        ..day(&[("shop", 20, 20)], 0)
    };
    let days = Days {
        totals: [
            (date(2026, 11, 1), on(cohort(30, 12))),
            (date(2026, 11, 2), on(cohort(4, 4))),
            (date(2026, 11, 3), on(cohort(20, 8))),
        ]
        .into(),
        ..Days::default()
    };
    let rows = trend_rows(&days, &survey(), NOW, Step::Day).await.unwrap();
    let invited: Vec<_> = rows[..5]
        .iter()
        .map(|row| row.response_rate.map(|rate| rate.invited))
        .collect();
    assert_eq!(invited, [Some(54), Some(30), None, None, Some(0)]);
}

proptest! {
    #[test]
    fn no_subtraction_of_cohorts_finds_one_of_fewer_than_five(
        parts in prop::collection::vec((0_u64..16, 0_u64..16), 0..9), elsewhere in 0_u64..9
    ) {
        let names: Vec<String> = (0..parts.len()).map(|number| format!("t{number}")).collect();
        let cells: Vec<(&str, u64, u64)> = names.iter().zip(&parts).map(|(name, part)| (name.as_str(), 0, part.0)).collect();
        let asked: Vec<(&str, u64, u64)> = names.iter().zip(&parts).map(|(name, part)| (name.as_str(), part.1, part.1 / 2)).collect();
        let mut item = day(&cells, 0);
        item.cohorts = cohorts(&asked);
        item.cohort = cohort(parts.iter().map(|part| part.1).sum::<u64>() + elsewhere, 0);
        let whole = item.cohort.invited;
        let rows = rows_with(item).now_or_never().unwrap();
        let told: Vec<u64> = rows[1..].iter().filter_map(|row| Some(row.response_rate?.invited)).filter(|n| *n > 0).collect();
        prop_assert!(told.iter().all(|invited| *invited >= 5));
        let rest = whole - told.iter().sum::<u64>();
        prop_assert!(told.is_empty() || rest == 0 || rest >= 5, "{} of {}", rest, whole);
    }
}
