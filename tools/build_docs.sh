#!/usr/bin/env bash
# Builds the manual as a folder of HTML that a browser opens without a server: the pages of docs/, a
# page for each header, the reference of Python's package, all commands with their options, and a
# search over them. Ends with 77 where cmark-gfm (a package of Debian) is missing.
#   tools/build_docs.sh [FOLDER [AMUR]]        build/docs and build/release/amur without them
set -euo pipefail
cd "$(dirname "$0")/.."
site=$(realpath -m "${1:-build/docs}")
amur=$(realpath -m "${2:-build/release/amur}")
command -v cmark-gfm >/dev/null && command -v python3 >/dev/null ||
  { echo "skipped: this needs cmark-gfm and python3" >&2; exit 77; }
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
tools/write_headers.sh "$work/headers"
"$amur" schema commands >"$work/commands.json"
# Python's package, where it was built beside the program for the system's Python.
python=$(dirname "$amur")/python
if compgen -G "$python/amur/_engine*.so" >/dev/null; then
  PYTHONPATH=$python PYTHONDONTWRITEBYTECODE=1 /usr/bin/python3 tools/write_python_api.py \
    >"$work/python-api.md"
fi
python3 tools/build_docs.py "$work" "$site"
