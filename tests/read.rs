//! Line by line: what is said, that it is the same app as on the screen, and that nothing but text is ever written.

#![allow(clippy::unwrap_used, clippy::expect_used, missing_docs, reason = "a test may stop where it stands")]

#[path = "support/pty.rs"]
mod pty;
#[path = "support/small.rs"]
mod small;

use coalition_roadmap::app::{App, Board, Msg};
use coalition_roadmap::linear::{COMMANDS, Page, answer, greeting, news, prompt, wish};
use coalition_roadmap::panes::PANES;
use coalition_roadmap::text::unsafe_to_show;
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::select;
use pty::{Pty, ROADMAP, Run, modes};
use ratatui::layout::Size;
use rustix::process::Signal;
use small::{SHARED, app, edition, press, seat};
use std::fs;
use std::io::Write as _;
use std::path::Path;
use std::process::{Command, Stdio};
use tempfile::TempDir;

const PAGE: Page = Page { width: 80, rows: 20, ascii: false };

/// What the program writes when these lines are fed to it.
fn transcript(arguments: &[&str], lines: &str) -> String {
    let folder = TempDir::new().unwrap();
    let mut command = Command::new(ROADMAP);
    command.args([&["read", "--today=2026-11-23"], arguments].concat()).current_dir(folder.path());
    command.env_clear().env("LANG", "C.UTF-8").env("HOME", folder.path());
    command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = command.spawn().unwrap();
    child.stdin.take().unwrap().write_all(lines.as_bytes()).unwrap();
    let ended = child.wait_with_output().unwrap();
    assert_eq!((ended.status.code(), ended.stderr), (Some(0), Vec::new()));
    String::from_utf8(ended.stdout).unwrap()
}

#[test]
fn what_a_member_gives_is_found_and_its_references_are_followed() {
    insta::assert_snapshot!(transcript(&["--pane=members"], "/mistral\n1\nlinks\n1\nb\naround\nb\nb\nwhere\n"));
}

#[test]
fn what_waits_for_a_chip_is_found() {
    insta::assert_snapshot!(transcript(&["--pane=risks"], "find vera rubin platform\n1\nb\nq\n"));
}

#[test]
fn what_is_late_is_told() {
    insta::assert_snapshot!(transcript(&["--pane=changes"], "wrong\n1\nproblems\n2\n"));
}

#[test]
fn every_pane_is_told_in_words() {
    let names: Vec<&str> = PANES.iter().map(|pane| pane.name().word()).collect();
    insta::assert_snapshot!(transcript(&["--pane=changes"], &names.join("\n")));
}

#[test]
fn a_place_is_begun_at_and_slips_are_answered() {
    let slips =
        "mielstones\nm\nfind\n99\n0\nrisks now\n/open nothng:3\n/\nsort colour\nhelp back\nhelp sort\nb\nb\nb\nb\n";
    insta::assert_snapshot!(transcript(&["--pane=milestones", "--focus=base-model-release", "--ascii"], slips));
}

#[test]
fn every_command_is_in_the_help_and_is_read() {
    let mut app = app("roadmap:members");
    let help = answer(&mut app, "help", PAGE).lines.join("\n");
    for command in COMMANDS {
        assert!(help.contains(command.typed), "{}", command.typed);
        for name in command.also {
            assert!(wish(name).is_ok(), "{name}");
        }
    }
    let known = ["1", "risks", "ri", "l", "n", "p", "b", "f", "/x", "find x", "links", "problems", "link", "where"];
    for line in known.iter().chain(&["today", "sort name", "sort", "help", "help x", "q", "", "  RISKS  "]) {
        assert!(wish(line).is_ok(), "{line}");
    }
    for line in ["pr", "find", "b b"] {
        assert!(wish(line).is_err(), "{line}");
    }
}

/// What the command line of the dashboard understands is understood here too.
#[test]
fn lines_of_the_command_line_are_run() {
    let check = |line: &str, place: &str| {
        let mut app = app("roadmap:members");
        let said = answer(&mut app, line, PAGE).lines;
        assert_eq!(app.place.to_string(), format!("roadmap:{place}"), "{line}: {said:?}");
    };
    check(":member beta", "members?focus=beta&part=detail");
    check("member beta", "members?focus=beta&part=detail");
    check("open chip", "announcements?focus=chip&part=detail");
    check("milestones port", "milestones?focus=port&filter=port");
    check(":2", "members?focus=beta&part=detail");
    let said = |line: &str| answer(&mut app("roadmap:members"), line, PAGE).lines.join("\n");
    assert!(said("2027-Q1").contains("Port to the chip"));
    assert!(said("member nobodyatall").contains("no member is called"));
    assert!(said(":change").contains("on the screen"));
    assert_eq!(said(":copy-link"), "roadmap:members?focus=acme");
    assert!(said("help :").contains(":KIND ENTRY"));
}

/// The same walk by lines and by keys leads to the same places.
#[test]
fn lines_lead_where_keys_lead() {
    let walk = [
        ("milestones", "3"),
        ("2", "j<enter>"),
        ("1", "<enter><tab>"),
        ("b", "H"),
        ("f", "L"),
        ("2", "<tab><enter><tab>"),
        ("l", "h"),
        ("projects", "4"),
        ("/top", "/top<enter>"),
        ("1", "<enter>"),
        ("l", "<esc>"),
        ("/", "/<ctrl-u><enter>"),
        ("sort status", "ss"),
        ("today", "."),
        ("risks", "8"),
        ("1", "<enter>"),
        ("1", "<enter><tab>"),
        ("b", "H"),
        ("timeline", "2"),
        ("milestones", "3"),
        ("1", "gg<enter>"),
        ("around", "gn"),
        ("2", "h<enter><enter><tab>"),
        ("capabilities", "6"),
    ];
    let (mut heard, mut seen) = (app("roadmap:members"), app("roadmap:members"));
    for (line, keys) in walk {
        answer(&mut heard, line, PAGE);
        press(&mut seen, keys);
        assert_eq!(heard.place.to_string(), seen.place.to_string(), "{line} and {keys}");
        assert_eq!(heard.popups.len(), seen.popups.len(), "{line}");
    }
}

#[test]
fn back_from_an_entry_leads_to_its_row_and_forward_to_it_again() {
    let mut app = app("roadmap:milestones");
    answer(&mut app, "2", PAGE);
    assert_eq!(app.place.to_string(), "roadmap:milestones?focus=port&part=detail");
    answer(&mut app, "b", PAGE);
    assert_eq!(app.place.to_string(), "roadmap:milestones?focus=port");
    answer(&mut app, "f", PAGE);
    assert_eq!(app.place.to_string(), "roadmap:milestones?focus=port&part=detail");
}

#[test]
fn long_lists_are_told_page_by_page_and_numbers_stay() {
    let page = Page { rows: 2, ..PAGE };
    let mut app = app("roadmap:milestones");
    assert!(greeting(&app, page).iter().any(|line| line == "n shows the next page."));
    let second = answer(&mut app, "n", page).lines;
    assert!(second[0].ends_with("page 2 of 2") && second[1].starts_with("3. Later"), "{second:?}");
    assert_eq!(answer(&mut app, "n", page).lines, ["this is the last page"]);
    assert_eq!(answer(&mut app, "1", page).lines[0], "Spec", "a number means the same row on every page");
    answer(&mut app, "l", page);
    assert_eq!(answer(&mut app, "p", page).lines, ["this is the first page"]);
    answer(&mut app, "find e", page);
    let all = prompt(&app, page);
    let mut told = Vec::new();
    loop {
        let lines = answer(&mut app, "n", page).lines;
        if lines == ["this is the last page"] {
            break;
        }
        assert!(!told.contains(&lines), "{lines:?}");
        told.push(lines);
    }
    assert!(!told.is_empty(), "{all}");
}

#[test]
fn what_a_reload_changed_is_told_in_one_line() {
    let mut app = app("roadmap:members");
    let mut told = |text: &str, number: u64| {
        let (before, mut board) = (app.board.clone(), app.board.clone());
        board.receive(edition(number, text));
        app.update(Msg::Board(board));
        news(&before, &app)
    };
    let later = SHARED.replace("\"2027-Q1\"", "\"2027-Q2\"").replace("Too slow", "Far too slow");
    let moved = "Port to the chip: date moved from 2027-Q1 to 2027-Q2, 91 days later";
    let renamed = "Far too slow: name changed from Too slow to Far too slow";
    assert_eq!(told(&later, 2).unwrap(), format!("the file changed: {moved}; {renamed}"));
    let broken = told(&later.replace("name = \"Acme\"", "nam = \"Acme\""), 3).unwrap();
    assert!(broken.starts_with("roadmap.toml:4:1 ") && broken.ends_with("the last sound reading"), "{broken}");
    assert_eq!(told(&later, 4).unwrap(), "the file changed: the file is right again");
    let many = later.replace("[[milestone]]", "[[milestone]]\nowner = \"acme\"").replace("Words", "Letters");
    assert!(told(&many, 5).unwrap().ends_with("and 1 more; changes lists them"));
}

const PLAN: &str = "[roadmap]\ntitle = \"A small plan\"\n[[milestone]]\nid = \"port\"\nname = \"Port\"\nstatus = \"planned\"\ndate = 2027-02-03\n";

fn with_plan() -> TempDir {
    let folder = TempDir::new().unwrap();
    fs::write(folder.path().join("plan.toml"), PLAN).unwrap();
    folder
}

fn open(folder: &Path) -> Pty {
    let pty = Run::roadmap(folder, &["read", "plan.toml", "--pane=milestones", "--today=2026-11-23"]).start();
    pty.sees("milestones, 1 entry >");
    pty
}

#[test]
fn on_a_terminal_its_own_editing_is_used_and_nothing_is_taken_over() {
    let folder = with_plan();
    let mut pty = open(folder.path());
    assert_eq!(pty.look(modes), "");
    pty.keys("9\x7f1\n");
    pty.sees("milestones, Port >");
    pty.sees("2027-02-03");
    assert_eq!(pty.look(modes), "");
    pty.keys("\x04");
    assert!(pty.wait_exit().success());
    pty.restored();
}

#[test]
fn ctrl_c_and_signals_end_it_quietly() {
    let folder = with_plan();
    let mut pty = open(folder.path());
    pty.keys("half a li\x03");
    assert!(pty.wait_exit().success());
    pty.restored();
    for signal in [Signal::TERM, Signal::HUP] {
        let mut pty = open(folder.path());
        pty.signal(signal);
        assert!(pty.wait_exit().success());
    }
}

#[test]
fn a_save_is_told_before_the_next_answer_and_never_in_what_is_typed() {
    let folder = with_plan();
    let file = folder.path().join("plan.toml");
    let mut pty = open(folder.path());
    pty.keys("whe");
    pty.sees("> whe");
    fs::write(&file, PLAN.replace("2027-02-03", "2027-03-03")).unwrap();
    pty.keys("re\n");
    pty.sees("> where");
    pty.sees("rows: 1 entry");
    pty.press_until("\n", "what changed", |screen| {
        screen.contents().contains("the file changed: Port: date moved from 2027-02-03 to 2027-03-03, 28 days later")
    });
    fs::write(&file, PLAN.replace("status", "stats")).unwrap();
    pty.press_until("\n", "what is wrong", |screen| {
        screen.contents().contains("plan.toml:3:1 ") && screen.contents().contains("the last sound reading")
    });
    pty.keys("1\n");
    pty.sees("milestones, Port >");
    pty.sees("2027-03-03");
    fs::remove_file(&file).unwrap();
    pty.press_until("\n", "that it is gone", |screen| screen.contents().contains("the file is gone"));
    pty.keys("q\n");
    assert!(pty.wait_exit().success());
}

#[test]
fn a_file_that_is_not_watched_is_read_again_when_asked() {
    let folder = with_plan();
    let mut pty = Run::roadmap(folder.path(), &["read", "plan.toml", "--pane=milestones", "--no-watch"]).start();
    pty.sees("milestones, 1 entry >");
    fs::write(folder.path().join("plan.toml"), PLAN.replace("\"Port\"", "\"Harbour\"")).unwrap();
    pty.press_until("reload\n", "the new name", |screen| screen.contents().contains("from Port to Harbour"));
}

#[test]
fn where_the_terminal_is_dumb_it_begins_line_by_line() {
    let folder = with_plan();
    let mut pty = Run::roadmap(folder.path(), &["plan.toml"]).env("TERM", "dumb").start();
    pty.sees("TERM=dumb cannot move its cursor");
    pty.sees("overview, 1 entry >");
    assert_eq!(pty.look(modes), "");
    pty.keys("q\n");
    assert!(pty.wait_exit().success());
    pty.restored();
}

#[test]
fn a_roadmap_from_standard_input_takes_commands_from_the_terminal() {
    let folder = with_plan();
    let piped = ["sh", "-c", "cat plan.toml | \"$ROADMAP\" read - --pane=milestones"];
    let mut pty = Run::program(folder.path(), &piped).start();
    pty.sees("milestones, 1 entry >");
    pty.keys("1\n");
    pty.sees("milestones, Port >");
    pty.keys("\x04");
    assert!(pty.wait_exit().success());
}

#[test]
fn a_reader_that_goes_away_ends_it_quietly() {
    let folder = with_plan();
    let run = "{ yes help | \"$ROADMAP\" read plan.toml; echo \"code $?\" >&2; } | head -1";
    let mut pty = Run::program(folder.path(), &["bash", "-c", run]).start();
    pty.sees("code 0");
    pty.wait_exit();
}

/// Text that could do harm on a terminal.
fn nasty() -> impl Strategy<Value = String> {
    let pieces = [
        "\\u001b[2J",
        "\\u001b]0;x\\u0007",
        "\\u009b31m",
        "\\u202e",
        "\\u2066",
        "\\u200b",
        "\\u0000",
        "\\r",
        "\\n",
        "\\t",
        "\\b",
        "\\u007f",
        "中文",
        "שלום",
        "é",
        "👩‍👩‍👧",
        "a",
        "Chip",
        " ",
        "●",
        "overdue 3d",
        "…",
        "\\ufeff",
        "e\\u0301",
    ];
    vec(select(pieces.to_vec()), 1..9).prop_map(|pieces| pieces.concat())
}

fn line() -> impl Strategy<Value = String> {
    let names: Vec<String> = COMMANDS.iter().map(|it| it.typed.to_lowercase()).collect();
    let panes: Vec<String> = PANES.iter().map(|pane| pane.name().word().to_owned()).collect();
    prop_oneof![
        3 => select(names),
        3 => select(panes),
        6 => (0..40_usize).prop_map(|number| number.to_string()),
        2 => select(vec!["b", "f", "l", "n", "p", "wrong", "problems", "log", "sort name", "sort none", "find chip", "/a", "/"])
            .prop_map(str::to_owned),
        1 => "(find|/|sort|help) ?[a-z:!é中\u{1b}]{0,6}",
        1 => any::<String>(),
    ]
}

fn only_text(lines: &[String], ascii: bool) {
    for line in lines {
        assert!(!line.chars().any(|c| c == '\n' || unsafe_to_show(c)), "{line:?}");
        assert!(!ascii || line.is_ascii(), "{line:?}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn nothing_but_text_is_ever_said(
        names in vec(nasty(), 6),
        lines in vec(line(), 1..60),
        (width, rows, ascii) in (1..120_usize, 1..30_usize, any::<bool>()),
        reload in 0..60_usize,
    ) {
        let page = Page { width, rows, ascii };
        let mut text = SHARED.to_owned();
        for (name, nasty) in ["Acme", "Chips", "Port to the chip", "The chip", "Too slow", "A small roadmap"].iter().zip(&names) {
            text = text.replace(&format!("\"{name}\""), &format!("\"{nasty}.\""));
        }
        let mut app = App::new(Board::new(edition(1, &text)), "roadmap:overview".parse().unwrap(), seat(Size::new(80, 24)));
        only_text(&greeting(&app, page), ascii);
        for (i, line) in lines.iter().enumerate() {
            if i == reload {
                let (before, mut board) = (app.board.clone(), app.board.clone());
                board.receive(edition(2, &text.replace("2027-Q1", "2027-Q3").replace("name = \"Speed\"", &format!("name = \"{}x\"", names[0]))));
                board.receive(edition(3, &text.replace("category", "categry")));
                app.update(Msg::Board(board));
                only_text(&page.lay(&news(&before, &app).into_iter().collect::<Vec<_>>()), ascii);
            }
            only_text(&answer(&mut app, line, page).lines, ascii);
            only_text(&[prompt(&app, page)], ascii);
        }
    }
}

#[test]
fn open_risks_that_nobody_has_scored_are_among_what_is_wrong() {
    let told = transcript(&[], "!\nq\n");
    let (_, list) = told.split_once("Open risks, not scored: 5\n").expect(&told);
    for name in ["Members' interests diverge", "Coordination overhead"] {
        assert!(list.contains(name), "{told}");
    }
}
