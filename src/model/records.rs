//! Every field of the format. This is the only place that names them.

use super::record::{fields, record};
use super::value::{Filter, Likelihood, Share, Whole, words};
use super::{
    Atom, Datum, Duration, Estimate, Field, FieldName, Id, Item, Kind, Kinds, Link, Reader, Shape, Url, Value, When,
};
use crate::text::Span;
use toml::Spanned;
use toml::de::DeValue;

const ANY: u16 = Kinds::ANY.0;
const SOURCE: u16 = Kind::Source.set().0;
const MEMBER: u16 = Kind::Member.set().0;
const CAPABILITY: u16 = Kind::Capability.set().0;
const PROJECT: u16 = Kind::Project.set().0;
const MILESTONE: u16 = Kind::Milestone.set().0;
const ANNOUNCEMENT: u16 = Kind::Announcement.set().0;

words! {
    /// How far a project or milestone is. Health is computed, never typed.
    Status { /// Not begun.
        Planned "planned", /// Being worked on.
        InProgress "in-progress", /// Cannot go on.
        Blocked "blocked", /// Reached.
        Done "done", /// Given up.
        Cancelled "cancelled" }
}
words! {
    /// How a milestone stands on a day. Computed, never typed; the worse, the later.
    Health { /// Reached.
        Done "done", /// Given up.
        Cancelled "cancelled", /// Nothing known speaks against the promise, and it is kept in so many runs as are called safe; where nothing but the promise is known, it is shown as not due.
        OnTrack "on-track", /// No promise was made.
        Undated "no-date", /// Something that it needs is promised later or is itself overdue, a risk to it has occurred, or its promise is kept in fewer runs than are called safe.
        AtRisk "at-risk", /// It cannot go on, or its promise is kept in less than half of the runs.
        OffTrack "off-track", /// The promised day has passed.
        Overdue "overdue" }
}
words! {
    /// What a project makes.
    ProjectKind { /// One model.
        Model "model", /// A series of models.
        ModelFamily "model-family", /// Software.
        Software "software", /// What others run on.
        Infrastructure "infrastructure", /// A joint effort.
        Program "program" }
}
words! {
    /// What an announcement brings.
    AnnouncementKind { /// Chips, racks.
        Hardware "hardware", /// Software.
        Software "software", /// A model.
        Model "model", /// Something that is run for others.
        Service "service", /// An agreement.
        Deal "deal" }
}
words! {
    /// Where a risk stands.
    RiskStatus { /// Could happen.
        Open "open", /// Being worked against.
        Mitigating "mitigating", /// Taken on.
        Accepted "accepted", /// It happened.
        Occurred "occurred", /// Cannot happen any more.
        Closed "closed" }
}
words! {
    /// What a statement rests on.
    Basis { /// On its sources.
        Sourced "sourced", /// It is assumed.
        Assumption "assumption" }
}
words! {
    /// Who may see an entry.
    Visibility { /// Everyone.
        Public "public", /// The coalition.
        Members "members" }
}
words! {
    /// The panes, in the order of their number keys.
    PaneName { /// What the coalition is and where it stands.
        Overview "overview", /// What comes when.
        Timeline "timeline", /// What is to be reached.
        Milestones "milestones", /// What builds on what.
        Projects "projects", /// Who takes part.
        Members "members", /// Who covers what.
        Capabilities "capabilities", /// What vendors have said will come.
        Announcements "announcements", /// What could go wrong.
        Risks "risks", /// What the last reloads changed.
        Changes "changes" }
}

words! {
    /// How much time a cell of the time axis stands for, from near to far.
    Zoom { /// Weeks can be told apart.
        Week "week", /// Months can.
        Month "month", /// Quarters can.
        Quarter "quarter", /// Years can.
        Year "year" }
}

/// A label and its value, as `{ label = "Chips", value = "7" }`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fact {
    /// What is told.
    pub label: String,
    /// Its value.
    pub value: String,
}

impl Value for Fact {
    const SHAPE: Shape = Shape::Facts;
    fn read(value: &Spanned<DeValue<'_>>, reader: &mut Reader<'_>) -> Option<Self> {
        let DeValue::Table(table) = value.get_ref() else {
            reader.wrong_type(value, "{ label = …, value = … }");
            return None;
        };
        let (mut label, mut text) = (None, None);
        for (key, part) in table {
            match key.get_ref().as_ref() {
                "label" => label = Some(String::read(part, reader)),
                "value" => text = Some(String::read(part, reader)),
                _ => reader.unknown(key, ["label", "value"].into_iter()),
            }
        }
        let at = reader.span(value);
        let (label, value) = (reader.finish(label, "label", at), reader.finish(text, "value", at));
        Some(Self { label: label?, value: value? })
    }
    fn texts(&self, visit: &mut dyn FnMut(&str)) {
        visit(&self.label);
        visit(&self.value);
    }
    fn see<'a>(&'a self, visit: &mut dyn FnMut(Atom<'a>)) {
        visit(Atom::Text(&self.label));
        visit(Atom::Text(&self.value));
    }
    fn datum(&self) -> Datum {
        Datum::Pairs(vec![(self.label.clone(), self.value.clone())])
    }
}

fields! {
    /// What any entry may carry.
    Common {
        /// Who takes part.
        members: Vec<Link<MEMBER>>,
        /// Who answers for it.
        owner: Option<Link<MEMBER>>,
        /// The capability areas it has to do with; for a member, those it covers.
        capabilities: Vec<Link<CAPABILITY>>,
        /// What else it has to do with.
        relates: Vec<Link<ANY>>,
        /// Where it comes from.
        sources: Vec<Link<SOURCE>>,
        /// Words to find it by.
        tags: Vec<String>,
        /// Whether it is sourced or assumed.
        basis: Option<Basis>,
        /// Who may see it; everyone, unless it says "members".
        visibility: Option<Visibility>,
        /// Its fields that only members may see; everyone sees the others.
        members_only: Vec<FieldName>,
        /// The id it had before it was renamed.
        was: Option<Id>,
    }
}

record! {
    /// The roadmap itself.
    About "roadmap" alone {
        /// What it is called.
        title: String,
        /// What it is about.
        summary: Option<String>,
        /// The day up to which the file is true.
        as_of: Option<When>,
        /// Files beside this one that belong to it.
        include: Vec<String>,
        /// The share of runs at which a promise counts as safe; 0.8 unless told.
        confidence: Option<Share>,
    }
}
record! {
    /// Where facts come from.
    Source "source" common {
        /// Its name in references.
        id: Id,
        /// Its title.
        title: String,
        /// Where it can be read.
        url: Option<Url>,
        /// When it was published.
        published: Option<When>,
    }
}
record! {
    /// An organisation of the coalition.
    Member "member" common {
        /// Its name in references.
        id: Id,
        /// What people call it.
        name: String,
        /// What it is known for.
        specialty: String,
        /// What it brings to the coalition, where that is stated.
        contributes: Option<String>,
        /// Who leads it.
        lead: Option<String>,
        /// The role of the lead.
        lead_role: Option<String>,
        /// Where it is at home.
        region: Option<String>,
        /// What it says about the coalition, paraphrased.
        position: Option<String>,
        /// When it joined.
        joined: Option<When>,
        /// Its site.
        url: Option<Url>,
    }
}
record! {
    /// A capability area.
    Capability "capability" common {
        /// Its name in references.
        id: Id,
        /// What people call it.
        name: String,
        /// What it means.
        summary: Option<String>,
    }
}
record! {
    /// Something that is built.
    Project "project" common {
        /// Its name in references.
        id: Id,
        /// What people call it.
        name: String,
        /// What it makes.
        kind: ProjectKind,
        /// How far it is.
        status: Status,
        /// What it is.
        summary: Option<String>,
        /// The projects it builds on.
        builds_on: Vec<Link<PROJECT>>,
        /// The announced hardware or software it runs on.
        runs_on: Vec<Link<ANNOUNCEMENT>>,
    }
}
record! {
    /// Something to be reached.
    Milestone "milestone" common {
        /// Its name in references.
        id: Id,
        /// What people call it.
        name: String,
        /// The project it belongs to.
        project: Option<Link<PROJECT>>,
        /// How far it is.
        status: Status,
        /// The promise. Leave it out when no date is known.
        date: Option<When>,
        /// It does not begin before.
        start: Option<When>,
        /// The day it was reached, only with status "done".
        done: Option<When>,
        /// How long it takes, in calendar days or weeks.
        duration: Option<Duration>,
        /// How long it takes, as low, likely and high; wins over duration.
        estimate: Option<Estimate>,
        /// How much is done, in percent.
        progress: Option<Whole<0, 100>>,
        /// What must be there before.
        depends_on: Vec<Link<{ MILESTONE | ANNOUNCEMENT }>>,
        /// What it means to reach it.
        summary: Option<String>,
    }
}
record! {
    /// Something a vendor has said will come.
    Announcement "announcement" common {
        /// Its name in references.
        id: Id,
        /// What people call it.
        name: String,
        /// What it brings.
        kind: AnnouncementKind,
        /// The day it was announced.
        date: Option<When>,
        /// When it can be had.
        available: Option<When>,
        /// Where it was announced.
        event: Option<String>,
        /// Its numbers.
        facts: Vec<Fact>,
        /// The projects it makes possible.
        enables: Vec<Link<PROJECT>>,
        /// What it is.
        summary: Option<String>,
    }
}
record! {
    /// What could go wrong.
    Risk "risk" common {
        /// Its name in references.
        id: Id,
        /// What people call it.
        name: String,
        /// Which sort of risk it is.
        category: String,
        /// Where it stands.
        status: RiskStatus,
        /// 1 to 5, or a probability such as 0.35. Leave it out when nobody has scored it.
        likelihood: Option<Likelihood>,
        /// 1 to 5. Leave it out when nobody has scored it.
        impact: Option<Whole<1, 5>>,
        /// The delay, should it occur.
        delay: Option<Estimate>,
        /// What it threatens.
        affects: Vec<Link<ANY>>,
        /// What is done against it.
        mitigation: Option<String>,
        /// What it is about.
        summary: Option<String>,
    }
}
record! {
    /// Significance, outlook, context.
    Note "note" common {
        /// Its name in references.
        id: Id,
        /// What people call it.
        name: String,
        /// Whom it is for.
        audience: Option<String>,
        /// The note.
        text: String,
    }
}
record! {
    /// A step of the presenter's script.
    Scene "scene" common {
        /// What the step is called.
        name: String,
        /// The pane it shows.
        pane: PaneName,
        /// The entry it points at.
        focus: Option<Link<ANY>>,
        /// One line for the audience.
        caption: Option<String>,
        /// What the presenter says.
        notes: Option<String>,
    }
}

record! {
    /// A view with a name, to be gone to by it.
    View "view" alone {
        /// What it is called.
        name: String,
        /// The pane it shows.
        pane: PaneName,
        /// The entry that is selected.
        focus: Option<Link<ANY>>,
        /// What the pane is filtered by, as it is typed there.
        filter: Option<Filter>,
        /// The column by which it is sorted; with `-` before it, the other way round.
        sort: Option<String>,
        /// How much time the timeline shows.
        zoom: Option<Zoom>,
        /// What it is good for.
        summary: Option<String>,
    }
}

/// What is declared of a table of the format.
#[derive(Debug, Clone, Copy)]
pub struct Table {
    /// Its name in a file.
    pub name: &'static str,
    /// What it is, a line each.
    pub about: &'static [&'static str],
    /// Its own fields.
    pub fields: &'static [Field],
    /// Whether it may carry the common fields.
    pub common: bool,
    /// Whether there may be several.
    pub list: bool,
}

const fn table<R: super::Record>(list: bool) -> Table {
    Table { name: R::NAME, about: R::ABOUT, fields: R::FIELDS, common: R::COMMON, list }
}

/// Every table of the format, in its order.
pub static TABLES: &[Table] = &[
    table::<About>(false),
    table::<Source>(true),
    table::<Member>(true),
    table::<Capability>(true),
    table::<Project>(true),
    table::<Milestone>(true),
    table::<Announcement>(true),
    table::<Risk>(true),
    table::<Note>(true),
    table::<Scene>(true),
    table::<View>(true),
];

/// One entry, whatever its kind.
macro_rules! entries {
    ($($type:ident $called:ident),* $(,)?) => {
        /// One entry of a roadmap, whatever its kind.
        #[derive(Debug, Clone, Copy)]
        pub enum Entry<'a> { $(#[doc = "An entry of this kind."] $type(&'a $type)),* }

        impl<'a> Entry<'a> {
            /// As what all kinds have.
            pub fn item(self) -> &'a dyn Item {
                match self { $(Self::$type(entry) => entry),* }
            }
        }

        impl Kind {
            /// What is declared of the fields of its entries, without the common ones.
            pub fn fields(self) -> &'static [Field] {
                match self { $(Self::$type => <$type as super::Record>::FIELDS),* }
            }

            /// The field that holds what people call such an entry.
            pub fn called(self) -> &'static str {
                match self { $(Self::$type => stringify!($called)),* }
            }
        }

        $(impl Item for $type {
            fn id(&self) -> &Id { &self.id }
            fn name(&self) -> &str { &self.$called }
            fn kind(&self) -> Kind { Kind::$type }
            fn at(&self) -> Span { self.at }
            fn common(&self) -> &Common { &self.common }
            fn data(&self, visit: &mut dyn FnMut(&'static Field, Datum)) {
                super::Record::own_data(self, visit);
                self.common.data(visit);
            }
            fn texts(&self, visit: &mut dyn FnMut(&'static Field, &str)) {
                super::Record::own_texts(self, visit);
                self.common.texts(visit);
            }
            fn see<'a>(&'a self, field: usize, visit: &mut dyn FnMut(Atom<'a>)) {
                super::Record::see(self, field, visit);
            }
            fn references(&self, visit: &mut dyn FnMut(&'static str, Kinds, &Id, Span)) {
                super::Record::links(self, visit);
            }
        })*
    };
}

entries! { Source title, Member name, Capability name, Project name, Milestone name, Announcement name, Risk name, Note name }
