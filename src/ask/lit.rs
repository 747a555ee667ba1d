//! Which letters of a text are those that were looked for.

use super::search::Wanted;
use super::word::{Unfolded, Word};
use crate::edition::Edition;
use crate::model::{Entry, EntryIx, Kind};

/// A piece of a text in which something was found.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Snippet {
    /// What the text is: the field.
    pub label: String,
    /// The piece, with `…` where something was left out.
    pub text: String,
    /// Which of its characters are lit, by their number.
    pub lit: Vec<usize>,
}

impl Wanted {
    /// The characters of a name that are lit, by their number; with what is only nearly so, if that was asked for.
    pub fn lit(&self, name: &str, near: bool) -> Vec<usize> {
        let name = Unfolded::new(name);
        let mut lit: Vec<usize> = self.words().iter().filter_map(|word| word.lit(&name, near)).flatten().collect();
        lit.sort_unstable();
        lit.dedup();
        lit
    }

    /// Where the first word stands that is not in the name of an entry, in about that many cells of text.
    pub fn snippet(&self, edition: &Edition, ix: EntryIx, cells: usize) -> Option<Snippet> {
        let entry = edition.roadmap.get(ix)?;
        let name = Unfolded::new(entry.name());
        self.words()
            .iter()
            .filter(|word| !word.kinds.contains(entry.kind()) && word.lit(&name, true).is_none())
            .find_map(|word| word.snippet(edition, ix, entry, cells))
    }
}

impl Word {
    /// The characters of a name that it lights, as it is found there; `None` if it is not.
    fn lit(&self, name: &Unfolded, near: bool) -> Option<Vec<usize>> {
        let whole = || {
            let (_, at) = self.within(&name.folded)?;
            Some(name.origins(at..at + self.text().len()).collect())
        };
        let scattered = || {
            let places = self.scatters().then(|| self.scattered(&name.folded))??;
            Some(places.into_iter().map(|place| name.origin(place)).collect())
        };
        let nearly = || {
            let (bytes, _) = self.near(&name.folded)?;
            Some(name.origins(bytes).collect())
        };
        whole().or_else(|| name.initials(self.text())).or_else(scattered).or_else(|| if near { nearly() } else { None })
    }

    /// Where it stands in the texts of an entry.
    fn snippet(&self, edition: &Edition, ix: EntryIx, entry: Entry<'_>, cells: usize) -> Option<Snippet> {
        let mut found = None;
        let mut look = |label: &str, text: &str| {
            if found.is_none() {
                found = self.cut(label, text, cells);
            }
        };
        look("id", entry.id().as_str());
        let called = entry.kind().called();
        entry.texts(&mut |field, text| {
            if ["tags", "lead"].contains(&field.key) {
                look(field.key, text);
            }
        });
        for edge in edition.links.from(ix) {
            if let Some(member) = edition.roadmap.get(edge.entry).filter(|entry| entry.kind() == Kind::Member) {
                look(edition.links.field(*edge), member.name());
            }
        }
        entry.texts(&mut |field, text| {
            if field.key != called {
                look(field.key, text);
            }
        });
        found
    }

    /// The piece of a text around its first place in it.
    fn cut(&self, label: &str, text: &str, cells: usize) -> Option<Snippet> {
        let unfolded = Unfolded::new(text);
        let (_, at) = self.within(&unfolded.folded)?;
        let lit: Vec<usize> = unfolded.origins(at..at + self.text().len()).collect();
        let (first, last) = (*lit.first()?, *lit.last()?);
        // What leads to it is worth a third of the room; from there on it is cut where it is painted.
        let lead = (cells / 3).min(first);
        let mut from = first - lead;
        if from > 0 {
            // From the beginning of a word, if one begins there.
            let words = text.char_indices().map(|(_, c)| c).enumerate().skip(from).take(first - from);
            from = words.filter(|(_, c)| *c == ' ').map(|(i, _)| i + 1).next().unwrap_or(from);
        }
        let more = if from > 0 { "…" } else { "" };
        let shift = from - more.chars().count();
        let room = cells.max(last + 1 - from);
        let mut rest = text.chars().skip(from).map(|c| if c == '\n' { ' ' } else { c });
        let piece: String = rest.by_ref().take(room).collect();
        let cut = if rest.next().is_some() { "…" } else { "" };
        let lit = lit.into_iter().map(|i| i - shift).collect();
        Some(Snippet { label: label.replace('_', " "), text: format!("{more}{piece}{cut}"), lit })
    }
}
