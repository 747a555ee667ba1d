use jiff::civil::Date;
use std::fmt;

/// A civil day, as a number of days since 1970-01-01. There is no time of day anywhere.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Default)]
pub struct Day(pub i32);

const EPOCH: Date = jiff::civil::date(1970, 1, 1);

impl Day {
    /// The first day that can be written, 0001-01-01.
    pub const FIRST: Self = Self(-719_162);
    /// The last day that can be written, 9999-12-31.
    pub const LAST: Self = Self(2_932_896);

    /// The day with that year, month (1 to 12) and day of the month, if there is one.
    pub fn new(year: i16, month: i8, day: i8) -> Option<Self> {
        Date::new(year, month, day).ok().map(Self::from_date)
    }

    /// From a calendar date.
    pub fn from_date(date: Date) -> Self {
        Self(date.since(EPOCH).map_or(0, |span| span.get_days()))
    }

    /// As a calendar date; days outside of years -9999 to 9999 are held at the ends.
    pub fn date(self) -> Date {
        EPOCH.saturating_add(jiff::Span::new().try_days(self.0).unwrap_or_default())
    }

    /// That many days later.
    #[must_use]
    pub fn plus(self, days: i32) -> Self {
        Self(self.0.saturating_add(days))
    }

    /// Days from `earlier` to this day.
    pub fn since(self, earlier: Self) -> i32 {
        self.0.saturating_sub(earlier.0)
    }

    /// From `YYYY-MM-DD`.
    pub fn parse(text: &str) -> Option<Self> {
        let [year, month, day] = text.split('-').collect::<Vec<_>>()[..] else {
            return None;
        };
        Self::new(digits(year, 4)?, digits(month, 2)? as i8, digits(day, 2)? as i8)
    }
}

impl fmt::Display for Day {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let date = self.date();
        f.pad(&format!("{:04}-{:02}-{:02}", date.year(), date.month(), date.day()))
    }
}

/// How precisely a date is known.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Precision {
    /// `2026-03-16`
    Day,
    /// `2026-03`
    Month,
    /// `2026-Q3`
    Quarter,
    /// `2026-H2`
    Half,
    /// `2026`
    Year,
}

/// A date as precise as it is known: an interval of days that prints as it was written.
///
/// A promise is kept on its last day, a start begins on its first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct When {
    /// First day of the interval.
    pub first: Day,
    /// Last day of the interval.
    pub last: Day,
    /// How it was written.
    pub precision: Precision,
}

impl When {
    /// A single day.
    pub fn day(day: Day) -> Self {
        Self { first: day, last: day, precision: Precision::Day }
    }

    /// From `2026-03-16`, `2026-03`, `2026-Q3`, `2026-H2` or `2026`; never guesses.
    pub fn parse(text: &str) -> Option<Self> {
        let Some((year, rest)) = text.split_once('-') else {
            return Self::months(digits(text, 4)?, 1, 12, Precision::Year);
        };
        let year = digits(year, 4)?;
        match rest.as_bytes() {
            [b'Q', q @ b'1'..=b'4'] => Self::months(year, ((q - b'1') * 3 + 1) as i8, 3, Precision::Quarter),
            [b'H', h @ b'1'..=b'2'] => Self::months(year, ((h - b'1') * 6 + 1) as i8, 6, Precision::Half),
            [_, _] => Self::months(year, digits(rest, 2)? as i8, 1, Precision::Month),
            _ => Day::parse(text).map(Self::day),
        }
    }

    fn months(year: i16, month: i8, count: i8, precision: Precision) -> Option<Self> {
        let first = Date::new(year, month, 1).ok()?;
        let last = Date::new(year, month + count - 1, 1).ok()?.last_of_month();
        Some(Self { first: Day::from_date(first), last: Day::from_date(last), precision })
    }

    /// Days in the interval, at least 1.
    pub fn days(self) -> i32 {
        self.last.since(self.first) + 1
    }
}

impl fmt::Display for When {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let date = self.first.date();
        let (year, month) = (date.year(), date.month());
        f.pad(&match self.precision {
            Precision::Day => self.first.to_string(),
            Precision::Month => format!("{year:04}-{month:02}"),
            Precision::Quarter => format!("{year:04}-Q{}", (month - 1) / 3 + 1),
            Precision::Half => format!("{year:04}-H{}", (month - 1) / 6 + 1),
            Precision::Year => format!("{year:04}"),
        })
    }
}

fn digits(text: &str, count: usize) -> Option<i16> {
    (text.len() == count && text.bytes().all(|b| b.is_ascii_digit())).then(|| text.parse().ok()).flatten()
}
