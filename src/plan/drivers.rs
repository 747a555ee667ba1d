//! What drives a date: by how much it comes down when a risk or a doubt is taken away.
//!
//! The same random numbers are used with and without, so that the difference is that of the cause and not of chance.
//! Correlations would not do: a delay that is certain correlates with nothing.

use super::{Activities, Histogram, Instructions, Model, Tally};
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

/// Something that could be taken away.
#[derive(Debug, Clone, Copy)]
struct Cause {
    entry: EntryIx,
    what: Taken,
    /// Its chance times the mean of its days, as a register of risks has it; for an estimate nothing.
    naive: Option<f64>,
}

#[derive(Debug, Clone, Copy)]
enum Taken {
    Risk(usize),
    Estimate(usize),
}

impl Cone {
    /// Of an entry; `None` where it has no place in time or is over.
    pub fn new(network: &Activities, target: EntryIx) -> Option<Self> {
        let place = network.place(target).filter(|i| !network.get(*i).over)?;
        let part = network.cone(place);
        let model = Model::of(network, &part, |_| true).only_last();
        let inside = |i: &u32| part.binary_search(&(*i as usize)).is_ok();
        let threats = network.threats.iter().filter(|threat| threat.delays.iter().any(inside)).enumerate();
        let risks = threats.map(|(i, threat)| Cause {
            entry: threat.entry,
            what: Taken::Risk(i),
            naive: Some(f64::from(threat.chance) * threat.delay.mean()),
        });
        let doubts = part.iter().enumerate().filter(|(_, i)| network.get(**i).law.is_random());
        let estimates =
            doubts.map(|(at, i)| Cause { entry: network.get(*i).entry, what: Taken::Estimate(at), naive: None });
        let causes = risks.chain(estimates).collect();
        Some(Self { target, entries: part.iter().map(|i| network.get(*i).entry).collect(), model, causes })
    }

    /// What some runs say. Answers of different runs add up.
    pub fn ask(&self, seed: u64, runs: Range<u32>) -> Drivers {
        let last = |model: &Model| {
            let tally = model.run(seed, runs.clone(), Instructions::Widest);
            tally.days.into_iter().next_back().unwrap_or_default()
        };
        let without = |cause: &Cause| match cause.what {
            Taken::Risk(i) => last(&self.model.without(i)),
            Taken::Estimate(i) => last(&self.model.settled(i)),
        };
        Drivers {
            target: self.target,
            days: last(&self.model),
            without: self.causes.iter().map(without).collect(),
            times: self.model.criticality(seed, runs.clone(), Instructions::Widest),
            causes: self.causes.clone(),
            entries: self.entries.clone(),
        }
    }
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
        let saving = |(cause, days): (&Cause, &Histogram)| Saving {
            entry: cause.entry,
            is_risk: matches!(cause.what, Taken::Risk(_)),
            days: base - days.percentile(80).day,
            naive: cause.naive,
        };
        let mut savings: Vec<Saving> = self.causes.iter().zip(&self.without).map(saving).collect();
        savings.sort_by_key(|saving| (-saving.days, saving.entry));
        savings
    }

    /// For everything that the entry waits for, and itself: the share of runs in which it lies on a chain that drives
    /// the entry. The greatest first; what never does is left out.
    pub fn criticality(&self) -> Vec<(EntryIx, f64)> {
        let runs = f64::from(self.days.runs().max(1));
        let mut shares: Vec<(EntryIx, u32)> = self.entries.iter().copied().zip(self.times.iter().copied()).collect();
        shares.retain(|(_, times)| *times > 0);
        shares.sort_by_key(|(entry, times)| (std::cmp::Reverse(*times), *entry));
        shares.into_iter().map(|(entry, times)| (entry, f64::from(times) / runs)).collect()
    }
}

/// What a risk costs the milestone that it costs most.
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

/// The dearest first; equal ones by the plain product.
pub fn ranked(mut exposures: Vec<Exposure>) -> Vec<Exposure> {
    exposures.sort_by(|a, b| b.days.cmp(&a.days).then(b.naive.total_cmp(&a.naive)).then(a.risk.cmp(&b.risk)));
    exposures
}

/// What one risk costs; by its place among the threats. `whole` are the same runs with all of them.
pub fn exposure(roadmap: &Roadmap, network: &Activities, threat: usize, seed: u64, whole: &Tally) -> Option<Exposure> {
    let it = network.threats.get(threat)?;
    let every: Vec<usize> = (0..network.len()).collect();
    let mut behind = vec![false; network.len()];
    it.delays.iter().for_each(|i| behind[*i as usize] = true);
    for i in 0..network.len() {
        behind[i] |= network.before(i).iter().any(|p| behind[*p as usize]);
    }
    let model = Model::of(network, &every, |i| behind[i]).without(threat);
    let without = model.run(seed, 0..whole.runs, Instructions::Widest);
    let saved = |i: &usize| whole.days[*i].percentile(80).day - without.days[*i].percentile(80).day;
    // Where it costs as much at several, the one that was promised, then the one that comes last.
    let worst = (0..network.len())
        .filter(|i| !without.days[*i].is_empty() && roadmap.kind(network.get(*i).entry) == Some(Kind::Milestone))
        .max_by_key(|i| (saved(i), network.get(*i).promise.is_some(), *i))?;
    Some(Exposure {
        risk: it.entry,
        milestone: network.get(worst).entry,
        days: saved(&worst),
        naive: f64::from(it.chance) * it.delay.mean(),
        derived: it.derived,
    })
}
