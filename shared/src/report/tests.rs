use std::collections::BTreeMap;
use std::sync::Mutex;

use futures::FutureExt as _;
use jiff::civil::date;
use proptest::prelude::*;

use super::*;
use crate::domain::Measure;
use crate::domain::cohort::Cohort;
use crate::domain::day::shifted;
use crate::domain::fold::{OTHER, TOUCHPOINTS_KEPT};
use crate::domain::step::Step;
use crate::domain::survey::SurveyDefinition;
use crate::store::scores::ScoreItem;

const NOW: DayRange = DayRange {
    from: date(2026, 11, 1),
    to: date(2026, 11, 20),
};
const THEN: DayRange = DayRange {
    from: date(2026, 10, 1),
    to: date(2026, 10, 20),
};

/// Days of scores in memory; notes each range that is read.
#[derive(Default)]
struct Days {
    totals: BTreeMap<Date, ScoreItem>,
    cuts: BTreeMap<Date, ScoreItem>,
    reads: Mutex<Vec<(Date, Date)>>,
}

impl ReadScores for Days {
    async fn read_totals(&self, _: &str, from: Date, to: Date) -> Result<Vec<(Date, ScoreItem)>, StoreError> {
        self.reads.lock().unwrap().push((from, to));
        let range = self.totals.range(from..=to);
        Ok(range.map(|(day, item)| (*day, item.clone())).collect())
    }

    async fn read_cut(&self, _: &str, _: &Cut, days: &[Date]) -> Result<Vec<(Date, ScoreItem)>, StoreError> {
        let wanted = self.cuts.iter().filter(|(day, _)| days.contains(day));
        Ok(wanted.map(|(day, item)| (*day, item.clone())).collect())
    }
}

fn survey() -> Survey {
    let definition: SurveyDefinition = serde_json::from_value(serde_json::json!({
        "id": "after-buy", "metric": "nps", "title": "After a purchase", "default_language": "en",
        "text": {"en": {"question": "How likely are you to recommend us?", "low": "Not at all", "high": "Very likely"}},
    }))
    .unwrap();
    Survey {
        version: 1,
        measure: Measure::nps(),
        definition,
    }
}

/// Answers of 3 and 10.
fn answers(detractors: u64, promoters: u64) -> Histogram {
    Histogram::from_counts(Measure::nps(), vec![0, 0, 0, detractors, 0, 0, 0, 0, 0, 0, promoters]).unwrap()
}

/// A day whose touchpoints have these answers, and some that have none.
fn day(cells: &[(&str, u64, u64)], elsewhere: u64) -> ScoreItem {
    let cells: BTreeMap<String, Histogram> = cells
        .iter()
        .map(|(name, detractors, promoters)| ((*name).to_owned(), answers(*detractors, *promoters)))
        .collect();
    let mut total = answers(0, elsewhere);
    cells.values().for_each(|cell| total.merge(cell).unwrap());
    ScoreItem {
        total: Some(total),
        cells,
        ..ScoreItem::empty(1, Measure::nps())
    }
}

fn asked() -> Asked<'static> {
    Asked {
        range: NOW,
        against: Some(THEN),
        by: Some(&Cut::Touchpoint),
    }
}

async fn rows_of(now: &[(&str, u64, u64)], then: &[(&str, u64, u64)]) -> Vec<ScoreRow> {
    let days = Days {
        totals: [(NOW.from, day(now, 0)), (THEN.to, day(then, 0))].into(),
        ..Days::default()
    };
    score_rows(&days, &survey(), asked()).await.unwrap()
}

fn named<'a>(rows: &'a [ScoreRow], name: &str) -> &'a ScoreRow {
    rows.iter()
        .find(|row| row.value.as_deref() == Some(name))
        .unwrap_or_else(|| panic!("no row is named {name}"))
}

fn names(rows: &[ScoreRow]) -> Vec<&str> {
    rows.iter().filter_map(|row| row.value.as_deref()).collect()
}

#[tokio::test]
async fn each_range_is_read_once_and_no_day_outside_of_it() {
    let outside = [
        shifted(NOW.from, -1),
        shifted(NOW.to, 1),
        shifted(THEN.from, -1),
        shifted(THEN.to, 1),
    ];
    let mut days = Days::default();
    days.totals
        .extend(outside.map(|day_outside| (day_outside, day(&[("shop", 99, 0)], 0))));
    days.totals.insert(NOW.to, day(&[("shop", 10, 30)], 0));
    days.totals.insert(THEN.from, day(&[("shop", 20, 20)], 0));
    let rows = score_rows(&days, &survey(), asked()).await.unwrap();
    assert_eq!((rows[0].n, rows[0].change.unwrap().against.n), (40, 40));
    assert_eq!(rows[0].change.unwrap().delta, Some(50.0));
    assert_eq!(*days.reads.lock().unwrap(), [(NOW.from, NOW.to), (THEN.from, THEN.to)]);
}

#[tokio::test]
async fn a_change_is_told_as_far_as_the_answers_allow() {
    let cases = [
        (9, 200, Verdict::TooFew),
        (200, 9, Verdict::TooFew),
        (10, 200, Verdict::FewAnswers),
        (29, 200, Verdict::FewAnswers),
        (200, 29, Verdict::FewAnswers),
        (30, 30, Verdict::Up),
    ];
    for (now, then, verdict) in cases {
        let rows = rows_of(&[("shop", 0, now)], &[("shop", then, 0)]).await;
        let change = rows[0].change.unwrap();
        assert_eq!(change.verdict(), verdict, "{now} against {then}");
        let compared = verdict != Verdict::TooFew;
        for number in [change.delta, change.low, change.high, change.smallest_detectable] {
            assert_eq!(number.is_some(), compared, "{now} against {then}");
        }
        let tested = verdict == Verdict::Up;
        assert_eq!((change.p.is_some(), change.significant.is_some()), (tested, tested));
    }
    let same = rows_of(&[("shop", 20, 30)], &[("shop", 20, 30)]).await;
    assert_eq!(same[0].change.unwrap().verdict(), Verdict::NoRealChange);
    let worse = rows_of(&[("shop", 40, 10)], &[("shop", 10, 40)]).await;
    assert_eq!(worse[0].change.unwrap().verdict(), Verdict::Down);
}

#[tokio::test]
async fn without_answers_there_is_no_number_at_all() {
    let rows = score_rows(&Days::default(), &survey(), asked()).await.unwrap();
    let json = serde_json::to_value(&rows).unwrap();
    assert_eq!(rows.len(), 1);
    for name in ["score", "low", "high", "mean", "shrunk"] {
        assert!(json[0][name].is_null(), "{name}");
    }
    for name in ["delta", "low", "high", "p", "significant", "smallest_detectable"] {
        assert!(json[0]["change"][name].is_null(), "{name}");
    }
}

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

#[test]
fn the_same_customers_are_compared_as_far_as_they_are_enough() {
    let rating = |value| Measure::nps().accept(value).unwrap();
    let mut pairs = vec![(rating(3), rating(9)); 6];
    for (customers, shown, tested) in [
        (9, false, false),
        (10, true, false),
        (29, true, false),
        (30, true, true),
    ] {
        pairs.resize(customers, (rating(8), rating(8)));
        let paired = PairedChange::of(Measure::nps(), &pairs);
        assert_eq!((paired.customers, paired.delta.is_some()), (customers as u64, shown));
        assert_eq!(
            (paired.p.is_some(), paired.significant),
            (tested, tested.then_some(true))
        );
    }
    let alike = PairedChange::of(Measure::nps(), &[(rating(3), rating(9)); 40]);
    assert_eq!(
        (alike.delta, alike.p),
        (None, None),
        "forty customers who all changed alike have no spread to test by"
    );
}

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
        .map(|row| row.histogram.is_some() || row.score.is_some())
        .collect();
    assert_eq!(told, [true, false, false]);
    assert_eq!((rows[2].n, rows[3].n, rows[3].shown), (2, 30, Shown::Hidden));
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

#[tokio::test]
async fn a_segment_of_few_invitations_tells_no_response_rate_and_one_that_never_answers_is_shown() {
    let cohort = |invited, answered| Cohort { invited, answered };
    let mut with_rates = day(&[("web", 6, 6), ("shop", 6, 6)], 0);
    with_rates.cohort = cohort(54, 24);
    with_rates.cohorts = [("web", 30, 12), ("shop", 4, 3), ("post", 20, 0), ("fax", 2, 0)]
        .map(|(name, invited, answered)| (name.to_owned(), cohort(invited, answered)))
        .into();
    let days = Days {
        totals: [(NOW.from, with_rates)].into(),
        ..Days::default()
    };
    let rows = score_rows(
        &days,
        &survey(),
        Asked {
            against: None,
            ..asked()
        },
    )
    .await
    .unwrap();
    let rate = |value: Option<&str>| {
        let row = rows.iter().find(|row| row.value.as_deref() == value)?;
        Some(row.response_rate.map(|rate| (rate.invited, rate.answered)))
    };
    assert_eq!(rate(None), Some(Some((54, 24))));
    assert_eq!(rate(Some("web")), Some(Some((30, 12))));
    assert_eq!(rate(Some("shop")), Some(None), "four people were asked");
    assert_eq!(rate(Some("post")), Some(Some((20, 0))));
    assert_eq!(rate(Some("fax")), None);
}
