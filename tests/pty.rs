//! The program on a real terminal: keys, windows, signals, editors, and that the terminal is given back.

#![allow(clippy::unwrap_used, clippy::expect_used, missing_docs, reason = "a test may stop where it stands")]

#[path = "support/pty.rs"]
mod pty;

use pty::{Pty, Run, line, marked, modes, painted, script, shell};
use rustix::process::Signal;
use std::fs;
use std::path::Path;
use tempfile::TempDir;
use vt100::Screen;

const PLAN: &str = r#"[roadmap]
title = "A small plan"

[[member]]
id = "acme"
name = "Acme"
specialty = "Chips"
relates = ["port"]

[[member]]
id = "beta"
name = "Beta"
specialty = "Words"

[[milestone]]
id = "spec"
name = "Spec"
status = "done"
date = 2026-01-10
done = 2026-01-09

[[milestone]]
id = "port"
name = "Port to the chip"
status = "planned"
date = 2027-02-03
"#;

fn folder() -> TempDir {
    TempDir::new().unwrap()
}

/// A folder with the plan in it.
fn with_plan() -> TempDir {
    let folder = folder();
    fs::write(folder.path().join("plan.toml"), PLAN).unwrap();
    folder
}

/// The dashboard on the plan.
fn open(folder: &Path, arguments: &[&str]) -> Pty {
    let pty = Run::roadmap(folder, &[&["plan.toml", "--today=2026-11-23"], arguments].concat()).start();
    pty.sees("plan.toml live");
    pty
}

/// Waits for the prompt of the shell below everything else.
fn prompt(pty: &Pty) {
    pty.wait_for("the prompt of the shell", |screen| {
        !screen.alternate_screen() && screen.contents().trim_end().ends_with("ready>")
    });
}

/// Whether a pane is shown, on a window where only its own name is written out.
fn on(screen: &Screen, tab: &str) -> bool {
    line(screen, 1).contains(tab)
}

/// Quits with q, and checks what is left.
fn quit(pty: &mut Pty) {
    pty.keys("q");
    assert!(pty.wait_exit().success());
    pty.restored();
}

#[test]
fn an_empty_folder_opens_the_built_in_roadmap() {
    let folder = folder();
    let mut pty = Run::roadmap(folder.path(), &[]).start();
    pty.sees("NVIDIA Nemotron Coalition");
    pty.sees("built-in");
    quit(&mut pty);
}

#[test]
fn what_could_be_otherwise_is_tried_and_never_written_into_the_file() {
    let folder = folder();
    let example = Path::new(env!("CARGO_MANIFEST_DIR")).join("assets/examples/tidewater");
    fs::create_dir(folder.path().join("members")).unwrap();
    let copy = |name: &Path| {
        fs::copy(example.join(name), folder.path().join(name)).unwrap();
    };
    copy(Path::new("roadmap.toml"));
    for file in fs::read_dir(example.join("members")).unwrap() {
        copy(&Path::new("members").join(file.unwrap().file_name()));
    }
    let before = fs::read(folder.path().join("roadmap.toml")).unwrap();
    let arguments = ["--today=2026-11-25", "--at=roadmap:milestones?focus=pack-approved"];
    let mut pty = Run::roadmap(folder.path(), &arguments).size(120, 40).start();
    pty.sees("roadmap.toml live");
    pty.wait_for("the milestone", |screen| marked(screen).contains("Pack approved"));
    pty.keys("w");
    pty.sees("WHAT IF · no step yet, over roadmap.toml live");
    pty.keys(">");
    pty.sees("WHAT IF · 1 step, over roadmap.toml live");
    pty.sees("7 days later");
    // The forecast of it is made beside, on the same random numbers.
    pty.wait_for("before and after", |screen| {
        screen.contents().contains("80 % chance by 2027-") && screen.contents().contains("on time 7")
    });
    pty.keys("x");
    pty.sees("wrote what-if-2026-11-25.toml");
    let patch = fs::read_to_string(folder.path().join("what-if-2026-11-25.toml")).unwrap();
    assert!(patch.contains("[[milestone]]\nid = \"pack-approved\"\nstart = "), "{patch}");
    pty.keys("w");
    pty.sees("left the sandbox: 1 step dropped");
    pty.misses("WHAT IF");
    quit(&mut pty);
    assert_eq!(fs::read(folder.path().join("roadmap.toml")).unwrap(), before);
}

#[test]
fn every_number_shows_its_pane() {
    let folder = folder();
    let mut pty = Run::roadmap(folder.path(), &[]).size(110, 30).start();
    for tab in [
        "9 Changes",
        "8 Risks",
        "7 Announcements",
        "6 Capabilities",
        "5 Members",
        "4 Projects",
        "3 Milestones",
        "2 Timeline",
        "1 Overview",
    ] {
        pty.keys(&tab[..1]);
        pty.wait_for(tab, |screen| on(screen, tab));
    }
    quit(&mut pty);
}

#[test]
fn a_reference_is_followed_and_the_way_back_and_forth_is_kept() {
    let folder = with_plan();
    let mut pty = open(folder.path(), &["--pane=members"]);
    pty.wait_for("the first member", |screen| marked(screen).contains("Acme"));
    pty.keys("j");
    pty.wait_for("the second member", |screen| marked(screen).contains("Beta"));
    pty.keys("k");
    pty.wait_for("the first member", |screen| marked(screen).contains("Acme"));
    pty.keys("\r");
    pty.sees("tab 1 of 1");
    pty.keys("\r");
    pty.wait_for("the milestone", |screen| on(screen, "3 Milestones") && marked(screen).contains("Port to the chip"));
    pty.keys("H");
    pty.wait_for("the member, in the detail as before", |screen| {
        marked(screen).contains("Acme") && screen.contents().contains("tab 1 of 1")
    });
    pty.keys("L");
    pty.wait_for("the milestone", |screen| marked(screen).contains("Port to the chip"));
    quit(&mut pty);
}

#[test]
fn esc_never_quits() {
    let folder = with_plan();
    let mut pty = open(folder.path(), &["--pane=members"]);
    for _ in 0..50 {
        pty.keys("\x1b");
    }
    pty.sees("q quits");
    pty.press_until("3", "milestones", |screen| marked(screen).contains("Spec"));
    quit(&mut pty);
}

#[test]
fn a_filter_narrows_while_it_is_typed_and_esc_takes_it_back() {
    let folder = with_plan();
    let mut pty = open(folder.path(), &["--pane=members"]);
    pty.keys("/beta");
    pty.sees("/beta");
    pty.wait_for("only Beta", |screen| marked(screen).contains("Beta"));
    pty.misses("Acme");
    pty.keys("\x1b");
    pty.misses("/beta");
    pty.sees("Acme");
    pty.press_until("q", "the end", |screen| !screen.alternate_screen());
    assert!(pty.wait_exit().success());
    pty.restored();
}

#[test]
fn help_is_searched_by_typing_and_runs_a_line() {
    let folder = with_plan();
    let mut pty = open(folder.path(), &["--pane=members"]);
    pty.keys("?");
    pty.sees("Help · Members");
    pty.keys("reached");
    pty.wait_for("the line of the milestones", |screen| {
        screen
            .contents()
            .lines()
            .any(|line| line.contains("▌ 3 ") && line.contains("Milestones: what is to be reached"))
    });
    pty.keys("\r");
    pty.wait_for("milestones", |screen| marked(screen).contains("Spec"));
    pty.misses("Help · Members");
    quit(&mut pty);
}

#[test]
fn ctrl_c_quits() {
    let folder = with_plan();
    let mut pty = open(folder.path(), &[]);
    assert_ne!(pty.look(modes), "", "the modes that must be undone");
    pty.keys("\x03");
    assert!(pty.wait_exit().success());
    pty.restored();
}

#[test]
fn a_signal_ends_it_and_gives_the_terminal_back() {
    let folder = with_plan();
    for signal in [Signal::TERM, Signal::HUP, Signal::INT, Signal::QUIT] {
        let mut pty = open(folder.path(), &[]);
        pty.signal(signal);
        assert!(pty.wait_exit().success());
        pty.restored();
    }
}

#[test]
fn a_signal_ends_it_on_a_terminal_that_takes_no_more_bytes() {
    let folder = with_plan();
    let mut pty = Run::roadmap(folder.path(), &[]).size(400, 150).start();
    pty.sees("NVIDIA Nemotron Coalition");
    pty.hold();
    // Each of these is a frame of many bytes; the terminal is full before they are all written.
    for pane in ["2", "3", "5", "7", "1"].iter().cycle().take(4000) {
        pty.keys(pane);
    }
    pty.signal(Signal::TERM);
    assert!(pty.wait_exit().success());
}

#[test]
#[cfg(debug_assertions)]
fn a_bug_gives_the_terminal_back_and_is_told_on_one_line() {
    let folder = with_plan();
    for place in ["loop", "thread"] {
        let mut pty = Run::roadmap(folder.path(), &["plan.toml"]).env("ROADMAP_PANIC", place).start();
        assert_eq!(pty.wait_exit().exit_code(), 101);
        pty.restored();
        let told = pty.text();
        let lines: Vec<&str> = told.lines().filter(|line| !line.trim().is_empty()).collect();
        assert_eq!(lines.len(), 1, "{told}");
        assert!(lines[0].starts_with("roadmap: this is a bug, please report it: asked for in"), "{told}");
    }
}

#[test]
fn a_terminal_that_vanishes_ends_it_even_if_hangups_are_ignored() {
    let folder = with_plan();
    for deaf in ["", "trap '' HUP; "] {
        let run = format!("{deaf}exec \"$ROADMAP\" plan.toml");
        let mut pty = Run::program(folder.path(), &["sh", "-c", &run]).start();
        pty.sees("A small plan");
        pty.vanish();
        pty.wait_exit();
    }
}

#[test]
fn ctrl_z_gives_the_shell_back_and_fg_paints_everything_again() {
    let folder = with_plan();
    let mut pty = shell(folder.path());
    let before = pty.termios();
    pty.keys("\"$ROADMAP\" plan.toml --pane members --today 2026-11-23\n");
    pty.sees("plan.toml live");
    pty.sees("q quit");
    let painting = pty.look(painted);
    pty.keys("\x1a");
    prompt(&pty);
    pty.sees("Stopped");
    assert_eq!(pty.look(modes), "");
    assert_eq!(pty.termios(), before);
    pty.keys("clear; fg\n");
    pty.wait_for("the dashboard as it was", |screen| painted(screen) == painting);
    pty.keys("q");
    prompt(&pty);
    assert_eq!(pty.look(modes), "");
    pty.keys("exit\n");
    pty.wait_exit();
}

#[test]
fn ctrl_z_stops_the_script_around_it_too() {
    let folder = with_plan();
    script(folder.path(), "around", "\"$ROADMAP\" plan.toml\necho over");
    let mut pty = shell(folder.path());
    pty.keys("./around\n");
    pty.wait_for("the dashboard", Screen::alternate_screen);
    pty.sees("A small plan");
    pty.keys("\x1a");
    pty.sees("Stopped");
    prompt(&pty);
    pty.keys("fg\n");
    pty.sees("A small plan");
    pty.keys("q");
    pty.sees("over");
}

#[test]
fn ctrl_z_where_no_shell_could_wake_it_does_nothing() {
    let folder = with_plan();
    let mut pty = open(folder.path(), &["--pane=members"]);
    pty.keys("\x1a");
    pty.keys("j");
    pty.wait_for("it goes on", |screen| marked(screen).contains("Beta"));
    pty.signal(Signal::TSTP);
    pty.keys("k");
    pty.wait_for("it goes on", |screen| marked(screen).contains("Acme"));
    quit(&mut pty);
}

#[test]
fn after_a_storm_of_windows_and_keys_the_screen_is_that_of_a_fresh_start() {
    let folder = folder();
    let there = ["--pane=members", "--today=2026-11-23"];
    let fresh = Run::roadmap(folder.path(), &there).size(90, 31).start();
    fresh.wait_for("members", |screen| on(screen, "5 Members") && !marked(screen).is_empty());
    fresh.sees("q quit");
    // The foot of the screen says where one came from.
    let body = |screen: &Screen| {
        let mut lines = painted(screen);
        lines.pop();
        lines
    };
    let wanted = fresh.look(body);
    let mut pty = Run::roadmap(folder.path(), &there).size(120, 40).start();
    pty.sees("NVIDIA Nemotron Coalition");
    for i in 0..50_u16 {
        pty.resize(30 + i * 37 % 170, 5 + i * 13 % 60);
        pty.keys(["j", "3", "G", "k", "2", "J", "5"][usize::from(i) % 7]);
    }
    pty.resize(90, 31);
    pty.keys("5gg");
    pty.wait_for("the same screen", |screen| body(screen) == wanted);
    quit(&mut pty);
}

#[test]
fn a_window_too_small_says_so_and_grows_back() {
    let folder = with_plan();
    let mut pty = open(folder.path(), &["--pane=members"]);
    for (columns, rows, text) in [(39, 9, "40x10 needed"), (5, 2, "40x1"), (1, 1, "")] {
        pty.resize(columns, rows);
        pty.wait_for("a plain line", |screen| {
            let line = line(screen, 0);
            !line.trim().is_empty() && line.contains(text)
        });
        pty.keys("j?k\r/2");
    }
    pty.resize(120, 40);
    pty.wait_for("the dashboard", |screen| line(screen, 0).contains("A small plan"));
    assert!(pty.leave().success());
    pty.restored();
    for (columns, rows, text) in [(1, 1, ""), (5, 2, "40x1"), (39, 9, "40x10 needed")] {
        let mut pty = Run::roadmap(folder.path(), &["plan.toml"]).size(columns, rows).start();
        pty.wait_for("a plain line", |screen| {
            let line = line(screen, 0);
            !line.trim().is_empty() && line.contains(text)
        });
        quit(&mut pty);
    }
}

#[test]
fn without_colours_the_selection_can_be_seen() {
    let folder = with_plan();
    let arguments = ["plan.toml", "--pane=members"];
    let mut pty = Run::roadmap(folder.path(), &arguments).env("NO_COLOR", "1").start();
    pty.wait_for("the selected row, reversed", |screen| {
        let row = (0..40).find(|row| line(screen, usize::from(*row)).starts_with('▌'));
        row.is_some_and(|row| (0..40).any(|x| screen.cell(row, x).is_some_and(vt100::Cell::inverse)))
    });
    let plain = |screen: &Screen, row, x| {
        let colours = screen.cell(row, x).map(|cell| (cell.fgcolor(), cell.bgcolor()));
        colours == Some((vt100::Color::Default, vt100::Color::Default))
    };
    assert!(pty.look(|screen| (0..40).all(|row| (0..120).all(|x| plain(screen, row, x)))));
    quit(&mut pty);
}

#[test]
fn a_paste_is_text_in_the_filter_and_nothing_elsewhere() {
    let folder = with_plan();
    let mut pty = open(folder.path(), &["--pane=members"]);
    assert!(pty.look(Screen::bracketed_paste));
    pty.keys("\x1b[200~q3\x03\x1b[201~");
    pty.keys("j");
    pty.wait_for("it goes on", |screen| marked(screen).contains("Beta"));
    pty.keys("/\x1b[200~ac\nq\x1b[31m\x1b[201~");
    pty.sees("/ac q");
    pty.keys("\x15\x1b[200~acme\x1b[201~\r");
    pty.wait_for("the filter, kept", |screen| marked(screen).contains("Acme"));
    pty.sees("1 of 2");
    quit(&mut pty);
}

#[test]
fn a_flood_of_keys_is_worked_off() {
    let folder = with_plan();
    let mut pty = open(folder.path(), &[]);
    pty.bytes("jjk3Gl2h\t1+_5sJK9.z]".repeat(10_000).as_bytes());
    quit(&mut pty);
}

#[test]
fn a_flood_of_nonsense_ends_like_any_session() {
    let folder = with_plan();
    let mut state = 0x2026_1123_u64;
    let mut random = || {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (state >> 33) as u8
    };
    // Any bytes but those that ask to leave: q, ?, o, ctrl-c, ctrl-z.
    let harmless = |byte: &u8| !b"q?o\x03\x1a".contains(byte);
    let garbage: Vec<u8> = std::iter::repeat_with(&mut random).filter(harmless).take(200_000).collect();
    for flood in [
        garbage,
        b"\xff\xc3\xe2\x82\xf0\x9f\x98\xc0\x80\xed\xa0\x80".repeat(17_000),
        [b"\x1b[".to_vec(), b"1;".repeat(100_000)].concat(),
        [b"\x1b[200~".to_vec(), b"x".repeat(200_000)].concat(),
        b"\x1b[M\x1b]\x1bP\x1b_\x1b[<".repeat(15_000),
        b"\x1b]11;rgb:0000/0000/0000\x07\x1b[?62;c\x1b[12;40R\x1b[?2026;2$y".repeat(5_000),
    ] {
        let mut pty = open(folder.path(), &["--read-only"]);
        pty.bytes(&flood);
        assert!(pty.leave().success());
        pty.restored();
    }
}

#[test]
fn a_key_that_begins_a_sequence_takes_no_other_key_with_it() {
    let folder = with_plan();
    // Alt with a bracket, with O, with P, with an underscore; half a character.
    for begun in ["\x1b[", "\x1b]", "\x1bO", "\x1bP", "\x1b_"].map(str::as_bytes).into_iter().chain([&b"\xe2\x82"[..]])
    {
        let mut pty = open(folder.path(), &[]);
        pty.bytes(begun);
        assert!(pty.leave().success());
    }
}

#[test]
fn a_long_paste_is_never_taken_for_keys() {
    let folder = with_plan();
    let mut pty = open(folder.path(), &["--pane=members"]);
    pty.keys(&format!("\x1b[200~{}\x1b[201~j", "q".repeat(300_000)));
    pty.wait_for("it goes on", |screen| marked(screen).contains("Beta"));
    quit(&mut pty);
}

#[test]
fn the_editor_gets_the_file_the_line_and_the_terminal() {
    let folder = with_plan();
    script(
        folder.path(),
        "vim",
        "printf '%s\\n' \"$@\" > told\nprintf 'editing\\n'\nread answer\nprintf '\\033[?1000h\\033[?25l'\nstty raw -echo",
    );
    let editor = folder.path().join("vim");
    let arguments = ["plan.toml", "--pane=milestones", "--focus=port"];
    let start = Run::roadmap(folder.path(), &arguments).env("EDITOR", editor.to_str().unwrap());
    let mut pty = start.start();
    pty.sees("plan.toml live");
    pty.wait_for("the milestone", |screen| marked(screen).contains("Port") && screen.contents().contains(" live"));
    pty.sees("q quit");
    let painting = pty.look(painted);
    pty.keys("e");
    pty.wait_for("the editor", |screen| !screen.alternate_screen() && screen.contents().contains("editing"));
    assert_eq!(pty.look(modes), "");
    pty.keys("done\n");
    pty.wait_for("the dashboard as it was", |screen| painted(screen) == painting);
    let told = fs::read_to_string(folder.path().join("told")).unwrap();
    let line = 1 + PLAN.lines().position(|line| line.contains("\"port\"") && line.starts_with("id")).unwrap();
    let (at, file) = told.trim_end().split_once('\n').unwrap();
    let at: usize = at.strip_prefix('+').unwrap().parse().unwrap();
    assert!(at == line || at == line - 1, "the entry begins at {}, told {at}", line - 1);
    assert_eq!(file, "plan.toml");
    quit(&mut pty);
}

#[test]
fn an_editor_that_fails_is_told_on_a_line() {
    let folder = with_plan();
    for (editor, told) in [
        ("false", "the editor ended with exit status: 1"),
        ("/none", "/none cannot be started: No such file"),
        ("sh -c 'kill -9 $$'", "the editor ended with signal: 9"),
    ] {
        let arguments = ["plan.toml", "--pane=members"];
        let mut pty = Run::roadmap(folder.path(), &arguments).env("VISUAL", editor).start();
        pty.sees("A small plan");
        pty.keys("e");
        pty.sees(told);
        pty.wait_for("the dashboard", |screen| screen.alternate_screen() && marked(screen).contains("Acme"));
        quit(&mut pty);
    }
}

#[test]
fn a_form_changes_the_file_and_loses_nothing_that_somebody_else_wrote() {
    let folder = with_plan();
    let file = folder.path().join("plan.toml");
    let before = fs::read_to_string(&file).unwrap();
    let arguments = ["plan.toml", "--pane=milestones", "--focus=port", "--no-watch", "--today=2026-11-23"];
    let mut pty = Run::roadmap(folder.path(), &arguments).start();
    pty.sees("Port to the chip");
    pty.keys("c");
    pty.sees("planned, in-progress, blocked");
    pty.keys("done\r");
    pty.sees("saved: ");
    let saved = fs::read_to_string(&file).unwrap();
    assert_eq!(saved, before.replacen("status = \"planned\"", "status = \"done\"", 1));
    pty.keys("r");
    // It is said at once that it is read, and it is read beside.
    pty.wait_for("what was saved", |screen| marked(screen).contains("●"));
    pty.keys("c");
    pty.sees("planned, in-progress, blocked");
    // An editor saves another version. This dashboard does not watch; but the first look at the file, or the one that was
    // asked for, may still be under way and see it: only what the open form says that it was is sure to be older.
    let theirs = before.replacen("status = \"planned\"", "status = \"blocked\"", 1);
    fs::write(&file, &theirs).unwrap();
    pty.keys("cancelled\r");
    pty.sees("nothing was written");
    pty.sees("yours");
    pty.sees("status blocked");
    assert_eq!(fs::read_to_string(&file).unwrap(), theirs);
    pty.keys("\x1b");
    pty.misses("nothing was written");
    assert!(pty.leave().success());
}
