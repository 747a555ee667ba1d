//! Saves, in every way in which editors and machines save: the dashboard shows what stands in the file.

#![allow(clippy::unwrap_used, clippy::expect_used, missing_docs, reason = "a test may stop where it stands")]

#[path = "support/pty.rs"]
mod pty;

use pty::{Pty, Run, line, marked, shell};
use std::fs::{self, File, OpenOptions};
use std::io::Write as _;
use std::os::unix::fs::symlink;
use std::path::{Path, PathBuf};
use tempfile::TempDir;

/// A roadmap that says which edition it is, twice.
fn edition(number: usize) -> String {
    format!(
        "[roadmap]\ntitle = \"Edition {number}\"\n\
         [[member]]\nid = \"acme\"\nname = \"Acme {number}\"\nspecialty = \"Chips\"\n\
         [[member]]\nid = \"beta\"\nname = \"Beta\"\nspecialty = \"Words\"\n\
         [[milestone]]\nid = \"port\"\nname = \"Port\"\nstatus = \"planned\"\ndate = 2027-02-03\n"
    )
}

/// A dashboard on a file in a folder of its own.
struct Open {
    folder: TempDir,
    file: PathBuf,
    pty: Pty,
}

/// The first edition in `plan.toml`, opened, and watched.
fn open() -> Open {
    let folder = TempDir::new().unwrap();
    fs::write(folder.path().join("plan.toml"), edition(1)).unwrap();
    open_in(folder, "plan.toml", &[])
}

/// Opens a file of a folder by its name, and waits until it is watched.
fn open_in(folder: TempDir, name: &str, arguments: &[&str]) -> Open {
    let all = [&[name, "--pane=members", "--today=2026-11-23"], arguments].concat();
    let pty = Run::roadmap(folder.path(), &all).start();
    pty.sees("Acme 1");
    if !arguments.contains(&"--no-watch") {
        pty.sees(" live");
    }
    Open { file: folder.path().join(name), folder, pty }
}

impl Open {
    /// Waits for an edition, in the header and in the pane, and for the header to say nothing worse of it.
    #[track_caller]
    fn shows(&self, number: usize) {
        self.pty.wait_for(&format!("edition {number}, live"), |screen| {
            line(screen, 0).contains(&format!("Edition {number} "))
                && line(screen, 0).contains(" live")
                && screen.contents().contains(&format!("Acme {number} "))
        });
    }

    /// Waits for what the header says, while the edition before stays.
    #[track_caller]
    fn says(&self, state: &str, number: usize) {
        self.pty.wait_for(&format!("{state}, edition {number}"), |screen| {
            let head = line(screen, 0);
            head.contains(state) && head.contains(&format!("Edition {number} "))
        });
    }

    fn beside(&self, name: &str) -> PathBuf {
        self.file.with_file_name(name)
    }
}

/// Writes beside the file and renames over it.
fn rename_over(file: &Path, text: &str) {
    let beside = file.with_extension("tmp");
    fs::write(&beside, text).unwrap();
    fs::rename(&beside, file).unwrap();
}

#[test]
fn a_save_in_place_shows_at_once() {
    let it = open();
    for number in 2..5 {
        fs::write(&it.file, edition(number)).unwrap();
        it.shows(number);
    }
}

#[test]
fn a_save_by_rename_shows_at_once() {
    let it = open();
    for number in 2..5 {
        rename_over(&it.file, &edition(number));
        it.shows(number);
    }
}

#[test]
fn a_save_as_vim_does_it_shows_at_once() {
    let it = open();
    for number in 2..5 {
        fs::rename(&it.file, it.beside("plan.toml~")).unwrap();
        fs::write(&it.file, edition(number)).unwrap();
        fs::remove_file(it.beside("plan.toml~")).unwrap();
        it.shows(number);
    }
}

#[test]
fn a_save_as_helix_does_it_shows_at_once() {
    let it = open();
    for number in 2..5 {
        let backup = it.beside(".plan.tomlx7Yk2.bck");
        fs::rename(&it.file, &backup).unwrap();
        let mut file = File::create(&it.file).unwrap();
        for piece in edition(number).as_bytes().chunks(64) {
            file.write_all(piece).unwrap();
        }
        file.sync_all().unwrap();
        drop(file);
        fs::remove_file(backup).unwrap();
        it.shows(number);
    }
}

#[test]
fn a_save_in_two_pieces_shows_in_the_end() {
    let it = open();
    let mut file = OpenOptions::new().write(true).truncate(true).open(&it.file).unwrap();
    it.says("problem", 1);
    let text = edition(2);
    let (first, second) = text.split_at(text.len() / 2);
    file.write_all(first.as_bytes()).unwrap();
    file.write_all(second.as_bytes()).unwrap();
    drop(file);
    it.shows(2);
}

#[test]
fn a_file_that_is_deleted_and_made_again_is_followed() {
    let it = open();
    for number in 2..4 {
        fs::remove_file(&it.file).unwrap();
        it.says("stale: the file is gone", number - 1);
        fs::write(&it.file, edition(number)).unwrap();
        it.shows(number);
    }
}

#[test]
fn a_file_behind_links_is_followed_however_it_changes() {
    let folder = TempDir::new().unwrap();
    let at = |name: &str| folder.path().join(name);
    for name in ["here", "there", "elsewhere"] {
        fs::create_dir(at(name)).unwrap();
    }
    fs::write(at("there/real.toml"), edition(1)).unwrap();
    symlink("../there/real.toml", at("elsewhere/step.toml")).unwrap();
    symlink("../elsewhere/step.toml", at("here/plan.toml")).unwrap();
    let (real, link, step) = (at("there/real.toml"), at("here/plan.toml"), at("elsewhere/step.toml"));
    let (other, new) = (at("there/other.toml"), at("here/new"));
    let it = open_in(folder, "here/plan.toml", &[]);
    fs::write(&real, edition(2)).unwrap();
    it.shows(2);
    rename_over(&real, &edition(3));
    it.shows(3);
    fs::write(&other, edition(4)).unwrap();
    symlink(&other, &new).unwrap();
    fs::rename(&new, &link).unwrap();
    it.shows(4);
    fs::write(&other, edition(5)).unwrap();
    it.shows(5);
    fs::remove_file(&link).unwrap();
    symlink(&step, &link).unwrap();
    it.shows(3);
    rename_over(&step, &edition(6));
    it.shows(6);
}

#[test]
fn a_folder_that_is_a_link_is_followed_when_it_leads_elsewhere() {
    let folder = TempDir::new().unwrap();
    let at = |name: &str| folder.path().join(name);
    for number in 1..4 {
        fs::create_dir(at(&number.to_string())).unwrap();
        fs::write(at(&format!("{number}/plan.toml")), edition(number)).unwrap();
    }
    symlink("1", at("current")).unwrap();
    let (new, current, last) = (at("new"), at("current"), at("3/plan.toml"));
    let it = open_in(folder, "current/plan.toml", &[]);
    for number in 2..4 {
        symlink(number.to_string(), &new).unwrap();
        fs::rename(&new, &current).unwrap();
        it.shows(number);
    }
    fs::write(last, edition(4)).unwrap();
    it.shows(4);
}

#[test]
fn a_kubernetes_volume_is_followed() {
    let folder = TempDir::new().unwrap();
    let publish = {
        let root = folder.path().to_owned();
        move |number: usize| {
            let data = root.join(format!("..2026_{number}"));
            fs::create_dir(&data).unwrap();
            fs::write(data.join("plan.toml"), edition(number)).unwrap();
            symlink(format!("..2026_{number}"), root.join("..data_tmp")).unwrap();
            fs::rename(root.join("..data_tmp"), root.join("..data")).unwrap();
            if number > 1 {
                fs::remove_dir_all(root.join(format!("..2026_{}", number - 1))).unwrap();
            }
        }
    };
    publish(1);
    symlink("..data/plan.toml", folder.path().join("plan.toml")).unwrap();
    let it = open_in(folder, "plan.toml", &[]);
    for number in 2..5 {
        publish(number);
        it.shows(number);
    }
}

#[test]
fn a_folder_that_is_removed_and_made_again_is_followed() {
    let folder = TempDir::new().unwrap();
    let inner = folder.path().join("inner");
    fs::create_dir(&inner).unwrap();
    fs::write(inner.join("plan.toml"), edition(1)).unwrap();
    let it = open_in(folder, "inner/plan.toml", &[]);
    fs::remove_dir_all(&inner).unwrap();
    it.says("stale: the file is gone", 1);
    fs::create_dir(&inner).unwrap();
    fs::write(&it.file, edition(2)).unwrap();
    it.shows(2);
    fs::write(&it.file, edition(3)).unwrap();
    it.shows(3);
    // Removed and made again at once.
    let aside = it.folder.path().join("aside");
    fs::rename(&inner, &aside).unwrap();
    fs::create_dir(&inner).unwrap();
    fs::write(&it.file, edition(4)).unwrap();
    it.shows(4);
    rename_over(&it.file, &edition(5));
    it.shows(5);
}

#[test]
fn of_a_burst_of_saves_the_last_one_shows() {
    let it = open();
    for number in 2..=51 {
        fs::write(&it.file, edition(number)).unwrap();
    }
    it.shows(51);
    for number in 52..=101 {
        rename_over(&it.file, &edition(number));
    }
    it.shows(101);
}

#[test]
fn a_save_between_the_reading_and_the_watch_is_not_missed() {
    let folder = TempDir::new().unwrap();
    let file = folder.path().join("plan.toml");
    fs::write(&file, edition(1)).unwrap();
    let mut pty = shell(folder.path());
    // In the background it has read the file, and is stopped when it wants to take the terminal over.
    pty.keys("\"$ROADMAP\" plan.toml --pane members &\n");
    pty.sees("Stopped");
    fs::write(&file, edition(2)).unwrap();
    pty.keys("fg\n");
    pty.sees("Acme 2");
}

#[test]
fn a_broken_save_never_takes_the_last_sound_edition_away() {
    let mut it = open();
    let broken = edition(2).replace("status = \"planned\"", "status = \"plannned\"");
    let at = 1 + broken.lines().position(|line| line.starts_with("status")).unwrap();
    fs::write(&it.file, &broken).unwrap();
    it.says("1 problem, showing ", 1);
    it.pty.sees(&format!("plan.toml:{at}:10 "));
    it.pty.sees("Acme 1");
    it.pty.keys("j");
    it.pty.wait_for("keys still work", |screen| marked(screen).contains("Beta"));
    fs::write(&it.file, format!("{broken}datum = 1\n")).unwrap();
    it.says("2 problems, showing ", 1);
    fs::write(&it.file, "[roadmap\n").unwrap();
    it.pty.sees("plan.toml:1:");
    it.says(", showing ", 1);
    fs::write(&it.file, edition(3)).unwrap();
    it.pty.sees("fixed");
    it.shows(3);
}

#[test]
fn an_empty_or_vanished_file_keeps_the_last_edition() {
    let it = open();
    fs::write(&it.file, "").unwrap();
    it.says("problem", 1);
    it.pty.sees("Acme 1");
    fs::write(&it.file, edition(2)).unwrap();
    it.shows(2);
    fs::remove_file(&it.file).unwrap();
    it.says("stale: the file is gone", 2);
    it.pty.sees("Acme 2");
    // The same bytes as before.
    fs::write(&it.file, edition(2)).unwrap();
    it.shows(2);
    fs::remove_file(&it.file).unwrap();
    fs::create_dir(&it.file).unwrap();
    it.pty.sees("this is a folder");
    it.pty.sees("Acme 2");
    fs::remove_dir(&it.file).unwrap();
    fs::write(&it.file, edition(3)).unwrap();
    it.shows(3);
}

#[test]
fn selection_filter_and_zoom_stay_where_they_are() {
    let mut it = open();
    let more = |number: usize, count: usize| {
        let mut text = edition(number);
        for i in 0..count {
            let new = format!("[[member]]\nid = \"new-{i}\"\nname = \"New {i}\"\nspecialty = \"Chips\"\n");
            text = text.replacen("[[member]]", &format!("{new}[[member]]"), 1);
        }
        text
    };
    it.pty.keys("j");
    it.pty.wait_for("Beta", |screen| marked(screen).contains("Beta"));
    fs::write(&it.file, more(2, 3)).unwrap();
    it.shows(2);
    it.pty.sees("New 2");
    it.pty.wait_for("Beta still", |screen| marked(screen).contains("Beta"));
    it.pty.keys("/acme\r");
    it.pty.wait_for("Acme", |screen| marked(screen).contains("Acme 2"));
    fs::write(&it.file, more(3, 5)).unwrap();
    it.shows(3);
    it.pty.wait_for("Acme still, and the filter", |screen| {
        marked(screen).contains("Acme 3") && screen.contents().contains("/acme") && !screen.contents().contains("Beta")
    });
    it.pty.keys("2");
    it.pty.sees("by quarter");
    it.pty.keys("+");
    it.pty.sees("by month");
    it.pty.misses("by quarter");
    fs::write(&it.file, edition(4).replace("2027-02-03", "2027-03-04")).unwrap();
    it.pty.sees("Edition 4 ");
    it.pty.sees("changed");
    it.pty.keys("j");
    it.pty.sees("by month");
}

#[test]
fn the_ninth_pane_tells_what_the_last_saves_changed() {
    let mut it = open();
    it.pty.keys("9");
    it.pty.sees("Nothing has changed");
    fs::write(&it.file, edition(2).replace("2027-02-03", "2027-03-04")).unwrap();
    it.pty.sees("name: Acme 1 → Acme 2");
    it.pty.sees("date 2027-02-03 → 2027-03-0");
    let one = edition(3)
        .replace("[[milestone]]", "[[member]]\nid = \"new\"\nname = \"New\"\nspecialty = \"X\"\n[[milestone]]");
    fs::write(&it.file, one).unwrap();
    it.pty.sees("added");
    it.pty.sees("name: Acme 2 → Acme 3");
    fs::write(&it.file, edition(3)).unwrap();
    it.pty.sees("removed");
}

#[test]
fn an_unwatched_file_is_read_again_when_asked() {
    let folder = TempDir::new().unwrap();
    fs::write(folder.path().join("plan.toml"), edition(1)).unwrap();
    let mut it = open_in(folder, "plan.toml", &["--no-watch"]);
    for number in 2..4 {
        fs::write(&it.file, edition(number)).unwrap();
        it.pty.keys("r");
        it.pty.sees(&format!("Acme {number}"));
    }
    fs::write(&it.file, "[roadmap\n").unwrap();
    it.pty.keys("r");
    it.says("problem", 3);
    fs::write(&it.file, edition(4)).unwrap();
    it.pty.keys("r");
    it.pty.sees("fixed");
    fs::remove_file(&it.file).unwrap();
    it.pty.keys("r");
    it.says("stale: the file is gone", 4);
    it.pty.sees("Acme 4");
}

/// A plan whose organisations keep files of their own, opened.
fn open_included() -> Open {
    let folder = TempDir::new().unwrap();
    let at = folder.path();
    fs::create_dir(at.join("members")).unwrap();
    let first = "[roadmap]\ntitle = \"Edition 1\"\ninclude = [\"members/*.toml\"]\n";
    fs::write(at.join("plan.toml"), first).unwrap();
    fs::write(at.join("members/acme.toml"), member("acme", "Acme 1")).unwrap();
    open_in(folder, "plan.toml", &[])
}

fn member(id: &str, name: &str) -> String {
    format!("[[member]]\nid = \"{id}\"\nname = \"{name}\"\nspecialty = \"s\"\n")
}

#[test]
fn a_save_of_an_included_file_shows_at_once() {
    let it = open_included();
    for number in 2..5 {
        rename_over(&it.beside("members/acme.toml"), &member("acme", &format!("Acme {number}")));
        it.pty.sees(&format!("Acme {number} "));
        fs::write(it.beside("members/acme.toml"), member("acme", &format!("Acme in place {number}"))).unwrap();
        it.pty.sees(&format!("Acme in place {number} "));
    }
}

#[test]
fn a_file_that_comes_and_goes_is_included_while_it_is_there() {
    let it = open_included();
    for _ in 0..2 {
        fs::write(it.beside("members/beta.toml"), member("beta", "Beta is new")).unwrap();
        it.pty.sees("Beta is new");
        fs::remove_file(it.beside("members/beta.toml")).unwrap();
        it.pty.misses("Beta is new");
    }
}

#[test]
fn what_is_included_can_be_changed_and_a_missing_file_keeps_the_last_reading() {
    let it = open_included();
    let include = |list: &str| format!("[roadmap]\ntitle = \"Edition 1\"\ninclude = [{list}]\n");
    rename_over(&it.file, &include("\"members/*.toml\", \"partners/gamma.toml\""));
    it.pty.sees("there is no file `partners/gamma.toml`");
    it.pty.sees("Acme 1");
    fs::create_dir(it.beside("partners")).unwrap();
    fs::write(it.beside("partners/gamma.toml"), member("gamma", "Gamma")).unwrap();
    it.pty.sees("Gamma");
    it.pty.misses("there is no file");
    fs::write(it.beside("partners/gamma.toml"), member("acme", "Gamma")).unwrap();
    it.pty.sees("partners/gamma.toml:2:6 the id `acme` is used twice");
    fs::write(it.beside("partners/gamma.toml"), member("gamma", "Gamma again")).unwrap();
    it.pty.sees("Gamma again");
}
