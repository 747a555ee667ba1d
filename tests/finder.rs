//! Finding anything by keys: what is selected, what Enter does, what stays as it was.

#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test may stop where it stands")]

use coalition_roadmap::app::{Action, App, Board, Effect, Finder, Line, Msg, Popup, SettingsReading, Take};
use coalition_roadmap::edition::{Edition, Origin};
use coalition_roadmap::screen::{Hits, draw};
use coalition_roadmap::text::Sources;
use proptest::prelude::*;
use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect, Size};
use std::sync::Arc;

#[path = "support/small.rs"]
mod small;
use small::{SHARED, app, edition, press};

fn finder(app: &App) -> &Finder {
    match app.popups.last() {
        Some(Popup::Finder(finder)) => finder,
        other => panic!("the finder is on top, not {other:?}"),
    }
}

/// What stands on a line.
fn said(app: &App, line: &Line) -> String {
    match line {
        Line::Entry(ix, near) => {
            format!("{}{}", if *near { "~" } else { "" }, app.board.edition.roadmap.get(*ix).unwrap().name())
        }
        Line::Action(_, text, _) => format!("> {text}"),
        Line::Place(place) => place.to_string(),
    }
}

fn lines(app: &App) -> Vec<String> {
    finder(app).lines().iter().map(|line| said(app, line)).collect()
}

fn selected(app: &App) -> String {
    said(app, finder(app).selected().expect("a line is selected"))
}

fn cells(app: &App) -> (Buffer, Hits) {
    let mut cells = Buffer::empty(Rect::from(app.seat.size));
    let hits = draw(app, &mut cells);
    (cells, hits)
}

fn text(app: &App) -> String {
    let cells = cells(app).0;
    let line = |y| (0..cells.area.width).map(|x| cells[(x, y)].symbol()).collect::<String>() + "\n";
    (0..cells.area.height).map(line).collect()
}

/// From the milestones, these keys lead to that place.
#[track_caller]
fn check(typed: &str, to: &str) {
    let mut app = app("roadmap:milestones?focus=port");
    press(&mut app, typed);
    assert_eq!(app.place.to_string(), format!("roadmap:{to}"), "{typed}");
}

#[test]
fn an_entry_is_opened_where_it_is_at_home() {
    check("<space>acme<enter>", "members?focus=acme");
    check("<space>bet<enter>", "members?focus=beta");
    check("<space>slow<enter>", "risks?focus=slow");
    check("<space>ptc<enter>", "milestones?focus=port");
    check("<space>acme<enter>H", "milestones?focus=port");
    // A filter that hides it is no obstacle.
    check("/port<enter><space>spec<enter>", "milestones?focus=spec");
}

#[test]
fn the_neighbourhood_of_what_was_found_is_shown() {
    let mut app = app("roadmap:members?focus=beta");
    press(&mut app, "<space>chip<tab>neighbourhood<enter>");
    assert_eq!(app.place.to_string(), "roadmap:announcements?around=chip&focus=chip");
    press(&mut app, "H");
    assert_eq!(app.place.to_string(), "roadmap:members?focus=beta");
}

#[test]
fn an_action_is_run() {
    check("<space>risks<enter>", "risks?focus=slow");
    check("<space>zoom<space>in<enter>", "milestones?focus=port&split=55");
    check("<space>>reverse<enter>", "milestones?focus=port&order=reversed");
    let mut app = app("roadmap:milestones?focus=port");
    assert_eq!(press(&mut app, "<space>quit<enter>"), [Effect::Quit]);
}

#[test]
fn actions_are_found_by_their_keys() {
    let mut app = app("roadmap:members");
    for (typed, doc) in
        [("gd", "> what it depends on"), ("?", "> help for this pane"), ("ctrl-l", "> draw the screen anew")]
    {
        press(&mut app, "<esc><space>");
        app.update(Msg::Paste(typed.to_owned()));
        assert!(selected(&app).starts_with(doc), "{typed}: {}", selected(&app));
    }
    // What begins with the letter comes before the action that has it for a key.
    press(&mut app, "<esc><space>b");
    assert_eq!(lines(&app)[..2], ["Beta", "Base"]);
}

#[test]
fn before_anything_is_typed_there_are_places_and_actions() {
    let mut app = app("roadmap:members");
    press(&mut app, "<space>");
    assert!(lines(&app)[0].starts_with("> Overview: "), "{:?}", lines(&app));
    assert_eq!(finder(&app).lines().len(), finder(&app).count);
    press(&mut app, "<esc>8j3j<space>");
    assert_eq!(lines(&app)[..2], ["roadmap:risks?focus=slow", "roadmap:members?focus=acme"]);
    press(&mut app, "<down><enter>");
    assert_eq!(app.place.to_string(), "roadmap:members?focus=acme");
    press(&mut app, "<space>>");
    assert!(finder(&app).lines().iter().all(|line| matches!(line, Line::Action(..))));
    press(&mut app, "copy");
    assert!(lines(&app).len() >= 6 && lines(&app)[0] == "> copy the id", "{:?}", lines(&app));
}

#[test]
fn esc_closes_and_nothing_has_changed() {
    let mut app = app("roadmap:milestones?focus=port&part=detail&link=1&sort=date&filter=t");
    let (place, before) = (app.place.clone(), text(&app));
    press(&mut app, "<space>acme<down><up><tab><down><esc><esc>");
    assert!(app.popups.is_empty());
    assert_eq!(app.place, place);
    assert_eq!(text(&app), before);
}

#[test]
fn the_list_is_walked_by_arrows_by_letters_with_control_and_by_pages() {
    let mut app = app("roadmap:members");
    press(&mut app, "<space>");
    let at = |app: &App| finder(app).at;
    press(&mut app, "<down><ctrl-n><down>");
    assert_eq!(at(&app), 3);
    press(&mut app, "<up><ctrl-p>");
    assert_eq!(at(&app), 1);
    press(&mut app, "<up><up>");
    assert_eq!(at(&app), 0);
    let page = usize::from(app.finding().list.height);
    press(&mut app, "<pagedown>");
    assert_eq!((at(&app), finder(&app).top), (page.min(finder(&app).lines().len() - 1), 1));
    press(&mut app, "<pageup>");
    assert_eq!((at(&app), finder(&app).top), (0, 0));
    press(&mut app, "<end>");
    assert_eq!(at(&app), finder(&app).lines().len() - 1);
    app.update(Msg::Wheel(-2));
    assert_eq!(at(&app), finder(&app).lines().len() - 3);
}

#[test]
fn letters_are_text_whatever_they_mean_elsewhere() {
    let mut app = app("roadmap:members");
    press(&mut app, "<space>jqGe");
    app.update(Msg::Key("<space>".parse().unwrap()));
    press(&mut app, "1");
    assert_eq!(finder(&app).typed.text(), "jqGe 1");
    press(&mut app, "<ctrl-u>");
    assert_eq!(finder(&app).typed.text(), "");
    app.update(Msg::Paste("port\nchip".to_owned()));
    assert_eq!(finder(&app).typed.text(), "port chip");
    assert_eq!(selected(&app), "Port to the chip");
    press(&mut app, "<left><left><left><left><backspace><backspace>");
    assert_eq!(finder(&app).typed.text(), "porchip");
}

#[test]
fn slips_are_marked() {
    let mut app = app("roadmap:members");
    press(&mut app, "<space>saefty");
    assert_eq!(lines(&app), ["~Safety"]);
    assert_eq!((finder(&app).count, finder(&app).near), (1, 1));
    assert!(text(&app).contains("1 nearly so"), "{}", text(&app));
    press(&mut app, "zzz");
    assert!(lines(&app).is_empty());
    assert!(text(&app).contains("Nothing has that"), "{}", text(&app));
    // Enter has nothing to do, and what was typed stays.
    press(&mut app, "<enter>");
    assert_eq!(finder(&app).typed.text(), "saeftyzzz");
}

/// What was copied.
fn copied(effects: &[Effect]) -> (&str, &str) {
    match effects {
        [Effect::Copy(text, said)] => (text, said),
        other => panic!("something is copied: {other:?}"),
    }
}

#[test]
fn tab_tells_what_can_be_done_with_an_entry() {
    for key in ["<tab>", "<right>"] {
        let mut app = app("roadmap:milestones?focus=port");
        press(&mut app, &format!("<space>bet{key}"));
        let Some(Popup::Picker(picker)) = app.popups.last() else { panic!("{:?}", app.popups) };
        assert_eq!(picker.title, "Beta");
        let items: Vec<_> = picker.lines().map(|item| (item.text.clone(), item.aside.clone())).collect();
        let told = |text: &str, aside: &str| assert!(items.contains(&(text.to_owned(), aside.to_owned())), "{items:?}");
        told("open", "enter");
        told("open the editor there", "roadmap.toml:9");
        told("open its web address", "beta.example");
        told("copy the id", "beta");
        told("copy its file and line", "roadmap.toml:9");
        // Esc leads back to what was found.
        press(&mut app, "<esc>");
        assert_eq!(finder(&app).typed.text(), "bet");
        press(&mut app, "<tab>");
        let effects = press(&mut app, "web<enter>");
        assert_eq!(effects, [Effect::Browse("https://beta.example".to_owned())]);
        assert!(app.popups.is_empty());
        assert_eq!(app.place.to_string(), "roadmap:milestones?focus=port");
    }
}

#[test]
fn within_the_line_right_moves_the_cursor() {
    let mut app = app("roadmap:members");
    press(&mut app, "<space>bet<left><right>x");
    assert_eq!(finder(&app).typed.text(), "betx");
}

#[test]
fn an_action_offers_nothing_more() {
    let mut app = app("roadmap:members");
    press(&mut app, "<space>>quit<tab>");
    assert_eq!(finder(&app).typed.text(), ">quit");
    assert!(app.note.as_ref().is_some_and(|note| note.text.contains("enter runs it")));
}

#[test]
fn the_editor_is_opened_at_an_entry_that_was_found() {
    let mut app = app("roadmap:members");
    let effects = press(&mut app, "<space>slow<tab>editor<enter>");
    let line = SHARED.lines().position(|line| line == "id = \"slow\"").unwrap();
    assert_eq!(effects, [Effect::Editor("roadmap.toml".to_owned(), line, 1)]);
}

#[test]
fn anything_of_an_entry_is_taken_along_and_what_it_was_is_said() {
    let mut app = app("roadmap:members");
    let mut take = |what: &str| {
        let effects = press(&mut app, &format!("<space>too<space>slow<tab>{what}<enter>"));
        let (text, said) = copied(&effects);
        (text.to_owned(), said.to_owned())
    };
    assert_eq!(take("the id"), ("slow".to_owned(), "the id slow".to_owned()));
    assert_eq!(
        take("a link"),
        ("roadmap:risks?focus=slow".to_owned(), "a link to it: roadmap:risks?focus=slow".to_owned())
    );
    assert_eq!(take("the name"), ("Too slow".to_owned(), "the name Too slow".to_owned()));
    assert_eq!(
        take("TOML").0,
        "[[risk]]\nid = \"slow\"\nname = \"Too slow\"\ncategory = \"pace\"\nstatus = \"open\"\naffects = [\"top\"]\n"
    );
    assert_eq!(take("TOML").1, "the TOML of slow, 6 lines");
    let line = SHARED.lines().position(|line| line == "id = \"slow\"").unwrap();
    assert_eq!(take("and line").0, format!("roadmap.toml:{line}"));
    let (markdown, said) = take("Markdown");
    assert!(markdown.starts_with("### Too slow\n\nrisk · slow · open\n"), "{markdown}");
    assert!(said.starts_with("Too slow as Markdown, "), "{said}");
}

#[test]
fn what_is_selected_in_a_pane_is_taken_by_an_action_of_the_same_name() {
    let mut app = app("roadmap:members?focus=beta");
    for (typed, text) in
        [("copy the name", "Beta"), ("copy its file", "roadmap.toml:9"), ("copy its text in", "[[member]]")]
    {
        let effects = press(&mut app, &format!("<space>{}<enter>", typed.replace(' ', "<space>")));
        assert!(copied(&effects).0.starts_with(text), "{typed}: {effects:?}");
    }
    assert_eq!(copied(&press(&mut app, "y")), ("beta", "the id beta"));
}

#[test]
fn what_is_gone_is_said() {
    let mut app = app("roadmap:members");
    let id = coalition_roadmap::model::Id::new("nowhere");
    for what in Take::ALL.into_iter().filter(|what| *what != Take::Id) {
        assert_eq!(app.update(Msg::Do(Action::Take(id.clone(), what))), []);
        assert!(app.note.take().is_some_and(|note| note.text.contains("not in the roadmap any more")));
    }
}

#[test]
fn a_click_runs_a_line_and_beside_it_nothing_moves() {
    let mut app = app("roadmap:members");
    app.update(Msg::Resize(Size::new(200, 60)));
    press(&mut app, "<space>acme");
    let (cells, hits) = cells(&app);
    let all = app.finding();
    let inside = Position { x: all.list.x + 3, y: all.list.y };
    let place = app.place.clone();
    // The border and the line mean nothing; what is far outside closes.
    for at in [
        Position { x: all.all.x, y: all.all.y },
        Position { x: all.line.x, y: all.line.y },
        Position { x: all.preview.x + 2, y: all.preview.y },
    ] {
        let action = hits.at(at).cloned().expect("something is there");
        app.update(Msg::Do(action));
        assert!(matches!(app.popups.last(), Some(Popup::Finder(_))), "{at:?}");
    }
    assert_eq!(hits.at(Position { x: 2, y: 5 }), Some(&Action::Escape));
    assert_eq!(cells[(inside.x, inside.y)].symbol(), "c");
    app.update(Msg::Do(hits.at(Position { x: 2, y: 5 }).cloned().unwrap()));
    assert_eq!((app.popups.len(), &app.place), (0, &place));
    press(&mut app, "<space>beta");
    let hits = self::cells(&app).1;
    app.update(Msg::Do(hits.at(inside).cloned().unwrap()));
    assert_eq!(app.place.to_string(), "roadmap:members?focus=beta");
}

#[test]
fn a_reload_keeps_what_is_selected() {
    let mut app = app("roadmap:members");
    press(&mut app, "<space>s");
    let wanted = "Spec";
    while selected(&app) != wanted {
        press(&mut app, "<down>");
    }
    let mut board = app.board.clone();
    let text = SHARED.replace(
        "[[milestone]]\nid = \"spec\"",
        "[[milestone]]\nid = \"sa\"\nname = \"Sa\"\nstatus = \"planned\"\n[[milestone]]\nid = \"spec\"",
    );
    board.receive(edition(2, &text));
    app.update(Msg::Board(board));
    assert_eq!(selected(&app), wanted);
    assert!(lines(&app).contains(&"Sa".to_owned()), "what is new is found: {:?}", lines(&app));
    // What is gone gives way to what stands there now.
    let mut board = app.board.clone();
    let at = finder(&app).at;
    board.receive(edition(3, &text.replace("\"Spec\"", "\"Draft\"").replace("\"spec\"", "\"draft\"")));
    app.update(Msg::Board(board));
    assert_eq!(finder(&app).at, at.min(finder(&app).lines().len() - 1));
    assert!(!lines(&app).contains(&wanted.to_owned()));
    // The same below what can be done with an entry.
    press(&mut app, "<ctrl-u>acme<tab>");
    let mut board = app.board.clone();
    board.receive(edition(4, &text));
    app.update(Msg::Board(board));
    press(&mut app, "<esc>");
    assert_eq!(selected(&app), "Acme");
}

#[test]
fn it_opens_while_nothing_is_read_yet() {
    let mut app = app("roadmap:members");
    app.board = Board::new(Arc::new(Edition::empty(Origin::default(), app.board.edition.today)));
    press(&mut app, "<space>acme");
    assert!(lines(&app).is_empty());
    let mut board = app.board.clone();
    board.receive(edition(1, SHARED));
    app.update(Msg::Board(board));
    assert_eq!(selected(&app), "Acme");
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]
    /// Whatever is typed and however large the window, the pane behind stays where it is.
    #[test]
    fn the_pane_behind_never_moves(
        typed in "[a-z >~é中]{0,6}",
        steps in proptest::collection::vec(proptest::sample::select(vec!["<down>", "<up>", "<ctrl-n>", "<ctrl-p>", "<pagedown>", "<pageup>", "<home>", "<end>", "<left>", "<right>", "<tab>", "<s-tab>", "<backspace>", "<delete>", "<ctrl-w>", "<ctrl-k>", "<ctrl-d>", "x"]), 0..12),
        width in 0..210_u16,
        height in 0..64_u16,
    ) {
        let mut app = app("roadmap:milestones?focus=port&sort=name");
        app.update(Msg::Resize(Size::new(width, height)));
        let place = app.place.clone();
        press(&mut app, "<space>");
        app.update(Msg::Paste(typed));
        for step in steps {
            press(&mut app, step);
            let (buffer, hits) = cells(&app);
            if let Some(Popup::Finder(finder)) = app.popups.last() {
                prop_assert!(finder.lines().is_empty() || finder.at < finder.lines().len());
                let shown = usize::from(app.finding().list.height);
                prop_assert!(shown == 0 || finder.lines().is_empty() || (finder.top..finder.top + shown).contains(&finder.at));
                for (x, y) in [(0, 0), (width / 2, height / 2), (width.saturating_sub(1), height.saturating_sub(1))] {
                    let harmless = matches!(hits.at(Position { x, y }), None | Some(Action::Escape | Action::Choose(_)));
                    prop_assert!(harmless);
                }
            }
            prop_assert_eq!(buffer.area, Rect::new(0, 0, width, height));
        }
        prop_assert_eq!((&app.place.pane, &app.place.focus, &app.place.sort), (&place.pane, &place.focus, &place.sort));
        press(&mut app, "<esc><esc>");
        prop_assert!(app.popups.is_empty());
        prop_assert_eq!(&app.place, &place);
    }
}

#[test]
fn views_with_a_name_are_found_by_their_words_and_gone_to() {
    let view = |name: &str, filter: &str, summary: &str| {
        format!("[[view]]\nname = \"{name}\"\npane = \"risks\"\nfilter = \"{filter}\"\nsummary = \"{summary}\"\n")
    };
    let theirs = view("Risks without an owner", "owner:none", "Nobody answers for them.");
    let edition = edition(1, &format!("{SHARED}{theirs}"));
    assert!(edition.is_sound(), "{:?}", edition.problems);
    let seat = small::seat(Size::new(120, 40));
    let mut app = App::new(Board::new(edition), "roadmap:milestones".parse().unwrap(), seat);
    let sources = Sources::of_text("config.toml", view("Open ones", "status:open", "What waits."));
    app.update(Msg::Settings(Ok(Arc::new(SettingsReading::new(sources, "config.toml".to_owned())))));
    for (typed, found) in [
        ("owner", "> Risks without an owner: Nobody answers for them."),
        ("answers", "> Risks without an owner: Nobody answers for them."),
        ("waits", "> Open ones: What waits."),
        ("view", "> Open ones: What waits."),
    ] {
        press(&mut app, &format!("<space>{typed}"));
        assert!(lines(&app).contains(&found.to_owned()), "{typed}: {:?}", lines(&app));
        press(&mut app, "<esc><esc>");
    }
    press(&mut app, "<space>owner");
    assert_eq!(selected(&app), "> Risks without an owner: Nobody answers for them.");
    assert!(matches!(finder(&app).selected(), Some(Line::Action(_, _, keys)) if keys == "'"), "with the key of views");
    let shown = text(&app);
    assert!(shown.contains("owner:none") && shown.contains("' lists all views"), "{shown}");
    press(&mut app, "<enter>");
    assert_eq!(app.place.to_string(), "roadmap:risks?focus=slow&filter=owner:none");
}
