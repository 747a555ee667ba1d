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
    held: usize,
    escape: bool,
}

/// Bytes that may gather without meaning anything before they are given up.
const MOST: usize = 64 << 10;

impl Decoder {
    /// Whether a lone Esc is held back because it could begin a sequence; after a moment, call [`Self::flush`].
    pub fn waits(&self) -> bool {
        self.escape
    }

    /// Takes bytes.
    pub fn feed(&mut self, bytes: &[u8]) -> Vec<Input> {
        self.parser.parse(bytes, true);
        self.escape = bytes.last() == Some(&0x1b);
        self.held += bytes.len();
        self.drain()
    }

    /// Nothing came after the Esc: it was the key.
    pub fn flush(&mut self) -> Vec<Input> {
        self.escape = false;
        self.parser.parse(b"", false);
        self.drain()
    }

    fn drain(&mut self) -> Vec<Input> {
        let mut out = Vec::new();
        while let Some(event) = self.parser.pop() {
            self.held = 0;
            out.extend(meaning(event));
        }
        if self.held > MOST {
            // A paste without an end, or a sequence that never closes.
            self.parser = Parser::default();
            self.held = 0;
        }
        out
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
