//! Keys as text, and the map from keys to actions.

use super::actions::{Action, COMMANDS, Command};
use crate::panes::PANES;
use std::fmt;
use std::str::FromStr;

/// What a key is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[expect(missing_docs, reason = "keys are called what stands on them")]
pub enum KeyCode {
    Char(char),
    Up,
    Down,
    Left,
    Right,
    Home,
    End,
    PageUp,
    PageDown,
    Enter,
    Esc,
    Tab,
    BackTab,
    Backspace,
    Delete,
    F(u8),
}

/// A key as it was pressed; shift is in the character.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Key {
    /// Which one.
    pub code: KeyCode,
    /// With control.
    pub ctrl: bool,
}

const NAMED: &[(&str, KeyCode)] = &[
    ("up", KeyCode::Up),
    ("down", KeyCode::Down),
    ("left", KeyCode::Left),
    ("right", KeyCode::Right),
    ("home", KeyCode::Home),
    ("end", KeyCode::End),
    ("pageup", KeyCode::PageUp),
    ("pagedown", KeyCode::PageDown),
    ("enter", KeyCode::Enter),
    ("esc", KeyCode::Esc),
    ("tab", KeyCode::Tab),
    ("s-tab", KeyCode::BackTab),
    ("backspace", KeyCode::Backspace),
    ("delete", KeyCode::Delete),
    ("space", KeyCode::Char(' ')),
];

/// How many function keys there are.
const FUNCTION_KEYS: u8 = 12;

impl FromStr for Key {
    type Err = String;

    /// From `j`, `<down>` or `<ctrl-d>`.
    fn from_str(text: &str) -> Result<Self, String> {
        let bad = || format!("`{text}` is no key");
        let one = |text: &str| {
            let mut chars = text.chars();
            chars.next().filter(|_| chars.next().is_none()).map(KeyCode::Char)
        };
        let Some(inner) =
            text.strip_prefix('<').and_then(|rest| rest.strip_suffix('>')).filter(|inner| !inner.is_empty())
        else {
            return one(text).map(|code| Self { code, ctrl: false }).ok_or_else(bad);
        };
        let (ctrl, name) = inner.strip_prefix("ctrl-").map_or((false, inner), |rest| (true, rest));
        let code = NAMED
            .iter()
            .find(|(known, _)| *known == name)
            .map(|(_, code)| *code)
            .or_else(|| one(name))
            .or_else(|| name.strip_prefix('f').filter(|n| !n.starts_with(['0', '+']))?.parse().ok().map(KeyCode::F))
            .filter(|code| !matches!(code, KeyCode::F(n) if !(1..=FUNCTION_KEYS).contains(n)))
            .ok_or_else(bad)?;
        Ok(Self { code, ctrl })
    }
}

impl fmt::Display for Key {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.ctrl {
            f.write_str("ctrl-")?;
        }
        match (NAMED.iter().find(|(_, code)| *code == self.code), self.code) {
            (Some((name, _)), _) => f.write_str(name),
            (None, KeyCode::Char(c)) => write!(f, "{c}"),
            (None, KeyCode::F(n)) => write!(f, "f{n}"),
            _ => Ok(()),
        }
    }
}

impl Key {
    /// As it is written: `j`, `<down>`, `<ctrl-d>`.
    pub fn written(&self) -> String {
        match self.code {
            KeyCode::Char(c) if c != ' ' && !self.ctrl => c.to_string(),
            _ => format!("<{self}>"),
        }
    }
}

/// Keys one after the other, as they are written.
pub fn written(keys: &[Key]) -> String {
    keys.iter().map(Key::written).collect::<Vec<_>>().join(" ")
}

/// Keys one after the other, as they are shown.
fn shown(keys: &[Key]) -> String {
    keys.iter().map(Key::to_string).collect::<Vec<_>>().join(" ")
}

/// The key that was most likely meant by something that is none, as it is written.
pub fn meant(text: &str) -> Option<String> {
    const OTHER: &[(&str, &str)] = &[
        ("return", "enter"),
        ("cr", "enter"),
        ("escape", "esc"),
        ("del", "delete"),
        ("bs", "backspace"),
        ("pgup", "pageup"),
        ("pgdn", "pagedown"),
        ("pgdown", "pagedown"),
        ("shift-tab", "s-tab"),
        ("backtab", "s-tab"),
    ];
    let bare = text.trim().trim_start_matches('<').trim_end_matches('>').trim();
    if bare.chars().count() == 1 {
        return Some(bare.to_owned());
    }
    let low = bare.to_lowercase();
    let control =
        ["ctrl-", "ctrl+", "control-", "control+", "c-", "^"].iter().find_map(|begins| low.strip_prefix(begins));
    let shifted = ["shift-", "shift+", "s-"].iter().find_map(|begins| low.strip_prefix(begins));
    if let Some(letter) = shifted.filter(|rest| rest.len() == 1 && rest.as_bytes()[0].is_ascii_lowercase()) {
        return Some(letter.to_uppercase());
    }
    let name = control.unwrap_or(&low);
    let name = OTHER.iter().find(|(other, _)| *other == name).map_or(name, |(_, name)| name);
    let written = format!("<{}{name}>", if control.is_some() { "ctrl-" } else { "" });
    written.parse::<Key>().ok().map(|key| key.written())
}

/// The keys in a text such as `/chip<enter>j`; spaces between keys are for the eye, `<space>` is the key.
pub fn keys(text: &str) -> Vec<Key> {
    let mut out = Vec::new();
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        let named = (first == '<').then(|| rest.find('>')).flatten().filter(|end| rest[..=*end].parse::<Key>().is_ok());
        let end = named.map_or(first.len_utf8(), |end| end + 1);
        if first != ' ' {
            out.extend(rest[..end].parse::<Key>());
        }
        rest = &rest[end..];
    }
    out
}

/// What the keys typed so far mean.
#[derive(Debug, PartialEq, Eq)]
pub enum Lookup {
    /// An action.
    Action(Action),
    /// More keys have to come.
    More,
    /// Nothing.
    Nothing,
}

/// Every action that has keys or could have some: its name, itself, and the keys it has unless it is given others.
pub fn bindable() -> impl Iterator<Item = (&'static str, Action, Vec<Vec<Key>>)> {
    let all = |command: &Command| command.keys.iter().map(|text| keys(text)).collect();
    let named = COMMANDS.iter().map(move |command| (command.name, command.action.clone(), all(command)));
    let panes = PANES.iter().enumerate().map(|(i, pane)| {
        let number = vec![keys(&(i + 1).to_string())];
        (pane.name().word(), Action::Show(pane.name()), number)
    });
    named.chain(panes)
}

/// From keys to actions.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Keymap(Vec<(Vec<Key>, Action)>);

impl Default for Keymap {
    fn default() -> Self {
        bindable().flat_map(|(_, action, all)| all.into_iter().map(move |keys| (keys, action.clone()))).collect()
    }
}

impl FromIterator<(Vec<Key>, Action)> for Keymap {
    fn from_iter<T: IntoIterator<Item = (Vec<Key>, Action)>>(bindings: T) -> Self {
        Self(bindings.into_iter().collect())
    }
}

impl Keymap {
    /// What the keys typed so far mean.
    pub fn find(&self, typed: &[Key]) -> Lookup {
        if let Some((_, action)) = self.0.iter().find(|(keys, _)| keys == typed) {
            return Lookup::Action(action.clone());
        }
        if self.0.iter().any(|(keys, _)| keys.starts_with(typed)) { Lookup::More } else { Lookup::Nothing }
    }

    /// What may follow the keys typed so far.
    pub fn following<'a>(&'a self, typed: &'a [Key]) -> impl Iterator<Item = (Key, &'a Action)> {
        self.0
            .iter()
            .filter(move |(keys, _)| keys.len() > typed.len() && keys.starts_with(typed))
            .map(|(keys, action)| (keys[typed.len()], action))
    }

    /// The keys of an action, each as it is shown.
    pub fn all(&self, action: &Action) -> Vec<String> {
        self.0.iter().filter(|(_, of)| of == action).map(|(keys, _)| shown(keys)).collect()
    }

    /// The first keys of an action, as they are pressed.
    pub fn keys_of(&self, action: &Action) -> Option<Vec<Key>> {
        self.0.iter().find(|(_, of)| of == action).map(|(keys, _)| keys.clone())
    }

    /// The keys of an action, as they are shown.
    pub fn shown(&self, action: &Action) -> String {
        self.all(action).join(", ")
    }

    /// The first keys of an action, as they are shown.
    pub fn first(&self, action: &Action) -> Option<String> {
        self.all(action).into_iter().next()
    }

    /// The first keys of some actions, as they are shown: `h l`. Where letters are text, the first that are none.
    pub fn firsts(&self, actions: &[Action], letters_are_text: bool) -> String {
        let is_text = |key: &Key| matches!(key.code, KeyCode::Char(_)) && !key.ctrl;
        let reaches = |keys: &[Key]| !(letters_are_text && keys.iter().any(is_text));
        let first = |action: &Action| self.0.iter().find(|(keys, of)| of == action && reaches(keys));
        actions.iter().filter_map(first).map(|(keys, _)| shown(keys)).collect::<Vec<_>>().join(" ")
    }

    /// Keys that could never be reached, because other keys are their beginning.
    pub fn conflicts(&self) -> Vec<String> {
        let mut out = Vec::new();
        for (i, (a, _)) in self.0.iter().enumerate() {
            for (b, action) in &self.0[i + 1..] {
                if a.starts_with(b) || b.starts_with(a) {
                    out.push(format!("{a:?} and the keys of {action:?}"));
                }
            }
        }
        out
    }
}

/// The action of that name, as the tables name it; a pane is named by its word.
pub fn named(name: &str) -> Option<Action> {
    bindable().find(|(known, ..)| *known == name).map(|(_, action, _)| action)
}

/// The words for an action, for help and the popup of chords.
pub fn words(action: &Action) -> String {
    match action {
        Action::Show(name) => format!("{}: {}", crate::panes::pane(*name).title(), crate::panes::pane(*name).about()),
        action => COMMANDS
            .iter()
            .find(|command| command.action == *action)
            .map(|command| command.doc.to_owned())
            .unwrap_or_default(),
    }
}
