//! What is lost if a member leaves, as lines of its sheet.

use crate::edition::Facts;
use crate::look::{SheetItem, Tone};
use crate::model::EntryIx;
use crate::plan::Leaving;
use crate::text::{counted, first_of};

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
        let many = counted(stranded.len(), "open milestone needs", "open milestones need");
        lines.push((format!("{many} what nobody covers then: {}", named(facts, &stranded)), Tone::Warn));
    }
    if !owned.is_empty() {
        let many = counted(owned.len(), "open milestone loses its owner", "open milestones lose their owner");
        lines.push((format!("{many}: {}", named(facts, &owned)), Tone::Warn));
    }
    if risks > 0 {
        lines.push((counted(risks, "risk loses its owner", "risks lose their owner"), Tone::Plain));
    }
    let label = |i: usize| if i == 0 { "if it leaves".to_owned() } else { String::new() };
    lines.into_iter().enumerate().map(|(i, (text, tone))| SheetItem::Field(label(i), text, tone)).collect()
}

fn named(facts: &Facts<'_>, entries: &[EntryIx]) -> String {
    let name = |ix: &EntryIx| facts.edition.roadmap.get(*ix).map(|entry| entry.item().name().to_owned());
    first_of(entries.iter().filter_map(name), entries.len(), NAMED)
}
