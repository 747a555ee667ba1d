use super::{Activities, Grounds, Histogram, Percentile, Saving, Schedule, Standing, Timing};
use crate::model::{Day, EntryIx, Links, Roadmap};

/// All that can be said of when one entry is reached.
#[derive(Debug, Clone)]
pub struct Outlook {
    /// The entry.
    pub entry: EntryIx,
    /// How surely it has a place in time.
    pub standing: Standing,
    /// Its promise, by the last day on which it is kept.
    pub promise: Option<Day>,
    /// By the plan, where it has a place in time.
    pub plan: Option<Plan>,
    /// By the simulation; nothing where there is no number, or it is over.
    pub days: Option<Histogram>,
    /// What drives the day that is kept with a chance of 80 %, the most first.
    pub savings: Vec<Saving>,
    /// The share of runs in which each entry lies on a chain that drives this one, the greatest first.
    pub criticality: Vec<(EntryIx, f64)>,
    /// What it rests on.
    pub grounds: Grounds,
    today: Day,
}

/// What the plan says: everything takes as long as is most likely, and no risk occurs.
#[derive(Debug, Clone)]
pub struct Plan {
    /// When the first of all that it waits for begins, or began. Days are counted from here.
    pub begins: Day,
    /// Its times.
    pub timing: Timing,
    /// It is reached already.
    pub over: bool,
    /// The chain that drives it, and it itself.
    pub critical_path: Vec<EntryIx>,
}

impl Plan {
    /// Days from the beginning to the finish.
    pub fn length(&self) -> i32 {
        self.timing.finish.since(self.begins)
    }
}

impl Outlook {
    /// By the plan alone.
    pub fn of_plan(
        roadmap: &Roadmap,
        links: &Links,
        network: &Activities,
        schedule: &Schedule,
        entry: EntryIx,
    ) -> Option<Self> {
        let standing = network.standing(entry)?;
        let plan = network.place(entry).map(|i| {
            let begins = network.cone(i).into_iter().filter(|p| *p == i || !network.get(*p).over);
            Plan {
                begins: begins.map(|p| network.get(p).from(schedule.of(p))).min().unwrap_or(network.today),
                timing: schedule.of(i),
                over: network.get(i).over,
                critical_path: schedule.critical_path(i).into_iter().map(|p| network.get(p).entry).collect(),
            }
        });
        let promise = roadmap.milestone(entry).and_then(|milestone| milestone.date).map(|date| date.last);
        Some(Self {
            entry,
            standing,
            promise,
            plan,
            days: None,
            savings: Vec::new(),
            criticality: Vec::new(),
            grounds: Grounds::of(roadmap, links, network, entry),
            today: network.today,
        })
    }

    /// The day by which it is reached in so many percent of the runs, and the interval in which that day lies.
    pub fn by(&self, percent: u32) -> Option<(Day, (Day, Day))> {
        let Percentile { day, interval: (low, high) } = self.days.as_ref()?.percentile(percent);
        Some((self.today.plus(day), (self.today.plus(low), self.today.plus(high))))
    }

    /// The share of runs in which its promise is kept; nothing without one.
    pub fn on_time(&self) -> Option<f64> {
        self.promise.and(self.days.as_ref()).map(Histogram::kept)
    }

    /// Its mean, in days from the beginning.
    pub fn mean(&self) -> Option<f64> {
        let plan = self.plan.as_ref()?;
        self.days.as_ref().map(|days| days.mean() + f64::from(self.today.since(plan.begins)))
    }

    /// Chances are at most and dates at least what is told: something before it has no date.
    pub fn is_bound(&self) -> bool {
        self.standing == Standing::AtLeast
    }
}
