//! Frames as bytes: what changed, in as few bytes as a terminal understands, gathered until the seat sends them.

use crate::text::width;
use ratatui::backend::{Backend, ClearType, WindowSize};
use ratatui::buffer::Cell;
use ratatui::layout::{Position, Size};
use ratatui::style::{Color, Modifier};
use std::io;
use std::io::Write as _;

/// A backend that gathers bytes. It asks the terminal nothing: a seat tells it the size.
///
/// Runs of blanks are erased rather than written, moves are relative where that is shorter, and of a style only
/// what differs is sent: a slow line shows the difference.
#[derive(Debug)]
pub struct Frames {
    out: Vec<u8>,
    size: Size,
    /// Where the terminal's cursor is, if that is certain.
    cursor: Option<Position>,
    style: Pen,
    shown: Option<bool>,
}

/// What the terminal writes with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Pen {
    fg: Color,
    bg: Color,
    modifier: Modifier,
}

const PLAIN: Pen = Pen {
    fg: Color::Reset,
    bg: Color::Reset,
    modifier: Modifier::empty(),
};
/// Modifiers that can be seen on a blank.
const ON_BLANK: Modifier = Modifier::UNDERLINED
    .union(Modifier::REVERSED)
    .union(Modifier::CROSSED_OUT);
/// From this many blanks on, erasing and stepping over them is shorter than writing them.
const ERASE: u16 = 10;

impl Frames {
    /// Frames for a terminal of that size.
    pub fn new(size: Size) -> Self {
        Self {
            out: Vec::new(),
            size,
            cursor: None,
            style: PLAIN,
            shown: None,
        }
    }

    /// The terminal has another size now.
    pub fn resize(&mut self, size: Size) {
        self.size = size;
        self.cursor = None;
    }

    /// Nothing is known of the terminal any more: another program wrote to it.
    pub fn forget(&mut self) {
        self.out.clear();
        self.cursor = None;
        self.shown = None;
        self.out.extend_from_slice(b"\x1b[m");
        self.style = PLAIN;
    }

    /// Bytes that are not part of a picture, sent with the next frame.
    pub fn push(&mut self, bytes: &[u8]) {
        self.out.extend_from_slice(bytes);
    }

    /// What has gathered, wrapped so that a terminal shows it at once; empty when nothing changed.
    pub fn take(&mut self) -> Vec<u8> {
        if self.out.is_empty() {
            return Vec::new();
        }
        let mut frame = Vec::with_capacity(self.out.len() + 16);
        frame.extend_from_slice(b"\x1b[?2026h");
        frame.append(&mut self.out);
        frame.extend_from_slice(b"\x1b[?2026l");
        frame
    }

    fn go(&mut self, to: Position) {
        match self.cursor {
            Some(here) if here == to => {}
            Some(here) if here.y == to.y && here.x < to.x => {
                let _ = match to.x - here.x {
                    1 => write!(self.out, "\x1b[C"),
                    n => write!(self.out, "\x1b[{n}C"),
                };
            }
            _ => {
                let _ = write!(self.out, "\x1b[{};{}H", to.y + 1, to.x + 1);
            }
        }
        self.cursor = Some(to);
    }

    fn pen(&mut self, to: Pen) {
        if self.style == to {
            return;
        }
        let anew = parameters(PLAIN, to, "");
        let changed = parameters(self.style, to, ";");
        if changed.len() <= anew.len() && !changed.is_empty() {
            let _ = write!(self.out, "\x1b[{changed}m");
        } else {
            let _ = write!(self.out, "\x1b[{anew}m");
        }
        self.style = to;
    }

    /// Blanks: erased where there are many, else written with whatever pen shows nothing on a blank.
    fn blanks(&mut self, from: Position, count: u16) {
        self.go(from);
        let visible = self.style.bg != Color::Reset || self.style.modifier.intersects(ON_BLANK);
        if visible {
            self.pen(PLAIN);
        }
        if count >= ERASE {
            if from.x + count >= self.size.width {
                let _ = write!(self.out, "\x1b[K");
            } else {
                let _ = write!(self.out, "\x1b[{count}X");
            }
        } else {
            self.out.extend(std::iter::repeat_n(b' ', count.into()));
            self.moved(from, count);
        }
    }

    fn moved(&mut self, from: Position, by: u16) {
        let x = from.x + by;
        // In the last column a terminal waits with wrapping: where its cursor is then, is not certain.
        self.cursor = (x < self.size.width).then_some(Position { x, y: from.y });
    }

    fn write(&mut self, at: Position, cell: &Cell) {
        self.go(at);
        self.pen(Pen {
            fg: cell.fg,
            bg: cell.bg,
            modifier: cell.modifier,
        });
        let symbol = cell.symbol();
        self.out.extend_from_slice(symbol.as_bytes());
        self.moved(at, width(symbol).max(1) as u16);
        // Terminals agree on the width of letters and of our signs, but not on everything else.
        let certain = symbol
            .chars()
            .all(|c| c < '\u{250}' || ('\u{2010}'..='\u{25ff}').contains(&c))
            && symbol.chars().count() == 1;
        if !certain {
            self.cursor = None;
        }
    }
}

/// The parameters that lead from one pen to another; from a plain one, with `0` before it unless `join` says that
/// it goes on from there.
fn parameters(from: Pen, to: Pen, join: &str) -> String {
    let mut out: Vec<String> = Vec::new();
    let (on, off) = (to.modifier - from.modifier, from.modifier - to.modifier);
    if join.is_empty() {
        out.push(if to == PLAIN { String::new() } else { "0".to_owned() });
    } else {
        if off.intersects(Modifier::BOLD | Modifier::DIM) {
            out.push("22".to_owned());
        }
        for (modifier, code) in [
            (Modifier::UNDERLINED, "24"),
            (Modifier::REVERSED, "27"),
            (Modifier::CROSSED_OUT, "29"),
            (Modifier::ITALIC, "23"),
        ] {
            if off.contains(modifier) {
                out.push(code.to_owned());
            }
        }
    }
    let again = if off.intersects(Modifier::BOLD | Modifier::DIM) {
        to.modifier
    } else {
        on
    };
    for (modifier, code) in [(Modifier::BOLD, "1"), (Modifier::DIM, "2")] {
        if again.contains(modifier) {
            out.push(code.to_owned());
        }
    }
    for (modifier, code) in [
        (Modifier::ITALIC, "3"),
        (Modifier::UNDERLINED, "4"),
        (Modifier::REVERSED, "7"),
        (Modifier::CROSSED_OUT, "9"),
    ] {
        if on.contains(modifier) {
            out.push(code.to_owned());
        }
    }
    for (was, is, base) in [(from.fg, to.fg, 30_u16), (from.bg, to.bg, 40)] {
        if was != is {
            out.push(match is {
                Color::Reset => (base + 9).to_string(),
                Color::Rgb(r, g, b) => format!("{};2;{r};{g};{b}", base + 8),
                Color::Indexed(i) => format!("{};5;{i}", base + 8),
                named => {
                    let n = crate::look::sixteen_number(named);
                    (if n < 8 { base + n } else { base + 52 + n }).to_string()
                }
            });
        }
    }
    out.join(";")
}

impl Backend for Frames {
    type Error = io::Error;

    fn draw<'a, I: Iterator<Item = (u16, u16, &'a Cell)>>(&mut self, content: I) -> io::Result<()> {
        let mut blanks: Option<(Position, u16)> = None;
        for (x, y, cell) in content {
            let at = Position { x, y };
            let blank = cell.symbol() == " " && cell.bg == Color::Reset && !cell.modifier.intersects(ON_BLANK);
            if let Some((from, count)) = blanks {
                if blank && from.y == y && from.x + count == x {
                    blanks = Some((from, count + 1));
                    continue;
                }
                self.blanks(from, count);
                blanks = None;
            }
            if blank {
                blanks = Some((at, 1));
            } else {
                self.write(at, cell);
            }
        }
        if let Some((from, count)) = blanks {
            self.blanks(from, count);
        }
        Ok(())
    }

    fn hide_cursor(&mut self) -> io::Result<()> {
        if self.shown != Some(false) {
            self.shown = Some(false);
            self.out.extend_from_slice(b"\x1b[?25l");
        }
        Ok(())
    }

    fn show_cursor(&mut self) -> io::Result<()> {
        if self.shown != Some(true) {
            self.shown = Some(true);
            self.out.extend_from_slice(b"\x1b[?25h");
        }
        Ok(())
    }

    fn get_cursor_position(&mut self) -> io::Result<Position> {
        Ok(self.cursor.unwrap_or_default())
    }

    fn set_cursor_position<P: Into<Position>>(&mut self, position: P) -> io::Result<()> {
        self.go(position.into());
        Ok(())
    }

    fn clear(&mut self) -> io::Result<()> {
        self.clear_region(ClearType::All)
    }

    fn clear_region(&mut self, region: ClearType) -> io::Result<()> {
        self.pen(PLAIN);
        self.out.extend_from_slice(match region {
            ClearType::All => b"\x1b[2J",
            ClearType::AfterCursor => b"\x1b[J".as_slice(),
            ClearType::BeforeCursor => b"\x1b[1J",
            ClearType::CurrentLine => b"\x1b[2K",
            ClearType::UntilNewLine => b"\x1b[K",
        });
        Ok(())
    }

    fn size(&self) -> io::Result<Size> {
        Ok(self.size)
    }

    fn window_size(&mut self) -> io::Result<WindowSize> {
        Ok(WindowSize {
            columns_rows: self.size,
            pixels: Size::ZERO,
        })
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}
