use super::place::Table;
use crate::edition::Edition;
use crate::model::{Datum, Entry, Id};
use crate::text::one_line;
use std::fmt::Write as _;

/// What an edition says otherwise than another, as TOML to be copied: each table with its id and the fields that differ,
/// by the value as it is written. What is taken out is a comment: in TOML there is no word for it.
pub fn excerpt(before: &Edition, after: &Edition) -> String {
    let mut out = String::new();
    let changed = after.roadmap.entries().filter_map(|(_, entry)| {
        let fields = differing(before.roadmap.entry(entry.id().as_str())?, entry);
        (!fields.is_empty()).then_some((entry, fields))
    });
    let changed: Vec<_> = changed.collect();
    for (file, source) in after.sources.files() {
        let here: Vec<_> = changed.iter().filter(|(entry, _)| entry.at().file == file).collect();
        let places: Vec<_> = here.iter().map(|(entry, _)| (entry.kind().word(), entry.at().range())).collect();
        let tables = if places.is_empty() { None } else { Table::find_all(&source.text, &places) };
        for ((entry, fields), table) in here.into_iter().zip(tables.into_iter().flatten()) {
            let _ = write!(out, "\n[[{}]]\nid = \"{}\"\n", entry.kind().word(), entry.id());
            for (key, old, new) in fields {
                let was = one_line(old).into_owned();
                let value = table.value(key).and_then(|range| source.text.get(range));
                let _ = match value.filter(|_| *new != Datum::Absent) {
                    Some(value) if was.is_empty() => writeln!(out, "{key} = {value}"),
                    Some(value) => writeln!(out, "{key} = {value} # was {was}"),
                    None => writeln!(out, "# `{key}` is taken out; it was {was}"),
                };
            }
        }
    }
    let gone: Vec<&Id> = (before.roadmap.entries().map(|(_, entry)| entry.item().id()))
        .filter(|id| after.roadmap.find(id.as_str()).is_none())
        .collect();
    for id in gone {
        let kind = before.roadmap.entry(id.as_str()).map_or("entry", |entry| entry.kind().word());
        let _ = write!(out, "\n# The [[{kind}]] with id = \"{id}\" is taken out.\n");
    }
    out
}

/// The fields of an entry that say something else now: what they said, and what they say.
fn differing(old: Entry<'_>, new: Entry<'_>) -> Vec<(&'static str, String, Datum)> {
    let (mut was, mut out) = (Vec::new(), Vec::new());
    old.data(&mut |_, datum| was.push(datum));
    let mut was = was.into_iter();
    new.data(&mut |field, datum| {
        if let Some(old) = was.next().filter(|old| *old != datum) {
            out.push((field.key, old.words(), datum));
        }
    });
    out
}
