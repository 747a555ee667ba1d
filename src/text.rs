//! Where things stand in a file; text made safe to show and ready to be searched.

mod around;
mod cells;
mod clean;
mod counted;
mod fold;
mod sources;
mod span;

pub use around::{Around, entry_around};
pub use cells::{signs, width};
pub use clean::{clean, one_line, unsafe_to_show};
pub use counted::{counted, first_of, many};
pub use fold::{fold, fold_char, folded, is_accent};
pub use sources::{LineColumn, Lines, Refusal, SourceText, Sources};
pub use span::{FileId, Span};
