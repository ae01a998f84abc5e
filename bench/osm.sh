#!/usr/bin/env bash
# `amur import osm` on a large extract, beside `osmium tags-filter` on the same file: time, and
# memory at most. The file is made of renumbered copies of one extract, so it has as many nodes, ways
# and relations as a real one of its size: bench/osm.sh [EXTRACT [COPIES]]
set -euo pipefail
cd "$(dirname "$0")/.."
extract=${1:-${AMUR_DATA:-../shared}/osm/liechtenstein.osm.pbf}
copies=${2:-76}
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT

for ((i = 0; i < copies; i++)); do
  first=$((1 + i * 100000000))
  osmium renumber "$extract" --start-id="$first" -o "$folder/$i.osm.pbf" --no-progress
done
osmium merge "$folder"/*.osm.pbf -o "$folder/large.osm.pbf" --no-progress
rm "$folder"/[0-9]*.osm.pbf
echo "$(stat -c %s "$folder/large.osm.pbf") bytes, $copies copies of $(basename "$extract")"

measure() {
  local name=$1
  shift
  /usr/bin/time -f "%e s, %M kB at most: $name" "$@" >"$folder/out" 2>"$folder/err" || cat "$folder/err"
  tail -1 "$folder/err"
}
measure "osmium tags-filter" osmium tags-filter "$folder/large.osm.pbf" \
  w/highway=motorway,trunk,primary,secondary w/railway=rail -o "$folder/filtered.osm.pbf" --no-progress
measure "amur import osm" build/release/amur import osm "$folder/large.osm.pbf" \
  --roads secondary -o "$folder/case"
head -1 "$folder/out"
