//! Views with a name: read like all else, listed, gone to, and told when something is wrong with them.

#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test may stop where it stands")]

use coalition_roadmap::app::{App, Board, Item, Msg, Popup, Rights, SeatInfo, SettingsReading, keys};
use coalition_roadmap::edition::{Edition, Origin};
use coalition_roadmap::look::{Look, Tone};
use coalition_roadmap::model::Day;
use coalition_roadmap::panes::with_views;
use coalition_roadmap::problem::{Code, one_line};
use coalition_roadmap::screen::draw;
use coalition_roadmap::text::Sources;
use ratatui::buffer::Buffer;
use ratatui::layout::{Rect, Size};
use std::sync::Arc;

const ENTRIES: &str = r#"[roadmap]
title = "A small roadmap"
[[milestone]]
id = "spec"
name = "Spec"
status = "done"
date = 2026-01-10
[[milestone]]
id = "port"
name = "Port"
status = "planned"
date = 2026-09-01
"#;

fn read(text: &str) -> Edition {
    let sources = Sources::of_text("roadmap.toml", format!("{ENTRIES}{text}"));
    with_views(Edition::read(1, Origin::default(), sources, Day::new(2026, 11, 23).unwrap()))
}

fn app_of(edition: Edition) -> App {
    let rights = Rights::ALL;
    let seat = SeatInfo { number: 0, size: Size::new(120, 40), look: Look::default(), rights };
    App::new(Board::new(Arc::new(edition)), "roadmap:milestones".parse().unwrap(), seat)
}

fn press(app: &mut App, text: &str) {
    for key in keys(text) {
        app.update(Msg::Key(key));
    }
}

fn note(app: &App) -> &str {
    app.note.as_ref().map_or("", |note| note.text.as_str())
}

/// The lines of the list: the name, its filter and what stands at the right, and whether something is wrong with it.
fn lines(app: &App) -> Vec<(String, String, bool)> {
    let Some(Popup::Picker(picker)) = app.popups.last() else { return Vec::new() };
    let words = |item: &Item| format!("{}  {}", item.beside, item.aside).trim().to_owned();
    picker.lines().map(|item| (item.text.clone(), words(item), item.tone == Tone::Bad)).collect()
}

const VIEWS: &str = r#"
[[view]]
name = "Late"
pane = "milestones"
filter = "health:overdue"
sort = "-date"
focus = "port"
[[view]]
name = "Time"
pane = "timeline"
zoom = "month"
[[view]]
name = "Nothing like it"
pane = "milestones"
filter = "lead:x"
[[view]]
name = "In no order"
pane = "milestones"
sort = "dat"
"#;

#[test]
fn a_view_leads_to_its_place_and_back() {
    let mut app = app_of(read(VIEWS));
    press(&mut app, "'<enter>");
    assert_eq!(app.place.to_string(), "roadmap:milestones?focus=port&filter=health:overdue&sort=date&order=reversed");
    press(&mut app, "'time<enter>");
    assert_eq!(app.place.to_string(), "roadmap:timeline?focus=spec&zoom=m");
    press(&mut app, "HH");
    assert_eq!(app.place.to_string(), "roadmap:milestones?focus=spec");
    press(&mut app, ":view<space>late<enter>");
    assert_eq!(app.place.filter, "health:overdue");
}

#[test]
fn what_is_wrong_with_a_view_is_told_in_the_list_and_when_it_is_chosen() {
    let mut app = app_of(read(VIEWS));
    press(&mut app, "'");
    let line = |name: &str, aside: &str, wrong: bool| (name.to_owned(), aside.to_owned(), wrong);
    assert_eq!(
        lines(&app),
        [
            line("Late", "health:overdue  Milestones", false),
            line("Time", "Timeline", false),
            line("Nothing like it", "lead:x  Milestones", true),
            line("In no order", "Milestones", true),
        ]
    );
    press(&mut app, "<down><down><enter>");
    assert_eq!(note(&app), "the view Nothing like it: filter: a milestone has no `lead`; a member has");
    assert_eq!(app.place.filter, "");
    press(&mut app, ":view<space>in<space>no<enter>");
    let told = "the view In no order: sort: `dat` is no column of Milestones; there are name, date, health, slack, p80, on_time, project, owner; did you mean `date`?";
    assert_eq!(note(&app), told);
    press(&mut app, "<ctrl-u>view<space>xyz<enter>");
    assert_eq!(note(&app), "no view is called `xyz`");
}

#[test]
fn where_there_is_none_it_is_said_how_to_have_one() {
    let mut app = app_of(read(""));
    press(&mut app, "'");
    assert!(note(&app).contains("[[view]]"), "{}", note(&app));
}

#[test]
fn a_filter_in_a_file_is_told_like_any_other_slip_at_the_piece_that_is_wrong() {
    let told = |filter: &str| {
        let edition = read(&format!("[[view]]\nname = \"V\"\npane = \"risks\"\nfilter = {filter}\n"));
        edition.problems.iter().filter(|it| it.is_error()).map(|it| one_line(it, &edition.sources)).collect::<Vec<_>>()
    };
    assert_eq!(told("\"status:open owner:none\""), Vec::<String>::new());
    assert_eq!(told("\"a stauts:open\""), ["roadmap.toml:16:13 there is no field `stauts`; did you mean `status`?"]);
    // Where the quotes hold something else than what is written, the whole is meant.
    assert_eq!(told("\"\\u0061 stauts:x\"")[0].split(' ').next(), Some("roadmap.toml:16:10"));
    assert_eq!(told("3")[0], "roadmap.toml:16:10 a filter is wanted here, this is a whole number");
    let nowhere = read("[[view]]\nname = \"V\"\npane = \"risks\"\nfocus = \"prot\"\n");
    assert!(nowhere.problems.iter().any(|problem| problem.code.info().name == "E020"));
}

#[test]
fn a_view_that_its_pane_cannot_show_is_told_at_the_piece_that_is_wrong() {
    let told = |fields: &str| {
        let edition = read(&format!("[[view]]\nname = \"V\"\npane = \"milestones\"\n{fields}\n"));
        assert!(edition.is_sound(), "a view is never in the way: {:?}", edition.problems);
        let wrong = edition.problems.iter().filter(|it| it.code.info().name == "W049");
        assert!(wrong.clone().all(|it| it.remedy.is_some()));
        wrong.map(|it| one_line(it, &edition.sources)).collect::<Vec<_>>()
    };
    assert_eq!(told("filter = \"spec status:planned\"\nsort = \"-date\"\nfocus = \"port\""), [""; 0]);
    assert_eq!(
        told("filter = \"spec lead:x\""),
        ["roadmap.toml:16:16 the view `V`: a milestone has no `lead`; a member has"]
    );
    assert_eq!(
        told("filter = \"!depends_on:spce\""),
        [
            "roadmap.toml:16:23 the view `V`: no milestone or announcement has `spce`, in `depends_on`; did you mean `spec`?"
        ]
    );
    assert_eq!(
        told("sort = \"-dat\""),
        [
            "roadmap.toml:16:8 the view `V`: `dat` is no column of Milestones; there are name, date, health, slack, p80, on_time, project, owner; \
          did you mean `date`?"
        ]
    );
    // The others are looked at all the same.
    let edition = read(VIEWS);
    let wrong = edition.problems.iter().filter(|it| it.code.info().name == "W049").count();
    assert_eq!(wrong, 2, "{:?}", edition.problems);
}

#[test]
fn the_name_of_a_view_is_never_cut_in_favour_of_its_filter() {
    let name = "Everything planned that waits for somebody else";
    let filter = "status:planned,in-progress,blocked has:depends_on !health:overdue,off-track";
    let views = format!("[[view]]\nname = \"{name}\"\npane = \"milestones\"\nfilter = \"{filter}\"\n{VIEWS}");
    for (wide, shown) in [(80, 0), (200, 15)] {
        let mut app = app_of(read(&views));
        app.update(Msg::Resize(Size::new(wide, 24)));
        press(&mut app, "'");
        let mut cells = Buffer::empty(Rect::from(app.seat.size));
        draw(&app, &mut cells);
        let line = |y| (0..cells.area.width).map(|x| cells[(x, y)].symbol()).collect::<String>();
        let lines: Vec<String> = (0..cells.area.height).map(line).collect();
        let of =
            |what: &str| lines.iter().find(|line| line.contains(what)).unwrap_or_else(|| panic!("{what}: {lines:#?}"));
        assert!(of(name).contains("Milestones"), "{lines:#?}");
        assert!(of(name).contains(&filter[..shown]), "{lines:#?}");
        // What has room is shown whole.
        assert!(of("Late").contains("health:overdue"), "{lines:#?}");
    }
}

#[test]
fn a_person_has_views_of_their_own() {
    let settings = "[[view]]\nname = \"Mine\"\npane = \"milestones\"\nfilter = \"status:done\"\n";
    let reading = SettingsReading::new(Sources::of_text("config.toml", settings), "config.toml".to_owned());
    assert!(reading.is_sound(), "{:?}", reading.problems);
    let mut app = app_of(read(VIEWS));
    app.update(Msg::Settings(Ok(Arc::new(reading))));
    press(&mut app, "'mine");
    assert_eq!(lines(&app)[0].1, "status:done  Milestones, yours");
    press(&mut app, "<enter>");
    assert_eq!((app.place.filter.as_str(), app.listing().count), ("status:done", 1));
    let wrong = "[[view]]\nname = \"Mine\"\npane = \"milestones\"\nfilter = \"status<done\"\n";
    let reading = SettingsReading::new(Sources::of_text("config.toml", wrong), "config.toml".to_owned());
    assert_eq!(reading.problems.iter().map(|it| it.code.info().name).collect::<Vec<_>>(), ["E024"]);
    // What is wrong on every roadmap is told; whether an entry is there depends on the roadmap.
    for (line, told) in
        [("sort = \"dat\"", Some("W049")), ("filter = \"lead:x\"", Some("W049")), ("filter = \"owner:x\"", None)]
    {
        let text = format!("[[view]]\nname = \"Mine\"\npane = \"milestones\"\n{line}\n");
        let reading = SettingsReading::new(Sources::of_text("config.toml", text), "config.toml".to_owned());
        assert!(reading.is_sound());
        let places: Vec<_> =
            reading.problems.iter().map(|it| (it.code.info().name, reading.sources.locate(it.at).line)).collect();
        assert_eq!(places, told.map(|code| (code, 4)).into_iter().collect::<Vec<_>>(), "{line}");
    }
}

#[test]
fn every_shipped_view_leads_to_rows() {
    let text = include_str!("../roadmap.toml");
    let edition = Edition::read(1, Origin::default(), Sources::of_text("r", text), Day::new(2026, 11, 23).unwrap());
    let count = edition.roadmap.views.len();
    assert!((3..=9).contains(&count));
    let names: Vec<String> = edition.roadmap.views.iter().map(|view| view.name.clone()).collect();
    for name in names {
        let sources = Sources::of_text("r", text);
        let mut app = app_of(Edition::read(1, Origin::default(), sources, Day::new(2026, 11, 23).unwrap()));
        press(&mut app, "'");
        app.update(Msg::Paste(name.clone()));
        press(&mut app, "<enter>");
        assert!(!app.listing().rows.is_empty() && !app.place.filter.is_empty(), "{name}: {}", note(&app));
    }
}

#[test]
fn a_scene_whose_pane_does_not_list_what_it_points_at_is_told() {
    let told = |pane: &str, focus: &str| {
        let risk = "[[risk]]\nid = \"slow\"\nname = \"Too slow\"\ncategory = \"pace\"\nstatus = \"open\"\n";
        let edition = read(&format!("{risk}[[scene]]\nname = \"S\"\npane = \"{pane}\"\nfocus = \"{focus}\"\n"));
        let found = edition.problems.iter().find(|problem| problem.code == Code::W063)?;
        assert_eq!(edition.sources.slice(found.at), format!("\"{focus}\""));
        Some(format!("{}; {}", found.message, found.remedy.as_deref().unwrap()))
    };
    // What has changed is known only while it runs.
    for (pane, focus) in [("risks", "slow"), ("overview", "slow"), ("timeline", "port"), ("changes", "slow")] {
        assert_eq!(told(pane, focus), None);
    }
    assert_eq!(
        told("milestones", "slow").unwrap(),
        "the scene `S` points at `slow`, which Milestones does not list; write pane = \"risks\", or the id of another entry"
    );
    assert!(told("timeline", "slow").is_some());
}
