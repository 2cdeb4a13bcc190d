//! How soon the first response comes, with those who still wait counted as waiting and not left out.
//!
//! Kaplan and Meier, "Nonparametric estimation from incomplete observations", *JASA* 53, 1958: at each time of a reply the
//! share still waiting is multiplied by 1 − replies / (those who were waiting). Leaving out whoever has no reply yet would
//! make a slow team look quick.

use super::durations::Durations;
use crate::domain::interval::{Confidence, Interval};

/// The share still waiting after so many seconds.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Step {
    /// Seconds; at least one reply came then.
    pub seconds: u32,
    /// From 0 to 1: the share that had waited longer.
    pub waiting: f64,
    /// The sum of replies / (waiting · (waiting − replies)) up to here: Greenwood's. Infinite once nobody waits.
    greenwood: f64,
}

impl Step {
    /// Greenwood's standard error of `waiting`. Nothing where nobody waits any more.
    #[must_use]
    pub fn standard_error(&self) -> Option<f64> {
        self.greenwood.is_finite().then(|| self.waiting * self.greenwood.sqrt())
    }

    /// The interval of `waiting` on the log(−log) scale, which stays within 0 and 1 (Kalbfleisch and Prentice, *The
    /// Statistical Analysis of Failure Time Data*, 1980). Where nobody waits any more there is no upper limit below 1.
    fn interval(&self, confidence: Confidence) -> Interval {
        if !self.greenwood.is_finite() {
            return Interval { low: 0.0, high: 1.0 };
        }
        let spread = (confidence.z() * self.greenwood.sqrt() / self.waiting.ln().abs()).exp();
        Interval {
            low: self.waiting.powf(spread),
            high: self.waiting.powf(1.0 / spread),
        }
    }
}

/// The curve: one step for each time at which a reply came, earliest first. `answered` are the times to the reply,
/// `censored` how long the others had waited when they were last seen waiting. Of equal times, replies come first.
#[must_use]
pub fn curve(answered: &Durations, censored: &Durations) -> Vec<Step> {
    let mut at_risk = answered.n() + censored.n();
    let mut leaving = censored.iter().peekable();
    let (mut waiting, mut greenwood) = (1.0, 0.0);
    let mut steps = Vec::new();
    for (seconds, replies) in answered.iter() {
        while let Some((_, left)) = leaving.next_if(|(at, _)| *at < seconds) {
            at_risk -= left;
        }
        let (n, d) = (at_risk as f64, replies as f64);
        waiting *= (n - d) / n;
        greenwood += d / (n * (n - d));
        steps.push(Step {
            seconds,
            waiting,
            greenwood,
        });
        at_risk -= replies;
    }
    steps
}

/// When a share had a reply.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ReplyTime {
    /// Seconds by which the share had a reply; none where the curve does not get so far.
    pub seconds: Option<u32>,
    /// Lower limit.
    pub low: Option<u32>,
    /// Upper limit; none where the data do not bound it.
    pub high: Option<u32>,
}

/// The time by which `share` (from 0 to 1) had a reply: the first step at which no more than 1 − `share` waits. Where
/// everybody was answered this is the nearest-rank quantile. The limits are where the curve's own limits get there
/// (Brookmeyer and Crowley, *Biometrics* 38, 1982).
#[must_use]
pub fn reply_time(steps: &[Step], share: f64, confidence: Confidence) -> ReplyTime {
    // Shares of counts come out of floating-point products a hair above where they belong.
    let left = 1.0 - share + 1e-12;
    let first = |reached: &dyn Fn(&Step) -> bool| steps.iter().find(|step| reached(step)).map(|step| step.seconds);
    ReplyTime {
        seconds: first(&|step| step.waiting <= left),
        low: first(&|step| step.interval(confidence).low <= left),
        high: first(&|step| step.interval(confidence).high <= left),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn durations(seconds: &[u32]) -> Durations {
        let mut counted = Durations::default();
        seconds.iter().for_each(|seconds| counted.add(*seconds));
        counted
    }

    fn median(answered: &[u32], censored: &[u32]) -> ReplyTime {
        let steps = curve(&durations(answered), &durations(censored));
        reply_time(&steps, 0.5, Confidence::NINETY_FIVE)
    }

    #[test]
    fn whoever_still_waits_makes_the_median_longer() {
        let answered = [10, 20, 30, 40];
        assert_eq!(median(&answered, &[]).seconds, Some(20));
        assert_eq!(median(&answered, &[50, 50]).seconds, Some(30));
        assert_eq!(median(&answered, &[50; 5]).seconds, None, "most have no reply yet");
        assert_eq!(
            median(&answered, &[1; 50]).seconds,
            Some(20),
            "who left at once says little"
        );
        assert_eq!(median(&[], &[5, 6]).seconds, None);
        assert_eq!(
            median(&[], &[]),
            ReplyTime {
                seconds: None,
                low: None,
                high: None
            }
        );
    }

    /// Limits computed by hand from the definitions, with another program.
    #[test]
    fn the_limits_are_where_those_of_the_curve_get_there() {
        let answered: Vec<u32> = (1..=30).collect();
        let expected = ReplyTime {
            seconds: Some(17),
            low: Some(11),
            high: Some(22),
        };
        assert_eq!(median(&answered, &[5, 10, 15, 40]), expected);
    }

    #[test]
    fn a_reply_at_the_very_moment_somebody_leaves_comes_first() {
        let steps = curve(&durations(&[10, 20]), &durations(&[10, 10]));
        assert_eq!(steps[0].waiting, 0.75);
        assert_eq!(steps[1].waiting, 0.0);
        assert_eq!(steps[1].standard_error(), None);
    }

    proptest! {
        #[test]
        fn the_curve_falls_and_the_limits_hold_the_time_between_them(answered in proptest::collection::vec(0u32..250, 1..80), censored in proptest::collection::vec(0u32..250, 0..80), share in 0.05f64..0.95) {
            let steps = curve(&durations(&answered), &durations(&censored));
            prop_assert!(steps.windows(2).all(|pair| pair[1].waiting <= pair[0].waiting && pair[1].seconds > pair[0].seconds));
            prop_assert!(steps.iter().all(|step| (0.0..=1.0).contains(&step.waiting)));
            let time = reply_time(&steps, share, Confidence::NINETY_FIVE);
            if let (Some(seconds), Some(low)) = (time.seconds, time.low) { prop_assert!(low <= seconds); }
            prop_assert!(time.seconds.is_none() || time.low.is_some());
            if let (Some(seconds), Some(high)) = (time.seconds, time.high) { prop_assert!(seconds <= high); }
            if censored.is_empty() {
                let mut sorted = answered.clone();
                sorted.sort_unstable();
                let rank = (share * sorted.len() as f64 - 1e-9).ceil().max(1.0) as usize;
                prop_assert_eq!(time.seconds, Some(sorted[rank - 1]), "the nearest rank");
            }
        }
    }
}
