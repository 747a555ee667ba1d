//! What is wrong with a file: data, never a failure.

mod codes;
mod machine;
mod report;
mod suggest;

pub use codes::{CODES, Code, CodeInfo, Severity, Subject};
pub use machine::{Found, github, json, sarif};
pub use report::{Paper, each, human, one_line, summary};
pub use suggest::{did_you_mean, nearest};

use crate::text::Span;

/// One thing that is wrong, where it stands and what to do about it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    /// Which kind of problem.
    pub code: Code,
    /// Where it stands.
    pub at: Span,
    /// What is wrong, without a full stop; identifiers in backticks.
    pub message: String,
    /// Other places that have to do with it, each with a word.
    pub also: Vec<(Span, String)>,
    /// What to type instead.
    pub remedy: Option<String>,
}

impl Problem {
    /// A problem without a second place.
    pub fn new(code: Code, at: Span, message: impl Into<String>) -> Self {
        Self { code, at, message: message.into(), also: Vec::new(), remedy: None }
    }

    /// With what to do about it.
    #[must_use]
    pub fn remedy(mut self, remedy: impl Into<Option<String>>) -> Self {
        self.remedy = remedy.into();
        self
    }

    /// With a second place.
    #[must_use]
    pub fn also(mut self, at: Span, word: impl Into<String>) -> Self {
        self.also.push((at, word.into()));
        self
    }

    /// Whether the file cannot be used as it is.
    pub fn is_error(&self) -> bool {
        self.code.info().severity == Severity::Error
    }
}
