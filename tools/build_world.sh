#!/usr/bin/env bash
# Builds the case of the world, cases/world, from packages of open data and the tables of facts in
# cases/world-build. Needs Node.js 18 or later with npm. Does nothing where it is up to date.
set -euo pipefail
cd "$(dirname "$0")/../cases/world-build"
[[ node_modules/.package-lock.json -nt package-lock.json ]] || npm ci --no-audit --no-fund --silent
exec node build.mjs
