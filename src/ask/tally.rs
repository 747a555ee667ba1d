//! Which values a field has in some entries, and how many entries a filter for each would leave.

use super::select::{compare, in_time};
use super::values::Values;
use crate::edition::Facts;
use crate::model::{Askable, Atom, Day, EntryIx, Id, Kinds, Moment, Op, Shape, When, quoted};
use crate::text::folded;
use std::collections::HashMap;

/// A value that can be asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Choosable {
    /// As it is written in a filter.
    pub written: String,
    /// What people call it, where that is something else.
    pub called: String,
    /// How many entries it would leave.
    pub count: usize,
}

/// The values of a field in some entries, each once, with how many entries have it.
#[derive(Debug)]
pub struct Tally<'a> {
    values: Vec<(Key<'a>, usize)>,
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
    Link(&'a Id),
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
const COMPARED: usize = 500;
/// A year is offered by its quarters up to so many years; beyond, by itself.
const YEARS: i32 = 12;
const MILLION: f64 = 1e6;

impl<'a> Tally<'a> {
    /// Counts the values of a field. Of texts, only those with something in them are counted, which is folded.
    pub fn new(facts: &Facts<'a>, entries: impl Iterator<Item = EntryIx>, field: &Askable, typed: &str) -> Self {
        let values = Values::new(field);
        let mut places: HashMap<Key<'a>, usize, foldhash::fast::RandomState> = HashMap::default();
        let mut all = Self { values: Vec::new(), absent: 0, present: 0 };
        let mut keys: Vec<Key<'a>> = Vec::new();
        for (ix, entry) in entries.filter_map(|ix| Some((ix, facts.edition.roadmap.get(ix)?))) {
            let mut any = false;
            keys.clear();
            values.of(facts, ix, entry, &mut |seen| {
                any |= seen != Atom::Text("");
                if let Some(key) = key(seen, typed).filter(|key| !keys.contains(key)) {
                    keys.push(key);
                }
            });
            *(if any { &mut all.present } else { &mut all.absent }) += 1;
            for key in &keys {
                let place = *places.entry(*key).or_insert_with(|| {
                    all.values.push((*key, 0));
                    all.values.len() - 1
                });
                all.values[place].1 += 1;
            }
        }
        all
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
        self.values.len()
    }

    /// How many entries lack the field.
    pub fn absent(&self) -> usize {
        self.absent
    }

    /// The values that can be asked for with a comparison, each with how many entries that leaves; none that leaves
    /// none. Words are in their own order, dates and numbers in theirs, all others by how many they leave.
    pub fn choices(&self, facts: &Facts<'_>, field: &Askable, op: Op) -> Vec<Choosable> {
        let plain = |written: String, count| Choosable { written, called: String::new(), count };
        let mut out: Vec<Choosable> = match field.shape() {
            shape if op.orders() && !shape.is_ordered() => Vec::new(),
            Shape::Word(..) => {
                let count = |word: &str| self.count(|key| matches!(key, Key::Word(known) if *known == word));
                let words = field.words(Kinds::ANY);
                words.into_iter().map(|(word, _)| plain(word.to_owned(), count(word))).collect()
            }
            Shape::Link(_) => self.links(facts),
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
            _ => self.texts(op),
        };
        out.retain(|choice| choice.count > 0);
        out
    }

    fn count(&self, holds: impl Fn(&Key<'a>) -> bool) -> usize {
        self.values.iter().filter(|(key, _)| holds(key)).map(|(_, count)| count).sum()
    }

    fn links(&self, facts: &Facts<'_>) -> Vec<Choosable> {
        let choice = |(key, count): &(Key<'a>, usize)| match key {
            Key::Link(id) => {
                let called = facts.edition.roadmap.entry(id.as_str()).map(|entry| entry.name().to_owned());
                Some(Choosable { written: id.to_string(), called: called.unwrap_or_default(), count: *count })
            }
            _ => None,
        };
        by_count(self.values.iter().filter_map(choice).collect())
    }

    fn texts(&self, op: Op) -> Vec<Choosable> {
        let texts: Vec<(&str, String, usize)> = self
            .values
            .iter()
            .filter_map(|(key, count)| match key {
                Key::Text(text) if text.len() <= LONGEST && !text.contains('\n') => Some((*text, folded(text), *count)),
                _ => None,
            })
            .collect();
        // What is asked for with a colon stands in longer texts too.
        let count = |text: &str, alone: usize| {
            let fits = |other: &str| if op == Op::Is { other == text } else { other.contains(text) };
            if texts.len() > COMPARED {
                return alone;
            }
            texts.iter().filter(|(_, other, _)| fits(other)).map(|(_, _, count)| count).sum()
        };
        let choice = |(text, folded, alone): &(&str, String, usize)| Choosable {
            written: quoted(text).into_owned(),
            called: String::new(),
            count: count(folded, *alone),
        };
        by_count(texts.iter().map(choice).collect())
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
                count: leaves(*number),
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
                Some(Choosable { written, called: String::new(), count })
            })
            .collect()
    }
}

fn by_count(mut choices: Vec<Choosable>) -> Vec<Choosable> {
    choices.sort_by(|a, b| b.count.cmp(&a.count).then_with(|| a.written.cmp(&b.written)));
    choices
}

fn key<'a>(seen: Atom<'a>, typed: &str) -> Option<Key<'a>> {
    Some(match seen {
        Atom::Text("") => return None,
        Atom::Text(text) if typed.is_empty() || folded(text).contains(typed) => Key::Text(text),
        Atom::Text(_) => return None,
        Atom::Word(word) => Key::Word(word),
        Atom::Link(id) => Key::Link(id),
        Atom::Number(number) => Key::Number((number * MILLION).round() as i64),
        Atom::Likelihood(likelihood) => Key::Level(likelihood.level()),
        Atom::Date(when) => Key::Date(when),
        Atom::Days(duration) => Key::Days(duration.days),
    })
}
