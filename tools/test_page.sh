#!/usr/bin/env bash
# Drives the page of `amur serve` in headless Chromium: tools/test_page.sh PROGRAM [SCREENSHOTS [PART ...]]
# With parts named only those are run: of web/tests/controls.mjs, or `heihe`, `debt`, `world`, which press every control
# on that case. Without parts all but every control of Heihe (tools/full_check.sh has them) and of the world, which must
# be built and takes minutes to solve.
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
stop() {
  [ -z "$server" ] || kill "$server" 2>/dev/null || true
  [ -z "$server" ] || wait "$server" 2>/dev/null || true
  server=
}
trap 'stop; rm -rf "$work"' EXIT
# Serves a case; `address` says where.
serve() {
  stop
  : >"$work/said"  # is there before the server says a word
  "$program" serve "$1" --port 0 --runs "$work/runs-$(basename "$1")" >"$work/said" &
  server=$!
  for _ in $(seq 300); do
    address=$(head -1 "$work/said")
    [ -n "$address" ] && break
    sleep 0.1
  done
}
every() {
  serve "$1"
  node web/tests/every.mjs "$address" "${screenshots:+$screenshots/$(basename "$1")}"
}

screenshots=${2:-}
shift "$(($# < 2 ? $# : 2))"
cases=()
parts=()
for part in "$@"; do
  case $part in
    heihe | debt | world) cases+=("cases/$part") ;;
    *) parts+=("$part") ;;
  esac
done
[ $# -gt 0 ] || cases=(cases/debt)

if [ $# -eq 0 ] || [ ${#parts[@]} -gt 0 ]; then
  # With a scenario that the case has no use for: a day long before its years.
  cp -r cases/heihe "$work/heihe"
  cat >"$work/heihe/scenarios/long_ago.toml" <<'END'
title = "Long ago"

[[edit]]
table = "case"
action = "set"
values = { date = 1900-01-01 }
END
  serve "$work/heihe"
  node -e 'fetch(process.argv[1]).then(r => r.text()).then(t => process.exit(t.includes("amur.js") ? 0 : 77))' \
    "$address" || skip "the program was built without the page"
  [ $# -gt 0 ] || node web/tests/page.mjs "$address" "$screenshots"
  node web/tests/controls.mjs "$address" "$screenshots" "${parts[@]}"
fi
for case in "${cases[@]}"; do every "$case"; done
