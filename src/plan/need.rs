//! What is needed of the capability areas, and what is lost if a member leaves.

use super::covered_by;
use crate::model::{Entry, EntryIx, Kind, Links, Roadmap};

/// How many open milestones need each capability area.
#[derive(Debug, Default)]
pub struct Needs {
    first: u32,
    counts: Vec<u32>,
}

impl Needs {
    /// Of a whole roadmap. A milestone that names no area needs those of its project.
    pub fn new(roadmap: &Roadmap, links: &Links) -> Self {
        let first = roadmap.of_kind(Kind::Capability).next().map_or(0, |ix| ix.0);
        let mut needs = Self { first, counts: vec![0; roadmap.capabilities.len()] };
        if needs.counts.is_empty() {
            return needs;
        }
        for ix in roadmap.of_kind(Kind::Milestone) {
            for area in areas(roadmap, links, ix) {
                if let Some(count) = area.0.checked_sub(first).and_then(|i| needs.counts.get_mut(i as usize)) {
                    *count += 1;
                }
            }
        }
        needs
    }

    /// How many open milestones need an area.
    pub fn of(&self, capability: EntryIx) -> usize {
        capability
            .0
            .checked_sub(self.first)
            .and_then(|i| self.counts.get(i as usize))
            .map_or(0, |count| *count as usize)
    }

    /// Whether any area is needed: where none is, a count of zero says nothing.
    pub fn are_known(&self) -> bool {
        self.counts.iter().any(|count| *count > 0)
    }
}

/// The areas that an open milestone needs, each once.
fn areas(roadmap: &Roadmap, links: &Links, milestone: EntryIx) -> Vec<EntryIx> {
    if !is_open(roadmap, milestone) {
        return Vec::new();
    }
    let mut areas: Vec<EntryIx> = links.from_in(milestone, "capabilities").collect();
    if areas.is_empty() {
        areas = links.from_in(milestone, "project").flat_map(|ix| links.from_in(ix, "capabilities")).collect();
    }
    areas.sort_unstable();
    areas.dedup();
    areas
}

fn is_open(roadmap: &Roadmap, ix: EntryIx) -> bool {
    roadmap.milestone(ix).is_some_and(|milestone| !milestone.is_settled())
}

/// What is lost if a member leaves.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub struct Leaving {
    /// Areas that nobody else covers.
    pub areas: Vec<EntryIx>,
    /// Open milestones that need one of those areas.
    pub stranded: Vec<EntryIx>,
    /// Open milestones that it answers for.
    pub owned: Vec<EntryIx>,
    /// Risks that it answers for.
    pub risks: usize,
}

impl Leaving {
    /// Of a member.
    pub fn of(roadmap: &Roadmap, links: &Links, member: EntryIx) -> Self {
        let alone = |area: &EntryIx| covered_by(roadmap, links, *area).all(|other| other == member);
        let areas: Vec<EntryIx> = links.from_in(member, "capabilities").filter(alone).collect();
        let mut stranded = Vec::new();
        for area in &areas {
            for ix in links.to_in(*area, "capabilities") {
                match roadmap.get(ix) {
                    Some(Entry::Milestone(_)) if is_open(roadmap, ix) => stranded.push(ix),
                    Some(Entry::Project(_)) => stranded.extend(links.to_in(ix, "project").filter(|milestone| {
                        is_open(roadmap, *milestone) && links.from_in(*milestone, "capabilities").next().is_none()
                    })),
                    _ => {}
                }
            }
        }
        stranded.sort_unstable();
        stranded.dedup();
        let (mut owned, mut risks) = (Vec::new(), 0);
        for ix in links.to_in(member, "owner") {
            match roadmap.get(ix) {
                Some(Entry::Milestone(_)) if is_open(roadmap, ix) => owned.push(ix),
                Some(Entry::Risk(_)) => risks += 1,
                _ => {}
            }
        }
        Self { areas, stranded, owned, risks }
    }
}
