use crate::model::{EntryIx, Kind, Links, Roadmap};

/// The members that cover a capability, in the order of the file.
pub fn covered_by<'a>(
    roadmap: &'a Roadmap,
    links: &'a Links,
    capability: EntryIx,
) -> impl Iterator<Item = EntryIx> + 'a {
    links
        .to_in(capability, "capabilities")
        .filter(|ix| roadmap.get(*ix).is_some_and(|entry| entry.kind() == Kind::Member))
}

/// How well a capability is covered. Fewer than two members is a thin spot: it hangs on one organisation
/// (`OpenSSF` and CHAOSS count a "bus factor" the same way).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Coverage {
    /// No member is named for it.
    Nobody,
    /// It hangs on one member.
    One,
    /// Two or more.
    Several,
}

impl Coverage {
    /// From the number of members.
    pub fn of(members: usize) -> Self {
        match members {
            0 => Self::Nobody,
            1 => Self::One,
            _ => Self::Several,
        }
    }

    /// The words for it.
    pub fn words(self) -> &'static str {
        match self {
            Self::Nobody => "no member",
            Self::One => "one member",
            Self::Several => "covered",
        }
    }
}
