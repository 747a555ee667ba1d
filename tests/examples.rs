//! The examples that are packed with the program can be read, and none can be taken for a real roadmap.

#![allow(clippy::unwrap_used, reason = "a test may stop where it stands")]

use coalition_roadmap::edition::{Edition, Origin};
use coalition_roadmap::host::Texts;
use coalition_roadmap::model::Day;
use coalition_roadmap::problem::{Paper, human};
use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("assets/examples")
}

/// The first file of every example.
fn examples() -> Vec<PathBuf> {
    let mut found: Vec<PathBuf> =
        fs::read_dir(folder()).unwrap().map(|example| example.unwrap().path().join("roadmap.toml")).collect();
    found.sort();
    assert!(!found.is_empty(), "no example in {}", folder().display());
    found
}

/// As the program reads it on a good day to show it.
fn read(file: &Path) -> Edition {
    let sources = Texts::read(file).unwrap().sources();
    Edition::read(1, Origin::default(), sources, Day::new(2026, 11, 25).unwrap())
}

/// All files below a folder.
fn files_below(folder: &Path, found: &mut BTreeSet<PathBuf>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            files_below(&path, found);
        } else {
            found.insert(path.canonicalize().unwrap());
        }
    }
}

#[test]
fn every_example_is_read_without_an_error_and_says_that_it_is_fictional() {
    for file in examples() {
        let edition = read(&file);
        assert!(edition.is_sound(), "{}", human(&edition.problems, &edition.sources, Paper::default()));
        assert!(edition.roadmap.title().contains("fictional"), "{}", file.display());
    }
}

#[test]
fn every_file_of_an_example_belongs_to_it() {
    let mut there = BTreeSet::new();
    files_below(&folder(), &mut there);
    let read: BTreeSet<PathBuf> = examples()
        .iter()
        .flat_map(|file| Texts::read(file).unwrap().places().0)
        .map(|path| path.canonicalize().unwrap())
        .collect();
    assert_eq!(there, read);
}
