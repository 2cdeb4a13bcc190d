//! A flagged customer in the queue.

use shared::domain::day::Calendar;
use shared::domain::response::Response;
use shared::risk_report::FlagRow;
use shared::text::TeamWords;

use super::{exact, since};
use crate::pages::answer::{CustomerLink, class_of, plain_pairs};
use crate::pages::display::plain;
use crate::pages::moment::Moment;
use crate::pages::risk::{RiskWords, Why};

pub(super) struct Row {
    pub rank: usize,
    pub customer: Option<CustomerLink>,
    /// The id as it is, for the form that closes the flag.
    pub sent_id: Option<String>,
    pub attributes: Vec<(String, String)>,
    /// None of a flag that a risk is to be computed for again.
    pub risk: Option<RiskWords>,
    pub reasons: Vec<Why>,
    pub since: Moment,
    /// The flag that is looked at, for the form.
    pub opened_at: String,
    pub latest: Option<Latest>,
    /// What is in the form already.
    pub note: String,
}

/// The latest answer that the last night knew of.
pub(super) struct Latest {
    pub score: u8,
    pub out_of: u8,
    /// Of its tag: whether it is good news.
    pub class: &'static str,
    /// The first line of its comment.
    pub first_line: Option<String>,
    pub language: Option<String>,
    pub day: Moment,
}

impl Row {
    pub(super) fn of(flag: &FlagRow, latest: Option<&Response>, words: TeamWords, calendar: &Calendar) -> Self {
        let now = flag.risk.as_ref();
        let mut reasons = Why::raising(now.map(|risk| risk.reasons.as_slice()).unwrap_or_default());
        if reasons.is_empty() {
            reasons = Why::raising(&flag.opened_reasons);
        }
        Self {
            rank: flag.rank,
            customer: flag.customer.as_deref().map(CustomerLink::of),
            sent_id: flag.customer.clone(),
            attributes: plain_pairs(&flag.attributes),
            risk: now.map(|risk| RiskWords::of(risk, words)),
            reasons,
            since: since(flag.opened_at, calendar, words),
            opened_at: exact(flag.opened_at),
            latest: latest.and_then(|response| Latest::of(response, words)),
            note: String::new(),
        }
    }
}

impl Latest {
    fn of(response: &Response, words: TeamWords) -> Option<Self> {
        let answer = response.counted()?;
        let measure = response.occasion.measure;
        let comment = answer.comment.as_deref().map(plain);
        let first = |comment: String| comment.lines().find(|line| !line.trim().is_empty()).map(str::to_owned);
        Some(Self {
            score: answer.rating.get(),
            out_of: measure.scale().max(),
            class: class_of(measure.band(answer.rating)),
            first_line: comment.and_then(first),
            language: answer.language.clone(),
            day: Moment::day(response.day, words),
        })
    }
}
