use crate::app::{Action, App};
use crate::look::{Canvas, TOO_SMALL, Tone};

/// A window too small to be useful says so, on one plain line.
pub fn paint(app: &App, canvas: &mut Canvas<'_, Action>) {
    let area = canvas.cells.area;
    let text = format!(
        "{}x{} needed, this is {}x{}",
        TOO_SMALL.width, TOO_SMALL.height, app.seat.size.width, app.seat.size.height
    );
    canvas.put(area, &text, Tone::Plain);
}
