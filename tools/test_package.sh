#!/usr/bin/env bash
# Installs the libraries of a build to a folder of their own and builds and runs examples against
# them, as another project would:
#   tools/test_package.sh BUILD [EXAMPLE ...]    a solver's and the whole case without one
set -euo pipefail
cd "$(dirname "$0")/.."
build=$1
examples=("${@:2}")
((${#examples[@]})) || examples=(assign whole_case)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cmake --install "$build" --component solvers --prefix "$work/prefix" >/dev/null
cmake --install "$build" --component cases --prefix "$work/prefix" >/dev/null
# The programs too, which find each other wherever they stand.
DESTDIR="$work/root" cmake --install "$build" --component program --prefix /opt >/dev/null
[[ $(cd "$work/root" && ls . opt opt/libexec | xargs) == ".: opt opt: bin libexec opt/libexec: amur" ]] ||
  { echo "programs are installed to unusual places:" && find "$work/root" -type f; exit 1; } >&2
[[ ! -f $build/amur-ranks.so || -f $work/root/opt/libexec/amur/amur-ranks.so ]]
"$work/root/opt/bin/amur" check cases/debt >/dev/null
# Nothing of the project but the examples and what they read, so that a header that is missing is
# missed.
mkdir -p "$work/cases" "$work/build"
cp -r examples "$work/"
cp -r cases/heihe "$work/cases/"
cp "$build/amur-reader" "$work/build/"
cmake -S "$work/examples" -B "$work/build" -G Ninja -DCMAKE_BUILD_TYPE=Release \
  -DCMAKE_PREFIX_PATH="$work/prefix" >/dev/null
cmake --build "$work/build" --target "${examples[@]/#/example_}"
ctest --test-dir "$work/build" --output-on-failure -R "example_($(IFS='|' && echo "${examples[*]}"))\$"
