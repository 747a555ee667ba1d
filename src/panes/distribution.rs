//! The days on which something is reached, drawn: how many runs on which day, and how many by then.

use super::chances::{Answer, Marked, marks};
use crate::edition::Facts;
use crate::look::{Canvas, Days, Glyph, Tone, row};
use crate::model::{Day, EntryIx};
use crate::plan::Histogram;
use crate::text::width;
use ratatui::layout::Rect;

/// Cells left of a drawing: a share and the upright line.
const MARGIN: u16 = 7;
/// Lines below a drawing: the axis with the marks, and the months.
const FOOT: u16 = 2;
/// Beneath this width a drawing says nothing.
const NARROWEST: u16 = MARGIN + 16;

/// What is drawn, and over which days.
struct Drawing<'a> {
    days: &'a Histogram,
    today: Day,
    promise: Option<Day>,
    marks: Vec<Marked>,
    axis: Days,
}

/// Both drawings side by side; only the first where there is no room for two.
pub fn paint<A>(facts: &Facts<'_>, target: EntryIx, area: Rect, canvas: &mut Canvas<'_, A>) {
    let Answer::Chance(days) = Answer::of(facts, target) else { return };
    let both = area.width > 2 * NARROWEST;
    let wide = if both { (area.width - 1) / 2 } else { area.width };
    if wide < NARROWEST || area.height < FOOT + 2 {
        return;
    }
    let network = &facts.edition.activities;
    let promise = network.place(target).and_then(|i| network.get(i).promise);
    let marks = marks(facts, target);
    let Some((first, last)) = reach(days, &marks, network.today) else { return };
    let axis = Days::over(first, last, wide - MARGIN);
    let drawing = Drawing { days, today: network.today, promise, marks, axis };
    drawing.shares(Rect { width: wide, ..area }, canvas);
    if both {
        drawing.curve(Rect { x: area.x + wide + 1, width: wide, ..area }, canvas);
    }
}

/// The days that are drawn: those of nearly all runs, and of the marks as far as they do not push them together.
fn reach(days: &Histogram, marks: &[Marked], today: Day) -> Option<(Day, Day)> {
    let (least, most) = days.ends()?;
    let (low, high) = (days.percentile(1).day, days.percentile(99).day);
    let tail = (high - low).max(7) / 2;
    let (mut first, mut last) = (least.max(low - tail), most.min(high + tail));
    let room = (last - first).max(14);
    for day in marks.iter().map(|mark| mark.day.since(today)) {
        if day < first && first - day <= room {
            first = day;
        } else if day > last && day - last <= room {
            last = day;
        }
    }
    Some((today.plus(first - 1), today.plus(last + 1)))
}

impl Drawing<'_> {
    /// The share of runs by the end of a day.
    fn by(&self, day: Day) -> f64 {
        self.days.share_by(day.since(self.today))
    }

    /// What is in time, and what is not.
    fn tone(&self, last: Day) -> Tone {
        match self.promise {
            Some(promise) if last <= promise => Tone::Good,
            Some(_) => Tone::Warn,
            None => Tone::Accent,
        }
    }

    fn inner(&self, area: Rect) -> Rect {
        Rect { x: area.x + MARGIN, width: self.axis.cells, height: area.height - FOOT, ..area }
    }

    /// How many runs on each day.
    fn shares<A>(&self, area: Rect, canvas: &mut Canvas<'_, A>) {
        let inner = self.inner(area);
        let mut before = self.by(self.axis.start.plus(-1));
        let columns: Vec<(u16, u16, Day, f64)> = self
            .axis
            .columns()
            .map(|(x, wide, _, last)| {
                let by = self.by(last);
                let share = by - before;
                before = by;
                (x, wide, last, share)
            })
            .collect();
        let most = columns.iter().map(|(.., share)| *share).fold(0.0, f64::max);
        if most <= 0.0 {
            return;
        }
        let full = f64::from(inner.height) * 8.0;
        for (x, wide, last, share) in columns {
            // What occurs at all is seen.
            let eighths = if share > 0.0 { (share / most * full).round().max(1.0) } else { 0.0 };
            let column = Rect { x: inner.x + x, width: wide, ..inner };
            canvas.rise(column, eighths as u16, self.tone(last));
        }
        let top = if most < 0.1 { format!("{:.1} %", most * 100.0) } else { format!("{:.0} %", most * 100.0) };
        self.frame(area, &[(0, top)], canvas);
    }

    /// How many runs by each day.
    fn curve<A>(&self, area: Rect, canvas: &mut Canvas<'_, A>) {
        let inner = self.inner(area);
        let full = f64::from(inner.height) * 8.0;
        let line = |share: f64| inner.height - 1 - ((share * full) as u16 / 8).min(inner.height - 1);
        let levels = [(0.8, "80 %"), (0.5, "50 %")];
        // Where there are few lines, the topmost is that of all runs.
        for (share, _) in levels.into_iter().filter(|(share, _)| line(*share) > 0) {
            let dots = Glyph::Empty.sign().repeat(inner.width.into());
            canvas.put(row(inner, line(share)), &dots, Tone::Rule);
        }
        for (x, wide, _, last) in self.axis.columns() {
            let column = Rect { x: inner.x + x, width: wide, ..inner };
            let by = self.by(last);
            // All of it is reached only where all runs are.
            let eighths = if by >= 1.0 { full } else { (by * full).round().min(full - 1.0) };
            canvas.rise(column, eighths as u16, self.tone(last));
        }
        let mut told: Vec<(u16, String)> = vec![(0, "100 %".to_owned())];
        for (share, words) in levels {
            if told.iter().all(|(y, _)| *y != line(share)) {
                told.push((line(share), words.to_owned()));
            }
        }
        self.frame(area, &told, canvas);
    }

    /// The upright line with its shares, the axis with the marks, and the months.
    fn frame<A>(&self, area: Rect, shares: &[(u16, String)], canvas: &mut Canvas<'_, A>) {
        let inner = self.inner(area);
        let upright = Rect { x: inner.x - 1, width: 1, ..inner };
        canvas.upright(upright, Glyph::Rule, Tone::Rule);
        for (y, words) in shares {
            canvas.put_right(Rect { width: MARGIN - 2, ..row(area, *y) }, words, Tone::Dim);
        }
        let foot = row(area, inner.height);
        let axis = Rect { x: inner.x, width: inner.width, ..foot };
        canvas.put(Rect { x: inner.x - 1, width: 1, ..foot }, Glyph::Last.sign(), Tone::Rule);
        canvas.line(axis, Glyph::Line, Tone::Rule);
        let (first, last) = (self.axis.start, self.axis.last());
        // Of two on the same cell, what matters more is seen.
        for mark in self.marks.iter().rev() {
            match self.axis.on(mark.day) {
                Some(x) => canvas.put(Rect { x: axis.x + x, width: 1, ..axis }, mark.glyph.sign(), mark.tone),
                None if mark.day < first => canvas.put(axis, &beside(Glyph::Left, mark), mark.tone),
                None => canvas.put_right(axis, &beside(Glyph::Right, mark), mark.tone),
            };
        }
        // Runs that lie beyond are not silently left out.
        if self.by(last) < 1.0 {
            canvas.put_right(axis, Glyph::Right.sign(), Tone::Dim);
        }
        let below = row(area, inner.height + 1);
        let mut free = inner.x;
        for (x, words) in self.axis.labels() {
            let at = inner.x + x;
            if at >= free && at + width(&words) as u16 <= inner.right() {
                let end = canvas.put(Rect { x: at, width: inner.right() - at, ..below }, &words, Tone::Dim);
                free = end + 1;
            }
        }
    }
}

/// A mark that lies off the axis.
fn beside(way: Glyph, mark: &Marked) -> String {
    match way {
        Glyph::Left => format!("{}{}", way.sign(), mark.glyph.sign()),
        _ => format!("{}{}", mark.glyph.sign(), way.sign()),
    }
}
