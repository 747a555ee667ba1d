use super::reference::fields;
use super::schema::{property, shape, table};
use crate::app::{COMMANDS, General, KEYS, bindable, written};
use crate::model::{Record, Shape, TABLES, View};
use crate::panes::PANES;
use serde_json::{Map, Value, json};
use std::fmt::Write;

/// What the fields above the first header are called where a table has a name.
const ABOVE: &str = "settings";

/// The JSON Schema (draft 7) of a person's settings.
pub fn settings_schema() -> Value {
    let mut properties: Map<String, Value> =
        General::FIELDS.iter().map(|field| (field.key.to_owned(), property(ABOVE, field))).collect();
    let actions = bindable().map(|(name, _, usual)| {
        let usual: Vec<String> = usual.iter().map(|keys| written(keys)).collect();
        let about = json!({
            "description": about(name),
            "type": "array",
            "items": shape(Shape::Keys),
            "default": usual,
        });
        (name.to_owned(), about)
    });
    properties.insert(
        KEYS.to_owned(),
        json!({
            "description": "The keys of actions; an empty list takes away those that an action has.",
            "type": "object",
            "additionalProperties": false,
            "properties": actions.collect::<Map<_, _>>(),
        }),
    );
    for views in TABLES.iter().filter(|table| table.name == View::NAME) {
        let about = "Views of your own, beside those of a roadmap.";
        properties
            .insert(View::NAME.to_owned(), json!({ "description": about, "type": "array", "items": table(views) }));
    }
    json!({
        "$schema": "http://json-schema.org/draft-07/schema#",
        "title": "The settings of one person for roadmap",
        "$comment": "Made by `roadmap schema --config` from the declarations of the fields and the actions.",
        "type": "object",
        "additionalProperties": false,
        "properties": properties,
    })
}

/// What an action does.
fn about(name: &str) -> &'static str {
    let pane = || PANES.iter().find(|pane| pane.name().word() == name).map(|pane| pane.about());
    COMMANDS.iter().find(|command| command.name == name).map(|command| command.doc).or_else(pane).unwrap_or("")
}

/// The reference of the settings, as Markdown.
pub fn settings_reference() -> String {
    let mut out = String::from(
        "# Settings\n\n\
         <!-- Made from the declarations of the fields and the actions: UPDATE=1 cargo test --test generated -->\n\n\
         What you want to have otherwise, on every roadmap, stands in `~/.config/roadmap/config.toml` (in the folder that \
         `XDG_CONFIG_HOME` names, where it does). `--config FILE` or the variable `ROADMAP_CONFIG` point elsewhere, and \
         `--config none` goes without. Nothing has to be there. Flags win over the environment, the environment over \
         this file, and this file over what is usual.\n\n\
         The dashboard reads it again when it is saved. While it has errors, what was right before goes on, the footer \
         says where the first error is, the header how many there are, `g e` lists all of them, and `e` there opens your editor at the line. `roadmap \
         check --config` tells them on the command line, with the exit codes of [`roadmap check`](check.md); so does \
         `roadmap check` with the path of the file. `roadmap schema --config` prints what editors complete and check by; \
         a first line `#:schema ./config.schema.json` names it. `roadmap read` takes them at its beginning. What is made for others is never changed by settings: \
         `snapshot`, `list`, `show` and `check` of a roadmap do not look at them.\n\n\
         ## Above the first header\n\n",
    );
    fields(&mut out, General::FIELDS);
    out.push_str(
        "\n## `[keys]`\n\n\
         An action and its keys, which take the place of those it has: `filter = [\"/\", \"<ctrl-f>\"]`. An empty list takes \
         its keys away. A key that another action has by default is taken from that; given to two actions in the file, \
         it is an error, and so is a key that is the beginning of others, which could never be typed to their end. Help, \
         the footer and `roadmap keys` show what you have.\n\n\
         A key is the character on it: `j`, `?`, `G`. Others have names: `<enter>` `<esc>` `<tab>` `<s-tab>` `<space>` \
         `<backspace>` `<delete>` `<up>` `<down>` `<left>` `<right>` `<home>` `<end>` `<pageup>` `<pagedown>`, `<f1>` to \
         `<f12>`, and with control `<ctrl-d>`. Several keys one after the other have spaces between them: `g f`. Enter, \
         Esc and ctrl-c keep their meaning, so that there is always a way on, back and out. `<ctrl-i>`, `<ctrl-m>` and \
         `<ctrl-h>` arrive as other keys; `<ctrl-s>`, `<ctrl-q>`, `<ctrl-a>` and `<ctrl-b>` are kept by many terminals or \
         by what runs in them, and keys with Alt mean nothing here.\n\n\
         | action | keys | what it does |\n|---|---|---|\n",
    );
    for (name, _, usual) in bindable() {
        let cell = |text: &str| text.replace('|', "\\|");
        let keys: Vec<String> = usual.iter().map(|keys| format!("`{}`", cell(&written(keys)))).collect();
        let _ = writeln!(out, "| `{name}` | {} | {} |", keys.join(" "), cell(about(name)));
    }
    out.push_str(
        "\n## `[[view]]`\n\n\
         Views of your own, which `'` lists behind those of the roadmap; written as [there](format.md#view).\n\n\
         ```toml\n[[view]]\nname = \"What waits for us\"\npane = \"milestones\"\nfilter = \"owner:acme !status:done\"\n```\n\
         \n## Examples\n\n\
         [arrows.toml](settings/arrows.toml): arrows and function keys only, for a keyboard without Latin letters. \
         [emacs.toml](settings/emacs.toml): the keys of Emacs. [quiet.toml](settings/quiet.toml): no mouse, plain signs, no \
         key that opens another program.\n",
    );
    out
}
