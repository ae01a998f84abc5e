#!/usr/bin/env bash
# Runs tests of the package of Python in a build: tools/test_python.sh BUILD PYTHON TEST ...
# Ends with 77 where there is no module, as without pybind11, or no pandas.
set -euo pipefail
build=$(realpath "$1")
python=${2:-python3}
cd "$(dirname "$0")/../python/tests"
compgen -G "$build/python/amur/_engine.*" >/dev/null ||
  { echo "skipped: the module of Python isn't built, for want of pybind11 or Python's headers"; exit 77; }
"$python" -c 'import numpy, pandas' 2>/dev/null || { echo "skipped: no pandas"; exit 77; }
export PYTHONPATH=$build/python AMUR_PROGRAM=$build/amur AMUR_BUILD=$build PYTHONDONTWRITEBYTECODE=1
exec "$python" -m unittest -b "${@:3}"
