//! What a computed date rests on, so that it can be said with every number.

use super::{Activities, Standing};
use crate::model::{Basis, Entry, EntryIx, Links, Roadmap};

/// What the date of an entry rests on.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Grounds {
    /// Milestones that are to be reached before it, and it itself.
    pub milestones: usize,
    /// How many of them carry an estimate.
    pub estimated: usize,
    /// Those that have neither a length nor a date.
    pub lengthless: Vec<EntryIx>,
    /// What it waits for and nothing says when it comes, or was given up: chances are at most, dates at least.
    pub vague: Vec<EntryIx>,
    /// How many of all these are marked as assumptions.
    pub assumed: usize,
}

impl Grounds {
    /// Of one entry.
    pub fn of(roadmap: &Roadmap, links: &Links, network: &Activities, target: EntryIx) -> Self {
        let Some(place) = network.place(target) else {
            return Self { vague: vec![target], ..Self::default() };
        };
        Self::all(roadmap, links, network, network.cone(place))
    }

    /// The same, if no more than so many lie before it: only they are looked at.
    pub fn within(
        roadmap: &Roadmap,
        links: &Links,
        network: &Activities,
        target: EntryIx,
        most: usize,
    ) -> Option<Self> {
        let place = network.place(target)?;
        Some(Self::all(roadmap, links, network, network.cone_within(place, most)?))
    }

    /// Of the whole roadmap.
    pub fn whole(roadmap: &Roadmap, links: &Links, network: &Activities) -> Self {
        Self::all(roadmap, links, network, 0..network.len())
    }

    fn all(roadmap: &Roadmap, links: &Links, network: &Activities, places: impl IntoIterator<Item = usize>) -> Self {
        let mut grounds = Self::default();
        for activity in places.into_iter().map(|i| network.get(i)).filter(|activity| !activity.over) {
            let Some(entry) = roadmap.get(activity.entry) else { continue };
            grounds.assumed += usize::from(entry.common().basis == Some(Basis::Assumption));
            if let Entry::Milestone(milestone) = entry {
                grounds.milestones += 1;
                grounds.estimated += usize::from(activity.estimated);
                if !activity.has_length && milestone.date.is_none() {
                    grounds.lengthless.push(activity.entry);
                }
            }
            let unsure = |ix: &EntryIx| network.place(*ix).is_none() && network.standing(*ix).is_some_and(is_vague);
            grounds.vague.extend(links.from_in(activity.entry, "depends_on").filter(unsure));
        }
        grounds.vague.sort_unstable();
        grounds.vague.dedup();
        grounds
    }
}

fn is_vague(standing: Standing) -> bool {
    matches!(standing, Standing::Unscheduled | Standing::Unschedulable | Standing::Cancelled)
}
