//! A client that does what `ssh` never does. Everything it waits for has a deadline.

#![allow(dead_code, reason = "every test program uses a part of this")]

use crate::pty::{DEADLINE, count};
use russh::client::{Config, Handle, Handler, Msg, connect};
use russh::keys::PublicKeyOrCertificate;
use russh::{Channel, ChannelMsg, Error};
use std::sync::Arc;
use tokio::time::timeout;

/// It trusts every server.
pub struct Trusting;

impl Handler for Trusting {
    type Error = Error;

    async fn check_server_key(&mut self, _: &PublicKeyOrCertificate) -> Result<bool, Error> {
        Ok(true)
    }
}

/// Runs it to its end, or fails.
pub fn block_on<T>(it: impl Future<Output = T>) -> T {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    runtime.block_on(async { timeout(DEADLINE, it).await.expect("it hangs") })
}

/// Comes in under a name, without a key.
pub async fn come_in(port: u16, name: &str) -> Handle<Trusting> {
    let mut client = connect(Arc::new(Config::default()), ("127.0.0.1", port), Trusting).await.unwrap();
    assert!(client.authenticate_none(name).await.unwrap().success());
    client
}

/// A channel with a terminal of a size.
pub async fn terminal(client: &Handle<Trusting>, columns: u32, rows: u32) -> Channel<Msg> {
    let mut channel = client.channel_open_session().await.unwrap();
    channel.request_pty(true, "xterm-256color", columns, rows, 0, 0, &[]).await.unwrap();
    assert!(is_granted(&mut channel).await);
    channel
}

/// Whether what was asked last is granted.
pub async fn is_granted(channel: &mut Channel<Msg>) -> bool {
    loop {
        match channel.wait().await.expect("an answer") {
            ChannelMsg::Success => return true,
            ChannelMsg::Failure => return false,
            _ => {}
        }
    }
}

/// All bytes until these have come.
pub async fn bytes_until(channel: &mut Channel<Msg>, what: &[u8]) -> Vec<u8> {
    let mut bytes = Vec::new();
    while count(&bytes, what) == 0 {
        match channel.wait().await {
            Some(ChannelMsg::Data { data }) => bytes.extend_from_slice(&data),
            Some(_) => {}
            None => panic!("it ended: {}", String::from_utf8_lossy(&bytes)),
        }
    }
    bytes
}

/// The status that a channel ends with.
pub async fn status(channel: &mut Channel<Msg>) -> u32 {
    loop {
        if let ChannelMsg::ExitStatus { exit_status } = channel.wait().await.expect("a status") {
            return exit_status;
        }
    }
}
