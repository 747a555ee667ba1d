# Show the recipes.
_default:
    @{{ just_executable() }} --list --unsorted

# Open the dashboard: `just run`, or `just run my.toml`.
run *args:
    cargo run -- {{ args }}

# The tests.
test:
    cargo test

# Format, lints and documentation, with no warning left.
check:
    cargo fmt --check
    cargo clippy --all-targets --all-features -- -D warnings
    RUSTDOCFLAGS="-D warnings" cargo doc --no-deps --document-private-items

# How fast it is.
bench:
    cargo bench

# Take every snapshot as it is now; then look at each changed file under tests/snapshots.
accept-snapshots:
    INSTA_UPDATE=always cargo test

# Write the generated files anew; then look at each changed one.
generated:
    UPDATE=1 cargo test --test generated

# The pictures in the README.
pictures: (picture "overview") (picture "timeline") (picture "capabilities")

[private]
picture pane:
    cargo run --release -- snapshot --pane {{ pane }} --size 120x40 --today 2026-11-23 --theme dark --format svg -o assets/{{ pane }}.svg
