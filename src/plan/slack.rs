use super::{Activities, Floor, Schedule};
use std::fmt;

/// By how many days something can slip before a promise is broken or an end delayed; negative: it is behind by them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Slack {
    /// The days.
    pub days: i32,
    /// It may be less: what decides it has no length written.
    pub at_most: bool,
}

impl Slack {
    /// Of an activity. What is over has none, and neither has an event that comes on its own date, or would if it were not
    /// past: that was written, and nothing about it was computed.
    pub fn of(network: &Activities, schedule: &Schedule, i: usize) -> Option<Self> {
        let (activity, timing) = (network.get(i), schedule.of(i));
        let alone = schedule.chains.before(i).is_none() && !schedule.chains.has_length(i);
        let bound = activity.promise.is_some_and(|promise| timing.late_finish < promise);
        let on_its_day = timing.slack == 0 && !activity.has_length && schedule.held_by(network, i) == Some(Floor::Date);
        let said = !activity.over && activity.is_ours() && !on_its_day && (!alone || bound);
        said.then_some(Self { days: timing.slack, at_most: timing.at_most && timing.slack >= 0 })
    }

    /// Whether what it is of is late already.
    pub fn is_behind(self) -> bool {
        self.days < 0
    }

    /// In words: `behind by 13 days`, `at most 31 days to spare`, `no day to spare`.
    pub fn words(self) -> String {
        let most = if self.at_most { "at most " } else { "" };
        match self.days {
            days @ ..0 => format!("behind by {}", days_in_words(days.saturating_neg())),
            0 => "no day to spare".to_owned(),
            days => format!("{most}{} to spare", days_in_words(days)),
        }
    }
}

/// As it stands in a column: `-13d`, `≤31d`, `0d`.
impl fmt::Display for Slack {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&format!("{}{}d", if self.at_most { "≤" } else { "" }, self.days))
    }
}

/// A number of days in words.
pub fn days_in_words(days: i32) -> String {
    format!("{days} {}", if days == 1 { "day" } else { "days" })
}
