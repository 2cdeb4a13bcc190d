//! Numbers that look random and are the same every time (`SplitMix64`). For made-up data alone: anyone can guess them.

/// A stream of numbers.
#[derive(Debug, Clone)]
pub(crate) struct Random(u64);

impl Random {
    pub(crate) const fn new(seed: u64) -> Self {
        Self(seed)
    }

    /// The stream of one of many, which tells nothing of the others'.
    pub(crate) fn of(seed: u64, number: u32) -> Self {
        let mut own = Self::new(Self::new(seed).next() ^ u64::from(number));
        Self::new(own.next())
    }

    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    /// From 0 to 1, 1 not included.
    pub(crate) fn share(&mut self) -> f64 {
        (self.next() >> 11) as f64 / (1u64 << 53) as f64
    }

    /// Whether something of this chance happens.
    pub(crate) fn happens(&mut self, chance: f64) -> bool {
        self.share() < chance
    }

    /// From 0 to `end`, not included.
    pub(crate) fn below(&mut self, end: u32) -> u32 {
        (self.share() * f64::from(end)) as u32
    }

    /// One of several.
    pub(crate) fn one_of<T: Copy>(&mut self, all: &[T]) -> T {
        all[self.below(all.len() as u32) as usize]
    }

    /// One of several, each with its weight.
    pub(crate) fn weighted<T: Copy>(&mut self, all: &[(T, f64)]) -> T {
        let mut left = self.share() * all.iter().map(|(_, weight)| weight).sum::<f64>();
        for (value, weight) in all {
            left -= weight;
            if left < 0.0 {
                return *value;
            }
        }
        all[all.len() - 1].0
    }

    /// Around 0 with a standard deviation of 1, nearly normal, and never beyond 3.47.
    pub(crate) fn normal(&mut self) -> f64 {
        ((0..4).map(|_| self.share()).sum::<f64>() - 2.0) * 3f64.sqrt()
    }

    /// Something to wait for, with this mean: mostly shorter, at times much longer.
    pub(crate) fn wait(&mut self, mean: f64) -> f64 {
        -mean * (1.0 - self.share()).ln()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_numbers_are_those_of_the_published_generator() {
        let mut random = Random::new(1_234_567);
        let first: Vec<u64> = (0..3).map(|_| random.next()).collect();
        assert_eq!(
            first,
            [
                6_457_827_717_110_365_317,
                3_203_168_211_198_807_973,
                9_817_491_932_198_370_423
            ]
        );
    }

    #[test]
    fn shares_fill_the_range_and_weights_are_kept() {
        let mut random = Random::new(7);
        let heads = (0..10_000)
            .filter(|_| random.weighted(&[(true, 3.0), (false, 1.0)]))
            .count();
        assert!((7_200..7_800).contains(&heads), "{heads}");
        assert!((0..10_000).all(|_| random.below(3) < 3));
    }
}
