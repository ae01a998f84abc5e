#!/usr/bin/env bash
# Loadings to a residual, accelerated against plain averages: bench/fixed_point.sh [MOST_AVERAGES]
# TNTP networks are read from $AMUR_DATA/tntp (by default shared/ beside the project). In Chicago
# Sketch zones are centroids here: its connectors cost nothing, so walks may not pass them.
set -euo pipefail
cd "$(dirname "$0")/.."
most=${1:-20000}
tools/build.sh release amur
cmake -S . -B build/release -DAMUR_BUILD_BENCH=ON >/dev/null
cmake --build build/release --target fixed_point >/dev/null
data=${AMUR_DATA:-../shared}/tntp

curve() { # TITLE FOLDER NAME DISPERSION MODEL MOST_AVERAGES [FLAG]
  printf '\n%s, %s, dispersion %s\n' "$1" "$5" "$4"
  printf '%-12s %7s %7s %7s %7s %7s %7s %8s %9s %10s\n' \
    'loadings to' 1e-2 1e-3 1e-4 1e-6 1e-8 1e-10 all residual 'ms/loading'
  for rule in accelerated averages; do
    local limit=1000
    [[ $rule == averages ]] && limit=$6
    build/release/bench/fixed_point "$data/$2/$3_net.tntp" "$data/$2/$3_trips.tntp" \
      --dispersion "$4" --model "$5" --rule "$rule" --most "$limit" ${7:-}
  done
}
for model in markov logit; do
  curve 'Sioux Falls' SiouxFalls SiouxFalls 0.5 "$model" "$most"
  curve Anaheim Anaheim Anaheim 0.1 "$model" "$((most / 20))"
  curve 'Chicago Sketch' Chicago-Sketch ChicagoSketch 0.5 "$model" "$((most / 100))" --centroids
done
