//! Scores by day, one survey after the other: the rows of a trend, and where asked for the values of a cut. Days on which
//! nothing was answered and nobody was asked are left out. What is hidden on the pages is hidden here.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::{ExportStore, Page, Position, Walk, WalkError};
use crate::domain::day::{after, shifted};
use crate::domain::step::Step;
use crate::domain::window::DayRange;
use crate::report::{Asked, ScoreRow, score_rows, trend_rows};

/// Days of one page: where a day has many touchpoints, its item is 20 KB.
const DAYS_A_PAGE: i32 = 28;

/// Where in the scores a page begins.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ScoresPlace {
    survey: String,
    from: Date,
}

impl<S: ExportStore> Walk<'_, S> {
    pub(super) async fn scores(&self, place: Option<&ScoresPlace>, out: &mut Vec<u8>) -> Result<Page, WalkError> {
        // Surveys are in the order of their ids: one that was added since takes its place.
        let from = place.map_or("", |place| place.survey.as_str());
        let mut surveys = self.surveys.iter().filter(|survey| *survey.definition.id >= *from);
        let Some(survey) = surveys.next() else {
            return self.write::<ScoreRow>(&[], None, out);
        };
        let id = &survey.definition.id;
        let here = place.filter(|place| place.survey == *id);
        let from = here.map_or(self.export.from, |place| place.from);
        let to = shifted(from, DAYS_A_PAGE - 1).min(self.export.to);
        let mut rows = Vec::new();
        // The first row is the whole of this page's days, which nobody asked for.
        let days = trend_rows(self.store, survey, DayRange { from, to }, Step::Day).await?;
        let anything = |day: &ScoreRow| day.n > 0 || day.response_rate.is_none_or(|rate| rate.invited > 0);
        for day in days.into_iter().skip(1).filter(anything) {
            let (from, to) = (day.from, day.to);
            rows.push(day);
            if let Some(cut) = &self.export.by {
                let cut = Asked {
                    range: DayRange { from, to },
                    against: None,
                    by: Some(cut),
                };
                rows.extend(score_rows(self.store, survey, cut).await?.into_iter().skip(1));
            }
        }
        let next = if to < self.export.to {
            Some((id, after(to)))
        } else {
            surveys.next().map(|next| (&next.definition.id, self.export.from))
        };
        let next = next.map(|(survey, from)| ScoresPlace {
            survey: survey.clone(),
            from,
        });
        self.write(&rows, next.map(Position::Scores), out)
    }
}
