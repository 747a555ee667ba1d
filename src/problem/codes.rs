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
}

macro_rules! codes {
    ($($code:ident $severity:ident $title:literal, $why:literal, $example:expr;)*) => {
        /// Every code once. A code is never given a second meaning.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub enum Code { $(#[doc = $title] $code),* }

        /// What is known of every code, in order.
        pub static CODES: &[CodeInfo] = &[$(CodeInfo {
            code: Code::$code, name: stringify!($code), severity: Severity::$severity,
            title: $title, why: $why, example: $example,
        }),*];
    };
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
        "A duration is a number of calendar days or weeks: \"10d\" or \"6w\". An estimate has low, likely and high, in that order.",
        "[roadmap]\ntitle = \"t\"\n[[milestone]]\nid = \"m\"\nname = \"M\"\nstatus = \"planned\"\nduration = \"soon\"\nbasis = \"assumption\"\n";
    E018 Error "include is not followed yet",
        "This version reads one file. Put the entries into it.", "[roadmap]\ntitle = \"t\"\ninclude = [\"members/*.toml\"]\n";
    E020 Error "reference to nothing",
        "No entry has this id.", "[roadmap]\ntitle = \"t\"\n[[member]]\nid = \"acme\"\nname = \"Acme\"\nspecialty = \"s\"\nrelates = [\"acne\"]\nbasis = \"assumption\"\n";
    E021 Error "reference to the wrong kind",
        "The id exists, but an entry of its kind cannot stand here.", "[roadmap]\ntitle = \"t\"\n[[member]]\nid = \"acme\"\nname = \"Acme\"\nspecialty = \"s\"\nowner = \"cap\"\nbasis = \"assumption\"\n[[capability]]\nid = \"cap\"\nname = \"Cap\"\nbasis = \"assumption\"\n";
    E022 Error "id used twice",
        "An id names one entry in the whole file, whatever its kind, so that every reference is clear.",
        "[roadmap]\ntitle = \"t\"\n[[capability]]\nid = \"x\"\nname = \"X\"\nbasis = \"assumption\"\n[[capability]]\nid = \"x\"\nname = \"Y\"\nbasis = \"assumption\"\n";
    E030 Error "dependency cycle",
        "Each of these waits for the next, so none can ever begin. Take one of the references out.",
        "[roadmap]\ntitle = \"t\"\n[[milestone]]\nid = \"a\"\nname = \"A\"\nstatus = \"planned\"\ndepends_on = [\"b\"]\nbasis = \"assumption\"\n[[milestone]]\nid = \"b\"\nname = \"B\"\nstatus = \"planned\"\ndepends_on = [\"a\"]\nbasis = \"assumption\"\n";
    E031 Error "start after date",
        "The milestone may not begin before a day that lies after its promise.", "[roadmap]\ntitle = \"t\"\n[[milestone]]\nid = \"a\"\nname = \"A\"\nstatus = \"planned\"\nstart = \"2026-Q4\"\ndate = \"2026-Q2\"\nbasis = \"assumption\"\n";
    W040 Warning "promised before something it depends on can be there",
        "The promise ends before the promise of something that must be there first.",
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
}
