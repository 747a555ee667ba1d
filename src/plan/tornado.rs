//! The removal tornado of one entry: all that stands before it, ranked by how much it moves the date.

use super::{Activities, Drivers, Grounds, Histogram, Ranking, Saving};
use crate::model::{EntryIx, Kind, Links, Roadmap};
use std::cmp::Reverse;
use std::collections::HashMap;

/// Something before an entry that can move its date.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Bar {
    /// A risk, or a milestone or announcement that is waited for, or the entry itself.
    pub entry: EntryIx,
    /// What would be won without it; nothing where it holds nothing that could be taken away, or no run is there yet.
    pub saving: Option<Saving>,
    /// The share of runs in which it lies on a chain that drives the entry; nothing for a risk.
    pub critical: Option<f64>,
}

/// When one entry is reached and what drives that, as far as it is known.
#[derive(Debug, Clone)]
pub struct Tornado {
    /// The entry.
    pub target: EntryIx,
    /// What its date rests on.
    pub grounds: Grounds,
    /// When it is reached; empty until there are runs.
    pub days: Histogram,
    /// What can move the date, what moves it most first. The same ones whether there are runs or not.
    pub bars: Ranking<Bar>,
    /// The most that any of them moves it, in days either way.
    pub widest: i32,
}

impl Tornado {
    /// Of an entry, before there are runs.
    pub fn new(roadmap: &Roadmap, links: &Links, network: &Activities, target: EntryIx) -> Self {
        let cone = network.place(target).filter(|i| !network.get(*i).over).map(|i| network.cone(i));
        let cone = cone.unwrap_or_default();
        let ahead = |i: &&usize| !network.get(**i).over;
        let risks = network.threats_to(&cone).map(|threat| threat.entry);
        let mut entries: Vec<EntryIx> = cone.iter().rev().filter(ahead).map(|i| network.get(*i).entry).collect();
        entries.extend(risks);
        if entries.is_empty() {
            entries.push(target);
        }
        let bare = |entry| Bar { entry, saving: None, critical: None };
        Self {
            target,
            grounds: Grounds::of(roadmap, links, network, target),
            days: Histogram::default(),
            bars: Ranking::new(entries.into_iter().map(bare).collect(), |bar| bar.entry),
            widest: 0,
        }
    }

    /// The same with what some runs say.
    #[must_use]
    pub fn with(mut self, roadmap: &Roadmap, runs: &Drivers) -> Self {
        let savings: HashMap<EntryIx, Saving> = runs.savings().into_iter().map(|it| (it.entry, it)).collect();
        let shares: HashMap<EntryIx, f64> = runs.criticality().into_iter().collect();
        let mut bars = self.bars.to_vec();
        for bar in &mut bars {
            bar.saving = savings.get(&bar.entry).copied();
            let is_risk = roadmap.kind(bar.entry) == Some(Kind::Risk);
            bar.critical = (!is_risk).then(|| shares.get(&bar.entry).copied().unwrap_or(0.0));
        }
        let days = |bar: &Bar| bar.saving.map_or(0, |saving| saving.days);
        let naive = |bar: &Bar| bar.saving.and_then(|saving| saving.naive).unwrap_or(0.0);
        let critical = |bar: &Bar| bar.critical.unwrap_or(0.0);
        bars.sort_by(|a, b| {
            let by_days = Reverse(days(a)).cmp(&Reverse(days(b)));
            by_days.then(critical(b).total_cmp(&critical(a))).then(naive(b).total_cmp(&naive(a)))
        });
        self.widest = bars.iter().map(|bar| days(bar).abs()).max().unwrap_or(0);
        self.days = runs.days.clone();
        self.bars = Ranking::new(bars, |bar| bar.entry);
        self
    }
}
