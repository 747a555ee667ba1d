//! Early and late dates, slack and what drives what: the critical path method over civil days.

use super::chain::{Chains, drivers};
use super::{Activities, Floor};
use crate::model::Day;
use std::collections::{BTreeMap, BTreeSet};

/// When an activity is, and how far it can move.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Timing {
    /// The earliest day on which its work, or what is left of it, begins.
    pub start: Day,
    /// The earliest day on which it is reached.
    pub finish: Day,
    /// The latest finish that keeps every promise behind it and its own, and delays no end.
    pub late_finish: Day,
    /// Days from the finish to the latest finish; negative when promises cannot be kept: "behind by".
    pub slack: i32,
    /// Days by which it can slip before anything that waits for it moves.
    pub free: i32,
    /// The slack is an upper bound: what decides it has no length written.
    pub at_most: bool,
}

/// What an activity waits for, and whether it has to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Wait {
    /// The place in the network of what is waited for.
    pub on: usize,
    /// Days it could come later without moving the start; 0: it drives it.
    pub spare: i32,
}

/// A milestone that moves when another one does.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Moved {
    /// Its place in the network.
    pub at: usize,
    /// Days from the one that slips to it that are taken up before it moves, promises left aside.
    pub slack: i32,
    /// Days by which it moves.
    pub days: i32,
    /// When it was reached before.
    pub from: Day,
    /// When it is reached now.
    pub to: Day,
    /// Its promise was kept before and is not now.
    pub broken: bool,
}

/// The times of every activity.
#[derive(Debug, Default)]
pub struct Schedule {
    times: Vec<Timing>,
    /// What drives what.
    pub chains: Chains,
}

impl Schedule {
    /// Both passes over a network.
    pub fn new(network: &Activities) -> Self {
        let (starts, finishes) = forward(network);
        let ends = ends(network, &finishes);
        let mut times: Vec<Timing> = Vec::with_capacity(network.len());
        for i in 0..network.len() {
            let (start, finish) = (starts[i], finishes[i]);
            times.push(Timing { start, finish, late_finish: finish, slack: 0, free: 0, at_most: false });
        }
        for i in (0..network.len()).rev() {
            let activity = network.get(i);
            let mut late = activity.promise.unwrap_or(Day(i32::MAX));
            let (mut at_most, mut free) = (false, i32::MAX);
            for after in network.after(i) {
                let (next, timing) = (network.get(*after as usize), times[*after as usize]);
                let latest = timing.late_finish.plus(-next.days);
                if latest < late {
                    late = latest;
                    at_most = timing.at_most || !next.has_length;
                }
                free = free.min(timing.start.since(finishes[i]));
            }
            let sink = network.after(i).is_empty();
            if sink && activity.promise.is_none() {
                late = ends[i];
            }
            let slack = late.since(finishes[i]);
            times[i] =
                Timing { late_finish: late, slack, free: if sink { slack.max(0) } else { free }, at_most, ..times[i] };
        }
        let chains = Chains::new(network, &times);
        Self { times, chains }
    }

    /// The times of one activity.
    pub fn of(&self, i: usize) -> Timing {
        self.times[i]
    }

    /// The times of all.
    pub fn all(&self) -> &[Timing] {
        &self.times
    }

    /// What an activity waits for: what drives its start first, then by the days to spare.
    pub fn waits(&self, network: &Activities, i: usize) -> Vec<Wait> {
        let start = self.times[i].start;
        let mut waits: Vec<Wait> = network
            .before(i)
            .iter()
            .map(|p| *p as usize)
            .map(|on| Wait { on, spare: start.since(self.times[on].finish) })
            .collect();
        waits.sort_by_key(|wait| (wait.spare, wait.on));
        waits
    }

    /// What it is, other than a predecessor, that an activity cannot start before.
    pub fn held_by(&self, network: &Activities, i: usize) -> Option<Floor> {
        let activity = network.get(i);
        (self.times[i].start == activity.floor).then_some(activity.floor_by)
    }

    /// The chain that drives an activity, from its first link to the activity itself. Where several do, the longest in
    /// days, then the first by id.
    pub fn critical_path(&self, target: usize) -> Vec<usize> {
        let mut path: Vec<usize> = self.chains.back(target).collect();
        path.reverse();
        path
    }

    /// Everything that lies on some chain that drives an activity, in the order of the network.
    pub fn driving(&self, network: &Activities, target: usize) -> Vec<usize> {
        let mut on = vec![false; target + 1];
        on[target] = true;
        for i in (0..=target).rev() {
            if on[i] {
                drivers(network, &self.times, i).for_each(|p| on[p] = true);
            }
        }
        (0..=target).filter(|i| on[*i]).collect()
    }

    /// For everything that an activity waits for: the days by which it can slip before that one moves, promises left
    /// aside. In the order of the network.
    pub fn slack_to(&self, network: &Activities, target: usize) -> Vec<(usize, i32)> {
        let cone = network.cone(target);
        let mut late = vec![Day(i32::MAX); target + 1];
        late[target] = self.times[target].finish;
        for i in cone.iter().rev().copied() {
            let latest = late[i].plus(-network.get(i).days);
            for p in network.before(i) {
                let before = &mut late[*p as usize];
                *before = (*before).min(latest);
            }
        }
        cone.into_iter().map(|i| (i, late[i].since(self.times[i].finish))).collect()
    }

    /// What moves when an activity is reached that many days later, or earlier. It stops at what is over.
    pub fn slip(&self, network: &Activities, from: usize, days: i32) -> Vec<Moved> {
        self.slip_within(network, from, days, usize::MAX)
    }

    /// The first so many of what moves: only what lies behind it is looked at.
    pub fn slip_within(&self, network: &Activities, from: usize, days: i32, most: usize) -> Vec<Moved> {
        let mut finishes: BTreeMap<usize, Day> = BTreeMap::new();
        let mut touched = BTreeSet::from([from]);
        let mut moved = Vec::new();
        while let Some(at) = touched.pop_first() {
            let (activity, was) = (network.get(at), self.times[at].finish);
            let late = if at == from && !activity.over { days } else { 0 };
            let finish = |p: &u32| finishes.get(&(*p as usize)).copied().unwrap_or(self.times[*p as usize].finish);
            let before = network.before(at).iter().map(finish).max();
            let to = before.map_or(activity.floor, |before| before.max(activity.floor)).plus(activity.days).plus(late);
            if to == was {
                continue;
            }
            if moved.len() == most {
                break;
            }
            finishes.insert(at, to);
            touched.extend(network.after(at).iter().map(|next| *next as usize));
            let slack = if at == from { 0 } else { days - to.since(was) };
            let broken = activity.promise.is_some_and(|promise| was <= promise && to > promise);
            moved.push(Moved { at, slack, days: to.since(was), from: was, to, broken });
        }
        moved
    }
}

/// The early starts and finishes.
fn forward(network: &Activities) -> (Vec<Day>, Vec<Day>) {
    let (mut starts, mut finishes) = (Vec::with_capacity(network.len()), Vec::with_capacity(network.len()));
    for i in 0..network.len() {
        let activity = network.get(i);
        let before = network.before(i).iter().map(|p| finishes[*p as usize]).max();
        let start = before.map_or(activity.floor, |before: Day| before.max(activity.floor));
        starts.push(start);
        finishes.push(start.plus(activity.days));
    }
    (starts, finishes)
}

/// For every activity the end of the part of the roadmap that it hangs together with, so that what has nothing to do
/// with it never changes its slack.
fn ends(network: &Activities, finishes: &[Day]) -> Vec<Day> {
    let mut parent: Vec<u32> = (0..network.len() as u32).collect();
    for i in 0..network.len() {
        for p in network.before(i) {
            let (a, b) = (root(&mut parent, i as u32), root(&mut parent, *p));
            parent[a.max(b) as usize] = a.min(b);
        }
    }
    let mut end = vec![Day(i32::MIN); network.len()];
    for (i, finish) in finishes.iter().enumerate() {
        let root = root(&mut parent, i as u32) as usize;
        end[root] = end[root].max(*finish);
    }
    (0..network.len()).map(|i| end[root(&mut parent, i as u32) as usize]).collect()
}

/// What stands for a part, with shorter ways for the next one who asks.
fn root(parent: &mut [u32], mut i: u32) -> u32 {
    while parent[i as usize] != i {
        parent[i as usize] = parent[parent[i as usize] as usize];
        i = parent[i as usize];
    }
    i
}
