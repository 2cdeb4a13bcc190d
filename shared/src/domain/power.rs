//! The smallest change that two samples would show: what "no real change" is worth.

use statrs::distribution::{ContinuousCDF, Normal};

use super::compare::AdjustedNps;
use super::histogram::Histogram;
use super::interval::Confidence;

/// How often a change of the smallest detectable size would be seen.
pub const POWER: f64 = 0.8;

/// The smallest change that a two-sided test at 5 % would see in 80 % of cases, in the unit whose square the variances
/// are in. Each side as (variance of one answer, answers).
///
/// Source: `(z₀.₉₇₅ + z₀.₈)·√(v₁/n₁ + v₂/n₂)`, any textbook; it takes the variance to be the same after the change.
#[must_use]
pub fn smallest_detectable(before: (f64, f64), after: (f64, f64)) -> f64 {
    let squared_error = |(variance, n): (f64, f64)| variance / n;
    of_standard_error((squared_error(before) + squared_error(after)).sqrt())
}

/// The same for the score of two histograms: points for an NPS, percentage points else.
///
/// The variance is that of the answers with a few added (three to an NPS as in its test; one satisfied and one other
/// to a share, after Agresti and Caffo, The American Statistician 54(4), 2000): answers that all agree would seem to
/// show the smallest change of all. Nothing where either side has no answers or the two are measured differently.
#[must_use]
pub fn smallest_detectable_change(before: &Histogram, after: &Histogram) -> Option<f64> {
    if before.measure() != after.measure() || before.is_empty() || after.is_empty() {
        return None;
    }
    Some(match before.nps_counts().zip(after.nps_counts()) {
        Some((before, after)) => {
            let both = AdjustedNps::of(before).squared_error + AdjustedNps::of(after).squared_error;
            of_standard_error(both.sqrt())
        }
        None => 100.0 * smallest_detectable(adjusted_share(before), adjusted_share(after)),
    })
}

fn adjusted_share(answers: &Histogram) -> (f64, f64) {
    let n = answers.n() as f64 + 2.0;
    let share = (answers.satisfied() as f64 + 1.0) / n;
    (share * (1.0 - share), n)
}

fn of_standard_error(standard_error: f64) -> f64 {
    (Confidence::NINETY_FIVE.z() + Normal::standard().inverse_cdf(POWER)) * standard_error
}

#[cfg(test)]
mod tests {
    use super::*;

    fn histogram(measure: &str, counts: &[u64]) -> Histogram {
        Histogram::from_counts(measure.parse().unwrap(), counts.to_vec()).unwrap()
    }

    #[test]
    fn answers_that_all_agree_do_not_show_every_change() {
        for (measure, counts) in [
            ("nps", vec![0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 30]),
            ("csat/1-5/4", vec![0, 0, 0, 0, 30]),
        ] {
            let same = histogram(measure, &counts);
            assert!(smallest_detectable_change(&same, &same).unwrap() > 5.0, "{measure}");
        }
    }

    #[test]
    fn four_times_the_answers_show_about_half_the_change() {
        let few = histogram("nps", &[0, 0, 0, 0, 0, 0, 40, 60, 0, 0, 100]);
        let many = histogram("nps", &[0, 0, 0, 0, 0, 0, 160, 240, 0, 0, 400]);
        let ratio = smallest_detectable_change(&few, &few).unwrap() / smallest_detectable_change(&many, &many).unwrap();
        assert!((1.97..2.0).contains(&ratio), "{ratio}");
    }

    #[test]
    fn nobody_shows_nothing() {
        let some = histogram("csat/1-5/4", &[1, 1, 1, 1, 1]);
        assert_eq!(
            smallest_detectable_change(&some, &histogram("csat/1-5/4", &[0; 5])),
            None
        );
        assert_eq!(
            smallest_detectable_change(&some, &histogram("csat/1-5/5", &[1; 5])),
            None
        );
    }
}
