//! The bytes that open a screen on a terminal and close it again: the same for the local one and for guests.

use super::frames::Dialect;
use super::hyperlinks::CLOSE;
use crossterm::event::{DisableBracketedPaste, EnableBracketedPaste};
use crossterm::terminal::{EnterAlternateScreen, LeaveAlternateScreen};
use crossterm::{cursor, queue};

/// Only presses and the wheel; dragging stays with the terminal.
const MOUSE_ON: &[u8] = b"\x1b[?1000h\x1b[?1006h";
const MOUSE_OFF: &[u8] = b"\x1b[?1006l\x1b[?1000l";
/// Tell when dark becomes light and light dark.
const SCHEME_ON: &[u8] = b"\x1b[?2031h";
const SCHEME_OFF: &[u8] = b"\x1b[?2031l";

/// Takes the mouse, or leaves it to the terminal.
pub fn mouse(on: bool) -> &'static [u8] {
    if on { MOUSE_ON } else { MOUSE_OFF }
}

/// Opens a screen.
pub fn opening(dialect: Dialect, with_mouse: bool) -> Vec<u8> {
    let mut bytes = Vec::new();
    // Nothing is refused by memory.
    let _ = queue!(bytes, EnterAlternateScreen, cursor::Hide);
    if dialect == Dialect::Full {
        let _ = queue!(bytes, EnableBracketedPaste);
        bytes.extend_from_slice(SCHEME_ON);
        if with_mouse {
            bytes.extend_from_slice(MOUSE_ON);
        }
    }
    bytes
}

/// Closes it, whatever was written last; `links`: the terminal is told of links.
pub fn closing(dialect: Dialect, links: bool) -> Vec<u8> {
    let mut bytes: Vec<u8> = Vec::new();
    if dialect == Dialect::Full {
        bytes.extend_from_slice(b"\x1b[?2026l");
        if links {
            // A frame that was cut short may have left one open.
            bytes.extend_from_slice(CLOSE);
        }
        bytes.extend_from_slice(MOUSE_OFF);
        bytes.extend_from_slice(SCHEME_OFF);
        let _ = queue!(bytes, DisableBracketedPaste);
    }
    // There may be no other screen to leave, as in GNU screen unless it is told otherwise: this one is left empty.
    bytes.extend_from_slice(b"\x1b[m\x1b[H\x1b[J");
    let _ = queue!(bytes, LeaveAlternateScreen, cursor::Show);
    bytes
}
