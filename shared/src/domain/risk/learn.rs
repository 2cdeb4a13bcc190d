//! Learning: the scorecard's weights moved by outcomes, and what such weights would have been worth before.

use jiff::Timestamp;
use serde::Serialize;
use thiserror::Error;

use super::evaluate::Forecast;
use super::gate::{Calibrated, Checks, Evidence, LEAVERS_FOR_A_PROBABILITY, WhyNot};
use super::logistic::{FitError, Posterior, Prior, Rows, fit, variance_of_weight};
use super::model::Model;
use super::prior::{LEVEL_SD, learn_weights};
use super::rows::{COLUMNS, Outcomes, WARM_UP_DAYS};

/// With fewer outcomes nothing is learned: the expert's weights are the better ones.
pub const OUTCOMES_TO_LEARN: u64 = 50;

/// A model, and what it was learned from.
#[derive(Debug, Clone, PartialEq)]
pub struct Learned {
    /// The model.
    pub model: Model,
    /// What of it was learned: its weights, or its level alone.
    pub what: Calibrated,
    /// When.
    pub at: Timestamp,
    /// The first moment that outcomes were counted from.
    pub from: Timestamp,
    /// The end of the last window in which leaving counted.
    pub to: Timestamp,
    /// Customers looked at.
    pub customers: u32,
    /// What predictions made likewise were worth, and what may be shown of it.
    pub evidence: Evidence,
    /// What keeps the learned weights' own probability back; none where it is shown.
    pub why_not: Option<WhyNot>,
}

/// Why nothing was learned, without numbers: what programs and pages tell apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum NotLearnedReason {
    /// Too few outcomes.
    Few,
    /// No window has closed of which enough is on record.
    TooYoung,
    /// Nobody is known to have left.
    NobodyLeft,
    /// The numbers fit no model.
    Fit,
}

impl NotLearned {
    /// The same without its numbers.
    #[must_use]
    pub fn reason(&self) -> NotLearnedReason {
        match self {
            Self::Few { .. } => NotLearnedReason::Few,
            Self::TooYoung { .. } => NotLearnedReason::TooYoung,
            Self::NobodyLeft { .. } => NotLearnedReason::NobodyLeft,
            Self::Fit(_) => NotLearnedReason::Fit,
        }
    }
}

impl NotLearnedReason {
    /// All there are.
    pub const ALL: [Self; 4] = [Self::Few, Self::TooYoung, Self::NobodyLeft, Self::Fit];

    /// Its name, for storage and programs.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Few => "few",
            Self::TooYoung => "too_young",
            Self::NobodyLeft => "nobody_left",
            Self::Fit => "fit",
        }
    }

    /// The reason with this name.
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|reason| reason.name() == name)
    }
}

/// Why nothing was learned.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum NotLearned {
    /// Too few outcomes.
    #[error(
        "nothing is learned yet: there are {outcomes} outcomes and it takes {OUTCOMES_TO_LEARN}, so {} are missing. An outcome \
         is a customer at a moment, and whether they left in the {horizon_days} days after it",
        OUTCOMES_TO_LEARN - outcomes
    )]
    Few {
        /// How many there are.
        outcomes: u64,
        /// The horizon.
        horizon_days: u16,
    },
    /// No window has closed of which enough is on record.
    #[error(
        "nothing is learned yet: no window of {horizon_days} days has closed that began {} days or more after the first answer, \
         invitation or conversation on record{}",
        WARM_UP_DAYS,
        begun.map_or_else(String::new, |at| format!(", which is of {} (UTC)", at.strftime("%Y-%m-%d")))
    )]
    TooYoung {
        /// The oldest answer, invitation or conversation.
        begun: Option<Timestamp>,
        /// The horizon.
        horizon_days: u16,
    },
    /// Nobody is known to have left.
    #[error(
        "nothing is learned yet: of {customers} customers none is known to have left in a window of {horizon_days} days that \
         has closed. Send `customer.ended` when somebody leaves, or import past ones with `aisance import --events`"
    )]
    NobodyLeft {
        /// Customers looked at.
        customers: u32,
        /// The horizon.
        horizon_days: u16,
    },
    /// The numbers are none.
    #[error("nothing is learned: {0}")]
    Fit(#[from] FitError),
}

/// What was said of a customer at a moment by what could be learned before it, and what came.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct OutOfTime {
    /// The moment.
    pub moment: Timestamp,
    /// Which customer: how many were added before.
    pub customer: u32,
    /// By the scorecard, which nothing has moved.
    pub scorecard: Forecast,
    /// By the scorecard with its level learned.
    pub recalibrated: Forecast,
    /// By learned weights.
    pub learned: Forecast,
    /// Leavers that were learned from.
    pub leavers_before: u64,
}

impl OutOfTime {
    /// What was said by one of the two.
    #[must_use]
    pub fn forecast(&self, by: Calibrated) -> Forecast {
        match by {
            Calibrated::Learned => self.learned,
            Calibrated::Recalibrated => self.recalibrated,
        }
    }
}

/// Learns from all outcomes, and decides what may be shown by predictions of each period from the ones before it. The
/// model gets this version. It is the scorecard with its level learned where that may show a probability and learned weights
/// may not.
///
/// # Errors
/// There is too little to learn from.
pub fn learn(outcomes: &Outcomes, scorecard: &Model, version: u32, now: Timestamp) -> Result<Learned, NotLearned> {
    let (horizon_days, customers) = (outcomes.window.horizon_days, outcomes.customers);
    if outcomes.windows == 0 {
        let begun = outcomes.begun;
        return Err(NotLearned::TooYoung { begun, horizon_days });
    }
    let Some((from, to)) = outcomes.range() else {
        return Err(NotLearned::NobodyLeft {
            customers,
            horizon_days,
        });
    };
    if outcomes.n() < OUTCOMES_TO_LEARN {
        return Err(NotLearned::Few {
            outcomes: outcomes.n(),
            horizon_days,
        });
    }
    let checked: Vec<OutOfTime> = rolling_origin(outcomes, scorecard)?
        .into_iter()
        .filter(|prediction| prediction.leavers_before >= LEAVERS_FOR_A_PROBABILITY)
        .collect();
    let checks = |by| {
        let forecasts: Vec<Forecast> = checked.iter().map(|it| it.forecast(by)).collect();
        Checks::of(&forecasts)
    };
    let evidence = Evidence {
        outcomes: outcomes.n(),
        leavers: outcomes.leavers(),
        days: to.duration_since(from).as_hours() / 24,
        learned: checks(Calibrated::Learned),
        recalibrated: checks(Calibrated::Recalibrated),
    };
    let gate = evidence.gate();
    let what = gate.used;
    let all = Design::of(outcomes, outcomes.periods.len());
    let mut model = match what {
        Calibrated::Learned => all.learned(scorecard)?,
        Calibrated::Recalibrated => all.recalibrated(scorecard)?,
    };
    model.version = version;
    model.shows_probability = gate.shows_probability;
    Ok(Learned {
        model,
        what,
        at: now,
        from,
        to,
        customers,
        evidence,
        why_not: gate.why_not,
    })
}

/// The predictions of each period by what could be learned before it: from the periods whose windows had closed then. A period
/// with fewer outcomes before it than it takes to learn, or without a leaver among them, is not predicted.
///
/// Source: "rolling origin" of Tashman, International Journal of Forecasting 16, 2000.
///
/// # Errors
/// The numbers are none.
pub fn rolling_origin(outcomes: &Outcomes, scorecard: &Model) -> Result<Vec<OutOfTime>, FitError> {
    let mut predicted = Vec::new();
    for (at, period) in outcomes.periods.iter().enumerate() {
        let before = Design::of(outcomes, at);
        let leavers_before = before.outcomes.iter().filter(|left| **left).count() as u64;
        if (before.outcomes.len() as u64) < OUTCOMES_TO_LEARN || leavers_before == 0 {
            continue;
        }
        let (learned, recalibrated) = (before.learned(scorecard)?, before.recalibrated(scorecard)?);
        let rows = period.design.chunks_exact(COLUMNS);
        for ((row, left), customer) in rows.zip(&period.left).zip(&period.customers) {
            predicted.push(OutOfTime {
                moment: period.moment,
                customer: *customer,
                scorecard: scorecard.forecast(row, *left),
                recalibrated: recalibrated.forecast(row, *left),
                learned: learned.forecast(row, *left),
                leavers_before,
            });
        }
    }
    Ok(predicted)
}

/// The outcomes of the first periods, as a regression takes them.
struct Design {
    values: Vec<f64>,
    outcomes: Vec<bool>,
}

impl Design {
    fn of(outcomes: &Outcomes, periods: usize) -> Self {
        let mut design = Self {
            values: Vec::new(),
            outcomes: Vec::new(),
        };
        for period in &outcomes.periods[..periods] {
            design.values.extend_from_slice(&period.design);
            design.outcomes.extend_from_slice(&period.left);
        }
        design
    }

    /// All weights learned.
    fn learned(&self, scorecard: &Model) -> Result<Model, FitError> {
        let learned = learn_weights(&self.values, &self.outcomes, scorecard)?;
        Ok(Model {
            base: self.level(scorecard, None)?.weights[0],
            intercept: learned.intercept,
            weights: learned.weights,
            covariance: learned.covariance,
            ..scorecard.clone()
        })
    }

    /// The scorecard's weights as they are, and its level learned.
    fn recalibrated(&self, scorecard: &Model) -> Result<Model, FitError> {
        let rows = self.values.chunks_exact(COLUMNS);
        let offsets: Vec<f64> = rows
            .map(|row| scorecard.log_odds_of(row) - scorecard.intercept)
            .collect();
        let level = self.level(scorecard, Some(&offsets))?;
        let mut covariance = vec![0.0; scorecard.covariance.len()];
        covariance[0] = variance_of_weight(&level.covariance, 0);
        Ok(Model {
            base: self.level(scorecard, None)?.weights[0],
            intercept: level.weights[0],
            covariance,
            ..scorecard.clone()
        })
    }

    /// The intercept alone.
    fn level(&self, scorecard: &Model, offsets: Option<&[f64]>) -> Result<Posterior, FitError> {
        let prior = Prior {
            mean: scorecard.intercept,
            sd: LEVEL_SD,
        };
        let rows = Rows {
            design: &vec![1.0; self.outcomes.len()],
            outcomes: &self.outcomes,
            offsets,
        };
        fit(rows, &[prior])
    }
}

#[cfg(test)]
mod tests;
