//! Dark or light: the terminal is asked after the first frame, nothing waits for it, and no answer is ever a key.

#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test may stop where it stands")]

#[path = "support/pty.rs"]
mod pty;

use coalition_roadmap::app::{KeyCode, Msg};
use coalition_roadmap::host::{Decoder, Input};
use pty::{Pty, Run, count, line};
use std::fs;
use std::path::Path;
use tempfile::TempDir;
use vt100::{Color, Screen};

const LIGHT: &[u8] = b"\x1b]11;rgb:ffff/ffff/ffff\x1b\\";
const DARK: &[u8] = b"\x1b]11;rgb:1c1c/1c1c/1c1c\x07";
const LAST: &[u8] = b"\x1b[?62;22c";

/// What a decoder makes of bytes: grounds, answers and keys, in their order.
fn told(inputs: &[Input]) -> String {
    let of = |input: &Input| match input {
        Input::Msg(Msg::Background(background)) => format!("{background:?}"),
        Input::Answered => "last".to_owned(),
        Input::Msg(Msg::Key(key)) => match key.code {
            KeyCode::Char(c) => c.to_string(),
            code => format!("{code:?}"),
        },
        input => format!("{input:?}"),
    };
    inputs.iter().map(of).collect::<Vec<_>>().join(" ")
}

/// A decoder while an answer is due.
fn expecting() -> Decoder {
    let mut decoder = Decoder::default();
    decoder.expecting = true;
    decoder
}

#[test]
fn answers_are_read_in_every_form() {
    for (bytes, expected) in [
        ("\x1b]11;rgb:ffff/ffff/ffff\x1b\\", "Light"),
        ("\x1b]11;rgb:ffff/ffff/ffff\x07", "Light"),
        ("\x1b]11;rgb:0000/0000/0000\x07", "Dark"),
        ("\x1b]11;rgb:ff/ff/dd\x07", "Light"),
        ("\x1b]11;rgb:f/f/f\x07", "Light"),
        ("\x1b]11;rgb:2e2e/3434/4040\x07", "Dark"),
        ("\x1b]11;rgba:fdfd/f6f6/e3e3/ffff\x07", "Light"),
        ("\x1b]11;#fdf6e3\x07", "Light"),
        ("\x1b]11;#000\x07", "Dark"),
        ("\x1b[?997;1n", "Dark"),
        ("\x1b[?997;2n", "Light"),
        ("\x1b[?62;1;4c", "last"),
        // What was not asked, and what says nothing, means nothing.
        ("\x1b]10;rgb:ffff/ffff/ffff\x07", ""),
        ("\x1b]11;rgb:\x07", ""),
        ("\x1b]11;rgb:fffff/0/0\x07", ""),
        ("\x1b]11;#ff\x07", ""),
        ("\x1b]11;#é\x07", ""),
        ("\x1b]11;?\x07", ""),
        ("\x1b]4;1;rgb:ffff/0000/0000\x1b\\", ""),
        ("\x1b]52;c;aGVsbG8=\x07", ""),
        ("\x1b[?2026;2$y", ""),
        ("\x1b[?997;3n", ""),
        ("\x1b[?1u", ""),
    ] {
        assert_eq!(told(&Decoder::default().feed(bytes.as_bytes())), expected, "{bytes:?}");
        let with_keys = format!("j{bytes}k");
        let mut pieces = expecting();
        let inputs: Vec<Input> = with_keys.bytes().flat_map(|byte| pieces.feed(&[byte])).collect();
        assert_eq!(told(&inputs), format!("j {expected} k").replace("  ", " "), "{bytes:?} byte by byte");
        assert!(pieces.waits().is_none());
    }
}

#[test]
fn an_answer_in_two_pieces_is_one_however_long_the_second_takes() {
    for answer in [LIGHT, DARK, LAST, b"\x1b[?997;2n"] {
        let whole = told(&Decoder::default().feed(answer));
        // Behind `ESC` alone, and `ESC [`, a key and an answer look the same: there, only that no key comes of it
        // within the time that is waited while an answer is due.
        for cut in 3..answer.len() {
            let mut decoder = Decoder::default();
            assert_eq!(told(&decoder.feed(&answer[..cut])), "");
            assert!(decoder.waits().unwrap().as_secs() >= 10, "{answer:?} cut at {cut}");
            assert_eq!(told(&decoder.feed(&answer[cut..])), whole, "{answer:?} cut at {cut}");
        }
        for cut in 1..3 {
            let mut decoder = expecting();
            assert_eq!(told(&decoder.feed(&answer[..cut])), "");
            assert!(decoder.waits().unwrap().as_millis() >= 300);
            assert_eq!(told(&decoder.feed(&answer[cut..])), whole, "{answer:?} cut at {cut}");
        }
    }
}

#[test]
fn half_an_answer_holds_no_keys_up() {
    for begun in ["\x1b]11;rgb:ffff/ff", "\x1b[?62;", "\x1b]1"] {
        for (key, expected) in [("\r", "Enter"), ("\x1b[A", "Up"), ("\x03", "c"), ("\x7f", "Backspace")] {
            let mut decoder = Decoder::default();
            decoder.feed(begun.as_bytes());
            assert_eq!(told(&decoder.feed(key.as_bytes())), expected, "{begun:?} {key:?}");
        }
        let mut decoder = Decoder::default();
        decoder.feed(begun.as_bytes());
        assert_eq!(told(&decoder.flush()), "", "{begun:?}");
        assert_eq!(told(&decoder.feed(b"j")), "j", "{begun:?}");
    }
    // What is longer than any answer is given up.
    let mut decoder = Decoder::default();
    decoder.feed(format!("\x1b]11;{}", "f".repeat(5000)).as_bytes());
    decoder.flush();
    assert_eq!(told(&decoder.feed(b"j")), "j");
}

/// A small roadmap that stands in a folder.
fn folder() -> TempDir {
    let folder = TempDir::new().unwrap();
    let plan =
        "[roadmap]\ntitle = \"A small plan\"\n[[member]]\nid = \"acme\"\nname = \"Acme\"\nspecialty = \"Chips\"\n";
    fs::write(folder.path().join("plan.toml"), plan).unwrap();
    folder
}

/// The dashboard on a terminal that answers nothing by itself; it has been asked.
fn asked(folder: &Path, arguments: &[&str]) -> Pty {
    let pty = Run::roadmap(folder, &[&["plan.toml", "--pane=members"], arguments].concat()).silent().start();
    pty.sees("Acme");
    pty.gets(b"\x1b]11;?\x07\x1b[c");
    pty
}

/// The colour of the title.
fn ink(screen: &Screen) -> Color {
    assert!(line(screen, 0).starts_with(" A small plan"));
    screen.cell(0, 1).unwrap().fgcolor()
}

const UNKNOWN: Color = Color::Default;
const ON_LIGHT: Color = Color::Idx(16);
const ON_DARK: Color = Color::Idx(231);

/// Quits, and checks what is left.
fn quit(pty: &mut Pty) {
    pty.keys("q");
    assert!(pty.wait_exit().success());
    pty.restored();
}

#[test]
fn the_first_frame_comes_before_the_question_and_waits_for_no_answer() {
    let folder = folder();
    let mut pty = asked(folder.path(), &[]);
    let sent = pty.sent();
    let at = |what: &[u8]| sent.windows(what.len()).position(|window| window == what).unwrap();
    assert!(at(b"Acme") < at(b"\x1b]11;?"), "{:?}", String::from_utf8_lossy(&sent));
    assert!(at(b"\x1b[?2026l") < at(b"\x1b]11;?"), "the frame is finished first");
    assert_eq!(pty.look(ink), UNKNOWN);
    assert_eq!(count(&sent, b"\x1b]11;?"), 1);
    quit(&mut pty);
    let sent = pty.sent();
    assert_eq!(count(&sent, b"\x1b[?2031h"), 1);
    assert_eq!(count(&sent, b"\x1b[?2031l"), 1);
}

#[test]
fn the_theme_follows_the_answer_and_nothing_is_typed_by_it() {
    let folder = folder();
    for (answer, expected) in [(LIGHT, ON_LIGHT), (DARK, ON_DARK)] {
        // At once.
        let mut pty = asked(folder.path(), &[]);
        pty.bytes(&[answer, LAST].concat());
        pty.wait_for("the colours of the answer", |screen| ink(screen) == expected);
        unharmed(&mut pty);
        // Late: other keys had their effect before.
        let mut pty = asked(folder.path(), &[]);
        for (key, pane) in [("4", "4 Projects"), ("3", "3 Milestones"), ("5", "5 Members")] {
            pty.keys(key);
            pty.wait_for(pane, |screen| line(screen, 1).contains(pane));
        }
        assert_eq!(pty.look(ink), UNKNOWN);
        pty.bytes(&[answer, LAST].concat());
        pty.wait_for("the colours of the answer", |screen| ink(screen) == expected);
        unharmed(&mut pty);
        // In pieces, byte by byte.
        let mut pty = asked(folder.path(), &[]);
        for byte in [answer, LAST].concat() {
            pty.bytes(&[byte]);
        }
        pty.wait_for("the colours of the answer", |screen| ink(screen) == expected);
        unharmed(&mut pty);
    }
}

/// Nothing was typed: the same pane with nothing on top of it, and it quits by one `q`.
fn unharmed(pty: &mut Pty) {
    pty.look(|screen| {
        assert!(line(screen, 1).contains("5 Members"), "{}", screen.contents());
        assert!(screen.contents().contains("q quit"), "{}", screen.contents());
    });
    quit(pty);
}

#[test]
fn a_terminal_that_never_answers_is_no_worse_off() {
    let folder = folder();
    let mut pty = asked(folder.path(), &[]);
    pty.keys("?");
    pty.sees("Help");
    // An Esc alone is the key, though an answer might still begin with it.
    pty.keys("\x1b");
    pty.misses("Help");
    assert_eq!(pty.look(ink), UNKNOWN);
    unharmed(&mut pty);
}

#[test]
fn who_has_the_terminal_next_does_not_get_the_answer() {
    let folder = folder();
    let run = "\"$ROADMAP\" plan.toml; stty -echo; printf 'ready> '; read -r line; printf 'got %s.\\n' \"$line\"";
    let mut pty = Run::program(folder.path(), &["sh", "-c", run]).silent().start();
    pty.gets(b"\x1b]11;?\x07\x1b[c");
    // It is left at once, and the answer comes after that.
    pty.keys("q");
    pty.bytes(&[LIGHT, LAST].concat());
    pty.sees("ready>");
    pty.keys("hello\n");
    pty.sees("got hello.");
}

#[test]
fn a_change_of_the_scheme_is_followed() {
    let folder = folder();
    let mut pty = asked(folder.path(), &[]);
    pty.bytes(&[LIGHT, LAST].concat());
    pty.wait_for("light", |screen| ink(screen) == ON_LIGHT);
    pty.bytes(b"\x1b[?997;1n");
    pty.wait_for("dark", |screen| ink(screen) == ON_DARK);
    pty.bytes(b"\x1b[?997;2n");
    pty.wait_for("light again", |screen| ink(screen) == ON_LIGHT);
    unharmed(&mut pty);
}

#[test]
fn a_theme_that_was_asked_for_stays() {
    let folder = folder();
    let mut pty = asked(folder.path(), &["--theme=dark"]);
    assert_eq!(pty.look(ink), ON_DARK);
    pty.bytes(&[LIGHT, LAST].concat());
    pty.keys("4");
    pty.wait_for("projects", |screen| line(screen, 1).contains("4 Projects"));
    assert_eq!(pty.look(ink), ON_DARK);
    quit(&mut pty);
}

#[test]
fn what_the_environment_tells_is_there_from_the_first_frame() {
    let folder = folder();
    let mut pty = Run::roadmap(folder.path(), &["plan.toml"]).env("COLORFGBG", "0;15").start();
    pty.wait_for("the title", |screen| line(screen, 0).starts_with(" A small plan"));
    assert_eq!(pty.look(ink), ON_LIGHT);
    quit(&mut pty);
}

#[test]
fn a_terminal_that_understands_little_is_told_little() {
    let folder = folder();
    for (term, asks) in [("linux", false), ("vt100", false), ("ansi", false), ("screen", false), ("xterm", true)] {
        let mut pty = Run::roadmap(folder.path(), &["plan.toml"]).env("TERM", term).start();
        pty.sees("A small plan");
        pty.keys("5");
        pty.sees("Acme");
        quit(&mut pty);
        let sent = pty.sent();
        assert_eq!(count(&sent, b"\x1b]11;?") > 0, asks, "{term}");
        let old = ["linux", "vt100", "ansi"].contains(&term);
        for mode in ["\x1b[?2026", "\x1b[?2004", "\x1b[?2031", "\x1b[?1000", "\x1b[?1006"] {
            assert_eq!(count(&sent, mode.as_bytes()) == 0, old, "{term} {mode:?}");
        }
        if ["vt100", "ansi"].contains(&term) {
            assert!(sent.is_ascii(), "{term}: {:?}", String::from_utf8_lossy(&sent));
        }
    }
}
