use super::Refusal;
use super::moving::moving;
use super::several::{Put, Value, edited};
use crate::edition::Edition;
use crate::load::Hands;
use crate::model::{Entry, Id, Kind, RiskStatus};
use crate::plan::days_in_words;

/// One thing that could be otherwise, as a small change of the text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Step {
    /// A milestone or an announcement comes so many days later; earlier is negative.
    Move {
        /// Which.
        entry: Id,
        /// Days.
        days: i32,
    },
    /// A risk happens.
    Happens(Id),
    /// A risk is gone.
    Gone(Id),
    /// A member leaves, and all that names it does so no more.
    Leaves(Id),
}

/// What came of a step.
#[derive(Debug)]
pub struct Taken {
    /// The edition with it.
    pub edition: Edition,
    /// The step as far as it was possible: a milestone that can come 3 days earlier at most does not come 7.
    pub step: Step,
}

impl Step {
    /// What it is about.
    pub fn entry(&self) -> &Id {
        match self {
            Self::Move { entry, .. } | Self::Happens(entry) | Self::Gone(entry) | Self::Leaves(entry) => entry,
        }
    }

    /// The step that a person asks for with the keys for earlier (negative) and later, from what has been done to the
    /// entry already; nothing where that takes it back.
    pub fn asked(edition: &Edition, id: &Id, before: Option<&Self>, days: i32) -> Result<Option<Self>, Refusal> {
        let Some(entry) = edition.roadmap.entry(id.as_str()) else {
            return Err(Refusal::NoEntry(edition.unknown(id).unwrap_or_default()));
        };
        let later = days > 0;
        let already = |what: &str| Err(Refusal::AlreadySo(format!("`{id}` {what}")));
        Ok(match (entry, before) {
            (Entry::Milestone(_) | Entry::Announcement(_), before) => {
                let was = if let Some(Self::Move { days, .. }) = before { *days } else { 0 };
                let days = was.saturating_add(days);
                (days != 0).then(|| Self::Move { entry: id.clone(), days })
            }
            (Entry::Risk(_), Some(Self::Happens(_))) if later => return already("happens already"),
            (Entry::Risk(_), Some(Self::Gone(_))) if !later => return already("is gone already"),
            (Entry::Risk(_), Some(_)) => None,
            (Entry::Risk(risk), None) => match (risk.status, later) {
                (RiskStatus::Occurred, true) => return already("has occurred already"),
                (RiskStatus::Closed, false) => return already("is closed already"),
                (_, true) => Some(Self::Happens(id.clone())),
                (_, false) => Some(Self::Gone(id.clone())),
            },
            (Entry::Member(_), Some(_)) if later => None,
            (Entry::Member(_), Some(_)) => return already("has left already"),
            (Entry::Member(_), None) if later => return already("takes part already"),
            (Entry::Member(_), None) => Some(Self::Leaves(id.clone())),
            _ => {
                let what = entry.kind().set().words();
                let can = "milestones and announcements can be moved, risks happen or go, members leave";
                return Err(Refusal::Value(format!("`{id}` is {what}; {can}")));
            }
        })
    }

    /// What it does, by the names of an edition in which its entry is.
    pub fn words(&self, edition: &Edition) -> String {
        let id = self.entry();
        let name = edition.roadmap.entry(id.as_str()).map_or(id.as_str(), |entry| entry.item().name());
        match self {
            Self::Move { days, .. } => {
                let way = if *days > 0 { "later" } else { "earlier" };
                format!("{name}: {} {way}", days_in_words(days.saturating_abs()))
            }
            Self::Happens(_) => format!("{name}: it happens"),
            Self::Gone(_) => format!("{name}: it cannot happen any more"),
            Self::Leaves(_) => format!("{name}: leaves"),
        }
    }

    /// The edition with this step, read by `hands` and proven: nothing else in it is different.
    pub fn take(&self, edition: &Edition, number: u64, hands: Hands) -> Result<Taken, Refusal> {
        let id = self.entry();
        let status = |status: RiskStatus| Put {
            entry: id.clone(),
            field: "status",
            value: Value::Typed(status.word().to_owned()),
        };
        let (puts, step) = match self {
            Self::Move { entry, days } => {
                let moving = moving(edition, entry, *days)?;
                (moving.puts, Self::Move { entry: entry.clone(), days: moving.days })
            }
            Self::Happens(_) => (vec![status(RiskStatus::Occurred)], self.clone()),
            Self::Gone(_) => (vec![status(RiskStatus::Closed)], self.clone()),
            Self::Leaves(_) => (Vec::new(), self.clone()),
        };
        let kind = match self {
            Self::Happens(_) | Self::Gone(_) => Some(Kind::Risk),
            Self::Leaves(_) => Some(Kind::Member),
            Self::Move { .. } => None,
        };
        let is = edition.roadmap.entry(id.as_str()).map(|entry| entry.kind());
        if let (Some(kind), is) = (kind, is)
            && is != Some(kind)
        {
            let unknown = edition.unknown(id).unwrap_or_else(|| format!("`{id}` is no {} any more", kind.word()));
            return Err(Refusal::NoEntry(unknown));
        }
        let gone = matches!(self, Self::Leaves(_)).then_some(id);
        let mut origin = edition.origin.clone();
        origin.steps += 1;
        Ok(Taken { edition: edited(edition, &puts, gone, number, origin, hands)?, step })
    }
}
