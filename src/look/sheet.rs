use super::{Glyph, Tone};
use crate::model::EntryIx;
use crate::plan::Seen;
use crate::text::width;

/// A page of fields, references and text about one entry, as data: the detail, `show` and exports are made from it.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Sheet {
    /// What it is about.
    pub title: String,
    /// A line of facts under the title.
    pub badges: Vec<(String, Tone)>,
    /// Everything else.
    pub items: Vec<SheetItem>,
}

/// A piece of a sheet.
#[derive(Debug, Clone, PartialEq)]
pub enum SheetItem {
    /// A heading.
    Heading(String),
    /// A paragraph or several, separated by blank lines.
    Text(String, Tone),
    /// A label and what it says.
    Field(String, String, Tone),
    /// A label and a reference that can be followed.
    Link {
        /// What the reference means; empty where it is the same as above.
        label: String,
        /// Where it leads.
        to: Lead,
        /// The name of that entry, or how many more there are.
        name: String,
        /// A word about it.
        aside: String,
        /// What the word means.
        tone: Tone,
    },
    /// A blank line.
    Gap,
}

/// Where a line of a sheet leads.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Lead {
    /// To an entry.
    Entry(EntryIx),
    /// To the list of everything that an entry is joined to in one way; without one, of everything that refers to it.
    All(EntryIx, Option<Seen>),
}

/// A sheet in lines of a width.
#[derive(Debug, Default)]
pub struct Laid {
    /// The lines: pieces of text with their tone, and the number of the reference that stands on it.
    pub lines: Vec<(Vec<(String, Tone)>, Option<usize>)>,
    /// Where the references lead, in order.
    pub links: Vec<Lead>,
}

/// Lines longer than this are hard to read: the eye loses its way back.
const WIDEST: usize = 110;
/// Cells for labels.
const LABEL: usize = 14;

impl Sheet {
    /// The references on it, in order.
    pub fn links(&self) -> impl Iterator<Item = Lead> + '_ {
        self.items.iter().filter_map(|item| match item {
            SheetItem::Link { to, .. } => Some(*to),
            _ => None,
        })
    }

    /// Lays it out in lines of `cells`.
    pub fn lay(&self, cells: usize) -> Laid {
        let mut out = Laid::default();
        let cells = cells.clamp(8, WIDEST);
        let mut push = |line: Vec<(String, Tone)>, link: Option<usize>| out.lines.push((line, link));
        for line in wrap(&self.title, cells) {
            push(vec![(line, Tone::Strong)], None);
        }
        if !self.badges.is_empty() {
            let mut line: Vec<(String, Tone)> = Vec::new();
            for (text, tone) in &self.badges {
                if !line.is_empty() {
                    line.push((format!(" {} ", Glyph::Empty.sign()), Tone::Dim));
                }
                line.push((text.clone(), *tone));
            }
            push(line, None);
        }
        let mut links = Vec::new();
        for item in &self.items {
            match item {
                SheetItem::Gap => push(Vec::new(), None),
                SheetItem::Heading(text) => push(vec![(text.clone(), Tone::Heading)], None),
                SheetItem::Text(text, tone) => {
                    for paragraph in text.split('\n') {
                        for line in wrap(paragraph, cells) {
                            push(vec![(line, *tone)], None);
                        }
                    }
                }
                SheetItem::Field(label, text, tone) => {
                    let narrow = cells < LABEL + 16;
                    let mut lines = wrap(text, if narrow { cells } else { cells - LABEL }).into_iter();
                    if narrow {
                        push(vec![(label.clone(), Tone::Dim)], None);
                    } else {
                        push(vec![(padded(label, LABEL), Tone::Dim), (lines.next().unwrap_or_default(), *tone)], None);
                    }
                    for line in lines {
                        push(
                            if narrow {
                                vec![(line, *tone)]
                            } else {
                                vec![(" ".repeat(LABEL), Tone::Plain), (line, *tone)]
                            },
                            None,
                        );
                    }
                }
                SheetItem::Link { label, to, name, aside, tone } => {
                    // The name gives way, so that the word about it can be read.
                    let aside = if aside.is_empty() { String::new() } else { format!("  {aside}") };
                    let room = cells.saturating_sub(LABEL + 2 + width(&aside)).max(10);
                    let line = vec![
                        (padded(label, LABEL), Tone::Dim),
                        (format!("{} ", Glyph::Follow.sign()), Tone::Dim),
                        (super::fit(name, room).into_owned(), Tone::Plain),
                        (aside, *tone),
                    ];
                    push(line, Some(links.len()));
                    links.push(*to);
                }
            }
        }
        out.links = links;
        out
    }
}

fn wrap(text: &str, cells: usize) -> Vec<String> {
    textwrap::wrap(text, cells).into_iter().map(std::borrow::Cow::into_owned).collect()
}

fn padded(label: &str, cells: usize) -> String {
    let label = super::fit(label, cells - 1);
    format!("{label}{}", " ".repeat(cells - width(&label)))
}
