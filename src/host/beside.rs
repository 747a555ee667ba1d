//! A new file beside another one; nothing that is there is written over.

use super::Error;
use super::file::shown;
use std::fs::File;
use std::io::{self, Write};
use std::path::Path;

/// Names that are tried: `what-if.toml`, `what-if-2.toml` and so on.
const MOST: u32 = 999;

/// Writes a text into a new file of that name beside another one, with a number where it is there already; gives its
/// path.
pub fn write_beside(other: &Path, name: &str, text: &str) -> Result<String, Error> {
    let folder = other.parent().unwrap_or(Path::new(""));
    let (stem, ending) = name.rsplit_once('.').unwrap_or((name, ""));
    let mut path = folder.join(name);
    for number in 2..=MOST {
        let failed = |path: &Path, source| Error::Write { path: shown(path), source };
        match File::options().write(true).create_new(true).open(&path) {
            Ok(mut file) => {
                let written = file.write_all(text.as_bytes()).and_then(|()| file.sync_all());
                return match written {
                    Ok(()) => Ok(shown(&path)),
                    Err(source) => {
                        // Half of it is of no use.
                        let _ = std::fs::remove_file(&path);
                        Err(failed(&path, source))
                    }
                };
            }
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {
                path = folder.join(format!("{stem}-{number}.{ending}"));
            }
            Err(source) => return Err(failed(&path, source)),
        }
    }
    Err(Error::Exists { path: shown(&path) })
}
