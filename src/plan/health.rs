use super::Network;
use crate::model::{Day, Entry, EntryIx, Health, Kind, Links, RiskStatus, Roadmap, Status};

impl Health {
    /// The words for it, as they are read.
    pub fn words(self) -> &'static str {
        match self {
            Self::OnTrack => "on track",
            Self::Undated => "no date",
            Self::AtRisk => "at risk",
            Self::OffTrack => "off track",
            Self::Done | Self::Cancelled | Self::Overdue => self.word(),
        }
    }

    /// Whether someone has to look at it.
    pub fn is_trouble(self) -> bool {
        self >= Self::AtRisk
    }
}

/// The health of every milestone.
#[derive(Debug, Default)]
pub struct Judged {
    first: u32,
    health: Vec<Health>,
    counts: [usize; 7],
}

impl Judged {
    /// Judges all milestones as of a day, each after those it depends on.
    pub fn new(roadmap: &Roadmap, links: &Links, network: &Network, today: Day) -> Self {
        let numbers = roadmap.of_kind(Kind::Milestone);
        let first = roadmap.of_kind(Kind::Milestone).next().map_or(0, |ix| ix.0);
        let mut judged = Self { first, health: vec![Health::OffTrack; numbers.len()], counts: [0; 7] };
        for ix in network.order.iter().copied() {
            if let Some(health) = judged.judge(roadmap, links, ix, today) {
                judged.health[(ix.0 - first) as usize] = health;
            }
        }
        for health in &judged.health {
            judged.counts[*health as usize] += 1;
        }
        judged
    }

    /// How many milestones stand like this.
    pub fn count(&self, health: Health) -> usize {
        self.counts[health as usize]
    }

    /// The health of a milestone; `None` for anything else. What waits on a cycle is off track.
    pub fn of(&self, ix: EntryIx) -> Option<Health> {
        ix.0.checked_sub(self.first).and_then(|i| self.health.get(i as usize)).copied()
    }

    /// What puts a milestone at risk: what it needs and is not there in time, and the risks to it that have occurred.
    pub fn reasons<'a>(
        &'a self,
        roadmap: &'a Roadmap,
        links: &'a Links,
        ix: EntryIx,
    ) -> impl Iterator<Item = EntryIx> + 'a {
        let promised = roadmap.milestone(ix).and_then(|milestone| milestone.date);
        let late = move |needed: &EntryIx| match roadmap.get(*needed) {
            Some(Entry::Milestone(before)) if before.is_settled() => false,
            Some(Entry::Milestone(before)) => {
                self.of(*needed).is_some_and(|health| health >= Health::OffTrack) || later(before.date, promised)
            }
            Some(Entry::Announcement(before)) => later(before.available, promised),
            _ => false,
        };
        let occurred = |risk: &EntryIx| matches!(roadmap.get(*risk), Some(Entry::Risk(risk)) if risk.status == RiskStatus::Occurred);
        links.from_in(ix, "depends_on").filter(late).chain(links.to_in(ix, "affects").filter(occurred))
    }

    fn judge(&self, roadmap: &Roadmap, links: &Links, ix: EntryIx, today: Day) -> Option<Health> {
        let milestone = roadmap.milestone(ix)?;
        Some(match (milestone.status, milestone.date) {
            (Status::Done, _) => Health::Done,
            (Status::Cancelled, _) => Health::Cancelled,
            (_, Some(date)) if date.last < today => Health::Overdue,
            (Status::Blocked, _) => Health::OffTrack,
            _ if self.reasons(roadmap, links, ix).next().is_some() => Health::AtRisk,
            (_, None) => Health::Undated,
            _ => Health::OnTrack,
        })
    }
}

fn later(before: Option<crate::model::When>, after: Option<crate::model::When>) -> bool {
    matches!((before, after), (Some(before), Some(after)) if before.last > after.last)
}
