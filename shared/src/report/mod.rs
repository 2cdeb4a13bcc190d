//! Scores as a team reads them: one definition for the command line, the API and the pages.

mod change;
mod closed_list;
mod nps_groups;
mod segments;
mod slice;
mod survey_days;
mod trend;

use jiff::civil::Date;
use serde::Serialize;

use crate::domain::cohort::ResponseRate;
use crate::domain::cut::Cut;
use crate::domain::fold::Excluded;
use crate::domain::score::{Shown, displayed_histogram};
use crate::domain::survey::Survey;
use crate::domain::window::DayRange;
use crate::domain::{Histogram, Score};
use crate::store::StoreError;
use crate::store::scores::ReadScores;

pub use change::{Compared, MeanChange, PairedChange, ScoreChange, Verdict};
pub use closed_list::ListTooShort;
pub use nps_groups::NpsGroups;
pub use segments::Hidden;
pub use survey_days::SurveyDays;
pub use trend::trend_rows;

/// What `by` says in the row of the whole survey.
pub const TOTAL: &str = "total";

/// What is asked of a survey's scores.
#[derive(Debug, Clone, Copy)]
pub struct Asked<'a> {
    /// The days.
    pub range: DayRange,
    /// Earlier days to compare them with.
    pub against: Option<DayRange>,
    /// How to divide the answers.
    pub by: Option<&'a Cut>,
}

impl Asked<'_> {
    /// The whole over these days, compared with nothing.
    #[must_use]
    pub const fn whole(from: Date, to: Date) -> Self {
        Self {
            range: DayRange { from, to },
            against: None,
            by: None,
        }
    }
}

/// One score, with its n and its 95 % interval.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema), schema(as = Score))]
pub struct ScoreRow {
    /// Survey id.
    pub survey: String,
    /// `csat`, `nps`, `ces` or `ces1`.
    #[cfg_attr(feature = "openapi", schema(value_type = crate::domain::Metric))]
    pub metric: String,
    /// First day.
    pub from: Date,
    /// Last day.
    pub to: Date,
    /// `total`, the cut (`touchpoint`, `language`, `channel`, `attribute:NAME`), or the step of a trend (`day`, `week`).
    pub by: String,
    /// The cut's value, or the first day of a step; none for the whole.
    pub value: Option<String>,
    /// Answers counted.
    pub n: u64,
    /// Points from −100 to 100 for NPS, percent satisfied else; null under 10 answers.
    pub score: Option<f64>,
    /// Lower end of the interval, in the unit of the score.
    pub low: Option<f64>,
    /// Upper end of the interval.
    pub high: Option<f64>,
    /// Mean rating on the survey's own scale.
    pub mean: Option<f64>,
    /// Answers per point of the scale, lowest first; null where fewer than five answered.
    pub histogram: Option<Vec<u64>>,
    /// The groups that an NPS is made of.
    #[serde(flatten)]
    pub nps: Option<NpsGroups>,
    /// The invitations registered on these days, divided in the same way, and how many of them are answered; none for a
    /// segment or step with so few of them that they would tell who answered, and for the next where the whole would tell.
    #[serde(flatten)]
    pub response_rate: Option<ResponseRate>,
    /// Of a segment, the score that it is ranked by, in the unit of the score: ten answers like the whole's are added.
    pub shrunk: Option<f64>,
    /// How far a segment's true score may well be from `shrunk`: a standard deviation, in the unit of the score.
    pub shrunk_sd: Option<f64>,
    /// The change since other days; none where none were asked for, or the segment is too small to show there.
    pub change: Option<ScoreChange>,
    /// Of the whole: the segments that are too small to show; none where all are shown.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "openapi", schema(nullable = false))]
    pub hidden: Option<Hidden>,
    /// Customers of the closed list that the interval is for, where one was given.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "openapi", schema(nullable = false))]
    pub population: Option<u64>,
    /// How much of it may be shown.
    pub shown: Shown,
    /// What is left out of the whole; not there where nothing is.
    #[serde(skip_serializing_if = "Excluded::is_empty")]
    pub excluded: Excluded,
}

impl ScoreRow {
    fn new(survey: &Survey, range: DayRange, by: &str, value: Option<String>, histogram: &Histogram) -> Self {
        let score = Score::of(histogram);
        Self {
            survey: survey.definition.id.clone(),
            metric: survey.measure.metric().to_string(),
            from: range.from,
            to: range.to,
            by: by.to_owned(),
            value,
            n: histogram.n(),
            score: score.value,
            low: score.low,
            high: score.high,
            mean: score.mean,
            histogram: displayed_histogram(histogram).map(<[u64]>::to_vec),
            nps: NpsGroups::of(histogram),
            response_rate: None,
            shrunk: None,
            shrunk_sd: None,
            change: None,
            hidden: None,
            population: None,
            shown: score.shown,
            excluded: Excluded::default(),
        }
    }
}

/// The scores of a survey: the whole, and where asked for, one row a value of a cut that is large enough to show, the best
/// first. One Query reads the days and those just before that they are compared with, one more other days, and one item a day more is
/// read where the cut is another than by touchpoint.
///
/// # Errors
/// Storage failed.
pub async fn score_rows<S: ReadScores>(
    store: &S,
    survey: &Survey,
    asked: Asked<'_>,
) -> Result<Vec<ScoreRow>, StoreError> {
    let ranges: Vec<DayRange> = std::iter::once(asked.range).chain(asked.against).collect();
    SurveyDays::read(store, survey, &ranges)
        .await?
        .scores(store, asked)
        .await
}

#[cfg(test)]
mod tests;
