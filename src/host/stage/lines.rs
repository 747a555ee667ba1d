//! Lines from the other side, none longer than it may be.

use std::io;
use tokio::io::{AsyncBufReadExt, AsyncRead, AsyncReadExt, BufReader};

/// Lines from the other side.
pub struct Lines<R> {
    from: BufReader<R>,
    most: usize,
}

impl<R: AsyncRead + Unpin> Lines<R> {
    /// Lines of at most that many bytes.
    pub fn new(from: R, most: usize) -> Self {
        Self { from: BufReader::new(from), most }
    }

    /// The next one; none where the other side has ended. Not to be given up halfway: what was read so far is lost then.
    pub async fn next(&mut self) -> io::Result<Option<Vec<u8>>> {
        let mut line = Vec::new();
        (&mut self.from).take(self.most as u64 + 1).read_until(b'\n', &mut line).await?;
        match line.pop() {
            Some(b'\n') => Ok(Some(line)),
            Some(_) if line.len() >= self.most => {
                Err(io::Error::new(io::ErrorKind::InvalidData, "a line was too long"))
            }
            // The end came in the middle of a line.
            _ => Ok(None),
        }
    }
}
