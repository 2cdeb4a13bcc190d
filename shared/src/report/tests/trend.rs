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

#[tokio::test]
async fn a_touchpoints_trend_hides_each_part_in_which_its_answers_would_tell_anothers() {
    let mut store = Days::default();
    // Alone with one answer of another touchpoint, alone without, few, and many.
    for (back, cells) in [
        (3, vec![("shop", 7, 5), ("phone", 1, 0)]),
        (2, vec![("shop", 6, 4)]),
        (1, vec![("shop", 2, 1), ("phone", 9, 9)]),
        (0, vec![("shop", 10, 30), ("phone", 9, 9)]),
    ] {
        store.totals.insert(shifted(NOW.to, -back), day(&cells, 0));
    }
    let range = DayRange {
        from: shifted(NOW.to, -3),
        to: NOW.to,
    };
    let survey = survey();
    let read = SurveyDays::read(&store, &survey, &[range]).await.unwrap();
    let rows = read.trend_of_touchpoint("shop", range, Step::Day).unwrap();
    let told: Vec<(u64, bool)> = rows.iter().map(|row| (row.n, row.score.is_some())).collect();
    assert_eq!(told, [(65, true), (12, false), (10, true), (3, false), (40, true)]);
    assert_eq!(
        (rows[0].by.as_str(), rows[0].value.as_deref()),
        ("touchpoint", Some("shop"))
    );
    let by_touchpoint = read
        .scores(
            &store,
            Asked {
                by: Some(&Cut::Touchpoint),
                ..Asked::whole(range.from, range.to)
            },
        )
        .await
        .unwrap();
    let shop = by_touchpoint
        .iter()
        .find(|row| row.value.as_deref() == Some("shop"))
        .unwrap();
    assert_eq!((rows[0].n, rows[0].score, rows[0].low), (shop.n, shop.score, shop.low));
    assert!(read.trend_of_touchpoint("nowhere", range, Step::Day).is_none());
    let one_day = DayRange {
        from: range.from,
        to: range.from,
    };
    assert!(
        read.trend_of_touchpoint("shop", one_day, Step::Day).is_none(),
        "it would tell the one answer by phone"
    );
}
