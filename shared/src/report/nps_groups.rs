//! The groups that an NPS is made of, under the names that other survey systems give them.

use serde::Serialize;

use crate::domain::{Histogram, Shown};

/// Promoters, passives and detractors of an NPS. Counts are told from 5 answers on, as the histogram that they are from, percentages
/// from 10 on, as the score: the percentage of promoters less that of detractors. Percentages are of all answers, unrounded.
#[derive(Debug, Clone, Copy, Default, PartialEq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct NpsGroups {
    /// Of an NPS alone, as the five that follow: answers of 9 and 10; null under 5 answers.
    pub promoter_count: Option<u64>,
    /// Their share in percent; null under 10 answers.
    pub promoter_percent: Option<f64>,
    /// Answers of 7 and 8.
    pub passive_count: Option<u64>,
    /// Their share in percent.
    pub passive_percent: Option<f64>,
    /// Answers from 0 to 6.
    pub detractor_count: Option<u64>,
    /// Their share in percent.
    pub detractor_percent: Option<f64>,
}

impl NpsGroups {
    /// As far as the answers allow telling them; none where the question was another.
    pub(super) fn of(histogram: &Histogram) -> Option<Self> {
        let counts = histogram.nps_counts()?;
        let (n, shown) = (counts.n(), Shown::of(counts.n()));
        let count = |group: u64| shown.shows_counts().then_some(group);
        let percent = |group: u64| shown.shows_score().then(|| 100.0 * group as f64 / n as f64);
        Some(Self {
            promoter_count: count(counts.promoters),
            promoter_percent: percent(counts.promoters),
            passive_count: count(counts.passives),
            passive_percent: percent(counts.passives),
            detractor_count: count(counts.detractors),
            detractor_percent: percent(counts.detractors),
        })
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::domain::{Measure, Score};

    #[test]
    fn they_are_told_as_far_as_the_histogram_and_the_score_are() {
        let of = |promoters: u64| {
            let counts = vec![0, 0, 0, 1, 0, 0, 0, 1, 0, 0, promoters];
            NpsGroups::of(&Histogram::from_counts(Measure::nps(), counts).unwrap()).unwrap()
        };
        assert_eq!(of(2), NpsGroups::default());
        assert_eq!((of(3).detractor_count, of(3).detractor_percent), (Some(1), None));
        assert_eq!((of(8).passive_count, of(8).passive_percent), (Some(1), Some(10.0)));
        assert_eq!((of(8).promoter_count, of(8).promoter_percent), (Some(8), Some(80.0)));
        let satisfaction = Histogram::new(Measure::usual_csat(5).unwrap());
        assert_eq!(NpsGroups::of(&satisfaction), None);
    }

    proptest! {
        #[test]
        fn promoters_less_detractors_are_the_score(counts in proptest::collection::vec(0_u64..10_000, 11)) {
            let histogram = Histogram::from_counts(Measure::nps(), counts).unwrap();
            let groups = NpsGroups::of(&histogram).unwrap();
            let told = groups.promoter_percent.zip(groups.detractor_percent);
            let difference = told.map(|(promoters, detractors)| promoters - detractors);
            let score = Score::of(&histogram).value;
            prop_assert_eq!(difference.is_some(), score.is_some());
            prop_assert!((difference.unwrap_or_default() - score.unwrap_or_default()).abs() < 1e-9);
            if let (Some(promoters), Some(passives), Some(detractors)) =
                (groups.promoter_count, groups.passive_count, groups.detractor_count)
            {
                prop_assert_eq!(promoters + passives + detractors, histogram.n());
            }
        }
    }
}
