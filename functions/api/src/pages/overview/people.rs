//! The customers with an open flag, on the overview: what speaks of each, and not who they are. The queue says that, and the
//! audit trail who opened it; whoever only sees how things stand has looked at nobody.

use shared::domain::day::Calendar;
use shared::risk_report::{FlagRow, ReasonRow};
use shared::text::TeamWords;

use crate::pages::display::plain;

/// A customer with an open flag.
pub(super) struct Flagged {
    /// The place in the queue, from 1.
    pub rank: usize,
    /// The same in words.
    pub place: String,
    /// As in `+20 points`; none of a flag that a risk is to be computed for again.
    pub points: Option<String>,
    /// As in `23% risk of leaving within 90 days`, where there is one.
    pub probability: Option<String>,
    /// What raises the risk, and what would take it away.
    pub reasons: Vec<(String, String)>,
    /// As in `flagged since 20 November 2026`.
    pub since: String,
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
        let opened = words.day(calendar.day_of(row.opened_at));
        Self {
            rank: row.rank,
            place: words.with("overview-place", &[("rank", &row.rank.to_string())]),
            points: risk.map(|risk| words.points(risk.above_usual())),
            probability: risk.and_then(|risk| Some(words.probability(risk.probability?, risk.horizon_days?))),
            reasons,
            since: words.with("flagged-since", &[("day", &opened)]),
        }
    }
}
