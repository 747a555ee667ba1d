use super::{Canvas, Glyph, Tone};
use ratatui::layout::Rect;
use std::collections::BTreeMap;

/// Lines that meet and cross: every cell knows in which directions a line leaves it. Each ends in the head of an arrow.
#[derive(Debug, Default)]
pub struct Wires {
    cells: BTreeMap<(u16, u16), Cell>,
    heads: BTreeMap<(u16, u16), bool>,
}

#[derive(Debug, Default, Clone, Copy)]
struct Cell {
    ways: u8,
    lit: bool,
}

const UP: u8 = 1;
const RIGHT: u8 = 2;
const DOWN: u8 = 4;
const LEFT: u8 = 8;

impl Wires {
    /// A line from corner to corner, to the right at its beginning and at its end; behind that is the head.
    pub fn run(&mut self, corners: &[(u16, u16)], lit: bool) {
        for pair in corners.windows(2) {
            let ((x1, y1), (x2, y2)) = (pair[0], pair[1]);
            if y1 == y2 {
                self.straight((x1.min(x2)..=x1.max(x2)).map(|x| (x, y1)), (LEFT, RIGHT), lit);
            } else {
                self.straight((y1.min(y2)..=y1.max(y2)).map(|y| (x1, y)), (UP, DOWN), lit);
            }
        }
        if let (Some(first), Some(last)) = (corners.first(), corners.last()) {
            self.cells.entry(*first).or_default().ways |= LEFT;
            self.cells.entry(*last).or_default().ways |= RIGHT;
            *self.heads.entry((last.0 + 1, last.1)).or_default() |= lit;
        }
    }

    /// Cells one after the other, each joined to the one before and the one after.
    fn straight(&mut self, cells: impl Iterator<Item = (u16, u16)> + Clone, (back, forth): (u8, u8), lit: bool) {
        let mut cells = cells.peekable();
        let mut first = true;
        while let Some(at) = cells.next() {
            let cell = self.cells.entry(at).or_default();
            cell.lit |= lit;
            cell.ways |= if first { 0 } else { back } | if cells.peek().is_some() { forth } else { 0 };
            first = false;
        }
    }

    /// Paints them.
    pub fn paint<A>(&self, canvas: &mut Canvas<'_, A>) {
        let mut put = |x: u16, y: u16, glyph: Glyph, lit: bool| {
            let tone = if lit { Tone::Accent } else { Tone::Rule };
            canvas.put(Rect { x, y, width: 1, height: 1 }, glyph.sign(), tone);
        };
        for ((x, y), cell) in &self.cells {
            put(*x, *y, glyph(cell.ways), cell.lit);
        }
        for ((x, y), lit) in &self.heads {
            put(*x, *y, Glyph::Right, *lit);
        }
    }
}

fn glyph(ways: u8) -> Glyph {
    const UP_RIGHT: u8 = UP | RIGHT;
    const UP_LEFT: u8 = UP | LEFT;
    const DOWN_RIGHT: u8 = DOWN | RIGHT;
    const DOWN_LEFT: u8 = DOWN | LEFT;
    const ALL_BUT_LEFT: u8 = UP | DOWN | RIGHT;
    const ALL_BUT_RIGHT: u8 = UP | DOWN | LEFT;
    const ALL_BUT_UP: u8 = LEFT | RIGHT | DOWN;
    const ALL_BUT_DOWN: u8 = LEFT | RIGHT | UP;
    match ways {
        UP_RIGHT => Glyph::Corner,
        DOWN_RIGHT => Glyph::CornerUp,
        UP_LEFT => Glyph::CornerLeft,
        DOWN_LEFT => Glyph::CornerDown,
        ALL_BUT_LEFT => Glyph::Branch,
        ALL_BUT_RIGHT => Glyph::TeeLeft,
        ALL_BUT_UP => Glyph::TeeDown,
        ALL_BUT_DOWN => Glyph::TeeUp,
        15 => Glyph::Cross,
        _ if ways & (LEFT | RIGHT) == 0 => Glyph::Rule,
        _ => Glyph::Line,
    }
}
