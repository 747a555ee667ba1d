/// Whether a file can be used in spite of a problem.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// The last sound edition stays on screen.
    Error,
    /// Worth a look, never in the way.
    Warning,
}

impl Severity {
    /// The word for it.
    pub fn word(self) -> &'static str {
        match self {
            Self::Error => "error",
            Self::Warning => "warning",
        }
    }
}

/// What is known of a code.
#[derive(Debug)]
pub struct CodeInfo {
    /// The code.
    pub code: Code,
    /// The code as it is written.
    pub name: &'static str,
    /// Error or warning.
    pub severity: Severity,
    /// One line.
    pub title: &'static str,
    /// Why it matters and what to do.
    pub why: &'static str,
    /// A small file that has exactly this problem.
    pub example: &'static str,
    /// Which file can have it.
    pub of: Subject,
}

/// What a file is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Subject {
    /// A roadmap.
    Roadmap,
    /// The settings of a person.
    Settings,
}

macro_rules! codes {
    ($($code:ident $severity:ident $title:literal, $why:literal, $example:expr $(, of $of:ident)?;)*) => {
        /// Every code once. A code is never given a second meaning.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub enum Code { $(#[doc = $title] $code),* }

        /// What is known of every code, in order.
        pub static CODES: &[CodeInfo] = &[$(CodeInfo {
            code: Code::$code, name: stringify!($code), severity: Severity::$severity,
            title: $title, why: $why, example: $example, of: codes!(@of $($of)?),
        }),*];
    };
    (@of) => { Subject::Roadmap };
    (@of $of:ident) => { Subject::$of };
}

impl Code {
    /// What is known of it.
    pub fn info(self) -> &'static CodeInfo {
        &CODES[self as usize]
    }
}

codes! {
    E001 Error "the file is not UTF-8",
        "A roadmap is a UTF-8 text. Save the file as UTF-8; the place named is the first byte that is not.", "# \u{fffd}\n";
    E002 Error "not TOML",
        "The line cannot be read as TOML. Often a quote, a bracket or an equals sign is missing on this line or the one before.",
        "[roadmap]\ntitle = \"unfinished\n";
    E003 Error "git conflict markers",
        "A merge left both sides in the file. Keep one side, or what is right of both, and delete the three marker lines.",
        "[roadmap]\n<<<<<<< HEAD\ntitle = \"ours\"\n=======\ntitle = \"theirs\"\n>>>>>>> branch\n";
    E010 Error "missing field",
        "An entry lacks a field that every entry of its kind must have.", "[roadmap]\ntitle = \"t\"\n[[member]]\nid = \"acme\"\n";
    E011 Error "unknown field",
        "The format does not have this field here, so that a misspelt one is never silently ignored.",
        "[roadmap]\ntitle = \"t\"\nsumary = \"s\"\n";
    E012 Error "wrong type",
        "The field wants another type of value.", "[roadmap]\ntitle = 2026\n";
    E013 Error "a word that is not in the list",
        "The field takes one of a few words.", "[roadmap]\ntitle = \"t\"\n[[risk]]\nid = \"r\"\nname = \"R\"\ncategory = \"c\"\nstatus = \"opened\"\nbasis = \"assumption\"\n";
    E014 Error "bad date",
        "A date is as precise as it is known: 2026-03-16, \"2026-03\", \"2026-Q3\", \"2026-H2\" or \"2026\". Leave it out when it is not known.",
        "[roadmap]\ntitle = \"t\"\nas_of = \"Q3 2026\"\n";
    E015 Error "bad id",
        "An id is made of lower case letters, digits and hyphens, and begins with a letter or a digit.",
        "[roadmap]\ntitle = \"t\"\n[[capability]]\nid = \"Safe AI\"\nname = \"Safe AI\"\nbasis = \"assumption\"\n";
    E016 Error "number out of range",
        "The number is outside what the field can mean.", "[roadmap]\ntitle = \"t\"\nconfidence = 80\n";
    E017 Error "bad duration",
        "A duration is a number of calendar days or weeks: \"10d\" or \"6w\".",
        "[roadmap]\ntitle = \"t\"\n[[milestone]]\nid = \"m\"\nname = \"M\"\nstatus = \"planned\"\nduration = \"soon\"\nbasis = \"assumption\"\n";
    E018 Error "include that cannot be followed",
        "What a roadmap includes lies below the folder of its first file: each organisation may keep its own there. A pattern is a path from that folder, in which * stands for any name; a path without one names a file that must be there.",
        "[roadmap]\ntitle = \"t\"\ninclude = [\"members/acme.toml\"]\n";
    E019 Error "estimate out of order",
        "An estimate has three durations, from short to long: low if all goes well, likely, and high if little does.",
        "[roadmap]\ntitle = \"t\"\n[[milestone]]\nid = \"m\"\nname = \"M\"\nstatus = \"planned\"\nduration = \"6w\"\nestimate = { low = \"9w\", likely = \"6w\", high = \"12w\" }\nbasis = \"assumption\"\n";
    E020 Error "reference to nothing",
        "No entry has this id.", "[roadmap]\ntitle = \"t\"\n[[member]]\nid = \"acme\"\nname = \"Acme\"\nspecialty = \"s\"\nrelates = [\"acne\"]\nbasis = \"assumption\"\n";
    E021 Error "reference to the wrong kind",
        "The id exists, but an entry of its kind cannot stand here.", "[roadmap]\ntitle = \"t\"\n[[member]]\nid = \"acme\"\nname = \"Acme\"\nspecialty = \"s\"\nowner = \"cap\"\nbasis = \"assumption\"\n[[capability]]\nid = \"cap\"\nname = \"Cap\"\nbasis = \"assumption\"\n";
    E022 Error "id used twice",
        "An id names one entry in the whole file, whatever its kind, so that every reference is clear.",
        "[roadmap]\ntitle = \"t\"\n[[capability]]\nid = \"x\"\nname = \"X\"\nbasis = \"assumption\"\n[[capability]]\nid = \"x\"\nname = \"Y\"\nbasis = \"assumption\"\n";
    E023 Error "the table about the roadmap in an included file",
        "Title, summary and includes of a roadmap stand in its first file, once. A file that it includes has entries only.",
        "[roadmap]\ntitle = \"t\"\ninclude = [\"acme.toml\"]\n# ---- acme.toml\n[roadmap]\ntitle = \"Acme\"\n";
    E024 Error "filter that cannot be understood",
        "A view is filtered as a pane is behind /: words, field:value, date<2026-Q4, !not. The field must be one that entries have, and the value one that can stand in it.",
        "[roadmap]\ntitle = \"t\"\n[[view]]\nname = \"Late\"\npane = \"milestones\"\nfilter = \"helth:overdue\"\n";
    E025 Error "no such field to hide",
        "members_only names fields of its own entry that only members may see. A misspelt one would be seen by everyone.",
        "[roadmap]\ntitle = \"t\"\n[[risk]]\nid = \"r\"\nname = \"R\"\ncategory = \"c\"\nstatus = \"open\"\nmitigation = \"m\"\nmembers_only = [\"mitigtion\"]\nbasis = \"assumption\"\nowner = \"a\"\n[[member]]\nid = \"a\"\nname = \"A\"\nspecialty = \"s\"\nbasis = \"assumption\"\n";
    E026 Error "field that cannot be hidden",
        "An entry is nothing without the fields that must be there, also for those who see only what is public. Hide the whole entry with visibility = \"members\".",
        "[roadmap]\ntitle = \"t\"\n[[member]]\nid = \"a\"\nname = \"A\"\nspecialty = \"s\"\nmembers_only = [\"specialty\"]\nbasis = \"assumption\"\n";
    E030 Error "dependency cycle",
        "Each of these waits for the next, so none can ever begin. Take one of the references out.",
        "[roadmap]\ntitle = \"t\"\n[[milestone]]\nid = \"a\"\nname = \"A\"\nstatus = \"planned\"\ndepends_on = [\"b\"]\nbasis = \"assumption\"\n[[milestone]]\nid = \"b\"\nname = \"B\"\nstatus = \"planned\"\ndepends_on = [\"a\"]\nbasis = \"assumption\"\n";
    E031 Error "start after date",
        "The milestone may not begin before a day that lies after its promise.", "[roadmap]\ntitle = \"t\"\n[[milestone]]\nid = \"a\"\nname = \"A\"\nstatus = \"planned\"\nstart = \"2026-Q4\"\ndate = \"2026-Q2\"\nbasis = \"assumption\"\n";
    W040 Warning "promised before something it depends on can be there",
        "By the plan, what must be there first comes too late: over however many steps, and with all their lengths, it can be reached only after its promise.",
        "[roadmap]\ntitle = \"t\"\n[[announcement]]\nid = \"chip\"\nname = \"Chip\"\nkind = \"hardware\"\navailable = \"2999-Q4\"\nbasis = \"assumption\"\n[[milestone]]\nid = \"a\"\nname = \"A\"\nstatus = \"planned\"\ndate = \"2999-Q1\"\ndepends_on = [\"chip\"]\nbasis = \"assumption\"\n";
    W041 Warning "past its date and not done",
        "The promised day has passed. Say that it was reached (status and done), or promise another day.",
        "[roadmap]\ntitle = \"t\"\n[[milestone]]\nid = \"a\"\nname = \"A\"\nstatus = \"planned\"\ndate = 2001-01-01\nbasis = \"assumption\"\n";
    W042 Warning "done in the future",
        "The day on which it was reached lies after today.",
        "[roadmap]\ntitle = \"t\"\n[[milestone]]\nid = \"a\"\nname = \"A\"\nstatus = \"done\"\ndone = 2999-01-01\nbasis = \"assumption\"\n";
    W043 Warning "no source, and not marked as an assumption",
        "A fact names where it comes from (sources), or says that it is assumed (basis = \"assumption\").",
        "[roadmap]\ntitle = \"t\"\n[[source]]\nid = \"s\"\ntitle = \"S\"\n[[capability]]\nid = \"c\"\nname = \"C\"\n";
    W044 Warning "capability area that no member covers",
        "Nobody brings what this area needs. A member covers it by naming it in its capabilities.",
        "[roadmap]\ntitle = \"t\"\n[[member]]\nid = \"m\"\nname = \"M\"\nspecialty = \"s\"\nbasis = \"assumption\"\n[[capability]]\nid = \"c\"\nname = \"C\"\nbasis = \"assumption\"\n";
    W045 Warning "milestone that nothing schedules",
        "It has neither a date nor a length, and depends on nothing, so that it has no place in time, not even an order. Say what is known: date, start, estimate or depends_on.",
        "[roadmap]\ntitle = \"t\"\n[[milestone]]\nid = \"a\"\nname = \"A\"\nstatus = \"planned\"\nbasis = \"assumption\"\n";
    W046 Warning "risk without an owner",
        "Somebody scored the risk or planned against it, and nobody answers for it.",
        "[roadmap]\ntitle = \"t\"\n[[risk]]\nid = \"r\"\nname = \"R\"\ncategory = \"c\"\nstatus = \"open\"\nlikelihood = 2\nimpact = 4\nbasis = \"assumption\"\n";
    W047 Warning "a day of reaching without the status",
        "The day on which it was reached counts only with status \"done\".",
        "[roadmap]\ntitle = \"t\"\n[[milestone]]\nid = \"a\"\nname = \"A\"\nstatus = \"in-progress\"\ndate = 2999-01-01\ndone = 2001-01-01\nbasis = \"assumption\"\n";
    W048 Warning "include that no file is like",
        "A pattern may match nothing, as long as no organisation has a file of its own; often it is misspelt.",
        "[roadmap]\ntitle = \"t\"\ninclude = [\"members/*.toml\"]\n# ---- somewhere/else.toml\n";
    W049 Warning "view that its pane cannot show",
        "A view shows a pane, and what stands in it must be right there: its filter asks for what the entries of the pane can have and for entries that there are, and it is sorted by a column of the pane. Until it is, the view cannot be gone to.",
        "[roadmap]\ntitle = \"t\"\n[[view]]\nname = \"Late\"\npane = \"milestones\"\nsort = \"dat\"\n";
    E050 Error "no key",
        "A key is the character on it, such as j or ?, or a name between angle brackets: <enter>, <esc>, <tab>, <s-tab>, <space>, <backspace>, <delete>, <up>, <down>, <left>, <right>, <home>, <end>, <pageup>, <pagedown>, <f1> to <f12>, and with control <ctrl-d>. Several keys one after the other have spaces between them: g f.",
        "[keys]\nfilter = [\"ctrl-f\"]\n", of Settings;
    E051 Error "no such action",
        "A key can be given to an action that `roadmap keys` lists, by its name.", "[keys]\nfliter = [\"F\"]\n", of Settings;
    E052 Error "a key for two actions",
        "A key has one meaning. Taken from an action that has it by default, it is simply taken; given to two in the file, it is not clear which was meant.",
        "[keys]\nfilter = [\"F\"]\nsort = [\"F\"]\n", of Settings;
    E053 Error "keys that could never be typed to their end",
        "A key that means something alone cannot also begin other keys: it would be carried out before the next one is typed. Give one of the two another key, or take its keys away with an empty list.",
        "[keys]\nfilter = [\"e f\"]\n", of Settings;
    E054 Error "a key that keeps its meaning",
        "Enter, Esc and ctrl-c mean the same for everybody, so that there is always a way on, back and out.",
        "[keys]\nfilter = [\"<esc>\"]\n", of Settings;
    W055 Warning "a key that does not arrive",
        "Terminals send ctrl-i as Tab, ctrl-m as Enter and ctrl-h as Backspace; ctrl-s and ctrl-q stop and wake the output of many; screen and tmux keep ctrl-a and ctrl-b.",
        "[keys]\nfilter = [\"<ctrl-s>\"]\n", of Settings;
    W056 Warning "no key to walk a list with",
        "In a list that is searched, letters are text. Without another key for up and down it could not be walked.",
        "[keys]\ndown = [\"j\"]\n", of Settings;
    W057 Warning "promised before its own work can be done",
        "Counted from today, or from its start, what it still takes ends after its promise. Promise another day, or take another look at its length.",
        "[roadmap]\ntitle = \"t\"\n[[milestone]]\nid = \"a\"\nname = \"A\"\nstatus = \"planned\"\nstart = 2999-01-01\ndate = \"2999-Q1\"\nduration = \"20w\"\nbasis = \"assumption\"\n";
    W058 Warning "a doubt that may be counted twice",
        "The high end of an estimate lies more than twice as far as what is likely, and a risk that affects the milestone adds days of its own. When the estimate was made with the risk in mind, it counts twice in the forecast.",
        "[roadmap]\ntitle = \"t\"\n[[milestone]]\nid = \"a\"\nname = \"A\"\nstatus = \"planned\"\nestimate = { low = \"2w\", likely = \"4w\", high = \"9w\" }\nbasis = \"assumption\"\n[[member]]\nid = \"m\"\nname = \"M\"\nspecialty = \"s\"\nbasis = \"assumption\"\n[[risk]]\nid = \"r\"\nname = \"R\"\ncategory = \"c\"\nstatus = \"open\"\nowner = \"m\"\nlikelihood = 2\nimpact = 4\naffects = [\"a\"]\nbasis = \"assumption\"\n";
    W059 Warning "done before something it depends on",
        "It was reached although something that it depends on is not there. Either that is done too, or it was never needed; the plan goes on as if it had not been.",
        "[roadmap]\ntitle = \"t\"\n[[milestone]]\nid = \"a\"\nname = \"A\"\nstatus = \"done\"\ndone = 2001-01-01\ndepends_on = [\"b\"]\nbasis = \"assumption\"\n[[milestone]]\nid = \"b\"\nname = \"B\"\nstatus = \"planned\"\nduration = \"4w\"\nbasis = \"assumption\"\n";
    W060 Warning "planned, and its start has passed",
        "Its work should have begun by now. The plan counts it from today.",
        "[roadmap]\ntitle = \"t\"\n[[milestone]]\nid = \"a\"\nname = \"A\"\nstatus = \"planned\"\nstart = 2001-01-01\nduration = \"20w\"\nbasis = \"assumption\"\n";
    W061 Warning "all of it done, and not done",
        "Nothing is left of its work, and yet its status is another. The plan has it reached today.",
        "[roadmap]\ntitle = \"t\"\n[[milestone]]\nid = \"a\"\nname = \"A\"\nstatus = \"in-progress\"\nduration = \"20w\"\nprogress = 100\nbasis = \"assumption\"\n";
    W062 Warning "waits for what was given up",
        "What it depends on will not come. Its own date is told as the earliest, and its chance as the most, until that is settled.",
        "[roadmap]\ntitle = \"t\"\n[[milestone]]\nid = \"a\"\nname = \"A\"\nstatus = \"planned\"\ndate = 2999-01-01\ndepends_on = [\"b\"]\nbasis = \"assumption\"\n[[milestone]]\nid = \"b\"\nname = \"B\"\nstatus = \"cancelled\"\nbasis = \"assumption\"\n";
    W063 Warning "scene whose pane does not list what it points at",
        "A scene shows a pane with an entry selected. This pane does not list the entry, so that nothing would be selected.",
        "[roadmap]\ntitle = \"t\"\n[[risk]]\nid = \"r\"\nname = \"R\"\ncategory = \"c\"\nstatus = \"open\"\nbasis = \"assumption\"\n[[scene]]\nname = \"What could go wrong\"\npane = \"milestones\"\nfocus = \"r\"\n";
}
