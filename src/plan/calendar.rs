use super::{Activities, Schedule};
use crate::model::{Day, Entry, Kind, Roadmap};

/// When things are, sorted, so that what lies off screen can be counted without looking at each.
#[derive(Debug, Default)]
pub struct Calendar {
    firsts: Vec<Day>,
    lasts: Vec<Day>,
}

impl Calendar {
    /// From everything that has a date on the time axis, written or computed.
    pub fn new(roadmap: &Roadmap, activities: &Activities, schedule: &Schedule) -> Self {
        let (mut firsts, mut lasts) = (Vec::new(), Vec::new());
        let computed = |ix| {
            let i = activities.place(ix).filter(|i| schedule.chains.has_length(*i))?;
            Some((schedule.of(i).start, schedule.of(i).finish))
        };
        for ix in [Kind::Milestone, Kind::Announcement].into_iter().flat_map(|kind| roadmap.of_kind(kind)) {
            if let Some((first, last)) = roadmap.get(ix).and_then(reach).or_else(|| computed(ix)) {
                firsts.push(first);
                lasts.push(last);
            }
        }
        firsts.sort_unstable();
        lasts.sort_unstable();
        Self { firsts, lasts }
    }

    /// How many are over before a day.
    pub fn over_before(&self, day: Day) -> usize {
        self.lasts.partition_point(|last| *last < day)
    }

    /// How many begin on a day or after it.
    pub fn begin_from(&self, day: Day) -> usize {
        self.firsts.len() - self.firsts.partition_point(|first| *first < day)
    }
}

/// The first and the last day that an entry takes on the time axis.
pub fn reach(entry: Entry<'_>) -> Option<(Day, Day)> {
    let shown = entry.shown_date()?;
    let there = match entry {
        Entry::Announcement(announcement) => announcement.available.map_or(shown.last, |there| there.last),
        _ => shown.last,
    };
    Some((shown.first, shown.last.max(there)))
}
