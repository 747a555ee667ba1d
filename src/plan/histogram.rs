//! Counts of days, which add up as whole numbers.

#![expect(clippy::inline_always, reason = "what is inlined is compiled for the wider instructions of its caller")]

use super::chance::{LANES, Row};

/// The most bins; beyond, a bin holds two days, four, and so on, so that no file can ask for any amount of memory.
const MOST_BINS: i32 = 4_096;
/// Parts of a day in which the sum is kept.
const PARTS: f32 = 65_536.0;
/// The latest day that is told apart, some ten thousand years from today.
const LATEST: f32 = 3_900_000.0;
/// Added to a smaller number it leaves no room for a fraction: the sum is rounded to a whole number, which stands in the
/// lowest bits of it.
const MAGIC: f32 = 8_388_608.0;

/// A number from 0 to 2²² as a whole one. Unlike a cast it is made by wide instructions everywhere.
#[inline(always)]
fn whole(number: f32) -> i32 {
    ((number + MAGIC).to_bits() - MAGIC.to_bits()) as i32
}

/// On which day something was reached, in how many runs. Days are counted from day 0, today.
///
/// A day ends at its number: what takes 2.5 days from day 0 is reached on day 3.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Histogram {
    /// The number of the first bin; bin `b` holds the days from `b << shift`.
    first: i32,
    shift: u32,
    counts: Vec<u32>,
    runs: u32,
    kept: u32,
    sum: i64,
}

/// A day, and the days between which it lies with 95 % confidence, by the ranks of the runs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Percentile {
    /// The first day by the end of which it is reached in at least that share of the runs.
    pub day: i32,
    /// The same for the lower and the upper rank.
    pub interval: (i32, i32),
}

impl Percentile {
    /// Half of the interval in which it lies, in whole days.
    pub fn give_or_take(self) -> i32 {
        (self.interval.1 - self.interval.0 + 1) / 2
    }
}

impl Histogram {
    /// Counts the first `lanes` of a row of runs, and in how many of them a promise was kept.
    #[inline(always)]
    pub(super) fn count(&mut self, finishes: &Row, lanes: usize, promise: Option<i32>) {
        let (mut days, mut rests) = ([0_i32; LANES], [0_i32; LANES]);
        for ((day, rest), finish) in days.iter_mut().zip(&mut rests).zip(finishes) {
            let finish = finish.clamp(0.0, LATEST);
            let near = (finish + MAGIC) - MAGIC;
            let above = near + if near < finish { 1.0 } else { 0.0 };
            *day = whole(above);
            *rest = whole((above - finish) * PARTS);
        }
        let promise = promise.unwrap_or(i32::MIN);
        // The whole row as an array is added up by wide instructions.
        match lanes {
            LANES => self.add(&days, &rests, promise),
            _ => self.add(&days[..lanes], &rests[..lanes], promise),
        }
    }

    #[inline(always)]
    fn add(&mut self, days: &[i32], rests: &[i32], promise: i32) {
        let (mut least, mut most, mut kept, mut sum, mut less) = (i32::MAX, i32::MIN, 0_u32, 0_i32, 0_i32);
        for (day, rest) in days.iter().zip(rests) {
            least = least.min(*day);
            most = most.max(*day);
            kept += u32::from(*day <= promise);
            // No overflow: a row of the latest days stays under a thousand million.
            sum += *day;
            less += *rest;
        }
        if days.is_empty() {
            return;
        }
        self.runs += days.len() as u32;
        self.kept += kept;
        self.sum += i64::from(sum) * PARTS as i64 - i64::from(less);
        self.reach(least, most);
        let (first, shift, counts) = (self.first, self.shift, self.counts.as_mut_slice());
        for day in days {
            if let Some(count) = counts.get_mut(((day >> shift) - first) as usize) {
                *count += 1;
            }
        }
    }

    /// Adds the runs of another one.
    pub fn merge(&mut self, other: &Self) {
        if other.runs == 0 {
            return;
        }
        self.reach(other.first << other.shift, other.last_of(other.counts.len() as i32 - 1));
        self.coarser(other.shift);
        for (i, count) in other.counts.iter().enumerate() {
            let bin = (((other.first + i as i32) << other.shift) >> self.shift) - self.first;
            self.counts[bin as usize] += count;
        }
        self.runs += other.runs;
        self.kept += other.kept;
        self.sum += other.sum;
    }

    /// Makes room for the days from `least` to `most`.
    fn reach(&mut self, least: i32, most: i32) {
        let (mut least, mut most) = (least, most);
        if !self.counts.is_empty() {
            least = least.min(self.first << self.shift);
            most = most.max(self.last_of(self.counts.len() as i32 - 1));
        }
        let mut shift = self.shift;
        while (most >> shift) - (least >> shift) >= MOST_BINS {
            shift += 1;
        }
        self.coarser(shift);
        let (first, last) = (least >> shift, most >> shift);
        if self.counts.is_empty() {
            self.first = first;
        } else if first < self.first {
            let more = (self.first - first) as usize;
            self.counts.splice(0..0, std::iter::repeat_n(0, more));
            self.first = first;
        }
        let wanted = (last - self.first + 1) as usize;
        if wanted > self.counts.len() {
            self.counts.resize(wanted, 0);
        }
    }

    fn coarser(&mut self, shift: u32) {
        if shift <= self.shift {
            return;
        }
        let by = shift - self.shift;
        let first = self.first >> by;
        let last = (self.first + self.counts.len() as i32 - 1) >> by;
        let mut counts = vec![0; if self.counts.is_empty() { 0 } else { (last - first + 1) as usize }];
        for (i, count) in self.counts.iter().enumerate() {
            counts[(((self.first + i as i32) >> by) - first) as usize] += count;
        }
        (self.first, self.shift, self.counts) = (first, shift, counts);
    }

    /// How many runs were counted.
    pub fn runs(&self) -> u32 {
        self.runs
    }

    /// Whether none was counted.
    pub fn is_empty(&self) -> bool {
        self.runs == 0
    }

    /// The share of runs in which the promise was kept.
    pub fn kept(&self) -> f64 {
        f64::from(self.kept) / f64::from(self.runs.max(1))
    }

    /// The interval in which the true share of kept promises lies with 95 % confidence (Wilson 1927).
    pub fn kept_interval(&self) -> (f64, f64) {
        let (n, p, z) = (f64::from(self.runs.max(1)), self.kept(), 1.96);
        let middle = p + z * z / (2.0 * n);
        let half = z * (p * (1.0 - p) / n + z * z / (4.0 * n * n)).sqrt();
        let whole = 1.0 + z * z / n;
        (((middle - half) / whole).max(0.0), ((middle + half) / whole).min(1.0))
    }

    /// The mean, in days.
    pub fn mean(&self) -> f64 {
        self.sum as f64 / f64::from(PARTS) / f64::from(self.runs.max(1))
    }

    /// The day by which it is reached in so many percent of the runs.
    pub fn percentile(&self, percent: u32) -> Percentile {
        let (runs, p) = (f64::from(self.runs), f64::from(percent) / 100.0);
        let rank = (u64::from(self.runs) * u64::from(percent)).div_ceil(100).max(1);
        let half = 1.96 * (runs * p * (1.0 - p)).sqrt();
        let (low, high) = ((rank as f64 - half).floor().max(1.0), (rank as f64 + half).ceil().min(runs));
        Percentile { day: self.day_of(rank), interval: (self.day_of(low as u64), self.day_of(high as u64)) }
    }

    /// The share of runs in which it is reached by the end of a day.
    pub fn share_by(&self, day: i32) -> f64 {
        let bins = (((day + 1) >> self.shift) - self.first).clamp(0, self.counts.len() as i32) as usize;
        self.counts[..bins].iter().map(|count| f64::from(*count)).sum::<f64>() / f64::from(self.runs.max(1))
    }

    /// The first and the last day on which it was reached in any run.
    pub fn ends(&self) -> Option<(i32, i32)> {
        let from = self.counts.iter().position(|count| *count > 0)? as i32;
        let to = self.counts.iter().rposition(|count| *count > 0)? as i32;
        Some(((self.first + from) << self.shift, self.last_of(to)))
    }

    /// The last day of a bin, by its place.
    fn last_of(&self, bin: i32) -> i32 {
        ((self.first + bin + 1) << self.shift) - 1
    }

    /// The last day of the bin of the run with that rank, from 1.
    fn day_of(&self, rank: u64) -> i32 {
        let mut seen = 0_u64;
        for (i, count) in self.counts.iter().enumerate() {
            seen += u64::from(*count);
            if seen >= rank {
                return self.last_of(i as i32);
            }
        }
        self.last_of(self.counts.len() as i32 - 1)
    }
}
