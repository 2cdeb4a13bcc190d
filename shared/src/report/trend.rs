//! A survey's scores day by day or week by week.

use jiff::civil::Date;

use super::segments::rates_told;
use super::slice::Slice;
use super::{ScoreRow, SurveyDays, TOTAL};
use crate::domain::cohort::Cohort;
use crate::domain::score::Shown;
use crate::domain::small_groups::showable;
use crate::domain::step::Step;
use crate::domain::survey::Survey;
use crate::domain::window::DayRange;
use crate::store::StoreError;
use crate::store::scores::{ReadScores, ScoreItem};

/// The whole of a range first, then one row a day or week, oldest first; those without answers too. One Query reads
/// them all, one item a day.
///
/// A part of fewer than five answers says how many they are and no more; where the whole would tell what it says, so does the
/// next smallest part. So it is with its response rate, by the invitations.
///
/// # Errors
/// Storage failed.
pub async fn trend_rows<S: ReadScores>(
    store: &S,
    survey: &Survey,
    range: DayRange,
    step: Step,
) -> Result<Vec<ScoreRow>, StoreError> {
    Ok(SurveyDays::read(store, survey, &[range]).await?.trend(range, step))
}

/// The same of days that were read.
pub(super) fn rows(survey: &Survey, range: DayRange, step: Step, days: &[(Date, ScoreItem)]) -> Vec<ScoreRow> {
    let whole = Slice::of(survey, range, days, false);
    let parts: Vec<Slice> = step
        .parts(range)
        .map(|part| Slice::of(survey, part, days, false))
        .collect();
    let mut total = ScoreRow::new(survey, range, TOTAL, None, &whole.total);
    total.excluded = whole.excluded;
    total.response_rate = Some(whole.cohort.rate());
    let answered: Vec<&Slice> = parts.iter().filter(|part| !part.total.is_empty()).collect();
    let counts: Vec<u64> = answered.iter().map(|part| part.total.n()).collect();
    let told: Vec<DayRange> = answered
        .iter()
        .zip(showable(whole.total.n(), &counts))
        .filter_map(|(part, shown)| shown.then_some(part.range))
        .collect();
    let cohorts: Vec<Cohort> = parts.iter().map(|part| part.cohort).collect();
    let rates = rates_told(whole.cohort, &cohorts);
    let by = step.to_string();
    let row = |(part, rate): (&Slice, bool)| {
        let mut row = ScoreRow::new(survey, part.range, &by, Some(part.range.from.to_string()), &part.total);
        row.response_rate = rate.then(|| part.cohort.rate());
        if !told.contains(&part.range) {
            (row.score, row.low, row.high, row.mean, row.histogram) = Default::default();
            row.shown = Shown::Hidden;
        }
        row
    };
    std::iter::once(total).chain(parts.iter().zip(rates).map(row)).collect()
}
