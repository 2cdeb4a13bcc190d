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
    let visible_earlier = earlier.map(self::visible).unwrap_or_default();
    let by = cut.to_string();
    let mut rows: Vec<ScoreRow> = Vec::with_capacity(visible.len());
    for (value, cell) in now.cells.iter().filter(|(value, _)| visible.contains(value.as_str())) {
        let mut row = ScoreRow::new(survey, now.range, &by, Some(value.clone()), cell);
        let shrunk = shrunk_score(cell, &now.total);
        row.shrunk = shrunk.map(|shrunk| shrunk.score);
        row.shrunk_sd = shrunk.map(|shrunk| shrunk.sd);
        row.response_rate = rate_of_group(now.cohorts.get(value).copied().unwrap_or_default());
        row.change = earlier
            .filter(|_| visible_earlier.contains(value.as_str()))
            .and_then(|earlier| Some(ScoreChange::of(earlier.range, earlier.cells.get(value)?, cell)));
        rows.push(row);
    }
    rows.extend(unanswered(survey, &by, now));
    adjust_for_their_number(&mut rows);
    rows.sort_by(ranked);
    (rows, hidden(now, &visible))
}

/// Segments that were asked and gave no answer: their response rate says so, and there is nobody's answer to tell.
fn unanswered(survey: &Survey, by: &str, now: &Slice) -> Vec<ScoreRow> {
    let without = now.cohorts.iter().filter(|(value, cohort)| {
        !now.cells.contains_key(*value) && cohort.answered == 0 && cohort.invited >= SMALLEST_GROUP
    });
    without
        .map(|(value, cohort)| {
            let nothing = Histogram::new(survey.measure);
            let mut row = ScoreRow::new(survey, now.range, by, Some(value.clone()), &nothing);
            row.response_rate = rate_of_group(*cohort);
            row
        })
        .collect()
}

/// The response rate of a part of the whole; none where so few were asked that it would tell who they are.
pub(super) fn rate_of_group(cohort: Cohort) -> Option<ResponseRate> {
    let few = (1..SMALLEST_GROUP).contains(&cohort.invited);
    (!few).then(|| cohort.rate())
}

fn visible(slice: &Slice) -> BTreeSet<&str> {
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
