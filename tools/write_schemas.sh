#!/bin/bash
# tools/write_schemas.sh [AMUR]: writes what the project keeps of the schemas that the program
# declares: the tables of docs/case-format.md and docs/result.md, between their markers, the page's
# types of rows, and Python's stubs of the studies.
set -euo pipefail
cd "$(dirname "$0")/.."
amur=${1:-build/release/amur}
tables=$(mktemp)
trap 'rm -f "$tables"' EXIT
for schema in case result; do
  page=docs/$schema.md
  [[ $schema != case ]] || page=docs/case-format.md
  "$amur" schema "$schema" --markdown >"$tables"
  sed -i -e '/^<!-- tables -->$/,/^<!-- end of tables -->$/{//!d}' \
    -e "/^<!-- tables -->\$/r $tables" "$page"
done
"$amur" schema case --markdown --entries >"$tables"
sed -i -e '/^<!-- entries -->$/,/^<!-- end of entries -->$/{//!d}' \
  -e "/^<!-- entries -->\$/r $tables" docs/case-format.md
"$amur" schema result --typescript >web/src/api/tables.ts
"$amur" schema studies | python3 python/write_stubs.py >"$tables"
cp "$tables" python/amur/studies.pyi
