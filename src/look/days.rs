//! Days across cells, as many to a cell as it takes.

use crate::model::Day;
use jiff::ToSpan;
use jiff::civil::Date;

/// Cells of a day at most: a few days do not fill a screen.
const WIDEST: u16 = 6;
/// Cells between two labels at least.
const APART: i32 = 5;

/// Days across columns: all of them stand in whole cells, so that no two cells are of a different length.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Days {
    /// The first day.
    pub start: Day,
    /// How many cells there are.
    pub cells: u16,
    /// Days to a cell.
    per_cell: i32,
    /// Cells to a day.
    per_day: u16,
}

impl Days {
    /// All days from the first to the last, in so many cells.
    pub fn over(first: Day, last: Day, cells: u16) -> Self {
        let count = last.since(first).max(0) + 1;
        let cells = cells.max(1);
        if count > i32::from(cells) {
            let per_cell = (count - 1) / i32::from(cells) + 1;
            let spare = per_cell * i32::from(cells) - count;
            return Self { start: first.plus(-(spare / 2)), cells, per_cell, per_day: 1 };
        }
        let per_day = (cells / count as u16).clamp(1, WIDEST);
        let spare = i32::from(cells / per_day) - count;
        Self { start: first.plus(-(spare / 2)), cells: cells / per_day * per_day, per_cell: 1, per_day }
    }

    /// The first cell of a day, if it is on the axis.
    pub fn on(&self, day: Day) -> Option<u16> {
        let step = day.since(self.start).div_euclid(self.per_cell);
        let cell = step.checked_mul(i32::from(self.per_day))?;
        u16::try_from(cell).ok().filter(|cell| *cell < self.cells)
    }

    /// The cells that stand for the same days: where they begin, how wide they are, and the first and the last day.
    pub fn columns(&self) -> impl Iterator<Item = (u16, u16, Day, Day)> + '_ {
        (0..self.cells / self.per_day).map(|i| {
            let first = self.start.plus(i32::from(i) * self.per_cell);
            (i * self.per_day, self.per_day, first, first.plus(self.per_cell - 1))
        })
    }

    /// The last day.
    pub fn last(&self) -> Day {
        self.start.plus(i32::from(self.cells / self.per_day) * self.per_cell - 1)
    }

    /// What stands under it: months, or years, or single days, as near to each other as can be read. January is told by
    /// its year.
    pub fn labels(&self) -> Vec<(u16, String)> {
        const MONTHS: [i32; 8] = [1, 2, 3, 6, 12, 24, 60, 120];
        let (first, last) = (self.start.date(), self.last().date());
        let apart = |days: i32| days * i32::from(self.per_day) / self.per_cell >= APART;
        if self.last().since(self.start) < 45 {
            let step = [1, 2, 7, 14].into_iter().find(|days| apart(*days)).unwrap_or(14);
            let days = (0..).map(|i| self.start.plus(i * step)).take_while(|day| *day <= self.last());
            return days.filter_map(|day| Some((self.on(day)?, day.date().strftime("%d %b").to_string()))).collect();
        }
        let step = MONTHS.into_iter().find(|months| apart(*months * 28)).unwrap_or(120);
        let mut out = Vec::new();
        let mut at = Date::new(first.year() - first.year().rem_euclid(10), 1, 1).unwrap_or(first);
        while at <= last {
            if let Some(cell) = self.on(Day::from_date(at)) {
                let form = if at.month() == 1 { "%Y" } else { "%b" };
                out.push((cell, at.strftime(form).to_string()));
            }
            let next = at.saturating_add(step.months());
            if next <= at {
                break;
            }
            at = next;
        }
        out
    }
}
