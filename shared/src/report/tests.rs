mod rates;
mod segments;
mod trend;

use std::collections::BTreeMap;
use std::sync::Mutex;

use jiff::civil::date;

use super::*;
use crate::domain::Measure;
use crate::domain::day::shifted;
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

/// Days of scores in memory; notes what is read.
#[derive(Default)]
struct Days {
    totals: BTreeMap<Date, ScoreItem>,
    cuts: BTreeMap<Date, ScoreItem>,
    reads: Mutex<Vec<(Date, Date)>>,
    /// How many days of a cut each read asked for.
    cut_reads: Mutex<Vec<usize>>,
}

impl ReadScores for Days {
    async fn read_totals(&self, _: &str, from: Date, to: Date) -> Result<Vec<(Date, ScoreItem)>, StoreError> {
        self.reads.lock().unwrap().push((from, to));
        let range = self.totals.range(from..=to);
        Ok(range.map(|(day, item)| (*day, item.clone())).collect())
    }

    async fn read_cut(&self, _: &str, _: &Cut, days: &[Date]) -> Result<Vec<(Date, ScoreItem)>, StoreError> {
        self.cut_reads.lock().unwrap().push(days.len());
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
    assert_eq!(*days.reads.lock().unwrap(), [(THEN.from, THEN.to), (NOW.from, NOW.to)]);
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
    assert_eq!(json[0]["shown"], "hidden");
    for name in ["delta", "low", "high", "p", "significant", "smallest_detectable"] {
        assert!(json[0]["change"][name].is_null(), "{name}");
    }
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
async fn days_that_touch_are_read_once_and_say_the_same_as_on_their_own() {
    let mut store = Days::default();
    for back in 0..57 {
        let day_of = shifted(NOW.to, 1 - back);
        store
            .totals
            .insert(day_of, day(&[("checkout", 3, 9), ("delivery", 6, 2)], 1));
    }
    let range = DayRange {
        from: shifted(NOW.to, -27),
        to: NOW.to,
    };
    let before = DayRange {
        from: shifted(NOW.to, -55),
        to: shifted(NOW.to, -28),
    };
    let open = DayRange {
        from: shifted(NOW.to, 1),
        to: shifted(NOW.to, 1),
    };
    let asked = Asked {
        range,
        against: Some(before),
        by: Some(&Cut::Touchpoint),
    };
    let survey = survey();
    let read = SurveyDays::read(&store, &survey, &[range, open, before]).await.unwrap();
    assert_eq!(store.reads.lock().unwrap().as_slice(), [(before.from, open.to)]);
    let rows = read.scores(&store, asked).await.unwrap();
    assert_eq!(store.reads.lock().unwrap().len(), 1, "nothing more is read");
    assert_eq!(read.answers_on(open.to), 21);
    assert_eq!(rows, score_rows(&store, &survey, asked).await.unwrap());
    assert_eq!(
        read.trend(range, Step::Week),
        trend_rows(&store, &survey, range, Step::Week).await.unwrap()
    );
    assert_eq!((rows[0].n, rows[0].change.unwrap().against.n), (28 * 21, 28 * 21));
}
