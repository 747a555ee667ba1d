//! Random keys over random roadmaps, as many as one likes: `just walk 3000000`.
//!
//! The number comes from `WALK_KEYS`, the first seed from `WALK_SEED`; a failure says the seed of its walk, and what was
//! done last in it. The same seed is the same walk.

#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test may stop where it stands")]

use coalition_roadmap::app::{
    Action, App, Board, COMMANDS, Crowd, Effect, Key, KeyCode, Msg, Rights, SeatInfo, Stage, Staging, Timer, Watch,
};
use coalition_roadmap::edition::{Edition, Origin};
use coalition_roadmap::look::{Depth, Look, Part, TOO_SMALL, Theme};
use coalition_roadmap::model::{Day, Id, PaneName};
use coalition_roadmap::panes::Place;
use coalition_roadmap::screen::{Hits, draw};
use coalition_roadmap::text::Sources;
use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect, Size};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;
use std::time::Duration;

#[path = "support/generate.rs"]
mod generate;
use generate::Dice;

/// Keys in a run of all tests.
const KEYS: usize = 6_000;
/// Keys of one walk over one roadmap.
const WALK: usize = 400;

#[derive(Debug, Clone)]
enum Step {
    Msg(Msg),
    Click(u16, u16),
}

fn number(name: &str, usual: usize) -> usize {
    std::env::var(name).ok().map_or(usual, |text| text.parse().expect("a number"))
}

fn edition(number: u64, text: String) -> Arc<Edition> {
    let today = Day::new(2026, 6, 1).unwrap();
    Arc::new(Edition::read(number, Origin::default(), Sources::of_text("roadmap.toml", text), today))
}

fn size(dice: &mut Dice) -> Size {
    let (width, height) = match dice.below(10) {
        0 => (dice.below(500) + 1, dice.below(200) + 1),
        1 => (dice.below(45) + 1, dice.below(14) + 1),
        2..=4 => (80, 24),
        _ => (dice.below(160) + 40, dice.below(50) + 10),
    };
    Size { width: width as u16, height: height as u16 }
}

fn key(dice: &mut Dice) -> Key {
    const NAMED: [KeyCode; 18] = [
        KeyCode::Up,
        KeyCode::Down,
        KeyCode::Left,
        KeyCode::Right,
        KeyCode::Home,
        KeyCode::End,
        KeyCode::PageUp,
        KeyCode::PageDown,
        KeyCode::Enter,
        KeyCode::Enter,
        KeyCode::Esc,
        KeyCode::Tab,
        KeyCode::BackTab,
        KeyCode::Backspace,
        KeyCode::Delete,
        KeyCode::F(1),
        KeyCode::F(5),
        KeyCode::F(12),
    ];
    // Keys that lead somewhere are pressed more often than any letter.
    const OFTEN: &[u8] = b"ggggdrmpcnelxTtjjkkhhllHLPF-GJK123456789[]/?!'fsS+_=.z:, nNyYeocauw<><>x";
    const OTHER: &str = "é中한ß«ABCDEFIMOPQRUVWXZb#%&()*;@^{|}~\u{301}\u{200d}\u{202e}";
    let code = match dice.below(20) {
        0..=6 => NAMED[dice.below(NAMED.len())],
        7..=17 => KeyCode::Char(OFTEN[dice.below(OFTEN.len())] as char),
        18 => KeyCode::Char((b'!' + dice.below(94) as u8) as char),
        _ => KeyCode::Char(OTHER.chars().nth(dice.below(OTHER.chars().count())).unwrap()),
    };
    Key { code, ctrl: dice.chance(6) }
}

fn roadmap(dice: &mut Dice) -> String {
    let entries = [0, 1, 8, 30, 60, 120, 300][dice.below(7)];
    if entries == 0 {
        "[roadmap]\ntitle = \"Empty\"\n".to_owned()
    } else {
        generate::roadmap(dice.below(40) as u64, entries)
    }
}

/// What a text becomes when somebody has it half written.
fn broken(dice: &mut Dice, text: &str) -> String {
    match dice.below(3) {
        0 => text.replacen("name = ", "nam = ", 2),
        1 => text.chars().take(text.chars().count() / 2).collect(),
        _ => format!("{text}\n[[milestone]\nid = \"x"),
    }
}

/// Somebody at another seat presents, or nobody does.
fn stage(dice: &mut Dice, board: &Board) -> Staging {
    match dice.below(6) {
        0 => Staging::Closed,
        1 => Staging::Waiting,
        _ => {
            let mut place = Place::of(PaneName::ALL[dice.below(PaneName::ALL.len())]);
            let ids: Vec<Id> = board.edition.roadmap.entries().map(|(_, entry)| entry.id().clone()).collect();
            let mut one = |chance| (!ids.is_empty() && dice.chance(chance)).then(|| ids[dice.below(ids.len())].clone());
            (place.focus, place.around, place.forecast) = (one(80), one(10), one(10));
            if dice.chance(20) {
                place.part = Part::Detail;
            }
            Staging::On(Arc::new(Stage {
                by: "Ana".into(),
                seat: 9,
                place,
                scene: None,
                blank: dice.chance(10),
                veiled: dice.chance(5),
                edition: Arc::clone(&board.edition),
                forecast: None,
                since: Arc::default(),
                under: None,
            }))
        }
    }
}

fn step(dice: &mut Dice, app: &App) -> Step {
    Step::Msg(match dice.below(100) {
        0..=87 => Msg::Key(key(dice)),
        88..=89 => {
            const PASTES: [&str; 6] = ["mile", "status:done", "two\nlines\ttab", "é中\u{301}", "\u{1b}[31m", ""];
            Msg::Paste(PASTES[dice.below(PASTES.len())].to_owned())
        }
        90 => Msg::Wheel(dice.below(256) as u8 as i8),
        91..=93 => {
            let size = app.seat.size;
            return Step::Click(dice.below(size.width.into()) as u16, dice.below(size.height.into()) as u16);
        }
        94 => Msg::Resize(size(dice)),
        95 => match dice.below(6) {
            0 => Msg::Clock(Duration::from_secs(dice.below(9_000) as u64)),
            1 => Msg::Wake(Timer::Minute),
            2 => Msg::Crowd(Crowd { there: dice.below(600), follow: dice.below(9), smallest: Some(size(dice)) }),
            3 => Msg::TakenOver("Ana".into()),
            _ => {
                let mut board = app.board.shared().clone();
                board.stage = stage(dice, &board);
                Msg::Board(board)
            }
        },
        96..=97 => {
            let mut board = app.board.shared().clone();
            let number = board.broken.as_ref().map_or(board.edition.number, |broken| broken.number) + 1;
            let text = roadmap(dice);
            let text = if dice.chance(30) { broken(dice, &text) } else { text };
            board.receive(edition(number, text));
            board.stage = stage(dice, &board);
            board.watch = if dice.chance(10) { Watch::Stale("it is gone".to_owned()) } else { Watch::Live };
            Msg::Board(board)
        }
        98 => Msg::Wake(Timer::Light(app.board.edition.number)),
        _ => Msg::Do(COMMANDS[dice.below(COMMANDS.len())].action.clone()),
    })
}

fn picture(app: &App) -> (Buffer, Hits) {
    let mut cells = Buffer::empty(Rect::from(app.seat.size));
    let hits = draw(app, &mut cells);
    (cells, hits)
}

/// The screen without the line of messages, which is the last one.
fn body(app: &App) -> Buffer {
    let (cells, _) = picture(app);
    let area = Rect { height: cells.area.height.saturating_sub(1), ..cells.area };
    let mut out = Buffer::empty(area);
    out.content.clone_from_slice(&cells.content[..usize::from(area.width) * usize::from(area.height)]);
    out
}

fn take(app: &mut App, step: &Step) -> Vec<Effect> {
    match step {
        Step::Msg(msg) => {
            let effects = app.update(msg.clone());
            app.catch_up();
            effects
        }
        Step::Click(x, y) => match picture(app).1.at(Position { x: *x, y: *y }) {
            Some(action) => app.update(Msg::Do(action.clone())),
            None => Vec::new(),
        },
    }
}

fn press(app: &mut App, code: KeyCode) -> Vec<Effect> {
    app.update(Msg::Key(Key { code, ctrl: false }))
}

/// Someone in the same place, with nothing on top, to try things without being moved.
fn twin(app: &App) -> App {
    let mut twin = App::new(app.board.clone(), app.place.clone(), app.seat);
    twin.journey = app.journey.clone();
    twin.fresh.clone_from(&app.fresh);
    twin
}

/// Five times Esc and 1 lead to the Overview with nothing on top, and never out.
fn leads_home(app: &mut App) {
    for _ in 0..5 {
        let effects = press(app, KeyCode::Esc);
        assert!(!effects.contains(&Effect::Quit), "Esc never quits");
    }
    assert!(
        app.popups.is_empty() && app.typed.is_empty(),
        "five Esc close everything: {:?} {:?}",
        app.popups,
        app.typed
    );
    press(app, KeyCode::Char('1'));
    assert_eq!((app.place.pane, app.place.subject()), (PaneName::Overview, None), "1 leads to the Overview");
    assert!(app.popups.is_empty() && app.typed.is_empty());
}

/// A jump, and back, and forth: the same screens, cell for cell.
fn returns(app: &App, dice: &mut Dice) {
    if app.board.edition.number == 0 || app.place.focus.is_none() {
        return;
    }
    let mut app = twin(app);
    let ids: Vec<Id> = app.board.edition.roadmap.entries().map(|(_, entry)| entry.id().clone()).collect();
    let jump = match dice.below(5) {
        0 => Action::Show(PaneName::ALL[dice.below(PaneName::ALL.len())]),
        1 if !ids.is_empty() => Action::Open(ids[dice.below(ids.len())].clone()),
        2 => Action::Around,
        3 => Action::Forecast,
        _ => Action::NextPane,
    };
    let (place, left) = (app.place.clone(), body(&app));
    app.update(Msg::Do(jump.clone()));
    let (to, there) = (app.place.clone(), body(&app));
    // The pane that is shown already is no jump: its list has the keys again, that is all.
    if to.pane == place.pane && (to.subject(), &to.focus) == (place.subject(), &place.focus) {
        return;
    }
    press(&mut app, KeyCode::Char('H'));
    assert_eq!(app.place, place, "{jump:?}, and back");
    same(&body(&app), &left, &format!("{jump:?}, and back"));
    press(&mut app, KeyCode::Char('L'));
    assert_eq!(app.place, to, "{jump:?}, back and forth");
    same(&body(&app), &there, &format!("{jump:?}, back and forth"));
}

#[track_caller]
fn same(a: &Buffer, b: &Buffer, what: &str) {
    if let Some((x, y)) = a.area.positions().map(|at| (at.x, at.y)).find(|at| a[*at] != b[*at]) {
        let line = |cells: &Buffer| (0..cells.area.width).map(|x| cells[(x, y)].symbol()).collect::<String>();
        panic!("{what}: not the same at {x}, {y}:\n{}\n{}", line(a), line(b));
    }
}

fn holds(app: &App) {
    let facts = app.facts();
    let ids: Vec<&Id> = app.listing().rows.iter().filter_map(|row| row.id(&facts)).collect();
    match &app.place.focus {
        Some(focus) => assert!(ids.contains(&focus), "{focus} is selected, but not in the list"),
        None => assert!(ids.is_empty(), "nothing is selected of {} rows", ids.len()),
    }
    let link = app.place.to_string();
    assert_eq!(link.parse::<Place>().as_ref(), Ok(&app.place), "{link}");
    // A form in which something was typed, the finder, and what else can be done with what it found.
    assert!(app.popups.len() <= 3, "{} popups", app.popups.len());
}

fn seat(dice: &mut Dice) -> SeatInfo {
    let themes = Theme::ALL.to_vec();
    let depths = [Depth::None, Depth::Sixteen, Depth::Cube, Depth::Full];
    let look = Look {
        theme: themes[dice.below(themes.len())],
        depth: depths[dice.below(4)],
        ascii: dice.chance(20),
        ..Look::default()
    };
    let rights =
        Rights { edit: dice.chance(70), open: dice.chance(50), suspend: dice.chance(50), present: dice.chance(70) };
    SeatInfo { number: 0, size: size(dice), look, rights }
}

/// One walk; gives what was done last where something broke.
fn walk(seed: u64, keys: usize) {
    let mut dice = Dice::new(seed);
    let board = Board::new(edition(1, roadmap(&mut dice)));
    assert!(board.edition.is_sound());
    let mut app = App::new(board, Place::of(PaneName::ALL[dice.below(PaneName::ALL.len())]), seat(&mut dice));
    if dice.chance(50) {
        app.follow_along();
    }
    let mut done: Vec<Step> = Vec::new();
    let walked = catch_unwind(AssertUnwindSafe(|| {
        for i in 0..keys {
            let next = step(&mut dice, &app);
            done.push(next.clone());
            let effects = take(&mut app, &next);
            for effect in &effects {
                let rights = app.seat.rights;
                let may = match effect {
                    Effect::Editor(..) | Effect::Save { .. } | Effect::Export { .. } => rights.edit,
                    Effect::Browse(_) => rights.open,
                    Effect::Suspend => rights.suspend,
                    Effect::Stage(Some(_)) | Effect::Minute(_) => rights.present,
                    _ => true,
                };
                assert!(may, "{effect:?} without the right to it");
            }
            if effects.iter().any(|effect| matches!(effect, Effect::Quit | Effect::Suspend)) {
                assert!(!matches!(next, Step::Msg(Msg::Key(Key { code: KeyCode::Esc, .. }))), "Esc never leaves");
            }
            holds(&app);
            picture(&app);
            if i % 16 == 0 {
                returns(&app, &mut dice);
            }
            if dice.below(40) == 0 {
                leads_home(&mut app);
            }
        }
    }));
    if let Err(bug) = walked {
        let told: Vec<String> = done.iter().rev().take(12).rev().map(told).collect();
        let size = app.seat.size;
        let why = bug.downcast_ref::<String>().map(String::as_str).or(bug.downcast_ref::<&str>().copied());
        panic!(
            "WALK_SEED={seed}, step {} at {}x{} in {}, last {}: {}",
            done.len(),
            size.width,
            size.height,
            app.place,
            told.join(" "),
            why.unwrap_or("it broke")
        );
    }
}

fn told(step: &Step) -> String {
    match step {
        Step::Msg(Msg::Key(key)) => format!("<{key}>"),
        Step::Msg(Msg::Board(board)) => format!("(board {})", board.edition.number),
        Step::Msg(msg) => format!("({msg:?})"),
        Step::Click(x, y) => format!("(click {x} {y})"),
    }
}

#[test]
fn whatever_is_typed_nothing_breaks_and_nobody_is_lost() {
    let (keys, first) = (number("WALK_KEYS", KEYS), number("WALK_SEED", 1) as u64);
    let walks = keys.div_ceil(WALK) as u64;
    // Two at a time: that is how many this costs nothing on most machines.
    std::thread::scope(|scope| {
        let half = |odd: u64| move || (0..walks).filter(|i| i % 2 == odd).for_each(|i| walk(first + i, WALK));
        let hands = [0, 1].map(|odd| scope.spawn(half(odd)));
        for hand in hands {
            if let Err(bug) = hand.join() {
                std::panic::resume_unwind(bug);
            }
        }
    });
}

#[test]
fn from_too_small_a_window_one_gets_home_as_well() {
    let mut dice = Dice::new(7);
    let board = Board::new(edition(1, roadmap(&mut dice)));
    let rights = Rights::ALL;
    let small = Size { width: TOO_SMALL.width - 1, height: TOO_SMALL.height };
    let mut app =
        App::new(board, Place::of(PaneName::Risks), SeatInfo { number: 0, size: small, look: Look::default(), rights });
    for code in ['?', 'g', '/', 'c', '!'].map(KeyCode::Char) {
        press(&mut app, code);
    }
    leads_home(&mut app);
}
