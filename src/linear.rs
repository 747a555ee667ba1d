//! The same app in lines of words: for those who hear the screen, and for logs. No drawing, no colour, nothing painted
//! over: a line that was typed goes in, plain lines come out. What is said is made from the app as it stands; nothing
//! is remembered here.

mod answer;
mod commands;
mod entry;
mod lists;
mod page;
mod place;
mod rows;

pub use answer::{Answer, answer, greeting, open, seen};
pub use commands::{COMMANDS, Command, Wish, wish};
pub use page::Page;
pub use place::{news, prompt};
