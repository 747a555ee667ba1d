//! The tour is walked by the keys that it names, by any other way, and left; and the hint for newcomers.

#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test may stop where it stands")]

mod support {
    pub mod pty;
}

use coalition_roadmap::app::{
    Action, App, Board, COMMANDS, Effect, Keymap, Msg, Rights, STROKES, Said, SeatInfo, bindable, keys,
};
use coalition_roadmap::edition::{Edition, Origin};
use coalition_roadmap::look::{Look, Regions};
use coalition_roadmap::model::Day;
use coalition_roadmap::screen::draw;
use coalition_roadmap::text::Sources;
use ratatui::buffer::Buffer;
use ratatui::layout::{Rect, Size};
use std::sync::{Arc, LazyLock};
use support::pty::Run;

static SHIPPED: LazyLock<Arc<Edition>> = LazyLock::new(|| {
    let sources = Sources::of_text("roadmap.toml", include_str!("../roadmap.toml"));
    let origin = Origin { label: "built-in".into(), embedded: true, ..Origin::default() };
    Arc::new(Edition::read(1, origin, sources, Day::new(2026, 11, 23).unwrap()))
});

const SIZES: [(u16, u16); 5] = [(80, 24), (100, 30), (120, 40), (60, 20), (40, 10)];

fn at_the_begin((w, h): (u16, u16), ascii: bool) -> App {
    let rights = Rights::ALL;
    let seat = SeatInfo { number: 0, size: Size::new(w, h), look: Look { ascii, ..Look::default() }, rights };
    let mut app = App::new(Board::new(Arc::clone(&SHIPPED)), "roadmap:overview".parse().unwrap(), seat);
    app.begin_tour();
    app
}

fn screen(app: &App) -> String {
    let mut cells = Buffer::empty(Rect::from(app.seat.size));
    draw(app, &mut cells);
    let width = usize::from(cells.area.width);
    let rows = cells.content.chunks(width).map(|row| row.iter().map(ratatui::buffer::Cell::symbol).collect::<String>());
    rows.collect::<Vec<_>>().join("\n")
}

fn task(app: &App) -> usize {
    app.tour.as_ref().map_or(usize::MAX, |tour| tour.progress().0)
}

fn press(app: &mut App, text: &str) -> Vec<Effect> {
    keys(text).into_iter().flat_map(|key| app.update(Msg::Key(key))).collect()
}

/// Does what the box says, key by key in its order, until the task is done.
fn do_as_told(app: &mut App) {
    let at = task(app);
    let said = app.tour.as_ref().unwrap().says(&app.keymap);
    for piece in &said {
        let typed: Vec<_> = match piece {
            Said::Words(_) => continue,
            Said::Keys(_, pressed) => pressed.clone(),
            Said::Typed(text) => keys(&text.replace(' ', "<space>")),
        };
        for key in typed {
            let effects = app.update(Msg::Key(key));
            if effects.contains(&Effect::Quit) {
                app.tour = None;
                return;
            }
        }
        if task(app) != at {
            return;
        }
    }
    panic!("task {at} is not done by what it says: {said:?}\n{}", screen(app));
}

fn walk(mut app: App) {
    let mut seen = 0;
    while app.tour.is_some() {
        assert_eq!(task(&app), seen + 1, "one after the other");
        seen = task(&app);
        let shown = screen(&app);
        if app.seat.look.ascii {
            assert!(shown.is_ascii(), "{shown}");
        }
        let foot = shown.lines().last().unwrap().to_owned();
        if app.tour_area().is_none() && app.note.is_none() && app.place.filter.is_empty() {
            assert!(foot.contains(&format!("Tour {seen} of 12")), "where there is no room, the foot says it: {foot}");
        }
        if let Some(area) = app.tour_area() {
            let words: Vec<&str> = shown.split_whitespace().collect();
            for piece in app.tour.as_ref().unwrap().says(&app.keymap) {
                let Said::Keys(shown, _) = piece else { continue };
                assert!(shown.split(' ').all(|key| words.iter().any(|word| word.contains(key))), "{shown}");
            }
            let regions: Regions = app.regions().unwrap();
            let parts = [regions.header, regions.tabs, regions.list, regions.detail, regions.footer];
            assert!(parts.iter().all(|part| !part.intersects(area)), "the box covers nothing");
        }
        do_as_told(&mut app);
    }
    assert_eq!(seen, 12, "to the end");
}

#[test]
fn the_whole_tour_is_walked_by_the_keys_that_it_names() {
    for size in SIZES {
        walk(at_the_begin(size, false));
    }
    walk(at_the_begin((80, 24), true));
}

#[test]
fn the_keys_that_it_names_are_those_that_someone_has() {
    let other = |action: &Action| match action {
        Action::Down => Some("<down>"),
        Action::Enter => Some("x"),
        Action::Back => Some("<f2>"),
        Action::Find => Some(";"),
        Action::Around => Some("g a"),
        Action::Quit => Some("Q"),
        _ => None,
    };
    let keymap: Keymap = bindable()
        .flat_map(|(_, action, all)| {
            let all = other(&action).map_or(all, |text| vec![keys(text)]);
            // In prompts a letter is no key that ends them.
            let all = if action == Action::Enter { [all, vec![keys("<enter>")]].concat() } else { all };
            all.into_iter().map(move |keys| (keys, action.clone())).collect::<Vec<_>>()
        })
        .collect();
    let mut app = at_the_begin((80, 24), false);
    app.keymap = Arc::new(keymap);
    assert!(screen(&app).contains("down and k move"), "{}", screen(&app));
    press(&mut app, "<down>5");
    assert!(screen(&app).contains("x goes into what is selected"), "{}", screen(&app));
    press(&mut app, "xx");
    assert!(screen(&app).contains("f2 brings you back"), "{}", screen(&app));
    press(&mut app, "<f2>");
    assert!(screen(&app).contains("; finds every entry"), "{}", screen(&app));
}

#[test]
fn an_action_without_keys_is_called_by_its_name() {
    let mut app = at_the_begin((80, 24), false);
    let keymap = bindable().filter(|(_, action, _)| *action != Action::GoWrong);
    let keymap = keymap.flat_map(|(_, action, all)| all.into_iter().map(move |keys| (keys, action.clone())));
    app.keymap = Arc::new(keymap.collect());
    while task(&app) < 10 {
        press(&mut app, "<ctrl-n>");
    }
    assert!(screen(&app).contains(":go-wrong lists"), "{}", screen(&app));
    do_as_told(&mut app);
    assert_eq!(task(&app), 11);
}

#[test]
fn a_task_is_done_by_whatever_way() {
    let mut app = at_the_begin((120, 40), false);
    app.update(Msg::Wheel(3));
    assert_eq!(task(&app), 2);
    press(&mut app, ":members<enter>");
    assert_eq!(task(&app), 3);
    press(&mut app, "<tab>");
    assert_eq!(task(&app), 4);
    app.update(Msg::Do(Action::Follow(0)));
    assert_eq!(task(&app), 5);
    press(&mut app, "-");
    assert_eq!(task(&app), 6);
    app.update(Msg::Do(Action::Open(coalition_roadmap::model::Id::new("nemotron-4-release"))));
    assert_eq!(task(&app), 7);
}

#[test]
fn a_task_is_left_out_and_the_tour_is_left() {
    let mut app = at_the_begin((80, 24), false);
    let with = app.regions().unwrap();
    press(&mut app, "<ctrl-n>");
    assert_eq!(task(&app), 2);
    // Within what lies on top, too.
    press(&mut app, "/mis<ctrl-n><esc>");
    assert_eq!(task(&app), 3);
    press(&mut app, "<ctrl-x>");
    assert!(app.tour.is_none() && app.tour_area().is_none());
    assert!(app.regions().unwrap().list.height > with.list.height, "the room is the pane's again");
    assert!(!screen(&app).contains("Tour 3"));
    press(&mut app, "<ctrl-n>");
    assert_eq!(app.note.as_ref().unwrap().text, "there is no tour; `roadmap tour` begins it");
    let mut app = at_the_begin((80, 24), false);
    press(&mut app, &"<ctrl-n>".repeat(12));
    assert!(app.tour.is_none(), "after the last task it is over");
}

#[test]
fn a_task_is_passed_only_by_what_it_asks_for_and_one_that_is_left_out_takes_no_other_with_it() {
    let mut app = at_the_begin((120, 40), false);
    press(&mut app, "5j");
    assert_eq!(task(&app), 1, "another pane is not one line down");
    press(&mut app, "H");
    assert_eq!(task(&app), 1);
    press(&mut app, "j5<enter>");
    assert_eq!(task(&app), 4);
    press(&mut app, "<ctrl-n>");
    assert_eq!(task(&app), 5, "nobody has gone back yet");
    press(&mut app, "<tab>");
    assert_eq!(task(&app), 5);
    press(&mut app, "H");
    assert_eq!(task(&app), 6);
}

#[test]
fn the_keys_of_the_tour_mean_nothing_else() {
    for action in [Action::TourNext, Action::TourLeave] {
        let command = COMMANDS.iter().find(|command| command.action == action).unwrap();
        for key in command.keys {
            assert!(STROKES.iter().all(|typing| !typing.keys.contains(key)), "{key} edits a line");
            assert_eq!(COMMANDS.iter().filter(|other| other.keys.contains(key)).count(), 1, "{key}");
        }
    }
}

#[test]
fn pictures_of_the_tour() {
    for (name, size, ascii) in [
        ("80x24", (80, 24), false),
        ("100x30", (100, 30), false),
        ("120x40", (120, 40), false),
        ("ascii", (80, 24), true),
    ] {
        let mut app = at_the_begin(size, ascii);
        while task(&app) < 9 {
            do_as_told(&mut app);
        }
        let shown: Vec<String> = screen(&app).lines().map(|line| line.trim_end().to_owned()).collect();
        insta::assert_snapshot!(format!("tour_{name}"), shown.join("\n"));
    }
}

#[test]
fn the_hint_stands_until_the_first_key() {
    let mut app = at_the_begin((80, 24), false);
    app.tour = None;
    assert!(!screen(&app).contains("New here?"), "only when the seat says so");
    assert_eq!(app.update(Msg::Welcome), []);
    let shown = screen(&app);
    assert!(shown.contains("New here? · ? help · space find · q quit · `roadmap tour`"), "{shown}");
    app.update(Msg::Resize(Size::new(100, 30)));
    assert!(screen(&app).contains("New here?"), "a resize is no key");
    assert_eq!(press(&mut app, "j"), [Effect::Welcomed]);
    assert!(!screen(&app).contains("New here?"));
    assert_eq!(press(&mut app, "j"), [], "it is remembered once");
    app.update(Msg::Welcome);
    assert!(!screen(&app).contains("New here?"), "who has begun needs no hint");
}

#[test]
fn the_hint_is_shown_once_to_a_person() {
    let home = tempfile::tempdir().unwrap();
    let seen = home.path().join(".local/state/roadmap/seen");
    let mut pty = Run::roadmap(home.path(), &[]).env("XDG_STATE_HOME", "").start();
    pty.sees("New here?");
    assert!(!seen.exists(), "nothing is written before the first key");
    pty.keys("5");
    pty.sees("Led by");
    pty.misses("New here?");
    pty.keys("q");
    assert!(pty.wait_exit().success());
    assert!(seen.exists());
    let mut pty = Run::roadmap(home.path(), &[]).env("XDG_STATE_HOME", "").start();
    pty.sees("j k move");
    pty.keys("5");
    pty.sees("Led by");
    pty.misses("New here?");
    pty.keys("q");
    assert!(pty.wait_exit().success());
}

#[test]
fn a_folder_that_cannot_be_written_breaks_nothing() {
    let home = tempfile::tempdir().unwrap();
    let state = home.path().join("state");
    std::os::unix::fs::symlink(home.path().join("nowhere"), &state).unwrap();
    let mut pty = Run::roadmap(home.path(), &[]).env("XDG_STATE_HOME", state.to_str().unwrap()).start();
    pty.sees("New here?");
    pty.keys("5");
    pty.sees("j k move");
    pty.sees("Led by");
    pty.keys("q");
    assert!(pty.wait_exit().success());
    pty.restored();
}

#[test]
fn the_command_begins_it_in_the_real_dashboard() {
    let home = tempfile::tempdir().unwrap();
    std::fs::write(home.path().join("roadmap.toml"), "[roadmap]\ntitle = \"Another\"\n").unwrap();
    let mut pty = Run::roadmap(home.path(), &["tour"]).env("XDG_STATE_HOME", "").size(80, 24).start();
    pty.sees("Tour 1 of 12 · Look around");
    pty.sees("· built-in");
    pty.keys("j");
    pty.sees("Tour 2 of 12 · Nine panes");
    pty.keys("\x18");
    pty.misses("Tour 2 of 12");
    pty.keys("q");
    assert!(pty.wait_exit().success());
    assert!(!home.path().join(".local").exists(), "the tour remembers nothing");
}
