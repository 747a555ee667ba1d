use super::args::{Snapshot, SnapshotFormat};
use super::dashboard::source;
use super::{End, say, write};
use crate::app::{Action, App, Board, Msg, Rights};
use crate::ask::Query;
use crate::edition::Facts;
use crate::export::{Picture, linked_picture};
use crate::host::{Error, Wanted, drive_now, environment, forecast};
use crate::look::{Background, Depth, Look};
use crate::problem::summary;
use crate::screen::draw;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use std::sync::Arc;

/// `roadmap snapshot [FILE]`
pub fn run(it: &Snapshot) -> Result<End, Error> {
    let mut edition = source(it.file.as_deref())?.edition(1, it.view.reading.how())?;
    let place = it.view.place();
    if let Some(unknown) = place.focus.as_ref().filter(|_| edition.is_sound()).and_then(|id| edition.unknown(id)) {
        say(&unknown);
        return Ok(End::Usage);
    }
    let facts = Facts::of(&edition);
    if let Err(wrong) = Query::new(&place.filter, &facts, place.pane().scope()) {
        say(&wrong.pointed(&place.filter));
        return Ok(End::Usage);
    }
    // The time of reading would make every picture another one.
    edition.origin.read_at.clear();
    let wrong = (!edition.is_sound()).then(|| summary(&edition.problems));
    let rights = Rights { present: true, ..Rights::LOOK };
    let look = match it.format {
        SnapshotFormat::Ansi => Look { ascii: it.view.looks.ascii, console: false, ..it.view.looks.on(&environment()) },
        // A picture has every colour, and is dark unless the theme says otherwise.
        SnapshotFormat::Text | SnapshotFormat::Svg => {
            let (depth, background) = (Depth::Full, Some(Background::Dark));
            Look {
                theme: it.view.looks.theme.unwrap_or_default(),
                depth,
                background,
                ascii: it.view.looks.ascii,
                console: false,
            }
        }
    };
    let mut board = Board::new(Arc::new(edition));
    board.forecast = forecast(&board.edition, Wanted::default()).map(Arc::new);
    let mut app = App::new(board, place, it.view.seat(it.size, look, rights));
    if it.view.present {
        app.update(Msg::Do(Action::Present));
    }
    let asked = app.opening();
    drive_now(&mut app, &asked);
    let mut cells = Buffer::empty(Rect::from(it.size));
    let hits = draw(&app, &mut cells);
    let form = match it.format {
        SnapshotFormat::Text => Picture::Text,
        SnapshotFormat::Ansi => Picture::Ansi,
        SnapshotFormat::Svg => Picture::Svg,
    };
    write(it.output.as_deref(), linked_picture(&cells, hits.links(), form, look).as_bytes())?;
    Ok(match wrong {
        None => End::Fine,
        Some(summary) => {
            say(&format!("{summary}; `roadmap check` tells them"));
            End::Wrong
        }
    })
}
