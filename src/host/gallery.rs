//! Pictures that several people see: those who follow a presenter in windows of the same size and in the same colours.

use crate::app::{App, Keymap, Stage, Watch};
use crate::look::Look;
use crate::model::Id;
use crate::plan::Forecast;
use crate::screen::{Hits, draw};
use ratatui::buffer::Buffer;
use ratatui::layout::{Rect, Size};
use std::collections::HashSet;
use std::sync::{Arc, Mutex, PoisonError};

/// A picture, and what a click in it means.
#[derive(Debug)]
pub struct Picture {
    /// The cells.
    pub cells: Arc<Buffer>,
    /// What a click at each place means.
    pub hits: Hits,
}

/// Pictures that are kept: the sizes and colours of a meeting, twice over.
const KEPT: usize = 64;

/// All that a picture of the stage follows from.
#[derive(Debug, Clone)]
struct Seen {
    stage: Arc<Stage>,
    size: Size,
    look: Look,
    keymap: Arc<Keymap>,
    forecast: Option<Arc<Forecast>>,
    fresh: HashSet<Id>,
}

impl PartialEq for Seen {
    fn eq(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.stage, &other.stage)
            && (self.size, self.look) == (other.size, other.look)
            && Arc::ptr_eq(&self.keymap, &other.keymap)
            && self.forecast.as_ref().map(Arc::as_ptr) == other.forecast.as_ref().map(Arc::as_ptr)
            && self.fresh == other.fresh
    }
}

/// A place in the gallery: who comes first paints, and the others wait for that.
type Hung = Arc<Mutex<Option<Arc<Picture>>>>;

/// The pictures of those who follow.
#[derive(Debug, Default)]
pub struct Gallery(Mutex<Vec<(Seen, Hung)>>);

impl Gallery {
    /// What an app that follows shows, painted once for all that show the same; `None` for one that shows something of
    /// its own.
    pub fn picture(&self, app: &mut App) -> Option<Arc<Picture>> {
        let seen = seen(app)?;
        let hung = {
            let mut all = self.0.lock().unwrap_or_else(PoisonError::into_inner);
            let known = all.iter().find(|(known, _)| *known == seen).map(|(_, hung)| Arc::clone(hung));
            known.unwrap_or_else(|| {
                // What was on the stage before is seen by nobody any more.
                let public = |seen: &Seen| seen.stage.edition.origin.public;
                all.retain(|(known, _)| Arc::ptr_eq(&known.stage, &seen.stage) || public(known) != public(&seen));
                if all.len() >= KEPT {
                    all.remove(0);
                }
                let hung = Hung::default();
                all.push((seen, Arc::clone(&hung)));
                hung
            })
        };
        let mut place = hung.lock().unwrap_or_else(PoisonError::into_inner);
        Some(Arc::clone(place.get_or_insert_with(|| {
            app.catch_up();
            let mut cells = Buffer::empty(Rect::from(app.seat.size));
            let hits = draw(app, &mut cells);
            Arc::new(Picture { cells: Arc::new(cells), hits })
        })))
    }
}

/// What the picture of an app follows from, if it is that of the stage and nothing else.
fn seen(app: &App) -> Option<Seen> {
    let stage = app.followed().filter(|_| app.is_behind())?;
    let own = app.note.is_some()
        || !app.popups.is_empty()
        || !app.typed.is_empty()
        || app.sandbox().is_some()
        || app.tour.is_some()
        || app.welcome
        // What drives a date comes to each seat by itself.
        || stage.place.forecast.is_some()
        || matches!(app.board.watch, Watch::Loading(_) | Watch::Stale(_));
    (!own).then(|| Seen {
        stage: Arc::clone(stage),
        size: app.seat.size,
        look: app.seat.look,
        keymap: Arc::clone(&app.keymap),
        forecast: app.board.forecast.clone(),
        fresh: app.fresh.clone(),
    })
}
