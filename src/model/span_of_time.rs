use std::fmt;

/// A number of calendar days, written `10d` or `6w`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Duration {
    /// Calendar days, 0 to 36,500.
    pub days: u32,
    weeks: bool,
}

impl Duration {
    /// From `10d` or `6w`, up to a hundred years.
    pub fn parse(text: &str) -> Option<Self> {
        let weeks = text.ends_with('w');
        let number = text.strip_suffix(['d', 'w'])?;
        let number: u32 = number.bytes().all(|b| b.is_ascii_digit()).then(|| number.parse().ok()).flatten()?;
        let days = number.checked_mul(if weeks { 7 } else { 1 })?;
        (days <= 36_500).then_some(Self { days, weeks })
    }
}

impl fmt::Display for Duration {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.weeks { write!(f, "{}w", self.days / 7) } else { write!(f, "{}d", self.days) }
    }
}

/// A three-point estimate: low ≤ likely ≤ high.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Estimate {
    /// It will hardly take less.
    pub low: Duration,
    /// The most likely.
    pub likely: Duration,
    /// It will hardly take more.
    pub high: Duration,
}

impl Estimate {
    /// One as it is written in a file, to show how.
    pub const EXAMPLE: &str = "{ low = \"4w\", likely = \"6w\", high = \"12w\" }";
}

impl fmt::Display for Estimate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} to {}, likely {}", self.low, self.high, self.likely)
    }
}
