//! Links that the terminal itself follows: what is seen stays the same, every cell leads where it should, and no
//! address breaks out of its sequence.

#![allow(clippy::unwrap_used, clippy::expect_used, missing_docs, reason = "a test may stop where it stands")]

#[path = "support/follows.rs"]
mod follows;

use coalition_roadmap::app::{Action, App, Board, Msg, Rights, SeatInfo, keys};
use coalition_roadmap::edition::{Edition, Origin};
use coalition_roadmap::export::{Picture, linked_picture, picture};
use coalition_roadmap::host::Frames;
use coalition_roadmap::look::{Canvas, Depth, Look, Theme, Tone};
use coalition_roadmap::model::{Day, Id};
use coalition_roadmap::screen::{Hits, draw};
use coalition_roadmap::text::{Sources, width};
use follows::Follows;
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::select;
use ratatui::buffer::Buffer;
use ratatui::layout::{Rect, Size};
use std::sync::Arc;

const ADDRESSES: [&str; 9] = [
    "https://example.org/a?b=c;d#e",
    "http://example.org/%1b%5c",
    "mailto:roadmap@example.org",
    "https://example.org/other",
    // None of these may be sent.
    "https://example.org/\x1b\\\x1b[2J",
    "https://example.org/\x07evil",
    "javascript:alert(1)",
    "file:///etc/passwd",
    "https://example.org/ü\u{9c}",
];
const SENT: usize = 4;

/// Something painted: text, or a link over so many cells.
#[derive(Debug, Clone)]
enum Stroke {
    Text(u16, u16, &'static str),
    Link(u16, u16, u16, &'static str),
}

fn strokes() -> impl Strategy<Value = Vec<Stroke>> {
    let texts = select(vec!["a", "plain words", "            ", "  gap   gap  ", "é", "日本", "한x국", "─│▌ █"]);
    let stroke = prop_oneof![
        (0..30_u16, 0..4_u16, texts).prop_map(|(x, y, text)| Stroke::Text(x, y, text)),
        (0..30_u16, 0..4_u16, 0..20_u16, select(ADDRESSES.to_vec()))
            .prop_map(|(x, y, w, url)| Stroke::Link(x, y, w, url)),
    ];
    vec(stroke, 0..8)
}

/// The links that a picture has, for [`Frames::draw_linked`].
fn paint(strokes: &[Stroke], cells: &mut Buffer) -> Vec<(Rect, String)> {
    let all = cells.area;
    let mut canvas: Canvas<'_, ()> = Canvas::new(cells, Look::default());
    for stroke in strokes {
        match *stroke {
            Stroke::Text(x, y, text) => {
                canvas.put(Rect { x, y, width: all.width.saturating_sub(x), height: 1 }, text, Tone::Plain);
            }
            Stroke::Link(x, y, width, url) => canvas.link(Rect { x, y, width, height: 1 }, url),
        }
    }
    canvas.links
}

/// Where each cell should lead, found by painting cell by cell.
fn wanted(strokes: &[Stroke], size: Size) -> Vec<Option<&'static str>> {
    let (wide, high) = (usize::from(size.width), usize::from(size.height));
    let mut out = vec![None; wide * high];
    for stroke in strokes {
        let (x, y, cells, leads) = match *stroke {
            Stroke::Text(x, y, text) => {
                let room = size.width.saturating_sub(x).into();
                (x, y, width(&coalition_roadmap::look::fit(text, room)), None)
            }
            Stroke::Link(x, y, cells, url) => (x, y, cells.into(), Some(url)),
        };
        if usize::from(y) < high {
            for x in usize::from(x)..(usize::from(x) + cells).min(wide) {
                out[usize::from(y) * wide + x] = leads;
            }
        }
    }
    out.into_iter().map(|url: Option<&str>| url.filter(|url| ADDRESSES[..SENT].contains(url))).collect()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 600, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn the_screen_is_the_same_and_every_cell_leads_where_it_should(
        (wide, high) in (1..30_u16, 1..4_u16),
        pictures in vec((strokes(), 0..8_u8), 1..6),
    ) {
        let size = Size { width: wide, height: high };
        let mut frames = [false, true].map(|links| Frames::new(size).with_links(links));
        let (mut plain, mut terminal) = (Follows::new(size), Follows::new(size));
        let mut all: Vec<Stroke> = Vec::new();
        for (strokes, what) in pictures {
            match what {
                0 => frames.iter_mut().for_each(Frames::forget),
                1 => all.clear(),
                _ => {}
            }
            all.extend(strokes);
            let [without, with] = frames.each_mut().map(|frames| {
                frames.draw_linked(|cells| paint(&all, cells), Vec::as_slice);
                frames.take()
            });
            plain.frame(&without);
            prop_assert!(plain.opened.is_empty());
            terminal.frame(&with);
            prop_assert_eq!(terminal.seen(), plain.seen());
            let wanted = wanted(&all, size);
            for y in 0..high {
                // A wide character leads where its first cell does.
                let mut x = 0;
                while x < wide {
                    let lead = wanted[usize::from(y) * usize::from(wide) + usize::from(x)];
                    prop_assert_eq!(terminal.at(x, y), lead, "at {}, {}", x, y);
                    let cell = terminal.screen.screen().cell(y, x).unwrap();
                    x += if cell.is_wide() { 2 } else { 1 };
                }
            }
            let again = frames.each_mut().map(|frames| {
                frames.draw_linked(|cells| paint(&all, cells), Vec::as_slice);
                frames.take()
            });
            prop_assert!(again.concat().is_empty(), "what did not change is not sent");
        }
    }
}

const LONG: &str =
    "https://example.org/a/rather/long/address/that/needs/more/than/one/line/of/a/narrow/detail?really=1";

fn plan(url: &str) -> String {
    format!(
        "[roadmap]\ntitle = \"Linked\"\n[[source]]\nid = \"paper\"\ntitle = \"The paper\"\nurl = \"{url}\"\n\
         [[source]]\nid = \"talk\"\ntitle = \"A talk\"\n\
         [[member]]\nid = \"acme\"\nname = \"Acme\"\nspecialty = \"any\"\nsources = [\"paper\", \"talk\"]\n"
    )
}

fn edition(text: String) -> Arc<Edition> {
    let today = Day::new(2026, 11, 23).unwrap();
    Arc::new(Edition::read(1, Origin::default(), Sources::of_text("roadmap.toml", text), today))
}

fn app(edition: Arc<Edition>, place: &str, size: Size) -> App {
    let look = Look { theme: Theme::Mono, depth: Depth::None, ..Look::default() };
    let rights = Rights::LOOK;
    App::new(Board::new(edition), place.parse().unwrap(), SeatInfo { number: 0, size, look, rights })
}

fn typed(app: &mut App, typed: &str) {
    for key in keys(typed) {
        app.update(Msg::Key(key));
    }
}

fn next(frames: &mut Frames, app: &App) -> Vec<u8> {
    frames.draw_linked(|cells| draw(app, cells), Hits::links);
    frames.take()
}

/// The text of the cells that lead to an address, line by line.
fn linked(terminal: &Follows, size: Size, url: &str) -> Vec<String> {
    let line = |y| (0..size.width).filter(move |x| terminal.at(*x, y) == Some(url)).map(move |x| (x, y));
    (0..size.height)
        .map(|y| line(y).map(|(x, y)| terminal.text(x, y)).collect::<String>())
        .filter(|line| !line.is_empty())
        .collect()
}

#[test]
fn the_address_of_an_entry_and_the_names_of_its_sources_lead_there() {
    let size = Size::new(60, 24);
    let mut app = app(edition(plan(LONG)), "roadmap:members?focus=acme", size);
    let (mut frames, mut terminal) = (Frames::new(size).with_links(true), Follows::new(size));
    terminal.frame(&next(&mut frames, &app));
    assert_eq!(linked(&terminal, size, LONG), ["The paper"], "a source without an address is no link");
    // Its own page: the address over several lines, as one link.
    app.update(Msg::Do(Action::Open(Id::new("paper"))));
    terminal.opened.clear();
    terminal.frame(&next(&mut frames, &app));
    let lines = linked(&terminal, size, LONG);
    assert!(lines.len() > 1, "{lines:?}");
    assert_eq!(lines.concat(), LONG);
    let ids: Vec<&str> = terminal.opened.iter().map(|(id, _)| id.as_str()).collect();
    assert!(ids[0].starts_with("id=") && ids.iter().all(|id| *id == ids[0]), "{ids:?}");
}

#[test]
fn what_lies_on_top_is_no_link_and_what_is_uncovered_is_one_again() {
    let size = Size::new(60, 24);
    let mut app = app(edition(plan(LONG)), "roadmap:members?focus=acme", size);
    let (mut frames, mut terminal) = (Frames::new(size).with_links(true), Follows::new(size));
    terminal.frame(&next(&mut frames, &app));
    typed(&mut app, "?");
    terminal.frame(&next(&mut frames, &app));
    assert_eq!(linked(&terminal, size, LONG).concat(), "");
    typed(&mut app, "<esc>");
    terminal.frame(&next(&mut frames, &app));
    assert_eq!(linked(&terminal, size, LONG), ["The paper"]);
}

#[test]
fn what_the_finder_previews_is_linked_too() {
    let size = Size::new(140, 30);
    let mut app = app(edition(plan(LONG)), "roadmap:overview", size);
    let (mut frames, mut terminal) = (Frames::new(size).with_links(true), Follows::new(size));
    typed(&mut app, "<space>acme");
    terminal.frame(&next(&mut frames, &app));
    assert_eq!(linked(&terminal, size, LONG), ["The paper"], "{:#?}", terminal.seen());
}

#[test]
fn another_address_under_the_same_text_is_told_and_nothing_else_is() {
    let size = Size::new(60, 24);
    let mut frames = Frames::new(size).with_links(true);
    let mut terminal = Follows::new(size);
    for (url, most) in [("https://example.org/one", usize::MAX), ("https://example.org/two", 120)] {
        let app = app(edition(plan(url)), "roadmap:members?focus=acme", size);
        let bytes = next(&mut frames, &app);
        terminal.frame(&bytes);
        assert_eq!(linked(&terminal, size, url), ["The paper"]);
        assert!(bytes.len() <= most, "{} bytes: {:?}", bytes.len(), String::from_utf8_lossy(&bytes));
        assert!(next(&mut frames, &app).is_empty());
    }
}

#[test]
fn no_address_breaks_out() {
    let longest = format!("https://example.org/{}", "a".repeat(1979));
    let hostile = ["https://", "http://", "mailto:", "HTTPS://", "", " "].into_iter().flat_map(|scheme| {
        ["\x1b\\", "\x07", "\n", "\r", " ", "\x1b[2J", "\u{9c}", "\u{202e}", "ü", "\0", "\x7f"]
            .map(|evil| format!("{scheme}example.org/{evil}end"))
    });
    let others = ["javascript:alert(1)", "data:text/html,x", "file:///etc/passwd", "ftp://a", "//a", ""];
    let size = Size::new(20, 1);
    for (url, sent) in hostile
        .map(|url| (url, false))
        .chain(others.map(|url| (url.to_owned(), false)))
        .chain([(format!("{longest}a"), false), (longest, true)])
    {
        let links = vec![(Rect::new(0, 0, 4, 1), url.clone())];
        let mut frames = Frames::new(size).with_links(true);
        frames.draw_linked(
            |cells| {
                cells.set_string(0, 0, "text", ratatui::style::Style::new());
                links
            },
            Vec::as_slice,
        );
        let mut terminal = Follows::new(size);
        terminal.frame(&frames.take());
        assert_eq!(!terminal.opened.is_empty(), sent, "{url:?}");
    }
}

#[test]
fn a_drawing_has_them_too() {
    let size = Size::new(100, 24);
    let url = "https://example.org/?a=1&b=<\"'>";
    let text = plan("https://example.org/?a=1&b=<\\\"'>");
    let app = app(edition(text), "roadmap:members?focus=acme", size);
    let mut cells = Buffer::empty(Rect::from(size));
    let hits = draw(&app, &mut cells);
    assert!(hits.links().iter().all(|(_, to)| to == url) && !hits.links().is_empty());
    let drawing = linked_picture(&cells, hits.links(), Picture::Svg, app.seat.look);
    let link = drawing.split_once("<a href=\"https://example.org/?a=1&amp;b=&lt;&quot;'&gt;\">").unwrap().1;
    let (inside, after) = link.split_once("</a>").unwrap();
    assert!(inside.contains(">The paper</text>"), "{inside}");
    assert!(!after.contains("<a "), "only one");
    // Without its links, it is the same drawing in other pieces at most.
    assert!(!picture(&cells, Picture::Svg, app.seat.look).contains("<a "));
}

#[test]
fn a_terminal_that_follows_none_is_told_of_none() {
    let size = Size::new(60, 24);
    let app = app(edition(plan(LONG)), "roadmap:members?focus=acme", size);
    let bytes = next(&mut Frames::new(size), &app);
    assert!(!bytes.windows(2).any(|two| two == b"\x1b]"));
}

/// The bytes of a walk through the built-in roadmap, to be looked at:
/// `cargo test --test hyperlinks -- --ignored --nocapture`.
#[test]
#[ignore = "prints, and finds nothing"]
fn bytes_of_a_walk() {
    let shipped = edition(include_str!("../roadmap.toml").to_owned());
    for size in [Size::new(80, 24), Size::new(120, 40), Size::new(200, 60)] {
        for pane in ["members", "milestones", "announcements", "risks"] {
            let mut app = app(Arc::clone(&shipped), &format!("roadmap:{pane}"), size);
            let mut frames = [false, true].map(|links| Frames::new(size).with_links(links));
            let first = frames.each_mut().map(|frames| next(frames, &app).len());
            let mut sums = [0; 2];
            for _ in 0..10 {
                typed(&mut app, "j");
                for (sum, frames) in sums.iter_mut().zip(&mut frames) {
                    *sum += next(frames, &app).len();
                }
            }
            println!("{size} {pane}: first {first:?}, a step {:?} (without, with)", sums.map(|sum| sum / 10));
        }
    }
}
