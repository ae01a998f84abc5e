#!/usr/bin/env bash
# Times shortest path trees on real networks: bench/trees.sh [NETWORK_net.tntp ...]
# Without names takes those under AMUR_DATA/tntp. Where python3 has igraph or scipy, they run on the
# same network beside.
set -euo pipefail
cd "$(dirname "$0")/.."
cmake --preset release -DAMUR_BUILD_BENCH=ON >/dev/null
cmake --build build/release --target trees >/dev/null
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
# Debian's python3 is the one that its python3-igraph and python3-scipy serve.
python=python3
[ -x /usr/bin/python3 ] && python=/usr/bin/python3

networks=("$@")
if [ $# -eq 0 ]; then
  data=${AMUR_DATA:-../shared}/tntp
  networks=("$data/chicago-regional/ChicagoRegional_net.tntp"
    "$data/Berlin-Center/berlin-center_net.tntp")
fi
for network in "${networks[@]}"; do
  [ -e "$network" ] || { echo "skipped: no network at $network"; continue; }
  basename "$network" _net.tntp
  build/release/bench/trees "$network"
  build/release/bench/trees --arcs "$network" >"$work/arcs"
  if command -v "$python" >/dev/null; then "$python" bench/trees.py "$work/arcs"; fi
  echo
done
