use super::Fuzzy;
use crate::edition::Facts;
use crate::model::{Common, Datum, Entry, EntryIx, TABLES};
use crate::problem::{did_you_mean, nearest};

/// What a filter asks for: `mistral status:done !owner:nvidia`. All parts must hold.
///
/// A word is looked for in the texts of an entry, and in its name and id also with letters left out. `field:value`
/// asks for a field whose text contains the value; `field:none` for an absent one; `!` turns a part round. Besides the
/// fields of the format, `kind:` and `health:` can be asked for.
#[derive(Debug)]
pub struct Query {
    words: Vec<Word>,
    fields: Vec<Asked>,
    wrong: Option<String>,
}

#[derive(Debug)]
struct Word {
    fuzzy: Fuzzy,
    plain: String,
    not: bool,
}

#[derive(Debug)]
struct Asked {
    field: String,
    value: String,
    not: bool,
}

/// What can be asked for besides the fields of the format.
const COMPUTED: [&str; 2] = ["kind", "health"];

/// Every field that can be asked for.
fn known() -> impl Iterator<Item = &'static str> {
    let own = TABLES.iter().flat_map(|table| table.fields);
    own.chain(Common::FIELDS).map(|field| field.key).chain(COMPUTED)
}

impl Query {
    /// From what was typed; anything can be asked.
    pub fn new(typed: &str) -> Self {
        let mut query = Self { words: Vec::new(), fields: Vec::new(), wrong: None };
        for part in typed.split_whitespace() {
            let (not, part) = part.strip_prefix('!').map_or((false, part), |rest| (true, rest));
            match part.split_once(':').filter(|(field, _)| !field.is_empty()) {
                Some((field, value)) => {
                    let field = field.to_lowercase();
                    if !known().any(|name| name == field) {
                        let near = did_you_mean(nearest(&field, known()).map(|near| format!("`{near}:`")));
                        query.wrong.get_or_insert_with(|| format!("there is no field `{field}`{near}"));
                    }
                    query.fields.push(Asked { field, value: value.to_lowercase(), not });
                }
                None if part.is_empty() => {}
                None => query.words.push(Word { fuzzy: Fuzzy::new(part), plain: part.to_lowercase(), not }),
            }
        }
        query
    }

    /// Whether everything matches.
    pub fn is_empty(&self) -> bool {
        self.words.is_empty() && self.fields.is_empty()
    }

    /// What is asked for that does not exist.
    pub fn wrong(&self) -> Option<&str> {
        self.wrong.as_deref()
    }

    /// Whether an entry is asked for.
    pub fn matches(&mut self, facts: &Facts<'_>, ix: EntryIx, entry: Entry<'_>) -> bool {
        self.words.iter_mut().all(|word| word.holds(entry) != word.not)
            && self.fields.iter().all(|asked| asked.holds(facts, ix, entry) != asked.not)
    }

    /// How well the name of an entry that matches fits the words; higher is better.
    pub fn fit(&mut self, entry: Entry<'_>) -> u32 {
        let wanted = self.words.iter_mut().filter(|word| !word.not);
        let fits = |word: &mut Word| word.fuzzy.score(entry.name()).unwrap_or(0);
        wanted.map(fits).sum()
    }
}

impl Word {
    fn holds(&mut self, entry: Entry<'_>) -> bool {
        if self.fuzzy.is_close(entry.name()) || self.fuzzy.is_close(entry.id().as_str()) {
            return true;
        }
        let mut found = false;
        entry.data(&mut |_, datum| {
            if let (false, Datum::Text(text)) = (found, datum) {
                found = text.to_lowercase().contains(&self.plain);
            }
        });
        found
    }
}

impl Asked {
    fn holds(&self, facts: &Facts<'_>, ix: EntryIx, entry: Entry<'_>) -> bool {
        match self.field.as_str() {
            "kind" if entry.kind().word().contains(&self.value) => true,
            "health" => facts
                .edition
                .judged
                .of(ix)
                .is_some_and(|health| health.words().replace(' ', "-").contains(&self.value.replace(' ', "-"))),
            name => {
                let text = entry.datum(name).words().to_lowercase();
                if self.value == "none" { text.is_empty() } else { !text.is_empty() && text.contains(&self.value) }
            }
        }
    }
}
