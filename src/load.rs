//! Text to model. Reading never fails: what could not be read is a problem, the rest is there.
//!
//! Stages: text (encoding, conflict markers), TOML, fields and types, references. A later stage never reports
//! what an earlier one caused.

mod conflict;
mod entries;
mod include;
mod locate;
mod mend;
mod open;
mod piece;
mod references;
mod retell;
mod syntax;
mod tables;

pub use entries::read_tables;
pub use include::{example, includes, would_include};
pub use locate::{block, field_span};
pub use piece::{Cut, Hands, Piece, one_by_one, piece};
pub use tables::tables;

use crate::model::{Links, Roadmap};
use crate::problem::Problem;
use crate::text::{FileId, Sources};

/// The largest file that is read, in bytes, unless told otherwise.
pub const LARGEST: u64 = 64 << 20;

/// How far a reading is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Progress {
    /// What is being done.
    pub stage: &'static str,
    /// How much of the work is behind, in percent.
    pub percent: u8,
}

/// What came out of a reading.
#[derive(Debug, Default)]
pub struct Reading {
    /// All entries that could be read.
    pub roadmap: Roadmap,
    /// Who points at whom.
    pub links: Links,
    /// What was wrong, by place.
    pub problems: Vec<Problem>,
}

/// Reads the texts. `progress` is called at the beginning of each stage.
pub fn load(sources: &Sources, hands: Hands, progress: &mut dyn FnMut(Progress)) -> Reading {
    let mut reading = Reading::default();
    let (mut ids, mut orphans) = (piece::Ids::default(), Vec::new());
    for (file, source) in sources.files() {
        progress(Progress { stage: "reading the text", percent: 5 });
        if syntax::is_readable(file, source, &mut reading.problems) {
            progress(Progress { stage: "reading the entries", percent: 20 });
            let text = conflict::resolve(file, &source.text, &mut reading.problems);
            let pieces = piece::read(file, &text, hands);
            piece::gather(file, pieces, &mut reading, &mut ids, &mut orphans);
            if file == FileId::default() {
                include::tell(sources, source, &mut reading.problems);
            }
        }
    }
    progress(Progress { stage: "following the references", percent: 70 });
    let Reading { roadmap, links, problems } = &mut reading;
    roadmap.index();
    *links = references::follow(roadmap, &ids, &orphans, problems);
    problems.sort_by_key(|problem| (problem.at, problem.code));
    progress(Progress { stage: "working out what follows", percent: 85 });
    reading
}
