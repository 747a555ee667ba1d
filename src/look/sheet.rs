use super::{Canvas, Glyph, Tone};
use crate::model::EntryIx;
use crate::plan::Seen;
use crate::text::width;
use ratatui::layout::Rect;

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
    /// A label and a web address.
    Web(String, String),
    /// A label and a reference that can be followed.
    Link {
        /// What the reference means; empty where it is the same as above.
        label: String,
        /// Where it leads.
        to: Lead,
        /// The name of that entry, or how many more there are.
        name: String,
        /// A word about it.
        aside: Aside,
        /// The web address of a source, to which its name leads where the terminal can follow it.
        url: Option<String>,
    },
    /// A blank line.
    Gap,
}

/// A word about an entry beside its name, such as `available 2026-Q3`.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Aside {
    /// What it is, in front of what it says: this gives way where there is little room.
    pub what: &'static str,
    /// What it says.
    pub text: String,
    /// What that means.
    pub tone: Tone,
}

impl Aside {
    /// What needs no word in front.
    pub fn new(text: impl Into<String>, tone: Tone) -> Self {
        Self { what: "", text: text.into(), tone }
    }

    /// All of it.
    pub fn full(&self) -> String {
        match self.what {
            "" => self.text.clone(),
            what => format!("{what} {}", self.text),
        }
    }

    /// As much of it as stands beside a name in so many cells, with two between.
    pub fn beside(&self, name: &str, cells: usize) -> String {
        let full = self.full();
        if width(name) + 2 + width(&full) <= cells { full } else { self.text.clone() }
    }
}

/// Where a line of a sheet leads.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Lead {
    /// To an entry.
    Entry(EntryIx),
    /// To the list of everything that an entry is joined to in one way; without one, of everything that refers to it.
    All(EntryIx, Option<Seen>),
}

/// Pieces of text with their tone.
type Line = Vec<(String, Tone)>;

/// A sheet in lines of a width.
#[derive(Debug, Default)]
pub struct Laid {
    /// The lines: pieces of text with their tone, and the number of the reference that stands on it.
    pub lines: Vec<(Line, Option<usize>)>,
    /// Where the references lead, in order.
    pub links: Vec<Lead>,
    /// Pieces that stand for a web address: their line, their number in it, and the address.
    pub web: Vec<(usize, usize, String)>,
}

impl Laid {
    /// Paints a line, with the links to web addresses on it.
    pub fn paint<A>(&self, line: usize, area: Rect, canvas: &mut Canvas<'_, A>) {
        let Some((pieces, _)) = self.lines.get(line) else { return };
        canvas.pieces(area, pieces.iter().map(|(text, tone)| (text.as_str(), *tone)));
        for (from, to, url) in self.web_on(line) {
            let from = from.min(area.width);
            canvas.link(Rect { x: area.x + from, width: to.min(area.width) - from, ..area }, url);
        }
    }

    /// The columns of a line that stand for a web address, from and up to, and the address.
    fn web_on(&self, line: usize) -> impl Iterator<Item = (u16, u16, &str)> {
        let from = self.web.partition_point(|(at, ..)| *at < line);
        let here = self.web[from..].iter().take_while(move |(at, ..)| *at == line);
        here.filter_map(move |(_, piece, url)| {
            let pieces = &self.lines.get(line)?.0;
            let from: usize = pieces.iter().take(*piece).map(|(text, _)| width(text)).sum();
            Some((from as u16, (from + width(&pieces.get(*piece)?.0)) as u16, url.as_str()))
        })
    }

    fn push(&mut self, line: Line) {
        self.lines.push((line, None));
    }

    /// A label, and beside it what it says; on its own line where there is little room. All of it leads to `url`.
    fn field(&mut self, label: &str, text: &str, tone: Tone, url: Option<&String>, cells: usize) {
        let narrow = cells < LABEL + 16;
        if narrow {
            self.push(vec![(label.to_owned(), Tone::Dim)]);
        }
        // What has a hyphen in it here is most often a date or an id.
        let whole = textwrap::Options::new(if narrow { cells } else { cells - LABEL })
            .word_splitter(textwrap::WordSplitter::NoHyphenation);
        let lines = textwrap::wrap(text, whole).into_iter().map(std::borrow::Cow::into_owned);
        for (i, said) in lines.enumerate() {
            let mut line = match i {
                _ if narrow => Vec::new(),
                0 => vec![(padded(label, LABEL), Tone::Dim)],
                _ => vec![(" ".repeat(LABEL), Tone::Plain)],
            };
            line.push((said, tone));
            self.web.extend(url.map(|url| (self.lines.len(), line.len() - 1, url.clone())));
            self.push(line);
        }
    }
}

/// Lines longer than this are hard to read: the eye loses its way back.
const WIDEST: usize = 110;
/// Cells for labels.
const LABEL: usize = 14;
/// The piece of a reference that is its name.
const NAME: usize = 2;

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
        for line in wrap(&self.title, cells) {
            out.push(vec![(line, Tone::Strong)]);
        }
        if !self.badges.is_empty() {
            let mut line: Line = Vec::new();
            for (text, tone) in &self.badges {
                if !line.is_empty() {
                    line.push((format!(" {} ", Glyph::Empty.sign()), Tone::Dim));
                }
                line.push((text.clone(), *tone));
            }
            out.push(line);
        }
        for item in &self.items {
            match item {
                SheetItem::Gap => out.push(Vec::new()),
                SheetItem::Heading(text) => out.push(vec![(text.clone(), Tone::Heading)]),
                SheetItem::Text(text, tone) => {
                    for paragraph in text.split('\n') {
                        for line in wrap(paragraph, cells) {
                            out.push(vec![(line, *tone)]);
                        }
                    }
                }
                SheetItem::Field(label, text, tone) => out.field(label, text, *tone, None, cells),
                SheetItem::Web(label, url) => out.field(label, url, Tone::Plain, Some(url), cells),
                SheetItem::Link { label, to, name, aside, url } => {
                    let tone = aside.tone;
                    // The name gives way, so that the word about it can be read.
                    let aside = aside.beside(name, cells.saturating_sub(LABEL + 2));
                    let aside = if aside.is_empty() { aside } else { format!("  {aside}") };
                    let room = cells.saturating_sub(LABEL + 2 + width(&aside)).max(10);
                    let line = vec![
                        (padded(label, LABEL), Tone::Dim),
                        (format!("{} ", Glyph::Follow.sign()), Tone::Dim),
                        (super::fit(name, room).into_owned(), Tone::Plain),
                        (aside, tone),
                    ];
                    out.web.extend(url.as_ref().map(|url| (out.lines.len(), NAME, url.clone())));
                    out.lines.push((line, Some(out.links.len())));
                    out.links.push(*to);
                }
            }
        }
        out
    }
}

fn wrap(text: &str, cells: usize) -> Vec<String> {
    textwrap::wrap(text, cells).into_iter().map(std::borrow::Cow::into_owned).collect()
}

/// A text as wide as that, cut or filled up.
pub fn padded(label: &str, cells: usize) -> String {
    let label = super::fit(label, cells - 1);
    format!("{label}{}", " ".repeat(cells - width(&label)))
}
