//! Which entries a query asks for, all at once: a text is looked for in one buffer, a field entry by entry.

use super::query::{Check, Entries, Label, Query, Value};
use super::search::fits;
use super::values::Values;
use crate::edition::{Facts, Strip};
use crate::model::{Atom, Entry, EntryIx, Op, When};
use crate::text::fold;

/// The entries that a query asks for.
#[derive(Debug)]
pub struct Selection {
    /// Those.
    pub entries: Entries,
    /// How far the name of each is from the words that were asked for, where there are any.
    costs: Option<Vec<u32>>,
}

impl Selection {
    /// How far the name of an entry is from the words; the lower, the better. `None` where no word was asked for.
    pub fn cost(&self, ix: EntryIx) -> Option<u32> {
        self.costs.as_ref()?.get(ix.0 as usize).copied()
    }
}

impl Query {
    /// The entries that it asks for.
    pub fn select(&self, facts: &Facts<'_>) -> Selection {
        let roadmap = &facts.edition.roadmap;
        let mut entries = Entries::none(roadmap.len());
        roadmap.all().for_each(|ix| entries.insert(ix));
        let mut costs: Option<Vec<u32>> = None;
        for part in &self.parts {
            let mut held = Entries::none(roadmap.len());
            if let Check::Word(word) = &part.test {
                let fits = fits(facts.edition, word);
                for (ix, fit) in roadmap.all().zip(&fits).filter(|(_, fit)| fit.is_some()) {
                    held.insert(ix);
                    if let (false, Some(fit)) = (part.not, fit) {
                        let costs = costs.get_or_insert_with(|| vec![0; roadmap.len()]);
                        costs[ix.0 as usize] += u32::from(fit.cost());
                    }
                }
            } else {
                part.test.hold(facts, &entries, &mut held);
            }
            entries.keep(&held, part.not);
        }
        Selection { entries, costs }
    }
}

impl Check {
    /// Puts in those of some entries for which it holds.
    fn hold(&self, facts: &Facts<'_>, asked: &Entries, held: &mut Entries) {
        let (roadmap, links, hay) = (&facts.edition.roadmap, &facts.edition.links, &facts.edition.haystack);
        let mut each = |holds: &mut dyn FnMut(EntryIx, Entry<'_>) -> bool| {
            for (ix, entry) in roadmap.entries().filter(|(ix, _)| asked.contains(*ix)) {
                if holds(ix, entry) {
                    held.insert(ix);
                }
            }
        };
        match self {
            Self::Word(_) => {}
            Self::Phrase(phrase) => {
                for strip in [&hay.names, &hay.ids, &hay.labels, &hay.texts] {
                    strip.each(phrase, |ix, _| {
                        held.insert(ix);
                        false
                    });
                }
            }
            Self::There(fields) => each(&mut |ix, entry| fields.iter().any(|values| values.any(facts, ix, entry))),
            Self::Named(label, wanted) => {
                let strip: &Strip = if *label == Label::Name { &hay.names } else { &hay.ids };
                each(&mut |ix, _| {
                    let text = strip.of(ix);
                    wanted
                        .iter()
                        .any(|wanted| matches!(wanted, Value::Text(needle, whole) if stands(needle, *whole, text)))
                });
            }
            Self::Refers(field, meant, absent) => each(&mut |ix, entry| {
                let refers = links.from_in(ix, field).any(|to| meant.contains(to));
                refers || absent.as_ref().is_some_and(|values| !values.any(facts, ix, entry))
            }),
            Self::Among(entries, absent) => each(&mut |ix, entry| {
                entries.contains(ix) || absent.as_ref().is_some_and(|values| !values.any(facts, ix, entry))
            }),
            Self::Has(values, wanted) => {
                let mut buffer = String::new();
                each(&mut |ix, entry| has(values, wanted, facts, ix, entry, &mut buffer));
            }
        }
    }
}

fn stands(needle: &memchr::memmem::Finder<'_>, whole: bool, text: &str) -> bool {
    if whole { needle.needle() == text.as_bytes() } else { needle.find(text.as_bytes()).is_some() }
}

fn has(
    values: &Values,
    wanted: &[Value],
    facts: &Facts<'_>,
    ix: EntryIx,
    entry: Entry<'_>,
    buffer: &mut String,
) -> bool {
    let (mut found, mut any) = (false, false);
    values.of(facts, ix, entry, &mut |seen| {
        any |= seen != Atom::Text("");
        found = found || wanted.iter().any(|wanted| wanted.is_in(seen, buffer));
    });
    found || (!any && wanted.iter().any(|wanted| matches!(wanted, Value::Nothing)))
}

impl Value {
    fn is_in(&self, seen: Atom<'_>, buffer: &mut String) -> bool {
        match (self, seen) {
            (Self::Text(needle, whole), Atom::Text(text)) => {
                buffer.clear();
                fold(text, buffer);
                stands(needle, *whole, buffer)
            }
            (Self::Words(words), Atom::Word(word)) => words.contains(&word),
            (Self::Number(op, wanted), Atom::Number(number)) => compare(*op, number, *wanted),
            (Self::Level(op, wanted), Atom::Likelihood(likelihood)) => {
                compare(*op, f64::from(likelihood.level()), *wanted)
            }
            (Self::Probability(op, wanted), Atom::Likelihood(likelihood)) => {
                compare(*op, likelihood.probability(), *wanted)
            }
            (Self::Date(op, wanted), Atom::Date(date)) => in_time(*op, date, *wanted),
            (Self::Days(op, wanted), Atom::Days(duration)) => compare(*op, f64::from(duration.days), *wanted),
            _ => false,
        }
    }
}

/// Two numbers are equal that differ by less than can be typed.
pub(super) fn compare(op: Op, number: f64, wanted: f64) -> bool {
    let equal = (number - wanted).abs() < 1e-9;
    match op {
        Op::Has | Op::Is => equal,
        Op::Below => number < wanted && !equal,
        Op::AtMost => number < wanted || equal,
        Op::Above => number > wanted && !equal,
        Op::AtLeast => number > wanted || equal,
    }
}

/// A date is an interval of days, and so is the one it is compared with. `<` is wholly before it, `>` wholly after it,
/// `:` and `=` have a day in common with it: of any two dates exactly one of these holds. `<=` is not `>`, `>=` is not
/// `<`.
pub(super) fn in_time(op: Op, date: When, wanted: When) -> bool {
    let before = date.last < wanted.first;
    let after = date.first > wanted.last;
    match op {
        Op::Below => before,
        Op::Above => after,
        Op::AtMost => !after,
        Op::AtLeast => !before,
        Op::Has | Op::Is => !before && !after,
    }
}
