use super::{Change, Edition};

/// All that a reader may be shown.
#[derive(Debug, Clone, Copy)]
pub struct Facts<'a> {
    /// The edition.
    pub edition: &'a Edition,
    /// What the last reloads changed, newest first.
    pub since: &'a [Change],
}
