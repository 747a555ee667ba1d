use crate::model::Kind;
use crate::problem::{Code, Problem};
use crate::text::{FileId, SourceText, Span, one_line};
use memchr::memmem;
use toml::Spanned;
use toml::de::{DeTable, DeValue};

/// A piece of a text, read as TOML as far as it goes.
#[derive(Debug)]
pub struct Piece<'t> {
    table: Spanned<DeTable<'t>>,
    errors: Vec<toml::de::Error>,
}

/// Reads one piece.
pub fn piece(text: &str) -> Piece<'_> {
    let (table, errors) = DeTable::parse_recoverable(text);
    Piece { table, errors }
}

/// Who reads the pieces of a text: one after the other, or, where there are threads, at once. Nothing that comes out
/// depends on it.
#[derive(Debug, Clone, Copy)]
pub struct Hands {
    /// Into how many pieces a text is cut at most.
    pub pieces: usize,
    /// Reads each of them, in their order.
    pub read: for<'t> fn(Vec<&'t str>) -> Vec<Piece<'t>>,
}

impl Hands {
    /// One pair of hands.
    pub const ONE: Self = Self { pieces: usize::MAX, read: |texts| texts.into_iter().map(piece).collect() };
}

/// Pieces are not made smaller than this: what is read of one stays in the nearest memory, which is faster even
/// for one pair of hands.
const PIECE: usize = 16 << 10;

/// Tables of a text, each with the byte at which its piece begins.
pub type Tables<'t> = Vec<(usize, Spanned<DeTable<'t>>)>;

/// Reads a text as TOML, as far as it goes. Empty where there is nothing that could be read.
pub fn parse<'t>(file: FileId, source: &'t SourceText, hands: Hands, problems: &mut Vec<Problem>) -> Tables<'t> {
    if let Some(at) = source.not_utf8_at {
        let text = "the file is not UTF-8 from here on";
        problems.push(Problem::new(Code::E001, Span::new(file, at..at), text).remedy("save it as UTF-8".to_owned()));
        return Vec::new();
    }
    let before = problems.len();
    conflicts(file, &source.text, problems);
    if problems.len() > before {
        return Vec::new();
    }
    let starts = cut(&source.text, hands.pieces.min(source.text.len() / PIECE + 1));
    if starts.len() > 1 {
        let ends = starts.iter().skip(1).copied().chain([source.text.len()]);
        let texts = starts.iter().zip(ends).map(|(start, end)| &source.text[*start..end]).collect();
        let pieces = (hands.read)(texts);
        if fit_together(&pieces) {
            return starts.into_iter().zip(pieces).map(|(start, piece)| (start, piece.table)).collect();
        }
    }
    let Piece { table, errors } = piece(&source.text);
    problems.extend(errors.iter().map(|error| {
        let span = error.span().unwrap_or(0..0);
        let len = source.text.len();
        let at = Span::new(file, span.start.min(len)..span.end.min(len));
        Problem::new(Code::E002, at, one_line(error.message()).into_owned())
    }));
    vec![(0, table)]
}

/// Where a text can be cut so that each piece begins with the header of an entry.
fn cut(text: &str, pieces: usize) -> Vec<usize> {
    let header = |at: usize| {
        let line = text[at..].lines().next().unwrap_or("");
        let name = line.strip_prefix("[[").and_then(|rest| rest.strip_suffix("]]"));
        name.is_some_and(|name| Kind::ALL.into_iter().any(|kind| kind.word() == name))
    };
    let mut starts = vec![0];
    for i in 1..pieces {
        let near = (text.len() / pieces * i).max(starts.last().copied().unwrap_or(0) + 1).min(text.len());
        let found = memmem::find_iter(&text.as_bytes()[near..], b"\n[[").map(|at| near + at + 1).find(|at| header(*at));
        match found {
            Some(at) if starts.last() != Some(&at) => starts.push(at),
            _ => break,
        }
    }
    starts
}

/// Whether pieces that were read alone say what they say together. A cut inside of a string or an array leaves the
/// piece before it unfinished, which is an error; what is not a list of entries must stand in one piece only.
fn fit_together(pieces: &[Piece<'_>]) -> bool {
    let mut seen: Vec<&str> = Vec::new();
    pieces.iter().all(|piece| {
        piece.errors.is_empty()
            && piece.table.get_ref().iter().all(|(key, value)| {
                let name: &str = key.get_ref().as_ref();
                let list = matches!(value.get_ref(), DeValue::Array(_));
                let again = seen.contains(&name);
                seen.push(name);
                list || !again
            })
    })
}

/// Tells every pair of sides that a merge left in the text.
fn conflicts(file: FileId, text: &str, problems: &mut Vec<Problem>) {
    let line_at = |at: usize| memchr::memchr_iter(b'\n', &text.as_bytes()[..at]).count() + 1;
    for at in memmem::find_iter(text.as_bytes(), b"<<<<<<< ").filter(|at| *at == 0 || text.as_bytes()[at - 1] == b'\n')
    {
        let end = |from: usize| text[from..].find('\n').map_or(text.len(), |i| from + i);
        let middle = text[at..].find("\n=======").map(|i| at + i + 1);
        let last = middle.and_then(|middle| text[middle..].find("\n>>>>>>> ").map(|i| middle + i + 1));
        let mut problem = Problem::new(Code::E003, Span::new(file, at..end(at)), "a merge left both sides here");
        if let (Some(middle), Some(last)) = (middle, last) {
            let (first, between, until) = (line_at(at), line_at(middle), line_at(last));
            problem = problem
                .also(
                    Span::new(file, middle..end(middle)),
                    format!(
                        "one side is lines {} to {}, the other {} to {}",
                        first + 1,
                        between - 1,
                        between + 1,
                        until - 1
                    ),
                )
                .remedy("keep what is right of both and delete the three marker lines".to_owned());
        }
        problems.push(problem);
        if problems.len() > 100 {
            return;
        }
    }
}

/// Takes away what only echoes a syntax error: a problem found later that touches one, and, in a file that has
/// any, fields that are missing because their line could not be read.
pub fn drop_echoes(problems: &mut Vec<Problem>, syntax_until: usize) {
    let (syntax, later) = problems.split_at(syntax_until);
    let syntax: Vec<Span> = syntax.iter().filter(|p| p.code == Code::E002).map(|p| p.at).collect();
    if syntax.is_empty() {
        return;
    }
    let kept: Vec<Problem> = later
        .iter()
        .filter(|p| p.code != Code::E010 && !syntax.iter().any(|span| span.touches(p.at)))
        .cloned()
        .collect();
    problems.truncate(syntax_until);
    problems.extend(kept);
}
