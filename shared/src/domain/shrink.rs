//! Scores of small segments, drawn towards the whole: an order of segments that a few answers cannot turn over.

use super::compare::points_of;
use super::histogram::Histogram;

/// How many answers like the whole's every segment is given.
pub const PRIOR_ANSWERS: f64 = 10.0;

/// A segment's score with [`PRIOR_ANSWERS`] answers of the whole added.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Shrunk {
    /// In the unit of the score: points for an NPS, percent satisfied else.
    pub score: f64,
    /// How far the segment's true score may well be from it: the posterior standard deviation, in the same unit.
    pub sd: f64,
}

/// The shrunk score of a segment; nothing where the whole has no answers or is measured differently.
#[must_use]
pub fn shrunk_score(segment: &Histogram, whole: &Histogram) -> Option<Shrunk> {
    if segment.measure() != whole.measure() || whole.is_empty() {
        return None;
    }
    let share = PRIOR_ANSWERS / whole.n() as f64;
    let points = points_of(segment.measure());
    let joined = segment.iter().zip(whole.iter());
    let weights = joined.map(|((rating, own), (_, of_whole))| (points(rating), own as f64 + share * of_whole as f64));
    Some(dirichlet(&weights.collect::<Vec<_>>()))
}

/// Mean and standard deviation of a score whose groups' shares have a Dirichlet distribution: of each group the points
/// it gives and its weight, pseudo-answers and answers together. The weights must add up to more than nothing.
///
/// Source: moments of the Dirichlet distribution, any textbook.
#[must_use]
pub fn dirichlet(groups: &[(f64, f64)]) -> Shrunk {
    let total: f64 = groups.iter().map(|(_, weight)| weight).sum();
    let mean =
        |of: &dyn Fn(f64) -> f64| groups.iter().map(|(points, weight)| of(*points) * weight).sum::<f64>() / total;
    let score = mean(&|points| points);
    let variance = mean(&|points| (points - score).powi(2));
    Shrunk {
        score,
        sd: (variance / (total + 1.0)).sqrt(),
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::domain::score::Score;
    use crate::domain::testing::{histograms_of, measures};

    fn satisfaction(unhappy: u64, happy: u64) -> Histogram {
        Histogram::from_counts("csat/1-5/4".parse().unwrap(), vec![unhappy, 0, 0, 0, happy]).unwrap()
    }

    #[test]
    fn a_handful_of_perfect_answers_does_not_beat_many_good_ones() {
        let whole = satisfaction(100, 100);
        let (handful, many) = (satisfaction(0, 5), satisfaction(20, 80));
        let score = |segment| shrunk_score(segment, &whole).unwrap().score;
        assert!(score(&handful) < score(&many));
        assert!((score(&handful) - 100.0 * 10.0 / 15.0).abs() < 1e-12);
    }

    #[test]
    fn there_is_nothing_to_draw_towards_without_a_whole() {
        assert_eq!(shrunk_score(&satisfaction(1, 1), &satisfaction(0, 0)), None);
        assert_eq!(
            shrunk_score(&satisfaction(1, 1), &Histogram::new(crate::domain::Measure::nps())),
            None
        );
    }

    proptest! {
        #[test]
        fn it_lies_between_the_segments_own_score_and_the_wholes(
            (segment, whole) in measures().prop_flat_map(|measure| (histograms_of(measure), histograms_of(measure)))
        ) {
            let (own, all) = (Score::raw(&segment).value, Score::raw(&whole).value);
            let shrunk = shrunk_score(&segment, &whole);
            prop_assert_eq!(shrunk.is_some(), all.is_some());
            if let (Some(shrunk), Some(all)) = (shrunk, all) {
                let own = own.unwrap_or(all);
                prop_assert!(own.min(all) - 1e-9 <= shrunk.score && shrunk.score <= own.max(all) + 1e-9);
                prop_assert!(shrunk.sd >= 0.0 && shrunk.sd <= 100.0);
            }
        }
    }
}
