use super::entry::{date_cell, newest_first};
use super::{Column, Pane, Place, Row};
use crate::edition::Facts;
use crate::look::{Cell, Tone, Width};
use crate::model::{Entry, Kind, PaneName};

/// What vendors have said will come, newest first.
#[derive(Debug)]
pub struct Announcements;

impl Pane for Announcements {
    fn name(&self) -> PaneName {
        PaneName::Announcements
    }
    fn title(&self) -> &'static str {
        "Announcements"
    }
    fn about(&self) -> &'static str {
        "hardware, software, models and deals that were announced, and when they can be had"
    }
    fn empty(&self) -> &'static str {
        "[[announcement]]\nid = \"new-chip\"\nname = \"New chip\"\nkind = \"hardware\"\ndate = 2026-03-16\navailable = \"2026-H2\""
    }
    fn kinds(&self) -> &'static [Kind] {
        &[Kind::Announcement]
    }
    fn columns(&self) -> &'static [Column] {
        &[
            Column {
                key: "name",
                title: "Announcement",
                width: Width::Share(3),
                from: 0,
                cell: |_, _, entry| Cell::text(entry.name().to_owned()),
            },
            Column {
                key: "kind",
                title: "Kind",
                width: Width::Cells(8),
                from: 44,
                cell: |_, _, entry| match entry {
                    Entry::Announcement(announcement) => Cell::text(announcement.kind.word()).tone(Tone::News),
                    _ => Cell::text(""),
                },
            },
            Column {
                key: "date",
                title: "Announced",
                width: Width::Cells(10),
                from: 0,
                cell: |_, _, entry| match entry {
                    Entry::Announcement(announcement) => date_cell(announcement.date),
                    _ => Cell::text(""),
                },
            },
            Column {
                key: "available",
                title: "Available",
                width: Width::Cells(10),
                from: 56,
                cell: |_, _, entry| match entry {
                    Entry::Announcement(announcement) => date_cell(announcement.available),
                    _ => Cell::text(""),
                },
            },
            Column {
                key: "event",
                title: "Event",
                width: Width::Share(1),
                from: 84,
                cell: |_, _, entry| match entry {
                    Entry::Announcement(announcement) => {
                        Cell::text(announcement.event.clone().unwrap_or_default()).tone(Tone::Dim)
                    }
                    _ => Cell::text(""),
                },
            },
        ]
    }
    fn hints(&self) -> &'static [(&'static str, &'static str)] {
        &[("today", "to what comes next from today on"), ("go-referrers", "what waits for it or runs on it")]
    }
    fn rows(&self, facts: &Facts<'_>, _place: &Place) -> Vec<Row> {
        let mut rows: Vec<_> = facts.edition.roadmap.of_kind(Kind::Announcement).collect();
        rows.sort_by_cached_key(|ix| newest_first(facts, *ix));
        rows.into_iter().map(|ix| Row::Entry(ix, 0)).collect()
    }
}
