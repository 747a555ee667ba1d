//! Whether a file may have changed. The folder of every step of the path is watched, not the file: editors save by
//! renaming over it, and a watch on the file itself would die with the first save.

use notify::event::{AccessKind, AccessMode, ModifyKind, RenameMode};
use notify::{Event, EventKind, RecommendedWatcher, RecursiveMode, Watcher as _};
use std::collections::HashMap;
use std::os::unix::fs::MetadataExt;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, SystemTime};
use tokio::sync::Notify;

/// How long a writer must be quiet before what looks broken or half-written is called so.
pub const QUIET: Duration = Duration::from_millis(60);
/// How often a file is looked at that cannot be watched.
const POLL: Duration = Duration::from_secs(1);

/// What identifies a folder, so that one that was made anew is watched anew: its number alone may be used again.
type Identity = (u64, u64, Option<SystemTime>);

/// A watch on some files, and on folders in which others could come.
pub struct Watch {
    paths: Vec<PathBuf>,
    folders: Vec<PathBuf>,
    inner: Option<RecommendedWatcher>,
    watched: HashMap<PathBuf, Identity>,
    signal: Arc<Signal>,
    polls: bool,
    /// What cannot be watched is looked at on a timer.
    timed: bool,
}

#[derive(Debug, Default)]
struct Signal {
    wake: Notify,
    /// Something happened.
    touched: AtomicBool,
    /// A writer closed the file or renamed another over it: it is worth reading at once.
    settled: AtomicBool,
}

impl std::fmt::Debug for Watch {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Watch").field("paths", &self.paths).field("polls", &self.polls).finish_non_exhaustive()
    }
}

impl Watch {
    /// Begins to watch.
    pub fn new((paths, folders): (Vec<PathBuf>, &[PathBuf])) -> Self {
        let signal = Arc::new(Signal::default());
        let told = Arc::clone(&signal);
        let inner = notify::recommended_watcher(move |event: notify::Result<Event>| {
            let settled = match event {
                Ok(event) => match matters(&event.kind) {
                    Some(settled) => settled,
                    None => return,
                },
                Err(_) => true,
            };
            told.settled.fetch_or(settled, Ordering::SeqCst);
            told.touched.store(true, Ordering::SeqCst);
            told.wake.notify_one();
        });
        let (inner, folders) = (inner.ok(), folders.to_vec());
        let mut watch = Self { paths, folders, inner, watched: HashMap::new(), signal, polls: false, timed: true };
        watch.aim();
        watch
    }

    /// Without a timer: what cannot be watched is not looked at.
    #[must_use]
    pub fn patient(mut self) -> Self {
        self.timed = false;
        self
    }

    /// Whether the file is looked at now and then because it cannot be watched.
    pub fn polls(&self) -> bool {
        self.polls
    }

    /// Watches these from now on; true as for [`Self::aim`].
    pub fn follow(&mut self, (paths, folders): (Vec<PathBuf>, &[PathBuf])) -> bool {
        self.paths = paths;
        self.folders = folders.to_vec();
        self.aim()
    }

    /// Watches every folder through which the paths lead now; true if those are not the ones from before, so that
    /// something may have been missed.
    pub fn aim(&mut self) -> bool {
        // Two names of one folder are one watch to the system: the first name, in the order of the path, has it.
        let mut wanted: HashMap<PathBuf, Option<Identity>> = HashMap::new();
        let mut through: Vec<PathBuf> = self.folders.clone();
        for path in &self.paths {
            folders(path, &mut through);
        }
        for folder in through {
            let id = identity(&folder);
            if id.is_none() || !wanted.values().any(|known| *known == id) {
                wanted.insert(folder, id);
            }
        }
        let Some(inner) = &mut self.inner else {
            self.polls = true;
            return false;
        };
        let stale: Vec<PathBuf> = self
            .watched
            .iter()
            .filter(|(folder, id)| wanted.get(*folder).copied().flatten() != Some(**id))
            .map(|(folder, _)| folder.clone())
            .collect();
        let mut changed = !stale.is_empty();
        for folder in stale {
            let _ = inner.unwatch(&folder);
            self.watched.remove(&folder);
        }
        let mut all = true;
        for (folder, id) in wanted {
            match id {
                Some(_) if self.watched.contains_key(&folder) => {}
                Some(id) if inner.watch(&folder, RecursiveMode::NonRecursive).is_ok() => {
                    self.watched.insert(folder, id);
                    changed = true;
                }
                _ => all = false,
            }
        }
        self.polls = !all || self.paths.iter().any(|path| over_network(path));
        changed
    }

    /// Waits until the file may have changed. True: a writer is done with it. False: it was touched, or it is time to
    /// look at a file that cannot be watched.
    pub async fn changed(&self) -> bool {
        loop {
            if self.signal.touched.swap(false, Ordering::SeqCst) {
                return self.signal.settled.swap(false, Ordering::SeqCst);
            }
            if self.polls && self.timed {
                if tokio::time::timeout(POLL, self.signal.wake.notified()).await.is_err() {
                    return false;
                }
            } else {
                self.signal.wake.notified().await;
            }
        }
    }

    /// Waits until nothing happened for a while, or a writer is done; true for the latter.
    pub async fn quiet(&self) -> bool {
        loop {
            if tokio::time::timeout(QUIET, self.signal.wake.notified()).await.is_err() {
                return false;
            }
            self.signal.touched.store(false, Ordering::SeqCst);
            if self.signal.settled.swap(false, Ordering::SeqCst) {
                return true;
            }
        }
    }
}

/// Whether an event can change what a file says, and if so, whether its writer is done.
fn matters(kind: &EventKind) -> Option<bool> {
    match kind {
        EventKind::Access(AccessKind::Close(AccessMode::Write)) => Some(true),
        EventKind::Access(_) => None,
        EventKind::Modify(ModifyKind::Name(RenameMode::To | RenameMode::Both | RenameMode::Any)) => Some(true),
        EventKind::Modify(ModifyKind::Metadata(_)) => None,
        EventKind::Create(notify::event::CreateKind::Other | notify::event::CreateKind::Any) => Some(true),
        _ => Some(false),
    }
}

/// The folder of the path as typed, of every step of a chain of links, and of the real file.
fn folders(path: &Path, out: &mut Vec<PathBuf>) {
    let mut add = |file: &Path| {
        // The folder it stands in, and those in which a link leads to that folder.
        let links = file.ancestors().skip(1).filter(|above| above.is_symlink());
        for folder in std::iter::once(file).chain(links).filter_map(Path::parent) {
            if !out.iter().any(|known| known == folder) {
                out.push(folder.to_owned());
            }
        }
    };
    let Ok(mut step) = std::path::absolute(path) else {
        return;
    };
    for _ in 0..16 {
        add(&step);
        match std::fs::read_link(&step) {
            Ok(to) if to.is_absolute() => step = to,
            Ok(to) => step = step.parent().map_or_else(|| to.clone(), |folder| folder.join(&to)),
            Err(_) => break,
        }
    }
    if let Ok(real) = std::fs::canonicalize(path) {
        add(&real);
    }
}

fn identity(folder: &Path) -> Option<Identity> {
    std::fs::metadata(folder)
        .ok()
        .filter(std::fs::Metadata::is_dir)
        .map(|meta| (meta.dev(), meta.ino(), meta.created().ok()))
}

/// File systems on which another machine's writes are not announced.
#[cfg(target_os = "linux")]
fn over_network(path: &Path) -> bool {
    // NFS, SMB, SMB2, CIFS, FUSE, 9P, AFS, Ceph, Coda (statfs(2)).
    const REMOTE: [u64; 9] =
        [0x6969, 0x517b, 0xfe53_4d42, 0xff53_4d42, 0x6573_5546, 0x0102_1997, 0x5346_414f, 0x00c3_6400, 0x7375_7245];
    rustix::fs::statfs(path).is_ok_and(|stat| REMOTE.contains(&(stat.f_type as u64)))
}

#[cfg(not(target_os = "linux"))]
fn over_network(_: &Path) -> bool {
    false
}
