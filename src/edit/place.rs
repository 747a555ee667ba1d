//! Where the keys of an entry stand in the text.

use crate::model::Kind;
use std::ops::Range;
use toml::Spanned;
use toml::de::{DeTable, DeValue};

/// A change of a text: the bytes that go, and what comes in their place.
pub type Splice = (Range<usize>, String);

/// A key with a value written behind it.
#[derive(Debug)]
struct Leaf {
    /// The key of the entry; for a dotted one, its first part.
    key: String,
    /// Where the last part of the key begins.
    begin: usize,
    /// Where the value stands.
    value: Range<usize>,
}

/// The table of an entry: keys on lines below a header, or between braces.
#[derive(Debug)]
pub struct Table<'t> {
    text: &'t str,
    inline: bool,
    /// By place.
    leaves: Vec<Leaf>,
}

impl<'t> Table<'t> {
    /// The table of that name whose header, or whose braces, stand there.
    pub fn find(text: &'t str, name: &str, at: Range<usize>) -> Option<Self> {
        Self::find_all(text, &[(name, at)])?.pop()
    }

    /// The same for several of one text, which is read once.
    pub fn find_all(text: &'t str, wanted: &[(&str, Range<usize>)]) -> Option<Vec<Self>> {
        let root = DeTable::parse(text).ok()?;
        let one = |(name, at): &(&str, Range<usize>)| {
            let DeValue::Array(items) = root.get_ref().get(*name)?.get_ref() else {
                return None;
            };
            // They stand in the order of the text.
            let i = items.binary_search_by_key(&at.start, |item| item.span().start).ok()?;
            let table = items.get(i).filter(|item| item.span() == *at)?.get_ref().as_table()?;
            let mut leaves = Vec::new();
            gather(table, None, &mut leaves);
            leaves.sort_by_key(|leaf| leaf.begin);
            Some(Self { text, inline: text.get(at.clone())?.starts_with('{'), leaves })
        };
        wanted.iter().map(one).collect()
    }

    /// Where the value of a key stands.
    pub fn value(&self, key: &str) -> Option<Range<usize>> {
        self.leaf(key).map(|i| self.leaves[i].value.clone())
    }

    fn leaf(&self, key: &str) -> Option<usize> {
        self.leaves.iter().position(|leaf| leaf.key == key)
    }

    /// A key more, after the last one.
    pub fn with(&self, key: &str, value: &str) -> Option<Splice> {
        let last = self.leaves.last()?;
        let at = last.value.end;
        if self.inline {
            return Some((at..at, format!(", {key} = {value}")));
        }
        let line_end = line_end(self.text, at);
        let indent: String = self
            .text
            .get(line_start(self.text, last.begin)..)?
            .chars()
            .take_while(|c| matches!(c, ' ' | '\t'))
            .collect();
        let line = format!("{indent}{key} = {value}");
        let next = next_line(self.text, at);
        let ended = self.text.get(..next)?.ends_with('\n');
        Some((next..next, if ended { line + line_end } else { format!("{line_end}{line}") }))
    }

    /// The key taken out.
    pub fn without(&self, key: &str) -> Option<Splice> {
        let i = self.leaf(key)?;
        let leaf = &self.leaves[i];
        let (start, end) = (line_start(self.text, leaf.begin), next_line(self.text, leaf.value.end));
        if !self.inline {
            // The last line of a text that does not end with a line end takes the one before it along.
            let ended = self.text.get(..end)?.ends_with('\n');
            let start = if ended { start } else { line_before(self.text, start) };
            return Some((start..end, String::new()));
        }
        let Some(comma) = comma(self.text, leaf.value.end) else {
            let before = self.leaves.get(i.checked_sub(1)?)?.value.end;
            let separator = comma(self.text, before)?;
            let between = self.text.get(separator + 1..leaf.begin)?;
            // What is said of the key before stays.
            let kept = if between.contains('#') { between.to_owned() } else { String::new() };
            return Some((separator..leaf.value.end, kept));
        };
        let alone = self.text.get(start..leaf.begin)?.trim().is_empty()
            && !self.text.get(leaf.value.end..comma)?.contains('\n')
            && matches!(self.text.get(comma + 1..end)?.trim_start().chars().next(), None | Some('#'));
        if alone {
            return Some((start..end, String::new()));
        }
        let spaces = self.text.get(comma + 1..)?.bytes().take_while(|b| matches!(b, b' ' | b'\t')).count();
        Some((leaf.begin..comma + 1 + spaces, String::new()))
    }
}

/// The keys that have a value behind them. A table below a header of its own comes after them.
fn gather(table: &DeTable<'_>, outer: Option<&str>, leaves: &mut Vec<Leaf>) {
    for (key, value) in table {
        let (at, span) = (key.span(), value.span());
        let name = outer.unwrap_or(key.get_ref());
        if span.start >= at.end {
            leaves.push(Leaf { key: name.to_owned(), begin: at.start, value: span });
        } else if let (true, Some(inner)) = (span == at, value.get_ref().as_table()) {
            gather(inner, Some(name), leaves);
        }
    }
}

/// Where the last of the entries of a kind in a text stands, and where its last line or brace ends, with all that is
/// below it. For a list between brackets without entries, where one could stand.
pub enum Last {
    /// There is none.
    None,
    /// `kind = []`; the place is behind the bracket.
    Empty(usize),
    /// Between braces.
    Inline(Range<usize>),
    /// Below a header.
    Lines { end: usize },
}

impl Last {
    /// Looks for it.
    pub fn of(text: &str, kind: Kind) -> Option<Self> {
        let root = DeTable::parse(text).ok()?;
        let Some(list) = root.get_ref().get(kind.word()) else {
            return Some(Self::None);
        };
        let DeValue::Array(items) = list.get_ref() else {
            return None;
        };
        let Some(last) = items.last() else {
            return Some(Self::Empty(list.span().start + 1));
        };
        let inline = text.get(last.span())?.starts_with('{');
        Some(if inline { Self::Inline(last.span()) } else { Self::Lines { end: reach(last) } })
    }
}

/// How far a value reaches, with the tables that stand below headers of their own.
pub fn reach(value: &Spanned<DeValue<'_>>) -> usize {
    let within = match value.get_ref() {
        DeValue::Table(table) => table.values().map(reach).max(),
        DeValue::Array(items) => items.iter().map(reach).max(),
        _ => None,
    };
    value.span().end.max(within.unwrap_or(0))
}

/// Where the line of a place begins.
pub fn line_start(text: &str, at: usize) -> usize {
    text.get(..at).and_then(|before| before.rfind('\n')).map_or(0, |end| end + 1)
}

/// Where the line after that of a place begins, or the text ends.
pub fn next_line(text: &str, at: usize) -> usize {
    text.get(at..).and_then(|after| after.find('\n')).map_or(text.len(), |end| at + end + 1)
}

/// A place before the line end that stands before a line.
fn line_before(text: &str, start: usize) -> usize {
    let before = text.get(..start).unwrap_or("");
    before.strip_suffix('\n').map_or(before.len(), |rest| rest.strip_suffix('\r').unwrap_or(rest).len())
}

/// How lines end there: as the line of the place does, or else the first of the text.
pub fn line_end(text: &str, at: usize) -> &'static str {
    let end = text.get(at..).and_then(|after| after.find('\n')).map(|end| at + end).or_else(|| text.find('\n'));
    match end {
        Some(end) if text.as_bytes().get(end.wrapping_sub(1)) == Some(&b'\r') => "\r\n",
        _ => "\n",
    }
}

/// The comma behind a value between braces or brackets, with only spaces, line ends and comments before it.
pub fn comma(text: &str, from: usize) -> Option<usize> {
    let mut at = from;
    loop {
        match text.as_bytes().get(at)? {
            b',' => return Some(at),
            b'#' => at = next_line(text, at),
            b if b.is_ascii_whitespace() => at += 1,
            _ => return None,
        }
    }
}
