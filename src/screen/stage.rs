use crate::app::{Action, App, Held, Presenting, Staging};
use crate::look::{Canvas, Glyph, Tone, fit, row};
use crate::text::{counted, width};
use ratatui::layout::Rect;

/// The title at the left, and which scene it is at the right.
pub fn title(app: &App, area: Rect, canvas: &mut Canvas<'_, Action>) {
    let inner = Rect { x: area.x + 1.min(area.width), width: area.width.saturating_sub(2), ..area };
    let right = match app.scene_on_stage() {
        Some(scene) => format!("{} · {} of {}", scene.name, scene.number, scene.of),
        None => app.place.pane().title().to_owned(),
    };
    let mut x = canvas.put_right(inner, &right, Tone::Dim);
    if app.board.under.is_some() {
        // Nobody is to take for the plan what is only tried.
        let room = Rect { width: x.saturating_sub(inner.x), ..inner };
        x = canvas.put_right(room, "WHAT IF · ", Tone::Warn);
    }
    let left = Rect { width: x.saturating_sub(inner.x + 2), ..inner };
    canvas.put(left, app.board.edition.roadmap.title(), Tone::Strong);
}

/// The one line for the audience.
pub fn caption(app: &App, area: Rect, canvas: &mut Canvas<'_, Action>) {
    for (i, line) in app.caption_lines(area).iter().enumerate() {
        canvas.put(row(area, i as u16), line, Tone::Accent);
    }
}

/// What only the presenter sees: the time, who follows, what comes next, and what is to be said.
pub fn strip(app: &App, presenting: &Presenting, area: Rect, canvas: &mut Canvas<'_, Action>) {
    canvas.clear(area);
    let head = row(area, 0);
    canvas.line(head, Glyph::Line, Tone::Accent);
    let inside = |row: Rect| Rect { x: row.x + 2.min(row.width), width: row.width.saturating_sub(4), ..row };
    let minutes = presenting.minutes().map(|(all, scene)| {
        let all = counted(all as usize, "minute", "minutes");
        if app.scene_on_stage().is_some() { format!("{all}, this scene {scene}") } else { all }
    });
    let held = presenting.holds().map(|held| match held {
        Held::Newer => app.hint(&Action::Reload, "shows a newer reading").unwrap_or_default(),
        Held::Broken => "the file has errors since".to_owned(),
    });
    let alone = matches!(app.board.stage, Staging::Closed);
    let crowd = (!alone).then(|| app.told_crowd(presenting.crowd()));
    let blank = presenting.is_blank().then(|| "BLANK".to_owned());
    let next = app.notes().and_then(|(_, next)| next).map(|next| format!("next: {next}"));
    let away = app.notes().is_some() && app.scene_on_stage().is_none();
    let away = away.then(|| app.hint(&Action::Escape, "back to the scene").unwrap_or_default());
    let members = (!alone && app.is_for_members()).then(|| "FOR MEMBERS, others see nothing".to_owned());
    let said: Vec<String> = [blank, members, away, held, minutes, crowd, next].into_iter().flatten().collect();
    let mut text = String::new();
    let room = usize::from(inside(head).width);
    for part in said {
        let more = if text.is_empty() { format!(" {part} ") } else { format!("{text}· {part} ") };
        if width(&more) <= room {
            text = more;
        } else if width(&text) + 16 < room {
            // A name is cut where there is room for most of it.
            text = fit(&more, room).into_owned();
        }
    }
    canvas.put(inside(head), &text, Tone::Strong);
    let body = inside(Rect { y: area.y + 1, height: area.height.saturating_sub(1), ..area });
    for (i, line) in app.note_lines(body.width).iter().take(body.height.into()).enumerate() {
        canvas.put(row(body, i as u16), line, Tone::Plain);
    }
}

/// Nothing is shown, and those who wait are told so.
pub fn covered(app: &App, area: Rect, canvas: &mut Canvas<'_, Action>) {
    canvas.clear(area);
    let said = match (app.presenting(), app.followed()) {
        (Some(_), _) => String::new(),
        (None, Some(stage)) if stage.veiled && !stage.edition.is_sound() => {
            "The file has errors; it is shown when they are mended.".to_owned()
        }
        (None, Some(stage)) if stage.veiled => format!("{} shows something that is for members.", stage.by),
        (None, Some(stage)) => format!("{} shows nothing for the moment.", stage.by),
        _ => String::new(),
    };
    let middle = row(area, area.height / 2);
    let left = usize::from(middle.width).saturating_sub(width(&said)) / 2;
    canvas.put(
        Rect { x: middle.x + left as u16, width: middle.width.saturating_sub(left as u16), ..middle },
        &said,
        Tone::Dim,
    );
}

/// Nobody has presented yet, and there is nothing else to look at.
pub fn waiting(app: &App, area: Rect, canvas: &mut Canvas<'_, Action>) {
    let inner = Rect { x: area.x + 4.min(area.width), width: area.width.saturating_sub(8), ..area };
    canvas.put(row(inner, 2), "Waiting for the presenter", Tone::Strong);
    let label = &app.board.edition.origin.label;
    for (line, i) in textwrap::wrap(label, usize::from(inner.width.max(1))).iter().zip(3..area.height) {
        canvas.put(row(inner, i), line, Tone::Dim);
    }
}

/// How someone stands to the one who presents, in few words; nothing where nobody can.
pub fn standing(app: &App) -> Option<String> {
    if app.presenting().is_some() {
        return None;
    }
    match (app.stage(), app.followed()) {
        (Some(stage), followed) => {
            let word = if followed.is_some() { "looks around alone" } else { "follows" };
            let key = app.hint(&Action::Attend, word).map(|hint| format!(" · {hint}"));
            Some(format!("{} presents{}", stage.by, key.unwrap_or_default()))
        }
        (None, _) if app.is_waiting() => Some("waiting for the presenter".to_owned()),
        _ => None,
    }
}

/// Whether nobody presents though somebody could, and nothing was read yet.
pub fn is_empty(app: &App) -> bool {
    app.board.edition.number == 0 && matches!(app.board.stage, Staging::Waiting)
}
