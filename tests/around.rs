//! The neighbourhood of an entry: what stands in it, how it is walked, how it is drawn.

#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test may stop where it stands")]

use coalition_roadmap::app::{App, Board, Msg, Popup};
use coalition_roadmap::look::{Look, Part};
use coalition_roadmap::model::Id;
use coalition_roadmap::plan::{Neighbourhood, Seen, Side, What, joined};
use coalition_roadmap::screen::draw;
use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect, Size};
use std::fmt::Write;

#[path = "support/small.rs"]
mod small;
use small::{app, edition, press, seat};

fn at(text: &str, place: &str, size: (u16, u16)) -> App {
    let edition = edition(1, text);
    assert!(edition.is_sound(), "{:?}", edition.problems);
    App::new(Board::new(edition), place.parse().unwrap(), seat(Size::new(size.0, size.1)))
}

/// From a place, these keys lead to that place.
#[track_caller]
fn check(from: &str, typed: &str, to: &str) {
    let mut app = app(&format!("roadmap:{from}"));
    press(&mut app, typed);
    assert_eq!(app.place.to_string(), format!("roadmap:{to}"), "{from} + {typed}");
}

fn lines(app: &App) -> Vec<String> {
    let mut cells = Buffer::empty(Rect::from(app.seat.size));
    draw(app, &mut cells);
    let line = |y| (0..cells.area.width).map(|x| cells[(x, y)].symbol()).collect::<String>();
    (0..cells.area.height).map(line).collect()
}

/// A project with so many milestones, in the middle of everything.
fn hub(milestones: usize) -> String {
    let mut text = "[roadmap]\ntitle = \"Hub\"\n[[project]]\nid = \"hub\"\nname = \"Hub\"\nkind = \"model\"\nstatus = \"planned\"\n".to_owned();
    for i in 0..milestones {
        let _ = write!(
            text,
            "[[milestone]]\nid = \"m{i}\"\nname = \"Step {i}\"\nstatus = \"planned\"\nproject = \"hub\"\n"
        );
        if i > 0 {
            let _ = writeln!(text, "depends_on = [\"m{}\"]", (i - 1) / 7);
        }
    }
    text
}

#[test]
fn every_reference_stands_on_the_side_where_it_means_something() {
    let edition = edition(1, small::SHARED);
    let find = |id: &str| edition.roadmap.find(id).unwrap();
    let told = |id: &str| {
        let all = Neighbourhood::of(&edition.roadmap, &edition.links, find(id)).all;
        let told = all.iter().skip(1).map(|it| {
            let What::Entry(ix) = it.what else { unreachable!() };
            let side = if it.side == Side::Needs { "<" } else { ">" };
            format!("{} {} {}", side.repeat(it.step.into()), it.word(), edition.roadmap.get(ix).unwrap().id())
        });
        told.collect::<Vec<_>>()
    };
    assert_eq!(
        told("top"),
        [
            "< builds on base",
            "<< members acme",
            "<< members beta",
            "< runs on chip",
            "< threatened by slow",
            "> milestones port",
            ">> needed by later"
        ]
    );
    // The end that gives is the one that is needed, also where it is the one that names.
    assert_eq!(told("speed"), ["< covered by acme"]);
    assert_eq!(told("acme"), ["> covers speed", "> takes part in base", ">> base of top", ">> milestones spec"]);
    assert_eq!(told("slow"), ["> threatens top", ">> milestones port"]);
    assert_eq!(told("chip"), ["> needed by port", ">> needed by later", "> runs here top"]);
}

#[test]
fn both_ends_of_every_reference_agree_on_who_needs_whom() {
    let edition = edition(1, include_str!("../roadmap.toml"));
    let mut seen = 0;
    for ix in edition.roadmap.all() {
        for (way, to) in joined(&edition.roadmap, &edition.links, ix) {
            let back: Vec<(Seen, _)> = joined(&edition.roadmap, &edition.links, to).collect();
            assert!(back.contains(&(way.turned(), ix)));
            assert_ne!(way.needs(), way.turned().needs());
            seen += 1;
        }
    }
    assert!(seen > 500, "{seen}");
}

#[test]
fn in_a_neighbourhood_every_entry_stands_once_beside_one_that_it_is_joined_to() {
    let edition = edition(1, include_str!("../roadmap.toml"));
    for centre in edition.roadmap.all() {
        let hood = Neighbourhood::of(&edition.roadmap, &edition.links, centre);
        let mut ids = std::collections::HashSet::new();
        for (number, it) in hood.all.iter().enumerate() {
            let (What::Entry(ix) | What::Rest { first: ix, .. }) = it.what;
            assert!(ids.insert(ix));
            assert_eq!(hood.position(ix), Some(number));
            assert_eq!(it.step == 0, number == 0);
            for nearer in &it.nearer {
                let What::Entry(of) = hood.all[*nearer].what else { panic!("a line for the rest has none behind it") };
                assert_eq!(hood.all[*nearer].step + 1, it.step);
                assert!(joined(&edition.roadmap, &edition.links, of).any(|(_, to)| to == ix));
            }
        }
    }
}

#[test]
fn it_is_walked_along_the_references_and_is_a_place_like_any() {
    check("projects?focus=top", "gn", "projects?around=top&focus=top");
    check("projects?focus=top", "gnh", "projects?around=top&focus=base");
    check("projects?focus=top", "gnhj", "projects?around=top&focus=chip");
    check("projects?focus=top", "gnhh", "projects?around=top&focus=acme");
    check("projects?focus=top", "gnhhj", "projects?around=top&focus=beta");
    check("projects?focus=top", "gnhhl", "projects?around=top&focus=base");
    check("projects?focus=top", "gnhhll", "projects?around=top&focus=top");
    check("projects?focus=top", "gn<right><right>", "projects?around=top&focus=later");
    check("projects?focus=top", "gnhG", "projects?around=top&focus=slow");
    // Enter brings it into the middle, and once more opens it at home.
    check("projects?focus=top", "gnl<enter>", "milestones?around=port&focus=port");
    check("projects?focus=top", "gnl<enter><enter>", "milestones?focus=port");
    check("projects?focus=top", "gnl<enter><enter>H", "milestones?around=port&focus=port");
    check("projects?focus=top", "gnl<enter><enter>HH", "projects?around=top&focus=port");
    check("projects?focus=top", "gnl<enter><esc><esc>", "projects?focus=top");
    check("projects?focus=top", "gnl<enter>HL", "milestones?around=port&focus=port");
    // The pane itself is left with its number, and every other one is reached.
    check("projects?focus=top", "gn4", "projects?focus=top");
    check("projects?focus=top", "gn5", "members?focus=acme");
    check("projects?focus=top", "gnl<tab>", "projects?around=top&focus=port&part=detail");
    check("projects?focus=top", "gnl<tab><enter>", "projects?focus=top");
    // From a neighbourhood, that of another entry.
    check("projects?focus=top", "gnhgn", "projects?around=base&focus=base");
    check("projects?around=top&focus=nowhere", "", "projects?around=top&focus=top");
    check("members", "gnhhhhh", "members?around=acme&focus=acme");
}

#[test]
fn a_filter_leaves_the_drawing_and_takes_the_others_out_of_the_way() {
    check("projects?focus=top", "gn/kind:member<enter>", "projects?around=top&focus=acme&filter=kind:member");
    let mut app = app("roadmap:projects?around=top");
    press(&mut app, "/kind:milestone<enter>");
    let screen = lines(&app).join("\n");
    assert!(screen.contains("Too slow"), "{screen}");
    press(&mut app, "n");
    assert_eq!(app.place.focus.as_ref().map(Id::as_str), Some("later"));
}

#[test]
fn where_there_are_very_many_the_last_line_leads_to_all_of_them() {
    for count in [300, 5_000] {
        let mut app = at(&hub(count), "roadmap:projects?around=hub", (120, 40));
        press(&mut app, "lG");
        let screen = lines(&app);
        let more = if count == 300 { "and 260 more" } else { "and more than 1960 more" };
        assert!(screen.iter().any(|line| line.contains(&format!("▌{more}"))), "{screen:#?}");
        assert!(screen.iter().any(|line| line.contains("Several entries: Enter lists them.")));
        let here = app.place.clone();
        assert_eq!(press(&mut app, "y"), [], "several entries have no id");
        press(&mut app, "c");
        assert!(app.popups.is_empty());
        press(&mut app, "<enter>");
        let Some(Popup::Picker(picker)) = app.popups.last() else { panic!("{}", app.place) };
        assert_eq!((picker.lines().len(), picker.title.as_str()), (count, "Hub: what needs it"));
        press(&mut app, "<esc>5H");
        assert_eq!(app.place, here, "and history leads back to that line");
    }
}

#[test]
fn a_reload_keeps_it_and_a_renamed_or_removed_entry_breaks_nothing() {
    let mut app = app("roadmap:projects?around=base&focus=spec");
    let mut board = app.board.clone();
    board.receive(edition(
        2,
        &small::SHARED
            .replace("id = \"base\"", "id = \"ground\"\nwas = \"base\"")
            .replace("\"base\"]", "\"ground\"]")
            .replace("project = \"base\"", "project = \"ground\""),
    ));
    assert!(board.broken.is_none());
    app.update(Msg::Board(board.clone()));
    assert_eq!(app.place.to_string(), "roadmap:projects?around=ground&focus=spec");
    board.receive(edition(3, "[roadmap]\ntitle = \"Empty\"\n"));
    app.update(Msg::Board(board));
    assert!(lines(&app).join("\n").contains("The entry is not in the roadmap."));
    press(&mut app, "hjkl<enter><tab>1");
    assert_eq!(app.place.to_string(), "roadmap:overview");
}

#[test]
fn a_click_selects_and_a_second_one_brings_into_the_middle() {
    let mut app = app("roadmap:projects?around=top");
    let click = |app: &mut App, name: &str| {
        let mut cells = Buffer::empty(Rect::from(app.seat.size));
        let hits = draw(app, &mut cells);
        let line = |y: u16| (0..cells.area.width).map(|x| cells[(x, y)].symbol()).collect::<String>();
        let found = (2..cells.area.height).find_map(|y| {
            let at = line(y).find(name)?;
            Some(Position { x: line(y)[..at].chars().count() as u16, y })
        });
        let action = hits.at(found.unwrap()).cloned().unwrap();
        app.update(Msg::Do(action));
    };
    click(&mut app, "The chip");
    assert_eq!(app.place.to_string(), "roadmap:projects?around=top&focus=chip");
    click(&mut app, "The chip");
    assert_eq!(app.place.to_string(), "roadmap:announcements?around=chip&focus=chip");
}

#[test]
fn what_is_selected_is_in_sight_at_every_size() {
    let edition = edition(1, include_str!("../roadmap.toml"));
    let centres = ["nvidia", "base-model-release", "vera-rubin"];
    for (width, height) in [(40, 10), (59, 12), (60, 13), (80, 24), (120, 40), (149, 36), (150, 36), (200, 60)] {
        for ascii in [false, true].into_iter().take(if width == 80 { 2 } else { 1 }) {
            for id in centres {
                let mut seat = seat(Size::new(width, height));
                seat.look = Look { ascii, ..Look::default() };
                let place = format!("roadmap:overview?around={id}").parse().unwrap();
                let mut app = App::new(Board::new(edition.clone()), place, seat);
                let count = app.listing().rows.len();
                assert!(count > 3);
                for _ in 0..count {
                    press(&mut app, "n");
                    assert_eq!(app.place.part, Part::List);
                    let mark = if ascii { '>' } else { '▌' };
                    let screen = lines(&app);
                    assert!(
                        screen.iter().skip(2).any(|line| line.contains(mark)),
                        "{id} at {width}x{height}: {screen:#?}"
                    );
                }
            }
        }
    }
}

#[test]
fn what_must_be_there_before_stands_first_and_is_counted_alone() {
    let edition = edition(1, include_str!("../roadmap.toml"));
    let seen = |id: &str, size: (u16, u16)| {
        let place = format!("roadmap:overview?around={id}").parse().unwrap();
        lines(&App::new(Board::new(edition.clone()), place, seat(Size::new(size.0, size.1))))
    };
    let screen = seen("nemotron-4-release", (80, 24));
    assert!(screen[2].contains("Needs 1, and 9 around it") && screen[2].contains("Needed by nothing, 1 around"));
    let row = |words: &str| screen.iter().position(|line| line.contains(words)).expect(words);
    assert!(row("depends on") < row("threatened by"), "{screen:#?}");
    // A member is in no order of time.
    assert!(seen("nvidia", (120, 40))[2].contains("What needs it: "));
    for ix in edition.roadmap.all() {
        let hood = Neighbourhood::of(&edition.roadmap, &edition.links, ix);
        for side in [Side::Needs, Side::NeededBy] {
            let near: Vec<bool> = hood
                .all
                .iter()
                .filter(|it| it.step == 1 && it.side == side)
                .map(|it| it.seen.unwrap().is_dependency())
                .collect();
            assert!(near.is_sorted_by(|a, b| a >= b), "first what must be there before");
            let waits = near.iter().filter(|waits| **waits).count();
            assert_eq!(hood.count(side).waits, waits);
        }
    }
}
