//! The finder: a line, what was found, and the sheet of what is selected.

use super::popup::frame;
use super::prompt;
use crate::app::{Action, App, Finder, Line};
use crate::look::{Canvas, Glyph, Tone, fit, margin, row};
use crate::model::EntryIx;
use crate::panes::{Place, aside, pane, preview as preview_of};
use crate::text::width;
use ratatui::layout::Rect;
use unicode_segmentation::UnicodeSegmentation;

/// Cells for the kind of an entry, and the width of the list from which it is shown.
const KIND: u16 = 12;
const KIND_FROM: u16 = 48;
/// The width of the list from which a word about an entry is shown.
const ASIDE_FROM: u16 = 56;

/// Paints it over everything.
pub fn paint(app: &App, finder: &Finder, screen: Rect, canvas: &mut Canvas<'_, Action>) {
    let parts = app.finding();
    // What lies below can neither be moved nor be clicked; a click beside the box closes it.
    canvas.hits.clear();
    canvas.hit(screen, Action::Escape);
    frame(parts.all, "Find anything", canvas);
    let count = match finder.count - finder.near {
        _ if finder.wanted.is_empty() => "> actions only ".to_owned(),
        0 if finder.near == 0 => String::new(),
        0 => format!("{} nearly so ", finder.near),
        n if finder.near == 0 => format!("{n} found "),
        n => format!("{n} found, {} nearly ", finder.near),
    };
    let start = canvas.pieces(parts.line, [(" > ", Tone::Accent)]);
    let room = parts.line.right().saturating_sub(start + width(&count) as u16 + 1);
    prompt::line(&finder.typed, Rect { x: start, width: room, ..parts.line }, Tone::Strong, canvas);
    canvas.put_right(parts.line, &count, Tone::Dim);
    let height = usize::from(parts.list.height);
    for (i, line) in finder.lines().iter().enumerate().skip(finder.top).take(height) {
        let here = row(parts.list, (i - finder.top) as u16);
        paint_line(app, finder, line, here, canvas);
        if let Line::Entry(_, true) = line {
            canvas.put(Rect { x: here.x + 1, width: 1, ..here }, "~", Tone::Dim);
        }
        if i == finder.at {
            canvas.tint(here, canvas.look.cursor(true));
            canvas.put(Rect { width: 1.min(here.width), ..here }, Glyph::Mark.sign(), Tone::Accent);
        }
        canvas.hit(here, Action::Choose(i));
    }
    if finder.lines().is_empty() {
        let inner = margin(margin(parts.list));
        canvas.put(row(inner, 0), "Nothing has that, and nothing is nearly so.", Tone::Plain);
        canvas.put(row(inner, 1), "Fewer letters find more; Esc closes.", Tone::Dim);
    }
    if parts.rule.width == 1 && parts.rule.height > 1 {
        canvas.upright(parts.rule, Glyph::Rule, Tone::Rule);
    } else if !parts.rule.is_empty() {
        canvas.line(parts.rule, Glyph::Line, Tone::Rule);
    }
    if !parts.preview.is_empty() {
        preview(app, finder, parts.preview, canvas);
    }
}

fn paint_line(app: &App, finder: &Finder, line: &Line, here: Rect, canvas: &mut Canvas<'_, Action>) {
    let inner = Rect { x: here.x + 2.min(here.width), width: here.width.saturating_sub(3), ..here };
    match line {
        Line::Entry(ix, near) => entry(app, finder, *ix, *near, inner, canvas),
        Line::Action(_, text, keys) => {
            let end = canvas.put_right(inner, keys, Tone::Accent);
            let room = Rect { width: end.saturating_sub(inner.x + 1), ..inner };
            lit(room, text, &finder.wanted.lit(text, false), Tone::Plain, canvas);
        }
        Line::Place(place) => {
            let word = format!("was at {}", pane(place.pane).title());
            let end = canvas.put_right(inner, &word, Tone::Dim);
            let room = Rect { width: end.saturating_sub(inner.x + 1), ..inner };
            let filter = if place.filter.is_empty() { String::new() } else { format!(" /{}", place.filter) };
            canvas.pieces(room, [(name_of(app, place).as_str(), Tone::Plain), (filter.as_str(), Tone::Dim)]);
        }
    }
}

fn name_of(app: &App, place: &Place) -> String {
    place.focus.as_ref().map_or_else(|| pane(place.pane).title().to_owned(), |id| app.name_of(id).to_owned())
}

/// Its name with the letters that were looked for, where its texts have them, a word about it, and what it is.
fn entry(app: &App, finder: &Finder, ix: EntryIx, near: bool, area: Rect, canvas: &mut Canvas<'_, Action>) {
    let facts = app.facts();
    let Some(entry) = facts.edition.roadmap.get(ix) else { return };
    let mut right = area.right();
    if area.width >= KIND_FROM {
        right -= KIND;
        canvas.put(Rect { x: right, width: KIND, ..area }, entry.kind().word(), Tone::Dim);
        right -= 2;
    }
    let left = |x: u16, right: u16| Rect { x, width: right.saturating_sub(x), ..area };
    let snippet = finder.wanted.snippet(facts.edition, ix, usize::from(area.width / 2));
    let said = aside(&facts, ix, entry);
    if snippet.is_none() && area.width >= ASIDE_FROM && !said.text.is_empty() {
        let room = left(area.x, right);
        let words = said.beside(entry.name(), room.width.into());
        right = canvas.put_right(room, &words, said.tone).saturating_sub(1);
    }
    let marked = finder.wanted.lit(entry.name(), near);
    let Some(snippet) = snippet else {
        lit(left(area.x, right), entry.name(), &marked, Tone::Plain, canvas);
        return;
    };
    // A long name gives way, so that there is room for the text that was looked for.
    let room = left(area.x, right);
    let most = room.width.saturating_sub((width(&snippet.text) as u16 + 4).min(room.width / 2));
    let end = lit(Rect { width: most, ..room }, entry.name(), &marked, Tone::Plain, canvas);
    let label = if room.width >= KIND_FROM { format!("  {}: ", snippet.label) } else { "  ".to_owned() };
    let start = canvas.put(left(end, right), &label, Tone::Dim);
    lit(left(start, right), &snippet.text, &snippet.lit, Tone::Dim, canvas);
}

/// Writes a text of which some characters are lit; gives the column after it.
fn lit(area: Rect, text: &str, lit: &[usize], tone: Tone, canvas: &mut Canvas<'_, Action>) -> u16 {
    let text = fit(text, area.width.into());
    let mut pieces: Vec<(String, Tone)> = Vec::new();
    let mut i = 0;
    for cluster in text.graphemes(true) {
        let next = i + cluster.chars().count();
        let is_lit = lit.iter().any(|place| (i..next).contains(place));
        let tone = if is_lit { Tone::Match } else { tone };
        match pieces.last_mut().filter(|(_, last)| *last == tone) {
            Some((piece, _)) => piece.push_str(cluster),
            None => pieces.push((cluster.to_owned(), tone)),
        }
        i = next;
    }
    canvas.pieces(area, pieces.iter().map(|(text, tone)| (text.as_str(), *tone)))
}

/// The sheet of what is selected; of an action, its keys.
fn preview(app: &App, finder: &Finder, area: Rect, canvas: &mut Canvas<'_, Action>) {
    let inner = margin(area);
    let of = match finder.selected() {
        Some(Line::Entry(ix, _)) => Some(*ix),
        Some(Line::Place(place)) => place.focus.as_ref().and_then(|id| app.board.edition.roadmap.find(id.as_str())),
        Some(Line::Action(Action::View(name), _, keys)) => {
            let Some((view, _)) = app.views().find(|(view, _)| view.name == *name) else { return };
            canvas.put(row(inner, 0), name, Tone::Strong);
            let filter = view.filter.as_ref().map_or("", |filter| filter.0.as_str());
            let about = [
                ("view · ", Tone::Dim),
                (pane(view.pane).title(), Tone::Dim),
                ("  ", Tone::Dim),
                (filter, Tone::Plain),
            ];
            canvas.pieces(row(inner, 1), about);
            let said = textwrap::wrap(view.summary.as_deref().unwrap_or_default(), usize::from(inner.width).max(1));
            for (i, line) in said.iter().enumerate() {
                canvas.put(row(inner, 2 + i as u16), line, Tone::Plain);
            }
            let listed = if keys.is_empty() { String::new() } else { format!(" {keys} lists all views.") };
            canvas.put(row(inner, 3 + said.len() as u16), &format!("Enter goes there.{listed}"), Tone::Dim);
            None
        }
        Some(Line::Action(_, text, keys)) => {
            canvas.put(row(inner, 0), text, Tone::Strong);
            let by = if keys.is_empty() {
                "Enter runs it; it has no key.".to_owned()
            } else {
                format!("Enter runs it; its keys are {keys}.")
            };
            canvas.put(row(inner, 2), &by, Tone::Dim);
            None
        }
        None => None,
    };
    let Some(ix) = of else { return };
    let laid = preview_of(&app.facts(), ix).lay(inner.width.into());
    for i in 0..laid.lines.len().min(inner.height.into()) {
        laid.paint(i, row(inner, i as u16), canvas);
    }
    if laid.lines.len() > usize::from(inner.height) {
        let edge = Rect { x: area.right() - 1, width: 1, ..area };
        canvas.put(row(edge, area.height - 1), Glyph::Down.sign(), Tone::Dim);
    }
}
