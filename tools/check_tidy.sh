#!/usr/bin/env bash
# Reads sources with clang-tidy, by the checks of .clang-tidy:
#   tools/check_tidy.sh            all of src/amur
#   tools/check_tidy.sh COMMIT     what has changed in src/amur since COMMIT; of a header, the
#                                  source beside it
# AMUR_TIDY_SECONDS: no further source is begun after so many, and the last line says how many were.
# Ends with 77 where there is no clang-tidy.
set -euo pipefail
cd "$(dirname "$0")/.."
command -v clang-tidy >/dev/null || { echo "skipped: no clang-tidy"; exit 77; }
if [[ -n ${1:-} ]]; then
  changed=$(git diff --name-only --diff-filter=d "$1" -- 'src/amur/*.cpp' 'src/amur/*.h')
else
  changed=$(git ls-files 'src/amur/*.cpp')
fi
files=()
while read -r file; do
  [[ -n $file && -f ${file%.*}.cpp ]] && files+=("${file%.*}.cpp")
done < <(sed 's/\.h$/.cpp/' <<<"$changed" | sort -u)
((${#files[@]})) || { echo "clang-tidy: nothing has changed"; exit 0; }
# Commands without precompiled headers, which are another compiler's.
cmake -S . -B build/tidy -G Ninja -DCMAKE_BUILD_TYPE=Release -DAMUR_PRECOMPILE=OFF \
  -DAMUR_WEB=OFF -DAMUR_BUILD_TESTS=OFF >/dev/null
read_one() {
  ((SECONDS < AMUR_TIDY_SECONDS)) || return 0
  echo >>"$AMUR_TIDY_READ"
  clang-tidy -p build/tidy --quiet --warnings-as-errors='*' "$1" 2>/dev/null
}
export -f read_one
AMUR_TIDY_READ=$(mktemp)
trap 'rm -f "$AMUR_TIDY_READ"' EXIT
export AMUR_TIDY_READ AMUR_TIDY_SECONDS=${AMUR_TIDY_SECONDS:-1000000}
# A shell of its own counts SECONDS from its own start, so each is told the time that is left.
start=$(date +%s)
export start
printf '%s\0' "${files[@]}" |
  xargs -0 -n 1 -P "$(nproc)" bash -c 'SECONDS=$(($(date +%s) - start)); read_one "$0"'
echo "clang-tidy: $(wc -l <"$AMUR_TIDY_READ") of ${#files[@]} sources read"
