//! A survey's scores day by day or week by week.

use jiff::civil::Date;

use super::segments::{rates_told, visible};
use super::slice::Slice;
use super::{NpsGroups, ScoreRow, SurveyDays, TOTAL};
use crate::domain::Histogram;
use crate::domain::cohort::Cohort;
use crate::domain::cut::Cut;
use crate::domain::score::Shown;
use crate::domain::small_groups::{showable, showable_among};
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
            hide(&mut row);
        }
        row
    };
    std::iter::once(total).chain(parts.iter().zip(rates).map(row)).collect()
}

/// The same of one touchpoint, without response rates; none where it is too small to show on these days.
///
/// A part is hidden where a table of its touchpoints would hide this one, as the part's whole is told elsewhere.
pub(super) fn touchpoint_rows(
    survey: &Survey,
    touchpoint: &str,
    range: DayRange,
    step: Step,
    days: &[(Date, ScoreItem)],
) -> Option<Vec<ScoreRow>> {
    let slice = |range| Slice::of(survey, range, days, true).without_empty_cells();
    let whole = slice(range);
    let total = visible(&whole)
        .contains(touchpoint)
        .then(|| whole.cells.get(touchpoint))??;
    let nothing = Histogram::new(survey.measure);
    let parts: Vec<Slice> = step.parts(range).map(slice).collect();
    let cells: Vec<&Histogram> = parts
        .iter()
        .map(|part| part.cells.get(touchpoint).unwrap_or(&nothing))
        .collect();
    let counts: Vec<u64> = cells.iter().map(|cell| cell.n()).collect();
    let may: Vec<bool> = parts.iter().map(|part| visible(part).contains(touchpoint)).collect();
    let shown = showable_among(total.n(), &counts, &may);
    let by = step.to_string();
    let whole_row = ScoreRow::new(
        survey,
        range,
        &Cut::Touchpoint.to_string(),
        Some(touchpoint.to_owned()),
        total,
    );
    let rows = parts.iter().zip(cells).zip(shown).map(|((part, cell), shown)| {
        let mut row = ScoreRow::new(survey, part.range, &by, Some(part.range.from.to_string()), cell);
        if !shown {
            hide(&mut row);
        }
        row
    });
    Some(std::iter::once(whole_row).chain(rows).collect())
}

/// Leaves of a row how many answered, and no more.
fn hide(row: &mut ScoreRow) {
    (row.score, row.low, row.high, row.mean, row.histogram) = Default::default();
    row.nps = row.nps.map(|_| NpsGroups::default());
    row.shown = Shown::Hidden;
}
