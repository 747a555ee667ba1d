use super::args::{Keys, KeysFormat};
use super::{End, say, write};
use crate::app::Keymap;
use crate::export::{keys_json, keys_markdown, keys_text};
use crate::host::{Error, SettingsFile};
use crate::problem::one_line;
use std::sync::Arc;

/// `roadmap keys`: those that this person has.
pub fn run(it: &Keys) -> Result<End, Error> {
    let mut keymap = Arc::new(Keymap::default());
    let mut end = End::Fine;
    match SettingsFile::find(it.person.config.as_deref())?.map(|file| file.read()) {
        None => {}
        Some(Ok(reading)) if reading.is_sound() => keymap = Arc::clone(&reading.settings.keymap),
        Some(Ok(reading)) => {
            if let Some(problem) = reading.problems.iter().find(|problem| problem.is_error()) {
                say(&format!("{}; these are the keys without settings", one_line(problem, &reading.sources)));
            }
            end = End::Wrong;
        }
        Some(Err(why)) => say(&format!("{why}; these are the keys without settings")),
    }
    let text = match it.format {
        KeysFormat::Text => keys_text(&keymap),
        KeysFormat::Md => keys_markdown(&keymap),
        KeysFormat::Json => format!("{:#}\n", keys_json(&keymap)),
    };
    write(None, text.as_bytes())?;
    Ok(end)
}
