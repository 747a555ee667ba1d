//! A file of keys in the form of OpenSSH's `authorized_keys`, read again whenever it changes.

use crate::host::Error;
use crate::host::file::read;
use crate::host::file::shown;
use russh::keys::PublicKey;
use russh::keys::ssh_key::public::KeyData;
use std::fs::metadata;
use std::os::unix::fs::MetadataExt;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

/// Options that take away only what nobody gets here, or give what everybody gets.
const HARMLESS: [&str; 6] =
    ["restrict", "pty", "no-port-forwarding", "no-agent-forwarding", "no-x11-forwarding", "no-user-rc"];

/// A file of keys.
#[derive(Debug)]
pub struct KeyFile {
    path: PathBuf,
    read: Mutex<(Option<Stamp>, Arc<[KeyData]>)>,
}

/// Tells one state of a file from another.
type Stamp = (u64, u64, u64, i64, i64, i64, i64);

impl KeyFile {
    /// Reads it; what cannot be used of it is told.
    pub fn open(path: &Path, told: &mut Vec<String>) -> Result<Self, Error> {
        let stamp = stamp(path);
        let keys = keys_of(path, told)?;
        Ok(Self { path: path.to_owned(), read: Mutex::new((stamp, keys)) })
    }

    /// The keys in it as it is now; what cannot be used of it is told when that is read for the first time. One that
    /// cannot be read holds none.
    pub fn keys(&self, told: &mut Vec<String>) -> Arc<[KeyData]> {
        let mut read = self.read.lock().unwrap_or_else(PoisonError::into_inner);
        let now = stamp(&self.path);
        if read.0 != now {
            let keys = keys_of(&self.path, told).unwrap_or_else(|error| {
                told.push(format!("{error}; nobody is known by it until it can be read"));
                Arc::default()
            });
            *read = (now, keys);
        }
        Arc::clone(&read.1)
    }

    /// How many keys were in it when it was read last.
    pub fn len(&self) -> usize {
        self.read.lock().unwrap_or_else(PoisonError::into_inner).1.len()
    }

    /// As it is told.
    pub fn shown(&self) -> String {
        shown(&self.path)
    }
}

fn stamp(path: &Path) -> Option<Stamp> {
    let meta = metadata(path).ok()?;
    Some((meta.dev(), meta.ino(), meta.size(), meta.mtime(), meta.mtime_nsec(), meta.ctime(), meta.ctime_nsec()))
}

fn keys_of(path: &Path, told: &mut Vec<String>) -> Result<Arc<[KeyData]>, Error> {
    let bytes = read(path)?;
    let text = String::from_utf8_lossy(&bytes);
    let mut keys = Vec::new();
    for (number, line) in text.lines().enumerate() {
        match key(line.trim()) {
            Ok(found) => keys.extend(found),
            Err(why) => told.push(format!("{}:{}: this key is not used: {why}", shown(path), number + 1)),
        }
    }
    Ok(keys.into())
}

/// The key of a line, if it holds one.
fn key(line: &str) -> Result<Option<KeyData>, String> {
    if line.is_empty() || line.starts_with('#') {
        return Ok(None);
    }
    let (options, rest) = match read_key(line) {
        Some(_) => ("", line),
        None => split_options(line),
    };
    let key = read_key(rest).ok_or("it is not written as OpenSSH writes a public key")?;
    if key.algorithm().is_rsa() {
        return Err("RSA keys cannot be used here, because no safe way to check them is built in; \
                    `ssh-keygen -t ed25519` makes one that can"
            .to_owned());
    }
    if key.algorithm().is_dsa() {
        return Err("DSA keys are not safe; `ssh-keygen -t ed25519` makes one that is".to_owned());
    }
    for option in in_commas(options) {
        let name = option.split('=').next().unwrap_or_default().to_ascii_lowercase();
        if !HARMLESS.contains(&name.as_str()) {
            return Err(format!("its option `{name}` is not kept here; take the option away, or the key"));
        }
    }
    Ok(Some(key.key_data().clone()))
}

/// The first two words of a text as a key.
fn read_key(text: &str) -> Option<PublicKey> {
    let mut words = text.split_ascii_whitespace();
    let (algorithm, base64) = (words.next()?, words.next()?);
    PublicKey::from_openssh(&format!("{algorithm} {base64}")).ok()
}

/// Options stand before the first blank that is not within quotes.
fn split_options(line: &str) -> (&str, &str) {
    let mut quoted = false;
    let mut before = ' ';
    let end = line.find(|c: char| {
        quoted ^= c == '"' && before != '\\';
        before = c;
        !quoted && (c == ' ' || c == '\t')
    });
    end.map_or((line, ""), |end| line.split_at(end))
}

fn in_commas(options: &str) -> Vec<&str> {
    let mut quoted = false;
    let mut before = ' ';
    let parts = options.split(|c: char| {
        quoted ^= c == '"' && before != '\\';
        before = c;
        !quoted && c == ','
    });
    parts.filter(|part| !part.is_empty()).collect()
}
