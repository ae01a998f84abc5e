#!/bin/bash
# tools/same_results.sh A.gpkg B.gpkg: whether two results say the same, table by table and to the
# bit, all but `run_log` (seconds, memory) and what a GeoPackage notes of itself. Prints what
# differs; 0 where nothing does, 1 where something does, 2 where a file can't be read.
set -uo pipefail
[ $# -eq 2 ] || { echo "usage: $0 A.gpkg B.gpkg" >&2; exit 2; }

tables() {
  sqlite3 -readonly "$1" "SELECT table_name FROM gpkg_contents WHERE table_name <> 'run_log'
                          ORDER BY table_name"
}

# Columns with their types, then rows; numbers with all their digits, so that equal text is equal
# bits.
rows() {
  sqlite3 -readonly "$1" "SELECT group_concat(name || ' ' || type, ', ')
                          FROM pragma_table_info('$2')" &&
    sqlite3 -readonly -cmd '.mode quote' "$1" "SELECT * FROM \"$2\" ORDER BY rowid"
}

a=$(tables "$1") && b=$(tables "$2") || exit 2
differs=0
count=0
while read -r table; do
  count=$((count + 1))
  if ! grep -qx "$table" <<<"$b"; then
    echo "$table: only in $1"
  elif ! grep -qx "$table" <<<"$a"; then
    echo "$table: only in $2"
  elif lines=$(diff <(rows "$1" "$table") <(rows "$2" "$table")); then
    continue
  else
    echo "$table: $(grep -c '^<' <<<"$lines") rows are not as the $(grep -c '^>' <<<"$lines") of $2, the first of each:"
    grep -m 1 '^<' <<<"$lines" | cut -c 1-400
    grep -m 1 '^>' <<<"$lines" | cut -c 1-400
  fi
  differs=1
done < <(sort -u <<<"$a"$'\n'"$b")
[ $differs -eq 1 ] || echo "$count tables are the same"
exit $differs
