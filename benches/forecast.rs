//! The simulation alone: 1,000 milestones, 40 risks, 16,384 runs, the days of every milestone counted.
//!
//! `python3 benches/forecast.py` runs it beside the same network in numpy and tells the ratio. A line each:
//! threads, then the milliseconds of every round.

#![allow(clippy::print_stdout, missing_docs, reason = "a bench tells what it measured")]

use coalition_roadmap::plan::{Driver, Instructions, LANES, Law, Model, RUNS, SEED, Tally, Task, key};
use std::time::Instant;

const MILESTONES: u32 = 1_000;
const RISKS: u32 = 40;
const ROUNDS: usize = 15;

/// The generator that `forecast.py` has too (Numerical Recipes' 32-bit congruences).
struct Dice(u32);

impl Dice {
    fn below(&mut self, end: u32) -> u32 {
        self.0 = self.0.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        (self.0 >> 8) % end
    }
}

fn model() -> Model {
    let mut dice = Dice(1);
    let mut tasks = Vec::new();
    for i in 0..MILESTONES {
        let low = 5 + dice.below(20);
        let likely = low + dice.below(20);
        let high = likely + 1 + dice.below(40);
        let mut before: Vec<u32> = (0..dice.below(5).min(i)).map(|_| i - 1 - dice.below(i.min(30))).collect();
        before.sort_unstable();
        before.dedup();
        tasks.push(Task {
            key: key(&format!("milestone-{i}")),
            law: Law::triangular(low as f32, likely as f32, high as f32),
            floor: 0.0,
            before,
            delayed_by: Vec::new(),
            promise: (i % 3 == 0).then(|| i as i32 * 9 / 2 + 150),
            counted: true,
        });
    }
    let mut drivers = Vec::new();
    for r in 0..RISKS {
        let chance = (1 + dice.below(9)) as f32 / 10.0;
        let low = 1 + dice.below(10);
        let likely = low + dice.below(20);
        let high = likely + 1 + dice.below(60);
        for _ in 0..10 {
            let hit = &mut tasks[dice.below(MILESTONES) as usize].delayed_by;
            if !hit.contains(&r) {
                hit.push(r);
            }
        }
        let delay = Law::triangular(low as f32, likely as f32, high as f32);
        drivers.push(Driver { key: key(&format!("risk-{r}")), chance, delay });
    }
    Model { tasks, drivers }
}

/// As `host` does it: the runs in pieces, each shared out.
fn whole(model: &Model, threads: u32, instructions: Instructions) -> Tally {
    let share = (RUNS / threads).next_multiple_of(LANES as u32);
    let mut all = Tally::default();
    std::thread::scope(|scope| {
        let parts = (0..RUNS).step_by(share as usize).map(|from| from..RUNS.min(from + share));
        let made: Vec<_> = parts.map(|part| scope.spawn(move || model.run(SEED, part, instructions))).collect();
        for part in made {
            if let Ok(part) = part.join() {
                all.merge(&part);
            }
        }
    });
    all
}

fn main() {
    let model = model();
    for (threads, instructions) in
        [(1, Instructions::Widest), (1, Instructions::Baseline), (2, Instructions::Widest), (4, Instructions::Widest)]
    {
        let name = format!("{threads} {instructions:?}");
        // As of any bench: a word picks some of them.
        if std::env::args().skip(1).any(|word| !word.starts_with('-') && !name.contains(&word)) {
            continue;
        }
        let mut times = Vec::new();
        let mut last = Tally::default();
        for _ in 0..ROUNDS {
            let begun = Instant::now();
            last = whole(&model, threads, instructions);
            times.push(format!("{:.3}", begun.elapsed().as_secs_f64() * 1e3));
        }
        let end = last.days.last().map_or(0, |days| days.percentile(80).day);
        println!("{name} P80 {end} joint {} ms {}", last.joint, times.join(" "));
    }
}
