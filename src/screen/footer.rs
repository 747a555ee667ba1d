use super::crumbs::{escape, trail};
use super::{prompt, stage};
use crate::app::{Action, App, COMMANDS, Filtering, Ground, Popup, Prompt, Watch, named};
use crate::look::{Canvas, Tone, fit};
use crate::problem::one_line;
use crate::text::width;
use ratatui::layout::Rect;
use std::borrow::Cow;

/// Cells for the name of the place that Esc leads to.
const ESCAPE: usize = 20;

/// The last message, else what is wrong with the file, else the keys that matter here; the filter stands first.
pub fn paint(app: &App, area: Rect, canvas: &mut Canvas<'_, Action>) {
    let mut inner = Rect { x: area.x + 1, width: area.width.saturating_sub(2), ..area };
    if let Some(Popup::Line(line)) = app.popups.last() {
        return command(app, line, inner, canvas);
    }
    let typing = match app.popups.last() {
        Some(Popup::Filter(filtering)) => Some(filtering),
        _ => None,
    };
    if typing.is_some() || !app.place.filter.is_empty() {
        // What is wrong while it is typed is said above the line, in full.
        let (count, tone) = match (typing, &app.listing().wrong) {
            (Some(Filtering { wrong: Some(_), .. }), _) => ("  …  ".to_owned(), Tone::Dim),
            (None, Some(wrong)) => (format!("  {wrong}  "), Tone::Bad),
            _ => (format!("  {} of {}  ", app.listing().count, app.listing().of), Tone::Dim),
        };
        let x = canvas.put(inner, "/", Tone::Accent);
        let room = inner.right().saturating_sub(x);
        // However long the line, how many rows it leaves is seen; a message gives way to a third of it.
        let room = Rect { x, width: room - (width(&count) as u16).min(room * 2 / 3), ..inner };
        let end = match typing {
            Some(filtering) => prompt::line(&filtering.line, room, Tone::Strong, canvas),
            None => canvas.put(room, &app.place.filter, Tone::Strong),
        };
        let end = canvas.put(Rect { x: end, width: inner.right().saturating_sub(end), ..inner }, &count, tone);
        inner = Rect { x: end, width: inner.right().saturating_sub(end), ..inner };
    }
    if let Some(note) = &app.note {
        canvas.put(inner, &told(&note.text, inner.width.into()), note.tone);
        return;
    }
    if matches!(app.ground(), Ground::Line | Ground::Finder) {
        return hints(app, inner, canvas);
    }
    if let Some(parts) = newcomer(app).or_else(|| task(app)) {
        return as_far_as_fits(&parts, Tone::Accent, inner, canvas);
    }
    match banner(app) {
        Some(parts) => as_far_as_fits(&parts, Tone::Bad, inner, canvas),
        None => hints(app, inner, canvas),
    }
}

/// The command line, and behind it what is wrong with it, else the keys that end it.
fn command(app: &App, line: &Prompt, area: Rect, canvas: &mut Canvas<'_, Action>) {
    let x = canvas.put(area, ":", Tone::Accent);
    let said = app.note.as_ref().map_or(0, |note| width(&note.text) as u16 + 2);
    let room = area.right().saturating_sub(x);
    // A message gives way to a third of the line, and no further.
    let end = prompt::line(line, Rect { x, width: room - said.min(room * 2 / 3), ..area }, Tone::Strong, canvas);
    let rest = Rect { x: (end + 2).min(area.right()), width: area.right().saturating_sub(end + 2), ..area };
    if let Some(note) = &app.note {
        canvas.put(rest, &told(&note.text, rest.width.into()), note.tone);
        return;
    }
    hints(app, rest, canvas);
}

/// A message in so many cells: where it is longer, what stands before its last part gives way, for that says what to do.
fn told(text: &str, cells: usize) -> Cow<'_, str> {
    let last = ["; ", " · ", " ("].iter().filter_map(|joint| text.rfind(joint)).max();
    let (before, remedy) = text.split_at(last.unwrap_or(text.len()));
    match cells.checked_sub(width(remedy)) {
        Some(room) if room > cells / 4 && width(text) > cells => Cow::Owned(format!("{}{remedy}", fit(before, room))),
        _ => Cow::Borrowed(text),
    }
}

/// What someone is told who has never been here before; gone with the first key.
fn newcomer(app: &App) -> Option<Vec<String>> {
    let known = ["help", "find", "quit"].into_iter().filter_map(|name| app.hint(&named(name)?, name));
    let parts = ["New here?".to_owned()].into_iter().chain(known);
    app.welcome.then(|| parts.chain(["`roadmap tour` shows you around".to_owned()]).collect())
}

/// The task of the tour, where there is no room for it above.
fn task(app: &App) -> Option<Vec<String>> {
    let tour = app.tour.as_ref().filter(|_| app.tour_area().is_none())?;
    Some(vec![tour.brief(&app.keymap)])
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
    let hints = [app.hint(&Action::GoProblems, "lists"), app.hint(&Action::Edit, "edits")];
    let hints = hints.into_iter().flatten().collect::<Vec<_>>().join(", ");
    Some(vec![one_line(first, &wrong.sources), more, showing, hints])
}

/// The parts with a dot between them; those at the end are left out where there is no room, the first never is. Where
/// not even that has room, it gives way to the last one, which says what can be done.
fn as_far_as_fits(parts: &[String], tone: Tone, area: Rect, canvas: &mut Canvas<'_, Action>) {
    let room = usize::from(area.width);
    if let [first, .., last] = parts
        && width(first) > room
        && !last.is_empty()
        && width(last) < room / 2
    {
        let text = format!("{} · {last}", fit(first, room - width(last) - 3));
        canvas.put(area, &text, tone);
        return;
    }
    let mut text = String::new();
    for part in parts.iter().filter(|part| !part.is_empty()) {
        let more = if text.is_empty() { part.clone() } else { format!("{text} · {part}") };
        if text.is_empty() || width(&more) <= usize::from(area.width) {
            text = more;
        }
    }
    canvas.put(area, &text, tone);
}

/// The keys that matter here, and how someone came here where there is room for that.
fn hints(app: &App, area: Rect, canvas: &mut Canvas<'_, Action>) {
    let hints = as_many_as_fit(keys_here(app), area.width.into());
    let pieces = pieces_of(&hints);
    if let Some(standing) = stage::standing(app) {
        // Whoever is in a meeting is never lost: this stands there, whatever else has room.
        let x = canvas.put_right(area, &standing, Tone::Accent);
        let room = Rect { width: x.saturating_sub(area.x + 2), ..area };
        let hints = as_many_as_fit(if app.followed().is_some() { few(app) } else { keys_here(app) }, room.width.into());
        canvas.pieces(room, pieces_of(&hints));
        return;
    }
    let end = canvas.pieces(area, pieces);
    if let Some(trail) = trail(app, usize::from(area.right().saturating_sub(end + 3))) {
        canvas.put_right(area, &trail, Tone::Dim);
    }
}

fn pieces_of(hints: &[Hint]) -> impl Iterator<Item = (&str, Tone)> {
    hints.iter().enumerate().flat_map(|(i, hint)| {
        let gap = if i == 0 { "" } else { "   " };
        [(gap, Tone::Dim), (hint.keys.as_str(), Tone::Accent), (" ", Tone::Dim), (hint.word.as_str(), Tone::Dim)]
    })
}

/// What is left to know for someone who follows: where help is, and the way out.
fn few(app: &App) -> Vec<Hint> {
    let kept = [Action::Help, Action::Find, Action::Quit];
    keys_here(app)
        .into_iter()
        .filter(|hint| kept.iter().any(|it| app.keymap.first(it).is_some_and(|keys| keys == hint.keys)))
        .collect()
}

/// A key and what it does here; where there is little room, those of little weight are left out.
struct Hint {
    keys: String,
    word: String,
    /// What is said instead where there is little room.
    short: Option<&'static str>,
    weight: u8,
}

fn keys_here(app: &App) -> Vec<Hint> {
    let ground = app.ground();
    let mut hints = Vec::new();
    for meaning in ground.meanings() {
        let Some((word, weight)) = meaning.hint else { continue };
        // S-Tab is the other way of Tab, as everywhere.
        let tab = meaning.actions.first() == Some(&Action::NextPart);
        let keys = match meaning.typed.split(' ').next() {
            // What a clicker sends, and whoever has none may press.
            Some(key) if ground == Ground::Stage && !key.is_empty() => key.to_owned(),
            _ => app.keymap.firsts(if tab { &[Action::NextPart] } else { meaning.actions }, ground.takes_text()),
        };
        let enter = meaning.actions == [Action::Enter];
        hints.extend(match (ground, app.reference()) {
            // Of the references, which one it is; Tab after the last one leads out.
            (Ground::Detail, Some((_, 0))) if enter => None,
            (Ground::Detail, Some((_, 0))) => Some(Hint {
                keys: app.keymap.firsts(&[Action::Down, Action::Up], false),
                word: "scroll".to_owned(),
                short: None,
                weight,
            }),
            (Ground::Detail, Some((at, of))) if !enter => {
                let out = if at == of { ", to the list" } else { "" };
                Some(Hint { keys, word: format!("{at} of {of}{out}"), short: None, weight })
            }
            (Ground::Around, _) if enter && app.place.focus == app.place.around => {
                Some(Hint { keys, word: "open".to_owned(), short: None, weight })
            }
            _ => Some(Hint { keys, word: word.to_owned(), short: None, weight }),
        });
    }
    // The keys of the pane mean nothing while something lies on top of it.
    if ground.is_on_top() {
        return hints;
    }
    if app.sandbox().is_some() {
        let hint = |actions: &[Action], word: &str| Hint {
            keys: app.keymap.firsts(actions, false),
            word: word.to_owned(),
            short: None,
            weight: 8,
        };
        let of_sandbox = [
            hint(&[Action::Earlier, Action::Later], "what if"),
            hint(&[Action::Undo], "undo"),
            hint(&[Action::Export], "export"),
            hint(&[Action::WhatIf], "leave"),
        ];
        hints.splice(0..0, of_sandbox);
    }
    for command in COMMANDS {
        let Some(word) = command.hint else { continue };
        let hint = |word: &str, weight| {
            let keys = app.keymap.firsts(std::slice::from_ref(&command.action), false);
            // Where Esc leads is a name as long as it is.
            let short = command.hint.filter(|_| command.action == Action::Escape);
            Some(Hint { keys, word: word.to_owned(), short, weight }).filter(|hint| !hint.keys.is_empty())
        };
        hints.extend(match command.action {
            // Clickers have those keys, and nothing is looked for in front of everybody.
            Action::Find | Action::Filter | Action::Sort | Action::Escape if ground == Ground::Stage => None,
            Action::Sort if !app.place.pane().sorts() => None,
            Action::Sort => hint(word, 1),
            Action::Filter => hint(word, 5),
            Action::Escape => escape(app, ESCAPE).and_then(|word| hint(&word, 7)),
            Action::Find => hint(word, 6),
            // What a lost reader needs: others give way to these.
            _ => hint(word, 9),
        });
    }
    hints
}

fn as_many_as_fit(mut hints: Vec<Hint>, room: usize) -> Vec<Hint> {
    let wide = |hints: &[Hint]| hints.iter().map(|hint| width(&hint.keys) + width(&hint.word) + 4).sum::<usize>();
    // What has no key is no hint.
    hints.retain(|hint| !hint.keys.is_empty());
    // A name gives way before a key that does something.
    if wide(&hints) > room + 3 {
        for hint in &mut hints {
            hint.word = hint.short.map_or_else(|| std::mem::take(&mut hint.word), str::to_owned);
        }
    }
    while hints.len() > 2 && wide(&hints) > room + 3 {
        let least = hints.iter().enumerate().rev().min_by_key(|(_, hint)| hint.weight).map_or(0, |(i, _)| i);
        hints.remove(least);
    }
    hints
}
