use super::{EntryIx, Roadmap};

/// One end of a reference, seen from the other.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Edge {
    field: u8,
    /// The entry at the other end.
    pub entry: EntryIx,
}

/// Who points at whom, both ways; references to nothing are left out.
#[derive(Debug, Default)]
pub struct Links {
    fields: Vec<&'static str>,
    from: Way,
    to: Way,
}

/// One direction: for every entry a run of edges.
#[derive(Debug, Default)]
struct Way {
    starts: Vec<u32>,
    edges: Vec<Edge>,
}

impl Edge {
    /// The number of its field among [`Links::fields`].
    pub fn number(self) -> usize {
        self.field.into()
    }
}

impl Links {
    /// From the records alone: the references that were found to lead somewhere, as (from, field, to), in the
    /// order of `from`.
    pub fn new(roadmap: &Roadmap, found: &[(EntryIx, &'static str, EntryIx)]) -> Self {
        let mut fields: Vec<&'static str> = Vec::new();
        let mut number = |name: &'static str| {
            fields.iter().position(|f| std::ptr::eq(*f, name) || *f == name).unwrap_or_else(|| {
                fields.push(name);
                fields.len() - 1
            }) as u8
        };
        let numbered: Vec<_> = found.iter().map(|(from, field, to)| (*from, number(field), *to)).collect();
        let count = roadmap.len();
        let from =
            Way::new(count, numbered.iter().map(|(from, field, to)| (*from, Edge { field: *field, entry: *to })));
        let to = Way::new(count, numbered.iter().map(|(from, field, to)| (*to, Edge { field: *field, entry: *from })));
        Self { fields, from, to }
    }

    /// What an entry points at, in the order of its fields.
    pub fn from(&self, ix: EntryIx) -> &[Edge] {
        self.from.of(ix)
    }

    /// What points at an entry.
    pub fn to(&self, ix: EntryIx) -> &[Edge] {
        self.to.of(ix)
    }

    /// The fields in which references stand, each once.
    pub fn fields(&self) -> &[&'static str] {
        &self.fields
    }

    /// The field in which a reference stands.
    pub fn field(&self, edge: Edge) -> &'static str {
        self.fields.get(usize::from(edge.field)).copied().unwrap_or("")
    }

    /// What an entry points at in one field.
    pub fn from_in<'a>(&'a self, ix: EntryIx, field: &'a str) -> impl Iterator<Item = EntryIx> + 'a {
        self.from(ix).iter().filter(move |edge| self.field(**edge) == field).map(|edge| edge.entry)
    }

    /// What points at an entry in one field.
    pub fn to_in<'a>(&'a self, ix: EntryIx, field: &'a str) -> impl Iterator<Item = EntryIx> + 'a {
        self.to(ix).iter().filter(move |edge| self.field(**edge) == field).map(|edge| edge.entry)
    }
}

impl Way {
    /// A counting sort by entry, which keeps the order of what comes in.
    fn new(count: usize, edges: impl Iterator<Item = (EntryIx, Edge)> + Clone) -> Self {
        let mut starts = vec![0_u32; count + 1];
        for (ix, _) in edges.clone() {
            starts[ix.0 as usize + 1] += 1;
        }
        for i in 0..count {
            starts[i + 1] += starts[i];
        }
        let mut next = starts.clone();
        let mut out = vec![Edge { field: 0, entry: EntryIx(0) }; starts[count] as usize];
        for (ix, edge) in edges {
            let at = &mut next[ix.0 as usize];
            out[*at as usize] = edge;
            *at += 1;
        }
        Self { starts, edges: out }
    }

    fn of(&self, ix: EntryIx) -> &[Edge] {
        let i = ix.0 as usize;
        match (self.starts.get(i), self.starts.get(i + 1)) {
            (Some(start), Some(end)) => &self.edges[*start as usize..*end as usize],
            _ => &[],
        }
    }
}
