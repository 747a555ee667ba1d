use super::help::Lines;
use super::prompt;
use crate::app::{Action, App, COUNTED, Picker, Popup, words};
use crate::look::{Canvas, Glyph, Tone, row};
use crate::text::width;
use ratatui::layout::Rect;

/// Columns of the list of facets.
const FACETS: u16 = 48;

/// The popup on top, or what may follow the keys of a chord.
pub fn paint(app: &App, area: Rect, canvas: &mut Canvas<'_, Action>) {
    if let [.., Popup::Finder(finder), Popup::Picker(_)] = &app.popups[..] {
        super::finder::paint(app, finder, canvas.cells.area, canvas);
    }
    match app.popups.last() {
        Some(Popup::Picker(picker)) => list(app, picker, area, canvas),
        // The line itself stands in the footer, behind its sign.
        Some(Popup::Filter(filtering)) => {
            let above = match filtering.told() {
                Some(wrong) => prompt::wrong(&wrong.message, area, canvas),
                None => area,
            };
            prompt::offers(&filtering.line, area.x + 2, above, canvas);
        }
        Some(Popup::Line(line)) => prompt::offers(line, area.x + 2, area, canvas),
        Some(Popup::Form(form)) => super::form::paint(form, area, canvas),
        Some(Popup::Finder(finder)) => super::finder::paint(app, finder, canvas.cells.area, canvas),
        _ if !app.typed.is_empty() => chord(app, area, canvas),
        _ => {}
    }
}

/// A box in an area, cleared; gives the space inside.
pub fn frame(area: Rect, title: &str, canvas: &mut Canvas<'_, Action>) -> Rect {
    canvas.clear(area);
    canvas.hit(area, Action::Choose(usize::MAX));
    canvas.line(row(area, 0), Glyph::Line, Tone::Rule);
    canvas.line(row(area, area.height.saturating_sub(1)), Glyph::Line, Tone::Rule);
    for x in [area.x, area.right().saturating_sub(1)] {
        let side =
            Rect { x, y: area.y + 1.min(area.height), width: 1.min(area.width), height: area.height.saturating_sub(2) };
        canvas.upright(side, Glyph::Rule, Tone::Rule);
    }
    let head = Rect { x: area.x + 2.min(area.width), width: area.width.saturating_sub(4), ..row(area, 0) };
    canvas.put(head, &format!(" {title} "), Tone::Strong);
    Rect {
        x: area.x + 1,
        y: area.y + 1.min(area.height),
        width: area.width.saturating_sub(2),
        height: area.height.saturating_sub(2),
    }
}

fn list(app: &App, picker: &Picker, area: Rect, canvas: &mut Canvas<'_, Action>) {
    // Beside facets, the rows that they leave are in sight.
    let wide = area.width.saturating_sub(4).min(if picker.of_facets { FACETS } else { 100 });
    let more: Vec<&str> = picker.selected().map(|item| item.more.trim_end().lines().collect()).unwrap_or_default();
    // What is shown of the selected line has at most half of the room.
    let below = (more.len() as u16).min(area.height / 2);
    let below = if below == 0 { 0 } else { below + 1 };
    // Within the frame and its margins.
    let read = picker.teaches.then(|| Lines::of(picker, usize::from(wide.saturating_sub(5))));
    let needed = read.as_ref().map_or(picker.lines().len(), Lines::count).min(usize::from(area.height));
    let high = (needed as u16 + 4 + below).clamp(6.min(area.height), area.height);
    let x = if picker.of_facets { area.right() - wide } else { area.x + (area.width - wide) / 2 };
    let place = Rect { x, y: area.y + (area.height - high) / 3, width: wide, height: high };
    let inner = frame(place, &picker.title, canvas);
    let count = match picker.lines().len() {
        1 => "1 line ".to_owned(),
        // How long help is matters to nobody; how much was found does.
        _ if picker.teaches && picker.typed.text().is_empty() => String::new(),
        n => format!("{n} lines "),
    };
    if picker.searches {
        let end = canvas.pieces(row(inner, 0), [(" > ", Tone::Accent)]);
        let room = inner.right().saturating_sub(end + width(&count) as u16 + 1);
        prompt::line(&picker.typed, Rect { x: end, width: room, ..row(inner, 0) }, Tone::Strong, canvas);
    } else {
        let edit = app.keymap.first(&Action::Edit);
        let keys = [(" enter", Tone::Accent), (" to the entry   ", Tone::Dim)];
        let edits = edit.iter().flat_map(|keys| [(keys.as_str(), Tone::Accent), (" edits it", Tone::Dim)]);
        canvas.pieces(row(inner, 0), keys.into_iter().chain(edits));
    }
    canvas.put_right(row(inner, 0), &count, Tone::Dim);
    let lines = Rect { y: inner.y + 1.min(inner.height), height: inner.height.saturating_sub(1 + below), ..inner };
    let height = usize::from(lines.height);
    let top = picker.top(height);
    if let Some(read) = &read {
        read.paint(picker.at, lines, canvas);
    }
    for (i, item) in picker.lines().filter(|_| read.is_none()).enumerate().skip(top).take(height) {
        let here = row(lines, (i - top) as u16);
        let text = Rect { x: here.x + 2.min(here.width), width: here.width.saturating_sub(3), ..here };
        let aside = canvas.put_right(Rect { width: text.width, ..text }, &item.aside, Tone::Accent);
        let room = Rect { width: aside.saturating_sub(text.x + 1), ..text };
        let end = canvas.put(room, &item.text, item.tone);
        let x = end.max(text.x + picker.column.min(text.width / 2)) + 2;
        canvas.put(Rect { x, width: room.right().saturating_sub(x), ..room }, &item.beside, Tone::Dim);
        if i == picker.at {
            canvas.tint(here, canvas.look.cursor(true));
            canvas.put(Rect { width: 1.min(here.width), ..here }, Glyph::Mark.sign(), Tone::Accent);
        }
        canvas.hit(here, Action::Choose(i));
    }
    if picker.lines().len() == 0 {
        canvas.put(Rect { x: lines.x + 2, ..row(lines, 0) }, "no line has that; Esc closes", Tone::Dim);
    }
    if below > 0 {
        let under = Rect { y: lines.bottom(), height: below, ..inner };
        canvas.line(row(under, 0), Glyph::Line, Tone::Rule);
        for (i, line) in more.iter().take(usize::from(below) - 1).enumerate() {
            let here = row(under, 1 + i as u16);
            canvas.put(
                Rect { x: here.x + 1.min(here.width), width: here.width.saturating_sub(2), ..here },
                line,
                tone_of(line, i),
            );
        }
    }
}

/// The tone of a line of a report: its title, what is marked, the remedy, the rest.
fn tone_of(line: &str, at: usize) -> Tone {
    let marks = line.trim_start().strip_prefix('|').unwrap_or("");
    match () {
        () if at == 0 => Tone::Strong,
        () if line.contains("= help:") => Tone::Good,
        () if marks.trim_start().starts_with('^') => Tone::Bad,
        () if line.trim_start().starts_with(|c: char| c.is_ascii_digit()) => Tone::Plain,
        () => Tone::Dim,
    }
}

/// What may follow the keys typed so far, at the foot of the screen: where each leads from what is selected, and what
/// leads nowhere dimmed.
fn chord(app: &App, area: Rect, canvas: &mut Canvas<'_, Action>) {
    let lines: Vec<(String, String, Option<usize>)> = app
        .keymap
        .following(&app.typed)
        .map(|(key, action)| (key.to_string(), words(action), app.leads(action)))
        .collect();
    let wide = lines.iter().map(|(key, words, _)| width(key) + width(words) + 12).max().unwrap_or(0).max(20) as u16;
    let high = lines.len() as u16 + 2;
    let (wide, high) = (wide.min(area.width), high.min(area.height));
    let place = Rect { x: area.right() - wide, y: area.bottom() - high, width: wide, height: high };
    let typed: Vec<String> = app.typed.iter().map(ToString::to_string).collect();
    let mut title = typed.join(" ");
    if lines.iter().any(|(_, _, leads)| leads.is_some())
        && let Some(id) = &app.place.focus
    {
        title = format!("{title}  {}", app.name_of(id));
    }
    let inner = frame(place, &title, canvas);
    for (i, (key, words, leads)) in lines.iter().enumerate() {
        let nowhere = *leads == Some(0);
        let (tone, said) = if nowhere { (Tone::Dim, Tone::Dim) } else { (Tone::Accent, Tone::Plain) };
        let count = match leads {
            Some(n) if *n >= COUNTED => format!("{COUNTED}+ "),
            Some(0) => format!("{} ", Glyph::Empty.sign()),
            Some(n) => format!("{n} "),
            None => String::new(),
        };
        let here = row(inner, i as u16);
        let end = canvas.put_right(here, &count, said);
        let here = Rect { width: end.saturating_sub(here.x), ..here };
        canvas.pieces(here, [(" ", Tone::Plain), (key.as_str(), tone), ("  ", Tone::Plain), (words.as_str(), said)]);
    }
}
