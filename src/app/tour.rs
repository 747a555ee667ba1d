//! A walk through the dashboard: tasks, each of which is done when what it asks for is so, by whatever way.

use super::keys::{Key, Keymap, keys, named};
use super::{Action, App, Popup, wrong};
use crate::look::{Part, TOO_SMALL, Tone, Zoom};
use crate::model::PaneName;
use crate::panes::Place;
use crate::text::width;
use ratatui::layout::{Rect, Size};

/// A task of the tour.
struct Step {
    title: &'static str,
    /// What it says. `{down}` stands for the keys of the action of that name, `{=word}` for what is to be typed.
    says: &'static str,
    /// Whether it is done.
    done: fn(&App, &Tour) -> bool,
}

/// Every task, in its order.
const STEPS: &[Step] = &[
    Step {
        title: "Look around",
        says: "This is the overview: what the coalition is, what comes next, what is wrong. {down} and {up} move \
               through it. Go one line down.",
        done: |app, tour| app.place.pane == tour.began.pane && app.row() > app.row_of(&tour.began),
    },
    Step {
        title: "Nine panes",
        says: "Each pane answers one question, and its number leads to it. {members} shows who takes part. Go there.",
        done: |app, _| app.place.pane == PaneName::Members,
    },
    Step {
        title: "Open",
        says: "{enter} goes into what is selected: every field, and all that it is joined to. Open a member.",
        done: |app, _| app.place.part == Part::Detail,
    },
    Step {
        title: "Follow",
        says: "What begins with ▸ leads on. {next-part} goes from one to the next, {enter} follows. Follow one.",
        done: |app, tour| app.place.focus != tour.began.focus,
    },
    Step {
        title: "And back",
        says: "{back} brings you back to where you were, as it was; {forward} goes there again. Go back.",
        done: |app, tour| tour.before.as_ref().map_or_else(|| tour.came_back(app), |before| is_at(&app.place, before)),
    },
    Step {
        title: "Find anything",
        says: "{find} finds every entry and every action, by any piece of it, as you type. Type {=nemotron 4 family} \
               and press {enter}.",
        done: |app, _| app.popups.is_empty() && app.place.focus.as_ref().is_some_and(|id| id.as_str() == GOAL),
    },
    Step {
        title: "Filter",
        says: "{filter} keeps what fits: words, fields, comparisons. Type {=status:planned}; {enter} keeps the filter, \
               {escape} takes it off again.",
        done: |app, _| app.popups.is_empty() && !app.place.filter.is_empty(),
    },
    Step {
        title: "Time",
        says: "{timeline} shows what comes when; {more} and {less} zoom, {left} and {right} go through time, {today} \
               comes back. Go there and zoom.",
        done: |app, _| app.place.pane == PaneName::Timeline && app.place.zoom != Zoom::default(),
    },
    Step {
        title: "What hangs together",
        says: "{around} draws what the selected entry needs at the left, and what needs it at the right; {left} and \
               {right} walk there. Draw it.",
        done: |app, _| app.place.around.is_some(),
    },
    Step {
        title: "What is wrong",
        says: "{go-wrong} lists what is late, at risk or has gone wrong, the worst first, from wherever you are. Look \
               at it.",
        done: |app, _| matches!(app.popups.last(), Some(Popup::Picker(it)) if it.title.starts_with(wrong::TITLE)),
    },
    Step {
        title: "Help",
        says: "{escape} closes the list. {help} tells what the keys mean in the pane you are in, and all others; type \
               to search, and {enter} runs the line. Open it.",
        done: |app, _| matches!(app.popups.last(), Some(Popup::Picker(picker)) if picker.teaches),
    },
    Step {
        title: "That is all",
        says: "{escape} closes what lies on top, and step by step leads home; it never quits. {quit} quits. `roadmap \
               FILE` shows a roadmap of yours, `roadmap init` begins one.",
        done: |_, _| false,
    },
];

/// The entry that is gone to by its name.
const GOAL: &str = "nemotron-4-release";

fn is_at(place: &Place, other: &Place) -> bool {
    (place.pane, &place.focus) == (other.pane, &other.focus)
}

/// How far someone is on the tour.
#[derive(Debug, Clone)]
pub struct Tour {
    at: usize,
    /// Where they stood when the task was set.
    began: Place,
    /// Where they stood when the task before was set; none where they have not gone on from there.
    before: Option<Place>,
}

/// A piece of what a task says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Said {
    /// Words.
    Words(String),
    /// Keys as they are shown, and those that are to be pressed.
    Keys(String, Vec<Key>),
    /// What is to be typed.
    Typed(String),
}

impl Tour {
    /// Whether someone went back from where the task was set: forward leads there again.
    fn came_back(&self, app: &App) -> bool {
        !is_at(&app.place, &self.began) && app.journey.ahead().is_some_and(|ahead| ahead.pane == self.began.pane)
    }

    /// `3 of 12 · Open`.
    pub fn title(&self) -> String {
        let title = STEPS.get(self.at).map_or("", |step| step.title);
        format!("Tour {} of {} · {title}", self.at + 1, STEPS.len())
    }

    /// The task in a few words, for where there is no room: its title, and what is pressed and typed.
    pub fn brief(&self, keymap: &Keymap) -> String {
        let keys = self.says(keymap).into_iter().filter_map(|piece| match piece {
            Said::Words(_) => None,
            Said::Keys(text, _) | Said::Typed(text) => Some(text),
        });
        format!("{}: {}", self.title(), keys.collect::<Vec<_>>().join(" "))
    }

    /// Which task it is, from 1, and how many there are.
    pub fn progress(&self) -> (usize, usize) {
        (self.at + 1, STEPS.len())
    }

    /// What the task says, with the keys that someone has.
    pub fn says(&self, keymap: &Keymap) -> Vec<Said> {
        STEPS.get(self.at).map(|step| pieces(step.says, keymap)).unwrap_or_default()
    }

    /// The task in lines of so many cells; keys and what is to be typed stand out.
    pub fn lines(&self, keymap: &Keymap, cells: usize) -> Vec<Vec<(String, Tone)>> {
        wrapped(self.says(keymap), cells)
    }

    /// The lines that the longest task needs, so that what stands above does not jump from task to task.
    fn most_lines(keymap: &Keymap, cells: usize) -> usize {
        STEPS.iter().map(|step| wrapped(pieces(step.says, keymap), cells).len()).max().unwrap_or(0)
    }
}

/// A text with its keys and what is to be typed taken apart. An action that has no keys is called by its name, which
/// the command line takes.
fn pieces(says: &str, keymap: &Keymap) -> Vec<Said> {
    let mut out = Vec::new();
    let mut rest = says;
    while let Some((words, inner, after)) = rest.split_once('{').and_then(|(words, more)| {
        let (inner, after) = more.split_once('}')?;
        Some((words, inner, after))
    }) {
        out.push(Said::Words(words.to_owned()));
        out.push(match inner.strip_prefix('=') {
            Some(typed) => Said::Typed(typed.to_owned()),
            None => said_keys(inner, keymap),
        });
        rest = after;
    }
    out.push(Said::Words(rest.to_owned()));
    out
}

/// The keys of the action of that name.
fn said_keys(name: &str, keymap: &Keymap) -> Said {
    let action = named(name);
    let given = action.and_then(|action| Some((keymap.first(&action)?, keymap.keys_of(&action)?)));
    let (shown, pressed) = given.unwrap_or_else(|| {
        let mut line = keymap.keys_of(&Action::Command).unwrap_or_default();
        line.extend(keys(&format!("{name}<enter>")));
        (format!(":{name}"), line)
    });
    Said::Keys(shown, pressed)
}

/// Pieces in lines of so many cells. Keys stay together, words are broken between.
fn wrapped(said: Vec<Said>, cells: usize) -> Vec<Vec<(String, Tone)>> {
    let mut lines: Vec<Vec<(String, Tone)>> = vec![Vec::new()];
    let mut used = 0;
    // What belongs together without a blank, as a key and the comma behind it.
    let mut whole: Vec<(String, Tone)> = Vec::new();
    let mut flush = |whole: &mut Vec<(String, Tone)>, lines: &mut Vec<Vec<(String, Tone)>>| {
        let wide: usize = whole.iter().map(|(text, _)| width(text)).sum();
        if wide == 0 {
            return;
        }
        if used > 0 && used + 1 + wide > cells {
            lines.push(Vec::new());
            used = 0;
        }
        if let Some(line) = lines.last_mut() {
            if used > 0 {
                line.push((" ".to_owned(), Tone::Plain));
                used += 1;
            }
            line.append(whole);
        }
        used += wide;
    };
    for piece in said {
        match piece {
            Said::Keys(text, _) => whole.push((text, Tone::Accent)),
            Said::Typed(text) => whole.push((text, Tone::Strong)),
            Said::Words(text) => {
                for (i, word) in text.split(' ').enumerate() {
                    if i > 0 {
                        flush(&mut whole, &mut lines);
                    }
                    if !word.is_empty() {
                        whole.push((word.to_owned(), Tone::Plain));
                    }
                }
            }
        }
    }
    flush(&mut whole, &mut lines);
    lines
}

impl App {
    /// Begins the tour from here.
    pub fn begin_tour(&mut self) {
        self.tour = Some(Tour { at: 0, began: self.place.clone(), before: None });
        self.settle();
    }

    /// Where the task stands, between the pane and the foot; `None` without a tour, and where there is no room.
    pub fn tour_area(&self) -> Option<Rect> {
        let rows = self.tour_rows();
        (rows > 0).then(|| Rect {
            x: 0,
            y: self.seat.size.height - 1 - rows,
            width: self.seat.size.width,
            height: rows,
        })
    }

    /// The rows that are kept for the task: its heading and what it says.
    pub(super) fn tour_rows(&self) -> u16 {
        let Size { width, height } = self.seat.size;
        if self.tour.is_none() || width < TOO_SMALL.width {
            return 0;
        }
        let rows = Tour::most_lines(&self.keymap, usize::from(width.saturating_sub(4))) as u16 + 1;
        if height >= TOO_SMALL.height + rows { rows } else { 0 }
    }

    /// The row that is selected.
    fn row(&self) -> Option<usize> {
        self.row_of(&self.place)
    }

    /// The row on which stands what is selected at a place.
    fn row_of(&self, place: &Place) -> Option<usize> {
        place.focus.as_ref().and_then(|id| self.listing.position(&self.facts(), id))
    }

    /// Goes on while the task is done.
    pub(super) fn tour_on(&mut self) {
        while let Some(tour) = &self.tour {
            let done = STEPS.get(tour.at).is_some_and(|step| (step.done)(self, tour));
            if !done {
                return;
            }
            self.next_task();
        }
    }

    fn next_task(&mut self) {
        let here = self.place.clone();
        if let Some(tour) = &mut self.tour {
            let began = std::mem::replace(&mut tour.began, here);
            tour.before = (!is_at(&began, &tour.began)).then_some(began);
            tour.at += 1;
            if tour.at >= STEPS.len() {
                self.tour = None;
            }
        }
    }

    /// Leaves out a task; after the last one the tour is over.
    pub(super) fn skip_task(&mut self) {
        if self.tour.is_none() {
            return self.say("there is no tour; `roadmap tour` begins it", Tone::Dim);
        }
        self.next_task();
    }

    /// Ends the tour; what is on the screen stays.
    pub(super) fn leave_tour(&mut self) {
        match self.tour.take() {
            Some(_) => self.say("the tour is over; `roadmap tour` begins it again", Tone::Dim),
            None => self.say("there is no tour; `roadmap tour` begins it", Tone::Dim),
        }
    }
}
