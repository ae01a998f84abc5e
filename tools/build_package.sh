#!/usr/bin/env bash
# Builds what is installed and makes of it amur_VERSION_ARCHITECTURE.deb and a .tar.xz that runs from
# any folder, where the libraries are that the Debian package depends on:
#   tools/build_package.sh [FOLDER]        build/packages without one
set -euo pipefail
cd "$(dirname "$0")/.."
packages=$(realpath -m "${1:-build/packages}")
tools/build.sh release installed
rm -rf "$packages"
mkdir -p "$packages"
(cd build/release && cpack -B "$packages" >"$packages/log" 2>&1) ||
  { cat "$packages/log" >&2; exit 1; }
rm -rf "$packages"/_CPack_Packages "$packages/log"
ls -sh "$packages"
