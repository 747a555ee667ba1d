use super::args::KeysFormat;
use super::{End, write};
use crate::export::{keys_json, keys_markdown, keys_text};
use crate::host::Error;

/// `roadmap keys`
pub fn run(format: KeysFormat) -> Result<End, Error> {
    let text = match format {
        KeysFormat::Text => keys_text(),
        KeysFormat::Md => keys_markdown(),
        KeysFormat::Json => format!("{:#}\n", keys_json()),
    };
    write(None, text.as_bytes())?;
    Ok(End::Fine)
}
