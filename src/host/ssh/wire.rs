//! The connection itself: one that can be cut from outside, and one that is told why there is no room.

use rustix::net::sockopt::set_socket_send_buffer_size;
use std::io;
use std::pin::Pin;
use std::task::{Context, Poll};
use std::time::Duration;
use tokio::io::{AsyncRead, AsyncReadExt, AsyncWrite, AsyncWriteExt, ReadBuf};
use tokio::net::TcpStream;
use tokio::sync::oneshot;

/// Bytes on their way to a guest. With more, a slow line would show what was long ago; frames wait here instead, and
/// the next one is drawn as it is then.
const ON_THE_WAY: usize = 32 << 10;
/// Who is turned away is given so long to hear why.
const PATIENCE: Duration = Duration::from_secs(2);

/// A connection that ends when its [`Scissors`] go.
#[derive(Debug)]
pub struct Wire {
    stream: TcpStream,
    cut: Option<oneshot::Receiver<()>>,
}

/// What keeps a [`Wire`] whole.
#[derive(Debug)]
pub struct Scissors {
    _whole: oneshot::Sender<()>,
}

impl Wire {
    /// A connection as it was accepted.
    pub fn new(stream: TcpStream) -> (Self, Scissors) {
        // Where this cannot be set, it is only slower.
        let _ = stream.set_nodelay(true);
        let _ = set_socket_send_buffer_size(&stream, ON_THE_WAY);
        let (whole, cut) = oneshot::channel();
        (Self { stream, cut: Some(cut) }, Scissors { _whole: whole })
    }

    fn is_cut(&mut self, cx: &mut Context<'_>) -> bool {
        if self.cut.as_mut().is_some_and(|cut| Pin::new(cut).poll(cx).is_ready()) {
            self.cut = None;
        }
        self.cut.is_none()
    }
}

fn cut() -> io::Error {
    io::ErrorKind::ConnectionAborted.into()
}

impl AsyncRead for Wire {
    fn poll_read(mut self: Pin<&mut Self>, cx: &mut Context<'_>, into: &mut ReadBuf<'_>) -> Poll<io::Result<()>> {
        if self.is_cut(cx) {
            return Poll::Ready(Err(cut()));
        }
        Pin::new(&mut self.stream).poll_read(cx, into)
    }
}

impl AsyncWrite for Wire {
    fn poll_write(mut self: Pin<&mut Self>, cx: &mut Context<'_>, bytes: &[u8]) -> Poll<io::Result<usize>> {
        if self.is_cut(cx) {
            return Poll::Ready(Err(cut()));
        }
        Pin::new(&mut self.stream).poll_write(cx, bytes)
    }

    fn poll_flush(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_flush(cx)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_shutdown(cx)
    }
}

/// Tells someone for whom there is no room why, in the one message (RFC 4253) that needs no login.
pub async fn turn_away(mut stream: TcpStream, why: &str) {
    const DISCONNECT: u8 = 1;
    const TOO_MANY_CONNECTIONS: u32 = 12;
    let mut payload = vec![DISCONNECT];
    payload.extend(TOO_MANY_CONNECTIONS.to_be_bytes());
    payload.extend((why.len() as u32).to_be_bytes());
    payload.extend(why.as_bytes());
    payload.extend(0_u32.to_be_bytes());
    // Nothing is encrypted yet: blocks have eight bytes, and at least four are padding.
    let padding = 4 + (8 - (5 + payload.len() + 4) % 8) % 8;
    let mut bytes = concat!("SSH-2.0-roadmap_", env!("CARGO_PKG_VERSION"), "\r\n").as_bytes().to_vec();
    bytes.extend((1 + payload.len() as u32 + padding as u32).to_be_bytes());
    bytes.push(padding as u8);
    bytes.extend(payload);
    bytes.extend(std::iter::repeat_n(0, padding));
    let told = async {
        stream.write_all(&bytes).await?;
        stream.shutdown().await?;
        // What is left unread when a connection is closed takes what was sent with it.
        let mut rest = [0; 512];
        while stream.read(&mut rest).await? > 0 {}
        io::Result::Ok(())
    };
    let _ = tokio::time::timeout(PATIENCE, told).await;
}
