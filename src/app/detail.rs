//! Walking the detail: its references one by one, its text in between.

use super::App;
use crate::look::{Laid, Lead, Part, Tone, margin, window};
use crate::panes::sheet;

/// The detail as it stands on the screen: its lines, and how many of them there is room for.
struct Page {
    laid: Laid,
    height: usize,
}

impl Page {
    /// The line of a reference.
    fn line(&self, link: usize) -> Option<usize> {
        self.laid.lines.iter().position(|(_, its)| *its == Some(link))
    }

    /// How far it can be scrolled.
    fn most(&self) -> usize {
        self.laid.lines.len().saturating_sub(self.height)
    }

    /// The references that are in sight when so many lines are scrolled away.
    fn in_sight(&self, scroll: usize) -> impl DoubleEndedIterator<Item = usize> + '_ {
        self.laid.lines.iter().skip(scroll).take(self.height).filter_map(|(_, link)| *link)
    }
}

impl App {
    /// The detail of what is selected, for the room there is.
    fn detail(&self) -> Option<Page> {
        let area = margin(self.regions()?.detail);
        let laid = sheet(&self.facts(), self.focused()?).lay(area.width.into());
        (!area.is_empty()).then_some(Page { laid, height: area.height.into() })
    }

    /// Lines of the detail in sight at once.
    pub(super) fn detail_height(&self) -> usize {
        self.regions().map_or(10, |regions| usize::from(regions.detail.height)).max(1)
    }

    /// Brings the selected reference into sight.
    pub(super) fn reveal(&mut self) {
        let Some(page) = self.detail().filter(|_| self.place.part == Part::Detail) else { return };
        if let Some(line) = page.line(self.place.link) {
            self.place.scroll = window(line, self.place.scroll.into(), page.laid.lines.len(), page.height) as u16;
        }
    }

    /// Never more is scrolled away than there is.
    pub(super) fn clamp_scroll(&mut self) {
        if self.place.scroll > 0
            && let Some(page) = self.detail()
        {
            self.place.scroll = self.place.scroll.min(page.most() as u16);
        }
    }

    /// Scrolls the detail. Where the keys go there, what is selected stays in sight, if there is a reference to select.
    pub(super) fn scroll(&mut self, by: isize) {
        if self.place.focus.is_none() {
            // There is nothing to scroll, and what comes begins at its beginning.
            return;
        }
        self.place.scroll = self.place.scroll.saturating_add_signed(by.clamp(-10_000, 10_000) as i16);
        let Some(page) = self.detail() else { return };
        let scroll = usize::from(self.place.scroll).min(page.most());
        self.place.scroll = scroll as u16;
        if self.place.part == Part::Detail {
            let (first, last) = (page.in_sight(scroll).next(), page.in_sight(scroll).next_back());
            if let (Some(first), Some(last)) = (first, last) {
                self.place.link = self.place.link.clamp(first, last);
            }
        }
    }

    /// The next or previous reference; where none is in sight yet, the text is scrolled towards it, so that nothing is
    /// skipped unread.
    pub(super) fn step_in_detail(&mut self, by: isize) {
        let Some(page) = self.detail() else { return };
        let (scroll, most) = (usize::from(self.place.scroll).min(page.most()), page.most());
        if by.unsigned_abs() > 1 {
            // A page, or an end: what is selected moves along.
            let to = scroll.saturating_add_signed(by).min(most);
            let (first, last) = (page.in_sight(to).next(), page.in_sight(to).next_back());
            self.place.scroll = to as u16;
            let end = if by < 0 { (to == 0).then_some(first) } else { (to == most).then_some(last) };
            if let Some(link) = end.flatten() {
                self.place.link = link;
            } else if let (Some(first), Some(last)) = (first, last) {
                self.place.link = self.place.link.clamp(first, last);
            }
            return;
        }
        let seen = page.in_sight(scroll).any(|link| link == self.place.link);
        let next = match (seen, by > 0) {
            (true, _) => self.place.link.checked_add_signed(by),
            (false, true) => page.in_sight(scroll).next(),
            (false, false) => page.in_sight(scroll).next_back(),
        };
        if let Some(next) = next.filter(|next| page.in_sight(scroll).any(|link| link == *next)) {
            self.place.link = next;
            return;
        }
        let to = scroll.saturating_add_signed(by).min(most);
        self.place.scroll = to as u16;
        let mut in_sight = page.in_sight(to);
        let nearest = if by > 0 { in_sight.next() } else { in_sight.next_back() };
        if let Some(next) = next.filter(|next| page.in_sight(to).any(|link| link == *next)) {
            self.place.link = next;
        } else if !page.in_sight(to).any(|link| link == self.place.link) {
            self.place.link = nearest.unwrap_or(self.place.link);
        }
    }

    /// Tab and S-Tab: reference by reference, and out of the detail at its end. True while there was a further one.
    pub(super) fn tab_in_detail(&mut self, by: isize) -> bool {
        let links = self.detail().map_or(0, |page| page.laid.links.len());
        match self.place.link.checked_add_signed(by).filter(|link| *link < links) {
            Some(link) => {
                self.place.link = link;
                self.reveal();
                true
            }
            None => false,
        }
    }

    /// Into the detail: to its first reference, or its last.
    pub(super) fn enter_detail_at(&mut self, by: isize) {
        self.enter_detail();
        if self.place.part == Part::Detail {
            let last = self.detail().map_or(0, |page| page.laid.links.len().saturating_sub(1));
            self.place.link = if by > 0 { 0 } else { last };
            self.reveal();
        }
    }

    /// Follows a reference of the detail: the one with that number, else the selected one. One that is out of sight is
    /// shown first.
    pub(super) fn follow(&mut self, link: Option<usize>) {
        let Some(page) = self.detail() else { return };
        let link = link.unwrap_or(self.place.link);
        let Some(lead) = page.laid.links.get(link).copied() else {
            return self.say("there is no reference here to follow", Tone::Dim);
        };
        let scroll = usize::from(self.place.scroll).min(page.most());
        let seen = page.in_sight(scroll).any(|its| its == link);
        self.place.part = Part::Detail;
        self.place.link = link;
        if !seen {
            return self.reveal();
        }
        match lead {
            Lead::All(of, way) => self.list_all(of, way),
            Lead::Entry(ix) => {
                if let Some(id) = self.board.edition.roadmap.get(ix).map(|entry| entry.id().clone()) {
                    self.open(&id);
                }
            }
        }
    }

    /// How many references the detail has, and which is selected, from 1; `None` while the keys go elsewhere.
    pub fn reference(&self) -> Option<(usize, usize)> {
        if self.place.part != Part::Detail {
            return None;
        }
        let links = sheet(&self.facts(), self.focused()?).links().count();
        Some((self.place.link.saturating_add(1).min(links), links))
    }
}
