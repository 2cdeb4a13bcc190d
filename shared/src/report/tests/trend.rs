use jiff::civil::date;

use super::*;
use crate::domain::step::Step;

#[tokio::test]
async fn a_trend_is_one_read_and_has_a_row_for_every_part_even_without_answers() {
    let days = Days {
        totals: [
            (date(2026, 11, 1), day(&[("shop", 20, 20)], 0)),
            (date(2026, 11, 8), day(&[("shop", 0, 30)], 0)),
            (date(2026, 11, 9), day(&[("shop", 30, 0)], 0)),
        ]
        .into(),
        ..Days::default()
    };
    let rows = trend_rows(&days, &survey(), NOW, Step::Week).await.unwrap();
    let scores: Vec<_> = rows
        .iter()
        .map(|row| (row.from.day(), row.to.day(), row.n, row.score))
        .collect();
    assert_eq!(
        scores,
        [
            (1, 20, 100, Some(0.0)),
            (1, 1, 40, Some(0.0)),
            (2, 8, 30, Some(100.0)),
            (9, 15, 30, Some(-100.0)),
            (16, 20, 0, None)
        ]
    );
    assert_eq!(days.reads.lock().unwrap().len(), 1);
    assert_eq!(trend_rows(&days, &survey(), NOW, Step::Day).await.unwrap().len(), 21);
}

#[tokio::test]
async fn a_thin_day_of_a_trend_is_not_told_by_the_others() {
    let days = Days {
        totals: [
            (date(2026, 11, 1), day(&[("shop", 20, 20)], 0)),
            (date(2026, 11, 2), day(&[("shop", 1, 1)], 0)),
            (date(2026, 11, 3), day(&[("shop", 10, 20)], 0)),
        ]
        .into(),
        ..Days::default()
    };
    let rows = trend_rows(&days, &survey(), NOW, Step::Day).await.unwrap();
    let told: Vec<bool> = rows[1..4]
        .iter()
        .map(|row| row.histogram.is_some() || row.score.is_some() || row.nps != Some(NpsGroups::default()))
        .collect();
    assert_eq!(told, [true, false, false]);
    assert_eq!((rows[2].n, rows[3].n, rows[3].shown), (2, 30, Shown::Hidden));
}
