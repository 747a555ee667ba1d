//! Presenting: scene by scene, with notes and a timer, and nothing moves under one's hands.

use super::{Action, App, Board, Crowd, Effect, Ground, Key, OnScene, Stage, Timer, keys};
use crate::look::Tone;
use crate::model::{Common, Scene, Visibility};
use crate::panes::Place;
use crate::text::counted;
use std::sync::Arc;
use std::time::Duration;

/// Somebody is presenting.
#[derive(Debug)]
pub struct Presenting {
    /// The scene of the script, from 0; none while there are none.
    pub(super) scene: Option<usize>,
    /// Where that scene led, as far as its pane has what it points at.
    led: Option<Place>,
    blank: bool,
    notes: bool,
    clock: Option<Clock>,
    /// A newer reading, which is shown when it is asked for.
    held: Option<Box<Board>>,
    crowd: Crowd,
    pub(super) sent: Option<Stage>,
}

/// Moments, as times since the session began.
#[derive(Debug, Clone, Copy)]
pub(super) struct Clock {
    began: Duration,
    /// When the scene began.
    scene: Duration,
    now: Duration,
}

/// The timer is told in whole minutes: what ticks faster takes eyes away, and bytes.
const MINUTE: Duration = Duration::from_mins(1);

impl Presenting {
    /// Those who look at it.
    pub fn crowd(&self) -> Crowd {
        self.crowd
    }

    /// What waits until it is asked for: nothing, a newer reading, or one with errors, which would not be shown.
    pub fn holds(&self) -> Option<Held> {
        let held = self.held.as_ref()?;
        Some(if held.broken.is_some() { Held::Broken } else { Held::Newer })
    }

    /// Whether nothing is shown for now.
    pub fn is_blank(&self) -> bool {
        self.blank
    }

    /// Whole minutes since it began, and since the scene did.
    pub fn minutes(&self) -> Option<(u64, u64)> {
        let clock = self.clock?;
        let minutes = |from: Duration| clock.now.saturating_sub(from).as_secs() / MINUTE.as_secs();
        Some((minutes(clock.began), minutes(clock.scene)))
    }
}

/// What is held back.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Held {
    /// A newer reading.
    Newer,
    /// The file has errors since.
    Broken,
}

/// The place that a scene shows.
pub fn place_of_scene(scene: &Scene) -> Place {
    let mut place = Place::of(scene.pane);
    place.focus = scene.focus.as_ref().map(|link| link.id.clone());
    place
}

/// The action that a key of a clicker stands for while somebody presents.
fn clicked(key: Key) -> Option<Action> {
    let meaning = Ground::Stage.meanings().find(|it| keys_of(it.typed).contains(&key))?;
    meaning.actions.first().cloned()
}

/// The keys that are named one after the other.
fn keys_of(typed: &str) -> Vec<Key> {
    let written = |word: &str| if word.chars().count() == 1 { word.to_owned() } else { format!("<{word}>") };
    typed.split_whitespace().flat_map(|word| keys(&written(word))).collect()
}

impl App {
    /// How they present, if they do.
    pub fn presenting(&self) -> Option<&Presenting> {
        self.meeting.presenting.as_deref()
    }

    fn scenes(&self) -> &[Scene] {
        &self.board.edition.roadmap.scenes
    }

    pub(super) fn told_scene(&self, at: usize) -> Option<OnScene> {
        let scene = self.scenes().get(at)?;
        Some(OnScene {
            number: at + 1,
            of: self.scenes().len(),
            name: scene.name.clone(),
            caption: scene.caption.clone(),
        })
    }

    /// What the presenter is to say, and the name of what comes next; nothing while the notes are hidden.
    pub fn notes(&self) -> Option<(&str, Option<&str>)> {
        let presenting = self.presenting().filter(|it| it.notes)?;
        let at = presenting.scene?;
        let next = self.scenes().get(at + 1).map(|scene| scene.name.as_str());
        Some((self.scenes().get(at)?.notes.as_deref().unwrap_or(""), next))
    }

    /// Whether the strip with timer and notes is shown.
    pub fn shows_notes(&self) -> bool {
        self.presenting().is_some_and(|it| it.notes)
    }

    /// Begins to present, or ends it.
    pub(super) fn present(&mut self, effects: &mut Vec<Effect>) {
        if self.meeting.presenting.is_some() {
            return self.stop_presenting(effects);
        }
        if !self.seat.rights.present {
            return self.say("only those who were given the right to lead present here", Tone::Warn);
        }
        if self.board.edition.number == 0 {
            self.meeting.begins = true;
            return;
        }
        if let Some(stage) = self.stage().filter(|_| !self.meeting.takes_over) {
            let again = self.hint(&Action::Present, "again").unwrap_or_else(|| "present again".to_owned());
            let said = format!("{} presents; {again} takes the stage over", stage.by);
            self.meeting.takes_over = true;
            return self.say(said, Tone::Warn);
        }
        self.meeting.takes_over = false;
        let left = self.meeting.left.take().filter(|(at, _)| at + 1 < self.scenes().len());
        self.meeting.presenting = Some(Box::new(Presenting {
            scene: None,
            led: None,
            blank: false,
            notes: true,
            clock: left.and_then(|(_, clock)| clock),
            held: None,
            crowd: Crowd::default(),
            sent: None,
        }));
        effects.push(Effect::Clock);
        if self.scenes().is_empty() {
            let add = "there are no scenes: what you look at is shown; [[scene]] writes a script";
            return self.say(add, Tone::Dim);
        }
        // Who was interrupted goes on where they were.
        self.go_scene(left.map_or(0, |(at, _)| at));
        if !self.board.edition.is_sound() {
            let lists = self.hint(&Action::GoProblems, "lists them").map(|hint| format!("; {hint}"));
            let said = "the file has errors: guests who may see what is public see nothing until they are mended";
            self.say(format!("{said}{}", lists.unwrap_or_default()), Tone::Warn);
        }
    }

    /// Whether what is looked at is for members: guests who may see only what is public see nothing of it.
    pub fn is_for_members(&self) -> bool {
        let hidden = |common: &Common| common.visibility == Some(Visibility::Members);
        let roadmap = &self.board.edition.roadmap;
        let places = [&self.place.focus, &self.place.around, &self.place.forecast];
        let mut entries = places.into_iter().flatten().filter_map(|id| roadmap.entry(id.as_str()));
        let scene = self.presenting().and_then(|it| it.scene).filter(|at| self.is_at_scene(*at));
        let scene = scene.and_then(|at| roadmap.scenes.get(at)).is_some_and(|scene| hidden(&scene.common));
        scene || entries.any(|entry| hidden(entry.item().common()))
    }

    /// Leaves; while others follow, only when asked for twice.
    pub(super) fn quit(&mut self, effects: &mut Vec<Effect>) {
        let follow = self.presenting().map_or(0, |it| it.crowd.follow);
        if follow == 0 || self.meeting.quits {
            return effects.push(Effect::Quit);
        }
        self.meeting.quits = true;
        let hints =
            [self.hint(&Action::Quit, "again quits"), self.hint(&Action::Present, "only ends the presentation")];
        let hints: Vec<String> = hints.into_iter().flatten().collect();
        let many = counted(follow, "follows you", "follow you");
        self.say(format!("{many}: {}", hints.join(", ")), Tone::Warn);
    }

    /// The stage is empty again, and what was held comes.
    fn stop_presenting(&mut self, effects: &mut Vec<Effect>) {
        let Some(presenting) = self.meeting.presenting.take() else { return };
        self.meeting.left = presenting.scene.map(|at| (at, presenting.clock));
        effects.push(Effect::Stage(None));
        if let Some(board) = presenting.held {
            self.receive(*board, effects);
        }
        self.say("you present no longer", Tone::Dim);
    }

    /// Somebody else has taken the stage.
    pub(super) fn taken_over(&mut self, by: &str, effects: &mut Vec<Effect>) {
        if let Some(presenting) = self.meeting.presenting.take() {
            if let Some(board) = presenting.held {
                self.receive(*board, effects);
            }
            self.meeting.follows = true;
            self.say(format!("{by} presents now"), Tone::Warn);
        }
    }

    /// So many are there now.
    pub(super) fn crowded(&mut self, crowd: Crowd) {
        if let Some(presenting) = &mut self.meeting.presenting {
            presenting.crowd = crowd;
        }
    }

    /// The clock was looked at.
    pub(super) fn clocked(&mut self, now: Duration, effects: &mut Vec<Effect>) {
        let Some(presenting) = &mut self.meeting.presenting else { return };
        let clock = presenting.clock.get_or_insert(Clock { began: now, scene: now, now });
        clock.now = now;
        let past = Duration::from_secs(now.saturating_sub(clock.began).as_secs() % MINUTE.as_secs());
        // One is enough, however often somebody begins.
        if !std::mem::replace(&mut self.meeting.ticks, true) {
            effects.push(Effect::Wake(MINUTE.saturating_sub(past), Timer::Minute));
        }
    }

    /// A minute is over.
    pub(super) fn minute_over(&mut self, effects: &mut Vec<Effect>) {
        self.meeting.ticks = false;
        if self.meeting.presenting.is_some() {
            effects.push(Effect::Clock);
        }
    }

    /// A key of a clicker, where nothing lies on top; true if it was one.
    pub(super) fn click(&mut self, key: Key, effects: &mut Vec<Effect>) -> bool {
        if self.meeting.presenting.is_none() || !self.popups.is_empty() || !self.typed.is_empty() {
            return false;
        }
        match clicked(key) {
            Some(action) => {
                self.act(action, effects);
                true
            }
            None => false,
        }
    }

    /// The next scene, or the one before.
    pub(super) fn step_scene(&mut self, by: isize) {
        let Some(presenting) = &mut self.meeting.presenting else {
            let said = match self.stage() {
                Some(stage) => format!("{} presents: scenes and notes are theirs", stage.by),
                None if !self.seat.rights.present => "nobody presents at the moment".to_owned(),
                None => {
                    let presents = self.hint(&Action::Present, "presents").unwrap_or_default();
                    format!("nobody presents here; {presents}")
                }
            };
            return self.say(said, Tone::Dim);
        };
        if std::mem::take(&mut presenting.blank) {
            return; // what was covered is shown first
        }
        let (at, count) = (presenting.scene, self.scenes().len());
        let to = match at {
            _ if count == 0 => return self.say("there are no scenes in this roadmap", Tone::Dim),
            None => 0,
            Some(at) => at.saturating_add_signed(by),
        };
        if to >= count {
            let ends = self.hint(&Action::Present, "ends it").unwrap_or_default();
            return self.say(format!("that was the last scene; {ends}"), Tone::Dim);
        }
        if at == Some(to) && self.is_at_scene(to) {
            return self.say("this is the first scene", Tone::Dim);
        }
        self.go_scene(to);
    }

    /// Goes to a scene, by its number from 1.
    pub(super) fn scene_number(&mut self, number: usize) {
        let count = self.scenes().len();
        if self.meeting.presenting.is_none() {
            return self.step_scene(0);
        }
        match number.checked_sub(1).filter(|at| *at < count) {
            Some(at) => self.go_scene(at),
            None => self.say(format!("there are scenes 1 to {count}"), Tone::Warn),
        }
    }

    /// Whether the presenter stands where a scene led, and has not walked away from there.
    pub(super) fn is_at_scene(&self, at: usize) -> bool {
        let Some(presenting) = self.presenting().filter(|it| it.scene == Some(at)) else { return false };
        presenting.led.as_ref().is_some_and(|led| {
            (led.pane, &led.focus, led.subject()) == (self.place.pane, &self.place.focus, self.place.subject())
                && self.place.filter.is_empty()
        })
    }

    fn go_scene(&mut self, at: usize) {
        let Some(place) = self.scenes().get(at).map(place_of_scene) else { return };
        if let Some(presenting) = &mut self.meeting.presenting {
            presenting.scene = Some(at);
            presenting.blank = false;
            if let Some(clock) = &mut presenting.clock {
                clock.scene = clock.now;
            }
        }
        let wanted = place.focus.clone();
        self.go(place);
        if let Some(id) = wanted.filter(|id| self.place.focus.as_ref() != Some(id)) {
            self.say(format!("`{id}` is not among the {}", self.place.pane().title()), Tone::Warn);
        }
        self.reveal();
        if let Some(presenting) = &mut self.meeting.presenting {
            presenting.led = Some(self.place.clone());
        }
    }

    /// Back to the scene that was walked away from; false if there is nothing to come back to.
    pub(super) fn back_to_scene(&mut self) -> bool {
        let Some(presenting) = &self.meeting.presenting else { return false };
        // Nothing else: Esc must not walk away from what is shown to everybody.
        if let Some(at) = presenting.scene.filter(|at| !self.is_at_scene(*at)) {
            self.go_scene(at);
        }
        true
    }

    /// Covers what is shown, or uncovers it.
    pub(super) fn blank(&mut self) {
        match &mut self.meeting.presenting {
            Some(presenting) => presenting.blank = !presenting.blank,
            None => self.step_scene(0),
        }
    }

    /// Shows the notes, or hides them, as where the screen is on a wall.
    pub(super) fn switch_notes(&mut self) {
        match &mut self.meeting.presenting {
            Some(presenting) => presenting.notes = !presenting.notes,
            None => self.step_scene(0),
        }
    }

    /// Takes what was held back: true if there was something.
    pub(super) fn take_held(&mut self, effects: &mut Vec<Effect>) -> bool {
        let Some(board) = self.meeting.presenting.as_mut().and_then(|it| it.held.take()) else { return false };
        let before = Arc::clone(&self.board.edition);
        self.receive_now(*board, effects);
        if Arc::ptr_eq(&before, &self.board.edition) {
            return true;
        }
        let same = |a: &Scene, b: &Scene| {
            (&a.name, a.pane, &a.caption, &a.notes) == (&b.name, b.pane, &b.caption, &b.notes)
                && a.focus.as_ref().map(|link| &link.id) == b.focus.as_ref().map(|link| &link.id)
        };
        let (old, new) = (&before.roadmap.scenes, &self.board.edition.roadmap.scenes);
        // A scene that stood there before, wherever, did not change.
        let changed = new.iter().position(|scene| !old.iter().any(|was| same(was, scene)));
        let here = self.meeting.presenting.as_ref().and_then(|it| it.scene);
        let stays = here.and_then(|at| old.get(at)).and_then(|was| new.iter().position(|scene| same(was, scene)));
        match changed.or(stays) {
            Some(at) if changed.is_some() && here != Some(at) => {
                self.go_scene(at);
                let back = self.hint(&Action::Back, "goes back").map(|hint| format!("; {hint}"));
                self.say(format!("scene {} has changed{}", at + 1, back.unwrap_or_default()), Tone::Accent);
            }
            Some(at) if changed.is_some() || here != Some(at) => self.go_scene(at),
            None if here.is_some() && !new.is_empty() => self.go_scene(here.unwrap_or(0).min(new.len() - 1)),
            _ => {}
        }
        true
    }

    /// While somebody presents, nothing moves under their hands: a newer reading waits. Gives it back where it does not.
    pub(super) fn hold(&mut self, board: Board) -> Option<Board> {
        let newer = board.edition.number != self.board.shared().edition.number;
        match &mut self.meeting.presenting {
            Some(presenting) if newer => {
                let first = presenting.held.replace(Box::new(board)).is_none();
                if first {
                    let shows = self.hint(&Action::Reload, "shows it").unwrap_or_default();
                    self.say(format!("there is a newer reading; {shows}"), Tone::Accent);
                }
                None
            }
            _ => Some(board),
        }
    }

    /// There is something to show now.
    pub(super) fn begin_if_asked(&mut self, effects: &mut Vec<Effect>) {
        if std::mem::take(&mut self.meeting.begins) {
            self.present(effects);
        }
    }

    pub(super) fn put_on_stage(&mut self, effects: &mut Vec<Effect>) {
        let scene = self.meeting.presenting.as_ref().and_then(|it| it.scene).filter(|at| self.is_at_scene(*at));
        let scene = scene.and_then(|at| self.told_scene(at));
        let Some(presenting) = &mut self.meeting.presenting else { return };
        let board = &self.board;
        let stage = Stage {
            // The seat knows how they are called.
            by: Arc::default(),
            seat: self.seat.number,
            place: self.place.clone(),
            scene,
            blank: presenting.blank,
            veiled: false,
            edition: Arc::clone(&board.edition),
            forecast: board.forecast.clone(),
            since: Arc::clone(&board.since),
            under: board.under.clone(),
        };
        if presenting.sent.as_ref() != Some(&stage) {
            presenting.sent = Some(stage.clone());
            effects.push(Effect::Stage(Some(Box::new(stage))));
        }
    }
}
