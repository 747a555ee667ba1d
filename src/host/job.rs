//! The job that this program is, among those of a shell.

/// Stops the whole job, as ctrl-z does where the terminal sends it: a script around the program stops too.
pub fn stop_job() {
    let _ = rustix::process::kill_current_process_group(rustix::process::Signal::STOP);
}

/// Whether a shell watches over this job and can wake it: some ancestor of another process group in this session.
/// The kernel lets a stop signal pass by where there is none (POSIX: an orphaned process group).
pub fn can_be_woken() -> bool {
    let Some(own) = lineage("self") else {
        return rustix::process::getppid().is_some_and(|parent| !parent.is_init());
    };
    let mut above = own.parent;
    while let Some(its) = lineage(&above.to_string()) {
        if its.group != own.group {
            return its.session == own.session;
        }
        above = its.parent;
    }
    false
}

/// Where a process stands among others. A number is 0 if it is of a process that cannot be seen from here, as that of
/// a container's creator: rustix has no value for such a one.
struct Lineage {
    parent: i32,
    group: i32,
    session: i32,
}

/// What Linux tells of a process; nothing where there is no such process or no `/proc`.
fn lineage(pid: &str) -> Option<Lineage> {
    let stat = std::fs::read_to_string(format!("/proc/{pid}/stat")).ok()?;
    // After the name, which ends with the last bracket, and the state.
    let mut numbers = stat.rsplit(')').next()?.split_whitespace().skip(1).map_while(|word| word.parse().ok());
    Some(Lineage { parent: numbers.next()?, group: numbers.next()?, session: numbers.next()? })
}

/// Whether whoever started the program wants it to live on when the terminal goes, as `nohup` does.
pub fn hangups_are_ignored() -> bool {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let ignored = status.lines().find_map(|line| line.strip_prefix("SigIgn:"));
    // The first bit is the first signal, which is this one.
    ignored.and_then(|bits| u64::from_str_radix(bits.trim(), 16).ok()).is_some_and(|bits| bits & 1 == 1)
}
