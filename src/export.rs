//! Taking it along: pictures of the screen, and the data in other forms.

mod json;
mod keys;
mod picture;
mod rows;

pub use json::{list as list_json, show as show_json};
pub use keys::{keys_json, keys_markdown, keys_text};
pub use picture::{Picture, picture};
pub use rows::{sheet_text, table};
