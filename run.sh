#!/usr/bin/env bash
# Builds Amur, without its tests, and runs the built-in case: ./run.sh [options of 'amur run']
set -euo pipefail
cd "$(dirname "$0")"
tools/build.sh release amur
exec build/release/amur run cases/heihe -o result.gpkg "$@"
