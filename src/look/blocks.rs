//! Columns and bars that end within a cell.

use super::{Canvas, Glyph, Tone};
use ratatui::layout::Rect;

/// A column that fills so many eighths of its topmost cell.
const RISES: [Glyph; 7] =
    [Glyph::Rise1, Glyph::Rise2, Glyph::Rise3, Glyph::Rise4, Glyph::Rise5, Glyph::Rise6, Glyph::Rise7];
/// The same of a bar. One and four eighths have other meanings on the screen; what comes nearest stands for them.
const REACHES: [Glyph; 7] =
    [Glyph::Reach2, Glyph::Reach2, Glyph::Reach3, Glyph::Reach5, Glyph::Reach5, Glyph::Reach6, Glyph::Reach7];

impl<A> Canvas<'_, A> {
    /// A column over the width of an area, from its foot up, so many eighths of a cell high.
    pub fn rise(&mut self, area: Rect, eighths: u16, tone: Tone) {
        let eighths = eighths.min(area.height.saturating_mul(8));
        let foot = area.bottom();
        for up in 0..eighths / 8 {
            self.line(Rect { y: foot - 1 - up, height: 1, ..area }, Glyph::Bar, tone);
        }
        if let Some(part) = (eighths % 8).checked_sub(1) {
            self.line(Rect { y: foot - 1 - eighths / 8, height: 1, ..area }, RISES[usize::from(part)], tone);
        }
    }

    /// A bar along the first line of an area, from its left, so many eighths of a cell long.
    pub fn reach(&mut self, area: Rect, eighths: u16, tone: Tone) {
        let eighths = eighths.min(area.width.saturating_mul(8));
        let full = Rect { width: eighths / 8, height: 1, ..area };
        self.line(full, Glyph::Bar, tone);
        if let Some(part) = (eighths % 8).checked_sub(1) {
            let rest = Rect { x: full.right(), width: 1, ..full };
            self.put(rest, REACHES[usize::from(part)].sign(), tone);
        }
    }
}
