use crate::model::EntryIx;

/// Things about entries in the order of a ranking, each found by its entry as well.
#[derive(Debug, Clone, PartialEq)]
pub struct Ranking<T> {
    ranked: Vec<T>,
    /// Where each entry stands, by its number.
    places: Vec<(EntryIx, u32)>,
}

impl<T> Ranking<T> {
    /// Of what is ranked already; `entry` says what each of them is about.
    pub fn new(ranked: Vec<T>, entry: impl Fn(&T) -> EntryIx) -> Self {
        let mut places: Vec<(EntryIx, u32)> = ranked.iter().zip(0..).map(|(it, place)| (entry(it), place)).collect();
        places.sort_unstable();
        Self { ranked, places }
    }

    /// What is said about an entry.
    pub fn of(&self, entry: EntryIx) -> Option<&T> {
        let at = self.places.binary_search_by_key(&entry, |(entry, _)| *entry).ok()?;
        self.ranked.get(self.places[at].1 as usize)
    }
}

impl<T> Default for Ranking<T> {
    fn default() -> Self {
        Self { ranked: Vec::new(), places: Vec::new() }
    }
}

impl<T> std::ops::Deref for Ranking<T> {
    type Target = [T];
    fn deref(&self) -> &[T] {
        &self.ranked
    }
}
