//! What the command line understands. Help, completion, docs and the reading of a line come from this table.

use super::actions::{Action, COMMANDS, Command};
use super::named::{view, views};
use crate::ask::{Offer, Offers, Query, Wanted, complete, named as entries_named};
use crate::edition::{Edition, Facts};
use crate::look::{Theme, Zoom};
use crate::model::{Entry, Id, Kind, Kinds, View, When};
use crate::panes::{PANES, Pane, Place, pane, place_of};
use crate::problem::{did_you_mean, nearest};

/// What stands behind a verb.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Takes {
    /// An entry of any kind.
    Entry,
    /// An entry; without one, what is selected.
    Why,
    /// A milestone, whose forecast is shown; without one, what is selected.
    Milestone,
    /// The name of a view.
    View,
    /// A column of the pane.
    Column,
    /// What to filter by; nothing clears the filter.
    Filter,
    /// A theme.
    Theme,
    /// How near the timeline is.
    Zoom,
    /// The number of a scene, or a piece of its name.
    Scene,
    /// Words.
    Words,
    /// What is set, and to what.
    Setting,
}

/// A word that the command line understands besides panes, kinds and the names of actions.
#[derive(Debug)]
pub struct Verb {
    /// The word.
    pub name: &'static str,
    /// What stands behind it.
    pub takes: Takes,
    /// How that is called in help.
    pub operand: &'static str,
    /// What it does.
    pub doc: &'static str,
}

const fn verb(name: &'static str, takes: Takes, operand: &'static str, doc: &'static str) -> Verb {
    Verb { name, takes, operand, doc }
}

/// Every verb.
pub static VERBS: &[Verb] = &[
    verb("open", Takes::Entry, "ENTRY", "open an entry, by its id or a part of its name"),
    verb("why", Takes::Why, "[ENTRY]", "what drives its date, and what has time to spare"),
    verb("forecast", Takes::Milestone, "[ID]", "the forecast of a milestone: when, how likely, and what drives it"),
    verb("view", Takes::View, "NAME", "go to the view of that name"),
    verb("filter", Takes::Filter, "[QUERY]", "filter this pane; without words, show everything"),
    verb("sort", Takes::Column, "COLUMN", "sort by a column; again, the other way round"),
    verb("zoom", Takes::Zoom, "WIDTH", "the timeline by week, month, quarter or year"),
    verb("theme", Takes::Theme, "THEME", "other colours"),
    verb("scene", Takes::Scene, "SCENE", "presenting: go to a scene, by its number or a part of its name"),
    verb("minute", Takes::Words, "[WORDS]", "presenting: a line in the minutes, with what was said"),
    verb("set", Takes::Setting, "NAME VALUE", "set how things look, until you leave"),
];

/// Forms of a line that begin with no word of the table, for help.
pub static FORMS: &[(&str, &str)] = &[
    ("PANE [QUERY]", "show a pane, filtered where a query is given: risks, milestones owner:nvidia"),
    ("KIND ENTRY", "open an entry of a kind: member mistral-ai, milestone base model"),
    ("DATE", "the timeline around a date: 2026-Q3, 2027-01, 2026-11-24"),
    ("NUMBER", "the row of that number"),
    ("ACTION", "run an action by its name: copy-link, reload, q"),
];

/// What can be set.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Setting {
    Theme,
    Ascii,
    Zoom,
    Split,
    Alone,
    Mouse,
}

const SETTINGS: &[(&str, Setting, &str)] = &[
    ("theme", Setting::Theme, "the colours"),
    ("ascii", Setting::Ascii, "on: only ASCII signs"),
    ("zoom", Setting::Zoom, "how near the timeline is"),
    ("split", Setting::Split, "share of the list in percent, 20 to 80"),
    ("alone", Setting::Alone, "on: the part with the keys alone"),
    ("mouse", Setting::Mouse, "off: the mouse is left to the terminal"),
];

/// What people type who come from elsewhere.
const ALIASES: &[(&str, &str)] =
    &[("q", "quit"), ("q!", "quit"), ("qa", "quit"), ("exit", "quit"), ("e", "edit"), ("h", "help"), ("u", "undo")];
/// What has no meaning here, and why.
const KINDLY: &[(&str, &str)] = &[
    ("w", "there is nothing to write: a change is saved when Enter is pressed in its form"),
    ("wq", "there is nothing to write: `:q` quits"),
    ("x", "there is nothing to write: `:q` quits"),
];

const SWITCH: [&str; 2] = ["on", "off"];
/// Offers that are given at most.
const MOST: usize = 60;

/// A first word, what it is and what it means.
struct Name {
    word: &'static str,
    doc: String,
    what: First,
}

#[derive(Clone, Copy)]
enum First {
    Pane(&'static dyn Pane),
    Kind(Kind),
    Verb(&'static Verb),
    Action(&'static Command),
}

/// Every first word, in the order in which it is offered.
fn names() -> impl Iterator<Item = Name> {
    let panes = PANES.iter().map(|pane| Name {
        word: pane.name().word(),
        doc: pane.about().to_owned(),
        what: First::Pane(*pane),
    });
    let kinds = Kind::ALL.into_iter().map(|kind| Name {
        word: kind.word(),
        doc: format!("open {} by its id or name", kind.set().words()),
        what: First::Kind(kind),
    });
    let verbs = VERBS.iter().map(|verb| Name { word: verb.name, doc: verb.doc.to_owned(), what: First::Verb(verb) });
    let taken = |name: &str| VERBS.iter().any(|verb| verb.name == name);
    let actions = COMMANDS.iter().filter(move |command| !taken(command.name)).map(|command| Name {
        word: command.name,
        doc: command.doc.to_owned(),
        what: First::Action(command),
    });
    panes.chain(kinds).chain(verbs).chain(actions)
}

/// A line taken apart: its first word, and the rest with the byte at which it begins.
fn apart(line: &str) -> (&str, &str, usize) {
    let begins = line.len() - line.trim_start_matches([' ', ':']).len();
    let body = &line[begins..];
    let first = body.split(' ').next().unwrap_or_default();
    let rest = &body[first.len()..];
    let at = begins + first.len() + (rest.len() - rest.trim_start().len());
    (first, rest.trim(), at.min(line.len()))
}

/// What a line asks for; `Ok(None)` for an empty one. What cannot be done is told, with what was most likely meant.
pub fn read(line: &str, edition: &Edition, own: &[View], place: &Place) -> Result<Option<Action>, String> {
    let (first, rest, _) = apart(line);
    if first.is_empty() {
        return Ok(None);
    }
    let word = first.to_lowercase();
    if let Some((_, why)) = KINDLY.iter().find(|(known, _)| *known == word) {
        return Err((*why).to_owned());
    }
    let word = ALIASES.iter().find(|(known, _)| *known == word).map_or(word.as_str(), |(_, name)| name);
    if rest.is_empty() {
        if let Some(date) = When::parse(&word.to_uppercase()) {
            return Ok(Some(Action::GoDate(date)));
        }
        if let Ok(row) = word.parse() {
            return Ok(Some(Action::Row(row)));
        }
    }
    let found = match names().find(|name| name.word == word) {
        Some(name) => name,
        // A word that is a beginning of one name alone means that one; panes come first.
        None => match begun(word) {
            Ok(Some(name)) => name,
            Ok(None) if rest.is_empty() && edition.roadmap.find(word).is_some() => {
                return Ok(Some(Action::Open(Id::new(word))));
            }
            Ok(None) => return Err(unknown(word, edition)),
            Err(several) => return Err(several),
        },
    };
    match found.what {
        First::Pane(pane) if rest.is_empty() => Ok(Action::Show(pane.name())),
        First::Pane(pane) => {
            let mut to = Place::of(pane.name());
            to.filter = understood(rest, edition, &to)?;
            Ok(Action::Visit(Box::new(to)))
        }
        First::Kind(kind) if rest.is_empty() => Ok(Action::Show(crate::panes::home(kind))),
        First::Kind(kind) => entry(rest, Some(kind), edition).map(Action::Open),
        // `sort` alone is the action of that name.
        First::Verb(verb) if rest.is_empty() && verb.takes == Takes::Column => Ok(Action::Sort),
        First::Verb(Verb { takes: Takes::Why, .. }) if rest.is_empty() => Ok(Action::Why),
        First::Verb(Verb { takes: Takes::Milestone, .. }) if rest.is_empty() => Ok(Action::Forecast),
        First::Verb(Verb { takes: Takes::View, .. }) if rest.is_empty() => Ok(Action::Views),
        First::Verb(Verb { takes: Takes::View, .. }) => named(rest, edition, own),
        First::Verb(Verb { takes: Takes::Words, .. }) if rest.is_empty() => Ok(Action::Minute),
        First::Verb(verb) => operand(verb, rest, edition, place),
        First::Action(_) if !rest.is_empty() => Err(format!("`{}` takes nothing behind it", found.word)),
        First::Action(command) => Ok(command.action.clone()),
    }
    .map(Some)
}

/// The name that a word begins, if that is one alone or one pane alone; several are told.
fn begun(word: &str) -> Result<Option<Name>, String> {
    let mut fitting: Vec<Name> = names().filter(|name| name.word.starts_with(word)).collect();
    let panes = fitting.iter().filter(|name| matches!(name.what, First::Pane(_))).count();
    match (fitting.len(), panes) {
        (0, _) => Ok(None),
        (1, _) | (_, 1) => Ok(Some(fitting.swap_remove(0))),
        (count, _) => {
            let mut words: Vec<&str> = fitting.iter().take(6).map(|name| name.word).collect();
            if count > words.len() {
                words.push("…");
            }
            Err(format!("`{word}` could be {}", words.join(", ")))
        }
    }
}

fn unknown(word: &str, edition: &Edition) -> String {
    let near = nearest(word, names().map(|name| name.word)).map(str::to_owned);
    let near = near.or_else(|| entry(word, None, edition).ok().map(|id| format!("open {id}")));
    let near = did_you_mean(near.map(|near| format!("`:{near}`")));
    format!("the command line does not know `{word}`{near} (`:help` lists what it knows)")
}

fn operand(verb: &Verb, rest: &str, edition: &Edition, place: &Place) -> Result<Action, String> {
    if rest.is_empty() && verb.takes != Takes::Filter {
        return Err(format!("`{}` wants {} behind it{}", verb.name, verb.operand, legal(verb.takes)));
    }
    match verb.takes {
        // Where a view is named was looked at before.
        Takes::View => Ok(Action::Views),
        Takes::Entry => entry(rest, None, edition).map(Action::Open),
        Takes::Why => entry(rest, None, edition).map(Action::WhyOf),
        Takes::Milestone => entry(rest, Some(Kind::Milestone), edition).map(Action::ForecastOf),
        Takes::Filter => understood(rest, edition, place).map(Action::FilterBy),
        Takes::Column if !place.pane().sorts() => Err(format!("{} has one order", place.pane().title())),
        Takes::Column => {
            let columns = place.pane().columns();
            let at = columns.iter().position(|column| column.key == rest);
            at.map(Action::SortBy).ok_or_else(|| none_of(rest, columns.iter().map(|column| column.key)))
        }
        Takes::Theme => theme(rest).map(Action::UseTheme),
        Takes::Zoom => zoom(rest).map(Action::ZoomTo),
        Takes::Setting => setting(rest),
        Takes::Scene => scene(rest, edition),
        Takes::Words => Ok(Action::Noted(rest.to_owned())),
    }
}

/// The scene that is meant: by its number, or a piece of its name.
fn scene(typed: &str, edition: &Edition) -> Result<Action, String> {
    let scenes = &edition.roadmap.scenes;
    let wanted = typed.to_lowercase();
    let number = || wanted.parse::<usize>().ok().filter(|number| (1..=scenes.len()).contains(number));
    let named = || scenes.iter().position(|scene| scene.name.to_lowercase().contains(&wanted)).map(|at| at + 1);
    let count = scenes.len();
    number().or_else(named).map(Action::Scene).ok_or_else(|| match count {
        0 => "there are no scenes in this roadmap".to_owned(),
        _ => format!("no scene is called `{typed}`; there are scenes 1 to {count}"),
    })
}

/// A view that can be gone to.
fn named(name: &str, edition: &Edition, own: &[View]) -> Result<Action, String> {
    let view = view(name, edition, own)?;
    place_of(view, &Facts::of(edition)).map_err(|wrong| format!("the view {}: {wrong}", view.name))?;
    Ok(Action::View(view.name.clone()))
}

/// A filter that can be understood at a place.
fn understood(filter: &str, edition: &Edition, place: &Place) -> Result<String, String> {
    let facts = Facts::of(edition);
    match Query::new(filter, &facts, place.pane().scope()) {
        Ok(_) => Ok(filter.to_owned()),
        Err(wrong) => Err(wrong.message),
    }
}

/// What can stand at the cursor of a filter that begins at a byte of a line.
fn of_filter(line: &str, from: usize, cursor: usize, edition: &Edition, pane: &dyn Pane) -> Offers {
    let Some(filter) = line.get(from.min(cursor)..) else { return Offers::default() };
    let facts = Facts::of(edition);
    let offers = complete(filter, cursor.saturating_sub(from), &facts, pane.scope());
    Offers { at: offers.at.start + from..offers.at.end + from, ..offers }
}

/// The words that can stand there, for a message.
fn legal(takes: Takes) -> String {
    let words: Vec<&str> = match takes {
        Takes::Theme => values(Setting::Theme),
        Takes::Zoom => values(Setting::Zoom),
        Takes::Setting => SETTINGS.iter().map(|(name, ..)| *name).collect(),
        _ => return String::new(),
    };
    format!(": {}", words.join(", "))
}

fn none_of<'a>(typed: &'a str, words: impl Iterator<Item = &'a str>) -> String {
    let words: Vec<&str> = words.collect();
    let near = did_you_mean(nearest(typed, words.iter().copied()).map(|near| format!("`{near}`")));
    format!("`{typed}` is none of {}{near}", words.join(", "))
}

fn theme(word: &str) -> Result<Theme, String> {
    Theme::named(word).ok_or_else(|| none_of(word, values(Setting::Theme).into_iter()))
}

fn zoom(word: &str) -> Result<Zoom, String> {
    Zoom::typed(word).ok_or_else(|| none_of(word, values(Setting::Zoom).into_iter()))
}

fn switch(word: &str) -> Result<bool, String> {
    match word {
        "on" | "true" | "yes" => Ok(true),
        "off" | "false" | "no" => Ok(false),
        _ => Err(none_of(word, SWITCH.into_iter())),
    }
}

/// `NAME VALUE`, also `NAME=VALUE`.
fn setting(rest: &str) -> Result<Action, String> {
    let (name, value) = rest.split_once(['=', ' ']).map_or((rest, ""), |(name, value)| (name, value.trim()));
    let Some((_, setting, doc)) = SETTINGS.iter().find(|(known, ..)| *known == name) else {
        return Err(none_of(name, SETTINGS.iter().map(|(name, ..)| *name)));
    };
    if value.is_empty() {
        return Err(format!("`set {name}` wants a value behind it ({doc})"));
    }
    match setting {
        Setting::Theme => theme(value).map(Action::UseTheme),
        Setting::Ascii => switch(value).map(Action::UseAscii),
        Setting::Zoom => zoom(value).map(Action::ZoomTo),
        Setting::Split => match value.trim_end_matches('%').parse() {
            Ok(share @ 20..=80) => Ok(Action::SplitAt(share)),
            _ => Err(format!("`{value}` is no share from 20 to 80")),
        },
        Setting::Alone => switch(value).map(Action::StandAlone),
        Setting::Mouse => switch(value).map(Action::UseMouse),
    }
}

/// The entry that is meant: by its id, its name, or what fits best.
fn entry(typed: &str, kind: Option<Kind>, edition: &Edition) -> Result<Id, String> {
    let fits = |entry: Entry<'_>| kind.is_none_or(|kind| entry.kind() == kind);
    let wanted = typed.to_lowercase();
    if let Some(entry) = edition.roadmap.entry(&wanted).filter(|entry| fits(*entry)) {
        return Ok(entry.id().clone());
    }
    best(typed, kind, edition).into_iter().next().ok_or_else(|| {
        let of = kind.map_or("entry", Kind::word);
        let ids: Vec<Id> = all(kind, edition).map(|entry| entry.id().clone()).collect();
        let near = nearest(&wanted, ids.iter().map(Id::as_str)).map(|near| format!("`{near}`"));
        format!("no {of} is called `{typed}`{}", did_you_mean(near))
    })
}

fn all(kind: Option<Kind>, edition: &Edition) -> impl Iterator<Item = Entry<'_>> {
    let entries = edition.roadmap.entries().map(|(_, entry)| entry);
    entries.filter(move |entry| kind.is_none_or(|kind| entry.kind() == kind))
}

/// Entries whose id or name fits what was typed, the best first; the first of all where nothing was.
fn best(typed: &str, kind: Option<Kind>, edition: &Edition) -> Vec<Id> {
    let wanted = Wanted::new(typed);
    if wanted.is_empty() {
        return all(kind, edition).take(MOST).map(|entry| entry.id().clone()).collect();
    }
    let found = entries_named(edition, &wanted, kind.map_or(Kinds::ANY, Kind::set), MOST);
    found.into_iter().filter_map(|ix| edition.roadmap.get(ix)).map(|entry| entry.id().clone()).collect()
}

/// What can stand at the cursor of a line.
pub fn offers(line: &str, cursor: usize, edition: &Edition, own: &[View], place: &Place) -> Offers {
    let Some(head) = line.get(..cursor) else { return Offers::default() };
    let (first, rest, at) = apart(head);
    if !head[head.find(first).unwrap_or(0)..].contains(' ') {
        return words(first, cursor - first.len()..cursor);
    }
    let word = ALIASES.iter().find(|(known, _)| *known == first).map_or(first, |(_, name)| name);
    let Some(name) = names().find(|name| name.word == word).or_else(|| begun(word).ok().flatten()) else {
        return Offers::default();
    };
    let fitting = |words: Vec<(&str, &str)>| -> Vec<Offer> {
        words.into_iter().filter(|(word, _)| word.starts_with(rest)).map(|(word, doc)| Offer::new(word, doc)).collect()
    };
    let of_entries = |kind: Option<Kind>| -> Vec<Offer> {
        let named = |id: Id| edition.roadmap.entry(id.as_str()).map(|entry| Offer::new(id.as_str(), entry.name()));
        best(rest, kind, edition).into_iter().filter_map(named).collect()
    };
    let plain = |setting: Setting| values(setting).into_iter().map(|word| (word, "")).collect();
    let mut at = at;
    match name.what {
        First::Pane(pane) => return of_filter(line, at.min(cursor), cursor, edition, pane),
        First::Verb(Verb { takes: Takes::Filter, .. }) => {
            return of_filter(line, at.min(cursor), cursor, edition, place.pane());
        }
        _ => {}
    }
    let list = match name.what {
        First::Kind(kind) => of_entries(Some(kind)),
        First::Verb(Verb { takes: Takes::Entry | Takes::Why, .. }) => of_entries(None),
        First::Verb(Verb { takes: Takes::Milestone, .. }) => of_entries(Some(Kind::Milestone)),
        First::Verb(Verb { takes: Takes::Column, .. }) if place.pane().sorts() => {
            fitting(place.pane().columns().iter().map(|column| (column.key, column.title)).collect())
        }
        First::Verb(Verb { takes: Takes::View, .. }) => {
            let typed = rest.to_lowercase();
            let fits = views(edition, own).filter(|(view, _)| view.name.to_lowercase().contains(&typed));
            fits.map(|(view, _)| Offer::new(view.name.clone(), pane(view.pane).title())).collect()
        }
        First::Verb(Verb { takes: Takes::Scene, .. }) => {
            let typed = rest.to_lowercase();
            let scenes = edition.roadmap.scenes.iter().enumerate();
            let fits = scenes.filter(|(_, scene)| scene.name.to_lowercase().contains(&typed));
            fits.take(MOST).map(|(at, scene)| Offer::new((at + 1).to_string(), scene.name.clone())).collect()
        }
        First::Verb(Verb { takes: Takes::Theme, .. }) => fitting(plain(Setting::Theme)),
        First::Verb(Verb { takes: Takes::Zoom, .. }) => fitting(plain(Setting::Zoom)),
        First::Verb(Verb { takes: Takes::Setting, .. }) => {
            let typed = head.get(at..).unwrap_or_default();
            match typed.split_once([' ', '=']) {
                None => fitting(SETTINGS.iter().map(|(name, _, doc)| (*name, *doc)).collect()),
                Some((setting, value)) => {
                    let value = value.trim_start();
                    at = cursor - value.len();
                    let set = SETTINGS.iter().find(|(name, ..)| *name == setting).map(|(_, setting, _)| *setting);
                    let legal = set.map_or_else(Vec::new, values);
                    legal.into_iter().filter(|word| word.starts_with(value)).map(|word| Offer::new(word, "")).collect()
                }
            }
        }
        _ => Vec::new(),
    };
    Offers { at: at..cursor, list, quiet: false }
}

/// The words that a setting can have; none where it is a number.
fn values(setting: Setting) -> Vec<&'static str> {
    match setting {
        Setting::Theme => Theme::WORDS.to_vec(),
        Setting::Zoom => Zoom::WORDS.to_vec(),
        Setting::Ascii | Setting::Alone | Setting::Mouse => SWITCH.to_vec(),
        Setting::Split => Vec::new(),
    }
}

/// First words that begin with what was typed, then those that have it elsewhere.
fn words(typed: &str, at: std::ops::Range<usize>) -> Offers {
    let typed = typed.to_lowercase();
    if typed.is_empty() {
        return Offers::default();
    }
    let begins = names().filter(|name| name.word.starts_with(&typed));
    let has = names().filter(|name| !name.word.starts_with(&typed) && name.word.contains(&typed));
    let offer = |name: Name| Offer::new(name.word, name.doc);
    Offers { at, list: begins.chain(has).take(MOST).map(offer).collect(), quiet: false }
}

/// Every form of a line as help shows it, with what it does.
pub fn forms() -> impl Iterator<Item = (String, &'static str)> {
    let verbs = VERBS.iter().map(|verb| (format!(":{} {}", verb.name, verb.operand), verb.doc));
    FORMS.iter().map(|(form, doc)| (format!(":{form}"), *doc)).chain(verbs)
}
