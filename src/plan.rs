//! What follows from the facts.

mod activity;
mod calendar;
mod chance;
mod coverage;
mod forecast;
mod health;
mod histogram;
mod neighbours;
mod network;
mod relation;
mod schedule;

pub use activity::{Activities, Activity, Floor, Harmless, IMPACT_DAYS, Standing, Threat};
pub use calendar::{Calendar, reach};
pub use chance::{Law, key};
pub use coverage::{Coverage, covered_by};
pub use forecast::{Driver, Instructions, MOST_RUNS, Model, RUNS, SEED, Tally, Task, parts};
pub use health::Judged;
pub use histogram::{Histogram, Percentile};
pub use neighbours::{Neighbour, Neighbourhood, Side, What};
pub use network::Network;
pub use relation::{DEPENDENCIES, RELATIONS, Relation, Seen, joined, relation};
pub use schedule::{Moved, Schedule, Timing, Wait};
