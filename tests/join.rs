//! A stage on a socket: one presents, others follow in processes and windows of their own, and either may come and go.

#![allow(clippy::unwrap_used, clippy::expect_used, missing_docs, reason = "a test may stop where it stands")]

#[path = "support/pty.rs"]
mod pty;

use pty::{DEADLINE, Pty, Run, line};
use rustix::process::Signal;
use std::fs;
use std::io::{BufRead, BufReader, Read, Write};
use std::os::unix::fs::{FileTypeExt, MetadataExt, PermissionsExt};
use std::os::unix::net::{UnixListener, UnixStream};
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};
use std::time::Instant;
use tempfile::TempDir;
use vt100::Screen;

const PLAN: &str = r#"[roadmap]
title = "A small plan"

# A comment for those who edit this.
[[member]]
id = "acme"
name = "Acme"
specialty = "Chips"
relates = ["port"]
basis = "assumption"

[[member]]
id = "beta"
name = "Beta"
specialty = "Words"
basis = "assumption"

[[member]]
id = "gamma"
name = "Gamma"
specialty = "Sounds"
basis = "assumption"

[[milestone]]
id = "port"
name = "Port to the chip"
status = "planned"
date = 2027-02-03
basis = "assumption"

[[milestone]]
id = "launch"
name = "The launch"
status = "planned"
date = 2027-05-03
depends_on = ["port"]
basis = "assumption"
estimate = { low = "10d", likely = "20d", high = "60d" }

[[scene]]
name = "Who is here"
pane = "members"
focus = "beta"
caption = "Three came together."
notes = "Say hello to Beta."

[[scene]]
name = "What comes"
pane = "milestones"
focus = "launch"
caption = "One step after the other."
notes = "Do not promise the launch."
"#;

const TODAY: &str = "--today=2026-11-23";

/// A folder with the plan, in which stages can be opened.
fn folder() -> TempDir {
    let folder = TempDir::new().unwrap();
    fs::write(folder.path().join("plan.toml"), PLAN).unwrap();
    folder
}

fn present(folder: &Path, more: &[&str]) -> Pty {
    let arguments = [&["plan.toml", TODAY, "--present", "--stage=s.sock"], more].concat();
    let pty = Run::roadmap(folder, &arguments).start();
    pty.sees("Say hello to Beta.");
    pty
}

fn join_at(folder: &Path, columns: u16, rows: u16) -> Pty {
    Run::roadmap(folder, &["join", "s.sock"]).size(columns, rows).start()
}

/// The line that is marked as selected, also where there is a margin.
fn marked(screen: &Screen) -> String {
    screen.rows(0, screen.size().1.get()).find(|line| line.trim_start().starts_with('▌')).unwrap_or_default()
}

#[track_caller]
fn stands(pty: &Pty, pane: &str, at: &str) {
    pty.wait_for(&format!("{at} among the {pane}"), |screen| {
        screen.contents().contains(pane) && marked(screen).contains(at)
    });
}

fn quits(pty: &mut Pty) {
    assert!(pty.leave().success(), "{}", pty.text());
    pty.restored();
}

/// What a command line comes to that shows nothing on a terminal.
fn run(folder: &Path, arguments: &[&str]) -> Output {
    let mut command = Command::new(pty::ROADMAP);
    command.current_dir(folder).args(arguments).stdin(Stdio::null()).env("XDG_RUNTIME_DIR", folder).output().unwrap()
}

fn said(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

fn until(what: &str, mut wanted: impl FnMut() -> bool) {
    let end = Instant::now() + DEADLINE;
    while !wanted() {
        assert!(Instant::now() < end, "waited in vain: {what}");
        std::thread::yield_now();
    }
}

#[test]
fn three_follow_in_windows_of_their_own_let_go_and_come_back() {
    let folder = folder();
    let mut presenter = present(folder.path(), &[]);
    let sizes = [(80, 24), (120, 40), (200, 60)];
    let mut all: Vec<Pty> = sizes.iter().map(|(w, h)| join_at(folder.path(), *w, *h)).collect();
    for pty in &all {
        stands(pty, "Who is here · 1 of 2", "Beta");
        pty.sees("Three came together.");
    }
    presenter.sees("3 follow, down to 80x24");
    presenter.keys(" ");
    for pty in &all {
        stands(pty, "What comes · 2 of 2", "The launch");
    }
    presenter.keys("k");
    for pty in &all {
        stands(pty, "A small plan", "Port to the chip");
    }
    // One looks around alone.
    all[0].keys("F");
    all[0].sees("you look around alone");
    presenter.sees("2 of 3 follow, down to 120x40");
    all[0].keys("5");
    stands(&all[0], "5 Members", "Acme");
    presenter.keys("j");
    stands(&all[1], "What comes", "The launch");
    all[0].keys("j");
    stands(&all[0], "5 Members", "Beta");
    all[0].keys("F");
    stands(&all[0], "What comes", "The launch");
    presenter.sees("3 follow, down to 80x24");
    // A window changes.
    all[2].resize(60, 20);
    presenter.sees("3 follow, down to 60x20");
    presenter.keys("b");
    for pty in &all {
        pty.misses("The launch");
    }
    presenter.keys("b");
    for pty in &all {
        stands(pty, "What comes", "The launch");
        assert!(!String::from_utf8_lossy(&pty.sent()).contains("Do not promise"), "notes are for the presenter alone");
    }
    for mut pty in all {
        quits(&mut pty);
    }
    presenter.sees("nobody is here yet");
    quits(&mut presenter);
    assert!(!folder.path().join("s.sock").exists(), "the socket is gone");
}

#[test]
fn the_presenter_comes_and_goes_and_those_who_follow_stay() {
    let folder = folder();
    let mut early = join_at(folder.path(), 100, 30);
    early.sees("Waiting for the presenter");
    early.sees("s.sock");
    let mut presenter = present(folder.path(), &[]);
    stands(&early, "Who is here", "Beta");
    // They present no longer, but are there.
    presenter.keys("P");
    early.sees("waiting for the presenter");
    early.keys("4");
    early.sees("4 Milestones");
    early.keys("j");
    presenter.keys("P");
    stands(&early, "Who is here", "Beta");
    // They quit.
    quits(&mut presenter);
    early.sees("waiting for the presenter");
    early.keys("4");
    early.wait_for("a walk alone", |screen| line(screen, 1).contains("4 Milestones"));
    early.keys("j");
    stands(&early, "4 Milestones", "The launch");
    let mut presenter = present(folder.path(), &[]);
    stands(&early, "Who is here", "Beta");
    // They are killed, and leave a socket at which nobody listens.
    presenter.signal(Signal::KILL);
    presenter.wait_exit();
    early.sees("waiting for the presenter");
    assert!(folder.path().join("s.sock").exists());
    let mut presenter = present(folder.path(), &[]);
    presenter.keys(" ");
    stands(&early, "What comes", "The launch");
    presenter.sees("1 follows, down to 100x30");
    quits(&mut presenter);
    quits(&mut early);
}

#[test]
fn a_reload_comes_over_when_it_is_shown_and_a_sandbox_is_compared() {
    let folder = folder();
    let mut presenter = present(folder.path(), &[]);
    let mut other = join_at(folder.path(), 120, 40);
    stands(&other, "Who is here", "Beta");
    fs::write(folder.path().join("plan.toml"), PLAN.replace("name = \"Beta\"", "name = \"Bee\"")).unwrap();
    presenter.sees("shows a newer reading");
    assert!(other.text().contains("Beta") && !other.text().contains("Bee"), "{}", other.text());
    presenter.keys("r");
    stands(&other, "Who is here", "Bee");
    presenter.keys(" w");
    stands(&other, "A small plan", "The launch");
    presenter.keys(">");
    other.sees("planned 2027-02-23 → 2027-03-02 (7 days");
    other.sees("80 % chance by 2027-03-15 → 2027-03-22");
    presenter.keys(">");
    other.sees("(14 days");
    presenter.keys("9");
    other.sees("9 Changes");
    other.sees("2027-03-09");
    presenter.keys("w");
    presenter.keys("3");
    stands(&other, "3 Milestones", "The launch");
    other.misses("what if");
    presenter.keys(" ");
    stands(&other, "What comes · 2 of 2", "The launch");
    quits(&mut presenter);
    quits(&mut other);
}
