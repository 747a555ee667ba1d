//! What a roadmap is: entries with an id that point at each other.

mod datum;
mod id;
mod links;
mod record;
mod records;
mod roadmap;
mod span_of_time;
mod value;
mod when;

pub use datum::Datum;
pub use id::{Id, Kind, Kinds, Link};
pub use links::{Edge, Links};
pub use record::{Field, Item, Reader, Record, Reference, read_table};
pub use records::{
    About, Announcement, AnnouncementKind, Basis, Capability, Common, Entry, Fact, Member, Milestone, Note, PaneName,
    Project, ProjectKind, Risk, RiskStatus, Scene, Source, Status, TABLES, Table, Visibility,
};
pub use roadmap::{EntryIx, Roadmap};
pub use span_of_time::{Duration, Estimate};
pub use value::{Shape, Value};
pub use when::{Day, Precision, When};
