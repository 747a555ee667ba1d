use super::keys::{Key, KeyCode};
use super::prompt::Prompt;
use crate::edit::{check, settable};
use crate::edition::Edition;
use crate::model::{Field, Id, Kind, Shape};

/// Fields that are changed most often stand first.
const FIRST: &[&str] = &["status", "progress", "date", "owner", "likelihood", "impact"];
/// How many ids are offered where a reference can stand.
const OFFERED: usize = 2_000;

/// What a form is for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Purpose {
    /// To change an entry.
    Change(Id),
    /// To add an entry.
    Add(Kind),
}

/// A small form: fields, each of which can be typed over; Enter saves all that was.
#[derive(Debug, Clone)]
pub struct Form {
    /// What it is for.
    pub purpose: Purpose,
    /// What stands over it.
    pub title: String,
    /// The fields.
    pub lines: Vec<FormLine>,
    /// The selected one.
    pub at: usize,
}

/// One field of a form.
#[derive(Debug, Clone)]
pub struct FormLine {
    /// The field.
    pub field: &'static Field,
    /// What is typed, and what stood there before.
    pub prompt: Prompt,
    /// What can stand there, where that is a closed list.
    pub choices: Vec<String>,
    /// Why what is typed cannot stand there.
    pub wrong: Option<String>,
}

impl Form {
    /// The fields of an entry, as they are; `None` if there is no such entry.
    pub fn change(edition: &Edition, id: &Id) -> Option<Self> {
        let entry = edition.roadmap.entry(id.as_str())?;
        let mut fields: Vec<&'static Field> = settable(entry.kind()).collect();
        let rank = |field: &&Field| FIRST.iter().position(|key| *key == field.key).unwrap_or(FIRST.len());
        fields.sort_by_key(rank);
        let line = |field: &'static Field| {
            let now = entry.datum(field.key);
            FormLine {
                field,
                prompt: Prompt::new(&now.words()).overtyped(),
                choices: choices(edition, field.shape),
                wrong: None,
            }
        };
        Some(Self {
            purpose: Purpose::Change(id.clone()),
            title: format!("Change {}", entry.name()),
            lines: fields.into_iter().map(line).collect(),
            at: 0,
        })
    }

    /// A form for the name of a new entry.
    pub fn add(kind: Kind) -> Option<Self> {
        let field = kind.fields().iter().find(|field| field.key == kind.called())?;
        let line = FormLine { field, prompt: Prompt::default(), choices: Vec::new(), wrong: None };
        Some(Self { purpose: Purpose::Add(kind), title: format!("A new {}", kind.word()), lines: vec![line], at: 0 })
    }

    /// The fields in which something else is typed than stood there.
    pub fn changed(&self) -> impl Iterator<Item = &FormLine> {
        self.lines.iter().filter(|line| line.prompt.is_changed())
    }

    /// The selected field.
    pub fn line(&self) -> Option<&FormLine> {
        self.lines.get(self.at)
    }

    /// Moves the selection.
    pub fn step(&mut self, by: isize) {
        self.at = self.at.saturating_add_signed(by).min(self.lines.len().saturating_sub(1));
    }

    /// Takes the next or previous of the words that can stand there.
    pub fn choose(&mut self, by: isize, edition: &Edition) {
        if let Some(line) = self.lines.get_mut(self.at).filter(|line| !line.choices.is_empty()) {
            let here = line.choices.iter().position(|choice| choice == line.prompt.text());
            let count = line.choices.len() as isize;
            let to = here.map_or(if by > 0 { 0 } else { count - 1 }, |here| (here as isize + by).rem_euclid(count));
            line.prompt.set(&line.choices[to as usize]);
        }
        self.look(edition);
    }

    /// Takes a key that belongs to the text, and leaves the others. Where there is something to choose from, left and
    /// right choose.
    pub fn edit(&mut self, key: Key, edition: &Edition) -> bool {
        let Some(line) = self.lines.get_mut(self.at) else { return false };
        if !line.choices.is_empty() && matches!(key.code, KeyCode::Left | KeyCode::Right) {
            return false;
        }
        let taken = line.prompt.edit(key).is_taken();
        self.look(edition);
        taken
    }

    /// Takes text that was pasted.
    pub fn paste(&mut self, text: &str, edition: &Edition) {
        if let Some(line) = self.lines.get_mut(self.at) {
            line.prompt.paste(text);
        }
        self.look(edition);
    }

    /// Looks whether what is typed can stand there.
    fn look(&mut self, edition: &Edition) {
        let Purpose::Change(id) = &self.purpose else { return };
        if let Some(line) = self.lines.get_mut(self.at) {
            let checked = || check(edition, id, line.field.key, line.prompt.text());
            line.wrong =
                line.prompt.is_changed().then(checked).and_then(Result::err).map(|refusal| refusal.to_string());
        }
    }
}

impl FormLine {
    /// What can stand there, in words; of a long list, what begins like what is typed.
    pub fn hint(&self) -> String {
        let typed = if self.prompt.is_changed() { self.prompt.text() } else { "" };
        let fitting = || {
            let fits = self.choices.iter().filter(|choice| choice.contains(typed));
            fits.map(String::as_str).collect::<Vec<_>>().join(", ")
        };
        let legal = match self.field.shape {
            Shape::Word(..) | Shape::Link(_) => fitting(),
            Shape::Date => "2026-03-16, 2026-03, 2026-Q3, 2026-H2 or 2026".to_owned(),
            Shape::Duration => "days as 10d, weeks as 6w".to_owned(),
            Shape::Whole(from, to) => format!("{from} to {to}"),
            Shape::Share => "0 to 1".to_owned(),
            Shape::Likelihood => "1 to 5, or a probability as 0.35".to_owned(),
            Shape::Url => "http://…, https://… or mailto:…".to_owned(),
            _ => "text".to_owned(),
        };
        if self.field.required { legal } else { format!("{legal}; nothing takes it out") }
    }
}

fn choices(edition: &Edition, shape: Shape) -> Vec<String> {
    match shape {
        Shape::Word(words, _) => words.iter().map(|word| (*word).to_owned()).collect(),
        Shape::Link(kinds) => {
            let fitting = edition.roadmap.entries().filter(|(_, entry)| kinds.contains(entry.kind()));
            fitting.take(OFFERED).map(|(_, entry)| entry.id().to_string()).collect()
        }
        _ => Vec::new(),
    }
}
