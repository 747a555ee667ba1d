//! A change is proven by reading the text with it: nothing but what was asked for may be different.

use super::{Patch, Refusal};
use crate::edition::Edition;
use crate::load::{load, one_by_one};
use crate::model::{Datum, Entry, Id, Kind, Record, Roadmap};

/// What is to be different.
pub enum Wanted<'a> {
    /// One field of one entry says this.
    Field { entry: &'a Id, field: &'static str, datum: &'a Datum },
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
    let (old, new) = (&edition.roadmap, &reading.roadmap);
    if beside(old) != beside(new) {
        return Err(Refusal::lost(&patch.entry));
    }
    let mut found = false;
    let mut rest = old.entries().map(|(_, entry)| entry);
    for (_, entry) in new.entries() {
        if let Wanted::Entry { id, kind } = wanted
            && entry.id() == *id
            && entry.kind() == *kind
            && !found
        {
            found = true;
            continue;
        }
        let same = rest.next().filter(|before| before.id() == entry.id() && before.kind() == entry.kind());
        let before = same.ok_or_else(|| Refusal::lost(&patch.entry))?;
        let mut should = fields(before);
        if let Wanted::Field { entry: id, field, datum } = wanted
            && entry.id() == *id
        {
            found = true;
            for (key, value) in &mut should {
                if key == field {
                    *value = (*datum).clone();
                }
            }
        }
        if should != fields(entry) {
            return Err(Refusal::lost(&patch.entry));
        }
    }
    if found && rest.next().is_none() { Ok(()) } else { Err(Refusal::lost(&patch.entry)) }
}

fn fields(entry: Entry<'_>) -> Fields {
    let mut out = Vec::with_capacity(24);
    entry.data(&mut |field, datum| out.push((field.key, datum)));
    out
}

/// What a roadmap says beside its entries: of itself, the presenter's script, and its views.
fn beside(roadmap: &Roadmap) -> Vec<Fields> {
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
    about.chain(scenes).chain(views).collect()
}
