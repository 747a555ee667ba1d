use super::args::{Show, ShowFormat};
use super::dashboard::source;
use super::list::refuse;
use super::{End, say, write};
use crate::edition::Facts;
use crate::export::{sheet_text, show_json};
use crate::host::{Error, Wanted, forecast};
use crate::panes::{markdown, sheet};

/// Columns of the text form.
const COLUMNS: usize = 100;

/// `roadmap show ID [FILE]`
pub fn run(it: &Show) -> Result<End, Error> {
    let edition = source(it.file.as_deref())?.edition(1, it.reading.how())?;
    if !edition.is_sound() {
        return Ok(refuse(&edition));
    }
    let Some(ix) = edition.roadmap.find(it.id.as_str()) else {
        say(&edition.unknown(&it.id).unwrap_or_default());
        return Ok(End::Usage);
    };
    let forecast = forecast(&edition, Wanted::default());
    let facts = Facts { forecast: forecast.as_ref(), ..Facts::of(&edition) };
    let text = match it.format {
        ShowFormat::Text => sheet_text(&sheet(&facts, ix), COLUMNS),
        ShowFormat::Md => markdown(&facts, ix),
        ShowFormat::Json => format!("{:#}\n", show_json(&facts, ix)),
    };
    write(None, text.as_bytes())?;
    Ok(End::Fine)
}
