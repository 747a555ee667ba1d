//! Frames as bytes: what changed, in as few bytes as a terminal understands, gathered until the seat sends them.

use super::hyperlinks::{CLOSE, Hyperlinks, Run, Target, target};
use crate::look::sixteen_number;
use crate::text::width;
use ratatui::buffer::{Buffer, Cell};
use ratatui::layout::{Position, Rect, Size};
use ratatui::style::{Color, Modifier};
use std::io::Write as _;
use std::sync::Arc;

/// The screen of one seat: what the terminal shows, and the bytes that bring it there.
///
/// It asks the terminal nothing: the seat tells it the size. The tail of a line that became blank is erased, long
/// runs of blanks are erased too, short runs that did not change are written again rather than stepped over, and of
/// a style only what differs is sent: a slow line shows the difference.
#[derive(Debug)]
pub struct Frames {
    size: Size,
    /// What the terminal shows, which others may show too.
    shown: Arc<Buffer>,
    /// Cells that nobody shows any more, to be painted on again.
    spare: Option<Buffer>,
    out: Vec<u8>,
    /// Where the terminal's cursor is, if that is certain.
    cursor: Option<Position>,
    pen: Pen,
    /// Nothing is known of what the terminal shows.
    anew: bool,
    dialect: Dialect,
    /// The terminal can follow links.
    follows: bool,
    /// Where the cells that the terminal shows lead.
    led: Hyperlinks,
    /// Where the cells lead that are written now.
    open: Option<Arc<Target>>,
}

/// What a terminal understands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Dialect {
    /// What the terminals of our days do; those that do not know something pass it over.
    #[default]
    Full,
    /// The console of Linux: it has no other screen, and knows no frames, pastes or mice.
    Console,
    /// Terminals of old: no characters are erased in the middle of a line, and styles are ended all at once.
    Plain,
}

/// What the terminal writes with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Pen {
    fg: Color,
    bg: Color,
    modifier: Modifier,
}

const PLAIN: Pen = Pen { fg: Color::Reset, bg: Color::Reset, modifier: Modifier::empty() };
/// Modifiers that can be seen on a blank.
const ON_BLANK: Modifier = Modifier::UNDERLINED.union(Modifier::REVERSED).union(Modifier::CROSSED_OUT);
/// From this many blanks on, erasing and stepping over them is shorter than writing them.
const ERASE: usize = 10;
/// Up to this many cells, writing again what is there is no longer than stepping over it.
const STEP: usize = 3;

impl Frames {
    /// Frames for a terminal of that size.
    pub fn new(size: Size) -> Self {
        Self {
            size,
            shown: Arc::default(),
            spare: None,
            out: Vec::new(),
            cursor: None,
            pen: PLAIN,
            anew: true,
            dialect: Dialect::Full,
            follows: false,
            led: Hyperlinks::default(),
            open: None,
        }
    }

    /// For a terminal that understands less.
    #[must_use]
    pub fn in_dialect(self, dialect: Dialect) -> Self {
        Self { dialect, ..self }
    }

    /// Whether the terminal is told which cells are links.
    #[must_use]
    pub fn with_links(self, follows: bool) -> Self {
        Self { follows, ..self }
    }

    /// The terminal has another size now.
    pub fn resize(&mut self, size: Size) {
        if self.size != size {
            self.size = size;
            self.spare = None;
            self.anew = true;
        }
    }

    /// Nothing is known of the terminal any more: the next frame writes every cell.
    pub fn forget(&mut self) {
        self.anew = true;
    }

    /// Bytes that are not part of a picture, sent with the next frame.
    pub fn push(&mut self, bytes: &[u8]) {
        self.out.extend_from_slice(bytes);
    }

    /// Paints the next frame and gathers the bytes that lead to it.
    pub fn draw<T>(&mut self, paint: impl FnOnce(&mut Buffer) -> T) -> T {
        self.draw_linked(paint, |_| &[])
    }

    /// The same for a picture with links: lines of cells, and the web address to which each leads.
    pub fn draw_linked<T>(
        &mut self,
        paint: impl FnOnce(&mut Buffer) -> T,
        links: impl FnOnce(&T) -> &[(Rect, String)],
    ) -> T {
        let mut cells = self.spare.take().unwrap_or_else(|| Buffer::empty(Rect::from(self.size)));
        cells.reset();
        let painted = paint(&mut cells);
        self.show(&Arc::new(cells), links(&painted));
        painted
    }

    /// Gathers the bytes that lead to a picture of this size that was painted already, by whomever.
    pub fn show(&mut self, now: &Arc<Buffer>, links: &[(Rect, String)]) {
        if std::mem::take(&mut self.anew) {
            self.out.extend_from_slice(b"\x1b[m\x1b[2J");
            self.pen = PLAIN;
            self.cursor = None;
            self.shown = Arc::new(Buffer::empty(now.area));
            self.led = Hyperlinks::default();
        }
        let before = std::mem::replace(&mut self.shown, Arc::clone(now));
        let lead = if self.follows { Hyperlinks::of(links) } else { Hyperlinks::default() };
        let led = std::mem::take(&mut self.led);
        let wide = usize::from(now.area.width);
        if wide > 0 {
            for (y, (line, old)) in now.content.chunks(wide).zip(before.content.chunks(wide)).enumerate() {
                let y = y as u16;
                let (lead, led) = (lead.row(y), led.row(y));
                if line != old || lead != led {
                    self.line(y, (line, lead), (old, led));
                    self.lead(None);
                }
            }
        }
        self.led = lead;
        self.spare = Arc::into_inner(before).filter(|cells| cells.area.as_size() == self.size);
    }

    /// What has gathered, wrapped so that a terminal shows it at once; empty when nothing changed.
    pub fn take(&mut self) -> Vec<u8> {
        if self.out.is_empty() || self.dialect != Dialect::Full {
            return std::mem::take(&mut self.out);
        }
        let mut frame = Vec::with_capacity(self.out.len() + 16);
        frame.extend_from_slice(b"\x1b[?2026h");
        frame.append(&mut self.out);
        frame.extend_from_slice(b"\x1b[?2026l");
        frame
    }

    /// Brings one line of the terminal from what it shows to what it is to show.
    fn line(&mut self, y: u16, (line, lead): (&[Cell], &[Run]), (old, led): (&[Cell], &[Run])) {
        let dirty = dirty(line, old, |x| target(lead, x) != target(led, x));
        let blank = |x: usize| is_blank(&line[x]) && target(lead, x).is_none();
        let ink = (0..line.len()).rfind(|x| !blank(*x)).map_or(0, |x| x + 1);
        let mut x = 0;
        while let Some(next) = (x..line.len()).find(|x| dirty[*x]) {
            x = next;
            if x >= ink {
                self.go(x, y);
                self.lead(None);
                self.pen_for_blanks();
                self.out.extend_from_slice(b"\x1b[K");
                return;
            }
            let near = self
                .cursor
                .is_some_and(|here| here.y == y && usize::from(here.x) < x && x - usize::from(here.x) <= STEP);
            if near {
                let from = self.cursor.map_or(x, |here| usize::from(here.x));
                let as_is = |x| self.writes_as_is(&line[x]) && target(lead, x) == self.open.as_ref();
                if (from..x).all(as_is) {
                    for cell in &line[from..x] {
                        self.out.extend_from_slice(cell.symbol().as_bytes());
                    }
                    self.cursor = Some(Position { x: x as u16, y });
                }
            }
            let blanks = (x..line.len()).take_while(|x| blank(*x)).count();
            if blanks > 0 {
                let last = (x..x + blanks).rfind(|x| dirty[*x]).map_or(x, |last| last + 1);
                self.blanks(x, y, last - x, line.len());
                x = last;
            } else {
                self.write(x, y, (&line[x], target(lead, x)), line.len());
                x += width(line[x].symbol()).max(1);
            }
        }
    }

    /// Whether a cell that did not change can be written again with the pen as it is.
    fn writes_as_is(&self, cell: &Cell) -> bool {
        let pen = Pen { fg: cell.fg, bg: cell.bg, modifier: cell.modifier };
        cell.symbol().len() == 1 && (pen == self.pen || (is_blank(cell) && !self.shows_on_blanks()))
    }

    /// What is written from here on leads there.
    fn lead(&mut self, to: Option<&Arc<Target>>) {
        if self.open.as_ref() != to {
            if self.open.is_some() {
                self.out.extend_from_slice(CLOSE);
            }
            if let Some(to) = to {
                self.out.extend_from_slice(to.open().as_bytes());
            }
            self.open = to.cloned();
        }
    }

    fn go(&mut self, x: usize, y: u16) {
        let to = Position { x: x as u16, y };
        let _ = match self.cursor {
            Some(here) if here == to => Ok(()),
            Some(here) if here.y == to.y && here.x < to.x => match to.x - here.x {
                1 => write!(self.out, "\x1b[C"),
                n => write!(self.out, "\x1b[{n}C"),
            },
            _ if x == 0 => write!(self.out, "\x1b[{}H", y + 1),
            _ => write!(self.out, "\x1b[{};{}H", y + 1, x + 1),
        };
        self.cursor = Some(to);
    }

    fn set_pen(&mut self, to: Pen) {
        if self.pen == to {
            return;
        }
        let (anew, changed) = (from_plain(to), from_pen(self.pen, to));
        let shorter = if changed.len() <= anew.len() && self.dialect != Dialect::Plain { changed } else { anew };
        let _ = write!(self.out, "\x1b[{shorter}m");
        self.pen = to;
    }

    fn shows_on_blanks(&self) -> bool {
        self.pen.bg != Color::Reset || self.pen.modifier.intersects(ON_BLANK)
    }

    /// Whatever pen shows nothing on a blank will do.
    fn pen_for_blanks(&mut self) {
        if self.shows_on_blanks() {
            self.set_pen(PLAIN);
        }
    }

    fn blanks(&mut self, x: usize, y: u16, count: usize, columns: usize) {
        self.go(x, y);
        self.lead(None);
        self.pen_for_blanks();
        if count >= ERASE && self.dialect != Dialect::Plain {
            let _ = write!(self.out, "\x1b[{count}X");
        } else {
            self.out.extend(std::iter::repeat_n(b' ', count));
            self.moved(x + count, y, columns);
        }
    }

    fn write(&mut self, x: usize, y: u16, (cell, to): (&Cell, Option<&Arc<Target>>), columns: usize) {
        self.go(x, y);
        if self.open.as_ref() != to {
            self.lead(None);
        }
        self.set_pen(Pen { fg: cell.fg, bg: cell.bg, modifier: cell.modifier });
        self.lead(to);
        let symbol = cell.symbol();
        self.out.extend_from_slice(symbol.as_bytes());
        self.moved(x + width(symbol).max(1), y, columns);
        // Terminals agree on the width of letters and of our signs, but not on everything else.
        let mut chars = symbol.chars();
        let known = |c: char| c < '\u{250}' || ('\u{2010}'..='\u{25ff}').contains(&c);
        if !(chars.next().is_some_and(known) && chars.next().is_none()) {
            self.cursor = None;
        }
    }

    fn moved(&mut self, x: usize, y: u16, columns: usize) {
        // In the last column a terminal waits with wrapping: where its cursor is then, is not certain.
        self.cursor = (x < columns).then_some(Position { x: x as u16, y });
    }
}

/// Which cells of a line are to be written: those that differ or lead elsewhere, whole wide characters, and what one
/// used to cover.
fn dirty(line: &[Cell], old: &[Cell], leads_elsewhere: impl Fn(usize) -> bool) -> Vec<bool> {
    let mut dirty: Vec<bool> =
        line.iter().zip(old).enumerate().map(|(x, (cell, old))| cell != old || leads_elsewhere(x)).collect();
    for cells in [old, line] {
        let mut x = 0;
        while x < cells.len() {
            let wide = width(cells[x].symbol()).max(1);
            let end = (x + wide).min(cells.len());
            if wide > 1 && dirty[x..end].contains(&true) {
                dirty[x..end].fill(true);
            }
            x = end;
        }
    }
    dirty
}

fn is_blank(cell: &Cell) -> bool {
    cell.symbol() == " " && cell.bg == Color::Reset && !cell.modifier.intersects(ON_BLANK)
}

const MODIFIERS: [(Modifier, &str, &str); 6] = [
    (Modifier::BOLD, "1", "22"),
    (Modifier::DIM, "2", "22"),
    (Modifier::ITALIC, "3", "23"),
    (Modifier::UNDERLINED, "4", "24"),
    (Modifier::REVERSED, "7", "27"),
    (Modifier::CROSSED_OUT, "9", "29"),
];

/// Parameters that lead from any pen to this one.
fn from_plain(to: Pen) -> String {
    if to == PLAIN { String::new() } else { format!("0;{}", from_pen(PLAIN, to)) }
}

/// Parameters that lead from one pen to another.
fn from_pen(from: Pen, to: Pen) -> String {
    let mut out: Vec<String> = Vec::new();
    let off = from.modifier - to.modifier;
    let mut on = to.modifier - from.modifier;
    for (modifier, _, code) in MODIFIERS {
        if off.contains(modifier) && !out.iter().any(|known| known == code) {
            out.push(code.to_owned());
        }
    }
    if off.intersects(Modifier::BOLD | Modifier::DIM) {
        // One code ends both.
        on |= to.modifier & (Modifier::BOLD | Modifier::DIM);
    }
    out.extend(MODIFIERS.iter().filter(|(modifier, ..)| on.contains(*modifier)).map(|(_, code, _)| (*code).to_owned()));
    for (was, is, base) in [(from.fg, to.fg, 30_u16), (from.bg, to.bg, 40)] {
        if was != is {
            out.push(match is {
                Color::Reset => (base + 9).to_string(),
                Color::Rgb(r, g, b) => format!("{};2;{r};{g};{b}", base + 8),
                Color::Indexed(i) => format!("{};5;{i}", base + 8),
                named => match sixteen_number(named) {
                    n if n < 8 => (base + n).to_string(),
                    n => (base + 52 + n).to_string(),
                },
            });
        }
    }
    out.join(";")
}
