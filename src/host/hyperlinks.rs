//! Links of a frame that the terminal itself can follow (OSC 8): which cells lead where, checked once more here,
//! because these are the only bytes of a file that go into an escape sequence.

use crate::model::Url;
use ratatui::layout::Rect;
use std::sync::Arc;

/// Longer ones are left out: terminals take 2083 bytes, the limit of a browser of old.
const MOST: usize = 2000;
/// Ends what [`Target::open`] began.
pub const CLOSE: &[u8] = b"\x1b]8;;\x1b\\";

/// Where a run of cells leads.
#[derive(Debug, PartialEq, Eq)]
pub struct Target {
    url: String,
    /// Other runs lead there too: the terminal shows them as one.
    several: bool,
}

impl Target {
    /// The bytes after which every cell that is written leads there.
    pub fn open(&self) -> String {
        let Self { url, several } = self;
        if *several { format!("\x1b]8;id={:x};{url}\x1b\\", id(url)) } else { format!("\x1b]8;;{url}\x1b\\") }
    }
}

/// Cells of one line that lead to one place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Run {
    y: u16,
    from: u16,
    to: u16,
    target: Arc<Target>,
}

/// The links of one frame, from top to bottom.
#[derive(Debug, Default)]
pub struct Hyperlinks(Vec<Run>);

impl Hyperlinks {
    /// The links that may be sent, of those that were painted.
    pub fn of(painted: &[(Rect, String)]) -> Self {
        let safe = |(_, url): &&(Rect, String)| is_safe(url);
        let several = |url: &String| painted.iter().filter(|(_, other)| other == url).count() > 1;
        let mut runs: Vec<Run> = painted
            .iter()
            .filter(safe)
            .map(|(area, url)| {
                let target = Arc::new(Target { url: url.clone(), several: several(url) });
                Run { y: area.y, from: area.x, to: area.right(), target }
            })
            .collect();
        runs.sort_by_key(|run| (run.y, run.from));
        Self(runs)
    }

    /// Those of a line.
    pub fn row(&self, y: u16) -> &[Run] {
        let from = self.0.partition_point(|run| run.y < y);
        let row = &self.0[from..];
        &row[..row.partition_point(|run| run.y == y)]
    }
}

/// Where a cell of a line leads.
pub fn target(row: &[Run], x: usize) -> Option<&Arc<Target>> {
    row.iter().find(|run| (run.from.into()..run.to.into()).contains(&x)).map(|run| &run.target)
}

fn is_safe(url: &str) -> bool {
    Url::is_valid(url) && url.len() < MOST
}

/// The same for an address in every frame: what is not written again must stay one with what is.
fn id(url: &str) -> u32 {
    // FNV-1a, folded to six digits: two links that are taken for one are only lit together.
    let hash = url.bytes().fold(0x811c_9dc5_u32, |hash, byte| (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193));
    (hash >> 24) ^ (hash & 0x00ff_ffff)
}
