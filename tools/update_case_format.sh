#!/bin/sh
# Writes the tables of docs/case-format.md anew, from what the program declares.
# Usage: tools/update_case_format.sh [PROGRAM]
set -eu
program=${1:-build/release/amur}
page=$(dirname "$0")/../docs/case-format.md
tables=$(mktemp)
"$program" schema case --markdown > "$tables"
awk -v tables="$tables" '
  /^<!-- amur schema case --markdown -->$/ { print; while ((getline line < tables) > 0) print line; skip = 1; next }
  /^<!-- end -->$/ { skip = 0 }
  !skip { print }' "$page" > "$page.new"
mv "$page.new" "$page"
rm "$tables"
