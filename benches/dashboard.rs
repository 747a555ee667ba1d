//! How fast: ratios beside the bare parse of the same text, and between a small and a large roadmap. Run
//! `cargo bench`; compare within one run only.

#![allow(missing_docs, clippy::unwrap_used, clippy::expect_used, reason = "a benchmark may stop where it stands")]

use coalition_roadmap::app::{Action, App, Asked, Board, Effect, Msg, Rights, SeatInfo, keys};
use coalition_roadmap::edition::{Edition, Haystack, Origin};
use coalition_roadmap::host::{Frames, Wanted, forecast};
use coalition_roadmap::load::{load as read, one_by_one};
use coalition_roadmap::look::Look;
use coalition_roadmap::model::{Day, Id};
use coalition_roadmap::plan::Cone;
use coalition_roadmap::problem::{Paper, human};
use coalition_roadmap::screen::draw;
use coalition_roadmap::text::Sources;
use divan::Bencher;
use ratatui::layout::Size;
use std::collections::HashMap;
use std::fmt::Write as _;
use std::sync::{Arc, LazyLock, Mutex};
use toml::de::DeTable;

#[path = "../tests/support/generate.rs"]
mod generate;

const SIZES: [usize; 3] = [100, 10_000, 100_000];
const SIZE: Size = Size { width: 120, height: 40 };

fn main() {
    divan::main();
}

static TEXTS: LazyLock<Mutex<HashMap<usize, Arc<str>>>> = LazyLock::new(Mutex::default);
static EDITIONS: LazyLock<Mutex<HashMap<usize, Arc<Edition>>>> = LazyLock::new(Mutex::default);

fn text(entries: usize) -> Arc<str> {
    TEXTS.lock().unwrap().entry(entries).or_insert_with(|| generate::roadmap(1, entries).into()).clone()
}

fn sources(text: &Arc<str>) -> Sources {
    Sources::of_text("roadmap.toml", text.clone())
}

fn today() -> Day {
    Day::new(2026, 6, 1).unwrap()
}

fn edition(entries: usize) -> Arc<Edition> {
    let text = text(entries);
    let make = || Arc::new(Edition::read(1, Origin::default(), sources(&text), today()));
    EDITIONS.lock().unwrap().entry(entries).or_insert_with(make).clone()
}

fn board(entries: usize) -> Board {
    let edition = edition(entries);
    assert!(edition.is_sound(), "{:?}", &edition.problems[..edition.problems.len().min(3)]);
    Board::new(edition)
}

fn seat() -> SeatInfo {
    SeatInfo { number: 0, size: SIZE, look: Look::default(), rights: Rights::ALL }
}

/// Someone who sits at a place, and the screen in front of them with its first frame on it.
fn seated(entries: usize, place: &str) -> (App, Frames) {
    let app = App::new(board(entries), place.parse().unwrap(), seat());
    let mut frames = Frames::new(SIZE);
    frame(&app, &mut frames);
    (app, frames)
}

fn frame(app: &App, frames: &mut Frames) -> Vec<u8> {
    frames.draw(|cells| draw(app, cells));
    frames.take()
}

/// A key and its frame: so many rows down, and up again, so that no size ever comes to an end of its list.
fn walk(bencher: Bencher<'_, '_>, entries: usize, place: &str, rows: usize) {
    let (mut app, mut frames) = seated(entries, place);
    let mut steps = 0_usize;
    bencher.bench_local(|| {
        let action = if (steps / rows).is_multiple_of(2) { Action::Down } else { Action::Up };
        steps += 1;
        app.update(Msg::Do(action));
        frame(&app, &mut frames)
    });
}

/// The measure for `load` and `edition`: the same text, read as TOML, its drop left out as theirs is.
#[divan::bench(args = SIZES, sample_count = 15)]
fn bare_parse(bencher: Bencher<'_, '_>, entries: usize) {
    let text = text(entries);
    bencher.bench_local(|| DeTable::parse(divan::black_box(&text)).unwrap());
}

/// The same with its drop, which a reading has to do as well.
#[divan::bench(args = SIZES, sample_count = 15)]
fn bare_parse_and_drop(bencher: Bencher<'_, '_>, entries: usize) {
    let text = text(entries);
    bencher.bench_local(|| assert!(!DeTable::parse(divan::black_box(&text)).unwrap().get_ref().is_empty()));
}

#[divan::bench(args = SIZES, sample_count = 15)]
fn load(bencher: Bencher<'_, '_>, entries: usize) {
    let text = text(entries);
    bencher.with_inputs(|| sources(&text)).bench_local_refs(|sources| read(sources, one_by_one, &mut |_| {}));
}

/// The same with one syntax error in the middle.
#[divan::bench(args = SIZES, sample_count = 15)]
fn load_one_slip(bencher: Bencher<'_, '_>, entries: usize) {
    let text = text(entries);
    let middle = text[..text.len() / 2].rfind("name = \"").unwrap();
    let slipped: Arc<str> = format!("{}name = {}", &text[..middle], &text[middle + "name = \"".len()..]).into();
    bencher.with_inputs(|| sources(&slipped)).bench_local_refs(|sources| read(sources, one_by_one, &mut |_| {}));
}

/// The same with a mistake in each of up to 10,000 entries, half of them syntax errors, and the report.
#[divan::bench(args = SIZES, sample_count = 5)]
fn load_many_slips(bencher: Bencher<'_, '_>, entries: usize) {
    let text = text(entries);
    let mut slipped = String::with_capacity(text.len());
    for (i, part) in text.split("status = \"").enumerate() {
        slipped.push_str(match i {
            0 => "",
            1..5_000 => "status = ",
            5_000..10_000 => "status = \"un",
            _ => "status = \"",
        });
        slipped.push_str(part);
    }
    let slipped: Arc<str> = slipped.into();
    bencher.with_inputs(|| sources(&slipped)).bench_local_refs(|sources| {
        let reading = read(sources, one_by_one, &mut |_| {});
        human(&reading.problems, sources, Paper::default())
    });
}

#[divan::bench(name = "edition", args = SIZES, sample_count = 15)]
fn whole_edition(bencher: Bencher<'_, '_>, entries: usize) {
    let text = text(entries);
    bencher
        .with_inputs(|| sources(&text))
        .bench_local_values(|sources| Edition::read(1, Origin::default(), sources, today()));
}

#[divan::bench(args = SIZES)]
fn first_frame(bencher: Bencher<'_, '_>, entries: usize) {
    bencher.with_inputs(|| board(entries)).bench_local_values(|board| {
        let app = App::new(board, "roadmap:members".parse().unwrap(), seat());
        let mut frames = Frames::new(SIZE);
        let bytes = frame(&app, &mut frames);
        (app, frames, bytes)
    });
}

#[divan::bench(args = SIZES, sample_count = 200)]
fn key(bencher: Bencher<'_, '_>, entries: usize) {
    walk(bencher, entries, "roadmap:milestones", 60);
}

#[divan::bench(args = SIZES, sample_count = 200)]
fn key_in_members(bencher: Bencher<'_, '_>, entries: usize) {
    walk(bencher, entries, "roadmap:members", 1);
}

#[divan::bench(args = SIZES, sample_count = 200)]
fn key_in_capabilities(bencher: Bencher<'_, '_>, entries: usize) {
    walk(bencher, entries, "roadmap:capabilities", 3);
}

#[divan::bench(args = SIZES, sample_count = 200)]
fn key_in_overview(bencher: Bencher<'_, '_>, entries: usize) {
    walk(bencher, entries, "roadmap:overview", 3);
}

#[divan::bench(args = SIZES, sample_count = 200)]
fn key_in_risks(bencher: Bencher<'_, '_>, entries: usize) {
    walk(bencher, entries, "roadmap:risks", 3);
}

#[divan::bench(args = SIZES, sample_count = 200)]
fn timeline_frame(bencher: Bencher<'_, '_>, entries: usize) {
    walk(bencher, entries, "roadmap:timeline", 60);
}

/// Three letters, each with its frame.
#[divan::bench(args = SIZES, sample_count = 20)]
fn filter(bencher: Bencher<'_, '_>, entries: usize) {
    let typed = keys("tok");
    let ready = || {
        let (mut app, frames) = seated(entries, "roadmap:milestones");
        app.update(Msg::Do(Action::Filter));
        (app, frames)
    };
    bencher.with_inputs(ready).bench_local_values(|(mut app, mut frames)| {
        for key in &typed {
            app.update(Msg::Key(*key));
            divan::black_box(frame(&app, &mut frames));
        }
        (app, frames)
    });
}

/// The texts of all entries, made ready to be searched: a part of `edition`.
#[divan::bench(args = SIZES, sample_count = 15)]
fn haystack(bencher: Bencher<'_, '_>, entries: usize) {
    let edition = edition(entries);
    bencher.bench_local(|| Haystack::new(&edition.roadmap));
}

/// A key in the finder and its frame, after other keys.
fn find(bencher: Bencher<'_, '_>, entries: usize, before: &str, key: &Msg) {
    let ready = || {
        let (mut app, mut frames) = seated(entries, "roadmap:milestones");
        for key in keys(before) {
            app.update(Msg::Key(key));
        }
        frame(&app, &mut frames);
        (app, frames)
    };
    bencher.with_inputs(ready).bench_local_refs(|(app, frames)| {
        app.update(key.clone());
        frame(app, frames)
    });
}

fn one(key: &str) -> Msg {
    Msg::Key(keys(key)[0])
}

#[divan::bench(args = SIZES, sample_count = 50)]
fn find_open(bencher: Bencher<'_, '_>, entries: usize) {
    find(bencher, entries, "", &one("<space>"));
}

/// The letter that most names have.
#[divan::bench(args = SIZES, sample_count = 50)]
fn find_first_letter(bencher: Bencher<'_, '_>, entries: usize) {
    find(bencher, entries, "<space>", &one("e"));
}

#[divan::bench(args = SIZES, sample_count = 50)]
fn find_third_letter(bencher: Bencher<'_, '_>, entries: usize) {
    find(bencher, entries, "<space>to", &one("k"));
}

#[divan::bench(args = SIZES, sample_count = 50)]
fn find_deletion(bencher: Bencher<'_, '_>, entries: usize) {
    find(bencher, entries, "<space>ere", &one("<backspace>"));
}

#[divan::bench(args = SIZES, sample_count = 50)]
fn find_scattered(bencher: Bencher<'_, '_>, entries: usize) {
    find(bencher, entries, "<space>er", &one("e"));
}

#[divan::bench(args = SIZES, sample_count = 50)]
fn find_pasted(bencher: Bencher<'_, '_>, entries: usize) {
    find(bencher, entries, "<space>", &Msg::Paste("the first result that others can build on".to_owned()));
}

#[divan::bench(args = SIZES, sample_count = 50)]
fn find_typo(bencher: Bencher<'_, '_>, entries: usize) {
    find(bencher, entries, "<space>tokinez", &one("r"));
}

#[divan::bench(args = SIZES, sample_count = 50)]
fn find_typos(bencher: Bencher<'_, '_>, entries: usize) {
    find(bencher, entries, "<space>schedulr<space>relaes", &one("e"));
}

#[divan::bench(args = SIZES, sample_count = 50)]
fn find_down(bencher: Bencher<'_, '_>, entries: usize) {
    find(bencher, entries, "<space>e", &one("<down>"));
}

/// The last letter of each of these and its frame, at 100,000 entries.
const LETTERS: [&str; 11] = [
    "/t",
    "/to",
    "/tok",
    "/token<space>fre",
    "/zz",
    "/\"training<space>run",
    "/status:pla",
    "/status:planned<space>date<2026-Q4",
    "/name:tok",
    "/owner:member-1",
    "/waits_for:announcement-1",
];

#[divan::bench(args = LETTERS, sample_count = 20)]
fn filter_letter(bencher: Bencher<'_, '_>, typed: &str) {
    last_key(bencher, "roadmap:milestones", typed);
}

/// The Overview is filtered among all entries, whatever their kind.
#[divan::bench(args = ["/t", "/tok", "/status:pla"], sample_count = 20)]
fn filter_overview(bencher: Bencher<'_, '_>, typed: &str) {
    last_key(bencher, "roadmap:overview", typed);
}

/// The last letter of each of these and its frame, at 100,000 entries: what the command line offers of all names.
const LINES: [&str; 7] = [
    ":open<space>t",
    ":open<space>tok",
    ":open<space>token<space>fre",
    ":open<space>zz",
    ":milestone<space>t",
    ":milestone<space>token",
    ":member<space>member-1",
];

#[divan::bench(args = LINES, sample_count = 20)]
fn command_letter(bencher: Bencher<'_, '_>, typed: &str) {
    last_key(bencher, "roadmap:milestones", typed);
}

/// The last key of each of these and its frame, at 100,000 entries: the facets are opened, and a value is switched on,
/// another one too, and off again.
const FACETS: [(&str, &str); 9] = [
    ("milestones", "f"),
    ("milestones", "f<down><enter>"),
    ("milestones", "f<down><enter><down><enter>"),
    ("milestones", "f<down><enter><enter>"),
    ("milestones", "/token<enter>f"),
    ("projects", "f"),
    ("risks", "f"),
    ("members", "f"),
    ("overview", "f"),
];

#[divan::bench(args = FACETS.map(|(pane, typed)| format!("{pane} {typed}")), sample_count = 20)]
fn facets(bencher: Bencher<'_, '_>, case: &str) {
    let (pane, typed) = case.split_once(' ').unwrap();
    last_key(bencher, &format!("roadmap:{pane}"), typed);
}

/// The last key of some and its frame, at 100,000 entries.
fn last_key(bencher: Bencher<'_, '_>, place: &str, typed: &str) {
    let typed = keys(typed);
    let (last, before) = typed.split_last().unwrap();
    let ready = || {
        let (mut app, mut frames) = seated(100_000, place);
        for key in before {
            app.update(Msg::Key(*key));
        }
        frame(&app, &mut frames);
        (app, frames)
    };
    bencher.with_inputs(ready).bench_local_values(|(mut app, mut frames)| {
        app.update(Msg::Key(*last));
        divan::black_box(frame(&app, &mut frames));
        (app, frames)
    });
}

fn changed(entries: usize) -> Arc<Edition> {
    let text = text(entries).replacen("status = \"planned\"", "status = \"blocked\"", 1);
    Arc::new(Edition::read(2, Origin::default(), Sources::of_text("roadmap.toml", text), today()))
}

/// What one changed entry costs once it is read: what changed, on the board.
#[divan::bench(args = SIZES, sample_count = 15)]
fn reload(bencher: Bencher<'_, '_>, entries: usize) {
    let (board, next) = (board(entries), changed(entries));
    bencher.with_inputs(|| (board.clone(), next.clone())).bench_local_values(|(mut board, next)| {
        board.receive(next);
        assert_eq!(board.since.len(), 1);
        board
    });
}

/// The same seen by someone: a new board, and its frame.
#[divan::bench(args = SIZES, sample_count = 15)]
fn reload_shown(bencher: Bencher<'_, '_>, entries: usize) {
    let (mut after, next) = (board(entries), changed(entries));
    after.receive(next);
    bencher.with_inputs(|| (seated(entries, "roadmap:milestones"), after.clone())).bench_local_values(
        |((mut app, mut frames), after)| {
            app.update(Msg::Board(after));
            divan::black_box(frame(&app, &mut frames));
            (app, frames)
        },
    );
}

/// A thousand milestones with estimates, each waiting for two before it, and forty risks: with some runs on the board.
fn estimated() -> Board {
    let mut text = "[roadmap]\ntitle = \"Estimated\"\n".to_owned();
    for i in 0..1_000_usize {
        let _ = writeln!(
            text,
            "[[milestone]]\nid = \"m{i}\"\nname = \"Milestone {i}\"\nstatus = \"planned\"\n\
             estimate = {{ low = \"{}d\", likely = \"{}d\", high = \"{}d\" }}",
            3 + i % 7,
            10 + i % 11,
            25 + i % 23
        );
        if i > 1 {
            let _ = writeln!(text, "depends_on = [\"m{}\", \"m{}\"]", i - 1 - i % 2, i / 2);
        }
    }
    for i in 0..40 {
        let _ = writeln!(
            text,
            "[[risk]]\nid = \"r{i}\"\nname = \"Risk {i}\"\ncategory = \"any\"\nstatus = \"open\"\nlikelihood = 2\n\
             impact = 3\naffects = [\"m{}\"]",
            i * 25
        );
    }
    let edition = Edition::read(1, Origin::default(), Sources::of_text("roadmap.toml", text), today());
    let mut board = Board::new(Arc::new(edition));
    assert!(board.edition.is_sound());
    board.forecast = forecast(&board.edition, Wanted { runs: 1_024, ..Wanted::default() }).map(Arc::new);
    board
}

/// Some runs of what drives the last of them, as they come to the dashboard.
fn part(board: &Board) -> Msg {
    let target = board.edition.roadmap.find("m999").unwrap();
    let asked = Asked { edition: Arc::clone(&board.edition), target };
    let runs = Cone::new(&board.edition.activities, target).unwrap().ask(1, 0..256);
    Msg::Drivers { number: board.edition.number, tornado: asked.answer(&runs) }
}

/// The forecast of a milestone is opened: its first picture, while the runs are under way.
#[divan::bench(sample_count = 50)]
fn forecast_opened(bencher: Bencher<'_, '_>) {
    let board = estimated();
    let make = || {
        let app = App::new(board.clone(), "roadmap:milestones?focus=m999".parse().unwrap(), seat());
        let mut frames = Frames::new(SIZE);
        frame(&app, &mut frames);
        (app, frames)
    };
    bencher.with_inputs(make).bench_local_values(|(mut app, mut frames)| {
        app.update(Msg::Do(Action::ForecastOf(Id::new("m999"))));
        divan::black_box(frame(&app, &mut frames));
        (app, frames)
    });
}

/// More runs come to it, and are shown: what a key has to wait for at most.
#[divan::bench(sample_count = 50)]
fn forecast_filled_in(bencher: Bencher<'_, '_>) {
    let board = estimated();
    let part = part(&board);
    let app = || App::new(board.clone(), "roadmap:milestones?forecast=m999".parse().unwrap(), seat());
    bencher.with_inputs(|| (app(), Frames::new(SIZE), part.clone())).bench_local_values(
        |(mut app, mut frames, part)| {
            app.update(part);
            divan::black_box(frame(&app, &mut frames));
            (app, frames)
        },
    );
}

/// A key in it, and its frame.
#[divan::bench(sample_count = 200)]
fn key_in_forecast(bencher: Bencher<'_, '_>) {
    let board = estimated();
    let mut app = App::new(board.clone(), "roadmap:milestones?forecast=m999".parse().unwrap(), seat());
    app.update(part(&board));
    let mut frames = Frames::new(SIZE);
    frame(&app, &mut frames);
    let mut steps = 0_usize;
    bencher.bench_local(|| {
        let action = if (steps / 40).is_multiple_of(2) { Action::Down } else { Action::Up };
        steps += 1;
        app.update(Msg::Do(action));
        frame(&app, &mut frames)
    });
}

/// A step of the sandbox: the key, everything that follows from it, and the frame. At 1,000 milestones.
#[divan::bench(sample_count = 30)]
fn step_of_the_sandbox(bencher: Bencher<'_, '_>) {
    let text: Arc<str> = milestones(1_000).into();
    let edition = Arc::new(Edition::read(1, Origin::default(), sources(&text), today()));
    assert!(edition.is_sound() && edition.roadmap.milestones.len() == 1_000, "{:?}", edition.problems.first());
    let mut app = App::new(Board::new(edition), "roadmap:milestones?focus=m500".parse().unwrap(), seat());
    let mut frames = Frames::new(SIZE);
    app.update(Msg::Do(Action::WhatIf));
    bencher.bench_local(|| {
        let effects = app.update(Msg::Do(Action::Later));
        assert!(!effects.iter().any(|effect| matches!(effect, Effect::Try(_))), "it is there with the next frame");
        frame(&app, &mut frames)
    });
}

/// Milestones with estimates, each waiting for some before it.
fn milestones(count: usize) -> String {
    let one = |i: usize| {
        let waits = if i < 10 { String::new() } else { format!("\"m{}\", \"m{}\"", i - 7, i - 10) };
        format!(
            "[[milestone]]\nid = \"m{i}\"\nname = \"Milestone {i}\"\nstatus = \"planned\"\ndate = \"2030\"\n\
             estimate = {{ low = \"5d\", likely = \"8d\", high = \"2w\" }}\ndepends_on = [{waits}]\nbasis = \"assumption\"\n"
        )
    };
    let all: Vec<String> = (0..count).map(one).collect();
    format!("[roadmap]\ntitle = \"t\"\n{}", all.concat())
}
