//! One search over all entries: what fits best comes first.

use super::word::{Fit, Word};
use crate::edition::{Edition, letters};
use crate::model::{Edge, EntryIx, Kind, Kinds};
use crate::text::folded;
use memchr::memmem::Finder;

/// So many words are looked for; the rest of what was typed narrows nothing.
const WORDS: usize = 16;
/// With fewer found than this, what is nearly so is looked for too.
const FEW: usize = 5;
/// While fewer than this share of the entries are still open, they are looked at one by one.
const FULL: usize = 4;
/// While this share of the entries is left, going through all texts is faster than from entry to entry.
const SHARE: usize = 8;

/// What is looked for: words that must all fit, each in any text of an entry.
#[derive(Debug, Clone)]
pub struct Wanted {
    words: Vec<Word>,
    phrase: Finder<'static>,
}

/// An entry that was found.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Hit {
    /// The entry.
    pub entry: EntryIx,
    /// How far it is from what is looked for; 0 is the thing itself.
    pub cost: u16,
    /// It has no such word, but one that is nearly so.
    pub near: bool,
}

/// What was found.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Found {
    /// The best, the best first.
    pub hits: Vec<Hit>,
    /// How many there are in all.
    pub count: usize,
    /// How many of them are only nearly so.
    pub near: usize,
}

impl Default for Wanted {
    fn default() -> Self {
        Self::new("")
    }
}

impl Wanted {
    /// From what was typed; anything can be looked for.
    pub fn new(typed: &str) -> Self {
        let folded = folded(typed);
        let mut words: Vec<&str> = Vec::new();
        for word in folded.split_whitespace() {
            if !words.contains(&word) && words.len() < WORDS {
                words.push(word);
            }
        }
        let phrase = folded.split_whitespace().collect::<Vec<_>>().join(" ");
        Self { words: words.into_iter().filter_map(Word::new).collect(), phrase: Finder::new(&phrase).into_owned() }
    }

    /// Whether nothing is looked for.
    pub fn is_empty(&self) -> bool {
        self.words.is_empty()
    }

    /// The words, folded.
    pub fn words(&self) -> &[Word] {
        &self.words
    }

    /// How far something is from what is looked for that is no entry: what it is called, and what else is said of it,
    /// both folded. `None` if it is not what is looked for. What stands within a word counts as little as a label: what
    /// an action does is told in many words.
    pub fn cost(&self, name: &str, more: &str) -> Option<u16> {
        let mut cost = 0;
        for word in &self.words {
            let label = || (word.is_in(name) || word.is_in(more)).then_some(Fit::Label);
            cost += word.within(name).map(|(fit, _)| fit).filter(|fit| *fit < Fit::Within).or_else(label)?.cost();
        }
        Some(self.of_phrase(|| name, cost))
    }

    /// Several words that stand in a name as they were typed are more than each of them.
    fn of_phrase<'t>(&self, name: impl Fn() -> &'t str, cost: u16) -> u16 {
        let so_many = self.words.len() as u16;
        if so_many < 2 || cost > so_many * Fit::Within.cost() {
            return cost;
        }
        let name = name();
        match self.phrase.find(name.as_bytes()) {
            Some(0) if name.len() == self.phrase.needle().len() => 0,
            Some(0) => 2,
            Some(_) => cost.min(5),
            None => cost,
        }
    }
}

/// The entries that have all that is looked for, the best first, and up to `most` of them.
pub fn search(edition: &Edition, wanted: &Wanted, most: usize) -> Found {
    if wanted.is_empty() {
        return Found::default();
    }
    let words = rarest_first(wanted);
    let (costs, first) = strictly(edition, &words);
    let count = |costs: &Costs| costs.iter().filter(|cost| **cost != OUT).count();
    let mut found = Found { hits: best(edition, wanted, &costs, most, false), count: count(&costs), near: 0 };
    if found.count < FEW && wanted.words().iter().any(|word| word.slips > 0) {
        let costs = nearly(edition, &words, &costs, first);
        found.near = count(&costs);
        found.count += found.near;
        found.hits.extend(best(edition, wanted, &costs, most - found.hits.len().min(most), true));
    }
    found
}

/// How well every entry fits a word, by its number.
pub fn fits(edition: &Edition, word: &Word) -> Vec<Option<Fit>> {
    fits_among(edition, word, |_| true)
}

/// The same for some of the entries; what it says of the others means nothing.
fn fits_among(edition: &Edition, word: &Word, asked: impl Fn(EntryIx) -> bool) -> Vec<Option<Fit>> {
    let hay = &edition.haystack;
    let mut fits = fits_of_names(edition, word, &asked);
    let named = |ix: &EntryIx| word.is_in(hay.names.of(*ix));
    for member in edition.roadmap.of_kind(Kind::Member).filter(named).collect::<Vec<_>>() {
        for edge in edition.links.to(member) {
            better(&mut fits, edge.entry, Fit::Label);
        }
    }
    let open = edition.roadmap.all().filter(|ix| asked(*ix) && fits[ix.0 as usize].is_none()).count();
    for (strip, fit) in [(&hay.labels, Fit::Label), (&hay.texts, Fit::Text)] {
        if open * FULL < fits.len() {
            for ix in edition.roadmap.all() {
                if asked(ix) && fits[ix.0 as usize].is_none() && word.is_in(strip.of(ix)) {
                    better(&mut fits, ix, fit);
                }
            }
        } else {
            strip.each(&word.finder, |ix, _| {
                better(&mut fits, ix, fit);
                false
            });
        }
    }
    fits
}

fn better(fits: &mut [Option<Fit>], ix: EntryIx, fit: Fit) {
    let known = &mut fits[ix.0 as usize];
    if known.is_none_or(|known| fit < known) {
        *known = Some(fit);
    }
}

/// How well the name and the id of every entry fit a word, for some of the entries.
fn fits_of_names(edition: &Edition, word: &Word, asked: impl Fn(EntryIx) -> bool) -> Vec<Option<Fit>> {
    let hay = &edition.haystack;
    let mut fits: Vec<Option<Fit>> = vec![None; hay.len()];
    if word.is_letter() {
        // A single letter is in nearly all names: their sets of letters tell more quickly than the names.
        for ix in edition.roadmap.all().filter(|ix| asked(*ix)) {
            fits[ix.0 as usize] = word.of_letter(hay, ix);
        }
    } else {
        hay.names.each(&word.finder, |ix, at| {
            let fit = word.at(hay.names.of(ix), at);
            better(&mut fits, ix, fit);
            // Only within a word is there something better to come.
            fit > Fit::Word
        });
        hay.ids.each(&word.finder, |ix, at| {
            better(&mut fits, ix, word.in_id(hay.ids.of(ix), at));
            false
        });
        if word.has_initials() {
            hay.initials.each(&word.finder, |ix, _| {
                better(&mut fits, ix, word.in_initials(hay.initials.of(ix)));
                false
            });
        }
    }
    if word.scatters() {
        for ix in edition.roadmap.all() {
            let worse = fits[ix.0 as usize].is_none_or(|fit| fit > Fit::Loose);
            if worse && asked(ix) && word.is_scattered(hay, ix) {
                better(&mut fits, ix, Fit::Loose);
            }
        }
    }
    fits
}

/// The entries of some kinds whose name or id has all that is looked for, the best first, and up to `most` of them.
pub fn named(edition: &Edition, wanted: &Wanted, kinds: Kinds, most: usize) -> Vec<EntryIx> {
    let mut costs: Costs = vec![OUT; edition.haystack.len()];
    for kind in Kind::ALL.into_iter().filter(|kind| kinds.contains(*kind)) {
        edition.roadmap.of_kind(kind).for_each(|ix| costs[ix.0 as usize] = 0);
    }
    for word in rarest_first(wanted) {
        let fits = fits_of_names(edition, word, |ix| costs[ix.0 as usize] != OUT);
        for (cost, fit) in costs.iter_mut().zip(fits).filter(|(cost, _)| **cost != OUT) {
            *cost = fit.map_or(OUT, |fit| *cost + fit.cost());
        }
    }
    best(edition, wanted, &costs, most, false).into_iter().map(|hit| hit.entry).collect()
}

/// How well one entry fits a word: the same as [`fits`] says of it.
pub fn fit(edition: &Edition, word: &Word, ix: EntryIx) -> Option<Fit> {
    let hay = &edition.haystack;
    let (name, id) = (hay.names.of(ix), hay.ids.of(ix));
    let is_member = |ix| edition.roadmap.kind(ix) == Some(Kind::Member);
    let has_to_do = |edge: &Edge| is_member(edge.entry) && word.is_in(hay.names.of(edge.entry));
    let of_name = word.within(name).map(|(fit, _)| fit);
    let of_id = word.finder.find(id.as_bytes()).map(|at| word.in_id(id, at));
    let mut best = of_name.into_iter().chain(of_id).min();
    let mut or = |fit: Fit, holds: &dyn Fn() -> bool| {
        if best.is_none_or(|best| fit < best) && holds() {
            best = Some(fit);
        }
    };
    let initials = hay.initials.of(ix);
    or(word.in_initials(initials), &|| word.has_initials() && word.is_in(initials));
    or(Fit::Loose, &|| word.is_scattered(hay, ix));
    or(Fit::Label, &|| word.is_in(hay.labels.of(ix)) || edition.links.from(ix).iter().any(has_to_do));
    or(Fit::Text, &|| word.is_in(hay.texts.of(ix)));
    best
}

/// What each entry costs; [`OUT`] for those that were not found.
type Costs = Vec<u16>;

/// What an entry costs that was not found.
const OUT: u16 = u16::MAX;

/// The words, the longest first: it is the rarest, most often, and what it leaves is all that the others have to look at.
fn rarest_first(wanted: &Wanted) -> Vec<&Word> {
    let mut words: Vec<&Word> = wanted.words().iter().collect();
    words.sort_by_key(|word| std::cmp::Reverse(word.text().len()));
    words
}

/// What each entry costs that has all words as they were typed, and how well every entry fits the first of them.
fn strictly(edition: &Edition, words: &[&Word]) -> (Costs, Vec<Option<Fit>>) {
    let mut costs: Costs = vec![0; edition.haystack.len()];
    let mut left = costs.len();
    let mut first = None;
    for word in words {
        let all = (first.is_none() || left * SHARE > costs.len())
            .then(|| fits_among(edition, word, |ix| costs[ix.0 as usize] != OUT));
        left = add(edition, word, &mut costs, |ix| match &all {
            Some(fits) => fits[ix.0 as usize].map(Fit::cost),
            None => fit(edition, word, ix).map(Fit::cost),
        });
        first = first.or(all);
    }
    (costs, first.unwrap_or_default())
}

/// Adds to what each entry costs, kind by kind, what a word costs it; gives how many are left.
///
/// The word for a kind means the entries of that kind, and those that have it in their name.
fn add(edition: &Edition, word: &Word, costs: &mut Costs, cost: impl Fn(EntryIx) -> Option<u16>) -> usize {
    let mut left = 0;
    for kind in Kind::ALL {
        let named = match (word.kinds.contains(kind), word.names_kind) {
            (false, _) => None,
            (true, true) => Some(Fit::Kind.cost()),
            (true, false) => Some(Fit::Label.cost()),
        };
        let most = if word.names_kind && named.is_none() { Fit::Label.cost() } else { OUT };
        for ix in edition.roadmap.of_kind(kind) {
            let known = &mut costs[ix.0 as usize];
            if *known == OUT {
                continue;
            }
            let more = cost(ix).filter(|cost| *cost < most).into_iter().chain(named).min();
            *known = more.map_or(OUT, |more| *known + more);
            left += usize::from(more.is_some());
        }
    }
    left
}

/// What each entry costs that has some words only nearly; those that have them all are left out. It is known how well
/// every entry fits the first of the words.
fn nearly(edition: &Edition, words: &[&Word], strict: &Costs, first: Vec<Option<Fit>>) -> Costs {
    let hay = &edition.haystack;
    let mut costs: Costs = strict.iter().map(|cost| if *cost == OUT { 0 } else { OUT }).collect();
    let mut known = Some(first);
    for word in words {
        let fits = known.take().unwrap_or_else(|| fits_among(edition, word, |ix| costs[ix.0 as usize] != OUT));
        let few = |letters: u64| (word.letters & !letters).count_ones() as usize <= word.slips;
        let near = |text: &str| word.near(text).map(|(_, slips)| Fit::Near.cost() + slips as u16);
        add(edition, word, &mut costs, |ix| {
            let in_name = || Some(hay.names.of(ix)).filter(|_| few(hay.letters(ix))).and_then(near);
            let in_id = || Some(hay.ids.of(ix)).filter(|id| few(letters(id))).and_then(near);
            fits[ix.0 as usize].map(Fit::cost).or_else(in_name).or_else(in_id)
        });
    }
    costs
}

/// The best of the entries that were found.
fn best(edition: &Edition, wanted: &Wanted, costs: &Costs, most: usize, near: bool) -> Vec<Hit> {
    let names = &edition.haystack.names;
    let sources = edition.roadmap.count(Kind::Source);
    // Of two that are equally far, the shorter name is more to the point; then their order in the format, but where
    // facts come from comes after the facts. All in one number, from high bits to low: it is what sorts fastest.
    let key = |i: usize, cost: u16| {
        let ix = EntryIx(i as u32);
        let cost = wanted.of_phrase(|| names.of(ix), cost);
        let length = names.of(ix).len().min(0x7fff) as u64;
        u64::from(cost) << 48 | length << 33 | u64::from(i < sources) << 32 | i as u64
    };
    let found = costs.iter().enumerate().filter(|(_, cost)| **cost != OUT);
    let mut keys: Vec<u64> = found.map(|(i, cost)| key(i, *cost)).collect();
    if keys.len() > most {
        keys.select_nth_unstable(most);
        keys.truncate(most);
    }
    keys.sort_unstable();
    keys.into_iter().map(|key| Hit { entry: EntryIx(key as u32), cost: (key >> 48) as u16, near }).collect()
}
