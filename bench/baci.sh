#!/usr/bin/env bash
# `amur import baci` on as many rows as a year of all countries has, made by repetition of one file:
# time and memory at most, and that the sums are those of the file, times the copies:
# bench/baci.sh [FOLDER [ROWS]]
set -euo pipefail
cd "$(dirname "$0")/.."
data=${1:-${AMUR_DATA:-../shared}/trade/baci}
rows=${2:-11000000}
slice=$(ls "$data"/BACI_*.csv | head -1)
codes=$(ls "$data"/country_codes_*.csv | head -1)
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT

tail -n +2 "$slice" >"$folder/rows"
copies=$(((rows + $(wc -l <"$folder/rows") - 1) / $(wc -l <"$folder/rows")))
{
  head -1 "$slice"
  for ((i = 0; i < copies; i++)); do cat "$folder/rows"; done
} >"$folder/large.csv"
echo "$(($(wc -l <"$folder/large.csv") - 1)) rows, $(stat -c %s "$folder/large.csv") bytes, $copies copies of $(basename "$slice")"

import() {
  build/release/amur import baci "$1" --countries "$codes" --by-product -o "$2" --json >"$folder/json"
}
import "$slice" "$folder/one.csv"
/usr/bin/time -f "%e s, %U s of processors, %M kB at most: amur import baci" \
  build/release/amur import baci "$folder/large.csv" --countries "$codes" --by-product \
  -o "$folder/many.csv" >"$folder/out"
# Values are whole USD; what is estimated has tonnes that are rounded before they are summed.
awk -F, -v copies="$copies" '
  NR == FNR { value[$1 FS $2 FS $3 FS $4 FS $7] = $5; tonnes[$1 FS $2 FS $3 FS $4 FS $7] = $6; next }
  FNR > 1 {
    key = $1 FS $2 FS $3 FS $4 FS $7
    if ($5 != copies * value[key]) wrong++
    if ($7 == "reported" && ($6 - copies * tonnes[key]) ^ 2 > 1e-18 * $6 ^ 2) wrong++
    delete value[key]
  }
  END { for (key in value) lost++; print wrong + 0, "sums differ,", lost - 1, "are lost"; exit wrong > 0 || lost > 1 }
' "$folder/one.csv" "$folder/many.csv"
