//! A text put in the place of another, whole or not at all.

use super::Error;
use super::file::{read, shown};
use rustix::fs::{Access, Gid, Mode, Uid, access, fchmod, fchown};
use std::fs::{self, File};
use std::io::{self, Write};
use std::os::unix::fs::MetadataExt;
use std::path::Path;

/// Why a file was not saved. It is then as it was.
#[derive(Debug, thiserror::Error)]
pub enum SaveError {
    /// Somebody else changed it.
    #[error("the file was changed meanwhile; nothing was saved")]
    Changed {
        /// What it holds now.
        on_disk: Vec<u8>,
    },
    /// It may not be changed.
    #[error("{path}: this {what} may only be read; nothing was saved")]
    ReadOnly {
        /// The path as it was given.
        path: String,
        /// The file or its folder.
        what: &'static str,
    },
    /// It has other names.
    #[error("{path}: this file has {names} names (hard links), and would lose the others; nothing was saved")]
    HardLinked {
        /// The path as it was given.
        path: String,
        /// How many.
        names: u64,
    },
    /// It could not be read first.
    #[error(transparent)]
    Read(#[from] Error),
    /// It could not be written.
    #[error("{path}: {source}; nothing was saved")]
    Write {
        /// The path as it was given.
        path: String,
        /// Why.
        source: io::Error,
    },
}

/// Puts `after` in the place of `before`: a reader sees the one or the other, also after a power cut. A link is
/// followed and stays; mode and, where that is permitted, owner and group are kept. Extended attributes and access
/// control lists are not: the file is a new one with the old name.
///
/// A writer that knows of no other can still come between the last look at the file and the rename. That is a moment
/// without any work in it, and no lock that an editor would heed could close it.
pub fn save(path: &Path, before: &[u8], after: &[u8]) -> Result<(), SaveError> {
    let failed = |source: io::Error| match source.kind() {
        io::ErrorKind::NotFound => SaveError::Read(Error::Missing { path: shown(path) }),
        _ => SaveError::Write { path: shown(path), source },
    };
    let real = fs::canonicalize(path).map_err(failed)?;
    unchanged(&real, before)?;
    let old = fs::metadata(&real).map_err(failed)?;
    let folder = real.parent().unwrap_or(Path::new("/"));
    let read_only = |what| SaveError::ReadOnly { path: shown(path), what };
    // Who may do everything is held to the mark all the same: somebody set it.
    let marked = |mode: u32| mode & 0o222 == 0;
    if marked(old.mode()) || access(&real, Access::WRITE_OK).is_err() {
        return Err(read_only("file"));
    }
    if marked(fs::metadata(folder).map_err(failed)?.mode()) || access(folder, Access::WRITE_OK).is_err() {
        return Err(read_only("folder"));
    }
    if old.nlink() > 1 {
        // A rename would leave the other names with the old text. Writing in place would keep them, but a power cut in
        // the middle would leave half a roadmap under every name, and a watcher would read it.
        return Err(SaveError::HardLinked { path: shown(path), names: old.nlink() });
    }
    if before == after {
        return Ok(());
    }
    // It goes away by itself on every way out before the rename.
    let mut beside =
        tempfile::Builder::new().prefix(".roadmap-").suffix(".part").tempfile_in(folder).map_err(failed)?;
    beside.write_all(after).map_err(failed)?;
    keep_owner(beside.as_file(), &old).map_err(failed)?;
    beside.as_file().sync_all().map_err(failed)?;
    unchanged(&real, before)?;
    beside.persist(&real).map_err(|error| failed(error.error))?;
    // The name, too, is to outlast a power cut. Where a folder cannot be synchronised, the text is there all the same.
    let _ = File::open(folder).and_then(|folder| folder.sync_all());
    Ok(())
}

/// Whether the file holds what it is said to.
fn unchanged(real: &Path, before: &[u8]) -> Result<(), SaveError> {
    let on_disk = read(real)?;
    if on_disk == before { Ok(()) } else { Err(SaveError::Changed { on_disk }) }
}

/// Gives a new file the mode of the old one, and its owner and group where we may.
fn keep_owner(new: &File, old: &fs::Metadata) -> io::Result<()> {
    let now = new.metadata()?;
    let mut mode = old.mode() & 0o777;
    if now.uid() != old.uid() {
        // Only who may do everything can give a file away.
        let _ = fchown(new, Some(Uid::from_raw(old.uid())), None);
    }
    if now.gid() != old.gid() && fchown(new, None, Some(Gid::from_raw(old.gid()))).is_err() {
        // What the old group might do, another group may not: it gets what everybody has.
        mode = mode & !0o070 | (mode & 0o007) << 3;
    }
    fchmod(new, Mode::from_raw_mode(mode)).map_err(Into::into)
}
