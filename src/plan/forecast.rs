//! What a simulation says of an edition so far.

use super::{Activities, Exposure, Histogram, Judged, Ranking, Tally};
use crate::model::{Day, EntryIx};

/// Runs, unless told otherwise.
pub const RUNS: u32 = 16_384;
/// The most runs.
pub const MOST_RUNS: u32 = 262_144;
/// The seed, unless told otherwise.
pub const SEED: u64 = 1;

/// A share of runs at which a promise counts as safe, unless told otherwise.
pub const CONFIDENCE: f64 = 0.8;

/// When the milestones of an edition are reached, how likely each promise is, and what the risks cost.
#[derive(Debug, Clone, PartialEq)]
pub struct Forecast {
    /// From which the random numbers follow.
    pub seed: u64,
    /// How many runs there will be.
    pub wanted: u32,
    /// The share of runs at which a promise counts as safe.
    pub confidence: f64,
    /// The runs that there are.
    pub tally: Tally,
    /// How every milestone stands by them.
    pub judged: Judged,
    /// How many promises are open, and how many of them are safe.
    pub promises: Promises,
    /// What each risk costs, the dearest first; none until all runs are there.
    pub exposures: Ranking<Exposure>,
}

/// The promises that are not over.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Promises {
    /// All of them.
    pub open: usize,
    /// Those that are kept in a share of the runs that counts as safe.
    pub safe: usize,
}

impl Promises {
    /// By some runs, where so large a share counts as safe.
    pub fn new(network: &Activities, tally: &Tally, confidence: f64) -> Self {
        let mut promises = Self::default();
        for (activity, days) in network.all().iter().zip(&tally.days) {
            if activity.promise.is_some() && !days.is_empty() {
                promises.open += 1;
                promises.safe += usize::from(days.kept() >= confidence);
            }
        }
        promises
    }
}

impl Forecast {
    /// The share of runs in which every promise is kept.
    pub fn joint(&self) -> f64 {
        f64::from(self.tally.joint) / f64::from(self.tally.runs.max(1))
    }

    /// The days on which an entry is reached; nothing for what is over or has no place in time.
    pub fn days(&self, network: &Activities, ix: EntryIx) -> Option<&Histogram> {
        self.tally.days.get(network.place(ix)?).filter(|days| !days.is_empty())
    }

    /// The day by which it is reached in so many percent of the runs.
    pub fn by(&self, network: &Activities, ix: EntryIx, percent: u32) -> Option<Day> {
        Some(network.today.plus(self.days(network, ix)?.percentile(percent).day))
    }

    /// The share of runs in which its promise is kept; nothing without one.
    pub fn on_time(&self, network: &Activities, ix: EntryIx) -> Option<f64> {
        let activity = network.get(network.place(ix)?);
        activity.promise.and(self.days(network, ix)).map(Histogram::kept)
    }

    /// What a risk costs.
    pub fn exposure(&self, risk: EntryIx) -> Option<&Exposure> {
        self.exposures.of(risk)
    }

    /// Whether all runs are there.
    pub fn is_whole(&self) -> bool {
        self.tally.runs >= self.wanted
    }
}
