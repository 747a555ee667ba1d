use super::entry::{date_cell, in_time, link_cell, named_cell, standing};
use super::outlook::{on_time_cell, p80_cell, slack_cell};
use super::{Column, Pane, Place, Row};
use crate::edition::Facts;
use crate::look::{Cell, STANDING, Sign, Width};
use crate::model::{Entry, Kind, PaneName};

/// Below this width there is no room for all columns at once.
const CROWDED: u16 = 100;

/// What is to be reached, in the order of time.
#[derive(Debug)]
pub struct Milestones;

impl Pane for Milestones {
    fn name(&self) -> PaneName {
        PaneName::Milestones
    }
    fn title(&self) -> &'static str {
        "Milestones"
    }
    fn about(&self) -> &'static str {
        "what is to be reached, by when, and how it stands"
    }
    fn empty(&self) -> &'static str {
        "[[milestone]]\nid = \"first-release\"\nname = \"First release\"\nstatus = \"planned\"\ndate = \"2027-Q1\""
    }
    fn kinds(&self) -> &'static [Kind] {
        &[Kind::Milestone]
    }
    fn columns(&self) -> &'static [Column] {
        &[
            Column {
                key: "name",
                title: "Milestone",
                width: Width::Share(3),
                from: 0,
                cell: |_, _, entry| match entry {
                    Entry::Milestone(milestone) => named_cell(&milestone.name, milestone.status),
                    _ => Cell::text(""),
                },
            },
            Column {
                key: "date",
                title: "Date",
                width: Width::Cells(10),
                from: 0,
                cell: |_, _, entry| date_cell(entry.shown_date()),
            },
            Column {
                key: "health",
                title: "Health",
                width: Width::Cells(13),
                from: 50,
                cell: |facts, ix, _| {
                    let (words, tone) = standing(facts, ix);
                    let order = facts.judged().of(ix).map_or(0, |health| -(health as i64));
                    Cell::number(words, order).tone(tone)
                },
            },
            Column {
                key: "slack",
                title: "Slack",
                width: Width::Cells(6),
                from: 50,
                cell: |facts, ix, _| slack_cell(facts, ix),
            },
            Column {
                key: "p80",
                title: "80 % by",
                width: Width::Cells(11),
                from: 90,
                cell: |facts, ix, _| p80_cell(facts, ix),
            },
            Column {
                key: "on_time",
                title: "On time",
                width: Width::Cells(7),
                from: 64,
                cell: |facts, ix, _| on_time_cell(facts, ix),
            },
            Column {
                key: "project",
                title: "Project",
                width: Width::Share(2),
                from: 76,
                cell: |facts, ix, _| link_cell(facts, ix, "project"),
            },
            Column {
                key: "owner",
                title: "Owner",
                width: Width::Share(1),
                from: 100,
                cell: |facts, ix, _| link_cell(facts, ix, "owner"),
            },
        ]
    }
    fn shows(&self, facts: &Facts<'_>, column: &Column, room: u16) -> bool {
        let activities = &facts.edition.activities;
        room >= column.from
            && match column.key {
                "slack" => activities.has_lengths(),
                "p80" | "on_time" => activities.is_chancy(),
                // It gives way to what was computed.
                "project" => room >= CROWDED || !activities.has_lengths(),
                _ => true,
            }
    }
    fn follows_chances(&self, sorted_by: Option<&str>) -> bool {
        sorted_by.is_some_and(|column| ["health", "p80", "on_time"].contains(&column))
    }
    fn hints(&self) -> &'static [(&'static str, &'static str)] {
        &[
            ("today", "to what comes next from today on"),
            ("go-needs", "what it waits for"),
            ("go-referrers", "what waits for it, and what threatens it"),
        ]
    }
    fn signs(&self) -> &'static [Sign] {
        STANDING
    }
    fn rows(&self, facts: &Facts<'_>, _place: &Place) -> Vec<Row> {
        let mut rows: Vec<_> = facts.edition.roadmap.of_kind(Kind::Milestone).collect();
        rows.sort_by_cached_key(|ix| in_time(facts, *ix));
        rows.into_iter().map(|ix| Row::Entry(ix, 0)).collect()
    }
}
