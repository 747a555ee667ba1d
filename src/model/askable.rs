//! Every field that can be asked for: those of the format, and what is computed from them.

use super::records::{Health, TABLES};
use super::{Common, Field, Kind, Kinds, Shape};

macro_rules! computed {
    ($($(#[doc = $doc:literal])* $variant:ident $name:literal of $kinds:expr, $shape:expr;)*) => {
        /// A field that stands in no file and can be asked for all the same.
        #[derive(Debug, Clone, Copy, PartialEq, Eq)]
        pub enum Computed { $($(#[doc = $doc])* $variant),* }

        /// Every one of them.
        static COMPUTED: &[(Computed, Field, Kinds)] = &[$((
            Computed::$variant,
            Field { key: $name, shape: $shape, required: false, doc: &[$($doc),*] },
            $kinds,
        )),*];
    };
}

computed! {
    /// What it is: the kind of the entry, or what a project makes, or what an announcement brings.
    Kind "kind" of Kinds::ANY, Shape::Word(Kind::WORDS, &[]);
    /// What people call it; for a source, its title.
    Name "name" of Kinds::ANY, Shape::Text;
    /// By how many days a milestone can slip before a promise is broken or the end delayed; below 0, it is behind by
    /// them. Nothing for what is over.
    Slack "slack" of Kind::Milestone.set(), Shape::Whole(i64::MIN, i64::MAX);
    /// The day by which a milestone is reached with a chance of 80 %.
    P80 "p80" of Kind::Milestone.set(), Shape::Date;
    /// How likely it is that a milestone keeps its promise, in percent.
    OnTime "on_time" of Kind::Milestone.set(), Shape::Whole(0, 100);
    /// Whether a milestone is on the critical path: the chain that drives the milestone with the least slack.
    Critical "critical" of Kind::Milestone.set(), Shape::Word(YES_NO, &["", ""]);
    /// How a milestone stands today; a project as its open milestone that is worst off.
    Health "health" of Kind::Milestone.set().and(Kind::Project.set()), Shape::Word(Health::WORDS, Health::MEANINGS);
    /// The day it has on the timeline: when it was reached or announced, else when it is promised; when a source was
    /// published, when a member joined.
    When "when" of DATED, Shape::Date;
    /// Likelihood times impact, 1 to 25; nothing where nobody has given both.
    Score "score" of Kind::Risk.set(), Shape::Whole(1, 25);
    /// How many open milestones need a capability area.
    Need "need" of Kind::Capability.set(), Shape::Whole(0, i64::MAX);
    /// What a risk costs: days by which the day with a chance of 80 % comes down without it, at the milestone, of those
    /// that nothing waits for, that it costs most. Nothing for a risk that costs no days.
    Exposure "exposure" of Kind::Risk.set(), Shape::Whole(0, i64::MAX);
    /// The plain product of the chance of a risk and the mean of its days. What is more than its exposure is taken up by
    /// slack.
    Naive "naive" of Kind::Risk.set(), Shape::Whole(0, i64::MAX);
    /// How many members cover it.
    Cover "cover" of Kind::Capability.set(), Shape::Whole(0, i64::MAX);
    /// What it waits for, over any number of steps: what it depends on, builds on or runs on, and what those do.
    WaitsFor "waits_for" of Kinds::ANY, Shape::Link(Kinds::ANY);
    /// What it refers to, in whatever field.
    RefersTo "refers_to" of Kinds::ANY, Shape::Link(Kinds::ANY);
}

/// The words of what is so or is not.
const YES_NO: &[&str] = &["yes", "no"];

/// The word for what is so or is not.
pub fn yes_no(so: bool) -> &'static str {
    YES_NO[usize::from(!so)]
}

/// Kinds that have a day on the timeline, or the like of it.
const DATED: Kinds =
    Kind::Milestone.set().and(Kind::Announcement.set()).and(Kind::Source.set()).and(Kind::Member.set());

/// Other names for fields: one of several is asked for more often than all of them.
const ALIASES: &[(&str, &str)] = &[
    ("tag", "tags"),
    ("member", "members"),
    ("capability", "capabilities"),
    ("source", "sources"),
    ("on-time", "on_time"),
];

/// The field that asks which fields are there.
pub const THERE: &str = "has";

/// A field that can be asked for, in all kinds that have it.
#[derive(Debug, Clone)]
pub struct Askable {
    /// Its name.
    pub name: &'static str,
    /// Where it is declared, for which kinds. Of several, those of the format come last.
    pub declared: Vec<(Kinds, &'static Field)>,
    /// What it is computed as, where it is.
    pub computed: Option<Computed>,
}

impl Askable {
    /// Every field that an entry of one of some kinds can have, in the order of the format, the computed ones first.
    pub fn all(scope: Kinds) -> Vec<Self> {
        let mut out: Vec<Self> = Vec::new();
        let mut add = |kinds: Kinds, field: &'static Field, computed: Option<Computed>| {
            if !kinds.meets(scope) {
                return;
            }
            match out.iter_mut().find(|known| known.name == field.key) {
                Some(known) => known.declared.push((kinds, field)),
                None => out.push(Self { name: field.key, declared: vec![(kinds, field)], computed }),
            }
        };
        for (computed, field, kinds) in COMPUTED {
            add(*kinds, field, Some(*computed));
        }
        for kind in Kind::ALL {
            for field in kind.fields() {
                add(kind.set(), field, None);
            }
        }
        for field in Common::FIELDS {
            add(Kinds::ANY, field, None);
        }
        out
    }

    /// The field with that name or alias.
    pub fn named(name: &str, scope: Kinds) -> Option<Self> {
        let name = ALIASES.iter().find(|(alias, _)| *alias == name).map_or(name, |(_, name)| name);
        Self::all(scope).into_iter().find(|field| field.name == name)
    }

    /// Its other names.
    pub fn aliases(&self) -> impl Iterator<Item = &'static str> {
        let name = self.name;
        ALIASES.iter().filter(move |(_, of)| *of == name).map(|(alias, _)| *alias)
    }

    /// What one value of it is; the items of a list are its values.
    pub fn shape(&self) -> Shape {
        match self.declared.first().map(|(_, field)| field.shape) {
            Some(Shape::List(of)) => *of,
            Some(shape) => shape,
            None => Shape::Text,
        }
    }

    /// The kinds that can have it.
    pub fn kinds(&self) -> Kinds {
        self.declared.iter().fold(Kinds(0), |all, (kinds, _)| all.and(*kinds))
    }

    /// The words that can stand there, where that is a closed list, each with its meaning.
    pub fn words(&self, scope: Kinds) -> Vec<(&'static str, &'static str)> {
        let mut out: Vec<(&str, &str)> = Vec::new();
        for (kinds, field) in &self.declared {
            if let Shape::Word(words, meanings) = field.shape {
                for (i, word) in words.iter().enumerate() {
                    // Of the words for kinds, only those of the kinds in question are of use.
                    let of_use = self.computed != Some(Computed::Kind)
                        || *kinds != Kinds::ANY
                        || Kind::ALL.get(i).is_some_and(|kind| scope.contains(*kind));
                    if kinds.meets(scope) && of_use && !out.iter().any(|(known, _)| known == word) {
                        out.push((word, meanings.get(i).map_or("", |meaning| meaning.trim())));
                    }
                }
            }
        }
        out
    }

    /// What it means, a line each.
    pub fn doc(&self) -> &'static [&'static str] {
        self.declared.first().map_or(&[], |(_, field)| field.doc)
    }
}

/// Every name that a field can be asked by.
pub fn askable_names(scope: Kinds) -> Vec<&'static str> {
    let fields = Askable::all(scope);
    let aliases = fields.iter().flat_map(Askable::aliases);
    fields.iter().map(|field| field.name).chain(aliases).chain([THERE]).collect()
}

/// Whether a name is that of a field of a table that is no entry; such a field cannot be asked for.
pub fn is_of_no_entry(name: &str) -> bool {
    TABLES.iter().filter(|table| !table.common).any(|table| table.fields.iter().any(|field| field.key == name))
}
