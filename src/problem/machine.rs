//! Problems for programs: JSON, the annotations of GitHub, SARIF.

use super::{CODES, Problem, Severity};
use crate::text::{Lines, SourceText, Sources, Span, entry_around, one_line};
use serde_json::{Value, json};
use std::fmt::Write;

/// How many problems are told one by one; all are counted.
const MOST: usize = 10_000;

/// What was found in one roadmap.
#[derive(Debug, Clone, Copy)]
pub struct Found<'a> {
    /// What is wrong, by place.
    pub problems: &'a [Problem],
    /// Its files.
    pub sources: &'a Sources,
}

/// A place as people count, both ends; the second one is just behind the last character.
struct Place {
    file: String,
    line: usize,
    column: usize,
    end_line: usize,
    end_column: usize,
}

/// The files of a roadmap, each with its lines found once.
struct Files<'a>(Vec<(&'a SourceText, Lines<'a>)>);

impl<'a> Files<'a> {
    fn of(sources: &'a Sources) -> Self {
        Self(sources.files().map(|(_, file)| (file, Lines::new(&file.text))).collect())
    }

    fn place(&self, at: Span) -> Option<Place> {
        let (file, lines) = self.0.get(usize::from(at.file.0))?;
        let (from, to) = (lines.locate(at.start as usize), lines.locate(at.end as usize));
        let file = one_line(&file.path).into_owned();
        Some(Place { file, line: from.line, column: from.column, end_line: to.line, end_column: to.column })
    }

    /// The id of the entry in whose lines it stands.
    fn entry(&self, at: Span) -> Option<String> {
        let (file, _) = self.0.get(usize::from(at.file.0))?;
        let id = entry_around(&file.text, at.start as usize)?.id?;
        Some(one_line(id).into_owned())
    }
}

/// Every problem with its files, as many as are told one by one.
fn all<'a>(found: &'a [Found<'a>]) -> impl Iterator<Item = (&'a Problem, Place, Option<String>, Vec<Value>)> {
    found
        .iter()
        .flat_map(|found| {
            let files = Files::of(found.sources);
            found.problems.iter().filter_map(move |problem| {
                let also = problem.also.iter().filter_map(|(at, word)| {
                    let place = files.place(*at)?;
                    Some(json!({ "file": place.file, "line": place.line, "column": place.column, "message": one_line(word) }))
                });
                Some((problem, files.place(problem.at)?, files.entry(problem.at), also.collect()))
            })
        })
        .take(MOST)
}

fn count(found: &[Found<'_>], severity: Severity) -> usize {
    found.iter().flat_map(|found| found.problems).filter(|problem| problem.code.info().severity == severity).count()
}

/// `{"version","problems":[…],"errors","warnings"}`, as `docs/check.schema.json` describes it.
pub fn json(found: &[Found<'_>]) -> Value {
    let problems = all(found).map(|(problem, at, entry, also)| {
        json!({
            "code": problem.code.info().name,
            "severity": problem.code.info().severity.word(),
            "message": one_line(&problem.message),
            "file": at.file,
            "line": at.line,
            "column": at.column,
            "end_line": at.end_line,
            "end_column": at.end_column,
            "entry": entry,
            "also": also,
            "remedy": problem.remedy.as_deref().map(one_line),
        })
    });
    json!({
        "version": 1,
        "problems": problems.collect::<Vec<_>>(),
        "errors": count(found, Severity::Error),
        "warnings": count(found, Severity::Warning),
    })
}

/// Workflow commands, from which GitHub makes annotations. It shows ten of each level: errors come first.
pub fn github(found: &[Found<'_>]) -> String {
    let mut told: Vec<_> = all(found).collect();
    told.sort_by_key(|(problem, ..)| problem.code.info().severity);
    let mut out = String::new();
    for (problem, at, ..) in told {
        let info = problem.code.info();
        let remedy = problem.remedy.as_ref().map_or_else(String::new, |remedy| format!(" ({})", one_line(remedy)));
        // An end column counts only where the end is on the same line.
        let end = if at.line == at.end_line { format!(",endColumn={}", at.end_column) } else { String::new() };
        let _ = writeln!(
            out,
            "::{} file={},line={},endLine={},col={}{end},title={}::{}",
            info.severity.word(),
            property(&at.file),
            at.line,
            at.end_line,
            at.column,
            property(&format!("{}: {}", info.name, info.title)),
            data(&format!("{}{remedy}", one_line(&problem.message))),
        );
    }
    out
}

fn data(text: &str) -> String {
    text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}

/// SARIF 2.1.0: one run, a rule for every code.
pub fn sarif(found: &[Found<'_>], version: &str) -> Value {
    let rules = CODES.iter().map(|info| {
        json!({
            "id": info.name,
            "shortDescription": { "text": info.title },
            "fullDescription": { "text": info.why },
            "help": { "text": format!("{} `roadmap explain {}` shows an example.", info.why, info.name) },
            "defaultConfiguration": { "level": info.severity.word() },
        })
    });
    let results = all(found).map(|(problem, at, entry, also)| {
        let info = problem.code.info();
        let message = one_line(&problem.message);
        let remedy = problem.remedy.as_ref().map_or_else(String::new, |remedy| format!("; {}", one_line(remedy)));
        let region = json!({
            "startLine": at.line, "startColumn": at.column, "endLine": at.end_line, "endColumn": at.end_column,
        });
        let also: Vec<Value> = also
            .iter()
            .enumerate()
            .map(|(i, also)| {
                json!({
                    "id": i + 1,
                    "message": { "text": also["message"] },
                    "physicalLocation": {
                        "artifactLocation": { "uri": uri(also["file"].as_str().unwrap_or_default()) },
                        "region": { "startLine": also["line"], "startColumn": also["column"] },
                    },
                })
            })
            .collect();
        json!({
            "ruleId": info.name,
            "ruleIndex": CODES.iter().position(|known| known.code == info.code),
            "level": info.severity.word(),
            "message": { "text": format!("{message}{remedy}") },
            "locations": [{ "physicalLocation": { "artifactLocation": { "uri": uri(&at.file) }, "region": region } }],
            "relatedLocations": also,
            // Stays the same when lines move.
            "partialFingerprints": { "problem/v1": format!("{}/{}/{message}", info.name, entry.unwrap_or_default()) },
        })
    });
    json!({
        "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
        "version": "2.1.0",
        "runs": [{
            "tool": { "driver": { "name": "roadmap", "version": version, "rules": rules.collect::<Vec<_>>() } },
            "columnKind": "unicodeCodePoints",
            "results": results.collect::<Vec<_>>(),
        }],
    })
}

/// A path as a relative reference: what has a meaning in one is written by its number.
fn uri(path: &str) -> String {
    let mut out = String::with_capacity(path.len());
    if path.split('/').next().is_some_and(|first| first.contains(':')) {
        out.push_str("./");
    }
    for byte in path.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~/:@!$&'()*+,;=".contains(&byte) {
            out.push(byte as char);
        } else {
            let _ = write!(out, "%{byte:02X}");
        }
    }
    out
}
