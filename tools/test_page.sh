#!/usr/bin/env bash
# Drives the page of `amur serve` in headless Chromium: tools/test_page.sh PROGRAM [SCREENSHOTS [PART ...]]
# With parts of web/tests/controls.mjs named only those are run.
# Ends with 77 where there is no Chromium, no Node, or a program that was built without the page.
set -euo pipefail
cd "$(dirname "$0")/.."
program=$1
skip() { echo "skipped: $1"; exit 77; }
command -v node >/dev/null || skip "no node"
[ -d web/node_modules/playwright-core ] || skip "no playwright-core (npm ci in web/)"
command -v chromium >/dev/null || skip "no chromium"

work=$(mktemp -d)
server=
trap '[ -z "$server" ] || kill "$server" 2>/dev/null || true; rm -rf "$work"' EXIT
# With a scenario that the case has no use for: a day long before its years.
cp -r cases/heihe "$work/heihe"
cat >"$work/heihe/scenarios/long_ago.toml" <<'END'
title = "Long ago"

[[edit]]
table = "case"
action = "set"
values = { date = 1900-01-01 }
END
: >"$work/said"  # is there before the server says a word
"$program" serve "$work/heihe" --port 0 --runs "$work/runs" >"$work/said" &
server=$!
for _ in $(seq 100); do
  address=$(head -1 "$work/said")
  [ -n "$address" ] && break
  sleep 0.1
done
node -e 'fetch(process.argv[1]).then(r => r.text()).then(t => process.exit(t.includes("amur.js") ? 0 : 77))' \
  "$address" || skip "the program was built without the page"
screenshots=${2:-$work/screenshots}
shift "$(($# < 2 ? $# : 2))"
[ $# -gt 0 ] || node web/tests/page.mjs "$address" "$screenshots"
node web/tests/controls.mjs "$address" "$screenshots" "$@"
