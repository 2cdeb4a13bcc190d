use futures::FutureExt as _;
use proptest::prelude::*;

use super::*;
use crate::domain::fold::{OTHER, TOUCHPOINTS_KEPT};
use crate::report::slice::CUT_DAYS_AT_ONCE;

#[tokio::test]
async fn groups_under_five_answers_are_no_rows_and_are_counted_together() {
    let rows = rows_of(&[("big", 20, 20), ("two", 0, 2), ("three", 0, 3), ("five", 0, 5)], &[]).await;
    assert_eq!(names(&rows), ["five", "big"]);
    assert_eq!(
        rows[0].hidden,
        Some(Hidden {
            groups: 2,
            answers: Some(5)
        })
    );
}

#[tokio::test]
async fn what_the_total_would_tell_of_one_small_group_is_hidden_with_another() {
    let rows = rows_of(&[("big", 20, 20), ("one", 1, 0), ("seven", 0, 7)], &[]).await;
    assert_eq!(names(&rows), ["big"]);
    assert_eq!(
        rows[0].hidden,
        Some(Hidden {
            groups: 2,
            answers: Some(8)
        })
    );
}

#[tokio::test]
async fn a_group_that_was_too_small_then_is_compared_with_nothing() {
    let rows = rows_of(
        &[("big", 20, 20), ("new", 10, 30)],
        &[("big", 20, 20), ("new", 0, 2), ("old", 0, 9)],
    )
    .await;
    assert!(named(&rows, "big").change.is_some());
    assert_eq!(named(&rows, "new").change, None, "two answers then");
}

#[tokio::test]
async fn segments_are_ranked_by_the_shrunk_score_and_the_raw_one_needs_ten_answers() {
    let rows = rows_of(&[("many", 10, 90), ("few", 0, 6), ("bad", 60, 40), ("ten", 0, 10)], &[]).await;
    assert_eq!(
        names(&rows),
        ["many", "ten", "few", "bad"],
        "a few perfect answers do not lead"
    );
    assert_eq!(
        (named(&rows, "few").score, named(&rows, "ten").score),
        (None, Some(100.0))
    );
    assert!(
        rows[1..]
            .iter()
            .all(|row| row.shrunk.is_some() && row.shrunk_sd.is_some())
    );
    assert_eq!(rows[0].shrunk, None, "the whole is not drawn to itself");
}

#[tokio::test]
async fn an_arrow_of_a_segment_follows_the_adjusted_p() {
    let unmoved: Vec<String> = (0..11).map(|number| format!("same-{number:02}")).collect();
    let mut now: Vec<(&str, u64, u64)> = unmoved.iter().map(|name| (name.as_str(), 20, 20)).collect();
    let mut then = now.clone();
    now.push(("moved", 13, 27));
    then.push(("moved", 22, 18));
    let alone = rows_of(&[("moved", 13, 27)], &[("moved", 22, 18)]).await;
    let p = alone[0].change.unwrap().p.unwrap();
    assert!((0.01..0.05).contains(&p), "{p}");
    assert_eq!(named(&alone, "moved").change.unwrap().verdict(), Verdict::Up);
    let rows = rows_of(&now, &then).await;
    let change = named(&rows, "moved").change.unwrap();
    assert_eq!((change.p, change.significant), (Some(p), Some(false)), "one of twelve");
    assert!((change.p_adjusted.unwrap() - 12.0 * p).abs() < 1e-12);
}

#[tokio::test]
async fn values_beyond_the_limit_are_named_so_and_come_last() {
    let many: Vec<String> = (0..TOUCHPOINTS_KEPT - 1)
        .map(|number| format!("place-{number:03}"))
        .collect();
    let mut full: Vec<(&str, u64, u64)> = many.iter().map(|name| (name.as_str(), 30, 10)).collect();
    full.push((OTHER, 0, 50));
    let rows = rows_of(&full, &[]).await;
    assert_eq!(
        rows.last().unwrap().value.as_deref(),
        Some("other (values beyond the limit)")
    );
    let rows = rows_of(&[("shop", 20, 20), (OTHER, 0, 50)], &[]).await;
    assert_eq!(
        names(&rows),
        ["other", "shop"],
        "a touchpoint of that name is one like any"
    );
}

#[tokio::test]
async fn a_cut_that_leaves_answers_out_needs_no_second_group_hidden() {
    let mut days = Days::default();
    days.totals.insert(NOW.from, day(&[], 100));
    days.cuts
        .insert(NOW.from, day(&[("pro", 20, 20), ("team", 1, 2), ("free", 0, 9)], 0));
    let plan = Cut::Attribute("plan".into());
    let asked = Asked {
        against: None,
        by: Some(&plan),
        ..asked()
    };
    let rows = score_rows(&days, &survey(), asked).await.unwrap();
    assert_eq!(names(&rows), ["free", "pro"]);
    assert_eq!(
        rows[0].hidden,
        Some(Hidden {
            groups: 1,
            answers: None
        })
    );
    assert_eq!(rows[0].change, None);
}

#[tokio::test]
async fn a_long_range_of_a_cut_is_read_a_part_at_a_time_and_added_up() {
    let count = 2 * CUT_DAYS_AT_ONCE as i32 + 1;
    let on_each_day = |item: ScoreItem| (0..count).map(move |ago| (shifted(NOW.to, -ago), item.clone()));
    let days = Days {
        totals: on_each_day(day(&[], 3)).collect(),
        cuts: on_each_day(day(&[("pro", 1, 1), ("free", 0, 1)], 0)).collect(),
        ..Days::default()
    };
    let plan = Cut::Attribute("plan".into());
    let asked = Asked {
        by: Some(&plan),
        ..Asked::whole(shifted(NOW.to, -400), NOW.to)
    };
    let rows = score_rows(&days, &survey(), asked).await.unwrap();
    assert_eq!(*days.cut_reads.lock().unwrap(), [CUT_DAYS_AT_ONCE, CUT_DAYS_AT_ONCE, 1]);
    let count = count as u64;
    assert_eq!((named(&rows, "pro").n, named(&rows, "free").n), (2 * count, count));
}

proptest! {
    #[test]
    fn no_row_of_a_table_has_fewer_than_five_answers_and_no_subtraction_finds_one(
        cells in prop::collection::vec((0_u64..8, 0_u64..8), 0..9), elsewhere in 0_u64..9
    ) {
        let names: Vec<String> = (0..cells.len()).map(|number| format!("t{number}")).collect();
        let named: Vec<(&str, u64, u64)> = names.iter().zip(&cells).map(|(name, cell)| (name.as_str(), cell.0, cell.1)).collect();
        let days = Days { totals: [(NOW.from, day(&named, elsewhere))].into(), ..Days::default() };
        let asked = Asked { against: None, ..asked() };
        let rows = score_rows(&days, &survey(), asked).now_or_never().unwrap().unwrap();
        let shown: u64 = rows[1..].iter().map(|row| row.n).sum();
        prop_assert!(rows[1..].iter().all(|row| row.n >= 5));
        let rest = rows[0].n - shown;
        prop_assert!(shown == 0 || rest == 0 || rest >= 5, "{} of {}", rest, rows[0].n);
    }
}
