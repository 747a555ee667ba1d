//! Where things stand in a file.

mod around;
mod clean;
mod sources;
mod span;

pub use around::{Around, entry_around};
pub use clean::{clean, one_line, unsafe_to_show, width};
pub use sources::{LineColumn, Lines, Refusal, SourceText, Sources};
pub use span::{FileId, Span};
