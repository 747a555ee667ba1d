use crate::edition::Facts;
use crate::model::{Askable, Atom, Common, Computed, Entry, EntryIx, Kind, When, yes_no};
use crate::plan::{DEPENDENCIES, Slack, covered_by};

/// Where the values of a field stand, worked out once for many entries.
#[derive(Debug, Clone)]
pub struct Values {
    name: &'static str,
    computed: Option<Computed>,
    /// The number of the field among those of each kind.
    own: [Option<usize>; Kind::ALL.len()],
    common: Option<usize>,
}

impl Values {
    /// Of a field.
    pub fn new(field: &Askable) -> Self {
        let own = Kind::ALL.map(|kind| kind.fields().iter().position(|own| own.key == field.name));
        let common = Common::FIELDS.iter().position(|common| common.key == field.name);
        match field.computed {
            // A name is the name, whatever the field is called.
            Some(Computed::Name) => {
                Self { name: field.name, computed: field.computed, own: [None; Kind::ALL.len()], common: None }
            }
            computed => Self { name: field.name, computed, own, common },
        }
    }

    /// Calls `visit` with every value of it that an entry has.
    pub fn of<'a>(&self, facts: &Facts<'a>, ix: EntryIx, entry: Entry<'a>, visit: &mut dyn FnMut(Atom<'a>)) {
        let item = entry.item();
        if let Some(computed) = self.computed {
            compute(computed, facts, ix, entry, visit);
        }
        if let Some(number) = self.own[entry.kind() as usize] {
            item.see(number, visit);
        }
        if let Some(number) = self.common {
            item.common().see(number, visit);
        }
    }

    /// Whether references in a field of the format are values of it.
    pub fn is_along(&self, field: &str) -> bool {
        match self.computed {
            Some(Computed::WaitsFor) => DEPENDENCIES.contains(&field),
            Some(Computed::RefersTo) => true,
            _ => self.name == field,
        }
    }

    /// Whether an entry has any.
    pub fn any(&self, facts: &Facts<'_>, ix: EntryIx, entry: Entry<'_>) -> bool {
        let mut any = false;
        self.of(facts, ix, entry, &mut |value| any |= value != Atom::Text(""));
        any
    }
}

fn compute<'a>(computed: Computed, facts: &Facts<'a>, ix: EntryIx, entry: Entry<'a>, visit: &mut dyn FnMut(Atom<'a>)) {
    let edition = facts.edition;
    let mut refer = |along: &dyn Fn(&str) -> bool| {
        for edge in edition.links.from(ix).iter().filter(|edge| along(edition.links.field(**edge))) {
            if let Some(to) = edition.roadmap.get(edge.entry) {
                visit(Atom::Link(to.item().id()));
            }
        }
    };
    match computed {
        Computed::Kind => visit(Atom::Word(entry.kind().word())),
        Computed::Name => visit(Atom::Text(entry.item().name())),
        Computed::Slack => {
            let slack = edition.activities.place(ix).and_then(|i| Slack::of(&edition.activities, &edition.schedule, i));
            if let Some(slack) = slack {
                visit(Atom::Number(slack.days.into()));
            }
        }
        Computed::P80 => {
            let day = facts.chances(ix).and_then(|forecast| forecast.by(&edition.activities, ix, 80));
            if let Some(day) = day {
                visit(Atom::Date(When::day(day)));
            }
        }
        Computed::OnTime => {
            let share = facts.chances(ix).and_then(|forecast| forecast.on_time(&edition.activities, ix));
            if let Some(share) = share {
                visit(Atom::Number((share * 100.0).round()));
            }
        }
        Computed::Critical => {
            if entry.kind() == Kind::Milestone {
                visit(Atom::Word(yes_no(edition.is_critical(ix))));
            }
        }
        Computed::Health => {
            let judged = facts.judged();
            judged.of(ix).or_else(|| judged.of_project(ix)).into_iter().for_each(|it| visit(Atom::Word(it.word())));
        }
        Computed::Need => {
            if let Entry::Capability(_) = entry {
                visit(Atom::Number(edition.needs.of(ix) as f64));
            }
        }
        Computed::When => entry.shown_date().into_iter().for_each(|date| visit(Atom::Date(date))),
        Computed::Score => {
            if let Entry::Risk(risk) = entry
                && let Some((likelihood, impact)) = risk.score()
            {
                visit(Atom::Number(f64::from(likelihood * impact)));
            }
        }
        Computed::Exposure => {
            if let Some(exposure) = facts.forecast.and_then(|forecast| forecast.exposure(ix)) {
                visit(Atom::Number(exposure.days.into()));
            }
        }
        Computed::Naive => {
            if let Some(threat) = edition.activities.threat(ix) {
                visit(Atom::Number(threat.naive().round()));
            }
        }
        Computed::Cover => {
            if let Entry::Capability(_) = entry {
                visit(Atom::Number(covered_by(&edition.roadmap, &edition.links, ix).count() as f64));
            }
        }
        Computed::WaitsFor => refer(&|field| DEPENDENCIES.contains(&field)),
        Computed::RefersTo => refer(&|_| true),
    }
}
