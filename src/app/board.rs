use super::Staging;
use crate::edition::{Before, Change, Edition, Facts, changes};
use crate::load::Progress;
use crate::plan::Forecast;
use std::sync::Arc;

/// Whether what is shown is what stands in the file.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub enum Watch {
    /// Every save is seen at once.
    Live,
    /// The file is looked at now and then, because it cannot be watched.
    Polling,
    /// The file cannot be read any more; why.
    Stale(String),
    /// Nobody looks: there is no file, or watching was switched off.
    #[default]
    Off,
    /// The first reading is under way.
    Loading(Progress),
}

/// What all seats of a process share; in a sandbox, what is shown in place of it. An edition with errors never replaces a
/// sound one.
#[derive(Debug, Clone)]
pub struct Board {
    /// The edition that is shown.
    pub edition: Arc<Edition>,
    /// A later one that has errors.
    pub broken: Option<Arc<Edition>>,
    /// What the last reloads changed, newest first.
    pub since: Arc<Vec<Change>>,
    /// Whether what is shown is what stands in the file.
    pub watch: Watch,
    /// What was computed so far of the edition that is shown; nothing where nothing in it is left to chance.
    pub forecast: Option<Arc<Forecast>>,
    /// In a sandbox, which one person sees alone: the board from which its steps were taken.
    pub under: Option<Box<Board>>,
    /// Whether somebody presents.
    pub stage: Staging,
}

/// Changes that are remembered.
const MOST: usize = 2_000;

impl Board {
    /// A board with a first edition, sound or not.
    pub fn new(edition: Arc<Edition>) -> Self {
        Self {
            edition,
            broken: None,
            since: Arc::default(),
            watch: Watch::default(),
            forecast: None,
            under: None,
            stage: Staging::Closed,
        }
    }

    /// All that a reader may be shown.
    pub fn facts(&self) -> Facts<'_> {
        Facts {
            edition: &self.edition,
            since: &self.since,
            forecast: self.forecast.as_deref(),
            tornado: None,
            before: self.under.as_deref().map(Board::as_before),
        }
    }

    fn as_before(&self) -> Before<'_> {
        Before { edition: &self.edition, forecast: self.forecast.as_deref() }
    }

    /// What all seats share: this board, or the one under a sandbox.
    pub fn shared(&self) -> &Self {
        self.under.as_deref().unwrap_or(self)
    }

    /// The last reading, sound or not: what is wrong with the file is what is wrong with it.
    pub fn newest(&self) -> &Arc<Edition> {
        self.broken.as_ref().unwrap_or(&self.edition)
    }

    /// Takes a new reading: a sound one is shown, a broken one waits behind the last sound one.
    pub fn receive(&mut self, edition: Arc<Edition>) {
        let first = self.edition.number == 0;
        if !edition.is_sound() && !first && (self.edition.is_sound() || self.broken.is_some()) {
            self.broken = Some(edition);
            return;
        }
        if !first && self.edition.is_sound() {
            let mut since = changes(&self.edition, &edition);
            since.extend(self.since.iter().cloned());
            since.truncate(MOST);
            self.since = Arc::new(since);
        }
        if edition.origin.public {
            let said = |change: &Change| change.is_still_said(&edition.roadmap);
            self.since = Arc::new(self.since.iter().filter(|change| said(change)).cloned().collect());
        }
        self.edition = edition;
        self.broken = None;
        self.forecast = None;
    }
}
