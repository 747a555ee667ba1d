//! An entry as Markdown, to be pasted into minutes, an issue, a letter.

use super::sheet;
use crate::edition::Facts;
use crate::look::{Glyph, Lead, SheetItem};
use crate::model::{Entry, EntryIx};
use std::fmt::Write as _;

/// A line of the list of fields: what it is called, and what it says, each with whether that has a long address.
type Line = (String, Vec<(String, bool)>);

/// The sheet of an entry as Markdown: its name, what it is, its texts, its fields with the names of what they refer
/// to, its sources with their addresses.
pub fn markdown(facts: &Facts<'_>, ix: EntryIx) -> String {
    let site = |ix| facts.edition.roadmap.get(ix).and_then(Entry::url).map(str::to_owned);
    let name = facts.edition.roadmap.get(ix).map_or("", |entry| entry.item().name());
    format!("### {}\n\n{}", escaped(name), markdown_body(facts, ix, &site))
}

/// The same without its heading; `leads` gives the address to which the name of an entry leads, if any.
pub fn markdown_body(facts: &Facts<'_>, ix: EntryIx, leads: &dyn Fn(EntryIx) -> Option<String>) -> String {
    let sheet = sheet(facts, ix);
    let badges: Vec<String> = sheet.badges.iter().map(|(text, _)| escaped(text)).collect();
    let mut out = format!("{}\n", badges.join(&format!(" {} ", Glyph::Empty.sign())));
    let mut lines: Vec<Line> = Vec::new();
    // What has no label goes on with what stands before it.
    let add = |lines: &mut Vec<Line>, label: String, text: (String, bool)| match lines.last_mut() {
        Some((_, texts)) if label.is_empty() => texts.push(text),
        _ => lines.push((label, vec![text])),
    };
    for item in sheet.items {
        match item {
            SheetItem::Text(text, _) | SheetItem::Heading(text) => {
                for paragraph in text.split("\n\n").filter(|paragraph| !paragraph.trim().is_empty()) {
                    let _ = writeln!(out, "\n{}", escaped(paragraph));
                }
            }
            SheetItem::Web(label, url) => {
                add(&mut lines, label, (format!("<{}>", address(&url)), true));
            }
            SheetItem::Field(label, text, _) => add(&mut lines, label, (escaped(&text), false)),
            // How many there are in all is of use only where they can be listed.
            SheetItem::Link { to: Lead::All(_, None), .. } | SheetItem::Gap => {}
            SheetItem::Link { label, to, name, aside, .. } => {
                let leads_to = match to {
                    Lead::Entry(to) => leads(to),
                    Lead::All(..) => None,
                };
                let mut text = linked(&name, leads_to.as_deref());
                let is_long = leads_to.is_some_and(|address| !address.starts_with('#'));
                if !aside.text.is_empty() {
                    let _ = write!(text, " ({})", escaped(&aside.full()));
                }
                add(&mut lines, label, (text, is_long));
            }
        }
    }
    if !lines.is_empty() {
        out.push('\n');
    }
    for (label, texts) in lines {
        let _ = write!(out, "- **{}:**", escaped(&label));
        // Addresses are long: each has its own line.
        if texts.len() > 1 && texts.iter().any(|(_, is_long)| *is_long) {
            out.push('\n');
            for (text, _) in texts {
                let _ = writeln!(out, "  - {text}");
            }
        } else {
            let texts: Vec<String> = texts.into_iter().map(|(text, _)| text).collect();
            let _ = writeln!(out, " {}", texts.join(", "));
        }
    }
    out
}

/// A text that leads to an address, if there is one.
pub fn linked(text: &str, to: Option<&str>) -> String {
    let text = escaped(text);
    match to {
        Some(to) if to.starts_with('#') => format!("[{text}]({to})"),
        Some(to) => format!("[{text}](<{}>)", address(to)),
        None => text,
    }
}

/// Text that Markdown shows as it is. Line breaks become spaces.
pub fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let words = text.split_whitespace().collect::<Vec<_>>().join(" ");
    for (i, c) in words.chars().enumerate() {
        // What would begin a list, underline a heading or open a block where it stands first.
        let begins = i == 0 && "+-=:".contains(c);
        if begins || "\\`*_[]<>#|~&$".contains(c) {
            out.push('\\');
        }
        out.push(c);
    }
    let digits = out.bytes().take_while(u8::is_ascii_digit).count();
    if digits > 0 && out[digits..].starts_with(['.', ')']) {
        out.insert(digits, '\\');
    }
    out
}

/// An address that ends where its brackets end.
fn address(url: &str) -> String {
    url.replace('\\', "%5C").replace('<', "%3C").replace('>', "%3E")
}
