//! SplitMix64: the same seed gives the same data on every machine.

/// A small deterministic generator of pseudo-random numbers.
pub struct Rng(u64);

impl Rng {
    pub fn new(seed: u64) -> Self {
        Self(seed)
    }

    /// A generator of its own for one thing, so that any record can be made again without the ones before it.
    pub fn of(seed: u64, parts: [u64; 3]) -> Self {
        let mut rng = Self(seed);
        for part in parts {
            rng.0 = rng.next() ^ part.wrapping_mul(0xff51_afd7_ed55_8ccd);
        }
        rng
    }

    pub fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    /// A number from `low` to `high`, both inclusive.
    pub fn range(&mut self, low: i64, high: i64) -> i64 {
        let span = u64::try_from(high - low + 1).unwrap_or(1);
        low + i64::try_from(self.next() % span).unwrap_or(0)
    }

    pub fn below(&mut self, n: usize) -> usize {
        usize::try_from(self.next() % (n as u64)).unwrap_or(0)
    }

    /// True in `percent` of a hundred cases.
    pub fn chance(&mut self, percent: u64) -> bool {
        self.next() % 100 < percent
    }

    pub fn pick<'a, T>(&mut self, of: &'a [T]) -> &'a T {
        &of[self.below(of.len())]
    }

    /// `n` different members, in their own order.
    pub fn some<'a, T>(&mut self, of: &'a [T], n: usize) -> Vec<&'a T> {
        let mut left = n.min(of.len());
        let mut picked = Vec::with_capacity(left);
        for (i, item) in of.iter().enumerate() {
            if left > 0 && self.below(of.len() - i) < left {
                picked.push(item);
                left -= 1;
            }
        }
        picked
    }
}
