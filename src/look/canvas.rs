use super::{Glyph, Look, Tone};
use crate::text::{signs, width};
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;
use std::borrow::Cow;
use unicode_segmentation::UnicodeSegmentation;

/// Cells to paint on, and what a click at each place would mean. Everything is clipped to the cells there are.
#[derive(Debug)]
pub struct Canvas<'a, A> {
    /// The cells.
    pub cells: &'a mut Buffer,
    /// How things look.
    pub look: Look,
    /// What stands for what, in the order of painting.
    pub hits: Vec<(Rect, A)>,
    /// The web addresses to which cells lead: a line each, and none over another.
    pub links: Vec<(Rect, String)>,
}

impl<'a, A> Canvas<'a, A> {
    /// A canvas on these cells.
    pub fn new(cells: &'a mut Buffer, look: Look) -> Self {
        Self { cells, look, hits: Vec::new(), links: Vec::new() }
    }

    /// Writes text at the left of an area's first line, cut with `…` to its width; gives the column after it.
    pub fn put(&mut self, area: Rect, text: &str, tone: Tone) -> u16 {
        self.styled(area, text, self.look.style(tone))
    }

    /// The same with a style.
    pub fn styled(&mut self, area: Rect, text: &str, style: Style) -> u16 {
        let area = area.intersection(self.cells.area);
        if area.is_empty() {
            return area.x;
        }
        let text = fit(text, area.width.into());
        self.part(area.x, area.y);
        let end = self.write(area, &text, style);
        self.cover(Rect { width: end - area.x, height: 1, ..area });
        end
    }

    /// Writes pieces one after the other.
    pub fn pieces<'t>(&mut self, area: Rect, pieces: impl IntoIterator<Item = (&'t str, Tone)>) -> u16 {
        let mut x = area.x;
        for (text, tone) in pieces {
            let left = Rect { x, width: area.right().saturating_sub(x), ..area };
            if left.width == 0 {
                break;
            }
            x = self.put(left, text, tone);
        }
        x
    }

    /// Writes text at the right end of an area's first line; gives the column before it.
    pub fn put_right(&mut self, area: Rect, text: &str, tone: Tone) -> u16 {
        let wide = (width(text) as u16).min(area.width);
        let x = area.right() - wide;
        self.put(Rect { x, width: wide, ..area }, text, tone);
        x
    }

    /// Lays a style over an area, keeping what it does not say.
    pub fn tint(&mut self, area: Rect, style: Style) {
        self.cells.set_style(area.intersection(self.cells.area), style);
    }

    /// A line of one sign.
    pub fn line(&mut self, area: Rect, glyph: Glyph, tone: Tone) {
        self.put(row(area, 0), &glyph.sign().repeat(area.width.into()), tone);
    }

    /// A column of one sign.
    pub fn upright(&mut self, area: Rect, glyph: Glyph, tone: Tone) {
        for y in 0..area.height {
            self.put(Rect { width: area.width.min(1), ..row(area, y) }, glyph.sign(), tone);
        }
    }

    /// A box around an area, on its outermost cells.
    pub fn outline(&mut self, area: Rect, tone: Tone) {
        let Rect { width: wide @ 2.., height: high @ 2.., .. } = area else { return };
        let inside = Glyph::Line.sign().repeat(usize::from(wide) - 2);
        for (y, left, right) in [(0, Glyph::CornerUp, Glyph::CornerDown), (high - 1, Glyph::Corner, Glyph::CornerLeft)]
        {
            self.put(row(area, y), &format!("{}{inside}{}", left.sign(), right.sign()), tone);
        }
        for x in [area.x, area.right() - 1] {
            self.upright(Rect { x, y: area.y + 1, width: 1, height: high - 2 }, Glyph::Rule, tone);
        }
    }

    /// Makes an area empty.
    pub fn clear(&mut self, area: Rect) {
        let area = area.intersection(self.cells.area);
        self.cover(area);
        for y in area.top()..area.bottom() {
            self.part(area.x, y);
        }
        for position in area.positions() {
            if let Some(cell) = self.cells.cell_mut(position) {
                cell.reset();
            }
        }
    }

    /// Says that the first line of an area, as it is painted, leads to a web address.
    pub fn link(&mut self, area: Rect, url: &str) {
        let area = row(area, 0).intersection(self.cells.area);
        self.cover(area);
        if !area.is_empty() {
            self.links.push((area, url.to_owned()));
        }
    }

    /// Writes signs into their cells, as far as they have room; gives the column after them.
    fn write(&mut self, area: Rect, text: &str, style: Style) -> u16 {
        if text.is_ascii() {
            return self.cells.set_stringn(area.x, area.y, text, area.width.into(), style).0;
        }
        let mut x = area.x;
        for sign in signs(text) {
            let wide = width(sign) as u16;
            if wide > area.right() - x {
                break;
            }
            // What a wide sign covers is blank.
            for x in x + 1..x + wide {
                if let Some(cell) = self.cells.cell_mut((x, area.y)) {
                    cell.reset();
                }
            }
            if let Some(cell) = self.cells.cell_mut((x, area.y)).filter(|_| wide > 0) {
                cell.set_symbol(sign).set_style(style);
            }
            x += wide;
        }
        x
    }

    /// A wide sign that would stand in for a cell from which on something else is painted, is none.
    fn part(&mut self, x: u16, y: u16) {
        let before = x.checked_sub(1).and_then(|x| self.cells.cell_mut((x, y)));
        if let Some(cell) = before.filter(|cell| width(cell.symbol()) > 1) {
            cell.set_symbol(" ");
        }
    }

    /// What is painted over a link is none.
    fn cover(&mut self, area: Rect) {
        for i in (0..self.links.len()).rev() {
            let link = self.links[i].0;
            if !link.intersects(area) {
                continue;
            }
            let (_, url) = self.links.swap_remove(i);
            let left = Rect { width: area.x.saturating_sub(link.x), ..link };
            let right = Rect { x: area.right(), width: link.right().saturating_sub(area.right()), ..link };
            self.links
                .extend([left, right].into_iter().filter(|rest| !rest.is_empty()).map(|rest| (rest, url.clone())));
        }
    }

    /// Says what an area stands for.
    pub fn hit(&mut self, area: Rect, means: A) {
        if !area.is_empty() {
            self.hits.push((area, means));
        }
    }
}

/// A line of an area, empty where the area has no such line.
pub fn row(area: Rect, i: u16) -> Rect {
    Rect { y: area.y.saturating_add(i.min(area.height)), height: u16::from(i < area.height), ..area }
}

/// Text cut to a width, with `…` where something was lost.
pub fn fit(text: &str, cells: usize) -> Cow<'_, str> {
    if text.len() <= cells || width(text) <= cells {
        return Cow::Borrowed(text);
    }
    let mut out = String::new();
    let mut left = cells.saturating_sub(1);
    for cluster in text.graphemes(true) {
        let wide = width(cluster);
        if wide > left {
            break;
        }
        left -= wide;
        out.push_str(cluster);
    }
    if cells > 0 {
        out.push_str(Glyph::More.sign());
    }
    Cow::Owned(out)
}
