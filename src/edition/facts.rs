use super::{Change, Edition};
use crate::plan::{Forecast, Judged};

/// All that a reader may be shown.
#[derive(Debug, Clone, Copy)]
pub struct Facts<'a> {
    /// The edition.
    pub edition: &'a Edition,
    /// What the last reloads changed, newest first.
    pub since: &'a [Change],
    /// What was computed of it so far, if anything in it is left to chance.
    pub forecast: Option<&'a Forecast>,
}

impl<'a> Facts<'a> {
    /// An edition alone.
    pub fn of(edition: &'a Edition) -> Self {
        Self { edition, since: &[], forecast: None }
    }

    /// How every milestone stands, by all that is known.
    pub fn judged(&self) -> &'a Judged {
        self.forecast.map_or(&self.edition.judged, |forecast| &forecast.judged)
    }
}
