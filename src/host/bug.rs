/// From here on, a panic is told on one line and ends the program with 101; `first` is what must be done before.
pub fn tell_bugs(first: impl Fn() + Send + Sync + 'static) {
    std::panic::set_hook(Box::new(move |panic| {
        first();
        let text = panic.payload_as_str().unwrap_or_default();
        let place = panic.location().map(|at| format!(" ({}:{})", at.file(), at.line())).unwrap_or_default();
        let line = format!("roadmap: this is a bug, please report it: {text}{place}\n");
        let _ = rustix::io::write(rustix::stdio::stderr(), line.as_bytes());
        std::process::exit(101);
    }));
}
