use super::{Column, Pane, Place, Row};
use crate::edition::{Facts, What};
use crate::look::{Cell, Tone, Width};
use crate::model::{EntryIx, PaneName};
use std::collections::HashSet;

/// What the last reloads changed, newest first; an entry stands once, with all that was done to it.
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
        "what the last reloads changed"
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
                    let words: Vec<_> = of(facts, ix).map(crate::edition::Change::words).collect();
                    Cell::text(words.join("; ")).tone(Tone::Warn)
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
    fn rows(&self, facts: &Facts<'_>, _place: &Place) -> Vec<Row> {
        let mut seen = HashSet::new();
        facts
            .since
            .iter()
            .enumerate()
            .filter(|(_, change)| seen.insert(&change.id))
            .map(|(i, change)| match facts.edition.roadmap.find(change.id.as_str()) {
                Some(ix) if change.what != What::Removed => Row::Entry(ix, 0),
                _ => Row::Gone(i),
            })
            .collect()
    }
}

fn of<'a>(facts: &Facts<'a>, ix: EntryIx) -> impl Iterator<Item = &'a crate::edition::Change> {
    let id = facts.edition.roadmap.get(ix).map(|entry| entry.item().id());
    facts.since.iter().filter(move |change| Some(&change.id) == id)
}
