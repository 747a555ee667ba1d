//! The forecast of a milestone as a reader sees it: the way there, what is asked for, how it fills in, what it says.

#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test may stop where it stands")]

use coalition_roadmap::app::{App, Board, Effect, Msg, Popup};
use coalition_roadmap::edition::{Edition, Facts};
use coalition_roadmap::export::{Picture, picture};
use coalition_roadmap::host::{Wanted, drive, drive_now, forecast};
use coalition_roadmap::linear::{Page, answer, seen};
use coalition_roadmap::look::{Background, Days, Depth, Look, Theme};
use coalition_roadmap::model::{Day, Id};
use coalition_roadmap::panes::Listing;
use coalition_roadmap::plan::RUNS;
use coalition_roadmap::screen::draw;
use proptest::prelude::*;
use ratatui::buffer::Buffer;
use ratatui::layout::{Rect, Size};
use ratatui::style::{Color, Modifier};
use std::sync::Arc;

#[path = "support/pty.rs"]
mod pty;
#[path = "support/small.rs"]
mod small;
use pty::Run;
use small::{press, seat};

const PLAN: &str = include_str!("support/wallet.toml");

fn edition(number: u64, text: &str) -> Arc<Edition> {
    let edition = small::edition(number, text);
    assert!(edition.is_sound(), "{:?}", edition.problems);
    edition
}

/// A board with a whole forecast on it.
fn board(number: u64, text: &str) -> Board {
    let mut board = Board::new(edition(number, text));
    board.forecast = forecast(&board.edition, Wanted::default()).map(Arc::new);
    board
}

fn app_at(place: &str, size: (u16, u16)) -> App {
    App::new(board(1, PLAN), place.parse().unwrap(), seat(Size::new(size.0, size.1)))
}

fn app(place: &str) -> App {
    app_at(&format!("roadmap:{place}"), (120, 40))
}

/// What the simulation answers to an effect, part by part.
fn parts(effects: &[Effect]) -> Vec<Msg> {
    let Some(Effect::Drive(Some(asked))) = effects.last() else { panic!("nothing was asked for: {effects:?}") };
    let mut out = Vec::new();
    drive(&asked.edition, asked.target, Wanted::default(), &|| true, &mut |runs| {
        out.push(Msg::Drivers { number: asked.edition.number, tornado: asked.answer(&runs) });
    });
    out
}

fn cells(app: &App) -> Buffer {
    let mut cells = Buffer::empty(Rect::from(app.seat.size));
    draw(app, &mut cells);
    cells
}

fn text(app: &App) -> String {
    picture(&cells(app), Picture::Text, app.seat.look)
}

/// A whole forecast, as it is at the end.
fn whole(place: &str, size: (u16, u16), look: Look) -> App {
    let mut app = app_at(&format!("roadmap:{place}"), size);
    app.seat.look = look;
    let asked = app.opening();
    drive_now(&mut app, &asked);
    app
}

/// From a place, these keys lead to that place.
#[track_caller]
fn check(from: &str, typed: &str, to: &str) {
    let mut app = app(from);
    press(&mut app, typed);
    assert_eq!(app.place.to_string(), format!("roadmap:{to}"), "{from} + {typed}");
}

#[test]
fn it_is_a_place_of_its_own_in_the_history() {
    let audit = "milestones?forecast=audit&focus=audit";
    check("milestones?focus=audit", "gf", audit);
    check("timeline?focus=audit", "gf", audit);
    check("overview", ":forecast<space>audit<enter>", audit);
    check("milestones?focus=audit", ":forecast<enter>", audit);
    check("milestones?focus=audit", "<space>audit<tab>its<space>forecast<enter>", audit);
    check("milestones?focus=audit", "gf<esc>", "milestones?focus=audit");
    check("milestones?focus=audit", "gfH", "milestones?focus=audit");
    check("milestones?focus=audit", "gfHL", audit);
    check("milestones?focus=audit", "gfj", "milestones?forecast=audit&focus=device");
    check("milestones?focus=audit", "gfj<enter>", "milestones?focus=device");
    check("milestones?focus=audit", "gfj<enter>H", "milestones?forecast=audit&focus=device");
    check("milestones?focus=audit", "gfj<tab>", "milestones?forecast=audit&focus=device&part=detail");
    check("milestones?focus=audit", "gf/key<enter><enter>", "risks?focus=key-person");
    check("milestones?focus=audit", "gf3", "milestones?focus=audit");
    check("milestones?focus=audit", "gfjgf", "milestones?forecast=device&focus=device");
    // Of a risk, that of the milestone that it costs most.
    check("risks?focus=lab-slot", "gf", "milestones?forecast=bridge&focus=bridge");
    check("milestones?forecast=audit&focus=nowhere", "", audit);
}

#[test]
fn only_a_milestone_has_one() {
    for (from, said) in
        [("members?focus=acme", "only a milestone has a forecast"), ("risks?focus=vague", "only a milestone")]
    {
        let mut app = app(from);
        assert_eq!(press(&mut app, "gf"), []);
        assert!(app.note.as_ref().unwrap().text.contains(said), "{:?}", app.note);
    }
}

#[test]
fn runs_are_asked_for_once_and_given_up_when_nobody_looks() {
    let mut app = app("milestones?focus=audit");
    assert_eq!(app.opening(), []);
    let asked = press(&mut app, "gf");
    assert!(matches!(&asked[..], [Effect::Drive(Some(asked))] if asked.edition.number == 1), "{asked:?}");
    assert_eq!(press(&mut app, "jk"), []);
    assert_eq!(press(&mut app, "H"), [Effect::Drive(None)]);
    let asked = press(&mut app, "L");
    // Another entry instead: the new question takes the place of the old one.
    assert!(matches!(&press(&mut app, "jgf")[..], [Effect::Drive(Some(_))]));
    press(&mut app, "H");
    for part in parts(&asked) {
        app.update(part);
    }
    // It is whole, and nothing more is asked for, here or when one comes back.
    assert_eq!(press(&mut app, "jHL"), []);
    // Where nothing is left to chance, nothing is simulated.
    assert_eq!(press(&mut app, ":forecast<space>pilot<enter>"), []);
    // Who begins there asks for it too.
    assert!(matches!(&small_opening("milestones?forecast=audit")[..], [Effect::Drive(Some(_))]));
}

fn small_opening(place: &str) -> Vec<Effect> {
    app(place).opening()
}

/// A question that nobody wants answered any more ends before its next simulation, and is not told.
#[test]
fn what_is_given_up_ends_at_once() {
    let edition = edition(1, PLAN);
    let target = edition.roadmap.find("audit").unwrap();
    let looked = std::sync::atomic::AtomicU32::new(0);
    let wanted = || looked.fetch_add(1, std::sync::atomic::Ordering::Relaxed) < 2;
    drive(&edition, target, Wanted::default(), &wanted, &mut |_| panic!("it was given up"));
    // Each thread looks once more, and no oftener.
    assert!(looked.into_inner() < 3 + std::thread::available_parallelism().unwrap().get() as u32);
}

#[test]
fn a_newer_edition_makes_it_void_and_asks_anew() {
    let mut app = app("milestones?focus=audit");
    let old = parts(&press(&mut app, "gf"));
    let newer = board(2, &PLAN.replace("high = \"12w\"", "high = \"40w\""));
    let asked = app.update(Msg::Board(newer));
    assert!(matches!(&asked[..], [Effect::Drive(Some(asked))] if asked.edition.number == 2), "{asked:?}");
    let before = text(&app);
    for part in old {
        assert_eq!(app.update(part), []);
    }
    assert_eq!(text(&app), before, "what was simulated of the one before is void");
    for part in parts(&asked) {
        app.update(part);
    }
    assert_ne!(text(&app), before);
    // What is gone or renamed breaks nothing.
    let renamed =
        PLAN.replace("\"audit\"", "\"review\"").replace("id = \"review\"", "id = \"review\"\nwas = \"audit\"");
    app.update(Msg::Board(board(3, &renamed)));
    let _ = text(&app);
    app.update(Msg::Board(board(4, "[roadmap]\ntitle = \"Empty\"\n")));
    assert!(text(&app).contains("not in the roadmap") || text(&app).contains("Nothing yet"), "{}", text(&app));
    press(&mut app, "jk<enter><tab>1");
    assert_eq!(app.place.to_string(), "roadmap:overview");
}

#[test]
fn it_fills_in_part_by_part_and_the_selected_row_stays() {
    let mut app = app("milestones?focus=audit");
    app.board.forecast = None;
    let asked = press(&mut app, "gf");
    let rows = |app: &App| {
        let mut rows: Vec<_> = app.listing().entries().collect();
        rows.sort_unstable();
        rows
    };
    let (before, first) = (rows(&app), text(&app));
    assert!(first.contains("the first runs are under way"), "{first}");
    let mut told = Vec::new();
    for (i, part) in parts(&asked).into_iter().enumerate() {
        app.update(part);
        if i == 0 {
            // Nobody had moved: what drives it most is selected.
            assert_eq!(app.place.focus.as_ref().map(Id::as_str), Some("key-person"));
            press(&mut app, "j");
        }
        told.push((app.facts().tornado.unwrap().days.runs(), app.place.focus.clone()));
        assert_eq!(rows(&app), before, "the rows are the same, only in another order");
        assert!(text(&app).contains("80 % chance by 20"));
    }
    assert!(told.len() > 3 && told.is_sorted_by_key(|(runs, _)| *runs), "{told:?}");
    assert!(told.iter().all(|(_, focus)| *focus == told[0].1), "{told:?}");
    assert_eq!(told.last().unwrap().0, RUNS);
    assert!(text(&app).contains("16,384 runs"));
}

#[test]
fn whoever_comes_to_the_same_place_sees_the_same() {
    let mut walked = app("milestones?focus=audit");
    for part in parts(&press(&mut walked, "gf")) {
        walked.update(part);
    }
    let come = whole("milestones?forecast=audit", (120, 40), walked.seat.look);
    // Only where back leads to is another place.
    let body = |app: &App| text(app).lines().take(39).map(str::to_owned).collect::<Vec<_>>();
    assert_eq!(body(&walked), body(&come));
}

const DARK: Look = Look {
    theme: Theme::Auto,
    depth: Depth::Sixteen,
    background: Some(Background::Dark),
    ascii: false,
    console: false,
};

#[test]
fn it_is_drawn_at_every_size_and_in_every_look() {
    for (w, h) in [(44, 12), (60, 20), (80, 24), (120, 40), (200, 60)] {
        let app = whole("milestones?forecast=audit", (w, h), DARK);
        insta::assert_snapshot!(format!("audit_{w}x{h}"), text(&app));
    }
    let ascii = text(&whole("milestones?forecast=audit", (80, 24), Look { ascii: true, ..DARK }));
    assert!(ascii.is_ascii(), "{ascii}");
    insta::assert_snapshot!("audit_ascii", ascii);
    let console = text(&whole("milestones?forecast=audit", (80, 24), Look { console: true, ..DARK }));
    insta::assert_snapshot!("audit_console", console);
}

/// Without colour, and in reverse video, the bar of the selected row is seen as a bar.
#[test]
fn the_selected_bar_is_seen_without_colour() {
    let app = whole("milestones?forecast=audit", (80, 24), Look { theme: Theme::Mono, ..DARK });
    let cells = cells(&app);
    assert!(cells.content.iter().all(|cell| cell.fg == Color::Reset));
    let line = |y: u16| (0..80).map(|x| cells[(x, y)].symbol()).collect::<String>();
    let y = (0..24).find(|y| line(*y).starts_with('▌')).unwrap();
    let bar = (0..80).filter(|x| cells[(*x, y)].symbol() == "█");
    assert!(bar.clone().count() > 3);
    for x in bar {
        assert!(!cells[(x, y)].modifier.contains(Modifier::REVERSED), "a hole at {x}");
    }
}

#[test]
fn where_there_is_no_number_it_says_what_to_write() {
    for (id, name) in
        [("pilot", "planned"), ("governance", "undated"), ("threat-model", "reached"), ("bridge", "bound")]
    {
        let app = whole(&format!("milestones?forecast={id}"), (80, 24), DARK);
        insta::assert_snapshot!(format!("no_chance_{name}"), text(&app));
    }
    // What it says to write gives a chance to tell.
    let app = app("milestones?forecast=pilot");
    assert!(text(&app).contains("estimate = { low = \"4w\", likely = \"6w\", high = \"12w\" }"));
    let estimated = PLAN.replace("duration = \"30d\"", "estimate = { low = \"4w\", likely = \"6w\", high = \"12w\" }");
    let mut app =
        App::new(board(1, &estimated), "roadmap:milestones?forecast=pilot".parse().unwrap(), seat(Size::new(80, 24)));
    let asked = app.opening();
    assert!(drive_now(&mut app, &asked));
    assert!(text(&app).contains("80 % chance by"), "{}", text(&app));
}

#[test]
fn a_bound_is_never_told_as_a_chance() {
    let screen = text(&whole("milestones?forecast=bridge", (120, 40), DARK));
    assert!(screen.contains("at the earliest") && screen.contains("on time at most"), "{screen}");
}

#[test]
fn what_drives_it_can_be_sorted_and_filtered() {
    let mut app = whole("milestones?forecast=audit", (120, 40), DARK);
    let ids = |app: &App| -> Vec<String> {
        let facts = app.facts();
        app.listing().rows.iter().filter_map(|row| row.id(&facts)).map(ToString::to_string).collect()
    };
    let ranked = ids(&app);
    press(&mut app, ":sort<space>name<enter>");
    assert_ne!(ids(&app), ranked);
    press(&mut app, ":sort<space>saves<enter>");
    assert_eq!(ids(&app)[0], ranked[0]);
    press(&mut app, ":filter<space>kind:risk<enter>");
    assert_eq!(ids(&app), ["key-person", "lab-slot"]);
}

#[test]
fn it_is_told_line_by_line() {
    let page = Page { width: 80, rows: 30, ascii: false };
    let mut app = app_at("roadmap:milestones?focus=audit", (80, 24));
    let mut said = Vec::new();
    for line in ["forecast", "1", "b", "forecast pilot", "forecast nobody", "where"] {
        let answer = answer(&mut app, line, page);
        said.push(format!("> {line}"));
        let driven = drive_now(&mut app, &answer.effects);
        said.extend(if driven { seen(&app, page) } else { answer.lines });
    }
    insta::assert_snapshot!(said.join("\n"));
}

#[test]
fn it_is_there_on_a_real_terminal() {
    let folder = tempfile::TempDir::new().unwrap();
    std::fs::write(folder.path().join("plan.toml"), PLAN).unwrap();
    let pty = Run::roadmap(folder.path(), &["plan.toml", "--today=2026-11-23", "--pane=milestones", "--focus=audit"]);
    let mut pty = pty.start();
    pty.sees("plan.toml live");
    pty.keys("gf");
    pty.sees("80 % chance by 2027-");
    pty.wait_for("all runs", |screen| {
        screen.contents().contains(" 16,384 runs") && !screen.contents().contains("of 16,384")
    });
    // The tornado as well as the histogram, and a key is taken meanwhile.
    pty.wait_for("a bar with its days", |screen| {
        screen
            .contents()
            .lines()
            .any(|line| line.contains("Single cryptographer") && line.contains("██") && line.contains('d'))
    });
    let shown = pty.text();
    pty.keys("q");
    assert!(pty.wait_exit().success());
    // A picture of the place, without a terminal, is the same.
    let arguments = ["snapshot", "plan.toml", "--today=2026-11-23", "--at=roadmap:milestones?forecast=audit"];
    let made = std::process::Command::new(pty::ROADMAP).args(arguments).current_dir(folder.path()).output().unwrap();
    let made = String::from_utf8(made.stdout).unwrap();
    let body = |text: &str| text.lines().skip(2).take(20).map(|line| line.trim_end().to_owned()).collect::<Vec<_>>();
    assert_eq!(body(&made), body(&shown));
}

/// Risks, by what they cost.
mod risks {
    use super::*;

    fn ids(text: &str, place: &str, with: bool) -> Vec<String> {
        let edition = edition(1, text);
        let forecast = forecast(&edition, Wanted::default());
        let facts = Facts { forecast: forecast.as_ref().filter(|_| with), ..Facts::of(&edition) };
        let listing = Listing::new(&facts, &place.parse().unwrap());
        listing.rows.iter().filter_map(|row| row.id(&facts)).map(ToString::to_string).collect()
    }

    #[test]
    fn the_dearest_comes_first_and_until_that_is_known_the_plain_product_tells() {
        assert_eq!(ids(PLAN, "risks", false), ["lab-slot", "key-person", "sun", "vague"]);
        assert_eq!(ids(PLAN, "risks", true), ["key-person", "lab-slot", "sun", "vague"]);
        assert_eq!(ids(PLAN, "risks?sort=naive", true)[..2], ["lab-slot", "key-person"]);
    }

    #[test]
    fn what_they_cost_can_be_asked_for() {
        assert_eq!(ids(PLAN, "risks?filter=exposure>30", true), ["key-person"]);
        assert_eq!(ids(PLAN, "risks?filter=naive>=20", true), ["key-person", "lab-slot"]);
        assert_eq!(ids(PLAN, "risks?filter=!has:exposure", true), ["sun", "vague"]);
    }

    #[test]
    fn a_newer_forecast_brings_the_rows_into_order() {
        let mut app = app("risks");
        let board = app.board.clone();
        app.update(Msg::Board(Board { forecast: None, ..board.clone() }));
        let first = |app: &App| app.listing().rows.iter().find_map(|row| row.id(&app.facts()).cloned());
        let before = first(&app);
        app.update(Msg::Board(board));
        assert_ne!(first(&app), before);
    }

    #[test]
    fn the_register_and_the_map() {
        for (w, h) in [(80, 24), (120, 40), (200, 60)] {
            insta::assert_snapshot!(format!("risks_{w}x{h}"), text(&whole("risks", (w, h), DARK)));
        }
        insta::assert_snapshot!("risks_alone", text(&whole("risks?alone=yes", (160, 30), DARK)));
    }
}

proptest! {
    #[test]
    fn every_day_of_an_axis_stands_in_one_cell(start in -20_000..60_000_i32, length in 0..40_000_i32, cells in 1..500_u16) {
        let (first, last) = (Day(start), Day(start + length));
        let axis = Days::over(first, last, cells);
        prop_assert!(axis.cells <= cells && axis.start <= first && axis.last() >= last);
        let mut next = axis.start;
        for (x, wide, from, to) in axis.columns() {
            prop_assert_eq!(from, next);
            prop_assert!(from <= to && x + wide <= axis.cells);
            prop_assert_eq!(axis.on(from), Some(x));
            prop_assert_eq!(axis.on(to), Some(x));
            next = to.plus(1);
        }
        prop_assert_eq!(next, axis.last().plus(1));
        prop_assert_eq!(axis.on(next), None);
        prop_assert_eq!(axis.on(axis.start.plus(-1)), None);
        let labels = axis.labels();
        prop_assert!(labels.iter().all(|(x, _)| *x < axis.cells));
        prop_assert!(labels.is_sorted_by_key(|(x, _)| *x));
    }
}

#[test]
fn the_popup_of_the_finder_offers_it_for_milestones_only() {
    let offers = |place: &str, found: &str| {
        let mut app = app(place);
        press(&mut app, &format!("<space>{found}<tab>"));
        let Some(Popup::Picker(picker)) = app.popups.last() else { panic!("no list") };
        picker.lines().any(|line| line.text.contains("its forecast"))
    };
    assert!(offers("milestones", "audit"));
    assert!(!offers("milestones", "Acme"));
}
