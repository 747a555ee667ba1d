//! Every editor is told the file and the line in its own way.

use coalition_roadmap::host::editor_command;

#[test]
fn each_editor_gets_the_line_as_it_wants_it() {
    for (editor, wanted, window) in [
        ("vi", "vi +87 plan.toml", false),
        ("/usr/bin/vim -u NONE", "/usr/bin/vim -u NONE +87 plan.toml", false),
        ("nvim", "nvim +87 plan.toml", false),
        ("hx", "hx plan.toml:87:12", false),
        ("helix", "helix plan.toml:87:12", false),
        ("emacs -nw", "emacs -nw +87:12 plan.toml", false),
        ("emacsclient -t", "emacsclient -t +87:12 plan.toml", false),
        ("nano", "nano +87,12 plan.toml", false),
        ("micro", "micro plan.toml:87:12", false),
        ("code", "code --goto plan.toml:87:12", true),
        ("code --wait", "code --wait --goto plan.toml:87:12", false),
        ("codium", "codium --goto plan.toml:87:12", true),
        ("subl", "subl plan.toml:87:12", true),
        ("zed", "zed plan.toml:87:12", true),
        ("idea", "idea --line 87 --column 12 plan.toml", true),
        ("rustrover", "rustrover --line 87 --column 12 plan.toml", true),
        ("something-else", "something-else plan.toml", false),
        ("", "vi +87 plan.toml", false),
        ("'/opt/my editor/nvim'", "/opt/my editor/nvim +87 plan.toml", false),
    ] {
        let editor_and = editor_command(editor, "plan.toml", 87, 12);
        assert_eq!((editor_and.argv.join(" ").as_str(), editor_and.window), (wanted, window), "{editor}");
    }
    // A file whose name looks like an option is none.
    assert_eq!(editor_command("vim", "-c quit", 1, 1).argv, ["vim", "+1", "./-c quit"]);
}
