//! What follows from the facts.

mod activity;
mod calendar;
mod chain;
mod chance;
mod coverage;
mod drivers;
mod forecast;
mod grounds;
mod health;
mod histogram;
mod need;
mod neighbours;
mod network;
mod outlook;
mod relation;
mod schedule;
mod simulation;
mod slack;

pub use activity::{Activities, Activity, Floor, Harmless, IMPACT_DAYS, Standing, Threat};
pub use calendar::{Calendar, reach};
pub use chain::Chains;
pub use chance::{LANES, Law, key};
pub use coverage::{Coverage, covered_by};
pub use drivers::{Cone, Drivers, Exposure, Removed, Saving, exposure, ranked, removable, removed};
pub use forecast::{CONFIDENCE, Forecast, MOST_RUNS, RUNS, SEED};
pub use grounds::Grounds;
pub use health::{Judge, Judged};
pub use histogram::{Histogram, Percentile};
pub use need::{Leaving, Needs};
pub use neighbours::{Neighbour, Neighbourhood, Side, What};
pub use network::Network;
pub use outlook::{Outlook, Plan};
pub use relation::{DEPENDENCIES, RELATIONS, Relation, Seen, joined, relation};
pub use schedule::{Moved, Schedule, Timing, Wait};
pub use simulation::{Driver, Instructions, Model, Tally, Task, parts};
pub use slack::{Slack, days_in_words};
