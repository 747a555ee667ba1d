//! The board of those who may see only what is public, kept beside that of the members.

use super::forecasts::{Wanted, forecast};
use crate::app::{Board, OnScene, Stage, Staging, Watch};
use crate::edition::{Change, Edition, asks_for_hidden, changes};
use crate::model::{Id, PaneName};
use crate::panes::{Place, with_views};
use crate::plan::Forecast;
use std::sync::Arc;
use tokio::sync::watch;

/// Editions whose public ones are kept: the shared one, the one on the stage, and what that is compared to.
const KEPT: usize = 4;

/// Makes public boards of a member's, one after the other.
#[derive(Debug, Default)]
pub struct Veil {
    /// What each edition is to the public, and what was computed of that; the newest last.
    known: Vec<(Arc<Edition>, Arc<Edition>, Option<Arc<Forecast>>)>,
    board: Option<Board>,
    /// What is on the stage, and what that is to the public.
    stage: Option<(Arc<Stage>, Arc<Stage>)>,
    wanted: Wanted,
}

impl Veil {
    /// With such forecasts of what is tried in public.
    pub fn new(wanted: Wanted) -> Self {
        Self { wanted, ..Self::default() }
    }

    /// What the public sees of a board. Its forecast is made elsewhere, from what is public alone.
    pub fn over(&mut self, board: &Board) -> Board {
        let edition = self.edition(&board.edition);
        let mut public = match self.board.take() {
            Some(mut last) if last.edition.number != edition.number => {
                last.receive(edition);
                last
            }
            Some(last) => last,
            None => Board::new(edition),
        };
        public.broken = board.broken.as_ref().map(|broken| self.edition(broken));
        public.watch = match &board.watch {
            // Why may tell where the file lies.
            Watch::Stale(_) => Watch::Stale("the file cannot be read".to_owned()),
            watch => watch.clone(),
        };
        self.board = Some(public.clone());
        public.stage = match &board.stage {
            Staging::On(stage) => Staging::On(self.stage(stage, &public)),
            none => none.clone(),
        };
        public
    }

    /// What was computed meanwhile of what is public.
    pub fn learn(&mut self, board: &Board) {
        for (_, public, forecast) in &mut self.known {
            if Arc::ptr_eq(public, &board.edition) {
                forecast.clone_from(&board.forecast);
            }
        }
    }

    fn forecast(&self, public: &Arc<Edition>) -> Option<Arc<Forecast>> {
        self.known.iter().find(|(_, it, _)| Arc::ptr_eq(it, public))?.2.clone()
    }

    fn edition(&mut self, edition: &Arc<Edition>) -> Arc<Edition> {
        if let Some(at) = self.known.iter().position(|(known, ..)| Arc::ptr_eq(known, edition)) {
            // What is asked for stays longest.
            let known = self.known.remove(at);
            let public = Arc::clone(&known.1);
            self.known.push(known);
            return public;
        }
        let public = Arc::new(with_views(edition.public()));
        self.known.push((Arc::clone(edition), Arc::clone(&public), None));
        if self.known.len() > KEPT {
            self.known.remove(0);
        }
        public
    }

    fn stage(&mut self, stage: &Arc<Stage>, board: &Board) -> Arc<Stage> {
        if let Some((known, public)) = &self.stage
            && Arc::ptr_eq(known, stage)
        {
            return Arc::clone(public);
        }
        let edition = self.edition(&stage.edition);
        let last = self.stage.take().map(|(_, public)| public).filter(|last| Arc::ptr_eq(&last.edition, &edition));
        let under = stage.under.as_deref().map(|under| {
            let edition = self.edition(&under.edition);
            Box::new(Board { forecast: self.forecast(&edition), ..Board::new(edition) })
        });
        let (forecast, since): (_, Arc<Vec<Change>>) = match (&last, &under) {
            (Some(last), Some(_)) => (last.forecast.clone(), Arc::clone(&last.since)),
            // What is tried is compared anew: what was said of it may name what is not public.
            (None, Some(under)) => {
                (forecast(&edition, self.wanted).map(Arc::new), Arc::new(changes(&under.edition, &edition)))
            }
            (_, None) if Arc::ptr_eq(&edition, &board.edition) => (self.forecast(&edition), Arc::clone(&board.since)),
            (last, None) => {
                (self.forecast(&edition), last.as_ref().map(|it| Arc::clone(&it.since)).unwrap_or_default())
            }
        };
        let scene = stage.scene.as_ref().map(|scene| public_scene(scene, &edition));
        let veiled = hides(&stage.place, &stage.edition, &edition) || scene == Some(None);
        let public = Arc::new(Stage {
            by: Arc::clone(&stage.by),
            seat: stage.seat,
            // What cannot be shown is not even named.
            place: if veiled { Place::of(PaneName::Overview) } else { stage.place.clone() },
            scene: scene.flatten().filter(|_| !veiled),
            blank: stage.blank,
            veiled,
            edition,
            forecast,
            since,
            under,
        });
        self.stage = Some((Arc::clone(stage), Arc::clone(&public)));
        public
    }
}

/// A scene as it stands in the public script, if it does.
fn public_scene(scene: &OnScene, edition: &Edition) -> Option<OnScene> {
    let scenes = &edition.roadmap.scenes;
    let at = scenes.iter().position(|it| it.name == scene.name && it.caption == scene.caption)?;
    Some(OnScene { number: at + 1, of: scenes.len(), ..scene.clone() })
}

/// Whether a place names something that is not public.
fn hides(place: &Place, all: &Edition, public: &Edition) -> bool {
    let gone = |id: &Id| all.roadmap.find(id.as_str()).is_some() && public.roadmap.find(id.as_str()).is_none();
    if [&place.focus, &place.around, &place.forecast].into_iter().flatten().any(gone) {
        return true;
    }
    asks_for_hidden(&place.filter, &all.haystack, &public.haystack)
}

/// Keeps a public board beside a member's, until nobody looks at the latter any more.
pub async fn follow_publicly(mut board: watch::Receiver<Board>, public: watch::Sender<Board>, mut veil: Veil) {
    loop {
        let now = board.borrow_and_update().clone();
        veil.learn(&public.borrow());
        let made = tokio::task::spawn_blocking(move || {
            let board = veil.over(&now);
            (veil, board)
        });
        // A bug in it is told by the panic hook; what is public stays as it was, and nothing else is shown.
        let Ok((back, made)) = made.await else { return };
        veil = back;
        public.send_modify(|old| {
            let forecast = old.forecast.take().filter(|_| old.edition.number == made.edition.number);
            *old = Board { forecast, ..made };
        });
        if board.changed().await.is_err() {
            return;
        }
    }
}
