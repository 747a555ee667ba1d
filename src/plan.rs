//! What follows from the facts.

mod calendar;
mod coverage;
mod health;
mod neighbours;
mod network;
mod relation;

pub use calendar::{Calendar, reach};
pub use coverage::{Coverage, covered_by};
pub use health::Judged;
pub use neighbours::{Neighbour, Neighbourhood, Side, What};
pub use network::Network;
pub use relation::{DEPENDENCIES, RELATIONS, Relation, Seen, joined, relation};
