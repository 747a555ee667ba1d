use super::{Axis, Canvas, Glyph, Tone};
use crate::model::Day;
use ratatui::layout::Rect;

/// A line of cells under a time axis.
#[derive(Debug, Clone, Copy)]
pub struct Chart {
    /// The time across its columns.
    pub axis: Axis,
    /// Its cells.
    pub area: Rect,
}

impl Chart {
    /// The same axis on another line.
    #[must_use]
    pub fn on(self, y: u16) -> Self {
        Self { area: Rect { y, height: 1, ..self.area }, ..self }
    }

    /// Cells from the first to the last day, as far as they are on the axis; an arrow where they go on.
    pub fn bar<A>(self, (first, last): (Day, Day), glyph: Glyph, tone: Tone, canvas: &mut Canvas<'_, A>) {
        let (from, to) = (self.axis.cell(first).max(0), self.axis.cell(last).min(i32::from(self.axis.cells) - 1));
        if from <= to {
            let area = Rect { x: self.area.x + from as u16, width: (to - from + 1) as u16, ..self.area };
            canvas.line(area, glyph, tone);
            if self.axis.cell(first) < 0 {
                canvas.put(area, Glyph::Left.sign(), tone);
            }
            if self.axis.cell(last) >= i32::from(self.axis.cells) {
                canvas.put_right(area, Glyph::Right.sign(), tone);
            }
        }
    }

    /// A sign on a day, if it is on the axis.
    pub fn point<A>(self, day: Day, glyph: Glyph, tone: Tone, canvas: &mut Canvas<'_, A>) {
        if let Some(x) = self.axis.on(day) {
            canvas.put(Rect { x: self.area.x + x, width: 1, ..self.area }, glyph.sign(), tone);
        }
    }

    /// What is wholly off screen says so at the edge, with its date.
    pub fn edge<A>(self, (first, last): (Day, Day), date: &str, canvas: &mut Canvas<'_, A>) {
        if last < self.axis.start {
            canvas.put(self.area, &format!("{} {date}", Glyph::Left.sign()), Tone::Dim);
        } else if first >= self.axis.end() {
            canvas.put_right(self.area, &format!("{date} {}", Glyph::Right.sign()), Tone::Dim);
        }
    }
}
