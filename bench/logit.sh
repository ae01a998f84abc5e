#!/usr/bin/env bash
# Solves a large synthetic case and the built-in one: bench/logit.sh
# Prints network, steps, residual, seconds and memory of the whole command.
set -euo pipefail
cd "$(dirname "$0")/.."
tools/build.sh release amur
cmake -S . -B build/release -DAMUR_BUILD_BENCH=ON >/dev/null
cmake --build build/release --target make_case >/dev/null
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
build/release/bench/make_case "$work/synthetic" "$@"

printf '%-12s %8s %8s %10s %9s %9s\n' case links steps residual seconds 'peak MB'
for case in cases/heihe "$work/synthetic"; do
  build/release/amur run "$case" -o "$work/result.gpkg" --json >"$work/answer.json" 2>/dev/null || true
  value() { sqlite3 "$work/result.gpkg" "$1"; }
  printf '%-12s %8s %8s %10s %9s %9s\n' "$(basename "$case")" \
    "$(value 'SELECT count(*) FROM links')" \
    "$(value "SELECT value FROM run WHERE name = 'iterations'")" \
    "$(value "SELECT value FROM run WHERE name = 'residual'")" \
    "$(sed -n 's/^  "seconds": \([0-9.]*\).*/\1/p' "$work/answer.json" | cut -c1-6)" \
    "$(sed -n 's/^  "peak_memory_mb": \([0-9.]*\).*/\1/p' "$work/answer.json" | cut -c1-6)"
done
