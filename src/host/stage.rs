//! A stage that others of this machine come to through a Unix socket, each in a process of their own.

mod follow;
mod foresee;
mod lines;
mod listen;
mod place;
mod shown;
mod socket;
mod wire;

pub use follow::{Follow, LooksOn};
pub use foresee::foresee_stage;
pub use listen::listen;
pub use place::{Places, Shared};
pub use socket::{Access, Socket, ask};
pub use wire::WIRE;
