use std::collections::BTreeMap;

use futures::FutureExt as _;
use jiff::civil::date;
use shared::domain::cohort::Cohort;
use shared::domain::cut::Cut;
use shared::domain::survey::SurveyDefinition;
use shared::domain::window::DayRange;
use shared::domain::{Histogram, Measure};
use shared::report::score_rows;
use shared::store::StoreError;
use shared::store::scores::{ReadScores, ScoreItem};

use super::*;

const NOW: Date = date(2026, 11, 20);
const THEN: Date = date(2026, 10, 20);

/// Two days of scores by touchpoint.
struct Days(BTreeMap<Date, ScoreItem>);

impl ReadScores for Days {
    async fn read_totals(&self, _: &str, from: Date, to: Date) -> Result<Vec<(Date, ScoreItem)>, StoreError> {
        let range = self.0.range(from..=to);
        Ok(range.map(|(day, item)| (*day, item.clone())).collect())
    }

    async fn read_cut(&self, _: &str, _: &Cut, _: &[Date]) -> Result<Vec<(Date, ScoreItem)>, StoreError> {
        Ok(Vec::new())
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

/// A day of answers of 10, of which half the invitations are answered.
fn day(touchpoints: &[(&str, u64)]) -> ScoreItem {
    let answers = |n| Histogram::from_counts(Measure::nps(), vec![0, 0, 0, 0, 0, 0, 0, 0, 0, 0, n]).unwrap();
    let asked = |n| Cohort {
        invited: 2 * n,
        answered: n,
    };
    let whole = touchpoints.iter().map(|(_, n)| n).sum();
    let named = || touchpoints.iter().map(|(name, n)| ((*name).to_owned(), *n));
    ScoreItem {
        total: Some(answers(whole)),
        cells: named().map(|(name, n)| (name, answers(n))).collect(),
        cohort: asked(whole),
        cohorts: named().map(|(name, n)| (name, asked(n))).collect(),
        ..ScoreItem::empty(1, Measure::nps())
    }
}

#[test]
fn a_score_of_few_answers_keeps_its_mark_and_its_rate_beside_what_it_is_compared_with() {
    let days = Days(BTreeMap::from([
        (NOW, day(&[("shop", 15), ("web", 200), ("post", 40)])),
        (THEN, day(&[("web", 200), ("post", 12), ("shop", 3)])),
    ]));
    let one = |day| DayRange { from: day, to: day };
    let asked = Asked {
        range: one(NOW),
        against: Some(one(THEN)),
        by: Some(&Cut::Touchpoint),
    };
    let survey = survey();
    let rows = score_rows(&days, &survey, asked).now_or_never().unwrap().unwrap();
    let text = report(&survey, asked, None, &rows);
    let line = |name: &str| text.lines().find(|line| line.trim_start().starts_with(name)).unwrap();
    assert!(line("shop").ends_with("too few to compare; few answers"), "{text}");
    assert!(line("web").ends_with("no real change"), "{text}");
    assert!(line("by").contains("invited  answered  rate %"), "{text}");
    let web: Vec<&str> = line("web").split_whitespace().collect();
    assert_eq!(web[7..10], ["400", "200", "50.0"], "{text}");
}
