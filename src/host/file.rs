//! Finding FILE, and reading it without ever hanging.

use super::Error;
use crate::load::LARGEST;
use rustix::fs::{FileType, Mode, OFlags};
use std::fs::File;
use std::io::{self, Read};
use std::path::{Path, PathBuf};

/// The name that is looked for.
const NAME: &str = "roadmap.toml";

/// The file that is meant: a file, or the roadmap.toml of a folder; without an argument the roadmap.toml here or in
/// the nearest folder above. `None` means the built-in roadmap.
pub fn find(given: Option<&Path>) -> Result<Option<PathBuf>, Error> {
    let Some(path) = given else {
        let here = std::env::current_dir().unwrap_or_default();
        return Ok(here.ancestors().map(|folder| folder.join(NAME)).find(|file| file.is_file()).map(|file| match file
            .strip_prefix(&here)
        {
            Ok(short) => short.to_owned(),
            Err(_) => file.clone(),
        }));
    };
    if !path.is_dir() {
        return Ok(Some(path.to_owned()));
    }
    let file = path.join(NAME);
    if file.is_file() { Ok(Some(file)) } else { Err(Error::EmptyFolder { path: shown(path) }) }
}

/// The bytes of a file; `-` is standard input. A pipe or a device named as a file is refused, not waited for.
pub fn read(path: &Path) -> Result<Vec<u8>, Error> {
    read_up_to(path, LARGEST)
}

/// The same of a file that may be larger or must be smaller.
pub fn read_up_to(path: &Path, most: u64) -> Result<Vec<u8>, Error> {
    if path.as_os_str() == "-" {
        return read_all(io::stdin().lock(), path, most);
    }
    let failed = |source: io::Error| match source.kind() {
        io::ErrorKind::NotFound => Error::Missing { path: shown(path) },
        _ => Error::Read { path: shown(path), source },
    };
    // Without NONBLOCK, opening a pipe that nobody writes to would wait for ever.
    let handle = rustix::fs::open(path, OFlags::RDONLY | OFlags::NONBLOCK | OFlags::CLOEXEC, Mode::empty());
    let handle = handle.map_err(|error| match io::Error::from(error) {
        // A socket cannot be opened at all.
        error if error.raw_os_error() == Some(rustix::io::Errno::NXIO.raw_os_error()) => {
            Error::NotAFile { path: shown(path), what: "a socket or a device" }
        }
        error => failed(error),
    })?;
    let stat = rustix::fs::fstat(&handle).map_err(|error| failed(error.into()))?;
    let what = match FileType::from_raw_mode(stat.st_mode) {
        FileType::RegularFile => None,
        FileType::Directory => Some("a folder"),
        FileType::Fifo => Some("a pipe"),
        FileType::Socket => Some("a socket"),
        _ => Some("a device"),
    };
    if let Some(what) = what {
        return Err(Error::NotAFile { path: shown(path), what });
    }
    if stat.st_size as u64 > most {
        return Err(Error::TooLarge { path: shown(path), size: stat.st_size as u64, most });
    }
    read_all(File::from(handle), path, most)
}

fn read_all(from: impl Read, path: &Path, most: u64) -> Result<Vec<u8>, Error> {
    let mut bytes = Vec::new();
    from.take(most + 1).read_to_end(&mut bytes).map_err(|source| Error::Read { path: shown(path), source })?;
    if bytes.len() as u64 > most {
        return Err(Error::TooLarge { path: shown(path), size: bytes.len() as u64, most });
    }
    Ok(bytes)
}

/// A path as it can be shown.
pub fn shown(path: &Path) -> String {
    match path.to_string_lossy() {
        name if name == "-" => "standard input".to_owned(),
        name => crate::text::one_line(&name).into_owned(),
    }
}
