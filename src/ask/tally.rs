//! Which values a field has in some entries, and how many entries a filter for each would leave.

use super::select::{compare, in_time};
use super::values::Values;
use crate::edition::Facts;
use crate::model::{Askable, Atom, Day, EntryIx, Kinds, Moment, Op, Shape, When, quoted};
use crate::text::{fold, folded};
use memchr::memmem::Finder;
use std::cmp::Reverse;
use std::collections::HashMap;

/// A value that can be asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Choosable {
    /// As it is written in a filter.
    pub written: String,
    /// What people call it, where that is something else.
    pub called: String,
    /// How many entries it would leave; `None` where to say so would take too long.
    pub count: Option<usize>,
}

/// The values of a field in some entries, each once, with how many entries have it.
#[derive(Debug, Default)]
pub struct Tally<'a> {
    values: Vec<(Key<'a>, usize)>,
    /// Where each of them stands, once there are many.
    places: HashMap<Key<'a>, usize, foldhash::fast::RandomState>,
    /// Of references, how many entries have each entry, by its number.
    linked: Vec<u32>,
    /// How many entries have none.
    absent: usize,
    /// How many entries have one.
    present: usize,
}

/// Values that are the same to a filter have the same key.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
enum Key<'a> {
    Text(&'a str),
    Word(&'static str),
    /// A number in millionths.
    Number(i64),
    /// The level of a likelihood.
    Level(u8),
    Date(When),
    Days(u32),
}

/// The longest text that is offered, in bytes.
const LONGEST: usize = 80;
/// Up to so many texts are compared with each other.
const COMPARED: usize = 1_000;
/// Up to so many values are told apart without a hash.
const FEW: usize = 16;
/// A year is offered by its quarters up to so many years; beyond, by itself.
const YEARS: i32 = 12;
const MILLION: f64 = 1e6;

impl<'a> Tally<'a> {
    /// Counts the values of a field. Of texts, only those with something in them are counted, which is folded.
    pub fn new(facts: &Facts<'a>, entries: impl Iterator<Item = EntryIx>, field: &Askable, typed: &str) -> Self {
        let values = Values::new(field);
        if let Shape::Link(_) = field.shape() {
            return Self::of_links(facts, entries, &values);
        }
        let mut all = Self::default();
        let mut keys: Vec<Key<'a>> = Vec::new();
        let needle = Finder::new(typed);
        let mut buffer = String::new();
        for (ix, entry) in entries.filter_map(|ix| Some((ix, facts.edition.roadmap.get(ix)?))) {
            let mut any = false;
            keys.clear();
            values.of(facts, ix, entry, &mut |seen| {
                any |= seen != Atom::Text("");
                if let Some(key) = key(seen, &needle, &mut buffer).filter(|key| !keys.contains(key)) {
                    keys.push(key);
                }
            });
            *(if any { &mut all.present } else { &mut all.absent }) += 1;
            for key in &keys {
                all.add(*key);
            }
        }
        all
    }

    /// References are counted along the links, which have the numbers of what is referred to.
    fn of_links(facts: &Facts<'_>, entries: impl Iterator<Item = EntryIx>, values: &Values) -> Self {
        let links = &facts.edition.links;
        let mut all = Self { linked: vec![0; facts.edition.roadmap.len()], ..Self::default() };
        let mut of_one: Vec<EntryIx> = Vec::new();
        for ix in entries {
            of_one.clear();
            for edge in links.from(ix).iter().filter(|edge| values.is_along(links.field(**edge))) {
                if !of_one.contains(&edge.entry) {
                    of_one.push(edge.entry);
                    all.linked[edge.entry.0 as usize] += 1;
                }
            }
            *(if of_one.is_empty() { &mut all.absent } else { &mut all.present }) += 1;
        }
        all
    }

    /// Few values are found by looking at each, many by their hash.
    fn add(&mut self, key: Key<'a>) {
        if self.values.len() <= FEW {
            match self.values.iter_mut().find(|(known, _)| *known == key) {
                Some((_, count)) => *count += 1,
                None => self.values.push((key, 1)),
            }
            if self.values.len() > FEW {
                self.places.extend(self.values.iter().enumerate().map(|(place, (key, _))| (*key, place)));
            }
            return;
        }
        let place = *self.places.entry(key).or_insert_with(|| {
            self.values.push((key, 0));
            self.values.len() - 1
        });
        self.values[place].1 += 1;
    }

    /// How many entries have the field.
    pub fn present(&self) -> usize {
        self.present
    }

    /// The bytes of the longest text among the values.
    pub fn longest(&self) -> usize {
        let texts =
            self.values.iter().filter_map(|(key, _)| if let Key::Text(text) = key { Some(text.len()) } else { None });
        texts.max().unwrap_or(0)
    }

    /// How many values there are.
    pub fn distinct(&self) -> usize {
        self.values.len() + self.linked.iter().filter(|count| **count > 0).count()
    }

    /// How many entries lack the field.
    pub fn absent(&self) -> usize {
        self.absent
    }

    /// The values that can be asked for with a comparison and have something in them that is folded, as they are written
    /// or called; up to `most`, each with how many entries that leaves, and none that leaves none. What is that text or
    /// begins with it comes first; then words in their own order, dates and numbers in theirs, all others by how many
    /// they leave.
    pub fn choices(&self, facts: &Facts<'_>, field: &Askable, op: Op, typed: &str, most: usize) -> Vec<Choosable> {
        let plain = |written: String, count| Choosable { written, called: String::new(), count: Some(count) };
        let mut out: Vec<Choosable> = match field.shape() {
            shape if op.orders() && !shape.is_ordered() => return Vec::new(),
            Shape::Word(..) => {
                let count = |word: &str| self.count(|key| matches!(key, Key::Word(known) if *known == word));
                let words = field.words(Kinds::ANY);
                words.into_iter().map(|(word, _)| plain(word.to_owned(), count(word))).collect()
            }
            Shape::Link(_) => return self.links(facts, typed, most),
            Shape::Date => self.dates(op, facts.edition.today),
            Shape::Duration | Shape::Estimate => self.numbers(op, |key| match key {
                Key::Days(days) => {
                    Some((f64::from(*days), if days % 7 == 0 { format!("{}w", days / 7) } else { format!("{days}d") }))
                }
                _ => None,
            }),
            Shape::Likelihood => self.numbers(op, |key| match key {
                Key::Level(level) => Some((f64::from(*level), level.to_string())),
                _ => None,
            }),
            Shape::Whole(..) | Shape::Share => self.numbers(op, |key| match key {
                Key::Number(number) => {
                    let number = *number as f64 / MILLION;
                    Some((number, number.to_string()))
                }
                _ => None,
            }),
            _ => return self.texts(op, typed, most),
        };
        let rank = |choice: &Choosable| rank(&choice.written.to_lowercase(), "", typed);
        out.retain(|choice| choice.count != Some(0) && rank(choice).is_some());
        out.sort_by_key(rank);
        out.truncate(most);
        out
    }

    fn count(&self, holds: impl Fn(&Key<'a>) -> bool) -> usize {
        self.values.iter().filter(|(key, _)| holds(key)).map(|(_, count)| count).sum()
    }

    fn links(&self, facts: &Facts<'_>, typed: &str, most: usize) -> Vec<Choosable> {
        let (roadmap, hay) = (&facts.edition.roadmap, &facts.edition.haystack);
        let fits = |(ix, count): (EntryIx, &u32)| {
            let (id, name) = (hay.ids.of(ix), if typed.is_empty() { "" } else { hay.names.of(ix) });
            Some((rank(id, name, typed)?, Reverse(*count), id, ix))
        };
        let linked = roadmap.all().zip(&self.linked).filter(|(_, count)| **count > 0);
        let choice = |(_, Reverse(count), id, ix): (u8, Reverse<u32>, &str, EntryIx)| {
            let called = roadmap.get(ix).map(|entry| entry.name().to_owned()).unwrap_or_default();
            Choosable { written: id.to_owned(), called, count: Some(count as usize) }
        };
        first(linked.filter_map(fits).collect(), most).into_iter().map(choice).collect()
    }

    fn texts(&self, op: Op, typed: &str, most: usize) -> Vec<Choosable> {
        let texts = self.values.iter().filter_map(|(key, count)| match key {
            Key::Text(text) if text.len() <= LONGEST && !text.contains('\n') => Some((*text, folded(text), *count)),
            _ => None,
        });
        let texts: Vec<(&str, String, usize)> = texts.collect();
        let fits = texts.iter().filter_map(|(text, folded, alone)| {
            Some((rank(folded, "", typed)?, Reverse(*alone), *text, folded.as_str()))
        });
        // What is asked for with a colon stands in longer texts too.
        let count = |folded: &str, alone: usize| match op {
            Op::Is => Some(alone),
            _ if texts.len() > COMPARED => None,
            _ => Some(texts.iter().filter(|(_, other, _)| other.contains(folded)).map(|(_, _, count)| count).sum()),
        };
        let choice = |(_, Reverse(alone), text, folded): (u8, Reverse<usize>, &str, &str)| Choosable {
            written: quoted(text).into_owned(),
            called: String::new(),
            count: count(folded, alone),
        };
        first(fits.collect(), most).into_iter().map(choice).collect()
    }

    fn numbers(&self, op: Op, read: impl Fn(&Key<'a>) -> Option<(f64, String)>) -> Vec<Choosable> {
        let mut known: Vec<(f64, String, usize)> = Vec::new();
        known.extend(self.values.iter().filter_map(|(key, count)| read(key).map(|(n, written)| (n, written, *count))));
        known.sort_by(|a, b| a.0.total_cmp(&b.0));
        let leaves = |wanted: f64| {
            known.iter().filter(|(number, ..)| compare(op, *number, wanted)).map(|(_, _, count)| count).sum()
        };
        known
            .iter()
            .map(|(number, written, _)| Choosable {
                written: written.clone(),
                called: String::new(),
                count: Some(leaves(*number)),
            })
            .collect()
    }

    /// Quarters, from the first to the last in which something is, and where an order is asked for, today.
    fn dates(&self, op: Op, today: Day) -> Vec<Choosable> {
        let dates: Vec<(When, usize)> = self
            .values
            .iter()
            .filter_map(|(key, count)| match key {
                Key::Date(when) => Some((*when, *count)),
                _ => None,
            })
            .collect();
        let year = |day: Day| i32::from(day.date().year());
        let first = dates.iter().map(|(when, _)| year(when.first)).min();
        let last = dates.iter().map(|(when, _)| year(when.last)).max();
        let (Some(first), Some(last)) = (first, last) else { return Vec::new() };
        let parts: &[&str] = if last - first < YEARS { &["-Q1", "-Q2", "-Q3", "-Q4"] } else { &[""] };
        let written = (first..=last).flat_map(|year| parts.iter().map(move |part| format!("{year:04}{part}")));
        let written = op.orders().then(|| "today".to_owned()).into_iter().chain(written);
        written
            .filter_map(|written| {
                let wanted = Moment::parse(&written)?.on(today);
                let count = dates.iter().filter(|(when, _)| in_time(op, *when, wanted)).map(|(_, count)| count).sum();
                Some(Choosable { written, called: String::new(), count: Some(count) })
            })
            .collect()
    }
}

/// The first so many in their order; the others are never sorted.
fn first<T: Ord>(mut all: Vec<T>, most: usize) -> Vec<T> {
    if all.len() > most {
        all.select_nth_unstable(most);
        all.truncate(most);
    }
    all.sort_unstable();
    all
}

/// How well a value fits what was typed, as it is written and as it is called, both folded: it is it, begins with it,
/// or has it within.
fn rank(written: &str, called: &str, typed: &str) -> Option<u8> {
    match () {
        () if typed.is_empty() || written == typed => Some(0),
        () if written.starts_with(typed) => Some(1),
        () if called.starts_with(typed) => Some(2),
        () if written.contains(typed) || called.contains(typed) => Some(3),
        () => None,
    }
}

fn key<'a>(seen: Atom<'a>, typed: &Finder<'_>, buffer: &mut String) -> Option<Key<'a>> {
    Some(match seen {
        Atom::Text("") => return None,
        Atom::Text(text) if typed.needle().is_empty() => Key::Text(text),
        Atom::Text(text) => {
            buffer.clear();
            fold(text, buffer);
            typed.find(buffer.as_bytes())?;
            Key::Text(text)
        }
        Atom::Word(word) => Key::Word(word),
        Atom::Link(_) => return None,
        Atom::Number(number) => Key::Number((number * MILLION).round() as i64),
        Atom::Likelihood(likelihood) => Key::Level(likelihood.level()),
        Atom::Date(when) => Key::Date(when),
        Atom::Days(duration) => Key::Days(duration.days),
    })
}
