use crate::app::{Action, COMMANDS, Keymap, MEANINGS, Meaning, STROKES, TYPING, forms, words};
use crate::panes::PANES;
use serde_json::{Value, json};
use std::fmt::Write;

/// Keys that do something.
struct Line {
    group: &'static str,
    name: &'static str,
    /// Other keys can be given to it by its name.
    binds: bool,
    keys: Vec<String>,
    doc: String,
}

/// Everything that has a key: the actions, the panes, what can be typed, and what keys mean in one place only.
fn lines(keymap: &Keymap) -> Vec<Line> {
    let commands = COMMANDS.iter().map(|command| Line {
        group: command.group,
        name: command.name,
        binds: true,
        keys: keymap.all(&command.action),
        doc: command.doc.to_owned(),
    });
    let panes = PANES.iter().map(|pane| {
        let action = Action::Show(pane.name());
        Line { group: "Panes", name: pane.name().word(), binds: true, keys: keymap.all(&action), doc: words(&action) }
    });
    let typing = STROKES.iter().map(|typing| Line {
        group: TYPING,
        name: typing.name,
        binds: false,
        keys: typing.shown(),
        doc: typing.doc.to_owned(),
    });
    let forms = forms().map(|(form, doc)| Line {
        group: "Command line",
        name: "",
        binds: false,
        keys: vec![form],
        doc: doc.to_owned(),
    });
    let meanings = MEANINGS.iter().map(|meaning| Line {
        group: meaning.ground.title(),
        name: name(meaning),
        binds: false,
        keys: vec![meaning.shown(keymap)],
        doc: meaning.doc.to_owned(),
    });
    commands.chain(panes).chain(forms).chain(typing).chain(meanings).collect()
}

/// The action whose keys mean something in one place; of several, the first.
fn name(meaning: &Meaning) -> &'static str {
    let command = meaning.actions.first().and_then(|of| COMMANDS.iter().find(|command| command.action == *of));
    command.map_or("", |command| command.name)
}

/// The keys for people.
pub fn keys_text(keymap: &Keymap) -> String {
    let mut out = String::new();
    let mut last = "";
    for line in lines(keymap) {
        if line.group != last {
            let _ = writeln!(out, "{}{}", if last.is_empty() { "" } else { "\n" }, line.group);
            last = line.group;
        }
        let keys = line.keys.join(", ");
        let left = if line.binds { format!("{keys:<22} {:<15}", line.name) } else { format!("{keys:<38}") };
        let _ = writeln!(out, "  {left} {}", line.doc);
    }
    out
}

/// The keys as a Markdown table.
pub fn keys_markdown(keymap: &Keymap) -> String {
    let mut out = String::new();
    let mut last = "";
    for line in lines(keymap) {
        if line.group != last {
            let _ = writeln!(out, "{}| {} | |\n|---|---|", if last.is_empty() { "" } else { "\n" }, line.group);
            last = line.group;
        }
        let keys = line.keys.iter().map(|key| format!("`{}`", key.replace('|', "\\|"))).collect::<Vec<_>>().join(" ");
        let _ = writeln!(out, "| {keys} | {} |", line.doc.replace('|', "\\|"));
    }
    out
}

/// The keys as JSON.
pub fn keys_json(keymap: &Keymap) -> Value {
    let keys: Vec<Value> = lines(keymap)
        .into_iter()
        .map(|line| json!({ "group": line.group, "action": line.name, "keys": line.keys, "doc": line.doc }))
        .collect();
    json!({ "version": 1, "keys": keys })
}
