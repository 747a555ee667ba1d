//! What a bug ends: the program, or where guests are served, only what has it.

use std::thread::{Builder, Scope, ScopedJoinHandle, current};

/// The name of threads that work for many people at once. A bug there ends what has it, and nothing else.
pub const GUESTS: &str = "guests";

/// What stands on the terminal to which bugs are told.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Terminal {
    /// Lines, one after the other.
    Lines,
    /// A picture, which is taken away first. A bug of a guest is not worth that.
    Picture,
}

/// From here on, a panic is told on one line and ends the program with 101; `first` is what must be done before. In a
/// thread for guests it is told at most, and whoever waits for what has it goes on.
pub fn tell_bugs(on: Terminal, first: impl Fn() + Send + Sync + 'static) {
    std::panic::set_hook(Box::new(move |panic| {
        let alone = among_guests();
        if alone && on == Terminal::Picture {
            return;
        }
        if !alone {
            first();
        }
        let text = panic.payload_as_str().unwrap_or_default();
        let place = panic.location().map(|at| format!(" ({}:{})", at.file(), at.line())).unwrap_or_default();
        let line = format!("roadmap: this is a bug, please report it: {text}{place}\n");
        let _ = rustix::io::write(rustix::stdio::stderr(), line.as_bytes());
        if !alone {
            std::process::exit(101);
        }
    }));
}

/// Whether this thread works for many people at once.
fn among_guests() -> bool {
    current().name() == Some(GUESTS)
}

/// Starts a thread beside this one, in which a bug ends as much as it would here.
pub fn beside<'scope, T: Send + 'scope>(
    scope: &'scope Scope<'scope, '_>,
    work: impl FnOnce() -> T + Send + 'scope,
) -> ScopedJoinHandle<'scope, T> {
    let builder = if among_guests() { Builder::new().name(GUESTS.to_owned()) } else { Builder::new() };
    match builder.spawn_scoped(scope, work) {
        Ok(thread) => thread,
        // As `Scope::spawn` does: without threads nothing can be worked out.
        Err(error) => panic!("no thread can be started: {error}"),
    }
}
