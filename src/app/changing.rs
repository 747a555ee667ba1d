//! Changing the file from here: a form gives a small edit of the text, which comes back as any other save does.

use super::form::{Form, FormLine, Purpose};
use super::open::ONLY_PUBLIC;
use super::{Action, App, Effect, Item, Picker, Popup, Watch};
use crate::edit::{Patch, Refusal, add, set};
use crate::edition::{Edition, What};
use crate::look::Tone;
use crate::model::{Id, Kind};

/// What came of saving.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Saved {
    /// The file has it.
    Done,
    /// Somebody else changed the file; this is what it says now.
    Changed(String),
    /// It could not be written; why.
    Failed(String),
}

/// A change on its way to the file.
#[derive(Debug, Clone)]
pub(super) struct Saving {
    patches: Vec<Patch>,
    /// It takes an earlier change back.
    undoes: bool,
    /// How to ask for it again.
    again: Option<Action>,
}

/// Changes that can be taken back.
const UNDONE: usize = 100;

impl App {
    /// Whether the file can be changed from here now; if not, why is said.
    fn can_change(&mut self) -> bool {
        let why = if self.sandbox.is_some() {
            self.not_in_the_sandbox()
        } else if !self.seat.rights.edit {
            "read-only here".to_owned()
        } else if self.board.edition.origin.public {
            ONLY_PUBLIC.to_owned()
        } else if self.board.edition.origin.embedded {
            "there is no file behind this roadmap; `roadmap init` makes one".to_owned()
        } else if let Watch::Stale(why) = &self.board.watch {
            format!("nothing to change: {why}")
        } else if self.board.broken.is_some() || !self.board.edition.is_sound() {
            let hints = [self.hint(&Action::GoProblems, "lists them"), self.hint(&Action::Edit, "edits")];
            format!("the file has errors: {}", hints.into_iter().flatten().collect::<Vec<_>>().join(", "))
        } else {
            return true;
        };
        self.say(why, Tone::Warn);
        false
    }

    /// Opens a form for the selected entry.
    pub(super) fn change(&mut self) {
        if !self.can_change() {
            return;
        }
        match self
            .place
            .focus
            .as_ref()
            .filter(|_| self.at_rest().is_none())
            .and_then(|id| Form::change(&self.board.edition, id))
        {
            Some(form) => self.pop_up(Popup::Form(form)),
            None => self.say("nothing is selected", Tone::Warn),
        }
    }

    /// Asks which kind of entry to add: those at home in this pane first.
    pub(super) fn choose_kind(&mut self) {
        if !self.can_change() {
            return;
        }
        let here = self.place.pane().kinds();
        let mut kinds: Vec<Kind> = here.to_vec();
        kinds.extend(Kind::ALL.into_iter().filter(|kind| !here.contains(kind)));
        let item = |kind: Kind| Item::new(kind.word(), "", Tone::Plain, Some(Action::AddA(kind)));
        self.pop_up(Popup::Picker(Picker::new("Add an entry", kinds.into_iter().map(item).collect())));
    }

    /// Asks for the name of a new entry.
    pub(super) fn ask_name(&mut self, kind: Kind) {
        if let Some(form) = Form::add(kind).filter(|_| self.can_change()) {
            self.pop_up(Popup::Form(form));
        }
    }

    /// Enter in a form: all that was changed in it is saved in one.
    pub(super) fn submit(&mut self, form: Form, effects: &mut Vec<Effect>) {
        let action = match &form.purpose {
            Purpose::Change(id) => {
                let fields =
                    form.changed().map(|line| (line.field.key, line.prompt.text().to_owned())).collect::<Vec<_>>();
                if fields.is_empty() {
                    return self.say("nothing was changed", Tone::Dim);
                }
                Action::Set(id.clone(), fields)
            }
            Purpose::Add(kind) => Action::AddNamed(
                *kind,
                form.lines.first().map(|line| line.prompt.text().to_owned()).unwrap_or_default(),
            ),
        };
        if let (Some(theirs), Purpose::Change(id)) = (self.changed_meanwhile(&form), &form.purpose) {
            let yours = form
                .changed()
                .map(|line| format!("{} {} → {}", line.field.key, line.prompt.before(), line.prompt.text()));
            let yours: Vec<String> = yours.collect();
            return self.show_both(&format!("{id}: {}", yours.join(", ")), &format!("{id}: {theirs}"), Some(action));
        }
        if let Err(refusal) = self.request(&action, effects) {
            // What was typed stays, to be mended.
            self.pop_up(Popup::Form(form));
            self.say(refusal.to_string(), Tone::Bad);
        }
    }

    /// What the file says now of the fields that were changed in a form, if it is not what it said when the form was
    /// opened.
    fn changed_meanwhile(&self, form: &Form) -> Option<String> {
        let Purpose::Change(id) = &form.purpose else { return None };
        let entry = self.board.edition.roadmap.entry(id.as_str())?;
        let now = |line: &FormLine| entry.datum(line.field.key).words();
        let theirs: Vec<String> = form
            .changed()
            .filter(|line| line.prompt.before() != now(line))
            .map(|line| says(line.field.key, &now(line)))
            .collect();
        (!theirs.is_empty()).then(|| theirs.join(", "))
    }

    /// Sets a field or adds an entry, without a form.
    pub(super) fn carry_out(&mut self, action: &Action, effects: &mut Vec<Effect>) {
        if self.can_change()
            && let Err(refusal) = self.request(action, effects)
        {
            self.say(refusal.to_string(), Tone::Bad);
        }
    }

    fn request(&mut self, action: &Action, effects: &mut Vec<Effect>) -> Result<(), Refusal> {
        let edition = &self.board.edition;
        let patches = match action {
            // In which order makes a difference where one field bounds another.
            Action::Set(id, fields) => set_all(edition, id, fields.iter())
                .or_else(|refusal| set_all(edition, id, fields.iter().rev()).map_err(|_| refusal))?,
            Action::AddNamed(kind, name) => {
                let (patch, id) = add(edition, *kind, name)?;
                self.awaited = Some(id);
                vec![patch]
            }
            _ => return Ok(()),
        };
        self.save(Saving { patches, undoes: false, again: Some(action.clone()) }, effects);
        Ok(())
    }

    /// Takes the last change back; in the sandbox, the last step.
    pub(super) fn undo(&mut self, effects: &mut Vec<Effect>) {
        if self.sandbox.is_some() {
            return self.undo_step(effects);
        }
        if !self.can_change() {
            return;
        }
        match self.undone.last() {
            Some(patches) => {
                let patches = patches.iter().rev().map(Patch::undo).collect();
                self.save(Saving { patches, undoes: true, again: None }, effects);
            }
            None => self.say("nothing was changed from here", Tone::Dim),
        }
    }

    fn save(&mut self, saving: Saving, effects: &mut Vec<Effect>) {
        let file = saving.patches.first().and_then(|patch| self.board.edition.sources.file(patch.file));
        let after = file
            .and_then(|file| saving.patches.iter().try_fold(file.text.to_string(), |text, patch| patch.apply(&text)));
        let (Some(file), Some(after)) = (file, after) else {
            self.awaited = None;
            return self.say("the file was changed since; mend it in the editor (e)", Tone::Warn);
        };
        effects.push(Effect::Save { path: file.path.clone(), before: file.text.clone(), after });
        self.saving = Some(saving);
    }

    /// What came of a save.
    pub(super) fn saved(&mut self, saved: Saved) {
        let Some(saving) = self.saving.take() else { return };
        match saved {
            Saved::Done => {
                let words = saving.words();
                if saving.undoes {
                    self.undone.pop();
                    self.say(format!("undone: {words}"), Tone::Good);
                } else {
                    self.say(format!("saved: {words} · u undoes"), Tone::Good);
                    self.undone.push(saving.patches);
                    if self.undone.len() > UNDONE {
                        self.undone.remove(0);
                    }
                }
                self.own_save = true;
            }
            Saved::Failed(why) => {
                self.awaited = None;
                self.say(why, Tone::Bad);
            }
            Saved::Changed(on_disk) => {
                self.awaited = None;
                self.refused(&saving, &on_disk);
            }
        }
    }

    /// Somebody else changed the file while it was saved.
    fn refused(&mut self, saving: &Saving, on_disk: &str) {
        let edition = &self.board.edition;
        let Some(first) = saving.patches.first() else { return };
        let sources = edition.sources.with_text(first.file, on_disk);
        let now = Edition::read(0, edition.origin.clone(), sources, edition.today);
        let says: Vec<String> = saving.patches.iter().map(|patch| value(&now, &patch.entry, &patch.what)).collect();
        let again = saving.again.clone().or(saving.undoes.then_some(Action::Undo)).filter(|_| now.is_sound());
        self.show_both(&saving.words(), &format!("{}: {}", first.entry, says.join(", ")), again);
    }

    /// Both versions, and what can be done.
    fn show_both(&mut self, yours: &str, theirs: &str, again: Option<Action>) {
        let mut items = vec![
            Item::new(format!("yours        {yours}"), "", Tone::Plain, None),
            Item::new(format!("in the file  {theirs}"), "", Tone::Plain, None),
            Item::new("", "", Tone::Plain, None),
        ];
        if again.is_some() {
            items.push(Item::new("write yours into the file as it is now", "", Tone::Accent, again));
        }
        items.push(Item::new("leave the file as it is", "", Tone::Accent, Some(Action::Escape)));
        let mut picker = Picker::new("The file was changed meanwhile: nothing was written", items);
        picker.select(3);
        self.pop_up(Popup::Picker(picker));
    }
}

impl Saving {
    /// What it does, on one line: the entry once, then each field.
    fn words(&self) -> String {
        let mut words: Vec<String> = self.patches.iter().map(Patch::words).collect();
        for (words, patch) in words.iter_mut().zip(&self.patches).skip(1) {
            *words = words.trim_start_matches(&format!("{}: ", patch.entry)).to_owned();
        }
        words.join(", ")
    }
}

/// One edit after the other, each of the text that the one before gives.
fn set_all<'f>(
    edition: &Edition,
    id: &Id,
    fields: impl Iterator<Item = &'f (&'static str, String)>,
) -> Result<Vec<Patch>, Refusal> {
    let mut patches: Vec<Patch> = Vec::new();
    let mut now: Option<Edition> = None;
    for (field, typed) in fields {
        if let Some(patch) = patches.last() {
            let sources = &now.as_ref().unwrap_or(edition).sources;
            let text = sources.file(patch.file).and_then(|file| patch.apply(&file.text)).unwrap_or_default();
            now = Some(Edition::read(0, edition.origin.clone(), sources.with_text(patch.file, text), edition.today));
        }
        patches.push(set(now.as_ref().unwrap_or(edition), id, field, typed)?);
    }
    Ok(patches)
}

/// What an edition says of what a patch is about.
fn value(edition: &Edition, id: &Id, what: &What) -> String {
    if !edition.is_sound() {
        return "has errors now; mend them first".to_owned();
    }
    let Some(entry) = edition.roadmap.entry(id.as_str()) else {
        return "not there".to_owned();
    };
    let What::Set { field, .. } = what else {
        return "there".to_owned();
    };
    says(field, &entry.datum(field).words())
}

/// `status blocked`.
fn says(field: &str, value: &str) -> String {
    format!("{field} {}", if value.is_empty() { "nothing" } else { value })
}
