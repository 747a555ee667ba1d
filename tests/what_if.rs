//! The sandbox: keys in, what is shown out; the file stays as it is.

#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test may stop where it stands")]

use coalition_roadmap::app::{App, Board, Effect, Keymap, Msg, Tried};
use coalition_roadmap::edition::{Edition, Origin, consequences};
use coalition_roadmap::host::{Wanted, forecast, try_now, work_now, write_beside};
use coalition_roadmap::linear::{Page, answer, seen};
use coalition_roadmap::load::one_by_one;
use coalition_roadmap::model::{Datum, Day, Entry, Id, RiskStatus};
use coalition_roadmap::panes::Place;
use coalition_roadmap::screen::draw;
use coalition_roadmap::text::{FileId, Sources};
use ratatui::buffer::Buffer;
use ratatui::layout::{Rect, Size};
use std::sync::Arc;

#[path = "support/generate.rs"]
mod generate;
#[path = "support/small.rs"]
mod small;
use small::{press, seat};

const ROAD: &str = r#"[roadmap]
title = "What if"
as_of = 2026-06-01

[[member]]
id = "acme" # first of all
name = "Acme"
specialty = "Chips"
capabilities = ["speed", "safety"]

[[member]]
id = "beta"
name = "Beta"
specialty = "Words"
capabilities = ["safety"]
[[capability]]
id = "speed"
name = "Speed"
[[capability]]
id = "safety"
name = "Safety"
[[project]]
id = "ship"
name = "Ship"
kind = "model"
status = "in-progress"
members = ["acme", "beta"]
owner = "acme"

[[milestone]]
id = "hull"
name = "Hull"
project = "ship"
status = "planned"
owner = "acme"
start = 2026-06-11 # once the yard is free
duration = "20d"

[[milestone]]
id = "pilot"
name = "Pilot"
project = "ship"
status = "planned"
date = 2026-08-31
estimate = { low = "20d", likely = "30d", high = "60d" }
depends_on = ["hull", "chip"]

[[milestone]]
id = "fair"
name = "Fair"
status = "planned"
date = "2026-Q4"
[[milestone]]
id = "paint"
name = "Paint"
status = "in-progress"
duration = "40d"
progress = 50
[[milestone]]
id = "spec"
name = "Spec"
status = "done"
date = 2026-01-10
done = 2026-01-09
[[milestone]]
id = "someday"
name = "Someday"
status = "planned"
[[milestone]]
id = "after"
name = "After the pilot"
status = "planned"
depends_on = ["pilot"]

[[announcement]]
id = "chip"
name = "The chip"
kind = "hardware"
available = 2026-07-05

[[risk]]
id = "ice"
name = "Ice"
category = "weather"
status = "open"
owner = "acme"
likelihood = 0.5
delay = { low = "10d", likely = "20d", high = "40d" }
affects = ["pilot", "acme"]

[[view]]
name = "Acme"
pane = "members"
focus = "acme"
"#;

fn edition_of(text: &str, number: u64) -> Arc<Edition> {
    let today = Day::new(2026, 6, 1).unwrap();
    let origin = Origin { label: "roadmap.toml".into(), ..Origin::default() };
    Arc::new(Edition::read(number, origin, Sources::of_text("roadmap.toml", text), today))
}

fn board(text: &str, number: u64) -> Board {
    let edition = edition_of(text, number);
    assert!(edition.is_sound(), "{:?}", edition.problems);
    let mut board = Board::new(edition);
    board.forecast = forecast(&board.edition, runs()).map(Arc::new);
    board
}

fn runs() -> Wanted {
    Wanted { runs: 2_048, ..Wanted::default() }
}

fn at(place: &str) -> App {
    App::new(board(ROAD, 1), format!("roadmap:{place}").parse().unwrap(), seat(Size::new(120, 40)))
}

/// Keys, with all that they ask for answered.
fn typed(app: &mut App, text: &str) -> Vec<Effect> {
    let effects = press(app, text);
    try_now(app, &effects);
    effects
}

fn said(app: &App) -> &str {
    app.note.as_ref().map_or("", |note| &note.text)
}

fn field(app: &App, id: &str, field: &str) -> String {
    app.board.edition.roadmap.entry(id).unwrap().datum(field).words()
}

fn finish(edition: &Edition, id: &str) -> Day {
    let ix = edition.roadmap.find(id).unwrap();
    edition.schedule.of(edition.activities.place(ix).unwrap()).finish
}

fn lines(app: &App) -> Vec<String> {
    let mut cells = Buffer::empty(Rect::from(app.seat.size));
    draw(app, &mut cells);
    let line = |y| (0..cells.area.width).map(|x| cells[(x, y)].symbol()).collect::<String>().trim_end().to_owned();
    (0..cells.area.height).map(line).collect()
}

/// All that an edition says, field by field.
fn says(edition: &Edition) -> Vec<(Id, Vec<(&'static str, Datum)>)> {
    let fields = |entry: Entry<'_>| {
        let mut out = Vec::new();
        entry.data(&mut |field, datum| out.push((field.key, datum)));
        out
    };
    edition.roadmap.entries().map(|(_, entry)| (entry.id().clone(), fields(entry))).collect()
}

#[test]
fn a_milestone_moves_by_what_it_rests_on_and_its_promise_stays() {
    let mut app = at("milestones?focus=pilot");
    let was = finish(&app.board.edition, "pilot");
    typed(&mut app, "w>");
    assert_eq!(finish(&app.board.edition, "pilot"), was.plus(7), "{}", said(&app));
    assert_eq!(field(&app, "pilot", "date"), "2026-08-31");
    // It waited for the chip, until 5 July.
    assert_eq!(field(&app, "pilot", "start"), "2026-07-12");
    assert_eq!(finish(&app.board.edition, "after"), was.plus(7), "what waits for it moves too");
    assert!(said(&app).starts_with("Pilot: 7 days later · 2 dates move"), "{}", said(&app));

    // What is under way gets longer: half of it is done, so twice as much.
    let mut app = at("milestones?focus=paint");
    let was = finish(&app.board.edition, "paint");
    typed(&mut app, "w>>");
    assert_eq!((finish(&app.board.edition, "paint"), field(&app, "paint", "duration")), (was.plus(14), "68d".into()));
    typed(&mut app, "<<<<<<");
    assert_eq!(finish(&app.board.edition, "paint"), app.board.edition.today, "no further than to nothing");
    assert!(said(&app).contains("cannot come any earlier"), "{}", said(&app));

    // An event is on its day; of a quarter, on the last one.
    let mut app = at("milestones?focus=fair");
    typed(&mut app, "w<");
    assert_eq!(field(&app, "fair", "date"), "2026-12-24");

    let mut app = at("announcements?focus=chip");
    typed(&mut app, "w>");
    assert_eq!(field(&app, "chip", "available"), "2026-07-12");
}

#[test]
fn it_is_told_why_something_cannot_be_moved() {
    for (at_, keys, why) in [
        ("milestones?focus=spec", "w>", "`spec` is done: what is over cannot be moved"),
        ("milestones?focus=someday", "w>", "`someday` has no place in time: it lacks a date, a start, an estimate, or"),
        ("milestones?focus=after", "w<", "`after` cannot come earlier: it waits for `pilot`"),
        ("milestones?focus=hull", "w<<<", "Hull cannot come any earlier"),
        ("projects?focus=ship", "w>", "`ship` is a project; milestones and announcements can be moved, risks happen"),
        ("members?focus=acme", "w>", "`acme` takes part already"),
        ("risks?focus=ice", "w>>", "`ice` happens already"),
        ("milestones?focus=hull", ">", "things are moved in the sandbox, where nothing is written: w enters it"),
        ("milestones?focus=hull", "x", "nothing to export: w enters the sandbox"),
        ("milestones?focus=hull", "wx", "nothing to export: no step was taken yet"),
        ("milestones?focus=hull", "wu", "there is no step to take back"),
        ("milestones?focus=hull", "we", "this is the sandbox, and the file is never touched from here; w leaves it"),
        ("milestones?focus=hull", "wc", "this is the sandbox, and the file is never touched from here; w leaves it"),
        ("milestones?focus=hull", "wa", "this is the sandbox, and the file is never touched from here; w leaves it"),
    ] {
        let mut app = at(at_);
        typed(&mut app, keys);
        assert!(said(&app).starts_with(why), "{at_} {keys}: {}", said(&app));
        assert!(app.popups.is_empty());
    }
}

#[test]
fn a_start_is_never_behind_its_promise_and_yet_everything_can_be_moved_far() {
    let mut app = at("milestones?focus=pilot");
    let was = finish(&app.board.edition, "pilot");
    press(&mut app, "w");
    for n in 1..=30 {
        press(&mut app, ">");
        assert_eq!(finish(&app.board.edition, "pilot"), was.plus(7 * n), "{}", said(&app));
    }
    assert_eq!(finish(&app.board.edition, "pilot"), was.plus(210), "{}", said(&app));
    assert_eq!(app.sandbox().unwrap().steps().len(), 1, "moves one after the other are one step");
    assert!(app.board.edition.is_sound());
}

#[test]
fn a_risk_happens_or_is_gone_and_is_again_as_it_was() {
    let status = |app: &App| field(app, "ice", "status");
    let mut app = at("risks?focus=ice");
    typed(&mut app, "w>");
    assert_eq!(status(&app), RiskStatus::Occurred.word());
    typed(&mut app, "<");
    assert_eq!((status(&app).as_str(), app.sandbox().unwrap().steps().len()), ("open", 0));
    typed(&mut app, "<");
    assert_eq!(status(&app), RiskStatus::Closed.word());
    typed(&mut app, ">");
    assert_eq!(status(&app), "open");
}

#[test]
fn before_and_after_are_of_the_same_random_numbers() {
    let mut app = at("risks?focus=ice");
    let pilot = app.board.edition.roadmap.find("pilot").unwrap();
    let on_time = |app: &App| app.facts().forecast.unwrap().on_time(&app.board.edition.activities, pilot).unwrap();
    let before = on_time(&app);
    typed(&mut app, "w>");
    let happens = on_time(&app);
    typed(&mut app, "<<");
    let gone = on_time(&app);
    assert!(happens < before && before < gone, "{happens} {before} {gone}");
    // What has nothing to do with a step is the same, run by run.
    let mut app = at("milestones?focus=fair");
    typed(&mut app, "w>");
    let days = |board: &Board| board.forecast.as_ref().unwrap().days(&board.edition.activities, pilot).cloned();
    assert_eq!(days(&app.board), days(app.board.shared()));
    let told = consequences(&app.facts());
    assert_eq!(told.len(), 1, "{told:?}");
}

#[test]
fn what_is_shown_says_that_it_is_a_sandbox_and_compares() {
    let mut app = at("milestones?focus=pilot");
    typed(&mut app, "w>>>");
    app.note = None;
    insta::assert_snapshot!("the_sandbox_120x40", lines(&app).join("\n"));
    typed(&mut app, "9");
    insta::assert_snapshot!("before_and_after_120x40", lines(&app).join("\n"));
    for (width, height) in [(80, 24), (40, 12)] {
        app.update(Msg::Resize(Size::new(width, height)));
        app.note = None;
        insta::assert_snapshot!(format!("before_and_after_{width}x{height}"), lines(&app).join("\n"));
    }
    app.update(Msg::Resize(Size::new(120, 40)));
    typed(&mut app, "2");
    assert!(lines(&app)[0].contains("WHAT IF · 1 step, over roadmap.toml"), "{}", lines(&app)[0]);
    typed(&mut app, "?");
    let help = lines(&app).join("\n");
    assert!(help.contains("In the sandbox: what if"), "{help}");
}

#[test]
fn a_step_is_taken_back_cell_by_cell_and_the_sandbox_can_be_had_again() {
    let mut app = at("milestones?focus=pilot");
    let shared = lines(&app);
    typed(&mut app, "w");
    let mut screens = Vec::new();
    for keys in [">>", "8>", "5<", "7>"] {
        app.note = None;
        screens.push((app.place.clone(), lines(&app)));
        typed(&mut app, keys);
    }
    assert_eq!(app.sandbox().unwrap().steps().len(), 4, "{}", said(&app));
    let full = says(&app.board.edition);
    while let Some((place, screen)) = screens.pop() {
        typed(&mut app, "u");
        app.update(Msg::Do(coalition_roadmap::app::Action::Visit(Box::new(place))));
        app.note = None;
        // The journey differs: the last line tells it.
        assert_eq!(lines(&app)[..39], screen[..39]);
    }
    typed(&mut app, "u");
    assert_eq!(said(&app), "there is no step to take back");
    // Written apart: `<7>` would be the key 7.
    for keys in ["8>5<", "7>w"] {
        typed(&mut app, keys);
    }
    assert!(said(&app).starts_with("left the sandbox: 3 steps dropped"), "{}", said(&app));
    app.update(Msg::Do(coalition_roadmap::app::Action::Visit(Box::new(
        "roadmap:milestones?focus=pilot".parse().unwrap(),
    ))));
    app.note = None;
    assert_eq!(lines(&app)[..39], shared[..39], "as if nothing had been");
    typed(&mut app, "wu");
    assert_eq!(app.sandbox().unwrap().steps().len(), 3);
    assert_ne!(says(&app.board.edition), full);
}

#[test]
fn a_member_leaves_with_all_that_names_it() {
    let mut app = at("members?focus=acme");
    typed(&mut app, "w<");
    let edition = &app.board.edition;
    assert!(edition.is_sound() && edition.roadmap.find("acme").is_none(), "{}", said(&app));
    assert_eq!(edition.roadmap.entry("ship").unwrap().datum("members"), Datum::Links(vec![Id::new("beta")]));
    assert_eq!(edition.roadmap.entry("hull").unwrap().datum("owner"), Datum::Absent);
    assert_eq!(edition.roadmap.views[0].focus, None);
    assert!(
        said(&app).contains("1 area that nobody covers, 1 open milestone without an owner, 1 risk without an owner"),
        "{}",
        said(&app)
    );
    // It is back by the key that leads it out, where what is gone is listed.
    typed(&mut app, "9");
    while app.place.focus.as_ref().is_none_or(|id| id.as_str() != "acme") {
        let before = app.place.focus.clone();
        typed(&mut app, "j");
        assert_ne!(before, app.place.focus, "acme is listed");
    }
    typed(&mut app, ">");
    assert_eq!(says(&app.board.edition), says(&app.board.shared().edition));
}

/// What a person does who copies a patch over: fields into the tables with the same id.
fn copied_over(text: &str, patch: &str) -> String {
    let mut root: toml::Table = text.parse().unwrap();
    let patch: toml::Table = patch.parse().unwrap_or_else(|error| panic!("{error}\n{patch}"));
    for (kind, tables) in patch {
        for table in tables.as_array().unwrap() {
            let all = root[&kind].as_array_mut().unwrap();
            let mine = all.iter_mut().find(|it| it["id"] == table["id"]).unwrap().as_table_mut().unwrap();
            mine.extend(table.as_table().unwrap().clone());
        }
    }
    root.to_string()
}

#[test]
fn the_patch_gives_the_same_roadmap_when_it_is_copied_over() {
    let mut app = at("milestones?focus=pilot");
    typed(&mut app, "w>>3");
    for keys in ["8>", "7>"] {
        typed(&mut app, keys);
    }
    let effects = press(&mut app, "x");
    let Some(Effect::Export { beside, name, text }) = effects.first() else { unreachable!("{effects:?}") };
    assert_eq!((beside.as_str(), name.as_str()), ("roadmap.toml", "what-if-2026-06-01.toml"));
    insta::assert_snapshot!("patch", text);
    let copied = edition_of(&copied_over(ROAD, text), 9);
    assert!(copied.is_sound(), "{:?}", copied.problems);
    assert_eq!(says(&copied), says(&app.board.edition));

    let folder = tempfile::tempdir().unwrap();
    let road = folder.path().join("roadmap.toml");
    std::fs::write(&road, ROAD).unwrap();
    for expected in ["what-if-2026-06-01.toml", "what-if-2026-06-01-2.toml", "what-if-2026-06-01-3.toml"] {
        let path = write_beside(&road, name, text).unwrap();
        assert!(path.ends_with(expected), "{path}");
        assert_eq!(&std::fs::read_to_string(path).unwrap(), text);
    }
    assert_eq!(std::fs::read_to_string(&road).unwrap(), ROAD);
}

#[test]
fn where_nothing_can_be_written_the_patch_is_copied() {
    let mut app = at("milestones?focus=pilot");
    app.seat.rights.edit = false;
    typed(&mut app, "w>");
    assert!(matches!(&press(&mut app, "x")[..], [Effect::Copy(..)]));
    // Beside such a roadmap it would be a part of it.
    let text = ROAD.replace("as_of", "include = [\"*.toml\"]\nas_of");
    let today = Day::new(2026, 6, 1).unwrap();
    let sources =
        Sources::of_files(vec![coalition_roadmap::text::SourceText::of_text("roadmap.toml", text.as_str())], vec![]);
    let edition = Arc::new(Edition::read(1, Origin::default(), sources, today));
    assert!(edition.is_sound(), "{:?}", edition.problems);
    let mut app =
        App::new(Board::new(edition), "roadmap:milestones?focus=pilot".parse().unwrap(), seat(Size::new(80, 24)));
    typed(&mut app, "w>");
    let effects = press(&mut app, "x");
    assert!(matches!(&effects[..], [Effect::Copy(_, what)] if what.contains("read as a part of it")), "{effects:?}");
}

#[test]
fn the_file_changes_under_the_sandbox() {
    let mut app = at("milestones?focus=pilot");
    typed(&mut app, "w>8>");
    let effects = app.update(Msg::Board(board(&ROAD.replace("20d\"\n", "25d\"\n"), 2)));
    try_now(&mut app, &effects);
    assert_eq!(said(&app), "the file changed: 2 steps taken over what it says now");
    assert_eq!((field(&app, "hull", "duration"), field(&app, "ice", "status")), ("25d".into(), "occurred".into()));
    assert_eq!(field(&app, "pilot", "start"), "2026-07-13", "hull ends on 6 July now");
    // What is done meanwhile cannot be moved any more.
    let done = ROAD.replacen(
        "status = \"planned\"\ndate = 2026-08-31",
        "status = \"done\"\ndone = 2026-05-30\ndate = 2026-08-31",
        1,
    );
    let effects = app.update(Msg::Board(board(&done, 3)));
    try_now(&mut app, &effects);
    assert!(
        said(&app).starts_with("the file changed: 1 step no longer fits and was dropped: `pilot` is done"),
        "{}",
        said(&app)
    );
    assert_eq!(app.sandbox().unwrap().steps().len(), 1);
    // One with errors is told, and is not what the steps are taken from.
    let mut broken = app.board.shared().clone();
    broken.receive(edition_of(&ROAD.replace("status = \"open\"", "status = \"opn\""), 4));
    app.update(Msg::Board(broken));
    assert!(app.board.broken.is_some() && app.sandbox().unwrap().steps().len() == 1);
    typed(&mut app, "w");
    assert!(app.board.under.is_none() && app.board.broken.is_some() && app.board.edition.number == 3);
}

#[test]
fn a_large_roadmap_is_tried_beside_and_the_newest_wins() {
    let text = generate::roadmap(3, 2_100);
    let mut board = board(&text, 1);
    board.forecast = None;
    let base = Arc::clone(&board.edition);
    let coming =
        base.activities.all().iter().find(|it| !it.over && base.roadmap.milestone(it.entry).is_some()).unwrap();
    let id = base.roadmap.get(coming.entry).unwrap().id().clone();
    let place: Place = format!("roadmap:milestones?focus={id}").parse().unwrap();
    let mut app = App::new(board, place, seat(Size::new(120, 40)));
    let trials = press(&mut app, "w>>").into_iter().filter_map(|effect| match effect {
        Effect::Try(trial) => Some(trial),
        _ => None,
    });
    let trials: Vec<_> = trials.collect();
    assert_eq!(trials.len(), 2);
    assert!(lines(&app)[0].contains("trying"), "{}", lines(&app)[0]);
    assert!(Arc::ptr_eq(&app.board.edition, &base), "nothing is shown before it is there");
    let tried: Vec<Tried> = trials.into_iter().map(|trial| trial.run(one_by_one)).collect();
    for tried in tried {
        app.update(Msg::Tried(tried));
    }
    let steps: Vec<_> = app.sandbox().unwrap().steps().cloned().collect();
    assert!(matches!(steps[..], [coalition_roadmap::edit::Step::Move { days: 14, .. }]), "{steps:?} {}", said(&app));
}

#[test]
fn as_many_undos_as_steps_give_what_the_file_says() {
    for seed in 0..6 {
        let mut dice = generate::Dice::new(seed);
        let text = generate::roadmap(seed, 60);
        let mut app =
            App::new(Board::new(edition_of(&text, 1)), "roadmap:milestones".parse().unwrap(), seat(Size::new(120, 40)));
        press(&mut app, "w");
        for _ in 0..30 {
            let keys = ["j", "k", "G", "gg", ">", ">", "<", "<", "3", "5", "7", "8"][dice.below(12)];
            press(&mut app, keys);
            assert!(app.board.edition.is_sound());
        }
        let steps = app.sandbox().unwrap().steps().len();
        let now = edition_of(&app.board.edition.sources.file(FileId::default()).unwrap().text, 2);
        assert_eq!(says(&now), says(&app.board.edition), "what is shown is what its text says");
        for _ in 0..steps {
            press(&mut app, "u");
        }
        assert_eq!(says(&app.board.edition), says(&edition_of(&text, 3)), "seed {seed}");
        assert!(app.board.edition.roadmap.milestones.len() == app.board.shared().edition.roadmap.milestones.len());
    }
}

#[test]
fn line_by_line_it_is_the_same_sandbox() {
    let page = Page { width: 100, rows: 30, ascii: false };
    let mut app = at("milestones?focus=pilot");
    // As where there are no keys.
    app.keymap = Arc::new(Keymap::from_iter([]));
    app.seat.rights.edit = false;
    let mut told = Vec::new();
    for line in [
        "later",
        "what-if",
        "later",
        "later 14",
        "undo",
        "milestone pilot",
        "later 14",
        "risks",
        "1",
        "later",
        "changes",
        "export",
        "what-if",
    ] {
        told.push(format!("> {line}"));
        let answered = answer(&mut app, line, page);
        let worked = work_now(&mut app, &answered.effects);
        told.extend(if worked { seen(&app, page) } else { answered.lines });
    }
    insta::assert_snapshot!("line_by_line", told.join("\n"));
}
