//! How sure an AUC is.

use super::calibration::Estimate;
use super::{Prediction, Tie, ties};
use crate::domain::interval::Confidence;
use crate::domain::risk::logistic::{logistic, logit};

/// The AUC within each group of predictions, put together by how many pairs of a leaver and a stayer each has: only customers
/// of one group are compared, as a team compares those of one day. The interval is made on the scale of log-odds, so that it
/// stays between 0 and 1.
///
/// Nothing where no group has two leavers and two stayers, or where every leaver was above every stayer or below.
///
/// Source: the variance of DeLong, DeLong and Clarke-Pearson, Biometrics 44, 1988; groups are independent of each other.
#[must_use]
pub fn auc_within(groups: &[Vec<Prediction>]) -> Option<Estimate> {
    let told: Vec<Discrimination> = groups
        .iter()
        .filter_map(|group| Discrimination::of(&ties(group)))
        .collect();
    let pairs: f64 = told.iter().map(|group| group.pairs).sum();
    let auc = told.iter().map(|group| group.auc * group.pairs).sum::<f64>() / pairs;
    let variance = told
        .iter()
        .map(|group| group.variance * (group.pairs / pairs).powi(2))
        .sum::<f64>();
    let certainty = auc * (1.0 - auc);
    (certainty > 0.0).then(|| {
        let half_width = Confidence::NINETY_FIVE.z() * variance.sqrt() / certainty;
        Estimate {
            value: auc,
            low: logistic(logit(auc) - half_width),
            high: logistic(logit(auc) + half_width),
        }
    })
}

/// One group's AUC.
struct Discrimination {
    auc: f64,
    variance: f64,
    pairs: f64,
}

impl Discrimination {
    fn of(ties: &[Tie]) -> Option<Self> {
        let left: u64 = ties.iter().map(|tie| tie.left).sum();
        let stayed: u64 = ties.iter().map(|tie| tie.stayed).sum();
        if left < 2 || stayed < 2 {
            return None;
        }
        let (mut leavers, mut stayers) = (Spread::default(), Spread::default());
        let (mut left_above, mut stayed_above) = (0, 0);
        for tie in ties {
            // The share of stayers below each of these leavers, and of leavers above each of these stayers; equals count half.
            let below = (stayed - stayed_above) as f64 - tie.stayed as f64 / 2.0;
            leavers.add(below / stayed as f64, tie.left as f64);
            stayers.add(
                (left_above as f64 + tie.left as f64 / 2.0) / left as f64,
                tie.stayed as f64,
            );
            left_above += tie.left;
            stayed_above += tie.stayed;
        }
        Some(Self {
            auc: leavers.mean(),
            variance: leavers.variance() / left as f64 + stayers.variance() / stayed as f64,
            pairs: left as f64 * stayed as f64,
        })
    }
}

/// Sums of a sample.
#[derive(Default)]
struct Spread {
    n: f64,
    sum: f64,
    squares: f64,
}

impl Spread {
    fn add(&mut self, value: f64, times: f64) {
        self.n += times;
        self.sum += value * times;
        self.squares += value * value * times;
    }

    fn mean(&self) -> f64 {
        self.sum / self.n
    }

    fn variance(&self) -> f64 {
        // Rounding can leave a hair below nothing.
        ((self.squares - self.sum * self.sum / self.n) / (self.n - 1.0)).max(0.0)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::auc;
    use super::*;

    fn predictions(of: &[(f64, bool)]) -> Vec<Prediction> {
        of.iter().map(|&(score, left)| Prediction { score, left }).collect()
    }

    /// By the definition: the mean over pairs, and the variance of each side's means.
    #[test]
    fn the_variance_is_that_of_the_means_over_pairs() {
        let of = predictions(&[
            (0.9, true),
            (0.7, false),
            (0.6, true),
            (0.6, false),
            (0.3, false),
            (0.2, true),
        ]);
        let won = |leaver: f64, stayer: f64| match leaver.total_cmp(&stayer) {
            std::cmp::Ordering::Greater => 1.0,
            std::cmp::Ordering::Equal => 0.5,
            std::cmp::Ordering::Less => 0.0,
        };
        let (leavers, stayers) = ([0.9, 0.6, 0.2], [0.7, 0.6, 0.3]);
        let by_leaver = leavers.map(|leaver| stayers.map(|stayer| won(leaver, stayer)).iter().sum::<f64>() / 3.0);
        let by_stayer = stayers.map(|stayer| leavers.map(|leaver| won(leaver, stayer)).iter().sum::<f64>() / 3.0);
        let mean = by_leaver.iter().sum::<f64>() / 3.0;
        let variance = |of: [f64; 3]| of.iter().map(|value| (value - mean).powi(2)).sum::<f64>() / 2.0;
        let expected = (variance(by_leaver) + variance(by_stayer)) / 3.0;
        let found = Discrimination::of(&ties(&of)).unwrap();
        assert!((found.auc - mean).abs() < 1e-12 && (found.variance - expected).abs() < 1e-12);
    }

    #[test]
    fn customers_of_different_groups_are_not_compared() {
        let low = predictions(&[(0.02, true), (0.01, false), (0.03, true), (0.01, false)]);
        let high: Vec<Prediction> = low
            .iter()
            .map(|it| Prediction {
                score: it.score + 0.9,
                ..*it
            })
            .collect();
        let one_wrong = predictions(&[(0.5, true), (0.6, false), (0.7, true), (0.4, false)]);
        let together = auc_within(&[low.clone(), high, one_wrong.clone()]).unwrap();
        let expected = (1.0 + 1.0 + auc(&one_wrong).unwrap()) / 3.0;
        assert!((together.value - expected).abs() < 1e-12);
        assert!(
            auc_within(&[low]).is_none(),
            "told apart without error: an interval would have no width"
        );
    }

    #[test]
    fn nothing_is_said_without_two_of_both_kinds() {
        assert_eq!(auc_within(&[]), None);
        assert_eq!(
            auc_within(&[predictions(&[(0.2, true), (0.1, false), (0.3, false)])]),
            None
        );
        assert_eq!(auc_within(&[predictions(&[(0.2, false), (0.1, false)])]), None);
    }

    proptest! {
        #[test]
        fn the_interval_holds_the_auc_and_stays_between_0_and_1(of in proptest::collection::vec((0u8..12, any::<bool>()), 4..80)) {
            let of: Vec<(f64, bool)> = of.into_iter().map(|(score, left)| (f64::from(score) / 12.0, left)).collect();
            let of = predictions(&of);
            if let Some(found) = auc_within(std::slice::from_ref(&of)) {
                prop_assert!((found.value - auc(&of).unwrap()).abs() < 1e-12);
                prop_assert!(0.0 <= found.low && found.low <= found.value && found.value <= found.high && found.high <= 1.0);
            }
        }
    }
}
