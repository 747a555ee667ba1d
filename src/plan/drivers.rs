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
        let without = self.causes.iter().map(|cause| self.without(cause, seed, &runs)).collect();
        self.made_of(without, seed, runs)
    }

    /// The same while it is wanted, and nothing as soon as it is not: that is looked at before each simulation, of which
    /// there are as many as causes.
    pub fn ask_while(&self, seed: u64, runs: Range<u32>, wanted: &(dyn Fn() -> bool + Sync)) -> Option<Drivers> {
        let without = |cause: &Cause| wanted().then(|| self.without(cause, seed, &runs));
        let without = self.causes.iter().map(without).collect::<Option<Vec<Histogram>>>()?;
        Some(self.made_of(without, seed, runs))
    }

    /// When it is reached without a cause.
    fn without(&self, cause: &Cause, seed: u64, runs: &Range<u32>) -> Histogram {
        match cause.what {
            Taken::Risk(i) => days(&self.model.without(i), seed, runs),
            Taken::Estimate(i) => days(&self.model.settled(i), seed, runs),
        }
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
    /// Of what was taken away from a whole network.
    pub fn of(network: &Activities, what: Removed, days: i32) -> Self {
        match what {
            Removed::Risk(i) => {
                let threat = &network.threats[i];
                let naive = Some(f64::from(threat.chance) * threat.delay.mean());
                Self { entry: threat.entry, is_risk: true, days, naive }
            }
            Removed::Estimate(i) => Self { entry: network.get(i).entry, is_risk: false, days, naive: None },
        }
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
        let saving = |(cause, days): (&Cause, &Histogram)| Saving {
            entry: cause.entry,
            is_risk: matches!(cause.what, Taken::Risk(_)),
            days: base - days.percentile(80).day,
            naive: cause.naive,
        };
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

/// What each risk costs, the dearest first; equal ones by the plain product.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Exposures {
    ranked: Vec<Exposure>,
    /// Where each risk stands in the ranking, by its number.
    places: Vec<(EntryIx, u32)>,
}

impl Exposures {
    /// Ranks them.
    pub fn new(mut ranked: Vec<Exposure>) -> Self {
        ranked.sort_by(|a, b| b.days.cmp(&a.days).then(b.naive.total_cmp(&a.naive)).then(a.risk.cmp(&b.risk)));
        let mut places: Vec<(EntryIx, u32)> = ranked.iter().zip(0..).map(|(it, place)| (it.risk, place)).collect();
        places.sort_unstable();
        Self { ranked, places }
    }

    /// What one risk costs.
    pub fn of(&self, risk: EntryIx) -> Option<&Exposure> {
        let at = self.places.binary_search_by_key(&risk, |(risk, _)| *risk).ok()?;
        self.ranked.get(self.places[at].1 as usize)
    }
}

impl std::ops::Deref for Exposures {
    type Target = [Exposure];
    fn deref(&self) -> &[Exposure] {
        &self.ranked
    }
}

/// Something that is taken away from a whole network.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Removed {
    /// A risk, by its place among the threats.
    Risk(usize),
    /// The doubt about the length of a milestone, by its place in the network.
    Estimate(usize),
}

/// Everything that could be taken away from a network.
pub fn removable(network: &Activities) -> Vec<Removed> {
    let doubts = (0..network.len()).filter(|i| network.get(*i).law.is_random());
    (0..network.threats.len()).map(Removed::Risk).chain(doubts.map(Removed::Estimate)).collect()
}

/// For every activity that hangs on it: the days by which the day that is kept with a chance of 80 % comes down when
/// something is taken away. `whole` are the same runs with everything.
pub fn removed(network: &Activities, what: Removed, seed: u64, whole: &Tally) -> Vec<(usize, i32)> {
    let mut behind = vec![false; network.len()];
    match what {
        Removed::Risk(threat) => {
            for i in network.threats.get(threat).map(|threat| threat.delays.as_slice()).unwrap_or_default() {
                behind[*i as usize] = true;
            }
        }
        Removed::Estimate(i) => behind[i] = true,
    }
    for i in 0..network.len() {
        behind[i] |= network.before(i).iter().any(|p| behind[*p as usize]);
    }
    let every: Vec<usize> = (0..network.len()).collect();
    let model = Model::of(network, &every, |i| behind[i]);
    let model = match what {
        Removed::Risk(threat) => model.without(threat),
        Removed::Estimate(i) => model.settled(i),
    };
    let without = model.run(seed, 0..whole.runs, Instructions::Widest).days;
    let saved = |(i, days): (usize, &Histogram)| {
        (!days.is_empty()).then(|| (i, whole.days[i].percentile(80).day - days.percentile(80).day))
    };
    without.iter().enumerate().filter_map(saved).collect()
}

/// What one risk costs, by its place among the threats. `whole` are the same runs with all of them.
pub fn exposure(roadmap: &Roadmap, network: &Activities, threat: usize, seed: u64, whole: &Tally) -> Option<Exposure> {
    let it = network.threats.get(threat)?;
    // At the ends of the roadmap: before them, slack may still take it up. Where it costs as much at several, the one
    // that was promised, then the one that comes last.
    let (worst, days) = removed(network, Removed::Risk(threat), seed, whole)
        .into_iter()
        .filter(|(i, _)| network.after(*i).is_empty())
        .filter(|(i, _)| roadmap.kind(network.get(*i).entry) == Some(Kind::Milestone))
        .max_by_key(|(i, days)| (*days, network.get(*i).promise.is_some(), *i))?;
    Some(Exposure {
        risk: it.entry,
        milestone: network.get(worst).entry,
        days,
        naive: f64::from(it.chance) * it.delay.mean(),
        derived: it.derived,
    })
}
