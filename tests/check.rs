//! What is wrong with a roadmap, for people and for machines: the same problems, in the same order, at the same places.

#![allow(clippy::unwrap_used, clippy::expect_used, missing_docs, reason = "a test may stop where it stands")]

use jsonschema::Validator;
use rustix::process::{Pid, Signal, kill_process};
use serde_json::Value;
use std::fmt::Write as _;
use std::fs;
use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::sync::mpsc::{Receiver, channel};
use std::time::Duration;
use tempfile::TempDir;

/// Eight independent mistakes of different kinds, and what each is.
const EIGHT: &str = include_str!("data/eight.toml");
const TOLD: [(&str, usize, usize); 8] = [
    ("E011", 7, 1),
    ("E022", 9, 6),
    ("E013", 15, 8),
    ("E002", 20, 10),
    ("E020", 21, 9),
    ("E014", 26, 8),
    ("E016", 27, 12),
    ("E030", 32, 14),
];

fn command(folder: &Path, arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_roadmap"));
    command.arg("check").arg("--today=2026-11-23").args(arguments).current_dir(folder).env_clear().stdin(Stdio::null());
    command
}

/// The exit code, standard output and standard error.
fn check(folder: &Path, arguments: &[&str]) -> (i32, String, String) {
    let output = command(folder, arguments).output().unwrap();
    let text = |bytes| String::from_utf8(bytes).unwrap();
    (output.status.code().unwrap(), text(output.stdout), text(output.stderr))
}

fn folder(files: &[(&str, &str)]) -> TempDir {
    let folder = TempDir::new().unwrap();
    for (name, text) in files {
        fs::write(folder.path().join(name), text).unwrap();
    }
    folder
}

fn schema(text: &str) -> Validator {
    jsonschema::validator_for(&serde_json::from_str(text).unwrap()).unwrap()
}

#[track_caller]
fn valid(schema: &Validator, value: &Value) {
    let wrong: Vec<String> =
        schema.iter_errors(value).map(|error| format!("{}: {error}", error.instance_path())).collect();
    assert_eq!(wrong, [""; 0], "{value:#}");
}

fn json(folder: &Path, arguments: &[&str]) -> Value {
    let (_, out, _) = check(folder, &[&["--format=json"], arguments].concat());
    let value = serde_json::from_str(&out).unwrap();
    valid(&schema(include_str!("../docs/check.schema.json")), &value);
    value
}

fn sarif(folder: &Path, arguments: &[&str]) -> Value {
    let (_, out, _) = check(folder, &[&["--format=sarif"], arguments].concat());
    let value = serde_json::from_str(&out).unwrap();
    // The pattern of a language in the published schema has a bracket too much for a strict reader.
    let published = include_str!("data/sarif-schema-2.1.0.json").replace("{2}]?$", "{2}?$");
    valid(&schema(&published), &value);
    value
}

/// A workflow command, read as the documentation of GitHub says: its name, its properties, its data.
fn workflow_command(line: &str) -> (String, Vec<(String, String)>, String) {
    let (head, data) = line.strip_prefix("::").unwrap().split_once("::").unwrap();
    let (name, properties) = head.split_once(' ').unwrap();
    let plain = |text: &str| text.replace("%0D", "\r").replace("%0A", "\n").replace("%25", "%");
    let property = |text: &str| {
        let (key, value) = text.split_once('=').unwrap();
        (key.to_owned(), plain(&value.replace("%3A", ":").replace("%2C", ",")))
    };
    (name.to_owned(), properties.split(',').map(property).collect(), plain(data))
}

#[test]
fn eight_independent_mistakes_are_these_eight_in_every_format() {
    let folder = folder(&[("roadmap.toml", EIGHT)]);
    let (code, out, err) = check(folder.path(), &[]);
    assert_eq!((code, err.as_str()), (1, ""));
    let places: Vec<&str> = out.lines().filter_map(|line| line.trim_start().strip_prefix("--> ")).collect();
    assert_eq!(places, TOLD.map(|(_, line, column)| format!("roadmap.toml:{line}:{column}")));
    let codes: Vec<&str> =
        out.lines().filter_map(|line| line.strip_prefix("error[")?.split_once(']')).map(|it| it.0).collect();
    assert_eq!(codes, TOLD.map(|told| told.0));
    assert!(out.ends_with("8 errors, 0 warnings in roadmap.toml (4 entries)\n"), "{out}");

    let value = json(folder.path(), &[]);
    let of = |problem: &Value| {
        let number = |key: &str| usize::try_from(problem[key].as_u64().unwrap()).unwrap();
        (problem["code"].as_str().unwrap().to_owned(), number("line"), number("column"))
    };
    let told: Vec<_> = value["problems"].as_array().unwrap().iter().map(of).collect();
    assert_eq!(told, TOLD.map(|(code, line, column)| (code.to_owned(), line, column)));
    assert_eq!((&value["errors"], &value["warnings"]), (&8.into(), &0.into()));
    let second = &value["problems"][1];
    assert_eq!(second["entry"], "acme");
    assert_eq!(second["end_column"], 12);
    assert_eq!(second["also"][0]["line"], 4);
    assert_eq!(value["problems"][4]["remedy"], "did you mean \"acme\"?");

    let value = sarif(folder.path(), &[]);
    let results = value["runs"][0]["results"].as_array().unwrap();
    let rules = value["runs"][0]["tool"]["driver"]["rules"].as_array().unwrap();
    for (result, (code, line, column)) in results.iter().zip(TOLD) {
        assert_eq!(result["ruleId"], code);
        assert_eq!(rules[usize::try_from(result["ruleIndex"].as_u64().unwrap()).unwrap()]["id"], code);
        let region = &result["locations"][0]["physicalLocation"]["region"];
        assert_eq!((&region["startLine"], &region["startColumn"]), (&line.into(), &column.into()));
    }
    assert_eq!(results.len(), 8);

    let (code, out, _) = check(folder.path(), &["--format=github"]);
    assert_eq!(code, 1);
    let lines: Vec<&str> = out.lines().collect();
    assert_eq!(lines.len(), 9, "{out}");
    for (line, (code, at, column)) in lines.iter().zip(TOLD) {
        let (name, properties, data) = workflow_command(line);
        let property = |key: &str| properties.iter().find(|(name, _)| name == key).map(|(_, value)| value.as_str());
        assert_eq!((name.as_str(), property("file")), ("error", Some("roadmap.toml")));
        assert_eq!(property("line"), Some(at.to_string().as_str()));
        assert_eq!(property("col"), Some(column.to_string().as_str()));
        assert!(property("title").unwrap().starts_with(&format!("{code}: ")), "{line}");
        assert!(!data.is_empty());
    }
}

#[test]
fn the_same_mistakes_are_told_whatever_the_line_ends_and_the_byte_order_mark() {
    for text in [EIGHT.replace('\n', "\r\n"), format!("\u{feff}{EIGHT}"), EIGHT.trim_end().to_owned()] {
        let folder = folder(&[("roadmap.toml", &text)]);
        let value = json(folder.path(), &[]);
        let of = |problem: &Value| (problem["line"].as_u64().unwrap(), problem["column"].as_u64().unwrap());
        let told: Vec<_> = value["problems"].as_array().unwrap().iter().map(of).collect();
        assert_eq!(told, TOLD.map(|(_, line, column)| (line as u64, column as u64)));
    }
}

#[test]
fn whatever_bytes_a_file_holds_every_format_is_valid_and_safe() {
    let head = "[roadmap]\ntitle = \"t\"\n[[capability]]\nid = \"c\"\nname = \"C\"\n";
    for text in [
        String::new(),
        format!("{head}\"\\u001b[31m\\u202e,:%\" = 1\n"),
        format!("{head}\ttags = [\"日本語\", 7]\t# \u{9b}31m\n"),
        format!("{head}tags = [\"a,b:c%0A\", \"\u{200b}\", 1]\n\"x\\ny\" = 1\n"),
    ] {
        let folder = folder(&[("a, b%:c.toml", &text)]);
        json(folder.path(), &["a, b%:c.toml"]);
        sarif(folder.path(), &["a, b%:c.toml"]);
        for format in ["human", "github", "json", "sarif"] {
            let (_, out, _) = check(folder.path(), &[&format!("--format={format}"), "a, b%:c.toml"]);
            assert!(out.chars().all(|c| c == '\n' || !c.is_control()), "{out:?}");
            assert!(!out.contains(['\u{202e}', '\u{200b}']), "{out:?}");
        }
        let (_, out, _) = check(folder.path(), &["--format=github", "a, b%:c.toml"]);
        for line in out.lines().filter(|line| line.starts_with("::")) {
            let (_, properties, _) = workflow_command(line);
            assert_eq!(properties[0], ("file".to_owned(), "a, b%:c.toml".to_owned()));
        }
    }
    let bytes = TempDir::new().unwrap();
    fs::write(bytes.path().join("roadmap.toml"), b"[roadmap]\ntitle = \"caf\xe9\"\n").unwrap();
    let value = json(bytes.path(), &[]);
    assert_eq!((&value["problems"][0]["code"], &value["problems"][0]["column"]), (&"E001".into(), &13.into()));
    sarif(bytes.path(), &[]);
}

#[test]
fn ten_thousand_mistakes_are_counted_and_the_output_is_bounded() {
    let mut text = "[roadmap]\ntitle = \"t\"\n".to_owned();
    for i in 0..12_000 {
        let _ = write!(text, "[[note]]\nid = \"n{i}\"\nname = \"N\"\ntext = \"t\"\ncolour = 1\n");
    }
    let folder = folder(&[("roadmap.toml", &text)]);
    let value = json(folder.path(), &[]);
    assert_eq!(value["errors"], 12_000);
    assert_eq!(value["problems"].as_array().unwrap().len(), 10_000);
    let (_, out, _) = check(folder.path(), &[]);
    assert!(out.len() < 100_000 && out.contains("… and 11900 more"), "{}", out.len());
}

#[test]
fn several_files_are_one_document_and_one_that_is_missing_spoils_none() {
    let folder = folder(&[("a.toml", "[roadmap]\ntitle = 1\n"), ("b.toml", "[roadmap]\ntitle = \"b\"\nx = 1\n")]);
    let value = json(folder.path(), &["b.toml", "a.toml"]);
    let files: Vec<&str> =
        value["problems"].as_array().unwrap().iter().map(|it| it["file"].as_str().unwrap()).collect();
    assert_eq!(files, ["b.toml", "a.toml"]);
    let (code, out, err) = check(folder.path(), &["--format=json", "b.toml", "missing.toml", "a.toml"]);
    assert_eq!((code, err.as_str()), (3, "roadmap: missing.toml: there is no such file\n"));
    assert_eq!(serde_json::from_str::<Value>(&out).unwrap()["errors"], 2);
}

#[test]
fn warnings_fail_only_a_strict_check() {
    let folder = folder(&[(
        "roadmap.toml",
        "[roadmap]\ntitle = \"t\"\n[[milestone]]\nid = \"m\"\nname = \"M\"\nstatus = \"planned\"\n",
    )]);
    for format in ["human", "json", "github", "sarif"] {
        let format = format!("--format={format}");
        assert_eq!(check(folder.path(), &[&format]).0, 0);
        assert_eq!(check(folder.path(), &[&format, "--strict"]).0, 1);
    }
}

#[test]
fn a_view_that_its_pane_cannot_show_is_told_with_its_place_and_a_remedy() {
    let views = "[[view]]\nname = \"A\"\npane = \"risks\"\nfilter = \"pace lead:x\"\n\
                 [[view]]\nname = \"B\"\npane = \"risks\"\nsort = \"dat\"\n";
    let folder = folder(&[
        ("roadmap.toml", "[roadmap]\ntitle = \"t\"\ninclude = [\"views.toml\"]\n"),
        ("views.toml", views),
        ("config.toml", views),
    ]);
    for arguments in [&["roadmap.toml"][..], &["--config", "config.toml"]] {
        let value = json(folder.path(), arguments);
        let of = |it: &Value| {
            assert!(it["remedy"].is_string(), "{it:#}");
            (it["code"].as_str().unwrap().to_owned(), it["line"].as_u64().unwrap(), it["column"].as_u64().unwrap())
        };
        let told: Vec<_> = value["problems"].as_array().unwrap().iter().map(of).collect();
        assert_eq!(told, [("W049".to_owned(), 4, 16), ("W049".to_owned(), 8, 8)], "{value:#}");
        assert_eq!(check(folder.path(), arguments).0, 0);
        assert_eq!(check(folder.path(), &[&["--strict"], arguments].concat()).0, 1);
    }
}

/// When a test gives up waiting for a line.
const DEADLINE: Duration = Duration::from_secs(45);

/// A check that goes on.
struct Watching {
    child: Child,
    lines: Receiver<String>,
}

impl Watching {
    fn start(folder: &Path, arguments: &[&str]) -> Self {
        let mut child = command(folder, &[&["--watch"], arguments].concat()).stdout(Stdio::piped()).spawn().unwrap();
        let out = BufReader::new(child.stdout.take().unwrap());
        let (to, lines) = channel();
        std::thread::spawn(move || out.lines().map_while(Result::ok).try_for_each(|line| to.send(line)));
        Self { child, lines }
    }

    /// The next line that has this.
    #[track_caller]
    fn line(&self, wanted: &str) -> String {
        loop {
            let line = self.lines.recv_timeout(DEADLINE).unwrap_or_else(|_| panic!("waited in vain for {wanted}"));
            if line.contains(wanted) {
                return line;
            }
        }
    }

    fn end(mut self, signal: Signal) {
        kill_process(Pid::from_child(&self.child), signal).unwrap();
        assert_eq!(self.child.wait().unwrap().code(), Some(0));
    }
}

impl Drop for Watching {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

#[test]
fn a_check_that_watches_tells_every_save() {
    let folder = folder(&[("roadmap.toml", "[roadmap]\ntitle = 1\n")]);
    let file = folder.path().join("roadmap.toml");
    let it = Watching::start(folder.path(), &[]);
    it.line("1 error, 0 warnings");
    fs::write(folder.path().join("next"), "[roadmap]\ntitle = \"t\"\n").unwrap();
    fs::rename(folder.path().join("next"), &file).unwrap();
    it.line("0 errors, 0 warnings");
    fs::write(&file, "[roadmap]\ntitle = \"t\"\na = 1\nb = 2\n").unwrap();
    it.line("2 errors, 0 warnings");
    fs::remove_file(&file).unwrap();
    it.line("-- ");
    fs::write(&file, "[roadmap]\ntitle = \"back\"\n").unwrap();
    it.line("0 errors, 0 warnings");
    it.end(Signal::TERM);
}

#[test]
fn a_check_that_watches_gives_one_document_a_line() {
    let folder = folder(&[("a.toml", "[roadmap]\ntitle = \"a\"\ninclude = [\"b/*.toml\"]\n")]);
    fs::create_dir(folder.path().join("b")).unwrap();
    let it = Watching::start(folder.path(), &["--format=json", "a.toml"]);
    let first: Value = serde_json::from_str(&it.line("version")).unwrap();
    assert_eq!(first["warnings"], 1);
    fs::write(folder.path().join("b/c.toml"), "[[note]]\nid = \"n\"\n").unwrap();
    let second: Value = serde_json::from_str(&it.line("version")).unwrap();
    assert_eq!((&second["problems"][0]["file"], &second["errors"]), (&"b/c.toml".into(), &2.into()));
    it.end(Signal::INT);
}

/// The messages of a code about a roadmap of milestones and the like.
fn told(code: &str, text: &str) -> Vec<String> {
    let folder = folder(&[("roadmap.toml", &format!("[roadmap]\ntitle = \"t\"\n{text}"))]);
    let value = json(folder.path(), &[]);
    let problems = value["problems"].as_array().unwrap().iter().filter(|problem| problem["code"] == code);
    problems.map(|problem| problem["message"].as_str().unwrap().to_owned()).collect()
}

fn milestone(id: &str, fields: &str) -> String {
    format!("[[milestone]]\nid = \"{id}\"\nname = \"{id}\"\nstatus = \"planned\"\nbasis = \"assumption\"\n{fields}\n")
}

#[test]
fn a_promise_that_cannot_be_kept_says_by_how_many_days_and_because_of_what() {
    let chip = "[[announcement]]\nid = \"chip\"\nname = \"Chip\"\nkind = \"hardware\"\navailable = \"2026-12\"\n";
    let rack = milestone("rack", "duration = \"2w\"\ndepends_on = [\"chip\"]");
    let model = milestone("model", "date = \"2026-12\"\ndepends_on = [\"rack\"]");
    assert_eq!(
        told("W040", &[chip, &rack, &model].concat()),
        [
            "`model` is promised for 2026-12, and can be reached on 2027-01-14 at the earliest: 14 days behind, because of \
          `chip`, by way of `rack`"
        ]
    );
    // In time to the day is in time.
    let kept = milestone("model", "date = 2027-01-14\ndepends_on = [\"rack\"]");
    assert_eq!(told("W040", &[chip, &rack, &kept].concat()), [""; 0]);
}

#[test]
fn a_promise_before_its_own_work_is_told_and_one_that_is_past_only_once() {
    assert_eq!(
        told("W057", &milestone("m", "date = \"2026-12\"\nduration = \"8w\"\nstart = 2026-11-20")),
        [
            "`m` is promised for 2026-12, and can be reached on 2027-01-18 at the earliest: 18 days behind, because of its own \
          length"
        ]
    );
    let past = milestone("m", "date = \"2026-10\"\nduration = \"8w\"");
    assert_eq!((told("W057", &past).len(), told("W041", &past).len()), (0, 1));
}

#[test]
fn a_risk_that_may_stand_in_the_estimate_already_and_what_was_done_too_early_are_told() {
    let wide = milestone("m", "estimate = { low = \"2w\", likely = \"4w\", high = \"9w\" }");
    let narrow = milestone("m", "estimate = { low = \"2w\", likely = \"4w\", high = \"8w\" }");
    let risk = |more: &str| {
        format!(
            "[[risk]]\nid = \"r\"\nname = \"R\"\ncategory = \"c\"\nstatus = \"open\"\naffects = [\"m\"]\nlikelihood = 2\n{more}\n"
        )
    };
    let costs = risk("delay = { low = \"1w\", likely = \"2w\", high = \"3w\" }");
    assert_eq!(
        told("W058", &[wide.as_str(), &costs].concat()),
        ["the estimate of `m` is more than twice as high as is likely, and the risk `r` adds days too"]
    );
    assert_eq!(told("W058", &[narrow.as_str(), &costs].concat()), [""; 0]);
    assert_eq!(told("W058", &[wide.as_str(), &risk("")].concat()), [""; 0]);
    let done = milestone("m", "depends_on = [\"before\"]\ndone = 2026-11-02").replace("planned", "done");
    let before = milestone("before", "date = \"2027\"");
    assert_eq!(
        told("W059", &[done.as_str(), &before].concat()),
        ["`m` is done, and depends on `before`, which is not done yet"]
    );
    assert_eq!(told("W059", &[done, before.replace("planned", "cancelled")].concat()), [""; 0]);
}

#[test]
fn a_status_that_its_own_fields_speak_against_is_told() {
    let late = milestone("m", "start = 2026-10\nduration = \"8w\"");
    let found = told("W060", &late.replace("2026-10", "\"2026-10\""));
    assert!(found.len() == 1 && found[0].ends_with("ago and is only planned"), "{found:?}");
    assert_eq!(told("W060", &late.replace("2026-10", "\"2027-10\"")), [""; 0]);
    let whole = milestone("m", "duration = \"8w\"\nprogress = 100").replace("planned", "in-progress");
    assert_eq!(told("W061", &whole), ["all of `m` is done, but it is not"]);
    assert_eq!(told("W061", &whole.replace("100", "99")), [""; 0]);
    let waits = milestone("m", "depends_on = [\"gone\"]\ndate = \"2027\"");
    let gone = milestone("gone", "").replace("planned", "cancelled");
    assert_eq!(told("W062", &[waits.as_str(), &gone].concat()), ["`m` waits for `gone`, which was given up"]);
    assert_eq!(told("W062", &[waits.as_str(), &gone.replace("cancelled", "planned")].concat()), [""; 0]);
}
