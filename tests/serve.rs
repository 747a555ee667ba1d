//! The dashboard over SSH: the real `ssh` in a pseudo-terminal, against `roadmap serve`.

#![allow(clippy::unwrap_used, clippy::expect_used, missing_docs, reason = "a test may stop where it stands")]

#[path = "support/pty.rs"]
mod pty;
#[path = "support/raw.rs"]
mod raw;
#[path = "support/roads.rs"]
#[allow(dead_code, reason = "it is asked only what is there")]
mod roads;
#[path = "support/serve.rs"]
#[allow(dead_code, reason = "other guests use the rest")]
mod support;

use coalition_roadmap::host::hangups_are_ignored;
use pty::{Pty, count, line};
use roads::there_are;
use rustix::process::Signal;
use std::fs;
use std::io::{Read, Write};
use std::net::{TcpListener, TcpStream};
use std::os::unix::fs::PermissionsExt;
use support::{Server, folder, make_key, output, serve, set_mode};

/// What is needed to come in.
const CLIENT: &[(&str, &str)] = &[("ssh", "openssh-client"), ("ssh-keygen", "openssh-client")];

fn dashboard(pty: &Pty) {
    pty.wait_for("the dashboard", |screen| {
        line(screen, 0).contains("A shared plan") && screen.contents().contains("q quit")
    });
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

/// The line that is marked as selected.
fn marked(screen: &vt100::Screen) -> String {
    let lines: Vec<String> = screen.rows(0, screen.size().1.get()).collect();
    lines.into_iter().find(|line| line.starts_with('▌')).unwrap_or_default()
}

#[test]
fn a_guest_comes_in_looks_around_and_leaves() {
    if !there_are(CLIENT) {
        return;
    }
    let folder = folder();
    let server = Server::start(folder.path());
    let mut guest = server.ssh("user", &[], "").start();
    dashboard(&guest);
    guest.keys("5");
    guest.wait_for("the members", |screen| marked(screen).contains("Acme"));
    guest.keys("\x1b[B");
    guest.wait_for("the second, by the arrow", |screen| marked(screen).contains("Beta"));
    let row = guest.look(|screen| (0..30).find(|row| line(screen, *row).contains("Acme")).unwrap());
    guest.keys(&format!("\x1b[<0;6;{}M\x1b[<0;6;{}m", row + 1, row + 1));
    guest.wait_for("the first, by a click", |screen| marked(screen).contains("Acme"));
    guest.keys("/");
    guest.bytes(b"\x1b[200~beta\x1b[201~");
    guest.wait_for("what was pasted", |screen| marked(screen).contains("Beta") && !screen.contents().contains("Acme"));
    guest.keys("\x1b");
    guest.sees("Acme");
    for (columns, rows) in [(84, 26), (132, 44)] {
        guest.resize(columns, rows);
        guest.wait_for("the size followed", |screen| {
            let wide = line(screen, 0).trim_end().chars().count();
            (1..=2).any(|up| line(screen, usize::from(rows - up)).contains("q quit")) && wide > usize::from(columns) - 3
        });
    }
    guest.keys("q");
    assert_eq!(guest.wait_exit().exit_code(), 0);
    guest.restored();
    server.tells("guest (not known) from 127.0.0.1:");
    server.tells(" left");
    server.counts("nobody is left", |counts| counts["connections"] == 0 && counts["logins"] == 1);
}

#[test]
fn ctrl_c_is_a_key_and_a_closed_line_ends_the_session() {
    if !there_are(CLIENT) {
        return;
    }
    let folder = folder();
    let server = Server::start(folder.path());
    let mut guest = server.ssh("user", &[], "").start();
    dashboard(&guest);
    guest.keys("\x03");
    assert_eq!(guest.wait_exit().exit_code(), 0);
    guest.restored();
    let mut guest = server.ssh("user", &[], "").start();
    dashboard(&guest);
    server.counts("one looks", |counts| counts["viewers"] == 1 && counts["public"] == 1);
    guest.signal(Signal::KILL);
    guest.wait_exit();
    server.counts("nobody is left", |counts| counts["viewers"] == 0 && counts["connections"] == 0);
}

#[test]
fn a_view_is_opened_by_its_link_and_nothing_else_is_run() {
    if !there_are(CLIENT) {
        return;
    }
    let folder = folder();
    let server = Server::start(folder.path());
    let mut guest = server.ssh("user", &[], "roadmap:members?focus=beta").start();
    guest.wait_for("the member", |screen| marked(screen).contains("Beta"));
    guest.keys("q");
    assert_eq!(guest.wait_exit().exit_code(), 0);
    let mut guest = server.ssh("user", &[], "risks").start();
    guest.wait_for("the risk", |screen| marked(screen).contains("The chip is late"));
    guest.keys("q");
    assert_eq!(guest.wait_exit().exit_code(), 0);
    for command in ["id", "cat /etc/passwd", "scp -t x", "roadmap:members?sort=none", "\x1b[2Jrisks"] {
        let ended = server.run("user", &[], command);
        assert_eq!(ended.status.code(), Some(2), "{command}");
        assert!(ended.stdout.is_empty(), "{command}");
        let said = text(&ended.stderr);
        assert!(said.contains("only a pane or a view can be asked for here"), "{command}: {said}");
        assert!(!said.contains('\x1b') && said.trim_end().lines().count() == 1, "{command}: {said}");
    }
    for asked in ["", "risks"] {
        let ended = server.run("user", &["-T"], asked);
        assert_eq!(ended.status.code(), Some(2));
        assert_eq!(text(&ended.stderr).trim_end(), "roadmap: a terminal is needed: ssh -t");
    }
    let mut guest = server.ssh("user", &[], "").env("TERM", "dumb").start();
    assert_eq!(guest.wait_exit().exit_code(), 2);
}

#[test]
fn who_has_no_key_that_is_known_is_refused() {
    if !there_are(CLIENT) {
        return;
    }
    let folder = folder();
    let user = fs::read_to_string(folder.path().join("user.pub")).unwrap();
    let forced = make_key(folder.path(), "forced", "ed25519");
    let bound = make_key(folder.path(), "bound", "ed25519");
    let old = make_key(folder.path(), "old", "rsa");
    make_key(folder.path(), "unknown", "ed25519");
    let keys = format!(
        "# who may look\n\nrestrict,pty {user}command=\"rm -rf / # \\\", \",from=\"10.0.0.*\" {forced}\n\
         expiry-time=\"20300101\" {bound}\n{old}\nssh-ed25519 AAAA nobody\n"
    );
    fs::write(folder.path().join("keys"), keys).unwrap();
    let server = Server::with(folder.path(), &["--authorized-keys", "keys"], &[]);
    let told = server.told();
    for (place, why) in [
        ("keys:4:", "its option `command` is not kept here"),
        ("keys:5:", "its option `expiry-time` is not kept here"),
        ("keys:6:", "RSA keys cannot be used here"),
        ("keys:7:", "not written as OpenSSH writes a public key"),
    ] {
        assert!(told.lines().any(|line| line.contains(place) && line.contains(why)), "{place} {why}\n{told}");
    }
    assert!(told.contains("who has one of these may come in: 1 key of keys"), "{told}");
    for key in ["", "unknown", "forced", "bound", "old"] {
        let ended = server.run(key, &[], "risks");
        assert_eq!(ended.status.code(), Some(255), "{key}");
        assert!(text(&ended.stderr).contains("Permission denied"), "{key}: {}", text(&ended.stderr));
    }
    server.tells("was refused: no key was offered");
    server.tells("was refused: an RSA key, which cannot be used here, SHA256:");
    server.counts("five were refused", |counts| counts["refused"] == 5 && counts["logins"] == 0);
    let mut guest = server.ssh("user", &[], "").start();
    dashboard(&guest);
    server.tells("guest (member) from 127.0.0.1:");
    server.counts("a member looks", |counts| counts["members"] == 1 && counts["public"] == 0);
    guest.keys("q");
    guest.wait_exit();
}

#[test]
fn keys_are_read_again_when_they_change() {
    if !there_are(CLIENT) {
        return;
    }
    let folder = folder();
    let keys = folder.path().join("keys");
    fs::write(&keys, "# nobody yet\n").unwrap();
    let server = Server::with(folder.path(), &["--authorized-keys", "keys"], &[]);
    assert_eq!(server.run("user", &["-T"], "").status.code(), Some(255));
    fs::copy(folder.path().join("user.pub"), &keys).unwrap();
    assert_eq!(server.run("user", &["-T"], "").status.code(), Some(2), "in, but without a terminal");
    fs::remove_file(&keys).unwrap();
    assert_eq!(server.run("user", &["-T"], "").status.code(), Some(255));
    server.tells("nobody is known by it until it can be read");
}

#[test]
fn where_anyone_may_come_in_those_who_are_known_are_known_all_the_same() {
    if !there_are(CLIENT) {
        return;
    }
    let folder = folder();
    make_key(folder.path(), "leader", "ed25519");
    make_key(folder.path(), "unknown", "ed25519");
    let arguments = ["--open", "--authorized-keys", "user.pub", "--presenter-keys", "leader.pub"];
    let server = Server::with(folder.path(), &arguments, &[]);
    let mut guests: Vec<Pty> = ["user", "leader", "unknown", ""].map(|key| server.ssh(key, &[], "").start()).into();
    guests.iter().for_each(dashboard);
    server.counts("each as what they are", |counts| {
        counts["viewers"] == 4 && counts["members"] == 1 && counts["presenters"] == 1 && counts["public"] == 2
    });
    for guest in &mut guests {
        guest.keys("q");
        assert_eq!(guest.wait_exit().exit_code(), 0);
    }
}

#[test]
fn files_and_ports_are_not_handed_on() {
    if !there_are(&[CLIENT, &[("sftp", "openssh-client"), ("scp", "openssh-client")]].concat()) {
        return;
    }
    let folder = folder();
    let server = Server::start(folder.path());
    for argv in
        [&["sftp", "127.0.0.1"][..], &["scp", "127.0.0.1:plan.toml", "got"], &["scp", "-O", "127.0.0.1:a", "got"]]
    {
        let ended = server.program(argv);
        assert!(!ended.status.success(), "{argv:?}");
    }
    assert!(!folder.path().join("got").exists());
    let port = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
    let forward = format!("{port}:127.0.0.1:{}", server.port);
    let ended = server.run("user", &["-N", "-o", "ExitOnForwardFailure=yes", "-R", &forward], "");
    assert_eq!(ended.status.code(), Some(255));
    assert!(text(&ended.stderr).contains("remote port forwarding failed"), "{}", text(&ended.stderr));
    // Forwarding to a port is refused when someone connects to it; the dashboard goes on.
    let mut guest = server.ssh("user", &["-A", "-X", "-L", &forward], "").start();
    dashboard(&guest);
    let mut through = TcpStream::connect(("127.0.0.1", port)).unwrap();
    let _ = through.write_all(b"hello");
    let mut got = Vec::new();
    let _ = through.read_to_end(&mut got);
    assert!(got.is_empty(), "{}", text(&got));
    guest.press_until("5", "the members", |screen| marked(screen).contains("Acme"));
    guest.keys("\x0c");
    guest.leave();
}

#[test]
fn the_host_key_is_made_once_and_kept_for_its_owner() {
    if !there_are(CLIENT) {
        return;
    }
    let folder = folder();
    let path = folder.path().join(".local/state/roadmap/host_key");
    let fingerprint = |server: &Server| {
        let told = server.told();
        told.split_whitespace().find(|word| word.starts_with("SHA256:")).unwrap().to_owned()
    };
    let mut server = Server::start(folder.path());
    let first = fingerprint(&server);
    assert_eq!(fs::metadata(&path).unwrap().permissions().mode() & 0o777, 0o600);
    let shown = text(&output(std::process::Command::new("ssh-keygen").arg("-lf").arg(&path)).stdout);
    assert!(shown.contains(&first), "{shown}");
    assert_eq!(server.run("user", &["-T"], "").status.code(), Some(2));
    server.signal(Signal::TERM);
    assert_eq!(server.wait_exit().code(), Some(0));
    let server = Server::start(folder.path());
    assert_eq!(fingerprint(&server), first);
    // The client knows it again, on whatever port.
    let known = fs::read_to_string(folder.path().join("known")).unwrap();
    let key = known.split_once(' ').unwrap().1;
    fs::write(folder.path().join("known"), format!("[127.0.0.1]:{} {key}", server.port)).unwrap();
    let ended = server.run("user", &["-T", "-o", "StrictHostKeyChecking=yes"], "");
    assert_eq!(ended.status.code(), Some(2), "{}", text(&ended.stderr));
    drop(server);
    for (wrong, why) in [
        (&(|| set_mode(&path, 0o640)) as &dyn Fn(), "others can read it"),
        (&|| set_mode(&path, 0o604), "others can read it"),
        (
            &|| {
                set_mode(&path, 0o600);
                fs::write(&path, "nonsense").unwrap();
            },
            "this is no private key",
        ),
    ] {
        wrong();
        let before = fs::read(&path).unwrap();
        let ended = output(&mut serve(folder.path(), &["--listen", "127.0.0.1:0"]));
        assert_eq!(ended.status.code(), Some(3), "{why}");
        assert!(text(&ended.stderr).contains(why), "{why}: {}", text(&ended.stderr));
        assert_eq!(fs::read(&path).unwrap(), before, "never another one");
    }
}

#[test]
fn it_listens_only_where_it_may_and_can() {
    let folder = tempfile::TempDir::new().unwrap();
    fs::write(folder.path().join("plan.toml"), "[roadmap]\ntitle = \"A shared plan\"\n").unwrap();
    let fails = |arguments: &[&str], code: i32, words: &[&str]| {
        let ended = output(&mut serve(folder.path(), arguments));
        assert_eq!(ended.status.code(), Some(code), "{arguments:?}: {}", text(&ended.stderr));
        for word in words {
            assert!(text(&ended.stderr).contains(word), "{arguments:?}: {}", text(&ended.stderr));
        }
    };
    for wide in ["0.0.0.0:0", "[::]:0", "192.0.2.1:0"] {
        fails(&["--listen", wide], 2, &["--authorized-keys FILE", "--open"]);
        fails(&["--listen", wide, "--presenter-keys", "none"], 2, &["--authorized-keys FILE"]);
    }
    fails(&["--listen", "192.0.2.1:0", "--open"], 3, &["this machine has no such address"]);
    let taken = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = taken.local_addr().unwrap().to_string();
    fails(&["--listen", &address], 3, &["something listens there already", "take another port, as 127.0.0.1:"]);
    fails(&["--authorized-keys", "missing"], 3, &["missing: there is no such file"]);
    fails(&["--listen", "nonsense"], 3, &["cannot listen on nonsense"]);
}

#[test]
fn at_the_end_everybody_gets_their_terminal_back_and_the_reason() {
    if !there_are(CLIENT) {
        return;
    }
    // Whoever is started with hangups ignored, as by nohup, ignores them.
    let heard = |signal: &Signal| *signal != Signal::HUP || !hangups_are_ignored();
    for signal in [Signal::TERM, Signal::INT, Signal::HUP].into_iter().filter(heard) {
        let folder = folder();
        let mut server = Server::start(folder.path());
        let mut guests: Vec<Pty> = (0..3).map(|_| server.ssh("user", &[], "").start()).collect();
        guests.iter().for_each(dashboard);
        let silent = TcpStream::connect(("127.0.0.1", server.port)).unwrap();
        let stopped = server.ssh("user", &[], "").start();
        dashboard(&stopped);
        stopped.signal(Signal::STOP);
        server.counts("all are there", |counts| counts["connections"] == 5);
        server.signal(signal);
        for guest in &mut guests {
            guest.sees("roadmap: the host has ended this dashboard (SIG");
            assert_eq!(guest.wait_exit().exit_code(), 0);
            guest.restored();
        }
        // Those who hear nothing are not waited for.
        assert_eq!(server.wait_exit().code(), Some(0));
        drop((silent, stopped));
    }
}

#[test]
fn a_bug_ends_the_session_that_has_it_and_no_other() {
    if !there_are(CLIENT) || !cfg!(debug_assertions) {
        return;
    }
    let folder = folder();
    let server = Server::with(folder.path(), &[], &[("ROADMAP_PANIC", "guest unlucky")]);
    let mut other = server.ssh("user", &[], "").start();
    dashboard(&other);
    let mut guest = server.ssh("user", &["-l", "unlucky"], "").start();
    guest.sees("roadmap: a bug ended this session, and only this one");
    assert_eq!(guest.wait_exit().exit_code(), 70);
    guest.restored();
    server.tells("this is a bug, please report it: asked for by a guest");
    server.counts("one session less", |counts| counts["viewers"] == 1 && counts["crashed"] == 1);
    other.keys("5");
    other.wait_for("the others go on", |screen| marked(screen).contains("Acme"));
    other.keys("q");
    assert_eq!(other.wait_exit().exit_code(), 0);
}

#[test]
fn those_who_say_nothing_or_nonsense_are_ended_while_guests_go_on() {
    if !there_are(CLIENT) {
        return;
    }
    let folder = folder();
    let server = Server::with(folder.path(), &["--login-grace", "1s"], &[]);
    let mut guest = server.ssh("user", &[], "").start();
    dashboard(&guest);
    let connect = || TcpStream::connect(("127.0.0.1", server.port)).unwrap();
    let mut strangers: Vec<TcpStream> = (0..40).map(|_| connect()).collect();
    for stranger in &mut strangers[10..20] {
        stranger.write_all(b"GET / HTTP/1.1\r\nHost: x\r\n\r\n\x00\xff\xfe").unwrap();
    }
    for stranger in &mut strangers[20..30] {
        stranger.write_all(b"SSH-2.0-half_open\r\n").unwrap();
    }
    for stranger in &mut strangers[30..] {
        stranger
            .write_all(b"SSH-2.0-loud\r\n\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff")
            .unwrap();
    }
    guest.keys("5");
    guest.wait_for("the members", |screen| marked(screen).contains("Acme"));
    for stranger in &mut strangers {
        let mut got = Vec::new();
        // It ends, in whatever way.
        let _ = stranger.read_to_end(&mut got);
    }
    server.counts("only the guest is left", |counts| counts["connections"] == 1 && counts["viewers"] == 1);
    guest.keys("q");
    assert_eq!(guest.wait_exit().exit_code(), 0);
}

#[test]
fn who_is_too_many_is_told_so() {
    if !there_are(CLIENT) {
        return;
    }
    let folder = folder();
    let server = Server::with(folder.path(), &["--max-viewers", "1"], &[]);
    let mut first = server.ssh("user", &[], "").start();
    dashboard(&first);
    let mut second = server.ssh("user", &[], "").start();
    second.sees("roadmap: all 1 places are taken; try it again later");
    assert_eq!(second.wait_exit().exit_code(), 75);
    // Beyond those who may wait at the door, before a login.
    let waiting: Vec<TcpStream> = (0..100).map(|_| TcpStream::connect(("127.0.0.1", server.port)).unwrap()).collect();
    server.counts("the door is full", |counts| counts["connections"] == 101);
    let ended = server.run("user", &[], "risks");
    assert_eq!(ended.status.code(), Some(255));
    assert!(text(&ended.stderr).contains("all 1 places are taken"), "{}", text(&ended.stderr));
    drop(waiting);
    first.keys("q");
    first.wait_exit();
    let mut third = server.ssh("user", &[], "").start();
    dashboard(&third);
    third.keys("q");
    third.wait_exit();
}

#[test]
fn nothing_of_a_guest_reaches_the_log_as_it_came() {
    if !there_are(CLIENT) {
        return;
    }
    let folder = folder();
    let server = Server::start(folder.path());
    let name = "eve\x1b]0;owned\x07\x1b[2J\nroadmap: root (presenter) from 10.0.0.1 sat down\u{202e}";
    raw::block_on(async {
        let client = raw::come_in(server.port, name).await;
        let mut terminal = raw::terminal(&client, 80, 24).await;
        terminal.request_shell(true).await.unwrap();
        raw::bytes_until(&mut terminal, b"quit").await;
    });
    server.tells("eve");
    let told = server.told();
    assert!(!told.contains(['\x1b', '\x07', '\u{202e}']), "{told:?}");
    assert!(!told.lines().any(|line| line.starts_with("roadmap: root")), "{told}");
}

#[test]
fn a_guest_copies_to_their_own_terminal_and_changes_nothing() {
    if !there_are(CLIENT) {
        return;
    }
    let folder = folder();
    let server = Server::start(folder.path());
    let before = fs::read(folder.path().join("plan.toml")).unwrap();
    let mut guest = server.ssh("user", &[], "members").start();
    guest.wait_for("the first member", |screen| marked(screen).contains("Acme"));
    guest.keys("y");
    guest.sees("copied the id acme");
    guest.gets(b"\x1b]52;c;YWNtZQ==\x07");
    guest.keys("e");
    guest.misses("copied the id acme");
    guest.keys("c");
    guest.keys("a");
    guest.keys("\x1b");
    let said = "the host reads the file whenever it is saved";
    guest.press_until("r", "what the host does", |screen| screen.contents().contains(said));
    guest.keys("w");
    guest.sees("WHAT IF");
    guest.keys("x");
    guest.keys("\x1a");
    guest.keys("w");
    guest.misses("WHAT IF");
    // A save reaches everybody.
    let after = text(&before).replace("Acme", "Acme the second");
    fs::write(folder.path().join("plan.toml"), &after).unwrap();
    guest.sees("Acme the second");
    guest.leave();
    assert_eq!(fs::read_to_string(folder.path().join("plan.toml")).unwrap(), after);
    let files: Vec<String> = fs::read_dir(folder.path())
        .unwrap()
        .map(|entry| entry.unwrap().file_name().to_string_lossy().into_owned())
        .filter(|name| name.starts_with("what-if"))
        .collect();
    assert!(files.is_empty(), "{files:?}");
}

#[test]
fn one_who_reads_no_more_disturbs_nobody() {
    if !there_are(CLIENT) {
        return;
    }
    let folder = folder();
    let server = Server::start(folder.path());
    let stopped = server.ssh("user", &[], "").start();
    dashboard(&stopped);
    let mut guest = server.ssh("user", &[], "").start();
    dashboard(&guest);
    stopped.signal(Signal::STOP);
    let plan = fs::read_to_string(folder.path().join("plan.toml")).unwrap();
    let name = |i: usize| format!("The shared plan number {i}");
    for i in 0..20 {
        fs::write(folder.path().join("plan.toml"), plan.replace("A shared plan", &name(i))).unwrap();
        guest.sees(&name(i));
    }
    stopped.signal(Signal::CONT);
    stopped.sees(&name(19));
    guest.keys("q");
    guest.wait_exit();
}

#[test]
fn one_who_answers_no_more_is_gone() {
    if !there_are(CLIENT) {
        return;
    }
    let folder = folder();
    let server = Server::with(folder.path(), &[], &[("ROADMAP_KEEPALIVE", "200")]);
    let stopped = server.ssh("user", &[], "").start();
    dashboard(&stopped);
    let mut guest = server.ssh("user", &[], "").start();
    dashboard(&guest);
    stopped.signal(Signal::STOP);
    server.counts("one is left", |counts| counts["viewers"] == 1);
    guest.keys("5");
    guest.sees("Beta");
    stopped.signal(Signal::CONT);
}

#[test]
fn an_answer_of_a_terminal_is_never_a_key() {
    if !there_are(CLIENT) {
        return;
    }
    let folder = folder();
    let server = Server::start(folder.path());
    let mut guest = server.ssh("user", &[], "members").silent().start();
    guest.wait_for("the first member", |screen| marked(screen).contains("Acme"));
    guest.gets(b"\x1b]11;?\x07\x1b[c");
    let before = guest.look(pty::painted);
    guest.bytes(b"\x1b]11;rgb:ffff/ffff/ffff\x1b\\\x1b[?62;22c");
    guest.wait_for("the light theme", |screen| pty::painted(screen) != before);
    assert!(guest.look(marked).contains("Acme"));
    assert!(count(&guest.sent(), b"\x1b[?1049h") == 1);
    guest.keys("q");
    assert_eq!(guest.wait_exit().exit_code(), 0);
}
