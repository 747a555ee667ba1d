use super::offers::{Offer, Offers};
use super::query::{Entries, Query};
use super::tally::{Choosable, Tally};
use super::values::Values;
use crate::edition::Facts;
use crate::model::{Askable, Clause, Computed, EntryIx, Kind, Kinds, NOTHING, Op, Said, Shape, THERE, Typed, clauses};
use crate::text::folded;
use memchr::memmem::Finder;
use std::ops::Range;

/// So many values are offered.
const MOST: usize = 100;

/// What can stand at the cursor of a filter for entries of some kinds: fields, and behind a field the values that are
/// there, each with how many entries the whole filter would leave.
pub fn complete(text: &str, cursor: usize, facts: &Facts<'_>, scope: Kinds) -> Offers {
    let Some(clause) = clauses(text).into_iter().find(|it| it.at.start < cursor && cursor <= it.at.end) else {
        return Offers { quiet: true, ..fields("", cursor..cursor, scope) };
    };
    let (name, op, values) = match &clause.said {
        Said::Word(word) if word.quoted || cursor < word.at.start => return Offers::default(),
        Said::Word(word) => return fields(&text[word.at.start..cursor], word.at.clone(), scope),
        Said::Field(name, op, values) => (name, *op, values),
    };
    let sign = if text[name.at.end..].starts_with('!') { 2 } else { op.sign().len() };
    let behind = name.at.end + sign;
    if cursor <= name.at.end {
        return if cursor < name.at.start {
            Offers::default()
        } else {
            fields(&text[name.at.start..cursor], name.at.start..behind, scope)
        };
    }
    let value = values.iter().find(|value| value.at.start <= cursor && cursor <= value.at.end);
    let at = value.map_or(cursor..cursor, |value| value.at.clone());
    let typed = value.map_or("", |value| value.text.as_str());
    let known = name.text.to_lowercase();
    let list = match Askable::named(&known, scope) {
        _ if cursor < behind => Vec::new(),
        _ if known == THERE && op == Op::Has => present(typed, facts, scope),
        Some(field) => values_of(&field, op, typed, values, &Others::new(text, &clause, facts, scope)),
        None => Vec::new(),
    };
    Offers { at, list, quiet: false }
}

/// The entries that all other parts of a filter leave.
struct Others<'a> {
    facts: Facts<'a>,
    scope: Kinds,
    /// All that the others leave; `None` while they cannot be understood, or there are none.
    left: Option<Entries>,
    /// The part that is being typed is turned round.
    not: bool,
}

impl<'a> Others<'a> {
    fn new(text: &str, clause: &Clause, facts: &Facts<'a>, scope: Kinds) -> Self {
        let others = format!("{} {}", &text[..clause.at.start], &text[clause.at.end..]);
        let query = Query::new(&others, facts, scope).ok().filter(|query| !query.is_empty());
        Self { facts: *facts, scope, left: query.map(|query| query.select(facts).entries), not: clause.not }
    }

    fn entries(&self, kinds: Kinds) -> impl Iterator<Item = EntryIx> {
        of_kinds(&self.facts, self.scope.meet(kinds))
            .filter(|ix| self.left.as_ref().is_none_or(|left| left.contains(*ix)))
    }
}

fn of_kinds(facts: &Facts<'_>, kinds: Kinds) -> impl Iterator<Item = EntryIx> {
    let roadmap = &facts.edition.roadmap;
    Kind::ALL.into_iter().filter(move |kind| kinds.contains(*kind)).flat_map(|kind| roadmap.of_kind(kind))
}

/// Fields whose names begin with what was typed, and those that have it in them.
fn fields(typed: &str, at: Range<usize>, scope: Kinds) -> Offers {
    let names = Askable::all(scope).into_iter().flat_map(|field| {
        let aliases: Vec<_> = field.aliases().map(|alias| (alias, field.clone())).collect();
        // One of several is what is meant most often; the name of the field itself is there all the same.
        aliases.into_iter().chain([(field.name, field)])
    });
    let mut list = called_like(typed, names, ":");
    if THERE.starts_with(&typed.to_lowercase()) {
        list.push(Offer::new(format!("{THERE}:"), "which of these fields are there"));
    }
    Offers { at, list, quiet: false }
}

/// Fields that some entry has.
fn present(typed: &str, facts: &Facts<'_>, scope: Kinds) -> Vec<Offer> {
    let there = |field: &Askable| {
        let values = Values::new(field);
        let mut entries = of_kinds(facts, scope.meet(field.kinds()));
        entries.any(|ix| facts.edition.roadmap.get(ix).is_some_and(|entry| values.any(facts, ix, entry)))
    };
    called_like(typed, Askable::all(scope).into_iter().filter(there).map(|field| (field.name, field)), "")
}

fn called_like(typed: &str, names: impl Iterator<Item = (&'static str, Askable)>, sign: &str) -> Vec<Offer> {
    let typed = typed.to_lowercase();
    let mut found: Vec<(bool, Offer)> = names
        .filter(|(name, _)| name.contains(&typed))
        .map(|(name, field)| (!name.starts_with(&typed), Offer::new(format!("{name}{sign}"), meaning(&field))))
        // A letter stands in many names: only from two on is that what was meant.
        .filter(|(within, _)| !within || typed.len() > 1)
        .collect();
    found.sort_by_key(|(within, _)| *within);
    found.into_iter().map(|(_, offer)| offer).collect()
}

/// What a field means, up to the first stop.
fn meaning(field: &Askable) -> String {
    let doc = field.doc().iter().map(|line| line.trim()).collect::<Vec<_>>().join(" ");
    let end = doc.find(['.', ';', ':']).unwrap_or(doc.len());
    doc[..end].to_owned()
}

fn values_of(field: &Askable, op: Op, typed: &str, there: &[Typed], others: &Others<'_>) -> Vec<Offer> {
    let looked_for = folded(typed);
    let is_text = matches!(field.shape(), Shape::Text | Shape::Url | Shape::Id | Shape::Facts);
    let only = if is_text { looked_for.as_str() } else { "" };
    // A name is looked for where it is folded already.
    let (names, needle) = (&others.facts.edition.haystack.names, Finder::new(only));
    let is_name = field.computed == Some(Computed::Name) && !only.is_empty();
    let named = |ix: &EntryIx| !is_name || needle.find(names.of(*ix).as_bytes()).is_some();
    let tally = Tally::new(&others.facts, others.entries(field.kinds()).filter(named), field, only);
    // What stands there already is not offered again, but for what is being typed.
    let is_there = |choice: &Choosable| choice.written != typed && there.iter().any(|it| it.text == choice.written);
    let mut found = tally.choices(&others.facts, field, op, &looked_for, MOST + there.len());
    found.retain(|choice| !is_there(choice));
    let lacking =
        tally.absent() + if field.kinds().is_every() { 0 } else { others.entries(Kinds(!field.kinds().0)).count() };
    let all = if others.not { others.entries(Kinds::ANY).count() } else { 0 };
    let left = |count: usize| if others.not { all - count } else { count };
    // What waits over several steps is not counted for each.
    let counted = field.computed != Some(Computed::WaitsFor);
    let offer = |choice: Choosable| {
        let offer = Offer::new(choice.written, choice.called);
        match choice.count.filter(|_| counted) {
            Some(count) => offer.leaving(left(count)),
            None => offer,
        }
    };
    let mut list: Vec<Offer> = found.into_iter().take(MOST).map(offer).collect();
    if lacking > 0 && op == Op::Has && NOTHING.starts_with(&looked_for) {
        list.push(Offer::new(NOTHING, "not there").leaving(left(lacking)));
    }
    list
}
