//! Taking it along: pictures of the screen, and the data in other forms.

mod anchors;
mod document;
mod examples;
mod filter;
mod forecast;
mod json;
mod keys;
mod picture;
mod reference;
mod rows;
mod schema;
mod settings;
mod spoken;
mod starter;

pub use document::document;
pub use filter::{FILTERS, filter_reference};
pub use forecast::{all as forecasts_json, one as forecast_json};
pub use json::{list as list_json, show as show_json};
pub use keys::{keys_json, keys_markdown, keys_text};
pub use picture::{Picture, linked_picture, picture};
pub use reference::reference;
pub use rows::{sheet_text, table};
pub use schema::schema;
pub use settings::{settings_reference, settings_schema};
pub use spoken::{all as forecasts_text, one as forecast_text};
pub use starter::starter;
