use jiff::SignedDuration;

use super::*;
use crate::domain::risk::Feature;
use crate::domain::risk::evaluate::{auc, in_order};
use crate::domain::risk::logistic::logistic;
use crate::domain::risk::rows::{Period, Window};

/// Numbers from 0 to 1 that are the same on every machine.
struct Dice(u64);

impl Dice {
    fn next(&mut self) -> f64 {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) as f64 / (1u64 << 31) as f64
    }
}

fn day(day: i64) -> Timestamp {
    Timestamp::from_second(1_700_006_400 + day * 86_400).unwrap()
}

/// Customers whose features come and go by chance, and who leave with these log-odds (of period and row).
fn world(seed: u64, periods: i64, customers: u32, log_odds: impl Fn(i64, &[f64]) -> f64) -> Outcomes {
    let mut dice = Dice(seed);
    let period = |number: i64| {
        let mut period = Period {
            moment: day(90 * number),
            design: Vec::new(),
            left: Vec::new(),
            customers: (0..customers).collect(),
        };
        for _ in 0..customers {
            let from = period.design.len();
            period.design.push(1.0);
            period.design.extend((1..COLUMNS).map(|_| f64::from(dice.next() < 0.2)));
            period
                .left
                .push(dice.next() < logistic(log_odds(number, &period.design[from..])));
        }
        period
    };
    Outcomes {
        window: Window {
            horizon_days: 90,
            retention: SignedDuration::from_hours(24 * 396),
        },
        customers,
        begun: Some(day(-90)),
        windows: 1,
        periods: (0..periods).map(period).collect(),
    }
}

fn scorecard() -> Model {
    Model::scorecard(0.10, 90)
}

/// Unlike the scorecard: a lower level, and every second feature adds more than experts think, the others less.
fn truth(row: &[f64]) -> f64 {
    let scorecard = scorecard();
    let present = row[1..].iter().zip(true_weights(&scorecard));
    scorecard.intercept - 0.4 + present.map(|(value, weight)| value * weight).sum::<f64>()
}

fn true_weights(scorecard: &Model) -> [f64; Feature::COUNT] {
    let mut weights = scorecard.weights;
    for (at, weight) in weights.iter_mut().enumerate() {
        *weight += if at % 2 == 0 { 0.4 } else { -0.4 };
    }
    weights
}

#[test]
fn weights_that_came_true_replace_the_scorecard_and_may_speak() {
    let outcomes = world(1, 4, 2_000, |_, row| truth(row));
    let learned = learn(&outcomes, &scorecard(), 3, day(360)).unwrap();
    assert_eq!((learned.what, learned.why_not), (Calibrated::Learned, None));
    assert_eq!((learned.model.version, learned.model.shows_probability), (3, true));
    assert_eq!((learned.from, learned.to), (day(0), day(360)));
    assert_eq!((learned.evidence.outcomes, learned.evidence.days), (8_000, 360));
    assert!(learned.evidence.learned.auc > learned.evidence.recalibrated.auc);
    let truth = true_weights(&scorecard());
    let distance = |model: &Model| -> f64 {
        let apart = model.weights.iter().zip(truth);
        apart.map(|(weight, truth)| (weight - truth).abs()).sum()
    };
    assert!(
        distance(&learned.model) < distance(&scorecard()) / 2.0,
        "{:?}",
        learned.model.weights
    );
    let rate = learned.evidence.leavers as f64 / learned.evidence.outcomes as f64;
    assert!(
        (logistic(learned.model.base) - rate).abs() < 0.01,
        "the base is the usual risk"
    );
}

#[test]
fn a_level_that_changed_keeps_every_probability_back_and_the_rank_stays() {
    let scorecard = scorecard();
    let outcomes = world(2, 3, 600, |period, row| {
        scorecard.log_odds_of(row) + if period == 2 { 1.5 } else { 0.0 }
    });
    let learned = learn(&outcomes, &scorecard, 1, day(270)).unwrap();
    assert!(
        matches!(learned.why_not, Some(WhyNot::Level { .. })),
        "{:?}",
        learned.why_not
    );
    assert!(!learned.model.shows_probability);
    assert_eq!(learned.what, Calibrated::Learned);
    assert!(learned.evidence.learned.auc.unwrap() > 0.65);
}

#[test]
fn a_scorecard_that_is_right_but_for_its_level_speaks_from_twenty_five_leavers_on() {
    let scorecard = scorecard();
    let outcomes = world(15, 4, 60, |_, row| scorecard.log_odds_of(row) - 0.8);
    let leavers = outcomes.leavers();
    assert!((25..50).contains(&leavers), "{leavers}");
    let learned = learn(&outcomes, &scorecard, 1, day(360)).unwrap();
    assert_eq!(learned.why_not, Some(WhyNot::FewLeavers { leavers, needed: 50 }));
    assert_eq!(
        (learned.what, learned.model.shows_probability),
        (Calibrated::Recalibrated, true)
    );
    assert_eq!(learned.model.weights, scorecard.weights);
    assert!(learned.model.intercept < scorecard.intercept);
}

#[test]
fn too_little_is_not_learned_from_and_it_is_said_what_is_missing() {
    let few = world(4, 1, 49, |_, row| truth(row));
    let words = learn(&few, &scorecard(), 1, day(90)).unwrap_err().to_string();
    assert!(
        words.contains("49 outcomes") && words.contains("so 1 are missing"),
        "{words}"
    );
    let nobody = Outcomes {
        periods: Vec::new(),
        ..few.clone()
    };
    let words = learn(&nobody, &scorecard(), 1, day(90)).unwrap_err().to_string();
    assert!(words.contains("customer.ended"), "{words}");
    let young = Outcomes { windows: 0, ..nobody };
    let words = learn(&young, &scorecard(), 1, day(90)).unwrap_err().to_string();
    assert!(words.contains("which is of 2023-08-17 (UTC)"), "{words}");
}

#[test]
fn what_came_later_changes_no_earlier_prediction() {
    let outcomes = world(5, 4, 200, |_, row| truth(row));
    let mut otherwise = outcomes.clone();
    for left in &mut otherwise.periods[3].left {
        *left = !*left;
    }
    let of = |outcomes: &Outcomes| -> Vec<f64> {
        let all = rolling_origin(outcomes, &scorecard()).unwrap();
        all.iter()
            .flat_map(|it| [it.learned, it.recalibrated, it.scorecard])
            .flat_map(|said| [said.log_odds, said.chance])
            .collect()
    };
    assert_eq!(of(&outcomes), of(&otherwise));
}

#[test]
fn the_first_period_is_not_predicted_and_every_other_row_is_once() {
    let outcomes = world(6, 3, 100, |_, row| truth(row));
    let predicted = rolling_origin(&outcomes, &scorecard()).unwrap();
    assert_eq!(predicted.len(), 200);
    assert!(predicted.iter().all(|it| it.moment > day(0)));
    let second = || predicted.iter().filter(|it| it.moment == day(90));
    let level: Vec<Forecast> = second().map(|it| it.forecast(Calibrated::Recalibrated)).collect();
    let bare: Vec<Forecast> = second().map(|it| it.scorecard).collect();
    let (level, bare) = (auc(&in_order(&level)).unwrap(), auc(&in_order(&bare)).unwrap());
    assert!((level - bare).abs() < 1e-12, "a level changes no order");
}

#[test]
fn a_reason_is_found_by_the_name_that_programs_are_given() {
    for reason in NotLearnedReason::ALL {
        assert_eq!(NotLearnedReason::named(reason.name()), Some(reason));
        assert_eq!(serde_json::to_value(reason).unwrap(), reason.name());
    }
    assert_eq!(NotLearnedReason::named("else"), None);
}
