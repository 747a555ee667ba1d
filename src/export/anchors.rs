//! Headings of a document, each with an address of its own, as GitHub gives them.

use crate::model::{EntryIx, Roadmap};
use crate::text::{is_accent, one_line};
use std::collections::{HashMap, HashSet};

/// What the headings of entries say, and the addresses within the document that lead to them.
pub struct Anchors {
    headings: HashMap<EntryIx, (String, String)>,
}

impl Anchors {
    /// Of a document with these sections. An entry whose name would lead to the same place as something else has its id
    /// behind it: no two headings have one address, so that none gets a number.
    pub fn new(
        roadmap: &Roadmap,
        sections: impl Iterator<Item = String>,
        entries: impl Iterator<Item = EntryIx>,
    ) -> Self {
        let mut taken: HashSet<String> = sections.map(|section| slug(&section)).collect();
        let mut headings = HashMap::new();
        for ix in entries {
            let Some(entry) = roadmap.get(ix) else { continue };
            let mut heading = one_line(entry.item().name()).into_owned();
            let mut slug = slug(&heading);
            while slug.is_empty() || !taken.insert(slug.clone()) {
                heading = format!("{heading} ({})", entry.item().id());
                slug = self::slug(&heading);
            }
            headings.insert(ix, (heading, slug));
        }
        Self { headings }
    }

    /// What the heading of an entry says.
    pub fn heading(&self, ix: EntryIx) -> &str {
        self.headings.get(&ix).map_or("", |(heading, _)| heading)
    }

    /// The address that leads to it.
    pub fn of(&self, ix: EntryIx) -> Option<String> {
        self.headings.get(&ix).map(|(_, slug)| format!("#{slug}"))
    }

    /// The address that leads to a section.
    pub fn of_section(section: &str) -> String {
        format!("#{}", slug(section))
    }
}

/// The address that GitHub gives to a heading: its letters and digits in small letters, a hyphen for each space.
fn slug(heading: &str) -> String {
    let words = heading.split_whitespace().collect::<Vec<_>>().join(" ");
    let kept = |c: &char| c.is_alphabetic() || is_digit(*c) || is_accent(*c) || matches!(c, '-' | '_' | ' ');
    words.chars().filter(kept).flat_map(char::to_lowercase).map(|c| if c == ' ' { '-' } else { c }).collect()
}

/// Whether a character is a digit of a number, and no fraction, exponent or number in a circle.
fn is_digit(c: char) -> bool {
    c.is_numeric() && (c.is_ascii() || !matches!(c, '\u{80}'..='\u{ff}' | '\u{2000}'..='\u{33ff}'))
}
