use crate::app::{Action, COMMANDS, Keymap, forms, words};
use crate::panes::PANES;
use serde_json::{Value, json};
use std::fmt::Write;

/// Every action that has a key: its group, its name, its keys, what it does.
fn lines() -> Vec<(&'static str, &'static str, String, String)> {
    let keymap = Keymap::default();
    let panes = PANES.iter().map(|pane| {
        let action = Action::Show(pane.name());
        ("Panes", pane.name().word(), keymap.shown(&action), words(&action))
    });
    let commands = COMMANDS
        .iter()
        .map(|command| (command.group, command.name, keymap.shown(&command.action), command.doc.to_owned()));
    let lines = forms().map(|(form, doc)| ("Command line", "", form, doc.to_owned()));
    commands.chain(panes).chain(lines).collect()
}

/// The keys for people.
pub fn keys_text() -> String {
    let mut out = String::new();
    let mut last = "";
    for (group, _, keys, doc) in lines() {
        if group != last {
            let _ = writeln!(out, "{}{group}", if last.is_empty() { "" } else { "\n" });
            last = group;
        }
        let _ = writeln!(out, "  {keys:<22} {doc}");
    }
    out
}

/// The keys as a Markdown table.
pub fn keys_markdown() -> String {
    let mut out = String::from("| keys | action |\n|---|---|\n");
    for (_, _, keys, doc) in lines() {
        let keys = keys.split(", ").map(|key| format!("`{}`", key.replace('|', "\\|"))).collect::<Vec<_>>().join(" ");
        let _ = writeln!(out, "| {keys} | {} |", doc.replace('|', "\\|"));
    }
    out
}

/// The keys as JSON.
pub fn keys_json() -> Value {
    let keys: Vec<Value> = lines()
        .into_iter()
        .map(|(group, name, keys, doc)| json!({ "group": group, "action": name, "keys": keys.split(", ").collect::<Vec<_>>(), "doc": doc }))
        .collect();
    json!({ "version": 1, "keys": keys })
}
