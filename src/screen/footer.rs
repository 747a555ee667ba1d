use super::crumbs::{escape, trail};
use super::prompt;
use crate::app::{Action, App, COMMANDS, Popup, Watch};
use crate::look::{Canvas, Part, Tone};
use crate::problem::one_line;
use crate::text::width;
use ratatui::layout::Rect;

/// Cells for the name of the place that Esc leads to.
const ESCAPE: usize = 20;

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

/// The keys that matter here, and how someone came here where there is room for that.
fn hints(app: &App, area: Rect, typing: bool, canvas: &mut Canvas<'_, Action>) {
    let hints = if typing {
        vec![hint("enter", "keep", 9), hint("esc", "as before", 9)]
    } else {
        as_many_as_fit(keys_here(app), area.width.into())
    };
    let pieces = hints.iter().flat_map(|hint| {
        [(hint.keys.as_str(), Tone::Accent), (" ", Tone::Dim), (&hint.word, Tone::Dim), ("   ", Tone::Dim)]
    });
    let end = canvas.pieces(area, pieces);
    if let Some(trail) = trail(app, usize::from(area.right().saturating_sub(end))) {
        canvas.put_right(area, &trail, Tone::Dim);
    }
}

/// A key and what it does here; where there is little room, those of little weight are left out.
struct Hint {
    keys: String,
    word: String,
    weight: u8,
}

fn hint(keys: impl Into<String>, word: impl Into<String>, weight: u8) -> Hint {
    Hint { keys: keys.into(), word: word.into(), weight }
}

fn keys_here(app: &App) -> Vec<Hint> {
    let mut hints = Vec::new();
    match (app.place.part, app.reference()) {
        (Part::List, _) => hints.push(hint("j k", "move", 6)),
        (Part::Detail, Some((_, 0)) | None) => hints.push(hint("j k", "scroll", 6)),
        (Part::Detail, Some((at, of))) => {
            hints.push(hint(
                "tab",
                if at == of { format!("{at} of {of}, to the list") } else { format!("{at} of {of}") },
                7,
            ));
        }
    }
    if app.has_time() && app.place.part == Part::List {
        hints.extend([hint("h l", "earlier, later", 5), hint("+ _", "zoom", 4)]);
    }
    for command in COMMANDS {
        let Some(word) = command.hint else { continue };
        let keys = command.keys[0].trim_matches(['<', '>']);
        hints.extend(match command.action {
            Action::Sort if !app.place.pane().sorts() => None,
            Action::Sort => Some(hint(keys, word, 1)),
            Action::Filter => Some(hint(keys, word, 3)),
            Action::Enter if app.place.part == Part::Detail => Some(hint(keys, "follow", 6)),
            Action::Enter => Some(hint(keys, word, 5)),
            Action::Escape => escape(app, ESCAPE).map(|word| hint(keys, word, 7)),
            // What a lost reader needs: others give way to these.
            _ => Some(hint(keys, word, 9)),
        });
    }
    hints
}

fn as_many_as_fit(mut hints: Vec<Hint>, room: usize) -> Vec<Hint> {
    let wide = |hints: &[Hint]| hints.iter().map(|hint| width(&hint.keys) + width(&hint.word) + 4).sum::<usize>();
    while hints.len() > 2 && wide(&hints) > room + 3 {
        let least = hints.iter().enumerate().rev().min_by_key(|(_, hint)| hint.weight).map_or(0, |(i, _)| i);
        hints.remove(least);
    }
    hints
}
