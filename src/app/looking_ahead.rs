//! The forecast of an entry: going there, walking what drives it, and asking for the runs that it is made from.

use super::{App, Board, Effect};
use crate::edition::Edition;
use crate::look::Tone;
use crate::model::{EntryIx, Id, Kind};
use crate::panes::{Place, home};
use crate::plan::{Drivers, RUNS, Tornado};
use std::sync::Arc;

/// Forecasts that are kept, so that what one comes back to is there at once.
const KEPT: usize = 8;

/// What drives the date of an entry, asked of an edition.
#[derive(Debug, Clone)]
pub struct Asked {
    /// The edition.
    pub edition: Arc<Edition>,
    /// The entry.
    pub target: EntryIx,
}

impl PartialEq for Asked {
    fn eq(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.edition, &other.edition) && self.target == other.target
    }
}

impl Eq for Asked {}

impl Asked {
    /// What some runs have to say to it, ready to be shown.
    pub fn answer(&self, runs: &Drivers) -> Arc<Tornado> {
        let Edition { roadmap, links, activities, .. } = &*self.edition;
        Arc::new(Tornado::new(roadmap, links, activities, self.target).with(roadmap, runs))
    }
}

/// What was asked for, and what came of that, of one edition.
#[derive(Debug, Default)]
pub(super) struct Ahead {
    edition: Option<Arc<Edition>>,
    kept: Vec<Arc<Tornado>>,
    asked: Option<Asked>,
}

impl Ahead {
    /// What is known of the forecast that a place shows.
    pub(super) fn shown(&self, place: &Place, board: &Board) -> Option<&Tornado> {
        self.of(target(place, board)?).map(|it| &**it)
    }

    /// What is known of an entry.
    fn of(&self, target: EntryIx) -> Option<&Arc<Tornado>> {
        self.kept.iter().rev().find(|it| it.target == target)
    }

    fn keep(&mut self, it: Arc<Tornado>) {
        self.kept.retain(|other| other.target != it.target);
        self.kept.push(it);
        if self.kept.len() > KEPT {
            self.kept.remove(0);
        }
    }
}

/// The entry whose forecast a place shows.
fn target(place: &Place, board: &Board) -> Option<EntryIx> {
    board.edition.roadmap.find(place.forecast.as_ref()?.as_str())
}

impl App {
    /// The forecast of what is selected.
    pub(super) fn go_ahead(&mut self) {
        match self.focused().and_then(|ix| self.board.edition.roadmap.get(ix)).map(|entry| entry.id().clone()) {
            Some(id) => self.forecast_of(&id),
            None => self.say("nothing is selected", Tone::Warn),
        }
    }

    /// The forecast of a milestone; of a risk, that of the milestone that it costs most.
    pub(super) fn forecast_of(&mut self, id: &Id) {
        let roadmap = &self.board.edition.roadmap;
        let Some(ix) = roadmap.find(id.as_str()) else {
            return self.say(format!("`{id}` is not in the roadmap any more"), Tone::Warn);
        };
        let Some(entry) = self.forecastable(ix).and_then(|ix| roadmap.get(ix)) else {
            let why = "only a milestone has a forecast, and a risk that costs one days";
            return self.say(format!("{}: {why}", self.name(ix)), Tone::Warn);
        };
        let mut place = Place::of(home(entry.kind()));
        place.forecast = Some(entry.id().clone());
        place.split.list = self.place.split.list;
        self.go(place);
    }

    /// The milestone whose forecast is shown for an entry.
    pub(super) fn forecastable(&self, ix: EntryIx) -> Option<EntryIx> {
        let dearest = || self.board.forecast.as_ref()?.exposure(ix).map(|it| it.milestone);
        match self.board.edition.roadmap.kind(ix) {
            Some(Kind::Milestone) => Some(ix),
            Some(Kind::Risk) => dearest(),
            _ => None,
        }
    }

    /// Enter in a forecast: what is selected is opened where it is at home.
    pub(super) fn enter_forecast(&mut self) {
        if let Some(id) = self.place.focus.clone() {
            self.open(&id);
        }
    }

    /// What drives the date that is shown is at hand, if only as far as it is known without runs.
    pub(super) fn look_ahead(&mut self) {
        let edition = &self.board.edition;
        if !self.ahead.edition.as_ref().is_some_and(|its| Arc::ptr_eq(its, edition)) {
            let asked = self.ahead.asked.take();
            self.ahead = Ahead { edition: Some(Arc::clone(edition)), kept: Vec::new(), asked };
        }
        if let Some(target) = target(&self.place, &self.board)
            && self.ahead.of(target).is_none()
        {
            let Edition { roadmap, links, activities, .. } = &*self.board.edition;
            self.ahead.keep(Arc::new(Tornado::new(roadmap, links, activities, target)));
        }
    }

    /// Asks for the runs that are missing of what is shown, once; and ends what nobody looks at any more.
    pub(super) fn ask_ahead(&mut self, effects: &mut Vec<Effect>) {
        let chancy = |ix: &EntryIx| {
            let network = &self.board.edition.activities;
            network.place(*ix).is_some_and(|i| network.get(i).chancy && !network.get(i).over)
        };
        let missing = |ix: &EntryIx| self.ahead.of(*ix).is_none_or(|it| it.days.runs() < RUNS);
        let wanted = target(&self.place, &self.board).filter(|ix| chancy(ix) && missing(ix));
        let asked = wanted.map(|target| Asked { edition: Arc::clone(&self.board.edition), target });
        if asked != self.ahead.asked {
            self.ahead.asked.clone_from(&asked);
            effects.push(Effect::Drive(asked));
        }
    }

    /// What is asked for before anything has happened.
    pub fn opening(&mut self) -> Vec<Effect> {
        let mut effects = Vec::new();
        self.ask_ahead(&mut effects);
        self.open_meeting(&mut effects);
        effects
    }

    /// Runs have come.
    pub(super) fn drivers_came(&mut self, number: u64, it: Arc<Tornado>) {
        if number != self.board.edition.number {
            return;
        }
        let here = target(&self.place, &self.board) == Some(it.target);
        // Before there were runs the order meant nothing: who has not moved yet looks at what drives it most.
        let unmoved = self.ahead.of(it.target).is_some_and(|known| known.days.is_empty()) && self.at == Some(0);
        self.ahead.keep(it);
        if here {
            if unmoved && self.place.filter.is_empty() {
                self.place.focus = None;
                self.at = None;
            }
            self.relist();
        }
    }
}
