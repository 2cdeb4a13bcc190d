//! Whether a probability may be shown: only where enough customers have left, and predictions made before the outcomes
//! came true.
//!
//! The rank and the reasons need no gate. A probability is a promise: of a hundred customers with one of 20 %, twenty
//! leave. It is made where out-of-time predictions have kept it, and not where too few have been seen to tell.

use serde::{Deserialize, Serialize};

use super::evaluate::{
    Estimate, Forecast, as_chances, auc, average_precision, brier_skill, in_order, in_the_large, leavers, lift_at,
    recalibration,
};

/// With fewer leavers no probability is shown.
pub const LEAVERS_FOR_A_PROBABILITY: u64 = 25;

/// With fewer leavers no probability of learned weights is shown.
pub const LEAVERS_FOR_LEARNED_WEIGHTS: u64 = 50;

/// The days that outcomes must span for a probability of learned weights: twelve weeks.
pub const DAYS_FOR_LEARNED_WEIGHTS: i64 = 84;

/// What predictions were worth that were made before their outcomes. A measure that cannot be told is left out.
#[derive(Debug, Clone, Copy, Default, PartialEq, Serialize, Deserialize)]
pub struct Checks {
    /// Predictions.
    pub n: u64,
    /// Of those, the ones who left.
    pub leavers: u64,
    /// How well leavers were ranked above stayers: 0.5 is chance, 1 is perfect.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub auc: Option<f64>,
    /// The average precision.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub average_precision: Option<f64>,
    /// How many times the base rate was found in the tenth with the highest risk.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub lift_at_tenth: Option<f64>,
    /// The Brier skill against the base rate.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub brier_skill: Option<f64>,
    /// The calibration slope; 1 is right.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub slope: Option<Estimate>,
    /// The mean probability less the share that left; 0 is right.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub level: Option<Estimate>,
}

impl Checks {
    /// Of what was said: the order by the log-odds, as flags go by it, and the probability by the chance.
    #[must_use]
    pub fn of(forecasts: &[Forecast]) -> Self {
        let (ordered, chances) = (in_order(forecasts), as_chances(forecasts));
        Self {
            n: forecasts.len() as u64,
            leavers: leavers(&chances),
            auc: auc(&ordered),
            average_precision: average_precision(&ordered),
            lift_at_tenth: lift_at(&ordered, 0.1),
            brier_skill: brier_skill(&chances),
            slope: recalibration(&chances).map(|calibration| calibration.slope),
            level: in_the_large(&chances),
        }
    }

    /// Whether the predictions came true as probabilities.
    ///
    /// # Errors
    /// What speaks against it.
    pub fn hold(&self) -> Result<(), WhyNot> {
        let (Some(slope), Some(level)) = (self.slope, self.level) else {
            return Err(WhyNot::Unchecked);
        };
        // An interval that holds 0 beside 1 would let risks pass that tell nobody from anybody.
        if slope.holds(0.0) {
            Err(WhyNot::SlopeUnknown { slope })
        } else if !slope.holds(1.0) {
            Err(WhyNot::Slope { slope })
        } else if !level.holds(0.0) {
            Err(WhyNot::Level { level })
        } else {
            Ok(())
        }
    }
}

/// What there is to learn from and to check with.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Evidence {
    /// All outcomes: customer-periods.
    pub outcomes: u64,
    /// Of those, the ones who left.
    pub leavers: u64,
    /// Days from the first moment that a risk was computed for to the end of the last window.
    pub days: i64,
    /// How the learned weights did, each time learned from outcomes before and checked on the next.
    pub learned: Checks,
    /// How the scorecard did with its level alone learned, likewise.
    pub recalibrated: Checks,
}

/// Whose risks are used, and whose probability is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Calibrated {
    /// Those of learned weights.
    Learned,
    /// Those of the scorecard with its level learned.
    Recalibrated,
}

/// Why no probability is shown, or none of the learned weights.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "what")]
pub enum WhyNot {
    /// Too few customers have left.
    FewLeavers {
        /// How many have.
        leavers: u64,
        /// How many it takes.
        needed: u64,
    },
    /// The outcomes span too few days.
    ShortTime {
        /// How many they span.
        days: i64,
        /// How many it takes.
        needed: i64,
    },
    /// There are no predictions that were made before their outcomes, or they have too few of both kinds.
    Unchecked,
    /// The slope's interval holds 0: the predictions could as well say nothing.
    SlopeUnknown {
        /// The slope.
        slope: Estimate,
    },
    /// The slope's interval does not hold 1: risks were exaggerated or understated.
    Slope {
        /// The slope.
        slope: Estimate,
    },
    /// More or fewer left than was said.
    Level {
        /// The mean probability less the share that left.
        level: Estimate,
    },
}

/// What is used, and what may be shown of it.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Gate {
    /// Whose risks are used.
    pub used: Calibrated,
    /// Whether their probability may be shown, and not the rank and the reasons alone.
    pub shows_probability: bool,
    /// What keeps the learned weights' own probability back; none where it is shown.
    pub why_not: Option<WhyNot>,
}

impl Evidence {
    /// Decides. From 50 leavers over twelve weeks on the learned weights may show a probability, where their predictions hold.
    /// Where they may not, from 25 leavers on, the scorecard with its level learned may, where its predictions hold and it
    /// has ranked no worse: no order is given up for a number. Else the learned weights rank without one.
    #[must_use]
    pub fn gate(&self) -> Gate {
        let Err(why_not) = self.learned_may_speak() else {
            return Gate {
                used: Calibrated::Learned,
                shows_probability: true,
                why_not: None,
            };
        };
        let recalibrated = self.leavers >= LEAVERS_FOR_A_PROBABILITY
            && self.recalibrated.auc >= self.learned.auc
            && self.recalibrated.hold().is_ok();
        Gate {
            used: if recalibrated {
                Calibrated::Recalibrated
            } else {
                Calibrated::Learned
            },
            shows_probability: recalibrated,
            why_not: Some(why_not),
        }
    }

    fn learned_may_speak(&self) -> Result<(), WhyNot> {
        let few = |needed| {
            Err(WhyNot::FewLeavers {
                leavers: self.leavers,
                needed,
            })
        };
        if self.leavers < LEAVERS_FOR_A_PROBABILITY {
            return few(LEAVERS_FOR_A_PROBABILITY);
        }
        if self.leavers < LEAVERS_FOR_LEARNED_WEIGHTS {
            return few(LEAVERS_FOR_LEARNED_WEIGHTS);
        }
        if self.days < DAYS_FOR_LEARNED_WEIGHTS {
            return Err(WhyNot::ShortTime {
                days: self.days,
                needed: DAYS_FOR_LEARNED_WEIGHTS,
            });
        }
        self.learned.hold()
    }
}

#[cfg(test)]
mod tests;
