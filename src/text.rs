//! Where things stand in a file.

mod clean;
mod sources;
mod span;

pub use clean::{clean, one_line, width};
pub use sources::{LineColumn, Lines, SourceText, Sources};
pub use span::{FileId, Span};
