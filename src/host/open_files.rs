//! How many connections there may be: each is an open file, of which shells allow few.

use rustix::process::{Resource, Rlimit, getrlimit, setrlimit};

/// Files that are kept for the roadmap itself, and what belongs to it.
const OTHERS: u64 = 128;

/// Lets as many files be open as the system allows. Where those are not enough for so many connections, it gives how
/// many they are, and for how many connections that is enough.
pub fn too_few(connections: u32) -> Option<(u64, u32)> {
    let limit = getrlimit(Resource::Nofile);
    let _ = setrlimit(Resource::Nofile, Rlimit { current: limit.maximum, ..limit });
    let files = getrlimit(Resource::Nofile).current.filter(|files| *files < u64::from(connections) + OTHERS)?;
    Some((files, (files - OTHERS.min(files / 2)) as u32))
}
