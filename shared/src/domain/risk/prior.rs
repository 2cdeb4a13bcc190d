//! What is known of a model's weights before any outcome, and what outcomes leave of it.
//!
//! A weight is the scorecard's times one scale for all of them, and a deviation of its own:
//! `bⱼ = scale·mⱼ + dⱼ`, `scale ~ N(1, 0.5²)`, `dⱼ ~ N(0, 0.2²)`; the level is `N(ln(p / (1 − p)), 0.5²)` with the
//! stated share of leavers `p`. That experts were too sure of all their weights is seen with few outcomes, and that one of them is
//! wrong with many. With twenty features, independent weights with a deviation of 0.5 let the first few dozen leavers spoil an
//! order that the experts had right, and predictions were exaggerated (`docs/metrics.md`, "Risk of leaving").

use super::feature::Feature;
use super::logistic::{FitError, Prior, Rows, fit};
use super::model::Model;
use super::rows::COLUMNS;

/// How wrong a stated share of leavers may well be, in log-odds.
pub const LEVEL_SD: f64 = 0.5;

/// How far a weight may well be from the scaled scorecard's, in log-odds.
pub const WEIGHT_SD: f64 = 0.2;

/// How far the scale of all weights may well be from 1.
pub const SCALE_SD: f64 = 0.5;

/// Where the scale stands behind the level and the deviations.
const SCALE: usize = COLUMNS;

/// The level and the weights that the outcomes leave most likely.
pub(super) struct Weights {
    pub(super) intercept: f64,
    pub(super) weights: [f64; Feature::COUNT],
    /// The lower triangle.
    pub(super) covariance: Vec<f64>,
}

/// Learns from rows of [`COLUMNS`] values each and what came of them.
///
/// # Errors
/// The lists do not fit together, or a number is none.
pub(super) fn learn_weights(design: &[f64], outcomes: &[bool], scorecard: &Model) -> Result<Weights, FitError> {
    let with_score = |row: &[f64]| {
        let score = scorecard.log_odds_of(row) - scorecard.intercept;
        row.iter().copied().chain([score]).collect::<Vec<_>>()
    };
    let design: Vec<f64> = design.chunks_exact(COLUMNS).flat_map(with_score).collect();
    let rows = Rows {
        design: &design,
        outcomes,
        offsets: None,
    };
    let found = fit(rows, &priors(scorecard.intercept))?;
    let mut weights = scorecard.weights;
    for (at, weight) in weights.iter_mut().enumerate() {
        *weight = found.weights[SCALE] * *weight + found.weights[at + 1];
    }
    Ok(Weights {
        intercept: found.weights[0],
        weights,
        covariance: covariance(&found.covariance, &scorecard.weights),
    })
}

/// The covariance of a scorecard with these weights: of the level and then the weights, lower triangle.
pub(super) fn scorecard_covariance(weights: &[f64; Feature::COUNT]) -> Vec<f64> {
    let priors = priors(0.0);
    let independent = priors.iter().enumerate().flat_map(|(row, prior)| {
        let variance = prior.sd * prior.sd;
        (0..=row).map(move |column| if column == row { variance } else { 0.0 })
    });
    covariance(&independent.collect::<Vec<_>>(), weights)
}

/// Of the level, the deviations and the scale.
fn priors(level: f64) -> Vec<Prior> {
    let level = Prior {
        mean: level,
        sd: LEVEL_SD,
    };
    let deviations = [Prior {
        mean: 0.0,
        sd: WEIGHT_SD,
    }; Feature::COUNT];
    let scale = Prior {
        mean: 1.0,
        sd: SCALE_SD,
    };
    std::iter::once(level).chain(deviations).chain([scale]).collect()
}

/// The covariance of the level and the weights, given that of the level, the deviations and the scale; lower triangles.
fn covariance(found: &[f64], scorecard: &[f64; Feature::COUNT]) -> Vec<f64> {
    let of = |one: usize, other: usize| {
        let (row, column) = (one.max(other), one.min(other));
        found[row * (row + 1) / 2 + column]
    };
    let scaled = |at: usize| at.checked_sub(1).map_or(0.0, |feature| scorecard[feature]);
    let cell = |row: usize, column: usize| {
        let (one, other) = (scaled(row), scaled(column));
        of(row, column) + one * of(SCALE, column) + other * of(row, SCALE) + one * other * of(SCALE, SCALE)
    };
    (0..COLUMNS)
        .flat_map(|row| (0..=row).map(move |column| (row, column)))
        .map(|(row, column)| cell(row, column))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::super::logistic::quadratic;
    use super::*;

    fn scorecard() -> Model {
        Model::scorecard(0.1, 90)
    }

    /// A row in which the features at these places are there.
    fn row(there: &[usize]) -> [f64; COLUMNS] {
        let mut row = [0.0; COLUMNS];
        row[0] = 1.0;
        there.iter().for_each(|at| row[at + 1] = 1.0);
        row
    }

    #[test]
    fn without_outcomes_the_scorecard_is_what_is_known() {
        let scorecard = scorecard();
        let known = learn_weights(&[], &[], &scorecard).unwrap();
        assert_eq!(
            (known.intercept, known.weights),
            (scorecard.intercept, scorecard.weights)
        );
        for (one, other) in known.covariance.iter().zip(&scorecard.covariance) {
            assert!((one - other).abs() < 1e-12);
        }
        assert_eq!(known.covariance.len(), scorecard.covariance.len());
    }

    /// `0.5² + Σ 0.2² + 0.5²·(Σ m)²`, by hand.
    #[test]
    fn what_is_known_of_a_row_is_the_less_the_more_the_scorecard_says_of_it() {
        let weights = scorecard().weights;
        let (one, other) = (Feature::LowScore.index(), Feature::OpenComplaint.index());
        let variance = quadratic(&scorecard().covariance, &row(&[one, other]));
        let expected = 0.25 + 2.0 * 0.04 + 0.25 * (weights[one] + weights[other]).powi(2);
        assert!((variance - expected).abs() < 1e-12);
    }

    #[test]
    fn experts_who_were_too_sure_are_believed_less_in_what_was_not_seen_yet() {
        // Low scores and complaints say next to nothing here; nobody has abandoned a conversation.
        let shown = row(&[Feature::LowScore.index(), Feature::OpenComplaint.index()]);
        let (mut design, mut outcomes) = (Vec::new(), Vec::new());
        for at in 0..2_000 {
            design.extend(if at % 2 == 0 { shown } else { row(&[]) });
            outcomes.push(at % 10 < 2);
        }
        let learned = learn_weights(&design, &outcomes, &scorecard()).unwrap();
        let unseen = Feature::AbandonedContact;
        let weight = learned.weights[unseen.index()];
        assert!(0.0 < weight && weight < 0.7 * unseen.prior(), "{weight}");
    }
}
