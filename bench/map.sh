#!/usr/bin/env bash
# Pans and zooms the page's map in headless Chromium, of a case or of 50,000 links made up:
#   bench/map.sh [CASE | OPTIONS of make_case]
# Skipped where there is no Chromium, no Node, or a program that was built without the page.
set -euo pipefail
case=
if [ -d "${1:-}" ]; then case=$(realpath "$1"); fi
cd "$(dirname "$0")/.."
skip() { echo "skipped: $1"; exit 0; }
command -v node >/dev/null || skip "no node"
[ -n "${CHROMIUM:-}" ] || command -v chromium >/dev/null || skip "no chromium"
cmake --preset release -DAMUR_BUILD_BENCH=ON >/dev/null
cmake --build build/release --target amur amur-case make_case >/dev/null
[ -d web/node_modules/playwright-core ] || skip "no playwright-core (npm ci in web/)"

work=$(mktemp -d)
server=
trap '[ -z "$server" ] || kill "$server" 2>/dev/null || true; rm -rf "$work"' EXIT
if [ -z "$case" ]; then
  case=$work/case
  build/release/bench/make_case "$case" --nodes 14000 --links 50000 --zones 300 --commodities 2 \
    --destinations 10 --model all-or-nothing "$@"
fi
build/release/amur serve "$case" --port 0 --runs "$work/runs" >"$work/said" &
server=$!
until address=$(head -1 "$work/said") && [ -n "$address" ]; do
  kill -0 "$server" 2>/dev/null || { echo "the server did not start" >&2; exit 1; }
  sleep 0.1
done
ask() { node -e 'fetch(process.argv[1]).then(r => r.text()).then(t => console.log(t))' "$address$1"; }
grep -q amur.js <<<"$(ask '')" || skip "the program was built without the page"
until status=$(ask api/runs | grep -o '"status":"[a-z]*"' | cut -d'"' -f4) && [ "$status" = done ]; do
  [ "$status" != failed ] || { ask api/runs >&2; exit 1; }
  sleep 1
done
sqlite3 "$work/runs/000001/result.gpkg" \
  "SELECT count(*) || ' directed links, ' || sum(t > 0.001) || ' with flow' FROM links"
node bench/map.mjs "$address"
