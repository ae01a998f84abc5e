#!/usr/bin/env bash
# Fails where a C++ file is not as clang-format lays it out: tools/check_format.sh [--fix]
# Ends with 77 where there is no clang-format.
set -euo pipefail
cd "$(dirname "$0")/.."
command -v clang-format >/dev/null || { echo "skipped: no clang-format"; exit 77; }
how=(--dry-run -Werror)
[[ ${1:-} != --fix ]] || how=(-i)
git ls-files -z '*.cpp' '*.h' | xargs -0 -n 32 -P "$(nproc)" clang-format "${how[@]}"
