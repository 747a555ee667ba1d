/// Every sign on the screen, each one cell wide.
macro_rules! glyphs {
    ($($(#[$doc:meta])* $name:ident $sign:literal $twin:literal;)*) => {
        /// A sign with a meaning. Colour never carries a meaning alone; these do.
        #[derive(Debug, Clone, Copy, PartialEq, Eq)]
        pub enum Glyph { $($(#[$doc])* $name),* }
        impl Glyph {
            /// Every sign.
            pub const ALL: &'static [Self] = &[$(Self::$name),*];
            /// The sign.
            pub const fn sign(self) -> &'static str { match self { $(Self::$name => $sign),* } }
            /// Its ASCII twin.
            pub const fn twin(self) -> &'static str { match self { $(Self::$name => $twin),* } }
        }
    };
}

glyphs! {
    /// The row that is selected.
    Mark "▌" ">";
    /// Between list and detail.
    Rule "│" "|";
    /// Under headings.
    Line "─" "-";
    /// Where a rule meets a line.
    Cross "┼" "+";
    /// Reached.
    Done "●" "@";
    /// Being worked on.
    Doing "◐" "~";
    /// Not begun.
    Planned "○" "o";
    /// Cannot go on.
    Blocked "■" "X";
    /// Given up.
    Cancelled "×" "x";
    /// A promise.
    Promise "◆" "#";
    /// A promise without a date.
    Undated "◇" "?";
    /// What is certain of a span.
    Bar "█" "=";
    /// What is under way of a span.
    Active "▓" "+";
    /// What is planned of a span.
    Plan "▒" "+";
    /// The same on the critical path.
    Critical "━" "*";
    /// How wide a promise is.
    Wide "░" "-";
    /// Follows from other dates.
    About "~" "~";
    /// Not before.
    AtLeast "≥" ">";
    /// No more than.
    AtMost "≤" "<";
    /// There is more to the left.
    Left "◀" "<";
    /// There is more to the right.
    Right "▶" ">";
    /// Leads to.
    Arrow "→" ">";
    /// A reference that can be followed.
    Follow "▸" ">";
    /// An item of a list.
    Bullet "•" "*";
    /// Something was cut off here.
    More "…" "~";
    /// A branch of a tree.
    Branch "├" "|";
    /// The last branch of a tree.
    Last "└" "`";
    /// Covered.
    Full "◼" "#";
    /// Covered by one or none.
    Thin "!" "!";
    /// Something is wrong with it.
    Wrong "!" "!";
    /// Assumed, not sourced.
    Assumed "≈" "*";
    /// Announced on this day.
    News "▾" "v";
    /// Not covered; nothing here.
    Empty "·" ".";
    /// Sorted upwards; later.
    Up "▲" "^";
    /// Sorted downwards.
    Down "▼" "v";
    /// The day on which this is looked at.
    Today "┊" ":";
    /// Where the next letter goes.
    Cursor "▏" "_";
    /// Where a connector that comes from above turns.
    Corner "╰" "`";
    /// Where a connector that comes from below turns.
    CornerUp "╭" ",";
    /// Where a line from the left turns down.
    CornerDown "╮" ".";
    /// Where a line from above turns to the left.
    CornerLeft "╯" "'";
    /// Where a line to the left leaves an upright one.
    TeeLeft "┤" "|";
    /// Where a line downwards leaves another.
    TeeDown "┬" "+";
    /// Where a line upwards leaves another.
    TeeUp "┴" "+";
    /// An eighth of a column.
    Rise1 "▁" "_";
    /// Two eighths of a column.
    Rise2 "▂" "_";
    /// Three eighths of a column.
    Rise3 "▃" ".";
    /// Half a column.
    Rise4 "▄" ".";
    /// Five eighths of a column.
    Rise5 "▅" "-";
    /// Six eighths of a column.
    Rise6 "▆" "-";
    /// Seven eighths of a column.
    Rise7 "▇" "=";
    /// A quarter of a cell of a bar.
    Reach2 "▎" "-";
    /// Three eighths of a cell of a bar.
    Reach3 "▍" "-";
    /// Five eighths of a cell of a bar.
    Reach5 "▋" "=";
    /// Three quarters of a cell of a bar.
    Reach6 "▊" "=";
    /// Seven eighths of a cell of a bar.
    Reach7 "▉" "=";
    /// A day that the plan gives.
    Expected "△" "A";
    /// A day by which there is an even chance.
    Even "◦" "5";
    /// A day by which there is a chance of 80 %.
    Likely "◉" "8";
}

impl Glyph {
    /// The word for it where there are no signs; empty where it says nothing that words do not say already.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Done => "reached",
            Self::Doing => "being worked on",
            Self::Planned => "not begun",
            Self::Blocked => "cannot go on",
            Self::Cancelled => "given up",
            Self::Promise => "promised",
            Self::Undated => "without a date",
            Self::Active => "under way",
            Self::Plan => "planned",
            Self::Critical => "on the critical path",
            Self::About => "about",
            Self::AtLeast => "at least",
            Self::AtMost => "at most",
            Self::Arrow | Self::Follow => "leads to",
            Self::More => "and more",
            Self::Full => "covered",
            Self::Thin => "thinly covered",
            Self::Wrong => "something is wrong with it",
            Self::Assumed => "assumed",
            Self::News => "announced",
            Self::Empty => "none",
            Self::Today => "today",
            Self::Mark | Self::Cursor => "selected",
            Self::Up => "sorted",
            Self::Down => "sorted, reversed",
            Self::Left => "more before",
            Self::Right => "more after",
            Self::Rule | Self::Line | Self::Cross | Self::Bar | Self::Wide | Self::Bullet => "",
            Self::Branch | Self::Last | Self::Corner | Self::CornerUp | Self::CornerDown | Self::CornerLeft => "",
            Self::TeeLeft | Self::TeeDown | Self::TeeUp => "",
            Self::Rise1 | Self::Rise2 | Self::Rise3 | Self::Rise4 | Self::Rise5 | Self::Rise6 | Self::Rise7 => "",
            Self::Reach2 | Self::Reach3 | Self::Reach5 | Self::Reach6 | Self::Reach7 => "",
            Self::Expected => "planned",
            Self::Even => "an even chance",
            Self::Likely => "80 % chance",
        }
    }
}

/// A sign, and what it means somewhere.
pub type Sign = (Glyph, &'static str);

/// What the signs mean before the name of a milestone or a project.
pub const STANDING: &[Sign] = &[
    (Glyph::Done, Glyph::Done.word()),
    (Glyph::Doing, Glyph::Doing.word()),
    (Glyph::Planned, Glyph::Planned.word()),
    (Glyph::Blocked, Glyph::Blocked.word()),
    (Glyph::Cancelled, Glyph::Cancelled.word()),
];

/// What the signs mean that stand in every pane.
pub const EVERYWHERE: &[Sign] = &[
    (Glyph::Mark, "selected"),
    (Glyph::Follow, "a reference that can be followed"),
    (Glyph::Wrong, "before an entry: something is wrong with it in the file"),
    (Glyph::Assumed, "after a name: assumed, no source says so"),
    (Glyph::More, "something was cut off here"),
];

impl Glyph {
    /// The sign where there are only the fonts of the Linux console, all of which have the signs of code page 437.
    pub const fn on_console(self) -> &'static str {
        match self {
            Self::Done => "•",
            Self::Promise => "♦",
            Self::Left => "◄",
            Self::Right | Self::Follow => "►",
            Self::Full => "■",
            Self::News => "▼",
            Self::Critical => "═",
            Self::Corner => "└",
            Self::CornerUp => "┌",
            Self::Rise1 | Self::Rise2 | Self::Rise3 => "_",
            Self::Rise4 | Self::Rise5 | Self::Rise6 => "▄",
            Self::Rise7 => Self::Bar.sign(),
            Self::Reach2 | Self::Reach3 => " ",
            Self::Reach5 | Self::Reach6 | Self::Reach7 => "▌",
            Self::Expected | Self::Even | Self::Likely => self.twin(),
            Self::Doing | Self::Cancelled | Self::Undated | Self::More | Self::Today | Self::Cursor => self.twin(),
            _ => self.sign(),
        }
    }
}
