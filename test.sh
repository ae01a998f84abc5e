#!/usr/bin/env bash
# Builds Amur and runs its tests: ./test.sh [PRESET], one of release, debug, asan, tsan
set -euo pipefail
cd "$(dirname "$0")"
preset=${1:-release}
tools/build.sh "$preset"
exec ctest --preset "$preset" -j "$(nproc)"
