//! Taking something of an entry along.

use super::{Action, App, COMMANDS, Effect};
use crate::edit::block;
use crate::look::Tone;
use crate::model::{EntryIx, Id};
use crate::panes::{Place, home, markdown};

/// What can be taken of an entry.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Take {
    /// Its id.
    Id,
    /// A link that opens it.
    Link,
    /// What people call it.
    Title,
    /// All of it, as Markdown.
    Markdown,
    /// Its text in the file.
    Toml,
    /// Where it stands: the file and the line.
    Where,
}

impl Take {
    /// All of them.
    pub const ALL: [Self; 6] = [Self::Id, Self::Link, Self::Title, Self::Markdown, Self::Toml, Self::Where];

    /// What it does, in words.
    pub fn words(self) -> &'static str {
        let its = COMMANDS.iter().find(|command| Self::of(&command.action) == Some(self));
        // The action of that name copies a link to the view, not to an entry.
        its.map_or("copy a link to it", |command| command.doc)
    }

    /// What an action takes of the selected entry, if that is what it does.
    fn of(action: &Action) -> Option<Self> {
        match action {
            Action::Copy => Some(Self::Id),
            Action::CopyTitle => Some(Self::Title),
            Action::CopyMarkdown => Some(Self::Markdown),
            Action::CopyToml => Some(Self::Toml),
            Action::CopyWhere => Some(Self::Where),
            _ => None,
        }
    }
}

impl App {
    /// Takes of what is selected what an action says.
    pub(super) fn take_selected(&mut self, action: &Action, effects: &mut Vec<Effect>) {
        let Some(what) = Take::of(action) else { return };
        match self.place.focus.clone().filter(|_| self.at_rest().is_none()) {
            Some(id) => self.take(&id, what, effects),
            None => self.say("nothing is selected", Tone::Warn),
        }
    }

    /// Takes something of an entry along, and says what it was.
    pub(super) fn take(&mut self, id: &Id, what: Take, effects: &mut Vec<Effect>) {
        let Some(ix) = self.board.edition.roadmap.find(id.as_str()) else {
            // What is gone from the file still has an id.
            return match what {
                Take::Id => effects.push(Effect::Copy(id.to_string(), format!("the id {id}"))),
                _ => self.say(format!("`{id}` is not in the roadmap any more"), Tone::Warn),
            };
        };
        match self.taken(ix, what) {
            Some((text, said)) => effects.push(Effect::Copy(text, said)),
            None => self.say(self.no_file(), Tone::Warn),
        }
    }

    /// What there is to take, and what to call it; `None` where it would be in a file that is not there.
    pub(super) fn taken(&self, ix: EntryIx, what: Take) -> Option<(String, String)> {
        let edition = &self.board.edition;
        let entry = edition.roadmap.get(ix)?;
        let id = entry.id();
        Some(match what {
            Take::Id => (id.to_string(), format!("the id {id}")),
            Take::Link => {
                let place = Place { focus: Some(id.clone()), ..Place::of(home(entry.kind())) };
                (place.to_string(), format!("a link to it: {place}"))
            }
            Take::Title => (entry.name().to_owned(), format!("the name {}", entry.name())),
            Take::Markdown => {
                let text = markdown(&self.facts(), ix);
                let said = format!("{} as Markdown, {}", entry.name(), lines(&text));
                (text, said)
            }
            Take::Toml => {
                let text = block(&edition.sources, entry.at())?.to_owned();
                let said = format!("the TOML of {id}, {}", lines(&text));
                (text, said)
            }
            Take::Where if edition.origin.embedded => return None,
            Take::Where => {
                // Where it stands in the file, whatever a sandbox makes of that.
                let edition = &self.board.shared().edition;
                let at = edition.roadmap.entry(id.as_str())?.at();
                let path = &edition.sources.file(at.file)?.path;
                let place = format!("{path}:{}", edition.sources.locate(at).line);
                (place.clone(), place)
            }
        })
    }
}

fn lines(text: &str) -> String {
    match text.lines().count() {
        1 => "1 line".to_owned(),
        n => format!("{n} lines"),
    }
}
