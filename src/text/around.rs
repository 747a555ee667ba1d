use std::ops::Range;

/// The entry in whose lines a place of a text stands, as far as the lines alone tell.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Around<'t> {
    /// Its header.
    pub header: Range<usize>,
    /// The name of its table.
    pub kind: &'t str,
    /// Its id, if it has one.
    pub id: Option<&'t str>,
}

/// Looks for the nearest header `[[…]]` above a place, and for an id below that. The text need not be right: this is
/// how a person would look.
pub fn entry_around(text: &str, at: usize) -> Option<Around<'_>> {
    let at = text.floor_char_boundary(at);
    let line = text[..at].rfind('\n').map_or(0, |i| i + 1);
    let start = if text[line..].starts_with("[[") {
        line
    } else {
        text[..line]
            .rfind("\n[[")
            .map(|i| i + 1)
            .or_else(|| text.starts_with("[[").then_some(0))
            .filter(|i| *i < line)?
    };
    let mut lines = text[start..].lines();
    let header = lines.next()?;
    let kind = header.split('#').next()?.trim().trim_matches(['[', ']']).trim();
    let of_id = |line: &'_ str| line.split_once('=').is_some_and(|(key, _)| key.trim() == "id");
    let id = lines.take_while(|line| !line.starts_with("[[")).find(|line| of_id(line));
    let id = id.and_then(|line| line.split_once('=')).map(|(_, id)| id.split('#').next().unwrap_or(id).trim());
    Some(Around { header: start..start + header.trim_end().len(), kind, id: id.map(|id| id.trim_matches(['"', '\''])) })
}
