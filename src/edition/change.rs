use super::Edition;
use crate::load::block;
use crate::model::{Datum, Entry, EntryIx, Id, Kind, Roadmap, When};
use crate::plan::days_in_words;
use std::collections::{HashMap, HashSet};

/// What happened to an entry from one edition to the next.
#[derive(Debug, Clone, PartialEq)]
pub enum What {
    /// It is new.
    Added,
    /// It is gone.
    Removed,
    /// It has another id now.
    Renamed {
        /// The id it had.
        from: Id,
    },
    /// Its promise moved by that many days; later is positive.
    Moved {
        /// The promise as it was.
        from: When,
        /// The promise as it is.
        to: When,
        /// Days from the end of one to the end of the other.
        days: i32,
    },
    /// A field has another value.
    Set {
        /// The field.
        field: &'static str,
        /// What stood there, as text; empty for nothing.
        from: String,
        /// What stands there, as text; empty for nothing.
        to: String,
    },
}

/// One change to one entry.
#[derive(Debug, Clone, PartialEq)]
pub struct Change {
    /// The entry (as it is now, or as it was if it is gone).
    pub id: Id,
    /// Its name.
    pub name: String,
    /// What it is.
    pub kind: Kind,
    /// What happened.
    pub what: What,
    /// When it was read.
    pub read_at: String,
    /// The number of the edition that brought it.
    pub number: u64,
}

impl Change {
    /// What happened, without a sign or an abbreviation.
    pub fn in_full(&self) -> String {
        let days = |days: i32| days_in_words(days.saturating_abs());
        match &self.what {
            What::Moved { from, to, days: 0 } => format!("date written as {to}, before as {from}"),
            What::Moved { from, to, days: by } => {
                format!("date moved from {from} to {to}, {} {}", days(*by), if *by > 0 { "later" } else { "earlier" })
            }
            What::Set { field, from, to } if from.is_empty() => format!("{field} set to {to}"),
            What::Set { field, to, .. } if to.is_empty() => format!("{field} taken out"),
            What::Set { field, from, to } => format!("{field} changed from {from} to {to}"),
            What::Added | What::Removed | What::Renamed { .. } => self.words(),
        }
    }

    /// Whether what it is about still stands in a roadmap: what is not there any more may have become private.
    pub fn is_still_said(&self, roadmap: &Roadmap) -> bool {
        let Some(entry) = roadmap.entry(self.id.as_str()) else { return false };
        match self.what {
            What::Set { field, .. } => entry.datum(field) != Datum::Absent,
            What::Moved { .. } => entry.datum("date") != Datum::Absent,
            What::Added | What::Removed | What::Renamed { .. } => true,
        }
    }

    /// What happened, in words.
    pub fn words(&self) -> String {
        let shown = |text: &str| {
            if text.is_empty() { "nothing".to_owned() } else { text.replace('\n', " ") }
        };
        match &self.what {
            What::Added => "added".to_owned(),
            What::Removed => "removed".to_owned(),
            What::Renamed { from } => format!("was {from}"),
            What::Moved { from, to, days } => format!("date {from} → {to} ({days:+}d)"),
            What::Set { field, from, to } => format!("{field}: {} → {}", shown(from), shown(to)),
        }
    }
}

/// What differs between two editions, entry by entry and field by field, in the order of the new one; what is gone
/// comes last.
pub fn changes(old: &Edition, new: &Edition) -> Vec<Change> {
    let mut out = Vec::new();
    let mut kept: HashSet<EntryIx> = HashSet::new();
    for (_, entry) in new.roadmap.entries() {
        let change = |what| Change {
            id: entry.id().clone(),
            name: entry.name().to_owned(),
            kind: entry.kind(),
            what,
            read_at: new.origin.read_at.clone(),
            number: new.number,
        };
        let same = old.roadmap.find(entry.id().as_str()).or_else(|| {
            let was = entry.common().was.as_ref()?;
            old.roadmap.find(was.as_str())
        });
        let before =
            same.and_then(|ix| Some((ix, old.roadmap.get(ix)?))).filter(|(_, before)| before.kind() == entry.kind());
        let Some((ix, before)) = before else {
            out.push(change(What::Added));
            continue;
        };
        kept.insert(ix);
        if before.id() != entry.id() {
            out.push(change(What::Renamed { from: before.id().clone() }));
        }
        if block(&old.sources, before.at()) != block(&new.sources, entry.at()) {
            fields(before, entry, &mut |what| out.push(change(what)));
        }
    }
    out.extend(old.roadmap.entries().filter(|(ix, _)| !kept.contains(ix)).map(|(_, entry)| Change {
        id: entry.id().clone(),
        name: entry.name().to_owned(),
        kind: entry.kind(),
        what: What::Removed,
        read_at: new.origin.read_at.clone(),
        number: new.number,
    }));
    out
}

fn fields(before: Entry<'_>, after: Entry<'_>, tell: &mut dyn FnMut(What)) {
    let mut old: HashMap<&'static str, Datum> = HashMap::new();
    before.data(&mut |field, datum| {
        old.insert(field.key, datum);
    });
    after.data(&mut |field, datum| {
        let from = old.remove(field.key).unwrap_or(Datum::Absent);
        if from == datum || field.key == "id" || field.key == "was" {
            return;
        }
        if let (Entry::Milestone(a), Entry::Milestone(b), "date") = (before, after, field.key)
            && let (Some(from), Some(to)) = (a.date, b.date)
        {
            return tell(What::Moved { from, to, days: to.last.since(from.last) });
        }
        tell(What::Set { field: field.key, from: from.words(), to: datum.words() });
    });
}
