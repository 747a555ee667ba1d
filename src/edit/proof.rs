//! A change is proven by reading the text with it: nothing but what was asked for may be different.

use super::{Patch, Refusal};
use crate::edition::Edition;
use crate::load::{load, one_by_one};
use crate::model::{Datum, Entry, Id, Kind, Record, Roadmap};
use std::collections::HashMap;

/// What is to be different.
pub enum Wanted<'a> {
    /// These fields of entries say this, and an entry is gone, with every reference to it.
    Fields { put: &'a [(Id, &'static str, Datum)], gone: Option<&'a Id> },
    /// There is one entry more.
    Entry { id: &'a Id, kind: Kind },
}

/// Every field with its value, in the order of the format.
type Fields = Vec<(&'static str, Datum)>;

/// Reads the text with the change and tells what else would be different.
pub fn prove(edition: &Edition, patch: &Patch, wanted: &Wanted<'_>) -> Result<(), Refusal> {
    let before = edition.sources.file(patch.file).map_or("", |file| &*file.text);
    let after = patch.apply(before).ok_or_else(|| Refusal::lost(&patch.entry))?;
    let reading = load(&edition.sources.with_text(patch.file, after), one_by_one, &mut |_| {});
    if let Some(problem) = reading.problems.iter().find(|problem| problem.is_error()) {
        return Err(Refusal::of(problem));
    }
    compare(&edition.roadmap, &reading.roadmap, wanted).ok_or_else(|| Refusal::lost(&patch.entry))
}

/// Whether nothing but what was asked for is different between two roadmaps.
pub fn compare(old: &Roadmap, new: &Roadmap, wanted: &Wanted<'_>) -> Option<()> {
    let (put, gone, fresh) = match wanted {
        Wanted::Fields { put, gone } => (*put, *gone, None),
        Wanted::Entry { id, kind } => (&[][..], None, Some((*id, *kind))),
    };
    let mut missing: HashMap<&Id, Vec<(&'static str, &Datum)>> = HashMap::new();
    for (id, field, datum) in put {
        missing.entry(id).or_default().push((field, datum));
    }
    if beside(old, gone) != beside(new, None) {
        return None;
    }
    let mut added = fresh.is_none();
    let mut rest = old.entries().map(|(_, entry)| entry).filter(|entry| Some(entry.id()) != gone);
    for (_, entry) in new.entries() {
        if !added && fresh == Some((entry.id(), entry.kind())) {
            added = true;
            continue;
        }
        let before = rest.next().filter(|before| before.id() == entry.id() && before.kind() == entry.kind())?;
        let mut should = without(fields(before), gone);
        for (field, datum) in missing.remove(entry.id()).into_iter().flatten() {
            for (_, value) in should.iter_mut().filter(|(key, _)| *key == field) {
                *value = datum.clone();
            }
        }
        if should != fields(entry) {
            return None;
        }
    }
    (added && missing.is_empty() && rest.next().is_none()).then_some(())
}

/// Fields as they are when nothing refers to an entry any more.
fn without(mut fields: Fields, gone: Option<&Id>) -> Fields {
    let Some(gone) = gone else { return fields };
    for (_, datum) in &mut fields {
        if let Datum::Links(ids) = datum
            && ids.contains(gone)
        {
            ids.retain(|id| id != gone);
            if ids.is_empty() {
                *datum = Datum::Absent;
            }
        }
    }
    fields
}

fn fields(entry: Entry<'_>) -> Fields {
    let mut out = Vec::with_capacity(24);
    entry.data(&mut |field, datum| out.push((field.key, datum)));
    out
}

/// What a roadmap says beside its entries: of itself, the presenter's script, and its views.
fn beside(roadmap: &Roadmap, gone: Option<&Id>) -> Vec<Fields> {
    let about = roadmap.about.iter().map(|about| {
        let mut out = Vec::new();
        about.own_data(&mut |field, datum| out.push((field.key, datum)));
        out
    });
    let scenes = roadmap.scenes.iter().map(|scene| {
        let mut out = Vec::new();
        scene.own_data(&mut |field, datum| out.push((field.key, datum)));
        scene.common.data(&mut |field, datum| out.push((field.key, datum)));
        out
    });
    let views = roadmap.views.iter().map(|view| {
        let mut out = Vec::new();
        view.own_data(&mut |field, datum| out.push((field.key, datum)));
        out
    });
    about.chain(scenes).chain(views).map(|fields| without(fields, gone)).collect()
}
