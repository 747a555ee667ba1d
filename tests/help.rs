//! Help that teaches: this pane first, everything that has a key, nothing cut, and Enter runs the line.

#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test may stop where it stands")]

use coalition_roadmap::app::{
    App, Board, Ground, Item, Keymap, MEANINGS, Msg, Picker, Popup, Rights, STROKES, SeatInfo, keys, named,
};
use coalition_roadmap::edition::{Edition, Origin};
use coalition_roadmap::export::{keys_json, keys_markdown, keys_text};
use coalition_roadmap::look::Look;
use coalition_roadmap::model::Day;
use coalition_roadmap::panes::PANES;
use coalition_roadmap::screen::draw;
use coalition_roadmap::text::Sources;
use ratatui::buffer::Buffer;
use ratatui::layout::{Rect, Size};
use std::collections::HashSet;
use std::sync::{Arc, LazyLock};

static SHIPPED: LazyLock<Arc<Edition>> = LazyLock::new(|| {
    let sources = Sources::of_text("roadmap.toml", include_str!("../roadmap.toml"));
    Arc::new(Edition::read(1, Origin::default(), sources, Day::new(2026, 11, 23).unwrap()))
});

fn app(place: &str, size: (u16, u16)) -> App {
    let rights = Rights::ALL;
    let seat = SeatInfo { number: 0, size: Size::new(size.0, size.1), look: Look::default(), rights };
    App::new(Board::new(Arc::clone(&SHIPPED)), format!("roadmap:{place}").parse().unwrap(), seat)
}

fn press(app: &mut App, text: &str) {
    for key in keys(text) {
        app.update(Msg::Key(key));
    }
}

fn picker(app: &App) -> &Picker {
    let Some(Popup::Picker(picker)) = app.popups.last() else { panic!("no list lies on top") };
    picker
}

fn selected(app: &App) -> Item {
    picker(app).selected().expect("a line is selected").clone()
}

fn rows(app: &App) -> Vec<String> {
    let mut cells = Buffer::empty(Rect::from(app.seat.size));
    draw(app, &mut cells);
    let width = usize::from(cells.area.width);
    cells.content.chunks(width).map(|row| row.iter().map(ratatui::buffer::Cell::symbol).collect()).collect()
}

#[test]
fn what_the_tables_name_is_there() {
    for (name, doc) in PANES.iter().flat_map(|pane| pane.hints()) {
        assert!(named(name).is_some(), "there is no action `{name}`: {doc}");
    }
    let mut seen = HashSet::new();
    for typing in STROKES {
        for key in typing.keys {
            assert_eq!(keys(key).len(), 1, "{key} of {} is one key", typing.name);
            assert!(seen.insert(*key), "{key} is named twice");
        }
    }
}

#[test]
fn help_begins_with_what_the_keys_mean_in_this_pane() {
    for pane in PANES {
        let mut app = app(pane.name().word(), (80, 24));
        press(&mut app, "?");
        let lines: Vec<&Item> = picker(&app).lines().collect();
        assert!(lines[0].heads() && lines[0].text == format!("{}: {}", pane.title(), pane.about()));
        let ground = app.ground_below().meanings().map(|meaning| meaning.doc);
        let own: Vec<&str> = ground.chain(pane.hints().iter().map(|(_, doc)| *doc)).collect();
        assert!(!own.is_empty(), "{} says nothing of its own", pane.title());
        assert_eq!(lines[1..=own.len()].iter().map(|item| item.text.as_str()).collect::<Vec<_>>(), own);
        assert_eq!(selected(&app), *lines[1], "the first line that does something is selected");
        for (glyph, means) in pane.signs() {
            let told = lines.iter().any(|item| item.aside == glyph.sign() && item.text == *means);
            assert!(told, "{}: {means}", pane.title());
        }
    }
}

#[test]
fn in_a_detail_help_begins_with_the_detail() {
    let mut app = app("members?focus=mistral-ai&part=detail", (120, 40));
    press(&mut app, "?");
    let heads: Vec<&str> = picker(&app).lines().filter(|item| item.heads()).map(|item| item.text.as_str()).collect();
    assert_eq!(heads[0], Ground::Detail.title());
    assert!(heads[1].starts_with("Members: "), "{heads:?}");
}

#[test]
fn enter_runs_the_line_that_is_selected_or_found() {
    let mut timeline = app("timeline?focus=nemotron-4-release", (120, 40));
    press(&mut timeline, "?<down><enter>");
    assert!(timeline.popups.is_empty() && timeline.place.from.is_some(), "earlier: {}", timeline.place);
    press(&mut timeline, "?nearer<enter>");
    assert!(timeline.place.to_string().contains("zoom=m"), "{}", timeline.place);
    let mut members = app("members", (80, 24));
    press(&mut members, "?what<space>could<space>go<space>wrong<enter>");
    assert_eq!(members.place.pane.word(), "risks");
    // A line that is only read is not run, and help stays.
    press(&mut members, "?beginning<space>of<space>the<space>line");
    assert_eq!(selected(&members).action, None);
    press(&mut members, "<enter>");
    assert_eq!(selected(&members).text, "to the beginning of the line");
}

#[test]
fn what_is_found_stands_without_the_headings_of_the_rest() {
    let mut app = app("timeline", (80, 24));
    press(&mut app, "?filter");
    assert!(picker(&app).lines().all(|item| !item.heads()));
    assert!(selected(&app).text.contains("filter"), "{:?}", selected(&app));
    press(&mut app, "<ctrl-u>");
    assert!(picker(&app).lines().any(Item::heads), "all of it is there again");
}

#[test]
fn every_line_of_help_is_read_whole() {
    for size in [(80, 24), (60, 16)] {
        for pane in PANES {
            let mut app = app(pane.name().word(), size);
            press(&mut app, "?");
            let mut to_read: HashSet<String> =
                picker(&app).lines().filter(|item| !item.heads()).map(|item| item.text.clone()).collect();
            let count = picker(&app).lines().len();
            for _ in 0..count {
                let item = selected(&app);
                let shown: Vec<String> = rows(&app);
                // Between the sides of the box, without the margins.
                let text: Vec<String> = shown
                    .iter()
                    .map(|row| row.chars().skip(3).take(usize::from(size.0) - 6).collect::<String>())
                    .collect();
                let words = |text: &str| text.split_whitespace().map(str::to_owned).collect::<Vec<_>>();
                let there: Vec<String> = text.iter().flat_map(|row| words(row)).collect();
                let cut = words(&item.text).into_iter().find(|word| !there.contains(word));
                assert_eq!(cut, None, "{size:?} {}: {}\n{}", pane.title(), item.text, shown.join("\n"));
                to_read.remove(&item.text);
                press(&mut app, "<down>");
            }
            assert!(to_read.is_empty(), "{} cannot be reached: {to_read:?}", pane.title());
        }
    }
}

#[test]
fn the_keys_of_prompts_are_printed_in_every_form() {
    let keymap = Keymap::default();
    let json = keys_json(&keymap);
    let all = json["keys"].as_array().unwrap();
    let names: Vec<&str> = all.iter().map(|line| line["action"].as_str().unwrap()).collect();
    let (text, markdown) = (keys_text(&keymap), keys_markdown(&keymap));
    for typing in STROKES {
        assert!(names.contains(&typing.name), "{}", typing.name);
        assert!(text.contains(typing.doc) && markdown.contains(typing.doc), "{}", typing.doc);
    }
    for ground in Ground::ALL {
        assert!(
            text.contains(&format!("\n{}\n", ground.title())) && markdown.contains(&format!("| {} |", ground.title()))
        );
    }
    for meaning in MEANINGS {
        let keys = meaning.shown(&keymap);
        assert!(!keys.is_empty() && text.contains(&format!("  {keys:<38} {}", meaning.doc)), "{}", meaning.doc);
    }
}
