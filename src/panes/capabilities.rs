use super::entry::{count_cell, coverage_tone};
use super::listing::mark;
use super::{Column, Pane, Place, Row, Scene, Touch};
use crate::edition::Facts;
use crate::look::{Canvas, Cell, Glyph, Sign, Tone, Width, row, window};
use crate::model::{EntryIx, Kind, Kinds, PaneName};
use crate::plan::{Coverage, covered_by};
use ratatui::layout::Rect;

/// Which member covers which capability area, thin spots marked.
#[derive(Debug)]
pub struct Capabilities;

const MEMBERS: &str = "Who covers what";
const NEEDED: &str = "needed by";
/// The width of the list from which it says how many open milestones need an area; else the matrix says it.
const ROOMY: u16 = 62;
const LETTERS: &[u8] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZ";

impl Pane for Capabilities {
    fn name(&self) -> PaneName {
        PaneName::Capabilities
    }
    fn title(&self) -> &'static str {
        "Capabilities"
    }
    fn about(&self) -> &'static str {
        "the capability areas, which members cover them, and where cover is thin"
    }
    fn empty(&self) -> &'static str {
        "[[capability]]\nid = \"agents\"\nname = \"Agents and tools\"\n\nand in the members that cover it:\ncapabilities = [\"agents\"]"
    }
    fn kinds(&self) -> &'static [Kind] {
        &[Kind::Capability]
    }
    fn scope(&self) -> Kinds {
        Kind::Capability.set().and(Kind::Member.set())
    }
    fn columns(&self) -> &'static [Column] {
        &[
            Column {
                key: "name",
                title: "Capability",
                width: Width::Share(1),
                from: 0,
                cell: |_, _, entry| Cell::text(entry.name().to_owned()),
            },
            Column {
                key: "members",
                title: "Members",
                width: Width::Cells(16),
                from: 0,
                cell: |facts, ix, _| {
                    let count = covered_by(&facts.edition.roadmap, &facts.edition.links, ix).count();
                    let coverage = Coverage::of(count);
                    Cell::number(format!("{count} {}", coverage.words()), count as i64).tone(coverage_tone(coverage))
                },
            },
            Column {
                key: "need",
                title: "Needed by",
                width: Width::Cells(9),
                from: 0,
                cell: |facts, ix, _| count_cell(facts.edition.needs.of(ix)),
            },
        ]
    }
    fn sorts(&self) -> bool {
        false
    }
    fn hints(&self) -> &'static [(&'static str, &'static str)] {
        &[("go-member", "the members that cover the selected area")]
    }
    fn signs(&self) -> &'static [Sign] {
        &[
            (Glyph::Full, "a member that covers the area"),
            (Glyph::Thin, "covered by one member or by none"),
            (Glyph::Rule, "the column of the area that is selected"),
            (Glyph::Empty, "not covered"),
        ]
    }
    fn rows(&self, facts: &Facts<'_>, _place: &Place) -> Vec<Row> {
        let roadmap = &facts.edition.roadmap;
        let mut rows: Vec<Row> = roadmap.of_kind(Kind::Capability).map(|ix| Row::Entry(ix, 0)).collect();
        if !rows.is_empty() && !roadmap.members.is_empty() {
            // The line above the letters says how many open milestones need each.
            let lines = if facts.edition.needs.are_known() { 2 } else { 1 };
            rows.extend(std::iter::repeat_n(Row::Heading(""), lines));
            rows.push(Row::Heading(MEMBERS));
            rows.extend(roadmap.of_kind(Kind::Member).map(|ix| Row::Entry(ix, 0)));
        }
        rows
    }
    fn page(&self, area: Rect) -> usize {
        usize::from(area.height).max(1)
    }
    fn paint(&self, scene: &Scene<'_>, canvas: &mut Canvas<'_, Touch>) {
        let area = scene.area;
        let capabilities: Vec<EntryIx> =
            scene.facts.edition.roadmap.of_kind(Kind::Capability).take(LETTERS.len()).collect();
        let top = window(scene.at.unwrap_or(0), scene.place.top, scene.rows.len(), usize::from(area.height));
        for (i, line) in scene.rows.iter().enumerate().skip(top).take(usize::from(area.height)) {
            let here = row(area, (i - top) as u16);
            let inner = Rect { x: here.x + 2.min(here.width), width: here.width.saturating_sub(3), ..here };
            match *line {
                Row::Heading("") if i > 0 && scene.rows[i - 1] == Row::Heading("") => {
                    needed(scene, &capabilities, inner, canvas);
                }
                Row::Heading("") => {}
                Row::Heading(title) => heading(scene, title, &capabilities, inner, canvas),
                Row::Entry(ix, _) => {
                    let Some(entry) = scene.facts.edition.roadmap.get(ix) else {
                        continue;
                    };
                    let fresh = if scene.fresh.contains(entry.id()) { Tone::Fresh } else { Tone::Plain };
                    match entry.kind() {
                        Kind::Capability => capability(scene, ix, entry.name(), fresh, inner, canvas),
                        _ => member(scene, ix, entry.name(), fresh, &capabilities, inner, canvas),
                    }
                    mark(scene, i, here, canvas);
                    canvas.hit(here, Touch::Entry(entry.id().clone()));
                }
                Row::Gone(_) | Row::Rest(_) => {}
            }
        }
    }
}

fn letter(facts: &Facts<'_>, ix: EntryIx) -> &'static str {
    let first = facts.edition.roadmap.of_kind(Kind::Capability).next().map_or(0, |ix| ix.0);
    let at = (ix.0 - first) as usize;
    LETTERS.get(at..=at).and_then(|letter| std::str::from_utf8(letter).ok()).unwrap_or(" ")
}

/// `A  Agents and tools      ◼◼ 2 covered`
fn capability(scene: &Scene<'_>, ix: EntryIx, name: &str, tone: Tone, area: Rect, canvas: &mut Canvas<'_, Touch>) {
    let facts = &scene.facts;
    let count = covered_by(&facts.edition.roadmap, &facts.edition.links, ix).count();
    let coverage = Coverage::of(count);
    let words = match coverage {
        Coverage::Several => format!("{} {count} members", Glyph::Full.sign().repeat(count.min(9))),
        Coverage::One => format!("{} one member {}", Glyph::Full.sign(), Glyph::Thin.sign()),
        Coverage::Nobody => format!("{} no member {}", Glyph::Empty.sign(), Glyph::Thin.sign()),
    };
    let aside = Rect { x: area.right().saturating_sub(21.min(area.width)), width: 21.min(area.width), ..area };
    canvas.put(aside, &words, coverage_tone(coverage));
    let mut name_area = Rect { width: aside.x.saturating_sub(area.x + 1), ..area };
    if area.width >= ROOMY && facts.edition.needs.are_known() {
        let need = Rect { x: aside.x.saturating_sub(16), width: 15, ..area };
        let said = format!("{:>3} to come", facts.edition.needs.of(ix));
        canvas.put(need, &said, if coverage < Coverage::Several { coverage_tone(coverage) } else { Tone::Dim });
        name_area.width = need.x.saturating_sub(area.x + 1);
    }
    canvas.pieces(name_area, [(letter(facts, ix), Tone::Accent), ("  ", Tone::Plain), (name, tone)]);
}

/// The letters over the matrix.
fn heading(scene: &Scene<'_>, title: &str, capabilities: &[EntryIx], area: Rect, canvas: &mut Canvas<'_, Touch>) {
    canvas.put(area, title, Tone::Heading);
    for (cell, ix) in cells(area, capabilities) {
        canvas.put(
            cell,
            letter(&scene.facts, ix),
            if selected(scene) == Some(ix) { Tone::Strong } else { Tone::Accent },
        );
    }
}

/// How many open milestones need each area, over its letter.
fn needed(scene: &Scene<'_>, capabilities: &[EntryIx], area: Rect, canvas: &mut Canvas<'_, Touch>) {
    let first = cells(area, capabilities).next().map_or(area.right(), |(cell, _)| cell.x);
    canvas.put(Rect { width: first.saturating_sub(area.x + 1), ..area }, NEEDED, Tone::Dim);
    for (cell, ix) in cells(area, capabilities) {
        let count = scene.facts.edition.needs.of(ix);
        let thin = covered_by(&scene.facts.edition.roadmap, &scene.facts.edition.links, ix).nth(1).is_none();
        let tone = if thin && count > 0 { Tone::Warn } else { Tone::Dim };
        let said = if count > 99 { "99".to_owned() } else { count.to_string() };
        canvas.put(Rect { width: 2, ..cell }, &said, tone);
    }
}

/// A member and its line of the matrix.
fn member(
    scene: &Scene<'_>,
    ix: EntryIx,
    name: &str,
    tone: Tone,
    capabilities: &[EntryIx],
    area: Rect,
    canvas: &mut Canvas<'_, Touch>,
) {
    let covers: Vec<EntryIx> = scene.facts.edition.links.from_in(ix, "capabilities").collect();
    let first = cells(area, capabilities).next().map_or(area.right(), |(cell, _)| cell.x);
    canvas.put(Rect { width: first.saturating_sub(area.x + 1), ..area }, name, tone);
    for (cell, capability) in cells(area, capabilities) {
        let here = selected(scene) == Some(capability);
        match (covers.contains(&capability), here) {
            (true, _) => canvas.put(cell, Glyph::Full.sign(), Tone::Good),
            (false, true) => canvas.put(cell, Glyph::Rule.sign(), Tone::Dim),
            (false, false) => canvas.put(cell, Glyph::Empty.sign(), Tone::Rule),
        };
    }
}

/// Where the columns of the matrix stand: as many as there is room for beside a name.
fn cells(area: Rect, capabilities: &[EntryIx]) -> impl Iterator<Item = (Rect, EntryIx)> + '_ {
    let room = usize::from(area.width.saturating_sub(16) / 3).min(capabilities.len());
    let from = area.right().saturating_sub(room as u16 * 3).max(area.x);
    let from =
        from.min(area.right().saturating_sub(21.min(area.width)).max(area.x).max(from.saturating_sub(area.width)));
    capabilities
        .iter()
        .take(room)
        .enumerate()
        .map(move |(i, ix)| (Rect { x: from + i as u16 * 3, width: 1, height: area.height, y: area.y }, *ix))
}

fn selected(scene: &Scene<'_>) -> Option<EntryIx> {
    scene.at.and_then(|i| scene.rows.get(i)).and_then(|row| row.entry())
}
