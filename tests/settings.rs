//! What one person wants to have otherwise: what is wrong with it, what wins over it, and that it is read again.

#![allow(clippy::unwrap_used, clippy::expect_used, missing_docs, reason = "a test may stop where it stands")]

#[path = "support/pty.rs"]
mod pty;

use coalition_roadmap::app::{
    Action, App, Board, Effect, Given, Key, Keymap, Lookup, Msg, Popup, Rights, SeatInfo, SettingsReading, bindable,
    keys,
};
use coalition_roadmap::edition::{Edition, Origin};
use coalition_roadmap::load::example;
use coalition_roadmap::look::{Look, Theme};
use coalition_roadmap::model::{Day, PaneName};
use coalition_roadmap::panes::Place;
use coalition_roadmap::problem::{CODES, Paper, Subject, human};
use coalition_roadmap::screen::draw;
use coalition_roadmap::text::Sources;
use proptest::prelude::*;
use pty::{Pty, Run, line};
use ratatui::buffer::Buffer;
use ratatui::layout::{Rect, Size};
use std::fmt::Write as _;
use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};
use std::sync::Arc;
use tempfile::TempDir;

fn read(text: &str) -> SettingsReading {
    SettingsReading::new(Sources::of_text("config.toml", text), "/etc/config.toml".to_owned())
}

/// A reading without errors.
#[track_caller]
fn sound(text: &str) -> Arc<SettingsReading> {
    let reading = read(text);
    assert!(reading.is_sound(), "{}", human(&reading.problems, &reading.sources, Paper::default()));
    Arc::new(reading)
}

/// The codes of what is wrong, in the order of the text.
fn codes(text: &str) -> Vec<&'static str> {
    read(text).problems.iter().map(|problem| problem.code.info().name).collect()
}

fn app() -> App {
    let text = "[roadmap]\ntitle = \"T\"\n[[member]]\nid = \"acme\"\nname = \"Acme\"\nspecialty = \"s\"\n\
                [[member]]\nid = \"beta\"\nname = \"Beta\"\nspecialty = \"s\"\n";
    let today = Day::new(2026, 11, 23).unwrap();
    let edition = Edition::read(1, Origin::default(), Sources::of_text("roadmap.toml", text), today);
    let rights = Rights { open: false, suspend: false, ..Rights::ALL };
    let seat = SeatInfo { number: 0, size: Size::new(100, 24), look: Look::default(), rights };
    App::new(Board::new(Arc::new(edition)), Place::of(PaneName::Members), seat)
}

fn configured(app: &mut App, text: &str) -> Vec<Effect> {
    app.update(Msg::Settings(Ok(Arc::new(read(text)))))
}

fn press(app: &mut App, text: &str) -> Vec<Effect> {
    keys(text).into_iter().flat_map(|key| app.update(Msg::Key(key))).collect()
}

fn painted(app: &App) -> Vec<String> {
    let mut cells = Buffer::empty(Rect::from(app.seat.size));
    draw(app, &mut cells);
    let wide = usize::from(app.seat.size.width);
    let lines = cells.content.chunks(wide).map(|line| line.iter().map(ratatui::buffer::Cell::symbol).collect());
    lines.collect()
}

fn footer(app: &App) -> String {
    painted(app).pop().unwrap()
}

#[test]
fn every_code_of_the_settings_has_an_example_with_exactly_that_problem() {
    let of_settings = CODES.iter().filter(|info| info.of == Subject::Settings);
    assert!(of_settings.clone().count() >= 7);
    for info in of_settings {
        let reading = SettingsReading::new(example(info.code), String::new());
        let told: Vec<_> = reading.problems.iter().map(|problem| problem.code.info().name).collect();
        assert_eq!(told, [info.name]);
        assert!(reading.problems[0].remedy.is_some(), "{} says what to do", info.name);
    }
}

#[test]
fn everything_that_is_wrong_is_told_at_once_with_its_place_and_a_remedy() {
    let text = include_str!("data/settings.toml");
    let reading = read(text);
    insta::assert_snapshot!(human(&reading.problems, &reading.sources, Paper::default()));
}

#[test]
fn a_slip_hides_nothing_else() {
    let text = "theme = \"drak\n[keys]\nfilter = [F]\nfliter = [\"F\"]\n[keys\nsort = [\"\"]\n";
    assert_eq!(codes(text), ["E002", "E002", "E051", "E002"]);
    assert_eq!(codes("[keys]\nsort = [\"x\"]\n[keys]\nfilter = [\"F\"]\n"), ["E002"], "a table that stands twice");
    assert_eq!(codes("theme = \"dark\"\ntheme = \"light\"\n"), ["E002"]);
    assert_eq!(codes("<<<<<<< a\ntheme = \"dark\"\n=======\ntheme = \"light\"\n>>>>>>> b\n"), ["E003"]);
    let bytes = SettingsReading::new(Sources::of_bytes("config.toml", b"theme = \"\xff\"".to_vec()), String::new());
    assert_eq!(bytes.problems[0].code.info().name, "E001");
}

#[test]
fn nothing_written_is_everything_as_usual() {
    for text in ["", "# nothing\n", "[keys]\n"] {
        let reading = sound(text);
        assert_eq!(*reading.settings.keymap, Keymap::default());
        assert_eq!(reading.problems, []);
    }
}

#[test]
fn keys_are_given_taken_and_taken_away() {
    let keymap = |text: &str| Arc::clone(&sound(text).settings.keymap);
    let means = |keymap: &Keymap, typed: &str| match keymap.find(&keys(typed)) {
        Lookup::Action(action) => Some(action),
        Lookup::More | Lookup::Nothing => None,
    };
    // Those that an action is given take the place of those it had.
    let map = keymap("[keys]\nfilter = [\"F\", \"<ctrl-f>\", \"g f\"]\n");
    for typed in ["F", "<ctrl-f>", "gf"] {
        assert_eq!(means(&map, typed), Some(Action::Filter), "{typed}");
    }
    assert_eq!(means(&map, "/"), None);
    assert_eq!(map.shown(&Action::Filter), "F, ctrl-f, g f");
    // A key that another action has is taken from it, and its others stay.
    let map = keymap("[keys]\nfilter = [\"j\"]\n");
    assert_eq!(means(&map, "j"), Some(Action::Filter));
    assert_eq!(map.all(&Action::Down), ["down"]);
    // An empty list takes away, but not the keys that lead on, back and out.
    let map = keymap("[keys]\nsort = []\nquit = []\nenter = []\nescape = []\n");
    assert_eq!(means(&map, "s"), None);
    assert_eq!(means(&map, "q"), None);
    for (typed, action) in [("<ctrl-c>", Action::Quit), ("<enter>", Action::Enter), ("<esc>", Action::Escape)] {
        assert_eq!(means(&map, typed), Some(action));
    }
    // What was cut off may be moved out of the way, and panes are actions too.
    let map = keymap("[keys]\nedit = [\"E\"]\nfilter = [\"e f\"]\nrisks = [\"e r\", \"8\"]\n");
    assert_eq!(means(&map, "ef"), Some(Action::Filter));
    assert_eq!(means(&map, "er"), Some(Action::Show(PaneName::Risks)));
}

#[test]
fn what_the_command_line_says_wins() {
    let text = "theme = \"light\"\nascii = true\nmouse = false\n";
    let mut plain = app();
    assert_eq!(configured(&mut plain, text), [Effect::Mouse(false)]);
    assert_eq!((plain.seat.look.theme, plain.seat.look.ascii), (Theme::Light, true));
    let mut given = app();
    given.given = Given { theme: Some(Theme::Mono), ascii: false, no_mouse: true };
    given.seat.look.theme = Theme::Mono;
    assert_eq!(configured(&mut given, text), []);
    assert_eq!((given.seat.look.theme, given.seat.look.ascii), (Theme::Mono, true));
    // A terminal that takes nothing but ASCII gets nothing else.
    let mut plain = app();
    plain.given.ascii = true;
    plain.seat.look.ascii = true;
    configured(&mut plain, "ascii = false\n");
    assert!(plain.seat.look.ascii);
}

#[test]
fn what_is_taken_out_again_is_as_usual_again() {
    let mut app = app();
    configured(&mut app, "theme = \"light\"\nascii = true\nmouse = false\n[keys]\nquit = [\"Q\"]\n");
    assert_eq!(press(&mut app, "q"), []);
    assert_eq!(configured(&mut app, ""), [Effect::Mouse(true)]);
    assert_eq!((app.seat.look.theme, app.seat.look.ascii), (Theme::Auto, false));
    assert_eq!(press(&mut app, "Q"), []);
    assert_eq!(press(&mut app, "q"), [Effect::Quit]);
}

#[test]
fn broken_settings_never_take_the_place_of_sound_ones() {
    let mut app = app();
    configured(&mut app, "theme = \"light\"\n[keys]\nfilter = [\"F\"]\n");
    configured(&mut app, "theme = \"dark\"\n[keys]\nfilter = [\"X\"]\nsort = [\"X\"]\n");
    assert_eq!(app.seat.look.theme, Theme::Light);
    let told = app.note.clone().unwrap().text;
    assert_eq!(told, "config.toml:4:9 `X` is given to `filter` and to `sort` · g e lists");
    press(&mut app, "F");
    assert!(matches!(app.popups.last(), Some(Popup::Filter(_))));
    press(&mut app, "<esc>");
    // The list leads to the line, although the roadmap itself has no file that could be edited.
    press(&mut app, "ge");
    let list = painted(&app).join("\n");
    assert!(list.contains("1 error, 0 warnings in config.toml"), "{list}");
    assert_eq!(press(&mut app, "e"), [Effect::Editor("/etc/config.toml".to_owned(), 4, 9)]);
    // Mended while the list is open: it closes, and everything is as the file says.
    configured(&mut app, "theme = \"dark\"\n");
    assert!(app.popups.is_empty(), "{:?}", app.popups);
    assert_eq!(app.seat.look.theme, Theme::Dark);
    assert_eq!(app.note.unwrap().text, "fixed: the settings are right again");
}

#[test]
fn settings_that_cannot_be_read_are_told_and_change_nothing() {
    let mut app = app();
    configured(&mut app, "theme = \"light\"\n");
    app.update(Msg::Settings(Err("config.toml: no permission".to_owned())));
    assert_eq!(app.seat.look.theme, Theme::Light);
    assert!(app.note.clone().unwrap().text.contains("config.toml: no permission"));
}

#[test]
fn help_footer_and_messages_show_the_keys_there_are() {
    let mut app = app();
    let text = "[keys]\ndown = [\"n\", \"<down>\"]\nup = [\"<up>\"]\nnext-match = []\nquit = [\"Q\"]\nhelp = [\"<f2>\"]\n\
                escape = [\"x\"]\ngo-log = []\nsort = []\n";
    configured(&mut app, text);
    let keys = footer(&app);
    for hint in ["n up move", "f2 help", "Q quit"] {
        assert!(keys.contains(hint), "{hint}: {keys}");
    }
    assert!(!keys.contains("sort"), "{keys}");
    press(&mut app, "l");
    assert!(footer(&app).contains("x list"), "{}", footer(&app));
    press(&mut app, "xx");
    assert!(footer(&app).contains("Q quits"), "{}", footer(&app));
    press(&mut app, "<f2>quit");
    let help = painted(&app).join("\n");
    assert!(help.lines().any(|line| line.contains("quit") && line.contains("Q, ctrl-c")), "{help}");
}

#[test]
fn panes_name_the_keys_there_are() {
    let text = fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/roadmap.toml")).unwrap();
    let today = Day::new(2026, 11, 23).unwrap();
    let edition = Edition::read(1, Origin::default(), Sources::of_text("roadmap.toml", text), today);
    let mut app = app();
    app.update(Msg::Board(Board::new(Arc::new(edition))));
    press(&mut app, "1");
    assert!(painted(&app).join("\n").contains("2 warnings (!)"));
    configured(&mut app, "[keys]\ngo-wrong = [\"<f7>\"]\nmilestones = []\n");
    let shown = painted(&app).join("\n");
    assert!(shown.contains("2 warnings (f7)"), "{shown}");
    configured(&mut app, "[keys]\ngo-wrong = []\n");
    let shown = painted(&app).join("\n");
    assert!(shown.lines().any(|line| line.trim_end().ends_with("2 warnings")), "{shown}");
}

#[test]
fn a_share_is_a_share() {
    assert_eq!(sound("confidence = 0.9\n").settings.general.confidence.map(|share| share.0), Some(0.9));
    assert_eq!(codes("confidence = 80\n"), ["E016"]);
    assert_eq!(codes("confidence = \"0.8\"\n"), ["E012"]);
}

/// The program with a home of its own.
struct Home(TempDir);

impl Home {
    fn new(config: Option<&str>) -> Self {
        let home = Self(TempDir::new().unwrap());
        if let Some(text) = config {
            fs::create_dir_all(home.file().parent().unwrap()).unwrap();
            fs::write(home.file(), text).unwrap();
        }
        home
    }

    fn path(&self) -> &Path {
        self.0.path()
    }

    fn file(&self) -> std::path::PathBuf {
        self.path().join(".config/roadmap/config.toml")
    }

    /// The exit code, standard output and standard error.
    fn run(&self, arguments: &[&str], variables: &[(&str, &str)]) -> (i32, String, String) {
        let mut command = Command::new(pty::ROADMAP);
        command.args(arguments).current_dir(self.path()).env_clear().env("HOME", self.path()).stdin(Stdio::null());
        let output = command.envs(variables.iter().copied()).output().unwrap();
        let text = |bytes| String::from_utf8(bytes).unwrap();
        (output.status.code().unwrap(), text(output.stdout), text(output.stderr))
    }

    /// The dashboard.
    fn start(&self, arguments: &[&str]) -> Pty {
        let run = Run::roadmap(self.path(), arguments).env("HOME", self.path().to_str().unwrap());
        run.env("XDG_CONFIG_HOME", "").size(100, 30).start()
    }
}

#[test]
fn the_keys_that_there_are_can_be_printed() {
    let home = Home::new(Some("[keys]\nfilter = [\"F\"]\n"));
    let line = |text: &str| text.lines().find(|line| line.contains(" filter ")).unwrap().trim().to_owned();
    let (code, out, _) = home.run(&["keys"], &[]);
    assert_eq!((code, line(&out).starts_with("F ")), (0, true), "{out}");
    for (arguments, variables) in [
        (&["keys", "--config", "none"][..], &[][..]),
        (&["keys"], &[("ROADMAP_CONFIG", "none")]),
        (&["keys"], &[("ROADMAP_CONFIG", "/dev/null")]),
        (&["keys"], &[("XDG_CONFIG_HOME", "/nowhere")]),
    ] {
        let (code, out, _) = home.run(arguments, variables);
        assert_eq!((code, line(&out).starts_with("/ ")), (0, true), "{arguments:?} {variables:?} {out}");
    }
    fs::write(home.path().join("other.toml"), "[keys]\nfilter = [\"O\"]\n").unwrap();
    for (arguments, variables) in
        [(&["keys", "--config", "other.toml"][..], &[][..]), (&["keys"], &[("ROADMAP_CONFIG", "other.toml")])]
    {
        let (code, out, _) = home.run(arguments, variables);
        assert_eq!((code, line(&out).starts_with("O ")), (0, true), "{arguments:?} {variables:?} {out}");
    }
    let (code, _, told) = home.run(&["keys", "--config", "absent.toml"], &[]);
    assert_eq!((code, told.contains("absent.toml: there is no such file")), (3, true), "{told}");
    fs::write(home.file(), "[keys]\nfliter = [\"F\"]\n").unwrap();
    let (code, out, told) = home.run(&["keys"], &[]);
    assert_eq!((code, line(&out).starts_with("/ ")), (1, true), "{out}");
    assert!(told.contains("~/.config/roadmap/config.toml:2:1 no action is called `fliter`"), "{told}");
}

#[test]
fn settings_are_checked_like_a_roadmap() {
    let home = Home::new(Some("theme = \"dark\"\n"));
    let checked = |arguments: &[&str]| home.run(&[&["check"], arguments].concat(), &[]);
    let path = home.file();
    let path = path.to_str().unwrap();
    for arguments in [&["--config"][..], &["--config", path], &[path]] {
        let (code, out, _) = checked(arguments);
        assert_eq!((code, out.contains("0 errors, 0 warnings")), (0, true), "{arguments:?} {out}");
        assert!(out.contains("(settings)"), "{out}");
    }
    fs::write(path, "theme = \"drak\"\n").unwrap();
    for arguments in [&["--config"][..], &[path]] {
        let (code, out, _) = checked(arguments);
        assert_eq!((code, out.contains("config.toml:1:9")), (1, true), "{arguments:?} {out}");
    }
    let (code, out, _) = checked(&["--config", "--format", "json"]);
    let told: serde_json::Value = serde_json::from_str(&out).unwrap();
    assert_eq!((code, told["problems"][0]["code"].as_str()), (1, Some("E013")));
    fs::write(path, "[keys]\nfilter = [\"<ctrl-s>\"]\n").unwrap();
    assert_eq!(checked(&["--config"]).0, 0);
    assert_eq!(checked(&["--config", "--strict"]).0, 1);
    assert_eq!(checked(&["--config", "absent.toml"]).0, 3);
    fs::write(path, "#".repeat(300_000)).unwrap();
    let (code, _, told) = checked(&["--config"]);
    assert_eq!((code, told.contains("300000 bytes is more than")), (3, true), "{told}");
    fs::remove_file(path).unwrap();
    let (code, out, _) = checked(&["--config"]);
    assert_eq!((code, out.contains("there are none")), (0, true), "{out}");
}

#[test]
fn the_examples_are_sound_and_fit_the_schema() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let schema = fs::read_to_string(root.join("assets/config.schema.json")).unwrap();
    let schema = jsonschema::validator_for(&serde_json::from_str(&schema).unwrap()).unwrap();
    let mut count = 0;
    for file in fs::read_dir(root.join("docs/settings")).unwrap() {
        let text = fs::read_to_string(file.unwrap().path()).unwrap();
        assert_eq!(sound(&text).problems, [], "{text}");
        let value: serde_json::Value = toml::from_str(&text).unwrap();
        assert!(schema.is_valid(&value), "{text}");
        count += 1;
    }
    assert!(count >= 3);
    for wrong in ["theme = \"drak\"", "mouse = 1", "[keys]\nfliter = [\"F\"]", "[keys]\nfilter = [\"\"]", "other = 1"] {
        assert!(!schema.is_valid(&toml::from_str::<serde_json::Value>(wrong).unwrap()), "{wrong}");
    }
}

#[test]
fn a_dashboard_begins_with_them_and_takes_each_save() {
    let home = Home::new(Some("[keys]\nquit = [\"Q\"]\nrisks = [\"R\"]\n"));
    let mut pty = home.start(&[]);
    pty.sees("Q quit");
    pty.keys("R");
    pty.wait_for("risks", |screen| line(screen, 1).contains("8 Risks"));
    fs::write(home.file(), "[keys]\nquit = [\"Q\"]\nrisks = [\"Q\"]\n").unwrap();
    pty.sees("~/.config/roadmap/config.toml:3:10 `Q` is given to `quit` and to `risks` · g e lists");
    pty.keys("2");
    pty.sees("Q quit");
    fs::write(home.file(), "[keys]\nquit = [\"X\"]\n").unwrap();
    pty.sees("fixed: the settings are right again");
    pty.keys("1");
    pty.sees("X quit");
    // Taken away, they are as usual again; the folder may go with the file, and come back.
    fs::remove_dir_all(home.path().join(".config")).unwrap();
    pty.press_until("1", "the usual keys", |screen| screen.contents().contains("q quit"));
    fs::create_dir_all(home.file().parent().unwrap()).unwrap();
    fs::write(home.file(), "[keys]\nquit = [\"Z\"]\n").unwrap();
    pty.press_until("1", "the new keys", |screen| screen.contents().contains("Z quit"));
    pty.keys("Z");
    assert!(pty.wait_exit().success());
    pty.restored();
}

#[test]
fn the_mouse_is_left_to_the_terminal_where_the_settings_say_so() {
    let home = Home::new(Some("mouse = false\n"));
    let mut pty = home.start(&[]);
    pty.sees("q quit");
    let mouse = |screen: &vt100::Screen| screen.mouse_protocol_mode() != vt100::MouseProtocolMode::None;
    pty.wait_for("no mouse", |screen| !mouse(screen));
    fs::write(home.file(), "mouse = true\n").unwrap();
    pty.wait_for("the mouse", mouse);
    assert!(pty.leave().success());
    pty.restored();
}

#[test]
fn what_cannot_be_read_is_told_once_and_everything_is_as_usual() {
    let home = Home::new(None);
    fs::create_dir_all(home.file()).unwrap();
    let mut pty = home.start(&[]);
    pty.sees("this is a folder, not a file");
    pty.keys("2");
    pty.sees("q quit");
    pty.misses("this is a folder");
    assert!(pty.leave().success());
    // A file where the folder should be, and no home at all.
    let home = Home::new(None);
    fs::write(home.path().join(".config"), "").unwrap();
    let mut pty = home.start(&[]);
    pty.sees("~/.config/roadmap/config.toml: Not a directory");
    pty.keys("2");
    pty.sees("q quit");
    assert!(pty.leave().success());
    let mut pty = Run::roadmap(home.path(), &[]).env("HOME", "").start();
    pty.sees("q quit");
    assert!(pty.leave().success());
}

#[test]
fn line_by_line_they_hold_too_and_what_is_wrong_is_said() {
    let home = Home::new(Some("ascii = true\n"));
    let read = |arguments: &[&str]| home.run(&[&["read", "--pane=members"], arguments].concat(), &[]);
    let (code, out, _) = read(&[]);
    assert_eq!((code, out.is_ascii()), (0, true), "{out}");
    fs::write(home.path().join("plan.toml"), "[roadmap]\ntitle = \"É\"\n").unwrap();
    assert!(read(&["plan.toml"]).1.is_ascii());
    assert!(read(&["plan.toml", "--config=none"]).1.contains('É'));
    fs::write(home.file(), "[keys]\nfliter = [\"F\"]\n").unwrap();
    let (code, out, _) = read(&[]);
    let told = "~/.config/roadmap/config.toml:2:1 no action is called `fliter`";
    assert!(code == 0 && out.lines().any(|line| line == told), "{out}");
}

/// A line of a table of keys.
fn binding() -> impl Strategy<Value = String> {
    let names: Vec<&str> = bindable().map(|(name, ..)| name).chain(["fliter", "theme", ""]).collect();
    let key = prop_oneof![
        4 => "[a-zA-Z/?.,<>]",
        2 => prop::sample::select(vec!["<ctrl-f>", "<down>", "<f5>", "<esc>", "<enter>", "<space>", "<ctrl-s>", "<tab>"])
            .prop_map(str::to_owned),
        1 => "<?[a-z]{0,3}-?[a-z]?>?",
    ];
    let chord = prop::collection::vec(key, 1..4).prop_map(|keys| keys.join(" "));
    (prop::sample::select(names), prop::collection::vec(chord, 0..4)).prop_map(|(name, chords)| {
        let mut line = format!("{name:?} = [");
        for chord in chords {
            let _ = write!(line, "{chord:?}, ");
        }
        line + "]"
    })
}

proptest! {
    #[test]
    fn whatever_is_written_is_read(text in "(\\PC|\n|[\\[\\]=\"'{}<>#]|keys|theme){0,200}") {
        let reading = read(&text);
        for problem in &reading.problems {
            prop_assert!(!human(std::slice::from_ref(problem), &reading.sources, Paper::default()).is_empty());
        }
    }

    #[test]
    fn a_good_text_with_any_byte_replaced_is_read(at in 0..1_000_usize, byte in any::<u8>()) {
        let mut bytes = include_bytes!("data/settings.toml").to_vec();
        let at = at % bytes.len();
        bytes[at] = byte;
        let reading = SettingsReading::new(Sources::of_bytes("config.toml", bytes), String::new());
        for pair in reading.problems.windows(2) {
            prop_assert!(pair[0].at <= pair[1].at);
        }
    }

    /// Where nothing is wrong, every key that was given means its action, and none is cut off.
    #[test]
    fn keys_that_nothing_is_wrong_with_all_work(lines in prop::collection::btree_set(binding(), 0..6)) {
        let mut text = String::from("[keys]\n");
        let mut named = std::collections::HashSet::new();
        for line in &lines {
            if named.insert(line.split(" = ").next().unwrap()) {
                text += line;
                text += "\n";
            }
        }
        let reading = read(&text);
        if reading.is_sound() {
            let keymap = &reading.settings.keymap;
            prop_assert_eq!(keymap.conflicts(), Vec::<String>::new());
            for line in text.lines().skip(1) {
                let value: toml::Table = toml::from_str(line).unwrap();
                let (name, chords) = value.iter().next().unwrap();
                let action = bindable().find(|(known, ..)| known == name).unwrap().1;
                for chord in chords.as_array().unwrap() {
                    let typed: Vec<Key> =
                        chord.as_str().unwrap().split_whitespace().map(|key| key.parse().unwrap()).collect();
                    prop_assert_eq!(keymap.find(&typed), Lookup::Action(action.clone()));
                }
            }
            for (typed, action) in [("<enter>", Action::Enter), ("<esc>", Action::Escape), ("<ctrl-c>", Action::Quit)] {
                prop_assert_eq!(keymap.find(&keys(typed)), Lookup::Action(action));
            }
        }
    }
}

#[test]
fn the_header_says_that_the_settings_are_wrong_until_they_are_right() {
    let first = |app: &App| {
        let mut cells = Buffer::empty(Rect::from(app.seat.size));
        draw(app, &mut cells);
        (0..cells.area.width).map(|x| cells[(x, 0)].symbol()).collect::<String>()
    };
    let press = |app: &mut App, text: &str| {
        for key in keys(text) {
            app.update(Msg::Key(key));
        }
    };
    let mut app = app();
    for (width, height) in [(100, 24), (80, 24), (60, 20)] {
        app.update(Msg::Resize(Size::new(width, height)));
        configured(&mut app, "themee = \"light\"\n");
        press(&mut app, "jk");
        assert_eq!(app.note, None);
        assert!(first(&app).contains("settings: 1 problem (g e)"), "{}", first(&app));
        press(&mut app, "ge");
        assert!(matches!(app.popups.last(), Some(Popup::Picker(_))), "those keys list it");
        press(&mut app, "<esc>");
        configured(&mut app, "[keys]\ngo-problems = [\"P\"]\n");
        assert!(!first(&app).contains("settings"), "{}", first(&app));
        configured(&mut app, "a = 1\nb = 2\n");
        assert!(first(&app).contains("settings: 2 problems (P)"), "{}", first(&app));
        configured(&mut app, "");
    }
}
