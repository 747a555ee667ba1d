use super::Fuzzy;
use crate::edition::Facts;
use crate::model::{Datum, Entry, EntryIx};

/// What a filter asks for: `mistral status:done !owner:nvidia`. All parts must hold.
///
/// A word is looked for, letter by letter in order, in the name and the id, and as it is in the texts. `field:value` asks for a field whose
/// text contains the value; `field:none` for an absent one; `!` turns a part round. Besides the fields of the
/// format, `kind:` and `health:` can be asked for.
#[derive(Debug)]
pub struct Query {
    words: Option<(Fuzzy, Vec<String>)>,
    not: Vec<String>,
    fields: Vec<Asked>,
}

#[derive(Debug)]
struct Asked {
    field: String,
    value: String,
    not: bool,
}

impl Query {
    /// From what was typed; anything can be asked.
    pub fn new(typed: &str) -> Self {
        let (mut words, mut not, mut fields) = (Vec::new(), Vec::new(), Vec::new());
        for part in typed.split_whitespace() {
            let (turned, part) = part.strip_prefix('!').map_or((false, part), |rest| (true, rest));
            match part.split_once(':').filter(|(field, _)| !field.is_empty()) {
                Some((field, value)) => {
                    fields.push(Asked { field: field.to_lowercase(), value: value.to_lowercase(), not: turned });
                }
                None if part.is_empty() => {}
                None if turned => not.push(part.to_lowercase()),
                None => words.push(part),
            }
        }
        Self {
            words: (!words.is_empty())
                .then(|| (Fuzzy::new(&words.join(" ")), words.iter().map(|word| word.to_lowercase()).collect())),
            not,
            fields,
        }
    }

    /// Whether everything matches.
    pub fn is_empty(&self) -> bool {
        self.words.is_none() && self.not.is_empty() && self.fields.is_empty()
    }

    /// Whether an entry is asked for.
    pub fn matches(&mut self, facts: &Facts<'_>, ix: EntryIx, entry: Entry<'_>) -> bool {
        let name = format!("{} {}", entry.name(), entry.id());
        if let Some((words, plain)) = &mut self.words
            && words.score(&name).is_none()
            && !text_has(entry, plain)
        {
            return false;
        }
        if !self.not.is_empty() {
            let name = name.to_lowercase();
            if self.not.iter().any(|word| name.contains(word)) {
                return false;
            }
        }
        self.fields.iter().all(|asked| asked.holds(facts, ix, entry) != asked.not)
    }
}

/// Whether every word stands in the texts of an entry's fields.
fn text_has(entry: Entry<'_>, words: &[String]) -> bool {
    let mut missing: Vec<&String> = words.iter().collect();
    entry.data(&mut |_, datum| {
        if let (false, Datum::Text(text)) = (missing.is_empty(), datum) {
            let text = text.to_lowercase();
            missing.retain(|word| !text.contains(word.as_str()));
        }
    });
    missing.is_empty()
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
                let mut text = String::new();
                entry.data(&mut |field, datum| {
                    if field.key == name {
                        text = datum.words().to_lowercase();
                    }
                });
                if self.value == "none" { text.is_empty() } else { !text.is_empty() && text.contains(&self.value) }
            }
        }
    }
}
