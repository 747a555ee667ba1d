//! The Monte Carlo simulation of a network: when, and how likely (Van Slyke 1963, "Monte Carlo methods and the PERT
//! problem").
//!
//! What comes out is counts of days only, which are added up as whole numbers: in whatever order parts of the runs are
//! made and put together, the answer is the same to the bit.

#![expect(clippy::inline_always, reason = "what is inlined is compiled for the wider instructions of its caller")]

use super::chance::{self, LANES, Law, Row, Stream};
use super::{Activities, Histogram};
use std::ops::Range;

/// The first part of the runs, after which there is something to show; every later part doubles what is there.
const FIRST: u32 = 1_024;

/// The parts in which so many runs are made and shown: the first 1,024, then as many again as there are, to the end.
pub fn parts(runs: u32) -> impl Iterator<Item = Range<u32>> {
    let end = move |from: u32| if from == 0 { FIRST } else { from.saturating_mul(2) }.min(runs);
    std::iter::successors(Some(0..end(0)), move |part| (part.end < runs).then(|| part.end..end(part.end)))
        .filter(|part| !part.is_empty())
}

/// One thing to be reached in a simulation. Days are counted from day 0, today.
#[derive(Debug, Clone, PartialEq)]
pub struct Task {
    /// By which its random numbers are drawn; see [`key`](chance::key).
    pub key: u64,
    /// How long it takes.
    pub law: Law,
    /// It does not begin before this day.
    pub floor: f32,
    /// Its predecessors, which stand before it in the list.
    pub before: Vec<u32>,
    /// The drivers that delay it.
    pub delayed_by: Vec<u32>,
    /// The last day on which its promise is kept.
    pub promise: Option<i32>,
    /// Whether its days are counted.
    pub counted: bool,
}

/// Something that, should it occur, delays several tasks by the same number of days.
#[derive(Debug, Clone, PartialEq)]
pub struct Driver {
    /// By which its random numbers are drawn.
    pub key: u64,
    /// How likely it is, from 0 to 1.
    pub chance: f32,
    /// The days it costs.
    pub delay: Law,
}

/// What is simulated.
#[derive(Debug, Clone, Default)]
pub struct Model {
    /// The tasks, each after its predecessors.
    pub tasks: Vec<Task>,
    /// What delays them.
    pub drivers: Vec<Driver>,
}

/// Which instructions are used; the answer is the same with all.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Instructions {
    /// The widest that the processor has.
    #[default]
    Widest,
    /// Those that every processor of its sort has.
    Baseline,
}

/// What so many runs gave. Two of them, of different runs of one model, can be added up.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Tally {
    /// How many runs.
    pub runs: u32,
    /// Runs in which every promise was kept.
    pub joint: u32,
    /// For each task the days on which it was reached; empty where they are not counted.
    pub days: Vec<Histogram>,
}

impl Tally {
    /// Adds the runs of another one of the same model.
    pub fn merge(&mut self, other: &Self) {
        self.runs += other.runs;
        self.joint += other.joint;
        if self.days.is_empty() {
            self.days.clone_from(&other.days);
            return;
        }
        for (days, other) in self.days.iter_mut().zip(&other.days) {
            days.merge(other);
        }
    }
}

impl Model {
    /// The model of a whole network, in its order. Of what is over, nothing is counted.
    pub fn new(network: &Activities) -> Self {
        Self::of(network, &network.every(), |_| true)
    }

    /// The model of a part of a network that holds with each activity all that it waits for.
    pub fn of(network: &Activities, part: &[usize], counted: impl Fn(usize) -> bool) -> Self {
        let mut place = vec![u32::MAX; network.len()];
        for (to, from) in part.iter().enumerate() {
            place[*from] = to as u32;
        }
        let mut tasks: Vec<Task> = part
            .iter()
            .map(|i| {
                let activity = network.get(*i);
                Task {
                    key: chance::key(network.id(*i).as_str()),
                    law: activity.law,
                    floor: activity.floor.since(network.today) as f32,
                    // What is over holds nobody up any more.
                    before: network
                        .before(*i)
                        .iter()
                        .filter(|p| !network.is_past(**p as usize))
                        .map(|p| place[*p as usize])
                        .collect(),
                    delayed_by: Vec::new(),
                    promise: activity.promise.filter(|_| !activity.over).map(|day| day.since(network.today)),
                    counted: !activity.over && counted(*i),
                }
            })
            .collect();
        let mut drivers = Vec::new();
        for threat in network.threats_to(part) {
            for hit in threat.delays.iter().map(|i| place[*i as usize]).filter(|i| *i != u32::MAX) {
                tasks[hit as usize].delayed_by.push(drivers.len() as u32);
            }
            let key = chance::key(threat.id.as_str());
            drivers.push(Driver { key, chance: threat.chance, delay: threat.delay });
        }
        Self { tasks, drivers }
    }

    /// Makes some runs, by their absolute numbers. They begin at a multiple of [`LANES`].
    pub fn run(&self, seed: u64, runs: Range<u32>, instructions: Instructions) -> Tally {
        let mut tally = Tally { days: vec![Histogram::default(); self.tasks.len()], ..Tally::default() };
        let mut desk = Desk::new(self, false);
        for (group, lanes) in groups(runs) {
            desk.run(self, seed, group, lanes, Some(&mut tally), instructions);
        }
        tally
    }

    /// For each task, in how many runs it lies on a chain that drives the last one; ties count. Adds up over runs.
    pub fn criticality(&self, seed: u64, runs: Range<u32>, instructions: Instructions) -> Vec<u32> {
        let mut times = vec![0; self.tasks.len()];
        let mut desk = Desk::new(self, true);
        for (group, lanes) in groups(runs) {
            desk.run(self, seed, group, lanes, None, instructions);
            desk.trace(self);
            for (times, on) in times.iter_mut().zip(&desk.on_path) {
                *times += on[..lanes].iter().map(|on| u32::from(*on)).sum::<u32>();
            }
        }
        times
    }

    /// The same without one of its drivers: the risk does not occur.
    #[must_use]
    pub fn without(&self, driver: usize) -> Self {
        let mut other = self.clone();
        if let Some(driver) = other.drivers.get_mut(driver) {
            driver.chance = 0.0;
        }
        other
    }

    /// The same where one of its tasks takes as long as is most likely.
    #[must_use]
    pub fn settled(&self, task: usize) -> Self {
        let mut other = self.clone();
        if let Some(task) = other.tasks.get_mut(task) {
            task.law = Law::Constant(task.law.likely());
        }
        other
    }

    /// The same where only the last task is counted.
    #[must_use]
    pub fn only_last(mut self) -> Self {
        let last = self.tasks.len().saturating_sub(1);
        self.tasks.iter_mut().enumerate().for_each(|(i, task)| task.counted &= i == last);
        self
    }
}

/// The groups of runs in a range, and how many runs of each are wanted.
fn groups(runs: Range<u32>) -> impl Iterator<Item = (u32, usize)> {
    let lanes = LANES as u32;
    (runs.start / lanes..runs.end.div_ceil(lanes)).map(move |group| {
        let from = group * lanes;
        (group, (runs.end.min(from + lanes) - from) as usize)
    })
}

/// Where a group of runs is worked out.
struct Desk {
    draw: Box<Row>,
    late: Box<[bool; LANES]>,
    /// The days that each driver costs.
    delays: Vec<Row>,
    /// When each task begins; only where chains are traced.
    starts: Vec<Row>,
    /// When tasks are reached. Where no chain is traced, a row is used again when nothing waits for its task any more:
    /// what is worked with stays near the processor.
    finishes: Vec<Row>,
    /// In which row of these each task stands.
    rows: Vec<u32>,
    on_path: Vec<[bool; LANES]>,
}

impl Desk {
    fn new(model: &Model, traced: bool) -> Self {
        let (tasks, drivers) = (model.tasks.len(), model.drivers.len());
        let kept = if traced { tasks } else { 0 };
        let (rows, count) = if traced { ((0..tasks as u32).collect(), tasks) } else { shared_rows(model) };
        Self {
            draw: Box::new([0.0; LANES]),
            late: Box::new([false; LANES]),
            delays: vec![[0.0; LANES]; drivers],
            starts: vec![[0.0; LANES]; kept],
            finishes: vec![[0.0; LANES]; count],
            rows,
            on_path: vec![[false; LANES]; kept],
        }
    }

    fn run(
        &mut self,
        model: &Model,
        seed: u64,
        group: u32,
        lanes: usize,
        tally: Option<&mut Tally>,
        instructions: Instructions,
    ) {
        #[cfg(target_arch = "x86_64")]
        if instructions == Instructions::Widest && std::arch::is_x86_feature_detected!("avx2") {
            #[expect(unsafe_code, reason = "the processor was asked whether it has these instructions")]
            // SAFETY: AVX2 was detected.
            unsafe {
                self.run_avx2(model, seed, group, lanes, tally);
            }
            return;
        }
        let _ = instructions;
        self.run_here(model, seed, group, lanes, tally);
    }

    /// The same code, compiled for wider registers. Without FMA, which would round otherwise.
    #[cfg(target_arch = "x86_64")]
    #[target_feature(enable = "avx2")]
    fn run_avx2(&mut self, model: &Model, seed: u64, group: u32, lanes: usize, tally: Option<&mut Tally>) {
        self.run_here(model, seed, group, lanes, tally);
    }

    #[inline(always)]
    fn run_here(&mut self, model: &Model, seed: u64, group: u32, lanes: usize, mut tally: Option<&mut Tally>) {
        let Self { draw, late, delays, starts, finishes, rows, .. } = self;
        let mut finish = [0.0; LANES];
        for (driver, delay) in model.drivers.iter().zip(delays.iter_mut()) {
            occur(driver, seed, group, draw, delay);
        }
        late.fill(false);
        for (i, task) in model.tasks.iter().enumerate() {
            finish.fill(task.floor);
            for p in &task.before {
                latest(&mut finish, &finishes[rows[*p as usize] as usize]);
            }
            if let Some(start) = starts.get_mut(i) {
                *start = finish;
            }
            if task.law.is_random() {
                chance::draw(seed, task.key, Stream::Length, group, draw);
            }
            task.law.add(draw, &mut finish);
            for driver in &task.delayed_by {
                add(&mut finish, &delays[*driver as usize]);
            }
            finishes[rows[i] as usize] = finish;
            if let Some(tally) = tally.as_deref_mut().filter(|_| task.counted) {
                if let Some(promise) = task.promise {
                    let promise = promise as f32;
                    for (late, finish) in late.iter_mut().zip(finish.iter()) {
                        *late |= *finish > promise;
                    }
                }
                tally.days[i].count(&finish, lanes, task.promise);
            }
        }
        if let Some(tally) = tally {
            tally.runs += lanes as u32;
            tally.joint += late[..lanes].iter().map(|late| u32::from(!*late)).sum::<u32>();
        }
    }

    /// Walks back from the last task, in each run by what drives it.
    fn trace(&mut self, model: &Model) {
        let Some(last) = model.tasks.len().checked_sub(1) else { return };
        self.on_path.iter_mut().for_each(|on| on.fill(false));
        self.on_path[last].fill(true);
        for (i, task) in model.tasks.iter().enumerate().rev() {
            let (before, here) = self.on_path.split_at_mut(i);
            for p in task.before.iter().map(|p| *p as usize) {
                let times = self.finishes[p].iter().zip(&self.starts[i]);
                for ((on, here), (finish, start)) in before[p].iter_mut().zip(&here[0]).zip(times) {
                    // A start is a copy of the latest finish before it: they are the same number, or it is not driven.
                    *on |= *here && finish.to_bits() == start.to_bits();
                }
            }
        }
    }
}

/// A row for each task, so that none is taken that something still waits for; and how many rows that takes.
fn shared_rows(model: &Model) -> (Vec<u32>, usize) {
    let mut last: Vec<usize> = (0..model.tasks.len()).collect();
    for (i, task) in model.tasks.iter().enumerate() {
        for p in &task.before {
            last[*p as usize] = i;
        }
    }
    let mut over: Vec<Vec<u32>> = vec![Vec::new(); model.tasks.len()];
    let (mut free, mut rows, mut count) = (Vec::new(), Vec::with_capacity(last.len()), 0_u32);
    for (i, until) in last.into_iter().enumerate() {
        let row = free.pop().unwrap_or_else(|| {
            count += 1;
            count - 1
        });
        rows.push(row);
        over[until].push(row);
        free.append(&mut over[i]);
    }
    (rows, count as usize)
}

/// The days that a driver costs in each run.
#[inline(always)]
fn occur(driver: &Driver, seed: u64, group: u32, draw: &mut Row, delay: &mut Row) {
    *delay = [0.0; LANES];
    if driver.chance <= 0.0 {
        return;
    }
    if driver.delay.is_random() {
        chance::draw(seed, driver.key, Stream::Delay, group, draw);
    }
    driver.delay.add(draw, delay);
    if driver.chance < 1.0 {
        chance::draw(seed, driver.key, Stream::Occurrence, group, draw);
        let chance = driver.chance;
        for (delay, u) in delay.iter_mut().zip(draw.iter()) {
            *delay *= f32::from(u8::from(*u < chance));
        }
    }
}

#[inline(always)]
fn latest(row: &mut Row, other: &Row) {
    for (to, other) in row.iter_mut().zip(other) {
        *to = to.max(*other);
    }
}

#[inline(always)]
fn add(row: &mut Row, other: &Row) {
    for (to, other) in row.iter_mut().zip(other) {
        *to += *other;
    }
}
