use crate::model::{Day, Entry, Roadmap};

/// When things are, sorted, so that what lies off screen can be counted without looking at each.
#[derive(Debug, Default)]
pub struct Calendar {
    firsts: Vec<Day>,
    lasts: Vec<Day>,
}

impl Calendar {
    /// From everything that has a date on the time axis.
    pub fn new(roadmap: &Roadmap) -> Self {
        let (mut firsts, mut lasts) = (Vec::new(), Vec::new());
        let milestones = roadmap.milestones.iter().map(Entry::Milestone);
        for entry in milestones.chain(roadmap.announcements.iter().map(Entry::Announcement)) {
            if let Some((first, last)) = reach(entry) {
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
