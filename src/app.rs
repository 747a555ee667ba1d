//! What one person sees and does: a message goes in, the state changes, effects come out. No clock, no file, no
//! terminal.

mod actions;
mod along;
mod around;
mod bindings;
mod board;
mod changing;
mod command_line;
mod detail;
mod facets;
mod filtering;
mod finder;
mod following;
mod form;
mod ground;
mod help;
mod journey;
mod keys;
mod looking_ahead;
mod meeting;
mod messages;
mod minutes;
mod motion;
mod named;
mod on_top;
mod open;
mod picker;
mod presenting;
mod prompt;
mod receive;
mod reports;
mod sandbox;
mod settings;
mod stage;
mod surround;
mod take;
mod tour;
mod trial;
mod typing;
mod verbs;
mod view;
mod why;
mod wrong;

pub use actions::{Action, COMMANDS, Command};
pub use along::COUNTED;
pub use board::{Board, Watch};
pub use changing::Saved;
pub use filtering::Filtering;
pub use finder::{Finder, Line};
pub use form::{Form, FormLine, Purpose};
pub use ground::{Ground, MEANINGS, Meaning};
pub use journey::Journey;
pub use keys::{Key, KeyCode, Keymap, Lookup, bindable, keys, named, words, written};
pub use looking_ahead::Asked;
pub use messages::{Effect, Minute, Msg, Timer};
pub use picker::{Item, Picker};
pub use presenting::{Held, Presenting, place_of_scene};
pub use prompt::{Edited, Prompt};
pub use sandbox::Sandbox;
pub use settings::{General, Given, KEYS, Settings, SettingsReading};
pub use stage::{Crowd, OnScene, Stage, Staging};
pub use take::Take;
pub use tour::{Said, Tour};
pub use trial::{Foreseen, Trial, Tried};
pub use typing::{STROKES, Stroke, TYPING, Typing};
pub use verbs::forms;

use crate::edit::{Patch, Step};
use crate::edition::Facts;
use crate::look::{Look, Part, Regions, Tone};
use crate::model::Id;
use crate::panes::{Listing, Named, Place, Scene};
use ratatui::layout::{Rect, Size};
use std::collections::{HashMap, HashSet};
use std::sync::Arc;

/// What may be done from a seat.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Rights {
    /// Open the editor on the file.
    pub edit: bool,
    /// Open a browser.
    pub open: bool,
    /// Suspend the program.
    pub suspend: bool,
    /// Lead others through it.
    pub present: bool,
}

impl Rights {
    /// All that can be done.
    pub const ALL: Self = Self { edit: true, open: true, suspend: true, present: true };
    /// Nothing but to look.
    pub const LOOK: Self = Self { edit: false, open: false, suspend: false, present: false };
}

/// What is known of the one who sits there.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SeatInfo {
    /// Which seat of this process it is.
    pub number: u64,
    /// Columns and rows.
    pub size: Size,
    /// How things look.
    pub look: Look,
    /// What may be done.
    pub rights: Rights,
}

/// A message in the footer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Note {
    /// What it says.
    pub text: String,
    /// What it means.
    pub tone: Tone,
}

/// What lies on top of the pane.
#[derive(Debug, Clone)]
pub enum Popup {
    /// A list of lines that each mean an action.
    Picker(Picker),
    /// The filter being typed.
    Filter(Filtering),
    /// The command line being typed.
    Line(Prompt),
    /// A form being filled in.
    Form(Form),
    /// Everything there is, being searched.
    Finder(Box<Finder>),
}

/// What one person sees and does.
#[derive(Debug)]
pub struct App {
    /// What is shared; in the sandbox, what is shown in place of it.
    pub board: Board,
    /// The sandbox, while one is in it.
    sandbox: Option<Box<Sandbox>>,
    /// The steps of the sandbox that was left last.
    dropped: Vec<Step>,
    /// How often steps were tried here.
    trials: u64,
    /// Where the person stands.
    pub place: Place,
    /// Where they were.
    pub journey: Journey,
    /// What lies on top, the topmost last.
    pub popups: Vec<Popup>,
    /// Keys of a chord that is not complete.
    pub typed: Vec<Key>,
    /// The last message.
    pub note: Option<Note>,
    /// The message came with an edition, and goes when its light goes out.
    pub passing: bool,
    /// What the last reload changed, while it is lit.
    pub fresh: HashSet<Id>,
    /// The entries that something is wrong with; true where it is an error.
    pub concerned: HashMap<Id, bool>,
    /// Command lines that were run, the last one last.
    lines: Vec<String>,
    /// A change on its way to the file.
    saving: Option<changing::Saving>,
    /// Changes made from here, the last one last.
    undone: Vec<Vec<Patch>>,
    /// An entry that was added and is gone to when it is there.
    awaited: Option<Id>,
    /// The next reload is of a change made from here, which was told already.
    own_save: bool,
    /// Who sits there.
    pub seat: SeatInfo,
    /// Where they are on the tour, if they take it.
    pub tour: Option<Tour>,
    /// The hint for newcomers is shown.
    pub welcome: bool,
    /// Something was done here already.
    used: bool,
    /// From keys to actions.
    pub keymap: Arc<Keymap>,
    /// What the panes were filtered by before.
    filters: filtering::Filters,
    /// What the person wants to have otherwise.
    pub settings: Arc<Settings>,
    /// The last reading of that, with what is wrong with it.
    pub settings_read: Option<Arc<SettingsReading>>,
    /// What the command line has decided.
    pub given: Given,
    /// The keys that panes name.
    named: Named,
    ahead: looking_ahead::Ahead,
    meeting: meeting::Meeting,
    /// How others come to see what is presented here; empty where they cannot.
    pub invites: String,
    listing: Listing,
    at: Option<usize>,
}

impl App {
    /// Someone sits down at a place.
    pub fn new(board: Board, place: Place, seat: SeatInfo) -> Self {
        let mut app = Self {
            board,
            sandbox: None,
            dropped: Vec::new(),
            trials: 0,
            place,
            journey: Journey::default(),
            popups: Vec::new(),
            typed: Vec::new(),
            note: None,
            passing: false,
            fresh: HashSet::new(),
            concerned: HashMap::new(),
            lines: Vec::new(),
            saving: None,
            undone: Vec::new(),
            awaited: None,
            own_save: false,
            seat,
            tour: None,
            welcome: false,
            used: false,
            keymap: Arc::new(Keymap::default()),
            filters: filtering::Filters::default(),
            settings: Arc::default(),
            settings_read: None,
            given: Given::default(),
            named: Named::default(),
            ahead: looking_ahead::Ahead::default(),
            meeting: meeting::Meeting::default(),
            invites: String::new(),
            listing: Listing::default(),
            at: None,
        };
        app.name_keys();
        app.concern();
        app.arrive();
        app.settle();
        app
    }

    /// Notes what is wrong with which entry.
    fn concern(&mut self) {
        let edition = self.board.newest();
        self.concerned = reports::entries_concerned(edition);
    }

    /// The rows are there for the first time: a place that came from outside may ask for what they do not have.
    fn arrive(&mut self) {
        let wanted = self.place.focus.clone().filter(|_| self.board.edition.number > 0);
        self.relist();
        self.reveal();
        if let Some(id) = wanted.filter(|id| self.place.focus.as_ref() != Some(id)) {
            let here = self.place.pane().title();
            let said = self.board.edition.unknown(&id).unwrap_or_else(|| format!("`{id}` is not among the {here}"));
            self.say(said, Tone::Warn);
        }
    }

    /// What may be shown.
    pub fn facts(&self) -> Facts<'_> {
        Facts { tornado: self.ahead.shown(&self.place, &self.board), ..self.board.facts() }
    }

    /// The rows of the pane.
    pub fn listing(&self) -> &Listing {
        &self.listing
    }

    /// Where the parts of the screen are; `None` while it is too small.
    pub fn regions(&self) -> Option<Regions> {
        let pane = self.place.pane();
        if self.is_on_stage() {
            let Place { split, part, .. } = self.place;
            let lines = pane.lines(self.listing.whole());
            return Regions::on_stage(self.seat.size, self.surround(), pane.arrangement(), split, part, lines);
        }
        let kept = self.tour_rows();
        let size = Size { height: self.seat.size.height - kept, ..self.seat.size };
        let lines = pane.lines(self.listing.whole());
        let mut regions = Regions::of(size, pane.arrangement(), self.place.split, self.place.part, lines)?;
        regions.footer.y += kept;
        Some(regions)
    }

    /// What the pane is given to paint with.
    pub fn scene(&self, area: Rect) -> Scene<'_> {
        Scene {
            facts: self.facts(),
            place: &self.place,
            rows: &self.listing.rows,
            at: self.at,
            area,
            active: self.place.part == Part::List,
            fresh: &self.fresh,
            concerned: &self.concerned,
            keys: &self.named,
        }
    }

    /// A message goes in, the state changes, effects come out.
    pub fn update(&mut self, msg: Msg) -> Vec<Effect> {
        let mut effects = Vec::new();
        if !matches!(msg, Msg::Board(_)) {
            self.catch_up();
        }
        let by_hand = matches!(msg, Msg::Key(_) | Msg::Do(_) | Msg::Wheel(_) | Msg::Paste(_));
        let stood = self.followed().is_some().then(|| self.place.clone());
        if by_hand {
            self.used = true;
            if std::mem::take(&mut self.welcome) {
                effects.push(Effect::Welcomed);
            }
        }
        match msg {
            Msg::Key(key) => self.key(key, &mut effects),
            Msg::Do(action) => self.act(action, &mut effects),
            Msg::Wheel(rows) => self.step(rows.into()),
            Msg::Paste(text) => self.paste(&text),
            Msg::Resize(size) => {
                self.seat.size = size;
                self.reveal();
            }
            Msg::Background(background) => self.seat.look.background = Some(background),
            Msg::Board(board) => self.receive(board, &mut effects),
            Msg::Told(note) => self.note = Some(note),
            Msg::Saved(saved) => self.saved(saved),
            Msg::Settings(news) => self.configure(news, &mut effects),
            // Who has begun already finds the way.
            Msg::Welcome => self.welcome = !self.used,
            Msg::Drivers { number, tornado } => self.drivers_came(number, tornado),
            Msg::Tried(tried) => self.tried(tried, &mut effects),
            Msg::Foreseen { number, forecast } => self.foreseen(number, forecast),
            Msg::Clock(now) => self.clocked(now, &mut effects),
            Msg::Crowd(crowd) => self.crowded(crowd),
            Msg::TakenOver(by) => self.taken_over(&by, &mut effects),
            Msg::Wake(Timer::Minute) => self.minute_over(&mut effects),
            Msg::Wake(Timer::Light(number)) => {
                if number == self.board.edition.number {
                    self.fresh.clear();
                    self.note.take_if(|_| self.passing);
                }
            }
        }
        if let Some(stood) = stood.filter(|_| by_hand) {
            self.let_go(&stood);
        }
        if !self.is_behind() {
            self.settle();
            self.tour_on();
            self.ask_ahead(&mut effects);
        }
        self.tell_meeting(&mut effects);
        effects
    }

    fn key(&mut self, key: Key, effects: &mut Vec<Effect>) {
        self.note = None;
        let taken = match self.popups.last_mut() {
            Some(Popup::Picker(picker)) => picker.edit(key),
            Some(Popup::Filter(filtering)) => {
                let edited = filtering.line.edit(key);
                self.filter_typed(edited);
                edited.is_taken()
            }
            Some(Popup::Line(prompt)) => {
                let edited = prompt.edit(key);
                if matches!(edited, Edited::Text | Edited::Moved) {
                    self.offer_words();
                }
                // What has no meaning in a line must not move what lies behind it.
                edited.is_taken() || !(key.ctrl || matches!(key.code, KeyCode::Enter | KeyCode::Esc | KeyCode::F(_)))
            }
            Some(Popup::Form(form)) => form.edit(key, &self.board.edition),
            Some(Popup::Finder(_)) => self.key_in_finder(key),
            None => false,
        };
        if taken || self.click(key, effects) {
            return;
        }
        self.typed.push(key);
        match self.keymap.find(&self.typed) {
            Lookup::Action(action) => {
                self.typed.clear();
                self.act(action, effects);
            }
            Lookup::More => {}
            Lookup::Nothing => {
                // Esc leaves a chord; any other key that has no meaning here is simply dropped.
                self.typed.clear();
            }
        }
    }

    #[expect(clippy::too_many_lines, reason = "an arm for each action")]
    fn act(&mut self, action: Action, effects: &mut Vec<Effect>) {
        self.meeting.takes_over &= action == Action::Present;
        self.meeting.quits &= action == Action::Quit;
        match action {
            Action::Down => self.step(1),
            Action::Up => self.step(-1),
            Action::First => self.step(isize::MIN),
            Action::Last => self.step(isize::MAX),
            Action::HalfDown => self.step(self.page().div_ceil(2) as isize),
            Action::HalfUp => self.step(-(self.page().div_ceil(2) as isize)),
            Action::PageDown => self.step(self.page() as isize),
            Action::PageUp => self.step(-(self.page() as isize)),
            Action::Left => self.sideways(-1),
            Action::Right => self.sideways(1),
            Action::NextPart => self.next_part(1),
            Action::PreviousPart => self.next_part(-1),
            Action::Today => self.go_today(),
            Action::ScrollDown => self.scroll(3),
            Action::ScrollUp => self.scroll(-3),
            Action::Enter => self.enter(effects),
            Action::Escape => self.escape(),
            Action::PreviousPane => self.turn(-1),
            Action::NextPane => self.turn(1),
            Action::Back => self.travel(Journey::back, "this is where you began"),
            Action::Forward => self.travel(Journey::forward, "there is nothing further on"),
            Action::Swap => self.travel(Journey::swap, "there is no other place yet"),
            Action::GoNeeds | Action::GoReferrers | Action::GoMember | Action::GoProject | Action::GoCapability => {
                self.go_along(&action, effects);
            }
            Action::Around => self.go_around(),
            Action::Why => self.show_why(),
            Action::WhyOf(id) => {
                if let Some(ix) = self.board.edition.roadmap.find(id.as_str()) {
                    self.show_why_of(ix);
                }
            }
            Action::Forecast => self.go_ahead(),
            Action::ForecastOf(id) => self.forecast_of(&id),
            Action::GoProblems => self.show_problems(),
            Action::GoWrong => self.show_wrong(),
            Action::GoLog => self.show_log(),
            Action::ListFitting(words) => self.list_fitting(&words),
            Action::Visit(place) => self.go(*place),
            Action::OpenLink => self.open_link(effects),
            Action::Browse(id) => self.browse(&id, effects),
            Action::Find => self.find(),
            Action::Filter => self.begin_filter(),
            Action::Facets => self.show_facets(),
            Action::Views => self.show_views(),
            Action::View(name) => self.go_view(&name),
            Action::Facet(field, op, written) => self.toggle_facet(field, op, &written),
            Action::Command => self.open_line(""),
            Action::Begin(line) => self.open_line(&line),
            Action::Run(line) => self.run_line(&line, effects),
            Action::FilterBy(text) => self.filter_by(text),
            Action::GoDate(when) => self.go_date(when),
            Action::Row(number) => self.go_row(number),
            Action::UseTheme(theme) => self.seat.look.theme = theme,
            Action::UseMouse(on) => effects.push(Effect::Mouse(on)),
            Action::UseAscii(ascii) => self.seat.look.ascii = ascii,
            Action::ZoomTo(zoom) => self.zoom_to(zoom),
            Action::SplitAt(share) => self.place.split.list = share,
            Action::StandAlone(alone) => self.place.split.alone = alone,
            Action::NextMatch => self.step_round(1),
            Action::PreviousMatch => self.step_round(-1),
            Action::Sort => self.next_sort(),
            Action::Reverse => self.reverse(),
            Action::Help => self.help(),
            Action::TourNext => self.skip_task(),
            Action::TourLeave => self.leave_tour(),
            Action::More => self.zoom(1),
            Action::Less => self.zoom(-1),
            Action::Alone => self.place.split.alone = !self.place.split.alone,
            Action::Redraw => effects.push(Effect::Repaint),
            Action::Edit => self.edit(effects),
            Action::Change => self.change(),
            Action::Add => self.choose_kind(),
            Action::AddA(kind) => self.ask_name(kind),
            Action::AddNamed(..) | Action::Set(..) => self.carry_out(&action, effects),
            Action::Undo => self.undo(effects),
            Action::WhatIf => self.what_if(effects),
            Action::Earlier | Action::Later | Action::Shift(_) => self.shift(&action, effects),
            Action::Export => self.export(effects),
            Action::EditAt { path, line, column } => self.edit_at(path, line, column, effects),
            Action::Reload if self.take_held(effects) => {}
            Action::Reload => effects.push(Effect::Reload),
            Action::Present
            | Action::Attend
            | Action::NextScene
            | Action::PreviousScene
            | Action::Scene(_)
            | Action::Blank
            | Action::Notes
            | Action::Minute
            | Action::Noted(_) => self.meet(&action, effects),
            Action::Copy | Action::CopyTitle | Action::CopyMarkdown | Action::CopyToml | Action::CopyWhere => {
                self.take_selected(&action, effects);
            }
            Action::Take(id, what) => self.take(&id, what, effects),
            Action::CopyLink => {
                effects.push(Effect::Copy(self.place.to_string(), format!("a link to this view: {}", self.place)));
            }
            Action::Suspend if self.seat.rights.suspend => effects.push(Effect::Suspend),
            Action::Suspend => self.say("this seat cannot be suspended", Tone::Warn),
            Action::Quit => self.quit(effects),
            Action::Show(name) => self.show(name),
            Action::Open(id) => self.open(&id),
            Action::Follow(link) => self.follow(Some(link)),
            Action::Select(id) => self.select(&id, effects),
            Action::SortBy(column) => self.sort_by(column),
            Action::Choose(line) => self.choose(line, effects),
        }
    }

    /// Says something in the footer.
    fn say(&mut self, text: impl Into<String>, tone: Tone) {
        self.note = Some(Note { text: text.into(), tone });
        self.passing = false;
    }
}
