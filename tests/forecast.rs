//! The simulation against distributions that are known exactly, and against itself.
//!
//! The exact values are results of mathematics: sums of symmetric triangular lengths follow Irwin and Hall, parallel
//! chains are powers of one, the bridge was integrated numerically, and a register of risks was added up.

#![allow(clippy::unwrap_used, reason = "a test may stop where it stands")]

use coalition_roadmap::plan::{Driver, Instructions, LANES, Law, Model, Tally, Task, key, parts};
use proptest::prelude::*;

const RUNS: u32 = 262_144;
/// So many standard errors off is no chance any more: one in 150,000.
const SIGMAS: f64 = 4.5;

fn task(name: &str, law: Law, before: &[u32]) -> Task {
    Task { key: key(name), law, floor: 0.0, before: before.to_vec(), delayed_by: vec![], promise: None, counted: true }
}

fn end(before: &[u32]) -> Task {
    task("end", Law::Constant(0.0), before)
}

/// `many` chains of so many links side by side, each between 10 and 20, most often 15, times `scale`, and their end.
fn chains(many: u32, links: u32, scale: f32) -> Model {
    let (mut tasks, mut ends) = (Vec::new(), Vec::new());
    for chain in 0..many {
        for link in 0..links {
            let before: Vec<u32> = (link > 0).then(|| tasks.len() as u32 - 1).into_iter().collect();
            let law = Law::triangular(10.0 * scale, 15.0 * scale, 20.0 * scale);
            tasks.push(task(&format!("c{chain}-{link}"), law, &before));
        }
        ends.push(tasks.len() as u32 - 1);
    }
    tasks.push(end(&ends));
    Model { tasks, drivers: vec![] }
}

fn bridge(laws: [Law; 5]) -> Model {
    let before: [&[u32]; 5] = [&[], &[], &[0], &[0], &[1, 2]];
    let mut tasks: Vec<Task> = ["a", "b", "c", "d", "e"]
        .iter()
        .zip(laws)
        .zip(before)
        .map(|((name, law), before)| task(name, law, before))
        .collect();
    tasks.push(end(&[3, 4]));
    Model { tasks, drivers: vec![] }
}

fn run(model: &Model) -> Tally {
    model.run(7, 0..RUNS, Instructions::Widest)
}

/// A share that was seen in so many runs is the true one.
fn assert_share(seen: f64, truth: f64, what: &str) {
    let error = (truth * (1.0 - truth) / f64::from(RUNS)).sqrt().max(1.0 / f64::from(RUNS));
    assert!((seen - truth).abs() <= SIGMAS * error, "{what}: {seen} is not {truth}, by {}", (seen - truth) / error);
}

/// The exact day of a percentile has that share of the runs up to it.
fn assert_day(tally: &Tally, scale: f64, exact: f64, percent: f64, what: &str) {
    let days = tally.days.last().unwrap();
    let at = (exact * scale).floor();
    let (below, above) = (days.share_by(at as i32), days.share_by(at as i32 + 1));
    let error = SIGMAS * (percent * (1.0 - percent) / f64::from(RUNS)).sqrt();
    assert!(below - error <= percent && percent <= above + error, "{what}: {below} to {above} holds {percent}");
}

#[test]
fn chains_and_parallel_chains_have_their_exact_distributions() {
    const SCALE: f64 = 10.0;
    // chains, links, mean, variance, P10, P50, P80, P90
    let known = [
        (1, 1, 15.0, 4.166_667, 12.236_068, 15.0, 16.837_722, 17.763_932),
        (1, 2, 30.0, 8.333_333, 26.232_894, 30.0, 32.505_439, 33.767_106),
        (1, 4, 60.0, 16.666_667, 54.721_833, 60.0, 63.486_745, 65.278_167),
        (1, 8, 120.0, 33.333_333, 112.568_938, 120.0, 124.894_469, 127.431_062),
        (1, 12, 180.0, 50.0, 170.912_094, 180.0, 185.979_882, 189.087_906),
        (2, 1, 16.166_667, 2.805_556, 13.976_354, 16.173_166, 17.702_471, 18.398_178),
        (3, 1, 16.75, 2.160_714, 14.817_462, 16.788_307, 18.106_825, 18.686_405),
        (2, 4, 62.310_581, 11.327_88, 58.012_635, 62.263_476, 65.152_513, 66.678_566),
        (3, 4, 63.465_872, 9.168_959, 59.625_675, 63.395_175, 66.007_878, 67.408_902),
        (10, 4, 66.262_648, 5.270_598, 63.404_227, 66.149_043, 68.161_463, 69.281_41),
        (5, 8, 126.719_087, 14.615_645, 121.948_278, 126.554_062, 129.874_334, 131.714_636),
    ];
    for (many, links, mean, variance, p10, p50, p80, p90) in known {
        let what = format!("{many} chains of {links}");
        let tally = run(&chains(many, links, SCALE as f32));
        let error = (f64::sqrt(variance) / f64::from(RUNS).sqrt()).mul_add(SIGMAS, 0.001);
        let seen = tally.days.last().unwrap().mean() / SCALE;
        assert!((seen - mean).abs() <= error, "{what}: mean {seen}, not {mean}");
        for (percent, exact) in [(0.1, p10), (0.5, p50), (0.8, p80), (0.9, p90)] {
            assert_day(&tally, SCALE, exact, percent, &what);
        }
    }
}

#[test]
fn the_date_of_the_plan_is_kept_by_one_in_two_to_the_number_of_chains() {
    for (many, links) in [(2, 1), (3, 1), (2, 4), (10, 4), (5, 8)] {
        let tally = run(&chains(many, links, 1.0));
        let planned = 15 * links as i32;
        assert_share(tally.days.last().unwrap().share_by(planned), 0.5_f64.powi(many as i32), "merge bias");
    }
}

#[test]
fn a_bridge_of_three_point_lengths_has_its_exact_counts_and_criticality() {
    let law = |values| Law::Points { values, shares: [0.25, 0.5] };
    let laws =
        [law([2.0, 4.0, 7.0]), law([3.0, 4.0, 9.0]), law([1.0, 3.0, 4.0]), law([5.0, 6.0, 8.0]), law([4.0, 5.0, 7.0])];
    let model = bridge(laws);
    let days = run(&model).days.pop().unwrap();
    let known = [1.0, 14.0, 36.0, 127.0, 68.0, 201.0, 135.0, 174.0, 136.0, 84.0, 32.0, 16.0];
    let mut below = 0.0;
    for (day, count) in (7..).zip(known) {
        below += count / 1024.0;
        assert_share(days.share_by(day), below, &format!("by day {day}"));
    }
    let exact = [799.0 / 1024.0, 121.0 / 512.0, 177.0 / 256.0, 27.0 / 128.0, 939.0 / 1024.0, 1.0];
    for (i, (seen, exact)) in model.criticality(7, 0..RUNS, Instructions::Widest).iter().zip(exact).enumerate() {
        assert_share(f64::from(*seen) / f64::from(RUNS), exact, &format!("criticality of {i}"));
    }
}

#[test]
fn a_bridge_of_triangular_lengths_has_its_integrated_distribution_and_criticality() {
    let law = |[low, likely, high]: [f32; 3]| Law::triangular(low, likely, high);
    let model =
        bridge([[2.0, 4.0, 9.0], [4.0, 6.0, 10.0], [1.0, 3.0, 6.0], [6.0, 8.0, 14.0], [4.0, 5.0, 9.0]].map(law));
    let days = run(&model).days.pop().unwrap();
    let known = [
        (10, 0.000_115_959),
        (11, 0.003_388_218),
        (12, 0.027_101_744),
        (13, 0.103_188_982),
        (14, 0.249_073_955),
        (15, 0.442_524_216),
        (16, 0.637_309_937),
        (17, 0.796_017_656),
        (18, 0.901_858_059),
        (19, 0.960_697_405),
        (20, 0.987_980_397),
        (21, 0.997_665_945),
        (22, 0.999_833_461),
    ];
    for (day, share) in known {
        assert_share(days.share_by(day), share, &format!("by day {day}"));
    }
    assert!((days.mean() - 15.393_244).abs() < 0.02, "{}", days.mean());
    let exact = [0.861_185_768, 0.138_814_232, 0.420_158_719, 0.441_027_029, 0.558_972_971];
    for (i, (seen, exact)) in model.criticality(7, 0..RUNS, Instructions::Widest).iter().zip(exact).enumerate() {
        assert_share(f64::from(*seen) / f64::from(RUNS), exact, &format!("criticality of {i}"));
    }
}

#[test]
fn risks_add_up_exactly() {
    let risks = [(0.3, 10.0), (0.5, 20.0), (0.1, 60.0), (0.7, 5.0)];
    let drivers: Vec<Driver> = risks
        .iter()
        .enumerate()
        .map(|(i, (chance, days))| Driver {
            key: key(&format!("risk-{i}")),
            chance: *chance,
            delay: Law::Constant(*days),
        })
        .collect();
    let mut only = task("only", Law::Constant(100.0), &[]);
    only.delayed_by = vec![0, 1, 2, 3];
    let days = run(&Model { tasks: vec![only], drivers }).days.pop().unwrap();
    let known = [
        (100, 0.0945),
        (105, 0.315),
        (110, 0.3555),
        (115, 0.45),
        (120, 0.5445),
        (125, 0.765),
        (130, 0.8055),
        (135, 0.9),
        (160, 0.9105),
        (165, 0.935),
        (170, 0.9395),
        (175, 0.95),
        (180, 0.9605),
        (185, 0.985),
        (190, 0.9895),
    ];
    for (day, share) in known {
        assert_share(days.share_by(day), share, &format!("by day {day}"));
    }
    assert_eq!(days.share_by(195).to_bits(), 1.0_f64.to_bits());
    assert!((days.mean() - 122.5).abs() < SIGMAS * 450.25_f64.sqrt() / f64::from(RUNS).sqrt());
}

#[test]
fn what_two_share_is_drawn_once() {
    const SCALE: f64 = 100.0;
    let law = Law::Uniform { low: 0.0, high: 1_000.0 };
    let mut tasks = vec![task("x", law, &[]), task("y", law, &[])];
    for task in &mut tasks {
        task.delayed_by = vec![0];
    }
    tasks.push(end(&[0, 1]));
    let drivers = vec![Driver { key: key("shared"), chance: 0.4, delay: Law::Constant(800.0) }];
    let tally = run(&Model { tasks, drivers });
    assert_day(&tally, SCALE, 15.071_068, 0.8, "shared");
    assert_day(&tally, SCALE, 9.085_576, 0.5, "shared");
    let mean = tally.days.last().unwrap().mean() / SCALE;
    assert!((mean - 9.866_667).abs() < SIGMAS * 20.916_f64.sqrt() / f64::from(RUNS).sqrt(), "{mean}");
}

#[test]
fn the_laws_have_their_means_and_what_is_left_is_what_is_longer() {
    let laws = [
        Law::triangular(10.0, 12.0, 30.0),
        Law::triangular(5.0, 30.0, 40.0),
        Law::triangular(7.0, 7.0, 7.0),
        Law::remaining(10.0, 20.0, 40.0, 4.0),
        Law::remaining(10.0, 20.0, 40.0, 15.0),
        Law::remaining(10.0, 20.0, 40.0, 25.0),
        Law::remaining(10.0, 20.0, 40.0, 40.0),
        Law::Uniform { low: 2.0, high: 9.0 },
        Law::Points { values: [1.0, 5.0, 9.0], shares: [0.2, 0.3] },
    ];
    for law in laws {
        let days = run(&Model { tasks: vec![task("one", law, &[])], drivers: vec![] }).days.pop().unwrap();
        assert!(
            (days.mean() - law.mean()).abs() < SIGMAS * 10.0 / f64::from(RUNS).sqrt() + 0.005,
            "{law:?}: {}",
            days.mean()
        );
    }
}

/// Networks of up to 40 tasks, with risks and promises.
fn models() -> impl Strategy<Value = Model> {
    let task = (
        0_u16..60,
        0_u16..60,
        0_u16..60,
        0_u16..40,
        prop::collection::vec(any::<prop::sample::Index>(), 0..4),
        any::<u8>(),
    );
    let driver = (0_u8..=10, 0_u16..30, 0_u16..30, 0_u16..30);
    (prop::collection::vec(task, 1..40), prop::collection::vec(driver, 0..6)).prop_map(|(tasks, drivers)| {
        let sorted = |a: u16, b: u16, c: u16| {
            let mut days = [a, b, c];
            days.sort_unstable();
            let [low, likely, high] = days.map(f32::from);
            Law::triangular(low, likely, high)
        };
        let count = drivers.len() as u32;
        let tasks = tasks
            .into_iter()
            .enumerate()
            .map(|(i, (a, b, c, floor, before, more))| Task {
                key: key(&format!("task-{i}")),
                law: sorted(a, b, c),
                floor: f32::from(floor),
                before: if i == 0 { vec![] } else { before.iter().map(|p| p.index(i) as u32).collect() },
                delayed_by: (0..count).filter(|d| (u32::from(more) >> d) & 3 == 3).collect(),
                promise: (more % 3 == 0).then(|| i32::from(floor) + 40),
                counted: true,
            })
            .collect();
        let drivers = drivers
            .into_iter()
            .enumerate()
            .map(|(i, (chance, a, b, c))| Driver {
                key: key(&format!("risk-{i}")),
                chance: f32::from(chance) / 10.0,
                delay: sorted(a, b, c),
            })
            .collect();
        Model { tasks, drivers }
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn in_whatever_parts_it_is_made_and_on_whatever_processor_the_answer_is_the_same(model in models(), runs in 1_u32..3_000, seed: u64) {
        let whole = model.run(seed, 0..runs, Instructions::Widest);
        prop_assert_eq!(&whole, &model.run(seed, 0..runs, Instructions::Baseline));
        // Streamed, and put together in another order.
        let mut streamed = Tally::default();
        parts(runs).for_each(|part| streamed.merge(&model.run(seed, part, Instructions::Widest)));
        prop_assert_eq!(&whole, &streamed);
        let cut = (runs / 2).next_multiple_of(LANES as u32);
        if cut < runs {
            let mut behind = model.run(seed, cut..runs, Instructions::Baseline);
            behind.merge(&model.run(seed, 0..cut, Instructions::Widest));
            prop_assert_eq!(&whole, &behind);
        }
        prop_assert_eq!(model.criticality(seed, 0..runs, Instructions::Widest), model.criticality(seed, 0..runs, Instructions::Baseline));
    }

    #[test]
    fn what_has_nothing_to_do_with_it_changes_no_bit(model in models(), at: prop::sample::Index, seed: u64) {
        let before = model.run(seed, 0..1_024, Instructions::Widest);
        let at = at.index(model.tasks.len() + 1);
        let mut more = model.clone();
        let moved = |i: &u32| if *i as usize >= at { *i + 1 } else { *i };
        more.tasks.iter_mut().for_each(|task| task.before = task.before.iter().map(moved).collect());
        more.tasks.insert(at, task("stranger", Law::triangular(0.0, 3.0, 900.0), &[]));
        let mut after = more.run(seed, 0..1_024, Instructions::Widest);
        after.days.remove(at);
        prop_assert_eq!(before, after);
    }

    #[test]
    fn nothing_gets_earlier_by_a_risk_a_dependency_or_a_longer_length(model in models(), i: prop::sample::Index) {
        let means = |model: &Model| model.run(3, 0..1_024, Instructions::Widest).days.iter().map(|days| (days.mean() * 256.0 * 1024.0).round() as i64).collect::<Vec<_>>();
        let before = means(&model);
        let i = i.index(model.tasks.len());
        let mut risky = model.clone();
        risky.drivers.push(Driver { key: key("new"), chance: 0.5, delay: Law::triangular(1.0, 2.0, 9.0) });
        risky.tasks[i].delayed_by.push(model.drivers.len() as u32);
        let mut wide = model.clone();
        if let Law::Triangular { high, .. } = &mut wide.tasks[i].law { *high += 20.0; }
        let mut linked = model.clone();
        if i > 0 { linked.tasks[i].before.push(0); }
        for after in [means(&risky), means(&wide), means(&linked)] {
            prop_assert!(before.iter().zip(&after).all(|(before, after)| before <= after), "{:?} {:?}", before, after);
        }
    }

    #[test]
    fn where_nothing_is_left_to_chance_every_run_is_the_plan(model in models()) {
        let mut sure = model;
        sure.drivers.clear();
        for task in &mut sure.tasks {
            task.delayed_by.clear();
            task.law = Law::Constant(task.law.likely());
        }
        let mut finish: Vec<f32> = Vec::new();
        for task in &sure.tasks {
            let start = task.before.iter().map(|p| finish[*p as usize]).fold(task.floor, f32::max);
            finish.push(start + task.law.likely());
        }
        for (days, finish) in sure.run(1, 0..300, Instructions::Widest).days.iter().zip(finish) {
            prop_assert_eq!(days.ends(), Some((finish as i32, finish as i32)));
        }
    }
}
