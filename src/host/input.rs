//! Bytes from a terminal to what was meant. The same for the local terminal and, later, for guests.

use crate::app::{Key, KeyCode, Msg};
use ratatui::layout::{Position, Size};
use termina::event::{KeyCode as Code, KeyEventKind, Modifiers, MouseButton, MouseEventKind};
use termina::{Event, Parser};

/// What comes from a seat.
#[derive(Debug, Clone)]
pub enum Input {
    /// Something for the app.
    Msg(Msg),
    /// A click, which means what is painted there.
    Click(Position),
    /// The terminal has another size.
    Resize(Size),
    /// The program is asked to suspend.
    Suspend,
    /// Nobody sits there any more.
    End,
}

/// Turns bytes into input. Split sequences are waited for, answers of the terminal are dropped, never typed.
#[derive(Debug, Default)]
pub struct Decoder {
    parser: Parser,
    /// Bytes that have come to no end yet.
    held: Vec<u8>,
}

/// Bytes that may gather without an end before they are given up: of a paste, and of a sequence, which is never long.
const LONGEST_PASTE: usize = 64 << 10;
const LONGEST_SEQUENCE: usize = 256;
/// What begins a paste.
const PASTE: &[u8] = b"\x1b[200~";

impl Decoder {
    /// Whether bytes are held back because more could belong to them, as after a lone Esc; when nothing comes for a
    /// moment, call [`Self::flush`].
    pub fn waits(&self) -> bool {
        !self.held.is_empty() && !self.pastes()
    }

    /// Takes bytes.
    pub fn feed(&mut self, bytes: &[u8]) -> Vec<Input> {
        let mut out = Vec::new();
        for byte in bytes {
            self.parser.parse(&[*byte], true);
            self.held.push(*byte);
            self.drain(&mut out);
            if self.held.len() > if self.pastes() { LONGEST_PASTE } else { LONGEST_SEQUENCE } {
                self.give_up();
            }
        }
        out
    }

    /// Nothing more came: an Esc was the key, and what has no end has no meaning.
    pub fn flush(&mut self) -> Vec<Input> {
        let mut out = Vec::new();
        self.parser.parse(b"", false);
        self.drain(&mut out);
        self.give_up();
        out
    }

    fn pastes(&self) -> bool {
        self.held.starts_with(PASTE)
    }

    fn give_up(&mut self) {
        self.parser = Parser::default();
        self.held.clear();
    }

    fn drain(&mut self, out: &mut Vec<Input>) {
        while let Some(event) = self.parser.pop() {
            self.held.clear();
            out.extend(meaning(event));
        }
    }
}

fn meaning(event: Event) -> Option<Input> {
    match event {
        Event::Key(key) if key.kind != KeyEventKind::Release => {
            let ctrl = key.modifiers.contains(Modifiers::CONTROL);
            if key.modifiers.contains(Modifiers::ALT) {
                return None;
            }
            let shift = key.modifiers.contains(Modifiers::SHIFT);
            let code = match key.code {
                Code::Char(c) => {
                    KeyCode::Char(if shift && c.is_ascii_lowercase() { c.to_ascii_uppercase() } else { c })
                }
                Code::Enter => KeyCode::Enter,
                Code::Backspace => KeyCode::Backspace,
                Code::Tab if shift => KeyCode::BackTab,
                Code::Tab => KeyCode::Tab,
                Code::BackTab => KeyCode::BackTab,
                Code::Escape => KeyCode::Esc,
                Code::Left => KeyCode::Left,
                Code::Right => KeyCode::Right,
                Code::Up => KeyCode::Up,
                Code::Down => KeyCode::Down,
                Code::Home => KeyCode::Home,
                Code::End => KeyCode::End,
                Code::PageUp => KeyCode::PageUp,
                Code::PageDown => KeyCode::PageDown,
                Code::Delete => KeyCode::Delete,
                Code::Function(n) => KeyCode::F(n),
                _ => return None,
            };
            Some(Input::Msg(Msg::Key(Key { code, ctrl })))
        }
        Event::Mouse(mouse) => match mouse.kind {
            MouseEventKind::Down(MouseButton::Left) => Some(Input::Click(Position { x: mouse.column, y: mouse.row })),
            MouseEventKind::ScrollDown => Some(Input::Msg(Msg::Wheel(3))),
            MouseEventKind::ScrollUp => Some(Input::Msg(Msg::Wheel(-3))),
            _ => None,
        },
        Event::Paste(text) => Some(Input::Msg(Msg::Paste(text))),
        _ => None,
    }
}
