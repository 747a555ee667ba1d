use super::entry::{link_cell, risk_tone};
use super::{Column, Pane, Place, Row, Scene, Touch, paint_rows};
use crate::edition::Facts;
use crate::look::{Canvas, Cell, Glyph, Sign, Tone, Width, row};
use crate::model::{Entry, EntryIx, Kind, Likelihood, PaneName, Risk, RiskStatus};
use crate::plan::{IMPACT_DAYS, Threat};
use ratatui::layout::Rect;
use std::cmp::Reverse;
use std::collections::HashMap;

/// What could go wrong: a map of likelihood by impact, and the register. What nobody scored is listed, never placed.
#[derive(Debug)]
pub struct Risks;

const COSTLY: &str = "By the days that they cost";
const HARMLESS: &str = "Scored, and cost no days";
const SCORED: &str = "Scored";
const NOT_SCORED: &str = "Not scored by anyone";
/// Lines of the map with its heading and its foot.
const MAP: u16 = 8;

impl Pane for Risks {
    fn name(&self) -> PaneName {
        PaneName::Risks
    }
    fn title(&self) -> &'static str {
        "Risks"
    }
    fn about(&self) -> &'static str {
        "what could go wrong, how likely, how bad, and what it threatens"
    }
    fn empty(&self) -> &'static str {
        "[[risk]]\nid = \"key-person\"\nname = \"The only expert leaves\"\ncategory = \"people\"\nstatus = \"open\"\nlikelihood = 2\nimpact = 4\naffects = [\"base-model\"]"
    }
    fn kinds(&self) -> &'static [Kind] {
        &[Kind::Risk]
    }
    fn columns(&self) -> &'static [Column] {
        &[
            Column {
                key: "name",
                title: "Risk",
                width: Width::Share(3),
                from: 0,
                cell: |_, _, entry| Cell::text(entry.name().to_owned()),
            },
            Column { key: "exposure", title: "Costs", width: Width::Cells(7), from: 0, cell: exposure },
            Column { key: "naive", title: "p×days", width: Width::Cells(7), from: 52, cell: naive },
            Column {
                key: "score",
                title: "LxI",
                width: Width::Cells(5),
                from: 30,
                cell: |_, _, entry| match risk(entry).and_then(Risk::score) {
                    Some((likelihood, impact)) => Cell::number(
                        format!("{likelihood} x {impact}"),
                        i64::from(likelihood) * i64::from(impact) * 10 + i64::from(impact),
                    ),
                    None => Cell::text(Glyph::Empty.sign()).tone(Tone::Dim),
                },
            },
            Column {
                key: "status",
                title: "Status",
                width: Width::Cells(10),
                from: 60,
                cell: |_, _, entry| match entry {
                    Entry::Risk(risk) => Cell::text(risk.status.word()).tone(risk_tone(risk.status)),
                    _ => Cell::text(""),
                },
            },
            Column {
                key: "category",
                title: "Category",
                width: Width::Share(1),
                from: 90,
                cell: |_, _, entry| match entry {
                    Entry::Risk(risk) => Cell::text(risk.category.clone()).tone(Tone::Dim),
                    _ => Cell::text(""),
                },
            },
            Column {
                key: "threatens",
                title: "Threatens",
                width: Width::Cells(9),
                from: 76,
                cell: |_, _, entry| match entry {
                    Entry::Risk(risk) => Cell::number(risk.affects.len().to_string(), risk.affects.len() as i64),
                    _ => Cell::text(""),
                },
            },
            Column { key: "milestone", title: "Costs most", width: Width::Share(2), from: 96, cell: dearest },
            Column {
                key: "owner",
                title: "Owner",
                width: Width::Share(1),
                from: 112,
                cell: |facts, ix, _| link_cell(facts, ix, "owner"),
            },
        ]
    }
    fn shows(&self, facts: &Facts<'_>, column: &Column, room: u16) -> bool {
        let costly = !facts.edition.activities.threats.is_empty();
        match column.key {
            "exposure" | "naive" | "milestone" => costly && room >= column.from,
            // These give way to what was computed, where anything was.
            "threatens" if !costly => room >= 36,
            "status" if !costly => room >= 44,
            "category" if !costly => room >= 62,
            _ => room >= column.from,
        }
    }
    fn hints(&self) -> &'static [(&'static str, &'static str)] {
        &[
            ("sort", "by name, by what it costs, by p×days, by score, by status"),
            ("forecast", "the forecast of the milestone that it costs most"),
        ]
    }
    fn signs(&self) -> &'static [Sign] {
        &[(Glyph::Empty, "on the map: no risk of that likelihood and impact; in the list: not scored, or no days")]
    }
    fn rows(&self, facts: &Facts<'_>, _place: &Place) -> Vec<Row> {
        let network = &facts.edition.activities;
        let of = |ix: EntryIx| facts.edition.roadmap.get(ix).and_then(risk);
        let (costly, others): (Vec<EntryIx>, Vec<EntryIx>) =
            facts.edition.roadmap.of_kind(Kind::Risk).partition(|ix| network.threat(*ix).is_some());
        let (mut scored, open): (Vec<EntryIx>, Vec<EntryIx>) =
            others.into_iter().partition(|ix| of(*ix).and_then(Risk::score).is_some());
        scored.sort_by_cached_key(|ix| {
            let (likelihood, impact) = of(*ix).and_then(Risk::score).unwrap_or_default();
            std::cmp::Reverse((likelihood * impact, impact))
        });
        // Where nothing costs days there is nothing to tell apart.
        let rest = if costly.is_empty() { SCORED } else { HARMLESS };
        let mut rows = Vec::with_capacity(costly.len() + scored.len() + open.len() + 3);
        for (title, risks) in [(COSTLY, ranked(facts, costly)), (rest, scored), (NOT_SCORED, open)] {
            if !risks.is_empty() {
                rows.push(Row::Heading(title));
                rows.extend(risks.into_iter().map(|ix| Row::Entry(ix, 0)));
            }
        }
        rows
    }
    fn lines(&self, rows: usize) -> usize {
        rows.saturating_add(usize::from(MAP) + 2)
    }
    fn page(&self, area: Rect) -> usize {
        usize::from(register(area).height.saturating_sub(1)).max(1)
    }
    fn paint(&self, scene: &Scene<'_>, canvas: &mut Canvas<'_, Touch>) {
        let register = register(scene.area);
        if register.y > scene.area.y {
            map(scene, Rect { height: MAP, ..scene.area }, canvas);
        }
        paint_rows(self.columns(), &Scene { area: register, ..*scene }, canvas);
    }
}

/// The register stands below the map where there is room for both.
fn register(area: Rect) -> Rect {
    let map = if area.height >= MAP + 7 { MAP + 1 } else { 0 };
    Rect { y: area.y + map, height: area.height - map, ..area }
}

/// Those that cost days, the dearest first: by their exposure, and until that is known by the plain product.
fn ranked(facts: &Facts<'_>, mut risks: Vec<EntryIx>) -> Vec<EntryIx> {
    let exposures = facts.forecast.map_or(&[][..], |forecast| &forecast.exposures);
    let days: HashMap<EntryIx, i32> = exposures.iter().map(|exposure| (exposure.risk, exposure.days)).collect();
    risks.sort_by_cached_key(|ix| {
        let naive = facts.edition.activities.threat(*ix).map_or(0.0, Threat::naive);
        Reverse((days.get(ix).copied().unwrap_or(i32::MIN), (naive * 1_000.0) as i64))
    });
    risks
}

/// What it costs; marked where its days follow from its impact.
fn exposure(facts: &Facts<'_>, ix: EntryIx, _: Entry<'_>) -> Cell {
    match facts.forecast.and_then(|forecast| forecast.exposure(ix)) {
        Some(it) => {
            let tone = if it.days > 0 { Tone::Warn } else { Tone::Dim };
            Cell::number(format!("{}{}d", mark_of(it.derived), it.days), -i64::from(it.days)).tone(tone)
        }
        // Nothing yet is not the same as nothing.
        None if facts.edition.activities.threat(ix).is_some() => Cell::text(""),
        None if facts.edition.activities.threats.is_empty() => Cell::text(""),
        None => Cell::text(Glyph::Empty.sign()).tone(Tone::Dim),
    }
}

fn naive(facts: &Facts<'_>, ix: EntryIx, _: Entry<'_>) -> Cell {
    facts.edition.activities.threat(ix).map_or_else(
        || Cell::text(""),
        |threat| {
            let days = threat.naive();
            let text = format!("{}{days:.0}d", mark_of(threat.derived));
            Cell::number(text, -(days * 1_000.0) as i64).tone(Tone::Dim)
        },
    )
}

/// `~` before days that follow from an impact.
fn mark_of(derived: bool) -> &'static str {
    if derived { "~" } else { "" }
}

/// The milestone that it costs most.
fn dearest(facts: &Facts<'_>, ix: EntryIx, _: Entry<'_>) -> Cell {
    let exposure = facts.forecast.and_then(|forecast| forecast.exposure(ix));
    let milestone = exposure.and_then(|it| facts.edition.roadmap.get(it.milestone));
    Cell::text(milestone.map_or_else(String::new, |milestone| milestone.name().to_owned()))
}

fn risk(entry: Entry<'_>) -> Option<&Risk> {
    match entry {
        Entry::Risk(risk) => Some(risk),
        _ => None,
    }
}

/// Five by five: how many open risks stand where. The selected one is marked.
fn map(scene: &Scene<'_>, area: Rect, canvas: &mut Canvas<'_, Touch>) {
    let mut counts = [[0_u32; 5]; 5];
    let risks = &scene.facts.edition.roadmap.risks;
    let mut unscored = 0;
    for risk in risks.iter().filter(|risk| risk.status != RiskStatus::Closed) {
        match risk.score() {
            Some((likelihood, impact)) => counts[usize::from(likelihood) - 1][usize::from(impact) - 1] += 1,
            None => unscored += 1,
        }
    }
    let selected = scene
        .at
        .and_then(|i| scene.rows.get(i))
        .and_then(|row| row.entry())
        .and_then(|ix| scene.facts.edition.roadmap.get(ix))
        .and_then(risk)
        .and_then(Risk::score);
    let inner = Rect { x: area.x + 2.min(area.width), width: area.width.saturating_sub(3), ..area };
    if counts.iter().flatten().all(|count| *count == 0) {
        let why = "Nobody has scored a risk yet, so that none can be placed.";
        let how = [
            "To place one on a map of likelihood by impact, write",
            "",
            "likelihood = 2    # 1 to 5, or a probability",
            "impact = 4        # 1 to 5",
        ];
        canvas.put(row(inner, 1), why, Tone::Plain);
        for (i, line) in how.iter().enumerate() {
            canvas.put(row(inner, 2 + i as u16), line, Tone::Dim);
        }
        return;
    }
    canvas.put(row(inner, 0), "likelihood", Tone::Dim);
    if unscored > 0 {
        let aside = Rect { x: inner.x + 14.min(inner.width), width: inner.width.saturating_sub(14), ..row(inner, 0) };
        canvas.put(aside, &format!("{unscored} not scored: listed below, not placed"), Tone::Warn);
    }
    for level in 1..=5_u8 {
        let line = row(inner, u16::from(6 - level));
        let chance = Likelihood::Level(level).probability();
        let share = format!("{:.0} %", chance * 100.0);
        canvas.put(line, &format!("{level} {share:>7}  {}", Glyph::Rule.sign()), Tone::Dim);
        for impact in 1..=5_u8 {
            let cell = Rect { x: line.x + 12 + u16::from(impact - 1) * 5, width: 5, ..line }.intersection(line);
            let count = counts[usize::from(level) - 1][usize::from(impact) - 1];
            let (band, tone) = band(chance, impact);
            let text = if count == 0 { format!("  {}  ", Glyph::Empty.sign()) } else { format!("{count:>3}{band} ") };
            canvas.put(cell, &text, if count == 0 { Tone::Rule } else { tone });
            if selected == Some((level, impact)) {
                canvas.tint(cell, canvas.look.cursor(true));
            }
        }
    }
    canvas.put(row(inner, 6), &format!("{:>10} {}", "", Glyph::Line.sign().repeat(26)), Tone::Dim);
    canvas.put(row(inner, 7), &format!("{:>10}     1    2    3    4    5  impact", ""), Tone::Dim);
    let beside = Rect { x: inner.x + 42.min(inner.width), width: inner.width.saturating_sub(42), ..inner };
    let bands = ["expected days,", "chance × delay:", "L  under 5", "M  5 to 20", "H  over 20"];
    if beside.width >= 15 {
        for (i, line) in bands.iter().enumerate() {
            canvas.put(row(beside, 1 + i as u16), line, Tone::Dim);
        }
    }
}

/// How bad a place on the map is, by the days that are to be expected there.
fn band(chance: f64, impact: u8) -> (char, Tone) {
    let days = IMPACT_DAYS[usize::from(impact.clamp(1, 5)) - 1];
    match chance * f64::from(days.iter().sum::<u32>()) / 3.0 {
        days if days > 20.0 => ('H', Tone::Bad),
        days if days >= 5.0 => ('M', Tone::Warn),
        _ => ('L', Tone::Good),
    }
}
