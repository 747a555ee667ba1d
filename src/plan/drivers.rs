//! What drives a date: by how much it comes down when a risk or a doubt is taken away.
//!
//! The same random numbers are used with and without, so that the difference is that of the cause and not of chance.
//! Correlations would not do: a delay that is certain correlates with nothing.

use super::{Activities, Histogram, Instructions, Model, Ranking, Tally};
use crate::model::{EntryIx, Kind, Roadmap};
use std::ops::Range;

/// An activity with all that it waits for, ready to be asked what drives it.
#[derive(Debug)]
pub struct Cone {
    /// The entry whose date it is.
    pub target: EntryIx,
    model: Model,
    entries: Vec<EntryIx>,
    causes: Vec<Cause>,
}

/// Something that could be taken away from a model: a risk, or the doubt about a length.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Cause {
    /// The risk, or the milestone with the estimate.
    entry: EntryIx,
    /// Its chance times the mean of its days; only of a risk.
    naive: Option<f64>,
    removed: Removed,
}

/// What is taken away, by its place in a model.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Removed {
    Risk(usize),
    Estimate(usize),
}

/// All that could be taken away from the model of a part of a network.
pub fn causes(network: &Activities, part: &[usize]) -> Vec<Cause> {
    let risks = network.threats_to(part).enumerate().map(|(i, threat)| Cause {
        entry: threat.entry,
        naive: Some(threat.naive()),
        removed: Removed::Risk(i),
    });
    let doubts = part.iter().enumerate().filter(|(_, i)| network.get(**i).law.is_random());
    let estimates =
        doubts.map(|(at, i)| Cause { entry: network.get(*i).entry, naive: None, removed: Removed::Estimate(at) });
    risks.chain(estimates).collect()
}

impl Cause {
    /// The model without it.
    fn taken_from(self, model: &Model) -> Model {
        match self.removed {
            Removed::Risk(i) => model.without(i),
            Removed::Estimate(i) => model.settled(i),
        }
    }

    /// What is won by that: so many days.
    pub fn saving(self, days: i32) -> Saving {
        let is_risk = matches!(self.removed, Removed::Risk(_));
        Saving { entry: self.entry, is_risk, days, naive: self.naive }
    }
}

impl Cone {
    /// Of an entry; `None` where it has no place in time or is over.
    pub fn new(network: &Activities, target: EntryIx) -> Option<Self> {
        let place = network.place(target).filter(|i| !network.get(*i).over)?;
        let part = network.cone(place);
        let model = Model::of(network, &part, |_| true).only_last();
        let causes = causes(network, &part);
        Some(Self { target, entries: part.iter().map(|i| network.get(*i).entry).collect(), model, causes })
    }

    /// For everything in it, in how many of some runs it lies on a chain that drives the entry.
    pub fn times(&self, seed: u64, runs: Range<u32>) -> Vec<u32> {
        self.model.criticality(seed, runs, Instructions::Widest)
    }

    /// The same of several parts of so many runs, as shares of them: the greatest first, without what never does.
    pub fn criticality(&self, parts: Vec<Vec<u32>>, runs: u32) -> Vec<(EntryIx, f64)> {
        let mut sum = vec![0; self.entries.len()];
        for part in parts {
            sum.iter_mut().zip(part).for_each(|(sum, times)| *sum += times);
        }
        shares(&self.entries, &sum, runs)
    }

    /// What some runs say. Answers of different runs add up.
    pub fn ask(&self, seed: u64, runs: Range<u32>) -> Drivers {
        let without = self.causes.iter().map(|cause| days(&cause.taken_from(&self.model), seed, &runs)).collect();
        self.made_of(without, seed, runs)
    }

    /// The same while it is wanted, and nothing as soon as it is not: that is looked at before each simulation, of which
    /// there are as many as causes.
    pub fn ask_while(&self, seed: u64, runs: Range<u32>, wanted: &(dyn Fn() -> bool + Sync)) -> Option<Drivers> {
        let without = |cause: &Cause| wanted().then(|| days(&cause.taken_from(&self.model), seed, &runs));
        let without = self.causes.iter().map(without).collect::<Option<Vec<Histogram>>>()?;
        Some(self.made_of(without, seed, runs))
    }

    fn made_of(&self, without: Vec<Histogram>, seed: u64, runs: Range<u32>) -> Drivers {
        Drivers {
            target: self.target,
            days: days(&self.model, seed, &runs),
            without,
            times: self.times(seed, runs),
            causes: self.causes.clone(),
            entries: self.entries.clone(),
        }
    }
}

/// When the last of a model is reached.
fn days(model: &Model, seed: u64, runs: &Range<u32>) -> Histogram {
    let tally = model.run(seed, runs.clone(), Instructions::Widest);
    tally.days.into_iter().next_back().unwrap_or_default()
}

/// What drives the date of an entry, as far as the runs go.
#[derive(Debug, Clone)]
pub struct Drivers {
    /// The entry.
    pub target: EntryIx,
    /// When it is reached.
    pub days: Histogram,
    without: Vec<Histogram>,
    times: Vec<u32>,
    causes: Vec<Cause>,
    entries: Vec<EntryIx>,
}

/// What would be won if a risk did not occur, or if a milestone took as long as is most likely.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Saving {
    /// The risk, or the milestone with the estimate.
    pub entry: EntryIx,
    /// It is a risk; otherwise an estimate.
    pub is_risk: bool,
    /// Days by which the day that is kept with a chance of 80 % comes down; negative if it goes up.
    pub days: i32,
    /// Its chance times the mean of its days; only of a risk. What is more than `days` is taken up by slack.
    pub naive: Option<f64>,
}

impl Saving {
    /// Days of the plain product that slack takes up.
    pub fn absorbed(&self) -> Option<i32> {
        self.naive.map(|naive| absorbed(naive, self.days))
    }

    /// The most first; equal ones in the order of the file.
    pub fn ranked(mut savings: Vec<Self>) -> Vec<Self> {
        savings.sort_by_key(|saving| (-saving.days, saving.entry));
        savings
    }
}

impl Drivers {
    /// Adds the answer of other runs to the same question.
    pub fn merge(&mut self, other: &Self) {
        self.days.merge(&other.days);
        self.without.iter_mut().zip(&other.without).for_each(|(days, other)| days.merge(other));
        self.times.iter_mut().zip(&other.times).for_each(|(times, other)| *times += other);
    }

    /// What would be won by each cause, the most first; equal ones in the order of the file.
    pub fn savings(&self) -> Vec<Saving> {
        let base = self.days.percentile(80).day;
        let saving = |(cause, days): (&Cause, &Histogram)| cause.saving(base - days.percentile(80).day);
        Saving::ranked(self.causes.iter().zip(&self.without).map(saving).collect())
    }

    /// For everything that the entry waits for, and itself: the share of runs in which it lies on a chain that drives
    /// the entry. The greatest first; what never does is left out.
    pub fn criticality(&self) -> Vec<(EntryIx, f64)> {
        shares(&self.entries, &self.times, self.days.runs())
    }
}

fn shares(entries: &[EntryIx], times: &[u32], runs: u32) -> Vec<(EntryIx, f64)> {
    let mut shares: Vec<(EntryIx, u32)> = entries.iter().copied().zip(times.iter().copied()).collect();
    shares.retain(|(_, times)| *times > 0);
    shares.sort_by_key(|(entry, times)| (std::cmp::Reverse(*times), *entry));
    shares.into_iter().map(|(entry, times)| (entry, f64::from(times) / f64::from(runs.max(1)))).collect()
}

/// What a risk costs the roadmap: at the milestone, of those that nothing else waits for, that it costs most.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Exposure {
    /// The risk.
    pub risk: EntryIx,
    /// The milestone.
    pub milestone: EntryIx,
    /// Days by which the day that this one is kept with a chance of 80 % comes down without the risk.
    pub days: i32,
    /// Its chance times the mean of its days.
    pub naive: f64,
    /// Its days follow from its impact; no delay is written.
    pub derived: bool,
}

impl Exposure {
    /// Days of the plain product that slack takes up.
    pub fn absorbed(&self) -> i32 {
        absorbed(self.naive, self.days)
    }
}

fn absorbed(naive: f64, days: i32) -> i32 {
    (naive.round() as i32 - days.max(0)).max(0)
}

/// What each risk costs, the dearest first; equal ones by the plain product.
pub fn ranked(mut exposures: Vec<Exposure>) -> Ranking<Exposure> {
    exposures.sort_by(|a, b| b.days.cmp(&a.days).then(b.naive.total_cmp(&a.naive)).then(a.risk.cmp(&b.risk)));
    Ranking::new(exposures, |it| it.risk)
}

/// For every activity that hangs on a cause of the whole network: the days by which the day that is kept with a chance of
/// 80 % comes down without it. `whole` are the same runs with everything.
pub fn removed(network: &Activities, cause: Cause, seed: u64, whole: &Tally) -> Vec<(usize, i32)> {
    let mut behind = vec![false; network.len()];
    match cause.removed {
        Removed::Risk(threat) => network.threats[threat].delays.iter().for_each(|i| behind[*i as usize] = true),
        Removed::Estimate(i) => behind[i] = true,
    }
    network.spread(&mut behind);
    let model = Model::of(network, &network.every(), |i| behind[i]);
    let without = cause.taken_from(&model).run(seed, 0..whole.runs, Instructions::Widest).days;
    let saved = |(i, days): (usize, &Histogram)| {
        (!days.is_empty()).then(|| (i, whole.days[i].percentile(80).day - days.percentile(80).day))
    };
    without.iter().enumerate().filter_map(saved).collect()
}

/// What one risk costs, by its place among the threats. `whole` are the same runs with all of them.
pub fn exposure(roadmap: &Roadmap, network: &Activities, threat: usize, seed: u64, whole: &Tally) -> Option<Exposure> {
    let it = network.threats.get(threat)?;
    let cause = Cause { entry: it.entry, naive: Some(it.naive()), removed: Removed::Risk(threat) };
    // At the ends of the roadmap: before them, slack may still take it up. Where it costs as much at several, the one
    // that was promised, then the one that comes last.
    let (worst, days) = removed(network, cause, seed, whole)
        .into_iter()
        .filter(|(i, _)| network.after(*i).is_empty())
        .filter(|(i, _)| roadmap.kind(network.get(*i).entry) == Some(Kind::Milestone))
        .max_by_key(|(i, days)| (*days, network.get(*i).promise.is_some(), *i))?;
    let milestone = network.get(worst).entry;
    Some(Exposure { risk: it.entry, milestone, days, naive: it.naive(), derived: it.derived })
}
