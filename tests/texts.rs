//! Whatever stands in the texts of a roadmap, the screen is whole: nothing that moves, hides or commands, every row as
//! wide as it is counted, no sign cut in half, and what was written is still found.

#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test may stop where it stands")]

use coalition_roadmap::app::{Action, App, Board, Line, Msg, Popup, Rights, SeatInfo, keys};
use coalition_roadmap::ask::Query;
use coalition_roadmap::edition::{Edition, Facts, Origin};
use coalition_roadmap::export::{Picture, linked_picture, list_json, sheet_text, show_json, starter, table};
use coalition_roadmap::host::Frames;
use coalition_roadmap::linear::{Page, answer, greeting};
use coalition_roadmap::look::{Look, fit};
use coalition_roadmap::model::{Common, Day, EntryIx, Kind, Shape, TABLES};
use coalition_roadmap::panes::{PANES, home, markdown, pane, sheet};
use coalition_roadmap::problem::{Paper, human};
use coalition_roadmap::screen::draw;
use coalition_roadmap::text::{Sources, clean, one_line, signs, unsafe_to_show, width};
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::select;
use ratatui::buffer::Buffer;
use ratatui::layout::{Rect, Size};
use std::fmt::Write as _;
use std::num::NonZeroU16;
use std::sync::Arc;

/// What people write, and what nobody should; and by what it is looked for.
const STRANGE: [(&str, &str); 22] = [
    ("中間評価と公開モデルの長い名前", "公開モデル"),
    ("한국어 지원", "지원"),
    ("ﾓﾃﾞﾙ ﾊﾟｲﾌﾟ", "ﾊﾟｲﾌﾟ"),
    ("Family 👨\u{200d}👩\u{200d}👧 and 👍🏽 and 🏳\u{fe0f}\u{200d}🌈 flags 🇩🇪", "flags"),
    ("Heart ❤\u{fe0f} keycap 1\u{fe0f}\u{20e3} sun ☀\u{fe0e}", "keycap"),
    ("Cafe\u{301} Zu\u{308}rich", "café zürich"),
    (
        "Z\u{300}\u{301}\u{302}\u{303}\u{304}\u{306}\u{307}\u{308}\u{30a}\u{30b}\u{30c}\u{30d}\u{30e}\u{30f}algo",
        "zalgo",
    ),
    ("\u{301}\u{302} begins with marks", "begins"),
    ("نموذج السلام للجميع لا إله", "السلام"),
    ("שלום עולם 2026", "שלום"),
    ("नमस्ते दुनिया क्षेत्र", "दुनिया"),
    ("ภาษาไทยที่ไม่มีช่องว่าง", "ภาษาไทย"),
    ("ខ្មែរ ស្ត្រី", "ខ្មែរ"),
    ("evil \u{202e}gpj.exe\u{202c} \u{2066}isolated\u{2069} \u{61c}mark", "isolated"),
    ("zero\u{200b}wid\u{200d}th\u{feff} soft\u{ad}hyphen w\u{2060}j \u{34f}x \u{3164}filler", "softhyphen"),
    ("tagged \u{e0067}\u{e0062}\u{e007f} select\u{e0100}ed \u{180b}mongol\u{180e}", "selected"),
    ("escape \u{1b}]0;owned\u{7} \u{1b}[31mred \u{9b}2J c1\u{85}next bell\u{7}", "escape"),
    ("tab\there", "tab here"),
    ("line\nbreak\r\nand\rreturn\u{2028}separated\u{2029}too", "break and return"),
    (
        "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaftswesenordnungsamtsverzeichnisnummernvergabestelle",
        "elektrizitaten",
    ),
    ("wide ｗｏｒｄｓ ＡＢＣ", "words"),
    ("<b>&amp;\"quoted\" 'text' `code` [link](x) | pipe", "quoted"),
];

/// Characters that must not come to a screen, listed apart from the code.
fn is_unsafe(c: char) -> bool {
    c.is_control()
        || matches!(c, '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{115f}' | '\u{1160}' | '\u{17b4}' | '\u{17b5}')
        || matches!(c, '\u{180b}'..='\u{180f}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}')
        || matches!(c, '\u{2060}'..='\u{206f}' | '\u{3164}' | '\u{fe00}'..='\u{fe0f}' | '\u{feff}' | '\u{ffa0}')
        || matches!(c, '\u{fff0}'..='\u{fffb}' | '\u{1bca0}'..='\u{1bca3}' | '\u{1d173}'..='\u{1d17a}')
        || matches!(c, '\u{e0000}'..='\u{e0fff}' | '\u{1f3fb}'..='\u{1f3ff}')
}

/// A text as TOML.
fn quoted(text: &str) -> String {
    let mut out = String::from("\"");
    for c in text.chars() {
        match c {
            '"' | '\\' => out.extend(['\\', c]),
            c if is_unsafe(c) => write!(out, "\\U{:08x}", u32::from(c)).unwrap(),
            c => out.push(c),
        }
    }
    out + "\""
}

/// The starter with every field there is, and these texts in turn wherever any text may stand.
fn roadmap(texts: &[&str]) -> String {
    let mut texts = texts.iter().cycle().map(|text| quoted(text));
    let mut out = String::new();
    let mut at = None;
    for line in starter().lines() {
        let line = line.strip_prefix("# ").filter(|line| line.contains(" = ")).unwrap_or(line);
        let header = line.trim_matches(['[', ']']);
        if let Some(table) = TABLES.iter().find(|table| line.starts_with('[') && table.name == header) {
            at = Some(table);
        }
        let Some((key, _)) = line.split_once(" = ").filter(|_| !line.starts_with('#')) else {
            if line.starts_with("# Any entry") {
                break;
            }
            out.extend([line, "\n"]);
            continue;
        };
        let table = at.unwrap();
        let fields = table.fields.iter().chain(Common::FIELDS);
        let mut text = || texts.next().unwrap();
        match fields.clone().find(|field| field.key == key).unwrap().shape {
            _ if key == "include" => {}
            Shape::Text => writeln!(out, "{key} = {}", text()).unwrap(),
            Shape::List(Shape::Text) => writeln!(out, "{key} = [{}, {}]", text(), text()).unwrap(),
            Shape::Facts => writeln!(out, "{key} = [{{ label = {}, value = {} }}]", text(), text()).unwrap(),
            _ => writeln!(out, "{}", line.split("  #").next().unwrap()).unwrap(),
        }
        if table.common && table.list && key == "name" {
            writeln!(out, "tags = [{}]", text()).unwrap();
        }
    }
    out
}

fn edition(text: String) -> Arc<Edition> {
    let today = Day::new(2026, 11, 25).unwrap();
    Arc::new(Edition::read(1, Origin::default(), Sources::of_text("roadmap.toml", text), today))
}

fn app(edition: &Arc<Edition>, size: (u16, u16), ascii: bool) -> App {
    let rights = Rights::ALL;
    let look = Look { ascii, ..Look::default() };
    let seat = SeatInfo { number: 0, size: Size::new(size.0, size.1), look, rights };
    App::new(Board::new(Arc::clone(edition)), "roadmap:overview".parse().unwrap(), seat)
}

/// A row as a terminal gets it: a wide sign covers the cell behind it.
fn row(cells: &Buffer, y: u16) -> String {
    let (mut out, mut x) = (String::new(), 0);
    while x < cells.area.width {
        let symbol = cells[(x, y)].symbol();
        out.push_str(symbol);
        x += (width(symbol) as u16).max(1);
    }
    out
}

fn terminal(size: Size) -> vt100::Parser {
    vt100::Parser::new(NonZeroU16::new(size.height).unwrap(), NonZeroU16::new(size.width).unwrap(), 0)
}

/// The picture is one that every terminal shows as it was meant.
fn is_whole(app: &App, frames: &mut (Frames, vt100::Parser)) -> Result<(), TestCaseError> {
    let mut cells = Buffer::empty(Rect::from(app.seat.size));
    let hits = draw(app, &mut cells);
    for y in 0..cells.area.height {
        let mut x = 0;
        while x < cells.area.width {
            let symbol = cells[(x, y)].symbol();
            prop_assert_eq!(symbol.chars().find(|c| is_unsafe(*c)), None, "at {}, {}", x, y);
            prop_assert!(!app.seat.look.ascii || symbol.is_ascii(), "{:?} at {}, {}", symbol, x, y);
            let wide = width(symbol) as u16;
            prop_assert!((1..=2).contains(&wide), "{:?} at {}, {}", symbol, x, y);
            for covered in x + 1..x + wide {
                prop_assert!(covered < cells.area.width, "{:?} is cut in half at {}, {}", symbol, x, y);
                prop_assert_eq!(cells[(covered, y)].symbol(), " ", "{:?} is cut in half at {}, {}", symbol, x, y);
            }
            x += wide;
        }
    }
    let (frames, terminal) = frames;
    frames.draw(|cells| draw(app, cells));
    let bytes = String::from_utf8(frames.take()).unwrap();
    prop_assert_eq!(bytes.chars().find(|c| is_unsafe(*c) && *c != '\x1b'), None);
    terminal.process(bytes.as_bytes());
    for y in 0..cells.area.height {
        let shown = (0..cells.area.width).map(|x| terminal.screen().cell(y, x).unwrap());
        let shown = shown.filter(|cell| !cell.is_wide_continuation());
        let shown: String = shown.map(|cell| if cell.has_contents() { cell.contents() } else { " " }).collect();
        prop_assert_eq!(shown, row(&cells, y), "row {}", y);
    }
    // What can be taken along as a picture is made of the same cells, and of where they lead.
    for (_, url) in hits.links() {
        is_safe(url)?;
    }
    Ok(())
}

fn is_safe(text: &str) -> Result<(), TestCaseError> {
    prop_assert_eq!(text.chars().find(|c| is_unsafe(*c) && *c != '\n'), None, "{:?}", text);
    Ok(())
}

/// Everything that can lie on a pane: every popup, the lines being typed, the detail in full.
const OPENED: [&str; 16] = [
    "",
    "z",
    "l",
    "lz",
    "<enter>",
    "gn",
    "?",
    "<space>",
    "<space>a",
    "/",
    "/tags:",
    "f<down><down>",
    "'<down>",
    ":",
    "c<down>",
    "gr",
];

/// Looks at every pane, and at whatever can be opened there.
fn looked_at(edition: &Arc<Edition>, size: (u16, u16), ascii: bool) -> Result<(), TestCaseError> {
    let size_of = Size::new(size.0, size.1);
    let mut frames = (Frames::new(size_of), terminal(size_of));
    for pane in PANES {
        for typed in OPENED {
            let mut app = app(edition, size, ascii);
            app.update(Msg::Do(Action::Show(pane.name())));
            for key in keys(typed) {
                app.update(Msg::Key(key));
                is_whole(&app, &mut frames)
                    .map_err(|error| TestCaseError::fail(format!("{size:?} {:?} {typed:?}: {error}", pane.name())))?;
            }
            for _ in 0..if typed.is_empty() { 12 } else { 0 } {
                for key in keys("j") {
                    app.update(Msg::Key(key));
                }
                is_whole(&app, &mut frames)
                    .map_err(|error| TestCaseError::fail(format!("{size:?} {:?}: {error}", pane.name())))?;
            }
        }
    }
    Ok(())
}

/// What is written without a screen.
fn written(edition: &Arc<Edition>) -> Result<(), TestCaseError> {
    let facts = Facts::of(edition);
    let app = app(edition, (80, 24), false);
    let mut cells = Buffer::empty(Rect::from(app.seat.size));
    let hits = draw(&app, &mut cells);
    for form in [Picture::Text, Picture::Svg] {
        is_safe(&linked_picture(&cells, hits.links(), form, app.seat.look))?;
    }
    for kind in Kind::ALL {
        let rows: Vec<EntryIx> = edition.roadmap.of_kind(kind).collect();
        let columns = pane(home(kind)).columns();
        let text = table(&facts, columns, &rows);
        is_safe(&text)?;
        prop_assert_eq!(text.lines().count(), rows.len() + 1, "{}", text);
        is_safe(&format!("{:#}", list_json(&facts, kind, &rows)))?;
        for ix in rows {
            for cells in [20, 100] {
                is_safe(&sheet_text(&sheet(&facts, ix), cells))?;
            }
            is_safe(&markdown(&facts, ix))?;
            is_safe(&format!("{:#}", show_json(&facts, ix)))?;
        }
    }
    is_safe(&human(&edition.problems, &edition.sources, Paper::default()))
}

/// What is said line by line.
fn said(edition: &Arc<Edition>) -> Result<(), TestCaseError> {
    for ascii in [false, true] {
        let page = Page { ascii, ..Page::default() };
        let mut app = app(edition, (80, 24), ascii);
        let mut lines = greeting(&app, page);
        for pane in PANES {
            for line in [pane.name().word(), "1", "links", "b", "around", "b", "2", "b", "problems", "b", "views", "b"]
            {
                lines.extend(answer(&mut app, line, page).lines);
            }
        }
        for line in lines {
            prop_assert_eq!(line.chars().find(|c| is_unsafe(*c)), None, "{:?}", line);
            prop_assert!(!ascii || line.is_ascii(), "{:?}", line);
        }
    }
    Ok(())
}

#[test]
fn strange_texts_everywhere_leave_every_screen_whole() {
    let all: Vec<&str> = STRANGE.iter().map(|(text, _)| *text).collect();
    // Every text comes to names, to tags, to facts and to what is told at length.
    for turn in 0..5 {
        let texts = [&all[turn * 4..], &all[..turn * 4]].concat();
        let edition = edition(roadmap(&texts));
        assert!(edition.is_sound(), "{}", human(&edition.problems, &edition.sources, Paper::default()));
        let size = [(80, 24), (120, 40), (40, 10), (61, 17), (80, 24)][turn];
        looked_at(&edition, size, turn == 4).unwrap();
        written(&edition).unwrap();
        said(&edition).unwrap();
    }
}

#[test]
fn strange_names_are_found_by_what_a_person_types() {
    let mut text = "[roadmap]\ntitle = \"Names\"\n".to_owned();
    for (i, (name, _)) in STRANGE.iter().enumerate() {
        let name = quoted(name);
        write!(text, "[[risk]]\nid = \"r{i}\"\nname = {name}\ncategory = \"any\"\nstatus = \"open\"\n").unwrap();
    }
    let edition = edition(text);
    assert!(edition.is_sound(), "{}", human(&edition.problems, &edition.sources, Paper::default()));
    let facts = Facts::of(&edition);
    for (i, (name, typed)) in STRANGE.iter().enumerate() {
        let ix = edition.roadmap.find(&format!("r{i}")).unwrap();
        let found = Query::new(typed, &facts, Kind::Risk.set()).unwrap().select(&facts);
        assert!(found.entries.contains(ix), "the filter {typed:?} does not find {name:?}");
        let mut app = app(&edition, (80, 24), false);
        app.update(Msg::Key(keys("<space>")[0]));
        app.update(Msg::Paste((*typed).to_owned()));
        let Some(Popup::Finder(finder)) = app.popups.last() else { panic!("the finder is open") };
        let lines = finder.lines();
        let there = lines.iter().any(|line| matches!(line, Line::Entry(at, false) if *at == ix));
        assert!(there, "the finder does not find {name:?} by {typed:?}");
        // What was written is still known: its letters are all there.
        let entry = edition.roadmap.get(ix).unwrap();
        let letters = |text: &str| text.chars().filter(|c| c.is_alphanumeric()).collect::<String>();
        let wanted: String = name.chars().filter(|c| !is_unsafe(*c)).collect();
        assert_eq!(letters(entry.name()), letters(&wanted));
    }
}

fn pieces() -> impl Strategy<Value = String> {
    let strange = select(STRANGE.map(|(text, _)| text).to_vec()).prop_map(str::to_owned);
    let any = any::<char>().prop_map(String::from);
    let marks =
        select(vec!["\u{301}", "\u{200d}", "\u{fe0f}", "\u{17d2}", "\u{94d}", "🏽", "\r", "\n", "a", "中", "👩"]);
    vec(prop_oneof![1 => strange, 2 => any.prop_filter("the terminal of the tests passes it over", |text| text != "\u{fffd}"), 4 => marks.prop_map(str::to_owned)], 0..12).prop_map(|all| all.concat())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 2000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_text_is_made_safe_once_and_is_as_wide_as_its_signs(text in pieces(), cells in 0..40_usize) {
        let safe = clean(&text);
        prop_assert_eq!(safe.chars().find(|c| is_unsafe(*c) && *c != '\n'), None);
        prop_assert!(!safe.contains(unsafe_to_show));
        prop_assert_eq!(clean(&safe), safe.as_ref());
        let line = one_line(&text);
        prop_assert!(!line.contains('\n'));
        prop_assert_eq!(signs(&line).collect::<String>(), line.as_ref());
        prop_assert_eq!(signs(&line).map(width).sum::<usize>(), width(&line));
        let fitted = fit(&line, cells);
        prop_assert!(width(&fitted) <= cells, "{:?}", fitted);
        prop_assert!(fitted == line || fitted.ends_with('…') || cells == 0, "{:?}", fitted);
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, failure_persistence: None, max_shrink_iters: 200, ..ProptestConfig::default() })]

    #[test]
    fn any_texts_leave_the_screen_whole(
        texts in vec(pieces(), 1..8),
        size in (40..130_u16, 10..42_u16),
        typed in select(OPENED.to_vec()),
        pane in 0..PANES.len(),
        ascii in any::<bool>(),
    ) {
        // A name has a letter.
        let texts: Vec<String> = texts.into_iter().map(|text| format!("n{text}")).collect();
        let edition = edition(roadmap(&texts.iter().map(String::as_str).collect::<Vec<_>>()));
        prop_assert!(edition.is_sound(), "{}", human(&edition.problems, &edition.sources, Paper::default()));
        let mut app = app(&edition, size, ascii);
        let mut frames = (Frames::new(app.seat.size), terminal(app.seat.size));
        app.update(Msg::Do(Action::Show(PANES[pane].name())));
        for key in keys(typed).into_iter().chain(keys("jj")) {
            app.update(Msg::Key(key));
            is_whole(&app, &mut frames)?;
        }
        written(&edition)?;
        said(&edition)?;
    }
}
