#!/bin/bash
# tools/write_schemas.sh [AMUR]: writes what the project keeps of the schema that the program
# declares: the tables of docs/result.md, between their markers, and the page's types of rows.
set -euo pipefail
cd "$(dirname "$0")/.."
amur=${1:-build/release/amur}
tables=$(mktemp)
trap 'rm -f "$tables"' EXIT
"$amur" schema result --markdown >"$tables"
sed -i -e '/^<!-- tables -->$/,/^<!-- end of tables -->$/{//!d}' \
  -e "/^<!-- tables -->\$/r $tables" docs/result.md
"$amur" schema result --typescript >web/src/api/tables.ts
