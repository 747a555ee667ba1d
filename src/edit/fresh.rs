use super::place::{Last, comma, line_end, line_start, next_line};
use super::proof::{Wanted, prove};
use super::{Patch, Refusal, typed, written};
use crate::edition::{Edition, What};
use crate::model::{Id, Kind, Shape};
use crate::text::{FileId, one_line};

/// So many words of a name make an id.
const WORDS: usize = 8;

/// A new entry: what must be there, and that nobody has sourced it yet. It comes after the last of its kind in the first
/// file, or at the end of that.
pub fn add(edition: &Edition, kind: Kind, name: &str) -> Result<(Patch, Id), Refusal> {
    if !edition.is_sound() {
        return Err(Refusal::Broken);
    }
    let name = written::tidy(&one_line(name));
    if name.is_empty() {
        return Err(Refusal::Value(format!("a new {} needs a name", kind.word())));
    }
    let id = free_id(edition, kind, &name);
    let file = FileId::default();
    let text = edition.sources.file(file).map_or("", |file| &*file.text);
    let last = Last::of(text, kind).ok_or_else(|| Refusal::lost(&id))?;
    let (at, put) = place(text, last, kind, &pairs(kind, &id, &name));
    let patch = Patch::new(text, file, at..at, put, id.clone(), What::Added).ok_or_else(|| Refusal::lost(&id))?;
    prove(edition, &patch, &Wanted::Entry { id: &id, kind })?;
    Ok((patch, id))
}

/// An id made from the name that nothing has.
fn free_id(edition: &Edition, kind: Kind, name: &str) -> Id {
    let like = Id::like(name).map_or_else(|| kind.word().to_owned(), |id| id.to_string());
    let base = like.split('-').take(WORDS).collect::<Vec<_>>().join("-");
    let numbered = (2..).map(|n| Id::new(&format!("{base}-{n}")));
    let free = |id: &Id| edition.roadmap.find(id.as_str()).is_none();
    let base = Id::new(&base);
    std::iter::once(base.clone()).chain(numbered).find(free).unwrap_or(base)
}

/// `key = value` for everything that must be there.
fn pairs(kind: Kind, id: &Id, name: &str) -> Vec<String> {
    let value = |key: &str, shape: Shape| match key {
        "id" => format!("\"{id}\""),
        key if key == kind.called() => written::value(Shape::Text, name, None, "\n"),
        _ => typed::least(shape),
    };
    let required = kind.fields().iter().filter(|field| field.required);
    let mut out: Vec<String> =
        required.map(|field| format!("{} = {}", field.key, value(field.key, field.shape))).collect();
    // A source is what others rest on.
    if kind != Kind::Source {
        out.push("basis = \"assumption\"".to_owned());
    }
    out
}

/// Where it comes, and as what.
fn place(text: &str, last: Last, kind: Kind, pairs: &[String]) -> (usize, String) {
    let braces = format!("{{ {} }}", pairs.join(", "));
    let end = match last {
        Last::Empty(at) => return (at, braces),
        Last::Inline(item) => {
            let indent = text.get(line_start(text, item.start)..item.start).unwrap_or("x");
            let line_end = line_end(text, item.end);
            let next = next_line(text, item.end);
            if !indent.trim().is_empty() {
                return (item.end, format!(", {braces}"));
            }
            // What is said behind an entry stays behind it.
            return if comma(text, item.end).is_some_and(|comma| comma < next) && text[..next].ends_with('\n') {
                (next, format!("{indent}{braces},{line_end}"))
            } else {
                (item.end, format!(",{line_end}{indent}{braces}"))
            };
        }
        Last::Lines { end } => after_comments(text, next_line(text, end)),
        Last::None => text.len(),
    };
    let line_end = line_end(text, text.len());
    let (before, after) = text.split_at(end);
    let mut put = String::new();
    if !before.ends_with('\n') {
        put.push_str(line_end);
    }
    if !before.lines().next_back().is_none_or(|line| line.trim().is_empty()) {
        put.push_str(line_end);
    }
    put.push_str("[[");
    put.push_str(kind.word());
    put.push_str("]]");
    for pair in pairs {
        put.push_str(line_end);
        put.push_str(pair);
    }
    // A text that did not end with a line end does not now.
    if before.ends_with('\n') {
        put.push_str(line_end);
    }
    if after.lines().next().is_some_and(|line| !line.trim().is_empty()) {
        put.push_str(line_end);
    }
    (end, put)
}

/// Comments directly below an entry are its own, unless something else stands directly below them.
fn after_comments(text: &str, from: usize) -> usize {
    let mut at = from;
    while text[at..].trim_start_matches([' ', '\t']).starts_with('#') {
        at = next_line(text, at);
    }
    let next = text[at..].lines().next().unwrap_or("");
    if next.trim().is_empty() { at } else { from }
}
