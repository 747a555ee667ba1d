//! The tables of a text that is no roadmap, read with the same care: what cannot be read hides nothing else.

use super::mend::{blocks, problem, sift};
use super::retell::{header, retell};
use super::{conflict, syntax};
use crate::problem::{Code, Problem};
use crate::text::{FileId, SourceText};
use toml::de::DeTable;

/// Calls `read` with all that can be read of a text: the byte at which it begins, its table, and where to put what is
/// wrong with that. A text without slips is read at once, else table by table.
pub fn tables(
    source: &SourceText,
    problems: &mut Vec<Problem>,
    read: &mut dyn FnMut(usize, &DeTable<'_>, &mut Vec<Problem>),
) {
    let file = FileId::default();
    if !syntax::is_readable(file, source, problems) {
        return;
    }
    let text = conflict::resolve(file, &source.text, problems);
    let (table, mut errors) = DeTable::parse_recoverable(&text);
    errors.sort_by_key(|error| error.span().map_or(0, |span| span.start));
    let Some(first) = errors.first() else { return read(0, table.get_ref(), problems) };
    let mut slipped = false;
    for at in blocks(&text, |line| header(line).is_some()) {
        let block = &text[at.clone()];
        // What stands above the first header needs none; what stood below one that cannot be read belongs to nothing.
        let headless = header(block.lines().next().unwrap_or("")).is_none();
        let sifted = sift(block, if headless { |_| false } else { super::mend::without_header });
        let mut told: Vec<Problem> = sifted.slips.iter().map(|slip| problem(file, at.start, slip)).collect();
        if let Some(Ok(table)) = sifted.kept.as_deref().map(DeTable::parse) {
            read(at.start, table.get_ref(), &mut told);
            if !sifted.slips.is_empty() {
                // The line that would have it may be one that could not be read.
                told.retain(|problem| problem.code != Code::E010);
            }
        }
        slipped |= !sifted.slips.is_empty();
        problems.append(&mut told);
    }
    if !slipped {
        // Each table is right, and they do not go together: one stands twice.
        problems.push(problem(file, 0, &retell(&text, first.message(), first.span().unwrap_or(0..0))));
    }
}
