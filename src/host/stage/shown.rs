//! What one who follows sees of a stage elsewhere, as a board of their own.

use super::wire::{OnStage, Text, words};
use crate::app::{Board, Stage, Staging};
use crate::edition::{Edition, Origin, changes};
use crate::host::feed::hands;
use crate::panes::{Place, with_views};
use crate::plan::Forecast;
use crate::text::{FileId, Sources};
use std::sync::Arc;

/// Texts of a stage: what is shown, what it is compared to, and those that come for the next one.
const MOST_TEXTS: usize = 4;
/// The seat of a presenter who is elsewhere.
const ELSEWHERE: u64 = u64::MAX;

/// The texts that came, read.
#[derive(Debug, Default)]
pub struct Shown {
    known: Vec<Known>,
    /// The number of the last reading here.
    last: u64,
}

#[derive(Debug, Clone)]
struct Known {
    /// The number that it has where it comes from, as long as that is there.
    there: Option<u64>,
    edition: Arc<Edition>,
}

/// What is to be put on the board.
#[derive(Debug)]
pub struct Scenery {
    told: OnStage,
    place: Place,
    edition: Arc<Edition>,
    under: Option<Arc<Edition>>,
}

impl Shown {
    /// The presenter is gone, and with them their numbers.
    pub fn parted(&mut self) {
        for known in &mut self.known {
            known.there = None;
        }
    }

    /// Takes a text that came from that login. One that is known already is not read again: nothing of it is new.
    pub fn take(&mut self, text: Text, login: &str) -> Result<(), String> {
        let today = text.day()?;
        let label = format!("{} from {login}", words(&text.from));
        let same = |edition: &Edition| {
            let file = edition.sources.file(FileId::default());
            file.is_some_and(|file| *file.text == *text.toml)
                && (&edition.origin.label, edition.today, edition.origin.steps) == (&label, today, text.steps)
        };
        if let Some(known) = self.known.iter_mut().find(|known| same(&known.edition)) {
            known.there = Some(text.edition);
            return Ok(());
        }
        // A stage is of two texts at most; with more, nobody says which are meant.
        if self.known.iter().filter(|known| known.there.is_some()).count() >= MOST_TEXTS {
            return Err("more texts came than a stage can be of".to_owned());
        }
        self.last += 1;
        let (read_at, steps, public) = (words(&text.read_at), text.steps, text.public);
        let origin = Origin { label, read_at, embedded: true, public, steps };
        let size = text.toml.len();
        let sources = Sources::of_text("roadmap.toml", text.toml);
        let read = Edition::read_with(hands(size), self.last, origin, sources, today, &mut |_| {});
        self.known.push(Known { there: Some(text.edition), edition: Arc::new(with_views(read)) });
        Ok(())
    }

    /// What is on the stage, of texts that came before; others are forgotten.
    pub fn stage(&mut self, told: OnStage) -> Result<Scenery, String> {
        let find = |there: u64| self.known.iter().find(|known| known.there == Some(there));
        let missing = |there: u64| format!("the text {there} did not come");
        let edition = find(told.edition).ok_or_else(|| missing(told.edition))?.edition.clone();
        let under =
            told.under.map(|there| find(there).ok_or_else(|| missing(there)).map(|known| known.edition.clone()));
        let under = under.transpose()?;
        let place = told.place()?;
        self.known
            .retain(|known| known.there == Some(told.edition) || known.there == told.under && told.under.is_some());
        Ok(Scenery { told, place, edition, under })
    }
}

impl Scenery {
    /// The board on which it is shown, after the one before.
    pub fn on(self, mut board: Board) -> Board {
        let forecasts = forecasts(&board);
        let was = board.stage.stage().cloned();
        let shared = self.under.as_ref().unwrap_or(&self.edition);
        if board.newest().number != shared.number {
            board.receive(Arc::clone(shared));
        }
        board.forecast = forecast_of(&forecasts, &board.edition);
        let under = self.under.map(|under| {
            let forecast = forecast_of(&forecasts, &under);
            Box::new(Board { forecast, stage: Staging::Closed, ..Board { edition: under, ..board.clone() } })
        });
        let numbers = |stage: &Stage| (stage.edition.number, stage.under.as_ref().map(|under| under.edition.number));
        let since = match (&under, was) {
            (None, _) => Arc::clone(&board.since),
            (Some(under), Some(was)) if numbers(&was) == (self.edition.number, Some(under.edition.number)) => {
                Arc::clone(&was.since)
            }
            (Some(under), _) => Arc::new(changes(&under.edition, &self.edition)),
        };
        board.stage = Staging::On(Arc::new(Stage {
            by: self.told.by().into(),
            seat: ELSEWHERE,
            place: self.place,
            scene: self.told.scene(),
            blank: self.told.blank,
            veiled: self.told.veiled,
            forecast: forecast_of(&forecasts, &self.edition),
            edition: self.edition,
            since,
            under,
        }));
        board
    }
}

/// By the numbers of the editions that they are of.
pub type Forecasts = Vec<(u64, Arc<Forecast>)>;

/// What was computed so far of what is shown.
pub fn forecasts(board: &Board) -> Forecasts {
    let stage = board.stage.stage();
    let on = stage.map(|stage| (&stage.edition, &stage.forecast));
    let under = stage.and_then(|stage| stage.under.as_ref()).map(|under| (&under.edition, &under.forecast));
    let all = [Some((&board.edition, &board.forecast)), on, under];
    all.into_iter().flatten().filter_map(|(edition, forecast)| Some((edition.number, forecast.clone()?))).collect()
}

fn forecast_of(forecasts: &Forecasts, edition: &Edition) -> Option<Arc<Forecast>> {
    forecasts.iter().find(|(number, _)| *number == edition.number).map(|(_, forecast)| Arc::clone(forecast))
}

/// The editions that a board shows, what is compared to first.
pub fn editions(board: &Board) -> Vec<Arc<Edition>> {
    let stage = board.stage.stage();
    let under = stage.and_then(|stage| stage.under.as_ref()).map(|under| &under.edition);
    let all = [under, stage.map(|stage| &stage.edition), Some(&board.edition)];
    let mut out: Vec<Arc<Edition>> = Vec::new();
    for edition in all.into_iter().flatten() {
        if !out.iter().any(|known| known.number == edition.number) {
            out.push(Arc::clone(edition));
        }
    }
    out
}

/// Puts what was computed of an edition wherever that is shown; true if it is.
pub fn foresee(board: &mut Board, number: u64, forecast: &Arc<Forecast>) -> bool {
    let mut shown = board.edition.number == number;
    if shown {
        board.forecast = Some(Arc::clone(forecast));
    }
    if let Staging::On(stage) = &mut board.stage {
        let under = stage.under.as_ref().is_some_and(|under| under.edition.number == number);
        if stage.edition.number == number || under {
            let mut next = Stage::clone(stage);
            if let Some(under) = next.under.as_mut().filter(|_| under) {
                under.forecast = Some(Arc::clone(forecast));
            } else {
                next.forecast = Some(Arc::clone(forecast));
            }
            *stage = Arc::new(next);
            shown = true;
        }
    }
    shown
}
