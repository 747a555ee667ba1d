//! The folders that a person's programs keep their things in (XDG base directories).
// Not `etcetera` or `directories`: without HOME they ask the password database, which may be far away, before a frame.

use std::path::PathBuf;

/// A variable of the environment that names a file or folder; an empty one names none.
pub fn variable(name: &str) -> Option<PathBuf> {
    std::env::var_os(name).filter(|value| !value.is_empty()).map(PathBuf::from)
}

/// The folder that a variable names, if that is a whole path, else the one below the home folder.
pub fn folder(name: &str, below_home: &str) -> Option<PathBuf> {
    variable(name).filter(|folder| folder.is_absolute()).or_else(|| Some(variable("HOME")?.join(below_home)))
}
