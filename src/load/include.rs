//! Which other files a roadmap includes, and what is wrong with that. Looking for them is the host's work.

use crate::model::{About, Record};
use crate::problem::{Code, Problem, Subject};
use crate::text::{FileId, Refusal, SourceText, Sources, Span, clean};
use toml::de::{DeTable, DeValue};

/// The patterns that the first file of a roadmap includes, each with its place.
pub fn includes(text: &str) -> Vec<(String, Span)> {
    // Looked for in the lines of its table alone: the file may be large, and broken elsewhere.
    let find = |from: usize| memchr::memmem::find(&text.as_bytes()[from..], b"[roadmap]").map(|at| from + at);
    let mut from = 0;
    while let Some(at) = find(from) {
        from = at + 1;
        let line = text[..at].rfind('\n').map_or(0, |i| i + 1);
        if text[line..at].trim_start_matches('\u{feff}').trim().is_empty() {
            let end = memchr::memmem::find(&text.as_bytes()[at..], b"\n[").map_or(text.len(), |i| at + i + 1);
            return in_table(&text[at..end], at);
        }
    }
    Vec::new()
}

/// Whether a file of that name beside the first one would be included.
pub fn would_include(text: &str, name: &str) -> bool {
    let like = |pattern: &str| glob::Pattern::new(pattern.trim_start_matches("./")).is_ok_and(|it| it.matches(name));
    includes(text).iter().any(|(pattern, _)| like(pattern))
}

fn in_table(text: &str, base: usize) -> Vec<(String, Span)> {
    let (table, _) = DeTable::parse_recoverable(text);
    let found = table.get_ref().get(About::NAME).and_then(|about| about.get_ref().get("include"));
    let Some(DeValue::Array(patterns)) = found.map(toml::Spanned::get_ref) else { return Vec::new() };
    let place = |at: std::ops::Range<usize>| Span::new(FileId(0), base + at.start..base + at.end);
    let pattern =
        |value: &toml::Spanned<DeValue<'_>>| Some((value.get_ref().as_str()?.to_owned(), place(value.span())));
    patterns.iter().filter_map(pattern).collect()
}

/// Tells what could not be included.
pub fn tell(sources: &Sources, root: &SourceText, problems: &mut Vec<Problem>) {
    for (i, (pattern, at)) in includes(&root.text).into_iter().enumerate() {
        let refusals = sources.refused().map(|refused| refused.iter().filter(|(n, _)| *n == i).map(|(_, why)| why));
        let Some(refusals) = refusals else {
            let problem = Problem::new(Code::E018, at, "there is no folder in which this could be looked for");
            problems.push(problem.remedy("save the roadmap as a file beside what it includes".to_owned()));
            continue;
        };
        problems.extend(refusals.map(|why| problem(&pattern, at, why)));
    }
}

fn problem(pattern: &str, at: Span, why: &Refusal) -> Problem {
    let pattern = clean(pattern);
    let (code, message, remedy) = match why {
        Refusal::Missing => (
            Code::E018,
            format!("there is no file `{pattern}` beside this one"),
            "write its path from the folder of this file, or take it out",
        ),
        Refusal::Nothing => (
            Code::W048,
            format!("no file beside this one is like `{pattern}`"),
            "add such a file, or take the pattern out",
        ),
        Refusal::Outside => (
            Code::E018,
            format!("`{pattern}` leads out of the folder of this file"),
            "include only files below it, by a path that begins there",
        ),
        Refusal::NoPattern(why) => (
            Code::E018,
            format!("`{pattern}` is no pattern: {}", clean(why)),
            "write a path in which * stands for any name",
        ),
        Refusal::Unreadable(why) => {
            (Code::E018, format!("`{pattern}`: {}", clean(why)), "let it be a text file that can be read")
        }
        Refusal::TooMany(most) => (
            Code::E018,
            format!("`{pattern}` includes too much: at most {most} files are read"),
            "write a narrower pattern",
        ),
    };
    Problem::new(code, at, message).remedy(remedy.to_owned())
}

/// The line that begins another file in an example.
const NEXT_FILE: &str = "# ---- ";

/// The texts of the example of a code. A line `# ---- acme.toml` begins another file.
pub fn example(code: Code) -> Sources {
    let name = match code.info().of {
        Subject::Roadmap => "roadmap.toml",
        Subject::Settings => "config.toml",
    };
    if code == Code::E001 {
        return Sources::of_bytes(name, b"[roadmap]\ntitle = \"caf\xe9\"\n".to_vec());
    }
    let mut files: Vec<(String, String)> = vec![(name.to_owned(), String::new())];
    for line in code.info().example.lines() {
        match (line.strip_prefix(NEXT_FILE), files.last_mut()) {
            (Some(name), _) => files.push((name.to_owned(), String::new())),
            (None, Some((_, text))) => text.extend([line, "\n"]),
            (None, None) => {}
        }
    }
    let like = |pattern: &str, name: &str| glob::Pattern::new(pattern).is_ok_and(|pattern| pattern.matches(name));
    let mut refused = Vec::new();
    let mut kept = vec![SourceText::of_text(name, files[0].1.as_str())];
    for (i, (pattern, _)) in includes(&files[0].1).iter().enumerate() {
        let found = files.iter().skip(1).filter(|(name, _)| like(pattern, name));
        let before = kept.len();
        kept.extend(found.map(|(name, text)| SourceText::of_text(name.as_str(), text.as_str())));
        if kept.len() == before {
            refused.push((i, if pattern.contains(['*', '?', '[']) { Refusal::Nothing } else { Refusal::Missing }));
        }
    }
    Sources::of_files(kept, refused)
}
