use crate::app::{Action, App};
use crate::look::{Canvas, Glyph, Tone, row};
use ratatui::layout::Rect;

/// The task of the tour, between the pane and the foot, where it covers nothing.
pub fn paint(app: &App, area: Rect, canvas: &mut Canvas<'_, Action>) {
    let Some(tour) = &app.tour else { return };
    canvas.clear(area);
    let head = row(area, 0);
    canvas.line(head, Glyph::Line, Tone::Accent);
    let inner = |row: Rect| Rect { x: row.x + 2.min(row.width), width: row.width.saturating_sub(4), ..row };
    let keys = [(Action::TourNext, "skips"), (Action::TourLeave, "leaves the tour")];
    let keys: Vec<String> = keys.iter().filter_map(|(action, word)| app.hint(action, word)).collect();
    let title = format!(" {} ", tour.title());
    let end = canvas.put(inner(head), &title, Tone::Strong);
    let right = format!(" {} ", keys.join(" · "));
    let room = Rect { x: end + 1, width: inner(head).right().saturating_sub(end + 1), ..head };
    if crate::text::width(&right) <= usize::from(room.width) {
        canvas.put_right(room, &right, Tone::Dim);
    }
    for (i, line) in tour.lines(&app.keymap, inner(area).width.into()).iter().enumerate() {
        canvas.pieces(inner(row(area, 1 + i as u16)), line.iter().map(|(text, tone)| (text.as_str(), *tone)));
    }
}
