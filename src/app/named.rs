//! Views with a name: those of the roadmap, then a person's own.

use super::{Action, App, Item, Picker, Popup};
use crate::ask::Fuzzy;
use crate::edition::Edition;
use crate::look::Tone;
use crate::model::View;
use crate::panes::{pane, place_of};
use crate::problem::{did_you_mean, nearest};

impl App {
    /// Every view that has a name; true where it is the person's own.
    pub fn views(&self) -> impl Iterator<Item = (&View, bool)> {
        views(&self.board.edition, &self.settings.views)
    }

    /// Lists them.
    pub(super) fn show_views(&mut self) {
        let facts = self.facts();
        let item = |(view, own): (&View, bool)| {
            let wrong = place_of(view, &facts).err().map(|wrong| wrong.to_string());
            let tone = if wrong.is_some() { Tone::Bad } else { Tone::Plain };
            let filter = view.filter.as_ref().map_or("", |filter| filter.0.as_str());
            let mine = if own { ", yours" } else { "" };
            let aside = format!("{}{mine}", pane(view.pane).title());
            let item = Item::new(view.name.clone(), aside, tone, Some(Action::View(view.name.clone())));
            let mut item = item.beside(filter);
            let lines = [view.summary.as_deref().unwrap_or(&view.name), filter, wrong.as_deref().unwrap_or("")];
            item.more = lines.into_iter().filter(|line| !line.is_empty()).collect::<Vec<_>>().join("\n");
            item
        };
        let items: Vec<Item> = self.views().map(item).collect();
        if items.is_empty() {
            return self.say("no view has a name yet: write [[view]] with a name and a pane into the file", Tone::Dim);
        }
        self.pop_up(Popup::Picker(Picker::new("Views", items)));
    }

    /// Goes to the view of that name, or to the one that is most like it; what is wrong with it is told.
    pub(super) fn go_view(&mut self, name: &str) {
        let found = match view(name, &self.board.edition, &self.settings.views) {
            Ok(view) => place_of(view, &self.facts()).map_err(|wrong| format!("the view {}: {wrong}", view.name)),
            Err(unknown) => Err(unknown),
        };
        match found {
            Ok(mut place) => {
                place.split.list = self.place.split.list;
                self.go(place);
            }
            Err(wrong) => self.say(wrong, Tone::Bad),
        }
    }
}

/// Every view of a roadmap, then a person's own; true where it is that.
pub fn views<'a>(edition: &'a Edition, own: &'a [View]) -> impl Iterator<Item = (&'a View, bool)> + Clone {
    let theirs = edition.roadmap.views.iter().map(|view| (view, false));
    theirs.chain(own.iter().map(|view| (view, true)))
}

/// The view of a name, or the one that is most like it; else what to say.
pub fn view<'a>(name: &str, edition: &'a Edition, own: &'a [View]) -> Result<&'a View, String> {
    let all = views(edition, own).map(|(view, _)| view);
    let wanted = name.to_lowercase();
    let mut fuzzy = Fuzzy::new(name);
    let whole = all.clone().find(|view| view.name.to_lowercase() == wanted);
    let like = || {
        let scored = all.clone().filter_map(|view| Some((fuzzy.score(&view.name)?, view)));
        // Of two that fit equally, the first.
        scored.reduce(|best, next| if next.0 > best.0 { next } else { best }).map(|(_, view)| view)
    };
    whole.or_else(like).ok_or_else(|| {
        let near = nearest(name, all.clone().map(|view| view.name.as_str())).map(|near| format!("`{near}`"));
        format!("no view is called `{name}`{}", did_you_mean(near))
    })
}
