use super::{
    About, Announcement, Capability, Entry, Id, Kind, Member, Milestone, Note, Project, Risk, Scene, Source, View,
};
use std::collections::HashMap;

/// The number of an entry within one edition: kind by kind in the order of the format, in each kind in the
/// order of the file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct EntryIx(pub u32);

/// All entries, by kind and by id.
#[derive(Debug, Default)]
pub struct Roadmap {
    /// The roadmap itself; `None` while its table cannot be read.
    pub about: Option<About>,
    /// Where facts come from.
    pub sources: Vec<Source>,
    /// The organisations.
    pub members: Vec<Member>,
    /// The capability areas.
    pub capabilities: Vec<Capability>,
    /// What is built.
    pub projects: Vec<Project>,
    /// What is to be reached.
    pub milestones: Vec<Milestone>,
    /// What vendors have said will come.
    pub announcements: Vec<Announcement>,
    /// What could go wrong.
    pub risks: Vec<Risk>,
    /// Significance, outlook, context.
    pub notes: Vec<Note>,
    /// The presenter's script.
    pub scenes: Vec<Scene>,
    /// Views with a name.
    pub views: Vec<View>,
    by_id: HashMap<Id, EntryIx, foldhash::fast::RandomState>,
}

impl Roadmap {
    /// Notes which id names which entry; where an id is used twice, the first one keeps it.
    pub fn index(&mut self) {
        let mut by_id = HashMap::with_capacity_and_hasher(self.len(), foldhash::fast::RandomState::default());
        for ix in self.all() {
            if let Some(entry) = self.get(ix) {
                by_id.entry(entry.id().clone()).or_insert(ix);
            }
        }
        self.by_id = by_id;
    }

    /// Takes all entries of another one after its own. The ids are to be noted anew.
    pub fn append(&mut self, mut other: Self) {
        self.about = self.about.take().or(other.about);
        self.sources.append(&mut other.sources);
        self.members.append(&mut other.members);
        self.capabilities.append(&mut other.capabilities);
        self.projects.append(&mut other.projects);
        self.milestones.append(&mut other.milestones);
        self.announcements.append(&mut other.announcements);
        self.risks.append(&mut other.risks);
        self.notes.append(&mut other.notes);
        self.scenes.append(&mut other.scenes);
        self.views.append(&mut other.views);
    }

    /// The title, or a word that says that it has none.
    pub fn title(&self) -> &str {
        self.about.as_ref().map_or("untitled roadmap", |about| about.title.as_str())
    }

    /// How many entries there are.
    pub fn len(&self) -> usize {
        Kind::ALL.into_iter().map(|kind| self.count(kind)).sum()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// How many entries of a kind there are.
    pub fn count(&self, kind: Kind) -> usize {
        match kind {
            Kind::Source => self.sources.len(),
            Kind::Member => self.members.len(),
            Kind::Capability => self.capabilities.len(),
            Kind::Project => self.projects.len(),
            Kind::Milestone => self.milestones.len(),
            Kind::Announcement => self.announcements.len(),
            Kind::Risk => self.risks.len(),
            Kind::Note => self.notes.len(),
        }
    }

    /// The numbers of the entries of a kind, in the order of the file.
    pub fn of_kind(&self, kind: Kind) -> impl ExactSizeIterator<Item = EntryIx> + use<> {
        let before: usize = Kind::ALL.into_iter().take_while(|k| *k != kind).map(|k| self.count(k)).sum();
        let before = before as u32;
        (before..before + self.count(kind) as u32).map(EntryIx)
    }

    /// The numbers of all entries.
    pub fn all(&self) -> impl ExactSizeIterator<Item = EntryIx> + use<> {
        (0..self.len() as u32).map(EntryIx)
    }

    /// The entry with that number.
    pub fn get(&self, ix: EntryIx) -> Option<Entry<'_>> {
        let mut i = ix.0 as usize;
        for kind in Kind::ALL {
            let count = self.count(kind);
            if i >= count {
                i -= count;
                continue;
            }
            return Some(match kind {
                Kind::Source => Entry::Source(&self.sources[i]),
                Kind::Member => Entry::Member(&self.members[i]),
                Kind::Capability => Entry::Capability(&self.capabilities[i]),
                Kind::Project => Entry::Project(&self.projects[i]),
                Kind::Milestone => Entry::Milestone(&self.milestones[i]),
                Kind::Announcement => Entry::Announcement(&self.announcements[i]),
                Kind::Risk => Entry::Risk(&self.risks[i]),
                Kind::Note => Entry::Note(&self.notes[i]),
            });
        }
        None
    }

    /// What the entry with that number is.
    pub fn kind(&self, ix: EntryIx) -> Option<Kind> {
        let mut i = ix.0 as usize;
        Kind::ALL.into_iter().find(|kind| {
            let count = self.count(*kind);
            let found = i < count;
            i = i.saturating_sub(count);
            found
        })
    }

    /// The milestone with that number, if it is one.
    pub fn milestone(&self, ix: EntryIx) -> Option<&Milestone> {
        match self.get(ix) {
            Some(Entry::Milestone(milestone)) => Some(milestone),
            _ => None,
        }
    }

    /// The number of the entry with that id.
    pub fn find(&self, id: &str) -> Option<EntryIx> {
        self.by_id.get(id).copied()
    }

    /// The entry with that id.
    pub fn entry(&self, id: &str) -> Option<Entry<'_>> {
        self.find(id).and_then(|ix| self.get(ix))
    }

    /// Every entry, in the order of their numbers.
    pub fn entries(&self) -> impl Iterator<Item = (EntryIx, Entry<'_>)> {
        self.all().filter_map(|ix| self.get(ix).map(|entry| (ix, entry)))
    }
}
