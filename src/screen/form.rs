use super::popup::frame;
use super::prompt;
use crate::app::{Action, Form};
use crate::look::{Canvas, Glyph, Tone, row, window};
use ratatui::layout::Rect;

/// Columns of the names of fields.
const NAMES: u16 = 14;
/// Lines below the fields: a rule, what can stand there, the keys.
const FOOT: u16 = 4;

/// A form: its fields, and for the selected one what can stand there.
pub fn paint(form: &Form, area: Rect, canvas: &mut Canvas<'_, Action>) {
    let wide = area.width.saturating_sub(4).min(84);
    let high = (form.lines.len() as u16 + 2 + FOOT).clamp(8.min(area.height), area.height);
    let place =
        Rect { x: area.x + (area.width - wide) / 2, y: area.y + (area.height - high) / 3, width: wide, height: high };
    let inner = frame(place, &form.title, canvas);
    let lines = Rect { height: inner.height.saturating_sub(FOOT), ..inner };
    let height = usize::from(lines.height);
    let top = window(form.at, 0, form.lines.len(), height);
    for (i, line) in form.lines.iter().enumerate().skip(top).take(height) {
        let here = row(lines, (i - top) as u16);
        let name = Rect { x: here.x + 2.min(here.width), width: NAMES.min(here.width.saturating_sub(2)), ..here };
        canvas.put(name, &line.field.key.replace('_', " "), Tone::Dim);
        let value = Rect { x: name.right(), width: here.right().saturating_sub(name.right() + 1), ..here };
        let selected = i == form.at;
        let tone = match (line.wrong.is_some(), line.prompt.is_changed()) {
            (true, _) => Tone::Bad,
            (_, true) => Tone::Strong,
            _ => Tone::Plain,
        };
        if selected {
            canvas.put(Rect { width: 1.min(here.width), ..here }, Glyph::Mark.sign(), Tone::Accent);
            prompt::line(&line.prompt, value, tone, canvas);
        } else {
            canvas.put(value, line.prompt.text(), tone);
        }
        canvas.hit(here, Action::Choose(i));
    }
    let foot = Rect { y: lines.bottom(), height: inner.height.saturating_sub(lines.height), ..inner };
    canvas.line(row(foot, 0), Glyph::Line, Tone::Rule);
    let text = Rect { x: foot.x + 2.min(foot.width), width: foot.width.saturating_sub(3), ..foot };
    if let Some(line) = form.line() {
        let (said, tone) = match &line.wrong {
            Some(wrong) => (wrong.clone(), Tone::Bad),
            None => (line.hint(), Tone::Dim),
        };
        for (i, part) in textwrap::wrap(&said, usize::from(text.width.max(1))).iter().take(2).enumerate() {
            canvas.put(row(text, 1 + i as u16), part, tone);
        }
        let mut keys = vec![("enter", " saves   ")];
        if !line.choices.is_empty() {
            keys.push(("← →", " choose   "));
        }
        if form.lines.len() > 1 {
            keys.push(("↑ ↓", " field   "));
        }
        keys.push(("esc", " leaves it"));
        let pieces: Vec<(&str, Tone)> =
            keys.iter().flat_map(|(key, words)| [(*key, Tone::Accent), (*words, Tone::Dim)]).collect();
        canvas.pieces(row(text, 3), pieces);
    }
}
