//! The minutes of a meeting: a line at a time, with what was looked at.

use super::{App, Effect, Minute};
use crate::look::Tone;
use crate::panes::escaped;
use crate::text::{FileId, one_line};

impl App {
    /// Puts a line into the minutes: what is selected, a link to what is seen, and what was said, if anything.
    pub(super) fn note_down(&mut self, said: &str, effects: &mut Vec<Effect>) {
        if self.presenting().is_none() || !self.seat.rights.present {
            let presents = self.hint(&super::Action::Present, "presents").filter(|_| self.seat.rights.present);
            let presents = presents.map(|hint| format!("; {hint}")).unwrap_or_default();
            return self.say(format!("minutes are taken by the one who presents{presents}"), Tone::Dim);
        }
        let edition = &self.board.shared().edition;
        let named = self.place.focus.as_ref().map(|id| self.name_of(id).to_owned());
        let what = named.unwrap_or_else(|| self.place.pane().title().to_owned());
        let what = escaped(&what);
        let said = escaped(&one_line(said.trim()));
        let said = if said.is_empty() { String::new() } else { format!(": {said}") };
        let line = format!("{what}{said} ({})", self.place);
        let file = edition.sources.file(FileId::default()).map(|file| file.path.clone());
        effects.push(Effect::Minute(Minute {
            beside: file.filter(|_| !edition.origin.embedded),
            day: edition.today.to_string(),
            title: edition.roadmap.title().to_owned(),
            line,
        }));
    }
}
