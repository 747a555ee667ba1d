//! Finding things in an edition.

mod fuzzy;
mod query;

pub use fuzzy::Fuzzy;
pub use query::Query;
