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
# Little is optimised: building takes longer than the few seconds that each runs in every change.
[[ -f build/fuzz/build.ninja ]] ||
  cmake -S . -B build/fuzz -G Ninja -DCMAKE_CXX_COMPILER=clang++ -DCMAKE_BUILD_TYPE=None \
    -DCMAKE_CXX_FLAGS=-O1 -DAMUR_BUILD_FUZZERS=ON -DAMUR_BUILD_TESTS=OFF -DAMUR_WEB=OFF >&2
cmake --build build/fuzz --target "${names[@]/#/fuzz_}" >&2

# How long an input may be: results and cases start from whole files.
declare -A most=([case]=4096 [result]=1500000 [osm]=8192 [gmns]=4096 [gis]=4096 [omx]=16384 [compose]=4096
  [customs]=4096)
for name in "${names[@]}"; do
  corpus=build/fuzz/corpus/$name found=build/fuzz/found/$name
  mkdir -p "$corpus" "$found"
  if [[ $name == result && -z $(ls "$corpus") && -x build/release/amur ]]; then
    build/release/amur run cases/heihe -o "$corpus/seed.gpkg" >/dev/null 2>&1 || true
  fi
  if [[ $name == osm && -z $(ls "$corpus") ]] && command -v osmium >/dev/null; then
    printf '%s' '<osm version="0.6"><node id="1" lon="9" lat="47"/><node id="2" lon="9.1" lat="47"/>' \
      '<way id="1"><nd ref="1"/><nd ref="2"/><tag k="highway" v="primary"/></way></osm>' |
      osmium cat -F osm - -f pbf,pbf_compression=none -o - | { printf '\1' && cat; } >"$corpus/seed"
  fi
  log=$found/log
  if ! build/fuzz/tests/fuzz/fuzz_"$name" "$corpus" -artifact_prefix="$found/" \
    -max_total_time="$seconds" -timeout=60 -rss_limit_mb=4096 -print_final_stats=1 \
    ${most[$name]:+-max_len=${most[$name]}} 2>"$log"; then
    tail -40 "$log" >&2
    echo "fuzz_$name found a fault: see $found" >&2
    exit 1
  fi
  echo "fuzz_$name: $(sed -n 's/^stat::number_of_executed_units: *//p' "$log") inputs in $seconds s"
done
