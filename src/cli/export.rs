use super::args::{Export, ExportFormat};
use super::dashboard::source;
use super::list::refuse;
use super::{End, say, write};
use crate::edition::Facts;
use crate::export::document;
use crate::host::{Error, Wanted, forecast};

/// `roadmap export [FILE]`
pub fn run(it: &Export) -> Result<End, Error> {
    let source = source(it.file.as_deref())?;
    let texts = source.texts()?;
    if let Some(out) = it.output.as_deref().filter(|out| texts.have(out)) {
        say(&format!("{} is a file of the roadmap itself; write to another one", out.display()));
        return Ok(End::Usage);
    }
    let edition = source.parse(1, it.reading.how(), texts, &mut |_| {});
    if !edition.is_sound() {
        return Ok(refuse(&edition));
    }
    let forecast = forecast(&edition, Wanted::default());
    let facts = Facts { forecast: forecast.as_ref(), ..Facts::of(&edition) };
    let text = match it.format {
        ExportFormat::Md => document(&facts),
    };
    write(it.output.as_deref(), text.as_bytes())?;
    Ok(End::Fine)
}
