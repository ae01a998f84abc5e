#!/usr/bin/env bash
# Events a second of the crossing simulation beside a bare loop and SimPy: bench/simulate.sh
# All on one thread. SimPy is Debian's python3-simpy3; where it is missing that row says so.
set -euo pipefail
cd "$(dirname "$0")/.."
cmake --preset release -DAMUR_BUILD_BENCH=ON >/dev/null
cmake --build build/release --target amur amur-case bare_queue >/dev/null
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
amur=build/release/amur
python=python3
[ -x /usr/bin/python3 ] && python=/usr/bin/python3

# M/M/1 as a case: one booth, 48 vehicles an hour at random, one minute of service on average.
queue=$work/queue
mkdir "$queue"
cat >"$queue/case.toml" <<'TOML'
title = "One booth"
base_year = 2023
date = 2023-10-15
[demand]
per = "day"
[simulation]
warm_up_h = 0
TOML
printf 'node_id,name,country,x_coord,y_coord\na,A,AAA,0,0\nb,B,BBB,1,0\n' >"$queue/nodes.csv"
printf 'link_id,from_node_id,to_node_id,mode,length_km,free_time_h\nroad,a,b,road,1,0.1\n' >"$queue/links.csv"
printf 'vehicle_id,mode,payload_t,cost_usd_per_km,cost_usd_per_h\ntruck,road,20,1,10\n' >"$queue/vehicles.csv"
printf 'commodity_id,name,handling,value_usd_per_t,value_of_time_usd_per_t_h,dispersion_usd_per_t,vehicles\ngoods,Goods,bulk,1,1,1,truck\n' >"$queue/commodities.csv"
printf 'transfer_id,from_mode,to_mode\nload,origin,road\nunload,road,destination\n' >"$queue/transfers.csv"
printf 'origin_node_id,destination_node_id,commodity_id,quantity\na,b,goods,1\n' >"$queue/demand.csv"
printf 'crossing_id,name,links\nborder,Border,road\n' >"$queue/crossings.csv"
printf 'resource_id,units\nbooth,1\n' >"$queue/resources.csv"
printf 'stage_id,crossing_id,kind,resource_id,time_min\ncontrol,border,service,booth,exponential(1)\n' >"$queue/stages.csv"
printf 'stream_id,crossing_id,per_day,first_stage\ntrucks,border,1152,control\n' >"$queue/arrivals.csv"

of_json() {  # events, seconds and mean wait of a simulation's JSON
  "$python" -c 'import json, sys
j = json.load(sys.stdin)
s = next(s for s in j["simulation_stages"] if s["wait_h"] is not None)
print(float(j["simulation"]["events"]), j["simulate_seconds"], s["wait_h"])'
}
best_of() {  # the fastest of five runs of a command that prints events, seconds and wait
  for _ in 1 2 3 4 5; do "$@"; done | sort -g -k2 | head -1
}
ours() {
  "$amur" simulate "$queue" --days 36525 -r 1 --threads 1 --json -o "$work/q.gpkg" 2>/dev/null | of_json
}
port() {
  "$amur" simulate cases/heihe -c heihe_port -r 60 --threads 1 --json -o "$work/p.gpkg" 2>/dev/null | of_json
}
row() {  # name, events, seconds, wait, ratio to ours
  awk -v name="$1" -v events="$2" -v seconds="$3" -v wait="$4" -v ours="$5" 'BEGIN {
    rate = events / seconds / 1e6
    printf "%-28s %12.0f %9.3f %11.2f %9.4f %9.2f\n", name, events, seconds, rate, wait, ours / rate }'
}
rate() { awk -v e="$1" -v s="$2" 'BEGIN { print e / s / 1e6 }'; }

printf '%-28s %12s %9s %11s %9s %9s\n' "one thread" events seconds million/s "wait h" "ours x"
read -r events seconds wait < <(best_of ours)
own=$(rate "$events" "$seconds")
row "Amur, M/M/1 as a case" "$events" "$seconds" "$wait" "$own"
read -r events seconds wait < <(best_of build/release/bench/bare_queue 876600)
row "bare loop, binary heap" "$events" "$seconds" "$wait" "$own"
if "$python" -c 'import simpy' 2>/dev/null; then
  read -r events seconds wait < <("$python" bench/simpy_queue.py 8766)
  row "SimPy" "$events" "$seconds" "$wait" "$own"
else
  echo "SimPy                        skipped: no python3-simpy3"
fi
read -r events seconds wait < <(best_of port)
row "Amur, port of Heihe" "$events" "$seconds" "$wait" "$own"
echo
build/release/bench/bare_queue --calendars
echo
echo "A year of the port of Heihe, 100 replications, all processors, writing the result included:"
"$amur" simulate cases/heihe -c heihe_port -r 100 --json -o "$work/p.gpkg" 2>/dev/null |
  "$python" -c 'import json, sys
j = json.load(sys.stdin)
print("%.2f s, %.0f MB" % (j["seconds"], j["peak_memory_mb"]))'
