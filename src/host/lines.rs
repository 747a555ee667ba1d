//! Lines that are typed, as the terminal or a pipe gives them: whole, and edited by nobody but the terminal itself.

use super::Error;
use ratatui::layout::Size;
use rustix::termios::tcgetwinsize;
use std::fs::File;
use std::io::{self, BufRead, BufReader};
use tokio::sync::mpsc;

/// Bytes that are kept of a line; nobody types more.
const MOST: usize = 8 << 10;

/// Gives line by line what is typed on standard input or, where that is the roadmap, on the terminal; ends with it. A
/// thread reads: it may wait for ever, and nobody waits for it.
pub fn typed_lines(elsewhere: bool) -> Result<mpsc::Receiver<String>, Error> {
    let from: Box<dyn BufRead + Send> = if elsewhere {
        Box::new(BufReader::new(File::open("/dev/tty").map_err(|_| Error::NoTerminal("/dev/tty"))?))
    } else {
        Box::new(BufReader::new(io::stdin()))
    };
    let (give, given) = mpsc::channel(1);
    std::thread::Builder::new().name("lines".to_owned()).spawn(move || {
        let mut from = from;
        while let Ok(Some(line)) = next(&mut from) {
            if give.blocking_send(line).is_err() {
                return;
            }
        }
    })?;
    Ok(given)
}

/// The next line without its end; `None` where nothing follows.
fn next(from: &mut dyn BufRead) -> io::Result<Option<String>> {
    let mut line = Vec::new();
    let mut any = false;
    loop {
        let bytes = match from.fill_buf() {
            Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
            bytes => bytes?,
        };
        if bytes.is_empty() {
            return Ok(any.then(|| String::from_utf8_lossy(&line).into_owned()));
        }
        any = true;
        let end = bytes.iter().position(|byte| *byte == b'\n');
        let part = &bytes[..end.unwrap_or(bytes.len())];
        line.extend_from_slice(&part[..part.len().min(MOST - line.len())]);
        let taken = part.len() + usize::from(end.is_some());
        from.consume(taken);
        if end.is_some() {
            return Ok(Some(String::from_utf8_lossy(&line).into_owned()));
        }
    }
}

/// The size of the terminal on standard output, if it is one and says.
pub fn extent() -> Option<Size> {
    let size = tcgetwinsize(rustix::stdio::stdout()).ok()?;
    (size.ws_col > 0 && size.ws_row > 0).then_some(Size { width: size.ws_col, height: size.ws_row })
}
