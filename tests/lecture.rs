//! Somebody presents by SSH, and others follow with the real `ssh`, each in a window of their own.

#![allow(clippy::unwrap_used, clippy::expect_used, missing_docs, reason = "a test may stop where it stands")]

#[path = "support/pty.rs"]
mod pty;
#[path = "support/roads.rs"]
#[allow(dead_code, reason = "it is asked only what is there")]
mod roads;
#[path = "support/serve.rs"]
#[allow(dead_code, reason = "other guests use the rest")]
mod support;

use pty::{Pty, Run};
use roads::there_are;
use rustix::process::Signal;
use std::fs;
use std::path::Path;
use support::{Server, make_key};

const CLIENT: &[(&str, &str)] = &[("ssh", "openssh-client"), ("ssh-keygen", "openssh-client")];

/// What a session may not grow by, however much it does not take.
const MUCH: u64 = 40 << 20;

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
[[member]]
id = "hush"
name = "Canary"
specialty = "Secrets"
visibility = "members"
[[milestone]]
id = "spec"
name = "Spec"
status = "planned"
date = 2027-01-10
[[scene]]
name = "First"
pane = "members"
focus = "beta"
caption = "Two of us."
notes = "Whisper."
[[scene]]
name = "Second"
pane = "milestones"
focus = "spec"
caption = "One thing."
[[scene]]
name = "Third"
pane = "members"
focus = "hush"
caption = "The canary."
"#;

/// A folder with the road, a key for one who leads, one for a member, and one that nobody knows.
fn folder() -> tempfile::TempDir {
    let folder = tempfile::TempDir::new().unwrap();
    let at = folder.path();
    fs::write(at.join("plan.toml"), ROAD).unwrap();
    fs::write(at.join("presenters"), make_key(at, "leader", "ed25519") + "\n").unwrap();
    fs::write(at.join("members"), make_key(at, "member", "ed25519") + "\n").unwrap();
    make_key(at, "stranger", "ed25519");
    folder
}

fn serve(folder: &Path) -> Server {
    Server::with(folder, &["--presenter-keys", "presenters", "--authorized-keys", "members", "--open"], &[])
}

fn come(server: &Server, key: &str, (columns, rows): (u16, u16)) -> Pty {
    let guest = server.ssh(key, &[], "").size(columns, rows).start();
    guest.sees("A road");
    guest
}

#[test]
fn three_follow_in_their_own_windows_and_one_lets_go_and_comes_back() {
    if !there_are(CLIENT) {
        return;
    }
    let folder = folder();
    let server = serve(folder.path());
    let mut all = [(80, 24), (120, 40), (200, 60)].map(|size| come(&server, "member", size));
    for guest in &all {
        guest.sees("waiting for the presenter");
    }
    let mut leader = come(&server, "leader", (100, 30));
    leader.keys("P");
    leader.sees("Whisper.");
    leader.sees("3 follow, down to 80x24");
    for guest in &all {
        guest.sees("Two of us.");
        guest.sees("guest presents");
        guest.misses("Whisper");
    }
    all[0].keys("F");
    all[0].sees("you look around alone");
    leader.sees("2 of 3 follow, down to 120x40");
    all[0].keys("3");
    all[0].sees("planned");
    leader.keys(" ");
    for guest in &all[1..] {
        guest.sees("One thing.");
    }
    all[0].misses("One thing.");
    all[0].keys("F");
    all[0].sees("One thing.");
    leader.sees("3 follow");
    // A window that changes is followed too.
    all[1].resize(60, 20);
    leader.sees("down to 60x20");
    all[1].sees("One thing.");
    leader.keys("b");
    for guest in &all {
        guest.misses("One thing.");
    }
    leader.keys("b");
    for guest in &all {
        guest.sees("One thing.");
    }
    leader.keys("qq");
    leader.wait_exit();
    for guest in &mut all {
        guest.sees("presents no longer");
        guest.keys("5");
        guest.sees("Acme");
        guest.leave();
        guest.restored();
    }
}

#[test]
fn whoever_is_in_no_file_sees_what_is_public_and_may_not_lead() {
    if !there_are(CLIENT) {
        return;
    }
    let folder = folder();
    let server = serve(folder.path());
    let mut stranger = come(&server, "stranger", (100, 30));
    let member = come(&server, "member", (100, 30));
    stranger.keys("P");
    stranger.sees("only those who were given the right to lead");
    stranger.keys("5");
    stranger.sees("Beta");
    let mut leader = come(&server, "leader", (100, 30));
    leader.keys("P");
    stranger.sees("1 of 2");
    leader.keys("  ");
    member.sees("The canary.");
    stranger.sees("shows something that is for members");
    leader.keys("\x1b[5~");
    stranger.sees("One thing.");
    let bytes = stranger.sent();
    for hidden in ["anary", "hush", "Whisper", "Secrets"] {
        assert!(!bytes.windows(hidden.len()).any(|it| it == hidden.as_bytes()), "{hidden}");
    }
}

#[test]
fn one_who_takes_no_more_bytes_holds_up_nobody_and_catches_up() {
    if !there_are(CLIENT) {
        return;
    }
    let folder = folder();
    let server = serve(folder.path());
    let stopped = come(&server, "member", (200, 60));
    let other = come(&server, "member", (120, 40));
    let mut leader = come(&server, "leader", (100, 30));
    leader.keys("P");
    stopped.sees("Two of us.");
    let before = server.memory();
    stopped.signal(Signal::STOP);
    for _ in 0..150 {
        leader.keys(" ");
        other.sees("One thing.");
        leader.keys("\x1b[5~");
        other.sees("Two of us.");
    }
    assert!(server.memory() < before + MUCH, "{} grew to {}", before, server.memory());
    leader.keys(" ");
    stopped.signal(Signal::CONT);
    stopped.sees("One thing.");
}

#[test]
fn a_presenter_whose_line_breaks_leaves_the_stage_to_others() {
    if !there_are(CLIENT) {
        return;
    }
    let folder = folder();
    let server = serve(folder.path());
    let member = come(&server, "member", (80, 24));
    let mut first = come(&server, "leader", (100, 30));
    first.keys("P");
    member.sees("Two of us.");
    let mut second = come(&server, "leader", (100, 30));
    second.sees("Two of us.");
    second.keys("P");
    second.sees("takes the stage over");
    second.keys("P");
    first.sees("guest presents now");
    second.keys(" ");
    first.sees("One thing.");
    member.sees("One thing.");
    second.vanish();
    member.sees("presents no longer");
    first.keys("P");
    member.sees("Two of us.");
}

/// Somebody presents at a terminal of this machine, with these variables, and a guest came by SSH.
fn beside(folder: &Path, variables: &[(&str, &str)]) -> (Pty, Pty) {
    // A port that is free now; whoever takes it meanwhile fails the test, and is unlikely.
    let port = std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port().to_string();
    let listen = format!("127.0.0.1:{port}");
    let begun = ["plan.toml", "--present", "--serve", &listen, "--host-key", "host_key"];
    let leader = Run::roadmap(folder, &begun).size(120, 30);
    let leader = variables.iter().fold(leader, |leader, (name, value)| leader.env(name, value)).start();
    leader.sees("Whisper.");
    leader.sees(&format!("nobody is here yet: ssh -p {port} 127.0.0.1"));
    let client = ["ssh", "-F", "none", "-p", &port, "-o", "UserKnownHostsFile=known", "-o", "LogLevel=ERROR"];
    let client = [&client[..], &["-o", "StrictHostKeyChecking=accept-new", "-t", "127.0.0.1"]].concat();
    let guest = Run::program(folder, &client).size(80, 24).start();
    guest.sees("Two of us.");
    (leader, guest)
}

#[test]
fn who_presents_from_their_own_terminal_has_guests_beside_it() {
    if !there_are(CLIENT) {
        return;
    }
    let folder = folder();
    let at = folder.path();
    let (mut leader, mut guest) = beside(at, &[]);
    leader.sees("1 follows, down to 80x24");
    leader.keys(" ");
    guest.sees("One thing.");
    // A save is held back for everybody, until the presenter wants it.
    fs::write(at.join("plan.toml"), ROAD.replace("One thing.", "One thing, soon.")).unwrap();
    leader.sees("there is a newer reading");
    guest.misses("soon");
    leader.keys("r");
    guest.sees("One thing, soon.");
    leader.keys("qq");
    leader.wait_exit();
    leader.restored();
    guest.wait_exit();
    guest.restored();
    guest.sees("the presenter has ended this dashboard");
}

#[test]
fn a_bug_of_the_presenter_gives_every_terminal_back() {
    if !there_are(CLIENT) {
        return;
    }
    let folder = folder();
    let (mut leader, mut guest) = beside(folder.path(), &[("ROADMAP_PANIC", "later")]);
    leader.signal(Signal::USR1);
    assert_eq!(leader.wait_exit().exit_code(), 101);
    leader.restored();
    guest.wait_exit();
    guest.restored();
    guest.sees("a bug has ended this dashboard");
}

#[test]
fn options_for_guests_mean_nothing_where_nobody_listens() {
    let folder = folder();
    let mut refused = Run::roadmap(folder.path(), &["plan.toml", "--open"]).start();
    refused.sees("add --serve");
    assert_eq!(refused.wait_exit().exit_code(), 2);
}
