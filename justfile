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

# The simulation beside the same in numpy (pip install numpy).
bench-forecast:
    python3 benches/forecast.py

# Feed random bytes to the reader for a while. Needs a nightly toolchain and cargo-fuzz.
fuzz-load seconds="60":
    mkdir -p fuzz/found/load
    cp roadmap.toml fuzz/found/load/shipped
    cargo +nightly fuzz run load fuzz/found/load fuzz/corpus/load -- -dict=fuzz/words.dict -max_total_time={{ seconds }} -timeout=10

# The same for what changes a text.
fuzz-edit seconds="60":
    mkdir -p fuzz/found/edit
    (echo 00done; cat roadmap.toml) > fuzz/found/edit/shipped
    cargo +nightly fuzz run edit fuzz/found/edit fuzz/corpus/edit -- -dict=fuzz/words.dict -max_total_time={{ seconds }} -timeout=10

# The shipped roadmap, cut at every byte and with every byte replaced: minutes.
every-byte:
    EVERY_BYTE=1 cargo test --release --test seeds

# Random keys over random roadmaps, as many as you like: `just walk 3000000`; `just walk 400 77` is one walk again.
walk keys="1000000" seed="1":
    WALK_KEYS={{ keys }} WALK_SEED={{ seed }} CARGO_PROFILE_RELEASE_LTO=off CARGO_PROFILE_RELEASE_OVERFLOW_CHECKS=true cargo test --release --test walk -- --nocapture

# Many guests at once, and what each of them takes: `just soak 500`.
soak viewers="500" cycles="10":
    SOAK_VIEWERS={{ viewers }} SOAK_CYCLES={{ cycles }} SOAK_TOLD=1 cargo test --release --test soak -- --nocapture --test-threads 1

# Keep what was found for `load` or `edit` and reaches new code, if it is small; look at it before it is committed.
fuzz-keep target:
    cargo +nightly fuzz run {{ target }} fuzz/corpus/{{ target }} fuzz/found/{{ target }} -- -merge=1 -use_counters=0 -max_len=1000
    du -sh fuzz/corpus/{{ target }}

# Take every snapshot as it is now; then look at each changed file under tests/snapshots.
accept-snapshots:
    INSTA_UPDATE=always cargo test

# Write the generated files anew; then look at each changed one.
generated:
    UPDATE=1 cargo test --test generated

# What an editor shows of a roadmap by our schema; needs tombi (pip install tombi).
editor:
    python3 tests/editor/tombi.py

# The pictures in the README.
pictures: (picture "overview" "roadmap:overview" "roadmap.toml") (picture "timeline" "roadmap:timeline" "roadmap.toml") (picture "capabilities" "roadmap:capabilities" "roadmap.toml") (picture "plan" "roadmap:timeline?focus=first-passengers&zoom=year" "assets/examples/tidewater") (picture "forecast" "roadmap:milestones?forecast=first-passengers" "assets/examples/tidewater")

[private]
picture name at file:
    cargo run --release -- snapshot {{ file }} --at '{{ at }}' --size 120x40 --today 2026-11-25 --theme dark --format svg -o assets/{{ name }}.svg
