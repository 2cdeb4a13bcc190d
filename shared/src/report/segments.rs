//! The values of a cut as rows: ranked, compared, and none so small that it would tell who answered.

use std::cmp::Ordering;
use std::collections::BTreeSet;

use serde::Serialize;

use super::ScoreRow;
use super::change::ScoreChange;
use super::slice::{BEYOND_THE_LIMIT, Slice};
use crate::domain::Histogram;
use crate::domain::cohort::{Cohort, ResponseRate};
use crate::domain::cut::Cut;
use crate::domain::multiplicity::benjamini_hochberg;
use crate::domain::shrink::shrunk_score;
use crate::domain::small_groups::{SMALLEST_GROUP, showable};
use crate::domain::survey::Survey;

/// Segments that are not shown: those under five answers, and the next where a subtraction would tell one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema), schema(as = HiddenGroups))]
pub struct Hidden {
    /// How many.
    pub groups: usize,
    /// Their answers all together; none under five.
    pub answers: Option<u64>,
}

/// The segments that may be shown, the best shrunk score first and the values beyond the limit last; and what is
/// hidden.
pub(super) fn rows(
    survey: &Survey,
    cut: &Cut,
    now: &Slice,
    earlier: Option<&Slice>,
) -> (Vec<ScoreRow>, Option<Hidden>) {
    let visible = visible(now);
    let told = Told::of(now);
    let visible_earlier = earlier.map(self::visible).unwrap_or_default();
    let by = cut.to_string();
    let mut rows: Vec<ScoreRow> = Vec::with_capacity(visible.len());
    for (value, cell) in now.cells.iter().filter(|(value, _)| visible.contains(value.as_str())) {
        let mut row = ScoreRow::new(survey, now.range, &by, Some(value.clone()), cell);
        let shrunk = shrunk_score(cell, &now.total);
        row.shrunk = shrunk.map(|shrunk| shrunk.score);
        row.shrunk_sd = shrunk.map(|shrunk| shrunk.sd);
        row.response_rate = told.rate_of(value, now.cohorts.get(value).copied().unwrap_or_default());
        row.change = earlier
            .filter(|_| visible_earlier.contains(value.as_str()))
            .and_then(|earlier| Some(ScoreChange::of(earlier.range, earlier.cells.get(value)?, cell)));
        rows.push(row);
    }
    rows.extend(without_answers(survey, &by, now, &told));
    adjust_for_their_number(&mut rows);
    rows.sort_by(ranked);
    (rows, hidden(now, &visible))
}

/// Segments that were asked on these days and gave no answer on them, if on others: their response rate is to be seen, and
/// there is nobody's answer to tell. One that gave a few stays hidden, as its row would tell how many.
fn without_answers(survey: &Survey, by: &str, now: &Slice, told: &Told<'_>) -> Vec<ScoreRow> {
    let without = now.cohorts.iter().filter(|(value, _)| !now.cells.contains_key(*value));
    without
        .filter_map(|(value, cohort)| {
            let rate = told.rate_of(value, *cohort).filter(|rate| rate.invited > 0)?;
            let nothing = Histogram::new(survey.measure);
            let mut row = ScoreRow::new(survey, now.range, by, Some(value.clone()), &nothing);
            row.response_rate = Some(rate);
            Some(row)
        })
        .collect()
}

/// The segments whose response rate may be shown: those of few invitations are not, nor the next where the whole's would
/// tell one of them.
struct Told<'a>(BTreeSet<&'a str>);

impl<'a> Told<'a> {
    fn of(slice: &'a Slice) -> Self {
        let cohorts: Vec<Cohort> = slice.cohorts.values().copied().collect();
        let told = rates_told(slice.cohort, &cohorts);
        let named = slice.cohorts.keys().zip(told);
        Self(
            named
                .filter_map(|(value, told)| told.then_some(value.as_str()))
                .collect(),
        )
    }

    /// Where nobody was invited there is nothing to tell.
    fn rate_of(&self, value: &str, cohort: Cohort) -> Option<ResponseRate> {
        (cohort.is_empty() || self.0.contains(value)).then(|| cohort.rate())
    }
}

/// For each part of the whole, whether its response rate may be shown beside the whole's.
pub(super) fn rates_told(whole: Cohort, parts: &[Cohort]) -> Vec<bool> {
    let asked: Vec<u64> = parts.iter().map(|part| part.invited).filter(|n| *n > 0).collect();
    let mut shown = showable(whole.invited, &asked).into_iter();
    parts
        .iter()
        .map(|part| part.is_empty() || shown.next().unwrap_or_default())
        .collect()
}

/// The segments large enough to show beside each other and the whole.
pub(super) fn visible(slice: &Slice) -> BTreeSet<&str> {
    let counts: Vec<u64> = slice.cells.values().map(Histogram::n).collect();
    let shown = showable(slice.total.n(), &counts);
    let named = slice.cells.keys().zip(shown);
    named
        .filter_map(|(value, shown)| shown.then_some(value.as_str()))
        .collect()
}

fn hidden(slice: &Slice, visible: &BTreeSet<&str>) -> Option<Hidden> {
    let hidden = || {
        slice
            .cells
            .iter()
            .filter(|(value, _)| !visible.contains(value.as_str()))
    };
    let answers: u64 = hidden().map(|(_, cell)| cell.n()).sum();
    let groups = hidden().count();
    (groups > 0).then_some(Hidden {
        groups,
        answers: (answers >= SMALLEST_GROUP).then_some(answers),
    })
}

fn adjust_for_their_number(rows: &mut [ScoreRow]) {
    let mut tested: Vec<&mut ScoreChange> = rows
        .iter_mut()
        .filter_map(|row| row.change.as_mut().filter(|change| change.p.is_some()))
        .collect();
    let p_values: Vec<f64> = tested.iter().filter_map(|change| change.p).collect();
    for (change, p) in tested.iter_mut().zip(benjamini_hochberg(&p_values)) {
        change.adjust(p);
    }
}

fn ranked(one: &ScoreRow, other: &ScoreRow) -> Ordering {
    let last = |row: &ScoreRow| row.value.as_deref() == Some(BEYOND_THE_LIMIT);
    let score = |row: &ScoreRow| row.shrunk.unwrap_or(f64::NEG_INFINITY);
    last(one)
        .cmp(&last(other))
        .then_with(|| score(other).total_cmp(&score(one)))
        .then_with(|| one.value.cmp(&other.value))
}
