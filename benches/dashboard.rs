//! How long a reading, a frame and a key take, at 100, 10,000 and 100,000 entries: `cargo bench`.
//!
//! Compare ratios within one run: `load` with `bare_parse` of the same text, and each of the others with itself at
//! 100 entries.

#![allow(missing_docs, clippy::unwrap_used, clippy::expect_used, reason = "a bench may stop where it stands")]

#[path = "../tests/support/generate.rs"]
mod generate;

use coalition_roadmap::app::{App, Board, Msg, Rights, SeatInfo, keys};
use coalition_roadmap::edition::{Edition, Origin};
use coalition_roadmap::host::Frames;
use coalition_roadmap::load::{load, one_by_one};
use coalition_roadmap::look::Look;
use coalition_roadmap::model::Day;
use coalition_roadmap::screen::draw;
use coalition_roadmap::text::Sources;
use divan::Bencher;
use ratatui::layout::Size;
use std::sync::{Arc, LazyLock};

const SIZES: [usize; 3] = [100, 10_000, 100_000];

static TEXTS: LazyLock<[String; 3]> = LazyLock::new(|| SIZES.map(|entries| generate::roadmap(7, entries)));
static EDITIONS: LazyLock<[Arc<Edition>; 3]> =
    LazyLock::new(|| TEXTS.each_ref().map(|text| Arc::new(edition(1, text))));

fn main() {
    divan::main();
}

fn at<T>(all: &'static [T; 3], entries: usize) -> &'static T {
    &all[SIZES.iter().position(|size| *size == entries).unwrap()]
}

fn edition(number: u64, text: &str) -> Edition {
    Edition::read(number, Origin::default(), Sources::of_text("roadmap.toml", text), Day::new(2026, 11, 23).unwrap())
}

fn seated(entries: usize, place: &str) -> (App, Frames) {
    let size = Size::new(120, 40);
    let rights = Rights { edit: true, open: true, suspend: true };
    let board = Board::new(Arc::clone(at(&EDITIONS, entries)));
    let app = App::new(board, place.parse().unwrap(), SeatInfo { size, look: Look::default(), rights });
    (app, Frames::new(size))
}

fn frame(app: &App, frames: &mut Frames) -> usize {
    frames.draw(|cells| draw(app, cells));
    frames.take().len()
}

/// A key and its frame: down and up in turn, so that every sample does the same.
fn key(bencher: Bencher, entries: usize, place: &str) {
    let (mut app, mut frames) = seated(entries, place);
    frame(&app, &mut frames);
    let (down, up) = (keys("j")[0], keys("k")[0]);
    bencher.bench_local(|| {
        for key in [down, up] {
            app.update(Msg::Key(key));
            divan::black_box(frame(&app, &mut frames));
        }
    });
}

#[divan::bench(args = SIZES, sample_count = 10)]
fn bare_parse(bencher: Bencher, entries: usize) {
    let text = at(&TEXTS, entries);
    bencher.bench_local(|| toml::de::DeTable::parse(divan::black_box(text)).unwrap());
}

#[divan::bench(args = SIZES, sample_count = 10)]
fn load_entries(bencher: Bencher, entries: usize) {
    let sources = Sources::of_text("roadmap.toml", at(&TEXTS, entries).as_str());
    bencher.bench_local(|| load(divan::black_box(&sources), one_by_one, &mut |_| {}));
}

#[divan::bench(args = SIZES, sample_count = 10)]
fn derive_an_edition(bencher: Bencher, entries: usize) {
    bencher.bench_local(|| edition(1, divan::black_box(at(&TEXTS, entries).as_str())));
}

#[divan::bench(args = SIZES, sample_count = 10)]
fn first_frame(bencher: Bencher, entries: usize) {
    LazyLock::force(&EDITIONS);
    bencher.bench_local(|| {
        let (app, mut frames) = seated(entries, "roadmap:members");
        frame(&app, &mut frames)
    });
}

#[divan::bench(args = SIZES)]
fn key_in_milestones(bencher: Bencher, entries: usize) {
    key(bencher, entries, "roadmap:milestones");
}

#[divan::bench(args = SIZES)]
fn key_in_members(bencher: Bencher, entries: usize) {
    key(bencher, entries, "roadmap:members");
}

#[divan::bench(args = SIZES)]
fn key_in_the_timeline(bencher: Bencher, entries: usize) {
    key(bencher, entries, "roadmap:timeline");
}

#[divan::bench(args = SIZES, sample_count = 10)]
fn filter_typed(bencher: Bencher, entries: usize) {
    let (mut app, mut frames) = seated(entries, "roadmap:milestones");
    let typed = keys("/forge<esc>");
    bencher.bench_local(|| {
        for key in &typed {
            app.update(Msg::Key(*key));
            divan::black_box(frame(&app, &mut frames));
        }
    });
}

#[divan::bench(args = SIZES, sample_count = 10)]
fn reload(bencher: Bencher, entries: usize) {
    let first = Arc::clone(at(&EDITIONS, entries));
    let changed = at(&TEXTS, entries).replacen("name = \"", "name = \"Another ", 1);
    let second = Arc::new(edition(2, &changed));
    let (mut app, mut frames) = seated(entries, "roadmap:milestones");
    bencher.bench_local(|| {
        let mut board = Board::new(Arc::clone(&first));
        board.receive(Arc::clone(&second));
        app.update(Msg::Board(board));
        app.update(Msg::Board(Board::new(Arc::clone(&first))));
        divan::black_box(frame(&app, &mut frames))
    });
}
