//! Scores as a team reads them: one definition for the command line, the API and the pages.

use std::collections::BTreeMap;

use jiff::civil::Date;
use serde::Serialize;

use crate::domain::cohort::{Cohort, ResponseRate};
use crate::domain::cut::Cut;
use crate::domain::fold::Excluded;
use crate::domain::score::{Shown, displayed_histogram};
use crate::domain::survey::Survey;
use crate::domain::{Histogram, Score};
use crate::store::StoreError;
use crate::store::scores::{ReadScores, ScoreItem};

/// What `by` says in the row of the whole survey.
pub const TOTAL: &str = "total";

/// One score, with its n and its 95 % interval.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct ScoreRow {
    /// Survey id.
    pub survey: String,
    /// `csat`, `nps`, `ces` or `ces1`.
    pub metric: String,
    /// `total`, or the cut: `touchpoint`, `language`, `channel`, `attribute:NAME`.
    pub by: String,
    /// The cut's value; none for the whole.
    pub value: Option<String>,
    /// Answers counted.
    pub n: u64,
    /// Points from −100 to 100 for NPS, percent satisfied else; none where too few answered to show it.
    pub score: Option<f64>,
    /// Lower end of the interval, in the unit of the score.
    pub low: Option<f64>,
    /// Upper end.
    pub high: Option<f64>,
    /// Mean rating on the survey's own scale.
    pub mean: Option<f64>,
    /// Answers per point, lowest first; none where fewer than five answered.
    pub histogram: Option<Vec<u64>>,
    /// The invitations registered on these days, divided in the same way, and how many of them are answered.
    #[serde(flatten)]
    pub response_rate: ResponseRate,
    /// How much of it may be shown.
    #[serde(skip)]
    pub shown: Shown,
    /// What is left out of the whole; not there where nothing is.
    #[serde(skip_serializing_if = "Excluded::is_empty")]
    pub excluded: Excluded,
}

impl ScoreRow {
    fn new(survey: &Survey, by: &str, value: Option<String>, counted: &Counted, excluded: Excluded) -> Self {
        let histogram = &counted.answers;
        let score = Score::of(histogram);
        Self {
            survey: survey.definition.id.clone(),
            metric: survey.measure.metric().to_string(),
            by: by.to_owned(),
            value,
            n: histogram.n(),
            score: score.value,
            low: score.low,
            high: score.high,
            mean: score.mean,
            histogram: displayed_histogram(histogram).map(<[u64]>::to_vec),
            response_rate: counted.cohort.rate(),
            shown: score.shown,
            excluded,
        }
    }
}

/// Answers given, and invitations registered, on the days of a row.
struct Counted {
    answers: Histogram,
    cohort: Cohort,
}

impl Counted {
    fn nothing(survey: &Survey) -> Self {
        Self {
            answers: Histogram::new(survey.measure),
            cohort: Cohort::default(),
        }
    }
}

/// The scores of a survey from `from` to `to`, both included: the whole, and where asked for, one row a value of a cut.
///
/// # Errors
/// Storage failed.
pub async fn score_rows<S: ReadScores>(
    store: &S,
    survey: &Survey,
    from: Date,
    to: Date,
    by: Option<&Cut>,
) -> Result<Vec<ScoreRow>, StoreError> {
    let id = &survey.definition.id;
    let days = store.read_totals(id, from, to).await?;
    let mut total = Counted::nothing(survey);
    let mut excluded = Excluded::default();
    for (_, day) in &days {
        if let Some(part) = &day.total {
            add(&mut total.answers, part, &mut excluded);
        }
        total.cohort.add(day.cohort);
        excluded.add(day.excluded);
    }
    let mut rows = vec![ScoreRow::new(survey, TOTAL, None, &total, excluded)];
    let cells = match by {
        None => return Ok(rows),
        Some(Cut::Touchpoint) => days,
        Some(cut) => {
            let known: Vec<Date> = days.iter().map(|(day, _)| *day).collect();
            store.read_cut(id, cut, &known).await?
        }
    };
    let name = by.map(ToString::to_string).unwrap_or_default();
    let summed = sum_cells(survey, &cells);
    rows.extend(
        summed
            .iter()
            .map(|(value, cell)| ScoreRow::new(survey, &name, Some(value.clone()), cell, Excluded::default())),
    );
    Ok(rows)
}

fn sum_cells(survey: &Survey, days: &[(Date, ScoreItem)]) -> BTreeMap<String, Counted> {
    let mut summed: BTreeMap<String, Counted> = BTreeMap::new();
    let mut of = |value: &String, count: &dyn Fn(&mut Counted)| {
        count(summed.entry(value.clone()).or_insert_with(|| Counted::nothing(survey)));
    };
    for (_, day) in days {
        for (value, cell) in day.cells.iter().filter(|(_, cell)| !cell.is_empty()) {
            of(value, &|counted| {
                add(&mut counted.answers, cell, &mut Excluded::default());
            });
        }
        for (value, cohort) in &day.cohorts {
            of(value, &|counted| counted.cohort.add(*cohort));
        }
    }
    summed
}

fn add(whole: &mut Histogram, part: &Histogram, excluded: &mut Excluded) {
    if whole.merge(part).is_err() {
        excluded.out_of_range += part.n();
    }
}
