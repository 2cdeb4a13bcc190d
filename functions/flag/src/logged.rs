//! What this function logs.

use jiff::civil::Date;
use shared::log_events;
use shared::store::keys::DayShard;
use shared::telemetry::{Described, ItemKey, LogWords, Words};

use crate::run::FlagError;

/// What this function may log.
pub const EVENTS: &[Described] = Logged::ALL;

impl LogWords for FlagError {}

log_events! {
    /// What this function may log.
    pub(crate) enum Logged {
        /// A stored item cannot be read. Everybody else of the day is merged; the night ends with an error, and a later one
        /// merges the customer once the item is repaired.
        Error CustomerNotMerged "what a day tells of a customer could not be merged" { customer: ItemKey, shard: DayShard, error: Words }
        /// Storage failed, or the day kept changing. It is put off to the next night, and this one ends with an error.
        Error DayNotMerged "a day could not be merged into the customers" { day: Date, error: Words }
        /// A stored item cannot be read. Everybody else is looked at; the night ends with an error.
        Error CustomerPassedOver "a customer was passed over" { error: Words }
        /// A later night, or another process with the same one, has begun: this process ends, and nothing is lost.
        Info Overtaken "another run has taken over" { run: u64 }
        /// The process came to the end of its time, and a new one goes on.
        Info TimeUp "time is up, and the rest is still to be done" { run: u64, customers: u64 }
        /// The night is over.
        Info NightFinished "every customer was looked at" { run: u64, days: u64, customers: u64, written: u64, flagged: u64, forgotten: u64, damaged: u64 }
        /// Fewer or more have left than it said, or the scores are spread otherwise than when it was new. See
        /// `aisance risk`.
        Warn RiskModelOff "the learned model of the risk of leaving is off" { model: u32, left: u64, expected: f64, shift: Option<f64> }
        /// From who has left, as once a month.
        Info ModelLearned "a model was learned from who has left" { model: u32, used: bool }
        /// There is too little to learn from; `aisance risk` says what is missing.
        Info NothingLearned "nothing was learned this month" { reason: Words }
        /// The night is complete all the same, and the next one tries again.
        Error LearningFailed "learning failed" { error: Words }
    }
}
