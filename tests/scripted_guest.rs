//! Guests who do what `ssh` never does, against `roadmap serve`: nothing hangs, nothing grows, nobody else notices.

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

use raw::{Trusting, block_on, bytes_until, come_in, is_granted, status, terminal};
use roads::there_are;
use russh::client::connect;
use russh::keys::key::safe_rng;
use russh::keys::{Algorithm, PrivateKey, PrivateKeyWithHashAlg, load_secret_key};
use std::fs;
use std::sync::Arc;
use support::{Server, folder};

const KEYS: &[(&str, &str)] = &[("ssh-keygen", "openssh-client")];
/// Logins with a wrong key.
const TRIES: usize = 120;
/// What a session may not grow by, whatever it is sent.
const MUCH: u64 = 40 << 20;

#[test]
fn a_window_of_any_size_is_cut_to_what_is_shown() {
    if !there_are(KEYS) {
        return;
    }
    let folder = folder();
    let server = Server::with(folder.path(), &["--max-size", "120x40"], &[]);
    block_on(async {
        let client = come_in(server.port, "giant").await;
        let mut channel = terminal(&client, u32::MAX, u32::MAX).await;
        let before = server.memory();
        channel.request_shell(true).await.unwrap();
        let bytes = bytes_until(&mut channel, b"quit").await;
        let mut screen = vt100::Parser::new(40.try_into().unwrap(), 120.try_into().unwrap(), 0);
        screen.process(&bytes);
        assert!(screen.screen().contents().contains("A shared plan"), "{}", screen.screen().contents());
        assert!(server.memory() < before + MUCH);
        channel.window_change(0, 0, 0, 0).await.unwrap();
        channel.window_change(u32::MAX, 1, 0, 0).await.unwrap();
        channel.data_bytes(&b"q"[..]).await.unwrap();
        assert_eq!(status(&mut channel).await, 0);
    });
}

#[test]
fn of_many_sizes_the_last_one_counts() {
    if !there_are(KEYS) {
        return;
    }
    let folder = folder();
    let server = Server::start(folder.path());
    block_on(async {
        let client = come_in(server.port, "restless").await;
        let mut channel = terminal(&client, 80, 24).await;
        channel.request_shell(true).await.unwrap();
        bytes_until(&mut channel, b"quit").await;
        for i in 0..5_000 {
            channel.window_change(40 + i % 200, 10 + i % 80, 0, 0).await.unwrap();
        }
        channel.window_change(97, 95, 0, 0).await.unwrap();
        // No other window has that many lines.
        bytes_until(&mut channel, b"\x1b[95").await;
        channel.data_bytes(&b"q"[..]).await.unwrap();
        assert_eq!(status(&mut channel).await, 0);
    });
}

#[test]
fn keys_in_packets_of_one_byte_never_wedge_the_connection() {
    if !there_are(KEYS) {
        return;
    }
    let folder = folder();
    let server = Server::start(folder.path());
    block_on(async {
        let client = come_in(server.port, "typist").await;
        let mut channel = terminal(&client, 80, 24).await;
        channel.request_shell(true).await.unwrap();
        bytes_until(&mut channel, b"quit").await;
        // Nothing is read meanwhile.
        for key in b"jk".iter().cycle().take(6_000) {
            channel.data_bytes(vec![*key]).await.unwrap();
        }
        let mut other = {
            let client = come_in(server.port, "other").await;
            let channel = terminal(&client, 80, 24).await;
            (client, channel)
        };
        other.1.request_shell(true).await.unwrap();
        bytes_until(&mut other.1, b"quit").await;
        // Keys that came while nobody took them were dropped, and this one may be too.
        let mut left = false;
        while !left {
            channel.data_bytes(&b"q"[..]).await.unwrap();
            let next = tokio::time::timeout(std::time::Duration::from_millis(200), status(&mut channel)).await;
            left = next.is_ok_and(|status| status == 0);
        }
    });
}

#[test]
fn whatever_else_is_asked_for_is_refused_at_once() {
    if !there_are(KEYS) {
        return;
    }
    let folder = folder();
    let server = Server::start(folder.path());
    block_on(async {
        let client = come_in(server.port, "curious").await;
        assert!(client.channel_open_direct_tcpip("127.0.0.1", 22, "127.0.0.1", 1).await.is_err());
        assert!(client.channel_open_direct_streamlocal("/run/docker.sock").await.is_err());
        assert!(client.channel_open_x11("127.0.0.1", 1).await.is_err());
        assert!(client.tcpip_forward("0.0.0.0", 0).await.is_err());
        assert!(client.streamlocal_forward("/tmp/x").await.is_err());
        let mut channel = terminal(&client, 80, 24).await;
        for _ in 0..20 {
            assert!(client.channel_open_session().await.is_err(), "one is enough");
        }
        channel.request_subsystem(true, "sftp").await.unwrap();
        assert!(!is_granted(&mut channel).await);
        channel.request_x11(true, false, "MIT-MAGIC-COOKIE-1", "00", 0).await.unwrap();
        assert!(!is_granted(&mut channel).await);
        channel.agent_forward(true).await.unwrap();
        assert!(!is_granted(&mut channel).await);
        channel.request_pty(true, "xterm", 80, 24, 0, 0, &[]).await.unwrap();
        assert!(!is_granted(&mut channel).await, "one terminal is enough");
        let before = server.memory();
        for i in 0..3_000 {
            channel.set_env(true, format!("NAME_{i}"), "x".repeat(1_000)).await.unwrap();
            assert!(!is_granted(&mut channel).await);
        }
        channel.set_env(true, "LD_PRELOAD", "x").await.unwrap();
        assert!(!is_granted(&mut channel).await);
        channel.set_env(true, "COLORTERM", "truecolor").await.unwrap();
        assert!(is_granted(&mut channel).await);
        assert!(server.memory() < before + MUCH);
        channel.request_shell(true).await.unwrap();
        assert!(is_granted(&mut channel).await);
        channel.request_shell(true).await.unwrap();
        assert!(!is_granted(&mut channel).await, "one dashboard is enough");
        channel.data_bytes(&b"q"[..]).await.unwrap();
        assert_eq!(status(&mut channel).await, 0);
    });
    server.counts("nobody is left", |counts| counts["viewers"] == 0);
}

#[test]
fn a_connection_without_a_seat_is_ended_in_time() {
    if !there_are(KEYS) {
        return;
    }
    let folder = folder();
    let server = Server::with(folder.path(), &["--login-grace", "1s"], &[]);
    block_on(async {
        let client = come_in(server.port, "idler").await;
        let channel = client.channel_open_session().await.unwrap();
        server.counts("it is ended", |counts| counts["connections"] == 0);
        drop((client, channel));
    });
}

/// Guests at one time; `CROWD=500 cargo test --test scripted_guest crowd -- --nocapture` asks for more.
const CROWD: usize = 40;
/// The most memory that a guest of 80 by 24 takes, in bytes.
const EACH: u64 = 400_000;

#[test]
fn a_crowd_takes_little_and_leaves_nothing() {
    if !there_are(KEYS) {
        return;
    }
    let crowd = std::env::var("CROWD").ok().and_then(|count| count.parse().ok()).unwrap_or(CROWD);
    let folder = folder();
    let server = Server::start(folder.path());
    block_on(async {
        let mut guests = Vec::new();
        let (mut before, mut files) = (0, 0);
        for i in 0..=crowd {
            let client = come_in(server.port, "one of many").await;
            let mut channel = terminal(&client, 80, 24).await;
            channel.request_shell(true).await.unwrap();
            bytes_until(&mut channel, b"quit").await;
            if i == 0 {
                // What the first one needs is there for all.
                (before, files) = (server.memory(), server.open_files());
            } else {
                guests.push((client, channel));
            }
        }
        let each = (server.memory() - before) / crowd as u64;
        println!("{crowd} guests of 80x24: {each} bytes each, {before} before");
        // A program for tests is larger than the one that people run.
        assert!(each < EACH, "{each} bytes for each of {crowd}");
        for (_, channel) in &mut guests {
            channel.data_bytes(&b"q"[..]).await.unwrap();
            assert_eq!(status(channel).await, 0);
        }
        drop(guests);
        server.counts("nobody is left", |counts| counts["connections"] == 0);
        assert!(server.open_files() <= files, "{} files are open, and were {files}", server.open_files());
    });
}

#[test]
fn a_guest_who_is_away_is_sent_home_and_a_slow_one_sees_the_last_frame() {
    if !there_are(KEYS) {
        return;
    }
    let folder = folder();
    let server = Server::with(folder.path(), &["--idle", "2s", "--bytes-per-second", "4000"], &[]);
    block_on(async {
        let client = come_in(server.port, "sleeper").await;
        let mut channel = terminal(&client, 80, 24).await;
        channel.request_shell(true).await.unwrap();
        bytes_until(&mut channel, b"quit").await;
        for _ in 0..20 {
            channel.data_bytes(&b"58"[..]).await.unwrap();
        }
        bytes_until(&mut channel, b"The chip is late").await;
        let bytes = bytes_until(&mut channel, b"nothing was typed here").await;
        assert!(pty::count(&bytes, b"\x1b[?1049l") == 1);
        assert_eq!(status(&mut channel).await, 0);
    });
    server.tells("was away for too long");
}

#[test]
fn many_wrong_logins_fill_no_log_and_keep_nobody_waiting() {
    if !there_are(KEYS) {
        return;
    }
    let folder = folder();
    let public = fs::read_to_string(folder.path().join("user.pub")).unwrap();
    fs::write(folder.path().join("members"), public).unwrap();
    let server = Server::with(folder.path(), &["--authorized-keys", "members"], &[]);
    block_on(async {
        let wrong = Arc::new(PrivateKey::random(&mut safe_rng(), Algorithm::Ed25519).unwrap());
        for _ in 0..TRIES {
            let mut client = connect(Arc::default(), ("127.0.0.1", server.port), Trusting).await.unwrap();
            let key = PrivateKeyWithHashAlg::new(Arc::clone(&wrong), None);
            assert!(!client.authenticate_publickey("mallory", key).await.unwrap().success());
        }
        let right = Arc::new(load_secret_key(folder.path().join("user"), None).unwrap());
        let mut client = connect(Arc::default(), ("127.0.0.1", server.port), Trusting).await.unwrap();
        let key = PrivateKeyWithHashAlg::new(right, None);
        assert!(client.authenticate_publickey("guest", key).await.unwrap().success());
    });
    server.counts("all were refused", |counts| counts["refused"] == TRIES && counts["logins"] == 1);
    let told = server.told().lines().filter(|line| line.contains("mallory")).count();
    assert!(told < TRIES, "{told} lines");
}
