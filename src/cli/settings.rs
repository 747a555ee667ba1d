//! The settings of whoever sits down at the terminal.

use super::args::Person;
use crate::app::{App, Given, Msg};
use crate::host::{Begun, Error, LocalSeat, SettingsFile, follow_settings};
use std::sync::mpsc as channel;
use std::time::Duration;
use tokio::sync::mpsc;

/// Settings are read beside the roadmap and are there before it, so that the first frame has them. Where they are not,
/// as when the home folder does not answer, it waits for this long, which nobody sees, and goes without them.
const MOMENT: Duration = Duration::from_millis(1);

/// Settings that are being read.
pub struct Settings {
    file: Option<SettingsFile>,
    begun: Option<channel::Receiver<Begun>>,
}

impl Settings {
    /// Begins to read those of a person.
    pub fn begin(person: &Person) -> Result<Self, Error> {
        let file = SettingsFile::find(person.config.as_deref())?;
        let begun = file.clone().map(SettingsFile::begin);
        Ok(Self { file, begun })
    }

    /// Everything is as the person wants to have it, but for what is given; from now on too, where it is watched or asked
    /// for.
    pub fn hold(self, given: Given, app: &mut App, seat: &mut LocalSeat, watched: bool, asked: mpsc::Receiver<()>) {
        app.given = given;
        let begun = self.begun.and_then(|begun| begun.recv_timeout(MOMENT).ok());
        if let Some(begun) = &begun {
            app.update(Msg::Settings(begun.read.clone()));
        }
        seat.mouse(app.given.mouse(&app.settings));
        if let Some(file) = self.file {
            tokio::spawn(follow_settings(file, begun, watched, asked, seat.input()));
        }
    }
}
