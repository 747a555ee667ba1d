//! Where a person's settings are, what they say, and when they say something else.

use super::file::{read, shown};
use super::folders::{folder, variable};
use super::input::Input;
use super::watch::Watch;
use super::{Error, Source};
use crate::app::{Msg, SettingsReading};
use crate::text::{SourceText, Sources};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::mpsc as channel;
use tokio::sync::mpsc;

/// The variable that names another file.
const VARIABLE: &str = "ROADMAP_CONFIG";
/// Settings larger than this, in bytes, are not read.
pub const LARGEST: u64 = 256 << 10;

/// The file of a person's settings.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SettingsFile {
    path: PathBuf,
    /// It was asked for, so that it must be there.
    named: bool,
}

/// What reading it gave: settings, or why not.
pub type Read = Result<Arc<SettingsReading>, String>;

/// The bytes of a file; none where it is not there and need not be.
type Bytes = Result<Option<Vec<u8>>, String>;

impl SettingsFile {
    /// The file that is meant: the one that was given, that `ROADMAP_CONFIG` names, or `roadmap/config.toml` in the
    /// folder for settings (XDG). `None` where there is to be none, which is asked for as `none`.
    pub fn find(given: Option<&Path>) -> Result<Option<Self>, Error> {
        if let Some(path) = given.map(Path::to_owned).or_else(|| variable(VARIABLE)) {
            return match path.to_str() {
                Some("none" | "/dev/null") => Ok(None),
                _ if std::fs::symlink_metadata(&path).is_err() => Err(Error::Missing { path: shown(&path) }),
                // A dash is no name for standard input here.
                _ => Ok(Some(Self { path: Path::new(".").join(path), named: true })),
            };
        }
        Ok(folder("XDG_CONFIG_HOME", ".config")
            .map(|folder| Self { path: folder.join("roadmap").join("config.toml"), named: false }))
    }

    /// Whether a path leads to it.
    pub fn is(&self, path: &Path) -> bool {
        let real = |path: &Path| std::fs::canonicalize(path).ok();
        real(&self.path).is_some_and(|its| Some(its) == real(path))
    }

    /// As a file that may be read like any other; none where it is not there and need not be.
    pub fn source(&self) -> Option<Source> {
        (self.named || self.path.exists()).then(|| Source::File(self.path.clone()))
    }

    /// Reads it.
    pub fn read(&self) -> Read {
        self.bytes().map(|bytes| self.parse(bytes))
    }

    /// Reads it beside whoever asks, who may look whether that is done.
    pub fn begin(self) -> channel::Receiver<Begun> {
        let (done, begun) = channel::channel();
        std::thread::spawn(move || {
            let bytes = self.bytes();
            let read = bytes.clone().map(|bytes| self.parse(bytes));
            let _ = done.send(Begun { read, bytes });
        });
        begun
    }

    fn bytes(&self) -> Bytes {
        match read(&self.path) {
            Ok(bytes) if bytes.len() as u64 > LARGEST => {
                let size = bytes.len() as u64;
                Err(Error::TooLarge { path: self.shown(), size, most: LARGEST }.to_string())
            }
            Ok(bytes) => Ok(Some(bytes)),
            Err(Error::Missing { .. }) if !self.named => Ok(None),
            Err(Error::NotAFile { what, .. }) => Err(format!("{}: this is {what}, not a file", self.shown())),
            Err(Error::Read { source, .. }) => Err(format!("{}: {source}", self.shown())),
            Err(error) => Err(error.to_string()),
        }
    }

    /// As it is told: short below the home folder.
    pub fn shown(&self) -> String {
        let home = std::env::var_os("HOME").map(PathBuf::from).filter(|home| home.is_absolute());
        match home.as_deref().and_then(|home| self.path.strip_prefix(home).ok()) {
            Some(below) => shown(&Path::new("~").join(below)),
            None => shown(self.path.strip_prefix(".").unwrap_or(&self.path)),
        }
    }

    fn parse(&self, bytes: Option<Vec<u8>>) -> Arc<SettingsReading> {
        let sources = bytes
            .map_or_else(Sources::default, |bytes| Sources::alone(vec![SourceText::of_bytes(self.shown(), bytes)]));
        Arc::new(SettingsReading::new(sources, self.path.to_string_lossy().into_owned()))
    }

    /// What to watch: the file, or while its folder is not there, the nearest one that is.
    fn places(&self) -> (Vec<PathBuf>, Vec<PathBuf>) {
        let folder = self.path.parent().unwrap_or(Path::new("."));
        if folder.is_dir() {
            return (vec![self.path.clone()], Vec::new());
        }
        let nearest = folder.ancestors().find(|folder| folder.is_dir()).map(Path::to_owned);
        (Vec::new(), nearest.into_iter().collect())
    }
}

/// A first reading.
#[derive(Debug)]
pub struct Begun {
    /// What it gave.
    pub read: Read,
    bytes: Bytes,
}

/// Hands on what the settings say whenever they say something else, until nobody listens any more. `last` is what was
/// handed on already.
pub async fn follow(
    file: SettingsFile,
    mut last: Option<Begun>,
    watched: bool,
    mut asked: mpsc::Receiver<()>,
    to: mpsc::Sender<Input>,
) {
    let mut watch = watched.then(|| {
        let (paths, folders) = file.places();
        Watch::new((paths, &folders)).patient()
    });
    let mut last = last.take().map(|begun| begun.bytes);
    loop {
        for quiet in [false, true] {
            let its = file.clone();
            let Ok((bytes, reading)) = tokio::task::spawn_blocking(move || {
                let bytes = its.bytes();
                let read = bytes.clone().map(|bytes| its.parse(bytes));
                (bytes, read)
            })
            .await
            else {
                break;
            };
            if last.as_ref() == Some(&bytes) {
                break;
            }
            let sound = reading.as_ref().is_ok_and(|reading| reading.is_sound()) && bytes != Ok(None);
            if let Some(watch) = watch.as_ref().filter(|_| !sound && !quiet && last.is_some()) {
                // It may be half-written, or on its way.
                watch.quiet().await;
                continue;
            }
            last = Some(bytes);
            if to.send(Input::Msg(Msg::Settings(reading))).await.is_err() {
                return;
            }
            break;
        }
        if let Some(watch) = &mut watch {
            let (paths, folders) = file.places();
            if watch.follow((paths, &folders)) {
                // What is watched only now may have changed since it was read.
                continue;
            }
        }
        let settled = match &watch {
            Some(watch) => tokio::select! {
                settled = watch.changed() => settled,
                wish = asked.recv() => match wish { Some(()) => true, None => return },
            },
            None => match asked.recv().await {
                Some(()) => true,
                None => return,
            },
        };
        if let Some(watch) = watch.as_mut().filter(|_| !settled) {
            watch.quiet().await;
        }
    }
}
