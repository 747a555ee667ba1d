//! The key by which guests know this server again: made once, kept for its owner alone, and never replaced.

use crate::host::Error;
use crate::host::file::shown;
use crate::host::folders::folder;
use russh::keys::ssh_key::LineEnding;
use russh::keys::{Algorithm, HashAlg, PrivateKey, key::safe_rng};
use std::fs::{DirBuilder, File};
use std::io::{ErrorKind, Read, Write};
use std::os::unix::fs::{DirBuilderExt, MetadataExt};
use std::path::{Path, PathBuf};

/// More than any key needs, in bytes.
const LARGEST: u64 = 64 << 10;

/// The key, and where it stands.
#[derive(Debug)]
pub struct HostKey {
    key: PrivateKey,
    path: PathBuf,
}

impl HostKey {
    /// The one in a file, which is made if it is not there: the file that is named, else `roadmap/host_key` in the folder
    /// for what a program remembers (XDG).
    pub fn find(named: Option<&Path>) -> Result<Self, Error> {
        let usual = || folder("XDG_STATE_HOME", ".local/state").map(|folder| folder.join("roadmap").join("host_key"));
        let path = named.map(Path::to_owned).or_else(usual).ok_or_else(|| Error::HostKey {
            path: "~/.local/state/roadmap/host_key".to_owned(),
            why: "there is no home folder to keep it in; say where with --host-key FILE".to_owned(),
        })?;
        let key = match File::open(&path) {
            Ok(file) => read(file, &path)?,
            Err(error) if error.kind() == ErrorKind::NotFound => make(&path)?,
            Err(error) => return Err(refused(&path, error.to_string())),
        };
        Ok(Self { key, path })
    }

    /// By which guests are told what they must see.
    pub fn fingerprint(&self) -> String {
        format!("{} of {}", self.key.public_key().fingerprint(HashAlg::Sha256), shown(&self.path))
    }

    /// For the server.
    pub fn into_key(self) -> PrivateKey {
        self.key
    }
}

fn refused(path: &Path, why: impl Into<String>) -> Error {
    Error::HostKey { path: shown(path), why: why.into() }
}

fn read(file: File, path: &Path) -> Result<PrivateKey, Error> {
    let failed = |error: std::io::Error| refused(path, error.to_string());
    let meta = file.metadata().map_err(failed)?;
    if !meta.is_file() {
        return Err(refused(path, "this is not a file"));
    }
    let uid = rustix::process::geteuid().as_raw();
    if meta.uid() != uid && meta.uid() != 0 {
        return Err(refused(path, "this belongs to somebody else, who could pretend to be this server"));
    }
    if meta.mode() & 0o077 != 0 {
        let why = format!("others can read it, and pretend to be this server; `chmod 600 {}`", shown(path));
        return Err(refused(path, why));
    }
    let mut text = Vec::new();
    file.take(LARGEST).read_to_end(&mut text).map_err(failed)?;
    let no_key = "this is no private key as OpenSSH writes it; name another file, or take it away and one is made";
    let key = PrivateKey::from_openssh(&text).map_err(|_| refused(path, no_key))?;
    if key.is_encrypted() {
        return Err(refused(
            path,
            "this key has a passphrase, which nobody is there to type; `ssh-keygen -p` takes it away",
        ));
    }
    if key.algorithm().is_rsa() || key.algorithm().is_dsa() {
        return Err(refused(path, "keys of this sort cannot be used here; `ssh-keygen -t ed25519` makes one that can"));
    }
    Ok(key)
}

/// Makes a key, whole or not at all. Whoever comes second takes the one that is there then.
fn make(path: &Path) -> Result<PrivateKey, Error> {
    let failed = |error: &dyn std::fmt::Display| refused(path, format!("it cannot be made: {error}"));
    let key = PrivateKey::random(&mut safe_rng(), Algorithm::Ed25519).map_err(|error| failed(&error))?;
    let text = key.to_openssh(LineEnding::LF).map_err(|error| failed(&error))?;
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    DirBuilder::new().recursive(true).mode(0o700).create(folder).map_err(|error| failed(&error))?;
    // Files of this sort are for their owner alone from the beginning.
    let mut file = tempfile::NamedTempFile::new_in(folder).map_err(|error| failed(&error))?;
    let written = file.write_all(text.as_bytes()).and_then(|()| file.as_file().sync_all());
    written.map_err(|error| failed(&error))?;
    match file.persist_noclobber(path) {
        Ok(_) => Ok(key),
        Err(error) if error.error.kind() == ErrorKind::AlreadyExists => {
            read(File::open(path).map_err(|error| failed(&error))?, path)
        }
        Err(error) => Err(failed(&error.error)),
    }
}
