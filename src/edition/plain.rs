//! What an edition says as one plain text: no comments, no includes, a line for each field.

use super::Edition;
use super::haystack::Haystack;
use crate::load::{load, one_by_one};
use crate::model::{
    About, Asked, Common, Datum, Field, FieldName, Id, Kinds, Record, Roadmap, Scene, Shape, Sought, Test, View,
    Visibility, written,
};
use crate::text::{Sources, folded};
use std::collections::HashSet;
use std::fmt::Write as _;

/// Who is to read a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Audience {
    /// The coalition: all but what the presenter says.
    Members,
    /// Everyone: also without what is for members, and without every reference to it.
    Public,
}

impl Edition {
    /// What it says, as one text from which the same is read again, as far as it is for those who are to read it. Of a
    /// file with errors the public sees nothing: what could not be read may be what hides something.
    pub fn text_for(&self, audience: Audience) -> String {
        match audience {
            Audience::Public if !self.is_sound() => String::new(),
            Audience::Public => self.left(hidden(&self.roadmap), true),
            Audience::Members => self.left(HashSet::new(), false),
        }
    }

    fn left(&self, gone: HashSet<&Id>, public: bool) -> String {
        let (roadmap, left) = (&self.roadmap, Left { gone, public });
        let mut out = String::new();
        if let Some(about) = &roadmap.about {
            let mut lines = left.table(About::NAME, false);
            about.own_data(&mut |field, datum| {
                // What was included stands in this text.
                if field.key != "include" {
                    lines.add(field, datum);
                }
            });
            out.push_str(&lines.out);
        }
        for (_, entry) in roadmap.entries().filter(|(_, entry)| !left.gone.contains(entry.item().id())) {
            let mut lines = left.table(entry.kind().word(), true);
            lines.hidden = &entry.item().common().members_only;
            entry.data(&mut |field, datum| lines.add(field, datum));
            out.push_str(&lines.out);
        }
        for scene in roadmap.scenes.iter().filter(|scene| left.has_scene(scene)) {
            let mut lines = left.table(Scene::NAME, true);
            lines.hidden = &scene.common.members_only;
            scene.own_data(&mut |field, datum| {
                // What the presenter says is for nobody else.
                if field.key != "notes" {
                    lines.add(field, datum);
                }
            });
            scene.common.data(&mut |field, datum| lines.add(field, datum));
            out.push_str(&lines.out);
        }
        let seen =
            public.then(|| Haystack::new(&load(&Sources::of_text("", out.as_str()), one_by_one, &mut |_| {}).roadmap));
        for view in roadmap.views.iter().filter(|view| left.has_view(view, &self.haystack, seen.as_ref())) {
            let mut lines = left.table(View::NAME, true);
            view.own_data(&mut |field, datum| lines.add(field, datum));
            out.push_str(&lines.out);
        }
        out
    }
}

/// The entries that are for members, and those that cannot be without one of them.
fn hidden(roadmap: &Roadmap) -> HashSet<&Id> {
    let for_members = |common: &Common| common.visibility == Some(Visibility::Members);
    let mut gone: HashSet<&Id> = HashSet::new();
    for (_, entry) in roadmap.entries() {
        if for_members(entry.item().common()) {
            gone.insert(entry.item().id());
        }
    }
    loop {
        let before = gone.len();
        for (_, entry) in roadmap.entries() {
            let mut needs = false;
            entry.data(&mut |field, datum| {
                needs |= field.required && matches!(datum, Datum::Links(ids) if ids.iter().any(|id| gone.contains(id)));
            });
            if needs {
                gone.insert(entry.item().id());
            }
        }
        if gone.len() == before {
            return gone;
        }
    }
}

/// What is left of a roadmap.
struct Left<'a> {
    gone: HashSet<&'a Id>,
    public: bool,
}

impl Left<'_> {
    fn has_scene(&self, scene: &Scene) -> bool {
        let focus = scene.focus.as_ref();
        let is_hidden = self.public && scene.common.visibility == Some(Visibility::Members);
        !is_hidden && focus.is_none_or(|focus| !self.gone.contains(&focus.id))
    }

    /// Whether a view leads nowhere that is hidden.
    fn has_view(&self, view: &View, all: &Haystack, seen: Option<&Haystack>) -> bool {
        let Some(seen) = seen else { return true };
        let filter = view.filter.as_ref().map_or("", |filter| &filter.0);
        view.focus.as_ref().is_none_or(|focus| !self.gone.contains(&focus.id)) && !asks_for_hidden(filter, all, seen)
    }

    fn table<'a>(&'a self, name: &str, list: bool) -> Lines<'a> {
        let out = if list { format!("\n[[{name}]]\n") } else { format!("[{name}]\n") };
        Lines { left: self, hidden: &[], out }
    }
}

/// Whether a filter asks for what stands in all texts, and in none of those that are seen. What cannot be read as a
/// filter, as while it is typed, is taken word by word.
pub fn asks_for_hidden(filter: &str, all: &Haystack, seen: &Haystack) -> bool {
    let is_hidden = |text: &str| {
        let text = folded(text.trim());
        all.holds(&text) && !seen.holds(&text)
    };
    let Ok(asked) = Asked::new(filter, Kinds::ANY) else {
        let words = filter.split(|c: char| !(c.is_alphanumeric() || c == '-'));
        return words.filter(|word| !word.is_empty()).any(is_hidden);
    };
    asked.parts.iter().any(|part| match &part.test {
        Test::Word(word) => is_hidden(&word.text),
        Test::There(_) => false,
        Test::Has(_, choices) => choices.iter().any(|choice| match choice.value {
            Sought::Text(_) | Sought::Entry(..) => is_hidden(&choice.typed.text),
            _ => false,
        }),
    })
}

/// The lines of one table.
struct Lines<'a> {
    left: &'a Left<'a>,
    hidden: &'a [FieldName],
    out: String,
}

impl Lines<'_> {
    fn add(&mut self, field: &Field, mut datum: Datum) {
        let gone = &self.left.gone;
        if self.left.public && (field.key == "members_only" || self.hidden.iter().any(|name| name.key == field.key)) {
            return;
        }
        match &mut datum {
            Datum::Links(ids) => {
                ids.retain(|id| !gone.contains(id));
                if ids.is_empty() {
                    return;
                }
            }
            // An old id that is now that of something hidden.
            Datum::Text(id) if field.shape == Shape::Id && gone.contains(&Id::new(id)) => return,
            _ => {}
        }
        if let Some(value) = written(field.shape, &datum) {
            let _ = writeln!(self.out, "{} = {value}", field.key);
        }
    }
}
