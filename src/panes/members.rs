use super::entry::{count_cell, date_cell};
use super::{Column, Pane, Place, Row};
use crate::edition::Facts;
use crate::look::{Cell, Tone, Width};
use crate::model::{Entry, Kind, PaneName};

/// Who takes part.
#[derive(Debug)]
pub struct Members;

impl Pane for Members {
    fn name(&self) -> PaneName {
        PaneName::Members
    }
    fn title(&self) -> &'static str {
        "Members"
    }
    fn about(&self) -> &'static str {
        "who takes part, what they bring and who leads them"
    }
    fn empty(&self) -> &'static str {
        "[[member]]\nid = \"acme\"\nname = \"Acme\"\nspecialty = \"what it is known for\"\ncontributes = \"what it brings\""
    }
    fn kinds(&self) -> &'static [Kind] {
        &[Kind::Member]
    }
    fn columns(&self) -> &'static [Column] {
        &[
            Column {
                key: "name",
                title: "Member",
                width: Width::Share(2),
                from: 0,
                cell: |_, _, entry| Cell::text(entry.name().to_owned()),
            },
            Column {
                key: "lead",
                title: "Led by",
                width: Width::Share(2),
                from: 40,
                cell: |_, _, entry| match entry {
                    Entry::Member(member) => Cell::text(member.lead.clone().unwrap_or_default()).tone(Tone::Dim),
                    _ => Cell::text(""),
                },
            },
            Column {
                key: "areas",
                title: "Areas",
                width: Width::Cells(5),
                from: 50,
                cell: |_, _, entry| count_cell(entry.common().capabilities.len()),
            },
            Column {
                key: "joined",
                title: "Joined",
                width: Width::Cells(10),
                from: 66,
                cell: |_, _, entry| match entry {
                    Entry::Member(member) => date_cell(member.joined).tone(Tone::Dim),
                    _ => Cell::text(""),
                },
            },
        ]
    }
    fn hints(&self) -> &'static [(&'static str, &'static str)] {
        &[
            ("go-capability", "the capability areas that it covers"),
            ("go-project", "the projects that it takes part in"),
        ]
    }
    fn rows(&self, facts: &Facts<'_>, _place: &Place) -> Vec<Row> {
        facts.edition.roadmap.of_kind(Kind::Member).map(|ix| Row::Entry(ix, 0)).collect()
    }
}
