use super::prompt;
use crate::app::{Action, App, COMMANDS, Popup, Watch};
use crate::look::{Canvas, Glyph, Part, Tone};
use crate::problem::one_line;
use crate::text::width;
use ratatui::layout::Rect;

/// The last message, else what is wrong with the file, else the keys that matter here; the filter stands first.
pub fn paint(app: &App, area: Rect, canvas: &mut Canvas<'_, Action>) {
    let mut inner = Rect { x: area.x + 1, width: area.width.saturating_sub(2), ..area };
    let typing = match app.popups.last() {
        Some(Popup::Filter(prompt)) => Some(prompt),
        _ => None,
    };
    if typing.is_some() || !app.place.filter.is_empty() {
        let (count, tone) = match &app.listing().wrong {
            Some(wrong) => (format!("  {wrong}  "), Tone::Warn),
            None => (format!("  {} of {}  ", app.listing().count, app.listing().of), Tone::Dim),
        };
        let x = canvas.put(inner, "/", Tone::Accent);
        let room = inner.right().saturating_sub(x);
        // However long the line, how many rows it leaves is seen; a message gives way to a third of it.
        let room = Rect { x, width: room - (width(&count) as u16).min(room * 2 / 3), ..inner };
        let end = match typing {
            Some(prompt) => prompt::line(prompt, room, Tone::Strong, canvas),
            None => canvas.put(room, &app.place.filter, Tone::Strong),
        };
        let end = canvas.put(Rect { x: end, width: inner.right().saturating_sub(end), ..inner }, &count, tone);
        inner = Rect { x: end, width: inner.right().saturating_sub(end), ..inner };
    }
    if let Some(note) = &app.note {
        canvas.put(inner, &note.text, note.tone);
        return;
    }
    if typing.is_some() {
        return hints(app, inner, true, canvas);
    }
    match banner(app) {
        Some(parts) => as_far_as_fits(&parts, inner, canvas),
        None => hints(app, inner, false, canvas),
    }
}

/// What is wrong with the file, most important first; `None` while nothing is.
fn banner(app: &App) -> Option<Vec<String>> {
    let read_at = &app.board.edition.origin.read_at;
    let showing = if read_at.is_empty() { String::new() } else { format!("showing {read_at}") };
    if let Watch::Stale(why) = &app.board.watch {
        return Some(vec![why.clone(), showing]);
    }
    let first_reading = (!app.board.edition.is_sound()).then_some(&app.board.edition);
    let wrong = app.board.broken.as_ref().or(first_reading)?;
    let errors = wrong.problems.iter().filter(|problem| problem.is_error()).count();
    let first = wrong.problems.iter().find(|problem| problem.is_error())?;
    let more = if errors > 1 { format!("{} more", errors - 1) } else { String::new() };
    let showing = if app.board.broken.is_some() { showing } else { String::new() };
    Some(vec![one_line(first, &wrong.sources), more, showing, "g e lists, e edits".to_owned()])
}

/// The parts with a dot between them; those at the end are left out where there is no room, the first never is.
fn as_far_as_fits(parts: &[String], area: Rect, canvas: &mut Canvas<'_, Action>) {
    let mut text = String::new();
    for part in parts.iter().filter(|part| !part.is_empty()) {
        let more = if text.is_empty() { part.clone() } else { format!("{text} · {part}") };
        if text.is_empty() || width(&more) <= usize::from(area.width) {
            text = more;
        }
    }
    canvas.put(area, &text, Tone::Bad);
}

fn hints(app: &App, area: Rect, typing: bool, canvas: &mut Canvas<'_, Action>) {
    let mut hints: Vec<(&str, &str)> = Vec::new();
    if typing {
        hints.extend([("enter", "keep"), ("esc", "as before")]);
    } else {
        hints.push(match app.place.part {
            Part::List => ("j k", "move"),
            Part::Detail => ("j k", "reference"),
        });
        if app.has_time() {
            hints.extend([("h l", "earlier, later"), ("+ _", "zoom")]);
        }
        for command in COMMANDS {
            match command.hint {
                Some(_) if command.action == Action::Sort && !app.place.pane().sorts() => {}
                Some(word) => hints.push((command.keys[0].trim_matches(['<', '>']), word)),
                None => {}
            }
        }
    }
    // The last two, help and quit, are what a lost reader needs: others give way to them.
    let wide = |hints: &[(&str, &str)]| hints.iter().map(|(keys, word)| width(keys) + width(word) + 4).sum::<usize>();
    while hints.len() > 2 && wide(&hints) > usize::from(area.width) + 3 {
        hints.remove(hints.len() - 3);
    }
    let pieces =
        hints.iter().flat_map(|(keys, word)| [((*keys).to_owned(), Tone::Accent), (format!(" {word}   "), Tone::Dim)]);
    let pieces: Vec<(String, Tone)> = pieces.collect();
    let end = canvas.pieces(area, pieces.iter().map(|(text, tone)| (text.as_str(), *tone)));
    if let Some(trail) = trail(app).filter(|trail| width(trail) <= usize::from(area.right().saturating_sub(end))) {
        canvas.put_right(area, &trail, Tone::Dim);
    }
}

/// The places that lead here, the last few of them.
fn trail(app: &App) -> Option<String> {
    let mut names: Vec<&str> = app.journey.trail().rev().take(2).map(|place| place.pane().title()).collect();
    names.reverse();
    names.push(app.place.pane().title());
    names.dedup();
    if names.len() < 2 {
        return None;
    }
    Some(names.join(&format!(" {} ", Glyph::Follow.sign())))
}
