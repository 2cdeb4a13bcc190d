//! What is learned of made-up people is held against other made-up people of the same truth.
//!
//! The yardstick is the best logistic model: maximum likelihood on the same features, with so many outcomes that more would change
//! next to nothing. Nothing can do better with these features in this form.

#![allow(clippy::unwrap_used, reason = "a test may stop")]

use std::ops::RangeInclusive;

use proofs::{company, outcomes, predictions};
use shared::domain::risk::evaluate::{Prediction, auc, leavers, recalibration};
use shared::domain::risk::gate::LEAVERS_FOR_A_PROBABILITY;
use shared::domain::risk::learn::learn;
use shared::domain::risk::logistic::{Posterior, Prior, Rows, fit};
use shared::domain::risk::rows::{COLUMNS, Outcomes};
use shared::domain::risk::{Model, USUAL_CHURN};

/// Of the people that is learned from. None of these was looked at when the prior was chosen, which was on 1 to 20.
const SEEDS: RangeInclusive<u64> = 201..=220;
const SIZES: [u64; 4] = [200, 400, 1_000, 3_000];

/// Seeds of others: the people that the best model is fitted on, and those that everything is tried on.
const MANY: u64 = 5_000;
const FRESH: u64 = 6_000;

/// What is learned from has four windows. The next one has a quarter as many outcomes.
const WINDOWS: u64 = 4;

/// How often a 95 % interval of a slope misses 1 that comes from a quarter as many outcomes as the model: the model's own
/// error is not in it. `P(|z| > 1.96 / √1.25)`.
const MISSES_BY_CHANCE: f64 = 0.08;

/// A model learned from the people of one seed, and what it was worth on others.
struct Trial {
    seed: u64,
    /// Leavers that it was learned from.
    leavers: u64,
    shows_probability: bool,
    /// Its AUC as a share of the best model's.
    share: f64,
    /// The calibration slope, by so many people that its own interval is of no account.
    slope: f64,
    /// Whether the slope's interval holds 1 as the team will see it: on as many people as the next window has.
    holds: bool,
}

#[test]
fn from_200_outcomes_on_leavers_are_ranked_nearly_as_well_as_can_be_and_probabilities_that_are_shown_come_true() {
    let best = best();
    let full = std::env::var_os("AISANCE_FULL_TESTS").is_some();
    let fresh = outcomes(&company(FRESH), if full { 100_000 } else { 30_000 }).unwrap();
    let scorecard = Model::scorecard(USUAL_CHURN, 90);
    let best_auc = auc(&predictions(&fresh, |row| best.log_odds(row))).unwrap();
    let bare: Vec<Prediction> = predictions(&fresh, |row| scorecard.log_odds_of(row));
    println!(
        "{} outcomes of fresh people, {} left. AUC of the best model {best_auc:.3}; share of it: scorecard {:.3}, by lot {:.3}",
        bare.len(),
        leavers(&bare),
        auc(&bare).unwrap() / best_auc,
        0.5 / best_auc
    );
    println!("outcomes  leavers   share of the best AUC       slope                      probability shown");
    println!("                    worst (seed)  median        least  mean  most          seeds  misses");
    let mut all = Vec::new();
    for size in SIZES {
        let trials: Vec<Trial> = SEEDS
            .map(|seed| trial(seed, size, &fresh, best_auc, &scorecard))
            .collect();
        report(size, &trials);
        assert!(
            trials.iter().all(|trial| trial.share >= 0.95),
            "{size} outcomes: somebody's ranking is worth less than 95 % of the best"
        );
        if size >= 1_000 {
            let shown = trials.iter().filter(|trial| trial.shows_probability);
            for slopes in [
                trials.iter().map(|trial| trial.slope).collect::<Vec<_>>(),
                shown.map(|trial| trial.slope).collect(),
            ] {
                let (mean, error) = mean(&slopes);
                assert!(
                    (mean - 1.0).abs() < 2.1 * error,
                    "{size} outcomes, {} companies: slopes {mean} ± {error}",
                    slopes.len()
                );
            }
        }
        all.extend(trials);
    }
    let shown: Vec<&Trial> = all.iter().filter(|trial| trial.shows_probability).collect();
    assert!(shown.len() >= 20, "many probabilities are shown: {}", shown.len());
    assert!(shown.iter().all(|trial| trial.leavers >= LEAVERS_FOR_A_PROBABILITY));
    assert!(all.iter().any(|trial| trial.leavers < LEAVERS_FOR_A_PROBABILITY));
    let misses = shown.iter().filter(|trial| !trial.holds).count();
    assert!(
        at_least(misses, shown.len(), MISSES_BY_CHANCE) > 0.01,
        "{misses} of {} slopes miss 1",
        shown.len()
    );
}

fn trial(seed: u64, size: u64, fresh: &Outcomes, best_auc: f64, scorecard: &Model) -> Trial {
    let company = company(seed);
    let known = outcomes(&company, size).unwrap();
    let model = learn(&known, scorecard, 1, company.until()).unwrap().model;
    let said = |of: &Outcomes| predictions(of, |row| model.chance(row));
    let slope = |of: &Outcomes| recalibration(&said(of)).unwrap().slope;
    let next_window = outcomes(&proofs::company(FRESH + seed), size / WINDOWS).unwrap();
    Trial {
        seed,
        leavers: known.leavers(),
        shows_probability: model.shows_probability,
        // By the log-odds, as flags go by them.
        share: auc(&predictions(fresh, |row| model.log_odds_of(row))).unwrap() / best_auc,
        slope: slope(fresh).value,
        holds: slope(&next_window).holds(1.0),
    }
}

/// Maximum likelihood on the same features.
fn best() -> Posterior {
    let many = outcomes(&company(MANY), 100_000).unwrap();
    let design: Vec<f64> = many.periods.iter().flat_map(|period| period.design.clone()).collect();
    let left: Vec<bool> = many.periods.iter().flat_map(|period| period.left.clone()).collect();
    let rows = Rows {
        design: &design,
        outcomes: &left,
        offsets: None,
    };
    fit(rows, &[Prior::FLAT; COLUMNS]).unwrap()
}

fn report(size: u64, trials: &[Trial]) {
    let sorted = |of: fn(&Trial) -> f64| {
        let mut values: Vec<f64> = trials.iter().map(of).collect();
        values.sort_by(f64::total_cmp);
        values
    };
    let (shares, slopes) = (sorted(|trial| trial.share), sorted(|trial| trial.slope));
    let worst = trials
        .iter()
        .min_by(|one, other| one.share.total_cmp(&other.share))
        .unwrap();
    let left = || trials.iter().map(|trial| trial.leavers);
    let shown = || trials.iter().filter(|trial| trial.shows_probability);
    println!(
        "{size:>8}  {:>3}–{:<3}   {:.3} ({:>2})    {:.3}         {:.2}   {:.2}  {:.2}          {:>5}  {:>6}",
        left().min().unwrap(),
        left().max().unwrap(),
        worst.share,
        worst.seed,
        (shares[trials.len() / 2 - 1] + shares[trials.len() / 2]) / 2.0,
        slopes[0],
        mean(&slopes).0,
        slopes[trials.len() - 1],
        shown().count(),
        shown().filter(|trial| !trial.holds).count(),
    );
}

/// The mean and its standard error.
fn mean(values: &[f64]) -> (f64, f64) {
    let n = values.len() as f64;
    let mean = values.iter().sum::<f64>() / n;
    let squares: f64 = values.iter().map(|value| (value - mean).powi(2)).sum();
    (mean, (squares / (n - 1.0) / n).sqrt())
}

/// How likely at least `count` of `n` are, each of which has the chance `p`.
fn at_least(count: usize, n: usize, p: f64) -> f64 {
    let mut exactly = (1.0 - p).powi(n as i32);
    let mut below = 0.0;
    for at in 0..count {
        below += exactly;
        exactly *= (n - at) as f64 / (at + 1) as f64 * p / (1.0 - p);
    }
    1.0 - below
}
