#!/usr/bin/env bash
# Looks at reports of the built-in case in headless Chromium: tools/test_report.sh PROGRAM [SCREENSHOTS]
# Ends with 77 where there is no Chromium or no Node.
set -euo pipefail
cd "$(dirname "$0")/.."
program=$1 screenshots=${2:-}
skip() { echo "skipped: $1"; exit 77; }
command -v node >/dev/null || skip "no node"
[ -d web/node_modules/playwright-core ] || skip "no playwright-core (npm ci in web/)"
command -v chromium >/dev/null || skip "no chromium"

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
"$program" run cases/heihe -o "$work/a.gpkg" >/dev/null
"$program" run cases/heihe -s bridge_toll_zero -o "$work/b.gpkg" >/dev/null
"$program" finance cases/debt -o "$work/c.gpkg" >/dev/null
report() { # NAME RESULT ...
  "$program" report "${@:2}" -o "$work/$1.html"
  node web/tests/report.mjs "$work/$1.html" ${screenshots:+"$screenshots/$1"}
}
report alone "$work/a.gpkg"
report pair "$work/a.gpkg" "$work/b.gpkg"
report debt "$work/c.gpkg"
