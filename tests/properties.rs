//! What always holds, whatever is typed, read, resized or reloaded.

#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test may stop where it stands")]

use coalition_roadmap::app::{Action, App, Board, COMMANDS, Effect, Key, KeyCode, Msg, Popup, Rights, SeatInfo, Timer};
use coalition_roadmap::edition::{Edition, Origin};
use coalition_roadmap::host::Frames;
use coalition_roadmap::load::{Piece, load};
use coalition_roadmap::look::{Look, Part, Split, Zoom, sixteen_number};
use coalition_roadmap::model::{Day, Id, PaneName};
use coalition_roadmap::panes::{Place, Sort};
use coalition_roadmap::screen::draw;
use coalition_roadmap::text::{Sources, width};
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::{Index, select};
use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect, Size};
use ratatui::style::{Color, Modifier, Style};
use std::num::NonZeroU16;
use std::sync::Arc;

#[path = "support/generate.rs"]
mod generate;

fn cases(cases: u32) -> ProptestConfig {
    ProptestConfig { cases, failure_persistence: None, max_shrink_iters: 400, ..ProptestConfig::default() }
}

fn edition(number: u64, text: String) -> Arc<Edition> {
    let today = Day::new(2026, 6, 1).unwrap();
    Arc::new(Edition::read(number, Origin::default(), Sources::of_text("roadmap.toml", text), today))
}

/// What can happen to someone who looks at a roadmap.
#[derive(Debug, Clone)]
enum Step {
    Do(Action),
    /// Opens or selects an entry, by any number.
    Go(Index, bool),
    Key(Key),
    Paste(String),
    Wheel(i8),
    Click(u16, u16),
    Resize(u16, u16),
    /// Another roadmap: its seed, its size, whether it is broken.
    Reload(u64, usize, bool),
    Wake,
}

fn keys() -> impl Strategy<Value = Key> {
    let named = select(vec![
        KeyCode::Up,
        KeyCode::Down,
        KeyCode::Left,
        KeyCode::Right,
        KeyCode::Home,
        KeyCode::End,
        KeyCode::PageUp,
        KeyCode::PageDown,
        KeyCode::Enter,
        KeyCode::Esc,
        KeyCode::Tab,
        KeyCode::BackTab,
        KeyCode::Backspace,
        KeyCode::Delete,
        KeyCode::F(1),
    ]);
    let letter = select("abcdefghijklmnopqrstuvwxyzFGHJKLNPTSY123456789[]/?+_=.-:!é中 ".chars().collect::<Vec<_>>());
    let code = prop_oneof![2 => named, 3 => letter.prop_map(KeyCode::Char)];
    (code, prop::bool::weighted(0.1)).prop_map(|(code, ctrl)| Key { code, ctrl })
}

fn actions() -> impl Strategy<Value = Action> {
    let panes = select(PaneName::ALL.to_vec()).prop_map(Action::Show);
    let listed = select(COMMANDS.iter().map(|command| command.action.clone()).collect::<Vec<_>>());
    prop_oneof![
        6 => listed,
        2 => panes,
        1 => (0..12_usize).prop_map(Action::SortBy),
        1 => (0..60_usize).prop_map(Action::Choose),
        1 => Just(Action::Open(Id::new("nowhere"))),
    ]
}

fn steps() -> impl Strategy<Value = Step> {
    prop_oneof![
        8 => actions().prop_map(Step::Do),
        8 => keys().prop_map(Step::Key),
        2 => (any::<Index>(), any::<bool>()).prop_map(|(index, open)| Step::Go(index, open)),
        1 => "[a-z中é: \\t\\n]{0,6}".prop_map(Step::Paste),
        1 => any::<i8>().prop_map(Step::Wheel),
        2 => (0..140_u16, 0..50_u16).prop_map(|(x, y)| Step::Click(x, y)),
        2 => (0..=130_u16, 0..=45_u16).prop_map(|(width, height)| Step::Resize(width, height)),
        1 => (0..4_u64, 10..60_usize, any::<bool>()).prop_map(|(seed, entries, broken)| Step::Reload(seed, entries, broken)),
        1 => Just(Step::Wake),
    ]
}

fn app(seed: u64, entries: usize, size: Size, ascii: bool) -> App {
    let board = Board::new(edition(1, generate::roadmap(seed, entries)));
    assert!(board.edition.is_sound());
    let rights = Rights::ALL;
    App::new(
        board,
        Place::of(PaneName::Overview),
        SeatInfo { number: 0, size, look: Look { ascii, ..Look::default() }, rights },
    )
}

fn picture(app: &App) -> (Buffer, coalition_roadmap::screen::Hits) {
    let mut cells = Buffer::empty(Rect::from(app.seat.size));
    let hits = draw(app, &mut cells);
    (cells, hits)
}

/// Lets a step happen and gives what was asked for.
fn take(app: &mut App, step: &Step) -> Vec<Effect> {
    let msg = match step.clone() {
        Step::Do(action) => Msg::Do(action),
        Step::Go(index, open) => {
            let roadmap = &app.board.edition.roadmap;
            let ids: Vec<Id> = roadmap.entries().map(|(_, entry)| entry.item().id().clone()).collect();
            let id = index.get(&ids).clone();
            Msg::Do(if open { Action::Open(id) } else { Action::Select(id) })
        }
        Step::Key(key) => Msg::Key(key),
        Step::Paste(text) => Msg::Paste(text),
        Step::Wheel(rows) => Msg::Wheel(rows),
        Step::Click(x, y) => match picture(app).1.at(Position { x, y }) {
            Some(action) => Msg::Do(action.clone()),
            None => return Vec::new(),
        },
        Step::Resize(width, height) => Msg::Resize(Size { width, height }),
        Step::Reload(seed, entries, broken) => {
            let mut board = app.board.clone();
            let number = board.broken.as_ref().map_or(board.edition.number, |broken| broken.number) + 1;
            let text = generate::roadmap(seed, entries);
            board.receive(edition(number, if broken { text.replacen("name = ", "nam = ", 2) } else { text }));
            Msg::Board(board)
        }
        Step::Wake => Msg::Wake(Timer::Light(app.board.edition.number)),
    };
    app.update(msg)
}

fn holds(app: &App, step: &Step, effects: &[Effect]) -> Result<(), TestCaseError> {
    let escapes = matches!(step, Step::Key(Key { code: KeyCode::Esc, .. }) | Step::Do(Action::Escape));
    prop_assert!(!(escapes && effects.contains(&Effect::Quit)), "Esc never quits");
    let facts = app.facts();
    let ids: Vec<&Id> = app.listing().rows.iter().filter_map(|row| row.id(&facts)).collect();
    match &app.place.focus {
        Some(focus) => prop_assert!(ids.contains(&focus), "{focus} is selected, but not in the list"),
        None => prop_assert!(ids.is_empty(), "nothing is selected of {} rows", ids.len()),
    }
    let link = app.place.to_string();
    prop_assert_eq!(link.parse(), Ok(app.place.clone()), "{}", link);
    let (once, again) = (picture(app), picture(app));
    prop_assert!(once.0 == again.0, "drawing changes nothing");
    let screen = Rect::from(app.seat.size);
    for (x, y) in [(0, 0), (screen.width, screen.height)] {
        prop_assert_eq!(once.1.at(Position { x, y }), again.1.at(Position { x, y }));
    }
    Ok(())
}

proptest! {
    #![proptest_config(cases(48))]

    #[test]
    fn whatever_is_done_nothing_breaks_and_something_is_selected(
        seed in 0..6_u64,
        entries in 10..200_usize,
        size in (0..=130_u16, 0..=45_u16),
        ascii in prop::bool::weighted(0.2),
        steps in vec(steps(), 1..40),
    ) {
        let mut app = app(seed, entries, Size { width: size.0, height: size.1 }, ascii);
        for step in &steps {
            let effects = take(&mut app, step);
            holds(&app, step, &effects)?;
        }
        // However deep someone is, enough Esc lead out of it, and never out of the program.
        for _ in 0..260 {
            let effects = app.update(Msg::Do(Action::Escape));
            prop_assert!(!effects.contains(&Effect::Quit));
        }
        prop_assert!(app.popups.is_empty() && app.place.part == Part::List && app.place.filter.is_empty());
    }

    #[test]
    fn back_leads_to_exactly_the_place_that_was_left(
        seed in 0..6_u64,
        entries in 10..120_usize,
        size in (40..=130_u16, 10..=45_u16),
        before in vec(steps(), 0..20),
        to in prop_oneof![
            select(PaneName::ALL.to_vec()).prop_map(|name| Step::Do(Action::Show(name))),
            any::<Index>().prop_map(|index| Step::Go(index, true)),
            select(vec![Action::NextPane, Action::PreviousPane]).prop_map(Step::Do),
        ],
    ) {
        let mut app = app(seed, entries, Size { width: size.0, height: size.1 }, false);
        for step in &before {
            take(&mut app, step);
        }
        while matches!(app.popups.last(), Some(Popup::Picker(_) | Popup::Filter(_))) {
            app.update(Msg::Do(Action::Escape));
        }
        let left = app.place.clone();
        take(&mut app, &to);
        if app.place.pane != left.pane {
            let there = app.place.clone();
            app.update(Msg::Do(Action::Back));
            prop_assert_eq!(&app.place, &left);
            app.update(Msg::Do(Action::Forward));
            prop_assert_eq!(&app.place, &there);
        }
    }

    /// A link that was copied shows someone else, with a window of the same size, what was seen when it was copied.
    #[test]
    fn a_copied_link_restores_the_view(
        seed in 0..6_u64,
        entries in 10..120_usize,
        size in (40..=130_u16, 10..=45_u16),
        steps in vec(steps(), 0..30),
    ) {
        let mut app = app(seed, entries, Size { width: size.0, height: size.1 }, false);
        for step in steps.iter().filter(|step| !matches!(step, Step::Reload(..) | Step::Resize(..))) {
            take(&mut app, step);
        }
        app.popups.clear();
        app.typed.clear();
        if app.presenting().is_some() {
            app.update(Msg::Do(Action::Present));
        }
        // A link leads to the roadmap as it is written, not to what somebody tries.
        if app.sandbox().is_some() {
            app.update(Msg::Do(Action::WhatIf));
        }
        let link = match &app.update(Msg::Do(Action::CopyLink))[..] {
            [Effect::Copy(link, _)] => link.clone(),
            other => return Err(TestCaseError::fail(format!("{other:?}"))),
        };
        let other = App::new(app.board.clone(), link.parse().unwrap(), app.seat);
        prop_assert_eq!(&other.place, &app.place, "{}", link);
        let (mine, theirs) = (picture(&app).0, picture(&other).0);
        // Only the last line may differ: it tells what was said, and the way here.
        let body = |cells: &Buffer| cells.content[..cells.content.len() - usize::from(cells.area.width)].to_vec();
        prop_assert!(body(&mine) == body(&theirs), "{}", link);
    }

    #[test]
    fn a_place_is_read_as_it_prints(
        pane in select(PaneName::ALL.to_vec()),
        [around, forecast, focus] in prop::array::uniform3(prop::option::of("[a-z0-9][a-z0-9-]{0,20}")),
        filter in "([ -~]|é|中|한|🙂|%[0-9A-F]{0,2}|&|=|\\?){0,12}",
        (column, reversed) in (any::<Index>(), any::<bool>()),
        (zoom, from) in (select(Zoom::ALL.to_vec()), prop::option::of(-719_528..=2_932_896_i32)),
        (detail, link, scroll, top) in (any::<bool>(), 0..50_usize, any::<u16>(), any::<usize>()),
        (list, alone) in (20..=80_u16, any::<bool>()),
    ) {
        let (around, forecast) = (around.as_deref().map(Id::new), forecast.as_deref().map(Id::new));
        let columns = Place { around: around.clone(), forecast: forecast.clone(), ..Place::of(pane) }.pane().columns();
        let column = (!columns.is_empty() && reversed).then(|| column.get(columns).key);
        let place = Place {
            pane,
            around,
            forecast,
            focus: focus.as_deref().map(Id::new),
            filter,
            sort: Sort { column, reversed },
            zoom,
            from: from.map(Day),
            part: if detail { Part::Detail } else { Part::List },
            link,
            scroll,
            top,
            split: Split { list, alone },
        };
        let printed = place.to_string();
        prop_assert!(printed.bytes().all(|b| b.is_ascii_graphic()), "{}", printed);
        prop_assert_eq!(printed.parse::<Place>(), Ok(place));
    }

    #[test]
    fn no_link_breaks_a_place(link in "(roadmap:)?(members|timeline|\\PC{0,6})[?]?((focus|filter|from|zoom|top|split|sort|\\PC{0,3})=(%?\\PC{0,5}|-?[0-9]{1,25})&?){0,4}") {
        if let Ok(place) = link.parse::<Place>() {
            prop_assert_eq!(place.to_string().parse::<Place>(), Ok(place));
        }
    }
}

/// Reads what may be anything, in pieces and entry by entry.
fn read(bytes: Vec<u8>) -> Edition {
    let sources = Sources::of_bytes("roadmap.toml", bytes);
    let whole = load(&sources, |cuts| cuts.iter().map(|_| Piece::default()).collect(), &mut |_| {});
    let edition = Edition::read(1, Origin::default(), sources, Day::new(2026, 6, 1).unwrap());
    assert_eq!(whole.roadmap.len(), edition.roadmap.len());
    for problem in &edition.problems {
        let at = edition.sources.locate(problem.at);
        assert!(at.line > 0 && at.column > 0);
    }
    let told = coalition_roadmap::problem::human(
        &edition.problems,
        &edition.sources,
        coalition_roadmap::problem::Paper::default(),
    );
    assert!(told.chars().all(|c| c == '\n' || !c.is_control()), "{told:?}");
    edition
}

proptest! {
    #![proptest_config(cases(40))]

    #[test]
    fn any_beginning_of_a_roadmap_can_be_read(seed in 0..4_u64, entries in 10..120_usize, cut in any::<Index>()) {
        let text = generate::roadmap(seed, entries).into_bytes();
        read(text[..cut.index(text.len() + 1)].to_vec());
    }

    #[test]
    fn a_roadmap_with_a_byte_replaced_can_be_read(
        seed in 0..4_u64,
        entries in 10..120_usize,
        changes in vec((any::<Index>(), any::<u8>()), 1..4),
    ) {
        let mut text = generate::roadmap(seed, entries).into_bytes();
        for (at, byte) in changes {
            let at = at.index(text.len());
            text[at] = byte;
        }
        read(text);
    }

    #[test]
    fn anything_can_be_read(bytes in vec(any::<u8>(), 0..400)) {
        read(bytes);
    }

    #[test]
    fn anything_that_looks_like_a_roadmap_can_be_read(
        lines in vec("(\\[\\[?(roadmap|member|milestone|risk|scene|\\PC)\\]?\\]|(id|name|status|date|start|depends_on|estimate|facts|title|was|pane) ?= ?(\"[a-z0-9-]{0,4}\"|\\[\"a\", \"b\"\\]|2026-0[0-9]-31|-?[0-9]{1,30}(\\.[0-9]e9{0,3})?|nan|inf|true|\\{ ?low = \"9w\"[ ,}]|\"\"\"|'''|\\PC{0,4})|#\\PC{0,5}|<<<<<<< a|=======|>>>>>>> b)", 0..40),
    ) {
        read(lines.join("\n").into_bytes());
    }
}

/// What is painted: where, what, in which colours and with which modifiers.
type Stroke = (u16, u16, &'static str, Style);

fn strokes() -> impl Strategy<Value = Vec<Stroke>> {
    let texts =
        ["a", "plain words", "          ", "  gap   gap  ", "é", "e\u{301}cole", "日本", "한x국", "─│▌ █", "…", "🙂"];
    let colors = [
        Color::Reset,
        Color::Red,
        Color::White,
        Color::DarkGray,
        Color::Indexed(200),
        Color::Rgb(1, 2, 3),
        Color::Black,
    ];
    let style =
        (select(colors.to_vec()), select(colors.to_vec()), 0..64_u16, 0..4_u8).prop_map(|(fg, bg, bits, some)| {
            // Half of all strokes are plain, as on a real screen.
            let style = Style::new().fg(fg);
            match some {
                0 | 1 => Style::new(),
                2 => style
                    .add_modifier(Modifier::from_bits_truncate(bits) - Modifier::SLOW_BLINK - Modifier::RAPID_BLINK),
                _ => style.bg(bg).add_modifier(Modifier::from_bits_truncate(bits) & Modifier::REVERSED),
            }
        });
    vec((0..30_u16, 0..4_u16, select(texts.to_vec()), style), 0..8)
}

fn paint(strokes: &[Stroke], cells: &mut Buffer) {
    for (x, y, text, style) in strokes {
        if cells.area.contains(Position { x: *x, y: *y }) {
            cells.set_string(*x, *y, text, *style);
        }
    }
}

fn color(color: Color) -> vt100::Color {
    match color {
        Color::Reset => vt100::Color::Default,
        Color::Indexed(i) => vt100::Color::Idx(i),
        Color::Rgb(r, g, b) => vt100::Color::Rgb(r, g, b),
        named => vt100::Color::Idx(sixteen_number(named) as u8),
    }
}

/// A terminal shows what was painted: every sign, and of its style whatever can be seen.
fn shows(terminal: &vt100::Parser, cells: &Buffer) -> Result<(), TestCaseError> {
    for y in 0..cells.area.height {
        let mut x = 0;
        while x < cells.area.width {
            let (wanted, shown) = (&cells[(x, y)], terminal.screen().cell(y, x).unwrap());
            let text = if shown.has_contents() { shown.contents() } else { " " };
            prop_assert_eq!(text, wanted.symbol(), "at {}, {}", x, y);
            let has = |modifier| wanted.modifier.contains(modifier);
            prop_assert_eq!(shown.inverse(), has(Modifier::REVERSED), "reversed at {}, {}", x, y);
            prop_assert_eq!(shown.underline(), has(Modifier::UNDERLINED), "underlined at {}, {}", x, y);
            prop_assert_eq!(shown.bgcolor(), color(wanted.bg), "background at {}, {}", x, y);
            if text != " " {
                // This terminal knows one of the two at a time.
                let both = has(Modifier::BOLD) && has(Modifier::DIM);
                prop_assert_eq!(shown.bold() && !both, has(Modifier::BOLD) && !both, "bold at {}, {}", x, y);
                prop_assert_eq!(shown.dim() && !both, has(Modifier::DIM) && !both, "dim at {}, {}", x, y);
                prop_assert_eq!(shown.italic(), has(Modifier::ITALIC), "italic at {}, {}", x, y);
            }
            if text != " " || shown.inverse() || shown.underline() {
                prop_assert_eq!(shown.fgcolor(), color(wanted.fg), "foreground at {}, {}", x, y);
            }
            x += (width(wanted.symbol()) as u16).max(1);
        }
    }
    Ok(())
}

fn terminal(size: Size) -> vt100::Parser {
    vt100::Parser::new(NonZeroU16::new(size.height).unwrap(), NonZeroU16::new(size.width).unwrap(), 0)
}

proptest! {
    #![proptest_config(cases(400))]

    #[test]
    fn a_terminal_shows_every_frame_as_it_was_painted(
        (wide, high) in (1..30_u16, 1..4_u16),
        pictures in vec((strokes(), 0..8_u8), 1..6),
    ) {
        let mut size = Size { width: wide, height: high };
        let (mut frames, mut terminal) = (Frames::new(size), terminal(size));
        let mut all: Vec<Stroke> = Vec::new();
        for (strokes, what) in pictures {
            match what {
                // The screen is wiped by something else, or has another size.
                0 => {
                    frames.forget();
                    terminal.process(b"\x1b[2J\x1b[Hnoise");
                }
                1 => {
                    size = Size { width: high * 7, height: wide.div_ceil(8) };
                    frames.resize(size);
                    let [rows, columns] = [size.height, size.width].map(|n| NonZeroU16::new(n).unwrap());
                    terminal.screen_mut().set_size(rows, columns);
                }
                2 => all.clear(),
                _ => {}
            }
            // Most of a picture is what it was before.
            all.extend(strokes);
            frames.draw(|cells| paint(&all, cells));
            terminal.process(&frames.take());
            let mut wanted = Buffer::empty(Rect::from(size));
            paint(&all, &mut wanted);
            shows(&terminal, &wanted)?;
            frames.draw(|cells| paint(&all, cells));
            prop_assert!(frames.take().is_empty(), "what did not change is not sent");
        }
    }
}

proptest! {
    #![proptest_config(cases(16))]

    #[test]
    fn a_terminal_shows_the_dashboard_as_it_is_painted(
        seed in 0..6_u64,
        size in (30..=130_u16, 8..=45_u16),
        steps in vec(steps(), 1..12),
    ) {
        let size = Size { width: size.0, height: size.1 };
        let mut app = app(seed, 60, size, false);
        let (mut frames, mut terminal) = (Frames::new(size), terminal(size));
        for step in steps.iter().filter(|step| !matches!(step, Step::Resize(..))) {
            take(&mut app, step);
            frames.draw(|cells| draw(&app, cells));
            terminal.process(&frames.take());
            shows(&terminal, &picture(&app).0)?;
        }
    }
}

#[test]
fn the_far_ends_of_time_are_ends() {
    for action in [Action::Left, Action::Right] {
        let mut app = app(1, 40, Size { width: 120, height: 40 }, false);
        for step in [Action::Show(PaneName::Timeline), Action::Less, Action::Less] {
            app.update(Msg::Do(step));
        }
        for _ in 0..12_000 {
            app.update(Msg::Do(action.clone()));
        }
        picture(&app);
        let link = app.place.to_string();
        assert_eq!(link.parse(), Ok(app.place), "{link}");
    }
}

/// Writes a made-up roadmap of any size, for trying things by hand:
/// `ROADMAP_GENERATE_TO=/tmp/big.toml ROADMAP_GENERATE_ENTRIES=100000 cargo test --test properties -- --ignored`.
#[test]
#[ignore = "writes a file, where it is told to"]
fn write_generated_roadmap() {
    let path = std::env::var_os("ROADMAP_GENERATE_TO").expect("ROADMAP_GENERATE_TO names the file to write");
    let entries = std::env::var("ROADMAP_GENERATE_ENTRIES").expect("ROADMAP_GENERATE_ENTRIES says how many");
    std::fs::write(path, generate::roadmap(1, entries.parse().unwrap())).unwrap();
}
