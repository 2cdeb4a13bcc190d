//! A survey's answers over a range of days, added up.

use std::collections::BTreeMap;

use jiff::civil::Date;

use crate::domain::Histogram;
use crate::domain::cohort::{Cohort, CohortCells};
use crate::domain::cut::Cut;
use crate::domain::fold::{Excluded, OTHER, values_kept};
use crate::domain::survey::Survey;
use crate::domain::window::DayRange;
use crate::store::StoreError;
use crate::store::scores::{ReadScores, ScoreItem};

/// The name of the values that a day had no room for.
pub(super) const BEYOND_THE_LIMIT: &str = "other (values beyond the limit)";

/// Days of a cut that are in memory at once. A day of many values is up to 200 KB as it is stored and several times that
/// as it is read, and a range has up to 400 days.
pub(super) const CUT_DAYS_AT_ONCE: usize = 50;

/// Histograms over a range of days: the whole, and by value of a cut.
pub(super) struct Slice {
    pub(super) range: DayRange,
    pub(super) total: Histogram,
    pub(super) cells: BTreeMap<String, Histogram>,
    /// The invitations registered on these days, divided in the same way.
    pub(super) cohort: Cohort,
    pub(super) cohorts: CohortCells,
    pub(super) excluded: Excluded,
}

impl Slice {
    /// No answers yet.
    pub(super) fn empty(survey: &Survey, range: DayRange) -> Self {
        Self {
            range,
            total: Histogram::new(survey.measure),
            cells: BTreeMap::new(),
            cohort: Cohort::default(),
            cohorts: CohortCells::new(),
            excluded: Excluded::default(),
        }
    }

    /// Adds the whole of a day.
    pub(super) fn add_total(&mut self, day: &ScoreItem) {
        if let Some(part) = &day.total
            && self.total.merge(part).is_err()
        {
            self.excluded.out_of_range += part.n();
        }
        self.cohort.add(day.cohort);
        self.excluded.add(day.excluded);
    }

    /// Of the days that were read, those of a range: the whole, and the touchpoints where wanted.
    pub(super) fn of(survey: &Survey, range: DayRange, days: &[(Date, ScoreItem)], touchpoints: bool) -> Self {
        let mut slice = Self::empty(survey, range);
        for (_, day) in within(days, range) {
            slice.add_total(day);
            if touchpoints {
                slice.add_cells(survey, &Cut::Touchpoint, day);
            }
        }
        slice
    }

    /// Reads the values of another cut on the days of the range that have scores.
    pub(super) async fn read_cells<S: ReadScores>(
        &mut self,
        store: &S,
        survey: &Survey,
        cut: &Cut,
        days: &[(Date, ScoreItem)],
    ) -> Result<(), StoreError> {
        let known: Vec<Date> = within(days, self.range).iter().map(|(day, _)| *day).collect();
        for days in known.chunks(CUT_DAYS_AT_ONCE) {
            let items = store.read_cut(&survey.definition.id, cut, days).await?;
            items.iter().for_each(|(_, day)| self.add_cells(survey, cut, day));
        }
        Ok(())
    }

    fn add_cells(&mut self, survey: &Survey, cut: &Cut, day: &ScoreItem) {
        // A day that kept fewer values had room for all: there "other" is a name like any.
        let name = |value: &'_ str, kept: usize| {
            if value == OTHER && kept >= values_kept(cut) {
                BEYOND_THE_LIMIT.to_owned()
            } else {
                value.to_owned()
            }
        };
        let (answered, invited) = (day.cells.len(), day.cohorts.len());
        for (value, cell) in day.cells.iter().filter(|(_, cell)| !cell.is_empty()) {
            let empty = || Histogram::new(survey.measure);
            let sum = self.cells.entry(name(value, answered)).or_insert_with(empty);
            // Answers on another scale are counted as left out with the whole.
            let _ = sum.merge(cell);
        }
        for (value, cohort) in &day.cohorts {
            self.cohorts.entry(name(value, invited)).or_default().add(*cohort);
        }
    }

    /// Without the values that no answer on the survey's scale has.
    pub(super) fn without_empty_cells(mut self) -> Self {
        self.cells.retain(|_, cell| !cell.is_empty());
        self
    }
}

/// Those of the days, which are in order, that lie in a range.
fn within(days: &[(Date, ScoreItem)], range: DayRange) -> &[(Date, ScoreItem)] {
    let first = days.partition_point(|(day, _)| *day < range.from);
    let end = days.partition_point(|(day, _)| *day <= range.to);
    days.get(first..end).unwrap_or_default()
}
