//! What is presented is recorded, without the presenter's notes, and played again.

#![allow(clippy::unwrap_used, missing_docs, reason = "a test may stop where it stands")]

use coalition_roadmap::host::{Cast, What};
use std::fs;
use std::num::NonZeroU16;
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

#[path = "support/pty.rs"]
mod pty;
use pty::{Run, line};

const ROAD: &str = r#"
[roadmap]
title = "A road"
[[member]]
id = "acme"
name = "Acme"
specialty = "Chips"
[[member]]
id = "beta"
name = "Beta"
specialty = "Words"
[[scene]]
name = "First"
pane = "members"
focus = "acme"
caption = "One of us."
notes = "Whisper."
[[scene]]
name = "Second"
pane = "members"
focus = "beta"
caption = "Another of us."
"#;

fn folder() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("road.toml"), ROAD).unwrap();
    folder
}

/// The lines of a screen that was sent all that was recorded.
fn shown(cast: &Cast) -> Vec<String> {
    let side = |side| NonZeroU16::new(side).unwrap();
    let mut screen = vt100::Parser::new(side(cast.size.height), side(cast.size.width), 0);
    let mut all = Vec::new();
    for event in &cast.events {
        if let What::Shown(bytes) = &event.what {
            screen.process(bytes.as_bytes());
            all.push(screen.screen().contents());
        }
    }
    all
}

/// Waits until the recording has the picture of a scene.
fn keeps(folder: &Path, scene: &str) {
    let mark = format!("\"m\",\"{scene}\"");
    let began = Instant::now();
    loop {
        let text = fs::read_to_string(folder.join("talk.cast")).unwrap_or_default();
        if text.lines().skip_while(|line| !line.contains(&mark)).any(|line| line.contains("\"o\",")) {
            return;
        }
        assert!(began.elapsed() < Duration::from_secs(30), "waited in vain for {scene}: {text}");
        std::thread::sleep(Duration::from_millis(10));
    }
}

fn present(folder: &Path) -> Cast {
    let mut pty = Run::roadmap(folder, &["road.toml", "--present", "--record", "talk.cast"]).start();
    pty.sees("One of us.");
    pty.sees("Whisper.");
    // Who goes on at once may be gone before the picture is taken.
    keeps(folder, "First");
    pty.keys(" ");
    pty.sees("Another of us.");
    keeps(folder, "Second");
    pty.keys("m");
    pty.sees("noted in minutes-");
    pty.keys("P");
    pty.sees("you present no longer");
    pty.keys("1");
    pty.leave();
    Cast::open(&folder.join("talk.cast")).unwrap()
}

#[test]
fn a_recording_has_what_the_audience_saw_and_marks_the_scenes() {
    let folder = folder();
    let cast = present(folder.path());
    let marks: Vec<&What> =
        cast.events.iter().map(|event| &event.what).filter(|it| matches!(it, What::Mark(_))).collect();
    assert_eq!(marks, [&What::Mark("First".into()), &What::Mark("Second".into())]);
    let shown = shown(&cast);
    assert!(shown.first().unwrap().contains("One of us."), "{shown:?}");
    assert!(shown.last().unwrap().contains("Another of us."), "what comes after the presentation is not recorded");
    assert!(shown.iter().all(|it| !it.contains("Whisper")), "{shown:?}");
    assert!(cast.events.is_sorted_by(|a, b| a.at <= b.at));
    let minutes = fs::read_dir(folder.path()).unwrap().map(|it| it.unwrap().path());
    let minutes = minutes.into_iter().find(|path| path.to_string_lossy().contains("minutes-")).unwrap();
    let minutes = fs::read_to_string(minutes).unwrap();
    assert!(minutes.starts_with("# Minutes of ") && minutes.contains(": A road\n\n- "), "{minutes}");
    assert!(minutes.ends_with(" Beta (roadmap:members?focus=beta)\n"), "{minutes}");
}

#[test]
fn a_recording_is_played_and_walked_scene_by_scene() {
    let folder = folder();
    present(folder.path());
    let mut pty = Run::roadmap(folder.path(), &["replay", "talk.cast", "--speed", "100"]).start();
    pty.sees("the end");
    pty.sees("Another of us.");
    pty.keys(" h");
    pty.sees("One of us.");
    pty.wait_for("the first scene at the foot", |screen| line(screen, 39).starts_with(" First"));
    pty.leave();
    pty.restored();
}

#[test]
fn no_file_is_recorded_over_and_what_is_no_recording_is_told_with_its_line() {
    let folder = folder();
    fs::write(folder.path().join("kept"), "mine").unwrap();
    let mut pty = Run::roadmap(folder.path(), &["road.toml", "--record", "kept"]).start();
    pty.sees("kept: this is there already");
    assert_eq!(pty.wait_exit().exit_code(), 3);
    pty.restored();
    assert_eq!(fs::read_to_string(folder.path().join("kept")).unwrap(), "mine");
    let head = r#"{"version":2,"width":80,"height":24}"#;
    for (text, told) in [
        ("mine".to_owned(), "talk:1: "),
        ("{\"version\":1}".to_owned(), "talk:1: only version 2"),
        (r#"{"version":2,"width":0,"height":24}"#.to_owned(), "talk:1: its width"),
        (format!("{head}\n[0,\"o\",\"a\"]\nx\n"), "talk:3: "),
        (format!("{head}\n[0,\"o\"]\n"), "talk:2: "),
    ] {
        fs::write(folder.path().join("talk"), &text).unwrap();
        let mut replay = Command::new(env!("CARGO_BIN_EXE_roadmap"));
        let out = replay.args(["replay", "talk"]).current_dir(folder.path()).stdin(Stdio::null()).output().unwrap();
        assert_eq!(out.status.code(), Some(3), "{text}");
        let said = String::from_utf8(out.stderr).unwrap();
        assert!(said.contains(told), "{said}");
    }
}

#[test]
fn a_recording_that_was_cut_short_is_played_to_there() {
    let whole = "{\"version\":2,\"width\":80,\"height\":24}\n[0.5,\"o\",\"a\"]\n[0.7,\"i\",\"x\"]\n[1,\"o\",\"b\"]\n";
    for end in 38..=whole.len() {
        let cast = Cast::parse(&whole[..end]).unwrap();
        assert!(cast.events.len() <= 2);
    }
    assert_eq!(Cast::parse(whole).unwrap().events.len(), 2);
}

#[test]
fn nothing_in_a_recording_reaches_the_terminal_as_it_stands_there() {
    let folder = folder();
    let bad = "\\u001b]52;c;ZXZpbA==\\u0007\\u001b]0;evil\\u0007\\u001b[?1000h\\u001b[5n\\u202egood";
    let text = format!(
        "{{\"version\":2,\"width\":80,\"height\":24,\"title\":\"\\u001b]0;evil\"}}\n[0,\"o\",\"{bad}\"]\n[0,\"m\",\"\\u001b[31mred\"]\n"
    );
    fs::write(folder.path().join("talk"), text).unwrap();
    let mut pty = Run::roadmap(folder.path(), &["replay", "talk"]).start();
    pty.sees("the end");
    pty.sees("good");
    pty.leave();
    let sent = String::from_utf8_lossy(&pty.sent()).into_owned();
    for evil in ["\u{1b}]52;", "\u{1b}]0;", "\u{202e}", "\u{1b}[5n"] {
        assert!(!sent.contains(evil), "{evil:?}");
    }
}
