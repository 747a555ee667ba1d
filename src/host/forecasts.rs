//! Forecasts, made beside the viewer on all cores: shown as they come, void when a newer edition is there.

use super::bug::beside as beside_this;
use crate::app::Board;
use crate::edition::Edition;
use crate::model::EntryIx;
use crate::plan::{
    Cone, Drivers, Exposure, Forecast, Instructions, LANES, Model, Promises, RUNS, Ranking, SEED, Saving, Tally,
    causes, exposure, parts, ranked, removed,
};
use std::ops::Range;
use std::sync::Arc;
use std::thread;
use tokio::sync::watch;

/// Runs that a thread makes before it looks whether they are still wanted.
const AT_ONCE: u32 = 1_024;
/// A roadmap with more in its network is not simulated as a whole: what is asked for is.
const MOST: usize = 10_000;

/// What is to be simulated.
#[derive(Debug, Clone, Copy)]
pub struct Wanted {
    /// From which the random numbers follow.
    pub seed: u64,
    /// How many runs.
    pub runs: u32,
    /// The share of runs at which a promise counts as safe, where the roadmap does not say it.
    pub confidence: Option<f64>,
    /// How many threads; none is one for each core. The answer is the same with any number.
    pub threads: Option<u32>,
    /// Somebody sits at the keys meanwhile: they come first.
    pub beside: bool,
}

impl Default for Wanted {
    fn default() -> Self {
        Self { seed: SEED, runs: RUNS, confidence: None, threads: None, beside: false }
    }
}

/// The forecast of an edition, whole; nothing where nothing is left to chance, or there is too much of it.
pub fn forecast(edition: &Edition, wanted: Wanted) -> Option<Forecast> {
    is_worth_it(edition).then(|| forecast_anyway(edition, wanted)).flatten()
}

/// The same for one who asks for it, also where nothing is left to chance; nothing where nothing has a place in time.
pub fn forecast_anyway(edition: &Edition, wanted: Wanted) -> Option<Forecast> {
    let mut last = None;
    simulate(edition, wanted, &|| true, &mut |forecast| last = Some(forecast));
    last
}

/// What drives the date of an entry, whole; nothing where it has no place in time.
pub fn drivers(edition: &Edition, target: EntryIx, wanted: Wanted) -> Option<Drivers> {
    let mut last = None;
    drive(edition, target, wanted, &|| true, &mut |drivers| last = Some(drivers));
    last
}

/// Keeps the forecast on the board that of the edition on it, until nobody looks at it any more.
pub async fn follow_forecasts(board: watch::Sender<Board>, wanted: Wanted) {
    let mut boards = board.subscribe();
    let mut last = 0;
    loop {
        let edition = Arc::clone(&boards.borrow_and_update().edition);
        if edition.number != last && is_worth_it(&edition) {
            last = edition.number;
            let board = board.clone();
            // Nobody waits for it: a bug in it is told by the panic hook, and the dashboard goes on without a forecast.
            let _ = tokio::task::spawn_blocking(move || {
                let number = edition.number;
                let is_wanted = || board.borrow().edition.number == number;
                let mut put = |forecast| put(&board, number, forecast);
                simulate(&edition, Wanted { beside: true, ..wanted }, &is_wanted, &mut put);
            })
            .await;
        }
        if boards.changed().await.is_err() {
            return;
        }
    }
}

/// The share of runs in which each entry lies on a chain that drives one, as [`Drivers`] has it.
pub fn criticality(edition: &Edition, target: EntryIx, wanted: Wanted) -> Vec<(EntryIx, f64)> {
    let Some(cone) = Cone::new(&edition.activities, target) else { return Vec::new() };
    let times = shared_out(0..wanted.runs, wanted, |part| cone.times(wanted.seed, part));
    cone.criticality(times, wanted.runs)
}

/// Whether anything is left to chance, and not too much of it.
pub(super) fn is_worth_it(edition: &Edition) -> bool {
    edition.activities.is_chancy() && edition.activities.len() <= MOST
}

/// For each activity what drives it, as [`Drivers`] has it, of a whole forecast: the days that are saved by taking
/// away each thing that can be.
pub fn all_savings(edition: &Edition, forecast: &Forecast, wanted: Wanted) -> Vec<Vec<Saving>> {
    let network = &edition.activities;
    let causes = causes(network, &network.every());
    let one = |i: u32| {
        let cause = causes[i as usize];
        (cause, removed(network, cause, forecast.seed, &forecast.tally))
    };
    let found: Vec<Vec<_>> = shared_out_ones(causes.len() as u32, wanted, |all: Range<u32>| all.map(one).collect());
    let mut savings = vec![Vec::new(); network.len()];
    for (cause, days) in found.into_iter().flatten() {
        for (at, days) in days {
            savings[at].push(cause.saving(days));
        }
    }
    savings.into_iter().map(Saving::ranked).collect()
}

/// Puts a forecast on the board, if it is still that of the edition there.
fn put(board: &watch::Sender<Board>, number: u64, forecast: Forecast) {
    let forecast = Arc::new(forecast);
    board.send_if_modified(|board| {
        let wanted = board.edition.number == number;
        if wanted {
            board.forecast = Some(forecast);
        }
        wanted
    });
}

/// Whether an answer is still waited for.
pub type IsWanted<'a> = dyn Fn() -> bool + Sync + 'a;

/// Simulates an edition and tells each part as it is there, while that is wanted.
pub(super) fn simulate(edition: &Edition, wanted: Wanted, is_wanted: &IsWanted<'_>, tell: &mut dyn FnMut(Forecast)) {
    let network = &edition.activities;
    let confidence = edition.confidence(wanted.confidence);
    let model = Model::new(network);
    let mut forecast = Forecast {
        seed: wanted.seed,
        wanted: wanted.runs,
        confidence,
        tally: Tally::default(),
        judged: edition.judged.clone(),
        promises: Promises::default(),
        exposures: Ranking::default(),
    };
    for part in parts(wanted.runs) {
        for part in by_pieces(part, wanted.threads()) {
            if !is_wanted() {
                return;
            }
            for tally in shared_out(part, wanted, |part| model.run(wanted.seed, part, Instructions::Widest)) {
                forecast.tally.merge(&tally);
            }
        }
        forecast.judged = edition.judged_by(&forecast.tally, confidence);
        forecast.promises = Promises::new(network, &forecast.tally, confidence);
        tell(forecast.clone());
    }
    let risks = network.threats.len();
    if risks > 0 {
        // As many simulations as risks: it is given up before any of them.
        let one = |i: u32| {
            let cost = || exposure(&edition.roadmap, network, i as usize, wanted.seed, &forecast.tally);
            is_wanted().then(cost).flatten()
        };
        let found: Vec<Vec<Exposure>> =
            shared_out_ones(risks as u32, wanted, |risks: Range<u32>| risks.filter_map(one).collect());
        forecast.exposures = ranked(found.concat());
        if is_wanted() {
            tell(forecast);
        }
    }
}

/// Asks what drives an entry and tells each part as it is there, while that is wanted: it takes as many simulations as
/// there are causes, and is given up before any of them.
pub fn drive(
    edition: &Edition,
    target: EntryIx,
    wanted: Wanted,
    is_wanted: &IsWanted<'_>,
    tell: &mut dyn FnMut(Drivers),
) {
    let Some(cone) = Cone::new(&edition.activities, target) else { return };
    let mut whole: Option<Drivers> = None;
    for part in parts(wanted.runs) {
        for part in by_pieces(part, wanted.threads()) {
            for made in shared_out(part, wanted, |part| cone.ask_while(wanted.seed, part, is_wanted)) {
                let Some(made) = made else { return };
                match &mut whole {
                    Some(whole) => whole.merge(&made),
                    None => whole = Some(made),
                }
            }
        }
        if let Some(whole) = whole.as_ref().filter(|_| is_wanted()) {
            tell(whole.clone());
        }
    }
}

impl Wanted {
    fn threads(self) -> u32 {
        let cores = || thread::available_parallelism().map_or(1, |threads| threads.get() as u32);
        self.threads.unwrap_or_else(cores).max(1)
    }
}

/// A range of runs in pieces that every thread gets a fair part of.
fn by_pieces(runs: Range<u32>, threads: u32) -> impl Iterator<Item = Range<u32>> {
    let piece = AT_ONCE * threads;
    (runs.start..runs.end).step_by(piece as usize).map(move |from| from..runs.end.min(from + piece))
}

/// Does work on all cores, each with some of the runs; a part begins at a multiple of [`LANES`].
fn shared_out<T: Send>(runs: Range<u32>, wanted: Wanted, work: impl Fn(Range<u32>) -> T + Sync) -> Vec<T> {
    let share = (runs.end - runs.start).div_ceil(wanted.threads()).next_multiple_of(LANES as u32);
    on_threads(runs, share, wanted.beside, work)
}

/// The same where each number is work of its own.
fn shared_out_ones<T: Send>(count: u32, wanted: Wanted, work: impl Fn(Range<u32>) -> T + Sync) -> Vec<T> {
    on_threads(0..count, count.div_ceil(wanted.threads()), wanted.beside, work)
}

fn on_threads<T: Send>(all: Range<u32>, share: u32, beside: bool, work: impl Fn(Range<u32>) -> T + Sync) -> Vec<T> {
    let parts = (all.start..all.end).step_by(share.max(1) as usize).map(|from| from..all.end.min(from + share));
    let work = &work;
    thread::scope(|scope| {
        let one = |part: Range<u32>| {
            beside_this(scope, move || {
                if beside {
                    give_way();
                }
                work(part)
            })
        };
        let made: Vec<_> = parts.map(one).collect();
        // A thread that panicked was a bug: the panic hook has told it, and it ends this forecast as well.
        made.into_iter().map(|it| it.join().unwrap_or_else(|bug| std::panic::resume_unwind(bug))).collect()
    })
}

/// Lets every other thread go first, where a thread can say so of itself alone. Where it cannot, it works as any other.
fn give_way() {
    #[cfg(target_os = "linux")]
    let _ = rustix::process::setpriority_process(None, 10);
}
