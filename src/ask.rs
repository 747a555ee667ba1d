//! Finding things in an edition.

mod fuzzy;
mod offers;
mod query;

pub use fuzzy::Fuzzy;
pub use offers::{Offer, Offers};
pub use query::Query;
