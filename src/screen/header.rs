use crate::app::{Action, App, Watch};
use crate::load::Progress;
use crate::look::{Canvas, Glyph, Tone, row};
use crate::panes::PANES;
use crate::text::width;
use ratatui::layout::Rect;

/// The title, and at the right what stands behind it. The state is never cut away: the title is.
pub fn title(app: &App, area: Rect, canvas: &mut Canvas<'_, Action>) {
    let edition = &app.board.edition;
    let name = edition.roadmap.title();
    let mut state: Vec<(String, Tone)> = Vec::new();
    if let Some(as_of) = edition.roadmap.about.as_ref().and_then(|about| about.as_of) {
        state.push((format!("as of {as_of}"), Tone::Dim));
    }
    state.push((format!("today {}", edition.today), Tone::Dim));
    state.push(self::state(app));
    // Where there is little room, the days give way to the title, and the title to the state.
    let wide = |state: &[(String, Tone)]| state.iter().map(|(text, _)| width(text) + 3).sum::<usize>();
    while state.len() > 1 && wide(&state) + width(name) + 2 > usize::from(area.width) {
        state.remove(state.len() - 2);
    }
    let from = area.right().saturating_sub(wide(&state) as u16).max(area.x);
    let mut x = from;
    for (i, (text, tone)) in state.iter().enumerate() {
        let left = Rect { x, width: area.right().saturating_sub(x), ..area };
        x = canvas.pieces(left, [(if i == 0 { "   " } else { " · " }, Tone::Dim), (text.as_str(), *tone)]);
    }
    canvas.put(Rect { x: area.x + 1, width: from.saturating_sub(area.x + 1), ..area }, name, Tone::Strong);
}

/// Whether what is shown is what stands in the file.
pub fn state(app: &App) -> (String, Tone) {
    let origin = &app.board.edition.origin;
    let read = if origin.read_at.is_empty() { String::new() } else { format!(", read {}", origin.read_at) };
    if let Watch::Stale(why) = &app.board.watch {
        return (format!("{} stale: {why}{read}", origin.label), Tone::Bad);
    }
    if let Some(broken) = &app.board.broken {
        let count = broken.problems.iter().filter(|problem| problem.is_error()).count();
        return (
            format!("{count} {}, showing {}", if count == 1 { "problem" } else { "problems" }, origin.read_at),
            Tone::Bad,
        );
    }
    if !app.board.edition.is_sound() {
        let count = app.board.edition.problems.iter().filter(|problem| problem.is_error()).count();
        return (format!("{} · {count} {}", origin.label, if count == 1 { "problem" } else { "problems" }), Tone::Bad);
    }
    match &app.board.watch {
        _ if origin.embedded => (format!("{}, read-only", origin.label), Tone::Dim),
        Watch::Live => (format!("{} live{read}", origin.label), Tone::Good),
        Watch::Polling => (format!("{} polling{read}", origin.label), Tone::Warn),
        Watch::Stale(_) | Watch::Off => (format!("{}{read}", origin.label), Tone::Dim),
        Watch::Loading(_) => (format!("{} loading", origin.label), Tone::Warn),
    }
}

/// The names of the panes with their numbers; where there is little room, only the one in sight is written out.
pub fn tabs(app: &App, area: Rect, canvas: &mut Canvas<'_, Action>) {
    let full: usize = PANES.iter().map(|pane| pane.title().len() + 4).sum::<usize>();
    let short = full > usize::from(area.width);
    let tiny = area.width < 76;
    let mut x = area.x + 1;
    for (i, pane) in PANES.iter().enumerate() {
        let here = pane.name() == app.place.pane;
        let name = match (here, short, tiny) {
            (true, ..) | (_, false, _) => pane.title(),
            (_, _, true) => "",
            _ => &pane.title()[..4.min(pane.title().len())],
        };
        let number = (i + 1).to_string();
        let left = Rect { x, width: area.right().saturating_sub(x), ..area };
        let name = format!(" {name}");
        let end = canvas.pieces(
            left,
            [(number.as_str(), Tone::Accent), (name.trim_end(), if here { Tone::Strong } else { Tone::Dim })],
        );
        let tab = Rect { x, width: end.saturating_sub(x), ..left };
        if here {
            canvas.tint(tab, canvas.look.cursor(false));
        }
        canvas.hit(tab, Action::Show(pane.name()));
        x = end + 2;
    }
}

/// How far the first reading is.
pub fn loading(app: &App, progress: Progress, area: Rect, canvas: &mut Canvas<'_, Action>) {
    let wide = area.width.saturating_sub(8).min(60);
    let inner = Rect { x: area.x + 4, width: wide, ..area };
    let full = (u32::from(wide) * u32::from(progress.percent.min(100)) / 100) as u16;
    canvas.put(row(inner, 2), &format!("Reading {}", app.board.edition.origin.label), Tone::Strong);
    canvas.pieces(
        row(inner, 4),
        [
            (Glyph::Bar.sign().repeat(full.into()).as_str(), Tone::Good),
            (Glyph::Wide.sign().repeat((wide - full).into()).as_str(), Tone::Dim),
        ],
    );
    canvas.put(row(inner, 5), &format!("{} %  {}", progress.percent, progress.stage), Tone::Dim);
}
