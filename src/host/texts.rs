//! The files of a roadmap as they are now: the first, and those below its folder that it includes.

use super::Error;
use super::file::{read, shown};
use crate::load::{LARGEST, includes};
use crate::text::{Refusal, SourceText, Sources};
use glob::{MatchOptions, Pattern, glob_with};
use std::collections::HashSet;
use std::path::{Component, Path, PathBuf};

/// How many files a roadmap may include.
const MOST: usize = 1000;
/// A star is any name in one folder, but none that is hidden.
const OPTIONS: MatchOptions =
    MatchOptions { case_sensitive: true, require_literal_separator: true, require_literal_leading_dot: true };

/// The files of a roadmap as they are now.
#[derive(Debug, Clone, Default)]
pub struct Texts {
    files: Vec<(PathBuf, Vec<u8>)>,
    refused: Option<Vec<(usize, Refusal)>>,
    /// Folders in which a file could come or go that is included.
    folders: Vec<PathBuf>,
}

impl Texts {
    /// One text that is no file; the path is what to call it.
    pub fn alone(path: &str, bytes: Vec<u8>) -> Self {
        Self { files: vec![(path.into(), bytes)], ..Self::default() }
    }

    /// A file and what it includes. Only the file itself must be there: what cannot be included is told by the reading.
    pub fn read(path: &Path) -> Result<Self, Error> {
        let bytes = read(path)?;
        let patterns = std::str::from_utf8(&bytes).map(includes).unwrap_or_default();
        let mut texts = Self { files: vec![(path.to_owned(), bytes)], refused: Some(Vec::new()), folders: Vec::new() };
        if !patterns.is_empty() {
            texts.include(path, &patterns.into_iter().map(|(pattern, _)| pattern).collect::<Vec<_>>());
        }
        Ok(texts)
    }

    /// How many bytes there are.
    pub fn size(&self) -> usize {
        self.files.iter().map(|(_, bytes)| bytes.len()).sum()
    }

    /// Whether both are the same files that say the same.
    pub fn says_what(&self, other: &Self) -> bool {
        self.files == other.files && self.refused == other.refused
    }

    /// The files, and the folders in which others could come.
    pub fn places(&self) -> (Vec<PathBuf>, &[PathBuf]) {
        (self.files.iter().map(|(path, _)| path.clone()).collect(), &self.folders)
    }

    /// Whether a path leads to one of the files.
    pub fn have(&self, path: &Path) -> bool {
        let real = |path: &Path| std::fs::canonicalize(path).ok();
        let there = real(path).filter(|_| self.refused.is_some());
        there.is_some_and(|there| self.files.iter().any(|(path, _)| real(path).as_ref() == Some(&there)))
    }

    /// For reading.
    pub fn sources(self) -> Sources {
        let texts = self.files.into_iter().map(|(path, bytes)| SourceText::of_bytes(shown(&path), bytes)).collect();
        match self.refused {
            Some(refused) => Sources::of_files(texts, refused),
            None => Sources::alone(texts),
        }
    }

    fn include(&mut self, root: &Path, patterns: &[String]) {
        let folder = root.parent().unwrap_or(Path::new(""));
        let real = |path: &Path| std::fs::canonicalize(path).ok();
        let below = real(if folder.as_os_str().is_empty() { Path::new(".") } else { folder });
        let mut known: HashSet<PathBuf> = real(root).into_iter().collect();
        let mut room = LARGEST.saturating_sub(self.size() as u64);
        let mut found_all = Vec::new();
        for (i, pattern) in patterns.iter().enumerate() {
            let found = match expand(folder, pattern) {
                Ok(found) => found,
                Err(why) => {
                    self.folders.extend(nearest_folder(&folder.join(pattern)));
                    self.refuse(i, why);
                    continue;
                }
            };
            self.folders.extend(found.folders);
            for path in found.files {
                let Some(its) = real(&path) else { continue };
                if !below.as_ref().is_some_and(|below| its.starts_with(below)) {
                    self.refuse(i, Refusal::Outside);
                } else if known.insert(its) {
                    if known.len() > MOST + 1 {
                        self.refuse(i, Refusal::TooMany(MOST));
                        break;
                    }
                    match read(&path) {
                        Ok(bytes) if bytes.len() as u64 <= room => {
                            room -= bytes.len() as u64;
                            found_all.push((path, bytes));
                        }
                        Ok(_) => self.refuse(i, Refusal::Unreadable(format!("more than {LARGEST} bytes in all"))),
                        Err(error) => self.refuse(i, Refusal::Unreadable(error.to_string())),
                    }
                }
            }
        }
        // Whatever the order of the patterns, the reading is the same.
        found_all.sort();
        self.files.extend(found_all);
    }

    fn refuse(&mut self, pattern: usize, why: Refusal) {
        self.refused.get_or_insert_default().push((pattern, why));
    }
}

struct Found {
    files: Vec<PathBuf>,
    folders: Vec<PathBuf>,
}

/// The files that a pattern means, and the folders in which more could come.
fn expand(folder: &Path, pattern: &str) -> Result<Found, Refusal> {
    let path = Path::new(pattern);
    if path.is_absolute() || path.components().any(|part| matches!(part, Component::ParentDir)) {
        return Err(Refusal::Outside);
    }
    let full = folder.join(path);
    if !pattern.contains(['*', '?', '[']) {
        let folders = nearest_folder(&full).into_iter().collect();
        return if full.exists() { Ok(Found { files: vec![full], folders }) } else { Err(Refusal::Missing) };
    }
    let base = folder.to_str().ok_or_else(|| Refusal::NoPattern("the name of the folder is not UTF-8".to_owned()))?;
    let look = |below: &str| {
        let whole = if base.is_empty() { below.to_owned() } else { format!("{}/{below}", Pattern::escape(base)) };
        glob_with(&whole, OPTIONS).map_err(|error| Refusal::NoPattern(error.msg.to_owned()))
    };
    let files: Vec<PathBuf> = look(pattern)?.flatten().filter(|path| !path.is_dir()).take(MOST + 2).collect();
    let mut folders: Vec<PathBuf> = nearest_folder(&full).into_iter().collect();
    if let Some((above, _)) = pattern.rsplit_once('/').filter(|(above, _)| above.contains(['*', '?', '['])) {
        folders.extend(look(above)?.flatten().filter(|path| path.is_dir()).take(MOST));
    }
    if files.is_empty() { Err(Refusal::Nothing) } else { Ok(Found { files, folders }) }
}

/// The nearest folder above a path that is there.
fn nearest_folder(path: &Path) -> Option<PathBuf> {
    let above = path.ancestors().skip(1);
    let mut named = above.map(|folder| if folder.as_os_str().is_empty() { Path::new(".") } else { folder });
    named.find(|folder| folder.is_dir()).map(Path::to_owned)
}
