//! What a reference means: which end needs the other, and the words for it from both ends.

use crate::model::{Edge, Entry, EntryIx, Item, Kind, Links, Roadmap};

/// A sort of reference.
#[derive(Debug, PartialEq, Eq)]
pub struct Relation {
    /// The field it stands in.
    pub field: &'static str,
    /// The kind of entries in which the field means this; `None` is all others.
    pub of: Option<Kind>,
    /// What it says of the entry that names another, before that one's name: it `depends on` …
    pub forth: &'static str,
    /// What it says of the entry that is named, before the other's name: it is `needed by` …
    pub back: &'static str,
    /// Which of the two needs the other.
    ///
    /// As a rule an entry needs what it names: what it depends on, builds on and runs on, its project, its owner, its
    /// members, its sources. Where naming is giving, it is the other way round: what an announcement enables needs the
    /// announcement, a capability area needs the member that covers it, and what a risk threatens hangs on the risk.
    pub gives: bool,
}

const fn needs(field: &'static str, forth: &'static str, back: &'static str) -> Relation {
    Relation { field, of: None, forth, back, gives: false }
}

const fn gives(field: &'static str, of: Option<Kind>, forth: &'static str, back: &'static str) -> Relation {
    Relation { field, of, forth, back, gives: true }
}

/// Every sort of reference between entries, what weighs most first.
pub static RELATIONS: &[Relation] = &[
    gives("affects", None, "threatens", "threatened by"),
    needs("depends_on", "depends on", "needed by"),
    needs("project", "project", "milestones"),
    needs("builds_on", "builds on", "base of"),
    needs("runs_on", "runs on", "runs here"),
    gives("enables", None, "enables", "enabled by"),
    needs("owner", "owner", "answers for"),
    gives("capabilities", Some(Kind::Member), "covers", "covered by"),
    needs("capabilities", "capabilities", "part of it"),
    needs("members", "members", "takes part in"),
    needs("relates", "relates", "see also"),
    needs("sources", "source", "source of"),
];

/// References that say what must be there before.
pub const DEPENDENCIES: [&str; 3] = ["depends_on", "builds_on", "runs_on"];

/// A sort of reference, seen from one of its ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Seen {
    /// The sort.
    pub relation: &'static Relation,
    /// From the end that is named.
    pub back: bool,
}

impl Seen {
    /// What it says of the entry from which it is seen.
    pub fn word(self) -> &'static str {
        if self.back { self.relation.back } else { self.relation.forth }
    }

    /// The same, seen from the other end.
    #[must_use]
    pub fn turned(self) -> Self {
        Self { back: !self.back, ..self }
    }

    /// Whether the entry from which it is seen needs the other.
    pub fn needs(self) -> bool {
        self.back == self.relation.gives
    }

    /// Whether one of the two must be there before the other.
    pub fn is_dependency(self) -> bool {
        DEPENDENCIES.contains(&self.relation.field)
    }

    /// Where it stands among all, for lists.
    pub fn rank(self) -> usize {
        RELATIONS.iter().position(|relation| relation == self.relation).unwrap_or(RELATIONS.len())
    }
}

/// What a field means in entries of a kind.
pub fn relation(field: &str, of: Kind) -> Option<&'static Relation> {
    RELATIONS.iter().find(|relation| relation.field == field && relation.of.is_none_or(|kind| kind == of))
}

/// What an entry is joined to, in the order of the references: those it names, then those that name it.
pub fn joined<'a>(
    roadmap: &'a Roadmap,
    links: &'a Links,
    ix: EntryIx,
) -> impl Iterator<Item = (Seen, EntryIx)> + Clone + 'a {
    let kind = move |ix: EntryIx| roadmap.get(ix).map(Entry::item).map(Item::kind);
    let seen = move |edge: &Edge, back: bool| {
        let relation = relation(links.field(*edge), kind(if back { edge.entry } else { ix })?)?;
        Some((Seen { relation, back }, edge.entry))
    };
    let forth = links.from(ix).iter().filter_map(move |edge| seen(edge, false));
    forth.chain(links.to(ix).iter().filter_map(move |edge| seen(edge, true)))
}
