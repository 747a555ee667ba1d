//! Help: where the keys go now, then everything that can be done and how what is typed is edited.

use super::actions::COMMANDS;
use super::ground::{Ground, Meaning};
use super::keys::{Keymap, named, words};
use super::typing::{STROKES, TYPING};
use super::verbs::forms;
use super::{Action, App, Item, Picker, Popup};
use crate::look::{EVERYWHERE, Sign, Tone};
use crate::panes::PANES;

impl App {
    /// A popup of everything that can be done, what is of this pane first.
    pub(super) fn help(&mut self) {
        let title = format!("Help · {}", self.place.pane().title());
        let picker = Picker::new(title, self.help_items());
        self.pop_up(Popup::Picker(picker.that_teaches()));
    }

    fn help_items(&self) -> Vec<Item> {
        let (pane, keymap) = (self.place.pane(), &*self.keymap);
        let (here, list) = (self.ground_below(), self.ground_of_list());
        let mut items = Vec::new();
        if self.sandbox().is_some() {
            items.push(Item::heading("In the sandbox: what if"));
            let of_sandbox = [Action::Earlier, Action::Later, Action::Undo, Action::Export, Action::WhatIf];
            items.extend(of_sandbox.into_iter().map(|action| {
                let words = words(&action);
                line(action, words, keymap)
            }));
        }
        let meanings = |ground: Ground, runs: bool| {
            ground.meanings().map(move |meaning| {
                let action = meaning.actions.first().filter(|_| runs).cloned();
                Item::new(meaning.doc, meaning.shown(keymap), Tone::Plain, action)
            })
        };
        if here != list {
            items.push(Item::heading(here.title()));
            items.extend(meanings(here, true));
        }
        items.push(Item::heading(format!("{}: {}", pane.title(), pane.about())));
        items.extend(meanings(list, here == list));
        items.extend(pane.hints().iter().filter_map(|(name, doc)| Some(line(named(name)?, *doc, keymap))));
        if !pane.signs().is_empty() {
            items.push(Item::heading(format!("Signs in {}", pane.title())));
            items.extend(signs(pane.signs()));
        }
        for group in COMMANDS.chunk_by(|a, b| a.group == b.group) {
            items.extend(group.first().map(|first| Item::heading(first.group)));
            items.extend(group.iter().map(|command| line(command.action.clone(), command.doc, keymap)));
        }
        items.push(Item::heading("Panes"));
        items.extend(PANES.iter().map(|pane| {
            let action = Action::Show(pane.name());
            let words = words(&action);
            line(action, words, keymap)
        }));
        items.push(Item::heading("Command line"));
        items.extend(forms().map(|(form, doc)| {
            let word = form.trim_start_matches(':').split(' ').next().unwrap_or_default();
            let verb = !word.is_empty() && word.chars().all(char::is_lowercase);
            let begun = if verb { Action::Begin(format!("{word} ")) } else { Action::Command };
            Item::new(doc, form, Tone::Plain, Some(begun))
        }));
        items.push(Item::heading(TYPING));
        items.extend(STROKES.iter().map(|typing| Item::new(typing.doc, typing.shown().join(", "), Tone::Plain, None)));
        // What keys mean in other panes is told there; what lies on top may come anywhere.
        let elsewhere = |ground: &Ground| *ground != here && (ground.is_on_top() || *ground == Ground::Detail);
        for ground in Ground::ALL.into_iter().filter(elsewhere) {
            items.push(Item::heading(ground.title()));
            items.extend(meanings(ground, false));
        }
        items.push(Item::heading("Signs in every pane"));
        items.extend(signs(EVERYWHERE));
        items
    }
}

fn line(action: Action, doc: impl Into<String>, keymap: &Keymap) -> Item {
    Item::new(doc, keymap.shown(&action), Tone::Plain, Some(action))
}

fn signs(signs: &[Sign]) -> impl Iterator<Item = Item> + '_ {
    signs.iter().map(|(glyph, means)| Item::new(*means, glyph.sign(), Tone::Plain, None))
}

impl Meaning {
    /// The keys it is of, one of each action: where letters are text, one that is no letter.
    pub fn shown(&self, keymap: &Keymap) -> String {
        let text = self.ground.takes_text();
        let mut shown: Vec<String> = (!self.typed.is_empty()).then(|| self.typed.to_owned()).into_iter().collect();
        shown.extend(
            self.actions
                .iter()
                .filter_map(|action| keymap.all(action).into_iter().find(|keys| !text || keys.chars().count() > 1)),
        );
        shown.join(" ")
    }
}
