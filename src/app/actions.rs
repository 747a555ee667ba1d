//! Everything a person can ask for. Keys, help, footer and docs come from this table.

use super::take::Take;
use crate::look::{Theme, Zoom};
use crate::model::{Id, Kind, Op, PaneName, When};
use crate::panes::Place;

/// What is declared of an action.
#[derive(Debug)]
pub struct Command {
    /// The action.
    pub action: Action,
    /// Its name.
    pub name: &'static str,
    /// Its keys, in their written form.
    pub keys: &'static [&'static str],
    /// The group under which help lists it.
    pub group: &'static str,
    /// What it does.
    pub doc: &'static str,
    /// The word for it in the footer, if it stands there.
    pub hint: Option<&'static str>,
}

macro_rules! actions {
    (
        $($group:literal { $($variant:ident $name:literal [$($key:literal),*] $doc:literal $(hint $hint:literal)?;)* })*
        with { $($(#[doc = $about:literal])* $carrier:ident $carried:tt),* $(,)? }
    ) => {
        /// Everything a person can ask for.
        #[derive(Debug, Clone, PartialEq, Eq)]
        pub enum Action { $($(#[doc = $doc] $variant,)*)* $($(#[doc = $about])* $carrier $carried),* }
        /// Every action that has a key or could have one.
        pub static COMMANDS: &[Command] = &[$($(Command {
            action: Action::$variant, name: $name, keys: &[$($key),*], group: $group, doc: $doc, hint: actions!(@hint $($hint)?),
        },)*)*];
    };
    (@hint) => { None };
    (@hint $hint:literal) => { Some($hint) };
}

actions! {
    "Move" {
        Down "down" ["j", "<down>"] "next";
        Up "up" ["k", "<up>"] "previous";
        First "first" ["g g", "<home>"] "first";
        Last "last" ["G", "<end>"] "last";
        HalfDown "half-page-down" ["<ctrl-d>"] "half a page down";
        HalfUp "half-page-up" ["<ctrl-u>"] "half a page up";
        PageDown "page-down" ["<pagedown>"] "a page down";
        PageUp "page-up" ["<pageup>"] "a page up";
        Left "left" ["h", "<left>"] "back to the list; on the timeline, earlier";
        Right "right" ["l", "<right>"] "into the detail; on the timeline, later";
        NextPart "next-part" ["<tab>"] "next part of the pane";
        PreviousPart "previous-part" ["<s-tab>"] "previous part of the pane";
        Today "today" ["."] "go to today";
        ScrollDown "scroll-down" ["J"] "scroll the detail down";
        ScrollUp "scroll-up" ["K"] "scroll the detail up";
    }
    "Go" {
        Enter "enter" ["<enter>"] "open, or follow the reference";
        Escape "escape" ["<esc>"] "close what is on top, clear the filter, go back; never quits" hint "back";
        PreviousPane "previous-pane" ["[", "g T"] "previous pane";
        NextPane "next-pane" ["]", "g t"] "next pane";
        Back "back" ["H", "<backspace>", "<ctrl-o>"] "back to where you were, as it was";
        Forward "forward" ["L"] "forward again";
        Swap "swap" ["-"] "the last two places, in turn";
        GoNeeds "go-needs" ["g d"] "what it depends on";
        GoReferrers "go-referrers" ["g r"] "what refers to it";
        GoMember "go-member" ["g m"] "a member that has to do with it";
        GoProject "go-project" ["g p"] "a project that has to do with it";
        GoCapability "go-capability" ["g c"] "a capability area that has to do with it";
        Around "around" ["g n"] "its neighbourhood: what it needs and what needs it, drawn";
        Why "why" [] "what drives its date, and what has time to spare";
        Forecast "forecast" ["g f"] "its forecast: when, how likely, and what drives it";
        GoProblems "go-problems" ["g e"] "what is wrong with the file";
        GoWrong "go-wrong" ["!"] "what is wrong now: overdue, off track, at risk, open risks";
        GoLog "go-log" ["g l"] "what the last reloads changed";
        OpenLink "open-link" ["g x", "o"] "open its web address; where there is no browser, copy it";
    }
    "Find" {
        Filter "filter" ["/"] "filter this pane: words, field:value, date<2026-Q4, !not" hint "filter";
        Facets "facets" ["f"] "narrow the rows by what they have, with counts: Enter switches a value on and off";
        Views "views" ["'"] "views that have a name";
        Command "command" [":"] "command line: a pane, an entry, a date, an action, a setting";
        NextMatch "next-match" ["n"] "next match, round and round";
        PreviousMatch "previous-match" ["N"] "previous match";
        Sort "sort" ["s"] "sort by the next column" hint "sort";
        Reverse "reverse" ["S"] "reverse the order";
        Find "find" ["<space>"] "find anything: every entry and every action" hint "find";
        Help "help" ["?", "<f1>"] "help for this pane: type to search, Enter runs the line" hint "help";
        TourNext "tour-next" ["<ctrl-n>"] "on the tour: leave out a task";
        TourLeave "tour-leave" ["<ctrl-x>"] "on the tour: leave it";
    }
    "View" {
        More "more" ["+", "="] "timeline: zoom in; elsewhere: list wider";
        Less "less" ["_"] "timeline: zoom out; elsewhere: list narrower";
        Alone "alone" ["z"] "the part with the keys alone";
        Redraw "redraw" ["<ctrl-l>"] "draw the screen anew";
    }
    "What if" {
        WhatIf "what-if" ["w"] "enter the sandbox, where things can be tried and nothing is written; leave it";
        Earlier "earlier" ["<"] "in the sandbox: a milestone a week earlier (timeline: by its zoom), a risk gone, a member out";
        Later "later" [">"] "in the sandbox: a milestone a week later (timeline: by its zoom), a risk happens, a member back in";
        Export "export" ["x"] "in the sandbox: write its steps as TOML beside the roadmap, or copy them";
    }
    "Meet" {
        Present "present" ["P"] "present: the scenes one after the other, to all who follow; end it";
        Attend "follow" ["F"] "follow the presenter; again, look around alone";
        NextScene "next-scene" [] "presenting: the next scene";
        PreviousScene "previous-scene" [] "presenting: the scene before";
        Blank "blank" [] "presenting: cover what is shown, or uncover it";
        Notes "notes" ["g s"] "presenting: show the notes and the timer, or hide them";
        Minute "minute" ["m"] "presenting: a line in the minutes";
    }
    "Do" {
        Edit "edit" ["e"] "open the editor at this entry's line";
        Change "change" ["c"] "change this entry in a small form";
        Add "add" ["a"] "add an entry";
        Undo "undo" ["u"] "take the last change from here back; in the sandbox, the last step";
        Reload "reload" ["r", "<f5>", "<ctrl-r>"] "read the file now";
        Copy "copy" ["y"] "copy the id";
        CopyLink "copy-link" ["Y"] "copy a link to this view";
        CopyTitle "copy-title" [] "copy the name";
        CopyMarkdown "copy-markdown" [] "copy it as Markdown";
        CopyToml "copy-toml" [] "copy its text in the file, as TOML";
        CopyWhere "copy-where" [] "copy its file and line";
        Suspend "suspend" ["<ctrl-z>"] "suspend";
        Quit "quit" ["q", "<ctrl-c>"] "quit" hint "quit";
    }
    with {
        /// Show a pane.
        Show(PaneName),
        /// Go to the view of that name.
        View(String),
        /// Filter by one value of a field more, or one less.
        Facet(&'static str, Op, String),
        /// List the entries that words fit, the best first.
        ListFitting(String),
        /// Show an entry in the pane where it is at home.
        Open(Id),
        /// Show why an entry comes when it does.
        WhyOf(Id),
        /// Show the forecast of an entry.
        ForecastOf(Id),
        /// Go to a place.
        Visit(Box<Place>),
        /// Follow a reference of the detail, by its number.
        Follow(usize),
        /// Open the command line with the beginning of a line.
        Begin(String),
        /// Run a line of the command line.
        Run(String),
        /// Filter this pane.
        FilterBy(String),
        /// Show the timeline around a date.
        GoDate(When),
        /// Select a row by its number, from 1.
        Row(usize),
        /// Take other colours.
        UseTheme(Theme),
        /// Only ASCII signs, or all.
        UseAscii(bool),
        /// Take clicks and the wheel, or leave them to the terminal.
        UseMouse(bool),
        /// How near the timeline is.
        ZoomTo(Zoom),
        /// The share of the list in percent, 20 to 80.
        SplitAt(u16),
        /// The part with the keys alone, or not.
        StandAlone(bool),
        /// Take something of an entry along.
        Take(Id, Take),
        /// Open the web address of an entry.
        Browse(Id),
        /// Select an entry in this pane.
        Select(Id),
        /// Sort by a column, by its number; again, the other way round.
        SortBy(usize),
        /// Choose a line of the popup on top, by its number.
        Choose(usize),
        /// Ask for the name of a new entry.
        AddA(Kind),
        /// Add an entry of that name.
        AddNamed(Kind, String),
        /// Set fields of an entry to what was typed.
        Set(Id, Vec<(&'static str, String)>),
        /// Go to a scene, by its number from 1.
        Scene(usize),
        /// Put a line into the minutes, with what was said.
        Noted(String),
        /// In the sandbox, move the selected entry by so many days; earlier is negative.
        Shift(i32),
        /// Open the editor at a line and column, both from 1.
        EditAt {
            /// The path as it is shown.
            path: String,
            /// From 1.
            line: usize,
            /// From 1, in characters.
            column: usize,
        },
    }
}
