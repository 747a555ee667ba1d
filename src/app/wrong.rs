//! What is wrong now, as a list that leads there.

use super::{Action, App, Item, Picker, Popup};
use crate::look::Tone;
use crate::model::{Entry, EntryIx, Health, Kind, PaneName, Risk, RiskStatus};
use crate::panes::Place;
use crate::problem::summary;
use crate::text::counted;

/// How the list begins its title.
pub(super) const TITLE: &str = "What is wrong now";
/// How many of one sort are listed; the last line leads to the others.
const LISTED: usize = 100;

impl App {
    /// What is overdue, off track and at risk, which risks have occurred or are open, and how many warnings the file has.
    pub(super) fn show_wrong(&mut self) {
        let mut items = Vec::new();
        for (title, found, filter) in self.wrong() {
            let heading = format!("{title}: {}", found.len());
            items.push(Item::heading(heading));
            let kind = filter.split_once(':').map_or("", |(field, _)| field);
            items.extend(found.iter().take(LISTED).filter_map(|ix| {
                let mut item = self.item(*ix)?;
                item.tone = if kind == "health" { Tone::Bad } else { Tone::Warn };
                item.more = self.reasons(*ix);
                Some(item)
            }));
            if found.len() > LISTED {
                let pane = if kind == "health" { PaneName::Milestones } else { PaneName::Risks };
                let mut all = Place::of(pane);
                filter.clone_into(&mut all.filter);
                let text = format!("and {} more: all of them in the pane", found.len() - LISTED);
                items.push(Item::new(text, "", Tone::Dim, Some(Action::Visit(Box::new(all)))));
            }
        }
        let edition = self.board.newest();
        if !edition.problems.is_empty() {
            items.push(Item::heading("In the file"));
            let text = summary(&edition.problems);
            items.push(Item::new(text, self.keymap.shown(&Action::GoProblems), Tone::Warn, Some(Action::GoProblems)));
        }
        if items.is_empty() {
            return self.say("nothing is wrong now", Tone::Good);
        }
        let title = format!("{TITLE}, {}", self.board.edition.today);
        self.pop_up(Popup::Picker(Picker::new(title, items)));
    }

    /// What is wrong, sort by sort: its name, the entries, and the filter that finds them.
    fn wrong(&self) -> Vec<(&'static str, Vec<EntryIx>, &'static str)> {
        let edition = &self.board.edition;
        let roadmap = &edition.roadmap;
        let judged = |health: Health| {
            let mut found: Vec<EntryIx> = roadmap
                .of_kind(Kind::Milestone)
                .filter(|ix| self.board.facts().judged().of(*ix) == Some(health))
                .collect();
            found.sort_by_cached_key(|ix| roadmap.milestone(*ix).and_then(|it| it.date).map(|date| date.last));
            found
        };
        let risks = |fits: &dyn Fn(&Risk) -> bool| {
            let risk = |ix: &EntryIx| match roadmap.get(*ix) {
                Some(Entry::Risk(risk)) => Some(risk),
                _ => None,
            };
            let mut found: Vec<EntryIx> = roadmap.of_kind(Kind::Risk).filter(|ix| risk(ix).is_some_and(fits)).collect();
            found.sort_by_cached_key(|ix| {
                std::cmp::Reverse(
                    risk(ix).and_then(Risk::score).map(|(likelihood, impact)| (likelihood * impact, impact)),
                )
            });
            found
        };
        let open = |status: RiskStatus| matches!(status, RiskStatus::Open | RiskStatus::Mitigating);
        let mut all = vec![
            ("Overdue", judged(Health::Overdue), "health:overdue"),
            ("Off track", judged(Health::OffTrack), "health:off-track"),
            ("At risk", judged(Health::AtRisk), "health:at-risk"),
            ("Risks that have occurred", risks(&|risk| risk.status == RiskStatus::Occurred), "status:occurred"),
            (
                "Open risks, by score",
                risks(&|risk| open(risk.status) && risk.score().is_some()),
                "status:open,mitigating score>=1",
            ),
            // Nobody has said how likely they are: that says nothing of how grave they are.
            (
                "Open risks, not scored",
                risks(&|risk| open(risk.status) && risk.score().is_none()),
                "status:open,mitigating score:none",
            ),
        ];
        all.retain(|(_, found, _)| !found.is_empty());
        all
    }

    /// Why an entry is listed, a line each.
    fn reasons(&self, ix: EntryIx) -> String {
        let edition = &self.board.edition;
        match edition.roadmap.get(ix) {
            Some(Entry::Milestone(_)) => {
                let named = |ix: EntryIx| {
                    let entry = edition.roadmap.get(ix)?;
                    let date = match entry {
                        Entry::Announcement(announcement) => announcement.available,
                        entry => entry.shown_date(),
                    };
                    Some(format!("{}{}", entry.name(), date.map(|date| format!(" ({date})")).unwrap_or_default()))
                };
                let late: Vec<String> = self
                    .board
                    .facts()
                    .judged()
                    .reasons(&edition.roadmap, &edition.links, ix)
                    .take(4)
                    .filter_map(named)
                    .collect();
                let needed = edition.links.to_in(ix, "depends_on").count();
                let mut lines = Vec::new();
                if !late.is_empty() {
                    lines.push(format!("because of {}", late.join(", ")));
                }
                if needed > 0 {
                    lines.push(format!("needed by {}", counted(needed, "milestone", "milestones")));
                }
                lines.join("\n")
            }
            Some(Entry::Risk(risk)) => risk.mitigation.clone().unwrap_or_default(),
            _ => String::new(),
        }
    }
}
