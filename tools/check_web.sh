#!/usr/bin/env bash
# Checks the page without a browser: how it is written (Prettier, ESLint), types, which module imports which, unit
# tests, and that the lock file names no address. Ends with 77 where there is no npm or its packages are missing.
set -euo pipefail
cd "$(dirname "$0")/../web"
skip() { echo "skipped: $1"; exit 77; }
command -v npm >/dev/null || skip "no npm"
for package in eslint prettier typescript vitest; do
  [ -d node_modules/$package ] || skip "no $package (npm ci in web/)"
done
failed=0
check() { echo "== $1"; npm run --silent "$1" || failed=1; }
check format:check
check circles
check check
check lint
check test
echo "== lock file"
if grep -nE '"resolved"|https?://' package-lock.json | grep -vE '"url"'; then
  echo "package-lock.json names addresses (web/.npmrc keeps them out)"
  failed=1
fi
exit $failed
