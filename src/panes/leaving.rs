//! What is lost if a member leaves, as lines of its sheet.

use crate::edition::Facts;
use crate::look::{SheetItem, Tone};
use crate::model::EntryIx;
use crate::plan::Leaving;

/// Names that are listed.
const NAMED: usize = 4;

/// Nothing where nothing would be lost.
pub fn leaving(facts: &Facts<'_>, member: EntryIx) -> Vec<SheetItem> {
    let Leaving { areas, stranded, owned, risks } = Leaving::of(&facts.edition.roadmap, &facts.edition.links, member);
    let mut lines = Vec::new();
    if !areas.is_empty() {
        lines.push((format!("nobody covers {}", named(facts, &areas)), Tone::Bad));
    }
    if !stranded.is_empty() {
        let many = count(stranded.len(), "open milestone needs", "open milestones need");
        lines.push((format!("{many} what nobody covers then: {}", named(facts, &stranded)), Tone::Warn));
    }
    if !owned.is_empty() {
        let many = count(owned.len(), "open milestone loses its owner", "open milestones lose their owner");
        lines.push((format!("{many}: {}", named(facts, &owned)), Tone::Warn));
    }
    if risks > 0 {
        lines.push((count(risks, "risk loses its owner", "risks lose their owner"), Tone::Plain));
    }
    let label = |i: usize| if i == 0 { "if it leaves".to_owned() } else { String::new() };
    lines.into_iter().enumerate().map(|(i, (text, tone))| SheetItem::Field(label(i), text, tone)).collect()
}

fn count(number: usize, one: &str, several: &str) -> String {
    format!("{number} {}", if number == 1 { one } else { several })
}

fn named(facts: &Facts<'_>, entries: &[EntryIx]) -> String {
    let name = |ix: &EntryIx| facts.edition.roadmap.get(*ix).map(|entry| entry.item().name().to_owned());
    let mut names: Vec<String> = entries.iter().take(NAMED).filter_map(name).collect();
    if entries.len() > NAMED {
        names.push(format!("{} more", entries.len() - NAMED));
    }
    names.join(", ")
}
