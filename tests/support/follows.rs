//! A terminal in memory that follows links (OSC 8): it knows of every cell where it leads, and refuses what a real one
//! could stumble over.

use coalition_roadmap::text::width;
use ratatui::layout::Size;
use std::num::NonZeroU16;

/// What the terminal shows, and where its cells lead.
pub struct Follows {
    pub screen: vt100::Parser,
    size: Size,
    links: Vec<Option<String>>,
    /// The `id=` of every link that was opened since this was asked last.
    pub opened: Vec<(String, String)>,
}

impl Follows {
    pub fn new(size: Size) -> Self {
        let [rows, columns] = [size.height, size.width].map(|n| NonZeroU16::new(n).unwrap());
        let links = vec![None; usize::from(size.width) * usize::from(size.height)];
        Self { screen: vt100::Parser::new(rows, columns, 0), size, links, opened: Vec::new() }
    }

    /// Where a cell leads.
    pub fn at(&self, x: u16, y: u16) -> Option<&str> {
        self.links[usize::from(y) * usize::from(self.size.width) + usize::from(x)].as_deref()
    }

    /// What stands in a cell; a blank is one, however it came about.
    pub fn text(&self, x: u16, y: u16) -> &str {
        let text = self.screen.screen().cell(y, x).unwrap().contents();
        if text.is_empty() { " " } else { text }
    }

    /// All that can be seen.
    pub fn seen(&self) -> Vec<String> {
        (0..self.size.height).map(|y| (0..self.size.width).map(|x| self.text(x, y)).collect()).collect()
    }

    /// A whole frame: every link that it opens, it closes.
    pub fn frame(&mut self, bytes: &[u8]) {
        let text = std::str::from_utf8(bytes).expect("UTF-8");
        let mut open: Option<String> = None;
        let mut rest = text;
        while let Some(first) = rest.chars().next() {
            if let Some(told) = rest.strip_prefix("\x1b]") {
                let (told, after) = told.split_once("\x1b\\").expect("an end");
                assert!(!told.contains(char::is_control), "{told:?}");
                let mut parts = told.splitn(3, ';');
                assert_eq!(parts.next(), Some("8"), "{told:?}");
                let (id, url) = (parts.next().unwrap(), parts.next().unwrap());
                assert!(open.is_some() == url.is_empty(), "opened and closed in turn: {told:?}");
                if !url.is_empty() {
                    self.opened.push((id.to_owned(), url.to_owned()));
                }
                open = (!url.is_empty()).then(|| url.to_owned());
                rest = after;
            } else if let Some(told) = rest.strip_prefix("\x1b[") {
                let end = told.find(|c: char| ('@'..='~').contains(&c)).expect("an end");
                let (now, after) = rest.split_at(2 + end + 1);
                assert!(open.is_none() || !now.ends_with(['J', 'K', 'X', 'h', 'l']), "{now:?} within a link");
                self.erase(now);
                self.screen.process(now.as_bytes());
                rest = after;
            } else {
                assert!(!first.is_control(), "{first:?}");
                let (now, after) = rest.split_at(first.len_utf8());
                let (y, x) = self.screen.screen().cursor_position();
                for i in 0..width(now) as u16 {
                    self.put(x + i, y, open.clone());
                }
                self.screen.process(now.as_bytes());
                rest = after;
            }
        }
        assert_eq!(open, None, "closed within the frame");
    }

    fn put(&mut self, x: u16, y: u16, link: Option<String>) {
        assert!(x < self.size.width && y < self.size.height, "the last column is written without wrapping");
        self.links[usize::from(y) * usize::from(self.size.width) + usize::from(x)] = link;
    }

    /// What is erased leads nowhere.
    fn erase(&mut self, sequence: &str) {
        let (y, x) = self.screen.screen().cursor_position();
        let (from, to) = match sequence.chars().last() {
            Some('J') => return self.links.fill(None),
            Some('K') => (x, self.size.width),
            Some('X') => (x, x + sequence[2..sequence.len() - 1].parse().unwrap_or(1)),
            _ => return,
        };
        for x in from..to.min(self.size.width) {
            self.put(x, y, None);
        }
    }
}
