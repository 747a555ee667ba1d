//! What goes to one guest.

use super::GONE;
use russh::ChannelId;
use russh::server::Handle;
use std::io;
use std::time::Duration;

/// A guest who takes nothing more is not waited for longer than this at the end.
const PATIENCE: Duration = Duration::from_secs(1);

/// The way to the terminal of one guest.
#[derive(Debug, Clone)]
pub struct Outlet {
    handle: Handle,
    channel: ChannelId,
}

impl Outlet {
    /// The terminal of a channel.
    pub fn new(handle: Handle, channel: ChannelId) -> Self {
        Self { handle, channel }
    }

    /// Sends bytes, and waits until they are taken; but not for ever.
    pub async fn send(&self, bytes: Vec<u8>) -> io::Result<()> {
        let sent = tokio::time::timeout(GONE, self.handle.data(self.channel, bytes)).await;
        sent.ok().and_then(Result::ok).ok_or_else(|| io::ErrorKind::BrokenPipe.into())
    }

    /// Gives the terminal back, with a word if there is one, and ends the channel.
    pub async fn end(&self, mut closing: Vec<u8>, word: Option<&str>, status: u32) {
        if let Some(word) = word {
            closing.extend_from_slice(format!("roadmap: {word}\r\n").as_bytes());
        }
        let ended = async {
            self.send(closing).await.ok()?;
            self.handle.exit_status_request(self.channel, status).await.ok()?;
            self.handle.eof(self.channel).await.ok()?;
            self.handle.close(self.channel).await.ok()
        };
        let _ = tokio::time::timeout(PATIENCE, ended).await;
    }
}
