//! The texts of all entries, ready to be searched: folded, and each sort in one buffer, so that a search goes through
//! memory from one end to the other instead of from entry to entry.

use crate::model::{Entry, EntryIx, Roadmap};
use crate::text::{fold, fold_char};
use memchr::memmem::Finder;

/// The texts of all entries of an edition, folded ([`crate::text::folded`]).
#[derive(Debug, Default)]
pub struct Haystack {
    /// What people call the entries.
    pub names: Strip,
    /// The first letters of the words of their names: `vrp` for Vera Rubin platform.
    pub initials: Strip,
    /// Their ids.
    pub ids: Strip,
    /// Their tags, and who leads them.
    pub labels: Strip,
    /// All their other texts, words and dates; a member's or any other entry's name is not in the text of those that
    /// refer to it.
    pub texts: Strip,
    letters: Vec<u64>,
    starts: Vec<u64>,
}

/// Fields whose texts are labels.
const LABELS: [&str; 2] = ["tags", "lead"];

impl Haystack {
    /// Of all entries of a roadmap.
    pub fn new(roadmap: &Roadmap) -> Self {
        let count = roadmap.len();
        let room = || Vec::with_capacity(count);
        let mut all = Self { letters: room(), starts: room(), ..Self::default() };
        for strip in [&mut all.names, &mut all.initials, &mut all.ids, &mut all.labels, &mut all.texts] {
            strip.ends.reserve_exact(count);
        }
        for (_, entry) in roadmap.entries() {
            all.add(entry);
        }
        for strip in [&mut all.names, &mut all.initials, &mut all.ids, &mut all.labels, &mut all.texts] {
            strip.text.shrink_to_fit();
        }
        all
    }

    fn add(&mut self, entry: Entry<'_>) {
        let called = entry.kind().called();
        let start = self.names.text.len();
        fold(entry.name(), &mut self.names.text);
        let (all, first) = of_name(&self.names.text[start..]);
        self.letters.push(all);
        self.starts.push(first);
        initials(entry.name(), &mut self.initials.text);
        self.ids.text.push_str(entry.id().as_str());
        entry.texts(&mut |field, text| {
            if field.key == called || field.key == "id" {
                return;
            }
            let strip = if LABELS.contains(&field.key) { &mut self.labels } else { &mut self.texts };
            fold(text, &mut strip.text);
            strip.text.push('\n');
        });
        for strip in [&mut self.names, &mut self.initials, &mut self.ids, &mut self.labels, &mut self.texts] {
            strip.close();
        }
    }

    /// Whether a folded text stands in some text of some entry.
    pub fn holds(&self, text: &str) -> bool {
        [&self.names, &self.initials, &self.ids, &self.labels, &self.texts]
            .into_iter()
            .any(|strip| strip.text.contains(text))
    }

    /// How many entries there are.
    pub fn len(&self) -> usize {
        self.letters.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.letters.is_empty()
    }

    /// The letters in the name of an entry, as [`letters`] tells them.
    pub fn letters(&self, ix: EntryIx) -> u64 {
        self.letters.get(ix.0 as usize).copied().unwrap_or(0)
    }

    /// The letters with which the words of its name begin.
    pub fn starts(&self, ix: EntryIx) -> u64 {
        self.starts.get(ix.0 as usize).copied().unwrap_or(0)
    }
}

/// One text of every entry, one after the other in one buffer.
#[derive(Debug, Default)]
pub struct Strip {
    text: String,
    /// Where the text of each entry ends, behind the line end that closes it.
    ends: Vec<u32>,
}

impl Strip {
    fn close(&mut self) {
        self.text.push('\n');
        // Texts beyond 4 GiB are not searched; a file is a sixty-fourth of that at most.
        self.ends.push(u32::try_from(self.text.len()).unwrap_or(u32::MAX));
    }

    /// How many bytes the texts have in all.
    pub fn bytes(&self) -> usize {
        self.text.len()
    }

    /// The text of an entry.
    pub fn of(&self, ix: EntryIx) -> &str {
        let i = ix.0 as usize;
        let start = i.checked_sub(1).map_or(0, |before| self.end(before));
        self.text.get(start..self.end(i).saturating_sub(1)).unwrap_or("")
    }

    /// The first byte of the text of an entry; the line end behind it where it has none.
    pub fn first(&self, ix: EntryIx) -> Option<u8> {
        let i = ix.0 as usize;
        let start = i.checked_sub(1).map_or(0, |before| self.end(before));
        self.text.as_bytes().get(start).copied()
    }

    fn end(&self, i: usize) -> usize {
        self.ends.get(i).map_or(0, |end| *end as usize)
    }

    /// Calls `visit` with every place where something stands: the entry, and the byte of its text. When it gives back
    /// false, the rest of that entry's text is left out. What is looked for has no line end in it, and therefore
    /// never stands in two entries.
    pub fn each(&self, needle: &Finder<'_>, mut visit: impl FnMut(EntryIx, usize) -> bool) {
        let text = self.text.as_bytes();
        let (mut at, mut i, mut start) = (0, 0, 0);
        while let Some(found) = text.get(at..).and_then(|rest| needle.find(rest)) {
            let place = at + found;
            while i < self.ends.len() && self.end(i) <= place {
                start = self.end(i);
                i += 1;
            }
            if i == self.ends.len() {
                return;
            }
            at = if visit(EntryIx(i as u32), place - start) { place + 1 } else { self.end(i) };
        }
    }
}

/// The letters of a folded text as a set of 64: each small Latin letter and digit has its own place, all other bytes
/// share what is left. What is not in the set of a text is not in the text.
pub fn letters(text: &str) -> u64 {
    text.bytes().fold(0, |set, b| set | 1 << PLACES[usize::from(b)])
}

/// The letters of a folded name, and those with which its words begin.
fn of_name(name: &str) -> (u64, u64) {
    let mut before = None;
    let (mut all, mut starts) = (0, 0);
    for (i, c) in name.char_indices() {
        let set = if c.is_ascii() { 1 << PLACES[c as usize] } else { letters(&name[i..i + c.len_utf8()]) };
        all |= set;
        if begins_word(before, c) {
            starts |= set;
        }
        before = Some(c);
    }
    (all, starts)
}

/// The place of each byte in a set of letters.
static PLACES: [u8; 256] = {
    let mut places = [0; 256];
    let mut i = 0;
    while i < places.len() {
        let b = i as u8;
        places[i] = match b {
            b'a'..=b'z' => b - b'a',
            b'0'..=b'9' => 26 + b - b'0',
            _ => 36 + b % 28,
        };
        i += 1;
    }
    places
};

/// Whether a word begins with a character, by the one before it: `LangChain 2.0b` has the words Lang, Chain, 2, 0.
pub fn begins_word(before: Option<char>, c: char) -> bool {
    let Some(before) = before else { return c.is_alphanumeric() };
    if c.is_ascii_lowercase() && before.is_ascii() {
        // Nearly all letters are such.
        return !before.is_ascii_alphanumeric();
    }
    c.is_alphanumeric()
        && (!before.is_alphanumeric()
            || (c.is_numeric() && !before.is_numeric())
            || (c.is_uppercase() && before.is_lowercase()))
}

fn initials(name: &str, out: &mut String) {
    let mut before = None;
    for c in name.chars() {
        if begins_word(before, c) {
            fold_char(c, &mut |c| out.push(c));
        }
        before = Some(c);
    }
}
