//! Which keys mean what, once a person has said what they want otherwise.

use super::actions::Action;
use super::keys::{Key, KeyCode, Keymap, bindable, meant, written};
use crate::model::{Atom, Datum, Reader, Shape, Value};
use crate::problem::{Code, Problem, nearest};
use crate::text::{Span, clean};
use std::collections::HashMap;
use toml::Spanned;
use toml::de::DeValue;

/// Keys that keep their meaning, so that there is always a way on, back and out.
const FIXED: [(Key, Action, &str); 3] = [
    (Key { code: KeyCode::Enter, ctrl: false }, Action::Enter, "opens and carries out"),
    (Key { code: KeyCode::Esc, ctrl: false }, Action::Escape, "leads back"),
    (Key { code: KeyCode::Char('c'), ctrl: true }, Action::Quit, "quits"),
];

/// Keys that a terminal, or what stands before it, does not hand on as they are.
const LOST: &[(char, &str)] = &[
    ('a', "screen keeps it"),
    ('b', "tmux keeps it"),
    ('h', "many terminals send it for Backspace"),
    ('i', "terminals send it as Tab"),
    ('m', "terminals send it as Enter"),
    ('q', "many terminals wake their output with it"),
    ('s', "many terminals stop their output with it"),
    ('[', "terminals send it as Esc"),
];

/// So many keys one after the other are enough.
const LONGEST: usize = 5;

/// Keys one after the other, and where they were written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Chord {
    /// The keys.
    pub keys: Vec<Key>,
    /// Where they stand.
    pub at: Span,
}

impl Value for Chord {
    const SHAPE: Shape = Shape::Keys;
    fn read(value: &Spanned<DeValue<'_>>, reader: &mut Reader<'_>) -> Option<Self> {
        let text = reader.text(value, "a key")?;
        let at = reader.span(value);
        let words: Vec<&str> = text.split_whitespace().collect();
        let bad = |message: String, remedy: String| Some(Problem::new(Code::E050, at, message).remedy(remedy));
        let told = match (words.as_slice(), words.iter().find(|word| word.parse::<Key>().is_err())) {
            ([], _) => bad("there is no key here".to_owned(), "the space bar is written <space>".to_owned()),
            (words, _) if words.len() > LONGEST => {
                bad(format!("more than {LONGEST} keys one after the other"), "write fewer".to_owned())
            }
            (_, Some(word)) => bad(format!("`{}` is no key", clean(word)), instead(word)),
            _ => None,
        };
        if let Some(problem) = told {
            reader.tell(problem);
            return None;
        }
        let keys: Vec<Key> = words.iter().filter_map(|word| word.parse().ok()).collect();
        for key in &keys {
            if let Some((letter, why)) = LOST.iter().find(|(letter, _)| key.ctrl && key.code == KeyCode::Char(*letter))
            {
                let message = format!("`<ctrl-{letter}>` does not arrive: {why}");
                reader.tell(Problem::new(Code::W055, at, message).remedy("choose another key".to_owned()));
            }
        }
        Some(Self { keys, at })
    }
    fn see<'a>(&'a self, _visit: &mut dyn FnMut(Atom<'a>)) {}
    fn datum(&self) -> Datum {
        Datum::Text(written(&self.keys))
    }
}

/// What to write instead of something that is no key.
fn instead(word: &str) -> String {
    let low = word.to_lowercase();
    let bare = low.trim_start_matches('<');
    if ["alt-", "a-", "m-", "meta-", "super-", "cmd-"].iter().any(|begins| bare.starts_with(begins)) {
        return "choose a key without Alt: terminals and what runs in them keep those".to_owned();
    }
    let all: Vec<&str> = word.split("").filter(|letter| !letter.is_empty()).collect();
    match meant(word) {
        Some(key) => format!("write \"{key}\""),
        None if (2..=LONGEST).contains(&all.len()) && word.chars().all(|c| c.is_ascii_alphanumeric()) => {
            format!("write \"{}\" for one key after the other", all.join(" "))
        }
        None => "write a character, or a name as <pagedown>, <f5> or <ctrl-d>".to_owned(),
    }
}

/// What a person wants an action to be called by.
#[derive(Debug, Clone)]
pub struct Binding {
    /// The name of the action.
    pub name: &'static str,
    /// Where that stands.
    pub at: Span,
    /// Its keys; none takes away those it has.
    pub chords: Vec<Chord>,
}

/// Reads the table of keys.
pub fn read(value: &Spanned<DeValue<'_>>, above: &[&'static str], reader: &mut Reader<'_>) -> Vec<Binding> {
    let DeValue::Table(table) = value.get_ref() else {
        reader.wrong_type(value, "a table of actions and their keys");
        return Vec::new();
    };
    let mut out = Vec::new();
    for (key, value) in table {
        let typed: &str = key.get_ref().as_ref();
        let at = reader.span(key);
        if let Some((name, ..)) = bindable().find(|(name, ..)| *name == typed) {
            out.extend(Vec::read(value, reader).map(|chords| Binding { name, at, chords }));
            continue;
        }
        let remedy = match nearest(typed, bindable().map(|(name, ..)| name)) {
            _ if above.contains(&typed) => format!("write `{typed}` above the first header, such as [keys]"),
            Some(near) => format!("did you mean `{near}`?"),
            None => "`roadmap keys` lists the actions".to_owned(),
        };
        let message = format!("no action is called `{}`", clean(typed));
        reader.tell(Problem::new(Code::E051, at, message).remedy(remedy));
    }
    out
}

/// A meaning of keys: of which action, and where it was given, if it was.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Meaning {
    name: &'static str,
    given: Option<Span>,
}

/// The map in which the actions have the keys they were given, and the others those that are left to them.
pub fn keymap(bindings: &[Binding], problems: &mut Vec<Problem>) -> Keymap {
    let claimed = claims(bindings, problems);
    let mut all: Vec<(Vec<Key>, Meaning, Action)> = Vec::new();
    for (name, action, usual) in bindable() {
        let given = bindings.iter().find(|binding| binding.name == name);
        let fixed = |keys: &[Key]| FIXED.iter().any(|(key, ..)| keys == [*key]);
        let mut add = |keys: &[Key], given: Option<Span>| {
            all.push((keys.to_vec(), Meaning { name, given }, action.clone()));
        };
        // The same keys twice are one, where they were written first.
        let own = given.into_iter().flat_map(|binding| &binding.chords);
        for chord in own.filter(|chord| claimed.get(chord.keys.as_slice()) == Some(&(name, chord.at))) {
            add(&chord.keys, Some(chord.at));
        }
        // What is taken away stays for a key that keeps its meaning.
        let left = |keys: &[Key]| !claimed.contains_key(keys) && (given.is_none() || fixed(keys));
        for keys in usual.iter().filter(|keys| left(keys)) {
            add(keys, None);
        }
    }
    unreachable(&all, problems);
    for name in ["down", "up"] {
        let binding = bindings.iter().find(|binding| binding.name == name);
        let moves = |(keys, of, _): &(Vec<Key>, Meaning, Action)| {
            of.name == name && matches!(keys[..], [key] if key.ctrl || !matches!(key.code, KeyCode::Char(_)))
        };
        if let Some(binding) = binding.filter(|_| !all.iter().any(moves)) {
            let message = format!("`{name}` has no key for lists that are searched, in which letters are text");
            let remedy = format!("add \"<{name}>\" to its keys");
            problems.push(Problem::new(Code::W056, binding.at, message).remedy(remedy));
        }
    }
    all.into_iter().map(|(keys, _, action)| (keys, action)).collect()
}

/// Which action is given which keys in the file, and where; those that two are given, and those that none can have, are
/// told.
fn claims<'b>(bindings: &'b [Binding], problems: &mut Vec<Problem>) -> HashMap<&'b [Key], (&'static str, Span)> {
    let mut out: HashMap<&[Key], (&'static str, Span)> = HashMap::new();
    // In the order of the file, so that the first of two keeps them.
    let mut all: Vec<(&Binding, &Chord)> =
        bindings.iter().flat_map(|binding| binding.chords.iter().map(move |chord| (binding, chord))).collect();
    all.sort_by_key(|(_, chord)| chord.at);
    for (binding, chord) in all {
        let keys = chord.keys.as_slice();
        let own = |action: &Action| bindable().any(|(name, of, _)| name == binding.name && of == *action);
        if let Some((key, _, what)) = FIXED.iter().find(|(key, action, _)| keys == [*key] && !own(action)) {
            let message = format!("`{}` always {what}", key.written());
            problems.push(Problem::new(Code::E054, chord.at, message).remedy("choose another key".to_owned()));
            continue;
        }
        match out.get(keys) {
            Some((name, first)) if *name != binding.name => {
                let message = format!("`{}` is given to `{name}` and to `{}`", written(keys), binding.name);
                let problem =
                    Problem::new(Code::E052, chord.at, message).also(*first, format!("given to `{name}` here"));
                problems.push(problem.remedy("give one of them another key".to_owned()));
            }
            Some(_) => {}
            None => {
                out.insert(keys, (binding.name, chord.at));
            }
        }
    }
    out
}

/// Tells keys that are the beginning of others: what is carried out at once never waits for a second key.
fn unreachable(all: &[(Vec<Key>, Meaning, Action)], problems: &mut Vec<Problem>) {
    let by_keys: HashMap<&[Key], Meaning> = all.iter().map(|(keys, of, _)| (keys.as_slice(), *of)).collect();
    // What each key of the file cuts off of those that are as usual.
    let mut cut: Vec<(Span, &[Key], Meaning, Vec<String>)> = Vec::new();
    for (keys, of, _) in all {
        // The shortest that means something is carried out first.
        let short = (1..keys.len()).find_map(|n| Some((&keys[..n], by_keys.get(&keys[..n])?)));
        if let Some((begins, short)) = short {
            match (of.given, short.given) {
                (Some(at), first) => {
                    let (whole, begins) = (written(keys), written(begins));
                    let message =
                        format!("`{whole}` can never be typed to its end: `{begins}` alone is `{}`", short.name);
                    let mut problem = Problem::new(Code::E053, at, message);
                    if let Some(first) = first {
                        problem = problem.also(first, format!("given to `{}` here", short.name));
                    }
                    let fixed = FIXED.iter().any(|(key, ..)| keys.first() == Some(key));
                    let remedy = if fixed {
                        "begin with another key".to_owned()
                    } else {
                        format!("begin with another key, or give `{}` another one, or none: {0} = []", short.name)
                    };
                    problems.push(problem.remedy(remedy));
                }
                (None, Some(at)) => {
                    let lost = format!("`{}` ({})", written(keys), of.name);
                    match cut.iter_mut().find(|(known, ..)| *known == at) {
                        Some((.., all)) => all.push(lost),
                        None => cut.push((at, begins, *short, vec![lost])),
                    }
                }
                (None, None) => {}
            }
        }
    }
    for (at, keys, of, lost) in cut {
        const SHOWN: usize = 3;
        let more = if lost.len() > SHOWN { " and others" } else { "" };
        let lost = lost.iter().take(SHOWN).cloned().collect::<Vec<_>>().join(", ");
        let message =
            format!("`{}` for `{}` cuts off the keys that begin with it: {lost}{more}", written(keys), of.name);
        let remedy = "choose another key, or give those others, or none".to_owned();
        problems.push(Problem::new(Code::E053, at, message).remedy(remedy));
    }
}
