//! The lines of `docs/meeting.md` for OpenSSH, in front of a real one: guests see the stage, and nothing else can be done
//! with their login.

#![allow(clippy::unwrap_used, clippy::expect_used, dead_code, missing_docs, reason = "a test may stop where it stands")]

#[path = "support/pty.rs"]
mod pty;
#[path = "support/roads.rs"]
mod roads;

use pty::{Pty, Run};
use roads::{Sshd, login, there_are};
use std::fs;
use std::io::Write;
use std::net::TcpListener;
use std::path::Path;
use tempfile::TempDir;

const PLAN: &str = r#"[roadmap]
title = "A small plan"

[[member]]
id = "acme"
name = "Acme"
specialty = "Chips"

[[scene]]
name = "Who is here"
pane = "members"
notes = "Say hello."

[[scene]]
name = "What could go wrong"
pane = "risks"
"#;

/// Lines that the document marks, as they would be written here.
fn recipe(name: &str, folder: &Path, key: &str) -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/meeting.md");
    let text = fs::read_to_string(path).unwrap();
    let (_, rest) = text.split_once(&format!("<!-- {name} -->\n```text\n")).expect("the document marks it");
    let mut lines = rest.split_once("```").unwrap().0.to_owned();
    let socket = folder.join("s.sock").display().to_string();
    for (theirs, here) in [
        ("User guest", format!("User {}", login())),
        ("/usr/local/bin/roadmap", pty::ROADMAP.to_owned()),
        ("/run/roadmap/stage.sock", socket),
        ("ssh-ed25519 AAAA guest@example.org", key.trim().to_owned()),
    ] {
        lines = lines.replace(theirs, &here);
    }
    assert!(lines.contains(pty::ROADMAP) && lines.contains("s.sock") && !lines.contains("guest"), "{lines}");
    lines
}

/// Through one door: the stage is seen, and that is all.
fn only_the_stage_is_seen(door: impl Fn(&Path) -> Sshd) {
    if !there_are(&[("sshd", "openssh-server"), ("ssh", "openssh-client"), ("bash", "bash")]) {
        return;
    }
    let folder = TempDir::new().unwrap();
    fs::write(folder.path().join("plan.toml"), PLAN).unwrap();
    let server = door(folder.path());
    let mut presenter = Run::roadmap(folder.path(), &["plan.toml", "--present", "--stage=s.sock"]).start();
    presenter.sees("Say hello.");
    // With a command or without, it is the stage.
    for command in ["", "echo inside"] {
        let mut guest = server.client(&["-tt"], command, "xterm-256color").size(90, 30).start();
        sees_first(&guest);
        presenter.sees("1 follows, down to 90x30");
        guest.resize(70, 22);
        presenter.sees("1 follows, down to 70x22");
        presenter.keys(" ");
        guest.sees("What could go wrong");
        presenter.keys("\x1b[D");
        sees_first(&guest);
        // Neither a shell, nor an editor, nor sleep.
        guest.keys("\x1ae");
        guest.keys("?");
        guest.sees("Help");
        assert_eq!(guest.leave().exit_code(), 0);
        assert!(!String::from_utf8_lossy(&guest.sent()).contains("inside"));
        presenter.sees("nobody is here yet");
    }
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let there = listener.local_addr().unwrap().to_string();
    std::thread::spawn(move || {
        for stream in listener.incoming() {
            let _ = stream.unwrap().write_all(b"inside");
        }
    });
    let forward = format!("0:{there}");
    for (options, command, code) in [
        (vec![], "echo inside", 3),
        (vec!["-s"], "sftp", 3),
        (vec!["-W", there.as_str()], "", 255),
        (vec!["-N", "-o", "ExitOnForwardFailure=yes", "-R", forward.as_str()], "", 255),
    ] {
        let output = server.ask(&options, command);
        let said = String::from_utf8_lossy(&output.stderr);
        assert_eq!(output.status.code(), Some(code), "{options:?} {command}: {said}");
        assert!(output.stdout.is_empty(), "{options:?} {command}: {}", String::from_utf8_lossy(&output.stdout));
        // OpenSSH hands on no words of what is started instead of a subsystem.
        assert!(command != "echo inside" || said.contains("is not a terminal"), "{said}");
    }
    presenter.leave();
}

#[track_caller]
fn sees_first(guest: &Pty) {
    guest.wait_for("the first scene", |screen| {
        let text = screen.contents();
        text.contains("Who is here") && text.contains("▌ Acme")
    });
}

const SFTP: &str = "Subsystem sftp internal-sftp\n";

#[test]
fn a_login_for_guests() {
    only_the_stage_is_seen(|folder| {
        Sshd::with(folder, &format!("{SFTP}{}", recipe("sshd_config", folder, "")), str::to_owned)
    });
}

#[test]
fn a_key_for_one_guest() {
    only_the_stage_is_seen(|folder| Sshd::with(folder, SFTP, |key| recipe("authorized_keys", folder, key)));
}
