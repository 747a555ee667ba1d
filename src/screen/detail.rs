use crate::app::{Action, App};
use crate::look::{Canvas, Glyph, Part, Tone, margin, row};
use crate::panes::{Row, sheet};
use ratatui::layout::Rect;

/// Everything about what is selected, with the references that can be walked.
pub fn paint(app: &App, area: Rect, canvas: &mut Canvas<'_, Action>) {
    if area.is_empty() {
        return;
    }
    let facts = app.facts();
    let inner = margin(area);
    let Some(ix) = app.focused() else {
        let said = match app.scene(area).at.and_then(|i| app.listing().rows.get(i)) {
            Some(Row::Gone(_)) => "This entry is not in the roadmap any more.",
            Some(Row::Rest(_)) => "Several entries: Enter lists them.",
            _ => "",
        };
        canvas.put(row(inner, 0), said, Tone::Dim);
        return;
    };
    let laid = sheet(&facts, ix).lay(inner.width.into());
    let active = app.place.part == Part::Detail;
    let height = usize::from(inner.height);
    let most = laid.lines.len().saturating_sub(height);
    let top = usize::from(app.place.scroll).min(most);
    for (i, (_, link)) in laid.lines.iter().skip(top).take(height).enumerate() {
        let here = row(inner, i as u16);
        laid.paint(top + i, here, canvas);
        if let Some(link) = *link {
            if active && link == app.place.link {
                canvas.tint(here, canvas.look.cursor(true));
                canvas.put(Rect { x: area.x, width: 1, ..here }, Glyph::Mark.sign(), Tone::Accent);
            }
            canvas.hit(here, Action::Follow(link));
        }
    }
    // Where no reference is in sight, the keys still go here.
    if active && !laid.lines.iter().skip(top).take(height).any(|(_, link)| *link == Some(app.place.link)) {
        canvas.put(Rect { width: 1, ..row(area, 0) }, Glyph::Mark.sign(), Tone::Accent);
    }
    let edge = Rect { x: area.right().saturating_sub(1), width: 1.min(area.width), ..area };
    if top > 0 {
        canvas.put(row(edge, 0), Glyph::Up.sign(), Tone::Dim);
    }
    if laid.lines.len() > top + height {
        canvas.put(row(edge, area.height - 1), Glyph::Down.sign(), Tone::Dim);
    }
}
