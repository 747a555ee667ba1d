use super::{Column, Pane, Place, Row, what_if};
use crate::edition::{Change, Facts, What, consequences};
use crate::look::{Cell, Tone, Width};
use crate::model::{EntryIx, PaneName};
use std::collections::HashSet;

/// What the last reloads changed, newest first; an entry stands once, with all that was done to it. In a sandbox, what
/// its steps do: what they change themselves, then all that follows from that, what matters most first.
#[derive(Debug)]
pub struct Changes;

impl Pane for Changes {
    fn name(&self) -> PaneName {
        PaneName::Changes
    }
    fn title(&self) -> &'static str {
        "Changes"
    }
    fn about(&self) -> &'static str {
        "what the last reloads changed; in the sandbox, before and after"
    }
    fn empty(&self) -> &'static str {
        "Nothing has changed since the roadmap was opened.\nEdit the file and save it: what changed shows here, entry by entry."
    }
    fn columns(&self) -> &'static [Column] {
        &[
            Column {
                key: "name",
                title: "Entry",
                width: Width::Share(2),
                from: 0,
                cell: |_, _, entry| Cell::text(entry.name().to_owned()),
            },
            Column {
                key: "what",
                title: "What changed",
                width: Width::Share(3),
                from: 0,
                cell: |facts, ix, _| {
                    let mut words: Vec<_> = of(facts, ix).map(Change::words).collect();
                    let follows = what_if::brief(facts, ix);
                    let tone = follows.as_ref().map_or(Tone::Warn, |(_, tone)| *tone);
                    words.splice(0..0, follows.map(|(words, _)| words));
                    Cell::text(words.join("; ")).tone(tone)
                },
            },
            Column {
                key: "read",
                title: "Read",
                width: Width::Cells(8),
                from: 50,
                cell: |facts, ix, _| {
                    Cell::text(of(facts, ix).next().map(|change| change.read_at.clone()).unwrap_or_default())
                        .tone(Tone::Dim)
                },
            },
        ]
    }
    fn hints(&self) -> &'static [(&'static str, &'static str)] {
        &[("reload", "read the file now"), ("go-log", "the last reloads, field by field")]
    }
    fn follows_chances(&self, _column: Option<&str>) -> bool {
        true
    }
    fn rows(&self, facts: &Facts<'_>, _place: &Place) -> Vec<Row> {
        let mut seen = HashSet::new();
        let changed = facts.since.iter().enumerate().filter(|(_, change)| seen.insert(&change.id));
        let mut rows: Vec<Row> = changed
            .map(|(i, change)| match facts.edition.roadmap.find(change.id.as_str()) {
                Some(ix) if change.what != What::Removed => Row::Entry(ix, 0),
                _ => Row::Gone(i),
            })
            .collect();
        if facts.before.is_some() && !rows.is_empty() {
            let follows = consequences(facts).into_iter().map(|it| Row::Entry(it.entry, 0));
            let follows: Vec<Row> = follows.filter(|row| !rows.contains(row)).collect();
            rows.insert(0, Row::Heading("What the steps change"));
            rows.push(Row::Heading(if follows.is_empty() { "Nothing else follows" } else { "What follows from that" }));
            rows.extend(follows);
        }
        rows
    }
}

fn of<'a>(facts: &Facts<'a>, ix: EntryIx) -> impl Iterator<Item = &'a Change> {
    let id = facts.edition.roadmap.get(ix).map(|entry| entry.item().id());
    facts.since.iter().filter(move |change| Some(&change.id) == id)
}
