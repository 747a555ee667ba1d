//! Random days that depend on nothing but a seed, an id and the number of the run.
//!
//! Philox4x32-10 (Salmon, Moraes, Dror and Shaw 2011, "Parallel random numbers: as easy as 1, 2, 3") turns a counter
//! into random bits, so that no stream has a state: any part of a forecast can be made on any thread, and an entry more
//! changes no number of another one. Only additions, multiplications and square roots of f32 are used, which every
//! processor rounds alike; they are never contracted and no function of a mathematical library is called.

#![expect(clippy::inline_always, reason = "what is inlined is compiled for the wider instructions of its caller")]

/// Runs that are computed together: a row holds one number for each. Which random number a run takes depends on it.
pub const LANES: usize = 512;

/// One number for each of [`LANES`] runs.
pub type Row = [f32; LANES];

/// How long something takes, or by how much it is late, in days.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Law {
    /// Always so long.
    Constant(f32),
    /// Between `low` and `high`, most often `likely`.
    Triangular {
        /// Never less.
        low: f32,
        /// The mode.
        likely: f32,
        /// Never more.
        high: f32,
    },
    /// What is left of a triangular length of which so many days have gone by: it is known to take longer than those.
    Remaining {
        /// Never less.
        low: f32,
        /// The mode.
        likely: f32,
        /// Never more.
        high: f32,
        /// Days gone by; between `low` and `high`.
        elapsed: f32,
    },
    /// Anything between two ends alike. No file can say this; the engine is proven with it.
    Uniform {
        /// Never less.
        low: f32,
        /// Never more.
        high: f32,
    },
    /// One of three values, the first two with these shares of all runs. No file can say this; the engine is proven
    /// with it.
    Points {
        /// The values.
        values: [f32; 3],
        /// The shares of the first two.
        shares: [f32; 2],
    },
}

impl Law {
    /// Between `low` and `high`, most often `likely`; constant where the ends are one.
    pub fn triangular(low: f32, likely: f32, high: f32) -> Self {
        if high > low { Self::Triangular { low, likely, high } } else { Self::Constant(likely) }
    }

    /// What is left of it after `elapsed` days.
    pub fn remaining(low: f32, likely: f32, high: f32, elapsed: f32) -> Self {
        if elapsed >= high {
            return Self::Constant(0.0);
        }
        if elapsed <= low {
            return Self::triangular(low - elapsed, likely - elapsed, high - elapsed);
        }
        Self::Remaining { low, likely, high, elapsed }
    }

    /// Its mean in days.
    pub fn mean(self) -> f64 {
        let third = |low: f32, likely: f32, high: f32| (f64::from(low) + f64::from(likely) + f64::from(high)) / 3.0;
        match self {
            Self::Constant(days) => days.into(),
            Self::Triangular { low, likely, high } => third(low, likely, high),
            // The mean of what lies above `elapsed`: where it is past the mode, of a falling straight line.
            Self::Remaining { likely, high, elapsed, .. } if elapsed >= likely => f64::from(high - elapsed) / 3.0,
            Self::Remaining { low, likely, high, elapsed } => {
                let [low, likely, high, elapsed] = [low, likely, high, elapsed].map(f64::from);
                let (width, rise) = (high - low, likely - low);
                let below = (elapsed - low) * (elapsed - low) / (width * rise);
                // Of those below, the mean is two thirds up the way from the low end.
                let mean_below = low + (elapsed - low) * 2.0 / 3.0;
                ((low + likely + high) / 3.0 - below * mean_below) / (1.0 - below) - elapsed
            }
            Self::Uniform { low, high } => f64::midpoint(low.into(), high.into()),
            Self::Points { values, shares } => {
                let (values, [first, second]) = (values.map(f64::from), shares.map(f64::from));
                values[0] * first + values[1] * second + values[2] * (1.0 - first - second)
            }
        }
    }

    /// The most likely length, which stands in for it where nothing is left to chance.
    pub fn likely(self) -> f32 {
        match self {
            Self::Constant(days) => days,
            Self::Triangular { likely, .. } => likely,
            Self::Remaining { likely, elapsed, .. } => (likely - elapsed).max(0.0),
            Self::Uniform { low, high } => low * 0.5 + high * 0.5,
            Self::Points { values, .. } => values[1],
        }
    }

    /// Adds to each run what a draw gives. Plain loops: what is not inlined would not use the wider instructions.
    #[inline(always)]
    pub(super) fn add(self, draw: &Row, to: &mut Row) {
        match self {
            Self::Constant(days) => {
                for to in to {
                    *to += days;
                }
            }
            Self::Triangular { low, likely, high } => {
                Inverse::new(low, likely, high).add(draw, 0.0, to);
            }
            Self::Remaining { low, likely, high, elapsed } => {
                let inverse = Inverse::new(low, likely, high);
                let gone = inverse.share_below(elapsed);
                let left = 1.0 - gone;
                let mut above = [0.0; LANES];
                for (above, u) in above.iter_mut().zip(draw) {
                    *above = gone + *u * left;
                }
                inverse.add(&above, elapsed, to);
            }
            Self::Uniform { low, high } => {
                let width = high - low;
                for (to, u) in to.iter_mut().zip(draw) {
                    *to += low + *u * width;
                }
            }
            Self::Points { values, shares: [first, second] } => {
                let both = first + second;
                for (to, u) in to.iter_mut().zip(draw) {
                    *to += values[usize::from(*u >= first) + usize::from(*u >= both)];
                }
            }
        }
    }

    /// Whether it takes a random number.
    pub(super) fn is_random(self) -> bool {
        !matches!(self, Self::Constant(_))
    }
}

/// The inverse of the distribution function of a triangular length: one square root.
#[derive(Debug, Clone, Copy)]
struct Inverse {
    low: f32,
    high: f32,
    /// The share of runs below the mode.
    turn: f32,
    rising: f32,
    falling: f32,
}

impl Inverse {
    #[inline(always)]
    fn new(low: f32, likely: f32, high: f32) -> Self {
        let width = high - low;
        Self {
            low,
            high,
            turn: (likely - low) / width,
            rising: width * (likely - low),
            falling: width * (high - likely),
        }
    }

    /// Adds what is left after `elapsed` days, never less than nothing. In two loops, so that one root is taken and not
    /// that of either side.
    #[inline(always)]
    fn add(self, draw: &Row, elapsed: f32, to: &mut Row) {
        let mut squares = [0.0_f32; LANES];
        for (square, u) in squares.iter_mut().zip(draw) {
            let (rising, falling) = (*u * self.rising, (1.0 - *u) * self.falling);
            *square = if *u < self.turn { rising } else { falling };
        }
        for ((to, square), u) in to.iter_mut().zip(&squares).zip(draw) {
            let root = square.sqrt();
            let (rising, falling) = (self.low + root, self.high - root);
            let days = if *u < self.turn { rising } else { falling };
            *to += (days - elapsed).max(0.0);
        }
    }

    #[inline(always)]
    fn share_below(self, days: f32) -> f32 {
        let mode = self.low + (self.high - self.low) * self.turn;
        if days < mode {
            (days - self.low) * (days - self.low) / self.rising
        } else {
            1.0 - (self.high - days) * (self.high - days) / self.falling
        }
    }
}

/// What a random number is for: each has a stream of its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stream {
    /// How long a milestone takes.
    Length = 0,
    /// Whether a risk occurs.
    Occurrence = 1,
    /// By how much a risk delays.
    Delay = 2,
}

/// The number by which the random numbers of an entry are drawn: FNV-1a (Fowler, Noll and Vo) over its id, which is
/// the same on every machine and in every version.
pub const fn key(id: &str) -> u64 {
    let bytes = id.as_bytes();
    let (mut hash, mut i) = (0xcbf2_9ce4_8422_2325_u64, 0);
    while i < bytes.len() {
        hash = (hash ^ bytes[i] as u64).wrapping_mul(0x0100_0000_01b3);
        i += 1;
    }
    hash
}

/// Counters that go through the rounds together.
const WIDE: usize = 8;
/// A counter gives four numbers.
const COUNTERS: usize = LANES / 4;

/// A random number between 0 and 1, never either, for each run of a group of [`LANES`].
///
/// The run `512 g + 128 w + c` takes the word `w` of the counter `128 g + c`.
#[inline(always)]
pub(super) fn draw(seed: u64, key: u64, stream: Stream, group: u32, into: &mut Row) {
    let words = [0, stream as u64, seed & LOW, seed >> 32];
    let first = group.wrapping_mul(COUNTERS as u32);
    let keys = round_keys([key as u32, (key >> 32) as u32]);
    let mut bits = [[0_u32; COUNTERS]; 4];
    for from in (0..COUNTERS).step_by(WIDE) {
        let mut counters = [[words[0]; WIDE], [words[1]; WIDE], [words[2]; WIDE], [words[3]; WIDE]];
        for (i, word) in counters[0].iter_mut().enumerate() {
            *word = first.wrapping_add((from + i) as u32).into();
        }
        philox(&mut counters, &keys);
        for (bits, words) in bits.iter_mut().zip(&counters) {
            for (bits, word) in bits[from..from + WIDE].iter_mut().zip(words) {
                *bits = *word as u32;
            }
        }
    }
    for (u, bits) in into.iter_mut().zip(bits.as_flattened()) {
        // 24 bits, in the middle of their interval.
        *u = ((*bits >> 8) as i32) as f32 * (1.0 / 16_777_216.0) + (0.5 / 16_777_216.0);
    }
}

/// The lower half of a number.
const LOW: u64 = 0xffff_ffff;

/// The key of each round.
#[inline(always)]
fn round_keys(key: [u32; 2]) -> [[u64; 2]; 10] {
    const WEYL: [u32; 2] = [0x9e37_79b9, 0xbb67_ae85];
    let mut keys = [[0; 2]; 10];
    let mut next = key;
    for key in &mut keys {
        *key = [next[0].into(), next[1].into()];
        next = [next[0].wrapping_add(WEYL[0]), next[1].wrapping_add(WEYL[1])];
    }
    keys
}

/// Ten rounds of Philox4x32 over many counters. A word stands in the lower half of a number; what is in the upper half
/// means nothing, so that a product needs no cutting.
#[inline(always)]
fn philox<const N: usize>(words: &mut [[u64; N]; 4], keys: &[[u64; 2]; 10]) {
    const MULTIPLY: [u64; 2] = [0xd251_1f53, 0xcd9e_8d57];
    for key in keys {
        let [mut a, mut b, mut c, mut d] = *words;
        for i in 0..N {
            let (first, second) = (MULTIPLY[0] * (a[i] & LOW), MULTIPLY[1] * (c[i] & LOW));
            a[i] = (second >> 32) ^ b[i] ^ key[0];
            c[i] = (first >> 32) ^ d[i] ^ key[1];
            b[i] = second;
            d[i] = first;
        }
        *words = [a, b, c, d];
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The known answers that come with the reference implementation (Random123, `kat_vectors`).
    #[test]
    fn philox_gives_the_known_answers() {
        let answer = |words: [u32; 4], key: [u32; 2]| {
            let mut words = words.map(|word| [u64::from(word)]);
            philox(&mut words, &round_keys(key));
            words.map(|[word]| word as u32)
        };
        assert_eq!(answer([0; 4], [0; 2]), [0x6627_e8d5, 0xe169_c58d, 0xbc57_ac4c, 0x9b00_dbd8]);
        assert_eq!(answer([u32::MAX; 4], [u32::MAX; 2]), [0x408f_276d, 0x41c8_3b0e, 0xa20b_c7c6, 0x6d54_51fd]);
        assert_eq!(
            answer([0x243f_6a88, 0x85a3_08d3, 0x1319_8a2e, 0x0370_7344], [0xa409_3822, 0x299f_31d0]),
            [0xd16c_fe09, 0x94fd_cceb, 0x5001_e420, 0x2412_6ea1]
        );
    }
}
