//! Bytes from a terminal to what was meant. The same for the local terminal and for guests.

use super::question::{Answer, Reading, read};
use crate::app::{Key, KeyCode, Msg};
use ratatui::layout::{Position, Size};
use std::time::Duration;
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
    /// The terminal has answered all that it was asked.
    Answered,
    /// Nobody sits there any more.
    End,
}

/// Turns bytes into input. Split sequences are waited for; answers of the terminal, whole or in pieces, are never typed.
#[derive(Debug, Default)]
pub struct Decoder {
    /// The terminal was asked something: what looks like the beginning of an answer is waited for longer.
    pub expecting: bool,
    parser: Parser,
    /// What came since the last byte that completed something.
    held: Vec<u8>,
    /// What comes is a paste, up to its end.
    pasting: bool,
    /// What is held is the beginning of an answer, so far as this says.
    answering: Option<Reading>,
}

/// Bytes that are kept of a sequence or a paste; the rest is dropped.
const MOST: usize = 64 << 10;
const PASTE: &[u8] = b"\x1b[200~";
const PASTED: &[u8] = b"\x1b[201~";

impl Decoder {
    /// How long to wait for the rest of what has begun; nothing came by then: call [`Self::flush`].
    pub fn waits(&self) -> Option<Duration> {
        match self.held.last() {
            _ if self.pasting => Some(Duration::from_secs(2)),
            None => None,
            _ if self.answering == Some(Reading::Partial) => Some(Duration::from_secs(10)),
            Some(b'[' | b']') if self.expecting => Some(Duration::from_secs(2)),
            Some(0x1b) if !self.expecting => Some(Duration::from_millis(30)),
            _ => Some(Duration::from_millis(300)),
        }
    }

    /// Takes bytes.
    pub fn feed(&mut self, bytes: &[u8]) -> Vec<Input> {
        let mut out = Vec::new();
        for byte in bytes {
            self.held.push(*byte);
            if self.answering.is_some() || begins_an_answer(&self.held) {
                self.answer(*byte, &mut out);
            } else if self.pasting {
                if self.held.ends_with(PASTED) {
                    self.held.truncate((self.held.len() - PASTED.len()).min(MOST));
                    let text = String::from_utf8_lossy(&self.held).into_owned();
                    out.push(Input::Msg(Msg::Paste(text)));
                    self.give_up();
                } else if self.held.len() > 2 * MOST {
                    // The first part and what may be the beginning of the end.
                    self.held.drain(MOST..self.held.len() - PASTED.len());
                }
            } else if self.held.ends_with(PASTE) {
                self.give_up();
                self.pasting = true;
            } else {
                self.parser.parse(&[*byte], true);
                self.drain(&mut out);
                if self.held.len() > MOST {
                    self.give_up();
                }
            }
        }
        out
    }

    /// Nothing more came: an Esc was the key, anything else means nothing, and the next key begins anew.
    pub fn flush(&mut self) -> Vec<Input> {
        let mut out = Vec::new();
        if !self.pasting {
            self.parser.parse(b"", false);
            self.drain(&mut out);
        }
        self.give_up();
        out
    }

    fn drain(&mut self, out: &mut Vec<Input>) {
        while let Some(event) = self.parser.pop() {
            self.held.clear();
            out.extend(meaning(event));
        }
    }

    /// What is held is, or was, an answer. A byte that cannot belong to it begins something new.
    fn answer(&mut self, byte: u8, out: &mut Vec<Input>) {
        let reading = read(&self.held);
        match reading {
            Reading::Partial | Reading::Doubtful => return self.answering = Some(reading),
            Reading::Whole(Answer::Background(background)) => out.push(Input::Msg(Msg::Background(background))),
            Reading::Whole(Answer::Last) => out.push(Input::Answered),
            Reading::Whole(Answer::Other) | Reading::No => {}
        }
        let cut_short = self.held.len() > 3 && self.held[self.held.len() - 2] == 0x1b;
        self.give_up();
        if reading == Reading::No {
            // An Esc that did not end it begins what comes now.
            out.extend(if cut_short { self.feed(&[0x1b, byte]) } else { self.feed(&[byte]) });
        }
    }

    fn give_up(&mut self) {
        *self = Self { expecting: self.expecting, ..Self::default() };
    }
}

/// `ESC [ ?`, or `ESC ]` and a digit: no key sends these.
fn begins_an_answer(held: &[u8]) -> bool {
    matches!(held, [0x1b, b'[', b'?'] | [0x1b, b']', b'0'..=b'9'])
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
