use crate::model::Id;
use crate::problem::Problem;
use crate::text::one_line;

/// Why a change is not made: a sentence without its full stop.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    /// The text has errors now: what a change would do to it cannot be proven.
    #[error("the file has errors; they are to be mended first, see `roadmap check`")]
    Broken,
    /// There is no such entry.
    #[error("{0}")]
    NoEntry(String),
    /// There is no such field, or it is none that can be set so.
    #[error("{0}")]
    NoField(String),
    /// What was typed cannot stand there.
    #[error("{0}")]
    Value(String),
    /// It says this already.
    #[error("{0}")]
    AlreadySo(String),
    /// The text is written in a way that the change cannot be made with certainty.
    #[error("{0}")]
    Unproven(String),
}

impl Refusal {
    /// What was typed is wrong in the way that a reading tells.
    pub(super) fn of(problem: &Problem) -> Self {
        let message = one_line(&problem.message);
        let remedy = problem.remedy.as_ref().map_or_else(String::new, |remedy| format!("; {}", one_line(remedy)));
        Self::Value(format!("{message}{remedy}"))
    }

    /// An entry whose lines cannot be made out.
    pub(super) fn lost(entry: &Id) -> Self {
        Self::Unproven(format!("the lines of `{entry}` are written in a way that only an editor can change"))
    }
}
