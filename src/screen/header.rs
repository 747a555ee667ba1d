use crate::app::{Action, App, Sandbox, Watch};
use crate::load::Progress;
use crate::look::{Canvas, Glyph, Tone, row};
use crate::panes::PANES;
use crate::text::{counted, width};
use ratatui::layout::Rect;

/// The title, and at the right what stands behind it. Where there is little room, what goes first is when the file was
/// read, then where it lies, then the day up to which it is true; today, on which everything that is late rests, only
/// where it would leave the title less than a third. The state is never cut away: the title is.
pub fn title(app: &App, area: Rect, canvas: &mut Canvas<'_, Action>) {
    let edition = &app.board.edition;
    let name = edition.roadmap.title();
    let as_of = edition.roadmap.about.as_ref().and_then(|about| about.as_of);
    let as_of = as_of.map(|as_of| (format!("as of {as_of}"), Tone::Dim));
    let today = (format!("today {}", edition.today), Tone::Dim);
    let (label, read) = (edition.origin.label.as_str(), edition.origin.read_at.as_str());
    let file = label.rsplit(['/', '\\']).next().unwrap_or(label);
    let wide = |state: &[(String, Tone)]| state.iter().map(|(text, _)| width(text) + 3).sum::<usize>();
    let line = usize::from(area.width);
    let fits = |state: &Vec<(String, Tone)>, title: usize| wide(state) + title + 2 <= line;
    let said = |days: &[&(String, Tone)], (label, read): (&str, &str)| -> Vec<(String, Tone)> {
        let days = days.iter().map(|day| (*day).clone());
        days.chain(settings(app)).chain([told(app, label, read)]).collect()
    };
    let whole: Vec<_> = as_of.iter().chain([&today]).collect();
    let shorter = [(label, read), (label, ""), (file, ""), ("", "")];
    let dated = shorter.map(|origin| said(&whole, origin));
    let third = |state: &Vec<(String, Tone)>| fits(state, width(name).min(line / 3));
    // What is wrong with the settings is worth a piece of the title.
    let quarter = |state: &Vec<(String, Tone)>| settings(app).is_some() && fits(state, width(name).min(line / 4));
    let state = Some(&dated[0])
        .filter(|full| fits(full, width(name)))
        .or_else(|| dated[1..].iter().find(|state| third(state)))
        .cloned()
        .or_else(|| Some(said(&[&today], ("", ""))).filter(|state| third(state) || quarter(state)))
        .or_else(|| Some(said(&[], ("", ""))).filter(quarter))
        .unwrap_or_else(|| said(&[], (label, read)));
    let from = area.right().saturating_sub(wide(&state) as u16).max(area.x);
    let mut x = from;
    for (i, (text, tone)) in state.iter().enumerate() {
        let left = Rect { x, width: area.right().saturating_sub(x), ..area };
        x = canvas.pieces(left, [(if i == 0 { "   " } else { " · " }, Tone::Dim), (text.as_str(), *tone)]);
    }
    canvas.put(Rect { x: area.x + 1, width: from.saturating_sub(area.x + 1), ..area }, name, Tone::Strong);
}

/// That the settings of the one who sits there are not used, and the keys that list why; nothing while they are.
fn settings(app: &App) -> Option<(String, Tone)> {
    let reading = app.settings_read.as_ref().filter(|reading| !reading.is_sound())?;
    let count = reading.problems.iter().filter(|problem| problem.is_error()).count();
    let keys = app.keymap.first(&Action::GoProblems).map_or_else(String::new, |keys| format!(" ({keys})"));
    Some((format!("settings: {}{keys}", counted(count, "problem", "problems")), Tone::Bad))
}

/// Whether what is shown is what stands in the file.
pub fn state(app: &App) -> (String, Tone) {
    let origin = &app.board.edition.origin;
    told(app, &origin.label, &origin.read_at)
}

/// The same with that much of where the file lies and when it was read, where nothing is wrong; that it is a sandbox is
/// said first.
fn told(app: &App, label: &str, read_at: &str) -> (String, Tone) {
    let (under, tone) = told_of_file(app, label, read_at);
    match app.sandbox().map(Sandbox::words) {
        Some(words) if tone == Tone::Bad || !label.is_empty() => (format!("{words}, over {under}"), Tone::Warn),
        Some(words) => (words, Tone::Warn),
        None => (under, tone),
    }
}

fn told_of_file(app: &App, label: &str, read_at: &str) -> (String, Tone) {
    let origin = &app.board.edition.origin;
    let read = |at: &str| if at.is_empty() { String::new() } else { format!(", read {at}") };
    if let Watch::Stale(why) = &app.board.watch {
        return (format!("{} stale: {why}{}", origin.label, read(&origin.read_at)), Tone::Bad);
    }
    if let Some(broken) = &app.board.broken {
        let count = broken.problems.iter().filter(|problem| problem.is_error()).count();
        return (format!("{}, showing {}", counted(count, "problem", "problems"), origin.read_at), Tone::Bad);
    }
    if !app.board.edition.is_sound() {
        let count = app.board.edition.problems.iter().filter(|problem| problem.is_error()).count();
        return (format!("{} · {}", origin.label, counted(count, "problem", "problems")), Tone::Bad);
    }
    let read = read(read_at);
    let (words, tone) = match &app.board.watch {
        Watch::Live if origin.public => (format!("{}, live{read}", origin.label), Tone::Good),
        _ if origin.embedded && label.is_empty() => (origin.label.clone(), Tone::Dim),
        _ if origin.embedded => (format!("{}, read-only", origin.label), Tone::Dim),
        Watch::Live => (format!("{label} live{read}"), Tone::Good),
        Watch::Polling => (format!("{label} polling{read}"), Tone::Warn),
        // What is not followed has nothing else to say than its name.
        Watch::Stale(_) | Watch::Off if label.is_empty() => (origin.label.clone(), Tone::Dim),
        Watch::Stale(_) | Watch::Off => (format!("{label}{read}"), Tone::Dim),
        Watch::Loading(_) => (format!("{label} loading"), Tone::Warn),
    };
    (words.trim_start().to_owned(), tone)
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
