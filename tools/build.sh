#!/usr/bin/env bash
# Installs missing Debian packages, then configures and builds one preset:
#   tools/build.sh [PRESET [TARGET ...]]
# Without a target all is built, the tests too; with some only those, e.g. `amur`, the program.
# AMUR_MORE_PACKAGES names further packages. Node.js may come from elsewhere; AMUR_WEB=OFF does
# without, and without the page of `amur serve`.
set -euo pipefail
cd "$(dirname "$0")/.."
preset=${1:-release}
targets=("${@:2}")
package_lists=(packages.txt)
((${#targets[@]})) || package_lists+=(packages-test.txt)

missing=()
while read -r package; do
  [[ -z $package || $package == \#* ]] && continue
  state=$(dpkg-query -W -f='${db:Status-Status}' "$package" 2>/dev/null || true)
  [[ $state == installed ]] || missing+=("$package")
done < <(cat "${package_lists[@]}" && printf '%s\n' ${AMUR_MORE_PACKAGES:-})
if [[ ${AMUR_WEB:-ON} == ON ]] && ! command -v npm >/dev/null; then missing+=(nodejs npm); fi

if ((${#missing[@]})); then
  echo "Installing: ${missing[*]}" >&2
  as_root=()
  ((EUID == 0)) || as_root=(sudo)
  export DEBIAN_FRONTEND=noninteractive
  "${as_root[@]}" apt-get update -q >&2
  "${as_root[@]}" apt-get install -q -y --no-install-recommends "${missing[@]}" >&2
fi

# One folder serves both: the tests join it when they are first asked for, and nothing that the
# program is made of is compiled again.
options=()
if [[ ! -f build/$preset/build.ninja ]]; then
  options+=(-DAMUR_WEB="${AMUR_WEB:-ON}" -DAMUR_BUILD_TESTS=OFF)
  [[ $preset == debug ]] || options+=(-DAMUR_TOGETHER=ON)
fi
((${#targets[@]})) || options+=(-DAMUR_BUILD_TESTS=ON)
((${#options[@]} == 0)) || cmake --preset "$preset" "${options[@]}" >/dev/null
# On a terminal one line moves on; elsewhere, as in a log, each tenth part of the work says so.
show_tenths() {
  awk '/^\[[0-9]+\/[0-9]+\] / {
         split(substr($1, 2), step, "/"); part = int(10 * step[1] / (step[2] + 0))
         if (part != told) { told = part; print "Building: " 10 * part " %"; fflush() }
         next }
       !/^ninja: no work to do/ { print; fflush() }'
}
build=(cmake --build --preset "$preset" ${targets:+--target "${targets[@]}"})
if [[ -t 2 ]]; then "${build[@]}" >&2; else "${build[@]}" | show_tenths >&2; fi
