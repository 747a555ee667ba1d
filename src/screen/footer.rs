use crate::app::{Action, App, COMMANDS, Popup};
use crate::look::{Canvas, Glyph, Part, Tone};
use crate::problem::one_line;
use ratatui::layout::Rect;

/// The last message, else what is wrong with the file, else the keys that matter here; the filter stands first.
pub fn paint(app: &App, area: Rect, canvas: &mut Canvas<'_, Action>) {
    let mut inner = Rect { x: area.x + 1, width: area.width.saturating_sub(2), ..area };
    let typing = matches!(app.popups.last(), Some(Popup::Filter(_)));
    if typing || !app.place.filter.is_empty() {
        let count = format!("  {} of {}  ", app.listing().count, app.listing().of);
        let cursor = if typing { Glyph::Cursor.sign() } else { "" };
        let end = canvas.pieces(
            inner,
            [
                ("/", Tone::Accent),
                (app.place.filter.as_str(), Tone::Strong),
                (cursor, Tone::Accent),
                (count.as_str(), Tone::Dim),
            ],
        );
        inner = Rect { x: end, width: inner.right().saturating_sub(end), ..inner };
    }
    if let Some(note) = &app.note {
        canvas.put(inner, &note.text, note.tone);
        return;
    }
    if let Some(broken) = &app.board.broken {
        let errors: Vec<_> = broken.problems.iter().filter(|problem| problem.is_error()).collect();
        if let Some(first) = errors.first() {
            let more = if errors.len() > 1 { format!(" · {} more", errors.len() - 1) } else { String::new() };
            canvas.put(inner, &format!("{}{more} · g e lists, e edits", one_line(first, &broken.sources)), Tone::Bad);
            return;
        }
    }
    hints(app, inner, typing, canvas);
}

fn hints(app: &App, area: Rect, typing: bool, canvas: &mut Canvas<'_, Action>) {
    let mut pieces: Vec<(String, Tone)> = Vec::new();
    let mut hint = |keys: &str, word: &str| {
        pieces.push((keys.to_owned(), Tone::Accent));
        pieces.push((format!(" {word}   "), Tone::Dim));
    };
    if typing {
        hint("enter", "keep");
        hint("esc", "as before");
    } else {
        match app.place.part {
            Part::List => hint("j k", "move"),
            Part::Detail => hint("j k", "reference"),
        }
        if app.has_time() {
            hint("h l", "earlier, later");
            hint("+ _", "zoom");
        }
        for command in COMMANDS {
            match command.hint {
                Some(_) if command.action == Action::Sort && !app.place.pane().sorts() => {}
                Some(word) => hint(command.keys[0].trim_matches(['<', '>']), word),
                None => {}
            }
        }
        if let Some(trail) = trail(app) {
            canvas.put_right(area, &trail, Tone::Dim);
            let wide = crate::text::width(&trail) as u16 + 2;
            let left = Rect { width: area.width.saturating_sub(wide), ..area };
            canvas.pieces(left, pieces.iter().map(|(text, tone)| (text.as_str(), *tone)));
            return;
        }
    }
    canvas.pieces(area, pieces.iter().map(|(text, tone)| (text.as_str(), *tone)));
}

/// The places that lead here, the last few of them.
fn trail(app: &App) -> Option<String> {
    let mut names: Vec<&str> = app.journey.trail().rev().take(2).map(|place| place.pane().title()).collect();
    if names.is_empty() || app.seat.size.width < 100 {
        return None;
    }
    names.reverse();
    names.push(app.place.pane().title());
    names.dedup();
    Some(names.join(&format!(" {} ", Glyph::Follow.sign())))
}
