//! The line in which things are typed.

#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test may stop where it stands")]

use coalition_roadmap::app::{Edited, Key, KeyCode, Prompt, keys};
use coalition_roadmap::ask::{Offer, Offers};
use coalition_roadmap::look::in_sight;
use coalition_roadmap::text::width;
use proptest::prelude::*;
use proptest::sample::select;
use unicode_segmentation::UnicodeSegmentation;

fn press(prompt: &mut Prompt, text: &str) -> Vec<Edited> {
    keys(text).into_iter().map(|key| prompt.edit(key)).collect()
}

/// The line with a bar at the cursor.
fn shown(prompt: &Prompt) -> String {
    let (before, behind) = prompt.text().split_at(prompt.cursor());
    format!("{before}|{behind}")
}

/// A line, keys, the line they lead to.
#[track_caller]
fn check(from: &str, typed: &str, to: &str) {
    let mut prompt = Prompt::new(from);
    press(&mut prompt, typed);
    assert_eq!(shown(&prompt), to, "{from} + {typed}");
}

#[test]
fn letters_go_where_the_cursor_is() {
    check("", "ab<left>c", "ac|b");
    check("risk", "<home>my<space>", "my |risk");
    check("ab", "<home><right>x<end>y", "axby|");
    check("", "é中<left>x", "éx|中");
    check("ab", "<left><left><left>x", "x|ab");
}

#[test]
fn pieces_are_taken_away_on_either_side() {
    check("abc", "<left><backspace>", "a|c");
    check("abc", "<home><delete>", "|bc");
    check("abc", "<end><delete>", "abc|");
    check("abc", "<home><backspace>", "|abc");
    check("one two three", "<ctrl-w>", "one two |");
    check("one two  ", "<ctrl-w>", "one |");
    check("one two", "<left><left><ctrl-u>", "|wo");
    check("one two", "<home><right><ctrl-k>", "o|");
    check("one two three", "<ctrl-left><ctrl-left>x<ctrl-right>y", "one xtwoy| three");
}

#[test]
fn what_looks_like_one_letter_is_one() {
    let family = "👩\u{200d}👩";
    let mut prompt = Prompt::new("e\u{301}한");
    press(&mut prompt, "<left><left>x");
    assert_eq!(shown(&prompt), "x|e\u{301}한");
    press(&mut prompt, "<right><backspace>");
    assert_eq!(shown(&prompt), "x|한");
    // What is typed can join with what stands before it; the cursor is never inside.
    let mut prompt = Prompt::new("e");
    prompt.paste("\u{301}");
    press(&mut prompt, "<backspace>");
    assert_eq!(shown(&prompt), "|");
    let mut prompt = Prompt::new(family);
    press(&mut prompt, "<left>");
    assert_eq!(prompt.cursor(), 0);
}

#[test]
fn what_is_pasted_is_one_safe_line_at_the_cursor() {
    let mut prompt = Prompt::new("ab");
    press(&mut prompt, "<left>");
    prompt.paste("x\r\ny\u{1b}[31m\u{202e}\tz");
    assert_eq!(shown(&prompt), "ax y[31m z|b");
}

#[test]
fn an_empty_line_leaves_the_keys_that_move_in_it_to_others() {
    let mut prompt = Prompt::default();
    assert_eq!(press(&mut prompt, "<left><right><home><end><up><down><tab><s-tab><enter><esc>"), [Edited::Not; 10]);
    assert_eq!(press(&mut prompt, "a<left><up><enter>"), [Edited::Text, Edited::Moved, Edited::Not, Edited::Not]);
}

#[test]
fn what_is_to_be_typed_over_goes_with_the_first_letter_only() {
    let over = |typed: &str| {
        let mut prompt = Prompt::new("old").overtyped();
        press(&mut prompt, typed);
        shown(&prompt)
    };
    assert_eq!(over("xy"), "xy|");
    assert_eq!(over("<backspace>x"), "olx|");
    assert_eq!(over("<left>x"), "olx|d");
    assert_eq!(over("<ctrl-u>x"), "x|");
}

#[test]
fn lines_typed_before_come_back_and_what_was_being_typed_is_not_lost() {
    let past = || vec!["one".to_owned(), "two".to_owned(), "three".to_owned()];
    let after = |typed: &str| {
        let mut prompt = Prompt::new("").recalling(past());
        press(&mut prompt, typed);
        shown(&prompt)
    };
    assert_eq!(after("<up>"), "three|");
    assert_eq!(after("<up><up><up><up>"), "one|");
    assert_eq!(after("new<up><up><down>"), "three|");
    assert_eq!(after("new<up><up><down><down><down>"), "new|");
    assert_eq!(after("<up>x<up>"), "three|", "what was changed is a new line");
    assert_eq!(after("<up>x<up><down>"), "threex|");
    // The line that stands there already is not recalled: the key would seem to do nothing.
    let mut prompt = Prompt::new("three").recalling(past());
    press(&mut prompt, "<up>");
    assert_eq!(shown(&prompt), "two|");
}

fn offering(text: &str, at: std::ops::Range<usize>, list: &[&str]) -> Prompt {
    let mut prompt = Prompt::new(text);
    prompt.offer(Offers { at, list: list.iter().map(|text| Offer::new(*text, "")).collect(), quiet: false });
    prompt
}

#[test]
fn offers_are_gone_through_and_round_to_what_was_typed() {
    let mut prompt = offering("status:p x", 7..8, &["planned", "paused"]);
    let mut seen = Vec::new();
    for key in ["<tab>", "<tab>", "<tab>", "<s-tab>", "<up>", "<down>"] {
        assert_eq!(press(&mut prompt, key), [Edited::Offer]);
        seen.push(shown(&prompt));
    }
    let [planned, paused, typed] = ["status:planned| x", "status:paused| x", "status:p| x"];
    assert_eq!(seen, [planned, paused, typed, paused, planned, paused]);
    assert!(prompt.take_back());
    assert_eq!(shown(&prompt), typed);
    assert!(!prompt.take_back());
    assert_eq!(press(&mut prompt, "<tab>"), [Edited::Not], "what was taken back is offered no more");
}

#[test]
fn an_offer_that_is_clicked_takes_its_place() {
    let mut prompt = offering("status:p x", 7..8, &["planned", "paused"]);
    prompt.choose_offer(1);
    assert_eq!(shown(&prompt), "status:paused| x");
    prompt.choose_offer(0);
    assert_eq!(shown(&prompt), "status:planned| x");
    prompt.choose_offer(2);
    assert_eq!(shown(&prompt), "status:planned| x", "there is no such offer");
    assert!(prompt.take_back());
    assert_eq!(shown(&prompt), "status:p| x");
}

#[test]
fn the_only_offer_is_taken_at_once_and_a_letter_keeps_what_was_chosen() {
    let mut prompt = offering("st", 0..2, &["status:"]);
    assert_eq!(press(&mut prompt, "<tab>"), [Edited::Text]);
    assert_eq!(shown(&prompt), "status:|");
    let mut prompt = offering("s", 0..1, &["status:", "score:"]);
    assert_eq!(press(&mut prompt, "<s-tab>x"), [Edited::Offer, Edited::Text]);
    assert_eq!(shown(&prompt), "score:x|");
    assert!(prompt.offers().0.list.is_empty());
    // An offer for a line that is not there is none.
    assert_eq!(press(&mut offering("ab", 1..9, &["x"]), "<tab>"), [Edited::Not]);
}

fn pressed() -> impl Strategy<Value = Key> {
    let named = select(vec![
        KeyCode::Left,
        KeyCode::Right,
        KeyCode::Home,
        KeyCode::End,
        KeyCode::Up,
        KeyCode::Down,
        KeyCode::Tab,
        KeyCode::BackTab,
        KeyCode::Backspace,
        KeyCode::Delete,
    ]);
    let letter = select("ab é中한\u{301}\u{200d}👩🏽ेक\"".chars().collect::<Vec<_>>()).prop_map(KeyCode::Char);
    let control = select("ukwa".chars().collect::<Vec<_>>()).prop_map(KeyCode::Char);
    prop_oneof![
        3 => (named, prop::bool::weighted(0.2)).prop_map(|(code, ctrl)| Key { code, ctrl }),
        4 => letter.prop_map(|code| Key { code, ctrl: false }),
        1 => control.prop_map(|code| Key { code, ctrl: true }),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn the_cursor_always_stands_between_letters(
        from in "[abé中\u{301} ]{0,8}",
        pressed in proptest::collection::vec(pressed(), 0..60),
    ) {
        let mut prompt = Prompt::new(&from).recalling(vec!["é\u{301}x".to_owned(), "中".to_owned()]);
        for key in pressed {
            let before = prompt.text().to_owned();
            let edited = prompt.edit(key);
            prop_assert!(edited.is_text() || prompt.text() == before, "{key} said {edited:?}");
            let mut places = prompt.text().grapheme_indices(true).map(|(i, _)| i).chain([prompt.text().len()]);
            prop_assert!(places.any(|i| i == prompt.cursor()), "{} in {:?}", prompt.cursor(), prompt.text());
            if edited == Edited::Text {
                let at = prompt.cursor()..prompt.cursor();
                prompt.offer(Offers { at, list: vec![Offer::new("\u{301}x", ""), Offer::new("yy", "")], quiet: false });
            }
        }
    }

    #[test]
    fn the_cursor_is_in_sight_and_no_cell_is_wasted(text in "[abé中한 ]{0,30}", at in any::<prop::sample::Index>(), cells in 1..40_usize) {
        let places: Vec<usize> = text.grapheme_indices(true).map(|(i, _)| i).chain([text.len()]).collect();
        let cursor = *at.get(&places);
        let seen = in_sight(&text, cursor, cells);
        let letter = text[cursor..].graphemes(true).next().map_or(1, width);
        let shown = &text[seen.range.clone()];
        let end = usize::from(cursor == text.len());
        let wide = width(shown) + end + usize::from(seen.head) + usize::from(seen.tail);
        prop_assert!(seen.range.start <= cursor && cursor + (1 - end).min(text.len() - cursor) <= seen.range.end);
        prop_assert!(wide <= cells.max(letter), "{seen:?} takes {wide} of {cells}");
        if cells > letter + 2 {
            prop_assert_eq!(seen.head, seen.range.start > 0);
            prop_assert_eq!(seen.tail, seen.range.end < text.len());
            // Of what is cut off, nothing would have found room: a letter takes two cells at most.
            let cut = seen.head || seen.tail;
            prop_assert!(!cut || wide + 2 > cells, "{seen:?} takes {wide} of {cells}");
        }
    }
}
