use super::entry::{health_tone, named_cell, status_tone};
use super::{Column, Pane, Place, Row};
use crate::edition::Facts;
use crate::look::{Cell, STANDING, Sign, Tone, Width};
use crate::model::{Entry, EntryIx, Kind, PaneName, Status};
use std::collections::HashSet;

/// What is built, as a tree: under each project those that build on it.
#[derive(Debug)]
pub struct Projects;

impl Pane for Projects {
    fn name(&self) -> PaneName {
        PaneName::Projects
    }
    fn title(&self) -> &'static str {
        "Projects"
    }
    fn about(&self) -> &'static str {
        "what is built, and what builds on what"
    }
    fn empty(&self) -> &'static str {
        "[[project]]\nid = \"base-model\"\nname = \"Base model\"\nkind = \"model\"\nstatus = \"in-progress\"\nbuilds_on = []"
    }
    fn kinds(&self) -> &'static [Kind] {
        &[Kind::Project]
    }
    fn columns(&self) -> &'static [Column] {
        &[
            Column {
                key: "name",
                title: "Project",
                width: Width::Share(1),
                from: 0,
                cell: |_, _, entry| match entry {
                    Entry::Project(project) => named_cell(&project.name, project.status),
                    _ => Cell::text(""),
                },
            },
            Column {
                key: "kind",
                title: "Kind",
                width: Width::Cells(14),
                from: 66,
                cell: |_, _, entry| match entry {
                    Entry::Project(project) => Cell::text(project.kind.word()).tone(Tone::Dim),
                    _ => Cell::text(""),
                },
            },
            Column {
                key: "status",
                title: "Status",
                width: Width::Cells(11),
                from: 0,
                cell: |_, _, entry| match entry {
                    Entry::Project(project) => {
                        Cell::number(project.status.word(), project.status as i64).tone(status_tone(project.status))
                    }
                    _ => Cell::text(""),
                },
            },
            Column {
                key: "health",
                title: "Health",
                width: Width::Cells(9),
                from: 58,
                cell: |facts, ix, entry| match (facts.judged().of_project(ix), entry) {
                    // What is over or given up is told by its status.
                    (Some(health), Entry::Project(project)) if !is_settled(project.status) => {
                        Cell::number(health.words(), -(health as i64)).tone(health_tone(health))
                    }
                    _ => Cell::text(""),
                },
            },
            Column {
                key: "reached",
                title: "Reached",
                width: Width::Cells(7),
                from: 46,
                cell: |facts, ix, _| {
                    let milestones: Vec<_> = facts
                        .edition
                        .links
                        .to_in(ix, "project")
                        .filter_map(|ix| facts.edition.roadmap.milestone(ix))
                        .collect();
                    let done = milestones.iter().filter(|milestone| milestone.status == Status::Done).count();
                    match milestones.len() {
                        0 => Cell::text(""),
                        all => Cell::number(format!("{done} of {all}"), (done * 1000 / all) as i64),
                    }
                },
            },
        ]
    }
    fn hints(&self) -> &'static [(&'static str, &'static str)] {
        &[
            ("go-needs", "what it builds on and runs on"),
            ("go-referrers", "what builds on it, its milestones and its risks"),
        ]
    }
    fn signs(&self) -> &'static [Sign] {
        STANDING
    }
    fn rows(&self, facts: &Facts<'_>, _place: &Place) -> Vec<Row> {
        let (roadmap, links) = (&facts.edition.roadmap, &facts.edition.links);
        let mut rows = Vec::with_capacity(roadmap.projects.len());
        let mut seen: HashSet<EntryIx> = HashSet::new();
        let is_root = |ix: &EntryIx| links.from_in(*ix, "builds_on").next().is_none();
        // Roots first; what is left then lies on a cycle, and is told like a root.
        for start in roadmap.of_kind(Kind::Project).filter(is_root).chain(roadmap.of_kind(Kind::Project)) {
            let mut todo = vec![(start, 0_u8)];
            while let Some((ix, depth)) = todo.pop() {
                if !seen.insert(ix) {
                    continue;
                }
                rows.push(Row::Entry(ix, depth.min(12)));
                let above: Vec<_> = links.to_in(ix, "builds_on").filter(|above| !seen.contains(above)).collect();
                todo.extend(above.into_iter().rev().map(|above| (above, depth.saturating_add(1))));
            }
        }
        rows
    }
}

fn is_settled(status: Status) -> bool {
    matches!(status, Status::Done | Status::Cancelled)
}
