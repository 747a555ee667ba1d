use super::{Before, Edition, Facts};
use crate::model::{Day, Entry, EntryIx, Health};

/// What was, and what is.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Turn<T> {
    /// What was.
    pub from: T,
    /// What is.
    pub to: T,
}

impl<T: PartialEq> Turn<T> {
    /// Whether they differ.
    pub fn is_change(&self) -> bool {
        self.from != self.to
    }
}

/// What the steps of a sandbox do to an entry that has a place in time. Both forecasts are of the same random numbers,
/// so that what differs is due to the steps.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Consequence {
    /// The entry, by its number in the sandbox.
    pub entry: EntryIx,
    /// The day by the plan; nothing without a place in time.
    pub planned: Turn<Option<Day>>,
    /// The day by which it is reached in 80 of 100 runs; nothing where nothing is left to chance, or until it is known.
    pub safe: Turn<Option<Day>>,
    /// The share of runs in which its promise is kept.
    pub on_time: Turn<Option<f64>>,
    /// How a milestone stands.
    pub health: Turn<Option<Health>>,
}

/// Shares that differ by less are told as the same.
const SAME: f64 = 0.005;

impl Consequence {
    /// Days by which it moves by the plan; later is positive.
    pub fn days(&self) -> i32 {
        self.planned.to.zip(self.planned.from).map_or(0, |(to, from)| to.since(from))
    }

    /// Whether anything differs that can be told.
    pub fn is_change(&self) -> bool {
        self.planned.is_change() || self.safe.is_change() || self.shifts() || self.health.is_change()
    }

    /// Whether its chance differs.
    pub fn shifts(&self) -> bool {
        match (self.on_time.from, self.on_time.to) {
            (Some(from), Some(to)) => (from - to).abs() >= SAME,
            (from, to) => from.is_some() != to.is_some(),
        }
    }

    /// What matters most comes first: what is in trouble now and was in less, then by the chance that is lost or won,
    /// then by the days.
    fn weight(&self) -> impl Ord + use<> {
        let worse = self.health.to.filter(|to| self.health.from.is_some_and(|from| *to > from && to.is_trouble()));
        let lost = self.on_time.from.zip(self.on_time.to).map_or(0, |(from, to)| ((from - to) * 1000.0) as i32);
        std::cmp::Reverse((worse, lost.abs(), self.days().abs()))
    }
}

/// What the steps do to an entry; `None` outside of a sandbox, and for what has no time or was not there before.
pub fn consequence(facts: &Facts<'_>, ix: EntryIx) -> Option<Consequence> {
    let before = facts.before?;
    let entry =
        facts.edition.roadmap.get(ix).filter(|it| matches!(it, Entry::Milestone(_) | Entry::Announcement(_)))?;
    let was = before.edition.roadmap.find(entry.id().as_str())?;
    let planned = |edition: &Edition, ix| Some(edition.schedule.of(edition.activities.place(ix)?).finish);
    let old = Facts { forecast: before.forecast, ..Facts::of(before.edition) };
    // Where the forecast of one side is not there yet, nothing is said of it: half a comparison misleads.
    let both = old.chances(was).zip(facts.chances(ix));
    let same = before.forecast.is_some() == facts.forecast.is_some();
    let network = [&before.edition.activities, &facts.edition.activities];
    Some(Consequence {
        entry: ix,
        planned: Turn { from: planned(before.edition, was), to: planned(facts.edition, ix) },
        safe: Turn {
            from: both.and_then(|(from, _)| from.by(network[0], was, 80)),
            to: both.and_then(|(_, to)| to.by(network[1], ix, 80)),
        },
        on_time: Turn {
            from: both.and_then(|(from, _)| from.on_time(network[0], was)),
            to: both.and_then(|(_, to)| to.on_time(network[1], ix)),
        },
        health: Turn {
            from: if same { old.judged().of(was) } else { before.edition.judged.of(was) },
            to: if same { facts.judged().of(ix) } else { facts.edition.judged.of(ix) },
        },
    })
}

/// How many milestones and announcements the plan has on another day than before, or has no day for any more.
pub fn moved(before: &Edition, after: &Edition) -> usize {
    let facts = Facts { before: Some(Before { edition: before, forecast: None }), ..Facts::of(after) };
    let all = after.activities.all().iter().filter_map(|activity| consequence(&facts, activity.entry));
    all.filter(|it| it.planned.is_change()).count()
}

/// What the steps of a sandbox do to all entries that they move, or whose chance or health they change; what matters
/// most comes first.
pub fn consequences(facts: &Facts<'_>) -> Vec<Consequence> {
    let all = facts.edition.roadmap.all().filter_map(|ix| consequence(facts, ix));
    let mut found: Vec<Consequence> = all.filter(Consequence::is_change).collect();
    found.sort_by_cached_key(|it| (it.weight(), it.entry));
    found
}
