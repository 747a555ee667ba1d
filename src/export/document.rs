//! The whole roadmap as one Markdown document, as it is read on GitHub.

use super::anchors::Anchors;
use crate::edition::Facts;
use crate::model::{Entry, EntryIx, Id, Kind, Scene};
use crate::panes::{counts, escaped, home, linked, markdown_body, pane, promises, tally};
use std::fmt::Write as _;

/// The kinds in the order in which they are read: what facts come from stands last.
const ORDER: [Kind; 8] = [
    Kind::Milestone,
    Kind::Project,
    Kind::Member,
    Kind::Capability,
    Kind::Announcement,
    Kind::Risk,
    Kind::Note,
    Kind::Source,
];

const STORY: &str = "The story";

/// All of it: where it stands, the presenter's script, then every entry, kind by kind.
pub fn document(facts: &Facts<'_>) -> String {
    let roadmap = &facts.edition.roadmap;
    let kinds = || ORDER.into_iter().filter(|kind| roadmap.count(*kind) > 0);
    let scenes = !roadmap.scenes.is_empty();
    let sections = [roadmap.title().to_owned()].into_iter().chain(scenes.then(|| STORY.to_owned()));
    let entries = kinds().flat_map(|kind| roadmap.of_kind(kind));
    let whole = Whole { facts, anchors: Anchors::new(roadmap, sections.chain(kinds().map(heading)), entries) };
    let mut out = format!("# {}\n", escaped(roadmap.title()));
    whole.opening(&mut out);
    let listed = kinds().map(|kind| {
        let (heading, count) = (heading(kind), roadmap.count(kind));
        format!("{} ({count})", linked(&heading, Some(&Anchors::of_section(&heading))))
    });
    let story = scenes.then(|| linked(STORY, Some(&Anchors::of_section(STORY))));
    let contents: Vec<String> = story.into_iter().chain(listed).collect();
    if !contents.is_empty() {
        let _ = writeln!(out, "\n{}", contents.join(" · "));
    }
    if scenes {
        let _ = writeln!(out, "\n## {STORY}");
        for (i, scene) in roadmap.scenes.iter().enumerate() {
            whole.scene(i + 1, scene, &mut out);
        }
    }
    for kind in kinds() {
        let _ = writeln!(out, "\n## {}", heading(kind));
        whole.table(kind, &mut out);
        for ix in roadmap.of_kind(kind) {
            let body = markdown_body(facts, ix, &|to| whole.address(to));
            let _ = write!(out, "\n### {}\n\n{body}", escaped(whole.anchors.heading(ix)));
        }
    }
    out
}

/// `Milestones`
fn heading(kind: Kind) -> String {
    let word = kind.plural();
    word[..1].to_uppercase() + &word[1..]
}

struct Whole<'a> {
    facts: &'a Facts<'a>,
    anchors: Anchors,
}

impl Whole<'_> {
    /// A source leads to where it can be read, everything else to its own heading.
    fn address(&self, ix: EntryIx) -> Option<String> {
        let url = self.facts.edition.roadmap.get(ix).filter(|entry| entry.kind() == Kind::Source).and_then(Entry::url);
        url.map(str::to_owned).or_else(|| self.anchors.of(ix))
    }

    fn named(&self, id: &Id) -> Option<String> {
        let ix = self.facts.edition.roadmap.find(id.as_str())?;
        let name = self.facts.edition.roadmap.get(ix)?.item().name();
        Some(linked(name, self.anchors.of(ix).as_deref()))
    }

    /// What it is about, and where it stands on that day.
    fn opening(&self, out: &mut String) {
        let edition = self.facts.edition;
        let about = edition.roadmap.about.as_ref();
        paragraphs(about.and_then(|about| about.summary.as_deref()).unwrap_or(""), "", out);
        let as_of = about.and_then(|about| about.as_of).map(|as_of| format!("As of {as_of}, read on "));
        let _ = writeln!(out, "\n{}{}.", as_of.as_deref().unwrap_or("Read on "), edition.today);
        let counts: Vec<String> = counts(&edition.roadmap).map(|(count, word)| format!("{count} {word}")).collect();
        let _ = writeln!(out, "\n- {}", counts.join(", "));
        if edition.roadmap.count(Kind::Milestone) > 0 {
            let stand: String = tally(self.facts).into_iter().map(|(text, _)| text).collect();
            let _ = writeln!(out, "- Milestones: {}", escaped(&stand));
        }
        if let Some(promises) = promises(self.facts) {
            let _ = writeln!(out, "- Promises: {}", escaped(&promises));
        }
    }

    /// A step of the script, in its own item of a list: what it shows, and what is said to it.
    fn scene(&self, number: usize, scene: &Scene, out: &mut String) {
        let start = format!("{number}. ");
        let indent = " ".repeat(start.len());
        let _ = writeln!(out, "\n{start}**{}**", escaped(&scene.name));
        paragraphs(scene.caption.as_deref().unwrap_or(""), &indent, out);
        let focus = scene.focus.as_ref().and_then(|focus| self.named(&focus.id));
        let focus = focus.map(|focus| format!(": {focus}")).unwrap_or_default();
        let _ = writeln!(out, "\n{indent}*{}*{focus}", escaped(pane(scene.pane).title()));
        paragraphs(scene.notes.as_deref().unwrap_or(""), &format!("{indent}> "), out);
    }

    /// The entries of a kind in the columns of their pane, those in which something stands.
    fn table(&self, kind: Kind, out: &mut String) {
        let roadmap = &self.facts.edition.roadmap;
        let columns: Vec<_> = pane(home(kind)).columns().iter().filter(|column| column.key != kind.called()).collect();
        let mut rows: Vec<(String, Vec<String>)> = Vec::new();
        for ix in roadmap.of_kind(kind) {
            let Some(entry) = roadmap.get(ix) else { continue };
            let cells = columns.iter().map(|column| escaped(&(column.cell)(self.facts, ix, entry).text)).collect();
            rows.push((linked(entry.item().name(), self.anchors.of(ix).as_deref()), cells));
        }
        let said: Vec<usize> = (0..columns.len()).filter(|i| rows.iter().any(|(_, row)| !row[*i].is_empty())).collect();
        if said.is_empty() || home(kind) == home(Kind::Note) {
            return;
        }
        let titles = said.iter().map(|i| escaped(columns[*i].title));
        let line = |cells: Vec<String>| format!("| {} |\n", cells.join(" | "));
        out.push('\n');
        out.push_str(&line([heading(kind)].into_iter().chain(titles).collect()));
        out.push_str(&line(vec!["---".to_owned(); said.len() + 1]));
        for (name, cells) in rows {
            out.push_str(&line([name].into_iter().chain(said.iter().map(|i| cells[*i].clone())).collect()));
        }
    }
}

/// The paragraphs of a text, each after an empty line, with something before each line.
fn paragraphs(text: &str, before: &str, out: &mut String) {
    let all = text.split("\n\n").filter(|paragraph| !paragraph.trim().is_empty());
    for (i, paragraph) in all.enumerate() {
        // Between two paragraphs of a quote, the empty line belongs to it.
        let empty = if i == 0 { "" } else { before.trim_end() };
        let _ = writeln!(out, "{empty}\n{before}{}", escaped(paragraph));
    }
}
