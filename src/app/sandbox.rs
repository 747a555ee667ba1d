//! What if: steps over what the file says, shown everywhere in place of it and written nowhere.

use super::trial::Laid;
use super::{Action, App, Board, Effect, Foreseen, Trial, Tried, Watch};
use crate::edit::{Step, excerpt};
use crate::edition::{Change, Edition};
use crate::load::{one_by_one, would_include};
use crate::look::{Tone, Zoom};
use crate::model::{Id, PaneName};
use crate::plan::{Forecast, Leaving, RUNS, SEED};
use crate::text::{FileId, counted};
use std::fmt::Write as _;
use std::sync::Arc;

/// With no more entries to be read, steps are taken before the next frame; else beside the session.
const AT_ONCE: usize = 4_000;
/// Steps of one sandbox.
const MOST: usize = 100;
/// Trials of one seat have numbers of so many bits.
const SEATS: u32 = 20;
/// Editions of earlier steps that are kept for a guest.
const FEW: usize = 2;

/// A sandbox that somebody is in.
#[derive(Debug, Default)]
pub struct Sandbox {
    laid: Vec<Laid>,
    /// The newest trial.
    trial: u64,
    /// What is being tried beside the session.
    wanted: Option<Vec<Step>>,
    /// What is said when that is there.
    says: Option<String>,
    /// The file changed: its steps are being taken over what it says now.
    again: bool,
}

impl Sandbox {
    /// The steps that are shown.
    pub fn steps(&self) -> impl ExactSizeIterator<Item = &Step> {
        self.laid.iter().map(|laid| &laid.step)
    }

    /// `WHAT IF · 3 steps`
    pub fn words(&self) -> String {
        let more = if self.wanted.is_some() { ", trying" } else { "" };
        match self.laid.len() {
            0 => format!("WHAT IF · no step yet{more}"),
            n => format!("WHAT IF · {}{more}", steps(n)),
        }
    }

    /// The steps that are asked for, shown or not yet.
    fn asked(&self) -> Vec<Step> {
        self.wanted.clone().unwrap_or_else(|| self.steps().cloned().collect())
    }
}

fn dates_moved(count: usize) -> String {
    match count {
        0 => "no date moves".to_owned(),
        1 => "1 date moves".to_owned(),
        n => format!("{n} dates move"),
    }
}

/// What is missed when a member leaves.
fn lost_with(edition: &Edition, member: &Id) -> String {
    let Some(ix) = edition.roadmap.find(member.as_str()) else { return "it was gone already".to_owned() };
    let lost = Leaving::of(&edition.roadmap, &edition.links, ix);
    let counts = [
        (lost.areas.len(), "area that nobody covers", "areas that nobody covers"),
        (lost.owned.len(), "open milestone without an owner", "open milestones without an owner"),
        (lost.risks, "risk without an owner", "risks without an owner"),
    ];
    let parts = counts.into_iter().filter(|(count, ..)| *count > 0);
    let parts = parts.map(|(count, one, several)| counted(count, one, several));
    let parts: Vec<String> = parts.collect();
    if parts.is_empty() { "nothing hangs on it alone".to_owned() } else { parts.join(", ") }
}

fn steps(count: usize) -> String {
    counted(count, "step", "steps")
}

impl App {
    /// The sandbox, while one is in it.
    pub fn sandbox(&self) -> Option<&Sandbox> {
        self.sandbox.as_deref()
    }

    /// Why something that writes into the file is not done in the sandbox.
    pub(super) fn not_in_the_sandbox(&self) -> String {
        let leaves = self.hint(&Action::WhatIf, "leaves it").map(|hint| format!("; {hint}")).unwrap_or_default();
        format!("this is the sandbox, and the file is never touched from here{leaves}")
    }

    /// Into the sandbox, or out of it: its steps are dropped.
    pub(super) fn what_if(&mut self, effects: &mut Vec<Effect>) {
        if self.sandbox.is_some() {
            self.sandbox_away();
            effects.push(Effect::Foresee(None));
            if self.dropped.is_empty() {
                return self.say("left the sandbox", Tone::Dim);
            }
            let said = format!("left the sandbox: {} dropped, the file is as it was", steps(self.dropped.len()));
            let hints = [self.hint(&Action::WhatIf, "and"), self.hint(&Action::Undo, "bring them back")];
            let hints: Vec<String> = hints.into_iter().flatten().collect();
            let hints = if hints.len() == 2 { format!(" ({})", hints.join(" ")) } else { String::new() };
            return self.say(said + &hints, Tone::Dim);
        }
        if self.board.edition.number == 0 || matches!(self.board.watch, Watch::Loading(_)) {
            return self.say("the roadmap is not read yet", Tone::Warn);
        }
        if !self.board.edition.is_sound() {
            return self.say("the file has errors: mend them before trying what could be otherwise", Tone::Warn);
        }
        // What they try is their own, and looks like nothing that is presented.
        self.leave_presenter();
        if self.board.under.is_some() {
            return self.say("the presenter is in a sandbox: what is tried there is shown here", Tone::Warn);
        }
        self.sandbox = Some(Box::default());
        self.fresh.clear();
        let under = self.board.clone();
        self.board.since = Arc::default();
        self.board.under = Some(Box::new(under));
        self.relist();
        let again = format!("brings back {}", steps(self.dropped.len()));
        let hints = [
            self.hint(&Action::Undo, &again).filter(|_| !self.dropped.is_empty()),
            self.hint(&Action::WhatIf, "leaves"),
        ];
        let way = [Action::Earlier, Action::Later].map(|action| self.keymap.first(&action));
        let way = match way {
            [Some(earlier), Some(later)] => format!("{earlier} {later} move what is selected"),
            _ => "earlier and later move what is selected".to_owned(),
        };
        let hints: Vec<String> = std::iter::once(way).chain(hints.into_iter().flatten()).collect();
        self.say(format!("what if: nothing is written; {}", hints.join(", ")), Tone::Accent);
    }

    /// Out of the sandbox without a word; its steps can be brought back.
    pub(super) fn sandbox_away(&mut self) {
        if let Some(sandbox) = self.sandbox.take() {
            if let Some(under) = self.board.under.take() {
                let was = std::mem::replace(&mut self.board, *under);
                self.shown_anew(&was);
            }
            self.dropped = sandbox.asked();
        }
    }

    /// Days by which a key moves what is selected: a week; on the timeline, what can be told apart there.
    fn stride(&self) -> i32 {
        if self.place.pane != PaneName::Timeline || self.place.around.is_some() {
            return 7;
        }
        match self.place.zoom {
            Zoom::Week => 1,
            Zoom::Month => 7,
            Zoom::Quarter => 28,
            Zoom::Year => 91,
        }
    }

    /// Moves what is selected; what has no time happens or goes.
    pub(super) fn shift(&mut self, by: &Action, effects: &mut Vec<Effect>) {
        let days = match by {
            Action::Shift(days) => *days,
            Action::Earlier => -self.stride(),
            _ => self.stride(),
        };
        let Some(sandbox) = &self.sandbox else {
            let enters = self.hint(&Action::WhatIf, "enters it").map(|hint| format!(": {hint}")).unwrap_or_default();
            return self.say(format!("things are moved in the sandbox, where nothing is written{enters}"), Tone::Dim);
        };
        let Some(id) = self.place.focus.clone().filter(|_| self.at_rest().is_none()) else {
            return self.say("nothing is selected", Tone::Warn);
        };
        let mut asked = sandbox.asked();
        // Moves one after the other are one step; what happens or goes does so once, whenever that was asked for.
        let at = match asked.iter().rposition(|step| *step.entry() == id) {
            Some(i) if i + 1 < asked.len() && matches!(asked[i], Step::Move { .. }) => None,
            found => found,
        };
        let base = &self.board.shared().edition;
        let step = match Step::asked(base, &id, at.map(|i| &asked[i]), days) {
            Ok(step) => step,
            Err(why) => return self.say(why.to_string(), Tone::Warn),
        };
        match (at, step) {
            (Some(i), Some(step)) => asked[i] = step,
            (Some(i), None) => drop(asked.remove(i)),
            (None, Some(_)) if asked.len() >= MOST => {
                let exports = self.hint(&Action::Export, "exports them").unwrap_or_default();
                return self.say(format!("{MOST} steps are as many as one sandbox takes; {exports}"), Tone::Warn);
            }
            (None, Some(step)) => asked.push(step),
            (None, None) => return,
        }
        self.lay(asked, effects);
    }

    /// Takes the last step back; where there is none, brings back those that were dropped.
    pub(super) fn undo_step(&mut self, effects: &mut Vec<Effect>) {
        let mut asked = self.sandbox.as_ref().map(|sandbox| sandbox.asked()).unwrap_or_default();
        match asked.pop() {
            Some(step) => {
                let said = format!("undone: {}", step.words(&self.board.shared().edition));
                self.say(said.clone(), Tone::Good);
                if let Some(sandbox) = &mut self.sandbox {
                    sandbox.says = Some(said);
                }
                self.lay(asked, effects);
            }
            None if !self.dropped.is_empty() => {
                let steps = std::mem::take(&mut self.dropped);
                self.lay(steps, effects);
            }
            None => self.say("there is no step to take back", Tone::Dim),
        }
    }

    /// Takes steps over what the file says: now where that is quick, else beside the session.
    fn lay(&mut self, steps: Vec<Step>, effects: &mut Vec<Effect>) {
        let base = Arc::clone(&self.board.shared().edition);
        let Some(sandbox) = &mut self.sandbox else { return };
        self.trials += 1;
        // Sandboxes of several seats may be seen one after the other, and are told apart by their numbers.
        let number = (self.seat.number << SEATS) + self.trials;
        sandbox.trial = number;
        let laid: &[Laid] = if sandbox.again { &[] } else { &sandbox.laid };
        // Guests are many: what each of them tries takes little, and holds up nobody.
        let guest = !self.seat.rights.edit;
        let trial = Trial::new(number, base, laid, &steps).keeping(guest.then_some(FEW));
        if guest || trial.entries() > AT_ONCE {
            sandbox.wanted = Some(steps);
            effects.push(Effect::Try(trial));
        } else {
            self.tried(trial.run(one_by_one), effects);
        }
    }

    /// What came of taking steps.
    pub(super) fn tried(&mut self, tried: Tried, effects: &mut Vec<Effect>) {
        let base = Arc::clone(&self.board.shared().edition);
        let Some(sandbox) = self.sandbox.as_mut().filter(|sandbox| sandbox.trial == tried.number) else { return };
        if tried.base.number != base.number {
            return;
        }
        sandbox.wanted = None;
        let undone = sandbox.says.take().filter(|_| tried.refused.is_empty());
        let again = std::mem::take(&mut sandbox.again);
        let before: Vec<Step> = sandbox.steps().cloned().collect();
        sandbox.laid = tried.laid;
        let kept = sandbox.laid.len();
        let same = sandbox.steps().eq(&before);
        let last = sandbox.laid.last().map(|laid| laid.step.clone());
        let said = match (tried.refused.as_slice(), last) {
            (refused, _) if again => {
                let lost: Vec<&str> = refused.iter().map(|(_, why)| why.as_str()).collect();
                let lost_words = lost.join("; ");
                match lost.len() {
                    0 => (format!("the file changed: {} taken over what it says now", steps(kept)), Tone::Accent),
                    1 => (format!("the file changed: 1 step no longer fits and was dropped: {lost_words}"), Tone::Warn),
                    n => (
                        format!("the file changed: {n} steps no longer fit and were dropped: {lost_words}"),
                        Tone::Warn,
                    ),
                }
            }
            ([(_, why), ..], _) => (why.clone(), Tone::Warn),
            ([], Some(last)) if same => {
                let name = self.name_of(last.entry()).to_owned();
                (format!("{name} cannot come any earlier"), Tone::Warn)
            }
            ([], None) => ("no step is left: this is what the file says".to_owned(), Tone::Dim),
            ([], Some(last)) => {
                let what = last.words(&base);
                let moved = match &last {
                    Step::Leaves(member) => lost_with(&self.board.edition, member),
                    _ => dates_moved(tried.moved),
                };
                let lists = self.hint(&Action::Show(PaneName::Changes), "compares");
                let lists = lists.map(|hint| format!(" · {hint}")).unwrap_or_default();
                (format!("{what} · {moved}{lists}"), Tone::Accent)
            }
        };
        self.show_sandbox(tried.since, effects);
        match undone {
            Some(undone) => self.say(undone, Tone::Good),
            None => self.say(said.0, said.1),
        }
    }

    /// Shows the sandbox in place of what is shared.
    fn show_sandbox(&mut self, since: Arc<Vec<Change>>, effects: &mut Vec<Effect>) {
        let (Some(sandbox), Some(under)) = (&self.sandbox, &self.board.under) else { return };
        let under = (**under).clone();
        let last = sandbox.laid.last().and_then(|laid| Some((laid.edition.clone()?, laid.forecast.clone())));
        let steps = last.is_some();
        let (edition, forecast) = last.unwrap_or_else(|| (Arc::clone(&under.edition), under.forecast.clone()));
        let wanted = (steps && forecast.is_none()).then(|| Foreseen {
            edition: Arc::clone(&edition),
            seed: under.forecast.as_ref().map_or(SEED, |forecast| forecast.seed),
            runs: under.forecast.as_ref().map_or(RUNS, |forecast| forecast.wanted),
            confidence: self.settings.general.confidence.map(|share| share.0),
        });
        let was = self.board.clone();
        self.board = Board {
            edition,
            broken: under.broken.clone(),
            since,
            watch: under.watch.clone(),
            forecast,
            stage: under.stage.clone(),
            under: Some(Box::new(under)),
        };
        effects.push(Effect::Foresee(wanted));
        self.shown_anew(&was);
    }

    /// Another edition is shown than before.
    fn shown_anew(&mut self, was: &Board) {
        self.concern();
        self.find_again(&was.edition);
        self.relist();
        self.refresh_problems();
        // A sheet may have other lines now: the reference that is selected stays in sight.
        self.reveal();
    }

    /// Runs of the sandbox are there.
    pub(super) fn foreseen(&mut self, number: u64, forecast: Arc<Forecast>) {
        let Some(sandbox) = &mut self.sandbox else { return };
        let of = |laid: &&mut Laid| laid.edition.as_ref().is_some_and(|edition| edition.number == number);
        if let Some(laid) = sandbox.laid.iter_mut().rev().find(of) {
            laid.forecast = Some(Arc::clone(&forecast)).filter(|forecast| forecast.is_whole());
        }
        if self.board.edition.number == number {
            self.board.forecast = Some(forecast);
            self.relist();
        }
    }

    /// What is shared has something new while one is in the sandbox.
    pub(super) fn receive_under(&mut self, mut board: Board, effects: &mut Vec<Effect>) {
        board.under = None;
        let Some(under) = &mut self.board.under else { return };
        let was = std::mem::replace(&mut **under, board.clone());
        self.board.broken.clone_from(&board.broken);
        self.board.watch.clone_from(&board.watch);
        (self.own_save, self.awaited) = (false, None);
        let newer = was.edition.number != board.edition.number;
        let asked = self.sandbox.as_ref().map(|sandbox| sandbox.asked()).unwrap_or_default();
        if newer && !asked.is_empty() {
            if let Some(sandbox) = &mut self.sandbox {
                sandbox.again = true;
            }
            self.lay(asked, effects);
        } else if newer {
            self.show_sandbox(Arc::default(), effects);
        } else {
            if self.board.edition.number == board.edition.number {
                self.board.forecast = board.forecast;
            }
            self.relist();
        }
        self.concern();
        self.refresh_problems();
    }

    /// Gives the steps away as TOML: into a file beside the roadmap, or onto the clipboard.
    pub(super) fn export(&mut self, effects: &mut Vec<Effect>) {
        let Some(sandbox) = &self.sandbox else {
            let enters = self.hint(&Action::WhatIf, "enters the sandbox").map(|hint| format!(": {hint}"));
            return self.say(format!("nothing to export{}", enters.unwrap_or_default()), Tone::Dim);
        };
        let count = sandbox.laid.len();
        if count == 0 {
            return self.say("nothing to export: no step was taken yet", Tone::Dim);
        }
        let text = self.patch_of(sandbox);
        let edition = &self.board.shared().edition;
        let name = format!("what-if-{}.toml", edition.today);
        let file = edition.sources.file(FileId::default());
        let included = file.is_some_and(|file| would_include(&file.text, &name));
        if let Some(file) = file.filter(|_| self.seat.rights.edit && !edition.origin.embedded && !included) {
            effects.push(Effect::Export { beside: file.path.clone(), name, text });
        } else {
            let why = if included { ": beside the roadmap it would be read as a part of it" } else { "" };
            effects.push(Effect::Copy(text, format!("{} as TOML{why}", steps(count))));
        }
    }

    /// The steps, each in words, and the fields that they change.
    fn patch_of(&self, sandbox: &Sandbox) -> String {
        let (base, edition) = (&self.board.shared().edition, &self.board.edition);
        let label = if base.origin.label.is_empty() { "the roadmap" } else { base.origin.label.as_str() };
        let mut out = format!("# What if: {} over {label}, as of {}.\n", steps(sandbox.laid.len()), base.today);
        out.push_str("# Copy what is wanted over the fields of the entries with these ids; nothing else changes.\n#\n");
        for (i, step) in sandbox.steps().enumerate() {
            let words = crate::text::one_line(&step.words(base)).into_owned();
            let _ = writeln!(out, "# {}. {words} ({})", i + 1, step.entry());
        }
        out + &excerpt(base, edition)
    }
}
