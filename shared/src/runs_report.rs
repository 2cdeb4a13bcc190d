//! What the nights did, as a team reads it: one definition for the command line, the API and the page.

use jiff::Timestamp;
use jiff::civil::Date;
use serde::Serialize;

use crate::domain::day::{Calendar, before, shifted};
use crate::domain::risk::Stage;
use crate::domain::risk::learn::NotLearnedReason;
use crate::store::StoreError;
use crate::store::days::{FindPending, Pending, ReadDays};
use crate::store::risk_models::ReadRiskModel;
use crate::store::risk_runs::ReadRun;

/// How many days back are told.
const DAYS_BACK: i32 = 14;

/// What the nights did.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Runs {
    /// Every day up to this one has been settled: its scores held everything. One that was changed since is among those that
    /// wait. None before the first night.
    pub settled_through: Option<Date>,
    /// The last fourteen closed days that anything is known of, newest first.
    pub days: Vec<DayRun>,
    /// Closed days that wait for a night, oldest first. The next one is to take them.
    pub waiting: Vec<WaitingDay>,
    /// The last run over all customers. None before the first.
    pub customers: Option<CustomersRun>,
    /// What became of learning the risk of leaving from who has left. None where it was never tried.
    pub learning: Option<Learning>,
}

/// A day and its last computation.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct DayRun {
    /// The day, in the workspace's zone.
    pub day: Date,
    /// When the last finished computation began. None where there is none yet.
    pub computed_at: Option<Timestamp>,
    /// Answers that it found, those that do not count included.
    pub answers: u64,
    /// Whether its scores hold everything there will be.
    pub settled: bool,
    /// Whether it is closed to every change, as its first answers expire soon.
    pub sealed: bool,
}

/// A day that waits.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct WaitingDay {
    /// The day.
    pub day: Date,
    /// For what.
    pub waits_for: WaitsFor,
}

/// What a day waits for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum WaitsFor {
    /// Its scores are to be computed, or once more.
    Scores,
    /// Its answers are to be taken into the customers' risks.
    Customers,
}

/// A run over all customers.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct CustomersRun {
    /// Its number; a later run has a higher one.
    pub number: u64,
    /// The moment that risks were computed for.
    pub moment: Timestamp,
    /// Whether it has ended. One that has not goes on by itself, or the next night begins anew.
    pub finished: bool,
    /// Days whose answers were taken into the customers' risks.
    pub days_merged: u64,
    /// Customers looked at so far.
    pub customers: u64,
    /// Customers with an open flag that the team is told of.
    pub flagged: u64,
    /// Customers passed over, as what is stored of them cannot be read.
    pub damaged: u64,
    /// The version of the model that risks were computed by: 0 is the scorecard. None before the first customer.
    pub model: Option<u32>,
}

/// An attempt to learn.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Learning {
    /// When.
    pub at: Timestamp,
    /// Why nothing was learned, in English. None where a model was.
    pub nothing: Option<String>,
    /// The same for programs. None also where the night noted no such reason.
    pub reason: Option<NotLearnedReason>,
}

/// What the nights did, as known at `now`.
///
/// # Errors
/// Storage fails.
pub async fn runs<S: ReadDays + FindPending + ReadRun + ReadRiskModel>(
    store: &S,
    calendar: &Calendar,
    now: Timestamp,
) -> Result<Runs, StoreError> {
    let closed = before(calendar.day_of(now));
    // Today is marked as soon as it has an answer, and waits for nothing yet.
    let (book, scores, customers, run, attempt) = futures::try_join!(
        store.read_days(shifted(closed, 1 - DAYS_BACK), closed),
        store.pending_days(Pending::Computation, closed),
        store.pending_days(Pending::Merge, closed),
        store.read_run(),
        store.read_attempt(),
    )?;
    let waiting = |days: std::collections::BTreeSet<Date>, waits_for| {
        days.into_iter().map(move |day| WaitingDay { day, waits_for })
    };
    let mut waiting: Vec<WaitingDay> = waiting(scores, WaitsFor::Scores)
        .chain(waiting(customers, WaitsFor::Customers))
        .collect();
    waiting.sort_by_key(|waiting| waiting.day);
    let days = book.records.iter().rev().map(|record| DayRun {
        day: record.day,
        computed_at: record.computed.map(|computed| computed.started),
        answers: record.answers,
        settled: record.is_settled(calendar),
        sealed: record.sealed,
    });
    Ok(Runs {
        settled_through: book.watermark,
        days: days.collect(),
        waiting,
        customers: run.map(|run| CustomersRun {
            number: run.number,
            moment: run.moment,
            finished: run.stage == Stage::Finished,
            days_merged: run.tally.days_merged,
            customers: run.tally.customers,
            flagged: run.tally.flagged,
            damaged: run.tally.damaged,
            model: run.basis.map(|basis| basis.model),
        }),
        learning: attempt.map(|attempt| Learning {
            at: attempt.at,
            nothing: attempt.nothing,
            reason: attempt.reason,
        }),
    })
}
