use super::args::{List, ListFormat};
use super::dashboard::source;
use super::{End, say, write};
use crate::ask::Query;
use crate::edition::{Edition, Facts};
use crate::export::{list_json, table};
use crate::host::{Error, Wanted, forecast};
use crate::model::EntryIx;
use crate::panes::{home, pane};
use crate::problem::{Paper, human, summary};

/// `roadmap list KIND [FILE]`
pub fn run(it: &List) -> Result<End, Error> {
    let edition = source(it.file.as_deref())?.edition(1, it.reading.how())?;
    if !edition.is_sound() {
        return Ok(refuse(&edition));
    }
    let forecast = forecast(&edition, Wanted::default());
    let facts = Facts { forecast: forecast.as_ref(), ..Facts::of(&edition) };
    let filter = it.filter.as_deref().unwrap_or("");
    let query = match Query::new(filter, &facts, it.kind.set()) {
        Ok(query) => query,
        Err(wrong) => {
            say(&wrong.pointed(filter));
            return Ok(End::Usage);
        }
    };
    let selected = query.select(&facts).entries;
    let rows: Vec<EntryIx> = edition.roadmap.of_kind(it.kind).filter(|ix| selected.contains(*ix)).collect();
    let text = match it.format {
        ListFormat::Json => format!("{:#}\n", list_json(&facts, it.kind, &rows)),
        ListFormat::Table => table(&facts, pane(home(it.kind)).columns(), &rows),
    };
    write(None, text.as_bytes())?;
    Ok(End::Fine)
}

/// A file with errors has no data that could be relied on: what is wrong is told instead.
pub fn refuse(edition: &Edition) -> End {
    say(&format!("{}\n{}", summary(&edition.problems), human(&edition.problems, &edition.sources, Paper::default())));
    End::Wrong
}
