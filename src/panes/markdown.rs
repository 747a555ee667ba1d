//! An entry as Markdown, to be pasted into minutes, an issue, a letter.

use super::sheet;
use crate::edition::Facts;
use crate::look::{Glyph, Lead, SheetItem};
use crate::model::{Entry, EntryIx};
use std::fmt::Write as _;

/// A line of the list of fields: what it is called, and what it says, each with whether it has an address.
type Line = (String, Vec<(String, bool)>);

/// The sheet of an entry as Markdown: its name, what it is, its texts, its fields with the names of what they refer
/// to, its sources with their addresses.
pub fn markdown(facts: &Facts<'_>, ix: EntryIx) -> String {
    let sheet = sheet(facts, ix);
    let badges: Vec<String> = sheet.badges.iter().map(|(text, _)| escaped(text)).collect();
    let mut out = format!("### {}\n\n{}\n", escaped(&sheet.title), badges.join(&format!(" {} ", Glyph::Empty.sign())));
    let mut lines: Vec<Line> = Vec::new();
    for item in sheet.items {
        match item {
            SheetItem::Text(text, _) | SheetItem::Heading(text) => {
                for paragraph in text.split("\n\n").filter(|paragraph| !paragraph.trim().is_empty()) {
                    let _ = writeln!(out, "\n{}", escaped(paragraph));
                }
            }
            SheetItem::Web(label, url) => {
                lines.push((label, vec![(format!("<{}>", address(&url)), true)]));
            }
            SheetItem::Field(label, text, _) => lines.push((label, vec![(escaped(&text), false)])),
            // How many there are in all is of use only where they can be listed.
            SheetItem::Link { to: Lead::All(_, None), .. } | SheetItem::Gap => {}
            SheetItem::Link { label, to, name, aside, .. } => {
                let url = match to {
                    Lead::Entry(to) => facts.edition.roadmap.get(to).and_then(Entry::url),
                    Lead::All(..) => None,
                };
                let mut text = escaped(&name);
                if let Some(url) = url {
                    text = format!("[{text}](<{}>)", address(url));
                }
                if !aside.text.is_empty() {
                    let _ = write!(text, " ({})", escaped(&aside.full()));
                }
                match lines.last_mut() {
                    Some((_, texts)) if label.is_empty() => texts.push((text, url.is_some())),
                    _ => lines.push((label, vec![(text, url.is_some())])),
                }
            }
        }
    }
    if !lines.is_empty() {
        out.push('\n');
    }
    for (label, texts) in lines {
        let _ = write!(out, "- **{}:**", escaped(&label));
        // Addresses are long: each has its own line.
        if texts.len() > 1 && texts.iter().any(|(_, has_address)| *has_address) {
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

/// Text that Markdown shows as it is. Line breaks become spaces.
fn escaped(text: &str) -> String {
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
