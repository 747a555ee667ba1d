use crate::text::{Sources, Span};
use toml::de::{DeTable, DeValue};

/// The lines of an entry: from its header to the next one.
pub fn block(sources: &Sources, header: Span) -> &str {
    let text = sources.file(header.file).map_or("", |file| &file.text);
    let rest = text.get(header.start as usize..).unwrap_or("");
    let end = memchr::memmem::find(rest.as_bytes(), b"\n[").map_or(rest.len(), |i| i + 1);
    &rest[..end]
}

/// Where a field of an entry stands, found by reading the entry's own lines again; the header where it has no
/// such field. `header` is the entry's span: it begins at the header of its table.
pub fn field_span(sources: &Sources, header: Span, field: &str) -> Span {
    let find = || {
        let table = DeTable::parse(block(sources, header)).ok()?;
        let DeValue::Array(items) = table.get_ref().values().next()?.get_ref() else {
            return None;
        };
        let value = items.first()?.get_ref().get(field)?.span();
        let start = header.start as usize;
        Some(Span::new(header.file, start + value.start..start + value.end))
    };
    find().unwrap_or(header)
}
