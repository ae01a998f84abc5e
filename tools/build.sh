#!/usr/bin/env bash
# Installs missing Debian packages, then configures and builds one preset: tools/build.sh [PRESET]
set -euo pipefail
cd "$(dirname "$0")/.."
preset=${1:-release}

missing=()
while read -r package; do
  [[ -z $package || $package == \#* ]] && continue
  state=$(dpkg-query -W -f='${db:Status-Status}' "$package" 2>/dev/null || true)
  [[ $state == installed ]] || missing+=("$package")
done < packages.txt

if ((${#missing[@]})); then
  echo "Installing: ${missing[*]}" >&2
  as_root=()
  ((EUID == 0)) || as_root=(sudo)
  export DEBIAN_FRONTEND=noninteractive
  "${as_root[@]}" apt-get update -q >&2
  "${as_root[@]}" apt-get install -q -y --no-install-recommends "${missing[@]}" >&2
fi

if [[ ! -f build/$preset/build.ninja ]]; then
  cmake --preset "$preset" >&2
fi
cmake --build --preset "$preset" >&2
