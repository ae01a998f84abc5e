#!/usr/bin/env bash
# Times user equilibrium on the field's test networks, beside tap-b where it is given:
#   bench/assign.sh [--peer PATH_OF_TAP] [--networks "SiouxFalls Austin"] [--gaps "1e-4 1e-6"]
#                   [--threads 2] [--runs 1] [--peer-limit 300]
# Reads AMUR_DATA/tntp. Three tables: time and memory by network and gap, flows beside the best
# known, and a warm start beside a cold one. tap-b: github.com/spartalab/tap-b
set -euo pipefail
peer='' networks='SiouxFalls Anaheim Chicago-Sketch Berlin-Center Austin chicago-regional'
gaps='1e-4 1e-6' threads=2 runs=1 peer_limit=300
while (($#)); do
  case $1 in
    --peer) peer=$(realpath "$2") ;;
    --networks) networks=$2 ;;
    --gaps) gaps=$2 ;;
    --threads) threads=$2 ;;
    --runs) runs=$2 ;;
    --peer-limit) peer_limit=$2 ;;
    *) sed -n '2,6s/^# //p' "$0" >&2; exit 2 ;;
  esac
  shift 2 || { echo "$1 needs a value" >&2; exit 2; }
done
cd "$(dirname "$0")/.."
tools/build.sh release amur
cmake -S . -B build/release -DAMUR_BUILD_BENCH=ON >/dev/null
cmake --build build/release --target make_trips >/dev/null
data=$(realpath -m "${AMUR_DATA:-../shared}/tntp")
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

# Flows of the collection are with these: Chicago Sketch counts cents and miles in minutes.
toll_factor() { [ "$1" = Chicago-Sketch ] && echo 0.02 || echo 0; }
distance_factor() { [ "$1" = Chicago-Sketch ] && echo 0.04 || echo 0; }

# One file by pattern, or nothing: file FOLDER '*_net.tntp'
file() { find -L "$1" -maxdepth 1 -name "$2" 2>/dev/null | sort | head -n 1; }

# Input of both programs under $work/NETWORK. The factors are written into the network file, as the
# peer knows no other way; where no trip table is published, one is made.
prepare() {
  local name=$1 folder=$work/$1 net trips flows
  [ ! -e "$folder" ] || return 0
  net=$(file "$data/$name" '*_net.tntp') trips=$(file "$data/$name" '*_trips.tntp')
  [ -n "$net" ] || return 1
  mkdir "$folder"
  {
    echo "<TOLL FACTOR> $(toll_factor "$name")"
    echo "<DISTANCE FACTOR> $(distance_factor "$name")"
    grep -v -e '^<TOLL FACTOR>' -e '^<DISTANCE FACTOR>' "$net"
  } >"$folder/case_net.tntp"
  if [ -n "$trips" ]; then
    ln -s "$trips" "$folder/case_trips.tntp"
  else
    flows=$(file "$data/$name" '*_flow.tntp')
    build/release/bench/make_trips "$net" "$folder/case_trips.tntp" \
      ${flows:+--flows "$flows"} >/dev/null
  fi
}

# measure FILE LIMIT COMMAND...: leaves 'MB seconds' of the whole process in FILE; limit 0 is none.
# From a small shell, as a large parent would be counted; with the same wrappers for both programs.
# In the foreground, so that what stops the script stops the program too.
measure() {
  local file=$1 limit=$2 start=${EPOCHREALTIME/[.,]/} code=0
  shift 2
  sh -c 'exec /usr/bin/time -q -o "$0" -f %M timeout --foreground "$@"' \
    "$file.raw" "$limit" "$@" || code=$?
  awk -v micro=$((${EPOCHREALTIME/[.,]/} - start)) \
    'END { print $1 / 1024, micro / 1e6 }' "$file.raw" >"$file"
  return $code
}

# A number of an answer in JSON: answer NAME FILE
answer() { sed -n "s/^  \"$1\": \([-+0-9.e]*\).*/\1/p" "$2"; }

# Factors are read from the network file; a gap that is not reached is shown, not an error.
assign() {
  local folder=$1 gap=$2 out=$3
  shift 3
  measure "$out.time" 0 build/release/amur assign --tntp "$folder" --gap "$gap" \
    --threads "$threads" --json "$@" >"$out" 2>"$out.log" || true
  [ -n "$(answer seconds "$out")" ] || { cat "$out.log" >&2; return 1; }
}

# Prints 'gap whole own MB objective' of the peer, '-' for those of an iteration if it ended none.
run_peer() {
  local folder=$1 gap=$2 place=$work/peer
  rm -rf "$place" && mkdir "$place"
  ln -s "$folder"/case_*.tntp "$place"
  printf '<%s> %s\n' 'NETWORK FILE' case_net.tntp 'TRIPS FILE' case_trips.tntp \
    'FILE PATH' "$place/" 'DATA PATH' "$place/" 'FLOWS FILE' "$place/flows" \
    'CONVERGENCE GAP' "$gap" 'MAX RUN TIME' "$peer_limit" 'NUMBER OF THREADS' "$threads" \
    >"$place/parameters"
  # Its limit is on its own clock and between iterations, so the whole gets one as well.
  (cd "$place" && measure "$place/time" "$peer_limit" "$peer" "$place/parameters") \
    >"$place/out" 2>&1 || true
  awk -v "time=$(cat "$place/time")" '
    /^Iteration .* gap / {
      for (i = 1; i < NF; ++i) {
        value = $(i + 1); sub(",", "", value)
        if ($i == "gap") gap = value
        if ($i == "obj") objective = value
        if ($i == "time") own = value
      }
    }
    END {
      split(time, part, " ")
      if (gap == "") gap = own = objective = "-"
      print gap, part[2], own, part[1], objective
    }' "$place/out"
}

# A row of the first table: row NETWORK GAP ANSWER LINE_OF_RUN_PEER
row() {
  local memory seconds
  read -r memory seconds <"$3.time"
  awk -v name="$1" -v asked="$2" -v gap="$(answer relative_gap "$3")" \
    -v seconds="$seconds" -v own="$(answer seconds "$3")" \
    -v iterations="$(answer iterations "$3")" \
    -v objective="$(answer objective "$3")" -v memory="$memory" -v peer="$4" '
    function shown(format, value) {
      return value == "" || value == "-" ? "-" : sprintf(format, value)
    }
    BEGIN {
      split(peer, p, " ")
      if (p[5] + 0 > 0) difference = (objective - p[5]) / p[5]
      # A peer that stopped short of the gap needs at least this.
      bound = p[1] != "" && !(p[1] != "-" && p[1] + 0 <= asked + 0) ? ">" : ""
      ratio = p[2] == "" ? "-" : bound sprintf("%.1f", p[2] / seconds)
      printf "%-17s %6s %8.1e %8s %4d %9.3f %9.3f %9s %9s %7s %7.0f %7s %10s\n", name, asked, gap,
        shown("%.1e", p[1]), iterations, seconds, own, shown("%.3f", p[2]), shown("%.3f", p[3]),
        ratio, memory, shown("%.0f", p[4]), shown("%+.1e", difference)
    }'
}

times_table() {
  local name gap run line
  echo "User equilibrium, $threads threads. Seconds of the whole process, its start included, and"
  echo "by a program's own clock: ours from its start, that of the peer (tap-b) without set-up."
  echo "The ratio is of whole processes, '>' where the peer did not reach the gap."
  printf '%-17s %6s %8s %8s %4s %9s %9s %9s %9s %7s %7s %7s %10s\n' network asked gap 'of peer' \
    iter seconds own 'of peer' own ratio 'peak MB' 'of peer' objective
  for name in $networks; do
    prepare "$name" || { echo "skipped: no $name in $data"; continue; }
    for gap in $gaps; do
      for ((run = 0; run < runs; ++run)); do
        assign "$work/$name" "$gap" "$work/answer"
        line=''
        [ -z "$peer" ] || line=$(run_peer "$work/$name" "$gap")
        row "$name" "$gap" "$work/answer" "$line"
      done
    done
  done
}

# Lines of numbers only: files differ in their headers and in a ';' at the end.
flow_rows() { awk '$1 + 0 > 0 && $2 + 0 > 0 { print $1, $2, $3 }' "$1"; }

best_known_table() {
  local name
  printf '\nFlows beside the best-known ones, at gap 1e-12\n%-17s %8s %16s %16s\n' network gap \
    'largest relative' 'sum relative'
  for name in SiouxFalls Anaheim Chicago-Sketch; do
    [[ " $networks " == *" $name "* ]] || continue
    prepare "$name" || { echo "skipped: no $name in $data"; continue; }
    assign "$work/$name" 1e-12 "$work/answer" --flows "$work/flows.tntp"
    flow_rows "$(file "$data/$name" '*_flow.tntp')" >"$work/known"
    flow_rows "$work/flows.tntp" | awk -v name="$name" \
      -v gap="$(answer relative_gap "$work/answer")" '
      NR == FNR { known[$1, $2] = $3; sum += $3; next }
      {
        off = $3 - known[$1, $2]; if (off < 0) off = -off
        scale = known[$1, $2] > 1 ? known[$1, $2] : 1
        if (off / scale > largest) largest = off / scale
        all += off
      }
      END { printf "%-17s %8.1e %16.2e %16.2e\n", name, gap, largest, all / sum }' "$work/known" -
  done
}

# Prints a network with half the capacity on one link, the fullest one or that at a percentile of the
# links' flows: halve LINK FLOWS NETWORK
halve() {
  local line
  line=$(awk -v which="$1" '
    !($1 + 0 > 0 && $2 + 0 > 0) { next }
    NR == FNR { volume[$1, $2] = $3; next }
    $6 + 0 > 0 && volume[$1, $2] > 0 {
      printf "%.17g %d\n", which == "fullest" ? volume[$1, $2] / $3 : volume[$1, $2], FNR
    }' "$2" "$3" | sort -g | awk -v which="$1" '
    { line[NR] = $2 }
    END { print line[which == "fullest" ? NR : int(1 + NR * which / 100)] }')
  awk -v line="$line" 'FNR == line { $3 = $3 / 2 } { print }' "$3"
}

warm_table() {
  local name link gap=1e-6
  printf '\nAfter a link has lost half its capacity, to gap %s: the link at a percentile of the used\n' "$gap"
  printf "links' flows, and the fullest. Seconds of the solver; 'whole' is with files read.\n"
  printf '%-17s %8s %8s %8s %10s %5s %5s %11s\n' network link 'cold s' 'warm s' 'warm/cold' iter \
    warm 'whole w/c'
  for name in $networks; do
    prepare "$name" || { echo "skipped: no $name in $data"; continue; }
    local changed=$work/$name.changed
    mkdir -p "$changed"
    assign "$work/$name" "$gap" "$work/answer" --flows "$work/flows.tntp" \
      --save-bushes "$work/bushes"
    ln -sf "$work/$name/case_trips.tntp" "$changed"
    for link in 10 30 50 70 90 fullest; do
      halve "$link" "$work/flows.tntp" "$work/$name/case_net.tntp" >"$changed/case_net.tntp"
      assign "$changed" "$gap" "$work/cold"
      assign "$changed" "$gap" "$work/warm" --warm-start "$work/bushes"
      awk -v name="$name" -v link="$link" -v cold="$(answer solve_seconds "$work/cold")" \
        -v warm="$(answer solve_seconds "$work/warm")" \
        -v cold_whole="$(answer seconds "$work/cold")" \
        -v warm_whole="$(answer seconds "$work/warm")" \
        -v before="$(answer iterations "$work/cold")" \
        -v after="$(answer iterations "$work/warm")" 'BEGIN {
          printf "%-17s %8s %8.3f %8.3f %10.2f %5d %5d %11.2f\n", name, link, cold, warm,
            warm / cold, before, after, warm_whole / cold_whole }'
    done
  done
}

times_table
best_known_table
warm_table
