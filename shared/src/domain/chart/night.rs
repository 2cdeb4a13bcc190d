//! What a chart keeps of a day: counts, so that nothing is rounded.

use jiff::civil::Date;

use crate::domain::NpsCounts;
use crate::domain::histogram::Histogram;
use crate::domain::interval::{self, Confidence, Interval};
use crate::domain::measure::Metric;

/// Answers as the headline score counts them: each is worth 100, 0 or −100.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Tally {
    /// All answers.
    pub n: u64,
    /// Worth 100: promoters; for every other metric the satisfied.
    pub up: u64,
    /// Worth −100: detractors; for every other metric none.
    pub down: u64,
}

impl Tally {
    /// The answers of a histogram.
    #[must_use]
    pub fn of(histogram: &Histogram) -> Self {
        Self {
            n: histogram.n(),
            up: histogram.satisfied(),
            down: histogram.nps_counts().map_or(0, |counts| counts.detractors),
        }
    }

    /// The headline score: NPS in points from −100 to 100, percent satisfied for the others. None without answers.
    #[must_use]
    pub fn score(self) -> Option<f64> {
        (self.n > 0).then(|| 100.0 * (self.up as f64 - self.down as f64) / self.n as f64)
    }

    /// The 95 % interval of the score, in its unit: adjusted Wald for an NPS, Wilson for the others.
    #[must_use]
    pub fn interval(self, metric: Metric) -> Option<Interval> {
        let passives = self.n.checked_sub(self.up + self.down)?;
        match metric {
            Metric::Nps => interval::nps_adjusted_wald(
                NpsCounts {
                    detractors: self.down,
                    passives,
                    promoters: self.up,
                },
                Confidence::NINETY_FIVE,
            ),
            Metric::Csat | Metric::Ces | Metric::Ces1 => {
                interval::wilson(self.up, self.n, Confidence::NINETY_FIVE).map(|share| share.times(100.0))
            }
        }
    }

    /// The variance of one answer's worth, never 0: a few made-up answers are added, as in an adjusted Wald interval.
    /// Without them, the first imperfect answer after a perfect month would be infinitely surprising.
    ///
    /// Source: Rocks 2016 for an NPS (¾ of a detractor, 1½ passives, ¾ of a promoter); Agresti and Coull, The American
    /// Statistician 52(2), 1998, for a share (two and two).
    #[must_use]
    pub fn variance(self, metric: Metric) -> f64 {
        let (down, middle, up) = match metric {
            Metric::Nps => (0.75, 1.5, 0.75),
            Metric::Csat | Metric::Ces | Metric::Ces1 => (0.0, 2.0, 2.0),
        };
        let n = self.n as f64 + down + middle + up;
        let (down, up) = (self.down as f64 + down, self.up as f64 + up);
        let mean = (up - down) / n;
        1e4 * ((up + down) / n - mean * mean)
    }
}

impl std::iter::Sum for Tally {
    fn sum<I: Iterator<Item = Self>>(tallies: I) -> Self {
        tallies.fold(Self::default(), |sum, part| Self {
            n: sum.n + part.n,
            up: sum.up + part.up,
            down: sum.down + part.down,
        })
    }
}

/// One day that has answers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Night {
    /// The day.
    pub day: Date,
    /// Its answers, one at least.
    pub tally: Tally,
}

impl Night {
    /// The sum of several.
    #[must_use]
    pub fn total(nights: &[Self]) -> Tally {
        nights.iter().map(|night| night.tally).sum()
    }
}
