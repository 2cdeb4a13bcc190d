//! The days of a survey's scores, read once, for whatever is to be told of them.

use futures::future::try_join_all;
use jiff::civil::Date;

use super::slice::Slice;
use super::{Asked, ScoreChange, ScoreRow, TOTAL, segments, trend};
use crate::domain::cut::Cut;
use crate::domain::day::after;
use crate::domain::step::Step;
use crate::domain::survey::Survey;
use crate::domain::window::DayRange;
use crate::store::StoreError;
use crate::store::scores::{ReadScores, ScoreItem};

/// What was read of a survey's days: the whole and the touchpoints of each.
pub struct SurveyDays<'a> {
    survey: &'a Survey,
    /// Oldest first.
    days: Vec<(Date, ScoreItem)>,
}

impl<'a> SurveyDays<'a> {
    /// Reads these ranges of days: those that touch each other in one Query.
    ///
    /// # Errors
    /// Storage failed.
    pub async fn read<S: ReadScores>(store: &S, survey: &'a Survey, ranges: &[DayRange]) -> Result<Self, StoreError> {
        let id = &survey.definition.id;
        let runs = runs(ranges);
        let reads = runs.iter().map(|run| store.read_totals(id, run.from, run.to));
        let days = try_join_all(reads).await?.into_iter().flatten().collect();
        Ok(Self { survey, days })
    }

    /// What [`score_rows`](super::score_rows) gives of days that were read. Only values of another cut than by touchpoint
    /// are read now.
    ///
    /// # Errors
    /// Storage failed.
    pub async fn scores<S: ReadScores>(&self, store: &S, asked: Asked<'_>) -> Result<Vec<ScoreRow>, StoreError> {
        let earlier = async {
            match asked.against {
                None => Ok(None),
                Some(range) => self.slice(store, range, asked.by).await.map(Some),
            }
        };
        let (now, earlier) = futures::try_join!(self.slice(store, asked.range, asked.by), earlier)?;
        let mut whole = ScoreRow::new(self.survey, asked.range, TOTAL, None, &now.total);
        whole.excluded = now.excluded;
        whole.response_rate = Some(now.cohort.rate());
        whole.change = earlier
            .as_ref()
            .map(|earlier| ScoreChange::of(earlier.range, &earlier.total, &now.total));
        let Some(cut) = asked.by else {
            return Ok(vec![whole]);
        };
        let (segments, hidden) = segments::rows(self.survey, cut, &now, earlier.as_ref());
        whole.hidden = hidden;
        let mut rows = vec![whole];
        rows.extend(segments);
        Ok(rows)
    }

    /// What [`trend_rows`](super::trend_rows) gives of days that were read.
    #[must_use]
    pub fn trend(&self, range: DayRange, step: Step) -> Vec<ScoreRow> {
        trend::rows(self.survey, range, step, &self.days)
    }

    /// What [`trend`](Self::trend) gives, of one touchpoint: its row first, without response rates. None where the touchpoint is too
    /// small to show on these days.
    #[must_use]
    pub fn trend_of_touchpoint(&self, touchpoint: &str, range: DayRange, step: Step) -> Option<Vec<ScoreRow>> {
        trend::touchpoint_rows(self.survey, touchpoint, range, step, &self.days)
    }

    /// The last day that was read and has scores.
    #[must_use]
    pub fn last_day(&self) -> Option<Date> {
        self.days.last().map(|(day, _)| *day)
    }

    /// How many answers one day has that count, as of its latest computation: for a day that is still open, so far.
    #[must_use]
    pub fn answers_on(&self, day: Date) -> u64 {
        let range = DayRange { from: day, to: day };
        Slice::of(self.survey, range, &self.days, false).total.n()
    }

    async fn slice<S: ReadScores>(&self, store: &S, range: DayRange, by: Option<&Cut>) -> Result<Slice, StoreError> {
        let touchpoints = by == Some(&Cut::Touchpoint);
        let mut slice = Slice::of(self.survey, range, &self.days, touchpoints);
        if let Some(cut) = by.filter(|_| !touchpoints) {
            slice.read_cells(store, self.survey, cut, &self.days).await?;
        }
        Ok(slice.without_empty_cells())
    }
}

/// The ranges in order, those that touch or overlap as one.
fn runs(ranges: &[DayRange]) -> Vec<DayRange> {
    let mut ranges = ranges.to_vec();
    ranges.sort_by_key(|range| range.from);
    let mut runs: Vec<DayRange> = Vec::with_capacity(ranges.len());
    for range in ranges {
        match runs.last_mut() {
            Some(last) if range.from <= after(last.to) => last.to = last.to.max(range.to),
            _ => runs.push(range),
        }
    }
    runs
}
