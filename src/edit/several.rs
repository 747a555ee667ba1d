//! Several changes at once: fields of entries that say something else, and an entry taken out with all that names it.
//! Unlike a patch, what comes out is read as a whole edition: what proves it is what is shown.

use super::place::{Splice, Table, comma, line_end};
use super::proof::{Wanted, compare};
use super::{Refusal, block, typed, written};
use crate::edition::{Edition, Origin};
use crate::load::Hands;
use crate::model::{Common, Datum, Entry, Field, Id, Record, Scene, View};
use crate::text::{FileId, Span};
use std::collections::BTreeMap;
use std::ops::Range;

/// What a field is to say.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Value {
    /// As it is typed into a form.
    Typed(String),
    /// As it is written in TOML.
    Toml(String),
}

/// A field of an entry, and what it is to say.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Put {
    /// The entry.
    pub entry: Id,
    /// The field.
    pub field: &'static str,
    /// What it is to say.
    pub value: Value,
}

/// What is changed of one table of a text.
struct Target<'a> {
    name: &'static str,
    at: Span,
    puts: Vec<(&'static str, Written<'a>)>,
}

enum Written<'a> {
    Value(&'static Field, &'a Value),
    List(String),
    Out,
}

/// The edition with some fields changed and an entry taken out, read by `hands` and proven: nothing else is different.
pub fn edited(
    edition: &Edition,
    puts: &[Put],
    gone: Option<&Id>,
    number: u64,
    origin: Origin,
    hands: Hands,
) -> Result<Edition, Refusal> {
    if !edition.is_sound() {
        return Err(Refusal::Broken);
    }
    let about = puts.first().map(|put| &put.entry).or(gone);
    let lost = || about.map_or(Refusal::Broken, Refusal::lost);
    let mut targets: Vec<Target<'_>> = Vec::new();
    let mut wanted = Vec::new();
    for put in puts {
        let (entry, field) = find(edition, put)?;
        let datum = match &put.value {
            Value::Typed(typed) => typed::read(edition, entry.kind(), field, typed)?,
            Value::Toml(value) => typed::read_toml(entry.kind(), field, value)?,
        };
        wanted.push((put.entry.clone(), field.key, datum));
        add(&mut targets, entry.kind().word(), entry.at(), field.key, Written::Value(field, &put.value));
    }
    if let Some(gone) = gone {
        references(edition, gone, &mut targets);
    }
    let mut splices = splices(edition, &targets).ok_or_else(lost)?;
    if let Some(gone) = gone.and_then(|id| edition.roadmap.entry(id.as_str())) {
        let (file, range) = whole(edition, gone).ok_or_else(lost)?;
        let of_file = splices.entry(file).or_default();
        of_file.retain(|(at, _)| !(range.start <= at.start && at.end <= range.end));
        of_file.push((range, String::new()));
    }
    let mut sources = edition.sources.clone();
    for (file, mut splices) in splices {
        let mut text = edition.sources.file(file).ok_or_else(lost)?.text.to_string();
        splices.sort_by_key(|(range, _)| std::cmp::Reverse((range.start, range.end)));
        let mut before = usize::MAX;
        for (range, put) in splices {
            if range.end > before || text.get(range.clone()).is_none() {
                return Err(lost());
            }
            before = range.start;
            text.replace_range(range, &put);
        }
        sources = sources.with_text(file, text);
    }
    let after = Edition::read_with(hands, number, origin, sources, edition.today, &mut |_| {});
    if let Some(problem) = after.problems.iter().find(|problem| problem.is_error()) {
        return Err(Refusal::of(problem));
    }
    compare(&edition.roadmap, &after.roadmap, &Wanted::Fields { put: &wanted, gone }).ok_or_else(lost)?;
    Ok(after)
}

fn find<'e>(edition: &'e Edition, put: &Put) -> Result<(Entry<'e>, &'static Field), Refusal> {
    let Some(entry) = edition.roadmap.entry(put.entry.as_str()) else {
        let unknown = edition.unknown(&put.entry).unwrap_or_default();
        return Err(Refusal::NoEntry(unknown));
    };
    let mut all = entry.kind().fields().iter().chain(Common::FIELDS);
    let field = all.find(|field| field.key == put.field);
    field.map(|field| (entry, field)).ok_or_else(|| Refusal::NoField(format!("there is no field `{}`", put.field)))
}

fn add<'a>(targets: &mut Vec<Target<'a>>, name: &'static str, at: Span, field: &'static str, put: Written<'a>) {
    match targets.iter_mut().find(|target| target.at == at) {
        Some(target) => target.puts.push((field, put)),
        None => targets.push(Target { name, at, puts: vec![(field, put)] }),
    }
}

/// Every field that names an entry, without it.
fn references(edition: &Edition, gone: &Id, targets: &mut Vec<Target<'_>>) {
    let (roadmap, links) = (&edition.roadmap, &edition.links);
    let mut naming: Vec<_> = roadmap.find(gone.as_str()).map(|ix| links.to(ix)).unwrap_or_default().to_vec();
    naming.dedup_by_key(|edge| edge.entry);
    for entry in naming.into_iter().filter_map(|edge| roadmap.get(edge.entry)) {
        entry.data(&mut |field, datum| {
            let Datum::Links(mut ids) = datum else { return };
            if ids.contains(gone) {
                ids.retain(|id| id != gone);
                let list = ids.iter().map(|id| format!("\"{id}\"")).collect::<Vec<_>>().join(", ");
                let put = if ids.is_empty() { Written::Out } else { Written::List(format!("[{list}]")) };
                add(targets, entry.kind().word(), entry.at(), field.key, put);
            }
        });
    }
    let scenes = roadmap.scenes.iter().map(|scene| (Scene::NAME, scene.at, &scene.focus));
    let views = roadmap.views.iter().map(|view| (View::NAME, view.at, &view.focus));
    for (name, at, focus) in scenes.chain(views) {
        if focus.as_ref().is_some_and(|focus| focus.id == *gone) {
            add(targets, name, at, "focus", Written::Out);
        }
    }
}

/// The changes of every text, which is read once.
fn splices(edition: &Edition, targets: &[Target<'_>]) -> Option<BTreeMap<FileId, Vec<Splice>>> {
    let mut out: BTreeMap<FileId, Vec<Splice>> = BTreeMap::new();
    for (file, source) in edition.sources.files() {
        let here: Vec<&Target<'_>> = targets.iter().filter(|target| target.at.file == file).collect();
        if here.is_empty() {
            continue;
        }
        let text = &*source.text;
        let places: Vec<_> = here.iter().map(|target| (target.name, target.at.range())).collect();
        for (target, table) in here.iter().zip(Table::find_all(text, &places)?) {
            for (field, put) in &target.puts {
                let present = table.value(field);
                let value = match put {
                    Written::Out => None,
                    Written::List(list) => Some(list.clone()),
                    Written::Value(_, Value::Toml(value)) => Some(value.clone()),
                    Written::Value(field, Value::Typed(typed)) => {
                        let line_end = line_end(text, target.at.range().end);
                        let present = present.clone().and_then(|range| text.get(range));
                        Some(written::value(field.shape, typed, present, line_end))
                    }
                };
                out.entry(file).or_default().push(match (value, present) {
                    (None, None) => continue,
                    (None, Some(_)) => table.without(field)?,
                    (Some(value), Some(range)) => (range, value),
                    (Some(value), None) => table.with(field, &value)?,
                });
            }
        }
    }
    Some(out)
}

/// Where an entry stands, with what parts it from the next.
fn whole(edition: &Edition, entry: Entry<'_>) -> Option<(FileId, Range<usize>)> {
    let at = entry.at();
    let text = &edition.sources.file(at.file)?.text;
    let start = at.range().start;
    let end = start + block(&edition.sources, at)?.len();
    let inline = text.get(at.range())?.starts_with('{');
    let end = comma(text, end).filter(|_| inline).map_or(end, |comma| comma + 1);
    Some((at.file, start..end))
}
