//! Typing a filter: what is seen while it is typed, kept, left and recalled.

#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test may stop where it stands")]

use coalition_roadmap::app::{App, Board, Msg, Popup, Rights, SeatInfo, keys};
use coalition_roadmap::edition::{Edition, Origin};
use coalition_roadmap::look::Look;
use coalition_roadmap::model::{Day, Entry, EntryIx, Id, Kind};
use coalition_roadmap::panes::Row;
use coalition_roadmap::screen::draw;
use coalition_roadmap::text::Sources;
use ratatui::buffer::Buffer;
use ratatui::layout::{Rect, Size};
use std::sync::Arc;

fn app(place: &str) -> App {
    let sources = Sources::of_text("roadmap.toml", include_str!("../roadmap.toml"));
    let edition = Edition::read(1, Origin::default(), sources, Day::new(2026, 11, 23).unwrap());
    let rights = Rights::ALL;
    let seat = SeatInfo { number: 0, size: Size::new(120, 40), look: Look::default(), rights };
    App::new(Board::new(Arc::new(edition)), format!("roadmap:{place}").parse().unwrap(), seat)
}

fn press(app: &mut App, text: &str) {
    for key in keys(text) {
        app.update(Msg::Key(key));
    }
}

/// The line that is being typed.
fn line(app: &App) -> Option<&str> {
    match app.popups.last() {
        Some(Popup::Filter(filtering)) => Some(filtering.line.text()),
        _ => None,
    }
}

fn told(app: &App) -> Option<&str> {
    match app.popups.last() {
        Some(Popup::Filter(filtering)) => filtering.told().map(|wrong| wrong.message.as_str()),
        _ => None,
    }
}

/// From a pane, these keys lead to that filter, with so many rows.
#[track_caller]
fn check(pane: &str, typed: &str, filter: &str, count: usize) {
    let mut app = app(pane);
    press(&mut app, typed);
    assert_eq!((app.place.filter.as_str(), app.listing().count, line(&app)), (filter, count, None), "{pane} + {typed}");
}

#[test]
fn tab_completes_the_field_and_then_the_value() {
    check("members", "/cap<tab>age<tab><enter>", "capability:agents", 2);
    check("risks", "/own<tab>none<enter>", "owner:none", 5);
    check("milestones", "/sta<tab><s-tab><s-tab>t<esc>", "", 22);
    // Down goes on among the offers once one was chosen.
    check("members", "/capability:<tab><down><enter>", "capability:multilingual", 1);
    check("members", "/capability:<tab><down><esc><enter>", "capability:", 10);
}

#[test]
fn what_cannot_be_understood_leaves_the_rows_and_is_not_kept() {
    let mut app = app("milestones");
    press(&mut app, "/status:done<space>progress<gt>x".replace("<gt>", ">").as_str());
    let shown = app.listing().count;
    assert!(shown > 0 && app.listing().count < app.listing().of, "what could be understood still holds");
    assert_eq!(told(&app), Some("`x` is no number, and `progress` is one"));
    press(&mut app, "<enter>");
    assert_eq!(line(&app), Some("status:done progress>x"));
    assert_eq!(app.note.as_ref().map(|note| note.text.as_str()), Some("`x` is no number, and `progress` is one"));
    press(&mut app, "<backspace>");
    assert_eq!((told(&app), app.listing().count), (None, shown));
    press(&mut app, "<esc>");
    assert_eq!((app.place.filter.as_str(), app.listing().count), ("", app.listing().of));
}

#[test]
fn what_can_still_become_right_is_not_called_wrong() {
    let mut app = app("milestones");
    press(&mut app, "/date:2026-");
    assert_eq!(told(&app), None);
    press(&mut app, "X");
    assert!(told(&app).is_some_and(|wrong| wrong.starts_with("`2026-X` is no date")));
}

#[test]
fn the_last_filter_of_the_pane_is_recalled_and_typed_over() {
    let mut app = app("milestones");
    press(&mut app, "/status:done<enter><esc>/port<enter><esc>");
    assert_eq!(app.place.filter, "");
    press(&mut app, "/");
    assert_eq!((line(&app), app.place.filter.as_str()), (Some("port"), "port"));
    press(&mut app, "<up>");
    assert_eq!(line(&app), Some("status:done"));
    press(&mut app, "<down><esc>/x");
    assert_eq!(line(&app), Some("x"), "the first letter takes its place");
    press(&mut app, "<esc>/<end>x");
    assert_eq!(line(&app), Some("portx"));
    // Another pane has its own; one that is active is gone on with.
    press(&mut app, "<esc>8/");
    assert_eq!(line(&app), Some(""));
    press(&mut app, "<esc>3/late<enter>/r");
    assert_eq!(line(&app), Some("later"));
}

#[test]
fn a_wrong_filter_from_a_link_leaves_no_row_and_esc_clears_it() {
    let mut app = app("milestones?filter=stauts:done");
    assert_eq!(app.listing().rows.len(), 0);
    assert!(app.listing().wrong.as_ref().is_some_and(|wrong| wrong.message.contains("did you mean `status`?")));
    press(&mut app, "<esc>");
    assert_eq!((app.listing().rows.len(), app.listing().wrong.is_none()), (22, true));
}

#[test]
fn a_filter_holds_on_to_what_is_selected_and_n_goes_round() {
    let mut app = app("milestones?focus=gtc-panel");
    press(&mut app, "/status:done<enter>");
    assert_eq!(app.place.focus.as_ref().map(Id::as_str), Some("gtc-panel"));
    let first = app.listing().rows.len();
    press(&mut app, &"n".repeat(first));
    assert_eq!(app.place.focus.as_ref().map(Id::as_str), Some("gtc-panel"), "once round");
    press(&mut app, "nN");
    assert_eq!(app.place.focus.as_ref().map(Id::as_str), Some("gtc-panel"));
}

#[test]
fn a_filter_on_the_overview_finds_every_match_and_counts_what_it_looks_through() {
    let mut app = app("overview");
    let shown = app.listing().count;
    press(&mut app, "/nemotron<enter>");
    let roadmap = &app.board.edition.roadmap;
    let named = |(ix, entry): (EntryIx, Entry<'_>)| entry.name().contains("Nemotron").then_some(ix);
    let named: Vec<EntryIx> = roadmap.entries().filter_map(named).collect();
    let rows: Vec<EntryIx> = app.listing().rows.iter().filter_map(|row| row.entry()).collect();
    assert!(named.len() > 20 && named.iter().all(|ix| rows.contains(ix)), "{} of {}", rows.len(), named.len());
    assert!(rows.iter().enumerate().all(|(i, ix)| !rows[..i].contains(ix)), "each stands once");
    assert_eq!((app.listing().of, app.listing().count), (roadmap.all().count(), rows.len()));
    // Of an announcement long before the newest, of a member and of a risk too.
    for kind in [Kind::Announcement, Kind::Member, Kind::Risk, Kind::Project] {
        press(&mut app, "<esc>");
        app.update(Msg::Key(keys("/")[0]));
        press(&mut app, "<ctrl-u>");
        let last = app.board.edition.roadmap.of_kind(kind).last().unwrap();
        let name = app.board.edition.roadmap.get(last).unwrap().name().to_owned();
        app.update(Msg::Paste(format!("\"{name}\"")));
        press(&mut app, "<enter>");
        assert!(app.listing().rows.contains(&Row::Entry(last, 0)), "{name}");
    }
    press(&mut app, "<esc>");
    assert_eq!((app.place.filter.as_str(), app.listing().count), ("", shown));
    // What is chosen among the facets is a filter: they count what it would find.
    press(&mut app, "f");
    let of = format!("{shown} of {}", app.board.edition.roadmap.all().count());
    assert!(matches!(app.popups.last(), Some(Popup::Picker(picker)) if picker.title.ends_with(&of)), "{of}");
}

#[test]
fn the_newest_announcements_stand_in_one_order_everywhere() {
    let entries = |app: &App| app.listing().rows.iter().filter_map(|row| row.entry()).collect::<Vec<_>>();
    let overview = app("overview");
    let rows = &overview.listing().rows;
    let from = rows.iter().position(|row| *row == Row::Heading("Newest announcements")).unwrap();
    let newest: Vec<EntryIx> = rows[from + 1..].iter().map_while(|row| row.entry()).collect();
    assert!(newest.len() == 7 && entries(&app("announcements")).starts_with(&newest));
}

/// What a person sees.
fn screen(app: &App) -> Buffer {
    let mut cells = Buffer::empty(Rect::from(app.seat.size));
    draw(app, &mut cells);
    cells
}

#[test]
fn esc_leaves_everything_as_it_was_before() {
    for (width, height) in [(80, 24), (120, 40), (40, 12)] {
        for before in ["j", "jj", "", "3", "3jjj", "3G", "3G/dep<enter>", "5jjJ", "5<tab><tab>", "6G", "2+lll", "3sSG"]
        {
            for typed in ["/mis", "/late", "/status:planned", "/zzz", "/n<tab>", "/o:", "/nvidia<down>x"] {
                let mut app = app("overview");
                app.update(Msg::Resize(Size::new(width, height)));
                press(&mut app, before);
                app.note = None;
                let (place, seen) = (app.place.clone(), screen(&app));
                press(&mut app, typed);
                // The first may take back an offer only.
                while line(&app).is_some() {
                    press(&mut app, "<esc>");
                }
                assert_eq!(app.place, place, "{before} {typed} at {width}x{height}");
                assert_eq!(screen(&app), seen, "{before} {typed} at {width}x{height}");
            }
        }
    }
}

#[test]
fn the_overview_counts_through_the_same_entries_with_a_filter_and_without() {
    let mut app = app("overview");
    let of = app.facts().edition.roadmap.len();
    assert!(app.listing().count < app.listing().of);
    for typed in ["/", "late", "<enter>", "<esc>"] {
        press(&mut app, typed);
        assert_eq!(app.listing().of, of, "after {typed}");
    }
    press(&mut app, "/has:id<enter>");
    assert_eq!(app.listing().count, of, "a filter looks through all of them");
}
