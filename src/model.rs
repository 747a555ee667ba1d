//! What a roadmap is: entries with an id that point at each other.

mod askable;
mod asked;
mod datum;
mod entry;
mod field_name;
mod grammar;
mod id;
mod links;
mod record;
mod records;
mod roadmap;
mod shape;
mod span_of_time;
mod url;
mod value;
mod when;
mod written;

pub use askable::{Askable, Computed, THERE, askable_names, yes_no};
pub use asked::{Asked, Choice, Moment, Part, Sought, Test, Wrong};
pub use datum::{Atom, Datum};
pub use field_name::FieldName;
pub use grammar::{Clause, NOTHING, Op, Said, Typed, clauses, quoted};
pub use id::{Id, Kind, Kinds, Link};
pub use links::{Edge, Links};
pub use record::{Field, Item, Reader, Record, Reference, Slot, read_table};
pub(crate) use record::{fields, record};
pub use records::{
    About, Announcement, AnnouncementKind, Basis, Capability, Common, Entry, Fact, Health, Member, Milestone, Note,
    PaneName, Project, ProjectKind, Risk, RiskStatus, Scene, Source, Status, TABLES, Table, View, Visibility, Zoom,
};
pub use roadmap::{EntryIx, Roadmap};
pub use shape::Shape;
pub use span_of_time::{Duration, Estimate};
pub use url::Url;
pub(crate) use value::words;
pub use value::{Filter, Likelihood, Share, Value};
pub use when::{Day, Precision, When};
pub use written::{in_quotes, written};
