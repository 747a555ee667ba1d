//! Finding things in an edition.

mod fuzzy;
mod lit;
mod near;
mod offers;
mod query;
mod search;
mod word;

pub use fuzzy::Fuzzy;
pub use lit::Snippet;
pub use offers::{Offer, Offers};
pub use query::Query;
pub use search::{Found, Hit, Wanted, fit, fits, search};
pub use word::{Fit, Unfolded, Word};
