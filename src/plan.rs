//! What follows from the facts.

mod calendar;
mod coverage;
mod health;
mod network;

pub use calendar::{Calendar, reach};
pub use coverage::{Coverage, covered_by};
pub use health::{Health, Judged};
pub use network::Network;
