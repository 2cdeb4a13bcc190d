//! What is learned of made-up people is held against other made-up people of the same truth.
//!
//! The yardstick is the best logistic model: maximum likelihood on the same features, with so many outcomes that more would change
//! nothing. Nothing can do better with these features in this form.

#![allow(clippy::unwrap_used, reason = "a test may stop")]

use proofs::{company, outcomes, predictions};
use shared::domain::risk::evaluate::{Estimate, Prediction, auc, leavers, recalibration};
use shared::domain::risk::learn::{Learned, learn};
use shared::domain::risk::logistic::{Posterior, Prior, Rows, fit};
use shared::domain::risk::rows::{COLUMNS, Outcomes};
use shared::domain::risk::{Model, USUAL_CHURN};

const SEEDS: u64 = 20;
const SIZES: [u64; 4] = [200, 400, 1_000, 3_000];

/// The company whose people the best model is fitted on, and the one on whose people everything is tried.
const MANY: u64 = 1_000;
const FRESH: u64 = 2_000;

/// Whether the run may take as long as it likes.
fn takes_its_time() -> bool {
    std::env::var_os("AISANCE_FULL_TESTS").is_some()
}

/// Maximum likelihood on the same features.
fn best() -> Posterior {
    let many = outcomes(&company(MANY), 100_000).unwrap();
    let design: Vec<f64> = many.periods.iter().flat_map(|period| period.design.iter().copied()).collect();
    let left: Vec<bool> = many.periods.iter().flat_map(|period| period.left.iter().copied()).collect();
    let rows = Rows {
        design: &design,
        outcomes: &left,
        offsets: None,
    };
    fit(rows, &[Prior::FLAT; COLUMNS]).unwrap()
}

/// A model learned from the people of one seed.
struct Trial {
    seed: u64,
    size: u64,
    learned: Learned,
    /// Leavers that it was learned from.
    leavers: u64,
    /// Its AUC on fresh people as a share of the best model's.
    share: f64,
    /// The calibration slope on fresh people, very many of them.
    slope: Estimate,
    /// The same on as many fresh people as it was learned from.
    slope_of_few: Option<Estimate>,
}

fn trial(seed: u64, size: u64, fresh: &Outcomes, best_auc: f64, scorecard: &Model) -> Trial {
    let company = company(seed);
    let known = outcomes(&company, size).unwrap();
    let learned = learn(&known, scorecard, 1, company.until()).unwrap();
    let said = predictions(fresh, |row| learned.model.chance(row));
    let others = outcomes(&proofs::company(FRESH + seed), size).unwrap();
    let of_others = predictions(&others, |row| learned.model.chance(row));
    Trial {
        seed,
        size,
        leavers: known.leavers(),
        share: auc(&said).unwrap() / best_auc,
        slope: recalibration(&said).unwrap().slope,
        slope_of_few: recalibration(&of_others).map(|calibration| calibration.slope),
        learned,
    }
}

#[test]
fn from_200_outcomes_on_who_leaves_is_told_nearly_as_well_as_can_be() {
    let best = best();
    let fresh = outcomes(&company(FRESH), if takes_its_time() { 100_000 } else { 30_000 }).unwrap();
    let scorecard = Model::scorecard(USUAL_CHURN, 90);
    let best_auc = auc(&predictions(&fresh, |row| best.log_odds(row))).unwrap();
    let bare: Vec<Prediction> = predictions(&fresh, |row| scorecard.chance(row));
    println!(
        "fresh people: {} outcomes, {} left. AUC of the best model {best_auc:.4}, of the scorecard {:.4} = {:.3} of it, by lot {:.3} of it",
        bare.len(),
        leavers(&bare),
        auc(&bare).unwrap(),
        auc(&bare).unwrap() / best_auc,
        0.5 / best_auc
    );
    for size in SIZES {
        let mut trials: Vec<Trial> = (1..=SEEDS)
            .map(|seed| trial(seed, size, &fresh, best_auc, &scorecard))
            .collect();
        trials.sort_by(|one, other| one.share.total_cmp(&other.share));
        let shares: Vec<f64> = trials.iter().map(|trial| trial.share).collect();
        let shown: Vec<&Trial> = trials.iter().filter(|trial| trial.learned.model.shows_probability).collect();
        let mut slopes: Vec<f64> = trials.iter().map(|trial| trial.slope.value).collect();
        slopes.sort_by(f64::total_cmp);
        let mut shown_slopes: Vec<f64> = shown.iter().map(|trial| trial.slope.value).collect();
        shown_slopes.sort_by(f64::total_cmp);
        let miss = |trial: &&&Trial| trial.slope_of_few.is_none_or(|slope| !slope.holds(1.0));
        println!(
            "{size:>5} outcomes, {:>3} to {:>3} leavers: share of the best AUC worst {:.3} (seed {}), median {:.3}; slope worst {:.2}, median {:.2}; shown {:>2}, their slopes {:.2?}; of few fresh people {} of {} miss, all {} of 20",
            trials.iter().map(|trial| trial.leavers).min().unwrap(),
            trials.iter().map(|trial| trial.leavers).max().unwrap(),
            shares[0],
            trials[0].seed,
            shares[shares.len() / 2],
            slopes[0],
            slopes[slopes.len() / 2],
            shown.len(),
            shown_slopes,
            shown.iter().filter(miss).count(),
            shown.len(),
            trials.iter().collect::<Vec<_>>().iter().filter(miss).count(),
        );
    }
}
