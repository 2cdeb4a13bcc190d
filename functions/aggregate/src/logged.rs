//! What this function logs.

use jiff::civil::Date;
use shared::link::SurveyId;
use shared::log_events;
use shared::telemetry::{Described, LogWords, SignalId, Words, ZoneName};

use crate::run::AggregateError;

/// What this function may log.
pub const EVENTS: &[Described] = Logged::ALL;

impl LogWords for AggregateError {}

log_events! {
    /// What this function may log.
    pub(crate) enum Logged {
        /// The protocol's one assumption failed. Run `aisance verify` on the day.
        Error SettledDayChanged "a settled day changed without having been touched" { day: Date, number: u64 }
        /// It should have been sealed two days ago. Its answers begin to expire within 30 days.
        Error SealOverdue "a day should be sealed and is not settled" { day: Date }
        /// Storage failed. The other days are computed all the same; then the run fails, and the next one tries this day again.
        Error DayNotComputed "a day could not be computed" { day: Date, error: Words }
        /// Storage failed. The other surveys are followed all the same; then the run fails, and the next one goes on.
        Error ChartsNotFollowed "a survey's charts could not be followed" { survey: Option<SurveyId>, error: Words }
        /// A chart noticed it, and this run was the first to keep it. `GET /v1/signals` has what it says.
        Info ScoreShifted "a score has shifted" { signal: SignalId }
        /// Every day was computed. `flag` goes on.
        Info ScoresComputed "the scores of the night are computed" { days: usize, settled: Option<Date>, waiting: usize }
        /// `TimeZone` was changed; days are counted in the new one from this day on.
        Info ZoneChanged "the workspace changes its time zone" { zone: ZoneName, from: Date }
    }
}
