#!/usr/bin/env bash
# Reads every source of the program with clang, a second compiler beside GCC, and makes nothing:
#   tools/check_clang.sh [PRESET]
# Needs a configured preset; ends with 77 where there is no clang++.
set -euo pipefail
cd "$(dirname "$0")/.."
build=build/${1:-release}
command -v clang++ >/dev/null || { echo "skipped: no clang++"; exit 77; }

# The compiler's own commands, without what they make.
cd "$build"
programs=(amur-case amur)
! ninja -t query amur_python >/dev/null 2>&1 || programs+=(amur_python)
ninja -t commands "${programs[@]}" | sort -u |
  sed -nE 's! -Winvalid-pch -include [^ ]+!!; s! -MD -MT [^ ]+ -MF [^ ]+ -o [^ ]+ -c ! !; s! -Wno-restrict!!
           s!^.*c\+\+ (.*/(src/amur|python)/[a-z_]+/[a-z_0-9]+\.cpp)$!clang++ -fsyntax-only -Werror \1!p' |
  tr '\n' '\0' | xargs -0 -P "$(nproc)" -n 1 sh -c 'eval "$1"' sh
echo "clang reads every source"
