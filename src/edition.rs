//! One finished reading of the files: immutable, numbered, complete. Reading never fails.

mod change;
mod consequence;
mod facts;
mod haystack;
mod lint;
mod plain;
mod public;

pub use change::{Change, What, changes};
pub use consequence::{Consequence, Turn, consequence, consequences, moved};
pub use facts::{Before, Facts};
pub use haystack::{Haystack, Strip, begins_word, letters};
pub use plain::{Audience, asks_for_hidden};

use crate::load::{Hands, Progress, Reading, load, one_by_one};
use crate::model::{Day, EntryIx, Id, Kind, Links, Roadmap};
use crate::plan::{Activities, CONFIDENCE, Calendar, Judge, Judged, Needs, Network, Schedule, Tally};
use crate::problem::{Code, Problem, did_you_mean, nearest};
use crate::text::{Sources, Span, entry_around};

/// Where a reading comes from, as it is told in the header.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Origin {
    /// The file as it was named, or what stands for it.
    pub label: String,
    /// The local time of the reading, `14:02:11`; empty where it does not matter.
    pub read_at: String,
    /// Whether there is no file behind it that could be edited.
    pub embedded: bool,
    /// Whether only what everyone may see was left in it.
    pub public: bool,
    /// In a sandbox, how many steps were taken from what the file says.
    pub steps: usize,
}

/// Entries that are suggested for an id that nothing has.
const SUGGESTED: usize = 3;

/// One finished reading.
#[derive(Debug)]
pub struct Edition {
    /// Counts up with each reading of a process; a later one has a higher number.
    pub number: u64,
    /// Where it comes from.
    pub origin: Origin,
    /// The texts.
    pub sources: Sources,
    /// The entries.
    pub roadmap: Roadmap,
    /// Who points at whom.
    pub links: Links,
    /// The order in which things can come.
    pub network: Network,
    /// What has a place in time, ready to be computed with.
    pub activities: Activities,
    /// When each of them is at the earliest and at the latest.
    pub schedule: Schedule,
    /// When things are.
    pub calendar: Calendar,
    /// How every milestone stands.
    pub judged: Judged,
    /// What is needed of the capability areas.
    pub needs: Needs,
    /// The texts of the entries, ready to be searched.
    pub haystack: Haystack,
    /// What is wrong, by place.
    pub problems: Vec<Problem>,
    /// The day for which all this holds.
    pub today: Day,
}

impl Edition {
    /// Reads the texts.
    pub fn read(number: u64, origin: Origin, sources: Sources, today: Day) -> Self {
        Self::read_with(one_by_one, number, origin, sources, today, &mut |_| {})
    }

    /// The same with other hands, telling how far it is.
    pub fn read_with(
        hands: Hands,
        number: u64,
        origin: Origin,
        sources: Sources,
        today: Day,
        progress: &mut dyn FnMut(Progress),
    ) -> Self {
        let Reading { roadmap, links, mut problems } = load(&sources, hands, progress);
        let network = Network::new(&roadmap, &links, "depends_on", &[Kind::Milestone, Kind::Announcement]);
        let projects = Network::new(&roadmap, &links, "builds_on", &[Kind::Project]);
        for (field, cycle) in
            network.cycles.iter().map(|c| ("depends_on", c)).chain(projects.cycles.iter().map(|c| ("builds_on", c)))
        {
            problems.extend(cycle_problem(&sources, &roadmap, field, cycle));
        }
        let activities = Activities::new(&roadmap, &links, &network, today);
        let schedule = Schedule::new(&activities);
        let calendar = Calendar::new(&roadmap, &activities, &schedule);
        let judged = Judged::new(&Judge {
            roadmap: &roadmap,
            links: &links,
            network: &network,
            activities: &activities,
            schedule: &schedule,
            forecast: None,
            today,
        });
        let needs = Needs::new(&roadmap, &links);
        let haystack = Haystack::new(&roadmap);
        let edition = Self {
            number,
            origin,
            sources,
            roadmap,
            links,
            network,
            activities,
            schedule,
            calendar,
            judged,
            needs,
            haystack,
            problems,
            today,
        };
        let warnings = if edition.is_sound() { lint::warnings(&edition) } else { Vec::new() };
        edition.with(warnings)
    }

    /// The same with more that is wrong, told by rooms that know more.
    #[must_use]
    pub fn with(mut self, problems: Vec<Problem>) -> Self {
        self.problems.extend(problems);
        self.problems.sort_by_key(|problem| (problem.at, problem.code));
        self
    }

    /// An edition before the first reading is done.
    pub fn empty(origin: Origin, today: Day) -> Self {
        Self {
            number: 0,
            origin,
            sources: Sources::default(),
            roadmap: Roadmap::default(),
            links: Links::default(),
            network: Network::default(),
            activities: Activities::default(),
            schedule: Schedule::default(),
            calendar: Calendar::default(),
            judged: Judged::default(),
            needs: Needs::default(),
            haystack: Haystack::default(),
            problems: Vec::new(),
            today,
        }
    }

    /// How every milestone stands by a forecast of it.
    pub fn judged_by(&self, tally: &Tally, confidence: f64) -> Judged {
        Judged::new(&Judge {
            roadmap: &self.roadmap,
            links: &self.links,
            network: &self.network,
            activities: &self.activities,
            schedule: &self.schedule,
            forecast: Some((tally, confidence)),
            today: self.today,
        })
    }

    /// Whether an entry is on the critical path of the roadmap.
    pub fn is_critical(&self, ix: EntryIx) -> bool {
        let chains = &self.schedule.chains;
        chains.end().zip(self.activities.place(ix)).is_some_and(|(end, i)| chains.drives(i, end))
    }

    /// The share of runs at which a promise counts as safe; that of a person's settings where the roadmap says none.
    pub fn confidence(&self, usual: Option<f64>) -> f64 {
        let told = self.roadmap.about.as_ref().and_then(|about| about.confidence);
        told.map(|share| share.0).or(usual).unwrap_or(CONFIDENCE)
    }

    /// The id of the entry in whose lines a span stands, also of one that cannot be read.
    pub fn entry_at(&self, span: Span) -> Option<Id> {
        let text = &self.sources.file(span.file)?.text;
        entry_around(text, span.start as usize)?.id.filter(|id| Id::is_valid(id)).map(Id::new)
    }

    /// What to say of an id that nothing has; none if something has it.
    pub fn unknown(&self, id: &Id) -> Option<String> {
        if self.roadmap.find(id.as_str()).is_some() {
            return None;
        }
        let ids: Vec<Id> = self.roadmap.entries().map(|(_, entry)| entry.id().clone()).collect();
        let near = nearest(id.as_str(), ids.iter().map(Id::as_str));
        let others = self.holding(id.as_str()).into_iter().filter(|other| Some(*other) != near);
        let near: Vec<String> = near.into_iter().chain(others).take(SUGGESTED).map(|id| format!("`{id}`")).collect();
        let near = match &near[..] {
            [] => None,
            [one] => Some(one.clone()),
            [most @ .., last] => Some(format!("{} or {last}", most.join(", "))),
        };
        Some(format!("nothing has the id `{id}`{}", did_you_mean(near)))
    }

    /// The ids of the entries that have a word in their id or name: whole words of an id first, and what has less
    /// beside it.
    fn holding(&self, word: &str) -> Vec<&str> {
        let (name, between) = (word.replace('-', " "), format!("-{word}-"));
        let mut found: Vec<(bool, usize, &str)> = (self.roadmap.all())
            .map(|ix| (self.haystack.ids.of(ix), self.haystack.names.of(ix)))
            .filter(|(id, called)| id.contains(word) || called.contains(word) || called.contains(&name))
            .map(|(id, _)| (!format!("-{id}-").contains(&between), id.len(), id))
            .collect();
        found.sort_unstable();
        found.into_iter().map(|(.., id)| id).collect()
    }

    /// Whether it has no error; warnings are never in the way.
    pub fn is_sound(&self) -> bool {
        !self.problems.iter().any(Problem::is_error)
    }
}

/// A cycle as one problem at its first entry: the chain, bounded.
fn cycle_problem(sources: &Sources, roadmap: &Roadmap, field: &'static str, cycle: &[EntryIx]) -> Option<Problem> {
    const SHOWN: usize = 8;
    let entries: Vec<_> = cycle.iter().filter_map(|ix| roadmap.get(*ix)).collect();
    let first = entries.first()?;
    let mut chain: Vec<String> = entries.iter().take(SHOWN).map(|entry| entry.id().to_string()).collect();
    if entries.len() > SHOWN {
        chain.push(format!("… {} more …", entries.len() - SHOWN));
    }
    chain.push(first.id().to_string());
    let at = crate::load::field_span(sources, first.at(), field);
    let message = format!("`{}` waits for itself: {}", first.id(), chain.join(" → "));
    Some(Problem::new(Code::E030, at, message).remedy(format!("take one of these out of `{field}`")))
}
