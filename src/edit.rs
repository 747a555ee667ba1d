//! Small changes to the text of an edition: one field of one entry, or one new entry.
//!
//! A change is a few bytes put into the text as it stands, so that comments, the order of keys and line ends stay as
//! people wrote them. It is given only after the text with it was read again and says exactly what was asked for.

mod block;
mod excerpt;
mod fresh;
mod moving;
mod patch;
mod place;
mod proof;
mod refusal;
mod several;
mod step;
mod typed;
mod written;

pub use block::block;
pub use excerpt::excerpt;
pub use fresh::add;
pub use patch::Patch;
pub use refusal::Refusal;
pub use step::{Step, Taken};
pub use typed::{check, settable};

use crate::edition::{Edition, What};
use crate::model::{Datum, Id};
use place::Table;
use proof::Wanted;

/// Sets a field of an entry to what was typed, as it is typed into a small form: `2026-Q3`, `in-progress`, `40`, `acme`.
/// Nothing typed takes the field out.
pub fn set(edition: &Edition, entry: &Id, field: &str, typed: &str) -> Result<Patch, Refusal> {
    if !edition.is_sound() {
        return Err(Refusal::Broken);
    }
    let (item, field) = typed::find(edition, entry, field)?;
    let wanted = typed::read(edition, item.kind(), field, typed)?;
    let before = item.datum(field.key);
    if before == wanted {
        return Err(Refusal::AlreadySo(match before {
            Datum::Absent => format!("`{entry}` has no `{}`", field.key),
            _ => format!("`{entry}` has this `{}` already", field.key),
        }));
    }
    let at = item.at();
    let text = edition.sources.file(at.file).map_or("", |file| &*file.text);
    let table = Table::find(text, item.kind().word(), at.range()).ok_or_else(|| Refusal::lost(entry))?;
    let written = |present| written::value(field.shape, typed, present, place::line_end(text, at.range().end));
    let (range, put) = match (table.value(field.key), &wanted) {
        (_, Datum::Absent) => table.without(field.key).ok_or_else(|| Refusal::lost(entry))?,
        (Some(value), _) => (value.clone(), written(text.get(value))),
        (None, _) => table.with(field.key, &written(None)).ok_or_else(|| Refusal::lost(entry))?,
    };
    let what = What::Set { field: field.key, from: before.words(), to: wanted.words() };
    let patch = Patch::new(text, at.file, range, put, entry.clone(), what).ok_or_else(|| Refusal::lost(entry))?;
    let put = [(entry.clone(), field.key, wanted)];
    proof::prove(edition, &patch, &Wanted::Fields { put: &put, gone: None })?;
    Ok(patch)
}
