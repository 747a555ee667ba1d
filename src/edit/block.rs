//! The text of an entry as it stands in its file.

use super::place::{next_line, reach};
use crate::text::{Sources, Span};
use toml::de::{DeTable, DeValue};

/// So many headers may stand below one of an entry, or look as if they did, within its texts.
const HEADERS: usize = 100;

/// The text of the entry whose header, or whose braces, stand there: to the end of the last line that belongs to it.
/// What follows it, comments on the next entry among it, is left out.
pub fn block(sources: &Sources, at: Span) -> Option<&str> {
    let text = &sources.file(at.file)?.text;
    let start = at.range().start;
    let rest = text.get(start..)?;
    if rest.starts_with('{') {
        return text.get(at.range());
    }
    let ends = memchr::memmem::find_iter(rest.as_bytes(), "\n[").map(|i| i + 1).chain([rest.len()]);
    let mut found = None;
    for end in ends.take(HEADERS) {
        // Where this is no TOML, the header stands within a text; where it says no more of the entry, it is the next.
        let Ok(root) = DeTable::parse(&rest[..end]) else { continue };
        let mut tables = root.get_ref().values();
        let (Some(DeValue::Array(items)), None) = (tables.next().map(toml::Spanned::get_ref), tables.next()) else {
            break;
        };
        let [item] = &items[..] else { break };
        found = Some(next_line(rest, reach(item)));
    }
    rest.get(..found?)
}
