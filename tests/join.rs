//! A stage on a socket: one presents, others follow in processes and windows of their own, and either may come and go.

#![allow(clippy::unwrap_used, clippy::expect_used, missing_docs, reason = "a test may stop where it stands")]

#[path = "support/pty.rs"]
mod pty;

use coalition_roadmap::host::{Access, Places, Shared, Socket};
use pty::{DEADLINE, Pty, Run};
use rustix::process::Signal;
use std::fs;
use std::io::{BufRead, BufReader, ErrorKind, Read, Write};
use std::os::unix::fs::{FileTypeExt, MetadataExt, PermissionsExt};
use std::os::unix::net::{UnixListener, UnixStream};
use std::path::Path;
use std::process::{Command, Stdio};
use std::sync::mpsc::RecvTimeoutError;
use std::time::Duration;
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
    pty.sees("Three came together.");
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
    // While others follow it is asked for twice.
    pty.keys("qq");
    assert!(pty.wait_exit().success(), "{}", pty.text());
    pty.restored();
}

/// How a command line ends that has no terminal, and what it says then.
fn refusal(folder: &Path, arguments: &[&str]) -> (Option<i32>, String) {
    told(Command::new(pty::ROADMAP).args(arguments).current_dir(folder).env("XDG_RUNTIME_DIR", folder))
}

fn told(command: &mut Command) -> (Option<i32>, String) {
    let output = command.stdin(Stdio::null()).output().unwrap();
    (output.status.code(), String::from_utf8_lossy(&output.stderr).into_owned())
}

/// The one who runs this, as the system calls them.
fn login() -> String {
    let output = Command::new("id").arg("-un").output().unwrap();
    String::from_utf8(output.stdout).unwrap().trim().to_owned()
}

/// One who speaks for themselves.
struct Bare(BufReader<UnixStream>);

impl Bare {
    fn come(at: &Path) -> Self {
        let stream = UnixStream::connect(at).unwrap();
        stream.set_read_timeout(Some(DEADLINE)).unwrap();
        Self(BufReader::new(stream))
    }

    fn says(&mut self, bytes: &[u8]) {
        // The other side may have ended it already.
        let _ = self.0.get_mut().write_all(bytes);
    }

    fn line(&mut self) -> String {
        let mut line = String::new();
        self.0.read_line(&mut line).unwrap();
        line
    }

    /// Reads to the end, which comes.
    fn ends(&mut self) {
        let ended = self.0.read_to_end(&mut Vec::new());
        assert!(ended.is_ok() || ended.is_err_and(|error| error.kind() == ErrorKind::ConnectionReset));
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
    early.keys("3");
    stands(&early, "3 Milestones", "Port to the chip");
    presenter.keys("P");
    stands(&early, "Who is here", "Beta");
    // They quit.
    quits(&mut presenter);
    early.sees("waiting for the presenter");
    early.keys("3j");
    stands(&early, "3 Milestones", "The launch");
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
    other.sees("planned 2027-02-23 → 2027-03-09 (14");
    presenter.keys("9");
    other.sees("What the steps change");
    other.wait_for("what changed", |screen| marked(screen).contains("The launch") && marked(screen).contains("+14d"));
    presenter.keys("w");
    presenter.keys("3");
    stands(&other, "Milestones", "Port to the chip");
    other.misses("what if");
    quits(&mut presenter);
    quits(&mut other);
}

#[test]
fn a_stage_is_found_where_it_is_usual_and_is_nobody_elses() {
    let folder = folder();
    let run = |arguments: &[&str]| {
        Run::roadmap(folder.path(), arguments).env("XDG_RUNTIME_DIR", folder.path().to_str().unwrap())
    };
    let early = run(&["join"]).start();
    early.sees("Waiting for the presenter");
    early.sees(&format!("in {}/roadmap, /run/roadmap", folder.path().display()));
    let mut presenter = run(&["plan.toml", TODAY, "--present", "--stage"]).start();
    stands(&early, "Who is here", "Beta");
    let socket = folder.path().join("roadmap/stage.sock");
    let meta = fs::symlink_metadata(&socket).unwrap();
    assert!(meta.file_type().is_socket());
    assert_eq!(meta.mode() & 0o777, 0o600);
    assert_eq!(fs::metadata(folder.path().join("roadmap")).unwrap().mode() & 0o777, 0o700);
    let late = run(&["join"]).start();
    stands(&late, "Who is here", "Beta");
    // A second presenter is told who presents, and changes nothing.
    let (code, said) = refusal(folder.path(), &["plan.toml", "--stage"]);
    assert_eq!(code, Some(3));
    assert!(said.contains(&format!("{} has a stage there; `roadmap join` follows", login())), "{said}");
    presenter.keys(" ");
    stands(&late, "What comes", "The launch");
    // With two stages, one has to say which.
    let second = run(&["plan.toml", TODAY, "--present", "--stage=roadmap/second.sock"]).start();
    second.sees("Say hello");
    let (code, said) = refusal(folder.path(), &["join"]);
    assert_eq!(code, Some(2), "{said}");
    for name in ["stage.sock", "second.sock"] {
        assert!(said.contains(&format!("roadmap join {}/roadmap/{name}", folder.path().display())), "{said}");
    }
    for mut pty in [second, presenter, early, late] {
        quits(&mut pty);
    }
    assert!(!socket.exists());
}

#[test]
fn whoever_opens_a_stage_pushes_nothing_away() {
    let folder = folder();
    let at = folder.path().join("s.sock");
    let open = || refusal(folder.path(), &["plan.toml", "--stage=s.sock"]);
    fs::write(&at, "mine").unwrap();
    let (code, said) = open();
    assert_eq!(code, Some(3));
    assert!(said.contains("s.sock: something else is there"), "{said}");
    assert_eq!(fs::read_to_string(&at).unwrap(), "mine");
    fs::remove_file(&at).unwrap();
    std::os::unix::fs::symlink("nowhere", &at).unwrap();
    assert!(open().1.contains("something else is there"));
    assert!(at.is_symlink());
    fs::remove_file(&at).unwrap();
    // Somebody who says nothing listens there.
    let listener = UnixListener::bind(&at).unwrap();
    let (code, said) = open();
    assert_eq!(code, Some(3));
    assert!(said.contains("something else is there"), "{said}");
    assert!(UnixStream::connect(&at).is_ok());
    drop(listener);
    // What is left of somebody is no stage: without a terminal it goes no further, and leaves nothing.
    let (code, said) = open();
    assert_eq!(code, Some(3));
    assert!(said.contains("is not a terminal"), "{said}");
    assert!(!at.exists());
    // Others could put another socket there.
    let open_to_all = folder.path().join("open");
    fs::create_dir(&open_to_all).unwrap();
    fs::set_permissions(&open_to_all, fs::Permissions::from_mode(0o777)).unwrap();
    let (code, said) = refusal(folder.path(), &["plan.toml", "--stage=open/s.sock"]);
    assert_eq!(code, Some(3));
    assert!(said.contains("others can write into this folder"), "{said}");
    let (code, said) = refusal(folder.path(), &["plan.toml", "--stage=missing/s.sock"]);
    assert_eq!(code, Some(3));
    assert!(said.contains("missing/s.sock: No such file"), "{said}");
    let (code, said) = refusal(folder.path(), &["plan.toml", &format!("--stage={}", "x".repeat(120))]);
    assert_eq!(code, Some(3));
    assert!(said.contains("too long for a socket"), "{said}");
    for (wrong, told) in [
        (vec!["--stage", "--stage-group=no-such-group"], "there is no group `no-such-group`"),
        (vec!["--stage", "--stage-mode=9"], "write a mode as 0660"),
        (vec!["--stage", "--stage-mode=066"], "write a mode as 0660"),
        (vec!["--stage-mode=0660"], "--stage"),
    ] {
        let (code, said) = refusal(folder.path(), &[&["plan.toml"], wrong.as_slice()].concat());
        assert_eq!(code, Some(2), "{said}");
        assert!(said.contains(told), "{said}");
    }
}

#[test]
fn only_those_come_whom_mode_and_group_let_in() {
    let folder = folder();
    fs::set_permissions(folder.path(), fs::Permissions::from_mode(0o755)).unwrap();
    let at = folder.path().join("s.sock");
    let root = rustix::process::geteuid().is_root();
    // A group that everybody's machine has, if one may give things to it.
    let group = if root { 1 } else { rustix::process::getegid().as_raw() };
    let mode = || fs::symlink_metadata(&at).map(|meta| (meta.mode() & 0o777, meta.gid())).unwrap();
    let as_other = |gid: &str, rest: &[&str]| {
        let ids = ["--reuid=65534".to_owned(), format!("--regid={gid}"), "--clear-groups".to_owned()];
        let mut argv = vec!["setpriv".to_owned()];
        argv.extend(ids.into_iter().chain([pty::ROADMAP.to_owned()]).chain(rest.iter().map(ToString::to_string)));
        argv
    };
    let run = |argv: Vec<String>| told(Command::new(&argv[0]).args(&argv[1..]).current_dir(folder.path()));
    let can = root && run(as_other("65534", &["--version"])).0 == Some(0);
    if !can {
        let _ = writeln!(std::io::stderr(), "\n**** NOT TESTED: only root can come as somebody else ****");
    }
    let mut alone = present(folder.path(), &[]);
    assert_eq!(mode().0, 0o600);
    if can {
        let (code, said) = run(as_other("1", &["join", "s.sock"]));
        assert_eq!(code, Some(3), "{said}");
        assert!(said.contains("s.sock: only root may come (mode 0600)"), "{said}");
        assert!(said.contains("--stage-group=GROUP"), "{said}");
    }
    quits(&mut alone);
    let mut shared = present(folder.path(), &[&format!("--stage-group={group}")]);
    assert_eq!(mode(), (0o660, group));
    if can {
        let (code, said) = run(as_other("65534", &["join", "s.sock"]));
        assert_eq!(code, Some(3), "{said}");
        assert!(said.contains("only root and those in the group"), "{said}");
        let argv = as_other("1", &["join", "s.sock", "--config=none"]);
        let argv: Vec<&str> = argv.iter().map(String::as_str).collect();
        let mut other = Run::program(folder.path(), &argv).start();
        stands(&other, "Who is here", "Beta");
        shared.sees("1 follows");
        quits(&mut other);
    }
    quits(&mut shared);
    let mut open = present(folder.path(), &["--stage-mode=0666"]);
    assert_eq!(mode().0, 0o666);
    quits(&mut open);
}

#[test]
fn who_says_nonsense_or_nothing_is_sent_away_and_the_others_notice_nothing() {
    let folder = folder();
    let at = folder.path().join("s.sock");
    let mut presenter = present(folder.path(), &[]);
    let mut other = join_at(folder.path(), 90, 30);
    stands(&other, "Who is here", "Beta");
    let mut silent = Bare::come(&at);
    for said in
        [b"GET / HTTP/1.1\r\n\r\n".to_vec(), vec![b'x'; 1 << 20], vec![0, 255, 10], b"{\"hello\":{}}\n".to_vec()]
    {
        let mut bare = Bare::come(&at);
        bare.says(&said);
        bare.ends();
    }
    let mut newer = Bare::come(&at);
    assert!(newer.line().contains(&format!("\"by\":\"{}\"", login())));
    newer.says(b"{\"hello\":{\"wire\":2,\"version\":\"9\"}}\n");
    newer.ends();
    let mut odd = Bare::come(&at);
    odd.says(
        b"{\"hello\":{\"wire\":1,\"version\":\"9\"}}\n{\"attends\":{\"columns\":0,\"rows\":65535,\"follows\":true}}\n",
    );
    presenter.sees("2 follow, down to 1x30");
    odd.says(b"{\"attends\":{\"columns\":-1,\"rows\":1,\"follows\":true}}\n");
    odd.ends();
    presenter.sees("1 follows, down to 90x30");
    silent.ends();
    presenter.keys(" ");
    stands(&other, "What comes", "The launch");
    quits(&mut other);
    quits(&mut presenter);
}

#[test]
fn who_does_not_read_costs_the_others_nothing_and_is_let_go_of() {
    use std::fmt::Write as _;
    let folder = folder();
    let mut plan = PLAN.to_owned();
    for i in 0..6_000 {
        let _ =
            write!(plan, "[[member]]\nid = \"m{i}\"\nname = \"Member {i}\"\nspecialty = \"{}\"\n", "word ".repeat(60));
    }
    fs::write(folder.path().join("plan.toml"), plan).unwrap();
    let mut presenter = present(folder.path(), &[]);
    let mut stopped = Bare::come(&folder.path().join("s.sock"));
    stopped.says(
        b"{\"hello\":{\"wire\":1,\"version\":\"9\"}}\n{\"attends\":{\"columns\":70,\"rows\":20,\"follows\":true}}\n",
    );
    presenter.sees("1 follows, down to 70x20");
    let mut other = join_at(folder.path(), 90, 30);
    stands(&other, "Who is here", "Beta");
    presenter.sees("2 follow");
    for scene in [" ", "\x1b[D", " "] {
        presenter.keys(scene);
    }
    stands(&other, "What comes", "The launch");
    presenter.sees("1 follows, down to 90x30");
    stopped.ends();
    quits(&mut other);
    quits(&mut presenter);
}

#[test]
fn what_a_presenter_sends_is_believed_only_as_far_as_it_can_be_read() {
    let folder = folder();
    let at = folder.path().join("s.sock");
    let listener = UnixListener::bind(&at).unwrap();
    let hello =
        |wire: u32| format!("{{\"hello\":{{\"wire\":{wire},\"version\":\"9.9\\u001b[31m\",\"by\":\"eve\"}}}}\n");
    let text = |number: u64| {
        let toml = "[roadmap]\ntitle = \"Evil\\u001b]0;x\\u0007 plan\"\n[[member]]\nid = \"a\"\nname = \"A\"\nspecialty = \"s\"\n";
        let toml = serde_json::to_string(toml).unwrap();
        format!(
            "{{\"text\":{{\"edition\":{number},\"from\":\"\\u001b[2Jx.toml\",\"read_at\":\"\",\"today\":\"2026-11-23\",\"steps\":0,\"toml\":{toml}}}}}\n"
        )
    };
    let stage = |place: &str, number: u64| {
        format!(
            "{{\"stage\":{{\"by\":\"eve\\u001b[31m\",\"place\":\"{place}\",\"scene\":{{\"number\":1,\"of\":1,\"name\":\"\\u001b[5mS\",\"caption\":\"\\u202ec\"}},\"blank\":false,\"veiled\":false,\"edition\":{number},\"under\":null}}}}\n"
        )
    };
    let good = hello(1) + &text(7) + &stage("roadmap:members?focus=a", 7);
    // What is sent to whoever comes, until it was seen.
    let sent = [
        good.clone() + &stage("roadmap:nowhere", 7),
        hello(1) + &stage("roadmap:members", 8),
        hello(1) + "{\"stage\":",
        hello(3),
        good,
    ];
    let (go, gone) = std::sync::mpsc::channel::<()>();
    listener.set_nonblocking(true).unwrap();
    let server = std::thread::spawn(move || {
        for line in sent {
            let mut streams = Vec::new();
            loop {
                if let Ok((mut stream, _)) = listener.accept() {
                    let _ = stream.write_all(line.as_bytes());
                    streams.push(stream);
                }
                match gone.recv_timeout(Duration::from_millis(10)) {
                    Ok(()) => break,
                    Err(RecvTimeoutError::Timeout) => {}
                    Err(RecvTimeoutError::Disconnected) => return,
                }
            }
        }
    });
    let mut other = join_at(folder.path(), 150, 30);
    other.sees("`nowhere` is no pane");
    stands(&other, "1 Overview", "A");
    go.send(()).unwrap();
    other.sees("the text 8 did not come");
    go.send(()).unwrap();
    other.misses("the text 8 did not come");
    go.send(()).unwrap();
    other.sees("the presenter has roadmap 9.9");
    go.send(()).unwrap();
    stands(&other, "S · 1 of 1", "A");
    other.sees("eve[31m presents");
    let bytes = String::from_utf8_lossy(&other.sent()).into_owned();
    for evil in ["\x1b]0;x", "\x1b[5mS", "eve\x1b", "\x1b[2Jx", "\u{202e}"] {
        assert!(!bytes.contains(evil), "{evil:?}");
    }
    quits(&mut other);
    drop(go);
    server.join().unwrap();
}

#[test]
fn a_presenter_of_another_version_is_told_in_words_before_anything_is_painted() {
    let folder = folder();
    let listener = UnixListener::bind(folder.path().join("s.sock")).unwrap();
    let server = std::thread::spawn(move || {
        let (mut stream, _) = listener.accept().unwrap();
        stream.write_all(b"{\"hello\":{\"wire\":3,\"version\":\"0.9.0\"}}\n").unwrap();
    });
    let (code, said) = refusal(folder.path(), &["join", "s.sock"]);
    server.join().unwrap();
    assert_eq!(code, Some(3));
    assert!(said.contains("the presenter has roadmap 0.9.0") && said.contains("bring it up to date"), "{said}");
}

#[test]
fn only_what_those_who_follow_may_see_goes_over() {
    let folder = folder();
    let secret =
        "\n[[member]]\nid = \"secret\"\nname = \"Hidden Works\"\nspecialty = \"s\"\nvisibility = \"members\"\n";
    fs::write(folder.path().join("more.toml"), secret).unwrap();
    let plan = PLAN.replace("title = \"A small plan\"", "title = \"A small plan\"\ninclude = [\"more.toml\"]");
    fs::write(folder.path().join("plan.toml"), plan).unwrap();
    for public in [false, true] {
        let mut presenter = present(folder.path(), if public { &["--public"] } else { &[] });
        let mut bare = Bare::come(&folder.path().join("s.sock"));
        bare.says(b"{\"hello\":{\"wire\":1,\"version\":\"9\"}}\n");
        let sent = [bare.line(), bare.line(), bare.line()].concat();
        assert!(sent.contains("\"stage\":") && sent.contains("Three came together."), "{sent}");
        assert_eq!(sent.contains("Hidden Works"), !public, "{sent}");
        for own in ["Say hello", "Do not promise", "A comment", "more.toml"] {
            assert!(!sent.contains(own), "{own}: {sent}");
        }
        let mut other = join_at(folder.path(), 100, 30);
        stands(&other, "Who is here", "Beta");
        assert_eq!(other.text().contains("Hidden Works"), !public, "{}", other.text());
        quits(&mut other);
        quits(&mut presenter);
    }
}

#[test]
fn nobody_opens_a_stage_in_the_name_of_another() {
    let folder = TempDir::new().unwrap();
    let temporary = folder.path().join("tmp");
    fs::create_dir(&temporary).unwrap();
    let places = Places { own: None, machine: folder.path().join("none"), temporary: temporary.clone() };
    let its = temporary.join(format!("roadmap-{}", login()));
    let mode = || fs::metadata(&its).unwrap().mode() & 0o777;
    for (shared, wanted) in [(None, 0o700), (Some(Shared::Everybody), 0o711)] {
        assert_eq!(places.usual(shared).unwrap(), its.join("stage.sock"));
        assert_eq!(mode(), wanted);
    }
    let group = rustix::process::getegid().as_raw();
    places.usual(Some(Shared::Group(group))).unwrap();
    assert_eq!(mode(), 0o710);
    let socket = Socket::open(&its.join("stage.sock"), &Access::new(None, None).unwrap()).unwrap();
    assert_eq!(places.found(), [socket.path()]);
    // One that bears a name which is not its owner's is no stage.
    let other = temporary.join("roadmap-somebody");
    fs::create_dir(&other).unwrap();
    let _listener = UnixListener::bind(other.join("stage.sock")).unwrap();
    assert_eq!(places.found(), [socket.path()]);
    drop(socket);
    assert!(places.found().is_empty());
    // A link, or a folder of somebody else, is where one would be.
    fs::remove_dir(&its).unwrap();
    std::os::unix::fs::symlink(&other, &its).unwrap();
    let said = places.usual(None).unwrap_err().to_string();
    assert!(said.contains("this is there already"), "{said}");
    fs::remove_file(&its).unwrap();
    if rustix::process::geteuid().is_root() {
        fs::create_dir(&its).unwrap();
        std::os::unix::fs::chown(&its, Some(65534), None).unwrap();
        let said = places.usual(None).unwrap_err().to_string();
        assert!(said.contains("this is there already and belongs to"), "{said}");
    }
}
