use super::{Change, Edition};
use crate::model::EntryIx;
use crate::plan::{Forecast, Judged, Tornado};

/// All that a reader may be shown.
#[derive(Debug, Clone, Copy)]
pub struct Facts<'a> {
    /// The edition.
    pub edition: &'a Edition,
    /// What the last reloads changed, newest first.
    pub since: &'a [Change],
    /// What was computed of it so far, if anything in it is left to chance.
    pub forecast: Option<&'a Forecast>,
    /// What drives the date that is looked at, if one is.
    pub tornado: Option<&'a Tornado>,
    /// In a sandbox, what is shared, from which its steps were taken.
    pub before: Option<Before<'a>>,
}

/// An edition with what was computed of it, to which another one is compared.
#[derive(Debug, Clone, Copy)]
pub struct Before<'a> {
    /// The edition.
    pub edition: &'a Edition,
    /// What was computed of it.
    pub forecast: Option<&'a Forecast>,
}

impl<'a> Facts<'a> {
    /// An edition alone.
    pub fn of(edition: &'a Edition) -> Self {
        Self { edition, since: &[], forecast: None, tornado: None, before: None }
    }

    /// What the simulation says of an entry, if anything about when it is reached is left to chance. What simply comes on
    /// its own date is as certain as it was written, and a number would only look like one.
    pub fn chances(&self, ix: EntryIx) -> Option<&'a Forecast> {
        let activities = &self.edition.activities;
        self.forecast.filter(|_| activities.place(ix).is_some_and(|i| activities.get(i).chancy))
    }

    /// How every milestone stands, by all that is known.
    pub fn judged(&self) -> &'a Judged {
        self.forecast.map_or(&self.edition.judged, |forecast| &forecast.judged)
    }
}
