//! What the environment says of the terminal: colours, signs, links, the clipboard, and whether it can be asked.

#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test may stop where it stands")]

use coalition_roadmap::host::{Carrier, Dialect, Environment};
use coalition_roadmap::look::{Background, Depth};

/// An environment, as `TERM=xterm COLORTERM=truecolor`.
fn of(variables: &str) -> Environment {
    let set: Vec<(&str, &str)> = variables.split_whitespace().filter_map(|pair| pair.split_once('=')).collect();
    Environment::of(|name| set.iter().find(|(known, _)| *known == name).map(|(_, value)| (*value).to_owned()))
}

#[test]
fn how_many_colours_there_are() {
    for (variables, depth) in [
        ("TERM=xterm", Depth::Sixteen),
        ("TERM=xterm-color", Depth::Sixteen),
        ("TERM=xterm-16color", Depth::Sixteen),
        ("TERM=xterm-256color", Depth::Cube),
        ("TERM=xterm-256color COLORTERM=truecolor", Depth::Full),
        ("TERM=xterm-256color COLORTERM=24bit", Depth::Full),
        ("TERM=xterm-256color COLORTERM=yes", Depth::Cube),
        ("TERM=xterm-256color WT_SESSION=1", Depth::Full),
        ("TERM=xterm-mono", Depth::None),
        ("TERM=xterm-direct", Depth::Full),
        ("TERM=screen", Depth::Sixteen),
        ("TERM=screen-256color", Depth::Cube),
        // GNU screen hands on what it does not have itself; tmux does have it.
        ("TERM=screen-256color COLORTERM=truecolor STY=1.x", Depth::Cube),
        ("TERM=screen-256color COLORTERM=truecolor TMUX=/tmp/x,1,0", Depth::Full),
        ("TERM=tmux-256color", Depth::Cube),
        ("TERM=tmux-256color COLORTERM=truecolor TMUX=/tmp/x,1,0", Depth::Full),
        ("TERM=linux", Depth::Eight),
        ("TERM=linux COLORTERM=truecolor", Depth::Eight),
        ("TERM=ansi", Depth::Eight),
        ("TERM=vt100", Depth::None),
        ("TERM=vt220", Depth::None),
        ("TERM=dumb", Depth::None),
        ("TERM=dumb COLORTERM=truecolor", Depth::None),
        ("TERM=xterm-kitty", Depth::Full),
        ("TERM=alacritty", Depth::Full),
        ("TERM=foot-extra", Depth::Full),
        ("TERM=xterm-ghostty", Depth::Full),
        ("TERM=wezterm", Depth::Full),
        ("TERM=rxvt-unicode-256color", Depth::Cube),
        ("", Depth::Sixteen),
    ] {
        assert_eq!(of(variables).depth, depth, "{variables}");
    }
}

#[test]
fn no_color_is_heeded_and_colour_can_be_forced() {
    for (variables, depth, forced) in [
        ("TERM=xterm-256color NO_COLOR=1", Depth::None, false),
        ("TERM=xterm-256color NO_COLOR=", Depth::Cube, false),
        ("TERM=xterm-256color NO_COLOR=1 CLICOLOR_FORCE=1 COLORTERM=truecolor", Depth::None, false),
        ("TERM=xterm-256color CLICOLOR=0", Depth::None, false),
        ("TERM=xterm-256color CLICOLOR=0 CLICOLOR_FORCE=1", Depth::Cube, true),
        ("TERM=dumb CLICOLOR_FORCE=1", Depth::Sixteen, true),
        ("TERM=xterm CLICOLOR_FORCE=0", Depth::Sixteen, false),
    ] {
        let environment = of(variables);
        assert_eq!((environment.depth, environment.forced), (depth, forced), "{variables}");
    }
}

#[test]
fn dark_or_light_may_be_told() {
    for (variables, background) in [
        ("TERM=xterm", None),
        ("TERM=rxvt COLORFGBG=15;0", Some(Background::Dark)),
        ("TERM=rxvt COLORFGBG=0;15", Some(Background::Light)),
        ("TERM=rxvt COLORFGBG=0;default;15", Some(Background::Light)),
        ("TERM=rxvt COLORFGBG=12;8", Some(Background::Dark)),
        ("TERM=rxvt COLORFGBG=15;default", None),
        ("TERM=rxvt COLORFGBG=300;300", None),
        ("TERM=linux", Some(Background::Dark)),
    ] {
        assert_eq!(of(variables).background, background, "{variables}");
    }
}

#[test]
fn what_a_terminal_understands_and_may_be_asked() {
    for (variables, dialect, answers, ascii, console) in [
        ("TERM=xterm-256color", Dialect::Full, true, false, false),
        ("TERM=xterm-256color LANG=de_DE.UTF-8", Dialect::Full, true, false, false),
        ("TERM=xterm LC_ALL=de_DE.ISO-8859-1 LANG=C.UTF-8", Dialect::Full, true, true, false),
        ("TERM=tmux-256color TMUX=/tmp/x,1,0", Dialect::Full, true, false, false),
        ("TERM=screen-256color TMUX=/tmp/x,1,0", Dialect::Full, true, false, false),
        // GNU screen hands the question on, and the answer to whichever window is in sight.
        ("TERM=screen-256color", Dialect::Full, false, false, false),
        ("TERM=screen.xterm-256color STY=1.x", Dialect::Full, false, false, false),
        ("TERM=linux", Dialect::Console, false, false, true),
        ("TERM=linux-16color", Dialect::Console, false, false, true),
        ("TERM=vt100", Dialect::Plain, false, true, false),
        ("TERM=vt220-w", Dialect::Plain, false, true, false),
        ("TERM=ansi", Dialect::Plain, false, true, false),
        ("TERM=dumb", Dialect::Plain, false, false, false),
        ("TERM=vte-256color", Dialect::Full, true, false, false),
    ] {
        let it = of(variables);
        let told = (it.dialect, it.answers, it.ascii, it.console);
        assert_eq!(told, (dialect, answers, ascii, console), "{variables}");
    }
}

#[test]
fn links_go_where_they_are_known_to_be_shown() {
    for (variables, links) in [
        ("TERM=xterm-256color", false),
        ("TERM=xterm-256color VTE_VERSION=7200", true),
        ("TERM=xterm-256color VTE_VERSION=4902", false),
        ("TERM=xterm-256color TERM_PROGRAM=iTerm.app", true),
        ("TERM=xterm-256color TERM_PROGRAM=Apple_Terminal", false),
        ("TERM=xterm-256color KONSOLE_VERSION=230804", true),
        ("TERM=xterm-256color WT_SESSION=x", true),
        ("TERM=xterm-kitty", true),
        ("TERM=foot", true),
        ("TERM=tmux-256color TMUX=/tmp/x,1,0 TERM_PROGRAM=tmux TERM_PROGRAM_VERSION=3.3a VTE_VERSION=7200", false),
        ("TERM=tmux-256color TMUX=/tmp/x,1,0 TERM_PROGRAM=tmux TERM_PROGRAM_VERSION=3.4", true),
        ("TERM=tmux-256color TMUX=/tmp/x,1,0 TERM_PROGRAM=tmux TERM_PROGRAM_VERSION=3.5a", true),
        ("TERM=screen-256color STY=1.x VTE_VERSION=7200", false),
        ("TERM=linux", false),
        ("TERM=xterm-256color KITTY_WINDOW_ID=1", true),
        ("TERM=screen KITTY_WINDOW_ID=1 STY=1.x", false),
        ("TERM=xterm-kitty ROADMAP_HYPERLINKS=never FORCE_HYPERLINK=1", false),
        ("TERM=xterm ROADMAP_HYPERLINKS=always FORCE_HYPERLINK=0", true),
        ("TERM=xterm ROADMAP_HYPERLINKS=perhaps", false),
        ("TERM=linux ROADMAP_HYPERLINKS=always", false),
        ("TERM=xterm-kitty FORCE_HYPERLINK=0", false),
        ("TERM=xterm-256color FORCE_HYPERLINK=1", true),
        ("TERM=vt100 FORCE_HYPERLINK=1", false),
    ] {
        assert_eq!(of(variables).links, links, "{variables}");
    }
}

#[test]
fn clicks_are_asked_for_where_they_do_no_harm() {
    for (variables, mouse) in [
        ("TERM=xterm-256color", true),
        ("TERM=tmux-256color TMUX=/tmp/x,1,0", true),
        ("TERM=screen-256color TMUX=/tmp/x,1,0", true),
        // GNU screen keeps Esc to itself while it hands on clicks; over SSH only its name is left of it.
        ("TERM=xterm-256color STY=1.x", false),
        ("TERM=screen", false),
        ("TERM=linux", false),
        ("TERM=vt100", false),
    ] {
        assert_eq!(of(variables).mouse, mouse, "{variables}");
    }
}

#[test]
fn the_way_to_the_clipboard() {
    for (variables, carrier) in [
        ("TERM=xterm-256color", Carrier::Terminal),
        ("TERM=xterm-256color SSH_TTY=/dev/pts/1", Carrier::Terminal),
        ("TERM=tmux-256color TMUX=/tmp/x,1,0", Carrier::Tmux { here: true }),
        ("TERM=screen-256color TMUX=/tmp/x,1,0", Carrier::Tmux { here: true }),
        // Over SSH from a tmux elsewhere.
        ("TERM=tmux-256color", Carrier::Tmux { here: false }),
        ("TERM=screen-256color", Carrier::Terminal),
        ("TERM=screen STY=1.x", Carrier::Screen),
        ("TERM=linux", Carrier::None),
        ("TERM=vt100", Carrier::None),
        ("TERM=dumb", Carrier::None),
    ] {
        assert_eq!(of(variables).clipboard, carrier, "{variables}");
    }
}

#[test]
fn a_browser_is_not_opened_where_nobody_sees_it() {
    assert!(of("TERM=xterm DISPLAY=:0").browser);
    assert!(of("TERM=xterm WAYLAND_DISPLAY=wayland-0").browser);
    assert!(!of("TERM=xterm DISPLAY=:0 SSH_TTY=/dev/pts/0").browser);
    assert_eq!(of("TERM=xterm").browser, cfg!(target_os = "macos"));
}

#[test]
fn an_editor_is_named_or_vi() {
    assert_eq!(of("EDITOR=nano VISUAL=hx").editor, "hx");
    assert_eq!(of("EDITOR=nano VISUAL=").editor, "nano");
    assert_eq!(of("").editor, "vi");
}

/// What a terminal gets that is to copy a text, with base64 undone.
fn copied(carrier: Carrier, text: &str) -> String {
    String::from_utf8(carrier.bytes(text)).unwrap()
}

#[test]
fn a_text_is_wrapped_as_its_carrier_wants_it() {
    assert_eq!(copied(Carrier::Terminal, "nemotron-4"), "\x1b]52;c;bmVtb3Ryb24tNA==\x07");
    assert_eq!(
        copied(Carrier::Tmux { here: false }, "nemotron-4"),
        "\x1b]52;c;bmVtb3Ryb24tNA==\x07\x1bPtmux;\x1b\x1b]52;c;bmVtb3Ryb24tNA==\x07\x1b\\"
    );
    assert_eq!(copied(Carrier::Screen, "nemotron-4"), "\x1bP\x1b]52;c;bmVtb3Ryb24tNA==\x07\x1b\\");
    assert_eq!(copied(Carrier::None, "nemotron-4"), "");
    // Strings that GNU screen would cut are cut here, each in a wrapping of its own.
    let long = copied(Carrier::Screen, &"x".repeat(3000));
    let parts: Vec<&str> = long.split("\x1b\\").filter(|part| !part.is_empty()).collect();
    assert!(parts.len() > 5 && parts.iter().all(|part| part.len() < 700 && part.starts_with("\x1bP")));
    let whole: String = parts.iter().map(|part| &part[2..]).collect();
    assert_eq!(whole, copied(Carrier::Terminal, &"x".repeat(3000)));
}

#[test]
fn no_byte_of_a_text_reaches_the_terminal_as_it_is() {
    for carrier in [Carrier::Terminal, Carrier::Tmux { here: true }, Carrier::Screen] {
        let bytes = copied(carrier, "\x1b]0;owned\x07\x1b[2J");
        assert!(!bytes.contains("owned") && !bytes.contains("[2J"), "{bytes:?}");
    }
}
