//! A roadmap that several organisations share, on a terminal.
//!
//! The rooms, bottom up. A room names only rooms above it in this list; `tests/rooms.rs` holds it to that.
//! Below `host` there is no clock, no file, no process, no thread and no global.

/// Where things stand in a file.
pub mod text;

/// What is wrong with a file.
pub mod problem;

/// What a roadmap is: entries with an id that point at each other.
pub mod model;

/// Text to model, with everything that was wrong with it.
pub mod load;

/// What follows from the facts.
pub mod plan;

/// One finished reading of the files, immutable and numbered.
pub mod edition;

/// Finding things in an edition.
pub mod ask;

/// Small changes to the text of an edition, each proven before it is given.
pub mod edit;

/// How things look and where they stand.
pub mod look;

/// The questions a reader can put to an edition, and how the answers are painted.
pub mod panes;

/// What one person sees and does: messages in, effects out.
pub mod app;

/// State to cells.
pub mod screen;

/// The same in lines of words, for those who hear the screen, and for logs.
pub mod linear;

/// Taking it along: pictures and data.
pub mod export;

/// The world: the only room with files, clocks, processes and sockets.
pub mod host;

/// The command line.
pub mod cli;
