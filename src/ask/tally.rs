//! Which values a field has in some entries, and how many entries a filter for each would leave.

use super::select::{compare, in_time};
use super::values::Values;
use crate::edition::Facts;
use crate::model::{Askable, Atom, Day, EntryIx, Kinds, Moment, Op, Shape, When, quoted};
use crate::text::{fold, folded};
use memchr::memmem::Finder;
use std::cmp::Reverse;
use std::collections::HashMap;
use std::hash::{Hash, Hasher};

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
    values: Vec<Counted<'a>>,
    /// Where each of them stands, once there are many.
    places: HashMap<Key<'a>, usize, foldhash::fast::RandomState>,
    /// Of references, how often each entry is referred to, by its number.
    linked: Vec<Linked>,
    /// The number of the last entry that has a reference, from 1 in the order in which they were looked at.
    last: u32,
    /// How many entries have none.
    absent: usize,
    /// How many entries have one.
    present: usize,
}

/// A value, how many entries have it, and which was the last of them, by its number from 1.
#[derive(Debug)]
struct Counted<'a> {
    key: Key<'a>,
    count: usize,
    last: u32,
    /// All of them, of a text among few: one entry may have several that hold what is asked for, and counts once.
    of: Vec<u32>,
}

/// How many entries refer to one, and which was the last of them, by its number from 1.
#[derive(Debug, Clone, Copy, Default)]
struct Linked {
    count: u32,
    last: u32,
}

/// Values that are the same to a filter have the same key.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
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

impl Key<'_> {
    /// Whether it is the same; a word of a list most often stands at one place in memory.
    fn is(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Word(a), Self::Word(b)) => a.len() == b.len() && (std::ptr::eq(*a, *b) || a == b),
            _ => self == other,
        }
    }
}

impl Hash for Key<'_> {
    // Values of one field are of one sort, and a date is told by its ends.
    fn hash<H: Hasher>(&self, state: &mut H) {
        match self {
            Self::Text(text) => text.hash(state),
            Self::Word(word) => word.hash(state),
            Self::Number(number) => number.hash(state),
            Self::Level(level) => level.hash(state),
            Self::Date(When { first, last, .. }) => {
                (u64::from(first.0.cast_unsigned()) << 32 | u64::from(last.0.cast_unsigned())).hash(state);
            }
            Self::Days(days) => days.hash(state),
        }
    }
}

/// The longest text that is offered, in bytes.
const LONGEST: usize = 80;
/// Up to so many texts are compared with each other.
const COMPARED: usize = 1_000;
/// Up to so many values are told apart without a hash.
const FEW: usize = 8;
/// A year is offered by its quarters up to so many years; beyond, by itself.
const YEARS: i32 = 12;
const MILLION: f64 = 1e6;

impl<'a> Tally<'a> {
    /// Counts the values of a field. Of texts, only those with something in them are counted, which is folded.
    pub fn new(facts: &Facts<'a>, entries: impl Iterator<Item = EntryIx>, field: &Askable, typed: &str) -> Self {
        Self::each(facts, entries, &[field], typed).pop().unwrap_or_default()
    }

    /// The same for several fields. Each entry is looked at once: to fetch it from memory takes longer than to count.
    pub fn each(
        facts: &Facts<'a>,
        entries: impl Iterator<Item = EntryIx>,
        fields: &[&Askable],
        typed: &str,
    ) -> Vec<Self> {
        let (roadmap, links) = (&facts.edition.roadmap, &facts.edition.links);
        let mut all: Vec<Self> = fields.iter().map(|_| Self::default()).collect();
        let mut own: Vec<(usize, Values)> = Vec::new();
        // References are counted along the links, which have the numbers of what is referred to.
        let mut along: Vec<Vec<usize>> = vec![Vec::new(); links.fields().len()];
        for (i, field) in fields.iter().enumerate() {
            let values = Values::new(field);
            if let Shape::Link(_) = field.shape() {
                all[i].linked = vec![Linked::default(); roadmap.len()];
                let fed = links.fields().iter().zip(&mut along).filter(|(field, _)| values.is_along(field));
                fed.for_each(|(_, along)| along.push(i));
            } else {
                own.push((i, values));
            }
        }
        let refers = along.iter().any(|fed| !fed.is_empty());
        let needle = Finder::new(typed);
        let mut buffer = String::new();
        let mut looked: u32 = 0;
        for ix in entries {
            looked += 1;
            for edge in links.from(ix).iter().filter(|_| refers) {
                for i in &along[edge.number()] {
                    all[*i].link(edge.entry, looked);
                }
            }
            let Some(entry) = roadmap.get(ix).filter(|_| !own.is_empty()) else { continue };
            for (i, values) in &own {
                let (mut any, tally) = (false, &mut all[*i]);
                values.of(facts, ix, entry, &mut |seen| {
                    any |= seen != Atom::Text("");
                    if let Some(key) = key(seen, &needle, &mut buffer) {
                        tally.add(key, looked);
                    }
                });
                tally.present += usize::from(any);
            }
        }
        for tally in &mut all {
            tally.absent = looked as usize - tally.present;
        }
        all
    }

    /// Counts that an entry refers to another, once, however often it does.
    fn link(&mut self, to: EntryIx, from: u32) {
        let linked = &mut self.linked[to.0 as usize];
        if linked.last != from {
            *linked = Linked { count: linked.count + 1, last: from };
            if self.last != from {
                self.last = from;
                self.present += 1;
            }
        }
    }

    /// Counts that an entry has a value, once, however often it does. Few values are found by looking at each, many by
    /// their hash.
    fn add(&mut self, key: Key<'a>, from: u32) {
        let known = if self.places.is_empty() {
            self.values.iter().position(|value| value.key.is(&key))
        } else {
            self.places.get(&key).copied()
        };
        let few = self.values.len() <= COMPARED;
        if let Some(value) = known.and_then(|place| self.values.get_mut(place)) {
            if value.last != from {
                value.count += 1;
                value.last = from;
                if few && !value.of.is_empty() {
                    value.of.push(from);
                }
            }
            return;
        }
        let place = self.values.len();
        let of = if few && matches!(key, Key::Text(_)) { vec![from] } else { Vec::new() };
        self.values.push(Counted { key, count: 1, last: from, of });
        if !self.places.is_empty() {
            self.places.insert(key, place);
        } else if place >= FEW {
            self.places.extend(self.values.iter().enumerate().map(|(place, value)| (value.key, place)));
        }
    }

    /// How many entries have the field.
    pub fn present(&self) -> usize {
        self.present
    }

    /// The bytes of the longest text among the values.
    pub fn longest(&self) -> usize {
        let texts =
            self.values.iter().filter_map(|it| if let Key::Text(text) = it.key { Some(text.len()) } else { None });
        texts.max().unwrap_or(0)
    }

    /// How many values there are.
    pub fn distinct(&self) -> usize {
        self.values.len() + self.linked.iter().filter(|linked| linked.count > 0).count()
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
        self.values.iter().filter(|it| holds(&it.key)).map(|it| it.count).sum()
    }

    fn links(&self, facts: &Facts<'_>, typed: &str, most: usize) -> Vec<Choosable> {
        let (roadmap, hay) = (&facts.edition.roadmap, &facts.edition.haystack);
        let fits = |(ix, linked): (EntryIx, &Linked)| {
            let (id, name) = (hay.ids.of(ix), if typed.is_empty() { "" } else { hay.names.of(ix) });
            Some((rank(id, name, typed)?, Reverse(linked.count), id, ix))
        };
        let linked = roadmap.all().zip(&self.linked).filter(|(_, linked)| linked.count > 0);
        let choice = |(_, Reverse(count), id, ix): (u8, Reverse<u32>, &str, EntryIx)| {
            let called = roadmap.get(ix).map(|entry| entry.name().to_owned()).unwrap_or_default();
            Choosable { written: id.to_owned(), called, count: Some(count as usize) }
        };
        first(linked.filter_map(fits), most).into_iter().map(choice).collect()
    }

    fn texts(&self, op: Op, typed: &str, most: usize) -> Vec<Choosable> {
        // Where nothing is looked for in them, what they are folded is not needed.
        let as_is = op == Op::Is && typed.is_empty();
        let folded = |text: &str| if as_is { String::new() } else { folded(text) };
        let texts = self.values.iter().filter_map(|it| match it.key {
            Key::Text(text) => Some((text, folded(text), it)),
            _ => None,
        });
        let texts: Vec<(&str, String, &Counted<'_>)> = texts.collect();
        // What is long is looked into, and not offered.
        let short = texts.iter().filter(|(text, ..)| text.len() <= LONGEST && !text.contains('\n'));
        let fits = short.filter_map(|(text, folded, it)| {
            let alone = it.count;
            Some((rank(folded, "", typed)?, Reverse(alone), *text, folded.as_str()))
        });
        // What is asked for with a colon stands in longer texts too.
        let count = |folded: &str, alone: usize| match op {
            Op::Is => Some(alone),
            _ if self.values.len() > COMPARED => None,
            _ => {
                let holding = texts.iter().filter(|(_, other, _)| other.contains(folded));
                let mut of: Vec<u32> = holding.flat_map(|(_, _, it)| it.of.iter().copied()).collect();
                of.sort_unstable();
                of.dedup();
                Some(of.len())
            }
        };
        let choice = |(_, Reverse(alone), text, folded): (u8, Reverse<usize>, &str, &str)| Choosable {
            written: quoted(text).into_owned(),
            called: String::new(),
            count: count(folded, alone),
        };
        first(fits, most).into_iter().map(choice).collect()
    }

    fn numbers(&self, op: Op, read: impl Fn(&Key<'a>) -> Option<(f64, String)>) -> Vec<Choosable> {
        let mut known: Vec<(f64, String, usize)> = Vec::new();
        known.extend(self.values.iter().filter_map(|it| read(&it.key).map(|(n, written)| (n, written, it.count))));
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
            .filter_map(|it| match it.key {
                Key::Date(when) => Some((when, it.count)),
                _ => None,
            })
            .collect();
        let year = |day: Day| i32::from(day.date().year());
        let first = dates.iter().map(|(when, _)| when.first).min().map(year);
        let last = dates.iter().map(|(when, _)| when.last).max().map(year);
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

/// The first so many in their order. Of many, nearly all are out by one comparison with the last of those.
fn first<T: Ord>(all: impl Iterator<Item = T>, most: usize) -> Vec<T> {
    let mut first: Vec<T> = Vec::new();
    for one in all {
        if first.len() < most {
            first.push(one);
            if first.len() == most {
                first.sort_unstable();
            }
        } else if first.last().is_some_and(|last| one < *last) {
            first.pop();
            first.insert(first.partition_point(|known| *known < one), one);
        }
    }
    first.sort_unstable();
    first
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
