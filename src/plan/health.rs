use super::{Activities, Network, Schedule, Tally};
use crate::model::{Day, Entry, EntryIx, Health, Kind, Links, RiskStatus, Roadmap, Status};

impl Health {
    /// How a promise stands that is kept in such a share of the runs, where that share counts as safe.
    pub fn by_share(kept: f64, safe: f64) -> Self {
        match kept {
            kept if kept >= safe => Self::OnTrack,
            kept if kept >= HALF => Self::AtRisk,
            _ => Self::OffTrack,
        }
    }

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

/// By what milestones are judged.
#[derive(Debug, Clone, Copy)]
pub struct Judge<'a> {
    /// The entries.
    pub roadmap: &'a Roadmap,
    /// Who points at whom.
    pub links: &'a Links,
    /// The order in which things can come.
    pub network: &'a Network,
    /// What has a place in time.
    pub activities: &'a Activities,
    /// When each of them is.
    pub schedule: &'a Schedule,
    /// How likely each promise is, and the share of runs at which it counts as safe, once that is known.
    pub forecast: Option<(&'a Tally, f64)>,
    /// The day as of which it holds.
    pub today: Day,
}

/// A promise that is kept in fewer runs than this is off track.
const HALF: f64 = 0.5;

/// The health of every milestone and project.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub struct Judged {
    first: u32,
    health: Vec<Health>,
    first_project: u32,
    projects: Vec<Option<Health>>,
    counts: [usize; 7],
}

impl Judged {
    /// Judges all milestones, each after those it depends on, and all projects by their milestones.
    pub fn new(judge: &Judge<'_>) -> Self {
        let Judge { roadmap, links, network, .. } = *judge;
        let first = |kind| roadmap.of_kind(kind).next().map_or(0, |ix: EntryIx| ix.0);
        let mut judged = Self {
            first: first(Kind::Milestone),
            health: vec![Health::OffTrack; roadmap.milestones.len()],
            first_project: first(Kind::Project),
            projects: Vec::new(),
            counts: [0; 7],
        };
        for ix in network.order.iter().copied() {
            if let Some(health) = judged.judge(judge, ix) {
                judged.health[(ix.0 - judged.first) as usize] = health;
            }
        }
        for health in &judged.health {
            judged.counts[*health as usize] += 1;
        }
        let of_project = |project| {
            let stand = links.to_in(project, "project").filter_map(|ix| judged.of(ix));
            // What is reached or given up says nothing of what is still to come.
            stand.filter(|health| !matches!(health, Health::Done | Health::Cancelled)).max()
        };
        judged.projects = roadmap.of_kind(Kind::Project).map(of_project).collect();
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

    /// The health of a project: that of its open milestone that is worst off; `None` without one, and for anything else.
    pub fn of_project(&self, ix: EntryIx) -> Option<Health> {
        ix.0.checked_sub(self.first_project).and_then(|i| self.projects.get(i as usize)).copied().flatten()
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

    fn judge(&self, judge: &Judge<'_>, ix: EntryIx) -> Option<Health> {
        let milestone = judge.roadmap.milestone(ix)?;
        let by_what_is_known = match (milestone.status, milestone.date) {
            (Status::Done, _) => return Some(Health::Done),
            (Status::Cancelled, _) => return Some(Health::Cancelled),
            (_, Some(date)) if date.last < judge.today => return Some(Health::Overdue),
            (Status::Blocked, _) => return Some(Health::OffTrack),
            _ if self.reasons(judge.roadmap, judge.links, ix).next().is_some() => Health::AtRisk,
            (_, None) => Health::Undated,
            _ => Health::OnTrack,
        };
        Some(in_time(judge, ix).map_or(by_what_is_known, |health| health.max(by_what_is_known)))
    }
}

/// How a promise stands by the days that were computed; nothing where there is none.
fn in_time(judge: &Judge<'_>, ix: EntryIx) -> Option<Health> {
    let i = judge.activities.place(ix)?;
    let activity = judge.activities.get(i);
    let promise = activity.promise.filter(|_| !activity.over)?;
    let days =
        judge.forecast.and_then(|(tally, safe)| Some((tally.days.get(i).filter(|days| !days.is_empty())?, safe)));
    let missed = judge.schedule.of(i).finish > promise;
    Some(match days {
        Some((days, safe)) => Health::by_share(days.kept(), safe),
        None if !missed => Health::OnTrack,
        // Until it is known how likely it is.
        None if activity.chancy => Health::AtRisk,
        None => Health::OffTrack,
    })
}

fn later(before: Option<crate::model::When>, after: Option<crate::model::When>) -> bool {
    matches!((before, after), (Some(before), Some(after)) if before.last > after.last)
}
