#!/usr/bin/env bash
# Builds Amur and runs its tests: ./test.sh [PRESET], one of release, debug, asan, tsan
set -euo pipefail
cd "$(dirname "$0")"
preset=${1:-release}
# The page is tried in Debian's Chromium.
command -v chromium >/dev/null || export AMUR_MORE_PACKAGES=chromium
tools/build.sh "$preset"
exec ctest --preset "$preset" -j "$(nproc)"
