//! The people on the overview: customers with an open flag, and what low answers say.

use shared::domain::day::Calendar;
use shared::domain::response::Response;
use shared::export::clear_customer;
use shared::link::SealKey;
use shared::risk_report::{FlagRow, ReasonRow};
use shared::store::settings::Surveys;
use shared::text::TeamWords;

use super::Moment;
use crate::pages::display::{percent_encode, plain};

/// A customer with an open flag.
pub(super) struct Flagged {
    pub customer: Option<Who>,
    /// As in `plan: pro`.
    pub attributes: Vec<String>,
    /// As in `+20 points`; none of a flag that a risk is to be computed for again.
    pub points: Option<String>,
    /// As in `23% risk of leaving within 90 days`, where there is one.
    pub probability: Option<String>,
    /// What raises the risk, and what would take it away.
    pub reasons: Vec<(String, String)>,
    pub opened: Moment,
}

/// A customer's id, and where more is to be read.
pub(super) struct Who {
    pub id: String,
    pub path: String,
}

impl Who {
    fn of(id: &str) -> Self {
        Self {
            id: plain(id),
            path: format!("/v1/customers/{}", percent_encode(id)),
        }
    }
}

impl Flagged {
    pub(super) fn of(row: &FlagRow, words: TeamWords, calendar: &Calendar) -> Self {
        let risk = row.risk.as_ref();
        let raising = |reasons: &[ReasonRow]| -> Vec<(String, String)> {
            let raising = reasons
                .iter()
                .filter_map(|reason| Some((plain(&reason.text), plain(reason.what_lowers.as_ref()?))));
            raising.collect()
        };
        let mut reasons = raising(risk.map(|risk| risk.reasons.as_slice()).unwrap_or_default());
        if reasons.is_empty() {
            reasons = raising(&row.opened_reasons);
        }
        let attributes = row.attributes.iter();
        Self {
            customer: row.customer.as_deref().map(Who::of),
            attributes: attributes
                .map(|(name, value)| plain(&format!("{name}: {value}")))
                .collect(),
            points: risk.map(|risk| words.points(risk.above_usual())),
            probability: risk.and_then(|risk| Some(words.probability(risk.probability?, risk.horizon_days?))),
            reasons,
            opened: Moment::of(calendar.day_of(row.opened_at)),
        }
    }
}

/// A low answer with its comment.
pub(super) struct LowAnswer {
    pub score: u8,
    pub out_of: u8,
    pub comment: String,
    pub survey: String,
    pub touchpoint: String,
    pub day: Moment,
    pub customer: Option<Who>,
}

impl LowAnswer {
    pub(super) fn of(response: &Response, surveys: &Surveys, seal: &SealKey) -> Option<Self> {
        let answer = response.counted()?;
        let occasion = &response.occasion;
        let comment = plain(answer.comment.as_deref()?);
        let survey = surveys.current.get(&occasion.survey);
        let title = survey.map_or(occasion.survey.as_str(), |survey| survey.definition.title.as_str());
        (!comment.trim().is_empty()).then(|| Self {
            score: answer.rating.get(),
            out_of: occasion.measure.scale().max(),
            comment,
            survey: plain(title),
            touchpoint: plain(&occasion.touchpoint),
            day: Moment::of(response.day),
            customer: clear_customer(response, seal).as_deref().map(Who::of),
        })
    }
}
