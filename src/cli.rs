//! The command line: what was typed, what it means, and how it ends.

mod args;
mod check;
mod dashboard;
mod explain;
mod export;
mod forecast;
mod init;
mod join;
mod keys;
mod list;
mod read;
mod replay;
mod serve;
mod settings;
mod show;
mod snapshot;

use crate::export::{schema, settings_schema};
use crate::host::{Error, Terminal, columns, environment, tell_bugs};
use crate::look::Depth;
use crate::problem::Paper;
use args::{Arguments, Command};
use clap::Parser;
use std::io::{IsTerminal, Write};
use std::path::Path;
use std::process::ExitCode;

/// How a command ended, when nothing failed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum End {
    Fine,
    /// The file has errors.
    Wrong,
    /// What was asked for does not exist.
    Usage,
}

/// Runs the program: 0 fine, 1 the file has errors, 2 usage, 3 the environment failed.
pub fn main() -> ExitCode {
    tell_bugs(Terminal::Lines, || {});
    let arguments = Arguments::parse();
    let ended = match arguments.command {
        None => dashboard::run(arguments.file.as_deref(), &arguments.view, &arguments.person, &arguments.meeting),
        Some(Command::Check(it)) => check::run(&it),
        Some(Command::Explain(it)) => explain::run(&it),
        Some(Command::List(it)) => list::run(&it),
        Some(Command::Show(it)) => show::run(&it),
        Some(Command::Forecast(it)) => forecast::run(&it),
        Some(Command::Join(it)) => join::run(&it),
        Some(Command::Read(it)) => read::run(it.file.as_deref(), &it.view, &it.person, None),
        Some(Command::Serve(it)) => serve::run(&it),
        Some(Command::Snapshot(it)) => snapshot::run(&it),
        Some(Command::Export(it)) => export::run(&it),
        Some(Command::Init(it)) => init::run(&it),
        Some(Command::Schema(it)) => {
            let schema = if it.config { settings_schema() } else { schema() };
            write(None, format!("{schema:#}\n").as_bytes()).map(|()| End::Fine)
        }
        Some(Command::Keys(it)) => keys::run(&it),
        Some(Command::Replay(it)) => replay::run(&it),
        Some(Command::Tour(it)) => dashboard::tour(&it),
    };
    match ended {
        Ok(End::Fine) => ExitCode::SUCCESS,
        Ok(End::Wrong) => ExitCode::from(1),
        Ok(End::Usage) => ExitCode::from(2),
        Err(error) if error.is_closed_pipe() => ExitCode::SUCCESS,
        Err(error) => {
            say(&error.to_string());
            ExitCode::from(if matches!(error, Error::Unguarded { .. }) { 2 } else { 3 })
        }
    }
}

/// A result to standard output, or whole to a file.
fn write(out: Option<&Path>, bytes: &[u8]) -> Result<(), Error> {
    let Some(path) = out else {
        let mut stdout = std::io::stdout().lock();
        let wrote = stdout.write_all(bytes).and_then(|()| stdout.flush());
        return wrote.map_err(|source| Error::Write { path: "standard output".to_owned(), source });
    };
    let failed = |source| Error::Write { path: path.display().to_string(), source };
    if std::fs::symlink_metadata(path).is_ok_and(|meta| !meta.is_file()) {
        // A link, a pipe or a device is written through, never replaced.
        return std::fs::write(path, bytes).map_err(failed);
    }
    let beside = path.with_extension(format!("{}.part", std::process::id()));
    let wrote = std::fs::write(&beside, bytes)
        .and_then(|()| path.metadata().map_or(Ok(()), |before| std::fs::set_permissions(&beside, before.permissions())))
        .and_then(|()| std::fs::rename(&beside, path));
    wrote.map_err(|source| {
        let _ = std::fs::remove_file(&beside);
        failed(source)
    })
}

/// How a report is printed on standard output: in colour and as wide as it is, if it is a terminal.
fn paper() -> Paper {
    let environment = environment();
    let terminal = std::io::stdout().is_terminal();
    let coloured = terminal && !environment.dumb && environment.depth != Depth::None;
    Paper {
        colour: coloured || environment.forced,
        drawing: terminal && !environment.ascii,
        width: terminal.then(columns).flatten().unwrap_or(Paper::default().width),
    }
}

/// A line to standard error. If nobody reads there, nothing can be done.
fn say(text: &str) {
    let _ = writeln!(std::io::stderr().lock(), "roadmap: {}", crate::text::clean(text));
}
