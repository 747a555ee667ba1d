//! What one person wants to have otherwise, on every roadmap: read from a text as a roadmap is, with everything that is
//! wrong with it.

use super::bindings::{self, Binding};
use super::keys::Keymap;
use super::{Action, App, Effect};
use crate::load::{read_tables, tables};
use crate::look::{Theme, Tone};
use crate::model::{PaneName, Reader, Record, Share, View, fields};
use crate::panes::{Named, wrong_views};
use crate::problem::{Problem, one_line};
use crate::text::{FileId, Sources};
use std::sync::Arc;
use toml::de::DeTable;

fields! {
    /// What stands above the first header.
    General {
        /// The colours; `--theme` wins over it.
        theme: Option<Theme>,
        /// Only ASCII signs on the screen.
        ascii: Option<bool>,
        /// Clicks and the wheel; false leaves the mouse to the terminal.
        mouse: Option<bool>,
        /// The share of runs at which a promise counts as safe, where the roadmap says none.
        confidence: Option<Share>,
    }
}

/// The name of the table of keys.
pub const KEYS: &str = "keys";

/// What one person wants to have otherwise.
#[derive(Debug, Clone, Default)]
pub struct Settings {
    /// What stands above the first header.
    pub general: General,
    /// From keys to actions.
    pub keymap: Arc<Keymap>,
    /// The person's own views.
    pub views: Vec<View>,
}

/// A reading of a person's settings. With errors it is not used; what was wrong is told.
#[derive(Debug, Clone, Default)]
pub struct SettingsReading {
    /// The text.
    pub sources: Sources,
    /// What an editor is to open.
    pub path: String,
    /// What was read of it.
    pub settings: Arc<Settings>,
    /// What is wrong with it, by place.
    pub problems: Vec<Problem>,
}

impl SettingsReading {
    /// Reads a text; reading never fails. `path` is what an editor is to open.
    pub fn new(sources: Sources, path: String) -> Self {
        let mut problems = Vec::new();
        let mut general = General::default();
        let mut bound: Vec<Binding> = Vec::new();
        let mut views: Vec<View> = Vec::new();
        let mut read = |base: usize, table: &DeTable<'_>, problems: &mut Vec<Problem>| {
            // A setting refers to no entry: a roadmap that has one may come later.
            let mut orphans = Vec::new();
            let mut reader = Reader { file: FileId::default(), base, problems, orphans: &mut orphans };
            for (key, value) in table {
                let name: &str = key.get_ref().as_ref();
                let known = || General::FIELDS.iter().map(|field| field.key);
                if name == KEYS {
                    bound.extend(bindings::read(value, &known().collect::<Vec<_>>(), &mut reader));
                } else if name == View::NAME {
                    views.extend(read_tables(value, &mut reader));
                } else if !general.take(name, value, &mut reader) {
                    reader.unknown(key, known().chain([KEYS, View::NAME]));
                }
            }
        };
        if let Some(source) = sources.file(FileId::default()) {
            tables(source, &mut problems, &mut read);
        }
        let keymap = Arc::new(bindings::keymap(&bound, &mut problems));
        problems.extend(wrong_views(&views, &sources));
        problems.sort_by_key(|problem| (problem.at, problem.code));
        Self { sources, path, settings: Arc::new(Settings { general, keymap, views }), problems }
    }

    /// Whether it can be used; warnings are never in the way.
    pub fn is_sound(&self) -> bool {
        !self.problems.iter().any(Problem::is_error)
    }
}

/// What the command line has decided; settings do not change it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Given {
    /// The theme.
    pub theme: Option<Theme>,
    /// Only ASCII signs: it was asked for, or the terminal takes no others.
    pub ascii: bool,
    /// The mouse is left to the terminal.
    pub no_mouse: bool,
}

impl Given {
    /// Whether the mouse is used.
    pub fn mouse(self, settings: &Settings) -> bool {
        !self.no_mouse && settings.general.mouse.unwrap_or(true)
    }
}

impl App {
    /// Settings were read, or could not be; why. What has errors never takes the place of what has none.
    pub(super) fn configure(&mut self, news: Result<Arc<SettingsReading>, String>, effects: &mut Vec<Effect>) {
        let reading = match news {
            Ok(reading) => reading,
            Err(why) => return self.say(format!("{why}; the settings are as before"), Tone::Warn),
        };
        let first = self.settings_read.is_none();
        let broken = self.settings_read.as_ref().is_some_and(|before| !before.is_sound());
        self.settings_read = Some(Arc::clone(&reading));
        if let Some(problem) = reading.problems.iter().find(|problem| problem.is_error()) {
            let mut told = one_line(problem, &reading.sources);
            if let Some(lists) = self.hint(&Action::GoProblems, "lists") {
                told = format!("{told} · {lists}");
            }
            self.refresh_problems();
            return self.say(told, Tone::Bad);
        }
        let was = std::mem::replace(&mut self.settings, Arc::clone(&reading.settings));
        self.keymap = Arc::clone(&self.settings.keymap);
        self.name_keys();
        self.typed.clear();
        // What was changed by other means since stays, unless the file says something else now than it did.
        let (before, now) = (&was.general, &self.settings.general);
        if before.theme != now.theme {
            self.seat.look.theme = self.given.theme.or(now.theme).unwrap_or_default();
        }
        if before.ascii != now.ascii {
            self.seat.look.ascii = self.given.ascii || now.ascii.unwrap_or(false);
        }
        let mouse = self.given.mouse(&self.settings);
        if mouse != self.given.mouse(&was) {
            effects.push(Effect::Mouse(mouse));
        }
        self.refresh_problems();
        let warnings = reading.problems.len();
        match (first, self.hint(&Action::GoProblems, "lists")) {
            (true, _) => {}
            (false, Some(lists)) if warnings == 1 => self.say(format!("settings: 1 warning · {lists}"), Tone::Warn),
            (false, Some(lists)) if warnings > 0 => {
                self.say(format!("settings: {warnings} warnings · {lists}"), Tone::Warn);
            }
            _ if broken => self.say("fixed: the settings are right again", Tone::Good),
            _ => self.say("settings read again", Tone::Good),
        }
    }

    /// Notes the keys that panes name.
    pub(super) fn name_keys(&mut self) {
        let first = |action: Action| self.keymap.first(&action).unwrap_or_default();
        self.named = Named { wrong: first(Action::GoWrong), milestones: first(Action::Show(PaneName::Milestones)) };
    }

    /// `g e lists`: the keys of an action and a word; none where it has no keys.
    pub fn hint(&self, action: &Action, word: &str) -> Option<String> {
        self.keymap.first(action).map(|keys| format!("{keys} {word}"))
    }
}
