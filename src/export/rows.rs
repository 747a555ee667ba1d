use crate::edition::Facts;
use crate::look::Sheet;
use crate::model::EntryIx;
use crate::panes::Column;
use crate::text::{one_line, width};

/// Rows as a plain table: the id, then the columns of the pane, each as wide as its widest cell.
pub fn table(facts: &Facts<'_>, columns: &[Column], rows: &[EntryIx]) -> String {
    let mut lines: Vec<Vec<String>> =
        vec![std::iter::once("id").chain(columns.iter().map(|column| column.key)).map(str::to_owned).collect()];
    for ix in rows {
        let Some(entry) = facts.edition.roadmap.get(*ix) else {
            continue;
        };
        let cells = columns.iter().map(|column| one_line(&(column.cell)(facts, *ix, entry).text).into_owned());
        lines.push(std::iter::once(entry.id().to_string()).chain(cells).collect());
    }
    aligned(&lines)
}

/// Lines of cells, each column as wide as its widest cell.
pub(super) fn aligned(lines: &[Vec<String>]) -> String {
    let columns = lines.iter().map(Vec::len).max().unwrap_or(0);
    let widths: Vec<usize> = (0..columns)
        .map(|i| lines.iter().filter_map(|line| line.get(i)).map(|cell| width(cell)).max().unwrap_or(0))
        .collect();
    let mut out = String::new();
    for line in lines {
        let padded: Vec<String> =
            line.iter().zip(&widths).map(|(cell, wide)| format!("{cell}{}", " ".repeat(wide - width(cell)))).collect();
        out.push_str(padded.join("  ").trim_end());
        out.push('\n');
    }
    out
}

/// A sheet as plain text of a width.
pub fn sheet_text(sheet: &Sheet, cells: usize) -> String {
    let mut out = String::new();
    for (pieces, _) in sheet.lay(cells).lines {
        let line: String = pieces.into_iter().map(|(text, _)| text).collect();
        out.push_str(line.trim_end());
        out.push('\n');
    }
    out
}
