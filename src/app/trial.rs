//! The steps of a sandbox, taken one after the other over what the file says. Pure: here and now for a small roadmap,
//! beside the session for a large one.

use crate::edit::Step;
use crate::edition::{Change, Edition, changes, moved};
use crate::load::Hands;
use crate::plan::Forecast;
use std::sync::Arc;

/// Steps that were tried have numbers from here on, far from those of what is read from files.
const SANDBOX: u64 = 1 << 48;
/// At most so many steps of one trial have numbers of their own.
const NUMBERS: u64 = 1 << 16;
/// Editions of earlier steps are kept while there are no more entries in them; older ones are made again when needed.
const KEPT: usize = 200_000;

/// A step that was taken.
#[derive(Debug, Clone)]
pub(super) struct Laid {
    /// The step, as far as it was possible.
    pub step: Step,
    /// The edition with it, while that is kept.
    pub edition: Option<Arc<Edition>>,
    /// What was computed of that.
    pub forecast: Option<Arc<Forecast>>,
}

/// Steps to be taken.
#[derive(Debug, Clone)]
pub struct Trial {
    /// Which trial it is: a later one has a higher number.
    pub number: u64,
    /// What the file says.
    base: Arc<Edition>,
    /// Steps that are taken already.
    kept: Vec<Laid>,
    /// Those to come.
    rest: Vec<Step>,
    /// Editions that are kept at most; else as many as their entries allow.
    most: Option<usize>,
}

impl PartialEq for Trial {
    fn eq(&self, other: &Self) -> bool {
        self.number == other.number
    }
}

impl Eq for Trial {}

/// What came of a trial.
#[derive(Debug, Clone)]
pub struct Tried {
    /// Of which.
    pub number: u64,
    /// What the file says.
    pub(super) base: Arc<Edition>,
    /// The steps that were taken.
    pub(super) laid: Vec<Laid>,
    /// The steps that could not be, and why.
    pub(super) refused: Vec<(Step, String)>,
    /// What is different with them, field by field.
    pub(super) since: Arc<Vec<Change>>,
    /// How many entries the plan has on another day.
    pub(super) moved: usize,
}

impl Trial {
    /// Steps over an edition; those at the beginning that were taken before are not taken again.
    pub(super) fn new(number: u64, base: Arc<Edition>, before: &[Laid], steps: &[Step]) -> Self {
        let same = before.iter().zip(steps).take_while(|(laid, step)| laid.step == **step).count();
        let known = before[..same].iter().rposition(|laid| laid.edition.is_some()).map_or(0, |i| i + 1);
        Self { number, base, kept: before[..known].to_vec(), rest: steps[known..].to_vec(), most: None }
    }

    /// With no more editions kept than that.
    pub(super) fn keeping(self, most: Option<usize>) -> Self {
        Self { most, ..self }
    }

    /// How much work it is: entries to be read.
    pub(super) fn entries(&self) -> usize {
        (self.rest.len() + 1) * self.base.roadmap.len()
    }

    /// How long the texts are that are read for each step.
    pub fn bytes(&self) -> usize {
        self.base.sources.files().map(|(_, file)| file.text.len()).sum()
    }

    /// Takes the steps.
    pub fn run(self, hands: Hands) -> Tried {
        let Self { number, base, kept: mut laid, rest, most } = self;
        let mut refused = Vec::new();
        for (step, i) in rest.into_iter().zip(0..) {
            let edition = laid.last().and_then(|laid| laid.edition.as_ref()).unwrap_or(&base);
            match step.take(edition, SANDBOX + number * NUMBERS + i, hands) {
                Ok(taken) => {
                    laid.push(Laid { step: taken.step, edition: Some(Arc::new(taken.edition)), forecast: None });
                    thin_out(&mut laid, most.unwrap_or(KEPT / base.roadmap.len().max(1)).max(2));
                }
                Err(why) => refused.push((step, why.to_string())),
            }
        }
        let shown = laid.last().and_then(|laid| laid.edition.as_ref());
        let since = Arc::new(shown.map(|edition| changes(&base, edition)).unwrap_or_default());
        let moved = shown.map_or(0, |edition| moved(&base, edition));
        Tried { number, base, laid, refused, since, moved }
    }
}

/// Lets go of the oldest edition where more than so many are kept.
fn thin_out(laid: &mut [Laid], kept: usize) {
    if let Some(old) = laid.len().checked_sub(kept + 1) {
        (laid[old].edition, laid[old].forecast) = (None, None);
    }
}

/// An edition of which a forecast is wanted.
#[derive(Debug, Clone)]
pub struct Foreseen {
    /// The edition.
    pub edition: Arc<Edition>,
    /// From which the random numbers follow: those of what it is compared to.
    pub seed: u64,
    /// How many runs.
    pub runs: u32,
    /// The share of runs at which a promise counts as safe, where the roadmap does not say it.
    pub confidence: Option<f64>,
}

impl PartialEq for Foreseen {
    fn eq(&self, other: &Self) -> bool {
        self.edition.number == other.edition.number && (self.seed, self.runs) == (other.seed, other.runs)
    }
}

impl Eq for Foreseen {}
