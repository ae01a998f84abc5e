#!/usr/bin/env bash
# Builds Amur, without its tests, and runs the built-in case: ./run.sh [options of 'amur run']
set -euo pipefail
cd "$(dirname "$0")"
[[ -x build/release/amur ]] ||
  echo "Building Amur: some minutes on two cores, once" >&2
tools/build.sh release amur
build/release/amur run cases/heihe -o result.gpkg "$@"
echo "Next, on a map with what-ifs: build/release/amur serve cases/heihe; README.md has the rest" >&2
