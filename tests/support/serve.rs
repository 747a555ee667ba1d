//! `roadmap serve` on a port of its own, with keys made for it, and the real `ssh` to come in with.

use crate::pty::{DEADLINE, ROADMAP, Run};
use rustix::process::{Pid, Signal, kill_process};
use std::fs;
use std::io::{BufRead, BufReader};
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, ExitStatus, Output, Stdio};
use std::sync::mpsc::channel;
use std::sync::{Arc, Condvar, Mutex};
use std::time::{Duration, Instant};

const PLAN: &str = r#"[roadmap]
title = "A shared plan"

[[member]]
id = "acme"
name = "Acme"
specialty = "Chips"

[[member]]
id = "beta"
name = "Beta"
specialty = "Words"

[[milestone]]
id = "port"
name = "Port to the chip"
status = "planned"
date = 2027-02-03

[[risk]]
id = "late"
name = "The chip is late"
category = "supply"
status = "open"
affects = ["port"]
"#;

/// A folder with a roadmap and a key.
pub fn folder() -> tempfile::TempDir {
    let folder = tempfile::TempDir::new().unwrap();
    fs::write(folder.path().join("plan.toml"), PLAN).unwrap();
    make_key(folder.path(), "user", "ed25519");
    folder
}

/// A new key, and its public half as one line.
pub fn make_key(folder: &Path, name: &str, sort: &str) -> String {
    let mut command = Command::new("ssh-keygen");
    command.current_dir(folder).args(["-q", "-t", sort, "-N", "", "-C", name, "-f", name]);
    let made = output(&mut command);
    assert!(made.status.success(), "{}", String::from_utf8_lossy(&made.stderr));
    fs::read_to_string(folder.join(format!("{name}.pub"))).unwrap().trim().to_owned()
}

/// What is waited for is looked at this often.
const GLANCE: Duration = Duration::from_millis(10);

/// What the server said so far on standard error.
type Told = Arc<(Mutex<String>, Condvar)>;

/// A running server.
pub struct Server {
    pub folder: PathBuf,
    pub port: u16,
    child: Child,
    told: Told,
}

impl Server {
    /// Starts it where anyone on this machine may come in.
    pub fn start(folder: &Path) -> Self {
        Self::with(folder, &[], &[])
    }

    /// Starts it with more arguments and variables.
    pub fn with(folder: &Path, arguments: &[&str], variables: &[(&str, &str)]) -> Self {
        let mut child = serve(folder, &["--listen", "127.0.0.1:0", "--status=status.json"])
            .args(arguments)
            .envs(variables.iter().copied())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        let told = Told::default();
        let to = Arc::clone(&told);
        let lines = BufReader::new(child.stderr.take().unwrap()).lines();
        std::thread::spawn(move || {
            for line in lines.map_while(Result::ok) {
                *to.0.lock().unwrap() += &(line + "\n");
                to.1.notify_all();
            }
        });
        let mut server = Self { folder: folder.to_owned(), port: 0, child, told };
        server.tells("ssh -t -p");
        let said = server.told();
        let port = said.split("listening on 127.0.0.1:").nth(1).unwrap();
        server.port = port.chars().take_while(char::is_ascii_digit).collect::<String>().parse().unwrap();
        server
    }

    /// What it said so far.
    pub fn told(&self) -> String {
        self.told.0.lock().unwrap().clone()
    }

    /// Waits until it has said this.
    #[track_caller]
    pub fn tells(&self, text: &str) {
        let lock = self.told.0.lock().unwrap();
        let waited = self.told.1.wait_timeout_while(lock, DEADLINE, |told| !told.contains(text)).unwrap();
        assert!(!waited.1.timed_out(), "waited in vain for {text:?}:\n{}", *waited.0);
    }

    /// The client's arguments up to the host; `key` of the folder, or none.
    fn arguments(&self, key: &str) -> Vec<String> {
        let port = self.port.to_string();
        let fixed = ["ssh", "-F", "none", "-p", &port, "-o", "UserKnownHostsFile=known"];
        let mut argv: Vec<String> = fixed.iter().map(|word| (*word).to_owned()).collect();
        for option in
            ["StrictHostKeyChecking=accept-new", "LogLevel=ERROR", "EscapeChar=none", "PasswordAuthentication=no"]
        {
            argv.extend(["-o".to_owned(), option.to_owned()]);
        }
        argv.extend(["-o".to_owned(), "IdentitiesOnly=yes".to_owned()]);
        argv.extend(["-o".to_owned(), format!("IdentityFile={}", if key.is_empty() { "none" } else { key })]);
        argv
    }

    /// The client on a terminal, with more options, asking for something.
    pub fn ssh(&self, key: &str, options: &[&str], asked: &str) -> Run {
        let mut argv = self.arguments(key);
        argv.push("-t".to_owned());
        argv.extend(options.iter().map(|word| (*word).to_owned()));
        // Of two names the client takes the first.
        argv.extend(["-l", "guest", "127.0.0.1"].map(str::to_owned));
        if !asked.is_empty() {
            argv.push(asked.to_owned());
        }
        let argv: Vec<&str> = argv.iter().map(String::as_str).collect();
        Run::program(&self.folder, &argv).size(100, 30)
    }

    /// The client without a terminal.
    pub fn run(&self, key: &str, options: &[&str], asked: &str) -> Output {
        let argv = self.arguments(key);
        let mut command = Command::new(&argv[0]);
        command.current_dir(&self.folder).args(&argv[1..]).args(options).args(["-l", "guest", "127.0.0.1"]);
        command.args(Some(asked).filter(|asked| !asked.is_empty()));
        output(&mut command)
    }

    /// Another program of OpenSSH: its own options for the port, then more.
    pub fn program(&self, argv: &[&str]) -> Output {
        let mut command = Command::new(argv[0]);
        command.current_dir(&self.folder).args(["-F", "none", "-P", &self.port.to_string()]);
        for option in ["UserKnownHostsFile=known", "StrictHostKeyChecking=accept-new", "BatchMode=yes", "User=guest"] {
            command.args(["-o", option]);
        }
        command.args(&argv[1..]);
        output(&mut command)
    }

    /// Waits until the counts are as wanted.
    #[track_caller]
    pub fn counts(&self, what: &str, wanted: impl Fn(&serde_json::Value) -> bool) {
        let end = Instant::now() + DEADLINE;
        let mut last = String::new();
        while Instant::now() < end {
            last = fs::read_to_string(self.folder.join("status.json")).unwrap_or_default();
            if serde_json::from_str(&last).is_ok_and(|counts| wanted(&counts)) {
                return;
            }
            std::thread::sleep(GLANCE);
        }
        panic!("waited in vain: {what}\n{last}\n{}", self.told());
    }

    /// Sends a signal.
    pub fn signal(&self, signal: Signal) {
        kill_process(Pid::from_child(&self.child), signal).unwrap();
    }

    /// Waits until it has ended.
    #[track_caller]
    pub fn wait_exit(&mut self) -> ExitStatus {
        let end = Instant::now() + DEADLINE;
        while Instant::now() < end {
            if let Some(status) = self.child.try_wait().unwrap() {
                return status;
            }
            std::thread::sleep(GLANCE);
        }
        panic!("the server does not end\n{}", self.told());
    }

    /// How many files it has open.
    pub fn open_files(&self) -> usize {
        fs::read_dir(format!("/proc/{}/fd", self.child.id())).unwrap().count()
    }

    /// How long processors have worked for it so far.
    pub fn worked(&self) -> Duration {
        let stat = fs::read_to_string(format!("/proc/{}/stat", self.child.id())).unwrap();
        let fields: Vec<&str> = stat.rsplit(')').next().unwrap().split_whitespace().collect();
        // Of the program and of the system for it, in hundredths of a second.
        let hundredths = fields[11].parse::<u64>().unwrap() + fields[12].parse::<u64>().unwrap();
        Duration::from_millis(hundredths * 10)
    }

    /// Its memory in bytes.
    pub fn memory(&self) -> u64 {
        let status = fs::read_to_string(format!("/proc/{}/status", self.child.id())).unwrap();
        let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:")).unwrap();
        line.trim().trim_end_matches("kB").trim().parse::<u64>().unwrap() * 1024
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// `roadmap serve plan.toml` with these arguments.
pub fn serve(folder: &Path, arguments: &[&str]) -> Command {
    let mut command = Command::new(ROADMAP);
    command
        .current_dir(folder)
        .args(["serve", "plan.toml", "--today", "2026-11-23"])
        .args(arguments)
        .env_clear()
        .env("HOME", folder)
        .env("PATH", "/usr/local/bin:/usr/bin:/bin")
        .stdin(Stdio::null());
    command
}

/// What a command prints. One that hangs fails the test.
#[track_caller]
pub fn output(command: &mut Command) -> Output {
    let child = command
        .env_remove("SSH_AUTH_SOCK")
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let pid = Pid::from_child(&child);
    let (done, ended) = channel();
    std::thread::spawn(move || done.send(child.wait_with_output().unwrap()));
    ended.recv_timeout(DEADLINE).unwrap_or_else(|_| {
        let _ = kill_process(pid, Signal::KILL);
        panic!("it hangs: {command:?}")
    })
}

/// Gives a file a mode.
pub fn set_mode(path: &Path, mode: u32) {
    fs::set_permissions(path, fs::Permissions::from_mode(mode)).unwrap();
}
