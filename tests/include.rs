//! A roadmap split over files reads as one, and what cannot be included is told.

#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test may stop where it stands")]

use coalition_roadmap::edition::{Edition, Origin};
use coalition_roadmap::host::Texts;
use coalition_roadmap::model::Day;
use coalition_roadmap::problem::{Paper, human};
use std::fs;
use std::os::unix::fs::symlink;
use std::path::Path;
use tempfile::TempDir;

fn folder(files: &[(&str, &str)]) -> TempDir {
    let folder = TempDir::new().unwrap();
    for (name, text) in files {
        let path = folder.path().join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }
    folder
}

fn read(folder: &Path) -> Edition {
    let sources = Texts::read(&folder.join("roadmap.toml")).unwrap().sources();
    Edition::read(1, Origin::default(), sources, Day::new(2026, 11, 23).unwrap())
}

/// `members/acme.toml E022 2:6` for every problem, paths from the folder.
fn told(folder: &Path) -> Vec<String> {
    let edition = read(folder);
    let told = edition.problems.iter().map(|problem| {
        let at = edition.sources.locate(problem.at);
        let path = &edition.sources.file(problem.at.file).unwrap().path;
        let path = path.rsplit_once(&format!("{}/", folder.display())).map_or(path.as_str(), |(_, name)| name);
        format!("{path} {} {}:{}", problem.code.info().name, at.line, at.column)
    });
    told.collect()
}

fn root(include: &str) -> String {
    format!("[roadmap]\ntitle = \"t\"\ninclude = [{include}]\n")
}

fn member(id: &str) -> String {
    format!("[[member]]\nid = \"{id}\"\nname = \"{id}\"\nspecialty = \"s\"\n")
}

#[test]
fn the_reading_is_the_same_whatever_the_order_of_the_patterns() {
    let (a, b, c) = (member("a"), member("b"), member("c"));
    let entries = |include: &str| {
        let folder = folder(&[
            ("roadmap.toml", &root(include)),
            ("members/b.toml", &b),
            ("members/a.toml", &a),
            ("c.toml", &c),
            ("members/.hidden.toml", "no TOML"),
        ]);
        assert_eq!(told(folder.path()), [""; 0], "{include}");
        let edition = read(folder.path());
        edition.roadmap.entries().map(|(_, entry)| entry.id().to_string()).collect::<Vec<_>>()
    };
    let wanted = ["c", "a", "b"];
    for include in [
        r#""members/*.toml", "c.toml""#,
        r#""c.toml", "members/*.toml""#,
        r#""members/b.toml", "c.toml", "members/a.toml""#,
        r#""members/[ab].toml", "c.toml", "members/*.toml", "c.toml""#,
        r#""**/?.toml""#,
        r#""*.toml", "**/*.toml""#,
    ] {
        assert_eq!(entries(include), wanted, "{include}");
    }
}

#[test]
fn an_id_that_two_files_have_is_told_with_both_places() {
    let folder = folder(&[
        ("roadmap.toml", &root("\"members/*.toml\"")),
        ("members/a.toml", &member("same")),
        ("members/b.toml", &format!("\n{}", member("same"))),
    ]);
    assert_eq!(told(folder.path()), ["members/b.toml E022 3:6"]);
    let edition = read(folder.path());
    let report = human(&edition.problems, &edition.sources, Paper::default());
    assert!(report.contains("b.toml:3:6\n") && report.contains("a.toml:2:6\n"), "{report}");
    assert!(report.contains("first used here"), "{report}");
}

#[test]
fn every_file_is_told_of_and_references_reach_over_files() {
    let folder = folder(&[
        (
            "roadmap.toml",
            &format!(
                "{}[[project]]\nid = \"p\"\nname = \"P\"\nkind = \"model\"\nstatus = \"planned\"\nmembers = [\"a\", \"z\"]\n",
                root("\"*/plan.toml\"")
            ),
        ),
        ("a/plan.toml", &format!("{}relates = [\"p\"]\ncolour = 1\n", member("a"))),
        ("b/plan.toml", "[[member]]\nid = \"b\"\nname = b\nspecialty = \"s\"\n"),
        ("c/plan.toml", "[roadmap]\ntitle = \"c\"\n"),
    ]);
    assert_eq!(
        told(folder.path()),
        ["roadmap.toml E020 9:17", "a/plan.toml E011 6:1", "b/plan.toml E002 3:8", "c/plan.toml E023 1:2"]
    );
}

#[test]
fn what_cannot_be_included_is_told_at_its_place() {
    let outside = folder(&[("secret.toml", &member("secret"))]);
    let away = outside.path().join("secret.toml");
    for (pattern, wanted) in [
        ("missing.toml", "E018"),
        ("members/*.toml", "W048"),
        ("../*/secret.toml", "E018"),
        ("/etc/hostname", "E018"),
        ("link.toml", "E018"),
        ("linked/secret.toml", "E018"),
        ("l*.toml", "E018"),
        ("a[", "E018"),
        ("pipe.toml", "E018"),
        ("sub", "E018"),
    ] {
        let folder = folder(&[("roadmap.toml", &root(&format!("\"{pattern}\""))), ("sub/x.toml", "")]);
        symlink(&away, folder.path().join("link.toml")).unwrap();
        symlink(outside.path(), folder.path().join("linked")).unwrap();
        rustix::fs::mknodat(
            rustix::fs::CWD,
            folder.path().join("pipe.toml"),
            rustix::fs::FileType::Fifo,
            rustix::fs::Mode::RUSR,
            0,
        )
        .unwrap();
        assert_eq!(told(folder.path()), [format!("roadmap.toml {wanted} 3:12")], "{pattern}");
        assert!(read(folder.path()).roadmap.is_empty(), "{pattern}");
    }
}

#[test]
fn a_file_that_includes_itself_is_read_once_and_too_many_are_refused() {
    let circular = folder(&[("roadmap.toml", &root("\"*.toml\", \"a.toml\"")), ("a.toml", &member("a"))]);
    assert_eq!(told(circular.path()), [""; 0]);
    assert_eq!(read(circular.path()).roadmap.len(), 1);
    let many = folder(&[("roadmap.toml", &root("\"m/*.toml\""))]);
    fs::create_dir(many.path().join("m")).unwrap();
    for i in 0..1_005 {
        fs::write(many.path().join(format!("m/{i}.toml")), "").unwrap();
    }
    assert_eq!(told(many.path()), ["roadmap.toml E018 3:12"]);
}

#[test]
fn a_link_to_a_file_below_the_folder_is_included() {
    let folder = folder(&[("roadmap.toml", &root("\"now.toml\"")), ("versions/1.toml", &member("a"))]);
    symlink("versions/1.toml", folder.path().join("now.toml")).unwrap();
    assert_eq!(told(folder.path()), [""; 0]);
    assert_eq!(read(folder.path()).roadmap.len(), 1);
}
