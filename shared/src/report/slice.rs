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

    pub(super) async fn read<S: ReadScores>(
        store: &S,
        survey: &Survey,
        range: DayRange,
        by: Option<&Cut>,
    ) -> Result<Self, StoreError> {
        let id = &survey.definition.id;
        let days = store.read_totals(id, range.from, range.to).await?;
        let mut slice = Self::empty(survey, range);
        days.iter().for_each(|(_, day)| slice.add_total(day));
        match by {
            None => {}
            Some(Cut::Touchpoint) => slice.add_cells(survey, &Cut::Touchpoint, days),
            Some(cut) => {
                let known: Vec<Date> = days.iter().map(|(day, _)| *day).collect();
                for days in known.chunks(CUT_DAYS_AT_ONCE) {
                    let days = store.read_cut(id, cut, days).await?;
                    slice.add_cells(survey, cut, days);
                }
            }
        }
        Ok(slice)
    }

    fn add_cells(&mut self, survey: &Survey, cut: &Cut, days: Vec<(Date, ScoreItem)>) {
        for (_, day) in days {
            // A day that kept fewer values had room for all: there "other" is a name like any.
            let name = |value: String, kept: usize| {
                if value == OTHER && kept >= values_kept(cut) {
                    BEYOND_THE_LIMIT.to_owned()
                } else {
                    value
                }
            };
            let (answered, invited) = (day.cells.len(), day.cohorts.len());
            for (value, cell) in day.cells.into_iter().filter(|(_, cell)| !cell.is_empty()) {
                let sum = self.cells.entry(name(value, answered));
                // Answers on another scale are counted as left out with the whole.
                let _ = sum.or_insert_with(|| Histogram::new(survey.measure)).merge(&cell);
            }
            for (value, cohort) in day.cohorts {
                self.cohorts.entry(name(value, invited)).or_default().add(cohort);
            }
        }
        self.cells.retain(|_, cell| !cell.is_empty());
    }
}
