//! What may be typed into a field. There is no second parser: a small roadmap with what was typed is read.

use super::{Refusal, written};
use crate::edition::Edition;
use crate::load::{load, one_by_one};
use crate::model::{Common, Datum, Entry, Field, Id, Kind, Kinds, Shape};
use crate::problem::{Code, did_you_mean, nearest};
use crate::text::{Sources, one_line};
use std::fmt::Write as _;

/// Whether what was typed could be set, quickly enough for every keystroke. What other fields have to do with it is
/// looked at only when it is set.
pub fn check(edition: &Edition, entry: &Id, field: &str, typed: &str) -> Result<(), Refusal> {
    let (item, field) = find(edition, entry, field)?;
    read(edition, item.kind(), field, typed).map(|_| ())
}

/// The fields of such an entry that can be set, in the order of the format.
pub fn settable(kind: Kind) -> impl Iterator<Item = &'static Field> {
    kind.fields().iter().chain(Common::FIELDS).filter(|field| is_settable(field.shape))
}

fn is_settable(shape: Shape) -> bool {
    !matches!(shape, Shape::Id | Shape::Estimate | Shape::List(_) | Shape::Facts)
}

/// The entry and its field.
pub fn find<'e>(edition: &'e Edition, id: &Id, field: &str) -> Result<(Entry<'e>, &'static Field), Refusal> {
    let Some(entry) = edition.roadmap.entry(id.as_str()) else {
        let unknown = edition.unknown(id);
        return Err(Refusal::NoEntry(
            unknown.unwrap_or_else(|| format!("nothing has the id `{}`", one_line(id.as_str()))),
        ));
    };
    let all = || entry.kind().fields().iter().chain(Common::FIELDS);
    let Some(found) = all().find(|known| known.key == field) else {
        let near = nearest(field, all().map(|known| known.key)).map(|near| format!("`{near}`"));
        let near = did_you_mean(near);
        return Err(Refusal::NoField(format!(
            "{} has no field `{}`{near}",
            entry.kind().set().words(),
            one_line(field)
        )));
    };
    if !is_settable(found.shape) {
        let what = match found.shape {
            Shape::Id => "an id, which others point at",
            Shape::Estimate => "an estimate of three points",
            Shape::Facts => "a table of labels and values",
            _ => "a list",
        };
        return Err(Refusal::NoField(format!("`{field}` is {what}; change it in an editor")));
    }
    Ok((entry, found))
}

/// What the field would say; nothing typed means that it is taken out.
pub fn read(edition: &Edition, kind: Kind, field: &'static Field, typed: &str) -> Result<Datum, Refusal> {
    let typed = written::tidy(typed);
    if typed.is_empty() {
        return if field.required {
            Err(Refusal::Value(format!("`{}` must be there: {} cannot be without it", field.key, kind.set().words())))
        } else {
            Ok(Datum::Absent)
        };
    }
    if let Shape::Link(to) = field.shape {
        follow(edition, field.key, to, &typed)?;
    }
    read_toml(kind, field, &written::value(field.shape, &typed, None, "\n"))
}

/// What a field would say whose value is written like this.
pub fn read_toml(kind: Kind, field: &'static Field, value: &str) -> Result<Datum, Refusal> {
    let mut text = format!("[roadmap]\ntitle = \"t\"\n[[{}]]\n", kind.word());
    for other in kind.fields().iter().filter(|other| other.required && other.key != field.key) {
        let _ = writeln!(text, "{} = {}", other.key, least(other.shape));
    }
    let _ = writeln!(text, "{} = {value}", field.key);
    let reading = load(&Sources::of_text("", text), one_by_one, &mut |_| {});
    // In the small roadmap there is nothing to point at.
    let reference = |code| matches!(code, Code::E020 | Code::E021);
    if let Some(problem) = reading.problems.iter().find(|problem| !reference(problem.code)) {
        return Err(Refusal::of(problem));
    }
    let entry = reading.roadmap.entries().next();
    entry
        .map(|(_, entry)| entry.datum(field.key))
        .ok_or_else(|| Refusal::Value(format!("`{}` cannot be read as `{}`", one_line(value), field.key)))
}

/// The least that may stand in a field, as it is written.
pub fn least(shape: Shape) -> String {
    match shape {
        Shape::Id => "\"x\"".to_owned(),
        Shape::Url => "\"https://example.org\"".to_owned(),
        Shape::Date => "\"2026\"".to_owned(),
        Shape::Duration => "\"1d\"".to_owned(),
        Shape::Whole(from, _) => from.to_string(),
        Shape::Share => "0".to_owned(),
        Shape::Flag => "false".to_owned(),
        Shape::Likelihood => "1".to_owned(),
        Shape::Word(words, _) => format!("\"{}\"", words.first().unwrap_or(&"")),
        Shape::List(_) | Shape::Facts => "[]".to_owned(),
        Shape::Estimate => "{ low = \"1d\", likely = \"1d\", high = \"1d\" }".to_owned(),
        Shape::Text | Shape::Keys | Shape::Filter | Shape::FieldName | Shape::Link(_) => "\"…\"".to_owned(),
    }
}

/// Tells a reference to nothing, with the nearest of those that can stand there, or to the wrong kind.
fn follow(edition: &Edition, field: &str, to: Kinds, id: &str) -> Result<(), Refusal> {
    match edition.roadmap.entry(id) {
        Some(entry) if to.contains(entry.kind()) => Ok(()),
        Some(entry) => {
            Err(Refusal::Value(format!("`{id}` is {}; `{field}` takes {}", entry.kind().set().words(), to.words())))
        }
        None => {
            let fit = edition.roadmap.entries().map(|(_, entry)| entry).filter(|entry| to.contains(entry.kind()));
            let ids: Vec<Id> = fit.map(|entry| entry.id().clone()).collect();
            let near = nearest(id, ids.iter().map(Id::as_str)).map(|near| format!("\"{near}\""));
            let near = did_you_mean(near);
            Err(Refusal::Value(format!("nothing has the id `{}`{near}", one_line(id))))
        }
    }
}
