//! The minutes of a meeting: a file beside the roadmap, to which a line is added at a time.

use super::Error;
use super::clock::local_time;
use super::file::shown;
use crate::app::{Minute, Msg};
use crate::look::Tone;
use std::fs::File;
use std::io::{Seek, Write};
use std::os::unix::fs::OpenOptionsExt;
use std::path::Path;

impl Minute {
    /// Writes it down beside the session, and says what came of it.
    pub async fn write(self) -> Msg {
        match tokio::task::spawn_blocking(move || note_down(&self)).await {
            Ok(Ok(path)) => Msg::told(format!("noted in {path}"), Tone::Good),
            Ok(Err(error)) => Msg::told(error.to_string(), Tone::Bad),
            Err(_) => Msg::told("the minutes could not be written", Tone::Bad),
        }
    }
}

/// Adds a line to the minutes of its day, after the time; gives the path. Without a roadmap beside which they could lie
/// they lie in the working folder.
fn note_down(Minute { beside, day, title, line }: &Minute) -> Result<String, Error> {
    let folder = beside.as_deref().map(Path::new).and_then(Path::parent).unwrap_or(Path::new(""));
    let path = folder.join(format!("minutes-{day}.md"));
    let failed = |source| Error::Write { path: shown(&path), source };
    // A pipe of that name is not waited for.
    let wait = rustix::fs::OFlags::NONBLOCK.bits() as i32;
    let mut file = File::options().append(true).create(true).custom_flags(wait).open(&path).map_err(failed)?;
    let before = file.seek(std::io::SeekFrom::End(0)).map_err(failed)?;
    let head = if before == 0 { format!("# Minutes of {day}: {title}\n\n") } else { String::new() };
    let time = local_time();
    let time = time.get(..5).unwrap_or(&time);
    // One write, so that two who write at once do not tear each other's lines.
    let text = format!("{head}- {time} {line}\n");
    file.write_all(text.as_bytes()).and_then(|()| file.sync_all()).map_err(|source| {
        // Half a line is of no use.
        let _ = file.set_len(before);
        failed(source)
    })?;
    Ok(shown(&path))
}
