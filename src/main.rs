//! The `roadmap` program: parse, run, exit code.

use std::process::ExitCode;

fn main() -> ExitCode {
    coalition_roadmap::cli::main()
}
