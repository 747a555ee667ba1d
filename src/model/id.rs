use crate::text::Span;
use std::sync::Arc;

/// The name of an entry: `[a-z0-9][a-z0-9-]*`, unique over the whole roadmap.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Id(Arc<str>);

impl Id {
    /// An id from text that is known to be one; the reader checks what stands in a file.
    pub fn new(text: &str) -> Self {
        Self(text.into())
    }

    /// Whether a text has the shape of an id.
    pub fn is_valid(text: &str) -> bool {
        let mut bytes = text.bytes();
        bytes.next().is_some_and(|b| b.is_ascii_lowercase() || b.is_ascii_digit())
            && bytes.all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-')
    }

    /// The nearest id to any text: `Safe AI` is `safe-ai`. There is none where no letter and no digit can stand in one.
    pub fn like(text: &str) -> Option<Self> {
        let words: Vec<_> = text
            .split(|c: char| !c.is_ascii_alphanumeric())
            .filter(|word| !word.is_empty())
            .map(str::to_ascii_lowercase)
            .collect();
        (!words.is_empty()).then(|| Self::new(&words.join("-")))
    }

    /// As it is written.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl std::fmt::Display for Id {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.pad(&self.0)
    }
}

impl std::borrow::Borrow<str> for Id {
    fn borrow(&self) -> &str {
        &self.0
    }
}

/// What an entry is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Kind {
    /// Where facts come from.
    Source,
    /// An organisation.
    Member,
    /// A capability area.
    Capability,
    /// Something that is built.
    Project,
    /// Something to be reached.
    Milestone,
    /// Something a vendor has said will come.
    Announcement,
    /// What could go wrong.
    Risk,
    /// Significance, outlook, context.
    Note,
}

impl Kind {
    /// Every kind, in the order of the format.
    pub const ALL: [Self; 8] = [
        Self::Source,
        Self::Member,
        Self::Capability,
        Self::Project,
        Self::Milestone,
        Self::Announcement,
        Self::Risk,
        Self::Note,
    ];

    /// The names of their tables in a file.
    pub const WORDS: &'static [&'static str] =
        &["source", "member", "capability", "project", "milestone", "announcement", "risk", "note"];

    /// The name of its table in a file.
    pub fn word(self) -> &'static str {
        Self::WORDS[self as usize]
    }

    /// The word for several of them.
    pub fn plural(self) -> &'static str {
        match self {
            Self::Source => "sources",
            Self::Member => "members",
            Self::Capability => "capabilities",
            Self::Project => "projects",
            Self::Milestone => "milestones",
            Self::Announcement => "announcements",
            Self::Risk => "risks",
            Self::Note => "notes",
        }
    }

    /// The set of this kind alone.
    pub const fn set(self) -> Kinds {
        Kinds(1 << self as u16)
    }
}

/// A set of kinds, so that the type of a link can say what it may point at.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Kinds(pub u16);

impl Kinds {
    /// Every kind.
    pub const ANY: Self = Self(u16::MAX);

    /// Whether a kind is in the set.
    pub fn contains(self, kind: Kind) -> bool {
        self.0 & kind.set().0 != 0
    }

    /// Whether every kind is in the set.
    pub fn is_every(self) -> bool {
        Kind::ALL.into_iter().all(|kind| self.contains(kind))
    }

    /// Both sets.
    #[must_use]
    pub const fn and(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    /// What is in both.
    #[must_use]
    pub const fn meet(self, other: Self) -> Self {
        Self(self.0 & other.0)
    }

    /// Whether a kind is in both.
    pub const fn meets(self, other: Self) -> bool {
        self.0 & other.0 != 0
    }

    /// `milestone or announcement`.
    pub fn plain_words(self) -> String {
        if self.is_every() {
            return "entry".to_owned();
        }
        Kind::ALL.into_iter().filter(|kind| self.contains(*kind)).map(Kind::word).collect::<Vec<_>>().join(" or ")
    }

    /// `a milestone or an announcement`.
    pub fn words(self) -> String {
        if self.is_every() {
            return "any entry".to_owned();
        }
        let one = |kind: Kind| match kind.word() {
            word if word.starts_with('a') => format!("an {word}"),
            word => format!("a {word}"),
        };
        Kind::ALL.into_iter().filter(|kind| self.contains(*kind)).map(one).collect::<Vec<_>>().join(" or ")
    }
}

/// A reference to an entry of one of the kinds in `TO` (bits of [`Kinds`]).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Link<const TO: u16> {
    /// What it names.
    pub id: Id,
    /// Where it stands.
    pub at: Span,
}
