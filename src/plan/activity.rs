//! The network made ready for computing: the rules by which what is written becomes days stand here, once.
//!
//! The rules are those of the critical path method (Kelley and Walker 1959) with civil days: a window such as a quarter
//! is a promise and no length, a promise never moves a date, and nothing that is not done ends before today.

use super::threat::{Harmless, Threat, threats};
use super::{Law, Network, Timing};
use crate::model::{Announcement, Day, Entry, EntryIx, Id, Kind, Links, Milestone, Roadmap, Status};
use std::collections::BTreeSet;
use std::ops::Range;

/// What holds the start of something back, apart from what it depends on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Floor {
    /// It is not begun, or not done, and today is today.
    Today,
    /// Its own `start`.
    Start,
    /// Its own date: it is an event without a length, or begins as late as its promise allows.
    Date,
    /// It is over, or there.
    Over,
}

/// How surely something has a place in time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Standing {
    /// By a date of its own.
    Dated,
    /// From what it depends on, or from today.
    Derived,
    /// Not before the day that was computed: something that it waits for has no date, or was given up.
    AtLeast,
    /// Nothing says when it comes.
    Unscheduled,
    /// It waits for itself, or for something that does.
    Unschedulable,
    /// It was given up.
    Cancelled,
}

/// A milestone or an announcement in the network.
#[derive(Debug)]
pub struct Activity {
    /// Which entry it is.
    pub entry: EntryIx,
    /// How long it still takes, in days.
    pub law: Law,
    /// The same as one number of days: the most likely.
    pub days: i32,
    /// The day before which its work, or what is left of it, does not begin.
    pub floor: Day,
    /// Why.
    pub floor_by: Floor,
    /// When its work began, where it is under way and that is written.
    pub begun: Option<Day>,
    /// The last day on which its promise is kept.
    pub promise: Option<Day>,
    /// It is being worked on.
    pub active: bool,
    /// It is done, or there: it holds nobody up any more.
    pub over: bool,
    /// It carries an estimate of three points.
    pub estimated: bool,
    /// It has a length, written as `duration` or `estimate`.
    pub has_length: bool,
    /// Dated, derived or at least.
    pub standing: Standing,
    /// Something about when it is reached is left to chance: its length, a risk, or something it waits for.
    pub chancy: bool,
    before: Range<u32>,
}

impl Activity {
    /// Whether it is a milestone. An announcement has a day, and no promise of ours.
    pub fn is_ours(&self) -> bool {
        self.over || self.promise.is_some() || self.standing != Standing::Dated
    }
}

impl Activity {
    /// Days since its work began.
    pub fn elapsed(&self, today: Day) -> i32 {
        self.begun.map_or(0, |begun| today.since(begun))
    }

    /// When its work began, or begins by a schedule.
    pub fn from(&self, timing: Timing) -> Day {
        self.begun.unwrap_or(timing.start)
    }
}

/// All that has a place in time, each after everything it waits for.
#[derive(Debug, Default)]
pub struct Activities {
    /// The day for which this holds.
    pub today: Day,
    /// What can cost days.
    pub threats: Vec<Threat>,
    /// Risks that are not closed and yet cost no days, and why.
    pub harmless: Vec<(EntryIx, Harmless)>,
    all: Vec<Activity>,
    before: Vec<u32>,
    after: Vec<Range<u32>>,
    followers: Vec<u32>,
    places: Places,
    keys: Vec<Id>,
    chancy: bool,
    lengths: bool,
}

/// For every milestone and announcement, whose numbers follow each other: its place in the network, or why it has none.
#[derive(Debug, Default)]
struct Places {
    first: u32,
    places: Vec<Result<u32, Standing>>,
}

impl Places {
    /// None of them has a place yet.
    fn new(roadmap: &Roadmap) -> Self {
        let count = roadmap.milestones.len() + roadmap.announcements.len();
        let kinds = [Kind::Milestone, Kind::Announcement];
        let first = kinds.into_iter().flat_map(|kind| roadmap.of_kind(kind)).next().map_or(0, |ix| ix.0);
        Self { first, places: vec![Err(Standing::Unschedulable); count] }
    }

    fn of(&self, ix: EntryIx) -> Option<Result<u32, Standing>> {
        self.places.get(ix.0.checked_sub(self.first)? as usize).copied()
    }

    fn set(&mut self, ix: EntryIx, place: Result<u32, Standing>) {
        if let Some(known) = ix.0.checked_sub(self.first).and_then(|i| self.places.get_mut(i as usize)) {
            *known = place;
        }
    }
}

impl Activities {
    /// The network of a roadmap, as of a day.
    pub fn new(roadmap: &Roadmap, links: &Links, network: &Network, today: Day) -> Self {
        let mut made = Self { today, places: Places::new(roadmap), ..Self::default() };
        let mut waits = Vec::new();
        for ix in network.order.iter().copied() {
            let Some(entry) = roadmap.get(ix) else { continue };
            waits.clear();
            waits.extend(links.from_in(ix, "depends_on").filter_map(|before| made.places.of(before)));
            let found = match entry {
                Entry::Milestone(milestone) => {
                    milestone_activity(milestone, ix, &waits, |i| made.all[i as usize].over, today)
                }
                Entry::Announcement(announcement) => announcement_activity(announcement, ix, today),
                _ => continue,
            };
            let place = found.map(|activity| {
                made.keys.push(entry.id().clone());
                made.push(activity, &waits)
            });
            made.places.set(ix, place);
        }
        made.follow();
        (made.threats, made.harmless) = threats(roadmap, links, &made);
        made.leave_to_chance();
        made
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.all.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.all.is_empty()
    }

    /// One of them.
    pub fn get(&self, i: usize) -> &Activity {
        &self.all[i]
    }

    /// All, each after everything it waits for.
    pub fn all(&self) -> &[Activity] {
        &self.all
    }

    /// Its id, by which its random numbers are drawn.
    pub fn id(&self, i: usize) -> &Id {
        &self.keys[i]
    }

    /// The place of an entry in the network.
    pub fn place(&self, ix: EntryIx) -> Option<usize> {
        Some(self.places.of(ix)?.ok()? as usize)
    }

    /// How surely an entry has a place in time; `None` for what never has one.
    pub fn standing(&self, ix: EntryIx) -> Option<Standing> {
        Some(match self.places.of(ix)? {
            Ok(i) => self.all[i as usize].standing,
            Err(standing) => standing,
        })
    }

    /// What an activity waits for.
    pub fn before(&self, i: usize) -> &[u32] {
        let range = &self.all[i].before;
        &self.before[range.start as usize..range.end as usize]
    }

    /// What waits for an activity.
    pub fn after(&self, i: usize) -> &[u32] {
        let range = &self.after[i];
        &self.followers[range.start as usize..range.end as usize]
    }

    /// Whether it is over, and was by today.
    pub fn is_past(&self, i: usize) -> bool {
        self.all[i].over && self.all[i].floor <= self.today
    }

    /// The risks that can cost a part of the network days, in their order.
    pub fn threats_to<'a>(&'a self, part: &'a [usize]) -> impl Iterator<Item = &'a Threat> {
        let inside = |i: &u32| part.binary_search(&(*i as usize)).is_ok();
        self.threats.iter().filter(move |threat| threat.delays.iter().any(inside))
    }

    /// The places of all.
    pub fn every(&self) -> Vec<usize> {
        (0..self.all.len()).collect()
    }

    /// Marks all that waits for what is marked, over any number of steps.
    pub fn spread(&self, marks: &mut [bool]) {
        for i in 0..marks.len() {
            marks[i] |= self.before(i).iter().any(|p| marks[*p as usize]);
        }
    }

    /// What a risk can cost, if it can cost days.
    pub fn threat(&self, risk: EntryIx) -> Option<&Threat> {
        self.threats.binary_search_by_key(&risk, |threat| threat.entry).ok().map(|at| &self.threats[at])
    }

    /// An activity and all that it waits for, over any number of steps, in the order of the network.
    pub fn cone(&self, target: usize) -> Vec<usize> {
        let mut inside = vec![false; target + 1];
        inside[target] = true;
        for i in (0..=target).rev() {
            if inside[i] {
                self.before(i).iter().for_each(|p| inside[*p as usize] = true);
            }
        }
        (0..=target).filter(|i| inside[*i]).collect()
    }

    /// The same, if it has no more than so many: only they are looked at.
    pub fn cone_within(&self, target: usize, most: usize) -> Option<Vec<usize>> {
        let mut inside = BTreeSet::from([target]);
        let mut next = vec![target];
        while let Some(i) = next.pop() {
            for p in self.before(i).iter().map(|p| *p as usize) {
                if inside.insert(p) {
                    if inside.len() > most {
                        return None;
                    }
                    next.push(p);
                }
            }
        }
        (inside.len() <= most).then(|| inside.into_iter().collect())
    }

    fn push(&mut self, mut activity: Activity, waits: &[Result<u32, Standing>]) -> u32 {
        let start = self.before.len() as u32;
        // What is over waits for nothing, whatever it once depended on.
        if !activity.over {
            let mut known: Vec<u32> = waits.iter().filter_map(|place| place.ok()).collect();
            known.sort_unstable();
            known.dedup();
            let vague = |place: &Result<u32, Standing>| match place {
                Ok(i) => self.all[*i as usize].standing == Standing::AtLeast && !self.all[*i as usize].over,
                Err(_) => true,
            };
            if waits.iter().any(vague) {
                activity.standing = Standing::AtLeast;
            }
            self.before.extend(known);
        }
        activity.before = start..self.before.len() as u32;
        self.all.push(activity);
        self.all.len() as u32 - 1
    }

    /// The same edges from the other end.
    fn follow(&mut self) {
        let mut counts = vec![0_u32; self.all.len() + 1];
        self.before.iter().for_each(|p| counts[*p as usize + 1] += 1);
        for i in 0..self.all.len() {
            counts[i + 1] += counts[i];
        }
        self.after = counts.windows(2).map(|pair| pair[0]..pair[1]).collect();
        let mut next = counts;
        self.followers = vec![0; self.before.len()];
        for i in 0..self.all.len() {
            let range = self.all[i].before.clone();
            for p in &self.before[range.start as usize..range.end as usize] {
                self.followers[next[*p as usize] as usize] = i as u32;
                next[*p as usize] += 1;
            }
        }
    }

    fn leave_to_chance(&mut self) {
        let mut chancy: Vec<bool> = self.all.iter().map(|activity| activity.law.is_random()).collect();
        self.threats.iter().flat_map(|threat| &threat.delays).for_each(|i| chancy[*i as usize] = true);
        self.spread(&mut chancy);
        self.all.iter_mut().zip(chancy).for_each(|(activity, chancy)| activity.chancy = chancy);
        self.chancy = self.all.iter().any(|activity| activity.chancy);
        self.lengths = self.all.iter().any(|activity| activity.has_length && !activity.over);
    }

    /// Whether anything in it is left to chance.
    pub fn is_chancy(&self) -> bool {
        self.chancy
    }

    /// Whether anything that is not over has a length: without one, dates are all that there is.
    pub fn has_lengths(&self) -> bool {
        self.lengths
    }
}

/// What is left of a number of days when so many percent of the work are done: whole days, rounded up.
fn left(days: u32, progress: i64) -> f32 {
    (days * (100 - progress.clamp(0, 100) as u32)).div_ceil(100) as f32
}

fn milestone_activity(
    milestone: &Milestone,
    entry: EntryIx,
    waits: &[Result<u32, Standing>],
    is_over: impl Fn(u32) -> bool,
    today: Day,
) -> Result<Activity, Standing> {
    let promise = milestone.date.map(|date| date.last);
    let has_length = milestone.duration.is_some() || milestone.estimate.is_some();
    let active = milestone.status == Status::InProgress;
    let mut activity = Activity {
        entry,
        law: Law::Constant(0.0),
        days: 0,
        floor: today,
        floor_by: Floor::Today,
        begun: milestone.start.map(|start| start.first).filter(|start| active && *start <= today),
        promise,
        active,
        over: false,
        estimated: milestone.estimate.is_some(),
        has_length,
        standing: if milestone.date.is_some() { Standing::Dated } else { Standing::Derived },
        chancy: false,
        before: 0..0,
    };
    match milestone.status {
        Status::Cancelled => return Err(Standing::Cancelled),
        Status::Done => {
            let over = milestone.done.map(|done| done.last).or(promise.map(|promise| promise.min(today)));
            return Ok(Activity {
                floor: over.unwrap_or(today),
                floor_by: Floor::Over,
                over: true,
                standing: Standing::Dated,
                ..activity
            });
        }
        _ => {}
    }
    // Without a date, a length or anything that is still to come before it, all that could be said is "not before
    // today", which is no date.
    let waits_for_some = waits.iter().any(|place| place.is_ok_and(|i| !is_over(i)));
    let begins_later = milestone.start.is_some_and(|start| start.first > today);
    if !has_length && milestone.date.is_none() && !begins_later && !waits_for_some {
        return Err(Standing::Unscheduled);
    }
    let whole = match (milestone.estimate, milestone.duration) {
        (Some(estimate), _) => [estimate.low.days, estimate.likely.days, estimate.high.days],
        (None, Some(duration)) => [duration.days; 3],
        (None, None) => [0; 3],
    };
    let elapsed = activity.elapsed(today);
    let [low, likely, high] = whole.map(|days| days as f32);
    activity.law = match milestone.progress {
        Some(progress) if active => {
            let [low, likely, high] = whole.map(|days| left(days, progress.0));
            Law::triangular(low, likely, high)
        }
        _ if active => Law::remaining(low, likely, high, elapsed as f32),
        _ => Law::triangular(low, likely, high),
    };
    activity.days = match milestone.progress {
        Some(progress) if active => left(whole[1], progress.0) as i32,
        _ if active => (whole[1] as i32 - elapsed).max(0),
        _ => whole[1] as i32,
    };
    let mut hold = |day: Day, by: Floor| {
        if day > activity.floor {
            (activity.floor, activity.floor_by) = (day, by);
        }
    };
    if let Some(start) = milestone.start {
        hold(start.first, Floor::Start);
    }
    match promise {
        // An event comes on its date; what has a length, and neither a start nor anything before it, begins as late as
        // its promise allows.
        Some(promise) if !has_length => hold(promise, Floor::Date),
        Some(promise) if !active && milestone.start.is_none() && waits.is_empty() => {
            hold(promise.plus(-(whole[1] as i32)), Floor::Date);
        }
        _ => {}
    }
    Ok(activity)
}

/// It is there on the last day of `available`; a promise of a vendor is not ours, so it has none.
fn announcement_activity(announcement: &Announcement, entry: EntryIx, today: Day) -> Result<Activity, Standing> {
    let there = announcement.available.ok_or(Standing::Unscheduled)?.last;
    let over = there <= today;
    Ok(Activity {
        entry,
        law: Law::Constant(0.0),
        days: 0,
        floor: there,
        floor_by: if over { Floor::Over } else { Floor::Date },
        begun: None,
        promise: None,
        active: false,
        over,
        estimated: false,
        has_length: false,
        standing: Standing::Dated,
        chancy: false,
        before: 0..0,
    })
}
