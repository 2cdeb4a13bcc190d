//! Counts of durations, small whatever their number: exact seconds to begin with, then steps of less than one percent.

use std::collections::BTreeMap;

/// Durations up to this many seconds are kept exactly; beyond, each doubling is divided into half as many steps.
const EXACT: u32 = 256;

/// How many durations fall into each step, by the step's first second. Mergeable: counts of parts add up to those of the
/// whole.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Durations(BTreeMap<u32, u64>);

impl Durations {
    /// Counts one duration.
    pub fn add(&mut self, seconds: u32) {
        self.add_many(seconds, 1);
    }

    /// Counts a duration `count` times.
    pub fn add_many(&mut self, seconds: u32, count: u64) {
        *self.0.entry(step(seconds)).or_default() += count;
    }

    /// Adds the counts of others.
    pub fn merge(&mut self, other: &Self) {
        for (seconds, count) in &other.0 {
            *self.0.entry(*seconds).or_default() += count;
        }
    }

    /// Those of the steps that hold nothing longer than this.
    #[must_use]
    pub fn within(&self, longest: u32) -> Self {
        // A step holds what is shorter than the first of the next: the one that has anything longer in it begins no later
        // than the first second beyond.
        let beyond = step(longest.saturating_add(1));
        Self(self.0.range(..beyond).map(|(first, count)| (*first, *count)).collect())
    }

    /// How many there are.
    #[must_use]
    pub fn n(&self) -> u64 {
        self.0.values().sum()
    }

    /// The first second of each step and how many fall into it, shortest first.
    pub fn iter(&self) -> impl Iterator<Item = (u32, u64)> + '_ {
        self.0.iter().map(|(seconds, count)| (*seconds, *count))
    }
}

/// The first second of the step that a duration falls into. Steps are wide 1 below 256 s, 2 below 512 s and so on: less
/// than 1/128 of the duration.
fn step(seconds: u32) -> u32 {
    let width = (seconds / EXACT).checked_ilog2().map_or(1, |doublings| 2 << doublings);
    seconds / width * width
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn seconds_are_exact_below_256_and_then_in_steps() {
        let first = |seconds| step(seconds);
        assert_eq!([0, 1, 119, 255].map(first), [0, 1, 119, 255]);
        assert_eq!([256, 257, 511, 512, 515].map(first), [256, 256, 510, 512, 512]);
    }

    proptest! {
        #[test]
        fn whatever_is_within_a_time_is_no_longer_and_nothing_clearly_shorter_is_missing(durations in proptest::collection::vec(0u32..100_000, 0..50), longest in 0u32..100_000) {
            let mut counted = Durations::default();
            durations.iter().for_each(|seconds| counted.add(*seconds));
            let n = |limit: f64| durations.iter().filter(|seconds| f64::from(**seconds) <= limit).count() as u64;
            let within = counted.within(longest).n();
            prop_assert!(within <= n(f64::from(longest)) && within >= n(f64::from(longest) * 0.99 - 1.0));
        }

        #[test]
        fn a_step_is_less_than_one_percent_wide_and_keeps_the_order(seconds in any::<u32>(), more in 0u32..100_000) {
            let first = step(seconds);
            prop_assert!(first <= seconds && u64::from(seconds - first) * 100 < u64::from(seconds.max(1)));
            prop_assert_eq!(step(first), first);
            prop_assert!(step(seconds.saturating_add(more)) >= first);
        }

        #[test]
        fn parts_add_up_to_the_whole(one in proptest::collection::vec(0u32..100_000, 0..50), two in proptest::collection::vec(0u32..100_000, 0..50)) {
            let count = |durations: &[u32]| { let mut counted = Durations::default(); durations.iter().for_each(|seconds| counted.add(*seconds)); counted };
            let mut merged = count(&one);
            merged.merge(&count(&two));
            prop_assert_eq!(merged.n(), (one.len() + two.len()) as u64);
            prop_assert_eq!(merged, count(&[one, two].concat()));
        }
    }
}
