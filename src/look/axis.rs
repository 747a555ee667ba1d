use crate::model::{Day, Zoom};
use jiff::ToSpan;
use jiff::civil::{Date, Weekday};

#[expect(clippy::derivable_impls, reason = "it is declared as the words of a file are")]
impl Default for Zoom {
    fn default() -> Self {
        Self::Quarter
    }
}

impl Zoom {
    /// Its letter in a link.
    pub fn letter(self) -> &'static str {
        &self.word()[..1]
    }

    /// From its word or its letter.
    pub fn typed(text: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|zoom| zoom.word() == text || zoom.letter() == text)
    }

    /// Days to a cell.
    pub fn days(self) -> i32 {
        match self {
            Self::Week => 1,
            Self::Month => 3,
            Self::Quarter => 9,
            Self::Year => 30,
        }
    }

    /// One nearer.
    #[must_use]
    pub fn nearer(self) -> Self {
        Self::ALL[(self as usize).saturating_sub(1)]
    }

    /// One farther.
    #[must_use]
    pub fn farther(self) -> Self {
        Self::ALL[(self as usize + 1).min(3)]
    }
}

/// Time across columns.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Axis {
    /// The first day of the first cell.
    pub start: Day,
    /// How much a cell stands for.
    pub zoom: Zoom,
    /// How many cells there are.
    pub cells: u16,
}

impl Axis {
    /// The axis that a reader sees: from a day, or with today a little right of the middle.
    pub fn new(from: Option<Day>, today: Day, zoom: Zoom, cells: u16) -> Self {
        let before = i32::from(cells) * 3 / 5 * zoom.days();
        Self { start: from.unwrap_or(today.plus(-before)), zoom, cells }
    }

    /// One past the last day.
    pub fn end(&self) -> Day {
        self.start.plus(i32::from(self.cells) * self.zoom.days())
    }

    /// The cell of a day, counted from the first; outside of the axis it is below 0 or from `cells` on.
    pub fn cell(&self, day: Day) -> i32 {
        day.since(self.start).div_euclid(self.zoom.days())
    }

    /// The same, if it is on the axis.
    pub fn on(&self, day: Day) -> Option<u16> {
        u16::try_from(self.cell(day)).ok().filter(|x| *x < self.cells)
    }

    /// The day at which a cell begins.
    pub fn day(&self, cell: u16) -> Day {
        self.start.plus(i32::from(cell) * self.zoom.days())
    }

    /// The marks of the upper line (years; with weeks and months in sight, months) and of the lower one (the unit
    /// of the zoom): cell and label, from left to right. The first label of each line also stands for what began
    /// before the axis.
    pub fn labels(&self) -> (Vec<(u16, String)>, Vec<(u16, String)>) {
        let month = |d: Date| d.strftime("%b").to_string();
        let year = |d: Date| format!("{:04}", d.year());
        match self.zoom {
            Zoom::Week => (
                self.marks(
                    jiff::civil::Date::first_of_month,
                    |d| d.saturating_add(1.month()),
                    |d| format!("{} {}", month(d), year(d)),
                ),
                self.marks(monday, |d| d.saturating_add(1.week()), |d| format!("{:02}", d.day())),
            ),
            Zoom::Month => (
                self.marks(jiff::civil::Date::first_of_year, |d| d.saturating_add(1.year()), year),
                self.marks(jiff::civil::Date::first_of_month, |d| d.saturating_add(1.month()), month),
            ),
            Zoom::Quarter => (
                self.marks(jiff::civil::Date::first_of_year, |d| d.saturating_add(1.year()), year),
                self.marks(quarter, |d| d.saturating_add(3.months()), |d| format!("Q{}", (d.month() - 1) / 3 + 1)),
            ),
            Zoom::Year => (
                self.marks(jiff::civil::Date::first_of_year, |d| d.saturating_add(1.year()), year),
                self.marks(half, |d| d.saturating_add(6.months()), |d| format!("H{}", (d.month() - 1) / 6 + 1)),
            ),
        }
    }

    fn marks(
        &self,
        floor: impl Fn(Date) -> Date,
        next: impl Fn(Date) -> Date,
        label: impl Fn(Date) -> String,
    ) -> Vec<(u16, String)> {
        let mut out = Vec::new();
        let mut at = floor(self.start.date());
        let last = self.end().date();
        while at < last {
            let day = Day::from_date(at);
            out.push((self.cell(day).max(0) as u16, label(at)));
            let after = next(at);
            if after <= at {
                break;
            }
            at = after;
        }
        out
    }
}

fn monday(date: Date) -> Date {
    date.nth_weekday(-1, Weekday::Monday).map_or(
        date,
        |before| {
            if date.weekday() == Weekday::Monday { date } else { before }
        },
    )
}

fn half(date: Date) -> Date {
    Date::new(date.year(), (date.month() - 1) / 6 * 6 + 1, 1).unwrap_or(date)
}

fn quarter(date: Date) -> Date {
    Date::new(date.year(), (date.month() - 1) / 3 * 3 + 1, 1).unwrap_or(date)
}
