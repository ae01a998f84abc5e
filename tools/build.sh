#!/usr/bin/env bash
# Installs missing Debian packages, then configures and builds one preset: tools/build.sh [PRESET]
# AMUR_MORE_PACKAGES names further ones. Node.js may come from elsewhere; AMUR_WEB=OFF does without,
# and without the page of `amur serve`.
set -euo pipefail
cd "$(dirname "$0")/.."
preset=${1:-release}

missing=()
while read -r package; do
  [[ -z $package || $package == \#* ]] && continue
  state=$(dpkg-query -W -f='${db:Status-Status}' "$package" 2>/dev/null || true)
  [[ $state == installed ]] || missing+=("$package")
done < <(cat packages.txt && printf '%s\n' ${AMUR_MORE_PACKAGES:-})
if [[ ${AMUR_WEB:-ON} == ON ]] && ! command -v npm >/dev/null; then missing+=(nodejs npm); fi

if ((${#missing[@]})); then
  echo "Installing: ${missing[*]}" >&2
  as_root=()
  ((EUID == 0)) || as_root=(sudo)
  export DEBIAN_FRONTEND=noninteractive
  "${as_root[@]}" apt-get update -q >&2
  "${as_root[@]}" apt-get install -q -y --no-install-recommends "${missing[@]}" >&2
fi

if [[ ! -f build/$preset/build.ninja ]]; then
  cmake --preset "$preset" -DAMUR_WEB="${AMUR_WEB:-ON}" >&2
fi
cmake --build --preset "$preset" >&2
