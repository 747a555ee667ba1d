//! Which risks can cost days, and how many.

use super::{Activities, Law};
use crate::model::{Entry, EntryIx, Estimate, Id, Kind, Links, RiskStatus, Roadmap};

/// The impact of a risk in days, where it has no delay of its own: low, likely, high for the impacts 1 to 5.
pub const IMPACT_DAYS: [[u32; 3]; 5] = [[1, 3, 7], [7, 14, 28], [28, 45, 90], [90, 120, 180], [180, 240, 365]];

/// A risk that can cost days.
#[derive(Debug)]
pub struct Threat {
    /// Which entry it is.
    pub entry: EntryIx,
    /// Its id, by which its random numbers are drawn.
    pub id: Id,
    /// How likely it is, from 0 to 1; 1 when it has occurred.
    pub chance: f32,
    /// The days it costs, should it occur.
    pub delay: Law,
    /// The days follow from its impact; no delay is written.
    pub derived: bool,
    /// The milestones it delays, as places in the network.
    pub delays: Vec<u32>,
}

impl Threat {
    /// Its chance times the mean of its days, as a register of risks has it.
    pub fn naive(&self) -> f64 {
        f64::from(self.chance) * self.delay.mean()
    }
}

/// Why a risk that is not closed costs no days.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Harmless {
    /// It has no likelihood.
    Unlikely,
    /// It has neither a delay nor an impact.
    NoDays,
    /// It names no milestone.
    NoMilestone,
    /// What it names is done, given up or has no place in time.
    Moot,
}

/// The risks that can cost days in a network; and those that are not closed and yet cost none, and why.
pub fn threats(roadmap: &Roadmap, links: &Links, network: &Activities) -> (Vec<Threat>, Vec<(EntryIx, Harmless)>) {
    let (mut threats, mut harmless) = (Vec::new(), Vec::new());
    for ix in roadmap.of_kind(Kind::Risk) {
        let Some(Entry::Risk(risk)) = roadmap.get(ix) else { continue };
        if risk.status == RiskStatus::Closed {
            continue;
        }
        let named: Vec<EntryIx> =
            links.from_in(ix, "affects").filter(|to| roadmap.kind(*to) == Some(Kind::Milestone)).collect();
        let mut delays: Vec<u32> = named
            .iter()
            .filter_map(|to| network.place(*to))
            .filter(|i| !network.get(*i).over)
            .map(|i| i as u32)
            .collect();
        delays.sort_unstable();
        delays.dedup();
        let chance = match (risk.status, risk.likelihood) {
            (RiskStatus::Occurred, _) => Some(1.0),
            (_, likelihood) => likelihood.map(|likelihood| likelihood.probability() as f32),
        };
        let delay = match (risk.delay, risk.impact) {
            (Some(delay), _) => Some((law(delay), false)),
            (None, Some(impact)) => IMPACT_DAYS
                .get((impact.0 as usize).wrapping_sub(1))
                .map(|[low, likely, high]| (Law::triangular(*low as f32, *likely as f32, *high as f32), true)),
            (None, None) => None,
        };
        match (chance, delay) {
            _ if named.is_empty() => harmless.push((ix, Harmless::NoMilestone)),
            _ if delays.is_empty() => harmless.push((ix, Harmless::Moot)),
            (_, None) => harmless.push((ix, Harmless::NoDays)),
            (None, _) => harmless.push((ix, Harmless::Unlikely)),
            (Some(chance), Some((delay, derived))) => {
                threats.push(Threat { entry: ix, id: risk.id.clone(), chance, delay, derived, delays });
            }
        }
    }
    (threats, harmless)
}

fn law(estimate: Estimate) -> Law {
    Law::triangular(estimate.low.days as f32, estimate.likely.days as f32, estimate.high.days as f32)
}
