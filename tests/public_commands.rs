//! `--public`: what is for members leaves the program by no command, and comes on no screen with a later save.

#![allow(clippy::unwrap_used, clippy::expect_used, missing_docs, reason = "a test may stop where it stands")]

#[path = "support/pty.rs"]
mod pty;

use pty::{Run, count};
use std::fs;
use std::path::Path;
use std::process::{Command, Output, Stdio};
use tempfile::TempDir;

const CANARY: &str = "zzqcanary";

fn plan(name: &str) -> String {
    format!(
        "[roadmap]\ntitle = \"A plan for all\" # {CANARY}\n\
         [[member]]\nid = \"acme\"\nname = \"Acme {name}\"\nspecialty = \"Chips\"\nlead = \"{CANARY}\"\nmembers_only = [\"lead\"]\n\
         [[milestone]]\nid = \"port\"\nname = \"Port\"\nstatus = \"planned\"\ndate = 2027-02-03\nestimate = {{ low = \"1w\", likely = \"2w\", high = \"3w\" }}\n\
         depends_on = [\"{CANARY}-step\"]\n\
         [[milestone]]\nid = \"{CANARY}-step\"\nname = \"{CANARY}\"\nstatus = \"planned\"\nvisibility = \"members\"\nduration = \"1w\"\n\
         [[scene]]\nname = \"First\"\npane = \"milestones\"\nfocus = \"port\"\nnotes = \"{CANARY}\"\n"
    )
}

fn folder() -> TempDir {
    let folder = TempDir::new().unwrap();
    fs::create_dir(folder.path().join(CANARY)).unwrap();
    fs::write(folder.path().join(CANARY).join("plan.toml"), plan("one")).unwrap();
    folder
}

fn file() -> String {
    format!("{CANARY}/plan.toml")
}

fn run(folder: &Path, arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_roadmap"))
        .args(arguments)
        .current_dir(folder)
        .env_clear()
        .env("LANG", "C.UTF-8")
        .env("HOME", folder)
        .stdin(Stdio::null())
        .output()
        .unwrap()
}

/// What a command says, whole.
fn said(output: &Output) -> String {
    format!("{}{}", String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr))
}

#[test]
fn no_command_says_it() {
    let (folder, file) = (folder(), file());
    for (arguments, says) in [
        (&["list", "milestone"][..], "port"),
        (&["list", "milestone", "--format=json"], "port"),
        (&["list", "member"], "Acme one"),
        (&["show", "acme"], "Chips"),
        (&["show", "acme", "--format=md"], "Chips"),
        (&["show", "port", "--format=json"], "port"),
        (&["forecast"], "Port"),
        (&["forecast", "--format=json"], "port"),
        (&["forecast", "port"], "Port"),
        (&["snapshot"], "A plan for all"),
        (&["snapshot", "--pane=members", "--format=svg"], "Acme"),
        (&["export"], "A plan for all"),
        (&["export", "--format=md"], "The story"),
        (&["read"], "A plan for all"),
    ] {
        let with_file = [arguments, &[&file, "--today=2026-11-23"]].concat();
        let all = said(&run(folder.path(), &with_file));
        let public = run(folder.path(), &[&with_file[..], &["--public"]].concat());
        assert!(public.status.success() && said(&public).contains(says), "{arguments:?}: {}", said(&public));
        assert!(!said(&public).contains(CANARY), "{arguments:?}: {}", said(&public));
        let is_told = arguments[0] != "snapshot" && arguments != ["show", "acme", "--format=md"];
        assert!(!is_told || all.contains(CANARY), "{arguments:?} has nothing to hide: {all}");
    }
}

#[test]
fn a_hidden_id_is_one_that_nothing_has() {
    let (folder, file) = (folder(), file());
    for command in ["show", "forecast"] {
        let told = |id: &str| {
            let ended = run(folder.path(), &[command, id, &file, "--public"]);
            assert_eq!(ended.status.code(), Some(2));
            said(&ended).replace(id, "ID")
        };
        assert_eq!(told(&format!("{CANARY}-step")), told("xxqxxxxxx-step"));
    }
    let focus = format!("--focus={CANARY}-step");
    let ended = run(folder.path(), &["snapshot", &file, &focus, "--public"]);
    assert!(said(&ended).contains("nothing has the id"), "{}", said(&ended));
}

#[test]
fn of_a_file_with_errors_only_the_codes_are_said() {
    let (folder, file) = (folder(), file());
    let slip = plan("one").replace("visibility = \"members\"", "visibility = \"member\"");
    fs::write(folder.path().join(&file), slip).unwrap();
    for arguments in
        [&["list", "milestone"][..], &["show", "port"], &["forecast"], &["snapshot"], &["read"], &["export"]]
    {
        let ended = run(folder.path(), &[arguments, &[&file, "--public"]].concat());
        assert!(!said(&ended).contains(CANARY), "{arguments:?}: {}", said(&ended));
    }
    let ended = run(folder.path(), &["list", "milestone", &file, "--public"]);
    assert_eq!(ended.status.code(), Some(1));
    assert!(said(&ended).contains("E013"), "{}", said(&ended));
}

#[test]
fn a_save_is_followed_and_comes_without_it() {
    let (folder, file) = (folder(), file());
    let pty = Run::roadmap(folder.path(), &[&file, "--public", "--pane=members", "--today=2026-11-23"]).start();
    pty.sees("Acme one");
    pty.sees("public, live");
    let save = |text: String| fs::write(folder.path().join(&file), text).unwrap();
    save(plan("two"));
    pty.sees("Acme two");
    // An error: the last sound one stays, and what is wrong is told without the line.
    save(plan("three").replace("visibility = \"members\"", "visibility = \"member\""));
    pty.sees("1 problem");
    pty.sees("Acme two");
    save(plan("four"));
    pty.sees("Acme four");
    fs::remove_file(folder.path().join(&file)).unwrap();
    pty.sees("stale");
    assert_eq!(count(&pty.sent(), CANARY.as_bytes()), 0, "{}", pty.text());
    // The same file, whole, has it on the screen.
    save(plan("five"));
    let whole = Run::roadmap(folder.path(), &[&file, "--pane=members", "--focus=acme"]).start();
    whole.sees(CANARY);
}

#[test]
fn nothing_is_edited_from_it_and_why_is_said() {
    let (folder, file) = (folder(), file());
    let before = fs::read_to_string(folder.path().join(&file)).unwrap();
    let mut pty = Run::roadmap(folder.path(), &[&file, "--public", "--pane=members"]).env("EDITOR", "false").start();
    pty.sees("Acme one");
    for key in ["e", "c"] {
        pty.keys(key);
        pty.sees("only what is public is shown here");
        pty.keys("\x1b");
        pty.misses("only what is public is shown here");
    }
    assert_eq!(fs::read_to_string(folder.path().join(&file)).unwrap(), before);
}

#[test]
fn an_export_goes_to_a_file_and_never_over_the_roadmap() {
    let (folder, file) = (folder(), file());
    let ended = run(folder.path(), &["export", &file, "-o", "plan.md", "--today=2026-11-23"]);
    assert!(ended.status.success() && said(&ended).is_empty(), "{}", said(&ended));
    let text = fs::read_to_string(folder.path().join("plan.md")).unwrap();
    assert_eq!(text, said(&run(folder.path(), &["export", &file, "--today=2026-11-23"])));
    assert!(text.starts_with("# A plan for all\n") && text.contains(&format!("> {CANARY}")), "{text}");
    let before = fs::read_to_string(folder.path().join(&file)).unwrap();
    let over = run(folder.path(), &["export", &file, "-o", &format!("./{file}")]);
    assert_eq!(over.status.code(), Some(2), "{}", said(&over));
    assert!(said(&over).contains("a file of the roadmap itself"), "{}", said(&over));
    assert_eq!(fs::read_to_string(folder.path().join(&file)).unwrap(), before);
}
