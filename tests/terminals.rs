//! The dashboard where people have it: inside `script`, tmux and GNU screen, and behind a real sshd, on terminals that
//! call themselves by many names. It starts, walks, follows the window, quits, and leaves no trace.

#![allow(clippy::unwrap_used, clippy::expect_used, missing_docs, reason = "a test may stop where it stands")]

#[path = "support/pty.rs"]
mod pty;
#[path = "support/roads.rs"]
mod roads;

use pty::{Pty, Run, count, line, modes};
use roads::{PROMPT, Screen as GnuScreen, Sshd, Tmux, in_script, there_are};
use std::fs;
use std::path::Path;
use tempfile::TempDir;
use vt100::Screen;

const TERMS: [&str; 7] = ["xterm-256color", "xterm", "linux", "screen", "tmux-256color", "vt100", DUMB];
/// The one on which there is no dashboard: it cannot move its cursor, and is read line by line.
const DUMB: &str = "dumb";

const PLAN: &str = r#"[roadmap]
title = "A small plan"

[[source]]
id = "paper"
title = "A paper"
url = "https://example.org/paper"

[[member]]
id = "acme"
name = "Acme"
specialty = "Chips"
relates = ["port"]
sources = ["paper"]

[[member]]
id = "beta"
name = "Beta"
specialty = "Words"

[[milestone]]
id = "port"
name = "Port to the chip"
status = "planned"
date = 2027-02-03
"#;

/// What is there to be seen after the dashboard, of what was there before it.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Left {
    /// The screen as it was.
    Everything,
    /// An empty screen: there is only one, and it was used.
    Nothing,
}

fn folder() -> TempDir {
    let folder = TempDir::new().unwrap();
    fs::write(folder.path().join("plan.toml"), PLAN).unwrap();
    folder
}

/// The line that is marked as selected, whatever the mark.
fn marked(screen: &Screen) -> String {
    let lines: Vec<String> = screen.rows(0, screen.size().1.get()).collect();
    lines.into_iter().find(|line| line.starts_with(['▌', '>'])).unwrap_or_default()
}

/// Whether the keys go to the list: its marked line is reversed then.
fn has_keys(screen: &Screen) -> bool {
    let row = (0..screen.size().0.get()).find(|row| line(screen, (*row).into()).contains("Acme  "));
    row.is_some_and(|row| screen.cell(row, 4).is_some_and(vt100::Cell::inverse))
}

/// Waits for the prompt below everything else. A status line may stand there too.
fn prompt(pty: &Pty) {
    pty.wait_for("the prompt of the shell", |screen| {
        let (y, x) = screen.cursor_position();
        line(screen, y.into()).trim_end() == PROMPT.trim_end() && usize::from(x) == PROMPT.len()
    });
}

fn type_line(pty: &mut Pty, typed: &str) {
    pty.keys(typed);
    pty.keys("\n");
}

/// From a prompt through the program and back to the prompt, on a terminal of that `TERM`.
fn walk(pty: &mut Pty, folder: &Path, term: &str, left: Left, inside: &dyn Fn(bool)) {
    prompt(pty);
    type_line(pty, "echo before $((6 * 7)); stty -a > before");
    pty.sees("before 42");
    prompt(pty);
    let outside = pty.termios();
    if term == DUMB {
        read_lines(pty);
    } else {
        walk_dashboard(pty, inside);
        inside(false);
    }
    pty.wait_for("the cursor", |screen| !screen.hide_cursor());
    let text = pty.text();
    assert_eq!(text.contains("before 42"), left == Left::Everything, "what the shell had printed\n{text}");
    type_line(pty, "echo after $((6 * 7)); stty -a > after");
    pty.sees("after 42");
    prompt(pty);
    let stty = |name: &str| fs::read_to_string(folder.join(name)).unwrap();
    assert!(stty("before").contains("icanon"), "{}", stty("before"));
    assert_eq!(stty("after"), stty("before"));
    assert_eq!(pty.termios(), outside);
}

/// Line by line: what was printed stays, and nothing is painted over.
fn read_lines(pty: &mut Pty) {
    type_line(pty, &format!("'{}' plan.toml --today 2026-11-23", pty::ROADMAP));
    pty.sees("TERM=dumb cannot move its cursor");
    pty.sees("overview, ");
    type_line(pty, "members");
    pty.sees("members, 2 entries >");
    pty.sees("Acme");
    pty.sees("before 42");
    type_line(pty, "q");
    prompt(pty);
}

/// Through the whole dashboard. `inside` looks at the terminal while it runs.
fn walk_dashboard(pty: &mut Pty, inside: &dyn Fn(bool)) {
    type_line(pty, &format!("'{}' plan.toml --today 2026-11-23", pty::ROADMAP));
    pty.wait_for("the dashboard alone", |screen| {
        let text = screen.contents();
        line(screen, 0).contains("A small plan") && text.contains("q quit") && !text.contains("before 42")
    });
    pty.wait_for("no cursor", Screen::hide_cursor);
    inside(true);
    pty.keys("5");
    pty.wait_for("the members", |screen| line(screen, 1).contains("5 Members") && marked(screen).contains("Acme"));
    pty.keys("j");
    pty.wait_for("the second member", |screen| marked(screen).contains("Beta"));
    pty.keys("\x1b[A");
    pty.wait_for("the first, by the arrow", |screen| marked(screen).contains("Acme"));
    assert!(pty.look(has_keys), "{}", pty.text());
    pty.keys("\r");
    pty.wait_for("the keys in the detail", |screen| !has_keys(screen));
    pty.keys("\x1b");
    pty.wait_for("the keys in the list again", has_keys);
    pty.keys("/beta");
    pty.wait_for("what is found", |screen| marked(screen).contains("Beta") && !screen.contents().contains("Acme"));
    pty.keys("\x1b");
    pty.sees("Acme");
    pty.keys("?");
    pty.sees("Help");
    pty.keys("\x1b");
    pty.misses("Help");
    for (columns, rows) in [(84, 26), (132, 44), (110, 32)] {
        pty.resize(columns, rows);
        pty.wait_for("the size followed", |screen| {
            let last = (1..=2).map(|up| line(screen, usize::from(rows - up))).find(|line| line.contains("q quit"));
            let wide = line(screen, 0).trim_end().chars().count();
            line(screen, 0).contains("A small plan")
                && last.is_some()
                && wide > usize::from(columns) - 3
                && wide <= columns.into()
        });
    }
    pty.keys("q");
    prompt(pty);
    let text = pty.text();
    assert!(!text.contains("A small plan") && !text.contains("q quit"), "left on the screen\n{text}");
}

/// Leaves the shell, and with it what is around it.
fn leave(pty: &mut Pty) {
    type_line(pty, "exit");
    pty.wait_exit();
    pty.restored();
}

#[test]
fn inside_script() {
    if !there_are(&[("script", "bsdutils"), ("bash", "bash")]) {
        return;
    }
    for term in TERMS {
        let folder = folder();
        let mut pty = in_script(folder.path(), term);
        walk(&mut pty, folder.path(), term, Left::Everything, &|_| {});
        assert_eq!(pty.look(modes), "", "{term}");
        leave(&mut pty);
    }
}

#[test]
fn inside_tmux() {
    if !there_are(&[("tmux", "tmux"), ("bash", "bash")]) {
        return;
    }
    for term in TERMS {
        let folder = folder();
        let (tmux, mut pty) = Tmux::start(folder.path(), term);
        walk(&mut pty, folder.path(), term, Left::Everything, &|running| {
            let modes = tmux.modes();
            if running {
                assert!(modes.starts_with("1 0 "), "on the other screen without a cursor, under {term}: {modes}");
            } else {
                assert_eq!(modes, "0 1 0", "given back, under {term}");
            }
        });
        leave(&mut pty);
    }
}

#[test]
fn a_copy_reaches_the_buffer_of_tmux() {
    if !there_are(&[("tmux", "tmux"), ("bash", "bash")]) {
        return;
    }
    let folder = folder();
    let (tmux, mut pty) = Tmux::start(folder.path(), "tmux-256color");
    type_line(&mut pty, &format!("'{}' plan.toml --pane members", pty::ROADMAP));
    pty.wait_for("the first member", |screen| marked(screen).contains("Acme"));
    pty.keys("y");
    pty.sees("copied the id acme");
    assert_eq!(tmux.tell(&["show-buffer"]), "acme");
    pty.keys("q");
    prompt(&pty);
    leave(&mut pty);
}

#[test]
fn the_terminal_is_told_of_links_where_it_is_known_to_follow_them() {
    for (term, wish, told) in [
        ("xterm-256color", "", false),
        ("xterm-256color", "always", true),
        ("xterm-kitty", "", true),
        ("xterm-kitty", "never", false),
    ] {
        let folder = folder();
        let arguments = ["plan.toml", "--pane=members"];
        let run = Run::roadmap(folder.path(), &arguments).env("TERM", term).env("ROADMAP_HYPERLINKS", wish);
        let mut pty = run.size(120, 30).start();
        pty.wait_for("the source", |screen| screen.contents().contains("A paper"));
        pty.keys("q");
        pty.wait_exit();
        pty.restored();
        let bytes = pty.sent();
        assert_eq!(
            count(&bytes, b"\x1b]8;;https://example.org/paper\x1b\\A paper\x1b]8;;\x1b\\"),
            told.into(),
            "{term}"
        );
        assert_eq!(count(&bytes, b"\x1b]8;") > 0, told, "{term}");
    }
}

#[test]
fn inside_gnu_screen() {
    if !there_are(&[("screen", "screen"), ("bash", "bash")]) {
        return;
    }
    for term in TERMS {
        let folder = folder();
        let (_screen, mut pty) = GnuScreen::start(folder.path(), term, true);
        walk(&mut pty, folder.path(), term, Left::Everything, &|_| {});
        leave_screen(&mut pty);
    }
}

/// GNU screen wipes its terminal itself, and says goodbye.
fn leave_screen(pty: &mut Pty) {
    type_line(pty, "exit");
    pty.wait_exit();
}

#[test]
fn inside_gnu_screen_as_it_comes_where_there_is_no_other_screen() {
    if !there_are(&[("screen", "screen"), ("bash", "bash")]) {
        return;
    }
    let folder = folder();
    let (_screen, mut pty) = GnuScreen::start(folder.path(), "screen", false);
    walk(&mut pty, folder.path(), "screen", Left::Nothing, &|_| {});
    leave_screen(&mut pty);
}

#[test]
fn behind_a_real_sshd() {
    if !there_are(&[("sshd", "openssh-server"), ("ssh", "openssh-client"), ("bash", "bash")]) {
        return;
    }
    let folder = folder();
    let server = Sshd::start(folder.path());
    for term in TERMS {
        let mut pty = server.shell(term);
        walk(&mut pty, folder.path(), term, Left::Everything, &|_| {});
        assert_eq!(pty.look(modes), "", "{term}");
        leave(&mut pty);
    }
}
