//! The people on the overview: customers with an open flag, and what low answers say.

use shared::domain::day::Calendar;
use shared::domain::response::Response;
use shared::link::SealKey;
use shared::store::customers::Customer;
use shared::store::settings::Surveys;

use super::Moment;
use crate::display::{percent_encode, plain};
use crate::item::clear_customer;

/// A customer with an open flag.
pub(super) struct Flagged {
    pub customer: Option<Who>,
    pub reasons: Vec<(String, Moment)>,
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
    pub(super) fn of(customer: &Customer, calendar: &Calendar) -> Option<Self> {
        let flag = customer.open_flag().filter(|_| !customer.erased)?;
        let now = customer
            .risk
            .as_ref()
            .map(|risk| risk.reasons.as_slice())
            .unwrap_or_default();
        let raising = |reasons: &[shared::domain::risk::Reason]| {
            let raise = reasons.iter().filter(|reason| reason.contribution > 0.0);
            raise
                .map(|reason| {
                    (
                        plain(&reason.words()),
                        Moment::of(calendar.day_of(reason.evidence.since)),
                    )
                })
                .collect::<Vec<_>>()
        };
        let mut reasons = raising(now);
        if reasons.is_empty() {
            reasons = raising(&flag.reasons);
        }
        Some(Self {
            customer: customer.id.as_deref().map(Who::of),
            reasons,
            opened: Moment::of(calendar.day_of(flag.opened_at)),
        })
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
