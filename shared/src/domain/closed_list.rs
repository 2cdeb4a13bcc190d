//! Scores of a closed list: the more of its customers have answered, the less is left to chance.
//!
//! Only where the claim is about these customers at this time, as with a list of business accounts, each asked
//! once. It says nothing of customers to come, nor of what the same ones will say next.

use super::histogram::Histogram;
use super::interval::{Confidence, Interval, nps_adjusted_wald_of_z, wilson_of_z};
use super::score::Score;

/// What the standard error is multiplied by where `n` customers of a list of `population` have answered:
/// `√((N − n) / (N − 1))`, from 1 down to 0 where all have. Nothing where more answered than are on the list.
///
/// Source: finite population correction, Cochran, "Sampling Techniques", 3rd edition, 1977, section 2.6.
#[must_use]
pub fn correction(n: u64, population: u64) -> Option<f64> {
    match population.checked_sub(n)? {
        0 => Some(0.0),
        silent => Some((silent as f64 / (population - 1).max(1) as f64).sqrt()),
    }
}

/// The interval of a survey's score for a closed list of `population` customers, in the unit of the score: the usual one
/// with the corrected standard error, and never beyond what the silent customers could make of the score.
///
/// Nothing without answers, or with more answers than the list has customers.
#[must_use]
pub fn score_interval(answers: &Histogram, population: u64, confidence: Confidence) -> Option<Interval> {
    let z = confidence.z() * correction(answers.n(), population)?;
    let value = Score::raw(answers).value?;
    let (usual, worst) = match answers.nps_counts() {
        Some(counts) => (nps_adjusted_wald_of_z(counts, z), -100.0),
        None => (
            wilson_of_z(answers.satisfied(), answers.n(), z).map(|share| share.times(100.0)),
            0.0,
        ),
    };
    let usual = usual?;
    let answered = answers.n() as f64 / population as f64;
    let if_silent_say = |points: f64| value * answered + points * (1.0 - answered);
    // With hardly anybody silent, the adjusted centre of an NPS can lie further away than its interval reaches.
    let around_the_score = Interval {
        low: usual.low.min(value),
        high: usual.high.max(value),
    };
    Some(around_the_score.clipped(if_silent_say(worst), if_silent_say(100.0)))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::domain::Measure;
    use crate::domain::testing::{assert_close, histograms_of, measures};

    const LEVEL: Confidence = Confidence::NINETY_FIVE;

    fn promoters(n: u64) -> Histogram {
        Histogram::from_counts(Measure::nps(), vec![0, 0, 0, 0, 0, 0, 0, 0, 0, 0, n]).unwrap()
    }

    #[test]
    fn nothing_is_left_to_chance_where_everybody_has_answered() {
        let dissatisfied = Histogram::from_counts("csat/1-5/4".parse().unwrap(), vec![7, 0, 0, 0, 0]).unwrap();
        for (answers, score) in [(promoters(12), 100.0), (dissatisfied, 0.0)] {
            let interval = score_interval(&answers, answers.n(), LEVEL).unwrap();
            assert_eq!((interval.low, interval.high), (score, score));
        }
    }

    #[test]
    fn one_silent_customer_can_change_the_score_only_so_far() {
        let interval = score_interval(&promoters(100), 101, LEVEL).unwrap();
        assert_close(interval.low, 100.0 * 99.0 / 101.0);
        assert_close(interval.high, 100.0);
    }

    #[test]
    fn a_list_is_not_shorter_than_its_answers() {
        assert_eq!(score_interval(&promoters(10), 9, LEVEL), None);
        assert_eq!(score_interval(&promoters(0), 9, LEVEL), None);
    }

    proptest! {
        #[test]
        fn it_holds_the_score_and_is_no_wider_than_the_usual_one(
            answers in measures().prop_flat_map(histograms_of), silent in 0_u64..100_000
        ) {
            let usual = Score::raw(&answers);
            if let Some(interval) = score_interval(&answers, answers.n() + silent, LEVEL) {
                prop_assert!(!interval.low.is_nan() && !interval.high.is_nan());
                let value = usual.value.unwrap();
                prop_assert!(interval.low <= value + 1e-9 && value <= interval.high + 1e-9, "{:?}", interval);
                prop_assert!(interval.low >= usual.low.unwrap().min(value) - 1e-9);
                prop_assert!(interval.high <= usual.high.unwrap().max(value) + 1e-9);
            }
        }
    }
}
