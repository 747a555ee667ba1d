//! The neighbourhood of an entry: what it needs and what needs it, two steps deep.

use super::relation::{Seen, joined};
use crate::model::{EntryIx, Links, Roadmap};
use std::collections::{HashMap, HashSet};

/// Of so many references of the entry in the middle, those that count are looked for; of more, the first.
const SCANNED: usize = 2_000;
/// The same for each that is one step away.
const GLANCED: usize = 200;
/// Entries one step away, on each side.
const NEAR: usize = 40;
/// Entries behind each of them.
const BEHIND: usize = 4;

/// On which side of the entry in the middle.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Side {
    /// What it needs, and what that needs.
    Needs,
    /// What needs it, and what needs that.
    NeededBy,
}

/// What stands in a neighbourhood.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum What {
    /// An entry.
    Entry(EntryIx),
    /// Those for which there is no room: the first of them, and how many. `more` is true if nobody counted them all.
    Rest {
        /// The first of them.
        first: EntryIx,
        /// How many were counted.
        count: usize,
        /// There are more than that.
        more: bool,
    },
}

/// How many stand one step away on a side.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Count {
    /// Those that must be there before, or that wait.
    pub waits: usize,
    /// All others.
    pub around: usize,
    /// There are more than that.
    pub more: bool,
}

/// A thing in a neighbourhood.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Neighbour {
    /// What it is.
    pub what: What,
    /// On which side; of the one in the middle it says nothing.
    pub side: Side,
    /// How many steps away: 0, 1 or 2.
    pub step: u8,
    /// How it is joined to the nearer one, as that one sees it; `None` in the middle.
    pub seen: Option<Seen>,
    /// The ones a step nearer that it is joined to, by their number. The first is the one it stands with.
    pub nearer: Vec<usize>,
}

/// An entry with what it needs and what needs it. The first is the entry itself; then, side by side, each that is one
/// step away, followed by those behind it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Neighbourhood {
    /// Everything in it; each entry once.
    pub all: Vec<Neighbour>,
    /// How many are one step away: that it needs, and that need it.
    counts: [Count; 2],
}

impl Neighbour {
    /// What the nearer one says of it: `depends on`.
    pub fn word(&self) -> &'static str {
        self.seen.map_or("", Seen::word)
    }
}

impl Neighbourhood {
    /// The neighbourhood of an entry.
    pub fn of(roadmap: &Roadmap, links: &Links, centre: EntryIx) -> Self {
        let mut out = Self::default();
        let mut stands: HashMap<EntryIx, usize> = HashMap::from([(centre, 0)]);
        let middle = What::Entry(centre);
        out.all.push(Neighbour { what: middle, side: Side::Needs, step: 0, seen: None, nearer: Vec::new() });
        // What is one step away has its place before anything that is farther.
        let near = Side::BOTH.map(|side| {
            let mut near = side.of(roadmap, links, centre, SCANNED);
            near.retain(|(_, ix)| stands.insert(*ix, usize::MAX).is_none());
            near
        });
        stands.insert(centre, 0);
        let more = links.from(centre).len() + links.to(centre).len() > SCANNED;
        out.counts = near.each_ref().map(|near| {
            let waits = near.iter().filter(|(seen, _)| seen.is_dependency()).count();
            Count { waits, around: near.len() - waits, more }
        });
        let mut hidden = Vec::new();
        for (side, near) in Side::BOTH.into_iter().zip(near) {
            for (seen, ix) in near.iter().take(NEAR) {
                let at = out.put(*ix, (side, 1, *seen), 0, &mut stands);
                let behind = out.behind(roadmap, links, (side, *ix, at), &mut stands);
                hidden.extend(out.rest(behind, BEHIND, (side, 2), at));
            }
            hidden.extend(out.rest(near, NEAR, (side, 1), 0).map(|hidden| Hidden { more, ..hidden }));
        }
        out.fill(hidden, &stands);
        out
    }

    /// What lies behind an entry that is one step away. What stands there already is joined to this one too, where it
    /// is as far away.
    fn behind(
        &mut self,
        roadmap: &Roadmap,
        links: &Links,
        (side, near, at): (Side, EntryIx, usize),
        stands: &mut HashMap<EntryIx, usize>,
    ) -> Vec<(Seen, EntryIx)> {
        let mut found = side.of(roadmap, links, near, GLANCED);
        // Where something is known from is a matter of that alone.
        found.retain(|(seen, _)| seen.relation.field != "sources");
        found.retain(|(_, ix)| {
            let same = stands.get(ix).and_then(|at| self.all.get_mut(*at));
            if let Some(same) = same.filter(|same| same.step == 2 && same.side == side) {
                same.nearer.push(at);
            }
            !stands.contains_key(ix)
        });
        for (seen, ix) in found.iter().take(BEHIND) {
            self.put(*ix, (side, 2, *seen), at, stands);
        }
        found
    }

    fn put(
        &mut self,
        ix: EntryIx,
        (side, step, seen): (Side, u8, Seen),
        nearer: usize,
        stands: &mut HashMap<EntryIx, usize>,
    ) -> usize {
        let at = self.all.len();
        stands.insert(ix, at);
        self.all.push(Neighbour { what: What::Entry(ix), side, step, seen: Some(seen), nearer: vec![nearer] });
        at
    }

    /// A line for those of the found that have no room; which of them it is for is seen when all have their place.
    fn rest(
        &mut self,
        mut found: Vec<(Seen, EntryIx)>,
        most: usize,
        (side, step): (Side, u8),
        nearer: usize,
    ) -> Option<Hidden> {
        found.drain(..most.min(found.len()));
        let (seen, first) = *found.first()?;
        let what = What::Rest { first, count: found.len(), more: false };
        self.all.push(Neighbour { what, side, step, seen: Some(seen), nearer: vec![nearer] });
        let found = found.into_iter().map(|(_, ix)| ix).collect();
        Some(Hidden { at: self.all.len() - 1, found, more: false })
    }

    /// Every line for the rest stands for the first entry that has no other place, so that each entry is found once;
    /// where all have one, there is no such line.
    fn fill(&mut self, hidden: Vec<Hidden>, stands: &HashMap<EntryIx, usize>) {
        let mut taken: HashSet<EntryIx> = HashSet::new();
        let mut empty: HashSet<usize> = HashSet::new();
        for Hidden { at, found, more } in hidden {
            let free = |ix: &EntryIx| stands.get(ix).is_none_or(|at| *at == usize::MAX) && !taken.contains(ix);
            let free: Vec<EntryIx> = found.into_iter().filter(free).collect();
            match free.first() {
                Some(first) => {
                    taken.insert(*first);
                    self.all[at].what = What::Rest { first: *first, count: free.len(), more };
                }
                None => drop(empty.insert(at)),
            }
        }
        if empty.is_empty() {
            return;
        }
        let mut moved: Vec<usize> = Vec::with_capacity(self.all.len());
        let mut kept = 0;
        for at in 0..self.all.len() {
            moved.push(kept);
            kept += usize::from(!empty.contains(&at));
        }
        let all = std::mem::take(&mut self.all).into_iter().enumerate().filter(|(at, _)| !empty.contains(at));
        self.all = all.map(|(_, neighbour)| neighbour).collect();
        for neighbour in &mut self.all {
            for nearer in &mut neighbour.nearer {
                *nearer = moved[*nearer];
            }
        }
    }

    /// How many stand one step away on a side.
    pub fn count(&self, side: Side) -> Count {
        self.counts[usize::from(side == Side::NeededBy)]
    }

    /// The number of what stands for an entry.
    pub fn position(&self, ix: EntryIx) -> Option<usize> {
        self.all.iter().position(|neighbour| match neighbour.what {
            What::Entry(its) => its == ix,
            What::Rest { first, .. } => first == ix,
        })
    }

    /// Those that stand with a nearer one, in their order.
    pub fn behind_of(&self, nearer: usize) -> impl Iterator<Item = usize> + '_ {
        self.all
            .iter()
            .enumerate()
            .filter(move |(i, neighbour)| *i > 0 && neighbour.nearer.first() == Some(&nearer))
            .map(|(i, _)| i)
    }
}

/// Those for whom there was no room.
struct Hidden {
    at: usize,
    found: Vec<EntryIx>,
    more: bool,
}

impl Side {
    const BOTH: [Self; 2] = [Self::Needs, Self::NeededBy];

    /// What stands on this side of an entry, each once: what must be there before or waits first, then what weighs most;
    /// of so many references, the first.
    pub fn of(self, roadmap: &Roadmap, links: &Links, ix: EntryIx, most: usize) -> Vec<(Seen, EntryIx)> {
        let fits = |(seen, to): &(Seen, EntryIx)| seen.needs() == (self == Self::Needs) && *to != ix;
        let mut found: Vec<(Seen, EntryIx)> = joined(roadmap, links, ix).take(most).filter(fits).collect();
        found.sort_by_key(|(seen, _)| (!seen.is_dependency(), seen.rank()));
        let mut once = HashSet::new();
        found.retain(|(_, ix)| once.insert(*ix));
        found
    }
}
