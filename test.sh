#!/usr/bin/env bash
# Builds Amur and runs its tests: ./test.sh [PRESET], one of release, debug, asan, tsan
set -euo pipefail
cd "$(dirname "$0")"
preset=${1:-release}
# The page is tried in Debian's Chromium.
command -v chromium >/dev/null ||
  export AMUR_MORE_PACKAGES="chromium ${AMUR_MORE_PACKAGES:-}"
tools/build.sh "$preset"
# The world's case comes from packages of open data; where they can't be had its tests are skipped.
if command -v npm >/dev/null; then
  timeout 600 tools/build_world.sh || timeout 600 tools/build_world.sh ||
    echo "cases/world could not be built: its tests are skipped" >&2
fi
exec ctest --preset "$preset" -j "$(nproc)"
