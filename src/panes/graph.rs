//! The drawing of a neighbourhood: columns left and right of a box in the middle, with lines between them.

use super::entry::{health_tone, standing, status_sign};
use super::{Row, Scene, Touch};
use crate::look::{Canvas, Glyph, Tone, Wires, fit, row, window};
use crate::model::{Entry, EntryIx, RiskStatus};
use crate::plan::{Neighbourhood, Seen, Side, What};
use crate::text::width;
use ratatui::layout::Rect;
use std::collections::HashMap;

/// Cells between a column and the next: a line, the place where lines meet, a line, the head of an arrow.
const GUTTER: u16 = 4;
/// The width from which what is two steps away has columns of its own; below, it stands indented.
const FIVE_COLUMNS: u16 = 150;
/// Below this width there is no room for both sides at once.
const BOTH_SIDES: u16 = 60;
/// Lines of the name in the box.
const NAME: usize = 3;

/// A line of a side: over a group the word for it, else a near one, or one that stands behind it, or both.
#[derive(Debug, Clone, Copy, Default)]
struct Line {
    word: Option<&'static str>,
    near: Option<usize>,
    far: Option<usize>,
    /// The last one behind a near one.
    last: bool,
}

/// Where a side stands on the screen.
#[derive(Debug, Clone, Copy)]
struct Block {
    side: Side,
    /// The column beside the box.
    near: Rect,
    /// The column beyond, where there is one.
    far: Option<Rect>,
}

/// Paints a neighbourhood.
pub fn paint(scene: &Scene<'_>, hood: &Neighbourhood, canvas: &mut Canvas<'_, Touch>) {
    let area = scene.area;
    if area.height < 3 || area.width < 10 {
        return;
    }
    let selected = scene.at.and_then(|at| scene.rows.get(at)).and_then(|row| match row {
        Row::Entry(ix, _) | Row::Rest(ix) => hood.position(*ix),
        _ => None,
    });
    let mut drawing = Drawing { scene, hood, selected: selected.unwrap_or(0), wires: Wires::default() };
    drawing.paint(Rect { x: area.x + 1, width: area.width - 2, ..area }, canvas);
}

struct Drawing<'a> {
    scene: &'a Scene<'a>,
    hood: &'a Neighbourhood,
    selected: usize,
    wires: Wires,
}

impl Drawing<'_> {
    fn paint(&mut self, area: Rect, canvas: &mut Canvas<'_, Touch>) {
        let (left, middle, right) = columns(area, self.lone_side(area.width));
        let foot = row(area, area.height - 1);
        let body = Rect { y: area.y + 1, height: area.height - 2, ..area };
        let column = |of: Rect| Rect { y: body.y, height: body.height, ..of };
        let centre = self.centre(column(middle), canvas);
        let joint = centre.y + centre.height / 2;
        for block in [left, right].into_iter().flatten() {
            let whole = block.far.map_or(block.near, |far| far.union(block.near));
            let words = self.heading(block.side, whole.width.into());
            canvas.put(Rect { y: area.y, height: 1, ..whole }, &words, Tone::Heading);
            let block = Block { near: column(block.near), far: block.far.map(column), ..block };
            self.side(block, centre, joint, canvas);
        }
        self.wires.paint(canvas);
        let said = self.path(foot.width.into());
        canvas.pieces(foot, said.iter().map(|(text, tone)| (text.as_str(), *tone)));
    }

    /// Where there is room for one side only: that of what is selected.
    fn lone_side(&self, wide: u16) -> Option<Side> {
        let at = self.hood.all.get(self.selected)?;
        (wide < BOTH_SIDES && at.step > 0).then_some(at.side)
    }

    /// What stands over a side: how much must be there before, or waits, and how much else there is around. What is in
    /// no order of time, as members are, says only how much there is.
    fn heading(&self, side: Side, cells: usize) -> String {
        let count = self.hood.count(side);
        let needs = side == Side::Needs;
        let amount = |n: usize| if count.more { format!("more than {n}") } else { n.to_string() };
        let Some(Entry::Milestone(_) | Entry::Project(_) | Entry::Announcement(_)) = self.middle() else {
            let heading = if needs { "What it needs" } else { "What needs it" };
            let all = count.waits + count.around;
            return if all == 0 { heading.to_owned() } else { format!("{heading}: {}", amount(all)) };
        };
        let heading = if needs { "Needs" } else { "Needed by" };
        let waits = if count.waits == 0 { "nothing".to_owned() } else { amount(count.waits) };
        let first = format!("{heading} {waits}");
        if count.around == 0 {
            return first;
        }
        let around =
            [format!("{first}, and {} around it", amount(count.around)), format!("{first}, {} around", count.around)];
        around.into_iter().find(|words| width(words) <= cells).unwrap_or(first)
    }

    /// The entry in the middle.
    fn middle(&self) -> Option<Entry<'_>> {
        match self.hood.all.first()?.what {
            What::Entry(ix) => self.scene.facts.edition.roadmap.get(ix),
            What::Rest { .. } => None,
        }
    }

    /// The box in the middle; gives its area.
    fn centre(&self, column: Rect, canvas: &mut Canvas<'_, Touch>) -> Rect {
        let Some(What::Entry(ix)) = self.hood.all.first().map(|middle| middle.what) else { return column };
        let Some(entry) = self.scene.facts.edition.roadmap.get(ix) else { return column };
        let cells = usize::from(column.width.saturating_sub(4)).max(1);
        let mut lines: Vec<(String, Tone)> = Vec::new();
        let name = format!("{}{}", sign(entry), entry.name());
        let wrapped = textwrap::wrap(&name, cells);
        for (i, line) in wrapped.iter().take(NAME).enumerate() {
            let cut = i + 1 == NAME && wrapped.len() > NAME;
            lines.push((if cut { format!("{line} {}", Glyph::More.sign()) } else { line.to_string() }, Tone::Strong));
        }
        let (words, tone) = standing(&self.scene.facts, ix);
        let date = entry.shown_date().map(|date| date.to_string()).unwrap_or_default();
        lines.extend([(entry.kind().word().to_owned(), Tone::Dim), (date, Tone::Dim), (words, tone)]);
        lines.retain(|(text, _)| !text.is_empty());
        lines.truncate(usize::from(column.height.saturating_sub(2)).max(1));
        let high = (lines.len() as u16 + 2).min(column.height);
        let place = Rect { y: column.y + (column.height - high) / 2, height: high, ..column };
        let border = if self.selected == 0 && self.scene.active { Tone::Accent } else { Tone::Rule };
        canvas.outline(place, border);
        let inner = Rect { x: place.x + 1, y: place.y + 1, width: place.width - 2, height: high.saturating_sub(2) };
        for (i, (text, tone)) in lines.iter().enumerate() {
            let here = row(inner, i as u16);
            let text = fit(text, cells);
            let before = (usize::from(inner.width) - width(&text)) / 2;
            let place = Rect { x: here.x + before as u16, width: here.width - before as u16, ..here };
            canvas.put(place, &text, if self.is_listed(ix) { *tone } else { Tone::Rule });
        }
        if self.selected == 0 {
            canvas.tint(inner, canvas.look.cursor(self.scene.active));
            canvas.put(Rect { width: 1, ..row(inner, 0) }, Glyph::Mark.sign(), Tone::Accent);
        }
        canvas.hit(place, Touch::Entry(entry.id().clone()));
        place
    }

    /// A side: its lines, moved so that the selected one is in sight, and the lines that join them to the box.
    fn side(&mut self, block: Block, centre: Rect, joint: u16, canvas: &mut Canvas<'_, Touch>) {
        let lines = self.lines(block.side, block.far.is_some());
        let height = usize::from(block.near.height);
        let holds = |line: &Line| line.near == Some(self.selected) || line.far == Some(self.selected);
        let at = lines.iter().position(holds);
        // The selected one stands in the middle where there is more than fits.
        let top = at.map_or(0, |at| window(at, at.saturating_sub(height / 2), lines.len(), height));
        let pad = (height.saturating_sub(lines.len()) / 2) as u16;
        if lines.is_empty() {
            let place = Rect { y: joint, height: 1, ..block.near };
            canvas.put(place, "nothing that is known", Tone::Dim);
            return;
        }
        // The near ones that are in sight: the column after the name, and the line.
        let mut seen: HashMap<usize, (u16, u16)> = HashMap::new();
        let mut far_ends = Vec::new();
        for (i, line) in lines.iter().enumerate().skip(top).take(height) {
            let y = block.near.y + pad + (i - top) as u16;
            let near = Rect { y, height: 1, ..block.near };
            if let Some(word) = line.word {
                let indent = 2.min(near.width);
                let place = Rect { x: near.x + indent, width: near.width - indent, ..near };
                canvas.put(place, word, Tone::Dim);
            }
            if let Some(number) = line.near {
                let end = self.name(number, "", near, canvas);
                seen.insert(number, (end, y));
                self.join_near(block, number, (end, y), centre, joint);
            }
            let Some(number) = line.far else { continue };
            if let Some(far) = block.far {
                // It stands before the arrow that leads on from it, or behind the one that leads to it.
                let seen = self.hood.all[number].seen;
                let seen = if block.side == Side::Needs { seen.map(Seen::turned) } else { seen };
                let word = seen.map_or("", Seen::word);
                let end = self.name(number, word, Rect { y, height: 1, ..far }, canvas);
                far_ends.push((number, (end, y)));
            } else {
                let branch = if line.last { Glyph::Corner } else { Glyph::Branch };
                let indent = 3.min(near.width);
                canvas.put(
                    Rect { x: near.x + indent, width: 1.min(near.width - indent), ..near },
                    branch.sign(),
                    Tone::Rule,
                );
                let indent = 4.min(near.width);
                let place = Rect { x: near.x + indent, width: near.width - indent, ..near };
                self.name(number, self.hood.all[number].word(), place, canvas);
            }
        }
        for (number, end) in far_ends {
            self.join_far(block, number, end, &seen);
        }
        let edge = block.far.unwrap_or(block.near);
        let edge = if block.side == Side::Needs { edge.x.saturating_sub(1) } else { block.near.union(edge).right() };
        for (there, y, glyph) in
            [(top > 0, block.near.y, Glyph::Up), (lines.len() > top + height, block.near.bottom() - 1, Glyph::Down)]
        {
            if there {
                canvas.put(Rect { x: edge, y, width: 1, height: 1 }, glyph.sign(), Tone::Dim);
            }
        }
    }

    /// The lines of a side.
    fn lines(&self, side: Side, far_beside: bool) -> Vec<Line> {
        let mut lines = Vec::new();
        let mut word = "";
        for near in self.hood.behind_of(0).filter(|i| self.hood.all[*i].side == side) {
            if self.hood.all[near].word() != word {
                word = self.hood.all[near].word();
                lines.push(Line { word: Some(word), ..Line::default() });
            }
            let behind: Vec<usize> = self.hood.behind_of(near).collect();
            let mut far = behind.iter().enumerate().map(|(i, far)| (Some(*far), i + 1 == behind.len()));
            let beside = far_beside.then(|| far.next()).flatten().unwrap_or_default();
            lines.push(Line { near: Some(near), far: beside.0, last: beside.1, word: None });
            lines.extend(far.map(|(far, last)| Line { far, last, ..Line::default() }));
        }
        lines
    }

    /// The name of a neighbour, with a word where there is room, marked where it is the selected one; gives the column
    /// after it.
    fn name(&self, number: usize, word: &str, area: Rect, canvas: &mut Canvas<'_, Touch>) -> u16 {
        let facts = &self.scene.facts;
        let neighbour = &self.hood.all[number];
        let text = Rect { x: area.x + 1.min(area.width), width: area.width.saturating_sub(1), ..area };
        let (ix, end, after) = match neighbour.what {
            What::Rest { first, count, more } => {
                let words = if more { format!("and more than {count} more") } else { format!("and {count} more") };
                let end = canvas.put(text, &words, Tone::Dim);
                (first, end, end)
            }
            What::Entry(ix) => {
                let Some(entry) = facts.edition.roadmap.get(ix) else { return area.x };
                let tone = match self.is_listed(ix) {
                    false => Tone::Rule,
                    true if self.scene.fresh.contains(entry.id()) => Tone::Fresh,
                    true => tone(self.scene, ix, entry),
                };
                let end = canvas.put(text, &format!("{}{}", sign(entry), entry.name()), tone);
                // Of what is far away, the word for it stands at the end where there is room.
                let room = Rect { x: end, width: text.right().saturating_sub(end), ..text };
                let says = neighbour.step == 2 && usize::from(room.width) > width(word) + 1;
                if says {
                    canvas.put_right(room, word, Tone::Dim);
                }
                (ix, end, if says { room.right() } else { end })
            }
        };
        let place = Rect { width: end.saturating_sub(area.x), ..area };
        if number == self.selected {
            canvas.tint(place, canvas.look.cursor(self.scene.active));
            canvas.put(Rect { width: 1.min(area.width), ..area }, Glyph::Mark.sign(), Tone::Accent);
        }
        if let Some(entry) = facts.edition.roadmap.get(ix) {
            canvas.hit(place, Touch::Entry(entry.id().clone()));
        }
        after
    }

    /// Whether the filter leaves an entry.
    fn is_listed(&self, ix: EntryIx) -> bool {
        self.scene.rows.iter().any(|row| matches!(row, Row::Entry(its, _) | Row::Rest(its) if *its == ix))
    }

    /// From a near one to the box, or from the box to it.
    fn join_near(&mut self, block: Block, number: usize, (end, y): (u16, u16), centre: Rect, joint: u16) {
        let lit = number == self.selected || self.hood.all[self.selected].nearer.contains(&number);
        if block.side == Side::Needs {
            let bus = block.near.right() + 1;
            self.wires.run(&[((end + 1).min(bus), y), (bus, y), (bus, joint), (centre.x - 2, joint)], lit);
        } else {
            let bus = block.near.x - GUTTER + 1;
            self.wires.run(&[(centre.right(), joint), (bus, joint), (bus, y), (block.near.x - 2, y)], lit);
        }
    }

    /// From one that is far to the near one that it stands with; the others that it is joined to are lit with it.
    fn join_far(&mut self, block: Block, number: usize, (end, y): (u16, u16), seen: &HashMap<usize, (u16, u16)>) {
        let Some(far) = block.far else { return };
        let lit = number == self.selected;
        let nearer = &self.hood.all[number].nearer;
        let shown = if lit { nearer } else { &nearer[..nearer.len().min(1)] };
        for (after, to) in shown.iter().filter_map(|number| seen.get(number)) {
            if block.side == Side::Needs {
                let bus = far.right() + 1;
                self.wires.run(&[((end + 1).min(bus), y), (bus, y), (bus, *to), (block.near.x - 2, *to)], lit);
            } else {
                let bus = far.x - GUTTER + 1;
                self.wires.run(&[((*after + 1).min(bus), *to), (bus, *to), (bus, y), (far.x - 2, y)], lit);
            }
        }
    }

    /// How the selected one is joined to the one in the middle, in a sentence; where there is too little room, its last
    /// step, and of that the name of the nearer one gives way.
    fn path(&self, room: usize) -> Vec<(String, Tone)> {
        let mut steps = vec![self.selected];
        while let Some(nearer) = steps.last().and_then(|at| self.hood.all[*at].nearer.first()) {
            steps.push(*nearer);
        }
        steps.reverse();
        let wide = |pieces: &[(String, Tone)]| pieces.iter().map(|(text, _)| width(text)).sum::<usize>();
        let mut out = Vec::new();
        for from in 0..steps.len().saturating_sub(1).max(1) {
            out = vec![(self.called(steps[from]), Tone::Strong)];
            for step in &steps[from + 1..] {
                out.push((format!("  {} {} ", self.hood.all[*step].word(), Glyph::Follow.sign()), Tone::Dim));
                out.push((self.called(*step), Tone::Plain));
            }
            if wide(&out) <= room {
                return out;
            }
        }
        if let [(name, _), rest @ ..] = &mut out[..] {
            *name = fit(name, room.saturating_sub(wide(rest)).max(8)).into_owned();
        }
        out
    }

    fn called(&self, number: usize) -> String {
        match self.hood.all[number].what {
            What::Entry(ix) => {
                self.scene.facts.edition.roadmap.get(ix).map_or("", |entry| entry.item().name()).to_owned()
            }
            What::Rest { count, more, .. } => format!("{}{count} more", if more { "more than " } else { "" }),
        }
    }
}

/// The columns: a block at the left, the box, a block at the right.
fn columns(area: Rect, lone: Option<Side>) -> (Option<Block>, Rect, Option<Block>) {
    let five = area.width >= FIVE_COLUMNS;
    let wide = (area.width / 5).clamp(14.min(area.width), if five { 34 } else { 28 });
    let at = |x: u16, width: u16| Rect { x, width, ..area };
    if let Some(side) = lone {
        let near = area.width.saturating_sub(wide + GUTTER);
        return match side {
            Side::Needs => {
                let block = Block { side, near: at(area.x, near), far: None };
                (Some(block), at(area.x + near + GUTTER, wide), None)
            }
            Side::NeededBy => {
                let block = Block { side, near: at(area.x + wide + GUTTER, near), far: None };
                (None, at(area.x, wide), Some(block))
            }
        };
    }
    let columns = if five { 4 } else { 2 };
    let each = area.width.saturating_sub(wide + GUTTER * columns) / columns;
    let mut x = area.x;
    let mut take = |width: u16| {
        let column = at(x, width);
        x += width + GUTTER;
        column
    };
    let far = five.then(|| take(each));
    let left = Block { side: Side::Needs, near: take(each), far };
    let middle = take(wide);
    let near = take(each);
    let right = Block { side: Side::NeededBy, near, far: five.then(|| take(each)) };
    (Some(left), middle, Some(right))
}

/// The sign of an entry that has one, with a blank behind it.
fn sign(entry: Entry<'_>) -> String {
    let sign = match entry {
        Entry::Milestone(milestone) => status_sign(milestone.status),
        Entry::Project(project) => status_sign(project.status),
        Entry::Announcement(_) => Glyph::News.sign(),
        Entry::Risk(_) => Glyph::Wrong.sign(),
        _ => return String::new(),
    };
    format!("{sign} ")
}

/// Trouble is seen in the drawing; all else is plain.
fn tone(scene: &Scene<'_>, ix: EntryIx, entry: Entry<'_>) -> Tone {
    match (scene.facts.judged().of(ix), entry) {
        (Some(health), _) if health.is_trouble() => health_tone(health),
        (_, Entry::Risk(risk)) if risk.status == RiskStatus::Occurred => Tone::Bad,
        _ => Tone::Plain,
    }
}
