#!/usr/bin/env bash
# Builds the fuzzers of readers with clang++ and runs each for some seconds, from what earlier runs
# have found: tools/fuzz.sh [SECONDS [NAME ...]], e.g. tools/fuzz.sh 60 http case
# Ends with 77 where there is no clang++. What it finds lies in build/fuzz/found/NAME.
set -euo pipefail
cd "$(dirname "$0")/.."
seconds=${1:-10}
names=("${@:2}")
((${#names[@]})) || names=(tntp bush_file columns http case result osm gmns gis omx customs compose)
command -v clang++ >/dev/null || { echo "skipped: no clang++"; exit 77; }
# Little is optimised: building takes longer than the few seconds that each runs in every change. A
# second compiler finds what one lets pass, so its warnings are errors.
[[ -f build/fuzz/build.ninja ]] ||
  cmake -S . -B build/fuzz -G Ninja -DCMAKE_CXX_COMPILER=clang++ -DCMAKE_BUILD_TYPE=None \
    -DCMAKE_CXX_FLAGS="-O1 -Werror" -DAMUR_TOGETHER=ON -DAMUR_BUILD_FUZZERS=ON -DAMUR_BUILD_TESTS=OFF -DAMUR_WEB=OFF >&2
cmake --build build/fuzz --target "${names[@]/#/fuzz_}" >&2

# Runs one, from what earlier runs have found, and says how many inputs it has tried.
fuzz() {
  local name=$1 most=
  # How long an input may be: results and cases start from whole files.
  case $name in
    case | gmns | gis | compose | customs) most=4096 ;;
    osm) most=8192 ;;
    omx) most=16384 ;;
    result) most=1500000 ;;
  esac
  local corpus=build/fuzz/corpus/$name found=build/fuzz/found/$name
  mkdir -p "$corpus" "$found"
  if [[ $name == result && -z $(ls "$corpus") && -x build/release/amur ]]; then
    build/release/amur run cases/heihe -o "$corpus/seed.gpkg" >/dev/null 2>&1 || true
  fi
  if [[ $name == osm && -z $(ls "$corpus") ]] && command -v osmium >/dev/null; then
    printf '%s' '<osm version="0.6"><node id="1" lon="9" lat="47"/><node id="2" lon="9.1" lat="47"/>' \
      '<way id="1"><nd ref="1"/><nd ref="2"/><tag k="highway" v="primary"/></way></osm>' |
      osmium cat -F osm - -f pbf,pbf_compression=none -o - | { printf '\1' && cat; } >"$corpus/seed"
  fi
  local log=$found/log
  if ! build/fuzz/tests/fuzz/fuzz_"$name" "$corpus" -artifact_prefix="$found/" \
    -max_total_time="$seconds" -timeout=60 -rss_limit_mb=4096 -print_final_stats=1 \
    ${most:+-max_len=$most} 2>"$log"; then
    tail -40 "$log" >&2
    echo "fuzz_$name found a fault: see $found" >&2
    return 1
  fi
  echo "fuzz_$name: $(sed -n 's/^stat::number_of_executed_units: *//p' "$log") inputs in $seconds s"
}
export -f fuzz
export seconds
# Fails where one did, after all have run.
printf '%s\n' "${names[@]}" | xargs -P "$(nproc)" -I '{}' bash -euc 'fuzz "$1"' bash '{}'
