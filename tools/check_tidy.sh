#!/usr/bin/env bash
# Reads sources with clang-tidy, by the checks of .clang-tidy:
#   tools/check_tidy.sh            all of src/amur
#   tools/check_tidy.sh COMMIT     what has changed in src/amur since COMMIT; of a header, the
#                                  source beside it
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
printf '%s\0' "${files[@]}" |
  xargs -0 -n 1 -P "$(nproc)" clang-tidy -p build/tidy --quiet --warnings-as-errors='*' 2>/dev/null
echo "clang-tidy: ${#files[@]} sources"
