use crate::app::{Action, COMMANDS, Keymap, forms, words};
use crate::panes::PANES;
use serde_json::{Value, json};
use std::fmt::Write;

/// Every action: its group, its name, its keys, what it does.
fn lines(keymap: &Keymap) -> Vec<(&'static str, &'static str, Vec<String>, String)> {
    let panes = PANES.iter().map(|pane| {
        let action = Action::Show(pane.name());
        ("Panes", pane.name().word(), keymap.all(&action), words(&action))
    });
    let commands = COMMANDS
        .iter()
        .map(|command| (command.group, command.name, keymap.all(&command.action), command.doc.to_owned()));
    let lines = forms().map(|(form, doc)| ("Command line", "", vec![form], doc.to_owned()));
    commands.chain(panes).chain(lines).collect()
}

/// The keys for people.
pub fn keys_text(keymap: &Keymap) -> String {
    let mut out = String::new();
    let mut last = "";
    for (group, name, keys, doc) in lines(keymap) {
        let keys = keys.join(", ");
        if group != last {
            let _ = writeln!(out, "{}{group}", if last.is_empty() { "" } else { "\n" });
            last = group;
        }
        let left = if name.is_empty() { format!("{keys:<38}") } else { format!("{keys:<22} {name:<15}") };
        let _ = writeln!(out, "  {left} {doc}");
    }
    out
}

/// The keys as a Markdown table.
pub fn keys_markdown(keymap: &Keymap) -> String {
    let mut out = String::from("| keys | action |\n|---|---|\n");
    for (_, _, keys, doc) in lines(keymap) {
        let keys = keys.iter().map(|key| format!("`{}`", key.replace('|', "\\|"))).collect::<Vec<_>>().join(" ");
        let _ = writeln!(out, "| {keys} | {} |", doc.replace('|', "\\|"));
    }
    out
}

/// The keys as JSON.
pub fn keys_json(keymap: &Keymap) -> Value {
    let keys: Vec<Value> = lines(keymap)
        .into_iter()
        .map(|(group, name, keys, doc)| json!({ "group": group, "action": name, "keys": keys, "doc": doc }))
        .collect();
    json!({ "version": 1, "keys": keys })
}
