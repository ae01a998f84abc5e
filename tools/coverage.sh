#!/usr/bin/env bash
# Runs the suite in a build that counts lines and says, folder by folder, which share of them ran:
#   tools/coverage.sh [CTEST OPTIONS]
set -euo pipefail
cd "$(dirname "$0")/.."
build=build/coverage
cmake -S . -B $build -G Ninja -DCMAKE_BUILD_TYPE=Debug -DAMUR_WEB=OFF -DAMUR_PRECOMPILE=OFF \
  -DCMAKE_CXX_FLAGS="--coverage -fprofile-update=atomic -O1" >/dev/null
cmake --build $build >&2
find $build -name '*.gcda' -delete
ctest --test-dir $build -j "$(nproc)" --output-on-failure "$@" >&2
find $build/src/amur -name '*.gcda' -print0 |
  xargs -0 gcov --json-format --stdout 2>/dev/null |
  python3 tools/coverage.py
