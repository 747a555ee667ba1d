use crate::app::{Action, App};
use crate::look::{Canvas, TOO_SMALL, Tone, row};

/// A window too small to be useful says so, in plain words, as far as there is room.
pub fn paint(app: &App, canvas: &mut Canvas<'_, Action>) {
    let area = canvas.cells.area;
    let text = format!(
        "{}x{} needed, this is {}x{}",
        TOO_SMALL.width, TOO_SMALL.height, app.seat.size.width, app.seat.size.height
    );
    let text: Vec<char> = text.chars().collect();
    for (y, line) in text.chunks(usize::from(area.width).max(1)).enumerate() {
        canvas.put(row(area, y as u16), &line.iter().collect::<String>(), Tone::Plain);
    }
}
