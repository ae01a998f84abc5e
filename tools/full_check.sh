#!/usr/bin/env bash
# What is too long for every change, and is run before an issue is closed: a build by clang++, the
# suite under sanitizers, clang-tidy on all sources, longer fuzzing, coverage, packages in a Debian
# made from nothing, an hour of everything at once. Goes on after a failure, prints its figures at
# the end and fails if anything did:
#   tools/full_check.sh [SECONDS OF EACH FUZZER [SECONDS OF THE SOAK]]
set -uo pipefail
cd "$(dirname "$0")/.."
fuzz_seconds=${1:-300}
soak_seconds=${2:-3600}
figures=()
failed=0
step() {
  local name=$1 start=$SECONDS state=passed code
  shift
  echo "== $name" >&2
  "$@"
  code=$?
  if ((code == 77)); then state=skipped; elif ((code)); then state=FAILED failed=1; fi
  figures+=("$(printf '%-34s %-8s %5d s' "$name" "$state" $((SECONDS - start)))")
}
suite() {
  tools/build.sh "$1" || return
  ctest --preset "$1" -j "$(nproc)" "${@:2}"
}
clang_build() {
  command -v clang++ >/dev/null || return 77
  cmake -S . -B build/clang -G Ninja -DCMAKE_CXX_COMPILER=clang++ -DCMAKE_BUILD_TYPE=Release \
    -DCMAKE_CXX_FLAGS=-Werror -DAMUR_WEB=OFF && cmake --build build/clang
}
packages() { tools/build_package.sh && tools/check_package.sh; }
coverage() { tools/coverage.sh -E '^page$' >build/coverage.txt; }

mkdir -p build
step "format" tools/check_format.sh
step "build by clang++, tests too" clang_build
step "suite, address and undefined" suite asan -E '^page$'
# Threads are where work is shared and where requests are answered.
step "threads and server, thread" suite tsan -R '[Tt]hread|[Ss]erve|[Pp]arallel|[Rr]un_queue|[Hh]ttp'
step "clang-tidy on all" tools/check_tidy.sh
step "fuzzers, $fuzz_seconds s each" tools/fuzz.sh "$fuzz_seconds"
step "page: lint, layout, units" tools/check_web.sh
step "coverage of the suite" coverage
step "every control of Heihe's page" tools/test_page.sh build/release/amur "" heihe
step "packages and container" packages
step "all at once, $soak_seconds s" tools/soak.py build/release "$soak_seconds"

printf '%s\n' "" "${figures[@]}"
[[ ! -s build/coverage.txt ]] || cat build/coverage.txt
exit $failed
