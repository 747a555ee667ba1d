//! A syntax error, told as what a person most likely did, with what to type instead. The parser tells where it gave
//! up; that is often a line after the slip.

use super::open::open_at;
use crate::model::When;
use crate::problem::Code;
use crate::text::clean;
use std::ops::Range;

/// A syntax error as it is told.
#[derive(Debug, PartialEq, Eq)]
pub struct Told {
    /// What is wrong.
    pub message: String,
    /// Where.
    pub at: Range<usize>,
    /// What to type instead.
    pub remedy: Option<String>,
    /// Another place that has to do with it, and what it is.
    pub also: Option<(Range<usize>, String)>,
    /// What cannot be read because of it.
    pub blame: Range<usize>,
}

impl Told {
    /// The code it has: a day that does not exist is a bad date, whoever finds it.
    pub fn code(&self) -> Code {
        if self.message.ends_with(NO_DAY) { Code::E014 } else { Code::E002 }
    }
}

const NO_DAY: &str = "is no day of the calendar";

/// Tells an error of the parser anew.
pub fn retell(text: &str, message: &str, span: Range<usize>) -> Told {
    let at = floor(text, span.start)..floor(text, span.end.max(span.start));
    unclosed(text, message, &at).unwrap_or_else(|| {
        let line = line_at(text, at.start);
        let (message, at, remedy) = in_line(text, message, at, line.clone());
        let also = message.ends_with(TWICE).then(|| earlier(text, &text[at.clone()], line.start)).flatten();
        Told { message, at, remedy, also: also.map(|at| (at, "first written here".to_owned())), blame: line }
    })
}

const TWICE: &str = "stands twice in one entry";

/// A bracket or a text of several lines that has no end, so that what follows is taken for a part of it.
fn unclosed(text: &str, message: &str, at: &Range<usize>) -> Option<Told> {
    let open = *open_at(text, at.start).last()?;
    let here = line_at(text, at.start);
    let begun = line_at(text, open.at);
    let bracket = open.sign.len() == 1;
    let follows = at.start >= text.trim_end().len() || is_statement(&text[here.clone()]);
    if (bracket && (begun.start == here.start || !follows)) || (!bracket && !message.contains("multi-line")) {
        return None;
    }
    // What was meant to stand in it goes up to the next line that looks like a line of its own.
    let next = lines_after(text, begun.end).find(|line| is_statement(&text[line.clone()]));
    let blame = begun.start..next.map_or(text.len(), |line| line.start);
    let last = text[blame.clone()].trim_end();
    let last = blame.start + last.char_indices().next_back().map_or(0, |(i, _)| i)..blame.start + last.len();
    let opener = open.at..open.at + open.sign.len();
    let end = open.end();
    Some(if bracket {
        Told {
            message: format!("`{}` is never closed", open.sign),
            at: last,
            remedy: Some(format!("add `{end}` after this")),
            also: Some((opener, "opened here".to_owned())),
            blame,
        }
    } else {
        Told {
            message: format!("the text that begins with {} has no end", open.sign),
            at: opener,
            remedy: Some(format!("end it with {end}")),
            also: None,
            blame,
        }
    })
}

/// What can be said from one line: the message, where, and the remedy.
fn in_line(text: &str, message: &str, at: Range<usize>, line: Range<usize>) -> (String, Range<usize>, Option<String>) {
    let whole = &text[line.clone()];
    let words = whole.trim();
    let under = clean(&text[at.clone()]).into_owned();
    let begins = line.start + (whole.len() - whole.trim_start().len());
    let statement = begins..(line.start + whole.trim_end().len()).max(begins);
    if words.starts_with('[') {
        let name: String =
            words.chars().filter(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.')).collect();
        let header = if words.starts_with("[[") { format!("[[{name}]]") } else { format!("[{name}]") };
        return ("the header of a table is not closed".to_owned(), statement, Some(format!("write {header}")));
    }
    if message.starts_with("duplicate key") {
        return (format!("`{under}` {TWICE}"), at, Some("delete one of the two".to_owned()));
    }
    let Some((key, value)) = whole.split_once('=').filter(|(key, _)| is_key(key.trim())) else {
        return no_statement(words, statement);
    };
    let (key, begins) = (key.trim(), line.start + whole.len() - value.trim_start().len());
    let raw = value.split(" #").next().unwrap_or(value).trim();
    let value_at = begins..begins + raw.len();
    let value = clean(raw).into_owned();
    if value.is_empty() {
        return (
            format!("`{key}` has no value"),
            statement,
            Some("write one after `=`, or delete the line".to_owned()),
        );
    }
    if message.contains("escape") {
        let remedy = "write \\\\ for a backslash, or put the text between '…'".to_owned();
        return ("a backslash begins an escape here, and this is none".to_owned(), wide(text, at), Some(remedy));
    }
    let compound = value.starts_with(['[', '{']);
    if message.contains("basic string") || message.contains("literal string, expected") {
        let quote = if value.starts_with('\'') { '\'' } else { '"' };
        let at = if compound { wide(text, at) } else { value_at };
        return ("the text has no closing quote".to_owned(), at, Some(format!("add {quote} where it ends")));
    }
    if compound {
        return in_list(message, &under, wide(text, at));
    }
    let typed = |right: &str| Some(format!("write {key} = {right}"));
    let bare = value.trim_matches(['“', '”', '„', '‘', '’', '"', '\'']);
    if bare.len() < value.len() && !value.starts_with(['"', '\'']) {
        return ("these are no straight quotes".to_owned(), value_at, typed(&format!("\"{bare}\"")));
    }
    if message.starts_with("unexpected key or value") {
        return after_value(key, &value, text, at.start..line.end);
    }
    let number = value.trim_end_matches(['%', ';', ',']);
    if number.parse::<f64>().is_ok() {
        let plain = number.trim_start_matches('0');
        let plain = if plain.is_empty() || plain.starts_with('.') { format!("0{plain}") } else { plain.to_owned() };
        return (format!("`{value}` is no number"), value_at, typed(&plain));
    }
    if message.starts_with("invalid date") && When::parse(&value).is_none() {
        let told = message.split_once("expected ").map(|(_, wanted)| format!("the {wanted}, as in 2026-03-16"));
        return (format!("`{value}` {NO_DAY}"), value_at, told);
    }
    (format!("`{value}` needs quotes"), value_at, typed(&format!("\"{}\"", value.replace('"', "'"))))
}

/// Something stands after a value that has ended.
fn after_value(key: &str, value: &str, text: &str, at: Range<usize>) -> (String, Range<usize>, Option<String>) {
    let rest = clean(text[at.clone()].trim_end()).into_owned();
    let remedy = if value.starts_with('\'') && !value.contains('"') {
        format!("write {key} = \"{}\"", value.trim_matches('\''))
    } else if [",", ";"].contains(&rest.trim()) {
        "delete it".to_owned()
    } else {
        "delete it, or begin it with # as a comment".to_owned()
    };
    let until = at.start + text[at.clone()].trim_end().len();
    (format!("`{}` stands after the end of the value", rest.trim()), at.start..until, Some(remedy))
}

fn in_list(message: &str, under: &str, at: Range<usize>) -> (String, Range<usize>, Option<String>) {
    let told = message.split(',').next().unwrap_or(message).to_owned();
    if message.starts_with("missing comma") {
        (told, at, Some("put a comma before this".to_owned()))
    } else if message.starts_with("string values must be quoted") {
        (format!("`{under}` needs quotes"), at, Some(format!("write \"{under}\"")))
    } else {
        (clean(message).into_owned(), at, None)
    }
}

/// A line that is neither a field nor a header.
fn no_statement(words: &str, at: Range<usize>) -> (String, Range<usize>, Option<String>) {
    let words = clean(words).into_owned();
    if let Some(rest) = ["//", "/*", "--", ";"].iter().find_map(|sign| words.strip_prefix(sign)) {
        return ("a comment begins with `#`".to_owned(), at, Some(format!("write # {}", rest.trim())));
    }
    let cut = words.find(|c: char| c == ':' || c.is_whitespace()).unwrap_or(words.len());
    let (key, value) = (&words[..cut], words[cut..].trim_start_matches([':', ' ', '\t']));
    let remedy = if is_key(key) && !value.is_empty() {
        format!("write {key} = {value}")
    } else {
        "write name = value, or a header such as [[milestone]]; a comment begins with #".to_owned()
    };
    ("this line is neither a field nor a header".to_owned(), at, Some(remedy))
}

/// Where a key stands in an earlier line of the same table.
fn earlier(text: &str, key: &str, before: usize) -> Option<Range<usize>> {
    let head = &text[..before];
    let from = head.rfind("\n[").map_or(0, |i| i + 1);
    lines_after(head, from).find_map(|line| {
        let found = head[line.clone()].split_once('=').is_some_and(|(name, _)| name.trim() == key);
        let begins = line.start + head[line.clone()].len() - head[line.clone()].trim_start().len();
        found.then(|| begins..begins + key.len())
    })
}

/// Whether a line looks like one that stands for itself: `key = …` or a header.
pub fn is_statement(line: &str) -> bool {
    let line = line.trim_start();
    line.starts_with("[[") || header(line).is_some() || line.split_once('=').is_some_and(|(key, _)| is_key(key.trim()))
}

/// The name of the table that a line looks like the header of, right or not.
pub fn header(line: &str) -> Option<&str> {
    let line = line.split('#').next().unwrap_or(line).trim();
    let name = line.strip_prefix('[')?.trim_start_matches('[').trim_end_matches(']').trim();
    let is_name = !name.is_empty() && name.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'_'));
    is_name.then_some(name)
}

fn is_key(text: &str) -> bool {
    !text.is_empty()
        && text.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'_' | b'.' | b'"' | b'\''))
}

/// The lines from a place on, without their line ends.
pub fn lines_after(text: &str, from: usize) -> impl Iterator<Item = Range<usize>> {
    let mut at = from;
    std::iter::from_fn(move || {
        let rest = text.get(at..).filter(|rest| !rest.is_empty())?;
        let long = memchr::memchr(b'\n', rest.as_bytes()).unwrap_or(rest.len());
        let line = at..at + long;
        at += long + 1;
        Some(line)
    })
}

fn line_at(text: &str, at: usize) -> Range<usize> {
    let start = text[..at].rfind('\n').map_or(0, |i| i + 1);
    start..text[at..].find('\n').map_or(text.len(), |i| at + i)
}

/// At least one character.
fn wide(text: &str, at: Range<usize>) -> Range<usize> {
    let one = text[at.start..].chars().next().filter(|c| *c != '\n').map_or(0, char::len_utf8);
    at.start..at.end.max(at.start + one)
}

fn floor(text: &str, at: usize) -> usize {
    text.floor_char_boundary(at)
}
