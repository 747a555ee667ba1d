//! Finding things in an edition.

mod complete;
mod facets;
mod fuzzy;
mod lit;
mod near;
mod offers;
mod query;
mod search;
mod select;
mod tally;
mod values;
mod word;

pub use complete::complete;
pub use facets::{Facet, FacetValue, facets, toggled};
pub use fuzzy::Fuzzy;
pub use lit::Snippet;
pub use offers::{Offer, Offers};
pub use query::{Entries, Query};
pub use search::{Found, Hit, Wanted, fit, fits, named, search};
pub use select::Selection;
pub use tally::{Choosable, Tally};
pub use values::Values;
pub use word::{Fit, Unfolded, Word};
