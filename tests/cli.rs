//! Commands without a terminal: what they print, where, and the code they end with.

#![allow(clippy::unwrap_used, clippy::expect_used, missing_docs, reason = "a test may stop where it stands")]

#[path = "support/pty.rs"]
mod pty;

use pty::Run;
use serde_json::Value;
use std::fs::{self, File};
use std::io::Write as _;
use std::os::unix::fs::symlink;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use tempfile::TempDir;

const PLAN: &str = r#"[roadmap]
title = "A small plan"
[[member]]
id = "acme"
name = "Acme"
specialty = "Chips"
relates = ["port"]
[[milestone]]
id = "port"
name = "Port to the chip"
status = "planned"
date = 2027-02-03
"#;

/// What a command ended with.
struct Ended {
    code: Option<i32>,
    out: String,
    told: String,
}

fn folder() -> TempDir {
    TempDir::new().unwrap()
}

fn command(folder: &Path, arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_roadmap"));
    command
        .args(arguments)
        .current_dir(folder)
        .env_clear()
        .env("LANG", "C.UTF-8")
        .env("HOME", folder)
        .stdin(Stdio::null());
    command
}

/// Runs it in a folder, with nothing to read.
fn run(folder: &Path, arguments: &[&str]) -> Ended {
    fed(folder, arguments, b"")
}

/// Runs it with this on standard input.
fn fed(folder: &Path, arguments: &[&str], input: &[u8]) -> Ended {
    let mut command = command(folder, arguments);
    command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = command.spawn().unwrap();
    // It may end without reading.
    let _ = child.stdin.take().unwrap().write_all(input);
    let output = child.wait_with_output().unwrap();
    Ended {
        code: output.status.code(),
        out: String::from_utf8(output.stdout).unwrap(),
        told: String::from_utf8(output.stderr).unwrap(),
    }
}

impl Ended {
    #[track_caller]
    fn fine(self) -> String {
        assert_eq!((self.code, self.told.as_str()), (Some(0), ""), "{}", self.out);
        self.out
    }

    /// It failed with a code and a message, and printed nothing.
    #[track_caller]
    fn failed(&self, code: i32, message: &str) {
        assert_eq!(self.code, Some(code), "{}{}", self.out, self.told);
        assert!(self.told.contains(message), "{message}: {}", self.told);
        assert_eq!(self.out, "");
    }
}

fn json(text: &str) -> Value {
    serde_json::from_str(text).unwrap()
}

#[test]
fn the_shipped_roadmap_has_no_errors() {
    let folder = folder();
    assert!(run(folder.path(), &["check"]).fine().contains("0 errors"));
    let shipped = concat!(env!("CARGO_MANIFEST_DIR"), "/roadmap.toml");
    let out = run(folder.path(), &["check", shipped]).fine();
    assert!(out.contains("0 errors") && out.contains(shipped), "{out}");
}

#[test]
fn check_tells_every_error_in_the_order_of_the_file() {
    let folder = folder();
    let broken = "[roadmap]\ntitl = \"x\"\n[[member]]\nid = \"a\"\nname = 3\nspecialty = \"s\"\n\
                  [[milestone]]\nid = \"m\"\nname = \"M\"\nstatus = \"nope\"\nmembers = [\"b\"]\n\
                  [[milestone]]\nid = \"m\"\nname = \"N\"\nstatus = \"planned\"\ndate = 2026-02-31\n";
    fs::write(folder.path().join("plan.toml"), broken).unwrap();
    let ended = run(folder.path(), &["check", "plan.toml"]);
    assert_eq!(ended.code, Some(1), "{}{}", ended.out, ended.told);
    let mut from = 0;
    for place in ["2:1", "5:8", "10:10", "16:8"] {
        let at = format!("--> plan.toml:{place}\n");
        let found = ended.out[from..].find(&at);
        from += found.unwrap_or_else(|| panic!("{at} after byte {from} of\n{}", ended.out));
    }
    for code in ["error[E011]", "error[E012]", "error[E013]", "error[E014]"] {
        assert!(ended.out.contains(code), "{code}\n{}", ended.out);
    }
    for command in [&["list", "member"][..], &["show", "a"]] {
        let ended = run(folder.path(), &[command, &["plan.toml"]].concat());
        ended.failed(1, "plan.toml:5:8");
    }
    assert_eq!(run(folder.path(), &["snapshot", "plan.toml"]).code, Some(1));
}

#[test]
fn check_of_several_files_tells_of_each_and_ends_with_the_worst() {
    let folder = folder();
    fs::write(folder.path().join("good.toml"), PLAN).unwrap();
    fs::write(folder.path().join("bad.toml"), "[roadmap").unwrap();
    let ended = run(folder.path(), &["check", "bad.toml", "good.toml"]);
    assert_eq!(ended.code, Some(1));
    assert!(ended.out.contains("in bad.toml") && ended.out.contains("0 errors"), "{}", ended.out);
    let ended = run(folder.path(), &["check", "none.toml", "bad.toml", "good.toml"]);
    assert_eq!(ended.code, Some(3));
    assert!(ended.out.contains("in bad.toml") && ended.out.contains("in good.toml"), "{}", ended.out);
    assert!(ended.told.contains("none.toml: there is no such file"), "{}", ended.told);
}

#[test]
fn what_is_not_a_file_is_refused_at_once() {
    let folder = folder();
    let at = |name: &str| folder.path().join(name);
    fs::create_dir(at("empty")).unwrap();
    assert!(Command::new("mkfifo").arg(at("pipe")).status().unwrap().success());
    symlink("nowhere", at("dangling")).unwrap();
    symlink("round", at("round")).unwrap();
    let _socket = std::os::unix::net::UnixListener::bind(at("socket")).unwrap();
    File::create(at("huge")).unwrap().set_len(1 << 40).unwrap();
    for (name, message) in [
        ("none.toml", "none.toml: there is no such file"),
        ("none/plan.toml", "there is no such file"),
        ("empty", "empty: this folder has no roadmap.toml"),
        ("pipe", "pipe: this is a pipe"),
        ("dangling", "dangling: there is no such file"),
        ("round", "round: "),
        ("socket", "socket: this is a socket"),
        ("/dev/zero", "/dev/zero: this is a device"),
        ("huge", "huge: 1099511627776 bytes is more"),
    ] {
        for command in [&["check"][..], &["list", "member"], &["show", "acme"], &["snapshot"], &[]] {
            let ended = run(folder.path(), &[command, &[name]].concat());
            ended.failed(3, message);
        }
    }
}

#[test]
fn bytes_that_are_no_text_are_told_as_that() {
    let folder = folder();
    let random: Vec<u8> = (0..5_000_u32).map(|i| (i.wrapping_mul(2_654_435_761) >> 13) as u8).collect();
    for bytes in [&random[..], b"\xff\xfe[\0r\0", b"[roadmap]\ntitle = \"caf\xe9\"\n"] {
        fs::write(folder.path().join("plan.toml"), bytes).unwrap();
        let ended = run(folder.path(), &["check", "plan.toml"]);
        assert_eq!(ended.code, Some(1), "{}{}", ended.out, ended.told);
        assert!(ended.out.contains("UTF-8"), "{}", ended.out);
    }
}

#[test]
fn the_file_is_found_in_the_folder_given_or_in_the_nearest_one_above() {
    let folder = folder();
    let deep = folder.path().join("a/b/c");
    fs::create_dir_all(&deep).unwrap();
    fs::write(folder.path().join("roadmap.toml"), PLAN).unwrap();
    fs::write(folder.path().join("a/b/roadmap.toml"), PLAN.replace("Acme", "Nearer")).unwrap();
    let names = |folder: &Path, arguments: &[&str]| run(folder, &[&["list", "member"], arguments].concat()).fine();
    assert!(names(folder.path(), &["."]).contains("Acme"));
    assert!(names(&folder.path().join("a"), &[]).contains("Acme"));
    assert!(names(&deep, &[]).contains("Nearer"));
    assert!(names(&deep, &["../../.."]).contains("Acme"));
    assert!(run(&deep, &["list", "member", "."]).told.contains("no roadmap.toml"));
}

#[test]
fn a_dash_reads_standard_input() {
    let folder = folder();
    // Not this one.
    fs::write(folder.path().join("roadmap.toml"), "[roadmap").unwrap();
    for (arguments, text) in [
        (&["check", "-"][..], "in standard input"),
        (&["list", "member", "-"], "Acme"),
        (&["show", "acme", "-"], "Chips"),
        (&["snapshot", "-", "--pane=members"], "A small plan"),
    ] {
        let out = fed(folder.path(), arguments, PLAN.as_bytes()).fine();
        assert!(out.contains(text), "{arguments:?}\n{out}");
    }
    assert_eq!(fed(folder.path(), &["check", "-"], b"[roadmap").code, Some(1));
}

#[test]
fn a_list_as_json_has_a_version_a_kind_and_rows() {
    let folder = folder();
    let list = json(&run(folder.path(), &["list", "member", "--format=json"]).fine());
    assert_eq!(list["version"], 1);
    assert_eq!(list["kind"], "member");
    let rows = list["rows"].as_array().unwrap();
    assert!(rows.iter().any(|row| row["id"] == "mistral-ai"), "{list}");
    let none = json(&run(folder.path(), &["list", "member", "--filter=zzzz", "--format=json"]).fine());
    assert_eq!(none["rows"].as_array().unwrap().len(), 0);
}

#[test]
fn an_entry_as_json_has_its_links_both_ways() {
    let folder = folder();
    let shown = json(&run(folder.path(), &["show", "mistral-ai", "--format=json"]).fine());
    assert_eq!((&shown["version"], &shown["kind"]), (&Value::from(1), &Value::from("member")));
    assert_eq!(shown["entry"]["name"], "Mistral AI");
    for side in ["links", "linked_from"] {
        let links = shown[side].as_array().unwrap();
        assert!(!links.is_empty(), "{side}");
        assert!(links.iter().all(|link| link["field"].is_string() && link["id"].is_string()), "{side}");
    }
}

#[test]
fn what_does_not_exist_is_a_usage_error_with_a_suggestion() {
    let folder = folder();
    let markdown = run(folder.path(), &["show", "mistral-ai", "--format=md"]).fine();
    assert!(markdown.starts_with("### Mistral AI\n\nmember · mistral-ai\n\n- **specialty:** "), "{markdown}");
    run(folder.path(), &["show", "nosuch"]).failed(2, "nothing has the id `nosuch`");
    run(folder.path(), &["show", "mistral"])
        .failed(2, "did you mean `mistral-ai`, `mistral-large-3` or `mistral-small-4`?");
    // What the word is a part of, up to three.
    run(folder.path(), &["show", "rubin"]).failed(2, "did you mean `rubin-ces`, `rubin-lavx` or `vera-rubin`?");
    run(folder.path(), &["--no-such-flag"]).failed(2, "--no-such-flag");
    run(folder.path(), &["list", "membr"]).failed(2, "member");
    let snapshot = |view: &[&str]| run(folder.path(), &[&["snapshot", "--today=2026-11-23"], view].concat()).fine();
    let by_link = |link: &str| snapshot(&["--at", link]);
    assert_eq!(
        by_link("roadmap:risks?focus=diverging-interests"),
        snapshot(&["--pane=risks", "--focus=diverging-interests"])
    );
    assert_eq!(by_link("roadmap:members?filter=europe"), snapshot(&["--pane=members", "--filter=europe"]));
    assert!(by_link("roadmap:milestones?sort=date&order=reversed").contains("Date ▼"));
    assert_ne!(by_link("roadmap:timeline?zoom=w"), by_link("roadmap:timeline?zoom=y"));
    run(folder.path(), &["snapshot", "--pane=nowhere"]).failed(2, "timeline");
    run(folder.path(), &["snapshot", "--focus=mistral"]).failed(2, "did you mean `mistral-ai`, ");
    run(folder.path(), &["snapshot", "--size=0x0"]).failed(2, "120x40");
    run(folder.path(), &["check", "--today=2026-02-31"]).failed(2, "2026-11-23");
}

#[test]
fn a_pipe_that_nobody_reads_ends_it_quietly() {
    let folder = folder();
    for arguments in [
        &["keys"][..],
        &["check"],
        &["list", "member"],
        &["show", "mistral-ai"],
        &["snapshot", "--size=500x200"],
        &["--help"],
    ] {
        let (reader, writer) = std::io::pipe().unwrap();
        drop(reader);
        let output = command(folder.path(), arguments).stdout(writer).stderr(Stdio::piped()).output().unwrap();
        assert_eq!(output.status.code(), Some(0), "{arguments:?}");
        assert_eq!(String::from_utf8_lossy(&output.stderr), "", "{arguments:?}");
    }
    let full = File::options().write(true).open("/dev/full").unwrap();
    let output = command(folder.path(), &["keys"]).stdout(full).stderr(Stdio::piped()).output().unwrap();
    assert_eq!(output.status.code(), Some(3));
    assert!(String::from_utf8_lossy(&output.stderr).contains("standard output: "));
}

#[test]
fn a_snapshot_is_written_whole_or_not_at_all() {
    let folder = folder();
    for format in ["text", "ansi", "svg"] {
        let wanted = run(folder.path(), &["snapshot", "--today=2026-11-23", "--format", format]).fine();
        fs::write(folder.path().join("out"), "what was there before".repeat(10_000)).unwrap();
        let arguments = ["snapshot", "--today=2026-11-23", "--format", format, "-o", "out"];
        assert_eq!(run(folder.path(), &arguments).fine(), "");
        assert_eq!(fs::read_to_string(folder.path().join("out")).unwrap(), wanted);
    }
    run(folder.path(), &["snapshot", "-o", "none/out"]).failed(3, "none/out: No such file");
    fs::create_dir(folder.path().join("taken")).unwrap();
    run(folder.path(), &["snapshot", "-o", "taken"]).failed(3, "taken: ");
    let mut left: Vec<PathBuf> = fs::read_dir(folder.path()).unwrap().map(|entry| entry.unwrap().path()).collect();
    left.sort();
    assert_eq!(left, [folder.path().join("out"), folder.path().join("taken")]);
}

#[test]
fn a_snapshot_into_a_link_or_a_pipe_goes_through_it() {
    let folder = folder();
    let at = |name: &str| folder.path().join(name);
    let snapshot = |out: &str| run(folder.path(), &["snapshot", "--today=2026-11-23", "-o", out]).fine();
    symlink("real", at("link")).unwrap();
    fs::write(at("real"), "before").unwrap();
    snapshot("link");
    assert!(at("link").is_symlink());
    assert!(fs::read_to_string(at("real")).unwrap().contains("Nemotron"));
    assert!(Command::new("mkfifo").arg(at("pipe")).status().unwrap().success());
    let (pipe, reads) = (at("pipe"), at("read"));
    let mut reader = Command::new("cat").arg(&pipe).stdout(File::create(&reads).unwrap()).spawn().unwrap();
    snapshot("pipe");
    let still = fs::symlink_metadata(&pipe).unwrap();
    if still.is_file() {
        reader.kill().unwrap();
    }
    reader.wait().unwrap();
    assert!(!still.is_file(), "the pipe was replaced");
    assert!(fs::read_to_string(reads).unwrap().contains("Nemotron"));
}

#[test]
fn escape_sequences_of_a_file_never_reach_the_terminal() {
    let folder = folder();
    // As escapes of TOML, and as the characters themselves where TOML allows those: C1 and bidirectional overrides.
    let evil =
        "x\\u001b]0;owned\\u0007\\u001b[31m\\u009b32m\\u0085\\u202eevil\\u2066\\u200b\u{9b}33m\u{85}\u{202e}\u{2067}y";
    let plan = format!(
        "# {raw}\n[roadmap]\ntitle = \"{evil}\"\nsummary = \"{evil}\"\n\
         [[member]]\nid = \"acme\"\nname = \"{evil}\"\nspecialty = \"{evil}\"\nlead = \"{evil}\"\ntags = [\"{evil}\"]\n\
         [[milestone]]\nid = \"port\"\nname = \"{evil}\"\nstatus = \"planned\"\nmembers = [\"acme\"]\n",
        raw = "\u{9b}31m\u{202e}"
    );
    let broken = format!("{plan}unknown = \"{evil}\" # \u{9b}31m\n[[risk]]\nid = \"{evil}\"\n\"{evil}\" = 1\n");
    let raw = "[roadmap]\ntitle = \"\u{1b}[31mred\"\n".to_owned();
    for (name, text) in [("plan.toml", plan), ("broken.toml", broken), ("\u{1b}[31m\u{9b}e.toml", raw)] {
        fs::write(folder.path().join(name), text).unwrap();
        for command in [
            &["check", name][..],
            &["list", "member", name],
            &["list", "member", name, "--format=json"],
            &["show", "acme", name],
            &["show", "acme", name, "--format=json"],
            &["snapshot", name, "--pane=overview"],
            &["snapshot", name, "--pane=members", "--format=text"],
            &["snapshot", name, "--pane=members", "--format=svg"],
        ] {
            let ended = run(folder.path(), command);
            assert!(ended.code.is_some_and(|code| code < 2), "{command:?}: {}", ended.told);
            for text in [&ended.out, &ended.told] {
                let bad = text.chars().find(|c| {
                    let moves =
                        matches!(c, '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
                    moves || (c.is_control() && *c != '\n')
                });
                assert_eq!(bad, None, "{command:?}: {text:?}");
            }
        }
    }
    let ended = run(folder.path(), &["check", "none\u{1b}[31m\u{9b}.toml"]);
    assert_eq!(ended.code, Some(3));
    assert!(!ended.told.contains(['\u{1b}', '\u{9b}']), "{:?}", ended.told);
}

#[test]
fn keys_come_from_the_terminal_when_the_roadmap_comes_from_a_pipe() {
    let folder = folder();
    fs::write(folder.path().join("plan.toml"), PLAN).unwrap();
    let piped = ["sh", "-c", "cat plan.toml | \"$ROADMAP\" - --pane=members"];
    let mut pty = Run::program(folder.path(), &piped).start();
    pty.sees("standard input");
    pty.keys("3");
    pty.wait_for("the milestone", |screen| pty::marked(screen).contains("Port to the chip"));
    pty.keys("q");
    assert!(pty.wait_exit().success());
    pty.restored();
}

#[test]
fn where_there_is_no_terminal_it_says_what_to_use_instead() {
    let folder = folder();
    fs::write(folder.path().join("plan.toml"), PLAN).unwrap();
    for run in [
        "\"$ROADMAP\" plan.toml < /dev/null",
        "\"$ROADMAP\" plan.toml > out",
        "TERM=dumb \"$ROADMAP\" plan.toml < /dev/null",
    ] {
        let told = format!("{run}; echo \"code $?\"");
        let mut pty = Run::program(folder.path(), &["sh", "-c", &told]).start();
        pty.sees("code 3");
        let text = pty.text();
        assert!(text.contains("snapshot") && text.contains("roadmap read"), "{text}");
        pty.wait_exit();
        pty.restored();
    }
    assert_eq!(fs::read(folder.path().join("out")).unwrap(), b"");
}
