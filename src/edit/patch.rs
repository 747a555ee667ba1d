use crate::edition::What;
use crate::model::Id;
use crate::text::{FileId, one_line};
use std::hash::BuildHasher;
use std::ops::Range;

/// A change to the text of one file: these bytes become those.
#[derive(Debug, Clone, PartialEq)]
pub struct Patch {
    /// The file, by its number in the edition from which it was made.
    pub file: FileId,
    /// The bytes that go.
    pub range: Range<usize>,
    /// What comes in their place.
    pub text: String,
    /// What stood there.
    pub was: String,
    /// The entry that it is about.
    pub entry: Id,
    /// What it does to the entry.
    pub what: What,
    before: Mark,
    after: Mark,
}

/// By what a text is known again. It guards against a text that changed meanwhile, not against one that was made to
/// look the same.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Mark {
    bytes: usize,
    hash: u64,
}

impl Mark {
    fn of(text: &str) -> Self {
        Self { bytes: text.len(), hash: foldhash::quality::FixedState::default().hash_one(text) }
    }
}

/// About as much of a value as fits on a line.
const SHOWN: usize = 40;

impl Patch {
    /// A change to `before`; `None` where the range does not fit the text.
    pub(super) fn new(
        before: &str,
        file: FileId,
        range: Range<usize>,
        text: String,
        entry: Id,
        what: What,
    ) -> Option<Self> {
        let was = before.get(range.clone())?.to_owned();
        let after = Mark::of(&spliced(before, &range, &text)?);
        Some(Self { file, range, text, was, entry, what, before: Mark::of(before), after })
    }

    /// The text with the change; `None` where it is not the text from which the change was made.
    pub fn apply(&self, before: &str) -> Option<String> {
        let known = Mark::of(before) == self.before && before.get(self.range.clone()) == Some(self.was.as_str());
        known.then(|| spliced(before, &self.range, &self.text)).flatten()
    }

    /// The change that gives the first text back.
    #[must_use]
    pub fn undo(&self) -> Self {
        let what = match self.what.clone() {
            What::Added => What::Removed,
            What::Removed => What::Added,
            What::Set { field, from, to } => What::Set { field, from: to, to: from },
            What::Moved { from, to, days } => What::Moved { from: to, to: from, days: -days },
            renamed @ What::Renamed { .. } => renamed,
        };
        Self {
            file: self.file,
            range: self.range.start..self.range.start + self.text.len(),
            text: self.was.clone(),
            was: self.text.clone(),
            entry: self.entry.clone(),
            what,
            before: self.after,
            after: self.before,
        }
    }

    /// What it does, on one line: `base-model: status planned → done`.
    pub fn words(&self) -> String {
        let shown = |value: &str| match one_line(value).into_owned() {
            value if value.is_empty() => "nothing".to_owned(),
            value if value.chars().count() > SHOWN => value.chars().take(SHOWN - 1).chain(['…']).collect(),
            value => value,
        };
        match &self.what {
            What::Added => format!("{}: added", self.entry),
            What::Removed => format!("{}: taken out", self.entry),
            What::Renamed { from } => format!("{}: was {from}", self.entry),
            What::Moved { from, to, .. } => format!("{}: date {from} → {to}", self.entry),
            What::Set { field, from, to } => format!("{}: {field} {} → {}", self.entry, shown(from), shown(to)),
        }
    }
}

fn spliced(before: &str, range: &Range<usize>, text: &str) -> Option<String> {
    Some([before.get(..range.start)?, text, before.get(range.end..)?].concat())
}
