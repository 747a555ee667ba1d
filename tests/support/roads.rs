//! The ways on which people come to a terminal: a recorder, two multiplexers, and a shell on another machine. Each has
//! its own sockets, keys and settings in a folder of its own, and is ended when it is dropped, also by a test that
//! fails.

use crate::pty::{DEADLINE, Pty, Run, script};
use std::io::{BufRead, BufReader, Write};
use std::net::TcpListener;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Output, Stdio};
use std::time::Instant;
use std::{env, fs};

/// What it asks with.
pub const PROMPT: &str = "ready> ";
/// A shell with nothing of its own on the screen. Other shells on the way to it take a prompt out of its environment,
/// so that it gets one by a script in the folder.
const SHELL: &str = "./shell";

fn make_shell(folder: &Path) {
    script(folder, "shell", &format!("PS1='{PROMPT}' exec bash --norc --noprofile --noediting -i"));
}

/// Whether programs are there, each with the Debian package that has it. In CI they must be; elsewhere a test that
/// needs them is passed over, and says so even where the output of tests is not shown.
pub fn there_are(programs: &[(&str, &str)]) -> bool {
    let path = env::var_os("PATH").unwrap_or_default();
    let folders: Vec<PathBuf> = env::split_paths(&path).chain([PathBuf::from("/usr/sbin")]).collect();
    let there = |program: &str| folders.iter().any(|folder| folder.join(program).is_file());
    let missing: Vec<_> = programs.iter().filter(|(program, _)| !there(program)).collect();
    for (program, package) in &missing {
        let said = format!("the program `{program}` is missing: apt-get install {package}");
        assert!(env::var_os("CI").is_none(), "{said}");
        let _ = writeln!(std::io::stderr(), "\n**** NOT TESTED: {said} ****");
    }
    missing.is_empty()
}

/// A shell inside `script`, which records it.
pub fn in_script(folder: &Path, term: &str) -> Pty {
    make_shell(folder);
    shell_on(Run::program(folder, &["script", "-qec", SHELL, "/dev/null"]).env("TERM", term))
}

/// A shell inside tmux.
pub struct Tmux {
    folder: PathBuf,
}

impl Tmux {
    /// Starts it, with that `TERM` inside, and a status line as most people have it.
    pub fn start(folder: &Path, term: &str) -> (Self, Pty) {
        make_shell(folder);
        let rc = format!("set -g default-terminal {term}\nset -s escape-time 20\nset -g default-command '{SHELL}'\n");
        fs::write(folder.join("tmux.conf"), rc).unwrap();
        let tmux = Self { folder: folder.to_owned() };
        let run = Run::program(folder, &["tmux", "-S", "tmux.socket", "-f", "tmux.conf", "new-session"]);
        (tmux, shell_on(run))
    }

    /// What a command of tmux prints.
    pub fn tell(&self, arguments: &[&str]) -> String {
        let output = self.command(arguments).output().unwrap();
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        String::from_utf8(output.stdout).unwrap().trim_end().to_owned()
    }

    /// Whether its window is on the other screen, shows the cursor, takes clicks of any sort.
    pub fn modes(&self) -> String {
        self.tell(&["display", "-p", "#{alternate_on} #{cursor_flag} #{mouse_any_flag}"])
    }

    fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new("tmux");
        command.current_dir(&self.folder).args(["-S", "tmux.socket"]).args(arguments).env_remove("TMUX");
        command
    }
}

impl Drop for Tmux {
    fn drop(&mut self) {
        let _ = self.command(&["kill-server"]).output();
    }
}

/// A shell inside GNU screen.
pub struct Screen {
    folder: PathBuf,
}

impl Screen {
    /// Starts it, with that `TERM` inside; with or without another screen for programs that want one. Without is what
    /// it does unless told otherwise.
    pub fn start(folder: &Path, term: &str, alternate: bool) -> (Self, Pty) {
        make_shell(folder);
        let sockets = folder.join("sockets");
        fs::create_dir_all(&sockets).unwrap();
        fs::set_permissions(&sockets, fs::Permissions::from_mode(0o700)).unwrap();
        let switch = if alternate { "on" } else { "off" };
        let rc = format!("startup_message off\ndefutf8 on\nvbell off\naltscreen {switch}\n");
        fs::write(folder.join("screenrc"), rc).unwrap();
        let argv = ["screen", "-U", "-c", "screenrc", "-S", "test", "-T", term, SHELL];
        let screen = Self { folder: folder.to_owned() };
        (screen, shell_on(Run::program(folder, &argv).env("SCREENDIR", sockets.to_str().unwrap())))
    }
}

impl Drop for Screen {
    fn drop(&mut self) {
        let mut command = Command::new("screen");
        command.env("SCREENDIR", self.folder.join("sockets")).args(["-S", "test", "-X", "quit"]);
        let _ = command.output();
    }
}

/// OpenSSH on the loopback, with keys made for it.
pub struct Sshd {
    folder: PathBuf,
    server: Child,
    port: u16,
}

impl Sshd {
    /// Starts the server as the one who runs the tests, the only one who can come in.
    pub fn start(folder: &Path) -> Self {
        Self::with(folder, "", str::to_owned)
    }

    /// The same with more lines of settings; `keys` makes the lines of `authorized_keys` from the key of the client.
    pub fn with(folder: &Path, more: &str, keys: impl Fn(&str) -> String) -> Self {
        make_shell(folder);
        for key in ["host", "user"] {
            let arguments = ["-q", "-t", "ed25519", "-N", "", "-f", key];
            done(Command::new("ssh-keygen").current_dir(folder).args(arguments));
        }
        let key = fs::read_to_string(folder.join("user.pub")).unwrap();
        fs::write(folder.join("keys"), keys(&key)).unwrap();
        if rustix::process::geteuid().is_root() {
            // Where it locks itself in; a system that has never started one may not have it.
            fs::create_dir_all("/run/sshd").unwrap();
        }
        let end = Instant::now() + DEADLINE;
        loop {
            let port = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
            let place = folder.display();
            let config = format!(
                "ListenAddress 127.0.0.1\nPort {port}\nHostKey {place}/host\nPidFile none\nStrictModes no\nUsePAM no\n\
                 AuthorizedKeysFile {place}/keys\nPasswordAuthentication no\nKbdInteractiveAuthentication no\n\
                 PermitRootLogin prohibit-password\nPrintMotd no\nPrintLastLog no\n{more}"
            );
            fs::write(folder.join("sshd_config"), config).unwrap();
            // It wants to be called by its whole name.
            let mut server = Command::new("/usr/sbin/sshd")
                .args(["-D", "-e", "-f"])
                .arg(folder.join("sshd_config"))
                .stdin(Stdio::null())
                .stderr(Stdio::piped())
                .spawn()
                .unwrap();
            let mut told = String::new();
            let mut lines = BufReader::new(server.stderr.take().unwrap()).lines();
            let listens = lines.by_ref().map_while(Result::ok).any(|line| {
                told.push_str(&line);
                line.contains("Server listening on")
            });
            if listens {
                // What it goes on telling is read, so that it never waits.
                std::thread::spawn(move || lines.map_while(Result::ok).for_each(drop));
                return Self { folder: folder.to_owned(), server, port };
            }
            // Somebody else took the port in between.
            let _ = server.wait();
            assert!(told.contains("Address already in use") && Instant::now() < end, "sshd: {told}");
        }
    }

    /// A shell there, through a client on a terminal of that `TERM`.
    pub fn shell(&self, term: &str) -> Pty {
        let there = format!("cd '{}' && LANG=C.UTF-8 exec {SHELL}", self.folder.display());
        shell_on(self.client(&["-tt"], &there, term))
    }

    /// Whatever a client comes to on a terminal, with a command or without.
    pub fn client(&self, options: &[&str], command: &str, term: &str) -> Run {
        let argv = self.argv(options, command);
        Run::program(&self.folder, &argv.iter().map(String::as_str).collect::<Vec<_>>()).env("TERM", term)
    }

    /// What a client ends with that has no terminal.
    #[allow(dead_code, reason = "not every test asks this way")]
    pub fn ask(&self, options: &[&str], command: &str) -> Output {
        let argv = self.argv(options, command);
        let mut client = Command::new(&argv[0]);
        client.args(&argv[1..]).current_dir(&self.folder).stdin(Stdio::null()).output().unwrap()
    }

    fn argv(&self, options: &[&str], command: &str) -> Vec<String> {
        let host = fs::read_to_string(self.folder.join("host.pub")).unwrap();
        fs::write(self.folder.join("known"), format!("[127.0.0.1]:{} {host}", self.port)).unwrap();
        let (port, user) = (self.port.to_string(), login());
        let mut argv = vec!["ssh", "-F", "none", "-i", "user", "-p", &port, "-l", &user];
        argv.extend(["-o", "UserKnownHostsFile=known", "-o", "StrictHostKeyChecking=yes", "-o", "LogLevel=ERROR"]);
        argv.extend(["-o", "IdentitiesOnly=yes", "-o", "EscapeChar=none"]);
        argv.extend(options);
        argv.push("127.0.0.1");
        argv.extend((!command.is_empty()).then_some(command));
        argv.into_iter().map(str::to_owned).collect()
    }
}

/// The one who runs the tests, as the system calls them.
pub fn login() -> String {
    String::from_utf8(done(Command::new("id").arg("-un")).stdout).unwrap().trim().to_owned()
}

impl Drop for Sshd {
    fn drop(&mut self) {
        let _ = self.server.kill();
        let _ = self.server.wait();
    }
}

fn shell_on(run: Run) -> Pty {
    let pty = run.size(110, 32).start();
    pty.sees(PROMPT.trim_end());
    pty
}

fn done(command: &mut Command) -> Output {
    let output = command.stdin(Stdio::null()).output().unwrap();
    assert!(output.status.success(), "{command:?}: {}", String::from_utf8_lossy(&output.stderr));
    output
}
